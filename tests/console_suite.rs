//! The console without a terminal: keys pressed on the real model over a journal in memory, and the
//! screens that come of it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "console/board.rs"]
mod board;
#[path = "console/cards.rs"]
mod cards;
#[path = "console/checking.rs"]
mod checking;
#[path = "console/hall.rs"]
mod hall;
#[path = "console/hand_outs.rs"]
mod hand_outs;
#[path = "console/import.rs"]
mod import;
#[path = "console/keys.rs"]
mod keys;
#[path = "console/outcomes.rs"]
mod outcomes;
#[path = "console/previews.rs"]
mod previews;
#[path = "console/props.rs"]
mod props;
#[path = "console/protocol.rs"]
mod protocol;
#[path = "console/rules.rs"]
mod rules;
#[path = "console/scans.rs"]
mod scans;
#[path = "console/screens.rs"]
mod screens;
#[path = "console/strangers.rs"]
mod strangers;
#[path = "console/supervisor.rs"]
mod supervisor;
#[path = "support/console.rs"]
mod support;
#[path = "console/tapes.rs"]
mod tapes;
#[path = "support/trials.rs"]
mod trials;
#[path = "console/trouble.rs"]
mod trouble;
#[path = "console/typing.rs"]
mod typing;
#[path = "console/undo.rs"]
mod undo;
#[path = "console/walk_ins.rs"]
mod walk_ins;
#[path = "console/windows.rs"]
mod windows;
