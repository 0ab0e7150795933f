//! The delegation's card under fingers that mean something else, and what follows a closing.

use gelar::console::app::{Effect, Level};
use gelar::console::command::Action;
use gelar::console::forms::Key;
use gelar::console::overlay::Overlay;
use gelar::meeting::id::{ListId, PersonId};
use gelar::meeting::record::Field;

use super::support::Desk;

/// A card with one member present: rows 1 (#47, present), 2 (#48), 3 (#49).
fn card() -> Desk {
    let mut desk = Desk::sample();
    desk.scan(47);
    desk.pass(3_000);
    assert!(desk.model.desk.members.is_some());
    desk
}

fn ticked(desk: &Desk) -> Vec<u32> {
    let members = desk.model.desk.members.as_ref();
    members.map_or_else(Vec::new, |m| m.ticked.iter().map(|id| id.0).collect())
}

#[test]
fn a_name_that_begins_with_a_letter_of_the_card_is_a_name() {
    let mut desk = card();
    desk.press("g").press("u");
    assert_eq!(desk.line(), "gu", "nobody was chosen: it is a name");
    assert!(desk.model.overlays.is_empty());

    let mut desk = card();
    desk.press("a");
    desk.pass(200);
    assert_eq!(ticked(&desk), [48, 49]);
    desk.press("n");
    desk.pass(200);
    assert_eq!((desk.line(), ticked(&desk)), ("an", vec![]));
    assert_eq!(desk.count(), 1, "nobody was recorded by it");
}

#[test]
fn the_chosen_row_is_the_one_that_is_replaced() {
    let mut desk = card();
    desk.press("3");
    desk.pass(200);
    desk.press("g");
    desk.pass(200);
    let Some(Overlay::Form(open)) = desk.model.overlays.last() else {
        panic!("no form")
    };
    assert!(open.form.title.contains("#49"), "{}", open.form.title);
}

#[test]
fn g_without_a_row_says_so_and_keeps_the_card() {
    for key in ["g", "G"] {
        let mut desk = card();
        desk.press(key);
        assert!(desk.model.desk.members.is_some() && desk.line().is_empty());
        assert!(
            desk.message().contains("Pilih barisnya dahulu"),
            "{}",
            desk.message()
        );
        // Much later a letter begins a name of its own.
        desk.pass(2_000);
        desk.press("u");
        assert_eq!(desk.line(), "u");
    }
    for arrow in ["Down", "PageDown"] {
        let mut desk = card();
        desk.press(arrow).press("g");
        assert!(
            matches!(desk.model.overlays.last(), Some(Overlay::Form(_))),
            "{arrow}"
        );
    }
}

#[test]
fn a_number_picks_nobody_while_the_card_is_open() {
    for digits in ["4", "7", "0", "12", "40", "07"] {
        let mut desk = card();
        for digit in digits.chars() {
            desk.press(&digit.to_string());
        }
        assert!(desk.model.desk.members.is_some(), "{digits}");
        assert_eq!(desk.line(), "", "{digits}");
        assert!(
            desk.message().contains(&format!("#{digits}")),
            "{}",
            desk.message()
        );
        desk.press("Enter");
        let row_1_is_there = |id: &u32| *id == 48 && digits.contains('2');
        let came: Vec<u32> = (1..=98)
            .filter(|id| *id != 47 && desk.present(*id))
            .collect();
        assert!(came.iter().all(row_1_is_there), "{digits}: {came:?}");
    }
    // What says that a number is meant is one.
    let mut desk = card();
    desk.type_text("#12").press("Enter");
    assert!(desk.present(12));
}

#[test]
fn a_number_behind_the_card_is_marked_before_it_is_recorded() {
    let closings: [fn(&mut Desk); 4] = [
        |desk| {
            desk.press("Esc");
        },
        |desk| {
            desk.press("a").press("Enter");
        },
        |desk| {
            desk.scan(85);
        },
        |desk| {
            desk.press("z").press("Backspace");
        },
    ];
    for close in closings {
        let mut desk = card();
        close(&mut desk);
        assert!(desk.model.desk.members.is_none());
        desk.type_text("12").press("Enter");
        assert!(!desk.present(12));
        assert_eq!(
            desk.model.desk.chosen_row(),
            Some(PersonId(12)),
            "the row is marked"
        );
        assert_eq!(desk.level(), Some(Level::Note));
        desk.press("Enter");
        assert!(desk.present(12));
        // A name is no number, and later a number is one.
        let mut desk = card();
        close(&mut desk);
        desk.type_text("megawati").press("Enter");
        assert_eq!(desk.line(), "", "a name is recorded at once");
        let mut desk = card();
        close(&mut desk);
        desk.pass(3_000);
        desk.type_text("12").press("Enter");
        assert!(desk.present(12));
    }
    // The digits stood there before a scan opened the card.
    let mut desk = Desk::sample();
    desk.type_text("12").scan(47);
    assert!(desk.model.desk.members.is_some());
    desk.press("Enter");
    assert!(!desk.present(12));
    desk.press("Enter");
    assert!(desk.present(12));
}

