//! What `SQLite` says, in the journal's own words. It never guesses: what is unknown stays `Io`.

use rusqlite::ErrorCode;
use rusqlite::ffi;

use crate::journal::JournalError;

/// Translates an error of `SQLite`.
#[expect(clippy::needless_pass_by_value)] // the shape that `map_err` wants
pub(crate) fn from_sqlite(error: rusqlite::Error) -> JournalError {
    let what = error.to_string();
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => from_code(failure, what),
        // The table is STRICT, so a value of another type or a text that is no text is damage.
        rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::IntegralValueOutOfRange(..)
        | rusqlite::Error::Utf8Error(..) => JournalError::Damaged { seq: None, what },
        _ => JournalError::Io(what),
    }
}

/// Translates an error of the file system.
pub(crate) fn from_io(error: &std::io::Error) -> JournalError {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => JournalError::Full,
        ErrorKind::PermissionDenied
        | ErrorKind::ReadOnlyFilesystem
        | ErrorKind::NotFound
        | ErrorKind::NotADirectory => JournalError::ReadOnly,
        ErrorKind::ResourceBusy => JournalError::Busy,
        // Windows: another program has the file open (sharing and lock violation).
        _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => JournalError::Busy,
        _ => JournalError::Io(error.to_string()),
    }
}

fn from_code(failure: ffi::Error, what: String) -> JournalError {
    match failure.code {
        ErrorCode::DiskFull => JournalError::Full,
        ErrorCode::DatabaseBusy
        | ErrorCode::DatabaseLocked
        | ErrorCode::FileLockingProtocolFailed => JournalError::Busy,
        ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
            JournalError::ReadOnly
        }
        // Our statements never change, so a plain error ("unsupported file format") is the file's.
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown => {
            JournalError::Damaged { seq: None, what }
        }
        ErrorCode::SystemIoFailure => match failure.extended_code {
            // The index of the WAL could not grow: that is how a full disk looks when opening.
            ffi::SQLITE_IOERR_SHMSIZE => JournalError::Full,
            // The file is shorter than it says, or the file system found its own damage.
            ffi::SQLITE_IOERR_SHORT_READ | ffi::SQLITE_IOERR_CORRUPTFS | ffi::SQLITE_IOERR_DATA => {
                JournalError::Damaged { seq: None, what }
            }
            _ => JournalError::Io(what),
        },
        _ => JournalError::Io(what),
    }
}
