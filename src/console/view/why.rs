//! *Mengapa peringkat ini?*: one library, its bars and boxes, and the sum so that it can be redone with a
//! pencil; on a second page its numbers month by month.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::app::Model;
use super::super::why::Why;
use super::board::zone_style;
use super::{bar, boxed, fit, put, width, wrap};
use crate::meeting::achieved::{LibraryData, Status};
use crate::meeting::board::{Board, By, Ranked};
use crate::meeting::detail::{Piece, pieces};
use crate::meeting::hall::Colour;
use crate::meeting::plausible;
use crate::meeting::rank::MonthState;
use crate::meeting::rules::{Family, Scored, Source, Window};
use crate::text::board as words;
use crate::theme;

/// A line of pieces, each with its style.
type Line = Vec<(String, Style)>;

/// What a line is made from.
struct Card<'a> {
    model: &'a Model,
    board: &'a Board,
    row: Ranked<'a>,
    data: Option<&'a LibraryData>,
    room: u16,
}

pub(super) fn draw(model: &Model, buf: &mut Buffer, area: Rect, why: &Why) {
    let b = &model.text.board;
    let name = model.session.meeting().library_name(&why.code);
    let title = if why.by_month { b.by_month } else { b.why };
    let inner = boxed(buf, area, &format!("{title}  {name}"), theme::loud());
    let lines = lines(model, why, inner.width.saturating_sub(2));
    let rows = usize::from(inner.height);
    let first = why.scroll.min(lines.len().saturating_sub(rows));
    for (y, line) in (inner.y..inner.bottom()).zip(lines.iter().skip(first)) {
        let mut x = inner.x + 1;
        for (piece, style) in line {
            let room = inner.right().saturating_sub(x);
            x = put(buf, x, y, room, &fit(piece, room), *style);
        }
    }
    if lines.len() > first + rows {
        let at = area.right().saturating_sub(5);
        put(buf, at, area.bottom() - 1, 3, " … ", theme::loud());
    }
}

impl Model {
    /// How many lines the open card can be scrolled by.
    pub(in crate::console) fn why_lines(&self, why: &Why) -> usize {
        let (columns, height) = self.size;
        let room = columns.saturating_sub(8);
        let rows = usize::from(height.saturating_sub(7));
        lines(self, why, room).len().saturating_sub(rows) + 1
    }
}

fn lines(model: &Model, why: &Why, room: u16) -> Vec<Line> {
    let found = model.board.board().and_then(|board| {
        let row = board.row(By::Score, &why.code)?;
        Some((board, row))
    });
    let Some((board, row)) = found else {
        return Vec::new();
    };
    let data = model.session.meeting().achievements().of(&why.code);
    let card = Card {
        model,
        board,
        row,
        data,
        room,
    };
    if why.by_month {
        card.months()
    } else {
        card.reasons(why)
    }
}

