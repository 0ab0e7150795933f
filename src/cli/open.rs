//! Opening meeting files for scripts and windows.

use std::path::{Path, PathBuf};

use crate::journal::sqlite::SqliteJournal;
use crate::journal::{JournalError, backup};
use crate::session::Session;
use crate::text::Text;

use super::Failure;

/// The file that is meant when none is named.
pub(super) const USUAL: &str = "pertemuan.gelar";

/// The named file, else the usual one here.
pub(super) fn path_of(named: Option<&PathBuf>) -> PathBuf {
    named.cloned().unwrap_or_else(|| PathBuf::from(USUAL))
}

/// Opens a meeting for a script; any damage is an error.
pub(super) fn open(text: &Text, path: &Path) -> Result<(SqliteJournal, Session), Failure> {
    let mut journal = SqliteJournal::open(path).map_err(|e| with_backup(text, path, &e))?;
    let session = Session::open(&mut journal).map_err(|e| with_backup(text, path, &e))?;
    Ok((journal, session))
}

/// An error with the last backup named where that helps.
pub(super) fn with_backup(text: &Text, path: &Path, error: &JournalError) -> Failure {
    let failure = Failure::journal(text, error);
    match (failure, error) {
        (Failure::Storage(words), JournalError::Damaged { .. }) => {
            Failure::Storage(format!("{words} {}", backup_words(text, path)))
        }
        (failure, _) => failure,
    }
}

/// Where the last backup of a file lies, as far as that is known without reading the file.
pub(super) fn backup_words(text: &Text, path: &Path) -> String {
    let folder = path.parent().unwrap_or(Path::new("."));
    let stem = path.file_stem().unwrap_or_default();
    match backup::any_in(folder, stem) {
        Some(found) => (text.restore_from)(&found.display().to_string()),
        None => text.look_for_backup.to_owned(),
    }
}
