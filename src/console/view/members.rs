//! The delegation's card where the list stands: numbered rows with ticks. And the lists a desk records on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::app::Model;
use super::super::card;
use super::super::delegation::Members;
use super::super::forms::OpenForm;
use super::desk::state_words;
use super::{boxed, fit, put, width};
use crate::theme;

/// Draws the open card: a heading, a row per person, the keys.
pub(super) fn members(model: &Model, buf: &mut Buffer, area: Rect, card: &Members) {
    let t = model.text;
    let meeting = model.session.meeting();
    let room = area.width.saturating_sub(3);
    let name = meeting.delegation_name(card.delegation);
    let heading = if model.hands_out() {
        (t.desk.members_receive)(name)
    } else {
        (t.desk.members_title)(name)
    };
    put(
        buf,
        area.x + 1,
        area.y,
        room,
        &fit(&heading, room),
        theme::loud(),
    );
    let rows = usize::from(area.height.saturating_sub(2));
    let first = card.selected.saturating_sub(rows.saturating_sub(1));
    for (y, (i, id)) in
        (area.y + 1..area.bottom() - 1).zip(card.rows.iter().enumerate().skip(first))
    {
        let Some(person) = meeting.person(*id) else {
            continue;
        };
        let (state, style) = state_words(model, person);
        let there = person.arrival(&model.list).is_some();
        let mark = match (there, card.ticked.contains(id)) {
            (true, _) => "■",
            (false, true) => "v",
            (false, false) => " ",
        };
        let here = i == card.selected && card.chosen;
        let style = if here { theme::chosen() } else { style };
        if here {
            buf.set_style(
                Rect {
                    y,
                    height: 1,
                    ..area
                },
                style,
            );
        }
        let digit = if i < 9 {
            (i + 1).to_string()
        } else {
            String::new()
        };
        let key = if here { style } else { theme::key() };
        put(buf, area.x + 1, y, 1, &digit, key);
        put(buf, area.x + 3, y, 3, &format!("[{mark}]"), style);
        let number = format!("#{id}");
        let state_x = area.right().saturating_sub(25);
        let name_room = (state_x - area.x - 8) * 6 / 10;
        put(
            buf,
            area.x + 7,
            y,
            name_room,
            &fit(&person.who_came().name, name_room),
            style,
        );
        let position = match person.record.personal.position.as_str() {
            "" => person.record.group.as_str(),
            position => position,
        };
        let place_x = area.x + 8 + name_room;
        let place_room = state_x.saturating_sub(place_x + 1);
        put(
            buf,
            place_x,
            y,
            place_room,
            &fit(position, place_room),
            style,
        );
        put(buf, state_x, y, 17, &fit(&state, 17), style);
        let at = area.right().saturating_sub(width(&number) + 1);
        put(buf, at, y, 8, &number, style);
    }
    let more = card.rows.len() > first + rows;
    let keys = if more {
        format!("… {}", t.desk.members_keys)
    } else {
        t.desk.members_keys.to_owned()
    };
    put(
        buf,
        area.x + 3,
        area.bottom() - 1,
        room,
        &fit(&keys, room),
        theme::quiet(),
    );
}

/// The card without a person on it: how the delegation stands after its letter was read.
pub(super) fn standing(model: &Model, buf: &mut Buffer, area: Rect, open: &Members) {
    let t = model.text;
    let meeting = model.session.meeting();
    let Some(standing) = meeting.standing(open.delegation, &model.list) else {
        boxed(buf, area, "", theme::quiet());
        return;
    };
    let inner = boxed(
        buf,
        area,
        meeting.delegation_name(open.delegation),
        theme::note(),
    );
    let words = card::standing_words(t, meeting, &standing, &model.list);
    let room = inner.width.saturating_sub(2);
    for (y, line) in (inner.y + 1..inner.bottom()).zip(super::wrap(&words, room)) {
        put(buf, inner.x + 1, y, room, &line, Style::new());
    }
}

/// Who is on the list already and may be the walk-in whose name is being typed.
pub(super) fn similar(model: &Model, buf: &mut Buffer, area: Rect, open: &OpenForm) {
    let t = model.text;
    let meeting = model.session.meeting();
    let found = model.similar(open);
    if found.is_empty() || area.height < 2 {
        return;
    }
    let room = area.width.saturating_sub(4);
    for (y, (i, id)) in (area.y..area.bottom() - 1).zip(found.iter().enumerate()) {
        let Some(person) = meeting.person(*id) else {
            continue;
        };
        let (state, style) = state_words(model, person);
        let who = format!(
            "{} · {} · {state} #{id}",
            person.name(),
            meeting.place_of(person)
        );
        let words = (t.desk.similar)(&who);
        put(buf, area.x + 1, y, 1, &(i + 1).to_string(), theme::key());
        put(buf, area.x + 3, y, room, &fit(&words, room), style);
    }
    let y = (area.y + u16::try_from(found.len()).unwrap_or(0)).min(area.bottom() - 1);
    put(
        buf,
        area.x + 3,
        y,
        room,
        &fit(t.desk.similar_pick, room),
        theme::quiet(),
    );
}

/// The lists to choose from, each with how many stand on it.
pub(super) fn lists(model: &Model, buf: &mut Buffer, area: Rect, selected: usize) {
    let t = model.text;
    let meeting = model.session.meeting();
    let lists = meeting.lists();
    let height = u16::try_from(lines_of(lists.len())).unwrap_or(u16::MAX);
    let area = Rect {
        height: area.height.min(height),
        ..area
    };
    let inner = boxed(buf, area, t.desk.lists_title, theme::loud());
    let rows = usize::from(inner.height.saturating_sub(1));
    let first = selected.saturating_sub(rows.saturating_sub(1));
    for (y, (i, list)) in (inner.y..inner.bottom() - 1).zip(lists.iter().enumerate().skip(first)) {
        let style = if i == selected {
            theme::chosen()
        } else {
            Style::new()
        };
        let key = if i == selected { style } else { theme::key() };
        let on = meeting
            .people()
            .iter()
            .filter(|p| p.arrival(list).is_some());
        let figures = on.count().to_string();
        let name = crate::text::list_name(t, meeting, list);
        if i == selected {
            buf.set_style(Rect::new(inner.x, y, inner.width, 1), style);
        }
        put(buf, inner.x + 1, y, 2, &(i + 1).to_string(), key);
        let room = inner.width.saturating_sub(14);
        put(buf, inner.x + 4, y, room, &fit(&name, room), style);
        let at = inner.right().saturating_sub(width(&figures) + 1);
        put(buf, at, y, 8, &figures, style);
    }
    let room = inner.width.saturating_sub(2);
    put(
        buf,
        inner.x + 1,
        inner.bottom() - 1,
        room,
        &fit(t.desk.lists_hint, room),
        theme::quiet(),
    );
}

/// Rows of a box around so many lines and a hint.
fn lines_of(n: usize) -> usize {
    n + 4
}
