//! What the hall's window shows and when it changes: frames as they come, this display's own cover,
//! its few keys. Pure; the loop tells it the time. It never holds more than the store shows.

use std::borrow::Cow;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;

use crate::scene::{self, Moment};
use crate::stage::{Frame, Heartbeat, OwnCover, Scene, StoreError};

/// The line of help stays so long, in milliseconds.
const HELP_MS: u64 = 5_000;

/// A second `q` counts within so long.
const QUIT_MS: u64 = 3_000;

/// What has been moving for an hour is at rest: nothing is animated when the window opens.
const SETTLED_MS: u64 = 60 * 60 * 1_000;

/// What the store shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The frame and its revision.
    pub frame: Option<(u64, Frame)>,
    /// What lies over it and its revision.
    pub cover: Option<(u64, Frame)>,
    /// The meeting's logo, for this display's own cover.
    pub logo: Option<Frame>,
}

/// News of the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// It shows something else.
    Shown(Box<Shown>),
    /// It cannot be read.
    Lost(StoreError),
    /// This display's number.
    Number(u8),
}

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// The window goes on.
    Stay,
    /// It closes.
    Leave,
}

/// What lies at the bottom for a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// The keys.
    Keys,
    /// Once more closes the window.
    QuitAgain,
}

/// What is to be drawn.
#[expect(clippy::large_enum_variant)] // one at a time, on the stack, for one drawing
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture<'a> {
    /// A frame.
    Frame(Cow<'a, Frame>, Moment),
    /// There has never been one.
    Waiting(Option<&'a StoreError>),
}

/// A frame and since when it is there.
#[derive(Clone, Debug)]
struct Standing {
    revision: u64,
    frame: Frame,
    scene_at: u64,
    /// None: it was there when the window opened, or it is not the next after the one before; what
    /// would move is at rest.
    frame_at: Option<u64>,
}

impl Standing {
    fn after(before: Option<Standing>, (revision, frame): (u64, Frame), now: u64) -> Standing {
        let Some(before) = before else {
            return Standing {
                revision,
                frame,
                scene_at: now,
                frame_at: None,
            };
        };
        let seq = frame.seq;
        let same = Frame {
            seq,
            ..before.frame.clone()
        } == frame;
        let goes_on = before.frame.show == frame.show;
        Standing {
            scene_at: if same || goes_on {
                before.scene_at
            } else {
                now
            },
            frame_at: if same {
                before.frame_at
            } else {
                // Rows move from where the frame before had them: only that one.
                (revision == before.revision + 1).then_some(now)
            },
            revision,
            frame,
        }
    }

    fn moment(&self, now: u64) -> Moment {
        let scene_ms = now.saturating_sub(self.scene_at);
        Moment {
            scene_ms,
            frame_ms: self
                .frame_at
                .map_or(SETTLED_MS + scene_ms, |at| now.saturating_sub(at)),
            clock: None,
        }
    }
}

/// The window.
#[derive(Debug)]
pub struct Model {
    /// Which run of the projector this is.
    id: u64,
    /// What the meeting's file is called, where nothing else names the meeting.
    name: String,
    size: (u16, u16),
    frame: Option<Standing>,
    cover: Option<Standing>,
    logo: Option<Frame>,
    own: Option<(OwnCover, u64)>,
    lost: Option<StoreError>,
    number: Option<u8>,
    hint: Option<(Hint, u64)>,
}

impl Model {
    /// A window on the store of a meeting that is called so.
    pub fn new(id: u64, name: String, size: (u16, u16)) -> Model {
        Model {
            id,
            name,
            size,
            frame: None,
            cover: None,
            logo: None,
            own: None,
            lost: None,
            number: None,
            hint: None,
        }
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// The display's number, where it has one.
    pub fn number(&self) -> Option<u8> {
        self.number
    }

    /// Is the store out of reach?
    pub fn is_lost(&self) -> bool {
        self.lost.is_some()
    }

    /// The window has another size.
    pub fn resize(&mut self, size: (u16, u16)) {
        self.size = size;
    }

    /// The store has news. Answers whether there may be something to draw.
    pub fn news(&mut self, news: News, now: u64) -> bool {
        match news {
            News::Shown(shown) => {
                self.lost = None;
                // A store that has nothing yet, or was made anew, takes no picture away.
                if let Some(frame) = shown.frame {
                    self.frame = Some(Standing::after(self.frame.take(), frame, now));
                }
                self.cover = shown
                    .cover
                    .map(|cover| Standing::after(self.cover.take(), cover, now));
                self.logo = shown.logo.or_else(|| self.seen_logo()).or(self.logo.take());
                true
            }
            News::Lost(error) => {
                let first = self.frame.is_none() && self.cover.is_none();
                self.lost = Some(error);
                first || self.hint.is_some()
            }
            News::Number(number) => {
                self.number = Some(number);
                self.hint.is_some()
            }
        }
    }

    /// A key: `B` black, `L` logo, `T` test card, each again or `Esc` back; Ctrl+C, F10 or `q` twice
    /// leave. Every other key only says so.
    pub fn key(&mut self, key: KeyEvent, now: u64) -> Pressed {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let asked = matches!(self.hint, Some((Hint::QuitAgain, until)) if now < until);
        self.hint = None;
        match key.code {
            KeyCode::F(10) => return Pressed::Leave,
            KeyCode::Char('c' | 'C') if ctrl => return Pressed::Leave,
            KeyCode::Char('q' | 'Q') if asked => return Pressed::Leave,
            KeyCode::Char('q' | 'Q') if !ctrl => {
                self.hint = Some((Hint::QuitAgain, now + QUIT_MS));
            }
            KeyCode::Char('b' | 'B') if !ctrl => self.toggle(OwnCover::Blank, now),
            KeyCode::Char('l' | 'L') if !ctrl => self.toggle(OwnCover::Logo, now),
            KeyCode::Char('t' | 'T') if !ctrl => self.toggle(OwnCover::Test, now),
            KeyCode::Esc | KeyCode::Char(' ') if self.own.is_some() => self.own = None,
            _ => self.hint(now),
        }
        Pressed::Stay
    }

    /// Somebody is at the display: the keys are told for a moment.
    pub fn hint(&mut self, now: u64) {
        self.hint = Some((Hint::Keys, now + HELP_MS));
    }

    /// The line at the bottom, if it is there now.
    pub fn hint_now(&self, now: u64) -> Option<Hint> {
        self.hint
            .filter(|&(_, until)| now < until)
            .map(|(hint, _)| hint)
    }

    /// What is to be drawn: this display's own cover, else the hall's, else the frame.
    pub fn picture(&self, now: u64) -> Picture<'_> {
        if let Some((own, since)) = self.own {
            let moment = Moment {
                scene_ms: now.saturating_sub(since),
                frame_ms: SETTLED_MS,
                clock: None,
            };
            return Picture::Frame(Cow::Owned(self.own_frame(own)), moment);
        }
        match self.standing() {
            Some(standing) => Picture::Frame(Cow::Borrowed(&standing.frame), standing.moment(now)),
            None => Picture::Waiting(self.lost.as_ref()),
        }
    }

    /// When the picture changes by itself, on the same clock as `now`; the minute of the hall's clock
    /// is the loop's matter.
    pub fn due(&self, now: u64) -> Option<u64> {
        let scene = match self.picture(now) {
            Picture::Frame(frame, moment) => scene::next_change(&frame, moment, self.area()),
            Picture::Waiting(_) => None,
        };
        let scene = scene.map(|ms| now + ms.max(1));
        let hint = self
            .hint
            .map(|(_, until)| until)
            .filter(|&until| until > now);
        scene.into_iter().chain(hint).min()
    }

    /// What is told of the picture that has been drawn.
    pub fn heartbeat(&self) -> Heartbeat {
        Heartbeat {
            id: self.id,
            size: self.size,
            too_small: scene::too_small(self.area()),
            revision: self.frame.as_ref().map_or(0, |f| f.revision),
            cover: self.cover.as_ref().map_or(0, |c| c.revision),
            own: self.own.map(|(own, _)| own),
        }
    }

    fn area(&self) -> Rect {
        Rect::new(0, 0, self.size.0, self.size.1)
    }

    fn standing(&self) -> Option<&Standing> {
        self.cover.as_ref().or(self.frame.as_ref())
    }

    fn toggle(&mut self, cover: OwnCover, now: u64) {
        self.own = match self.own {
            Some((same, _)) if same == cover => None,
            Some(_) | None => Some((cover, now)),
        };
    }

    /// A logo that the hall has seen.
    fn seen_logo(&self) -> Option<Frame> {
        let seen = [&self.cover, &self.frame].into_iter().flatten();
        seen.map(|s| &s.frame)
            .find(|frame| matches!(frame.scene, Scene::Logo(_)))
            .cloned()
    }

    /// This display's own cover in the language and the colours of the hall.
    fn own_frame(&self, own: OwnCover) -> Frame {
        let like = self
            .standing()
            .map(|s| s.frame.clone())
            .or_else(|| self.logo.clone())
            .unwrap_or_else(plain);
        match own {
            OwnCover::Blank => Frame {
                scene: Scene::Blank,
                ..like
            },
            OwnCover::Test => Frame {
                scene: Scene::Test,
                ..like
            },
            OwnCover::Logo => self.logo.clone().unwrap_or_else(|| Frame {
                scene: Scene::Message {
                    text: self.name.clone(),
                },
                ..like
            }),
        }
    }
}

/// A frame before there has been one.
fn plain() -> Frame {
    Frame {
        seq: 0,
        show: 0,
        lang: crate::meeting::hall::HallLang::default(),
        look: crate::meeting::hall::Look::default(),
        zone: crate::meeting::record::Zone::default(),
        sample: false,
        scene: Scene::Blank,
    }
}

#[cfg(test)]
#[path = "model/tests.rs"]
mod tests;
