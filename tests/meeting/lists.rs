//! Hand-outs exactly once, and the lists that go along with an arrival.

use std::sync::Arc;

use gelar::meeting::attendance::{ListDefined, Purpose};
use gelar::meeting::command::{Command, Refusal};
use gelar::meeting::event::{Event, How, Outcome};
use gelar::meeting::id::{ListId, PersonId};

use super::support::*;

fn outcome(events: &[Event]) -> Outcome {
    match events {
        [Event::ScanRefused(e)] => e.outcome,
        [Event::Arrived(_), ..] => Outcome::Present,
        other => panic!("{other:?}"),
    }
}

fn define(list: &str, purpose: Purpose, along: bool) -> Command {
    Command::DefineList(ListDefined {
        list: ListId::new(list),
        title: String::new(),
        purpose,
        along,
    })
}

/// Somebody of whom the list says whether there is transport money.
fn paid(name: &str, transport: Option<bool>, arrive: Option<&str>) -> Command {
    let mut record = (*record(name, "Camat")).clone();
    record.transport = transport;
    Command::Add {
        record: Arc::new(record),
        arrive: arrive.map(ListId::new),
    }
}

#[test]
fn a_hand_out_needs_the_arrival_of_the_day_and_is_given_once() {
    let mut scene = Scene::with_people(1);
    let badge = scene.badge(1);
    assert_eq!(
        outcome(&scene.does(scan_on(&badge, "kit"))),
        Outcome::NotYetPresent
    );
    assert_eq!(
        scene.refuses(check_in_on(1, "kit")),
        Refusal::NotYetPresent(PersonId(1))
    );
    assert!(scene.on("kit").is_empty());
    scene.does(scan(&badge));
    assert_eq!(
        outcome(&scene.told(M2, scan_on(&badge, "kit"))),
        Outcome::Present
    );
    assert_eq!(
        outcome(&scene.told(M3, scan_on(&badge, "kit"))),
        Outcome::AlreadyPresent
    );
    let refused = scene.refuses(check_in_on(1, "kit"));
    assert!(
        matches!(refused, Refusal::AlreadyPresent { .. }),
        "{refused:?}"
    );
    assert_eq!((scene.on("kit"), scene.on("makan")), (vec![1], vec![]));
    scene.replays();
}

#[test]
fn the_kit_desk_asks_again_as_soon_as_somebody_is_there() {
    // The same station, within three seconds: the second answer is another one, so no double read.
    let mut scene = Scene::with_people(1);
    let badge = scene.badge(1);
    let kit = scan_on(&badge, "kit");
    assert_eq!(
        outcome(&scene.told(M1.ms(1_000), kit.clone())),
        Outcome::NotYetPresent
    );
    let double = scene.refuses_at(M1.ms(1_400), kit.clone());
    assert!(matches!(
        double,
        Refusal::DoubleRead {
            outcome: Outcome::NotYetPresent,
            ..
        }
    ));
    scene.told(M2.ms(1_500), scan(&badge));
    assert_eq!(outcome(&scene.told(M1.ms(1_900), kit)), Outcome::Present);
}

#[test]
fn transport_money_is_not_for_those_of_whom_the_list_says_no() {
    let mut scene = Scene::founded();
    for (name, transport) in [("Tenri", None), ("Baso", Some(true)), ("Mega", Some(false))] {
        scene.does(paid(&format!("{name} Contoh"), transport, Some("hadir")));
    }
    for (person, expected) in [
        (1, Outcome::Present),
        (2, Outcome::Present),
        (3, Outcome::NotEntitled),
    ] {
        let badge = scene.badge(person);
        assert_eq!(
            outcome(&scene.does(scan_on(&badge, "transport"))),
            expected,
            "{person}"
        );
    }
    assert_eq!(
        scene.refuses(check_in_on(3, "transport")),
        Refusal::NotEntitled(PersonId(3))
    );
    scene.does(check_in_on(3, "kit"));
    assert_eq!(scene.on("transport"), [1, 2]);
}

#[test]
fn what_goes_along_goes_with_every_way_of_arriving_and_comes_back_with_it() {
    let ways: [fn(&Scene) -> Command; 6] = [
        |s| scan(&s.badge(1)),
        |_| check_in(1),
        |_| together(1, &[1]),
        |_| substitute(1, "Baso Contoh"),
        |_| walk_in("Guru Contoh", BONTOA),
        |_| add_present("Tamu Contoh"),
    ];
    for (n, way) in ways.iter().enumerate() {
        let mut scene = Scene::founded();
        scene.does(along("kit"));
        scene.does(add_from("Tenri Contoh", BONTOA));
        let who = if n < 4 { 1 } else { 2 };
        let before = visible(scene.meeting());
        let events = scene.does(way(&scene));
        assert_eq!(
            (scene.on("hadir"), scene.on("kit")),
            (vec![who], vec![who]),
            "{events:?}"
        );
        let arrived = |e: &Event| matches!(e, Event::Arrived(e) if e.list.as_str() == "kit");
        assert_eq!(
            events.iter().filter(|e| arrived(e)).count(),
            1,
            "{events:?}"
        );
        scene.ctrl_z(M1).unwrap();
        assert!(scene.on("hadir").is_empty() && scene.on("kit").is_empty());
        assert_eq!(visible(scene.meeting()), before);
        scene.replays();
    }
}

#[test]
fn the_protocols_arrivals_get_it_too_and_other_lists_do_not() {
    let mut scene = Scene::with_people(2);
    scene.does(along("kit"));
    scene.does(Command::CheckIn {
        person: PersonId(1),
        list: ListId::main(),
        how: How::Protocol,
    });
    scene.does(check_in_on(2, "sesi-2"));
    assert_eq!((scene.on("kit"), scene.on("sesi-2")), (vec![1], vec![2]));
}

