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
//!    What does not decode never acts, and is reported unless somebody may have meant it as text (see below).
//! 3. **Silence.** Whatever else is held counts after 80 ms without another key.
//!
//! A key that would act is held until then, and everything behind it too, so that order is kept. A character for a
//! field is typed at once, and from the sixth key of a burst on held. On Windows a paste arrives as a burst of keys,
//! and a lagging line clumps what a person typed: a burst of plain words stays in a text field, but even then it
//! presses nothing.
//!
//! The caller: feed key *presses* only (Windows and some terminals report releases too); stamp each key when it is
//! read, not when it is handled; carry out the steps of one key before giving the next; call [`Scanner::tick`] when
//! [`Scanner::deadline`] has passed and no key is waiting; call [`Scanner::forget`] when the focus moves or a field
//! is emptied by anything but a step of this file.

mod burst;

use std::fmt;

use crate::meeting::code::{self, Damage, ForeignClass, Parsed, Reading};

/// A key that acts counts after so many milliseconds without another key.
pub const SILENCE: u64 = 80;
/// Enter, Tab, CR and LF belong to a scan for so many milliseconds.
pub const SUFFIX: u64 = 150;
/// Who types a code by hand presses Enter afterwards out of habit: so long it still belongs to the code.
pub const SUFFIX_BY_HAND: u64 = 2_000;
/// A paste types at most so many characters.
pub const PASTE_LIMIT: usize = 500;

/// The widest mean time between the keys of a burst. Scanners reach 50 and jitter; a record typist over six keys
/// without a pause does not come below 65.
const PACE: u64 = 60;
/// A burst has at least so many keys; people roll over up to four.
const BURST: usize = 6;
/// A held key repeats itself; a burst changes its key at least so many times.
const CHANGES: usize = 4;
/// The longest delay before a held key repeats (Windows' slowest setting, and a little).
const REPEAT_DELAY: u64 = 1_100;
/// Keys kept of one burst; longer ones are only counted.
const CAPACITY: usize = 600;
/// Keys kept of quiet typing: a code typed in groups, with room for a prefix.
const MEMORY: usize = 64;
/// A paste of more lines than this is not a scanner's.
const PASTED_CODES: usize = 1_000;

/// A key press as the scanner sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A character.
    Char(char),
    /// Enter or CR.
    Enter,
    /// Tab.
    Tab,
    /// LF, which a Unix terminal in raw mode reports as Ctrl+J.
    Lf,
    /// Backspace.
    Backspace,
    /// A character with Ctrl: some scanners put control characters (STX, GS) around the code. Held like a key that
    /// acts.
    Control(char),
    /// Any other key: arrows, function keys, Escape. Counts at once and ends whatever was being typed.
    Other,
}

/// What a character would do where the focus is, told with each key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus<'a> {
    /// The key is text for a field of a form.
    Field,
    /// The key acts (a digit that picks a row, `A`, `G`, `B`), or nothing there takes text.
    Acting,
    /// The search line, with the text that stands in it. A digit is text in an empty line, in a line that starts
    /// with a digit (a badge number) and in one that starts with `g1` (a code typed by hand); else it picks.
    SearchLine(&'a str),
}

/// What the caller has to do, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Put the character into the focused field, at the caret; never an action. Nothing if there is no field.
    Type(char),
    /// Put this text into the focused field, at the caret; one line, no control characters.
    Insert(String),
    /// Remove so many characters before the caret: exactly those that `Type` put there last. (A field that was full
    /// and refused some has to count them.)
    TakeBack(usize),
    /// The key counts now: do what it does in the state of now, which may be to type it. Not to be fed again.
    Press(Key),
    /// A code was read.
    Scan(Parsed),
    /// A burst was no code; it has acted nowhere.
    Unreadable(Unreadable),
}

/// A burst that is no code. Its text is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Characters after folding.
    pub length: usize,
    /// Ours and damaged, or a stranger's.
    pub what: Misread,
    /// The likely reason.
    pub hint: Hint,
}

/// What kind of text a burst was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misread {
    /// A code of ours, misread.
    Damaged(Damage),
    /// Not one of ours.
    Foreign(ForeignClass),
}

/// The likely reason why a burst is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Characters are missing: the code was cut off.
    TooShort,
    /// Caps Lock or Shift turns capitals and digits over.
    CapsLock,
    /// The computer's keyboard layout is not the scanner's.
    Layout,
    /// Two scanners typed at once.
    TwoScanners,
    /// No idea, or a stranger's code with nothing wrong with it.
    Unknown,
}

