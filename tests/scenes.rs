//! The hall's pictures: every scene at every size, with the longest names, and what must hold for any
//! frame at any size.

#![allow(clippy::unwrap_used)]

#[path = "scenes/boards.rs"]
mod boards;
#[path = "scenes/frames.rs"]
mod frames;
#[path = "scenes/pictures.rs"]
mod pictures;
#[path = "scenes/props.rs"]
mod props;
