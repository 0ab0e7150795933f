//! Rows of a workbook: XLSX cell by cell, the others by the range their reader gives.
//!
//! XLSX is never asked for its range: a file may claim one cell in the last corner of the sheet,
//! and a range is dense.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, Xls, Xlsb, Xlsx};
use calamine::{OdsError, XlsError, XlsbError, XlsxError};
use memchr::memmem;

use super::cells::{Kind, Row, RowBuilder};
use super::error::{Foreign, ImportError};
use super::header::{Layout, header_key};
use super::table::{Progress, Report};

/// Rows between two reports.
const REPORT_EVERY: usize = 1000;

type Bytes = Cursor<Vec<u8>>;

/// Reads all rows of the sheet that are not blank.
pub(super) fn read(
    bytes: Vec<u8>,
    layout: &Layout,
    report: &mut Report<'_>,
) -> Result<Vec<Row>, ImportError> {
    // A damaged file may upset the reader in ways it does not foresee; that is the file's fault and
    // no reason to stop the desk.
    catch_unwind(AssertUnwindSafe(|| read_any(bytes, layout, report)))
        .unwrap_or_else(|_| Err(ImportError::Damaged("unexpected content".to_owned())))
}

fn read_any(
    bytes: Vec<u8>,
    layout: &Layout,
    report: &mut Report<'_>,
) -> Result<Vec<Row>, ImportError> {
    let has = |needle: &[u8]| memmem::find(&bytes, needle).is_some();
    if !bytes.starts_with(b"PK") {
        let encrypted: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        if has(&encrypted) {
            return Err(ImportError::Encrypted);
        }
        return read_xls(bytes, layout, report);
    }
    if has(b"opendocument.spreadsheet") {
        return read_ods(bytes, layout, report);
    }
    if has(b"xl/workbook.bin") {
        return read_xlsb(bytes, layout, report);
    }
    if has(b"word/document") || has(b"ppt/presentation") || has(b"opendocument.text") {
        return Err(ImportError::NotATable(Foreign::Document));
    }
    if !has(b"xl/") {
        return Err(ImportError::NotATable(Foreign::Binary));
    }
    read_xlsx(bytes, layout, report)
}

fn read_xlsx(
    bytes: Vec<u8>,
    layout: &Layout,
    report: &mut Report<'_>,
) -> Result<Vec<Row>, ImportError> {
    let damaged = |e: XlsxError| match e {
        XlsxError::Password => ImportError::Encrypted,
        e => ImportError::Damaged(e.to_string()),
    };
    let mut book: Xlsx<Bytes> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let sheet = choose_sheet(book.sheet_names(), layout)?;
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(damaged)?;
    let total = u64::from(cells.dimensions().end.0) + 1;
    let mut builder = RowBuilder::default();
    let mut rows = Vec::new();
    let mut current = 0;
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        if row < current {
            return Err(ImportError::Damaged("rows out of order".to_owned()));
        }
        if row > current {
            rows.extend(builder.finish(current as usize + 1));
            if (row as usize) / REPORT_EVERY != (current as usize) / REPORT_EVERY {
                tell(report, u64::from(row), total)?;
            }
            current = row;
        }
        let column = column as usize;
        if column < builder.column() {
            continue;
        }
        builder.skip_to(column);
        push_ref(&mut builder, cell.get_value());
    }
    rows.extend(builder.finish(current as usize + 1));
    Ok(rows)
}

fn read_xls(
    bytes: Vec<u8>,
    layout: &Layout,
    report: &mut Report<'_>,
) -> Result<Vec<Row>, ImportError> {
    let damaged = |e: XlsError| match e {
        XlsError::Password => ImportError::Encrypted,
        e => ImportError::Damaged(e.to_string()),
    };
    let book: Xls<Bytes> = Xls::new(Cursor::new(bytes)).map_err(damaged)?;
    from_range(book, layout, report, damaged)
}

fn read_xlsb(
    bytes: Vec<u8>,
    layout: &Layout,
    report: &mut Report<'_>,
) -> Result<Vec<Row>, ImportError> {
    let damaged = |e: XlsbError| match e {
        XlsbError::Password => ImportError::Encrypted,
        e => ImportError::Damaged(e.to_string()),
    };
    let book: Xlsb<Bytes> = Xlsb::new(Cursor::new(bytes)).map_err(damaged)?;
    from_range(book, layout, report, damaged)
}

