//! The board on the console: seal in large letters, what is shown of whom, and the rows that fit.

mod columns;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::super::app::Model;
use super::super::board::BoardScreen;
use super::{fit, put, width, wrap};
use crate::meeting::board::{Board, By};
use crate::meeting::hall::Colour;
use crate::text::board as words;
use crate::theme;

use columns::Columns;

/// Lines above the rows: seal, what it is, filter, heads.
const HEAD: u16 = 4;

/// How many rows of libraries a window has.
pub(in crate::console) fn rows((_, height): (u16, u16)) -> u16 {
    height.saturating_sub(5 + HEAD)
}

/// Draws the screen; answers where the caret of the search stands.
pub(super) fn draw(model: &Model, buf: &mut Buffer, area: Rect) -> Option<Position> {
    let screen = &model.board;
    let board = screen.board()?;
    seal(model, board, buf, area);
    about(
        model,
        board,
        buf,
        Rect {
            y: area.y + 1,
            ..area
        },
    );
    let caret = filter(
        model,
        board,
        buf,
        Rect {
            y: area.y + 2,
            ..area
        },
    );
    let list = Rect {
        y: area.y + HEAD,
        height: area.height.saturating_sub(HEAD),
        ..area
    };
    let t = &model.text.board;
    let told: &[&str] = if board.is_empty() {
        &t.no_libraries
    } else if screen.is_empty() {
        &[t.nobody_fits]
    } else {
        &[]
    };
    let list = why_no_rank(model, board, buf, list);
    if !told.is_empty() {
        let lines = told
            .iter()
            .flat_map(|words| wrap(words, list.width.saturating_sub(4)));
        for (y, line) in (list.y..list.bottom()).zip(lines) {
            put(buf, area.x + 2, y, list.width, &line, theme::loud());
        }
        return caret;
    }
    let columns = Columns::of(model, board, area.width);
    columns.heads(
        model,
        board,
        buf,
        Rect {
            y: area.y + 3,
            ..area
        },
    );
    let shown = usize::from(list.height);
    let at = screen.at();
    let first = first_row(at, shown, screen.len());
    let found = screen.rows(first, shown);
    for ((y, row), place) in (list.y..list.bottom()).zip(&found).zip(first..) {
        let line = Rect {
            y,
            height: 1,
            ..area
        };
        columns.row(model, board, buf, line, (row, place == at));
    }
    caret
}

/// Says above the rows why nobody has a rank; answers the room that is left for them.
fn why_no_rank(model: &Model, board: &Board, buf: &mut Buffer, list: Rect) -> Rect {
    let public = model.board.as_public;
    let why = words::why_no_rank(model.text, model.session.meeting(), board, public);
    let Some(why) = why else { return list };
    let lines = wrap(&why, list.width.saturating_sub(4));
    let mut used = 0;
    // It is told in the room that rows of libraries leave: a screenful of names without numbers.
    for line in lines.iter().take(list.height.saturating_sub(1).into()) {
        put(
            buf,
            list.x + 2,
            list.y + used,
            list.width,
            line,
            theme::note(),
        );
        used += 1;
    }
    Rect {
        y: list.y + used,
        height: list.height - used,
        ..list
    }
}

/// The first row of a window that has the chosen one in its middle.
fn first_row(at: usize, rows: usize, all: usize) -> usize {
    let last = all.saturating_sub(rows);
    at.saturating_sub(rows / 2).min(last)
}

/// The state of the seal over the whole line.
fn seal(model: &Model, board: &Board, buf: &mut Buffer, area: Rect) {
    let t = &model.text.board;
    let what = words::sealed(model.text, board.rules(), board.seal());
    let (told, style) = if what.is_empty() {
        (t.seal_off.to_owned(), theme::loud())
    } else {
        let loud = theme::note().add_modifier(Modifier::REVERSED);
        (format!("■ {}", (t.seal_on)(&what)), loud)
    };
    buf.set_style(Rect { height: 1, ..area }, style);
    let right = if model.board.as_public {
        t.as_public
    } else {
        t.title
    };
    let room = area.width.saturating_sub(width(right) + 3);
    put(buf, area.x + 1, area.y, room, &fit(&told, room), style);
    let x = area.right().saturating_sub(width(right) + 1);
    put(buf, x, area.y, area.width, right, style);
}

/// How many libraries, of which day, under which rules.
fn about(model: &Model, board: &Board, buf: &mut Buffer, area: Rect) {
    let t = &model.text.board;
    let meeting = model.session.meeting();
    let day = words::as_of(model.text, board);
    let hash = board.rules().hash();
    let short = hash.get(..8).unwrap_or(&hash);
    let count = (t.libraries)(board.len(), board.ranked());
    let mut parts = vec![day, words::rules_set(model.text, meeting, short)];
    let room = area.width.saturating_sub(2);
    if width(&parts.join(" · ")) + width(&count) + 3 <= room {
        parts.insert(0, count);
    }
    let line = fit(&parts.join(" · "), room);
    put(buf, area.x + 1, area.y, room, &line, theme::quiet());
}

/// Order and filter in words, and the search line while somebody types.
fn filter(model: &Model, board: &Board, buf: &mut Buffer, area: Rect) -> Option<Position> {
    let t = &model.text.board;
    let screen = &model.board;
    let room = area.width.saturating_sub(2);
    if screen.typing {
        let x = put(buf, area.x + 1, area.y, room, t.find, theme::key()) + 1;
        let typed = screen.filter.find.text();
        put(buf, x, area.y, room, typed, theme::loud());
        let count = words::number(model.text, screen.len() as u64);
        let right = area.right().saturating_sub(width(&count) + 1);
        put(buf, right, area.y, area.width, &count, theme::quiet());
        let before: String = typed.chars().take(screen.filter.find.caret()).collect();
        let caret = (x + width(&before)).min(area.right().saturating_sub(1));
        return Some(Position {
            x: caret,
            y: area.y,
        });
    }
    let mut parts = vec![(t.sorted)(by_word(model, board, screen))];
    let filter = &screen.filter;
    parts.extend(
        filter
            .subdistrict
            .as_ref()
            .map(|name| (t.only_subdistrict)(name)),
    );
    parts.extend(filter.zone.map(|zone| (t.only_zone)((t.zone)(zone).1)));
    if filter.newcomers {
        parts.push(t.only_newcomers.to_owned());
    }
    let typed = filter.find.text().trim();
    if !typed.is_empty() {
        parts.push((t.found)(typed, screen.len()));
    }
    let style = if filter.is_open() {
        Style::new()
    } else {
        theme::note()
    };
    let line = fit(&parts.join(" · "), room);
    put(buf, area.x + 1, area.y, room, &line, style);
    None
}

fn by_word<'a>(model: &'a Model, board: &'a Board, screen: &BoardScreen) -> &'a str {
    match screen.by {
        By::Score => model.text.board.score,
        By::Family(at) => {
            let family = board.rules().families.get(at);
            family.map_or("", |f| words::family(model.text, f))
        }
    }
}

pub(super) fn zone_style(zone: Colour) -> Style {
    match zone {
        Colour::Green => theme::good(),
        Colour::Yellow => theme::note(),
        Colour::Red => theme::bad(),
    }
}

#[cfg(test)]
mod tests {
    use super::first_row;

    #[test]
    fn the_chosen_row_is_in_the_window() {
        for (at, rows, all, first) in [
            (0, 10, 32, 0),
            (5, 10, 32, 0),
            (6, 10, 32, 1),
            (31, 10, 32, 22),
            (2, 10, 3, 0),
        ] {
            assert_eq!(first_row(at, rows, all), first, "{at}");
        }
    }
}
