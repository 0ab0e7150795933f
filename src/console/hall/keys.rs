//! The keys of the stage screen: steps, covers, hold, the message, the settings.

use crossterm::event::{KeyCode, KeyEvent};

use super::super::app::{Effect, Level, Model, Wish};
use super::super::command::Action;
use super::super::form::Form;
use super::super::forms::{Key, OpenForm, Purpose};
use super::super::overlay::Overlay;
use super::super::stage::Job;
use super::cover_of;
use crate::meeting::command::{Command, Turn};
use crate::meeting::decide::LONGEST_MESSAGE;
use crate::meeting::hall::{Cover, HallLang, HallSettings, Look, Wanted};
use crate::meeting::names::scrub;
use crate::stage::{Show, StoreError};
use crate::text::Text;

/// A second press within so long is the same wish: a finger that bounced, a presenter's remote.
const GUARD_MS: u64 = 400;

/// So long the second press on a dark hall is taken for one.
const LIGHT_MS: u64 = 10_000;

/// The languages of the hall as the form offers them.
const LANGUAGES: [HallLang; 2] = [HallLang::Id, HallLang::En];
const LOOKS: [Look; 3] = [Look::Dark, Look::Light, Look::Mono];

impl Model {
    pub(in crate::console) fn hall_key(&mut self, key: KeyEvent) {
        match key.code {
            KeyCode::Char('?') => self.act(Action::Help),
            KeyCode::Up => self.choose_scene(-1),
            KeyCode::Down | KeyCode::Tab => self.choose_scene(1),
            // What presenters' remotes send.
            KeyCode::Right | KeyCode::PageDown => self.act(Action::HallNext),
            KeyCode::Left | KeyCode::PageUp => self.act(Action::HallBack),
            KeyCode::Esc if self.hall.chosen.is_some() => self.hall.chosen = None,
            _ => {
                self.global_key(&key);
            }
        }
    }

    /// From the scene that is shown, or from the one chosen before.
    fn choose_scene(&mut self, by: isize) {
        let scenes = self.hall_scenes();
        let shown = &self.session.meeting().hall().scene;
        let from = self.hall.chosen.as_ref().unwrap_or(shown);
        let at = scenes.iter().position(|s| s == from).unwrap_or(0);
        let to = at
            .saturating_add_signed(by)
            .min(scenes.len().saturating_sub(1));
        self.hall.chosen = scenes.get(to).cloned();
    }

    /// Enter: the chosen scene, else the next one.
    pub(in crate::console) fn show_chosen(&mut self) {
        match self.hall.chosen.clone() {
            Some(scene) => {
                if self.may_step() {
                    self.hall.chosen = None;
                    self.show_scene(scene);
                }
            }
            None => self.next_scene(),
        }
    }

    /// The step that the hall has not seen, else the next one.
    pub(in crate::console) fn next_scene(&mut self) {
        if !self.may_step() || !self.may_light() {
            return;
        }
        self.hall.chosen = None;
        if self.is_step_pending() {
            self.hall.show.release();
            let (meeting, seq) = (self.session.meeting(), self.session.head().seq);
            if let Some(frame) = self.hall.show.next(meeting, seq) {
                let job = Job::Publish(Box::new(frame));
                self.effects.push(Effect::Stage(job));
            }
            self.uncover();
            self.say(Level::Good, self.text.stage.pending_shown.to_owned());
            return;
        }
        self.submit(Command::Turn(Turn::Next), Wish::Quiet);
    }

    /// The scene before.
    pub(in crate::console) fn last_scene(&mut self) {
        if self.may_step() {
            self.hall.chosen = None;
            self.submit(Command::Turn(Turn::Back), Wish::Quiet);
        }
    }

    /// The test card.
    pub(in crate::console) fn show_test(&mut self) {
        if self.may_step() {
            self.show_scene(Wanted::Test);
        }
    }

    fn show_scene(&mut self, scene: Wanted) {
        self.submit(Command::Show(scene), Wish::Quiet);
    }

    /// Whoever made the hall dark did it for a reason: the first press says so, the second goes on.
    fn may_light(&mut self) -> bool {
        let dark = self.hall.cover.as_ref().and_then(cover_of) == Some(Cover::Blank);
        let told = |at: u64| self.now_ms.saturating_sub(at) < LIGHT_MS;
        if !dark || self.hall.dark_told.take().is_some_and(told) {
            return true;
        }
        self.hall.dark_told = Some(self.now_ms);
        self.say(Level::Note, self.text.stage.dark_next.to_owned());
        false
    }

    /// One step at a time: not within the guard of the last press, nor before the last is saved.
    fn may_step(&mut self) -> bool {
        let t = &self.text.stage;
        let step = |c: &Command| matches!(c, Command::Turn(_) | Command::Show(_));
        if self.wishes.values().any(|(command, _)| step(command)) {
            self.say(Level::Note, t.step_waits.to_owned());
            return false;
        }
        let bounced = |last: u64| self.now_ms.saturating_sub(last) < GUARD_MS;
        if self.hall.stepped.is_some_and(bounced) {
            self.say(Level::Note, t.double_press.to_owned());
            return false;
        }
        self.hall.stepped = Some(self.now_ms);
        true
    }