impl Card<'_> {
    fn reasons(&self, why: &Why) -> Vec<Line> {
        let mut lines = self.place();
        lines.push(Vec::new());
        lines.extend(self.bars());
        if self.board.rules().source == Source::Months {
            lines.push(Vec::new());
            lines.extend(self.boxes());
        }
        if self.row.rank.is_some() {
            lines.push(Vec::new());
            lines.extend(self.sum());
        }
        lines.extend(self.sim());
        lines.extend(self.flags());
        lines.extend(self.firmness(why));
        lines
    }

    /// A text in as many lines as it needs.
    fn say(&self, text: &str, style: Style) -> Vec<Line> {
        let wrapped = wrap(text, self.room);
        wrapped.into_iter().map(|l| vec![(l, style)]).collect()
    }

    /// Rank and score, loud; then what stands beside them.
    fn place(&self) -> Vec<Line> {
        let (t, b) = (self.model.text, &self.model.text.board);
        let (line, standing) = (self.row.line, &self.row.line.standing);
        let meeting = self.model.session.meeting();
        let place = meeting.subdistrict_of(&line.code);
        let (Some(rank), Some(score)) = (self.row.rank, standing.score) else {
            let mut lines = self.say(place, Style::new());
            lines.extend(self.say(b.not_reported, theme::note()));
            return lines;
        };
        let shown = words::number(t, rank.into());
        let all = self.board.ranked();
        let told = if self.row.shared {
            (b.shared_place)(&shown, all)
        } else {
            (b.place)(&shown, all)
        };
        let moved = self.board.moved(meeting, &line.code).map(b.moved);
        let first = [Some(told), moved, Some(place.to_owned())];
        let first: Vec<String> = first
            .into_iter()
            .flatten()
            .filter(|s| !s.is_empty())
            .collect();
        let zone = self.board.zone(score);
        let (letter, word) = (b.zone)(zone);
        let value = (b.value)(&words::decimal(t, score.into()), letter, word);
        let applicable = standing.applicable;
        let beside = [
            standing.reported.map(|n| (b.reported)(n, applicable)),
            standing.met.map(|n| (b.months_met)(n, applicable)),
            standing.gap.map(b.gap),
            Some((b.surplus)(&words::decimal(t, standing.surplus.into()))),
        ];
        let beside: Vec<String> = beside.into_iter().flatten().collect();
        let mut lines = vec![vec![(first.join(" · "), theme::loud())]];
        lines.push(vec![(value, zone_style(zone))]);
        lines.extend(self.say(&beside.join(" · "), Style::new()));
        lines
    }

    /// A bar, done and target, and percent for each family.
    fn bars(&self) -> Vec<Line> {
        let (t, b) = (self.model.text, &self.model.text.board);
        let rules = self.board.rules();
        let names = rules.families.iter().map(|f| width(words::family(t, f)));
        let name_room = names.max().unwrap_or(0).min(self.room / 3);
        let bar_room = self.room.saturating_sub(name_room + 27).min(40);
        let families = rules.families.iter().enumerate();
        let line = |(at, family): (usize, &Family)| {
            let name = padded(words::family(t, family), name_room);
            let part = self.board.part(at);
            let Some(part) = part.and_then(|at| self.row.line.standing.parts.get(at)) else {
                return vec![(format!("{name} {}", b.sealed_family), theme::note())];
            };
            let filled = bar(part.percent().into(), 10_000, bar_room);
            let target = words::short_decimal(t, part.target());
            let Some(done) = part.done else {
                let words = format!(" {:>15}", b.nothing);
                return vec![
                    (format!("{name} {filled}"), Style::new()),
                    (words, theme::quiet()),
                ];
            };
            let done = format!("{} / {target}", words::number(t, done));
            let percent = words::decimal(t, part.percent().into());
            vec![
                (format!("{name} {filled}"), Style::new()),
                (format!(" {done:>15} {percent:>7} %"), theme::loud()),
            ]
        };
        families.map(line).collect()
    }

    /// A box with a letter per month, and what the letters mean.
    fn boxes(&self) -> Vec<Line> {
        let (t, b) = (self.model.text, &self.model.text.board);
        let library = self
            .model
            .session
            .meeting()
            .libraries()
            .get(&self.row.line.code);
        let states = self.board.scorer().states(library, self.data);
        let per_line = usize::from(self.room / 4).clamp(1, 12);
        let mut lines = Vec::new();
        for part in states.chunks(per_line) {
            let names = part
                .iter()
                .map(|(month, _)| format!("{} ", words::month_word(t, *month)));
            lines.push(vec![(names.collect::<String>(), theme::quiet())]);
            let drawn = part.iter().map(|(_, state)| {
                let (letter, _) = (b.state)(*state);
                (format!("[{letter}] "), state_style(*state))
            });
            lines.push(drawn.collect());
        }
        let kinds = [
            MonthState::Met,
            MonthState::Below,
            MonthState::Missing,
            MonthState::NotApplicable,
        ];
        let legend = kinds.into_iter().filter_map(|kind| {
            let count = states.iter().filter(|(_, s)| *s == kind).count();
            let (letter, word) = (b.state)(kind);
            (count > 0).then(|| format!("{letter} {word} {count}"))
        });
        let legend: Vec<String> = legend.collect();
        lines.extend(self.say(&legend.join(" · "), theme::quiet()));
        lines
    }

    fn pieces(&self, family: usize) -> Vec<Piece> {
        let library = self
            .model
            .session
            .meeting()
            .libraries()
            .get(&self.row.line.code);
        pieces(self.board, family, library, self.data)
    }

    /// The sum: each family's mean, then the weighted mean of the families.
    fn sum(&self) -> Vec<Line> {
        let (t, b) = (self.model.text, &self.model.text.board);
        let rules = self.board.rules();
        let totals = rules.source == Source::Totals;
        let mut lines = Vec::new();
        let (mut parts, mut weighted, mut weights) = (Vec::new(), 0_u64, 0_u64);
        for (at, family) in rules.families.iter().enumerate() {
            let part = self.board.part(at);
            let Some(part) = part.and_then(|at| self.row.line.standing.parts.get(at)) else {
                continue;
            };
            let pieces = self.pieces(at);
            let counted = pieces.iter().filter(|p| p.months > 0);
            let sum: u64 = counted.clone().map(|p| u64::from(p.percent)).sum();
            let window = if totals { Window::Year } else { family.window };
            let percent = words::decimal(t, part.percent().into());
            let told = (b.mean)(
                words::family(t, family),
                counted.count(),
                window,
                &words::decimal(t, sum),
                &percent,
            );
            lines.extend(self.say(&told, Style::new()));
            if family.weight > 0 {
                parts.push(match family.weight {
                    1 => percent,
                    weight => format!("{weight} × {percent}"),
                });
                weighted += u64::from(family.weight) * u64::from(part.percent());
                weights += u64::from(family.weight);
            }
        }
        if rules.score == Scored::Sim {
            lines.extend(self.say(b.sim_score, theme::note()));
            return lines;
        }
        let score = self.row.line.standing.score.unwrap_or(0);
        let told = (b.total)(
            &parts.join(" + "),
            &words::decimal(t, weighted),
            u32::try_from(weights).unwrap_or(0),
            &words::decimal(t, score.into()),
        );
        lines.extend(self.say(&told, theme::loud()));
        lines.extend(self.say(b.rounding, theme::quiet()));
        lines
    }

    fn sim(&self) -> Vec<Line> {
        let (t, b) = (self.model.text, &self.model.text.board);
        let Some(sim) = self
            .board
            .sim(self.model.session.meeting(), &self.row.line.code)
        else {
            return Vec::new();
        };
        let dash = || "–".to_owned();
        let score = sim.score.map_or_else(dash, |s| words::decimal(t, s.into()));
        let apart = sim.difference.map_or_else(dash, |d| words::signed(t, d));
        let colour = sim.colour.map_or("", |c: Colour| (b.zone)(c).1);
        self.say(&(b.sim)(&score, colour, &apart), theme::note())
    }

    fn flags(&self) -> Vec<Line> {
        let (t, b) = (self.model.text, &self.model.text.board);
        let meeting = self.model.session.meeting();
        let flags = plausible::of_library(meeting, self.board, &self.row.line.code);
        if flags.is_empty() {
            return Vec::new();
        }
        let rules = self.board.rules();
        let told: Vec<String> = flags.iter().map(|f| words::flag(t, rules, f)).collect();
        self.say(
            &format!("! {}: {}", b.check, told.join("; ")),
            theme::note(),
        )
    }

    fn firmness(&self, why: &Why) -> Vec<Line> {
        let (t, b) = (self.model.text, &self.model.text.board);
        match &why.firm {
            None if self.row.rank.is_some() => self.say(b.firm_hint, theme::key()),
            Some(Some(robust)) => {
                let told = words::firmness(t, robust);
                told.iter()
                    .flat_map(|l| self.say(l, Style::new()))
                    .collect()
            }
            None | Some(None) => Vec::new(),
        }
    }

    /// The numbers of each month: what was done in each family, its percent where a window ends, the
    /// month's state, its note.
    fn months(&self) -> Vec<Line> {
        let (t, b) = (self.model.text, &self.model.text.board);
        let rules = self.board.rules();
        if rules.source == Source::Totals {
            return self.say(b.totals_only, theme::note());
        }
        let library = self
            .model
            .session
            .meeting()
            .libraries()
            .get(&self.row.line.code);
        let families: Vec<usize> = self.board.scorer().families().collect();
        let windows: Vec<Vec<Piece>> = families.iter().map(|at| self.pieces(*at)).collect();
        let count = u16::try_from(families.len()).unwrap_or(1).max(1);
        let column = ((self.room.saturating_sub(28)) / count).clamp(9, 16);
        let named = families.iter().filter_map(|at| rules.families.get(*at));
        let mut head = padded(b.month, 9);
        for family in named {
            let name = fit(words::family(t, family), column - 1);
            head.push_str(&from_right(&name, column));
        }
        let mut lines = vec![vec![(format!("{head}  {}", b.status), theme::quiet())]];
        for (month, state) in self.board.scorer().states(library, self.data) {
            let row = self.data.and_then(|d| d.month(month));
            let mut told = padded(&words::month_in(t, rules, month), 9);
            for (place, pieces) in windows.iter().enumerate() {
                let counts = row.and_then(|r| self.board.scorer().value(place, r.counts));
                let done = counts.map_or("–".to_owned(), |n| words::number(t, n));
                let ends = pieces.iter().find(|p| p.to == month && p.months > 0);
                let percent =
                    ends.map_or_else(String::new, |p| short_percent(self.model, p.percent));
                told.push_str(&from_right(&format!("{done} {percent:>5}"), column));
            }
            let (letter, word) = (b.state)(state);
            let rejected = row.is_some_and(|r| r.status == Status::Rejected);
            let word = if rejected { b.rejected } else { word };
            lines.push(vec![
                (format!("{told}  "), Style::new()),
                (format!("{letter} {word}"), state_style(state)),
            ]);
            // A note may speak of what is sealed.
            let note = match self.data {
                Some(data) if !self.model.board.as_public => data.note(month),
                Some(_) | None => "",
            };
            if !note.is_empty() {
                let note = wrap(note, self.room.saturating_sub(9));
                lines.extend(
                    note.into_iter()
                        .map(|l| vec![(format!("{:9}{l}", ""), theme::note())]),
                );
            }
        }
        lines
    }
}

fn short_percent(model: &Model, percent: u16) -> String {
    if percent >= crate::meeting::rules::FULL {
        "100%".to_owned()
    } else {
        words::decimal(model.text, percent.into())
    }
}

fn from_right(text: &str, room: u16) -> String {
    let blank = room.saturating_sub(width(text));
    format!("{}{text}", " ".repeat(blank.into()))
}

fn padded(text: &str, room: u16) -> String {
    let text = fit(text, room);
    let blank = room.saturating_sub(width(&text));
    format!("{text}{}", " ".repeat(blank.into()))
}

fn state_style(state: MonthState) -> Style {
    match state {
        MonthState::Met => theme::good(),
        MonthState::Below => theme::note(),
        MonthState::Missing => Style::new(),
        MonthState::NotApplicable => theme::quiet(),
    }
}
