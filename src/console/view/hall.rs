//! The stage screen: the true frame of the hall beside the one that comes next, both made smaller, the
//! list of scenes and the displays below. Nothing here is drawn otherwise than in the hall.

mod scale;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::super::app::Model;
use super::super::hall::{Ill, ill};
use super::{boxed, fit, put, width, wrap};
use crate::meeting::hall::Wanted;
use crate::stage::{Display, Frame, Scene};
use crate::theme;
use scale::draw_small;

/// Rows of the lists that stay below the pictures.
const LISTS: u16 = 6;

pub(super) fn draw(model: &Model, buf: &mut Buffer, area: Rect) {
    states(model, buf, area);
    let lists = LISTS.max(area.height / 4).min(area.height / 2);
    let pictures = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(lists + 1),
        ..area
    };
    let half = area.width / 2;
    let left = Rect {
        width: half,
        ..pictures
    };
    let right = Rect {
        x: area.x + half,
        width: area.width - half,
        ..pictures
    };
    let display = first_display(model);
    let t = &model.text.stage;
    let title = display.map_or_else(
        || t.now.to_owned(),
        |d| (t.now_on)(d.number, d.size.0, d.size.1),
    );
    picture(model, buf, left, &title, model.hall.now(), t.not_open);
    let (title, next) = match &model.hall.next {
        Some((title, frame)) => ((t.title)(*title), Some(frame)),
        None => ((t.title)(crate::text::stage::Title::Next), None),
    };
    picture(model, buf, right, title, next, t.last_scene);
    let y = pictures.bottom();
    let rows = area.bottom().saturating_sub(y);
    scenes(model, buf, Rect::new(area.x, y, half, rows));
    displays(
        model,
        buf,
        Rect::new(area.x + half, y, area.width - half, rows),
    );
}

/// What lies over the scene, in large letters.
fn states(model: &Model, buf: &mut Buffer, area: Rect) {
    let t = &model.text.stage;
    let reversed = |style: Style| style.add_modifier(Modifier::REVERSED);
    let meeting = model.session.meeting();
    let cover = model.hall.cover.as_ref().map(|frame| &frame.scene);
    let mut words: Vec<(&str, Style)> = Vec::new();
    if model.hall.trouble.is_some() {
        words.push((t.trouble, reversed(theme::bad())));
    }
    words.extend(match cover {
        None => None,
        Some(Scene::Blank) => Some((t.state_blank, reversed(theme::note()))),
        Some(Scene::Message { .. }) => Some((t.state_message, reversed(theme::note()))),
        Some(_) => Some((t.state_logo, reversed(theme::note()))),
    });
    if meeting.hall().held {
        words.push((t.state_held, reversed(theme::note())));
    }
    if model.is_step_pending() {
        words.push((t.state_pending, reversed(theme::note())));
    }
    if words.is_empty() && model.hall.shown.is_some() {
        words.push((t.state_shown, theme::good()));
    }
    if meeting.seal().hides(&meeting.rules()) {
        words.push((t.state_sealed, reversed(theme::bad())));
    }
    let mut x = area.x + 1;
    for (word, style) in words {
        let room = area.right().saturating_sub(x);
        x = put(buf, x, area.y, room, &format!(" {word} "), style) + 1;
    }
    let label = scene_name(model, &meeting.hall().scene);
    let room = area.right().saturating_sub(x + 1);
    let label = fit(&label, room);
    let at = area.right().saturating_sub(width(&label) + 1);
    put(buf, at, area.y, room, &label, theme::quiet());
}

fn picture(
    model: &Model,
    buf: &mut Buffer,
    area: Rect,
    title: &str,
    frame: Option<&Frame>,
    none: &str,
) {
    let inner = boxed(buf, area, title, theme::quiet());
    match frame {
        Some(frame) => {
            let size = first_display(model).map_or((80, 25), |d| d.size);
            draw_small(frame, size, inner, buf);
            if first_display(model).is_some_and(|d| ill(d) == Some(Ill::TooSmall)) {
                not_there(model, buf, area);
            }
        }
        None => lines(buf, inner, &words_of_none(model, none), theme::quiet()),
    }
}

/// What is drawn is not what the hall sees: its display has no room for it.
fn not_there(model: &Model, buf: &mut Buffer, area: Rect) {
    let words = format!(" {} ", model.text.stage.small_picture);
    let style = theme::bad().add_modifier(Modifier::REVERSED);
    let room = area.width.saturating_sub(2);
    let y = area.bottom().saturating_sub(1);
    put(buf, area.x + 1, y, room, &fit(&words, room), style);
}

fn words_of_none(model: &Model, none: &str) -> String {
    if model.read_only.is_some() {
        return model.text.stage.read_only.to_owned();
    }
    let trouble = model.hall.trouble.as_ref();
    trouble.map_or_else(|| none.to_owned(), |error| model.stage_trouble(error))
}

