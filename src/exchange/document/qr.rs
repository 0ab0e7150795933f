//! Codes as QR pictures for paper: one SVG path, sharp at any size. Draws what it is given; whether a
//! code is valid is decided elsewhere.

use std::fmt::Write as _;

use qrcode::bits::Bits;
use qrcode::types::QrError;
use qrcode::{Color, EcLevel, QrCode, QrResult, Version};

/// Light modules around the picture: the standard asks for four.
const QUIET: usize = 4;

/// The modules of a code, row by row, true for dark, and how many stand in a row.
///
/// A badge code has 16 capital letters and digits: version 1 (21 × 21) at level Q, a quarter of it
/// may be torn or dirty. A longer text takes the smallest version that holds it; `None` if none does.
pub fn modules(code: &str) -> Option<(Vec<bool>, usize)> {
    let made = small(code)
        .or_else(|_| QrCode::with_error_correction_level(code, EcLevel::Q))
        .ok()?;
    let dark = made.to_colors().into_iter().map(|c| c == Color::Dark);
    Some((dark.collect(), made.width()))
}

/// The code in version 1 as one piece of capital letters and digits.
///
/// The library's own choice cuts some codes into pieces of digits and letters whose heads take more
/// room than they save, and then calls them too long.
fn small(code: &str) -> QrResult<QrCode> {
    let fits = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    if !code.bytes().all(fits) {
        return Err(QrError::InvalidCharacter);
    }
    let mut bits = Bits::new(Version::Normal(1));
    bits.push_alphanumeric_data(code.as_bytes())?;
    bits.push_terminator(EcLevel::Q)?;
    QrCode::with_bits(bits, EcLevel::Q)
}

/// The code as an SVG element of no size of its own; the style sheet gives it one.
pub fn svg(code: &str) -> Option<String> {
    let (modules, width) = modules(code)?;
    let side = width + 2 * QUIET;
    let mut path = String::new();
    for (y, row) in modules.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|dark| **dark).count();
            if run > 0 {
                // A run of modules is one rectangle: no hairlines between them in print.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    Some(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" role=\"img\" \
         aria-label=\"{}\"><path d=\"{path}\"/></svg>",
        code.chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::code::{Secret, Subject, SubjectKind, encode};

    /// Reads the letters out of a version 1 picture as a scanner does after it has found it: mask,
    /// order of the modules, bits. Without the correction of errors, for there are none.
    fn scanned(dark: &[bool]) -> String {
        const SIDE: usize = 21;
        const LETTERS: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
        let at = |x: usize, y: usize| dark[y * SIDE + x];
        let format = (0..5).fold(0, |f, x| f << 1 | u8::from(at(x, 8))) ^ 0b10101;
        assert_eq!(format >> 3, 0b11, "level Q");
        let masked = |x: usize, y: usize| match format & 0b111 {
            0 => (x + y).is_multiple_of(2),
            1 => y.is_multiple_of(2),
            2 => x.is_multiple_of(3),
            3 => (x + y).is_multiple_of(3),
            4 => (y / 2 + x / 3).is_multiple_of(2),
            5 => (x * y) % 2 + (x * y) % 3 == 0,
            6 => ((x * y) % 2 + (x * y) % 3).is_multiple_of(2),
            _ => ((x + y) % 2 + (x * y) % 3).is_multiple_of(2),
        };
        let fixed = |x: usize, y: usize| {
            x == 6 || y == 6 || (x < 9 && y < 9) || (x > 12 && y < 9) || (x < 9 && y > 12)
        };
        let columns = [20, 18, 16, 14, 12, 10, 8, 5, 3, 1];
        let mut bits = Vec::new();
        for (i, right) in columns.into_iter().enumerate() {
            for step in 0..SIDE {
                let y = if i % 2 == 0 { SIDE - 1 - step } else { step };
                for x in [right, right - 1] {
                    if !fixed(x, y) {
                        bits.push(at(x, y) ^ masked(x, y));
                    }
                }
            }
        }
        let mut bits = bits.into_iter();
        let mut number = |n: usize| {
            bits.by_ref()
                .take(n)
                .fold(0, |v, b| v << 1 | usize::from(b))
        };
        assert_eq!(number(4), 0b0010, "capital letters and digits");
        let length = number(9);
        let mut text = String::new();
        while text.len() + 1 < length {
            let pair = number(11);
            text.push(char::from(LETTERS[pair / 45]));
            text.push(char::from(LETTERS[pair % 45]));
        }
        text
    }

    #[test]
    fn every_badge_code_is_version_1_level_q_and_says_what_it_should() {
        let secret = Secret::new([7; 32]);
        for kind in [SubjectKind::Person, SubjectKind::Page] {
            for number in (1..300).chain([400_000, 8_000_000]) {
                let code = encode(&secret, Subject::new(kind, number).unwrap(), 0);
                let (dark, width) = modules(&code).unwrap();
                assert_eq!((width, dark.len()), (21, 441), "{code}");
                assert_eq!(scanned(&dark), code);
            }
        }
        // Digits only is where the library's own choice differs most.
        assert_eq!(
            scanned(&modules("0000000000000000").unwrap().0),
            "0".repeat(16)
        );
    }

    #[test]
    fn the_path_paints_exactly_the_dark_modules() {
        let code = "G1ZZZZZZZZZZZZZZ";
        let (dark, width) = modules(code).unwrap();
        let svg = svg(code).unwrap();
        let path = svg.split("d=\"").nth(1).unwrap().split('"').next().unwrap();
        let mut painted = vec![false; dark.len()];
        for piece in path.split('z').filter(|p| !p.is_empty()) {
            let (at, run) = piece[1..].split_once('h').unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let run: usize = run.split('v').next().unwrap().parse().unwrap();
            for i in 0..run {
                painted[(y - QUIET) * width + x - QUIET + i] = true;
            }
        }
        assert_eq!(painted, dark);
    }

    #[test]
    fn nothing_foreign_comes_into_the_picture() {
        let svg = svg("\"><script>").unwrap();
        assert!(!svg.contains("script>"), "{svg}");
    }
}
