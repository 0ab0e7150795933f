//! Two windows on the same numbers: one of them is told what the other did, and nothing is overwritten
//! silently.

use gelar::meeting::command::{Command, Refusal};
use gelar::meeting::hall::Wanted;

use super::desks::*;
use super::figures::{activities, import, typed, with_libraries};
use crate::support::*;

/// Both commands in every order of deciding and writing; answers how each ended, and what stands.
fn every_order_of(one: &Command, other: &Command, check: impl Fn(&[String], &Scene)) {
    let paths = every_path(|choices| {
        let scene = with_libraries();
        let mut desks = Desks::on(&scene, &[M1, M2]);
        desks.give(0, one.clone());
        desks.give(1, other.clone());
        loop {
            for desk in desks.busy() {
                desks.by_itself(desk);
            }
            let busy = desks.busy();
            if busy.is_empty() {
                break;
            }
            desks.forward(busy[choices.pick(busy.len())]);
        }
        desks.close();
        let states: Vec<String> = desks
            .desks
            .iter()
            .map(|desk| whole(desk.session.meeting()))
            .collect();
        assert_eq!(states[0], states[1]);
        let after = Scene {
            session: gelar::session::Session::open(&mut scene.journal.clone()).unwrap(),
            journal: scene.journal.clone(),
            commands: 0,
        };
        assert_eq!(whole(after.meeting()), states[0]);
        check(&[desks.outcome(0), desks.outcome(1)], &after);
    });
    assert!(paths > 1, "{paths}");
}

fn sorted(outcomes: &[String]) -> Vec<&str> {
    let mut all: Vec<&str> = outcomes.iter().map(String::as_str).collect();
    all.sort_unstable();
    all
}

#[test]
fn who_types_another_number_second_is_asked_why() {
    let (one, other) = (typed(BONTOA, "2026-03", 4), typed(BONTOA, "2026-03", 5));
    every_order_of(&one, &other, |outcomes, scene| {
        assert_eq!(sorted(outcomes), ["CorrectionReason", "achievement_typed"]);
        let won = if outcomes[0] == "achievement_typed" {
            4
        } else {
            5
        };
        assert_eq!(activities(scene, BONTOA, "2026-03"), Some(won));
    });
    // The same number is no correction.
    every_order_of(&one, &one, |outcomes, _| {
        assert_eq!(sorted(outcomes), ["NothingChanges", "achievement_typed"]);
    });
}

#[test]
fn two_imports_at_once_never_overwrite_each_other_silently() {
    let one = import(&[(BONTOA, "2026-01", 1), (BONTOA, "2026-02", 2)], "");
    let other = import(&[(BONTOA, "2026-02", 3), (MALLAWA, "2026-02", 4)], "");
    every_order_of(&one, &other, |outcomes, scene| {
        assert_eq!(
            sorted(outcomes),
            ["CorrectionReason", "achievements_imported"]
        );
        let first = outcomes[0] == "achievements_imported";
        let stands = activities(scene, BONTOA, "2026-02");
        assert_eq!(stands, Some(if first { 2 } else { 3 }));
    });
    // Of different libraries, both are done.
    let other = import(&[(MALLAWA, "2026-02", 4)], "");
    every_order_of(&one, &other, |outcomes, scene| {
        assert_eq!(outcomes, ["achievements_imported", "achievements_imported"]);
        assert_eq!(activities(scene, BONTOA, "2026-02"), Some(2));
        assert_eq!(activities(scene, MALLAWA, "2026-02"), Some(4));
    });
}

#[test]
fn every_shown_scene_is_a_step_and_all_windows_see_the_last_one() {
    let (one, other) = (Command::Show(Wanted::Board), Command::Show(Wanted::Test));
    every_order_of(&one, &other, |outcomes, scene| {
        assert_eq!(outcomes, ["scene_shown", "scene_shown"]);
        let hall = scene.meeting().hall();
        assert_eq!(hall.step, 2);
        assert!([Wanted::Board, Wanted::Test].contains(&hall.scene));
    });
}

#[test]
fn what_another_window_changed_is_not_undone() {
    let mut scene = with_libraries();
    scene.told(M1, typed(BONTOA, "2026-03", 4));
    let act = scene.last_id();
    scene.told(M2, typed(BONTOA, "2026-04", 1));
    let refused = scene.refuses(undo(act));
    assert!(matches!(refused, Refusal::NumbersChangedSince(_)));
}
