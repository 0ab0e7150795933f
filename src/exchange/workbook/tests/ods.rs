//! `OpenDocument` spreadsheets.

use super::*;
use crate::exchange::book::{Merge, Shown};

fn table(rows: &str) -> Sheet {
    sheet(ods(&format!(
        r#"<table:table table:name="A" table:style-name="ta1">{rows}</table:table>"#
    )))
}

#[test]
fn hidden_sheets_are_named_and_not_read() {
    let row = "<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>";
    let body = format!(
        r#"<table:tracked-changes><table:table-row/></table:tracked-changes><table:table table:name="Lama" table:style-name="ta2">{row}</table:table><table:table table:name="Baru" table:style-name="ta1">{row}</table:table><table:table table:name="Polos">{row}</table:table><table:named-expressions/>"#
    );
    let sheets = book(ods(&body)).unwrap().sheets;
    let said: Vec<_> = sheets
        .iter()
        .map(|s| (s.name.as_str(), s.shown, s.rows.len()))
        .collect();
    assert_eq!(
        said,
        [
            ("Lama", Shown::Hidden, 0),
            ("Baru", Shown::Yes, 1),
            ("Polos", Shown::Yes, 1)
        ]
    );
}

#[test]
fn every_type_of_value_is_read() {
    let read = table(
        r#"<table:table-row>
        <table:table-cell office:value-type="float" office:value="5574"><text:p>5.574</text:p></table:table-cell>
        <table:table-cell office:value-type="percentage" office:value="0.8143"><text:p>81 %</text:p></table:table-cell>
        <table:table-cell office:value-type="currency" office:value="1500.5"><text:p>Rp1.501</text:p></table:table-cell>
        <table:table-cell office:value-type="date" office:date-value="2024-01-31T09:05:33"><text:p>31 Jan</text:p></table:table-cell>
        <table:table-cell office:value-type="time" office:time-value="PT09H05M33S"><text:p>9:05</text:p></table:table-cell>
        <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>
        <table:table-cell office:value-type="string" calcext:value-type="string"><text:p>a<text:s text:c="2"/>b<text:tab/><text:span>c</text:span></text:p><text:p>d<text:line-break/>e</text:p><office:annotation><text:p>catatan</text:p></office:annotation></table:table-cell>
        <table:table-cell office:value-type="string" office:string-value="f"/>
        <table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>
        <table:table-cell table:formula="of:=A1" office:value-type="float" office:value="0"><text:p>Err:508</text:p></table:table-cell>
        <table:table-cell table:formula="of:=A1"/>
        <table:table-cell table:formula="of:=A1" office:value-type="float"/>
        <table:table-cell table:formula="of:=A1" office:value-type="string" office:string-value=""/>
        <table:table-cell office:value-type="float" office:value="-"><text:p>-</text:p></table:table-cell>
        </table:table-row>"#,
    );
    assert_eq!(
        cells(&read),
        [
            (Kind::Number, "5574"),
            (Kind::Percent, "81,43%"),
            (Kind::Number, "1500,5"),
            (Kind::Date, "31/01/2024 09.05"),
            (Kind::Date, "09.05"),
            (Kind::Flag, "ya"),
            (Kind::Text, "a b c d e"),
            (Kind::Text, "f"),
            (Kind::Error, "#DIV/0!"),
            (Kind::Error, "Err:508"),
            (Kind::Unsaved, ""),
            (Kind::Unsaved, ""),
            (Kind::Text, ""),
            (Kind::Text, "-"),
        ]
    );
}

#[test]
fn repeats_spans_and_hidden_rows_are_told() {
    let read = table(
        r#"<table:table-column table:number-columns-repeated="16384"/>
        <table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1"><text:p>a</text:p></table:table-cell><table:covered-table-cell><text:p>x</text:p></table:covered-table-cell><table:table-cell table:number-columns-repeated="2"><text:p>b</text:p></table:table-cell></table:table-row></table:table-header-rows>
        <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        <table:table-row table:number-rows-repeated="2" table:visibility="filter"><table:table-cell/><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row>
        <table:table-row-group><table:table-row table:visibility="collapse"><table:table-cell><text:p>d</text:p></table:table-cell></table:table-row></table:table-row-group>
        <table:table-row table:number-rows-repeated="1048569" table:visibility="collapse"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#,
    );
    let rows: Vec<_> = read
        .rows
        .iter()
        .map(|row| (row.number, texts(row)))
        .collect();
    assert_eq!(
        rows,
        [
            (1, vec!["a", "", "b", "b"]),
            (5, vec!["", "c"]),
            (6, vec!["", "c"]),
            (7, vec!["d"]),
        ]
    );
    assert_eq!(read.hidden_rows, [5, 6, 7]);
    assert_eq!(
        read.merges,
        [Merge {
            top: 1,
            bottom: 1,
            left: 0,
            right: 1
        }]
    );
}
