//! Recorded keys with their times, played to the recogniser as the console plays them: every tape in `tests/tapes/`
//! must give the scans, refusals and presses it lists, and leave the text field as it says.
//!
//! A tape has three parts between lines of `---`: what it is about, what comes in, what must come out.
//!
//! ```text
//! focus field|acting|search    where the keys go from now on
//! field Bon|ngan               what stands there, | is the caret
//! 1000 a                       at 1000 ms the key a; also Enter Tab Lf Backspace Space Other Esc ^b
//! 1000+5 G1YS… Enter           from 1000 ms a key every 5 ms
//! 1000 paste a\nb              a bracketed paste
//! ```
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use gelar::console::scanner::{Focus, Key, Scanner, Step};
use gelar::meeting::code::{LENGTH, Reading, Secret, Subject, SubjectKind, encode, read};
use proptest::prelude::*;

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Field,
    Acting,
    Search,
}

/// A desk with one text field, driven like the console drives its own.
struct Desk {
    scanner: Scanner,
    place: Place,
    before: String,
    after: String,
    log: Vec<String>,
}

impl Desk {
    fn new(place: Place) -> Self {
        Desk {
            scanner: Scanner::new(),
            place,
            before: String::new(),
            after: String::new(),
            log: Vec::new(),
        }
    }

    fn key(&mut self, key: Key, at: u64) {
        self.wait_until(at);
        let focus = match self.place {
            Place::Field => Focus::Field,
            Place::Acting => Focus::Acting,
            Place::Search => Focus::SearchLine(&self.before),
        };
        let steps = self.scanner.key(key, focus, at);
        self.carry_out(steps);
    }

    fn paste(&mut self, text: &str, at: u64) {
        self.wait_until(at);
        let steps = self.scanner.paste(text, at);
        self.carry_out(steps);
    }

    /// The timer of the loop: it may fire only when no key was there before.
    fn wait_until(&mut self, at: u64) {
        while let Some(deadline) = self.scanner.deadline().filter(|deadline| *deadline < at) {
            let steps = self.scanner.tick(deadline);
            self.carry_out(steps);
            assert_ne!(
                self.scanner.deadline(),
                Some(deadline),
                "a deadline that never ends"
            );
        }
    }

    fn carry_out(&mut self, steps: Vec<Step>) {
        for step in steps {
            match step {
                Step::Type(c) if self.place != Place::Acting => self.before.push(c),
                Step::Insert(text) if self.place != Place::Acting => self.before.push_str(&text),
                // Nothing there takes text.
                Step::Type(_) | Step::Insert(_) => {}
                Step::TakeBack(n) => {
                    for _ in 0..n {
                        assert!(self.before.pop().is_some(), "took back what was not there");
                    }
                }
                Step::Press(Key::Backspace) if self.place != Place::Acting => {
                    self.before.pop();
                }
                Step::Press(Key::Char(c)) if self.place == Place::Field => self.before.push(c),
                Step::Press(Key::Char(c)) if self.place == Place::Search && !c.is_ascii_digit() => {
                    self.before.push(c);
                }
                Step::Press(Key::Char(c)) => self.log.push(format!("press {c}")),
                Step::Press(key) => self.log.push(format!("press {key:?}")),
                Step::Scan(code) => self.log.push(format!("scan {code}")),
                Step::Unreadable(u) => {
                    self.log
                        .push(format!("unreadable {} {:?} {:?}", u.length, u.hint, u.what));
                }
            }
        }
    }

    fn play(&mut self, line: &str) {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        match first {
            "focus" => {
                self.place = match rest {
                    "field" => Place::Field,
                    "acting" => Place::Acting,
                    "search" => Place::Search,
                    other => panic!("focus {other}"),
                }
            }
            "field" => {
                let (before, after) = rest.split_once('|').unwrap();
                (self.before, self.after) = (before.into(), after.into());
            }
            time => {
                let (at, gap) = time.split_once('+').unwrap_or((time, "1"));
                let (mut at, gap): (u64, u64) = (at.parse().unwrap(), gap.parse().unwrap());
                if let Some(text) = rest.strip_prefix("paste ") {
                    let text = text
                        .replace("\\n", "\n")
                        .replace("\\r", "\r")
                        .replace("\\u{1b}", "\u{1b}");
                    return self.paste(&text, at);
                }
                for key in rest.split(' ').flat_map(keys) {
                    self.key(key, at);
                    at += gap;
                }
            }
        }
    }
}

