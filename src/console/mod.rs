//! The operator's terminal UI. This file is its loop: terminal, journal thread and timers in, frames
//! out. Nothing is drawn unless something changed; nothing here decides anything.

mod actions;
pub mod app;
pub mod board;
pub mod card;
pub mod checking;
pub mod closing;
pub mod columns;
pub mod command;
pub mod data;
pub mod delegation;
pub mod desk;
mod draft;
mod effects;
pub mod field;
mod figures;
mod form;
pub mod forms;
mod guests;
pub mod hall;
mod input;
mod lists;
pub mod overlay;
pub mod pace;
pub mod papers;
mod person_form;
pub mod protocol;
pub mod recent;
pub mod rules;
pub mod scanner;
mod sealing;
pub mod stage;
pub mod start;
pub mod supervisor;
mod undo;
pub mod view;
pub mod why;
mod worker;

use std::path::PathBuf;
use std::time::Duration;

use tokio::sync::mpsc::unbounded_channel;

use crate::clock::Clock;
pub use crate::terminal::Terminal;
use crate::terminal::{self, Input, Signals};
use app::{Model, Msg};
use effects::Hands;
pub(crate) use effects::{draft_file, free_name, paper_folders};
use start::{Chosen, Start};

impl Terminal {
    /// Shows the opening screen until something is chosen.
    pub fn choose(&mut self, start: &mut Start, clock: &Clock) -> anyhow::Result<Chosen> {
        let zone = crate::meeting::record::Zone::default();
        let today = zone.offset().to_datetime(clock.now()).date();
        let Terminal {
            screen,
            theme,
            input,
            runtime,
        } = self;
        runtime.block_on(async {
            let mut signals = Signals::new();
            loop {
                screen.draw(|frame| {
                    view::draw_start(start, frame);
                    theme.restrain(frame.buffer_mut());
                })?;
                let mut event = tokio::select! {
                    biased;
                    event = input.recv() => Some(event.unwrap_or(Input::Closed)),
                    event = signals.wait() => Some(event),
                    () = held_back(start, clock) => None,
                };
                // Drain what is there, then draw once: time passes for the keys only when none is waiting.
                loop {
                    let chosen = match event {
                        None => start.tick(clock.mono_ms(), today),
                        Some(Input::Closed) => Some(Chosen::Quit),
                        Some(Input::Key(key, at)) => start.key(key, at, today),
                        Some(Input::Paste(text, at)) => start.paste(&text, at, today),
                        Some(Input::Stop) => {
                            // No file is open here that somebody could be in the middle of.
                            terminal::stop(false).await;
                            terminal::anew(screen);
                            None
                        }
                        Some(Input::Resize) => {
                            terminal::anew(screen);
                            None
                        }
                        Some(Input::Mouse) => None,
                    };
                    if let Some(chosen) = chosen {
                        return Ok(chosen);
                    }
                    match input.try_recv() {
                        Ok(next) => event = Some(next),
                        Err(_) => break,
                    }
                }
            }
        })
    }

    /// Runs the console until the operator leaves or the terminal goes away.
    pub fn run(&mut self, model: &mut Model, opened: Opened) -> anyhow::Result<()> {
        let Terminal {
            screen,
            theme,
            input,
            runtime,
        } = self;
        let theme = *theme;
        runtime.block_on(async {
            let (out, mut inbox) = unbounded_channel();
            let mut hands = Hands::new(opened, model, out);
            let mut signals = Signals::new();
            model.ascii = theme.ascii;
            model.size = screen.size().map(|s| (s.width, s.height))?;
            // Anything due at once (a first backup, a restored draft) starts here.
            let effects = model.update(Msg::Tick(model.clock.mono_ms()));
            let mut running = hands.all(effects, model);
            let (mut stopping, mut ended) = (false, Ok(()));
            while running {
                if stopping && terminal::stop(false).await {
                    stopping = false;
                    // The window may be another now, and much time has passed.
                    let effects = model.update(Msg::Resize(terminal::anew(screen)));
                    running = hands.all(effects, model);
                }
                let drawn = screen.draw(|frame| {
                    view::draw(model, frame);
                    theme.restrain(frame.buffer_mut());
                });
                if let Err(error) = drawn {
                    ended = Err(error.into());
                    break;
                }
                let due = if stopping { terminal::STOP_AGAIN } else { until_due(model) };
                // Keys first: time passes for a scanner's only when none of them is waiting.
                let come = tokio::select! {
                    biased;
                    event = input.recv() => Some(Come::Input(event.unwrap_or(Input::Closed))),
                    msg = inbox.recv() => msg.map(Come::Msg),
                    event = signals.wait() => Some(Come::Input(event)),
                    () = tokio::time::sleep(due) => Some(Come::Msg(Msg::Tick(model.clock.mono_ms()))),
                };
                // Drain what is there, then draw once.
                let mut next = come;
                while let Some(come) = next {
                    let msg = match come {
                        Come::Msg(msg) => Some(msg),
                        Come::Input(Input::Key(key, at)) => Some(Msg::Key(key, at)),
                        Come::Input(Input::Paste(text, at)) => Some(Msg::Paste(text, at)),
                        Come::Input(Input::Resize) => {
                            Some(Msg::Resize(terminal::anew(screen)))
                        }
                        // The console never asks for the mouse.
                        Come::Input(Input::Mouse) => None,
                        Come::Input(Input::Stop) => {
                            stopping = true;
                            None
                        }
                        Come::Input(Input::Closed) => {
                            running = false;
                            break;
                        }
                    };
                    if let Some(msg) = msg {
                        let effects = model.update(msg);
                        running = hands.all(effects, model);
                        if !running {
                            break;
                        }
                    }
                    let told = inbox.try_recv().map(Come::Msg);
                    next = told.or_else(|_| input.try_recv().map(Come::Input)).ok();
                }
            }
            hands.all(model.keep_draft().into_iter().collect(), model);
            ended
        })
    }
}

/// What can come to the console.
enum Come {
    Input(Input),
    Msg(Msg),
}

/// An open meeting file, ready for its thread.
pub struct Opened {
    /// The journal; nothing is written to it while the model is read-only.
    pub journal: Box<dyn crate::journal::Journal>,
    /// The file.
    pub path: PathBuf,
}

/// How long nothing is due: until the model's deadline, else the next minute of the clock on screen.
fn until_due(model: &Model) -> Duration {
    let minute =
        60_000 - u64::try_from(model.clock.now().as_millisecond().rem_euclid(60_000)).unwrap_or(0);
    let due = model
        .deadline()
        .map_or(minute, |at| at.saturating_sub(model.clock.mono_ms()));
    Duration::from_millis(due.min(minute).max(1))
}

/// Waits until a key that the opening screen holds back counts; for ever if there is none.
async fn held_back(start: &Start, clock: &Clock) {
    match start.deadline() {
        Some(at) => {
            let left = Duration::from_millis(at.saturating_sub(clock.mono_ms()).max(1));
            tokio::time::sleep(left).await;
        }
        None => std::future::pending().await,
    }
}
