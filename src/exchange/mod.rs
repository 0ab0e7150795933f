//! Spreadsheets and papers in and out.
