//! Frames come, covers lie over them, several windows follow, and what they show is acknowledged.

use std::time::Duration;

use gelar::stage::{OwnCover, Scene};

use crate::hall::{board, frame, logo};
use crate::stage::{displays, projector, say, start, store};
use crate::support::Office;
use crate::terminal::Terminal;

#[test]
fn it_waits_quietly_and_shows_what_another_program_publishes() {
    let office = Office::empty();
    let mut window = projector(&office);
    window.see("menunggu konsol");
    let mut console = store(&office);
    window.see("menunggu konsol");
    console.publish(&say(1, "Selamat pagi")).unwrap();
    let screen = window.see("Selamat pagi");
    assert!(!screen.contains("menunggu"), "{screen}");
    console.publish(&say(2, "Acara dimulai")).unwrap();
    let screen = window.see("Acara dimulai");
    assert!(!screen.contains("Selamat pagi"), "{screen}");
    window.quit();
}

#[test]
fn the_hall_s_cover_lies_over_the_frame_until_it_is_taken_away() {
    let office = Office::empty();
    let mut console = store(&office);
    console.publish(&say(1, "Papan skor")).unwrap();
    let mut window = projector(&office);
    window.see("Papan skor");
    console.set_cover(Some(&frame(1, Scene::Blank))).unwrap();
    window.until("black", |s| s.contents().trim().is_empty());
    console.publish(&say(2, "Papan baru")).unwrap();
    let seen = displays(&mut console, "both are told", |d| {
        d.first().is_some_and(|d| (d.revision, d.cover) == (2, 1))
    });
    assert_eq!(seen[0].own, None);
    assert_eq!(window.screen().trim(), "", "still black");
    console.set_cover(Some(&say(2, "Istirahat"))).unwrap();
    window.see("Istirahat");
    console.set_cover(None).unwrap();
    window.see("Papan baru");
    window.quit();
}

#[test]
fn several_windows_follow_and_each_tells_its_number_and_size() {
    let office = Office::empty();
    let mut console = store(&office);
    console.publish(&say(1, "Satu")).unwrap();
    let mut first = projector(&office);
    first.see("Satu");
    displays(&mut console, "the first", |d| d.len() == 1);
    let mut second = start(&office).size(128, 48).open();
    second.see("Satu");
    displays(&mut console, "the second", |d| d.len() == 2);
    console.publish(&say(2, "Dua")).unwrap();
    first.see("Dua");
    second.see("Dua");
    let seen = displays(&mut console, "the new frame is acknowledged", |d| {
        d.iter().all(|d| d.revision == 2)
    });
    let sizes: Vec<_> = seen.iter().map(|d| (d.number, d.size)).collect();
    assert_eq!(sizes, [(1, (80, 25)), (2, (128, 48))]);
    // One is closed on purpose, and is no display any more; its number is the next one's.
    first.quit();
    let seen = displays(&mut console, "one is closed", |d| d.len() == 1);
    assert_eq!(seen[0].number, 2);
    let mut third = projector(&office);
    third.see("Dua");
    displays(&mut console, "the number is used again", |d| {
        d.iter().map(|d| d.number).eq([1, 2])
    });
    // And one is killed: it stays, and is stale.
    third.kill_nine();
    let seen = displays(&mut console, "the dead one is stale", |d| d[0].stale);
    assert!(!seen[1].stale, "{seen:?}");
    second.quit();
}

#[test]
fn a_window_that_is_too_small_says_so_on_the_spot_and_to_the_console() {
    let office = Office::empty();
    let mut console = store(&office);
    console.publish(&board(1, "Perpustakaan", 30)).unwrap();
    let mut window = start(&office).size(20, 5).open();
    window.see("terlalu");
    let seen = displays(&mut console, "it is told", |d| {
        d.first().is_some_and(|d| d.too_small && d.revision == 1)
    });
    assert_eq!((seen[0].size, seen[0].too_small), ((20, 5), true));
    window.resize(80, 25);
    window.see("Perpustakaan 1");
    displays(&mut console, "it is large enough", |d| {
        d[0].size == (80, 25) && !d[0].too_small
    });
    // Down to nothing and back.
    for (columns, rows) in [(1, 1), (64, 20), (400, 120), (100, 30)] {
        window.resize(columns, rows);
        displays(&mut console, "the size is told", |d| {
            d[0].size == (columns, rows)
        });
    }
    window.see("Perpustakaan 1");
    window.quit();
}

