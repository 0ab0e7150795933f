//! The journal and the fold against their raw limits, in the same run: one scan until it is answered, one
//! durable append, and the start on a file of a million entries.
//!
//! Criterion prints the two durable writes again with their spread.

#![allow(missing_docs, clippy::unwrap_used)] // criterion's macros; a bench that cannot go on stops there
#![allow(clippy::disallowed_methods)] // a bench reads the clock

mod support;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use gelar::clock::Clock;
use gelar::journal::codec::{self, Line, Stored};
use gelar::journal::sqlite::SqliteJournal;
use gelar::journal::{Draft, Entry, Hash, Journal};
use gelar::meeting::Meeting;
use gelar::meeting::code::{self, Secret};
use gelar::meeting::command::Command;
use gelar::meeting::event::{
    ArrivalWithdrawn, Arrived, Boot, Cancelled, Event, Founded, How, Outcome, PeopleImported,
    Restored, ScanRefused, Stamp, Undone,
};
use gelar::meeting::id::{EntryId, ListId, PersonId};
use gelar::meeting::record::{Personal, Zone};
use gelar::session::{self, Session};
use rusqlite::{Connection, params};

/// Entries of the desk in the file of the start; the import of its people comes before them.
const MANY: u32 = 1_000_000;
const PEOPLE: u32 = 100_000;
/// Bursts of the two durable rows.
const BURSTS: usize = 30;
/// Times the whole file is read.
const READS: usize = 5;

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
             PRAGMA trusted_schema = OFF; PRAGMA mmap_size = 0;
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

/// Entry `n` at a desk of four, one of them every 37 ms.
fn draft(n: u32, event: Event) -> Draft {
    let ms = 1_000_000 + u64::from(n) * 37;
    let desk = n % 4;
    Draft {
        stamp: Stamp {
            id: EntryId(0x5eed_0000_0000_0000 + u64::from(n)),
            group: None,
            at: jiff::Timestamp::from_millisecond(1_795_400_000_000 + ms.cast_signed()).unwrap(),
            offset: 480,
            boot: Some(Boot {
                id: "6f1e0c1a".into(),
                ms,
            }),
            station: format!("Meja {}", desk + 1).into(),
            operator: ["Rahma", "Tenri", "Baso", "Sitti"][desk as usize].into(),
        },
        event,
        salt: [7; 16],
    }
}

fn arrived(person: u32, list: ListId, how: How) -> Event {
    Event::Arrived(Arrived {
        list,
        people: vec![PersonId(person)],
        how,
    })
}

/// One durable append, without a meeting above it.
fn durable_append(c: &mut Criterion) {
    let dir = support::folder();
    let mut raw = Raw::create(&dir.path().join("raw.db"));
    let mut journal = SqliteJournal::create(&dir.path().join("ours.gelar")).unwrap();
    let mut seq = 0;
    let mut append = || {
        let draft = draft(seq, arrived(seq, ListId::main(), How::Scan));
        black_box(journal.append(seq.into(), vec![draft]).unwrap());
        seq += 1;
    };
    let text = codec::encode(1, &draft(1, arrived(1, ListId::main(), How::Scan)))
        .unwrap()
        .text;
    // Both are steady after the first checkpoint, when the WAL is written over from the beginning.
    for _ in 0..1_500 {
        raw.insert(&text);
        append();
    }
    let (ours, limit) = support::alternate(
        BURSTS,
        || support::timed(|| (0..100).for_each(|_| append())) / 100,
        || support::timed(|| (0..100).for_each(|_| raw.insert(&text))) / 100,
    );
    support::row("one durable append", ours, limit, 1.3);
    let mut group = c.benchmark_group("durable");
    group
        .measurement_time(Duration::from_secs(3))
        .warm_up_time(Duration::from_millis(500));
    group.bench_function("raw insert", |b| b.iter(|| raw.insert(&text)));
    group.bench_function("append", |b| b.iter(&mut append));
    group.finish();
}

