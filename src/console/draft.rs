//! A half-filled form as it is kept beside the meeting file, every second, until it is saved or given up.

use serde::{Deserialize, Serialize};

use super::app::{Effect, Level, Message, Model, Screen};
use super::forms::{Key, Purpose, reason_form};
use super::overlay::Overlay;
use super::person_form::person_form;

/// A half-filled form as it is kept beside the meeting file.
#[derive(Debug, Serialize, Deserialize)]
struct Draft {
    purpose: Purpose,
    values: Vec<(Key, String)>,
}

impl Model {
    /// Keeps what was typed since a draft was kept last.
    pub(super) fn keep_draft(&mut self) -> Option<Effect> {
        self.draft_at.take()?;
        Some(Effect::KeepDraft(self.station.clone(), self.draft()))
    }

    /// The half-filled form on screen, as text for the side file.
    pub(super) fn draft(&self) -> Option<String> {
        let open = self.overlays.iter().find_map(|o| match o {
            Overlay::Form(open) if open.form.dirty => Some(open),
            _ => None,
        })?;
        let draft = Draft {
            purpose: open.purpose,
            values: open
                .form
                .rows
                .iter()
                .map(|r| (r.key, open.form.value(r.key).to_owned()))
                .collect(),
        };
        serde_json::to_string(&draft).ok()
    }

    /// Opens the form that was half-filled when the program ended.
    pub fn restore_draft(&mut self, text: &str) {
        let Ok(draft) = serde_json::from_str::<Draft>(text) else {
            return;
        };
        match draft.purpose {
            Purpose::NewPerson => self.open_new_person(),
            Purpose::WalkIn => self.open_walk_in(),
            Purpose::Person(id)
            | Purpose::Cancel(id)
            | Purpose::Reissue(id)
            | Purpose::Substitute(id)
                if self.session.meeting().person(id).is_none() =>
            {
                return;
            }
            Purpose::Person(id) => {
                let title = format!("{} #{id}", self.text.form_person);
                let meeting = self.session.meeting();
                if let Some(person) = meeting.person(id) {
                    let form = person_form(self.text, meeting, &title, &person.record);
                    self.open(draft.purpose, form);
                }
            }
            Purpose::Substitute(id) => self.open_substitute(id),
            Purpose::Cancel(_) => self.open(
                draft.purpose,
                reason_form(self.text, self.text.form_cancel, ""),
            ),
            Purpose::Reissue(_) => self.open(
                draft.purpose,
                reason_form(self.text, self.text.form_reissue, ""),
            ),
            Purpose::Print => self.open_print(),
            Purpose::EmptyForm => self.open_empty_form(),
            Purpose::Page => self.open_page_number(),
            Purpose::List => self.open_new_list(),
            Purpose::Numbers => self.open_numbers(),
            Purpose::Figures => self.open_figures(None),
            Purpose::Seal => self.open_seal(),
            Purpose::HallMessage => {
                self.screen = Screen::Hall;
                self.open_message();
            }
            Purpose::HallSettings => self.open_hall_settings(),
            Purpose::Rules(family) => {
                self.open_rules_form(family.map_or(0, |at| usize::from(at) + 1));
            }
            Purpose::RulesFile => self.open_rules_import(),
            // What was to be changed is gone with the program.
            // So may be the lock.
            Purpose::Addendum | Purpose::Correction | Purpose::UnlockRules => return,
            Purpose::About => self.open_about(),
            Purpose::Operator => self.open_operator(),
            Purpose::BackupDirectory => self.open_backup_directory(),
        }
        if let Some(Overlay::Form(open)) = self.overlays.last_mut() {
            for (key, value) in &draft.values {
                open.form.set(*key, value);
            }
            open.form.dirty = true;
            self.message = Some(Message {
                level: Level::Note,
                text: self.text.draft_restored.to_owned(),
            });
        }
    }
}
