//! The index over the people of a meeting, in the order of the desk.

use super::{Doc, Hit, Index, Ranking};
use crate::meeting::Meeting;
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::names::fold_word;
use crate::meeting::person::Person;

/// The sub-districts that somebody typed, `Bontoa, Maros Baru`, folded for [`find`].
pub fn subdistricts(typed: &str) -> Vec<String> {
    typed
        .split([',', ';'])
        .map(fold_word)
        .filter(|s| !s.is_empty())
        .collect()
}

/// The index over everybody.
pub fn index(meeting: &Meeting) -> Index {
    Index::build(meeting.people().iter().map(|p| doc(meeting, p)))
}

/// What is searched of one person.
pub fn doc<'a>(meeting: &'a Meeting, person: &'a Person) -> Doc<'a> {
    let origin = meeting.origin(&person.record);
    Doc {
        id: person.id,
        name: person.name(),
        call_name: &person.record.personal.call_name,
        substitute: person.substitute.as_ref().map_or("", |s| &s.personal.name),
        code: &person.record.invitation,
        village: origin.village,
        subdistrict: origin.subdistrict,
        library: origin.library,
        office: origin.office,
        position: person.position(),
    }
}

/// What the desk lists for a text, at most `limit`, and how many match in all: exact and folded
/// first, then, with `tail`, near misses. Who has not yet arrived comes first, then those of the
/// station's own sub-districts (`near`, folded; empty: it has none).
pub fn find(
    index: &Index,
    meeting: &Meeting,
    text: &str,
    limit: usize,
    near: &[String],
    tail: bool,
) -> (Vec<Hit>, usize) {
    let list = ListId::main();
    let arrived = |id: PersonId| {
        meeting
            .person(id)
            .is_some_and(|p| p.arrival(&list).is_some())
    };
    let is_near = |id: PersonId| {
        meeting.person(id).is_some_and(|p| {
            let subdistrict = fold_word(meeting.origin(&p.record).subdistrict);
            !subdistrict.is_empty() && near.contains(&subdistrict)
        })
    };
    let ranking = Ranking {
        arrived: &arrived,
        near: (!near.is_empty()).then_some(&is_near),
    };
    let found = index.find(text, limit, &ranking);
    let (mut hits, mut total) = (found.hits, found.total);
    if tail && hits.len() < limit {
        let more = index.find_fuzzy(text, limit - hits.len(), &ranking);
        hits.extend(more.hits);
        total += more.total;
    }
    (hits, total)
}