#[test]
fn the_second_scan_of_a_badge_opens_its_card_again() {
    let open = |desk: &Desk| desk.model.desk.members.as_ref().map(|m| m.rows.clone());
    for later in [0, 10_000] {
        let mut desk = Desk::sample();
        desk.scan(47).press("Esc");
        assert_eq!(open(&desk), None);
        desk.pass(later);
        desk.scan(47);
        assert_eq!(
            open(&desk),
            Some(vec![PersonId(47), PersonId(48), PersonId(49)]),
            "{later}"
        );
        // A double read leaves the ticks of the open card alone.
        desk.press("2").scan(47);
        assert_eq!(ticked(&desk), [48]);
    }
    // Another card between: hers comes back with her delegation, the other one's does not stay under her.
    let mut desk = Desk::sample();
    desk.scan(47).scan(11).scan(47);
    assert_eq!(open(&desk).unwrap()[0], PersonId(47));
}

#[test]
fn a_list_never_stays_under_another_persons_card() {
    let others: [fn(&mut Desk); 3] = [
        // A walk-in of another place.
        |desk| {
            desk.press("F8").type_text("Tamu Rekaan").press("Ctrl+S");
        },
        // Somebody of no delegation.
        |desk| {
            desk.scan(1);
        },
        // A guest of honour.
        |desk| {
            desk.scan(85);
        },
    ];
    for other in others {
        let mut desk = card();
        desk.press("3");
        other(&mut desk);
        assert!(desk.model.desk.members.is_none(), "{}", desk.screen(80, 24));
        assert!(
            desk.message()
                .contains("1 centang belum dicatat: Baso Tola #49"),
            "{}",
            desk.message()
        );
    }
    // Who is corrected into another village, by another window, leaves the list.
    let mut desk = card();
    desk.press("3");
    let mut other = desk.second("Meja 2", "Sari");
    other.type_text("#49").press("F9");
    let Some(Overlay::Form(form)) = other.model.overlays.last() else {
        panic!("no form")
    };
    let at = form
        .form
        .rows
        .iter()
        .position(|r| matches!(r.key, Key::Field(Field::VillageText)))
        .unwrap();
    for _ in 0..at {
        other.press("Tab");
    }
    other
        .press("Ctrl+U")
        .type_text("Damai, Tanralili")
        .press("Ctrl+S");
    desk.follow();
    let rows = desk.model.desk.members.as_ref().map(|m| m.rows.clone());
    assert_eq!(
        rows,
        Some(vec![PersonId(47), PersonId(48)]),
        "{}",
        other.screen(80, 24)
    );
    assert_eq!(ticked(&desk), Vec::<u32>::new());
}

#[test]
fn ticks_that_are_left_are_named_unless_they_came_meanwhile() {
    let mut desk = card();
    desk.press("2").press("3").press("Esc");
    let said = desk.message().to_owned();
    assert!(
        said.contains("2 centang") && said.contains("#48") && said.contains("Baso Tola #49"),
        "{said}"
    );
    // Another list is chosen.
    let mut desk = card();
    desk.press("3").press("Ctrl+O").press("2");
    assert!(
        desk.message().contains("Baso Tola #49"),
        "{}",
        desk.message()
    );
    // She came to another desk.
    let mut desk = card();
    desk.press("3");
    let mut other = desk.second("Meja 2", "Sari");
    other.scan(49);
    desk.follow();
    desk.press("Esc");
    assert!(!desk.message().contains("centang"), "{}", desk.message());
}

