//! Whether the meeting file that is open still lies under its name. A stick that was pulled out comes
//! back as another file, and what is written into the old one goes nowhere. It never makes a file, and
//! never goes on in one that does not hold the entries known so far.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::error::{from_io, from_sqlite};
use super::open::{Mode, open};
use crate::journal::row::shorter;
use crate::journal::{Head, JournalError};

/// Which file a connection has open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity(u64, u64);

/// The file of a connection, and what of it is known.
pub(super) struct Place {
    identity: Option<Identity>,
    /// The newest entry that this connection has read or written.
    pub(super) known: Head,
    /// The file was gone, or could not be read or written: it is opened again before it is used.
    doubted: bool,
}

impl Place {
    /// The file that was just opened under a name.
    pub(super) fn new(path: &Path, known: Head) -> Place {
        Place {
            identity: identity(path).ok(),
            known,
            doubted: false,
        }
    }

    /// Notes an error that a stick makes which was pulled out.
    pub(super) fn note(&mut self, error: &JournalError) {
        self.doubted |= match error {
            // The damage of a file is not told apart from that of a stick here; opening tells.
            JournalError::Io(_) | JournalError::Damaged { .. } => true,
            JournalError::Missing(_)
            | JournalError::Exists(_)
            | JournalError::NotOurs(_)
            | JournalError::Newer { .. }
            | JournalError::Busy
            | JournalError::Full
            | JournalError::ReadOnly
            | JournalError::IdReused(_)
            | JournalError::Split(_) => false,
        };
    }

    /// Opens the file again where another one lies under its name now, or where the last use failed;
    /// answers whether it did.
    ///
    /// # Errors
    /// `Missing` while there is none; `Damaged` for one that lacks the entries known so far.
    pub(super) fn again(
        &mut self,
        path: &Path,
        conn: &mut Connection,
    ) -> Result<bool, JournalError> {
        let now = match identity(path) {
            Ok(now) => now,
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                self.doubted = true;
                return Err(JournalError::Missing(path.into()));
            }
            // Not a word on which to let go of a file that is open.
            Err(e) if self.doubted => return Err(from_io(&e)),
            Err(_) => return Ok(false),
        };
        if !self.doubted && self.identity == Some(now) {
            return Ok(false);
        }
        self.doubted = true;
        Self::let_go(conn)?;
        let (opened, writable) = open(path, Mode::Write)?;
        if !writable {
            return Err(JournalError::ReadOnly);
        }
        holds(&opened, self.known)?;
        *conn = opened;
        self.identity = Some(now);
        self.doubted = false;
        Ok(true)
    }

    /// Closes the old file before the new one is opened: `SQLite` would take two files of the same
    /// number for one. Closing writes and deletes nothing, as the names are another file's now.
    fn let_go(conn: &mut Connection) -> Result<(), JournalError> {
        let nothing = Connection::open_in_memory().map_err(from_sqlite)?;
        let old = std::mem::replace(conn, nothing);
        old.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
            .map_err(from_sqlite)?;
        drop(old);
        Ok(())
    }
}

/// The same journal, as far as it was known.
fn holds(conn: &Connection, known: Head) -> Result<(), JournalError> {
    if known.seq == 0 {
        return Ok(());
    }
    let there = super::head(conn)?;
    if there.seq < known.seq {
        return Err(shorter(known.seq, there));
    }
    let hash: Vec<u8> = conn
        .query_row(
            "SELECT hash FROM entry WHERE seq = ?1",
            [known.seq.cast_signed()],
            |row| row.get(0),
        )
        .map_err(from_sqlite)?;
    if hash == known.hash.0 {
        return Ok(());
    }
    Err(JournalError::Damaged {
        seq: Some(known.seq),
        what: "another journal lies under this name".to_owned(),
    })
}

#[cfg(unix)]
fn identity(path: &Path) -> std::io::Result<Identity> {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata(path).map(|about| Identity(about.dev(), about.ino()))
}

/// An open file keeps its name here; a stick that comes back is known by the errors before.
#[cfg(not(unix))]
fn identity(path: &Path) -> std::io::Result<Identity> {
    fs::metadata(path).map(|_| Identity(0, 0))
}
