//! Rows of a CSV file: finds encoding and separator, numbers rows as a spreadsheet would.

use std::borrow::Cow;

use csv::{ByteRecord, Reader, ReaderBuilder};
use encoding_rs::{Encoding as Charset, UTF_8, WINDOWS_1252};

use super::cells::{Kind, Row, RowBuilder};
use super::error::{Foreign, ImportError};
use super::header::{self, Layout};
use super::table::{Encoding, Progress, Report};

/// The separators of the tables people send, the likeliest in Indonesia first.
const SEPARATORS: [u8; 3] = [b';', b',', b'\t'];

/// An address in a cell may have lines; a quotation mark that nobody closed swallows many more.
const HONEST_LINES: usize = 10;

/// Rows between two reports.
const REPORT_EVERY: usize = 1000;

/// Reads all rows that are not blank.
pub(super) fn read(
    bytes: &[u8],
    layout: &Layout,
    report: &mut Report<'_>,
) -> Result<(Vec<Row>, Encoding), ImportError> {
    let (text, encoding) = decode(bytes);
    if text.contains('\0') {
        return Err(ImportError::NotATable(Foreign::Binary));
    }
    let (text, stated) = without_sep_line(&text);
    if !text.contains(char::is_alphanumeric) {
        return Err(ImportError::Empty);
    }
    let separator = stated.unwrap_or_else(|| likeliest_separator(text, layout));
    let rows = rows(text, separator, usize::MAX, report)?;
    Ok((rows, encoding))
}

fn decode(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    if let Some((charset, length)) = Charset::for_bom(bytes) {
        let (text, _) = charset.decode_without_bom_handling(bytes.get(length..).unwrap_or(bytes));
        let encoding = if charset == UTF_8 {
            Encoding::Utf8
        } else {
            Encoding::Utf16
        };
        return (text, encoding);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), Encoding::Utf8),
        Err(_) => (
            WINDOWS_1252.decode_without_bom_handling(bytes).0,
            Encoding::Windows1252,
        ),
    }
}

/// Excel's first line `sep=;` names the separator and is no row of the sheet.
fn without_sep_line(text: &str) -> (&str, Option<u8>) {
    let Some((line, rest)) = text.split_once('\n') else {
        return (text, None);
    };
    match line.trim_end().to_ascii_lowercase().strip_prefix("sep=") {
        Some(sign) if sign.len() == 1 => (rest, sign.bytes().next()),
        Some(_) | None => (text, None),
    }
}

/// The separator under which most header cells are known; among equals the widest rows win.
fn likeliest_separator(text: &str, layout: &Layout) -> u8 {
    let mut best = (SEPARATORS[0], (0, 0));
    for separator in SEPARATORS {
        let start = rows(text, separator, header::SEARCHED, &mut |_| {
            std::ops::ControlFlow::Continue(())
        })
        .unwrap_or_default();
        let widest = start.iter().map(Row::len).max().unwrap_or(0);
        let rank = (header::recognised(layout, &start), widest);
        if rank > best.1 {
            best = (separator, rank);
        }
    }
    best.0
}

fn rows(
    text: &str,
    separator: u8,
    most: usize,
    report: &mut Report<'_>,
) -> Result<Vec<Row>, ImportError> {
    let bytes = text.as_bytes();
    let mut reader: Reader<&[u8]> = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let mut record = ByteRecord::new();
    let mut builder = RowBuilder::default();
    let mut all = Vec::new();
    let mut number = 0;
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(e) => return Err(ImportError::Damaged(e.to_string())),
        }
        number += 1 + blank_lines(bytes, start);
        if number > most {
            break;
        }
        for cell in &record {
            // The whole text is UTF-8 and is cut at ASCII only, so every cell is UTF-8 too.
            let cell = std::str::from_utf8(cell).unwrap_or_default();
            builder.push(cell, kind_of(cell));
        }
        all.extend(builder.finish(number));
        if number % REPORT_EVERY == 0 {
            let progress = Progress {
                done: start as u64,
                total: bytes.len().max(1) as u64,
            };
            if report(progress).is_break() {
                return Err(ImportError::Cancelled);
            }
        }
    }
    Ok(all)
}

fn kind_of(cell: &str) -> Kind {
    // Most cells are shorter than the line ends they would need.
    if cell.len() <= HONEST_LINES {
        return Kind::Text;
    }
    let lines = memchr::memchr_iter(b'\n', cell.as_bytes()).count();
    if lines > HONEST_LINES {
        Kind::OpenQuote(u32::try_from(lines).unwrap_or(u32::MAX))
    } else {
        Kind::Text
    }
}

/// Empty lines before the record that is read from `start`; the reader leaves them out, the
/// spreadsheet counts them.
fn blank_lines(bytes: &[u8], start: usize) -> usize {
    let mut rest = bytes.get(start..).unwrap_or_default();
    // The second half of the line end of the record before.
    if start > 0 && bytes.get(start - 1) == Some(&b'\r') {
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut lines = 0;
    loop {
        rest = match rest {
            [b'\r', b'\n', after @ ..] | [b'\r' | b'\n', after @ ..] => after,
            _ => return lines,
        };
        lines += 1;
    }
}
