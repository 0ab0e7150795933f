//! What the benches share: alternating runs, medians, invented people, and the one line that tells a row of
//! the table of speeds. It measures nothing itself.
//!
//! `name: ours X, limit Y, ratio Z (goal ≤ G)`: the limit was measured in the same run, turn by turn with
//! ours, so that a slow moment of the disk or of a neighbour hits both.

#![allow(dead_code)] // six programs share these; none uses all of them
#![allow(clippy::disallowed_methods)] // a bench reads the clock

#[path = "../../tests/support/files.rs"]
pub mod files;

use std::fmt::Display;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use gelar::clock::Clock;
use gelar::exchange::table::Progress;
use gelar::journal::Journal;
use gelar::meeting::command::Command;
use gelar::meeting::event::{Event, ImportedPerson};
use gelar::meeting::id::{PersonId, VillageCode};
use gelar::meeting::record::{About, Personal, Record, Sex, Zone};
use gelar::session::{self, Session};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Style;
use tempfile::TempDir;

/// Prints a row whose two figures are times.
pub fn row(name: &str, ours: Duration, limit: Duration, goal: f64) {
    let ratio = ours.as_secs_f64() / limit.as_secs_f64();
    row_of(
        name,
        format!("{ours:.3?}"),
        format!("{limit:.3?}"),
        ratio,
        goal,
    );
}

/// Prints a row of figures with their units. An infinite goal is none.
pub fn row_of(name: &str, ours: impl Display, limit: impl Display, ratio: f64, goal: f64) {
    let goal = if goal.is_finite() {
        format!("goal ≤ {goal}")
    } else {
        "no goal".to_owned()
    };
    println!("{name}: ours {ours}, limit {limit}, ratio {ratio:.2} ({goal})");
}

/// How long it takes.
pub fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let made = work();
    let time = start.elapsed();
    drop(std::hint::black_box(made));
    time
}

/// The middle one.
pub fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The medians of two works done turn by turn.
pub fn alternate(
    rounds: usize,
    mut ours: impl FnMut() -> Duration,
    mut limit: impl FnMut() -> Duration,
) -> (Duration, Duration) {
    let (mut of_ours, mut of_limit) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        of_limit.push(limit());
        of_ours.push(ours());
    }
    (median(&mut of_ours), median(&mut of_limit))
}

/// A text of one style that stands somewhere.
pub struct Run {
    pub x: u16,
    pub y: u16,
    pub text: String,
    pub style: Style,
}

/// The cells of a frame as runs of one style; what is blank and plain needs no drawing.
pub fn runs(buffer: &Buffer) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for y in 0..buffer.area.height {
        let mut next = 0;
        let mut open = false;
        for x in 0..buffer.area.width {
            let cell = &buffer[(x, y)];
            if x < next {
                continue; // the second half of a wide character
            }
            if *cell == Cell::default() {
                open = false;
                continue;
            }
            next = x + 1;
            match runs.last_mut() {
                Some(run) if open && run.style == cell.style() => run.text.push_str(cell.symbol()),
                _ => runs.push(Run {
                    x,
                    y,
                    text: cell.symbol().to_owned(),
                    style: cell.style(),
                }),
            }
            open = true;
        }
    }
    runs
}

/// A folder beside the build, on a real disk: the usual one may be memory, where nothing is durable.
pub fn folder() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

/// Goes on, whatever the progress.
pub fn go_on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// What the meetings of the benches are.
pub fn about() -> About {
    About {
        title: "PLM Kabupaten Maros 2026".into(),
        date: jiff::civil::date(2026, 11, 23),
        place: "Baruga B Kantor Bupati, Maros".into(),
        zone: Zone::Wita,
        organiser: "Dinas Perpustakaan dan Kearsipan".into(),
        sample: true,
        ..About::default()
    }
}

/// Runs one command that is not refused.
pub fn must(
    session: &mut Session,
    journal: &mut dyn Journal,
    clock: &mut Clock,
    command: Command,
) -> Vec<Event> {
    let context = clock.context("Meja 1", "Rahma", Zone::Wita);
    session::run(session, journal, command, context)
        .unwrap()
        .unwrap()
}

/// A file of the sample meeting.
pub fn sample_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data/contoh")
        .join(name)
}

/// The sample meeting on an empty journal.
pub fn sample(journal: &mut dyn Journal, clock: &mut Clock) -> Session {
    let mut session = Session::open(journal).unwrap();
    let libraries =
        files::libraries(std::fs::read(sample_file("perpustakaan.csv")).unwrap()).unwrap();
    let people = files::read_people(&sample_file("peserta.csv")).unwrap();
    for command in [
        Command::Found(about()),
        Command::ImportLibraries(Arc::new(libraries.rows), Arc::default()),
        Command::ImportPeople(Arc::new(people.rows), Arc::default()),
    ] {
        must(&mut session, journal, clock, command);
    }
    session
}

/// Invented people, three to a village.
pub fn people(count: u32) -> Vec<ImportedPerson> {
    const GROUPS: [&str; 8] = [
        "Pengelola Perpustakaan",
        "Kepala Desa",
        "Camat",
        "PIC",
        "Babinsa",
        "Panitia",
        "Tamu Kehormatan",
        "Pendamping",
    ];
    (1..=count)
        .map(|n| {
            let group = GROUPS[n as usize % 37 % GROUPS.len()];
            ImportedPerson {
                id: PersonId(n),
                record: Arc::new(Record {
                    personal: Personal {
                        name: name(n),
                        sex: Some(if n.is_multiple_of(2) { Sex::L } else { Sex::P }),
                        position: group.into(),
                        nip: format!("19780924{n:06}1001"),
                        phone: format!("0800{n:08}"),
                        ..Personal::default()
                    },
                    invitation: format!("PLM26-{n:06}"),
                    group: group.into(),
                    village: Some(village(n / 3)),
                    ..Record::default()
                }),
                changed: Vec::new(),
            }
        })
        .collect()
}

/// A name as lists have them, some with titles.
fn name(n: u32) -> String {
    const FIRST: [&str; 10] = [
        "Andi", "Sitti", "Muh.", "Baso", "Hj. Nur", "Daeng", "Rusli", "Abd.", "Sénrang", "Besse",
    ];
    const LAST: [&str; 7] = [
        "Rahman",
        "Marwah",
        "Mappuji",
        "Caya, S.Pd.",
        "Sija",
        "Kadir, M.Si.",
        "Tenri",
    ];
    let mut word = String::from("D");
    let mut rest = n / 70;
    for _ in 0..3 {
        word.push(['a', 'i', 'u', 'e', 'o'][rest as usize % 5]);
        word.push(['b', 'l', 'r', 's', 'm', 't'][rest as usize / 5 % 6]);
        rest /= 30;
    }
    let (first, last) = (FIRST[n as usize % 10], LAST[n as usize / 10 % 7]);
    format!("{first} {word} {last}")
}

/// A code of the right shape for village number `n`.
fn village(n: u32) -> VillageCode {
    let text = format!(
        "7{}.{:02}.{:02}.2{:03}",
        n / 8_000_000 % 10,
        n / 80_000 % 100,
        n / 1_000 % 80,
        n % 1_000
    );
    VillageCode::parse(&text).unwrap()
}
