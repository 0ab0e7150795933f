//! Keys into scans: tells a scanner that types from a person who types.
//!
//! A wedge scanner is a keyboard: it types 1–50 ms a key and ends with Enter, Tab, CR LF or nothing. This file never
//! reads a clock (the time of each key comes in, milliseconds on any monotonic scale), never looks at the meeting,
//! and never keeps a stranger's text beyond the burst it came in.
//!
//! How it decides, the strongest first:
//!
//! 1. **Checksum.** When the tail of the keys, folded, is a code with a right check character, it *is* a scan,
//!    whatever has the focus and however slowly it came. Its characters are taken back, its Enter is swallowed.
//! 2. **Pace.** Six keys or more at 60 ms a key on average, not one key repeating, are a burst: no person types so.
//!    However few they are, keys with what closes a read behind them are one too, if no gap is wider than 35 ms or
//!    than this scanner's own codes have shown. What does not decode never acts, and is reported unless somebody may
//!    have meant it as text (see below).
//! 3. **Silence.** Whatever else is held counts after 80 ms without another key.
//!
//! A key that would act is held until then, and everything behind it too, so that order is kept. A character for a
//! field is typed at once, and from the sixth key of a burst on held. On Windows a paste arrives as a burst of keys,
//! and a lagging line clumps what a person typed: a burst of plain words stays in a text field, but even then it
//! presses nothing; with an Enter on its heels only words without digits stay.
//!
//! One suffix belongs to a scan: what closes it, within 400 ms or as long as this scanner has shown to need (see
//! `habit.rs`), and what follows that at a machine's pace. The next key is a person's. Signs and characters that a
//! scanner adds around a code at the code's own pace are dropped with it.
//!
//! Two scanners that type at once are named and never taken apart (see `is_two_codes` in `burst.rs`); only where one
//! code stands in one piece inside the other are both read, because both are whole. What is left of either is no text.
//!
//! The caller: feed key *presses* only (Windows and some terminals report releases too); stamp each key when it is
//! read, not when it is handled; carry out the steps of one key before giving the next; call [`Scanner::tick`] when
//! [`Scanner::deadline`] has passed and no key is waiting; call [`Scanner::forget`] when the focus moves or a field
//! is emptied by anything but a step of this file.

mod burst;
pub mod check;
mod habit;
mod keys;
mod paste;
mod settle;
mod step;
mod twins;

use std::fmt;

pub use self::burst::Keyboard;
use self::habit::Habit;
use self::keys::{Keys, Manner, PACE, Place, Seen};
pub use self::step::{Focus, Hint, Key, Misread, Step, Unreadable};
use self::twins::Twins;
use crate::meeting::code::Parsed;

/// A key that acts counts after so many milliseconds without another key.
pub const SILENCE: u64 = 80;
/// Enter, Tab, LF and control characters belong to a scan for so many milliseconds, and longer where the scanner here
/// was seen to need it.
pub const SUFFIX: u64 = 400;
/// Who types a code by hand presses Enter afterwards out of habit: so long it still belongs to the code.
pub const SUFFIX_BY_HAND: u64 = 2_000;
/// A paste types at most so many characters.
pub const PASTE_LIMIT: usize = 500;

/// The longest delay before a held key repeats (Windows' slowest setting, and a little).
const REPEAT_DELAY: u64 = 1_100;

/// A held key repeats no faster than this.
const FASTEST_REPEAT: u64 = 15;
/// What a scanner adds around a code may come so much slower than the code's own keys.
const JITTER: u64 = 5;

/// What the next key comes behind.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Behind {
    #[default]
    Nothing,
    /// A code typed by hand, and no key since.
    TypedCode,
    /// An unreadable burst that was reported and has not stopped yet.
    Burst,
}

/// The recogniser. One per keyboard input; holds the last keys and their times.
#[derive(Default)]
pub struct Scanner {
    keys: Keys,
    /// The last character went to a form, not to the search line.
    in_form: bool,
    last: Option<u64>,
    /// The last key of the last burst: its Enter is still to come.
    ended: Option<u64>,
    /// It has come, its last key then.
    closed: Option<u64>,
    /// The widest gap of the last code: what a scanner adds around it comes no slower.
    rhythm: u64,
    habit: Habit,
    behind: Behind,
    /// The run began on the heels of a scan: whatever it is, it does not act.
    trails: bool,
    /// The last key that acted, to know a key that is held down.
    acted: Option<(Key, u64)>,
    /// So many keys just before the run are the beginning of a slow scanner's code that a quicker one typed into.
    cut: usize,
    twins: Twins,
}

