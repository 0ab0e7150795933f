//! What the hall has seen is not left in the file, byte by byte.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use gelar::stage::{Heartbeat, Now, Store};

use crate::hall::{Hall, board, logo, message};

/// Names the store in the program that this test starts of itself.
const CHILD: &str = "GELAR_UJI_RAHASIA";

const SECRET: &str = "Tukamasea-Rahasia";

#[test]
fn nothing_of_an_old_frame_is_left() {
    let hall = Hall::new();
    let mut store = hall.open();
    let mut seq = 0;
    // Small after large, large after small, one that grows: pages are taken, split and given back.
    let sizes = [1, 100, 3, 40, 100, 1, 2, 5, 11, 23, 47, 90, 7];
    for rows in sizes {
        for after in sizes {
            seq += 2;
            store.publish(&board(seq, SECRET, rows)).unwrap();
            assert!(hall.holds(SECRET), "the search finds what is there");
            store.publish(&board(seq + 1, "Barugae", after)).unwrap();
            assert!(!hall.holds(SECRET), "{rows} rows, then {after}");
        }
    }
}

#[test]
fn nothing_of_an_old_cover_or_another_meeting_is_left() {
    let hall = Hall::new();
    let mut store = hall.open();
    for words in [SECRET, &format!("{}{SECRET}", "panjang ".repeat(200))] {
        store.set_cover(Some(&message(1, words))).unwrap();
        assert!(hall.holds(SECRET));
        store.set_cover(Some(&message(1, "pendek"))).unwrap();
        assert!(!hall.holds(SECRET));
        store.set_cover(Some(&message(1, words))).unwrap();
        store.set_cover(None).unwrap();
        assert!(!hall.holds(SECRET));
    }
    store.set_logo(&logo(1, SECRET)).unwrap();
    store.set_logo(&logo(1, "PLM")).unwrap();
    assert!(!hall.holds(SECRET));
    store.claim("a", 9).unwrap();
    store.publish(&board(9, SECRET, 70)).unwrap();
    store.claim("b", 9).unwrap();
    assert!(
        !hall.holds(SECRET),
        "with the meeting its picture goes, too"
    );
}

/// Publishes the secret and others in turn until somebody kills it.
fn child(mut store: Store) {
    let now = Now {
        boot: None,
        mono_ms: 0,
    };
    for n in 1.. {
        store.publish(&board(2 * n, SECRET, 100)).unwrap();
        store.set_cover(Some(&message(1, SECRET))).unwrap();
        store.publish(&board(2 * n + 1, "Barugae", 20)).unwrap();
        store.set_cover(None).unwrap();
        let beat = Heartbeat {
            id: 1,
            size: (100, 30),
            too_small: false,
            revision: n,
            cover: 0,
            own: None,
        };
        store.beat(&beat, &now).unwrap();
        println!("TERBIT {n}");
    }
}

#[test]
fn killed_in_the_middle_it_is_whole_and_the_next_frame_forgets_the_last() {
    if let Some(file) = std::env::var_os(CHILD) {
        return child(Store::open(file.as_ref()).unwrap());
    }
    for round in 0..12 {
        let hall = Hall::new();
        let mut writer = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--nocapture"])
            .arg("secret::killed_in_the_middle_it_is_whole_and_the_next_frame_forgets_the_last")
            .env(CHILD, hall.file())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(writer.stdout.take().unwrap()).lines();
        let seen = lines.by_ref().map_while(Result::ok);
        assert_eq!(
            seen.filter(|l| l.starts_with("TERBIT"))
                .take(1 + round)
                .count(),
            1 + round
        );
        writer.kill().unwrap();
        writer.wait().unwrap();
        let mut store = hall.open();
        let (_, frame) = store.current().unwrap().unwrap();
        let rows = if frame.seq % 2 == 0 {
            (SECRET, 100)
        } else {
            ("Barugae", 20)
        };
        assert_eq!(
            frame,
            board(frame.seq, rows.0, rows.1),
            "one frame or the other"
        );
        let cover = store.cover().unwrap().map(|(_, cover)| cover);
        assert!(cover.is_none_or(|cover| cover == message(1, SECRET)));
        store.set_cover(None).unwrap();
        store
            .publish(&board(frame.seq + 1, "Salenrang", 3))
            .unwrap();
        assert!(!hall.holds(SECRET), "round {round}");
    }
}
