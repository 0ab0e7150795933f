//! `gelar rehearse desk`: a queue on a throw-away copy of the meeting, and its report. The meeting
//! file is opened for reading only; the copy is removed unless it is to be kept.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};
use jiff::civil::Time;
use serde_json::{Value, json};

use super::Failure;
use super::open::{USUAL, open, path_of, with_backup};
use super::print::harmless;
use super::run::{Run, demo};
use crate::clock::Clock;
use crate::journal::{JournalError, backup};
use crate::meeting::Meeting;
use crate::meeting::record::Zone;
use crate::rehearse::queue::Queue;
use crate::rehearse::{Habits, Handling, News, Report, Setup, Trouble, rehearse};
use crate::text::rehearse::{Words, decimal, nobody};
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
    print(text, &meeting, &report, args.keep.as_deref(), run.json)?;
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
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(&path)?;
    let folder = Throwaway(path);
    sweep(&parent, &folder.0);
    Ok(folder)
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
        eprintln!("{}", phrase(done, total));
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

fn print(
    text: &Text,
    meeting: &Meeting,
    report: &Report,
    keep: Option<&Path>,
    as_json: bool,
) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let lines = if as_json {
        vec![as_value(meeting, report, keep).to_string()]
    } else {
        lines(text, meeting, report, keep)
    };
    let mut lines = lines.iter();
    super::print::finish(
        lines
            .try_for_each(|l| writeln!(out, "{}", harmless(l)))
            .and_then(|()| out.flush()),
    )
}

fn lines(text: &Text, meeting: &Meeting, r: &Report, keep: Option<&Path>) -> Vec<String> {
    let w = &text.rehearse;
    let seconds = |ms: u64| decimal(text.lang, to_f64(ms) / 1_000.0);
    let clock = |ms: u64| time(meeting, r.at(ms));
    let h = &r.habits;
    let walk_ins = r.handled.get(&Handling::WalkIn).copied().unwrap_or(0);
    let present = if r.agrees { w.agrees } else { w.differs };
    let mut rows: Vec<(&str, String)> = vec![
        (
            w.l_guests,
            (w.guests)(r.guests, r.parties, r.invented, walk_ins),
        ),
        (w.l_present, present(r.before, r.present)),
        (
            w.l_at_desk,
            (w.at_desk)(&seconds(r.service.mean), &seconds(r.service.p95)),
        ),
        (
            w.l_program,
            (w.program)(
                &decimal(text.lang, r.program.p50_ms),
                &decimal(text.lang, r.program.p99_ms),
            ),
        ),
        (w.l_queue, queue_words(w, &r.queue, &clock)),
        (w.l_last, clock(r.queue.last_done)),
        (w.l_mistakes, mistakes(w, r)),
    ];
    let with = |q: &Queue| (w.with_desks)(q.desks, q.longest_people, &w.duration(q.longest_wait));
    rows.push((w.l_advice, with(&r.one_more)));
    if let Some(enough) = &r.enough {
        rows.push(("", (w.enough)(enough.desks)));
    }
    let hint = r.hint.map_or_else(
        || w.no_hint.to_owned(),
        |(at, desk)| (w.hint)(desk, &time(meeting, at)),
    );
    rows.push((w.l_hint, hint));
    let ends = |s: [f64; 3]| [s[0], s[2]];
    let name = [h.ask[0] + h.choose[0], h.ask[2] + h.choose[2]];
    rows.push((
        w.l_assumed,
        (w.assumed_coming)(
            h.first_before,
            h.last_after,
            h.late_percent,
            h.together_percent,
        ),
    ));
    rows.push(("", (w.assumed_hands)(ends(h.scan), name, ends(h.form))));
    if let Some(keep) = keep {
        rows.push((w.l_kept, keep.display().to_string()));
    }
    let mut lines = vec![
        (w.title)(r.guests, r.queue.desks, r.seed),
        w.untouched.to_owned(),
    ];
    lines.extend(
        rows.iter()
            .map(|(label, words)| format!("{label:<12} {words}")),
    );
    lines
}

fn queue_words(w: &Words, q: &Queue, clock: &dyn Fn(u64) -> String) -> String {
    if q.longest_people == 0 {
        return w.no_queue.to_owned();
    }
    (w.queue)(
        q.longest_people,
        &clock(q.longest_at),
        &w.duration(q.longest_wait),
        &clock(q.waited_from),
    )
}

fn mistakes(w: &Words, r: &Report) -> String {
    let handled = r.handled.iter();
    let mut told: Vec<String> = handled
        .map(|(how, n)| format!("{} {n}", (w.handling)(*how)))
        .collect();
    if r.surprises > 0 {
        told.push((w.surprises)(r.surprises));
    }
    if r.not_listed > 0 {
        told.push((w.not_listed)(r.not_listed));
    }
    told.join(", ")
}

/// The report in the published shape.
fn as_value(meeting: &Meeting, r: &Report, keep: Option<&Path>) -> Value {
    let queue = |q: &Queue| {
        json!({
            "desks": q.desks,
            "longest_people": q.longest_people,
            "longest_at": meeting.rfc3339(r.at(q.longest_at)),
            "longest_wait_s": to_f64(q.longest_wait) / 1_000.0,
            "longest_wait_from": meeting.rfc3339(r.at(q.waited_from)),
            "mean_wait_s": to_f64(q.mean_wait()) / 1_000.0,
            "last_done": meeting.rfc3339(r.at(q.last_done)),
        })
    };
    let hint = r
        .hint
        .map(|(at, desk)| json!({"at": meeting.rfc3339(at), "desk": desk}));
    let seconds = |ms: u64| to_f64(ms) / 1_000.0;
    json!({
        "seed": r.seed,
        "desks": r.queue.desks,
        "guests": r.guests,
        "invented": r.invented,
        "parties": r.parties,
        "before": r.before,
        "present": r.present,
        "agrees": r.agrees,
        "entries": r.entries,
        "seconds_per_guest": {
            "mean": seconds(r.service.mean),
            "p95": seconds(r.service.p95),
            "max": seconds(r.service.max),
        },
        "program": {
            "p50_ms": r.program.p50_ms,
            "p99_ms": r.program.p99_ms,
            "max_ms": r.program.max_ms,
            "wall_s": r.program.wall_s,
        },
        "queue": queue(&r.queue),
        "one_more": queue(&r.one_more),
        "enough": r.enough.as_ref().map(queue),
        "hint": hint,
        "handled": r.handled,
        "surprises": r.surprises,
        "not_listed": r.not_listed,
        "kept": keep.map(|p| p.display().to_string()),
        "assumptions": r.habits,
    })
}

/// Exact below 2^53.
#[allow(clippy::cast_precision_loss)] // milliseconds of centuries
fn to_f64(n: u64) -> f64 {
    n as f64
}
