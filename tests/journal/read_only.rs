//! Write-protected files and media. Root may write everywhere, so as root these run in a child of
//! another user.

use std::fs;
use std::path::Path;

use gelar::journal::sqlite::SqliteJournal;
use gelar::journal::verify::verify;
use gelar::journal::{Journal, JournalError};

use crate::support::{arrived, done, file_with, mixed, read};

fn reads_but_does_not_write(path: &Path, entries: usize) {
    let mut journal = SqliteJournal::open(path).unwrap();
    assert!(!journal.writable());
    assert_eq!(read(&mut journal, 0).len(), entries);
    let known = entries as u64;
    for _ in 0..2 {
        let answer = journal.append(known, vec![arrived(50)]);
        assert!(matches!(answer, Err(JournalError::ReadOnly)), "{answer:?}");
        assert!(matches!(journal.lock(known), Err(JournalError::ReadOnly)));
    }
    assert!(!journal.changed().unwrap(), "{}", path.display());
    assert_eq!(verify(path).unwrap().problem, None);
}

#[test]
fn opened_for_reading() {
    let dir = tempfile::tempdir().unwrap();
    let path = file_with(dir.path(), mixed(0..5));
    let mut journal = SqliteJournal::open_read_only(&path).unwrap();
    assert!(matches!(
        journal.append(5, vec![arrived(9)]),
        Err(JournalError::ReadOnly)
    ));
    // It follows a window that writes.
    let mut writer = SqliteJournal::open(&path).unwrap();
    done(writer.append(5, vec![arrived(9)]));
    assert!(journal.changed().unwrap());
    assert_eq!(read(&mut journal, 5).len(), 1);
    // And a backup can be made of it.
    let to = dir.path().join("salinan.gelar");
    journal.backup(&to).unwrap();
    assert_eq!(verify(&to).unwrap().entries, 6);
}

#[cfg(windows)]
#[test]
fn a_protected_file() {
    let dir = tempfile::tempdir().unwrap();
    let path = file_with(dir.path(), mixed(0..5));
    let protect = |yes| {
        let mut rights = fs::metadata(&path).unwrap().permissions();
        rights.set_readonly(yes);
        fs::set_permissions(&path, rights).unwrap();
    };
    protect(true);
    // Under wine as root the protection is only a mark: there is nothing to test then.
    if fs::OpenOptions::new().write(true).open(&path).is_err() {
        reads_but_does_not_write(&path, 5);
    }
    protect(false); // so that the directory can be removed
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    use std::path::PathBuf;
    use std::process::Command;

    use super::*;

    /// A user who is nobody.
    const NOBODY: u32 = 65534;

    fn mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    /// A directory `name` in `dir` with a meeting file of five entries.
    fn place(dir: &Path, name: &str) -> (PathBuf, PathBuf) {
        let place = dir.join(name);
        fs::create_dir(&place).unwrap();
        let path = file_with(&place, mixed(0..5));
        (place, path)
    }

    /// Runs `name` of this module with the directory: here, or as nobody where rights mean nothing.
    fn as_a_user_without_rights(name: &str, dir: &Path, body: fn(&Path)) {
        let probe = dir.join("probe");
        fs::write(&probe, b"").unwrap();
        mode(&probe, 0o444);
        if fs::OpenOptions::new().write(true).open(&probe).is_err() {
            return body(dir);
        }
        let program = dir.join("child");
        fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
        mode(&program, 0o755);
        let status = Command::new(&program)
            .args(["--exact", &format!("read_only::unix::{name}")])
            .env("GELAR_CHILD_DIR", dir)
            .current_dir("/")
            .uid(NOBODY)
            .gid(NOBODY)
            .status()
            .unwrap();
        assert!(status.success());
    }

    fn in_child() -> Option<PathBuf> {
        std::env::var_os("GELAR_CHILD_DIR").map(PathBuf::from)
    }

    #[test]
    fn protected_files_and_media() {
        if let Some(dir) = in_child() {
            return check(&dir);
        }
        let dir = tempfile::tempdir().unwrap();
        mode(dir.path(), 0o755);
        // A protected file in a folder that can be written.
        let (place_a, a) = place(dir.path(), "a");
        mode(&a, 0o444);
        mode(&place_a, 0o777);
        // A stick that is write-protected as a whole.
        let (place_b, b) = place(dir.path(), "b #1?");
        mode(&b, 0o444);
        mode(&place_b, 0o555);
        // The same after a crash: the last entries are in the write-ahead file, with and without index.
        for (name, suffixes) in [("c", &["", "-wal", "-shm"][..]), ("d", &["", "-wal"][..])] {
            let (source, path) = place(dir.path(), &format!("source-{name}"));
            let mut journal = SqliteJournal::open(&path).unwrap();
            done(journal.append(5, mixed(5..7)));
            let stick = dir.path().join(name);
            fs::create_dir(&stick).unwrap();
            for suffix in suffixes {
                let file = format!("pertemuan.gelar{suffix}");
                fs::copy(source.join(&file), stick.join(&file)).unwrap();
                mode(&stick.join(&file), 0o444);
            }
            mode(&stick, 0o555);
        }
        as_a_user_without_rights("protected_files_and_media", dir.path(), check);
        for name in ["a", "b #1?", "c", "d"] {
            mode(&dir.path().join(name), 0o755); // so that the directory can be removed
        }
    }

    fn check(dir: &Path) {
        let file = |name: &str| dir.join(name).join("pertemuan.gelar");
        for _ in 0..2 {
            reads_but_does_not_write(&file("a"), 5);
            reads_but_does_not_write(&file("b #1?"), 5);
            reads_but_does_not_write(&file("c"), 7);
        }
        // Five of seven entries would be a lie, so it says what to do.
        match SqliteJournal::open(&file("d")) {
            Err(JournalError::Split(wal)) => assert!(wal.to_string_lossy().ends_with("-wal")),
            other => panic!("{:?}", other.map(|j| j.writable())),
        }
        // Where nothing can be written nothing is created, and a backup says so.
        assert!(matches!(
            SqliteJournal::create(&dir.join("b #1?/baru.gelar")),
            Err(JournalError::ReadOnly)
        ));
        let mut journal = SqliteJournal::open(&file("b #1?")).unwrap();
        assert!(matches!(
            journal.backup(&dir.join("b #1?/salinan.gelar")),
            Err(JournalError::ReadOnly)
        ));
    }
}