impl Scanner {
    /// A recogniser that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one key press that was read at `at` milliseconds.
    pub fn key(&mut self, key: Key, focus: Focus<'_>, at: u64) -> Vec<Step> {
        let at = self.not_before(at);
        self.twins.key(key, at);
        let mut steps = self.tick(at);
        self.habit.key(key, at);
        let mut patience = self.habit.patience();
        if self.behind == Behind::TypedCode {
            self.behind = Behind::Nothing;
            patience = SUFFIX_BY_HAND;
        }
        match key {
            // A control character is nobody's text, however it came in.
            Key::Char(c) if c.is_control() => self.hold_control(Key::Control(c), at, &mut steps),
            Key::Char(c) => self.character(c, focus, at, &mut steps),
            Key::Enter | Key::Tab | Key::Lf => self.terminator(key, patience, at, &mut steps),
            Key::Control(_) | Key::Esc => self.hold_control(key, at, &mut steps),
            Key::Alt(_) => self.alt(key, at, &mut steps),
            Key::Pad(_) => self.pad(key, at, &mut steps),
            Key::Backspace | Key::Other => self.edit(key, at, &mut steps),
        }
        self.last = Some(at);
        steps
    }

    /// Takes a bracketed paste: codes, one a line, are scans; anything else is text, its first line, at most
    /// [`PASTE_LIMIT`] characters. Looks at a bounded piece of it, however long it is.
    pub fn paste(&mut self, text: &str, at: u64) -> Vec<Step> {
        let at = self.not_before(at);
        let mut steps = self.tick(at);
        self.settle(&mut steps);
        // Typed and pasted halves of a code do not stand side by side in anything that could be taken back.
        self.keys.seen.clear();
        self.keys.run = 0;
        self.behind = Behind::Nothing;
        self.last = Some(at);
        let (read, text) = paste::read(text);
        if read.iter().any(|step| matches!(step, Step::Scan(_))) {
            self.end(at);
        }
        steps.extend(read);
        steps.extend(text.map(Step::Insert));
        steps
    }

    /// Lets time pass: what was held counts once the keyboard has been silent for [`SILENCE`].
    pub fn tick(&mut self, at: u64) -> Vec<Step> {
        let mut steps = Vec::new();
        let silence = self.silence();
        if self
            .last
            .is_some_and(|last| at.saturating_sub(last) >= silence)
        {
            self.settle(&mut steps);
            if self.behind == Behind::Burst {
                self.behind = Behind::Nothing;
            }
            self.trails = false;
        }
        steps
    }

    /// When [`Scanner::tick`] has something to do, if ever.
    pub fn deadline(&self) -> Option<u64> {
        let held = self
            .keys
            .seen
            .last()
            .is_some_and(|s| s.place == Place::Held);
        self.last
            .filter(|_| held || self.cut > 0)
            .map(|last| last.saturating_add(self.silence()))
    }

    /// How long nothing must come before what is held counts. An arrow waits for the gap of a machine only; a machine's
    /// keys wait for the Enter of a scanner that was seen to dawdle.
    fn silence(&self) -> u64 {
        let pad = |s: &Seen| s.place == Place::Held && matches!(s.key, Key::Pad(_));
        if self.keys.seen.last().is_some_and(pad) && self.keys.held().iter().all(pad) {
            self.habit.gap() + 1
        } else if self.habit.wait() >= SILENCE && self.keys.is_row(self.habit.gap()) {
            self.habit.wait() + 1
        } else {
            SILENCE
        }
    }

    /// Forgets which field the typed characters stand in, so that none is ever taken back out of another. A code
    /// whose first half came before is still read.
    pub fn forget(&mut self) {
        for seen in &mut self.keys.seen {
            if seen.place == Place::Field {
                seen.place = Place::Gone;
            }
        }
    }

    /// Says, once, that two scanners work on this keyboard in turn: their reads end or run differently.
    pub fn notices_two(&mut self) -> bool {
        self.twins.notice()
    }

