//! XLS, made record by record.

use super::*;
use crate::exchange::book::{Merge, Shown};
use crate::exchange::{Foreign, Large};

#[test]
fn sheets_cells_hidden_rows_and_merges_are_read() {
    let formula = |column: u16, value: [u8; 8], flags: u16| {
        numbers(
            0x0006,
            &[1, column, 0],
            &[&value[..], &flags.to_le_bytes(), &[0; 6]].concat(),
        )
    };
    let special = |kind: u8, value: u8| [kind, 0, value, 0, 0, 0, 0xFF, 0xFF];
    let cells = [
        numbers(0x0208, &[1, 0, 9, 255, 0, 0, 0x20, 0], &[]),
        numbers(0x00FD, &[0, 0, 0, 0, 0], &[]),
        numbers(0x00FD, &[0, 2, 0, 1, 0], &[]),
        numbers(0x0203, &[1, 0, 1], &0.8143f64.to_le_bytes()),
        numbers(0x027E, &[1, 1, 2], &((45_322u32 << 2) | 2).to_le_bytes()),
        numbers(
            0x00BD,
            &[1, 2, 0, 150 << 2 | 3, 0, 0, 7 << 2 | 2, 0, 3],
            &[],
        ),
        numbers(0x0205, &[1, 4, 0], &[1, 0]),
        numbers(0x0205, &[1, 5, 0], &[0x2A, 1]),
        formula(6, 5574f64.to_le_bytes(), 0),
        formula(7, special(0, 0), 0),
        record(0x0207, &text("hasil")),
        formula(8, special(2, 7), 0),
        formula(9, 0f64.to_le_bytes(), 2),
        formula(10, special(3, 0), 2),
        numbers(0x0204, &[1, 11, 0], &text("label")),
        // A chart in the sheet has cells that are none.
        [
            start(),
            numbers(0x0203, &[9, 9, 0], &[0; 8]),
            record(0x000A, &[]),
        ]
        .concat(),
        numbers(0x00E5, &[1, 2, 4, 0, 1], &[]),
    ]
    .concat();
    let sheets = book(xls(
        &shared(),
        &[
            ("Januari", 0, 0, cells.clone()),
            ("Lama", 1, 0, cells.clone()),
            ("Rahasia", 2, 0, cells),
            ("Grafik", 0, 2, Vec::new()),
        ],
    ))
    .unwrap()
    .sheets;
    let said: Vec<_> = sheets
        .iter()
        .map(|s| (s.name.as_str(), s.shown, s.rows.len()))
        .collect();
    assert_eq!(
        said,
        [
            ("Januari", Shown::Yes, 2),
            ("Lama", Shown::Hidden, 0),
            ("Rahasia", Shown::Hidden, 0),
            ("Grafik", Shown::NoCells, 0),
        ]
    );
    let sheet = &sheets[0];
    assert_eq!(texts(&sheet.rows[0]), ["Baso", "", "Pajukué"]);
    assert_eq!(
        cells_of(&sheet.rows[1]),
        [
            (Kind::Percent, "81,43%"),
            (Kind::Date, "31/01/2024"),
            (Kind::Number, "1,5"),
            (Kind::Number, "7"),
            (Kind::Flag, "ya"),
            (Kind::Error, "#N/A"),
            (Kind::Number, "5574"),
            (Kind::Text, "hasil"),
            (Kind::Error, "#DIV/0!"),
            (Kind::Unsaved, ""),
            (Kind::Unsaved, ""),
            (Kind::Text, "label"),
        ]
    );
    assert_eq!(sheet.hidden_rows, [2]);
    assert_eq!(
        sheet.merges,
        [Merge {
            top: 3,
            bottom: 5,
            left: 0,
            right: 1
        }]
    );
}

#[test]
fn cells_in_the_corners_cost_nothing() {
    let number = |row, column| numbers(0x0203, &[row, column, 0], &7f64.to_le_bytes());
    let corners = [
        // It claims more rows than there are in the world.
        numbers(0x0200, &[0, 0, 0xFFFF, 0xFFFF, 0, 0xFFFF, 0], &[]),
        number(0, 0),
        number(65_535, 255),
    ]
    .concat();
    let sheets = vec![("S", 0, 0, corners); 12];
    let read = book(xls(&[], &sheets)).unwrap();
    assert!(read.sheets.iter().all(|sheet| sheet.rows.len() == 2));
}

#[test]
fn the_same_cell_without_end_is_refused() {
    let long = numbers(0x00FC, &[1, 0, 1, 0], &text(&"x".repeat(8000)));
    let row = numbers(0x00FD, &[0, 0, 0, 0, 0], &[]).repeat(20_000);
    let bytes = xls(&long, &[("S", 0, 0, row)]);
    assert!(bytes.len() < 400_000);
    let (what, limit) = (Large::Content, 33_553_408);
    assert_eq!(book(bytes), Err(ImportError::TooLarge { what, limit }));
}

#[test]
fn whatever_byte_is_damaged_nothing_panics() {
    let number = numbers(0x0203, &[0, 0, 0], &[0; 8]);
    let whole = xls(&shared(), &[("S", 0, 0, number.repeat(9))]);
    for at in 0..1900.min(whole.len()) {
        for byte in [0, 0x7F, 0xFF] {
            let mut bytes = whole.clone();
            bytes[at] = byte;
            let panicked = Err(ImportError::Damaged("unexpected content".to_owned()));
            assert_ne!(book(bytes), panicked, "{at}");
        }
    }
}

#[test]
fn other_compound_files_and_damaged_ones_are_named() {
    let word = compound("WordDocument", b"x");
    assert_eq!(book(word), Err(ImportError::NotATable(Foreign::Document)));
    let locked = compound("EncryptedPackage", b"x");
    assert_eq!(book(locked), Err(ImportError::Encrypted));
    let password = xls(&record(0x002F, &[0; 6]), &[("S", 0, 0, Vec::new())]);
    assert_eq!(book(password), Err(ImportError::Encrypted));
    let whole = xls(
        &shared(),
        &[("S", 0, 0, numbers(0x0203, &[0, 0, 0], &[0; 8]).repeat(500))],
    );
    for cut in [8, 511, 600, 1500, whole.len() / 2] {
        let read = book(whole[..cut].to_vec());
        assert!(matches!(read, Err(ImportError::Damaged(_))), "{cut}");
    }
    // A chain of sectors that runs in a circle: the stream is not the whole one.
    let mut circle = whole;
    circle[512 + 4 * 3..512 + 4 * 4].copy_from_slice(&3u32.to_le_bytes());
    assert!(matches!(book(circle), Err(ImportError::Damaged(_))));
}
