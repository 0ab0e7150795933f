//! Guests arrive: how many are here, as large as the screen allows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Stage;
use super::big::{Block, SIZES};
use super::paint::{self, row, rows};
use crate::stage::Welcome;

/// Rows around the number: greeting, title, place, a gap, *hadir dari*, and a gap.
const AROUND: u16 = 7;

/// Draws greeting, title and the number in an area.
pub(super) fn draw(stage: &Stage, welcome: &Welcome, area: Rect, buf: &mut Buffer) {
    let hall = &stage.text.hall;
    let ink = stage.ink;
    let number = hall.count(welcome.present.into());
    // Not from edge to edge: the number is the one loud thing, not the only one.
    let room = (area.width * 4 / 5, area.height.saturating_sub(AROUND));
    let block = Block::fit(&number, room, &SIZES, 1);
    let high = block.as_ref().map_or(1, Block::rows);
    let air = area.height.saturating_sub(AROUND + high);
    let top = air / 3;
    paint::put_centred(buf, row(area, top), hall.welcome, ink.loud);
    paint::put_centred(buf, row(area, top + 1), &welcome.title, ink.text);
    paint::put_centred(buf, row(area, top + 2), &welcome.place, ink.quiet);
    let at = top + 4 + air / 6;
    match block {
        Some(block) => block.draw_centred(buf, rows(area, at, high), ink.loud),
        None => paint::put_centred(buf, row(area, at), &number, ink.loud),
    }
    let words = if welcome.expected > 0 {
        (hall.present_of)(&hall.count(welcome.expected.into()))
    } else {
        hall.present.to_owned()
    };
    paint::put_centred(buf, row(area, at + high + 1), &words, ink.loud);
}