    fn character(&mut self, c: char, focus: Focus<'_>, at: u64, steps: &mut Vec<Step>) {
        if self.keys.overflow > 0 || !self.keys.make_room() {
            self.keys.overflow += 1;
            return;
        }
        let quiet = self.behind != Behind::Burst;
        if quiet
            && self.keys.is_burst()
            && self.keys.is_late(self.last, at)
            && self.judge_burst(None, None).text
        {
            // A person goes on behind words that came in one piece.
            self.settle(steps);
        }
        self.begin(at);
        if is_sign(c)
            && !self.trails
            && self.keys.run == self.keys.seen.len()
            && self.is_suffix(at, self.habit.patience())
        {
            return;
        }
        self.in_form = matches!(focus, Focus::Field);
        self.keys.seen.push(Seen {
            key: Key::Char(c),
            at,
            manner: Manner::of(c, focus),
            place: Place::Held,
        });
        if let Some((parsed, start)) = self.keys.code_at_tail() {
            self.scan(parsed, start, at, steps);
        } else if self.behind == Behind::Burst {
            self.end(at);
            self.keys.drop_last();
        } else if self.keys.held().iter().all(|s| s.manner == Manner::Types)
            && !self.keys.is_burst()
            && !self.trails
        {
            self.release(false, false, steps);
        }
    }

    fn terminator(&mut self, key: Key, patience: u64, at: u64, steps: &mut Vec<Step>) {
        if self.behind == Behind::Burst {
            self.keys.seen.truncate(self.keys.run);
            self.closed = Some(at);
            return;
        }
        let machine = self.machine_start(at);
        if machine.is_none() && self.is_suffix(at, patience) {
            return;
        }
        if self.cut > 0 {
            // The slow scanner's own Enter, and its code is not whole.
            self.settle(steps);
            self.close(at);
            return;
        }
        if machine.is_some() || self.keys.is_burst() {
            let late = machine.is_none() && self.keys.is_late(self.last, at);
            let text = self.close_burst((!late).then_some(key), machine, steps);
            if !text || !late {
                self.close(at);
                return;
            }
        }
        let pair =
            key == Key::Lf
                && self.keys.held().last().is_some_and(|enter| {
                    enter.key == Key::Enter && within(Some(enter.at), at, PACE)
                });
        if !pair && self.keys.make_room() {
            self.hold(key, at);
        }
        self.keys.run = self.keys.seen.len();
    }

    /// Control characters and Escape close a machine's keys like an Enter; in a burst they mean nothing.
    fn hold_control(&mut self, key: Key, at: u64, steps: &mut Vec<Step>) {
        let patience = match key {
            Key::Esc => self.habit.gap(),
            _ => self.habit.patience(),
        };
        let machine = self.machine_start(at);
        if self.behind == Behind::Burst || machine.is_none() && self.is_suffix(at, patience) {
            return;
        }
        if let Some(start) = machine.filter(|&start| self.keys.has_text(start)) {
            self.close_burst(Some(key), Some(start), steps);
            self.close(at);
        } else if !self.keys.is_burst() && self.keys.make_room() {
            self.begin(at);
            self.hold(key, at);
        }
    }

    /// One key with Alt is a person's, or nobody's; the next at a machine's pace is a scanner's that types Alt codes.
    fn alt(&mut self, key: Key, at: u64, steps: &mut Vec<Step>) {
        if self.behind == Behind::Burst {
            self.end(at);
        } else if within(self.last, at, self.habit.gap()) {
            self.close_burst(Some(key), Some(self.keys.run), steps);
            self.end(at);
        } else if self.keys.make_room() {
            self.begin(at);
            self.hold(key, at);
        }
    }

    /// An arrow moves once it is clear that no machine types digits with it; the repeats of a held one move at once.
    fn pad(&mut self, key: Key, at: u64, steps: &mut Vec<Step>) {
        let gap = self.last.map_or(at, |last| at.saturating_sub(last));
        let acted = self
            .acted
            .is_some_and(|(last, then)| last == key && within(Some(then), at, REPEAT_DELAY));
        let alone = self.keys.held().iter().all(|s| s.key == key);
        if self.behind == Behind::Burst {
            self.end(at);
        } else if acted && alone && (FASTEST_REPEAT..=self.habit.gap()).contains(&gap) {
            self.edit(key, at, steps);
            // An Enter at its heels is a machine's all the same.
            self.hold(key, at);
            self.keys.drop_last();
        } else if self.keys.make_room() {
            self.begin(at);
            self.hold(key, at);
        }
    }

    /// A key begins a run, or goes on with it.
    fn begin(&mut self, at: u64) {
        if self.keys.run == self.keys.seen.len() {
            self.trails = within(self.ended, at, PACE);
        }
    }

    /// Where a machine's keys begin that this one closes. What a scanner adds behind a code is the code's.
    fn machine_start(&self, at: u64) -> Option<usize> {
        let start = self
            .keys
            .machine_start(self.habit.gap(), self.habit.wait(), at);
        // Escape and the next key in one read are a person's two keys.
        start.filter(|&start| !self.trails && self.cut == 0 && !self.keys.is_escape(start))
    }

