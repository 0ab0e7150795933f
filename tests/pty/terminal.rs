//! The program on a real pseudo-terminal: keys go in, a vt100 screen comes out. Everything waits for
//! what is on the screen, with a deadline and without a sleep; nothing here knows the program's inside.

#![allow(clippy::disallowed_methods)] // deadlines are of the machine the test runs on

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::support::{MORNING, Office};

/// How long a screen may take. Far more than it ever does: the machine may be busy with other things.
const DEADLINE: Duration = Duration::from_secs(30);

pub const F1: &str = "\x1bOP";
pub const F2: &str = "\x1bOQ";
pub const F3: &str = "\x1bOR";
pub const F5: &str = "\x1b[15~";
pub const F6: &str = "\x1b[17~";
pub const F7: &str = "\x1b[18~";
pub const F8: &str = "\x1b[19~";
pub const F9: &str = "\x1b[20~";
pub const F10: &str = "\x1b[21~";
pub const F12: &str = "\x1b[24~";
pub const UP: &str = "\x1b[A";
pub const DOWN: &str = "\x1b[B";
pub const RIGHT: &str = "\x1b[C";
pub const DELETE: &str = "\x1b[3~";
pub const ESC: &str = "\x1b";
pub const ENTER: &str = "\r";
pub const TAB: &str = "\t";
pub const CTRL_D: &str = "\x04";
pub const CTRL_P: &str = "\x10";
pub const CTRL_R: &str = "\x12";
pub const CTRL_S: &str = "\x13";
pub const CTRL_U: &str = "\x15";
pub const CTRL_X: &str = "\x18";
pub const CTRL_Z: &str = "\x1a";

/// A program on a terminal.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    shown: Arc<Shown>,
    reader: Option<JoinHandle<()>>,
    pause: Duration,
}

/// How a program is started.
pub struct Start<'a> {
    office: &'a Office,
    command: CommandBuilder,
    size: (u16, u16),
}

#[derive(Default)]
struct Shown {
    state: Mutex<State>,
    news: Condvar,
}

struct State {
    parser: vt100::Parser,
    raw: Vec<u8>,
    ended: bool,
    hang_up: bool,
}

impl Default for State {
    fn default() -> Self {
        State {
            parser: vt100::Parser::new(cells(24), cells(80), 0),
            raw: Vec::new(),
            ended: false,
            hang_up: false,
        }
    }
}

