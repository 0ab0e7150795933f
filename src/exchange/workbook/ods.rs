//! Reads an `OpenDocument` spreadsheet in one pass over its content. What is repeated costs nothing
//! where it is empty, and is bounded where it is not.

use std::borrow::Cow;
use std::collections::HashSet;

use quick_xml::events::BytesStart;

use super::numbers;
use super::parts::{Node, Parts, Work, at_most, attribute, damaged};
use super::rows::{CELL, ROWS, Rows, SHEETS, push_bounded, unread};
use crate::exchange::book::{Merge, Sheet, Shown};
use crate::exchange::cells::{Kind, RowBuilder};
use crate::exchange::error::{Foreign, ImportError, Large};

/// What stands in a paragraph and is not its text.
const BESIDE: [&str; 8] = [
    "annotation",
    "note",
    "ruby-text",
    "frame",
    "custom-shape",
    "g",
    "rect",
    "line",
];

/// Reads all sheets.
pub(super) fn read(
    parts: &mut Parts<'_>,
    work: &mut Work<'_, '_>,
) -> Result<Vec<Sheet>, ImportError> {
    refuse_encrypted(parts, work)?;
    let Some(at) = parts.find("content.xml") else {
        return Err(damaged("no content part"));
    };
    work.expect(parts.size(at));
    let mut xml = parts.xml(at)?;
    let mut buffer = Vec::new();
    let mut pass = Pass::default();
    loop {
        match xml.next(&mut buffer, work)? {
            Node::Open(element) => pass.open(&element)?,
            Node::Close(element) => pass.close(element.local_name().as_ref(), work)?,
            Node::Text(text) => pass.text(&text)?,
            Node::Nothing => {}
            Node::End if pass.is_spreadsheet => return Ok(pass.sheets),
            Node::End => return Err(ImportError::NotATable(Foreign::Document)),
        }
    }
}

fn refuse_encrypted(parts: &mut Parts<'_>, work: &mut Work<'_, '_>) -> Result<(), ImportError> {
    let Some(at) = parts.find("META-INF/manifest.xml") else {
        return Ok(());
    };
    let mut xml = parts.xml(at)?;
    let mut buffer = Vec::new();
    loop {
        match xml.next(&mut buffer, work)? {
            Node::Open(element) if element.local_name().as_ref() == "encryption-data" => {
                return Err(ImportError::Encrypted);
            }
            Node::Open(_) | Node::Close(_) | Node::Text(_) | Node::Nothing => {}
            Node::End => return Ok(()),
        }
    }
}

/// Where the pass is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Outside,
    Spreadsheet,
    Table,
    Row,
    Cell,
    Paragraph,
}

/// What the opening tag of a cell says.
#[derive(Default)]
struct Head {
    ty: String,
    value: Option<String>,
    formula: bool,
    error: bool,
    covered: bool,
    times: usize,
    columns: usize,
    rows: usize,
}

#[derive(Default)]
struct Pass {
    sheets: Vec<Sheet>,
    is_spreadsheet: bool,
    place: Place,
    /// How deep it is in something that is left out.
    skipped: usize,
    /// How deep it is in a paragraph.
    nested: usize,
    /// The style of a table that is being described, and those under which one is not shown.
    style: Option<String>,
    unseen: HashSet<String>,
    name: String,
    rows: Rows,
    seen: usize,
    /// How many columns were described so far.
    described: usize,
    row: usize,
    times: usize,
    hidden: bool,
    column: usize,
    head: Head,
    shown: String,
    paragraphs: usize,
}

