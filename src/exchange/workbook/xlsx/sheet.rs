//! One sheet of an XLSX workbook, cell by cell. Rows and cells that do not say where they stand
//! follow the last one.

use quick_xml::events::BytesStart;

use super::super::numbers::{self, Style};
use super::super::parts::{Node, Parts, Work, at_most, attribute, is_set};
use super::super::rows::{ROWS, Rows, unread};
use super::super::strings::{Item, decoded};
use super::Shared;

use crate::exchange::book::{Merge, Sheet, Shown};
use crate::exchange::cells::Kind;
use crate::exchange::error::{ImportError, Large};

/// Reads the part of a sheet; a chart, a macro or a dialog has no cells.
pub(super) fn read(
    parts: &mut Parts<'_>,
    at: usize,
    name: &str,
    shared: &Shared,
    work: &mut Work<'_, '_>,
) -> Result<Sheet, ImportError> {
    let mut xml = parts.xml(at)?;
    let mut buffer = Vec::new();
    let mut pass = Pass::new(shared);
    loop {
        match xml.next(&mut buffer, work)? {
            Node::Open(element) => {
                let local = element.local_name();
                if pass.place == Place::Start && local.as_ref() != "worksheet" {
                    return Ok(unread(name, Shown::NoCells));
                }
                pass.open(local.as_ref(), &element)?;
            }
            Node::Close(element) => pass.close(element.local_name().as_ref(), work)?,
            Node::Text(text) if pass.place == Place::Cell => pass.item.add(&text)?,
            Node::Text(_) | Node::Nothing => {}
            Node::End => return Ok(pass.rows.finish(name)),
        }
    }
}

/// Where the pass is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Outside,
    Data,
    Row,
    Cell,
    Merges,
}

/// How the value of a cell is to be read.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Type {
    #[default]
    Number,
    Shared,
    Text,
    Flag,
    Error,
    Day,
}

/// What the opening tag of a cell says, and what was seen in it.
#[derive(Default)]
struct Head {
    ty: Type,
    style: Style,
    formula: bool,
    value: bool,
}

struct Pass<'s> {
    shared: &'s Shared,
    rows: Rows,
    place: Place,
    seen: usize,
    row: usize,
    /// The row has said where it stands, or a cell in it has.
    placed: bool,
    hidden: bool,
    /// The column of the next cell that does not say where it stands.
    next: usize,
    column: usize,
    head: Head,
    item: Item,
    number: String,
}

