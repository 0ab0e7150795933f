//! Papers as tables: workbooks with heading rows, widths and print settings, and the rows of a CSV
//! file. Every cell is text but running numbers, so that no phone number loses its zero and nothing
//! is taken for a formula.

use jiff::civil::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::Size;
use super::sheet::shown;

/// A spreadsheet keeps no longer cell.
const LONGEST_CELL: usize = 32_000;

/// The most letters a sheet's name may have.
const LONGEST_NAME: usize = 31;

/// Points of one line of type in a row.
const LINE: f64 = 10.0;

/// One sheet of a workbook.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// On its tab.
    pub name: String,
    /// Heading rows above the table; the first is the title.
    pub heading: Vec<String>,
    /// Column heads.
    pub header: Vec<String>,
    /// Widths in characters.
    pub widths: Vec<f64>,
    /// The first column is a running number.
    pub numbered: bool,
    /// The rows.
    pub rows: Vec<Row>,
    /// Rows below the table.
    pub foot: Vec<String>,
    /// Two more columns for signatures in zig-zag, under this head.
    pub signature: Option<String>,
    /// Rows after which a page of paper ends.
    pub breaks: Vec<usize>,
    /// Words of the printed page numbers: *Halaman*, *dari*.
    pub page: [&'static str; 2],
}

/// One row of a sheet.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<String>,
    /// How many lines of type it is high.
    pub lines: usize,
}

/// The bytes of a workbook.
pub fn workbook(sheets: &[Sheet], size: Size, date: Date) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The meeting's day, not the moment of printing: the same meeting gives the same file.
    let year = u16::try_from(date.year()).unwrap_or_default();
    let month = u8::try_from(date.month()).unwrap_or(1);
    let day = u8::try_from(date.day()).unwrap_or(1);
    if let Ok(created) = ExcelDateTime::from_ymd(year, month, day) {
        book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    }
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(tab(&sheet.name))?;
        set_up(page, sheet, size)?;
        fill(page, sheet)?;
    }
    book.save_to_buffer()
}

/// A name that a tab may have.
fn tab(name: &str) -> String {
    let kept = shown(name).replace(['[', ']', ':', '*', '?', '/', '\\', '\''], " ");
    let kept: String = kept.trim().chars().take(LONGEST_NAME).collect();
    if kept.is_empty() { "1".into() } else { kept }
}

/// Paper, margins, page numbers, and the heading on every printed page.
fn set_up(page: &mut Worksheet, sheet: &Sheet, size: Size) -> Result<(), XlsxError> {
    // F4 as it is sold is what spreadsheets call Folio, 8.5 × 13 inches.
    page.set_paper_size(match size {
        Size::A4 => 9,
        Size::F4 => 14,
    });
    page.set_margins(0.75, 0.4, 0.5, 0.6, 0.3, 0.3);
    page.set_print_fit_to_pages(1, 0);
    let [word, of] = sheet.page;
    page.set_footer(format!("&C&8{word} &P {of} &N"));
    page.set_repeat_rows(0, row_number(sheet.heading.len()))?;
    let first = sheet.heading.len() + 1;
    let breaks: Vec<u32> = sheet
        .breaks
        .iter()
        .map(|after| row_number(first + after))
        .collect();
    if !breaks.is_empty() {
        page.set_page_breaks(&breaks)?;
    }
    for (column, width) in (0..).zip(&sheet.widths) {
        page.set_column_width(column, *width)?;
    }
    if sheet.signature.is_some() {
        let column = column_number(sheet.header.len());
        page.set_column_width(column, 11.0)?;
        page.set_column_width(column + 1, 11.0)?;
    }
    Ok(())
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let title = Format::new().set_bold().set_font_size(13);
    let cell = Format::new()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_font_size(9)
        .set_num_format("@");
    let number = Format::new()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_align(FormatAlign::Center)
        .set_font_size(9);
    let head = cell.clone().set_bold().set_align(FormatAlign::Center);
    for (at, line) in sheet.heading.iter().enumerate() {
        if at == 0 {
            page.write_string_with_format(row_number(at), 0, text(line), &title)?;
        } else {
            page.write_string(row_number(at), 0, text(line))?;
        }
    }
    let top = row_number(sheet.heading.len());
    for (column, word) in (0..).zip(&sheet.header) {
        page.write_string_with_format(top, column, text(word), &head)?;
    }
    let signature = column_number(sheet.header.len());
    if let Some(word) = &sheet.signature {
        page.merge_range(top, signature, top, signature + 1, word, &head)?;
    }
    for (at, row) in sheet.rows.iter().enumerate() {
        let y = top + 1 + row_number(at);
        if row.lines > 0 {
            page.set_row_height(y, f64::from(row_number(row.lines)) * LINE)?;
        }
        for (column, value) in (0..).zip(&row.cells) {
            match value.parse::<u32>() {
                Ok(n) if column == 0 && sheet.numbered => {
                    page.write_number_with_format(y, column, n, &number)?;
                }
                Ok(_) | Err(_) => {
                    page.write_string_with_format(y, column, text(value), &cell)?;
                }
            }
        }
        if sheet.signature.is_some() {
            sign(page, y, signature, at + 1)?;
        }
    }
    let below = top + 2 + row_number(sheet.rows.len());
    for (at, line) in sheet.foot.iter().enumerate() {
        page.write_string(below + row_number(at), 0, text(line))?;
    }
    Ok(())
}

/// The two signature cells of a row: odd numbers sign on the left, even ones on the right, each with
/// the room of two rows.
fn sign(page: &mut Worksheet, y: u32, column: u16, number: usize) -> Result<(), XlsxError> {
    let odd = number % 2 == 1;
    let base = || {
        Format::new()
            .set_font_size(8)
            .set_align(FormatAlign::Top)
            .set_border_left(FormatBorder::Thin)
            .set_border_right(FormatBorder::Thin)
    };
    let begins = base().set_border_top(FormatBorder::Thin);
    let ends = base().set_border_bottom(FormatBorder::Thin);
    let label = format!("{number}.");
    let (left, right) = if odd {
        (label.as_str(), "")
    } else {
        ("", label.as_str())
    };
    let (left_format, right_format) = if odd {
        (&begins, &ends)
    } else {
        (&ends, &begins)
    };
    page.write_string_with_format(y, column, left, left_format)?;
    page.write_string_with_format(y, column + 1, right, right_format)?;
    Ok(())
}

fn text(value: &str) -> String {
    value.chars().take(LONGEST_CELL).collect()
}

fn row_number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn column_number(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}
