//! Phrases put together: refusals with the name of whom they are about, cards, dates, times.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Text;
use crate::exchange::export::ExportError;
use crate::journal::JournalError;
use crate::meeting::Meeting;
use crate::meeting::act::{Act, Deed};
use crate::meeting::command::Refusal;
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::names::split_titles;
use crate::meeting::person::Person;
use crate::meeting::record::About;

/// `09.12`, in the meeting's zone.
pub fn time(meeting: &Meeting, at: Timestamp) -> String {
    let t = meeting.local(at).time();
    format!("{:02}.{:02}", t.hour(), t.minute())
}

/// `18/12/2026`.
pub fn short_date(date: Date) -> String {
    if date == Date::default() {
        return String::new();
    }
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// *Jumat, 18 Desember 2026*.
pub fn long_date(t: &Text, date: Date) -> String {
    let index = |n: i8| usize::try_from(n - 1).unwrap_or(0);
    let day = t.days[index(date.weekday().to_monday_one_offset())];
    format!(
        "{day}, {} {} {}",
        date.day(),
        t.months[index(date.month())],
        date.year()
    )
}

/// Reads `18/12/2026`, `18-12-2026`, `18.12.2026`, `18 Desember 2026` and `2026-12-18`.
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = text.parse::<Date>() {
        return Some(date);
    }
    let parts: Vec<&str> = text
        .split(['/', '-', '.', ' '])
        .filter(|p| !p.is_empty())
        .collect();
    let [day, month, year] = parts.as_slice() else {
        return None;
    };
    let month = match month.parse::<i8>() {
        Ok(month) => month,
        Err(_) => month_number(month)?,
    };
    Date::new(
        year.parse().ok().filter(|y| *y >= 1900)?,
        month,
        day.parse().ok()?,
    )
    .ok()
}

/// A month by its first letters, in either language.
fn month_number(text: &str) -> Option<i8> {
    let text = text
        .to_lowercase()
        .replace("nop", "nov")
        .replace("agt", "agu");
    let known = |name: &&str| {
        text.len() >= 3 && name.to_lowercase().starts_with(&text[..3.min(text.len())])
    };
    let find = |t: &Text| t.months.iter().position(known);
    let at = find(&super::id::TEXT).or_else(|| find(&super::en::TEXT))?;
    i8::try_from(at + 1).ok()
}

/// A name without its titles, for narrow columns.
pub fn bare_name(written: &str) -> String {
    let core = split_titles(written).core;
    if core.is_empty() {
        written.to_owned()
    } else {
        core
    }
}

/// A person's name without titles, or the number where a copy has no names.
pub fn called(person: &Person) -> String {
    if person.name().is_empty() {
        format!("#{}", person.id)
    } else {
        bare_name(person.name())
    }
}

/// So many people of an act are named.
const NAMED: usize = 3;

/// What an act did: *HADIR Hj. St. Rahmatia #47*; of several people, who they are: *HADIR Baso Tola #48,
/// St. Rahmatia #47*. Lists that were imported are counted.
pub fn deed(t: &Text, meeting: &Meeting, act: &Act) -> String {
    let word = match act.deed {
        Deed::Arrival => t.u_arrival,
        Deed::Withdrawal => t.u_withdrawal,
        Deed::Addition => t.u_addition,
        Deed::Correction => t.u_correction,
        Deed::PeopleImport => t.u_people,
        Deed::LibraryImport => t.u_libraries,
        Deed::VillageList => t.u_villages,
        Deed::Cancellation => t.u_cancellation,
        Deed::Restoration => t.u_restoration,
        Deed::Reissue => t.u_reissue,
        Deed::OtherList => t.desk.u_other_list,
        Deed::HandOut => t.desk.o_handed,
        Deed::GivenBack => t.desk.u_given_back,
        Deed::WalkIn => t.desk.u_walk_in,
        Deed::Substitution => t.desk.u_substitution,
        Deed::AchievementImport => t.refusals.u_import,
        Deed::AchievementTyped => t.refusals.u_typed,
    };
    // Typed numbers are told with whose they are.
    if let (Deed::AchievementTyped, Some(code)) = (act.deed, act.figures().next()) {
        return format!("{word} {}", meeting.library_name(code));
    }
    let mut people: Vec<PersonId> = act.people().collect();
    people.dedup();
    match people.as_slice() {
        [] => word.to_owned(),
        [one] => format!(
            "{word} {}",
            named(meeting, act, *one, |p| p.name().to_owned())
        ),
        many if act.is_import() => format!("{word}, {}", (t.people_n)(many.len())),
        many => {
            let bare = |id: &PersonId| named(meeting, act, *id, |p| bare_name(p.name()));
            let names: Vec<String> = many.iter().take(NAMED).map(bare).collect();
            let names = format!("{word} {}", names.join(", "));
            match many.len().saturating_sub(NAMED) {
                0 => names,
                more => (t.undo.and_more)(&names, more),
            }
        }
    }
}

