//! Before a meeting is open: the sample, a new meeting, a recent one; and the short set-up of a new
//! file. It chooses and asks; the files are made by whoever runs it.

use std::path::PathBuf;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::form::{Form, Pressed};
use super::forms::{Key, about_form, read_about};
use super::input::{event_of, read_key};
use super::recent::Remembered;
use super::scanner::{Focus, Scanner, Step};
use super::supervisor::Typed;
use crate::meeting::names::scrub;
use crate::meeting::record::About;
use crate::text::Text;

/// The opening screen.
#[derive(Debug)]
pub struct Start {
    /// Every word.
    pub text: &'static Text,
    /// Meetings opened before, newest first.
    pub recent: Vec<Remembered>,
    /// The chosen line.
    pub selected: usize,
    /// The set-up, while it is open.
    pub setup: Option<Setup>,
    /// Why the last choice could not be done.
    pub trouble: Option<String>,
    /// Somebody tries a scanner already: its keys choose nothing and stay in no line.
    scanner: Scanner,
}

/// The set-up of a new meeting.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The file it will be, if that is fixed.
    pub file: Option<PathBuf>,
    /// Its lines.
    pub form: Form<Key>,
    /// Esc was pressed once.
    leaving: bool,
}

/// What was chosen.
#[derive(Clone, Debug)]
pub enum Chosen {
    /// Open this file.
    Open(PathBuf),
    /// Make the sample meeting and open it.
    Sample,
    /// Make a new meeting.
    New(Box<Fresh>),
    /// Leave.
    Quit,
}

/// A new meeting as it was set up.
#[derive(Clone, Debug)]
pub struct Fresh {
    /// The file, if that was fixed.
    pub file: Option<PathBuf>,
    /// What it is.
    pub about: About,
    /// *Meja*.
    pub station: String,
    /// *Petugas*.
    pub operator: String,
    /// The directory of the automatic backup; empty for none.
    pub backup: String,
    /// The supervisor's PIN; empty for none.
    pub pin: Typed,
}

impl Start {
    /// The menu over the meetings opened before.
    pub fn menu(text: &'static Text, recent: Vec<Remembered>) -> Start {
        Start {
            text,
            recent,
            selected: 0,
            setup: None,
            trouble: None,
            scanner: Scanner::new(),
        }
    }

    /// The set-up of a named file, at once.
    pub fn setup(text: &'static Text, file: PathBuf, today: jiff::civil::Date) -> Start {
        let mut start = Start::menu(text, Vec::new());
        start.open_setup(Some(file), today);
        start
    }

    /// The lines of the menu: recent meetings, then the sample, a new one, leaving.
    pub fn lines(&self) -> usize {
        self.recent.len() + 3
    }

    /// Takes a key press that was read at `at` milliseconds; a scan chooses nothing and is told.
    pub fn key(&mut self, mut key: KeyEvent, at: u64, today: jiff::civil::Date) -> Option<Chosen> {
        let typed = read_key(&mut key);
        let field = self
            .setup
            .as_mut()
            .is_some_and(|s| s.form.field().is_some());
        let focus = if field { Focus::Field } else { Focus::Acting };
        let steps = self.scanner.key(typed, focus, at);
        self.take_steps(steps, Some(key), today)
    }

    /// Takes a paste of the terminal.
    pub fn paste(&mut self, text: &str, at: u64, today: jiff::civil::Date) -> Option<Chosen> {
        let steps = self.scanner.paste(text, at);
        self.take_steps(steps, None, today)
    }

    /// Lets time pass: a key that was held back counts.
    pub fn tick(&mut self, at: u64, today: jiff::civil::Date) -> Option<Chosen> {
        let steps = self.scanner.tick(at);
        self.take_steps(steps, None, today)
    }

    /// When `tick` has something to do, if ever.
    pub fn deadline(&self) -> Option<u64> {
        self.scanner.deadline()
    }

    fn take_steps(
        &mut self,
        steps: Vec<Step>,
        key: Option<KeyEvent>,
        today: jiff::civil::Date,
    ) -> Option<Chosen> {
        let place = |start: &Start| start.setup.as_ref().map(|s| s.form.focus);
        let before = place(self);
        let mut chosen = None;
        for step in steps {
            // Somebody goes on: what was told about a scan has been read.
            if matches!(step, Step::Type(_) | Step::Insert(_) | Step::Press(_)) {
                self.trouble = None;
            }
            let now = match step {
                Step::Type(c) => self.type_into(c),
                Step::Insert(text) => text.chars().find_map(|c| self.type_into(c)),
                Step::TakeBack(n) => {
                    if let Some(field) = self.setup.as_mut().and_then(|s| s.form.field()) {
                        field.take_back(n);
                    }
                    None
                }
                Step::Press(pressed) => event_of(pressed, key).and_then(|e| self.act(e, today)),
                Step::Scan(_) => self.tell(self.text.scanner.at_start),
                Step::Unreadable(_) => self.tell(self.text.scanner.unreadable_at_start),
            };
            chosen = chosen.or(now);
        }
        if place(self) != before {
            self.scanner.forget();
        }
        chosen
    }

