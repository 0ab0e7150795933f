//! Counts that lead to action: how fast people come, when all may be in, whether one more desk is
//! needed, and who is missing. Numbers only; the words are in `text/pace.rs`. Never changes anything
//! and never promises that somebody comes.

mod missing;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::Meeting;
use super::event::How;
use super::id::ListId;

pub use missing::{Absent, Missing, missing};

/// The rate now is that of so many last minutes.
pub const RECENT_MINUTES: u32 = 10;
/// Whether a desk has pauses is asked of so many last minutes.
pub const BUSY_MINUTES: u32 = 5;
/// Fewer arrivals in the last [`RECENT_MINUTES`] and nothing is forecast.
pub const ENOUGH_RECENT: u32 = 12;
/// Fewer arrivals in the last [`BUSY_MINUTES`] and nothing is forecast.
pub const ENOUGH_LATELY: u32 = 4;
/// A forecast further away is none: whoever is still missing then perhaps does not come at all.
pub const HORIZON_MINUTES: u32 = 120;
/// A gap before a scan this many times as long as the middle one of its desk is a pause: nobody was
/// waiting.
pub const PAUSE_FACTOR: f64 = 2.5;
/// No gap below this is a pause, in seconds: a slow guest takes that long.
pub const SHORTEST_PAUSE: f64 = 20.0;
/// Before an arrival by hand no gap below this is a pause, in seconds: asking, typing, a new person.
pub const LONGEST_WORK: f64 = 60.0;
/// Desks that worked this share of the last [`BUSY_MINUTES`] do as much as they can.
pub const FULL_SHARE: f64 = 0.8;
/// Fewer turns of a desk in the last [`BUSY_MINUTES`] say nothing about its pauses.
pub const ENOUGH_TURNS: u32 = 8;
/// Fewer people to come and one more desk is not worth its table.
pub const WORTH_A_DESK: usize = 20;
/// Desks that need no longer than this for everybody to come need no help.
pub const WORTH_MINUTES: f64 = 5.0;

/// Arrivals older than a day belong to no rate: a meeting is one day.
const MINUTES_OF_DAY: usize = 24 * 60;

/// One arrival as the forecast sees it.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a> {
    /// When, UTC.
    pub at: Timestamp,
    /// At which desk.
    pub station: &'a Arc<str>,
    /// How long it may have taken there.
    pub work: Work,
}

/// What kind of work an arrival was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// A scan: seconds.
    Quick,
    /// By hand: asking, typing, ticking.
    Slow,
    /// None at a desk: the protocol brought somebody in.
    Elsewhere,
}

/// How fast people come and what follows from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pace {
    /// Arrivals that stand, whenever they were.
    pub present: usize,
    /// People still expected.
    pub left: usize,
    /// Arrivals of the last [`RECENT_MINUTES`].
    pub recent: u32,
    /// People a minute over the last [`RECENT_MINUTES`], or since the first arrival where that is
    /// less long ago (at least one minute).
    pub per_minute: f64,
    /// The most arrivals in one minute of the clock during the last 24 hours.
    pub peak: u32,
    /// When all who are expected would be in, if they come as they do now; `None` where too few
    /// came to say so, where it would be more than [`HORIZON_MINUTES`], or where nobody is left.
    pub all_in: Option<Span>,
    /// The desks that took anybody in the last 24 hours, busiest first, then by name.
    pub stations: Vec<StationPace>,
    /// One more desk should be opened.
    pub open: Option<OpenDesk>,
}

/// From when to when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Not before, UTC.
    pub earliest: Timestamp,
    /// Hardly later, UTC.
    pub latest: Timestamp,
}

/// One desk.
#[derive(Clone, Debug, PartialEq)]
pub struct StationPace {
    /// Its name.
    pub station: Arc<str>,
    /// Arrivals of the last 24 hours.
    pub total: u32,
    /// Arrivals of the last [`RECENT_MINUTES`]; a desk with none is taken to be closed.
    pub recent: u32,
    /// Arrivals of the last [`BUSY_MINUTES`].
    pub lately: u32,
    /// Turns (one guest, or a delegation recorded at once) of the last [`BUSY_MINUTES`].
    pub turns: u32,
    /// People a minute over the last [`BUSY_MINUTES`].
    pub per_minute: f64,
    /// Seconds a guest takes while the desk has no pause; `None` below [`ENOUGH_TURNS`].
    pub seconds_per_guest: Option<f64>,
    /// The share of the last [`BUSY_MINUTES`] in which the desk had no pause, 0 to 1.
    pub busy: f64,
}

/// Why one more desk should be opened.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenDesk {
    /// How many desks there would be then.
    pub desks: u32,
    /// The desk that takes the most people a minute.
    pub busiest: Arc<str>,
    /// Minutes the desks need at their present rate for everybody who is still expected.
    pub minutes: f64,
}

