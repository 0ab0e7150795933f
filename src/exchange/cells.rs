//! One row of a table, kept small: the text of all cells in one string, each with its kind.
//!
//! Text is scrubbed here, where it enters; nothing behind this file sees what came raw.

use std::sync::Arc;

use crate::meeting::names::scrub;

/// What a cell was in the file. In CSV everything is text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A spreadsheet number; from 15 digits on the last ones are lost.
    Number,
    /// A date, written `dd/mm/yyyy`.
    Date,
    /// True or false.
    Flag,
    /// A number shown as a percentage: `81,43%` where the file holds 0,8143.
    Percent,
    /// An error the spreadsheet computed, or a word that other programs write for one.
    Error,
    /// A formula whose result was never stored; its text is empty.
    Unsaved,
    /// A number merged over several places or months: nobody knows how much of it is whose.
    Merged,
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// Its text, scrubbed; a number as the user sees it.
    pub text: &'a str,
    /// What it was.
    pub kind: Kind,
}

/// One row that is not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The row as the spreadsheet numbers it, from 1.
    pub number: usize,
    // Shared: a file is read anew with every answer, and its rows stay the same.
    text: Arc<str>,
    ends: Arc<[(u32, Kind)]>,
}

impl Row {
    /// The cell of a column, counted from 0; beyond the end an empty one.
    pub fn cell(&self, column: usize) -> Cell<'_> {
        let Some(&(end, kind)) = self.ends.get(column) else {
            return Cell {
                text: "",
                kind: Kind::Text,
            };
        };
        let start = match column.checked_sub(1).and_then(|c| self.ends.get(c)) {
            Some((start, _)) => *start,
            None => 0,
        };
        Cell {
            text: self
                .text
                .get(start as usize..end as usize)
                .unwrap_or_default(),
            kind,
        }
    }

    /// How many cells the row has, empty ones at its end not counted.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True for a row without cells, which no table keeps.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Do the same texts stand in both rows?
    pub(super) fn is_copy_of(&self, other: &Row) -> bool {
        self.text == other.text && self.ends == other.ends
    }

    /// All cells from the left.
    pub fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        (0..self.len()).map(|column| self.cell(column))
    }
}

impl Row {
    /// The same row with another text in one column.
    pub(super) fn with_cell(&self, column: usize, cell: Cell<'_>) -> Row {
        let mut builder = RowBuilder::default();
        for at in 0..self.len().max(column + 1) {
            let kept = if at == column { cell } else { self.cell(at) };
            builder.push(kept.text, kept.kind);
        }
        builder.finish(self.number).unwrap_or_else(|| self.clone())
    }
}

/// Puts a row together from left to right.
#[derive(Debug, Default)]
pub(super) struct RowBuilder {
    text: String,
    ends: Vec<(u32, Kind)>,
    filled: usize,
}

impl RowBuilder {
    /// The most cells a row is read to; beyond that nobody lists people.
    pub(super) const WIDTH: usize = 256;

    /// Adds the next cell.
    pub(super) fn push(&mut self, raw: &str, kind: Kind) {
        if self.ends.len() >= Self::WIDTH {
            return;
        }
        let before = self.text.len();
        push_clean(&mut self.text, raw);
        let Ok(end) = u32::try_from(self.text.len()) else {
            // Four gigabytes in one row: the cell stays empty rather than wrong.
            self.text.truncate(before);
            self.skip_to(self.ends.len() + 1);
            return;
        };
        let text = self.text.get(before..).unwrap_or_default();
        let kind = match kind {
            Kind::Text if is_error(text) => Kind::Error,
            kind => kind,
        };
        self.ends.push((end, kind));
        if self.text.len() > before || kind == Kind::Unsaved {
            self.filled = self.ends.len();
        }
    }

    /// Adds empty cells up to a column.
    pub(super) fn skip_to(&mut self, column: usize) {
        let end = self.ends.last().map_or(0, |(end, _)| *end);
        while self.ends.len() < column.min(Self::WIDTH) {
            self.ends.push((end, Kind::Text));
        }
    }

    /// The row, or nothing where it was blank; ready for the next one.
    pub(super) fn finish(&mut self, number: usize) -> Option<Row> {
        self.ends.truncate(self.filled);
        let row = (self.filled > 0).then(|| Row {
            number,
            text: self.text.as_str().into(),
            ends: self.ends.as_slice().into(),
        });
        self.text.clear();
        self.ends.clear();
        self.filled = 0;
        row
    }
}

/// Is this what spreadsheets write for an error: `#N/A`, `#REF!`, `Err:508`, or `####` for a column that
/// was too narrow?
fn is_error(text: &str) -> bool {
    if let Some(word) = text.strip_prefix('#') {
        let computed = word.ends_with(['!', '?']);
        let named = matches!(word, "N/A" | "NV" | "N/D" | "NULL" | "GETTING_DATA");
        let sign = |b: u8| b.is_ascii_uppercase() || matches!(b, b'/' | b'0' | b'!' | b'?' | b'_');
        let hidden = !word.is_empty() && word.bytes().all(|b| b == b'#');
        return named || hidden || computed && word.len() > 2 && word.bytes().all(sign);
    }
    // LibreOffice has numbers for most errors; *Galat* in Indonesian.
    let number = text.strip_prefix("Err:").or(text.strip_prefix("Galat:"));
    number.is_some_and(|n| n.len() == 3 && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Appends a cell, scrubbed. Almost every cell is clean and is only copied.
fn push_clean(into: &mut String, raw: &str) {
    // The mark our own exports put before what a spreadsheet would take for a formula.
    let raw = raw.trim_start();
    let raw = match raw.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        Some(_) | None => raw,
    };
    let bytes = raw.as_bytes();
    let clean = bytes.iter().all(|b| (b' '..=b'~').contains(b))
        && bytes.last() != Some(&b' ')
        && !bytes.windows(2).any(|w| w == b"  ");
    if clean {
        into.push_str(raw);
    } else {
        into.push_str(&scrub(raw));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_errors_of_spreadsheets_are_no_text() {
        let kind = |text: &str| {
            let mut builder = RowBuilder::default();
            builder.push(text, Kind::Text);
            builder.finish(1).map(|row| row.cell(0).kind)
        };
        for error in [
            "#N/A",
            "#REF!",
            "#ERROR!",
            "#NAME?",
            "#DIV/0!",
            "#VALUE!",
            "#NULL!",
            "#NV",
            "#GETTING_DATA",
            "##",
            "Err:508",
            "Err:502",
            "Galat:508",
            " #N/A ",
        ] {
            assert_eq!(kind(error), Some(Kind::Error), "{error}");
        }
        for text in [
            "#", "#1", "#A!", "#baru!", "Err:", "Err:50", "Err:5080", "N/A", "Galat", "#N/A?x",
        ] {
            assert_eq!(kind(text), Some(Kind::Text), "{text}");
        }
    }
}
