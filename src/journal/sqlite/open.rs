//! Opening and creating meeting files: flags, pragmas, the one migration path, and telling ours from
//! others'. It never repairs, deletes or guesses.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::error::{from_io, from_sqlite};
use crate::journal::JournalError;

/// `GELR`, so that `file` and a hex dump show what it is.
const APPLICATION_ID: i32 = 0x4745_4C52;

/// The schema, step by step; `user_version` counts the steps that a file has taken.
const MIGRATIONS: [&str; 1] = [include_str!("../schema/001.sql")];

/// The schema version of this program.
#[expect(clippy::cast_possible_truncation)] // a handful
const VERSION: u32 = MIGRATIONS.len() as u32;

/// How long a window waits for another one. A commit takes a millisecond and an import of 100,000
/// rows a few seconds, so this is for the first; who hits the second hears `Busy` and tries again.
pub(super) const PATIENCE: Duration = Duration::from_millis(1500);

/// What the caller wants to do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Read and append.
    Write,
    /// Read only.
    Read,
}

/// Makes the path absolute, so that a later change of directory, or a name like `:memory:`, cannot
/// lead elsewhere.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.into())
}

/// The name of a file that `SQLite` keeps beside `path`, for instance `-wal`.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// Creates a meeting file; answers its connection.
pub(super) fn create(path: &Path) -> Result<Connection, JournalError> {
    // The file system decides who was first, not a look beforehand.
    match File::create_new(path) {
        Ok(_) => {}
        Err(e) if e.kind() == ErrorKind::AlreadyExists => {
            return Err(JournalError::Exists(path.into()));
        }
        Err(e) => return Err(from_io(&e)),
    }
    let made = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|conn| {
        // Before the WAL, so that the header of the file itself says from the start whose it is.
        migrate(&conn)?;
        write_ahead(&conn)?;
        Ok(conn)
    });
    if made.is_err() {
        // Ours and empty: nothing is lost, and the name is free for the next try.
        let _ = fs::remove_file(path);
    }
    made
}

/// Makes an empty meeting file that nobody reads before its maker has filled and synced it: without
/// rollback journal and write-ahead log, so that its bytes are nowhere but in the one file.
pub(crate) fn blank(path: &Path) -> Result<Connection, JournalError> {
    File::create(path).map_err(|e| from_io(&e))?;
    let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    conn.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        .map_err(from_sqlite)?;
    migrate(&conn)?;
    Ok(conn)
}

/// Files up to so many bytes are looked through when they are opened for writing: some 20,000 entries.
const LOOKED_THROUGH: u64 = 8 << 20;

/// Opens a meeting file; answers its connection and whether it can be written.
pub(crate) fn open(path: &Path, mode: Mode) -> Result<(Connection, bool), JournalError> {
    match fs::metadata(path) {
        Ok(about) if about.is_file() && about.len() > 0 => {}
        Ok(_) => return Err(JournalError::NotOurs(path.into())),
        Err(e) if e.kind() == ErrorKind::NotFound => {
            return Err(JournalError::Missing(path.into()));
        }
        Err(e) => return Err(from_io(&e)),
    }
    match open_plainly(path, mode) {
        Err(JournalError::ReadOnly) => open_immutable(path).map(|conn| (conn, false)),
        // No room for the WAL's index: for reading it is not needed, if there is no WAL.
        Err(JournalError::Full) if mode == Mode::Read => {
            open_immutable(path).map(|conn| (conn, false))
        }
        other => other,
    }
    .map_err(|e| whose(path, e))
}

fn open_plainly(path: &Path, mode: Mode) -> Result<(Connection, bool), JournalError> {
    let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let version = version(&conn, path)?;
    // SQLite opens a write-protected file for reading without a word.
    let mut writable = !conn.is_readonly("main").map_err(from_sqlite)?;
    if mode == Mode::Read {
        // Not the flag: a connection that may not write cannot clear its `-wal` and `-shm` away
        // when it closes, and they would lie about after every `verify`.
        conn.pragma_update(None, "query_only", true)
            .map_err(from_sqlite)?;
        writable = false;
    }
    if writable {
        if version < VERSION {
            migrate(&conn)?;
        }
        write_ahead(&conn)?;
    }
    same_schema(&conn)?;
    if writable {
        whole(&conn, path)?;
    }
    Ok((conn, writable))
}

/// Looks through `SQLite`'s own structures before anything is written into them: reading the entries
/// does not touch free pages and the index. Large files leave it to `verify`: it would take seconds.
fn whole(conn: &Connection, path: &Path) -> Result<(), JournalError> {
    if fs::metadata(path).map_or(0, |about| about.len()) > LOOKED_THROUGH {
        return Ok(());
    }
    let said: String = conn
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(from_sqlite)?;
    if said == "ok" {
        return Ok(());
    }
    Err(JournalError::Damaged {
        seq: None,
        what: said,
    })
}

