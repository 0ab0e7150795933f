//! `gelar rehearse desk`: a queue on a throw-away copy of the meeting, and its report. The meeting
//! file is opened for reading only; the copy is removed unless it is to be kept.

mod report;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};
use jiff::civil::Time;

use super::Failure;
use super::open::{USUAL, open, path_of, with_backup};
use super::print::{aside, harmless};
use super::run::{Run, demo};
use crate::clock::Clock;
use crate::journal::{JournalError, backup};
use crate::meeting::Meeting;
use crate::meeting::record::Zone;
use crate::rehearse::{Habits, News, Setup, Trouble, rehearse};
use crate::text::rehearse::nobody;
use crate::text::{Text, time};

/// More guests than this in one rehearsal are a slip of the finger.
const MOST_GUESTS: usize = 200_000;
/// More desks likewise.
const MOST_DESKS: usize = 12;
/// More guests than this and the way is told on stderr.
const LONG: usize = 2_000;
/// Before the name of a throw-away folder; older ones were left by a crash.
const FOLDER: &str = "gelar-latihan-";
/// A folder that is older was left.
const ABANDONED: Duration = Duration::from_secs(24 * 3_600);

/// What can be rehearsed.
#[derive(Debug, Subcommand)]
pub(crate) enum Rehearse {
    /// Antrean di meja registrasi · a queue at the registration desk
    #[command(visible_alias = "meja")]
    Desk(DeskArgs),
}

#[derive(Debug, Args)]
pub(crate) struct DeskArgs {
    /// Jumlah meja · desks
    #[arg(long, default_value_t = 1, value_name = "N")]
    desks: usize,
    /// Jumlah tamu · guests [default: semua yang ditunggu · everybody expected]
    #[arg(long, value_name = "N")]
    guests: Option<usize>,
    /// Benih acak; benih sama, antrean sama · the same seed, the same queue
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// Berapa kali lebih cepat dari waktu sebenarnya · how much faster than life
    #[arg(long, default_value = "max", value_name = "X")]
    speed: String,
    /// Jam acara mulai · when the meeting begins
    #[arg(long, default_value = "08.45", value_name = "TIME")]
    start: String,
    /// Simpan salinan latihan · keep the throw-away copy
    #[arg(long, value_name = "FILE")]
    keep: Option<PathBuf>,
}

/// A folder that is gone when this is.
struct Throwaway(PathBuf);

