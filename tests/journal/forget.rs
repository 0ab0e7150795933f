//! The copy without personal values: nothing private in its bytes, the same chain, and a name that
//! appears whole or not at all.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use gelar::journal::forget::forget;
use gelar::journal::sqlite::SqliteJournal;
use gelar::journal::verify::verify;
use gelar::journal::{Journal, JournalError};
use rusqlite::Connection;

use crate::support::{arrived, done, every_event, file_with, mixed, read};

/// The rows of a file, without their private values.
fn public_rows(path: &Path) -> Vec<(i64, i64, String, Vec<u8>)> {
    Connection::open(path)
        .unwrap()
        .prepare("SELECT seq, id, text, hash FROM entry ORDER BY seq")
        .unwrap()
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// Every private text and salt of a file, and every single value in the texts.
fn private_values(path: &Path) -> Vec<Vec<u8>> {
    let rows: Vec<(String, Vec<u8>)> = Connection::open(path)
        .unwrap()
        .prepare("SELECT private, salt FROM entry WHERE private IS NOT NULL")
        .unwrap()
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut values = Vec::new();
    for (private, salt) in rows {
        leaves(&serde_json::from_str(&private).unwrap(), &mut values);
        values.push(private.into_bytes());
        values.push(salt);
    }
    values
}

fn leaves(value: &serde_json::Value, out: &mut Vec<Vec<u8>>) {
    match value {
        serde_json::Value::String(text) => out.push(text.clone().into_bytes()),
        serde_json::Value::Array(all) => all.iter().for_each(|v| leaves(v, out)),
        serde_json::Value::Object(all) => all.values().for_each(|v| leaves(v, out)),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
    }
}

fn holds(bytes: &[u8], value: &[u8]) -> bool {
    bytes.windows(value.len()).any(|w| w == value)
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn the_copy_is_the_same_chain_with_no_private_byte() {
    let (dir, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = file_with(dir.path(), every_event());
    let mut journal = SqliteJournal::open(&path).unwrap();
    let known = journal.head().unwrap().seq;
    done(journal.append(known, mixed(100..400)));
    // Still open, with entries in the write-ahead file only: the copy has them all the same.
    let to = there.path().join("tanpa-nama.gelar");
    let copy = forget(&path, &to).unwrap();
    assert_eq!(copy.head, journal.head().unwrap());
    drop(journal);
    let before = fs::read(&path).unwrap();

    assert_eq!(names(there.path()), ["tanpa-nama.gelar"], "one file alone");
    let values = private_values(&path);
    assert!(values.len() > 300, "{}", values.len());
    let public: String = public_rows(&path).into_iter().map(|row| row.2).collect();
    let bytes = fs::read(&to).unwrap();
    // A group may be called like a position: what the chain covers is not private. One letter is
    // everywhere.
    let private = values
        .iter()
        .filter(|v| v.len() > 1 && !holds(public.as_bytes(), v));
    let mut in_original = 0;
    for value in private {
        let shown = String::from_utf8_lossy(value);
        assert!(!holds(&bytes, value), "the copy holds {shown}");
        in_original += usize::from(holds(&before, value));
    }
    assert!(
        in_original > 300,
        "the search finds what is there: {in_original}"
    );
    let free: i64 = Connection::open(&to)
        .unwrap()
        .query_row("PRAGMA freelist_count", [], |r| r.get(0))
        .unwrap();
    assert_eq!(free, 0, "no page was ever given back");
    assert!(!holds(&bytes, &[42; 32]), "the secret's own bytes");

    assert_eq!(public_rows(&to), public_rows(&path), "byte for byte");
    let (whole, report) = (verify(&path).unwrap(), verify(&to).unwrap());
    assert_eq!((report.head, report.problem), (whole.head, None));
    assert_eq!((whole.emptied, report.emptied), (0, copy.emptied));
    let sealed: i64 = Connection::open(&path)
        .unwrap()
        .query_row("SELECT count(private) FROM entry", [], |r| r.get(0))
        .unwrap();
    assert_eq!(copy.emptied, u64::try_from(sealed).unwrap());
    let entries = read(&mut SqliteJournal::open_read_only(&to).unwrap(), 0);
    assert_eq!(entries.len() as u64, whole.entries);
    // A copy of the copy is the copy.
    let again = there.path().join("lagi.gelar");
    assert_eq!(forget(&to, &again).unwrap(), copy);
    assert_eq!(public_rows(&again), public_rows(&to));
}

#[test]
fn an_empty_journal_and_one_without_names() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("kosong.gelar");
    drop(SqliteJournal::create(&path).unwrap());
    let copy = forget(&path, &dir.path().join("a.gelar")).unwrap();
    assert_eq!((copy.head.seq, copy.emptied), (0, 0));
    let path = file_with(dir.path(), vec![arrived(1), arrived(2)]);
    let copy = forget(&path, &dir.path().join("b.gelar")).unwrap();
    assert_eq!((copy.head.seq, copy.emptied), (2, 0));
}

#[test]
fn nothing_is_ever_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let path = file_with(dir.path(), mixed(0..6));
    let older = dir.path().join("lama.gelar");
    forget(&path, &older).unwrap();
    let picture = dir.path().join("foto.png");
    fs::write(&picture, b"\x89PNG\r\n\x1a\n and more").unwrap();
    let empty = dir.path().join("kosong");
    fs::write(&empty, b"").unwrap();
    let folder = dir.path().join("folder");
    fs::create_dir(&folder).unwrap();
    #[cfg_attr(not(unix), allow(unused_mut))] // links are made on Unix only
    let mut there = vec![path.clone(), older, picture, empty];
    #[cfg(unix)]
    for (name, target) in [
        ("tautan", path.as_path()),
        ("putus", Path::new("tidak-ada")),
    ] {
        let link = dir.path().join(name);
        std::os::unix::fs::symlink(target, &link).unwrap();
        if target.exists() {
            there.push(link);
        } else {
            assert!(matches!(forget(&path, &link), Err(JournalError::Exists(_))));
        }
    }
    let listed = names(dir.path());
    for to in &there {
        let before = fs::read(to).unwrap();
        let answer = forget(&path, to);
        assert!(matches!(answer, Err(JournalError::Exists(_))), "{answer:?}");
        assert!(fs::read(to).unwrap() == before, "{}", to.display());
    }
    assert!(matches!(
        forget(&path, &folder),
        Err(JournalError::Exists(_))
    ));
    assert!(matches!(
        forget(&path, &dir.path().join("tidak/ada.gelar")),
        Err(JournalError::ReadOnly)
    ));
    assert!(matches!(
        forget(&dir.path().join("tiada.gelar"), &dir.path().join("x.gelar")),
        Err(JournalError::Missing(_))
    ));
    assert_eq!(names(dir.path()), listed, "nothing was left behind");
}

#[test]
fn a_damaged_original_is_refused_with_its_place() {
    for (sql, seq) in [
        (
            "UPDATE entry SET text = replace(text, 'Meja 1', 'Meja 2') WHERE seq = 3",
            Some(3),
        ),
        (
            "UPDATE entry SET private = replace(private, 'Tenri', 'Tanri') WHERE seq = 4",
            Some(4),
        ),
        ("UPDATE entry SET salt = NULL WHERE seq = 1", Some(1)),
        ("DELETE FROM entry WHERE seq = 2", Some(2)),
        ("UPDATE entry SET id = id + 1000000 WHERE seq = 5", Some(5)),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let path = file_with(dir.path(), mixed(0..6));
        let conn = Connection::open(&path).unwrap();
        let triggers = "SELECT group_concat(sql, ';') FROM sqlite_schema WHERE type = 'trigger'";
        let guards: String = conn.query_row(triggers, [], |r| r.get(0)).unwrap();
        conn.execute_batch(&format!(
            "DROP TRIGGER entry_never_changes; DROP TRIGGER entry_never_goes; {sql}"
        ))
        .unwrap();
        conn.execute_batch(&guards.replace("END;", "END; "))
            .unwrap();
        drop(conn);
        let listed = names(dir.path());
        match forget(&path, &dir.path().join("x.gelar")) {
            Err(JournalError::Damaged { seq: at, .. }) => assert_eq!(at, seq, "{sql}"),
            other => panic!("{sql}: {other:?}"),
        }
        assert_eq!(names(dir.path()), listed, "{sql}: nothing was left behind");
    }
}

/// The body of the child that is killed; as a test of its own it does nothing.
#[test]
fn child_that_forgets() {
    let Some(path) = std::env::var_os("GELAR_FORGET_FILE") else {
        return;
    };
    let path = PathBuf::from(path);
    let round = std::env::var("GELAR_FORGET_ROUND").unwrap();
    for n in 0..100 {
        let mut out = std::io::stdout().lock();
        writeln!(out, "\nbegins {n}").unwrap();
        out.flush().unwrap();
        drop(out);
        forget(&path, &path.with_file_name(format!("x{round}-{n}.gelar"))).unwrap();
    }
}

#[test]
fn killed_at_any_moment_it_leaves_whole_copies_only() {
    let dir = tempfile::tempdir().unwrap();
    let path = file_with(dir.path(), mixed(0..1500));
    let whole = verify(&path).unwrap();
    for (round, after) in [1, 2, 1, 3, 1, 2].into_iter().enumerate() {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "forget::child_that_forgets", "--nocapture"])
            .env("GELAR_FORGET_FILE", &path)
            .env("GELAR_FORGET_ROUND", round.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let begins = lines
            .map_while(Result::ok)
            .filter(|l| l.starts_with("begins"));
        assert_eq!(begins.take(after).count(), after, "the child forgets");
        child.kill().unwrap();
        child.wait().unwrap();
        let copies: Vec<String> = names(dir.path())
            .into_iter()
            .filter(|n| n.starts_with('x') && Path::new(n).extension() == Some("gelar".as_ref()))
            .collect();
        assert!(copies.len() + 1 >= after, "round {round}: {copies:?}");
        for copy in copies {
            let report = verify(&dir.path().join(&copy)).unwrap();
            assert_eq!((report.head, report.problem), (whole.head, None), "{copy}");
        }
        // What is not finished has another ending, and no name in it either.
        for left in names(dir.path())
            .iter()
            .filter(|n| n.ends_with(".sebagian"))
        {
            let bytes = fs::read(dir.path().join(left)).unwrap();
            assert!(!holds(&bytes, b"Tenri Bangsawan"), "{left}");
        }
    }
}
