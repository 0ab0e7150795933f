//! The journal against its raw limits, in the same run: one durable append, and the read on start.
//!
//! Ratios come from alternating runs, so that a slow moment of the disk or of a neighbour hits both
//! sides. Criterion prints the same four numbers with their spread.

#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use gelar::journal::codec::{self, Line};
use gelar::journal::sqlite::SqliteJournal;
use gelar::journal::{Draft, Hash, Journal};
use gelar::meeting::event::{Arrived, Event, How, Stamp};
use gelar::meeting::id::{EntryId, ListId, PersonId};
use rusqlite::{Connection, params};

/// Entries of the read on start.
const MANY: u64 = 1_000_000;
/// Appends of one sample, and samples.
const BURST: u64 = 100;
const BURSTS: usize = 30;
/// Times the whole file is read.
const READS: usize = 3;

fn arrived(n: u64) -> Draft {
    Draft {
        stamp: Stamp {
            id: EntryId(0x5eed_0000_0000_0000 + n),
            group: None,
            at: jiff::Timestamp::from_millisecond(1_795_400_000_000 + n.cast_signed() * 37)
                .unwrap(),
            offset: 480,
            boot: Some(gelar::meeting::event::Boot {
                id: "6f1e0c1a".into(),
                ms: 1_000_000 + n * 37,
            }),
            station: "Meja 1".into(),
            operator: "Rahma".into(),
        },
        event: Event::Arrived(Arrived {
            list: ListId::main(),
            people: vec![PersonId(u32::try_from(n).unwrap())],
            how: How::Scan,
        }),
        salt: [0; 16],
    }
}

/// What `SQLite` alone needs: the same pragmas, one table, one row, one commit.
struct Raw {
    conn: Connection,
    seq: i64,
}

impl Raw {
    fn create(path: &Path) -> Self {
        let conn = Connection::open(path).unwrap();
        conn.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON;
             CREATE TABLE entry (seq INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT",
        )
        .unwrap();
        Raw { conn, seq: 0 }
    }

    fn insert(&mut self, text: &str) {
        self.seq += 1;
        self.conn
            .prepare_cached("INSERT INTO entry VALUES (?1, ?2)")
            .unwrap()
            .execute(params![self.seq, text])
            .unwrap();
    }
}

struct Ours {
    journal: SqliteJournal,
    seq: u64,
}

impl Ours {
    fn append(&mut self) {
        let draft = arrived(self.seq);
        black_box(self.journal.append(self.seq, vec![draft]).unwrap());
        self.seq += 1;
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn ratio(what: &str, ours: Duration, limit: Duration, goal: f64) {
    let ratio = ours.as_secs_f64() / limit.as_secs_f64();
    println!("{what}: {ours:?} against {limit:?}, ratio {ratio:.2} (goal {goal})");
}

fn durable_append(c: &mut Criterion) {
    // Beside the build, on a real disk: /tmp may be memory, where nothing is durable.
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut raw = Raw::create(&dir.path().join("raw.db"));
    let mut ours = Ours {
        journal: SqliteJournal::create(&dir.path().join("ours.gelar")).unwrap(),
        seq: 0,
    };
    let text = codec::encode(1, &arrived(1)).unwrap().text;
    // Both are steady after the first checkpoint, when the WAL is written over from the beginning.
    for _ in 0..1500 {
        raw.insert(&text);
        ours.append();
    }
    let (mut of_raw, mut of_ours) = (Vec::new(), Vec::new());
    for _ in 0..BURSTS {
        of_raw.push(timed(|| (0..BURST).for_each(|_| raw.insert(&text))) / 100);
        of_ours.push(timed(|| (0..BURST).for_each(|_| ours.append())) / 100);
    }
    ratio("one durable append", median(of_ours), median(of_raw), 1.3);
    let mut group = c.benchmark_group("durable");
    group
        .measurement_time(Duration::from_secs(4))
        .warm_up_time(Duration::from_secs(1));
    group.bench_function("raw insert", |b| b.iter(|| raw.insert(&text)));
    group.bench_function("append", |b| b.iter(|| ours.append()));
    group.finish();
}

/// A file of a million arrivals; written in bulk, because only reading is measured.
fn fill(path: &Path) -> Vec<String> {
    let texts: Vec<String> = (0..MANY)
        .map(|n| codec::encode(n + 1, &arrived(n)).unwrap().text)
        .collect();
    drop(SqliteJournal::create(path).unwrap());
    let mut conn = Connection::open(path).unwrap();
    let act = conn.transaction().unwrap();
    {
        let mut insert = act
            .prepare("INSERT INTO entry VALUES (?1, ?2, ?3, NULL, NULL, ?4)")
            .unwrap();
        let mut hash = Hash::ZERO;
        for (n, text) in (0..).zip(&texts) {
            hash = codec::link(&hash, text.as_bytes());
            let id = arrived(n).stamp.id.0.cast_signed();
            insert
                .execute(params![(n + 1).cast_signed(), id, text, hash.0])
                .unwrap();
        }
    }
    act.commit().unwrap();
    texts
}

fn read_on_start(c: &mut Criterion) {
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = dir.path().join("million.gelar");
    let texts = fill(&path);
    let parse = || {
        for text in &texts {
            black_box(serde_json::from_str::<Line>(text).unwrap());
        }
    };
    let mut journal = SqliteJournal::open(&path).unwrap();
    let mut read = || {
        let mut count = 0;
        let mut visit = |entry| {
            black_box(entry);
            count += 1;
        };
        journal.read(0, &mut visit).unwrap();
        assert_eq!(count, MANY);
    };
    let (mut of_parse, mut of_read) = (Vec::new(), Vec::new());
    for _ in 0..READS {
        of_parse.push(timed(parse));
        of_read.push(timed(&mut read));
    }
    ratio(
        "read of 1,000,000 entries, chain checked",
        median(of_read),
        median(of_parse),
        1.3,
    );
    let mut group = c.benchmark_group("start");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(8))
        .warm_up_time(Duration::from_millis(1));
    group.bench_function("parse 1,000,000 lines", |b| b.iter(parse));
    group.bench_function("read 1,000,000 entries", |b| b.iter(&mut read));
    group.finish();
}

criterion_group!(benches, durable_append, read_on_start);
criterion_main!(benches);
