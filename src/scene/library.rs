//! One library and why it stands where it stands: what was done of what target, month by month, so
//! that a villager can redo the sum with a pencil.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::Stage;
use super::big::{Block, Face, Size};
use super::paint::{self, columns, row, rows, width};
use crate::meeting::hall::Colour;
use crate::meeting::month::Month;
use crate::stage::{BarRow, BoxState, LibraryScene};
use crate::text::hall::date;

/// At most so many families have a bar.
const MOST_BARS: usize = 5;
/// A year of months stands side by side.
const YEAR: usize = 12;
/// A month's box.
const BOX: u16 = 3;
/// Percent in hundredths.
const FULL: u64 = 10_000;

/// Draws the card into the body.
pub(super) fn draw(stage: &Stage, card: &LibraryScene, body: Rect, buf: &mut Buffer) {
    let inner = columns(body, 2, body.width - 4);
    let years = card.months.chunks(YEAR).take(3).count();
    let months = u16::try_from(years).unwrap_or(0) * 3;
    let bars = u16::try_from(card.bars.len().min(MOST_BARS)).unwrap_or(0);
    // Score line, bars, months and legend, sentence, footer, and a gap above each of them.
    let legend = u16::from(years > 0);
    let fixed = 1 + bars + months + legend + 1 + 1;
    let spare = body.height.saturating_sub(fixed + 1);
    let (name, high) = name(stage, card, inner, spare.saturating_sub(4));
    let spare = (body.height).saturating_sub(fixed + high);
    let bar_pitch = if spare >= 4 + 2 * bars { 2 } else { 1 };
    let gaps = spare.saturating_sub((bar_pitch - 1) * bars);
    let gap = |n: u16| u16::from(gaps >= n) * if gaps >= 10 { 2 } else { 1 };
    let mut y = high;
    for (line, block) in name.iter().enumerate() {
        let place = rows(inner, u16::try_from(line).unwrap_or(0), high);
        match block {
            Name::Big(block) => block.draw_centred(buf, place, stage.ink.loud),
            Name::Plain(words, room) => {
                let line = columns(row(place, 0), *room, inner.width - 2 * room);
                paint::put_centred(buf, line, words, stage.ink.loud);
            }
        }
    }
    y += gap(4);
    standing(stage, card, row(inner, y), buf);
    y += 1 + gap(1);
    let width_of = |f: fn(&Stage, &BarRow) -> String| {
        card.bars
            .iter()
            .map(|b| width(&f(stage, b)))
            .max()
            .unwrap_or(0)
    };
    let widths = (width_of(|_, b| b.name.clone()), width_of(done));
    for bar in card.bars.iter().take(MOST_BARS) {
        draw_bar(stage, bar, widths, row(inner, y), buf);
        y += bar_pitch;
    }
    y += gap(2);
    for year in card.months.chunks(YEAR).take(3) {
        boxes(stage, year, rows(inner, y, 2), buf);
        y += 3;
    }
    if years > 0 {
        legend_line(stage, row(inner, y - 1), buf);
        y += gap(3) + 1;
    }
    let y = y.min(body.height - 2);
    sentence(stage, card, row(inner, y), buf);
    foot(stage, card, row(inner, body.height - 1), buf);
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
    let size = (inner.width - 2 * side, room);
    if let Some(block) = Block::fit(&card.row.name, size, &sizes, 2) {
        let high = block.rows();
        return (vec![Name::Big(block)], high);
    }
    let lines = paint::wrap(&card.row.name.to_uppercase(), inner.width - 2 * side);
    let high = lines.len().clamp(1, 2);
    let mut names: Vec<Name> = Vec::new();
    for line in lines.into_iter().take(high) {
        names.push(Name::Plain(line, side));
    }
    (names, u16::try_from(high).unwrap_or(1))
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
        let (edge, style) = look(stage, *state);
        let shown = format!("{edge}{letter}{edge}");
        paint::put(buf, row(place, 1), &shown, style);
    }
}

/// The character of a state and its style.
fn look(stage: &Stage, state: BoxState) -> (char, Style) {
    let ink = stage.ink;
    match state {
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
fn legend_line(stage: &Stage, line: Rect, buf: &mut Buffer) {
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
    paint::put_centred(buf, line, &words.join("   "), stage.ink.quiet);
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
    let as_of = card.as_of.map(|d| (hall.as_of)(&date(stage.text, d)));
    let used = paint::put(buf, line, &as_of.unwrap_or_default(), stage.ink.quiet);
    let gap = if used > 0 { 3 } else { 0 };
    let room = columns(line, used + gap, line.width);
    if let Some(words) = super::sealed(stage, card.sealed.as_ref(), room.width) {
        paint::put(buf, room, &words, stage.ink.text);
    }
}
