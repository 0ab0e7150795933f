//! Reading entries in order, checked link by link. It writes nothing.
//!
//! A long read runs on two threads: one steps `SQLite` and checks the chain, the calling one parses
//! and visits. When the caller falls behind, the reader parses too, so both cores stay busy.

use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::error::from_sqlite;
use crate::journal::row::{Raw, damaged, shorter};
use crate::journal::{Entry, Hash, Head, JournalError};
use crate::meeting::id::EntryId;

/// Rows and bytes after which a batch is handed on.
const BATCH_ROWS: usize = 256;
const BATCH_BYTES: usize = 256 * 1024;

/// Batches under way before the reader helps with parsing.
const DEPTH: usize = 4;

/// Below this a second thread costs more than it brings.
const MANY: u64 = 4096;

const ROWS: &str =
    "SELECT seq, id, text, private, salt, hash FROM entry WHERE seq >= ?1 ORDER BY seq";

/// What is called for every entry, with its link.
pub(super) type Visit<'a> = dyn FnMut(Entry, Hash) + 'a;

/// The last entry.
pub(crate) fn head(conn: &Connection) -> Result<Head, JournalError> {
    let mut last = conn
        .prepare_cached("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1")
        .map_err(from_sqlite)?;
    let mut rows = last.query([]).map_err(from_sqlite)?;
    match rows.next().map_err(from_sqlite)? {
        None => Ok(Head::EMPTY),
        Some(row) => {
            let seq: i64 = row.get(0).map_err(from_sqlite)?;
            let hash = bytes(row, 1).map_err(from_sqlite)?.unwrap_or_default();
            place(seq, hash)
        }
    }
}

/// The link of one entry.
pub(super) fn hash_of(conn: &Connection, id: EntryId) -> Result<Option<Hash>, JournalError> {
    let mut one = conn
        .prepare_cached("SELECT seq, hash FROM entry WHERE id = ?1")
        .map_err(from_sqlite)?;
    let mut rows = one.query([id.0.cast_signed()]).map_err(from_sqlite)?;
    let Some(row) = rows.next().map_err(from_sqlite)? else {
        return Ok(None);
    };
    let seq: i64 = row.get(0).map_err(from_sqlite)?;
    let hash = bytes(row, 1).map_err(from_sqlite)?.unwrap_or_default();
    Ok(Some(place(seq, hash)?.hash))
}

fn place(seq: i64, hash: &[u8]) -> Result<Head, JournalError> {
    match u64::try_from(seq) {
        Ok(seq) if seq > 0 => Ok(Head {
            seq,
            hash: Hash(
                hash.try_into()
                    .map_err(|_| damaged(seq, "the link is not 32 bytes"))?,
            ),
        }),
        Ok(_) | Err(_) => Err(damaged(1, format!("missing; the next is {seq}"))),
    }
}

/// Visits the entries after `after` in one snapshot and answers the last place reached.
///
/// Every entry that is visited stands in a whole chain from `after` on. At the first that does not
/// it stops with `Damaged`; those before it were visited.
pub(super) fn stream(
    conn: &mut Connection,
    after: u64,
    visit: &mut Visit<'_>,
) -> Result<Head, JournalError> {
    if last_number(conn)?.saturating_sub(after) >= MANY
        && let Some(reached) = on_two_threads(conn, after, visit)
    {
        return reached;
    }
    scan(conn, after, &mut |batch| batch.decode(visit))
}

/// Walks raw rows, gapless and linked, after a place that is there. `each` may stop the walk with
/// an error.
pub(crate) fn walk(
    conn: &Connection,
    after: u64,
    each: &mut dyn FnMut(&Raw<'_>, Head) -> Result<(), JournalError>,
) -> Result<Head, JournalError> {
    let mut statement = conn.prepare_cached(ROWS).map_err(from_sqlite)?;
    // From the very beginning: a number below 1 would be damage, too.
    let from = if after == 0 {
        i64::MIN
    } else {
        i64::try_from(after).unwrap_or(i64::MAX)
    };
    let mut rows = statement.query([from]).map_err(from_sqlite)?;
    let mut reached = Head::EMPTY;
    if after > 0 {
        reached = match rows.next().map_err(|e| here(e, after))? {
            Some(row) => {
                let raw = raw(row).map_err(|e| here(e, after))?;
                place(raw.seq, raw.hash)?
            }
            None => return Err(shorter(after, head(conn)?)),
        };
        if reached.seq != after {
            return Err(damaged(
                after,
                format!("missing; the next is {}", reached.seq),
            ));
        }
    }
    loop {
        let next = reached.seq + 1;
        let Some(row) = rows.next().map_err(|e| here(e, next))? else {
            return Ok(reached);
        };
        let raw = raw(row).map_err(|e| here(e, next))?;
        let place = raw.follows(reached)?;
        each(&raw, place)?;
        reached = place;
    }
}

/// The columns of a row in the order of `ROWS`.
pub(super) fn raw<'a>(row: &'a Row<'_>) -> rusqlite::Result<Raw<'a>> {
    Ok(Raw {
        seq: row.get(0)?,
        id: row.get(1)?,
        text: bytes(row, 2)?.unwrap_or_default(),
        private: bytes(row, 3)?,
        salt: bytes(row, 4)?,
        hash: bytes(row, 5)?.unwrap_or_default(),
    })
}

fn bytes<'a>(row: &'a Row<'_>, column: usize) -> rusqlite::Result<Option<&'a [u8]>> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(None),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Ok(Some(bytes)),
        other @ (ValueRef::Integer(_) | ValueRef::Real(_)) => Err(
            rusqlite::Error::InvalidColumnType(column, String::new(), other.data_type()),
        ),
    }
}

