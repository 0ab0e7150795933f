//! The journal of one laptop: one `SQLite` file, shared by its windows. It never changes or deletes an
//! entry, and never trusts a head that it read before the transaction.

mod error;
mod open;
mod read;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, params};

pub(super) use error::{from_io, from_sqlite};
pub(super) use open::{Mode, absolute, beside, open};
pub(super) use read::{head, walk};

use super::row::{already_there, shorter};
use super::{Appended, Draft, Entry, Hash, Head, Journal, JournalError, backup, codec};

/// A meeting file.
pub struct SqliteJournal {
    conn: Connection,
    path: PathBuf,
    writable: bool,
    /// The transaction of [`Journal::lock`] is open.
    locked: bool,
    /// The last answer of `PRAGMA data_version`.
    seen: i64,
}

impl SqliteJournal {
    /// Creates a meeting file.
    ///
    /// # Errors
    /// `Exists` where there is a file already, whatever it is; `ReadOnly` where the folder is
    /// missing or cannot be written; `Full`.
    pub fn create(path: &Path) -> Result<Self, JournalError> {
        let path = absolute(path);
        Self::around(open::create(&path)?, path, true)
    }

    /// Opens a meeting file; one that cannot be written is opened for reading.
    ///
    /// # Errors
    /// `Missing`, `NotOurs`, `Newer`, `Damaged`, `Busy`, and `Io` with words where the last entries
    /// lie in a write-ahead file that cannot be read on a read-only medium.
    pub fn open(path: &Path) -> Result<Self, JournalError> {
        Self::open_as(path, Mode::Write)
    }

    /// Opens a meeting file for reading; every append answers `ReadOnly`.
    pub fn open_read_only(path: &Path) -> Result<Self, JournalError> {
        Self::open_as(path, Mode::Read)
    }

    fn open_as(path: &Path, mode: Mode) -> Result<Self, JournalError> {
        let path = absolute(path);
        let (conn, writable) = open(&path, mode)?;
        Self::around(conn, path, writable)
    }

    fn around(conn: Connection, path: PathBuf, writable: bool) -> Result<Self, JournalError> {
        let mut journal = SqliteJournal {
            conn,
            path,
            writable,
            locked: false,
            seen: 0,
        };
        journal.changed()?;
        Ok(journal)
    }

    /// Can entries be appended?
    pub fn writable(&self) -> bool {
        self.writable
    }

    /// The file, by its absolute path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The last entry's place and link, read from the file.
    pub fn head(&self) -> Result<Head, JournalError> {
        head(&self.conn)
    }

    /// Visits the entries after `after` with their links, otherwise as [`Journal::read`].
    pub fn read_linked(
        &mut self,
        after: u64,
        visit: &mut dyn FnMut(Entry, Hash),
    ) -> Result<Head, JournalError> {
        read::stream(&mut self.conn, after, visit)
    }

    /// Sets how long this connection waits for another window before it says `Busy`.
    pub fn set_patience(&mut self, patience: Duration) -> Result<(), JournalError> {
        self.conn.busy_timeout(patience).map_err(from_sqlite)
    }

    fn run(&self, sql: &str) -> rusqlite::Result<()> {
        self.conn.prepare_cached(sql)?.execute([]).map(|_| ())
    }

    /// Takes the writer's lock, or goes on under the one taken before.
    fn begin(&mut self) -> Result<(), JournalError> {
        if !self.writable {
            return Err(JournalError::ReadOnly);
        }
        if !self.locked {
            self.run("BEGIN IMMEDIATE").map_err(from_sqlite)?;
        }
        Ok(())
    }

    /// Ends whatever transaction is open without writing.
    fn abandon(&mut self) {
        self.locked = false;
        if !self.conn.is_autocommit() {
            // Nothing to tell: the file keeps what was committed, with or without this.
            let _ = self.run("ROLLBACK");
        }
    }

    fn missed(&mut self, known: u64, head: Head) -> Result<Vec<Entry>, JournalError> {
        if known > head.seq {
            return Err(shorter(known, head));
        }
        let mut missed = Vec::new();
        self.read(known, &mut |entry| missed.push(entry))?;
        Ok(missed)
    }

