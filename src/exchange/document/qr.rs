//! Codes as QR pictures for paper: one SVG path, sharp at any size. Draws what it is given; whether a
//! code is valid is decided elsewhere.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode, Version};

/// Light modules around the picture: the standard asks for four.
const QUIET: usize = 4;

/// The modules of a code, row by row, true for dark, and how many stand in a row.
///
/// A badge code has 16 capital letters and digits: version 1 (21 × 21) at level Q, a quarter of it
/// may be torn or dirty. A longer text takes the smallest version that holds it; `None` if none does.
pub fn modules(code: &str) -> Option<(Vec<bool>, usize)> {
    let made = QrCode::with_version(code, Version::Normal(1), EcLevel::Q)
        .or_else(|_| QrCode::with_error_correction_level(code, EcLevel::Q))
        .ok()?;
    let dark = made.to_colors().into_iter().map(|c| c == Color::Dark);
    Some((dark.collect(), made.width()))
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

    #[test]
    fn a_badge_code_is_version_1_level_q() {
        let code = "G10123456789ABCD";
        let (dark, width) = modules(code).unwrap();
        assert_eq!((width, dark.len()), (21, 441));
        let reference = QrCode::with_error_correction_level(code, EcLevel::Q).unwrap();
        assert_eq!(reference.version(), Version::Normal(1));
        let expected: Vec<bool> = reference
            .to_colors()
            .into_iter()
            .map(|c| c == Color::Dark)
            .collect();
        assert_eq!(dark, expected);
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
