//! Help, palette, forms and the steps of an import, drawn over the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

use super::super::app::Model;
use super::super::command::{Scope, in_scope};
use super::super::data::{matching, menu};
use super::super::field::Field;
use super::super::form::{Entry, Form};
use super::super::overlay::Overlay;
use super::{bar, boxed, capital, fit, put, width, wrap};
use crate::exchange::preview::{Note, Preview, Rows};
use crate::meeting::id::PersonId;
use crate::meeting::roster::{Choice, Question};
use crate::meeting::village::Gazetteer;
use crate::text::{Text, reject};
use crate::theme;

pub(super) fn draw(model: &Model, buf: &mut Buffer, body: Rect) -> Option<Position> {
    let area = Rect {
        x: body.x + 2,
        width: body.width - 4,
        ..body
    };
    // Nothing of the screen below shows at the edges.
    Clear.render(body, buf);
    // A choice stands over its preview.
    for overlay in model.overlays.iter().rev().take(2).rev() {
        if let Overlay::Preview(preview) = overlay {
            draw_preview(model, buf, area, preview);
        }
    }
    match model.overlays.last()? {
        Overlay::Help { scroll } => help(model, buf, area, *scroll),
        Overlay::Palette { field, selected } => {
            return Some(palette(model, buf, area, field, *selected));
        }
        Overlay::Form(open) => {
            let suggestion = model.suggestion(open);
            return form(buf, area, &open.form, suggestion.as_deref());
        }
        Overlay::Files { field, .. } => {
            return Some(files(model, buf, area, field));
        }
        Overlay::Reading { done, total, .. } => reading(model, buf, area, *done, *total),
        Overlay::Preview(_) => {}
        Overlay::Confirm { question, .. } => confirm(model, buf, area, question),
        Overlay::Choose { question, selected } => choose(model, buf, area, *question, *selected),
    }
    None
}

fn help(model: &Model, buf: &mut Buffer, area: Rect, scroll: usize) {
    let t = model.text;
    let inner = boxed(buf, area, t.help_title, theme::loud());
    let mut lines: Vec<(String, String)> = t
        .help_desk
        .iter()
        // What digits do is another thing where there is no search line.
        .filter(|(key, _)| {
            model.scope() == Scope::Desk || !key.starts_with(|c: char| c.is_ascii_digit())
        })
        .map(|(key, words)| ((*key).to_owned(), (*words).to_owned()))
        .collect();
    let digits = menu();
    for binding in in_scope(model.scope()) {
        let digit = digits.iter().position(|b| b.action == binding.action);
        let key = match (binding.key, digit) {
            (Some(key), _) => key.label(),
            (None, Some(i)) => (i + 1).to_string(),
            (None, None) => String::new(),
        };
        let mut words = (binding.help)(t).to_owned();
        if let Some(why) = model.unavailable(binding.action) {
            words = format!("{words} ({why})");
        }
        lines.push((key, words));
    }
    let rows: Vec<(String, String)> = lines
        .into_iter()
        .flat_map(|(key, words)| {
            let lines = wrap(&words, inner.width.saturating_sub(12));
            let keys = std::iter::once(key).chain(std::iter::repeat(String::new()));
            keys.zip(lines).collect::<Vec<_>>()
        })
        .collect();
    let page = usize::from(inner.height);
    let first = scroll.min(rows.len().saturating_sub(page));
    let more = rows.len() > first + page;
    for (y, (key, line)) in (inner.y..inner.bottom()).zip(rows.into_iter().skip(first)) {
        put(buf, inner.x + 1, y, 9, &key, theme::key());
        put(buf, inner.x + 11, y, inner.width - 11, &line, Style::new());
    }
    if more {
        put(
            buf,
            area.right() - 5,
            area.bottom() - 1,
            3,
            " … ",
            theme::loud(),
        );
    }
}

