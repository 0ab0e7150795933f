//! Small scripts in every order there is.

use gelar::meeting::command::Command;
use gelar::meeting::event::Event;
use gelar::meeting::id::PersonId;

use super::desks::*;
use crate::support::*;

/// One person, there or not, checked in by *Meja 3*.
fn given(present: bool) -> Scene {
    let mut scene = Scene::with_people(1);
    if present {
        scene.told(M3, check_in(1));
    }
    scene
}

/// Brings all desks to rest in one of the orders. Only what reaches the journal is seen by the others:
/// what a desk does by itself before that needs no order of its own.
fn play(desks: &mut Desks, choices: &mut Choices) {
    loop {
        for desk in desks.busy() {
            desks.by_itself(desk);
        }
        let busy = desks.busy();
        if busy.is_empty() {
            return;
        }
        desks.forward(busy[choices.pick(busy.len())]);
    }
}

#[test]
fn two_desks_scan_one_badge_and_follow_at_any_moment() {
    let scene = given(false);
    let badge = scan(&scene.badge(1));
    let entries = scene.entries().len();
    let paths = every_path(|choices| {
        let mut desks = Desks::on(&fresh(false), &[M1, M2]);
        desks.give(0, badge.clone());
        desks.give(1, badge.clone());
        let mut follows = 1;
        loop {
            let mut moves: Vec<(usize, bool)> = Vec::new();
            for d in desks.busy() {
                moves.push((d, false));
                if follows > 0 {
                    moves.push((d, true));
                }
            }
            if moves.is_empty() {
                break;
            }
            let (d, follow) = moves[choices.pick(moves.len())];
            if follow {
                follows -= 1;
                desks.desks[d].make(Move::Follow);
            } else {
                desks.forward(d);
            }
        }
        desks.close();
        won_and_lost(&desks, entries);
    });
    assert!(paths > 1_000, "{paths}");
}

/// The scene again, on a journal of its own.
fn fresh(present: bool) -> Scene {
    given(present)
}

/// One arrival, one true answer to the loser, no entry more.
fn won_and_lost(desks: &Desks, before: usize) {
    let all = desks.entries();
    let (arrived, refused) = arrivals_and_refusals(&all, 1);
    assert_eq!((arrived.len(), refused.len()), (1, desks.desks.len() - 1));
    assert_eq!(all.len(), before + desks.desks.len());
    let winner = &arrived[0].stamp;
    for desk in &desks.desks {
        let person = gelar::meeting::id::PersonId(1);
        let first = desk.session.meeting().person(person).unwrap();
        let first = first.arrival(&gelar::meeting::id::ListId::main()).unwrap();
        assert_eq!((&first.station, first.act), (&winner.station, winner.id));
    }
    for loser in refused {
        assert_ne!(loser.stamp.station, winner.station);
        assert!(loser.seq > arrived[0].seq);
    }
}

#[test]
fn three_desks_scan_one_badge() {
    let badge = scan(&given(false).badge(1));
    let entries = given(false).entries().len();
    let mut locks = 0;
    let paths = every_path(|choices| {
        let mut desks = Desks::on(&fresh(false), &[M1, M2, M3]);
        for desk in 0..3 {
            desks.give(desk, badge.clone());
            desks.forward(desk); // all three decide before anybody writes
        }
        loop {
            let busy = desks.busy();
            if busy.is_empty() {
                break;
            }
            let desk = busy[choices.pick(busy.len())];
            locks += usize::from(desks.desks[desk].about_to_lock());
            desks.forward(desk);
            desks.by_itself(desk);
        }
        desks.close();
        won_and_lost(&desks, entries);
    });
    assert!(paths >= 6 && locks > 0, "{paths} paths, {locks} locks");
}

/// What two desks may want with one person at the same time.
fn wishes(scene: &Scene) -> Vec<Command> {
    let mut wishes = vec![
        scan(&scene.badge(1)),
        check_in(1),
        withdraw(1),
        cancel(1),
        reissue(1),
        correct(1, "Andi Contoh", "Camat"),
        add_present("Baso Contoh"),
        undo(last_act(scene, "Meja 1")),
    ];
    if scene.meeting().last_act("Meja 3").is_some() {
        wishes.push(undo(last_act(scene, "Meja 3")));
    }
    wishes
}

