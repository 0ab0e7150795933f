//! Who is expected and not there, in the order in which somebody would telephone.

use std::collections::{BTreeMap, HashMap};

use crate::meeting::Meeting;
use crate::meeting::id::ListId;
use crate::meeting::names::{fold_word, sort_key};
use crate::meeting::person::{Person, State};

/// People of one sub-district who are expected and not there.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing<'a> {
    /// Its name; empty for people of whom none is known.
    pub subdistrict: &'a str,
    /// Who, by village, delegation, name and number.
    pub people: Vec<Absent<'a>>,
}

/// Somebody who is not there yet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Absent<'a> {
    /// Who; the phone number in the record is for the supervisor only.
    pub person: &'a Person,
    /// The village.
    pub village: &'a str,
    /// The delegation.
    pub delegation: &'a str,
}

/// Who is expected and not there, by sub-district in alphabetical order; people without one last.
///
/// Spellings that fold alike (`MAROS BARU`, `Maros Baru`) are one sub-district.
pub fn missing(meeting: &Meeting) -> Vec<Missing<'_>> {
    let list = ListId::main();
    let mut places: BTreeMap<(bool, String), Vec<Absent<'_>>> = BTreeMap::new();
    let mut folded: HashMap<&str, (bool, String)> = HashMap::new();
    for person in meeting.people().iter() {
        if person.state(&list) != State::Expected {
            continue;
        }
        let origin = meeting.origin(&person.record);
        let absent = Absent {
            person,
            village: origin.village,
            delegation: origin.delegation(),
        };
        let key = folded.entry(origin.subdistrict).or_insert_with(|| {
            let key = fold_word(origin.subdistrict);
            (key.is_empty(), key)
        });
        match places.get_mut(key) {
            Some(people) => people.push(absent),
            None => drop(places.insert(key.clone(), vec![absent])),
        }
    }
    places
        .into_values()
        .map(|mut people| {
            // The spelling of the lowest number, which an import put first.
            let first = people.first().map(|a| &*a.person.record);
            let subdistrict = first.map_or("", |r| meeting.origin(r).subdistrict);
            people.sort_by_cached_key(|a| {
                let name = sort_key(a.person.name());
                (a.village, a.delegation, name, a.person.id)
            });
            Missing {
                subdistrict,
                people,
            }
        })
        .collect()
}
