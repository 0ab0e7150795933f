//! The end of a run of keys: what was held back is typed, pressed or dropped, and a burst that is no code is told.

use super::keys::{Manner, Place, Seen};
use super::{Behind, Hint, Key, Misread, REPEAT_DELAY, Scanner, Step, Unreadable, burst, within};
use crate::meeting::code::Damage;

/// What a burst that did not decode comes to.
pub(super) struct Burst {
    /// Where it begins in `seen`.
    start: usize,
    /// Somebody may have meant it as text: it stays.
    pub(super) text: bool,
    unreadable: Unreadable,
}

impl Scanner {
    /// The run is over: a burst is judged, anything else counts.
    pub(super) fn settle(&mut self, steps: &mut Vec<Step>) {
        if self.cut > 0 {
            self.give_up_cut(steps);
        } else if self.behind == Behind::Burst {
            // Already reported; nothing of a stranger stays here.
            self.keys.seen.truncate(self.keys.run);
        } else if self.keys.is_burst() {
            self.close_burst(None, None, steps);
        } else if let Some(start) = self.keys.alt_code(self.habit.gap()) {
            self.close_burst(Some(Key::Esc), Some(start), steps);
        } else if self.trails && self.keys.is_rest() {
            self.keys.seen.truncate(self.keys.run);
        } else {
            if let Some(ended) = self.ended.filter(|_| self.trails) {
                self.keys.drop_heels(ended, self.rhythm);
            }
            self.release(false, false, steps);
        }
        self.keys.run = self.keys.seen.len();
        self.keys.overflow = 0;
    }

    /// The rest of a slow scanner's code did not come whole: it is told, and nothing of it is text.
    fn give_up_cut(&mut self, steps: &mut Vec<Step>) {
        let start = self.keys.run.saturating_sub(self.cut);
        let length = self.keys.seen.len() - start + self.keys.overflow;
        self.cut = 0;
        self.keys.seen.truncate(start);
        steps.push(Step::Unreadable(Unreadable {
            length,
            what: Misread::Damaged(Damage::TooShort),
            hint: Hint::TwoScanners,
        }));
    }

    /// Ends a burst as it is judged; true if it stays as text. `closer` is the key of the same machine that closes it,
    /// `machine` where its keys begin, if it is known by their pace alone.
    pub(super) fn close_burst(
        &mut self,
        closer: Option<Key>,
        machine: Option<usize>,
        steps: &mut Vec<Step>,
    ) -> bool {
        let Burst {
            start,
            text,
            unreadable,
        } = self.judge_burst(closer, machine);
        if text {
            self.release(true, closer.is_some(), steps);
            self.keys.run = self.keys.seen.len();
            self.keys.overflow = 0;
            return true;
        }
        let typed = self.take_from(start, steps);
        if typed > 0 {
            steps.push(Step::TakeBack(typed));
        }
        if unreadable.length > 0 {
            steps.push(Step::Unreadable(unreadable));
        }
        if let Some(last) = self.last {
            self.end(last);
        }
        self.behind = Behind::Burst;
        false
    }

    pub(super) fn judge_burst(&self, closer: Option<Key>, machine: Option<usize>) -> Burst {
        let mut start = match machine {
            Some(start) if !self.keys.is_burst() => start,
            Some(_) | None => self.keys.burst_start(),
        };
        let mut text = self.keys.text(start);
        let whole = self.keys.text(self.keys.run);
        if burst::is_two_codes(&whole) {
            // The first key was no person's: the second scanner joined in behind it.
            (start, text) = (self.keys.run, whole);
        }
        let acts = |s: &Seen| match closer {
            Some(_) => s.manner != Manner::Types,
            None => s.manner == Manner::Acts,
        };
        let acting = |s: &Seen| acts(s) && matches!(s.key, Key::Char(_));
        let mut unreadable = burst::judge(&text);
        if self.trails && self.keys.is_rest() {
            // Two codes came into each other, and a piece of that happened to be a code.
            unreadable.what = Misread::Damaged(Damage::TooLong);
            unreadable.hint = Hint::TwoScanners;
            start = self.keys.before_code();
        }
        let pad = |s: &Seen| matches!(s.key, Key::Pad(_));
        let pads = self.keys.seen[start..].iter().any(pad);
        let ours = matches!(unreadable.what, Misread::Damaged(_));
        let spoilt = if matches!(closer, Some(Key::Esc | Key::Alt(_))) {
            Some(Hint::AltCodes)
        } else if pads && (ours || closer.is_some()) {
            Some(Hint::NumLock)
        } else {
            None
        };
        if pads && spoilt.is_none() {
            // Arrows among words that a lagging line clumped.
            text.retain(|c| !c.is_ascii_digit());
            unreadable = burst::judge(&text);
        }
        if let Some(hint) = spoilt {
            unreadable.what = Misread::Damaged(Damage::Symbol);
            unreadable.hint = hint;
            unreadable.length = unreadable.length.max(1);
        }
        unreadable.length += self.keys.overflow;
        // What comes on the heels of a code is no person's.
        let text = !self.trails
            && burst::meant_as_text(&text, &unreadable, self.in_form, closer.is_some())
            && !self.keys.seen[self.keys.run..].iter().any(acting);
        Burst {
            start,
            text,
            unreadable,
        }
    }

    /// Lets go of everything held, in order. In a burst of words every character is text; `closed` by its Enter, it
    /// presses nothing.
    pub(super) fn release(&mut self, words: bool, closed: bool, steps: &mut Vec<Step>) {
        let mut pressed = false;
        let mut i = self.keys.first_held();
        while i < self.keys.seen.len() {
            let Seen { key, manner, .. } = self.keys.seen[i];
            let text = manner == Manner::Types || words;
            if let (Key::Char(c), true) = (key, text && (words || !pressed)) {
                self.keys.seen[i].place = Place::Field;
                steps.push(Step::Type(c));
                i += 1;
                continue;
            }
            let next = if text { i + 1 } else { self.keys.repeat_end(i) };
            if !closed && (text || self.counts(i, next)) {
                steps.push(Step::Press(key));
                pressed = true;
            }
            self.acted = Some((key, self.keys.seen[next - 1].at));
            self.keys.seen[i..next]
                .iter_mut()
                .for_each(|s| s.place = Place::Gone);
            i = next;
        }
        if pressed {
            // An action may have changed the field: nothing before it can be taken back.
            self.keys.seen.clear();
            self.keys.run = 0;
        }
    }

    /// Says whether the acting key in `seen[i..next]` counts: once when held down, and not behind a scan.
    fn counts(&self, i: usize, next: usize) -> bool {
        let first = self.keys.seen[i];
        let held_down = next - i > 1
            && self.acted.is_some_and(|(key, at)| {
                key == first.key && within(Some(at), first.at, REPEAT_DELAY)
            });
        !held_down && !self.trails
    }
}
