//! The opening screen and the set-up.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::start::Start;
use super::{capital, fit, overlay, put, too_small, wrap};
use crate::theme;

/// Draws the opening screen.
pub fn draw(start: &Start, frame: &mut Frame) {
    let t = start.text;
    let area = frame.area();
    if too_small(t, frame.buffer_mut(), area) {
        return;
    }
    let buf = frame.buffer_mut();
    put(
        buf,
        area.x + 2,
        area.y + 1,
        area.width - 4,
        t.start_title,
        theme::loud(),
    );
    put(
        buf,
        area.x + 2,
        area.y + 2,
        area.width - 4,
        &fit(t.start_line, area.width - 4),
        theme::quiet(),
    );
    let mut caret = None;
    if let Some(setup) = &start.setup {
        // All lines of the set-up fit into the smallest screen while nothing else is to be said.
        let below = if start.trouble.is_some() { 3 } else { 1 };
        let body = Rect {
            x: area.x + 2,
            y: area.y + 4,
            width: area.width - 4,
            height: area.height - 4 - below,
        };
        caret = overlay::form(buf, body, &setup.form, None);
        put(
            buf,
            area.x + 2,
            area.bottom() - 1,
            area.width - 4,
            &fit(t.setup_keys, area.width - 4),
            theme::key(),
        );
    } else {
        menu(start, buf, area);
        put(
            buf,
            area.x + 2,
            area.bottom() - 1,
            area.width - 4,
            t.start_keys,
            theme::key(),
        );
    }
    if let Some(trouble) = &start.trouble {
        let lines = wrap(trouble, area.width - 4);
        let first = area
            .bottom()
            .saturating_sub(2 + u16::try_from(lines.len()).unwrap_or(1));
        for (y, line) in (first..area.bottom() - 1).zip(lines) {
            // The whole row: on a low screen the form reaches down to here.
            put(
                buf,
                area.x,
                y,
                area.width,
                &" ".repeat(area.width.into()),
                Style::new(),
            );
            put(buf, area.x + 2, y, area.width - 4, &line, theme::bad());
        }
    }
    if let Some(caret) = caret {
        frame.set_cursor_position(caret);
    }
}

fn menu(start: &Start, buf: &mut ratatui::buffer::Buffer, area: Rect) {
    let t = start.text;
    let mut lines: Vec<(String, String)> = start
        .recent
        .iter()
        .map(|r| (r.title.clone(), r.path.display().to_string()))
        .collect();
    lines.push((t.start_sample.to_owned(), t.start_sample_help.to_owned()));
    lines.push((t.start_new.to_owned(), t.start_new_help.to_owned()));
    lines.push((capital(t.a_quit), String::new()));
    // With many meetings on a small screen the explanations go, never a line.
    let needed = 5 + 2 * u16::try_from(lines.len()).unwrap_or(u16::MAX) + 3;
    let step = if needed > area.height { 1 } else { 2 };
    for (i, (name, help)) in lines.iter().enumerate() {
        let y = area.y + 5 + u16::try_from(i).unwrap_or(0) * step;
        if y >= area.bottom() - 1 {
            break;
        }
        let style = if i == start.selected {
            theme::chosen()
        } else {
            Style::new()
        };
        let words = fit(&format!(" {}  {name} ", i + 1), area.width - 4);
        put(buf, area.x + 2, y, area.width - 4, &words, style);
        if step == 1 {
            continue;
        }
        put(
            buf,
            area.x + 7,
            y + 1,
            area.width - 9,
            &fit(help, area.width - 9),
            theme::quiet(),
        );
    }
}
