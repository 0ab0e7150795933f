//! Spreadsheets written as they look, for tests about sheets and heads, and what was read of them in a
//! few words.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use gelar::exchange::ImportError;
use gelar::exchange::import::{AchievementsFile, TotalsFile};
use gelar::exchange::reading::Reading;
use gelar::exchange::table::{PassedFor, SheetSeen, Tables};
use gelar::meeting::achieved::Counts;
use gelar::meeting::roster::sheet_and_row;
use gelar::meeting::village::place_key;
use gelar::text::Lang;
use gelar::text::preview as words;
use gelar::text::reject::import_error;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::support::files;

/// A sheet: its name, its rows with `|` between the cells, and what is merged (`D1:F1`).
pub type Page<'a> = (&'a str, &'a str, &'a [&'a str]);

/// A sheet of which nothing is merged.
pub fn page<'a>(name: &'a str, rows: &'a str) -> Page<'a> {
    (name, rows, &[])
}

fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = text.lines().map(str::trim);
    lines.map(|line| line.split('|').map(str::trim).collect())
}

/// `D1:F2`: first row, first column, last row, last column, from 0.
fn area(text: &str) -> (u32, u16, u32, u16) {
    let cell = |text: &str| {
        let (letter, row) = text.split_at(1);
        let column = u16::from(letter.as_bytes()[0] - b'A');
        (row.parse::<u32>().unwrap() - 1, column)
    };
    let (first, last) = text.split_once(':').unwrap();
    let ((top, left), (bottom, right)) = (cell(first), cell(last));
    (top, left, bottom, right)
}

/// Fills a sheet: `12` is a number, `60%` a percentage, `@2024-01` the first of a month shown as `Jan-24`.
pub fn fill(sheet: &mut Worksheet, (name, text, merges): Page<'_>) {
    sheet.set_name(name).unwrap();
    for area_text in merges {
        let (top, left, bottom, right) = area(area_text);
        sheet
            .merge_range(top, left, bottom, right, "", &Format::new())
            .unwrap();
    }
    let percent = Format::new().set_num_format("0%");
    let month = Format::new().set_num_format("mmm\\-yy");
    for (y, cells) in (0..).zip(rows(text)) {
        for (x, cell) in (0..).zip(cells) {
            if let Ok(number) = cell.parse::<u32>() {
                sheet.write(y, x, number).unwrap();
            } else if let Some(number) = cell.strip_suffix('%').and_then(|n| n.parse::<f64>().ok())
            {
                let share = number / 100.0;
                sheet.write_with_format(y, x, share, &percent).unwrap();
            } else if let Some(day) = cell.strip_prefix('@') {
                let day = ExcelDateTime::parse_from_str(&format!("{day}-01")).unwrap();
                sheet.write_with_format(y, x, &day, &month).unwrap();
            } else if !cell.is_empty() {
                sheet.write(y, x, cell).unwrap();
            }
        }
    }
}

