//! The displays' heartbeats: what each of them shows, how large it is, and how long ago it said so.
//! It never compares wall clocks: those are set back and forth in the middle of a day.

use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::meeting::event::Boot;

/// So many displays are told apart; the hall has two or three.
pub const MOST_DISPLAYS: u8 = 16;

/// A display beats so often, in milliseconds.
pub const BEAT_MS: u64 = 2_000;

/// Three beats missed: the display is stale, and its number free for another one.
pub const STALE_MS: u64 = 3 * BEAT_MS + 500;

/// A display that has been silent for so long is forgotten.
pub const FORGOTTEN_MS: u64 = 60 * 60 * 1_000;

/// What somebody at the display has put over the hall's picture, on that display only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnCover {
    /// Black.
    Blank,
    /// The meeting's title.
    Logo,
    /// What can be read from the last row?
    Test,
}

/// What a display says of itself, every [`BEAT_MS`] and at each new picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heartbeat {
    /// Which run of the projector: a random number drawn when it starts.
    pub id: u64,
    /// Columns and rows.
    pub size: (u16, u16),
    /// No scene has room there.
    pub too_small: bool,
    /// The revision of the frame that it has drawn, 0 before the first.
    pub revision: u64,
    /// The revision of the cover that lies over it, 0 for none.
    pub cover: u64,
    /// What lies over both, put there at the display itself.
    pub own: Option<OwnCover>,
}

/// One display as the console sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Display {
    /// Its number, from 1.
    pub number: u8,
    /// Which run of the projector.
    pub id: u64,
    /// Columns and rows.
    pub size: (u16, u16),
    /// No scene has room there.
    pub too_small: bool,
    /// The revision of the frame that it has drawn, 0 before the first.
    pub revision: u64,
    /// The revision of the cover that lies over it, 0 for none.
    pub cover: u64,
    /// What lies over both, put there at the display itself.
    pub own: Option<OwnCover>,
    /// How long ago it said so, in milliseconds.
    pub age_ms: u64,
    /// It has missed three beats.
    pub stale: bool,
}

/// The clocks that a heartbeat is held against: both only run forward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Now {
    /// Time since boot; the same for all programs of a machine where the system tells which boot it is.
    pub boot: Option<Boot>,
    /// The monotonic clock of this process, in milliseconds.
    pub mono_ms: u64,
}

impl Now {
    /// Reads the clocks.
    pub fn of(clock: &Clock) -> Now {
        Now {
            boot: clock.boot(),
            mono_ms: clock.mono_ms(),
        }
    }
}

/// A heartbeat as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stored {
    id: u64,
    /// Counts the beats: a reader whose machine does not tell its boot sees by it that time passes.
    n: u64,
    boot: Option<Boot>,
    size: (u16, u16),
    too_small: bool,
    revision: u64,
    cover: u64,
    own: Option<OwnCover>,
}

impl Stored {
    pub fn new(beat: &Heartbeat, n: u64, now: &Now) -> Stored {
        Stored {
            id: beat.id,
            n,
            boot: now.boot.clone(),
            size: beat.size,
            too_small: beat.too_small,
            revision: beat.revision,
            cover: beat.cover,
            own: beat.own,
        }
    }

    pub fn id(&self) -> u64 {
        self.id
    }
}

/// When this process saw each number beat last.
#[derive(Debug, Default)]
pub(super) struct Watch {
    seen: [Option<Seen>; MOST_DISPLAYS as usize],
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    id: u64,
    n: u64,
    at: u64,
    /// It has beaten while this process was looking.
    alive: bool,
}

/// How old a heartbeat is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Age {
    pub ms: u64,
    /// False: it has been there since this process looks, and nothing tells from when it is.
    pub sure: bool,
}

impl Age {
    pub fn stale(self) -> bool {
        self.ms > STALE_MS
    }
}

impl Watch {
    /// The age of the heartbeat under a number. Where both sides name the same boot, by the time
    /// since boot; else by what this process has seen.
    pub fn age(&mut self, number: u8, beat: &Stored, now: &Now) -> Age {
        let Some(seen) = self.seen.get_mut(usize::from(number.saturating_sub(1))) else {
            return Age { ms: 0, sure: false };
        };
        let fresh = Seen {
            id: beat.id,
            n: beat.n,
            at: now.mono_ms,
            alive: seen.is_some_and(|s| s.id == beat.id),
        };
        let last = match *seen {
            Some(last) if (last.id, last.n) == (beat.id, beat.n) => last,
            Some(_) | None => *seen.insert(fresh),
        };
        match (&beat.boot, &now.boot) {
            (Some(then), Some(here)) if then.id == here.id => Age {
                ms: here.ms.saturating_sub(then.ms),
                sure: true,
            },
            // Each side's run is its own boot, or one clock is pinned: only looking tells.
            (Some(_), Some(_)) | (None, _) | (_, None) => Age {
                ms: now.mono_ms.saturating_sub(last.at),
                sure: last.alive,
            },
        }
    }
}

/// The display under a number, if it is known to live or to have lived a while ago.
pub(super) fn display(number: u8, beat: &Stored, age: Age) -> Option<Display> {
    (age.sure && age.ms <= FORGOTTEN_MS).then(|| Display {
        number,
        id: beat.id,
        size: beat.size,
        too_small: beat.too_small,
        revision: beat.revision,
        cover: beat.cover,
        own: beat.own,
        age_ms: age.ms,
        stale: age.stale(),
    })
}
