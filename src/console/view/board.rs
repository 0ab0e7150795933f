//! The board on the console: seal in large letters, what is shown of whom, and the rows that fit.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::super::app::Model;
use super::super::board::BoardScreen;
use super::{fit, put, width, wrap};
use crate::meeting::board::{Board, By, Ranked};
use crate::meeting::hall::Colour;
use crate::meeting::plausible;
use crate::text::board as words;
use crate::theme;

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
        columns.row(model, board, buf, line, row, place == at);
    }
    caret
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
    if !board.is_empty() && board.ranked() == 0 {
        put(
            buf,
            area.x + 1,
            area.y,
            area.width - 2,
            t.no_data_yet,
            theme::note(),
        );
        return;
    }
    let day = board.as_of();
    let day = day.map_or_else(
        || t.no_date.to_owned(),
        |day| (t.as_of)(&words::day(model.text, day)),
    );
    let hash = board.rules().hash();
    let short = hash.get(..8).unwrap_or(&hash);
    let locked = model.session.meeting().rules_lock().is_some();
    let count = (t.libraries)(board.len(), board.ranked());
    let mut parts = vec![day, (t.rules)(short, locked)];
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

/// Where the columns stand.
struct Columns {
    /// Room of the name.
    name: u16,
    /// Room of the sub-district.
    place: u16,
    /// Families that have a column, by their place in the rules, and its room.
    families: Vec<usize>,
    family: u16,
}

/// Rank with `=`, and what it moved.
const RANK: u16 = 12;
/// Score, letter, coverage, flag.
const VALUES: u16 = 19;

impl Columns {
    fn of(model: &Model, board: &Board, area: u16) -> Columns {
        let all: Vec<usize> = board.scorer().families().collect();
        let count = u16::try_from(all.len()).unwrap_or(0);
        let rest = area.saturating_sub(RANK + VALUES);
        let least = 30;
        let family = [12, 9, 6].into_iter().find(|w| rest >= least + w * count);
        let (mut families, family) = match family {
            Some(family) => (all, family),
            None => (Vec::new(), 6),
        };
        // Without room for all, at least that by which it is ordered.
        if let (true, By::Family(at)) = (families.is_empty(), model.board.by) {
            families.push(at);
        }
        let used = family * u16::try_from(families.len()).unwrap_or(0);
        let rest = rest.saturating_sub(used);
        let place = (rest * 2 / 5).min(22);
        Columns {
            name: rest.saturating_sub(place),
            place,
            families,
            family,
        }
    }

    fn heads(&self, model: &Model, board: &Board, buf: &mut Buffer, area: Rect) {
        let t = &model.text.board;
        let by = model.board.by;
        let head = |name: &str, by_this: bool, room: u16| {
            let name = if by_this {
                format!("►{name}")
            } else {
                name.to_owned()
            };
            let name = fit(&name, room);
            format!(
                "{}{name}",
                " ".repeat(room.saturating_sub(width(&name)).into())
            )
        };
        let style = |by_this| {
            if by_this {
                theme::loud()
            } else {
                theme::quiet()
            }
        };
        let mut x = area.x + RANK;
        put(buf, x, area.y, self.name, t.name, theme::quiet());
        x += self.name;
        put(
            buf,
            x,
            area.y,
            self.place.saturating_sub(1),
            &fit(t.subdistrict, self.place.saturating_sub(1)),
            theme::quiet(),
        );
        x += self.place;
        let score = by == By::Score;
        put(buf, x, area.y, 6, &head(t.score, score, 6), style(score));
        x += 9;
        for at in &self.families {
            let this = by == By::Family(*at);
            let family = board.rules().families.get(*at);
            let name = family.map_or("", |f| words::family(model.text, f));
            put(
                buf,
                x,
                area.y,
                self.family - 1,
                &head(name, this, self.family - 1),
                style(this),
            );
            x += self.family;
        }
        put(buf, x + 1, area.y, 5, t.coverage, theme::quiet());
    }

