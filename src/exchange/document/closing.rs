//! What a closed attendance list says beside its rows: totals, the fingerprint, and what was changed
//! afterwards. Plain values; counting them is all that is done here.

use std::collections::BTreeMap;

use super::sheet::face;
use crate::meeting::Meeting;
use crate::meeting::id::ListId;
use crate::meeting::person::State;
use crate::meeting::record::Sex;

/// Present and invited of one sub-district; an empty name where none is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The sub-district.
    pub name: String,
    /// Who came.
    pub present: usize,
    /// Who came or was expected.
    pub invited: usize,
}

/// The totals of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Everybody on the list: present or expected, those added at the desk among them.
    pub invited: usize,
    /// Who came.
    pub present: usize,
    /// Of those present, who came for somebody else.
    pub substitutes: usize,
    /// Of those present, who was added at the desk.
    pub added: usize,
    /// Of those present, men.
    pub men: usize,
    /// Of those present, women.
    pub women: usize,
    /// By sub-district, in alphabetical order, those of none last.
    pub subdistricts: Vec<Part>,
}

/// A change after closing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addendum {
    /// When, in words.
    pub at: String,
    /// What, in words.
    pub what: String,
    /// Why.
    pub reason: String,
}

/// What the closing of a list prints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClosingView {
    /// When and by whom, in words.
    pub closed: String,
    /// The shortened hash of the journal's head.
    pub fingerprint: String,
    /// The totals when it was closed.
    pub totals: Totals,
    /// What was changed since.
    pub addenda: Vec<Addendum>,
}

impl Totals {
    /// Counts a list as it is now.
    pub fn count(meeting: &Meeting, list: &ListId) -> Totals {
        let mut totals = Totals::default();
        let mut parts: BTreeMap<(bool, String), Part> = BTreeMap::new();
        for person in meeting.people().iter() {
            let present = match person.state(list) {
                State::Cancelled => continue,
                State::Expected => false,
                State::Present => true,
            };
            let name = meeting.origin(&person.record).subdistrict;
            let part = parts
                .entry((name.is_empty(), name.to_lowercase()))
                .or_insert_with(|| Part {
                    name: name.to_owned(),
                    ..Part::default()
                });
            part.invited += 1;
            totals.invited += 1;
            if present {
                let face = face(person);
                part.present += 1;
                totals.present += 1;
                totals.substitutes += usize::from(face.stands_for.is_some());
                totals.men += usize::from(face.personal.sex == Some(Sex::L));
                totals.women += usize::from(face.personal.sex == Some(Sex::P));
            }
        }
        totals.subdistricts = parts.into_values().collect();
        totals
    }
}
