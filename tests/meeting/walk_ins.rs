//! Walk-ins: one entry, numbers of a station's own, the same guest entered twice.

use std::collections::BTreeSet;
use std::sync::Arc;

use gelar::meeting::command::{Command, Refusal};
use gelar::meeting::event::{Event, WalkIn};
use gelar::meeting::id::{ListId, PersonId};
use gelar::session::{self, Session};

use super::support::*;

fn number(events: &[Event]) -> u32 {
    match events {
        [Event::WalkedIn(e), ..] => e.id.0,
        other => panic!("{other:?}"),
    }
}

fn sure(mut command: Command) -> Command {
    if let Command::WalkIn { sure, .. } = &mut command {
        *sure = true;
    }
    command
}

/// The same walk-in with other words for where from.
fn with_place(name: &str, office: &str, village_text: &str) -> Command {
    let mut record = (*record(name, "")).clone();
    record.office = office.into();
    record.village_text = village_text.into();
    Command::WalkIn {
        record: Arc::new(record),
        class: WalkIn::Guest,
        list: ListId::main(),
        sure: false,
    }
}

#[test]
fn one_entry_adds_and_arrives_and_is_undone_as_one() {
    let mut scene = Scene::with_people(1);
    for class in WalkIn::ALL {
        let name = format!("Guru {}", class.word());
        let mut command = walk_in(&name, BONTOA);
        if let Command::WalkIn { class: it, .. } = &mut command {
            *it = class;
        }
        let events = scene.does(command);
        assert_eq!(events.len(), 1);
        let new = scene.person(number(&events));
        assert_eq!((new.class, new.name()), (Some(class), name.as_str()));
        assert!(scene.is_present(new.id.0));
    }
    assert_eq!(scene.total(), (5, 6));
    scene.ctrl_z(M1).unwrap();
    assert!(scene.meeting().person(PersonId(6)).is_none());
    assert_eq!(scene.total(), (4, 5));
    let again = scene.does(walk_in("Guru Contoh", BONTOA));
    assert_eq!(number(&again), 7, "a number is not given twice");
    scene.replays();
}

#[test]
fn a_name_is_required() {
    let mut scene = Scene::founded();
    assert_eq!(
        scene.refuses(sure(walk_in("  ", BONTOA))),
        Refusal::NameMissing
    );
}

#[test]
fn a_station_gives_numbers_of_its_own_block_and_then_from_the_end() {
    let mut scene = Scene::with_people(2);
    scene.told(M1, Command::ReserveNumbers(2)); // 3, 4
    scene.told(M2, Command::ReserveNumbers(3)); // 5 to 7
    assert_eq!(scene.meeting().numbers_left("Meja 1"), 2);
    let mut given = BTreeSet::new();
    let mut next = |scene: &mut Scene, at: At| {
        let name = format!("Guru {}", given.len());
        let n = number(&scene.told(at, walk_in(&name, BONTOA)));
        assert!(given.insert(n), "{n} twice");
        n
    };
    assert_eq!(next(&mut scene, M1), 3);
    assert_eq!(next(&mut scene, M2), 5);
    assert_eq!(next(&mut scene, M3), 8, "no block: behind all blocks");
    assert_eq!(next(&mut scene, M1), 4);
    assert_eq!(scene.meeting().numbers_left("Meja 1"), 0);
    assert_eq!(next(&mut scene, M1), 9, "exhausted: from the end");
    // Undone: the number stays used, in a block as elsewhere.
    scene.ctrl_z(M2).unwrap();
    assert_eq!(next(&mut scene, M2), 6);
    scene.told(M2, add("Tenri Lain")); // people added by hand, too
    assert_eq!(scene.meeting().numbers_left("Meja 2"), 0);
    scene.import(&[2]);
    assert_eq!(next(&mut scene, M2), 12);
    scene.replays();
}

#[test]
fn a_second_block_of_one_station_follows_the_first() {
    let mut scene = Scene::founded();
    scene.does(Command::ReserveNumbers(1)); // 1
    scene.told(M2, Command::ReserveNumbers(1)); // 2
    scene.does(Command::ReserveNumbers(1)); // 3
    assert_eq!(scene.meeting().numbers_left("Meja 1"), 2);
    assert_eq!(number(&scene.does(walk_in("Guru A", BONTOA))), 1);
    assert_eq!(number(&scene.does(walk_in("Guru B", BONTOA))), 3);
    assert_eq!(number(&scene.told(M2, walk_in("Guru C", BONTOA))), 2);
}

