//! Spreadsheets and papers in and out.

mod cells;
mod csv_file;
mod error;
pub mod export;
mod header;
pub mod import;
pub mod table;
mod workbook;

pub use error::{Foreign, ImportError};