/// A refusal in words.
pub fn refusal(t: &Text, meeting: &Meeting, refusal: &Refusal) -> String {
    let who = |id: &PersonId| who(meeting, *id);
    match refusal {
        Refusal::NotFounded => t.r_not_founded.to_owned(),
        Refusal::AlreadyFounded => t.r_founded.to_owned(),
        Refusal::TitleMissing => t.e_title_missing.to_owned(),
        Refusal::NameMissing => t.e_name_missing.to_owned(),
        Refusal::NoSuchPerson(id) => (t.r_person)(id.0),
        Refusal::AlreadyPresent { person, first } => {
            (t.r_already)(&who(person), &time(meeting, first.at), &first.station)
        }
        Refusal::DoubleRead { person, .. } => (t.r_double)(&who(person)),
        Refusal::Cancelled(id) => (t.r_cancelled)(&who(id)),
        Refusal::NotCancelled(id) => (t.r_not_cancelled)(&who(id)),
        Refusal::NotPresent(id) => (t.r_not_present)(&who(id)),
        Refusal::NothingChanges => t.r_nothing.to_owned(),
        Refusal::NothingToUndo => t.r_undo.to_owned(),
        Refusal::NothingToRedo => t.undo.r_redo.to_owned(),
        Refusal::ChangedSinceUndo(Some(id)) => (t.undo.r_changed)(&who(id)),
        Refusal::ChangedSinceUndo(None) => t.undo.r_lists.to_owned(),
        Refusal::ChangedSince(id) => (t.r_changed)(&who(id)),
        Refusal::LaterImport => t.r_later.to_owned(),
        Refusal::ReasonMissing => t.e_reason_missing.to_owned(),
        Refusal::Forgotten => t.privacy.read_only.to_owned(),
        Refusal::NoNumberLeft => t.r_numbers.to_owned(),
        Refusal::CorrectionReason(rows) => (t.refusals.correction_reason)(*rows),
        Refusal::NoSuchLibrary(code) => (t.refusals.no_library)(code.as_str()),
        Refusal::NumbersChangedSince(code) => {
            (t.refusals.changed_since)(meeting.library_name(code))
        }
        Refusal::RulesLocked => t.refusals.locked.to_owned(),
        Refusal::RulesNotLocked => t.refusals.not_locked.to_owned(),
        Refusal::BadRules(error) => (t.refusals.rules)(error),
        Refusal::NoSuchFamily(key) => (t.refusals.no_family)(key),
        Refusal::SealedFamilyGone(key) => (t.refusals.sealed_family_gone)(key),
        Refusal::FamilySealed(key) => (t.refusals.family_sealed)(key),
        Refusal::NoSuchSubdistrict(name) => (t.refusals.no_subdistrict)(name),
        Refusal::NoFurtherScene => t.refusals.no_scene.to_owned(),
        Refusal::MessageMissing => t.refusals.no_words.to_owned(),
        Refusal::SupervisorOnly => t.desk.r_supervisor.to_owned(),
        Refusal::TickFirst(id) if meeting.standing(*id, &ListId::main()).is_none() => {
            (t.desk.r_letter_empty)(meeting.delegation_name(*id))
        }
        Refusal::TickFirst(id) => (t.desk.r_letter)(meeting.delegation_name(*id)),
        Refusal::Ordered(_) => t.desk.r_order.to_owned(),
        Refusal::PageRead(page) => (t.desk.r_page)(*page),
        Refusal::NoSuchDelegation(id) => (t.desk.r_no_delegation)(&id.to_string()),
        Refusal::NobodyTicked => t.desk.r_nobody_ticked.to_owned(),
        Refusal::NotAMember(id) => (t.desk.r_not_a_member)(&who(id)),
        Refusal::Closed(list) => (t.desk.r_closed)(&list_name(t, meeting, list)),
        Refusal::NotClosed => t.desk.r_not_closed.to_owned(),
        Refusal::NotYetPresent(id) => (t.desk.r_not_yet)(&who(id)),
        Refusal::NotEntitled(id) => (t.desk.r_not_entitled)(&who(id)),
        Refusal::OtherSubstitute(id) => {
            let now = meeting.person(*id).and_then(|p| p.substitute.as_ref());
            let name = now.map_or("-", |s| s.personal.name.as_str());
            (t.desk.r_other_substitute)(&who(id), name)
        }
        Refusal::LooksLike(id) => (t.desk.r_looks_like)(&who(id)),
        Refusal::NoSuchCall => t.desk.r_no_call.to_owned(),
        Refusal::NoSuchPage(page) => (t.desk.r_no_page)(*page),
        Refusal::ListInUse(list) => (t.desk.r_list_in_use)(&list_name(t, meeting, list)),
        Refusal::BadListName => t.desk.r_list_name.to_owned(),
        Refusal::BadBlock => t.desk.r_block.to_owned(),
    }
}

