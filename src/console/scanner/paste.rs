//! Reads a bracketed paste: codes, a refusal, or a person's text. Looks at its beginning only, however long it is.

use super::keys::CAPACITY;
use super::{Misread, PASTE_LIMIT, Step, burst};
use crate::meeting::code::{self, ForeignClass, Reading};

/// A paste of more lines than this is not a scanner's.
const PASTED_CODES: usize = 1_000;
/// So many bytes of a paste are looked at; every code of [`PASTED_CODES`] fits in, with its prefix.
const PASTED_BYTES: usize = 64 * 1024;

/// Reads a paste: scans and refusals, or a text.
pub(super) fn read(text: &str) -> (Vec<Step>, Option<String>) {
    let mut end = text.len().min(PASTED_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let whole = end == text.len();
    let text = &text[..end];
    let lines = || {
        text.split(['\r', '\n'])
            .filter(|line| !line.trim().is_empty())
    };
    let first = lines().next().unwrap_or_default();
    let is_code = matches!(pasted_line(first), Some(Step::Scan(_)));
    if is_code && whole && lines().nth(PASTED_CODES).is_none() {
        return (lines().filter_map(pasted_line).collect(), None);
    }
    // So many codes are a list that went astray, not a scanner: nobody is checked in by it.
    if let Some(refusal) = pasted_line(first).filter(|_| !is_code) {
        return (vec![refusal], None);
    }
    let clean = first.chars().filter(|c| !c.is_control());
    let clean: String = clean.take(PASTE_LIMIT).collect();
    (Vec::new(), (!clean.is_empty()).then_some(clean))
}

/// Reads one line of a paste; none if it is a person's text. People do paste identity numbers and addresses.
fn pasted_line(line: &str) -> Option<Step> {
    let start: String = line.chars().take(CAPACITY).collect();
    if let Reading::Code(parsed) = code::read(&start) {
        return Some(Step::Scan(parsed));
    }
    let unreadable = burst::judge(&start);
    let text = match unreadable.what {
        Misread::Foreign(ForeignClass::Nik16 | ForeignClass::WebAddress) => true,
        Misread::Foreign(_) | Misread::Damaged(_) => {
            burst::meant_as_text(&start, &unreadable, true, false)
        }
    };
    (!text).then_some(Step::Unreadable(unreadable))
}