    /// Says whether a key closes the last burst: the first one within `patience`, and what follows that at once.
    fn is_suffix(&mut self, at: u64, patience: u64) -> bool {
        let closes = match self.closed {
            Some(last) => within(Some(last), at, PACE),
            None => within(self.ended, at, patience),
        };
        if closes {
            self.closed = Some(at);
        }
        closes
    }

    /// A burst or a code has ended; its Enter is still to come.
    fn end(&mut self, at: u64) {
        (self.ended, self.closed, self.rhythm) = (Some(at), None, 0);
    }

    /// A burst has ended with its Enter.
    fn close(&mut self, at: u64) {
        self.end(at);
        self.closed = Some(at);
    }

    fn edit(&mut self, key: Key, at: u64, steps: &mut Vec<Step>) {
        self.settle(steps);
        if key == Key::Backspace
            && self
                .keys
                .seen
                .last()
                .is_some_and(|s| s.place == Place::Field)
        {
            self.keys.seen.pop();
        } else {
            // The caret has moved: what was typed no longer stands before it.
            self.keys.seen.clear();
        }
        self.keys.run = self.keys.seen.len();
        if self.behind == Behind::TypedCode {
            self.behind = Behind::Nothing;
        }
        // A person's: what closes a scan would have come before it.
        self.ended = None;
        // Pressed in the middle of a scan: what still comes of that is not text (see `tick` for its end).
        self.acted = Some((key, at));
        steps.push(Step::Press(key));
    }

    fn hold(&mut self, key: Key, at: u64) {
        self.keys.seen.push(Seen {
            key,
            at,
            manner: Manner::Acts,
            place: Place::Held,
        });
    }

    /// A code was read in `seen[start..]`: takes it back with its prefix, keeps the text before it.
    fn scan(&mut self, parsed: Parsed, start: usize, at: u64, steps: &mut Vec<Step>) {
        self.behind = if self.keys.mean_pace(start) > SILENCE {
            Behind::TypedCode
        } else {
            Behind::Nothing
        };
        let pace = self.keys.mean_pace(start);
        let widest = self.keys.widest(start);
        let mut begin = self.keys.prefix_start(start);
        if pace <= PACE {
            self.twins.scanned(parsed, pace, begin < start, at);
            self.habit.scanned(widest, at);
            begin = self.keys.own_prefix(begin, widest + JITTER);
        }
        if begin < self.keys.run {
            // The piece before a quicker scanner's code, and this rest of it: whole again.
            self.cut = 0;
        }
        let piece = self.keys.cut_code(begin);
        let typed = self.take_from(begin - piece.len(), steps);
        if typed > 0 {
            steps.push(Step::TakeBack(typed));
        }
        steps.push(Step::Scan(parsed));
        self.end(at);
        self.rhythm = widest + JITTER;
        if !piece.is_empty() {
            self.cut = piece.len();
            self.keys.seen.extend(piece);
            self.keys.run = self.keys.seen.len();
        }
    }

    /// Forgets `seen[start..]` and tells how much of it stands in the field. Of what was held before it, text is
    /// typed and actions are dropped: nothing acts on the heels of a burst.
    fn take_from(&mut self, start: usize, steps: &mut Vec<Step>) -> usize {
        let typed = self.keys.seen[start..]
            .iter()
            .filter(|s| s.place == Place::Field)
            .count();
        self.keys.seen.truncate(start);
        for seen in &mut self.keys.seen {
            if let (Place::Held, Manner::Types, Key::Char(c)) = (seen.place, seen.manner, seen.key)
            {
                seen.place = Place::Field;
                steps.push(Step::Type(c));
            }
        }
        self.keys.seen.retain(|s| s.place != Place::Held);
        self.keys.run = self.keys.seen.len();
        self.keys.overflow = 0;
        typed
    }

    /// Time does not run backwards here, whatever the caller's clock does.
    fn not_before(&self, at: u64) -> u64 {
        self.last.map_or(at, |last| last.max(at))
    }
}

impl fmt::Debug for Scanner {
    /// Never shows the keys: they may be a stranger's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scanner").finish_non_exhaustive()
    }
}

/// A sign that begins no name, no number and no mark of a scanner.
fn is_sign(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && !".,'’-/()]\\".contains(c)
}

fn within(since: Option<u64>, at: u64, limit: u64) -> bool {
    since.is_some_and(|since| at.saturating_sub(since) <= limit)
}