impl<'s> Pass<'s> {
    fn new(shared: &'s Shared) -> Pass<'s> {
        Pass {
            shared,
            rows: Rows::default(),
            place: Place::Start,
            seen: 0,
            row: 0,
            placed: false,
            hidden: false,
            next: 0,
            column: 0,
            head: Head::default(),
            item: Item::default(),
            number: String::new(),
        }
    }

    fn open(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), ImportError> {
        match (self.place, name) {
            (Place::Start, _) => self.place = Place::Outside,
            (Place::Outside, "sheetData") => self.place = Place::Data,
            (Place::Outside, "mergeCells") => self.place = Place::Merges,
            (Place::Outside, "col") if is_set(element, "hidden") => {
                let stated = |name| {
                    attribute(element, name)?
                        .trim()
                        .parse::<usize>()
                        .ok()?
                        .checked_sub(1)
                };
                if let (Some(first), Some(last)) = (stated("min"), stated("max")) {
                    self.rows.hide(first, last);
                }
            }
            (Place::Data, "row") => {
                self.place = Place::Row;
                self.open_row(element)?;
            }
            (Place::Row, "c") => {
                self.place = Place::Cell;
                self.open_cell(element);
            }
            (Place::Cell, "f") => self.head.formula = true,
            (Place::Cell, name) => {
                self.head.value |= name == "v";
                self.item.open(name);
            }
            (Place::Merges, "mergeCell") => {
                let area = attribute(element, "ref").unwrap_or_default();
                if let Some(merge) = merged(&area) {
                    self.rows.merge(merge)?;
                }
            }
            (Place::Outside | Place::Data | Place::Row | Place::Merges, _) => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str, work: &mut Work<'_, '_>) -> Result<(), ImportError> {
        match (self.place, name) {
            (Place::Cell, "c") => {
                self.place = Place::Row;
                self.close_cell()?;
            }
            (Place::Cell, name) => self.item.close(name),
            (Place::Row, "row") => {
                self.place = Place::Data;
                self.rows.end_row(self.row, 1, self.hidden, work)?;
            }
            (Place::Data, "sheetData") | (Place::Merges, "mergeCells") => {
                self.place = Place::Outside;
            }
            (Place::Start | Place::Outside | Place::Data | Place::Row | Place::Merges, _) => {}
        }
        Ok(())
    }

    fn open_row(&mut self, element: &BytesStart<'_>) -> Result<(), ImportError> {
        self.seen += 1;
        at_most(self.seen as u64, ROWS as u64, Large::Rows)?;
        let stated = attribute(element, "r").and_then(|r| r.trim().parse::<u32>().ok());
        let stated = stated.filter(|r| *r > 0).map(|r| r as usize);
        self.placed = stated.is_some();
        self.row = stated.unwrap_or(self.row + 1);
        self.hidden = is_set(element, "hidden");
        self.next = 0;
        Ok(())
    }

    fn open_cell(&mut self, element: &BytesStart<'_>) {
        self.head = Head::default();
        self.item.text.clear();
        self.column = self.next;
        for attribute in element.attributes().with_checks(false).flatten() {
            let value = attribute.value.trim();
            match attribute.key.local_name().as_ref() {
                "r" => {
                    let (column, row) = reference(value);
                    self.column = column.unwrap_or(self.next);
                    if let (false, Some(row)) = (self.placed, row) {
                        self.placed = true;
                        self.row = row;
                    }
                }
                "s" => {
                    let style = value.parse::<usize>().ok();
                    let style = style.and_then(|s| self.shared.styles.get(s));
                    self.head.style = style.copied().unwrap_or_default();
                }
                "t" => {
                    self.head.ty = match value {
                        "n" => Type::Number,
                        "s" => Type::Shared,
                        "b" => Type::Flag,
                        "e" => Type::Error,
                        "d" => Type::Day,
                        _ => Type::Text,
                    }
                }
                _ => {}
            }
        }
        self.next = self.column.saturating_add(1);
    }

    fn close_cell(&mut self) -> Result<(), ImportError> {
        let Head {
            ty,
            style,
            formula,
            value,
        } = self.head;
        let raw = self.item.text.as_str();
        if formula && self.is_unsaved(raw.trim(), ty, value) {
            return self.rows.cell(self.column, Kind::Unsaved, "");
        }
        match ty {
            Type::Text => self.rows.cell(self.column, Kind::Text, &decoded(raw)),
            Type::Shared => match raw
                .trim()
                .parse()
                .ok()
                .and_then(|at| self.shared.strings.get(at))
            {
                Some(text) => self.rows.cell(self.column, Kind::Text, text),
                // Its text is lost: said in its place, never left out in silence.
                None if !raw.is_empty() => self.rows.cell(self.column, Kind::Error, "#REF!"),
                None => Ok(()),
            },
            Type::Flag => {
                let text = match raw.trim() {
                    "" => "",
                    "1" | "true" => "ya",
                    _ => "tidak",
                };
                self.rows.cell(self.column, Kind::Flag, text)
            }
            Type::Error => self.rows.cell(self.column, Kind::Error, raw.trim()),
            Type::Day => match numbers::iso_day(raw).or_else(|| numbers::iso_time(raw)) {
                Some(day) => self.rows.cell(self.column, Kind::Date, &day),
                None => self.rows.cell(self.column, Kind::Text, raw),
            },
            Type::Number => self.number(style),
        }
    }

    /// True for a formula whose result nobody has computed. A text may honestly be empty; a zero in
    /// a workbook that is to be computed when it is opened stands for nothing.
    fn is_unsaved(&self, raw: &str, ty: Type, value: bool) -> bool {
        match raw {
            "" => !(value && ty == Type::Text),
            "0" => self.shared.computed_later && ty == Type::Number,
            _ => false,
        }
    }

    fn number(&mut self, style: Style) -> Result<(), ImportError> {
        let raw = self.item.text.trim();
        if style == Style::Plain && is_short_whole(raw) {
            return self.rows.cell(self.column, Kind::Number, raw);
        }
        let Ok(value) = raw.parse::<f64>() else {
            return self.rows.cell(self.column, Kind::Text, raw);
        };
        self.number.clear();
        let kind = style.write(&mut self.number, value, self.shared.since_1904);
        self.rows.cell(self.column, kind, &self.number)
    }
}

/// Most numbers are written as they are seen.
fn is_short_whole(raw: &str) -> bool {
    raw.len() < 15
        && raw.bytes().all(|b| b.is_ascii_digit())
        && (raw.len() == 1 || !raw.starts_with('0'))
}

/// Column, from 0, and row, from 1, of a reference such as `AB12`; each where it is said.
fn reference(text: &str) -> (Option<usize>, Option<usize>) {
    let mut column: usize = 0;
    let mut row: usize = 0;
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' => {
                let letter = usize::from(byte.to_ascii_uppercase() - b'A') + 1;
                column = column.saturating_mul(26).saturating_add(letter);
            }
            b'0'..=b'9' => {
                row = row
                    .saturating_mul(10)
                    .saturating_add(usize::from(byte - b'0'));
            }
            _ => {}
        }
    }
    // A row that no number of 32 bits can hold is none.
    let row = Some(row).filter(|row| u32::try_from(*row).is_ok_and(|row| row > 0));
    (column.checked_sub(1), row)
}

/// The area of a reference such as `A1:C3`, both corners said.
fn merged(area: &str) -> Option<Merge> {
    let (first, last) = area.split_once(':')?;
    let ((left, top), (right, bottom)) = (reference(first), reference(last));
    let (left, top, right, bottom) = (left?, top?, right?, bottom?);
    Some(Merge {
        top: top.min(bottom),
        bottom: top.max(bottom),
        left: left.min(right),
        right: left.max(right),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read() {
        assert_eq!(reference("A1"), (Some(0), Some(1)));
        assert_eq!(reference("$ab$12"), (Some(27), Some(12)));
        assert_eq!(reference("XFD1048576"), (Some(16_383), Some(1_048_576)));
        assert_eq!(reference("A0"), (Some(0), None));
        assert_eq!(reference("7"), (None, Some(7)));
        let area = Merge {
            top: 1,
            bottom: 3,
            left: 0,
            right: 2,
        };
        assert_eq!(merged("A1:C3"), Some(area));
        assert_eq!(merged("C3:A1"), Some(area));
        assert_eq!((merged("A1"), merged("A:C")), (None, None));
    }
}
