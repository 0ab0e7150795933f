//! One library and why it stands where it stands: what was done of what target, month by month, so
//! that a villager can redo the sum with a pencil.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::Stage;
use super::big::{Block, Face, Size};
use super::paint::{self, Ink, columns, row, rows, width};
use crate::meeting::hall::Colour;
use crate::meeting::month::Month;
use crate::stage::{BarRow, BoxState, LibraryScene};
use crate::text::hall::date;
use crate::text::short_date;

/// At most so many families have a bar.
const MOST_BARS: usize = 5;
/// A year of months stands side by side.
const YEAR: usize = 12;
/// More years than these have no room.
const MOST_YEARS: usize = 3;
/// A month's box.
const BOX: u16 = 3;
/// Percent in hundredths.
const FULL: u64 = 10_000;

/// Draws the card into the body.
pub(super) fn draw(stage: &Stage, card: &LibraryScene, body: Rect, buf: &mut Buffer) {
    let inner = columns(body, 2, body.width - 4);
    let plan = Plan::of(stage, card, inner);
    for (y, line) in (0..).zip(&plan.name) {
        match line {
            Name::Big(block) => block.draw_centred(buf, inner, stage.ink.loud),
            Name::Plain(words, side) => {
                let line = columns(row(inner, y), *side, inner.width - 2 * side);
                paint::put_centred(buf, line, words, stage.ink.loud);
            }
        }
    }
    let mut y = plan.high + plan.gap(4);
    standing(stage, card, row(inner, y), buf);
    y += 1 + plan.gap(1);
    let longest = |measure: &dyn Fn(&BarRow) -> u16| card.bars.iter().map(measure).max();
    let widths = (
        longest(&|bar| width(&bar.name)).unwrap_or(0),
        longest(&|bar| width(&done(stage, bar))).unwrap_or(0),
    );
    for bar in card.bars.iter().take(MOST_BARS) {
        draw_bar(stage, bar, widths, row(inner, y), buf);
        y += plan.bar_pitch;
    }
    // The last bar's gap is part of the next one.
    y = (y + plan.gap(2)).saturating_sub(plan.bar_pitch - 1);
    for year in card.months.chunks(YEAR).take(MOST_YEARS) {
        boxes(stage, year, rows(inner, y, 2), buf);
        y += 3;
    }
    if !card.months.is_empty() {
        legend(stage, row(inner, y - 1), buf);
    }
    y = (y + plan.gap(3)).min(body.height - 2);
    sentence(stage, card, row(inner, y), buf);
    foot(stage, card, row(inner, body.height - 1), buf);
}

/// How the card's parts share the rows of the body.
struct Plan {
    name: Vec<Name>,
    /// Rows of the name.
    high: u16,
    bar_pitch: u16,
    /// Free rows that go into every gap.
    each: u16,
    /// Free rows beyond that, one to a gap, the most useful gap first.
    rest: u16,
}

impl Plan {
    fn of(stage: &Stage, card: &LibraryScene, inner: Rect) -> Plan {
        let years = card.months.chunks(YEAR).take(MOST_YEARS).count();
        let bars = u16::try_from(card.bars.len().min(MOST_BARS)).unwrap_or(0);
        // The line of the score, bars, months with what they mean, sentence, footer.
        let fixed = 3 + bars + 3 * u16::try_from(years).unwrap_or(0);
        let spare = inner.height.saturating_sub(fixed);
        let (name, high) = name(stage, card, inner, spare.saturating_sub(4));
        let spare = spare.saturating_sub(high);
        let bar_pitch = if spare >= 6 + bars { 2 } else { 1 };
        let spare = spare.saturating_sub((bar_pitch - 1) * bars);
        // Four gaps, and one above the footer.
        let each = (spare / 5).min(4);
        Plan {
            name,
            high,
            bar_pitch,
            each,
            rest: spare - each * 5,
        }
    }

    fn gap(&self, nth: u16) -> u16 {
        self.each + u16::from(self.each < 4 && self.rest >= nth)
    }
}

/// A line of the name.
enum Name {
    Big(Block),
    /// With so many columns free at both sides.
    Plain(String, u16),
}

/// The name in the largest type there is room for, and the rows it takes.
fn name(stage: &Stage, card: &LibraryScene, inner: Rect, room: u16) -> (Vec<Name>, u16) {
    let sizes = [
        Size::new(Face::Tall, 2),
        Size::new(Face::Small, 2),
        Size::new(Face::Tall, 1),
        Size::new(Face::Small, 1),
    ];
    let side = stage.margin();
    let wide = inner.width - 2 * side;
    if let Some(block) = Block::fit(&card.row.name, (wide, room), &sizes, 2) {
        let high = block.rows();
        return (vec![Name::Big(block)], high);
    }
    let words = card.row.name.to_uppercase();
    let lines = paint::wrap_to(&words, wide, 2);
    let high = u16::try_from(lines.len()).unwrap_or(1).max(1);
    let names = lines.into_iter().map(|line| Name::Plain(line, side));
    (names.collect(), high)
}

