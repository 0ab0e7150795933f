//! A frame made smaller for the operator's screen. It is drawn by the hall's own function, and then
//! loses what carries no words: empty rows and columns, parts of bars. Where that is not enough, the
//! words of each row move together in their places; only then is a word cut, with `…`.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::{put, width, wrap};
use crate::scene::{self, Moment, SMALLEST};
use crate::stage::{Frame, Scene};

/// Long after anything has moved.
const AT_REST: Moment = Moment {
    scene_ms: 0,
    frame_ms: 60 * 60 * 1_000,
    clock: None,
};

/// How little a row or column says; the least goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// Nothing stands there, nor beside it.
    Empty,
    /// Bars and rules: fewer of them say the same.
    Pattern,
    /// Nothing stands there, and words on one side.
    Gap,
    /// Words.
    Words,
}

/// Draws a frame as a display of `size` shows it, into an area of any size.
pub(super) fn draw_small(frame: &Frame, size: (u16, u16), area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let whole = canvas(size, (area.width, area.height));
    let mut drawn = Buffer::empty(whole);
    scene::draw(frame, AT_REST, whole, &mut drawn);
    if let Some(ground) = drawn.cell((0, 0)) {
        buf.set_style(area, ground.style());
    }
    let all: Vec<Line> = (0..whole.height).map(Line::Row).collect();
    let rows: Vec<u16> = fitting(&drawn, all.clone(), area.height)
        .iter()
        .filter_map(Line::row)
        .collect();
    let columns = columns(&drawn, &rows, area.width);
    if length(&columns) <= area.width {
        copy(&drawn, &rows, &columns, middle(area, length(&rows)), buf);
    } else {
        let lines = match big_words(frame) {
            Some(words) => spelled(&drawn, all, words, area.width),
            None => all,
        };
        let lines = fitting(&drawn, lines, area.height);
        squeeze(&drawn, &lines, middle(area, length(&lines)), buf);
    }
}

/// What fills a row of the small picture.
#[derive(Clone, Debug)]
enum Line {
    /// A row of the frame.
    Row(u16),
    /// Words that stand there in letters too big to be made smaller, and how they look.
    Words(String, Style),
}

impl Line {
    fn row(&self) -> Option<u16> {
        match self {
            Line::Row(y) => Some(*y),
            Line::Words(..) => None,
        }
    }
}

/// The lines that say the most, as many as there is room for.
fn fitting(drawn: &Buffer, lines: Vec<Line>, room: u16) -> Vec<Line> {
    let weight = |line: &Line| {
        line.row()
            .map_or(Weight::Words, |y| weight_of_row(drawn, y))
    };
    let stay = kept(lines.iter().map(weight).collect(), room, Weight::Gap);
    let stays = |at: &usize| stay.contains(&u16::try_from(*at).unwrap_or(u16::MAX));
    let lines = lines.into_iter().enumerate();
    lines.filter(|(at, _)| stays(at)).map(|(_, l)| l).collect()
}

/// The words that a scene sets in big letters.
fn big_words(frame: &Frame) -> Option<&str> {
    match &frame.scene {
        Scene::Logo(logo) => Some(&logo.title),
        Scene::Message { text } => Some(text),
        Scene::Blank | Scene::Welcome(_) | Scene::Board(_) | Scene::Library(_) | Scene::Test => {
            None
        }
    }
}

/// Big letters as plain ones, in their place.
fn spelled(drawn: &Buffer, lines: Vec<Line>, words: &str, room: u16) -> Vec<Line> {
    let big = |line: &Line| {
        let row = line
            .row()
            .filter(|y| weight_of_row(drawn, *y) == Weight::Words);
        row.filter(|y| cells(drawn, *y).all(|c| is_block(c.symbol())))
    };
    let (first, last) = (
        lines.iter().position(|l| big(l).is_some()),
        lines.iter().rposition(|l| big(l).is_some()),
    );
    let (Some(first), Some(last)) = (first, last) else {
        return lines;
    };
    let row = lines.get(first).and_then(Line::row).unwrap_or(0);
    let style = cells(drawn, row)
        .find(|c| c.symbol() != " ")
        .map(Cell::style);
    let style = style.unwrap_or_default();
    let spelled = wrap(words, room).into_iter();
    let mut lines = lines;
    lines.splice(first..=last, spelled.map(|words| Line::Words(words, style)));
    lines
}

