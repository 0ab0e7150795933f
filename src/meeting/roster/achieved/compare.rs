//! What a row changes in what stands. An empty cell keeps what is known; a number that stands and would
//! change or vanish is a correction.

use std::sync::Arc;

use super::super::differences::{Difference, of_month, of_totals};
use super::sorted::{Entry, Outcome, Stated};
use super::{
    AchievedPlan, AchievedRow, Correction, Figure, FiguresPlan, LISTED_CORRECTIONS, TotalsPlan,
    TotalsRow,
};
use crate::meeting::achieved::{
    Achieved, Counts, CountsRef, LibraryData, Measure, Totals, corrects, corrects_totals,
};
use crate::meeting::month::Month;

/// Compares months; most have no note, and those share one.
#[derive(Default)]
pub(super) struct Months {
    no_note: Arc<str>,
}

impl Months {
    /// Plans one library-month.
    pub(super) fn one(
        &self,
        data: Option<&LibraryData>,
        entry: &Entry<'_, AchievedRow>,
        plan: &mut AchievedPlan,
    ) -> Outcome {
        let row = entry.row;
        let Some((data, known)) = data.and_then(|d| Some((d, d.month(row.month)?))) else {
            plan.new.push(Achieved {
                library: entry.code.clone(),
                month: row.month,
                counts: row.counts.clone(),
                status: row.status.unwrap_or_default(),
                entered: row.entered,
                note: self.note(&row.note),
            });
            return Outcome::New;
        };
        let status = row.status.unwrap_or(known.status);
        let entered = row.entered.or(known.entered);
        let old_note = data.note(row.month);
        let note = match row.note.as_str() {
            "" => old_note,
            note => note,
        };
        let numbers_stay = stays(known.counts, &row.counts);
        if numbers_stay && status == known.status && entered == known.entered && note == old_note {
            return Outcome::Same;
        }
        let change = Achieved {
            library: entry.code.clone(),
            month: row.month,
            counts: known.counts.to_counts().with(&row.counts),
            status,
            entered,
            note: self.note(note),
        };
        if corrects(Some(data), &change) {
            let turned = known.status.counts() && !status.counts();
            let stands = |(column, from, _): &Difference| match *column {
                "status" => turned,
                _ => *from != Figure::Nothing,
            };
            corrected(entry, Some(row.month), plan, || {
                of_month(Some(known), &change).into_iter().filter(stands)
            });
        }
        plan.changed.push(change);
        Outcome::Changed
    }

    fn note(&self, note: &str) -> Arc<str> {
        if note.is_empty() {
            self.no_note.clone()
        } else {
            note.into()
        }
    }
}

/// Plans the totals of one library.
pub(super) fn totals(
    known: Option<&Totals>,
    entry: &Entry<'_, TotalsRow>,
    plan: &mut TotalsPlan,
) -> Outcome {
    let row = entry.row;
    let Some(known) = known else {
        plan.new.push(Totals {
            library: entry.code.clone(),
            counts: row.counts.clone(),
            has_account: row.has_account,
            months: row.months,
            sim_score: row.sim_score,
            sim_colour: row.sim_colour,
            entered: row.entered,
            note: row.note.as_str().into(),
        });
        return Outcome::New;
    };
    let merged = Totals {
        library: entry.code.clone(),
        counts: known.counts.with(&row.counts),
        has_account: row.has_account.or(known.has_account),
        months: row.months.or(known.months),
        sim_score: row.sim_score.or(known.sim_score),
        sim_colour: row.sim_colour.or(known.sim_colour),
        entered: row.entered.or(known.entered),
        note: match row.note.as_str() {
            "" => known.note.clone(),
            note => note.into(),
        },
    };
    if merged == *known {
        return Outcome::Same;
    }
    if corrects_totals(Some(known), &merged) {
        let stands = |(column, from, _): &Difference| {
            let number = Measure::parse(column).is_some() || *column == "nilai_kpi_sim";
            number && *from != Figure::Nothing
        };
        corrected(entry, None, plan, || {
            of_totals(Some(known), &merged).into_iter().filter(stands)
        });
    }
    plan.changed.push(merged);
    Outcome::Changed
}

/// Does every stated number stand already?
fn stays(known: CountsRef<'_>, stated: &Counts) -> bool {
    stated.iter().all(|(m, n)| known.get(m) == Some(n))
}

/// Counts an entry that corrects numbers, and lists them, each with the row that says so.
fn corrected<R: Stated, P, D: Iterator<Item = Difference>>(
    entry: &Entry<'_, R>,
    month: Option<Month>,
    plan: &mut FiguresPlan<P>,
    differences: impl FnOnce() -> D,
) {
    plan.corrections += 1;
    let room = LISTED_CORRECTIONS.saturating_sub(plan.corrected.len());
    if room == 0 {
        return;
    }
    let says = |column, to| {
        let says = |row: &&&R| row.figures().contains(&(column, to));
        entry.rows.iter().find(says).or(entry.rows.first())
    };
    let listed = differences()
        .take(room)
        .map(|(column, from, to)| Correction {
            row: says(column, to).map_or(0, |row| row.row()),
            library: entry.code.clone(),
            month,
            column,
            from,
            to,
        });
    plan.corrected.extend(listed);
}
