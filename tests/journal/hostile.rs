//! Files that are cut, flipped, locked, newer, or not ours: refused with the right word, never a panic.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use gelar::journal::codec::{encode, link};
use gelar::journal::sqlite::SqliteJournal;
use gelar::journal::verify::{Report, verify};
use gelar::journal::{Entry, Head, Journal, JournalError};
use rusqlite::{Connection, params};

use crate::support::{arrived, as_entries, done, every_event, file_with, mixed, read};

fn wal(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

fn tidy(path: &Path) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let _ = fs::remove_file(PathBuf::from(name));
    }
}

fn clean_refusal(error: &JournalError) -> bool {
    matches!(
        error,
        JournalError::Damaged { .. } | JournalError::NotOurs(_) | JournalError::Newer { .. }
    )
}

/// A damaged file is refused, or `verify` names the damage, or the byte mattered to nobody and
/// all entries are there. Never a panic, never another history.
fn survives(path: &Path, whole: &Report, entries: &[Entry], what: &str) {
    let mut seen = Vec::new();
    let opened = SqliteJournal::open(path)
        .and_then(|mut journal| journal.read(0, &mut |entry| seen.push(entry)));
    assert!(entries.starts_with(&seen), "{what}: another history");
    match verify(path) {
        Ok(report) if report.problem.is_none() => {
            assert_eq!(report.head, whole.head, "{what}");
            assert_eq!(opened.unwrap(), whole.head, "{what}");
        }
        Ok(report) => {
            assert!(entries.len() as u64 >= report.entries, "{what}");
            if let Err(e) = opened {
                assert!(clean_refusal(&e), "{what}: {e:?}");
            }
        }
        Err(e) => {
            assert!(clean_refusal(&e), "{what}: {e:?}");
            let e = opened.expect_err(what);
            assert!(clean_refusal(&e), "{what}: {e:?}");
        }
    }
}

#[test]
fn a_truncated_file() {
    let dir = tempfile::tempdir().unwrap();
    let path = file_with(dir.path(), mixed(0..60));
    let whole = verify(&path).unwrap();
    let entries = read(&mut SqliteJournal::open(&path).unwrap(), 0);
    let bytes = fs::read(&path).unwrap();
    let cut = dir.path().join("potong.gelar");
    for length in (0..bytes.len()).step_by(211) {
        tidy(&cut);
        fs::write(&cut, &bytes[..length]).unwrap();
        survives(&cut, &whole, &entries, &format!("cut at {length}"));
        let report = verify(&cut);
        assert!(
            report.is_err() || report.unwrap().problem.is_some(),
            "cut at {length} and nobody noticed"
        );
    }
}

#[test]
fn a_flipped_bit() {
    let dir = tempfile::tempdir().unwrap();
    let path = file_with(dir.path(), mixed(0..24));
    let whole = verify(&path).unwrap();
    let entries = read(&mut SqliteJournal::open(&path).unwrap(), 0);
    let bytes = fs::read(&path).unwrap();
    let flipped = dir.path().join("rusak.gelar");
    // Every byte of the head, then every 29th.
    for place in (0..100).chain((100..bytes.len()).step_by(29)) {
        tidy(&flipped);
        let mut bytes = bytes.clone();
        bytes[place] ^= 1 << (place % 8);
        fs::write(&flipped, bytes).unwrap();
        survives(&flipped, &whole, &entries, &format!("flip at {place}"));
    }
}

#[test]
fn every_bit_of_an_entry_counts() {
    let dir = tempfile::tempdir().unwrap();
    let path = file_with(dir.path(), mixed(0..3));
    let stored = encode(1, &mixed(0..1)[0]).unwrap();
    let private = stored.private.unwrap().0;
    let bytes = fs::read(&path).unwrap();
    let flipped = dir.path().join("rusak.gelar");
    for part in [&stored.text, &private] {
        let start = bytes
            .windows(part.len())
            .position(|w| w == part.as_bytes())
            .unwrap();
        for place in start..start + part.len() {
            tidy(&flipped);
            let mut bytes = bytes.clone();
            bytes[place] ^= 1 << (place % 8);
            fs::write(&flipped, bytes).unwrap();
            let problem = verify(&flipped).unwrap().problem.expect("noticed");
            assert_eq!(problem.seq, 1, "{place}: {}", problem.what);
        }
    }
}

