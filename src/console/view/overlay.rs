//! Help, palette, forms and the steps of an import, drawn over the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

use super::super::app::Model;
use super::super::command::{Scope, in_scope, menu_key};
use super::super::data::menu;
use super::super::field::Field;
use super::super::form::{Entry, Form};
use super::super::overlay::Overlay;
use super::super::supervisor::Hidden;
use super::closing::{page, signatures};
use super::import::{choose, draw_preview, files, reading};
use super::members::{lists, similar};
use super::{boxed, capital, fit, put, width, wrap};
use crate::theme;

pub(super) fn draw(model: &Model, buf: &mut Buffer, body: Rect) -> Option<Position> {
    let area = Rect {
        x: body.x + 2,
        width: body.width - 4,
        ..body
    };
    // Nothing of the screen below shows at the edges.
    Clear.render(body, buf);
    // A choice stands over its preview.
    for overlay in model.overlays.iter().rev().take(2).rev() {
        if let Overlay::Preview(preview) = overlay {
            draw_preview(model, buf, area, preview);
        }
    }
    match model.overlays.last()? {
        Overlay::Help { scroll } => help(model, buf, area, *scroll),
        Overlay::Palette { field, selected } => {
            return Some(palette(model, buf, area, field, *selected));
        }
        Overlay::Form(open) => {
            let suggestion = model.suggestion(open);
            let caret = form(buf, area, &open.form, suggestion.as_deref());
            let used = open.form.rows.len() + help_rows(&open.form, area.width) + 3;
            let used = u16::try_from(used).unwrap_or(u16::MAX);
            let below = Rect {
                y: (area.y + used).min(area.bottom()),
                height: area.height.saturating_sub(used),
                ..area
            };
            similar(model, buf, below, open);
            return caret;
        }
        Overlay::Files { field, .. } => {
            return Some(files(model, buf, area, field));
        }
        Overlay::Reading { done, total, .. } => reading(model, buf, area, *done, *total),
        Overlay::Preview(_) => {}
        Overlay::ScannerCheck(open) => super::scanner::draw(model, buf, area, open),
        Overlay::Lists { selected } => lists(model, buf, area, *selected),
        Overlay::Confirm {
            title, question, ..
        } => confirm(buf, area, title, question),
        Overlay::Page {
            title,
            lines,
            scroll,
            ..
        } => page(buf, area, title, lines, *scroll),
        Overlay::Why(why) => super::why::draw(model, buf, area, why),
        Overlay::Signatures(open) => signatures(model, buf, area, open),
        Overlay::Pin(dialog) => {
            return Some(super::supervisor::dialog(model, buf, area, dialog));
        }
        Overlay::Columns(open) => super::import::columns(model, buf, area, *open),
        Overlay::Rules { selected } => super::rules::rules(model, buf, area, *selected),
        Overlay::RulesChange(open) => super::rules::change(model, buf, area, open),
        Overlay::Choose { question, selected } => choose(model, buf, area, *question, *selected),
    }
    None
}

fn help(model: &Model, buf: &mut Buffer, area: Rect, scroll: usize) {
    let t = model.text;
    let inner = boxed(buf, area, t.help_title, theme::loud());
    let mut lines: Vec<(String, String)> = t
        .help_desk
        .iter()
        // What digits do is another thing where there is no search line.
        .filter(|(key, _)| {
            model.scope() == Scope::Desk || !key.starts_with(|c: char| c.is_ascii_digit())
        })
        .map(|(key, words)| ((*key).to_owned(), (*words).to_owned()))
        .collect();
    // Over something that lies on the screen, its own keys first.
    let below = model.overlays.iter().rev().nth(1);
    let own = match below {
        Some(overlay) => super::overlay_keys(model, overlay),
        None if super::members_open(model) => {
            lines.retain(|(key, _)| !key.starts_with(|c: char| c.is_ascii_digit()));
            super::member_keys(model)
        }
        None => Vec::new(),
    };
    lines.splice(
        0..0,
        own.into_iter()
            .map(|(key, words)| (key, super::capital(&words))),
    );
    if below.is_none() && super::members_open(model) {
        lines.insert(0, (String::new(), t.desk.members_keys.to_owned()));
    }
    let digits = menu();
    for binding in in_scope(model.scope()) {
        let digit = digits.iter().position(|b| b.action == binding.action);
        let key = match (binding.key, digit) {
            (Some(key), _) => key.label(),
            (None, Some(i)) => menu_key(i).to_string(),
            // By its name.
            (None, None) => "Ctrl+P".to_owned(),
        };
        let mut words = (binding.help)(t).to_owned();
        let why = model.unavailable(binding.action);
        if let Some(why) = why.or_else(|| model.pin_note(binding.action)) {
            words = format!("{words} ({why})");
        }
        lines.push((key, words));
    }
    let rows: Vec<(String, String)> = lines
        .into_iter()
        .flat_map(|(key, words)| {
            let lines = wrap(&words, inner.width.saturating_sub(12));
            let keys = std::iter::once(key).chain(std::iter::repeat(String::new()));
            keys.zip(lines).collect::<Vec<_>>()
        })
        .collect();
    let page = usize::from(inner.height);
    let first = scroll.min(rows.len().saturating_sub(page));
    let more = rows.len() > first + page;
    for (y, (key, line)) in (inner.y..inner.bottom()).zip(rows.into_iter().skip(first)) {
        put(buf, inner.x + 1, y, 9, &key, theme::key());
        put(buf, inner.x + 11, y, inner.width - 11, &line, Style::new());
    }
    if more {
        put(
            buf,
            area.right() - 5,
            area.bottom() - 1,
            3,
            " … ",
            theme::loud(),
        );
    }
}

