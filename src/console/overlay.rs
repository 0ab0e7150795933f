//! What lies over a screen: help, palette, forms, the steps of an import. One kind, one meaning of Esc.

use std::path::PathBuf;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::app::{Effect, Level, Model, Screen, Wish};
use super::checking::ScannerCheck;
use super::closing::Signatures;
use super::columns::Columns;
use super::command::{self, Action, Binding, Scope, TABLE};
use super::data::{FileFor, FileList};
use super::field::Field;
use super::form::Pressed;
use super::forms::{OpenForm, Purpose};
use super::rules::RulesChange;
use super::supervisor::PinDialog;
use super::why::Why;
use crate::exchange::preview::{ImportKind, Preview};
use crate::meeting::command::Command;
use crate::meeting::id::PersonId;
use crate::meeting::names::fold;

/// One thing over the screen.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// Keys and what they do.
    Help {
        /// The first line shown.
        scroll: usize,
    },
    /// All commands by name.
    Palette {
        /// What is typed.
        field: Field,
        /// The chosen line.
        selected: usize,
    },
    /// A form.
    Form(Box<OpenForm>),
    /// Which file to read.
    Files {
        /// What for.
        kind: FileFor,
        /// A path.
        field: Field,
        /// What was found on this laptop.
        files: FileList,
        /// The chosen line.
        selected: usize,
    },
    /// A file is being read.
    Reading {
        /// What is imported.
        kind: ImportKind,
        /// The file.
        path: PathBuf,
        /// Done so far.
        done: u64,
        /// Of so much; 0 while that is not known.
        total: u64,
    },
    /// What an import would do.
    Preview(Box<Preview>),
    /// On which list this desk records.
    Lists {
        /// The chosen line.
        selected: usize,
    },
    /// A question before something is done.
    Confirm {
        /// What it is about.
        title: &'static str,
        /// The question.
        question: String,
        /// What *yes* does, as the footer says it.
        verb: &'static str,
        /// What *yes* does.
        yes: Box<Yes>,
    },
    /// The supervisor's PIN is asked for, or a new one.
    Pin(Box<PinDialog>),
    /// Words to read, line by line.
    Page {
        /// What they are about.
        title: String,
        /// The lines.
        lines: Vec<String>,
        /// The first line shown.
        scroll: usize,
        /// For the supervisor's eyes: it goes when the mode ends.
        guarded: bool,
    },
    /// Why a library stands where it stands.
    Why(Box<Why>),
    /// Who signed on a page of a printed list.
    Signatures(Box<Signatures>),
    /// The choices of a question of the preview below.
    Choose {
        /// Which question.
        question: usize,
        /// The chosen line.
        selected: usize,
    },
    /// What the columns of the file mean, over the preview.
    Columns(Columns),
    /// The rules of the board in force.
    Rules {
        /// 0 for the general part, then the families.
        selected: usize,
    },
    /// What new rules would change.
    RulesChange(Box<RulesChange>),
    /// What the scanner does. While it lies on top, no scan is recorded.
    ScannerCheck(Box<ScannerCheck>),
}

/// What *yes* does to a question.
#[derive(Clone, Debug)]
pub enum Yes {
    /// Submits a command.
    Submit(Command, Wish),
    /// Opens a file.
    Open(PathBuf),
    /// Prints a person's badge.
    Badge(PersonId),
}

impl Overlay {
    /// The palette, empty.
    pub fn palette() -> Overlay {
        Overlay::Palette {
            field: Field::default(),
            selected: 0,
        }
    }

    /// The text field that has the focus in it.
    pub fn field(&mut self) -> Option<&mut Field> {
        match self {
            Overlay::Palette { field, .. } | Overlay::Files { field, .. } => Some(field),
            Overlay::Form(form) => form.form.field(),
            Overlay::Pin(dialog) => Some(dialog.field.field()),
            Overlay::Help { .. }
            | Overlay::Reading { .. }
            | Overlay::Preview(_)
            | Overlay::Confirm { .. }
            | Overlay::Lists { .. }
            | Overlay::Page { .. }
            | Overlay::Signatures(_)
            | Overlay::Why(_)
            | Overlay::Choose { .. }
            | Overlay::Columns(_)
            | Overlay::Rules { .. }
            | Overlay::RulesChange(_)
            | Overlay::ScannerCheck(_) => None,
        }
    }
}

