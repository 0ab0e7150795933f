//! A file as its sheets, before anybody asks what they mean: rows, what is merged, what is hidden.
//! The readers of CSV and of workbooks make it, [`super::table`] looks for heads in it.

use super::cells::{Row, RowBuilder};
use super::table::Encoding;

/// A file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// Its sheets in their order; a text file has one without a name.
    pub sheets: Vec<Sheet>,
    /// How the text was written.
    pub encoding: Encoding,
    /// The first row with a cell, as it was read, that may say something else: another encoding would
    /// fit about as well, or a letter was lost before the file came here.
    pub doubt: Option<(usize, String)>,
}

impl Book {
    /// A file of one sheet without a name.
    pub(super) fn of_rows(rows: Vec<Row>, written: Vec<u32>, encoding: Encoding) -> Book {
        let most = RowBuilder::WIDTH;
        let sheet = Sheet {
            beyond: written.iter().any(|cells| *cells as usize > most),
            rows,
            written,
            ..Sheet::default()
        };
        Book {
            sheets: vec![sheet],
            encoding,
            doubt: None,
        }
    }
}

/// Can people see a sheet?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// Yes, and it has cells.
    #[default]
    Yes,
    /// It is hidden: not read, and said.
    Hidden,
    /// It is a chart, a macro or a dialog: nothing to read.
    NoCells,
}

/// One sheet of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name, scrubbed.
    pub name: String,
    /// Can people see it?
    pub shown: Shown,
    /// The rows that are not blank, from the top; none where it is not shown.
    pub rows: Vec<Row>,
    /// What is merged, from the top.
    pub merges: Vec<Merge>,
    /// The numbers of the rows that a filter or a hand has hidden; they are read all the same.
    pub hidden_rows: Vec<usize>,
    /// The columns that are hidden, from 0; they are read all the same.
    pub hidden_columns: Vec<usize>,
    /// Do cells stand beyond the last column that is read?
    pub beyond: bool,
    /// How many cells each row of a text file was written with, to the last filled one beyond those that are
    /// read; none in a workbook.
    pub written: Vec<u32>,
}

/// Cells merged into one: its text stands in the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The first row, from 1.
    pub top: usize,
    /// The last row.
    pub bottom: usize,
    /// The first column, from 0.
    pub left: usize,
    /// The last column.
    pub right: usize,
}
