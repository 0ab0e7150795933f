//! Import of a million library-months, every village of the country in it, beside its limits in the same
//! run: the same file read by the bare parser into structs, and one transaction of the same entries.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)] // a bench that cannot go on stops there

mod support;

use std::hint::black_box;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use gelar::clock::Clock;
use gelar::exchange::reading::Reading;
use gelar::journal::codec::{self, Stored};
use gelar::journal::sqlite::SqliteJournal;
use gelar::journal::{Draft, Journal};
use gelar::meeting::command::Command;
use gelar::meeting::id::VillageCode;
use gelar::meeting::record::Village;
use gelar::meeting::roster::{AchievedRow, achievements_on};
use gelar::session::Session;
use rusqlite::{Connection, params};
use serde::Deserialize;

const LIBRARIES: usize = 83_762;
const MONTHS: usize = 12;
const ACROSS: usize = 100_000;
/// Turns of each pair.
const ROUNDS: usize = 3;

/// The row as the bare parser reads it.
#[derive(Default, Deserialize)]
#[serde(default)]
#[allow(dead_code)]
struct Bare {
    kode_wilayah: String,
    bulan: String,
    pelibatan_kegiatan: Option<u64>,
    publikasi_daring: Option<u64>,
    advokasi_dana: Option<u64>,
    tanggal_input: String,
    status: String,
}

fn code(n: usize) -> String {
    let (province, rest) = (11 + n / 10_000, n % 10_000);
    format!(
        "{province:02}.{:02}.{:02}.2{:03}",
        1 + rest / 1_000,
        1 + rest / 100 % 10,
        rest % 100
    )
}

fn file(dir: &Path) -> PathBuf {
    let path = dir.join("capaian.csv");
    let mut out = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    writeln!(
        out,
        "kode_wilayah;bulan;pelibatan_kegiatan;publikasi_daring;advokasi_dana;tanggal_input;status"
    )
    .unwrap();
    for n in 0..LIBRARIES {
        for month in 1..=MONTHS {
            let (a, b, c) = ((n + month) % 7, (n / 7 + month) % 5, (n + month) % 3);
            let code = code(n);
            writeln!(
                out,
                "{code};2024-{month:02};{a};{b};{c};{:02}/{month:02}/2024;dilaporkan",
                1 + n % 28
            )
            .unwrap();
        }
    }
    out.flush().unwrap();
    path
}

/// A row per village, its months across.
fn across(dir: &Path) -> PathBuf {
    let path = dir.join("pelibatan 2024.csv");
    let mut out = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    writeln!(
        out,
        "kode_wilayah;Jan;Feb;Mar;Apr;Mei;Jun;Jul;Agt;Sep;Okt;Nop;Des;Jumlah"
    )
    .unwrap();
    for n in 0..ACROSS {
        let months = (0..MONTHS).map(|m| (n + m) % 7);
        let cells: Vec<String> = months.clone().map(|m| m.to_string()).collect();
        let sum: usize = months.sum();
        writeln!(out, "{};{};{sum}", code(n), cells.join(";")).unwrap();
    }
    out.flush().unwrap();
    path
}

fn bare_across(path: &Path) -> usize {
    csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_path(path)
        .unwrap()
        .deserialize::<(String, [u64; MONTHS], u64)>()
        .map(|row| black_box(row.unwrap()).0.len().min(1))
        .sum()
}

/// As many library-months as 1,200,000 rows of the long form.
fn read_across(dir: &Path) {
    let path = across(dir);
    let read = || {
        let reading = Reading {
            file: "pelibatan 2024.csv".to_owned(),
            ..Reading::default()
        };
        support::files::months_with(std::fs::read(&path).unwrap(), &reading).unwrap()
    };
    assert_eq!(read().rows.len(), ACROSS * MONTHS);
    let (ours, limit) = support::alternate(
        ROUNDS,
        || support::timed(read),
        || support::timed(|| bare_across(&path)),
    );
    support::row(
        "import of 100,000 rows with months across, read and check CSV",
        ours,
        limit,
        10.0,
    );
}

