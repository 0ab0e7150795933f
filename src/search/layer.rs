//! One closed part of the index: people in name order, the words that find them, and who has each.
//!
//! Never changed but for people taken out; a new person makes a new layer.

use std::collections::HashMap;

use super::bits::Bits;
use super::builder::Kind;
use super::query::{Asked, Query};
use super::table::{Postings, Table};
use crate::meeting::id::PersonId;
use crate::meeting::names::{
    TitleWord, WordKind, fold_typed, prefix_within_one_edit, title_spelling, within_one_edit,
};

/// People and words, settled.
#[derive(Debug, Default)]
pub(super) struct Layer {
    /// Ids and sort keys in name order; the place is the rank. Apart, because ranking a million
    /// people reads nearly only the ids.
    ids: Vec<PersonId>,
    keys: Vec<Box<str>>,
    rank_of: HashMap<PersonId, u32>,
    alive: Bits,
    /// What each word is.
    terms: Vec<(Kind, Box<str>)>,
    postings: Postings,
    written: Table,
    folded: Table,
    titles: Table,
    codes: Table,
}

/// Who fits a query in one layer; `folded` without `exact`.
pub(super) struct Sets {
    pub exact: Bits,
    pub folded: Bits,
}

impl Layer {
    /// Closes a layer: people in name order, the rank of each who counts, terms in order with
    /// their people.
    pub fn new(
        people: Vec<(Box<str>, PersonId)>,
        rank_of: HashMap<PersonId, u32>,
        terms: Vec<(Kind, Box<str>)>,
        postings: Postings,
    ) -> Self {
        let of = |wanted: Kind| {
            let terms = (0u32..).zip(&terms);
            let terms = terms.filter(|(_, (kind, _))| *kind == wanted);
            terms
                .map(|(term, (_, text))| (text.to_string(), term))
                .collect::<Vec<_>>()
        };
        let written = of(Kind::Name(WordKind::Written));
        let mut folded = of(Kind::Name(WordKind::Spelling));
        folded.extend(written.iter().map(|(text, term)| (fold_typed(text), *term)));
        let table = |words| Table::new(words, &postings, people.len());
        let (written, folded) = (table(written), table(folded));
        let (titles, codes) = (
            table(of(Kind::Name(WordKind::Title))),
            table(of(Kind::Code)),
        );
        let mut alive = Bits::none(people.len());
        for rank in rank_of.values() {
            alive.set(*rank);
        }
        let (keys, ids) = people.into_iter().unzip();
        Layer {
            ids,
            keys,
            rank_of,
            alive,
            terms,
            postings,
            written,
            folded,
            titles,
            codes,
        }
    }

    /// The ranks of those who have not been taken out.
    pub fn alive(&self) -> impl Iterator<Item = u32> {
        self.alive.iter()
    }

    /// Every term with its people, those taken out among them.
    pub fn terms(&self) -> impl Iterator<Item = (Kind, &str, &[u32])> {
        let terms = (0u32..).zip(&self.terms);
        terms.map(|(i, (kind, text))| (*kind, &**text, self.postings.of(i)))
    }

    /// How many people are in it.
    pub fn len(&self) -> usize {
        self.rank_of.len()
    }

    /// A person's id.
    pub fn id(&self, rank: u32) -> PersonId {
        self.ids[rank as usize]
    }

    /// A person's sort key.
    pub fn key(&self, rank: u32) -> &str {
        &self.keys[rank as usize]
    }

    /// Takes a person out.
    pub fn remove(&mut self, id: PersonId) {
        if let Some(rank) = self.rank_of.remove(&id) {
            self.alive.clear(rank);
        }
    }

    /// Who fits exactly, and who in another spelling.
    pub fn find(&self, query: &Query) -> Sets {
        let mut exact = self.candidates(query);
        let mut folded = exact.clone();
        if !exact.is_empty() {
            for sets in self.words(query) {
                exact.and(&sets.exact);
                folded.and(&sets.folded);
            }
        }
        folded.and_not(&exact);
        Sets { exact, folded }
    }

