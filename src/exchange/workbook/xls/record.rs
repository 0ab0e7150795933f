//! The records of a BIFF stream, each with the records that continue it.

use encoding_rs::WINDOWS_1252;

use super::super::parts::{Work, damaged};
use super::compound::{u16_at, u32_at};
use crate::exchange::error::ImportError;

pub(super) const FORMULA: u16 = 0x0006;
pub(super) const END: u16 = 0x000A;
pub(super) const EPOCH: u16 = 0x0022;
pub(super) const LOCKED: u16 = 0x002F;
pub(super) const COLUMNS: u16 = 0x007D;
pub(super) const SHEET: u16 = 0x0085;
pub(super) const RK_ROW: u16 = 0x00BD;
pub(super) const RICH_TEXT: u16 = 0x00D6;
pub(super) const STYLE: u16 = 0x00E0;
pub(super) const MERGED: u16 = 0x00E5;
pub(super) const STRINGS: u16 = 0x00FC;
pub(super) const SHARED_TEXT: u16 = 0x00FD;
pub(super) const NUMBER: u16 = 0x0203;
pub(super) const TEXT: u16 = 0x0204;
pub(super) const FLAG_OR_ERROR: u16 = 0x0205;
pub(super) const RESULT_TEXT: u16 = 0x0207;
pub(super) const ROW: u16 = 0x0208;
pub(super) const RK: u16 = 0x027E;
pub(super) const FORMAT: u16 = 0x041E;
pub(super) const START: u16 = 0x0809;
const CONTINUED: u16 = 0x003C;

/// One record.
pub(super) struct Record<'s> {
    /// What it says.
    pub(super) kind: u16,
    data: &'s [u8],
    more: Vec<&'s [u8]>,
}

/// The records from a place on; those of a stream in the stream, as of a chart, are left out.
pub(super) struct Records<'s> {
    rest: &'s [u8],
    depth: usize,
}

impl<'s> Records<'s> {
    /// The records that start there.
    pub(super) fn new(stream: &'s [u8], at: usize) -> Records<'s> {
        let rest = stream.get(at..).unwrap_or_default();
        Records { rest, depth: 0 }
    }

    /// The next record; the last one says that it is the end.
    pub(super) fn next(&mut self, work: &mut Work<'_, '_>) -> Result<Record<'s>, ImportError> {
        loop {
            let (kind, data) = self.one(work)?;
            match kind {
                START => self.depth += 1,
                END => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            let inner = self.depth > 1 || (kind == END && self.depth == 1);
            if inner {
                continue;
            }
            let mut more = Vec::new();
            while u16_at(self.rest, 0) == Some(CONTINUED) {
                more.push(self.one(work)?.1);
            }
            return Ok(Record { kind, data, more });
        }
    }

    fn one(&mut self, work: &mut Work<'_, '_>) -> Result<(u16, &'s [u8]), ImportError> {
        let head = u16_at(self.rest, 0).zip(u16_at(self.rest, 2));
        let (kind, length) = head.ok_or_else(short)?;
        let end = 4 + usize::from(length);
        let data = self.rest.get(4..end).ok_or_else(short)?;
        self.rest = self.rest.get(end..).unwrap_or_default();
        work.unpack(end)?;
        Ok((kind, data))
    }
}

fn short() -> ImportError {
    damaged("a record breaks off")
}

impl<'s> Record<'s> {
    /// A byte.
    pub(super) fn byte(&self, at: usize) -> Result<u8, ImportError> {
        self.data.get(at).copied().ok_or_else(short)
    }

    /// A number of two bytes.
    pub(super) fn u16(&self, at: usize) -> Result<u16, ImportError> {
        u16_at(self.data, at).ok_or_else(short)
    }

    /// A number of four bytes.
    pub(super) fn u32(&self, at: usize) -> Result<u32, ImportError> {
        u32_at(self.data, at).ok_or_else(short)
    }

    /// A float.
    pub(super) fn f64(&self, at: usize) -> Result<f64, ImportError> {
        let eight = self.data.get(at..).and_then(<[u8]>::first_chunk);
        eight
            .map(|eight| f64::from_le_bytes(*eight))
            .ok_or_else(short)
    }

    /// How many bytes it has, without those that continue it.
    pub(super) fn len(&self) -> usize {
        self.data.len()
    }

    /// A text; its length has one byte where it is `brief`.
    pub(super) fn text(
        &self,
        at: usize,
        unicode: bool,
        brief: bool,
    ) -> Result<String, ImportError> {
        let mut pieces = self.pieces(at);
        let length = if brief {
            pieces.number(1)
        } else {
            pieces.number(2)
        };
        let text = length.and_then(|length| {
            if unicode {
                let wide = pieces.number(1)? & 1 != 0;
                pieces.letters(length, wide)
            } else {
                let bytes = pieces.bytes(length)?;
                Some(
                    WINDOWS_1252
                        .decode_without_bom_handling(bytes)
                        .0
                        .into_owned(),
                )
            }
        });
        text.ok_or_else(short)
    }

    /// Its bytes from a place on, with those of the records that continue it.
    pub(super) fn pieces(&self, at: usize) -> Pieces<'s, '_> {
        Pieces {
            now: self.data.get(at..).unwrap_or_default(),
            more: self.more.iter(),
        }
    }
}

/// Bytes that go on from record to record.
pub(super) struct Pieces<'s, 'r> {
    now: &'s [u8],
    more: std::slice::Iter<'r, &'s [u8]>,
}

impl<'s> Pieces<'s, '_> {
    /// A text of the shared ones, without its formats and readings.
    pub(super) fn text(&mut self) -> Option<String> {
        let length = self.number(2)?;
        let flags = self.number(1)?;
        let runs = if flags & 8 == 0 { 0 } else { self.number(2)? };
        let readings = if flags & 4 == 0 { 0 } else { self.number(4)? };
        let text = self.letters(length, flags & 1 != 0)?;
        self.skip(4 * runs + readings)?;
        Some(text)
    }

    /// Where letters go on in the next record, it says again how wide they are.
    fn letters(&mut self, length: usize, mut wide: bool) -> Option<String> {
        let mut units: Vec<u16> = Vec::new();
        while units.len() < length {
            if self.now.is_empty() {
                self.now = self.more.next()?;
                wide = self.number(1)? & 1 != 0;
            }
            let here = (length - units.len()).min(self.now.len() / if wide { 2 } else { 1 });
            if here == 0 {
                return None;
            }
            if wide {
                let pairs = self.bytes(2 * here)?.chunks_exact(2);
                units.extend(pairs.filter_map(|pair| u16_at(pair, 0)));
            } else {
                units.extend(self.bytes(here)?.iter().copied().map(u16::from));
            }
        }
        Some(String::from_utf16_lossy(&units))
    }

    fn number(&mut self, bytes: usize) -> Option<usize> {
        let mut all = 0;
        for nth in 0..bytes {
            if self.now.is_empty() {
                self.now = self.more.next()?;
            }
            all |= usize::from(*self.bytes(1)?.first()?) << (8 * nth);
        }
        Some(all)
    }

    fn bytes(&mut self, count: usize) -> Option<&'s [u8]> {
        let (bytes, rest) = self.now.split_at_checked(count)?;
        self.now = rest;
        Some(bytes)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.now.len() {
            count -= self.now.len();
            self.now = self.more.next()?;
        }
        self.bytes(count).map(|_| ())
    }
}
