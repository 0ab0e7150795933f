//! What one column's head means, with the groups that stand above it: *Pelibatan* over *Realisasi*,
//! *2024* over *Jan*, *Publikasi* over *Cetak*.

use super::super::book::{Merge, Sheet};
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
const REALISED: [&str; 11] = [
    "realisasi",
    "terealisasi",
    "capaian",
    "pencapaian",
    "tercapai",
    "hasil",
    "jumlah",
    "jml",
    "jlh",
    "total",
    "kpi",
];

/// Words of numbers that nobody reached yet, or that are computed from those that were.
const PLANNED: [&str; 15] = [
    "target",
    "tgt",
    "sasaran",
    "persen",
    "persentase",
    "prosentase",
    "presentase",
    "rencana",
    "bobot",
    "sisa",
    "selisih",
    "kekurangan",
    "deviasi",
    "rata",
    "rerata",
];

/// Words of a part of a year, with or without a number behind them.
const PARTS_OF_A_YEAR: [&str; 12] = [
    "triwulan",
    "triwulanan",
    "tw",
    "kuartal",
    "kwartal",
    "quarter",
    "semester",
    "smt",
    "sem",
    "caturwulan",
    "cawu",
    "q",
];

/// Indicators whose names are also words of any title: *Laporan kegiatan*, *Dana desa*.
const EVERYDAY: [&str; 13] = [
    "kegiatan",
    "jumlahkegiatan",
    "jmlkegiatan",
    "cetak",
    "daring",
    "online",
    "dana",
    "barang",
    "kebijakan",
    "sdm",
    "kemitraan",
    "kerjasama",
    "tik",
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
            Meaning::Total
            | Meaning::Part
            | Meaning::Ignored
            | Meaning::Unclear
            | Meaning::Unknown => {}
        }
    }
    (found.len(), doubled)
}

/// May the last row of a window belong to a head? No number stands in one, but years and months.
pub(super) fn ends_in_head(window: &[Row]) -> bool {
    let Some((row, above)) = window.split_last() else {
        return false;
    };
    let months = || {
        let filled = row.cells().filter(|c| !c.text.is_empty());
        let all: Option<Vec<i8>> = filled.map(|c| numbered_month(c.text)).collect();
        let all = all.unwrap_or_default();
        all.len() > 1 && all.windows(2).all(|pair| pair[0] < pair[1])
    };
    let of_months = || {
        let mut cells = above.iter().flat_map(Row::cells);
        cells.any(|c| is_word_month(c.text))
    };
    is_head_row(row) || of_months() && months()
}

