//! The journal: one contract for every engine, hostile files, crashes, and the pinned stored form.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "journal/backup.rs"]
mod backup;
#[path = "journal/contract.rs"]
mod contract;
#[path = "journal/crash.rs"]
mod crash;
#[path = "journal/forget.rs"]
mod forget;
#[path = "journal/golden.rs"]
mod golden;
#[path = "journal/hostile.rs"]
mod hostile;
#[path = "journal/read_only.rs"]
mod read_only;
#[path = "journal/stick.rs"]
mod stick;
#[path = "journal/support.rs"]
mod support;
