//! Sorts rows under their library and month, whatever their order in the file, and asks where one key
//! has two different rows. Knows nothing of what stands already.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::place::Places;
use super::super::{Answer, Base, Choice, Question, Reason, Rejected, Topic};
use super::{Figure, FiguresPlan, bare_library};
use crate::meeting::Meeting;
use crate::meeting::id::VillageCode;
use crate::meeting::month::Month;
use crate::meeting::names::fold;
use crate::meeting::record::Library;
use crate::meeting::village::Gazetteer;

/// A row that states numbers of a library.
pub(super) trait Stated {
    /// Its number in the file.
    fn row(&self) -> usize;
    /// What it says about its place.
    fn cells(&self) -> Cells<'_>;
    /// Its month, where it has one.
    fn month(&self) -> Option<Month>;
    /// Does another row say the same about the same?
    fn same_numbers(&self, other: &Self) -> bool;
    /// All it states.
    fn figures(&self) -> Vec<(&'static str, Figure)>;
}

/// The place cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Cells<'a> {
    pub code: Option<&'a VillageCode>,
    pub library: &'a str,
    pub village: &'a str,
    pub subdistrict: &'a str,
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
    codes: Vec<VillageCode>,
    found: HashMap<VillageCode, u32>,
}

/// One row: its library, its month, its place among the rows.
type Key = (u32, Option<Month>, u32);

/// Rows of one key that say the same, the first one first.
pub(super) type Group<'a, R> = [&'a R];

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
            codes: Vec::new(),
            found: HashMap::new(),
        }
    }

    /// Hands the rows of every key that has one meaning over, by code and month; all else goes into
    /// the plan as a question, a refusal or a count.
    pub(super) fn settle<P>(
        mut self,
        plan: &mut FiguresPlan<P>,
        mut take: impl FnMut(&VillageCode, &Group<'_, R>, &mut FiguresPlan<P>),
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
            if self.one_meaning(code, month, &mut group, plan) {
                let before = plan.new.len() + plan.changed.len();
                take(code, &group, plan);
                let planned = plan.new.len() + plan.changed.len() > before;
                self.seen_first(code, &group, planned, plan);
            }
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
                Some(Where::Skipped) => plan.skipped += 1,
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

    /// Have the rows of one key one meaning? Then only those that say it are left in the group, and the
    /// copies are counted.
    fn one_meaning<P>(
        &self,
        code: &VillageCode,
        month: Option<Month>,
        group: &mut Vec<&R>,
        plan: &mut FiguresPlan<P>,
    ) -> bool {
        let mut different: Vec<&R> = Vec::new();
        for row in group.iter() {
            if !different.iter().any(|d| d.same_numbers(row)) {
                different.push(row);
            }
        }
        let [_, second, ..] = different.as_slice() else {
            plan.same += group.len() - 1;
            return true;
        };
        let (topic, value) = match month {
            Some(month) => (Topic::Month, month.to_string()),
            None => (Topic::Library, code.to_string()),
        };
        let asked = second.row();
        match self.answers.get(&(asked, topic)) {
            Some(Choice::TakeRow { row, .. }) => {
                if let Some(taken) = different.iter().find(|d| d.row() == *row) {
                    let before = group.len();
                    group.retain(|r| r.same_numbers(taken));
                    plan.skipped += before - group.len();
                    plan.same += group.len() - 1;
                    return true;
                }
            }
            Some(Choice::NoneOfThem) => {
                plan.skipped += group.len();
                return false;
            }
            Some(_) | None => {}
        }
        let others = group.iter().filter(|r| r.row() != asked);
        let others = others.map(|r| waits(r.row(), topic.column(), &value));
        plan.waiting.extend(others);
        plan.questions.push(Question {
            row: asked,
            column: topic,
            value,
            choices: choices(&different),
        });
        false
    }

    /// Notes a library that no list has, under the name that the file gives it. Several names: the
    /// first of the alphabet, so that the order of the rows means nothing.
    fn seen_first<P>(
        &self,
        code: &VillageCode,
        group: &Group<'_, R>,
        planned: bool,
        plan: &mut FiguresPlan<P>,
    ) {
        if self.libraries.contains_key(code) {
            return;
        }
        // Who writes the village's name there has not named the library.
        let village = self.gazetteer.get(code).map(|v| fold(&v.name));
        let is_name = |n: &&str| !n.is_empty() && village.as_deref() != Some(&fold(n));
        let names = group.iter().map(|r| r.cells().library).filter(is_name);
        let name = names.min().unwrap_or_default();
        match plan.libraries.last_mut().filter(|l| l.code == *code) {
            Some(library) if library.name.is_empty() => name.clone_into(&mut library.name),
            Some(library) if !name.is_empty() && name < library.name.as_str() => {
                name.clone_into(&mut library.name);
            }
            None if planned => plan.libraries.push(bare_library(code, name)),
            Some(_) | None => {}
        }
    }
}

/// What the rows say that differ, one choice each.
fn choices<R: Stated>(different: &[&R]) -> Vec<Choice> {
    let all: Vec<Vec<(&'static str, Figure)>> = different.iter().map(|r| r.figures()).collect();
    let first = all.first().cloned().unwrap_or_default();
    let alike: HashSet<&'static str> = first
        .iter()
        .filter(|said| all.iter().all(|row| row.contains(said)))
        .map(|(column, _)| *column)
        .collect();
    let mut columns: Vec<&'static str> = Vec::new();
    for (column, _) in all.iter().flatten() {
        if !alike.contains(column) && !columns.contains(column) {
            columns.push(column);
        }
    }
    let says = |row: &Vec<(&'static str, Figure)>| {
        let of = |column: &&'static str| {
            let found = row.iter().find(|(c, _)| c == column);
            (*column, found.map_or(Figure::Nothing, |(_, f)| *f))
        };
        columns.iter().map(of).collect()
    };
    let rows = different.iter().zip(&all).map(|(row, said)| {
        let row = row.row();
        Choice::TakeRow {
            row,
            says: says(said),
        }
    });
    rows.chain([Choice::NoneOfThem]).collect()
}

fn waits(row: usize, column: &'static str, value: &str) -> Rejected {
    Rejected {
        row,
        column,
        value: value.to_owned(),
        reason: Reason::Unanswered,
    }
}
