//! XLSX: sheets, rows and cells that other programs write in their own way.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::exchange::book::{Merge, Shown};

const ROW: &str =
    r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Baso</t></is></c></row></sheetData>"#;

#[test]
fn every_sheet_is_named_and_only_what_is_seen_is_read() {
    let (book_part, relations) = workbook(
        &[
            (r#"name="  Tahun lalu " state="hidden""#, "worksheets/a.xml"),
            (r#"name="Rahasia" state="veryHidden""#, "worksheets/a.xml"),
            (r#"name="Januari" state="show""#, "worksheets/a.xml"),
            (r#"name="Februari" state="visible""#, "/xl/worksheets/a.xml"),
            (r#"name="Maret""#, "worksheets/a.xml"),
            (r#"name="Grafik""#, "chartsheets/b.xml"),
            (r#"name="Makro""#, "macrosheets/c.xml"),
            (r#"name="Hilang""#, "worksheets/d.xml"),
        ],
        "",
    );
    let macro_sheet = format!(r#"<xm:macrosheet xmlns:xm="x">{ROW}</xm:macrosheet>"#);
    let read = book(zipped(&[
        ROOT,
        ("xl/workbook.xml", &book_part),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/worksheets/a.xml", &worksheet(ROW)),
        ("xl/chartsheets/b.xml", "<chartsheet/>"),
        ("xl/macrosheets/c.xml", &macro_sheet),
    ]));
    let sheets = read.unwrap().sheets;
    let said: Vec<_> = sheets
        .iter()
        .map(|s| (s.name.as_str(), s.shown, s.rows.len()))
        .collect();
    assert_eq!(
        said,
        [
            ("Tahun lalu", Shown::Hidden, 0),
            ("Rahasia", Shown::Hidden, 0),
            ("Januari", Shown::Yes, 1),
            ("Februari", Shown::Yes, 1),
            ("Maret", Shown::Yes, 1),
            ("Grafik", Shown::NoCells, 0),
            ("Makro", Shown::NoCells, 0),
            ("Hilang", Shown::NoCells, 0),
        ]
    );
}

#[test]
fn a_workbook_without_any_of_its_sheets_is_damaged() {
    let (book_part, relations) = workbook(&[(r#"name="A""#, "worksheets/a.xml")], "");
    let read = book(zipped(&[
        ROOT,
        ("xl/workbook.xml", &book_part),
        ("xl/_rels/workbook.xml.rels", &relations),
    ]));
    assert!(matches!(read, Err(ImportError::Damaged(_))));
}

#[test]
fn the_size_a_sheet_claims_is_not_believed() {
    for dimension in ["1:4", "A:H", "A0:H4", "A1:XFD1048576", "", "#REF!"] {
        let data = format!(r#"<dimension ref="{dimension}"/>{ROW}"#);
        assert_eq!(firsts(&sheet(xlsx(&data))), [(1, "Baso")], "{dimension}");
    }
}

#[test]
fn parts_are_found_where_they_are() {
    let (book_part, relations) = workbook(&[(r#"name="A""#, "worksheets/Sheet%201.xml")], "");
    let data = worksheet(ROW);
    let elsewhere = ROOT.1.replace("xl/workbook.xml", "/isi/buku.xml");
    let strict = book_part.replace(
        "schemas.openxmlformats.org/spreadsheetml/2006",
        "purl.oclc.org/ooxml/spreadsheetml",
    );
    let prefixed = r#"<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Baso</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"#;
    for parts in [
        // Backslashes, other letters, a leading `/`: .NET and old zip programs.
        vec![
            ("_rels\\.rels", ROOT.1),
            ("XL\\Workbook.xml", &book_part),
            ("xl\\_rels\\workbook.xml.RELS", &relations),
            ("/xl/worksheets/sheet 1.xml", &data),
        ],
        // Another place, named by the relations.
        vec![
            ("_rels/.rels", &elsewhere),
            ("isi/buku.xml", &strict),
            ("isi/_rels/buku.xml.rels", &relations),
            ("isi/worksheets/Sheet 1.xml", prefixed),
        ],
        // No relations at all: by custom.
        vec![
            ("xl/workbook.xml", &book_part),
            ("xl/worksheets/sheet1.xml", &data),
        ],
    ] {
        assert_eq!(firsts(&sheet(zipped(&parts))), [(1, "Baso")], "{parts:?}");
    }
}

#[test]
fn rows_and_cells_need_not_say_where_they_stand_nor_keep_order() {
    let t = |place: &str, text: &str| format!(r#"<c{place} t="str"><v>{text}</v></c>"#);
    let plain = format!(
        "<row>{}{}</row><row/><row>{}</row>",
        t("", "a"),
        t("", "b"),
        t("", "c")
    );
    let read = sheet(xlsx(&format!("<sheetData>{plain}</sheetData>")));
    assert_eq!(firsts(&read), [(1, "a"), (3, "c")]);
    assert_eq!(texts(&read.rows[0]), ["a", "b"]);

    let mixed = format!(
        r#"<row>{}{}</row><row r="2">{}{}</row><row r="5">{}</row>"#,
        t(r#" r="B5""#, "b5"),
        t("", "c5"),
        t(r#" r="c2""#, "c2"),
        t(r#" r="$A$2""#, "a2"),
        t("", "a5"),
    );
    let read = sheet(xlsx(&format!("<sheetData>{mixed}</sheetData>")));
    let rows: Vec<_> = read
        .rows
        .iter()
        .map(|row| (row.number, texts(row)))
        .collect();
    assert_eq!(
        rows,
        [(2, vec!["a2", "", "c2"]), (5, vec!["a5", "b5", "c5"])]
    );
}

#[test]
fn strings_are_joined_and_decoded_whatever_way_they_are_stored() {
    let strings = r"<sst><si><t>Andi</t></si><si><r><t>Sitti </t></r><r><rPr><b/></rPr><t>Marwah</t></r><rPh><t>x</t></rPh></si><si/><si><t>baris_x000D_&#10;dua &amp; <![CDATA[<tiga>]]></t></si></sst>";
    let data = r#"<sheetData><row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v> 3 </v></c><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c><c t="str"><f>A1</f><v>c</v></c><c t="s"><v>99</v></c></row></sheetData>"#;
    let read = sheet(xlsx_with(data, "", &[("xl/sharedStrings.xml", strings)]));
    assert_eq!(
        cells(&read),
        [
            (Kind::Text, "Andi"),
            (Kind::Text, "Sitti Marwah"),
            (Kind::Text, ""),
            (Kind::Text, "baris dua & <tiga>"),
            (Kind::Text, "ab"),
            (Kind::Text, "c"),
            (Kind::Error, "#REF!"),
        ]
    );
}

#[test]
fn numbers_days_and_percentages_are_what_their_format_says() {
    let styles = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-421]dd mmmm yyyy"/><numFmt numFmtId="165" formatCode="0.00&quot; %&quot;"/><numFmt numFmtId="166" formatCode="0.00\ %"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="10"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs><dxfs><dxf><numFmt numFmtId="164" formatCode="0"/></dxf></dxfs></styleSheet>"#;
    let data = r#"<sheetData><row r="1"><c s="1"><v>0.8143</v></c><c s="5"><v>0.814285714</v></c><c s="4"><v>81.43</v></c><c s="2"><v>45322</v></c><c s="3"><v>45322.378854166664</v></c><c t="d"><v>2024-01-31T09:05:33Z</v></c><c s="9"><v>1.97809241996121E+17</v></c><c><v>1.5</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c><v>5574</v></c></row></sheetData>"#;
    let read = sheet(xlsx_with(data, "", &[("xl/styles.xml", styles)]));
    assert_eq!(
        cells(&read),
        [
            (Kind::Percent, "81,43%"),
            (Kind::Percent, "81,4285714%"),
            (Kind::Percent, "81,43%"),
            (Kind::Date, "31/01/2024"),
            (Kind::Date, "31/01/2024 09.05"),
            (Kind::Date, "31/01/2024 09.05"),
            (Kind::Number, "1.97809E+17"),
            (Kind::Number, "1,5"),
            (Kind::Flag, "ya"),
            (Kind::Flag, "tidak"),
            (Kind::Number, "5574"),
        ]
    );
    let day = r#"<sheetData><row r="1"><c s="2"><v>43860</v></c></row></sheetData>"#;
    let from_1904 = xlsx_with(
        day,
        r#"<workbookPr date1904="1"/>"#,
        &[("xl/styles.xml", styles)],
    );
    assert_eq!(cells(&sheet(from_1904)), [(Kind::Date, "31/01/2024")]);
}

#[test]
fn errors_and_formulas_without_a_result_are_said() {
    let data = r#"<sheetData><row r="1"><c t="e"><v>#N/A</v></c><c t="e"><v>#BUSY!</v></c><c><v>NaN</v></c><c><f>A1</f></c><c><f>A1</f><v></v></c><c t="str"><f>A1</f><v></v></c><c><f>A1</f><v>0</v></c></row><row r="2"><c><f>A1</f><v/></c></row></sheetData>"#;
    let said = [
        (Kind::Error, "#N/A"),
        (Kind::Error, "#BUSY!"),
        (Kind::Error, "NaN"),
        (Kind::Unsaved, ""),
        (Kind::Unsaved, ""),
        (Kind::Text, ""),
        (Kind::Number, "0"),
        (Kind::Unsaved, ""),
    ];
    assert_eq!(cells(&sheet(xlsx(data))), said);
    // Programs that compute nothing write a zero for every formula, and that Excel is to compute.
    let later = sheet(xlsx_with(data, r#"<calcPr fullCalcOnLoad="1"/>"#, &[]));
    assert_eq!(cells(&later)[6], (Kind::Unsaved, ""));
}

#[test]
fn merged_cells_and_hidden_rows_are_told() {
    let data = r#"<sheetData><row r="1"><c t="str"><v>a</v></c></row><row r="2" hidden="1"><c t="str"><v>b</v></c></row><row r="3" hidden="true"><c t="str"><v>c</v></c></row><row r="4" hidden="0"><c t="str"><v>d</v></c></row><row r="5" hidden="1"/></sheetData><mergeCells><mergeCell ref="A4:C4"/><mergeCell ref="A1:A3"/><mergeCell ref="B1"/><mergeCell ref="A:C"/></mergeCells><controls><control><row>7</row></control></controls>"#;
    let read = sheet(xlsx(data));
    assert_eq!(read.rows.len(), 4);
    assert_eq!(read.hidden_rows, [2, 3]);
    let merge = |top, bottom, left, right| Merge {
        top,
        bottom,
        left,
        right,
    };
    assert_eq!(read.merges, [merge(1, 3, 0, 0), merge(4, 4, 0, 2)]);
}

#[test]
fn other_charsets_are_read() {
    let data =
        r#"<worksheet><sheetData><row><c t="str"><v>Sénrang</v></c></row></sheetData></worksheet>"#;
    let utf_16: Vec<u8> = format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?>{data}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let latin = format!("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{data}");
    let latin = latin
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let marked = format!("\u{feff}<?xml version=\"1.0\"?>{data}").into_bytes();
    let (book_part, _) = workbook(&[(r#"name="A""#, "")], "");
    for bytes in [utf_16, latin, marked] {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in [
            ("xl/workbook.xml", book_part.as_bytes()),
            ("xl/worksheets/sheet1.xml", &bytes),
        ] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        assert_eq!(firsts(&sheet(bytes)), [(1, "Sénrang")]);
    }
}

#[test]
fn a_zip_that_was_streamed_is_read() {
    let mut zip = ZipWriter::new_stream(Vec::new());
    let (book_part, _) = workbook(&[(r#"name="A""#, "")], "");
    let data = worksheet(ROW);
    for (name, content) in [
        ("xl/workbook.xml", &book_part),
        ("xl/worksheets/sheet1.xml", &data),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(memchr::memmem::find(&bytes, b"PK\x07\x08").is_some());
    assert_eq!(firsts(&sheet(bytes)), [(1, "Baso")]);
}

#[test]
fn a_part_that_breaks_off_is_damage() {
    for data in [
        "<sheetData><row>",
        "<sheetData><row r=",
        "<sheetData>&#x110000;",
    ] {
        let (book_part, _) = workbook(&[(r#"name="A""#, "")], "");
        let cut = format!("<worksheet>{data}");
        let bytes = zipped(&[
            ("xl/workbook.xml", &book_part),
            ("xl/worksheets/sheet1.xml", &cut),
        ]);
        assert!(
            matches!(book(bytes), Err(ImportError::Damaged(_))),
            "{data}"
        );
    }
}
