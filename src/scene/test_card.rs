//! What can be read from the last row? Corner marks, row numbers, and lines of type in every size.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Stage;
use super::big::{self, SIZES, Size};
use super::paint::{self, columns, put, put_right, row, rows};

/// Draws the corners and numbers of the whole screen, the question and the lines into the middle.
pub(super) fn draw(stage: &Stage, area: Rect, middle: Rect, buf: &mut Buffer) {
    let hall = &stage.text.hall;
    let ink = stage.ink;
    edges(stage, area, buf);
    let middle = columns(middle, 4, middle.width - 8);
    paint::put_centred(buf, row(middle, 0), hall.test_question, ink.loud);
    let grid = (hall.test_grid)(area.width, area.height);
    let words = format!("{} · {grid}", hall.test_title);
    paint::put_centred(buf, row(middle, 1), &words, ink.quiet);
    lines(stage, rows(middle, 3, middle.height), buf);
}

/// Corner marks in the outermost cells and the number of every row at both sides: what the projector
/// cuts off is missing here.
fn edges(stage: &Stage, area: Rect, buf: &mut Buffer) {
    let ink = stage.ink;
    for y in 0..area.height {
        let line = row(area, y);
        let number = (y + 1).to_string();
        let style = if (y + 1) % 5 == 0 {
            ink.text
        } else {
            ink.faint
        };
        put_right(buf, columns(line, 2, 3), &number, style);
        put(buf, columns(line, area.width - 5, 3), &number, style);
    }
    let last = area.height - 1;
    let corners = [
        (0, "┌─", 0),
        (0, "─┐", area.width - 2),
        (last, "└─", 0),
        (last, "─┘", area.width - 2),
    ];
    for (y, corner, x) in corners {
        put(buf, columns(row(area, y), x, 2), corner, ink.loud);
    }
}

/// The same words in every size that has room, the largest first, each with its number; plain type is
/// always among them.
fn lines(stage: &Stage, area: Rect, buf: &mut Buffer) {
    let ink = stage.ink;
    let words = stage.text.hall.test_words;
    let label = (stage.text.hall.test_line)(9);
    let left = paint::width(&label) + 2;
    let room = area.width.saturating_sub(left);
    let mut sizes: Vec<Size> = SIZES
        .into_iter()
        .filter(|s| s.width(words).is_some_and(|w| w <= room))
        .collect();
    // The largest go first where not all have room; two rows are for plain type.
    let high = |sizes: &[Size]| sizes.iter().map(|s| s.rows() + 1).sum::<u16>();
    while high(&sizes) + 2 > area.height {
        sizes.remove(0);
    }
    let mut y = 0;
    for (n, size) in (1..).zip(&sizes) {
        let place = rows(area, y, size.rows());
        let label = (stage.text.hall.test_line)(n);
        put(buf, row(place, size.rows() / 2), &label, ink.quiet);
        big::draw(buf, columns(place, left, room), words, *size, ink.loud);
        y += size.rows() + 1;
    }
    let n = sizes.len();
    for (n, style) in [(n + 1, ink.loud), (n + 2, ink.quiet)] {
        put(
            buf,
            row(area, y),
            &(stage.text.hall.test_line)(n),
            ink.quiet,
        );
        put(buf, columns(row(area, y), left, room), words, style);
        y += if area.height > y + 2 { 2 } else { 1 };
    }
}
