//! The supervisor: what waits behind the PIN is done once or not at all, no scan is lost meanwhile,
//! and a locked desk answers to nothing but scans and its key.

use std::sync::LazyLock;

use gelar::console::app::{Effect, Screen};
use gelar::console::overlay::Overlay;
use gelar::console::supervisor::Hidden;
use gelar::journal::Journal as _;
use gelar::meeting::command::{Command, Order, Role};
use gelar::meeting::event::{Event, Pin};
use gelar::meeting::id::PersonId;
use gelar::text::Lang;

use gelar::console::forms::Key;
use gelar::console::start::{Chosen, Start};

use super::support::{Desk, founded, key, people, start_screen};

const PIN: &str = "maros59";

/// Hashed once: it is slow on purpose.
static STORED: LazyLock<Pin> = LazyLock::new(|| Pin {
    salt: [3; 16],
    hash: gelar::pin::hash(PIN, [3; 16]),
});

fn guarded_in(lang: Lang) -> Desk {
    let commands = vec![
        people(include_str!("../../data/contoh/peserta.csv")),
        Command::SetPin(Some(STORED.clone())),
    ];
    Desk::on(founded(true, commands), lang)
}

fn guarded() -> Desk {
    guarded_in(Lang::Id)
}

fn open_pin(desk: &Desk) -> Option<&Hidden> {
    match desk.model.overlays.last()? {
        Overlay::Pin(dialog) => Some(&dialog.field),
        _ => None,
    }
}

fn is_cancelled(desk: &Desk, id: u32) -> bool {
    let person = desk.model.session.meeting().person(PersonId(id));
    person.unwrap().cancelled.is_some()
}

fn events(desk: &Desk, wanted: fn(&Event) -> bool) -> usize {
    let mut n = 0;
    let count = &mut |e: gelar::journal::Entry| n += usize::from(wanted(&e.event));
    desk.journal.clone().read(0, count).unwrap();
    n
}

/// Everything that could be written down of this window.
fn everything_told(desk: &Desk) -> String {
    let overlays = format!("{:?}{:?}", desk.model.overlays, desk.model.guard);
    let effects = format!("{:?}{}", desk.effects, desk.message());
    [overlays, effects, desk.screen(120, 40)].join("\n")
}

#[test]
fn a_form_that_needs_the_supervisor_opens_behind_the_pin() {
    let mut desk = guarded();
    desk.type_text("47").press("Ctrl+X");
    assert!(open_pin(&desk).is_some());
    desk.type_text(PIN);
    assert!(
        desk.screen(80, 24).contains("PIN: *******"),
        "{}",
        desk.screen(80, 24)
    );
    desk.press("Enter");
    assert_eq!(desk.model.role(), Role::Supervisor);
    assert!(matches!(desk.model.overlays.last(), Some(Overlay::Form(_))));
    desk.type_text("pindah tugas").press("Enter");
    assert!(is_cancelled(&desk, 47));
    assert!(desk.message().contains("dibatalkan"), "{}", desk.message());
}

#[test]
fn a_command_that_is_refused_waits_and_is_done_once() {
    let mut desk = guarded();
    desk.scan(47).pass(16 * 60_000);
    let old = desk.model.session.head().seq;
    // Undoing what is older than a quarter of an hour asks first, then wants the PIN.
    desk.press("Ctrl+Z").press("y");
    assert!(open_pin(&desk).is_some() && desk.present(47));
    assert_eq!(desk.model.session.head().seq, old);
    desk.type_text(PIN).press("Enter");
    assert!(!desk.present(47));
    desk.press("Enter").pass(5_000);
    let undone = |e: &Event| matches!(e, Event::Undone(_));
    assert_eq!(events(&desk, undone), 1);
    assert!(desk.model.overlays.is_empty());
}

