//! The outcomes that a delegation, a walk-in, a substitute, a guest of honour, a closed list and a hand-out
//! lead to, as people see them: every one at 80×24, some at other sizes, in English, in colour.

use gelar::console::command::Action;
use gelar::meeting::delegation::DelegationId;
use gelar::meeting::event::Outcome;
use gelar::text::Lang;
use gelar::theme::Theme;

use super::screens::snap;
use super::support::Desk;

/// Each with what is on its card.
const OUTCOMES: [&str; 15] = [
    "surat",
    "centang",
    "bersama",
    "lengkap",
    "lebih",
    "menyusul",
    "pengganti",
    "peserta-baru",
    "peserta-baru-lebih",
    "tamu-vip",
    "ditutup",
    "diserahkan",
    "sudah-diserahkan",
    "belum-hadir",
    "tidak-berhak",
];

fn read_letter(desk: &mut Desk, delegation: u32) {
    let meeting = desk.model.session.meeting();
    let letter = meeting.letter_code(DelegationId(delegation)).unwrap();
    desk.burst(&letter);
}

fn walk_in(desk: &mut Desk, name: &str, from: &str) {
    desk.press("F8").type_text(name);
    desk.press("Down").type_text(from).press("Ctrl+S");
}

fn close(desk: &mut Desk) {
    desk.menu(Action::CloseList);
    desk.press("y").press("Esc").press("F2");
}

fn outcome(name: &str, lang: Lang) -> Desk {
    let mut desk = Desk::sample_in(lang);
    match name {
        "surat" => read_letter(&mut desk, 17),
        "centang" => {
            read_letter(&mut desk, 17);
            desk.press("1").press("3");
        }
        "bersama" => {
            read_letter(&mut desk, 17);
            desk.press("1").press("3").press("Enter");
        }
        "lengkap" => drop(desk.scan(72).scan(73)),
        "lebih" => {
            walk_in(&mut desk, "Guru Contoh", "Pajjukukang");
            desk.scan(41).scan(42);
        }
        "menyusul" => {
            desk.scan(47);
            desk.press("Esc").pass(240_000);
            desk.scan(49);
        }
        "pengganti" => {
            desk.type_text("#72").press("Ctrl+T");
            desk.type_text("Hasrul Contoh").press("Ctrl+S");
        }
        "peserta-baru" => walk_in(&mut desk, "Tenri Contoh", "Harian Rekaan"),
        "peserta-baru-lebih" => {
            desk.scan(41).scan(42);
            walk_in(&mut desk, "Guru Contoh", "Pajjukukang");
        }
        "tamu-vip" => drop(desk.scan(86)),
        "ditutup" => {
            desk.scan(48);
            close(&mut desk);
            desk.scan(47);
        }
        "diserahkan" | "sudah-diserahkan" => {
            desk.scan(47).press("Ctrl+O").press("2").scan(47);
            if name == "sudah-diserahkan" {
                desk.pass(60_000);
                desk.scan(47);
            }
        }
        "belum-hadir" => drop(desk.press("Ctrl+O").press("2").scan(47)),
        // The staff's row says *transport: tidak*.
        "tidak-berhak" => drop(desk.scan(3).press("Ctrl+O").press("4").scan(3)),
        other => panic!("{other}"),
    }
    desk
}

#[test]
fn all_at_80_24() {
    for name in OUTCOMES {
        let desk = outcome(name, Lang::Id);
        snap(&format!("meja-80-{name}"), &desk.screen(80, 24));
    }
}

#[test]
fn some_at_other_sizes() {
    for name in ["bersama", "lebih"] {
        let desk = outcome(name, Lang::Id);
        snap(&format!("meja-120-{name}"), &desk.screen(120, 40));
    }
    for name in ["centang", "pengganti", "ditutup", "tidak-berhak"] {
        let desk = outcome(name, Lang::Id);
        snap(&format!("meja-64-{name}"), &desk.screen(64, 20));
    }
}

#[test]
fn some_in_english() {
    for name in [
        "surat",
        "bersama",
        "lebih",
        "pengganti",
        "ditutup",
        "sudah-diserahkan",
        "tidak-berhak",
    ] {
        let desk = outcome(name, Lang::En);
        snap(&format!("meja-en-{name}"), &desk.screen(80, 24));
    }
}

#[test]
fn in_colour_and_without() {
    for name in ["centang", "ditutup", "tidak-berhak"] {
        let desk = outcome(name, Lang::Id);
        snap(&format!("meja-warna-{name}"), &desk.painted(80, 24));
    }
    for name in OUTCOMES {
        let mut desk = outcome(name, Lang::Id);
        let coloured = desk.screen(80, 24);
        desk.theme = Theme {
            color: false,
            ascii: false,
            ground: gelar::theme::Ground::Dark,
        };
        let bare = desk.painted(80, 24);
        let (words, styles) = bare.split_once("---").unwrap();
        assert!(
            !styles.contains(['g', 'y', 'r', 'c', 'd', 'G', 'Y', 'R']),
            "{name}"
        );
        assert_eq!(
            words.trim_end(),
            coloured,
            "{name}: colour alone says nothing"
        );
    }
}

/// One sign, one word in capitals and one sentence each; a bell for what is no success.
#[test]
fn each_has_a_sign_a_word_and_a_bell_where_something_is_wrong() {
    for lang in [Lang::Id, Lang::En] {
        for name in OUTCOMES {
            let desk = outcome(name, lang);
            let Some(answer) = desk.model.desk.answer.clone() else {
                assert!(matches!(name, "surat" | "centang"), "{name}");
                assert_eq!((desk.count(), desk.bells()), (0, 0), "{name}");
                continue;
            };
            let good = answer.outcome == Outcome::Present;
            assert_eq!(desk.bells() == 0, good, "{name}");
            let screen = desk.screen(80, 24);
            let title = screen.lines().find(|l| l.starts_with("┌ ")).unwrap();
            let mut letters = title.trim_start_matches("┌ ").chars();
            let sign = letters.next().unwrap();
            let expected = match answer.outcome {
                // Present, and yet somebody to ask.
                Outcome::Present if name.ends_with("lebih") => '!',
                Outcome::Present => '■',
                Outcome::AlreadyPresent => '!',
                _ => 'X',
            };
            assert_eq!(sign, expected, "{name}: {title}");
            let word = letters.as_str().trim().split(' ').next().unwrap();
            assert!(
                word.len() > 2 && word == word.to_uppercase(),
                "{name}: {title}"
            );
        }
    }
}
