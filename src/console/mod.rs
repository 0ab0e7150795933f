//! The operator's terminal UI. This file is its loop: terminal, journal thread and timers in, frames
//! out. Nothing is drawn unless something changed; nothing here decides anything.

mod actions;
pub mod app;
pub mod card;
pub mod checking;
pub mod closing;
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
pub mod start;
pub mod supervisor;
pub mod view;
mod worker;

use std::io::stdout;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, Event, KeyEvent, KeyEventKind,
};
use crossterm::execute;
use crossterm::terminal::EnterAlternateScreen;
use ratatui::DefaultTerminal;
use ratatui::backend::CrosstermBackend;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::clock::Clock;
use crate::theme::Theme;
use app::{Model, Msg};
use effects::Hands;
pub(crate) use effects::{draft_file, free_name, paper_folders};
use start::{Chosen, Start};

/// Input as it comes from the terminal, stamped when it was read.
enum Input {
    Key(KeyEvent, u64),
    Paste(String, u64),
    Resize,
    Closed,
}

/// The terminal while the program runs: raw, on its own screen, put back on the way out, however
/// that is taken.
pub struct Terminal {
    screen: DefaultTerminal,
    theme: Theme,
    input: UnboundedReceiver<Input>,
    runtime: tokio::runtime::Runtime,
}

impl Terminal {
    /// Takes the terminal over.
    pub fn take(theme: Theme, clock: &Clock) -> anyhow::Result<Terminal> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("tokio")?;
        guard_panics();
        crossterm::terminal::enable_raw_mode().context("terminal")?;
        execute!(stdout(), EnterAlternateScreen).context("terminal")?;
        let backend = CrosstermBackend::new(stdout());
        let terminal = ratatui::Terminal::new(backend).context("terminal")?;
        // A terminal that knows no bracketed paste types the paste as keys; that works too.
        let _ = execute!(stdout(), EnableBracketedPaste);
        let (out, input) = unbounded_channel();
        let stamp = clock.stopwatch();
        std::thread::spawn(move || read_input(&stamp, &out));
        Ok(Terminal {
            screen: terminal,
            theme,
            input,
            runtime,
        })
    }

    /// Shows the opening screen until something is chosen.
    pub fn choose(&mut self, start: &mut Start, clock: &Clock) -> anyhow::Result<Chosen> {
        let zone = crate::meeting::record::Zone::default();
        let today = zone.offset().to_datetime(clock.now()).date();
        let Terminal {
            screen: terminal,
            theme,
            input,
            runtime,
        } = self;
        runtime.block_on(async {
            let mut signals = Signals::new();
            loop {
                terminal.draw(|frame| {
                    view::draw_start(start, frame);
                    theme.restrain(frame.buffer_mut());
                })?;
                let mut event = tokio::select! {
                    event = input.recv() => Some(event.unwrap_or(Input::Closed)),
                    () = signals.wait() => Some(Input::Closed),
                    () = held_back(start, clock) => None,
                };
                // Drain what is there, then draw once: time passes for the keys only when none is waiting.
                loop {
                    let chosen = match event {
                        None => start.tick(clock.mono_ms(), today),
                        Some(Input::Closed) => Some(Chosen::Quit),
                        Some(Input::Key(key, at)) => start.key(key, at, today),
                        Some(Input::Paste(text, at)) => start.paste(&text, at, today),
                        Some(Input::Resize) => None,
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
            screen: terminal,
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
            model.size = terminal.size().map(|s| (s.width, s.height))?;
            // Anything due at once (a first backup, a restored draft) starts here.
            let effects = model.update(Msg::Tick(model.clock.mono_ms()));
            let mut running = hands.all(effects, model);
            while running {
                terminal.draw(|frame| {
                    view::draw(model, frame);
                    theme.restrain(frame.buffer_mut());
                })?;
                let msg = tokio::select! {
                    msg = inbox.recv() => msg,
                    event = input.recv() => event.map_or(Some(None), |e| Some(into_msg(e, terminal))).flatten(),
                    () = signals.wait() => None,
                    () = tokio::time::sleep(until_due(model)) => Some(Msg::Tick(model.clock.mono_ms())),
                };
                let Some(msg) = msg else { break };
                let effects = model.update(msg);
                running = hands.all(effects, model);
                // Drain what is there, then draw once.
                while running {
                    let more = match inbox.try_recv() {
                        Ok(msg) => Some(msg),
                        Err(_) => match input.try_recv() {
                            Ok(event) => match into_msg(event, terminal) {
                                Some(msg) => Some(msg),
                                None => return Ok(()),
                            },
                            Err(_) => None,
                        },
                    };
                    let Some(msg) = more else { break };
                    let effects = model.update(msg);
                    running = hands.all(effects, model);
                }
            }
            Ok(())
        })
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = execute!(stdout(), DisableBracketedPaste);
        // Quietly: a closed terminal has nobody to tell, and printing there would panic.
        let _ = ratatui::try_restore();
    }
}

/// A panic of the main thread restores the terminal before it is told; one of another thread (a
/// spreadsheet library that gives up on a file, say) goes to the log and leaves the screen alone.
fn guard_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        tracing::error!("{}", what_panicked(info.payload(), info.location()));
        if std::thread::current().name() == Some("main") {
            let _ = execute!(stdout(), DisableBracketedPaste);
            let _ = ratatui::try_restore();
            before(info);
        }
    }));
}

