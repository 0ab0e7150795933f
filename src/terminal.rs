//! The terminal as a program takes it over and gives it back, however that ends, and what comes from
//! it: keys with their times, its size, the system's *stop* and *leave*. It draws nothing and decides
//! nothing.

#[cfg(unix)]
mod keys;
mod reader;
mod signals;

use std::io::{IsTerminal as _, stdout};
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use anyhow::Context as _;
use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture, KeyEvent,
};
use crossterm::execute;
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen};
use ratatui::DefaultTerminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Position, Rect};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::clock::Clock;
use crate::theme::Theme;
pub(crate) use signals::Signals;

/// Input as it comes from the terminal, stamped when it was read, and from the system.
pub(crate) enum Input {
    Key(KeyEvent, u64),
    Paste(String, u64),
    /// It moved or was pressed, where that was asked for.
    Mouse,
    Resize,
    /// The shell wants its terminal back for a while.
    #[cfg_attr(windows, allow(dead_code))] // no shell does that there
    Stop,
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

/// Whether this is a terminal that can show pictures and give keys.
pub fn is_here() -> bool {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb" || term == "unknown");
    !dumb && stdout().is_terminal() && keyboard().is_ok()
}

impl Terminal {
    /// Takes the terminal over.
    pub fn take(theme: Theme, clock: &Clock) -> anyhow::Result<Terminal> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("tokio")?;
        let tty = keyboard().context("terminal")?;
        take_over().context("terminal")?;
        let backend = CrosstermBackend::new(stdout());
        let terminal = ratatui::Terminal::new(backend).context("terminal")?;
        let (out, input) = unbounded_channel();
        let stamp = clock.stopwatch();
        std::thread::spawn(move || reader::read(&tty, &stamp, &out));
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
        mouse();
    }
}

/// Where keys come from: standard input, or the terminal itself where that is something else.
#[cfg(unix)]
fn keyboard() -> std::io::Result<std::fs::File> {
    use std::os::fd::AsFd as _;
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        return Ok(stdin.as_fd().try_clone_to_owned()?.into());
    }
    std::fs::File::open("/dev/tty")
}

/// Windows' console is asked by its own name.
#[cfg(windows)]
#[allow(clippy::unnecessary_wraps)] // as on Unix
fn keyboard() -> std::io::Result<()> {
    Ok(())
}

fn take_over() -> std::io::Result<()> {
    crossterm::terminal::enable_raw_mode()?;
    // A program that was killed left its screen behind: what is not drawn over must not shine through.
    execute!(stdout(), EnterAlternateScreen, Clear(ClearType::All))?;
    // A terminal that knows no bracketed paste types the paste as keys; that works too.
    let _ = execute!(stdout(), EnableBracketedPaste);
    Ok(())
}

fn mouse() {
    let _ = execute!(stdout(), EnableMouseCapture);
}

/// Asks for nothing any more, one by one: what the terminal does not know must not keep the rest from
/// it. Quietly: a closed terminal has nobody to tell, and printing there would panic.
fn give_back() {
    let _ = execute!(stdout(), DisableMouseCapture);
    let _ = execute!(stdout(), DisableBracketedPaste);
    let _ = execute!(stdout(), Show);
    let _ = ratatui::try_restore();
}

/// Whoever is in the middle of a file reads this: a program that stands still must not hold its lock.
static AT_WORK: RwLock<()> = RwLock::new(());

/// Keeps the program from being stopped until it is dropped.
pub(crate) fn at_work() -> RwLockReadGuard<'static, ()> {
    AT_WORK.read().unwrap_or_else(PoisonError::into_inner)
}

/// Gives the terminal to the shell, stands still until that says *go on*, and takes the terminal again;
/// then all is to be drawn [`anew`]. False where somebody is in the middle of a file: ask again in
/// [`STOP_AGAIN`].
#[cfg(unix)]
#[allow(clippy::await_holding_lock)] // nothing else runs here, and nobody may begin before the stop
pub(crate) async fn stop(with_mouse: bool) -> bool {
    use rustix::process::{Signal, getpid, kill_process};
    use std::sync::TryLockError;
    use tokio::signal::unix::{SignalKind, signal};
    let still = match AT_WORK.try_write() {
        Ok(still) => still,
        Err(TryLockError::Poisoned(still)) => still.into_inner(),
        Err(TryLockError::WouldBlock) => return false,
    };
    // Without a way to hear of the end, there is no stop.
    let Ok(mut go_on) = signal(SignalKind::from_raw(Signal::CONT.as_raw())) else {
        return true;
    };
    give_back();
    // STOP and not TSTP, whose meaning we have taken from the system ourselves.
    if kill_process(getpid(), Signal::STOP).is_ok() {
        go_on.recv().await;
    }
    drop(still);
    let _ = take_over();
    if with_mouse {
        mouse();
    }
    true
}

#[cfg(windows)]
#[allow(clippy::unused_async)] // as on Unix
pub(crate) async fn stop(_with_mouse: bool) -> bool {
    true
}

/// So soon a stop that had to wait is tried again.
pub(crate) const STOP_AGAIN: std::time::Duration = std::time::Duration::from_millis(5);

/// Answers the window's size; the next picture is drawn whole, also where the size is the one it was: a
/// window that went small and came back has lost a part of the last one.
pub(crate) fn anew(screen: &mut DefaultTerminal) -> (u16, u16) {
    let Ok(size) = screen.size() else {
        return (80, 24);
    };
    // `clear` would ask the terminal for the caret's place, and its answer comes as keys.
    let _ = screen.resize(Rect::from((Position::ORIGIN, size)));
    (size.width, size.height)
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}
