//! Backups: whole or not there, and nothing of others is overwritten.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use gelar::journal::backup::{copy, latest_in, newest_name, rotate};
use gelar::journal::sqlite::SqliteJournal;
use gelar::journal::verify::verify;
use gelar::journal::{Journal, JournalError};

use crate::support::{arrived, done, file_with, mixed, read};

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_backup_follows_the_meeting_while_it_goes_on() {
    let (here, stick) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = file_with(here.path(), mixed(0..50));
    let to = newest_name(stick.path(), OsStr::new("pertemuan"));
    let mut journal = SqliteJournal::open(&path).unwrap();
    let mut other = SqliteJournal::open(&path).unwrap();
    journal.backup(&to).unwrap();
    other.lock(50).unwrap();
    journal.backup(&to).unwrap(); // a writer at work does not hinder it
    let (_, head) = done(other.append(50, mixed(50..60)));
    assert_eq!(copy(&path, &to).unwrap(), head);
    assert_eq!(names(stick.path()), ["pertemuan-cadangan.gelar"]);
    // Restoring is opening, and going on.
    let mut restored = SqliteJournal::open(&to).unwrap();
    assert_eq!(read(&mut restored, 0), read(&mut journal, 0));
    done(restored.append(60, vec![arrived(99)]));
    // Now it holds more than the meeting, and is not overwritten: neither open nor closed.
    assert!(matches!(journal.backup(&to), Err(JournalError::Busy)));
    drop(restored);
    assert!(matches!(journal.backup(&to), Err(JournalError::Exists(_))));
    assert_eq!(verify(&to).unwrap().entries, 61);
    assert_eq!(names(stick.path()), ["pertemuan-cadangan.gelar"]);
}

#[test]
fn what_is_not_a_beginning_of_this_meeting_stays() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = file_with(here.path(), mixed(0..5));
    let mut journal = SqliteJournal::open(&path).unwrap();
    let other = file_with(there.path(), vec![arrived(77)]);
    let picture = there.path().join("foto.png");
    fs::write(&picture, b"\x89PNG\r\n\x1a\n and more").unwrap();
    let empty = there.path().join("kosong");
    fs::write(&empty, b"").unwrap();
    for to in [&other, &picture, &empty, &path] {
        let before = fs::read(to).unwrap();
        assert!(
            matches!(journal.backup(to), Err(JournalError::Exists(_))),
            "{}",
            to.display()
        );
        assert!(fs::read(to).unwrap() == before);
    }
    assert!(matches!(
        journal.backup(&there.path().join("tidak/ada.gelar")),
        Err(JournalError::ReadOnly)
    ));
    assert_eq!(names(there.path()).len(), 3);
}

#[test]
fn a_damaged_meeting_does_not_replace_a_whole_backup() {
    let dir = tempfile::tempdir().unwrap();
    let path = file_with(dir.path(), mixed(0..40));
    let to = dir.path().join("salinan.gelar");
    copy(&path, &to).unwrap();
    let before = fs::read(&to).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let place = bytes
        .windows(6)
        .rposition(|w| w == b"Meja 1")
        .expect("a station");
    bytes[place] = b'm';
    fs::write(&path, bytes).unwrap();
    assert!(matches!(
        copy(&path, &to),
        Err(JournalError::Damaged { seq: Some(_), .. })
    ));
    assert!(fs::read(&to).unwrap() == before);
    assert_eq!(names(dir.path()).len(), 2);
}

#[test]
fn older_backups_are_kept_by_their_label() {
    let dir = tempfile::tempdir().unwrap();
    let stem = OsStr::new("pertemuan");
    let path = file_with(dir.path(), vec![]);
    let mut journal = SqliteJournal::open(&path).unwrap();
    assert_eq!(latest_in(dir.path(), stem), None);
    for hour in 8..14_u64 {
        for part in 0..2 {
            let known = journal.head().unwrap().seq;
            done(journal.append(known, vec![arrived(hour * 10 + part)]));
            let to = rotate(dir.path(), stem, &format!("20261123-{hour:02}")).unwrap();
            journal.backup(&to).unwrap();
        }
    }
    drop(journal);
    let backups: Vec<String> = names(dir.path())
        .into_iter()
        .filter(|n| n.contains("cadangan"))
        .collect();
    assert_eq!(
        backups,
        [
            "pertemuan-cadangan-20261123-11.gelar",
            "pertemuan-cadangan-20261123-12.gelar",
            "pertemuan-cadangan-20261123-13.gelar",
            "pertemuan-cadangan.gelar",
        ]
    );
    let newest = newest_name(dir.path(), stem);
    assert_eq!(latest_in(dir.path(), stem), Some(newest.clone()));
    assert_eq!(verify(&newest).unwrap().entries, 12);
    // A damaged one is passed over.
    fs::write(&newest, b"SQLite format 3\0").unwrap();
    let kept = dir.path().join("pertemuan-cadangan-20261123-13.gelar");
    assert_eq!(latest_in(dir.path(), stem), Some(kept));
    assert_eq!(latest_in(dir.path(), OsStr::new("perte")), None);
}
