//! Stage one of reading a code, without the secret: folding, shape and check character. Says what a text is and
//! forgets it: of a stranger's text only class and length leave this file.

use super::{ALPHABET, LENGTH, Parsed, START};

/// What a text is, as far as can be said without the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Shape and check character are right.
    Code(Parsed),
    /// Ours, but misread or mistyped.
    Damaged {
        /// What is wrong with it.
        why: Damage,
        /// Characters after folding.
        length: usize,
    },
    /// Not one of ours. The text itself is not kept.
    Foreign {
        /// What it looks like.
        class: ForeignClass,
        /// Characters after folding.
        length: usize,
    },
}

/// What is wrong with a damaged code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// Fewer than 16 characters.
    TooShort,
    /// More than 16 characters.
    TooLong,
    /// The `G` or the `1` at the front is wrong.
    Start,
    /// A character that codes do not have.
    Symbol,
    /// 16 good characters whose check character says that one of them is wrong.
    CheckCharacter,
}

/// What a stranger's text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignClass {
    /// A payment QR (QRIS, EMV): begins with `000201`.
    PaymentQr,
    /// A web address.
    WebAddress,
    /// 16 digits: in Indonesia an identity number.
    Nik16,
    /// Any other number: a product, a phone.
    OtherDigits,
    /// Anything else.
    Other,
}

/// Folds what people and keyboards make of a code: upper case, `O` is `0`, `I` and `L` are `1`; blanks, hyphens and
/// invisible characters are dropped.
pub fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| !is_filler(*c))
        .map(fold_char)
        .collect()
}

/// Says whether a character stands between the characters of a code without being one: blanks, hyphens and the
/// dashes that chat programs make of them, control and zero-width characters.
pub fn is_filler(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}')
}

/// Cuts off what some scanners put before the text: AIM identifiers (`]Q1`) and ECI marks (`\000026`), in any
/// number, and control characters.
pub fn without_prefix(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_control() || c.is_whitespace());
        let bytes = rest.as_bytes();
        let cut = match bytes {
            [b']', letter, modifier, ..]
                if letter.is_ascii_alphabetic() && modifier.is_ascii_alphanumeric() =>
            {
                3
            }
            [b'\\', digits @ ..]
                if digits.len() >= 6 && digits[..6].iter().all(u8::is_ascii_digit) =>
            {
                7
            }
            _ => return rest,
        };
        // Only ASCII bytes were matched, so this is a character boundary.
        rest = &rest[cut..];
    }
}

/// Reads a text, stage one: prefix cut off, folded, then shape and check character.
///
/// A change of one character or a swap of two neighbours in a good code always reads as damaged, never as foreign.
/// The one exception is a code whose other 15 characters happen to be digits (one in ten million) and whose `G` was
/// read as a digit: 16 digits are an identity number here.
pub fn read(text: &str) -> Reading {
    let bare = without_prefix(text);
    let folded = fold(bare);
    let length = folded.chars().count();
    if let Some(class) = known_stranger(bare, &folded, length) {
        return Reading::Foreign { class, length };
    }
    let symbols: Vec<Option<u8>> = folded.chars().take(LENGTH + 1).map(value).collect();
    if let Some(parsed) = all(&symbols).and_then(Parsed::from_symbols) {
        return Reading::Code(parsed);
    }
    match damage(&symbols) {
        Some(why) => Reading::Damaged { why, length },
        None => Reading::Foreign {
            class: ForeignClass::Other,
            length,
        },
    }
}

/// The value of a folded character, 0 to 31; none if codes do not have it.
pub fn value(c: char) -> Option<u8> {
    let byte = u8::try_from(c).ok()?;
    let at = ALPHABET.iter().position(|&a| a == byte)?;
    u8::try_from(at).ok()
}

/// Folds one character that is not filler: upper case, `O` is `0`, `I` and `L` are `1`.
pub fn fold_char(c: char) -> char {
    match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

/// The classes of strangers that are certain, whatever else the text might be.
fn known_stranger(bare: &str, folded: &str, length: usize) -> Option<ForeignClass> {
    if folded.starts_with("000201") {
        return Some(ForeignClass::PaymentQr);
    }
    let mut solid = bare.chars().filter(|c| !is_filler(*c)).peekable();
    if solid.peek().is_some() && solid.all(|c| c.is_ascii_digit()) {
        return Some(if length == LENGTH {
            ForeignClass::Nik16
        } else {
            ForeignClass::OtherDigits
        });
    }
    is_web_address(bare).then_some(ForeignClass::WebAddress)
}

fn is_web_address(bare: &str) -> bool {
    // An address shows itself at its start; the rest may be megabytes.
    let start: String = bare
        .chars()
        .take(80)
        .collect::<String>()
        .to_ascii_lowercase();
    if start.starts_with("http") || start.starts_with("www.") || start.contains("://") {
        return true;
    }
    // `wa.me/62…`, without a scheme.
    start.split_once('/').is_some_and(|(host, _)| {
        host.split_once('.')
            .is_some_and(|(name, _)| !name.is_empty())
            && host
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
    })
}

/// What is wrong with a text that is not a code, if it was one once. At most 17 values are looked at.
fn damage(symbols: &[Option<u8>]) -> Option<Damage> {
    let [first, second, ..] = symbols else {
        return None;
    };
    let [g, one] = START.map(Some);
    if (*first, *second) == (g, one) {
        return Some(if symbols.len() < LENGTH {
            Damage::TooShort
        } else if symbols.len() > LENGTH {
            Damage::TooLong
        } else if symbols.contains(&None) {
            Damage::Symbol
        } else {
            Damage::CheckCharacter
        });
    }
    match symbols.len() {
        // The G or the 1 misread, or the two swapped.
        LENGTH => {
            let near = *first == g || *second == one || (*first, *second) == (one, g);
            match symbols.iter().filter(|s| s.is_none()).count() {
                0 if near => Some(Damage::Start),
                1 if near => Some(Damage::Symbol),
                _ => None,
            }
        }
        // The G or the 1 lost: put back, the check character must be right.
        15 => {
            let lost_g = *first == one;
            let lost_one = *first == g;
            let at = usize::from(lost_one);
            let mut whole = symbols.to_vec();
            whole.insert(at, START.get(at).copied());
            ((lost_g || lost_one) && all(&whole).and_then(Parsed::from_symbols).is_some())
                .then_some(Damage::TooShort)
        }
        // A key bounced on the G.
        17.. if *first == g && *second == g && symbols[2] == one => Some(Damage::TooLong),
        _ => None,
    }
}

fn all(symbols: &[Option<u8>]) -> Option<[u8; LENGTH]> {
    let values: Option<Vec<u8>> = symbols.iter().copied().collect();
    values?.try_into().ok()
}
