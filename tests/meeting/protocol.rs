//! Guests of honour: the protocol is called by every way of arriving, and stands down again.

use std::sync::Arc;

use gelar::meeting::command::{Command, Refusal};
use gelar::meeting::event::{How, WalkIn};
use gelar::meeting::id::{EntryId, ListId, PersonId};
use gelar::meeting::protocol::Honour;
use gelar::meeting::record::Record;

use super::support::*;

fn guest(name: &str, village: &str, place: &str) -> Arc<Record> {
    let mut record = (*from(name, "OPD undangan", village)).clone();
    record.honour = Honour::parse(place);
    Arc::new(record)
}

fn invite(name: &str, place: &str) -> Command {
    Command::Add {
        record: guest(name, BONTOA, place),
        arrive: None,
    }
}

fn called(scene: &Scene) -> Vec<Option<u32>> {
    let calls = scene.meeting().calls();
    calls.iter().map(|c| c.person.map(|p| p.0)).collect()
}

/// A guest of honour (1) and somebody else (2) of one delegation.
fn given() -> Scene {
    let mut scene = Scene::founded();
    scene.does(invite("Tenri Contoh", "f"));
    scene.does(add_from("Baso Contoh", BONTOA));
    scene
}

#[test]
fn every_way_of_arriving_on_the_day_calls_the_protocol() {
    let ways: [fn(&Scene) -> Command; 7] = [
        |s| scan(&s.badge(1)),
        |_| check_in(1),
        |_| Command::CheckIn {
            person: PersonId(1),
            list: ListId::main(),
            how: How::Protocol,
        },
        |_| together(1, &[1, 2]),
        |_| substitute(1, "Mega Contoh"),
        |_| Command::WalkIn {
            record: guest("Guru Contoh", MALLAWA, "j"),
            class: WalkIn::Guest,
            list: ListId::main(),
            sure: false,
        },
        |_| Command::Add {
            record: guest("Guru Contoh", MALLAWA, "j"),
            arrive: Some(ListId::main()),
        },
    ];
    for (n, way) in ways.iter().enumerate() {
        let mut scene = given();
        scene.does(along("kit"));
        scene.told(M2, way(&scene));
        let who = if n < 5 { 1 } else { 3 };
        assert_eq!(called(&scene), [Some(who)], "way {n}, once");
        let call = scene.meeting().calls()[0].clone();
        assert_eq!((&*call.station, call.act), ("Meja 2", scene.last_id()));
        // Undone: there is nobody to greet.
        scene.ctrl_z(M2).unwrap();
        assert_eq!(called(&scene), []);
        scene.replays();
    }
}

#[test]
fn other_lists_and_other_guests_call_nobody() {
    let mut scene = given();
    scene.does(check_in(2));
    scene.does(check_in_on(1, "sesi-2"));
    assert_eq!(called(&scene), []);
}

#[test]
fn a_call_is_answered_once_and_for_one_guest() {
    let mut scene = given();
    scene.does(invite("Mega Contoh", "a"));
    scene.does(together(1, &[1, 3]));
    let act = scene.last_id();
    assert_eq!(called(&scene), [Some(1), Some(3)]);
    let answer = |person: u32| Command::AnswerCall(act, Some(PersonId(person)));
    scene.told(M3, answer(1));
    assert_eq!(called(&scene), [Some(3)]);
    assert_eq!(scene.refuses(answer(1)), Refusal::NoSuchCall);
    assert_eq!(scene.refuses(answer(2)), Refusal::NoSuchCall);
    assert_eq!(
        scene.refuses(Command::AnswerCall(EntryId(5), None)),
        Refusal::NoSuchCall
    );
    scene.does(answer(3));
    assert_eq!(called(&scene), []);
    scene.replays();
}

#[test]
fn a_desk_calls_without_saying_for_whom() {
    let mut scene = given();
    scene.told(M2, Command::CallProtocol);
    assert_eq!(called(&scene), [None]);
    scene.does(Command::AnswerCall(scene.last_id(), None));
    assert_eq!(called(&scene), []);
}

#[test]
fn who_goes_is_not_waited_for_and_is_again_when_the_going_is_undone() {
    let mut scene = given();
    scene.does(Command::CallProtocol);
    scene.told(M2, check_in(1));
    let opened = scene.meeting().calls().to_vec();
    scene.does(withdraw(1));
    assert_eq!(called(&scene), [None]);
    scene.ctrl_z(M1).unwrap();
    assert_eq!(scene.meeting().calls(), opened, "as it was called");
    // Answered before the withdrawal: nobody is called a second time by its undo.
    scene.does(Command::AnswerCall(opened[1].act, opened[1].person));
    scene.does(withdraw(1));
    scene.ctrl_z(M1).unwrap();
    assert_eq!(called(&scene), [None]);
    // Withdrawn from another list: still there.
    scene.does(check_in_on(1, "sesi-2"));
    scene.does(Command::Withdraw {
        person: PersonId(1),
        list: ListId::new("sesi-2"),
    });
    assert!(scene.is_present(1));
    scene.replays();
}

#[test]
fn guests_are_ordered_by_precedence_and_among_equals_by_number() {
    let mut scene = Scene::founded();
    for (name, place) in [
        ("Tenri", "j"),
        ("Baso", "a"),
        ("Mega", "j"),
        ("Ilyas", "tidak"),
        ("Hasbi", "b"),
    ] {
        scene.does(invite(&format!("{name} Contoh"), place));
    }
    let order = |scene: &Scene| -> Vec<(char, u32)> {
        let guests = scene.meeting().guests_of_honour();
        guests
            .iter()
            .map(|(place, p)| (place.letter(), p.id.0))
            .collect()
    };
    assert_eq!(order(&scene), [('a', 2), ('b', 5), ('j', 1), ('j', 3)]);
    scene.does(Command::Correct {
        person: PersonId(3),
        base: None,
        record: guest("Mega Contoh", BONTOA, "c"),
    });
    assert_eq!(order(&scene), [('a', 2), ('b', 5), ('c', 3), ('j', 1)]);
}
