//! A console on the sample meeting as the operating system sees it, beside `bottom` (`btm`) on a
//! pseudo-terminal of the same size: the first frame, and after a minute at rest its processor time, what it
//! wrote, and its greatest memory. Linux reads these from `/proc`; other systems have the first frame only.

#![allow(missing_docs, clippy::unwrap_used)] // a bench that cannot go on stops there
#![allow(clippy::disallowed_methods)] // a bench reads the clock

#[cfg(unix)]
mod support;

#[cfg(unix)]
fn main() {
    unix::main();
}

#[cfg(not(unix))]
fn main() {
    println!("first frame: not measured here, it needs a pseudo-terminal of Unix");
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsString;
    use std::io::{Read, Write};
    use std::num::NonZero;
    use std::path::{Path, PathBuf};
    use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
    use std::time::{Duration, Instant};

    use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

    use super::support::{self, median};

    const SIZE: PtySize = PtySize {
        rows: 40,
        cols: 120,
        pixel_width: 0,
        pixel_height: 0,
    };
    /// Starts of each program.
    const STARTS: usize = 15;
    /// A program that has drawn nothing by then is not measured.
    const PATIENCE: Duration = Duration::from_secs(20);
    /// How long a program is watched at rest, after a moment in which it may settle.
    const REST: Duration = Duration::from_secs(60);
    const SETTLE: Duration = Duration::from_secs(3);

    /// A program and how it is started.
    struct Program {
        name: &'static str,
        path: PathBuf,
        args: Vec<OsString>,
    }

    /// A program at work on a terminal.
    struct Running {
        child: Box<dyn Child + Send + Sync>,
        screen: vt100::Parser,
        output: Receiver<(Instant, Vec<u8>)>,
        started: Instant,
        _terminal: Box<dyn MasterPty + Send>,
    }

    pub fn main() {
        let dir = support::folder();
        let ours = gelar(dir.path());
        let limit = btm();
        first_frames(&ours, limit.as_ref(), dir.path());
        at_rest(&ours, limit.as_ref(), dir.path());
    }

    fn gelar(dir: &Path) -> Program {
        let path = PathBuf::from(env!("CARGO_BIN_EXE_gelar"));
        let made = std::process::Command::new(&path)
            .args(["demo", "--headless"])
            .current_dir(dir)
            .env_remove("GELAR_MEETING")
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        Program {
            name: "gelar",
            path,
            args: vec!["-m".into(), dir.join("contoh.gelar").into()],
        }
    }

    /// `btm` where it is installed: named by `BTM`, or in the path.
    fn btm() -> Option<Program> {
        let named = std::env::var_os("BTM").map(PathBuf::from);
        let paths = std::env::var_os("PATH").unwrap_or_default();
        let path = named
            .into_iter()
            .chain(std::env::split_paths(&paths).map(|dir| dir.join("btm")))
            .find(|path| path.is_file());
        if path.is_none() {
            println!(
                "btm is not installed (cargo install bottom --locked): its rows have no limit"
            );
        }
        Some(Program {
            name: "btm",
            path: path?,
            args: Vec::new(),
        })
    }

    fn first_frames(ours: &Program, limit: Option<&Program>, dir: &Path) {
        let name = "first frame, sample meeting, cold start";
        let Some(limit) = limit else {
            let mut times: Vec<Duration> = (0..STARTS).map(|_| first_frame(ours, dir)).collect();
            return println!("{name}: ours {:.1?}, no limit", median(&mut times));
        };
        let (times, limits) = support::alternate(
            STARTS,
            || first_frame(ours, dir),
            || first_frame(limit, dir),
        );
        support::row(name, times, limits, 1.0);
    }

    fn first_frame(program: &Program, dir: &Path) -> Duration {
        let mut running = Running::start(program, dir);
        let time = running.until_drawn(program.name);
        running.stop();
        time
    }

    /// Both side by side, for a minute.
    fn at_rest(ours: &Program, limit: Option<&Program>, dir: &Path) {
        let begin = |program: &Program| {
            let mut running = Running::start(program, dir);
            running.until_drawn(program.name);
            running.watch(SETTLE);
            running
        };
        let mut us = begin(ours);
        let mut them = limit.map(begin);
        let pids = (us.pid(), them.as_ref().and_then(Running::pid));
        let before = (pids.0.and_then(busy), pids.1.and_then(busy));
        let watched = Instant::now();
        let written = us.watch(REST);
        let past = watched.elapsed();
        let share = |before: Option<Duration>, pid: Option<u32>| {
            let used = busy(pid?)?.saturating_sub(before?);
            Some(used.as_secs_f64() / past.as_secs_f64() * 100.0)
        };
        if let Some(percent) = share(before.0, pids.0) {
            let beside = share(before.1, pids.1)
                .map(|p| format!("; btm {p:.3} %"))
                .unwrap_or_default();
            support::row_of(
                &format!("at rest for {REST:?}, {written} writes to the terminal{beside}"),
                format!("{percent:.3} % of a core"),
                "0.2 %",
                percent / 0.2,
                1.0,
            );
        }
        if let Some(mib) = pids.0.and_then(memory) {
            match pids.1.and_then(memory) {
                Some(limit) => support::row_of(
                    "memory, sample meeting",
                    format!("{mib:.1} MiB"),
                    format!("{limit:.1} MiB"),
                    mib / limit,
                    1.0,
                ),
                None => println!("memory, sample meeting: ours {mib:.1} MiB, no limit"),
            }
        }
        us.stop();
        if let Some(them) = &mut them {
            them.stop();
        }
    }

    impl Running {
        fn start(program: &Program, dir: &Path) -> Running {
            let pair = native_pty_system().openpty(SIZE).unwrap();
            let mut command = CommandBuilder::new(&program.path);
            command.args(&program.args);
            command.cwd(dir);
            command.env("TERM", "xterm-256color");
            // Neither may find, or leave, settings of the person who measures.
            for variable in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
                command.env(variable, dir);
            }
            for variable in ["GELAR_MEETING", "GELAR_CLOCK", "NO_COLOR"] {
                command.env_remove(variable);
            }
            let mut reader = pair.master.try_clone_reader().unwrap();
            let mut keys = pair.master.take_writer().unwrap();
            let (out, output) = channel();
            let started = Instant::now();
            let child = pair.slave.spawn_command(command).unwrap();
            drop(pair.slave);
            std::thread::spawn(move || {
                let mut bytes = vec![0; 65_536];
                while let Ok(n @ 1..) = reader.read(&mut bytes) {
                    // `btm` asks where the cursor is and waits two seconds for an answer.
                    if bytes[..n].windows(4).any(|w| w == b"\x1b[6n") {
                        let _ = keys.write_all(b"\x1b[1;1R");
                    }
                    if out.send((Instant::now(), bytes[..n].to_vec())).is_err() {
                        return;
                    }
                }
            });
            Running {
                child,
                screen: vt100::Parser::new(
                    NonZero::new(SIZE.rows).unwrap(),
                    NonZero::new(SIZE.cols).unwrap(),
                    0,
                ),
                output,
                started,
                _terminal: pair.master,
            }
        }

        /// Until something stands in the first and in the last line of the screen, and ten lines between.
        fn until_drawn(&mut self, name: &str) -> Duration {
            loop {
                let left = PATIENCE.saturating_sub(self.started.elapsed());
                let Ok((at, bytes)) = self.output.recv_timeout(left) else {
                    panic!("{name} drew no frame:\n{}", self.screen.screen().contents());
                };
                self.screen.process(&bytes);
                let lines: Vec<bool> = self
                    .screen
                    .screen()
                    .rows(0, SIZE.cols)
                    .map(|line| !line.trim().is_empty())
                    .collect();
                let drawn = lines.iter().filter(|line| **line).count();
                if drawn >= 12 && lines[0] && lines[lines.len() - 1] {
                    return at - self.started;
                }
            }
        }

        /// Reads along, and answers how often the program wrote.
        fn watch(&mut self, time: Duration) -> usize {
            let end = Instant::now() + time;
            let mut writes = 0;
            loop {
                let left = end.saturating_duration_since(Instant::now());
                match self.output.recv_timeout(left) {
                    Ok(_) => writes += 1,
                    Err(RecvTimeoutError::Timeout) => return writes,
                    Err(RecvTimeoutError::Disconnected) => panic!("it ended by itself"),
                }
            }
        }

        fn pid(&self) -> Option<u32> {
            self.child.process_id()
        }

        fn stop(&mut self) {
            // It may have ended by itself; either way it is gone afterwards.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    /// Processor time of all threads of a process so far, to the nanosecond.
    fn busy(pid: u32) -> Option<Duration> {
        let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).ok()?;
        let nanos = tasks.flatten().filter_map(|task| {
            let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
            text.split(' ').next()?.parse::<u64>().ok()
        });
        Some(Duration::from_nanos(nanos.sum()))
    }

    /// The greatest memory of a process so far, in MiB.
    fn memory(pid: u32) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
        let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kib / 1024.0)
    }
}
