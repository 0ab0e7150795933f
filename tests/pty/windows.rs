//! Several windows of one laptop on one file.

#![allow(clippy::disallowed_methods)] // what a person at the second window waits

use std::time::{Duration, Instant};

use crate::support::{MORNING, Office};
use crate::terminal::{CTRL_S, CTRL_Z, ENTER, ESC, F8, F9, Start, Terminal};

fn window<'a>(office: &'a Office, station: &str) -> Start<'a> {
    Start::gelar(office, &["--station", station, "--operator", "Rahma"])
}

#[test]
fn a_second_window_follows() {
    let office = Office::with_guests(12);
    let codes = office.codes();
    let mut one = window(&office, "Meja 1").open();
    let mut two = window(&office, "Meja 2").open();
    one.see("Pindai atau ketik:");
    two.see("0 / 12");
    let mut slowest = Duration::ZERO;
    for (n, code) in (1..).zip(&codes[..10]) {
        one.scan(&format!("{code}\r"));
        one.see(&format!("{n} / 12"));
        let committed = Instant::now();
        two.see(&format!("{n} / 12"));
        slowest = slowest.max(committed.elapsed());
    }
    println!("a second window followed after at most {slowest:?}");
    assert!(slowest < Duration::from_secs(5), "{slowest:?}");

    // What the other window did is known: where, by whom and when.
    two.scan(&format!("{}\r", codes[0]));
    two.see("SUDAH HADIR (meja lain)");
    two.see("08.05 di Meja 1 (Rahma)");
    // Nothing of it is this window's to undo.
    two.keys(CTRL_Z);
    two.see("eja ini belum punya tindakan");
    one.keys(CTRL_Z);
    one.see("Diurungkan: HADIR Tamu010");
    two.keys(ESC);
    two.see("9 / 12");
    one.quit();
    two.scan(&format!("{}\r", codes[9]));
    two.card("HADIR", "Tamu010 Contoh");
    two.quit();
    assert_eq!(office.json(&["verify"])["present"], 10);
}

#[test]
fn a_script_is_followed_too() {
    let office = Office::invited();
    let mut desk = Terminal::desk(&office);
    desk.keys("su");
    desk.card("belum hadir", "Suardi");
    office
        .run(&["checkin", "--person", "2", "--station", "Skrip"])
        .must();
    desk.card("HADIR 08.05", "Suardi");
    desk.see("1 / 3");
    desk.keys(ENTER);
    desk.see("08.05 di Skrip");
    desk.quit();
}

#[test]
fn two_windows_take_the_same_guests_at_once_and_everybody_arrives_once() {
    let office = Office::with_guests(40);
    let codes = office.codes();
    let mut one = window(&office, "Meja 1").open();
    let mut two = window(&office, "Meja 2").open();
    one.see("0 / 40");
    two.see("0 / 40");
    // All at once from both ends: the queue of either is longer than what it has answered.
    let forward = codes.join("\r") + "\r";
    let backward: Vec<String> = codes.iter().rev().cloned().collect();
    let backward = backward.join("\r") + "\r";
    one.scan(&forward);
    two.scan(&backward);
    one.see("40 / 40");
    two.see("40 / 40");
    one.saved(2 + 80);
    two.saved(2 + 80);
    one.quit();
    two.quit();
    arrived_once(&office, 40);
}

/// Exactly one arrival of each of so many in the journal.
pub fn arrived_once(office: &Office, n: usize) {
    let log = office.run(&["log", "--json"]).must().lines();
    let mut people: Vec<u64> = log
        .iter()
        .filter(|l| l["event"]["type"] == "arrived")
        .map(|l| l["event"]["people"][0].as_u64().unwrap())
        .collect();
    people.sort_unstable();
    assert_eq!(people, (1..=n as u64).collect::<Vec<_>>());
    let whole = office.json(&["verify"]);
    assert_eq!(whole["ok"], true);
    assert_eq!(whole["present"], n);
}

#[test]
fn the_same_person_corrected_in_two_windows_is_told() {
    let office = Office::invited();
    let mut one = window(&office, "Meja 1").open();
    let mut two = window(&office, "Meja 2").open();
    for desk in [&mut one, &mut two] {
        desk.see("Pindai atau ketik:");
        desk.keys("su");
        desk.card("belum hadir", "Suardi");
        desk.keys(F9);
        desk.see("Ubah data #2");
        desk.keys("\x1b[F, S.E.");
        desk.see("Suardi, S.E.");
    }
    one.keys(CTRL_S);
    one.see("Perbaikan tersimpan.");
    two.keys(CTRL_S);
    two.see("Tidak ada yang berubah.");
    one.quit();
    two.quit();
    assert_eq!(office.json(&["people"])[1]["name"], "Suardi, S.E.");
    assert_eq!(office.json(&["verify"])["entries"], 3);
}

#[test]
fn the_same_new_guest_in_two_windows_gets_two_numbers_and_nothing_is_lost() {
    let office = Office::invited();
    let mut one = window(&office, "Meja 1").open();
    let mut two = window(&office, "Meja 2").env("GELAR_CLOCK", MORNING).open();
    for (desk, name) in [(&mut one, "Baso"), (&mut two, "Tola")] {
        desk.see("Pindai atau ketik:");
        desk.keys(F8);
        desk.see("Peserta baru");
        desk.paste(name);
        desk.see(name);
    }
    one.keys(CTRL_S);
    two.keys(CTRL_S);
    one.card("PESERTA BARU", "Baso");
    two.card("PESERTA BARU", "Tola");
    one.see("2 / 5");
    one.quit();
    two.quit();
    let people = office.json(&["people"]);
    let mut names = [
        people[3]["name"].as_str().unwrap(),
        people[4]["name"].as_str().unwrap(),
    ];
    names.sort_unstable();
    assert_eq!(names, ["Baso", "Tola"]);
}
