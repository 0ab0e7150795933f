//! People as the meeting knows them: record, code issue, arrivals; and the counts over them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::event::How;
use super::id::{EntryId, ListId, PersonId};
use super::record::{FieldSet, Record};

/// One arrival on one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// On which list.
    pub list: ListId,
    /// When, UTC.
    pub at: Timestamp,
    /// Where.
    pub station: Arc<str>,
    /// By whom.
    pub operator: Arc<str>,
    /// By badge or by name.
    pub how: How,
    /// The act that recorded it.
    pub act: EntryId,
}

/// A cancelled invitation or a new code: when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// When, UTC.
    pub at: Timestamp,
    /// Why; empty after `forget`.
    pub reason: Arc<str>,
}

/// Where a person stands on a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// *Belum hadir*.
    Expected,
    /// *Hadir*.
    Present,
    /// *Dibatalkan*.
    Cancelled,
}

/// A person of the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The badge number.
    pub id: PersonId,
    /// What is known.
    pub record: Arc<Record>,
    /// The valid issue of the code, 0 for the first.
    pub issue: u16,
    /// The last issue ever made: an undone one stays dead, and its number is not given again.
    pub(super) issued: u16,
    /// The last re-issue.
    pub reissued: Option<Note>,
    /// Set while the invitation is cancelled.
    pub cancelled: Option<Note>,
    /// Arrivals that stand, one per list.
    pub arrivals: Vec<Arrival>,
    /// Fields corrected by hand since a file last set them.
    pub by_hand: FieldSet,
    /// The act that touched this person last.
    pub touched: EntryId,
}

impl Person {
    /// A person of whom nothing has happened yet.
    pub fn new(id: PersonId, record: Arc<Record>, act: EntryId) -> Self {
        Person {
            id,
            record,
            issue: 0,
            issued: 0,
            reissued: None,
            cancelled: None,
            arrivals: Vec::new(),
            by_hand: FieldSet::default(),
            touched: act,
        }
    }

    /// The written name with titles.
    pub fn name(&self) -> &str {
        &self.record.personal.name
    }

    /// The arrival on a list that stands.
    pub fn arrival(&self, list: &ListId) -> Option<&Arrival> {
        self.arrivals.iter().find(|a| a.list == *list)
    }

    /// Where the person stands on a list.
    pub fn state(&self, list: &ListId) -> State {
        if self.arrival(list).is_some() {
            State::Present
        } else if self.cancelled.is_some() {
            State::Cancelled
        } else {
            State::Expected
        }
    }
}

/// Present and expected of one group on the main list. Cancelled people who did not come count nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Who is there.
    pub present: usize,
    /// Who is there or still expected.
    pub expected: usize,
}

/// All people, by number, with running counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    slots: Vec<Option<Person>>,
    count: usize,
    total: Tally,
    groups: BTreeMap<String, Tally>,
}

impl People {
    /// The person with this number.
    pub fn get(&self, id: PersonId) -> Option<&Person> {
        self.slots.get(slot(id)?)?.as_ref()
    }

    /// All people in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Person> {
        self.slots.iter().flatten()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Is nobody there yet?
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The next free number: numbers are never given twice, not even after an undone import.
    pub fn next(&self) -> PersonId {
        PersonId(u32::try_from(self.slots.len() + 1).unwrap_or(u32::MAX))
    }

    /// Present and expected over all groups.
    pub fn total(&self) -> Tally {
        self.total
    }

    /// Present and expected per group, by its name; groups of whom nobody is there or expected are
    /// not among them.
    pub fn groups(&self) -> &BTreeMap<String, Tally> {
        &self.groups
    }

    /// Puts a person in or back; returns what stood there.
    pub(super) fn put(&mut self, person: Person) -> Option<Person> {
        let i = slot(person.id)?;
        if self.slots.len() <= i {
            self.slots.resize_with(i + 1, || None);
        }
        self.count_in(&person);
        let before = self.slots[i].replace(person);
        self.count_out(before.as_ref());
        before
    }

    /// Takes a person out; the number stays used.
    pub(super) fn take(&mut self, id: PersonId) -> Option<Person> {
        let before = self.slots.get_mut(slot(id)?)?.take();
        self.count_out(before.as_ref());
        before
    }

    /// Changes a person in place and returns what stood before.
    pub(super) fn change(&mut self, id: PersonId, f: impl FnOnce(&mut Person)) -> Option<Person> {
        let mut person = self.get(id)?.clone();
        f(&mut person);
        self.put(person)
    }

    fn count_in(&mut self, person: &Person) {
        self.count += 1;
        let (present, expected) = share(person);
        if expected == 0 {
            return;
        }
        self.total.present += present;
        self.total.expected += expected;
        let group = person.record.group.as_str();
        if !self.groups.contains_key(group) {
            self.groups.insert(group.to_owned(), Tally::default());
        }
        if let Some(tally) = self.groups.get_mut(group) {
            tally.present += present;
            tally.expected += expected;
        }
    }

    fn count_out(&mut self, person: Option<&Person>) {
        let Some(person) = person else { return };
        self.count -= 1;
        let (present, expected) = share(person);
        self.total.present -= present;
        self.total.expected -= expected;
        let group = person.record.group.as_str();
        if let Some(tally) = self.groups.get_mut(group) {
            tally.present -= present;
            tally.expected -= expected;
            // Otherwise a group that was a slip of the finger would stay on the screen for ever.
            if *tally == Tally::default() {
                self.groups.remove(group);
            }
        }
    }
}

fn share(person: &Person) -> (usize, usize) {
    let present = person.arrivals.iter().any(|a| a.list.is_main());
    let expected = present || person.cancelled.is_none();
    (usize::from(present), usize::from(expected))
}

fn slot(id: PersonId) -> Option<usize> {
    usize::try_from(id.0).ok()?.checked_sub(1)
}
