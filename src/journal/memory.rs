//! A journal in memory for tests: the same answers as the file, and failures on demand. It stores
//! the encoded rows, so that every test goes through the codec; it is gone with the program.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::row::{Raw, already_there, shorter};
use super::sqlite::{SqliteJournal, absolute, beside};
use super::{Appended, Draft, Entry, Hash, Head, Journal, JournalError, backup, codec};
use crate::meeting::id::EntryId;

/// A journal in memory; [`Clone`] makes another writer on the same one.
pub struct MemoryJournal {
    shared: Arc<Mutex<Shared>>,
    /// Which writer this is.
    me: u64,
    /// The commit count at the last `changed`, own commits included.
    seen: u64,
}

#[derive(Default)]
struct Shared {
    rows: Vec<Row>,
    places: HashMap<EntryId, usize>,
    drafts: Vec<Draft>,
    writers: u64,
    commits: u64,
    holder: Option<u64>,
    failure: Option<Failure>,
}

struct Row {
    id: EntryId,
    stored: codec::Stored,
    hash: Hash,
}

enum Failure {
    /// The next write fails and writes nothing.
    Refuse(JournalError),
    /// The next append is written, and its answer lost.
    LoseReply(JournalError),
}

impl MemoryJournal {
    /// An empty journal with its first writer.
    pub fn new() -> Self {
        let mut shared = Shared::default();
        let me = shared.enlist();
        MemoryJournal {
            shared: Arc::new(Mutex::new(shared)),
            me,
            seen: 0,
        }
    }

    /// Lets the next `append` or `lock` of any writer fail with `error`; nothing is written.
    pub fn fail_next(&self, error: JournalError) {
        self.shared().failure = Some(Failure::Refuse(error));
    }

    /// Lets the next append of any writer be written, but answered with `error`, as when the cable
    /// is pulled between the commit and its answer.
    pub fn lose_next_reply(&self, error: JournalError) {
        self.shared().failure = Some(Failure::LoseReply(error));
    }

