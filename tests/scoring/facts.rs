//! Facts of a meeting's day about boards: shared first ranks, libraries without data, long names, many
//! libraries, and numbers as large as they can be.

use std::collections::BTreeMap;

use gelar::meeting::board::{Audience, Board, By};
use gelar::meeting::hall::{Colour, Wanted};
use gelar::stage::compose::compose_wanted;
use gelar::stage::frame::{BoardScene, MOST_ROWS, Scene};

use crate::build::Built;
use crate::by_hand::usual;
use crate::naive::{Family, Library, Row, Rules, Seal};

/// A library that did so much in each month of 2024.
fn library(number: usize, name: &str, activities: u64) -> Library {
    let row = Row {
        numbers: BTreeMap::from([("pelibatan_kegiatan".to_owned(), activities)]),
        status: "dilaporkan",
        day: Some("2024-12-15".into()),
    };
    Library {
        code: format!("73.09.{:02}.{:04}", 1 + number / 900, 1001 + number % 900),
        name: name.into(),
        rows: (1..=12).map(|month| ((2024, month), row.clone())).collect(),
        ..Library::default()
    }
}

fn only_involvement() -> Rules {
    let mut rules = usual();
    rules.families.truncate(1);
    rules.standard.truncate(1);
    rules
}

fn board_scene(built: &Built, wanted: &Wanted) -> BoardScene {
    let board = Board::new(&built.meeting, Audience::Public);
    match compose_wanted(&built.meeting, &board, 1, wanted).scene {
        Scene::Board(scene) => scene,
        other => panic!("{other:?}"),
    }
}

#[test]
fn nine_at_a_hundred_share_the_first_rank_and_the_next_is_the_tenth() {
    let mut libraries: Vec<Library> = (0..9)
        .map(|n| library(n, &format!("Taman {}", 9 - n), 4))
        .collect();
    libraries.push(library(9, "Anggrek", 3));
    let built = Built::of(&only_involvement(), &Seal::default(), &libraries);
    let rows = board_scene(&built, &Wanted::Board).rows;
    for row in &rows[..9] {
        let seen = (row.rank, row.shared, row.score);
        assert_eq!(seen, (Some(1), true, Some(100_00)));
    }
    let names: Vec<_> = rows[..9].iter().map(|r| r.name.clone()).collect();
    assert!(names.is_sorted());
    assert_eq!((rows[9].rank, rows[9].shared), (Some(10), false));
}

#[test]
fn a_library_without_rows_has_neither_rank_nor_zone() {
    let mut silent = library(1, "Anggrek", 4);
    silent.rows.clear();
    let all = [library(0, "Zamrud", 0), silent];
    let built = Built::of(&only_involvement(), &Seal::default(), &all);
    let rows = board_scene(&built, &Wanted::Board).rows;
    // A reported zero is the last rank in the red zone; nothing reported is none at all.
    let zero = &rows[0];
    assert_eq!((zero.name.as_str(), zero.rank), ("Zamrud", Some(1)));
    assert_eq!(zero.zone.map(Colour::letter), Some('M'));
    let silent = &rows[1];
    let seen = (silent.name.as_str(), silent.rank, silent.score, silent.zone);
    assert_eq!(seen, ("Anggrek", None, None, None));
    assert_eq!(silent.reported, Some((0, 12)));
}

#[test]
fn long_names_reach_the_frame_whole() {
    let long = "Bontomanurung Tompobulu Batu Putih di Seberan".to_owned() + "\u{e9}";
    let built = Built::of(
        &only_involvement(),
        &Seal::default(),
        &[library(0, &long, 4)],
    );
    let scene = board_scene(&built, &Wanted::Board);
    assert_eq!(scene.rows[0].name, long);
}

#[test]
fn a_frame_holds_a_hundred_rows_and_says_how_many_more() {
    let all: Vec<Library> = (0..132)
        .map(|n| library(n, &format!("Taman {n:03}"), u64::from(n % 7 == 0)))
        .collect();
    let built = Built::of(&only_involvement(), &Seal::default(), &all);
    let scene = board_scene(&built, &Wanted::Board);
    let seen = (scene.libraries, scene.rows.len(), scene.more);
    assert_eq!(seen, (132, MOST_ROWS, 32));
}

#[test]
fn the_greatest_numbers_there_are_do_not_overflow() {
    let columns: [&[&str]; 5] = [
        &["pelibatan_kegiatan", "pelibatan_peserta_l"],
        &["publikasi_cetak", "publikasi_daring", "publikasi_medsos"],
        &["advokasi_dana"],
        &["pengunjung_l", "pengunjung_p"],
        &["buku_bertambah"],
    ];
    let windows = ["month", "quarter", "year", "quarter", "quarter"];
    let keys = ["pelibatan", "publikasi", "advokasi", "pengunjung", "buku"];
    for (target, cell) in [(20_000, u64::MAX), (19_997, 1_666), (19_993, 0), (1, 1)] {
        let families = keys.iter().zip(columns).zip(windows).enumerate();
        let rules = Rules {
            from: (2023, 2),
            to: (2025, 1),
            minimum_months: 24,
            standard: vec![],
            // Targets without common divisors make the largest denominators.
            families: families
                .map(|(at, ((key, columns), window))| Family {
                    key: (*key).into(),
                    columns: columns.iter().map(|c| (*c).to_owned()).collect(),
                    window,
                    target: target - [0, 3, 9, 15, 17][at].min(target - 1),
                    weight: 100 - u32::try_from(at).unwrap(),
                })
                .collect(),
            rekap: false,
        };
        let numbers: BTreeMap<String, u64> = columns
            .iter()
            .flat_map(|c| c.iter().map(|c| ((*c).to_owned(), cell)))
            .collect();
        let mut month = rules.from;
        let mut library = library(0, "Taman", 0);
        library.rows.clear();
        while month <= rules.to {
            let row = Row {
                numbers: numbers.clone(),
                status: "terverifikasi",
                day: None,
            };
            library.rows.insert(month, row);
            month = crate::naive::after(month);
        }
        let built = Built::of(&rules, &Seal::default(), std::slice::from_ref(&library));
        let board = Board::new(&built.meeting, Audience::Committee);
        let row = board.rows(By::Score, 0..1).next().unwrap();
        let expected = crate::naive::line(&rules, &Seal::default(), &library);
        let standing = row.line.standing;
        assert_eq!(standing.score.map(i128::from), expected.score);
        assert_eq!(i128::from(standing.surplus), expected.surplus);
        for (part, expected) in standing.parts.iter().zip(&expected.parts) {
            assert_eq!(i128::from(part.percent()), expected.percent);
            assert_eq!(i128::from(part.target()), expected.target);
            assert_eq!(part.done, expected.done);
        }
    }
}
