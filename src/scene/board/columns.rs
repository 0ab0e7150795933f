//! Which columns a board has room for, and one row drawn in them. Widths follow all rows of the
//! board, so that nothing jumps when a page turns.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::super::big::{self, Size};
use super::super::paint::{self, Ink, columns, width};
use crate::stage::BoardRow;
use crate::text::hall::Hall;

/// A score takes so many columns: `100,00`.
const SCORE: u16 = 6;
/// The letter between two blanks.
const LETTER: u16 = 3;
/// Between columns.
const GAP: u16 = 2;
/// A bar below so many columns tells nothing.
const LEAST_BAR: u16 = 10;
/// A bar beyond so many columns gives room to long names.
const ENOUGH_BAR: u16 = 24;
/// The most hundredths a score has.
const FULL: u64 = 10_000;

/// How a row is drawn while others may move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stress {
    /// One of the leaders.
    Leader,
    /// Like all others.
    Even,
    /// Another one moves.
    Dim,
    /// This one moves.
    Moving,
}

/// The columns, from left to right; a width of 0: not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    rank: u16,
    moved: u16,
    name: u16,
    subdistrict: u16,
    score: u16,
    letter: u16,
    reported: u16,
    bar: u16,
    /// The type of names, ranks and scores; none: one row.
    big: Option<Size>,
}

impl Columns {
    /// The columns of a board `wide` columns wide.
    pub(super) fn of(rows: &[BoardRow], wide: u16) -> Columns {
        let mut all = Columns::fixed(rows);
        let name = longest(rows, |r| width(&r.name)).max(8);
        let subdistrict = longest(rows, |r| width(&r.subdistrict));
        let reported = longest(rows, |r| r.reported.map_or(0, |r| width(&coverage(r))));
        let mut left = wide.saturating_sub(all.used());
        let mut take = |most: u16| {
            let taken = most.min(left);
            left -= taken;
            taken
        };
        if subdistrict > 0 {
            all.subdistrict = take(subdistrict.min(12) + GAP).saturating_sub(GAP);
        }
        all.name = take(name.min(30));
        all.subdistrict += take(subdistrict.min(16).saturating_sub(all.subdistrict));
        if reported > 0 && left >= reported + GAP {
            left -= reported + GAP;
            all.reported = reported;
        }
        let bar = left >= LEAST_BAR + GAP;
        let keep = if bar { (ENOUGH_BAR + GAP).min(left) } else { 0 };
        let mut spare = left - keep;
        for (column, most) in [(&mut all.name, name), (&mut all.subdistrict, subdistrict)] {
            let more = most.saturating_sub(*column).min(spare);
            *column += more;
            spare -= more;
        }
        if bar {
            all.bar = keep + spare - GAP;
        } else {
            // The scores stand at the right edge.
            all.name += spare;
        }
        all
    }

    /// The same with ranks, names and scores in big type, the rest small beside them.
    pub(super) fn big(rows: &[BoardRow], wide: u16, size: Size) -> Option<Columns> {
        let mut all = Columns::fixed(rows);
        let digits = all.rank - 1;
        all.big = Some(size);
        all.rank = size.width(&format!("{}=", "0".repeat(digits.into())))?;
        all.score = size.width("100,00")?;
        all.letter = size.width("M")?;
        let small = longest(rows, |r| width(&r.subdistrict)).clamp(8, 24);
        all.subdistrict = small.max(all.moved + GAP + 5);
        all.moved = 0;
        let left = wide.checked_sub(all.used_big())?;
        let name = longest(rows, |r| size.width(&r.name).unwrap_or(0));
        all.name = name.min(left);
        let bar = left - all.name;
        all.bar = if bar >= LEAST_BAR + GAP { bar - GAP } else { 0 };
        all.name += if all.bar == 0 { bar } else { 0 };
        (all.name * 2 >= wide / 2).then_some(all)
    }

    fn fixed(rows: &[BoardRow]) -> Columns {
        let digits = longest(rows, |r| r.rank.map_or(0, |n| width(&n.to_string())));
        Columns {
            rank: digits.max(2) + 1,
            moved: longest(rows, |r| r.moved.map_or(0, |m| width(&movement(m)))),
            score: SCORE,
            letter: LETTER,
            ..Columns::default()
        }
    }

    /// All but name, sub-district, coverage and bar, with the gaps.
    fn used(&self) -> u16 {
        let moved = if self.moved > 0 { self.moved + GAP } else { 0 };
        self.rank + GAP + moved + GAP + self.score + 1 + self.letter
    }

    fn used_big(&self) -> u16 {
        self.rank + 2 * GAP + GAP + self.subdistrict + GAP + self.score + 2 * GAP + self.letter
    }

    /// Draws a row from the top of its place.
    pub(super) fn draw(
        &self,
        words: &Hall,
        ink: Ink,
        row: &BoardRow,
        stress: Stress,
        place: Rect,
        buf: &mut Buffer,
    ) {
        match self.big {
            None => self.draw_small(words, ink, row, stress, place, buf),
            Some(size) => self.draw_big(size, words, ink, row, stress, place, buf),
        }
    }

