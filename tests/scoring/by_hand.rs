//! The worked example, with the arithmetic written out: pelibatan 36 of 40, publikasi 45 of 30,
//! advokasi 8 of 10 a year.
//!
//! How the year's numbers are spread over the months is chosen here:
//! * pelibatan 36: 3 activities in each of the twelve months;
//! * publikasi 45: 5 in each month from January to September, then no row states any;
//! * advokasi 8: 4 in February, 1 in May, 3 in November.

use std::collections::BTreeMap;

use gelar::meeting::board::{Audience, Board, By};
use gelar::meeting::rank::Part;

use crate::build::Built;
use crate::naive::{Family, Library, Row, Rules, Seal, Total};

const CODE: &str = "73.09.01.1001";

/// The usual rules: 40, 30 and 10 a year with one weight each, over 2024.
pub fn usual() -> Rules {
    let family = |key: &str, columns: &[&str], window, target| Family {
        key: key.into(),
        columns: columns.iter().map(|c| (*c).to_owned()).collect(),
        window,
        target,
        weight: 1,
    };
    Rules {
        from: (2024, 1),
        to: (2024, 12),
        minimum_months: 1,
        rekap: false,
        standard: vec![("pelibatan".into(), 1), ("publikasi".into(), 1)],
        families: vec![
            family("pelibatan", &["pelibatan_kegiatan"], "month", 40),
            family(
                "publikasi",
                &["publikasi_cetak", "publikasi_daring", "publikasi_medsos"],
                "month",
                30,
            ),
            family(
                "advokasi",
                &["advokasi_dana", "advokasi_barang", "advokasi_kebijakan"],
                "quarter",
                10,
            ),
        ],
    }
}

fn example() -> Library {
    let mut rows = BTreeMap::new();
    for month in 1..=12 {
        let mut numbers = BTreeMap::from([("pelibatan_kegiatan".to_owned(), 3)]);
        if month <= 9 {
            numbers.insert("publikasi_daring".into(), 5);
        }
        match month {
            2 => drop(numbers.insert("advokasi_barang".into(), 4)),
            5 => drop(numbers.insert("advokasi_dana".into(), 1)),
            11 => drop(numbers.insert("advokasi_dana".into(), 3)),
            _ => {}
        }
        let row = Row {
            numbers,
            status: "dilaporkan",
            day: None,
        };
        rows.insert((2024, month), row);
    }
    let totals = [("pelibatan", 36), ("publikasi", 45), ("advokasi", 8)];
    Library {
        code: CODE.into(),
        name: "Taman Baca".into(),
        rows,
        total: Some(Total {
            numbers: totals.map(|(k, n)| (k.to_owned(), n)).into(),
            months: Some(12),
            day: None,
        }),
        ..Library::default()
    }
}

/// Percent of the three families and the score, in hundredths.
fn worth(rules: &Rules) -> ([u16; 3], Option<u16>, u16) {
    let built = Built::of(rules, &Seal::default(), &[example()]);
    let board = Board::new(&built.meeting, Audience::Committee);
    let row = board.row(By::Score, &crate::build::code(CODE)).unwrap();
    let standing = row.line.standing;
    let done: Vec<_> = standing.parts.iter().take(3).map(|p| p.done).collect();
    assert_eq!(done, [Some(36), Some(45), Some(8)]);
    let targets: Vec<_> = standing.parts.iter().take(3).map(Part::target).collect();
    assert_eq!(targets, [40_00, 30_00, 10_00]);
    let percent = [0, 1, 2].map(|at| standing.parts[at].percent());
    (percent, standing.score, standing.surplus)
}

fn under(windows: [&'static str; 3]) -> ([u16; 3], Option<u16>, u16) {
    let mut rules = usual();
    for (family, window) in rules.families.iter_mut().zip(windows) {
        family.window = window;
    }
    worth(&rules)
}

/// Uncapped, whatever the windows: (36/40 + 45/30 + 8/10) / 3 = (0.9 + 1.5 + 0.8) / 3 = 1.066…
const SURPLUS: u16 = 106_67;

#[test]
fn months() {
    // pelibatan: the target of a month is 40/12 = 10/3; 3 ÷ 10/3 = 0.9 in each month: 90.00.
    // publikasi: 30/12 = 2.5 a month; 5 ÷ 2.5 = 2, capped at 1 in nine months, 0 in three: 9/12 = 75.00.
    // advokasi: 10/12 = 5/6 a month; 4, 1 and 3 are above it: 1 in three months of twelve: 25.00.
    // score: (90 + 75 + 25) / 3 = 190/3 = 63.333… → 63.33.
    let expected = ([90_00, 75_00, 25_00], Some(63_33), SURPLUS);
    assert_eq!(under(["month"; 3]), expected);
}

#[test]
fn quarters() {
    // pelibatan: 10 a quarter, 9 done in each: 90.00.
    // publikasi: 7.5 a quarter, 15 done in three, 0 in the last: 3/4 = 75.00.
    // advokasi: 2.5 a quarter. I: 4 → 1. II: 1 ÷ 2.5 = 0.4. III: 0. IV: 3 → 1. (2.4)/4 = 60.00.
    // score: (90 + 75 + 60) / 3 = 75.00.
    let expected = ([90_00, 75_00, 60_00], Some(75_00), SURPLUS);
    assert_eq!(under(["quarter"; 3]), expected);
}

#[test]
fn the_year() {
    // pelibatan 36/40 = 90.00; publikasi 45/30, capped: 100.00; advokasi 8/10 = 80.00.
    // score: (90 + 100 + 80) / 3 = 90.00.
    let expected = ([90_00, 100_00, 80_00], Some(90_00), SURPLUS);
    assert_eq!(under(["year"; 3]), expected);
}

#[test]
fn the_usual_windows() {
    // month, month, quarter: (90 + 75 + 60) / 3 = 75.00, as above.
    let expected = ([90_00, 75_00, 60_00], Some(75_00), SURPLUS);
    assert_eq!(worth(&usual()), expected);
}

#[test]
fn totals_only() {
    // Every window is the year, whatever the rules say: 90.00 as under `year`.
    let mut rules = usual();
    rules.rekap = true;
    let expected = ([90_00, 100_00, 80_00], Some(90_00), SURPLUS);
    assert_eq!(worth(&rules), expected);
}

#[test]
fn who_joined_in_july_is_held_against_half_a_year() {
    let mut library = example();
    (library.year, library.month) = (Some(2024), Some(7));
    let built = Built::of(&usual(), &Seal::default(), &[library]);
    let board = Board::new(&built.meeting, Audience::Committee);
    let row = board.row(By::Score, &crate::build::code(CODE)).unwrap();
    let standing = row.line.standing;
    // Six months apply, July to December.
    // pelibatan: 3 ÷ 10/3 in each: 90.00. publikasi: 1 in July, August, September: 3/6 = 50.00.
    // advokasi: III 0, IV 3 ÷ 2.5 → 1: 1/2 = 50.00. score: 190/3 = 63.33.
    let percent = [0, 1, 2].map(|at| standing.parts[at].percent());
    assert_eq!(percent, [90_00, 50_00, 50_00]);
    assert_eq!(standing.score, Some(63_33));
    assert_eq!((standing.applicable, standing.reported), (6, Some(6)));
    // Targets 20, 15, 5; done 18, 15, 3: (0.9 + 1 + 0.6) / 3 = 0.8333….
    assert_eq!(standing.surplus, 83_33);
    // Pelibatan and publikasi in July, August and September; then three months not met.
    assert_eq!((standing.met, standing.gap), (Some(3), Some(3)));
}
