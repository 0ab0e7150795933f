//! Writes that fail, backups, and input nobody could mean.

use gelar::console::app::{Effect, Level, Msg};
use gelar::console::command::Action;
use gelar::journal::{Journal as _, JournalError};

use super::support::Desk;

#[test]
fn a_failed_write_is_loud_tried_again_and_then_saved() {
    let mut desk = Desk::sample();
    desk.journal.fail_next(JournalError::Full);
    desk.scan(47);
    assert_eq!((desk.count(), desk.model.waiting()), (0, 1));
    assert_eq!(desk.level(), Some(Level::Bad));
    assert!(
        desk.message().contains("BELUM TERSIMPAN"),
        "{}",
        desk.message()
    );
    assert!(desk.model.desk.answer.is_none(), "nothing is confirmed");
    assert_eq!(desk.bells(), 1);
    // The next key takes the words away, not the fact; the next scan waits behind.
    desk.press("Down").scan(48);
    assert!(
        desk.screen(80, 24).contains("BELUM TERSIMPAN"),
        "{}",
        desk.screen(80, 24)
    );
    assert_eq!((desk.count(), desk.model.waiting()), (0, 2));
    // It fails once more.
    desk.journal.fail_next(JournalError::Full);
    desk.pass(2_000);
    assert_eq!(desk.count(), 0);
    desk.pass(2_000);
    assert_eq!((desk.count(), desk.model.waiting()), (2, 0));
    assert!(!desk.screen(80, 24).contains("BELUM TERSIMPAN"));
    assert_eq!(desk.message(), desk.model.text.saved_again);
}

#[test]
fn a_lost_reply_is_no_second_arrival() {
    let mut desk = Desk::sample();
    desk.journal
        .lose_next_reply(JournalError::Io("kabel".to_owned()));
    desk.scan(47);
    assert_eq!(desk.level(), Some(Level::Bad));
    let written = desk.journal.head().seq;
    desk.pass(3_000);
    assert!(desk.present(47));
    assert_eq!(
        (desk.model.session.head().seq, desk.journal.head().seq),
        (written, written)
    );
}

#[test]
fn a_backup_runs_every_three_minutes_and_says_when_it_fails() {
    let mut desk = Desk::sample();
    desk.menu(Action::BackupDirectory)
        .type_text("/cadangan")
        .press("Enter");
    let backups = |d: &Desk| {
        d.effects
            .iter()
            .filter(|e| matches!(e, Effect::BackUp(_)))
            .count()
    };
    desk.pass(100);
    assert_eq!(backups(&desk), 1);
    assert!(
        matches!(desk.effects.iter().find(|e| matches!(e, Effect::BackUp(_))),
        Some(Effect::BackUp(to)) if to.as_os_str() == "/cadangan")
    );
    desk.send(Msg::BackedUp(Ok(5)));
    desk.press("F2");
    assert!(
        desk.screen(80, 24).contains("cadangan baru saja"),
        "{}",
        desk.screen(80, 24)
    );
    desk.pass(180_000);
    assert_eq!(backups(&desk), 2);
    desk.send(Msg::BackedUp(Err(JournalError::Full)));
    assert_eq!(desk.level(), Some(Level::Bad));
    desk.press("Esc");
    assert!(desk.screen(80, 24).contains("CADANGAN GAGAL"));
    desk.pass(180_000);
    assert_eq!(backups(&desk), 3, "and it is tried again");
}

#[test]
fn fifty_megabytes_are_one_short_text_and_few_effects() {
    let text = "Budi dari Bontoa ".repeat(3_000_000);
    let lines = "G1YS0001FM1F3XZM\n".repeat(3_000_000);
    for open in [
        vec![],
        vec!["F8"],
        vec!["Ctrl+P"],
        vec!["F7", "1"],
        vec!["F7"],
        vec!["F1"],
    ] {
        let mut desk = Desk::sample();
        for key in &open {
            desk.press(key);
        }
        let before = (desk.effects.len(), desk.model.session.head().seq);
        for paste in [&text, &lines] {
            desk.paste(paste);
        }
        let after = (desk.effects.len(), desk.model.session.head().seq);
        assert_eq!(after.1, before.1, "{open:?}: nobody is scanned by a list");
        assert!(after.0 <= before.0 + 4, "{open:?}: {after:?}");
        assert!(desk.line().chars().count() <= 600);
        desk.screen(80, 24);
    }
}

#[test]
fn the_screen_survives_every_size() {
    let mut desk = Desk::sample();
    desk.scan(47).type_text("nurh");
    for open in ["Esc", "F1", "F7"] {
        desk.press(open);
        desk.send(Msg::Resize((80, 24)));
        for w in [1, 2, 7, 20, 63, 64, 65, 80, 200, 300] {
            for h in [1, 2, 5, 19, 20, 21, 24, 60] {
                desk.send(Msg::Resize((w, h)));
                desk.screen(w, h);
            }
        }
    }
    assert!(desk.screen(63, 24).contains("64×20"));
}

#[test]
fn trouble_of_another_kind_is_said_once_in_words() {
    let mut desk = Desk::sample();
    desk.send(Msg::Trouble(JournalError::Busy));
    assert_eq!((desk.level(), desk.bells()), (Some(Level::Bad), 1));
    desk.send(Msg::Written(Err("Tidak dapat ditulis: penuh".to_owned())));
    assert!(desk.screen(80, 24).contains("penuh"));
    let mut journal = desk.journal.clone();
    assert!(!journal.changed().unwrap());
}

#[test]
fn a_last_backup_that_failed_closes_nothing_later() {
    let mut desk = Desk::sample();
    desk.menu(Action::BackupDirectory)
        .type_text("/cadangan")
        .press("Enter")
        .pass(100);
    let quits = |d: &Desk| d.effects.iter().any(|e| matches!(e, Effect::Quit));
    // Given: the operator wants to leave, and the stick is gone
    desk.press("F10");
    assert!(!quits(&desk));
    desk.send(Msg::BackedUp(Err(JournalError::ReadOnly)));
    // When: work goes on, and the stick is back
    desk.press("F2").scan(47).pass(180_000);
    let head = desk.model.session.head().seq;
    desk.send(Msg::BackedUp(Ok(head)));
    // Then: the program stays
    assert!(!quits(&desk));
    // And: one that was running when F10 was pressed is not the last one
    desk.scan(48).pass(180_000);
    desk.press("F10");
    desk.send(Msg::BackedUp(Ok(head)));
    assert!(!quits(&desk), "it does not hold the last arrival");
    let head = desk.model.session.head().seq;
    desk.send(Msg::BackedUp(Ok(head)));
    assert!(quits(&desk));
}

#[test]
fn a_meeting_that_can_only_be_read_is_still_printed() {
    let mut desk = Desk::sample();
    desk.model.read_only = Some("hanya dibaca".to_owned());
    desk.press("Ctrl+P").type_text("cetak").press("Enter");
    desk.press("Ctrl+s");
    let written = |e: &Effect| matches!(e, Effect::WritePaper(..));
    assert!(desk.effects.iter().any(written), "{}", desk.message());
}
