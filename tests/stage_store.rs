//! The stage store: what it holds, what it forgets, and what it survives.
#![allow(clippy::unwrap_used)] // a test that cannot go on stops there

#[path = "stage/anew.rs"]
mod anew;
#[path = "stage/broken.rs"]
mod broken;
#[path = "stage/displays.rs"]
mod displays;
#[path = "stage/frames.rs"]
mod frames;
#[cfg(unix)]
#[path = "stage/full.rs"]
mod full;
#[path = "stage/hall.rs"]
mod hall;
#[path = "stage/secret.rs"]
mod secret;
