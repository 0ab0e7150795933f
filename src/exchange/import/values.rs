//! What a single cell says: sex, yes and no, NIP, telephone, code, month. Corrects only what has one
//! meaning.

use std::borrow::Cow;

use super::calendar;
use crate::exchange::cells::{Cell, Kind};
use crate::meeting::id::{CodeShape, VillageCode};
use crate::meeting::names::plain;
use crate::meeting::record::Sex;
use crate::meeting::roster::Reason;

/// Reads the sex: letter or word.
pub fn sex(text: &str) -> Option<Sex> {
    match plain(text).as_str() {
        "l" | "lk" | "laki" | "lakilaki" | "lelaki" | "pria" | "male" | "m" => Some(Sex::L),
        "p" | "pr" | "perempuan" | "wanita" | "female" | "f" | "w" => Some(Sex::P),
        _ => None,
    }
}

/// Reads yes or no.
pub fn yes_no(text: &str) -> Option<bool> {
    match plain(text).as_str() {
        "ya" | "y" | "yes" | "iya" | "ada" | "sudah" | "dapat" | "true" | "benar" | "1" | "v" => {
            Some(true)
        }
        "tidak" | "t" | "tdk" | "no" | "n" | "tidakada" | "belum" | "tidakdapat" | "false"
        | "salah" | "0" | "x" => Some(false),
        _ => None,
    }
}

/// Is this a long number as Excel shortens it, `1.97809E+17`?
pub fn is_damaged_number(text: &str) -> bool {
    let Some((digits, exponent)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let plain = |s: &str, more: &[char]| {
        !s.is_empty() && s.chars().all(|c| c.is_ascii_digit() || more.contains(&c))
    };
    plain(digits.trim_start_matches('-'), &['.', ',']) && plain(exponent, &['+', '-'])
}

/// The 18 digits of a NIP.
pub(super) fn nip(cell: Cell<'_>) -> Result<String, Reason> {
    if is_damaged_number(cell.text) {
        return Err(Reason::NipDamaged);
    }
    let digits: String = cell
        .text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '\'' | '’'))
        .collect();
    let found = digits.chars().filter(char::is_ascii_digit).count();
    if found != 18 || digits.len() != 18 {
        return Err(Reason::NipDigits { found });
    }
    // A number keeps 15 digits: the last three become zeros, and no NIP is the 000th of its day.
    if cell.kind == Kind::Number || digits.ends_with("000") {
        return Err(Reason::NipDamaged);
    }
    Ok(digits)
}

/// A telephone number as it is dialled in Indonesia, `08…`; several are kept apart by ` / `.
/// What is no number stays as written. Errors on a number Excel shortened.
pub fn phone(text: &str) -> Result<Cow<'_, str>, Reason> {
    if is_damaged_number(text) {
        return Err(Reason::PhoneDamaged);
    }
    if !text.contains(['/', ',', ';']) {
        return Ok(match one_phone(text) {
            Some(number) if number != text => Cow::Owned(number),
            Some(_) | None => Cow::Borrowed(text),
        });
    }
    let numbers: Option<Vec<String>> = text
        .split(['/', ',', ';'])
        .filter(|part| !part.trim().is_empty())
        .map(one_phone)
        .collect();
    Ok(match numbers {
        Some(numbers) if !numbers.is_empty() => {
            let joined = numbers.join(" / ");
            if joined == text {
                Cow::Borrowed(text)
            } else {
                Cow::Owned(joined)
            }
        }
        Some(_) | None => Cow::Borrowed(text),
    })
}

fn one_phone(text: &str) -> Option<String> {
    let text = text.trim();
    let mut digits = String::with_capacity(16);
    for (at, c) in text.chars().enumerate() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if at == 0 => {}
            ' ' | '-' | '.' | '(' | ')' | '\'' | '–' | '’' => {}
            _ => return None,
        }
    }
    if !(5..=16).contains(&digits.len()) {
        return None;
    }
    // `+62 (0)812…` and `0062…` are met too.
    let abroad = digits.strip_prefix("00").unwrap_or(&digits);
    let long = digits.len() >= 10;
    Some(match abroad.strip_prefix("62") {
        Some(rest) if long => format!("0{}", rest.trim_start_matches('0')),
        Some(_) | None if digits.starts_with('8') && digits.len() >= 9 => format!("0{digits}"),
        Some(_) | None if text.starts_with('+') => format!("+{digits}"),
        Some(_) | None => digits,
    })
}

/// A village code by its shape; whether it exists is for the plan.
pub(super) fn village_code(text: &str) -> Result<VillageCode, Reason> {
    VillageCode::parse(text).map_err(|shape| match shape {
        CodeShape::Ambiguous => Reason::CodeAmbiguous,
        CodeShape::Malformed => Reason::CodeMalformed,
    })
}