#[test]
fn files_that_are_not_ours() {
    let dir = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let other = dir.path().join("lain.db");
    Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE entry (seq); PRAGMA user_version = 1")
        .unwrap();
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.resize(5000, 7);
    for path in [
        file("foto.gelar", &png),
        file("kosong.gelar", b""),
        file("pendek.gelar", b"GELR"),
        file("teks.gelar", &b"no;nama\n1;Baso\n".repeat(500)),
        other,
        dir.path().to_path_buf(),
    ] {
        let refused = |answer: Result<(), JournalError>| match answer {
            Err(JournalError::NotOurs(named)) => assert_eq!(named, path),
            other => panic!("{}: {other:?}", path.display()),
        };
        refused(SqliteJournal::open(&path).map(|_| ()));
        refused(SqliteJournal::open_read_only(&path).map(|_| ()));
        refused(verify(&path).map(|_| ()));
    }
    let missing = dir.path().join("tidak-ada.gelar");
    assert!(matches!(
        SqliteJournal::open(&missing),
        Err(JournalError::Missing(named)) if named == missing
    ));
    assert!(!missing.exists());
}

#[test]
fn creating_refuses_whatever_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let path = file_with(dir.path(), mixed(0..3));
    let before = fs::read(&path).unwrap();
    let empty = dir.path().join("kosong.gelar");
    fs::write(&empty, b"").unwrap();
    for path in [path.as_path(), &empty, dir.path()] {
        assert!(matches!(
            SqliteJournal::create(path),
            Err(JournalError::Exists(_))
        ));
    }
    assert!(fs::read(&path).unwrap() == before);
    assert!(matches!(
        SqliteJournal::create(&dir.path().join("tidak/ada.gelar")),
        Err(JournalError::ReadOnly)
    ));
}

#[test]
fn a_newer_file() {
    let dir = tempfile::tempdir().unwrap();
    let path = file_with(dir.path(), mixed(0..3));
    Connection::open(&path)
        .unwrap()
        .execute_batch("PRAGMA user_version = 99")
        .unwrap();
    for answer in [
        SqliteJournal::open(&path).map(|_| ()),
        SqliteJournal::open_read_only(&path).map(|_| ()),
        verify(&path).map(|_| ()),
    ] {
        assert!(matches!(answer, Err(JournalError::Newer { what }) if what == "schema 99"));
    }
}

#[test]
fn a_newer_entry() {
    let dir = tempfile::tempdir().unwrap();
    let path = file_with(dir.path(), mixed(0..3));
    let head = verify(&path).unwrap().head;
    let text = encode(4, &arrived(500))
        .unwrap()
        .text
        .replace("\"arrived\"", "\"teleported\"");
    let hash = link(&head.hash, text.as_bytes());
    Connection::open(&path)
        .unwrap()
        .execute(
            "INSERT INTO entry VALUES (4, 500, ?1, NULL, NULL, ?2)",
            params![text, hash.0],
        )
        .unwrap();
    let mut journal = SqliteJournal::open(&path).unwrap();
    let mut seen = 0;
    let answer = journal.read(0, &mut |_| seen += 1);
    assert!(matches!(answer, Err(JournalError::Newer { what }) if what == "teleported"));
    assert_eq!(seen, 3, "what it knows is shown, nothing is skipped");
    assert_eq!(verify(&path).unwrap().problem, None, "the chain is whole");
}

#[test]
fn entries_cannot_be_changed_and_missing_guards_are_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let path = file_with(dir.path(), mixed(0..3));
    let conn = Connection::open(&path).unwrap();
    for sql in [
        "UPDATE entry SET text = '' WHERE seq = 2",
        "DELETE FROM entry WHERE seq = 2",
    ] {
        assert!(conn.execute_batch(sql).is_err(), "{sql}");
    }
    conn.execute_batch("DROP TRIGGER entry_never_goes").unwrap();
    drop(conn);
    assert!(matches!(
        SqliteJournal::open(&path),
        Err(JournalError::Damaged { seq: None, .. })
    ));
}

