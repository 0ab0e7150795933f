//! Reads a workbook into sheets: says what kind it is and hands it to the reader of that kind. Never
//! asks what the rows mean, and never holds more than it must: XLSX and ODS are read in one pass.

mod numbers;
mod ods;
mod parts;
mod rows;
mod strings;
mod xls;
mod xlsb;
mod xlsx;

#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

use memchr::memmem;

use super::book::{Book, Sheet};
use super::error::{Foreign, ImportError};
use super::table::{Encoding, Report};
use parts::{Parts, Work, damaged};

/// Reads all sheets of a workbook.
pub(super) fn read(bytes: Vec<u8>, report: &mut Report<'_>) -> Result<Book, ImportError> {
    let mut work = Work::new(report, bytes.len());
    // A damaged file may upset a reader in ways it does not foresee; that is the file's fault and no
    // reason to stop the desk.
    let sheets = catch_unwind(AssertUnwindSafe(|| {
        if bytes.starts_with(b"PK") {
            read_package(&bytes, &mut work)
        } else {
            xls::read(&bytes, &mut work)
        }
    }))
    .unwrap_or_else(|_| Err(damaged("unexpected content")))?;
    drop(bytes);
    Ok(Book {
        doubt: None,
        sheets,
        encoding: Encoding::Workbook,
    })
}

fn read_package(bytes: &[u8], work: &mut Work<'_, '_>) -> Result<Vec<Sheet>, ImportError> {
    let mut parts = match Parts::open(bytes) {
        Err(ImportError::Damaged(why)) => return Err(by_its_words(bytes, why)),
        parts => parts?,
    };
    let mimetype = match parts.find("mimetype") {
        Some(at) => parts.start(at, 128)?,
        None => Vec::new(),
    };
    if memmem::find(&mimetype, b"opendocument.spreadsheet").is_some() {
        return ods::read(&mut parts, work);
    }
    if memmem::find(&mimetype, b"opendocument").is_some() {
        return Err(ImportError::NotATable(Foreign::Document));
    }
    match xlsx::document(&mut parts, work)? {
        Some(path) if path.to_lowercase().ends_with(".bin") => xlsb::read(bytes, &mut parts, work),
        Some(path) => xlsx::read(&mut parts, &path, work),
        None if parts.find("content.xml").is_some() => ods::read(&mut parts, work),
        None => Err(ImportError::NotATable(Foreign::Binary)),
    }
}

/// What a file would have been that is no sound zip file, by the names that stand in it.
fn by_its_words(bytes: &[u8], why: String) -> ImportError {
    let has = |name: &[u8]| memmem::find(bytes, name).is_some();
    if has(b"opendocument.spreadsheet") || has(b"xl/") {
        return ImportError::Damaged(why);
    }
    if has(b"word/document") || has(b"ppt/presentation") || has(b"opendocument.text") {
        return ImportError::NotATable(Foreign::Document);
    }
    ImportError::NotATable(Foreign::Binary)
}