#[test]
fn esc_gives_up_what_waits_and_says_so() {
    let mut desk = guarded();
    desk.scan(47).pass(16 * 60_000);
    let before = desk.model.session.head().seq;
    desk.press("Ctrl+Z")
        .press("y")
        .type_text("maro")
        .press("Esc");
    assert_eq!(desk.message(), Lang::Id.text().supervisor.nothing_done);
    assert_eq!(desk.model.session.head().seq, before);
    assert!(desk.present(47));
    // Given up while the PIN is being compared: its answer opens nothing.
    desk.slow_pin = true;
    desk.press("Ctrl+Z")
        .press("y")
        .type_text(PIN)
        .press("Enter");
    desk.press("Esc");
    desk.release();
    assert!(desk.present(47));
    assert_eq!(desk.model.role(), Role::Officer);
    // The next dialog is not opened by the answer of the one before.
    desk.slow_pin = true;
    desk.press("Ctrl+Z")
        .press("y")
        .type_text(PIN)
        .press("Enter");
    desk.press("Esc").press("Ctrl+Z").press("y");
    desk.release();
    assert!(desk.present(47) && open_pin(&desk).is_some());
}

#[test]
fn a_wrong_pin_waits_longer_and_longer() {
    let mut desk = guarded();
    desk.type_text("47").press("Ctrl+R");
    for n in 1..=5 {
        let bells = desk.bells();
        desk.type_text("0815").press("Enter");
        assert!(desk.bells() > bells, "try {n}");
        assert!(
            desk.screen(80, 24).contains("PIN salah"),
            "{}",
            desk.screen(80, 24)
        );
        assert_eq!(desk.model.role(), Role::Officer);
        let long = desk.model.pause() > 1;
        assert_eq!(long, n == 5, "try {n}");
        if n < 5 {
            // Too early: what is typed stays, and is not compared.
            desk.model
                .overlays
                .last_mut()
                .unwrap()
                .field()
                .unwrap()
                .insert(PIN);
            desk.key(key("Enter"));
            desk.pass(100);
            assert_eq!(desk.model.role(), Role::Officer);
            desk.press("Ctrl+U").pass(1_000);
        }
    }
    // A new dialog does not shorten it.
    desk.press("Esc")
        .press("Ctrl+R")
        .type_text(PIN)
        .press("Enter");
    assert_eq!(desk.model.role(), Role::Officer);
    assert!(
        desk.screen(80, 24).contains("Tunggu"),
        "{}",
        desk.screen(80, 24)
    );
    desk.pass(30_000);
    desk.press("Enter");
    assert_eq!(desk.model.role(), Role::Supervisor);
    assert!(matches!(desk.model.overlays.last(), Some(Overlay::Form(_))));
}

#[test]
fn a_scan_into_the_pin_is_taken_back_and_recorded() {
    let mut desk = guarded();
    desk.type_text("47").press("Ctrl+X").type_text("maro");
    desk.scan(48);
    assert!(desk.present(48));
    assert_eq!(open_pin(&desk).unwrap().stars(), "****");
    desk.type_text("s59").press("Enter");
    assert_eq!(desk.model.role(), Role::Supervisor);
    // And while the PIN is compared.
    let mut desk = guarded();
    desk.slow_pin = true;
    desk.type_text("47")
        .press("Ctrl+X")
        .type_text(PIN)
        .press("Enter");
    desk.scan(48);
    assert!(desk.present(48));
    desk.release();
    assert!(matches!(desk.model.overlays.last(), Some(Overlay::Form(_))));
}

#[test]
fn the_mode_runs_out_and_lasts_while_it_is_used() {
    let mut desk = guarded();
    desk.type_text("47")
        .press("Ctrl+X")
        .type_text(PIN)
        .press("Enter")
        .press("Esc");
    assert!(desk.screen(80, 24).contains("PENYELIA") || !desk.message().is_empty());
    desk.press("Up");
    assert!(
        desk.screen(80, 24).contains("PENYELIA"),
        "{}",
        desk.screen(80, 24)
    );
    desk.pass(170_000);
    desk.press("Ctrl+X").type_text("pindah").press("Enter");
    assert!(is_cancelled(&desk, 47));
    desk.pass(170_000);
    assert_eq!(desk.model.role(), Role::Supervisor);
    desk.pass(15_000);
    assert_eq!(desk.model.role(), Role::Officer);
    assert_eq!(desk.message(), Lang::Id.text().supervisor.over);
    desk.press("Ctrl+X");
    assert!(open_pin(&desk).is_some());
    // Ended by hand.
    desk.type_text(PIN).press("Enter").press("Ctrl+P");
    desk.type_text("akhiri").press("Enter");
    assert_eq!(desk.model.role(), Role::Officer);
}

