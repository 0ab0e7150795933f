//! Opening and making stage stores: pragmas, the schema, telling ours from others'. It never deletes a
//! file that could be somebody else's.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};

use super::error::{from_io, from_sqlite};
use super::{COVER_BYTES, COVERS, DISPLAY_BYTES, StoreError};
use crate::stage::beat::MOST_DISPLAYS;

/// `GELL`, so that `file` and a hex dump show what it is.
const APPLICATION_ID: i32 = 0x4745_4C4C;

/// The schema's version.
const VERSION: i64 = 1;

/// How long a program waits for another one: a publication takes a few milliseconds.
const PATIENCE: Duration = Duration::from_secs(1);

/// What overwrites itself in place stands in rows of a fixed size, each group on a page of its own:
/// whatever is written there allocates nothing, so that it works on a full disk, and a power cut in
/// the middle leaves the old bytes or the new ones, never a broken file.
const SCHEMA: &str = "
    CREATE TABLE frame (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        revision INTEGER NOT NULL,
        json TEXT NOT NULL
    ) STRICT;
    CREATE TABLE position (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        meeting TEXT NOT NULL,
        padded TEXT NOT NULL
    ) STRICT;
    CREATE TABLE cover (id INTEGER PRIMARY KEY, padded BLOB NOT NULL) STRICT;
    CREATE TABLE display (id INTEGER PRIMARY KEY, padded BLOB NOT NULL) STRICT;
";

/// Which file a connection has open; another one may have taken its name since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity(u64, u64);

/// Opens a stage store that is there; answers which file that is.
pub(super) fn existing(path: &Path) -> Result<(Connection, Identity), StoreError> {
    let missing = || StoreError::Missing(path.into());
    let about = match fs::metadata(path) {
        Ok(about) if about.is_file() => about,
        Ok(_) => return Err(StoreError::NotOurs(path.into())),
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Err(missing());
        }
        Err(e) => return Err(from_io(&e)),
    };
    let found = identity_of(&about);
    let conn = match open(path, OpenFlags::SQLITE_OPEN_READ_WRITE) {
        Ok(conn) => conn,
        // Deleted just then, and made anew since: the number alone may be the same again.
        Err(_) if !at_rest(path, &about) => return Err(missing()),
        Err(error) => return Err(error),
    };
    let checked = settle(&conn).and_then(|()| check(&conn, path));
    // Deleted or replaced meanwhile. As long as it is open, its number goes to no other file.
    if identity(path) != Some(found) {
        return Err(missing());
    }
    if let Err(error) = checked {
        drop(conn);
        return Err(whose(path, error));
    }
    Ok((conn, found))
}

/// Opens a stage store, or makes it. A damaged one of ours is made anew.
pub(super) fn or_create(path: &Path) -> Result<(Connection, Identity), StoreError> {
    let found = identity(path);
    match existing(path) {
        Err(StoreError::Missing(_)) => {}
        Err(StoreError::Damaged(what)) => {
            tracing::warn!(what, "the stage store is made anew");
            // Unless another program has done so.
            if identity(path) == found {
                remove(path)?;
            }
        }
        answer => return answer,
    }
    create(path)?;
    existing(path)
}

/// Deletes a damaged store of ours, and the journal of a writer that was killed with it.
fn remove(path: &Path) -> Result<(), StoreError> {
    let mut journal = std::ffi::OsString::from(path);
    journal.push("-journal");
    for file in [PathBuf::from(journal), path.to_path_buf()] {
        match fs::remove_file(file) {
            Ok(()) => {}
            Err(e) if e.kind() == ErrorKind::NotFound => {}
            Err(e) => return Err(from_io(&e)),
        }
    }
    Ok(())
}

/// Makes a stage store where there is none, or nothing in it.
///
/// Without a file of old pages: that is found by its name, and a program that has a deleted store of
/// this name open would take it for that one's, play it back and delete it. What a crash leaves half
/// made is damaged, and made anew.
fn create(path: &Path) -> Result<(), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut conn = open(path, flags)?;
    settle(&conn)?;
    // A cover and its logo, and all displays, each fit on one page of this size.
    conn.execute_batch("PRAGMA page_size = 8192; PRAGMA journal_mode = MEMORY")
        .and_then(|()| make(&mut conn))
        .map_err(from_sqlite)
}

