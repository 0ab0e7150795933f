//! Keys into scans.
