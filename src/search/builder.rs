//! A layer in the making: who is in it and by which words they are found.

use std::collections::HashMap;

use super::Doc;
use super::layer::Layer;
use super::table::Postings;
use crate::meeting::id::PersonId;
use crate::meeting::names::{Word, WordKind, person_words, place_words, plain, sort_key};

/// A layer being made.
#[derive(Default)]
pub(super) struct Builder {
    people: Vec<(Box<str>, PersonId)>,
    known: HashMap<Kind, HashMap<Box<str>, u32>>,
    terms: Vec<(Kind, Box<str>)>,
    /// People by their place in `people`, for each term.
    postings: Vec<Vec<u32>>,
    /// Thousands share a village or a library: its words are found once.
    places: HashMap<Box<str>, Vec<u32>>,
}

/// What a word is good for; an invitation code has no spellings and forgives no mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Name(WordKind),
    Code,
}

impl Builder {
    /// How many people it holds.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Adds a person.
    pub fn add(&mut self, doc: &Doc<'_>) {
        let person = self.next_person();
        self.people.push((sort_key(doc.name).into(), doc.id));
        for text in [doc.name, doc.call_name, doc.substitute] {
            for Word { kind, text } in person_words(text) {
                let term = self.term(Kind::Name(kind), &text);
                self.post(term, person);
            }
        }
        let code = plain(doc.code);
        if !code.is_empty() {
            let term = self.term(Kind::Code, &code);
            self.post(term, person);
        }
        let Doc {
            village,
            subdistrict,
            library,
            office,
            position,
            ..
        } = *doc;
        for text in [village, subdistrict, library, office, position] {
            if !self.places.contains_key(text) {
                let words = place_words(text).into_iter();
                let terms = words
                    .map(|w| self.term(Kind::Name(w.kind), &w.text))
                    .collect();
                self.places.insert(text.into(), terms);
            }
            let terms = self.places.get(text).map_or(&[][..], Vec::as_slice);
            for term in terms {
                post(&mut self.postings[*term as usize], person);
            }
        }
    }

    /// Adds everybody of a layer who has not been taken out.
    pub fn take(&mut self, layer: &Layer) {
        let mut place = HashMap::with_capacity(layer.len());
        for rank in layer.alive() {
            place.insert(rank, self.next_person());
            self.people.push((layer.key(rank).into(), layer.id(rank)));
        }
        for (kind, text, people) in layer.terms() {
            let people: Vec<u32> = people
                .iter()
                .filter_map(|r| place.get(r))
                .copied()
                .collect();
            if !people.is_empty() {
                let term = self.term(kind, text);
                self.postings[term as usize].extend(people);
            }
        }
    }

    /// Puts people and words in order.
    pub fn finish(self) -> Layer {
        let mut order: Vec<u32> = (0u32..).take(self.people.len()).collect();
        order.sort_by(|a, b| self.people[*a as usize].cmp(&self.people[*b as usize]));
        let mut rank = vec![0; order.len()];
        for (r, person) in (0u32..).zip(&order) {
            rank[*person as usize] = r;
        }
        // The later of two people with one id counts.
        let ids = self.people.iter().map(|(_, id)| *id);
        let rank_of: HashMap<PersonId, u32> = ids.zip(rank.iter().copied()).collect();

        let mut words: Vec<_> = self.terms.into_iter().zip(self.postings).collect();
        words.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut terms = Vec::with_capacity(words.len());
        let mut postings = Postings::default();
        for (term, mut people) in words {
            for person in &mut people {
                *person = rank[*person as usize];
            }
            people.sort_unstable();
            postings.push(&people);
            terms.push(term);
        }
        let mut people = self.people;
        people.sort();
        Layer::new(people, rank_of, terms, postings)
    }

    /// The place in `people` of the one who comes next.
    fn next_person(&self) -> u32 {
        u32::try_from(self.people.len()).unwrap_or(u32::MAX)
    }

    fn term(&mut self, kind: Kind, text: &str) -> u32 {
        let known = self.known.entry(kind).or_default();
        if let Some(term) = known.get(text) {
            return *term;
        }
        let term = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
        known.insert(text.into(), term);
        self.terms.push((kind, text.into()));
        self.postings.push(Vec::new());
        term
    }

    fn post(&mut self, term: u32, person: u32) {
        post(&mut self.postings[term as usize], person);
    }
}

/// People come one after the other, so a person's second use of a word is the last one in.
fn post(people: &mut Vec<u32>, person: u32) {
    if people.last() != Some(&person) {
        people.push(person);
    }
}