fn palette(
    model: &Model,
    buf: &mut Buffer,
    area: Rect,
    field: &Field,
    selected: usize,
) -> Position {
    let t = model.text;
    let inner = boxed(buf, area, t.palette_title, theme::loud());
    let caret = text_line(buf, inner.x + 1, inner.y, inner.width - 2, field);
    let rows = usize::from(inner.height.saturating_sub(2));
    let first = selected.saturating_sub(rows.saturating_sub(1));
    let found = model.palette(field.text());
    if found.is_empty() {
        let words = fit(&(t.no_result)(field.text().trim()), inner.width - 2);
        put(
            buf,
            inner.x + 1,
            inner.y + 2,
            inner.width - 2,
            &words,
            theme::note(),
        );
    }
    for (y, (i, binding)) in
        (inner.y + 2..inner.bottom()).zip(found.into_iter().enumerate().skip(first))
    {
        let off = model.unavailable(binding.action);
        let style = match (i == selected, off) {
            (true, _) => theme::chosen(),
            (false, Some(_)) => theme::quiet(),
            (false, None) => Style::new(),
        };
        let key = binding.key.map(|k| k.label()).unwrap_or_default();
        let name = capital((binding.name)(t));
        let words = match off {
            Some(why) => format!("{name} ({why})"),
            None => name,
        };
        put(
            buf,
            inner.x + 1,
            y,
            8,
            &key,
            if i == selected { style } else { theme::key() },
        );
        put(
            buf,
            inner.x + 10,
            y,
            inner.width - 11,
            &fit(&words, inner.width - 11),
            style,
        );
    }
    caret
}

/// Draws a form; also used by the set-up.
pub(super) fn form<K: Copy + PartialEq>(
    buf: &mut Buffer,
    area: Rect,
    form: &Form<K>,
    suggestion: Option<&str>,
) -> Option<Position> {
    // As high as it needs: the help of a line stands near the line.
    let height = u16::try_from(form.rows.len())
        .unwrap_or(u16::MAX)
        .saturating_add(5);
    let area = Rect {
        height: area.height.min(height),
        ..area
    };
    let inner = boxed(buf, area, &form.title, theme::loud());
    let labels = form
        .rows
        .iter()
        .map(|r| width(r.label))
        .max()
        .unwrap_or(0)
        .min(inner.width / 3);
    let rows = usize::from(inner.height.saturating_sub(3));
    let first = form.focus.saturating_sub(rows.saturating_sub(1));
    let x = inner.x + labels + 3;
    let room = inner.right().saturating_sub(x + 1);
    let mut caret = None;
    for (y, (i, row)) in (inner.y..).zip(form.rows.iter().enumerate().skip(first).take(rows)) {
        let focused = i == form.focus;
        let label = if focused {
            theme::loud()
        } else {
            theme::quiet()
        };
        put(buf, inner.x + 1, y, labels, &fit(row.label, labels), label);
        match &row.entry {
            Entry::Text(field) if focused => {
                caret = Some(text_line(buf, x, y, room, field));
                if let Some(rest) = suggestion {
                    let used = width(field.text()) + 1;
                    let words = format!("► {rest}");
                    put(
                        buf,
                        x + used,
                        y,
                        room.saturating_sub(used),
                        &fit(&words, room.saturating_sub(used)),
                        theme::quiet(),
                    );
                }
            }
            Entry::Text(field) => {
                put(buf, x, y, room, &fit(field.text(), room), Style::new());
            }
            Entry::Choice { options, chosen } => {
                let mut at = x;
                for (n, option) in options.iter().enumerate() {
                    let style = match (n == *chosen, focused) {
                        (true, true) => theme::chosen(),
                        (true, false) => theme::loud(),
                        (false, _) => theme::quiet(),
                    };
                    let words = if n == *chosen {
                        format!("[{option}]")
                    } else {
                        format!(" {option} ")
                    };
                    at = put(buf, at, y, inner.right().saturating_sub(at), &words, style) + 1;
                }
            }
        }
    }
    if let Some(row) = form.rows.get(form.focus) {
        let (words, style) = match &row.error {
            Some(error) => (error.as_str(), theme::bad()),
            None => (row.hint, theme::quiet()),
        };
        let lines = wrap(words, inner.width - 2);
        for (y, line) in (inner.bottom().saturating_sub(2)..inner.bottom()).zip(lines) {
            put(buf, inner.x + 1, y, inner.width - 2, &line, style);
        }
    }
    caret
}