/// The pace of a meeting on its main list. One pass over the people.
pub fn pace(meeting: &Meeting, now: Timestamp) -> Pace {
    let list = ListId::main();
    let total = meeting.people().total();
    let arrivals = meeting.people().iter().filter_map(|p| p.arrival(&list));
    let marks = arrivals.map(|a| Mark {
        at: a.at,
        station: &a.station,
        work: match a.how {
            How::Scan => Work::Quick,
            How::Hand | How::Card => Work::Slow,
            How::Protocol => Work::Elsewhere,
        },
    });
    of(marks, now, total.expected.saturating_sub(total.present))
}

/// The pace of arrivals in any order, `left` people still expected.
///
/// Arrivals later than `now` (a clock that was set back) count as present and in no rate.
///
/// * *All in*: the counts of the last ten and the last five minutes are each taken one standard
///   deviation (the square root of the count) too high and too low; the highest and the lowest rate
///   so found give the earliest and the latest moment.
/// * *One more desk*: the desks that took anybody in the last ten minutes had no pause in at least
///   [`FULL_SHARE`] of the last five, taken together: their rate is what they can do. And at least
///   [`WORTH_A_DESK`] people are still expected, who take longer than [`WORTH_MINUTES`] at this rate.
pub fn of<'a>(marks: impl IntoIterator<Item = Mark<'a>>, now: Timestamp, left: usize) -> Pace {
    let mut counts = Counts::new(now);
    let mut present = 0;
    for mark in marks {
        present += 1;
        counts.take(&mark);
    }
    let minutes = counts.first_ms.map_or(1.0, |ms| to_f64(ms) / 60_000.0);
    let span = minutes.clamp(1.0, f64::from(RECENT_MINUTES));
    let all_in = all_in(now, left, counts.recent, counts.lately);
    let peak = counts.minutes.iter().copied().max().unwrap_or_default();
    let recent = counts.recent;
    let stations = counts.stations();
    Pace {
        present,
        left,
        recent,
        per_minute: f64::from(recent) / span,
        peak,
        all_in,
        open: one_more(&stations, left),
        stations,
    }
}

/// What one pass over the arrivals gathers.
struct Counts<'a> {
    now: Timestamp,
    /// Arrivals per minute of the clock, by minutes before this one.
    minutes: Vec<u32>,
    recent: u32,
    lately: u32,
    /// Milliseconds since the first arrival of the last 24 hours.
    first_ms: Option<i64>,
    stations: Vec<Station<'a>>,
    /// Arrivals of the last ten minutes.
    turns: Vec<Turn>,
}

/// Desk, milliseconds before now, and the work.
type Turn = (usize, i64, Work);

struct Station<'a> {
    name: &'a Arc<str>,
    total: u32,
}

impl<'a> Counts<'a> {
    fn new(now: Timestamp) -> Self {
        Counts {
            now,
            minutes: vec![0; MINUTES_OF_DAY],
            recent: 0,
            lately: 0,
            first_ms: None,
            stations: Vec::new(),
            turns: Vec::new(),
        }
    }

    fn take(&mut self, mark: &Mark<'a>) {
        let ago = self.now.as_millisecond() - mark.at.as_millisecond();
        let minute = self.now.as_second().div_euclid(60) - mark.at.as_second().div_euclid(60);
        let Some(count) = usize::try_from(minute)
            .ok()
            .and_then(|m| self.minutes.get_mut(m))
        else {
            return;
        };
        if ago < 0 {
            return;
        }
        *count += 1;
        self.first_ms = Some(self.first_ms.map_or(ago, |first| first.max(ago)));
        let is_recent = ago < i64::from(RECENT_MINUTES) * 60_000;
        if is_recent {
            self.recent += 1;
            self.lately += u32::from(ago < lately_ms());
        }
        if mark.work == Work::Elsewhere {
            return;
        }
        // Few desks, and mostly the same string in memory: no hashing.
        let known = self
            .stations
            .iter()
            .position(|s| Arc::ptr_eq(s.name, mark.station) || s.name == mark.station);
        let station = known.unwrap_or_else(|| {
            self.stations.push(Station {
                name: mark.station,
                total: 0,
            });
            self.stations.len() - 1
        });
        if let Some(station) = self.stations.get_mut(station) {
            station.total += 1;
        }
        if is_recent {
            self.turns.push((station, ago, mark.work));
        }
    }

    fn stations(mut self) -> Vec<StationPace> {
        self.turns.sort_unstable();
        let mut turns = self.turns.as_slice();
        let mut found = Vec::with_capacity(self.stations.len());
        for (n, station) in self.stations.iter().enumerate() {
            let end = turns.iter().take_while(|(s, ..)| *s == n).count();
            let (own, rest) = turns.split_at(end);
            turns = rest;
            found.push(station_pace(station, own));
        }
        found.sort_by(|a, b| {
            let by_rate = (b.lately, b.total).cmp(&(a.lately, a.total));
            by_rate.then_with(|| a.station.cmp(&b.station))
        });
        found
    }
}

