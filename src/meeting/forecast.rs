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
mod tests {
    use std::collections::{BTreeMap, HashMap};

    use proptest::prelude::*;

    use super::*;
    use crate::meeting::event::{Arrived, Event, How, PersonAdded, Stamp};
    use crate::meeting::id::{EntryId, PersonId};
    use crate::meeting::record::Record;

    /// 09.00 WITA of a meeting day.
    const NOW: i64 = 1_733_792_400;

    fn now() -> Timestamp {
        Timestamp::from_second(NOW).unwrap()
    }

    /// Arrivals by desk name and seconds before now.
    fn pace_of(arrivals: &[(&str, i64)], left: usize) -> Pace {
        let names: HashMap<&str, Arc<str>> =
            arrivals.iter().map(|(n, _)| (*n, Arc::from(*n))).collect();
        let marks = arrivals.iter().map(|(n, ago)| Mark {
            at: Timestamp::from_second(NOW - ago).unwrap(),
            station: &names[n],
            work: Work::Quick,
        });
        of(marks, now(), left)
    }

    /// One guest every `gap` seconds at a desk, for `minutes`.
    fn steady(desk: &'static str, gap: i64, minutes: i64) -> Vec<(&'static str, i64)> {
        (1..=minutes * 60 / gap).map(|n| (desk, n * gap)).collect()
    }

    fn minutes_from_now(at: Timestamp) -> f64 {
        at.duration_since(now()).as_secs_f64() / 60.0
    }

    #[test]
    fn nobody_yet_and_nothing_is_said() {
        let pace = pace_of(&[], 98);
        assert_eq!(
            (pace.present, pace.left, pace.recent, pace.peak),
            (0, 98, 0, 0)
        );
        assert_eq!((pace.all_in, pace.open), (None, None));
        assert!(pace.per_minute.abs() < f64::EPSILON && pace.stations.is_empty());
    }

    #[test]
    fn six_a_minute_and_the_rest_in_a_quarter_of_an_hour() {
        // 60 in ten minutes, 30 in five: 60 + √60 = 67.7 and 30 + √30 = 35.5 at the most,
        // 52.3 and 24.5 at the least; 90 people at 7.1 or at 4.9 a minute.
        let pace = pace_of(&steady("Meja 1", 10, 12), 90);
        assert_eq!((pace.recent, pace.peak), (59, 6));
        assert!((pace.per_minute - 5.9).abs() < 0.01, "{}", pace.per_minute);
        let span = pace.all_in.unwrap();
        assert!((12.0..13.5).contains(&minutes_from_now(span.earliest)));
        assert!((17.5..19.5).contains(&minutes_from_now(span.latest)));
    }

    #[test]
    fn a_young_morning_is_measured_from_its_first_arrival() {
        let pace = pace_of(&steady("Meja 1", 15, 3), 90);
        assert!((pace.per_minute - 4.0).abs() < 0.01, "{}", pace.per_minute);
    }

    #[test]
    fn too_few_or_too_far_away_is_no_forecast() {
        let few = steady("Meja 1", 54, 10);
        assert_eq!((few.len(), pace_of(&few, 5).all_in), (11, None));
        let enough = steady("Meja 1", 40, 10);
        assert!(pace_of(&enough, 5).all_in.is_some());
        assert_eq!(
            pace_of(&enough, 400).all_in,
            None,
            "in hours, if they come at all"
        );
        assert_eq!(pace_of(&enough, 0).all_in, None, "nobody is left");
    }

    #[test]
    fn when_nobody_comes_any_more_nothing_is_promised() {
        let earlier: Vec<_> = (0..50).map(|n| ("Meja 1", 310 + n * 5)).collect();
        let pace = pace_of(&earlier, 8);
        assert_eq!((pace.recent, pace.all_in, pace.open), (50, None, None));
    }

    #[test]
    fn a_desk_without_a_pause_wants_help_while_many_are_to_come() {
        let full = steady("Meja 1", 10, 8);
        let open = pace_of(&full, 90).open.unwrap();
        assert_eq!((open.desks, &*open.busiest), (2, "Meja 1"));
        assert!((open.minutes - 90.0 / 5.8).abs() < 0.5, "{}", open.minutes);
        assert_eq!(pace_of(&full, WORTH_A_DESK - 1).open, None, "few are left");
        assert_eq!(pace_of(&full, 25).open, None, "five minutes are no queue");
        let seconds = pace_of(&full, 90).stations[0].seconds_per_guest.unwrap();
        assert!((9.5..10.6).contains(&seconds), "{seconds}");
    }

