//! Copies of a meeting file, each a complete meeting file of its own: opening one is restoring it.
//!
//! A copy is made beside its target, synced, checked entry by entry and only then put in the place
//! of an older one. It never touches a file that holds anything this meeting does not.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OptionalExtension};

use super::sqlite::{Mode, SqliteJournal, absolute, beside, from_io, from_sqlite, head, open};
use super::verify::verify;
use super::{Head, JournalError};

/// Between the meeting's name and the ending; `cadangan` is *spare*.
const MARK: &str = "-cadangan";

/// Older backups kept beside the newest.
const KEPT: usize = 3;

/// A temporary copy that is older than this beside a fresh backup was left by a crash.
const ABANDONED: Duration = Duration::from_secs(3600);

/// The ending of a copy that is not finished.
const UNFINISHED: &str = ".sebagian";

/// Copies the meeting file `source` to `to` and answers the head of the copy. Other windows may go
/// on writing meanwhile; the copy is one moment of the journal.
///
/// # Errors
/// `Exists` where `to` is the source itself or holds anything that the source does not: another
/// file, another meeting, entries of its own, damage. `Busy` where another program has it open.
/// `Full` and `ReadOnly` as the disk says, `Damaged` where the source is not whole. An older backup
/// then stays as it was.
pub fn copy(source: &Path, to: &Path) -> Result<Head, JournalError> {
    let (source, to) = (absolute(source), absolute(to));
    let (conn, _) = open(&source, Mode::Read)?;
    may_replace(&conn, &source, &to)?;
    let temporary = temporary(&to);
    let copied = fill(&conn, &temporary)
        .and_then(|head| check(&temporary, head))
        .and_then(|head| put(&temporary, &to).map(|()| head));
    if copied.is_err() {
        let _ = fs::remove_file(&temporary);
    } else {
        sweep(&to);
    }
    copied
}

/// The newest backup's name for the meeting file `stem` in `dir`.
pub fn newest_name(dir: &Path, stem: &OsStr) -> PathBuf {
    dir.join(name(stem, ""))
}

/// Makes room for a fresh backup and answers its name: the first time it is called with a `label`
/// the backup that is there is kept under it, and of those so kept the last three stay.
///
/// `label` is a time that sorts as text, for instance `20261123-08` for one kept backup an hour.
///
/// # Errors
/// What the file system says; nothing is lost then, and the backup may still be tried.
pub fn rotate(dir: &Path, stem: &OsStr, label: &str) -> Result<PathBuf, JournalError> {
    let newest = newest_name(dir, stem);
    let kept = dir.join(name(stem, &format!("-{label}")));
    if newest.exists() && !kept.exists() {
        fs::rename(&newest, &kept).map_err(|e| from_io(&e))?;
    }
    for old in kept_in(dir, stem).into_iter().skip(KEPT) {
        fs::remove_file(old).map_err(|e| from_io(&e))?;
    }
    Ok(newest)
}

/// The newest whole backup of the meeting file `stem` in `dir`.
pub fn latest_in(dir: &Path, stem: &OsStr) -> Option<PathBuf> {
    std::iter::once(newest_name(dir, stem))
        .chain(kept_in(dir, stem))
        .find(|path| verify(path).is_ok_and(|report| report.problem.is_none()))
}

/// The newest whole backup in `dir` whose name begins with `stem`: where the meeting itself cannot be
/// read, its tag is not known.
pub fn any_in(dir: &Path, stem: &OsStr) -> Option<PathBuf> {
    // The folder of a bare file name is the empty path, which cannot be listed.
    let here = Path::new(".");
    let dir = if dir.as_os_str().is_empty() {
        here
    } else {
        dir
    };
    let stem = stem.to_string_lossy();
    let ours = |path: &PathBuf| {
        let name = path.file_stem().map(|n| n.to_string_lossy().into_owned());
        path.extension() == Some(OsStr::new("gelar"))
            && name.is_some_and(|n| n.starts_with(&*stem) && n.contains(MARK))
    };
    let mut found: Vec<PathBuf> = files_in(dir).filter(ours).collect();
    found.sort_by_key(|path| fs::metadata(path).and_then(|about| about.modified()).ok());
    found
        .into_iter()
        .rev()
        .find(|path| verify(path).is_ok_and(|report| report.problem.is_none()))
}

fn name(stem: &OsStr, label: &str) -> OsString {
    let mut name = stem.to_os_string();
    name.push(MARK);
    name.push(label);
    name.push(".gelar");
    name
}

/// The labelled backups, newest first.
fn kept_in(dir: &Path, stem: &OsStr) -> Vec<PathBuf> {
    let mut start = stem.to_os_string();
    start.push(MARK);
    start.push("-");
    let start = start.as_encoded_bytes();
    let mut kept: Vec<PathBuf> = files_in(dir)
        .filter(|path| {
            path.file_name().is_some_and(|n| {
                let n = n.as_encoded_bytes();
                // A label starts with a digit; `pertemuan-cadangan-cadangan.gelar` is the backup of a backup.
                n.starts_with(start)
                    && n.ends_with(b".gelar")
                    && n.get(start.len()).is_some_and(u8::is_ascii_digit)
            })
        })
        .collect();
    kept.sort_unstable_by(|a, b| b.cmp(a));
    kept
}

