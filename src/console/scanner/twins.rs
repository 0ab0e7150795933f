//! Two scanners on one laptop, working in turn: their reads differ in what closes them, in what stands before them,
//! or clearly in pace. Keeps no code longer than its suffix takes.

use super::{Key, SUFFIX};
use crate::meeting::code::Parsed;

/// Reads older than this are forgotten: one scanner may have taken the other's place.
const WINDOW: u64 = 120_000;
/// Reads that are remembered.
const REMEMBERED: usize = 12;
/// The same code again within so many milliseconds was delivered twice by one scanner.
const TWICE: u64 = 400;

/// How a scanner was seen to read.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Mark {
    at: u64,
    /// Milliseconds a key.
    pace: u64,
    /// It sends an identifier first.
    prefixed: bool,
    /// The first key behind the code.
    suffix: Option<Key>,
}

/// What is remembered of the last reads.
#[derive(Default)]
pub(super) struct Twins {
    pending: Option<(Parsed, Mark)>,
    marks: Vec<Mark>,
    noticed: bool,
    told: bool,
}

impl Twins {
    /// A code was read at a scanner's pace.
    pub(super) fn scanned(&mut self, code: Parsed, pace: u64, prefixed: bool, at: u64) {
        let twice = |(last, mark): &(Parsed, Mark)| *last == code && at - mark.at <= TWICE;
        if !self.pending.as_ref().is_some_and(twice) {
            self.settle();
        }
        let mark = Mark {
            at,
            pace,
            prefixed,
            suffix: None,
        };
        self.pending = Some((code, mark));
    }

    /// A key was pressed: it may close the last read.
    pub(super) fn key(&mut self, key: Key, at: u64) {
        let Some((_, mark)) = &mut self.pending else {
            return;
        };
        let closes = key.closes() && !matches!(key, Key::Control(_));
        if at.saturating_sub(mark.at) > SUFFIX {
            self.settle();
        } else if closes {
            mark.suffix = Some(key);
            self.settle();
        }
    }

    /// True once, when two scanners were noticed.
    pub(super) fn notice(&mut self) -> bool {
        let now = self.noticed && !self.told;
        self.told |= now;
        now
    }

    fn settle(&mut self) {
        let Some((_, mark)) = self.pending.take() else {
            return;
        };
        self.marks
            .retain(|m| mark.at.saturating_sub(m.at) <= WINDOW);
        if self.marks.len() == REMEMBERED {
            self.marks.remove(0);
        }
        self.marks.push(mark);
        self.noticed |= takes_turns(&self.marks);
    }
}

/// Two kinds of reads, each at least twice, changing at least three times. One change is a scanner that was set up
/// anew or took the other's place, and a single odd read is a lagging line.
fn takes_turns(marks: &[Mark]) -> bool {
    let Some(first) = marks.first() else {
        return false;
    };
    let (others, same): (Vec<&Mark>, Vec<&Mark>) = marks.iter().partition(|m| differ(first, m));
    let changes = marks
        .windows(2)
        .filter(|p| differ(first, &p[0]) != differ(first, &p[1]))
        .count();
    let alike = others.windows(2).all(|p| !differ(p[0], p[1]));
    same.len() >= 2 && others.len() >= 2 && changes >= 3 && alike
}

fn differ(a: &Mark, b: &Mark) -> bool {
    let (quick, slow) = (a.pace.min(b.pace), a.pace.max(b.pace));
    a.suffix != b.suffix || a.prefixed != b.prefixed || slow > 4 * quick + 10
}