    #[test]
    fn pauses_are_no_queue() {
        // Bursts of four guests, ten seconds each, and then 40 seconds of nobody.
        let bursts: Vec<_> = (0..480)
            .filter(|s| s % 10 == 0 && s % 80 < 40)
            .map(|s| ("Meja 1", s + 1))
            .collect();
        let pace = pace_of(&bursts, 90);
        assert!(pace.stations[0].turns >= ENOUGH_TURNS);
        assert!(
            (0.4..0.6).contains(&pace.stations[0].busy),
            "{:?}",
            pace.stations
        );
        assert_eq!(pace.open, None);
    }

    #[test]
    fn somebody_without_a_code_is_work_and_no_pause() {
        // Scans of six seconds, and every eighth guest takes 40.
        let desk: Arc<str> = "Meja 1".into();
        let busy = |by_hand: bool| {
            let mut ago = 1;
            let marks = (0..80).map(|n| {
                let at = Timestamp::from_second(NOW - ago).unwrap();
                ago += if n % 8 == 0 { 40 } else { 6 };
                Mark {
                    at,
                    station: &desk,
                    work: if n % 8 == 0 && by_hand {
                        Work::Slow
                    } else {
                        Work::Quick
                    },
                }
            });
            of(marks, now(), 90)
        };
        assert!(busy(true).open.is_some(), "{:?}", busy(true));
        assert_eq!(busy(false).open, None, "scans with gaps between them");
    }

    #[test]
    fn two_desks_want_a_third_only_if_both_are_full() {
        let mut both = steady("Meja 1", 9, 8);
        both.extend(steady("Meja 2", 12, 12));
        let open = pace_of(&both, 200).open.unwrap();
        assert_eq!((open.desks, &*open.busiest), (3, "Meja 1"));
        both.retain(|(name, ago)| *name == "Meja 1" || *ago > 200);
        assert_eq!(pace_of(&both, 200).open, None, "the second desk has time");
        both.retain(|(name, ago)| *name == "Meja 1" || *ago > 620);
        assert_eq!(
            pace_of(&both, 200).open.unwrap().desks,
            2,
            "the second desk went home"
        );
    }

    #[test]
    fn a_delegation_recorded_at_once_is_one_turn() {
        let threes: Vec<_> = (1..=40).flat_map(|n| [("Meja 1", n * 20); 3]).collect();
        let desk = &pace_of(&threes, 90).stations[0];
        assert_eq!((desk.turns, desk.lately), (14, 42));
        let seconds = desk.seconds_per_guest.unwrap();
        assert!((6.4..7.2).contains(&seconds), "{seconds}");
    }

    #[test]
    fn whom_the_protocol_brings_in_is_no_desk() {
        let (desk, hall): (Arc<str>, Arc<str>) = ("Meja 1".into(), "Protokol".into());
        let mark = |station, ago, work| Mark {
            at: Timestamp::from_second(NOW - ago).unwrap(),
            station,
            work,
        };
        let mut marks: Vec<Mark<'_>> = (1..50).map(|n| mark(&desk, n * 10, Work::Quick)).collect();
        marks.push(mark(&hall, 45, Work::Elsewhere));
        let pace = of(marks, now(), 90);
        assert_eq!(
            (pace.present, pace.recent, pace.stations.len()),
            (50, 50, 1)
        );
        assert_eq!(pace.open.unwrap().desks, 2);
    }

    #[test]
    fn a_clock_set_back_makes_no_rate() {
        let pace = pace_of(&[("Meja 1", -30), ("Meja 1", -90_000)], 3);
        assert_eq!((pace.present, pace.recent, pace.peak), (2, 0, 0));
        assert!(pace.stations.is_empty());
    }

    fn stamp(id: u64) -> Stamp {
        Stamp {
            id: EntryId(id),
            group: None,
            at: now(),
            offset: 480,
            boot: None,
            station: "Meja 1".into(),
            operator: "".into(),
        }
    }

    fn added(meeting: &mut Meeting, id: u32, name: &str, subdistrict: &str, village: &str) {
        let mut record = Record::default();
        name.clone_into(&mut record.personal.name);
        subdistrict.clone_into(&mut record.subdistrict_text);
        village.clone_into(&mut record.village_text);
        let event = Event::PersonAdded(PersonAdded {
            id: PersonId(id),
            record: record.into(),
        });
        meeting.evolve(&stamp(u64::from(id)), &event);
    }

