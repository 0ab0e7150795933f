//! Where a row is: the village its cells mean. Asks rather than guesses.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use super::{Base, Reason};
use crate::meeting::id::VillageCode;
use crate::meeting::names::fold;
use crate::meeting::record::{Field, Library};
use crate::meeting::village::{Gazetteer, Resolved};

/// What the place cells of a row amount to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Nothing is said about a village.
    Unstated,
    /// This village.
    Village(VillageCode),
    /// A text that no list knows.
    AsWritten,
    /// To be asked at this column; the village is one of these, or the text stays where `text` holds.
    Ask {
        column: Field,
        codes: Vec<VillageCode>,
        text: bool,
    },
    /// The row cannot be taken.
    Refused(Reason),
}

/// The place cells of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stated<'a> {
    pub code: Option<&'a VillageCode>,
    pub village: &'a str,
    pub subdistrict: &'a str,
    pub library: &'a str,
}

/// Resolves places, each spelling once: lists repeat their villages.
#[derive(Debug)]
pub(super) struct Places<'a> {
    gazetteer: &'a Gazetteer,
    /// Folded name → the libraries; made when somebody asks by name.
    libraries: OnceCell<HashMap<String, Vec<&'a VillageCode>>>,
    names: &'a BTreeMap<VillageCode, Library>,
    /// Village text, then sub-district text.
    known: HashMap<String, HashMap<String, Resolved>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(base: &Base<'a>) -> Self {
        Places {
            gazetteer: base.gazetteer,
            libraries: OnceCell::new(),
            names: base.libraries,
            known: HashMap::new(),
        }
    }

    pub(super) fn find(&mut self, stated: Stated<'_>) -> Place {
        if let Some(code) = stated.code {
            return self.check_code(code, stated);
        }
        if !stated.village.is_empty() {
            return match self.resolve(stated.village, stated.subdistrict) {
                Resolved::One(code) => Place::Village(code),
                Resolved::Several(codes) | Resolved::Near(codes) => Place::Ask {
                    column: Field::VillageText,
                    codes,
                    text: true,
                },
                Resolved::SubdistrictOnly | Resolved::Unknown => Place::AsWritten,
            };
        }
        let mut codes = self.libraries_called(stated.library);
        match codes.len() {
            0 => Place::Unstated,
            1 => codes.pop().map_or(Place::Unstated, Place::Village),
            _ => Place::Ask {
                column: Field::LibraryText,
                codes,
                text: true,
            },
        }
    }

    /// The libraries of this name; none for an empty one.
    pub(super) fn libraries_called(&self, name: &str) -> Vec<VillageCode> {
        let key = fold(name);
        if key.is_empty() {
            return Vec::new();
        }
        let libraries = self.libraries.get_or_init(|| {
            let mut libraries: HashMap<String, Vec<&VillageCode>> = HashMap::new();
            for (code, library) in self.names {
                libraries.entry(fold(&library.name)).or_default().push(code);
            }
            libraries
        });
        let found = libraries.get(&key).map_or(&[][..], Vec::as_slice);
        found.iter().map(|code| (*code).clone()).collect()
    }

    /// Is this the name of the library of that village?
    pub(super) fn is_library_of(&self, code: &VillageCode, name: &str) -> bool {
        self.names
            .get(code)
            .is_some_and(|library| fold(&library.name) == fold(name))
    }

    fn check_code(&mut self, code: &VillageCode, stated: Stated<'_>) -> Place {
        if self.gazetteer.get(code).is_none() {
            let bps = code.regency() == "73.08"
                && !self.gazetteer.has_regency("73.08")
                && self.gazetteer.has_regency("73.09");
            return Place::Refused(Reason::CodeUnknown { bps });
        }
        // A name beside the code that means another village: one of the two is a slip.
        let named = if stated.village.is_empty() {
            Resolved::Unknown
        } else {
            self.resolve(stated.village, stated.subdistrict)
        };
        match named {
            Resolved::One(other) if other != *code => Place::Ask {
                column: Field::Village,
                codes: vec![code.clone(), other],
                text: false,
            },
            Resolved::Several(others) if !others.contains(code) => Place::Ask {
                column: Field::Village,
                codes: std::iter::once(code.clone()).chain(others).collect(),
                text: false,
            },
            // An old or misspelt name beside a good code: the code counts.
            Resolved::One(_)
            | Resolved::Several(_)
            | Resolved::Near(_)
            | Resolved::SubdistrictOnly
            | Resolved::Unknown => Place::Village(code.clone()),
        }
    }

    fn resolve(&mut self, village: &str, subdistrict: &str) -> Resolved {
        let known = self.known.get(village).and_then(|k| k.get(subdistrict));
        if let Some(known) = known {
            return known.clone();
        }
        let inside = (!subdistrict.is_empty()).then_some(subdistrict);
        let resolved = self.gazetteer.resolve(village, inside);
        self.known
            .entry(village.to_owned())
            .or_default()
            .insert(subdistrict.to_owned(), resolved.clone());
        resolved
    }
}
