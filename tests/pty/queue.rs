//! A whole morning through one terminal: 300 guests as they come, with the mistakes that are made.

use crate::support::{MORNING, Office};
use crate::terminal::Start;
use crate::windows::arrived_once;

const GUESTS: usize = 300;

/// How many come at once: few at first, a crowd before nine, stragglers at the end.
fn crowd(so_far: usize) -> usize {
    match so_far {
        0..40 => 1,
        40..100 => 4,
        100..240 => 15,
        240..290 => 5,
        _ => 2,
    }
}

#[test]
fn three_hundred_guests_and_their_mistakes() {
    let office = Office::with_guests(GUESTS);
    let codes = office.codes();
    let strangers = Office::with_guests(1).codes();
    // With a boot reading that stands still every repeated code is a double read, however slow the machine.
    let clock = format!("{MORNING};5000");
    let mut desk = Start::gelar(&office, &[]).env("GELAR_CLOCK", &clock).open();
    desk.see(&format!("0 / {GUESTS}"));
    let (mut entries, mut come, mut mistakes) = (2, 0, 0);
    while come < GUESTS {
        let n = crowd(come).min(GUESTS - come);
        let guests = &codes[come..come + n];
        // Every scanner reads some codes twice; that leaves no trace.
        let twice = |i: usize| (come + i) % 7 == 3;
        let burst: String = guests
            .iter()
            .enumerate()
            .map(|(i, code)| format!("{code}\r").repeat(if twice(i) { 2 } else { 1 }))
            .collect();
        desk.send(&burst);
        come += n;
        entries += n as u64;
        desk.saved(entries);
        desk.see(&format!(" {come} / {GUESTS}"));
        // Somebody shows a screen of a phone, a torn letter, or another meeting's card.
        if come % 20 == 0 {
            let (wrong, card) = match mistakes % 4 {
                0 => ("00020101021126610014COM.EXAMPLE.WWW", "pembayaran"),
                1 => (&codes[come - 1][..10], "terpotong"),
                // One meeting in 1,024 shares our tag; then the proof fails.
                2 => (&*strangers[0], "BUKAN"),
                _ => (&*codes[come / 2], "SUDAH HADIR (meja ini)"),
            };
            desk.scan_until(&format!("{wrong}\r"), &[card]);
            mistakes += 1;
            entries = desk.position();
            desk.rest();
        }
    }
    desk.see(&format!("{GUESTS} / {GUESTS}  100 %"));
    desk.quit();
    assert!(mistakes >= 8, "{mistakes}");

    let people = office.json(&["people"]);
    let present = people
        .as_array()
        .unwrap()
        .iter()
        .filter(|p| p["state"] == "present");
    assert_eq!(present.count(), GUESTS);
    arrived_once(&office, GUESTS);
    let log = office.run(&["log", "--json"]).must().lines();
    let refused = log.iter().filter(|l| l["event"]["type"] == "scan_refused");
    assert!(refused.count() >= mistakes);
}
