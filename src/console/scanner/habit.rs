//! What the scanner on this keyboard has shown of itself: how wide its gaps are, how late what closes a read comes.
//! Keeps no key.

use super::keys::PACE;
use super::{Key, SUFFIX};

/// Nobody types so fast, key after key: from the rules of the desk, with every gap and that before Enter.
const MACHINE: u64 = 35;
/// What comes later than this behind a code is never a scanner's.
const LATEST: u64 = 1_500;
/// So often, and so much alike, a late key must come before it is taken for the scanner's.
const TIMES: usize = 3;
const ALIKE: u64 = 100;

#[derive(Default)]
pub(super) struct Habit {
    gap: u64,
    wait: u64,
    patience: u64,
    late: Vec<u64>,
    /// A code was read then, and no key came since.
    read: Option<u64>,
}

impl Habit {
    /// Keys no further from each other are a machine's.
    pub(super) fn gap(&self) -> u64 {
        self.gap.max(MACHINE)
    }

    /// So late what closes a read has come behind a code of ours.
    pub(super) fn wait(&self) -> u64 {
        self.wait
    }

    /// So long what closes a read is waited for.
    pub(super) fn patience(&self) -> u64 {
        self.patience.max(SUFFIX)
    }

    /// A code of ours was read at a scanner's pace, with this widest gap.
    pub(super) fn scanned(&mut self, widest: u64, at: u64) {
        self.gap = self.gap.max(widest.min(PACE));
        self.read = Some(at);
    }

    /// A key came: behind a code it may be what closes it.
    pub(super) fn key(&mut self, key: Key, at: u64) {
        let Some(read) = self.read.take().filter(|_| key.closes()) else {
            return;
        };
        let wait = at.saturating_sub(read);
        if wait <= self.patience() {
            self.wait = self.wait.max(wait);
            self.late.clear();
        } else if wait <= LATEST {
            self.late.push(wait);
            let last = &self.late[self.late.len().saturating_sub(TIMES)..];
            let widest = last.iter().max().copied().unwrap_or(wait);
            let alike = last.iter().all(|w| widest - w <= ALIKE);
            if last.len() == TIMES && alike {
                self.patience = widest + ALIKE;
            }
        }
    }
}