#[test]
fn any_two_wishes_for_one_person() {
    let mut paths = 0;
    for present in [false, true] {
        let wishes = wishes(&given(present));
        for (n, first) in wishes.iter().enumerate() {
            for second in &wishes[n..] {
                paths += every_path(|choices| {
                    let mut desks = Desks::on(&fresh(present), &[M1, M2]);
                    desks.give(0, first.clone());
                    desks.give(1, second.clone());
                    play(&mut desks, choices);
                    desks.close();
                });
            }
        }
    }
    assert!(paths > 100, "{paths}");
}

#[test]
fn any_three_wishes_for_one_person() {
    let wishes = wishes(&given(true));
    let mut paths = 0;
    for (n, first) in wishes.iter().enumerate() {
        for (m, second) in wishes.iter().enumerate().skip(n) {
            for third in &wishes[m..] {
                paths += every_path(|choices| {
                    let mut desks = Desks::on(&fresh(true), &[M1, M2, M3]);
                    desks.give(0, first.clone());
                    desks.give(1, second.clone());
                    desks.give(2, third.clone());
                    play(&mut desks, choices);
                    desks.close();
                });
            }
        }
    }
    assert!(paths > 1_000, "{paths}");
}

#[test]
fn two_windows_undo_the_same_act_once() {
    let act = last_act(&given(true), "Meja 3");
    every_path(|choices| {
        let mut desks = Desks::on(&fresh(true), &[M1, M2]);
        desks.give(0, undo(act));
        desks.give(1, undo(act));
        play(&mut desks, choices);
        desks.close();
        let mut said = [desks.outcome(0), desks.outcome(1)];
        said.sort();
        assert_eq!(said, ["NothingToUndo", "undone"]);
        assert_eq!(desks.entries().last().unwrap().stamp.id.0 & 0xffff, 0);
    });
}

/// There, and undone by *Meja 3*.
fn undone() -> Scene {
    let mut scene = given(true);
    scene.ctrl_z(M3).unwrap();
    scene
}

#[test]
fn two_windows_redo_the_same_act_once() {
    let act = last_act(&given(true), "Meja 3");
    let seen = outcomes(undone, &redo(act), &redo(act));
    assert_eq!(seen, ["NothingToRedo; redone", "redone; NothingToRedo"]);
}

#[test]
fn redo_against_what_others_wish_of_the_same_person() {
    let act = last_act(&given(true), "Meja 3");
    let badge = scan(&undone().badge(1));
    let against = |wish: &Command| outcomes(undone, &redo(act), wish).join(" | ");
    // One arrival, whoever is first; the other hears why.
    let scanned = "ChangedSinceUndo; arrived | redone; scan:AlreadyPresent";
    assert_eq!(against(&badge), scanned);
    let checked_in = "ChangedSinceUndo; arrived | redone; AlreadyPresent";
    assert_eq!(against(&check_in(1)), checked_in);
    let cancelled = "ChangedSinceUndo; invitation_cancelled | redone; invitation_cancelled";
    assert_eq!(against(&cancel(1)), cancelled);
    let corrected = "ChangedSinceUndo; person_corrected | redone; person_corrected";
    assert_eq!(against(&correct(1, "Andi Contoh", "Camat")), corrected);
    assert_eq!(against(&undo(act)), "redone; NothingToUndo");
    // Others are nobody's matter.
    assert_eq!(against(&add("Baso Contoh")), "redone; person_added");
}

#[test]
fn any_two_wishes_beside_a_redo_of_one_person() {
    let act = last_act(&given(true), "Meja 3");
    let mut wishes = wishes(&undone());
    wishes.extend([redo(act), undo(act)]);
    let mut paths = 0;
    for (n, first) in wishes.iter().enumerate() {
        for second in &wishes[n..] {
            paths += every_path(|choices| {
                let mut desks = Desks::on(&undone(), &[M1, M2, M3]);
                desks.give(0, redo(act));
                desks.give(1, first.clone());
                desks.give(2, second.clone());
                play(&mut desks, choices);
                desks.close();
            });
        }
    }
    assert!(paths > 300, "{paths}");
}