fn keys(word: &str) -> Vec<Key> {
    match word {
        "Enter" => vec![Key::Enter],
        "Tab" => vec![Key::Tab],
        "Lf" => vec![Key::Lf],
        "Backspace" => vec![Key::Backspace],
        "Other" => vec![Key::Other],
        "Esc" => vec![Key::Esc],
        "Space" => vec![Key::Char(' ')],
        _ => match word.strip_prefix('^') {
            Some(letter) if letter.len() == 1 => letter.chars().map(Key::Control).collect(),
            _ => word.chars().map(Key::Char).collect(),
        },
    }
}

#[test]
fn every_tape_plays_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tapes");
    let mut wrong = String::new();
    let mut played = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let tape = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let parts: Vec<&str> = tape.split("---\n").collect();
        let [about, input, expected] = parts[..] else {
            panic!("{} has not three parts", path.display());
        };
        let mut desk = Desk::new(Place::Field);
        input.lines().for_each(|line| desk.play(line));
        desk.wait_until(u64::MAX);
        desk.log
            .push(format!("field {}|{}", desk.before, desk.after));
        let got = desk.log.join("\n");
        if got != expected.trim_end() {
            let name = path.file_name().unwrap().display();
            writeln!(wrong, "{name}: {about}expected\n{expected}got\n{got}\n").unwrap();
        }
        played += 1;
    }
    assert!(played >= 30, "only {played} tapes found");
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_paste_of_fifty_megabytes_is_one_short_line() {
    let mut desk = Desk::new(Place::Field);
    desk.paste(&"a".repeat(50_000_000), 0);
    assert_eq!(desk.before.len(), 500);
    desk.before.clear();
    desk.paste(&format!("{CODE}\n").repeat(1_000_000), 1_000);
    assert_eq!((desk.log.len(), desk.before.as_str()), (0, CODE));
    desk.before.clear();
    desk.paste(&"\n".repeat(50_000_000), 2_000);
    assert_eq!((desk.log.len(), desk.before.as_str()), (0, ""));
}

#[test]
fn a_paste_that_arrives_as_a_million_keys_is_one_short_text() {
    let mut desk = Desk::new(Place::Field);
    for (i, c) in "Budi dari Bontoa "
        .chars()
        .cycle()
        .take(1_000_000)
        .enumerate()
    {
        desk.key(Key::Char(c), i as u64 / 100);
    }
    desk.wait_until(u64::MAX);
    assert!(desk.before.starts_with("Budi dari Bontoa Budi"));
    assert!(desk.before.len() <= 1_000);
    assert!(desk.log.is_empty());
}

#[test]
fn a_stranger_of_many_thousand_keys_is_counted_and_not_kept() {
    let mut desk = Desk::new(Place::Search);
    let text: String = "{\"nik\":73}".repeat(700);
    for (i, c) in text.chars().enumerate() {
        desk.key(Key::Char(c), i as u64);
    }
    desk.key(Key::Enter, 7_000);
    assert_eq!(desk.log, ["unreadable 7000 Unknown Foreign(Other)"]);
    assert_eq!(desk.before, "");
    assert!(!format!("{:?}", desk.scanner).contains("nik"));
}

#[test]
fn text_behind_a_moved_focus_is_not_taken_back() {
    let mut desk = Desk::new(Place::Field);
    desk.play("0+1 G1YS0");
    desk.before = "Budi".into();
    desk.scanner.forget();
    desk.play("5+1 001FM1F3XZM Enter");
    assert_eq!(desk.log, [format!("scan {CODE}")]);
    assert_eq!(desk.before, "Budi");
}

