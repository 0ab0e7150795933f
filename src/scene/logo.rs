//! The meeting's title, what the hall sees before and between.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Stage;
use super::big::{Block, SIZES};
use super::paint::{self, row, rows};
use crate::stage::Logo;
use crate::text::long_date;

/// A title in more lines than this is read more easily in plain type.
const MOST_LINES: usize = 7;

/// Draws title, day, place and organiser in the middle of an area.
pub(super) fn draw(stage: &Stage, logo: &Logo, area: Rect, buf: &mut Buffer) {
    let below: Vec<String> = [
        &long_date(stage.text, logo.date),
        &logo.place,
        &logo.organiser,
    ]
    .into_iter()
    .filter(|words| !words.trim().is_empty())
    .flat_map(|words| paint::wrap_to(words, area.width, 2))
    .collect();
    let small = u16::try_from(below.len()).unwrap_or(0);
    let gap = if area.height >= 20 { 2 } else { 1 };
    let room = (area.width, area.height.saturating_sub(small + gap));
    let block = Block::fit(&logo.title, room, &SIZES, MOST_LINES);
    let lines = match &block {
        Some(_) => Vec::new(),
        None => paint::wrap_to(&logo.title, area.width, 4),
    };
    let plain = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let used = block.as_ref().map_or(plain, Block::rows);
    let all = used.saturating_add(small + gap).min(area.height);
    let top = (area.height - all) / 2;
    if let Some(block) = block {
        block.draw_centred(buf, rows(area, top, used), stage.ink.loud);
    }
    for (y, line) in (top..).zip(&lines) {
        paint::put_centred(buf, row(area, y), line, stage.ink.loud);
    }
    for (y, line) in (top.saturating_add(used).saturating_add(gap)..).zip(&below) {
        paint::put_centred(buf, row(area, y), line, stage.ink.quiet);
    }
}
