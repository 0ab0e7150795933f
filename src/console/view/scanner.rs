//! *Periksa pemindai*: five boxes that fill, a code to scan from the screen, and then what the scanner does in words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::super::app::Model;
use super::super::checking::ScannerCheck;
use super::super::scanner::check::{READS, Report, Verdict};
use super::{boxed, put, wrap};
use crate::exchange::document::qr;
use crate::meeting::code::Parsed;
use crate::theme;

/// Light modules around a code: as many as the norm wants, and as few as scanners are content with.
const QUIET: [usize; 2] = [4, 2];

pub(super) fn draw(model: &Model, buf: &mut Buffer, area: Rect, open: &ScannerCheck) {
    let t = model.text;
    let inner = boxed(buf, area, t.scanner.a_check, theme::loud());
    let inner = Rect {
        x: inner.x + 1,
        width: inner.width - 2,
        ..inner
    };
    match open.check.report() {
        Some(report) => verdict(model, buf, inner, open, &report),
        None => waiting(model, buf, inner, open),
    }
}

fn waiting(model: &Model, buf: &mut Buffer, area: Rect, open: &ScannerCheck) {
    let t = &model.text.scanner;
    let code = open.check.shown().filter(|_| !model.ascii);
    let used = code.map_or(0, |code| draw_code(buf, area, &code));
    let room = area.width - used;
    let intro = if used > 0 { t.intro } else { t.intro_paper };
    let mut y = lines(buf, area, area.y, room, intro, Style::new()) + 1;
    y = lines(buf, area, y, room, t.nothing_recorded, theme::note()) + 1;
    boxes(buf, area.x, y, open);
    let Some(report) = open.check.so_far() else {
        return;
    };
    let words = (t.count)(report.reads - report.unreadable, READS);
    y = lines(buf, area, y + 2, room, &words, theme::loud());
    lines(buf, area, y, room, &(t.does)(&report), Style::new());
}

fn verdict(model: &Model, buf: &mut Buffer, area: Rect, open: &ScannerCheck, report: &Report) {
    let t = &model.text.scanner;
    let (sign, words, style) = match report.verdict {
        Verdict::Good => ("■", t.good, theme::good()),
        Verdict::But => ("►", t.but, theme::note()),
        Verdict::Bad => ("!", t.bad, theme::bad()),
    };
    boxes(buf, area.x, area.y, open);
    let head = format!("{sign} {words}");
    put(buf, area.x + 22, area.y, area.width - 22, &head, style);
    let y = lines(
        buf,
        area,
        area.y + 1,
        area.width,
        t.nothing_recorded,
        theme::quiet(),
    );
    // What is wrong stands first: on a small screen the rest is cut off.
    let mut y = y + u16::from(area.height > 14);
    for finding in &report.findings {
        y = lines(
            buf,
            area,
            y,
            area.width,
            &(t.finding)(finding),
            theme::loud(),
        );
    }
    y = lines(buf, area, y, area.width, &(t.does)(report), Style::new());
    if report.findings.is_empty() {
        y = lines(buf, area, y, area.width, t.ready, theme::loud());
    }
    lines(buf, area, y, area.width, &(t.facts)(report), theme::quiet());
}

/// One box a read: `■` good, `!` not.
fn boxes(buf: &mut Buffer, x: u16, y: u16, open: &ScannerCheck) {
    let marks = open.check.marks();
    let mut x = x;
    for i in 0..READS {
        let (sign, style) = match marks.get(i) {
            Some(true) => ("■", theme::good()),
            Some(false) => ("!", theme::bad()),
            None => (" ", theme::quiet()),
        };
        x = put(buf, x, y, 1, "[", theme::quiet());
        x = put(buf, x, y, 1, sign, style);
        x = put(buf, x, y, 1, "]", theme::quiet()) + 1;
    }
}

/// Puts a text in lines and returns the row behind it.
fn lines(buf: &mut Buffer, area: Rect, y: u16, room: u16, words: &str, style: Style) -> u16 {
    let mut y = y;
    for line in wrap(words, room) {
        if y < area.bottom() {
            put(buf, area.x, y, room, &line, style);
            y += 1;
        }
    }
    y
}

/// Draws a code at the right, two modules a cell; returns the columns it takes, 0 where it has no room.
fn draw_code(buf: &mut Buffer, area: Rect, code: &Parsed) -> u16 {
    // The same picture as on paper.
    let Some((dark, modules)) = qr::modules(&code.to_string()) else {
        return 0;
    };
    let rows = |quiet: usize| (modules + 2 * quiet).div_ceil(2);
    let room = |quiet: &usize| rows(*quiet) <= usize::from(area.height);
    let Some(quiet) = QUIET.into_iter().find(room) else {
        return 0;
    };
    let light = |x: usize, y: usize| {
        let inside = |n: usize| n.checked_sub(quiet).filter(|n| *n < modules);
        match (inside(x), inside(y)) {
            (Some(x), Some(y)) => !dark[y * modules + x],
            _ => true,
        }
    };
    let side = modules + 2 * quiet;
    let columns = u16::try_from(side).unwrap_or(0);
    let left = area.right().saturating_sub(columns);
    // Light is drawn and dark is left out: so it is right on a dark screen without colours too.
    let style = Style::new().fg(Color::White).bg(Color::Black);
    for (y, row) in (area.y..).zip(0..rows(quiet)) {
        let line: String = (0..side)
            .map(|x| match (light(x, 2 * row), light(x, 2 * row + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            })
            .collect();
        put(buf, left, y, columns, &line, style);
    }
    columns + 2
}
