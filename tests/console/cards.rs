//! The delegation's card under fingers that mean something else, and what follows a closing.

use gelar::console::app::Effect;
use gelar::console::command::Action;
use gelar::console::overlay::Overlay;
use gelar::meeting::id::{ListId, PersonId};

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
    desk.press("g");
    desk.pass(200);
    assert_eq!(desk.line(), "g", "nobody was chosen: it is a name");
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
