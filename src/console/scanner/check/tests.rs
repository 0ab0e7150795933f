#![allow(clippy::unwrap_used)]

use super::super::Keyboard;
use super::*;

const CODE: &str = "G1YS0001FM1F3XZM";

fn shown() -> Parsed {
    test_code("YS").unwrap()
}

/// Reads as a scanner of `gap` milliseconds a key types them, one a second; the suffix follows at the same pace.
fn typed(texts: &[&str], gap: u64, suffix: &[Key]) -> Check {
    let mut check = Check::new(Some(shown()));
    for (at, text) in (1_000..).step_by(4_000).zip(texts) {
        let keys = text.chars().map(Key::Char).chain(suffix.iter().copied());
        for (i, key) in (0..).zip(keys) {
            check.key(key, at + i * gap);
        }
        check.tick(at + 3_000);
    }
    check
}

fn five(text: &str, gap: u64, suffix: &[Key]) -> Report {
    typed(&[text; READS], gap, suffix).report().unwrap()
}

#[test]
fn a_good_scanner_needs_nothing() {
    for (suffix, expected) in [
        (&[Key::Enter][..], Suffix::Enter),
        (&[Key::Tab], Suffix::Tab),
        (&[Key::Lf], Suffix::Lf),
        (&[Key::Enter, Key::Lf], Suffix::CrLf),
        (&[Key::Enter, Key::Enter], Suffix::CrLf),
        (&[Key::Tab, Key::Enter], Suffix::Several),
        (&[], Suffix::Nothing),
    ] {
        let report = five(CODE, 4, suffix);
        assert_eq!(report.findings, [], "{suffix:?}");
        assert_eq!(report.verdict, Verdict::Good);
        assert_eq!((report.pace, report.slowest), (Some(4), Some(4)));
        assert_eq!(report.suffix, expected);
        assert_eq!(report.case, Some(Case::Upper));
        assert_eq!((report.unreadable, report.reads), (0, READS));
        assert!(!report.marked);
    }
}

#[test]
fn codes_of_several_people_will_do_and_foreign_texts_prove_nothing() {
    for text in [
        "8991234567890",
        "https://contoh.example",
        "Budi Rekaan",
        "7309054107900001",
    ] {
        let foreign = five(text, 10, &[Key::Enter]);
        assert_eq!(foreign.findings, [Finding::Foreign(READS)], "{text}");
        assert_eq!((foreign.verdict, foreign.case), (Verdict::Bad, None));
    }
    let texts = [CODE, "G1W40001F782GG5D", "G1YS0015GKGMX0P0", CODE, CODE];
    let report = typed(&texts, 3, &[Key::Tab]).report().unwrap();
    assert_eq!((report.verdict, report.findings.len()), (Verdict::Good, 0));
    let texts = [
        CODE,
        "G1W40001F782GG5D",
        "G1YS0015GKGMX0P0",
        "8991234567890",
        "https://contoh.example",
    ];
    let report = typed(&texts, 3, &[Key::Tab]).report().unwrap();
    assert_eq!(report.findings, [Finding::Foreign(2)]);
    assert_eq!(report.verdict, Verdict::But, "{report:?}");
}

#[test]
fn a_number_pad_without_num_lock_is_not_usable() {
    let bad = |report: &Report, finding: Finding| {
        assert_eq!(report.findings, [finding]);
        assert_eq!(report.verdict, Verdict::Bad);
    };
    let as_keys = |digit: fn(char) -> Key| {
        let mut check = Check::new(Some(shown()));
        for at in (1_000..).step_by(4_000).take(READS) {
            let keys = CODE.chars().map(|c| {
                if c.is_ascii_digit() {
                    digit(c)
                } else {
                    Key::Char(c)
                }
            });
            for (i, key) in (0..).zip(keys.chain([Key::Enter])) {
                check.key(key, at + i * 4);
            }
            check.tick(at + 3_000);
        }
        check.report().unwrap()
    };
    bad(&as_keys(Key::Pad), Finding::NumLock);
    bad(&as_keys(Key::Alt), Finding::AltCodes);
    // The digits are lost altogether, of somebody's code and of the one on screen.
    bad(&five("GYSFMFXZM", 4, &[Key::Enter]), Finding::NumLock);
    bad(&five("gysfmfxzm", 4, &[Key::Enter]), Finding::NumLock);
    let own: String = shown()
        .to_string()
        .replace(|c: char| c.is_ascii_digit(), "");
    bad(&five(&own, 4, &[Key::Enter]), Finding::NumLock);
}

