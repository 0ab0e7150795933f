//! The projector that was opened from here: it is known by its heartbeats, and started again when it
//! dies. One that is closed on purpose gives its number back and stays closed.

use super::super::app::{Effect, Level, Model};

/// A window that was started says so within this time.
const ARRIVES_MS: u64 = 20_000;

/// So often within a minute it is started again.
const MOST_RESTARTS: usize = 3;

const MINUTE_MS: u64 = 60_000;

/// A window that seems dead may beat for so long: after a stick was pulled out, or the machine slept, its
/// last beat is old although it lives.
const GRACE_MS: u64 = 5_000;

/// The window that was opened from here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Which run of the projector it is, once it has beaten.
    id: Option<u64>,
    /// Displays that were there before it.
    before: Vec<u64>,
    /// It was asked for and has not beaten yet: until when it is waited for.
    awaited: Option<u64>,
    /// It is silent: until when that may pass.
    silent: Option<u64>,
    /// When it was started again.
    restarts: Vec<u64>,
}

/// What became of opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A window is on its way.
    Started,
    /// There is none: what to do by hand.
    Not(String),
}

impl Window {
    pub(super) fn deadline(&self) -> Option<u64> {
        self.awaited.into_iter().chain(self.silent).min()
    }

    /// Is it still expected?
    pub fn is_awaited(&self) -> bool {
        self.awaited.is_some()
    }
}

impl Model {
    /// O: opens the projector in a window of its own.
    pub(in crate::console) fn open_projector(&mut self) {
        self.hall.window.restarts.clear();
        self.start_projector();
    }

    fn start_projector(&mut self) {
        let window = &mut self.hall.window;
        window.before = self.hall.displays.iter().map(|d| d.id).collect();
        (window.id, window.silent) = (None, None);
        window.awaited = Some(self.now_ms + ARRIVES_MS);
        self.effects.push(Effect::OpenProjector);
    }

    pub(in crate::console) fn projector_opened(&mut self, opened: Opened) {
        match opened {
            Opened::Started => self.say(Level::Good, self.text.projector.opened.to_owned()),
            Opened::Not(words) => {
                self.hall.window.awaited = None;
                self.say(Level::Bad, words);
            }
        }
    }

    /// Knows the window by its first beat, and that it has died by those that do not come.
    pub(super) fn watch_window(&mut self) {
        let (window, displays) = (&mut self.hall.window, &self.hall.displays);
        if window.awaited.is_some() {
            let fresh = displays.iter().find(|d| !window.before.contains(&d.id));
            if let Some(display) = fresh.filter(|d| !d.stale) {
                window.id = Some(display.id);
                window.awaited = None;
            }
            return;
        }
        let Some(id) = window.id else { return };
        match displays.iter().find(|d| d.id == id) {
            Some(display) if display.stale => {
                window.silent.get_or_insert(self.now_ms + GRACE_MS);
            }
            Some(_) => window.silent = None,
            // It gave its number back: somebody closed it.
            None => (window.id, window.silent) = (None, None),
        }
    }

    fn restart_projector(&mut self) {
        let (now, window) = (self.now_ms, &mut self.hall.window);
        window.restarts.retain(|at| now < at + MINUTE_MS);
        if window.restarts.len() >= MOST_RESTARTS {
            window.id = None;
            let words = self.text.stage.restart_given_up;
            return self.say(Level::Bad, words.to_owned());
        }
        window.restarts.push(now);
        self.start_projector();
        self.say(Level::Note, self.text.stage.restarted.to_owned());
    }

    pub(super) fn window_tick(&mut self, at: u64) {
        if self.hall.window.awaited.is_some_and(|due| due <= at) {
            self.hall.window.awaited = None;
            let words = self.text.stage.no_beat;
            self.say(Level::Bad, words.to_owned());
        }
        if self.hall.window.silent.is_some_and(|due| due <= at) {
            self.hall.window.silent = None;
            self.restart_projector();
        }
    }
}