/// The scenes around the one that counts: the chosen one, else the one that is shown.
fn scenes(model: &Model, buf: &mut Buffer, area: Rect) {
    let t = &model.text.stage;
    put(buf, area.x + 1, area.y, area.width, t.scenes, theme::loud());
    let all = model.hall_scenes();
    let shown = &model.session.meeting().hall().scene;
    let chosen = model.hall_chosen();
    let middle = all
        .iter()
        .position(|s| s == chosen.unwrap_or(shown))
        .unwrap_or(0);
    // Decided, but the hall keeps its picture.
    let step = model.session.meeting().hall().step;
    let seen = model
        .hall
        .shown
        .as_ref()
        .is_some_and(|(_, f)| f.show == step);
    let rows = usize::from(area.height.saturating_sub(1));
    let first = middle
        .saturating_sub(rows / 2)
        .min(all.len().saturating_sub(rows));
    let room = area.width.saturating_sub(2);
    for (y, scene) in (area.y + 1..area.bottom()).zip(all.iter().skip(first)) {
        let mark = match (scene == shown, seen) {
            (true, true) => '■',
            (true, false) => '░',
            (false, _) => ' ',
        };
        let arrow = if Some(scene) == chosen { '►' } else { ' ' };
        let words = fit(&format!("{arrow}{mark} {}", scene_name(model, scene)), room);
        let style = if Some(scene) == chosen {
            theme::chosen()
        } else if scene == shown {
            theme::loud()
        } else {
            Style::new()
        };
        put(buf, area.x + 1, y, room, &words, style);
    }
}

fn scene_name(model: &Model, scene: &Wanted) -> String {
    let meeting = model.session.meeting();
    let library = match scene {
        Wanted::Library { code } => meeting.library_name(code),
        _ => "",
    };
    let t = model.text;
    t.stage.scene(t.lang, &meeting.rules(), library, scene)
}

fn displays(model: &Model, buf: &mut Buffer, area: Rect) {
    let t = &model.text.stage;
    put(
        buf,
        area.x + 1,
        area.y,
        area.width,
        t.displays,
        theme::loud(),
    );
    let below = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    if let Some(error) = &model.hall.trouble {
        let words = model.stage_trouble(error);
        return lines(buf, below, &words, theme::bad());
    }
    if model.hall.displays.is_empty() {
        let (words, style) = if model.hall.window.is_awaited() {
            (t.awaited.to_owned(), theme::quiet())
        } else {
            ((t.no_display)(&model.projector_line()), theme::note())
        };
        return lines(buf, below, &words, style);
    }
    // Those that are not well first: nobody looks for them.
    let mut all: Vec<&Display> = model.hall.displays.iter().collect();
    all.sort_by_key(|d| (ill(d).is_none(), d.number));
    let room = area.width.saturating_sub(2);
    for (y, display) in (below.y..below.bottom()).zip(all) {
        let (words, style) = display_line(model, display, room);
        put(buf, area.x + 1, y, room, &fit(&words, room), style);
    }
}

/// How it is with a display. Where there is little room its size gives way, not what is wrong.
fn display_line(model: &Model, display: &Display, room: u16) -> (String, Style) {
    let t = &model.text.stage;
    let (state, style) = display_state(model, display);
    let who = (t.display)(display.number, display.size);
    let whole = format!("{who}  {state}");
    if width(&whole) <= room {
        return (whole, style);
    }
    (format!("{}  {state}", (t.numbered)(display.number)), style)
}

fn display_state(model: &Model, display: &Display) -> (String, Style) {
    let t = &model.text.stage;
    let loud = theme::bad().add_modifier(Modifier::REVERSED);
    match ill(display) {
        Some(Ill::Stale) => ((t.stale)(display.age_ms), loud),
        Some(Ill::TooSmall) => (t.small.to_owned(), loud),
        None => {
            let newest = model.hall.shown.as_ref().map(|(revision, _)| *revision);
            let picture = if newest.is_none_or(|n| display.revision >= n) {
                t.newest
            } else {
                t.older
            };
            match display.own {
                Some(own) => ((t.own)(own).to_owned(), theme::note()),
                None => (format!("{} · {picture}", t.alive), Style::new()),
            }
        }
    }
}

/// The display whose picture is drawn: the first that lives.
fn first_display(model: &Model) -> Option<&Display> {
    model.hall.displays.iter().find(|d| !d.stale)
}

fn lines(buf: &mut Buffer, area: Rect, words: &str, style: Style) {
    let room = area.width.saturating_sub(2);
    for (y, line) in (area.y..area.bottom()).zip(wrap(words, room)) {
        put(buf, area.x + 1, y, room, &line, style);
    }
}
