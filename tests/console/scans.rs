//! Scans at the desk and over everything that may lie on it: recorded, never dropped, and the text
//! under them intact.

use std::path::Path;

use gelar::console::app::{Effect, Screen};
use gelar::console::command::Action;
use gelar::console::overlay::Overlay;
use gelar::console::scanner::Hint;
use gelar::exchange::preview::ImportKind;
use gelar::journal::Journal as _;
use gelar::meeting::command::Order;
use gelar::meeting::event::{Event, Outcome};
use gelar::meeting::id::PersonId;

use super::support::{Desk, SECRET, code};

/// What lies on the screen and where it stands, text fields with their carets.
pub(super) fn state(desk: &mut Desk) -> String {
    let model = &mut desk.model;
    let text = model.overlays.last_mut().and_then(Overlay::field);
    let text = text.map(|f| format!("{}@{}", f.text(), f.caret()));
    let top = match model.overlays.last() {
        None => format!("desk {}", model.desk.line.text()),
        Some(Overlay::Help { scroll }) => format!("help {scroll}"),
        Some(Overlay::Palette { selected, .. }) => format!("palette {selected}"),
        Some(Overlay::Form(open)) => {
            let rows = open.form.rows.iter();
            let values: Vec<&str> = rows.map(|r| open.form.value(r.key)).collect();
            format!("form {} {values:?}", open.focus())
        }
        Some(Overlay::Files {
            selected, files, ..
        }) => format!("files {selected} {files:?}"),
        Some(Overlay::Reading { done, total, .. }) => format!("reading {done} {total}"),
        Some(Overlay::Preview(p)) => {
            format!("preview {} {} {}", p.selected, p.new, p.questions().len())
        }
        Some(Overlay::Confirm { question, .. }) => format!("confirm {question}"),
        Some(Overlay::Pin(dialog)) => format!("pin {:?}", dialog.trouble),
        Some(Overlay::Lists { selected }) => format!("lists {selected}"),
        Some(Overlay::Page { title, scroll, .. }) => format!("page {title} {scroll}"),
        Some(Overlay::Signatures(open)) => format!("signatures {} {:?}", open.page, open.signed),
        Some(Overlay::Choose { question, selected }) => format!("choose {question} {selected}"),
        Some(Overlay::Columns(open)) => format!("columns {open:?}"),
        Some(Overlay::Why(why)) => format!("why {}", why.code),
        Some(Overlay::Rules { selected }) => format!("rules {selected}"),
        Some(Overlay::RulesChange(open)) => format!("rules {:?}", open.scroll),
        Some(Overlay::ScannerCheck(open)) => format!("check {:?}", open.check.marks()),
    };
    format!("{:?} {} {top} {text:?}", model.screen, model.overlays.len())
}

pub(super) fn with_overlay(name: &str, folder: &Path) -> Desk {
    let mut desk = Desk::sample();
    let file = folder.join("undangan.csv");
    std::fs::write(
        &file,
        "nama;unsur;desa\nUji Satu;Pengelola;Bontoa\nUji Dua;Pengelola;Salenrang\n",
    )
    .unwrap();
    match name {
        "line" => drop(desk.type_text("salen")),
        "help" => drop(desk.press("F1").press("Down")),
        "palette" => drop(desk.press("Ctrl+P").type_text("imp")),
        "form" => drop(
            desk.press("F8")
                .type_text("Budi")
                .press("Left")
                .press("Left"),
        ),
        "choice" => drop(desk.press("F8").type_text("Budi").press("Up")),
        "operator" => drop(desk.menu(Action::Operator).press("Tab").type_text("a")),
        "pin" => drop(desk.menu(Action::SetPin).type_text("27").press("Left")),
        "protocol" => drop(desk.press("Ctrl+G").press("3")),
        "lists" => drop(desk.press("Ctrl+O").press("Down")),
        "page" => drop(desk.menu(Action::Reconcile)),
        "close" => drop(desk.menu(Action::CloseList)),
        "print" => drop(desk.menu(Action::Print).press("Down").press("Right")),
        "new-list" => drop(desk.menu(Action::AddList).type_text("hari")),
        "signatures" => {
            desk.menu(Action::Print).press("Ctrl+S");
            desk.menu(Action::Signatures).type_text("1");
            desk.press("Enter").press("Down").press("Space");
        }
        "similar" => drop(desk.press("F8").type_text("Syamsud")),
        "substitute" => drop(desk.type_text("#72").press("Ctrl+T").type_text("Has")),
        "data" => drop(desk.press("F7").press("Down")),
        "files" => drop(desk.press("F7").press("1").type_text("und")),
        "reading" => {
            desk.slow_files = true;
            desk.import(ImportKind::People, &[&file]);
        }
        "preview" => drop(desk.import(ImportKind::People, &[&file])),
        "choose" => drop(desk.import(ImportKind::People, &[&file]).press("Enter")),
        "confirm" => drop(
            desk.import(ImportKind::People, &[&file])
                .press("T")
                .press("Ctrl+Z"),
        ),
        other => panic!("{other}"),
    }
    desk
}

