//! One library's numbers of one month, typed: what stands is shown, what changes needs a reason, and
//! what another window wrote meanwhile stays.

use std::sync::Arc;

use gelar::console::command::Action;
use gelar::console::overlay::Overlay;
use gelar::meeting::achieved::Measure;
use gelar::meeting::command::Command;
use gelar::meeting::id::VillageCode;
use gelar::meeting::roster::LibraryRow;
use gelar::text::Lang;

use super::support::{Desk, founded};

fn code(text: &str) -> VillageCode {
    VillageCode::parse(text).unwrap()
}

fn libraries() -> Command {
    let row = |row, village: &str, name: &str| LibraryRow {
        row,
        village: Some(code(village)),
        name: name.to_owned(),
        ..LibraryRow::default()
    };
    let rows = vec![
        row(2, "73.09.05.2002", "Perpustakaan Rekaan"),
        row(3, "73.09.01.2003", "Kembar"),
        row(4, "73.09.01.2005", "Kembar"),
    ];
    Command::ImportLibraries(Arc::new(rows), Arc::default())
}

fn desk() -> Desk {
    Desk::on(founded(false, vec![libraries()]), Lang::Id)
}

/// Opens the form and goes through its first two lines.
fn open(desk: &mut Desk, library: &str, month: &str) {
    desk.menu(Action::TypeFigures);
    desk.type_text(library);
    desk.press("Enter");
    for _ in 0.."2024-12".len() {
        desk.press("Backspace");
    }
    desk.type_text(month);
    desk.press("Enter");
}

fn count(desk: &Desk, measure: Measure) -> Option<u64> {
    let meeting = desk.model.session.meeting();
    let data = meeting.achievements().of(&code("73.09.05.2002"))?;
    data.month("2024-03".parse().unwrap())?.counts.get(measure)
}

fn form_is_open(desk: &Desk) -> bool {
    desk.model
        .overlays
        .iter()
        .any(|o| matches!(o, Overlay::Form(_)))
}

#[test]
fn a_number_is_typed_and_a_standing_one_changes_with_a_reason_only() {
    let mut desk = desk();
    open(&mut desk, "rekaan", "Maret 2024");
    desk.type_text("4");
    desk.press("Ctrl+S");
    assert_eq!(count(&desk, Measure::Activities), Some(4));
    assert!(!form_is_open(&desk));

    open(&mut desk, "73.09.05.2002", "2024-03");
    assert!(
        desk.screen(80, 24).contains("pelibatan_kegiatan   4"),
        "{}",
        desk.screen(80, 24)
    );
    desk.press("Backspace");
    desk.type_text("5");
    desk.press("Ctrl+S");
    assert_eq!(
        count(&desk, Measure::Activities),
        Some(4),
        "no reason, no change"
    );
    assert!(form_is_open(&desk));
    // The caret stands in the line of the reason.
    desk.type_text("salah ketik");
    desk.press("Ctrl+S");
    assert_eq!(count(&desk, Measure::Activities), Some(5));
    desk.press("Ctrl+Z");
    assert_eq!(count(&desk, Measure::Activities), Some(4));
}

#[test]
fn what_is_no_number_or_no_library_stays_in_the_form() {
    let mut desk = desk();
    for (library, month, number) in [
        ("rekaan", "2024-03", "1,5"),
        ("rekaan", "2024-03", "-1"),
        ("rekaan", "2024-03", ""),
        ("rekaan", "bulan depan", "1"),
        ("tiada", "2024-03", "1"),
        ("kembar", "2024-03", "1"),
        ("", "2024-03", "1"),
    ] {
        open(&mut desk, library, month);
        desk.type_text(number);
        desk.press("Ctrl+S");
        assert!(form_is_open(&desk), "{library} {month} {number}");
        assert!(desk.model.session.meeting().achievements().is_empty());
        desk.press("Esc").press("Esc");
    }
}

#[test]
fn what_another_window_wrote_meanwhile_stays() {
    let mut desk = desk();
    open(&mut desk, "rekaan", "2024-03");
    desk.type_text("4");
    let mut other = desk.second("Meja 2", "Rina");
    open(&mut other, "rekaan", "2024-03");
    other.press("Down");
    other.type_text("9");
    other.press("Ctrl+S");
    desk.press("Ctrl+S");
    assert_eq!(count(&desk, Measure::Activities), Some(4));
    assert_eq!(count(&desk, Measure::PublicationPrint), Some(9));
}
