//! How firm a rank is, held against a naive recount.

#![allow(clippy::cast_precision_loss)] // small numbers, compared with a tolerance

use std::collections::BTreeSet;

use gelar::meeting::board::{Audience, Board, By};
use gelar::meeting::robust::robust;
use gelar::meeting::rules::{Rules, Source, Window};
use proptest::prelude::*;

use super::world::{MonthOf, World, code};

/// A score under weights in percent, by floating point: the months as lists, no shared code.
fn naive(months: &[(u64, u64, u64)], without: Option<usize>, weights: [u32; 3]) -> f64 {
    let targets = [40.0, 30.0, 10.0].map(|year: f64| year / 12.0);
    let kept: Vec<(usize, [f64; 3])> = months
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != without)
        .map(|(at, (a, p, v))| (at, [*a, *p, *v].map(|n| n as f64)))
        .collect();
    let mut score = 0.0;
    for family in 0..3 {
        let mut windows: Vec<(f64, f64)> = Vec::new();
        let mut quarter = usize::MAX;
        for (at, month) in &kept {
            if family == 2 && at / 3 == quarter {
                let last = windows.last_mut().unwrap();
                *last = (last.0 + month[family], last.1 + targets[family]);
            } else {
                windows.push((month[family], targets[family]));
                quarter = at / 3;
            }
        }
        let sum: f64 = windows
            .iter()
            .map(|(done, target)| (done / target).min(1.0))
            .sum();
        score += sum / windows.len() as f64 * f64::from(weights[family]);
    }
    (score / f64::from(weights.iter().sum::<u32>()) * 10_000.0 + 1e-6).round()
}

fn ranks(all: &[Vec<(u64, u64, u64)>], without: Option<usize>, weights: [u32; 3]) -> usize {
    let scores: Vec<f64> = all.iter().map(|m| naive(m, without, weights)).collect();
    1 + scores.iter().filter(|s| **s > scores[0]).count()
}

fn world_of(all: &[Vec<(u64, u64, u64)>]) -> World {
    let mut world = World::with(all.len());
    for (n, months) in all.iter().enumerate() {
        let names: Vec<String> = (1..=12).map(|m| format!("2024-{m:02}")).collect();
        let rows: Vec<MonthOf<'_>> = names
            .iter()
            .zip(months)
            .map(|(name, (a, p, v))| (name.as_str(), *a, *p, *v))
            .collect();
        world.months(n, &rows);
    }
    world
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn ranges_are_those_of_a_naive_recount(
        all in prop::collection::vec(prop::collection::vec((0..6_u64, 0..5_u64, 0..3_u64), 12), 2..6),
    ) {
        let world = world_of(&all);
        let board = Board::new(&world.meeting, Audience::Committee);
        let found = robust(&world.meeting, &board, &code(0)).unwrap();
        let mut sets = BTreeSet::new();
        for a in (20..=60).step_by(5) {
            for b in (20..=60).step_by(5) {
                if (20..=60).contains(&(100_i32 - a - b)) {
                    sets.insert([a, b, 100 - a - b].map(|w| u32::try_from(w).unwrap()));
                }
            }
        }
        let rank = ranks(&all, None, [1, 1, 1]);
        prop_assert_eq!(found.rank as usize, rank);
        let by_weights: Vec<usize> = sets.iter().map(|w| ranks(&all, None, *w)).collect();
        let by_months: Vec<usize> = (0..12).map(|m| ranks(&all, Some(m), [1, 1, 1])).collect();
        for (span, naive) in [(found.weights.unwrap(), by_weights), (found.months.unwrap(), by_months)] {
            prop_assert_eq!(span.tried as usize, naive.len());
            prop_assert_eq!(span.kept as usize, naive.iter().filter(|r| **r == rank).count());
            prop_assert_eq!(span.best as usize, *naive.iter().min().unwrap());
            prop_assert_eq!(span.worst.map(|w| w as usize), naive.iter().max().copied());
        }
    }
}

#[test]
fn who_is_first_everywhere_is_firm_and_one_of_two_equals_is_not_alone() {
    let mut world = World::with(3);
    world.full_year(0);
    world.months(1, &[("2024-01", 2, 2, 0), ("2024-02", 4, 3, 1)]);
    let board = Board::new(&world.meeting, Audience::Committee);
    let first = robust(&world.meeting, &board, &code(0)).unwrap();
    assert!(first.is_firm() && !first.shared);
    assert_eq!(first.weights.map(|s| (s.kept, s.tried)), Some((45, 45)));
    let apart = 10_000
        - board
            .row(By::Score, &code(1))
            .unwrap()
            .line
            .standing
            .score
            .unwrap();
    assert_eq!(first.margin, Some(apart));
    assert_eq!(
        robust(&world.meeting, &board, &code(2)),
        None,
        "no rank, nothing to test"
    );
    // One of two months left out, and both left out of the other: the second keeps no rank for ever.
    world.months(2, &[("2024-01", 2, 2, 0)]);
    let board = Board::new(&world.meeting, Audience::Committee);
    let third = robust(&world.meeting, &board, &code(2)).unwrap();
    assert_eq!(
        third.months.map(|s| s.worst),
        Some(None),
        "its only month left out"
    );
    assert!(!third.is_firm());
}

#[test]
fn nothing_is_weighed_where_there_is_one_family_and_no_month_is_left_out_of_totals() {
    let mut world = World::with(2);
    let mut rules = Rules::usual(2024);
    rules.families.truncate(1);
    rules.standard.truncate(1);
    rules.families[0].window = Window::Year;
    world.rules(rules.clone());
    world.full_year(0);
    let board = Board::new(&world.meeting, Audience::Committee);
    let one = robust(&world.meeting, &board, &code(0)).unwrap();
    assert_eq!(one.weights.map(|s| s.tried), Some(1));
    rules.source = Source::Totals;
    world.rules(rules);
    world.totals(
        0,
        &[(gelar::meeting::achieved::Measure::Involvement, 12)],
        None,
    );
    let board = Board::new(&world.meeting, Audience::Committee);
    let totals = robust(&world.meeting, &board, &code(0)).unwrap();
    assert_eq!((totals.rank, totals.months), (1, None));
}
