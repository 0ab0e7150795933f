//! The one decision: a command on the state of the meeting becomes events or a refusal. Pure.

use std::sync::Arc;

use super::Meeting;
use super::code::{self, Damage, ForeignClass, Reading, Secret, Subject, SubjectKind, Verdict};
use super::command::{Command, Context, Refusal};
use super::event::{
    ArrivalWithdrawn, Arrived, BackupDirectory, Cancelled, Event, Founded, How, LibrariesImported,
    Outcome, PeopleImported, PersonAdded, PersonCorrected, Reissued, Restored, ScanRefused, Stamp,
    Undone, VillagesListed,
};
use super::id::{EntryId, ListId, PersonId};
use super::person::{Person, State};
use super::record::{About, Record, Village};
use super::roster;

/// Imported rows travel up to so many per entry.
pub const ROWS_PER_ENTRY: usize = 1_000;

/// The same code again within so many milliseconds on the same desk is a double read.
pub const DOUBLE_READ_MS: u64 = 3_000;

/// The greatest number that fits into a badge code.
pub const LAST_NUMBER: u32 = (1 << 23) - 1;

type Decision = Result<Vec<Event>, Refusal>;

/// Decides a command on the newest state. An empty list means: nothing to write, and that is fine.
pub fn decide(meeting: &Meeting, command: &Command, context: &Context) -> Decision {
    if meeting.about.is_none() && !matches!(command, Command::Found(_)) {
        return Err(Refusal::NotFounded);
    }
    if meeting.is_forgotten() {
        return Err(Refusal::Forgotten);
    }
    match command {
        Command::Found(about) => found(meeting, about, context),
        Command::Describe(about) => describe(meeting, about),
        Command::SetBackupDirectory(path) => set_backup(meeting, path.as_deref()),
        Command::ListVillages(rows) => Ok(list_villages(rows)),
        Command::ImportLibraries(rows, answers) => {
            let plan = roster::libraries_on(meeting, rows, answers);
            Ok(entries(
                plan.new.into_iter().chain(plan.changed).collect(),
                |rows| Event::LibrariesImported(LibrariesImported { rows }),
            ))
        }
        Command::ImportPeople(rows, answers) => {
            let plan = roster::people_on(meeting, rows, answers);
            let mut people: Vec<_> = plan.new.into_iter().chain(plan.changed).collect();
            if people.iter().any(|p| p.id.0 > LAST_NUMBER) {
                return Err(Refusal::NoNumberLeft);
            }
            people.sort_by_key(|p| p.id);
            Ok(entries(people, |rows| {
                Event::PeopleImported(PeopleImported { rows })
            }))
        }
        Command::Add { record, arrive } => add(meeting, record, arrive.as_ref()),
        Command::Correct {
            person,
            base,
            record,
        } => correct(meeting, *person, base.as_deref(), record),
        Command::Scan { reading, list } => scan(meeting, reading, list, &context.stamp),
        Command::CheckIn { person, list } => check_in(meeting, *person, list),
        Command::Withdraw { person, list } => withdraw(meeting, *person, list),
        Command::Cancel { person, reason } => cancel(meeting, *person, reason),
        Command::Restore(person) => restore(meeting, *person),
        Command::Reissue { person, reason } => reissue(meeting, *person, reason),
        Command::Undo(act) => undo(meeting, *act),
    }
}

fn found(meeting: &Meeting, about: &About, context: &Context) -> Decision {
    if meeting.about.is_some() {
        return Err(Refusal::AlreadyFounded);
    }
    if about.title.trim().is_empty() {
        return Err(Refusal::TitleMissing);
    }
    Ok(vec![Event::MeetingFounded(Founded {
        about: about.clone(),
        secret: Secret::new(context.random),
    })])
}

fn describe(meeting: &Meeting, about: &About) -> Decision {
    if about.title.trim().is_empty() {
        return Err(Refusal::TitleMissing);
    }
    // The sample stays a sample, whatever it is called.
    let mut about = about.clone();
    about.sample = meeting.about.as_ref().is_some_and(|a| a.sample);
    if meeting.about.as_ref() == Some(&about) {
        return Err(Refusal::NothingChanges);
    }
    Ok(vec![Event::MeetingDescribed(about)])
}

fn set_backup(meeting: &Meeting, path: Option<&str>) -> Decision {
    let path = path.map(str::trim).filter(|p| !p.is_empty());
    if meeting.backup_directory() == path {
        return Err(Refusal::NothingChanges);
    }
    Ok(vec![Event::BackupDirectorySet(BackupDirectory {
        path: path.map(str::to_owned),
    })])
}

fn list_villages(rows: &[Village]) -> Vec<Event> {
    let mut fresh = true;
    entries(rows.to_vec(), |rows| {
        let event = VillagesListed { fresh, rows };
        fresh = false;
        Event::VillagesListed(event)
    })
}

