//! Sorts rows under their library and month, whatever their order in the file, and hands over what the
//! rows of each key say together. Knows nothing of what stands already.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;

use super::super::place::{Cells, Places};
use super::super::{Answer, Base, Choice, Reason, Rejected, Topic};
use super::sums::sum_cells;
use super::{Figure, FiguresPlan, bare_library};
use crate::meeting::Meeting;
use crate::meeting::achieved::Counts;
use crate::meeting::id::VillageCode;
use crate::meeting::month::Month;
use crate::meeting::names::fold;
use crate::meeting::record::Library;
use crate::meeting::village::Gazetteer;

/// A row that states numbers of a library.
pub(super) trait Stated: Clone {
    /// Its number in the file.
    fn row(&self) -> usize;
    /// What it says about its place.
    fn cells(&self) -> Cells<'_>;
    /// Its month, where it has one.
    fn month(&self) -> Option<Month>;
    /// The day it is of.
    fn entered(&self) -> Option<Date>;
    /// Its numbers.
    fn counts(&self) -> &Counts;
    /// Its note.
    fn note(&self) -> &str;
    /// All numbers and words it states.
    fn figures(&self) -> Vec<(&'static str, Figure)>;
    /// Do its numbers count? None: it says nothing of that.
    fn counted(&self) -> Option<bool>;
    /// Takes the numbers and words that another row states and this one does not.
    fn complete(&mut self, other: &Self);
    /// What it states beyond another row that contradicts it or not.
    fn beyond(&self, other: &Self) -> Self;
    /// The same with this day and note.
    fn with(self, entered: Option<Date>, note: String) -> Self;
}

/// What the place cells of a row amount to, once for all rows that have the same.
#[derive(Clone, Debug)]
pub(super) enum Where {
    /// The library at this place of the list of codes.
    Library(u32),
    /// Left out by answer.
    Skipped,
    /// Waits for the answer to a question: what is asked.
    Waits(&'static str, String),
    /// Cannot be taken.
    Refused(&'static str, String, Reason),
}

/// Rows that have a place, by code and month.
pub(super) struct Sorted<'a, R> {
    pub(super) rows: &'a [R],
    pub(super) answers: HashMap<(usize, Topic), &'a Choice>,
    pub(super) gazetteer: &'a Gazetteer,
    libraries: &'a BTreeMap<VillageCode, Library>,
    pub(super) places: Places<'a>,
    /// Folded name → the libraries that rows of this file call so beside a code or a village: below
    /// merged cells the code stands once.
    pub(super) called: HashMap<String, Vec<VillageCode>>,
    /// The libraries that have a name there by their code.
    pub(super) coded: HashSet<VillageCode>,
    /// The cells of rows that may be the sum of a sub-district.
    pub(super) sums: HashSet<Cells<'a>>,
    codes: Vec<VillageCode>,
    found: HashMap<VillageCode, u32>,
}

/// One row: its library, its month, its place among the rows.
type Key = (u32, Option<Month>, u32);

/// What an entry is beside what stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    New,
    Changed,
    Same,
}

/// What the rows of one key say together.
pub(super) struct Entry<'e, R> {
    pub(super) code: &'e VillageCode,
    pub(super) row: &'e R,
    /// The rows, the one that counts where they differ first.
    pub(super) rows: &'e [&'e R],
}

impl<'a, R: Stated> Sorted<'a, R> {
    /// Prepares the rows of a file.
    pub(super) fn new(
        meeting: &'a Meeting,
        gazetteer: &'a Gazetteer,
        rows: &'a [R],
        answers: &'a [Answer],
    ) -> Self {
        let base = Base {
            people: &[],
            gazetteer,
            libraries: meeting.libraries(),
            next: meeting.people().next(),
        };
        Sorted {
            rows,
            answers: answers
                .iter()
                .map(|a| ((a.row, a.column), &a.choice))
                .collect(),
            gazetteer,
            libraries: meeting.libraries(),
            places: Places::new(&base),
            called: HashMap::new(),
            coded: HashSet::new(),
            sums: sum_cells(rows, gazetteer),
            codes: Vec::new(),
            found: HashMap::new(),
        }
    }