fn text_line(buf: &mut Buffer, x: u16, y: u16, room: u16, field: &Field) -> Position {
    let text = field.text();
    let before: String = text.chars().take(field.caret()).collect();
    let mut shown = text;
    let mut caret = width(&before);
    while caret >= room && !shown.is_empty() {
        let first = shown.chars().next().map_or(0, char::len_utf8);
        caret = caret.saturating_sub(width(&shown[..first]));
        shown = &shown[first..];
    }
    put(buf, x, y, room, &" ".repeat(room.into()), Style::new());
    put(
        buf,
        x,
        y,
        room,
        shown,
        Style::new().add_modifier(ratatui::style::Modifier::UNDERLINED),
    );
    Position::new(x + caret, y)
}

fn files(model: &Model, buf: &mut Buffer, area: Rect, field: &Field) -> Position {
    let t = model.text;
    let Some(Overlay::Files {
        kind,
        files,
        selected,
        ..
    }) = model.overlays.last()
    else {
        return Position::new(area.x, area.y);
    };
    let title = (t.files_title)(*kind);
    let inner = boxed(buf, area, title, theme::loud());
    put(
        buf,
        inner.x + 1,
        inner.y,
        inner.width - 2,
        t.files_hint,
        theme::quiet(),
    );
    let caret = text_line(buf, inner.x + 1, inner.y + 1, inner.width - 2, field);
    let Some(files) = files else {
        put(
            buf,
            inner.x + 1,
            inner.y + 3,
            inner.width - 2,
            t.files_looking,
            theme::quiet(),
        );
        return caret;
    };
    let listed = matching(files, field.text());
    if listed.is_empty() {
        let words = if field.is_empty() {
            t.files_none
        } else {
            t.files_as_typed
        };
        for (y, line) in (inner.y + 3..inner.bottom()).zip(wrap(words, inner.width - 2)) {
            put(buf, inner.x + 1, y, inner.width - 2, &line, theme::quiet());
        }
        return caret;
    }
    let rows = usize::from(inner.height.saturating_sub(3));
    let first = selected.saturating_sub(rows.saturating_sub(1));
    for (y, (i, path)) in
        (inner.y + 3..inner.bottom()).zip(listed.into_iter().enumerate().skip(first))
    {
        let style = if i == *selected {
            theme::chosen()
        } else {
            Style::new()
        };
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        let folder = path
            .parent()
            .map(|p| p.display().to_string())
            .unwrap_or_default();
        let room = inner.width / 2;
        put(buf, inner.x + 1, y, room, &fit(&name, room), style);
        let rest = inner.width.saturating_sub(room + 3);
        put(
            buf,
            inner.x + room + 2,
            y,
            rest,
            &fit(&folder, rest),
            theme::quiet(),
        );
    }
    caret
}

fn reading(model: &Model, buf: &mut Buffer, area: Rect, done: u64, total: u64) {
    let area = Rect {
        y: area.y + area.height / 3,
        height: 5,
        ..area
    };
    let inner = boxed(buf, area, model.text.reading, theme::loud());
    let percent = (done * 100)
        .checked_div(total)
        .map_or(String::new(), |p| format!("{p} %"));
    put(
        buf,
        inner.x + 1,
        inner.y,
        inner.width - 2,
        &percent,
        Style::new(),
    );
    if total > 0 {
        let (done, total) = (
            usize::try_from(done).unwrap_or(0),
            usize::try_from(total).unwrap_or(1),
        );
        let line = bar(done, total, inner.width - 2);
        put(
            buf,
            inner.x + 1,
            inner.y + 1,
            inner.width - 2,
            &line,
            theme::good(),
        );
    }
}

