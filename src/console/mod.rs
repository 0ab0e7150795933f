//! The operator's terminal UI.
pub mod scanner;
