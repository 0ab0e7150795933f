//! A desk that hands out speaks of handing out: states, keys, undo.

use gelar::meeting::id::PersonId;
use gelar::text::Lang;

use super::support::Desk;

/// A desk of the kits: #12 is present, #13 is not.
fn kits(lang: Lang) -> Desk {
    let mut desk = Desk::sample_in(lang);
    desk.scan(12).press("Esc").press("Ctrl+O").press("2");
    desk.pass(3_000);
    desk
}

#[test]
fn states_and_keys_are_of_handing_out() {
    let mut desk = kits(Lang::Id);
    desk.type_text("#12");
    let screen = desk.screen(80, 24);
    for words in ["belum menerima", "Enter menyerahkan", "Enter serahkan"] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    assert!(!screen.contains("HADIR 09.12"), "{screen}");
    desk.press("Enter").type_text("#12");
    let screen = desk.screen(80, 24);
    assert!(
        screen.contains("MENERIMA 09.12") && !screen.contains("Enter menyerahkan"),
        "{screen}"
    );
    // Who is not there receives nothing yet.
    desk.press("Esc").type_text("#13");
    let screen = desk.screen(80, 24);
    assert!(
        screen.contains("belum hadir") && !screen.contains("Enter menyerahkan"),
        "{screen}"
    );
    // Transport money that the list does not give.
    desk.press("Esc").press("Ctrl+O").press("1");
    desk.scan(85).press("Ctrl+O").press("4").type_text("#85");
    assert!(
        desk.screen(80, 24).contains("tidak berhak"),
        "{}",
        desk.screen(80, 24)
    );
    // A session is attendance.
    let mut desk = kits(Lang::En);
    desk.type_text("#12");
    let screen = desk.screen(80, 24);
    assert!(
        screen.contains("not received") && screen.contains("Enter hands out"),
        "{screen}"
    );
}

#[test]
fn undo_and_withdrawal_are_of_handing_out() {
    let mut desk = kits(Lang::Id);
    desk.type_text("#12").press("Enter").press("Ctrl+Z");
    assert_eq!(
        desk.message(),
        "Diurungkan: DISERAHKAN Abd. Rahim Salam #12"
    );
    desk.type_text("#12").press("Ctrl+D");
    assert_eq!(desk.message(), "Orang ini belum menerima");
    desk.press("Enter").type_text("#12").press("Ctrl+D");
    assert_eq!(
        desk.message(),
        "Penyerahan dibatalkan: Abd. Rahim Salam #12"
    );
    // What stands in the line is taken back first.
    desk.press("Ctrl+Z").press("Ctrl+Z");
    assert_eq!(
        desk.message(),
        "Diurungkan: batal diserahkan Abd. Rahim Salam #12"
    );
    // On the day's list the words are those of arriving.
    desk.press("Esc")
        .press("Esc")
        .press("Ctrl+O")
        .press("1")
        .type_text("#12")
        .press("Ctrl+D");
    assert_eq!(desk.message(), "Kehadiran dibatalkan: Abd. Rahim Salam #12");
}

#[test]
fn a_letter_at_the_table_of_the_kits_asks_who_receives() {
    let mut desk = kits(Lang::Id);
    let meeting = desk.model.session.meeting();
    let person = meeting.person(PersonId(12)).unwrap();
    let letter = meeting.letter_code(meeting.delegation_of(person).unwrap().id);
    let letter = letter.unwrap();
    desk.burst(&letter);
    let screen = desk.screen(80, 24);
    assert!(
        screen.contains("siapa yang menerima?") && screen.contains("belum menerima"),
        "{screen}"
    );
    desk.press("2").press("Enter");
    desk.pass(3_000);
    desk.burst(&letter).press("2");
    assert!(
        desk.message().contains("sudah menerima"),
        "{}",
        desk.screen(80, 24)
    );
}