fn draw_preview(model: &Model, buf: &mut Buffer, area: Rect, preview: &Preview) {
    let t = model.text;
    let name = preview
        .path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let title = (t.preview_title)(preview.kind(), &name);
    let inner = boxed(buf, area, &title, theme::loud());
    let counts = [
        (t.count_new, preview.new, theme::good()),
        (t.count_changed, preview.changed, theme::note()),
        (t.count_same, preview.same, Style::new()),
        (t.count_rejected, preview.rejected.len(), theme::bad()),
        (t.count_questions, preview.questions().len(), theme::note()),
    ];
    let mut x = inner.x + 1;
    for (word, n, style) in counts {
        let style = if n == 0 { theme::quiet() } else { style };
        x = put(buf, x, inner.y, inner.width, &format!("{word} {n}"), style) + 3;
    }
    let mut y = inner.y + 1;
    if let Rows::Villages(rows) = &preview.rows {
        let old = model.session.meeting().villages().len();
        let words = (t.villages_change)(old, rows.len(), preview.removed);
        for line in wrap(&words, inner.width - 2) {
            put(buf, inner.x + 1, y, inner.width - 2, &line, theme::note());
            y += 1;
        }
    }
    for note in preview.notes.iter().take(3) {
        let words = match note {
            Note::Group(name, n) => (t.note_group)(name, *n),
            Note::Phones(n) => (t.note_phones)(*n),
            Note::Unplaced(n) => (t.note_unplaced)(*n),
            Note::Column(name) => (t.note_column)(name),
        };
        put(
            buf,
            inner.x + 1,
            y,
            inner.width - 2,
            &fit(&words, inner.width - 2),
            theme::quiet(),
        );
        y += 1;
    }
    y += 1;
    let advice_y = inner.bottom() - 1;
    let bottom = advice_y - chosen_in_full(model, buf, inner, preview);
    let rows = usize::from(bottom.saturating_sub(y));
    let first = preview.selected.saturating_sub(rows.saturating_sub(1));
    for i in (first..preview.lines()).take(rows) {
        let (words, style) = preview_line(model, preview, i);
        let style = if i == preview.selected {
            theme::chosen()
        } else {
            style
        };
        put(
            buf,
            inner.x + 1,
            y,
            inner.width - 2,
            &fit(&words, inner.width - 2),
            style,
        );
        y += 1;
    }
    if preview.lines() == 0 {
        put(
            buf,
            inner.x + 1,
            y,
            inner.width - 2,
            t.preview_clean,
            Style::new(),
        );
    }
    let advice = if preview.changes() {
        t.preview_advice
    } else {
        t.nothing_to_apply
    };
    put(
        buf,
        inner.x + 1,
        advice_y,
        inner.width - 2,
        &fit(advice, inner.width - 2),
        theme::key(),
    );
}

/// Shows the chosen line in full above the advice, if it does not fit on one: its end says what to
/// do. Returns the rows used.
fn chosen_in_full(model: &Model, buf: &mut Buffer, inner: Rect, preview: &Preview) -> u16 {
    let (words, _) = preview_line(model, preview, preview.selected);
    let lines: Vec<String> = wrap(&words, inner.width - 2).into_iter().take(3).collect();
    let used = match lines.len() {
        1 => 0,
        n => u16::try_from(n).unwrap_or(0),
    };
    let bottom = inner.bottom() - 1;
    for (y, words) in (bottom - used..bottom).zip(&lines) {
        put(buf, inner.x + 1, y, inner.width - 2, words, theme::loud());
    }
    used
}

/// A line of the preview's list: the questions come first, then what is refused.
fn preview_line(model: &Model, preview: &Preview, i: usize) -> (String, Style) {
    let questions = preview.questions();
    let refused = i
        .checked_sub(questions.len())
        .and_then(|i| preview.rejected.get(i));
    match (questions.get(i), refused) {
        (Some(q), _) => (question(model, preview, q), theme::note()),
        (None, Some(refused)) => (reject::rejected(model.text.lang, refused), theme::bad()),
        (None, None) => (String::new(), Style::new()),
    }
}