fn is_head_row(row: &Row) -> bool {
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
        let touches = |m: &Merge| m.left < m.right && (m.top..=m.bottom).contains(&row.number);
        let spread = !merges(sheet, row.number).any(touches) && filled(row) > 1;
        let mut group = "";
        for (at, texts) in columns.iter_mut().enumerate() {
            let mut text = row.cell(at).text;
            if text.is_empty() {
                let merged = merged(sheet, window, row.number, at);
                let wide = below.iter().any(|r| !r.cell(at).text.is_empty());
                text = match merged {
                    Some(text) => text,
                    // Without a word on what is merged, a group reaches as far as columns stand below.
                    None if spread && wide => group,
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
    let covers =
        |m: &&Merge| (m.top..=m.bottom).contains(&row) && (m.left..=m.right).contains(&column);
    // A title over the whole sheet is no group.
    let merge = merges(sheet, row).find(covers)?;
    let first = window.iter().find(|r| r.number == merge.top)?;
    let alone = filled(first) == 1 && merge.left == 0;
    (!alone).then(|| first.cell(merge.left).text)
}

/// What is merged, down to this row.
fn merges(sheet: &Sheet, row: usize) -> impl Iterator<Item = &Merge> {
    sheet.merges.iter().take_while(move |m| m.top <= row)
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
    let named = |head: &str| !whole.is_empty() && header_key(head) == whole;
    if let Some((_, field)) = pointed.iter().find(|(head, _)| named(head)) {
        return field.map_or(Meaning::Ignored, Meaning::Field);
    }
    if layout.figures.is_some() && texts.iter().any(|text| is_planned(text)) {
        return Meaning::Ignored;
    }
    if whole.is_empty() {
        return Meaning::Unknown;
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
pub(in super::super) fn is_planned(text: &str) -> bool {
    let planned = |word: &String| PLANNED.contains(&word.as_str());
    text.contains('%') || words(text).iter().any(planned)
}

/// What a column of a sheet of numbers is.
fn figure(layout: &Layout, figures: &Figures, texts: &[String]) -> Meaning {
    // What we hand back has the rows of a head behind each other.
    let texts: Vec<&str> = texts.iter().flat_map(|text| text.split(" / ")).collect();
    if texts.iter().any(|text| is_part_of_a_year(text)) {
        return Meaning::Part;
    }
    let by_number = texts.iter().any(|text| is_word_month(text));
    let (mut month, mut year, mut rest) = (None, None, Vec::new());
    for text in &texts {
        let numbered = || {
            numbered_month(text)
                .filter(|_| by_number)
                .map(|m| (m, None))
        };
        let found = month_of(text).or_else(numbered);
        if let Some((found, of)) = found.filter(|_| month.is_none()) {
            (month, year) = (Some(found), of.or(year));
        } else if let Some(found) = only_year(text) {
            year = Some(found);
        } else if !without_realised(text).is_empty() {
            rest.push(without_realised(text));
        }
    }
    if month.is_some() {
        rest.retain(|key| !is_word_month(key));
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
        // The part of an indicator that another list keeps.
        (None, Some(_)) if is_measure(&rest.concat()) => return Meaning::Unknown,
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

/// *Jumlah*, *Total*, *Realisasi 2024*, standing for itself.
fn is_sum(text: &str) -> bool {
    let all = words(text);
    let known = |w: &String| REALISED.contains(&w.as_str());
    all.iter().any(known) && !all.iter().any(|w| w == "kpi" || w == "hasil")
}

/// Is this an indicator of the list that has all of them?
fn is_measure(key: &str) -> bool {
    let all = &super::super::import::ACHIEVEMENTS;
    let figures = all.figures.as_ref();
    figures.is_some_and(|figures| measure_field(all, figures, key).is_some())
}

/// *Triwulan I*, *TW 2*, *Smt I*, *Jan-Mar*, *s.d. Juni*: what several months add up to.
fn is_part_of_a_year(text: &str) -> bool {
    let all = words(text);
    let months = all.iter().filter(|w| calendar::named(w).is_some()).count();
    let part = |w: &String| {
        let bare = w.trim_end_matches(|c: char| c.is_ascii_digit());
        let short = matches!(bare, "twi" | "twii" | "twiii" | "twiv");
        short || PARTS_OF_A_YEAR.contains(&bare)
    };
    months > 1 || months == 1 && is_up_to(&all) || all.iter().any(part)
}

/// *s.d.*, *s/d*, *sampai*.
fn is_up_to(words: &[String]) -> bool {
    let word = |w: &String| matches!(w.as_str(), "sd" | "sampai" | "hingga");
    words.iter().any(word)
        || words
            .windows(2)
            .any(|pair| pair[0] == "s" && pair[1] == "d")
}

fn is_word_month(text: &str) -> bool {
    matches!(header_key(text).as_str(), "bulan" | "bln")
}

/// 1 to 12, by a number or a Roman one.
fn numbered_month(text: &str) -> Option<i8> {
    let number = roman(text).or_else(|| header_key(text).parse().ok())?;
    i8::try_from(number)
        .ok()
        .filter(|month| (1..=12).contains(month))
}

/// A Roman number; nobody numbers months, columns or titles beyond twenty so.
pub(in super::super) fn roman(text: &str) -> Option<usize> {
    const ROMAN: [&str; 20] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV",
        "XV", "XVI", "XVII", "XVIII", "XIX", "XX",
    ];
    let bare = text.trim_matches(['(', ')', '.', ' ']);
    let at = ROMAN
        .iter()
        .position(|number| number.eq_ignore_ascii_case(bare))?;
    Some(at + 1)
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
    let word = bare
        .split_once([' ', '.'])
        .filter(|(w, _)| is_word_month(w));
    let bare = word.map_or(bare, |(_, rest)| rest.trim());
    let by_number = || {
        numbered_month(
            bare.strip_prefix("ke")
                .unwrap_or(bare)
                .trim_start_matches('-'),
        )
    };
    if let Some(month) = word.and_then(|_| by_number()) {
        return Some((month, None));
    }
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

/// The one month that a text names, with its year where it has one: *Lap. Januari 2024*, *Des 23*. A day
/// is none, and neither is *s.d. Juni*.
pub(in super::super) fn month_in(text: &str) -> Option<(i8, Option<i16>)> {
    let all = words(text);
    let mut named = all.iter().enumerate();
    let mut named = named
        .by_ref()
        .filter_map(|(at, w)| Some((at, calendar::named(w)?)));
    let ((at, month), None) = (named.next()?, named.next()) else {
        return None;
    };
    let number = |at: usize| all.get(at).and_then(|w| w.parse::<i16>().ok());
    let ends = at + 2 == all.len() && all.get(at + 1).is_some_and(|w| w.len() == 2);
    let short = number(at + 1).filter(|_| ends).map(|n| n + 2000);
    (!is_dated(text) && !is_up_to(&all)).then(|| (month, year_in(text).or(short)))
}

/// Does this text name a day? *Maros, 2 Januari 2025* says when it was written, not what it is about.
pub(in super::super) fn is_dated(text: &str) -> bool {
    let all = words(text);
    let day = |pair: &[String]| {
        let number = pair[0].parse().is_ok_and(|n: u8| (1..=31).contains(&n));
        number && calendar::named(&pair[1]).is_some()
    };
    let mut parts = text.split([' ', ',']);
    all.windows(2).any(day) || parts.any(|w| w.len() >= 8 && super::super::import::typed_day(w))
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
    let whole = without_realised(text);
    let mut found: Option<Measure> = None;
    let mut at = 0;
    while at < all.len() {
        // The longest name first: *peningkatan layanan* is not *layanan*.
        let longest = (1..=4).rev().find_map(|n| {
            let key: String = all.get(at..at + n)?.concat();
            if EVERYDAY.contains(&key.as_str()) && key != whole {
                return None;
            }
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
