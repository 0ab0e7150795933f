//! One line of text being edited. A scan's characters can be taken back out of it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui_textarea::{CursorMove, TextArea};

/// Longest text a field takes, in characters.
pub const LONGEST: usize = 300;

/// A line being edited.
#[derive(Clone, Debug, Default)]
pub struct Field {
    area: TextArea<'static>,
    /// Characters a full field refused since the last other edit: a scan's are taken back from here first.
    refused: usize,
    /// What stood here before somebody typed.
    start: String,
    /// What was typed, after it was taken back.
    undone: Option<String>,
}

impl Field {
    /// A field holding a text, the caret behind it.
    pub fn new(text: &str) -> Self {
        let mut field = Field::default();
        field.insert(text);
        field.start = field.text().to_owned();
        field
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// Is nothing typed?
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// The caret, in characters from the start.
    pub fn caret(&self) -> usize {
        self.area.cursor().1
    }

    /// Types one character at the caret.
    pub fn type_char(&mut self, c: char) {
        self.undone = None;
        if !c.is_control() && self.text().chars().count() < LONGEST {
            self.area.insert_char(c);
        } else {
            self.refused += 1;
        }
    }

    /// Types a text, as far as it fits; control characters and line ends are left out.
    pub fn insert(&mut self, text: &str) {
        self.undone = None;
        let room = LONGEST.saturating_sub(self.text().chars().count());
        let line: String = text
            .chars()
            .filter(|c| !c.is_control())
            .take(room)
            .collect();
        self.area.insert_str(line);
    }

    /// Takes back the `n` characters before the caret.
    pub fn take_back(&mut self, n: usize) {
        let n = n - self.refused.min(n);
        self.refused = 0;
        for _ in 0..n.min(self.caret()) {
            self.area.delete_char();
        }
    }

    /// Takes back all that was typed here; true if anything was.
    pub fn undo(&mut self) -> bool {
        let typed = self.text().to_owned();
        let any = typed != self.start;
        if any {
            *self = Field::new(&self.start);
            self.undone = Some(typed);
        }
        any
    }

    /// Types again what was taken back; true if there was something.
    pub fn redo(&mut self) -> bool {
        let Some(typed) = self.undone.take() else {
            return false;
        };
        let start = std::mem::take(&mut self.start);
        *self = Field::new(&typed);
        self.start = start;
        true
    }

    /// Empties the field.
    pub fn clear(&mut self) {
        *self = Field::default();
    }

    /// Replaces the text.
    pub fn set(&mut self, text: &str) {
        let start = std::mem::take(&mut self.start);
        *self = Field::new(text);
        self.start = start;
    }

    /// Moves and deletes; true if the key was one of those.
    pub fn edit(&mut self, key: KeyEvent) -> bool {
        self.refused = 0;
        self.undone = None;
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Left if ctrl => self.area.move_cursor(CursorMove::WordBack),
            KeyCode::Right if ctrl => self.area.move_cursor(CursorMove::WordForward),
            KeyCode::Left => self.area.move_cursor(CursorMove::Back),
            KeyCode::Right => self.area.move_cursor(CursorMove::Forward),
            KeyCode::Home => self.area.move_cursor(CursorMove::Head),
            KeyCode::End => self.area.move_cursor(CursorMove::End),
            KeyCode::Delete => drop(self.area.delete_next_char()),
            KeyCode::Backspace => drop(self.area.delete_char()),
            KeyCode::Char('w') if ctrl => drop(self.area.delete_word()),
            KeyCode::Char('u') if ctrl => drop(self.area.delete_line_by_head()),
            _ => return false,
        }
        true
    }
}
