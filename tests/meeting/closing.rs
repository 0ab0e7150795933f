//! Closed lists, addenda, printed pages and the signatures on them.

use std::sync::Arc;

use gelar::meeting::attendance::{
    Changed, Reconciliation, Section, Share, SheetPrinted, Totals, Variant,
};
use gelar::meeting::command::{Command, Refusal};
use gelar::meeting::event::{Event, ImportedPerson, Outcome, PeopleImported, WalkIn};
use gelar::meeting::id::{ListId, PersonId};
use gelar::meeting::record::{Field, Personal, Sex};
use gelar::meeting::roster::PersonRow;

use super::support::*;

fn closed(list: &str) -> Refusal {
    Refusal::Closed(ListId::new(list))
}

/// Person 1 and 2 present, 3 and 4 not; the day is closed.
fn given() -> Scene {
    let mut scene = Scene::founded();
    for name in ["Tenri Contoh", "Baso Contoh", "Mega Contoh", "Ilyas Contoh"] {
        scene.does(add_from(name, BONTOA));
    }
    scene.does(check_in(1));
    scene.does(check_in(2));
    scene.told(M3, close("hadir"));
    scene
}

/// The note of an addendum, and the change after it.
fn noted(events: &[Event]) -> (String, Changed, &[Event]) {
    match events {
        [Event::AddendumNoted(e), rest @ ..] => {
            assert_eq!(e.reason, "datang terlambat");
            (e.list.as_str().to_owned(), e.changed.clone(), rest)
        }
        other => panic!("{other:?}"),
    }
}

fn changed(arrived: &[u32], withdrawn: &[u32], corrected: &[u32]) -> Changed {
    Changed {
        arrived: ids(arrived),
        withdrawn: ids(withdrawn),
        corrected: ids(corrected),
    }
}

#[test]
fn the_totals_are_those_counted_by_hand() {
    let mut scene = Scene::founded();
    let sexed = |name: &str, sex, village: &str| {
        let mut record = (*from(name, "Camat", village)).clone();
        record.personal.sex = sex;
        Arc::new(record)
    };
    let (l, p) = (Some(Sex::L), Some(Sex::P));
    let invite = |record| Command::Add {
        record,
        arrive: None,
    };
    scene.does(invite(sexed("Satu", l, BONTOA))); // present
    scene.does(invite(sexed("Dua", l, BONTOA))); // present through a woman
    scene.does(invite(sexed("Tiga", p, MALLAWA))); // not there
    scene.does(invite(sexed("Empat", p, MALLAWA))); // cancelled
    scene.does(invite(sexed("Lima", None, MALLAWA))); // present, cancelled afterwards
    scene.does(invite(sexed("Enam", l, MALLAWA))); // withdrawn again
    scene.does(check_in(1));
    let by = Arc::new(Personal {
        name: "Wati".into(),
        sex: p,
        ..Personal::default()
    });
    scene.does(Command::Substitute {
        person: PersonId(2),
        by,
        seen: None,
        list: ListId::main(),
    });
    scene.does(cancel(4));
    scene.does(check_in(5));
    scene.does(cancel(5));
    scene.does(check_in(6));
    scene.does(withdraw(6));
    for (name, village) in [("Tujuh", BONTOA), ("Delapan", BONTOA)] {
        scene.does(Command::WalkIn {
            record: sexed(name, p, village),
            class: WalkIn::Guest,
            list: ListId::main(),
            sure: false,
        });
    }
    scene.does(withdraw(8));
    scene.does(walk_in("Sembilan", "73.09.01.1001"));
    let share = |subdistrict: &str, invited, present, added| Share {
        subdistrict: subdistrict.into(),
        invited,
        present,
        added,
    };
    let expected = Totals {
        invited: 5,
        present: 5,
        substitutes: 1,
        added: 2,
        men: 1,
        women: 2,
        subdistricts: vec![
            share("Bontoa", 2, 3, 1),
            share("Mallawa", 3, 1, 0),
            share("Mandai", 0, 1, 1),
        ],
    };
    assert_eq!(scene.meeting().totals(&ListId::main()), expected);
    // The screen counts the same people: everybody there, and the invited who are still awaited.
    assert_eq!(scene.total(), (5, 7));
    let events = scene.does(close("hadir"));
    let [Event::AttendanceClosed(e)] = &events[..] else {
        panic!("{events:?}")
    };
    assert_eq!(e.totals, expected);
    let closing = scene.meeting().closing(&ListId::main()).unwrap();
    assert_eq!(
        (closing.entry, &closing.totals),
        (scene.last_id(), &expected)
    );
    scene.does(addendum(check_in(3)));
    assert_eq!(
        scene.meeting().closing(&ListId::main()).unwrap().totals,
        expected,
        "as printed"
    );
    assert_eq!(scene.meeting().totals(&ListId::main()).present, 6);
    scene.replays();
}

