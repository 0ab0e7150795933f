//! Data and import (F7): the menu, and the steps of an import: file, reading, preview, questions,
//! apply. Nothing is written before *Terapkan*.

use std::path::{Path, PathBuf};

use crossterm::event::{KeyCode, KeyEvent};

use super::app::{Effect, Leaving, Level, Model, Wish};
use super::columns::Columns;
use super::command::{Action, Scope, TABLE, menu_key};
use super::field::Field;
use super::form::Form;
use super::forms::{Key, OpenForm, Purpose};
use super::overlay::Overlay;
use crate::exchange::form::FormKind;
use crate::exchange::preview::{FileRead, ImportKind, Line, Preview};
use crate::exchange::table::is_pasted;
use crate::journal::JournalError;
use crate::meeting::command::Command;
use crate::meeting::event::{ColumnsPointed, Event};

/// The state of the screen: the chosen line of its menu.
#[derive(Clone, Copy, Debug, Default)]
pub struct Data {
    /// The chosen line.
    pub selected: usize,
}

/// The commands of the menu, in its order.
pub fn menu() -> Vec<&'static super::command::Binding> {
    TABLE.iter().filter(|b| b.scope == Scope::Data).collect()
}

/// What a chosen file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFor {
    /// It is imported.
    Import(ImportKind),
    /// The board is compared with it.
    Comparison,
}

impl FileFor {
    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            FileFor::Import(kind) => kind.word(),
            FileFor::Comparison => "compare",
        }
    }
}

/// Files found on this laptop, newest first; `None` while they are looked for.
pub type FileList = Option<Vec<PathBuf>>;

impl Model {
    pub(super) fn data_key(&mut self, key: KeyEvent) {
        let last = menu().len() - 1;
        match key.code {
            KeyCode::Up => self.data.selected = self.data.selected.saturating_sub(1),
            KeyCode::Down | KeyCode::Tab => self.data.selected = (self.data.selected + 1).min(last),
            KeyCode::Enter => self.act(menu()[self.data.selected.min(last)].action),
            KeyCode::Char('?') => self.act(Action::Help),
            KeyCode::Char(c) if key.modifiers.is_empty() => {
                if let Some(row) = (0..=last).find(|row| menu_key(*row) == c.to_ascii_lowercase()) {
                    self.data.selected = row;
                    self.act(menu()[row].action);
                }
            }
            _ => {
                self.global_key(&key);
            }
        }
    }

    pub(super) fn open_import(&mut self, kind: ImportKind) {
        self.choose_file(FileFor::Import(kind));
    }

    pub(super) fn choose_file(&mut self, kind: FileFor) {
        self.effects.push(Effect::ListFiles);
        self.overlays.push(Overlay::Files {
            kind,
            field: Field::default(),
            files: None,
            selected: 0,
        });
    }

    pub(super) fn files_found(&mut self, found: &[PathBuf]) {
        for overlay in &mut self.overlays {
            if let Overlay::Files { files, .. } = overlay {
                *files = Some(found.to_vec());
            }
        }
    }

    pub(super) fn files_key(
        &mut self,
        key: KeyEvent,
        kind: FileFor,
        mut field: Field,
        files: FileList,
        mut selected: usize,
    ) {
        let listed = matching(files.as_deref().unwrap_or_default(), field.text());
        match key.code {
            KeyCode::Esc => return,
            KeyCode::Enter => {
                let typed = field.text().trim().trim_matches(['"', '\'']);
                let path = match listed.get(selected) {
                    Some(path) => (*path).clone(),
                    None if !typed.is_empty() => PathBuf::from(typed),
                    None => {
                        return self.overlays.push(Overlay::Files {
                            kind,
                            field,
                            files,
                            selected,
                        });
                    }
                };
                let FileFor::Import(kind) = kind else {
                    return self.effects.push(Effect::ReadComparison(path));
                };
                return self.read_rows(kind, path, None);
            }
            KeyCode::Down | KeyCode::Tab => {
                selected = (selected + 1).min(listed.len().saturating_sub(1));
            }
            KeyCode::Up => selected = selected.saturating_sub(1),
            KeyCode::Char(c) if key.modifiers.is_empty() => {
                field.type_char(c);
                selected = 0;
            }
            _ => {
                field.edit(key);
                selected = 0;
            }
        }
        self.overlays.push(Overlay::Files {
            kind,
            field,
            files,
            selected,
        });
    }

