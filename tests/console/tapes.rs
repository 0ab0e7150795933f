//! The tapes of `tests/tapes/` once more, now through the whole console: the same scans stand in the
//! journal, the text fields hold the same text, and nothing acts that should not.
//!
//! A field of a tape is the first line of the form of a new person, the search line is the desk's, and
//! where keys act the help lies over it: any key closes it, so it is still open if none acted.

use std::fs;
use std::path::Path;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use gelar::console::app::Msg;
use gelar::console::field::Field;
use gelar::console::overlay::Overlay;
use gelar::console::scanner::Hint;
use gelar::journal::Journal as _;
use gelar::meeting::event::{Event, Outcome, ScanRefused};

use super::support::{Desk, key};

struct Player {
    desk: Desk,
    place: String,
    hints: Vec<String>,
}

impl Player {
    fn new() -> Player {
        let mut desk = Desk::empty();
        desk.press("F8"); // the form is there from the start; nobody is in the meeting
        Player {
            desk,
            place: "field".to_owned(),
            hints: Vec::new(),
        }
    }

    /// Puts the place of the keys on top, without pressing anything.
    fn focus(&mut self, place: &str) {
        let overlays = &mut self.desk.model.overlays;
        overlays.retain(|o| matches!(o, Overlay::Form(_)));
        match place {
            "acting" => overlays.push(Overlay::Help { scroll: 0 }),
            "search" => overlays.clear(),
            "field" if overlays.is_empty() => {
                self.desk.model.overlays = Player::new().desk.model.overlays;
            }
            "field" => {}
            other => panic!("focus {other}"),
        }
        self.place = place.into();
    }

    fn field(&mut self) -> &mut Field {
        match self.desk.model.overlays.first_mut() {
            Some(Overlay::Form(form)) if self.place != "search" => form.form.field().unwrap(),
            _ => &mut self.desk.model.desk.line,
        }
    }

    fn at(&mut self, at: u64) {
        // A timer fires only when no key was there before.
        let now = self.desk.now;
        self.desk.pass((10_000 + at).saturating_sub(now + 1));
        self.desk.now = 10_000 + at;
    }

    fn send(&mut self, msg: Msg) {
        let asked = self.desk.model.session.head().seq;
        self.desk.send(msg);
        self.note(asked);
    }

    fn note(&mut self, before: u64) {
        for _ in before..self.desk.model.session.head().seq {
            let hint = self.desk.model.desk.answer.as_ref().and_then(|a| a.hint);
            self.hints
                .push(format!("{:?}", hint.unwrap_or(Hint::Unknown)));
        }
    }

    fn play(&mut self, line: &str) {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        match first {
            "focus" => self.focus(rest),
            "field" => {
                let (before, after) = rest.split_once('|').unwrap();
                let field = self.field();
                field.set(&format!("{before}{after}"));
                for _ in after.chars() {
                    field.edit(key("Left"));
                }
            }
            time => {
                let (at, gap) = time.split_once('+').unwrap_or((time, "1"));
                let (mut at, gap): (u64, u64) = (at.parse().unwrap(), gap.parse().unwrap());
                if let Some(text) = rest.strip_prefix("paste ") {
                    let text = text
                        .replace("\\n", "\n")
                        .replace("\\r", "\r")
                        .replace("\\u{1b}", "\u{1b}");
                    self.at(at);
                    return self.send(Msg::Paste(text, self.desk.now));
                }
                for event in rest.split(' ').flat_map(events) {
                    let before = self.desk.model.session.head().seq;
                    self.at(at);
                    self.note(before);
                    self.send(Msg::Key(event, self.desk.now));
                    at += gap;
                }
            }
        }
    }