/// Where a seen key is now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the field, by a `Type` step.
    Field,
    /// Held back here.
    Held,
    /// Dropped without effect.
    Gone,
}

/// What a key would do by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    Types,
    /// A digit that picks a row: acts, but inside a burst of words it is text.
    Picks,
    Acts,
}

/// What a burst that did not decode comes to.
struct Burst {
    /// Where it begins in `seen`.
    start: usize,
    /// Somebody may have meant it as text: it stays.
    text: bool,
    unreadable: Unreadable,
}

#[derive(Clone, Copy)]
struct Seen {
    key: Key,
    at: u64,
    manner: Manner,
    place: Place,
}

/// The recogniser. One per keyboard input; holds the last keys and their times.
#[derive(Default)]
pub struct Scanner {
    /// The last keys, oldest first. Held ones are always the youngest.
    seen: Vec<Seen>,
    /// Where the current run begins in `seen`: keys without a pause of [`SILENCE`] or an Enter between them.
    run: usize,
    /// Keys of the run beyond [`CAPACITY`].
    overflow: usize,
    /// The last character went to a form, not to the search line.
    in_form: bool,
    last: Option<u64>,
    /// The last key of the last burst: its Enter is still to come.
    ended: Option<u64>,
    /// The code just read was typed by hand, and no key came since.
    by_hand: bool,
    /// An unreadable burst was reported and has not stopped yet.
    draining: bool,
    /// The run began on the heels of a scan: whatever it is, it does not act.
    trails: bool,
    /// The last key that acted, to know a key that is held down.
    acted: Option<(Key, u64)>,
}