#[test]
fn there_is_no_report_before_the_fifth_read_and_none_after_it_counts() {
    let four = typed(&[CODE; 4], 4, &[Key::Enter]);
    assert_eq!((four.report(), four.marks().len()), (None, 4));
    assert_eq!(four.so_far().unwrap().reads, 4);
    assert_eq!(Check::new(None).so_far(), None);
    let six = typed(
        &[CODE, CODE, CODE, CODE, CODE, "G1YS0001FMXF3XZM"],
        4,
        &[Key::Enter],
    );
    assert_eq!(six.marks(), [true; READS]);
}

#[test]
fn a_persons_keys_are_no_reads() {
    let mut check = Check::new(None);
    for (i, c) in (0..).zip("halo Rina".chars()) {
        check.key(Key::Char(c), 1_000 + i * 500);
        check.tick(1_450 + i * 500);
    }
    check.key(Key::Enter, 9_000);
    check.key(Key::Other, 9_500);
    check.tick(20_000);
    assert_eq!(check.so_far(), None);
}

#[test]
fn known_marks_are_told_and_do_no_harm() {
    for mark in ["]Q1", "\\000026", "]Q1\\000026"] {
        let report = five(&format!("{mark}{CODE}"), 4, &[Key::Enter]);
        assert!(report.marked, "{mark}");
        assert_eq!(report.findings, [], "{mark}");
    }
}

#[test]
fn a_scanners_own_characters_are_told() {
    let report = five(&format!("*#{CODE}"), 4, &[Key::Enter]);
    assert_eq!(report.findings, [Finding::OwnPrefix("*#".to_owned())]);
    assert_eq!((report.verdict, report.marked), (Verdict::But, false));
    let report = five(&format!("A]Q1{CODE}Z"), 4, &[Key::Enter]);
    assert_eq!(
        report.findings,
        [
            Finding::OwnPrefix("A".to_owned()),
            Finding::OwnSuffix("Z".to_owned())
        ]
    );
    assert!(report.marked);
}

#[test]
fn small_letters_are_read() {
    let report = five(&CODE.to_lowercase(), 4, &[Key::Enter]);
    assert_eq!(report.findings, [Finding::SmallLetters]);
    assert_eq!(report.verdict, Verdict::But);
    let lower = CODE.to_lowercase();
    let report = typed(&[CODE, &lower, CODE, CODE, CODE], 4, &[Key::Enter]);
    assert_eq!(report.report().unwrap().findings, [Finding::MixedLetters]);
}

