//! Delegations: the people of one village library, or of one office. Who belongs together, how many
//! are there, who is missing. Never who came first: that is on the person.
//!
//! A delegation gets its number when the journal first names somebody of it; like a badge number it
//! never changes and is never given twice, so a printed letter stays good.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Meeting;
use super::attendance::Section;
use super::id::{ListId, PersonId, VillageCode};
use super::person::{Person, State};
use super::record::Record;

/// The number of a delegation, from 1 upwards; printed in its letter's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DelegationId(pub u32);

impl fmt::Display for DelegationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "D{}", self.0)
    }
}

/// What holds a delegation together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Home {
    /// A village, and so its library.
    Village(VillageCode),
    /// An office, or a library or village without a code, folded for comparison.
    Office(String),
}

impl Home {
    /// Where a record belongs; none where it names no place at all.
    pub fn of(record: &Record) -> Option<Home> {
        if let Some(code) = &record.village {
            return Some(Home::Village(code.clone()));
        }
        let written = [&record.office, &record.library_text, &record.village_text]
            .into_iter()
            .find(|s| !s.is_empty())?;
        // Two villages of one name in two sub-districts are two delegations.
        let near = if record.office.is_empty() {
            record.subdistrict_text.as_str()
        } else {
            ""
        };
        // Letters and digits only. The rule may never change: the numbers follow from it.
        let plain = |s: &str| -> String {
            let kept = s.chars().filter(|c| c.is_alphanumeric());
            kept.flat_map(char::to_lowercase).collect()
        };
        Some(Home::Office(format!("{} {}", plain(written), plain(near))))
    }
}

/// One delegation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// Its number.
    pub id: DelegationId,
    /// What holds it together.
    pub home: Home,
    /// Everybody of that place, by number; also the committee's people who come from there.
    pub members: Vec<PersonId>,
}

/// All delegations, in the order in which the journal named them first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delegations {
    list: Vec<Delegation>,
    places: BTreeMap<Home, usize>,
}

impl Delegations {
    /// The delegation with this number.
    pub fn get(&self, id: DelegationId) -> Option<&Delegation> {
        self.list.get(usize::try_from(id.0).ok()?.checked_sub(1)?)
    }

    /// The delegation of a place.
    pub fn of(&self, home: &Home) -> Option<&Delegation> {
        self.list.get(*self.places.get(home)?)
    }

    /// All, also those that have lost their last member.
    pub fn iter(&self) -> impl Iterator<Item = &Delegation> {
        self.list.iter()
    }

    /// Brings the lists in line with a person whose record was `before` and is `after`.
    pub(super) fn moved(&mut self, id: PersonId, before: Option<&Record>, after: Option<&Record>) {
        if let (Some(before), Some(after)) = (before, after)
            && same_home(before, after)
        {
            return;
        }
        if let Some(at) = before.and_then(|r| self.places.get(&Home::of(r)?)) {
            let members = &mut self.list[*at].members;
            // In order: a hundred thousand people of one office are not walked through for each of them.
            if let Ok(place) = members.binary_search(&id) {
                members.remove(place);
            }
        }
        let Some(home) = after.and_then(Home::of) else {
            return;
        };
        let at = match self.places.get(&home) {
            Some(at) => *at,
            None => self.begin(home),
        };
        let members = &mut self.list[at].members;
        // Imports come in order: the end is the common place.
        if members.last().is_none_or(|last| *last < id) {
            members.push(id);
        } else if let Err(at) = members.binary_search(&id) {
            members.insert(at, id);
        }
    }

    /// Gives a place its number, as a first member would.
    #[cfg(test)]
    pub(super) fn know(&mut self, home: &Home) {
        if !self.places.contains_key(home) {
            self.begin(home.clone());
        }
    }

    fn begin(&mut self, home: Home) -> usize {
        let at = self.list.len();
        self.places.insert(home.clone(), at);
        self.list.push(Delegation {
            id: DelegationId(u32::try_from(at + 1).unwrap_or(u32::MAX)),
            home,
            members: Vec::new(),
        });
        at
    }
}

fn same_home(a: &Record, b: &Record) -> bool {
    match (&a.village, &b.village) {
        // The common case copies nothing.
        (Some(a), Some(b)) => a == b,
        _ => Home::of(a) == Home::of(b),
    }
}

/// How much of a delegation is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Completeness {
    /// *Belum*: nobody.
    None,
    /// *Sebagian*.
    Partial,
    /// *Lengkap*.
    Complete,
    /// *Lebih dari kuota*.
    Over,
}

/// How a delegation stands on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its people, by number: without those cancelled who did not come.
    pub members: Vec<PersonId>,
    /// How many are there, walk-ins among them.
    pub present: usize,
    /// Walk-ins among them.
    pub added: usize,
    /// How many may come: the library's quota, else everybody invited.
    pub quota: usize,
    /// How many are asked for: the quota, or those invited where they are fewer. An invitation that was
    /// cancelled is not waited for.
    pub asked: usize,
    /// Who is expected and not there yet; empty where the quota is reached.
    pub missing: Vec<PersonId>,
    /// In a word.
    pub state: Completeness,
}

impl Standing {
    /// The invited who are there, and of how many: beyond what is asked for, everybody of the quota.
    pub fn figures(&self) -> (usize, usize) {
        if self.state == Completeness::Over || self.present > self.asked && self.added == 0 {
            (self.present, self.quota)
        } else {
            (self.present - self.added, self.asked)
        }
    }
}

impl Meeting {
    /// All delegations.
    pub fn delegations(&self) -> &Delegations {
        self.people.delegations()
    }

