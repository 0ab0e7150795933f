//! What a Unix terminal sends, as keys, pastes and the mouse: bytes in, events out. It knows no clock:
//! whoever reads says when nothing more has come, and then what was begun is what it looks like.
//!
//! Esc and the key behind it are two keys, in one read or in two. crossterm makes Alt with that key of
//! them, loses one of two Esc, and types what is left of an arrow.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseEvent, MouseEventKind};
use memchr::memmem;

const ESC: u8 = 0x1b;
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// The bytes of a terminal that are no event yet.
#[derive(Default)]
pub(super) struct Keys {
    bytes: Vec<u8>,
    /// What was pasted so far, while a paste comes in.
    paste: Option<Vec<u8>>,
}

/// What the bytes begin with: an event, or something that means nothing here, and how long it is.
type Begins = (usize, Option<Event>);

impl Keys {
    /// Takes what was read; answers what is complete.
    pub fn read(&mut self, bytes: &[u8]) -> Vec<Event> {
        self.bytes.extend_from_slice(bytes);
        self.events(false)
    }

    /// Is something begun that more bytes could go on with?
    pub fn is_waiting(&self) -> bool {
        self.paste.is_none() && !self.bytes.is_empty()
    }

    /// Nothing more came: a lone Esc is the key.
    pub fn nothing_came(&mut self) -> Vec<Event> {
        self.events(true)
    }

    fn events(&mut self, last: bool) -> Vec<Event> {
        let mut events = Vec::new();
        loop {
            if self.paste.is_some() {
                let Some(text) = self.pasted() else { break };
                events.push(Event::Paste(text));
            } else if self.bytes.starts_with(b"\x1b[200~") {
                self.bytes.drain(..6);
                self.paste = Some(Vec::new());
            } else if let Some((length, event)) = begins(&self.bytes, last) {
                self.bytes.drain(..length);
                events.extend(event);
            } else {
                break;
            }
        }
        events
    }

    /// A paste that has ended. A long one comes in many reads: what was looked through is put by.
    fn pasted(&mut self) -> Option<String> {
        let paste = self.paste.as_mut()?;
        if let Some(end) = memmem::find(&self.bytes, PASTE_ENDS) {
            paste.extend(self.bytes.drain(..end));
            self.bytes.drain(..PASTE_ENDS.len());
            let text = String::from_utf8_lossy(paste).into_owned();
            self.paste = None;
            return Some(text);
        }
        let sure = self.bytes.len().saturating_sub(PASTE_ENDS.len() - 1);
        paste.extend(self.bytes.drain(..sure));
        None
    }
}

/// None: more bytes must come, and `last` says that none do.
fn begins(bytes: &[u8], last: bool) -> Option<Begins> {
    let (first, rest) = bytes.split_first()?;
    let plain = |code| Some((1, Some(Event::Key(KeyEvent::from(code)))));
    let ctrl = |from: u8, to: char| {
        let c = char::from(first - from + to as u8);
        let key = KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
        Some((1, Some(Event::Key(key))))
    };
    match first {
        &ESC => {
            let follows = match rest.first() {
                None => Follows::More,
                Some(b'[') => csi(&rest[1..]),
                Some(b'O') => ss3(&rest[1..]),
                Some(_) => Follows::Letters,
            };
            match follows {
                Follows::Whole(length, event) => Some((length + 2, event)),
                Follows::More if !last => None,
                Follows::More | Follows::Letters => plain(KeyCode::Esc),
            }
        }
        b'\r' => plain(KeyCode::Enter),
        b'\t' => plain(KeyCode::Tab),
        // Which of the two the key with the arrow sends is the terminal's choice.
        0x7f | 0x08 => plain(KeyCode::Backspace),
        0 => ctrl(0, ' '),
        1..=0x1a => ctrl(1, 'a'),
        0x1c..=0x1f => ctrl(0x1c, '4'),
        _ => letter(bytes, last),
    }
}

