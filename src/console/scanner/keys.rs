//! The last keys and what can be read from them: a code at their tail, and whether they are a burst.
//! Knows no step and decides nothing.

use super::{Focus, Key, SILENCE};
use crate::meeting::code::{self, ForeignClass, Parsed, Reading};

/// The widest mean time between the keys of a burst. Scanners reach 50 and jitter; a record typist over six keys
/// without a pause does not come below 65.
pub(super) const PACE: u64 = 60;
/// A burst has at least so many keys; people roll over up to four.
const BURST: usize = 6;
/// A held key repeats itself; a burst changes its key at least so many times.
const CHANGES: usize = 4;
/// Keys kept of one burst; longer ones are only counted.
pub(super) const CAPACITY: usize = 600;
/// Keys of a code.
const LENGTH: u64 = 16;
/// Characters that a scanner may be set to put around a code.
const PREFIX: usize = 8;
/// Who types has pressed a key so many milliseconds ago.
const TYPING: u64 = 400;
/// Keys kept of quiet typing: a code typed in groups, with room for a prefix.
const MEMORY: usize = 64;

/// Where a seen key is now.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the field, by a `Type` step.
    Field,
    /// Held back here.
    Held,
    /// Dropped without effect.
    Gone,
}

/// What a key would do by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    Types,
    /// A digit that picks a row: acts, but inside a burst of words it is text.
    Picks,
    Acts,
}

/// A key that was pressed.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    pub(super) key: Key,
    pub(super) at: u64,
    pub(super) manner: Manner,
    pub(super) place: Place,
}

/// The last keys, oldest first. Held ones are always the youngest.
#[derive(Default)]
pub(super) struct Keys {
    pub(super) seen: Vec<Seen>,
    /// Where the current run begins in `seen`: keys without a pause of [`SILENCE`] or an Enter between them.
    pub(super) run: usize,
    /// Keys of the run beyond [`CAPACITY`].
    pub(super) overflow: usize,
}

impl Seen {
    /// The character, if the key is one.
    pub(super) fn character(&self) -> Option<char> {
        match self.key {
            // A key of the number pad is what it would be with Num Lock on.
            Key::Char(c) | Key::Pad(c) => Some(c),
            Key::Enter
            | Key::Tab
            | Key::Lf
            | Key::Backspace
            | Key::Control(_)
            | Key::Esc
            | Key::Alt(_)
            | Key::Other => None,
        }
    }
}

impl Manner {
    /// What a character does by itself where the focus is.
    pub(super) fn of(c: char, focus: Focus<'_>) -> Self {
        match focus {
            Focus::Acting => Manner::Acts,
            // Help; nobody's name begins so.
            Focus::SearchLine("") if c == '?' => Manner::Acts,
            Focus::SearchLine(line) if c.is_ascii_digit() && !digit_is_text(c, line) => {
                Manner::Picks
            }
            // What begins a search closes the card.
            Focus::Card => Manner::Picks,
            Focus::SearchLine(_) | Focus::Field => Manner::Types,
        }
    }
}

impl Keys {
    /// The code that the last keys are, and where it begins.
    pub(super) fn code_at_tail(&self) -> Option<(Parsed, usize)> {
        let mut text = ['0'; code::LENGTH];
        let mut open = code::LENGTH;
        let mut digits = 0;
        let mut start = self.seen.len();
        while open > 0 {
            start = start.checked_sub(1)?;
            match self.seen[start].key {
                Key::Char(c) if code::is_filler(c) && open < code::LENGTH => {}
                Key::Char(c) => {
                    code::value(code::fold_char(c))?;
                    digits += usize::from(c.is_ascii_digit());
                    open -= 1;
                    text[open] = c;
                }
                Key::Control(_) | Key::Esc => {}
                Key::Enter
                | Key::Tab
                | Key::Lf
                | Key::Backspace
                | Key::Alt(_)
                | Key::Pad(_)
                | Key::Other => return None,
            }
        }
        let Reading::Code(parsed) = code::read(&text.iter().collect::<String>()) else {
            return None;
        };
        // `Gita Rahmani Hasan` folds to 16 good characters beginning with G1, and one such name in 32 has a right
        // check character. A code without any digit does not exist in print.
        (digits > 0 && !self.is_chance(start)).then_some((parsed, start))
    }

    /// Says whether a code at `start` is only a piece of something else: the middle of a payment QR or of an
    /// address, or of a word that somebody types.
    fn is_chance(&self, start: usize) -> bool {
        if self.mean_pace(start) > SILENCE {
            return self.seen[..start]
                .last()
                .and_then(Seen::character)
                .is_some_and(char::is_alphanumeric);
        }
        let begin = self.run.min(start);
        let head: String = self.seen[begin..start]
            .iter()
            .filter_map(Seen::character)
            .take(8)
            .collect();
        let Reading::Foreign { class, .. } = code::read(&head) else {
            return false;
        };
        matches!(class, ForeignClass::PaymentQr | ForeignClass::WebAddress)
    }

