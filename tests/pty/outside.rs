//! What the terminal and the shell do to the program: hang up without a word, stop it and let it go on,
//! send several keys at once, change their size faster than anybody can draw, or be no terminal at all.

use std::path::Path;

use crate::support::Office;
use crate::terminal::{
    CTRL_P, DOWN, ENTER, ESC, F7, F8, F10, Start, TAB, Terminal, eventually, state_of,
};

/// The program below a shell that hears no hang-up: only a session's leader is told of one.
fn below_a_shell<'a>(office: &'a Office, args: &'a str) -> Start<'a> {
    let line = format!("trap '' HUP; \"$0\" {args}; true");
    let gelar = env!("CARGO_BIN_EXE_gelar");
    Start::program(office, Path::new("sh"), &["-c", &line, gelar])
}

#[test]
fn a_terminal_that_goes_away_without_a_signal_ends_the_program_and_keeps_the_draft() {
    let office = Office::invited();
    let mut desk = below_a_shell(&office, "").open();
    desk.see("Pindai atau ketik:");
    desk.keys(F8);
    desk.see("Peserta baru");
    desk.paste("Baso Tola");
    desk.see("Baso Tola");
    desk.close_window_after("x");
    let draft = office.path("pertemuan.gelar-Meja-1.draf");
    let kept = std::fs::read_to_string(draft).unwrap();
    assert!(kept.contains("Baso Tolax"), "{kept}");
    assert!(!office.path("pertemuan.gelar-wal").exists());

    let office = Office::empty();
    let mut opening = below_a_shell(&office, "").open();
    opening.see("Pertemuan contoh");
    opening.close_window();
}

#[test]
fn stopped_from_outside_it_gives_the_terminal_back_and_takes_it_again() {
    let office = Office::invited();
    let mut desk = Terminal::desk(&office);
    desk.keys("mar");
    desk.see("Marwah");
    for _ in 0..2 {
        desk.signal("TSTP");
        eventually("the terminal back", || !desk.alternate());
        eventually("it stands still", || state_of(desk.pid()) == 'T');
        let raw = desk.raw();
        assert!(
            raw.windows(6).any(|w| w == b"\x1b[?25h"),
            "the caret is seen"
        );
        // The window may be another when it comes back.
        desk.resize(100, 30);
        desk.signal("CONT");
        desk.see("Marwah");
        assert!(desk.alternate());
        desk.resize(80, 24);
        desk.see("Marwah");
    }
    desk.keys(ENTER);
    desk.see("1 / 3");
    desk.quit();
    // So does the opening screen.
    let office = Office::empty();
    let mut opening = Start::gelar(&office, &[]).open();
    opening.see("Pertemuan contoh");
    opening.signal("TSTP");
    eventually("the terminal back", || !opening.alternate());
    eventually("it stands still", || state_of(opening.pid()) == 'T');
    opening.signal("CONT");
    opening.see("Pertemuan contoh");
    opening.keys(F10);
    assert_eq!(opening.ends(), 0);
}

#[test]
fn a_stopped_program_holds_no_lock_on_the_meeting_file() {
    let office = Office::with_guests(60);
    let codes = office.codes();
    let mut desk = Terminal::desk(&office);
    for (round, part) in codes.chunks(10).enumerate() {
        // In the middle of writing.
        desk.send(&(part[..9].join("\r") + "\r"));
        desk.signal("TSTP");
        eventually("it stands still", || state_of(desk.pid()) == 'T');
        office.run(&["scan", &part[9]]).must();
        desk.signal("CONT");
        desk.see(&format!("{} / 60", (round + 1) * 10));
        eventually("the terminal again", || desk.alternate());
        desk.rest();
    }
    desk.quit();
}

#[test]
fn esc_and_the_next_key_in_one_read_are_two_keys() {
    let office = Office::invited();
    let mut desk = Terminal::desk(&office);
    let mut typed = |keys: &str, seen: &str| {
        desk.keys("mar");
        desk.see("Marwah");
        desk.keys(&format!("{ESC}{keys}"));
        let screen = desk.see(seen);
        assert!(!screen.contains("1 / 3"), "{screen}");
        desk.keys(ESC);
        desk.see("nama, desa, atau nomor");
    };
    typed(ENTER, "nama, desa, atau nomor");
    typed(ESC, "nama, desa, atau nomor");
    typed(DOWN, "nama, desa, atau nomor");
    typed("suar", "Suardi");
    typed(F8, "Peserta baru");
    typed("\x1b[200~suar\x1b[201~", "Suardi");
    desk.keys(&format!("{ESC}{F7}"));
    desk.see("DATA DAN IMPOR");
    // A form that is given up needs two.
    desk.keys(crate::terminal::F2);
    desk.keys(F8);
    desk.see("Peserta baru");
    desk.paste("Baso");
    desk.see("Baso");
    desk.keys(ESC);
    desk.keys(ESC);
    desk.gone("Peserta baru");
    desk.quit();
}

#[test]
fn ctrl_h_deletes_wherever_backspace_does() {
    let office = Office::invited();
    let mut desk = Terminal::desk(&office);
    desk.keys("marx");
    desk.see("marx");
    desk.keys("\x08");
    desk.see("Marwah");
    desk.keys(ESC);
    desk.see("nama, desa, atau nomor");
    desk.keys(F8);
    desk.see("Peserta baru");
    desk.paste("Baso Tolax");
    desk.see("Baso Tolax");
    desk.keys("\x08");
    desk.gone("Tolax");
    desk.keys(&format!("{TAB}Kantorx\x08"));
    desk.until("the second field", |s| {
        s.contents().contains("Kantor") && !s.contents().contains("Kantorx")
    });
    desk.keys(ESC);
    desk.keys(ESC);
    desk.gone("Peserta baru");
    desk.keys(CTRL_P);
    desk.keys("pesertx");
    desk.see("pesertx");
    desk.keys("\x08");
    desk.see("Peserta baru");
    desk.keys(ESC);
    desk.quit();
}

#[test]
fn a_storm_of_resizes_leaves_the_whole_screen() {
    let office = Office::invited();
    let mut desk = Terminal::desk(&office);
    let whole = desk.see("0 / 3");
    for storm in 0..6 {
        for step in 0..=storm * 7 {
            desk.resize(1 + (step * 37) % 200, 1 + (step * 13) % 60);
        }
        desk.resize(80, 24);
        desk.until("the whole screen", |s| s.contents() == whole);
    }
    desk.quit();
}

#[test]
fn what_is_no_terminal_is_told_so() {
    let office = Office::invited();
    for args in [&[][..], &["projector"], &["demo"]] {
        for (lang, words) in [
            ("id", "perlu jendela terminal"),
            ("en", "needs a terminal window"),
        ] {
            let start = Start::gelar(&office, args).env("TERM", "dumb");
            let mut dumb = start.env("GELAR_LANG", lang).open();
            eventually("an end", || dumb.ended());
            let screen = dumb.screen();
            assert!(screen.contains(words), "{screen}");
            assert!(!dumb.raw().contains(&0x1b), "{screen}");
            assert_eq!(dumb.ends(), 2);
        }
        let piped = office.run(args).ends(2);
        assert!(
            piped.err.contains("perlu jendela terminal"),
            "{}",
            piped.err
        );
        assert!(!piped.err.contains("os error"), "{}", piped.err);
        assert!(!piped.out.contains('\x1b'), "{}", piped.out);
    }
}