impl Scanner {
    /// A recogniser that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one key press that was read at `at` milliseconds.
    pub fn key(&mut self, key: Key, focus: Focus<'_>, at: u64) -> Vec<Step> {
        let at = self.not_before(at);
        let mut steps = self.tick(at);
        match key {
            // A control character is nobody's text, however it came in.
            Key::Char(c) if c.is_control() => self.hold_control(Key::Control(c), at),
            Key::Char(c) => self.character(c, focus, at, &mut steps),
            Key::Enter | Key::Tab | Key::Lf => self.terminator(key, at, &mut steps),
            Key::Control(_) => self.hold_control(key, at),
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
        self.seen.clear();
        self.run = 0;
        self.draining = false;
        self.by_hand = false;
        self.last = Some(at);
        let (read, text) = pasted(text);
        if read.iter().any(|step| matches!(step, Step::Scan(_))) {
            self.ended = Some(at);
        }
        steps.extend(read);
        steps.extend(text.map(Step::Insert));
        steps
    }

    /// Lets time pass: what was held counts once the keyboard has been silent for [`SILENCE`].
    pub fn tick(&mut self, at: u64) -> Vec<Step> {
        let mut steps = Vec::new();
        if self
            .last
            .is_some_and(|last| at.saturating_sub(last) >= SILENCE)
        {
            self.settle(&mut steps);
            self.draining = false;
            self.trails = false;
        }
        steps
    }

    /// When [`Scanner::tick`] has something to do, if ever.
    pub fn deadline(&self) -> Option<u64> {
        let held = self.seen.last().is_some_and(|s| s.place == Place::Held);
        self.last
            .filter(|_| held)
            .map(|last| last.saturating_add(SILENCE))
    }

    /// Forgets which field the typed characters stand in, so that none is ever taken back out of another. A code
    /// whose first half came before is still read.
    pub fn forget(&mut self) {
        for seen in &mut self.seen {
            if seen.place == Place::Field {
                seen.place = Place::Gone;
            }
        }
    }

    fn character(&mut self, c: char, focus: Focus<'_>, at: u64, steps: &mut Vec<Step>) {
        self.by_hand = false;
        if self.overflow > 0 || !self.make_room() {
            self.overflow += 1;
            return;
        }
        if self.is_burst() && self.is_late(at) && self.judge_burst().text {
            // A person goes on behind words that came in one piece.
            self.settle(steps);
        }
        if self.run == self.seen.len() {
            self.trails = within(self.ended, at, PACE);
        }
        self.in_form = matches!(focus, Focus::Field);
        self.seen.push(Seen {
            key: Key::Char(c),
            at,
            manner: manner(c, focus),
            place: Place::Held,
        });
        if let Some((parsed, start)) = self.code_at_tail() {
            self.scan(parsed, start, at, steps);
        } else if self.draining {
            self.ended = Some(at);
            self.mark_last(Place::Gone);
        } else if self.held().iter().all(|s| s.manner == Manner::Types) && !self.is_burst() {
            self.release(false, steps);
        }
    }

    fn terminator(&mut self, key: Key, at: u64, steps: &mut Vec<Step>) {
        let by_hand = std::mem::take(&mut self.by_hand);
        let patience = if by_hand { SUFFIX_BY_HAND } else { SUFFIX };
        if self.draining || within(self.ended, at, patience) {
            if self.draining {
                self.seen.truncate(self.run);
            }
            return;
        }
        if self.is_burst() {
            let late = self.is_late(at);
            let text = self.close_burst(steps);
            if !text || !late {
                self.ended = Some(at);
                return;
            }
        }
        let pair = key == Key::Lf
            && self
                .held()
                .last()
                .is_some_and(|s| s.key == Key::Enter && within(Some(s.at), at, PACE));
        if !pair && self.make_room() {
            self.hold(key, at);
        }
        self.run = self.seen.len();
    }

    fn hold_control(&mut self, key: Key, at: u64) {
        self.by_hand = false;
        let inside = self.draining || self.is_burst() || within(self.ended, at, PACE);
        if !inside && self.make_room() {
            self.hold(key, at);
        }
    }

    fn edit(&mut self, key: Key, at: u64, steps: &mut Vec<Step>) {
        self.by_hand = false;
        self.settle(steps);
        if key == Key::Backspace && self.seen.last().is_some_and(|s| s.place == Place::Field) {
            self.seen.pop();
        } else {
            // The caret has moved: what was typed no longer stands before it.
            self.seen.clear();
        }
        self.run = self.seen.len();
        self.draining = false;
        self.acted = Some((key, at));
        steps.push(Step::Press(key));
    }

    fn hold(&mut self, key: Key, at: u64) {
        self.seen.push(Seen {
            key,
            at,
            manner: Manner::Acts,
            place: Place::Held,
        });
    }

    /// A code was read in `seen[start..]`: takes it back with its prefix, keeps the text before it.
    fn scan(&mut self, parsed: Parsed, start: usize, at: u64, steps: &mut Vec<Step>) {
        self.by_hand = self.mean_pace(start) > SILENCE;
        let start = self.prefix_start(start);
        let typed = self.take_from(start, steps);
        if typed > 0 {
            steps.push(Step::TakeBack(typed));
        }
        steps.push(Step::Scan(parsed));
        self.ended = Some(at);
        self.draining = false;
    }

    /// Forgets `seen[start..]` and tells how much of it stands in the field. Of what was held before it, text is
    /// typed and actions are dropped: nothing acts on the heels of a burst.
    fn take_from(&mut self, start: usize, steps: &mut Vec<Step>) -> usize {
        let typed = self.seen[start..]
            .iter()
            .filter(|s| s.place == Place::Field)
            .count();
        self.seen.truncate(start);
        for seen in &mut self.seen {
            if let (Place::Held, Manner::Types, Key::Char(c)) = (seen.place, seen.manner, seen.key)
            {
                seen.place = Place::Field;
                steps.push(Step::Type(c));
            }
        }
        self.seen.retain(|s| s.place != Place::Held);
        self.run = self.seen.len();
        self.overflow = 0;
        typed
    }

    /// The run is over: a burst is judged, anything else counts.
    fn settle(&mut self, steps: &mut Vec<Step>) {
        if self.is_burst() {
            self.close_burst(steps);
        } else {
            self.release(false, steps);
        }
        self.run = self.seen.len();
        self.overflow = 0;
    }

    /// Ends a burst as it is judged; true if it stays as text.
    fn close_burst(&mut self, steps: &mut Vec<Step>) -> bool {
        let Burst {
            start,
            text,
            unreadable,
        } = self.judge_burst();
        if text {
            self.release(true, steps);
            self.run = self.seen.len();
            self.overflow = 0;
            return true;
        }
        let typed = self.take_from(start, steps);
        if typed > 0 {
            steps.push(Step::TakeBack(typed));
        }
        steps.push(Step::Unreadable(unreadable));
        self.ended = self.last;
        self.draining = true;
        false
    }

    fn judge_burst(&self) -> Burst {
        let start = self.burst_start();
        let text: String = self.seen[start..].iter().filter_map(character_of).collect();
        let acting = |s: &Seen| s.manner == Manner::Acts && character_of(s).is_some();
        let mut unreadable = burst::judge(&text);
        unreadable.length += self.overflow;
        let text = burst::meant_as_text(&text, &unreadable, self.in_form)
            && !self.seen[self.run..].iter().any(acting);
        Burst {
            start,
            text,
            unreadable,
        }
    }

    /// Lets go of everything held, in order. In a burst of words every character is text.
    fn release(&mut self, words: bool, steps: &mut Vec<Step>) {
        let mut pressed = false;
        let mut i = self.first_held();
        while i < self.seen.len() {
            let Seen { key, manner, .. } = self.seen[i];
            let text = manner == Manner::Types || words;
            if let (Key::Char(c), true) = (key, text && (words || !pressed)) {
                self.seen[i].place = Place::Field;
                steps.push(Step::Type(c));
                i += 1;
                continue;
            }
            let next = if text { i + 1 } else { self.repeat_end(i) };
            if text || self.counts(i, next) {
                steps.push(Step::Press(key));
                pressed = true;
            }
            self.acted = Some((key, self.seen[next - 1].at));
            self.seen[i..next]
                .iter_mut()
                .for_each(|s| s.place = Place::Gone);
            i = next;
        }
        if pressed {
            // An action may have changed the field: nothing before it can be taken back.
            self.seen.clear();
            self.run = 0;
        }
    }

    /// Where the repeats of the key at `i` end.
    fn repeat_end(&self, i: usize) -> usize {
        let same = |pair: &&[Seen]| pair[0].key == pair[1].key && pair[1].at - pair[0].at <= PACE;
        i + 1 + self.seen[i..].windows(2).take_while(same).count()
    }

    /// Says whether the acting key in `seen[i..next]` counts: once when held down, and not behind a scan.
    fn counts(&self, i: usize, next: usize) -> bool {
        let first = self.seen[i];
        let held_down = next - i > 1
            && self.acted.is_some_and(|(key, at)| {
                key == first.key && within(Some(at), first.at, REPEAT_DELAY)
            });
        !held_down && !self.trails
    }

    /// The code that the last keys are, and where it begins.
    fn code_at_tail(&self) -> Option<(Parsed, usize)> {
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
                Key::Control(_) => {}
                Key::Enter | Key::Tab | Key::Lf | Key::Backspace | Key::Other => return None,
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
                .and_then(character_of)
                .is_some_and(char::is_alphanumeric);
        }
        let begin = self.run.min(start);
        let head: String = self.seen[begin..start]
            .iter()
            .filter_map(character_of)
            .take(8)
            .collect();
        let Reading::Foreign { class, .. } = code::read(&head) else {
            return false;
        };
        matches!(class, ForeignClass::PaymentQr | ForeignClass::WebAddress)
    }

