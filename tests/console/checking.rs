//! *Periksa pemindai*, two scanners on one laptop, and a scanner that is tried before a meeting is open.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use gelar::console::app::{Effect, Level, Screen};
use gelar::console::command::Action;
use gelar::console::overlay::Overlay;
use gelar::console::scanner::check::test_code;
use gelar::console::start::{Chosen, Start};
use gelar::text::Lang;
use gelar::theme::Theme;

use super::support::{Desk, SECRET, code, key, start_screen};

fn snap(name: &str, screen: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, screen));
}

/// By its key in the menu, wherever it stands there.
fn open_check(desk: &mut Desk) {
    desk.menu(Action::ScannerCheck);
}

fn checking(lang: Lang) -> Desk {
    let mut desk = Desk::sample_in(lang);
    open_check(&mut desk);
    desk
}

fn tried(desk: &Desk) -> String {
    let tag = desk.model.session.meeting().tag().unwrap();
    test_code(&tag).unwrap().to_string()
}

/// A burst and the silence behind it.
fn read(desk: &mut Desk, text: &str) {
    desk.burst(text).pass(600);
}

fn marks(desk: &Desk) -> Vec<bool> {
    match desk.model.overlays.last() {
        Some(Overlay::ScannerCheck(open)) => open.check.marks(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn five_reads_record_nothing_and_end_in_words() {
    let mut desk = checking(Lang::Id);
    let head = desk.model.session.head().seq;
    let text = tried(&desk);
    for n in 1..=5 {
        assert!(!desk.screen(80, 24).contains("SIAP DIPAKAI"));
        read(&mut desk, &text);
        assert_eq!(marks(&desk), vec![true; n]);
    }
    let screen = desk.screen(80, 24);
    assert!(screen.contains("SIAP DIPAKAI"), "{screen}");
    assert!(screen.contains("2 ms per huruf"), "{screen}");
    assert!(screen.contains("menutup dengan Enter"), "{screen}");
    // Enter begins once more, Esc closes.
    desk.press("Enter");
    assert_eq!(marks(&desk), Vec::<bool>::new());
    desk.press("Esc");
    assert!(desk.model.overlays.is_empty());
    assert_eq!(desk.message(), "");
    assert_eq!(desk.model.session.head().seq, head, "nothing was recorded");
    assert_eq!(desk.bells(), 0);
}

#[test]
fn a_badge_read_during_the_check_is_told_when_it_closes() {
    let mut desk = checking(Lang::Id);
    desk.scan(47).scan(47).scan(12);
    desk.burst(&code([8; 32], 47, 0)).burst("G1YS0001FMXF3XZM");
    desk.pass(600);
    assert_eq!(
        (desk.count(), desk.bells()),
        (0, 0),
        "the screen says that nothing is recorded"
    );
    desk.press("Esc");
    let name = |desk: &Desk, id| {
        let id = gelar::meeting::id::PersonId(id);
        let meeting = desk.model.session.meeting();
        format!("#{} {}", id.0, meeting.person(id).unwrap().name())
    };
    for id in [47, 12] {
        let who = name(&desk, id);
        assert_eq!(
            desk.message().matches(&who).count(),
            1,
            "{}",
            desk.message()
        );
    }
    assert_eq!(desk.level(), Some(Level::Bad));
    // Who has arrived before needs no second scan.
    desk.press("F2").scan(47);
    assert!(desk.present(47));
    open_check(&mut desk);
    desk.scan(47).press("Esc");
    assert_eq!(desk.message(), "");
}

#[test]
fn a_half_read_code_is_in_no_field_when_the_check_closes() {
    let mut desk = Desk::sample();
    desk.type_text("salen").press("Ctrl+P");
    desk.type_text("pemindai").press("Enter");
    assert_eq!(marks(&desk), Vec::<bool>::new());
    let text = code(SECRET, 47, 0);
    for c in text.chars().take(9) {
        desk.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
    }
    desk.press("Esc");
    for c in text.chars().skip(9) {
        desk.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
    }
    desk.key(key("Enter"));
    desk.pass(1_000);
    assert!(desk.model.overlays.is_empty());
    assert_eq!((desk.count(), desk.line()), (0, "salen"));
}

#[test]
fn no_key_but_enter_and_esc_does_anything_in_the_check() {
    let mut desk = checking(Lang::Id);
    for name in ["Enter", "F1", "1", "t", "Ctrl+Z", "Ctrl+P", "Tab", "?"] {
        desk.press(name);
        assert!(
            matches!(desk.model.overlays[..], [Overlay::ScannerCheck(_)]),
            "{name}"
        );
    }
    desk.press("F2");
    assert_eq!(
        (desk.model.overlays.len(), desk.model.screen),
        (0, Screen::Desk)
    );
    desk.scan(47);
    assert!(desk.present(47), "the check is over");
}

#[test]
fn a_paste_is_a_read_too() {
    let mut desk = checking(Lang::En);
    let text = tried(&desk);
    for _ in 0..5 {
        desk.paste(&format!("{text}\r"));
    }
    let screen = desk.screen(80, 24);
    assert!(screen.contains("WORKS, BUT"), "{screen}");
    assert!(screen.contains("paste"), "{screen}");
    assert_eq!(desk.count(), 0);
}

#[test]
fn the_test_code_means_nothing_at_the_desk() {
    let mut desk = Desk::sample();
    let (text, head) = (tried(&desk), desk.model.session.head().seq);
    desk.scan(47);
    let before = desk.model.session.head().seq;
    assert!(before > head);
    desk.type_text("bas").burst(&text);
    assert_eq!(desk.model.session.head().seq, before);
    assert!(desk.message().contains("Kode uji"), "{}", desk.message());
    assert_eq!((desk.line(), desk.bells()), ("bas", 0));
}

/// The dark modules of the code as it stands on screen.
fn modules(screen: &str) -> Vec<Vec<bool>> {
    let rows: Vec<Vec<char>> = screen.lines().map(|l| l.chars().collect()).collect();
    let code: Vec<&Vec<char>> = rows
        .iter()
        .filter(|r| r.iter().filter(|c| **c == '█').count() > 5)
        .collect();
    let left = code
        .iter()
        .filter_map(|r| r.iter().position(|c| "█▀▄".contains(*c)))
        .min()
        .unwrap();
    let right = code[0].iter().rposition(|c| *c == '█').unwrap();
    let mut out = Vec::new();
    for row in code {
        let cell = |x: usize| row.get(x).copied().unwrap_or(' ');
        out.push((left..=right).map(|x| !"█▀".contains(cell(x))).collect());
        out.push((left..=right).map(|x| !"█▄".contains(cell(x))).collect());
    }
    out
}

#[test]
fn the_code_on_screen_is_the_code() {
    for (w, h, quiet) in [(80, 24, 4), (64, 20, 2)] {
        let desk = checking(Lang::Id);
        let drawn = modules(&desk.screen(w, h));
        let text = tried(&desk);
        let level = qrcode::EcLevel::Q;
        let qr = qrcode::QrCode::with_version(text.as_bytes(), qrcode::Version::Normal(1), level)
            .unwrap();
        for y in 0..21 {
            for x in 0..21 {
                let dark = qr[(x, y)] == qrcode::Color::Dark;
                assert_eq!(drawn[y + quiet][x + quiet], dark, "{x} {y} at {w}x{h}");
            }
        }
        assert!(drawn[..quiet].iter().flatten().all(|dark| !dark));
        assert!(
            drawn
                .iter()
                .all(|row| row[..quiet].iter().all(|dark| !dark))
        );
    }
}

#[test]
fn the_check_as_people_see_it() {
    for (lang, name) in [(Lang::Id, "id"), (Lang::En, "en")] {
        let mut desk = checking(lang);
        snap(&format!("pemindai-{name}"), &desk.screen(80, 24));
        snap(&format!("pemindai-64-{name}"), &desk.screen(64, 20));
        let text = tried(&desk);
        read(&mut desk, &text);
        read(&mut desk, "G1YS0001FM1F3X");
        snap(&format!("pemindai-dua-{name}"), &desk.screen(80, 24));
        snap(&format!("pemindai-dua-64-{name}"), &desk.screen(64, 20));
        for _ in 0..3 {
            read(&mut desk, &text);
        }
        snap(&format!("pemindai-tetapi-{name}"), &desk.screen(80, 24));
        desk.press("Enter");
        for _ in 0..5 {
            read(&mut desk, &text);
        }
        snap(&format!("pemindai-siap-{name}"), &desk.screen(80, 24));
        desk.press("Enter");
        let french = text
            .replace('1', "&")
            .replace('0', "à")
            .replace('A', "q")
            .replace('Q', "A")
            .replace('q', "Q")
            .replace('Z', "w")
            .replace('W', "Z")
            .replace('w', "W")
            .replace('M', "?");
        for _ in 0..5 {
            read(&mut desk, &french);
        }
        snap(&format!("pemindai-tidak-{name}"), &desk.screen(80, 24));
        // The most that can be wrong at once, on the smallest screen.
        desk.press("Enter");
        for n in 0..5 {
            desk.burst("G1YS0001FM1F3X").pass(600);
            let text = format!("*{}+", text.to_lowercase());
            if n < 3 {
                desk.burst(&text).pass(600);
            }
        }
        snap(&format!("pemindai-banyak-64-{name}"), &desk.screen(64, 20));
    }
}

#[test]
fn without_colour_and_without_blocks() {
    let mut desk = checking(Lang::Id);
    desk.theme = Theme {
        color: false,
        ascii: false,
        ground: gelar::theme::Ground::Dark,
    };
    let with = modules(&desk.screen(80, 24));
    assert!(with.len() > 21, "the code needs no colour");
    desk.theme.ascii = true;
    desk.model.ascii = true;
    let screen = desk.screen(80, 24);
    assert!(screen.contains("--ascii"), "it says why no code is shown");
    snap("pemindai-ascii", &screen);
    let text = tried(&desk);
    for _ in 0..5 {
        read(&mut desk, &text.to_lowercase());
    }
    snap("pemindai-ascii-tetapi", &desk.screen(64, 20));
    desk.theme.ascii = false;
    desk.model.ascii = false;
    snap("pemindai-warna", &checking(Lang::Id).painted(80, 24));
}

/// A code at a pace, closed by a key.
fn scan_by(desk: &mut Desk, person: u32, gap: u64, end: &str) {
    desk.pass(2_000);
    for c in code(SECRET, person, 0).chars() {
        desk.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        desk.pass(gap);
    }
    if !end.is_empty() {
        desk.key(key(end));
    }
    desk.pass(1_000);
}

#[test]
fn two_scanners_in_turn_are_told_once() {
    let words = Lang::Id.text().scanner.two;
    for (second, end) in [(4, "Tab"), (4, ""), (40, "Enter")] {
        let mut desk = Desk::sample();
        let mut told = 0;
        for person in 1..=12 {
            if person % 2 == 0 {
                scan_by(&mut desk, person, second, end);
            } else {
                scan_by(&mut desk, person, 4, "Enter");
            }
            told += usize::from(desk.message() == words);
        }
        assert_eq!(desk.count(), 12, "all are recorded");
        assert_eq!(told, 1, "{second} {end}");
        assert_eq!((desk.bells(), desk.line()), (0, ""));
    }
}

#[test]
fn one_scanner_is_not_taken_for_two() {
    let words = Lang::Id.text().scanner.two;
    // One that jitters; one that was set up anew half-way; one odd read.
    let runs: [&[(u64, &str)]; 4] = [
        &[(4, "Enter"), (9, "Enter"), (5, "Enter"), (14, "Enter")],
        &[(4, "Enter"), (4, "Enter"), (4, "Tab"), (4, "Tab")],
        &[(4, "Enter"), (4, ""), (4, "Enter"), (4, "Enter")],
        &[(0, "Enter"), (4, "Enter"), (0, "Enter"), (4, "Enter")],
    ];
    for run in runs {
        let mut desk = Desk::sample();
        for (person, (gap, end)) in (1..).zip(run) {
            scan_by(&mut desk, person, *gap, end);
            assert_ne!(desk.message(), words, "{run:?}");
        }
        desk.pass(500);
        assert_eq!(desk.count(), 4);
    }
}

#[test]
fn interleaved_scanners_over_a_form_leave_its_text() {
    for burst in [
        "GG11YYSS00000010F1M21ZFQ3ZX8ZCM4",
        "]]QQ11GG11YYSS00000010F1M21ZFQ3ZX8ZCM4",
        "G1YS0001FM1F3XGZ1M",
    ] {
        let mut desk = Desk::sample();
        desk.press("F8").type_text("Budi").burst(burst);
        let Some(Overlay::Form(open)) = desk.model.overlays.last_mut() else {
            panic!("the form is open");
        };
        assert_eq!(open.form.field().unwrap().text(), "Budi", "{burst}");
        assert!(
            desk.message().contains("bersamaan"),
            "{burst}: {}",
            desk.message()
        );
        assert_eq!(desk.count(), 0);
    }
}

const TODAY: jiff::civil::Date = jiff::civil::date(2024, 12, 10);

/// Keys at the opening screen, its timer between them.
struct Opening {
    start: Start,
    now: u64,
    chosen: Option<Chosen>,
}

impl Opening {
    fn new(start: Start) -> Opening {
        Opening {
            start,
            now: 1_000,
            chosen: None,
        }
    }

    fn key(&mut self, event: KeyEvent, gap: u64) {
        let chosen = self.start.key(event, self.now, TODAY);
        self.chosen = self.chosen.take().or(chosen);
        self.now += gap;
        if let Some(due) = self.start.deadline().filter(|due| *due < self.now) {
            let chosen = self.start.tick(due, TODAY);
            self.chosen = self.chosen.take().or(chosen);
        }
    }

    fn type_text(&mut self, text: &str, gap: u64) {
        for c in text.chars() {
            self.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE), gap);
        }
    }

    fn press(&mut self, name: &str) {
        self.now += 300;
        self.key(key(name), 300);
    }

    fn scan(&mut self, text: &str) {
        self.now += 300;
        self.type_text(text, 3);
        self.key(key("Enter"), 300);
    }

    fn line(&mut self) -> String {
        let setup = self.start.setup.as_mut().unwrap();
        setup.form.field().unwrap().text().to_owned()
    }
}

#[test]
fn a_scan_in_the_set_up_stands_in_no_line() {
    let text = Lang::Id.text();
    let path = std::path::PathBuf::from("uji.gelar");
    let mut opening = Opening::new(Start::setup(text, path, TODAY));
    opening.type_text("PLM Maros", 120);
    let (before, focus) = (
        opening.line(),
        opening.start.setup.as_ref().unwrap().form.focus,
    );
    for burst in [
        code(SECRET, 47, 0),
        format!("]Q1{}", code(SECRET, 48, 0)),
        "G1YS0001FMXF3XZM".to_owned(),
        "GG11YYSS00000010F1M21ZFQ3ZX8ZCM4".to_owned(),
        "00020101021126570011ID.CONTOH".to_owned(),
    ] {
        opening.start.trouble = None;
        opening.scan(&burst);
        assert_eq!(opening.line(), before, "{burst}");
        assert_eq!(opening.start.setup.as_ref().unwrap().form.focus, focus);
        assert!(
            opening
                .start
                .trouble
                .as_ref()
                .unwrap()
                .contains("tidak ada yang dicatat")
        );
    }
    snap("mulai-baru-dipindai", &start_screen(&opening.start, 64, 20));
    // A scan pasted by the terminal, and a text pasted by a person.
    opening
        .start
        .paste(&format!("{}\r", code(SECRET, 47, 0)), opening.now, TODAY);
    assert_eq!(opening.line(), before);
    opening.start.paste(" 2024", opening.now + 500, TODAY);
    opening.now += 1_000;
    assert_eq!(opening.line(), "PLM Maros 2024");
    // On a line of choices too: the zone stays.
    for _ in 0..10 {
        opening.press("Tab");
        let form = &opening.start.setup.as_ref().unwrap().form;
        let values: Vec<String> = form
            .rows
            .iter()
            .map(|r| form.value(r.key).to_owned())
            .collect();
        opening.scan(&code(SECRET, 47, 0));
        let form = &opening.start.setup.as_ref().unwrap().form;
        let after: Vec<String> = form
            .rows
            .iter()
            .map(|r| form.value(r.key).to_owned())
            .collect();
        assert_eq!(after, values, "line {}", form.focus);
    }
    assert!(opening.chosen.is_none());
}

#[test]
fn a_scan_at_the_menu_chooses_nothing_and_a_digit_still_does() {
    let mut opening = Opening::new(Start::menu(Lang::Id.text(), Vec::new()));
    opening.scan(&code(SECRET, 47, 0));
    opening.scan("1212121234343434");
    opening.scan("8991234567890");
    assert!(opening.chosen.is_none());
    assert_eq!(
        (opening.start.selected, opening.start.setup.is_some()),
        (0, false)
    );
    assert!(opening.start.trouble.is_some());
    opening.press("2");
    assert!(
        opening.start.setup.is_some(),
        "the second line is a new meeting"
    );
    opening.press("Esc");
    opening.press("1");
    assert!(matches!(opening.chosen, Some(Chosen::Sample)));
    let mut opening = Opening::new(Start::menu(Lang::Id.text(), Vec::new()));
    opening.press("Enter");
    assert!(matches!(opening.chosen, Some(Chosen::Sample)));
}

#[test]
fn nothing_is_rung_or_written_by_a_check() {
    let mut desk = checking(Lang::Id);
    for burst in ["7309054107900001", "00020101021126570011ID.CONTOH", "xx"] {
        read(&mut desk, burst);
    }
    assert!(!desk.effects.iter().any(|e| matches!(e, Effect::Bell)));
    assert!(!format!("{:?}", desk.model).contains("73090541"));
}