    fn append_inside(
        &mut self,
        expected: u64,
        drafts: Vec<Draft>,
    ) -> Result<Appended, JournalError> {
        let head = self.head()?;
        if let Some(entries) = already_there(&drafts, |draft| self.find(draft))? {
            return Ok(Appended::Done { entries, head });
        }
        if head.seq != expected {
            let missed = self.missed(expected, head)?;
            return Ok(Appended::Conflict { missed, head });
        }
        self.insert(head, drafts)
    }

    fn find(&self, draft: &Draft) -> Result<Option<(Entry, bool)>, JournalError> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT seq, id, text, private, salt, hash FROM entry WHERE id = ?1")
            .map_err(from_sqlite)?;
        let mut rows = statement
            .query([draft.stamp.id.0.cast_signed()])
            .map_err(from_sqlite)?;
        let Some(row) = rows.next().map_err(from_sqlite)? else {
            return Ok(None);
        };
        let raw = read::raw(row).map_err(from_sqlite)?;
        Ok(Some((raw.entry()?, raw.holds(draft)?)))
    }

    fn insert(&self, mut head: Head, drafts: Vec<Draft>) -> Result<Appended, JournalError> {
        let mut statement = self
            .conn
            .prepare_cached(
                "INSERT INTO entry (seq, id, text, private, salt, hash) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )
            .map_err(from_sqlite)?;
        let mut entries = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let seq = head.seq + 1;
            let stored = codec::encode(seq, &draft)?;
            let hash = codec::link(&head.hash, stored.text.as_bytes());
            let (private, salt) = stored.private.unzip();
            let id = draft.stamp.id;
            statement
                .execute(params![
                    seq.cast_signed(),
                    id.0.cast_signed(),
                    stored.text,
                    private,
                    salt,
                    hash.0,
                ])
                .map_err(|e| match e.sqlite_error_code() {
                    // The ids were looked up before, so one is twice among the drafts.
                    Some(ErrorCode::ConstraintViolation) => JournalError::IdReused(id),
                    _ => from_sqlite(e),
                })?;
            head = Head { seq, hash };
            entries.push(Entry {
                seq,
                stamp: draft.stamp,
                event: draft.event,
            });
        }
        Ok(Appended::Done { entries, head })
    }
}

impl Journal for SqliteJournal {
    fn read(&mut self, after: u64, visit: &mut dyn FnMut(Entry)) -> Result<Head, JournalError> {
        self.read_linked(after, &mut |entry, _| visit(entry))
    }

    fn append(&mut self, expected: u64, drafts: Vec<Draft>) -> Result<Appended, JournalError> {
        let mut answer = self
            .begin()
            .and_then(|()| self.append_inside(expected, drafts));
        if let Ok(Appended::Done { .. }) = answer
            && let Err(e) = self.run("COMMIT")
        {
            answer = Err(from_sqlite(e));
        }
        self.abandon();
        answer
    }

    fn lock(&mut self, known: u64) -> Result<(Vec<Entry>, Head), JournalError> {
        self.begin()?;
        self.locked = true;
        let answer = self
            .head()
            .and_then(|head| Ok((self.missed(known, head)?, head)));
        if answer.is_err() {
            self.abandon();
        }
        answer
    }

    fn unlock(&mut self) {
        self.abandon();
    }

    fn changed(&mut self) -> Result<bool, JournalError> {
        let now = self
            .conn
            .prepare_cached("PRAGMA data_version")
            .and_then(|mut s| s.query_row([], |row| row.get(0)))
            .map_err(from_sqlite)?;
        Ok(std::mem::replace(&mut self.seen, now) != now)
    }

    fn backup(&mut self, to: &Path) -> Result<(), JournalError> {
        backup::copy(&self.path, to).map(|_| ())
    }
}

impl Drop for SqliteJournal {
    /// Moves everything into the one file, so that it can be copied alone. Where another window is
    /// at work this does nothing, and the last one to close does it.
    fn drop(&mut self) {
        self.abandon();
        if self.writable {
            let _ = self.conn.busy_timeout(Duration::ZERO);
            let _ = self
                .conn
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        }
    }
}