/// One desk from its arrivals of the last ten minutes, newest first.
fn station_pace(station: &Station<'_>, arrivals: &[Turn]) -> StationPace {
    let lately = arrivals.iter().filter(|(_, ago, _)| *ago < lately_ms());
    let lately = u32::try_from(lately.count()).unwrap_or(u32::MAX);
    // What was recorded in one moment is one turn: the members of a delegation.
    let mut moments: Vec<(i64, Work)> = arrivals.iter().map(|(_, ago, w)| (*ago, *w)).collect();
    moments.dedup_by_key(|m| m.0);
    let turns = moments.iter().filter(|(ago, _)| *ago < lately_ms()).count();
    let turns = u32::try_from(turns).unwrap_or(u32::MAX);
    let busy_ms = busy_ms(&moments);
    let enough = turns >= ENOUGH_TURNS && lately > 0;
    StationPace {
        station: station.name.clone(),
        total: station.total,
        recent: u32::try_from(arrivals.len()).unwrap_or(u32::MAX),
        lately,
        turns,
        per_minute: f64::from(lately) / f64::from(BUSY_MINUTES),
        seconds_per_guest: enough.then(|| busy_ms / 1_000.0 / f64::from(lately)),
        busy: (busy_ms / to_f64(lately_ms())).clamp(0.0, 1.0),
    }
}

/// Milliseconds of the last [`BUSY_MINUTES`] in which a desk had no pause. `moments`: its turns, in
/// milliseconds before now, with the work, newest first.
///
/// Between two turns it worked, unless the gap is a pause: longer than [`PAUSE_FACTOR`] times the
/// middle one and than [`SHORTEST_PAUSE`]; where it ends by hand, longer than [`LONGEST_WORK`]. Since
/// the last turn likewise, as if a scan came now.
fn busy_ms(moments: &[(i64, Work)]) -> f64 {
    let mut gaps: Vec<i64> = moments.windows(2).map(|w| w[1].0 - w[0].0).collect();
    gaps.sort_unstable();
    let Some(middle) = gaps.get(gaps.len() / 2) else {
        return 0.0;
    };
    let longest = LONGEST_WORK * 1_000.0;
    let pause = (to_f64(*middle) * PAUSE_FACTOR).clamp(SHORTEST_PAUSE * 1_000.0, longest);
    let since = moments.first().map(|last| (0, last.0, Work::Quick));
    let between = moments.windows(2).map(|w| (w[0].0, w[1].0, w[0].1));
    since
        .into_iter()
        .chain(between)
        .filter(|(to, from, work)| {
            let most = match work {
                Work::Quick => pause,
                Work::Slow | Work::Elsewhere => longest,
            };
            to_f64(from - to) <= most
        })
        // Of a gap that began before, only the part inside counts.
        .map(|(to, from, _)| to_f64((from.min(lately_ms()) - to).max(0)))
        .sum()
}

fn all_in(now: Timestamp, left: usize, recent: u32, lately: u32) -> Option<Span> {
    if left == 0 || recent < ENOUGH_RECENT || lately < ENOUGH_LATELY {
        return None;
    }
    let off = |count: u32, sign: f64, minutes: u32| {
        let count = f64::from(count);
        (count + sign * count.sqrt()) / f64::from(minutes)
    };
    let bound = |sign| {
        let lately = off(lately, sign, BUSY_MINUTES);
        (off(recent, sign, RECENT_MINUTES), lately)
    };
    let (high, low) = (bound(1.0), bound(-1.0));
    let people = to_f64(i64::try_from(left).ok()?);
    let after = |rate: f64| {
        let minutes = people / rate;
        (minutes <= f64::from(HORIZON_MINUTES))
            .then(|| SignedDuration::try_from_secs_f64(minutes * 60.0).ok())
            .flatten()
            .and_then(|d| now.checked_add(d).ok())
    };
    Some(Span {
        earliest: after(high.0.max(high.1))?,
        latest: after(low.0.min(low.1))?,
    })
}

fn one_more(stations: &[StationPace], left: usize) -> Option<OpenDesk> {
    let (mut open, mut turns, mut rate, mut busy) = (0, 0, 0.0, 0.0);
    for station in stations.iter().filter(|s| s.recent > 0) {
        open += 1;
        turns += station.turns;
        rate += station.per_minute;
        busy += station.busy;
    }
    let busiest = stations.first().filter(|_| open > 0)?;
    let full = turns >= ENOUGH_TURNS * open && busy >= FULL_SHARE * f64::from(open);
    let minutes = to_f64(i64::try_from(left).ok()?) / rate;
    (full && left >= WORTH_A_DESK && minutes > WORTH_MINUTES).then(|| OpenDesk {
        desks: open + 1,
        busiest: busiest.station.clone(),
        minutes,
    })
}

/// [`BUSY_MINUTES`] in milliseconds.
fn lately_ms() -> i64 {
    i64::from(BUSY_MINUTES) * 60_000
}

/// Exact below 2^53, which no count and no millisecond of a day reaches.
#[allow(clippy::cast_precision_loss)] // see above
fn to_f64(n: i64) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests;
