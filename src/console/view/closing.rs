//! Words to read, and the signatures of a page while they are entered.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::app::Model;
use super::super::closing::Signatures;
use super::{boxed, fit, put, width};
use crate::theme;

/// Lines to read, with a mark where there are more.
pub(super) fn page(buf: &mut Buffer, area: Rect, title: &str, lines: &[String], scroll: usize) {
    let height = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2);
    let area = Rect {
        height: area.height.min(height),
        ..area
    };
    let inner = boxed(buf, area, title, theme::loud());
    let rows = usize::from(inner.height);
    let first = scroll.min(lines.len().saturating_sub(rows));
    let room = inner.width.saturating_sub(2);
    for (y, line) in (inner.y..inner.bottom()).zip(lines.iter().skip(first)) {
        put(buf, inner.x + 1, y, room, &fit(line, room), Style::new());
    }
    if lines.len() > first + rows {
        let at = area.right().saturating_sub(5);
        put(buf, at, area.bottom() - 1, 3, " … ", theme::loud());
    }
}

/// The rows of a page with who signed, as they stand on the paper.
pub(super) fn signatures(model: &Model, buf: &mut Buffer, area: Rect, open: &Signatures) {
    let t = model.text;
    let meeting = model.session.meeting();
    let title = (t.closing.signatures_title)(open.page);
    let needed = u16::try_from(open.rows.len())
        .unwrap_or(u16::MAX)
        .saturating_add(4);
    let area = Rect {
        height: area.height.min(needed.max(5)),
        ..area
    };
    let inner = boxed(buf, area, &title, theme::loud());
    let Some(sheet) = meeting.sheet_of(open.page) else {
        return;
    };
    let room = inner.width.saturating_sub(2);
    let help = fit(t.closing.signatures_help, room);
    put(buf, inner.x + 1, inner.y, room, &help, theme::quiet());
    let rows = usize::from(inner.height.saturating_sub(2));
    let first = open.selected.saturating_sub(rows.saturating_sub(1));
    for (y, (i, id)) in
        (inner.y + 1..inner.bottom() - 1).zip(open.rows.iter().enumerate().skip(first))
    {
        let Some(person) = meeting.person(*id) else {
            continue;
        };
        let present = person.arrival(&sheet.list).is_some();
        let signed = open.signed.contains(id);
        // A letter beside every colour.
        let (words, style) = match (present, signed) {
            (true, true) => (t.closing.both, Style::new()),
            (false, false) => (t.closing.neither, theme::quiet()),
            (true, false) => (t.closing.unsigned_row, theme::bad()),
            (false, true) => (t.closing.absent_row, theme::note()),
        };
        let style = if i == open.selected {
            theme::chosen()
        } else {
            style
        };
        if i == open.selected {
            buf.set_style(Rect::new(inner.x, y, inner.width, 1), style);
        }
        let mark = if signed { "v" } else { " " };
        let left = format!("{:>4} [{mark}] ", open.first + i);
        let x = put(buf, inner.x, y, inner.width, &left, style);
        let words_x = inner.right().saturating_sub(width(words) + 1);
        let name_room = words_x.saturating_sub(x + 1);
        put(
            buf,
            x,
            y,
            name_room,
            &fit(&person.who_came().name, name_room),
            style,
        );
        put(buf, words_x, y, inner.width, words, style);
    }
    if open.rows.len() > first + rows {
        put(
            buf,
            area.right().saturating_sub(5),
            area.bottom() - 1,
            3,
            " … ",
            theme::loud(),
        );
    }
    let unsigned = open.rows.iter().filter(|id| {
        let person = meeting.person(**id);
        person.is_some_and(|p| p.arrival(&sheet.list).is_some()) && !open.signed.contains(id)
    });
    let absent = open.signed.iter().filter(|id| {
        let person = meeting.person(**id);
        person.is_some_and(|p| p.arrival(&sheet.list).is_none())
    });
    let sums = (t.closing.signature_sums)(unsigned.count(), absent.count());
    let at = inner.bottom().saturating_sub(1);
    put(buf, inner.x + 1, at, room, &fit(&sums, room), theme::loud());
}