#[test]
fn another_keyboard_is_named_with_what_it_exchanges() {
    let test = shown().to_string();
    let azerty = |c: char| match c {
        '0'..='9' => "à&é\"'(-è_ç"
            .chars()
            .nth(c.to_digit(10).unwrap() as usize)
            .unwrap(),
        'Q' => 'A',
        'A' => 'Q',
        'W' => 'Z',
        'Z' => 'W',
        'M' => '?',
        other => other,
    };
    let french: String = test.chars().map(azerty).collect();
    let report = five(&french, 4, &[Key::Enter]);
    assert_eq!(
        (report.verdict, report.unreadable),
        (Verdict::Bad, READS),
        "{report:?}"
    );
    let [Finding::Layout(Keyboard::Azerty, pairs)] = &report.findings[..] else {
        panic!("{report:?}");
    };
    for pair in [('Q', 'A'), ('A', 'Q'), ('Z', 'W'), ('M', '?'), ('1', '&')] {
        assert!(pairs.contains(&pair), "{pair:?} {pairs:?}");
    }

    let german: String = test
        .chars()
        .map(|c| match c {
            'Y' => 'Z',
            'Z' => 'Y',
            c => c,
        })
        .collect();
    let report = five(&german, 4, &[Key::Enter]);
    assert_eq!(
        report.findings,
        [Finding::Layout(
            Keyboard::Qwertz,
            vec![('Y', 'Z'), ('Z', 'Y')]
        )]
    );
    assert_eq!(report.verdict, Verdict::Bad);

    // A layout that nobody has heard of: the code on screen tells it.
    let other: String = test
        .chars()
        .map(|c| match c {
            'Y' => 'F',
            'Q' => 'X',
            'W' => 'V',
            'M' => 'N',
            c => c,
        })
        .collect();
    let report = five(&other, 4, &[Key::Enter]);
    let [Finding::Layout(Keyboard::Other, pairs)] = &report.findings[..] else {
        panic!("{report:?}");
    };
    assert!(pairs.contains(&('W', 'V')) && !pairs.iter().any(|p| p.0 == 'A'));
}

#[test]
fn held_shift_is_named() {
    let test = shown().to_string().to_lowercase();
    let shifted: String = test
        .chars()
        .map(|c| {
            c.to_digit(10)
                .map_or(c, |d| ")!@#$%^&*(".chars().nth(d as usize).unwrap())
        })
        .collect();
    let report = five(&shifted, 4, &[Key::Enter]);
    assert_eq!(report.findings, [Finding::ShiftedDigits]);
    assert_eq!(report.verdict, Verdict::Bad);
}

#[test]
fn lost_and_wrong_characters_are_counted() {
    let texts = [CODE, "G1YS0001FM1F3X", CODE, "G1YS0001FMXF3XZM", CODE];
    let check = typed(&texts, 4, &[Key::Enter]);
    assert_eq!(check.marks(), [true, false, true, false, true]);
    let report = check.report().unwrap();
    assert_eq!(report.findings, [Finding::Lost(1), Finding::Misread(1)]);
    assert_eq!((report.verdict, report.unreadable), (Verdict::But, 2));
    let report = five("G1YS0001FM1F", 4, &[Key::Enter]);
    assert_eq!(report.findings, [Finding::Lost(READS)]);
    assert_eq!(report.verdict, Verdict::Bad);
}

#[test]
fn a_code_that_comes_twice_is_one_read() {
    let twice = |between: &[Key]| {
        let mut check = Check::new(None);
        for at in (1_000..).step_by(4_000).take(READS) {
            let code = || CODE.chars().map(Key::Char);
            let keys = code()
                .chain(between.iter().copied())
                .chain(code())
                .chain([Key::Enter]);
            for (i, key) in (0..).zip(keys) {
                check.key(key, at + i * 3);
            }
            check.tick(at + 3_000);
        }
        check.report().unwrap()
    };
    for between in [&[Key::Enter][..], &[Key::Enter, Key::Lf], &[]] {
        let report = twice(between);
        assert_eq!(report.findings, [Finding::Twice], "{between:?}");
        assert_eq!((report.verdict, report.reads), (Verdict::But, READS));
    }
}

#[test]
fn a_paste_is_told() {
    let mut check = Check::new(None);
    for at in (1_000..).step_by(1_000).take(READS) {
        check.paste(&format!("{CODE}\r\n"), at);
    }
    let report = check.report().unwrap();
    assert_eq!(report.findings, [Finding::Pasted]);
    assert_eq!((report.pace, report.suffix), (None, Suffix::CrLf));
}

