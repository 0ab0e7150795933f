//! Lists of people, libraries and villages from a file: every cell checked by itself. Knows nothing
//! of the meeting and writes nothing; what a row *means* is the plan's matter (`meeting::roster`).
//!
//! A refused row keeps the rest of the file. Layouts, aliases and rules are those of the import
//! layouts for Indonesian offices: `peserta`, `perpustakaan`, `wilayah`, `capaian`, `rekap`.

mod achievements;
mod calendar;
mod libraries;
mod measures;
mod numbers;
mod people;
mod sums;
mod totals;
mod values;
mod villages;

use std::path::Path;

use super::cells::{Kind, Row};
use super::error::ImportError;
use super::table::{Progress, Report, Table, read_table};
use crate::meeting::achieved::Measure;
use crate::meeting::id::VillageCode;
use crate::meeting::month::Month;
use crate::meeting::roster::{Reason, Rejected};

pub use achievements::{ACHIEVEMENTS, AchievementsFile, check_achievements};
pub use libraries::{LIBRARIES, LibrariesFile, check_libraries};
pub use people::{Normalised, PEOPLE, PeopleFile, check_people};
pub use sums::{Sum, Sums};
pub use totals::{TOTALS, TotalsFile, check_totals};
pub use values::{is_damaged_number, phone, sex, yes_no};
pub use villages::{VILLAGES, VillagesFile, check_villages};

/// The most characters of a cell; the longest honest name has 60.
pub const LONGEST_CELL: usize = 500;

/// The most characters of a note.
pub const LONGEST_NOTE: usize = 4000;

/// Rows between two reports.
const REPORT_EVERY: usize = 1000;

/// Reads and checks a list of people (`peserta`).
pub fn read_people(path: &Path, report: &mut Report<'_>) -> Result<PeopleFile, ImportError> {
    let table = read_table(path, &PEOPLE, &mut half(report, 0))?;
    check_people(table, &mut half(report, 1))
}

/// Reads and checks a list of libraries (`perpustakaan`).
pub fn read_libraries(path: &Path, report: &mut Report<'_>) -> Result<LibrariesFile, ImportError> {
    let table = read_table(path, &LIBRARIES, &mut half(report, 0))?;
    check_libraries(table, &mut half(report, 1))
}

/// Reads and checks a list of villages (`wilayah`).
pub fn read_villages(path: &Path, report: &mut Report<'_>) -> Result<VillagesFile, ImportError> {
    let table = read_table(path, &VILLAGES, &mut half(report, 0))?;
    check_villages(table, &mut half(report, 1))
}

/// Reads and checks a list of achievements by library and month (`capaian`).
pub fn read_achievements(
    path: &Path,
    report: &mut Report<'_>,
) -> Result<AchievementsFile, ImportError> {
    let table = read_table(path, &ACHIEVEMENTS, &mut half(report, 0))?;
    check_achievements(table, &mut half(report, 1))
}

/// Reads and checks a list of totals by library (`rekap`).
pub fn read_totals(path: &Path, report: &mut Report<'_>) -> Result<TotalsFile, ImportError> {
    let table = read_table(path, &TOTALS, &mut half(report, 0))?;
    check_totals(table, &mut half(report, 1))
}

/// The code of a cell; none for an empty one.
fn code(text: &str) -> Result<Option<VillageCode>, Reason> {
    if text.is_empty() {
        return Ok(None);
    }
    values::village_code(text).map(Some)
}

/// A count as somebody types it; nothing typed, or a dash: not reported.
pub fn typed_count(text: &str, measure: Measure) -> Result<Option<u64>, Reason> {
    let text = text.trim();
    if is_blank(text) {
        return Ok(None);
    }
    numbers::count(typed(text), numbers::most(measure)).map(Some)
}

/// A month as somebody types it.
pub fn typed_month(text: &str) -> Result<Month, Reason> {
    calendar::year_month(typed(text.trim()))
}

fn typed(text: &str) -> super::cells::Cell<'_> {
    let kind = Kind::Text;
    super::cells::Cell { text, kind }
}

/// Reading is the first half of the way, checking the second.
fn half<'a>(
    report: &'a mut Report<'_>,
    nth: u64,
) -> impl FnMut(Progress) -> std::ops::ControlFlow<()> + 'a {
    move |p| {
        report(Progress {
            done: p.done + nth * p.total,
            total: 2 * p.total,
        })
    }
}

/// The columns of a table by the fields of its layout, and its other columns.
struct Columns<'t> {
    table: &'t Table,
    of_field: Vec<Option<usize>>,
}

