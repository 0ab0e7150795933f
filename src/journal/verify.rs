//! Recomputes a meeting file's chain from the stored bytes. It decides nothing, repairs nothing and
//! never panics, whatever the bytes are.

use std::path::Path;

use rusqlite::Connection;

use super::row::{Raw, damaged};
use super::sqlite::{Mode, absolute, from_sqlite, open, walk};
use super::{Head, JournalError, codec};
use crate::meeting::id::EntryId;

/// What a check of the whole file found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Entries whose chain is whole, from the first.
    pub entries: u64,
    /// The last of them.
    pub head: Head,
    /// Those among them whose private values were emptied.
    pub emptied: u64,
    /// The first thing that is not as it should be.
    pub problem: Option<Problem>,
}

/// Where the chain ends, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The entry; where the damage belongs to none, the one after the last whole one.
    pub seq: u64,
    /// What is wrong, for the log and the expert.
    pub what: String,
}

/// Checks a file: gapless numbers, every link, every identity, every digest of private values, and
/// `SQLite`'s own structures.
///
/// # Errors
/// Where the file cannot be opened or read at all; damage inside it is in the report.
pub fn verify(path: &Path) -> Result<Report, JournalError> {
    let path = absolute(path);
    let (conn, _) = open(&path, Mode::Read)?;
    verify_connection(&conn)
}

pub(super) fn verify_connection(conn: &Connection) -> Result<Report, JournalError> {
    let mut report = Report {
        entries: 0,
        head: Head::EMPTY,
        emptied: 0,
        problem: None,
    };
    let end = walk(conn, 0, &mut |raw, place| {
        report.emptied += u64::from(agrees(raw, place.seq)?);
        report.entries += 1;
        report.head = place;
        Ok(())
    })
    .and_then(|_| structure(conn));
    match end {
        Ok(None) => {}
        Ok(Some(what)) => report.problem = Some(problem(&report, None, what)),
        Err(JournalError::Damaged { seq, what }) => {
            report.problem = Some(problem(&report, seq, what));
        }
        Err(other) => return Err(other),
    }
    Ok(report)
}

fn problem(report: &Report, seq: Option<u64>, what: String) -> Problem {
    Problem {
        seq: seq.unwrap_or(report.entries + 1),
        what,
    }
}

/// Holds a row against its own text; answers whether its private values were emptied.
pub(super) fn agrees(raw: &Raw<'_>, seq: u64) -> Result<bool, JournalError> {
    let text = codec::peek(raw.text).map_err(|e| damaged(seq, e))?;
    if text.seq != seq {
        return Err(damaged(
            seq,
            format!("the text says it is entry {}", text.seq),
        ));
    }
    if text.id != EntryId(raw.id.cast_unsigned()) {
        return Err(damaged(seq, format!("the text says its id is {}", text.id)));
    }
    match (text.private, raw.private, raw.salt) {
        (None, None, None) => Ok(false),
        (Some(_), None, None) => Ok(true),
        (Some(digest), Some(private), Some(salt)) if codec::seal_bytes(private, salt) == digest => {
            Ok(false)
        }
        (Some(_), Some(_), Some(_)) => Err(damaged(
            seq,
            "private values: not the ones that were sealed",
        )),
        (Some(_), Some(_), None) | (Some(_), None, Some(_)) => {
            Err(damaged(seq, "private values and salt do not go together"))
        }
        (None, Some(_), _) | (None, _, Some(_)) => {
            Err(damaged(seq, "private values that the text does not name"))
        }
    }
}

/// `SQLite`'s own check: the index of the identities is outside the chain but decides what a retry is.
pub(super) fn structure(conn: &Connection) -> Result<Option<String>, JournalError> {
    let said: String = conn
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(from_sqlite)?;
    Ok((said != "ok").then_some(said))
}