#[test]
fn waiting_too_it_fits_into_any_window() {
    let office = Office::empty();
    let mut window = start(&office).size(20, 5).open();
    window.see("menunggu konsol");
    // As much of it as there is room for.
    window.resize(7, 3);
    window.see("konso");
    window.resize(80, 25);
    window.see("LAYAR AULA");
    window.quit();
}

#[test]
fn at_rest_nothing_is_drawn() {
    let seconds = std::env::var("GELAR_UJI_DIAM").ok();
    let seconds = seconds.and_then(|s| s.parse().ok()).unwrap_or(3);
    let office = Office::empty();
    let mut console = store(&office);
    console.publish(&logo(1, "PLM Kabupaten Maros")).unwrap();
    let mut window = projector(&office);
    window.see("Maros");
    displays(&mut console, "it beats", |d| d.len() == 1);
    // Heartbeats go on, and other windows' as well: nothing of it is a reason to draw.
    let other = projector(&office);
    displays(&mut console, "the other beats", |d| d.len() == 2);
    let before = ticks(window.pid());
    let drawn = window.quiet_for(Duration::from_secs(seconds));
    if let (Some(before), Some(after)) = (before, ticks(window.pid())) {
        println!("at rest: {} ticks of 10 ms in {seconds} s", after - before);
    }
    assert_eq!(drawn, 0, "bytes were sent to the terminal");
    let seen = displays(&mut console, "both live", |d| d.len() == 2);
    assert!(seen.iter().all(|d| !d.stale), "{seen:?}");
    other.quit();
    window.quit();
}

/// Processor time of a process so far, in ticks of the kernel (a hundredth of a second).
fn ticks(pid: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(11);
    Some(times.next()?.parse::<u64>().ok()? + times.next()?.parse::<u64>().ok()?)
}

#[test]
fn one_colour_and_ascii_are_kept_to() {
    let office = Office::empty();
    let mut console = store(&office);
    console.publish(&board(1, "Perpustakaan", 30)).unwrap();
    let plain = |window: &mut Terminal| {
        window.see("Perpustakaan 1");
        window.keys("x");
        window.see("F10 tutup");
        window.raw()
    };
    let mut window = start(&office).env("NO_COLOR", "1").open();
    let raw = String::from_utf8(plain(&mut window)).unwrap();
    for colour in ["\x1b[38;", "\x1b[48;"] {
        assert!(!raw.contains(colour), "{colour:?} was sent");
    }
    window.quit();
    let args = ["layar", "--ascii"];
    let mut window = crate::terminal::Start::gelar(&office, &args)
        .size(80, 25)
        .open();
    let raw = plain(&mut window);
    assert!(raw.is_ascii(), "something else than ASCII was sent");
    window.quit();
}

#[test]
fn the_own_cover_is_told_and_is_of_this_display_only() {
    let office = Office::empty();
    let mut console = store(&office);
    console.publish(&say(1, "Papan")).unwrap();
    let (mut left, mut right) = (projector(&office), projector(&office));
    left.see("Papan");
    right.see("Papan");
    displays(&mut console, "both", |d| d.len() == 2);
    left.keys("b");
    left.until("black", |s| s.contents().trim().is_empty());
    let seen = displays(&mut console, "it is told", |d| {
        d.iter().any(|d| d.own == Some(OwnCover::Blank))
    });
    assert_eq!(seen.iter().filter(|d| d.own.is_none()).count(), 1);
    assert!(right.screen().contains("Papan"));
    left.quit();
    right.quit();
}
