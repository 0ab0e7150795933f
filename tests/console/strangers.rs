//! Codes that are not ours, at machine pace, over everything that may be on screen: they act nowhere, and one line
//! names them. `GELAR_TRIALS` sets how many are typed.

use std::path::Path;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use gelar::console::command::Action;
use gelar::console::overlay::Overlay;
use gelar::console::stage::Shown;
use gelar::journal::Journal as _;
use gelar::meeting::event::{Event, Outcome};
use gelar::rehearse::dice::Dice;

use super::scans::{OVERLAYS, state, with_overlay};
use super::support::{Desk, key};
use super::trials::rounds;

/// What else may be on screen, besides `OVERLAYS`.
const SCREENS: [&str; 13] = [
    "idle", "found", "arrival", "card", "ticked", "board", "find", "hall", "why", "rules", "seal",
    "check", "locked",
];

fn place(name: &str, folder: &Path) -> Desk {
    let mut desk = Desk::sample();
    match name {
        "idle" => {}
        "found" => drop(desk.type_text("nur")),
        "arrival" => drop(desk.scan(12)),
        "card" => drop(desk.scan(47)),
        "ticked" => drop(desk.scan(47).press("2").press("Down")),
        "board" => drop(desk.press("F3").press("Down")),
        "find" => drop(desk.press("F3").press("/").type_text("sal")),
        "hall" => drop(desk.open_stage(Shown::default()).press("F6")),
        "why" => drop(desk.press("F3").press("Home").press("Enter")),
        "rules" => drop(desk.press("F3").press("a").press("Down")),
        "seal" => drop(desk.press("F3").press("g").type_text("20")),
        "check" => drop(desk.menu(Action::ScannerCheck)),
        "locked" => {
            desk.menu(Action::SetPin).type_text("271828").press("Enter");
            desk.type_text("271828")
                .press("Ctrl+S")
                .press("F2")
                .press("F12");
            assert!(
                desk.screen(80, 24).contains("TERKUNCI"),
                "{}",
                desk.screen(80, 24)
            );
        }
        other => return with_overlay(other, folder),
    }
    desk.pass(5_000);
    desk
}

/// Keys with the milliseconds before each.
fn play(desk: &mut Desk, keys: impl IntoIterator<Item = (KeyEvent, u64)>) {
    desk.pass(500);
    for (event, gap) in keys {
        desk.pass(gap);
        desk.key(event);
    }
    desk.pass(1_000);
}

fn typed(text: &str) -> impl Iterator<Item = KeyEvent> {
    text.chars()
        .map(|c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
}

/// The events of the journal from `seq` on.
fn since(desk: &Desk, seq: u64) -> Vec<Event> {
    let mut events = Vec::new();
    desk.journal
        .clone()
        .read(seq, &mut |e| events.push(e.event))
        .unwrap();
    events
}

/// Nothing but the lines that name the scan, and the count of entries, is another than before.
fn assert_untouched(what: &str, before: &str, after: &str) {
    let named = |line: &str| {
        [
            "BUKAN KODE KITA",
            "KODE RUSAK",
            "Tersimpan",
            "tidak terbaca",
        ]
        .iter()
        .any(|w| line.contains(w))
    };
    for (old, new) in before.lines().zip(after.lines()) {
        assert!(
            old == new || named(new) || new.trim().is_empty(),
            "{what}\n{old}\n{new}\n{after}"
        );
    }
}

/// A code of a stranger: never plain words, which a person may have pasted.
fn stranger(dice: &mut Dice) -> String {
    let kinds = [
        "0123456789",
        "0123456789ABCDEFGHJKMNPQRSTVWXYZ",
        "aT1gb0:;#*/-_+.?Y2h",
        "kT n4G a",
    ];
    let letters: Vec<char> = kinds[dice.below(kinds.len())].chars().collect();
    let length = 1 + dice.below(20);
    let mut text: Vec<char> = (0..length)
        .map(|_| letters[dice.below(letters.len())])
        .collect();
    let at = dice.below(length);
    text[at] = ['0', '1', '2', '7', '9'][dice.below(5)];
    text.into_iter().collect()
}

#[test]
fn strangers_codes_act_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    for mut dice in rounds() {
        let places: Vec<&str> = OVERLAYS.into_iter().chain(SCREENS).collect();
        let name = places[dice.below(places.len())];
        let mut desk = place(name, folder.path());
        for _ in 0..5 {
            let text = stranger(&mut dice);
            let ends: &[&str] = [
                &["Enter"][..],
                &["Enter"],
                &["Tab"],
                &["Ctrl+j"],
                &["Enter", "Ctrl+j"],
            ][dice.below(5)];
            let pace = 1 + dice.below(35);
            let what = format!("{name}: {text:?} {ends:?} within {pace} ms");
            println!("{what}");
            let (before, screen, seq) = (
                state(&mut desk),
                desk.screen(80, 24),
                desk.model.session.head().seq,
            );
            let keys: Vec<KeyEvent> = typed(&text).chain(ends.iter().map(|e| key(e))).collect();
            let keys: Vec<_> = keys
                .into_iter()
                .map(|k| (k, dice.below(pace + 1) as u64))
                .collect();
            play(&mut desk, keys);
            let events = since(&desk, seq);
            assert!(
                events.iter().all(|e| matches!(e, Event::ScanRefused(_))),
                "{what} {events:?}"
            );
            assert!(
                events.len() == usize::from(name != "check"),
                "{what} told {} times",
                events.len()
            );
            if name != "check" {
                assert_eq!(state(&mut desk), before, "{what}");
            }
            // Where the screen itself tells of each read, with a box, a line, a card, it changes.
            if !["check", "locked", "idle", "arrival"].contains(&name) {
                assert_untouched(&what, &screen, &desk.screen(80, 24));
            }
            assert_eq!(
                name == "check",
                matches!(desk.model.overlays.last(), Some(Overlay::ScannerCheck(_)))
            );
        }
    }
}