/// A journal error in words: what happened, that nothing was lost, what to do.
pub(super) fn journal_error(t: &Text, error: &JournalError) -> String {
    match error {
        JournalError::Missing(path) => (t.j_missing)(&path.display().to_string()),
        JournalError::Exists(path) => (t.j_exists)(&path.display().to_string()),
        JournalError::NotOurs(path) => format!("{} {}", path.display(), t.j_not_ours),
        JournalError::Newer { what } => (t.j_newer)(what),
        JournalError::Damaged {
            seq: Some(seq),
            what,
        } => (t.j_damaged)(&format!("{seq}: {what}")),
        JournalError::Damaged { seq: None, what } => (t.j_damaged)(what),
        JournalError::Busy => t.j_busy.to_owned(),
        JournalError::Full => t.j_full.to_owned(),
        JournalError::ReadOnly => t.j_read_only.to_owned(),
        JournalError::IdReused(id) => (t.j_id)(&id.to_string()),
        JournalError::Split(wal) => (t.j_split)(&wal.display().to_string()),
        JournalError::Io(what) => (t.j_io)(what),
    }
}

/// Why a file was not written, in words.
pub fn export_error(t: &Text, error: &ExportError) -> String {
    let why = match error {
        ExportError::MeetingFile => t.x_meeting.to_owned(),
        ExportError::Directory => t.x_directory.to_owned(),
        ExportError::NotAFile => t.x_device.to_owned(),
        ExportError::Io(error) => error.to_string(),
    };
    (t.not_written)(&why)
}

/// The text that goes with a code, ready to send.
pub fn invitation(t: &Text, about: &About, name: &str, code: &str) -> String {
    let text = (t.invitation)(
        name,
        &about.title,
        &long_date(t, about.date),
        &about.place,
        &crate::meeting::code::grouped(code),
    );
    if about.sample {
        format!("{} · {text}", t.sample)
    } else {
        text
    }
}

/// What a list is called: the title it was given, the usual name, or its short name.
pub fn list_name(t: &Text, meeting: &Meeting, list: &ListId) -> String {
    match meeting.list_title(list) {
        "" => (t.desk.list)(list.as_str())
            .unwrap_or(list.as_str())
            .to_owned(),
        title => title.to_owned(),
    }
}

fn who(meeting: &Meeting, id: PersonId) -> String {
    numbered(meeting.person(id).map_or("", Person::name), id)
}

/// As [`who`] of somebody whom an undone act has taken along.
fn named(meeting: &Meeting, act: &Act, id: PersonId, name: fn(&Person) -> String) -> String {
    let kept = || act.kept().find(|(kept, _)| *kept == id).map(|(_, p)| p);
    let person = meeting.person(id).or_else(kept);
    numbered(&person.map_or_else(String::new, name), id)
}

/// In a copy without names the number is all there is.
fn numbered(name: &str, id: PersonId) -> String {
    if name.is_empty() {
        format!("#{id}")
    } else {
        format!("{name} #{id}")
    }
}
