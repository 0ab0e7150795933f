//! Words in order and who has them: beginnings of words become sets of people here.

use std::collections::HashMap;
use std::ops::Range;

use super::bits::Bits;

/// A beginning that this many people's words share, or a quarter of all people, has its set ready:
/// the first letters of a line are the ones that cost most.
const DENSE_LEAST: usize = if cfg!(test) { 3 } else { 4096 };

/// Who has each term: ranks, term by term, in one piece.
#[derive(Debug, Default)]
pub(super) struct Postings {
    ends: Vec<u32>,
    ranks: Vec<u32>,
}

impl Postings {
    /// Appends the people of the next term.
    pub fn push(&mut self, people: &[u32]) {
        self.ranks.extend_from_slice(people);
        self.ends.push(offset(self.ranks.len()));
    }

    /// The people of one term.
    pub fn of(&self, term: u32) -> &[u32] {
        let term = term as usize;
        let start = if term == 0 { 0 } else { self.ends[term - 1] };
        &self.ranks[start as usize..self.ends[term] as usize]
    }

    fn add(&self, term: u32, people: &mut Bits) {
        for rank in self.of(term) {
            people.set(*rank);
        }
    }
}

/// Words in order, in one piece of text, each with its term.
#[derive(Debug, Default)]
pub(super) struct Table {
    text: String,
    ends: Vec<u32>,
    terms: Vec<u32>,
    /// The people of beginnings that very many share.
    dense: HashMap<Box<str>, Bits>,
}

impl Table {
    /// Puts words in order; `size` is how many people there are.
    pub fn new(mut words: Vec<(String, u32)>, postings: &Postings, size: usize) -> Self {
        words.sort_unstable();
        let mut table = Table::default();
        for (word, term) in words {
            table.text.push_str(&word);
            table.ends.push(offset(table.text.len()));
            table.terms.push(term);
        }
        let mut dense = HashMap::new();
        table.make_dense(postings, size, 0..table.terms.len(), 0, &mut dense);
        table.dense = dense;
        table
    }

    /// Adds everybody with a word that begins with `start`; nobody for an empty one.
    pub fn add_beginning(&self, postings: &Postings, start: &str, people: &mut Bits) {
        if start.is_empty() {
            return;
        }
        if let Some(ready) = self.dense.get(start) {
            people.or(ready);
            return;
        }
        for i in self.beginning_with(start) {
            postings.add(self.terms[i], people);
        }
    }

    /// Adds everybody with exactly this word.
    pub fn add_whole(&self, postings: &Postings, word: &str, people: &mut Bits) {
        let words = self.beginning_with(word);
        for i in words.take_while(|i| self.word(*i) == word) {
            postings.add(self.terms[i], people);
        }
    }

    /// Adds everybody with a word that is wanted; looks at every word.
    pub fn add_where(&self, postings: &Postings, wanted: impl Fn(&str) -> bool, people: &mut Bits) {
        let mut start = 0;
        for (end, term) in self.ends.iter().zip(&self.terms) {
            if wanted(&self.text[start..*end as usize]) {
                postings.add(*term, people);
            }
            start = *end as usize;
        }
    }

    fn word(&self, i: usize) -> &str {
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        &self.text[start as usize..self.ends[i] as usize]
    }

    fn beginning_with(&self, start: &str) -> Range<usize> {
        let first = self.cut(0, |word| word < start);
        first..self.cut(first, |word| word.starts_with(start))
    }

    /// The first place from `low` on for which `before` no longer holds.
    fn cut(&self, mut low: usize, before: impl Fn(&str) -> bool) -> usize {
        let mut high = self.terms.len();
        while low < high {
            let middle = usize::midpoint(low, high);
            if before(self.word(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Makes the sets of beginnings that very many share, one letter longer each round.
    fn make_dense(
        &self,
        postings: &Postings,
        size: usize,
        words: Range<usize>,
        length: usize,
        dense: &mut HashMap<Box<str>, Bits>,
    ) {
        let terms = &self.terms[words.clone()];
        let shared: usize = terms.iter().map(|t| postings.of(*t).len()).sum();
        if shared < DENSE_LEAST.max(size / 4) {
            return;
        }
        if length > 0 {
            let mut people = Bits::none(size);
            for term in terms {
                postings.add(*term, &mut people);
            }
            dense.insert(self.word(words.start)[..length].into(), people);
        }
        let next = |i: usize| self.word(i)[length..].chars().next();
        let mut start = words.start;
        while start < words.end {
            let letter = next(start);
            let end = (start..words.end)
                .find(|i| next(*i) != letter)
                .unwrap_or(words.end);
            if let Some(letter) = letter {
                let longer = length + letter.len_utf8();
                self.make_dense(postings, size, start..end, longer, dense);
            }
            start = end;
        }
    }
}

/// Offsets are 32 bits: a meeting of a million people needs some twenty million.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
