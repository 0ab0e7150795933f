#![cfg(unix)]
//! The whole console on real pseudo-terminals. Windows' consoles cannot be driven so; what differs
//! there is tested in `cli.rs` and in the journal's suite.

#![allow(clippy::unwrap_used)] // a test that cannot go on stops there

#[path = "pty/terminal.rs"]
mod terminal;

#[path = "cli/support.rs"]
mod support;

#[path = "pty/begin.rs"]
mod begin;
#[path = "pty/crash.rs"]
mod crash;
#[path = "pty/desk.rs"]
mod desk;
#[path = "pty/forgotten.rs"]
mod forgotten;
#[path = "pty/hall.rs"]
mod hall;
#[path = "pty/morning.rs"]
mod morning;
#[path = "pty/outside.rs"]
mod outside;
#[path = "pty/queue.rs"]
mod queue;
#[path = "pty/rest.rs"]
mod rest;
#[path = "pty/scanner.rs"]
mod scanner;
#[path = "pty/stream.rs"]
mod stream;
#[path = "pty/trouble.rs"]
mod trouble;
#[path = "pty/windows.rs"]
mod windows;
