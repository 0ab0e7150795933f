//! Somebody comes in the place of an invited person.

use std::sync::Arc;

use gelar::meeting::command::{Command, Refusal};
use gelar::meeting::event::{Event, Outcome};
use gelar::meeting::id::{ListId, PersonId};
use gelar::meeting::person::State;
use gelar::meeting::record::{Personal, Sex};

use super::support::*;

fn names(scene: &Scene, person: u32) -> (String, String) {
    let person = scene.person(person);
    (person.name().to_owned(), person.who_came().name.clone())
}

fn pair(invited: &str, came: &str) -> (String, String) {
    (invited.to_owned(), came.to_owned())
}

fn state(scene: &Scene, person: u32) -> State {
    scene.person(person).state(&ListId::main())
}

#[test]
fn both_names_are_kept_and_the_badge_means_the_substitute() {
    let mut scene = Scene::with_people(1);
    let badge = scene.badge(1);
    scene.does(substitute(1, "Baso Contoh"));
    assert_eq!(names(&scene, 1), pair("Tenri Contoh 1", "Baso Contoh"));
    assert_eq!(state(&scene, 1), State::Represented);
    assert_eq!(scene.badge(1), badge, "the printed badge stays good");
    assert_eq!(scene.total(), (1, 1));
    let again = scene.does(scan(&badge));
    let outcome = |e: &Event| matches!(e, Event::ScanRefused(e) if e.outcome == Outcome::AlreadyPresent && e.person == Some(PersonId(1)));
    assert!(outcome(&again[0]), "{again:?}");
    scene.replays();
}

#[test]
fn a_substitute_for_a_substitute_is_undone_step_by_step() {
    let mut scene = Scene::with_people(1);
    scene.does(substitute(1, "Baso Contoh"));
    scene.does(substitute(1, "Mega Contoh"));
    assert_eq!(names(&scene, 1), pair("Tenri Contoh 1", "Mega Contoh"));
    let earlier = scene.person(1).substitute.clone().unwrap().earlier.clone();
    assert_eq!(earlier.unwrap().personal.name, "Baso Contoh");
    assert_eq!(scene.total(), (1, 1));
    scene.ctrl_z(M1).unwrap();
    assert_eq!(names(&scene, 1), pair("Tenri Contoh 1", "Baso Contoh"));
    assert!(scene.is_present(1), "the first arrival stands");
    scene.ctrl_z(M1).unwrap();
    assert_eq!(names(&scene, 1), pair("Tenri Contoh 1", "Tenri Contoh 1"));
    assert_eq!(state(&scene, 1), State::Expected);
    scene.replays();
}

#[test]
fn the_invited_person_comes_after_all() {
    let mut scene = Scene::with_people(1);
    assert_eq!(scene.refuses(substitute(1, " ")), Refusal::NameMissing);
    scene.does(substitute(1, "Baso Contoh"));
    scene.does(substitute(1, "Mega Contoh"));
    scene.does(substitute(1, ""));
    assert_eq!(names(&scene, 1), pair("Tenri Contoh 1", "Tenri Contoh 1"));
    assert_eq!(state(&scene, 1), State::Present);
    scene.ctrl_z(M1).unwrap();
    assert_eq!(names(&scene, 1), pair("Tenri Contoh 1", "Mega Contoh"));
    scene.replays();
}

#[test]
fn who_was_noted_as_present_by_mistake_stays_present_as_represented() {
    let mut scene = Scene::with_people(1);
    scene.told(M2, check_in(1));
    let events = scene.does(substitute(1, "Baso Contoh"));
    assert!(matches!(&events[..], [Event::Substituted(_)]), "{events:?}");
    assert_eq!(state(&scene, 1), State::Represented);
    assert_eq!(&*scene.person(1).arrivals[0].station, "Meja 2");
    scene.ctrl_z(M1).unwrap();
    assert_eq!(state(&scene, 1), State::Present);
}

