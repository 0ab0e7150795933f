//! The one decision: a command on the state of the meeting becomes events or a refusal. Pure.

mod arrivals;
mod closing;
mod figures;
mod hall;
mod roles;
mod scan;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Meeting;
use super::act::TakenBack;
use super::code::Secret;
use super::command::{Command, Context, Refusal};
use super::event::{
    ArrivalWithdrawn, BackupDirectory, Cancelled, ColumnsPointed, Event, Founded, How,
    LibrariesImported, PeopleImported, PersonAdded, PersonCorrected, PinSet, Redone, Reissued,
    Restored, Undone, VillagesListed,
};
use super::id::{EntryId, ListId, PersonId};
use super::names::identity_key;
use super::person::Person;
use super::record::{About, Record, Village};
use super::roster;

/// Imported rows travel up to so many per entry.
pub const ROWS_PER_ENTRY: usize = 1_000;

pub use hall::LONGEST_MESSAGE;
pub use roles::{OLD_MINUTES, is_supervised};
pub use scan::{DOUBLE_READ_MS, outcome_of};

/// The greatest number that fits into a badge code.
pub const LAST_NUMBER: u32 = (1 << 23) - 1;

pub(super) type Decision = Result<Vec<Event>, Refusal>;

/// Decides a command on the newest state. An empty list means: nothing to write, and that is fine.
pub fn decide(meeting: &Meeting, command: &Command, context: &Context) -> Decision {
    if meeting.about.is_none() && !matches!(command, Command::Found(_)) {
        return Err(Refusal::NotFounded);
    }
    if meeting.is_forgotten() {
        return Err(Refusal::Forgotten);
    }
    if roles::needs_supervisor(meeting, command, context) {
        return Err(Refusal::SupervisorOnly);
    }
    if let Command::Addendum { reason, change } = command {
        return closing::addendum(meeting, reason, change, context);
    }
    let events = arrivals::along(meeting, wished(meeting, command, context)?);
    match closing::touched(meeting, &events).into_iter().next() {
        Some((list, _)) => Err(Refusal::Closed(list)),
        None => Ok(events),
    }
}

