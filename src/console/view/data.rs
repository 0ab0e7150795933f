//! Data and import: the menu on the left, what the file holds on the right.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::app::Model;
use super::super::command::menu_key;
use super::super::data::menu;
use super::{capital, fit, put, width, wrap};
use crate::theme;

pub(super) fn draw(model: &Model, buf: &mut Buffer, area: Rect) {
    let t = model.text;
    let left = (area.width / 2).max(34);
    put(buf, area.x + 1, area.y, left, t.data_title, theme::loud());
    let mut y = area.y + 2;
    // Two lines stay for the help of the chosen one.
    let rows = usize::from(area.height.saturating_sub(6)).max(1);
    let first = model.data.selected.saturating_sub(rows - 1);
    for (i, binding) in menu().into_iter().enumerate().skip(first).take(rows) {
        let chosen = i == model.data.selected;
        let off = model.unavailable(binding.action);
        let style = match (chosen, off) {
            (true, _) => theme::chosen(),
            (false, Some(_)) => theme::quiet(),
            (false, None) => Style::new(),
        };
        let words = fit(
            &format!(" {}  {} ", menu_key(i), (binding.name)(t)),
            left - 2,
        );
        let padded = format!(
            "{words}{}",
            " ".repeat(usize::from(left.saturating_sub(2 + width(&words))))
        );
        put(buf, area.x + 1, y, left - 2, &padded, style);
        y += 1;
    }
    if menu().len() > first + rows {
        put(buf, area.x + 2, y, left, "…", theme::loud());
    }
    let chosen = menu()[model.data.selected.min(menu().len() - 1)];
    let mut help = vec![((chosen.help)(t).to_owned(), Style::new())];
    let why = model.unavailable(chosen.action);
    if let Some(why) = why.or_else(|| model.pin_note(chosen.action)) {
        help.push((capital(why), theme::note()));
    }
    y += 1;
    for (words, style) in help {
        for line in wrap(&words, area.width - 4) {
            if y < area.bottom() {
                put(buf, area.x + 2, y, area.width - 3, &line, style);
                y += 1;
            }
        }
    }
    let right = Rect {
        x: area.x + left + 1,
        width: area.width - left - 2,
        ..area
    };
    facts(model, buf, right);
}

fn facts(model: &Model, buf: &mut Buffer, area: Rect) {
    let t = model.text;
    let meeting = model.session.meeting();
    let about = meeting.about().cloned().unwrap_or_default();
    let head = model.session.head();
    let file = model
        .file
        .file_name()
        .map(|n| n.to_string_lossy().into_owned());
    let lines: [(&str, String); 9] = [
        (t.fact_date, crate::text::long_date(t, about.date)),
        (t.fact_place, about.place.clone()),
        (t.fact_organiser, about.organiser.clone()),
        (t.fact_people, meeting.people().len().to_string()),
        (t.fact_libraries, meeting.libraries().len().to_string()),
        (t.fact_villages, meeting.villages().len().to_string()),
        (t.fact_file, file.unwrap_or_default()),
        (t.fact_journal, (t.entries)(head.seq)),
        (t.fact_fingerprint, head.hash.fingerprint()),
    ];
    put(
        buf,
        area.x,
        area.y,
        area.width,
        t.facts_title,
        theme::loud(),
    );
    let mut y = area.y + 2;
    for (label, value) in lines {
        if value.is_empty() || y >= area.bottom() {
            continue;
        }
        put(buf, area.x, y, 13, label, theme::quiet());
        let room = area.width.saturating_sub(14);
        put(buf, area.x + 14, y, room, &fit(&value, room), Style::new());
        y += 1;
    }
}
