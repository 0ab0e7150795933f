//! Workbooks made part by part and record by record, as other programs write them.

#![allow(dead_code, clippy::unwrap_used)] // every test takes what it needs and stops where it cannot go on

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A zip file of these parts.
pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Where the workbook is.
pub const ROOT: (&str, &str) = (
    "_rels/.rels",
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
);

/// A part of cells.
pub fn worksheet(data: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{data}</worksheet>"#
    )
}

/// The workbook part and its relations, for sheets with these attributes and targets.
pub fn workbook(sheets: &[(&str, &str)], more: &str) -> (String, String) {
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
pub fn xlsx_with(data: &str, more: &str, parts: &[(&str, &str)]) -> Vec<u8> {
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

/// The same with nothing beside its cells.
pub fn xlsx(data: &str) -> Vec<u8> {
    xlsx_with(data, "", &[])
}

/// An `OpenDocument` spreadsheet of these tables.
pub fn ods(body: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c"><office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"#
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
}

/// A record of an XLS file.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

/// The numbers of a record, two bytes each, then what follows.
pub fn numbers(kind: u16, numbers: &[u16], more: &[u8]) -> Vec<u8> {
    let mut data: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
    data.extend(more);
    record(kind, &data)
}

/// A text with its length in two bytes, a byte a letter.
pub fn text(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap();
    [&length.to_le_bytes()[..], &[0], text.as_bytes()].concat()
}

/// The record that begins a sheet.
pub fn start() -> Vec<u8> {
    numbers(0x0809, &[0x0600, 0x0010], &[0; 12])
}

/// A compound file with one stream.
pub fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut stream = stream.to_vec();
    stream.resize(stream.len().max(4096).next_multiple_of(512), 0);
    let sectors = u32::try_from(stream.len() / 512).unwrap();
    let tables = (sectors + 2).div_ceil(127);
    let mut header = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    header.resize(512, 0);
    let mut put =
        |at: usize, number: u32| header[at..at + 4].copy_from_slice(&number.to_le_bytes());
    put(0x1C, 0x0009_FFFE);
    put(0x20, 6);
    put(0x2C, tables);
    put(0x30, tables);
    put(0x38, 4096);
    put(0x3C, u32::MAX - 1);
    put(0x44, u32::MAX - 1);
    for nth in 0..109 {
        put(
            0x4C + 4 * nth as usize,
            if nth < tables { nth } else { u32::MAX },
        );
    }
    // The tables of sectors, then the directory in one sector, then the stream.
    let mut after = vec![u32::MAX - 2; tables as usize];
    after.push(u32::MAX - 1);
    after.extend((1..sectors).map(|nth| tables + 1 + nth));
    after.push(u32::MAX - 1);
    after.resize(tables as usize * 128, u32::MAX);
    let mut directory = vec![0; 512];
    let mut entry = |nth: usize, name: &str, kind: u8, first: u32, size: u32| {
        let entry = &mut directory[128 * nth..128 * (nth + 1)];
        for (at, unit) in name.encode_utf16().enumerate() {
            entry[2 * at..2 * at + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[0x40] = u8::try_from(2 * name.len() + 2).unwrap();
        entry[0x42] = kind;
        entry[0x74..0x78].copy_from_slice(&first.to_le_bytes());
        entry[0x78..0x7C].copy_from_slice(&size.to_le_bytes());
    };
    entry(0, "Root Entry", 5, u32::MAX - 1, 0);
    entry(1, name, 2, tables + 1, u32::try_from(stream.len()).unwrap());
    let table = after.iter().flat_map(|n| n.to_le_bytes());
    header
        .into_iter()
        .chain(table)
        .chain(directory)
        .chain(stream)
        .collect()
}

/// A workbook of sheets, each with its state, its type and its records.
pub fn xls(shared: &[u8], sheets: &[(&str, u8, u8, Vec<u8>)]) -> Vec<u8> {
    let length: usize = sheets.iter().map(|(name, ..)| 4 + 8 + name.len()).sum();
    let mut stream = start();
    stream.extend(shared);
    let mut at = stream.len() + length + 4;
    let mut bodies = Vec::new();
    for (name, state, kind, records) in sheets {
        let place = u32::try_from(at).unwrap().to_le_bytes();
        let named = [u8::try_from(name.len()).unwrap(), 0];
        let head = [&place[..], &[*state, *kind], &named, name.as_bytes()].concat();
        stream.extend(record(0x0085, &head));
        let body = [start(), records.clone(), record(0x000A, &[])].concat();
        at += body.len();
        bodies.extend(body);
    }
    stream.extend(record(0x000A, &[]));
    stream.extend(bodies);
    compound("Workbook", &stream)
}

/// Number formats, three cell styles (plain, percent, day) and two shared strings, the second of
/// which goes on in the next record with wider letters.
pub fn shared() -> Vec<u8> {
    let day = text("[$-421]dd mmmm yyyy");
    let mut all = numbers(0x041E, &[164], &day);
    for format in [0, 10, 164] {
        all.extend(numbers(0x00E0, &[0, format], &[0; 16]));
    }
    let first = [text("Baso"), vec![7, 0, 0], b"Pajuk".to_vec()].concat();
    all.extend(numbers(0x00FC, &[2, 0, 2, 0], &first));
    all.extend(record(0x003C, &[1, b'u', 0, 0xE9, 0]));
    all
}
