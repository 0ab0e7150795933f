//! Examples by hand and properties of the forecast.

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