#[test]
fn a_list_is_closed_once_and_others_stay_open() {
    let mut scene = given();
    assert_eq!(scene.refuses(close("hadir")), closed("hadir"));
    assert_eq!(scene.refuses(addendum(close("hadir"))), closed("hadir"));
    scene.does(check_in_on(3, "sesi-2"));
    scene.does(check_in_on(1, "kit"));
    scene.does(Command::Withdraw {
        person: PersonId(3),
        list: ListId::new("sesi-2"),
    });
    assert!(scene.meeting().closing(&ListId::new("sesi-2")).is_none());
    scene.does(close("sesi-2"));
    assert_eq!(scene.refuses(check_in_on(3, "sesi-2")), closed("sesi-2"));
}

#[test]
fn a_scan_on_a_closed_list_says_so_and_is_kept() {
    let mut scene = given();
    let badge = scene.badge(3);
    let scanned = scene.told(M1.ms(1_000), scan(&badge));
    assert!(
        matches!(&scanned[..], [Event::ScanRefused(e)] if e.outcome == Outcome::ListClosed && e.person == Some(PersonId(3)))
    );
    let double = scene.refuses_at(M1.ms(1_500), scan(&badge));
    assert!(matches!(
        double,
        Refusal::DoubleRead {
            outcome: Outcome::ListClosed,
            ..
        }
    ));
    let there = scene.badge(1);
    let scanned = scene.does(scan(&there));
    assert!(
        matches!(&scanned[..], [Event::ScanRefused(e)] if e.outcome == Outcome::AlreadyPresent)
    );
    assert_eq!(scene.on("hadir"), [1, 2]);
    // Put on it afterwards: the next scan says present, at once.
    scene.told(M1.ms(1_600), addendum(check_in(3)));
    let scanned = scene.told(M1.ms(1_900), scan(&badge));
    assert!(
        matches!(&scanned[..], [Event::ScanRefused(e)] if e.outcome == Outcome::AlreadyPresent)
    );
}

/// Everything that would change what the closed list prints, and how.
fn changes(scene: &Scene) -> Vec<(Command, Changed)> {
    let arrival = |person: u32| scene.person(person).arrivals[0].act;
    let mut elsewhere = (*from("Tenri Contoh", "Pengelola perpustakaan", BONTOA)).clone();
    elsewhere.personal.position = "Sekretaris Desa".into();
    vec![
        (check_in(3), changed(&[3], &[], &[])),
        (together(1, &[4, 3, 1]), changed(&[4, 3], &[], &[])),
        (walk_in("Guru Contoh", BONTOA), changed(&[5], &[], &[])),
        (
            Command::Add {
                record: record("Guru Contoh", "Camat"),
                arrive: Some(ListId::main()),
            },
            changed(&[5], &[], &[]),
        ),
        (withdraw(1), changed(&[], &[1], &[])),
        (undo(arrival(2)), changed(&[], &[2], &[])),
        (substitute(1, "Hasbi Contoh"), changed(&[], &[], &[1])),
        (substitute(3, "Hasbi Contoh"), changed(&[3], &[], &[])),
        (
            correct(2, "Baso Contoh, S.Pd.", "Camat"),
            changed(&[], &[], &[2]),
        ),
        (
            Command::Correct {
                person: PersonId(1),
                base: None,
                record: Arc::new(elsewhere),
            },
            changed(&[], &[], &[1]),
        ),
    ]
}