fn palette(
    model: &Model,
    buf: &mut Buffer,
    area: Rect,
    field: &Field,
    selected: usize,
) -> Position {
    let t = model.text;
    let inner = boxed(buf, area, t.palette_title, theme::loud());
    let caret = text_line(buf, inner.x + 1, inner.y, inner.width - 2, field);
    let rows = usize::from(inner.height.saturating_sub(2));
    let first = selected.saturating_sub(rows.saturating_sub(1));
    let found = model.palette(field.text());
    if found.is_empty() {
        let words = fit(&(t.no_result)(field.text().trim()), inner.width - 2);
        put(
            buf,
            inner.x + 1,
            inner.y + 2,
            inner.width - 2,
            &words,
            theme::note(),
        );
    }
    for (y, (i, binding)) in
        (inner.y + 2..inner.bottom()).zip(found.into_iter().enumerate().skip(first))
    {
        let off = model.unavailable(binding.action);
        let style = match (i == selected, off) {
            (true, _) => theme::chosen(),
            (false, Some(_)) => theme::quiet(),
            (false, None) => Style::new(),
        };
        let key = binding.key.map(|k| k.label()).unwrap_or_default();
        let name = capital((binding.name)(t));
        let words = match off.or_else(|| model.pin_note(binding.action)) {
            Some(why) => format!("{name} ({why})"),
            None => name,
        };
        put(
            buf,
            inner.x + 1,
            y,
            8,
            &key,
            if i == selected { style } else { theme::key() },
        );
        put(
            buf,
            inner.x + 10,
            y,
            inner.width - 11,
            &fit(&words, inner.width - 11),
            style,
        );
    }
    caret
}

/// Draws a form; also used by the set-up.
pub(super) fn form<K: Copy + PartialEq>(
    buf: &mut Buffer,
    area: Rect,
    form: &Form<K>,
    suggestion: Option<&str>,
) -> Option<Position> {
    // As high as it needs: the help of a line stands near the line.
    let help_rows = help_rows(form, area.width);
    let height = u16::try_from(form.rows.len() + help_rows)
        .unwrap_or(u16::MAX)
        .saturating_add(3);
    let area = Rect {
        height: area.height.min(height),
        ..area
    };
    let inner = boxed(buf, area, &form.title, theme::loud());
    let labels = form
        .rows
        .iter()
        .map(|r| width(r.label))
        .max()
        .unwrap_or(0)
        .min(inner.width / 3);
    let rows = usize::from(inner.height).saturating_sub(help_rows + 1);
    let first = form.focus.saturating_sub(rows.saturating_sub(1));
    let x = inner.x + labels + 3;
    let room = inner.right().saturating_sub(x + 1);
    let mut caret = None;
    for (y, (i, row)) in (inner.y..).zip(form.rows.iter().enumerate().skip(first).take(rows)) {
        let focused = i == form.focus;
        let label = if focused {
            theme::loud()
        } else {
            theme::quiet()
        };
        put(buf, inner.x + 1, y, labels, &fit(row.label, labels), label);
        match &row.entry {
            Entry::Text(field) if focused => {
                caret = Some(text_line(buf, x, y, room, field));
                if let Some(rest) = suggestion {
                    let used = width(field.text()) + 1;
                    let words = format!("► {rest}");
                    put(
                        buf,
                        x + used,
                        y,
                        room.saturating_sub(used),
                        &fit(&words, room.saturating_sub(used)),
                        theme::quiet(),
                    );
                }
            }
            Entry::Text(field) => {
                put(buf, x, y, room, &fit(field.text(), room), Style::new());
            }
            Entry::Hidden(hidden) => {
                let at = star_line(buf, x, y, room, hidden);
                caret = if focused { Some(at) } else { caret };
            }
            Entry::Choice { options, chosen } => {
                let mut at = x;
                let first = first_shown(options, *chosen, inner.right().saturating_sub(x + 2));
                if first > 0 {
                    at = put(buf, at, y, 2, "…", theme::quiet()) + 1;
                }
                for (n, option) in options.iter().enumerate().skip(first) {
                    if at + width(option) + 4 > inner.right() && n > *chosen {
                        put(buf, at, y, 1, "…", theme::quiet());
                        break;
                    }
                    let style = match (n == *chosen, focused) {
                        (true, true) => theme::chosen(),
                        (true, false) => theme::loud(),
                        (false, _) => theme::quiet(),
                    };
                    let words = if n == *chosen {
                        format!("[{option}]")
                    } else {
                        format!(" {option} ")
                    };
                    at = put(buf, at, y, inner.right().saturating_sub(at), &words, style) + 1;
                }
            }
        }
    }
    if let Some(row) = form.rows.get(form.focus) {
        let (words, style) = match &row.error {
            Some(error) => (error.as_str(), theme::bad()),
            None => (row.hint, theme::quiet()),
        };
        let lines = wrap(words, inner.width - 2);
        let first = inner
            .bottom()
            .saturating_sub(u16::try_from(help_rows).unwrap_or(2));
        for (y, line) in (first..inner.bottom()).zip(lines) {
            put(buf, inner.x + 1, y, inner.width - 2, &line, style);
        }
    }
    caret
}

