//! Opens the hall's window in a window of its own: a new console on Windows, the desktop's terminal
//! elsewhere. Whether it lives afterwards is told by its heartbeats; this only starts it.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::text::{Lang, Text};

/// What is known of the desktop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Desktop {
    /// Windows: a new console is always to be had.
    Windows,
    /// A desktop with windows; the terminal that its user has named, if any.
    Windowed(Option<OsString>),
    /// None: a text console, or a connection from elsewhere.
    None,
}

/// Which window is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// This program.
    pub program: PathBuf,
    /// The meeting file.
    pub meeting: PathBuf,
    /// The language of the window's own words.
    pub lang: Lang,
    /// Only ASCII on screen.
    pub ascii: bool,
}

/// One way to open it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The program that is started.
    pub program: OsString,
    /// Its arguments.
    pub args: Vec<OsString>,
}

/// Why no window could be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoWindow {
    /// There is no desktop.
    NoDesktop,
    /// None of the known terminals is there.
    NoTerminal,
}

/// What has become of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// What was started still runs, and the window with it.
    Runs,
    /// It handed the window over to somebody else: only heartbeats tell.
    HandedOver,
    /// It ended with an error: there is no window.
    Failed,
}

/// A window that was opened.
#[derive(Debug)]
pub struct Window {
    child: Child,
}

impl Desktop {
    /// The desktop of this machine.
    pub fn here() -> Desktop {
        if cfg!(windows) {
            return Desktop::Windows;
        }
        let var = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty());
        if var("DISPLAY").or_else(|| var("WAYLAND_DISPLAY")).is_none() {
            return Desktop::None;
        }
        Desktop::Windowed(var("TERMINAL"))
    }
}

impl Wish {
    /// This program on a meeting file.
    pub fn new(meeting: &Path, lang: Lang, ascii: bool) -> Wish {
        Wish {
            program: std::env::current_exe().unwrap_or_else(|_| "gelar".into()),
            // The new window need not begin in the same folder.
            meeting: std::path::absolute(meeting).unwrap_or_else(|_| meeting.into()),
            lang,
            ascii,
        }
    }

    /// The line that somebody can type instead.
    pub fn line(&self) -> String {
        let quoted = |path: &Path| format!("\"{}\"", path.display());
        let mut line = format!("gelar projector -m {}", quoted(&self.meeting));
        if self.lang == Lang::En {
            line += " --lang en";
        }
        if self.ascii {
            line += " --ascii";
        }
        line
    }

    fn args(&self) -> Vec<OsString> {
        let lang = match self.lang {
            Lang::Id => "id",
            Lang::En => "en",
        };
        let mut args: Vec<OsString> = vec![
            self.program.clone().into(),
            "projector".into(),
            "-m".into(),
            self.meeting.clone().into(),
            "--lang".into(),
            lang.into(),
        ];
        if self.ascii {
            args.push("--ascii".into());
        }
        args
    }
}

/// The ways to open the window, the best first.
pub fn candidates(desktop: &Desktop, wish: &Wish) -> Vec<Parts> {
    match desktop {
        Desktop::None => Vec::new(),
        Desktop::Windows => vec![Parts {
            program: "cmd".into(),
            args: ["/C", "start", "gelar layar"]
                .map(OsString::from)
                .into_iter()
                .chain(wish.args())
                .collect(),
        }],
        Desktop::Windowed(named) => {
            let known = [
                "x-terminal-emulator",
                "gnome-terminal",
                "konsole",
                "xfce4-terminal",
                "xterm",
            ];
            let named = named.clone().into_iter();
            let all = named.chain(known.into_iter().map(OsString::from));
            all.map(|program| Parts {
                args: std::iter::once(before_a_command(&program).into())
                    .chain(wish.args())
                    .collect(),
                program,
            })
            .collect()
        }
    }
}

/// Opens the window by the first way that there is.
pub fn launch(desktop: &Desktop, wish: &Wish) -> Result<Window, NoWindow> {
    if *desktop == Desktop::None {
        return Err(NoWindow::NoDesktop);
    }
    for parts in candidates(desktop, wish) {
        match command(&parts).spawn() {
            Ok(child) => return Ok(Window { child }),
            Err(error) => tracing::info!(program = ?parts.program, %error, "no such terminal"),
        }
    }
    Err(NoWindow::NoTerminal)
}

impl Window {
    /// What has become of it.
    pub fn fate(&mut self) -> Fate {
        match self.child.try_wait() {
            Ok(None) => Fate::Runs,
            Ok(Some(status)) if status.success() => Fate::HandedOver,
            Ok(Some(_)) | Err(_) => Fate::Failed,
        }
    }
}

impl NoWindow {
    /// What to do instead.
    pub fn words(&self, text: &Text, wish: &Wish) -> String {
        match self {
            NoWindow::NoDesktop => (text.projector.no_screen)(&wish.line()),
            NoWindow::NoTerminal => (text.projector.by_hand)(&wish.line()),
        }
    }
}

/// What a terminal wants to hear before a command of several words.
fn before_a_command(terminal: &OsStr) -> &'static str {
    let name = Path::new(terminal).file_name().unwrap_or(terminal);
    match name.to_str().unwrap_or_default() {
        "gnome-terminal" | "kgx" | "ptyxis" | "wezterm" => "--",
        "xfce4-terminal" | "mate-terminal" | "terminator" => "-x",
        _ => "-e",
    }
}

/// The window must neither write into this terminal nor end with it.
fn command(parts: &Parts) -> Command {
    let mut command = Command::new(&parts.program);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    with_arguments(&mut command, &parts.args);
    command
}

#[cfg(unix)]
fn with_arguments(command: &mut Command, args: &[OsString]) {
    use std::os::unix::process::CommandExt as _;
    // A group of its own: the hang-up of this terminal is none of its business.
    command.args(args).process_group(0);
}

#[cfg(windows)]
fn with_arguments(command: &mut Command, args: &[OsString]) {
    use std::os::windows::process::CommandExt as _;
    /// `start` makes the window that is wanted; `cmd` itself needs none.
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
    for (i, arg) in args.iter().enumerate() {
        // `/C` and `start` are words of cmd's own. All else is quoted, the title above all: without
        // quotes `start` takes it for the program. No path holds a quotation mark here.
        if i < 2 {
            command.raw_arg(arg);
        } else {
            let mut quoted = OsString::from("\"");
            quoted.push(arg);
            quoted.push("\"");
            command.raw_arg(quoted);
        }
    }
}

#[cfg(test)]
#[path = "launch/tests.rs"]
mod tests;