#[test]
fn a_member_card_records_nobody_and_greets_nobody() {
    for text in ["00048", "48", "7"] {
        for gap in [0, 20, 35] {
            let mut desk = Desk::sample();
            play(
                &mut desk,
                typed(text).chain([key("Enter")]).map(|k| (k, gap)),
            );
            assert_eq!((desk.count(), desk.line()), (0, ""), "{text} {gap}");
            let screen = desk.screen(80, 24);
            assert!(screen.contains("BUKAN KODE KITA"), "{text} {gap}: {screen}");
            desk.press("Ctrl+G");
            play(
                &mut desk,
                typed(text).chain([key("Enter")]).map(|k| (k, gap)),
            );
            assert_eq!(desk.count(), 0, "{text} {gap}");
        }
    }
    // A person is slower, and means the number.
    let mut desk = Desk::sample();
    play(
        &mut desk,
        typed("48").chain([key("Enter")]).map(|k| (k, 36)),
    );
    assert!(desk.present(48));
}

#[test]
fn a_slow_scanner_is_known_by_its_own_codes() {
    let slow = |desk: &mut Desk, text: &str| {
        let keys: Vec<KeyEvent> = typed(text).chain([key("Enter")]).collect();
        play(desk, keys.into_iter().map(|k| (k, 55)));
    };
    let mut desk = Desk::sample();
    slow(&mut desk, "00048");
    assert_eq!(desk.count(), 1, "so slow a person may be");
    let code = super::support::code(super::support::SECRET, 12, 0);
    let mut desk = Desk::sample();
    slow(&mut desk, &code);
    slow(&mut desk, "00048");
    assert_eq!((desk.count(), desk.line()), (1, ""));
    // One whose Enter dawdles, too.
    let mut desk = Desk::sample();
    for text in [&code[..], "00048"] {
        let last = text.len();
        let keys: Vec<KeyEvent> = typed(text).chain([key("Enter")]).collect();
        play(
            &mut desk,
            keys.into_iter()
                .enumerate()
                .map(|(i, k)| (k, if i == last { 250 } else { 3 })),
        );
    }
    assert_eq!((desk.count(), desk.line()), (1, ""));
}

#[test]
fn pasted_words_stay_and_their_enter_does_nothing() {
    let mut desk = Desk::sample();
    play(
        &mut desk,
        typed("baso").chain([key("Enter")]).map(|k| (k, 0)),
    );
    assert_eq!((desk.line(), desk.count(), desk.message()), ("baso", 0, ""));
    desk.press("Esc").press("F8");
    play(
        &mut desk,
        typed("Budi").chain([key("Enter")]).map(|k| (k, 0)),
    );
    let Some(Overlay::Form(open)) = desk.model.overlays.last_mut() else {
        panic!("the form is open");
    };
    assert_eq!(
        (open.focus(), open.form.field().unwrap().text()),
        (0, "Budi")
    );
}