/// Changes rows behind the guards, as only an attacker or a broken disk would.
fn tampered(path: &Path, sql: &str) {
    let conn = Connection::open(path).unwrap();
    let guards: Vec<String> = conn
        .prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    conn.execute_batch("DROP TRIGGER entry_never_goes; DROP TRIGGER entry_never_changes")
        .unwrap();
    conn.execute_batch(sql).unwrap();
    conn.execute_batch(&guards.join(";")).unwrap();
}

#[test]
fn tampering_is_found_where_it_happened() {
    for (sql, seq, also_by_reading) in [
        ("DELETE FROM entry WHERE seq = 4", 4, true),
        ("DELETE FROM entry WHERE seq = 1", 1, true),
        ("UPDATE entry SET seq = -5 WHERE seq = 1", 1, true),
        ("UPDATE entry SET id = 99999 WHERE seq = 3", 3, true),
        (
            "UPDATE entry SET text = replace(text, 'Rahma', 'Rahmi') WHERE seq = 5",
            5,
            true,
        ),
        (
            "UPDATE entry SET private = replace(private, 'Tenri', 'Tanri') WHERE seq = 4",
            4,
            true,
        ),
        ("UPDATE entry SET private = NULL WHERE seq = 4", 4, false),
        ("UPDATE entry SET salt = NULL WHERE seq = 4", 4, true),
        (
            "UPDATE entry SET private = '{}', salt = zeroblob(16) WHERE seq = 2",
            2,
            true,
        ),
        (
            "UPDATE entry SET hash = zeroblob(32) WHERE seq = 6",
            6,
            true,
        ),
        ("UPDATE entry SET hash = x'00' WHERE seq = 6", 6, true),
        (
            "UPDATE entry SET text = CAST(x'ff80' AS TEXT) WHERE seq = 3",
            3,
            true,
        ),
        // Entry 2 written over by a copy of entry 5.
        (
            "UPDATE entry SET text = (SELECT text FROM entry WHERE seq = 5) WHERE seq = 2",
            2,
            true,
        ),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let path = file_with(dir.path(), mixed(0..6));
        tampered(&path, sql);
        let report = verify(&path).unwrap();
        assert_eq!(report.problem.expect(sql).seq, seq, "{sql}");
        assert_eq!(report.entries, seq - 1, "{sql}");
        let mut seen = 0;
        let read = SqliteJournal::open(&path)
            .unwrap()
            .read(0, &mut |_| seen += 1);
        if also_by_reading {
            match read {
                Err(JournalError::Damaged { seq: Some(at), .. }) => assert_eq!(at, seq, "{sql}"),
                other => panic!("{sql}: {other:?}"),
            }
            assert_eq!(seen, seq - 1, "{sql}");
        }
    }
}

#[test]
fn a_copy_with_emptied_personal_values_verifies() {
    let dir = tempfile::tempdir().unwrap();
    let path = file_with(dir.path(), every_event());
    let whole = verify(&path).unwrap();
    tampered(&path, "UPDATE entry SET private = NULL, salt = NULL");
    let report = verify(&path).unwrap();
    assert_eq!((report.head, report.problem), (whole.head, None));
    assert_eq!((whole.emptied, report.emptied), (0, 16));
    let entries = read(&mut SqliteJournal::open(&path).unwrap(), 0);
    assert_eq!(entries.len(), every_event().len());
    assert!(!format!("{entries:?}").contains("Tenri"));
}

#[test]
fn a_file_that_another_program_holds() {
    let dir = tempfile::tempdir().unwrap();
    let path = file_with(dir.path(), mixed(0..3));
    let holder = Connection::open(&path).unwrap();
    holder
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
        .unwrap();
    assert!(matches!(
        SqliteJournal::open(&path),
        Err(JournalError::Busy)
    ));
    drop(holder);
    let mut journal = SqliteJournal::open(&path).unwrap();
    journal.set_patience(Duration::ZERO).unwrap();
    let writer = Connection::open(&path).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    for _ in 0..2 {
        let answer = journal.append(3, vec![arrived(50)]);
        assert!(matches!(answer, Err(JournalError::Busy)));
        assert_eq!(read(&mut journal, 0).len(), 3);
    }
    writer.execute_batch("ROLLBACK").unwrap();
    done(journal.append(3, vec![arrived(50)]));
}

