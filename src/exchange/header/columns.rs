//! What one column's head means, with the groups that stand above it: *Pelibatan* over *Realisasi*,
//! *2024* over *Jan*, *Publikasi* over *Cetak*.

use super::super::book::Sheet;
use super::super::cells::{Kind, Row};
use super::super::import::calendar;
use super::{Column, Figures, Layout, Meaning, Pointed, header_key};
use crate::meeting::achieved::Measure;
use crate::meeting::names::plain;

/// Running numbers and the time a web form notes, as [`header_key`] writes them.
const IGNORED: [&str; 7] = [
    "no",
    "nomor",
    "nourut",
    "nomorurut",
    "timestamp",
    "stempelwaktu",
    "capwaktu",
];

/// The columns before a refused row, in both languages; older ones have no sheet.
const REFUSED: [&[&str]; 4] = [
    &["lembar", "baris", "kolom", "nilai", "alasan"],
    &["sheet", "row", "column", "value", "reason"],
    &["baris", "kolom", "nilai", "alasan"],
    &["row", "column", "value", "reason"],
];

/// Words beside a number that was reached.
const REALISED: [&str; 9] = [
    "realisasi",
    "terealisasi",
    "capaian",
    "tercapai",
    "hasil",
    "jumlah",
    "jml",
    "total",
    "kpi",
];

/// Words of numbers that nobody reached yet, or that are no number of anything.
const PLANNED: [&str; 8] = [
    "target",
    "sasaran",
    "persen",
    "persentase",
    "prosentase",
    "presentase",
    "rencana",
    "bobot",
];

/// Words behind which a question of a form explains itself.
const EXPLAINS: [&str; 6] = [" yang ", " (", " *", ": ", " sesuai ", " beserta "];

/// What a window of rows is worth as a head; more is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// Different fields and months.
    pub known: usize,
    /// Columns that mean what another one means, the fewer the better.
    not_doubled: std::cmp::Reverse<usize>,
    explained: usize,
    low: std::cmp::Reverse<usize>,
}

/// What a head of this many rows is worth.
pub(super) fn rank(columns: &[Column], height: usize) -> Rank {
    let (known, doubled) = known(columns);
    let explained = columns
        .iter()
        .filter(|c| !c.head.is_empty() && c.meaning != Meaning::Unknown);
    Rank {
        known,
        not_doubled: std::cmp::Reverse(doubled),
        explained: explained.count(),
        low: std::cmp::Reverse(height),
    }
}

/// How many different fields and months there are, and how many columns repeat one.
pub(super) fn known(columns: &[Column]) -> (usize, usize) {
    let mut found: Vec<Meaning> = Vec::new();
    let mut doubled = 0;
    for column in columns {
        match column.meaning {
            Meaning::Field(_) | Meaning::Month { .. } => {
                if found.contains(&column.meaning) {
                    doubled += 1;
                } else {
                    found.push(column.meaning);
                }
            }
            Meaning::Total | Meaning::Ignored | Meaning::Unclear | Meaning::Unknown => {}
        }
    }
    (found.len(), doubled)
}

/// May this row belong to a head? No number stands in one, but years and months.
pub(super) fn is_head_row(row: &Row) -> bool {
    row.cells().all(|cell| match cell.kind {
        Kind::Text | Kind::Number | Kind::Date => {
            let digits = cell.text.chars().filter(char::is_ascii_digit).count();
            digits == 0
                || digits * 2 <= cell.text.chars().count()
                || year_in(cell.text).is_some()
                || cell.kind == Kind::Date
        }
        Kind::Percent | Kind::Flag | Kind::Error | Kind::Unsaved => false,
    })
}

/// For each column the texts above each other, without what repeats.
pub(super) fn levels(sheet: &Sheet, window: &[Row]) -> Vec<Vec<String>> {
    let width = window.iter().map(Row::len).max().unwrap_or(0);
    let mut columns = vec![Vec::new(); width];
    for (depth, row) in window.iter().enumerate() {
        let below = window.get(depth + 1..).unwrap_or_default();
        let mut group = "";
        for (at, texts) in columns.iter_mut().enumerate() {
            let mut text = row.cell(at).text;
            if text.is_empty() {
                let merged = merged(sheet, window, row.number, at);
                let wide = below.iter().any(|r| !r.cell(at).text.is_empty());
                text = match merged {
                    Some(text) => text,
                    // Without a word on what is merged, a group reaches as far as columns stand below.
                    None if sheet.merges.is_empty() && wide && filled(row) > 1 => group,
                    None => "",
                };
            } else {
                group = text;
            }
            if !text.is_empty() && texts.last().is_none_or(|t: &String| t != text) {
                texts.push(text.to_owned());
            }
        }
    }
    columns
}

fn filled(row: &Row) -> usize {
    row.cells().filter(|c| !c.text.is_empty()).count()
}