/// An Excel workbook.
pub fn xlsx(pages: &[Page<'_>]) -> Vec<u8> {
    let mut book = Workbook::new();
    for page in pages {
        fill(book.add_worksheet(), *page);
    }
    book.save_to_buffer().unwrap()
}

/// The same of `LibreOffice`.
pub fn ods(pages: &[Page<'_>]) -> Vec<u8> {
    let mut tables = String::new();
    for (name, text, merges) in pages {
        write!(tables, r#"<table:table table:name="{name}">"#).unwrap();
        let merges: Vec<_> = merges.iter().map(|m| area(m)).collect();
        for (y, cells) in (0..).zip(rows(text)) {
            tables.push_str("<table:table-row>");
            let width = merges.iter().map(|m| usize::from(m.3) + 1).max();
            for x in 0..cells.len().max(width.unwrap_or(0)) {
                let at = u16::try_from(x).unwrap();
                let begins = merges.iter().find(|m| (m.0, m.1) == (y, at));
                let inside = |m: &&(u32, u16, u32, u16)| {
                    (m.0..=m.2).contains(&y) && (m.1..=m.3).contains(&at)
                };
                let covered = begins.is_none() && merges.iter().any(|m| inside(&m));
                let text = cells.get(x).copied().unwrap_or_default();
                let value = match text.parse::<u32>() {
                    Ok(n) => format!(r#" office:value-type="float" office:value="{n}""#),
                    Err(_) => r#" office:value-type="string""#.to_owned(),
                };
                let span = begins.map_or(String::new(), |(top, left, bottom, right)| {
                    format!(
                        r#" table:number-columns-spanned="{}" table:number-rows-spanned="{}""#,
                        right - left + 1,
                        bottom - top + 1
                    )
                });
                match (covered, text) {
                    (true, _) => tables.push_str("<table:covered-table-cell/>"),
                    (false, "") => tables.push_str("<table:table-cell/>"),
                    (false, _) => {
                        let head = format!("<table:table-cell{value}{span}>");
                        write!(tables, "{head}<text:p>{text}</text:p></table:table-cell>").unwrap();
                    }
                }
            }
            tables.push_str("</table:table-row>");
        }
        tables.push_str("</table:table>");
    }
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_str()),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The same as CSV: the first sheet, without a word on what is merged.
pub fn csv(text: &str) -> Vec<u8> {
    let lines = rows(text).map(|cells| cells.join(";") + "\n");
    lines.collect::<String>().into_bytes()
}

/// Reads as a meeting of 2024 in Maros does, a file of this name.
pub fn reading(file: &str) -> Reading {
    Reading {
        period: Some(("2024-01".parse().unwrap(), "2024-12".parse().unwrap())),
        subdistricts: HashSet::from(["Bontoa", "Mallawa"].map(place_key)),
        file: file.to_owned(),
        ..Reading::default()
    }
}

fn of(counts: &Counts) -> String {
    let told = counts.iter().map(|(m, n)| format!("{} {n}", m.column()));
    told.collect::<Vec<_>>().join(", ")
}

fn place(village: &str, library: &str, subdistrict: &str) -> String {
    let name = if village.is_empty() { library } else { village };
    if subdistrict.is_empty() {
        name.to_owned()
    } else {
        format!("{name} ({subdistrict})")
    }
}

/// What was read as `capaian`: `Salenrang 2024-01: pelibatan 3`.
pub fn told(file: &AchievementsFile) -> Vec<String> {
    assert_eq!(file.rejected, []);
    let rows = file.rows.iter();
    rows.map(|r| {
        let place = place(&r.village_text, &r.library, &r.subdistrict_text);
        format!("{place} {}: {}", r.month, of(&r.counts))
    })
    .collect()
}

/// What was read as `rekap`: `Salenrang: pelibatan 3`.
pub fn told_totals(file: &TotalsFile) -> Vec<String> {
    assert_eq!(file.rejected, []);
    let rows = file.rows.iter();
    rows.map(|r| {
        let place = place(&r.village_text, &r.library, &r.subdistrict_text);
        format!("{place}: {}", of(&r.counts))
    })
    .collect()
}

/// `capaian` without a question, or why not.
pub fn months(bytes: Vec<u8>) -> Result<AchievementsFile, String> {
    read(bytes, &reading("unggahan.xlsx"))
}

/// `capaian` read so, or why not.
pub fn read(bytes: Vec<u8>, reading: &Reading) -> Result<AchievementsFile, String> {
    files::months_with(bytes, reading).map_err(|e| said(&e))
}

/// `rekap`, or why not.
pub fn totals(bytes: Vec<u8>) -> Result<TotalsFile, String> {
    files::totals_with(bytes, &reading("unggahan.xlsx")).map_err(|e| said(&e))
}

fn said(error: &ImportError) -> String {
    import_error(Lang::Id, error)
}

/// What became of the sheets: `Januari: dibaca, 3 baris …`.
pub fn sheets(sheets: &[SheetSeen]) -> Vec<String> {
    let told = |s: &SheetSeen| format!("{}: {}", s.name, words::outcome(Lang::Id, &s.outcome));
    sheets.iter().map(told).collect()
}

/// The rows that are none of the list, as the spreadsheet numbers them.
pub fn passed(tables: &Tables) -> Vec<(usize, PassedFor)> {
    let rows = tables.passed.iter();
    rows.map(|p| (sheet_and_row(p.row).1, p.why)).collect()
}

/// What no cell of the rows says, and where it was found.
pub fn taken(tables: &Tables) -> Vec<String> {
    let all = tables.taken.iter();
    all.map(|taken| words::taken(Lang::Id, taken)).collect()
}