/// A year of this or the last century.
pub(super) fn year(text: &str) -> Result<i16, Reason> {
    text.parse()
        .ok()
        .filter(|year| (1945..=2100).contains(year))
        .ok_or(Reason::NotANumber)
}

/// A month by number or Indonesian name, in the spellings that differ between sources.
pub(super) fn month(text: &str) -> Result<i8, Reason> {
    calendar::named(&plain(text))
        .or_else(|| text.parse().ok().filter(|month| (1..=12).contains(month)))
        .ok_or(Reason::NotAMonth)
}

/// How many people a delegation may bring.
pub(super) fn quota(text: &str) -> Result<u16, Reason> {
    let number = text.parse().map_err(|_| Reason::NotAQuota)?;
    (1..=999)
        .contains(&number)
        .then_some(number)
        .ok_or(Reason::NotAQuota)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell<'_> {
        Cell {
            text,
            kind: Kind::Text,
        }
    }

    #[test]
    fn sex_in_all_its_words() {
        for l in ["L", "l", "Laki-laki", "LAKI - LAKI", "Pria", "Lk."] {
            assert_eq!(sex(l), Some(Sex::L), "{l}");
        }
        for p in ["P", "Perempuan", "wanita", "Pr"] {
            assert_eq!(sex(p), Some(Sex::P), "{p}");
        }
        for neither in ["", "?", "Laki-laki/Perempuan", "X"] {
            assert_eq!(sex(neither), None, "{neither}");
        }
    }

    #[test]
    fn a_nip_is_eighteen_digits_or_refused_with_the_reason() {
        let good = "197809241996121001";
        for written in [good, "19780924 199612 1 001", "19780924.199612.1.001"] {
            assert_eq!(nip(text(written)), Ok(good.to_owned()), "{written}");
        }
        for damaged in [
            "1.97809E+17",
            "1,97809E+17",
            "1.97809e17",
            "197809241996121000",
        ] {
            assert_eq!(nip(text(damaged)), Err(Reason::NipDamaged), "{damaged}");
        }
        let number = Cell {
            text: good,
            kind: Kind::Number,
        };
        assert_eq!(nip(number), Err(Reason::NipDamaged));
        assert_eq!(nip(text("7371")), Err(Reason::NipDigits { found: 4 }));
        assert_eq!(
            nip(text("19780924199612100X")),
            Err(Reason::NipDigits { found: 17 })
        );
        assert_eq!(
            nip(text("NIP 197809241996121001")),
            Err(Reason::NipDigits { found: 18 })
        );
    }

    #[test]
    fn telephones_become_what_one_dials() {
        for (written, dialled) in [
            ("081234567890", "081234567890"),
            ("+62 812-3456-7890", "081234567890"),
            ("6281234567890", "081234567890"),
            ("0062 81234567890", "081234567890"),
            ("+62 (0)812 3456 7890", "081234567890"),
            ("81234567890", "081234567890"),
            ("0812.3456.7890", "081234567890"),
            ("(0411) 371-234", "0411371234"),
            ("+1 202 555 0100", "+12025550100"),
            (
                "0812 3456 7890 / 0853 1111 2222",
                "081234567890 / 085311112222",
            ),
            ("belum ada", "belum ada"),
            ("112", "112"),
        ] {
            assert_eq!(phone(written).as_deref(), Ok(dialled), "{written}");
        }
        assert_eq!(phone("8.12346E+11"), Err(Reason::PhoneDamaged));
        assert_eq!(phone("8,12346E+11"), Err(Reason::PhoneDamaged));
    }

    #[test]
    fn codes_without_dots_are_ambiguous() {
        assert!(village_code("73.09.05.2006").is_ok());
        assert_eq!(village_code("7309052006"), Err(Reason::CodeAmbiguous));
        assert_eq!(village_code("73.09.05"), Err(Reason::CodeMalformed));
        assert_eq!(village_code("73,09,05,2006"), Err(Reason::CodeMalformed));
    }

    #[test]
    fn months_and_years() {
        for (written, number) in [
            ("1", 1),
            ("12", 12),
            ("Nopember", 11),
            ("Agt", 8),
            ("mei", 5),
        ] {
            assert_eq!(month(written), Ok(number), "{written}");
        }
        for wrong in ["0", "13", "Ramadan", ""] {
            assert_eq!(month(wrong), Err(Reason::NotAMonth), "{wrong}");
        }
        assert_eq!(year("2023"), Ok(2023));
        assert_eq!(year("23"), Err(Reason::NotANumber));
        assert_eq!(year("2.023"), Err(Reason::NotANumber));
    }
}