impl Model {
    /// The commands of the palette that match what is typed.
    pub fn palette(&self, typed: &str) -> Vec<&'static Binding> {
        let wanted = fold(typed);
        TABLE
            .iter()
            .filter(|b| !matches!(b.action, Action::Palette | Action::Back))
            .filter(|b| {
                let name = fold((b.name)(self.text));
                wanted.split(' ').all(|word| name.contains(word))
            })
            .collect()
    }

    pub(super) fn overlay_key(&mut self, key: KeyEvent) {
        if self.function_key(&key) || self.answers_nothing(&key) {
            return;
        }
        // Taken out while it handles the key, so that it can open and close others.
        let Some(overlay) = self.overlays.pop() else {
            return;
        };
        match overlay {
            Overlay::Help { scroll } => self.help_key(key, scroll),
            Overlay::Palette { field, selected } => self.palette_key(key, field, selected),
            Overlay::Form(form) => self.form_key(key, form),
            Overlay::Files {
                kind,
                field,
                files,
                selected,
            } => self.files_key(key, kind, field, files, selected),
            Overlay::Reading {
                kind,
                path,
                done,
                total,
            } => {
                if key.code == KeyCode::Esc {
                    self.effects.push(Effect::CancelRead);
                    self.say(Level::Note, self.text.cancelled_nothing.to_owned());
                } else {
                    self.overlays.push(Overlay::Reading {
                        kind,
                        path,
                        done,
                        total,
                    });
                }
            }
            Overlay::Confirm {
                title,
                question,
                verb,
                yes,
            } => match key.code {
                KeyCode::Char('y' | 'Y') | KeyCode::Enter
                    if key.code != KeyCode::Enter || !matches!(*yes, Yes::Submit(..)) =>
                {
                    match *yes {
                        Yes::Submit(command, wish) => self.submit(command, wish),
                        Yes::Open(path) => self.effects.push(Effect::OpenFile(path)),
                        Yes::Badge(person) => self.print_badge(person),
                    }
                }
                KeyCode::Esc | KeyCode::Char('t' | 'T' | 'n' | 'N') => {
                    if let Yes::Submit(..) = *yes {
                        self.say(Level::Note, self.text.cancelled_nothing.to_owned());
                    }
                }
                _ => self.overlays.push(Overlay::Confirm {
                    title,
                    question,
                    verb,
                    yes,
                }),
            },
            Overlay::Page {
                title,
                lines,
                scroll,
                guarded,
            } => {
                let last = lines.len().saturating_sub(1);
                let scroll = match key.code {
                    KeyCode::Down => scroll + 1,
                    KeyCode::Up => scroll.saturating_sub(1),
                    KeyCode::PageDown => scroll + 10,
                    KeyCode::PageUp => scroll.saturating_sub(10),
                    KeyCode::Home => 0,
                    KeyCode::End => last,
                    KeyCode::Esc | KeyCode::Enter => return,
                    _ => scroll,
                };
                self.overlays.push(Overlay::Page {
                    title,
                    lines,
                    scroll: scroll.min(last),
                    guarded,
                });
            }
            Overlay::Signatures(open) => self.signatures_key(key, open),
            Overlay::Why(why) => self.why_key(key, why),
            Overlay::Lists { selected } => self.lists_key(key, selected),
            Overlay::Preview(preview) => self.preview_key(key, preview),
            Overlay::Pin(dialog) => self.pin_key(key, dialog),
            Overlay::Choose { question, selected } => self.choose_key(key, question, selected),
            Overlay::Columns(open) => self.columns_key(key, open),
            Overlay::Rules { selected } => self.rules_key(key, selected),
            Overlay::RulesChange(open) => self.rules_change_key(key, open),
            Overlay::ScannerCheck(open) => self.check_key(key, open),
        }
    }

    /// A letter with Ctrl is no answer to a question; forms and lists are saved with Ctrl+S.
    fn answers_nothing(&mut self, key: &KeyEvent) -> bool {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        control
            && matches!(key.code, KeyCode::Char(c) if c != 's')
            && self.overlays.last_mut().and_then(Overlay::field).is_none()
    }

    /// Function keys mean the same over a screen as on it. A form with something in it stays.
    fn function_key(&mut self, key: &KeyEvent) -> bool {
        let Some(action) = command::action(self.scope(), key) else {
            return false;
        };
        match action {
            Action::Quit | Action::Lock => self.act(action),
            // Nothing lies over a check of the scanner: while it can be seen, and only then, scans are tests.
            Action::Help if matches!(self.overlays.last(), Some(Overlay::ScannerCheck(_))) => {}
            Action::Help if !matches!(self.overlays.last(), Some(Overlay::Help { .. })) => {
                self.act(action);
            }
            Action::Desk | Action::Data | Action::Protocol | Action::Board | Action::Hall => {
                let unsaved = |o: &Overlay| match o {
                    Overlay::Form(form) => form.form.dirty,
                    Overlay::Preview(_)
                    | Overlay::Pin(_)
                    | Overlay::Signatures(_)
                    | Overlay::RulesChange(_) => true,
                    _ => false,
                };
                if self.overlays.iter().any(unsaved) {
                    self.say(Level::Note, self.text.finish_first.to_owned());
                } else {
                    self.overlays.clear();
                    self.act(action);
                }
            }
            Action::Undo if self.undo_typing() => {}
            Action::Redo if self.redo_typing() => {}
            Action::Undo | Action::Redo => {
                self.say(Level::Note, self.text.finish_first.to_owned());
            }
            _ => return false,
        }
        true
    }

    fn help_key(&mut self, key: KeyEvent, scroll: usize) {
        let scroll = match key.code {
            KeyCode::Down => scroll + 1,
            KeyCode::Up => scroll.saturating_sub(1),
            KeyCode::PageDown => scroll + 10,
            KeyCode::PageUp => scroll.saturating_sub(10),
            _ => return, // any other key closes it
        };
        let scroll = scroll.min(TABLE.len());
        self.overlays.push(Overlay::Help { scroll });
    }

    fn palette_key(&mut self, key: KeyEvent, mut field: Field, selected: usize) {
        let found = self.palette(field.text());
        let last = found.len().saturating_sub(1);
        let selected = match key.code {
            KeyCode::Esc => return,
            KeyCode::Enter => {
                if let Some(binding) = found.get(selected) {
                    match binding.scope {
                        Scope::Desk => self.screen = Screen::Desk,
                        Scope::Protocol => self.screen = Screen::Protocol,
                        Scope::Board => self.open_board(),
                        Scope::Hall => self.screen = Screen::Hall,
                        Scope::Everywhere | Scope::Data => {}
                    }
                    self.act(binding.action);
                }
                return;
            }
            KeyCode::Down | KeyCode::Tab => (selected + 1).min(last),
            KeyCode::Up => selected.saturating_sub(1),
            KeyCode::Char(c) if key.modifiers.is_empty() => {
                field.type_char(c);
                0
            }
            _ => {
                field.edit(key);
                0
            }
        };
        self.overlays.push(Overlay::Palette { field, selected });
    }

    fn form_key(&mut self, key: KeyEvent, mut form: Box<OpenForm>) {
        // The arrow at the end of a line takes the proposal behind it.
        if key.code == KeyCode::Right && self.accept_suggestion(&mut form) {
            self.overlays.push(Overlay::Form(form));
            return;
        }
        if self.similar_key(key, &form) {
            return;
        }
        if let KeyCode::Char(c) = key.code
            && !key
                .modifiers
                .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
        {
            form.type_char(c);
            self.overlays.push(Overlay::Form(form));
            self.check_rules_form();
            return;
        }
        match form.form.press(key) {
            Pressed::Cancel if form.form.dirty && self.again.is_none() => {
                self.again = Some(KeyCode::Esc);
                self.say(Level::Note, self.text.esc_again.to_owned());
                self.overlays.push(Overlay::Form(form));
            }
            Pressed::Cancel if form.purpose == Purpose::Addendum => self.late = None,
            Pressed::Cancel => self
                .effects
                .push(Effect::KeepDraft(self.station.clone(), None)),
            Pressed::Submit => self.submit_form(form),
            Pressed::Edited | Pressed::Ignored => {
                self.fill_figures(&mut form);
                if form.form.dirty {
                    self.draft_at = self.draft_at.or(Some(self.now_ms + 1_000));
                }
                self.overlays.push(Overlay::Form(form));
                self.check_rules_form();
            }
        }
    }

    fn choose_key(&mut self, key: KeyEvent, question: usize, selected: usize) {
        let Some(Overlay::Preview(preview)) = self.overlays.last_mut() else {
            return;
        };
        let choices = preview.ask(question).map_or(0, |ask| ask.choices());
        let chosen = match key.code {
            KeyCode::Esc => return,
            KeyCode::Enter => selected,
            KeyCode::Char(c @ '1'..='9') => c.to_digit(10).map_or(0, |d| d as usize) - 1,
            KeyCode::Down | KeyCode::Tab => {
                let selected = (selected + 1).min(choices.saturating_sub(1));
                return self.overlays.push(Overlay::Choose { question, selected });
            }
            KeyCode::Up => {
                let selected = selected.saturating_sub(1);
                return self.overlays.push(Overlay::Choose { question, selected });
            }
            KeyCode::Home | KeyCode::End => {
                let last = choices.saturating_sub(1);
                let selected = if key.code == KeyCode::End { last } else { 0 };
                return self.overlays.push(Overlay::Choose { question, selected });
            }
            _ => return self.overlays.push(Overlay::Choose { question, selected }),
        };
        if chosen < choices {
            preview.answer_at(question, chosen, self.session.meeting());
        } else {
            self.overlays.push(Overlay::Choose { question, selected });
        }
    }
}
