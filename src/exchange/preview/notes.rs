//! What a preview tells without asking.

use super::ImportKind;
use crate::exchange::across::Taken;
use crate::exchange::import::{Sum, Sums};
use crate::exchange::table::Encoding;
use crate::meeting::month::Month;

/// Something the preview tells without asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// A group that is not on the list, kept as written, with its number of rows.
    Group(String, usize),
    /// So many phone numbers were rewritten to `08…`.
    Phones(usize),
    /// So many places stay as written.
    Unplaced(Vec<(String, usize)>),
    /// A column the program does not know went into the notes.
    Column(String),
    /// Libraries that are on no list yet, each with its place and the row that begins it.
    Libraries(Vec<(String, usize)>),
    /// The rules count the other kind of file.
    OtherSource(ImportKind),
    /// So many rows are of months outside the period; the earliest of these months, and the period.
    OutsidePeriod {
        /// How many.
        rows: usize,
        /// The earliest.
        first: Month,
        /// The months that count.
        period: (Month, Month),
    },
    /// So many rows do not apply and do not say why; the first of them.
    WithoutReason(usize, usize),
    /// So many rows of a form hold a place and nothing that somebody filled in.
    Unfilled(usize),
    /// So many rows say that their month does not apply.
    NotApplicable(usize),
    /// So many rows say *belum lapor* and nothing else.
    Unreported(usize),
    /// So many rows have a total that differs from its parts; the first of them.
    Parts(usize, Sum),
    /// A total row differs from the rows above.
    Total(Sum),
    /// A total row agrees with the rows above.
    TotalChecked(usize),
    /// So many rows of a sheet were hidden, and are read.
    HiddenRows(String, usize),
    /// Columns of a sheet that are hidden, and are read.
    HiddenColumns(String, Vec<String>),
    /// Cells of a sheet stand beyond the last column that is read.
    Beyond(String),
    /// A filled column without a head: its sheet, its letters, how many cells it has, and the first.
    Headless(String, String, usize, String),
    /// Something that no cell says, and where it was found.
    Taken(Taken),
    /// Columns that are not read though they hold numbers: targets, percentages, quarters.
    NotRead(Vec<String>),
    /// The text is not UTF-8, and read so.
    Encoding(Encoding),
    /// The first row with a text that may have been meant otherwise.
    Doubt(usize, String),
}

/// What did not add up, the differences first.
pub(super) fn sums(sums: &Sums) -> Vec<Note> {
    let differs = sums.totals.iter().flat_map(|(_, differs)| differs);
    let mut notes: Vec<Note> = differs.cloned().map(Note::Total).collect();
    notes.extend(
        sums.first
            .clone()
            .map(|first| Note::Parts(sums.rows, first)),
    );
    let checked = sums.totals.iter().filter(|(_, differs)| differs.is_empty());
    notes.extend(checked.map(|(row, _)| Note::TotalChecked(*row)));
    notes
}