impl Pass {
    fn open(&mut self, element: &BytesStart<'_>) -> Result<(), ImportError> {
        if self.skipped > 0 {
            self.skipped += 1;
            return Ok(());
        }
        let local = element.local_name();
        match (self.place, local.as_ref()) {
            (Place::Outside, "spreadsheet") => {
                self.place = Place::Spreadsheet;
                self.is_spreadsheet = true;
            }
            (Place::Outside, name) => self.describe(name, element),
            (Place::Spreadsheet, "table") => self.open_table(element)?,
            (Place::Table, "table-row") => self.open_row(element)?,
            (
                Place::Table,
                "table-header-rows"
                | "table-rows"
                | "table-row-group"
                | "table-columns"
                | "table-header-columns"
                | "table-column-group",
            ) => {}
            (Place::Table, "table-column") => {
                let first = self.described;
                self.described = first.saturating_add(number(element, "number-columns-repeated"));
                if attribute(element, "visibility").is_some_and(|v| v != "visible") {
                    self.rows.hide(first, self.described - 1);
                }
            }
            (Place::Row, name @ ("table-cell" | "covered-table-cell"))
                if self.column < RowBuilder::WIDTH =>
            {
                self.open_cell(name, element);
            }
            (Place::Row, "table-cell") if attribute(element, "value-type").is_some() => {
                self.rows.go_beyond();
                self.skipped = 1;
            }
            (Place::Cell, "p") => {
                self.place = Place::Paragraph;
                self.nested = 0;
                if self.paragraphs > 0 {
                    push_bounded(&mut self.shown, "\n")?;
                }
                self.paragraphs += 1;
            }
            (Place::Paragraph, name) if !BESIDE.contains(&name) => {
                self.nested += 1;
                self.blank(name, element)?;
            }
            (
                Place::Spreadsheet | Place::Table | Place::Row | Place::Cell | Place::Paragraph,
                _,
            ) => self.skipped = 1,
        }
        Ok(())
    }

    fn close(&mut self, name: &str, work: &mut Work<'_, '_>) -> Result<(), ImportError> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        match self.place {
            Place::Paragraph if self.nested > 0 => self.nested -= 1,
            Place::Paragraph => self.place = Place::Cell,
            Place::Cell => {
                self.place = Place::Row;
                self.close_cell()?;
            }
            Place::Row => {
                self.place = Place::Table;
                self.rows.end_row(self.row, self.times, self.hidden, work)?;
                self.row = self.row.saturating_add(self.times);
            }
            Place::Table if name == "table" => {
                self.place = Place::Spreadsheet;
                let rows = std::mem::take(&mut self.rows);
                self.sheets.push(rows.finish(&self.name));
            }
            Place::Spreadsheet => self.place = Place::Outside,
            Place::Outside if name == "style" => self.style = None,
            Place::Table | Place::Outside => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), ImportError> {
        if self.place == Place::Paragraph && self.skipped == 0 {
            push_bounded(&mut self.shown, text)?;
        }
        Ok(())
    }

    /// Blanks that are written as elements.
    fn blank(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), ImportError> {
        match name {
            "s" => {
                let count = number(element, "c");
                at_most(count as u64, CELL as u64, Large::Cell)?;
                push_bounded(&mut self.shown, &" ".repeat(count))
            }
            "tab" => push_bounded(&mut self.shown, "\t"),
            "line-break" => push_bounded(&mut self.shown, "\n"),
            _ => Ok(()),
        }
    }

