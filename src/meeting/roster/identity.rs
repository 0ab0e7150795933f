//! Who a row is: hash indexes over everybody known and everybody planned so far. Suggests where it
//! is not sure; never merges two people by itself.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Choice, PersonRow};
use crate::meeting::id::{PersonId, VillageCode};
use crate::meeting::names::{fold, identity_key, within_one_edit};
use crate::meeting::record::{Field, FieldSet, Record};

/// People of one name and place looked at for one row; beyond, the question is open anyway.
const MOST_HITS: usize = 20;

/// Words that stand in front of everybody's name, as [`identity_key`] writes them; alone they tell
/// nobody.
const COMMON: [&str; 15] = [
    "muhamad", "ahmad", "abdul", "siti", "nur", "sri", "andi", "daen", "karaen", "puan", "peta",
    "opu", "bau", "baso", "bese",
];

/// A person as the plan sees them: known, or new from an earlier row.
#[derive(Debug)]
pub(super) struct Slot<'a> {
    /// The number and what is known, with the fields corrected by hand; `None` for a new person.
    pub known: Option<(PersonId, &'a Record, FieldSet)>,
    /// The record with the rows so far.
    pub record: Cow<'a, Record>,
    /// The rows that are this person.
    pub rows: Vec<&'a PersonRow>,
}

impl Slot<'_> {
    /// How an answer names this person.
    pub(super) fn choice(&self) -> Choice {
        match (self.known, self.rows.first()) {
            (Some((id, ..)), _) => Choice::SamePerson(id),
            (None, Some(first)) => Choice::SameAsRow(first.row),
            // A new slot is made from a row, so this is never met; a new person is always safe.
            (None, None) => Choice::OtherPerson,
        }
    }
}

/// The people a row may be.
#[derive(Debug)]
pub(super) struct Hits {
    /// What they were found by.
    pub by: Field,
    /// Who.
    pub slots: Vec<usize>,
    /// True where the rule of identity holds; false for a mere suggestion.
    pub sure: bool,
}

/// Where somebody is, for telling people of one name apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Spot {
    Village(VillageCode),
    VillageText(String),
    Office(String),
    Library(String),
    Subdistrict(String),
    Nowhere,
}

/// Everybody, found by code, NIP, and name with place.
#[derive(Debug, Default)]
pub(super) struct Index<'a> {
    pub slots: Vec<Slot<'a>>,
    invitations: HashMap<String, Vec<usize>>,
    nips: HashMap<String, Vec<usize>>,
    names: HashMap<String, usize>,
    by_name: Vec<Vec<usize>>,
    spots: HashMap<(usize, Spot), Vec<usize>>,
    /// Those whose place was corrected by hand, by name: the file still has the old place.
    moved: HashMap<usize, Vec<usize>>,
    /// Those whose name was corrected by hand, by place: the file still has the old name.
    renamed: HashMap<Spot, Vec<usize>>,
}

/// The fields that make a [`Spot`].
const SPOT_FIELDS: [Field; 5] = [
    Field::Village,
    Field::VillageText,
    Field::SubdistrictText,
    Field::Office,
    Field::LibraryText,
];

impl<'a> Index<'a> {
    /// Adds a person; `name` is the [`name_key`] of the record.
    pub(super) fn add(&mut self, slot: Slot<'a>, name: String) {
        let at = self.slots.len();
        let record = slot.record.as_ref();
        if !record.invitation.is_empty() {
            let key = record.invitation.to_lowercase();
            self.invitations.entry(key).or_default().push(at);
        }
        if !record.personal.nip.is_empty() {
            let key = record.personal.nip.clone();
            self.nips.entry(key).or_default().push(at);
        }
        let fresh = self.by_name.len();
        let name = *self.names.entry(name).or_insert(fresh);
        if name == fresh {
            self.by_name.push(Vec::new());
        }
        if let Some(all) = self.by_name.get_mut(name) {
            all.push(at);
        }
        let corrected = slot.known.map(|(.., corrected)| corrected);
        let corrected = |field| corrected.is_some_and(|c: FieldSet| c.contains(field));
        if SPOT_FIELDS.into_iter().any(corrected) {
            self.moved.entry(name).or_default().push(at);
        }
        for spot in spots(record) {
            if corrected(Field::Name) {
                self.renamed.entry(spot.clone()).or_default().push(at);
            }
            self.spots.entry((name, spot)).or_default().push(at);
        }
        self.slots.push(slot);
    }

