//! Rules as a file: what is written is read back the same, and every slip is told with its place.

#![allow(clippy::unwrap_used)] // a test that cannot go on stops there

use gelar::exchange::rules_file::{Fault, Wanted, load, read, text_of, write};
use gelar::meeting::achieved::Measure;
use gelar::meeting::month::Month;
use gelar::meeting::names::scrub;
use gelar::meeting::rules::{Family, Rules, RulesError, Scored, Source, Window, Zones};
use gelar::text::Lang;
use gelar::text::rules::file_error;
use proptest::prelude::*;

/// The example as it is published.
const EXAMPLE: &str = r#"
[period]
from = "2024-01"
to = "2024-12"
minimum_months = 1            # reported months needed for a rank
source = "capaian"            # or "rekap": year windows, totals only
[standard]                    # a month is met when each of these is reached
pelibatan = 1
publikasi = 1
[zones]
hijau = "80"
kuning = "50"
[[family]]
key = "pelibatan"             # also publikasi, advokasi; order = order on the board
name = { id = "Pelibatan masyarakat", en = "Community involvement" }
columns = ["pelibatan_kegiatan"]   # summed; a plain total column named like the key is always accepted
window = "month"              # month | quarter | year
target_year = 40
weight = 1
[[family]]
key = "publikasi"
[[family]]
key = "advokasi"
"#;

fn families() -> impl Strategy<Value = Vec<Family>> {
    let family = (
        "\\PC{1,30}",
        "\\PC{1,30}",
        prop::sample::subsequence(Measure::ALL.to_vec(), 1..6).prop_shuffle(),
        prop::sample::select(Window::ALL.to_vec()),
        1..=20_000u32,
        0..=100u32,
    );
    let keys = prop::collection::btree_set("[a-z0-9_]{1,20}", 1..=5);
    (keys, prop::collection::vec(family, 5)).prop_map(|(keys, values)| {
        let named = |text: &str| match scrub(text) {
            name if name.is_empty() => "x".to_owned(),
            name => name,
        };
        keys.into_iter()
            .zip(values)
            .enumerate()
            .map(
                |(at, (key, (id, en, columns, window, target_year, weight)))| Family {
                    key,
                    name_id: named(&id),
                    name_en: named(&en),
                    columns,
                    window,
                    target_year,
                    // One at least counts.
                    weight: if at == 0 { weight.max(1) } else { weight },
                },
            )
            .collect()
    })
}

