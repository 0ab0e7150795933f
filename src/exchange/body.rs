//! The rows below a head: merged cells give their value to every row, and what is no row of the list
//! (column numbers, signatures, notes below it) is passed over and told.

use super::book::Sheet;
use super::cells::Row;
use super::error::{ImportError, Large};
use super::form::EXAMPLE;
use super::header::{Head, Layout, Meaning};
use crate::meeting::roster::row_in;

/// A row that is none of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// Which, as [`row_in`] numbers it.
    pub row: usize,
    /// Why.
    pub why: PassedFor,
    /// What stands in it, shortened.
    pub text: String,
}

/// Why a row is none of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassedFor {
    /// It numbers the columns: `1 2 3`, `(1) (2)`, `a b c`.
    ColumnNumbers,
    /// A total or a mean of the rows above.
    Total,
    /// A signature, a note, a source below the list.
    Footer,
    /// The example of one of our forms.
    Example,
    /// A row of a form that holds a place and nothing that somebody filled in.
    Unfilled,
}

/// The most cells that merges are filled into, looked at one by one.
const MOST_FILLED: usize = 5_000_000;

/// Words with which begins what stands below a list, as [`super::header::header_key`] writes them.
const BELOW: [&str; 17] = [
    "mengetahui",
    "menyetujui",
    "mengesahkan",
    "yangmelapor",
    "yangmembuat",
    "dibuatoleh",
    "disusunoleh",
    "catatan",
    "keterangan",
    "ket",
    "sumber",
    "nb",
    "note",
    "ttd",
    "tandatangan",
    "ketuapanitia",
    "an",
];

/// The rows of the list.
pub(super) fn rows(
    at: usize,
    sheet: &Sheet,
    head: &Head,
    layout: &Layout,
    passed: &mut Vec<Passed>,
) -> Result<Vec<Row>, ImportError> {
    let mut rows: Vec<Row> = sheet.rows.get(head.last + 1..).unwrap_or_default().to_vec();
    fill_merged(sheet, head, layout, &mut rows)?;
    let below = footer(&rows);
    let mut pass = |row: &Row, why| {
        passed.push(Passed {
            row: row_in(at, row.number).unwrap_or(row.number),
            why,
            text: text_of(row),
        });
    };
    rows.get(below..)
        .unwrap_or_default()
        .iter()
        .for_each(|row| pass(row, PassedFor::Footer));
    rows.truncate(below);
    if rows.first().is_some_and(numbers_columns) {
        pass(&rows.remove(0), PassedFor::ColumnNumbers);
    }
    rows.retain(|row| {
        let example = is_example(row);
        if example {
            pass(row, PassedFor::Example);
        }
        !example
    });
    Ok(rows)
}

/// Is this the example of one of our forms?
fn is_example(row: &Row) -> bool {
    row.cells().any(|cell| cell.text.starts_with(EXAMPLE))
}

/// A row in a few words.
pub(super) fn text_of(row: &Row) -> String {
    let mut text = String::new();
    for cell in row.cells().filter(|c| !c.text.is_empty()) {
        if text.chars().count() > 60 {
            break;
        }
        if !text.is_empty() {
            text.push_str(" · ");
        }
        text.extend(cell.text.chars().take(60));
    }
    text
}

/// A merged cell says its text for every row; a number of an indicator it says once.
fn fill_merged(
    sheet: &Sheet,
    head: &Head,
    layout: &Layout,
    rows: &mut [Row],
) -> Result<(), ImportError> {
    let is_number = |column: usize| match head.columns.get(column).map(|c| c.meaning) {
        Some(Meaning::Field(field)) => layout.figures.is_some_and(|f| f.measure(field).is_some()),
        Some(Meaning::Month { .. } | Meaning::Total) => true,
        Some(Meaning::Ignored | Meaning::Unclear | Meaning::Unknown) | None => false,
    };
    let mut looked_at = 0;
    for merge in sheet
        .merges
        .iter()
        .filter(|m| m.bottom > m.top && !is_number(m.left))
    {
        let first = rows.partition_point(|r| r.number < merge.top);
        let end = rows.partition_point(|r| r.number <= merge.bottom);
        let Some((first, others)) = rows.get_mut(first..end).and_then(<[Row]>::split_first_mut)
        else {
            continue;
        };
        looked_at += others.len();
        if looked_at > MOST_FILLED {
            return Err(ImportError::TooLarge {
                what: Large::Structure,
                limit: MOST_FILLED as u64,
            });
        }
        let cell = first.cell(merge.left);
        if first.number != merge.top || cell.text.is_empty() {
            continue;
        }
        for row in others
            .iter_mut()
            .filter(|r| r.cell(merge.left).text.is_empty())
        {
            *row = row.with_cell(merge.left, cell);
        }
    }
    Ok(())
}

/// `1 2 3`, `(1) (2)`, `a b c`, `5=3/4`: one behind the other, from the first on.
fn numbers_columns(row: &Row) -> bool {
    let mut count = 0;
    let mut last: Option<u32> = None;
    for cell in row.cells().filter(|c| !c.text.is_empty()) {
        let bare = cell.text.trim_matches(['(', ')', '[', ']', ' ', '.']);
        let bare = bare
            .split_once('=')
            .map_or(bare, |(number, _)| number)
            .trim();
        let number = match (bare.parse::<u32>(), bare.as_bytes()) {
            (Ok(number), _) => number,
            (Err(_), [letter]) if letter.is_ascii_alphabetic() => {
                u32::from(letter.to_ascii_lowercase() - b'a') + 1
            }
            (Err(_), _) => return false,
        };
        if number != last.map_or(1, |n| n + 1) {
            return false;
        }
        last = Some(number);
        count += 1;
    }
    count >= 2
}

/// Where the list ends and signatures or notes begin; its length where there are none.
fn footer(rows: &[Row]) -> usize {
    let filled = |row: &Row| row.cells().filter(|c| !c.text.is_empty()).count();
    let mut sizes: Vec<usize> = rows.iter().map(filled).collect();
    sizes.sort_unstable();
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or(0);
    let thin = |row: &Row| filled(row) * 2 <= usual.max(2);
    let mut end = rows.len();
    for (at, row) in rows.iter().enumerate().rev() {
        if !thin(row) {
            break;
        }
        if row.cells().any(|cell| begins_footer(cell.text)) {
            end = at;
        }
    }
    end
}

fn begins_footer(text: &str) -> bool {
    let (word, after) = text.split_once([':', ',', '(']).unwrap_or((text, ""));
    let key = super::header::header_key(word);
    if BELOW.contains(&key.as_str()) || key.starts_with("mengetahui") {
        return true;
    }
    // Maros, 18 Desember 2023
    let place = !key.is_empty() && !key.chars().any(|c| c.is_ascii_digit());
    let day = super::import::typed_day(after.trim());
    place && !after.is_empty() && day || text.starts_with('*')
}
