//! The protocol's screen: open calls on top, the guests of honour below, and the card that is read
//! aloud. No phone numbers, no NIP.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::super::app::Model;
use super::super::protocol::{Line, spoken};
use super::{boxed, fit, put, width, wrap};
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::person::{Person, State};
use crate::meeting::protocol::{Call, Precedence};
use crate::text::time;
use crate::theme;

/// So many open calls are shown at a time.
const CALLS: usize = 3;

/// Rows of the list that stay when the card is long.
const LIST: u16 = 3;

pub(super) fn draw(model: &Model, buf: &mut Buffer, area: Rect) {
    let t = &model.text.protocol;
    let meeting = model.session.meeting();
    let guests = meeting.guests_of_honour();
    let calls = model.open_calls();
    let list = ListId::main();
    let here = guests.iter().filter(|(_, p)| p.arrival(&list).is_some());
    let counted = (t.present)(here.count(), guests.len());
    let x = put(buf, area.x + 1, area.y, area.width, t.title, theme::loud());
    put(buf, x + 2, area.y, area.width, t.order, theme::quiet());
    let right = area.right().saturating_sub(width(&counted) + 1);
    put(buf, right, area.y, area.width, &counted, theme::loud());
    let mut y = draw_calls(
        model,
        buf,
        Rect {
            y: area.y + 1,
            ..area
        },
        &calls,
    );
    if guests.is_empty() {
        y += 1;
        for words in t.empty {
            for line in wrap(words, area.width.saturating_sub(4)) {
                if y < area.bottom() {
                    put(buf, area.x + 2, y, area.width - 3, &line, Style::new());
                    y += 1;
                }
            }
        }
        return;
    }
    let room = area.width.saturating_sub(4);
    let card = card_lines(model, room);
    let most = area
        .bottom()
        .saturating_sub(y + LIST.min(u16::try_from(guests.len()).unwrap_or(LIST)));
    let rows = u16::try_from(card.len()).unwrap_or(u16::MAX).max(4);
    let height = rows.saturating_add(2).min(most);
    let bottom = area.bottom() - height;
    let rows = Rect {
        y,
        height: bottom.saturating_sub(y),
        ..area
    };
    draw_guests(model, buf, rows, &guests, calls.len());
    let below = Rect {
        y: bottom,
        height,
        ..area
    };
    let inner = boxed(buf, below, t.card, theme::loud());
    for (y, (line, style)) in (inner.y..inner.bottom()).zip(card) {
        put(buf, inner.x + 1, y, room, &line, style);
    }
}

/// Open calls, loud; returns the next free row.
fn draw_calls(model: &Model, buf: &mut Buffer, area: Rect, calls: &[Call]) -> u16 {
    let t = &model.text.protocol;
    if calls.is_empty() {
        put(
            buf,
            area.x + 1,
            area.y,
            area.width,
            t.no_calls,
            theme::quiet(),
        );
        return area.y + 1;
    }
    let current = model.protocol_line();
    let is_current = |c: &Call| current == Some(Line::Call(c.act, c.person));
    let at = calls.iter().position(is_current).unwrap_or(0);
    let first = at.saturating_sub(CALLS - 1);
    let mut y = area.y;
    for (i, call) in calls.iter().enumerate().skip(first).take(CALLS) {
        let mark = if is_current(call) { "►" } else { " " };
        let words = model.call_words(call, area.width.saturating_sub(4));
        let words = format!("{mark}{}  {words}", digit(i));
        let style = theme::note().add_modifier(Modifier::REVERSED);
        buf.set_style(
            Rect {
                y,
                height: 1,
                ..area
            },
            style,
        );
        put(buf, area.x, y, area.width, &fit(&words, area.width), style);
        y += 1;
    }
    let more = calls.len().saturating_sub(CALLS);
    if more > 0 {
        put(
            buf,
            area.x + 4,
            y,
            area.width,
            &(t.more_calls)(more),
            theme::note(),
        );
        y += 1;
    }
    y
}

fn draw_guests(
    model: &Model,
    buf: &mut Buffer,
    area: Rect,
    guests: &[(Precedence, &Person)],
    before: usize,
) {
    // Asked once, not for every row: each time it looks at everybody.
    let line = model.protocol_line();
    let current = line.and_then(person_of);
    let at = guests.iter().position(|(_, p)| Some(p.id) == current);
    let rows = usize::from(area.height);
    let first = at.map_or(0, |at| at.saturating_sub(rows.saturating_sub(1)));
    let shown = guests.iter().enumerate().skip(first);
    for (y, (i, (place, person))) in (area.y..area.bottom()).zip(shown) {
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        let chosen = line == Some(Line::Guest(person.id));
        guest(model, buf, row, before + i, *place, person, chosen);
    }
}

