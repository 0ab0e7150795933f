//! The plug is pulled, the window is closed, the system says leave: what was confirmed is there.

use crate::support::Office;
use crate::terminal::{CTRL_S, ESC, F8, Start, TAB, Terminal, card_of, eventually};
use crate::windows::arrived_once;

fn number_on(card: &str) -> usize {
    card.trim_start_matches("Tamu")[..3].parse().unwrap()
}

#[test]
fn killed_in_the_middle_of_scans_nothing_confirmed_is_lost_and_nobody_arrives_twice() {
    let office = Office::with_guests(60);
    let codes = office.codes();
    let mut confirmed = 0;
    for round in 1..=5 {
        if confirmed == codes.len() {
            break; // a busy machine draws so late that everybody was written before the plug was pulled
        }
        let mut desk = Terminal::desk(&office);
        // The guests not yet confirmed, all at once: the plug is pulled while they are being written.
        let queue = codes[confirmed..].join("\r") + "\r";
        desk.send(&queue);
        let wanted = (confirmed + 1).max(round * 8);
        desk.until("the next confirmed guests", |s| {
            card_of(&s.contents())
                .is_some_and(|(title, name)| title == "HADIR" && number_on(&name) >= wanted)
        });
        // What had been seen at that moment is confirmed, and whatever came until it died.
        let screen = desk.kill_nine();
        let (title, name) = card_of(&screen).unwrap();
        assert_eq!(title, "HADIR", "{screen}");
        confirmed = number_on(&name);
        let people = office.json(&["people"]);
        for person in &people.as_array().unwrap()[..confirmed] {
            assert_eq!(
                person["state"], "present",
                "round {round}, card {name}: {person}"
            );
        }
        // Those written but not shown may be there, too: the next scan of them must tell so, once.
        let present = office.json(&["verify"])["present"].as_u64().unwrap();
        confirmed = usize::try_from(present).unwrap();
    }
    let mut desk = Terminal::desk(&office);
    if confirmed < codes.len() {
        let queue = codes[confirmed..].join("\r") + "\r";
        desk.scan(&queue);
    }
    desk.see("60 / 60");
    desk.quit();
    arrived_once(&office, 60);
}

#[test]
fn killed_behind_a_card_the_same_scan_is_already_there() {
    let office = Office::invited();
    let codes = office.codes();
    let mut desk = Terminal::desk(&office);
    desk.scan(&format!("{}\r", codes[1]));
    desk.card("HADIR · SEBAGIAN 1 dari 2", "Suardi");
    desk.kill_nine();
    // A script sees it, too: the write-ahead file that was left belongs to the meeting.
    assert_eq!(office.json(&["verify"])["present"], 1);
    let mut desk = Terminal::desk(&office);
    desk.see("1 / 3");
    desk.scan(&format!("{}\r", codes[1]));
    desk.card("SUDAH HADIR (meja ini)", "Suardi");
    desk.quit();
    assert!(!office.path("pertemuan.gelar-wal").exists());
}

#[test]
fn a_half_filled_form_comes_back_after_the_plug() {
    let office = Office::invited();
    let mut desk = Terminal::desk(&office);
    desk.keys(F8);
    desk.see("Peserta baru");
    desk.paste("Baso Tola");
    desk.see("Baso Tola");
    desk.keys(TAB);
    desk.see("Desa, atau desa dan kecamatan");
    desk.paste("Harian Rekaan");
    let draft = office.path("pertemuan.gelar-Meja-1.draf");
    eventually("the draft", || {
        std::fs::read_to_string(&draft)
            .is_ok_and(|t| t.contains("Baso Tola") && t.contains("Harian Rekaan"))
    });
    desk.kill_nine();

    let mut desk = Start::gelar(&office, &[]).open();
    let screen = desk.see("Isian yang belum selesai dipulihkan");
    assert!(screen.contains("Baso Tola"), "{screen}");
    assert!(screen.contains("Peserta baru"), "{screen}");
    desk.keys(CTRL_S);
    desk.card("PESERTA BARU", "Baso Tola");
    eventually("the draft is removed", || !draft.exists());
    desk.quit();
    let people = office.json(&["people"]);
    assert_eq!(people[3]["office"], "Harian Rekaan");
    assert_eq!(people.as_array().unwrap().len(), 4, "once");

    // A form given up is gone for good.
    let mut desk = Terminal::desk(&office);
    desk.keys(F8);
    desk.see("Peserta baru");
    desk.paste("Salah Orang");
    eventually("the draft", || draft.exists());
    desk.keys(ESC);
    desk.see("Esc sekali lagi");
    desk.keys(ESC);
    desk.gone("Peserta baru");
    eventually("the draft is removed", || !draft.exists());
    desk.kill_nine();
    let desk = Terminal::desk(&office);
    assert!(!desk.screen().contains("Salah Orang"));
    desk.quit();
}

#[test]
fn signals_and_a_closed_window_end_it_in_one_piece() {
    for how in ["HUP", "TERM", "INT", "window"] {
        let office = Office::invited();
        let codes = office.codes();
        let mut desk = Terminal::desk(&office);
        desk.scan(&format!("{}\r", codes[0]));
        desk.see("1 / 3");
        if how == "window" {
            desk.close_window();
        } else {
            desk.signal(how);
            desk.ends();
        }
        for left in ["pertemuan.gelar-wal", "pertemuan.gelar-shm"] {
            assert!(!office.path(left).exists(), "{how}: {left}");
        }
        // The one file can be copied alone.
        std::fs::copy(office.path("pertemuan.gelar"), office.path("stik.gelar")).unwrap();
        let copy = office.json(&["-m", "stik.gelar", "verify"]);
        assert_eq!(copy["present"], 1, "{how}");
        assert_eq!(copy["ok"], true, "{how}");
    }
}

#[test]
fn the_opening_screen_and_the_set_up_leave_on_a_signal() {
    for how in ["HUP", "TERM", "window"] {
        let office = Office::empty();
        let mut opening = Start::gelar(&office, &[]).open();
        opening.see("Pertemuan contoh");
        opening.keys("2");
        opening.see("Judul");
        opening.paste("PLM");
        opening.see("PLM");
        if how == "window" {
            opening.close_window();
        } else {
            opening.signal(how);
            opening.ends();
        }
        assert!(!office.path("pertemuan.gelar").exists());
    }
}
