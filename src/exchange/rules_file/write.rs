//! Rules into a file with an explanation of every key. What is written is read back the same.

use std::fmt::Write as _;

use super::{percent_words, score_word, source_word};
use crate::meeting::rules::{Family, Rules};
use crate::text::Lang;

/// The rules as a file, explained in a language.
pub fn write(rules: &Rules, lang: Lang) -> String {
    let words = &lang.text().rules.file;
    let decimal = match lang {
        Lang::Id => ',',
        Lang::En => '.',
    };
    let mut out = String::new();
    comment(&mut out, words.head);
    out.push_str("\n[period]\n");
    comment(&mut out, words.period);
    let _ = writeln!(out, "from = \"{}\"\nto = \"{}\"", rules.from, rules.to);
    comment(&mut out, words.minimum);
    let _ = writeln!(out, "minimum_months = {}", rules.minimum_months);
    comment(&mut out, words.source);
    let _ = writeln!(out, "source = \"{}\"", source_word(rules.source));
    comment(&mut out, words.score);
    let _ = writeln!(out, "score = \"{}\"", score_word(rules.score));
    out.push_str("\n[standard]\n");
    comment(&mut out, words.standard);
    for (key, least) in &rules.standard {
        let _ = writeln!(out, "{key} = {least}");
    }
    out.push_str("\n[zones]\n");
    comment(&mut out, words.zones);
    let zone = |hundredths| percent_words(hundredths, decimal);
    let _ = writeln!(out, "hijau = \"{}\"", zone(rules.zones.green));
    let _ = writeln!(out, "kuning = \"{}\"", zone(rules.zones.yellow));
    out.push('\n');
    comment(&mut out, words.families);
    for (at, family) in rules.families.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        out.push_str(&family_text(family, (at == 0).then_some(words)));
    }
    out
}

fn family_text(family: &Family, explain: Option<&crate::text::rules::FileWords>) -> String {
    let mut out = String::from("[[family]]\n");
    let mut line = |words: Option<&str>, line: String| {
        if let Some(words) = words {
            comment(&mut out, words);
        }
        let _ = writeln!(out, "{line}");
    };
    line(explain.map(|w| w.key), format!("key = \"{}\"", family.key));
    let names = [&family.name_id, &family.name_en].map(|name| text_of(name));
    line(
        explain.map(|w| w.name),
        format!("name = {{ id = {}, en = {} }}", names[0], names[1]),
    );
    let columns: Vec<String> = family
        .columns
        .iter()
        .map(|m| format!("\"{}\"", m.column()))
        .collect();
    line(
        explain.map(|w| w.columns),
        format!("columns = [{}]", columns.join(", ")),
    );
    line(
        explain.map(|w| w.window),
        format!("window = \"{}\"", family.window.word()),
    );
    line(
        explain.map(|w| w.target),
        format!("target_year = {}", family.target_year),
    );
    line(
        explain.map(|w| w.weight),
        format!("weight = {}", family.weight),
    );
    out
}

/// A text in quotes, as TOML wants it.
pub fn text_of(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn comment(out: &mut String, words: &str) {
    for line in words.lines() {
        let _ = writeln!(out, "# {line}");
    }
}
