//! How wide a text will be on paper: the advance widths of Arial, which Windows has and Liberation
//! Sans copies. So a page is divided before it is printed. Never draws.

/// Millimetres of one typographic point.
const POINT: f64 = 25.4 / 72.0;

/// Advance widths of the characters from U+0020 to U+007E, in thousandths of the size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// No character is wider: what is not in the table counts as this much.
const WIDEST: u16 = 1015;

/// Bold letters are at most this much wider.
const BOLD: u16 = 56;

/// A size of type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    /// Points.
    pub points: f64,
    /// Bold?
    pub bold: bool,
}

impl Type {
    /// A size of ordinary type.
    pub const fn plain(points: f64) -> Type {
        Type {
            points,
            bold: false,
        }
    }

    /// A size of bold type.
    pub const fn bold(points: f64) -> Type {
        Type { points, bold: true }
    }

    /// The height of a line in millimetres at the line height of the papers, 1.15.
    pub fn line(self) -> f64 {
        self.points * POINT * 1.15
    }
}

/// The width of a text on one line, in millimetres.
pub fn width(text: &str, font: Type) -> f64 {
    text.chars().map(|c| advance(c, font)).sum()
}

/// How many lines a text takes in a column of so many millimetres; none for an empty one.
pub fn lines(text: &str, font: Type, column: f64) -> usize {
    breaks(text, font, column).len()
}

/// The text, cut with `…` where it would take more than `most` lines.
pub fn clipped(text: &str, font: Type, column: f64, most: usize) -> String {
    if lines(text, font, column) <= most {
        return text.to_owned();
    }
    let mut cut = String::new();
    for word in text.split_inclusive(' ') {
        let longer = format!("{cut}{word}");
        if lines(&format!("{}…", longer.trim_end()), font, column) > most {
            break;
        }
        cut = longer;
    }
    if cut.trim().is_empty() {
        // One word alone is too long.
        for c in text.chars() {
            if lines(&format!("{cut}{c}…"), font, column) > most {
                break;
            }
            cut.push(c);
        }
    }
    format!("{}…", cut.trim_end())
}

/// Where the lines begin, by the number of characters before them: as browsers break, at blanks,
/// and inside a word only if it is wider than the column.
fn breaks(text: &str, font: Type, column: f64) -> Vec<usize> {
    let blank = advance(' ', font);
    let mut starts = Vec::new();
    let (mut used, mut at) = (0.0, 0);
    for word in text.split_whitespace() {
        let wide = width(word, font);
        if starts.is_empty() {
            starts.push(0);
            used = 0.0;
        } else if used + blank + wide <= column {
            used += blank;
        } else {
            starts.push(at);
            used = 0.0;
        }
        if wide <= column {
            used += wide;
        } else {
            for c in word.chars() {
                let one = advance(c, font);
                if used + one > column && used > 0.0 {
                    starts.push(at);
                    used = 0.0;
                }
                used += one;
            }
        }
        at += word.chars().count() + 1;
    }
    starts
}

fn advance(c: char, font: Type) -> f64 {
    let index = (c as usize).checked_sub(0x20);
    let plain = index.and_then(|i| WIDTHS.get(i)).copied();
    // Accented letters are as wide as plain ones; other scripts and signs count as the widest.
    let wide = plain.unwrap_or(if c.is_alphabetic() && (c as u32) < 0x250 {
        778
    } else {
        WIDEST
    });
    let wide = if font.bold { wide + BOLD } else { wide };
    f64::from(wide) / 1000.0 * font.points * POINT
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: Type = Type::plain(10.0);

    #[test]
    fn a_line_is_as_wide_as_its_letters() {
        let em = 10.0 * POINT;
        assert!((width("Aa i", FONT) - em * (667.0 + 556.0 + 278.0 + 222.0) / 1000.0).abs() < 1e-9);
        assert!(width("Aa", Type::bold(10.0)) > width("Aa", FONT));
    }

    #[test]
    fn words_wrap_and_long_words_break() {
        let three = width("aaa", FONT);
        assert_eq!(lines("", FONT, three), 0);
        assert_eq!(lines("aaa", FONT, three), 1);
        assert_eq!(lines("aaa aaa", FONT, three + 0.1), 2);
        assert_eq!(lines("aaaaaaaaa", FONT, three + 0.1), 3);
        assert_eq!(lines("aa aaaaaaaaa", FONT, three + 0.1), 4);
    }

    #[test]
    fn what_is_cut_fits_and_says_so() {
        let column = width("Fasilitator daerah", FONT);
        let text = "Fasilitator daerah dan master trainer";
        let cut = clipped(text, FONT, column, 1);
        assert_eq!(cut, "Fasilitator…");
        assert_eq!(clipped(text, FONT, column, 9), text);
        assert!(lines(&clipped(&"x".repeat(80), FONT, column, 1), FONT, column) == 1);
    }
}
