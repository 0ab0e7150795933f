//! Undo: back to what was visible before, once, and never over somebody else's head.

use gelar::meeting::act::Deed;
use gelar::meeting::command::{Command, Refusal};
use gelar::meeting::event::{Event, ImportedPerson, PeopleImported};
use gelar::meeting::id::{EntryId, ListId, PersonId};
use gelar::meeting::record::Field;
use gelar::session::Session;

use super::support::*;

/// Person 1 expected, 2 present, 3 cancelled, 4 re-issued; all by *Meja 2*.
fn given() -> Scene {
    let mut scene = Scene::with_people(4);
    scene.told(M2, check_in(2));
    scene.told(M2, cancel(3));
    scene.told(M2, reissue(4));
    scene
}

#[test]
fn undo_is_the_way_back_from_everything_a_desk_can_do() {
    let badge = given().badge(1);
    let deeds: Vec<(Command, Deed)> = vec![
        (add("Baso Contoh"), Deed::Addition),
        (add_present("Baso Contoh"), Deed::Addition),
        (correct(1, "Andi Contoh", "Camat"), Deed::Correction),
        (correct(2, "Andi Contoh", "Camat"), Deed::Correction),
        (scan(&badge), Deed::Arrival),
        (scan_on(&badge, "makan siang"), Deed::OtherList),
        (check_in(1), Deed::Arrival),
        (check_in(4), Deed::Arrival),
        (withdraw(2), Deed::Withdrawal),
        (cancel(1), Deed::Cancellation),
        (cancel(2), Deed::Cancellation),
        (restore(3), Deed::Restoration),
        (reissue(1), Deed::Reissue),
        (reissue(4), Deed::Reissue),
    ];
    for (command, deed) in deeds {
        let shown = format!("{command:?}");
        let mut scene = given();
        let before = visible(scene.meeting());
        scene.does(command);
        assert_ne!(visible(scene.meeting()), before, "{shown} changed nothing");
        let act = scene.meeting().last_act("Meja 1").unwrap();
        assert_eq!((act.deed, act.id), (deed, scene.last_id()), "{shown}");
        let act = act.id;
        let events = scene.ctrl_z(M1).unwrap();
        assert!(matches!(&events[..], [Event::Undone(e)] if e.act == act));
        assert_eq!(visible(scene.meeting()), before, "{shown}");
        recount(scene.meeting());
    }
}

#[test]
fn what_is_no_act_cannot_be_undone() {
    let mut scene = Scene::with_people(1);
    let founding = EntryId(STRIDE);
    assert_eq!(scene.refuses(undo(founding)), Refusal::NothingToUndo);
    scene.does(Command::Describe(about("Judul baru")));
    let described = scene.last_id();
    assert_eq!(scene.refuses(undo(described)), Refusal::NothingToUndo);
    scene.does(scan("00020101"));
    let failed = scene.last_id();
    assert_eq!(scene.refuses(undo(failed)), Refusal::NothingToUndo);
    assert_eq!(
        scene.meeting().last_act("Meja 1").unwrap().id,
        EntryId(2 * STRIDE)
    );
}

#[test]
fn a_number_is_never_given_twice() {
    let mut scene = Scene::with_people(2);
    scene.does(add("Baso Contoh"));
    scene.ctrl_z(M1).unwrap();
    assert!(scene.meeting().person(PersonId(3)).is_none());
    scene.does(add("Andi Contoh"));
    assert_eq!(scene.person(4).name(), "Andi Contoh");
    scene.import(&[2, 3]);
    scene.ctrl_z(M1).unwrap();
    scene.ctrl_z(M1).unwrap();
    assert_eq!(scene.meeting().people().len(), 2);
    assert_eq!(scene.meeting().people().next(), PersonId(10));
    let replayed = Session::open(&mut scene.journal.clone()).unwrap();
    assert_eq!(replayed.meeting().people().next(), PersonId(10));
}

#[test]
fn undo_is_refused_when_somebody_touched_the_same_person_since() {
    let touches: [fn() -> Command; 4] = [
        || correct(1, "Andi Contoh", "Camat"),
        || cancel(1),
        || reissue(1),
        || withdraw(1),
    ];
    for touch in touches {
        for at in [M1, M2] {
            let mut scene = Scene::with_people(2);
            scene.does(check_in(1));
            let arrival = scene.last_id();
            scene.told(at, touch());
            let later = scene.last_id();
            assert_eq!(
                scene.refuses(undo(arrival)),
                Refusal::ChangedSince(PersonId(1))
            );
            // Whoever did the later thing can take it back, and then the way is free.
            scene.told(at, undo(later));
            scene.does(undo(arrival));
            assert!(!scene.is_present(1));
        }
    }
}

#[test]
fn what_others_do_to_other_people_does_not_stand_in_the_way() {
    let mut scene = Scene::with_people(3);
    scene.does(check_in(1));
    let first = scene.last_id();
    scene.told(M2, check_in(2));
    scene.does(check_in(3));
    scene.does(undo(first));
    assert_eq!(
        (
            scene.is_present(1),
            scene.is_present(2),
            scene.is_present(3)
        ),
        (false, true, true)
    );
    assert_eq!(scene.total(), (2, 3));
}

#[test]
fn a_failed_scan_of_the_person_does_not_stand_in_the_way() {
    let mut scene = Scene::with_people(1);
    let badge = scan(&scene.badge(1));
    scene.does(badge.clone());
    scene.told(M2, badge);
    scene.ctrl_z(M1).unwrap();
    assert!(!scene.is_present(1));
}