/// A code of ours and a key behind it, so many milliseconds late.
fn followed(desk: &mut Desk, person: u32, late: u64, name: &str) {
    let code = super::support::code(super::support::SECRET, person, 0);
    play(
        desk,
        typed(&code).map(|k| (k, 3)).chain([(key(name), late)]),
    );
}

#[test]
fn what_follows_a_code_late_is_the_scanners() {
    for name in [
        "Ctrl+d", "Ctrl+z", "Ctrl+c", "Ctrl+x", "Enter", "Tab", "Ctrl+j",
    ] {
        let mut desk = Desk::sample();
        let mut hall = Desk::sample();
        hall.open_stage(Shown::default()).press("F6");
        for (person, late) in (1..).zip([5, 36, 65, 80, 81, 150, 200, 300, 399]) {
            followed(&mut desk, person, late, name);
            assert!(
                desk.present(person) && desk.model.overlays.is_empty(),
                "{name} {late}"
            );
            let answer = desk.model.desk.answer.as_ref().unwrap();
            assert_eq!(
                (answer.outcome, desk.line()),
                (Outcome::Present, ""),
                "{name} {late}"
            );
            followed(&mut hall, person, late, name);
            assert!(hall.present(person), "{name} {late}");
            let shown = |e: &Event| matches!(e, Event::SceneShown(_));
            assert!(!since(&hall, 0).iter().any(shown), "{name} {late}");
        }
    }
    // It has come: the next one is a person's.
    let mut desk = Desk::sample();
    followed(&mut desk, 12, 3, "Enter");
    desk.model.desk.answer.as_ref().unwrap();
    let code = super::support::code(super::support::SECRET, 13, 0);
    play(
        &mut desk,
        typed(&code)
            .map(|k| (k, 3))
            .chain([(key("Enter"), 3), (key("Ctrl+d"), 200)]),
    );
    assert!(!desk.present(13));
}

#[test]
fn a_scanner_later_still_is_learned() {
    let mut desk = Desk::sample();
    desk.open_stage(Shown::default());
    for person in 1..=3 {
        followed(&mut desk, person, 600, "Enter");
    }
    desk.press("Ctrl+G").press("1");
    let count = desk.count();
    followed(&mut desk, 20, 620, "Enter");
    assert_eq!(desk.count(), count + 1);
}

#[test]
fn signs_around_a_code_are_the_scanners() {
    for sign in ["#", "*", ";", "Z", "]Q1", "+Q1", "~", "}", "?", "0"] {
        let mut desk = Desk::sample();
        let places = [(sign, ""), ("", sign), (sign, sign)];
        let ways = [1, 10, 30]
            .into_iter()
            .flat_map(|pace| places.map(|p| (pace, p)));
        for (person, (pace, (head, tail))) in (1..).zip(ways) {
            let text = format!(
                "{head}{}{tail}",
                super::support::code(super::support::SECRET, person, 0)
            );
            play(
                &mut desk,
                typed(&text).chain([key("Enter")]).map(|k| (k, pace)),
            );
            let answer = desk.model.desk.answer.as_ref().expect(&text);
            assert_eq!(
                (answer.outcome, desk.line()),
                (Outcome::Present, ""),
                "{text} {pace}"
            );
            assert!(
                desk.model.overlays.is_empty() && desk.model.desk.fresh,
                "{text} {pace}"
            );
            assert_eq!(desk.count(), person as usize, "{text} {pace}");
        }
    }
    // A sign that comes late.
    for sign in ["#", "*", ";"] {
        let mut desk = Desk::sample();
        followed(&mut desk, 12, 200, sign);
        assert_eq!((desk.line(), desk.model.desk.fresh), ("", true), "{sign}");
    }
}

