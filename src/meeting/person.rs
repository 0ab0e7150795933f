//! People as the meeting knows them: record, code issue, arrivals; and the counts over them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::act::Was;
use super::decide::LAST_NUMBER;
use super::delegation::{Delegations, Home};
use super::event::{How, WalkIn};
use super::id::{EntryId, ListId, PersonId, VillageCode};
use super::record::{FieldSet, Personal, Record};

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
    /// *Diwakili*: a substitute is there.
    Represented,
    /// *Dibatalkan*.
    Cancelled,
}

/// Who came in the place of an invited person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitute {
    /// Who.
    pub personal: Arc<Personal>,
    /// Who was to come in his place before: a substitute for a substitute.
    pub earlier: Option<Arc<Substitute>>,
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
    /// What kind of uninvited guest; none for the invited.
    pub class: Option<WalkIn>,
    /// Who comes in this person's place.
    pub substitute: Option<Arc<Substitute>>,
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
            class: None,
            substitute: None,
            arrivals: Vec::new(),
            by_hand: FieldSet::default(),
            touched: act,
        }
    }

    /// The written name with titles of the invited person.
    pub fn name(&self) -> &str {
        &self.record.personal.name
    }

    /// The invited person's *jabatan*; where the list gives none, the group.
    pub fn position(&self) -> &str {
        match self.record.personal.position.as_str() {
            "" => &self.record.group,
            position => position,
        }
    }

    /// Whom badge and row mean now: the substitute where there is one, else the invited person.
    pub fn who_came(&self) -> &Personal {
        self.substitute
            .as_ref()
            .map_or(&self.record.personal, |s| &s.personal)
    }

    /// The arrival on a list that stands.
    pub fn arrival(&self, list: &ListId) -> Option<&Arrival> {
        self.arrivals.iter().find(|a| a.list == *list)
    }

    /// Where the person stands on a list.
    pub fn state(&self, list: &ListId) -> State {
        if self.arrival(list).is_some() {
            if self.substitute.is_some() {
                return State::Represented;
            }
            State::Present
        } else if self.cancelled.is_some() {
            State::Cancelled
        } else {
            State::Expected
        }
    }
}

/// Present and expected of one group on the main list. Cancelled people who did not come count nowhere,
/// nor do walk-ins whose arrival was taken back.
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
    delegations: Delegations,
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

    /// Who comes from a village, in the order of their numbers.
    pub fn of_village(&self, code: &VillageCode) -> &[PersonId] {
        let home = Home::Village(code.clone());
        self.delegations.of(&home).map_or(&[], |d| &d.members)
    }

    /// Who belongs together.
    pub(super) fn delegations(&self) -> &Delegations {
        &self.delegations
    }

    /// Numbers up to this one are given, whether or not somebody has them: a block of a station.
    pub(super) fn reserve(&mut self, last: PersonId) {
        if let Some(i) = slot(last)
            && self.slots.len() <= i
        {
            self.slots.resize_with(i + 1, || None);
        }
    }

    /// Puts a person in or back; returns what stood there.
    pub(super) fn put(&mut self, person: Person) -> Option<Person> {
        let i = slot(person.id)?;
        if self.slots.len() <= i {
            self.slots.resize_with(i + 1, || None);
        }
        let before = self.slots[i].replace(person);
        self.recount(i, before.as_ref());
        before
    }

    /// Takes a person out; the number stays used.
    pub(super) fn take(&mut self, id: PersonId) -> Option<Person> {
        let i = slot(id)?;
        let before = self.slots.get_mut(i)?.take();
        self.recount(i, before.as_ref());
        before
    }

    /// Changes a person in place and returns what stood before.
    pub(super) fn change(&mut self, id: PersonId, f: impl FnOnce(&mut Person)) -> Option<Person> {
        let i = slot(id)?;
        let person = self.slots.get_mut(i)?.as_mut()?;
        let before = person.clone();
        f(person);
        self.recount(i, Some(&before));
        Some(before)
    }

    /// Puts a person on a list, if there is one, and tells how the person was.
    ///
    /// The common way by far, so it copies nobody and counts only what it changed.
    pub(super) fn arrive(&mut self, id: PersonId, arrival: Arrival) -> Option<Was> {
        let i = slot(id)?;
        let person = self.slots.get_mut(i)?.as_mut()?;
        let act = arrival.act;
        if person.arrival(&arrival.list).is_some() {
            let before = self.change(id, |p| {
                p.arrivals.retain(|a| a.list != arrival.list);
                p.arrivals.push(arrival);
                p.touched = act;
            });
            return before.map(|p| Was::Person(Box::new(p)));
        }
        let was = Was::NotArrived(std::mem::replace(&mut person.touched, act));
        let on_main = arrival.list.is_main();
        person.arrivals.push(arrival);
        if on_main {
            let newly_expected = usize::from(!is_awaited(person));
            let tallies = [
                Some(&mut self.total),
                tally(&mut self.groups, &person.record.group),
            ];
            for tally in tallies.into_iter().flatten() {
                tally.present += 1;
                tally.expected += newly_expected;
            }
        }
        Some(was)
    }

    /// Takes back the arrivals of an act; returns what stood before.
    pub(super) fn unarrive(
        &mut self,
        id: PersonId,
        act: EntryId,
        touched: EntryId,
    ) -> Option<Person> {
        self.change(id, |p| {
            p.arrivals.retain(|a| a.act != act);
            p.touched = touched;
        })
    }

    /// Brings counts and villages in line with a slot that held `before`.
    fn recount(&mut self, i: usize, before: Option<&Person>) {
        let after = self.slots.get(i).and_then(Option::as_ref);
        if let Some(person) = after {
            self.count += 1;
            let (present, expected) = share(person);
            if expected > 0 {
                self.total.present += present;
                self.total.expected += expected;
                if let Some(tally) = tally(&mut self.groups, &person.record.group) {
                    tally.present += present;
                    tally.expected += expected;
                }
            }
        }
        if let Some(person) = before {
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
        if let Some(person) = after.or(before) {
            let (from, to) = (before.map(|p| &*p.record), after.map(|p| &*p.record));
            self.delegations.moved(person.id, from, to);
        }
    }
}

