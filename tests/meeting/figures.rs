//! Numbers, rules, seal and the hall's steps: what is written, refused, undone, and by whom.

use std::sync::Arc;

use gelar::meeting::achieved::{Achieved, Measure, Status};
use gelar::meeting::command::{Command, Refusal, Role, Turn};
use gelar::meeting::event::{Event, LibrariesImported, Pin};
use gelar::meeting::hall::{Cover, HallSettings, Look, Wanted};
use gelar::meeting::id::VillageCode;
use gelar::meeting::record::{Contact, Library};
use gelar::meeting::roster::AchievedRow;
use gelar::meeting::rules::{Rules, RulesError, Seal};

use super::support::*;

fn code(village: &str) -> VillageCode {
    VillageCode::parse(village).unwrap()
}

/// A meeting with the libraries of two villages.
pub fn with_libraries() -> Scene {
    let mut scene = Scene::founded();
    let library = |village: &str, name: &str| Library {
        code: code(village),
        name: name.into(),
        kind: String::new(),
        partner_year: None,
        partner_month: None,
        partner_source: String::new(),
        has_account: None,
        quota: None,
        contact: Contact::default(),
    };
    let rows = vec![library(BONTOA, "Taman"), library(MALLAWA, "Anggrek")];
    let event = Event::LibrariesImported(LibrariesImported { rows });
    scene.write(M1, vec![event]);
    scene
}

pub fn typed(village: &str, month: &str, activities: u64) -> Command {
    typed_for(village, month, activities, "")
}

fn typed_for(village: &str, month: &str, activities: u64, reason: &str) -> Command {
    Command::TypeAchievement {
        base: None,
        row: Arc::new(Achieved {
            library: code(village),
            month: month.parse().unwrap(),
            counts: [(Measure::Activities, activities)].into_iter().collect(),
            status: Status::Reported,
            entered: None,
            note: "".into(),
        }),
        reason: reason.into(),
    }
}

pub fn import(rows: &[(&str, &str, u64)], reason: &str) -> Command {
    let row = |(row, (village, month, activities)): (usize, &(&str, &str, u64))| AchievedRow {
        row: row + 2,
        village: Some(code(village)),
        library: String::new(),
        village_text: String::new(),
        subdistrict_text: String::new(),
        month: month.parse().unwrap(),
        counts: [(Measure::Activities, *activities)].into_iter().collect(),
        status: None,
        entered: None,
        note: String::new(),
    };
    let rows = rows.iter().enumerate().map(row).collect();
    Command::ImportAchievements(Arc::new(rows), Arc::new(vec![]), reason.into())
}

/// What stands for a library and month.
pub fn activities(scene: &Scene, village: &str, month: &str) -> Option<u64> {
    let data = scene.meeting().achievements().of(&code(village))?;
    let row = data.month(month.parse().unwrap())?;
    row.counts.get(Measure::Activities)
}

#[test]
fn a_standing_number_changes_for_a_reason_only() {
    let mut scene = with_libraries();
    scene.does(typed(BONTOA, "2026-03", 4));
    let again = scene.refuses(typed(BONTOA, "2026-03", 4));
    assert_eq!(again, Refusal::NothingChanges);
    let silent = scene.refuses(typed(BONTOA, "2026-03", 5));
    assert_eq!(silent, Refusal::CorrectionReason(1));
    let silent = scene.refuses(import(&[(BONTOA, "2026-03", 5)], " "));
    assert_eq!(silent, Refusal::CorrectionReason(1));
    scene.does(import(&[(BONTOA, "2026-03", 5)], "salah baca"));
    assert_eq!(activities(&scene, BONTOA, "2026-03"), Some(5));
    let stranger = scene.refuses(typed("73.09.01.1001", "2026-03", 5));
    assert_eq!(stranger, Refusal::NoSuchLibrary(code("73.09.01.1001")));
    scene.replays();
}