/// Cuts rows into entries of at most [`ROWS_PER_ENTRY`].
fn entries<T>(rows: Vec<T>, mut event: impl FnMut(Vec<T>) -> Event) -> Vec<Event> {
    let mut events = Vec::with_capacity(rows.len() / ROWS_PER_ENTRY + 1);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        events.push(event(rows.by_ref().take(ROWS_PER_ENTRY).collect()));
    }
    events
}

fn add(meeting: &Meeting, record: &Arc<Record>, arrive: Option<&ListId>) -> Decision {
    if record.personal.name.trim().is_empty() {
        return Err(Refusal::NameMissing);
    }
    let id = meeting.people.next();
    if id.0 > LAST_NUMBER {
        return Err(Refusal::NoNumberLeft);
    }
    let mut events = vec![Event::PersonAdded(PersonAdded {
        id,
        record: record.clone(),
    })];
    events.extend(arrive.map(|list| arrived(id, list, How::Hand)));
    Ok(events)
}

fn correct(
    meeting: &Meeting,
    id: PersonId,
    base: Option<&Record>,
    record: &Arc<Record>,
) -> Decision {
    let person = known(meeting, id)?;
    let record = match base {
        // What this hand did not touch stays as others have left it.
        Some(base) => {
            let mut merged = (*person.record).clone();
            for field in base.differences(record) {
                merged.take(field, record);
            }
            Arc::new(merged)
        }
        None => record.clone(),
    };
    if record.personal.name.trim().is_empty() {
        return Err(Refusal::NameMissing);
    }
    let changed = person.record.differences(&record);
    if changed.is_empty() {
        return Err(Refusal::NothingChanges);
    }
    Ok(vec![Event::PersonCorrected(PersonCorrected {
        id,
        record,
        changed,
    })])
}

/// A scan always leaves a trace, except a double read; of a stranger's code only class and length.
fn scan(meeting: &Meeting, reading: &Reading, list: &ListId, stamp: &Stamp) -> Decision {
    let (parsed, length, class) = match reading {
        Reading::Code(parsed) => (Some(parsed), code::LENGTH, ""),
        Reading::Damaged { why, length } => (None, *length, damage(*why)),
        Reading::Foreign { class, length } => (None, *length, stranger(*class)),
    };
    let refused = |outcome, person, class: &str| {
        Ok(vec![Event::ScanRefused(ScanRefused {
            outcome,
            person,
            length: u32::try_from(length).unwrap_or(u32::MAX),
            class: class.to_owned(),
        })])
    };
    let Some(parsed) = parsed else {
        let outcome = match reading {
            Reading::Foreign { .. } => Outcome::ForeignCode,
            Reading::Damaged { .. } | Reading::Code(_) => Outcome::DamagedCode,
        };
        return refused(outcome, None, class);
    };
    let secret = meeting.secret.as_ref().ok_or(Refusal::NotFounded)?;
    // Against the last issue ever made, so that an undone one reads as superseded, not as forged.
    let verdict = parsed.verify(secret, |subject| {
        person_of(meeting, subject).map(|p| p.issued)
    });
    let (subject, issue) = match verdict {
        Verdict::OtherMeeting => return refused(Outcome::OtherMeeting, None, ""),
        Verdict::Forged => return refused(Outcome::ForeignCode, None, "forged"),
        Verdict::UnknownSubject => return refused(Outcome::NeedsSupervisor, None, ""),
        Verdict::Superseded { subject, issue } => (subject, Some(issue)),
        Verdict::Ours { subject } => (subject, None),
    };
    let Some(person) = person_of(meeting, subject) else {
        return refused(Outcome::NeedsSupervisor, None, "");
    };
    if issue.unwrap_or(person.issued) != person.issue {
        return refused(Outcome::SupersededCode, Some(person.id), "");
    }
    let state = person.state(list);
    if let Some(outcome) = double_read(meeting, person, state, stamp) {
        let person = person.id;
        return Err(Refusal::DoubleRead { person, outcome });
    }
    match state {
        State::Cancelled => refused(Outcome::Cancelled, Some(person.id), ""),
        State::Present => refused(Outcome::AlreadyPresent, Some(person.id), ""),
        State::Expected => Ok(vec![arrived(person.id, list, How::Scan)]),
    }
}

/// The word that the journal keeps of a damaged code.
fn damage(why: Damage) -> &'static str {
    match why {
        Damage::TooShort => "too_short",
        Damage::TooLong => "too_long",
        Damage::Start => "start",
        Damage::Symbol => "symbol",
        Damage::CheckCharacter => "check_character",
    }
}

