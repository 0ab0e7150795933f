//! The gazetteer: which village a written name means. Pure; the list itself comes from outside.
//!
//! The key is the code, never the name: names collide, drift in spelling and change, codes stay. So a
//! name is only ever *resolved*, and where that takes a guess the answer is a question.

mod near;
mod written;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use super::id::VillageCode;
use super::names::{fold_word, plain, within_one_edit};
use super::record::Village;
use written::Written;

pub(super) use near::NearIndex;
pub(super) use written::{bare_key, bare_subdistrict};

/// The villages of Maros, compiled in: `kode;nama;kecamatan;jenis`.
const MAROS: &str = include_str!("../../data/wilayah-maros.csv");

/// More proposals than this help nobody to choose.
const MOST_CHOICES: usize = 20;

/// Shorter names are too easily one letter apart to propose anything.
const SHORTEST_GUESS: usize = 4;

/// What a written village name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// This village, whatever the spelling.
    One(VillageCode),
    /// Several villages bear the name: ask.
    Several(Vec<VillageCode>),
    /// A guess: a letter differs, or the name is also another sub-district's, or the sub-district
    /// beside it is not that of any village of the name: ask.
    Near(Vec<VillageCode>),
    /// No village, but a sub-district of that name.
    SubdistrictOnly,
    /// Nothing known under that name.
    Unknown,
}

/// All villages known to the meeting, by code and by folded name.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    villages: BTreeMap<VillageCode, Village>,
    names: HashMap<String, Vec<VillageCode>>,
    /// Folded sub-district → the regencies that have one of that name.
    subdistricts: HashMap<String, HashSet<String>>,
    near: OnceLock<NearIndex>,
}

impl PartialEq for Gazetteer {
    fn eq(&self, other: &Self) -> bool {
        self.villages == other.villages
    }
}

impl Eq for Gazetteer {}

impl Gazetteer {
    /// The 103 villages of Maros.
    pub fn maros() -> Self {
        Gazetteer::from_rows(MAROS.lines().skip(1).filter_map(|line| {
            let mut cells = line.split(';');
            Some(Village {
                code: VillageCode::parse(cells.next()?).ok()?,
                name: cells.next()?.to_owned(),
                subdistrict: cells.next()?.to_owned(),
                kind: cells.next().unwrap_or_default().to_owned(),
            })
        }))
    }

    /// A gazetteer of these villages; the last of two with one code counts.
    pub fn from_rows(rows: impl IntoIterator<Item = Village>) -> Self {
        let mut gazetteer = Gazetteer::default();
        gazetteer.extend(rows);
        gazetteer
    }

    /// Adds villages, for a list that comes in several entries.
    pub fn extend(&mut self, rows: impl IntoIterator<Item = Village>) {
        self.near = OnceLock::new();
        for village in rows {
            let key = place_key(&village.name);
            if let Some(old) = self.villages.get(&village.code) {
                let old_key = place_key(&old.name);
                if old_key != key
                    && let Some(codes) = self.names.get_mut(&old_key)
                {
                    codes.retain(|c| *c != village.code);
                }
            }
            let codes = self.names.entry(key).or_default();
            if !codes.contains(&village.code) {
                codes.push(village.code.clone());
            }
            self.subdistricts
                .entry(place_key(&village.subdistrict))
                .or_default()
                .insert(village.code.regency().to_owned());
            self.villages.insert(village.code.clone(), village);
        }
    }

    /// The village of a code.
    pub fn get(&self, code: &VillageCode) -> Option<&Village> {
        self.villages.get(code)
    }

