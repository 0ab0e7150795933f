//! The rules of the meeting, pure: no clock, no randomness, no disk, no terminal.

pub mod code;
pub mod event;
pub mod id;
pub mod names;
pub mod record;
pub mod roster;
pub mod village;