    fn row(
        &self,
        model: &Model,
        board: &Board,
        buf: &mut Buffer,
        area: Rect,
        row: &Ranked<'_>,
        chosen: bool,
    ) {
        let t = model.text;
        let meeting = model.session.meeting();
        let (line, standing) = (row.line, &row.line.standing);
        let base = if chosen {
            theme::chosen()
        } else {
            Style::new()
        };
        if chosen {
            buf.set_style(area, base);
        }
        let painted = |style: Style| {
            if chosen {
                style.add_modifier(Modifier::REVERSED)
            } else {
                style
            }
        };
        put(buf, area.x, area.y, 1, if chosen { "►" } else { " " }, base);
        if let Some(rank) = row.rank {
            let mark = if row.shared { '=' } else { ' ' };
            put(
                buf,
                area.x + 1,
                area.y,
                6,
                &format!("{rank:>5}{mark}"),
                base,
            );
            // Movement is told of the score only.
            let told = model.board.by == By::Score;
            let moved = told.then(|| board.moved(meeting, &line.code)).flatten();
            put(
                buf,
                area.x + 7,
                area.y,
                4,
                &format!("{:>4}", moved_word(moved)),
                base,
            );
        }
        let mut x = area.x + RANK;
        put(
            buf,
            x,
            area.y,
            self.name,
            &fit(short(&line.name, self.name), self.name.saturating_sub(1)),
            base,
        );
        x += self.name;
        let place = meeting.subdistrict_of(&line.code);
        let room = self.place.saturating_sub(1);
        put(buf, x, area.y, room, &fit(place, room), base);
        x += self.place;
        match standing.score {
            Some(score) => {
                let zone = board.zone(score);
                let (letter, _) = (t.board.zone)(zone);
                let words = format!("{:>6} {letter}", words::decimal(t, score.into()));
                put(buf, x, area.y, 8, &words, painted(zone_style(zone)));
            }
            None => {
                let rest = area.right().saturating_sub(x + 1);
                put(
                    buf,
                    x,
                    area.y,
                    rest,
                    &fit(t.board.unranked, rest),
                    painted(theme::quiet()),
                );
                return;
            }
        }
        x += 9;
        for at in &self.families {
            let part = board.part(*at).and_then(|at| standing.parts.get(at));
            let percent = part.map_or_else(String::new, |p| percent(model, p.percent()));
            let room = usize::from(self.family - 1);
            put(
                buf,
                x,
                area.y,
                self.family - 1,
                &format!("{percent:>room$}"),
                base,
            );
            x += self.family;
        }
        let reported = standing.reported.map_or("–".to_owned(), |n| n.to_string());
        let covered = format!("{:>5}", format!("{reported}/{}", standing.applicable));
        put(buf, x + 1, area.y, 5, &covered, base);
        if !plausible::of_library(meeting, board, &line.code).is_empty() {
            put(buf, x + 7, area.y, 1, "!", painted(theme::note()));
        }
    }
}

/// A name without the word that nearly all of them begin with, where there is little room.
fn short(name: &str, room: u16) -> &str {
    let rest = name.strip_prefix("Perpustakaan ").unwrap_or(name);
    if room < 30 && !rest.trim().is_empty() {
        rest
    } else {
        name
    }
}

/// `+2`, `-1`, `·` for unchanged, blank for nothing to compare with.
fn moved_word(moved: Option<i32>) -> String {
    match moved {
        None => String::new(),
        Some(0) => "·".to_owned(),
        Some(n) if n.abs() > 999 => if n > 0 { "+999" } else { "-999" }.to_owned(),
        Some(n) => format!("{n:+}"),
    }
}

/// A percent in five columns.
fn percent(model: &Model, hundredths: u16) -> String {
    if hundredths >= crate::meeting::rules::FULL {
        "100".to_owned()
    } else {
        words::decimal(model.text, hundredths.into())
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