    fn describe(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "style" => {
                let of_table = attribute(element, "family").is_some_and(|f| f == "table");
                let name = attribute(element, "name").filter(|_| of_table);
                self.style = name.map(Cow::into_owned);
            }
            "table-properties" if attribute(element, "display").is_some_and(|d| d == "false") => {
                self.unseen.extend(self.style.take());
            }
            _ => {}
        }
    }

    fn open_table(&mut self, element: &BytesStart<'_>) -> Result<(), ImportError> {
        at_most(self.sheets.len() as u64 + 1, SHEETS as u64, Large::Sheets)?;
        self.name = attribute(element, "name").unwrap_or_default().into_owned();
        let style = attribute(element, "style-name");
        if style.is_some_and(|style| self.unseen.contains(&*style)) {
            self.sheets.push(unread(&self.name, Shown::Hidden));
            self.skipped = 1;
            return Ok(());
        }
        self.place = Place::Table;
        (self.seen, self.row, self.described) = (0, 1, 0);
        Ok(())
    }

    fn open_row(&mut self, element: &BytesStart<'_>) -> Result<(), ImportError> {
        self.place = Place::Row;
        self.seen += 1;
        at_most(self.seen as u64, ROWS as u64, Large::Rows)?;
        self.times = number(element, "number-rows-repeated");
        self.hidden = attribute(element, "visibility").is_some_and(|v| v != "visible");
        self.column = 0;
        Ok(())
    }

    fn open_cell(&mut self, name: &str, element: &BytesStart<'_>) {
        self.place = Place::Cell;
        self.shown.clear();
        self.paragraphs = 0;
        self.head = Head {
            covered: name == "covered-table-cell",
            times: 1,
            columns: 1,
            rows: 1,
            ..Head::default()
        };
        for attribute in element.attributes().with_checks(false).flatten() {
            let value = &*attribute.value;
            match attribute.key.local_name().as_ref() {
                // Beside the type of the standard stands that of LibreOffice, which alone knows errors.
                "value-type" if value == "error" => self.head.error = true,
                "value-type" if attribute.key.as_ref().starts_with("calcext") => {}
                "value-type" => value.clone_into(&mut self.head.ty),
                "value" | "date-value" | "time-value" | "boolean-value" | "string-value" => {
                    let text = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
                    self.head.value = text.ok().map(Cow::into_owned);
                }
                "formula" => self.head.formula = true,
                "number-columns-repeated" => self.head.times = times(value),
                "number-columns-spanned" => self.head.columns = times(value),
                "number-rows-spanned" => self.head.rows = times(value),
                _ => {}
            }
        }
    }

    fn close_cell(&mut self) -> Result<(), ImportError> {
        let (left, top) = (self.column, self.row);
        self.column = left.saturating_add(self.head.times);
        if self.head.covered {
            return Ok(());
        }
        if (self.head.columns, self.head.rows) != (1, 1) {
            self.rows.merge(Merge {
                top,
                bottom: top.saturating_add(self.head.rows - 1),
                left,
                right: left.saturating_add(self.head.columns - 1),
            })?;
        }
        let (kind, text) = self.head.value(&self.shown);
        for column in left..self.column.min(RowBuilder::WIDTH) {
            self.rows.cell(column, kind, &text)?;
        }
        Ok(())
    }
}

impl Head {
    /// The kind and text of the cell, which shows this.
    fn value<'t>(&'t self, shown: &'t str) -> (Kind, Cow<'t, str>) {
        let seen = shown.trim();
        let failed = self.formula && (seen.starts_with('#') || seen.starts_with("Err:"));
        if self.error || failed {
            return (Kind::Error, Cow::Borrowed(seen));
        }
        let Some(value) = self.value.as_deref() else {
            let unsaved = self.formula && seen.is_empty() && self.ty != "string";
            let kind = if unsaved { Kind::Unsaved } else { Kind::Text };
            return (kind, Cow::Borrowed(shown));
        };
        let number = || value.trim().parse::<f64>().ok().filter(|v| v.is_finite());
        let mut text = String::new();
        let kind = match self.ty.as_str() {
            "float" | "currency" => number().map(|n| {
                numbers::plain(&mut text, n);
                // The sign is only written there; the number is what it says.
                if seen.ends_with('%') {
                    text.push('%');
                    return Kind::Percent;
                }
                Kind::Number
            }),
            "percentage" => number().map(|n| {
                numbers::percent(&mut text, n);
                Kind::Percent
            }),
            "date" => numbers::iso_day(value).map(|day| {
                text = day;
                Kind::Date
            }),
            "time" => numbers::iso_time(value).map(|time| {
                text = time;
                Kind::Date
            }),
            "boolean" => {
                text.push_str(if value == "true" { "ya" } else { "tidak" });
                Some(Kind::Flag)
            }
            // The value of a text is stated only where a program thought of it; what is shown counts.
            _ if seen.is_empty() => return (Kind::Text, Cow::Borrowed(value)),
            _ => None,
        };
        match kind {
            Some(kind) => (kind, Cow::Owned(text)),
            None => (Kind::Text, Cow::Borrowed(shown)),
        }
    }
}

/// A count that an attribute states; 1 where it does not.
fn number(element: &BytesStart<'_>, name: &str) -> usize {
    attribute(element, name).map_or(1, |value| times(&value))
}

fn times(text: &str) -> usize {
    let text = text.trim();
    let all = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    // A count that no number can hold is very many, not one.
    let most = if all { usize::MAX } else { 1 };
    text.parse().unwrap_or(most).max(1)
}
