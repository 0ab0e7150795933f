//! Where a row is: the village its cells mean. Asks rather than guesses.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use super::partners::{Partners, without_kind};
use super::{Base, Choice, Reason};
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Cells<'a> {
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
    /// The same by all that they may mean; made when a row would begin a library.
    partners: OnceCell<Partners<'a>>,
    /// Village text, then sub-district text.
    known: HashMap<String, HashMap<String, Resolved>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(base: &Base<'a>) -> Self {
        Places {
            gazetteer: base.gazetteer,
            libraries: OnceCell::new(),
            names: base.libraries,
            partners: OnceCell::new(),
            known: HashMap::new(),
        }
    }

    pub(super) fn find(&mut self, cells: Cells<'_>) -> Place {
        if let Some(code) = cells.code {
            return self.check_code(code, cells);
        }
        if !cells.village.is_empty() {
            return match self.resolve(cells.village, cells.subdistrict) {
                Resolved::One(code) => Place::Village(code),
                Resolved::Several(codes) | Resolved::Near(codes) => {
                    match self.told_by_library(cells, &codes) {
                        Some(code) => Place::Village(code),
                        None => ask_village(codes),
                    }
                }
                Resolved::SubdistrictOnly | Resolved::Unknown => Place::AsWritten,
            };
        }
        let mut codes = self.libraries_called(cells.library);
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

    /// *Perpustakaan Desa Inobonto*, beside a village *Inobonto* of which there are two; or the name of
    /// the one library that is called so.
    fn told_by_library(&mut self, cells: Cells<'_>, codes: &[VillageCode]) -> Option<VillageCode> {
        if let [code] = self.libraries_called(cells.library).as_slice() {
            return Some(code.clone()).filter(|code| codes.contains(code));
        }
        let village = without_kind(cells.library)?;
        match self.resolve(village, cells.subdistrict) {
            Resolved::One(code) => Some(code).filter(|code| codes.contains(code)),
            Resolved::Several(_)
            | Resolved::Near(_)
            | Resolved::SubdistrictOnly
            | Resolved::Unknown => None,
        }
    }

    /// The libraries of the list that a row may mean which would begin one of its own, at a village or
    /// nowhere; none where it is of the list, and where there is no list.
    pub(super) fn near_partners(
        &self,
        cells: Cells<'_>,
        village: Option<&VillageCode>,
    ) -> Vec<VillageCode> {
        if self.names.is_empty() || village.is_some_and(|code| self.names.contains_key(code)) {
            return Vec::new();
        }
        let partners = self
            .partners
            .get_or_init(|| Partners::new(self.gazetteer, self.names));
        let official = village.and_then(|code| self.gazetteer.get(code));
        let official = official.map_or("", |v| v.name.as_str());
        partners.near([cells.village, cells.library, official], cells.subdistrict)
    }

    /// The choices of a place's question: a library of the list is one, any other village begins one.
    pub(super) fn choices(
        &self,
        near: Vec<VillageCode>,
        codes: impl IntoIterator<Item = VillageCode>,
    ) -> Vec<Choice> {
        let listed = |code: &VillageCode| self.names.is_empty() || self.names.contains_key(code);
        let mut choices: Vec<Choice> = near.into_iter().map(Choice::Village).collect();
        let mut begun = Vec::new();
        for code in codes {
            if !listed(&code) {
                begun.push(Choice::NewLibrary(code));
            } else if !choices.contains(&Choice::Village(code.clone())) {
                choices.push(Choice::Village(code));
            }
        }
        choices.extend(begun);
        choices.push(Choice::Skip);
        choices
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

    /// The libraries of the list that a name means, by their own name or their village's, where that is
    /// not the library of this village.
    pub(super) fn others_called(&mut self, code: &VillageCode, name: &str) -> Vec<VillageCode> {
        if self.is_library_of(code, name) {
            return Vec::new();
        }
        let mut codes = self.libraries_called(name);
        if codes.is_empty()
            && let Some(village) = without_kind(name)
        {
            codes = match self.resolve(village, "") {
                Resolved::One(code) => vec![code],
                Resolved::Several(codes) => codes,
                Resolved::Near(_) | Resolved::SubdistrictOnly | Resolved::Unknown => Vec::new(),
            };
        }
        if codes.contains(code) {
            return Vec::new();
        }
        codes.retain(|code| self.names.contains_key(code));
        codes
    }

    fn check_code(&mut self, code: &VillageCode, cells: Cells<'_>) -> Place {
        if self.gazetteer.get(code).is_none() {
            let bps = code.regency() == "73.08"
                && !self.gazetteer.has_regency("73.08")
                && self.gazetteer.has_regency("73.09");
            return Place::Refused(Reason::CodeUnknown { bps });
        }
        // A name beside the code that means another village: one of the two is a slip.
        let named = if cells.village.is_empty() {
            Resolved::Unknown
        } else {
            self.resolve(cells.village, cells.subdistrict)
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

fn ask_village(codes: Vec<VillageCode>) -> Place {
    Place::Ask {
        column: Field::VillageText,
        codes,
        text: true,
    }
}
