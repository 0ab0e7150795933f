//! A scanner is tried: in *Periksa pemindai*, and before a meeting is open.

use crate::support::Office;
use crate::terminal::{CTRL_P, CTRL_S, ENTER, ESC, F2, F7, Start, Terminal};

#[test]
fn five_scans_are_told_in_words_and_record_nothing() {
    let office = Office::invited();
    let codes = office.codes();
    let mut desk = Terminal::desk(&office);
    desk.saved(2);
    desk.keys(F7);
    desk.see("F7 Data");
    // By its name: the menu is longer than this screen.
    desk.keys(CTRL_P);
    desk.paste("Periksa pemindai");
    desk.keys(ENTER);
    desk.see("Pindai lima kali");
    desk.see("Selama pemeriksaan tidak ada yang");
    desk.see("█▀"); // a code to scan
    for n in 1..=5 {
        desk.scan(&format!("{}\r", codes[0]));
        desk.see(&format!("{n} dari 5 terbaca"));
    }
    desk.see("DIPAKAI");
    desk.see("menutup dengan Enter");
    desk.keys(ENTER);
    desk.see("Pindai lima kali");
    desk.keys(ESC);
    desk.see("TIDAK dicatat: #1 Hj. Rahmatia");
    desk.keys(F2);
    desk.saved(2);
    desk.scan(&format!("{}\r", codes[0]));
    desk.saved(3);
    desk.quit();
    assert_eq!(office.json(&["verify"])["present"], 1);
}

#[test]
fn a_scan_before_a_meeting_is_open_stands_in_no_line() {
    let codes = Office::invited().codes();
    let office = Office::empty();
    let mut opening = Start::gelar(&office, &[]).open();
    opening.see("Pertemuan baru");
    opening.scan(&format!("{}\r", codes[0]));
    opening.see("pertemuan belum dibuka");
    opening.keys("2");
    opening.see("Judul");
    opening.paste("PLM Maros");
    opening.see("PLM Maros");
    opening.scan(&format!("{}\r", codes[1]));
    opening.scan(&format!("]Q1{}\t", codes[2]));
    opening.keys(" 2026");
    opening.see("PLM Maros 2026");
    opening.keys(CTRL_S);
    let screen = opening.see("F2 Registrasi");
    assert!(screen.contains("PLM Maros 2026"), "{screen}");
    assert!(!screen.contains("G1"), "{screen}");
    opening.quit();
}
