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

#[test]
fn what_is_typed_is_of_today_and_nothing_typed_changes_nothing() {
    let mut desk = desk();
    open(&mut desk, "rekaan", "2024-03");
    desk.type_text("4");
    desk.press("Ctrl+S");
    let entered = |desk: &Desk| {
        let meeting = desk.model.session.meeting();
        let data = meeting.achievements().of(&code("73.09.05.2002")).unwrap();
        data.month("2024-03".parse().unwrap()).unwrap().entered
    };
    assert!(entered(&desk).is_some());
    let head = desk.model.session.head().seq;
    open(&mut desk, "rekaan", "2024-03");
    desk.press("Ctrl+S");
    assert_eq!(desk.model.session.head().seq, head);
}

#[test]
fn sealing_is_done_at_once_and_opening_asks() {
    let mut desk = desk();
    desk.press("F3")
        .press("g")
        .type_text("2024-10")
        .press("Down");
    desk.type_text("advokasi, rekaan");
    desk.press("Ctrl+S");
    assert!(form_is_open(&desk), "an unknown family stays in the form");
    for _ in 0..", rekaan".len() {
        desk.press("Backspace");
    }
    desk.press("Ctrl+S");
    let seal = desk.model.session.meeting().seal().clone();
    assert_eq!(seal.from, Some("2024-10".parse().unwrap()));
    assert_eq!(seal.families, ["advokasi"]);

    // One month less is sealed: that opens something.
    desk.press("g")
        .press("Ctrl+U")
        .type_text("2024-11")
        .press("Ctrl+S");
    assert!(matches!(
        desk.model.overlays.last(),
        Some(Overlay::Confirm { .. })
    ));
    desk.press("n");
    assert_eq!(desk.model.session.meeting().seal(), &seal);
    desk.press("g")
        .press("Ctrl+U")
        .press("Down")
        .press("Ctrl+U")
        .press("Ctrl+S")
        .press("y");
    assert!(desk.model.session.meeting().seal().is_open());
}