#[test]
fn undo_against_a_scan_of_the_same_person() {
    let scene = given(true);
    let (act, badge) = (last_act(&scene, "Meja 3"), scan(&scene.badge(1)));
    let mut seen = std::collections::BTreeSet::new();
    every_path(|choices| {
        let mut desks = Desks::on(&fresh(true), &[M1, M2]);
        desks.give(0, undo(act));
        desks.give(1, badge.clone());
        play(&mut desks, choices);
        desks.close();
        seen.insert(format!("{}; {}", desks.outcome(0), desks.outcome(1)));
    });
    let seen: Vec<String> = seen.into_iter().collect();
    assert_eq!(seen, ["undone; arrived", "undone; scan:AlreadyPresent"]);
}

#[test]
fn cancel_against_a_scan_of_the_same_person() {
    let badge = scan(&given(false).badge(1));
    let mut seen = std::collections::BTreeSet::new();
    every_path(|choices| {
        let mut desks = Desks::on(&fresh(false), &[M1, M2]);
        desks.give(0, cancel(1));
        desks.give(1, badge.clone());
        play(&mut desks, choices);
        desks.close();
        seen.insert(desks.outcome(1));
    });
    let seen: Vec<String> = seen.into_iter().collect();
    assert_eq!(seen, ["arrived", "scan:Cancelled"]);
}

#[test]
fn a_line_of_scans_at_each_of_two_desks() {
    let badges = |scene: &Scene| [scan(&scene.badge(1)), scan(&scene.badge(2))];
    let seed = || Scene::with_people(2);
    let [one, two] = badges(&seed());
    let paths = every_path(|choices| {
        let mut desks = Desks::on(&seed(), &[M1, M2]);
        for (desk, badge) in [(0, &one), (0, &two), (1, &two), (1, &one)] {
            desks.give(desk, badge.clone());
        }
        play(&mut desks, choices);
        desks.close();
        for person in [1, 2] {
            let all = desks.entries();
            let (arrived, refused) = arrivals_and_refusals(&all, person);
            assert_eq!((arrived.len(), refused.len()), (1, 1));
            assert_ne!(arrived[0].stamp.station, refused[0].stamp.station);
        }
    });
    assert!(paths >= 10, "{paths}");
}

/// Two desks found the same new file at once.
#[test]
fn a_meeting_is_founded_once() {
    every_path(|choices| {
        let mut desks = Desks::on(&Scene::empty(), &[M1, M2]);
        desks.give(0, Command::Found(about("Pertemuan")));
        desks.give(1, Command::Found(about("Pertemuan")));
        play(&mut desks, choices);
        desks.close();
        let mut said = [desks.outcome(0), desks.outcome(1)];
        said.sort();
        assert_eq!(said, ["AlreadyFounded", "meeting_founded"]);
    });
}

/// Two of one village, the kit going along; nobody is there yet.
fn delegation() -> Scene {
    let mut scene = Scene::founded();
    scene.told(M3, along("kit"));
    for name in ["Tenri Contoh", "Baso Contoh"] {
        scene.told(M3, add_from(name, BONTOA));
    }
    scene
}

/// What desks may want with one delegation at the same time.
fn busy_morning(scene: &Scene) -> Vec<Command> {
    vec![
        together(1, &[1, 2]),
        scan(&scene.badge(1)),
        scan_on(&scene.badge(1), "kit"),
        substitute(1, "Mega Contoh"),
        walk_in("Guru Contoh", BONTOA),
        close("hadir"),
        addendum(check_in(2)),
    ]
}

/// Whoever arrives does so once, on the day and for the kit, and what was said was true.
fn once_there(desks: &Desks) {
    let all = desks.entries();
    for person in [1, 2] {
        for list in ["hadir", "kit"] {
            let arrived = all.iter().filter(|e| {
                matches!(&e.event, Event::Arrived(a)
                    if a.list.as_str() == list && a.people.contains(&PersonId(person)))
            });
            assert!(arrived.count() <= 1, "{person} twice on {list}");
        }
    }
}

