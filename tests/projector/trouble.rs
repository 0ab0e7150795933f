//! The console dies, the stick is pulled out, the file is garbage: the hall keeps its picture.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use gelar::stage::{Published, Store};

use crate::hall::board;
use crate::stage::{LAYAR, displays, projector, say, store};
use crate::support::Office;
use crate::terminal::{Start, eventually, state_of};

#[test]
fn it_opens_the_stage_store_and_never_the_meeting() {
    let office = Office::empty();
    let meeting = office.path("pertemuan.gelar");
    // Whoever opens a pipe for reading lets the one in who waits to write.
    let made = Command::new("mkfifo").arg(&meeting).status().unwrap();
    assert!(made.success());
    let opened = Arc::new(AtomicBool::new(false));
    let (told, pipe) = (opened.clone(), meeting.clone());
    let waiter = std::thread::spawn(move || {
        let open = std::fs::OpenOptions::new().write(true).open(pipe);
        told.store(true, Ordering::SeqCst);
        drop(open);
    });
    let mut console = store(&office);
    let mut window = projector(&office);
    console.publish(&say(1, "Papan skor")).unwrap();
    window.see("Papan skor");
    std::fs::remove_file(office.path(LAYAR)).unwrap();
    let mut console = store(&office);
    console.publish(&say(2, "Papan kedua")).unwrap();
    window.see("Papan kedua");
    window.keys("x");
    window.see("F10 tutup");
    window.quit();
    assert!(
        !opened.load(Ordering::SeqCst),
        "somebody opened the meeting"
    );
    // The pipe does tell.
    drop(std::fs::File::open(&meeting).unwrap());
    waiter.join().unwrap();
    assert!(opened.load(Ordering::SeqCst));
}

#[test]
fn it_keeps_its_picture_when_the_store_is_gone_and_follows_when_it_is_back() {
    let office = Office::empty();
    let mut console = store(&office);
    console.publish(&say(7, "Papan skor")).unwrap();
    let mut window = projector(&office);
    window.see("Papan skor");
    // The stick is pulled out, with the file on it.
    std::fs::rename(office.path(LAYAR), office.path("stik")).unwrap();
    window.keys("x");
    window.see("tanpa konsol");
    assert!(window.screen().contains("Papan skor"));
    // And back: the same picture, and the next.
    std::fs::rename(office.path("stik"), office.path(LAYAR)).unwrap();
    window.keys("x");
    window.see("berkas layar terbuka");
    assert!(window.screen().contains("Papan skor"));
    let mut console = store(&office);
    console.publish(&say(8, "Papan baru")).unwrap();
    window.see("Papan baru");
    // Another store under the name, with lower numbers: what it shows counts.
    drop(console);
    std::fs::remove_file(office.path(LAYAR)).unwrap();
    let mut console = store(&office);
    console.publish(&say(1, "Pertemuan lain")).unwrap();
    window.see("Pertemuan lain");
    displays(&mut console, "it beats there", |d| d.len() == 1);
    window.quit();
}

#[test]
fn a_store_that_is_made_anew_takes_no_picture_away() {
    let office = Office::empty();
    let mut console = store(&office);
    console.publish(&say(7, "Papan skor")).unwrap();
    let mut window = projector(&office);
    window.see("Papan skor");
    drop(console);
    std::fs::remove_file(office.path(LAYAR)).unwrap();
    let mut console = store(&office);
    displays(&mut console, "it has found the new one", |d| d.len() == 1);
    assert!(window.screen().contains("Papan skor"));
    window.quit();
}

#[test]
fn garbage_is_told_before_the_first_picture_and_never_over_one() {
    let office = Office::empty();
    office.write(LAYAR, "Yth. Bapak Bupati, ini bukan berkas layar.");
    let mut window = projector(&office);
    window.see("bukan berkas layar gelar");
    std::fs::remove_file(office.path(LAYAR)).unwrap();
    let mut console = store(&office);
    console.publish(&say(1, "Papan skor")).unwrap();
    let screen = window.see("Papan skor");
    assert!(!screen.contains("bukan berkas"), "{screen}");
    // A heartbeat that is being written would put a sound head over the garbage.
    displays(&mut console, "the picture is acknowledged", |d| {
        d.first().is_some_and(|d| d.revision == 1)
    });
    drop(console);
    // In the very file that is open: damaged, as when a stick dies.
    let garbage = vec![0x5A; 90_000];
    std::fs::write(office.path(LAYAR), garbage).unwrap();
    window.keys("x");
    window.see("tanpa konsol");
    assert!(window.screen().contains("Papan skor"));
    std::fs::remove_file(office.path(LAYAR)).unwrap();
    let mut console = store(&office);
    console.publish(&say(2, "Papan kedua")).unwrap();
    window.see("Papan kedua");
    window.quit();
}

