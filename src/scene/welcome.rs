//! Guests arrive: how many are here, as large as the screen allows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Stage;
use super::big::{Block, SIZES};
use super::paint::{self, row, rows};
use crate::stage::Welcome;

/// Draws greeting, title and the number in an area.
pub(super) fn draw(stage: &Stage, welcome: &Welcome, area: Rect, buf: &mut Buffer) {
    let hall = &stage.text.hall;
    let ink = stage.ink;
    let mut lines = vec![(hall.welcome.to_owned(), ink.loud)];
    for (words, style) in [(&welcome.title, ink.text), (&welcome.place, ink.quiet)] {
        let wrapped = paint::wrap_to(words, area.width, 2);
        lines.extend(wrapped.into_iter().map(|line| (line, style)));
    }
    let head = u16::try_from(lines.len()).unwrap_or(0);
    // A gap above and below the number, and *hadir dari*.
    let around = head + 3;
    let number = hall.count(welcome.present.into());
    // Not from edge to edge: the number is the one loud thing, not the only one.
    let room = (area.width * 4 / 5, area.height.saturating_sub(around));
    let block = Block::fit(&number, room, &SIZES, 1);
    let high = block.as_ref().map_or(1, Block::rows);
    let air = area.height.saturating_sub(around + high);
    let top = air / 3;
    for (y, (line, style)) in (top..).zip(&lines) {
        paint::put_centred(buf, row(area, y), line, *style);
    }
    let at = top + head + 1 + air / 6;
    match block {
        Some(block) => block.draw_centred(buf, rows(area, at, high), ink.loud),
        None => paint::put_centred(buf, row(area, at), &number, ink.loud),
    }
    let words = if welcome.expected > 0 {
        (hall.present_of)(&hall.count(welcome.expected.into()))
    } else {
        hall.present.to_owned()
    };
    paint::put_centred(buf, row(area, at + high + 1 + air / 6), &words, ink.loud);
}