    /// Takes a pasted list as the file that is asked for; false where none is, or it is something else.
    pub(super) fn pasted_list(&mut self, text: &str) -> bool {
        let Some(Overlay::Files {
            kind: FileFor::Import(kind),
            ..
        }) = self.overlays.last()
        else {
            return false;
        };
        let kind = *kind;
        // Some terminals send the line ends of a paste as the Enter key would.
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        if self.is_locked() || !is_pasted(&text) {
            return false;
        }
        self.overlays.pop();
        let name = PathBuf::from(crate::text::preview::pasted(self.text.lang));
        self.read_rows(kind, name, Some(text.into_bytes()));
        true
    }

    fn read_rows(&mut self, kind: ImportKind, path: PathBuf, pasted: Option<Vec<u8>>) {
        let reading = Box::new(kind.reading(&path, self.session.meeting()));
        let read = Effect::ReadFile(kind, path.clone(), pasted, reading);
        self.effects.push(read);
        self.overlays.push(Overlay::Reading {
            kind,
            path,
            done: 0,
            total: 0,
        });
    }

    /// The preview that is open, whatever lies over it.
    pub(super) fn preview(&self) -> Option<&Preview> {
        self.overlays.iter().rev().find_map(|o| match o {
            Overlay::Preview(preview) => Some(&**preview),
            _ => None,
        })
    }

    pub(super) fn progress(&mut self, now: u64, of: u64) {
        for overlay in &mut self.overlays {
            if let Overlay::Reading { done, total, .. } = overlay {
                (*done, *total) = (now, of);
            }
        }
    }

    pub(super) fn file_read(&mut self, path: &Path, read: Result<Box<FileRead>, String>) {
        // Cancelled meanwhile: the result of a file nobody waits for is dropped.
        let waits = |o: &Overlay| matches!(o, Overlay::Reading { path: p, .. } if p == path);
        let Some(at) = self.overlays.iter().position(waits) else {
            return;
        };
        let Overlay::Reading { kind, .. } = self.overlays[at] else {
            return;
        };
        let meeting = self.session.meeting();
        let read = read
            .map(|read| Preview::new(path, *read, meeting))
            .and_then(|preview| {
                // Where nothing looks like a list nobody can point at its columns.
                match &preview.unread {
                    Some(error) if !preview.is_open() => {
                        Err(crate::text::reject::import_error(self.text.lang, error))
                    }
                    Some(_) | None => Ok(preview),
                }
            });
        match read {
            Ok(preview) => {
                let columns = preview.unread.is_some() && preview.is_pointable();
                let columns = columns.then(|| Columns::over(&preview));
                self.overlays[at] = Overlay::Preview(Box::new(preview));
                // Nothing fits: a person may say what the columns are.
                self.overlays.extend(columns.map(Overlay::Columns));
            }
            Err(why) => {
                let name = path.display().to_string();
                // Back to the choice of the file, with what was typed.
                let pasted = name == crate::text::preview::pasted(self.text.lang);
                self.overlays[at] = Overlay::Files {
                    kind: FileFor::Import(kind),
                    field: Field::new(if pasted { "" } else { &name }),
                    files: Some(Vec::new()),
                    selected: 0,
                };
                self.effects.push(Effect::ListFiles);
                self.say(Level::Bad, format!("{name}: {why}"));
            }
        }
    }

