//! Whatever is done in whatever order: replay equals live, the counts add up, nobody is twice.

use std::collections::BTreeSet;
use std::sync::Arc;

use gelar::journal::{Draft, codec};
use gelar::meeting::command::{Command, Refusal};
use gelar::meeting::decide::decide;
use gelar::meeting::delegation::DelegationId;
use gelar::meeting::event::{Event, WalkIn};
use gelar::meeting::id::{EntryId, ListId, PersonId};
use gelar::meeting::protocol::Honour;
use gelar::meeting::record::Record;
use gelar::session::{self, Session};
use proptest::prelude::*;

use super::support::*;

/// A wish; numbers are taken modulo what there is, so that most of them make sense.
#[derive(Clone, Copy, Debug)]
enum Wish {
    Add(u8),
    AddPresent(u8),
    Correct(u32, u8, u8),
    Scan(u32, bool),
    /// The code as it was at the first issue.
    ScanFirst(u32),
    ScanForeign(u8),
    CheckIn(u32, bool),
    Withdraw(u32, bool),
    Cancel(u32),
    Restore(u32),
    Reissue(u32),
    CtrlZ,
    UndoOlder(usize),
    CtrlY,
    RedoOlder(usize),
    Describe(u8),
    Import(u32),
    /// Who of a delegation, as bits.
    Together(u32, u8),
    WalkIn(u8, bool),
    /// By whom; by nobody: the invited person comes.
    Substitute(u32, u8),
    Reserve(u32),
    Call,
    Answer(usize),
    Along(bool),
    Close(u8),
    HandOut(u32, bool),
}

fn wish() -> impl Strategy<Value = Wish> {
    let person = 0..12u32;
    prop_oneof![
        2 => any::<u8>().prop_map(Wish::Add),
        2 => any::<u8>().prop_map(Wish::AddPresent),
        3 => (person.clone(), 0..3u8, 0..3u8).prop_map(|(p, n, g)| Wish::Correct(p, n, g)),
        8 => (person.clone(), any::<bool>()).prop_map(|(p, l)| Wish::Scan(p, l)),
        1 => person.clone().prop_map(Wish::ScanFirst),
        1 => (0..4u8).prop_map(Wish::ScanForeign),
        3 => (person.clone(), any::<bool>()).prop_map(|(p, l)| Wish::CheckIn(p, l)),
        2 => (person.clone(), any::<bool>()).prop_map(|(p, l)| Wish::Withdraw(p, l)),
        2 => person.clone().prop_map(Wish::Cancel),
        2 => person.clone().prop_map(Wish::Restore),
        2 => person.prop_map(Wish::Reissue),
        4 => Just(Wish::CtrlZ),
        3 => (0..30usize).prop_map(Wish::UndoOlder),
        3 => Just(Wish::CtrlY),
        2 => (0..30usize).prop_map(Wish::RedoOlder),
        1 => (0..3u8).prop_map(Wish::Describe),
        1 => (1..5u32).prop_map(Wish::Import),
        4 => (1..4u32, any::<u8>()).prop_map(|(d, who)| Wish::Together(d, who)),
        3 => (0..6u8, any::<bool>()).prop_map(|(n, sure)| Wish::WalkIn(n, sure)),
        3 => (0..12u32, 0..4u8).prop_map(|(p, by)| Wish::Substitute(p, by)),
        1 => (1..4u32).prop_map(Wish::Reserve),
        1 => Just(Wish::Call),
        1 => (0..3usize).prop_map(Wish::Answer),
        1 => any::<bool>().prop_map(Wish::Along),
        1 => (0..3u8).prop_map(Wish::Close),
        3 => (0..12u32, any::<bool>()).prop_map(|(p, l)| Wish::HandOut(p, l)),
    ]
}

/// Where and when: three stations, a wall clock that jumps, now and then a reading since boot.
fn place() -> impl Strategy<Value = (At, i64)> {
    let station = prop_oneof![Just(M1), Just(M2), Just(M3)];
    let boot = prop_oneof![
        2 => Just(None),
        5 => (0..9_000u64).prop_map(|ms| Some(("laptop", ms))),
        1 => (0..9_000u64).prop_map(|ms| Some(("again", ms))),
    ];
    (station, boot, -5_000..5_000i64).prop_map(|(at, boot, second)| (At { boot, ..at }, second))
}

fn list(other: bool) -> ListId {
    ListId::new(if other { "makan siang" } else { "hadir" })
}

/// Some of a village, some of another or of none; some with a place of honour, some without transport.
fn somebody(name: &str, n: u8) -> Arc<Record> {
    let group = ["Kepala Desa", "Panitia", "OPD undangan"][usize::from(n % 3)];
    let village = [BONTOA, MALLAWA, ""][usize::from(n / 3 % 3)];
    let mut record = (*from(&format!("{name} Contoh {n}"), group, village)).clone();
    record.honour = n.is_multiple_of(4).then(|| Honour::parse("j").unwrap());
    record.transport = [None, Some(true), Some(false)][usize::from(n / 2 % 3)];
    Arc::new(record)
}

