//! Colours and the few strokes all scenes draw with. Whatever a frame holds, nothing is written
//! outside the area, no text touches another one's columns, and no character reaches the terminal
//! that could steer it.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::meeting::hall::{Colour, Look};

/// Eighths of a cell, from nothing to one short of full.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// The styles of a look. Meaning is always told by a letter or a word as well.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink {
    look: Look,
    /// Ground and ordinary text.
    pub text: Style,
    /// What is loud.
    pub loud: Style,
    /// What is quiet but still to be read.
    pub quiet: Style,
    /// Rules and the empty part of bars.
    pub faint: Style,
}

impl Ink {
    pub(super) fn of(look: Look) -> Ink {
        let (fg, bg, quiet, faint) = match look {
            Look::Dark => (Color::White, Color::Black, Color::Gray, Color::DarkGray),
            Look::Light => (Color::Black, Color::White, Color::DarkGray, Color::Gray),
            Look::Mono => (Color::Reset, Color::Reset, Color::Reset, Color::Reset),
        };
        let text = Style::new().fg(fg).bg(bg);
        Ink {
            look,
            text,
            loud: text.add_modifier(Modifier::BOLD),
            quiet: text.fg(quiet),
            faint: text.fg(faint),
        }
    }

    /// The bar of a colour group.
    pub(super) fn bar(self, colour: Option<Colour>) -> Style {
        let hue = match (self.look, colour) {
            (Look::Mono, _) | (_, None) => return self.text,
            (Look::Dark, Some(Colour::Green)) => Color::LightGreen,
            (Look::Dark, Some(Colour::Yellow)) => Color::LightYellow,
            (Look::Dark, Some(Colour::Red)) => Color::LightRed,
            (Look::Light, Some(Colour::Green)) => Color::Green,
            (Look::Light, Some(Colour::Yellow)) => Color::Yellow,
            (Look::Light, Some(Colour::Red)) => Color::Red,
        };
        self.text.fg(hue)
    }

    /// The letter of a colour group: dark on its colour, so that it is read on any ground.
    pub(super) fn letter(self, colour: Option<Colour>) -> Style {
        let hue = match (self.look, colour) {
            (Look::Mono, _) | (_, None) => return self.loud,
            (Look::Dark | Look::Light, Some(Colour::Green)) => Color::Green,
            (Look::Dark | Look::Light, Some(Colour::Yellow)) => Color::Yellow,
            (Look::Dark | Look::Light, Some(Colour::Red)) => Color::Red,
        };
        let fg = match (self.look, colour) {
            (_, Some(Colour::Red)) => Color::White,
            (_, _) => Color::Black,
        };
        Style::new().fg(fg).bg(hue).add_modifier(Modifier::BOLD)
    }

    /// A mark that nobody overlooks.
    pub(super) fn mark(self) -> Style {
        self.loud.add_modifier(Modifier::REVERSED)
    }
}

/// Display width in columns.
pub(super) fn width(text: &str) -> u16 {
    if text.is_ascii() {
        return u16::try_from(text.len()).unwrap_or(u16::MAX);
    }
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// Text as it may be drawn: letters, digits and the marks of names. What steers a terminal or hides
/// (control characters, direction marks, zero width) is gone; what a console's font may not have is
/// a question mark.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b == b' ' || b.is_ascii_graphic()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            out.push(' ');
        } else if drawable(c) {
            out.push(c);
        } else if unicode_width::UnicodeWidthChar::width(c).unwrap_or(0) > 0 && !hides(c) {
            out.push('?');
        }
    }
    Cow::Owned(out)
}

fn drawable(c: char) -> bool {
    c.is_ascii_graphic()
        || c.is_alphanumeric()
        || is_combining_mark(c)
        || "·–…×’‘“”─│┌┐└┘├┤┬┴┼═║▀▄█▌▐░▒▓►■".contains(c)
}

