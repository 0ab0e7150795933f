//! Rows on their way from where they stood to where they stand: one at a time, then rest. A function
//! of the time since the frame came; the last picture is the one without any movement.

use crate::stage::BoardRow;

/// One row on its way.
const ROW_MS: u64 = 400;
/// All of them together, about.
const ALL_MS: u64 = 4_000;
/// A picture of something that moves.
pub(in crate::scene) const TICK_MS: u64 = 33;

/// Where the rows stand at one moment of a movement.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Glide {
    /// The row that stands at each place.
    pub order: Vec<usize>,
    /// The row that moves.
    pub moving: usize,
}

/// One row's way from a place to another, and which row.
struct Step {
    row: usize,
    from: usize,
    to: usize,
}

/// The movement at a moment; none at rest. Rows that pass no visible place are where they belong.
pub(super) fn at(
    rows: &[BoardRow],
    visible: impl Fn(usize) -> bool,
    frame_ms: u64,
) -> Option<Glide> {
    if frame_ms >= ALL_MS + ROW_MS || rows.iter().all(|r| r.was.is_none()) {
        return None;
    }
    let (mut order, steps) = steps(rows, visible);
    let count = u64::try_from(steps.len()).unwrap_or(u64::MAX).max(1);
    let each = (ALL_MS / count).clamp(1, ROW_MS);
    let now = usize::try_from(frame_ms / each).unwrap_or(usize::MAX);
    let moving = steps.get(now)?;
    for step in steps.iter().take(now) {
        carry(&mut order, step.from, step.to);
    }
    let place = between(moving.from, moving.to, frame_ms % each, each);
    carry(&mut order, moving.from, place);
    Some(Glide {
        order,
        moving: moving.row,
    })
}

/// The order in which the movement begins, and the ways of the rows that are seen to move, the lowest
/// goal first, so that the best place is taken last.
fn steps(rows: &[BoardRow], visible: impl Fn(usize) -> bool) -> (Vec<usize>, Vec<Step>) {
    let mut order = before(rows);
    let mut settled = vec![false; rows.len()];
    for row in longest_rising(&order) {
        settled[row] = true;
    }
    let mut movers: Vec<usize> = (0..rows.len()).filter(|r| !settled[*r]).collect();
    movers.reverse();
    let mut seen = Vec::new();
    for row in movers {
        let from = order.iter().position(|r| *r == row).unwrap_or(row);
        if (from.min(row)..=from.max(row)).any(&visible) {
            seen.push(row);
        } else {
            settle(&mut order, &mut settled, row);
        }
    }
    let mut after = order.clone();
    let mut steps = Vec::new();
    for row in seen {
        let (from, to) = settle(&mut after, &mut settled, row);
        if from != to {
            steps.push(Step { row, from, to });
        }
    }
    (order, steps)
}

/// The rows as they stood before; one that was not there stands where it stands now.
fn before(rows: &[BoardRow]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.len()).filter(|r| rows[*r].was.is_some()).collect();
    order.sort_by_key(|r| (rows[*r].was, *r));
    for (place, row) in rows.iter().enumerate() {
        if row.was.is_none() {
            order.insert(place.min(order.len()), place);
        }
    }
    order
}

/// Takes a row to where it belongs among those that are where they belong, right behind the last one
/// that stays above it; returns the way.
fn settle(order: &mut Vec<usize>, settled: &mut [bool], row: usize) -> (usize, usize) {
    let from = order.iter().position(|r| *r == row).unwrap_or(0);
    order.remove(from);
    let above = order.iter().rposition(|r| *r < row && settled[*r]);
    let to = above.map_or(0, |place| place + 1);
    order.insert(to, row);
    settled[row] = true;
    (from, to)
}

/// Takes what stands at a place to another; those between close up.
fn carry(order: &mut Vec<usize>, from: usize, to: usize) {
    if from < order.len() {
        let row = order.remove(from);
        order.insert(to.min(order.len()), row);
    }
}

/// The place after `ms` of `all` milliseconds.
fn between(from: usize, to: usize, ms: u64, all: u64) -> usize {
    let way = u64::try_from(from.abs_diff(to)).unwrap_or(0);
    let gone = usize::try_from((way * ms + all / 2) / all).unwrap_or(0);
    if from < to { from + gone } else { from - gone }
}

/// The most rows that already stand in the right order: they need not move.
fn longest_rising(order: &[usize]) -> Vec<usize> {
    let mut length = vec![1_usize; order.len()];
    let mut back = vec![None; order.len()];
    for (i, row) in order.iter().enumerate() {
        for (j, earlier) in order.iter().enumerate().take(i) {
            if earlier < row && length[j] >= length[i] {
                (length[i], back[i]) = (length[j] + 1, Some(j));
            }
        }
    }
    let mut at = (0..order.len()).max_by_key(|i| length[*i]);
    let mut rising = Vec::new();
    while let Some(i) = at {
        rising.push(order[i]);
        at = back[i];
    }
    rising
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(was: &[Option<u16>]) -> Vec<BoardRow> {
        let row = |was: &Option<u16>| BoardRow {
            code: String::new(),
            name: String::new(),
            subdistrict: String::new(),
            rank: None,
            shared: false,
            score: None,
            zone: None,
            moved: None,
            reported: None,
            was: *was,
        };
        was.iter().map(row).collect()
    }

    #[test]
    fn a_climber_passes_the_others_and_nobody_else_moves() {
        let rows = rows(&[Some(3), Some(0), Some(1), Some(2)]);
        let glide = |ms| at(&rows, |_| true, ms).map(|g| (g.order, g.moving));
        assert_eq!(glide(0), Some((vec![1, 2, 3, 0], 0)));
        assert_eq!(glide(200), Some((vec![1, 0, 2, 3], 0)));
        assert_eq!(glide(399), Some((vec![0, 1, 2, 3], 0)));
        assert_eq!(glide(400), None);
    }

    #[test]
    fn what_nobody_sees_does_not_take_time() {
        let rows = rows(&[Some(0), Some(1), Some(2), Some(4), Some(3)]);
        assert!(at(&rows, |place| place < 2, 0).is_none());
        assert!(at(&rows, |place| place >= 3, 0).is_some());
    }

    #[test]
    fn without_an_earlier_place_nothing_moves() {
        assert!(at(&rows(&[None, None]), |_| true, 0).is_none());
        assert!(at(&rows(&[Some(0), None, Some(1)]), |_| true, 0).is_none());
        assert!(at(&[], |_| true, 0).is_none());
    }

    proptest! {
        #[test]
        fn a_movement_ends_at_rest_in_time(
            was in proptest::collection::vec(proptest::option::weighted(0.8, 0_u16..120), 0..100),
            seen in proptest::collection::vec(any::<bool>(), 100),
            ms in 0_u64..6_000,
        ) {
            let rows = rows(&was);
            let visible = |place: usize| seen[place];
            let (mut order, steps) = steps(&rows, visible);
            for step in &steps {
                prop_assert_eq!(order[step.from], step.row);
                carry(&mut order, step.from, step.to);
            }
            prop_assert_eq!(order, (0..rows.len()).collect::<Vec<_>>());
            if let Some(glide) = at(&rows, visible, ms) {
                let mut all = glide.order.clone();
                all.sort_unstable();
                prop_assert_eq!(all, (0..rows.len()).collect::<Vec<_>>());
                prop_assert!(glide.moving < rows.len());
            }
            prop_assert!(at(&rows, visible, ALL_MS + ROW_MS).is_none());
        }
    }
}
