//! The board beside its scores: shared ranks, libraries without data, how firm a rank is, what looks
//! wrong, the sum for a pencil, a spreadsheet's own totals. Meetings are folded from events. Invented
//! libraries on real village codes.
#![allow(clippy::unwrap_used)] // a test that cannot go on stops there

#[path = "board/firm.rs"]
mod firm;
#[path = "board/flags.rs"]
mod flags;
#[path = "board/sheets.rs"]
mod sheets;
#[path = "board/sums.rs"]
mod sums;
#[path = "board/world.rs"]
mod world;

use gelar::meeting::board::{Audience, Board, By};
use gelar::meeting::rank::MonthState;
use world::{World, code};

/// Nine libraries with everything share rank 1, and the next is 10.
#[test]
fn nine_with_everything_share_the_first_rank() {
    let mut world = World::with(12);
    for library in 0..9 {
        world.full_year(library);
    }
    world.months(9, &[("2024-01", 4, 3, 0)]);
    world.months(10, &[("2024-01", 4, 3, 0)]);
    let board = Board::new(&world.meeting, Audience::Committee);
    let ranks: Vec<(Option<u32>, bool, Option<u16>)> = board
        .rows(By::Score, 0..12)
        .map(|r| (r.rank, r.shared, r.line.standing.score))
        .collect();
    assert!(
        ranks[..9]
            .iter()
            .all(|r| *r == (Some(1), true, Some(10_000))),
        "{ranks:?}"
    );
    assert_eq!((ranks[9].0, ranks[10].0), (Some(10), Some(10)));
    assert_eq!(ranks[11], (None, false, None));
}

/// *Belum lapor* is neither a rank nor a zone.
#[test]
fn a_library_without_rows_is_not_in_the_red_zone() {
    let mut world = World::with(3);
    world.months(0, &[("2024-01", 0, 0, 0)]);
    let board = Board::new(&world.meeting, Audience::Committee);
    let nothing = board.row(By::Score, &code(1)).unwrap();
    assert_eq!((nothing.rank, nothing.line.standing.score), (None, None));
    let states = board
        .scorer()
        .states(None, world.meeting.achievements().of(&code(1)));
    assert!(states.iter().all(|(_, s)| *s == MonthState::Missing));
    // A reported zero is a number: a rank, and the red zone.
    let zero = board.row(By::Score, &code(0)).unwrap();
    assert_eq!((zero.rank, zero.line.standing.score), (Some(1), Some(0)));
    let names: Vec<&str> = board.rows(By::Score, 1..3).map(|r| r.name).collect();
    assert_eq!(
        names,
        ["Perpustakaan 001", "Perpustakaan 002"],
        "in alphabetical order"
    );
}

#[test]
fn newcomers_are_of_the_last_year_or_the_one_before() {
    let mut world = World::with(4);
    for (library, year) in [(0, Some(2024)), (1, Some(2023)), (2, Some(2022)), (3, None)] {
        world.joins(library, year, None);
    }
    let board = Board::new(&world.meeting, Audience::Committee);
    let new: Vec<bool> = (0..4)
        .map(|n| board.is_newcomer(&world.meeting, &code(n)))
        .collect();
    assert_eq!(new, [true, true, false, false]);
}

#[test]
fn the_sims_own_score_stands_beside_ours_unless_something_is_sealed() {
    let mut world = World::with(2);
    world.full_year(0);
    world.totals(0, &[], Some(9_880));
    let sim = |world: &World, audience| {
        let board = Board::new(&world.meeting, audience);
        board.sim(&world.meeting, &code(0))
    };
    for audience in [Audience::Committee, Audience::Public] {
        let told = sim(&world, audience).unwrap();
        assert_eq!((told.score, told.difference), (Some(9_880), Some(120)));
    }
    world.seal(Some("2024-10"), &[]);
    assert_eq!(sim(&world, Audience::Public), None);
    assert!(sim(&world, Audience::Committee).is_some());
    world.seal(None, &["advokasi"]);
    assert_eq!(sim(&world, Audience::Public), None);
}
