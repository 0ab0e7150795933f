//! Longer mornings in random orders: three desks, a handful of people, every kind of wish and mishap.

use gelar::meeting::command::Command;
use gelar::meeting::id::EntryId;
use proptest::prelude::*;

use super::desks::*;
use crate::support::*;

/// One thing that happens in the hall.
#[derive(Clone, Debug)]
enum Happens {
    Wish(usize, Wish),
    Move(usize),
    Lose(usize),
    Fail(usize),
    Follow(usize),
}

#[derive(Clone, Copy, Debug)]
enum Wish {
    Scan(u32),
    CheckIn(u32),
    Withdraw(u32),
    Cancel(u32),
    Restore(u32),
    Reissue(u32),
    Correct(u32, u8),
    AddPresent,
    /// The last act of that desk, as this desk knows it.
    Undo(usize),
    /// What that desk undid last, as this desk knows it.
    Redo(usize),
    Together,
    Substitute(u32, u8),
    WalkIn(u8),
    Close,
    Late(u32),
    Along,
    Reserve,
}

fn wish() -> impl Strategy<Value = Wish> {
    let person = 1..=4u32;
    prop_oneof![
        6 => person.clone().prop_map(Wish::Scan),
        2 => person.clone().prop_map(Wish::CheckIn),
        1 => person.clone().prop_map(Wish::Withdraw),
        1 => person.clone().prop_map(Wish::Cancel),
        1 => person.clone().prop_map(Wish::Restore),
        1 => person.clone().prop_map(Wish::Reissue),
        1 => (person, 0..3u8).prop_map(|(p, n)| Wish::Correct(p, n)),
        1 => Just(Wish::AddPresent),
        3 => (0..3usize).prop_map(Wish::Undo),
        3 => (0..3usize).prop_map(Wish::Redo),
        2 => Just(Wish::Together),
        1 => (1..=4u32, 0..3u8).prop_map(|(p, by)| Wish::Substitute(p, by)),
        1 => (0..3u8).prop_map(Wish::WalkIn),
        1 => Just(Wish::Close),
        1 => (1..=4u32).prop_map(Wish::Late),
        1 => Just(Wish::Along),
        1 => Just(Wish::Reserve),
    ]
}

fn happens() -> impl Strategy<Value = Happens> {
    let desk = 0..3usize;
    prop_oneof![
        4 => (desk.clone(), wish()).prop_map(|(d, w)| Happens::Wish(d, w)),
        14 => desk.clone().prop_map(Happens::Move),
        1 => desk.clone().prop_map(Happens::Lose),
        1 => desk.clone().prop_map(Happens::Fail),
        2 => desk.prop_map(Happens::Follow),
    ]
}

const STATIONS: [At; 3] = [M1, M2, M3];

fn command(desks: &Desks, desk: usize, wish: Wish) -> Command {
    let meeting = desks.desks[desk].session.meeting();
    match wish {
        Wish::Scan(p) => {
            let person = meeting.person(gelar::meeting::id::PersonId(p)).unwrap();
            scan(&meeting.code_of(person).unwrap())
        }
        Wish::CheckIn(p) => check_in(p),
        Wish::Withdraw(p) => withdraw(p),
        Wish::Cancel(p) => cancel(p),
        Wish::Restore(p) => restore(p),
        Wish::Reissue(p) => reissue(p),
        Wish::Correct(p, n) => correct(p, &format!("Andi Contoh {n}"), "Camat"),
        Wish::AddPresent => add_present("Tamu Contoh"),
        Wish::Undo(of) => {
            let act = meeting.last_act(STATIONS[of].station);
            undo(act.map_or(EntryId(9), |a| a.id))
        }
        Wish::Redo(of) => {
            let taken = meeting.last_undone(STATIONS[of].station);
            redo(taken.map_or(EntryId(9), |t| t.act.id))
        }
        Wish::Together => together(1, &[1, 2, 3, 4]),
        Wish::Substitute(p, by) => {
            substitute(p, ["", "Mega Contoh", "Hasbi Contoh"][usize::from(by)])
        }
        Wish::WalkIn(n) => walk_in(&format!("Guru {n}"), BONTOA),
        Wish::Close => close("hadir"),
        Wish::Late(p) => addendum(check_in(p)),
        Wish::Along => along("kit"),
        Wish::Reserve => Command::ReserveNumbers(2),
    }
}

fn happen(desks: &mut Desks, it: &Happens) {
    match *it {
        Happens::Wish(desk, wish) => {
            let command = command(desks, desk, wish);
            desks.give(desk, command);
        }
        Happens::Move(desk) => desks.forward(desk),
        Happens::Follow(desk) => desks.desks[desk].make(Move::Follow),
        Happens::Lose(desk) | Happens::Fail(desk) => {
            let mishap = match it {
                Happens::Lose(_) => Move::ServeAndLose,
                _ => Move::Fail,
            };
            if desks.desks[desk].forward() == Some(Move::Serve) {
                let unlock =
                    !desks.desks[desk].about_to_append() && !desks.desks[desk].about_to_lock();
                // Giving the lock back cannot fail: the journal only forgets who had it.
                desks.desks[desk].make(if unlock { Move::Serve } else { mishap });
            }
        }
    }
}

/// Brings everybody to rest, in turns: a desk that holds the lock must get its turn.
fn rest(desks: &mut Desks) {
    for _ in 0..2_000 {
        let busy = desks.busy();
        if busy.is_empty() {
            return;
        }
        for desk in busy {
            desks.forward(desk);
        }
    }
    panic!("somebody starves");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_long_morning_at_three_desks(script in prop::collection::vec(happens(), 1..120)) {
        // People 1 to 4 were added by another station, so that no undo takes them away.
        let mut scene = Scene::founded();
        for n in 1..=4 {
            let at = At { station: "Meja 9", boot: None };
            scene.told(at, add_from(&format!("Tenri Contoh {n}"), BONTOA));
        }
        let mut desks = Desks::on(&scene, &STATIONS);
        for it in &script {
            happen(&mut desks, it);
        }
        rest(&mut desks);
        desks.close();
    }

    /// Whatever the order, a badge that two or three desks scan has one arrival, and each of the others
    /// the true answer.
    #[test]
    fn the_same_four_badges_at_three_desks(
        orders in prop::collection::vec(Just(vec![1u32, 2, 3, 4]).prop_shuffle(), 3),
        moves in prop::collection::vec((0..3usize, 0..12u8), 0..100),
    ) {
        let scene = Scene::with_people(4);
        let before = scene.entries().len();
        let mut desks = Desks::on(&scene, &STATIONS);
        for (desk, order) in orders.iter().enumerate() {
            for person in order {
                desks.give(desk, scan(&scene.badge(*person)));
            }
        }
        for (desk, kind) in moves {
            let it = match kind {
                0 => Happens::Lose(desk),
                1 => Happens::Fail(desk),
                2 => Happens::Follow(desk),
                _ => Happens::Move(desk),
            };
            happen(&mut desks, &it);
        }
        rest(&mut desks);
        desks.close();
        let all = desks.entries();
        prop_assert_eq!(all.len(), before + 12);
        for person in 1..=4 {
            let (arrived, refused) = arrivals_and_refusals(&all, person);
            prop_assert_eq!((arrived.len(), refused.len()), (1, 2));
        }
    }
}