    fn draw_small(
        &self,
        words: &Hall,
        ink: Ink,
        row: &BoardRow,
        stress: Stress,
        place: Rect,
        buf: &mut Buffer,
    ) {
        let styles = Styles::of(ink, row, stress);
        let mut line = Cursor(paint::row(place, 0));
        let rank = line.take(self.rank - 1, 0);
        if let Some(n) = row.rank {
            paint::put_right(buf, rank, &n.to_string(), styles.text);
        }
        let equal = line.take(1, GAP);
        if row.shared {
            paint::put(buf, equal, "=", styles.text);
        }
        if self.moved > 0 {
            let moved = line.take(self.moved, GAP);
            let words = row.moved.map(movement).unwrap_or_default();
            paint::put_right(buf, moved, &words, styles.quiet);
        }
        let name = line.take(self.name, GAP);
        paint::put(buf, name, &row.name, styles.text);
        if self.subdistrict > 0 {
            let place = line.take(self.subdistrict, GAP);
            paint::put(buf, place, &row.subdistrict, styles.quiet);
        }
        let score = line.take(self.score, 1);
        paint::put_right(buf, score, &score_of(words, row), styles.text);
        let letter = line.take(self.letter, GAP);
        if let Some(colour) = row.zone {
            let shown = format!(" {} ", (words.colour)(colour).0);
            paint::put(buf, letter, &shown, styles.letter);
        }
        if self.reported > 0 {
            let place = line.take(self.reported, GAP);
            let shown = row.reported.map(coverage).unwrap_or_default();
            paint::put_right(buf, place, &shown, styles.quiet);
        }
        let score = row.score.map_or(0, u64::from);
        paint::bar(buf, line.take(self.bar, 0), score, FULL, styles.bar);
    }

    #[allow(clippy::too_many_arguments)] // the size beside what every row is drawn with
    fn draw_big(
        &self,
        size: Size,
        words: &Hall,
        ink: Ink,
        row: &BoardRow,
        stress: Stress,
        place: Rect,
        buf: &mut Buffer,
    ) {
        let styles = Styles::of(ink, row, stress);
        let middle = size.rows().saturating_sub(1) / 2;
        let mut line = Cursor(paint::rows(place, 0, size.rows()));
        let rank = line.take(self.rank, 2 * GAP);
        if let Some(n) = row.rank {
            let equal = size.width("0=").unwrap_or(0) - size.width("0").unwrap_or(0);
            let digits = columns(rank, 0, rank.width - equal);
            big::draw_right(buf, digits, &n.to_string(), size, styles.text);
            if row.shared {
                big::draw_right(buf, rank, "=", size, styles.text);
            }
        }
        let name = line.take(self.name, GAP);
        match size.width(&row.name).filter(|wide| *wide <= name.width) {
            Some(_) => big::draw(buf, name, &row.name, size, styles.text),
            None => {
                paint::put(buf, paint::row(name, middle), &row.name, styles.text);
            }
        }
        let small = line.take(self.subdistrict, GAP);
        let above = paint::row(small, middle.saturating_sub(u16::from(size.rows() > 2)));
        paint::put(buf, above, &row.subdistrict, styles.quiet);
        let below = paint::row(small, above.y - place.y + 1);
        paint::put(buf, below, &remarks(row), styles.quiet);
        let score = line.take(self.score, 2 * GAP);
        big::draw_right(buf, score, &score_of(words, row), size, styles.text);
        let letter = line.take(self.letter, GAP);
        if let Some(colour) = row.zone {
            let shown = (words.colour)(colour).0.to_string();
            big::draw(buf, letter, &shown, size, styles.bar);
        }
        let bar = line.take(self.bar, 0);
        let score = row.score.map_or(0, u64::from);
        for y in 0..size.rows().saturating_sub(1).max(1) {
            paint::bar(buf, paint::row(bar, y), score, FULL, styles.bar);
        }
    }
}

/// What stands small beside a big row: movement and coverage.
fn remarks(row: &BoardRow) -> String {
    let moved = row.moved.map(movement).unwrap_or_default();
    let covered = row.reported.map(coverage).unwrap_or_default();
    match (moved.is_empty(), covered.is_empty()) {
        (false, false) => format!("{covered}  {moved}"),
        (true, _) => covered,
        (false, true) => moved,
    }
}

/// `97,50`, or `–` where there is none.
fn score_of(words: &Hall, row: &BoardRow) -> String {
    row.score
        .map_or_else(|| "–".to_owned(), |s| words.hundredths(s.into()))
}

/// `+2`, `-1`, or `·` for a row that stayed.
fn movement(moved: i32) -> String {
    if moved == 0 {
        "·".to_owned()
    } else {
        format!("{moved:+}")
    }
}

/// `9/12`.
fn coverage((reported, of): (u16, u16)) -> String {
    format!("{reported}/{of}")
}

fn longest(rows: &[BoardRow], measure: impl Fn(&BoardRow) -> u16) -> u16 {
    rows.iter().map(measure).max().unwrap_or(0)
}

/// What is left of a line.
struct Cursor(Rect);

impl Cursor {
    /// Takes the next columns and leaves a gap behind them.
    fn take(&mut self, wide: u16, gap: u16) -> Rect {
        let taken = columns(self.0, 0, wide);
        self.0 = columns(self.0, wide.saturating_add(gap), u16::MAX);
        taken
    }
}

/// The styles of one row.
struct Styles {
    text: Style,
    quiet: Style,
    letter: Style,
    bar: Style,
}

impl Styles {
    fn of(ink: Ink, row: &BoardRow, stress: Stress) -> Styles {
        match stress {
            Stress::Even => Styles {
                text: ink.text,
                quiet: ink.quiet,
                letter: ink.letter(row.zone),
                bar: ink.bar(row.zone),
            },
            Stress::Leader | Stress::Moving => Styles {
                text: ink.loud,
                quiet: ink.text,
                letter: ink.letter(row.zone),
                bar: ink.bar(row.zone).add_modifier(Modifier::BOLD),
            },
            Stress::Dim => {
                let dim = ink.faint.add_modifier(Modifier::DIM);
                Styles {
                    text: dim,
                    quiet: dim,
                    letter: dim,
                    bar: dim,
                }
            }
        }
    }
}
