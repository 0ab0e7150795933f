//! Undoing an undo: exactly what stood before it, once, and never over somebody else's head.

use gelar::meeting::command::{Command, Refusal};
use gelar::meeting::event::{Event, PeopleImported};
use gelar::meeting::id::{EntryId, PersonId};

use super::support::*;

/// Person 1 expected, 2 present, 3 cancelled, 4 re-issued; all by *Meja 2*.
fn given() -> Scene {
    let mut scene = Scene::with_people(4);
    scene.told(M2, check_in(2));
    scene.told(M2, cancel(3));
    scene.told(M2, reissue(4));
    scene
}

/// All that a redo gives back, seen or not.
fn stands(scene: &Scene) -> String {
    let meeting = scene.meeting();
    let last = meeting.last_act("Meja 1").map(|a| (a.id, a.at, a.deed));
    format!(
        "{:#?}{:#?}{:#?}{:#?}{:#?}{last:?}",
        visible(meeting),
        meeting.people(),
        meeting.libraries(),
        meeting.achievements(),
        meeting.calls()
    )
}

#[test]
fn undo_then_redo_is_as_if_nothing_had_been_undone() {
    let badge = given().badge(1);
    let deeds = [
        add("Baso Contoh"),
        add_present("Baso Contoh"),
        walk_in("Baso Contoh", BONTOA),
        correct(1, "Andi Contoh", "Camat"),
        scan(&badge),
        scan_on(&badge, "makan siang"),
        check_in(4),
        withdraw(2),
        cancel(2),
        restore(3),
        reissue(1),
        reissue(4),
        substitute(1, "Mega Contoh"),
        substitute(2, "Mega Contoh"),
    ];
    for command in deeds {
        let mut scene = given();
        let undone = visible(scene.meeting());
        scene.does(command.clone());
        let done = stands(&scene);
        let act = scene.last_id();
        for _ in 0..3 {
            scene.ctrl_z(M1).unwrap();
            let events = scene.ctrl_y(M1).unwrap();
            assert!(matches!(&events[..], [Event::Redone(e)] if e.act == act));
            assert_eq!(stands(&scene), done, "{command:?}");
            recount(scene.meeting());
            scene.replays();
        }
        assert_eq!(scene.refuses(redo(act)), Refusal::NothingToRedo);
        scene.ctrl_z(M1).unwrap();
        assert_eq!(visible(scene.meeting()), undone, "{command:?}");
    }
}

#[test]
fn what_was_never_undone_is_not_redone() {
    let mut scene = given();
    for act in [EntryId(STRIDE), EntryId(99), scene.last_id()] {
        assert_eq!(scene.refuses(redo(act)), Refusal::NothingToRedo);
    }
    assert!(scene.meeting().last_undone("Meja 2").is_none());
    scene.ctrl_z(M2).unwrap();
    let undo = scene.last_id();
    assert_eq!(scene.refuses(redo(undo)), Refusal::NothingToRedo);
    assert!(scene.meeting().last_undone("Meja 1").is_none());
}

#[test]
fn an_import_comes_back_with_its_numbers_and_codes() {
    let mut scene = Scene::with_people(1);
    let act = scene.import(&[3, 2]);
    let done = stands(&scene);
    let badge = scene.badge(4);
    scene.does(undo(act));
    assert_eq!(said(&Ok(scene.does(scan(&badge)))), "scan:NeedsSupervisor");
    scene.does(redo(act));
    assert_eq!(stands(&scene), done);
    scene.does(scan(&badge));
    assert!(scene.is_present(4));
    scene.replays();
}

/// Two people come with a list.
fn list(first: u32) -> Vec<Event> {
    let rows = [(first, "Nurlina Contoh"), (first + 1, "Baso Contoh")];
    let rows = rows.map(|(id, name)| imported(id, name, "Camat")).into();
    vec![Event::PeopleImported(PeopleImported { rows })]
}

#[test]
fn a_list_imported_again_meanwhile_is_not_there_twice() {
    // Imported again, by hand or as a walk-in: the same people under new numbers.
    let again: [fn(&mut Scene) -> EntryId; 3] = [
        |scene| scene.write(M2, list(4)),
        |scene| {
            scene.told(M2, add("H. Baso Contoh"));
            scene.last_id()
        },
        |scene| {
            scene.told(M2, walk_in("BASO CONTOH", BONTOA));
            scene.last_id()
        },
    ];
    for enter in again {
        let mut scene = Scene::with_people(1);
        let act = scene.write(M1, list(2));
        scene.does(undo(act));
        let later = enter(&mut scene);
        let count = scene.meeting().people().len();
        let refused = scene.refuses(redo(act));
        assert!(matches!(refused, Refusal::ChangedSinceUndo(Some(id)) if id.0 >= 4));
        assert_eq!(scene.meeting().people().len(), count);
        // Taken back again, the way is free; and so it is for a list when somebody else has come.
        scene.does(undo(later));
        scene.told(M2, add("Ilyas Contoh"));
        scene.does(redo(act));
        assert_eq!(scene.person(3).name(), "Baso Contoh");
    }
}