#[test]
fn every_change_of_a_closed_list_is_refused_and_as_an_addendum_written_with_its_reason() {
    for n in 0..changes(&given()).len() {
        let mut scene = given();
        let (command, expected) = changes(&scene).swap_remove(n);
        assert_eq!(scene.refuses(command.clone()), closed("hadir"));
        let before = visible(scene.meeting());
        let events = scene.does(addendum(command.clone()));
        let (list, noted, change) = noted(&events);
        assert_eq!(
            (list.as_str(), noted),
            ("hadir", expected.clone()),
            "{command:?}"
        );
        assert!(!change.is_empty());
        let entries = scene.entries();
        let act: Vec<_> = entries.iter().rev().take(events.len()).collect();
        assert!(
            act.iter().all(|e| e.stamp.act() == scene.last_id()),
            "one act"
        );
        let closing = scene.meeting().closing(&ListId::main()).unwrap();
        assert_eq!(closing.addenda.len(), 1);
        assert_eq!(closing.addenda[0].changed, expected);
        assert_eq!(&*closing.addenda[0].reason, "datang terlambat");
        scene.replays();
        // Its undo is an addendum again, the other way round.
        if matches!(command, Command::Undo(_)) {
            continue;
        }
        let act = scene.last_id();
        assert_eq!(scene.refuses(undo(act)), closed("hadir"));
        let events = scene.does(addendum(undo(act)));
        let back = noted_changed(&events);
        let mut swapped = expected.clone();
        std::mem::swap(&mut swapped.arrived, &mut swapped.withdrawn);
        assert_eq!(back, swapped, "{command:?}");
        assert_eq!(visible(scene.meeting()), before);
        assert_eq!(
            scene
                .meeting()
                .closing(&ListId::main())
                .unwrap()
                .addenda
                .len(),
            2
        );
        scene.replays();
    }
}

fn noted_changed(events: &[Event]) -> Changed {
    noted(events).1
}

#[test]
fn an_addendum_needs_a_reason_and_a_closed_list() {
    let mut scene = given();
    let without = Command::Addendum {
        reason: "  ".into(),
        change: Box::new(check_in(3)),
    };
    assert_eq!(scene.refuses(without), Refusal::ReasonMissing);
    for open in [
        check_in_on(3, "sesi-2"),
        add("Hasbi Contoh"),
        correct(3, "Mega Lain", "Camat"),
        cancel(3),
        Command::CallProtocol,
        reissue(1),
    ] {
        assert_eq!(
            scene.refuses(addendum(open.clone())),
            Refusal::NotClosed,
            "{open:?}"
        );
        scene.does(open);
    }
    // What is refused by itself is refused as an addendum too.
    assert_eq!(
        scene.refuses(addendum(check_in(3))),
        Refusal::Cancelled(PersonId(3))
    );
    let nested = addendum(addendum(check_in(4)));
    assert_eq!(noted_changed(&scene.does(nested)), changed(&[4], &[], &[]));
}

#[test]
fn what_the_list_does_not_print_may_change() {
    let mut scene = given();
    let mut record = (*scene.person(1).record).clone();
    record.personal.phone = "081299999999".into();
    record.personal.note = "vegetarian".into();
    record.table = "Meja 4".into();
    scene.does(Command::Correct {
        person: PersonId(1),
        base: None,
        record: Arc::new(record),
    });
    scene.ctrl_z(M1).unwrap();
    // A new code, a cancellation and a hand-out change no row, nor do their undos.
    for command in [reissue(1), cancel(2), check_in_on(1, "kit")] {
        scene.does(command);
        scene.ctrl_z(M1).unwrap();
    }
    assert!(
        scene
            .meeting()
            .closing(&ListId::main())
            .unwrap()
            .addenda
            .is_empty()
    );
}

