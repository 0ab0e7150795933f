//! What one column's head means, with the groups that stand above it: *Pelibatan* over *Realisasi*,
//! *2024* over *Jan*, *Publikasi* over *Cetak*.

use super::super::book::{Merge, Sheet};
use super::super::cells::{Kind, Row};
use super::words::{
    is_measure, is_part_of_a_year, is_planned, is_sum, is_word_month, measure_field, month_beside,
    month_of, numbered_month, only_year, without_realised, year_in,
};
use super::{Column, Figures, Layout, Meaning, Pointed, header_key, places, words};

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

/// The number of the indicator that a row names.
const VALUES: [&str; 4] = ["nilai", "angka", "banyak", "banyaknya"];

/// The columns before a refused row, in both languages; older ones have no sheet.
const REFUSED: [&[&str]; 4] = [
    &["lembar", "baris", "kolom", "nilai", "alasan"],
    &["sheet", "row", "column", "value", "reason"],
    &["baris", "kolom", "nilai", "alasan"],
    &["row", "column", "value", "reason"],
];

/// Words behind which a question of a form explains itself.
const EXPLAINS: [&str; 6] = [" yang ", " (", " *", ": ", " sesuai ", " beserta "];

/// What a window of rows is worth as a head; more is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// Is there a column that says whom a row is about?
    placed: bool,
    /// Different fields and months.
    pub known: usize,
    /// Columns that mean what another one means, the fewer the better.
    not_doubled: std::cmp::Reverse<usize>,
    explained: usize,
    low: std::cmp::Reverse<usize>,
}

