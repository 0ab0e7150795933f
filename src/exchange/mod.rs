//! Files in and out: tables read and checked, what an import would do, codes and rejected rows written.
//! It never writes to the journal: what it plans becomes a command.

pub mod book;
mod cells;
pub mod codes;
pub mod compare;
mod csv_file;
pub mod document;
mod error;
pub mod export;
mod header;
pub mod import;
pub mod preview;
pub mod rules_file;
pub mod table;
mod workbook;

pub use error::{Foreign, ImportError};