    pub(super) fn preview_key(&mut self, key: KeyEvent, mut preview: Box<Preview>) {
        let last = preview.lines().saturating_sub(1);
        match key.code {
            KeyCode::Esc if preview.answered() && self.again.is_none() => {
                self.again = Some(KeyCode::Esc);
                self.say(Level::Note, self.text.esc_again.to_owned());
            }
            KeyCode::Esc => return self.say(Level::Note, self.text.cancelled_nothing.to_owned()),
            KeyCode::Char('t' | 'T') if preview.changes() && preview.needs_reason() => {
                return self.ask_reason(preview);
            }
            KeyCode::Char('t' | 'T') if preview.changes() => {
                let command = preview.command();
                return self.submit(command, Wish::Import(preview));
            }
            KeyCode::Char('t' | 'T') => {
                let words = crate::text::preview::advice(self.text, &preview);
                self.say(Level::Note, words);
            }
            KeyCode::Char('e' | 'E') if !preview.to_mend().is_empty() => {
                self.effects.push(Effect::WriteRejected(preview.clone()));
            }
            KeyCode::Char('k' | 'K') => {
                let columns = Columns::over(&preview);
                self.overlays.push(Overlay::Preview(preview));
                return self.overlays.push(Overlay::Columns(columns));
            }
            KeyCode::Enter | KeyCode::Char(' ') => match preview.line(preview.selected) {
                Some(Line::Ask(question, _)) if key.code == KeyCode::Enter => {
                    self.overlays.push(Overlay::Preview(preview));
                    return self.overlays.push(Overlay::Choose {
                        question,
                        selected: 0,
                    });
                }
                Some(Line::Answered(question, _, selected)) if key.code == KeyCode::Enter => {
                    self.overlays.push(Overlay::Preview(preview));
                    return self.overlays.push(Overlay::Choose { question, selected });
                }
                Some(Line::Sheet(at, _)) => preview.turn_sheet(at, self.session.meeting()),
                Some(_) | None => {}
            },
            KeyCode::Home => preview.selected = 0,
            KeyCode::End => preview.selected = last,
            KeyCode::Down | KeyCode::Tab => preview.selected = (preview.selected + 1).min(last),
            KeyCode::Up => preview.selected = preview.selected.saturating_sub(1),
            KeyCode::PageDown => preview.selected = (preview.selected + 10).min(last),
            KeyCode::PageUp => preview.selected = preview.selected.saturating_sub(10),
            KeyCode::F(1) | KeyCode::Char('?') => {
                self.overlays.push(Overlay::Preview(preview));
                return self.act(Action::Help);
            }
            _ => {}
        }
        self.overlays.push(Overlay::Preview(preview));
    }

    /// A number that stands would change: the journal wants to know why. The preview stays below.
    fn ask_reason(&mut self, preview: Box<Preview>) {
        let t = self.text;
        let form = Form::new(&(t.figures.form_reason)(preview.corrections)).text(
            Key::Reason,
            t.f_reason,
            t.figures.reason_hint,
            "",
        );
        self.overlays.push(Overlay::Preview(preview));
        self.open(Purpose::Correction, form);
    }

    /// Applies the preview below the form, with the reason.
    pub(super) fn apply_with(&mut self, reason: String) {
        let preview = |o: &Overlay| matches!(o, Overlay::Preview(_));
        let Some(at) = self.overlays.iter().rposition(preview) else {
            return;
        };
        if let Overlay::Preview(mut preview) = self.overlays.remove(at) {
            preview.reason = reason;
            let command = preview.command();
            self.submit(command, Wish::Import(preview));
        }
    }

    /// Somebody changed the numbers since the preview was made: it is made anew, and asks.
    pub(super) fn preview_again(&mut self, mut preview: Box<Preview>) {
        preview.plan(self.session.meeting());
        self.ask_reason(preview);
    }

    pub(super) fn imported(&mut self, preview: &Preview, events: &[Event]) {
        let (mut new, mut changed) = (0, 0);
        for event in events {
            match event {
                Event::PeopleImported(e) => {
                    new += e.rows.iter().filter(|r| r.changed.is_empty()).count();
                    changed += e.rows.iter().filter(|r| !r.changed.is_empty()).count();
                }
                Event::LibrariesImported(e) => new += e.rows.len(),
                Event::VillagesListed(e) => new += e.rows.len(),
                _ => {}
            }
        }
        if preview.kind() != ImportKind::People {
            (new, changed) = (preview.new, preview.changed);
        }
        let mut left: Vec<usize> = preview.left_out().iter().map(|r| r.row).collect();
        left.dedup();
        self.remember_columns(preview);
        self.say(Level::Good, (self.text.imported)(new, changed, left.len()));
    }