#[test]
fn numbers_are_undone_to_exactly_what_stood() {
    let mut scene = with_libraries();
    scene.does(import(
        &[(BONTOA, "2026-01", 1), (MALLAWA, "2026-01", 2)],
        "",
    ));
    let first = scene.last_id();
    let before = scene.meeting().achievements().clone();
    scene.does(import(
        &[(BONTOA, "2026-01", 7), (BONTOA, "2026-02", 3)],
        "ralat",
    ));
    let second = scene.last_id();
    scene.does(typed(MALLAWA, "2026-02", 9));
    let third = scene.last_id();
    let changed = scene.refuses(undo(first));
    assert_eq!(changed, Refusal::NumbersChangedSince(code(BONTOA)));
    scene.does(undo(third));
    scene.does(undo(second));
    assert_eq!(scene.meeting().achievements(), &before);
    scene.replays();
    scene.does(undo(first));
    assert!(scene.meeting().achievements().is_empty());
    scene.replays();
}

#[test]
fn numbers_come_back_to_exactly_what_was_undone_with_the_movement() {
    let open = Seal::default();
    let mut scene = with_libraries();
    scene.does(import(&[(BONTOA, "2026-01", 1)], ""));
    let first = scene.last_id();
    scene.does(import(
        &[(BONTOA, "2026-01", 7), (MALLAWA, "2026-02", 3)],
        "ralat",
    ));
    let second = scene.last_id();
    scene.does(typed(MALLAWA, "2026-04", 9));
    let third = scene.last_id();
    let stands = |scene: &Scene| {
        let meeting = scene.meeting();
        let before = meeting.achievements_before(&open).cloned();
        (meeting.achievements().clone(), before)
    };
    let done = stands(&scene);
    for act in [third, second, first] {
        scene.does(undo(act));
    }
    assert_eq!(
        scene.refuses(redo(second)),
        Refusal::ChangedSinceUndo(None),
        "the first is not there"
    );
    for act in [first, second, third] {
        scene.does(redo(act));
    }
    assert_eq!(stands(&scene), done);
    // Numbers that came since stay; those of others stand in nobody's way.
    scene.does(undo(third));
    scene.told(M2, typed(MALLAWA, "2026-04", 4));
    assert_eq!(scene.refuses(redo(third)), Refusal::ChangedSinceUndo(None));
    scene.ctrl_z(M2).unwrap();
    scene.told(M2, typed(BONTOA, "2026-03", 4));
    scene.does(redo(third));
    scene.replays();
}

#[test]
fn undoing_an_older_import_keeps_the_movement_of_the_newer_one() {
    let mut scene = with_libraries();
    let open = Seal::default();
    scene.does(import(&[(BONTOA, "2026-01", 1)], ""));
    scene.does(import(&[(MALLAWA, "2026-01", 2)], ""));
    let second = scene.last_id();
    scene.does(import(&[(BONTOA, "2026-02", 3)], ""));
    scene.does(undo(second));
    let before = scene.meeting().achievements_before(&open).unwrap();
    // As it stood before the last import, without what was taken back since.
    let has = |village| before.of(&code(village)).is_some();
    assert_eq!([has(BONTOA), has(MALLAWA)], [true, false]);
    let months = before.of(&code(BONTOA)).unwrap().months().count();
    assert_eq!(months, 1);
    scene.replays();
}

#[test]
fn a_sealed_import_moves_nothing_in_the_hall() {
    let mut scene = with_libraries();
    scene.does(import(&[(BONTOA, "2026-01", 1)], ""));
    scene.does(import(&[(MALLAWA, "2026-02", 2)], ""));
    scene.does(import(&[(MALLAWA, "2026-11", 9)], ""));
    let seal = Seal {
        from: Some("2026-10".parse().unwrap()),
        families: vec![],
    };
    let libraries = |seal: &Seal| {
        let before = scene.meeting().achievements_before(seal).unwrap();
        before.iter().count()
    };
    // Before the last import both had numbers; before the last one that the hall may see, one had.
    assert_eq!((libraries(&Seal::default()), libraries(&seal)), (2, 1));
}

