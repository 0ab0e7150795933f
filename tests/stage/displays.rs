//! Heartbeats: numbers, ages, and clocks that jump.

use gelar::meeting::event::Boot;
use gelar::stage::beat::{FORGOTTEN_MS, STALE_MS};
use gelar::stage::{Heartbeat, Now, OwnCover};

use crate::hall::Hall;

pub fn beat(id: u64) -> Heartbeat {
    Heartbeat {
        id,
        size: (100, 30),
        too_small: false,
        revision: 7,
        cover: 0,
        own: None,
    }
}

/// A machine that tells its boot.
pub fn at(ms: u64) -> Now {
    Now {
        boot: Some(Boot {
            id: "0123456789abcdef".into(),
            ms,
        }),
        mono_ms: ms,
    }
}

/// A machine on which each run of a program is its own boot.
fn alone(run: &str, ms: u64) -> Now {
    Now {
        boot: Some(Boot { id: run.into(), ms }),
        mono_ms: ms,
    }
}

#[test]
fn displays_take_the_first_free_number_and_say_what_they_show() {
    let hall = Hall::new();
    let mut console = hall.open();
    let mut displays: Vec<_> = (1..=3).map(|_| hall.open()).collect();
    for (i, display) in displays.iter_mut().enumerate() {
        let id = 100 + i as u64;
        let number = display.beat(&beat(id), &at(1_000)).unwrap();
        assert_eq!(number, u8::try_from(i + 1).ok());
    }
    let own = Heartbeat {
        own: Some(OwnCover::Blank),
        size: (20, 5),
        too_small: true,
        cover: 2,
        ..beat(101)
    };
    assert_eq!(displays[1].beat(&own, &at(1_500)).unwrap(), Some(2));
    let seen = console.displays(&at(2_000)).unwrap();
    assert_eq!(seen.len(), 3);
    let second = &seen[1];
    assert_eq!((second.number, second.id, second.age_ms), (2, 101, 500));
    assert_eq!((second.size, second.too_small), ((20, 5), true));
    assert_eq!((second.revision, second.cover), (7, 2));
    assert_eq!(second.own, Some(OwnCover::Blank));
    assert!(seen.iter().all(|d| !d.stale));
    // The second is closed on purpose; the next one that comes is the second.
    displays[1].leave().unwrap();
    assert_eq!(console.displays(&at(2_100)).unwrap().len(), 2);
    let mut late = hall.open();
    assert_eq!(late.beat(&beat(104), &at(2_200)).unwrap(), Some(2));
}

#[test]
fn a_silent_display_is_stale_then_its_number_is_free_and_after_an_hour_it_is_gone() {
    let hall = Hall::new();
    let mut console = hall.open();
    hall.open().beat(&beat(1), &at(1_000)).unwrap();
    let fresh = console.displays(&at(1_000 + STALE_MS)).unwrap();
    assert!(!fresh[0].stale);
    let stale = console.displays(&at(1_001 + STALE_MS)).unwrap();
    assert!(stale[0].stale);
    assert_eq!(stale[0].age_ms, 1 + STALE_MS);
    let gone = console.displays(&at(1_001 + FORGOTTEN_MS)).unwrap();
    assert_eq!(gone, []);
    // Removed, not only hidden.
    assert_eq!(console.displays(&at(1_000)).unwrap(), []);
    hall.open().beat(&beat(2), &at(1_000)).unwrap();
    let mut next = hall.open();
    let number = next.beat(&beat(3), &at(1_001 + STALE_MS)).unwrap();
    assert_eq!(number, Some(1), "the dead one's number");
    assert_eq!(console.displays(&at(1_001 + STALE_MS)).unwrap().len(), 1);
}

#[test]
fn a_display_whose_number_was_taken_while_it_slept_takes_another() {
    let hall = Hall::new();
    let (mut sleeper, mut other) = (hall.open(), hall.open());
    assert_eq!(sleeper.beat(&beat(1), &at(1_000)).unwrap(), Some(1));
    assert_eq!(other.beat(&beat(2), &at(60_000)).unwrap(), Some(1));
    assert_eq!(sleeper.beat(&beat(1), &at(60_100)).unwrap(), Some(2));
    assert_eq!(other.beat(&beat(2), &at(60_200)).unwrap(), Some(1));
}

#[test]
fn where_the_boot_is_not_told_only_what_is_seen_to_beat_lives() {
    let hall = Hall::new();
    let mut dead = hall.open();
    // The first program on an empty store needs not look.
    assert_eq!(
        dead.beat(&beat(1), &alone("run-a", 9_000)).unwrap(),
        Some(1)
    );
    let mut console = hall.open();
    let c = |ms| alone("run-c", ms);
    assert_eq!(console.displays(&c(0)).unwrap(), [], "from when is it?");
    dead.beat(&beat(1), &alone("run-a", 11_000)).unwrap();
    let seen = console.displays(&c(2_000)).unwrap();
    assert_eq!((seen[0].age_ms, seen[0].stale), (0, false));
    assert!(console.displays(&c(2_001 + STALE_MS)).unwrap()[0].stale);
    // A new one waits until it knows that the first number is nobody's.
    let mut next = hall.open();
    let n = |ms| alone("run-b", ms);
    assert_eq!(next.beat(&beat(2), &n(0)).unwrap(), None);
    assert_eq!(next.beat(&beat(2), &n(STALE_MS)).unwrap(), None);
    assert_eq!(next.beat(&beat(2), &n(STALE_MS + 1)).unwrap(), Some(1));
}

#[test]
fn no_more_than_sixteen_are_told_apart() {
    let hall = Hall::new();
    let mut all = Vec::new();
    for id in 1..=16 {
        let mut display = hall.open();
        assert!(display.beat(&beat(id), &at(5)).unwrap().is_some());
        all.push(display);
    }
    assert_eq!(hall.open().beat(&beat(17), &at(5)).unwrap(), None);
    assert_eq!(hall.open().displays(&at(5)).unwrap().len(), 16);
}