/// The text of the merged cell that covers this one, where it begins in the window.
fn merged<'a>(sheet: &Sheet, window: &'a [Row], row: usize, column: usize) -> Option<&'a str> {
    let covers = |m: &&super::super::book::Merge| {
        (m.top..=m.bottom).contains(&row) && (m.left..=m.right).contains(&column)
    };
    // A title over the whole sheet is no group.
    let merge = sheet.merges.iter().filter(|m| m.top <= row).find(covers)?;
    let first = window.iter().find(|r| r.number == merge.top)?;
    let alone = filled(first) == 1 && merge.left == 0;
    (!alone).then(|| first.cell(merge.left).text)
}

/// What the columns mean.
pub(super) fn read(
    layout: &Layout,
    levels: impl Iterator<Item = Vec<String>>,
    pointed: &Pointed,
) -> Vec<Column> {
    let levels: Vec<Vec<String>> = levels.collect();
    let firsts: Vec<String> = levels
        .iter()
        .take(5)
        .map(|l| header_key(&l.concat()))
        .collect();
    let handed_back = REFUSED
        .iter()
        .find(|words| words.iter().zip(&firsts).filter(|(w, k)| w == k).count() == words.len());
    let handed_back = handed_back.map_or(0, |words| words.len());
    let mut columns: Vec<Column> = levels
        .iter()
        .enumerate()
        .map(|(at, texts)| Column {
            head: texts.join(" / "),
            meaning: if at < handed_back {
                Meaning::Ignored
            } else {
                meaning(layout, texts, pointed)
            },
        })
        .collect();
    // Loosely only where nothing better is there: *Nama Lengkap (beserta gelar)*.
    for (at, texts) in levels.iter().enumerate() {
        let (Some(text), Some(column)) = (texts.last(), columns.get(at)) else {
            continue;
        };
        if column.meaning != Meaning::Unknown {
            continue;
        }
        let found = loosely(layout, text).map(Meaning::Field);
        if let Some(found) = found.filter(|f| columns.iter().all(|c| c.meaning != *f)) {
            columns[at].meaning = found;
        }
    }
    columns
}

/// The field of a question that explains itself behind its name.
fn loosely(layout: &Layout, text: &str) -> Option<usize> {
    let text =
        text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    let lower = text.to_lowercase();
    let mut ends: Vec<usize> = EXPLAINS
        .iter()
        .filter_map(|word| lower.find(word))
        .collect();
    ends.push(lower.len());
    ends.sort_unstable();
    ends.into_iter().rev().find_map(|end| {
        let short = lower.get(..end)?.trim_end_matches(['*', ':', ' ']);
        field_of(layout, &header_key(short))
    })
}

fn field_of(layout: &Layout, key: &str) -> Option<usize> {
    let same = |f: &super::Spec| header_key(f.name) == *key || f.aliases.contains(&key);
    if key.is_empty() {
        None
    } else {
        layout.fields.iter().position(same)
    }
}

fn meaning(layout: &Layout, texts: &[String], pointed: &Pointed) -> Meaning {
    let whole = header_key(&texts.concat());
    if whole.is_empty() {
        return Meaning::Unknown;
    }
    let named = |head: &str| header_key(head) == whole;
    if let Some((_, field)) = pointed.iter().find(|(head, _)| named(head)) {
        return field.map_or(Meaning::Ignored, Meaning::Field);
    }
    if layout.figures.is_some() && texts.iter().any(|text| is_planned(text)) {
        return Meaning::Ignored;
    }
    if let Some(field) = field_of(layout, &whole) {
        return Meaning::Field(field);
    }
    let last = texts.last().map_or(String::new(), |t| header_key(t));
    if IGNORED.contains(&whole.as_str()) || IGNORED.contains(&last.as_str()) {
        return Meaning::Ignored;
    }
    match &layout.figures {
        Some(figures) => figure(layout, figures, texts),
        None => texts
            .iter()
            .rev()
            .find_map(|t| field_of(layout, &header_key(t)))
            .map_or(Meaning::Unknown, Meaning::Field),
    }
}

/// A target or a percentage: `%` alone is no letter of a key.
fn is_planned(text: &str) -> bool {
    let planned = |word: &String| PLANNED.contains(&word.as_str());
    text.contains('%') || words(text).iter().any(planned)
}