/// How many entries there are, by the last number.
pub(super) fn last_number(conn: &Connection) -> Result<u64, JournalError> {
    let last: Option<i64> = conn
        .prepare_cached("SELECT max(seq) FROM entry")
        .and_then(|mut s| s.query_row([], |row| row.get(0)))
        .map_err(from_sqlite)?;
    Ok(last.and_then(|n| u64::try_from(n).ok()).unwrap_or(0))
}

/// A damaged page says nothing of its place; the walk knows.
fn here(error: rusqlite::Error, seq: u64) -> JournalError {
    match from_sqlite(error) {
        JournalError::Damaged { what, .. } => damaged(seq, what),
        other => other,
    }
}

/// Rows copied out of `SQLite` into one buffer: an allocation per batch, not per row.
#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    rows: Vec<Span>,
}

struct Span {
    id: i64,
    place: Head,
    text: usize,
    private: Option<usize>,
    salt: Option<usize>,
}

impl Batch {
    fn push(&mut self, raw: &Raw<'_>, place: Head) {
        let mut put = |part: &[u8]| {
            self.bytes.extend_from_slice(part);
            part.len()
        };
        let span = Span {
            id: raw.id,
            place,
            text: put(raw.text),
            private: raw.private.map(&mut put),
            salt: raw.salt.map(&mut put),
        };
        self.rows.push(span);
    }

    fn full(&self) -> bool {
        self.rows.len() >= BATCH_ROWS || self.bytes.len() >= BATCH_BYTES
    }

    fn decode(&self, visit: &mut Visit<'_>) -> Result<(), JournalError> {
        let mut rest = self.bytes.as_slice();
        let mut take = |length: usize| {
            let (part, tail) = rest.split_at(length);
            rest = tail;
            part
        };
        for span in &self.rows {
            let raw = Raw {
                seq: span.place.seq.cast_signed(),
                id: span.id,
                text: take(span.text),
                private: span.private.map(&mut take),
                salt: span.salt.map(&mut take),
                hash: &span.place.hash.0,
            };
            visit(raw.entry()?, span.place.hash);
        }
        Ok(())
    }
}

/// Walks in batches. What was whole before an error is handed on before the error is.
fn scan(
    conn: &Connection,
    after: u64,
    hand_on: &mut dyn FnMut(Batch) -> Result<(), JournalError>,
) -> Result<Head, JournalError> {
    let mut batch = Batch::default();
    let reached = walk(conn, after, &mut |raw, place| {
        batch.push(raw, place);
        if batch.full() {
            hand_on(std::mem::take(&mut batch))?;
        }
        Ok(())
    });
    if !batch.rows.is_empty() {
        hand_on(batch)?;
    }
    reached
}

/// What travels from the reader to the caller.
enum Parcel {
    Rows(Batch),
    Entries(Vec<(Entry, Hash)>, Result<(), JournalError>),
}

/// `None` when no thread could be started; nothing was visited then.
fn on_two_threads(
    conn: &mut Connection,
    after: u64,
    visit: &mut Visit<'_>,
) -> Option<Result<Head, JournalError>> {
    thread::scope(|scope| {
        let (send, receive) = sync_channel(DEPTH);
        let reader = thread::Builder::new()
            .name("journal-read".into())
            .spawn_scoped(scope, move || {
                scan(conn, after, &mut |batch| post(&send, batch))
            })
            .ok()?;
        let visited = unpack(receive, visit);
        let reached = reader
            .join()
            .unwrap_or_else(|_| Err(JournalError::Io("the reading thread ended".into())));
        Some(visited.and(reached))
    })
}

fn post(send: &SyncSender<Parcel>, batch: Batch) -> Result<(), JournalError> {
    // The caller stopped because of damage that it reports itself; this only ends the walk.
    let gone = || JournalError::Io("the reader was not awaited".into());
    match send.try_send(Parcel::Rows(batch)) {
        Ok(()) => Ok(()),
        Err(TrySendError::Full(Parcel::Rows(batch))) => {
            let mut entries = Vec::with_capacity(batch.rows.len());
            let end = batch.decode(&mut |entry, hash| entries.push((entry, hash)));
            send.send(Parcel::Entries(entries, end)).map_err(|_| gone())
        }
        Err(TrySendError::Full(Parcel::Entries(..)) | TrySendError::Disconnected(_)) => Err(gone()),
    }
}

fn unpack(receive: Receiver<Parcel>, visit: &mut Visit<'_>) -> Result<(), JournalError> {
    for parcel in receive {
        match parcel {
            Parcel::Rows(batch) => batch.decode(visit)?,
            Parcel::Entries(entries, end) => {
                for (entry, hash) in entries {
                    visit(entry, hash);
                }
                end?;
            }
        }
    }
    Ok(())
}
