//! The badge code.