    /// Who fits only with a typing mistake.
    pub fn find_fuzzy(&self, query: &Query) -> Bits {
        let mut people = self.candidates(query);
        let mut sure = people.clone();
        if people.is_empty() {
            return people;
        }
        let sets = self.words(query);
        // Short words first: where they leave nobody, the vocabulary need not be read.
        for (word, set) in query.words.iter().zip(&sets) {
            sure.and(&set.folded);
            if !word.forgives() {
                people.and(&set.folded);
            }
        }
        for (word, mut set) in query.words.iter().zip(sets) {
            if word.forgives() && !people.is_empty() {
                self.add_fuzzy(word, &mut set.folded);
                people.and(&set.folded);
            }
        }
        people.and_not(&sure);
        people
    }

    fn candidates(&self, query: &Query) -> Bits {
        if query.words.is_empty() {
            Bits::none(self.ids.len())
        } else {
            self.alive.clone()
        }
    }

    /// For each word those who fit exactly, and those who fit at all without a mistake.
    fn words(&self, query: &Query) -> Vec<Sets> {
        let mut sets: Vec<Sets> = query
            .words
            .iter()
            .map(|w| self.word(w, query.named))
            .collect();
        for (first, text) in &query.joined {
            let mut both = Bits::none(self.ids.len());
            self.folded.add_beginning(&self.postings, text, &mut both);
            sets[*first].folded.or(&both);
            sets[first + 1].folded.or(&both);
        }
        sets
    }

    fn word(&self, asked: &Asked, named: bool) -> Sets {
        let mut exact = Bits::none(self.ids.len());
        match asked {
            Asked::Number { badge, digits } => {
                if let Some(rank) = badge.and_then(|id| self.rank_of.get(&id)) {
                    exact.set(*rank);
                }
                if let Some(digits) = digits {
                    self.codes.add_whole(&self.postings, digits, &mut exact);
                    if named {
                        self.written.add_whole(&self.postings, digits, &mut exact);
                    }
                }
                let folded = exact.clone();
                Sets { exact, folded }
            }
            Asked::Word {
                written,
                typed,
                whole,
                title,
                forgiving: _,
            } => {
                self.written
                    .add_beginning(&self.postings, written, &mut exact);
                self.codes
                    .add_beginning(&self.postings, written, &mut exact);
                if title.is_some() {
                    let title = title_spelling(written);
                    self.titles.add_whole(&self.postings, title, &mut exact);
                }
                if *title == Some(TitleWord::Certain) {
                    return Sets {
                        exact,
                        folded: Bits::all(self.ids.len()),
                    };
                }
                let mut folded = exact.clone();
                self.folded
                    .add_beginning(&self.postings, typed, &mut folded);
                if let Some(whole) = whole {
                    self.folded.add_whole(&self.postings, whole, &mut folded);
                }
                Sets { exact, folded }
            }
        }
    }

    /// Adds everybody with a word that begins with the asked one but for a mistake: as typed, or
    /// in the folded spelling (folding can make two mistakes of one, or one of two).
    fn add_fuzzy(&self, asked: &Asked, people: &mut Bits) {
        let Asked::Word {
            written,
            typed,
            whole,
            ..
        } = asked
        else {
            return;
        };
        let near_written = |word: &str| prefix_within_one_edit(written, word);
        // What folds to a letter or two (`zzzz`) is one mistake away from everybody.
        let long = typed.chars().count() >= 3;
        let near_folded = |word: &str| {
            long && prefix_within_one_edit(typed, word)
                || whole
                    .as_ref()
                    .is_some_and(|whole| within_one_edit(whole, word))
        };
        self.written.add_where(&self.postings, near_written, people);
        self.folded.add_where(&self.postings, near_folded, people);
    }
}
