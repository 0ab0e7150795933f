//! The stage screen (F6): what the hall sees now, what comes next, what lies over it, and the displays.
//! Covers reach the stage store before the journal, so that they work with a full disk; show steps are
//! decided like any command and shown when the journal has them.

mod keys;
mod window;

pub use window::{Opened, Window};

use super::app::{Effect, Level, Model, Screen};
use super::stage::{Job, News};
use crate::meeting::Changes;
use crate::meeting::command::{Command, Turn};
use crate::meeting::hall::{Cover, Wanted, scene_beside};
use crate::projector::launch::Wish;
use crate::stage::{Display, Frame, Scene, Show, StoreError};
use crate::text::stage::Title;

/// A picture of entries that the journal does not have is taken away after so long: another window's
/// entries are read long before.
const AHEAD_MS: u64 = 3_000;

/// What this window knows of the hall.
#[derive(Debug)]
pub struct Hall {
    show: Show,
    /// The stage store was opened once.
    pub(super) open: bool,
    /// The frame in the stage store and its revision.
    pub shown: Option<(u64, Frame)>,
    /// What lies over it, as far as this window knows; its own wish until the store answers.
    pub cover: Option<Frame>,
    /// The displays.
    pub displays: Vec<Display>,
    /// Why the stage store cannot be read or written.
    pub trouble: Option<StoreError>,
    /// What comes next, and what that is, while the screen is open.
    pub next: Option<(Title, Frame)>,
    /// For which position and scene it was made.
    next_of: Option<(u64, Wanted)>,
    /// The scenes in their usual order: to find them walks all libraries, which no frame does.
    scenes: Vec<Wanted>,
    /// The scene that somebody chose in the list.
    pub(super) chosen: Option<Wanted>,
    /// When the last step was asked for.
    pub(super) stepped: Option<u64>,
    /// When it was said that the hall is dark.
    pub(super) dark_told: Option<u64>,
    /// The last message, for the next form.
    pub(super) message: String,
    /// The projector that was opened from here.
    pub window: Window,
    ahead: Option<u64>,
}

impl Hall {
    pub(super) fn new(meeting: &crate::meeting::Meeting) -> Hall {
        Hall {
            show: Show::new(meeting),
            open: false,
            shown: None,
            cover: None,
            displays: Vec::new(),
            trouble: None,
            next: None,
            next_of: None,
            scenes: meeting.scenes(),
            chosen: None,
            dark_told: None,
            stepped: None,
            message: String::new(),
            window: Window::default(),
            ahead: None,
        }
    }

    /// What the hall sees.
    pub fn now(&self) -> Option<&Frame> {
        let frame = self.shown.as_ref().map(|(_, frame)| frame);
        self.cover.as_ref().or(frame)
    }

    /// When something of the hall is due.
    pub(super) fn deadline(&self) -> Option<u64> {
        self.ahead.into_iter().chain(self.window.deadline()).min()
    }
}

/// What is wrong with a display.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ill {
    /// It has missed three beats.
    Stale,
    /// No scene has room there.
    TooSmall,
}

/// What is wrong with a display; none: it is well.
pub fn ill(display: &Display) -> Option<Ill> {
    if display.stale {
        Some(Ill::Stale)
    } else if display.too_small {
        Some(Ill::TooSmall)
    } else {
        None
    }
}

impl Model {
    /// Is there a show step that the journal knows and the hall has not seen?
    pub fn is_step_pending(&self) -> bool {
        self.hall.show.is_pending(self.session.meeting())
    }

    /// The scenes that can be chosen: the usual order, the test card, and the one that is shown.
    pub fn hall_scenes(&self) -> Vec<Wanted> {
        let meeting = self.session.meeting();
        let mut scenes = self.hall.scenes.clone();
        scenes.push(Wanted::Test);
        if !scenes.contains(&meeting.hall().scene) {
            scenes.push(meeting.hall().scene.clone());
        }
        scenes
    }

    /// The scene that somebody chose in the list.
    pub fn hall_chosen(&self) -> Option<&Wanted> {
        self.hall.chosen.as_ref()
    }

