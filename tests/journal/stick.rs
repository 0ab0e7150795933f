//! A stick that is pulled out and comes back: nothing is told as saved that is not in the file under
//! its name, and the journal goes on in it.

use std::fs;
use std::path::Path;

use gelar::journal::sqlite::SqliteJournal;
use gelar::journal::verify::verify;
use gelar::journal::{Appended, Journal, JournalError};

use crate::support::arrived;

fn seq(answer: Result<Appended, JournalError>) -> u64 {
    match answer.unwrap() {
        Appended::Done { head, .. } => head.seq,
        Appended::Conflict { head, .. } => panic!("a conflict at {}", head.seq),
    }
}

/// The file as it lies on the stick, all of it in one piece.
fn copy(from: &Path, to: &Path) {
    let mut journal = SqliteJournal::open(from).unwrap();
    journal.backup(to).unwrap();
}

#[test]
#[cfg(unix)]
fn while_it_is_away_nothing_is_saved_and_then_it_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let (here, away) = (dir.path().join("stik"), dir.path().join("dicabut"));
    fs::create_dir(&here).unwrap();
    let path = here.join("a.gelar");
    let mut journal = SqliteJournal::create(&path).unwrap();
    assert_eq!(seq(journal.append(0, vec![arrived(1)])), 1);
    fs::rename(&here, &away).unwrap();
    for _ in 0..2 {
        let answer = journal.append(1, vec![arrived(2)]);
        assert!(
            matches!(answer, Err(JournalError::Missing(_))),
            "{answer:?}"
        );
        assert!(matches!(journal.changed(), Err(JournalError::Missing(_))));
    }
    // Another file under the same name: what a stick is after it was put in again.
    fs::create_dir(&here).unwrap();
    copy(&away.join("a.gelar"), &path);
    let mut other = SqliteJournal::open(&path).unwrap();
    assert_eq!(seq(other.append(1, vec![arrived(3)])), 2);
    assert!(
        journal.changed().unwrap(),
        "what was written there meanwhile is news"
    );
    let answer = journal.append(1, vec![arrived(2)]).unwrap();
    assert!(matches!(answer, Appended::Conflict { .. }), "{answer:?}");
    assert_eq!(seq(journal.append(2, vec![arrived(2)])), 3);
    drop((journal, other));
    let report = verify(&path).unwrap();
    assert_eq!((report.entries, report.problem), (3, None));
}

#[test]
#[cfg(unix)]
fn an_older_file_or_another_meetings_is_not_written() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.gelar");
    let older = dir.path().join("lama.gelar");
    let mut journal = SqliteJournal::create(&path).unwrap();
    journal.append(0, vec![arrived(1)]).unwrap();
    copy(&path, &older);
    journal.append(1, vec![arrived(2)]).unwrap();
    let strange = dir.path().join("lain.gelar");
    let mut other = SqliteJournal::create(&strange).unwrap();
    other
        .append(0, vec![arrived(7), arrived(8), arrived(9)])
        .unwrap();
    drop(other);
    let mine = dir.path().join("punya.gelar");
    for ending in ["", "-wal", "-shm"] {
        let named = |path: &Path| format!("{}{ending}", path.display());
        let _ = fs::rename(named(&path), named(&mine));
    }
    for wrong in [&older, &strange] {
        fs::copy(wrong, &path).unwrap();
        let before = fs::read(&path).unwrap();
        let answer = journal.append(2, vec![arrived(5)]);
        assert!(
            matches!(answer, Err(JournalError::Damaged { .. })),
            "{answer:?}"
        );
        assert_eq!(verify(&path).unwrap().problem, None);
        assert_eq!(fs::read(&path).unwrap().len(), before.len());
        fs::remove_file(&path).unwrap();
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{ending}", path.display()));
        }
    }
    for ending in ["", "-wal", "-shm"] {
        let named = |path: &Path| format!("{}{ending}", path.display());
        let _ = fs::rename(named(&mine), named(&path));
    }
    assert_eq!(seq(journal.append(2, vec![arrived(5)])), 3);
}
