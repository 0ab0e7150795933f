//! What the rows of one library and month say together: rows that complete each other are one, rows that
//! contradict each other are a question. The order of the rows means nothing.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::super::{Choice, Question, Topic};
use super::sorted::{Sorted, Stated, waits};
use super::{Figure, FiguresPlan};
use crate::meeting::id::VillageCode;
use crate::meeting::month::Month;

/// A status, and whether numbers count at all.
const STATUS: &str = "status";

/// What rows state of the columns in which they contradict each other.
type Says = Vec<(&'static str, Figure)>;

impl<'a, R: Stated> Sorted<'a, R> {
    /// What the rows of one key mean together; none while that is asked, or where all are left out. Only
    /// the rows that say so are left in the group, the one that counts first; the others are counted.
    pub(super) fn meaning<P>(
        &self,
        code: &VillageCode,
        month: Option<Month>,
        group: &mut Vec<&'a R>,
        plan: &mut FiguresPlan<P>,
    ) -> Option<Cow<'a, R>> {
        if let [one] = group.as_slice() {
            return Some(Cow::Borrowed(one));
        }
        let dispute = Dispute::among(group);
        let different = dispute.parties(group);
        let Some(second) = different.get(1).map(|(row, _)| *row) else {
            return together(group).map(Cow::Owned);
        };
        let (topic, value) = match month {
            Some(month) => (Topic::Month(month), month.to_string()),
            None => (Topic::Library, code.to_string()),
        };
        match self.answers.get(&(second.row(), topic)) {
            Some(Choice::TakeRow { row, .. }) => {
                if let Some(&(taken, _)) = different.iter().find(|(d, _)| d.row() == *row) {
                    let union = chosen(taken, &dispute, group, &mut plan.skipped);
                    return Some(Cow::Owned(union));
                }
            }
            Some(Choice::NoneOfThem) => {
                let left = |row: &&R| dispute.says(*row).is_none();
                leave_out(group, left, &mut plan.skipped);
                return together(group).map(Cow::Owned);
            }
            Some(_) | None => {}
        }
        let others = group.iter().filter(|row| !std::ptr::eq(**row, second));
        let others = others.map(|row| waits(row.row(), topic.column(), &value));
        plan.waiting.extend(others);
        let rows = different.into_iter().map(|(row, says)| Choice::TakeRow {
            row: row.row(),
            says,
        });
        plan.questions.push(Question {
            row: second.row(),
            column: topic,
            value,
            library: Some(code.clone()),
            choices: rows.chain([Choice::NoneOfThem]).collect(),
        });
        None
    }
}

/// The union of rows that do not contradict each other; none of none.
fn together<R: Stated>(rows: &[&R]) -> Option<R> {
    let (first, others) = rows.split_first()?;
    let mut union: R = (*first).clone();
    for row in others {
        union.complete(row);
    }
    let mut notes: Vec<&str> = rows.iter().map(|row| row.note()).collect();
    notes.sort_unstable();
    notes.dedup();
    notes.retain(|note| !note.is_empty());
    // The order of the rows means nothing: the latest day, the notes by the alphabet.
    let entered = rows.iter().filter_map(|row| row.entered()).max();
    Some(union.with(entered, notes.join("; ")))
}

/// The row that was chosen, completed by what the others say beyond it and agree on. Those of which
/// anything is not taken are left out of the group.
fn chosen<R: Stated>(
    taken: &R,
    settled: &Dispute,
    group: &mut Vec<&R>,
    skipped: &mut Vec<usize>,
) -> R {
    let beyond = group.iter().map(|row| match settled.says(*row) {
        // Its day and its note are those of the numbers that are not taken.
        Some(_) => row.beyond(taken).with(None, String::new()),
        None => (*row).clone(),
    });
    let beyond: Vec<R> = beyond.collect();
    let beyond: Vec<&R> = beyond.iter().collect();
    let dispute = Dispute::among(&beyond);
    let mut agreeing: Vec<&R> = vec![taken];
    agreeing.extend(
        beyond
            .into_iter()
            .filter(|row| dispute.says(*row).is_none()),
    );
    let union = together(&agreeing).unwrap_or_else(|| taken.clone());
    let all: HashSet<(&'static str, Figure)> = union.figures().into_iter().collect();
    let counted = union.counted();
    let kept = |row: &&R| {
        let agrees = row.counted().is_none_or(|c| counted == Some(c));
        agrees && row.figures().iter().all(|figure| all.contains(figure))
    };
    leave_out(group, kept, skipped);
    let at = group.iter().position(|row| std::ptr::eq(*row, taken));
    if let Some(before) = at.and_then(|at| group.get_mut(..=at)) {
        before.rotate_right(1);
    }
    union
}

fn leave_out<R: Stated>(group: &mut Vec<&R>, keep: impl Fn(&&R) -> bool, skipped: &mut Vec<usize>) {
    group.retain(|row| {
        let kept = keep(row);
        if !kept {
            skipped.push(row.row());
        }
        kept
    });
}

/// That of which rows state different things.
#[derive(Default)]
struct Dispute {
    columns: Vec<&'static str>,
    /// Whether the numbers count at all.
    counting: bool,
}

impl Dispute {
    fn among<R: Stated>(rows: &[&R]) -> Dispute {
        let mut first: HashMap<&'static str, Figure> = HashMap::new();
        let mut counted = None;
        let mut dispute = Dispute::default();
        for row in rows {
            // Numbers without a status count: beside them the month is neither rejected nor left out.
            let counts = row.counted();
            if counts.is_some_and(|c| *counted.get_or_insert(c) != c) {
                dispute.counting = true;
                dispute.add(STATUS);
            }
            for (column, figure) in row.figures() {
                if *first.entry(column).or_insert(figure) != figure {
                    dispute.add(column);
                }
            }
        }
        dispute
    }

    fn add(&mut self, column: &'static str) {
        if !self.columns.contains(&column) {
            self.columns.push(column);
        }
    }

    /// What a row says of it; none if it has no part in it.
    fn says<R: Stated>(&self, row: &R) -> Option<Says> {
        if self.columns.is_empty() {
            return None;
        }
        let stated = row.figures();
        let part = |column: &&'static str| stated.iter().any(|(c, _)| c == column);
        let counting = self.counting && row.counted().is_some();
        if !counting && !self.columns.iter().any(part) {
            return None;
        }
        let of = |column: &&'static str| {
            let found = stated.iter().find(|(c, _)| c == column);
            (*column, found.map_or(Figure::Nothing, |(_, f)| *f))
        };
        Some(self.columns.iter().map(of).collect())
    }

    /// The rows that have a part in it, the first of those that say the same.
    fn parties<'r, R: Stated>(&self, rows: &[&'r R]) -> Vec<(&'r R, Says)> {
        let mut seen: HashSet<Says> = HashSet::new();
        let parts = rows.iter().filter_map(|row| Some((*row, self.says(*row)?)));
        parts
            .filter(|(_, says)| seen.insert(says.clone()))
            .collect()
    }
}
