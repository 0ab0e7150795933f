//! Import of 100,000 rows beside its limits in the same run: the same file read by the bare parser into
//! structs, and one transaction of the same entries.

#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::too_many_lines,
    clippy::disallowed_methods,
    missing_docs
)] // a bench that cannot go on stops there

mod support;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use calamine::{Reader, Xlsx};
use criterion::{Criterion, criterion_group, criterion_main};
use gelar::clock::Clock;
use gelar::exchange::import::PeopleFile;
use gelar::journal::codec::{self, Stored};
use gelar::journal::sqlite::SqliteJournal;
use gelar::journal::{Draft, Entry, Journal};
use gelar::meeting::command::Command;
use gelar::meeting::id::PersonId;
use gelar::meeting::record::FieldSet;
use gelar::meeting::roster::{Base, PersonRow, plan_people};
use gelar::meeting::village::Gazetteer;
use gelar::session::Session;
use rusqlite::{Connection, params};
use rust_xlsxwriter::Workbook;
use serde::Deserialize;

const ROWS: usize = 100_000;
/// Turns of each pair.
const ROUNDS: usize = 5;

const HEADER: [&str; 10] = [
    "kode_undangan",
    "nama_lengkap",
    "jenis_kelamin",
    "unsur",
    "jabatan",
    "instansi",
    "desa_kelurahan",
    "kecamatan",
    "nip",
    "no_hp",
];

/// The row as the bare parsers read it.
#[derive(Default, Deserialize)]
#[serde(default)]
#[allow(dead_code)]
struct Bare {
    kode_undangan: String,
    nama_lengkap: String,
    jenis_kelamin: String,
    unsur: String,
    jabatan: String,
    instansi: String,
    desa_kelurahan: String,
    kecamatan: String,
    nip: String,
    no_hp: String,
}

/// Invented people of real shapes: titles, accents, villages in drifting spelling.
fn row(n: usize) -> [String; 10] {
    const FIRST: [&str; 10] = [
        "Andi", "Sitti", "Muh.", "Baso", "Hj. Nur", "Daeng", "Rusli", "Abd.", "Sénrang", "Besse",
    ];
    const LAST: [&str; 10] = [
        "Rahman",
        "Marwah",
        "Mappuji",
        "Rurung",
        "Caya, S.Pd.",
        "Sija",
        "Haeruddin",
        "Kadir, M.Si.",
        "Tenri",
        "Lolo",
    ];
    const VILLAGES: [(&str, &str); 6] = [
        ("Pajukukang", "Bontoa"),
        ("SALENRANG", "Bontoa"),
        ("Bonto Bahari", "Bontoa"),
        ("Bontoa", "Mandai"),
        ("Botolempangan", ""),
        ("Simbang", "Simbang"),
    ];
    let (village, subdistrict) = VILLAGES[n % 6];
    [
        format!("U-{n}"),
        format!("{} {} {}", FIRST[n % 10], LAST[n / 10 % 10], word(n / 100)),
        if n.is_multiple_of(2) {
            "L"
        } else {
            "Perempuan"
        }
        .into(),
        ["PIC", "Kepala Desa", "Camat", "Babinsa"][n % 4].into(),
        "Pengelola perpustakaan".into(),
        format!("Dinas {}", n % 50),
        village.into(),
        subdistrict.into(),
        format!("19780924199612{:04}", 1 + n % 9000),
        format!("+62 812-{:04}-{:04}", n / 10_000, n % 10_000),
    ]
}

fn word(mut n: usize) -> String {
    let mut word = String::from("D");
    for _ in 0..3 {
        word.push(['a', 'i', 'u', 'e', 'o'][n % 5]);
        word.push(['b', 'l', 'r', 's', 'm', 't'][n / 5 % 6]);
        n /= 30;
    }
    word
}

fn files(dir: &Path) -> (PathBuf, PathBuf) {
    let (csv_path, xlsx_path) = (dir.join("a.csv"), dir.join("a.xlsx"));
    let mut out = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_path(&csv_path)
        .unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    out.write_record(HEADER).unwrap();
    for (column, header) in HEADER.iter().enumerate() {
        sheet.write(0, column as u16, *header).unwrap();
    }
    for n in 0..ROWS {
        let mut cells = row(n);
        // NIPs are unique; the number of the row is their only moving part.
        cells[8] = format!("19780924{n:06}1001");
        out.write_record(&cells).unwrap();
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(n as u32 + 1, column as u16, cell).unwrap();
        }
    }
    out.flush().unwrap();
    book.save(&xlsx_path).unwrap();
    (csv_path, xlsx_path)
}

fn bare_csv(path: &Path) -> usize {
    csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_path(path)
        .unwrap()
        .deserialize::<Bare>()
        .map(|row| black_box(row.unwrap()).no_hp.len().min(1))
        .sum()
}

fn bare_xlsx(path: &Path) -> usize {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(std::fs::read(path).unwrap())).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range
        .deserialize::<Bare>()
        .unwrap()
        .map(|row| black_box(row.unwrap()).no_hp.len().min(1))
        .sum()
}

fn plan(file: &PeopleFile, gazetteer: &Gazetteer) -> usize {
    let plan = plan_people(
        Base {
            people: &[],
            gazetteer,
            libraries: &BTreeMap::new(),
            next: PersonId(1),
        },
        &file.rows,
        &[],
    );
    plan.new.len()
}

