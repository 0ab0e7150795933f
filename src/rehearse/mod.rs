//! A rehearsal of the desk: a queue of guests is drawn from a seed, goes through the program itself
//! on a throw-away copy of the meeting, and is measured. Never opens the meeting itself; whoever calls
//! makes the copy.
//!
//! The same seed on the same meeting gives the same report, but for what is measured: [`Program`].

pub mod dice;
mod draw;
mod guests;
mod habits;
mod play;
pub mod queue;
mod window;

use std::collections::BTreeMap;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};

pub use guests::Handling;
pub use habits::{Habits, Seconds};
use queue::{Queue, Turn, measure, serve};

use crate::clock::{Clock, Stopwatch};
use crate::journal::JournalError;
use crate::meeting::command::{Command, Refusal};
use crate::meeting::id::ListId;
use crate::meeting::record::Zone;
use crate::session::verify_file;
use dice::Dice;
use guests::Party;
use play::play;
use window::{Circumstances, Window};

/// A queue in which nobody waits longer is short enough.
pub const FINE_WAIT_MS: u64 = 5 * 60_000;
/// More desks are not tried.
const MOST_DESKS: usize = 12;

/// How a rehearsal is to be.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The desks' names, at least one.
    pub stations: Vec<String>,
    /// The operator's name.
    pub operator: String,
    /// How many guests come; none: everybody who is expected.
    pub guests: Option<usize>,
    /// The dice.
    pub seed: u64,
    /// When the meeting begins.
    pub start: Timestamp,
    /// The zone of the stamps.
    pub zone: Zone,
    /// How much faster than life; none: as fast as it goes.
    pub speed: Option<f64>,
    /// What is taken for granted.
    pub habits: Habits,
    /// Stands before the copy's title from now on.
    pub mark: String,
}

impl Setup {
    /// When the first guests may come.
    pub fn opens(&self) -> Timestamp {
        let before = SignedDuration::from_mins(i64::from(self.habits.first_before));
        self.start.checked_sub(before).unwrap_or(self.start)
    }
}

/// What goes on, for whoever watches.
#[derive(Debug)]
pub enum News<'a> {
    /// Guests are invented because the list is too short.
    Inventing {
        /// So many are there.
        done: usize,
        /// Of so many.
        total: usize,
    },
    /// A guest is in.
    Served {
        /// So many are in.
        done: usize,
        /// Of so many.
        total: usize,
        /// When.
        at: Timestamp,
        /// At which desk.
        station: &'a str,
        /// Who.
        name: &'a str,
        /// How it went.
        handling: Handling,
        /// How long the party had waited.
        waited_ms: u64,
    },
}

/// The program's own time, measured: the only part of a report that differs from run to run.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Program {
    /// Half of the guests needed no more, in milliseconds.
    pub p50_ms: f64,
    /// 99 of a hundred.
    pub p99_ms: f64,
    /// The slowest.
    pub max_ms: f64,
    /// Playing everything, in seconds.
    pub wall_s: f64,
}

/// How long guests stood at the desk, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Service {
    /// On average.
    pub mean: u64,
    /// 95 of a hundred were faster.
    pub p95: u64,
    /// The slowest.
    pub max: u64,
}

/// What a rehearsal showed.
#[derive(Clone, Debug)]
pub struct Report {
    /// The dice.
    pub seed: u64,
    /// Guests played.
    pub guests: usize,
    /// Of them, invited guests who were invented because the list was too short.
    pub invented: usize,
    /// Parties they came in.
    pub parties: usize,
    /// Present before anything was played.
    pub before: usize,
    /// Present at the end, folded anew from the copy.
    pub present: usize,
    /// The journal is whole, and says `before` + `guests`.
    pub agrees: bool,
    /// Entries in the copy.
    pub entries: u64,
    /// Time at the desk.
    pub service: Service,
    /// The program's part of it.
    pub program: Program,
    /// The queue before these desks.
    pub queue: Queue,
    /// The same guests with one more desk.
    pub one_more: Queue,
    /// The fewest desks at which nobody waits longer than [`FINE_WAIT_MS`]; none up to twelve.
    pub enough: Option<Queue>,
    /// When the desk's own hint asked for one more desk, and the number of desks then.
    pub hint: Option<(Timestamp, u32)>,
    /// How many guests went how.
    pub handled: BTreeMap<Handling, usize>,
    /// Answers of the program that were not the ones to expect.
    pub surprises: usize,
    /// Guests who did not stand among the first rows of their search.
    pub not_listed: usize,
    /// When the first guests may come; the queue's times count from here.
    pub opens: Timestamp,
    /// What was taken for granted.
    pub habits: Habits,
}

impl Report {
    /// A moment of the queue.
    pub fn at(&self, ms: u64) -> Timestamp {
        let ms = SignedDuration::from_millis(i64::try_from(ms).unwrap_or_default());
        self.opens.checked_add(ms).unwrap_or(self.opens)
    }
}

/// Why there was no rehearsal.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The copy could not be read or written.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The meeting refuses what has to be prepared.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Nobody is expected any more.
    #[error("nobody to come")]
    Nobody,
}

