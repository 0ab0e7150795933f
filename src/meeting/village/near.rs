//! Names one letter away from another.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::meeting::names::within_one_edit;

/// Folded names under the hash of each of their one-letter-shorter forms, so that a name one letter
/// away is found without a pass over all of them (83,762 nationally).
#[derive(Clone, Debug, Default)]
pub(in crate::meeting) struct NearIndex {
    names: Vec<String>,
    shorter: HashMap<u64, Vec<u32>>,
}

impl NearIndex {
    /// Over these names.
    pub(in crate::meeting) fn over<'a>(names: impl Iterator<Item = &'a String>) -> Self {
        let mut index = NearIndex::default();
        for name in names {
            let Ok(at) = u32::try_from(index.names.len()) else {
                break;
            };
            for hash in shorter_forms(name) {
                index.shorter.entry(hash).or_default().push(at);
            }
            index.names.push(name.clone());
        }
        index
    }

    /// The names at most one letter away.
    pub(in crate::meeting) fn find(&self, key: &str) -> Vec<&str> {
        let mut found: Vec<u32> = shorter_forms(key)
            .filter_map(|hash| self.shorter.get(&hash))
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        found
            .into_iter()
            .filter_map(|at| self.names.get(at as usize))
            .map(String::as_str)
            .filter(|name| within_one_edit(name, key))
            .collect()
    }
}

fn shorter_forms(name: &str) -> impl Iterator<Item = u64> + '_ {
    let whole = std::iter::once(hash_of(name.chars()));
    let gaps = (0..name.chars().count()).map(move |gap| {
        hash_of(
            name.chars()
                .enumerate()
                .filter(move |(at, _)| *at != gap)
                .map(|(_, c)| c),
        )
    });
    whole.chain(gaps)
}

fn hash_of(letters: impl Iterator<Item = char>) -> u64 {
    let mut hasher = DefaultHasher::new();
    letters.for_each(|c| c.hash(&mut hasher));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::super::{Gazetteer, place_key};
    use super::*;

    proptest::proptest! {
        #[test]
        fn near_names_are_those_a_slow_pass_finds(
            nth in 0usize..103, at in 0usize..20, letter in "[a-z]", how in 0u8..4,
        ) {
            let maros = Gazetteer::maros();
            let name = place_key(&maros.iter().nth(nth).unwrap().name);
            let mut letters: Vec<char> = name.chars().collect();
            let at = at % (letters.len() - 1);
            let letter = letter.chars().next().unwrap();
            match how {
                0 => letters[at] = letter,
                1 => letters.insert(at, letter),
                2 => drop(letters.remove(at)),
                _ => letters.swap(at, at + 1),
            }
            let wrong: String = letters.into_iter().collect();
            let names: Vec<String> = maros.iter().map(|v| place_key(&v.name)).collect();
            let mut slow: Vec<&str> = names
                .iter()
                .map(String::as_str)
                .filter(|n| within_one_edit(n, &wrong))
                .collect();
            slow.sort_unstable();
            slow.dedup();
            let index = NearIndex::over(names.iter());
            let mut quick = index.find(&wrong);
            quick.sort_unstable();
            quick.dedup();
            proptest::prop_assert_eq!(quick, slow);
        }
    }
}
