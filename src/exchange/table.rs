//! Reads a CSV file or a workbook into one table. Judges the file, never its values.
//!
//! What a file is says its content, not its name: lists are renamed and sent by telephone.

use std::fs;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

use super::error::{Foreign, ImportError};
use super::{csv_file, header, workbook};

pub use super::cells::{Cell, Kind, Row};
pub use super::header::{Layout, Spec, header_key};

/// The most bytes that are read; the list of all villages has 4 MB.
const LARGEST: u64 = 256 << 20;

/// How far a long file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Done so far, in the unit of `total`.
    pub done: u64,
    /// All there is, as far as that is known; never 0.
    pub total: u64,
}

/// Told how far it is; stops the work by [`ControlFlow::Break`].
pub type Report<'a> = dyn FnMut(Progress) -> ControlFlow<()> + 'a;

/// How the text of the file was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    Utf8,
    /// UTF-16 with its mark.
    Utf16,
    /// Not UTF-8, so taken for Windows-1252.
    Windows1252,
    /// A workbook, which says so itself.
    Workbook,
}

/// A table: header and rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The row of the header, from 1.
    pub header_row: usize,
    /// The header cells as written.
    pub columns: Vec<String>,
    /// For each column the field of the layout it means.
    pub fields: Vec<Option<usize>>,
    /// The rows below the header that are not blank.
    pub rows: Vec<Row>,
    /// How the text was written.
    pub encoding: Encoding,
}

impl Table {
    /// The column of a field of the layout.
    pub fn column_of(&self, field: usize) -> Option<usize> {
        self.fields.iter().position(|f| *f == Some(field))
    }

    /// The headers of the columns that the layout does not know.
    pub fn unknown_columns(&self) -> Vec<String> {
        let all = self.columns.iter().zip(&self.fields);
        all.filter(|(header, field)| field.is_none() && !header.is_empty())
            .map(|(header, _)| header.clone())
            .collect()
    }

    /// The row with this number.
    pub fn row(&self, number: usize) -> Option<&Row> {
        self.rows
            .binary_search_by_key(&number, |row| row.number)
            .ok()
            .and_then(|at| self.rows.get(at))
    }
}

/// Reads the table of a file.
///
/// CSV separated by `;`, `,` or tab in UTF-8, UTF-16 or Windows-1252; XLSX, XLSB, XLS and ODS.
pub fn read_table(
    path: &Path,
    layout: &Layout,
    report: &mut Report<'_>,
) -> Result<Table, ImportError> {
    let bytes = read_bytes(path)?;
    read_table_from(bytes, layout, report)
}

/// Reads the table of the bytes of a file.
pub fn read_table_from(
    bytes: Vec<u8>,
    layout: &Layout,
    report: &mut Report<'_>,
) -> Result<Table, ImportError> {
    let (mut rows, encoding) =
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            (workbook::read(bytes, layout, report)?, Encoding::Workbook)
        } else {
            refuse_foreign(&bytes)?;
            csv_file::read(&bytes, layout, report)?
        };
    if rows.is_empty() {
        return Err(ImportError::Empty);
    }
    let header = header::find(layout, &rows)?;
    let body = rows.split_off(header.at + 1);
    let Some(top) = rows.pop() else {
        return Err(ImportError::Empty);
    };
    Ok(Table {
        header_row: top.number,
        columns: top.cells().map(|c| c.text.to_owned()).collect(),
        fields: header.fields,
        rows: body,
        encoding,
    })
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, ImportError> {
    let unreadable = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::NotFound => ImportError::NotFound,
        std::io::ErrorKind::IsADirectory => ImportError::Directory,
        _ => ImportError::Unreadable(e.to_string()),
    };
    let about = fs::metadata(path).map_err(unreadable)?;
    if about.is_dir() {
        return Err(ImportError::Directory);
    }
    let mut bytes = Vec::new();
    // Bounded while reading, not by the stated size: a pipe has none.
    fs::File::open(path)
        .map_err(unreadable)?
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err(ImportError::TooLarge { limit: LARGEST });
    }
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(bytes)
}

/// Names what is plainly another kind of file.
fn refuse_foreign(bytes: &[u8]) -> Result<(), ImportError> {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or(bytes);
    let start: String = String::from_utf8_lossy(head)
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_ascii_lowercase();
    let foreign = if start.starts_with("%pdf") {
        Foreign::Pdf
    } else if start.starts_with("{\\rtf") {
        Foreign::Document
    } else if start.starts_with("<!doctype")
        || start.starts_with("<html")
        || start.starts_with("<table")
        || start.starts_with("<?xml")
    {
        Foreign::WebPage
    } else if bytes.starts_with(b"\x89PNG") || bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Foreign::Picture
    } else if bytes.starts_with(b"SQLite format 3\0") {
        Foreign::Meeting
    } else if has_utf16_mark(bytes) || !head.contains(&0) {
        return Ok(());
    } else {
        Foreign::Binary
    };
    Err(ImportError::NotATable(foreign))
}

fn has_utf16_mark(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])
}