    /// What columns mean is remembered with the list that it was said of.
    fn remember_columns(&mut self, preview: &Preview) {
        let columns = ColumnsPointed {
            list: preview.kind().word().to_owned(),
            heads: preview.columns(),
        };
        let known = self.session.meeting().columns_of(&columns.list);
        let said = columns
            .heads
            .iter()
            .map(|(head, field)| (head.as_str(), field.as_deref()));
        if !columns.heads.is_empty() && !known.eq(said) {
            self.submit(Command::PointColumns(columns), Wish::Quiet);
        }
    }

    pub(super) fn export_codes(&mut self) {
        if self.session.meeting().is_forgotten() {
            return self.say(Level::Bad, self.text.privacy.no_codes.to_owned());
        }
        let rows = crate::exchange::codes::rows(self.session.meeting(), self.text);
        self.effects.push(Effect::WriteCodes(rows));
    }

    /// Asks which empty form is written.
    pub(super) fn open_empty_form(&mut self) {
        let f = &self.text.form;
        let form = Form::new(f.title).choice(Key::Paper, f.f_kind, f.f_kind_hint, &f.kinds, 0);
        self.open(Purpose::EmptyForm, form);
    }

    pub(super) fn empty_form_chosen(&mut self, open: &OpenForm) {
        let f = &self.text.form;
        let chosen = open.form.value(Key::Paper);
        let kind = f
            .kinds
            .iter()
            .zip(FormKind::ALL)
            .find(|(name, _)| **name == chosen);
        let kind = kind.map_or(FormKind::Achievements, |(_, kind)| kind);
        let meeting = Box::new(self.session.meeting().clone());
        self.drop_draft();
        self.say(Level::Note, f.writing.to_owned());
        self.effects.push(Effect::WriteForm(kind, meeting));
    }

    /// Backs up now, because somebody asked: the end is told.
    pub(super) fn back_up_now(&mut self) {
        self.backup.asked = true;
        self.back_up();
    }

    pub(super) fn back_up(&mut self) {
        self.backup.next_at = None;
        let Some(directory) = self.session.meeting().backup_directory() else {
            return;
        };
        if !self.backup.running {
            self.backup.running = true;
            let directory = PathBuf::from(directory);
            self.effects.push(Effect::BackUp(directory));
        }
    }

    /// A directory that was just set, here or in another window, wants its first backup now. It counts
    /// from the commit: before it there is nowhere to write to.
    pub(super) fn follow_directory(&mut self) {
        let directory = self.session.meeting().backup_directory();
        if self.backup.directory.as_deref() != directory {
            self.backup.directory = directory.map(str::to_owned);
            self.backup.next_at = directory.is_some().then_some(self.now_ms);
            self.backup.error = None;
        }
    }

    pub(super) fn backed_up(&mut self, result: Result<u64, JournalError>) {
        self.backup.running = false;
        self.backup.next_at = Some(self.now_ms + BACKUP_EVERY_MS);
        match result {
            Ok(seq) => {
                self.backup.last = Some(self.clock.now());
                self.backup.seq = seq;
                self.backup.error = None;
                if std::mem::take(&mut self.backup.asked) {
                    self.say(Level::Good, self.text.backup_done.to_owned());
                }
                let leaving = self.backup.leaving == Leaving::AfterBackup;
                if leaving && seq < self.session.head().seq {
                    self.back_up(); // one that was already running when F10 was pressed
                } else if leaving && self.waiting() == 0 {
                    self.effects.push(Effect::Quit);
                }
            }
            Err(error) => {
                let words = (self.text.journal_error)(&error);
                self.say(Level::Bad, (self.text.backup_failed)(&words));
                self.backup.error = Some(words);
                // Not by a later success either: the operator may have gone on.
                if self.backup.leaving == Leaving::AfterBackup {
                    self.backup.leaving = Leaving::WithoutBackup;
                }
            }
        }
    }
}

/// An automatic backup every three minutes.
const BACKUP_EVERY_MS: u64 = 180_000;

/// The found files that match what is typed.
pub fn matching<'a>(files: &'a [PathBuf], typed: &str) -> Vec<&'a PathBuf> {
    let typed = typed.trim().trim_matches(['"', '\'']).to_lowercase();
    files
        .iter()
        .filter(|f| f.display().to_string().to_lowercase().contains(&typed))
        .collect()
}