/// The tally of a group, a new one where there was none.
fn tally<'a>(groups: &'a mut BTreeMap<String, Tally>, group: &str) -> Option<&'a mut Tally> {
    if !groups.contains_key(group) {
        groups.insert(group.to_owned(), Tally::default());
    }
    groups.get_mut(group)
}

fn share(person: &Person) -> (usize, usize) {
    let present = person.arrivals.iter().any(|a| a.list.is_main());
    let expected = present || is_awaited(person);
    (usize::from(present), usize::from(expected))
}

/// Is an absent person still expected? Nobody waits for a walk-in whose arrival was taken back.
fn is_awaited(person: &Person) -> bool {
    person.cancelled.is_none() && person.class.is_none()
}

/// The place of a number. One that no code can carry has none: otherwise a single entry made up by
/// somebody could ask for all the memory there is.
fn slot(id: PersonId) -> Option<usize> {
    let number = Some(id.0).filter(|n| *n <= LAST_NUMBER)?;
    usize::try_from(number).ok()?.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: u32, group: &str) -> Person {
        let record = Record {
            group: group.into(),
            ..Record::default()
        };
        Person::new(PersonId(id), record.into(), EntryId(1))
    }

    fn arrival(list: ListId) -> Arrival {
        Arrival {
            list,
            at: Timestamp::UNIX_EPOCH,
            station: "Meja 1".into(),
            operator: "".into(),
            how: How::Hand,
            act: EntryId(2),
        }
    }

    fn counts(people: &People) -> (usize, Vec<(&str, usize, usize)>) {
        let groups = people.groups().iter();
        let groups = groups.map(|(g, t)| (g.as_str(), t.present, t.expected));
        (people.len(), groups.collect())
    }

    #[test]
    fn counts_follow_every_put_change_and_take() {
        let mut people = People::default();
        people.put(person(1, "Camat"));
        people.put(person(2, "Camat"));
        people.change(PersonId(2), |p| p.arrivals.push(arrival(ListId::main())));
        assert_eq!(counts(&people), (2, vec![("Camat", 1, 2)]));
        people.change(PersonId(1), |p| {
            p.arrivals.push(arrival(ListId::new("siang")));
        });
        assert_eq!(
            people.total().present,
            1,
            "another list is not the main one"
        );
        people.change(PersonId(2), |p| {
            p.record = Record {
                group: "Lurah".into(),
                ..Record::default()
            }
            .into();
        });
        assert_eq!(counts(&people), (2, vec![("Camat", 0, 1), ("Lurah", 1, 1)]));
        people.take(PersonId(2));
        people.take(PersonId(2));
        assert_eq!(counts(&people), (1, vec![("Camat", 0, 1)]));
        assert!(people.change(PersonId(2), |_| ()).is_none());
    }

    #[test]
    fn a_number_taken_out_stays_used_and_gaps_stay_empty() {
        let mut people = People::default();
        people.put(person(5, "Camat"));
        assert_eq!((people.len(), people.next()), (1, PersonId(6)));
        assert!(people.get(PersonId(3)).is_none());
        people.take(PersonId(5));
        assert_eq!((people.len(), people.next()), (0, PersonId(6)));
        assert!(people.is_empty() && people.iter().next().is_none());
    }

    #[test]
    fn a_number_that_fits_into_no_code_changes_nothing() {
        let mut people = People::default();
        for id in [0, LAST_NUMBER + 1, u32::MAX] {
            assert!(people.put(person(id, "Camat")).is_none());
            assert!(people.get(PersonId(id)).is_none());
            assert!(people.take(PersonId(id)).is_none());
        }
        assert_eq!(people, People::default());
    }
}

