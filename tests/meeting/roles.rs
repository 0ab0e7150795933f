//! Officer and supervisor: what the PIN unlocks.

use gelar::meeting::command::{Command, Refusal, Role};
use gelar::meeting::event::Pin;
use gelar::meeting::id::PersonId;

use super::support::*;

fn pin() -> Pin {
    Pin {
        salt: [1; 16],
        hash: [2; 32],
    }
}

/// Three people, the third present since second 0, the meeting with a PIN.
fn guarded() -> Scene {
    let mut scene = Scene::with_people(3);
    scene.tell_as(Role::Officer, 0, check_in(3)).unwrap();
    scene.does(Command::SetPin(Some(pin())));
    scene
}

#[test]
fn without_a_pin_everybody_may_do_everything() {
    let mut scene = Scene::with_people(1);
    let day = 86_400;
    for command in [
        cancel(1),
        restore(1),
        reissue(1),
        check_in(1),
        withdraw(1),
        close("hadir"),
    ] {
        scene.tell_as(Role::Officer, day, command).unwrap();
    }
    scene
        .tell_as(Role::Officer, day, addendum(check_in(1)))
        .unwrap();
    scene
        .tell_as(Role::Officer, day, Command::SetPin(Some(pin())))
        .unwrap();
}

#[test]
fn the_pin_unlocks_cancelling_new_codes_closing_and_the_pin_itself() {
    let mut scene = guarded();
    let (one, two) = (PersonId(1), PersonId(2));
    let guarded: Vec<(Command, bool)> = vec![
        (cancel(1), true),
        (Command::Restore(one), true),
        (reissue(2), true),
        (close("hadir"), true),
        (addendum(check_in(2)), true),
        (Command::SetPin(None), true),
    ];
    for (command, _) in guarded {
        let before = scene.journal.head();
        let refused = scene.tell_as(Role::Officer, 60, command.clone());
        assert_eq!(refused, Err(Refusal::SupervisorOnly), "{command:?}");
        assert_eq!(scene.journal.head(), before);
        assert!(
            scene.tell_as(Role::Supervisor, 60, command.clone()).is_ok(),
            "{command:?}"
        );
    }
    assert_eq!(scene.person(two.0).issue, 1);
    assert!(scene.meeting().pin().is_none());
    scene.replays();
}

#[test]
fn an_officer_does_the_days_work() {
    let mut scene = guarded();
    let badge = scene.badge(1);
    for command in [
        scan(&badge),
        add_from("Nurlina Contoh", BONTOA),
        correct(2, "Andi Contoh", "Camat"),
        check_in(2),
        together(1, &[4]),
        walk_in("Guru Contoh", MALLAWA),
        substitute(2, "Baso Contoh"),
        Command::ReserveNumbers(10),
        Command::CallProtocol,
        along("kit"),
    ] {
        let done = scene.tell_as(Role::Officer, 3_600, command.clone());
        assert!(done.is_ok(), "{command:?}: {done:?}");
    }
}

#[test]
fn a_fresh_act_is_undone_at_a_glance_and_an_old_one_wants_the_supervisor() {
    let minutes = |m: i64, s: i64| m * 60 + s;
    // Fifteen minutes, in both directions of a clock that was set meanwhile.
    for (second, fresh) in [
        (0, true),
        (minutes(14, 59), true),
        (minutes(15, 0), false),
        (minutes(600, 0), false),
        (-minutes(14, 59), true),
        (-minutes(15, 0), false),
        (-minutes(480, 0), false),
    ] {
        for wish in 0..2 {
            let mut scene = guarded();
            let act = scene.person(3).arrivals[0].act;
            let command = if wish == 0 { undo(act) } else { withdraw(3) };
            let done = scene.tell_as(Role::Officer, second, command.clone());
            if fresh {
                assert!(done.is_ok(), "{second}: {done:?}");
            } else {
                assert_eq!(done, Err(Refusal::SupervisorOnly), "{second}");
                scene.tell_as(Role::Supervisor, second, command).unwrap();
            }
            assert!(!scene.is_present(3));
        }
    }
}

#[test]
fn what_only_the_supervisor_does_only_the_supervisor_takes_back() {
    for command in [cancel(1), reissue(1)] {
        let mut scene = guarded();
        scene.tell_as(Role::Supervisor, 10, command).unwrap();
        let act = scene.last_id();
        let refused = scene.tell_as(Role::Officer, 11, undo(act));
        assert_eq!(refused, Err(Refusal::SupervisorOnly));
        scene.tell_as(Role::Supervisor, 11, undo(act)).unwrap();
    }
    let mut scene = guarded();
    let act = scene.import(&[2]);
    let refused = scene.tell_as(Role::Officer, 5, undo(act));
    assert_eq!(
        refused,
        Err(Refusal::SupervisorOnly),
        "the codes of an import are void for good"
    );
    scene.tell_as(Role::Supervisor, 5, undo(act)).unwrap();
}

#[test]
fn the_same_pin_again_changes_nothing() {
    let mut scene = guarded();
    assert_eq!(
        scene.tell_as(Role::Supervisor, 1, Command::SetPin(Some(pin()))),
        Err(Refusal::NothingChanges)
    );
    scene
        .tell_as(Role::Supervisor, 1, Command::SetPin(None))
        .unwrap();
    assert_eq!(
        scene.refuses(Command::SetPin(None)),
        Refusal::NothingChanges
    );
}