fn bare(path: &Path) -> usize {
    csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_path(path)
        .unwrap()
        .deserialize::<Bare>()
        .map(|row| black_box(row.unwrap()).bulan.len().min(1))
        .sum()
}

/// A meeting that knows every village.
fn national(path: &Path) -> (SqliteJournal, Session, Clock) {
    let mut journal = SqliteJournal::create(path).unwrap();
    let mut session = Session::open(&mut journal).unwrap();
    let mut clock = Clock::from_env().unwrap();
    let villages = (0..LIBRARIES).map(|n| Village {
        code: VillageCode::parse(&code(n)).unwrap(),
        name: format!("Desa {n}"),
        subdistrict: format!("Kecamatan {}", n / 100),
        kind: "desa".into(),
    });
    for command in [
        Command::Found(support::about()),
        Command::ListVillages(Arc::new(villages.collect())),
    ] {
        support::must(&mut session, &mut journal, &mut clock, command);
    }
    (journal, session, clock)
}

/// Decides, appends and folds the whole list; answers the time and what was stored.
fn apply(path: &Path, rows: &Arc<Vec<AchievedRow>>) -> (Duration, Vec<Draft>) {
    let (mut journal, mut session, mut clock) = national(path);
    let before = session.head().seq;
    let command = Command::ImportAchievements(rows.clone(), Arc::default(), String::new());
    let time = support::timed(|| support::must(&mut session, &mut journal, &mut clock, command));
    assert_eq!(session.meeting().achievements().iter().count(), LIBRARIES);
    let mut drafts = Vec::new();
    let mut keep = |entry: gelar::journal::Entry| {
        drafts.push(Draft {
            stamp: entry.stamp,
            event: entry.event,
            salt: [7; 16],
        });
    };
    journal.read(before, &mut keep).unwrap();
    (time, drafts)
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
            let private = stored.private.as_ref().map(|p| &p.0);
            act.prepare_cached("INSERT INTO entry VALUES (?1, ?2, ?3)")
                .unwrap()
                .execute(params![seq, stored.text, private])
                .unwrap();
        }
        act.commit().unwrap();
    })
}

fn figures(c: &mut Criterion) {
    let dir = support::folder();
    let path = file(dir.path());
    let read = || support::files::months(std::fs::read(&path).unwrap()).unwrap();
    let checked = read();
    assert_eq!(
        (checked.rows.len(), checked.rejected.len()),
        (LIBRARIES * MONTHS, 0)
    );
    let (ours, limit) = support::alternate(
        ROUNDS,
        || support::timed(read),
        || support::timed(|| bare(&path)),
    );
    support::row(
        "import of 1,005,144 library-months, read and check CSV",
        ours,
        limit,
        10.0,
    );

    read_across(dir.path());

    let rows = Arc::new(checked.rows);
    let (_, session, _) = national(&dir.path().join("plan.gelar"));
    let planned = support::timed(|| achievements_on(session.meeting(), &rows, &[]));
    let (_, drafts) = apply(&dir.path().join("first.gelar"), &rows);
    let encode = |d: &[Draft]| -> Vec<Stored> {
        (1..)
            .zip(d)
            .map(|(seq, d)| codec::encode(seq, d).unwrap())
            .collect()
    };
    let stored = encode(&drafts);
    let encoding = support::timed(|| encode(&drafts));
    let (mut n, mut m) = (0, 0);
    let (ours, limit) = support::alternate(
        ROUNDS,
        || {
            n += 1;
            apply(&dir.path().join(format!("a{n}.gelar")), &rows).0
        },
        || {
            m += 1;
            one_transaction(&dir.path().join(format!("c{m}.db")), &stored)
        },
    );
    support::row(
        "import of 1,005,144 library-months, apply: decide, append, fold",
        ours,
        limit,
        2.0,
    );
    println!("  of that, alone: plan {planned:.3?}, encode {encoding:.3?}");
    let few: Vec<AchievedRow> = rows.iter().take(12 * 32).cloned().collect();
    c.bench_function("plan 384 library-months", |b| {
        b.iter(|| achievements_on(session.meeting(), &few, &[]));
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = figures
}
criterion_main!(benches);
