//! Import of 100,000 rows beside its limit in the same run: the same file read by the bare parser
//! into structs. Prints the ratios; the goals are 10 for CSV and 2 for XLSX.

#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::too_many_lines,
    clippy::disallowed_methods,
    missing_docs
)] // a bench that cannot go on stops there

use std::collections::BTreeMap;
use std::hint::black_box;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use calamine::{Reader, Xlsx};
use criterion::{Criterion, criterion_group, criterion_main};
use gelar::exchange::import::{PeopleFile, read_people};
use gelar::exchange::table::Progress;
use gelar::meeting::id::PersonId;
use gelar::meeting::record::FieldSet;
use gelar::meeting::roster::{Base, plan_people};
use gelar::meeting::village::Gazetteer;
use rust_xlsxwriter::Workbook;
use serde::Deserialize;

const ROWS: usize = 100_000;

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

fn on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
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

/// The fastest of five: the least disturbed one.
fn fastest(mut work: impl FnMut() -> usize) -> Duration {
    (0..5)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

fn import(c: &mut Criterion) {
    let dir = tempfile::tempdir().unwrap();
    let (csv_path, xlsx_path) = files(dir.path());
    let gazetteer = Gazetteer::maros();
    let file = read_people(&csv_path, &mut on).unwrap();
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
        assert_eq!(plan.same, ROWS);
        plan.same
    };

    let csv_bare = fastest(|| bare_csv(&csv_path));
    let csv_ours = fastest(|| read_people(&csv_path, &mut on).unwrap().rows.len());
    let xlsx_bare = fastest(|| bare_xlsx(&xlsx_path));
    let xlsx_ours = fastest(|| read_people(&xlsx_path, &mut on).unwrap().rows.len());
    let plan_new = fastest(|| plan(&file, &gazetteer));
    let plan_again = fastest(again);
    let ratio = |ours: Duration, bare: Duration| ours.as_secs_f64() / bare.as_secs_f64();
    println!("read and check {ROWS} rows:");
    println!(
        "  CSV  {csv_ours:?} against csv {csv_bare:?}: {:.2} x (goal 10)",
        ratio(csv_ours, csv_bare)
    );
    println!(
        "  XLSX {xlsx_ours:?} against calamine {xlsx_bare:?}: {:.2} x (goal 2)",
        ratio(xlsx_ours, xlsx_bare)
    );
    println!("  plan of {ROWS} new {plan_new:?}, of the same again {plan_again:?}");

    let mut group = c.benchmark_group("import");
    group.sample_size(10);
    group.bench_function("csv, bare", |b| b.iter(|| bare_csv(&csv_path)));
    group.bench_function("csv, read and check", |b| {
        b.iter(|| read_people(&csv_path, &mut on).unwrap().rows.len());
    });
    group.bench_function("plan, all new", |b| b.iter(|| plan(&file, &gazetteer)));
    group.finish();
}

criterion_group!(benches, import);
criterion_main!(benches);