#[cfg(test)]
mod village_tests {
    use super::*;

    fn village_of(code: &str) -> VillageCode {
        VillageCode::parse(code).unwrap()
    }

    fn person(id: u32, home: Option<VillageCode>) -> Person {
        let record = Record {
            group: "PIC".into(),
            village: home,
            ..Record::default()
        };
        Person::new(PersonId(id), Arc::new(record), EntryId(1))
    }

    fn arrival(list: &str, act: u64) -> Arrival {
        Arrival {
            list: ListId::new(list),
            at: Timestamp::UNIX_EPOCH,
            station: "Meja 1".into(),
            operator: "Rahma".into(),
            how: How::Scan,
            act: EntryId(act),
        }
    }

    /// The same people counted from nothing.
    fn counted_anew(people: &People) -> People {
        let mut anew = People::default();
        // The numbers of delegations follow from the past, also of those that nobody is left of.
        for delegation in people.delegations.iter() {
            anew.delegations.know(&delegation.home);
        }
        anew.slots.resize_with(people.slots.len(), || None);
        for person in people.iter() {
            anew.put(person.clone());
        }
        anew
    }

    #[test]
    fn villages_know_their_people_in_order_through_moves_and_departures() {
        let (a, b) = (
            Some(village_of("73.09.05.2002")),
            Some(village_of("73.09.05.2003")),
        );
        let mut people = People::default();
        for (id, home) in [(3, &a), (1, &a), (2, &b), (4, &None)] {
            people.put(person(id, home.clone()));
        }
        let of = |people: &People, code: &Option<VillageCode>| -> Vec<u32> {
            let found = people.of_village(code.as_ref().unwrap());
            found.iter().map(|id| id.0).collect()
        };
        assert_eq!((of(&people, &a), of(&people, &b)), (vec![1, 3], vec![2]));
        people.put(person(2, a.clone()));
        people.take(PersonId(3));
        assert_eq!((of(&people, &a), of(&people, &b)), (vec![1, 2], vec![]));
        assert_eq!(people, counted_anew(&people));
    }

    #[test]
    fn arrivals_count_as_if_counted_anew_and_are_taken_back_whole() {
        let mut people = People::default();
        people.put(person(1, None));
        people.put(person(2, None));
        people.change(PersonId(2), |p| {
            p.cancelled = Some(Note {
                at: Timestamp::UNIX_EPOCH,
                reason: "sakit".into(),
            });
        });
        let before = people.clone();
        for (id, list, act) in [(1, "hadir", 7), (1, "sesi-2", 8), (2, "hadir", 9)] {
            let was = people.arrive(PersonId(id), arrival(list, act));
            assert!(matches!(was, Some(Was::NotArrived(_))), "{was:?}");
            assert_eq!(people, counted_anew(&people));
        }
        assert_eq!(people.total().present, 2);
        // Twice on one list is nothing that is decided; the newer stands, and what was before is kept.
        let was = people.arrive(PersonId(1), arrival("sesi-2", 10));
        let Some(Was::Person(was)) = was else {
            panic!("{was:?}")
        };
        assert_eq!(was.arrivals.len(), 2);
        people.put(*was);
        for (id, act, touched) in [(2, 9, 1), (1, 8, 7), (1, 7, 1)] {
            people.unarrive(PersonId(id), EntryId(act), EntryId(touched));
        }
        assert_eq!(people, before);
        assert!(people.arrive(PersonId(9), arrival("hadir", 11)).is_none());
    }
}
