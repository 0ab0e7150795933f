//! The meeting's title, what the hall sees before and between.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Stage;
use super::big::{Block, SIZES};
use super::paint::{self, row, rows};
use crate::stage::Logo;
use crate::text::long_date;

/// A title in more lines than this is read more easily in plain type.
const MOST_LINES: usize = 4;

/// Draws title, day, place and organiser in the middle of an area.
pub(super) fn draw(stage: &Stage, logo: &Logo, area: Rect, buf: &mut Buffer) {
    let below: Vec<String> = [
        &long_date(stage.text, logo.date),
        &logo.place,
        &logo.organiser,
    ]
    .into_iter()
    .filter(|words| !words.trim().is_empty())
    .flat_map(|words| paint::wrap(words, area.width))
    .collect();
    let small = u16::try_from(below.len()).unwrap_or(0);
    let gap = if area.height >= 20 { 2 } else { 1 };
    let room = (area.width, area.height.saturating_sub(small + gap));
    let (used, title) = match Block::fit(&logo.title, room, &SIZES, MOST_LINES) {
        Some(block) => (block.rows(), Ok(block)),
        None => {
            let lines = paint::wrap(&logo.title, area.width);
            (u16::try_from(lines.len()).unwrap_or(u16::MAX), Err(lines))
        }
    };
    let all = used.saturating_add(small + gap).min(area.height);
    let top = (area.height - all) / 2;
    match title {
        Ok(block) => block.draw_centred(buf, rows(area, top, used), stage.ink.loud),
        Err(lines) => {
            for (y, line) in (top..).zip(&lines) {
                paint::put_centred(buf, row(area, y), line, stage.ink.loud);
            }
        }
    }
    for (y, line) in (top.saturating_add(used).saturating_add(gap)..).zip(&below) {
        paint::put_centred(buf, row(area, y), line, stage.ink.quiet);
    }
}