fn guest(
    model: &Model,
    buf: &mut Buffer,
    area: Rect,
    i: usize,
    place: Precedence,
    person: &Person,
    chosen: bool,
) {
    let (state, style) = state_words(model, person, area.width >= 100);
    let style = if chosen { theme::chosen() } else { style };
    buf.set_style(area, if chosen { style } else { Style::new() });
    let key = if chosen { style } else { theme::key() };
    put(buf, area.x + 1, area.y, 1, &digit(i), key);
    put(
        buf,
        area.x + 3,
        area.y,
        1,
        &place.letter().to_string(),
        style,
    );
    let state_room = if area.width >= 100 { 36 } else { 18 };
    let state_x = area.right().saturating_sub(state_room + 1);
    let seat_x = state_x.saturating_sub(10);
    let name_x = area.x + 5;
    let room = seat_x.saturating_sub(name_x + 1);
    // The office beside the name where both have room.
    let name_room = if room >= 40 { room * 11 / 20 } else { room };
    let name = fit(spoken(&person.record.personal), name_room);
    put(buf, name_x, area.y, name_room, &name, style);
    if name_room < room {
        let rest = room - name_room - 1;
        let office = fit(office(person), rest);
        put(buf, name_x + name_room + 1, area.y, rest, &office, style);
    }
    put(buf, seat_x, area.y, 9, &fit(&person.record.table, 9), style);
    put(
        buf,
        state_x,
        area.y,
        state_room,
        &fit(&state, state_room),
        style,
    );
}

/// The digit that picks a line.
fn digit(i: usize) -> String {
    if i < 9 {
        (i + 1).to_string()
    } else {
        " ".to_owned()
    }
}

fn office(person: &Person) -> &str {
    match person.record.personal.position.as_str() {
        "" => &person.record.group,
        position => position,
    }
}

fn state_words(model: &Model, person: &Person, wide: bool) -> (String, Style) {
    let t = model.text;
    let list = ListId::main();
    let at = person
        .arrival(&list)
        .map(|a| time(model.session.meeting(), a.at));
    let at = at.unwrap_or_default();
    match person.state(&list) {
        State::Expected => (t.state_expected.to_owned(), Style::new()),
        State::Cancelled => (t.state_cancelled.to_owned(), theme::quiet()),
        State::Present => (format!("{} {at}", t.state_present), theme::good()),
        State::Represented if wide => {
            let by = (t.desk.represented_by)(spoken(person.who_came()));
            (format!("{at} {}", super::capital(&by)), theme::good())
        }
        State::Represented => (format!("{} {at}", t.desk.state_represented), theme::good()),
    }
}

/// Whom a line is about.
fn person_of(line: Line) -> Option<PersonId> {
    match line {
        Line::Guest(id) => Some(id),
        Line::Call(_, person) => person,
    }
}

/// What is read aloud, in full: name as it is said, office, seat, whether the guest is there.
fn card_lines(model: &Model, room: u16) -> Vec<(String, Style)> {
    let t = model.text;
    let words = &t.protocol;
    let meeting = model.session.meeting();
    let line = model.protocol_line();
    let Some(person) = line.and_then(person_of).and_then(|id| meeting.person(id)) else {
        let hint = match line {
            Some(Line::Call(..)) => words.enter_answers,
            Some(Line::Guest(_)) | None => words.choose,
        };
        return vec![(hint.to_owned(), theme::key())];
    };
    let list = ListId::main();
    let personal = &person.record.personal;
    let mut lines: Vec<(String, Style)> = Vec::new();
    let mut add = |text: &str, style: Style| {
        let text = text.trim();
        if !text.is_empty() {
            lines.extend(wrap(text, room).into_iter().map(|l| (l, style)));
        }
    };
    add(spoken(personal), theme::loud());
    add(office(person), Style::new());
    if !person.record.table.is_empty() {
        add(&(t.seat)(&person.record.table), theme::loud());
    }
    let there = person.arrival(&list);
    let here = there.map(|a| (words.here)(&time(meeting, a.at), &a.station));
    let here = super::capital(&here.unwrap_or_default());
    match person.state(&list) {
        State::Expected => add(&super::capital(t.state_expected), theme::note()),
        State::Cancelled => add(t.state_cancelled, theme::bad()),
        State::Present => add(&here, theme::good()),
        State::Represented => {
            let by = (t.desk.represented_by)(spoken(person.who_came()));
            add(&super::capital(&by), theme::loud());
            add(&person.who_came().position, Style::new());
            add(&here, theme::good());
        }
    }
    let called = model
        .open_calls()
        .iter()
        .any(|c| c.person == Some(person.id));
    if called {
        add(words.enter_answers, theme::key());
    } else if person.state(&list) == State::Expected {
        add(words.enter_greets, theme::key());
    }
    if personal.name != spoken(personal) {
        add(&(words.written)(&personal.name), theme::quiet());
    }
    lines
}
