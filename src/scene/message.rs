//! A text of the operator: big where it is short, plain lines with air where it is long.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Stage;
use super::big::{Block, SIZES};
use super::paint::{self, row, rows};

/// Longer texts are read more easily in plain type.
const BIG_LETTERS: usize = 120;
/// More lines in big type are a wall.
const MOST_LINES: usize = 7;
/// Plain lines longer than this are hard to follow with the eye.
const LONGEST_LINE: u16 = 72;

/// Draws a text in the middle of an area.
pub(super) fn draw(stage: &Stage, text: &str, area: Rect, buf: &mut Buffer) {
    let short = text.chars().count() <= BIG_LETTERS;
    let size = (area.width, area.height);
    let block = Block::fit(text.trim(), size, &SIZES, MOST_LINES).filter(|_| short);
    if let Some(block) = block {
        let top = (area.height - block.rows()) / 2;
        block.draw_centred(buf, rows(area, top, block.rows()), stage.ink.loud);
        return;
    }
    let room = area.width.min(LONGEST_LINE);
    let mut lines = Vec::new();
    for paragraph in text.trim().lines() {
        let wrapped = paint::wrap(paragraph, room);
        if wrapped.is_empty() {
            lines.push(String::new());
        }
        lines.extend(wrapped);
    }
    let count = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    // With an empty row between the lines where there is room.
    let pitch = if count.saturating_mul(2) <= area.height {
        2
    } else {
        1
    };
    let used = count.saturating_mul(pitch).min(area.height);
    let top = (area.height - used) / 2;
    for (y, line) in (top..).step_by(pitch.into()).zip(&lines) {
        paint::put_centred(buf, row(area, y), line, stage.ink.loud);
    }
}