/// The word that the journal keeps of a stranger's code; never the code.
fn stranger(class: ForeignClass) -> &'static str {
    match class {
        ForeignClass::PaymentQr => "payment_qr",
        ForeignClass::WebAddress => "web_address",
        ForeignClass::Nik16 => "nik",
        ForeignClass::OtherDigits => "digits",
        ForeignClass::Other => "other",
    }
}

/// What this desk answered to the same code less than three seconds ago. Without a boot reading
/// there is no duration to trust, and so no guard. Nor is there one where that answer is not true of
/// this list: the person may have been read for another one.
fn double_read(meeting: &Meeting, person: &Person, state: State, stamp: &Stamp) -> Option<Outcome> {
    let last = meeting.stations.get(&stamp.station)?;
    let (now, then) = (stamp.boot.as_ref()?, last.boot.as_ref()?);
    // Either may be the later one: a command that waited for the disk carries its old reading.
    let recent = now.id == then.id && now.ms.abs_diff(then.ms) < DOUBLE_READ_MS;
    let same = last.person == person.id && last.issue == person.issue;
    let still_true = match last.outcome {
        Outcome::Present | Outcome::AlreadyPresent => state == State::Present,
        Outcome::Cancelled => state == State::Cancelled,
        Outcome::DoubleRead
        | Outcome::SupersededCode
        | Outcome::OtherMeeting
        | Outcome::DamagedCode
        | Outcome::ForeignCode
        | Outcome::NeedsSupervisor => false,
    };
    (recent && same && still_true).then_some(last.outcome)
}

fn person_of(meeting: &Meeting, subject: Subject) -> Option<&Person> {
    match subject.kind() {
        SubjectKind::Person => meeting.person(PersonId(subject.number())),
        SubjectKind::Delegation | SubjectKind::Page | SubjectKind::Command => None,
    }
}

fn check_in(meeting: &Meeting, id: PersonId, list: &ListId) -> Decision {
    let person = known(meeting, id)?;
    if let Some(first) = person.arrival(list) {
        return Err(Refusal::AlreadyPresent {
            person: id,
            first: first.clone(),
        });
    }
    if person.cancelled.is_some() {
        return Err(Refusal::Cancelled(id));
    }
    Ok(vec![arrived(id, list, How::Hand)])
}

fn arrived(id: PersonId, list: &ListId, how: How) -> Event {
    Event::Arrived(Arrived {
        list: list.clone(),
        people: vec![id],
        how,
    })
}

fn withdraw(meeting: &Meeting, id: PersonId, list: &ListId) -> Decision {
    if known(meeting, id)?.arrival(list).is_none() {
        return Err(Refusal::NotPresent(id));
    }
    Ok(vec![Event::ArrivalWithdrawn(ArrivalWithdrawn {
        list: list.clone(),
        person: id,
    })])
}

fn cancel(meeting: &Meeting, id: PersonId, reason: &str) -> Decision {
    if known(meeting, id)?.cancelled.is_some() {
        return Err(Refusal::Cancelled(id));
    }
    Ok(vec![Event::InvitationCancelled(Cancelled {
        person: id,
        reason: required(reason)?,
    })])
}

fn restore(meeting: &Meeting, id: PersonId) -> Decision {
    if known(meeting, id)?.cancelled.is_none() {
        return Err(Refusal::NotCancelled(id));
    }
    Ok(vec![Event::InvitationRestored(Restored { person: id })])
}

fn reissue(meeting: &Meeting, id: PersonId, reason: &str) -> Decision {
    let person = known(meeting, id)?;
    Ok(vec![Event::CodeReissued(Reissued {
        person: id,
        issue: person.issued.checked_add(1).ok_or(Refusal::NoNumberLeft)?,
        reason: required(reason)?,
    })])
}

/// An act can be undone while nobody touched the same people since.
fn undo(meeting: &Meeting, id: EntryId) -> Decision {
    let act = meeting
        .acts
        .iter()
        .rev()
        .find(|a| a.id == id)
        .ok_or(Refusal::NothingToUndo)?;
    let newer = meeting.acts.iter().rev().take_while(|a| a.id != id);
    if act.replaces_lists() && newer.into_iter().any(super::act::Act::replaces_lists) {
        return Err(Refusal::LaterImport);
    }
    for person in act.people() {
        if meeting.person(person).is_none_or(|p| p.touched != id) {
            return Err(Refusal::ChangedSince(person));
        }
    }
    Ok(vec![Event::Undone(Undone { act: id })])
}

fn known(meeting: &Meeting, id: PersonId) -> Result<&Person, Refusal> {
    meeting.person(id).ok_or(Refusal::NoSuchPerson(id))
}

fn required(reason: &str) -> Result<String, Refusal> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    Ok(reason.to_owned())
}
