//! What can go wrong with a stage store. Nothing of it touches the meeting: the journal lies elsewhere.

use std::path::PathBuf;

use rusqlite::{ErrorCode, ffi};

/// Why the stage store could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No such file, or the stick was pulled out.
    #[error("{0} is not there")]
    Missing(PathBuf),
    /// A file of something else.
    #[error("{0} is not a stage store")]
    NotOurs(PathBuf),
    /// Written by a newer program.
    #[error("written by a newer version")]
    Newer,
    /// The file is damaged; it may be deleted, it holds nothing that is not in the journal.
    #[error("damaged: {0}")]
    Damaged(String),
    /// Another program holds the file.
    #[error("locked by another program")]
    Busy,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The file or its folder cannot be written.
    #[error("cannot be written")]
    ReadOnly,
    /// A cover of more bytes than have been set aside for it.
    #[error("too large")]
    TooLarge,
    /// Anything else the operating system said.
    #[error("{0}")]
    Io(String),
}

#[expect(clippy::needless_pass_by_value)] // the shape that `map_err` wants
pub(super) fn from_sqlite(error: rusqlite::Error) -> StoreError {
    let what = error.to_string();
    let rusqlite::Error::SqliteFailure(failure, _) = error else {
        // Our statements never change: a missing row or a value of another type is the file's doing.
        return StoreError::Damaged(what);
    };
    match failure.code {
        ErrorCode::DiskFull => StoreError::Full,
        ErrorCode::DatabaseBusy
        | ErrorCode::DatabaseLocked
        | ErrorCode::FileLockingProtocolFailed => StoreError::Busy,
        ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
            StoreError::ReadOnly
        }
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown => {
            StoreError::Damaged(what)
        }
        ErrorCode::SystemIoFailure => match failure.extended_code {
            ffi::SQLITE_IOERR_SHORT_READ | ffi::SQLITE_IOERR_CORRUPTFS | ffi::SQLITE_IOERR_DATA => {
                StoreError::Damaged(what)
            }
            _ => StoreError::Io(what),
        },
        _ => StoreError::Io(what),
    }
}

pub(super) fn from_io(error: &std::io::Error) -> StoreError {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Full,
        ErrorKind::PermissionDenied
        | ErrorKind::ReadOnlyFilesystem
        | ErrorKind::NotFound
        | ErrorKind::NotADirectory => StoreError::ReadOnly,
        ErrorKind::ResourceBusy => StoreError::Busy,
        // Windows: another program has the file open (sharing and lock violation).
        _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => StoreError::Busy,
        _ => StoreError::Io(error.to_string()),
    }
}
