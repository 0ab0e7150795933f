//! Durable truth: one append-only chain of entries. It decides nothing and knows no rule.
//!
//! Every engine implements [`Journal`] and passes the same contract suite. The text of an entry is
//! made by [`codec`]; `hash = blake3(previous hash ‖ text)`, and the text carries
//! `blake3(salt ‖ private)` instead of the private values, so that a copy with both emptied can
//! still be verified.

pub mod backup;
pub mod codec;
pub mod forget;
pub mod memory;
mod row;
pub mod sqlite;
pub mod verify;

use std::fmt;
use std::path::{Path, PathBuf};

use crate::meeting::event::{Event, Stamp};
use crate::meeting::id::EntryId;

/// An entry before it has a place in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Which, when, where, by whom.
    pub stamp: Stamp,
    /// What happened.
    pub event: Event,
    /// Salts the digest of the private values.
    pub salt: [u8; 16],
}

/// One entry of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place, from 1, without gaps.
    pub seq: u64,
    /// Which, when, where, by whom.
    pub stamp: Stamp,
    /// What happened.
    pub event: Event,
}

/// A link of the chain.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The link before the first entry.
    pub const ZERO: Hash = Hash([0; 32]);

    /// The head hash shortened for paper: 12 hexadecimal digits in groups of four.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let hex = data_encoding::HEXUPPER.encode(&self.0[..6]);
        format!("{}-{}-{}", &hex[..4], &hex[4..8], &hex[8..])
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&data_encoding::HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&data_encoding::HEXLOWER.encode(&self.0[..6]))
    }
}

/// The last entry of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its number; 0 for an empty journal.
    pub seq: u64,
    /// Its link.
    pub hash: Hash,
}

impl Head {
    /// The head of an empty journal.
    pub const EMPTY: Head = Head {
        seq: 0,
        hash: Hash::ZERO,
    };
}

/// The answer to [`Journal::append`].
#[derive(Debug)]
pub enum Appended {
    /// Durable. The entries as they stand in the journal.
    Done {
        /// The appended entries (or, for a repeated id, the ones already there).
        entries: Vec<Entry>,
        /// The new head.
        head: Head,
    },
    /// The head had moved; nothing was written.
    Conflict {
        /// All entries after the expected head.
        missed: Vec<Entry>,
        /// The head now.
        head: Head,
    },
}

/// Why the journal could not be read or written. Nothing is ever half-written.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// No such file.
    #[error("{0} does not exist")]
    Missing(PathBuf),
    /// A file is in the way.
    #[error("{0} exists already")]
    Exists(PathBuf),
    /// Not a meeting file.
    #[error("{0} is not a meeting file")]
    NotOurs(PathBuf),
    /// Written by a newer program.
    #[error("written by a newer version ({what})")]
    Newer {
        /// The schema version or the unknown word.
        what: String,
    },
    /// The file or the chain is damaged.
    #[error("damaged: {what}")]
    Damaged {
        /// The first entry that is not as it should be, where known.
        seq: Option<u64>,
        /// What is wrong, for the log and the expert.
        what: String,
    },
    /// Another program holds the file.
    #[error("locked by another program")]
    Busy,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The file or its folder cannot be written.
    #[error("cannot be written")]
    ReadOnly,
    /// The same id with other bytes.
    #[error("entry id {0} is taken by another entry")]
    IdReused(EntryId),
    /// The last entries lie in this write-ahead file, and the medium is write-protected.
    #[error("{0} holds the last entries and cannot be read where nothing can be written")]
    Split(PathBuf),
    /// Anything else the operating system said.
    #[error("{0}")]
    Io(String),
}

/// A journal: durable, append-only, shared by several writers.
pub trait Journal: Send {
    /// Visits the entries after `after` in order and returns the head that was reached.
    fn read(&mut self, after: u64, visit: &mut dyn FnMut(Entry)) -> Result<Head, JournalError>;

    /// Appends all drafts in one durable transaction, or none.
    ///
    /// Answers `Conflict` with the missed entries when the head is not `expected`, except when the
    /// drafts' ids are already there with the same content: then the retry is answered `Done`.
    fn append(&mut self, expected: u64, drafts: Vec<Draft>) -> Result<Appended, JournalError>;

    /// Takes the writer's lock and returns what was missed since `known`. The next `append` writes
    /// under it and gives it back, as does [`Journal::unlock`].
    fn lock(&mut self, known: u64) -> Result<(Vec<Entry>, Head), JournalError>;

    /// Gives the writer's lock back without writing.
    fn unlock(&mut self);

    /// Has another writer committed since the last call? Cheap enough to ask many times a second.
    fn changed(&mut self) -> Result<bool, JournalError>;

    /// The link of an entry: what a paper prints as its fingerprint. None where there is no such entry.
    fn hash_of(&mut self, id: EntryId) -> Result<Option<Hash>, JournalError>;

    /// Writes a complete copy to `to`, replacing an older backup there only when it is whole.
    fn backup(&mut self, to: &Path) -> Result<(), JournalError>;
}
