//! Puts the rows of one sheet together, whatever order the file has them in. Bounded: how long a
//! cell, how many rows, how much of it all.

use super::parts::{Work, at_most};
use crate::exchange::book::{Merge, Sheet, Shown};
use crate::exchange::cells::{Kind, Row, RowBuilder};
use crate::exchange::error::{ImportError, Large};
use crate::meeting::names::scrub;

/// The most letters of a cell, as in Excel.
pub(super) const CELL: usize = 32_767;

/// The most rows of a sheet, as in Excel.
pub(super) const ROWS: usize = 1_048_576;

/// The most sheets of a workbook; one a day for a year is honest.
pub(super) const SHEETS: usize = 512;

/// The most merged places of a sheet.
const MERGES: usize = 1 << 17;

/// The most cells of a row, as in Excel.
const COLUMNS: usize = 16_384;

/// The most text of a row; the cells that are kept may hold it all.
const ROW_TEXT: usize = RowBuilder::WIDTH * CELL * 4;

/// What a row and a cell cost in memory beside their text.
const ROW_COST: usize = size_of::<Row>() + 32;
const CELL_COST: usize = size_of::<(u32, Kind)>();

/// The rows of a sheet while it is read.
#[derive(Default)]
pub(super) struct Rows {
    text: String,
    cells: Vec<Held>,
    builder: RowBuilder,
    kept: Vec<Row>,
    hidden: Vec<usize>,
    hidden_columns: Vec<usize>,
    beyond: bool,
    merges: Vec<Merge>,
}

/// A cell of the row that is being read; its text ends at `end` and starts where the last one ends.
#[derive(Clone, Copy)]
struct Held {
    column: usize,
    start: usize,
    end: usize,
    kind: Kind,
}

impl Rows {
    /// Adds a cell to the row. One that says nothing does not hide an earlier one in its place.
    pub(super) fn cell(
        &mut self,
        column: usize,
        kind: Kind,
        text: &str,
    ) -> Result<(), ImportError> {
        if text.is_empty() && kind != Kind::Unsaved {
            return Ok(());
        }
        if column >= RowBuilder::WIDTH {
            self.beyond = true;
            return Ok(());
        }
        if text.len() > CELL {
            at_most(text.chars().count() as u64, CELL as u64, Large::Cell)?;
        }
        let start = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        at_most(end as u64, ROW_TEXT as u64, Large::Content)?;
        at_most(self.cells.len() as u64, COLUMNS as u64, Large::Structure)?;
        self.cells.push(Held {
            column,
            start,
            end,
            kind,
        });
        Ok(())
    }

    /// Ends the row, which stands there so many times from its number on.
    pub(super) fn end_row(
        &mut self,
        number: usize,
        times: usize,
        hidden: bool,
        work: &mut Work<'_, '_>,
    ) -> Result<(), ImportError> {
        if self.cells.is_empty() {
            return Ok(());
        }
        if !self.cells.is_sorted_by_key(|cell| cell.column) {
            self.cells.sort_by_key(|cell| cell.column);
        }
        let rows = self.kept.len().saturating_add(times);
        at_most(rows as u64, ROWS as u64, Large::Rows)?;
        // Before it is cleaned: blanks without end are work too.
        let cost = ROW_COST + self.text.len();
        work.hold(cost.saturating_mul(times))?;
        for (at, cell) in self.cells.iter().enumerate() {
            let next = self.cells.get(at + 1);
            if next.is_some_and(|next| next.column == cell.column) {
                continue;
            }
            self.builder.skip_to(cell.column);
            let text = self.text.get(cell.start..cell.end).unwrap_or_default();
            self.builder.push(text, cell.kind);
        }
        self.cells.clear();
        self.text.clear();
        let Some(mut row) = self.builder.finish(number) else {
            return Ok(());
        };
        work.hold((row.len() * CELL_COST).saturating_mul(times))?;
        for nth in 1..times {
            let mut copy = row.clone();
            copy.number += nth - 1;
            self.keep(copy, hidden);
        }
        row.number += times.saturating_sub(1);
        self.keep(row, hidden);
        Ok(())
    }

    fn keep(&mut self, row: Row, hidden: bool) {
        if hidden {
            self.hidden.push(row.number);
        }
        self.kept.push(row);
    }

    /// Notes columns that are hidden, from the first to the last.
    pub(super) fn hide(&mut self, first: usize, last: usize) {
        let columns = first..=last.min(RowBuilder::WIDTH - 1);
        // What says twice that it is hidden says it of no more columns than there are.
        if self.hidden_columns.len() < RowBuilder::WIDTH {
            self.hidden_columns.extend(columns);
        }
    }

    /// Notes that cells stand beyond the columns that are read.
    pub(super) fn go_beyond(&mut self) {
        self.beyond = true;
    }

    /// Notes what is merged, as far as a sheet goes.
    pub(super) fn merge(&mut self, mut merge: Merge) -> Result<(), ImportError> {
        merge.bottom = merge.bottom.min(ROWS);
        merge.right = merge.right.min(COLUMNS - 1);
        if merge.top >= merge.bottom && merge.left >= merge.right {
            return Ok(());
        }
        self.merges.push(merge);
        at_most(self.merges.len() as u64, MERGES as u64, Large::Structure)
    }

    /// The sheet, its rows in order; of rows with one number the cells stand together.
    pub(super) fn finish(mut self, name: &str) -> Sheet {
        if !self.kept.is_sorted_by(|one, next| one.number < next.number) {
            self.kept.sort_by_key(|row| row.number);
            let mut rows: Vec<Row> = Vec::with_capacity(self.kept.len());
            for row in self.kept {
                match rows.last_mut() {
                    Some(last) if last.number == row.number => {
                        *last = together(last, &row, &mut self.builder);
                    }
                    Some(_) | None => rows.push(row),
                }
            }
            self.kept = rows;
            self.hidden.sort_unstable();
            self.hidden.dedup();
        }
        self.merges.sort_unstable_by_key(|m| (m.top, m.left));
        Sheet {
            name: scrub(name),
            rows: self.kept,
            merges: self.merges,
            hidden_rows: self.hidden,
            hidden_columns: self.hidden_columns,
            beyond: self.beyond,
            ..Sheet::default()
        }
    }
}

/// Adds a piece to the text of a cell, which may be written in seven bytes a letter (`_x000D_`).
pub(super) fn push_bounded(text: &mut String, piece: &str) -> Result<(), ImportError> {
    if text.len() + piece.len() > 7 * CELL {
        let (what, limit) = (Large::Cell, CELL as u64);
        return Err(ImportError::TooLarge { what, limit });
    }
    text.push_str(piece);
    Ok(())
}

/// A sheet that is not read.
pub(super) fn unread(name: &str, shown: Shown) -> Sheet {
    Sheet {
        name: scrub(name),
        shown,
        ..Sheet::default()
    }
}

fn together(first: &Row, second: &Row, builder: &mut RowBuilder) -> Row {
    for column in 0..first.len().max(second.len()) {
        let cell = second.cell(column);
        let blank = cell.text.is_empty() && cell.kind != Kind::Unsaved;
        let cell = if blank { first.cell(column) } else { cell };
        builder.push(cell.text, cell.kind);
    }
    builder
        .finish(first.number)
        .unwrap_or_else(|| first.clone())
}
