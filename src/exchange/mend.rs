//! Writes the rows of a file that somebody should mend, as one list that can be imported again: what
//! its sheets and titles said stands in columns. Changes no cell.

use std::collections::BTreeMap;
use std::path::Path;

use super::export::{ExportError, write_csv};
use super::header::{Layout, Meaning};
use super::table::{Table, Tables};
use crate::meeting::roster::{Rejected, sheet_and_row};

/// Writes rows that somebody should mend, each once: sheet, row, columns, values, reasons, then the
/// cells as they were.
///
/// `say` renders a reason. A sheet whose question is open is left to the answer: without its name and
/// title its months would be anybody's.
pub fn write_rejected(
    path: &Path,
    head: [&str; 5],
    layout: &Layout,
    tables: &Tables,
    rejected: &[Rejected],
    say: impl Fn(&Rejected) -> String,
) -> Result<(), ExportError> {
    let mut of_rows: BTreeMap<usize, Vec<&Rejected>> = BTreeMap::new();
    for refused in rejected {
        of_rows.entry(refused.row).or_default().push(refused);
    }
    let settled = |row: &usize| tables.table_of(*row).is_none_or(|t| t.waits.is_none());
    let read = tables.tables.iter().filter(|t| t.waits.is_none());
    // One sheet keeps its columns as they stand.
    let alone = read.clone().count() == 1;
    let mut heads: Vec<String> = Vec::new();
    for name in read.flat_map(|table| heads_of(table, layout, alone)) {
        if alone || !(name.is_empty() || heads.contains(&name)) {
            heads.push(name);
        }
    }
    // A file of one sheet needs no word on it.
    let without = usize::from(tables.sheets.len() < 2);
    let columns = head.into_iter().skip(without);
    let header: Vec<&str> = columns.chain(heads.iter().map(String::as_str)).collect();
    let rows = of_rows.iter().filter(|(row, _)| settled(row));
    let rows = rows.map(|(at, all)| {
        let table = tables.table_of(*at);
        let (_, number) = sheet_and_row(*at);
        let mut cells = vec![
            table.map_or(String::new(), |t| t.name.clone()),
            number.to_string(),
            joined(all.iter().map(|r| r.column.to_owned()), ", "),
            joined(all.iter().map(|r| r.value.clone()), " · "),
            joined(all.iter().map(|r| say(r)), " "),
        ];
        cells.drain(..without);
        if let Some(table) = table {
            let own = cells_of(table, *at);
            if alone {
                cells.extend(own);
            } else {
                let names = heads_of(table, layout, alone);
                let cell = |name| {
                    names
                        .iter()
                        .position(|n| n == name)
                        .and_then(|i| own.get(i))
                };
                cells.extend(
                    heads
                        .iter()
                        .map(|name| cell(name).cloned().unwrap_or_default()),
                );
            }
        }
        cells
    });
    write_csv(path, &header, rows)
}

/// What a table says for all its rows, and its columns: by their fields where sheets that head them
/// otherwise come together, and every month with its year and its indicator.
fn heads_of(table: &Table, layout: &Layout, alone: bool) -> Vec<String> {
    let whole = table.whole.iter();
    let whole = whole.map(|(field, _)| layout.name(*field).to_owned());
    let columns = table.columns.iter().enumerate().map(|(at, column)| {
        if let Some(across) = table.across.iter().find(|a| a.column == at) {
            let month = across.month;
            let named = |field| format!("{} / {month}", layout.name(field));
            return across.field.map_or_else(|| month.to_string(), named);
        }
        match column.meaning {
            Meaning::Field(field) if !alone => layout.name(field).to_owned(),
            Meaning::Field(_)
            | Meaning::Month { .. }
            | Meaning::Part
            | Meaning::Indicator
            | Meaning::Total
            | Meaning::Ignored
            | Meaning::Unclear
            | Meaning::Unknown => column.head.clone(),
        }
    });
    whole.chain(columns).collect()
}

/// The cells of a row in the order of [`heads_of`].
fn cells_of(table: &Table, row: usize) -> Vec<String> {
    let whole = table.whole.iter().map(|(_, text)| text.clone());
    let cells = table.row(row).into_iter();
    let cells = cells.flat_map(|row| row.cells().map(|c| c.text.to_owned()));
    whole.chain(cells).collect()
}

/// Texts behind each other, none twice.
fn joined(all: impl Iterator<Item = String>, between: &str) -> String {
    let mut told: Vec<String> = Vec::new();
    for text in all.filter(|t| !t.is_empty()) {
        if !told.contains(&text) {
            told.push(text);
        }
    }
    told.join(between)
}
