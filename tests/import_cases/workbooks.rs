//! Workbooks that are sound, whatever program wrote them, and small ones that would unpack to very
//! much.

use std::io::{Cursor, Write};

use gelar::exchange::import::PEOPLE;
use gelar::exchange::table::{Kind, Table};
use gelar::exchange::{ImportError, Large};
use gelar::text::Lang;
use gelar::text::reject::import_error;
use rust_xlsxwriter::{Format, Formula, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::support::files::tables;

fn read(bytes: Vec<u8>) -> Result<Table, ImportError> {
    let mut tables = tables(bytes, &PEOPLE)?;
    Ok(tables.tables.remove(0))
}

fn names(bytes: Vec<u8>) -> Vec<String> {
    let table = read(bytes).unwrap();
    let rows = table.rows.iter();
    rows.map(|row| row.cell(0).text.to_owned()).collect()
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn row(cells: &[&str]) -> String {
    let cells = cells
        .iter()
        .map(|c| format!(r#"<c t="str"><v>{c}</v></c>"#));
    format!("<row>{}</row>", cells.collect::<String>())
}

/// A workbook whose first sheet has a list of one, with something before and after its rows.
fn xlsx(before: &str, rows: &str, after: &str) -> Vec<u8> {
    let head = row(&["Nama", "Unsur"]);
    let sheet =
        format!("<worksheet>{before}<sheetData>{head}{rows}</sheetData>{after}</worksheet>");
    zipped(&[
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
}

#[test]
fn a_wrong_size_costs_nothing() {
    for size in ["1:4", "A:H", "A0:H4"] {
        let before = format!(r#"<dimension ref="{size}"/>"#);
        let bytes = xlsx(&before, &row(&["Baso", "PIC"]), "");
        assert_eq!(names(bytes), ["Baso"], "{size}");
    }
}

#[test]
fn last_years_list_in_a_hidden_sheet_is_not_imported() {
    for very in [false, true] {
        let mut book = Workbook::new();
        let old = book.add_worksheet().set_name("2023").unwrap();
        old.write_row(0, 0, ["Nama", "Unsur"]).unwrap();
        old.write_row(1, 0, ["Lama", "PIC"]).unwrap();
        if very {
            old.set_very_hidden(true);
        } else {
            old.set_hidden(true);
        }
        let new = book.add_worksheet().set_name("2024").unwrap();
        new.write_row(0, 0, ["Nama", "Unsur"]).unwrap();
        new.write_row(1, 0, ["Baru", "PIC"]).unwrap();
        new.set_active(true);
        assert_eq!(names(book.save_to_buffer().unwrap()), ["Baru"]);
    }
}

#[test]
fn a_chart_among_the_sheets_is_no_damage() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Nama", "Unsur"]).unwrap();
    sheet.write_row(1, 0, ["Baso", "PIC"]).unwrap();
    let mut chart = rust_xlsxwriter::Chart::new(rust_xlsxwriter::ChartType::Column);
    chart.add_series().set_values("Sheet1!$A$1:$A$2");
    book.add_chartsheet().insert_chart(0, 0, &chart).unwrap();
    assert_eq!(names(book.save_to_buffer().unwrap()), ["Baso"]);
}

#[test]
fn one_cell_with_an_unknown_error_costs_that_cell() {
    for error in ["#N/A", "#SPILL!", "#BUSY!", "apa saja"] {
        let rows = format!(
            r#"{}<row><c t="str"><v>Rusli</v></c><c t="e"><v>{error}</v></c></row>"#,
            row(&["Baso", "PIC"])
        );
        let table = read(xlsx("", &rows, "")).unwrap();
        assert_eq!(table.rows.len(), 2);
        let cell = table.rows[1].cell(1);
        assert_eq!((cell.kind, cell.text), (Kind::Error, error));
    }
}

#[test]
fn a_percentage_is_what_it_shows() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Nama", "Unsur", "%"]).unwrap();
    sheet.write_row(1, 0, ["Baso", "PIC"]).unwrap();
    for (column, format) in [(2, "0.00%"), (3, "0%"), (4, "0.00\\ %")] {
        let format = Format::new().set_num_format(format);
        sheet.write_with_format(1, column, 0.8143, &format).unwrap();
    }
    sheet.write(1, 5, 81.43).unwrap();
    let table = read(book.save_to_buffer().unwrap()).unwrap();
    for column in 2..5 {
        let cell = table.rows[0].cell(column);
        assert_eq!((cell.kind, cell.text), (Kind::Percent, "81,43%"));
    }
    assert_eq!(table.rows[0].cell(5).text, "81,43");
}

#[test]
fn a_formula_that_nobody_computed_is_said() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Nama", "Unsur", "Jumlah"]).unwrap();
    sheet.write_row(1, 0, ["Baso", "PIC"]).unwrap();
    sheet.write(1, 2, Formula::new("=1+1")).unwrap();
    sheet
        .write(1, 3, Formula::new("=1+1").set_result("2"))
        .unwrap();
    let table = read(book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(table.rows[0].cell(2).kind, Kind::Unsaved);
    assert_eq!(table.rows[0].cell(3).text, "2");
    // OpenDocument, and a program that leaves the result out.
    let rows = r#"<row><c t="str"><v>Baso</v></c><c><f>1+1</f></c></row>"#;
    assert_eq!(
        read(xlsx("", rows, "")).unwrap().rows[0].cell(1).kind,
        Kind::Unsaved
    );
    let rows = "<table:table-row><table:table-cell><text:p>Nama</text:p></table:table-cell><table:table-cell><text:p>Unsur</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>Baso</text:p></table:table-cell><table:table-cell table:formula=\"of:=1\"/></table:table-row>";
    assert_eq!(read(ods(rows)).unwrap().rows[0].cell(1).kind, Kind::Unsaved);
}

#[test]
fn bombs_are_refused_in_words() {
    let blanks = |count: &str| {
        ods(&format!(
            r#"<table:table-row><table:table-cell><text:p>x<text:s text:c="{count}"/></text:p></table:table-cell></table:table-row>"#
        ))
    };
    let repeated = |what: &str| {
        ods(&format!(
            r#"<table:table-row table:{what}="2000000000"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"#
        ))
    };
    let long = format!(
        r#"<row><c t="str"><v>{}</v></c></row>"#,
        "A".repeat(32 << 20)
    );
    for (bytes, large, words) in [
        (
            blanks("2000000000"),
            Large::Cell,
            "Berkas tidak dapat dibaca: berkas terlalu besar: ada sel dengan lebih dari 32.767 huruf. Pendekkan isi sel itu.",
        ),
        (
            xlsx("", &long, ""),
            Large::Cell,
            "Berkas tidak dapat dibaca: berkas terlalu besar: ada sel dengan lebih dari 32.767 huruf. Pendekkan isi sel itu.",
        ),
        (
            repeated("number-rows-repeated"),
            Large::Rows,
            "Berkas tidak dapat dibaca: berkas terlalu besar: ada lembar dengan lebih dari 1.048.576 baris. Bagi daftarnya.",
        ),
        (
            xlsx(&"<a>".repeat(10_000), "", ""),
            Large::Structure,
            "Berkas tidak dapat dibaca: berkas terlalu besar: susunannya terlalu rumit. Salin daftarnya saja ke berkas baru.",
        ),
    ] {
        assert!(bytes.len() < 100_000, "{}", bytes.len());
        let error = read(bytes).unwrap_err();
        assert!(matches!(&error, ImportError::TooLarge { what, .. } if *what == large));
        assert_eq!(import_error(Lang::Id, &error), words);
    }
    assert!(read(blanks("20")).is_err_and(|e| matches!(e, ImportError::Heads(_))));
}

#[test]
fn long_texts_in_merged_cells_are_not_told_for_every_row() {
    use super::grids::{months, xlsx};
    use rust_xlsxwriter::{Format, Workbook};
    let long = "x".repeat(32_767);
    // Over all the columns of many sheets.
    let mut book = Workbook::new();
    for _ in 0..4 {
        let sheet = book.add_worksheet();
        sheet
            .merge_range(0, 3, 0, 16_383, &long, &Format::new())
            .unwrap();
        for (column, head) in ["Desa", "Bulan", "Pelibatan"].into_iter().enumerate() {
            sheet
                .write(1, u16::try_from(column).unwrap(), head)
                .unwrap();
        }
        for column in 3..300 {
            sheet.write(1, column, format!("K{column}")).unwrap();
        }
    }
    let file = months(book.save_to_buffer().unwrap()).unwrap();
    let heads = file.tables.tables.iter().flat_map(|t| &t.columns);
    assert!(heads.map(|c| c.head.len()).sum::<usize>() < 4 * 300 * 600);
    // Down all the rows.
    let rows = format!(
        "Desa | Bulan | Pelibatan | Catatan\n{}",
        "Salenrang | Jan 2024 | 1 |\n".repeat(3000)
    );
    let rows = rows.replacen("| 1 |", &format!("| 1 | {long}"), 1);
    let refused = months(xlsx(&[("A", &rows, &["D2:D3001"])])).unwrap_err();
    assert!(refused.contains("berkas terlalu besar"), "{refused}");
}