#[test]
fn any_two_and_any_three_wishes_for_one_delegation() {
    let wishes = busy_morning(&delegation());
    let mut paths = 0;
    for (n, first) in wishes.iter().enumerate() {
        for (m, second) in wishes.iter().enumerate().skip(n) {
            for third in wishes[m..].iter().map(Some).chain([None]) {
                paths += every_path(|choices| {
                    let mut desks = Desks::on(&delegation(), &[M1, M2, M3]);
                    desks.give(0, first.clone());
                    desks.give(1, second.clone());
                    if let Some(third) = third {
                        desks.give(2, third.clone());
                    }
                    play(&mut desks, choices);
                    desks.close();
                    once_there(&desks);
                });
            }
        }
    }
    assert!(paths > 500, "{paths}");
}

/// All outcomes of two wishes, in every order.
fn outcomes(scene: fn() -> Scene, one: &Command, two: &Command) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    every_path(|choices| {
        let mut desks = Desks::on(&scene(), &[M1, M2]);
        desks.give(0, one.clone());
        desks.give(1, two.clone());
        play(&mut desks, choices);
        desks.close();
        seen.insert(format!("{}; {}", desks.outcome(0), desks.outcome(1)));
    });
    seen.into_iter().collect()
}

#[test]
fn a_card_against_a_scan_of_one_of_its_people() {
    let badge = scan(&delegation().badge(1));
    let seen = outcomes(delegation, &together(1, &[1, 2]), &badge);
    // The card passes over who is there; the kit went with either.
    let both = [
        "arrived+arrived; arrived+arrived",
        "arrived+arrived; scan:AlreadyPresent",
    ];
    assert_eq!(seen, both);
}

#[test]
fn the_same_walk_in_at_two_windows() {
    let guest = walk_in("Guru Contoh", BONTOA);
    let seen = outcomes(delegation, &guest, &guest);
    let one = [
        "LooksLike; walked_in+arrived",
        "walked_in+arrived; LooksLike",
    ];
    assert_eq!(seen, one);
    // And with hands that are sure of it: two people, two numbers.
    let mut sure = guest;
    if let Command::WalkIn { sure, .. } = &mut sure {
        *sure = true;
    }
    let seen = outcomes(delegation, &sure, &sure);
    assert_eq!(seen, ["walked_in+arrived; walked_in+arrived"]);
}

#[test]
fn a_scan_against_the_closing_is_on_the_list_or_told_that_it_is_closed() {
    let badge = scan(&delegation().badge(1));
    let seen = outcomes(delegation, &close("hadir"), &badge);
    let either = [
        "attendance_closed; arrived+arrived",
        "attendance_closed; scan:ListClosed",
    ];
    assert_eq!(seen, either);
}

#[test]
fn two_substitutes_for_one_person_are_both_kept() {
    let (one, two) = (substitute(1, "Mega Contoh"), substitute(1, "Hasbi Contoh"));
    every_path(|choices| {
        let mut desks = Desks::on(&delegation(), &[M1, M2]);
        desks.give(0, one.clone());
        desks.give(1, two.clone());
        play(&mut desks, choices);
        desks.close();
        let person = desks.desks[0]
            .session
            .meeting()
            .person(PersonId(1))
            .unwrap();
        let last = person.substitute.clone().unwrap();
        let first = last.earlier.clone().unwrap();
        let mut names = [last.personal.name.as_str(), first.personal.name.as_str()];
        names.sort_unstable();
        assert_eq!(names, ["Hasbi Contoh", "Mega Contoh"]);
        once_there(&desks);
    });
}

#[test]
fn two_stations_never_share_a_number() {
    let mut seen = std::collections::BTreeSet::new();
    every_path(|choices| {
        let mut desks = Desks::on(&delegation(), &[M1, M2]);
        for (desk, name) in [(0, "Guru Satu"), (1, "Guru Dua")] {
            desks.give(desk, Command::ReserveNumbers(2));
            desks.give(desk, walk_in(name, BONTOA));
        }
        play(&mut desks, choices);
        desks.close();
        let number = |desk: usize| {
            let all = desks.entries();
            let mine = |e: &&gelar::journal::Entry| &*e.stamp.station == ["Meja 1", "Meja 2"][desk];
            let mut given = all.iter().filter(mine).filter_map(|e| match &e.event {
                Event::WalkedIn(e) => Some(e.id.0),
                _ => None,
            });
            given.next().unwrap()
        };
        seen.insert((number(0), number(1)));
    });
    // Each from its own block, whoever came first.
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), [(3, 5), (5, 3)]);
}