    /// What came out, in the words of the tapes; a scan without its code, which the journal does not keep.
    fn heard(&mut self) -> Vec<String> {
        let before = self.desk.model.session.head().seq;
        self.desk.pass(10_000);
        self.note(before);
        let mut hints = self.hints.iter();
        let mut heard = Vec::new();
        let mut journal = self.desk.journal.clone();
        journal
            .read(0, &mut |entry| {
                if let Event::ScanRefused(e) = entry.event {
                    heard.push(word(&e, hints.next().map_or("", |h| h)));
                }
            })
            .unwrap();
        heard
    }

    fn text(&mut self) -> String {
        let line = self.desk.line().to_owned();
        let form = match self.desk.model.overlays.first_mut() {
            Some(Overlay::Form(form)) => Some(form.form.field().unwrap().clone()),
            _ => None,
        };
        match form {
            Some(field) => {
                let caret = field.text().char_indices().nth(field.caret());
                let (before, after) = field
                    .text()
                    .split_at(caret.map_or(field.text().len(), |c| c.0));
                format!("{line}{before}|{after}")
            }
            None => format!("{line}|"),
        }
    }
}

fn word(e: &ScanRefused, hint: &str) -> String {
    match e.outcome {
        Outcome::OtherMeeting | Outcome::NeedsSupervisor => "scan".to_owned(),
        _ => format!("unreadable {} {hint} {}", e.length, e.class),
    }
}

/// A line of a tape in the same words.
fn expected(line: &str) -> Option<String> {
    let (what, rest) = line.split_once(' ').unwrap();
    match what {
        "scan" => Some("scan".to_owned()),
        "unreadable" => {
            let mut parts = rest.splitn(3, ' ');
            let (length, hint) = (parts.next().unwrap(), parts.next().unwrap());
            let class = match parts.next().unwrap() {
                "Damaged(TooShort)" => "too_short",
                "Damaged(TooLong)" => "too_long",
                "Damaged(Start)" => "start",
                "Damaged(Symbol)" => "symbol",
                "Damaged(CheckCharacter)" => "check_character",
                "Foreign(PaymentQr)" => "payment_qr",
                "Foreign(WebAddress)" => "web_address",
                "Foreign(Nik16)" => "nik",
                "Foreign(OtherDigits)" => "digits",
                "Foreign(Other)" => "other",
                other => panic!("{other}"),
            };
            Some(format!("unreadable {length} {hint} {class}"))
        }
        "press" => None,
        other => panic!("{other}"),
    }
}

fn events(word: &str) -> Vec<KeyEvent> {
    match word {
        "Lf" => vec![key("Ctrl+j")],
        "Other" => vec![key("F5")],
        "Enter" | "Tab" | "Backspace" | "Space" | "Esc" => vec![key(word)],
        _ => match word.strip_prefix('^') {
            Some(letter) if letter.len() == 1 => vec![key(&format!("Ctrl+{letter}"))],
            _ => word
                .chars()
                .map(|c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
                .collect(),
        },
    }
}

#[test]
fn every_tape_plays_through_the_console() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tapes");
    let mut played = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().display().to_string();
        let tape = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let parts: Vec<&str> = tape.split("---\n").collect();
        let [_, input, output] = parts[..] else {
            panic!("{name} has not three parts");
        };
        // Given / when
        let mut desk = Player::new();
        input.lines().for_each(|line| desk.play(line));
        let heard = desk.heard();
        // Then
        let (field, lines) = output
            .trim_end()
            .rsplit_once('\n')
            .map_or((output.trim_end(), ""), |(l, f)| (f, l));
        let wanted: Vec<String> = lines.lines().filter_map(expected).collect();
        assert_eq!(heard, wanted, "{name}: what the journal kept");
        let presses = lines.lines().filter(|l| l.starts_with("press")).count();
        if desk.place == "acting" {
            let open = matches!(desk.desk.model.overlays.last(), Some(Overlay::Help { .. }));
            assert_eq!(open, presses == 0, "{name}: did something act?");
        } else {
            assert_eq!(format!("field {}", desk.text()), field, "{name}");
        }
        assert_eq!(desk.desk.count(), 0, "{name}");
        played += 1;
    }
    assert!(played >= 30, "only {played} tapes found");
}
