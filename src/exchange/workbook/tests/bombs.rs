//! Small files that would unpack to very much.

use super::super::parts::Work;
use super::*;
use crate::exchange::Large;

/// What there is too much of in a file that must be refused.
fn refused(bytes: Vec<u8>) -> Large {
    match book(bytes) {
        Err(ImportError::TooLarge { what, .. }) => what,
        other => panic!("{other:?}"),
    }
}

fn table(rows: &str) -> Vec<u8> {
    ods(&format!(
        r#"<table:table table:name="A">{rows}</table:table>"#
    ))
}

#[test]
fn repeats_are_bounded() {
    let cell = "<table:table-cell><text:p>x</text:p></table:table-cell>";
    let blanks = r#"<table:table-row><table:table-cell><text:p>a<text:s text:c="2000000000"/></text:p></table:table-cell></table:table-row>"#;
    assert!(table(blanks).len() < 1000);
    assert_eq!(refused(table(blanks)), Large::Cell);
    for count in ["2000000000", "99999999999999999999999999"] {
        let rows = format!(
            r#"<table:table-row table:number-rows-repeated="{count}">{cell}</table:table-row>"#
        );
        assert_eq!(refused(table(&rows)), Large::Rows);
        // What is empty, or beyond the columns that are kept, costs nothing.
        let wide = format!(
            r#"<table:table-row table:number-rows-repeated="{count}"/><table:table-row>{cell}</table:table-row>"#
        );
        assert_eq!(sheet(table(&wide)).rows.len(), 1);
        let columns = cell.replace(
            "-cell>",
            &format!(r#"-cell table:number-columns-repeated="{count}">"#),
        );
        let columns = columns.replacen(
            "</table:table-cell table:number-columns-repeated",
            "</table:table-cell x",
            1,
        );
        let columns = format!("<table:table-row>{columns}</table:table-row>");
        assert_eq!(sheet(table(&columns)).rows[0].len(), 256);
    }
    let long = "x".repeat(30_000);
    let rows = format!(
        r#"<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="256"><text:p>{long}</text:p></table:table-cell></table:table-row>"#
    );
    assert_eq!(refused(table(&rows)), Large::Content);
}

#[test]
fn a_string_without_end_is_refused() {
    let long = "A".repeat(64 << 20);
    let strings = format!("<sst><si><t>{long}</t></si></sst>");
    let bytes = xlsx_with(
        r#"<sheetData><row><c t="s"><v>0</v></c></row></sheetData>"#,
        "",
        &[("xl/sharedStrings.xml", &strings)],
    );
    assert!(bytes.len() < 1 << 20);
    assert_eq!(refused(bytes), Large::Cell);
}

#[test]
fn a_cell_holds_what_excel_lets_it_hold() {
    let of = |letters: usize| {
        let text = "é".repeat(letters);
        xlsx(&format!(
            r#"<sheetData><row><c t="str"><v>{text}</v></c></row></sheetData>"#
        ))
    };
    assert_eq!(sheet(of(32_767)).rows.len(), 1);
    assert_eq!(refused(of(32_768)), Large::Cell);
    let runs = "<r><t>0123456789</t></r>".repeat(100_000);
    let data = format!(r#"<sheetData><row><c t="inlineStr"><is>{runs}</is></c></row></sheetData>"#);
    assert_eq!(refused(xlsx(&data)), Large::Cell);
}

#[test]
fn one_string_in_every_cell_costs_what_the_cells_cost() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(32_000));
    let row = format!("<row>{}</row>", r#"<c t="s"><v>0</v></c>"#.repeat(100));
    let bytes = xlsx_with(
        &format!("<sheetData>{row}</sheetData>"),
        "",
        &[("xl/sharedStrings.xml", &strings)],
    );
    let mut on = |_| ControlFlow::Continue(());
    let mut read = |held: usize| super::super::read_package(&bytes, &mut Work::new(&mut on, held));
    assert_eq!(read(700 << 20).unwrap()[0].rows.len(), 1);
    assert!(matches!(
        read(701 << 20),
        Err(ImportError::TooLarge {
            what: Large::Content,
            ..
        })
    ));
}

#[test]
fn depth_sheets_merges_and_tags_are_bounded() {
    assert_eq!(refused(xlsx(&"<a>".repeat(100_000))), Large::Structure);
    let merges = r#"<mergeCell ref="A1:B1"/>"#.repeat(200_000);
    assert_eq!(
        refused(xlsx(&format!("<mergeCells>{merges}</mergeCells>"))),
        Large::Structure
    );
    let sheets = vec![(r#"name="A""#, "worksheets/a.xml"); 600];
    let (book_part, _) = workbook(&sheets, "");
    assert_eq!(
        refused(zipped(&[("xl/workbook.xml", &book_part)])),
        Large::Sheets
    );
    let tables = r#"<table:table table:name="A"/>"#.repeat(600);
    assert_eq!(refused(ods(&tables)), Large::Sheets);
    let tag = format!(r#"<sheetData x="{}"/>"#, "y".repeat(16 << 20));
    assert_eq!(refused(xlsx(&tag)), Large::Cell);
    let parts: Vec<String> = (0..20_000).map(|n| n.to_string()).collect();
    let parts: Vec<_> = parts.iter().map(|name| (name.as_str(), "")).collect();
    assert_eq!(refused(zipped(&parts)), Large::Structure);
}

#[test]
fn the_same_cell_without_end_is_refused() {
    let again = r#"<c r="A1" t="str"><v>x</v></c>"#.repeat(100_000);
    let data = format!("<sheetData><row>{again}</row></sheetData>");
    assert_eq!(refused(xlsx(&data)), Large::Structure);
}