#[test]
fn a_card_follows_the_record() {
    // Restored here, or at another window: no longer cancelled.
    for elsewhere in [false, true] {
        let mut desk = Desk::sample();
        desk.type_text("#12")
            .press("Ctrl+X")
            .type_text("pindah tugas")
            .press("Enter");
        desk.press("Esc").scan(12);
        assert!(desk.screen(80, 24).contains("X DIBATALKAN"));
        if elsewhere {
            let mut other = desk.second("Meja 2", "Sari");
            other.type_text("#12").press("Ctrl+X");
            desk.follow();
        } else {
            desk.press("Ctrl+X");
        }
        let screen = desk.screen(80, 24);
        assert!(
            !screen.contains("DIBATALKAN") && screen.contains("┌ belum hadir "),
            "{screen}"
        );
        assert!(screen.contains("Abd. Rahim Salam"), "{screen}");
    }
    // Withdrawn at another window: no longer present.
    let mut desk = Desk::sample();
    desk.scan(12);
    let mut other = desk.second("Meja 2", "Sari");
    other.type_text("#12").press("Ctrl+D");
    desk.follow();
    assert!(
        desk.screen(80, 24).contains("┌ belum hadir "),
        "{}",
        desk.screen(80, 24)
    );
    // Two recorded together, one of them taken back: it is one.
    let mut desk = card();
    desk.press("a").press("Enter");
    assert!(
        desk.screen(80, 24).contains("2 orang"),
        "{}",
        desk.screen(80, 24)
    );
    let mut other = desk.second("Meja 2", "Sari");
    other.type_text("#48").press("Ctrl+D");
    desk.follow();
    let screen = desk.screen(80, 24);
    assert!(
        !screen.contains("2 orang") && screen.contains("Baso Tola "),
        "{screen}"
    );
}

#[test]
fn a_closed_list_is_said_before_the_first_guest() {
    let mut desk = Desk::sample();
    desk.menu(Action::CloseList)
        .press("y")
        .press("Esc")
        .press("F2");
    for (w, h) in [(80, 24), (64, 20), (120, 40)] {
        let screen = desk.screen(w, h);
        assert!(
            screen.contains("Daftar hadir ditutup pukul 09.12"),
            "{screen}"
        );
    }
    desk.type_text("baso tola");
    assert!(
        desk.screen(80, 24).contains("Enter mencatat susulan"),
        "{}",
        desk.screen(80, 24)
    );
    // Another list is open.
    desk.press("Esc").press("Ctrl+O").press("2");
    assert!(
        !desk.screen(80, 24).contains("ditutup"),
        "{}",
        desk.screen(80, 24)
    );
}

#[test]
fn two_digits_in_a_row_are_asked_about() {
    let mut desk = card();
    desk.press("2");
    desk.pass(150);
    desk.press("3");
    desk.pass(150);
    assert_eq!(ticked(&desk), [48, 49]);
    assert!(desk.message().contains("#23"), "{}", desk.message());
    // Unhurried, they are ticks and nothing else.
    let mut desk = card();
    desk.press("2");
    desk.pass(1_000);
    desk.press("3");
    desk.pass(150);
    assert!(!desk.message().contains("#23"), "{}", desk.message());
}

#[test]
fn behind_a_closing_ctrl_z_names_what_it_would_undo() {
    let mut desk = Desk::sample();
    desk.scan(12);
    desk.pass(3_000);
    desk.press("Esc")
        .menu(Action::CloseList)
        .press("y")
        .press("Esc");
    desk.pass(200);
    let meeting = desk.model.session.meeting();
    assert!(meeting.closing(&ListId::main()).is_some());
    desk.press("F2").press("Ctrl+Z");
    let Some(Overlay::Confirm { question, .. }) = desk.model.overlays.last() else {
        panic!("it does not ask")
    };
    assert!(question.contains("#12"), "{question}");
    desk.press("n");
    desk.pass(200);
    assert!(desk.present(12));
    // Said yes to, it is a change of a closed list: that wants a reason.
    desk.press("Ctrl+Z").press("y");
    desk.pass(200);
    desk.type_text("salah orang").press("Enter");
    assert!(!desk.present(12));
    let closing = desk
        .model
        .session
        .meeting()
        .closing(&ListId::main())
        .unwrap();
    let changed = &closing.addenda[0].changed;
    assert_eq!(changed.withdrawn, [PersonId(12)]);
}

#[test]
fn a_late_guest_is_added_from_the_card_that_says_closed() {
    let mut desk = Desk::sample();
    desk.menu(Action::CloseList)
        .press("y")
        .press("Esc")
        .press("F2");
    desk.pass(200);
    desk.scan(12);
    desk.pass(3_000);
    assert!(!desk.present(12));
    desk.press("Enter").type_text("hujan").press("Enter");
    assert!(desk.present(12));
    let closing = desk
        .model
        .session
        .meeting()
        .closing(&ListId::main())
        .unwrap();
    assert_eq!(closing.addenda[0].changed.arrived, [PersonId(12)]);
    assert_eq!(&*closing.addenda[0].reason, "hujan");
}

#[test]
fn a_second_windows_station_is_not_the_laptops() {
    for remember in [true, false] {
        let mut desk = Desk::sample();
        desk.model.begin(None, remember);
        desk.pass(10);
        let kept = desk.effects.iter().any(|e| matches!(e, Effect::Remember));
        assert_eq!(kept, remember);
    }
}