pub(super) const OVERLAYS: [&str; 22] = [
    "line",
    "help",
    "palette",
    "form",
    "choice",
    "operator",
    "data",
    "files",
    "reading",
    "preview",
    "choose",
    "confirm",
    "pin",
    "protocol",
    "lists",
    "page",
    "close",
    "print",
    "new-list",
    "signatures",
    "similar",
    "substitute",
];

#[test]
fn a_scan_is_recorded_over_everything_and_leaves_it_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    for name in OVERLAYS {
        let mut desk = with_overlay(name, folder.path());
        let before = state(&mut desk);
        assert!(
            name == "line"
                || name == "data"
                || name == "protocol"
                || desk.model.overlays.len() == 1 + usize::from(name == "choose"),
            "{before}"
        );
        desk.scan(47);
        assert!(desk.present(47), "{name}");
        assert_eq!(desk.count(), 1, "{name}");
        assert_eq!(state(&mut desk), before, "{name}");
        if name != "line" {
            assert!(
                desk.message().contains("Rahmatia"),
                "{name}: {}",
                desk.message()
            );
        }
        // A second person, and a misread code: the same.
        desk.scan(48).burst("G1YS0001FMXF3XZM");
        assert!(desk.present(48), "{name}");
        assert_eq!(state(&mut desk), before, "{name}");
        assert!(
            name == "line" || desk.message().contains("KODE RUSAK"),
            "{name}: {}",
            desk.message()
        );
    }
}

#[test]
fn a_scan_while_the_reason_of_an_addendum_is_written_is_told_and_not_lost_for_good() {
    let mut desk = Desk::sample();
    desk.menu(Action::CloseList)
        .press("y")
        .press("Esc")
        .press("F2");
    desk.type_text("#47").press("Enter").type_text("hujan");
    let before = state(&mut desk);
    assert!(before.contains("hujan"), "{before}");
    desk.scan(48);
    assert_eq!(state(&mut desk), before);
    assert!(
        desk.message().contains("DAFTAR DITUTUP"),
        "{}",
        desk.message()
    );
    assert_eq!((desk.count(), desk.bells() > 0), (0, true));
    // The reason belongs to whom it was asked for.
    desk.press("Ctrl+S");
    assert!(desk.present(47) && !desk.present(48));
    let refused = |e: &Event| matches!(e, Event::ScanRefused(r) if r.person == Some(PersonId(48)));
    let mut kept = 0;
    let count = &mut |e: gelar::journal::Entry| kept += usize::from(refused(&e.event));
    desk.journal.clone().read(0, count).unwrap();
    assert_eq!(kept, 1, "that 48 stood there is on record");
}