impl Drop for Throwaway {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Rehearses the desk.
pub(super) fn run(run: &Run, what: &Rehearse) -> Result<(), Failure> {
    let Rehearse::Desk(args) = what;
    let text = run.text;
    let speed = speed(text, &args.speed)?;
    let start = start(text, &args.start)?;
    let fits = |n: Option<usize>| n.is_none_or(|n| (1..=MOST_GUESTS).contains(&n));
    if !(1..=MOST_DESKS).contains(&args.desks) || !fits(args.guests) {
        return Err(Failure::Usage(text.rehearse.e_count.to_owned()));
    }
    if let Some(keep) = &args.keep {
        must_be_free(text, keep)?;
    }
    let folder = throwaway(&run.clock).map_err(|e| Failure::io(&e))?;
    let copy = folder.0.join("latihan.gelar");
    copy_of_meeting(run, &copy)?;
    let (about, meeting) = {
        let (_, session) = open(text, &copy)?;
        let about = session.meeting().about().cloned().unwrap_or_default();
        (about, session.meeting().clone())
    };
    let begins = about
        .zone
        .offset()
        .to_timestamp(about.date.to_datetime(start));
    let setup = Setup {
        stations: (1..=args.desks).map(text.rehearse.desk).collect(),
        operator: text.rehearse.mark.to_owned(),
        guests: args.guests,
        seed: args.seed,
        start: begins.map_err(|_| Failure::Usage(text.rehearse.e_start.to_owned()))?,
        zone: about.zone,
        speed,
        habits: Habits::default(),
        mark: text.rehearse.mark.to_owned(),
    };
    let watch = run.clock.stopwatch();
    let tell = &mut |news: News<'_>| told(text, &meeting, speed.is_some(), run.json, &news);
    let report = rehearse(&copy, &setup, watch, tell).map_err(|e| trouble(text, &meeting, &e))?;
    report::print(text, &meeting, &report, args.keep.as_deref(), run.json)?;
    if let Some(keep) = &args.keep {
        must_be_free(text, keep)?;
        backup::copy(&copy, keep).map_err(|e| Failure::journal(text, &e))?;
    }
    if report.agrees {
        Ok(())
    } else {
        Err(Failure::Refused(String::new()))
    }
}

/// A copy that is kept never takes anybody's place: the meeting itself is the beginning of it, and
/// would be replaced as if the copy were its backup.
fn must_be_free(text: &Text, keep: &Path) -> Result<(), Failure> {
    match std::fs::symlink_metadata(keep) {
        Ok(_) => {
            let taken = JournalError::Exists(keep.to_owned());
            Err(Failure::journal(text, &taken))
        }
        Err(_) => Ok(()),
    }
}

/// The meeting that is meant, or, where there is none and none is named, the sample.
fn copy_of_meeting(run: &Run, copy: &Path) -> Result<(), Failure> {
    let source = path_of(run.meeting.as_ref());
    if run.meeting.is_none() && !source.exists() {
        tracing::info!(missing = USUAL, "rehearsal of the sample meeting");
        let sample = Run {
            text: run.text,
            clock: run.clock.again(),
            station: None,
            operator: None,
            subdistricts: None,
            meeting: Some(copy.to_owned()),
            json: false,
            pin: None,
        };
        return demo(&sample).map(drop);
    }
    backup::copy(&source, copy)
        .map(drop)
        .map_err(|e| with_backup(run.text, &source, &e))
}

/// A folder that nobody else can read: the copy holds what the meeting holds.
fn throwaway(clock: &Clock) -> anyhow::Result<Throwaway> {
    let parent = std::env::temp_dir();
    let id = clock.again().context("", "", Zone::default()).stamp.id;
    let path = parent.join(format!("{FOLDER}{id}"));
    private_folder(&path)?;
    let folder = Throwaway(path);
    sweep(&parent, &folder.0);
    Ok(folder)
}

/// Makes a folder that only this user may open.
#[cfg(unix)]
fn private_folder(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().mode(0o700).create(path)
}

/// Makes a folder. The folder of temporary files is the user's own already.
#[cfg(not(unix))]
fn private_folder(path: &Path) -> std::io::Result<()> {
    std::fs::create_dir(path)
}

/// Removes what rehearsals that were cut short have left. What is old is asked of the disk that
/// dates them, by the folder made just now: the clock may be pinned.
fn sweep(parent: &Path, fresh: &Path) {
    let made = |path: &Path| std::fs::symlink_metadata(path).and_then(|m| m.modified());
    let Ok(now) = made(fresh) else {
        return;
    };
    let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
    for entry in entries.filter(|e| e.file_name().to_string_lossy().starts_with(FOLDER)) {
        let age = made(&entry.path())
            .ok()
            .and_then(|m| now.duration_since(m).ok());
        let is_folder = entry.file_type().is_ok_and(|t| t.is_dir());
        if is_folder && age.is_some_and(|age| age > ABANDONED) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

fn speed(text: &Text, written: &str) -> Result<Option<f64>, Failure> {
    let written = written.trim().replace(',', ".");
    if ["max", "maks"].contains(&written.to_lowercase().as_str()) {
        return Ok(None);
    }
    let speed = written.parse::<f64>().ok();
    speed
        .filter(|s| s.is_finite() && *s > 0.0)
        .map(Some)
        .ok_or_else(|| Failure::Usage(text.rehearse.e_speed.to_owned()))
}

fn start(text: &Text, written: &str) -> Result<Time, Failure> {
    let wrong = || Failure::Usage(text.rehearse.e_start.to_owned());
    let (hour, minute) = written.trim().split_once(['.', ':']).ok_or_else(wrong)?;
    let number = |s: &str| s.parse::<i8>().map_err(|_| wrong());
    Time::new(number(hour)?, number(minute)?, 0, 0).map_err(|_| wrong())
}

fn trouble(text: &Text, meeting: &Meeting, error: &Trouble) -> Failure {
    match error {
        Trouble::Journal(e) => Failure::journal(text, e),
        Trouble::Refused(e) => Failure::Refused(crate::text::refusal(text, meeting, e)),
        Trouble::Nobody => Failure::Refused(nobody(text, error).unwrap_or_default().to_owned()),
    }
}

/// A line per guest where somebody can follow, else the way of a long rehearsal on stderr.
fn told(text: &Text, meeting: &Meeting, follow: bool, as_json: bool, news: &News<'_>) {
    let words = &text.rehearse;
    let (done, total, phrase) = match news {
        News::Inventing { done, total } => (*done, *total, words.inventing),
        News::Served { done, total, .. } => (*done, *total, words.playing),
    };
    if let (true, News::Served { .. }) = (follow, news) {
        let line = served(text, meeting, news);
        let line = harmless(&line);
        // Whoever has closed the pipe does not want to see it.
        let _ = if as_json {
            writeln!(io::stderr(), "{line}")
        } else {
            writeln!(io::stdout(), "{line}")
        };
        return;
    }
    let tenth = (total / 10).max(1);
    if total > LONG && done % tenth == 0 {
        aside(&phrase(done, total));
    }
}

fn served(text: &Text, meeting: &Meeting, news: &News<'_>) -> String {
    match news {
        News::Inventing { .. } => String::new(),
        News::Served {
            at,
            station,
            name,
            handling,
            waited_ms,
            ..
        } => (text.rehearse.served)(
            &time(meeting, *at),
            station,
            name,
            (text.rehearse.handling)(*handling),
            &text.rehearse.duration(*waited_ms),
        ),
    }
}
