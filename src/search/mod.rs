//! Whom the desk means by three letters: an index of people by every word they may be asked for by.
//!
//! The index knows spellings through [`crate::meeting::names`] and nothing of arrivals; [`people`] brings the two
//! together in the order of the desk. It knows nothing of screens or the
//! journal; who has arrived and who is near is asked while ranking, so it may change at any time.

mod bits;
mod builder;
mod layer;
pub mod people;
mod query;
mod table;
#[cfg(test)]
mod tests;

use bits::Bits;
use builder::Builder;
use layer::{Layer, Sets};
use query::Query;

use crate::meeting::id::PersonId;

/// One person as the desk may ask for them. Texts as written; empty where there is nothing.
#[derive(Clone, Copy, Debug)]
pub struct Doc<'a> {
    /// The person; the number is also the badge number that `47` and `#47` find.
    pub id: PersonId,
    /// The name with titles.
    pub name: &'a str,
    /// The call name, often the Daeng name.
    pub call_name: &'a str,
    /// Who comes in this person's place.
    pub substitute: &'a str,
    /// The invitation code of the committee's list.
    pub code: &'a str,
    /// Village or urban village.
    pub village: &'a str,
    /// Sub-district.
    pub subdistrict: &'a str,
    /// Library.
    pub library: &'a str,
    /// Office or institution.
    pub office: &'a str,
    /// *Jabatan*.
    pub position: &'a str,
}

/// How well a person fits a query: the worst over its words. Better is less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    /// Every word begins a written word, but for case and punctuation.
    Exact,
    /// Some word fits in another spelling, or is a title the person does not carry.
    Folded,
    /// Some word fits but for one typing mistake.
    Fuzzy,
}

/// One person found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Who.
    pub id: PersonId,
    /// How well.
    pub matched: Match,
}

/// What a search found, in the order of the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The first ones, at most as many as asked for.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
}

/// What decides between people who fit equally well; asked for at most the people found.
#[derive(Clone, Copy)]
pub struct Ranking<'a> {
    /// Whether a person has arrived; those who have not come first.
    pub arrived: &'a dyn Fn(PersonId) -> bool,
    /// Whether a person is of the station's own sub-districts; `None` if it has none (faster than
    /// a function that is always false).
    pub near: Option<&'a dyn Fn(PersonId) -> bool>,
}

/// The index of everybody. Searching never changes it.
#[derive(Debug, Default)]
pub struct Index {
    /// Each larger than the next, so that putting people one by one never moves very many.
    layers: Vec<Layer>,
}

impl Index {
    /// Builds the index; of two people with one id the later one counts. About ten microseconds a
    /// person, far less than [`Index::put`] for each: do this after an import.
    pub fn build<'a>(docs: impl IntoIterator<Item = Doc<'a>>) -> Self {
        let mut builder = Builder::default();
        for doc in docs {
            builder.add(&doc);
        }
        Index {
            layers: vec![builder.finish()],
        }
    }

    /// Adds a person, or replaces the one with this id.
    pub fn put(&mut self, doc: Doc<'_>) {
        self.remove(doc.id);
        let mut builder = Builder::default();
        builder.add(&doc);
        while let Some(small) = self.layers.pop_if(|layer| layer.len() <= builder.len()) {
            builder.take(&small);
        }
        self.layers.push(builder.finish());
    }

    /// Forgets a person; an unknown one is no error.
    pub fn remove(&mut self, id: PersonId) {
        for layer in &mut self.layers {
            layer.remove(id);
        }
    }

    /// How many people there are.
    pub fn len(&self) -> usize {
        self.layers.iter().map(Layer::len).sum()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Everybody who fits exactly or in another spelling; nobody for a query without words.
    ///
    /// Every word must begin some word of the name, call name, village, sub-district, library,
    /// office, position or invitation code, in any order; a number is a badge number (desk rules, search).
    /// Order: exact before folded; inside each not yet arrived, near, by name, by number.
    pub fn find(&self, query: &str, limit: usize, ranking: &Ranking<'_>) -> Found {
        let query = Query::parse(query);
        let mut found = Found::default();
        let sets = self.layers.iter().map(|layer| (layer, layer.find(&query)));
        let sets: Vec<(&Layer, Sets)> = sets.collect();
        let exact = sets.iter().map(|(layer, sets)| (*layer, &sets.exact));
        rank_into(&mut found, exact, Match::Exact, limit, ranking);
        let folded = sets.iter().map(|(layer, sets)| (*layer, &sets.folded));
        rank_into(&mut found, folded, Match::Folded, limit, ranking);
        found
    }

    /// Those whom only a typing mistake hides: one wrong, missing, extra or swapped letter in every
    /// word of four letters or more, in all words at once. Never anybody [`Index::find`] finds.
    ///
    /// Slower (it reads the whole vocabulary), so the desk may ask for it one frame later.
    pub fn find_fuzzy(&self, query: &str, limit: usize, ranking: &Ranking<'_>) -> Found {
        let query = Query::parse(query);
        let mut found = Found::default();
        if query.forgives() {
            let people = self.layers.iter().map(|layer| layer.find_fuzzy(&query));
            let people: Vec<Bits> = people.collect();
            let class = self.layers.iter().zip(&people);
            rank_into(&mut found, class, Match::Fuzzy, limit, ranking);
        }
        found
    }
}

/// Appends one class of people to what is found, up to `limit` in all.
fn rank_into<'a>(
    found: &mut Found,
    class: impl Iterator<Item = (&'a Layer, &'a Bits)>,
    matched: Match,
    limit: usize,
    ranking: &Ranking<'_>,
) {
    let room = limit.saturating_sub(found.hits.len());
    let mut best = Vec::new();
    for (layer, people) in class {
        found.total += people.count();
        if room > 0 {
            best_of(layer, people, room, ranking, &mut best);
        }
    }
    best.sort_unstable();
    let hits = best.into_iter().take(room);
    found
        .hits
        .extend(hits.map(|(_, _, id)| Hit { id, matched }));
}

/// Collects the people of one layer that may be among the first `room`.
///
/// Places: 0 expected and near, 1 expected, 2 arrived and near, 3 arrived. A layer lists people in
/// name order, so the first `room` of each place are enough.
fn best_of<'a>(
    layer: &'a Layer,
    people: &Bits,
    room: usize,
    ranking: &Ranking<'_>,
    best: &mut Vec<(usize, &'a str, PersonId)>,
) {
    let mut taken = [0; 4];
    for rank in people.iter() {
        let id = layer.id(rank);
        let far = usize::from(ranking.near.is_some_and(|near| !near(id)));
        // Expected far people can no longer come in, arrived ones come after them: do not ask.
        if far == 1 && taken[1] >= room {
            continue;
        }
        let place = 2 * usize::from((ranking.arrived)(id)) + far;
        if taken[place] < room {
            taken[place] += 1;
            best.push((place, layer.key(rank), id));
        }
        if taken[0] >= room {
            return;
        }
    }
}