fn rules() -> impl Strategy<Value = Rules> {
    let period = (1..=9990i16, 1..=12i8, 0..24i32);
    let zones = (0..=10_000u16, 0..=10_000u16);
    let choices = (any::<bool>(), any::<bool>(), 0..=24u16);
    let standard = prop::collection::vec((any::<bool>(), 0..=u32::MAX), 5);
    (period, zones, choices, standard, families()).prop_map(
        |((year, month, months), zones, (totals, sim, minimum), standard, families)| {
            let from = Month::new(year, month).unwrap();
            let wanted = families.iter().rev().zip(standard);
            Rules {
                from,
                to: from.plus(months),
                minimum_months: minimum.min(u16::try_from(months).unwrap() + 1),
                source: if totals {
                    Source::Totals
                } else {
                    Source::Months
                },
                score: if sim { Scored::Sim } else { Scored::Computed },
                standard: wanted
                    .filter(|(_, (there, _))| *there)
                    .map(|(f, (_, least))| (f.key.clone(), least))
                    .collect(),
                zones: Zones {
                    green: zones.0.max(zones.1),
                    yellow: zones.0.min(zones.1),
                },
                families,
            }
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_the_same(rules in rules()) {
        prop_assert_eq!(rules.check(), Ok(()));
        for lang in [Lang::Id, Lang::En] {
            let text = write(&rules, lang);
            prop_assert_eq!(read(&text), Ok(rules.clone()), "{}", text);
        }
    }

    #[test]
    fn nothing_that_is_written_by_hand_ends_the_program(
        at in 0..EXAMPLE.len(), cut in 0..20usize, put in "\\PC{0,12}|[\\[\\]\"=\n#{}.0-9]{0,6}",
    ) {
        let start = EXAMPLE.floor_char_boundary(at);
        let end = EXAMPLE.floor_char_boundary((at + cut).min(EXAMPLE.len()));
        let text = format!("{}{put}{}", &EXAMPLE[..start], &EXAMPLE[end..]);
        match read(&text) {
            Ok(rules) => prop_assert_eq!(rules.check(), Ok(())),
            Err(error) => {
                // Lines are ended by LF, as TOML has them.
                prop_assert!(error.line <= text.matches('\n').count() + 1);
                for lang in [Lang::Id, Lang::En] {
                    let words = file_error(lang.text(), "aturan.toml", &error);
                    prop_assert_eq!(scrub(&words), words);
                }
            }
        }
    }
}

#[test]
fn the_published_example_is_the_usual_rules() {
    assert_eq!(read(EXAMPLE), Ok(Rules::usual(2024)));
    let least = "[period]\nfrom = '2023-07'\nto = '2024-06'\n[[family]]\nkey = 'advokasi'\n";
    let rules = read(least).unwrap();
    assert_eq!(rules.families, [Rules::usual(2024).families[2].clone()]);
    assert!(
        rules.standard.is_empty(),
        "the usual standard names other families"
    );
    assert_eq!(rules.zones, Rules::usual(2024).zones);
}

#[test]
fn zones_numbers_and_words_are_taken_as_an_office_writes_them() {
    for written in ["\"80\"", "80", "\"80,00\"", "80.0"] {
        let text = EXAMPLE.replace("\"80\"", written);
        assert_eq!(read(&text), Ok(Rules::usual(2024)), "{written}");
    }
    let text = EXAMPLE.replace("\"80\"", "\"79,5\"");
    assert_eq!(read(&text).unwrap().zones.green, 7_950);
    let text = EXAMPLE.replace("\"month\"", "\"Triwulan\"");
    assert_eq!(read(&text).unwrap().families[0].window, Window::Quarter);
    let text = EXAMPLE.replace(
        "source = \"capaian\" ",
        "score = \"sim\"\nsource = \"rekap\" ",
    );
    let rules = read(&text).unwrap();
    assert_eq!((rules.source, rules.score), (Source::Totals, Scored::Sim));
    let text = EXAMPLE.replace(
        "pelibatan = 1\npublikasi = 1",
        "publikasi = 2\npelibatan = 1",
    );
    let order: Vec<String> = read(&text)
        .unwrap()
        .standard
        .into_iter()
        .map(|s| s.0)
        .collect();
    assert_eq!(order, ["publikasi", "pelibatan"]);
}

#[test]
#[allow(clippy::too_many_lines)] // one table of slips
fn every_slip_is_told_with_line_key_and_value() {
    let rules = |e: RulesError| Fault::Rules(e);
    let cases: [(&str, &str, usize, &str, &str, Fault); 19] = [
        (
            "to = \"2024-12\"",
            "to = \"2023-12\"",
            4,
            "[period] to",
            "\"2023-12\"",
            rules(RulesError::PeriodBackwards),
        ),
        (
            "to = \"2024-12\"",
            "to = \"Desember\"",
            4,
            "[period] to",
            "\"Desember\"",
            Fault::Wanted(Wanted::Month),
        ),
        (
            "to = \"2024-12\"",
            "to = 2024-12-31",
            4,
            "[period] to",
            "2024-12-31",
            Fault::Wanted(Wanted::Month),
        ),
        (
            "to = \"2024-12\"\n",
            "",
            2,
            "[period] to",
            "",
            Fault::Missing,
        ),
        (
            "minimum_months = 1 ",
            "minimum_months = 13",
            5,
            "[period] minimum_months",
            "13",
            rules(RulesError::MinimumTooLarge {
                needed: 13,
                months: 12,
            }),
        ),
        (
            "minimum_months = 1 ",
            "minimum_months = -1",
            5,
            "[period] minimum_months",
            "-1",
            Fault::Wanted(Wanted::Number),
        ),
        (
            "minimum_months",
            "minimum_month",
            5,
            "[period] minimum_month",
            "",
            Fault::UnknownKey {
                likely: Some("minimum_months"),
                known: &["from", "to", "minimum_months", "source", "score"],
            },
        ),
        (
            "\"capaian\"",
            "\"capain\"",
            6,
            "[period] source",
            "\"capain\"",
            Fault::UnknownWord {
                likely: Some("capaian"),
                known: &["capaian", "rekap"],
            },
        ),
        (
            "\npublikasi = 1",
            "\ndana = 1",
            9,
            "[standard] dana",
            "1",
            rules(RulesError::Standard("dana".into())),
        ),
        (
            "\npublikasi = 1",
            "\npublikasi = \"satu\"",
            9,
            "[standard] publikasi",
            "\"satu\"",
            Fault::Wanted(Wanted::Number),
        ),
        (
            "\"80\"",
            "\"tinggi\"",
            11,
            "[zones] hijau",
            "\"tinggi\"",
            Fault::Wanted(Wanted::Percent),
        ),
        (
            "\"50\"",
            "\"81\"",
            12,
            "[zones] kuning",
            "\"81\"",
            rules(RulesError::Zones {
                green: 8_000,
                yellow: 8_100,
            }),
        ),
        (
            "target_year = 40",
            "target_year = 0",
            18,
            "[[family]] 1 target_year",
            "0",
            rules(RulesError::TargetZero("pelibatan".into())),
        ),
        (
            "target_year = 40",
            "target = 40",
            18,
            "[[family]] 1 target",
            "",
            Fault::UnknownKey {
                likely: Some("target_year"),
                known: &["key", "name", "columns", "window", "target_year", "weight"],
            },
        ),
        (
            "\"month\"",
            "\"week\"",
            17,
            "[[family]] 1 window",
            "\"week\"",
            Fault::UnknownWord {
                likely: None,
                known: &["month", "quarter", "year"],
            },
        ),
        (
            "key = \"publikasi\"",
            "key = \"pelibatan\"",
            21,
            "[[family]] 2 key",
            "\"pelibatan\"",
            rules(RulesError::KeyTwice("pelibatan".into())),
        ),
        (
            "key = \"advokasi\"",
            "key = \"dana\"\ntarget_year = 1",
            22,
            "[[family]] 3 name",
            "",
            rules(RulesError::NameMissing("dana".into())),
        ),
        (
            "weight = 1",
            "weight = 1\nweight = 2",
            20,
            "weight = 2",
            "",
            Fault::Twice,
        ),
        (
            "[zones]",
            "[zone]",
            10,
            "[zone]",
            "",
            Fault::UnknownKey {
                likely: Some("zones"),
                known: &["period", "standard", "zones", "family"],
            },
        ),
    ];
    for (from, to, line, key, value, fault) in cases {
        let text = EXAMPLE.replacen(from, to, 1);
        assert_ne!(text, EXAMPLE, "{from}");
        let error = read(&text).unwrap_err();
        // A name of a table is told without brackets where it is unknown.
        let key = key.trim_matches(|c| key == "[zone]" && "[]".contains(c));
        assert_eq!(
            (error.line, &*error.key, &*error.value, &error.fault),
            (line, key, value, &fault),
            "{to}"
        );
        for lang in [Lang::Id, Lang::En] {
            let words = file_error(lang.text(), "aturan.toml", &error);
            let place = if lang == Lang::Id {
                format!("aturan.toml baris {line} kolom ")
            } else {
                format!("aturan.toml line {line} column ")
            };
            assert!(
                words.starts_with(&place) && words.contains(key) && words.contains(value),
                "{words}"
            );
        }
    }
}

#[test]
fn an_unknown_column_is_told_with_those_that_exist_the_nearest_first() {
    let text = EXAMPLE.replacen("pelibatan_kegiatan", "pelibatan_kegitan", 1);
    let error = read(&text).unwrap_err();
    assert_eq!((error.line, error.column), (16, 12));
    assert_eq!(error.key, "[[family]] 1 columns");
    let Fault::UnknownColumn { known } = &error.fault else {
        panic!("{error:?}");
    };
    assert_eq!(
        (known[0], known.len()),
        ("pelibatan_kegiatan", Measure::ALL.len())
    );
    let words = file_error(Lang::Id.text(), "aturan.toml", &error);
    assert!(
        words.contains("Mungkin maksudnya pelibatan_kegiatan"),
        "{words}"
    );
    assert!(
        Measure::ALL.iter().all(|m| words.contains(m.column())),
        "{words}"
    );
}

#[test]
fn weights_that_sum_to_nothing_are_told_at_the_first_weight() {
    let text = EXAMPLE
        .replace("weight = 1", "weight = 0")
        .replace("key = \"publikasi\"", "key = \"publikasi\"\nweight = 0")
        .replace("key = \"advokasi\"", "key = \"advokasi\"\nweight = 0");
    let error = read(&text).unwrap_err();
    assert_eq!(error.fault, Fault::Rules(RulesError::WeightSumZero));
    assert_eq!((error.line, &*error.key), (19, "[[family]] 1 weight"));
}

#[test]
fn what_is_not_toml_is_told_with_its_line() {
    for (from, to, line) in [
        ("\"2024-12\"", "\"2024-12", 4),
        ("target_year = 40", "target_year 40", 18),
        ("[standard]", "[standard", 7),
    ] {
        let error = read(&EXAMPLE.replacen(from, to, 1)).unwrap_err();
        assert_eq!(error.line, line, "{to}");
        assert!(matches!(error.fault, Fault::Syntax(_)), "{error:?}");
    }
    let deep = format!("a = {}", "[".repeat(100_000));
    assert!(read(&deep).is_err());
}

#[test]
fn a_written_file_explains_every_key_and_stays_within_a_narrow_window() {
    for lang in [Lang::Id, Lang::En] {
        let text = write(&Rules::usual(2024), lang);
        let mut explained = false;
        for line in text.lines() {
            assert!(line.chars().count() <= 100, "{line}");
            explained |= line.starts_with('#');
            if line.starts_with("[[family]]") {
                // The first family is explained, the others look like it.
                break;
            }
            if line.is_empty() {
                assert!(explained, "{text}");
                explained = false;
            }
        }
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("aturan.toml");
        std::fs::write(&path, &text).unwrap();
        assert_eq!(load(&path), Ok(Rules::usual(2024)));
    }
    assert_eq!(text_of("a\"b\\c\u{7}"), "\"a\\\"b\\\\c\\u0007\"");
}
