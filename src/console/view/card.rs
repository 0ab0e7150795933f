//! The card: the last answer, or the chosen row of the list.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::app::Model;
use super::super::card::{self, Answer};
use super::desk::state_words;
use super::members::standing;
use super::{boxed, fit, put, width, wrap};
use crate::meeting::decide::outcome_of;
use crate::meeting::event::Outcome;
use crate::meeting::person::Person;
use crate::theme;

pub(super) fn draw_card(model: &Model, buf: &mut Buffer, area: Rect) {
    let t = model.text;
    let meeting = model.session.meeting();
    let desk = &model.desk;
    if !desk.fresh && !desk.line.is_empty() {
        let person = desk.chosen_row().and_then(|id| meeting.person(id));
        return match person {
            Some(person) => {
                let inner = state_card(model, buf, area, person);
                let advice = match outcome_of(meeting, person, &model.list) {
                    Ok(Outcome::Present) if model.hands_out() => t.desk.enter_hands_out,
                    Ok(Outcome::Present) => t.enter_checks_in,
                    Ok(Outcome::ListClosed) => t.desk.enter_late,
                    _ => "",
                };
                put(
                    buf,
                    inner.x + 1,
                    inner.bottom() - 1,
                    inner.width - 1,
                    &fit(advice, inner.width - 1),
                    theme::key(),
                );
            }
            None => drop(boxed(buf, area, "", theme::quiet())),
        };
    }
    match &desk.answer {
        Some(answer) if !card::holds(meeting, answer) => {
            if let Some(person) = answer.person.and_then(|id| meeting.person(id)) {
                state_card(model, buf, area, person);
            }
        }
        Some(answer) => answer_card(model, buf, area, answer),
        None if desk.members.is_some() => {
            if let Some(open) = &desk.members {
                standing(model, buf, area, open);
            }
        }
        None => drop(boxed(buf, area, "", theme::quiet())),
    }
}

/// How somebody stands now; returns the inside of the frame.
fn state_card(model: &Model, buf: &mut Buffer, area: Rect, person: &Person) -> Rect {
    let (state, style) = state_words(model, person);
    let inner = boxed(buf, area, &state, style);
    person_lines(model, buf, inner, person, theme::loud());
    inner
}

fn answer_card(model: &Model, buf: &mut Buffer, area: Rect, answer: &Answer) {
    let meeting = model.session.meeting();
    let (sign, mut style) = match answer.outcome {
        Outcome::Present | Outcome::DoubleRead if card::is_over(meeting, answer) => {
            ("!", theme::note())
        }
        Outcome::Present | Outcome::DoubleRead => ("■", theme::good()),
        Outcome::AlreadyPresent => ("!", theme::note()),
        Outcome::SupersededCode
        | Outcome::Cancelled
        | Outcome::OtherMeeting
        | Outcome::DamagedCode
        | Outcome::ForeignCode
        | Outcome::ListClosed
        | Outcome::NotYetPresent
        | Outcome::NotEntitled
        | Outcome::NeedsSupervisor => ("X", theme::bad()),
    };
    let mut name = theme::loud();
    if model.waiting() > 0 {
        // The next guest is being saved: nobody shall take this card for his.
        (style, name) = (theme::quiet(), theme::quiet());
    }
    let title = format!("{sign} {}", card::title(model.text, meeting, answer));
    let inner = boxed(buf, area, &title, style);
    let advice = card::advice(model.text, meeting, answer);
    let room = inner.width.saturating_sub(2);
    let lines = wrap(&advice, room);
    // What to do is never cut for who is missing.
    let wanted = u16::try_from(lines.len())
        .unwrap_or(2)
        .min(inner.height / 2);
    let above = Rect {
        height: inner.height - wanted,
        ..inner
    };
    let rows = match answer.person.and_then(|id| meeting.person(id)) {
        Some(_) if answer.together.is_some() => together_lines(model, buf, above, answer, name),
        Some(person) => person_lines(model, buf, above, person, name),
        None => 1,
    };
    let first = (inner.y + rows).max(
        inner
            .bottom()
            .saturating_sub(u16::try_from(lines.len()).unwrap_or(2).max(2)),
    );
    for (y, words) in (first..inner.bottom()).zip(lines) {
        put(buf, inner.x + 1, y, room, &words, style);
    }
}

