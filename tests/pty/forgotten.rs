//! A copy without personal values on the real console: it is shown, says what it is, and records nothing.

use crate::support::Office;
use crate::terminal::{CTRL_P, ENTER, ESC, F7, Start};

#[test]
fn the_console_shows_a_copy_without_names_and_records_nothing_in_it() {
    let office = Office::invited();
    let codes = office.codes();
    office.run(&["checkin", "--person", "2"]).must();
    office.run(&["forget", "-o", "salinan.gelar"]).must();
    let before = office.json(&["-m", "salinan.gelar", "verify"]);

    let mut desk = Start::gelar(&office, &["-m", "salinan.gelar"]).open();
    let screen = desk.see("HANYA BACA: Ini salinan tanpa data pribadi");
    assert!(screen.contains("1 / 3"), "the counts stand: {screen}");
    desk.keys("salenrang");
    let screen = desk.see("#1");
    assert!(screen.contains("#2"), "{screen}");
    assert!(screen.contains("Salenrang, Bontoa"), "{screen}");
    for name in crate::support::PERSONAL {
        assert!(!screen.contains(name), "{name} in {screen}");
    }
    desk.keys(ESC);
    desk.scan(&codes[0]);
    desk.see("TIDAK DICATAT. HANYA BACA: Ini salinan");
    desk.keys(F7);
    desk.see("Sidik jari");
    // By its name: its key in the menu follows from what stands above it.
    desk.keys(CTRL_P);
    desk.paste("Ekspor kode undangan");
    desk.keys(ENTER);
    desk.see("tidak dapat membuat kode");
    assert!(!office.path("codes.csv").exists());
    desk.quit();
    assert_eq!(office.json(&["-m", "salinan.gelar", "verify"]), before);
}