fn read_ods(
    bytes: Vec<u8>,
    layout: &Layout,
    report: &mut Report<'_>,
) -> Result<Vec<Row>, ImportError> {
    let damaged = |e: OdsError| match e {
        OdsError::Password => ImportError::Encrypted,
        e => ImportError::Damaged(e.to_string()),
    };
    let book: Ods<Bytes> = Ods::new(Cursor::new(bytes)).map_err(damaged)?;
    from_range(book, layout, report, damaged)
}

fn from_range<B: Reader<Bytes>>(
    mut book: B,
    layout: &Layout,
    report: &mut Report<'_>,
    damaged: impl Fn(B::Error) -> ImportError,
) -> Result<Vec<Row>, ImportError> {
    let sheet = choose_sheet(book.sheet_names(), layout)?;
    let range = book.worksheet_range(&sheet).map_err(damaged)?;
    let Some((top, left)) = range.start() else {
        return Ok(Vec::new());
    };
    let mut builder = RowBuilder::default();
    let mut rows = Vec::new();
    for (at, cells) in range.rows().enumerate() {
        builder.skip_to(left as usize);
        for cell in cells {
            push_data(&mut builder, cell);
        }
        rows.extend(builder.finish(top as usize + at + 1));
        if at % REPORT_EVERY == 0 {
            tell(report, at as u64, range.height() as u64)?;
        }
    }
    Ok(rows)
}

/// The sheet of the layout's name, else the first one.
fn choose_sheet(names: Vec<String>, layout: &Layout) -> Result<String, ImportError> {
    let wanted = header_key(layout.sheet);
    let same = names.iter().position(|n| header_key(n) == wanted);
    names
        .into_iter()
        .nth(same.unwrap_or(0))
        .ok_or(ImportError::Empty)
}

fn tell(report: &mut Report<'_>, done: u64, total: u64) -> Result<(), ImportError> {
    let progress = Progress {
        done: done.min(total),
        total: total.max(1),
    };
    if report(progress).is_break() {
        return Err(ImportError::Cancelled);
    }
    Ok(())
}

fn push_ref(builder: &mut RowBuilder, value: &DataRef<'_>) {
    match value {
        DataRef::Int(i) => builder.push(&i.to_string(), Kind::Number),
        DataRef::Float(f) => builder.push(&number_text(*f), Kind::Number),
        DataRef::String(s) | DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => {
            builder.push(s, Kind::Text);
        }
        DataRef::SharedString(s) => builder.push(s, Kind::Text),
        DataRef::Bool(b) => builder.push(if *b { "ya" } else { "tidak" }, Kind::Flag),
        DataRef::DateTime(d) => builder.push(&date_text(d), Kind::Date),
        DataRef::Error(e) => builder.push(&e.to_string(), Kind::Error),
        DataRef::Empty => builder.push("", Kind::Text),
    }
}

fn push_data(builder: &mut RowBuilder, value: &Data) {
    match value {
        Data::Int(i) => builder.push(&i.to_string(), Kind::Number),
        Data::Float(f) => builder.push(&number_text(*f), Kind::Number),
        Data::String(s) | Data::DateTimeIso(s) | Data::DurationIso(s) => {
            builder.push(s, Kind::Text);
        }
        Data::Bool(b) => builder.push(if *b { "ya" } else { "tidak" }, Kind::Flag),
        Data::DateTime(d) => builder.push(&date_text(d), Kind::Date),
        Data::Error(e) => builder.push(&e.to_string(), Kind::Error),
        Data::Empty => builder.push("", Kind::Text),
    }
}

/// A number as the user sees it: whole ones plain, `1,5` with a comma, long ones as Excel shortens
/// them, which is how their damage is seen.
fn number_text(value: f64) -> String {
    if value.abs() >= 1e15 {
        return format!("{value:.5E}").replace('E', "E+");
    }
    format!("{value}").replace('.', ",")
}

fn date_text(date: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
    if date.is_duration() || date.as_f64() < 1.0 {
        format!("{hour:02}.{minute:02}")
    } else if (hour, minute) == (0, 0) {
        format!("{day:02}/{month:02}/{year}")
    } else {
        format!("{day:02}/{month:02}/{year} {hour:02}.{minute:02}")
    }
}
