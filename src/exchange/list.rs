//! A numbered list as it is sent by telephone: *1. Ibu Rahmatia - Desa Salenrang*. Splits a line into
//! name, village and telephone; what it is not sure of stays with the name.

use super::body::{Passed, PassedFor, text_of};
use super::book::Sheet;
use super::cells::{Kind, Row, RowBuilder};
use super::header::{Column, Layout, Meaning};
use super::table::Table;
use crate::meeting::roster::row_in;

/// What stands between a name and a village.
const BETWEEN: [&str; 9] = [
    " - ",
    " – ",
    " — ",
    " : ",
    ": ",
    " / ",
    ", Desa ",
    ", Kelurahan ",
    " dari ",
];

/// Is this text a numbered list: do most of its lines begin with a number and a full stop?
pub(super) fn is_list(text: &str) -> bool {
    let lines = text.lines().filter(|l| !l.trim().is_empty());
    let (mut all, mut numbered) = (0, 0);
    for line in lines.take(200) {
        // Separators of tables: such a line is a row.
        if line.contains([';', '\t']) || line.matches(',').count() > 4 {
            return false;
        }
        all += 1;
        numbered += usize::from(item(line).is_some());
    }
    numbered >= 2 && numbered * 2 > all
}

/// Is a pasted text a list or a table? An address of a file or the codes of a scanner are neither.
pub fn is_pasted(text: &str) -> bool {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let cut = |sign| lines().filter(|line| line.contains(sign)).count();
    let is_table = |sign| cut(sign) >= 2 && cut(sign) * 2 > lines().count();
    is_list(text) || ['\t', ';', ','].into_iter().any(is_table)
}

/// The rows of a list, one line each.
pub(super) fn lines(text: &str) -> Vec<Row> {
    let mut builder = RowBuilder::default();
    let rows = text.lines().enumerate().filter_map(|(at, line)| {
        builder.push(line, Kind::Text);
        builder.finish(at + 1)
    });
    rows.collect()
}

/// Splits the lines of a list of people.
pub(super) fn read(
    layout: &Layout,
    at: usize,
    sheet: &Sheet,
    passed: &mut Vec<Passed>,
) -> Option<Table> {
    let name = layout.field("nama_lengkap")?;
    let fields = [
        Some(name),
        layout.field("desa_kelurahan"),
        layout.field("no_hp"),
    ];
    let mut builder = RowBuilder::default();
    let mut others = Vec::new();
    let rows: Vec<Row> = sheet
        .rows
        .iter()
        .filter_map(|row| {
            let mut cells = row.cells().filter(|c| !c.text.is_empty());
            let line = cells.next().filter(|_| cells.next().is_none());
            let Some(text) = line.and_then(|line| item(line.text)) else {
                others.push(row);
                return None;
            };
            for part in split(text) {
                builder.push(&part, Kind::Text);
            }
            builder.finish(row.number)
        })
        .collect();
    if rows.len() < 2 || rows.len() <= others.len() {
        return None;
    }
    passed.extend(others.into_iter().map(|row| Passed {
        row: row_in(at, row.number).unwrap_or(row.number),
        why: PassedFor::Footer,
        text: text_of(row),
    }));
    let columns = fields.map(|field| Column {
        head: field.map_or(String::new(), |f| layout.name(f).to_owned()),
        meaning: field.map_or(Meaning::Unknown, Meaning::Field),
    });
    Some(Table {
        sheet: at,
        name: sheet.name.clone(),
        columns: columns.into(),
        rows,
        ..Table::default()
    })
}

/// The text behind `1.`, `2)`, `3 .` or a bullet.
fn item(line: &str) -> Option<&str> {
    let line = line.trim().trim_start_matches(['*', '_']);
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    let rest = if (1..=4).contains(&digits) {
        let rest = rest.trim_start();
        rest.strip_prefix('.').or_else(|| rest.strip_prefix(')'))?
    } else {
        line.strip_prefix("- ").or_else(|| line.strip_prefix('•'))?
    };
    let rest = rest.trim().trim_matches(['*', '_']);
    // `1.5` is a number, and so is `12.30` a time.
    rest.starts_with(char::is_alphabetic).then_some(rest)
}

/// Name, village, telephone.
fn split(text: &str) -> [String; 3] {
    let (text, phone) = without_phone(text);
    let found = BETWEEN
        .iter()
        .filter_map(|sign| text.find(sign).map(|at| (at, sign.len())));
    let (name, village) = match found.min() {
        Some((at, length)) => (&text[..at], &text[at + length..]),
        None => match text.split_once('(') {
            Some((name, rest)) => (name, rest.trim_end_matches(')')),
            None => (text, ""),
        },
    };
    let trim = |part: &str| {
        part.trim_matches([' ', '-', '–', ',', '/', '(', ')', ':'])
            .to_owned()
    };
    [name.trim().to_owned(), trim(village), phone]
}

/// A telephone number at the end of a line.
fn without_phone(text: &str) -> (&str, String) {
    let is_sign = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '.' | '(' | ')');
    let start = text.trim_end_matches(is_sign).len();
    let tail = text.get(start..).unwrap_or_default();
    let digits: String = tail.chars().filter(char::is_ascii_digit).collect();
    let dialled = digits.starts_with("08") || digits.starts_with("628");
    if !(dialled && (9..=15).contains(&digits.len())) {
        return (text, String::new());
    }
    let rest = text.get(..start).unwrap_or_default();
    let rest = rest.trim_end_matches([' ', '-']);
    let plain = rest.to_lowercase();
    let end = [
        "hp", "wa", "hp.", "wa.", "telp", "no. hp", "no hp", "hp:", "wa:",
    ]
    .into_iter();
    let end = end
        .filter(|w| plain.ends_with(&format!(" {w}")))
        .map(str::len)
        .max()
        .unwrap_or(0);
    (
        rest.get(..rest.len() - end).unwrap_or(rest),
        tail.trim().to_owned(),
    )
}