#[test]
fn a_block_has_a_sensible_size_and_fits_into_the_codes() {
    let mut scene = Scene::founded();
    for count in [0, 1_001, u32::MAX] {
        assert_eq!(
            scene.refuses(Command::ReserveNumbers(count)),
            Refusal::BadBlock
        );
    }
    scene.does(Command::ReserveNumbers(1_000));
    assert_eq!(scene.meeting().people().next(), PersonId(1_001));
    assert_eq!(scene.total(), (0, 0), "nobody has these numbers yet");
}

#[test]
fn the_same_guest_at_two_windows_is_one_person_unless_a_hand_says_otherwise() {
    let mut scene = Scene::with_people(1);
    let mut journal = scene.journal.clone();
    let mut other = Session::open(&mut journal).unwrap();
    scene.does(walk_in("Hj. Sitti Rahmah", BONTOA));
    // The other window has not seen it; its decision is made again on the newest state.
    let context = M2.context(900 * STRIDE, 5);
    let second = session::run(
        &mut other,
        &mut journal,
        walk_in("St. Rahma", BONTOA),
        context,
    );
    assert!(second.unwrap().is_ok(), "Rahma is not Rahmah");
    let context = M2.context(901 * STRIDE, 6);
    let command = walk_in("SITI RAHMAH, S.Pd", BONTOA);
    let second = session::run(&mut other, &mut journal, command.clone(), context).unwrap();
    assert_eq!(second, Err(Refusal::LooksLike(PersonId(2))));
    let context = M2.context(902 * STRIDE, 7);
    let kept = session::run(&mut other, &mut journal, sure(command), context).unwrap();
    assert_eq!(number(&kept.unwrap()), 4, "two people of one name");
}

#[test]
fn somebody_expected_under_that_name_is_pointed_out() {
    let mut scene = Scene::founded();
    scene.does(add_from("Muhammad Ilyas", BONTOA));
    let like = Refusal::LooksLike(PersonId(1));
    assert_eq!(scene.refuses(walk_in("H. Muh. Ilyas", BONTOA)), like);
    // The village as a word, or no place at all, is no other place.
    assert_eq!(
        scene.refuses(with_place("Muh. Ilyas", "", "Pajjukukang")),
        like
    );
    assert_eq!(scene.refuses(with_place("Muh. Ilyas", "", "")), like);
    assert_eq!(
        scene.refuses(with_place("Muh. Ilyas", "Dinas Sosial", "")),
        like
    );
    // Another place is another person.
    scene.does(walk_in("Muhammad Ilyas", MALLAWA));
    scene.does(with_place("Muhammad Ilyas", "", "Tellumpoccoe"));
    // Present, cancelled or invited: the desk must look.
    scene.does(cancel(1));
    assert_eq!(scene.refuses(walk_in("Muhammad Ilyas", BONTOA)), like);
    // Another name is nobody's business.
    scene.does(walk_in("Ilyas", BONTOA));
    scene.does(sure(walk_in("Muhammad Ilyas", BONTOA)));
}

#[test]
fn a_substitute_is_known_by_his_own_name_and_by_the_one_on_the_list() {
    let mut scene = Scene::founded();
    scene.does(add_from("Tenri Contoh", BONTOA));
    scene.does(substitute(1, "Baso Contoh"));
    for name in ["Baso Contoh", "Tenri Contoh"] {
        assert_eq!(
            scene.refuses(walk_in(name, BONTOA)),
            Refusal::LooksLike(PersonId(1))
        );
    }
}

#[test]
fn a_walk_in_at_the_table_of_hand_outs_is_present_on_the_day() {
    let mut scene = Scene::founded();
    let mut command = walk_in("Guru Contoh", BONTOA);
    if let Command::WalkIn { list, .. } = &mut command {
        *list = ListId::new("kit");
    }
    scene.does(command);
    assert!(scene.is_present(1) && scene.is_on(1, "kit"));
    scene.ctrl_z(M1).unwrap();
    assert!(scene.meeting().people().is_empty());
    // A session is a list of attendance of its own.
    let mut command = walk_in("Guru Contoh", BONTOA);
    if let Command::WalkIn { list, .. } = &mut command {
        *list = ListId::new("sesi-2");
    }
    scene.does(command);
    assert!(!scene.is_present(2) && scene.is_on(2, "sesi-2"));
    assert_eq!(scene.total(), (0, 0));
    // Only now on the day.
    scene.does(check_in(2));
    assert_eq!(scene.total(), (1, 1));
    scene.replays();
}