    /// Where the known prefix of a code at `start` begins.
    fn prefix_start(&self, start: usize) -> usize {
        let mut text = String::new();
        let mut found = start;
        for (i, seen) in self.seen[..start].iter().enumerate().rev().take(24) {
            match seen.key {
                Key::Char(c) => text.insert(0, c),
                Key::Control(_) => {}
                Key::Enter | Key::Tab | Key::Lf | Key::Backspace | Key::Other => break,
            }
            if text.starts_with([']', '\\']) && code::without_prefix(&text).is_empty() {
                found = i;
            }
        }
        found
    }

    /// Says whether the current run is too fast and too varied for a person.
    fn is_burst(&self) -> bool {
        let run = &self.seen[self.run.min(self.seen.len())..];
        let keys = run.iter().filter(|s| matches!(s.key, Key::Char(_))).count();
        let changes = run.windows(2).filter(|p| p[0].key != p[1].key).count();
        keys >= BURST && changes >= CHANGES && self.mean_pace(self.run) <= PACE
    }

    /// Where the burst begins within the run: a key or two that a person typed just before a much faster burst stay
    /// theirs.
    fn burst_start(&self) -> usize {
        let limit = self.seen.len().saturating_sub(BURST).min(self.run + 2);
        (self.run..limit)
            .rev()
            .find(|&i| self.seen[i + 1].at - self.seen[i].at > 3 * self.mean_pace(i + 1) + 5)
            .map_or(self.run, |i| i + 1)
    }

    /// Mean milliseconds between the keys of `seen[start..]`.
    fn mean_pace(&self, start: usize) -> u64 {
        let (Some(first), Some(last)) = (self.seen.get(start), self.seen.last()) else {
            return 0;
        };
        let gaps = u64::try_from(self.seen.len() - start - 1).unwrap_or(u64::MAX);
        last.at.saturating_sub(first.at) / gaps.max(1)
    }

