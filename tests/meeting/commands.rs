//! Every command in every state that matters to it.

use std::sync::Arc;

use gelar::meeting::code::SubjectKind;
use gelar::meeting::command::{Command, Refusal};
use gelar::meeting::event::{Event, How, Outcome};
use gelar::meeting::id::{EntryId, ListId, PersonId, VillageCode};
use gelar::meeting::person::{State, Tally};
use gelar::meeting::record::{Field, Village};

use super::support::*;

/// The states of person 1, in the order of the columns of [`TABLE`].
const STATES: [&str; 8] = [
    "empty",
    "unknown",
    "expected",
    "present",
    "cancelled",
    "present, cancelled",
    "re-issued",
    "removed",
];

fn given(state: &str) -> Scene {
    if state == "empty" {
        return Scene::empty();
    }
    let mut scene = Scene::founded();
    if state == "unknown" {
        return scene;
    }
    scene.does(add("Tenri Contoh 1"));
    match state {
        "expected" => {}
        "present" => drop(scene.told(M2, check_in(1))),
        "cancelled" => drop(scene.told(M2, cancel(1))),
        "present, cancelled" => {
            scene.told(M2, check_in(1));
            scene.told(M2, cancel(1));
        }
        "re-issued" => drop(scene.told(M2, reissue(1))),
        "removed" => drop(scene.ctrl_z(M1).unwrap()),
        other => panic!("{other}"),
    }
    scene
}

/// Rows: what *Meja 1* wants with person 1. Columns: [`STATES`].
#[rustfmt::skip]
const TABLE: &[(&str, [&str; 8])] = &[
    //               empty              unknown                expected               present                cancelled              present, cancelled     re-issued              removed
    ("found",       ["meeting_founded", "AlreadyFounded",      "AlreadyFounded",      "AlreadyFounded",      "AlreadyFounded",      "AlreadyFounded",      "AlreadyFounded",      "AlreadyFounded"]),
    ("describe",    ["NotFounded",      "meeting_described",   "meeting_described",   "meeting_described",   "meeting_described",   "meeting_described",   "meeting_described",   "meeting_described"]),
    ("backup",      ["NotFounded",      "backup_directory_set","backup_directory_set","backup_directory_set","backup_directory_set","backup_directory_set","backup_directory_set","backup_directory_set"]),
    ("villages",    ["NotFounded",      "villages_listed",     "villages_listed",     "villages_listed",     "villages_listed",     "villages_listed",     "villages_listed",     "villages_listed"]),
    ("add",         ["NotFounded",      "person_added",        "person_added",        "person_added",        "person_added",        "person_added",        "person_added",        "person_added"]),
    ("add present", ["NotFounded",      "person_added+arrived","person_added+arrived","person_added+arrived","person_added+arrived","person_added+arrived","person_added+arrived","person_added+arrived"]),
    ("correct",     ["NotFounded",      "NoSuchPerson",        "person_corrected",    "person_corrected",    "person_corrected",    "person_corrected",    "person_corrected",    "NoSuchPerson"]),
    ("scan",        ["NotFounded",      "scan:NeedsSupervisor","arrived",             "scan:AlreadyPresent", "scan:Cancelled",      "scan:AlreadyPresent", "scan:SupersededCode", "scan:NeedsSupervisor"]),
    ("scan new",    ["NotFounded",      "scan:NeedsSupervisor","scan:ForeignCode",    "scan:ForeignCode",    "scan:ForeignCode",    "scan:ForeignCode",    "arrived",             "scan:NeedsSupervisor"]),
    ("scan lunch",  ["NotFounded",      "scan:NeedsSupervisor","arrived",             "arrived",             "scan:Cancelled",      "scan:Cancelled",      "scan:SupersededCode", "scan:NeedsSupervisor"]),
    ("check in",    ["NotFounded",      "NoSuchPerson",        "arrived",             "AlreadyPresent",      "Cancelled",           "AlreadyPresent",      "arrived",             "NoSuchPerson"]),
    ("withdraw",    ["NotFounded",      "NoSuchPerson",        "NotPresent",          "arrival_withdrawn",   "NotPresent",          "arrival_withdrawn",   "NotPresent",          "NoSuchPerson"]),
    ("cancel",      ["NotFounded",      "NoSuchPerson",        "invitation_cancelled","invitation_cancelled","Cancelled",           "Cancelled",           "invitation_cancelled","NoSuchPerson"]),
    ("restore",     ["NotFounded",      "NoSuchPerson",        "NotCancelled",        "NotCancelled",        "invitation_restored", "invitation_restored", "NotCancelled",        "NoSuchPerson"]),
    ("re-issue",    ["NotFounded",      "NoSuchPerson",        "code_reissued",       "code_reissued",       "code_reissued",       "code_reissued",       "code_reissued",       "NoSuchPerson"]),
    ("undo add",    ["NotFounded",      "NothingToUndo",       "undone",              "ChangedSince",        "ChangedSince",        "ChangedSince",        "ChangedSince",        "NothingToUndo"]),
    ("undo other",  ["NotFounded",      "NothingToUndo",       "NothingToUndo",       "undone",              "undone",              "undone",              "undone",              "NothingToUndo"]),
    ("undo ghost",  ["NotFounded",      "NothingToUndo",       "NothingToUndo",       "NothingToUndo",       "NothingToUndo",       "NothingToUndo",       "NothingToUndo",       "NothingToUndo"]),
    ("redo add",    ["NotFounded",      "NothingToRedo",       "NothingToRedo",       "NothingToRedo",       "NothingToRedo",       "NothingToRedo",       "NothingToRedo",       "redone"]),
];