/// Names the store in the program that this test starts of itself.
const CHILD: &str = "GELAR_UJI_PENULIS";

#[test]
fn the_writer_is_killed_in_the_middle_and_the_hall_sees_whole_pictures_only() {
    if let Some(file) = std::env::var_os(CHILD) {
        return alternate(Store::open(file.as_ref()).unwrap());
    }
    let office = Office::empty();
    let mut console = store(&office);
    console.publish(&say(1, "Papan skor")).unwrap();
    let mut window = projector(&office);
    window.see("Papan skor");
    drop(console);
    for round in 0..4 {
        let mut writer = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--nocapture"])
            .arg(
                "trouble::the_writer_is_killed_in_the_middle_and_the_hall_sees_whole_pictures_only",
            )
            .env(CHILD, office.path(LAYAR))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(writer.stdout.take().unwrap()).lines();
        let told = lines.by_ref().map_while(Result::ok);
        let told = told.filter(|l| l.starts_with("TERBIT")).take(3 + round);
        assert_eq!(told.count(), 3 + round);
        writer.kill().unwrap();
        writer.wait().unwrap();
        window.until("a whole picture", |s| {
            let screen = s.contents();
            screen.contains("Perpustakaan 1") != screen.contains("Antara")
        });
        let mut console = store(&office);
        let (_, frame) = console.current().unwrap().unwrap();
        let next = format!("Babak {round}");
        console.publish(&say(frame.seq + 1, &next)).unwrap();
        window.see(&next);
    }
    window.quit();
}

/// Publishes boards and messages in turn until somebody kills it.
fn alternate(mut store: Store) {
    let (_, frame) = store.current().unwrap().unwrap();
    for seq in frame.seq + 1.. {
        let next = if seq % 2 == 0 {
            board(seq, "Perpustakaan", 100)
        } else {
            say(seq, "Antara")
        };
        assert!(matches!(store.publish(&next), Ok(Published::New(_))));
        println!("TERBIT {seq}");
    }
}

#[test]
fn signals_and_a_closed_window_give_terminal_and_number_back() {
    let office = Office::empty();
    let mut console = store(&office);
    console.publish(&say(1, "Papan skor")).unwrap();
    for how in ["HUP", "TERM", "INT", "window"] {
        let mut window = projector(&office);
        window.see("Papan skor");
        displays(&mut console, "it beats", |d| d.len() == 1);
        if how == "window" {
            window.close_window();
        } else {
            window.signal(how);
            window.ends();
        }
        let left = displays(&mut console, "nobody is there", <[_]>::is_empty);
        assert_eq!(left, [], "{how}");
    }
}

#[test]
fn a_terminal_that_goes_away_without_a_signal_ends_the_window() {
    let office = Office::empty();
    let mut console = store(&office);
    console.publish(&say(1, "Papan skor")).unwrap();
    let line = "trap '' HUP; \"$0\" projector; true";
    let gelar = env!("CARGO_BIN_EXE_gelar");
    let shell = Start::program(&office, Path::new("sh"), &["-c", line, gelar]);
    let mut window = shell.open();
    window.see("Papan skor");
    displays(&mut console, "it beats", |d| d.len() == 1);
    window.close_window_after("x");
    displays(&mut console, "nobody is there", <[_]>::is_empty);
}

#[test]
fn a_stopped_window_gives_the_terminal_back_and_keeps_nobody_from_the_store() {
    let office = Office::empty();
    let mut console = store(&office);
    let mut window = projector(&office);
    for round in 1..=8 {
        let words = format!("Papan {round}");
        console.publish(&say(round, &words)).unwrap();
        window.see(&words);
        window.signal("TSTP");
        eventually("the terminal back", || !window.alternate());
        eventually("it stands still", || state_of(window.pid()) == 'T');
        let words = format!("Sementara {round}");
        console.set_cover(Some(&say(round, &words))).unwrap();
        window.signal("CONT");
        window.see(&words);
        console.set_cover(None).unwrap();
    }
    window.quit();
}
