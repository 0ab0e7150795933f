//! The libraries of the list that a name may mean though it is not theirs: a mistyped partner would
//! otherwise begin a library of its own.

use std::collections::{BTreeMap, HashMap};

use crate::meeting::id::VillageCode;
use crate::meeting::record::Library;
use crate::meeting::village::{Gazetteer, NearIndex, bare_key, bare_subdistrict, place_key};

/// More proposals than this help nobody to choose.
const MOST: usize = 20;

/// The beginning that two names must share for one to be the other cut short.
const SHORTEST_START: usize = 4;

/// The words that many libraries have in front; alone they name none.
const KINDS: [&str; 15] = [
    "perpustakaan",
    "perpusdes",
    "perpusda",
    "perpus",
    "taman",
    "rumah",
    "pojok",
    "baca",
    "bacaan",
    "masyarakat",
    "tbm",
    "umum",
    "desa/kelurahan",
    "desa",
    "kelurahan",
];

/// The libraries of the list by all that they are called: their own name, and their village's.
#[derive(Debug)]
pub(super) struct Partners<'a> {
    gazetteer: &'a Gazetteer,
    called: BTreeMap<String, Vec<&'a VillageCode>>,
    /// By the folded name of their sub-district: people write it in the column of the village.
    inside: HashMap<String, Vec<&'a VillageCode>>,
    near: NearIndex,
}

/// How a name leads to a library, the likelier first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    Letter,
    Start,
    Subdistrict,
}

impl<'a> Partners<'a> {
    pub(super) fn new(
        gazetteer: &'a Gazetteer,
        libraries: &'a BTreeMap<VillageCode, Library>,
    ) -> Self {
        let mut called: BTreeMap<String, Vec<&VillageCode>> = BTreeMap::new();
        let mut inside: HashMap<String, Vec<&VillageCode>> = HashMap::new();
        for (code, library) in libraries {
            let village = gazetteer.get(code);
            let own = without_kind(&library.name).map(bare_key);
            for key in village.map(|v| place_key(&v.name)).into_iter().chain(own) {
                called.entry(key).or_default().push(code);
            }
            if let Some(village) = village {
                let key = place_key(&village.subdistrict);
                inside.entry(key).or_default().push(code);
            }
        }
        called.remove("");
        Partners {
            gazetteer,
            near: NearIndex::over(called.keys()),
            called,
            inside,
        }
    }

    /// The libraries that one of these names may mean; those of the stated sub-district first.
    pub(super) fn near<'n>(
        &self,
        names: impl IntoIterator<Item = &'n str>,
        subdistrict: &str,
    ) -> Vec<VillageCode> {
        let wanted = place_key(bare_subdistrict(subdistrict));
        let mut found: BTreeMap<&VillageCode, By> = BTreeMap::new();
        for name in names.into_iter().filter_map(without_kind) {
            let key = bare_key(name);
            if key.chars().count() < SHORTEST_START {
                continue;
            }
            for (code, by) in self.leads(&key) {
                let best = found.entry(code).or_insert(by);
                *best = by.min(*best);
            }
        }
        let elsewhere = |code: &VillageCode| {
            let village = self.gazetteer.get(code);
            wanted.is_empty() || village.is_none_or(|v| place_key(&v.subdistrict) != wanted)
        };
        let mut found: Vec<_> = found
            .into_iter()
            .map(|(code, by)| (elsewhere(code), by, code))
            .collect();
        found.sort_unstable();
        let codes = found.into_iter().map(|(.., code)| code.clone());
        codes.take(MOST).collect()
    }

    fn leads(&self, key: &str) -> impl Iterator<Item = (&'a VillageCode, By)> {
        let letter = self.near.find(key).into_iter();
        let longer = self.called.range(key.to_owned()..);
        let longer = longer.map(|(name, _)| name.as_str());
        let longer = longer.take_while(|name| name.starts_with(key));
        let ends = key.char_indices().map(|(at, _)| at).skip(SHORTEST_START);
        let shorter = ends.filter_map(|end| key.get(..end));
        let by_name = letter
            .map(|name| (name, By::Letter))
            .chain(longer.chain(shorter).map(|name| (name, By::Start)));
        let by_name = by_name.map(|(name, by)| (self.called.get(name), by));
        let lead = by_name.chain([(self.inside.get(key), By::Subdistrict)]);
        let all = lead.flat_map(|(codes, by)| {
            let codes = codes.into_iter().flatten();
            codes.map(move |code| (*code, by))
        });
        all.collect::<Vec<_>>().into_iter()
    }
}

/// A library's name without the words that many have in front; none if nothing else is left.
pub(super) fn without_kind(name: &str) -> Option<&str> {
    let is_kind = |word: &str| KINDS.contains(&word.to_lowercase().as_str());
    let mut rest = name.trim();
    while let Some((word, after)) = rest.split_once(' ') {
        // "Desa Bontoa" is told from "Kelurahan Bontoa" by that word.
        if !is_kind(word) || matches!(word.to_lowercase().as_str(), "desa" | "kelurahan") {
            break;
        }
        rest = after.trim_start();
    }
    Some(rest).filter(|rest| !rest.is_empty() && !is_kind(rest))
}
