//! A PIN while it is typed and compared. It shows as stars, and `Debug` never shows it.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::console::app::Msg;
use crate::console::field::Field;
use crate::meeting::event::Pin;
use crate::pin::{self, PinError, Strength};
use crate::text::Text;

/// A line being typed that nobody shall read; what is typed shows as stars.
#[derive(Clone, Default)]
pub struct Hidden(Field);

/// A PIN on its way to be hashed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Typed(String);

/// A PIN to be held against the meeting's, on another thread.
#[derive(Debug)]
pub struct PinCheck {
    pub(super) ask: u64,
    pub(super) typed: Typed,
    pub(super) against: Pin,
}

/// A new PIN to be hashed, on another thread.
#[derive(Debug)]
pub struct PinHash {
    pub(super) ask: u64,
    pub(super) typed: Typed,
    pub(super) salt: [u8; 16],
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("****")
    }
}

impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("****")
    }
}

impl Hidden {
    /// The line itself, for typing.
    pub fn field(&mut self) -> &mut Field {
        &mut self.0
    }

    /// A star for every character.
    pub fn stars(&self) -> String {
        "*".repeat(self.0.text().chars().count())
    }

    /// The caret, in characters from the start.
    pub fn caret(&self) -> usize {
        self.0.caret()
    }

    /// Is nothing typed?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was typed.
    pub fn typed(&self) -> Typed {
        Typed(self.0.text().to_owned())
    }

    /// What was typed; the line is empty afterwards.
    pub(super) fn take(&mut self) -> Typed {
        let typed = self.typed();
        self.0.clear();
        typed
    }

    pub(super) fn key(&mut self, key: KeyEvent) {
        let plain = !key
            .modifiers
            .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        match key.code {
            KeyCode::Char(c) if plain => self.0.type_char(c),
            _ => drop(self.0.edit(key)),
        }
    }
}

impl Typed {
    /// Is nothing but blanks typed?
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// Checks the shape of a new PIN.
    ///
    /// # Errors
    /// Says what is wrong, in words.
    pub fn shape(&self, t: &Text) -> Result<Strength, &'static str> {
        pin::check_shape(&self.0).map_err(|e| match e {
            PinError::TooShort => t.supervisor.too_short,
            PinError::TooLong => t.supervisor.too_long,
            PinError::Symbol => t.supervisor.symbol,
        })
    }

    /// The PIN as it is kept; slow. None where the machine has no memory for it.
    pub fn hash(&self, salt: [u8; 16]) -> Option<Pin> {
        let hash = pin::hash(&self.0, salt);
        (hash != [0; 32]).then_some(Pin { salt, hash })
    }
}

impl PinCheck {
    /// Compares; slow.
    pub fn run(&self) -> Msg {
        let right = pin::matches(&self.typed.0, self.against.salt, self.against.hash);
        Msg::PinChecked(self.ask, right)
    }

    /// The answer where comparing failed.
    pub fn failed(&self) -> Msg {
        Msg::PinChecked(self.ask, false)
    }
}

impl PinHash {
    /// Hashes; slow.
    pub fn run(&self) -> Msg {
        Msg::PinHashed(self.ask, self.typed.hash(self.salt))
    }

    /// The answer where hashing failed.
    pub fn failed(&self) -> Msg {
        Msg::PinHashed(self.ask, None)
    }
}