/// What a command wishes, whether or not a list is closed.
fn wished(meeting: &Meeting, command: &Command, context: &Context) -> Decision {
    match command {
        Command::Found(about) => found(meeting, about, context),
        Command::Describe(about) => describe(meeting, about),
        Command::SetBackupDirectory(path) => set_backup(meeting, path.as_deref()),
        Command::ListVillages(rows) => Ok(list_villages(rows)),
        Command::PointColumns(columns) => point_columns(meeting, columns),
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
        Command::Add { record, arrive } => add(meeting, record, arrive.as_ref(), context),
        Command::Correct {
            person,
            base,
            record,
        } => correct(meeting, *person, base.as_deref(), record),
        Command::Scan { reading, list } => scan::scan(meeting, reading, list, &context.stamp),
        Command::CheckIn { person, list, how } => {
            let person = known(meeting, *person)?;
            arrivals::admit(meeting, person, list)?;
            Ok(vec![arrivals::arrived(vec![person.id], list, *how)])
        }
        Command::ArriveTogether {
            delegation,
            people,
            list,
        } => arrivals::together(meeting, *delegation, people, list),
        Command::WalkIn {
            record,
            class,
            list,
            sure,
        } => arrivals::walk_in(meeting, record, (*class, *sure), list, &context.stamp),
        Command::Substitute {
            person,
            by,
            seen,
            list,
        } => arrivals::substitute(meeting, known(meeting, *person)?, (by, seen.as_ref()), list),
        Command::ReserveNumbers(count) => arrivals::reserve(meeting, *count),
        Command::CallProtocol => Ok(vec![Event::ProtocolCalled]),
        Command::AnswerCall(act, person) => arrivals::answer(meeting, *act, *person),
        Command::SetPin(pin) => {
            if meeting.pin() == pin.as_ref() {
                return Err(Refusal::NothingChanges);
            }
            Ok(vec![Event::PinSet(PinSet { pin: pin.clone() })])
        }
        Command::DefineList(list) => closing::define(meeting, list),
        Command::Close(list) => closing::close(meeting, list),
        Command::PrintSheet(sheet) => closing::print(meeting, sheet),
        Command::CheckSignatures { page, signed } => closing::check(meeting, *page, signed),
        // An addendum of an addendum is its change.
        Command::Addendum { change, .. } => wished(meeting, change, context),
        Command::Withdraw { person, list } => withdraw(meeting, *person, list),
        Command::Cancel { person, reason } => cancel(meeting, *person, reason),
        Command::Restore(person) => restore(meeting, *person),
        Command::Reissue { person, reason } => reissue(meeting, *person, reason),
        Command::Undo(act) => undo(meeting, *act),
        Command::Redo(act) => redo(meeting, *act),
        Command::ImportAchievements(rows, answers, reason) => {
            figures::import_achievements(meeting, rows, answers, reason)
        }
        Command::ImportTotals(rows, answers, reason) => {
            figures::import_totals(meeting, rows, answers, reason)
        }
        Command::TypeAchievement { base, row, reason } => {
            figures::type_achievement(meeting, base.as_deref(), row, reason)
        }
        Command::SetRules(rules) => figures::set_rules(meeting, rules),
        Command::LockRules => figures::lock_rules(meeting),
        Command::UnlockRules { reason } => figures::unlock_rules(meeting, reason),
        Command::SetSeal(seal) => figures::set_seal(meeting, seal),
        Command::Show(wanted) => hall::show(meeting, wanted),
        Command::Turn(turn) => hall::turn(meeting, *turn),
        Command::Cover(cover) => hall::cover(meeting, cover.as_ref()),
        Command::Hold(held) => Ok(hall::hold(meeting, *held)),
        Command::SetHall(settings) => hall::settings(meeting, *settings),
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

fn point_columns(meeting: &Meeting, columns: &ColumnsPointed) -> Decision {
    let heads = columns
        .heads
        .iter()
        .map(|(head, field)| (head.as_str(), field.as_deref()));
    if meeting.columns_of(&columns.list).eq(heads) {
        return Err(Refusal::NothingChanges);
    }
    Ok(vec![Event::ColumnsPointed(columns.clone())])
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

fn add(
    meeting: &Meeting,
    record: &Arc<Record>,
    arrive: Option<&ListId>,
    context: &Context,
) -> Decision {
    let id = arrivals::number_for(meeting, record, &context.stamp)?;
    let mut events = vec![Event::PersonAdded(PersonAdded {
        id,
        record: record.clone(),
    })];
    if let Some(list) = arrive {
        let day = arrivals::day_of(meeting, list);
        events.push(arrivals::arrived(vec![id], &day, How::Hand));
        events.extend(arrivals::given(meeting, id, record, list)?);
    }
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
    for code in act.figures() {
        if meeting.numbers_by(code) != Some(id) {
            return Err(Refusal::NumbersChangedSince(code.clone()));
        }
    }
    Ok(vec![Event::Undone(Undone { act: id })])
}

/// An undone act comes back while all that it touched is as the undo left it, and nobody whom it would
/// bring back was entered anew: people would be there twice.
fn redo(meeting: &Meeting, id: EntryId) -> Decision {
    let taken = meeting
        .taken_back
        .iter()
        .rev()
        .find(|t| t.act.id == id)
        .ok_or(Refusal::NothingToRedo)?;
    let touched = |id| meeting.person(id).map(|p| p.touched);
    let moved = |(id, left): &&(PersonId, Option<EntryId>)| touched(*id) != *left;
    if let Some((person, _)) = taken.left.people.iter().find(moved) {
        return Err(Refusal::ChangedSinceUndo(Some(*person)));
    }
    if let Some(twin) = entered_anew(meeting, taken) {
        return Err(Refusal::ChangedSinceUndo(Some(twin)));
    }
    let lists = taken.act.replaces_lists() && meeting.lists_by() != taken.left.lists;
    let figures = taken.act.figures().map(|c| meeting.numbers_by(c));
    if lists || !figures.eq(taken.left.figures.iter().copied()) {
        return Err(Refusal::ChangedSinceUndo(None));
    }
    Ok(vec![Event::Redone(Redone { act: id })])
}

/// Somebody added since an undo who bears the name of somebody whom the undo took away, and is not
/// known to come from elsewhere.
fn entered_anew(meeting: &Meeting, taken: &TakenBack) -> Option<PersonId> {
    let mut gone: BTreeMap<String, Vec<&Person>> = BTreeMap::new();
    for (id, person) in taken.act.kept() {
        if meeting.person(id).is_none() {
            let key = identity_key(person.name());
            gone.entry(key).or_default().push(person);
        }
    }
    if gone.is_empty() {
        return None;
    }
    let newer = meeting.acts.iter().rev();
    let newer = newer.take_while(|a| Some(a.id) != taken.left.newest);
    let added = newer.flat_map(super::act::Act::added);
    let mut added = added.filter_map(|id| meeting.person(id));
    let again = |new: &&Person| {
        let same = gone.get(&identity_key(new.name()));
        let elsewhere = |p: &&&Person| arrivals::elsewhere(meeting, &p.record, &new.record);
        same.is_some_and(|same| same.iter().any(|p| !elsewhere(&p)))
    };
    added.find(again).map(|p| p.id)
}

pub(super) fn known(meeting: &Meeting, id: PersonId) -> Result<&Person, Refusal> {
    meeting.person(id).ok_or(Refusal::NoSuchPerson(id))
}

pub(super) fn required(reason: &str) -> Result<String, Refusal> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    Ok(reason.to_owned())
}