#[test]
fn two_scanners_at_once_record_nobody_over_anything() {
    let folder = tempfile::tempdir().unwrap();
    for name in OVERLAYS {
        let mut desk = with_overlay(name, folder.path());
        let before = state(&mut desk);
        for burst in [
            "GG11YYSS00000010F1M21ZFQ3ZX8ZCM4",
            "G1YS0001FMG1Y1SF0300X1Z2MZQZ8C4",
        ] {
            desk.burst(burst);
            assert_eq!((desk.count(), desk.bells() > 0), (0, true), "{name}");
            assert_eq!(state(&mut desk), before, "{name}");
            let shown = desk.screen(80, 24);
            let told = desk.message().contains("bersamaan") || shown.contains("bersamaan");
            assert!(told, "{name} {burst}: {shown}");
        }
        // One after the other they are read.
        desk.scan(47).scan(48);
        assert_eq!(desk.count(), 2, "{name}");
    }
}

#[test]
fn a_scan_as_a_paste_is_recorded_over_everything() {
    let folder = tempfile::tempdir().unwrap();
    for name in OVERLAYS {
        let mut desk = with_overlay(name, folder.path());
        let before = state(&mut desk);
        desk.paste(&format!("]Q1{}\r\n", code(SECRET, 47, 0)));
        assert!(desk.present(47), "{name}");
        assert_eq!(state(&mut desk), before, "{name}");
    }
}

#[test]
fn a_scanner_that_reads_twice_leaves_the_words_on_screen() {
    let folder = tempfile::tempdir().unwrap();
    for name in OVERLAYS.into_iter().filter(|n| *n != "line") {
        let mut desk = with_overlay(name, folder.path());
        let before = state(&mut desk);
        desk.scan(47).scan(47);
        assert_eq!(state(&mut desk), before, "{name}");
        assert!(
            desk.message().contains("HADIR"),
            "{name}: {:?}",
            desk.message()
        );
        assert_eq!(desk.bells(), 0, "{name}");
    }
}

#[test]
fn a_scan_opens_the_card_and_the_line_stays_empty() {
    let mut desk = Desk::sample();
    desk.scan(47);
    assert!(desk.present(47));
    assert_eq!(desk.line(), "");
    let answer = desk.model.desk.answer.as_ref().unwrap();
    assert_eq!(answer.outcome, Outcome::Present);
    assert_eq!(answer.person, Some(PersonId(47)));
    assert_eq!(desk.bells(), 0);
}

#[test]
fn an_enter_after_a_scan_does_nothing() {
    let mut desk = Desk::sample();
    desk.type_text("salen").scan(47); // its own Enter was swallowed
    assert_eq!((desk.count(), desk.line()), (1, "salen"));
    desk.press("Enter"); // somebody's: shows first whom the next one would record
    assert_eq!(desk.count(), 1);
    desk.press("Esc").scan(48).press("Enter").press("Enter");
    assert_eq!(desk.count(), 2);
}

#[test]
fn a_stray_enter_on_an_idle_line_records_nobody() {
    let mut desk = Desk::sample();
    desk.press("Enter")
        .press("Enter")
        .type_text("   ")
        .press("Enter");
    desk.press("Esc")
        .scan(47)
        .press("Enter")
        .press("Esc")
        .press("Enter");
    assert_eq!(desk.count(), 1);
}

#[test]
fn a_double_read_keeps_the_card_quietly() {
    let mut desk = Desk::sample();
    desk.scan(47);
    let (screen, head) = (desk.screen(80, 24), desk.model.session.head().seq);
    desk.scan(47);
    assert_eq!(desk.screen(80, 24), screen);
    assert_eq!(
        desk.model.session.head().seq,
        head,
        "a double read is no entry"
    );
    assert_eq!(desk.bells(), 0);
    // Three seconds later it is somebody's second try.
    desk.pass(3_000);
    desk.scan(47);
    let answer = desk.model.desk.answer.as_ref().unwrap();
    assert_eq!(
        (answer.outcome, answer.own),
        (Outcome::AlreadyPresent, true)
    );
    assert_eq!(desk.bells(), 1);
}