#[test]
fn an_import_of_several_entries_is_undone_as_one() {
    let mut scene = Scene::with_people(1);
    let before = visible(scene.meeting());
    let act = scene.import(&[3, 2, 4]);
    assert_eq!(scene.meeting().people().len(), 10);
    let last = scene.meeting().last_act("Meja 1").unwrap();
    assert_eq!(
        (last.id, last.deed, last.size()),
        (act, Deed::PeopleImport, 9)
    );
    // An entry of the act is not the act.
    assert_eq!(scene.refuses(undo(act.plus(1))), Refusal::NothingToUndo);
    scene.does(undo(act));
    assert_eq!(visible(scene.meeting()), before);
    assert_eq!(scene.refuses(undo(act)), Refusal::NothingToUndo);
}

#[test]
fn an_import_that_somebody_has_arrived_from_stays() {
    let mut scene = Scene::with_people(1);
    let act = scene.import(&[2, 2]);
    scene.told(M2, check_in(4));
    assert_eq!(scene.refuses(undo(act)), Refusal::ChangedSince(PersonId(4)));
    assert_eq!(scene.meeting().people().len(), 5);
    scene.ctrl_z(M2).unwrap();
    scene.does(undo(act));
    assert_eq!(scene.meeting().people().len(), 1);
}

#[test]
fn an_import_over_a_correction_gives_the_correction_back() {
    let mut scene = Scene::with_people(1);
    scene.does(correct(1, "Andi Contoh", "Camat"));
    let before = visible(scene.meeting());
    let row = ImportedPerson {
        changed: vec![Field::Name],
        ..imported(1, "Tenri Dari Berkas", "Camat")
    };
    scene.write(
        M1,
        vec![Event::PeopleImported(PeopleImported { rows: vec![row] })],
    );
    assert!(!scene.person(1).by_hand.contains(Field::Name));
    scene.ctrl_z(M1).unwrap();
    assert_eq!(visible(scene.meeting()), before);
    assert!(scene.person(1).by_hand.contains(Field::Name));
}

#[test]
fn imports_of_libraries_are_undone_newest_first() {
    let mut scene = Scene::founded();
    let nothing = visible(scene.meeting());
    let first = scene.write(M1, vec![library("Cahaya")]);
    let one = visible(scene.meeting());
    let second = scene.write(M2, vec![library("Cahaya Baru")]);
    assert_eq!(scene.refuses(undo(first)), Refusal::LaterImport);
    scene.does(undo(second));
    assert_eq!(visible(scene.meeting()), one);
    scene.does(undo(first));
    assert_eq!(visible(scene.meeting()), nothing);
}

#[test]
fn an_undo_is_no_act_itself() {
    let mut scene = Scene::with_people(1);
    scene.does(check_in(1));
    scene.ctrl_z(M1).unwrap();
    let undone = scene.last_id();
    assert_eq!(scene.refuses(undo(undone)), Refusal::NothingToUndo);
    // What is left to undo is what stood before.
    assert_eq!(
        scene.meeting().last_act("Meja 1").unwrap().deed,
        Deed::Addition
    );
}

#[test]
fn each_station_undoes_its_own_last_act() {
    let mut scene = Scene::with_people(2);
    scene.told(M2, check_in(1));
    scene.told(M3, check_in(2));
    assert!(scene.meeting().last_act("Meja 4").is_none());
    scene.ctrl_z(M2).unwrap();
    assert!(!scene.is_present(1) && scene.is_present(2));
    assert!(scene.meeting().last_act("Meja 2").is_none());
}

#[test]
fn a_morning_can_be_taken_back_step_by_step() {
    let mut scene = Scene::with_people(60);
    let mut stood = Vec::new();
    for person in 1..=60 {
        stood.push(visible(scene.meeting()));
        match person % 4 {
            0 => drop(scene.does(check_in(person))),
            1 => drop(scene.does(cancel(person))),
            2 => drop(scene.does(add_present("Tamu Contoh"))),
            _ => drop(scene.does(correct(person - 1, "Andi Contoh", "Camat"))),
        }
    }
    for before in stood.into_iter().rev() {
        scene.ctrl_z(M1).unwrap();
        assert_eq!(visible(scene.meeting()), before);
    }
}

#[test]
fn acts_too_old_to_be_undone_are_refused_and_the_rest_is_not() {
    let mut scene = Scene::with_people(1);
    let mut acts = Vec::new();
    for n in 0..520 {
        scene.does(if n % 2 == 0 { check_in(1) } else { withdraw(1) });
        acts.push(scene.last_id());
    }
    assert_eq!(scene.refuses(undo(acts[7])), Refusal::NothingToUndo);
    for act in acts[8..].iter().rev() {
        scene.does(undo(*act));
    }
    assert_eq!(scene.refuses(undo(acts[7])), Refusal::NothingToUndo);
    assert!(scene.meeting().last_act("Meja 1").is_none());
    assert_eq!(
        scene.person(1).state(&ListId::main()),
        gelar::meeting::person::State::Expected
    );
}

#[test]
fn the_last_arrivals_follow_an_undo() {
    let mut scene = Scene::with_people(4);
    for person in [1, 2, 3] {
        scene.does(check_in(person));
    }
    let names = |scene: &Scene, n| -> Vec<u32> {
        let last = scene.meeting().last_arrivals(&ListId::main(), n);
        last.iter().map(|(p, _)| p.id.0).collect()
    };
    assert_eq!(names(&scene, 2), [3, 2]);
    scene.ctrl_z(M1).unwrap();
    assert_eq!(names(&scene, 5), [2, 1]);
    scene.does(withdraw(1));
    assert_eq!(names(&scene, 5), [2]);
    scene.ctrl_z(M1).unwrap();
    assert_eq!(names(&scene, 5), [2, 1]);
    scene.does(correct(2, "Andi Contoh", "Camat"));
    assert_eq!(names(&scene, 5), [2, 1]);
}
