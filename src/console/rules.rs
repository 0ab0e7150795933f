//! The rules of the board on screen: what is in force, a form for the general part and for each family,
//! what would change before it does, lock and unlock, a file in and out. Decides nothing.

mod lines;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent};
use serde::{Deserialize, Serialize};

use super::app::{Effect, Level, Model, Wish};
use super::form::Form;
use super::forms::{Key, OpenForm, Purpose, reason_form};
use super::overlay::{Overlay, Yes};
use super::view;
use crate::exchange::document::{Format, Paper, Size};
use crate::exchange::rules_file::{Change, changes, moved_ranks, write};
use crate::meeting::command::Command;
use crate::meeting::names::scrub;
use crate::meeting::rules::Rules;
use crate::text::rules::columns_words;
use lines::{family_form, general_form, read_family, read_general};

/// A line of a form of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the names of the fields of `Rules` and `Family`
pub enum RuleKey {
    From,
    To,
    Minimum,
    Source,
    Score,
    Green,
    Yellow,
    NameId,
    NameEn,
    Columns,
    Window,
    Target,
    Weight,
    /// The standard of a month.
    Least,
    /// The path of a file.
    File,
}

/// What new rules would change, before they are set.
#[derive(Clone, Debug)]
pub struct RulesChange {
    /// The new rules.
    pub rules: Arc<Rules>,
    /// Those they were held against.
    pub base: Arc<Rules>,
    /// What differs.
    pub changes: Vec<Change>,
    /// So many libraries get another rank.
    pub moved: usize,
    /// The first line shown.
    pub scroll: usize,
}

impl Model {
    pub(super) fn open_rules(&mut self) {
        self.overlays.push(Overlay::Rules { selected: 0 });
    }

    pub(super) fn rules_key(&mut self, key: KeyEvent, selected: usize) {
        let last = self.session.meeting().rules().families.len();
        let selected = match key.code {
            KeyCode::Esc => return,
            KeyCode::Up => selected.saturating_sub(1),
            KeyCode::Down | KeyCode::Tab => selected + 1,
            KeyCode::Home => 0,
            KeyCode::End => last,
            _ => selected,
        };
        let selected = selected.min(last);
        self.overlays.push(Overlay::Rules { selected });
        match key.code {
            KeyCode::Enter => self.open_rules_form(selected),
            KeyCode::Char(c) if key.modifiers.is_empty() => match c.to_ascii_lowercase() {
                'k' => self.lock_or_unlock_rules(),
                'i' => self.open_rules_import(),
                'x' => self.export_rules(),
                'p' => self.print(Paper::Rules, Size::A4, Format::Html),
                _ => {}
            },
            _ => {}
        }
    }

    /// The form of a line of the screen: 0 for the general part, then the families.
    pub(super) fn open_rules_form(&mut self, line: usize) {
        if self.rules_are_locked() {
            return;
        }
        let (t, rules) = (self.text, self.session.meeting().rules());
        let family = line.checked_sub(1);
        match family.map(|at| (at, rules.families.get(at))) {
            None => self.open(Purpose::Rules(None), general_form(t, &rules)),
            Some((at, Some(family))) => {
                let form = family_form(t, &rules, family);
                let at = u8::try_from(at).unwrap_or(u8::MAX);
                self.open(Purpose::Rules(Some(at)), form);
            }
            Some((_, None)) => {}
        }
    }

    fn rules_are_locked(&mut self) -> bool {
        let locked = self.session.meeting().rules_lock().is_some();
        if locked {
            let words = view::capital(self.text.rules.locked_first);
            self.say(Level::Note, words);
        }
        locked
    }

    fn lock_or_unlock_rules(&mut self) {
        let (t, meeting) = (self.text, self.session.meeting());
        if meeting.rules_lock().is_some() {
            let form = reason_form(t, t.rules.unlock_title, "");
            return self.open(Purpose::UnlockRules, form);
        }
        let question = (t.rules.ask_lock)(&meeting.rules().hash());
        let wish = Wish::Done(t.rules.rules_locked);
        self.overlays.push(Overlay::Confirm {
            title: t.rules.lock_title,
            question,
            verb: t.rules.k_lock,
            yes: Box::new(Yes::Submit(Command::LockRules, wish)),
        });
    }

    pub(super) fn open_rules_import(&mut self) {
        if self.rules_are_locked() {
            return;
        }
        let r = &self.text.rules;
        let proposed = self.file.with_file_name(format!("{}.toml", r.file_name));
        let proposed = proposed.display().to_string();
        let key = Key::Rule(RuleKey::File);
        let form = Form::new(r.form_import).text(key, r.f_file.0, r.f_file.1, &proposed);
        self.open(Purpose::RulesFile, form);
    }

    fn export_rules(&mut self) {
        let text = write(&self.session.meeting().rules(), self.text.lang);
        self.effects.push(Effect::WriteRules(text));
    }

    /// Says beside every line what is wrong with it, while it is typed.
    pub(super) fn check_rules_form(&mut self) {
        let rules = self.session.meeting().rules();
        let t = self.text;
        let Some(Overlay::Form(open)) = self.overlays.last_mut() else {
            return;
        };
        let read = match open.purpose {
            Purpose::Rules(None) => read_general(t, &open.form, &rules),
            Purpose::Rules(Some(at)) => read_family(t, &open.form, &rules, at.into()),
            _ => return,
        };
        let slips = read.err().unwrap_or_default();
        for row in &mut open.form.rows {
            let slip = slips.iter().find(|(key, _)| Key::Rule(*key) == row.key);
            row.error = slip.map(|(_, words)| words.clone());
        }
    }