/// From the sixteen characters of a badge to the committed answer, on the sample meeting.
fn scan(_: &mut Criterion) {
    let dir = support::folder();
    let mut raw = Raw::create(&dir.path().join("raw.db"));
    let mut journal = SqliteJournal::create(&dir.path().join("ours.gelar")).unwrap();
    let mut clock = Clock::from_env().unwrap();
    let mut session = support::sample(&mut journal, &mut clock);
    let guests: Vec<(PersonId, String)> = session
        .meeting()
        .people()
        .iter()
        .map(|p| (p.id, session.meeting().code_of(p).unwrap()))
        .collect();
    let count = u32::try_from(guests.len()).unwrap();
    let text = codec::encode(1, &draft(1, arrived(1, ListId::main(), How::Scan)))
        .unwrap()
        .text;
    // Everybody arrives by scan; then, untimed, everybody is sent home again.
    let mut burst = || {
        let begun = Instant::now();
        for (_, badge) in &guests {
            let command = Command::Scan {
                reading: code::read(badge),
                list: ListId::main(),
            };
            let context = clock.context("Meja 1", "Rahma", Zone::Wita);
            let answer = session::run(&mut session, &mut journal, command, context);
            assert!(matches!(&answer.unwrap().unwrap()[..], [Event::Arrived(_)]));
        }
        let time = begun.elapsed() / count;
        for (person, _) in &guests {
            let list = ListId::main();
            let command = Command::Withdraw {
                person: *person,
                list,
            };
            support::must(&mut session, &mut journal, &mut clock, command);
        }
        time
    };
    for _ in 0..1_500 {
        raw.insert(&text);
    }
    for _ in 0..8 {
        burst();
    }
    let mut insert = || support::timed(|| (0..count).for_each(|_| raw.insert(&text))) / count;
    let (ours, limit) = support::alternate(BURSTS, burst, &mut insert);
    support::row("one scan, committed and answered", ours, limit, 1.3);
}

/// The desk's entries over ten lists (days, sessions, hand-outs), everybody once on each: of a hundred,
/// 92 arrivals, the rest refusals, withdrawals, undone acts, cancellations with their reasons.
fn at_the_desk(n: u32) -> Event {
    let (hundred, at) = (n / 100, n % 100);
    let nth = |at: u32| hundred * 92 + at;
    // A stride that shares no factor with the people: neighbours on the list do not come together.
    let person = |nth: u32| {
        let spread = u64::from(nth) * 7_919 % u64::from(PEOPLE);
        u32::try_from(spread).unwrap() + 1
    };
    let list = |nth: u32| match nth / PEOPLE {
        0 => ListId::main(),
        other => ListId::new(&format!("sesi-{other}")),
    };
    let before = nth(40);
    match at {
        0..92 => {
            let how = if at % 12 == 11 { How::Hand } else { How::Scan };
            arrived(person(nth(at)), list(nth(at)), how)
        }
        92..96 => Event::ScanRefused(ScanRefused {
            outcome: Outcome::AlreadyPresent,
            person: Some(PersonId(person(nth(at - 50)))),
            length: 16,
            class: String::new(),
        }),
        96 => Event::ScanRefused(ScanRefused {
            outcome: Outcome::ForeignCode,
            person: None,
            length: 38,
            class: "payment_qr".into(),
        }),
        97 => Event::ArrivalWithdrawn(ArrivalWithdrawn {
            list: list(before),
            person: PersonId(person(before)),
        }),
        98 => Event::Undone(Undone {
            act: draft(n - 8, arrived(1, ListId::main(), How::Scan)).stamp.id,
        }),
        _ if hundred % 2 == 0 => Event::InvitationCancelled(Cancelled {
            person: PersonId(person(before)),
            reason: "sakit, menurut camat".into(),
        }),
        _ => Event::InvitationRestored(Restored {
            person: PersonId(person(nth(40) - 92)),
        }),
    }
}

/// The whole meeting: founded, a hundred thousand people in one act, a million entries of the desk.
fn meeting() -> impl Iterator<Item = Draft> {
    let founded = Event::MeetingFounded(Founded {
        about: support::about(),
        secret: Secret::new([7; 32]),
    });
    let mut rows = support::people(PEOPLE);
    let act = EntryId(1_000);
    let imported = (0..u64::from(PEOPLE) / 1_000).map(move |n| {
        let rest = rows.split_off(rows.len().min(1_000));
        let rows = std::mem::replace(&mut rows, rest);
        let mut draft = draft(0, Event::PeopleImported(PeopleImported { rows }));
        (draft.stamp.id, draft.stamp.group) = (act.plus(n), Some(act));
        draft
    });
    let mut first = draft(0, founded);
    first.stamp.id = EntryId(1);
    std::iter::once(first)
        .chain(imported)
        .chain((0..MANY).map(|n| draft(n, at_the_desk(n))))
}