/// The ways to share keys between two codes, at most `enough`: every pair of codes that comes out.
fn shared(
    keys: &[char],
    first: &mut String,
    second: &mut String,
    found: &mut BTreeSet<(String, String)>,
    enough: usize,
) {
    let begins = |text: &str| "G1".starts_with(text.get(..2).unwrap_or(text));
    if found.len() >= enough || first.len() > LENGTH || second.len() > LENGTH {
        return;
    }
    if !begins(first) || !begins(second) {
        return;
    }
    let Some((&key, rest)) = keys.split_first() else {
        let is_code = |text: &str| matches!(read(text), Reading::Code(_));
        if is_code(first) && is_code(second) {
            let mut pair = [first.clone(), second.clone()];
            pair.sort();
            let [a, b] = pair;
            found.insert((a, b));
        }
        return;
    };
    first.push(key);
    shared(rest, first, second, found, enough);
    first.pop();
    second.push(key);
    shared(rest, first, second, found, enough);
    second.pop();
}

/// Why two codes typed into each other are refused and never taken apart: both check characters come out right in
/// many ways, and each is somebody else.
#[test]
fn two_codes_in_one_burst_can_be_shared_in_many_ways() {
    let other = "G1YS000012ZQZ8C4";
    for step in [1, 2, 3, 5] {
        let (mut a, mut b) = (CODE.chars(), other.chars());
        let mut burst: Vec<char> = Vec::new();
        while burst.len() < 2 * LENGTH {
            burst.extend(a.by_ref().take(step));
            burst.extend(b.by_ref().take(step));
        }
        let mut found = BTreeSet::new();
        shared(
            &burst,
            &mut String::new(),
            &mut String::new(),
            &mut found,
            50,
        );
        assert_eq!(found.len(), 50, "key by key {step}");
    }
}

const CODE: &str = "G1YS0001FM1F3XZM";

fn any_code() -> impl Strategy<Value = String> {
    (any::<[u8; 32]>(), 0..=Subject::MAX_NUMBER, any::<u16>()).prop_map(
        |(secret, number, issue)| {
            let subject = Subject::new(SubjectKind::Person, number).unwrap();
            encode(&Secret::new(secret), subject, issue)
        },
    )
}

fn any_key() -> impl Strategy<Value = Key> {
    prop_oneof![
        8 => prop::sample::select("G1YS0001FM1F3XZMab ]Q\\0-é".chars().collect::<Vec<_>>()).prop_map(Key::Char),
        1 => any::<char>().prop_map(Key::Char),
        1 => prop::sample::select(vec![
            Key::Enter, Key::Tab, Key::Lf, Key::Backspace, Key::Control('z'), Key::Other,
        ]),
    ]
}

