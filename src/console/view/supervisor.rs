//! The PIN dialog and the locked screen. A PIN is drawn as stars.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::super::app::Model;
use super::super::card;
use super::super::supervisor::{Hidden, Lock, PinDialog};
use super::{boxed, fit, put, width, wrap};
use crate::meeting::event::Outcome;
use crate::theme;

/// The dialog over a screen.
pub(super) fn dialog(model: &Model, buf: &mut Buffer, area: Rect, dialog: &PinDialog) -> Position {
    let t = model.text;
    let words = dialog.words(t, model.session.meeting().pin().is_some());
    let room = area.width.saturating_sub(6);
    let mut lines = wrap(words, room);
    if !dialog.what.is_empty() {
        let what = (t.supervisor.what)(&dialog.what);
        lines.splice(0..0, wrap(&what, room));
    }
    let mut below = dialog.trouble.map(str::to_owned).unwrap_or_default();
    if dialog.asks() {
        below = trouble(model, &below);
    }
    let below = wrap(&below, room);
    let rows = lines.len() + below.len().max(2) + 5;
    let height = u16::try_from(rows).unwrap_or(u16::MAX).min(area.height);
    let area = Rect {
        y: area.y + (area.height - height) / 2,
        height,
        ..area
    };
    let inner = boxed(buf, area, dialog.title(t), theme::note());
    let x = inner.x + 2;
    let mut y = inner.y;
    for line in lines {
        put(buf, x, y, room, &line, theme::loud());
        y += 1;
    }
    let caret = stars(model, buf, x, y + 1, room, &dialog.field);
    for (y, line) in (y + 3..inner.bottom()).zip(below) {
        put(buf, x, y, room, &line, theme::bad());
    }
    caret
}

/// The locked screen: nothing of the meeting but its title and the last scan.
pub(super) fn locked(model: &Model, buf: &mut Buffer, area: Rect, lock: &Lock) -> Option<Position> {
    let t = model.text;
    let has_pin = model.session.meeting().pin().is_some();
    bar(model, buf, area);
    let body = Rect {
        x: area.x + 4,
        y: area.y + 2,
        width: area.width - 8,
        height: area.height - 4,
    };
    let inner = boxed(buf, body, "", theme::note());
    let x = inner.x + 2;
    let room = inner.width.saturating_sub(4);
    let reversed = theme::note().add_modifier(Modifier::REVERSED);
    let mut y = inner.y + 1;
    put(
        buf,
        x,
        y,
        room,
        &format!(" {} ", t.supervisor.locked),
        reversed,
    );
    y += 2;
    for line in wrap(t.supervisor.locked_help, room) {
        put(buf, x, y, room, &line, theme::loud());
        y += 1;
    }
    y = last_scan(
        model,
        buf,
        Rect {
            x,
            y: y + 1,
            width: room,
            height: 4,
        },
        lock,
    );
    let mut caret = None;
    if has_pin {
        put(
            buf,
            x,
            y,
            room,
            &fit(t.supervisor.unlock_pin, room),
            Style::new(),
        );
        caret = Some(stars(model, buf, x, y + 1, room, &lock.field));
        y += 2;
    } else {
        put(
            buf,
            x,
            y,
            room,
            &fit(t.supervisor.unlock_enter, room),
            Style::new(),
        );
        y += 1;
    }
    let words = trouble(model, lock.note.as_deref().unwrap_or_default());
    for (y, line) in (y..inner.bottom()).zip(wrap(&words, room)) {
        put(buf, x, y, room, &line, theme::bad());
    }
    let style = match (model.session.stalled(), &model.read_only) {
        (Some(_), _) => theme::bad().add_modifier(Modifier::REVERSED),
        (None, Some(_)) => theme::bad(),
        (None, None) => theme::quiet(),
    };
    let status = fit(&model.status(), area.width - 2);
    put(
        buf,
        area.x + 1,
        area.bottom() - 2,
        area.width - 2,
        &status,
        style,
    );
    let after = put(buf, area.x + 1, area.bottom() - 1, 8, "Enter", theme::key());
    put(
        buf,
        after + 1,
        area.bottom() - 1,
        40,
        t.supervisor.k_unlock,
        Style::new(),
    );
    caret
}

/// Title and clock; reversed in the colour of a scan for two seconds after it.
fn bar(model: &Model, buf: &mut Buffer, area: Rect) {
    let about = model.session.meeting().about();
    let style = if model.desk.flash_until.is_some() && model.waiting() == 0 {
        super::flash(model).add_modifier(Modifier::REVERSED)
    } else {
        theme::loud()
    };
    buf.set_style(Rect { height: 1, ..area }, style);
    let right = format!("{} ", model.time());
    let room = area.width.saturating_sub(width(&right) + 2);
    let title = fit(about.map_or("gelar", |a| &a.title), room);
    put(buf, area.x + 1, area.y, room, &title, style);
    let x = area.right().saturating_sub(width(&right));
    put(buf, x, area.y, area.width, &right, style);
    let rule = "═".repeat(area.width.into());
    put(buf, area.x, area.y + 1, area.width, &rule, theme::quiet());
}

/// Outcome and name of the last scan since the lock; returns the next free row.
fn last_scan(model: &Model, buf: &mut Buffer, area: Rect, lock: &Lock) -> u16 {
    let t = model.text;
    let answer = model.desk.answer.as_ref().filter(|_| lock.scanned);
    let Some(answer) = answer else {
        return area.y;
    };
    let style = match answer.outcome {
        _ if model.waiting() > 0 => theme::quiet(),
        Outcome::Present | Outcome::DoubleRead => theme::good(),
        Outcome::AlreadyPresent => theme::note(),
        Outcome::SupersededCode
        | Outcome::Cancelled
        | Outcome::OtherMeeting
        | Outcome::DamagedCode
        | Outcome::ForeignCode
        | Outcome::ListClosed
        | Outcome::NotYetPresent
        | Outcome::NotEntitled
        | Outcome::NeedsSupervisor => theme::bad(),
    };
    put(
        buf,
        area.x,
        area.y,
        area.width,
        t.supervisor.last_scan,
        theme::quiet(),
    );
    let title = card::title(t, model.session.meeting(), answer);
    put(
        buf,
        area.x,
        area.y + 1,
        area.width,
        &fit(&title, area.width),
        style,
    );
    let person = answer
        .person
        .and_then(|id| model.session.meeting().person(id));
    if let Some(person) = person {
        let name = fit(&person.who_came().name, area.width);
        put(buf, area.x, area.y + 2, area.width, &name, theme::loud());
    }
    area.y + 4
}

/// What is wrong, and how long the next try has to wait.
fn trouble(model: &Model, words: &str) -> String {
    let t = &model.text.supervisor;
    if model.guard.is_checking() {
        return t.checking.to_owned();
    }
    match model.pause() {
        0 => words.to_owned(),
        1 => format!("{words} {}", (t.wait)(1)),
        _ => format!("{words} {}", (t.wait)(30)),
    }
}

/// *PIN: \*\*\*\**, with the caret's place.
fn stars(model: &Model, buf: &mut Buffer, x: u16, y: u16, room: u16, hidden: &Hidden) -> Position {
    let label = format!("{}: ", model.text.supervisor.label);
    let x = put(buf, x, y, room, &label, theme::loud());
    let room = room.saturating_sub(width(&label));
    super::overlay::star_line(buf, x, y, room, hidden)
}