fn files_in(dir: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(dir)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.path())
}

/// May `to` be replaced by a copy of `source`? Only where it holds a beginning of the same journal.
fn may_replace(source: &Connection, from: &Path, to: &Path) -> Result<(), JournalError> {
    if fs::symlink_metadata(to).is_err() {
        return Ok(());
    }
    let taken = || JournalError::Exists(to.into());
    if fs::canonicalize(to).ok() == fs::canonicalize(from).ok() {
        return Err(taken());
    }
    let old = match SqliteJournal::open_read_only(to).and_then(|journal| journal.head()) {
        Ok(head) => head,
        Err(JournalError::Busy) => return Err(JournalError::Busy),
        Err(_) => return Err(taken()),
    };
    // Opening and closing has moved a write-ahead file that a crash had left into the backup. One
    // that is still there belongs to a window, which would go on writing into what is replaced.
    if beside(to, "-wal").exists() {
        return Err(JournalError::Busy);
    }
    if old == Head::EMPTY || hash_at(source, old.seq)? == Some(old.hash.0) {
        Ok(())
    } else {
        Err(taken())
    }
}

fn hash_at(conn: &Connection, seq: u64) -> Result<Option<[u8; 32]>, JournalError> {
    conn.query_row(
        "SELECT hash FROM entry WHERE seq = ?1",
        [seq.cast_signed()],
        |row| row.get(0),
    )
    .optional()
    .map_err(from_sqlite)
}

/// A name of its own for every copy, so that two windows cannot write into each other's.
pub(super) fn temporary(to: &Path) -> PathBuf {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    beside(to, &format!(".{}-{count}{UNFINISHED}", std::process::id()))
}

/// Writes the copy as one file, without write-ahead log, so that it opens on a read-only stick too.
fn fill(source: &Connection, temporary: &Path) -> Result<Head, JournalError> {
    File::create(temporary).map_err(|e| from_io(&e))?;
    let mut target = Connection::open(temporary).map_err(from_sqlite)?;
    target
        // Nobody reads this file before it was synced below.
        .execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        .map_err(from_sqlite)?;
    // One snapshot for the head and the pages.
    source.execute_batch("BEGIN").map_err(from_sqlite)?;
    let copied = head(source).and_then(|head| {
        let step = Backup::new(source, &mut target).and_then(|backup| backup.step(-1));
        match step.map_err(from_sqlite)? {
            StepResult::Done => Ok(head),
            StepResult::Busy | StepResult::Locked => Err(JournalError::Busy),
            _ => Err(JournalError::Io("the copy was not finished".into())),
        }
    });
    source.execute_batch("COMMIT").map_err(from_sqlite)?;
    let head = copied?;
    target
        .query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))
        .map_err(from_sqlite)?;
    close_synced(target, temporary)?;
    Ok(head)
}

/// Closes a finished copy and waits until the disk has it.
pub(super) fn close_synced(copy: Connection, path: &Path) -> Result<(), JournalError> {
    copy.close().map_err(|(_, e)| from_sqlite(e))?;
    OpenOptions::new()
        .write(true)
        .open(path)
        .and_then(|file| file.sync_all())
        .map_err(|e| from_io(&e))
}

/// Reads the copy back: a damaged original must not replace the whole copy of yesterday.
fn check(copy: &Path, head: Head) -> Result<Head, JournalError> {
    let report = verify(copy)?;
    match report.problem {
        None if report.head == head => Ok(head),
        None => Err(JournalError::Io("the copy ends elsewhere".into())),
        Some(problem) => Err(JournalError::Damaged {
            seq: Some(problem.seq),
            what: problem.what,
        }),
    }
}

fn put(temporary: &Path, to: &Path) -> Result<(), JournalError> {
    // Windows refuses while somebody has `to` open; the older backup stays and the next try may do it.
    fs::rename(temporary, to).map_err(|e| from_io(&e))?;
    sync_folder(to);
    Ok(())
}

/// A new name, too, shall survive the plug; Windows has no such call and needs none.
#[cfg_attr(not(unix), expect(unused_variables))]
pub(super) fn sync_folder(path: &Path) {
    #[cfg(unix)]
    if let Some(dir) = path.parent() {
        let _ = File::open(dir).and_then(|dir| dir.sync_all());
    }
}

/// Removes temporary copies that a crash left. Their age is told by the file system's own clock,
/// because the laptop's may be another.
pub(super) fn sweep(to: &Path) {
    let (Some(dir), Some(name)) = (to.parent(), to.file_name()) else {
        return;
    };
    let Ok(now) = fs::metadata(to).and_then(|about| about.modified()) else {
        return;
    };
    for path in files_in(dir) {
        let ours = path.file_name().is_some_and(|n| {
            let n = n.as_encoded_bytes();
            n.starts_with(name.as_encoded_bytes()) && n.ends_with(UNFINISHED.as_bytes())
        });
        let old = fs::metadata(&path)
            .and_then(|about| about.modified())
            .is_ok_and(|then| now.duration_since(then).is_ok_and(|age| age > ABANDONED));
        if ours && old {
            let _ = fs::remove_file(path);
        }
    }
}