/// Direction marks, joiners, tags and other characters that only change how others look.
fn hides(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Cuts a text to a display width, at a grapheme, with `…` where something is missing.
pub(super) fn fit(text: &str, room: u16) -> Cow<'_, str> {
    if width(text) <= room {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let wide = width(grapheme);
        if used + wide + 1 > room {
            break;
        }
        out.push_str(grapheme);
        used += wide;
    }
    out.truncate(out.trim_end().len());
    if room > 0 {
        out.push('…');
    }
    Cow::Owned(out)
}

/// Breaks a text at blanks into lines of at most `room` columns; longer words are broken too.
pub(super) fn wrap(text: &str, room: u16) -> Vec<String> {
    crate::text::pace::wrap(&plain(text), room.into())
}

/// The same in at most so many lines; the last one is cut where words are missing.
pub(super) fn wrap_to(text: &str, room: u16, most: usize) -> Vec<String> {
    let mut lines = wrap(text, room);
    let rest = lines.split_off(lines.len().min(most.saturating_sub(1)));
    if !rest.is_empty() {
        lines.push(fit(&rest.join(" "), room).into_owned());
    }
    lines
}

/// Everything in one style, nothing on it.
pub(super) fn clear(buf: &mut Buffer, area: Rect, style: Style) {
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            let cell = &mut buf[(x, y)];
            cell.reset();
            cell.set_style(style);
        }
    }
}

/// Puts a text into the first columns of a line, cut where it is too long; returns the columns used.
pub(super) fn put(buf: &mut Buffer, line: Rect, text: &str, style: Style) -> u16 {
    let line = line.intersection(buf.area);
    if line.is_empty() {
        return 0;
    }
    let clean = plain(text);
    let fitted = fit(&clean, line.width);
    let (end, _) = buf.set_stringn(line.x, line.y, &fitted, line.width.into(), style);
    end - line.x
}

/// Puts a text at the right end of a line.
pub(super) fn put_right(buf: &mut Buffer, line: Rect, text: &str, style: Style) -> u16 {
    let clean = plain(text);
    let wide = width(&clean).min(line.width);
    put(buf, columns(line, line.width - wide, wide), &clean, style)
}

/// Puts a text in the middle of a line.
pub(super) fn put_centred(buf: &mut Buffer, line: Rect, text: &str, style: Style) {
    let clean = plain(text);
    let wide = width(&clean).min(line.width);
    put(
        buf,
        columns(line, (line.width - wide) / 2, wide),
        &clean,
        style,
    );
}

/// A bar of `part / whole` of the line's columns, to an eighth of a column.
pub(super) fn bar(buf: &mut Buffer, line: Rect, part: u64, whole: u64, style: Style) {
    let line = line.intersection(buf.area);
    if line.is_empty() || whole == 0 {
        return;
    }
    let all = u128::from(line.width) * 8;
    let eighths = (u128::from(part.min(whole)) * all).div_euclid(u128::from(whole));
    let eighths = u16::try_from(eighths).unwrap_or(u16::MAX);
    for x in line.left()..line.left() + eighths / 8 {
        buf[(x, line.y)].set_symbol("█").set_style(style);
    }
    let rest = EIGHTHS[usize::from(eighths % 8)];
    if !rest.is_empty() {
        buf[(line.left() + eighths / 8, line.y)]
            .set_symbol(rest)
            .set_style(style);
    }
}

/// A line of one character.
pub(super) fn rule(buf: &mut Buffer, line: Rect, symbol: &str, style: Style) {
    let line = line.intersection(buf.area);
    for x in line.left()..line.right() {
        for y in line.top()..line.bottom() {
            buf[(x, y)].set_symbol(symbol).set_style(style);
        }
    }
}

/// The line so many rows below the top of an area; empty where there is none.
pub(super) fn row(area: Rect, y: u16) -> Rect {
    rows(area, y, 1)
}

/// Rows of an area, as many as are there.
pub(super) fn rows(area: Rect, y: u16, height: u16) -> Rect {
    let y = y.min(area.height);
    Rect {
        y: area.y + y,
        height: height.min(area.height - y),
        ..area
    }
}

/// Columns of a line, as many as are there.
pub(super) fn columns(line: Rect, x: u16, wide: u16) -> Rect {
    let x = x.min(line.width);
    Rect {
        x: line.x + x,
        width: wide.min(line.width - x),
        ..line
    }
}