    /// A warning for the other screens: the hall does not see what it should.
    pub fn hall_warning(&self) -> Option<String> {
        let t = &self.text.stage;
        let sick = |wanted: Ill| self.hall.displays.iter().find(|d| ill(d) == Some(wanted));
        if let Some(display) = sick(Ill::Stale) {
            return Some((t.warn_stale)(display.number, display.age_ms));
        }
        let display = sick(Ill::TooSmall)?;
        Some((t.warn_small)(display.number, display.size))
    }

    /// The line that opens the hall's window from another terminal, on this very meeting.
    pub fn projector_line(&self) -> String {
        let mut wish = Wish::new(&self.file, self.text.lang, self.ascii);
        // As it was named here: the other terminal is opened beside this one.
        wish.meeting.clone_from(&self.file);
        wish.line()
    }

    /// What is wrong with the stage store, in words.
    pub(super) fn stage_trouble(&self, error: &StoreError) -> String {
        match error {
            StoreError::Missing(_) => self.text.stage.gone.to_owned(),
            StoreError::NotOurs(_)
            | StoreError::Newer
            | StoreError::Damaged(_)
            | StoreError::Busy
            | StoreError::Full
            | StoreError::ReadOnly
            | StoreError::TooLarge
            | StoreError::Io(_) => (self.text.projector.store_error)(error),
        }
    }

    /// Notes what entries changed, and hands over what the hall is to see now.
    pub(super) fn follow_hall(&mut self, changes: &Changes) {
        let meeting = self.session.meeting();
        let seq = self.session.head().seq;
        if changes.board {
            self.hall.scenes = meeting.scenes();
        }
        let turned = self.hall.show.follow(meeting, changes);
        if let Some(frame) = self.hall.show.next(meeting, seq) {
            self.effects
                .push(Effect::Stage(Job::Publish(Box::new(frame))));
        }
        // Another cover may be on its way to the journal: it lies there already.
        let covers = |c: &Command| matches!(c, Command::Cover(Some(_)));
        let wanted = self.wishes.values().any(|(command, _)| covers(command));
        if turned.uncovered && !wanted {
            self.uncover();
        }
        if turned.logo {
            self.leave_logo();
        }
        self.foresee();
    }

    /// News of the stage store.
    pub(super) fn stage_news(&mut self, news: News) {
        // It comes without a time, and what is waited for now begins now.
        self.now_ms = self.now_ms.max(self.clock.mono_ms());
        match news {
            News::Opened(shown) => {
                let meeting = self.session.meeting();
                let frame = shown.frame.as_ref().map(|(_, frame)| frame.clone());
                let (empty, first) = (frame.is_none(), !self.hall.open);
                // A stick comes back with what lay on it before; what was covered since stays covered.
                let older = !first && shown.cover.is_none();
                self.hall.show.opened(meeting, frame);
                self.hall.open = true;
                self.store_holds(*shown);
                if empty || older {
                    self.cover_anew(first);
                }
                self.leave_logo();
            }
            News::Shown(shown) => {
                if let Some((_, frame)) = &shown.frame {
                    let frame = frame.clone();
                    self.hall.show.seen(self.session.meeting(), frame);
                }
                self.store_holds(*shown);
            }
            News::Displays(displays) => {
                self.hall.displays = displays;
                self.watch_window();
            }
            News::Trouble(error) => {
                let words = self.stage_trouble(&error);
                self.hall.trouble = Some(error);
                // On the stage screen it stands there as long as it lasts.
                if self.screen == Screen::Hall {
                    self.effects.push(Effect::Bell);
                } else {
                    self.say(Level::Bad, words);
                }
            }
        }
    }

    /// Drops displays that have fallen silent.
    pub(super) fn forget_silent(&mut self) {
        let silent = self.hall.displays.iter().filter(|d| d.stale);
        let numbers = silent.map(|d| d.number).collect();
        self.effects.push(Effect::Stage(Job::Forget(numbers)));
        self.hall.displays.retain(|d| !d.stale);
    }