/// Rows below the lines: what is wrong with the one being edited, or what it is for.
fn help_rows<K: Copy + PartialEq>(form: &Form<K>, columns: u16) -> usize {
    let row = form.rows.get(form.focus);
    let words = row.map_or("", |row| row.error.as_deref().unwrap_or(row.hint));
    wrap(words, columns.saturating_sub(4)).len().clamp(2, 4)
}

/// The first option that is shown, so that the chosen one stands whole on its line.
fn first_shown(options: &[String], chosen: usize, room: u16) -> usize {
    let wide = |from: usize| -> u16 {
        let shown = options.iter().take(chosen + 1).skip(from);
        let more = if from > 0 { 2 } else { 0 };
        shown.map(|o| width(o) + 3).sum::<u16>() + more
    };
    (0..=chosen)
        .find(|from| wide(*from) <= room)
        .unwrap_or(chosen)
}

pub(super) fn text_line(buf: &mut Buffer, x: u16, y: u16, room: u16, field: &Field) -> Position {
    let text = field.text();
    let before: String = text.chars().take(field.caret()).collect();
    let mut shown = text;
    let mut caret = width(&before);
    while caret >= room && !shown.is_empty() {
        let first = shown.chars().next().map_or(0, char::len_utf8);
        caret = caret.saturating_sub(width(&shown[..first]));
        shown = &shown[first..];
    }
    put(buf, x, y, room, &" ".repeat(room.into()), Style::new());
    put(
        buf,
        x,
        y,
        room,
        shown,
        Style::new().add_modifier(ratatui::style::Modifier::UNDERLINED),
    );
    Position::new(x + caret, y)
}

/// A line that nobody shall read.
pub(super) fn star_line(buf: &mut Buffer, x: u16, y: u16, room: u16, hidden: &Hidden) -> Position {
    let stars = hidden.stars();
    let caret = u16::try_from(hidden.caret()).unwrap_or(u16::MAX);
    let style = Style::new().add_modifier(ratatui::style::Modifier::UNDERLINED);
    put(buf, x, y, room, &" ".repeat(room.into()), Style::new());
    put(buf, x, y, room, &stars, style);
    Position::new(x + caret.min(room.saturating_sub(1)), y)
}

fn confirm(buf: &mut Buffer, area: Rect, title: &str, question: &str) {
    let lines = wrap(question, area.width.saturating_sub(6));
    let height = u16::try_from(lines.len()).unwrap_or(4).min(area.height - 4) + 4;
    let area = Rect {
        y: area.y + (area.height - height) / 2,
        height,
        ..area
    };
    let inner = boxed(buf, area, title, theme::note());
    for (y, line) in (inner.y + 1..inner.bottom()).zip(lines) {
        put(buf, inner.x + 2, y, inner.width - 4, &line, theme::loud());
    }
}