/// So many rows in the middle of an area.
fn middle(area: Rect, rows: u16) -> Rect {
    let down = area.height.saturating_sub(rows) / 2;
    Rect {
        y: area.y + down,
        height: area.height - down,
        ..area
    }
}

/// No hall has more columns and rows.
const LARGEST: (u16, u16) = (400, 120);

/// On how large a screen the frame is drawn: as small as scenes can be, or as large as there is room,
/// but never larger than the display. One that is too small is drawn as it is.
fn canvas(size: (u16, u16), room: (u16, u16)) -> Rect {
    if scene::too_small(Rect::new(0, 0, size.0, size.1)) {
        // A heartbeat may claim any size.
        return Rect::new(0, 0, size.0.clamp(1, LARGEST.0), size.1.clamp(1, LARGEST.1));
    }
    let within = |room: u16, least: u16, display: u16| room.clamp(least, display);
    Rect::new(
        0,
        0,
        within(room.0, SMALLEST.0, size.0),
        within(room.1, SMALLEST.1, size.1),
    )
}

/// The columns that stay; more than there is room for, where words would have to go.
fn columns(drawn: &Buffer, rows: &[u16], room: u16) -> Vec<u16> {
    let weights = (0..drawn.area.width).map(|x| weight_of_column(drawn, rows, x));
    kept(weights.collect(), room, Weight::Pattern)
}

/// The rows or columns that stay, in their order: the lightest go first, up to `last`; of those alike
/// the ones at the end before the ones at the beginning.
fn kept(mut weights: Vec<Weight>, room: u16, last: Weight) -> Vec<u16> {
    // Of empty ones side by side the first stays longest: words do not run together.
    for i in (1..weights.len()).rev() {
        if let Some([before, here]) = weights.get_mut(i - 1..=i)
            && *here == Weight::Empty
            && *before != Weight::Empty
        {
            *here = Weight::Gap;
        }
    }
    let mut lines: Vec<(Weight, u16)> = weights.into_iter().zip(0..).collect();
    let mut spare = lines.len().saturating_sub(room.into());
    lines.sort_by_key(|(weight, at)| (*weight, u16::MAX - at));
    lines.retain(|(weight, _)| {
        let goes = spare > 0 && *weight <= last;
        spare -= usize::from(goes);
        !goes
    });
    let mut kept: Vec<u16> = lines.into_iter().map(|(_, at)| at).collect();
    kept.sort_unstable();
    kept
}

fn weight_of_row(drawn: &Buffer, y: u16) -> Weight {
    let symbols = || cells(drawn, y).map(Cell::symbol);
    if symbols().all(|s| s == " ") {
        Weight::Empty
    } else if symbols().all(|s| matches!(s, " " | "─" | "═")) {
        Weight::Pattern
    } else {
        Weight::Words
    }
}

/// Parts of bars go where the column before is the same; big letters keep their edges by that.
fn weight_of_column(drawn: &Buffer, rows: &[u16], x: u16) -> Weight {
    let symbol = |x: u16, y: u16| drawn.cell((x, y)).map_or(" ", Cell::symbol);
    if rows.iter().all(|y| symbol(x, *y) == " ") {
        return Weight::Empty;
    }
    let same = x > 0 && rows.iter().all(|y| symbol(x, *y) == symbol(x - 1, *y));
    if same && rows.iter().all(|y| is_block(symbol(x, *y))) {
        return Weight::Pattern;
    }
    Weight::Words
}

fn copy(drawn: &Buffer, rows: &[u16], columns: &[u16], area: Rect, buf: &mut Buffer) {
    let right = (area.width - length(columns)) / 2;
    for (y, from_y) in (area.y..area.bottom()).zip(rows) {
        for (x, from_x) in (area.x + right..area.right()).zip(columns) {
            if let (Some(to), Some(from)) = (buf.cell_mut((x, y)), drawn.cell((*from_x, *from_y))) {
                to.clone_from(from);
            }
        }
    }
}

/// Every row by itself: its words keep their places as far as they can.
fn squeeze(drawn: &Buffer, lines: &[Line], area: Rect, buf: &mut Buffer) {
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        let row: Vec<&Cell> = match line {
            Line::Row(from) => cells(drawn, *from).collect(),
            Line::Words(words, style) => {
                let left = area.width.saturating_sub(width(words)) / 2;
                put(buf, area.x + left, y, area.width, words, *style);
                continue;
            }
        };
        for (x, cell) in squeezed(&row, area.width) {
            if let Some(to) = buf.cell_mut((area.x + x, y)) {
                to.clone_from(&cell);
            }
        }
    }
}