/// Those recorded at once: their delegation, then their names; returns the rows used.
fn together_lines(
    model: &Model,
    buf: &mut Buffer,
    area: Rect,
    answer: &Answer,
    style: Style,
) -> u16 {
    let meeting = model.session.meeting();
    let Some((id, people)) = &answer.together else {
        return 0;
    };
    let room = area.width.saturating_sub(2);
    let x = area.x + 1;
    put(
        buf,
        x,
        area.y,
        room,
        &fit(meeting.delegation_name(*id), room),
        style,
    );
    let names: Vec<String> = people
        .iter()
        .filter_map(|id| meeting.person(*id))
        .map(|p| format!("{} #{}", crate::text::called(p), p.id))
        .collect();
    let mut lines = wrap(&names.join("; "), room);
    if let Some(standing) = card::standing_of(meeting, answer) {
        let words = card::standing_words(model.text, meeting, &standing, &answer.list);
        lines.extend(wrap(&words, room));
    }
    let mut y = area.y + 1;
    for line in lines {
        if y >= area.bottom() {
            break;
        }
        put(buf, x, y, room, &line, Style::new());
        y += 1;
    }
    y - area.y
}

/// Who it is; returns the rows used.
fn person_lines(model: &Model, buf: &mut Buffer, area: Rect, person: &Person, style: Style) -> u16 {
    let meeting = model.session.meeting();
    let origin = meeting.origin(&person.record);
    let room = area.width.saturating_sub(2);
    let number = format!("#{}", person.id);
    let name_room = room.saturating_sub(width(&number) + 1);
    let mut y = area.y;
    let x = area.x + 1;
    let mut name = wrap(&person.who_came().name, name_room);
    if name.len() > 2 {
        let rest = name.split_off(1).join(" ");
        name.push(fit(&rest, name_room));
    }
    for (i, words) in name.into_iter().enumerate() {
        put(buf, x, y, name_room, &words, style);
        if i == 0 {
            put(
                buf,
                area.right() - 1 - width(&number),
                y,
                10,
                &number,
                theme::loud(),
            );
        }
        y += 1;
    }
    let joined = |parts: &[&str]| {
        let parts: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
        parts.join(" · ")
    };
    let position = match &*person.who_came().position {
        "" => &person.record.group,
        position => position,
    };
    let place = match (origin.village, origin.subdistrict) {
        ("", _) => String::new(),
        (village, "") => village.to_owned(),
        (village, subdistrict) => {
            format!("{village}, {} {subdistrict}", model.text.subdistrict_short)
        }
    };
    let from = if origin.library.is_empty() {
        origin.office
    } else {
        origin.library
    };
    // *Pengelola Perpustakaan Salenrang* says already where she comes from.
    let from = if position.to_lowercase().contains(&from.to_lowercase()) {
        ""
    } else {
        from
    };
    let seat = match person.record.table.as_str() {
        "" => String::new(),
        table => (model.text.seat)(table),
    };
    let place = joined(&[&place, &seat]);
    let instead = if person.substitute.is_some() {
        (model.text.desk.in_place_of)(person.name())
    } else {
        String::new()
    };
    let lines = [instead, joined(&[position, from]), place];
    let mut lines: Vec<String> = lines.into_iter().filter(|l| !l.is_empty()).collect();
    // Who is missing may take two lines.
    let mut delegation = wrap(&delegation(model, person), room);
    if delegation.len() > 2 {
        let rest = delegation.split_off(1).join(" ");
        delegation.push(rest);
    }
    lines.extend(delegation.into_iter().filter(|l| !l.is_empty()));
    for (line_y, words) in (y..area.bottom()).zip(&lines) {
        put(buf, x, line_y, room, &fit(words, room), Style::new());
        y = line_y + 1;
    }
    y - area.y
}

/// How the delegation stands, and who is missing.
fn delegation(model: &Model, person: &Person) -> String {
    let meeting = model.session.meeting();
    let answer = Answer::of(Outcome::Present, Some(person.id), model.list.clone());
    card::standing_of(meeting, &answer).map_or_else(String::new, |standing| {
        card::standing_words(model.text, meeting, &standing, &model.list)
    })
}