impl<'t> Columns<'t> {
    fn new(table: &'t Table, fields: usize) -> Self {
        Columns {
            table,
            of_field: (0..fields).map(|f| table.column_of(f)).collect(),
        }
    }

    /// The cell of a field: empty where there is no such column or only a dash stands in it.
    fn cell<'r>(&self, row: &'r Row, field: usize) -> super::cells::Cell<'r> {
        let column = self.of_field.get(field).copied().flatten();
        let mut cell = row.cell(column.unwrap_or(usize::MAX));
        if is_blank(cell.text) {
            cell.text = "";
        }
        cell
    }

    /// Has the file a column for this field?
    fn has(&self, field: usize) -> bool {
        self.of_field.get(field).copied().flatten().is_some()
    }

    /// Refuses what no column may hold.
    fn refuse_broken(
        &self,
        row: &Row,
        layout: &super::table::Layout,
        limit: impl Fn(usize) -> usize,
    ) -> Result<(), Rejected> {
        for (column, field) in self.table.fields.iter().enumerate() {
            let cell = row.cell(column);
            let name = field.and_then(|f| layout.fields.get(f)).map(|f| f.name);
            let limit = field.map_or(LONGEST_NOTE, &limit);
            let reason = match cell.kind {
                Kind::OpenQuote(lines) => Reason::OpenQuote {
                    lines: lines as usize,
                },
                Kind::Error if name.is_some() => Reason::CellError,
                Kind::Unsaved if name.is_some() => Reason::Unsaved,
                Kind::Error
                | Kind::Unsaved
                | Kind::Text
                | Kind::Number
                | Kind::Percent
                | Kind::Date
                | Kind::Flag => {
                    // Bytes first: counting letters is for the few that could be too many.
                    if cell.text.len() <= limit || cell.text.chars().count() <= limit {
                        continue;
                    }
                    Reason::TooLong { limit }
                }
            };
            return Err(Rejected {
                row: row.number,
                column: name.unwrap_or("keterangan"),
                value: cell.text.chars().take(LONGEST_CELL).collect(),
                reason,
            });
        }
        Ok(())
    }

    /// `header: value` of every column the layout does not know.
    fn notes(&self, row: &Row, into: &mut String) {
        for (column, field) in self.table.fields.iter().enumerate() {
            if field.is_some() {
                continue;
            }
            let cell = row.cell(column);
            if is_blank(cell.text) {
                continue;
            }
            let header = self.table.columns.get(column).map_or("", String::as_str);
            add_note(into, header, column, cell.text);
        }
        // Cells to the right of the last header still are something somebody wrote.
        for column in self.table.fields.len()..row.len() {
            let cell = row.cell(column);
            if !is_blank(cell.text) {
                add_note(into, "", column, cell.text);
            }
        }
    }
}

fn add_note(into: &mut String, header: &str, column: usize, text: &str) {
    if into.chars().count() + text.chars().count() > LONGEST_NOTE {
        return;
    }
    if !into.is_empty() {
        into.push_str("; ");
    }
    if header.is_empty() {
        into.push_str(&column_letters(column));
    } else {
        into.push_str(header.trim_end_matches(':'));
    }
    into.push_str(": ");
    into.push_str(text);
}

/// A column as the spreadsheet names it: 0 is A, 26 is AA.
fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + u8::try_from(rest % 26).unwrap_or(0));
        rest /= 26;
    }
    letters.iter().rev().map(|b| char::from(*b)).collect()
}

/// Nothing, or the dash that people write for nothing.
fn is_blank(text: &str) -> bool {
    text.len() <= 9 && text.chars().all(|c| matches!(c, '-' | '–' | '—'))
}

/// Checks every row, telling how far it is; what a row is refused for goes to the second list.
fn check_rows<T>(
    table: &Table,
    report: &mut Report<'_>,
    mut check: impl FnMut(&Row) -> Result<Option<T>, Rejected>,
) -> Result<(Vec<T>, Vec<Rejected>), ImportError> {
    let mut rows = Vec::with_capacity(table.rows.len());
    let mut rejected = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        match check(row) {
            Ok(Some(checked)) => rows.push(checked),
            Ok(None) => {}
            Err(refused) => rejected.push(refused),
        }
        if at % REPORT_EVERY == 0 {
            let progress = Progress {
                done: at as u64,
                total: table.rows.len().max(1) as u64,
            };
            if report(progress).is_break() {
                return Err(ImportError::Cancelled);
            }
        }
    }
    Ok((rows, rejected))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_the_spreadsheet_names_them() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letters(column), letters);
        }
    }
}
