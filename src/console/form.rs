//! A form of single lines and choices: the set-up, a person, a setting. It knows nothing of meetings.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::field::Field;
use super::supervisor::{Hidden, Typed};

/// What a line of the form holds.
#[derive(Clone, Debug)]
pub enum Entry {
    /// Free text.
    Text(Box<Field>),
    /// Text that nobody shall read.
    Hidden(Box<Hidden>),
    /// One of several words.
    Choice {
        /// The words.
        options: Vec<String>,
        /// Which is chosen.
        chosen: usize,
    },
}

/// One line of a form.
#[derive(Clone, Debug)]
pub struct Row<K> {
    /// What it is for.
    pub key: K,
    /// Its label.
    pub label: &'static str,
    /// A short help, shown while the line is edited.
    pub hint: &'static str,
    /// What is typed.
    pub entry: Entry,
    /// What is wrong with it, after a try to save.
    pub error: Option<String>,
}

/// A form.
#[derive(Clone, Debug)]
pub struct Form<K> {
    /// Its title.
    pub title: String,
    /// Its lines.
    pub rows: Vec<Row<K>>,
    /// The line being edited.
    pub focus: usize,
    /// Something was typed since it was opened or saved as a draft.
    pub dirty: bool,
}

/// What a key did to a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// Something inside changed.
    Edited,
    /// Save.
    Submit,
    /// Leave without saving.
    Cancel,
    /// Not for a form.
    Ignored,
}

impl<K: Copy + PartialEq> Form<K> {
    /// An empty form.
    pub fn new(title: &str) -> Self {
        Form {
            title: title.to_owned(),
            rows: Vec::new(),
            focus: 0,
            dirty: false,
        }
    }

    /// Adds a line of text.
    #[must_use]
    pub fn text(mut self, key: K, label: &'static str, hint: &'static str, value: &str) -> Self {
        self.rows.push(Row {
            key,
            label,
            hint,
            entry: Entry::Text(Box::new(Field::new(value))),
            error: None,
        });
        self
    }

    /// Adds a line whose text shows as stars.
    #[must_use]
    pub fn hidden(mut self, key: K, label: &'static str, hint: &'static str) -> Self {
        self.rows.push(Row {
            key,
            label,
            hint,
            entry: Entry::Hidden(Box::default()),
            error: None,
        });
        self
    }

    /// Adds a choice.
    #[must_use]
    pub fn choice(
        mut self,
        key: K,
        label: &'static str,
        hint: &'static str,
        options: &[&str],
        chosen: usize,
    ) -> Self {
        self.rows.push(Row {
            key,
            label,
            hint,
            entry: Entry::Choice {
                options: options.iter().map(|o| (*o).to_owned()).collect(),
                chosen,
            },
            error: None,
        });
        self
    }

    /// The text of a line, trimmed; a hidden one is never told here, and so never stored.
    pub fn value(&self, key: K) -> &str {
        self.rows
            .iter()
            .find(|r| r.key == key)
            .map_or("", |r| match &r.entry {
                Entry::Text(field) => field.text().trim(),
                Entry::Hidden(_) => "",
                Entry::Choice { options, chosen } => options.get(*chosen).map_or("", |o| o),
            })
    }

    /// What is typed in a hidden line.
    pub fn typed(&self, key: K) -> Typed {
        let row = self.rows.iter().find(|r| r.key == key);
        match row.map(|r| &r.entry) {
            Some(Entry::Hidden(hidden)) => hidden.typed(),
            Some(Entry::Text(_) | Entry::Choice { .. }) | None => Typed::default(),
        }
    }

    /// Replaces the value of a line; an unknown choice is left as it is.
    pub fn set(&mut self, key: K, value: &str) {
        let Some(row) = self.rows.iter_mut().find(|r| r.key == key) else {
            return;
        };
        match &mut row.entry {
            Entry::Text(field) => field.set(value),
            Entry::Hidden(_) => {}
            Entry::Choice { options, chosen } => {
                *chosen = options.iter().position(|o| o == value).unwrap_or(*chosen);
            }
        }
    }

    /// Says what is wrong with a line and goes there.
    pub fn fail(&mut self, key: K, error: String) {
        if let Some(i) = self.rows.iter().position(|r| r.key == key) {
            self.rows[i].error = Some(error);
            self.focus = i;
        }
    }

    /// The field being edited, if it is text.
    pub fn field(&mut self) -> Option<&mut Field> {
        match &mut self.rows.get_mut(self.focus)?.entry {
            Entry::Text(field) => Some(field),
            Entry::Hidden(hidden) => Some(hidden.field()),
            Entry::Choice { .. } => None,
        }
    }

    /// Types a character into the line, or picks the choice that begins with it.
    pub fn type_char(&mut self, c: char) {
        let Some(row) = self.rows.get_mut(self.focus) else {
            return;
        };
        row.error = None;
        self.dirty = true;
        match &mut row.entry {
            Entry::Text(field) => field.type_char(c),
            Entry::Hidden(hidden) => hidden.field().type_char(c),
            Entry::Choice { options, chosen } if c == ' ' => {
                *chosen = (*chosen + 1) % options.len();
            }
            Entry::Choice { options, chosen } => {
                let starts = |o: &String| o.to_lowercase().starts_with(c.to_ascii_lowercase());
                *chosen = options.iter().position(starts).unwrap_or(*chosen);
            }
        }
    }

    /// Handles a key that types nothing.
    pub fn press(&mut self, key: KeyEvent) -> Pressed {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let last = self.rows.len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => return Pressed::Cancel,
            KeyCode::Char('s') if ctrl => return Pressed::Submit,
            KeyCode::Enter if self.focus == last => return Pressed::Submit,
            KeyCode::Enter | KeyCode::Tab | KeyCode::Down => {
                self.focus = (self.focus + 1) % (last + 1);
            }
            KeyCode::BackTab | KeyCode::Up => {
                self.focus = self.focus.checked_sub(1).unwrap_or(last);
            }
            _ => return self.edit(key),
        }
        Pressed::Edited
    }

    fn edit(&mut self, key: KeyEvent) -> Pressed {
        let Some(row) = self.rows.get_mut(self.focus) else {
            return Pressed::Ignored;
        };
        match (&mut row.entry, key.code) {
            (Entry::Text(field), _) => {
                if !field.edit(key) {
                    return Pressed::Ignored;
                }
                row.error = None;
                self.dirty = true;
            }
            (Entry::Hidden(hidden), _) => {
                if !hidden.field().edit(key) {
                    return Pressed::Ignored;
                }
                row.error = None;
                self.dirty = true;
            }
            (Entry::Choice { options, chosen }, KeyCode::Right) => {
                *chosen = (*chosen + 1) % options.len();
                self.dirty = true;
            }
            (Entry::Choice { options, chosen }, KeyCode::Left) => {
                *chosen = chosen.checked_sub(1).unwrap_or(options.len() - 1);
                self.dirty = true;
            }
            _ => return Pressed::Ignored,
        }
        Pressed::Edited
    }
}