#[test]
fn undo_after_a_scan_and_a_scan_again_is_present() {
    let mut desk = Desk::sample();
    desk.scan(47).press("Ctrl+Z");
    assert!(!desk.present(47));
    assert!(desk.message().contains("Diurungkan"), "{}", desk.message());
    assert!(desk.model.desk.answer.is_none());
    desk.scan(47); // less than three seconds after the first
    assert!(desk.present(47));
    assert_eq!(
        desk.model.desk.answer.as_ref().unwrap().outcome,
        Outcome::Present
    );
}

#[test]
fn every_outcome_of_a_code_is_answered_and_kept() {
    let mut desk = Desk::sample();
    let old = code(SECRET, 12, 0);
    desk.type_text("47").press("Enter"); // the card of #47
    for (burst, outcome, hint) in [
        (code(SECRET, 47, 0), Outcome::AlreadyPresent, None),
        (code([8; 32], 47, 0), Outcome::OtherMeeting, None),
        (code(SECRET, 4_000, 0), Outcome::NeedsSupervisor, None),
        (
            "G1YS0001FMXF3XZM".to_owned(),
            Outcome::DamagedCode,
            Some(Hint::Unknown),
        ),
        (
            "G1YS0001FM1".to_owned(),
            Outcome::DamagedCode,
            Some(Hint::TooShort),
        ),
        (
            "g!ys)))!fm!f#xzm".to_owned(),
            Outcome::DamagedCode,
            Some(Hint::CapsLock),
        ),
        (
            "G&YSààà&F?&F\"Xw?".to_owned(),
            Outcome::DamagedCode,
            Some(Hint::Layout),
        ),
        (
            "GG11YYSS00000010F1M21ZFQ3ZX8ZCM4".to_owned(),
            Outcome::DamagedCode,
            Some(Hint::TwoScanners),
        ),
        (
            "00020101021126570011ID.CONTOH".to_owned(),
            Outcome::ForeignCode,
            Some(Hint::Unknown),
        ),
        (
            "https://contoh.example/x".to_owned(),
            Outcome::ForeignCode,
            Some(Hint::Unknown),
        ),
        (
            "7309054107900001".to_owned(),
            Outcome::ForeignCode,
            Some(Hint::Unknown),
        ),
        (
            "8991234567890".to_owned(),
            Outcome::ForeignCode,
            Some(Hint::Unknown),
        ),
    ] {
        desk.pass(5_000);
        let bells = desk.bells();
        desk.burst(&burst);
        let answer = desk.model.desk.answer.clone().unwrap();
        assert_eq!((answer.outcome, answer.hint), (outcome, hint), "{burst}");
        assert_eq!(desk.bells(), bells + 1, "{burst}");
        assert_eq!(desk.line(), "", "{burst}");
    }
    // Re-issued and cancelled.
    desk.type_text("#12")
        .press("Ctrl+R")
        .type_text("hilang")
        .press("Enter")
        .press("T") // no badge now
        .press("Esc");
    desk.burst(&old);
    assert_eq!(
        desk.model.desk.answer.clone().unwrap().outcome,
        Outcome::SupersededCode
    );
    desk.type_text("#13")
        .press("Ctrl+X")
        .type_text("ganda")
        .press("Enter")
        .press("Esc");
    desk.scan(13);
    assert_eq!(
        desk.model.desk.answer.clone().unwrap().outcome,
        Outcome::Cancelled
    );
    // Nothing of a stranger's text is kept anywhere.
    let mut kept = Vec::new();
    desk.journal.clone().read(0, &mut |e| kept.push(e)).unwrap();
    let refused = kept
        .iter()
        .filter(|e| matches!(e.event, Event::ScanRefused(_)));
    assert_eq!(refused.count(), 14);
    assert!(!format!("{kept:?}{:?}", desk.model).contains("73090541"));
}

