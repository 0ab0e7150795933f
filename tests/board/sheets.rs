//! A spreadsheet's own totals beside the board.

use std::ops::ControlFlow;

use gelar::exchange::compare::{self, Comparison, What};
use gelar::meeting::board::{Audience, Board};
use gelar::text::{Lang, board as words};

use super::world::{World, code};

fn compared(world: &World, csv: &str) -> (Comparison, bool) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("hitungan.csv");
    std::fs::write(&path, csv).unwrap();
    let sheet = compare::read(&path, &mut |_| ControlFlow::Continue(())).unwrap();
    let board = Board::new(&world.meeting, Audience::Committee);
    (
        sheet.compare(&world.meeting, &board),
        sheet.has_values(board.rules()),
    )
}

fn world() -> World {
    let mut world = World::with(4);
    world.full_year(0);
    world.months(1, &[("2024-01", 2, 2, 0)]);
    world
}

#[test]
fn those_that_differ_come_first_and_those_missing_on_either_side_are_told() {
    let world = world();
    let (found, values) = compared(
        &world,
        &format!(
            "No;Kode wilayah;Perpustakaan;Nilai;Peringkat;Pelibatan masyarakat;Catatan\n\
             1;{};;100,00;1;54;\n\
             2;;Perpustakaan Desa 001;5,5;2=;dua;x\n\
             3;;Perpustakaan Rekaan;80;3;1;\n\
             4;{};;100;1;54;\n",
            code(0),
            code(0)
        ),
    );
    assert!(values);
    assert_eq!((found.rows.len(), found.differing()), (2, 1));
    let first = &found.rows[0];
    assert_eq!((first.code.clone(), first.row), (code(1), 3));
    let pair = |what: &What| first.pairs.iter().find(|p| p.what == *what).unwrap();
    assert!(!pair(&What::Rank).differs());
    assert_eq!(pair(&What::Score).theirs, Some(550));
    let family = pair(&What::Family("pelibatan".into()));
    assert_eq!(
        (family.ours, family.unreadable.as_deref()),
        (Some(2), Some("dua"))
    );
    assert_eq!(found.only_here, [code(2), code(3)]);
    let rows: Vec<usize> = found.only_there.iter().map(|s| s.row).collect();
    assert_eq!(rows, [4, 5], "unknown, and twice");
    for lang in [Lang::Id, Lang::En] {
        let board = Board::new(&world.meeting, Audience::Committee);
        let told = words::comparison(lang.text(), &world.meeting, board.rules(), &found).join("\n");
        for part in ["Perpustakaan 001", "\"dua\"", "Perpustakaan Rekaan"] {
            assert!(told.contains(part), "{told}");
        }
    }
}

#[test]
fn a_file_without_any_value_has_nothing_to_compare() {
    let (found, values) = compared(&world(), &format!("kode_wilayah;catatan\n{};x\n", code(0)));
    assert!(!values);
    assert_eq!(found.differing(), 0);
}
