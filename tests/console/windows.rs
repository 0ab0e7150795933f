//! Two windows on one meeting: they follow each other, both count the same, one arrival per person.

use gelar::journal::Journal as _;
use gelar::meeting::event::{Event, Outcome};
use gelar::meeting::id::{ListId, PersonId};

use super::support::Desk;

fn arrivals(desk: &Desk) -> usize {
    let mut n = 0;
    let count = &mut |entry: gelar::journal::Entry| {
        n += usize::from(matches!(entry.event, Event::Arrived(_)));
    };
    desk.journal.clone().read(0, count).unwrap();
    n
}

#[test]
fn two_windows_follow_each_other() {
    let mut one = Desk::sample();
    let mut two = one.second("Meja 2", "Sari");
    one.scan(47);
    two.follow();
    assert!(two.present(47));
    two.scan(48);
    one.follow();
    assert_eq!((one.count(), two.count()), (2, 2));
    assert_eq!(one.model.session.head(), two.model.session.head());
    assert!(one.screen(80, 24).contains("2 / 98"));
    assert!(two.screen(80, 24).contains("2 / 98"));
    // The card of another's arrival: who, where, when.
    one.scan(48);
    let answer = one.model.desk.answer.clone().unwrap();
    assert_eq!(
        (answer.outcome, answer.own),
        (Outcome::AlreadyPresent, false)
    );
    let screen = one.screen(80, 24);
    assert!(
        screen.contains("Meja 2") && screen.contains("Sari"),
        "{screen}"
    );
}

#[test]
fn both_scan_the_same_person_before_either_knows() {
    for (first, second) in [(false, true), (true, false)] {
        let mut one = Desk::sample();
        let mut two = one.second("Meja 2", "Sari");
        (one.slow_journal, two.slow_journal) = (first, second);
        one.scan(47);
        two.scan(47);
        one.release();
        two.release();
        one.follow();
        two.follow();
        assert_eq!(arrivals(&one), 1);
        let outcome = |d: &Desk| d.model.desk.answer.as_ref().unwrap().outcome;
        let mut both = [outcome(&one), outcome(&two)];
        both.sort_by_key(|o| *o != Outcome::Present);
        assert_eq!(both, [Outcome::Present, Outcome::AlreadyPresent]);
        assert_eq!(one.model.session.head(), two.model.session.head());
    }
}

#[test]
fn an_undo_undoes_this_station_only() {
    let mut one = Desk::sample();
    let mut two = one.second("Meja 2", "Sari");
    one.scan(47);
    two.follow();
    two.scan(48);
    one.follow();
    one.press("Ctrl+Z");
    two.follow();
    assert!(!two.present(47) && two.present(48));
    // What somebody else changed since is not undone behind his back.
    one.scan(47);
    two.follow();
    two.type_text("#47").press("Ctrl+D").press("Esc").scan(47);
    one.follow();
    one.press("Ctrl+Z");
    assert!(one.present(47));
    assert!(
        one.message().contains("sudah diubah lagi"),
        "{}",
        one.message()
    );
}

#[test]
fn a_list_on_screen_follows_what_others_do() {
    let mut one = Desk::sample();
    let mut two = one.second("Meja 2", "Sari");
    one.type_text("salenr").press("2");
    let chosen = one.model.desk.chosen_row().unwrap();
    two.scan(chosen.0);
    one.follow();
    one.pass(200);
    assert_eq!(
        one.model.desk.chosen_row(),
        Some(chosen),
        "the choice stays with the person"
    );
    assert!(
        one.screen(80, 24).contains("HADIR 09.12"),
        "{}",
        one.screen(80, 24)
    );
    one.press("Enter");
    assert_eq!(arrivals(&one), 1);
    assert_eq!(
        one.model.desk.answer.as_ref().unwrap().outcome,
        Outcome::AlreadyPresent
    );
    // A person added there is found here.
    two.press("F8").type_text("Tamu Rekaan").press("Ctrl+S");
    one.follow();
    one.press("Esc").type_text("tamu rek");
    assert_eq!(one.model.desk.chosen_row(), Some(PersonId(99)));
    let person = one.model.session.meeting().person(PersonId(99)).unwrap();
    assert_eq!(&*person.arrival(&ListId::main()).unwrap().station, "Meja 2");
}

#[test]
fn two_corrections_of_one_person_both_stand() {
    // Given: both windows have her form open, and know the same
    let mut one = Desk::sample();
    let mut two = one.second("Meja 2", "Sari");
    for desk in [&mut one, &mut two] {
        desk.type_text("#47").press("F9");
    }
    // When: one corrects the position, the other, not knowing of it, the seat
    for _ in 0..4 {
        one.press("Tab");
    }
    one.press("Ctrl+U")
        .type_text("Kepala Perpustakaan")
        .press("Ctrl+S");
    for _ in 0..9 {
        two.press("Tab");
    }
    two.press("Ctrl+U").type_text("Meja 9").press("Ctrl+S");
    // Then: nothing of the first is undone by the second
    one.follow();
    for desk in [&one, &two] {
        let person = desk.model.session.meeting().person(PersonId(47)).unwrap();
        assert_eq!(person.record.personal.position, "Kepala Perpustakaan");
        assert_eq!(person.record.table, "Meja 9");
    }
}

#[test]
fn who_was_ticked_and_came_to_another_desk_is_no_tick_left() {
    let mut one = Desk::sample();
    let mut two = one.second("Meja 2", "Sari");
    let meeting = one.model.session.meeting();
    let list = ListId::main();
    let wanted = meeting.delegations().iter().find_map(|d| {
        let standing = meeting.standing(d.id, &list)?;
        (standing.missing.len() >= 3).then_some((d.id, standing.missing))
    });
    let (delegation, people) = wanted.unwrap();
    let letter = meeting.letter_code(delegation).unwrap();
    one.burst(&letter).pass(200);
    one.press("1").press("2");
    two.scan(people[0].0);
    one.follow();
    one.press("Enter");
    let ticked = one.model.desk.members.as_ref().map(|m| m.ticked.len());
    assert_eq!(ticked.unwrap_or(0), 0, "{}", one.screen(80, 24));
}
