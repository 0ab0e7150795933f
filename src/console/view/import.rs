//! The steps of an import: file, reading, preview, questions.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

use super::super::app::Model;
use super::super::columns::Columns;
use super::super::data::{FileFor, matching};
use super::super::field::Field;
use super::super::overlay::Overlay;
use super::overlay::text_line;
use super::{bar, boxed, fit, put, width, wrap};
use crate::exchange::preview::{Ask, Line, Preview, Rows};
use crate::exchange::table::Outcome;
use crate::meeting::record::Record;
use crate::text::{Text, figures, preview as words, reject};
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
    let (title, hint) = match kind {
        FileFor::Import(kind) => ((t.files_title)(*kind), t.files_hint),
        FileFor::Comparison => (t.board.compare_title, t.board.f_file_hint),
    };
    let inner = boxed(buf, area, title, theme::loud());
    put(
        buf,
        inner.x + 1,
        inner.y,
        inner.width - 2,
        &fit(hint, inner.width - 2),
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
    let mut y = draw_counts(t, buf, inner, preview);
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
    let advice = wrap(&words::advice(t, preview), inner.width - 2);
    let advice_y = inner.bottom() - rows_of(&advice);
    for (y, line) in (advice_y..).zip(&advice) {
        put(buf, inner.x + 1, y, inner.width - 2, line, theme::key());
    }
    let above = Rect {
        height: advice_y - inner.y,
        ..inner
    };
    let bottom = advice_y - chosen_in_full(model, buf, above, preview);
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
}

/// How many rows these lines take.
fn rows_of<T>(lines: &[T]) -> u16 {
    u16::try_from(lines.len()).unwrap_or(u16::MAX)
}

/// The first line: how many rows are what, on a second one what finds no room; answers the next line.
fn draw_counts(t: &Text, buf: &mut Buffer, inner: Rect, preview: &Preview) -> u16 {
    let counts = [
        (t.count_new, preview.new, theme::good()),
        (t.count_changed, preview.changed, Style::new()),
        (t.count_same, preview.same, Style::new()),
        (t.count_rejected, preview.rejected.len(), theme::bad()),
        (t.count_questions, preview.asks().count(), theme::note()),
    ];
    let corrections = (
        t.figures.count_corrections,
        preview.corrections,
        theme::note(),
    );
    let corrections = preview.kind().holds_figures().then_some(corrections);
    // Told where there are any: most files have none.
    let cells = (
        words::count_cells(t.lang),
        preview.cells.len(),
        theme::note(),
    );
    let cells = Some(cells).filter(|(_, n, _)| *n > 0);
    let (mut x, mut y) = (inner.x + 1, inner.y);
    for (word, n, style) in counts.into_iter().chain(corrections).chain(cells) {
        let style = if n == 0 { theme::quiet() } else { style };
        let words = format!("{word} {n}");
        if x + width(&words) >= inner.right() {
            (x, y) = (inner.x + 1, y + 1);
        }
        x = put(buf, x, y, inner.width - 2, &words, style) + 3;
    }
    y + 1
}

/// What the preview tells without asking, as much as leaves room for the list, at whose end all of it
/// stands; answers the next free line.
fn notes(t: &Text, buf: &mut Buffer, inner: Rect, mut y: u16, preview: &Preview) -> u16 {
    let most = usize::from(inner.height / 4).max(3);
    let room = inner.width - 2;
    let count = preview.notes.len();
    let told = if count > most { most - 1 } else { count };
    // A line for each; what is left of the room goes to the first that need more.
    let mut spare = most - count.min(most);
    for note in preview.notes.iter().take(told) {
        let words = figures::note(t, note);
        let mut lines = wrap(&words, room);
        if lines.len() > spare + 1 {
            lines.truncate(spare + 1);
            lines.iter_mut().skip(spare).for_each(|last| last.push('…'));
        }
        spare -= lines.len() - 1;
        for line in lines {
            put(buf, inner.x + 1, y, room, &fit(&line, room), theme::quiet());
            y += 1;
        }
    }
    if told < count {
        let more = words::more_notes(t.lang, count - told);
        put(buf, inner.x + 1, y, room, &fit(&more, room), theme::quiet());
        y += 1;
    }
    y
}

/// What people and places are told with here: phones in full.
fn telling<'a>(
    model: &'a Model,
    row: &'a dyn Fn(usize) -> Option<&'a Record>,
) -> reject::Telling<'a> {
    reject::Telling {
        meeting: model.session.meeting(),
        row,
        phone: str::to_owned,
    }
}

