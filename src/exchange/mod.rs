//! Spreadsheets and papers in and out.

mod cells;
pub mod codes;
mod csv_file;
mod error;
pub mod export;
mod header;
pub mod import;
pub mod preview;
pub mod table;
mod workbook;

pub use error::{Foreign, ImportError};
