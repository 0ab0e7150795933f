//! The journal of one laptop: one `SQLite` file, shared by its windows. It never changes or deletes an
//! entry, and never trusts a head that it read before the transaction.

mod error;
mod open;
mod place;
mod read;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, params};

pub(super) use error::{from_io, from_sqlite};
pub(super) use open::{Mode, absolute, beside, blank, open};
pub(super) use read::{head, walk};

use super::row::{already_there, shorter};
use super::{Appended, Draft, Entry, Hash, Head, Journal, JournalError, backup, codec};
use crate::meeting::id::EntryId;

/// A meeting file.
pub struct SqliteJournal {
    conn: Connection,
    path: PathBuf,
    writable: bool,
    /// The transaction of [`Journal::lock`] is open.
    locked: bool,
    /// The last answer of `PRAGMA data_version`, and how many entries there were then.
    seen: (i64, u64),
    place: place::Place,
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
            place: place::Place::new(
                &path,
                head(&conn).unwrap_or(Head {
                    seq: 0,
                    hash: Hash::ZERO,
                }),
            ),
            conn,
            path,
            writable,
            locked: false,
            seen: (0, 0),
        };
        // Damage is not told here but by reading, which can show what comes before it.
        let number = read::last_number(&journal.conn).unwrap_or_default();
        journal.seen = (journal.data_version()?, number);
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

    fn data_version(&self) -> Result<i64, JournalError> {
        self.conn
            .prepare_cached("PRAGMA data_version")
            .and_then(|mut s| s.query_row([], |row| row.get(0)))
            .map_err(from_sqlite)
    }

    /// Takes the writer's lock, or goes on under the one taken before.
    fn begin(&mut self) -> Result<(), JournalError> {
        if !self.writable {
            return Err(JournalError::ReadOnly);
        }
        if !self.locked {
            self.come_back()?;
            self.run("BEGIN IMMEDIATE").map_err(from_sqlite)?;
        }
        Ok(())
    }

    /// Opens the file again after a stick was pulled out. One that was opened for reading stays as it is.
    fn come_back(&mut self) -> Result<(), JournalError> {
        if self.writable && self.place.again(&self.path, &mut self.conn)? {
            // Whatever it holds is news.
            self.seen.0 = i64::MIN;
        }
        Ok(())
    }

    /// Notes what an answer says of the file.
    fn noted<T>(&mut self, answer: Result<T, JournalError>) -> Result<T, JournalError> {
        if let Err(error) = &answer {
            self.place.note(error);
        }
        answer
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
        if !self.locked {
            self.come_back()?;
        }
        let answer = self.read_linked(after, &mut |entry, _| visit(entry));
        if let Ok(head) = answer {
            self.place.known = head;
        }
        self.noted(answer)
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
        if let Ok(Appended::Done { head, .. }) = answer {
            self.place.known = head;
        }
        self.noted(answer)
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
        self.noted(answer)
    }

    fn unlock(&mut self) {
        self.abandon();
    }

    fn changed(&mut self) -> Result<bool, JournalError> {
        if !self.locked {
            self.come_back()?;
        }
        let version = self.data_version();
        let version = self.noted(version)?;
        if version == self.seen.0 {
            return Ok(false);
        }
        // Other connections' checkpoints move it, too, and so does every read of a protected file.
        let number = read::last_number(&self.conn)?;
        let known = std::mem::replace(&mut self.seen, (version, number)).1;
        Ok(number != known)
    }

    fn hash_of(&mut self, id: EntryId) -> Result<Option<Hash>, JournalError> {
        read::hash_of(&self.conn, id)
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

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::meeting::event::{Cancelled, Event, Stamp};
    use crate::meeting::id::PersonId;

    fn draft(id: u64) -> Draft {
        Draft {
            stamp: Stamp {
                id: EntryId(id),
                group: None,
                at: Timestamp::UNIX_EPOCH,
                offset: 480,
                boot: None,
                station: "Meja 1".into(),
                operator: "".into(),
            },
            event: Event::InvitationCancelled(Cancelled {
                person: PersonId(1),
                reason: "sakit ".repeat(1000),
            }),
            salt: [7; 16],
        }
    }

    #[test]
    fn a_full_disk_writes_nothing_and_the_same_append_goes_through_later() {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = SqliteJournal::create(&dir.path().join("a.gelar")).unwrap();
        journal.append(0, vec![draft(1)]).unwrap();
        let before = journal.head().unwrap();
        let limit = |journal: &SqliteJournal, pages: u32| {
            journal
                .conn
                .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
                .unwrap();
        };
        limit(&journal, 1);
        let act: Vec<Draft> = (2..30).map(draft).collect();
        for _ in 0..2 {
            let answer = journal.append(1, act.clone());
            assert!(matches!(answer, Err(JournalError::Full)), "{answer:?}");
            assert_eq!(journal.head().unwrap(), before);
        }
        journal.lock(1).unwrap();
        assert!(matches!(
            journal.append(1, act.clone()),
            Err(JournalError::Full)
        ));
        limit(&journal, 1_000_000);
        assert!(matches!(
            journal.append(1, act).unwrap(),
            Appended::Done {
                head: Head { seq: 29, .. },
                ..
            }
        ));
        drop(journal);
        let report = crate::journal::verify::verify(&dir.path().join("a.gelar")).unwrap();
        assert_eq!((report.entries, report.problem), (29, None));
    }

    #[test]
    fn the_pragmas_are_in_force() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.gelar");
        drop(SqliteJournal::create(&path).unwrap());
        let journal = SqliteJournal::open(&path).unwrap();
        for (pragma, expected) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("trusted_schema", "0"),
            ("cell_size_check", "1"),
            ("mmap_size", "0"),
            ("query_only", "0"),
            ("user_version", "1"),
        ] {
            let value: rusqlite::types::Value = journal
                .conn
                .pragma_query_value(None, pragma, |row| row.get(0))
                .unwrap();
            let value = match value {
                rusqlite::types::Value::Text(text) => text,
                rusqlite::types::Value::Integer(n) => n.to_string(),
                other => panic!("{other:?}"),
            };
            assert_eq!(value, expected, "{pragma}");
        }
    }
}