/// Rehearses on `copy`, which is changed. `watch` measures the program.
///
/// # Errors
/// What the copy's disk says; `Nobody` where no guests are asked for and none are expected.
pub fn rehearse(
    copy: &Path,
    setup: &Setup,
    watch: Stopwatch,
    tell: &mut dyn FnMut(News<'_>),
) -> Result<Report, Trouble> {
    let mut dice = Dice::new(setup.seed);
    let mut life = Circumstances {
        setup,
        clock: Clock::fixed(setup.start, Some(0), Some(0), 0),
        dice: Dice::new(dice.bits()),
        watch,
    };
    let names = setup.stations.iter().map(String::as_str);
    let mut windows: Vec<Window> = Vec::new();
    for (n, name) in names.enumerate() {
        let mut window = Window::open(copy, name)?;
        if n == 0 {
            mark(&mut life, &mut window)?;
        }
        windows.push(window);
    }
    let first = windows.first_mut().ok_or(Trouble::Nobody)?;
    if first.meeting().closing(&ListId::main()).is_some() {
        return Err(Refusal::Closed(ListId::main()).into());
    }
    let before = first.meeting().people().total().present;
    let (parties, invented) = draw(&mut life, first, &mut dice, tell)?;
    let turns: Vec<Turn> = parties.iter().map(Party::turn).collect();
    let served = serve(&turns, setup.stations.len());
    let began = watch.us();
    let played = play(&mut life, &mut windows, &parties, &served, tell)?;
    let wall_s = to_f64(watch.us().saturating_sub(began)) / 1e6;
    drop(windows);

    let (checked, session) = verify_file(copy)?;
    let present = session.meeting().people().total().present;
    let guests = played.handled.len();
    let mut handled = BTreeMap::new();
    for handling in &played.handled {
        *handled.entry(*handling).or_insert(0) += 1;
    }
    let queue = |desks| measure(&turns, &serve(&turns, desks), desks);
    let desks = setup.stations.len();
    Ok(Report {
        seed: setup.seed,
        guests,
        invented,
        parties: parties.len(),
        before,
        present,
        agrees: checked.problem.is_none() && present == before + guests,
        entries: session.head().seq,
        service: service(&parties),
        program: program(played.micros, wall_s),
        queue: measure(&turns, &served, desks),
        one_more: queue(desks + 1),
        enough: (1..=MOST_DESKS)
            .map(queue)
            .find(|q| q.longest_wait <= FINE_WAIT_MS),
        hint: played.hint,
        handled,
        surprises: played.surprises,
        not_listed: played.not_listed,
        opens: setup.opens(),
        habits: setup.habits,
    })
}

/// Says in the copy's title what it is: one that is kept must not be taken for the meeting.
fn mark(life: &mut Circumstances<'_>, window: &mut Window) -> Result<(), Trouble> {
    let about = window.meeting().about().ok_or(Refusal::NotFounded)?;
    let mut about = about.clone();
    about.title = format!("{}: {}", life.setup.mark, about.title);
    window.run(life, 0, Command::Describe(about))?.0?;
    Ok(())
}

/// Who comes and when; the list is filled up with invented guests where it is too short.
fn draw(
    life: &mut Circumstances<'_>,
    window: &mut Window,
    dice: &mut Dice,
    tell: &mut dyn FnMut(News<'_>),
) -> Result<(Vec<Party>, usize), Trouble> {
    let habits = life.setup.habits;
    let expected = guests::expected(window.meeting());
    let wanted = life.setup.guests.unwrap_or(expected.len());
    if wanted == 0 {
        return Err(Trouble::Nobody);
    }
    let walk_ins = guests::walk_ins(&habits, wanted);
    let missing = (wanted - walk_ins).saturating_sub(expected.len());
    for n in 0..missing {
        let record = guests::invented(window.meeting(), dice, n);
        let arrive: Option<ListId> = None;
        window.run(life, 0, Command::Add { record, arrive })?.0?;
        tell(News::Inventing {
            done: n + 1,
            total: missing,
        });
    }
    let mut invited = guests::expected(window.meeting());
    dice.shuffle(&mut invited);
    invited.truncate(wanted - walk_ins);
    let meeting = window.session.meeting();
    let parties = guests::morning(meeting, &window.index, &habits, dice, invited, walk_ins);
    Ok((parties, missing))
}

fn service(parties: &[Party]) -> Service {
    let guests = parties.iter().flat_map(|p| &p.guests);
    let mut all: Vec<u64> = guests.map(guests::Guest::takes).collect();
    all.sort_unstable();
    let count = u64::try_from(all.len()).unwrap_or(1).max(1);
    Service {
        mean: all.iter().sum::<u64>() / count,
        p95: percentile(&all, 95),
        max: all.last().copied().unwrap_or_default(),
    }
}

fn program(mut micros: Vec<u64>, wall_s: f64) -> Program {
    micros.sort_unstable();
    let ms = |us: u64| to_f64(us) / 1_000.0;
    Program {
        p50_ms: ms(percentile(&micros, 50)),
        p99_ms: ms(percentile(&micros, 99)),
        max_ms: ms(micros.last().copied().unwrap_or_default()),
        wall_s,
    }
}

/// The least value that so many of a hundred do not exceed (nearest rank). `sorted` upwards.
fn percentile(sorted: &[u64], percent: usize) -> u64 {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted
        .get(rank.saturating_sub(1))
        .copied()
        .unwrap_or_default()
}

/// Exact below 2^53.
#[allow(clippy::cast_precision_loss)] // see above: microseconds of centuries
fn to_f64(n: u64) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_seen() {
        let hundred: Vec<u64> = (1..=100).collect();
        assert_eq!(percentile(&hundred, 95), 95);
        assert_eq!(percentile(&hundred, 100), 100);
        assert_eq!(percentile(&[7], 50), 7);
        assert_eq!(percentile(&[], 50), 0);
        assert_eq!(percentile(&[1, 2, 3], 50), 2);
    }
}