/// What `SQLite` alone needs for the import: the same pragmas, the same entries, one transaction.
fn one_transaction(path: &Path, stored: &[Stored]) -> Duration {
    let mut conn = Connection::open(path).unwrap();
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON;
         CREATE TABLE entry (seq INTEGER PRIMARY KEY, text TEXT NOT NULL, private TEXT) STRICT",
    )
    .unwrap();
    support::timed(|| {
        let act = conn.transaction().unwrap();
        for (seq, stored) in (1i64..).zip(stored) {
            act.prepare_cached("INSERT INTO entry VALUES (?1, ?2, ?3)")
                .unwrap()
                .execute(params![
                    seq,
                    stored.text,
                    stored.private.as_ref().map(|p| &p.0)
                ])
                .unwrap();
        }
        act.commit().unwrap();
    })
}

/// Decides, appends and folds the whole list; answers the time and what was stored.
fn apply(path: &Path, rows: &Arc<Vec<PersonRow>>) -> (Duration, Vec<Draft>) {
    let mut journal = SqliteJournal::create(path).unwrap();
    let mut session = Session::open(&mut journal).unwrap();
    let mut clock = Clock::from_env().unwrap();
    let found = Command::Found(support::about());
    support::must(&mut session, &mut journal, &mut clock, found);
    let command = Command::ImportPeople(rows.clone(), Arc::default());
    let time = support::timed(|| support::must(&mut session, &mut journal, &mut clock, command));
    assert_eq!(session.meeting().people().len(), ROWS);
    let mut drafts = Vec::new();
    let mut keep = |entry: Entry| {
        drafts.push(Draft {
            stamp: entry.stamp,
            event: entry.event,
            salt: [7; 16],
        });
    };
    journal.read(1, &mut keep).unwrap();
    (time, drafts)
}

/// Each on a new file, so that neither writes over the other's pages.
fn apply_against_one_transaction(rows: Vec<PersonRow>) {
    let rows = Arc::new(rows);
    let dir = support::folder();
    let (_, drafts) = apply(&dir.path().join("first.gelar"), &rows);
    let encode = || -> Vec<Stored> {
        (2..)
            .zip(&drafts)
            .map(|(seq, draft)| codec::encode(seq, draft).unwrap())
            .collect()
    };
    let stored = encode();
    let encoding = support::timed(encode);
    let mut appends = Vec::new();
    let mut n = 0;
    let mut m = 0;
    let (ours, limit) = support::alternate(
        ROUNDS,
        || {
            n += 1;
            let mut journal =
                SqliteJournal::create(&dir.path().join(format!("b{n}.gelar"))).unwrap();
            appends.push(support::timed(|| {
                journal.append(0, drafts.clone()).unwrap();
            }));
            drop(journal);
            apply(&dir.path().join(format!("a{n}.gelar")), &rows).0
        },
        || {
            m += 1;
            one_transaction(&dir.path().join(format!("c{m}.db")), &stored)
        },
    );
    support::row(
        "import of 100,000 people, apply: decide, append, fold",
        ours,
        limit,
        2.0,
    );
    support::row(
        "import of 100,000 people, of that append",
        support::median(&mut appends),
        limit,
        2.0,
    );
    println!("  of that, alone: encode {encoding:.3?}");
}

fn import(c: &mut Criterion) {
    let dir = tempfile::tempdir().unwrap();
    let (csv_path, xlsx_path) = files(dir.path());
    let gazetteer = Gazetteer::maros();
    let file = support::files::read_people(&csv_path).unwrap();
    assert_eq!((file.rows.len(), file.rejected.len()), (ROWS, 0));
    assert_eq!(plan(&file, &gazetteer), ROWS);
    let known: Vec<_> = plan_people(
        Base {
            people: &[],
            gazetteer: &gazetteer,
            libraries: &BTreeMap::new(),
            next: PersonId(1),
        },
        &file.rows,
        &[],
    )
    .new;
    let people: Vec<_> = known
        .iter()
        .map(|p| (p.id, &*p.record, FieldSet::default()))
        .collect();
    let again = || {
        let base = Base {
            people: &people,
            gazetteer: &gazetteer,
            libraries: &BTreeMap::new(),
            next: PersonId(1),
        };
        let plan = plan_people(base, &file.rows, &[]);
        assert_eq!(plan.same.len(), ROWS);
        plan.same.len()
    };

    let read = |path: &Path| support::files::read_people(path).unwrap();
    let (csv_ours, csv_bare) = support::alternate(
        ROUNDS,
        || support::timed(|| read(&csv_path)),
        || support::timed(|| bare_csv(&csv_path)),
    );
    support::row(
        "import of 100,000 people, read and check CSV",
        csv_ours,
        csv_bare,
        10.0,
    );
    let (xlsx_ours, xlsx_bare) = support::alternate(
        3,
        || support::timed(|| read(&xlsx_path)),
        || support::timed(|| bare_xlsx(&xlsx_path)),
    );
    support::row(
        "import of 100,000 people, read and check XLSX",
        xlsx_ours,
        xlsx_bare,
        2.0,
    );
    println!(
        "  plan of {ROWS} new {:.3?}, of the same again {:.3?}",
        support::timed(|| plan(&file, &gazetteer)),
        support::timed(again)
    );
    apply_against_one_transaction(file.rows.clone());

    let mut group = c.benchmark_group("import");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3));
    group.bench_function("csv, bare", |b| b.iter(|| bare_csv(&csv_path)));
    group.bench_function("csv, read and check", |b| {
        b.iter(|| read(&csv_path).rows.len());
    });
    group.finish();
}

criterion_group!(benches, import);
criterion_main!(benches);