    /// A form of rules is done: what would change is shown, or what is wrong.
    pub(super) fn rules_chosen(&mut self, mut open: Box<OpenForm>, family: Option<u8>) {
        let (t, rules) = (self.text, self.session.meeting().rules());
        let read = match family.map(usize::from) {
            None => read_general(t, &open.form, &rules),
            Some(at) => {
                let there = rules.families.get(at);
                let title = there.map(|f| (t.rules.form_family)(&f.key));
                if title.as_ref() != Some(&open.form.title) {
                    self.drop_draft();
                    return self.say(Level::Bad, t.rules.gone_family.to_owned());
                }
                read_family(t, &open.form, &rules, at)
            }
        };
        match read {
            Ok(new) => {
                self.overlays.push(Overlay::Form(open));
                self.show_rules_change(new);
            }
            Err(slips) => {
                // The first one of the form is where the caret goes.
                for (key, words) in slips.into_iter().rev() {
                    open.form.fail(Key::Rule(key), words);
                }
                self.effects.push(Effect::Bell);
                self.overlays.push(Overlay::Form(open));
            }
        }
    }

    /// A file is named: it is read, the form waits for what comes of it.
    pub(super) fn rules_file_chosen(&mut self, open: Box<OpenForm>) {
        let typed = open.form.value(Key::Rule(RuleKey::File));
        let path = PathBuf::from(typed.trim_matches(['"', '\'']));
        self.overlays.push(Overlay::Form(open));
        self.effects.push(Effect::ReadRules(path));
    }

    pub(super) fn rules_read(&mut self, path: &Path, read: Result<Arc<Rules>, String>) {
        let waits = |o: &Overlay| matches!(o, Overlay::Form(f) if f.purpose == Purpose::RulesFile);
        // Given up meanwhile: a file nobody waits for changes nothing.
        let Some(at) = self.overlays.iter().rposition(waits) else {
            return;
        };
        match read {
            Ok(rules) => {
                self.overlays.remove(at);
                self.drop_draft();
                self.show_rules_change((*rules).clone());
            }
            Err(words) => {
                let room = self.size.0.saturating_sub(8);
                let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
                self.effects.push(Effect::Bell);
                self.overlays.push(Overlay::Page {
                    title: scrub(&name.unwrap_or_default()),
                    lines: view::wrap(&words, room),
                    scroll: 0,
                    guarded: false,
                });
            }
        }
    }

    fn show_rules_change(&mut self, rules: Rules) {
        let meeting = self.session.meeting();
        let base = meeting.rules();
        let found = changes(&base, &rules);
        if found.is_empty() && meeting.has_own_rules() {
            self.leave_rules_form();
            return self.say(Level::Note, self.text.rules.same.to_owned());
        }
        let zone = meeting.about().map(|a| a.zone).unwrap_or_default();
        let stamp = self.clock.context(&self.station, "", zone).stamp;
        let moved = moved_ranks(self.session.meeting(), &rules, &stamp);
        self.overlays
            .push(Overlay::RulesChange(Box::new(RulesChange {
                rules: Arc::new(rules),
                base,
                changes: found,
                moved,
                scroll: 0,
            })));
    }

    pub(super) fn rules_change_key(&mut self, key: KeyEvent, mut open: Box<RulesChange>) {
        let last = open.changes.len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => return,
            KeyCode::Char('t' | 'T' | 'y' | 'Y') => return self.apply_rules(&open),
            KeyCode::Down => open.scroll = (open.scroll + 1).min(last),
            KeyCode::Up => open.scroll = open.scroll.saturating_sub(1),
            KeyCode::PageDown => open.scroll = (open.scroll + 10).min(last),
            KeyCode::PageUp => open.scroll = open.scroll.saturating_sub(10),
            _ => {}
        }
        self.overlays.push(Overlay::RulesChange(open));
    }

    /// What was shown is set; if another desk has changed the rules since, it is shown anew.
    fn apply_rules(&mut self, open: &RulesChange) {
        if self.session.meeting().rules() != open.base {
            return match self.overlays.pop() {
                Some(Overlay::Form(form)) => self.submit_form(form),
                below => {
                    self.overlays.extend(below);
                    self.show_rules_change((*open.rules).clone());
                }
            };
        }
        self.leave_rules_form();
        let wish = Wish::Done(self.text.rules.rules_set);
        self.submit(Command::SetRules(open.rules.clone()), wish);
    }

    /// The form below is done.
    fn leave_rules_form(&mut self) {
        let of_rules =
            |o: &Overlay| matches!(o, Overlay::Form(f) if matches!(f.purpose, Purpose::Rules(_)));
        if self.overlays.last().is_some_and(of_rules) {
            self.overlays.pop();
        }
        self.drop_draft();
    }

    /// The columns of the chosen family, for the foot of the screen.
    pub fn rules_foot(&self, selected: usize) -> String {
        let rules = self.session.meeting().rules();
        let family = selected
            .checked_sub(1)
            .and_then(|at| rules.families.get(at));
        family.map_or_else(String::new, |f| {
            format!(
                "{}: {}",
                self.text.rules.columns,
                columns_words(self.text, f)
            )
        })
    }
}
