//! Lists of people, libraries and villages from a file: every cell checked by itself. Knows nothing
//! of the meeting and writes nothing; what a row *means* is the plan's matter (`meeting::roster`).
//!
//! A refused row keeps the rest of the file. Layouts, aliases and rules are those of the import
//! layouts for Indonesian offices: `peserta`, `perpustakaan`, `wilayah`, `capaian`, `rekap`.

mod achievements;
pub(super) mod calendar;
mod libraries;
mod measures;
mod numbers;
mod people;
mod sums;
mod totals;
mod values;
mod villages;

use std::ops::ControlFlow;

use super::body::{Passed, PassedFor, text_of};
use super::cells::{Cell, Kind, Row};
use super::error::ImportError;
use super::header::Meaning;
use super::reading::{FileTopic, Reading};
use super::table::{Layout, Progress, Report, Table, Tables};
use crate::meeting::achieved::Measure;
use crate::meeting::id::VillageCode;
use crate::meeting::month::Month;
use crate::meeting::roster::{Reason, Rejected};
use numbers::Counted;

pub use achievements::{ACHIEVEMENTS, AchievementsFile, check_achievements};
pub use libraries::{LIBRARIES, LibrariesFile, check_libraries};
pub use people::{Normalised, PEOPLE, PeopleFile, PeopleSeen, check_people};
pub use sums::{Sum, Sums};
pub use totals::{TOTALS, TotalsFile, check_totals};
pub use values::{is_damaged_number, phone, sex, yes_no};
pub use villages::{VILLAGES, VillagesFile, check_villages};

/// The most characters of a cell; the longest honest name has 60.
pub const LONGEST_CELL: usize = 500;

/// How lists head the village.
const VILLAGE_HEADS: &[&str] = &[
    "desa",
    "kelurahan",
    "desakel",
    "keldesa",
    "kelurahandesa",
    "desaasal",
    "namadesa",
    "namadesakelurahan",
    "asaldesa",
    "asaldesakelurahan",
];

/// What a refused row calls the column that says which indicator it is of.
pub const INDICATOR: &str = "indikator";

/// The most characters of a note.
pub const LONGEST_NOTE: usize = 4000;

/// Rows between two reports.
const REPORT_EVERY: usize = 1000;

/// A file whose rows were checked one by one. Every row of the file is in one of these lists, but for
/// cells, whose rows are taken without them.
///
/// `T` is a good row, `S` what was seen beside the rows of this kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked<T, S> {
    /// The good rows.
    pub rows: Vec<T>,
    /// The refused rows, one reason each.
    pub rejected: Vec<Rejected>,
    /// Cells that are left empty; their rows are good without them.
    pub cells: Vec<Rejected>,
    /// Rows that wait for the answer to a question of the file.
    pub waiting: Vec<(FileTopic, Rejected)>,
    /// What was seen beside the rows.
    pub seen: S,
    /// The tables as read, with what was passed over.
    pub tables: Tables,
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
    if text.is_empty() {
        return Ok(None);
    }
    Ok(match numbers::count(typed(text), numbers::most(measure))? {
        Counted::Number(count) => Some(count),
        Counted::Unreported | Counted::Dash => None,
    })
}

/// A month as somebody types it.
pub fn typed_month(text: &str) -> Result<Month, Reason> {
    calendar::year_month(typed(text.trim()))
}

fn typed(text: &str) -> Cell<'_> {
    let kind = Kind::Text;
    Cell { text, kind }
}

/// Is this the word of a sum?
pub(super) fn is_total(text: &str) -> bool {
    sums::summary_word(text) == Some(sums::Summary::Total)
}

/// Is this the word of a total row?
pub(super) fn is_summary(text: &str) -> bool {
    sums::summary_word(text).is_some()
}

/// Is this a day?
pub(super) fn typed_day(text: &str) -> bool {
    calendar::date(typed(text)).is_ok()
}

/// The columns of a table by the fields of its layout, and its other columns.
struct Columns<'t> {
    table: &'t Table,
    layout: &'static Layout,
    of_field: Vec<Option<usize>>,
    whole: Vec<Option<&'t str>>,
    /// The columns of indicators that the table has.
    measures: Vec<(usize, Measure)>,
    /// Does a row count without the cell of this field?
    optional: fn(usize) -> bool,
}

impl<'t> Columns<'t> {
    fn new(table: &'t Table, layout: &'static Layout, optional: fn(usize) -> bool) -> Self {
        let fields = 0..layout.fields.len();
        let said = |field| table.whole.iter().find(|(f, _)| *f == field);
        let figures = layout.figures.iter();
        let measures = figures.flat_map(|f| (f.first..).zip(f.measures.iter().copied()));
        Columns {
            table,
            layout,
            of_field: fields.clone().map(|f| table.column_of(f)).collect(),
            whole: fields
                .map(|f| said(f).map(|(_, text)| text.as_str()))
                .collect(),
            measures: measures
                .filter(|(f, _)| table.column_of(*f).is_some())
                .collect(),
            optional,
        }
    }