    /// All villages in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = &Village> {
        self.villages.values()
    }

    /// How many villages there are.
    pub fn len(&self) -> usize {
        self.villages.len()
    }

    /// Is the list empty?
    pub fn is_empty(&self) -> bool {
        self.villages.is_empty()
    }

    /// Does the list have any village of this regency (`73.09`)?
    pub fn has_regency(&self, regency: &str) -> bool {
        // Codes sort as text, so the first one from the regency's beginning on tells.
        let Ok(start) = VillageCode::parse(&format!("{regency}.00.0000")) else {
            return false;
        };
        self.villages
            .range(start..)
            .next()
            .is_some_and(|(code, _)| code.regency() == regency)
    }

    /// Is there a sub-district of this name?
    pub fn has_subdistrict(&self, name: &str) -> bool {
        self.subdistricts.contains_key(&place_key(name))
    }

    /// Does a village lie elsewhere than in this sub-district? Not where none is known under that name.
    pub fn lies_elsewhere(&self, code: &VillageCode, subdistrict: &str) -> bool {
        let stated = bare_subdistrict(subdistrict);
        let elsewhere = |v: &Village| place_key(&v.subdistrict) != place_key(stated);
        self.has_subdistrict(stated) && self.get(code).is_some_and(elsewhere)
    }

    /// Finds the village that is meant by a name and, where stated, its sub-district.
    ///
    /// Case, accents, blanks, apostrophes, doubled letters and a final *-ng*/*-n* do not matter. Of two
    /// villages that one sub-district has of a name, `Desa` and `Kelurahan` beside it tell which; else
    /// those words do not matter either. One wrong letter is a guess and so [`Resolved::Near`].
    pub fn resolve(&self, name: &str, subdistrict: Option<&str>) -> Resolved {
        let stated = subdistrict.map(bare_subdistrict).filter(|s| !s.is_empty());
        let listed = |name: &str| {
            self.names
                .get(&place_key(name))
                .is_some_and(|c| !c.is_empty())
        };
        let written = Written::read(name);
        if listed(name) || written.name == name {
            return self.resolve_bare(name, stated, None);
        }
        let inside = stated.or(Some(written.subdistrict).filter(|s| !s.is_empty()));
        match self.resolve_bare(written.name, inside, written.urban) {
            Resolved::Unknown => self.resolve_bare(name, stated, None),
            found => found,
        }
    }

    fn resolve_bare(&self, name: &str, subdistrict: Option<&str>, urban: Option<bool>) -> Resolved {
        let key = place_key(name);
        if key.is_empty() {
            return Resolved::Unknown;
        }
        let Some(folded) = self.names.get(&key).filter(|codes| !codes.is_empty()) else {
            return self.resolve_unlisted(&key, subdistrict, urban);
        };
        let folded = &self.of_kind(folded, urban);
        let spelled = self.spelled_alike(name, folded);
        match subdistrict {
            Some(subdistrict) => {
                let inside = self.inside(folded, subdistrict);
                match inside.as_slice() {
                    // The village elsewhere, or one inside whose name is a letter away.
                    [] => {
                        let near = self.inside(&self.near(&key), subdistrict);
                        Resolved::Near(cut(near.into_iter().chain(spelled).collect()))
                    }
                    [one] => Resolved::One(one.clone()),
                    _ => Resolved::Several(cut(self.spelled_alike(name, &inside))),
                }
            }
            None => match spelled.as_slice() {
                [one] if self.is_another_subdistrict(&key, one) => Resolved::Near(spelled),
                [one] => Resolved::One(one.clone()),
                _ => Resolved::Several(cut(spelled)),
            },
        }
    }

    /// Of those in one sub-district, the ones of the kind that was said; in different ones people say
    /// *desa* of a *kelurahan* too, and the word settles nothing.
    fn of_kind(&self, codes: &[VillageCode], urban: Option<bool>) -> Vec<VillageCode> {
        let fits = |code: &VillageCode| {
            urban.is_none_or(|urban| self.get(code).is_some_and(|v| v.is_urban() == urban))
        };
        let rival = |code: &VillageCode| {
            let beside = |other: &&VillageCode| other.subdistrict() == code.subdistrict();
            codes.iter().filter(beside).any(fits)
        };
        let kept = codes.iter().filter(|code| fits(code) || !rival(code));
        kept.cloned().collect()
    }

    /// Those spelled exactly so if there are any, else all: who writes the official name means it.
    fn spelled_alike(&self, name: &str, codes: &[VillageCode]) -> Vec<VillageCode> {
        let letters = plain(name);
        let exact: Vec<VillageCode> = codes
            .iter()
            .filter(|c| self.get(c).is_some_and(|v| plain(&v.name) == letters))
            .cloned()
            .collect();
        if exact.is_empty() {
            codes.to_vec()
        } else {
            exact
        }
    }

    fn inside(&self, codes: &[VillageCode], subdistrict: &str) -> Vec<VillageCode> {
        let wanted = place_key(subdistrict);
        let of = |code: &VillageCode| self.get(code).map(|v| place_key(&v.subdistrict));
        let pick = |fits: &dyn Fn(&str) -> bool| -> Vec<VillageCode> {
            codes
                .iter()
                .filter(|c| of(c).is_some_and(|s| fits(&s)))
                .cloned()
                .collect()
        };
        let exact = pick(&|s| s == wanted);
        if !exact.is_empty() || self.subdistricts.contains_key(&wanted) {
            return exact;
        }
        pick(&|s| within_one_edit(s, &wanted))
    }

    /// Is the name of this village also that of a sub-district of its regency that it does not lie in?
    fn is_another_subdistrict(&self, key: &str, code: &VillageCode) -> bool {
        let Some(village) = self.get(code) else {
            return false;
        };
        place_key(&village.subdistrict) != key
            && self
                .subdistricts
                .get(key)
                .is_some_and(|regencies| regencies.contains(code.regency()))
    }

    /// Those whose name is at most one letter away.
    fn near(&self, key: &str) -> Vec<VillageCode> {
        let near = self.near.get_or_init(|| NearIndex::over(self.names.keys()));
        let names = near.find(key).into_iter();
        let codes = names.filter_map(|name| self.names.get(name)).flatten();
        let mut codes: Vec<VillageCode> = codes.cloned().collect();
        codes.sort();
        codes
    }

    fn resolve_unlisted(
        &self,
        key: &str,
        subdistrict: Option<&str>,
        urban: Option<bool>,
    ) -> Resolved {
        if self.subdistricts.contains_key(key) {
            return Resolved::SubdistrictOnly;
        }
        if key.chars().count() < SHORTEST_GUESS {
            return Resolved::Unknown;
        }
        let mut codes = self.near(key);
        if let Some(subdistrict) = subdistrict {
            let inside = self.inside(&codes, subdistrict);
            if !inside.is_empty() {
                codes = inside;
            }
        }
        codes = self.of_kind(&codes, urban);
        if codes.is_empty() {
            Resolved::Unknown
        } else {
            Resolved::Near(cut(codes))
        }
    }
}

