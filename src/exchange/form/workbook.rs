//! A form as a workbook: the sheet that is filled in, and the page of help. Writes no file.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties,
    ExcelDateTime, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError,
};

use super::columns::Cells;
use super::{Column, Form, GUIDE};
use crate::text::Text;
use crate::text::form::{guide, intro};

/// Rows below the last that have drop-downs too.
const SPARE: u32 = 1_000;

/// The most letters of choices that a cell's own list may have; longer ones stand on the page of help.
const LONGEST_LIST: usize = 255;

/// The format *Text*, by its built-in number.
const TEXT: u8 = 49;

/// The bytes of the workbook.
pub(super) fn make(form: &Form, text: &Text) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Nothing in it depends on when it was written: the same meeting gives the same file.
    let made = ExcelDateTime::from_ymd(2024, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let mut help = Worksheet::new();
    help.set_name(GUIDE)?;
    let lists = fill_guide(&mut help, form, text)?;
    let mut page = Worksheet::new();
    page.set_name(form.kind.layout().sheet)?;
    fill(&mut page, form)?;
    for ((x, column), list) in (0..).zip(&form.columns).zip(lists) {
        if let Some(rule) = validation(column, list)? {
            page.add_data_validation(1, x, number(form.rows.len()) + SPARE, x, &rule)?;
        }
    }
    book.push_worksheet(page);
    book.push_worksheet(help);
    book.save_to_buffer()
}

/// Heads, the example, the rows that are filled in.
fn fill(page: &mut Worksheet, form: &Form) -> Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00D9_E1F2));
    let must = head.clone().set_background_color(Color::RGB(0x00FF_E699));
    let example = Format::new()
        .set_italic()
        .set_font_color(Color::RGB(0x0080_8080))
        .set_num_format_index(TEXT);
    let text = Format::new().set_num_format_index(TEXT);
    for (x, column) in (0..).zip(&form.columns) {
        let width = number(column.name.len()).clamp(10, 30) + 3;
        page.set_column_width(x, if x == 0 { width + 12 } else { width })?;
        if is_text(&column.cells) {
            page.set_column_format(x, &text)?;
        }
        let format = if column.required { &must } else { &head };
        page.write_string_with_format(0, x, column.name, format)?;
    }
    for (x, cell) in (0..).zip(form.example()) {
        page.write_string_with_format(1, x, cell, &example)?;
    }
    for (y, row) in (2..).zip(&form.rows) {
        for ((x, column), cell) in (0..).zip(&form.columns).zip(row) {
            if cell.is_empty() {
                continue;
            }
            if is_text(&column.cells) {
                page.write_string_with_format(y, x, cell, &text)?;
            } else {
                page.write_string(y, x, cell)?;
            }
        }
    }
    page.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Must a spreadsheet leave what is typed as it is? Months too: `2024-01` would become a day.
fn is_text(cells: &Cells) -> bool {
    match cells {
        Cells::Text | Cells::One(_) | Cells::Usually(_) => true,
        Cells::Free | Cells::Count => false,
    }
}

/// The page of help; answers for each column where its choices stand, if they are too long for a cell.
fn fill_guide(
    help: &mut Worksheet,
    form: &Form,
    text: &Text,
) -> Result<Vec<Option<String>>, XlsxError> {
    let bold = Format::new().set_bold();
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (x, width) in (0..).zip([34, 10, 60, 60, 44]) {
        help.set_column_width(x, width)?;
    }
    let mut y = 0;
    for line in intro(form.kind) {
        help.write_string(y, 0, line)?;
        y += 1;
    }
    for (x, word) in (0..).zip(text.form.guide_heads) {
        help.write_string_with_format(y, x, word, &bold)?;
    }
    for (at, column) in form.columns.iter().enumerate() {
        y += 1;
        let [id, en] = guide(form.kind, column.name);
        // Not the bare name: no row of this page may be taken for a head.
        let name = format!("{} {}: {}", text.form.column, letters(at), column.name);
        let must = if column.required { text.yes } else { "" };
        let choices = match choices(column) {
            [] => String::new(),
            all if is_long(all) => text.form.below.to_owned(),
            all => format!("{}: {}", text.form.choices, all.join(", ")),
        };
        for (x, cell) in (0..).zip([name.as_str(), must, id, en, &choices]) {
            help.write_string_with_format(y, x, cell, &wrap)?;
        }
    }
    let mut lists = Vec::new();
    for column in &form.columns {
        let all = choices(column);
        if !is_long(all) {
            lists.push(None);
            continue;
        }
        y += 2;
        let title = format!("{}: {}", text.form.choices, column.name);
        help.write_string_with_format(y, 0, title, &bold)?;
        let first = y + 2;
        for value in all {
            y += 1;
            help.write_string(y, 0, value)?;
        }
        lists.push(Some(format!("={GUIDE}!$A${first}:$A${}", y + 1)));
    }
    Ok(lists)
}

fn validation(column: &Column, list: Option<String>) -> Result<Option<DataValidation>, XlsxError> {
    let rule = DataValidation::new();
    let rule = match (&column.cells, list) {
        (Cells::Free | Cells::Text, _) => return Ok(None),
        (Cells::One(_) | Cells::Usually(_), Some(range)) => {
            rule.allow_list_formula(Formula::new(range))
        }
        (Cells::One(all) | Cells::Usually(all), None) if all.is_empty() => return Ok(None),
        (Cells::One(all) | Cells::Usually(all), None) => rule.allow_list_strings(all)?,
        (Cells::Count, _) => rule.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
    };
    // Numbers in words (`nihil`) and groups of one's own are asked about, not forbidden.
    let style = match column.cells {
        Cells::One(_) => DataValidationErrorStyle::Stop,
        Cells::Free | Cells::Text | Cells::Count | Cells::Usually(_) => {
            DataValidationErrorStyle::Warning
        }
    };
    Ok(Some(rule.set_error_style(style)))
}

fn choices(column: &Column) -> &[String] {
    match &column.cells {
        Cells::One(all) | Cells::Usually(all) => all,
        Cells::Free | Cells::Text | Cells::Count => &[],
    }
}

fn is_long(all: &[String]) -> bool {
    all.iter().map(|v| v.chars().count() + 1).sum::<usize>() > LONGEST_LIST
}

/// A column as the spreadsheet names it; no form has more than 26.
fn letters(column: usize) -> String {
    let letter = u8::try_from(column % 26).map_or('?', |n| char::from(b'A' + n));
    let before = if column < 26 { "" } else { "A" };
    format!("{before}{letter}")
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