    /// Hands the rows of every key that has one meaning over, by code and month; all else goes into
    /// the plan as a question, a refusal or a count.
    pub(super) fn settle<P>(
        mut self,
        plan: &mut FiguresPlan<P>,
        mut take: impl FnMut(&Entry<'_, R>, &mut FiguresPlan<P>) -> Outcome,
    ) {
        let keys = self.keys(plan);
        let mut group: Vec<&R> = Vec::new();
        let mut at = 0;
        while let Some(&(library, month, _)) = keys.get(at) {
            let rest = keys.get(at..).unwrap_or_default();
            let same = |key: &&Key| (key.0, key.1) == (library, month);
            let length = rest.iter().take_while(same).count();
            let rows = rest.iter().take(length);
            group.clear();
            group.extend(rows.filter_map(|key| self.rows.get(key.2 as usize)));
            at += length;
            let Some(code) = self.codes.get(library as usize) else {
                continue;
            };
            let Some(row) = self.meaning(code, month, &mut group, plan) else {
                continue;
            };
            let (row, rows) = (row.as_ref(), group.as_slice());
            let outcome = take(&Entry { code, row, rows }, plan);
            count(rows, outcome, plan);
            self.seen_first(code, rows, outcome, plan);
        }
        for rows in [&mut plan.same, &mut plan.joined, &mut plan.skipped] {
            rows.sort_unstable();
        }
        plan.questions.sort_by_key(|q| q.row);
        plan.waiting.sort_by_key(|r| r.row);
        plan.rejected.sort_by_key(|r| r.row);
    }

    /// The rows that have a place, sorted; small numbers only, so that a million is nothing.
    fn keys<P>(&mut self, plan: &mut FiguresPlan<P>) -> Vec<Key> {
        self.learn_names();
        let mut known: HashMap<Cells<'a>, Where> = HashMap::new();
        let mut keys: Vec<Key> = Vec::with_capacity(self.rows.len());
        // Files list a library's months one below the other.
        let mut last: Option<(Cells<'a>, u32)> = None;
        for (at, row) in (0..).zip(self.rows) {
            let cells = row.cells();
            if let Some((_, library)) = last.filter(|(before, _)| *before == cells) {
                keys.push((library, row.month(), at));
                continue;
            }
            let fresh = !known.contains_key(&cells);
            if fresh {
                let found = self.find(row.row(), cells, plan);
                known.insert(cells, found);
            }
            match known.get(&cells) {
                Some(Where::Library(library)) => {
                    last = Some((cells, *library));
                    keys.push((*library, row.month(), at));
                }
                Some(Where::Skipped) => plan.skipped.push(row.row()),
                Some(Where::Waits(column, value)) if !fresh => {
                    plan.waiting.push(waits(row.row(), column, value));
                }
                Some(Where::Waits(..)) | None => {}
                Some(Where::Refused(column, value, reason)) => plan.rejected.push(Rejected {
                    row: row.row(),
                    column,
                    value: value.clone(),
                    reason: reason.clone(),
                }),
            }
        }
        let ranks = self.ranks();
        for key in &mut keys {
            key.0 = ranks.get(key.0 as usize).copied().unwrap_or(key.0);
        }
        keys.sort_unstable();
        keys
    }

    /// Puts the codes in their order; answers where each one went.
    fn ranks(&mut self) -> Vec<u32> {
        let mut order: Vec<(VillageCode, u32)> = self.codes.drain(..).zip(0..).collect();
        order.sort_unstable();
        let mut ranks = vec![0; order.len()];
        for (rank, (code, was)) in (0..).zip(order) {
            if let Some(place) = ranks.get_mut(was as usize) {
                *place = rank;
            }
            self.codes.push(code);
        }
        ranks
    }

    pub(super) fn library(&mut self, code: VillageCode) -> Where {
        if let Some(at) = self.found.get(&code) {
            return Where::Library(*at);
        }
        let at = u32::try_from(self.codes.len()).unwrap_or(u32::MAX);
        self.codes.push(code.clone());
        self.found.insert(code, at);
        Where::Library(at)
    }

    /// Notes a library that no list has, under the name that the file gives it. Several names: the
    /// first of the alphabet, so that the order of the rows means nothing.
    fn seen_first<P>(
        &self,
        code: &VillageCode,
        rows: &[&R],
        outcome: Outcome,
        plan: &mut FiguresPlan<P>,
    ) {
        if self.libraries.contains_key(code) {
            return;
        }
        // Who writes the village's name there has not named the library.
        let village = self.gazetteer.get(code).map(|v| fold(&v.name));
        let is_name = |n: &&str| !n.is_empty() && village.as_deref() != Some(&fold(n));
        let names = rows.iter().map(|r| r.cells().library).filter(is_name);
        let name = names.min().unwrap_or_default();
        let first = rows.iter().map(|r| r.row()).min().unwrap_or_default();
        let last = plan.libraries.last_mut().filter(|l| l.code == *code);
        if let (Some(library), Some(row)) = (last, plan.library_rows.last_mut()) {
            *row = first.min(*row);
            if library.name.is_empty() || !name.is_empty() && name < library.name.as_str() {
                name.clone_into(&mut library.name);
            }
        } else if outcome != Outcome::Same {
            plan.libraries.push(bare_library(code, name));
            plan.library_rows.push(first);
        }
    }
}

/// Counts the rows of one entry: one as the entry itself, the others as copies or as what completed it.
fn count<R: Stated, P>(rows: &[&R], outcome: Outcome, plan: &mut FiguresPlan<P>) {
    let mut numbers = rows.iter().map(|row| row.row());
    let first = numbers.next();
    match outcome {
        Outcome::Same => plan.same.extend(rows.iter().map(|row| row.row())),
        Outcome::New => plan.new_rows.extend(first),
        Outcome::Changed => plan.changed_rows.extend(first),
    }
    if outcome == Outcome::Same || rows.len() < 2 {
        return;
    }
    let mut seen = HashSet::new();
    for (nth, row) in rows.iter().enumerate() {
        let fresh = seen.insert(row.figures());
        match (nth, fresh) {
            (0, _) => {}
            (_, true) => plan.joined.push(row.row()),
            (_, false) => plan.same.push(row.row()),
        }
    }
}

pub(super) fn waits(row: usize, column: &'static str, value: &str) -> Rejected {
    Rejected {
        row,
        column,
        value: value.to_owned(),
        reason: Reason::Unanswered,
    }
}