/// What a column of a sheet of numbers is.
fn figure(layout: &Layout, figures: &Figures, texts: &[String]) -> Meaning {
    // A list that we have handed back has the rows of a head in one cell.
    let split = texts.iter().flat_map(|text| text.split(" / "));
    let split: Vec<String> = split.map(str::to_owned).collect();
    let months = split.iter().any(|text| month_of(text).is_some());
    let texts = if months { split.as_slice() } else { texts };
    let (mut month, mut year, mut rest) = (None, None, Vec::new());
    for text in texts {
        if let Some((found, of)) = month_of(text).filter(|_| month.is_none()) {
            (month, year) = (Some(found), of.or(year));
        } else if let Some(found) = only_year(text) {
            year = Some(found);
        } else if !without_realised(text).is_empty() {
            rest.push(without_realised(text));
        }
    }
    let group = rest
        .split_last()
        .map(|(_, above)| above)
        .unwrap_or_default();
    let group = group.iter().find_map(|g| measure_field(layout, figures, g));
    let whole = field_of(layout, &rest.concat());
    let last = rest.last().and_then(|key| field_of(layout, key));
    let first = rest.first().filter(|_| texts.len() > rest.len());
    let found = match (whole, group) {
        (Some(field), _) => Some(field),
        // Below an indicator only a part of that very indicator is sure.
        (None, Some(_)) => return Meaning::Unclear,
        (None, None) => last.or_else(|| first.and_then(|key| field_of(layout, key))),
    };
    match (month, found) {
        (Some(month), field) if rest.is_empty() || field.is_some() => Meaning::Month {
            month,
            year,
            field: field.filter(|f| figures.measure(*f).is_some()),
        },
        // The number of a month, of which part nobody can tell.
        (Some(_), _) => Meaning::Unclear,
        (None, Some(field)) => Meaning::Field(field),
        (None, None) if rest.is_empty() && texts.iter().any(|t| is_sum(t)) => Meaning::Total,
        (None, None) => Meaning::Unknown,
    }
}

/// *Jumlah*, *Total*, *Jumlah 2024*, standing for itself.
fn is_sum(text: &str) -> bool {
    let all = words(text);
    let sums = ["jumlah", "jml", "total"];
    all.iter().any(|w| sums.contains(&w.as_str()))
}

fn measure_field(layout: &Layout, figures: &Figures, key: &str) -> Option<usize> {
    field_of(layout, key).filter(|field| figures.measure(*field).is_some())
}

/// The key of a text without *realisasi* and its like, and without a year.
fn without_realised(text: &str) -> String {
    let all = words(text);
    let kept = all
        .iter()
        .filter(|w| !REALISED.contains(&w.as_str()) && only_year(w).is_none());
    kept.map(String::as_str).collect()
}

fn words(text: &str) -> Vec<String> {
    let split = text.split(|c: char| !c.is_alphanumeric());
    split.map(header_key).filter(|w| !w.is_empty()).collect()
}

/// A month, with its year where it has one: `Jan`, `Januari 2024`, `2024-01`, the first of a month.
fn month_of(text: &str) -> Option<(i8, Option<i16>)> {
    let bare = text.trim();
    let bare = bare
        .strip_prefix("Bulan ")
        .or(bare.strip_prefix("BULAN "))
        .unwrap_or(bare);
    if let Some(month) = calendar::named(&plain(bare)) {
        return Some((month, None));
    }
    if bare.split(['/', '.', '-']).count() == 3 && !bare.starts_with("01/") {
        return None;
    }
    let month = super::super::import::typed_month(bare).ok()?;
    Some((month.month(), Some(month.year())))
}

/// A text that is a year and nothing else.
fn only_year(text: &str) -> Option<i16> {
    let digits = text.trim();
    let digits = digits
        .rsplit_once(' ')
        .filter(|(t, _)| plain(t) == "tahun")
        .map_or(digits, |(_, y)| y);
    if digits.len() == 4 {
        year_in(digits)
    } else {
        None
    }
}

/// The one month that a text names, with its year where it has one: *Lap. Januari 2024*.
pub(in super::super) fn month_in(text: &str) -> Option<(i8, Option<i16>)> {
    let all = words(text);
    let mut named = all.iter().filter_map(|w| calendar::named(w));
    match (named.next(), named.next()) {
        (Some(month), None) => Some((month, year_in(text))),
        (Some(_), Some(_)) | (None, _) => None,
    }
}

/// The one year from 1990 to 2100 that a text names.
pub(in super::super) fn year_in(text: &str) -> Option<i16> {
    let numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| n.len() == 4);
    let years = numbers
        .filter_map(|n| n.parse().ok())
        .filter(|y| (1990..=2100).contains(y));
    let mut years: Vec<i16> = years.collect();
    years.dedup();
    match years.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// The one indicator that a title or a sheet's name speaks of.
pub(in super::super) fn measure_in(layout: &Layout, text: &str) -> Option<Measure> {
    let figures = layout.figures.as_ref()?;
    let all = words(text);
    let mut found: Option<Measure> = None;
    let mut at = 0;
    while at < all.len() {
        // The longest name first: *peningkatan layanan* is not *layanan*.
        let longest = (1..=4).rev().find_map(|n| {
            let key: String = all.get(at..at + n)?.concat();
            let field = measure_field(layout, figures, &key)?;
            Some((n, figures.measure(field)?))
        });
        let Some((n, measure)) = longest else {
            at += 1;
            continue;
        };
        if found.is_some_and(|f| f != measure) {
            return None;
        }
        found = Some(measure);
        at += n;
    }
    found
}