#[test]
fn locked_rules_stay_until_somebody_says_why() {
    let mut scene = with_libraries();
    let usual = scene.meeting().rules();
    scene.does(Command::LockRules);
    assert_eq!(scene.meeting().rules_lock(), Some(usual.hash().as_str()));
    assert!(scene.meeting().has_own_rules());
    let mut other = (*usual).clone();
    other.families[0].target_year = 41;
    let set = |rules: &Rules| Command::SetRules(Arc::new(rules.clone()));
    assert_eq!(scene.refuses(set(&other)), Refusal::RulesLocked);
    assert_eq!(scene.refuses(Command::LockRules), Refusal::RulesLocked);
    let unlock = |reason: &str| Command::UnlockRules {
        reason: reason.into(),
    };
    assert_eq!(scene.refuses(unlock("  ")), Refusal::ReasonMissing);
    scene.does(unlock("target disepakati ulang"));
    assert_eq!(scene.refuses(unlock("lagi")), Refusal::RulesNotLocked);
    scene.does(set(&other));
    assert_eq!(*scene.meeting().rules(), other);
    other.families[1].target_year = 0;
    let wrong = RulesError::TargetZero("publikasi".into());
    assert_eq!(scene.refuses(set(&other)), Refusal::BadRules(wrong));
    scene.replays();
}

#[test]
fn a_sealed_family_does_not_lose_its_seal_by_another_name() {
    let mut scene = with_libraries();
    scene.does(Command::SetSeal(Seal {
        from: None,
        families: vec!["pelibatan".into()],
    }));
    let mut other = (*scene.meeting().rules()).clone();
    other.families[0].key = "kegiatan".into();
    other.standard.clear();
    let set = Command::SetRules(Arc::new(other));
    assert_eq!(
        scene.refuses(set.clone()),
        Refusal::SealedFamilyGone("pelibatan".into())
    );
    scene.does(Command::SetSeal(Seal::default()));
    scene.does(set);
    scene.replays();
}

/// Every command of the board and the hall, in an order in which each is done, and whether it is the
/// supervisor's.
fn commands(scene: &Scene) -> Vec<(Command, bool)> {
    let mut rules = (*scene.meeting().rules()).clone();
    rules.minimum_months = 2;
    let seal = Seal {
        from: None,
        families: vec!["advokasi".into()],
    };
    let settings = HallSettings {
        look: Look::Mono,
        ..HallSettings::default()
    };
    let message = Cover::Message {
        text: "Makan siang".into(),
    };
    vec![
        (import(&[(BONTOA, "2026-01", 1)], ""), false),
        (typed(BONTOA, "2026-02", 1), false),
        (Command::SetRules(Arc::new(rules)), true),
        (Command::LockRules, true),
        (
            Command::UnlockRules {
                reason: "bobot".into(),
            },
            true,
        ),
        (Command::SetSeal(seal), true),
        (Command::Show(Wanted::Board), false),
        (Command::Turn(Turn::Next), false),
        (Command::Turn(Turn::Back), false),
        (Command::Cover(Some(message)), false),
        (Command::Hold(true), false),
        (Command::SetHall(settings), false),
    ]
}

#[test]
fn rules_and_seal_are_the_supervisors_and_the_hall_is_everybodys() {
    let pin = Pin {
        salt: [1; 16],
        hash: [2; 32],
    };
    for has_pin in [false, true] {
        let mut scene = with_libraries();
        if has_pin {
            scene.does(Command::SetPin(Some(pin.clone())));
        }
        for (command, supervised) in commands(&scene) {
            let shown = format!("{command:?}");
            if has_pin && supervised {
                let refused = scene.tell_as(Role::Officer, 60, command.clone());
                assert_eq!(refused, Err(Refusal::SupervisorOnly), "{shown}");
                scene.tell_as(Role::Supervisor, 60, command).unwrap();
            } else {
                let done = scene.tell_as(Role::Officer, 60, command);
                assert!(done.is_ok_and(|events| !events.is_empty()), "{shown}");
            }
        }
        scene.replays();
    }
}

#[test]
fn an_import_is_taken_back_by_the_supervisor_and_a_fresh_number_by_anybody() {
    let mut scene = with_libraries();
    scene.does(Command::SetPin(Some(Pin {
        salt: [1; 16],
        hash: [2; 32],
    })));
    scene.does(import(&[(BONTOA, "2026-01", 1)], ""));
    let import = scene.last_id();
    scene.does(typed(MALLAWA, "2026-02", 1));
    let typed = scene.last_id();
    let officer = scene.tell_as(Role::Officer, 60, undo(import));
    assert_eq!(officer, Err(Refusal::SupervisorOnly));
    scene.tell_as(Role::Officer, 60, undo(typed)).unwrap();
    scene.tell_as(Role::Supervisor, 60, undo(import)).unwrap();
    assert!(scene.meeting().achievements().is_empty());
}
