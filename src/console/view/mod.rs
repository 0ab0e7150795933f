//! How the console looks: functions from the model to the screen. They take `&` and change nothing.

mod board;
mod card;
mod closing;
mod counts;
mod data;
mod desk;
mod footer;
mod hall;
mod import;
mod members;
mod overlay;
mod protocol;
mod rules;
mod scanner;
mod start;
mod supervisor;
mod why;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::app::{Level, Model, Screen};
use super::command::{Action, in_scope};
use crate::meeting::command::Role;
use crate::text::Text;
use crate::theme;

use footer::{footer, member_keys, members_open, overlay_keys};

pub(super) use board::rows as board_rows;
pub use start::draw as draw_start;

/// Below this a plain message asks for more room.
pub const SMALLEST: (u16, u16) = (64, 20);

/// Draws the console.
pub fn draw(model: &Model, frame: &mut Frame) {
    let area = frame.area();
    if too_small(model.text, frame.buffer_mut(), area) {
        return;
    }
    let buf = frame.buffer_mut();
    if let Some(lock) = model.guard.lock() {
        if let Some(caret) = supervisor::locked(model, buf, area, lock) {
            frame.set_cursor_position(caret);
        }
        return;
    }
    head(model, buf, area);
    let body = Rect {
        y: area.y + 3,
        height: area.height - 5,
        ..area
    };
    let caret = match model.screen {
        Screen::Desk => Some(desk::draw(model, buf, body)),
        Screen::Data => {
            data::draw(model, buf, body);
            None
        }
        Screen::Board => board::draw(model, buf, body),
        Screen::Protocol => {
            protocol::draw(model, buf, body);
            None
        }
        Screen::Hall => {
            hall::draw(model, buf, body);
            None
        }
    };
    let caret = match model.overlays.last() {
        None => caret,
        Some(_) => overlay::draw(model, buf, body),
    };
    status(model, buf, area);
    footer(model, buf, area);
    if let Some(caret) = caret {
        frame.set_cursor_position(caret);
    }
}

/// Is a window of so many columns and rows too small?
pub fn is_too_small((columns, rows): (u16, u16)) -> bool {
    columns < SMALLEST.0 || rows < SMALLEST.1
}

/// Says that the window is too small, if it is.
pub fn too_small(t: &Text, buf: &mut Buffer, area: Rect) -> bool {
    if !is_too_small((area.width, area.height)) {
        return false;
    }
    let words = (t.too_small)(area.width, area.height);
    for (y, line) in (area.y..area.bottom()).zip(wrap(&words, area.width)) {
        put(buf, area.x, y, area.width, &line, theme::loud());
    }
    true
}

/// Title bar, job tabs, rule.
fn head(model: &Model, buf: &mut Buffer, area: Rect) {
    let t = model.text;
    let about = model.session.meeting().about();
    let w = area.width;
    // While something waits to be saved the bar tells nobody to come in.
    let bar = if model.session.stalled().is_some() {
        theme::bad().add_modifier(Modifier::REVERSED)
    } else if model.desk.flash_until.is_some() && model.waiting() == 0 {
        flash(model).add_modifier(Modifier::REVERSED)
    } else {
        theme::loud()
    };
    buf.set_style(Rect { height: 1, ..area }, bar);
    let right = format!("{}  {} ", model.who(), model.time());
    let sample = about.is_some_and(|a| a.sample);
    // A desk that hands out, or records a session, says so loudly.
    let other = (!model.list.is_main()).then(|| {
        let name = crate::text::list_name(t, model.session.meeting(), &model.list);
        format!(" ► {} ", name.to_uppercase())
    });
    let mut mark = if sample {
        format!("  {}", t.sample)
    } else if model.is_backup() {
        format!("  {}", t.is_backup)
    } else {
        String::new()
    };
    mark += &other.unwrap_or_default();
    // The supervisor's mode is told first, and whole, whatever else stands in the bar.
    let left = w.saturating_sub(width(&right));
    let mode = mode(model, left);
    let left = left.saturating_sub(width(&mode));
    let mark = fit(&mark, left.saturating_sub(2));
    let room = left.saturating_sub(width(&mark) + 2);
    let title = fit(about.map_or("gelar", |a| &a.title), room);
    let loud = theme::note().add_modifier(Modifier::REVERSED | Modifier::BOLD);
    let x = put(buf, area.x, area.y, w, &mode, loud);
    let x = put(buf, x + 1, area.y, room, &title, bar);
    put(buf, x, area.y, w, &mark, bar);
    put(
        buf,
        area.right().saturating_sub(width(&right)),
        area.y,
        w,
        &right,
        bar,
    );

    let x = tabs(model, buf, area);
    // A message stands where the status stands; what is saved is told here meanwhile.
    if model.message.is_some() || banner(model).is_some() || alarm(model).is_some() {
        let room = area.right().saturating_sub(x + 1);
        let words = fit(&model.status(), room);
        let at = area.right().saturating_sub(width(&words) + 1);
        put(buf, at, area.y + 1, room, &words, theme::quiet());
    }
    let rule = "═".repeat(w.into());
    put(buf, area.x, area.y + 2, w, &rule, theme::quiet());
}

