//! Rows of a CSV file: finds encoding and separator, numbers rows as a spreadsheet would.

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::book::Book;
use super::cells::{Kind, Row, RowBuilder};
use super::encoding::decode;
use super::error::{Foreign, ImportError};
use super::header::{self, Layout};
use super::list;
use super::quotes;
use super::table::{Progress, Report};

/// The separators of the tables people send, the likeliest in Indonesia first.
const SEPARATORS: [u8; 3] = [b';', b',', b'\t'];

/// Rows between two reports.
const REPORT_EVERY: usize = 1000;

/// Reads all rows that are not blank, as the one sheet of a book. The layout only tells separators apart.
pub(super) fn read(
    bytes: &[u8],
    layout: &Layout,
    report: &mut Report<'_>,
) -> Result<Book, ImportError> {
    let decoded = decode(bytes);
    if decoded.text.contains('\0') {
        return Err(ImportError::NotATable(Foreign::Binary));
    }
    let (text, stated) = without_sep_line(&decoded.text);
    if !text.contains(char::is_alphanumeric) {
        return Err(ImportError::Empty);
    }
    if stated.is_none() && list::is_list(text) {
        let rows = list::lines(text);
        let doubt = decoded.doubt(&rows);
        let encoding = decoded.encoding;
        return Ok(Book {
            doubt,
            ..Book::of_rows(rows, Vec::new(), encoding)
        });
    }
    let separator = stated.unwrap_or_else(|| likeliest_separator(text, layout));
    if let Some(line) = quotes::unclosed(text, separator) {
        let line = line + usize::from(stated.is_some());
        return Err(ImportError::OpenQuote { line });
    }
    let (rows, written) = rows(text, separator, usize::MAX, report)?;
    let doubt = decoded.doubt(&rows);
    let encoding = decoded.encoding;
    Ok(Book {
        doubt,
        ..Book::of_rows(rows, written, encoding)
    })
}

/// Excel's first line `sep=;` names the separator and is no row of the sheet.
fn without_sep_line(text: &str) -> (&str, Option<u8>) {
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    let behind = text.get(line.len()..).unwrap_or_default();
    let behind = behind.strip_prefix('\r').unwrap_or(behind);
    let rest = behind.strip_prefix('\n').unwrap_or(behind);
    match line.trim_end_matches(' ').as_bytes() {
        [s, e, p, b'=', sign] if [s, e, p].map(u8::to_ascii_lowercase) == *b"sep" => {
            (rest, Some(*sign))
        }
        _ => (text, None),
    }
}

/// The separator under which most header cells are known; among equals the widest rows win.
fn likeliest_separator(text: &str, layout: &Layout) -> u8 {
    let mut best = (SEPARATORS[0], (0, 0));
    for separator in SEPARATORS {
        let (start, _) = rows(text, separator, header::SEARCHED, &mut |_| {
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

/// The rows, and how many cells each was written with.
fn rows(
    text: &str,
    separator: u8,
    most: usize,
    report: &mut Report<'_>,
) -> Result<(Vec<Row>, Vec<u32>), ImportError> {
    let bytes = text.as_bytes();
    let mut reader: Reader<&[u8]> = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let mut record = ByteRecord::new();
    let mut builder = RowBuilder::default();
    let (mut all, mut written) = (Vec::new(), Vec::new());
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
            builder.push(cell, Kind::Text);
        }
        if let Some(row) = builder.finish(number) {
            all.push(row);
            let blank = record.iter().skip(RowBuilder::WIDTH).all(<[u8]>::is_empty);
            let most = if blank { RowBuilder::WIDTH } else { usize::MAX };
            written.push(u32::try_from(record.len().min(most)).unwrap_or(u32::MAX));
        }
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
    Ok((all, written))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::import::PEOPLE;
    use crate::exchange::table::Encoding;

    fn book(bytes: &[u8]) -> Book {
        read(bytes, &PEOPLE, &mut |_| std::ops::ControlFlow::Continue(())).unwrap()
    }

    #[test]
    fn a_text_file_is_a_book_of_one_sheet() {
        let book = book(b"nama;unsur\n\nBaso;PIC\n");
        let sheet = &book.sheets[0];
        assert_eq!(
            (book.sheets.len(), sheet.name.as_str(), sheet.shown),
            (1, "", crate::exchange::book::Shown::Yes)
        );
        let rows: Vec<_> = sheet.rows.iter().map(|row| row.number).collect();
        assert_eq!(
            (rows, book.encoding, book.doubt),
            (vec![1, 3], Encoding::Utf8, None)
        );
    }

    #[test]
    fn what_may_read_otherwise_is_told_with_its_row() {
        for (bytes, doubt) in [
            // An apostrophe, an accent and a dash in their places leave no doubt.
            (
                &b"nama;unsur\nMa\x92rang;PIC\nS\xe9nrang;PIC\nANDR\xc9;17\x9618\n"[..],
                None,
            ),
            (b"nama;unsur\nS\x8enrang;PIC\nMa\xd5rang;PIC\n", None),
            (b"nama;unsur\nS\x82nrang;PIC\n", None),
            ("nama;unsur\nMaâ€™rang;PIC\n".as_bytes(), None),
            // DOS has an e with a grave here, a Mac an a with two dots.
            (b"nama;unsur\nBaso;PIC\nSc\x8ane;PIC\n", Some((3, "Scène"))),
            (
                "nama;unsur\nBaso;PIC\n\nS\u{fffd}nrang;PIC\n".as_bytes(),
                Some((4, "S\u{fffd}nrang")),
            ),
            (
                "nama;unsur\nMaâ€™rang;PIC\nâ€ Ama;PIC\n".as_bytes(),
                Some((3, "â€ Ama")),
            ),
        ] {
            let told = book(bytes).doubt;
            let told = told.as_ref().map(|(row, cell)| (*row, cell.as_str()));
            assert_eq!(told, doubt, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn excels_first_line_names_the_separator_whatever_ends_it() {
        for text in ["sep=;\r\n", "SEP=,\n", "sep=\t\r\n", "sep=|\r", "sep=; \n"] {
            let sign = &text[4..5];
            let rows = format!("{text}nama;unsur\nBaso;PIC\n").replace(';', sign);
            let book = book(rows.as_bytes());
            assert_eq!(
                (book.sheets[0].rows.len(), book.sheets[0].rows[0].len()),
                (2, 2),
                "{text:?}"
            );
        }
    }
}