/// Rows as an import states them: a name with its invitation code, of person `n`.
fn import(rows: &[(&str, &str)]) -> Command {
    let row = |(n, (invitation, name)): (usize, &(&str, &str))| {
        let mut record = (*from(name, "Pengelola perpustakaan", BONTOA)).clone();
        record.invitation = (*invitation).into();
        record.personal.phone = String::new();
        let mut stated = gelar::meeting::record::FieldSet::default();
        for field in [Field::Name, Field::Group, Field::Village, Field::Invitation] {
            stated.insert(field);
        }
        PersonRow {
            row: n + 2,
            record,
            stated,
        }
    };
    let rows = rows.iter().enumerate().map(row).collect();
    Command::ImportPeople(Arc::new(rows), Arc::new(Vec::new()))
}

#[test]
fn an_import_may_bring_people_but_not_rewrite_the_rows_of_those_present() {
    let mut scene = Scene::founded();
    scene.does(import(&[("K1", "Tenri Contoh"), ("K2", "Baso Contoh")]));
    scene.does(check_in(1));
    scene.does(close("hadir"));
    // New people, and new values of somebody who is not on the list.
    scene.does(import(&[
        ("K1", "Tenri Contoh"),
        ("K2", "Baso Contoh, S.Pd."),
        ("K3", "Mega Contoh"),
    ]));
    assert_eq!(scene.total(), (1, 3));
    let rewritten = import(&[("K1", "Tenri Contoh, M.Si."), ("K4", "Ilyas Contoh")]);
    assert_eq!(scene.refuses(rewritten.clone()), closed("hadir"));
    let events = scene.does(addendum(rewritten));
    let (_, what, rest) = noted(&events);
    assert_eq!(what, changed(&[], &[], &[1]));
    assert!(matches!(rest, [Event::PeopleImported(PeopleImported { rows })] if rows.len() == 2));
    let act = scene.last_id();
    assert_eq!(scene.refuses(undo(act)), closed("hadir"));
    let events = scene.does(addendum(undo(act)));
    assert_eq!(noted_changed(&events), changed(&[], &[], &[1]));
    assert_eq!(scene.person(1).name(), "Tenri Contoh");
    scene.replays();
}

#[test]
fn an_import_of_other_columns_passes() {
    let mut scene = given();
    let mut record = (*scene.person(1).record).clone();
    record.table = "Meja 9".into();
    let row = ImportedPerson {
        id: PersonId(1),
        record: Arc::new(record),
        changed: vec![Field::Table],
    };
    let act = scene.write(
        M1,
        vec![Event::PeopleImported(PeopleImported { rows: vec![row] })],
    );
    scene.does(undo(act));
    assert_eq!(scene.person(1).record.table, "");
}

#[test]
fn a_change_of_two_closed_lists_is_noted_on_both() {
    let mut scene = given();
    scene.does(check_in_on(1, "kit"));
    scene.does(check_in_on(1, "sesi-2"));
    scene.does(close("kit"));
    let events = scene.does(addendum(correct(1, "Tenri Contoh, M.Si.", "Camat")));
    let lists: Vec<&str> = events
        .iter()
        .filter_map(|e| match e {
            Event::AddendumNoted(e) => {
                assert_eq!(e.changed, changed(&[], &[], &[1]));
                Some(e.list.as_str())
            }
            _ => None,
        })
        .collect();
    assert_eq!(lists, ["hadir", "kit"]);
    for list in ["hadir", "kit"] {
        let closing = scene.meeting().closing(&ListId::new(list)).unwrap();
        assert_eq!(closing.addenda.len(), 1, "{list}");
    }
    scene.replays();
}

#[test]
fn an_act_on_two_lists_of_which_one_was_closed_is_undone_with_a_note_on_that_one() {
    let mut scene = Scene::with_people(1);
    scene.does(along("kit"));
    scene.does(check_in(1));
    let act = scene.last_id();
    scene.does(close("kit"));
    assert_eq!(scene.refuses(undo(act)), closed("kit"));
    let events = scene.does(addendum(undo(act)));
    let (list, what, _) = noted(&events);
    assert_eq!((list.as_str(), what), ("kit", changed(&[], &[1], &[])));
    assert!(!scene.is_present(1) && !scene.is_on(1, "kit"));
}

fn sheet(variant: Variant, rows: &[u32]) -> SheetPrinted {
    SheetPrinted {
        first_page: 99, // given by the decision
        list: ListId::main(),
        section: Section::Participants,
        variant,
        rows: ids(rows),
    }
}

