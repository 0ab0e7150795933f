//! The desk: scan line, list, card, counts, last arrivals.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::super::app::Model;
use super::card::draw_card;
use super::counts::counts;
use super::members::members;
use super::{fit, put, width, wrap};
use crate::meeting::decide::outcome_of;
use crate::meeting::event::Outcome;
use crate::meeting::person::{Person, State};
use crate::text::time;
use crate::theme;

/// Rows of the card with its frame.
const CARD: u16 = 9;

/// Columns of the right-hand side.
const SIDE: u16 = 25;

/// The same where there is room.
const SIDE_LARGE: u16 = 36;

pub(super) fn draw(model: &Model, buf: &mut Buffer, area: Rect) -> Position {
    let caret = line(model, buf, area);
    let card_rows = CARD.min(area.height.saturating_sub(5));
    let below = area.height.saturating_sub(2);
    // On a large screen the counts get a column of their own, else they stand beside the card.
    let large = area.width >= 110 && area.height >= 25;
    let side_width = if large { SIDE_LARGE } else { SIDE };
    let left = area.width.saturating_sub(side_width + 2);
    // Where there is little room, the open card of a delegation takes the empty line for one more of it.
    let open = model.desk.members.is_some() && model.desk.line.is_empty();
    let tight = u16::from(open && below < card_rows + 8);
    let list = Rect {
        y: area.y + 2 - tight,
        height: below.saturating_sub(card_rows) + tight,
        width: if large { left } else { area.width },
        ..area
    };
    if let (true, Some(open)) = (model.desk.line.is_empty(), &model.desk.members) {
        members(model, buf, list, open);
    } else if model.desk.line.is_empty() {
        idle(model, buf, list);
    } else {
        hits(model, buf, list);
    }
    let card = Rect {
        y: area.bottom() - card_rows,
        height: card_rows,
        width: left,
        ..area
    };
    draw_card(model, buf, card);
    let (y, height) = if large {
        (list.y, below)
    } else {
        (card.y, card_rows)
    };
    let side = Rect {
        x: area.right() - side_width,
        y,
        width: side_width - 1,
        height,
    };
    counts(model, buf, side);
    caret
}

fn line(model: &Model, buf: &mut Buffer, area: Rect) -> Position {
    let t = model.text;
    let waiting = model.waiting();
    let queue = if waiting > 0 {
        (t.waiting)(waiting)
    } else {
        String::new()
    };
    let right = area.right().saturating_sub(width(&queue) + 1);
    let x = put(
        buf,
        area.x + 1,
        area.y,
        area.width,
        t.scan_or_type,
        theme::loud(),
    ) + 1;
    let room = right.saturating_sub(x + 1);
    let text = model.desk.line.text();
    // Keep the caret in sight: cut the front of a line that is too long.
    let caret = model.desk.line.caret();
    let before: String = text.chars().take(caret).collect();
    let mut shown = text;
    let mut caret_x = width(&before);
    while caret_x >= room && !shown.is_empty() {
        let first = shown.chars().next().map_or(0, char::len_utf8);
        caret_x = caret_x.saturating_sub(width(&shown[..first]));
        shown = &shown[first..];
    }
    put(buf, x, area.y, room, shown, Style::new());
    if text.is_empty() {
        put(
            buf,
            x + 2,
            area.y,
            room.saturating_sub(2),
            t.search_placeholder,
            theme::quiet(),
        );
    }
    put(buf, right, area.y, area.width, &queue, theme::note());
    Position::new(x + caret_x, area.y)
}

/// The list is empty: say what to do.
fn idle(model: &Model, buf: &mut Buffer, area: Rect) {
    let t = model.text;
    let meeting = model.session.meeting();
    let closed = meeting.closing(&model.list).map(|closing| {
        let list = crate::text::list_name(t, meeting, &model.list);
        (t.desk.closed_since)(&list, &time(meeting, closing.at))
    });
    let style = if closed.is_some() {
        theme::note()
    } else {
        theme::quiet()
    };
    let words = if let Some(why) = &model.read_only {
        why
    } else if let Some(words) = &closed {
        words
    } else if model.session.meeting().people().is_empty() {
        t.idle_nobody
    } else {
        t.idle
    };
    for (y, line) in (area.y..area.bottom()).zip(wrap(words, area.width.saturating_sub(4))) {
        put(buf, area.x + 2, y, area.width - 3, &line, style);
    }
}

