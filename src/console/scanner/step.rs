//! What goes into the recogniser and what comes out of it: plain values, no behaviour.

use crate::meeting::code::{Damage, ForeignClass, Parsed};

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
    /// Escape, which a terminal also sends before a key that comes with Alt. Held like a key that acts.
    Esc,
    /// A character with Alt. A scanner that types Alt codes sends rows of them. Held like a key that acts.
    Alt(char),
    /// The key of the number pad that has this digit (or `.`) while Num Lock is off: arrows, Home, Insert, Delete.
    Pad(char),
    /// Any other key: function keys, keys with Ctrl. Counts at once and ends whatever was being typed.
    Other,
}

impl Key {
    /// Says whether scanners close a read with it.
    pub(super) fn closes(self) -> bool {
        matches!(self, Key::Enter | Key::Tab | Key::Lf | Key::Control(_))
    }
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
    /// The empty search line under an open delegation card: a digit, a blank, `A` and `G` act there; any other
    /// character begins a search.
    Card,
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
    /// The scanner types digits on the number pad, and Num Lock is off.
    NumLock,
    /// The scanner types Alt codes (Alt and digits).
    AltCodes,
    /// No idea, or a stranger's code with nothing wrong with it.
    Unknown,
}