    /// Where the known prefix of a code at `start` begins.
    pub(super) fn prefix_start(&self, start: usize) -> usize {
        let mut text = String::new();
        let mut found = start;
        for (i, seen) in self.seen[..start].iter().enumerate().rev().take(24) {
            match seen.key {
                Key::Char(c) => text.insert(0, c),
                Key::Control(_) | Key::Esc => {}
                Key::Enter
                | Key::Tab
                | Key::Lf
                | Key::Backspace
                | Key::Alt(_)
                | Key::Pad(_)
                | Key::Other => break,
            }
            if text.starts_with([']', '\\']) && code::without_prefix(&text).is_empty() {
                found = i;
            }
        }
        found
    }

    /// Where what the scanner itself puts before a code at `end` begins: signs at its pace; letters and digits too where
    /// nobody was typing just before.
    pub(super) fn own_prefix(&self, end: usize, rhythm: u64) -> usize {
        let run = self.run.min(end);
        let near = |i: &usize| self.seen[i + 1].at - self.seen[*i].at <= rhythm;
        let start = (run..end).rev().take_while(near).last().unwrap_or(end);
        let typing = self.seen[..run]
            .last()
            .zip(self.seen.get(run))
            .is_some_and(|(s, first)| first.at - s.at < TYPING);
        if start == run && end - run <= PREFIX && !typing {
            return start;
        }
        let sign = |i: &usize| self.seen[*i].character().is_none_or(super::is_sign);
        (start..end).rev().take_while(sign).last().unwrap_or(end)
    }

    /// The piece of another code that stands in the run before a code at `end`, at a scanner's pace and without effect
    /// from now on: a quick scanner typed into what a slow one types. Nobody's name begins with `G` and a digit.
    pub(super) fn cut_code(&self, end: usize) -> Vec<Seen> {
        let piece = &self.seen[self.run.min(end)..end];
        let gone = |s: &Seen| Seen {
            place: Place::Gone,
            ..*s
        };
        match piece.first().and_then(Seen::character) {
            Some('G' | 'g') if is_rest(piece) => piece.iter().map(gone).collect(),
            Some(_) | None => Vec::new(),
        }
    }

    /// Says whether the run, on the heels of a code, is what was left of another: good characters, a digit among
    /// them, at a scanner's pace.
    pub(super) fn is_rest(&self) -> bool {
        is_rest(&self.seen[self.run.min(self.seen.len())..])
    }

    /// Where the run begins, or the first key of the code it is left of, if that stands alone before the code between.
    pub(super) fn before_code(&self) -> usize {
        let lone = |at: usize| {
            let (key, next) = (self.seen.get(at)?, self.seen.get(at + 1)?);
            let near = next.at.saturating_sub(key.at) <= PACE * LENGTH;
            (near && matches!(key.character(), Some('G' | 'g'))).then_some(at)
        };
        self.run.checked_sub(1).and_then(lone).unwrap_or(self.run)
    }

    /// Says whether the current run is too fast and too varied for a person.
    pub(super) fn is_burst(&self) -> bool {
        let run = &self.seen[self.run.min(self.seen.len())..];
        let keys = run.iter().filter(|s| matches!(s.key, Key::Char(_))).count();
        let changes = run.windows(2).filter(|p| p[0].key != p[1].key).count();
        keys >= BURST && changes >= CHANGES && self.mean_pace(self.run) <= PACE
    }

    /// Where the burst begins within the run: a key or two that a person typed just before a much faster burst stay
    /// theirs.
    pub(super) fn burst_start(&self) -> usize {
        let limit = self.seen.len().saturating_sub(BURST).min(self.run + 2);
        (self.run..limit)
            .rev()
            .find(|&i| self.seen[i + 1].at - self.seen[i].at > 3 * self.mean_pace(i + 1) + 5)
            .map_or(self.run, |i| i + 1)
    }

    /// Where the keys at a machine's pace begin that end the run, where a key at `at` comes no later: within `gap`, or
    /// behind several within `wait`. One key behind somebody's others is somebody's.
    pub(super) fn machine_start(&self, gap: u64, wait: u64, at: u64) -> Option<usize> {
        let last = self.seen.len().checked_sub(1).filter(|&i| i >= self.run)?;
        let near = |i: &usize| self.seen[i + 1].at - self.seen[*i].at <= gap;
        let start = (self.run..last)
            .rev()
            .take_while(near)
            .last()
            .unwrap_or(last);
        let (alone, late) = (start == last, at.saturating_sub(self.seen[last].at));
        let whole = !alone || start == self.run;
        (whole && late <= if alone { gap } else { gap.max(wait) }).then_some(start)
    }

    /// Says whether the run has several keys, all at a machine's pace.
    pub(super) fn is_row(&self, gap: u64) -> bool {
        let run = &self.seen[self.run.min(self.seen.len())..];
        run.len() > 1 && run.windows(2).all(|p| p[1].at - p[0].at <= gap)
    }

    /// Says whether nothing but Escapes stand from `start` on.
    pub(super) fn is_escape(&self, start: usize) -> bool {
        self.seen[start..].iter().all(|s| s.key == Key::Esc)
    }