#[test]
fn redo_is_refused_when_somebody_touched_the_same_person_since() {
    let touches: [fn() -> Command; 5] = [
        || correct(1, "Andi Contoh", "Camat"),
        || cancel(1),
        || reissue(1),
        || check_in(1),
        || substitute(1, "Mega Contoh"),
    ];
    for touch in touches {
        for at in [M1, M2] {
            let mut scene = Scene::with_people(2);
            scene.does(check_in(1));
            let arrival = scene.last_id();
            scene.does(undo(arrival));
            scene.told(at, touch());
            let later = scene.last_id();
            let refused = Refusal::ChangedSinceUndo(Some(PersonId(1)));
            assert_eq!(scene.refuses(redo(arrival)), refused);
            scene.told(at, undo(later));
            scene.does(redo(arrival));
            assert!(scene.is_present(1));
        }
    }
}

#[test]
fn what_is_done_to_other_people_does_not_stand_in_the_way() {
    let mut scene = Scene::with_people(3);
    scene.does(check_in(1));
    let first = scene.last_id();
    scene.does(undo(first));
    scene.told(M2, check_in(2));
    scene.does(check_in(3));
    scene.ctrl_y(M1).unwrap();
    assert!(scene.is_present(1) && scene.is_present(2) && scene.is_present(3));
    assert_eq!(scene.total(), (3, 3));
    // What came back last goes first.
    scene.ctrl_z(M1).unwrap();
    assert!(!scene.is_present(1) && scene.is_present(3));
    scene.replays();
}

#[test]
fn imports_of_libraries_come_back_oldest_first() {
    let mut scene = Scene::founded();
    let first = scene.write(M1, vec![library("Cahaya")]);
    let second = scene.write(M2, vec![library("Cahaya Baru")]);
    let done = stands(&scene);
    scene.does(undo(second));
    scene.does(undo(first));
    let refused = Refusal::ChangedSinceUndo(None);
    assert_eq!(scene.refuses(redo(second)), refused);
    scene.does(redo(first));
    scene.does(redo(second));
    assert_eq!(stands(&scene), done);
    // A new list in between.
    scene.does(undo(second));
    scene.write(M2, vec![library("Fajar")]);
    assert_eq!(scene.refuses(redo(second)), refused);
    scene.ctrl_z(M2).unwrap();
    scene.does(redo(second));
    scene.replays();
}

#[test]
fn a_closed_list_takes_what_comes_back_as_an_addendum() {
    for act in [add_present("Baso Contoh"), check_in(1)] {
        let mut scene = Scene::with_people(1);
        scene.does(act);
        let act = scene.last_id();
        scene.does(undo(act));
        scene.does(close("hadir"));
        assert!(matches!(scene.refuses(redo(act)), Refusal::Closed(_)));
        scene.does(addendum(redo(act)));
        papers_are_sound(&scene.entries());
        scene.replays();
    }
}

#[test]
fn a_guest_of_honours_call_comes_back_where_it_stood() {
    let mut guest = (*record("H. Baso Contoh", "OPD undangan")).clone();
    guest.honour = gelar::meeting::protocol::Honour::parse("j");
    let mut scene = Scene::founded();
    scene.does(Command::Add {
        record: guest.into(),
        arrive: None,
    });
    scene.does(check_in(1));
    scene.told(M2, Command::CallProtocol);
    let called = stands(&scene);
    scene.ctrl_z(M1).unwrap();
    assert_eq!(scene.meeting().calls().len(), 1);
    scene.ctrl_y(M1).unwrap();
    assert_eq!(stands(&scene), called);
    // A withdrawal ends the call; undone it is open, redone it is over again.
    scene.does(withdraw(1));
    let gone = stands(&scene);
    scene.ctrl_z(M1).unwrap();
    assert_eq!(scene.meeting().calls().len(), 2);
    scene.ctrl_y(M1).unwrap();
    assert_eq!(stands(&scene), gone);
    scene.replays();
}

#[test]
fn a_new_code_comes_back_as_it_was_and_no_number_is_given_twice() {
    let mut scene = Scene::with_people(1);
    scene.does(reissue(1));
    let badge = scene.badge(1);
    scene.ctrl_z(M1).unwrap();
    assert_ne!(scene.badge(1), badge);
    scene.ctrl_y(M1).unwrap();
    assert_eq!(scene.badge(1), badge);
    scene.ctrl_z(M1).unwrap();
    scene.does(reissue(1));
    assert_ne!(scene.badge(1), badge);
}

#[test]
fn what_only_the_supervisor_does_or_is_old_comes_back_with_the_supervisor() {
    use gelar::meeting::command::Role::{Officer, Supervisor};
    let pin = gelar::meeting::event::Pin {
        salt: [1; 16],
        hash: [2; 32],
    };
    for (command, second, free) in [
        (check_in(1), 60, true),
        (check_in(1), 15 * 60 + 60, false),
        (cancel(1), 60, false),
        (reissue(1), 60, false),
    ] {
        let mut scene = Scene::with_people(1);
        scene.does(Command::SetPin(Some(pin.clone())));
        scene.tell_as(Supervisor, 0, command.clone()).unwrap();
        let act = scene.last_id();
        scene.tell_as(Supervisor, 0, undo(act)).unwrap();
        let done = scene.tell_as(Officer, second, redo(act));
        assert_eq!(done.is_ok(), free, "{command:?}: {done:?}");
        if !free {
            assert_eq!(done, Err(Refusal::SupervisorOnly));
            scene.tell_as(Supervisor, second, redo(act)).unwrap();
        }
    }
}