/// The keyboard with Shift held down, and the French and German ones.
fn spoilt(text: &str) -> [(String, &'static str); 3] {
    let by = |from: &str, to: &str| -> String {
        let place = |c: char| from.chars().position(|x| x == c);
        text.chars()
            .map(|c| place(c).and_then(|i| to.chars().nth(i)).unwrap_or(c))
            .collect()
    };
    [
        (by("0123456789#;]*", ")!@#$%^&*(#:}*"), "Caps Lock"),
        (
            by("0123456789QAZWM]*;#", "à&é\"'(-è_çAQWZ?$8m\""),
            "Tata letak",
        ),
        (by("YZ]*;#", "ZY+(ö§"), "Tata letak"),
    ]
}

#[test]
fn a_spoilt_keyboard_is_named_with_signs_around_too() {
    let mut desk = Desk::sample();
    for sign in ["", "#", "*", ";", "Z", "]Q1"] {
        for (head, tail) in [(sign, ""), ("", sign), (sign, sign)] {
            for (text, word) in spoilt(&format!("{head}G1YS0001FM1F3XZM{tail}")) {
                desk.press("Esc").press("Esc").burst(&text).pass(1_000);
                let screen = desk.screen(80, 24);
                assert_eq!((desk.count(), desk.line()), (0, ""), "{text}");
                assert!(screen.contains(word), "{text}\n{screen}");
            }
        }
    }
}

#[test]
fn a_number_pad_without_num_lock_is_named_and_moves_nothing() {
    let pad = |c: char| match c.to_digit(10) {
        Some(d) => key([
            "Ins", "End", "Down", "PageDown", "Left", "Begin", "Right", "Home", "Up", "PageUp",
        ][d as usize]),
        None => KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE),
    };
    let folder = tempfile::tempdir().unwrap();
    let code = super::support::code(super::support::SECRET, 12, 0);
    for name in [
        "idle", "found", "ticked", "board", "hall", "form", "preview", "protocol", "lists",
    ] {
        for text in [&code[..], "00048", "28", "8"] {
            let mut desk = place(name, folder.path());
            let (before, count) = (state(&mut desk), desk.count());
            play(
                &mut desk,
                text.chars().map(pad).chain([key("Enter")]).map(|k| (k, 3)),
            );
            assert_eq!(
                (state(&mut desk), desk.count()),
                (before, count),
                "{name} {text}"
            );
            let told = format!("{}{}", desk.screen(80, 24), desk.message());
            assert!(told.contains("Num Lock"), "{name} {text} {told}");
        }
    }
    // The digits may also be lost altogether.
    let mut desk = Desk::sample();
    desk.burst("GYSFMFXZM").pass(1_000);
    assert!(
        desk.screen(80, 24).contains("Num Lock"),
        "{}",
        desk.screen(80, 24)
    );
    // A held arrow still goes down row by row.
    let mut desk = Desk::sample();
    desk.type_text("nur");
    let pressed = |desk: &mut Desk, gap| {
        desk.pass(gap);
        desk.key(key("Down"));
    };
    for gap in [300, 250, 30, 30, 30] {
        pressed(&mut desk, gap);
    }
    // No row was marked: several begin so.
    assert_eq!(desk.model.desk.selected, Some(4));
}

#[test]
fn esc_between_digits_closes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let alt = |c: char| KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT);
    let escaped = |text: &str| {
        text.chars()
            .flat_map(|c| {
                [
                    key("Esc"),
                    KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE),
                ]
            })
            .collect::<Vec<_>>()
    };
    for name in [
        "found", "ticked", "find", "help", "form", "preview", "palette", "check", "page",
    ] {
        for (keys, gap) in [
            (escaped("071049"), 2),
            (escaped("0"), 2),
            (escaped("49").into_iter().skip(1).collect(), 30),
            ("071049".chars().map(alt).collect::<Vec<_>>(), 2),
        ] {
            let mut desk = place(name, folder.path());
            let before = state(&mut desk);
            play(&mut desk, keys.iter().map(|k| (*k, gap)));
            // The check shows them as a read that failed.
            let same = name == "check" && desk.model.overlays.len() == 1;
            assert!(same || state(&mut desk) == before, "{name} {keys:?}");
            assert!(
                name == "check" || desk.screen(80, 24).contains("kode Alt"),
                "{name} {keys:?} {}",
                desk.screen(80, 24)
            );
        }
        let mut desk = place(name, folder.path());
        let shown = desk.screen(80, 24);
        desk.press("Esc").press("Esc");
        assert_ne!(desk.screen(80, 24), shown, "{name}: a person's Esc");
    }
}
