//! What a single cell says: sex, yes and no, NIP, telephone, code, month. Corrects only what has one
//! meaning.

use std::borrow::Cow;

use super::calendar;
use super::numbers::is_digits;
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
    let (text, fraction) = without_fraction(cell.text);
    let digits: Cow<'_, str> = if is_digits(text) {
        text.into()
    } else {
        let beside = |c: &char| c.is_whitespace() || matches!(c, '.' | '-' | '\'' | '’');
        text.chars().filter(|c| !beside(c)).collect()
    };
    let found = digits.bytes().filter(u8::is_ascii_digit).count();
    if found != 18 || digits.len() != 18 {
        return Err(Reason::NipDigits { found });
    }
    // A number keeps 15 digits: the last three become zeros, and no NIP is the 000th of its day. A program
    // that writes `.0` behind may have kept it as a double, of which every one of this size is even in 32s.
    let double = || {
        digits
            .parse()
            .is_ok_and(|number: u64| number.is_multiple_of(32))
    };
    if cell.kind == Kind::Number || digits.ends_with("000") || fraction && double() {
        return Err(Reason::NipDamaged);
    }
    Ok(digits.into_owned())
}

/// A long number without the `.0` that other programs write behind it, and whether there was one.
fn without_fraction(text: &str) -> (&str, bool) {
    let whole = text.strip_suffix(".0").or(text.strip_suffix(",0"));
    match whole {
        Some(whole) if whole.len() >= 9 && is_digits(whole.trim_start_matches('+')) => {
            (whole, true)
        }
        Some(_) | None => (text, false),
    }
}

/// The name of a cell: as it is written, but no number, no day and no word of a program.
pub(super) fn name(cell: Cell<'_>) -> Result<&str, Reason> {
    if !cell.text.contains(char::is_alphanumeric) {
        return Err(Reason::Missing);
    }
    let figure = |c: char| c.is_ascii_digit() || ".,:/% ".contains(c);
    if cell.kind != Kind::Text || cell.text.chars().all(figure) || is_nothing(cell.text) {
        return Err(Reason::NotAName);
    }
    Ok(cell.text)
}

/// Is this what programs write for an empty cell, or for true and false? It must stand alone: *Nan Rahmat*
/// is somebody, and *Nan* may be, for no program writes it so.
pub(super) fn is_nothing(text: &str) -> bool {
    let words = [
        "null",
        "(null)",
        "none",
        "undefined",
        "<na>",
        "n/a",
        "(blank)",
        "(kosong)",
        "true",
        "false",
        "nan",
    ];
    text != "Nan" && words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Words around a telephone number: what it is for, and whose network it is in.
const BESIDE_A_PHONE: [&str; 37] = [
    "wa",
    "whatsapp",
    "hp",
    "no",
    "nomor",
    "nomer",
    "telp",
    "tel",
    "tlp",
    "telepon",
    "telpon",
    "phone",
    "handphone",
    "hape",
    "ponsel",
    "seluler",
    "sms",
    "kontak",
    "aktif",
    "nowa",
    "nohp",
    "telkomsel",
    "simpati",
    "kartu",
    "as",
    "halo",
    "kartuhalo",
    "indosat",
    "mentari",
    "ooredoo",
    "xl",
    "axis",
    "axiata",
    "tri",
    "three",
    "smartfren",
    "byu",
];

/// A telephone number as it is dialled in Indonesia, `08…`; several are kept apart by ` / `.
/// What is no number stays as written. Errors on a number Excel shortened.
pub fn phone(text: &str) -> Result<Cow<'_, str>, Reason> {
    if is_damaged_number(text) {
        return Err(Reason::PhoneDamaged);
    }
    // As almost all are written.
    if text.starts_with("08") && is_digits(text) {
        return Ok(Cow::Borrowed(text));
    }
    let (whole, _) = without_fraction(text);
    let numbers: Option<Vec<String>> = whole.split(['/', ',', ';']).map(one_phone).collect();
    let mut dialled = numbers.unwrap_or_default();
    dialled.retain(|number| !number.is_empty());
    let dialled = dialled.join(" / ");
    Ok(if dialled.is_empty() || dialled == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(dialled)
    })
}

/// One number; an empty one where only words beside a number stand.
fn one_phone(text: &str) -> Option<String> {
    let (plus, digits) = match text.strip_prefix('+') {
        // As almost all are written.
        Some(rest) if rest.bytes().all(is_dialled) => (true, digits_of(rest)),
        None if text.bytes().all(is_dialled) => (false, digits_of(text)),
        Some(_) | None => among_words(text)?,
    };
    if digits.is_empty() {
        return Some(digits);
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
        Some(_) | None if plus => format!("+{digits}"),
        Some(_) | None => digits,
    })
}

fn is_dialled(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b' ' | b'-' | b'.')
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Whether a plus stands before a number that has words beside it, and its digits.
fn among_words(text: &str) -> Option<(bool, String)> {
    let mut digits = String::with_capacity(16);
    let mut plus = false;
    for word in without_carrier(text)?.split([' ', '-', '.', '(', ')', '\'', '–', '’', ':', '='])
    {
        let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (label, number) = word.split_at_checked(letters)?;
        let label = label.to_ascii_lowercase();
        if !label.is_empty() && !BESIDE_A_PHONE.contains(&label.as_str()) {
            return None;
        }
        let number = match number.strip_prefix('+') {
            Some(number) if digits.is_empty() => {
                plus = true;
                number
            }
            Some(_) | None => number,
        };
        if !number.is_empty() && !is_digits(number) {
            return None;
        }
        digits.push_str(number);
    }
    Some((plus, digits))
}

/// The networks *3* and *IM3* behind a number are no digits of it; nothing where a bracket holds others.
fn without_carrier(text: &str) -> Option<&str> {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    match text.split_once('(') {
        Some((number, bracket)) if digits(number) >= 9 && digits(bracket) > 0 => {
            matches!(plain(bracket).as_str(), "3" | "im3" | "tri3").then_some(number)
        }
        Some(_) | None => Some(text),
    }
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
        for written in [
            good,
            "19780924 199612 1 001",
            "19780924.199612.1.001",
            "197809241996121001.0",
        ] {
            assert_eq!(nip(text(written)), Ok(good.to_owned()), "{written}");
        }
        for damaged in [
            "1.97809E+17",
            "1,97809E+17",
            "1.97809e17",
            "197809241996121000",
            // Of these last digits a double has kept nothing.
            "197809241996120992.0",
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
            ("081234567894.0", "081234567894"),
            ("81234567894,0", "081234567894"),
            ("+6281234567894.0", "081234567894"),
            ("0812.4200.0007 (WA)", "081242000007"),
            ("0812-4200-0007 (Telkomsel)", "081242000007"),
            ("WA 0812 4200 0007", "081242000007"),
            ("WA081242000007", "081242000007"),
            ("HP: 0812-4200-0007", "081242000007"),
            ("No. HP/WA : +62 812-4200-0007", "081242000007"),
            ("0812-4200-0007/WA", "081242000007"),
            ("0896 4200 0007 (3)", "089642000007"),
            ("0857 4200 0007 (IM3)", "085742000007"),
            ("Telp. (0411) 371-234", "0411371234"),
            ("0812 4200 0007 (Ibu Sitti)", "0812 4200 0007 (Ibu Sitti)"),
            ("(0411) 371-2345 (ext. 12)", "(0411) 371-2345 (ext. 12)"),
            ("081242000007 (085311112222)", "081242000007 (085311112222)"),
            ("0812x4200", "0812x4200"),
            ("WA", "WA"),
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
