//! The rules of the desk: given a state, when somebody wants something, then these events or this refusal.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "meeting/commands.rs"]
mod commands;
#[path = "meeting/properties.rs"]
mod properties;
#[path = "meeting/scans.rs"]
mod scans;
#[path = "meeting/support.rs"]
mod support;
#[path = "meeting/undo.rs"]
mod undo;
