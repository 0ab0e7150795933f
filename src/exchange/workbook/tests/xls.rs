//! XLS, made record by record.

use super::*;
use crate::exchange::book::{Merge, Shown};
use crate::exchange::{Foreign, Large};

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

/// The numbers of a record, two bytes each, then what follows.
fn numbers(kind: u16, numbers: &[u16], more: &[u8]) -> Vec<u8> {
    let mut data: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
    data.extend(more);
    record(kind, &data)
}

/// A text with its length in two bytes, a byte a letter.
fn text(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap();
    [&length.to_le_bytes()[..], &[0], text.as_bytes()].concat()
}

fn start() -> Vec<u8> {
    numbers(0x0809, &[0x0600, 0x0010], &[0; 12])
}

/// A compound file with one stream.
fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut stream = stream.to_vec();
    stream.resize(stream.len().max(4096).next_multiple_of(512), 0);
    let sectors = u32::try_from(stream.len() / 512).unwrap();
    let tables = (sectors + 2).div_ceil(127);
    let mut header = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    header.resize(512, 0);
    let mut put =
        |at: usize, number: u32| header[at..at + 4].copy_from_slice(&number.to_le_bytes());
    put(0x1C, 0x0009_FFFE);
    put(0x20, 6);
    put(0x2C, tables);
    put(0x30, tables);
    put(0x38, 4096);
    put(0x3C, u32::MAX - 1);
    put(0x44, u32::MAX - 1);
    for nth in 0..109 {
        put(
            0x4C + 4 * nth as usize,
            if nth < tables { nth } else { u32::MAX },
        );
    }
    // The tables of sectors, then the directory in one sector, then the stream.
    let mut after = vec![u32::MAX - 2; tables as usize];
    after.push(u32::MAX - 1);
    after.extend((1..sectors).map(|nth| tables + 1 + nth));
    after.push(u32::MAX - 1);
    after.resize(tables as usize * 128, u32::MAX);
    let mut directory = vec![0; 512];
    let mut entry = |nth: usize, name: &str, kind: u8, first: u32, size: u32| {
        let entry = &mut directory[128 * nth..128 * (nth + 1)];
        for (at, unit) in name.encode_utf16().enumerate() {
            entry[2 * at..2 * at + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[0x40] = u8::try_from(2 * name.len() + 2).unwrap();
        entry[0x42] = kind;
        entry[0x74..0x78].copy_from_slice(&first.to_le_bytes());
        entry[0x78..0x7C].copy_from_slice(&size.to_le_bytes());
    };
    entry(0, "Root Entry", 5, u32::MAX - 1, 0);
    entry(1, name, 2, tables + 1, u32::try_from(stream.len()).unwrap());
    let table = after.iter().flat_map(|n| n.to_le_bytes());
    header
        .into_iter()
        .chain(table)
        .chain(directory)
        .chain(stream)
        .collect()
}

/// A workbook of sheets, each with its state, its type and its records.
fn xls(shared: &[u8], sheets: &[(&str, u8, u8, Vec<u8>)]) -> Vec<u8> {
    let length: usize = sheets.iter().map(|(name, ..)| 4 + 8 + name.len()).sum();
    let mut stream = start();
    stream.extend(shared);
    let mut at = stream.len() + length + 4;
    let mut bodies = Vec::new();
    for (name, state, kind, records) in sheets {
        let place = u32::try_from(at).unwrap().to_le_bytes();
        let named = [u8::try_from(name.len()).unwrap(), 0];
        let head = [&place[..], &[*state, *kind], &named, name.as_bytes()].concat();
        stream.extend(record(0x0085, &head));
        let body = [start(), records.clone(), record(0x000A, &[])].concat();
        at += body.len();
        bodies.extend(body);
    }
    stream.extend(record(0x000A, &[]));
    stream.extend(bodies);
    compound("Workbook", &stream)
}

/// Number formats, three cell styles (plain, percent, day) and two shared strings, the second of
/// which goes on in the next record with wider letters.
fn shared() -> Vec<u8> {
    let day = text("[$-421]dd mmmm yyyy");
    let mut all = numbers(0x041E, &[164], &day);
    for format in [0, 10, 164] {
        all.extend(numbers(0x00E0, &[0, format], &[0; 16]));
    }
    let first = [text("Baso"), vec![7, 0, 0], b"Pajuk".to_vec()].concat();
    all.extend(numbers(0x00FC, &[2, 0, 2, 0], &first));
    all.extend(record(0x003C, &[1, b'u', 0, 0xE9, 0]));
    all
}

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