proptest! {
    /// Text typed at a person's pace, one scan anywhere in it, any focus of text.
    #[test]
    fn a_scan_leaves_the_text_alone(
        text in "[a-z '.]{0,20}",
        gaps in prop::collection::vec(80u64..400, 20),
        cut in 0usize..=20,
        code in any_code(),
        pace in 0u64..=50,
        before in 0u64..200,
        after in 0u64..200,
        suffix in prop::sample::select(vec!["", "Enter", "Tab", "Lf", "Enter Lf"]),
        prefix in prop::sample::select(vec!["", "]Q1", "\\000026"]),
        search in any::<bool>(),
    ) {
        let place = if search { Place::Search } else { Place::Field };
        let mut desk = Desk::new(place);
        let cut = cut.min(text.len());
        let mut at = 1_000;
        let mut typed = text.chars().zip(gaps);
        for (c, gap) in typed.by_ref().take(cut) {
            at += gap;
            desk.key(Key::Char(c), at);
        }
        // What comes in a code's own rhythm before and behind it is the scanner's.
        at += pace + 6 + before;
        let burst = format!("{prefix}{code}");
        for key in burst.chars().map(Key::Char).chain(suffix.split(' ').flat_map(keys)) {
            desk.key(key, at);
            at += pace;
        }
        at += 6 + after;
        for (c, gap) in typed {
            desk.key(Key::Char(c), at);
            at += gap;
        }
        desk.wait_until(u64::MAX);
        prop_assert_eq!(desk.before, text);
        prop_assert_eq!(desk.log, vec![format!("scan {code}")]);
    }

    /// Whatever the code and the pace, with a card open nothing of it acts; nor of a misread one.
    #[test]
    fn a_burst_never_acts(
        code in any_code(),
        pace in prop::collection::vec(0u64..=50, 17),
        spoil in prop::option::of((0usize..16, "[0-9A-Z]")),
        suffix in prop::sample::select(vec!["", "Enter", "Tab", "Enter Lf"]),
    ) {
        let mut text = code.clone();
        if let Some((i, c)) = spoil {
            text.replace_range(i..=i, &c);
        }
        let mut desk = Desk::new(Place::Acting);
        let mut at = 1_000;
        for (i, key) in text.chars().map(Key::Char).chain(suffix.split(' ').flat_map(keys)).enumerate() {
            desk.key(key, at);
            at += pace.get(i).copied().unwrap_or(10);
        }
        desk.wait_until(u64::MAX);
        prop_assert_eq!(desk.log.len(), 1, "{:?}", desk.log);
        prop_assert!(!desk.log[0].starts_with("press"));
    }

    /// Two scanners at once, however their keys fall: nothing acts, nothing stays, and nobody is read who was not.
    #[test]
    fn two_scanners_at_once_do_no_harm(
        one in any_code(),
        two in any_code(),
        paces in (1u64..=30, 1u64..=30),
        later in 0u64..400,
        ends in prop::collection::vec(prop::sample::select(vec!["", "Enter", "Tab", "Enter Lf"]), 2),
        field in any::<bool>(),
    ) {
        let mut desk = Desk::new(if field { Place::Field } else { Place::Acting });
        desk.before = "Budi ".into();
        let stream = |code: &str, end: &str, start: u64, pace: u64| -> Vec<(u64, Key)> {
            let keys = code.chars().map(Key::Char).chain(end.split(' ').flat_map(keys));
            (0..).zip(keys).map(|(i, key)| (start + i * pace, key)).collect()
        };
        let mut all = stream(&one, ends[0], 1_000, paces.0);
        all.extend(stream(&two, ends[1], 1_000 + later, paces.1));
        all.sort_by_key(|k| k.0);
        for (at, key) in all {
            desk.key(key, at);
        }
        desk.wait_until(u64::MAX);
        prop_assert!(!desk.log.is_empty());
        let presses = desk.log.iter().filter(|l| l.starts_with("press"));
        prop_assert_eq!(presses.count(), 0, "{:?}", desk.log);
        let text = desk.before.trim_end();
        prop_assert_eq!(text, "Budi", "{:?}", desk.log);
    }

    /// Any keys at any times: no panic, nothing taken back that was not typed, no deadline that never ends.
    #[test]
    fn any_keys_are_survived(
        keys in prop::collection::vec((any_key(), 0u64..120, 0u8..3), 0..120),
    ) {
        let mut desk = Desk::new(Place::Field);
        let mut at = 0;
        for (key, gap, place) in keys {
            let place = [Place::Field, Place::Acting, Place::Search][usize::from(place)];
            if place != desk.place {
                desk.place = place;
                desk.scanner.forget();
            }
            at += gap;
            desk.key(key, at);
        }
        desk.wait_until(u64::MAX);
    }

    /// A clock that jumps, and pastes of anything.
    #[test]
    fn any_times_and_pastes_are_survived(
        keys in prop::collection::vec((any_key(), any::<u64>()), 0..40),
        text in any::<String>(),
    ) {
        let mut scanner = Scanner::new();
        for (key, at) in keys {
            scanner.key(key, Focus::Field, at);
            scanner.paste(&text, at);
            scanner.deadline();
        }
    }
}