    /// Says whether there are characters from `start` on.
    pub(super) fn has_text(&self, start: usize) -> bool {
        self.seen[start..].iter().any(|s| s.character().is_some())
    }

    /// Where an Escape with a digit at its heels stands in the run: an Alt code.
    pub(super) fn alt_code(&self, gap: u64) -> Option<usize> {
        let pair = |i: &usize| {
            let (esc, next) = (self.seen[*i], self.seen[i + 1]);
            let digit = matches!(next.key, Key::Char(c) if c.is_ascii_digit());
            esc.key == Key::Esc && digit && next.at - esc.at <= gap
        };
        (self.run..self.seen.len().saturating_sub(1)).find(pair)
    }

    /// Drops what the run has at the heels of a code that ended at `last`: signs, and what comes at its pace.
    pub(super) fn drop_heels(&mut self, last: u64, rhythm: u64) {
        let mut last = last;
        for seen in self.seen.iter_mut().skip(self.run).take(PREFIX) {
            let sign = seen.character().is_some_and(super::is_sign);
            if !sign && seen.at.saturating_sub(last) > rhythm {
                return;
            }
            last = seen.at;
            seen.place = Place::Gone;
        }
    }

    /// The widest gap between the keys of `seen[start..]`.
    pub(super) fn widest(&self, start: usize) -> u64 {
        let gaps = self.seen[start..].windows(2).map(|p| p[1].at - p[0].at);
        gaps.max().unwrap_or(0)
    }

    /// The characters from `start` on.
    pub(super) fn text(&self, start: usize) -> String {
        let seen = self.seen[start..].iter();
        seen.filter_map(Seen::character).collect()
    }

    /// Mean milliseconds between the keys of `seen[start..]`.
    pub(super) fn mean_pace(&self, start: usize) -> u64 {
        let (Some(first), Some(last)) = (self.seen.get(start), self.seen.last()) else {
            return 0;
        };
        let gaps = u64::try_from(self.seen.len() - start - 1).unwrap_or(u64::MAX);
        last.at.saturating_sub(first.at) / gaps.max(1)
    }

    /// Says whether a key at `at` comes too late to be of the same machine as the run before it.
    pub(super) fn is_late(&self, last: Option<u64>, at: u64) -> bool {
        let gaps = self.seen[self.run..].windows(2).map(|p| p[1].at - p[0].at);
        let rhythm = (2 * gaps.max().unwrap_or(0)).max(8);
        last.is_some_and(|last| at.saturating_sub(last) > rhythm)
    }

    pub(super) fn first_held(&self) -> usize {
        let settled = self.seen.iter().rposition(|s| s.place != Place::Held);
        settled.map_or(0, |i| i + 1)
    }

    pub(super) fn held(&self) -> &[Seen] {
        &self.seen[self.first_held()..]
    }

    /// Where the repeats of the key at `i` end. Two Escapes in one read are no repeat: no keyboard is so quick.
    pub(super) fn repeat_end(&self, i: usize) -> usize {
        let same = |pair: &&[Seen]| {
            let gap = pair[1].at - pair[0].at;
            let two = pair[0].key == Key::Esc && gap < super::FASTEST_REPEAT;
            pair[0].key == pair[1].key && gap <= PACE && !two
        };
        i + 1 + self.seen[i..].windows(2).take_while(same).count()
    }

    /// Drops the youngest key without effect.
    pub(super) fn drop_last(&mut self) {
        if let Some(last) = self.seen.last_mut() {
            last.place = Place::Gone;
        }
    }

    /// Makes room for one more key; false if it can only be counted.
    pub(super) fn make_room(&mut self) -> bool {
        let settled = self.first_held();
        if self.seen.len() >= CAPACITY && settled > MEMORY {
            let cut = settled - MEMORY;
            self.seen.drain(..cut);
            self.run = self.run.saturating_sub(cut);
        }
        self.seen.len() < CAPACITY
    }
}

fn is_rest(keys: &[Seen]) -> bool {
    let (Some(first), Some(last)) = (keys.first(), keys.last()) else {
        return false;
    };
    let good = |s: &Seen| {
        let c = s.character().map(code::fold_char);
        c.is_some_and(|c| code::value(c).is_some())
    };
    let digit = |s: &Seen| s.character().is_some_and(|c| c.is_ascii_digit());
    let gaps = u64::try_from(keys.len() - 1).unwrap_or(u64::MAX);
    keys.len() >= 2
        && keys.iter().all(good)
        && keys.iter().any(digit)
        && last.at.saturating_sub(first.at) <= PACE.saturating_mul(gaps)
}

/// Says whether a digit is text in a search line. `g` and then `1` is text too, because a code typed by hand begins
/// so, and a row picked by mistake is worse than an Enter.
fn digit_is_text(digit: char, line: &str) -> bool {
    let mut chars = line.trim_start().chars();
    match (chars.next(), chars.next()) {
        (None, _) | (Some('g' | 'G'), Some('1')) => true,
        (Some('g' | 'G'), None) => digit == '1',
        (Some(first), _) => first.is_ascii_digit(),
    }
}