#[test]
fn a_pin_is_set_changed_and_removed() {
    let mut desk = Desk::sample();
    let set = |desk: &mut Desk| {
        desk.press("Ctrl+P").type_text("pin peny").press("Enter");
    };
    set(&mut desk);
    desk.type_text("12").press("Enter");
    assert!(
        desk.screen(80, 24).contains("terlalu pendek"),
        "{}",
        desk.screen(80, 24)
    );
    desk.type_text("2768")
        .press("Enter")
        .type_text("2769")
        .press("Enter");
    assert!(
        desk.screen(80, 24).contains("tidak sama"),
        "{}",
        desk.screen(80, 24)
    );
    assert!(desk.model.session.meeting().pin().is_none());
    desk.type_text("2768")
        .press("Enter")
        .type_text("2768")
        .press("Enter");
    let pin = desk.model.session.meeting().pin().cloned().unwrap();
    assert!(gelar::pin::matches("2768", pin.salt, pin.hash));
    assert_eq!(desk.message(), Lang::Id.text().supervisor.pin_set);
    // The old one is shown before a new one is taken, and empty removes it.
    set(&mut desk);
    desk.type_text("2768").press("Enter");
    assert_eq!(desk.model.role(), Role::Supervisor);
    desk.press("Enter");
    assert!(desk.model.session.meeting().pin().is_none());
    assert_eq!(desk.message(), Lang::Id.text().supervisor.pin_removed);
}

#[test]
fn the_pin_is_told_nowhere() {
    let mut desk = guarded();
    desk.slow_pin = true;
    desk.type_text("47").press("Ctrl+X").type_text(PIN);
    assert!(!everything_told(&desk).contains(PIN));
    desk.press("Enter");
    assert!(!everything_told(&desk).contains(PIN));
    desk.release();
    desk.press("Esc").press("F12").type_text(PIN);
    assert!(!everything_told(&desk).contains(PIN));
    let kept = |e: &&Effect| matches!(e, Effect::KeepDraft(_, Some(_)));
    assert_eq!(desk.effects.iter().filter(kept).count(), 0);
}

#[test]
fn a_locked_desk_records_scans_and_nothing_else() {
    for mut desk in [guarded(), Desk::sample()] {
        desk.type_text("Tamu Rekaan").press("F8").press("F12");
        assert!(desk.model.is_locked());
        let before = desk.model.session.head().seq;
        for key in [
            "F2", "F7", "F10", "Ctrl+Z", "Ctrl+P", "Ctrl+S", "F12", "F1", "Esc", "x",
        ] {
            desk.press(key);
            assert!(desk.model.is_locked(), "{key}");
        }
        assert_eq!(desk.model.session.head().seq, before);
        assert!(!desk.effects.iter().any(|e| matches!(e, Effect::Quit)));
        desk.scan(47);
        assert!(desk.present(47));
        let screen = desk.screen(80, 24);
        assert!(
            screen.contains("TERKUNCI") && screen.contains("HADIR"),
            "{screen}"
        );
        assert!(
            screen.contains("Rahmatia") && !screen.contains("Tamu Rekaan"),
            "{screen}"
        );
        assert!(!screen.contains("0800"), "{screen}");
        // Unlocked: the half-filled form is as it was.
        if desk.model.session.meeting().pin().is_some() {
            desk.press("Esc").press("Enter");
            assert!(desk.model.is_locked(), "nothing typed");
            desk.type_text("0815").press("Enter");
            assert!(desk.model.is_locked());
            desk.pass(1_000);
            desk.type_text(PIN);
        }
        desk.pass(2_000); // the scanner's own Enter is long past
        desk.press("Enter");
        assert!(!desk.model.is_locked());
        assert_eq!(
            desk.model.role(),
            Role::Officer,
            "unlocking is no more than that"
        );
        assert!(
            desk.screen(80, 24).contains("Tamu Rekaan"),
            "{}",
            desk.screen(80, 24)
        );
        assert_eq!(desk.model.screen, Screen::Desk);
    }
}