    #[test]
    fn who_is_missing_stands_under_one_name_of_each_subdistrict() {
        let mut meeting = Meeting::default();
        added(&mut meeting, 1, "Rahmat", "", "");
        added(&mut meeting, 2, "Suharti", "Turikale", "Boribellaya");
        added(&mut meeting, 3, "Zainal", "Maros Baru", "Pallantikang");
        added(&mut meeting, 4, "H. Aminah", "MAROS BARU", "Pallantikang");
        added(&mut meeting, 5, "Basri", "Maros Baru", "Baju Bodoa");
        added(&mut meeting, 6, "Syamsul", "Turikale", "Boribellaya");
        let arrived = Event::Arrived(Arrived {
            list: ListId::main(),
            people: vec![PersonId(2)],
            how: How::Scan,
        });
        meeting.evolve(&stamp(7), &arrived);
        let told: Vec<(&str, Vec<&str>)> = missing(&meeting)
            .into_iter()
            .map(|m| {
                (
                    m.subdistrict,
                    m.people.iter().map(|a| a.person.name()).collect(),
                )
            })
            .collect();
        let wanted = [
            ("Maros Baru", vec!["Basri", "H. Aminah", "Zainal"]),
            ("Turikale", vec!["Syamsul"]),
            ("", vec!["Rahmat"]),
        ];
        assert_eq!(told, wanted);
        let pace = pace(&meeting, now());
        assert_eq!((pace.present, pace.left, pace.peak), (1, 5, 1));
    }

    /// The same counts, each asked for by itself.
    fn counted(arrivals: &[(&str, i64)], within: i64) -> usize {
        arrivals
            .iter()
            .filter(|(_, ago)| (0..within).contains(ago))
            .count()
    }

    proptest! {
        #[test]
        fn counts_and_bounds_hold_for_any_morning(
            times in proptest::collection::vec((0usize..3, -100i64..5_000), 0..400),
            left in 0usize..500,
        ) {
            let names = ["Meja 1", "Meja 2", "Meja 3"];
            let arrivals: Vec<_> = times.iter().map(|(d, ago)| (names[*d], *ago)).collect();
            let pace = pace_of(&arrivals, left);
            prop_assert_eq!(pace.present, arrivals.len());
            prop_assert_eq!(pace.recent as usize, counted(&arrivals, 600));
            let lately: u32 = pace.stations.iter().map(|s| s.lately).sum();
            prop_assert_eq!(lately as usize, counted(&arrivals, 300));
            let total: u32 = pace.stations.iter().map(|s| s.total).sum();
            prop_assert_eq!(total as usize, counted(&arrivals, 86_400));
            let mut minutes: BTreeMap<i64, u32> = BTreeMap::new();
            for (_, ago) in arrivals.iter().filter(|(_, ago)| *ago >= 0) {
                *minutes.entry((NOW - ago).div_euclid(60)).or_default() += 1;
            }
            prop_assert_eq!(pace.peak, minutes.values().copied().max().unwrap_or(0));
            for desk in &pace.stations {
                prop_assert!((0.0..=1.0).contains(&desk.busy), "{:?}", desk);
            }
            if let Some(span) = pace.all_in {
                prop_assert!(left > 0 && span.earliest <= span.latest && span.earliest >= now());
                prop_assert!(minutes_from_now(span.latest) <= f64::from(HORIZON_MINUTES));
            }
            if let Some(open) = &pace.open {
                prop_assert!(left >= WORTH_A_DESK && open.minutes > WORTH_MINUTES);
            }
            // The order in which people stand in the list does not matter.
            let mut back = arrivals.clone();
            back.reverse();
            let mut other = pace_of(&back, left);
            prop_assert_eq!(other.stations.len(), pace.stations.len());
            other.stations.clone_from(&pace.stations);
            prop_assert_eq!(other, pace);
        }

        #[test]
        fn more_people_to_come_are_never_in_sooner(
            times in proptest::collection::vec(0i64..900, 12..200),
            left in 1usize..200, more in 1usize..50,
        ) {
            let arrivals: Vec<_> = times.iter().map(|ago| ("Meja 1", *ago)).collect();
            let (few, many) = (pace_of(&arrivals, left), pace_of(&arrivals, left + more));
            if let Some(many) = many.all_in {
                let few = few.all_in.unwrap();
                prop_assert!(few.earliest <= many.earliest && few.latest <= many.latest);
            }
        }
    }
}