/// The command of a wish, now and then as the change of a closed list.
fn command(scene: &Scene, at: At, (wish, late): (Wish, bool)) -> Option<Command> {
    let command = wished(scene, at, wish)?;
    Some(if late { addendum(command) } else { command })
}

/// The command of a wish; none where it makes no sense at all.
fn wished(scene: &Scene, at: At, wish: Wish) -> Option<Command> {
    let numbers = scene.meeting().people().next().0;
    let person = |n: u32| PersonId(n % numbers + 1); // the last is nobody yet
    let badge = |n: u32| {
        let it = scene.meeting().person(person(n))?;
        scene.meeting().code_of(it)
    };
    Some(match wish {
        Wish::Add(n) => Command::Add {
            record: somebody("Tenri", n),
            arrive: None,
        },
        Wish::AddPresent(n) => Command::Add {
            record: somebody("Tamu", n),
            arrive: Some(ListId::new(if n % 5 == 0 { "kit" } else { "hadir" })),
        },
        Wish::Correct(p, n, g) => correct(person(p).0, &format!("Andi {n}"), &format!("Unsur {g}")),
        Wish::Scan(p, other) => Command::Scan {
            reading: gelar::meeting::code::read(&badge(p)?),
            list: list(other),
        },
        Wish::ScanFirst(p) => scan(&code_for(
            gelar::meeting::code::SubjectKind::Person,
            person(p).0,
            0,
        )),
        Wish::ScanForeign(n) => scan(["00020101", "http://contoh.id", "G1AB", "?"][usize::from(n)]),
        Wish::CheckIn(p, other) => Command::CheckIn {
            person: person(p),
            list: list(other),
            how: gelar::meeting::event::How::Hand,
        },
        Wish::Withdraw(p, other) => Command::Withdraw {
            person: person(p),
            list: list(other),
        },
        Wish::Cancel(p) => cancel(person(p).0),
        Wish::Restore(p) => restore(person(p).0),
        Wish::Reissue(p) => reissue(person(p).0),
        Wish::CtrlZ => undo(scene.meeting().last_act(at.station)?.id),
        Wish::UndoOlder(back) => {
            let entries = scene.entries();
            undo(entries.iter().rev().nth(back)?.stamp.act())
        }
        Wish::CtrlY => redo(scene.meeting().last_undone(at.station)?.act.id),
        Wish::RedoOlder(back) => {
            let entries = scene.entries();
            redo(entries.iter().rev().nth(back)?.stamp.act())
        }
        Wish::Describe(n) => Command::Describe(about(&format!("Judul {n}"))),
        Wish::Import(_) => return None,
        Wish::Together(d, who) => {
            let delegation = scene.meeting().delegations().get(DelegationId(d))?;
            let members = delegation.members.iter().zip(0..8u8);
            let ticked = members.filter(|(_, bit)| who >> bit & 1 == 1);
            together(d, &ticked.map(|(m, _)| m.0).collect::<Vec<_>>())
        }
        Wish::WalkIn(n, sure) => Command::WalkIn {
            record: somebody("Guru", n),
            class: WalkIn::ALL[usize::from(n % 5)],
            list: ListId::new(["hadir", "hadir", "makan siang", "transport"][usize::from(n % 4)]),
            sure,
        },
        Wish::Substitute(p, by) => {
            let name = ["", "Baso Wakil", "Mega Wakil", "Hasbi Wakil"][usize::from(by)];
            substitute(person(p).0, name)
        }
        Wish::Reserve(n) => Command::ReserveNumbers(n),
        Wish::Call => Command::CallProtocol,
        Wish::Answer(n) => {
            let call = scene.meeting().calls().get(n)?;
            Command::AnswerCall(call.act, call.person)
        }
        Wish::Along(kit) => along(if kit { "kit" } else { "transport" }),
        Wish::Close(n) => close(["hadir", "kit", "makan siang"][usize::from(n)]),
        Wish::HandOut(p, kit) => check_in_on(person(p).0, if kit { "kit" } else { "transport" }),
    })
}