/// What a head of this many rows is worth.
pub(super) fn rank(layout: &Layout, columns: &[Column], height: usize) -> Rank {
    let (known, doubled) = known(columns);
    let explained = columns
        .iter()
        .filter(|c| !c.head.is_empty() && c.meaning != Meaning::Unknown);
    Rank {
        placed: !places(layout, columns).is_empty(),
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
            Meaning::Indicator
            | Meaning::Total
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
    // A word at the left alone is a title between rows.
    let title = filled(row) == 1 && row.len() == 1;
    !title && (is_head_row(row) || of_months() && months())
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
        Kind::Percent | Kind::Flag | Kind::Error | Kind::Unsaved | Kind::Merged => false,
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
        // Without a word on what is merged, a group reaches as far as columns stand below; one of targets
        // that is not merged always does.
        let covered = |at: usize| {
            let here = |m: &Merge| {
                (m.top..=m.bottom).contains(&row.number) && (m.left..=m.right).contains(&at)
            };
            merges(sheet, row.number).any(here)
        };
        let (mut group, mut reaches) = ("", false);
        for (at, texts) in columns.iter_mut().enumerate() {
            let mut text = head_of(row.cell(at).text);
            if text.is_empty() {
                let merged = merged(sheet, window, row.number, at);
                let wide = below.iter().any(|r| !r.cell(at).text.is_empty());
                text = match merged {
                    Some(text) => head_of(text),
                    None if (spread || reaches) && wide => group,
                    None => "",
                };
            } else {
                group = text;
                reaches = is_planned(text) && !covered(at) && filled(row) > 1;
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

/// The most letters of a head that are looked at: it is told once for every column that it stands over.
const LONGEST_HEAD: usize = 500;

/// A head, or its beginning.
pub(super) fn head_of(text: &str) -> &str {
    let end = text.char_indices().nth(LONGEST_HEAD).map(|(at, _)| at);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
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
    find_loosely(layout, &levels, &mut columns);
    find_value(&mut columns);
    columns
}

/// Behind an indicator of each row, *Nilai* is its number where nothing better is there.
fn find_value(columns: &mut [Column]) {
    let is = |of: &dyn Fn(Meaning) -> bool| columns.iter().any(|c| of(c.meaning));
    let better = |m| matches!(m, Meaning::Month { .. } | Meaning::Total | Meaning::Unclear);
    if !is(&|m| m == Meaning::Indicator) || is(&better) {
        return;
    }
    let value = |c: &&mut Column| VALUES.contains(&header_key(&c.head).as_str());
    let mut unknown = columns.iter_mut().filter(|c| c.meaning == Meaning::Unknown);
    if let Some(column) = unknown.find(value) {
        column.meaning = Meaning::Total;
    }
}

/// Reads heads loosely, only where nothing better is there: *Nama Lengkap (beserta gelar)*. Two that
/// explain one number stay two.
fn find_loosely(layout: &Layout, levels: &[Vec<String>], columns: &mut [Column]) {
    let exact: Vec<Meaning> = columns.iter().map(|c| c.meaning).collect();
    let mut unclear = Vec::new();
    for (at, texts) in levels.iter().enumerate() {
        let unknown = exact.get(at) == Some(&Meaning::Unknown);
        let Some(text) = texts.last().filter(|_| unknown) else {
            continue;
        };
        let Some((field, meaning)) = loosely(layout, text) else {
            continue;
        };
        let is_field = Meaning::Field(field);
        let number = layout.figures.is_some_and(|f| f.measure(field).is_some());
        let taken =
            exact.contains(&is_field) || !number && columns.iter().any(|c| c.meaning == is_field);
        if meaning == Meaning::Unclear {
            unclear.push((at, is_field));
        } else if !taken {
            columns[at].meaning = meaning;
        }
    }
    for (at, field) in unclear {
        if columns.iter().all(|c| c.meaning != field) {
            columns[at].meaning = Meaning::Unclear;
        }
    }
}

/// The field of a question that explains itself behind its name, and what the question is.
fn loosely(layout: &Layout, text: &str) -> Option<(usize, Meaning)> {
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
        let (short, behind) = lower.split_at_checked(end)?;
        let short = short.trim_end_matches(['*', ':', ' ']);
        let field = field_of(layout, &header_key(short))?;
        Some((field, explained(layout, field, behind)))
    })
}

/// What a column is whose head is that of a field and these words.
fn explained(layout: &Layout, field: usize, behind: &str) -> Meaning {
    let number = layout.figures.is_some_and(|f| f.measure(field).is_some());
    let person = layout.name(field) == "nama_lengkap";
    if number && words::is_of_before(behind) {
        Meaning::Ignored
    } else if number && words::is_of_one_sex(behind) || person && !words::explains_name(behind) {
        Meaning::Unclear
    } else {
        Meaning::Field(field)
    }
}

pub(super) fn field_of(layout: &Layout, key: &str) -> Option<usize> {
    // Our names are plain letters with `_` between them.
    let named = |f: &super::Spec| f.name.bytes().filter(|b| *b != b'_').eq(key.bytes());
    let same = |f: &super::Spec| named(f) || f.aliases.contains(&key);
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
    if words::is_indicator(&whole) && layout.figures.is_some_and(|f| f.month.is_some()) {
        return Meaning::Indicator;
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

/// What a column of a sheet of numbers is.
fn figure(layout: &Layout, figures: &Figures, texts: &[String]) -> Meaning {
    // What we hand back has the rows of a head behind each other.
    let mut texts: Vec<&str> = texts.iter().flat_map(|text| text.split(" / ")).collect();
    let mut of_part = None;
    if let Some(part) = texts.iter().rposition(|text| is_part_of_a_year(text)) {
        // Below *Triwulan I* a month is a month.
        let below = texts.get(part + 1..).unwrap_or_default();
        if !below.iter().any(|text| month_of(text).is_some()) {
            return Meaning::Part;
        }
        of_part = texts.iter().find_map(|text| year_in(text));
        texts.retain(|text| !is_part_of_a_year(text));
    }
    let by_number = texts.iter().any(|text| is_word_month(text));
    let (mut month, mut year, mut rest) = (None, of_part, Vec::new());
    for text in &texts {
        let numbered = || {
            numbered_month(text)
                .filter(|_| by_number)
                .map(|m| (m, None))
        };
        let found = month_of(text).or_else(numbered);
        if let Some((found, of)) = found.filter(|_| month.is_none()) {
            (month, year) = (Some(found), of.or(year));
        } else if let Some((found, of, key)) =
            month_beside(layout, figures, text).filter(|_| month.is_none())
        {
            (month, year) = (Some(found), of.or(year));
            rest.extend(Some(key).filter(|key| !key.is_empty()));
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
