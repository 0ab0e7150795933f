//! Writes that fail, answers that get lost, races that are lost twice.

use gelar::journal::{Journal, JournalError};
use gelar::meeting::command::Refusal;
use gelar::meeting::event::Event;
use gelar::session::{self, Session};

use super::desks::*;
use crate::support::*;

/// Two desks on one person who is not there yet.
fn two() -> (Desks, gelar::meeting::command::Command) {
    let scene = Scene::with_people(2);
    let badge = scan(&scene.badge(1));
    (Desks::on(&scene, &[M1, M2]), badge)
}

#[test]
fn who_loses_twice_takes_the_lock_and_wins() {
    let (mut desks, _) = two();
    desks.give(0, check_in(1));
    desks.forward(0);
    for _ in 0..2 {
        assert!(desks.desks[0].about_to_append());
        desks.give(1, add("Baso Contoh"));
        desks.finish(1);
        desks.desks[0].make(Move::Serve);
        desks.desks[0].make(Move::Reply);
        desks.desks[0].make(Move::Step);
    }
    assert!(desks.desks[0].about_to_lock());
    desks.desks[0].make(Move::Serve);
    // From here on nobody else gets in.
    desks.give(1, check_in(1));
    desks.forward(1);
    desks.desks[1].make(Move::Serve);
    desks.desks[1].make(Move::Reply);
    assert!(matches!(
        desks.desks[1].session.stalled(),
        Some(JournalError::Busy)
    ));
    assert_eq!(desks.desks[1].session.waiting(), 1);
    desks.finish(0);
    assert_eq!(desks.outcome(0), "arrived");
    desks.finish(1);
    desks.close();
    assert!(desks.outcome(1).ends_with("AlreadyPresent"));
}

#[test]
fn a_lock_that_turns_out_not_to_be_needed_is_given_back() {
    let (mut desks, _) = two();
    desks.give(0, check_in(1));
    desks.forward(0);
    for command in [add("Baso Contoh"), check_in(1)] {
        desks.give(1, command);
        desks.finish(1);
        desks.desks[0].make(Move::Serve);
        desks.desks[0].make(Move::Reply);
        if desks.desks[0].session.waiting() > 0 {
            desks.desks[0].make(Move::Step);
        }
    }
    // Two conflicts: the lock comes first, and under it there is nothing left to write.
    assert!(desks.desks[0].about_to_lock());
    desks.finish(0);
    assert_eq!(desks.outcome(0), "AlreadyPresent");
    let mut other = desks.desks[1].journal.clone();
    let (missed, _) = other.lock(0).expect("the lock is still held");
    assert!(!missed.is_empty());
    other.unlock();
    desks.close();
}

#[test]
fn a_lock_serves_the_whole_queue_and_is_given_back() {
    let (mut desks, badge) = two();
    desks.give(0, check_in(1));
    desks.give(0, badge);
    desks.give(0, check_in(1));
    desks.forward(0);
    for command in [add("Baso Contoh"), check_in(1)] {
        desks.give(1, command);
        desks.finish(1);
        desks.desks[0].make(Move::Serve);
        desks.desks[0].make(Move::Reply);
        desks.desks[0].make(Move::Step);
    }
    desks.finish(0);
    assert_eq!(
        desks.outcome(0),
        "AlreadyPresent, scan:AlreadyPresent, AlreadyPresent"
    );
    assert!(desks.desks[1].journal.clone().lock(0).is_ok());
    desks.close();
}

#[test]
fn a_failed_write_keeps_the_command_and_a_retry_writes_it_once_with_its_ids() {
    let (mut desks, _) = two();
    desks.give(0, add_present("Baso Contoh"));
    desks.give(0, check_in(2));
    let before = desks.entries().len();
    for error in [JournalError::Full, JournalError::ReadOnly] {
        desks.forward(0);
        let shown = error.to_string();
        desks.desks[0].journal.fail_next(error);
        desks.desks[0].make(Move::Serve);
        desks.desks[0].make(Move::Reply);
        let desk = &mut desks.desks[0];
        assert_eq!(desk.session.stalled().unwrap().to_string(), shown);
        assert_eq!((desk.session.waiting(), desk.settled.len()), (2, 0));
        desk.make(Move::Step); // nothing overtakes it
        assert_eq!(desk.forward(), Some(Move::Retry));
        assert_eq!(desks.entries().len(), before);
        desks.desks[0].make(Move::Retry);
    }
    desks.finish(0);
    assert_eq!(desks.outcome(0), "person_added+arrived, arrived");
    let all = desks.entries();
    let first = 1_000_001 * STRIDE;
    let ids: Vec<u64> = all[before..].iter().map(|e| e.stamp.id.0).collect();
    assert_eq!(ids, [first, first + 1, first + STRIDE]);
    desks.close();
}

