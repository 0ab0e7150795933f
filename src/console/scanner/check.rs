//! *Periksa pemindai*: five reads of a scanner, and what they say about it. Takes keys with their times and knows
//! neither meeting nor screen.
//!
//! It decides nothing for the desk: [`super::Scanner`] does. It watches the same keys and tells in a [`Report`] what
//! a person should know before the queue stands there. A scanner is good only where it read codes of ours, the same
//! one five times if need be; [`test_code`] says most, because every character is known.
//!
//! The keys of a read are kept until the check is dropped, nowhere else, and are never shown by `Debug`.

mod read;
mod report;

use std::fmt;

use self::read::Read;
pub use self::report::{Case, Finding, Report, Suffix, Verdict};
use super::Key;
use crate::meeting::code::{self, Parsed, Reading, Subject, SubjectKind};

/// So many reads make a check.
pub const READS: usize = 5;
/// After so many milliseconds without a key a read is over. A person does not pull the trigger twice in this time:
/// the same text again within it is one read, delivered twice.
pub const QUIET: u64 = 400;

/// What closes a read may come so late; what is later is a person's.
const LATEST: u64 = 1_500;
/// Keys of one burst that are looked at; longer ones are cut.
const LONGEST: usize = 600;
/// What stands where other codes carry their proof: every letter that keyboard layouts put elsewhere. It proves
/// nothing, on purpose.
const LETTERS: &str = "YZQAWM";

/// A check that is going on, or is done.
#[derive(Clone, Default)]
pub struct Check {
    /// The code that is on screen.
    shown: Option<Parsed>,
    burst: Vec<(Key, u64)>,
    last: Option<u64>,
    reads: Vec<Read>,
}

impl Check {
    /// A check that has seen nothing; `shown` is the code that is shown to be scanned, if one is.
    pub fn new(shown: Option<Parsed>) -> Self {
        Check {
            shown,
            ..Check::default()
        }
    }

    /// The code that is shown to be scanned.
    pub fn shown(&self) -> Option<Parsed> {
        self.shown
    }

    /// Takes a key press that was read at `at` milliseconds.
    pub fn key(&mut self, key: Key, at: u64) {
        let at = self.last.map_or(at, |last| last.max(at));
        self.tick(at);
        if let (Some(suffix), Some(last), true) =
            (read::one_suffix(key), self.last, self.burst.is_empty())
            && let Some(read) = self
                .reads
                .last_mut()
                .filter(|r| r.suffix == Suffix::Nothing)
            && at - last <= LATEST
        {
            (read.suffix, read.wait) = (suffix, at - last);
            return;
        }
        match key {
            Key::Char(c) if c.is_control() => {}
            Key::Char(_) | Key::Enter | Key::Tab | Key::Lf | Key::Alt(_) | Key::Pad(_) => {
                if self.burst.len() < LONGEST {
                    self.burst.push((key, at));
                }
                self.last = Some(at);
            }
            // A person's, or marks around a code that mean nothing here.
            Key::Control(_) | Key::Esc | Key::Backspace | Key::Other => {}
        }
    }

    /// Takes a bracketed paste.
    pub fn paste(&mut self, text: &str, at: u64) {
        self.close();
        let keys = text.chars().take(LONGEST).map(|c| match c {
            '\r' => Key::Enter,
            '\n' => Key::Lf,
            '\t' => Key::Tab,
            c => Key::Char(c),
        });
        let keys: Vec<(Key, u64)> = keys.map(|key| (key, at)).collect();
        self.take(&keys, true);
    }

    /// Lets time pass: a read is over after [`QUIET`] milliseconds of silence.
    pub fn tick(&mut self, at: u64) {
        if self.deadline().is_some_and(|due| due <= at) {
            self.close();
        }
    }

    /// When [`Check::tick`] has something to do, if ever.
    pub fn deadline(&self) -> Option<u64> {
        self.last
            .filter(|_| !self.burst.is_empty())
            .map(|last| last.saturating_add(QUIET))
    }

    /// Whether each read so far was good, oldest first; at most [`READS`].
    pub fn marks(&self) -> Vec<bool> {
        let trouble = report::troubles(&self.reads, self.shown);
        trouble.iter().map(Option::is_none).collect()
    }

    /// What the reads say so far; none before the first.
    pub fn so_far(&self) -> Option<Report> {
        (!self.reads.is_empty()).then(|| Report::of(&self.reads, self.shown))
    }

    /// What the five reads say; none before the fifth.
    pub fn report(&self) -> Option<Report> {
        self.so_far().filter(|_| self.reads.len() >= READS)
    }

    fn close(&mut self) {
        let burst = std::mem::take(&mut self.burst);
        self.take(&burst, false);
    }

    fn take(&mut self, keys: &[(Key, u64)], pasted: bool) {
        let found = read::reads(keys, pasted);
        self.reads.extend(found);
        self.reads.truncate(READS);
    }
}

impl fmt::Debug for Check {
    /// Never shows the keys: they may be a stranger's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Check")
            .field("reads", &self.reads.len())
            .finish_non_exhaustive()
    }
}

/// The code to try a scanner with, for a meeting whose codes carry this tag (two characters): a command code of
/// number 0, which no command has, without a proof. It checks nobody in anywhere.
pub fn test_code(tag: &str) -> Option<Parsed> {
    // `R0000` is kind command, number 0. The check character is the one of 32 that is right.
    let body = format!("G1{tag}R0000{LETTERS}");
    let codes = ('0'..='9').chain('A'..='Z').map(|c| format!("{body}{c}"));
    let right = codes.map(|text| code::read(&text)).find_map(|r| match r {
        Reading::Code(parsed) => Some(parsed),
        Reading::Damaged { .. } | Reading::Foreign { .. } => None,
    });
    right.filter(is_test_code)
}

/// Says whether a code is one to try scanners with, of any meeting.
pub fn is_test_code(code: &Parsed) -> bool {
    Subject::new(SubjectKind::Command, 0) == Some(code.subject())
}

#[cfg(test)]
mod tests;
