//! Judges a burst that is no code: what it was, why it failed, and whether somebody may have meant it as text.
//! Looks at one text and forgets it.

use super::{Hint, Misread, Unreadable};
use crate::meeting::code::{self, Damage, ForeignClass, Reading};

/// What the digit keys 0 to 9 give with Shift on the US layout, which Indonesian computers use.
const SHIFTED: &str = ")!@#$%^&*(";
/// What they give without Shift on the French layout.
const AZERTY: &str = "à&é\"'(-è_ç";

/// Says what a burst was and why it is no code.
pub(super) fn judge(text: &str) -> Unreadable {
    let (what, length) = match code::read(text) {
        // Every code is recognised before a burst is judged, unless its keys were mixed with others.
        Reading::Code(_) => (Misread::Damaged(Damage::CheckCharacter), code::LENGTH),
        Reading::Damaged { why, length } => (Misread::Damaged(why), length),
        Reading::Foreign { class, length } => (Misread::Foreign(class), length),
    };
    let hint = hint(text, what);
    let what = match (what, hint) {
        // These were codes of ours, whatever is left of them.
        (Misread::Foreign(_), Hint::TwoScanners) => Misread::Damaged(Damage::TooLong),
        (Misread::Foreign(_), Hint::CapsLock | Hint::Layout) => Misread::Damaged(Damage::Symbol),
        (what, _) => what,
    };
    Unreadable { length, what, hint }
}

/// Says whether a burst may be a person's text after all: pasted on Windows, or clumped by a lagging line.
///
/// A form takes everything but what is surely a misread code or a stranger's QR; the search line takes words.
pub(super) fn meant_as_text(text: &str, unreadable: &Unreadable, in_form: bool) -> bool {
    match unreadable.what {
        Misread::Damaged(_) => is_words(text) && !text.contains(|c: char| c.is_ascii_digit()),
        Misread::Foreign(class) => match class {
            ForeignClass::PaymentQr | ForeignClass::WebAddress | ForeignClass::Nik16 => false,
            ForeignClass::OtherDigits => in_form || text.len() < 8,
            ForeignClass::Other => in_form || is_words(text),
        },
    }
}

fn hint(text: &str, what: Misread) -> Hint {
    let why = match what {
        Misread::Foreign(ForeignClass::Other) => None,
        Misread::Damaged(why) => Some(why),
        Misread::Foreign(
            ForeignClass::PaymentQr
            | ForeignClass::WebAddress
            | ForeignClass::Nik16
            | ForeignClass::OtherDigits,
        ) => return Hint::Unknown,
    };
    if is_two_codes(text) {
        return Hint::TwoScanners;
    }
    if is_code_by(text, |c| digit_of(SHIFTED, c)) {
        return Hint::CapsLock;
    }
    if is_code_by(text, from_azerty) || is_code_by(text, from_qwertz) {
        return Hint::Layout;
    }
    let lower = text.contains(|c: char| c.is_ascii_lowercase())
        && !text.contains(|c: char| c.is_ascii_uppercase());
    match why {
        Some(Damage::TooShort) => Hint::TooShort,
        // Codes are printed in capitals: small letters are Caps Lock's.
        Some(Damage::Start | Damage::CheckCharacter) if lower => Hint::CapsLock,
        Some(Damage::Symbol) => Hint::Layout,
        Some(Damage::TooLong | Damage::Start | Damage::CheckCharacter) | None => Hint::Unknown,
    }
}

/// Two codes shuffled into each other: about 32 good characters, two `G` and two `1` among them, one `G` first.
fn is_two_codes(text: &str) -> bool {
    let folded = code::fold(code::without_prefix(text));
    let count = |c| folded.chars().filter(|&x| x == c).count();
    (20..=40).contains(&folded.len())
        && folded.starts_with('G')
        && folded.chars().all(|c| code::value(c).is_some())
        && count('G') >= 2
        && count('1') >= 2
}

fn is_code_by(text: &str, map: impl Fn(char) -> Option<char>) -> bool {
    let mapped: String = text.chars().map(|c| map(c).unwrap_or(c)).collect();
    mapped != text && matches!(code::read(&mapped), Reading::Code(_))
}

fn digit_of(row: &str, c: char) -> Option<char> {
    let at = row.chars().position(|x| x == c)?;
    char::from_digit(u32::try_from(at).ok()?, 10)
}

fn from_azerty(c: char) -> Option<char> {
    digit_of(AZERTY, c).or(match c.to_ascii_uppercase() {
        'A' => Some('Q'),
        'Q' => Some('A'),
        'Z' => Some('W'),
        'W' => Some('Z'),
        ',' | '?' => Some('M'),
        _ => None,
    })
}

fn from_qwertz(c: char) -> Option<char> {
    match c.to_ascii_uppercase() {
        'Y' => Some('Z'),
        'Z' => Some('Y'),
        _ => None,
    }
}

/// Words, short numbers and short marks (`Bontoa 2`, `INV-0042`), with the punctuation of names.
fn is_words(text: &str) -> bool {
    let between = |c: char| c.is_whitespace() || ".,'’-/()".contains(c);
    text.split(between).all(|word| {
        let digits = word.chars().filter(|c| c.is_numeric()).count();
        let length = word.chars().count();
        let plain = word.chars().all(char::is_alphanumeric);
        plain && (digits == 0 || length < 8)
    })
}
