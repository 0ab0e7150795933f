//! What stands beside a line of the board: the sum behind a family's percent, window by window, so that
//! it can be redone with a pencil; the SIM's own score; who is a newcomer. It computes no score of its
//! own: that is the scorer's matter.

use super::Meeting;
use super::achieved::LibraryData;
use super::board::{Board, By};
use super::hall::Colour;
use super::id::VillageCode;
use super::month::Month;
use super::rank::MonthState;
use super::record::Library;
use super::rules::{FULL, Source, Window};

/// One window of a family: a month, a quarter or the whole period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its first month.
    pub from: Month,
    /// Its last month.
    pub to: Month,
    /// How many of its months apply; a window without any does not count.
    pub months: u32,
    /// What was done in it; none: nothing reported.
    pub done: Option<u64>,
    /// Its target in hundredths, rounded half up.
    pub target: u64,
    /// Its percent in hundredths, rounded half up, at most 10,000.
    pub percent: u16,
}

/// What the SIM says of a library, beside our own score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sim {
    /// Its score in hundredths.
    pub score: Option<u16>,
    /// Its colour.
    pub colour: Option<Colour>,
    /// The score computed here less the SIM's, in hundredths.
    pub difference: Option<i64>,
}

impl Board {
    /// Does this audience see the whole period and every family?
    pub fn sees_all(&self) -> bool {
        let rules = self.rules();
        self.scorer().period().last() == Some(rules.to)
            && self.scorer().families().count() == rules.families.len()
    }

    /// The SIM's own score and colour where they are known. It counts what is sealed: who may not see
    /// everything does not see it.
    pub fn sim(&self, meeting: &Meeting, code: &VillageCode) -> Option<Sim> {
        let totals = meeting.achievements().of(code)?.totals()?;
        let (score, colour) = (totals.sim_score, totals.sim_colour);
        if !self.sees_all() || (score.is_none() && colour.is_none()) {
            return None;
        }
        let standing = self.row(By::Score, code)?.line.standing;
        let ours = self
            .scorer()
            .score_with(&standing, &self.scorer().weights());
        let difference = ours.zip(score).map(|(a, b)| i64::from(a) - i64::from(b));
        Some(Sim {
            score,
            colour,
            difference,
        })
    }

    /// A newcomer: a partner since the period's last year or the year before.
    pub fn is_newcomer(&self, meeting: &Meeting, code: &VillageCode) -> bool {
        let library = meeting.libraries().get(code);
        let year = self.rules().to.year();
        library
            .and_then(|l| l.partner_year)
            .is_some_and(|since| since == year || since == year - 1)
    }
}

/// The windows of a family (by its place in the rules), in their order; empty where it is sealed.
pub fn pieces(
    board: &Board,
    family: usize,
    library: Option<&Library>,
    data: Option<&LibraryData>,
) -> Vec<Piece> {
    let rules = board.rules();
    let (Some(rule), Some(place)) = (rules.families.get(family), board.part(family)) else {
        return Vec::new();
    };
    let totals = rules.source == Source::Totals;
    let window = if totals { Window::Year } else { rule.window };
    // Where totals are ranked, the months' own rows are not looked at.
    let rows = data.filter(|_| !totals);
    let mut found: Vec<Piece> = Vec::new();
    for (month, state) in board.scorer().states(library, rows) {
        let fits = |p: &&mut Piece| match window {
            Window::Month => false,
            Window::Quarter => p.to.quarter() == month.quarter(),
            Window::Year => true,
        };
        let row = rows
            .and_then(|d| d.month(month))
            .filter(|r| r.status.counts());
        let value = row.and_then(|r| board.scorer().value(place, r.counts));
        let applies = state != MonthState::NotApplicable;
        let value = value.filter(|_| applies);
        if let Some(piece) = found.last_mut().filter(fits) {
            piece.to = month;
            piece.months += u32::from(applies);
            piece.done = add(piece.done, value);
        } else {
            found.push(Piece {
                from: month,
                to: month,
                months: u32::from(applies),
                done: value,
                target: 0,
                percent: 0,
            });
        }
    }
    if let (true, Some(piece)) = (totals, found.first_mut()) {
        let standing = board.scorer().standing(library, data);
        piece.done = standing.parts.get(place).and_then(|p| p.done);
    }
    for piece in &mut found {
        let twelfths = u64::from(rule.target_year) * u64::from(piece.months);
        piece.target = (twelfths * 100 * 2 + 12) / 24;
        let done = piece.done.unwrap_or(0).saturating_mul(12).min(twelfths);
        let rounded = (2 * done * u64::from(FULL) + twelfths).checked_div(2 * twelfths);
        piece.percent = u16::try_from(rounded.unwrap_or(0)).unwrap_or(FULL);
    }
    found
}

fn add(sum: Option<u64>, value: Option<u64>) -> Option<u64> {
    match (sum, value) {
        (Some(a), Some(b)) => Some(a.saturating_add(b)),
        (sum, value) => sum.or(value),
    }
}