/// Makes the schema, all or nothing; another program may have been faster.
fn make(conn: &mut Connection) -> rusqlite::Result<()> {
    let change = conn.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    if number(&change, "schema_version")? != 0 {
        return Ok(());
    }
    change.execute_batch(SCHEMA)?;
    change.execute(
        "INSERT INTO position (id, meeting, padded) VALUES (1, '', ?1)",
        [super::padded_position(0)],
    )?;
    for id in 1..=COVERS {
        let empty = vec![b' '; COVER_BYTES];
        change.execute("INSERT INTO cover VALUES (?1, ?2)", params![id, empty])?;
    }
    for id in 1..=MOST_DISPLAYS {
        let empty = vec![b' '; DISPLAY_BYTES];
        change.execute("INSERT INTO display VALUES (?1, ?2)", params![id, empty])?;
    }
    change.pragma_update(None, "application_id", APPLICATION_ID)?;
    change.pragma_update(None, "user_version", VERSION)?;
    change.commit()
}

fn open(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    // No mutex: a connection belongs to one thread at a time.
    Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(from_sqlite)
}

fn settle(conn: &Connection) -> Result<(), StoreError> {
    conn.busy_timeout(PATIENCE).map_err(from_sqlite)?;
    conn.execute_batch(
        "PRAGMA secure_delete = ON;     -- what the hall has seen is not left between the pages
         PRAGMA temp_store = MEMORY;    -- nor in a file elsewhere
         PRAGMA cache_spill = OFF;
         PRAGMA synchronous = FULL;     -- after a power cut the hall goes on with what it saw last
         PRAGMA trusted_schema = OFF;   -- a file from elsewhere runs no functions here
         PRAGMA cell_size_check = ON;   -- a damaged page is found when read, not when used
         PRAGMA mmap_size = 0;          -- an error of the disk stays an error, not a signal
        ",
    )
    .map_err(from_sqlite)
}

fn check(conn: &Connection, path: &Path) -> Result<(), StoreError> {
    // Busy and full disks say so here. Nothing in it yet: another program is just making it. Asked of the
    // open file, as a deleted one's number goes to the next: what lay there before tells nothing.
    if number(conn, "page_count").map_err(from_sqlite)? == 0 {
        return Err(StoreError::Missing(path.into()));
    }
    if number(conn, "schema_version").map_err(from_sqlite)? == 0 {
        return Err(StoreError::Damaged("empty".to_owned()));
    }
    if number(conn, "application_id").map_err(from_sqlite)? != i64::from(APPLICATION_ID) {
        return Err(StoreError::NotOurs(path.into()));
    }
    if number(conn, "user_version").map_err(from_sqlite)? > VERSION {
        return Err(StoreError::Newer);
    }
    // Small: a hundred rows at most.
    let said: String = conn
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(from_sqlite)?;
    let rows: (u8, u8) = conn
        .query_row(
            "SELECT (SELECT count(*) FROM cover), (SELECT count(*) FROM display)",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .map_err(from_sqlite)?;
    if said != "ok" || rows != (COVERS, MOST_DISPLAYS) {
        return Err(StoreError::Damaged(said));
    }
    Ok(())
}

fn number(conn: &Connection, pragma: &str) -> rusqlite::Result<i64> {
    conn.pragma_query_value(None, pragma, |row| row.get(0))
}

/// `SQLite` says "not a database" of a photograph and of a store with a damaged head; the first bytes
/// tell them apart. Nothing but zeros is what a power cut leaves of a file that was being made.
///
/// Looked at only after an error: closing a file that this process has open elsewhere would give
/// back the POSIX locks of that connection, too.
fn whose(path: &Path, error: StoreError) -> StoreError {
    let StoreError::Damaged(_) = error else {
        return error;
    };
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(72).read_to_end(&mut head));
    let made = head.starts_with(b"SQLite format 3\0")
        && head.get(68..72) == Some(&APPLICATION_ID.to_be_bytes());
    if read.is_ok() && !made && head.iter().any(|&byte| byte != 0) {
        return StoreError::NotOurs(path.into());
    }
    error
}

/// Which file lies under a name now; none where there is none.
pub(super) fn identity(path: &Path) -> Option<Identity> {
    fs::metadata(path).ok().as_ref().map(identity_of)
}

/// Is it the same file as before, and has nobody written into it?
fn at_rest(path: &Path, before: &fs::Metadata) -> bool {
    fs::metadata(path).is_ok_and(|now| {
        identity_of(&now) == identity_of(before)
            && now.len() == before.len()
            && now.modified().ok() == before.modified().ok()
    })
}

#[cfg(unix)]
fn identity_of(about: &fs::Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt as _;
    Identity(about.dev(), about.ino())
}

/// An open file keeps its name here.
#[cfg(not(unix))]
fn identity_of(_about: &fs::Metadata) -> Identity {
    Identity(0, 0)
}