/// Writes the meeting in bulk, because only reading is measured; answers what was stored.
fn fill(path: &Path) -> Vec<Stored> {
    let stored: Vec<Stored> = (1..)
        .zip(meeting())
        .map(|(seq, draft)| codec::encode(seq, &draft).unwrap())
        .collect();
    drop(SqliteJournal::create(path).unwrap());
    let mut conn = Connection::open(path).unwrap();
    let act = conn.transaction().unwrap();
    {
        let mut insert = act
            .prepare("INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
            .unwrap();
        let mut hash = Hash::ZERO;
        for (seq, (stored, draft)) in (1i64..).zip(stored.iter().zip(meeting())) {
            hash = codec::link(&hash, stored.text.as_bytes());
            let private = stored.private.as_ref();
            insert
                .execute(params![
                    seq,
                    draft.stamp.id.0.cast_signed(),
                    stored.text,
                    private.map(|p| &p.0),
                    private.map(|p| p.1),
                    hash.0
                ])
                .unwrap();
        }
    }
    act.commit().unwrap();
    stored
}

/// The limit: `serde_json` parses the same texts into the same structs.
fn parse(stored: &[Stored]) {
    for entry in stored {
        black_box(serde_json::from_str::<Line>(&entry.text).unwrap());
        if let Some((private, _)) = &entry.private {
            if private.starts_with('[') {
                black_box(serde_json::from_str::<Vec<Personal>>(private).unwrap());
            } else {
                black_box(serde_json::from_str::<serde_json::Value>(private).unwrap());
            }
        }
    }
}

/// Steps through the rows and links them, as every reader must, and does nothing else.
fn step_and_link(path: &Path) -> Hash {
    let conn = Connection::open(path).unwrap();
    let mut rows = conn
        .prepare("SELECT seq, id, text, private, salt, hash FROM entry ORDER BY seq")
        .unwrap();
    let mut rows = rows.query([]).unwrap();
    let mut hash = Hash::ZERO;
    while let Some(row) = rows.next().unwrap() {
        hash = codec::link(&hash, row.get_ref(2).unwrap().as_bytes().unwrap());
    }
    hash
}

fn start(_: &mut Criterion) {
    let dir = support::folder();
    let path = dir.path().join("million.gelar");
    let stored = fill(&path);
    let mut journal = SqliteJournal::open(&path).unwrap();
    let mut fold = Vec::new();
    let mut read = Vec::new();
    let mut limit = Vec::new();
    for _ in 0..READS {
        limit.push(support::timed(|| parse(&stored)));
        let mut present = 0;
        fold.push(support::timed(|| {
            let session = Session::open(&mut journal).unwrap();
            present = session.meeting().people().total().present;
            session
        }));
        // Most are still there: the entries found their people.
        assert!((90_000..100_000).contains(&present), "{present} present");
        let mut count = 0;
        read.push(support::timed(|| {
            let mut visit = |entry| {
                black_box(entry);
                count += 1;
            };
            journal.read(0, &mut visit).unwrap();
        }));
        assert_eq!(count, stored.len());
    }
    let limit = support::median(&mut limit);
    support::row(
        "fold on start, 1,000,000 entries",
        support::median(&mut fold),
        limit,
        1.3,
    );
    support::row(
        "read of 1,000,000 entries, chain checked",
        support::median(&mut read),
        limit,
        1.3,
    );
    split(&path, &mut journal, stored);
}

/// What costs: each part of the fold alone, on one thread.
fn split(path: &Path, journal: &mut SqliteJournal, stored: Vec<Stored>) {
    let walk = support::timed(|| step_and_link(path));
    let decode = support::timed(|| {
        for entry in &stored {
            let private = entry
                .private
                .as_ref()
                .map(|(text, salt)| (text.as_str(), salt));
            black_box(codec::decode_sealed(&entry.text, private).unwrap());
        }
    });
    let bytes: usize = stored.iter().map(|s| s.text.len()).sum();
    let each = bytes / stored.len();
    drop(stored);
    let mut entries: Vec<Entry> = Vec::new();
    journal.read(0, &mut |entry| entries.push(entry)).unwrap();
    let mut evolve: Vec<Duration> = (0..3)
        .map(|_| {
            support::timed(|| {
                let mut meeting = Meeting::default();
                for entry in &entries {
                    meeting.evolve(&entry.stamp, &entry.event);
                }
                meeting
            })
        })
        .collect();
    println!(
        "  of that, each alone: step and link {walk:.2?}, decode {decode:.2?}, evolve {:.2?} ({each} bytes an entry)",
        support::median(&mut evolve)
    );
}

criterion_group!(benches, durable_append, scan, start);
criterion_main!(benches);