fn print(variant: Variant, rows: &[u32]) -> Command {
    Command::PrintSheet(sheet(variant, rows))
}

fn signed(page: u32, people: &[u32]) -> Command {
    Command::CheckSignatures {
        page,
        signed: ids(people),
    }
}

#[test]
fn the_same_list_printed_again_has_the_same_pages() {
    let mut scene = Scene::with_people(2);
    let first = |events: &[Event]| match events {
        [Event::SheetPrinted(e)] => (e.first_page, e.pages()),
        other => panic!("{other:?}"),
    };
    let many: Vec<u32> = (1..=26).collect();
    assert_eq!(
        first(&scene.does(print(Variant::Invited, &[]))),
        (1, 1),
        "an empty list has a page"
    );
    assert_eq!(first(&scene.does(print(Variant::Invited, &many))), (2, 2));
    assert!(scene.does(print(Variant::Invited, &many)).is_empty());
    assert_eq!(first(&scene.does(print(Variant::Present, &many))), (4, 2));
    assert!(
        scene.does(print(Variant::Blank, &[])).is_empty(),
        "blank rows have no code"
    );
    assert_eq!(
        first(&scene.does(print(Variant::Invited, &many[..25]))),
        (6, 1)
    );
    let again = scene
        .meeting()
        .printed(&sheet(Variant::Invited, &many))
        .unwrap();
    assert_eq!(again.first_page, 2);
    for (page, start, rows) in [
        (2, 1, &many[..25]),
        (3, 26, &many[25..]),
        (6, 1, &many[..25]),
    ] {
        let it = scene.meeting().sheet_of(page).unwrap();
        assert_eq!(it.page(page), Some((start, &ids(rows)[..])), "page {page}");
    }
    assert_eq!(
        scene.meeting().sheet_of(1).unwrap().page(1),
        Some((1, &[][..]))
    );
    for page in [0, 7, u32::MAX] {
        assert!(scene.meeting().sheet_of(page).is_none(), "{page}");
    }
    let code = scene.meeting().page_code(3).unwrap();
    assert_eq!(scene.refuses(scan(&code)), Refusal::PageRead(3));
}

#[test]
fn pages_of_lists_of_every_length() {
    for (rows, pages) in [
        (0, 1),
        (1, 1),
        (24, 1),
        (25, 1),
        (26, 2),
        (50, 2),
        (51, 3),
        (1_200, 48),
    ] {
        let all: Vec<u32> = (1..=rows).collect();
        let it = SheetPrinted {
            first_page: 5,
            ..sheet(Variant::Invited, &all)
        };
        assert_eq!(it.pages(), pages, "{rows}");
        let mut seen = Vec::new();
        for page in 5..5 + pages {
            let (start, rows) = it.page(page).unwrap();
            assert_eq!(start, seen.len() + 1);
            seen.extend_from_slice(rows);
        }
        assert_eq!(seen, ids(&all));
        assert!(it.page(4).is_none() && it.page(5 + pages).is_none());
    }
}

#[test]
fn signatures_are_those_of_the_page() {
    let mut scene = Scene::with_people(3);
    assert_eq!(scene.refuses(signed(1, &[])), Refusal::NoSuchPage(1));
    scene.does(print(Variant::Invited, &[3, 1]));
    assert_eq!(
        scene.refuses(signed(1, &[1, 2])),
        Refusal::NoSuchPerson(PersonId(2))
    );
    assert!(scene.meeting().signed_on(1).is_none());
    scene.does(signed(1, &[1, 3, 1]));
    assert_eq!(
        scene.meeting().signed_on(1),
        Some(&ids(&[3, 1])[..]),
        "in the order of the rows"
    );
    assert_eq!(scene.refuses(signed(1, &[3, 1])), Refusal::NothingChanges);
    scene.does(signed(1, &[]));
    assert_eq!(
        scene.meeting().signed_on(1),
        Some(&[][..]),
        "checked: nobody"
    );
    scene.replays();
}