/// The supervisor's mode in words, with its end where there is room for that and a title.
fn mode(model: &Model, room: u16) -> String {
    let words = &model.text.supervisor;
    match model.role() {
        Role::Officer => String::new(),
        Role::Supervisor => {
            let long = format!(" {} ", words.mode);
            if width(&long) + 14 <= room {
                long
            } else {
                format!(" {} ", words.mode_short)
            }
        }
    }
}

/// The jobs with their keys; closer together where they would not all fit. Returns the column behind.
fn tabs(model: &Model, buf: &mut Buffer, area: Rect) -> u16 {
    let all = [
        (Screen::Desk, Action::Desk),
        (Screen::Board, Action::Board),
        (Screen::Hall, Action::Hall),
        (Screen::Data, Action::Data),
        (Screen::Protocol, Action::Protocol),
    ];
    let word = |action: Action| {
        let binding = in_scope(model.scope()).find(|b| b.action == action)?;
        let key = binding.key.map(|k| k.label()).unwrap_or_default();
        Some(format!(" {key} {} ", (binding.name)(model.text)))
    };
    let tabs = all.map(|(screen, action)| (screen, word(action).unwrap_or_default()));
    let wide: u16 = tabs.iter().map(|(_, words)| width(words) + 1).sum();
    let gap = u16::from(wide < area.width);
    let mut x = area.x + gap;
    for (screen, words) in tabs {
        let style = if screen == model.screen {
            theme::chosen()
        } else {
            Style::new()
        };
        x = put(buf, x, area.y + 1, area.width, &words, style) + gap;
    }
    x
}

fn flash(model: &Model) -> Style {
    use crate::meeting::event::Outcome;
    match model.desk.answer.as_ref().map(|a| a.outcome) {
        Some(Outcome::Present | Outcome::DoubleRead) => theme::good(),
        Some(Outcome::AlreadyPresent) => theme::note(),
        Some(_) => theme::bad(),
        None => theme::loud(),
    }
}

/// Saved or saving, position, backup; or the message. What is loud takes a second line if it needs
/// one: its end says what to do.
fn status(model: &Model, buf: &mut Buffer, area: Rect) {
    let loud = theme::bad().add_modifier(Modifier::REVERSED);
    if let Some(message) = &model.message {
        let style = match message.level {
            Level::Good => theme::good(),
            Level::Note => theme::note(),
            Level::Bad => loud,
        };
        let mark = match message.level {
            Level::Good => "■",
            Level::Note => "►",
            Level::Bad => "!",
        };
        status_lines(buf, area, &format!("{mark} {}", message.text), style);
        return;
    }
    if let Some(words) = banner(model) {
        let words = fit(&format!("► {words}"), area.width.saturating_sub(2));
        let loud = theme::note().add_modifier(Modifier::REVERSED);
        status_lines(buf, area, &words, loud);
        return;
    }
    if let Some(words) = alarm(model) {
        return status_lines(buf, area, &format!("! {words}"), loud);
    }
    let style = match (model.session.stalled(), &model.read_only) {
        (Some(_), _) => loud,
        (None, Some(_)) => theme::bad(),
        (None, None) => theme::quiet(),
    };
    status_lines(buf, area, &model.status(), style);
}

/// A guest of honour has come, or a desk calls the protocol; what is not saved is more urgent.
fn banner(model: &Model) -> Option<String> {
    if model.session.stalled().is_some() || model.read_only.is_some() {
        return None;
    }
    model.call_banner()
}

/// A display of the hall is stale or too small; on the hall's own screen it stands in its line.
fn alarm(model: &Model) -> Option<String> {
    if model.session.stalled().is_some() || model.screen == Screen::Hall {
        return None;
    }
    model.hall_warning()
}

