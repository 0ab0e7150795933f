//! Files in and out: tables read and checked, what an import would do, codes and rejected rows written.
//! It never writes to the journal: what it plans becomes a command.

pub mod across;
mod body;
pub mod book;
mod cells;
pub mod codes;
pub mod compare;
mod csv_file;
pub mod document;
mod encoding;
mod error;
pub mod export;
pub mod form;
mod header;
pub mod import;
mod indicator;
mod list;
pub mod mend;
pub mod preview;
mod quotes;
pub mod reading;
pub mod rules_file;
mod source;
pub mod table;
mod workbook;

pub use error::{Foreign, ImportError, Large};
