//! Judges a burst that is no code: what it was, why it failed, and whether somebody may have meant it as text.
//! Looks at one text and forgets it.

use super::{Hint, Misread, Unreadable};
use crate::meeting::code::{self, Damage, ForeignClass, Reading};

/// What the digit keys 0 to 9 give with Shift on the US layout, which Indonesian computers use.
const SHIFTED: &str = ")!@#$%^&*(";
/// What they give without Shift on the French layout.
const AZERTY: &str = "à&é\"'(-è_ç";

/// How a keyboard spoils what a scanner types on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyboard {
    /// Digits come as signs: Shift or Caps Lock holds.
    Shifted,
    /// The French layout.
    Azerty,
    /// The German layout: Y and Z change places.
    Qwertz,
    /// Another.
    Other,
}

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
        (Misread::Foreign(_), Hint::CapsLock | Hint::Layout | Hint::NumLock) => {
            Misread::Damaged(Damage::Symbol)
        }
        (what, _) => what,
    };
    Unreadable { length, what, hint }
}

/// Says whether a burst may be a person's text after all: pasted on Windows, or clumped by a lagging line.
///
/// A form takes everything but what is surely a misread code or a stranger's QR; the search line takes words. `closed`
/// by an Enter at its heels, only words without digits are text.
pub(super) fn meant_as_text(
    text: &str,
    unreadable: &Unreadable,
    in_form: bool,
    closed: bool,
) -> bool {
    let plain = is_words(text) && !text.contains(char::is_numeric);
    match unreadable.what {
        _ if matches!(unreadable.hint, Hint::NumLock | Hint::AltCodes) => false,
        Misread::Damaged(_) => plain,
        Misread::Foreign(class) => match class {
            ForeignClass::PaymentQr | ForeignClass::WebAddress | ForeignClass::Nik16 => false,
            _ if closed => plain,
            ForeignClass::OtherDigits => in_form || text.len() < 8,
            ForeignClass::Other => in_form || is_words(text),
        },
    }
}

fn hint(text: &str, what: Misread) -> Hint {
    if is_without_digits(text) {
        return Hint::NumLock;
    }
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
    match keyboard(text) {
        Some((Keyboard::Shifted, _)) => return Hint::CapsLock,
        Some((Keyboard::Azerty | Keyboard::Qwertz | Keyboard::Other, _)) => return Hint::Layout,
        None => {}
    }
    let lower = text.contains(|c: char| c.is_ascii_lowercase())
        && !text.contains(|c: char| c.is_ascii_uppercase());
    // One word as long as a code, in letters of another script or with accents between its digits.
    let accents = |c: char| c.is_alphabetic() && !c.is_ascii();
    let bare = text.chars().filter(|c| c.is_alphanumeric()).count();
    let word = (code::LENGTH - 2..=code::LENGTH + 4).contains(&bare);
    if word && !text.contains(char::is_whitespace) && text.contains(accents) {
        return Hint::Layout;
    }
    match why {
        Some(Damage::TooShort) => Hint::TooShort,
        // Codes are printed in capitals: small letters are Caps Lock's.
        Some(Damage::Start | Damage::CheckCharacter) if lower => Hint::CapsLock,
        Some(Damage::Symbol) => Hint::Layout,
        Some(Damage::TooLong | Damage::Start | Damage::CheckCharacter) | None => Hint::Unknown,
    }
}

/// Two codes shuffled into each other, wholly or only where the one ends and the other begins: more good characters
/// than one code has, two `G` and two `1` among them. A code has digits; a long name does not.
///
/// They are never taken apart again: among all the ways to share 32 keys between two codes, hundreds of thousands
/// give two right check characters, and any but one would check in somebody who is not there.
pub(super) fn is_two_codes(text: &str) -> bool {
    let bare = code::without_prefix(text);
    // Marks of two scanners do not stand at the front any longer, or only look as if they did.
    let marked = text.contains([']', '\\']) && !bare.starts_with(['G', 'g']);
    let (whole, lengths) = if marked {
        (text, 28..=60)
    } else {
        (bare, code::LENGTH + 1..=40)
    };
    let is_mark = |c: &char| matches!(c, ']' | '\\');
    let folded: String = code::fold(whole).chars().filter(|c| !is_mark(c)).collect();
    let count = |c| folded.chars().filter(|&x| x == c).count();
    lengths.contains(&folded.len())
        && (folded.starts_with('G') || marked)
        && folded.chars().all(|c| code::value(c).is_some())
        && text.contains(|c: char| c.is_ascii_digit())
        && count('G') >= 2
        && (folded.len() >= 20 && count('1') >= 2 || overlaps(&folded))
}

/// The last keys of a code with the first of another among them: without those it is a right code again. A key that
/// bounced is not one of them.
fn overlaps(folded: &str) -> bool {
    let chars: Vec<char> = folded.chars().collect();
    let chars = &chars;
    let at = |wanted: char, from: usize| (from..chars.len()).filter(move |&i| chars[i] == wanted);
    let without = |gone: &[usize]| -> bool {
        let rest: String = (0..chars.len())
            .filter(|i| !gone.contains(i))
            .map(|i| chars[i])
            .collect();
        matches!(code::read(&rest), Reading::Code(_))
    };
    match chars.len().checked_sub(code::LENGTH) {
        Some(1) => at('G', 2).any(|g| chars[g - 1] != 'G' && without(&[g])),
        Some(2) => at('G', 1).any(|g| at('1', g + 1).any(|one| without(&[g, one]))),
        Some(3) => at('G', 1).any(|g| {
            at('1', g + 1).any(|one| (one + 1..chars.len()).any(|i| without(&[g, one, i])))
        }),
        Some(_) | None => false,
    }
}

/// Says whether this is a code whose digits were lost on the way: its letters in one case, more consonants in a row
/// than any name has.
pub(super) fn is_without_digits(text: &str) -> bool {
    let bare = code::without_prefix(text);
    let one_case = bare.chars().all(|c| c.is_ascii_uppercase())
        || bare.chars().all(|c| c.is_ascii_lowercase());
    let letter = |c: char| c.is_ascii_alphabetic() && code::value(c.to_ascii_uppercase()).is_some();
    let row = bare
        .split(|c: char| "AEae".contains(c))
        .map(str::len)
        .max()
        .unwrap_or(0);
    (5..code::LENGTH).contains(&bare.len())
        && bare.starts_with(['G', 'g'])
        && one_case
        && bare.chars().all(letter)
        && row >= 4
}

/// The keyboard that makes a code of this text, and the code as it was meant. The scanner may put signs around it.
pub(super) fn keyboard(text: &str) -> Option<(Keyboard, String)> {
    let by = |keyboard, map: fn(char) -> Option<char>| {
        let got: Vec<char> = text.chars().collect();
        let meant: Vec<char> = got.iter().map(|&c| map(c).unwrap_or(c)).collect();
        let mut windows = meant.windows(code::LENGTH).zip(got.windows(code::LENGTH));
        let found = windows.any(|(meant, got)| {
            let text: String = meant.iter().collect();
            meant != got && matches!(code::read(&text), Reading::Code(_))
        });
        found.then(|| (keyboard, meant.into_iter().collect()))
    };
    by(Keyboard::Shifted, |c| digit_of(SHIFTED, c))
        .or_else(|| by(Keyboard::Azerty, from_azerty))
        .or_else(|| by(Keyboard::Qwertz, from_qwertz))
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