fn status_lines(buf: &mut Buffer, area: Rect, words: &str, style: Style) {
    let w = area.width.saturating_sub(2);
    let mut lines = wrap(words, w);
    let rest = lines.split_off(lines.len().min(2) - 1).join(" ");
    lines.push(fit(&rest, w));
    let first = area.bottom() - 1 - if lines.len() > 1 { 2 } else { 1 };
    for (y, line) in (first..).zip(lines) {
        // The whole row: a second line stands over what was drawn there.
        put(
            buf,
            area.x,
            y,
            area.width,
            &" ".repeat(area.width.into()),
            Style::reset(),
        );
        if style.add_modifier.contains(Modifier::REVERSED) {
            buf.set_style(Rect::new(area.x, y, area.width, 1), style);
        }
        put(buf, area.x + 1, y, w, &line, style);
    }
}

/// Puts a text on the screen, cut to `room` columns; returns the column behind it.
pub fn put(buf: &mut Buffer, x: u16, y: u16, room: u16, text: &str, style: Style) -> u16 {
    if !buf.area.contains(ratatui::layout::Position { x, y }) {
        return x;
    }
    buf.set_stringn(x, y, text, room.into(), style).0
}

/// Display width in columns.
pub fn width(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// Cuts a text to a display width, at a grapheme, with `…` where something is missing.
pub fn fit(text: &str, room: u16) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let w = width(grapheme);
        if used + w + 1 > room {
            break;
        }
        out.push_str(grapheme);
        used += w;
    }
    if room > 0 {
        out.push('…');
    }
    out
}

/// Breaks a text into lines of at most `room` columns, at blanks where possible.
pub fn wrap(text: &str, room: u16) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let word = fit(word, room);
        let last = lines.last().map_or(0, |l| width(l));
        let gap = u16::from(last > 0);
        if last + gap + width(&word) > room && last > 0 {
            lines.push(word);
        } else if let Some(line) = lines.last_mut() {
            line.push_str(&" ".repeat(gap.into()));
            line.push_str(&word);
        }
    }
    lines
}

/// The text with a capital at its start.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// A frame with a title; returns what is inside.
pub fn boxed(buf: &mut Buffer, area: Rect, title: &str, style: Style) -> Rect {
    use ratatui::widgets::{Block, Clear, Widget};
    Clear.render(area, buf);
    let room = area.width.saturating_sub(4);
    let mut block = Block::bordered().border_style(style);
    if !title.is_empty() {
        block = block
            .title(format!(" {} ", fit(title, room)))
            .title_style(style);
    }
    let inner = block.inner(area);
    block.render(area, buf);
    inner
}

/// A bar of `room` cells of which `done / of` are full.
pub fn bar(done: usize, of: usize, room: u16) -> String {
    let room = usize::from(room);
    let full = if of == 0 {
        0
    } else {
        (done * room).div_euclid(of).min(room)
    };
    format!("{}{}", "█".repeat(full), "░".repeat(room - full))
}

impl Model {
    /// Station and operator.
    pub(super) fn who(&self) -> String {
        let who = if self.operator.is_empty() {
            self.station.clone()
        } else {
            format!("{} · {}", self.station, self.operator)
        };
        fit(&who, 28)
    }

    /// Is the file one of our backups? Then it is easily taken for the meeting itself.
    pub(super) fn is_backup(&self) -> bool {
        let name = self
            .file
            .file_stem()
            .map(|s| s.to_string_lossy().into_owned());
        name.is_some_and(|n| n.contains("-cadangan"))
    }

    /// The clock with its zone.
    pub(super) fn time(&self) -> String {
        let meeting = self.session.meeting();
        let zone = meeting.about().map(|a| a.zone).unwrap_or_default();
        let pinned = if self.clock.is_pinned() {
            self.text.pinned
        } else {
            ""
        };
        format!(
            "{} {}{pinned}",
            crate::text::time(meeting, self.clock.now()),
            zone.name()
        )
    }

    /// The quiet line: saved or saving, journal position, backup.
    pub(super) fn status(&self) -> String {
        let t = self.text;
        if let Some(why) = &self.read_only {
            return why.clone();
        }
        let saved = match (self.session.stalled().is_some(), self.waiting()) {
            (true, n) => (t.unsaved)(n),
            (false, 0) => t.all_saved.to_owned(),
            (false, n) => (t.saving)(n),
        };
        let backup = match (&self.backup.error, self.backup.last) {
            (Some(_), _) => t.backup_trouble.to_owned(),
            (None, Some(last)) => {
                let minutes = self.clock.now().duration_since(last).as_secs() / 60;
                (t.backup_age)(minutes.max(0).unsigned_abs())
            }
            (None, None) if self.session.meeting().backup_directory().is_none() => {
                t.no_backup.to_owned()
            }
            (None, None) => t.backup_waiting.to_owned(),
        };
        format!("{saved} · {} · {backup}", self.session.head().seq)
    }
}
