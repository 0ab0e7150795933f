//! The display's own keys, with and without a console.

use crate::hall::logo;
use crate::stage::{LAYAR, projector, say, store};
use crate::support::Office;
use crate::terminal::{DOWN, ENTER, ESC, F1, F5, Terminal};

fn black(window: &mut Terminal) {
    window.until("black", |s| s.contents().trim().is_empty());
}

#[test]
fn black_logo_and_test_card_work_without_a_console() {
    let office = Office::empty();
    let mut console = store(&office);
    console.set_logo(&logo(1, "PLM Kabupaten Maros")).unwrap();
    console.publish(&say(1, "Papan skor")).unwrap();
    let mut window = projector(&office);
    window.see("Papan skor");
    drop(console);
    std::fs::remove_file(office.path(LAYAR)).unwrap();
    window.keys("b");
    black(&mut window);
    window.keys("B");
    window.see("Papan skor");
    window.keys("l");
    let screen = window.see("Baruga B, Maros");
    assert!(!screen.contains("Papan skor"), "{screen}");
    window.keys("b");
    black(&mut window);
    window.keys(ESC);
    window.see("Papan skor");
    window.keys("t");
    window.see("kursi belakang");
    window.keys(" ");
    window.see("Papan skor");
    window.quit();
}

#[test]
fn without_any_frame_the_keys_work_too() {
    let office = Office::empty();
    let mut window = projector(&office);
    window.see("menunggu konsol");
    window.keys("t");
    window.see("kursi belakang");
    window.keys("b");
    black(&mut window);
    window.keys("l");
    window.until("something", |s| !s.contents().trim().is_empty());
    window.keys(ESC);
    window.see("menunggu konsol");
    window.quit();
}

#[test]
fn every_other_key_only_tells_the_keys_for_a_moment() {
    let office = Office::empty();
    let mut console = store(&office);
    console.publish(&say(1, "Papan skor")).unwrap();
    let mut window = projector(&office);
    let screen = window.see("Papan skor");
    assert!(!screen.contains("F10"), "no clutter: {screen}");
    for key in ["x", "5", ENTER, DOWN, F1, F5, ESC, " "] {
        window.keys(key);
        window.until(&format!("help after {key:?}"), |s| {
            let screen = s.contents();
            screen.contains("F10 tutup") && screen.contains("Papan skor")
        });
    }
    window.see("layar 1 · 80×25 · berkas layar terbuka");
    window.gone("F10 tutup");
    // A paste is nothing at all.
    window.paste("b q q");
    window.keys("x");
    window.see("F10 tutup");
    // And the mouse tells them, too.
    window.gone("F10 tutup");
    window.keys("\x1b[<35;10;10M");
    let screen = window.see("F10 tutup");
    assert!(screen.contains("Papan skor"), "{screen}");
    window.quit();
}

#[test]
fn it_is_left_by_f10_ctrl_c_or_q_twice_and_not_by_one_q() {
    let office = Office::empty();
    let mut console = store(&office);
    console.publish(&say(1, "Papan skor")).unwrap();
    let mut window = projector(&office);
    window.see("Papan skor");
    window.keys("q");
    window.see("q sekali lagi");
    window.keys("x");
    window.gone("q sekali lagi");
    window.keys("q");
    window.see("q sekali lagi");
    window.keys("q");
    assert_eq!(window.ends(), 0);
    let mut window = projector(&office);
    window.see("Papan skor");
    window.keys("\x03");
    assert_eq!(window.ends(), 0);
}
