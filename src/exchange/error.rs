//! Why a file could not be read as a whole. The sentences are in `text::reject`.

use super::table::SheetSeen;

/// A file that cannot be imported at all; nothing was read and nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// There is no such file.
    #[error("no such file")]
    NotFound,
    /// The path is a directory.
    #[error("a directory, not a file")]
    Directory,
    /// The path is a pipe, a device or a socket: it would be waited for, or never end.
    #[error("a device, not a file")]
    NotAFile,
    /// The operating system refuses, with its words.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// More than any list has; nothing beyond the limit was read.
    #[error("too large: {what:?} beyond {limit}")]
    TooLarge {
        /// What there is too much of.
        what: Large,
        /// The most that is read, in the unit of `what`.
        limit: u64,
    },
    /// Nothing in it.
    #[error("empty")]
    Empty,
    /// Another kind of file, whatever its name says.
    #[error("not a table: {0:?}")]
    NotATable(Foreign),
    /// Protected by a password.
    #[error("protected by a password")]
    Encrypted,
    /// A spreadsheet, but damaged; with the reader's words.
    #[error("damaged: {0}")]
    Damaged(String),
    /// A quotation mark is never closed, so it swallows rows; nothing is half read.
    #[error("a quotation mark opened in line {line} is not closed")]
    OpenQuote {
        /// The line of the file in which it opens, from 1.
        line: usize,
    },
    /// No sheet has a head that fits; every sheet with what was seen in it.
    #[error("no head that fits: {0:?}")]
    Heads(Vec<SheetSeen>),
    /// The user stopped it.
    #[error("cancelled")]
    Cancelled,
}

/// What a file may have too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Large {
    /// Bytes of the file.
    File,
    /// Bytes of what the file unpacks to.
    Content,
    /// Letters of one cell.
    Cell,
    /// Rows of one sheet.
    Rows,
    /// Sheets.
    Sheets,
    /// Parts, nested elements, merged cells: what no spreadsheet program writes.
    Structure,
}

/// Kinds of files that are often taken for a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A PDF.
    Pdf,
    /// A web page, perhaps saved under the name of a spreadsheet.
    WebPage,
    /// A text document or presentation.
    Document,
    /// A picture.
    Picture,
    /// A meeting file of this program.
    Meeting,
    /// Anything else that is not text.
    Binary,
}