#[test]
fn a_closed_file_stands_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("pertemuan.gelar");
    let mut journal = SqliteJournal::create(&path).unwrap();
    done(journal.append(0, mixed(0..30)));
    let mut other = SqliteJournal::open(&path).unwrap();
    done(other.append(30, mixed(30..40)));
    drop(journal);
    done(other.append(40, mixed(40..50)));
    drop(other);
    assert_eq!(
        fs::read_dir(dir.path()).unwrap().count(),
        1,
        "no -wal, no -shm"
    );
    let stick = dir.path().join("stik.gelar");
    fs::copy(&path, &stick).unwrap();
    assert_eq!(verify(&stick).unwrap().entries, 50);
}

/// A window is killed and the last bytes of its write-ahead file never reached the disk.
#[test]
fn a_wal_cut_anywhere_ends_at_the_last_whole_commit() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("pertemuan.gelar");
    let mut journal = SqliteJournal::create(&path).unwrap();
    let mut commits = vec![(0, Head::EMPTY)];
    for (n, count) in [1, 3, 1, 20, 1, 2, 1].into_iter().enumerate() {
        let known = commits.last().unwrap().1.seq;
        let first = 100 * (n as u64 + 1);
        let (_, head) = done(journal.append(known, mixed(first..first + count)));
        commits.push((fs::metadata(wal(&path)).unwrap().len(), head));
    }
    let (file, log) = (fs::read(&path).unwrap(), fs::read(wal(&path)).unwrap());
    drop(journal);
    let cut = dir.path().join("potong.gelar");
    let step = log.len() / 400 + 1;
    let ends = commits.iter().flat_map(|(end, _)| {
        let end = usize::try_from(*end).unwrap();
        [end.saturating_sub(1), end]
    });
    for length in (0..log.len()).step_by(step).chain(ends) {
        tidy(&cut);
        fs::write(&cut, &file).unwrap();
        fs::write(wal(&cut), &log[..length]).unwrap();
        let expected = commits
            .iter()
            .rfind(|(end, _)| usize::try_from(*end).unwrap() <= length)
            .unwrap()
            .1;
        let mut journal = SqliteJournal::open(&cut).unwrap();
        assert_eq!(
            journal.read(0, &mut |_| ()).unwrap(),
            expected,
            "cut at {length}"
        );
        done(journal.append(expected.seq, vec![arrived(9000)]));
        drop(journal);
        assert_eq!(verify(&cut).unwrap().problem, None, "cut at {length}");
    }
}

/// Long enough for the second thread, and for the reader to run ahead and parse, too.
#[test]
fn a_long_read_keeps_the_order_and_stops_at_damage() {
    let dir = tempfile::tempdir().unwrap();
    let drafts = mixed(0..9000);
    let path = file_with(dir.path(), drafts.clone());
    let mut journal = SqliteJournal::open(&path).unwrap();
    assert!(read(&mut journal, 0) == as_entries(1, &drafts));
    assert!(read(&mut journal, 2000) == as_entries(2001, &drafts[2000..]));
    drop(journal);
    let sql = "UPDATE entry SET private = replace(private, 'Tenri', 'Tanri') WHERE seq = 7000";
    for (sql, seq) in [
        (sql, 7000), // found where it is parsed
        (
            "UPDATE entry SET hash = zeroblob(32) WHERE seq = 6000",
            6000,
        ), // found by the reader
    ] {
        tampered(&path, sql);
        let mut seen = 0;
        let answer = SqliteJournal::open(&path).unwrap().read(0, &mut |entry| {
            seen += 1;
            assert_eq!(entry.seq, seen);
        });
        assert!(matches!(answer, Err(JournalError::Damaged { seq: Some(at), .. }) if at == seq));
        assert_eq!(seen, seq - 1);
    }
}
