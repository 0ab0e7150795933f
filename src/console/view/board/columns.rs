//! The columns of the board: which have room, their heads, and one library's row.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::super::super::app::Model;
use super::super::{fit, put, width};
use super::zone_style;
use crate::meeting::board::{Board, By, Ranked};
use crate::meeting::plausible;
use crate::text::board as words;
use crate::theme;

/// Mark, rank with `=`, and what it moved.
const RANK: u16 = 12;
/// Score, letter, coverage, flag.
const VALUES: u16 = 19;
/// Name and sub-district have at least so much together.
const NAMES: u16 = 30;

/// Where the columns stand.
pub(super) struct Columns {
    /// Room of the name.
    name: u16,
    /// Room of the sub-district.
    place: u16,
    /// Families that have a column, by their place in the rules.
    families: Vec<usize>,
    /// Room of each.
    family: u16,
}

/// Writes cells from left to right.
struct Pen<'a> {
    buf: &'a mut Buffer,
    x: u16,
    y: u16,
}

impl Pen<'_> {
    /// A cell from the left, a blank at its end.
    fn left(&mut self, room: u16, text: &str, style: Style) {
        let inner = room.saturating_sub(1);
        put(self.buf, self.x, self.y, inner, &fit(text, inner), style);
        self.x += room;
    }

    /// A cell from the right, a blank at its end.
    fn right(&mut self, room: u16, text: &str, style: Style) {
        let inner = room.saturating_sub(1);
        let text = fit(text, inner);
        let blank = inner.saturating_sub(width(&text));
        put(self.buf, self.x + blank, self.y, inner, &text, style);
        self.x += room;
    }
}

impl Columns {
    pub(super) fn of(model: &Model, board: &Board, columns: u16) -> Columns {
        let all: Vec<usize> = board.scorer().families().collect();
        let count = u16::try_from(all.len()).unwrap_or(0);
        let rest = columns.saturating_sub(RANK + VALUES);
        let room = [12, 9, 6].into_iter().find(|w| rest >= NAMES + w * count);
        let (mut families, family) = room.map_or((Vec::new(), 6), |family| (all, family));
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

    /// The heads; the one by which it is ordered is marked.
    pub(super) fn heads(&self, model: &Model, board: &Board, buf: &mut Buffer, area: Rect) {
        let t = &model.text.board;
        let by = model.board.by;
        let marked = |name: &str, this| {
            if this {
                (format!("►{name}"), theme::loud())
            } else {
                (name.to_owned(), theme::quiet())
            }
        };
        let mut pen = Pen {
            buf,
            x: area.x + RANK,
            y: area.y,
        };
        pen.left(self.name, t.name, theme::quiet());
        pen.left(self.place, t.subdistrict, theme::quiet());
        let (name, style) = marked(t.score, by == By::Score);
        pen.right(7, &name, style);
        pen.x += 2;
        for at in &self.families {
            let family = board.rules().families.get(*at);
            let name = family.map_or("", |f| words::family(model.text, f));
            let (name, style) = marked(name, by == By::Family(*at));
            pen.right(self.family, &name, style);
        }
        pen.x += 1;
        pen.left(6, t.coverage, theme::quiet());
    }

    /// One library.
    pub(super) fn row(
        &self,
        model: &Model,
        board: &Board,
        buf: &mut Buffer,
        area: Rect,
        (row, chosen): (&Ranked<'_>, bool),
    ) {
        let base = if chosen {
            theme::chosen()
        } else {
            Style::new()
        };
        buf.set_style(area, base);
        put(buf, area.x, area.y, 1, if chosen { "►" } else { " " }, base);
        let mut pen = Pen {
            buf,
            x: area.x + 1,
            y: area.y,
        };
        let meeting = model.session.meeting();
        let code = &row.line.code;
        // Without a dot for thousands: five digits fit, and nobody reads a rank as a quantity.
        let rank = row.rank.map(|r| r.to_string());
        pen.right(6, &rank.unwrap_or_default(), base);
        pen.x -= 1;
        pen.left(2, if row.shared { "=" } else { "" }, base);
        pen.x -= 1;
        // Movement is told of the score only.
        let told = model.board.by == By::Score;
        let moved = told.then(|| board.moved(meeting, code)).flatten();
        pen.right(5, &moved_word(moved), base);
        pen.x = area.x + RANK;
        pen.left(self.name, short(row.name, self.name), base);
        pen.left(self.place, meeting.subdistrict_of(code), base);
        self.values(model, board, &mut pen, area, (row, chosen));
    }

    /// Score, families, coverage, flag.
    fn values(
        &self,
        model: &Model,
        board: &Board,
        pen: &mut Pen<'_>,
        area: Rect,
        (row, chosen): (&Ranked<'_>, bool),
    ) {
        let t = model.text;
        let standing = &row.line.standing;
        let turned = |style: Style| {
            if chosen {
                style.add_modifier(Modifier::REVERSED)
            } else {
                style
            }
        };
        let base = turned(Style::new());
        let Some(score) = standing.score else {
            let rest = area.right().saturating_sub(pen.x);
            pen.left(rest, t.board.unranked, turned(theme::quiet()));
            return;
        };
        let zone = board.zone(score);
        let (letter, _) = (t.board.zone)(zone);
        let score = format!("{} {letter}", words::decimal(t, score.into()));
        pen.right(9, &score, turned(zone_style(zone)));
        for at in &self.families {
            let part = board.part(*at).and_then(|at| standing.parts.get(at));
            let percent = part.map(|p| percent(model, p.percent()));
            pen.right(self.family, &percent.unwrap_or_default(), base);
        }
        pen.x += 1;
        let reported = standing.reported.map_or("–".to_owned(), |n| n.to_string());
        pen.right(6, &format!("{reported}/{}", standing.applicable), base);
        let meeting = model.session.meeting();
        if !plausible::of_library(meeting, board, &row.line.code).is_empty() {
            pen.left(2, "!", turned(theme::note()));
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
        Some(n) => format!("{:+}", n.clamp(-999, 999)),
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
