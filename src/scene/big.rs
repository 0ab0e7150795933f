//! Big type out of half blocks. Two faces of our own rather than a font crate's one: at 64 columns
//! they take ten to twelve letters a line where an 8×8 font takes eight, and they need no more than
//! `▀▄█`. Knows capitals, digits and the marks of names; a text with other letters is left to plain
//! type by its callers.

use std::sync::LazyLock;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Seven points high.
static TALL: LazyLock<Vec<Glyph>> = LazyLock::new(|| read(include_str!("big/tall.txt")));
/// Five points high.
static SMALL: LazyLock<Vec<Glyph>> = LazyLock::new(|| read(include_str!("big/small.txt")));

/// From the largest; a point is a column wide and half a row high, times the scale.
pub(super) const SIZES: [Size; 7] = [
    Size::new(Face::Tall, 4),
    Size::new(Face::Tall, 3),
    Size::new(Face::Small, 3),
    Size::new(Face::Tall, 2),
    Size::new(Face::Small, 2),
    Size::new(Face::Tall, 1),
    Size::new(Face::Small, 1),
];

/// A drawing of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// Seven points: four rows.
    Tall,
    /// Five points: three rows.
    Small,
}

/// How big.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size {
    face: Face,
    scale: u16,
}

/// One letter; a bit is a point, the lowest bit the leftmost one.
struct Glyph {
    of: char,
    width: u16,
    points: Vec<u16>,
}

/// A text broken into lines of a size.
pub(super) struct Block {
    /// The size.
    pub size: Size,
    /// The lines.
    pub lines: Vec<String>,
}

impl Size {
    pub(super) const fn new(face: Face, scale: u16) -> Size {
        Size { face, scale }
    }

    /// Rows a line takes, without the gap below it.
    pub(super) fn rows(self) -> u16 {
        (self.points() * self.scale).div_ceil(2)
    }

    /// Rows so many lines take.
    fn block_rows(self, lines: usize) -> u16 {
        let lines = u16::try_from(lines).unwrap_or(u16::MAX);
        lines
            .saturating_mul(self.pitch())
            .saturating_sub(self.pitch() - self.rows())
    }

    /// From one line to the next: at least half a row stays free.
    pub(super) fn pitch(self) -> u16 {
        (self.points() * self.scale + self.scale).div_ceil(2)
    }

    fn points(self) -> u16 {
        match self.face {
            Face::Tall => 7,
            Face::Small => 5,
        }
    }

    fn glyph(self, letter: char) -> Option<&'static Glyph> {
        let glyphs: &'static [Glyph] = match self.face {
            Face::Tall => &TALL,
            Face::Small => &SMALL,
        };
        let found = glyphs.binary_search_by_key(&letter, |g| g.of).ok()?;
        glyphs.get(found)
    }

    /// The columns a text takes; none where a letter cannot be drawn.
    pub(super) fn width(self, text: &str) -> Option<u16> {
        let mut wide: u16 = 0;
        for letter in letters(text) {
            let advance = self.advance(letter)?;
            wide = wide.saturating_add(advance);
        }
        Some(wide.saturating_sub(self.scale))
    }

    /// From one letter to the next.
    fn advance(self, letter: char) -> Option<u16> {
        if letter == ' ' {
            return Some(3 * self.scale);
        }
        Some((self.glyph(letter)?.width + 1) * self.scale)
    }
}

impl Block {
    /// A text in the largest of some sizes in which it fits `wide` × `high` in at most so many lines.
    pub(super) fn fit(
        text: &str,
        (wide, high): (u16, u16),
        sizes: &[Size],
        most: usize,
    ) -> Option<Block> {
        sizes.iter().find_map(|&size| {
            let lines = balanced(text, size, wide, most)?;
            (size.block_rows(lines.len()) <= high).then_some(Block { size, lines })
        })
    }

    /// The rows it takes.
    pub(super) fn rows(&self) -> u16 {
        self.size.block_rows(self.lines.len())
    }

    /// Draws it from the top of an area, every line in the middle.
    pub(super) fn draw_centred(&self, buf: &mut Buffer, area: Rect, style: Style) {
        for (y, line) in (0..).step_by(self.size.pitch().into()).zip(&self.lines) {
            let wide = self.size.width(line).unwrap_or(0).min(area.width);
            let place = super::paint::rows(area, y, self.size.rows());
            let place = super::paint::columns(place, (area.width - wide) / 2, wide);
            draw(buf, place, line, self.size, style);
        }
    }
}

/// Draws a line of text from the top left of an area, clipped to it.
pub(super) fn draw(buf: &mut Buffer, area: Rect, text: &str, size: Size, style: Style) {
    let area = area.intersection(buf.area);
    let mut x = area.left();
    for letter in letters(text) {
        if let Some(glyph) = size.glyph(letter) {
            draw_glyph(buf, area, x, glyph, size, style);
        }
        x = x.saturating_add(size.advance(letter).unwrap_or(0));
    }
}

/// The same at the right end of an area.
pub(super) fn draw_right(buf: &mut Buffer, area: Rect, text: &str, size: Size, style: Style) {
    let wide = size.width(text).unwrap_or(0).min(area.width);
    let place = super::paint::columns(area, area.width - wide, wide);
    draw(buf, place, text, size, style);
}