fn question(model: &Model, preview: &Preview, ask: Ask<'_>) -> String {
    let lang = model.text.lang;
    let q = match ask {
        Ask::File(question) => return words::file_question(lang, question),
        Ask::Row(question) => question,
    };
    let words = reject::question(lang, q, model.session.meeting());
    let row = |row| preview.record_of_row(row);
    let about = reject::asked_about(q, telling(model, &row));
    let at = crate::text::preview::row(lang, q.row);
    match about.as_deref().unwrap_or(preview.name_of_row(q.row)) {
        name if name.is_empty() || name == q.value => {
            format!("{} {at}: {words}", model.text.row)
        }
        name => format!("{} {at}, {name}: {words}", model.text.row),
    }
}

pub(super) fn choose(model: &Model, buf: &mut Buffer, area: Rect, at: usize, selected: usize) {
    let t = model.text;
    let Some(preview) = model.preview() else {
        return;
    };
    let Some(q) = preview.ask(at) else {
        return;
    };
    let height = u16::try_from(q.choices()).unwrap_or(8).min(area.height - 5) + 4;
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
    for (y, line) in (inner.y..inner.y + 2).zip(wrap(&words, inner.width - 2)) {
        put(buf, inner.x + 1, y, inner.width - 2, &line, theme::loud());
    }
    let below = Rect {
        x: inner.x + 1,
        y: inner.y + 2,
        width: inner.width - 2,
        height: inner.height.saturating_sub(2),
    };
    let options = (0..q.choices()).map(|i| {
        let digit = if i < 9 {
            (i + 1).to_string()
        } else {
            " ".to_owned()
        };
        format!(" {digit}  {} ", option(model, preview, q, i))
    });
    list(buf, below, &options.collect::<Vec<_>>(), selected);
}

/// A choice in words.
fn option(model: &Model, preview: &Preview, ask: Ask<'_>, nth: usize) -> String {
    let lang = model.text.lang;
    let row = |row| preview.record_of_row(row);
    let option = match ask {
        Ask::File(q) => q.choices.get(nth).map(|c| words::file_choice(lang, c)),
        Ask::Row(q) => {
            let telling = telling(model, &row);
            q.choices.get(nth).map(|c| reject::choice(lang, c, telling))
        }
    };
    option.unwrap_or_default()
}

/// Shows the chosen line in full above the advice, if it does not fit on one: its end says what to
/// do. Returns the rows used.
fn chosen_in_full(model: &Model, buf: &mut Buffer, inner: Rect, preview: &Preview) -> u16 {
    let (words, _) = preview_line(model, preview, preview.selected);
    let most = usize::from(inner.height / 3);
    let lines: Vec<String> = wrap(&words, inner.width - 2)
        .into_iter()
        .take(most)
        .collect();
    let used = match lines.len() {
        1 => 0,
        _ => rows_of(&lines),
    };
    let bottom = inner.bottom();
    for (y, words) in (bottom - used..bottom).zip(&lines) {
        put(buf, inner.x + 1, y, inner.width - 2, words, theme::loud());
    }
    used
}

fn sheet_style(outcome: &Outcome) -> Style {
    match outcome {
        Outcome::Read { .. } => theme::good(),
        Outcome::NoHead(..) => theme::note(),
        Outcome::LeftOut
        | Outcome::OtherList
        | Outcome::Planned(_)
        | Outcome::Hidden
        | Outcome::NoCells
        | Outcome::Empty => theme::quiet(),
    }
}

/// A line of the preview's list.
fn preview_line(model: &Model, preview: &Preview, i: usize) -> (String, Style) {
    let (lang, meeting) = (model.text.lang, model.session.meeting());
    let Some(line) = preview.line(i) else {
        return (String::new(), Style::new());
    };
    match line {
        Line::Sheet(nth, sheet) => (words::sheet(lang, nth, sheet), sheet_style(&sheet.outcome)),
        Line::Ask(_, ask) => (question(model, preview, ask), theme::note()),
        Line::Answered(_, ask, chosen) => {
            let asked = question(model, preview, ask);
            let answer = option(model, preview, ask, chosen);
            (format!("  {answer} · {asked}"), Style::new())
        }
        Line::Cell(cell) => (words::empty_cell(lang, preview, cell), theme::note()),
        Line::Rejected(group) => (words::group(lang, preview, group, true), theme::bad()),
        Line::Correction(correction) => {
            let library = meeting.library_name(&correction.library);
            let words = (model.text.figures.correction)(correction, library);
            (words, Style::new())
        }
        Line::Heading(part, count) => (words::heading(lang, part, count), theme::loud()),
        Line::Changed(item) => (
            format!("  {}", words::changed_item(lang, meeting, item)),
            Style::new(),
        ),
        Line::New(item) => (
            format!("  {}", words::new_item(lang, meeting, item)),
            Style::new(),
        ),
        Line::Row(row, times) => {
            let text = preview.text_of_row(row).unwrap_or_default();
            let at = words::row_of_months(lang, row, times);
            (format!("  {at} {text}"), theme::quiet())
        }
        Line::Note(note) => (
            format!("  {}", figures::note(model.text, note)),
            theme::quiet(),
        ),
        Line::Passed(passed) => (format!("  {}", words::passed(lang, passed)), theme::quiet()),
    }
}

