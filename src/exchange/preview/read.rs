//! Reads a file as what it is said to hold, and checks it; the book stays at hand, so that it can be
//! checked anew with every answer.

use std::path::Path;
use std::sync::Arc;

use super::ImportKind;
use crate::exchange::ImportError;
use crate::exchange::book::Book;
use crate::exchange::import::{
    self, AchievementsFile, LibrariesFile, PeopleFile, TotalsFile, VillagesFile,
};
use crate::exchange::reading::Reading;
use crate::exchange::table::{self, Progress, Report};

/// A file as it was read and checked, nothing decided yet.
#[derive(Clone, Debug)]
pub struct FileRead {
    /// What it was read as.
    pub kind: ImportKind,
    pub(super) book: Arc<Book>,
    pub(super) reading: Reading,
    pub(super) checked: Result<File, ImportError>,
}

/// Rows of one kind, checked.
#[derive(Clone, Debug)]
pub(super) enum File {
    People(PeopleFile),
    Libraries(LibrariesFile),
    Villages(VillagesFile),
    Achievements(AchievementsFile),
    Totals(TotalsFile),
}

/// Reads and checks a file.
///
/// # Errors
/// What no sheets can be read from. Sheets without a fitting head are no error: a person may still say
/// what their columns mean.
pub fn read(
    kind: ImportKind,
    path: &Path,
    reading: Reading,
    report: &mut Report<'_>,
) -> Result<FileRead, ImportError> {
    read_bytes(kind, table::read_bytes(path)?, reading, report)
}

/// Reads and checks the bytes of a file.
///
/// # Errors
/// As [`read`].
pub fn read_bytes(
    kind: ImportKind,
    bytes: Vec<u8>,
    reading: Reading,
    report: &mut Report<'_>,
) -> Result<FileRead, ImportError> {
    // Reading is the first half of the way, checking the second.
    let half = |p: Progress, nth: u64| Progress {
        done: p.done + nth * p.total,
        total: 2 * p.total,
    };
    let book = table::book_of(bytes, kind.layout(), &mut |p| report(half(p, 0)))?;
    let book = Arc::new(book);
    let checked = check(kind, &book, &reading, &mut |p| report(half(p, 1)));
    match checked {
        Ok(_) | Err(ImportError::Heads(_)) => Ok(FileRead {
            kind,
            book,
            reading,
            checked,
        }),
        Err(error) => Err(error),
    }
}

/// Finds the tables of a book and checks their rows.
pub(super) fn check(
    kind: ImportKind,
    book: &Book,
    reading: &Reading,
    report: &mut Report<'_>,
) -> Result<File, ImportError> {
    let tables = table::tables_of(book, kind.layout(), reading)?;
    Ok(match kind {
        ImportKind::People => File::People(import::check_people(tables, reading, report)?),
        ImportKind::Libraries => File::Libraries(import::check_libraries(tables, reading, report)?),
        ImportKind::Villages => File::Villages(import::check_villages(tables, reading, report)?),
        ImportKind::Achievements => {
            File::Achievements(import::check_achievements(tables, reading, report)?)
        }
        ImportKind::Totals => File::Totals(import::check_totals(tables, reading, report)?),
    })
}