    /// Who a record may be; `name` is its [`name_key`], `codes` are the villages that its place may mean if that is not settled.
    pub(super) fn hits(
        &self,
        record: &Record,
        name: &str,
        texts: &Record,
        codes: &[VillageCode],
    ) -> Hits {
        let by_code = match record.invitation.as_str() {
            "" => None,
            code => self.invitations.get(&code.to_lowercase()),
        };
        let by_nip = self.nips.get(&record.personal.nip);
        for (by, found) in [(Field::Invitation, by_code), (Field::Nip, by_nip)] {
            if let Some(found) = found {
                let slots: Vec<usize> = found.iter().copied().take(MOST_HITS).collect();
                // A code or NIP typed into the wrong line would give one person another's record.
                let sure = slots
                    .iter()
                    .all(|s| self.is_called(*s, record, is_one_name));
                return Hits { by, slots, sure };
            }
        }
        let mut hits = self.hits_by_name(record, name, texts, codes);
        if hits.slots.is_empty() {
            hits.slots = self.corrected_by_hand(record, name, codes);
            hits.sure = false;
        }
        hits
    }

    /// Who a row may be that was found nowhere, because a hand has corrected name or place since.
    fn corrected_by_hand(&self, record: &Record, name: &str, codes: &[VillageCode]) -> Vec<usize> {
        let moved = self.names.get(name).and_then(|name| self.moved.get(name));
        let mut found: Vec<usize> = moved.into_iter().flatten().copied().collect();
        if !self.renamed.is_empty() {
            let places = codes.iter().map(|code| Spot::Village(code.clone()));
            for spot in places.chain(spots(record)) {
                let there = self.renamed.get(&spot).into_iter().flatten();
                found.extend(there.filter(|at| self.is_called(**at, record, names_resemble)));
            }
        }
        found.sort_unstable();
        found.dedup();
        found.truncate(MOST_HITS);
        found
    }

    fn hits_by_name(
        &self,
        record: &Record,
        name: &str,
        texts: &Record,
        codes: &[VillageCode],
    ) -> Hits {
        let mut hits = Hits {
            by: Field::Name,
            slots: Vec::new(),
            sure: true,
        };
        let Some(&name) = self.names.get(name) else {
            return hits;
        };
        let mine = spots(record);
        for (at, spot) in mine.iter().enumerate() {
            let before = &mine[..at];
            if village_like(spot) {
                for code in codes {
                    self.take(name, &Spot::Village(code.clone()), before, &mut hits.slots);
                }
            }
            self.take(name, spot, before, &mut hits.slots);
            // Known from a time when no list had the village: the text is the same.
            if matches!(spot, Spot::Village(_))
                && let Some(text) = village_text(texts)
            {
                self.take(name, &text, before, &mut hits.slots);
            }
            if !hits.slots.is_empty() {
                break;
            }
        }
        // One list that gives two rows different codes means two people.
        hits.slots.retain(|s| {
            !(self.slots.get(*s).is_some_and(|s| s.known.is_none()) && self.contradicts(*s, record))
        });
        if hits.slots.is_empty() {
            // One of the two has no place at all: perhaps the same person, perhaps a namesake.
            hits.sure = false;
            if mine == [Spot::Nowhere] {
                let all = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
                hits.slots.extend(all.iter().take(MOST_HITS));
            } else {
                self.take(name, &Spot::Nowhere, &[], &mut hits.slots);
            }
        } else {
            hits.sure = !hits.slots.iter().any(|s| self.contradicts(*s, record));
        }
        hits
    }

    /// Adds those of a name at a spot who are not elsewhere by a spot that says more.
    fn take(&self, name: usize, spot: &Spot, before: &[Spot], into: &mut Vec<usize>) {
        let Some(found) = self.spots.get(&(name, spot.clone())) else {
            return;
        };
        for &at in found.iter().take(MOST_HITS) {
            let elsewhere = !before.is_empty()
                && self.slots.get(at).is_some_and(|slot| {
                    let theirs = spots(&slot.record);
                    before
                        .iter()
                        .any(|mine| theirs.iter().any(|t| same_kind(mine, t)))
                });
            if !elsewhere && !into.contains(&at) {
                into.push(at);
            }
        }
    }

