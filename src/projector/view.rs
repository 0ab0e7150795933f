//! The hall's picture on this display, and over it the one line of help that fades.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::model::{Hint, Model, Picture};
use crate::scene::{self, Moment};
use crate::stage::{Frame, StoreError};
use crate::text::Text;
use crate::theme;

/// Draws what is to be seen at `now`; `clock` is the time of day in a frame's zone.
pub fn draw(
    model: &Model,
    text: &Text,
    now: u64,
    clock: impl Fn(&Frame) -> jiff::civil::Time,
    buf: &mut Buffer,
) {
    let area = buf.area;
    match model.picture(now) {
        Picture::Frame(frame, moment) => {
            let clock = Some(clock(&frame));
            scene::draw(&frame, Moment { clock, ..moment }, area, buf);
        }
        Picture::Waiting(lost) => waiting(text, lost, area, buf),
    }
    let lines = match model.hint_now(now) {
        None => Vec::new(),
        Some(Hint::QuitAgain) => vec![text.projector.quit_again.to_owned()],
        Some(Hint::Keys) => {
            let (columns, rows) = model.size();
            let state = if model.is_lost() {
                text.projector.out_of_reach
            } else {
                text.projector.connected
            };
            let place = (text.projector.display)(model.number(), columns, rows);
            vec![format!("{place} · {state}"), text.projector.keys.to_owned()]
        }
    };
    for (y, words) in (0..area.height).rev().zip(lines.iter().rev()) {
        line(words, theme::chosen(), y, area, buf);
    }
}

/// Quiet: nobody in the hall needs it, and who set it up reads it from near.
fn waiting(text: &Text, lost: Option<&StoreError>, area: Rect, buf: &mut Buffer) {
    let t = &text.projector;
    let (why, style) = match lost {
        None => (String::new(), theme::quiet()),
        // That is what waiting means; whoever has mistyped the name sees it here.
        Some(StoreError::Missing(path)) => {
            let file = path.display().to_string();
            ((t.waiting_for)(&file), theme::quiet())
        }
        Some(error) => ((t.store_error)(error), theme::note()),
    };
    let lines = [
        (t.title.to_owned(), theme::loud()),
        (String::new(), Style::new()),
        (t.waiting.to_owned(), theme::quiet()),
        (why, style),
    ];
    // Without room for all of it the title goes first.
    let skipped = if area.height < 6 { 2 } else { 0 };
    let wrapped = lines.into_iter().skip(skipped).flat_map(|(words, style)| {
        let rows = wrap(&words, area.width.saturating_sub(2));
        rows.into_iter().map(move |row| (row, style))
    });
    let wrapped: Vec<_> = wrapped.collect();
    let height = u16::try_from(wrapped.len()).unwrap_or(u16::MAX);
    let top = area.height.saturating_sub(height) / 2;
    for (y, (words, style)) in (top..area.height).zip(wrapped) {
        line(&words, style, y, area, buf);
    }
}

/// One line in the middle, cut at the right where it does not fit.
fn line(words: &str, style: Style, y: u16, area: Rect, buf: &mut Buffer) {
    if area.width == 0 || y >= area.height {
        return;
    }
    let words = cut(words, usize::from(area.width));
    let width = u16::try_from(words.width()).unwrap_or(area.width);
    let x = area.x + area.width.saturating_sub(width) / 2;
    buf.set_string(x, area.y + y, words, style);
}

fn cut(words: &str, width: usize) -> String {
    if words.width() <= width {
        return words.to_owned();
    }
    let mut kept = String::new();
    for grapheme in words.graphemes(true) {
        if kept.width() + grapheme.width() + 1 > width {
            break;
        }
        kept.push_str(grapheme);
    }
    kept + "…"
}

/// Breaks at spaces; an empty text is one empty line.
fn wrap(words: &str, width: u16) -> Vec<String> {
    let width = usize::from(width.max(1));
    let mut rows = vec![String::new()];
    for word in words.split_whitespace() {
        if let Some(row) = rows.last_mut()
            && (row.is_empty() || row.width() + 1 + word.width() <= width)
        {
            if !row.is_empty() {
                row.push(' ');
            }
            row.push_str(word);
            continue;
        }
        rows.push(word.to_owned());
    }
    // A path has no spaces, and its end is what tells files apart.
    rows.iter().flat_map(|row| broken(row, width)).collect()
}

/// A row that is too long, in rows that are not.
fn broken(row: &str, width: usize) -> Vec<String> {
    let mut rows = vec![String::new()];
    for grapheme in row.graphemes(true) {
        match rows.last_mut() {
            Some(last) if last.is_empty() || last.width() + grapheme.width() <= width => {
                last.push_str(grapheme);
            }
            _ => rows.push(grapheme.to_owned()),
        }
    }
    rows
}

#[cfg(test)]
#[path = "view/tests.rs"]
mod tests;