    /// A character of the scanner's that is text: only a line takes it.
    fn type_into(&mut self, c: char) -> Option<Chosen> {
        if let Some(setup) = &mut self.setup {
            setup.form.type_char(c);
        }
        None
    }

    fn act(&mut self, key: KeyEvent, today: jiff::civil::Date) -> Option<Chosen> {
        match key.code {
            KeyCode::Char(c)
                if !key
                    .modifiers
                    .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) =>
            {
                self.type_char(c, today)
            }
            _ => self.press(key, today),
        }
    }

    fn tell(&mut self, words: &str) -> Option<Chosen> {
        self.trouble = Some(words.to_owned());
        None
    }

    /// Takes a character that types.
    pub fn type_char(&mut self, c: char, today: jiff::civil::Date) -> Option<Chosen> {
        if let Some(setup) = &mut self.setup {
            setup.form.type_char(c);
            return None;
        }
        let row = c.to_digit(10).map(|d| d as usize)?;
        if row == 0 || row > self.lines() {
            return None;
        }
        self.selected = row - 1;
        self.enter(today)
    }

    /// Takes a key; something may be chosen with it.
    pub fn press(&mut self, key: KeyEvent, today: jiff::civil::Date) -> Option<Chosen> {
        if key.code == KeyCode::F(10) {
            return Some(Chosen::Quit);
        }
        if self.setup.is_some() {
            return self.setup_key(key);
        }
        match key.code {
            KeyCode::Up => self.selected = self.selected.saturating_sub(1),
            KeyCode::Down | KeyCode::Tab => {
                self.selected = (self.selected + 1).min(self.lines() - 1);
            }
            KeyCode::Enter => return self.enter(today),
            KeyCode::Esc => return Some(Chosen::Quit),
            _ => {}
        }
        None
    }

    fn enter(&mut self, today: jiff::civil::Date) -> Option<Chosen> {
        let n = self.recent.len();
        match self.selected {
            i if i < n => Some(Chosen::Open(self.recent[i].path.clone())),
            i if i == n => Some(Chosen::Sample),
            i if i == n + 1 => {
                self.open_setup(None, today);
                None
            }
            _ => Some(Chosen::Quit),
        }
    }

    fn open_setup(&mut self, file: Option<PathBuf>, today: jiff::civil::Date) {
        let t = self.text;
        let about = About {
            date: today,
            purpose: t.privacy.default_purpose.to_owned(),
            ..About::default()
        };
        let form = about_form(t, t.setup_title, &about)
            .text(
                Key::Station,
                t.f_station,
                t.f_station_hint,
                t.default_station,
            )
            .text(Key::Operator, t.f_operator, t.f_operator_hint, "")
            .text(Key::Directory, t.f_directory, t.f_directory_hint, "")
            .hidden(Key::Pin, t.supervisor.f_pin, t.supervisor.f_pin_hint)
            .hidden(
                Key::PinAgain,
                t.supervisor.f_again,
                t.supervisor.f_again_hint,
            );
        self.setup = Some(Setup {
            file,
            form,
            leaving: false,
        });
    }

    fn setup_key(&mut self, key: KeyEvent) -> Option<Chosen> {
        let setup = self.setup.as_mut()?;
        match setup.form.press(key) {
            Pressed::Edited | Pressed::Ignored => {
                setup.leaving = false;
                None
            }
            // What was typed is not thrown away by one key.
            Pressed::Cancel if setup.form.dirty && !setup.leaving => {
                setup.leaving = true;
                let focus = setup.form.focus;
                if let Some(row) = setup.form.rows.get_mut(focus) {
                    row.error = Some(self.text.esc_again.to_owned());
                }
                None
            }
            Pressed::Cancel => {
                let fixed = setup.file.is_some();
                self.setup = None;
                fixed.then_some(Chosen::Quit)
            }
            Pressed::Submit => {
                let about = read_about(self.text, &mut setup.form)?;
                let pin = read_pin(self.text, &mut setup.form)?;
                let station = scrub(setup.form.value(Key::Station));
                Some(Chosen::New(Box::new(Fresh {
                    file: setup.file.clone(),
                    about,
                    station: if station.is_empty() {
                        self.text.default_station.to_owned()
                    } else {
                        station
                    },
                    operator: scrub(setup.form.value(Key::Operator)),
                    backup: setup
                        .form
                        .value(Key::Directory)
                        .trim_matches(['"', '\''])
                        .to_owned(),
                    pin,
                })))
            }
        }
    }
}

/// The PIN of the set-up, typed twice because nobody sees it; marks what is wrong in the form.
fn read_pin(t: &'static Text, form: &mut Form<Key>) -> Option<Typed> {
    let (pin, again) = (form.typed(Key::Pin), form.typed(Key::PinAgain));
    if pin.is_empty() && again.is_empty() {
        return Some(Typed::default());
    }
    if let Err(why) = pin.shape(t) {
        form.fail(Key::Pin, why.to_owned());
        return None;
    }
    if pin != again {
        form.fail(Key::PinAgain, t.supervisor.differ.to_owned());
        return None;
    }
    Some(pin)
}