/// The heads of a sheet and what they mean, and the fields to choose from.
pub(super) fn columns(model: &Model, buf: &mut Buffer, area: Rect, open: Columns) {
    let lang = model.text.lang;
    let Some(preview) = model.preview() else {
        return;
    };
    let layout = preview.kind().layout();
    let heads = preview.heads_of(open.sheet);
    let sheet = preview.sheets.get(open.sheet);
    let name = sheet.map_or("", |s| s.name.as_str());
    Clear.render(area, buf);
    let inner = boxed(buf, area, &words::columns_title(lang, name), theme::note());
    let room = inner.width - 2;
    let mut y = inner.y;
    for line in wrap(words::columns_hint(lang), room) {
        put(buf, inner.x + 1, y, room, &line, theme::quiet());
        y += 1;
    }
    // While a field is chosen the head stands here in full.
    let pointed = open.field.and_then(|_| heads.get(open.selected));
    let told = match (pointed, sheet) {
        (Some(column), _) => Some((column.head.clone(), theme::loud())),
        (None, Some(sheet)) => Some((
            words::outcome(lang, &sheet.outcome),
            sheet_style(&sheet.outcome),
        )),
        (None, None) => None,
    };
    if let Some((words, style)) = told {
        for line in wrap(&words, room).iter().take(4) {
            put(buf, inner.x + 1, y, room, line, style);
            y += 1;
        }
    }
    y += 1;
    let half = inner.width / 2;
    let left = Rect {
        x: inner.x + 1,
        y,
        width: open.field.map_or(room, |_| half - 2),
        height: inner.bottom().saturating_sub(y),
    };
    let meanings: Vec<String> = heads
        .iter()
        .map(|column| words::meaning(lang, layout, column.meaning))
        .collect();
    let widest = meanings.iter().map(|of| width(of)).max().unwrap_or(0);
    let longest = heads.iter().map(|c| width(&c.head)).max().unwrap_or(0);
    let head_room = longest.min(left.width.saturating_sub(widest + 6));
    let rows: Vec<String> = heads
        .iter()
        .zip(&meanings)
        .map(|(column, of)| {
            let head = fit(&column.head, head_room);
            let gap = usize::from(head_room.saturating_sub(width(&head)));
            format!(" {head}{}  {of} ", " ".repeat(gap))
        })
        .collect();
    list(buf, left, &rows, open.selected);
    let Some(field) = open.field else { return };
    let right = Rect {
        x: inner.x + half,
        width: inner.width - half - 1,
        ..left
    };
    let fields = layout.fields.iter().map(|f| format!(" {} ", f.name));
    let none = format!(" {} ", words::not_read(lang));
    let fields: Vec<String> = std::iter::once(none).chain(fields).collect();
    list(buf, right, &fields, field);
}

/// Lines with one chosen, which stays in sight; marks at the edge say that there are more.
fn list(buf: &mut Buffer, area: Rect, lines: &[String], selected: usize) {
    let rows = usize::from(area.height);
    let first = selected.saturating_sub(rows.saturating_sub(1));
    let mut more = |y, is: bool, mark| {
        if is {
            put(buf, area.right() - 1, y, 1, mark, theme::key());
        }
    };
    more(area.y, first > 0, "▲");
    more(
        area.bottom().saturating_sub(1),
        first + rows < lines.len(),
        "▼",
    );
    let area = Rect {
        width: area.width - 2,
        ..area
    };
    for (y, (i, line)) in (area.y..area.bottom()).zip(lines.iter().enumerate().skip(first)) {
        let style = if i == selected {
            theme::chosen()
        } else {
            Style::new()
        };
        put(buf, area.x, y, area.width, &fit(line, area.width), style);
    }
}