    /// B and L: the same key takes it away again.
    pub(in crate::console) fn toggle_cover(&mut self, cover: Cover) {
        let now = self.hall.cover.as_ref().and_then(cover_of);
        self.cover(Some(cover).filter(|c| now.as_ref() != Some(c)));
    }

    /// The stage store first: it must work with a full disk and a stuck journal.
    pub(in crate::console) fn cover(&mut self, cover: Option<Cover>) {
        let t = &self.text.stage;
        let words = match &cover {
            None => t.uncovered,
            Some(Cover::Blank) => t.blanked,
            Some(Cover::Logo) => t.logo_shown,
            Some(Cover::Message { .. }) => t.message_shown,
        };
        let seq = self.session.head().seq;
        let meeting = self.session.meeting();
        let frame = cover.as_ref().map(|c| Show::cover(meeting, seq, c));
        self.put_over(frame);
        match &self.hall.trouble {
            // A cover needs no room on the disk.
            None | Some(StoreError::Full) => self.say(Level::Good, words.to_owned()),
            Some(error) => self.say(Level::Bad, self.stage_trouble(error)),
        }
        self.submit(Command::Cover(cover), Wish::Quiet);
    }

    pub(in crate::console) fn toggle_hold(&mut self) {
        let t = &self.text.stage;
        let held = !self.session.meeting().hall().held;
        let words = if held { t.held_now } else { t.released };
        self.submit(Command::Hold(held), Wish::Done(words));
    }

    /// M: a form, or the message away again.
    pub(in crate::console) fn message_key(&mut self) {
        let covered = self.hall.cover.as_ref().and_then(cover_of);
        if matches!(covered, Some(Cover::Message { .. })) {
            return self.cover(None);
        }
        self.open_message();
    }

    pub(in crate::console) fn open_message(&mut self) {
        let t = &self.text.stage;
        let form = Form::new(t.form_message).text(
            Key::HallText,
            t.f_message,
            t.f_message_hint,
            &self.hall.message,
        );
        self.open(Purpose::HallMessage, form);
    }

    pub(in crate::console) fn open_hall_settings(&mut self) {
        let t = &self.text.stage;
        let now = self.session.meeting().hall().settings;
        let at = |found: Option<usize>| found.unwrap_or(0);
        let form = Form::new(t.form_settings)
            .choice(
                Key::HallLang,
                t.f_lang,
                t.f_choice_hint,
                &t.languages,
                at(LANGUAGES.iter().position(|l| *l == now.lang)),
            )
            .choice(
                Key::HallLook,
                t.f_look,
                t.f_choice_hint,
                &t.looks,
                at(LOOKS.iter().position(|l| *l == now.look)),
            )
            .text(Key::HallTop, t.f_top, t.f_top_hint, &now.top.to_string());
        self.open(Purpose::HallSettings, form);
    }

    /// A message is a cover: it goes to the hall without waiting for the journal.
    pub(in crate::console) fn message_typed(&mut self, mut open: Box<OpenForm>) {
        if self.send_message(&mut open) {
            self.drop_draft();
        } else {
            self.effects.push(Effect::Bell);
            self.overlays.push(Overlay::Form(open));
        }
    }

    /// Answers whether the message was sent; else the form says what is wrong.
    fn send_message(&mut self, open: &mut OpenForm) -> bool {
        let text = scrub(open.form.value(Key::HallText));
        let t = &self.text.stage;
        let wrong = match text.chars().count() {
            0 => Some(t.e_message.to_owned()),
            n if n > LONGEST_MESSAGE => Some((t.e_long)(n, LONGEST_MESSAGE)),
            _ => None,
        };
        if let Some(words) = wrong {
            open.form.fail(Key::HallText, words);
            return false;
        }
        self.hall.message.clone_from(&text);
        self.cover(Some(Cover::Message { text }));
        true
    }

    pub(in crate::console) fn read_hall_settings(&self, open: &mut OpenForm) -> Option<Command> {
        let t = self.text;
        let lang = chosen(t.stage.languages, open.form.value(Key::HallLang), LANGUAGES);
        let look = chosen(t.stage.looks, open.form.value(Key::HallLook), LOOKS);
        let typed = open.form.value(Key::HallTop);
        let top = if typed.is_empty() {
            Some(0)
        } else {
            typed.parse().ok()
        };
        let Some(top) = top else {
            open.form.fail(Key::HallTop, top_words(t));
            return None;
        };
        Some(Command::SetHall(HallSettings { lang, look, top }))
    }
}

fn top_words(t: &Text) -> String {
    t.stage.e_top.to_owned()
}

fn chosen<T: Copy + Default, const N: usize>(words: [&str; N], word: &str, values: [T; N]) -> T {
    let at = words.iter().position(|w| *w == word);
    at.and_then(|at| values.get(at).copied())
        .unwrap_or_default()
}
