//! Random tables written as CSV and as XLSX and read again: what was written is there.

use csv::{QuoteStyle, Terminator, WriterBuilder};
use gelar::exchange::book::Sheet;
use gelar::exchange::import::PEOPLE;
use gelar::exchange::table::book_of;
use gelar::meeting::names::scrub;
use gelar::rehearse::dice::Dice;
use rust_xlsxwriter::{Format, Workbook};

use crate::support::on;
use crate::trials::rounds;

const HEADS: [&str; 5] = ["nama", "unsur", "instansi", "keterangan", "meja"];

/// Words of which texts are made. Those of the first kind every code page of an office has.
const WORDS: [&str; 12] = [
    "Sénrang",
    "Ma’rang",
    "Baso",
    "Désirée",
    "Contoh",
    "S.Pd.",
    "Sitti",
    "PIC",
    "Daeng",
    "17–18",
    "“Ilmu”",
    "½",
];
const SIGNS: [&str; 12] = [
    "\"",
    "\"kata\"",
    ";",
    ",",
    "\t",
    "  ",
    "=1+1",
    "#",
    "0812",
    "Ďọ",
    "資料",
    "Kampuang Tanjuang Koto Mambang Sungai Durian",
];

/// What stands in a cell.
#[derive(Clone)]
enum Value {
    Text(String),
    Whole(usize),
    /// In hundredths of a percent.
    Percent(usize),
}

impl Value {
    fn any(dice: &mut Dice, plain: bool) -> Value {
        match dice.below(10) {
            0 | 1 => Value::Text(String::new()),
            2 => Value::Whole(dice.below(1_000_000_000)),
            3 => Value::Percent(dice.below(20_000)),
            _ => {
                let words = (0..=dice.below(4)).map(|_| match dice.below(3) {
                    0 if !plain => SIGNS[dice.below(SIGNS.len())],
                    _ => WORDS[dice.below(WORDS.len())],
                });
                let words: Vec<&str> = words.collect();
                // An address has several lines; a line with separators in it could be a row.
                let lines = !plain && dice.percent(20) && words.iter().all(|w| WORDS.contains(w));
                Value::Text(words.join(if lines { "\n" } else { " " }))
            }
        }
    }

    /// As a person sees it.
    fn seen(&self) -> String {
        match self {
            Value::Text(text) => scrub(text),
            Value::Whole(number) => number.to_string(),
            Value::Percent(hundredths) => {
                let (whole, rest) = (hundredths / 100, hundredths % 100);
                let decimals = format!("{rest:02}");
                match decimals.trim_end_matches('0') {
                    "" => format!("{whole}%"),
                    decimals => format!("{whole},{decimals}%"),
                }
            }
        }
    }
}

type Rows = Vec<Vec<Value>>;

fn any(dice: &mut Dice, plain: bool) -> Rows {
    let rows = 0..dice.below(12);
    rows.map(|_| HEADS.map(|_| Value::any(dice, plain)).into())
        .collect()
}

/// The rows that are not blank, with their numbers.
fn seen(rows: &Rows) -> Vec<(usize, Vec<String>)> {
    let rows = (2..).zip(rows);
    let rows = rows.map(|(number, row)| (number, row.iter().map(Value::seen).collect::<Vec<_>>()));
    rows.filter(|(_, row)| row.iter().any(|cell| !cell.is_empty()))
        .collect()
}

fn read(sheet: &Sheet) -> Vec<(usize, Vec<String>)> {
    let cell = |at| move |row: &gelar::exchange::table::Row| row.cell(at).text.to_owned();
    let rows = sheet.rows.iter().skip(1);
    rows.map(|row| {
        (
            row.number,
            (0..HEADS.len()).map(|at| cell(at)(row)).collect(),
        )
    })
    .collect()
}

#[test]
fn what_is_written_as_csv_is_read() {
    for mut dice in rounds() {
        // Two pages that many programs write still, and the two that all should.
        let page = dice.below(4);
        let rows = any(&mut dice, page == 1);
        let mut out = WriterBuilder::new()
            .delimiter(*b";,\t".get(dice.below(3)).unwrap())
            .quote_style([QuoteStyle::Necessary, QuoteStyle::Always][dice.below(2)])
            .terminator(
                [
                    Terminator::CRLF,
                    Terminator::Any(b'\n'),
                    Terminator::Any(b'\r'),
                ][dice.below(3)],
            )
            .from_writer(Vec::new());
        out.write_record(HEADS).unwrap();
        for row in &rows {
            let cells = row.iter().map(|value| match value {
                Value::Text(text) => text.clone(),
                Value::Whole(_) | Value::Percent(_) => value.seen(),
            });
            out.write_record(cells).unwrap();
        }
        let text = String::from_utf8(out.into_inner().unwrap()).unwrap();
        let bytes = match page {
            0 => text.clone().into_bytes(),
            1 => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
            2 => format!("\u{feff}{text}").into_bytes(),
            _ => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        };
        let book = book_of(bytes, &PEOPLE, &mut on).unwrap();
        assert_eq!(read(&book.sheets[0]), seen(&rows), "{text}");
    }
}

#[test]
fn what_is_written_as_xlsx_is_read_sheet_by_sheet() {
    for mut dice in rounds() {
        let sheets: Vec<Rows> = (0..=dice.below(3)).map(|_| any(&mut dice, false)).collect();
        let percent = Format::new().set_num_format("0.00%");
        let mut book = Workbook::new();
        for rows in &sheets {
            let sheet = book.add_worksheet();
            sheet.write_row(0, 0, HEADS).unwrap();
            for (y, row) in (1..).zip(rows) {
                for (x, value) in (0..).zip(row) {
                    match value {
                        Value::Text(text) => sheet.write_string(y, x, text),
                        Value::Whole(number) => sheet.write_number(y, x, *number as f64),
                        Value::Percent(n) => {
                            sheet.write_number_with_format(y, x, *n as f64 / 10_000.0, &percent)
                        }
                    }
                    .unwrap();
                }
            }
        }
        let read_again = book_of(book.save_to_buffer().unwrap(), &PEOPLE, &mut on).unwrap();
        let read: Vec<_> = read_again.sheets.iter().map(read).collect();
        let written: Vec<_> = sheets.iter().map(seen).collect();
        assert_eq!(read, written);
    }
}
