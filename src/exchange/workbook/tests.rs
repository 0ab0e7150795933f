//! Workbooks as other programs write them, made here part by part.

#![allow(clippy::unwrap_used)] // a test that cannot go on stops there

mod bombs;
mod ods;
mod xls;
mod xlsx;

use std::fmt::Write as _;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

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

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const ROOT: (&str, &str) = (
    "_rels/.rels",
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
);

fn worksheet(data: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{data}</worksheet>"#
    )
}

/// The workbook part and its relations, for sheets with these attributes and targets.
fn workbook(sheets: &[(&str, &str)], more: &str) -> (String, String) {
    let (mut listed, mut relations) = (String::new(), String::new());
    for (nth, (attributes, target)) in (1..).zip(sheets) {
        write!(
            listed,
            r#"<sheet sheetId="{nth}" r:id="rId{nth}" {attributes}/>"#
        )
        .unwrap();
        write!(
            relations,
            r#"<Relationship Id="rId{nth}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="{target}"/>"#
        )
        .unwrap();
    }
    (
        format!(
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{more}<sheets>{listed}</sheets></workbook>"#
        ),
        format!("<Relationships>{relations}</Relationships>"),
    )
}

/// A workbook of one sheet.
fn xlsx_with(data: &str, more: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let (book, relations) = workbook(&[(r#"name="A""#, "worksheets/sheet1.xml")], more);
    let sheet = worksheet(data);
    let mut all = vec![
        ROOT,
        ("xl/workbook.xml", book.as_str()),
        ("xl/_rels/workbook.xml.rels", relations.as_str()),
        ("xl/worksheets/sheet1.xml", sheet.as_str()),
    ];
    all.extend(parts);
    zipped(&all)
}

fn xlsx(data: &str) -> Vec<u8> {
    xlsx_with(data, "", &[])
}

fn ods(body: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c"><office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"#
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
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
