//! The rules in force and what new ones would change, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::app::Model;
use super::super::rules::RulesChange;
use super::{boxed, fit, put, width, wrap};
use crate::meeting::rules::{Family, Rules};
use crate::text::rules::{change_line, family_name, general_lines, window_words};
use crate::theme;

/// Columns of window, target, weight and standard, right of the name.
const NUMBERS: [u16; 4] = [10, 8, 7, 6];

/// The rules in force; `selected` is 0 for the general part, then the families.
pub(super) fn rules(model: &Model, buf: &mut Buffer, area: Rect, selected: usize) {
    let t = model.text;
    let meeting = model.session.meeting();
    let rules = meeting.rules();
    let inner = boxed(buf, area, t.rules.title, theme::loud());
    let room = inner.width.saturating_sub(2);
    let x = inner.x + 1;
    let locked = meeting.rules_lock().is_some();
    put(buf, x, inner.y, room, t.rules.by_committee, theme::note());
    if locked {
        let words = t.rules.locked_now;
        let at = inner.right().saturating_sub(width(words) + 1);
        put(buf, at, inner.y, room, words, theme::loud());
    }
    let mut y = inner.y + 1;
    let general = short_lines(general_lines(t, meeting));
    let label = general.iter().map(|(l, _)| width(l)).max().unwrap_or(0);
    for (n, (name, words)) in general.iter().enumerate() {
        let chosen = n == 0 && selected == 0;
        let style = if chosen {
            theme::chosen()
        } else {
            Style::new()
        };
        let line = format!("{name:<w$}  {words}", w = usize::from(label));
        if chosen {
            let row = format!("{:<w$}", fit(&line, room), w = usize::from(room));
            put(buf, x, y, room, &row, style);
        } else {
            put(buf, x, y, room, name, theme::quiet());
            let left = room.saturating_sub(label + 2);
            put(buf, x + label + 2, y, left, &fit(words, left), style);
        }
        y += 1;
    }
    put_row(buf, (x, y, room), &header(model), theme::quiet());
    y += 1;
    let words = model.rules_foot(selected);
    let left = inner.bottom().saturating_sub(y);
    let families = u16::try_from(rules.families.len()).unwrap_or(u16::MAX);
    let foot = match left.saturating_sub(families) {
        _ if words.is_empty() => Vec::new(),
        0 | 1 => vec![fit(&words, room)],
        rows => wrap(&words, room).into_iter().take(rows.into()).collect(),
    };
    let below = u16::try_from(foot.len()).unwrap_or(1);
    let bottom = inner.bottom().saturating_sub(below);
    let rows = usize::from(bottom.saturating_sub(y)).max(1);
    let first = selected.saturating_sub(rows);
    for (y, (n, family)) in (y..bottom).zip(rules.families.iter().enumerate().skip(first)) {
        let chosen = selected == n + 1;
        let style = if chosen {
            theme::chosen()
        } else {
            Style::new()
        };
        put_row(buf, (x, y, room), &cells(model, &rules, n, family), style);
    }
    for (y, line) in (bottom..inner.bottom()).zip(foot) {
        put(buf, x, y, room, &line, theme::quiet());
    }
}

/// Two lines where the screen has room for one: source and score, hash and state.
fn short_lines(general: Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
    let mut lines: Vec<(&'static str, String)> = Vec::new();
    for (n, (label, words)) in general.into_iter().enumerate() {
        match lines.last_mut() {
            Some((_, before)) if n == 3 || n == 7 => {
                before.push_str(" · ");
                before.push_str(&words);
            }
            Some(_) | None => lines.push((label, words)),
        }
    }
    lines
}

fn header(model: &Model) -> [String; 5] {
    let r = &model.text.rules.short;
    r.map(str::to_owned)
}

fn cells(model: &Model, rules: &Rules, n: usize, family: &Family) -> [String; 5] {
    let t = model.text;
    let least = rules.standard.iter().find(|(key, _)| *key == family.key);
    [
        format!("{} {}", n + 1, family_name(t, family)),
        window_words(t, rules, family).to_owned(),
        family.target_year.to_string(),
        family.weight.to_string(),
        least.map_or_else(|| "–".to_owned(), |(_, n)| n.to_string()),
    ]
}

/// The name takes what the numbers leave; the whole row has the style.
fn put_row(buf: &mut Buffer, (x, y, room): (u16, u16, u16), cells: &[String; 5], style: Style) {
    let name = room.saturating_sub(NUMBERS.iter().sum());
    put(buf, x, y, room, &" ".repeat(room.into()), style);
    let [first, rest @ ..] = cells;
    put(buf, x, y, name, &fit(first, name.saturating_sub(1)), style);
    let mut at = x + name;
    for (n, (cell, wide)) in rest.iter().zip(NUMBERS).enumerate() {
        let cell = fit(cell, wide.saturating_sub(1));
        // Words begin where they begin, numbers end under each other.
        let pad = if n == 0 { 0 } else { wide - width(&cell) };
        put(buf, at + pad, y, wide, &cell, style);
        at += wide;
    }
}

/// What new rules would change, line by line.
pub(super) fn change(model: &Model, buf: &mut Buffer, area: Rect, open: &RulesChange) {
    let t = model.text;
    let room = area.width.saturating_sub(4);
    let told = open.changes.iter().skip(open.scroll);
    let lines: Vec<String> = if open.changes.is_empty() {
        wrap(t.rules.usual_would_be, room)
    } else {
        told.flat_map(|change| wrap(&change_line(t, change), room))
            .collect()
    };
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let area = Rect {
        height: area.height.min(height.saturating_add(6)),
        ..area
    };
    let inner = boxed(buf, area, t.rules.changes_title, theme::note());
    let foot = inner.bottom().saturating_sub(3);
    let x = inner.x + 1;
    let more = lines.len() > usize::from(foot.saturating_sub(inner.y));
    for (y, line) in (inner.y..foot).zip(lines) {
        put(buf, x, y, room, &line, Style::new());
    }
    if more {
        put(
            buf,
            area.right().saturating_sub(5),
            foot,
            3,
            " … ",
            theme::loud(),
        );
    }
    let moved = (t.rules.moved)(open.moved);
    let hash = format!("{} {}", t.rules.hash, open.rules.hash());
    put(buf, x, foot, room.saturating_sub(4), &hash, theme::quiet());
    put(buf, x, foot + 1, room, &fit(&moved, room), theme::loud());
    put(
        buf,
        x,
        foot + 2,
        room,
        &fit(t.rules.ask_apply, room),
        theme::key(),
    );
}
