//! A walk-in whose name is known: the form comes back, and only a second *save* adds somebody else.

use gelar::meeting::id::{ListId, PersonId};
use gelar::meeting::person::State;

use super::support::Desk;

/// The form of a walk-in from Pajjukukang, filled in.
fn fill<'a>(desk: &'a mut Desk, name: &str) -> &'a mut Desk {
    desk.press("F8").type_text(name);
    desk.press("Down").type_text("Pajjukukang").press("Ctrl+s")
}

fn people(desk: &Desk) -> usize {
    desk.model.session.meeting().people().len()
}

#[test]
fn somebody_expected_is_pointed_out_before_he_is_added_again() {
    let mut desk = Desk::sample();
    let before = people(&desk);
    // Number 42 of the sample is expected from there.
    fill(&mut desk, "Megawati Sanneng");
    assert_eq!((people(&desk), desk.count()), (before, 0));
    let screen = desk.screen(120, 40);
    assert!(screen.contains("#42 sudah tercatat"), "{screen}");
    assert!(
        screen.contains("Pajjukukang"),
        "what was typed stays\n{screen}"
    );
    desk.press("Ctrl+s");
    assert_eq!((people(&desk), desk.count()), (before + 1, 1));
}

#[test]
fn who_is_sure_of_one_name_is_not_sure_of_the_next() {
    let mut desk = Desk::sample();
    let before = people(&desk);
    fill(&mut desk, "Megawati Sanneng");
    // The line of the name has the focus; the new name is known as well.
    for _ in 0.."Megawati Sanneng".len() {
        desk.press("Backspace");
    }
    desk.type_text("Muhammad Ilyas").press("Ctrl+s");
    assert_eq!(people(&desk), before, "{}", desk.screen(120, 40));
    assert!(desk.screen(120, 40).contains("#41 sudah tercatat"));
}

#[test]
fn the_same_walk_in_at_two_windows_is_asked_for_at_the_second() {
    let mut one = Desk::sample();
    let mut two = one.second("Meja 2", "Rahma");
    let before = people(&one);
    fill(&mut one, "Guru Contoh");
    // The second window has not read on; the journal tells it.
    fill(&mut two, "GURU CONTOH");
    one.follow();
    assert_eq!((people(&one), people(&two)), (before + 1, before + 1));
    assert!(
        two.screen(120, 40).contains("sudah tercatat"),
        "{}",
        two.screen(120, 40)
    );
}

#[test]
fn a_substitute_at_two_windows_is_asked_for_at_the_second() {
    let mut one = Desk::sample();
    let mut two = one.second("Meja 2", "Rahma");
    for (desk, name) in [(&mut one, "Guru Contoh"), (&mut two, "Wakil Contoh")] {
        desk.type_text("nurdiana")
            .press("Ctrl+t")
            .type_text(name)
            .press("Ctrl+s");
    }
    one.follow();
    let stands_in = |desk: &Desk| {
        let person = desk.model.session.meeting().person(PersonId(1)).cloned();
        person.and_then(|p| p.substitute.as_ref().map(|s| s.personal.name.clone()))
    };
    assert_eq!(stands_in(&one).as_deref(), Some("Guru Contoh"));
    assert_eq!(stands_in(&two).as_deref(), Some("Guru Contoh"));
    let screen = two.screen(80, 24);
    assert!(
        screen.contains("Wakil Contoh"),
        "what was typed stays\n{screen}"
    );
    assert!(screen.contains("sekarang Guru Contoh"), "{screen}");
    // Who saves again means it.
    two.press("Ctrl+s");
    assert_eq!(stands_in(&two).as_deref(), Some("Wakil Contoh"));
}

#[test]
fn the_letter_of_one_who_comes_alone_is_ticked_too() {
    let mut desk = Desk::sample();
    let meeting = desk.model.session.meeting();
    let main = ListId::main();
    let (alone, letter) = meeting
        .delegations()
        .iter()
        .find_map(|d| match meeting.standing(d.id, &main)?.members[..] {
            [alone] => Some((alone.0, meeting.letter_code(d.id)?)),
            _ => None,
        })
        .unwrap();
    desk.burst(&letter).pass(200);
    assert_eq!(desk.count(), 0, "the letter ticks nobody");
    desk.press("1").pass(200);
    desk.press("Enter").pass(200);
    assert!(desk.present(alone), "{}", desk.screen(80, 24));
}

#[test]
fn a_substitute_at_the_table_of_the_kits_is_told_as_one() {
    let mut desk = Desk::sample();
    desk.press("Ctrl+O").press("2");
    assert!(!desk.model.list.is_main());
    desk.type_text("47").press("Ctrl+T");
    desk.type_text("Wakil Contoh").press("Ctrl+s");
    let person = desk.model.session.meeting().person(PersonId(47)).unwrap();
    assert_eq!(person.state(&ListId::main()), State::Represented);
    let answer = desk.model.desk.answer.clone().unwrap();
    assert_eq!(answer.person, Some(PersonId(47)));
    assert!(
        desk.screen(120, 40).contains("Wakil Contoh"),
        "{}",
        desk.screen(120, 40)
    );
}

#[test]
fn who_is_added_to_the_day_at_another_table_is_told_of() {
    let mut desk = Desk::sample();
    desk.press("Ctrl+O").press("2");
    desk.press("Ctrl+P")
        .type_text("tambah undangan")
        .press("Enter");
    desk.type_text("Tamu Contoh").press("Ctrl+s");
    let added = people(&desk);
    assert_eq!(desk.count(), 1);
    assert!(
        desk.message().contains(&format!("#{added}")),
        "{}",
        desk.message()
    );
}