#[test]
fn nobody_represents_the_cancelled_or_is_his_own_substitute_twice() {
    let mut scene = Scene::with_people(2);
    scene.does(cancel(1));
    assert_eq!(
        scene.refuses(substitute(1, "Baso Contoh")),
        Refusal::Cancelled(PersonId(1))
    );
    assert!(scene.person(1).substitute.is_none());
    scene.does(substitute(2, "Baso Contoh"));
    assert_eq!(
        scene.refuses(substitute(2, "Baso Contoh")),
        Refusal::NothingChanges
    );
    assert_eq!(
        scene.refuses(substitute(9, "Baso")),
        Refusal::NoSuchPerson(PersonId(9))
    );
}

#[test]
fn an_arrival_taken_back_leaves_the_substitute_expected() {
    let mut scene = Scene::with_people(1);
    scene.does(substitute(1, "Baso Contoh"));
    scene.does(withdraw(1));
    assert_eq!(state(&scene, 1), State::Expected);
    let badge = scene.badge(1);
    scene.does(scan(&badge));
    assert_eq!(state(&scene, 1), State::Represented);
    assert_eq!(names(&scene, 1), pair("Tenri Contoh 1", "Baso Contoh"));
}

#[test]
fn the_sex_of_who_came_is_counted() {
    let mut scene = Scene::founded();
    let mut invited = (*record("Tenri Contoh", "Camat")).clone();
    invited.personal.sex = Some(Sex::P);
    scene.does(Command::Add {
        record: Arc::new(invited),
        arrive: Some(ListId::main()),
    });
    let sums = |scene: &Scene| {
        let totals = scene.meeting().totals(&ListId::main());
        (totals.men, totals.women, totals.substitutes)
    };
    assert_eq!(sums(&scene), (0, 1, 0));
    let by = Personal {
        name: "Baso Contoh".into(),
        sex: Some(Sex::L),
        ..Personal::default()
    };
    scene.does(Command::Substitute {
        person: PersonId(1),
        by: Arc::new(by),
        seen: None,
        list: ListId::main(),
    });
    assert_eq!(sums(&scene), (1, 0, 1));
    // A substitute of unknown sex is neither, not the invited person's.
    scene.does(substitute(1, "Mega Contoh"));
    assert_eq!(sums(&scene), (0, 0, 1));
}

#[test]
fn a_scan_right_after_a_substitution_is_not_a_double_read() {
    let mut scene = Scene::with_people(1);
    let badge = scene.badge(1);
    scene.told(M1.ms(1_000), scan(&badge));
    let double = scene.refuses_at(M1.ms(1_500), scan(&badge));
    assert!(matches!(double, Refusal::DoubleRead { .. }), "{double:?}");
    scene.told(M1.ms(2_000), substitute(1, "Baso Contoh"));
    let events = scene.told(M1.ms(2_500), scan(&badge));
    assert!(matches!(&events[..], [Event::ScanRefused(e)] if e.outcome == Outcome::AlreadyPresent));
    scene.told(M1.ms(3_000), substitute(1, ""));
    let events = scene.told(M1.ms(3_500), scan(&badge));
    assert!(matches!(&events[..], [Event::ScanRefused(e)] if e.outcome == Outcome::AlreadyPresent));
}

#[test]
fn a_substitute_that_another_window_named_meanwhile_is_not_lost() {
    let mut scene = Scene::with_people(1);
    let asked = |name: &str, seen: &str| Command::Substitute {
        person: PersonId(1),
        by: Arc::new(named(name)),
        seen: Some(Arc::new(named(seen))),
        list: ListId::main(),
    };
    scene.does(asked("Baso Contoh", ""));
    // The other window's form was opened while nobody stood in.
    let refused = scene.refuses(asked("Mega Contoh", ""));
    assert_eq!(refused, Refusal::OtherSubstitute(PersonId(1)));
    assert_eq!(names(&scene, 1), pair("Tenri Contoh 1", "Baso Contoh"));
    scene.does(asked("Mega Contoh", "Baso Contoh"));
    assert_eq!(names(&scene, 1), pair("Tenri Contoh 1", "Mega Contoh"));
}

fn named(name: &str) -> Personal {
    Personal {
        name: name.into(),
        ..Personal::default()
    }
}
