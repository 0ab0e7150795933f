//! Names: folding and titles.