fn question(model: &Model, preview: &Preview, q: &Question) -> String {
    let words = reject::question(model.text.lang, q);
    match preview.name_of_row(q.row) {
        name if name.is_empty() || name == q.value => {
            format!("{} {}: {words}", model.text.row, q.row)
        }
        name => format!("{} {}, {name}: {words}", model.text.row, q.row),
    }
}

fn confirm(model: &Model, buf: &mut Buffer, area: Rect, question: &str) {
    let lines = wrap(question, area.width.saturating_sub(6));
    let height = u16::try_from(lines.len()).unwrap_or(4).min(area.height - 4) + 4;
    let area = Rect {
        y: area.y + (area.height - height) / 2,
        height,
        ..area
    };
    let inner = boxed(buf, area, model.text.confirm_title, theme::note());
    for (y, line) in (inner.y + 1..inner.bottom()).zip(lines) {
        put(buf, inner.x + 2, y, inner.width - 4, &line, theme::loud());
    }
}

/// A choice in words; a row is told with whom it is about.
fn option_words(
    t: &Text,
    preview: &Preview,
    option: &Choice,
    villages: &Gazetteer,
    name_of: &dyn Fn(PersonId) -> String,
) -> String {
    let words = reject::choice(t.lang, option, villages, name_of);
    match option {
        Choice::SameAsRow(row) => format!("{words}: {}", preview.name_of_row(*row)),
        Choice::Village(_)
        | Choice::KeepAsWritten
        | Choice::SamePerson(_)
        | Choice::OtherPerson
        | Choice::UseFile
        | Choice::KeepHand
        | Choice::Skip => words,
    }
}

fn choose(model: &Model, buf: &mut Buffer, area: Rect, at: usize, selected: usize) {
    let t = model.text;
    let preview = model.overlays.iter().rev().find_map(|o| match o {
        Overlay::Preview(preview) => Some(preview),
        _ => None,
    });
    let Some(preview) = preview else { return };
    let Some(q) = preview.questions().get(at) else {
        return;
    };
    let height = u16::try_from(q.choices.len())
        .unwrap_or(8)
        .min(area.height - 5)
        + 4;
    let area = Rect {
        x: area.x + 3,
        width: area.width - 6,
        y: area.y + (area.height - height) / 2,
        height,
    };
    // Nothing of the preview's lines shows beside it.
    let rows = Rect {
        x: area.x - 2,
        width: area.width + 4,
        ..area
    };
    Clear.render(rows, buf);
    let inner = boxed(buf, area, t.choose_title, theme::note());
    let words = question(model, preview, q);
    put(
        buf,
        inner.x + 1,
        inner.y,
        inner.width - 2,
        &fit(&words, inner.width - 2),
        theme::loud(),
    );
    let meeting = model.session.meeting();
    let villages = meeting.villages();
    let name_of = |id| {
        meeting
            .person(id)
            .map(|p| p.name().to_owned())
            .unwrap_or_default()
    };
    let rows = usize::from(inner.height.saturating_sub(2));
    let first = selected.saturating_sub(rows.saturating_sub(1));
    for (y, (i, option)) in
        (inner.y + 2..inner.bottom()).zip(q.choices.iter().enumerate().skip(first))
    {
        let style = if i == selected {
            theme::chosen()
        } else {
            Style::new()
        };
        let digit = if i < 9 {
            (i + 1).to_string()
        } else {
            " ".to_owned()
        };
        let words = format!(
            " {digit}  {} ",
            option_words(t, preview, option, &villages, &name_of)
        );
        put(
            buf,
            inner.x + 1,
            y,
            inner.width - 2,
            &fit(&words, inner.width - 2),
            style,
        );
    }
}