    /// A picture from the future is not of this journal: a backup was restored.
    pub(super) fn hall_tick(&mut self, at: u64) {
        if self.hall.ahead.is_some_and(|due| due <= at) {
            self.hall.ahead = None;
            let head = self.session.head().seq;
            let stored = self.hall.shown.as_ref().map_or(0, |(_, frame)| frame.seq);
            if stored > head {
                self.effects.push(Effect::Stage(Job::Claim(head)));
            }
        }
        self.window_tick(at);
    }

    fn store_holds(&mut self, shown: super::stage::Shown) {
        let ahead = shown.frame.as_ref().map_or(0, |(_, f)| f.seq) > self.session.head().seq;
        self.hall.ahead = ahead.then_some(self.now_ms + AHEAD_MS);
        self.hall.shown = shown.frame;
        self.hall.cover = shown.cover.map(|(_, frame)| frame);
        self.hall.trouble = None;
        self.hall.next_of = None;
    }

    /// A store made anew is covered as the hall was: by this window, or as the journal knows.
    fn cover_anew(&mut self, first: bool) {
        let seq = self.session.head().seq;
        let meeting = self.session.meeting();
        let newest = self.wishes.values().rev().find_map(|(c, _)| {
            let Command::Cover(cover) = c else {
                return None;
            };
            Some(cover.as_ref())
        });
        let cover = newest.unwrap_or(meeting.hall().cover.as_ref());
        let frame = cover.map(|cover| Show::cover(meeting, seq, cover));
        if let Some(frame) = frame {
            self.put_over(Some(frame));
        } else if first {
            self.hall.cover = None;
        }
    }

    fn uncover(&mut self) {
        if self.hall.cover.is_some() {
            self.put_over(None);
        }
    }

    fn put_over(&mut self, frame: Option<Frame>) {
        self.hall.cover.clone_from(&frame);
        let job = Job::Cover(frame.map(Box::new));
        self.effects.push(Effect::Stage(job));
    }

    fn leave_logo(&mut self) {
        let seq = self.session.head().seq;
        let logo = Show::cover(self.session.meeting(), seq, &Cover::Logo);
        self.effects.push(Effect::Stage(Job::Logo(Box::new(logo))));
    }

    /// What comes next, for the right-hand picture.
    fn foresee(&mut self) {
        if self.screen != Screen::Hall {
            return;
        }
        let pending = self.is_step_pending();
        let meeting = self.session.meeting();
        let hall = meeting.hall();
        let shown = self.hall.shown.as_ref().map_or(0, |(_, frame)| frame.show);
        let waits = hall.held && hall.step > shown;
        let (title, wanted) = if let Some(chosen) = &self.hall.chosen {
            (Title::Chosen, Some(chosen.clone()))
        } else if pending {
            (Title::Pending, Some(hall.scene.clone()))
        } else if waits {
            (Title::AfterHold, Some(hall.scene.clone()))
        } else {
            let next = scene_beside(&self.hall.scenes, &hall.scene, Turn::Next);
            (Title::Next, next)
        };
        let seq = self.session.head().seq;
        let made = wanted.clone().map(|wanted| (seq, wanted));
        let same = self.hall.next.as_ref().map(|(title, _)| *title) == Some(title);
        if made == self.hall.next_of && (same || made.is_none()) {
            return;
        }
        self.hall.next = wanted.map(|w| (title, self.hall.show.preview(meeting, seq, &w)));
        self.hall.next_of = made;
    }
}

/// What covers the hall, in the words of the meeting; none for a scene that is no cover.
pub fn cover_of(frame: &Frame) -> Option<Cover> {
    match &frame.scene {
        Scene::Blank => Some(Cover::Blank),
        Scene::Logo(_) => Some(Cover::Logo),
        Scene::Message { text } => Some(Cover::Message { text: text.clone() }),
        Scene::Welcome(_) | Scene::Board(_) | Scene::Library(_) | Scene::Test => None,
    }
}
