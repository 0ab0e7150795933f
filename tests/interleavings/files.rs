//! The same with real files: two windows, two connections, two threads.

use std::path::Path;
use std::sync::{Arc, Barrier};
use std::thread;

use gelar::journal::sqlite::SqliteJournal;
use gelar::journal::verify::verify;
use gelar::journal::{Entry, Journal, JournalError};
use gelar::meeting::command::{Command, Context};
use gelar::meeting::event::{Event, Outcome};
use gelar::meeting::id::{ListId, PersonId};
use gelar::session::{self, Session};

use crate::support::*;

const PEOPLE: u32 = 50;

fn run(
    session: &mut Session,
    journal: &mut SqliteJournal,
    command: &Command,
    context: &Context,
) -> Vec<Event> {
    for _ in 0..1_000 {
        match session::run(session, journal, command.clone(), context.clone()) {
            Ok(result) => return result.unwrap(),
            // A script says so and ends; a test that is starved of its processor tries again.
            Err(JournalError::Busy) => {}
            Err(other) => panic!("{other}"),
        }
    }
    panic!("the file was never free");
}

/// One window of its own: opens the file, waits for the other, scans all badges.
fn window(
    path: &Path,
    at: At,
    first_id: u64,
    badges: Vec<String>,
    start: &Barrier,
) -> (Session, Vec<Outcome>) {
    let mut journal = SqliteJournal::open(path).unwrap();
    let mut session = Session::open(&mut journal).unwrap();
    start.wait();
    let mut outcomes = Vec::new();
    for (n, badge) in (0..).zip(badges) {
        let context = at.context(first_id + n * STRIDE, i64::try_from(n).unwrap());
        let events = run(&mut session, &mut journal, &scan(&badge), &context);
        outcomes.push(match &events[..] {
            [Event::Arrived(_)] => Outcome::Present,
            [Event::ScanRefused(e)] => e.outcome,
            other => panic!("{other:?}"),
        });
    }
    start.wait();
    let mut missed = Vec::new();
    let head = journal
        .read(session.head().seq, &mut |e| missed.push(e))
        .unwrap();
    session.follow(&missed, head);
    (session, outcomes)
}

fn seeded(path: &Path) -> Vec<String> {
    let mut journal = SqliteJournal::create(path).unwrap();
    let mut session = Session::open(&mut journal).unwrap();
    run(
        &mut session,
        &mut journal,
        &Command::Found(about("Pertemuan")),
        &M3.context(STRIDE, 0),
    );
    for n in 1..=PEOPLE {
        let context = M3.context(u64::from(n + 1) * STRIDE, 0);
        run(
            &mut session,
            &mut journal,
            &add(&format!("Tenri Contoh {n}")),
            &context,
        );
    }
    let meeting = session.meeting();
    let code = |n| meeting.code_of(meeting.person(PersonId(n)).unwrap());
    (1..=PEOPLE).map(|n| code(n).unwrap()).collect()
}

fn at_once(order: impl Fn(Vec<String>) -> Vec<String>) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("pertemuan.gelar");
    let badges = seeded(&path);
    let start = Arc::new(Barrier::new(2));
    let other = {
        let (path, badges, start) = (path.clone(), order(badges.clone()), start.clone());
        thread::spawn(move || window(&path, M2, 2_000 * STRIDE, badges, &start))
    };
    let (one, mut outcomes) = window(&path, M1, 1_000 * STRIDE, badges, &start);
    let (two, others) = other.join().unwrap();
    outcomes.extend(others);
    let count = |outcome| outcomes.iter().filter(|o| **o == outcome).count();
    assert_eq!(count(Outcome::Present), PEOPLE as usize);
    assert_eq!(count(Outcome::AlreadyPresent), PEOPLE as usize);

    let report = verify(&path).unwrap();
    assert_eq!(
        (report.problem, report.entries),
        (None, 1 + 3 * u64::from(PEOPLE))
    );
    let mut journal = SqliteJournal::open(&path).unwrap();
    let mut all: Vec<Entry> = Vec::new();
    let head = journal.read(0, &mut |e| all.push(e)).unwrap();
    assert_eq!(head, report.head);
    for n in 1..=PEOPLE {
        let of = |e: &&Entry| matches!(&e.event, Event::Arrived(a) if a.people == [PersonId(n)]);
        let arrived: Vec<&Entry> = all.iter().filter(of).collect();
        assert_eq!(arrived.len(), 1, "person {n}");
        for session in [&one, &two] {
            let first = session.meeting().person(PersonId(n)).unwrap();
            let first = first.arrival(&ListId::main()).unwrap();
            assert_eq!(first.station, arrived[0].stamp.station);
        }
    }
    let replayed = Session::open(&mut journal).unwrap();
    for session in [&one, &two] {
        assert_eq!(session.head(), head);
        assert_eq!(whole(session.meeting()), whole(replayed.meeting()));
        assert_eq!(session.meeting().people().total().present, PEOPLE as usize);
    }
}

#[test]
fn two_windows_scan_the_same_fifty_people_in_the_same_order() {
    at_once(|badges| badges);
}

#[test]
fn two_windows_scan_the_same_fifty_people_from_both_ends() {
    at_once(|badges| badges.into_iter().rev().collect());
}