    /// Both state an invitation code or a NIP, and not the same.
    fn contradicts(&self, slot: usize, record: &Record) -> bool {
        let differ = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && a != b;
        self.slots.get(slot).is_some_and(|slot| {
            differ(
                &slot.record.invitation.to_lowercase(),
                &record.invitation.to_lowercase(),
            ) || differ(&slot.record.personal.nip, &record.personal.nip)
        })
    }

    fn is_called(&self, slot: usize, record: &Record, alike: fn(&str, &str) -> bool) -> bool {
        self.slots
            .get(slot)
            .is_some_and(|slot| alike(&slot.record.personal.name, &record.personal.name))
    }
}

/// The key of a name; a name without letters stands for itself.
pub(super) fn name_key(record: &Record) -> String {
    let key = identity_key(&record.personal.name);
    if key.is_empty() {
        record.personal.name.to_lowercase()
    } else {
        key
    }
}

/// Is this one person's name, spelled twice? Every word of the shorter is in the longer, be it by its
/// initial or with one slip, and one of them is not everybody's.
fn is_one_name(a: &str, b: &str) -> bool {
    let (x, y) = (identity_key(a), identity_key(b));
    if a == b || x == y {
        return a == b || !x.is_empty();
    }
    let (mut short, mut long) = (words(&x), words(&y));
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    // `Nur Halisa` is also written in one, and so is `Abd. Rahman`.
    let apart = short.len() < long.len() && !long.iter().any(|w| is_initial(w));
    if apart && within_one_edit(&short.concat(), &long.concat()) {
        return true;
    }
    let mut own = false;
    for alike in [same_word, one_slip, by_initial] {
        short.retain(|word| {
            let Some(at) = long.iter().position(|other| alike(word, other)) else {
                return true;
            };
            let other = long.swap_remove(at);
            let telling = |w: &str| w.chars().count() > 2 && !COMMON.contains(&w);
            own |= telling(word) && telling(other);
            false
        });
    }
    own && short.is_empty()
}

/// Is one name perhaps the other, corrected? They share a word, or nearly.
fn names_resemble(a: &str, b: &str) -> bool {
    let (x, y) = (identity_key(a), identity_key(b));
    let alike = |x: &str, y: &str| (x.chars().count() > 2 && x == y) || one_slip(x, y);
    let (first, second) = (words(&x), words(&y));
    a == b || x == y || first.iter().any(|x| second.iter().any(|y| alike(x, y)))
}

fn words(key: &str) -> Vec<&str> {
    key.split(' ').collect()
}

fn same_word(a: &str, b: &str) -> bool {
    a == b
}

fn one_slip(a: &str, b: &str) -> bool {
    let long = |w: &str| w.chars().count() > 3;
    long(a) && long(b) && within_one_edit(a, b)
}

fn by_initial(a: &str, b: &str) -> bool {
    (is_initial(a) && b.starts_with(a)) || (is_initial(b) && a.starts_with(b))
}

fn is_initial(word: &str) -> bool {
    word.chars().count() == 1
}

/// All that says where somebody is, the most telling first.
fn spots(record: &Record) -> Vec<Spot> {
    let mut all = Vec::new();
    if let Some(code) = &record.village {
        all.push(Spot::Village(code.clone()));
    } else if let Some(text) = village_text(record) {
        all.push(text);
    }
    for (text, spot) in [
        (&record.office, Spot::Office as fn(String) -> Spot),
        (&record.library_text, Spot::Library),
        (&record.subdistrict_text, Spot::Subdistrict),
    ] {
        if text.is_empty() {
            continue;
        }
        let key = fold(text);
        if !key.is_empty() {
            all.push(spot(key));
        }
    }
    if all.is_empty() {
        all.push(Spot::Nowhere);
    }
    all
}

fn village_text(record: &Record) -> Option<Spot> {
    if record.village_text.is_empty() {
        return None;
    }
    let village = fold(&record.village_text);
    let subdistrict = fold(&record.subdistrict_text);
    (!village.is_empty()).then(|| Spot::VillageText(format!("{village}/{subdistrict}")))
}

fn village_like(spot: &Spot) -> bool {
    match spot {
        Spot::Village(_) | Spot::VillageText(_) => true,
        Spot::Office(_) | Spot::Library(_) | Spot::Subdistrict(_) | Spot::Nowhere => false,
    }
}

fn same_kind(a: &Spot, b: &Spot) -> bool {
    village_like(a) && village_like(b) || std::mem::discriminant(a) == std::mem::discriminant(b)
}