/// A medium on which not even the WAL's index can be made: nobody can write there, so `SQLite` may
/// read without locks and without WAL.
fn open_immutable(path: &Path) -> Result<Connection, JournalError> {
    let wal = beside(path, "-wal");
    if fs::metadata(&wal).is_ok_and(|about| about.len() > 0) {
        // Without the WAL the last entries would be missing, and nobody would know.
        return Err(JournalError::Split(wal));
    }
    let conn = connect(
        Path::new(&immutable_uri(path)),
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
    )?;
    version(&conn, path)?;
    same_schema(&conn)?;
    Ok(conn)
}

fn immutable_uri(path: &Path) -> String {
    use std::fmt::Write;
    let mut uri = String::from("file:");
    for &byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-:".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri + "?immutable=1"
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, JournalError> {
    // No mutex: a connection belongs to one thread at a time.
    let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(from_sqlite)?;
    conn.busy_timeout(PATIENCE).map_err(from_sqlite)?;
    conn.execute_batch(
        "PRAGMA synchronous = FULL;     -- a committed entry survives the plug being pulled
         PRAGMA trusted_schema = OFF;   -- a file from elsewhere runs no functions here
         PRAGMA cell_size_check = ON;   -- a damaged page is found when read, not when used
         PRAGMA mmap_size = 0;          -- an error of the disk stays an error, not a signal
        ",
    )
    .map_err(from_sqlite)?;
    Ok(conn)
}

/// Readers and the writer do not block each other, and a commit is one sync. On a file system that
/// cannot do it `SQLite` keeps its older journal, which is as durable, so the answer is not held against it.
fn write_ahead(conn: &Connection) -> Result<(), JournalError> {
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
        .map_err(from_sqlite)
}

/// Takes the steps that the file has not taken, all or none.
fn migrate(conn: &Connection) -> Result<(), JournalError> {
    conn.execute_batch("BEGIN IMMEDIATE").map_err(from_sqlite)?;
    let steps = || -> rusqlite::Result<()> {
        // Read again under the lock: another window may have been faster.
        let done = number(conn, "user_version")?;
        for step in MIGRATIONS.iter().skip(usize::try_from(done).unwrap_or(0)) {
            conn.execute_batch(step)?;
        }
        conn.pragma_update(None, "application_id", APPLICATION_ID)?;
        conn.pragma_update(None, "user_version", VERSION)?;
        conn.execute_batch("COMMIT")
    };
    steps().map_err(|e| {
        let _ = conn.execute_batch("ROLLBACK");
        from_sqlite(e)
    })
}

/// The version of the file's schema; refuses files of others and of newer programs.
fn version(conn: &Connection, path: &Path) -> Result<u32, JournalError> {
    if number(conn, "application_id").map_err(from_sqlite)? != i64::from(APPLICATION_ID) {
        return Err(JournalError::NotOurs(path.into()));
    }
    let version = number(conn, "user_version").map_err(from_sqlite)?;
    match u32::try_from(version) {
        Ok(version) if version > VERSION => Err(JournalError::Newer {
            what: format!("schema {version}"),
        }),
        // Version and schema are written in one transaction, so ours without a version is damage.
        Ok(version) if version > 0 => Ok(version),
        Ok(_) | Err(_) => Err(odd(format!("schema {version}"))),
    }
}

/// Refuses a file whose tables and triggers are not exactly those of the migrations: what guards
/// the entries is a part of the file and can be damaged or taken out like everything else.
fn same_schema(conn: &Connection) -> Result<(), JournalError> {
    let ours = Connection::open_in_memory().map_err(from_sqlite)?;
    migrate(&ours)?;
    if schema(conn).map_err(from_sqlite)? == schema(&ours).map_err(from_sqlite)? {
        Ok(())
    } else {
        Err(odd("not the schema of a meeting file".into()))
    }
}

fn schema(conn: &Connection) -> rusqlite::Result<Vec<(String, String, Option<String>)>> {
    conn.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect()
}

fn number(conn: &Connection, pragma: &str) -> rusqlite::Result<i64> {
    conn.pragma_query_value(None, pragma, |row| row.get(0))
}

fn odd(what: String) -> JournalError {
    JournalError::Damaged { seq: None, what }
}

/// `SQLite` says "not a database" of a photograph and of a meeting file with a damaged head; the
/// first hundred bytes tell them apart.
///
/// Looked at only after an error: closing a file that this process has open elsewhere would give
/// back the POSIX locks of that connection, too.
fn whose(path: &Path, error: JournalError) -> JournalError {
    let JournalError::Damaged { .. } = error else {
        return error;
    };
    let mut head = [0; 72];
    let ours = File::open(path)
        .and_then(|mut file| file.read_exact(&mut head))
        .is_ok()
        && head.starts_with(b"SQLite format 3\0")
        && head[68..72] == APPLICATION_ID.to_be_bytes();
    if ours {
        error
    } else {
        JournalError::NotOurs(path.into())
    }
}
