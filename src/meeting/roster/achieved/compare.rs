//! What a row changes in what stands. An empty cell keeps what is known; a number that stands and would
//! change or vanish is a correction.

use std::sync::Arc;

use super::sorted::Group;
use super::{
    AchievedPlan, AchievedRow, Correction, Figure, FiguresPlan, LISTED_CORRECTIONS, TotalsPlan,
    TotalsRow,
};
use crate::meeting::achieved::{
    Achieved, Counts, CountsRef, LibraryData, Status, Totals, corrects, corrects_totals,
};
use crate::meeting::id::VillageCode;
use crate::meeting::month::Month;

/// Compares months; most have no note, and those share one.
#[derive(Default)]
pub(super) struct Months {
    no_note: Arc<str>,
}

impl Months {
    /// Plans one library-month. The rows of the group say the same numbers.
    pub(super) fn one(
        &self,
        data: Option<&LibraryData>,
        code: &VillageCode,
        group: &Group<'_, AchievedRow>,
        plan: &mut AchievedPlan,
    ) {
        let Some(row) = group.first() else { return };
        // The order of the rows means nothing: the latest day, the last note of the alphabet.
        let entered = group.iter().filter_map(|r| r.entered).max();
        let note = group.iter().map(|r| r.note.as_str()).max();
        let note = note.unwrap_or_default();
        let Some((data, known)) = data.and_then(|d| Some((d, d.month(row.month)?))) else {
            plan.new.push(Achieved {
                library: code.clone(),
                month: row.month,
                counts: row.counts.clone(),
                status: row.status.unwrap_or_default(),
                entered,
                note: self.note(note),
            });
            return;
        };
        let status = row.status.unwrap_or(known.status);
        let entered = entered.or(known.entered);
        let old_note = data.note(row.month);
        let note = if note.is_empty() { old_note } else { note };
        let numbers_stay = stays(known.counts, &row.counts);
        if numbers_stay && status == known.status && entered == known.entered && note == old_note {
            plan.same += 1;
            return;
        }
        let change = Achieved {
            library: code.clone(),
            month: row.month,
            counts: known.counts.to_counts().with(&row.counts),
            status,
            entered,
            note: self.note(note),
        };
        if corrects(Some(data), &change) {
            let mut noted = Noted::new(row.row, code, Some(row.month), plan);
            if known.status.counts() && !status.counts() {
                let word = |s: Status| Figure::Word(s.word());
                noted.differs("status", word(known.status), word(status));
            }
            noted.counts(known.counts, &row.counts);
        }
        plan.changed.push(change);
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
    code: &VillageCode,
    group: &Group<'_, TotalsRow>,
    plan: &mut TotalsPlan,
) {
    let Some(row) = group.first() else { return };
    let entered = group.iter().filter_map(|r| r.entered).max();
    let note = group.iter().map(|r| r.note.as_str()).max();
    let note = note.unwrap_or_default();
    let Some(known) = known else {
        plan.new.push(Totals {
            library: code.clone(),
            counts: row.counts.clone(),
            has_account: row.has_account,
            months: row.months,
            sim_score: row.sim_score,
            sim_colour: row.sim_colour,
            entered,
            note: note.into(),
        });
        return;
    };
    let merged = Totals {
        library: code.clone(),
        counts: known.counts.with(&row.counts),
        has_account: row.has_account.or(known.has_account),
        months: row.months.or(known.months),
        sim_score: row.sim_score.or(known.sim_score),
        sim_colour: row.sim_colour.or(known.sim_colour),
        entered: entered.or(known.entered),
        note: if note.is_empty() {
            known.note.clone()
        } else {
            note.into()
        },
    };
    if merged == *known {
        plan.same += 1;
        return;
    }
    if corrects_totals(Some(known), &merged) {
        let mut noted = Noted::new(row.row, code, None, plan);
        noted.counts(known.counts.as_ref(), &row.counts);
        let score = |n: Option<u16>| n.map_or(Figure::Nothing, Figure::Score);
        if known.sim_score.is_some() && known.sim_score != merged.sim_score {
            let (from, to) = (score(known.sim_score), score(merged.sim_score));
            noted.differs("nilai_kpi_sim", from, to);
        }
    }
    plan.changed.push(merged);
}

/// Does every stated number stand already?
fn stays(known: CountsRef<'_>, stated: &Counts) -> bool {
    stated.iter().all(|(m, n)| known.get(m) == Some(n))
}

/// Lists what one row corrects; the row counts once.
struct Noted<'a> {
    row: usize,
    code: &'a VillageCode,
    month: Option<Month>,
    list: &'a mut Vec<Correction>,
}

impl<'a> Noted<'a> {
    fn new<P>(
        row: usize,
        code: &'a VillageCode,
        month: Option<Month>,
        plan: &'a mut FiguresPlan<P>,
    ) -> Self {
        plan.corrections += 1;
        let list = &mut plan.corrected;
        Noted {
            row,
            code,
            month,
            list,
        }
    }

    fn counts(&mut self, known: CountsRef<'_>, stated: &Counts) {
        for (measure, count) in stated.iter() {
            if let Some(old) = known.get(measure).filter(|old| *old != count) {
                let (from, to) = (Figure::Count(old), Figure::Count(count));
                self.differs(measure.column(), from, to);
            }
        }
    }

    fn differs(&mut self, column: &'static str, from: Figure, to: Figure) {
        if self.list.len() < LISTED_CORRECTIONS {
            self.list.push(Correction {
                row: self.row,
                library: self.code.clone(),
                month: self.month,
                column,
                from,
                to,
            });
        }
    }
}