impl<'a> Start<'a> {
    /// The program in the office's folder, clock pinned, 80×24.
    pub fn gelar(office: &'a Office, args: &[&str]) -> Start<'a> {
        Start::program(office, Path::new(env!("CARGO_BIN_EXE_gelar")), args)
    }

    /// Another program that will be the one that is meant.
    pub fn program(office: &'a Office, program: &Path, args: &[&str]) -> Start<'a> {
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.cwd(office.folder());
        for name in ["GELAR_MEETING", "GELAR_LANG", "NO_COLOR"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        command.env("HOME", office.folder());
        command.env("GELAR_CONFIG", office.path("setelan"));
        command.env("GELAR_CLOCK", MORNING);
        Start {
            office,
            command,
            size: (80, 24),
        }
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    pub fn open(self) -> Terminal {
        let (columns, rows) = self.size;
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let child = pair.slave.spawn_command(self.command).unwrap();
        drop(pair.slave);
        let shown = Arc::new(Shown::default());
        shown
            .state()
            .parser
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        let reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let for_thread = shown.clone();
        let reader = std::thread::spawn(move || read(reader, &for_thread));
        assert!(self.office.folder().is_dir());
        Terminal {
            child,
            master: Some(pair.master),
            writer: Some(writer),
            shown,
            reader: Some(reader),
            pause: Duration::ZERO,
        }
    }
}

impl Shown {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn read(mut from: Box<dyn Read + Send>, shown: &Shown) {
    let mut buffer = [0; 8192];
    loop {
        let n = from.read(&mut buffer).unwrap_or(0);
        let mut state = shown.state();
        state.parser.process(&buffer[..n]);
        state.raw.extend_from_slice(&buffer[..n]);
        state.ended |= n == 0;
        let stop = state.ended || state.hang_up;
        drop(state);
        shown.news.notify_all();
        if stop {
            return;
        }
    }
}

impl Terminal {
    /// The console on the office's meeting, ready for the first guest.
    pub fn desk(office: &Office) -> Terminal {
        let mut desk = Start::gelar(office, &[]).open();
        desk.see("Pindai atau ketik:");
        desk
    }

    /// A scanner reads a code: all keys in one write, with whatever ends them.
    pub fn scan(&mut self, keys: &str) {
        self.rest();
        self.send(keys);
        self.pause = Duration::from_millis(200);
    }

    /// Presses keys, in one write, and the next ones as late as a hand would: whatever follows keys at once
    /// belongs to a scanner.
    pub fn keys(&mut self, keys: &str) {
        self.rest();
        self.send(keys);
        // Two keys at machine pace, with an Enter behind them, are a scanner's; Escape waits for what may follow it.
        self.pause = Duration::from_millis(150);
    }

    /// The pace of the device after a scan or of a hand; nothing is awaited with it.
    pub fn rest(&mut self) {
        let hand = Instant::now() + std::mem::take(&mut self.pause);
        while Instant::now() < hand {
            std::thread::park_timeout(hand.saturating_duration_since(Instant::now()));
        }
    }

    /// Sends bytes without any regard for pace.
    pub fn send(&mut self, keys: &str) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// Pastes a text as terminals do: it arrives as one piece.
    pub fn paste(&mut self, text: &str) {
        self.keys(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Waits until something is so on the screen; answers the screen.
    pub fn until(&mut self, what: &str, so: impl Fn(&vt100::Screen) -> bool) -> String {
        self.within(DEADLINE, &so)
            .unwrap_or_else(|screen| panic!("never came: {what}. The screen is\n{screen}"))
    }

    /// The screen once something is so on it; the screen as it is when the time is over.
    fn within(
        &self,
        time: Duration,
        so: &dyn Fn(&vt100::Screen) -> bool,
    ) -> Result<String, String> {
        let deadline = Instant::now() + time;
        let mut state = self.shown.state();
        loop {
            let contents = state.parser.screen().contents();
            if whole_frame(&state.raw) && so(state.parser.screen()) {
                return Ok(contents);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if state.ended || left.is_zero() {
                return Err(contents);
            }
            state = self.shown.news.wait_timeout(state, left).unwrap().0;
        }
    }

    /// A scanner reads what is no code of ours, again where the machine was so busy that the keys did
    /// not look like a scanner's: only a code is known by its checksum, all else by its pace.
    pub fn scan_until(&mut self, keys: &str, words: &[&str]) {
        let all = |s: &vt100::Screen| words.iter().all(|w| s.contents().contains(w));
        for _ in 0..4 {
            self.scan(keys);
            if self.within(Duration::from_secs(5), &all).is_ok() {
                return;
            }
            self.keys(ESC);
        }
        self.scan(keys);
        self.until(&format!("{words:?}"), all);
    }

    /// The journal's position on the status bar, once all is saved.
    pub fn position(&mut self) -> u64 {
        let screen = self.see("Tersimpan · ");
        let (_, rest) = screen.split_once("Tersimpan · ").unwrap();
        rest.split(' ').next().unwrap().parse().unwrap()
    }

    /// Waits for words.
    pub fn see(&mut self, words: &str) -> String {
        self.until(&format!("{words:?}"), |s| s.contents().contains(words))
    }

    /// Waits until words are gone.
    pub fn gone(&mut self, words: &str) -> String {
        self.until(&format!("no {words:?}"), |s| !s.contents().contains(words))
    }

    /// Waits until the journal's position on the status bar is this one, all saved.
    pub fn saved(&mut self, entries: u64) -> String {
        self.see(&format!("Tersimpan · {entries} ·"))
    }

    /// Waits for a card: its title, and the name on it.
    pub fn card(&mut self, title: &str, name: &str) -> String {
        let so = |s: &vt100::Screen| card_of(&s.contents()) == Some((title.into(), name.into()));
        self.until(&format!("the card {title}: {name}"), so)
    }

    /// Looks at the screen for a while; answers how many bytes came.
    pub fn quiet_for(&mut self, time: Duration) -> usize {
        let end = Instant::now() + time;
        let mut state = self.shown.state();
        let before = state.raw.len();
        while Instant::now() < end {
            let left = end.saturating_duration_since(Instant::now());
            state = self.shown.news.wait_timeout(state, left).unwrap().0;
        }
        state.raw.len() - before
    }

    /// The screen as it is now.
    pub fn screen(&self) -> String {
        self.shown.state().parser.screen().contents()
    }

    /// All bytes that came so far.
    pub fn raw(&self) -> Vec<u8> {
        self.shown.state().raw.clone()
    }

    /// Is the screen one of its own (and not the shell's)?
    pub fn alternate(&self) -> bool {
        self.shown.state().parser.screen().alternate_screen()
    }

    /// Changes the window's size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let mut state = self.shown.state();
        state
            .parser
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        drop(state);
        let master = self.master.as_ref().unwrap();
        master.resize(size(columns, rows)).unwrap();
    }

    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Sends a signal by name. The shell's own `kill` is on every Unix.
    pub fn signal(&self, name: &str) {
        let line = format!("kill -s {name} {}", self.pid());
        let status = Command::new("sh").args(["-c", &line]).status();
        assert!(status.unwrap().success(), "{line}");
    }

    /// Pulls the plug: the program gets no chance to do anything.
    pub fn kill_nine(mut self) -> String {
        self.signal("KILL");
        self.child.wait().unwrap();
        self.join();
        self.screen()
    }

    /// Has everything come that ever will?
    pub fn ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some() && self.shown.state().ended
    }

    /// Waits for the program's end; answers its exit code.
    pub fn ends(mut self) -> u32 {
        let code = self.wait();
        self.join();
        assert!(!self.alternate(), "the terminal is given back");
        code
    }

    /// Closes the window while the program runs, and waits for the program's end.
    pub fn close_window(self) {
        self.close_window_after(F7);
    }

    /// The same, right behind keys that are answered by a picture.
    pub fn close_window_after(mut self, keys: &str) {
        // The reader must let go of its copy of the window: it does at the next byte.
        self.rest();
        self.shown.state().hang_up = true;
        self.send(keys);
        self.join();
        self.writer = None;
        self.master = None;
        self.wait();
    }

    /// Leaves by F10.
    pub fn quit(mut self) {
        self.keys(F10);
        assert_eq!(self.ends(), 0);
    }

    fn wait(&mut self) -> u32 {
        let mut code = None;
        eventually("the program's end", || {
            code = self.child.try_wait().unwrap();
            code.is_some()
        });
        code.unwrap().exit_code()
    }

    fn join(&mut self) {
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A failed test must leave no program behind.
        let mut killer = self.child.clone_killer();
        if self.child.try_wait().ok().flatten().is_none() {
            let _ = killer.kill();
            let _ = Command::new("sh")
                .args(["-c", &format!("kill -s KILL {}", self.pid())])
                .status();
            let _ = self.child.wait();
        }
    }
}

/// Has the last picture come in one piece? A large one arrives in two reads; each ends with the caret: shown
/// at its place, or hidden. A bell may follow.
fn whole_frame(raw: &[u8]) -> bool {
    let tail = String::from_utf8_lossy(&raw[raw.len().saturating_sub(32)..]).into_owned();
    let tail = tail.trim_end_matches('\u{7}');
    let placed = tail
        .rsplit_once("\x1b[?25h\x1b[")
        .is_some_and(|(_, place)| {
            let place = place.strip_suffix('H').unwrap_or("?");
            place.chars().all(|c| c.is_ascii_digit() || c == ';')
        });
    placed || tail.ends_with("\x1b[?25l")
}

/// A process as Linux sees it: `R`, `S`, `T` …
pub fn state_of(pid: u32) -> char {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let (_, rest) = stat.rsplit_once(") ").unwrap();
    rest.chars().next().unwrap()
}

/// The title of the card on the desk's screen and the name on it.
pub fn card_of(screen: &str) -> Option<(String, String)> {
    let mut lines = screen.lines().skip_while(|l| !l.starts_with("┌ "));
    let title = lines.next()?.trim_start_matches("┌ ");
    let title = title.split(['─', '┐']).next()?.trim();
    let title = title.trim_start_matches(['■', '!', 'X']).trim();
    let name = lines.next()?.strip_prefix('│')?;
    let name = name.split('│').next()?.split('#').next()?.trim();
    Some((title.to_owned(), name.to_owned()))
}

/// Waits until something is so outside of the screen: a file, a process.
pub fn eventually(what: &str, mut so: impl FnMut() -> bool) {
    let deadline = Instant::now() + DEADLINE;
    while !so() {
        assert!(Instant::now() < deadline, "never came: {what}");
        std::thread::park_timeout(Duration::from_millis(5));
    }
}
