//! The strings that cells share: one long text and where each ends. Runs are joined, readings of
//! letters (`rPh`) left out, `_x000D_` and its like decoded.

use std::borrow::Cow;

use super::parts::{Node, Parts, Work};
use super::rows::push_bounded;
use crate::exchange::error::ImportError;

/// The shared strings.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// Reads the part.
    pub(super) fn read(
        parts: &mut Parts<'_>,
        at: usize,
        work: &mut Work<'_, '_>,
    ) -> Result<Strings, ImportError> {
        let mut all = Strings::default();
        let mut xml = parts.xml(at)?;
        let mut buffer = Vec::new();
        let mut item = Item::default();
        loop {
            match xml.next(&mut buffer, work)? {
                Node::Open(element) => item.open(element.local_name().as_ref()),
                Node::Close(element) if element.local_name().as_ref() == "si" => {
                    all.push(&decoded(&item.text), work)?;
                    item.text.clear();
                }
                Node::Close(element) => item.close(element.local_name().as_ref()),
                Node::Text(text) => item.add(&text)?,
                Node::Nothing => {}
                Node::End => return Ok(all),
            }
        }
    }

    /// Adds the next one.
    pub(super) fn push(&mut self, text: &str, work: &mut Work<'_, '_>) -> Result<(), ImportError> {
        work.hold(text.len() + size_of::<usize>())?;
        self.text.push_str(text);
        self.ends.push(self.text.len());
        Ok(())
    }

    /// The string with this number.
    pub(super) fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let before = at.checked_sub(1).and_then(|before| self.ends.get(before));
        self.text.get(before.copied().unwrap_or(0)..end)
    }
}

/// What stands in the `t` and `v` of one string or cell.
#[derive(Default)]
pub(super) struct Item {
    /// The text so far, escapes not decoded.
    pub(super) text: String,
    inside: bool,
    readings: usize,
}

impl Item {
    /// An element opens in it.
    pub(super) fn open(&mut self, name: &str) {
        match name {
            "rPh" => self.readings += 1,
            "t" | "v" => self.inside = self.readings == 0,
            _ => {}
        }
    }

    /// An element closes in it.
    pub(super) fn close(&mut self, name: &str) {
        match name {
            "rPh" => self.readings = self.readings.saturating_sub(1),
            "t" | "v" => self.inside = false,
            _ => {}
        }
    }

    /// A piece of text, if it is text of the cell.
    pub(super) fn add(&mut self, piece: &str) -> Result<(), ImportError> {
        if self.inside {
            push_bounded(&mut self.text, piece)?;
        }
        Ok(())
    }
}

/// A text with its `_xHHHH_` as the letters they stand for.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let code = from
            .get(2..6)
            .filter(|_| from.as_bytes().get(6) == Some(&b'_'));
        let letter = code.and_then(|hex| u32::from_str_radix(hex, 16).ok());
        if let Some(letter) = letter.and_then(char::from_u32) {
            out.push(letter);
            rest = from.get(7..).unwrap_or_default();
        } else {
            out.push('_');
            rest = from.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_letters_are_decoded() {
        for (raw, text) in [
            ("a_x000D_\nb", "a\r\nb"),
            ("_x005F_x0041_", "_x0041_"),
            ("nama_xyz", "nama_xyz"),
            ("_x00", "_x00"),
            ("_xD83D_", "_xD83D_"),
        ] {
            assert_eq!(decoded(raw), text);
        }
    }
}
