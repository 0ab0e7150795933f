//! Why a file could not be read as a whole. The sentences are in `text::reject`.

/// A file that cannot be imported at all; nothing was read and nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// There is no such file.
    #[error("no such file")]
    NotFound,
    /// The path is a directory.
    #[error("a directory, not a file")]
    Directory,
    /// The operating system refuses, with its words.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// More bytes than any list has.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The most that is read.
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
    /// No row among the first ten looks like the header.
    #[error("no header row; wanted {wanted:?}")]
    NoHeader {
        /// The required columns.
        wanted: Vec<&'static str>,
    },
    /// Required columns are missing.
    #[error("required columns missing: {0:?}")]
    MissingColumns(Vec<&'static str>),
    /// Two columns of the file mean the same field.
    #[error("two columns for {column}: {first:?} and {second:?}")]
    DoubleColumn {
        /// The column of the layout.
        column: &'static str,
        /// The header of the one.
        first: String,
        /// The header of the other.
        second: String,
    },
    /// The user stopped it.
    #[error("cancelled")]
    Cancelled,
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
