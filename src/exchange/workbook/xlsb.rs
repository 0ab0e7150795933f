//! Reads an XLSB workbook by calamine. Its parts are measured before: calamine holds what it reads
//! without a bound.

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Reader, SheetType, SheetVisible};
use calamine::{Xlsb, XlsbError};

use super::numbers::{self, Style};
use super::parts::{Parts, Work, at_most, damaged};
use super::rows::{Rows, SHEETS, unread};
use crate::exchange::book::{Sheet, Shown};
use crate::exchange::cells::Kind;
use crate::exchange::error::{ImportError, Large};

/// Reads an XLSB.
pub(super) fn read(
    bytes: &[u8],
    parts: &mut Parts<'_>,
    work: &mut Work<'_, '_>,
) -> Result<Vec<Sheet>, ImportError> {
    measure(parts, work)?;
    let mut book: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(|e: XlsbError| match e {
        XlsbError::Password => ImportError::Encrypted,
        e => damaged(e),
    })?;
    let since_1904 = book.has_1904_epoch();
    let mut sheets = Vec::new();
    for (name, shown) in outline(book.sheets_metadata())? {
        if shown != Shown::Yes {
            sheets.push(unread(&name, shown));
            continue;
        }
        let mut rows = Rows::default();
        let mut cells = book.worksheet_cells_reader(&name).map_err(damaged)?;
        let mut current = 0;
        while let Some(cell) = cells.next_cell().map_err(damaged)? {
            let (row, column) = cell.get_position();
            if row != current {
                rows.end_row(current as usize + 1, 1, false, work)?;
                current = row;
            }
            let (kind, text) = value(&Data::from(cell.get_value().clone()), since_1904);
            rows.cell(column as usize, kind, &text)?;
            work.unpack(0)?;
        }
        rows.end_row(current as usize + 1, 1, false, work)?;
        sheets.push(rows.finish(&name));
    }
    Ok(sheets)
}

/// Unpacks all parts once: the strings are held, the sheets are not.
fn measure(parts: &mut Parts<'_>, work: &mut Work<'_, '_>) -> Result<(), ImportError> {
    let names: Vec<String> = parts
        .names()
        .filter(|name| matches!(name.rsplit('.').next(), Some("bin" | "rels")))
        .map(str::to_owned)
        .collect();
    let places: Vec<_> = names.iter().filter_map(|name| parts.find(name)).collect();
    work.expect(places.iter().map(|at| parts.size(*at)).sum());
    for (name, at) in names.iter().zip(places) {
        let size = parts.measure(at, work)?;
        if !name.contains("worksheets/") {
            work.hold(size)?;
        }
    }
    Ok(())
}

fn outline(all: &[calamine::Sheet]) -> Result<Vec<(String, Shown)>, ImportError> {
    at_most(all.len() as u64, SHEETS as u64, Large::Sheets)?;
    let sheets = all.iter().map(|sheet| {
        let shown = match (sheet.visible, sheet.typ) {
            (SheetVisible::Hidden | SheetVisible::VeryHidden, _) => Shown::Hidden,
            (SheetVisible::Visible, SheetType::WorkSheet) => Shown::Yes,
            (SheetVisible::Visible, _) => Shown::NoCells,
        };
        (sheet.name.clone(), shown)
    });
    Ok(sheets.collect())
}

fn value(value: &Data, since_1904: bool) -> (Kind, String) {
    let number = |value: f64, style: Style| {
        let mut text = String::new();
        (style.write(&mut text, value, since_1904), text)
    };
    match value {
        Data::Int(i) => (Kind::Number, i.to_string()),
        Data::Float(f) => number(*f, Style::Plain),
        Data::String(s) | Data::DurationIso(s) => (Kind::Text, s.clone()),
        Data::DateTimeIso(s) => match numbers::iso_day(s) {
            Some(day) => (Kind::Date, day),
            None => (Kind::Text, s.clone()),
        },
        Data::Bool(b) => (Kind::Flag, if *b { "ya" } else { "tidak" }.to_owned()),
        Data::DateTime(d) => number(d.as_f64(), style(d)),
        Data::Error(e) => (Kind::Error, e.to_string()),
        Data::Empty => (Kind::Text, String::new()),
    }
}

fn style(date: &ExcelDateTime) -> Style {
    if date.is_duration() {
        Style::Elapsed
    } else {
        Style::Date
    }
}
