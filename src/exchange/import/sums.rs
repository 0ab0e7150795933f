//! Typed totals held against the sums they should be: of one row against its parts, of a total row
//! against the rows above. Tells differences, changes nothing.

use super::measures::{COUNT, PARTS};
use super::{Columns, is_blank};
use crate::exchange::cells::Row;
use crate::exchange::table::header_key;
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
    /// Of the sheet at hand.
    sheet: [u128; COUNT],
    /// Since the last total row of that sheet.
    since: [u128; COUNT],
    nth: usize,
    found: Sums,
}

impl Adder {
    /// A total row of a sheet is of its own rows; those of the sheet before are no longer above it.
    fn turn_to(&mut self, row: usize) {
        let (nth, _) = sheet_and_row(row);
        if nth != self.nth {
            (self.nth, self.sheet, self.since) = (nth, [0; COUNT], [0; COUNT]);
        }
    }

    /// Adds the counts of a row.
    pub(super) fn add(&mut self, row: usize, counts: &Counts) {
        self.turn_to(row);
        for (measure, count) in counts.iter() {
            for sums in [&mut self.all, &mut self.sheet, &mut self.since] {
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

    /// Holds a total row against the rows above: all of them, those of its sheet, or those since the last
    /// total row.
    pub(super) fn total(&mut self, row: usize, counts: &Counts) {
        self.turn_to(row);
        // Where nothing was compared nothing agrees.
        if counts.is_empty() {
            return;
        }
        let of = |sums: &[u128; COUNT], m: Measure| sums.get(m as usize).copied().unwrap_or(0);
        let mut differs = Vec::new();
        for (measure, typed) in counts.iter() {
            let wide = u128::from(typed);
            let sums = [&self.sheet, &self.since].map(|sums| of(sums, measure));
            if wide != of(&self.all, measure) && !sums.contains(&wide) {
                let [sheet, since] = sums;
                let nearer = sheet.abs_diff(wide) <= since.abs_diff(wide);
                differs.push(Sum {
                    row,
                    column: measure.column(),
                    typed,
                    sum: if nearer { sheet } else { since },
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
pub(super) enum Summary {
    /// *Jumlah*, *Total*.
    Total,
    /// *Rata-rata*.
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

fn summary_word(text: &str) -> Option<Summary> {
    // Most cells are told apart by their first letter.
    let first = text.chars().next().map(|c| c.to_ascii_lowercase());
    if text.len() > 40 || !matches!(first, Some('t' | 'j' | 's' | 'g' | 'r' | 'a' | 'm')) {
        return None;
    }
    match header_key(text).as_str() {
        "total" | "jumlah" | "jml" | "subtotal" | "grandtotal" | "jumlahtotal" | "totaljumlah"
        | "totalkeseluruhan" | "jumlahkeseluruhan" | "totalsemua" | "jumlahsemua" => {
            Some(Summary::Total)
        }
        "ratarata" | "rerata" | "rata2" | "average" | "mean" => Some(Summary::Mean),
        _ => None,
    }
}