/// A panic for the log, which never holds personal values: its place, and its words only where they
/// stand in the program. Words put together (*byte index 5 is inside 'é' of `Hj. …`*) may name people.
fn what_panicked(payload: &dyn std::any::Any, place: Option<&std::panic::Location<'_>>) -> String {
    let place = place.map_or_else(|| "?".to_owned(), ToString::to_string);
    let words = payload.downcast_ref::<&'static str>().copied();
    format!("panic at {place}: {}", words.unwrap_or("…"))
}

/// An open meeting file, ready for its thread.
pub struct Opened {
    /// The journal; nothing is written to it while the model is read-only.
    pub journal: Box<dyn crate::journal::Journal>,
    /// The file.
    pub path: PathBuf,
}

/// `None` when the terminal is gone.
fn into_msg(event: Input, terminal: &DefaultTerminal) -> Option<Msg> {
    Some(match event {
        Input::Key(key, at) => Msg::Key(key, at),
        Input::Paste(text, at) => Msg::Paste(text, at),
        Input::Resize => Msg::Resize(terminal.size().map_or((80, 24), |s| (s.width, s.height))),
        Input::Closed => return None,
    })
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

/// Reads the terminal on a thread of its own, so that every key is stamped when it was read.
fn read_input(stamp: &crate::clock::Stopwatch, out: &UnboundedSender<Input>) {
    // The first look starts listening for changes of the window; one that came before was missed.
    let _ = crossterm::event::poll(Duration::ZERO);
    if out.send(Input::Resize).is_err() {
        return;
    }
    loop {
        let event = match crossterm::event::read() {
            // Windows and some terminals report releases too: only presses count.
            Ok(Event::Key(key)) if key.kind != KeyEventKind::Release => Input::Key(key, stamp.ms()),
            Ok(Event::Paste(text)) => Input::Paste(text, stamp.ms()),
            Ok(Event::Resize(..)) => Input::Resize,
            Ok(_) => continue,
            Err(_) => Input::Closed,
        };
        let closed = matches!(event, Input::Closed);
        if out.send(event).is_err() || closed {
            return;
        }
    }
}

/// The ways an operating system says *leave*.
struct Signals {
    #[cfg(unix)]
    streams: Vec<tokio::signal::unix::Signal>,
    #[cfg(windows)]
    close: Option<tokio::signal::windows::CtrlClose>,
}

impl Signals {
    #[cfg(unix)]
    fn new() -> Signals {
        use tokio::signal::unix::{SignalKind, signal};
        let kinds = [
            SignalKind::hangup(),
            SignalKind::terminate(),
            SignalKind::interrupt(),
        ];
        Signals {
            streams: kinds.into_iter().filter_map(|k| signal(k).ok()).collect(),
        }
    }

    #[cfg(windows)]
    fn new() -> Signals {
        Signals {
            close: tokio::signal::windows::ctrl_close().ok(),
        }
    }

    #[cfg(unix)]
    async fn wait(&mut self) {
        let mut streams = self.streams.iter_mut();
        match (streams.next(), streams.next(), streams.next()) {
            (Some(a), Some(b), Some(c)) => tokio::select! {
                _ = a.recv() => {}
                _ = b.recv() => {}
                _ = c.recv() => {}
            },
            _ => std::future::pending().await,
        }
    }

    #[cfg(windows)]
    async fn wait(&mut self) {
        match &mut self.close {
            Some(close) => drop(close.recv().await),
            None => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::what_panicked;

    #[test]
    fn the_log_of_a_panic_holds_no_words_put_together() {
        let name = "Hj. Rahmatia Dg. Bollo";
        let written: Box<dyn std::any::Any + Send> = Box::new(format!("inside of `{name}`"));
        let place = std::panic::Location::caller();
        let line = what_panicked(&*written, Some(place));
        assert!(!line.contains("Rahmatia"), "{line}");
        assert!(line.contains(file!()), "{line}");
        let plain: Box<dyn std::any::Any + Send> = Box::new("no frame");
        assert!(what_panicked(&*plain, None).contains("no frame"));
    }
}