    /// The cell of a field: empty where there is no such column, where only a dash stands in it, or
    /// where it is broken and the row counts without it.
    fn cell<'r>(&'r self, row: &'r Row, field: usize) -> Cell<'r> {
        let Some(column) = self.of_field.get(field).copied().flatten() else {
            let text = self.whole.get(field).copied().flatten().unwrap_or_default();
            return typed(text);
        };
        let mut cell = row.cell(column);
        let broken = (self.optional)(field) && broken(cell, limit(self.layout, field)).is_some();
        if broken || is_blank(cell.text) {
            cell.text = "";
        }
        cell
    }

    /// The head of the column of a field.
    fn head(&self, field: usize) -> &str {
        let column = self.of_field.get(field).copied().flatten();
        let column = column.and_then(|at| self.table.columns.get(at));
        column.map_or("", |column| column.head.as_str())
    }

    /// Has the table a column for this field?
    fn has(&self, field: usize) -> bool {
        self.of_field.get(field).copied().flatten().is_some()
    }

    /// Is this one of our forms? It has all of these columns, headed as we head them.
    fn is_form(&self, given: &[usize]) -> bool {
        given.iter().all(|field| {
            let head = self.of_field.get(*field).copied().flatten();
            let head = head.and_then(|column| self.table.columns.get(column));
            head.is_some_and(|column| column.head == self.layout.name(*field))
        })
    }

    /// Does a row say nothing but what these fields hold? Not even a dash.
    fn says_only(&self, row: &Row, given: &[usize]) -> bool {
        row.cells().enumerate().all(|(column, cell)| {
            // A formula whose result was never stored is something, though it reads as nothing.
            let empty = cell.text.is_empty() && cell.kind != Kind::Unsaved;
            let of = self.table.columns.get(column).map(|c| c.meaning);
            empty
                || match of {
                    Some(Meaning::Field(field)) => given.contains(&field),
                    Some(Meaning::Ignored) => true,
                    Some(
                        Meaning::Month { .. }
                        | Meaning::Indicator
                        | Meaning::Total
                        | Meaning::Part
                        | Meaning::Unclear
                        | Meaning::Unknown,
                    )
                    | None => false,
                }
        })
    }

    /// A row that cannot be taken for the cell of this field.
    fn refused(&self, row: &Row, field: usize, reason: Reason) -> Rejected {
        Rejected {
            row: row.number,
            column: self.layout.name(field),
            value: self
                .cell(row, field)
                .text
                .chars()
                .take(LONGEST_CELL)
                .collect(),
            reason,
        }
    }

    /// Refuses what no column may hold; cells that the row counts without go to a list.
    fn look_at(&self, row: &Row, cells: &mut Vec<Rejected>) -> Result<(), Rejected> {
        for (column, of) in self.table.columns.iter().enumerate() {
            let cell = row.cell(column);
            let field = match of.meaning {
                Meaning::Field(field) => Some(field),
                Meaning::Unknown => None,
                Meaning::Month { .. }
                | Meaning::Indicator
                | Meaning::Total
                | Meaning::Part
                | Meaning::Ignored
                | Meaning::Unclear => continue,
            };
            let limit = field.map_or(LONGEST_NOTE, |f| limit(self.layout, f));
            let Some(reason) = broken(cell, limit) else {
                continue;
            };
            let Some(field) = field else {
                // What a column means that nobody knows may be broken; it is only a note.
                continue;
            };
            let refused = Rejected {
                row: row.number,
                column: self.layout.name(field),
                value: cell.text.chars().take(LONGEST_CELL).collect(),
                reason,
            };
            if !(self.optional)(field) {
                return Err(refused);
            }
            cells.push(refused);
        }
        Ok(())
    }

    /// `head: value` of every column the layout does not know.
    fn notes(&self, row: &Row, into: &mut String) {
        for (column, of) in self.table.columns.iter().enumerate() {
            let cell = row.cell(column);
            let kept = of.meaning == Meaning::Unknown && broken(cell, LONGEST_NOTE).is_none();
            if kept && !is_blank(cell.text) {
                add_note(into, &of.head, column, cell.text);
            }
        }
        // Cells to the right of the last head still are something somebody wrote.
        for column in self.table.columns.len()..row.len() {
            let cell = row.cell(column);
            if !is_blank(cell.text) {
                add_note(into, "", column, cell.text);
            }
        }
    }
}

/// What an indicator says in a column of a row; none where the cell is empty.
fn counted(row: &Row, column: usize, measure: Measure) -> Result<Option<Counted>, Rejected> {
    let cell = row.cell(column);
    let refused = |reason| Rejected {
        row: row.number,
        column: measure.column(),
        value: cell.text.chars().take(LONGEST_CELL).collect(),
        reason,
    };
    if let Some(reason) = broken(cell, LONGEST_CELL) {
        return Err(refused(reason));
    }
    if cell.text.is_empty() {
        return Ok(None);
    }
    let counted = numbers::count(cell, numbers::most(measure));
    counted.map(Some).map_err(refused)
}

