//! Workbooks as other programs write them, made here part by part.

#![allow(clippy::unwrap_used)] // a test that cannot go on stops there

mod bombs;
mod ods;
#[path = "../../../tests/support/workbooks.rs"]
mod workbooks;
mod xls;
mod xlsx;

use std::ops::ControlFlow;

use workbooks::*;

use crate::exchange::ImportError;
use crate::exchange::book::{Book, Sheet};
use crate::exchange::cells::{Kind, Row};

fn book(bytes: Vec<u8>) -> Result<Book, ImportError> {
    super::read(bytes, &mut |_| ControlFlow::Continue(()))
}

/// The only sheet of a workbook that must be read.
fn sheet(bytes: Vec<u8>) -> Sheet {
    book(bytes).unwrap().sheets.swap_remove(0)
}

fn texts(row: &Row) -> Vec<&str> {
    row.cells().map(|cell| cell.text).collect()
}

/// Kind and text of the cells of a row.
fn cells_of(row: &Row) -> Vec<(Kind, &str)> {
    row.cells().map(|cell| (cell.kind, cell.text)).collect()
}

/// Kind and text of the cells of all rows.
fn cells(sheet: &Sheet) -> Vec<(Kind, &str)> {
    sheet.rows.iter().flat_map(cells_of).collect()
}

/// The numbers and first cells of all rows.
fn firsts(sheet: &Sheet) -> Vec<(usize, &str)> {
    let rows = sheet.rows.iter();
    rows.map(|row| (row.number, row.cell(0).text)).collect()
}

#[test]
fn other_documents_are_named() {
    use crate::exchange::Foreign::{Binary, Document};
    for (parts, foreign) in [
        (
            vec![
                ("mimetype", "application/vnd.oasis.opendocument.text"),
                ("content.xml", "<a/>"),
            ],
            Document,
        ),
        (vec![("word/document.xml", "<w:document/>")], Document),
        (
            vec![("ppt/presentation.xml", "<p:presentation/>")],
            Document,
        ),
        (vec![("foto/1.jpg", "x"), ("catatan.txt", "x")], Binary),
    ] {
        assert_eq!(
            book(zipped(&parts)),
            Err(ImportError::NotATable(foreign)),
            "{parts:?}"
        );
    }
}

#[test]
fn a_damaged_binary_workbook_is_named() {
    for content in ["", "\u{1}\u{2}\u{3}\u{4}"] {
        let read = book(zipped(&[("xl/workbook.bin", content)]));
        assert!(matches!(read, Err(ImportError::Damaged(_))));
    }
}

#[test]
fn what_is_locked_is_said() {
    let manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>";
    let locked = zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", "\u{1}\u{2}"),
    ]);
    assert_eq!(book(locked), Err(ImportError::Encrypted));
}

#[test]
fn reading_tells_how_far_it_is_and_can_be_stopped() {
    let rows = r#"<row><c t="str"><v>Baso</v></c></row>"#.repeat(20_000);
    let bytes = xlsx(&format!("<sheetData>{rows}</sheetData>"));
    let mut told = Vec::new();
    let whole = super::read(bytes.clone(), &mut |p| {
        told.push(p.done * 1000 / p.total);
        ControlFlow::Continue(())
    });
    assert_eq!(whole.unwrap().sheets[0].rows.len(), 20_000);
    assert!(
        told.len() > 4 && told.is_sorted() && told.iter().all(|t| *t <= 1000),
        "{told:?}"
    );
    let stopped = super::read(bytes, &mut |_| ControlFlow::Break(()));
    assert_eq!(stopped, Err(ImportError::Cancelled));
}
