//! How firm a rank is: under every sensible set of weights, and with any one month left out. Asked for
//! one library at a time, never per frame; it changes nothing and proposes nothing.
//!
//! A set of weights is sensible where the families share 100 % in steps of 5 % and each has between 20 %
//! and 60 %: 45 sets for three families. A family that the committee gives no weight keeps none. Where
//! the SIM's own score is ranked there is nothing to weigh, and where only totals are known no month
//! can be left out.

use super::Meeting;
use super::board::{Board, By};
use super::id::VillageCode;
use super::rank::Standing;
use super::rules::{Scored, Source};

/// 100 % in steps of 5 %.
const UNITS: u32 = 20;
/// The smallest share of a family, 20 %.
const LEAST: u32 = 4;
/// The greatest, 60 %.
const MOST: u32 = 12;

/// What becomes of a rank while something is varied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// So many variations were tried.
    pub tried: u32,
    /// Under so many of them the rank stays what it is.
    pub kept: u32,
    /// The best rank of all.
    pub best: u32,
    /// The worst; none where the library has no rank under some of them.
    pub worst: Option<u32>,
}

/// How firm the rank of one library is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Robust {
    /// The rank itself.
    pub rank: u32,
    /// Others share it.
    pub shared: bool,
    /// Under every set of weights; none where nothing is weighed.
    pub weights: Option<Span>,
    /// Without each month in turn; none where months are not known.
    pub months: Option<Span>,
    /// Hundredths to the nearest other score; none where there is none.
    pub margin: Option<u16>,
}

impl Robust {
    /// Does the rank stay under everything that was tried?
    pub fn is_firm(&self) -> bool {
        let kept = |span: Option<Span>| span.is_none_or(|s| s.kept == s.tried);
        kept(self.weights) && kept(self.months)
    }
}

/// All weight sets of so many families that each have a say, in steps of 5 %.
pub fn weight_sets(families: usize) -> Vec<Vec<u32>> {
    match families {
        0 => Vec::new(),
        1 => vec![vec![UNITS]],
        _ => shares(families, UNITS),
    }
}

/// How firm the rank of a library is; none where it has none.
pub fn robust(meeting: &Meeting, board: &Board, code: &VillageCode) -> Option<Robust> {
    let row = board.row(By::Score, code)?;
    let (rank, own) = (row.rank?, row.line.standing);
    let others: Vec<&Standing> = board
        .rows(By::Score, 0..board.ranked())
        .filter(|r| r.line.code != *code)
        .map(|r| &r.line.standing)
        .collect();
    let score = own.score?;
    let distance = |s: &&Standing| s.score.map(|other| other.abs_diff(score));
    let margin = others.iter().filter_map(distance).filter(|d| *d > 0).min();
    Some(Robust {
        rank,
        shared: row.shared,
        weights: by_weights(board, rank, &own, &others),
        months: by_months(meeting, board, rank, code),
        margin,
    })
}

fn by_weights(board: &Board, rank: u32, own: &Standing, others: &[&Standing]) -> Option<Span> {
    if board.rules().score == Scored::Sim {
        return None;
    }
    let scorer = board.scorer();
    let usual = scorer.weights();
    let weighed = usual.iter().filter(|w| **w > 0).count();
    let mut span = Counting::new(rank);
    for set in weight_sets(weighed) {
        let mut set = set.into_iter();
        let weights: Vec<u32> = usual
            .iter()
            .map(|w| if *w > 0 { set.next().unwrap_or(0) } else { 0 })
            .collect();
        let score = |s: &Standing| scorer.score_with(s, &weights);
        span.add(score(own), others.iter().filter_map(|s| score(s)));
    }
    span.done()
}

fn by_months(meeting: &Meeting, board: &Board, rank: u32, code: &VillageCode) -> Option<Span> {
    let rules = board.rules();
    if rules.source == Source::Totals || rules.score == Scored::Sim {
        return None;
    }
    let mut span = Counting::new(rank);
    for month in board.scorer().period() {
        let scorer = board.scorer().without(month);
        let score = |code: &VillageCode| {
            let data = meeting.achievements().of(code);
            scorer.standing(meeting.libraries().get(code), data).score
        };
        let ranked = board.rows(By::Score, 0..board.ranked());
        let others = ranked.filter(|r| r.line.code != *code);
        span.add(score(code), others.filter_map(|r| score(&r.line.code)));
    }
    span.done()
}

/// Ways to share so many units among families, each within its bounds.
fn shares(families: usize, units: u32) -> Vec<Vec<u32>> {
    if families == 1 {
        let fits = (LEAST..=MOST).contains(&units);
        return if fits { vec![vec![units]] } else { Vec::new() };
    }
    let mut all = Vec::new();
    for first in LEAST..=MOST.min(units) {
        for mut rest in shares(families - 1, units - first) {
            rest.insert(0, first);
            all.push(rest);
        }
    }
    all
}

/// A span while it is counted.
struct Counting {
    rank: u32,
    span: Option<Span>,
}

impl Counting {
    fn new(rank: u32) -> Counting {
        Counting { rank, span: None }
    }

    /// One variation: the library's own score, and those of the others.
    fn add(&mut self, own: Option<u16>, others: impl Iterator<Item = u16>) {
        let better = |own| others.filter(|other| *other > own).count();
        let rank = own.map(|own| u32::try_from(better(own) + 1).unwrap_or(u32::MAX));
        let kept = u32::from(rank == Some(self.rank));
        let Some(span) = &mut self.span else {
            self.span = Some(Span {
                tried: 1,
                kept,
                best: rank.unwrap_or(u32::MAX),
                worst: rank,
            });
            return;
        };
        span.tried += 1;
        span.kept += kept;
        span.best = span.best.min(rank.unwrap_or(u32::MAX));
        span.worst = span.worst.zip(rank).map(|(a, b)| a.max(b));
    }

    /// The span; none where nothing was tried, or no variation has a rank at all.
    fn done(self) -> Option<Span> {
        self.span.filter(|s| s.best != u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weight_sets_share_everything_within_their_bounds() {
        for (families, expected) in [(0, 0), (1, 1), (2, 5), (3, 45), (4, 35), (5, 1)] {
            let sets = weight_sets(families);
            assert_eq!(sets.len(), expected, "{families}");
            for set in &sets {
                assert_eq!(set.len(), families);
                assert_eq!(set.iter().sum::<u32>(), 20);
                let bounds = 4..=12;
                assert!(families == 1 || set.iter().all(|w| bounds.contains(w)));
            }
            let mut once = sets.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len(), sets.len());
        }
    }

    #[test]
    fn a_library_that_loses_its_rank_has_no_worst_one() {
        let mut span = Counting::new(2);
        span.add(Some(9_000), [9_500, 8_000].into_iter());
        span.add(None, [9_500].into_iter());
        span.add(Some(9_600), [9_500].into_iter());
        let found = span.done().unwrap();
        assert_eq!(
            (found.tried, found.kept, found.best, found.worst),
            (3, 1, 1, None)
        );
    }
}
