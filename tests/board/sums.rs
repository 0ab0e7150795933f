//! The sum for a pencil gives what the board has.

#![allow(clippy::cast_precision_loss)] // small numbers, compared with a tolerance

use gelar::meeting::board::{Audience, Board, By};
use gelar::meeting::detail::pieces;
use gelar::meeting::rules::{Rules, Source, Window};
use proptest::prelude::*;

use super::world::{World, code};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// With the same divisor in every window the mean of the exact fractions is the family's percent;
    /// of the rounded ones it is, up to a hundredth.
    #[test]
    fn the_mean_of_the_windows_is_the_percent(
        months in prop::collection::vec(prop::option::of((0..6_u64, 0..5_u64, 0..3_u64)), 12),
        joined in prop::option::of(1..13_i8),
        windows in prop::collection::vec(0..3_usize, 3),
    ) {
        let mut world = World::with(1);
        let mut rules = Rules::usual(2024);
        for (family, window) in rules.families.iter_mut().zip(windows) {
            family.window = Window::ALL[window];
        }
        world.rules(rules);
        world.joins(0, joined.map(|_| 2024), joined);
        for (at, counts) in months.iter().enumerate() {
            if let Some((a, p, v)) = counts {
                world.months(0, &[(&format!("2024-{:02}", at + 1), *a, *p, *v)]);
            }
        }
        let board = Board::new(&world.meeting, Audience::Committee);
        let standing = board.row(By::Score, &code(0)).unwrap().line.standing;
        let library = world.meeting.libraries().get(&code(0));
        let data = world.meeting.achievements().of(&code(0));
        for family in 0..3 {
            let found = pieces(&board, family, library, data);
            let count: Vec<u64> = found.iter().filter(|p| p.months > 0).map(|p| p.percent.into()).collect();
            let part = standing.parts[family];
            let mean = count.iter().sum::<u64>() as f64 / count.len().max(1) as f64;
            prop_assert!((mean - f64::from(part.percent())).abs() <= 1.0, "{mean} {part:?}");
            prop_assert_eq!(found.iter().filter_map(|p| p.done).reduce(|a, b| a + b), part.done);
            let months: u32 = found.iter().map(|p| p.months).sum();
            prop_assert_eq!(months, u32::from(standing.applicable));
        }
    }
}

#[test]
fn totals_are_one_window_of_the_whole_period() {
    let mut world = World::with(1);
    let mut rules = Rules::usual(2024);
    rules.source = Source::Totals;
    world.rules(rules);
    world.full_year(0);
    world.totals(
        0,
        &[(gelar::meeting::achieved::Measure::Involvement, 36)],
        None,
    );
    let board = Board::new(&world.meeting, Audience::Committee);
    let data = world.meeting.achievements().of(&code(0));
    let found = pieces(&board, 0, None, data);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].done, found[0].target, found[0].percent),
        (Some(36), 4_000, 9_000)
    );
}

#[test]
fn a_sealed_family_has_no_sum() {
    let mut world = World::with(1);
    world.full_year(0);
    world.seal(Some("2024-10"), &["publikasi"]);
    let board = Board::new(&world.meeting, Audience::Public);
    let data = world.meeting.achievements().of(&code(0));
    assert!(pieces(&board, 1, None, data).is_empty());
    assert_eq!(pieces(&board, 0, None, data).len(), 9);
    assert_eq!(
        pieces(&board, 2, None, data).len(),
        3,
        "whole quarters before October"
    );
}
