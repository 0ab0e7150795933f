//! The program and the naive reading say the same of random data, field by field, for both audiences.

use gelar::meeting::board::{Audience, Board, By, Ranked};
use gelar::meeting::rank::Standing;
use proptest::prelude::*;

use crate::build::Built;
use crate::naive::{self, Line, Part, Place};
use crate::random;

/// A standing of the program in the words of the proof; `keys` are those of the families that count.
fn said(standing: &Standing, keys: &[String]) -> Line {
    let parts = keys.iter().zip(&standing.parts).map(|(key, part)| Part {
        key: key.clone(),
        done: part.done,
        percent: part.percent().into(),
        target: part.target().into(),
    });
    Line {
        score: standing.score.map(i128::from),
        parts: parts.collect(),
        reported: standing.reported.map(usize::from),
        applicable: standing.applicable.into(),
        met: standing.met.map(usize::from),
        gap: standing.gap.map(usize::from),
        surplus: standing.surplus.into(),
        day: standing.as_of.map(|day| day.to_string()),
    }
}

fn place(row: &Ranked<'_>) -> Place {
    Place {
        code: row.line.code.as_str().to_owned(),
        rank: row.rank.map(|r| usize::try_from(r).unwrap()),
        shared: row.shared,
    }
}

/// The whole board of one audience is what the naive reading says.
fn agree(
    board: &Board,
    rules: &naive::Rules,
    seal: &naive::Seal,
    libraries: &[naive::Library],
) -> Result<(), TestCaseError> {
    let keys: Vec<String> = board
        .scorer()
        .families()
        .map(|at| rules.families[at].key.clone())
        .collect();
    let lines: Vec<Line> = libraries
        .iter()
        .map(|library| naive::line(rules, seal, library))
        .collect();
    for (library, expected) in libraries.iter().zip(&lines) {
        let row = board.row(By::Score, &crate::build::code(&library.code));
        let row = row.unwrap();
        prop_assert_eq!(&said(&row.line.standing, &keys), expected);
        prop_assert_eq!(row.name, &library.name);
    }
    let newest = lines.iter().filter_map(|l| l.day.clone()).max();
    prop_assert_eq!(board.as_of().map(|d| d.to_string()), newest);
    let ordered = |value: &dyn Fn(&Line) -> Option<i128>| {
        let of: Vec<_> = libraries
            .iter()
            .zip(&lines)
            .map(|(l, line)| (l.code.clone(), l.name.clone(), value(line)))
            .collect();
        naive::places(&of)
    };
    let seen = |by| -> Vec<Place> { board.rows(by, 0..usize::MAX).map(|r| place(&r)).collect() };
    prop_assert_eq!(seen(By::Score), ordered(&|line| line.score));
    for (part, family) in board.scorer().families().enumerate() {
        let value = |line: &Line| line.score.map(|_| line.parts[part].percent);
        prop_assert_eq!(seen(By::Family(family)), ordered(&value));
    }
    let ranked = lines.iter().filter(|l| l.score.is_some()).count();
    prop_assert_eq!(board.ranked(), ranked);
    for (at, place) in seen(By::Score).iter().enumerate() {
        let code = crate::build::code(&place.code);
        prop_assert_eq!(board.place(By::Score, &code), Some(at));
    }
    Ok(())
}

proptest! {
    #![proptest_config(random::config(600))]

    #[test]
    fn the_committees_board_is_the_naive_one((rules, seal, libraries) in random::worlds()) {
        let built = Built::of(&rules, &seal, &libraries);
        let board = Board::new(&built.meeting, Audience::Committee);
        agree(&board, &rules, &naive::Seal::default(), &libraries)?;
    }

    #[test]
    fn the_public_board_is_the_naive_one_without_what_is_sealed(
        (rules, seal, libraries) in random::worlds()
    ) {
        let built = Built::of(&rules, &seal, &libraries);
        let board = Board::new(&built.meeting, Audience::Public);
        agree(&board, &rules, &seal, &libraries)?;
    }

    #[test]
    fn shared_ranks_are_those_of_a_competition(libraries in random::crowds()) {
        let mut rules = crate::by_hand::usual();
        rules.families.truncate(1);
        rules.standard.clear();
        let built = Built::of(&rules, &naive::Seal::default(), &libraries);
        let board = Board::new(&built.meeting, Audience::Committee);
        agree(&board, &rules, &naive::Seal::default(), &libraries)?;
    }
}