#[test]
fn nobody_gets_it_twice_or_without_a_right_to_it() {
    let mut scene = Scene::founded();
    for list in ["kit", "transport"] {
        scene.does(along(list));
    }
    scene.does(paid("Tenri Contoh", None, Some("hadir")));
    // Taken back and there again: the kit was given before.
    scene.does(withdraw(1));
    assert_eq!((scene.on("hadir"), scene.on("kit")), (vec![], vec![1]));
    let events = scene.does(check_in(1));
    assert_eq!(events.len(), 1, "{events:?}");
    // Known or new: the list says no.
    scene.does(paid("Baso Contoh", Some(false), None));
    scene.does(check_in(2));
    scene.does(paid("Mega Contoh", Some(false), Some("hadir")));
    let mut guest = walk_in("Guru Contoh", BONTOA);
    if let Command::WalkIn { record, .. } = &mut guest {
        Arc::make_mut(record).transport = Some(false);
    }
    scene.does(guest);
    assert_eq!(
        (scene.on("kit"), scene.on("transport")),
        (vec![1, 2, 3, 4], vec![1])
    );
    scene.replays();
}

#[test]
fn a_new_person_at_the_table_of_hand_outs_is_there_and_gets_it_once() {
    let mut scene = Scene::founded();
    scene.does(along("kit"));
    let events = scene.does(paid("Tenri Contoh", None, Some("kit")));
    assert_eq!(events.len(), 3, "{events:?}");
    assert!(scene.is_present(1) && scene.is_on(1, "kit"));
    let refused = scene.refuses(paid("Mega Contoh", Some(false), Some("transport")));
    assert_eq!(refused, Refusal::NotEntitled(PersonId(2)));
    scene.ctrl_z(M1).unwrap();
    assert!(scene.meeting().people().is_empty());
}

#[test]
fn a_closed_list_does_not_go_along_any_more() {
    let mut scene = Scene::with_people(2);
    scene.does(along("kit"));
    scene.does(check_in(1));
    scene.does(close("kit"));
    let events = scene.does(check_in(2));
    assert_eq!(events.len(), 1);
    assert_eq!((scene.on("hadir"), scene.on("kit")), (vec![1, 2], vec![1]));
}

#[test]
fn a_ticked_delegation_gets_along_only_what_its_people_have_not() {
    let mut scene = Scene::founded();
    for name in ["Tenri Contoh", "Baso Contoh"] {
        scene.does(add_from(name, BONTOA));
    }
    scene.does(check_in(1));
    scene.does(check_in_on(1, "kit"));
    scene.does(withdraw(1));
    scene.does(along("kit"));
    let events = scene.does(together(1, &[1, 2]));
    let kit = events.iter().find_map(|e| match e {
        Event::Arrived(e) if e.list.as_str() == "kit" => Some(e.people.clone()),
        _ => None,
    });
    assert_eq!(kit, Some(ids(&[2])));
    // The undo takes back what this act gave, and nothing else.
    scene.ctrl_z(M1).unwrap();
    assert_eq!((scene.on("hadir"), scene.on("kit")), (vec![], vec![1]));
    scene.replays();
}

#[test]
fn lists_have_short_plain_names_and_the_day_is_not_a_hand_out() {
    let mut scene = Scene::founded();
    for name in ["", "Sesi", "sesi 2", "sesi/2", "aaaaaaaaaaaaaaaaaaaaa"] {
        let refused = scene.refuses(define(name, Purpose::Attendance, false));
        assert_eq!(refused, Refusal::BadListName, "{name}");
    }
    let day = scene.refuses(define("hadir", Purpose::HandOut, false));
    assert_eq!(day, Refusal::BadListName);
    assert_eq!(
        scene.refuses(define("hadir", Purpose::Attendance, true)),
        Refusal::BadListName
    );
    scene.does(define("sesi-2", Purpose::Attendance, false));
    let again = scene.refuses(define("sesi-2", Purpose::Attendance, false));
    assert_eq!(again, Refusal::NothingChanges);
    let lists: Vec<String> = scene
        .meeting()
        .lists()
        .iter()
        .map(|l| l.as_str().into())
        .collect();
    assert_eq!(lists, ["hadir", "kit", "makan", "transport", "sesi-2"]);
    scene.does(close("sesi-2"));
    let closed = scene.refuses(define("sesi-2", Purpose::HandOut, false));
    assert_eq!(closed, Refusal::Closed(ListId::new("sesi-2")));
}

#[test]
fn what_a_list_is_for_stays_once_somebody_stands_on_it() {
    let mut scene = Scene::with_people(2);
    for list in ["kit", "makan", "transport"] {
        assert_eq!(
            scene.refuses(define(list, Purpose::Attendance, false)),
            Refusal::ListInUse(ListId::new(list)),
            "nothing would be handed out to those present only"
        );
    }
    scene.does(define("sesi-2", Purpose::HandOut, false));
    scene.does(define("sesi-2", Purpose::Attendance, false));
    scene.does(check_in_on(1, "sesi-2"));
    assert_eq!(
        scene.refuses(define("sesi-2", Purpose::HandOut, false)),
        Refusal::ListInUse(ListId::new("sesi-2"))
    );
    // Its title may change.
    scene.does(Command::DefineList(ListDefined {
        list: ListId::new("sesi-2"),
        title: "Sesi kedua".into(),
        purpose: Purpose::Attendance,
        along: false,
    }));
    scene.replays();
}
