//! Reads an XLS workbook record by record (BIFF8, and BIFF5 of Excel 95). Not by calamine: a file of
//! ten kilobytes makes it hold gigabytes, and it knows no percentages and no hidden rows.

mod compound;
mod record;
mod sheet;

use std::collections::HashMap;

use memchr::memmem;

use super::numbers::Style;
use super::parts::{Work, at_most, damaged};
use super::rows::{SHEETS, unread};
use super::strings::Strings;
use crate::exchange::book::{Sheet, Shown};
use crate::exchange::error::{Foreign, ImportError, Large};
use compound::Compound;
use record::{Record, Records};

/// What the sheets of a workbook have in common.
#[derive(Default)]
struct Globals {
    /// Texts are Unicode (BIFF8); before that a byte each.
    unicode: bool,
    since_1904: bool,
    strings: Strings,
    formats: HashMap<u16, Style>,
    styles: Vec<u16>,
    sheets: Vec<Named>,
}

/// A sheet as the workbook names it.
struct Named {
    name: String,
    shown: Shown,
    start: usize,
}

impl Globals {
    fn style(&self, number: u16) -> Style {
        let Some(format) = self.styles.get(usize::from(number)) else {
            return Style::Plain;
        };
        let written = self.formats.get(format).copied();
        written.unwrap_or_else(|| Style::built_in(u32::from(*format)))
    }
}

/// Reads all sheets.
pub(super) fn read(bytes: &[u8], work: &mut Work<'_, '_>) -> Result<Vec<Sheet>, ImportError> {
    let locked = "EncryptedPackage".encode_utf16();
    let locked: Vec<u8> = locked.flat_map(u16::to_le_bytes).collect();
    if memmem::find(bytes, &locked).is_some() {
        return Err(ImportError::Encrypted);
    }
    let file = Compound::open(bytes).ok_or_else(|| damaged("no compound file"))?;
    if file.has("WordDocument") || file.has("PowerPoint Document") {
        return Err(ImportError::NotATable(Foreign::Document));
    }
    let stream = file.stream("Workbook").or_else(|| file.stream("Book"));
    let stream = stream.ok_or_else(|| damaged("no workbook stream"))?;
    work.hold(stream.len())?;
    work.expect(stream.len() as u64);
    let globals = globals(&stream, work)?;
    let mut sheets = Vec::new();
    for named in &globals.sheets {
        sheets.push(if named.shown == Shown::Yes {
            let records = Records::new(&stream, named.start);
            sheet::read(records, &named.name, &globals, work)?
        } else {
            unread(&named.name, named.shown)
        });
    }
    Ok(sheets)
}

fn globals(stream: &[u8], work: &mut Work<'_, '_>) -> Result<Globals, ImportError> {
    let mut globals = Globals::default();
    let mut records = Records::new(stream, 0);
    loop {
        let record = records.next(work)?;
        if record.kind == record::END {
            return Ok(globals);
        }
        take(&mut globals, &record, work)?;
    }
}

fn take(
    globals: &mut Globals,
    record: &Record<'_>,
    work: &mut Work<'_, '_>,
) -> Result<(), ImportError> {
    match record.kind {
        record::START => globals.unicode = record.u16(0)? >= 0x0600,
        record::LOCKED => return Err(ImportError::Encrypted),
        record::EPOCH => globals.since_1904 = record.u16(0)? == 1,
        record::FORMAT => {
            let code = record.text(2, globals.unicode, !globals.unicode)?;
            globals
                .formats
                .insert(record.u16(0)?, Style::of_code(&code));
        }
        record::STYLE => globals.styles.push(record.u16(2)?),
        record::STRINGS => {
            let mut pieces = record.pieces(8);
            for _ in 0..record.u32(4)? {
                let Some(text) = pieces.text() else {
                    break;
                };
                globals.strings.push(&text, work)?;
            }
        }
        record::SHEET => {
            let shown = match (record.byte(4)? & 3, record.byte(5)?) {
                (0, 0) => Shown::Yes,
                (0, _) => Shown::NoCells,
                _ => Shown::Hidden,
            };
            globals.sheets.push(Named {
                name: record.text(6, globals.unicode, true)?,
                shown,
                start: record.u32(0)? as usize,
            });
            at_most(globals.sheets.len() as u64, SHEETS as u64, Large::Sheets)?;
        }
        _ => {}
    }
    Ok(())
}
