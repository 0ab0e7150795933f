//! A folder with a stage store, the window on it, and what the console would be told of the window.

use gelar::clock::Clock;
use gelar::stage::{Display, Frame, Now, Store};

use crate::hall::message;
use crate::support::Office;
use crate::terminal::{Start, Terminal, eventually};

/// The store's name beside the usual meeting file.
pub const LAYAR: &str = "pertemuan.layar";

/// Long enough that it is drawn in plain letters, with the words at the beginning of its first line.
pub fn say(seq: u64, words: &str) -> Frame {
    let rest = " dan seterusnya".repeat(10);
    message(seq, &format!("{words}{rest}"))
}

pub fn store(office: &Office) -> Store {
    Store::open_or_create(&office.path(LAYAR)).unwrap()
}

pub fn start(office: &Office) -> Start<'_> {
    Start::gelar(office, &["projector"]).size(80, 25)
}

/// The window, waiting for its first frame or showing it.
pub fn projector(office: &Office) -> Terminal {
    start(office).open()
}

/// Waits until the displays are so.
pub fn displays(store: &mut Store, what: &str, so: impl Fn(&[Display]) -> bool) -> Vec<Display> {
    let clock = Clock::from_env().unwrap();
    let mut seen = Vec::new();
    eventually(what, || {
        seen = store.displays(&Now::of(&clock)).unwrap();
        so(&seen)
    });
    seen
}