#[test]
fn a_command_given_up_wrote_nothing_and_the_next_one_goes_on() {
    let mut scene = Scene::with_people(2);
    let head = scene.journal.head();
    scene.journal.fail_next(JournalError::Full);
    let context = scene.context(M1);
    let failed = session::run(&mut scene.session, &mut scene.journal, check_in(1), context);
    assert!(matches!(failed, Err(JournalError::Full)));
    assert_eq!((scene.journal.head(), scene.session.waiting()), (head, 0));
    scene.does(check_in(2));
    assert!(!scene.is_present(1) && scene.is_present(2));
}

#[test]
fn a_lost_reply_is_one_entry() {
    let (mut desks, badge) = two();
    let before = desks.entries().len();
    desks.give(0, badge);
    desks.forward(0);
    let lost = JournalError::Io("cable".into());
    desks.desks[0].journal.lose_next_reply(lost);
    desks.finish(0);
    assert_eq!(desks.entries().len(), before + 1);
    assert_eq!(desks.outcome(0), "arrived");
    desks.close();
}

#[test]
fn a_lost_reply_is_one_entry_even_when_others_wrote_after_it() {
    let (mut desks, badge) = two();
    desks.give(0, badge.clone());
    desks.forward(0);
    desks.desks[0].make(Move::ServeAndLose);
    desks.desks[0].make(Move::Reply);
    desks.give(1, badge);
    desks.give(1, add("Baso Contoh"));
    desks.finish(1);
    desks.finish(0);
    assert_eq!(desks.outcome(0), "arrived");
    assert_eq!(desks.outcome(1), "scan:AlreadyPresent, person_added");
    desks.close();
}

/// The answer was lost, but the news of the own entry came in with the news of the others. Deciding
/// again would say "already present" of the arrival that this very command wrote.
#[test]
fn a_lost_reply_is_made_good_by_following() {
    let mut scene = Scene::with_people(1);
    let badge = scene.badge(1);
    let act = {
        scene.does(check_in(1));
        scene.last_id()
    };
    for command in [
        scan(&badge),
        add_present("Baso Contoh"),
        undo(act),
        cancel(1),
        reissue(1),
        withdraw(1),
    ] {
        for boot in [M1, M1.ms(5)] {
            let mut seed = Scene::with_people(1);
            seed.does(check_in(1));
            let mut desks = Desks::on(&seed, &[boot, M2]);
            let before = desks.entries().len();
            desks.give(0, command.clone());
            desks.give(0, add("Andi Contoh"));
            desks.forward(0);
            desks.desks[0].make(Move::ServeAndLose);
            desks.desks[0].make(Move::Reply);
            desks.desks[0].make(Move::Follow);
            assert!(desks.desks[0].session.stalled().is_none(), "{command:?}");
            desks.finish(0);
            desks.close();
            assert_eq!(desks.desks[0].settled.len(), 2);
            let drafts = 1 + usize::from(matches!(
                command,
                gelar::meeting::command::Command::Add { .. }
            ));
            assert_eq!(desks.entries().len(), before + drafts + 1);
        }
    }
}

/// As above, but the news overtook the answer on its way.
#[test]
fn news_of_the_own_entry_may_come_before_its_answer_or_its_loss() {
    for lost in [false, true] {
        let (mut desks, badge) = two();
        desks.give(0, badge);
        desks.give(0, check_in(2));
        desks.forward(0);
        desks.desks[0].make(if lost {
            Move::ServeAndLose
        } else {
            Move::Serve
        });
        desks.desks[0].make(Move::Follow);
        desks.finish(0);
        assert_eq!(desks.outcome(0), "arrived, arrived", "lost: {lost}");
        desks.close();
    }
}