/// The most characters of a field.
fn limit(layout: &Layout, field: usize) -> usize {
    match layout.name(field) {
        "catatan" | "keterangan" => LONGEST_NOTE,
        _ => LONGEST_CELL,
    }
}

/// What no cell may be.
fn broken(cell: Cell<'_>, limit: usize) -> Option<Reason> {
    match cell.kind {
        Kind::Error => Some(Reason::CellError),
        Kind::Unsaved => Some(Reason::Unsaved),
        Kind::Merged => Some(Reason::Merged),
        Kind::Text | Kind::Number | Kind::Percent | Kind::Date | Kind::Flag => {
            // Bytes first: counting letters is for the few that could be too many.
            let long = cell.text.len() > limit && cell.text.chars().count() > limit;
            long.then_some(Reason::TooLong { limit })
        }
    }
}

fn add_note(into: &mut String, header: &str, column: usize, text: &str) {
    let letters = [into.as_str(), header, text].map(|t| t.chars().count());
    if letters.iter().sum::<usize>() > LONGEST_NOTE {
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
pub(super) fn column_letters(column: usize) -> String {
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
pub(super) fn is_blank(text: &str) -> bool {
    text.is_empty() || is_dash(text)
}

/// The dash that people write for nothing, in any of its lengths.
fn is_dash(text: &str) -> bool {
    let dash = |c| matches!(c, '-' | '‐'..='―' | '−' | ' ');
    (1..=9).contains(&text.len()) && text.chars().all(dash)
}

/// What a row amounts to.
enum Found<T> {
    /// A good row.
    Row(T),
    /// Good rows, one for every month that stands across.
    Rows(Vec<T>),
    /// Nothing that is kept or told.
    Nothing,
    /// No row of the list.
    Passed(PassedFor),
    /// It waits for the answer to a question of the file.
    Waits(FileTopic),
}

/// What kinds of fields a layout has.
#[derive(Clone, Copy)]
struct Kinds {
    /// Does a row count without the cell of this field?
    optional: fn(usize) -> bool,
    /// What our forms have filled in; a row that says nothing else is not filled in yet.
    given: &'static [usize],
}

/// Checks every row of every table, telling how far it is.
fn check_rows<T, S>(
    mut tables: Tables,
    layout: &'static Layout,
    kind: Kinds,
    reading: &Reading,
    mut seen: S,
    report: &mut Report<'_>,
    mut check: impl FnMut(&Columns<'_>, &Row, &mut S, &mut Vec<Rejected>) -> Result<Found<T>, Rejected>,
) -> Result<Checked<T, S>, ImportError> {
    let (mut rows, mut rejected, mut cells) = (Vec::new(), Vec::new(), Vec::new());
    let (mut waiting, mut passed) = (Vec::new(), Vec::new());
    let total = tables
        .tables
        .iter()
        .map(|t| t.rows.len())
        .sum::<usize>()
        .max(1) as u64;
    let mut done = 0;
    for table in &tables.tables {
        let columns = Columns::new(table, layout, kind.optional);
        let given = kind.given;
        let form = columns.is_form(given) && !given.is_empty();
        rows.reserve(table.rows.len());
        for row in &table.rows {
            let known = cells.len();
            let found = match table.waits {
                _ if table.wide.binary_search(&row.number).is_ok() => Err(Rejected {
                    row: row.number,
                    column: "baris",
                    value: String::new(),
                    reason: Reason::Cells {
                        found: row.len(),
                        heads: table.written,
                    },
                }),
                _ if form && columns.says_only(row, given) => {
                    Ok(Found::Passed(PassedFor::Unfilled))
                }
                Some(topic) => Ok(Found::Waits(topic)),
                None => columns
                    .look_at(row, &mut cells)
                    .and_then(|()| check(&columns, row, &mut seen, &mut cells)),
            };
            if matches!(found, Err(_) | Ok(Found::Passed(_) | Found::Waits(_))) {
                // The whole row stays out: its cells need no mending of their own.
                cells.truncate(known);
            }
            match found {
                Ok(Found::Row(checked)) => rows.push(checked),
                Ok(Found::Rows(checked)) => rows.extend(checked),
                Ok(Found::Nothing) => {}
                Ok(Found::Passed(why)) => passed.push(Passed {
                    row: row.number,
                    why,
                    text: text_of(row),
                }),
                Ok(Found::Waits(topic)) => waiting.push((
                    topic,
                    Rejected {
                        row: row.number,
                        column: topic.column(),
                        value: String::new(),
                        reason: if reading.left_out.contains(&topic) {
                            Reason::LeftOut
                        } else {
                            Reason::Unanswered
                        },
                    },
                )),
                Err(refused) => rejected.push(refused),
            }
            if done % REPORT_EVERY == 0
                && report(Progress {
                    done: done as u64,
                    total,
                }) == ControlFlow::Break(())
            {
                return Err(ImportError::Cancelled);
            }
            done += 1;
        }
    }
    tables.passed.extend(passed);
    tables.passed.sort_by_key(|p| p.row);
    Ok(Checked {
        rows,
        rejected,
        cells,
        waiting,
        seen,
        tables,
    })
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
