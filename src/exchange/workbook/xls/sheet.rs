//! One sheet of an XLS workbook, cell by cell.

use std::collections::HashSet;

use super::super::parts::Work;
use super::super::rows::Rows;
use super::Globals;
use super::record::{self, Record, Records};
use crate::exchange::book::{Merge, Sheet};
use crate::exchange::cells::Kind;
use crate::exchange::error::ImportError;

/// Reads the records of a sheet.
pub(super) fn read(
    mut records: Records<'_>,
    name: &str,
    globals: &Globals,
    work: &mut Work<'_, '_>,
) -> Result<Sheet, ImportError> {
    let mut pass = Pass {
        globals,
        rows: Rows::default(),
        row: 0,
        result: 0,
        hidden: HashSet::new(),
    };
    loop {
        let record = records.next(work)?;
        if record.kind == record::END {
            pass.end_row(work)?;
            return Ok(pass.rows.finish(name));
        }
        pass.take(&record, work)?;
    }
}

struct Pass<'g> {
    globals: &'g Globals,
    rows: Rows,
    row: u16,
    /// The column of a formula whose text stands in the next record.
    result: usize,
    hidden: HashSet<u16>,
}

impl Pass<'_> {
    fn take(&mut self, record: &Record<'_>, work: &mut Work<'_, '_>) -> Result<(), ImportError> {
        match record.kind {
            record::ROW if record.u16(12)? & 0x20 != 0 => {
                self.hidden.insert(record.u16(0)?);
            }
            record::COLUMNS if record.u16(8)? & 1 != 0 => {
                let (first, last) = (record.u16(0)?, record.u16(2)?);
                self.rows.hide(usize::from(first), usize::from(last));
            }
            record::MERGED => self.merge(record)?,
            record::RESULT_TEXT => {
                let text = record.text(0, self.globals.unicode, false)?;
                self.rows.cell(self.result, Kind::Text, &text)?;
            }
            record::NUMBER
            | record::RK
            | record::RK_ROW
            | record::TEXT
            | record::RICH_TEXT
            | record::SHARED_TEXT
            | record::FLAG_OR_ERROR
            | record::FORMULA => {
                let row = record.u16(0)?;
                if row != self.row {
                    self.end_row(work)?;
                    self.row = row;
                }
                self.cell(usize::from(record.u16(2)?), record)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn end_row(&mut self, work: &mut Work<'_, '_>) -> Result<(), ImportError> {
        let hidden = self.hidden.contains(&self.row);
        self.rows
            .end_row(usize::from(self.row) + 1, 1, hidden, work)
    }

    fn cell(&mut self, column: usize, record: &Record<'_>) -> Result<(), ImportError> {
        match record.kind {
            record::NUMBER => self.number(column, record.u16(4)?, record.f64(6)?),
            record::RK => self.number(column, record.u16(4)?, shortened(record.u32(6)?)),
            record::RK_ROW => {
                // Row, first column, six bytes a cell, last column.
                for nth in 0..record.len().saturating_sub(6) / 6 {
                    let at = 4 + 6 * nth;
                    let value = shortened(record.u32(at + 2)?);
                    self.number(column + nth, record.u16(at)?, value)?;
                }
                Ok(())
            }
            record::SHARED_TEXT => match self.globals.strings.get(record.u32(6)? as usize) {
                Some(text) => self.rows.cell(column, Kind::Text, text),
                None => self.rows.cell(column, Kind::Error, "#REF!"),
            },
            record::FLAG_OR_ERROR => match record.byte(7)? {
                0 => self.flag(column, record.byte(6)?),
                _ => self.error(column, record.byte(6)?),
            },
            record::FORMULA => self.formula(column, record),
            _ => {
                let text = record.text(6, self.globals.unicode, false)?;
                self.rows.cell(column, Kind::Text, &text)
            }
        }
    }

    fn number(&mut self, column: usize, style: u16, value: f64) -> Result<(), ImportError> {
        let mut text = String::new();
        let style = self.globals.style(style);
        let kind = style.write(&mut text, value, self.globals.since_1904);
        self.rows.cell(column, kind, &text)
    }

    fn flag(&mut self, column: usize, flag: u8) -> Result<(), ImportError> {
        let text = if flag == 0 { "tidak" } else { "ya" };
        self.rows.cell(column, Kind::Flag, text)
    }

    fn error(&mut self, column: usize, error: u8) -> Result<(), ImportError> {
        let text = match error {
            0x00 => "#NULL!",
            0x07 => "#DIV/0!",
            0x0F => "#VALUE!",
            0x17 => "#REF!",
            0x1D => "#NAME?",
            0x24 => "#NUM!",
            0x2A => "#N/A",
            _ => "#ERROR!",
        };
        self.rows.cell(column, Kind::Error, text)
    }

    fn formula(&mut self, column: usize, record: &Record<'_>) -> Result<(), ImportError> {
        self.result = column;
        let computed_later = record.u16(14)? & 2 != 0;
        if record.u16(12)? != 0xFFFF {
            let value = record.f64(6)?;
            if computed_later && value == 0.0 {
                return self.rows.cell(column, Kind::Unsaved, "");
            }
            return self.number(column, record.u16(4)?, value);
        }
        match record.byte(6)? {
            1 => self.flag(column, record.byte(8)?),
            2 => self.error(column, record.byte(8)?),
            3 if computed_later => self.rows.cell(column, Kind::Unsaved, ""),
            // A text, in the next record, or an empty one.
            _ => Ok(()),
        }
    }

    fn merge(&mut self, record: &Record<'_>) -> Result<(), ImportError> {
        for nth in 0..usize::from(record.u16(0)?) {
            let at = 2 + 8 * nth;
            self.rows.merge(Merge {
                top: usize::from(record.u16(at)?) + 1,
                bottom: usize::from(record.u16(at + 2)?) + 1,
                left: usize::from(record.u16(at + 4)?),
                right: usize::from(record.u16(at + 6)?),
            })?;
        }
        Ok(())
    }
}

/// A number in four bytes: 30 bits of a float or of a whole number, perhaps times a hundred.
fn shortened(rk: u32) -> f64 {
    let value = if rk & 2 == 0 {
        f64::from_bits(u64::from(rk & !3) << 32)
    } else {
        f64::from(rk.cast_signed() >> 2)
    };
    if rk & 1 == 0 { value } else { value / 100.0 }
}
