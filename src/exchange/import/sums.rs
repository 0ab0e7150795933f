//! Typed totals held against the sums they should be: of one row against its parts, of a total row
//! against the rows above. Tells differences, changes nothing.

use super::measures::{COUNT, PARTS};
use super::{Columns, is_blank};
use crate::exchange::cells::Row;
use crate::meeting::achieved::{Counts, Measure};
use crate::meeting::roster::sheet_and_row;

/// A typed total beside the sum it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The row as the spreadsheet numbers it, from 1.
    pub row: usize,
    /// The column of the layout.
    pub column: &'static str,
    /// As it stands in the file.
    pub typed: u64,
    /// As the numbers beside or above it add up.
    pub sum: u128,
}

/// What did not add up in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// How many rows have a total that differs from its parts.
    pub rows: usize,
    /// The first of them.
    pub first: Option<Sum>,
    /// The total rows, each with the columns in which it differs.
    pub totals: Vec<(usize, Vec<Sum>)>,
}

/// Adds rows up as they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Adder {
    all: [u128; COUNT],
    /// The sheet that the last row stands in, and what its rows add up to.
    sheet: (usize, [u128; COUNT]),
    since: [u128; COUNT],
    found: Sums,
}

impl Adder {
    /// Adds the counts of a row.
    pub(super) fn add(&mut self, row: usize, counts: &Counts) {
        self.turn_to(row);
        for (measure, count) in counts.iter() {
            for sums in [&mut self.all, &mut self.sheet.1, &mut self.since] {
                if let Some(sum) = sums.get_mut(measure as usize) {
                    *sum += u128::from(count);
                }
            }
        }
        let mut differs = false;
        for (whole, parts) in PARTS {
            let Some(typed) = counts.get(whole) else {
                continue;
            };
            let mut stated = parts.iter().filter_map(|m| counts.get(*m)).peekable();
            if stated.peek().is_none() {
                continue;
            }
            let sum: u128 = stated.map(u128::from).sum();
            if sum == u128::from(typed) {
                continue;
            }
            differs = true;
            self.found.first.get_or_insert(Sum {
                row,
                column: whole.column(),
                typed,
                sum,
            });
        }
        self.found.rows += usize::from(differs);
    }

    /// Holds a total behind the months of a row against their sum.
    pub(super) fn hold(&mut self, row: usize, measure: Measure, typed: u64, sum: u128) {
        if u128::from(typed) != sum {
            self.found.rows += 1;
            let column = measure.column();
            self.found.first.get_or_insert(Sum {
                row,
                column,
                typed,
                sum,
            });
        }
    }

    /// Another sheet has sums of its own.
    fn turn_to(&mut self, row: usize) {
        let (sheet, _) = sheet_and_row(row);
        if sheet != self.sheet.0 {
            self.sheet = (sheet, [0; COUNT]);
            self.since = [0; COUNT];
        }
    }

    /// Holds a total row against the rows above: those of its sheet, those since the last total row, or
    /// all of the file.
    pub(super) fn total(&mut self, row: usize, counts: &Counts) {
        // Where nothing was compared nothing agrees.
        if counts.is_empty() {
            return;
        }
        self.turn_to(row);
        let of = |sums: &[u128; COUNT], m: Measure| sums.get(m as usize).copied().unwrap_or(0);
        let mut differs = Vec::new();
        for (measure, typed) in counts.iter() {
            let (own, since) = (of(&self.sheet.1, measure), of(&self.since, measure));
            let wide = u128::from(typed);
            if ![own, since, of(&self.all, measure)].contains(&wide) {
                let nearer = own.abs_diff(wide) <= since.abs_diff(wide);
                differs.push(Sum {
                    row,
                    column: measure.column(),
                    typed,
                    sum: if nearer { own } else { since },
                });
            }
        }
        self.since = [0; COUNT];
        self.found.totals.push((row, differs));
    }

    /// What was found.
    pub(super) fn finish(self) -> Sums {
        self.found
    }
}

/// What a row below or between the libraries is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum Summary {
    /// *Jumlah*, *Total*.
    Total,
    /// *Rata-rata*, *Target*: no sum of anything.
    Mean,
}

/// Is this a total row? It has a word for it where libraries have their place, and says nothing else
/// about a place. `fields` are those of the place and the month.
pub(super) fn summary(columns: &Columns<'_>, row: &Row, fields: &[usize]) -> Option<Summary> {
    let mut word = None;
    // What a sheet says for all its rows says nothing of this one.
    let stated = fields.iter().filter(|field| columns.has(**field));
    for text in stated.map(|field| columns.cell(row, *field).text) {
        if text.is_empty() {
            continue;
        }
        // One word in merged cells may stand in several.
        let read = summary_word(text)?;
        word = Some(read);
    }
    word.or_else(|| {
        let first = row.cells().map(|c| c.text).find(|text| !is_blank(text))?;
        summary_word(first)
    })
}

/// Is this the word for a total, a mean, a target?
pub(in crate::exchange) fn summary_word(text: &str) -> Option<Summary> {
    // Most cells are told apart by their first letter.
    let first = text.chars().next().map(|c| c.to_ascii_lowercase());
    if text.len() > 60 || !matches!(first, Some('t' | 'j' | 's' | 'g' | 'r' | 'a' | 'm' | 'p')) {
        return None;
    }
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    let word = words.next()?.to_lowercase();
    match word.as_str() {
        // *Jumlah Kec. Bontoa*, *TOTAL KESELURUHAN*: no place is called so.
        "jumlah" | "jml" | "jlh" | "total" | "subtotal" => Some(Summary::Total),
        "sub" | "grand" => words
            .next()
            .filter(|w| {
                ["total", "jumlah"]
                    .iter()
                    .any(|total| w.eq_ignore_ascii_case(total))
            })
            .map(|_| Summary::Total),
        "rata" | "rata2" | "ratarata" | "rerata" | "average" | "mean" | "persentase"
        | "prosentase" | "presentase" | "persen" => Some(Summary::Mean),
        "target" | "sasaran" | "maksimum" | "maksimal" | "minimum" | "minimal" | "tertinggi"
        | "terendah" | "sisa" | "selisih" => words.next().is_none().then_some(Summary::Mean),
        _ => None,
    }
}