#[test]
fn a_slow_or_halting_scanner_is_told() {
    assert_eq!(five(CODE, 60, &[Key::Enter]).verdict, Verdict::Good);
    let report = five(CODE, 90, &[Key::Enter]);
    assert_eq!(report.findings, [Finding::Slow(90)]);
    let mut check = Check::new(None);
    for at in (1_000..).step_by(4_000).take(READS) {
        for (i, c) in (0..).zip(CODE.chars()) {
            let halt = if i >= 8 { 120 } else { 0 };
            check.key(Key::Char(c), at + i * 5 + halt);
        }
        check.key(Key::Enter, at + 210);
        check.tick(at + 3_000);
    }
    let report = check.report().unwrap();
    assert_eq!(report.findings, [Finding::Halting(125)]);
    assert_eq!(report.verdict, Verdict::But);
}

#[test]
fn an_enter_later_than_the_desk_waits_is_told() {
    for (late, findings) in [
        (300, vec![]),
        (400, vec![]),
        (600, vec![Finding::LateSuffix(600)]),
    ] {
        let mut check = Check::new(None);
        for at in (1_000..).step_by(4_000).take(READS) {
            for (i, c) in (0..).zip(CODE.chars()) {
                check.key(Key::Char(c), at + i * 5);
            }
            check.tick(at + 74 + late);
            check.key(Key::Enter, at + 75 + late);
            check.tick(at + 3_000);
        }
        let report = check.report().unwrap();
        assert_eq!(report.findings, findings);
        assert_eq!(report.suffix, Suffix::Enter);
    }
}

#[test]
fn ends_that_differ_are_told() {
    let mut check = Check::new(None);
    for (n, at) in (1_000..).step_by(4_000).take(READS).enumerate() {
        let end = if n % 2 == 0 { Key::Enter } else { Key::Tab };
        for (i, key) in (0..).zip(CODE.chars().map(Key::Char).chain([end])) {
            check.key(key, at + i * 5);
        }
        check.tick(at + 3_000);
    }
    let report = check.report().unwrap();
    assert_eq!(report.findings, [Finding::SuffixDiffers]);
    assert_eq!(report.suffix, Suffix::Differs);
}

#[test]
fn two_scanners_at_once_are_one_failed_read() {
    let mut check = Check::new(None);
    let burst = "G1YS0001GF1MY1SF030X0Z0M";
    let keys = burst
        .chars()
        .map(Key::Char)
        .chain([Key::Enter])
        .chain("12ZQZ8C4".chars().map(Key::Char))
        .chain([Key::Enter]);
    for (i, key) in (0..).zip(keys) {
        check.key(key, 1_000 + i * 5);
    }
    check.tick(9_000);
    let report = check.so_far().unwrap();
    assert_eq!((report.reads, report.unreadable), (1, 1));
    assert_eq!(report.findings, [Finding::TwoScanners]);
}

#[test]
fn the_test_code_checks_nobody_in_and_holds_what_layouts_move() {
    for tag in ["YS", "00", "ZZ", "A7"] {
        let code = test_code(tag).unwrap();
        assert!(is_test_code(&code));
        assert_eq!(code.subject().kind(), SubjectKind::Command);
        assert_eq!(code.subject().number(), 0);
        let text = code.to_string();
        assert!("YZQAWM".chars().all(|c| text.contains(c)), "{text}");
        let secret = crate::meeting::code::Secret::new([7; 32]);
        assert!(!matches!(
            code.verify(&secret, |_| Some(3)),
            code::Verdict::Ours { .. } | code::Verdict::Superseded { .. }
        ));
    }
    assert_eq!(test_code("?"), None);
    let Reading::Code(person) = code::read(CODE) else {
        panic!();
    };
    assert!(!is_test_code(&person));
}

#[test]
fn nothing_of_the_keys_is_shown() {
    let check = typed(&["7309054107900001"; 3], 4, &[Key::Enter]);
    assert!(!format!("{check:?}").contains("7309"));
}