#[test]
fn paper_is_held_against_the_journal() {
    let mut scene = Scene::with_people(6);
    for person in [1, 2, 5] {
        scene.does(check_in(person));
    }
    let found = |scene: &Scene| scene.meeting().reconcile(&ListId::main());
    assert_eq!(found(&scene), Reconciliation::default());
    scene.does(print(Variant::Invited, &[1, 2, 3, 4])); // page 1
    scene.does(print(Variant::Present, &[1, 5])); // page 2
    scene.does(print(Variant::Invited, &[6])); // page 3
    assert_eq!(
        found(&scene),
        Reconciliation {
            pages: 3,
            ..Reconciliation::default()
        }
    );
    scene.does(signed(1, &[2, 3]));
    let expected = Reconciliation {
        pages: 1,
        checked: 1,
        unsigned: ids(&[1]),
        absent: ids(&[3]),
    };
    assert_eq!(found(&scene), expected);
    // 1 signed on the other page he stands on; 5 nowhere; page 3 is of a list that nobody checks.
    scene.does(signed(2, &[1]));
    let expected = Reconciliation {
        pages: 2,
        checked: 2,
        unsigned: ids(&[5]),
        absent: ids(&[3]),
    };
    assert_eq!(found(&scene), expected);
    assert_eq!(
        scene.meeting().reconcile(&ListId::new("kit")),
        Reconciliation::default()
    );
    // The journal is mended: 3 was there; paper is read after the closing, too.
    scene.does(close("hadir"));
    assert_eq!(scene.refuses(check_in(3)), closed("hadir"));
    scene.does(addendum(check_in(3)));
    scene.does(signed(3, &[6]));
    assert_eq!(found(&scene).absent, ids(&[6]));
    scene.does(addendum(check_in(6)));
    assert!(found(&scene).absent.is_empty());
    scene.replays();
}

#[test]
fn each_signs_on_the_list_of_the_own_section() {
    let mut scene = Scene::founded();
    for group in ["Panitia", "Narasumber", "Moderator", "Camat", ""] {
        scene.does(Command::Add {
            record: record(&format!("Andi {group}"), group),
            arrive: None,
        });
    }
    scene.does(Command::WalkIn {
        record: record("Baso Contoh", ""),
        class: WalkIn::Committee,
        list: ListId::main(),
        sure: false,
    });
    let of: Vec<Section> = (1..=6).map(|n| Section::of(scene.person(n))).collect();
    let (c, p, s) = (Section::Committee, Section::Participants, Section::Speakers);
    assert_eq!(of, [c, s, s, p, p, c]);
}

#[test]
fn a_librarys_new_name_changes_the_closed_rows_of_its_village_only() {
    let mut scene = Scene::founded();
    scene.does(add_from("Satu Uji", "73.09.05.2002"));
    scene.does(add_from("Dua Uji", "73.09.05.2003"));
    scene.does(check_in(1));
    scene.does(check_in(2));
    let library = |village: &str, name: &str| {
        let row = gelar::meeting::roster::LibraryRow {
            row: 2,
            village: gelar::meeting::id::VillageCode::parse(village).ok(),
            name: name.into(),
            ..Default::default()
        };
        Command::ImportLibraries(vec![row].into(), std::sync::Arc::default())
    };
    scene.does(library("73.09.05.2002", "Perpustakaan Lama"));
    scene.does(close("hadir"));
    // Of a village nobody came from: no row reads otherwise.
    scene.does(library("73.09.05.2004", "Perpustakaan Lain"));
    assert_eq!(
        scene.refuses(library("73.09.05.2002", "Perpustakaan Baru")),
        Refusal::Closed(ListId::main())
    );
    let events = scene.does(addendum(library("73.09.05.2002", "Perpustakaan Baru")));
    let [Event::AddendumNoted(noted), Event::LibrariesImported(_)] = &events[..] else {
        panic!("{events:?}")
    };
    assert_eq!(noted.changed.corrected, [PersonId(1)]);
    let act = scene.last_id();
    assert_eq!(
        scene.refuses(undo(act)),
        Refusal::Closed(ListId::main()),
        "taking it back is a change too"
    );
    scene.replays();
}
