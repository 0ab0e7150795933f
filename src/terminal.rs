//! The terminal as a program takes it over and gives it back, however that ends, and what comes from
//! it: keys with their times, its size, the system's *leave*. It draws nothing and decides nothing.

use std::io::stdout;
use std::time::Duration;

use anyhow::Context as _;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture, Event,
    KeyEvent, KeyEventKind,
};
use crossterm::execute;
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen};
use ratatui::DefaultTerminal;
use ratatui::backend::CrosstermBackend;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::clock::Clock;
use crate::theme::Theme;

/// Input as it comes from the terminal, stamped when it was read.
pub(crate) enum Input {
    Key(KeyEvent, u64),
    Paste(String, u64),
    /// It moved or was pressed, where that was asked for.
    Mouse,
    Resize,
    Closed,
}

/// The terminal while the program runs: raw, on its own screen, put back on the way out, however
/// that is taken.
pub struct Terminal {
    pub(crate) screen: DefaultTerminal,
    pub(crate) theme: Theme,
    pub(crate) input: UnboundedReceiver<Input>,
    pub(crate) runtime: tokio::runtime::Runtime,
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
        // A program that was killed left its screen behind: what is not drawn over must not shine through.
        execute!(stdout(), EnterAlternateScreen, Clear(ClearType::All)).context("terminal")?;
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

    /// Asks for the mouse, too. On Windows' old console this also keeps a click from freezing the
    /// program until a key is pressed.
    pub fn take_mouse(&mut self) {
        let _ = execute!(stdout(), EnableMouseCapture);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        hands_off();
        // Quietly: a closed terminal has nobody to tell, and printing there would panic.
        let _ = ratatui::try_restore();
    }
}

/// Asks for nothing any more; one that the terminal does not know must not keep the other from it.
fn hands_off() {
    let _ = execute!(stdout(), DisableMouseCapture);
    let _ = execute!(stdout(), DisableBracketedPaste);
}

/// A panic of the main thread restores the terminal before it is told; one of another thread (a
/// spreadsheet library that gives up on a file, say) goes to the log and leaves the screen alone.
fn guard_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        tracing::error!("{}", what_panicked(info.payload(), info.location()));
        if std::thread::current().name() == Some("main") {
            hands_off();
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
            Ok(Event::Mouse(_)) => Input::Mouse,
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
pub(crate) struct Signals {
    #[cfg(unix)]
    streams: Vec<tokio::signal::unix::Signal>,
    #[cfg(windows)]
    close: Option<tokio::signal::windows::CtrlClose>,
}

impl Signals {
    #[cfg(unix)]
    pub(crate) fn new() -> Signals {
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
    pub(crate) fn new() -> Signals {
        Signals {
            close: tokio::signal::windows::ctrl_close().ok(),
        }
    }

    #[cfg(unix)]
    pub(crate) async fn wait(&mut self) {
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
    pub(crate) async fn wait(&mut self) {
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