/// Sub-district, rank and score in one line.
fn standing(stage: &Stage, card: &LibraryScene, line: Rect, buf: &mut Buffer) {
    let hall = &stage.text.hall;
    let entry = &card.row;
    let score = match entry.score {
        Some(score) => hall.hundredths(score.into()),
        None => hall.no_data.to_owned(),
    };
    let rank = match (entry.rank, entry.shared) {
        (Some(n), true) => (hall.rank_shared)(n),
        (Some(n), false) => (hall.rank)(n),
        (None, _) => String::new(),
    };
    let place = if entry.subdistrict.trim().is_empty() {
        String::new()
    } else {
        (hall.subdistrict)(&entry.subdistrict)
    };
    let sides = (line.width.saturating_sub(width(&score) + 10)) / 2;
    paint::put(buf, columns(line, 0, sides), &place, stage.ink.quiet);
    paint::put_right(buf, line, &paint::fit(&rank, sides), stage.ink.quiet);
    let shown = format!("{score} ");
    let letter = entry.zone.map(|c| (hall.colour)(c).0);
    let wide = width(&shown) + letter.map_or(0, |_| BOX);
    let middle = columns(line, (line.width.saturating_sub(wide)) / 2, wide);
    let used = paint::put(buf, middle, &shown, stage.ink.loud);
    if let Some(letter) = letter {
        let style = stage.ink.letter(entry.zone);
        paint::put(
            buf,
            columns(middle, used, BOX),
            &format!(" {letter} "),
            style,
        );
    }
}

/// Name, bar, done of target, percent.
fn draw_bar(stage: &Stage, bar: &BarRow, widths: (u16, u16), line: Rect, buf: &mut Buffer) {
    let hall = &stage.text.hall;
    let name = widths.0.min(line.width / 3);
    let done_wide = widths.1.min(line.width / 3);
    let percent = 6;
    let room = line
        .width
        .saturating_sub(name + 2 + 2 + done_wide + 2 + percent);
    paint::put(buf, columns(line, 0, name), &bar.name, stage.ink.text);
    let shown = columns(line, name + 2, room);
    paint::rule(buf, shown, "░", stage.ink.faint);
    let reached = u64::from(bar.percent);
    paint::bar(buf, shown, reached, FULL, stage.ink.text);
    let rest = columns(line, name + 2 + room + 2, done_wide);
    paint::put_right(buf, rest, &done(stage, bar), stage.ink.loud);
    let words = match bar.done {
        Some(_) => hall.hundredths(reached),
        None => String::new(),
    };
    paint::put_right(buf, line, &paint::fit(&words, percent), stage.ink.quiet);
}

/// *36 / 40*.
fn done(stage: &Stage, bar: &BarRow) -> String {
    let hall = &stage.text.hall;
    let done = bar
        .done
        .map_or_else(|| hall.nothing_done.to_owned(), |n| hall.count(n));
    (hall.of_target)(&done, &hall.short_hundredths(bar.target))
}

/// The months of a year side by side: the name above, the box with its letter below.
fn boxes(stage: &Stage, year: &[(Month, BoxState)], place: Rect, buf: &mut Buffer) {
    let hall = &stage.text.hall;
    let count = u16::try_from(year.len()).unwrap_or(12).max(1);
    let step = (place.width / 12).clamp(BOX + 1, 8);
    let wide = step * count - (step - BOX);
    let left = place.width.saturating_sub(wide) / 2;
    for (i, (month, state)) in (0..).zip(year) {
        let place = columns(place, left + i * step, BOX);
        paint::put(buf, row(place, 0), hall.month(*month), stage.ink.quiet);
        let letter = (hall.state)(*state).0;
        let (edge, style) = look(stage.ink, *state);
        let shown = format!("{edge}{letter}{edge}");
        paint::put(buf, row(place, 1), &shown, style);
    }
}

/// The character of a state and its style.
fn look(ink: Ink, month: BoxState) -> (char, Style) {
    match month {
        BoxState::Met => (
            '█',
            ink.bar(Some(Colour::Green)).add_modifier(Modifier::BOLD),
        ),
        BoxState::Below => ('▒', ink.bar(Some(Colour::Yellow))),
        BoxState::Missing => ('░', ink.text),
        BoxState::NotApplicable => (' ', ink.quiet),
    }
}

/// What the letters mean.
fn legend(stage: &Stage, line: Rect, buf: &mut Buffer) {
    let hall = &stage.text.hall;
    let states = [
        BoxState::Met,
        BoxState::Below,
        BoxState::Missing,
        BoxState::NotApplicable,
    ];
    let words = states.map(|s| {
        let (letter, word) = (hall.state)(s);
        format!("{letter} {word}")
    });
    paint::put_centred(buf, line, &words.join("  "), stage.ink.quiet);
}

/// One sentence on the months.
fn sentence(stage: &Stage, card: &LibraryScene, line: Rect, buf: &mut Buffer) {
    let hall = &stage.text.hall;
    let words = match (card.row.score, card.met) {
        (None, _) => hall.no_data.to_owned(),
        (Some(_), Some((met, of))) => (hall.months_met)(met, of),
        (Some(_), None) => hall.totals_only.to_owned(),
    };
    paint::put_centred(buf, line, &words, stage.ink.loud);
}

/// As of when, and what is sealed.
fn foot(stage: &Stage, card: &LibraryScene, line: Rect, buf: &mut Buffer) {
    let hall = &stage.text.hall;
    let line = columns(line, 0, line.width.saturating_sub(super::CLOCK + 2));
    let room = line.width;
    let seal = super::sealed(stage, card.sealed.as_ref(), room.saturating_sub(30));
    let seal_wide = seal.as_ref().map_or(0, |words| width(words) + 2);
    if let Some(day) = card.as_of {
        let long = (hall.as_of)(&date(stage.text, day));
        let words = if width(&long) + seal_wide <= room {
            long
        } else {
            (hall.as_of)(&short_date(day))
        };
        paint::put(buf, line, &words, stage.ink.quiet);
    }
    if let Some(words) = seal {
        paint::put_right(buf, line, &words, stage.ink.text);
    }
}