/// Does it, and checks on the way that the decision is the same on the state that was replayed.
fn does(scene: &mut Scene, replayed: &Session, (at, second): (At, i64), wish: (Wish, bool)) {
    if let (Wish::Import(n), _) = wish {
        scene.import(&[n, 1]);
        return;
    }
    let Some(command) = command(scene, at, wish) else {
        return;
    };
    scene.commands += 1;
    let context = at.context(scene.commands * STRIDE, second);
    let decided = decide(scene.meeting(), &command, &context);
    assert_eq!(decide(scene.meeting(), &command, &context), decided);
    assert_eq!(decide(replayed.meeting(), &command, &context), decided);
    let before = scene.journal.head();
    let done = session::run(
        &mut scene.session,
        &mut scene.journal,
        command,
        context.clone(),
    )
    .unwrap();
    assert_eq!(done, decided);
    let written = scene
        .entries()
        .split_off(usize::try_from(before.seq).unwrap());
    for (n, entry) in (0..).zip(&written) {
        assert_eq!(entry.stamp.id, EntryId(context.stamp.id.0 + n));
        assert_eq!(entry.stamp.act(), context.stamp.id);
    }
    let events: Vec<Event> = written.into_iter().map(|e| e.event).collect();
    assert_eq!(events, done.unwrap_or_default());
}

/// Every number once, every id once, every event readable again as it was.
fn journal_is_sound(scene: &Scene) {
    let mut ids = BTreeSet::new();
    papers_are_sound(&scene.entries());
    for entry in scene.entries() {
        assert!(ids.insert(entry.stamp.id));
        let draft = Draft {
            stamp: entry.stamp.clone(),
            event: entry.event.clone(),
            salt: [9; 16],
        };
        let stored = codec::encode(entry.seq, &draft).unwrap();
        let private = stored.private.as_ref().map(|(p, s)| (p.as_str(), s));
        assert_eq!(codec::decode_sealed(&stored.text, private).unwrap(), entry);
    }
}

/// What has an undo of its own, or none.
fn not_undone(command: &Command) -> bool {
    match command {
        Command::Addendum { change, .. } => not_undone(change),
        Command::Undo(_)
        | Command::Redo(_)
        | Command::Describe(_)
        | Command::ReserveNumbers(_)
        | Command::CallProtocol
        | Command::AnswerCall(..)
        | Command::DefineList(_)
        | Command::Close(_) => true,
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn replay_equals_live_and_the_counts_add_up(
        script in prop::collection::vec((place(), (wish(), prop::bool::weighted(0.15))), 1..60),
    ) {
        let mut scene = Scene::with_people(3);
        let mut replayed = Session::open(&mut scene.journal.clone()).unwrap();
        for (place, wish) in script {
            does(&mut scene, &replayed, place, wish);
            replayed = Session::open(&mut scene.journal.clone()).unwrap();
            prop_assert_eq!(replayed.head(), scene.session.head());
            prop_assert_eq!(whole(replayed.meeting()), whole(scene.meeting()));
            recount(scene.meeting());
        }
        journal_is_sound(&scene);
    }

    /// Whatever was done before, an undo right after an act brings back what was visible, and undoing
    /// the undo what the act had done, down to numbers, codes and who touched whom.
    #[test]
    fn undo_after_do_is_as_if_nothing_had_been_done(
        script in prop::collection::vec((place(), (wish(), prop::bool::weighted(0.15))), 1..30),
    ) {
        let mut scene = Scene::with_people(3);
        for ((at, second), wish) in script {
            let before = visible(scene.meeting());
            let next = scene.meeting().people().next();
            let acts = scene.meeting().last_act(at.station).map(|a| a.id);
            let Some(command) = command(&scene, at, wish) else { continue };
            if not_undone(&command) {
                // Done, so that what follows meets it.
                let context = scene.context(at);
                session::run(&mut scene.session, &mut scene.journal, command, context).unwrap().ok();
                continue;
            }
            scene.commands += 1;
            let context = at.context(scene.commands * STRIDE, second);
            let done = session::run(&mut scene.session, &mut scene.journal, command.clone(), context)
                .unwrap();
            let act = scene.meeting().last_act(at.station).map(|a| a.id);
            if act == acts {
                // A refusal, or a scan that led to nothing: nothing is visible of it.
                prop_assert_eq!(visible(scene.meeting()), before);
                continue;
            }
            let after = (visible(scene.meeting()), scene.meeting().people().clone());
            // On a closed list the way back is an addendum, too; and so is the way forward.
            let act = act.unwrap();
            for step in [undo(act), redo(act), undo(act)] {
                match scene.tell(at, step.clone()) {
                    Err(Refusal::Closed(_)) => drop(scene.told(at, addendum(step.clone()))),
                    done => drop(done.unwrap()),
                }
                if let Command::Redo(_) = step {
                    let now = (visible(scene.meeting()), scene.meeting().people().clone());
                    prop_assert_eq!(now, after.clone());
                } else {
                    prop_assert_eq!(visible(scene.meeting()), before.clone());
                }
            }
            prop_assert!(scene.meeting().people().next() >= next);
            // And once more, to get on.
            let context = at.context((scene.commands + 1) * STRIDE, second);
            scene.commands += 1;
            let again = session::run(&mut scene.session, &mut scene.journal, command, context).unwrap();
            prop_assert_eq!(again.is_ok(), done.is_ok());
        }
    }
}
