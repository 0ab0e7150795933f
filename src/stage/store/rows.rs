//! The rows of a stage store: read, written, padded to their fixed sizes. It opens no transaction.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::from_sqlite;
use super::{COVER_BYTES, DISPLAY_BYTES, StoreError};
use crate::stage::beat::{Now, Stored, Watch};
use crate::stage::frame::Frame;

/// The frame as it is stored.
pub(super) struct Row {
    pub revision: u64,
    json: String,
}

impl Row {
    pub fn frame(&self, seq: u64) -> Result<Frame, StoreError> {
        let frame: Frame = serde_json::from_str(&self.json).map_err(|e| unread(&e))?;
        Ok(Frame { seq, ..frame })
    }
}

/// A cover as it is stored.
#[derive(Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Cover {
    pub revision: u64,
    pub frame: Option<Frame>,
}

pub(super) fn read_row(conn: &Connection) -> Result<Option<Row>, StoreError> {
    conn.prepare_cached("SELECT revision, json FROM frame WHERE json <> ''")
        .and_then(|mut s| {
            s.query_row([], |row| {
                Ok(Row {
                    revision: row.get::<_, i64>(0)?.cast_unsigned(),
                    json: row.get(1)?,
                })
            })
            .optional()
        })
        .map_err(from_sqlite)
}

/// As wide for every number, so that it is overwritten in place.
pub(super) fn padded_position(seq: u64) -> String {
    format!("{seq:020}")
}

pub(super) fn read_position(conn: &Connection) -> Result<u64, StoreError> {
    let text: String = conn
        .prepare_cached("SELECT padded FROM position")
        .and_then(|mut s| s.query_row([], |row| row.get(0)))
        .map_err(from_sqlite)?;
    text.parse().map_err(|_| StoreError::Damaged(text))
}

pub(super) fn write_position(conn: &Connection, seq: u64) -> Result<(), StoreError> {
    conn.execute("UPDATE position SET padded = ?1", [padded_position(seq)])
        .map(|_| ())
        .map_err(from_sqlite)
}

pub(super) fn read_cover(conn: &Connection, id: u8) -> Result<Cover, StoreError> {
    let padded: Vec<u8> = conn
        .prepare_cached("SELECT padded FROM cover WHERE id = ?1")
        .and_then(|mut s| s.query_row([id], |row| row.get(0)))
        .map_err(from_sqlite)?;
    let text = padded.trim_ascii();
    if text.is_empty() {
        return Ok(Cover::default());
    }
    serde_json::from_slice(text).map_err(|e| unread(&e))
}

pub(super) fn put_cover(conn: &Connection, id: u8, cover: &Cover) -> Result<(), StoreError> {
    let padded = pad(&json(cover)?, COVER_BYTES)?;
    conn.execute(
        "UPDATE cover SET padded = ?2 WHERE id = ?1",
        params![id, padded],
    )
    .map(|_| ())
    .map_err(from_sqlite)
}

pub(super) fn read_beats(conn: &Connection) -> Result<Vec<(u8, Option<Stored>)>, StoreError> {
    let rows: Vec<(u8, Vec<u8>)> = conn
        .prepare_cached("SELECT id, padded FROM display ORDER BY id")
        .and_then(|mut s| {
            s.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        })
        .map_err(from_sqlite)?;
    // A beat of another version, or one torn by a power cut, is nobody's.
    let read = |padded: Vec<u8>| serde_json::from_slice(padded.trim_ascii()).ok();
    Ok(rows
        .into_iter()
        .map(|(n, padded)| (n, read(padded)))
        .collect())
}

pub(super) fn write_beat(
    conn: &Connection,
    number: u8,
    beat: Option<&Stored>,
) -> Result<(), StoreError> {
    let text = beat.map(json).transpose()?.unwrap_or_default();
    let padded = pad(&text, DISPLAY_BYTES)?;
    conn.prepare_cached("UPDATE display SET padded = ?2 WHERE id = ?1")
        .and_then(|mut s| s.execute(params![number, padded]))
        .map(|_| ())
        .map_err(from_sqlite)
}

/// The first number that nobody beats under; none while one before it may still live.
pub(super) fn free(
    all: &[(u8, Option<Stored>)],
    id: u64,
    watch: &mut Watch,
    now: &Now,
) -> Option<u8> {
    for (number, beat) in all {
        let Some(beat) = beat else {
            return Some(*number);
        };
        let age = watch.age(*number, beat, now);
        if age.stale() || beat.id() == id {
            return Some(*number);
        }
        if !age.sure {
            return None;
        }
    }
    None
}

pub(super) fn json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| StoreError::Io(e.to_string()))
}

fn pad(text: &str, bytes: usize) -> Result<Vec<u8>, StoreError> {
    if text.len() > bytes {
        return Err(StoreError::TooLarge);
    }
    let mut padded = text.as_bytes().to_vec();
    padded.resize(bytes, b' ');
    Ok(padded)
}

/// JSON that is whole but says what this program does not know is a newer program's.
fn unread(error: &serde_json::Error) -> StoreError {
    match error.classify() {
        serde_json::error::Category::Data => StoreError::Newer,
        serde_json::error::Category::Io
        | serde_json::error::Category::Syntax
        | serde_json::error::Category::Eof => StoreError::Damaged(error.to_string()),
    }
}
