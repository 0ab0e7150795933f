//! The values of a file of rules, one by one: each is what is wanted there, or an error with its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::super::{Fault, RulesFileError, Wanted, likely, percent, window};
use super::{Part, Reader, WINDOWS, place, shortened};
use crate::meeting::month::Month;

impl<'t> Reader<'t> {
    /// A table of the file, if it is there.
    pub(super) fn part(
        &mut self,
        of: &Part<'t>,
        key: &str,
        name: &str,
    ) -> Result<Option<Part<'t>>, RulesFileError> {
        let Some(value) = of.table.get(key) else {
            return Ok(None);
        };
        self.spots.insert(name.to_owned(), value.span());
        match value.get_ref() {
            DeValue::Table(table) => Ok(Some(Part {
                name: name.to_owned(),
                table,
                span: value.span(),
            })),
            _ => Err(self.error(value.span(), name.to_owned(), Fault::Wanted(Wanted::Table))),
        }
    }

    pub(super) fn known_keys(
        &self,
        part: &Part<'t>,
        known: &'static [&'static str],
    ) -> Result<(), RulesFileError> {
        // The first of the file, not of the alphabet.
        let unknown = part
            .table
            .keys()
            .filter(|k| !known.contains(&k.get_ref().as_ref()))
            .min_by_key(|k| k.span().start);
        let Some(key) = unknown else { return Ok(()) };
        let fault = Fault::UnknownKey {
            likely: likely(key.get_ref(), known),
            known,
        };
        let mut error = self.error(key.span(), part.key(&shortened(key.get_ref())), fault);
        error.value = String::new();
        Err(error)
    }

    pub(super) fn value(&mut self, part: &Part<'t>, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        let value = part.table.get(key)?;
        self.spots.insert(part.key(key), value.span());
        Some(value)
    }

    pub(super) fn wanted(
        &self,
        part: &Part<'t>,
        key: &str,
        span: Range<usize>,
        w: Wanted,
    ) -> RulesFileError {
        self.error(span, part.key(&shortened(key)), Fault::Wanted(w))
    }

    pub(super) fn text(
        &mut self,
        part: &Part<'t>,
        key: &str,
    ) -> Result<Option<&'t str>, RulesFileError> {
        match self.value(part, key) {
            None => Ok(None),
            Some(value) => match value.get_ref().as_str() {
                Some(text) => Ok(Some(text)),
                None => Err(self.wanted(part, key, value.span(), Wanted::Text)),
            },
        }
    }

    pub(super) fn month(&mut self, part: &Part<'t>, key: &str) -> Result<Month, RulesFileError> {
        let Some(value) = self.value(part, key) else {
            return Err(self.error(part.span.clone(), part.key(key), Fault::Missing));
        };
        let written = value.get_ref().as_str();
        written
            .and_then(|text| text.trim().parse().ok())
            .ok_or_else(|| self.wanted(part, key, value.span(), Wanted::Month))
    }

    pub(super) fn number(
        &mut self,
        part: &Part<'t>,
        key: &str,
    ) -> Result<Option<u32>, RulesFileError> {
        let Some(value) = self.value(part, key) else {
            return Ok(None);
        };
        let number = value.get_ref().as_integer();
        let number = number.and_then(|n| u32::from_str_radix(n.as_str(), n.radix()).ok());
        match number {
            Some(number) => Ok(Some(number)),
            None => Err(self.wanted(part, key, value.span(), Wanted::Number)),
        }
    }

    pub(super) fn minimum(&mut self, part: &Part<'t>) -> Result<Option<u16>, RulesFileError> {
        // Far more than any period has: `check` says so with its words.
        let number = self.number(part, "minimum_months")?;
        Ok(number.map(|n| u16::try_from(n).unwrap_or(u16::MAX)))
    }

    pub(super) fn percent(
        &mut self,
        part: &Part<'t>,
        key: &str,
    ) -> Result<Option<u16>, RulesFileError> {
        let Some(value) = self.value(part, key) else {
            return Ok(None);
        };
        let hundredths = match value.get_ref() {
            DeValue::String(text) => percent(text),
            DeValue::Integer(n) if n.radix() == 10 => percent(n.as_str()),
            DeValue::Float(n) => percent(n.as_str()),
            _ => None,
        };
        match hundredths {
            Some(hundredths) => Ok(Some(hundredths)),
            None => Err(self.wanted(part, key, value.span(), Wanted::Percent)),
        }
    }

    /// One of a few words; a window may be said in Indonesian.
    pub(super) fn word(
        &mut self,
        part: &Part<'t>,
        key: &str,
        known: &'static [&'static str],
    ) -> Result<Option<&'static str>, RulesFileError> {
        let Some(written) = self.text(part, key)? else {
            return Ok(None);
        };
        let lower = written.trim().to_lowercase();
        let word = match window(&lower) {
            Some(window) if known == WINDOWS => window.word(),
            Some(_) | None => lower.as_str(),
        };
        if let Some(word) = known.iter().find(|w| **w == word) {
            return Ok(Some(word));
        }
        let fault = Fault::UnknownWord {
            likely: likely(&lower, known),
            known,
        };
        let name = part.key(key);
        let span = self.spots.get(&name).cloned().unwrap_or(0..0);
        Err(self.error(span, name, fault))
    }

    pub(super) fn error(&self, span: Range<usize>, key: String, fault: Fault) -> RulesFileError {
        place(self.text, span, key, fault)
    }
}
