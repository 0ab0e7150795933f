//! The rules of the desk: given a state, when somebody wants something, then these events or this refusal.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "meeting/closing.rs"]
mod closing;
#[path = "meeting/commands.rs"]
mod commands;
#[path = "meeting/delegations.rs"]
mod delegations;
#[path = "meeting/figures.rs"]
mod figures;
#[path = "meeting/lists.rs"]
mod lists;
#[path = "meeting/properties.rs"]
mod properties;
#[path = "meeting/protocol.rs"]
mod protocol;
#[path = "meeting/redo.rs"]
mod redo;
#[path = "meeting/roles.rs"]
mod roles;
#[path = "meeting/scans.rs"]
mod scans;
#[path = "meeting/substitutes.rs"]
mod substitutes;
#[path = "meeting/support.rs"]
mod support;
#[path = "meeting/undo.rs"]
mod undo;
#[path = "meeting/walk_ins.rs"]
mod walk_ins;