/// A run of cells without a gap.
struct Piece {
    at: u16,
    cells: Vec<Cell>,
}

impl Piece {
    fn width(&self) -> u16 {
        u16::try_from(self.cells.len()).unwrap_or(u16::MAX)
    }

    /// Words lose their end, with a mark; bars just get shorter.
    fn cut(&mut self, room: u16) {
        if self.width() <= room {
            return;
        }
        let blocks = self.cells.iter().all(|c| is_block(c.symbol()));
        self.cells.truncate(room.into());
        if let Some(last) = self.cells.last_mut().filter(|_| !blocks) {
            last.set_symbol("…");
        }
    }
}

fn squeezed(row: &[&Cell], room: u16) -> Vec<(u16, Cell)> {
    let of = u32::try_from(row.len().max(1)).unwrap_or(u32::MAX);
    let scaled = |n: u16| u16::try_from(u32::from(n) * u32::from(room) / of).unwrap_or(room);
    // Big letters and long rules are a picture: every so many columns of it.
    if row.iter().all(|c| is_block(c.symbol())) {
        let from = |x: u16| u32::from(x) * of / u32::from(room.max(1));
        let cell = |x: u16| row.get(usize::try_from(from(x)).unwrap_or_default());
        return (0..room)
            .filter_map(|x| Some((x, (*cell(x)?).clone())))
            .collect();
    }
    let mut pieces = pieces(row);
    for piece in &mut pieces {
        if piece.cells.iter().all(|c| is_block(c.symbol())) {
            let width = scaled(piece.width()).max(1);
            piece.cut(width);
        }
    }
    // The longest words give way first.
    let needed = |pieces: &[Piece]| -> u16 {
        let gaps = length(pieces).saturating_sub(1);
        pieces.iter().map(Piece::width).sum::<u16>() + gaps
    };
    while needed(&pieces) > room {
        let Some(longest) = pieces.iter_mut().max_by_key(|p| p.width()) else {
            break;
        };
        let shorter = longest.width() - 1;
        if shorter < 3 {
            break;
        }
        longest.cut(shorter);
    }
    place(&mut pieces, room, scaled);
    let cells = pieces.into_iter().flat_map(|p| (p.at..).zip(p.cells));
    cells.filter(|(x, _)| *x < room).collect()
}

/// Each piece where it stood, in proportion, by its middle if it stands alone; then to the right of the
/// one before, and to the left of the one behind.
fn place(pieces: &mut [Piece], room: u16, scaled: impl Fn(u16) -> u16) {
    let alone = pieces.len() == 1;
    let mut least = 0;
    for piece in pieces.iter_mut() {
        let wish = if alone {
            scaled(piece.at + piece.width() / 2).saturating_sub(piece.width() / 2)
        } else {
            scaled(piece.at)
        };
        piece.at = wish.max(least);
        least = piece.at + piece.width() + 1;
    }
    let mut most = room;
    for piece in pieces.iter_mut().rev() {
        piece.at = piece.at.min(most.saturating_sub(piece.width()));
        most = piece.at.saturating_sub(1);
    }
}

/// What stands between gaps of two blanks or more.
fn pieces(row: &[&Cell]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut end = None;
    for (x, cell) in (0u16..).zip(row) {
        if cell.symbol() == " " {
            continue;
        }
        match (pieces.last_mut(), end) {
            (Some(piece), Some(last)) if x - last <= 2 => {
                let gap = row.get(usize::from(last) + 1..usize::from(x));
                let gap = gap.unwrap_or_default().iter().map(|c| (*c).clone());
                piece.cells.extend(gap);
                piece.cells.push((*cell).clone());
            }
            (_, _) => pieces.push(Piece {
                at: x,
                cells: vec![(*cell).clone()],
            }),
        }
        end = Some(x);
    }
    pieces
}

fn cells(drawn: &Buffer, y: u16) -> impl Iterator<Item = &Cell> {
    (0..drawn.area.width).filter_map(move |x| drawn.cell((x, y)))
}

fn is_block(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    chars.all(|c| c == ' ' || ('─'..='▟').contains(&c) || c == '■')
}

fn length<T>(list: &[T]) -> u16 {
    u16::try_from(list.len()).unwrap_or(u16::MAX)
}
