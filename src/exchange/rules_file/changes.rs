//! What differs between two sets of rules, fact by fact, and whose rank follows. Decides nothing.

use std::collections::HashMap;
use std::sync::Arc;

use super::{percent_words, score_word, source_word};
use crate::meeting::Meeting;
use crate::meeting::board::{Audience, Board, By};
use crate::meeting::event::{Event, Stamp};
use crate::meeting::id::VillageCode;
use crate::meeting::rules::Rules;

/// One thing that rules say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The part of the file: `period`, `zones`, `standard`, `families`, or `family`.
    pub part: &'static str,
    /// Of which family, by its key; empty where of none.
    pub family: String,
    /// The key in that part.
    pub key: &'static str,
    /// The value as the file says it, decimals with a point.
    pub value: String,
}

impl Fact {
    /// The place in one word, for machines: `family.pelibatan.weight`.
    pub fn path(&self) -> String {
        let words = [self.part, self.family.as_str(), self.key];
        let words = words.into_iter().filter(|w| !w.is_empty());
        words.collect::<Vec<_>>().join(".")
    }
}

/// A fact that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The fact, with its new value, or its old one where it is gone.
    pub fact: Fact,
    /// What was; none for what is new.
    pub old: Option<String>,
    /// What comes; none for what is gone.
    pub new: Option<String>,
}

/// Everything rules say, in the order of the file.
pub fn facts(rules: &Rules) -> Vec<Fact> {
    let mut all = Vec::new();
    let mut add = |part, family: &str, key, value: String| {
        all.push(Fact {
            part,
            family: family.to_owned(),
            key,
            value,
        });
    };
    add("period", "", "from", rules.from.to_string());
    add("period", "", "to", rules.to.to_string());
    let minimum = rules.minimum_months.to_string();
    add("period", "", "minimum_months", minimum);
    let source = source_word(rules.source).to_owned();
    add("period", "", "source", source);
    add("period", "", "score", score_word(rules.score).to_owned());
    let standard = rules.standard.iter().map(|(k, n)| format!("{k} {n}"));
    let standard: Vec<String> = standard.collect();
    add("standard", "", "", standard.join(", "));
    let zone = |hundredths| percent_words(hundredths, '.');
    add("zones", "", "hijau", zone(rules.zones.green));
    add("zones", "", "kuning", zone(rules.zones.yellow));
    let order: Vec<&str> = rules.families.iter().map(|f| f.key.as_str()).collect();
    add("families", "", "", order.join(", "));
    for f in &rules.families {
        let columns: Vec<&str> = f.columns.iter().map(|m| m.column()).collect();
        add("family", &f.key, "name_id", f.name_id.clone());
        add("family", &f.key, "name_en", f.name_en.clone());
        add("family", &f.key, "columns", columns.join(", "));
        add("family", &f.key, "window", f.window.word().to_owned());
        add("family", &f.key, "target_year", f.target_year.to_string());
        add("family", &f.key, "weight", f.weight.to_string());
    }
    all
}

/// What differs, in the order of the file; what is gone stands last.
pub fn changes(old: &Rules, new: &Rules) -> Vec<Change> {
    let (before, after) = (facts(old), facts(new));
    let same = |a: &Fact, b: &Fact| (a.part, &a.family, a.key) == (b.part, &b.family, b.key);
    let mut found: Vec<Change> = after
        .iter()
        .filter_map(|fact| {
            let was = before.iter().find(|f| same(f, fact));
            let was = was.map(|f| f.value.clone());
            (was.as_ref() != Some(&fact.value)).then(|| Change {
                fact: fact.clone(),
                old: was,
                new: Some(fact.value.clone()),
            })
        })
        .collect();
    let gone = before.iter().filter(|f| !after.iter().any(|a| same(a, f)));
    found.extend(gone.map(|fact| Change {
        fact: fact.clone(),
        old: Some(fact.value.clone()),
        new: None,
    }));
    found
}

/// How many libraries would stand at another rank, or get or lose one, under these rules. `stamp` is that
/// of the entry that would set them.
pub fn moved_ranks(meeting: &Meeting, rules: &Rules, stamp: &Stamp) -> usize {
    let mut then = meeting.clone();
    then.evolve(stamp, &Event::RulesSet(Arc::new(rules.clone())));
    let (now, then) = (
        Board::new(meeting, Audience::Committee),
        Board::new(&then, Audience::Committee),
    );
    let ranks: HashMap<&VillageCode, Option<u32>> = now
        .rows(By::Score, 0..now.len())
        .map(|row| (&row.line.code, row.rank))
        .collect();
    then.rows(By::Score, 0..then.len())
        .filter(|row| ranks.get(&row.line.code) != Some(&row.rank))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::rules::Window;

    #[test]
    fn what_differs_is_told_once_and_what_is_gone_too() {
        let old = Rules::usual(2024);
        assert!(changes(&old, &old.clone()).is_empty());
        let mut new = old.clone();
        new.families[2].window = Window::Year;
        new.families[0].weight = 2;
        new.standard.pop();
        new.zones.green = 7_950;
        let told: Vec<(String, Option<String>, Option<String>)> = changes(&old, &new)
            .into_iter()
            .map(|c| (c.fact.path(), c.old, c.new))
            .collect();
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(
            told,
            [
                (
                    "standard".into(),
                    some("pelibatan 1, publikasi 1"),
                    some("pelibatan 1")
                ),
                ("zones.hijau".into(), some("80"), some("79.5")),
                ("family.pelibatan.weight".into(), some("1"), some("2")),
                (
                    "family.advokasi.window".into(),
                    some("quarter"),
                    some("year")
                ),
            ]
        );
    }

    #[test]
    fn rules_with_other_facts_have_another_hash_and_the_other_way_round() {
        let old = Rules::usual(2024);
        let mut new = old.clone();
        new.families.swap(0, 1);
        assert_eq!(changes(&old, &new).len(), 1, "the order alone");
        assert_ne!(old.hash(), new.hash());
        new.families.swap(0, 1);
        new.families.pop();
        let gone: Vec<Change> = changes(&old, &new);
        assert_eq!(gone.iter().filter(|c| c.new.is_none()).count(), 6);
    }
}