/// The same under the writer's lock: the missed entries that come with the lock hold the own one.
#[test]
fn a_lost_reply_is_made_good_by_taking_the_lock() {
    let (mut desks, _) = two();
    desks.give(0, check_in(1));
    desks.forward(0);
    for _ in 0..2 {
        desks.give(1, add("Baso Contoh"));
        desks.finish(1);
        desks.desks[0].make(Move::Serve);
        desks.desks[0].make(Move::Reply);
        desks.desks[0].make(Move::Step);
    }
    desks.desks[0].make(Move::Serve);
    desks.desks[0].make(Move::Reply);
    desks.desks[0].make(Move::Step);
    assert!(desks.desks[0].about_to_append());
    desks.desks[0].make(Move::ServeAndLose);
    desks.desks[0].make(Move::Reply);
    desks.desks[0].make(Move::Retry);
    desks.desks[0].make(Move::Step);
    assert!(desks.desks[0].about_to_lock());
    desks.finish(0);
    assert_eq!(desks.outcome(0), "arrived");
    assert!(desks.desks[1].journal.clone().lock(0).is_ok());
    desks.close();
}

/// The lock was taken and the answer lost: the next try holds it already.
#[test]
fn a_lost_answer_to_the_lock_does_not_lock_the_desk_out() {
    let (mut desks, _) = two();
    desks.give(0, check_in(1));
    desks.forward(0);
    for _ in 0..2 {
        desks.give(1, add("Baso Contoh"));
        desks.finish(1);
        desks.desks[0].make(Move::Serve);
        desks.desks[0].make(Move::Reply);
        desks.desks[0].make(Move::Step);
    }
    assert!(desks.desks[0].about_to_lock());
    desks.desks[0].make(Move::ServeAndLose);
    desks.desks[0].make(Move::Reply);
    desks.finish(0);
    assert_eq!(desks.outcome(0), "arrived");
    desks.close();
}

/// One scan each; at every write the journal may do it, fail, or lose the answer (once), and
/// a desk may follow at any moment after that: every order.
#[test]
fn every_order_of_failing_losing_and_following() {
    let badge = two().1;
    let mut lost = 0;
    let paths = every_path(|choices| {
        let (mut desks, _) = two();
        desks.give(0, badge.clone());
        desks.give(1, badge.clone());
        let mut mishaps = 1;
        let mut follows = [0, 0];
        loop {
            for (desk, follows) in follows.iter().enumerate() {
                // While it may still follow in between, its own moves need an order, too.
                if *follows == 0 {
                    desks.by_itself(desk);
                }
            }
            let mut moves = Vec::new();
            for d in desks.busy() {
                let next = desks.desks[d].forward().unwrap();
                moves.push((d, next));
                if next == Move::Serve && mishaps > 0 {
                    moves.push((d, Move::ServeAndLose));
                    moves.push((d, Move::Fail));
                }
                if follows[d] > 0 {
                    moves.push((d, Move::Follow));
                }
            }
            if moves.is_empty() {
                break;
            }
            let (d, next) = moves[choices.pick(moves.len())];
            match next {
                Move::ServeAndLose | Move::Fail => {
                    mishaps -= 1;
                    follows[d] = 1;
                    lost += 1;
                }
                Move::Follow => follows[d] -= 1,
                _ => {}
            }
            desks.desks[d].make(next);
        }
        desks.close();
        let all = desks.entries();
        let (arrived, refused) = arrivals_and_refusals(&all, 1);
        assert_eq!((arrived.len(), refused.len()), (1, 1));
    });
    assert!(paths > 300 && lost > 300, "{paths} paths, {lost} mishaps");
}

#[test]
fn another_entry_under_the_same_id_is_refused_aloud_and_blocks_nothing_for_ever() {
    let mut scene = Scene::with_people(1);
    let mut other = Session::open(&mut scene.journal.clone()).unwrap();
    let context = M1.context(500 * STRIDE, 1);
    let first = session::run(
        &mut scene.session,
        &mut scene.journal,
        add("Baso Contoh"),
        context.clone(),
    );
    assert!(matches!(
        &first.unwrap().unwrap()[..],
        [Event::PersonAdded(_)]
    ));
    let mut journal = scene.journal.clone();
    let second = session::run(&mut other, &mut journal, add("Andi Contoh"), context);
    assert!(
        matches!(second, Err(JournalError::IdReused(_))),
        "{second:?}"
    );
    let context = M2.context(501 * STRIDE, 1);
    let third = session::run(&mut other, &mut journal, check_in(9), context).unwrap();
    assert!(matches!(third, Err(Refusal::NoSuchPerson(_))));
}
