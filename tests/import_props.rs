//! Whatever the bytes: rows, refusals or an error, never a panic; and a second import of the same
//! file changes nothing.

#![allow(clippy::unwrap_used)] // a test that cannot go on stops there

use std::collections::BTreeMap;

use gelar::exchange::export::{neutral, write_csv};
use gelar::meeting::id::PersonId;
use gelar::meeting::names::scrub;
use gelar::meeting::record::{FieldSet, Record};
use gelar::meeting::roster::{Base, PersonRow, plan_people};
use gelar::meeting::village::Gazetteer;
use proptest::prelude::*;

#[path = "support/files.rs"]
mod files;

/// Reads the bytes as each kind of list; all text that comes out must be clean.
fn survive(bytes: &[u8]) {
    if let Ok(people) = files::people(bytes) {
        for row in &people.rows {
            assert_eq!(scrub(&row.record.personal.name), row.record.personal.name);
            assert!(!row.record.personal.note.chars().any(char::is_control));
        }
        let rows = people.tables.tables.iter().map(|t| t.rows.len());
        let told = people.rows.len() + people.rejected.len() + people.waiting.len();
        assert_eq!(told, rows.sum::<usize>());
        let gazetteer = Gazetteer::maros();
        plan_people(
            Base {
                people: &[],
                gazetteer: &gazetteer,
                libraries: &BTreeMap::new(),
                next: PersonId(1),
            },
            &people.rows,
            &[],
        );
    }
    let _ = files::libraries(bytes);
    let _ = files::villages(bytes);
    let _ = files::months(bytes);
    let _ = files::totals(bytes);
}

/// Cells that meet the rules half-way: names and places that collide, numbers, damage.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(vec![
            "", "-", "Baso", "BASO", "Baso, S.Pd.", "Sitti Marwah", "St. Marwah", "PIC", "Panitia",
            "Bontoa", "Mandai", "Pajukukang", "Bontolempangan", "Cenrana", "Wakanda",
            "73.09.05.2002", "73.08.01.2001", "7309052002", "197809241996121001", "1.97809E+17",
            "+62812345678", "81234567890", "L", "P", "ya", "U-1", "U-2", "=1+1", "\u{202e}x", "\"",
        ])
        .prop_map(str::to_owned),
        1 => "[a-zA-Z0-9;,\t\"'\r\n=+\u{1b}\u{300}\u{200b} .-]{0,12}",
        1 => any::<String>(),
    ]
}

fn sheet() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(cell(), 9), 0..12)
}

const HEADER: [&str; 9] = [
    "nama",
    "unsur",
    "desa",
    "kecamatan",
    "kode wilayah",
    "nip",
    "hp",
    "kode undangan",
    "instansi",
];

fn written(rows: &[Vec<String>]) -> Vec<u8> {
    let mut csv = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer(Vec::new());
    csv.write_record(HEADER).unwrap();
    for row in rows {
        csv.write_record(row).unwrap();
    }
    csv.into_inner().unwrap()
}

fn plan_twice(rows: &[PersonRow]) {
    let gazetteer = Gazetteer::maros();
    let libraries = BTreeMap::new();
    let mut known: BTreeMap<PersonId, Record> = BTreeMap::new();
    for turn in 0..2 {
        let people: Vec<_> = known
            .iter()
            .map(|(id, r)| (*id, r, FieldSet::default()))
            .collect();
        let next = PersonId(u32::try_from(known.len()).unwrap() + 1);
        let base = Base {
            people: &people,
            gazetteer: &gazetteer,
            libraries: &libraries,
            next,
        };
        let plan = plan_people(base, rows, &[]);
        if turn == 1 {
            assert_eq!(plan.new, [], "a second import brings nobody new");
            assert_eq!(plan.changed, [], "a second import changes nothing");
        }
        for person in plan.new {
            known.insert(person.id, (*person.record).clone());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        survive(&bytes);
    }

    #[test]
    fn random_text_behind_a_header_never_panics(text in "[a-z;,\t\"'\r\n\\PC]{0,200}") {
        survive(format!("nama;unsur;kode;nama perpustakaan;kecamatan\n{text}").as_bytes());
    }

    #[test]
    fn random_sheets_never_panic(rows in sheet()) {
        survive(&written(&rows));
    }

    #[test]
    fn a_damaged_workbook_never_panics(
        at in prop::collection::vec((0usize..4000, any::<u8>()), 1..6),
        cut in 0usize..4000,
    ) {
        for original in [
            &include_bytes!("fixtures/import/last-corner.xlsx")[..],
            &include_bytes!("fixtures/import/peserta.ods")[..],
        ] {
            let mut bytes = original.to_vec();
            for (at, byte) in &at {
                let at = at % bytes.len();
                bytes[at] = *byte;
            }
            survive(&bytes);
            bytes.truncate(cut.max(4) % bytes.len());
            survive(&bytes);
        }
    }

    #[test]
    fn importing_twice_changes_nothing(rows in sheet()) {
        if let Ok(people) = files::people(written(&rows)) {
            plan_twice(&people.rows);
        }
    }

    #[test]
    fn what_is_exported_is_read_again(
        cells in prop::collection::vec(prop_oneof!["\\PC{1,20}", "a?[ÂÃâ][¡-¿€™œ]{1,2}"], 1..6),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.csv");
        let rows: Vec<[String; 3]> = cells
            .iter()
            .map(|c| [format!("Baso {c}"), "PIC".into(), scrub(c)])
            .collect();
        write_csv(&path, &["nama", "unsur", "jabatan"], &rows).unwrap();
        let file = files::people(std::fs::read(&path).unwrap()).unwrap();
        let table = &file.tables.tables[0];
        for (row, read) in rows.iter().zip(&table.rows) {
            prop_assert_eq!(read.cell(0).text, scrub(&row[0]));
            // A mark that our exports put there is taken off again, one that a person wrote stays.
            let position = &row[2];
            if !position.starts_with('\'') && neutral(position).len() == position.len() {
                prop_assert_eq!(read.cell(2).text, position);
            }
        }
    }
}
