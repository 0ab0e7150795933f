#![cfg(unix)]
//! The hall's window on real pseudo-terminals, fed through the stage store by other connections.

#![allow(clippy::unwrap_used)] // a test that cannot go on stops there

#[path = "stage/hall.rs"]
mod hall;
#[path = "cli/support.rs"]
mod support;
#[allow(dead_code)] // shared with the console's suite
#[path = "pty/terminal.rs"]
mod terminal;

#[path = "projector/follow.rs"]
mod follow;
#[path = "projector/keys.rs"]
mod keys;
#[path = "projector/stage.rs"]
mod stage;
#[path = "projector/trouble.rs"]
mod trouble;
