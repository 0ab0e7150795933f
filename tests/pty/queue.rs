//! A whole morning through one terminal: 300 guests as they come, with the mistakes that are made.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use gelar::meeting::command::Order;
use gelar::meeting::delegation::DelegationId;

use crate::support::{MORNING, Office};
use crate::terminal::{ENTER, ESC, Start, Terminal};
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

const OFFICES: usize = 20;
const OF_EACH: usize = 3;

/// Twenty offices of three and as many singles: somebody of every office scans, and in turn the rest are
/// ticked by hand, by the command card, come late, or the order to undo is read.
#[test]
fn delegations_orders_and_two_scanners_in_one_queue() {
    let office = Office::founded();
    let mut list = String::from("nama;unsur;instansi\n");
    for n in 1..=OFFICES * OF_EACH {
        let of = (n - 1) / OF_EACH + 1;
        writeln!(list, "Utusan{n:03} Contoh;Undangan;Kantor {of:02}").unwrap();
    }
    for n in 1..=OFFICES {
        writeln!(list, "Tamu{n:03} Contoh;Undangan;").unwrap();
    }
    office.write("tamu.csv", &list);
    office.run(&["import", "peserta", "tamu.csv"]).must();
    let everybody = OFFICES * (OF_EACH + 1);
    let codes = office.codes();
    let meeting = office.meeting();
    let order = |order| format!("{}\r", meeting.order_code(order).unwrap());
    let (all, undo) = (order(Order::AllPresent), order(Order::Undo));
    let mut desk = Terminal::desk(&office);
    let mut come: BTreeSet<u64> = BTreeSet::new();
    for n in 0..OFFICES {
        let first = n * OF_EACH;
        let ids = first as u64 + 1..=(first + OF_EACH) as u64;
        let single = OFFICES * OF_EACH + n;
        let name = |i: usize| format!("Utusan{:03} Contoh", i + 1);
        let heading = format!("Delegasi Kantor {:02}: siapa yang datang?", n + 1);
        match n % 4 {
            // A letter, two ticked, and a single guest in the middle: told, and nobody of the ticked is there.
            0 => {
                let id = DelegationId(u32::try_from(n).unwrap() + 1);
                desk.scan(&format!("{}\r", meeting.letter_code(id).unwrap()));
                desk.see(&heading);
                desk.keys("1");
                desk.see("1 [v]");
                desk.scan(&format!("{}\r", codes[single]));
                desk.card("HADIR", &format!("Tamu{:03} Contoh", n + 1));
                desk.see("1 centang belum dicatat");
                desk.gone(&heading);
            }
            // One scans, the command card says that all are here.
            1 => {
                desk.scan(&format!("{}\r", codes[first]));
                desk.card("HADIR · SEBAGIAN 1 dari 3", &name(first));
                desk.scan(&all);
                let office = format!("Kantor {:02}", n + 1);
                let screen = desk.card("HADIR 2 orang · LENGKAP 3 dari 3", &office);
                assert!(screen.contains(&name(first + 1)), "{screen}");
                come.extend(ids);
            }
            // All, and it was a mistake.
            2 => {
                desk.scan(&format!("{}\r", codes[first + 2]));
                desk.card("HADIR · SEBAGIAN 1 dari 3", &name(first + 2));
                desk.keys("2");
                desk.see("2 [v]");
                desk.keys(ENTER);
                desk.card("HADIR · SEBAGIAN 2 dari 3", &name(first + 1));
                desk.scan(&undo);
                desk.see("Diurungkan: HADIR");
                come.insert(first as u64 + 3);
            }
            // Two scanners take turns, faster than anybody reads the cards.
            _ => {
                let burst = [first, single, first + 1, single - 1, first + 2];
                let burst = burst.map(|i| format!("{}\r", codes[i])).concat();
                desk.scan(&burst);
                desk.card("HADIR · LENGKAP 3 dari 3", &name(first + 2));
                come.extend(ids);
                come.insert(single as u64);
            }
        }
        if n % 4 == 0 || n % 4 == 3 {
            come.insert(single as u64 + 1);
        }
        desk.see(&format!(" {} / {everybody}", come.len()));
        desk.keys(ESC);
    }
    desk.quit();
    let people = office.json(&["people"]);
    let there = people.as_array().unwrap().iter();
    let there = there.filter(|p| p["state"] == "present");
    let there: BTreeSet<u64> = there.map(|p| p["id"].as_u64().unwrap()).collect();
    assert_eq!(there, come);
    assert_eq!(office.json(&["verify"])["present"], come.len());
}