/// A letter of up to four bytes; what is none is passed over.
fn letter(bytes: &[u8], last: bool) -> Option<Begins> {
    let bytes = &bytes[..bytes.len().min(4)];
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() > 0 => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(error) if error.error_len().is_none() && !last => return None,
        Err(_) => return Some((1, None)),
    };
    let c = valid.chars().next()?;
    let shift = if c.is_uppercase() {
        KeyModifiers::SHIFT
    } else {
        KeyModifiers::NONE
    };
    let key = KeyEvent::new(KeyCode::Char(c), shift);
    Some((c.len_utf8(), Some(Event::Key(key))))
}

/// What follows Esc.
enum Follows {
    /// The rest of a key's bytes, so many behind the first two; or of what means nothing here.
    Whole(usize, Option<Event>),
    /// What more bytes could make a key of.
    More,
    /// Nothing: it was Esc, and what follows is for itself.
    Letters,
}

/// What follows `ESC O`.
fn ss3(rest: &[u8]) -> Follows {
    match rest.first().map(|letter| named(*letter)) {
        None => Follows::More,
        Some(None) => Follows::Letters,
        Some(Some(code)) => Follows::Whole(1, Some(Event::Key(code.into()))),
    }
}

/// What follows `ESC [`: parameters and a letter at the end.
fn csi(rest: &[u8]) -> Follows {
    // The Linux console's F1 to F5, and the mouse of terminals that know no better way.
    match rest {
        [b'[', key @ b'A'..=b'E', ..] => {
            let key = KeyCode::F(key - b'A' + 1).into();
            return Follows::Whole(2, Some(Event::Key(key)));
        }
        [b'[' | b'M'] | [b'M', _] | [b'M', _, _] => return Follows::More,
        [b'M', ..] => return Follows::Whole(4, Some(mouse())),
        _ => {}
    }
    let Some(end) = rest.iter().position(|b| !matches!(b, b' '..=b'?')) else {
        return Follows::More;
    };
    let (parameters, last) = (&rest[..end], rest[end]);
    if !matches!(last, b'@'..=b'~') {
        return Follows::Letters;
    }
    let mut numbers = parameters.split(|b| *b == b';').map(|n| {
        let digits = std::str::from_utf8(n).unwrap_or_default();
        digits.parse::<u8>().ok()
    });
    let (number, with) = (numbers.next().flatten(), numbers.next().flatten());
    let code = match (last, number) {
        (b'M' | b'm', _) => return Follows::Whole(end + 1, Some(mouse())),
        (b'Z', _) => Some(KeyCode::BackTab),
        (b'~', Some(number)) => numbered(number),
        (letter, _) => named(letter),
    };
    let key = code.map(|code| Event::Key(KeyEvent::new(code, modifiers(code, with))));
    Follows::Whole(end + 1, key)
}

/// The keys that have a letter.
fn named(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        _ => return None,
    })
}

/// The keys that have a number.
fn numbered(number: u8) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        // Numbers are left out as they were on the terminals of 1983.
        11..=15 => KeyCode::F(number - 10),
        17..=21 => KeyCode::F(number - 11),
        23..=24 => KeyCode::F(number - 12),
        _ => return None,
    })
}

/// `ESC [ 1 ; 5 A`: one more than the sum of Shift 1, Alt 2, Ctrl 4.
fn modifiers(code: KeyCode, with: Option<u8>) -> KeyModifiers {
    let bits = with.unwrap_or(1).saturating_sub(1);
    let mut all = KeyModifiers::NONE;
    all.set(
        KeyModifiers::SHIFT,
        bits & 1 > 0 || code == KeyCode::BackTab,
    );
    all.set(KeyModifiers::ALT, bits & 2 > 0);
    all.set(KeyModifiers::CONTROL, bits & 4 > 0);
    all
}

/// That it moved or was pressed is all that anybody asks.
fn mouse() -> Event {
    Event::Mouse(MouseEvent {
        kind: MouseEventKind::Moved,
        column: 0,
        row: 0,
        modifiers: KeyModifiers::NONE,
    })
}

#[cfg(test)]
#[path = "keys/tests.rs"]
mod tests;