#[test]
fn a_scan_while_locked_leaves_the_pin_as_typed() {
    let mut desk = guarded();
    desk.press("F12").press("F10");
    assert!(
        desk.screen(80, 24).contains("Layar terkunci"),
        "{}",
        desk.screen(80, 24)
    );
    desk.type_text("maro")
        .scan(47)
        .type_text("s59")
        .press("Enter");
    assert!(desk.present(47) && !desk.model.is_locked());
}

#[test]
fn an_order_of_the_command_card_waits_for_somebody() {
    let mut desk = guarded();
    desk.scan(47).press("F12");
    let code = desk
        .model
        .session
        .meeting()
        .order_code(Order::Undo)
        .unwrap();
    desk.burst(&code);
    assert!(desk.present(47));
    assert!(
        desk.screen(80, 24).contains("perlu petugas"),
        "{}",
        desk.screen(80, 24)
    );
}

#[test]
fn locking_ends_the_mode_and_a_check_under_way() {
    let mut desk = guarded();
    desk.slow_pin = true;
    desk.type_text("47")
        .press("Ctrl+X")
        .type_text(PIN)
        .press("Enter");
    desk.press("F12");
    desk.release();
    assert_eq!(desk.model.role(), Role::Officer);
    assert!(desk.model.is_locked() && !is_cancelled(&desk, 47));
}

#[test]
fn a_scan_on_a_locked_screen_is_a_guests_whatever_lies_below() {
    let mut desk = Desk::sample();
    let check = Lang::Id.text().scanner.a_check;
    desk.press("Ctrl+P").type_text(check).press("Enter");
    assert!(matches!(
        desk.model.overlays.last(),
        Some(Overlay::ScannerCheck(_))
    ));
    desk.scan(47);
    assert!(!desk.present(47), "a test");
    desk.press("F12").pass(10_000);
    desk.scan(47);
    assert!(desk.present(47));
}

#[test]
fn closing_a_list_asks_first() {
    let mut desk = guarded();
    let close = Lang::Id.text().closing.a_close;
    desk.press("Ctrl+P").type_text(close).press("Enter");
    assert!(open_pin(&desk).is_some());
    desk.type_text(PIN).press("Enter").press("y");
    let closed = |e: &Event| matches!(e, Event::AttendanceClosed(_));
    assert_eq!(events(&desk, closed), 1);
    // Later changes are an addendum, behind a reason and, once the mode is over, behind the PIN.
    desk.press("Esc").pass(200_000);
    desk.type_text("47").press("Enter");
    desk.type_text("terlambat").press("Enter");
    assert!(open_pin(&desk).is_some() && !desk.present(47));
    desk.type_text(PIN).press("Enter");
    assert!(desk.present(47));
    let noted = |e: &Event| matches!(e, Event::AddendumNoted(_));
    assert_eq!(events(&desk, noted), 1);
}

#[test]
fn what_wants_the_pin_says_so() {
    let mut desk = guarded();
    desk.type_text("47").press("Ctrl+P").type_text("ganti kode");
    assert!(
        desk.screen(80, 24).contains("perlu PIN penyelia"),
        "{}",
        desk.screen(80, 24)
    );
}