/// The folded form under which a place is found: blanks and punctuation do not count.
pub fn place_key(name: &str) -> String {
    fold_word(name)
}

fn cut(mut codes: Vec<VillageCode>) -> Vec<VillageCode> {
    codes.truncate(MOST_CHOICES);
    codes
}

impl Village {
    /// *desa*, *kelurahan*, *desa adat*: as the list says it, else as the code does.
    pub fn kind_word(&self) -> &str {
        if !self.kind.is_empty() {
            return &self.kind;
        }
        match self.code.as_str().as_bytes().get(9) {
            Some(b'1') => "kelurahan",
            Some(b'3') => "desa adat",
            Some(_) | None => "desa",
        }
    }

    fn is_urban(&self) -> bool {
        let kind = self.kind_word().as_bytes();
        kind.get(..3)
            .is_some_and(|start| start.eq_ignore_ascii_case(b"kel"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> VillageCode {
        VillageCode::parse(text).unwrap()
    }

    fn one(text: &str) -> Resolved {
        Resolved::One(code(text))
    }

    #[test]
    fn the_list_of_maros_is_complete_and_every_village_resolves_with_its_subdistrict() {
        let maros = Gazetteer::maros();
        assert_eq!(maros.len(), 103);
        for village in maros.iter() {
            assert_eq!(
                maros.resolve(&village.name, Some(&village.subdistrict)),
                Resolved::One(village.code.clone()),
                "{village:?}"
            );
        }
    }

    #[test]
    fn spellings_of_the_press_reach_the_official_village() {
        let maros = Gazetteer::maros();
        for text in [
            "Pajukukang",
            "Pajukkukang",
            "PAJJUKUKANG",
            "desa pajukukang",
            "Ds. Pajukukang",
            "Pajukukang, Kec. Bontoa",
        ] {
            assert_eq!(maros.resolve(text, None), one("73.09.05.2002"), "{text}");
        }
        assert_eq!(maros.resolve("Botolempangan", None), one("73.09.05.2005"));
        assert_eq!(maros.resolve("Bonto Bahari", None), one("73.09.05.2009"));
        assert_eq!(maros.resolve("BontoBahari", None), one("73.09.05.2009"));
        assert_eq!(maros.resolve("Moncong Loe", None), one("73.09.13.2001"));
    }

    #[test]
    fn one_wrong_letter_is_a_proposal_never_an_answer() {
        let maros = Gazetteer::maros();
        assert_eq!(
            maros.resolve("Bontolempangan", None),
            Resolved::Near(vec![code("73.09.05.2005")])
        );
        assert_eq!(
            maros.resolve("Bontolempangan", Some("Bontoa")),
            Resolved::Near(vec![code("73.09.05.2005")])
        );
        assert_eq!(maros.resolve("Wakanda", None), Resolved::Unknown);
        assert_eq!(maros.resolve("", None), Resolved::Unknown);
        assert_eq!(maros.resolve("...", Some("...")), Resolved::Unknown);
    }

    #[test]
    fn names_that_collide_ask_unless_the_subdistrict_tells() {
        let maros = Gazetteer::maros();
        assert_eq!(
            maros.resolve("Bontoa", None),
            Resolved::Several(vec![code("73.09.01.1002"), code("73.09.05.1001")])
        );
        assert_eq!(
            maros.resolve("Bontoa", Some("Mandai")),
            one("73.09.01.1002")
        );
        assert_eq!(
            maros.resolve("Bontoa", Some("Kec. Mandai")),
            one("73.09.01.1002")
        );
        assert_eq!(maros.resolve("Bontoa (Mandai)", None), one("73.09.01.1002"));
        assert_eq!(
            maros.resolve("Bontoa", Some("Bontoa")),
            one("73.09.05.1001")
        );
        // Neither lies in Simbang.
        assert_eq!(
            maros.resolve("Bontoa", Some("Simbang")),
            Resolved::Near(vec![code("73.09.01.1002"), code("73.09.05.1001")])
        );
    }

    #[test]
    fn a_village_named_like_another_subdistrict_asks() {
        let maros = Gazetteer::maros();
        let cenrana = vec![code("73.09.02.2004")];
        assert_eq!(
            maros.resolve("Cenrana", None),
            Resolved::Near(cenrana.clone())
        );
        assert_eq!(
            maros.resolve("Cenrana", Some("Camba")),
            one("73.09.02.2004")
        );
        assert_eq!(
            maros.resolve("Cenrana", Some("Cenrana")),
            Resolved::Near(cenrana)
        );
        // In their own sub-district the name is no trap.
        assert_eq!(maros.resolve("Simbang", None), one("73.09.09.2006"));
        assert_eq!(maros.resolve("Tompobulu", None), one("73.09.11.2001"));
        assert_eq!(maros.resolve("Mandai", None), Resolved::SubdistrictOnly);
    }

    #[test]
    fn a_village_listed_again_under_its_code_is_renamed() {
        let mut gazetteer = Gazetteer::maros();
        let mut renamed = gazetteer.get(&code("73.09.12.2006")).unwrap().clone();
        renamed.name = "Rumbia Jaya".into();
        gazetteer.extend([renamed]);
        assert_eq!(gazetteer.len(), 103);
        assert_eq!(gazetteer.resolve("Rumbia Jaya", None), one("73.09.12.2006"));
        assert_eq!(gazetteer.resolve("Tengkuru", None), Resolved::Unknown);
    }

    #[test]
    fn regencies_are_known_by_their_codes() {
        let maros = Gazetteer::maros();
        assert!(maros.has_regency("73.09"));
        assert!(!maros.has_regency("73.08"));
        assert!(!maros.has_regency("73.10"));
        assert!(!Gazetteer::default().has_regency("73.09"));
    }
}