    /// The delegation somebody belongs to. The committee and the speakers sign lists of their own and
    /// belong to none.
    pub fn delegation_of(&self, person: &Person) -> Option<&Delegation> {
        let guest = belongs(person);
        let home = guest.then(|| Home::of(&person.record)).flatten()?;
        self.delegations().of(&home)
    }

    /// How a delegation stands on a list; `None` where there is no such delegation, or nobody in it.
    pub fn standing(&self, id: DelegationId, list: &ListId) -> Option<Standing> {
        let delegation = self.delegations().get(id)?;
        let people: Vec<&Person> = delegation
            .members
            .iter()
            .filter_map(|id| self.person(*id))
            .filter(|p| belongs(p) && p.state(list) != State::Cancelled)
            .collect();
        if people.is_empty() {
            return None;
        }
        let is_there = |p: &&&Person| p.arrival(list).is_some();
        let present = people.iter().filter(is_there).count();
        let invited = people.iter().filter(|p| p.class.is_none()).count();
        let quota = self.quota(&delegation.home).unwrap_or(invited);
        let asked = quota.min(invited);
        let expected = |p: &&&Person| is_there(p) && p.class.is_none();
        let of_invited = people.iter().filter(expected).count();
        // A walk-in is not the invited person who is missing; but where the library's quota is reached,
        // nobody more is asked for.
        let reached = self.quota(&delegation.home).is_some() && present >= asked;
        let state = if present == 0 {
            Completeness::None
        } else if present > quota {
            Completeness::Over
        } else if reached || of_invited >= asked {
            Completeness::Complete
        } else {
            Completeness::Partial
        };
        let missing = match state {
            Completeness::None | Completeness::Partial => people
                .iter()
                // A walk-in whose arrival was taken back is not waited for.
                .filter(|p| !is_there(p) && p.class.is_none())
                .map(|p| p.id)
                .collect(),
            Completeness::Complete | Completeness::Over => Vec::new(),
        };
        Some(Standing {
            members: people.iter().map(|p| p.id).collect(),
            present,
            added: present - of_invited,
            quota,
            asked,
            missing,
            state,
        })
    }

    /// What a delegation is called: its library, else its office, else its village.
    pub fn delegation_name(&self, id: DelegationId) -> &str {
        let Some(delegation) = self.delegations().get(id) else {
            return "";
        };
        let mut members = delegation.members.iter().filter_map(|m| self.person(*m));
        if let Home::Village(code) = &delegation.home {
            if self.libraries().contains_key(code) {
                return self.library_name(code);
            }
            return members
                .next()
                .map(|p| self.origin(&p.record))
                .map_or("", |o| {
                    if o.library.is_empty() {
                        o.village
                    } else {
                        o.library
                    }
                });
        }
        let origin = members.next().map(|p| self.origin(&p.record));
        origin.map_or("", |o| {
            let named = [o.library, o.office, o.village];
            named
                .into_iter()
                .find(|s| !s.is_empty())
                .unwrap_or_default()
        })
    }

    /// The quota that the library's file states.
    fn quota(&self, home: &Home) -> Option<usize> {
        match home {
            Home::Village(code) => self.libraries().get(code)?.quota.map(usize::from),
            Home::Office(_) => None,
        }
    }
}

/// Does somebody come with a delegation? The committee and the speakers do not.
fn belongs(person: &Person) -> bool {
    Section::of(person) == Section::Participants
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(village: &str, office: &str) -> Record {
        Record {
            village: VillageCode::parse(village).ok(),
            office: office.into(),
            ..Record::default()
        }
    }

    fn members(d: &Delegations, id: u32) -> Vec<u32> {
        let found = d.get(DelegationId(id)).unwrap();
        found.members.iter().map(|m| m.0).collect()
    }

    #[test]
    fn numbers_are_given_in_the_order_of_naming_and_stay() {
        let (a, b) = (at("73.09.05.2002", ""), at("73.09.05.2003", "Kantor"));
        let office = at("", "Dinas  Perpustakaan");
        let mut all = Delegations::default();
        all.moved(PersonId(3), None, Some(&b));
        all.moved(PersonId(1), None, Some(&a));
        all.moved(PersonId(2), None, Some(&b));
        all.moved(PersonId(4), None, Some(&office));
        all.moved(PersonId(5), None, Some(&at("", "dinas perpustakaan")));
        all.moved(PersonId(6), None, Some(&at("", "")));
        assert_eq!(members(&all, 1), [2, 3]);
        assert_eq!(members(&all, 2), [1]);
        assert_eq!(members(&all, 3), [4, 5], "one office in two spellings");
        assert_eq!(all.iter().count(), 3, "nobody's home is no delegation");
        // Everybody leaves; the number stays theirs.
        all.moved(PersonId(1), Some(&a), None);
        all.moved(PersonId(7), None, Some(&at("73.09.05.2009", "")));
        all.moved(PersonId(8), None, Some(&a));
        assert_eq!(members(&all, 2), [8]);
        assert_eq!(members(&all, 4), [7]);
    }

    #[test]
    fn who_moves_leaves_the_one_and_joins_the_other() {
        let (a, b) = (at("73.09.05.2002", ""), at("", "Kantor Camat"));
        let mut all = Delegations::default();
        all.moved(PersonId(1), None, Some(&a));
        all.moved(PersonId(1), Some(&a), Some(&b));
        assert_eq!((members(&all, 1), members(&all, 2)), (vec![], vec![1]));
        all.moved(PersonId(1), Some(&b), Some(&at("", "kantor camat")));
        assert_eq!(members(&all, 2), [1]);
        all.moved(PersonId(1), Some(&b), Some(&at("", "")));
        assert_eq!(members(&all, 2), Vec::<u32>::new());
    }
}