    /// Says whether a key at `at` comes too late to be of the same machine as the run before it.
    fn is_late(&self, at: u64) -> bool {
        let gaps = self.seen[self.run..].windows(2).map(|p| p[1].at - p[0].at);
        let rhythm = (2 * gaps.max().unwrap_or(0)).max(8);
        !within(self.last, at, rhythm)
    }

    fn first_held(&self) -> usize {
        let settled = self.seen.iter().rposition(|s| s.place != Place::Held);
        settled.map_or(0, |i| i + 1)
    }

    fn held(&self) -> &[Seen] {
        &self.seen[self.first_held()..]
    }

    /// Time does not run backwards here, whatever the caller's clock does.
    fn not_before(&self, at: u64) -> u64 {
        self.last.map_or(at, |last| last.max(at))
    }

    fn mark_last(&mut self, place: Place) {
        if let Some(last) = self.seen.last_mut() {
            last.place = place;
        }
    }

    /// Makes room for one more key; false if it can only be counted.
    fn make_room(&mut self) -> bool {
        let settled = self.first_held();
        if self.seen.len() >= CAPACITY && settled > MEMORY {
            let cut = settled - MEMORY;
            self.seen.drain(..cut);
            self.run = self.run.saturating_sub(cut);
        }
        self.seen.len() < CAPACITY
    }
}

impl fmt::Debug for Scanner {
    /// Never shows the keys: they may be a stranger's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scanner").finish_non_exhaustive()
    }
}

fn character_of(seen: &Seen) -> Option<char> {
    match seen.key {
        Key::Char(c) => Some(c),
        Key::Enter | Key::Tab | Key::Lf | Key::Backspace | Key::Control(_) | Key::Other => None,
    }
}

fn within(since: Option<u64>, at: u64, limit: u64) -> bool {
    since.is_some_and(|since| at.saturating_sub(since) <= limit)
}

fn manner(c: char, focus: Focus<'_>) -> Manner {
    match focus {
        Focus::Field => Manner::Types,
        Focus::Acting => Manner::Acts,
        Focus::SearchLine(line) if c.is_ascii_digit() && !digit_is_text(c, line) => Manner::Picks,
        Focus::SearchLine(_) => Manner::Types,
    }
}

/// Says whether a digit is text in a search line. `g` and then `1` is text too, because a code typed by hand begins
/// so, and a row picked by mistake is worse than an Enter.
fn digit_is_text(digit: char, line: &str) -> bool {
    let mut chars = line.trim_start().chars();
    match (chars.next(), chars.next()) {
        (None, _) => true,
        (Some('g' | 'G'), None) => digit == '1',
        (Some('g' | 'G'), Some('1')) => true,
        (Some(first), _) => first.is_ascii_digit(),
    }
}

/// Reads a paste: scans and refusals, or a text.
fn pasted(text: &str) -> (Vec<Step>, Option<String>) {
    let lines = || {
        text.split(['\r', '\n'])
            .filter(|line| !line.trim().is_empty())
    };
    let first = lines().next().unwrap_or_default();
    let is_code = matches!(pasted_line(first), Some(Step::Scan(_)));
    if is_code && lines().nth(PASTED_CODES).is_none() {
        return (lines().filter_map(pasted_line).collect(), None);
    }
    // So many codes are a list that went astray, not a scanner: nobody is checked in by it.
    if let Some(refusal) = pasted_line(first).filter(|_| !is_code) {
        return (vec![refusal], None);
    }
    let clean = first.chars().filter(|c| !c.is_control());
    let clean: String = clean.take(PASTE_LIMIT).collect();
    (Vec::new(), (!clean.is_empty()).then_some(clean))
}

/// Reads one line of a paste; none if it is a person's text. People do paste identity numbers and addresses.
fn pasted_line(line: &str) -> Option<Step> {
    let start: String = line.chars().take(CAPACITY).collect();
    if let Reading::Code(parsed) = code::read(&start) {
        return Some(Step::Scan(parsed));
    }
    let unreadable = burst::judge(&start);
    let text = match unreadable.what {
        Misread::Foreign(ForeignClass::Nik16 | ForeignClass::WebAddress) => true,
        Misread::Foreign(_) | Misread::Damaged(_) => {
            burst::meant_as_text(&start, &unreadable, true)
        }
    };
    (!text).then_some(Step::Unreadable(unreadable))
}
