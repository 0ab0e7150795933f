//! Processes that are killed and processes that meet: what was confirmed is there, none of it twice.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use gelar::journal::sqlite::SqliteJournal;
use gelar::journal::verify::verify;
use gelar::journal::{Appended, Journal, JournalError};

use crate::support::{added, arrived, read};

/// Starts this test program again as a writer of `count` entries with ids from `first` on.
fn writer(path: &Path, first: u64, count: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::child_writer", "--nocapture"])
        .env("GELAR_CHILD_FILE", path)
        .env("GELAR_CHILD_FIRST", first.to_string())
        .env("GELAR_CHILD_COUNT", count.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap()
}

/// The body of the child; as a test of its own it does nothing.
#[test]
fn child_writer() {
    let Some(path) = std::env::var_os("GELAR_CHILD_FILE") else {
        return;
    };
    let number = |name: &str| std::env::var(name).unwrap().parse::<u64>().unwrap();
    let first = number("GELAR_CHILD_FIRST");
    let mut journal = SqliteJournal::open(Path::new(&path)).unwrap();
    let mut known = journal.head().unwrap().seq;
    for id in first..first + number("GELAR_CHILD_COUNT") {
        let draft = if id % 2 == 0 { arrived(id) } else { added(id) };
        let seq = loop {
            match journal.append(known, vec![draft.clone()]) {
                Ok(Appended::Done { entries, head }) => {
                    known = head.seq;
                    break entries[0].seq;
                }
                Ok(Appended::Conflict { head, .. }) => known = head.seq,
                Err(JournalError::Busy) => {}
                Err(e) => panic!("{e}"),
            }
        };
        // After the commit, as the card and the bell.
        let mut out = std::io::stdout().lock();
        writeln!(out, "\ncommitted {seq} {id}").unwrap();
        out.flush().unwrap();
    }
}

/// Reads a confirmation, or `None` at the end of the output.
fn confirmation(lines: &mut impl Iterator<Item = std::io::Result<String>>) -> Option<(u64, u64)> {
    lines.map_while(Result::ok).find_map(|line| {
        let (seq, id) = line.strip_prefix("committed ")?.split_once(' ')?;
        Some((seq.parse().ok()?, id.parse().ok()?))
    })
}

#[test]
fn killed_at_any_moment() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("pertemuan.gelar");
    drop(SqliteJournal::create(&path).unwrap());
    let mut confirmed = BTreeSet::new();
    for (round, after) in [1, 17, 3, 42, 8, 29, 2, 61].into_iter().enumerate() {
        let mut child = writer(&path, 10_000 * (round as u64 + 1), 10_000);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        for _ in 0..after {
            confirmed.insert(confirmation(&mut lines).expect("the child writes"));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        while let Some(pair) = confirmation(&mut lines) {
            confirmed.insert(pair);
        }
        let report = verify(&path).unwrap();
        assert_eq!(report.problem, None, "round {round}");
        let entries = read(&mut SqliteJournal::open(&path).unwrap(), 0);
        let there: BTreeSet<(u64, u64)> = entries.iter().map(|e| (e.seq, e.stamp.id.0)).collect();
        assert!(there.is_superset(&confirmed), "round {round}");
        // At most the one that was under way was written without a word.
        assert!(there.len() <= confirmed.len() + round + 1);
        let ids: BTreeSet<u64> = there.iter().map(|(_, id)| *id).collect();
        assert_eq!(ids.len(), there.len(), "none twice");
    }
}

#[test]
fn two_processes_write_at_once() {
    const EACH: u64 = 150;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("pertemuan.gelar");
    // A third window looks on.
    let mut window = SqliteJournal::create(&path).unwrap();
    let mut children = [10_000, 20_000].map(|first| writer(&path, first, EACH));
    let confirmed: BTreeSet<(u64, u64)> = children
        .iter_mut()
        .flat_map(|child| {
            let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
            std::iter::from_fn(move || confirmation(&mut lines)).collect::<Vec<_>>()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert!(window.changed().unwrap());
    let entries = read(&mut window, 0);
    let there: BTreeSet<(u64, u64)> = entries.iter().map(|e| (e.seq, e.stamp.id.0)).collect();
    assert_eq!(there, confirmed);
    assert_eq!(entries.len() as u64, 2 * EACH);
    assert_eq!(verify(&path).unwrap().problem, None);
}