#[test]
fn the_set_up_takes_a_pin_typed_twice_and_shows_stars() {
    let t = Lang::Id.text();
    let today = jiff::civil::date(2026, 12, 18);
    let mut start = Start::setup(t, "baru.gelar".into(), today);
    let chosen = type_in(&mut start, "PLM 2026", 0);
    assert!(chosen.is_none());
    let pin = rows_to(&start, Key::Pin);
    type_in(&mut start, "276", pin);
    assert!(start.press(key("Ctrl+S"), today).is_none());
    assert!(start_screen(&start, 64, 20).contains("terlalu pendek"));
    type_in(&mut start, "8", 0);
    assert!(start.press(key("Ctrl+S"), today).is_none());
    let screen = start_screen(&start, 80, 24);
    assert!(
        screen.contains("tidak sama") && screen.contains("****"),
        "{screen}"
    );
    assert!(!screen.contains("2768") && !format!("{start:?}").contains("2768"));
    type_in(&mut start, "2768", 0);
    let Some(Chosen::New(fresh)) = start.press(key("Ctrl+S"), today) else {
        panic!("not set up");
    };
    assert!(!format!("{fresh:?}").contains("2768"));
    let pin = fresh.pin.hash([9; 16]).unwrap();
    assert!(gelar::pin::matches("2768", pin.salt, pin.hash));
}

/// The row of a line, counted from the one being edited.
fn rows_to(start: &Start, wanted: Key) -> usize {
    let form = &start.setup.as_ref().unwrap().form;
    form.rows.iter().position(|r| r.key == wanted).unwrap() - form.focus
}

fn type_in(start: &mut Start, text: &str, down: usize) -> Option<Chosen> {
    let today = jiff::civil::date(2026, 12, 18);
    for _ in 0..down {
        start.press(key("Down"), today);
    }
    text.chars().find_map(|c| start.type_char(c, today))
}

#[test]
fn screens() {
    use super::screens::snap;
    for (lang, word) in [(Lang::Id, ""), (Lang::En, "-en")] {
        for (w, h) in [(80, 24), (64, 20)] {
            let name = |what: &str| format!("penyelia-{what}-{w}{word}");
            let mut desk = guarded_in(lang);
            desk.type_text("47").press("Ctrl+X").type_text("081");
            snap(&name("pin"), &desk.screen(w, h));
            desk.press("Enter");
            snap(&name("pin-salah"), &desk.screen(w, h));
            desk.pass(1_000);
            desk.type_text(PIN).press("Enter").press("Esc").press("Up");
            snap(&name("mode"), &desk.screen(w, h));
            desk.press("Esc").press("F12");
            snap(&name("terkunci"), &desk.screen(w, h));
            desk.scan(47).type_text("08");
            snap(&name("terkunci-pindai"), &desk.screen(w, h));
            let mut desk = Desk::sample_in(lang);
            desk.press("F12").press("F10");
            snap(&name("terkunci-tanpa-pin"), &desk.screen(w, h));
            let mut desk = Desk::sample_in(lang);
            let name_of = (lang.text().supervisor.a_pin).to_owned();
            desk.press("Ctrl+P").type_text(&name_of).press("Enter");
            snap(&name("pin-baru"), &desk.screen(w, h));
            desk.type_text("1234").press("Enter").type_text("12");
            snap(&name("pin-baru-lemah"), &desk.screen(w, h));
        }
    }
    let mut desk = guarded();
    desk.press("F12").scan(47);
    desk.theme = gelar::theme::Theme {
        color: false,
        ascii: true,
        ground: gelar::theme::Ground::Dark,
    };
    let painted = desk.painted(80, 24);
    snap("penyelia-terkunci-ascii", &painted);
    let odd: String = desk
        .screen(80, 24)
        .chars()
        .filter(|c| !c.is_ascii())
        .collect();
    assert_eq!(odd, "");
}