#[test]
fn scans_queue_while_the_journal_is_busy_and_none_is_lost() {
    let mut desk = Desk::sample();
    desk.slow_journal = true;
    desk.scan(1).scan(2).scan(3);
    assert_eq!((desk.count(), desk.model.waiting()), (0, 3));
    assert!(desk.screen(80, 24).contains("3 menunggu"));
    assert!(
        desk.model.desk.answer.is_none(),
        "the card comes after the commit"
    );
    desk.press("F10");
    assert!(!desk.effects.iter().any(|e| matches!(e, Effect::Quit)));
    assert!(desk.message().contains('3'), "{}", desk.message());
    desk.release();
    assert_eq!((desk.count(), desk.model.waiting()), (3, 0));
    assert_eq!(
        desk.model.desk.answer.as_ref().unwrap().person,
        Some(PersonId(3))
    );
    desk.press("F10");
    assert!(desk.effects.iter().any(|e| matches!(e, Effect::Quit)));
}

#[test]
fn what_is_typed_while_an_arrival_is_saved_stays() {
    let mut desk = Desk::sample();
    desk.slow_journal = true;
    desk.type_text("baso tola").press("Enter");
    desk.press("Enter"); // an impatient second one is the same wish
    desk.press("Ctrl+U").type_text("megaw");
    desk.release();
    assert!(desk.present(49));
    assert_eq!(desk.line(), "megaw");
    let answer = desk.model.desk.answer.as_ref().unwrap();
    assert_eq!(answer.outcome, Outcome::Present);
    assert_eq!(desk.bells(), 0);
}

#[test]
fn a_scan_on_the_data_screen_stays_there() {
    let mut desk = Desk::sample();
    desk.press("F7").scan(47);
    assert_eq!(desk.model.screen, Screen::Data);
    assert!(desk.present(47));
    assert!(
        desk.model.overlays.is_empty(),
        "no digit of the code chose a line"
    );
}

#[test]
fn a_burst_never_picks_a_row_nor_applies_an_import() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = with_overlay("preview", folder.path());
    let people = desk.model.session.meeting().people().len();
    desk.burst("TTTT11TETETE").burst("T");
    // A T alone with the Enter on its heels is no person's.
    assert_eq!(desk.model.session.meeting().people().len(), people);
    desk.press("T");
    assert_eq!(desk.model.session.meeting().people().len(), people + 1);
    let mut desk = with_overlay("preview", folder.path());
    desk.burst("TETETE12TETETE34");
    assert_eq!(desk.model.session.meeting().people().len(), people);
    let mut desk = Desk::sample();
    desk.type_text("nur");
    let selected = desk.model.desk.selected;
    desk.burst("G1YS0002FMXF3XZM");
    assert_eq!((desk.model.desk.selected, desk.line()), (selected, "nur"));
    desk.press("2");
    assert_eq!(desk.model.desk.selected, Some(1));
}

#[test]
fn a_double_read_shows_the_card_of_whom_was_read() {
    let mut desk = Desk::sample();
    desk.scan(47).type_text("#12").press("Enter");
    assert_eq!(
        desk.model.desk.answer.as_ref().unwrap().person,
        Some(PersonId(12))
    );
    desk.scan(47);
    let answer = desk.model.desk.answer.clone().unwrap();
    assert_eq!(
        (answer.person, answer.outcome),
        (Some(PersonId(47)), Outcome::Present)
    );
    assert_eq!(desk.count(), 2);
}

#[test]
fn an_order_that_had_to_wait_is_no_second_read() {
    let mut desk = Desk::sample();
    let order = desk
        .model
        .session
        .meeting()
        .order_code(Order::WalkIn)
        .unwrap();
    desk.press("F1").burst(&order).pass(200);
    assert!(matches!(
        desk.model.overlays.last(),
        Some(Overlay::Help { .. })
    ));
    // The help is closed, and the card is read again at once.
    desk.press("Esc").burst(&order).pass(200);
    assert!(
        matches!(desk.model.overlays.last(), Some(Overlay::Form(_))),
        "{}",
        desk.screen(80, 24)
    );
}