fn hits(model: &Model, buf: &mut Buffer, area: Rect) {
    let t = model.text;
    if model.desk.hits.is_empty() {
        let typed = model.desk.line.text().trim();
        let number = typed.starts_with(|c: char| c.is_ascii_digit() || c == '#');
        let words = if number {
            (t.no_number)(typed)
        } else {
            (t.no_result)(typed)
        };
        put(
            buf,
            area.x + 2,
            area.y,
            area.width - 3,
            &fit(&words, area.width - 3),
            theme::note(),
        );
        put(
            buf,
            area.x + 2,
            area.y + 1,
            area.width - 3,
            if number { "" } else { t.no_result_offer },
            Style::new(),
        );
        return;
    }
    let rows = usize::from(area.height.saturating_sub(1));
    let same = model.namesakes();
    let is_same = |i: usize| same.get(i) == Some(&true);
    // Where there is no room for second lines, the difference stands in the place of the place.
    let second_lines = area.height > 4;
    let lines = |i: usize| 1 + usize::from(second_lines && is_same(i));
    let mut first = model.desk.selected.unwrap_or(0);
    let mut used = lines(first);
    while let Some(above) = first.checked_sub(1).filter(|i| used + lines(*i) <= rows) {
        (first, used) = (above, used + lines(above));
    }
    let mut shown = first;
    let mut y = area.y;
    for (i, hit) in model.desk.hits.iter().enumerate().skip(first) {
        if y + 1 >= area.bottom() {
            break;
        }
        let Some(person) = model.session.meeting().person(hit.id) else {
            continue;
        };
        let chosen = model.desk.selected == Some(i);
        row(
            model,
            buf,
            Rect {
                y,
                height: 1,
                ..area
            },
            i,
            person,
            chosen,
            is_same(i) && !second_lines,
        );
        y += 1;
        shown = i + 1;
        if is_same(i) && second_lines && y + 1 < area.bottom() {
            let words = difference(model, person);
            put(
                buf,
                area.x + 5,
                y,
                area.width - 6,
                &fit(&words, area.width - 6),
                theme::note(),
            );
            y += 1;
        }
    }
    let more = if model.desk.selected.is_none() {
        model.why_waits()
    } else if model.desk.total > shown {
        (t.more_hits)(model.desk.total)
    } else {
        String::new()
    };
    put(
        buf,
        area.x + 3,
        area.bottom() - 1,
        area.width - 4,
        &fit(&more, area.width - 4),
        theme::quiet(),
    );
}

fn row(
    model: &Model,
    buf: &mut Buffer,
    area: Rect,
    i: usize,
    person: &Person,
    chosen: bool,
    differs: bool,
) {
    let meeting = model.session.meeting();
    let (state, style) = state_words(model, person);
    let style = if chosen { theme::chosen() } else { style };
    if chosen {
        buf.set_style(area, theme::chosen());
    }
    let number = format!("#{}", person.id);
    let state_x = area.right().saturating_sub(23);
    let name_room = (state_x - area.x - 4) * 11 / 20;
    let place_x = area.x + 3 + name_room + 1;
    let digit = if i < 9 {
        (i + 1).to_string()
    } else {
        String::new()
    };
    put(
        buf,
        area.x + 1,
        area.y,
        1,
        &digit,
        if chosen { style } else { theme::key() },
    );
    put(
        buf,
        area.x + 3,
        area.y,
        name_room,
        &fit(person.name(), name_room),
        style,
    );
    let place = if differs {
        difference(model, person)
    } else {
        meeting.place_of(person)
    };
    let room = state_x.saturating_sub(place_x + 1);
    put(buf, place_x, area.y, room, &fit(&place, room), style);
    put(buf, state_x, area.y, 16, &state, style);
    put(
        buf,
        area.right().saturating_sub(width(&number) + 1),
        area.y,
        8,
        &number,
        style,
    );
}

pub(super) fn state_words(model: &Model, person: &Person) -> (String, Style) {
    let t = model.text;
    let list = &model.list;
    if model.hands_out() {
        return received(model, person);
    }
    match person.state(list) {
        State::Expected => (t.state_expected.to_owned(), Style::new()),
        State::Cancelled => (t.state_cancelled.to_owned(), theme::quiet()),
        state @ (State::Present | State::Represented) => {
            let at = person
                .arrival(list)
                .map(|a| time(model.session.meeting(), a.at));
            let word = match state {
                State::Represented => t.desk.state_represented,
                _ => t.state_present,
            };
            (format!("{word} {}", at.unwrap_or_default()), theme::good())
        }
    }
}

/// How somebody stands on a list of what is handed out.
fn received(model: &Model, person: &Person) -> (String, Style) {
    let (t, meeting, list) = (model.text, model.session.meeting(), &model.list);
    if let Some(arrival) = person.arrival(list) {
        let at = time(meeting, arrival.at);
        return (format!("{} {at}", t.desk.state_received), theme::good());
    }
    let (words, style) = match outcome_of(meeting, person, list) {
        Ok(Outcome::Cancelled) => (t.state_cancelled, theme::quiet()),
        Ok(Outcome::NotEntitled) => (t.desk.state_not_entitled, theme::quiet()),
        Ok(Outcome::NotYetPresent) => (t.state_expected, Style::new()),
        _ => (t.desk.state_waits, Style::new()),
    };
    (words.to_owned(), style)
}

/// What tells two people of one name apart.
fn difference(model: &Model, person: &Person) -> String {
    let origin = model.session.meeting().origin(&person.record);
    let p = &person.record.personal;
    // Only the end of a phone number: enough to ask the guest, too little to copy.
    let phone: String = p
        .phone
        .chars()
        .skip(p.phone.chars().count().saturating_sub(3))
        .collect();
    let phone = if phone.is_empty() {
        phone
    } else {
        format!("HP …{phone}")
    };
    [
        p.position.as_str(),
        origin.library,
        origin.office,
        &p.call_name,
        &phone,
        &person.record.invitation,
    ]
    .into_iter()
    .filter(|s| !s.is_empty())
    .take(4)
    .collect::<Vec<_>>()
    .join(" · ")
}