#[test]
fn phone_numbers_on_screen_go_with_the_mode_and_with_the_lock() {
    let shown = |desk: &Desk| {
        let page = |o: &Overlay| matches!(o, Overlay::Page { .. });
        desk.model.overlays.iter().any(page)
    };
    let open = || {
        let mut desk = guarded();
        desk.press("Ctrl+P")
            .type_text("hadir dengan hp")
            .press("Enter");
        desk.type_text(PIN).press("Enter");
        assert!(shown(&desk), "{}", desk.screen(120, 40));
        desk
    };
    let mut left_alone = open();
    left_alone.pass(181_000);
    assert_eq!(left_alone.model.role(), Role::Officer);
    assert!(!shown(&left_alone), "{}", left_alone.screen(120, 40));

    let mut locked = open();
    locked.press("F12");
    assert!(!shown(&locked));

    // Without phone numbers it is for everybody and stays.
    let mut plain = guarded();
    plain.press("Ctrl+K").press("F12");
    assert!(shown(&plain));
}

#[test]
fn a_slow_scanners_enter_opens_no_lock() {
    let mut desk = Desk::sample();
    desk.press("F12");
    desk.scan(47);
    desk.pass(400);
    desk.press("Enter");
    assert!(desk.model.is_locked(), "it was the scanner's");
    assert!(desk.present(47));
    desk.pass(3_000);
    desk.press("Enter");
    assert!(!desk.model.is_locked());
}

#[test]
fn the_mode_is_loud_and_whole_at_every_width() {
    for (lang, word) in [(Lang::Id, " PENYELIA "), (Lang::En, " SUPERVISOR ")] {
        let mut desk = guarded_in(lang);
        desk.model.station = "Meja Registrasi Utama".into();
        desk.model.operator = "Rahmatia Bangsawan".into();
        desk.model.list = gelar::meeting::id::ListId::new("transport");
        let whole = |desk: &Desk| {
            let widths = (64..140).filter(|w| desk.screen(*w, 24).contains(word.trim()));
            widths.count()
        };
        assert_eq!(whole(&desk), 0);
        desk.type_text("47")
            .press("Ctrl+X")
            .type_text(PIN)
            .press("Enter");
        // Whatever lies over the screen, and whatever is said.
        for key in ["Esc", "F1", "Esc", "F3", "F6", "F7", "F2", "x"] {
            desk.press(key);
            for width in 64..140 {
                let screen = desk.screen(width, 20);
                let first = screen.lines().next().unwrap();
                let bar = word.trim_end();
                assert!(first.starts_with(bar), "{key} {width}: {first}");
                assert!(first.contains("Meja Registrasi Utama"), "{width}: {first}");
            }
        }
        let painted = desk.painted(64, 20);
        let styles = painted.split("---\n").nth(1).unwrap();
        assert!(styles.starts_with("YYYYYYYYYY"), "{styles}");
        desk.pass(200_000);
        assert_eq!(whole(&desk), 0);
    }
}

#[test]
fn the_pin_box_says_for_what_it_asks() {
    let t = Lang::Id.text();
    let asks = |desk: &Desk, words: &str| {
        for (w, h) in [(64, 20), (80, 24)] {
            let screen = desk.screen(w, h);
            assert!(screen.contains("Untuk: "), "{screen}");
            assert!(screen.contains(words), "{words}: {screen}");
        }
    };
    for (key, name) in [("Ctrl+X", t.a_cancel), ("Ctrl+R", t.a_reissue)] {
        let mut desk = guarded();
        desk.type_text("47").press(key);
        asks(&desk, &format!("Untuk: {name}: "));
        asks(&desk, "#47");
    }
    let mut desk = guarded();
    desk.press("Ctrl+P")
        .type_text(t.closing.a_close)
        .press("Enter");
    asks(&desk, t.closing.a_close);
    let mut desk = guarded();
    desk.scan(47).pass(16 * 60_000);
    desk.press("Ctrl+Z").press("y");
    asks(&desk, "Untuk: urungkan: HADIR");
    desk.press("Esc").press("Ctrl+D");
    asks(&desk, t.a_withdraw);
    // A new PIN is asked for nothing.
    let mut desk = Desk::sample();
    desk.press("Ctrl+P").type_text("pin peny").press("Enter");
    assert!(!desk.screen(80, 24).contains("Untuk:"));
}