    /// The last entry's place and link.
    pub fn head(&self) -> Head {
        self.shared().head()
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        // A test that panicked while it held the journal has failed already.
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for MemoryJournal {
    fn default() -> Self {
        Self::new()
    }
}

impl Clone for MemoryJournal {
    fn clone(&self) -> Self {
        let mut shared = self.shared();
        MemoryJournal {
            shared: Arc::clone(&self.shared),
            me: shared.enlist(),
            seen: shared.commits,
        }
    }
}

impl Drop for MemoryJournal {
    /// A writer that goes gives its lock back, as a closed file does.
    fn drop(&mut self) {
        self.unlock();
    }
}

impl Shared {
    fn enlist(&mut self) -> u64 {
        self.writers += 1;
        self.writers
    }

    fn head(&self) -> Head {
        self.rows.last().map_or(Head::EMPTY, |row| Head {
            seq: self.rows.len() as u64,
            hash: row.hash,
        })
    }

    fn with_raw<T>(&self, index: usize, read: impl FnOnce(Raw<'_>) -> T) -> T {
        let row = &self.rows[index];
        let private = row.stored.private.as_ref();
        read(Raw {
            seq: (index as u64 + 1).cast_signed(),
            id: row.id.0.cast_signed(),
            text: row.stored.text.as_bytes(),
            private: private.map(|(values, _)| values.as_bytes()),
            salt: private.map(|(_, salt)| salt.as_slice()),
            hash: &row.hash.0,
        })
    }

    fn after(&self, known: u64) -> Result<Vec<Entry>, JournalError> {
        let head = self.head();
        if known > head.seq {
            return Err(shorter(known, head));
        }
        let from = usize::try_from(known).unwrap_or(usize::MAX);
        (from..self.rows.len())
            .map(|index| self.with_raw(index, |raw| raw.entry()))
            .collect()
    }

    fn take_lock(&mut self, me: u64) -> Result<(), JournalError> {
        if self.holder.is_some_and(|holder| holder != me) {
            return Err(JournalError::Busy);
        }
        self.holder = Some(me);
        Ok(())
    }

    /// The failure of a write that is to write nothing.
    fn refusal(&mut self) -> Result<(), JournalError> {
        match self.failure.take() {
            Some(Failure::Refuse(error)) => Err(error),
            other => {
                self.failure = other;
                Ok(())
            }
        }
    }

    fn append(&mut self, expected: u64, drafts: Vec<Draft>) -> Result<Appended, JournalError> {
        self.refusal()?;
        let head = self.head();
        let there = already_there(&drafts, |draft| {
            let Some(&index) = self.places.get(&draft.stamp.id) else {
                return Ok(None);
            };
            self.with_raw(index, |raw| Ok(Some((raw.entry()?, raw.holds(draft)?))))
        })?;
        if let Some(entries) = there {
            return Ok(Appended::Done { entries, head });
        }
        if head.seq != expected {
            let missed = self.after(expected)?;
            return Ok(Appended::Conflict { missed, head });
        }
        self.insert(drafts)
    }

    fn insert(&mut self, drafts: Vec<Draft>) -> Result<Appended, JournalError> {
        let mut head = self.head();
        let mut rows = Vec::with_capacity(drafts.len());
        let mut places = HashMap::with_capacity(drafts.len());
        let mut entries = Vec::with_capacity(drafts.len());
        for draft in &drafts {
            let seq = head.seq + 1;
            let stored = codec::encode(seq, draft)?;
            let hash = codec::link(&head.hash, stored.text.as_bytes());
            let id = draft.stamp.id;
            if places.insert(id, self.rows.len() + rows.len()).is_some() {
                return Err(JournalError::IdReused(id));
            }
            rows.push(Row { id, stored, hash });
            head = Head { seq, hash };
            entries.push(Entry {
                seq,
                stamp: draft.stamp.clone(),
                event: draft.event.clone(),
            });
        }
        self.drafts.extend(drafts);
        self.rows.append(&mut rows);
        self.places.extend(places);
        self.commits += 1;
        match self.failure.take() {
            Some(Failure::LoseReply(error) | Failure::Refuse(error)) => Err(error),
            None => Ok(Appended::Done { entries, head }),
        }
    }
}

impl Journal for MemoryJournal {
    fn read(&mut self, after: u64, visit: &mut dyn FnMut(Entry)) -> Result<Head, JournalError> {
        let (entries, head) = {
            let shared = self.shared();
            (shared.after(after)?, shared.head())
        };
        // Without the mutex, so that a visitor may look at the journal.
        entries.into_iter().for_each(visit);
        Ok(head)
    }

    fn append(&mut self, expected: u64, drafts: Vec<Draft>) -> Result<Appended, JournalError> {
        let me = self.me;
        let (answer, own) = {
            let mut shared = self.shared();
            let before = shared.commits;
            shared.take_lock(me)?;
            let answer = shared.append(expected, drafts);
            shared.holder = None;
            (answer, shared.commits - before)
        };
        self.seen += own;
        answer
    }

    fn lock(&mut self, known: u64) -> Result<(Vec<Entry>, Head), JournalError> {
        let me = self.me;
        let mut shared = self.shared();
        shared.refusal()?;
        shared.take_lock(me)?;
        let answer = shared.after(known);
        if answer.is_err() {
            shared.holder = None;
        }
        Ok((answer?, shared.head()))
    }

    fn unlock(&mut self) {
        let me = self.me;
        let mut shared = self.shared();
        if shared.holder == Some(me) {
            shared.holder = None;
        }
    }

    fn changed(&mut self) -> Result<bool, JournalError> {
        let now = self.shared().commits;
        Ok(std::mem::replace(&mut self.seen, now) != now)
    }

    fn hash_of(&mut self, id: EntryId) -> Result<Option<Hash>, JournalError> {
        let shared = self.shared();
        let place = shared.places.get(&id).copied();
        Ok(place.and_then(|at| Some(shared.rows.get(at)?.hash)))
    }

    fn backup(&mut self, to: &Path) -> Result<(), JournalError> {
        let drafts = self.shared().drafts.clone();
        let made = beside(&absolute(to), &format!(".memory-{}", self.me));
        let copied = SqliteJournal::create(&made)
            .and_then(|mut file| file.append(0, drafts))
            .and_then(|_| backup::copy(&made, to).map(|_| ()));
        let _ = fs::remove_file(&made);
        copied
    }
}