fn wish(scene: &Scene, row: &str) -> Command {
    let first = code_for(SubjectKind::Person, 1, 0);
    match row {
        "found" => Command::Found(about("Pertemuan lain")),
        "describe" => Command::Describe(about("Judul baru")),
        "backup" => Command::SetBackupDirectory(Some("/media/stik".into())),
        "villages" => Command::ListVillages(Arc::new(vec![village(1)])),
        "add" => add("Baso Contoh"),
        "add present" => add_present("Baso Contoh"),
        "correct" => correct(1, "Tenri Contoh, S.Pd.", "Kepala Desa"),
        "scan" => scan(&first),
        "scan new" => scan(&code_for(SubjectKind::Person, 1, 1)),
        "scan lunch" => scan_on(&first, "makan siang"),
        "check in" => check_in(1),
        "withdraw" => withdraw(1),
        "cancel" => cancel(1),
        "restore" => restore(1),
        "re-issue" => reissue(1),
        "undo add" => undo(EntryId(2 * STRIDE)),
        "undo other" => undo(
            scene
                .meeting()
                .last_act("Meja 2")
                .map_or(EntryId(4 * STRIDE), |a| a.id),
        ),
        "redo add" => redo(EntryId(2 * STRIDE)),
        "undo ghost" => undo(EntryId(99)),
        other => panic!("{other}"),
    }
}

fn village(number: u32) -> Village {
    Village {
        code: VillageCode::parse(&format!("73.09.05.{number:04}")).unwrap(),
        name: format!("Bonto Contoh {number}"),
        subdistrict: "Lau".into(),
        kind: "desa".into(),
    }
}

#[test]
fn every_command_in_every_state() {
    for (row, expected) in TABLE {
        for (state, expected) in STATES.iter().zip(expected) {
            let mut scene = given(state);
            let command = wish(&scene, row);
            let before = (whole(scene.meeting()), scene.journal.head());
            let result = scene.tell(M1, command);
            assert_eq!(said(&result), *expected, "{row} on {state}");
            if result.is_err() {
                let after = (whole(scene.meeting()), scene.journal.head());
                assert_eq!(
                    after, before,
                    "{row} on {state} was refused and changed something"
                );
            }
            recount(scene.meeting());
        }
    }
}

#[test]
fn a_meeting_needs_a_title_when_it_begins_and_when_it_is_described() {
    let mut scene = Scene::empty();
    assert_eq!(
        scene.refuses(Command::Found(about(" \t"))),
        Refusal::TitleMissing
    );
    scene.does(Command::Found(about("Pertemuan")));
    assert_eq!(
        scene.refuses(Command::Describe(about(""))),
        Refusal::TitleMissing
    );
    assert_eq!(
        scene.refuses(Command::Describe(about("Pertemuan"))),
        Refusal::NothingChanges
    );
    scene.does(Command::Describe(about("Pertemuan Sebaya")));
    assert_eq!(scene.meeting().about().unwrap().title, "Pertemuan Sebaya");
}