fn draw_glyph(buf: &mut Buffer, area: Rect, x: u16, glyph: &Glyph, size: Size, style: Style) {
    let point = |column: u16, half: u16| {
        let row = glyph.points.get(usize::from(half / size.scale));
        row.is_some_and(|row| row >> (column / size.scale) & 1 == 1)
    };
    for row in 0..size.rows().min(area.height) {
        for column in 0..glyph.width * size.scale {
            let at = x.saturating_add(column);
            if at >= area.right() {
                break;
            }
            let symbol = match (point(column, 2 * row), point(column, 2 * row + 1)) {
                (true, true) => "█",
                (true, false) => "▀",
                (false, true) => "▄",
                (false, false) => continue,
            };
            buf[(at, area.y + row)].set_symbol(symbol).set_style(style);
        }
    }
}

/// Lines of about the same width: as few as possible, then as narrow as that many lines allow.
fn balanced(text: &str, size: Size, wide: u16, most: usize) -> Option<Vec<String>> {
    let mut best = broken(text, size, wide).filter(|lines| lines.len() <= most)?;
    let mut room = wide;
    while best.len() > 1 && room > 2 * size.scale {
        room -= 2 * size.scale;
        match broken(text, size, room) {
            Some(lines) if lines.len() == best.len() => best = lines,
            Some(_) | None => break,
        }
    }
    Some(best)
}

/// Breaks at blanks and line ends; none where a word is too wide or cannot be drawn.
fn broken(text: &str, size: Size, wide: u16) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        let mut used = 0;
        for word in paragraph.split_whitespace() {
            let word_wide = size.width(word)?;
            if word_wide > wide {
                return None;
            }
            let gap = 4 * size.scale;
            if line.is_empty() {
                used = word_wide;
            } else if used + gap + word_wide <= wide {
                line.push(' ');
                used += gap + word_wide;
            } else {
                lines.push(std::mem::take(&mut line));
                used = word_wide;
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines.iter().any(|l| !l.is_empty()).then_some(lines)
}

/// The letters as the faces have them: capitals without accents.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_uppercase)
}

/// Reads a face: a line of letters, below it their rows of points, separated by blanks; an empty line
/// between blocks. Sorted by letter.
fn read(text: &str) -> Vec<Glyph> {
    let mut glyphs = Vec::new();
    for block in text.split("\n\n") {
        let mut rows = block.lines();
        let first = glyphs.len();
        for letter in rows.next().unwrap_or_default().split_whitespace() {
            glyphs.push(Glyph {
                of: letter.chars().next().unwrap_or(' '),
                width: 0,
                points: Vec::new(),
            });
        }
        for row in rows {
            for (glyph, points) in glyphs.iter_mut().skip(first).zip(row.split_whitespace()) {
                glyph.width = u16::try_from(points.len()).unwrap_or(0);
                let bits = points.bytes().rev();
                glyph
                    .points
                    .push(bits.fold(0, |all, b| all << 1 | u16::from(b == b'#')));
            }
        }
    }
    glyphs.sort_by_key(|g| g.of);
    glyphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_is_whole_and_like_no_other() {
        for (face, height) in [(&TALL, 7), (&SMALL, 5)] {
            for letter in ('A'..='Z').chain('0'..='9').chain(".,'-()/&=+".chars()) {
                let glyph = face.iter().find(|g| g.of == letter);
                let glyph = glyph.unwrap_or_else(|| panic!("{letter}"));
                assert_eq!(glyph.points.len(), height, "{letter}");
                assert!(glyph.points.iter().any(|row| *row != 0), "{letter}");
                assert!(glyph.points.iter().all(|row| row >> glyph.width == 0));
                // In five points O and 0 are one shape, as on most displays.
                let twins = face.iter().filter(|g| g.points == glyph.points);
                let others = twins.filter(|g| g.width == glyph.width && g.of.is_ascii());
                let others: String = others.map(|g| g.of).filter(|c| *c != letter).collect();
                let fine = others.is_empty() || (height == 5 && ["O", "0"].contains(&&*others));
                assert!(fine, "{letter} {others}");
            }
        }
    }

    #[test]
    fn a_text_is_as_wide_as_it_is_drawn() {
        for size in SIZES {
            let text = "Baji Pa'mai é 97,50";
            let wide = size.width(text).unwrap();
            let area = Rect::new(0, 0, 600, 40);
            let mut buf = Buffer::empty(area);
            draw(&mut buf, area, text, size, Style::new());
            let last = (0..600)
                .rev()
                .find(|x| (0..40).any(|y| buf[(*x, y)].symbol() != " "));
            assert_eq!(last.map(|x| x + 1), Some(wide));
            let lowest = (0..40)
                .rev()
                .find(|y| (0..600).any(|x| buf[(x, *y)].symbol() != " "));
            assert_eq!(lowest.map(|y| y + 1), Some(size.rows()));
        }
    }

    #[test]
    fn the_longest_village_fits_sixty_columns_in_big_type() {
        let name = "Kampuang Tanjuang Koto Mambang Sungai Durian";
        let block = Block::fit(name, (60, 16), &SIZES, 6).unwrap();
        assert!(block.rows() <= 16);
        assert!(
            block
                .lines
                .iter()
                .all(|l| block.size.width(l).unwrap() <= 60)
        );
        assert_eq!(block.lines.join(" "), name);
    }

    #[test]
    fn letters_without_a_drawing_are_left_to_plain_type() {
        assert!(Block::fit("ناصر", (400, 100), &SIZES, 9).is_none());
        assert!(Block::fit("", (400, 100), &SIZES, 9).is_none());
        assert!(Block::fit("Perpustakaan", (20, 100), &SIZES, 9).is_none());
    }
}
