//! A frame made smaller for the operator's screen. It is drawn by the hall's own function, and then
//! loses what carries no words: empty rows and columns first, then parts of bars. What does not fit
//! even then is cut.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use crate::scene::{self, Moment, SMALLEST};
use crate::stage::Frame;

/// Long after anything has moved.
const AT_REST: Moment = Moment {
    scene_ms: 0,
    frame_ms: 60 * 60 * 1_000,
    clock: None,
};

/// Draws a frame as a display of `size` shows it, into an area of any size.
pub(super) fn draw_small(frame: &Frame, size: (u16, u16), area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let whole = canvas(size, (area.width, area.height));
    let mut drawn = Buffer::empty(whole);
    scene::draw(frame, AT_REST, whole, &mut drawn);
    let rows = kept(whole.height, area.height, |y| weight_of_row(&drawn, y));
    let columns = kept(whole.width, area.width, |x| {
        weight_of_column(&drawn, &rows, x)
    });
    // In the middle of what is left over.
    let down = (area.height - length(&rows)) / 2;
    let right = (area.width - length(&columns)) / 2;
    buf.set_style(area, ground(&drawn));
    for (y, from_y) in (area.y + down..area.bottom()).zip(&rows) {
        for (x, from_x) in (area.x + right..area.right()).zip(&columns) {
            if let (Some(to), Some(from)) = (buf.cell_mut((x, y)), drawn.cell((*from_x, *from_y))) {
                to.clone_from(from);
            }
        }
    }
}

/// On how large a screen the frame is drawn: as small as scenes can be, or as large as there is room,
/// but never larger than the display. One that is too small is drawn as it is.
fn canvas(size: (u16, u16), room: (u16, u16)) -> Rect {
    if scene::too_small(Rect::new(0, 0, size.0, size.1)) {
        return Rect::new(0, 0, size.0.max(1), size.1.max(1));
    }
    let side = |room: u16, least: u16, display: u16| room.clamp(least, display);
    Rect::new(
        0,
        0,
        side(room.0, SMALLEST.0, size.0),
        side(room.1, SMALLEST.1, size.1),
    )
}

/// The rows or columns that stay, in their order: the lightest go first, those at the end before those
/// at the beginning.
fn kept(of: u16, room: u16, weight: impl Fn(u16) -> u8) -> Vec<u16> {
    let mut lines: Vec<(u8, u16)> = (0..of).map(|at| (weight(at), at)).collect();
    // Of empty ones side by side the first stays longest: words do not run together.
    for i in (1..lines.len()).rev() {
        if let [.., before, line] = &mut lines[..=i]
            && line.0 == EMPTY
            && before.0 > EMPTY
        {
            line.0 = GAP;
        }
    }
    let mut spare = usize::from(of.saturating_sub(room));
    lines.sort_by_key(|(weight, at)| (*weight, u16::MAX - at));
    for level in [EMPTY, PATTERN, GAP] {
        let here = lines.iter().filter(|(w, _)| *w == level).count();
        let gone = spare.min(here);
        let first = lines.iter().position(|(w, _)| *w == level).unwrap_or(0);
        lines.drain(first..first + gone);
        spare -= gone;
    }
    let mut kept: Vec<u16> = lines.into_iter().map(|(_, at)| at).collect();
    kept.sort_unstable();
    kept.truncate(room.into());
    kept
}

/// Nothing stands there.
const EMPTY: u8 = 0;
/// Bars and rules: fewer of them say the same.
const PATTERN: u8 = 1;
/// Nothing stands there, and words on one side.
const GAP: u8 = 2;
/// Words.
const WORDS: u8 = 3;

fn weight_of_row(drawn: &Buffer, y: u16) -> u8 {
    let cells = (0..drawn.area.width).filter_map(|x| drawn.cell((x, y)));
    let cells: Vec<&str> = cells.map(Cell::symbol).collect();
    if cells.iter().all(|s| *s == " ") {
        return EMPTY;
    }
    // A rule is a pattern; big letters are words.
    if cells.iter().all(|s| matches!(*s, " " | "─" | "═")) {
        return PATTERN;
    }
    WORDS
}

/// Parts of bars go where the column before is the same; big letters keep their edges by that.
fn weight_of_column(drawn: &Buffer, rows: &[u16], x: u16) -> u8 {
    let symbol = |x: u16, y: u16| drawn.cell((x, y)).map_or(" ", Cell::symbol);
    if rows.iter().all(|y| symbol(x, *y) == " ") {
        return EMPTY;
    }
    let block = |s: &str| {
        s.chars()
            .all(|c| c == ' ' || ('─'..='▟').contains(&c) || c == '■')
    };
    let same = x > 0 && rows.iter().all(|y| symbol(x, *y) == symbol(x - 1, *y));
    if same && rows.iter().all(|y| block(symbol(x, *y))) {
        return PATTERN;
    }
    WORDS
}

fn length(kept: &[u16]) -> u16 {
    u16::try_from(kept.len()).unwrap_or(u16::MAX)
}

/// What an empty place of the frame looks like.
fn ground(drawn: &Buffer) -> ratatui::style::Style {
    drawn.cell((0, 0)).map(Cell::style).unwrap_or_default()
}
