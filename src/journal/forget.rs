//! The copy without personal values, for after the event. It writes entry by entry into a fresh file
//! what the chain covers, and so never puts a private byte into the copy; the original stays as it is.

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use super::backup::{close_synced, sweep, sync_folder, temporary};
use super::row::{Raw, damaged};
use super::sqlite::{Mode, absolute, blank, from_io, from_sqlite, open, walk};
use super::verify::{agrees, structure, verify};
use super::{Head, JournalError};

/// What a copy without personal values holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forgotten {
    /// Its last entry, the same as the original's: so is the fingerprint.
    pub head: Head,
    /// Entries whose personal values it does not have.
    pub emptied: u64,
}

/// Copies the meeting file `source` to the new file `to` without private values and their salts.
/// Everything else is the same byte for byte, so the copy verifies to the same head. Other windows may
/// go on writing meanwhile; the copy is one moment of the journal.
///
/// # Errors
/// `Exists` where there is anything at `to`, be it `source` itself: nothing is ever replaced.
/// `Damaged` with the place where the original is not whole; `Newer`, `Full` and `ReadOnly` as usual.
/// Nothing is left under the name `to` then.
pub fn forget(source: &Path, to: &Path) -> Result<Forgotten, JournalError> {
    let (source, to) = (absolute(source), absolute(to));
    if fs::symlink_metadata(&to).is_ok() {
        return Err(JournalError::Exists(to));
    }
    let (conn, _) = open(&source, Mode::Read)?;
    let temporary = temporary(&to);
    let copied = fill(&conn, &temporary)
        .and_then(|copy| hold_against(&temporary, copy).map(|()| copy))
        .and_then(|copy| name(&temporary, &to).map(|()| copy));
    if copied.is_err() {
        let _ = fs::remove_file(&temporary);
    } else {
        sweep(&to);
    }
    copied
}

/// Meeting files in `folder` that begin with the same entry as `source` and hold personal values: its
/// backups and copies, whatever they are called. Files that cannot be opened are passed over.
pub fn copies_in(folder: &Path, source: &Path) -> Vec<PathBuf> {
    let Some((first, _)) = beginning(source) else {
        return Vec::new();
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension() == Some(OsStr::new("gelar")))
        .filter(|path| beginning(path) == Some((first, true)))
        .collect();
    found.sort();
    found
}

/// The first link of a meeting file, and whether it holds any private value.
fn beginning(path: &Path) -> Option<([u8; 32], bool)> {
    let (conn, _) = open(&absolute(path), Mode::Read).ok()?;
    conn.query_row(
        "SELECT hash, EXISTS (SELECT 1 FROM entry WHERE private IS NOT NULL) \
         FROM entry WHERE seq = 1",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
    .ok()
}

/// Writes the copy under its temporary name.
fn fill(source: &Connection, temporary: &Path) -> Result<Forgotten, JournalError> {
    let copy = blank(temporary)?;
    copy.execute_batch("BEGIN").map_err(from_sqlite)?;
    // One snapshot for the entries and the look at the file's structure.
    source.execute_batch("BEGIN").map_err(from_sqlite)?;
    let copied = pour(source, &copy);
    source.execute_batch("COMMIT").map_err(from_sqlite)?;
    let copied = copied?;
    copy.execute_batch("COMMIT").map_err(from_sqlite)?;
    close_synced(copy, temporary)?;
    Ok(copied)
}

/// Every entry of a whole original, each held against its own text before it is taken over.
fn pour(source: &Connection, copy: &Connection) -> Result<Forgotten, JournalError> {
    let mut insert = copy
        .prepare("INSERT INTO entry (seq, id, text, hash) VALUES (?1, ?2, ?3, ?4)")
        .map_err(from_sqlite)?;
    let mut emptied = 0;
    let head = walk(source, 0, &mut |raw: &Raw<'_>, place: Head| {
        let were_emptied = agrees(raw, place.seq)?;
        raw.entry()?; // an entry that cannot be read is not carried on as if it could
        let text = std::str::from_utf8(raw.text).map_err(|e| damaged(place.seq, e.to_string()))?;
        emptied += u64::from(were_emptied || raw.private.is_some());
        insert
            .execute(params![raw.seq, raw.id, text, raw.hash])
            .map_err(from_sqlite)?;
        Ok(())
    })?;
    match structure(source)? {
        None => Ok(Forgotten { head, emptied }),
        Some(what) => Err(JournalError::Damaged { seq: None, what }),
    }
}

/// Reads the copy back: whole, the same head, and everything emptied that was to be.
fn hold_against(temporary: &Path, copy: Forgotten) -> Result<(), JournalError> {
    let report = verify(temporary)?;
    match report.problem {
        None if (report.head, report.emptied) == (copy.head, copy.emptied) => Ok(()),
        None => Err(JournalError::Io("the copy is not what was copied".into())),
        Some(problem) => Err(damaged(problem.seq, problem.what)),
    }
}

/// Gives the finished copy its name, unless somebody took it meanwhile.
fn name(temporary: &Path, to: &Path) -> Result<(), JournalError> {
    // A second name for the file is refused where there is one; renaming would replace it.
    match fs::hard_link(temporary, to) {
        Ok(()) => {
            let _ = fs::remove_file(temporary);
        }
        Err(e) if e.kind() == ErrorKind::AlreadyExists => {
            return Err(JournalError::Exists(to.into()));
        }
        // The file systems of sticks know one name per file.
        Err(_) if fs::symlink_metadata(to).is_ok() => return Err(JournalError::Exists(to.into())),
        Err(_) => fs::rename(temporary, to).map_err(|e| from_io(&e))?,
    }
    sync_folder(to);
    Ok(())
}
