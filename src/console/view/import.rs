//! The steps of an import: file, reading, preview, questions.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

use super::super::app::Model;
use super::super::data::matching;
use super::super::field::Field;
use super::super::overlay::Overlay;
use super::overlay::text_line;
use super::{bar, boxed, fit, put, wrap};
use crate::exchange::preview::{Preview, Rows};
use crate::meeting::id::PersonId;
use crate::meeting::roster::{Choice, Question};
use crate::meeting::village::Gazetteer;
use crate::text::{Text, figures, reject};
use crate::theme;

pub(super) fn files(model: &Model, buf: &mut Buffer, area: Rect, field: &Field) -> Position {
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

pub(super) fn reading(model: &Model, buf: &mut Buffer, area: Rect, done: u64, total: u64) {
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

pub(super) fn draw_preview(model: &Model, buf: &mut Buffer, area: Rect, preview: &Preview) {
    let t = model.text;
    let name = preview
        .path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let title = (t.preview_title)(preview.kind(), &name);
    let inner = boxed(buf, area, &title, theme::loud());
    draw_counts(t, buf, inner, preview);
    let mut y = inner.y + 1;
    if let Rows::Villages(rows) = &preview.rows {
        let old = model.session.meeting().villages().len();
        let words = (t.villages_change)(old, rows.len(), preview.removed);
        for line in wrap(&words, inner.width - 2) {
            put(buf, inner.x + 1, y, inner.width - 2, &line, theme::note());
            y += 1;
        }
    }
    y = notes(t, buf, inner, y, preview);
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
    let reason = (t.figures.advice_corrections)(preview.corrections);
    let advice = if preview.changes() && preview.corrections > 0 {
        reason.as_str()
    } else if preview.changes() {
        t.preview_advice
    } else if preview.lines() == 0 {
        t.nothing_to_apply
    } else {
        t.nothing_applicable
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

/// The first line: how many rows are what.
fn draw_counts(t: &Text, buf: &mut Buffer, inner: Rect, preview: &Preview) {
    let counts = [
        (t.count_new, preview.new, theme::good()),
        (t.count_changed, preview.changed, theme::note()),
        (t.count_same, preview.same, Style::new()),
        (t.count_rejected, preview.rejected.len(), theme::bad()),
        (t.count_questions, preview.questions().len(), theme::note()),
    ];
    let corrections = (
        t.figures.count_corrections,
        preview.corrections,
        theme::note(),
    );
    let counts = counts
        .into_iter()
        .chain(preview.kind().holds_figures().then_some(corrections));
    let mut x = inner.x + 1;
    for (word, n, style) in counts {
        let style = if n == 0 { theme::quiet() } else { style };
        x = put(buf, x, inner.y, inner.width, &format!("{word} {n}"), style) + 3;
    }
}

/// What the preview tells without asking; answers the next free line.
fn notes(t: &Text, buf: &mut Buffer, inner: Rect, mut y: u16, preview: &Preview) -> u16 {
    // Sums that differ are many small lines; the list below needs its room.
    let most = if preview.kind().holds_figures() {
        usize::from(inner.height / 3)
    } else {
        3
    };
    for note in preview.notes.iter().take(most) {
        let words = figures::note(t, note);
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
    y
}

fn question(model: &Model, preview: &Preview, q: &Question) -> String {
    let words = reject::question(model.text.lang, q, model.session.meeting());
    match preview.name_of_row(q.row) {
        name if name.is_empty() || name == q.value => {
            format!("{} {}: {words}", model.text.row, q.row)
        }
        name => format!("{} {}, {name}: {words}", model.text.row, q.row),
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
        | Choice::Skip
        | Choice::TakeRow { .. }
        | Choice::NoneOfThem => words,
    }
}

pub(super) fn choose(model: &Model, buf: &mut Buffer, area: Rect, at: usize, selected: usize) {
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

/// A line of the preview's list: the questions come first, then what is refused, then what is
/// corrected.
fn preview_line(model: &Model, preview: &Preview, i: usize) -> (String, Style) {
    let questions = preview.questions();
    if let Some(q) = questions.get(i) {
        return (question(model, preview, q), theme::note());
    }
    let i = i.saturating_sub(questions.len());
    if let Some(refused) = preview.rejected.get(i) {
        return (reject::rejected(model.text.lang, refused), theme::bad());
    }
    let i = i.saturating_sub(preview.rejected.len());
    match preview.corrected.get(i) {
        Some(correction) => {
            let library = model.session.meeting().library_name(&correction.library);
            let words = (model.text.figures.correction)(correction, library);
            (words, Style::new())
        }
        None => (String::new(), Style::new()),
    }
}