#[test]
fn the_sample_stays_a_sample_and_a_real_meeting_never_becomes_one() {
    for sample in [true, false] {
        let mut scene = Scene::empty();
        let mut it = about("Pertemuan");
        it.sample = sample;
        scene.does(Command::Found(it));
        let mut other = about("Rapat");
        other.sample = !sample;
        scene.does(Command::Describe(other));
        assert_eq!(scene.meeting().about().unwrap().sample, sample);
    }
}

#[test]
fn the_backup_directory_is_set_changed_and_cleared() {
    let mut scene = Scene::founded();
    let set = |path: Option<&str>| Command::SetBackupDirectory(path.map(str::to_owned));
    assert_eq!(scene.refuses(set(None)), Refusal::NothingChanges);
    assert_eq!(scene.refuses(set(Some("  "))), Refusal::NothingChanges);
    scene.does(set(Some(" /media/stik ")));
    assert_eq!(scene.meeting().backup_directory(), Some("/media/stik"));
    assert_eq!(
        scene.refuses(set(Some("/media/stik"))),
        Refusal::NothingChanges
    );
    scene.does(set(None));
    assert_eq!(scene.meeting().backup_directory(), None);
}

#[test]
fn a_long_list_of_villages_is_one_act_of_several_entries() {
    let mut scene = Scene::founded();
    let rows: Vec<Village> = (1..=2_001).map(village).collect();
    let events = scene.does(Command::ListVillages(Arc::new(rows)));
    let cut: Vec<(bool, usize)> = events
        .iter()
        .map(|event| match event {
            Event::VillagesListed(e) => (e.fresh, e.rows.len()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(cut, [(true, 1_000), (false, 1_000), (false, 1)]);
    let group = scene.last_id();
    let entries = scene.entries();
    let of_act: Vec<_> = entries.iter().filter(|e| e.stamp.act() == group).collect();
    assert_eq!(of_act.len(), 3);
    assert_eq!(scene.meeting().last_act("Meja 1").unwrap().id, group);
    let nothing = scene.tell(M1, Command::ListVillages(Arc::new(vec![])));
    assert_eq!(nothing, Ok(vec![]));
}

#[test]
fn a_new_person_gets_the_next_number_a_code_and_a_place_in_the_counts() {
    let mut scene = Scene::with_people(2);
    let events = scene.does(add("Andi Contoh"));
    assert!(matches!(&events[..], [Event::PersonAdded(e)] if e.id == PersonId(3)));
    assert_eq!(scene.person(3).name(), "Andi Contoh");
    assert_eq!(scene.person(3).state(&ListId::main()), State::Expected);
    assert_eq!(scene.badge(3).len(), 16);
    assert_eq!(scene.total(), (0, 3));
}

#[test]
fn a_person_added_as_present_is_one_act_and_is_named_once() {
    let mut scene = Scene::with_people(1);
    scene.does(add_present("Baso Contoh"));
    let act = scene.meeting().last_act("Meja 1").unwrap();
    assert_eq!(act.id, scene.last_id());
    assert_eq!(act.people().collect::<Vec<_>>(), [PersonId(2)]);
    assert_eq!(act.size(), 1);
    let names: Vec<&str> = scene
        .meeting()
        .last_arrivals(&ListId::main(), 10)
        .iter()
        .map(|(p, _)| p.name())
        .collect();
    assert_eq!(names, ["Baso Contoh"]);
    assert_eq!(scene.total(), (1, 2));
}

#[test]
fn nobody_is_without_a_name_and_nothing_is_corrected_to_the_same() {
    let mut scene = Scene::with_people(1);
    assert_eq!(scene.refuses(add("  ")), Refusal::NameMissing);
    assert_eq!(
        scene.refuses(correct(1, "", "Kepala Desa")),
        Refusal::NameMissing
    );
    assert_eq!(
        scene.refuses(correct(1, "Tenri Contoh 1", "Kepala Desa")),
        Refusal::NothingChanges
    );
}

#[test]
fn a_correction_names_its_fields_and_keeps_code_and_arrival() {
    let mut scene = Scene::with_people(1);
    let code = scene.badge(1);
    scene.does(check_in(1));
    let events = scene.does(correct(1, "Hj. Tenri Contoh", "Camat"));
    let [Event::PersonCorrected(e)] = &events[..] else {
        panic!("{events:?}")
    };
    assert_eq!(e.changed, [Field::Name, Field::Group]);
    let person = scene.person(1);
    assert!(person.by_hand.contains(Field::Name) && person.by_hand.contains(Field::Group));
    assert!(!person.by_hand.contains(Field::Phone));
    assert_eq!(scene.badge(1), code);
    assert!(scene.is_present(1));
    let groups = scene.meeting().people().groups();
    let here = Tally {
        present: 1,
        expected: 1,
    };
    assert_eq!(
        groups.iter().collect::<Vec<_>>(),
        [(&"Camat".to_owned(), &here)]
    );
}

#[test]
fn a_second_arrival_is_told_the_first_one() {
    let mut scene = Scene::with_people(1);
    let badge = scene.badge(1);
    let events = scene.told(M2, scan(&badge));
    assert!(matches!(&events[..], [Event::Arrived(e)] if e.how == How::Scan));
    let Refusal::AlreadyPresent { person, first } = scene.refuses(check_in(1)) else {
        panic!("another refusal")
    };
    assert_eq!((person, &*first.station), (PersonId(1), "Meja 2"));
    assert_eq!((&*first.operator, first.how), ("Rahma", How::Scan));
    assert_eq!(
        first.act,
        scene.person(1).arrival(&ListId::main()).unwrap().act
    );
}

#[test]
fn lists_are_apart_and_only_the_main_one_counts() {
    let mut scene = Scene::with_people(1);
    let badge = scene.badge(1);
    scene.does(scan_on(&badge, "makan siang"));
    assert_eq!(scene.total(), (0, 1));
    assert!(!scene.is_present(1));
    scene.does(scan(&badge));
    assert_eq!(scene.total(), (1, 1));
    scene.does(withdraw(1));
    assert_eq!(
        scene.person(1).state(&ListId::new("makan siang")),
        State::Present
    );
    assert_eq!(scene.person(1).state(&ListId::main()), State::Expected);
}

#[test]
fn a_reason_is_kept_trimmed_and_required_for_a_cancellation_and_a_new_code() {
    let mut scene = Scene::with_people(1);
    let person = PersonId(1);
    let reason = String::from("  ");
    assert_eq!(
        scene.refuses(Command::Cancel {
            person,
            reason: reason.clone()
        }),
        Refusal::ReasonMissing
    );
    assert_eq!(
        scene.refuses(Command::Reissue { person, reason }),
        Refusal::ReasonMissing
    );
    scene.does(Command::Cancel {
        person,
        reason: " sakit ".into(),
    });
    assert_eq!(&*scene.person(1).cancelled.clone().unwrap().reason, "sakit");
    scene.does(reissue(1));
    assert_eq!(
        &*scene.person(1).reissued.clone().unwrap().reason,
        "kartu hilang"
    );
}

#[test]
fn a_cancelled_invitation_counts_nowhere_until_it_is_restored_or_the_person_came() {
    let mut scene = Scene::with_people(2);
    scene.does(check_in(1));
    scene.does(cancel(1));
    scene.does(cancel(2));
    assert_eq!(scene.total(), (1, 1));
    scene.does(withdraw(1));
    assert_eq!(scene.total(), (0, 0));
    assert_eq!(scene.meeting().people().groups().len(), 0);
    scene.does(restore(1));
    scene.does(restore(2));
    assert_eq!(scene.total(), (0, 2));
}

#[test]
fn every_new_code_supersedes_all_before_it() {
    let mut scene = Scene::with_people(1);
    let mut codes = vec![scene.badge(1)];
    for issue in 1..=3 {
        scene.does(reissue(1));
        assert_eq!(scene.person(1).issue, issue);
        codes.push(scene.badge(1));
    }
    let newest = codes.pop().unwrap();
    for old in &codes {
        let events = scene.does(scan(old));
        assert!(
            matches!(&events[..], [Event::ScanRefused(e)]
                if e.outcome == Outcome::SupersededCode && e.person == Some(PersonId(1))),
            "{events:?}"
        );
    }
    scene.does(scan(&newest));
    assert!(scene.is_present(1));
}
