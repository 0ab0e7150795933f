//! How a frame looks: one function draws it for the hall, the console's preview and the check before
//! the show. The picture is a function of frame, moment and size; nothing here knows the meeting or a
//! clock, and nothing is kept between two pictures.
//!
//! Every scene has the same bones: two empty rows at the top and at the bottom, which bad projectors
//! cut off; between them the body, whose first row carries CONTOH where the meeting is a sample and
//! whose last row ends with the clock.

mod big;
mod board;
mod library;
mod logo;
mod message;
mod paint;
mod test_card;
mod welcome;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::meeting::hall::Look;
use crate::stage::{Frame, Scene, Sealed};
use crate::text::Text;
use crate::text::hall::words;

use paint::Ink;

/// Below this a plain message asks for more room.
pub const SMALLEST: (u16, u16) = (64, 20);

/// So many rows at the top and at the bottom stay empty: bad projectors cut them off.
const EDGE: u16 = 2;
/// The columns of a clock.
const CLOCK: u16 = 5;

/// When a frame is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since the first frame of this `show` was drawn; pages follow it.
    pub scene_ms: u64,
    /// Milliseconds since this frame came; rows that glide follow it.
    pub frame_ms: u64,
    /// The wall clock of the hall, drawn small at the bottom right; none in previews.
    pub clock: Option<jiff::civil::Time>,
}

/// What every scene draws with.
struct Stage {
    text: &'static Text,
    ink: Ink,
    moment: Moment,
    sample: bool,
}

/// Draws a frame into an area, all of it. Any size is fine: what does not fit is cut, and below
/// [`SMALLEST`] a message stands there.
pub fn draw(frame: &Frame, moment: Moment, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    let stage = Stage {
        text: words(frame.lang),
        ink: Ink::of(frame.look),
        moment,
        sample: frame.sample,
    };
    let ground = match (&frame.scene, frame.look) {
        // A black screen is black in daylight too.
        (Scene::Blank, Look::Light) => Ink::of(Look::Dark).text,
        (_, Look::Dark | Look::Light | Look::Mono) => stage.ink.text,
    };
    paint::clear(buf, area, ground);
    if let Scene::Blank = frame.scene {
        return;
    }
    if too_small(area) {
        say_too_small(&stage, area, buf);
        return;
    }
    let body = body(area);
    let aside = match (&frame.scene, body.width) {
        // Beside the row numbers.
        (Scene::Test, _) => 6,
        (_, ..80) => 1,
        (_, _) => 2,
    };
    match &frame.scene {
        Scene::Blank => {}
        Scene::Logo(logo) => logo::draw(&stage, logo, middle(body), buf),
        Scene::Message { text } => message::draw(&stage, text, middle(body), buf),
        Scene::Welcome(welcome) => welcome::draw(&stage, welcome, middle(body), buf),
        Scene::Board(board) => board::draw(&stage, board, body, buf),
        Scene::Library(card) => library::draw(&stage, card, body, buf),
        Scene::Test => test_card::draw(&stage, area, middle(body), buf),
    }
    stage.marks(aside, body, buf);
}

/// In how many milliseconds the picture changes by itself; none: at rest. The minute of the clock is
/// the caller's matter. Never 0.
pub fn next_change(frame: &Frame, moment: Moment, area: Rect) -> Option<u64> {
    match &frame.scene {
        Scene::Board(board) if !too_small(area) => board::next_change(board, moment, body(area)),
        Scene::Board(_)
        | Scene::Blank
        | Scene::Logo(_)
        | Scene::Message { .. }
        | Scene::Welcome(_)
        | Scene::Library(_)
        | Scene::Test => None,
    }
}

/// Is an area too small for any scene?
pub fn too_small(area: Rect) -> bool {
    area.width < SMALLEST.0 || area.height < SMALLEST.1
}

/// Takes the finer eighths out of a drawn picture: for terminals that are not known to have them.
pub fn without_eighths(buf: &mut Buffer) {
    for cell in &mut buf.content {
        let plain = match cell.symbol() {
            "▏" | "▎" => " ",
            "▍" | "▋" => "▌",
            "▊" | "▉" => "█",
            _ => continue,
        };
        cell.set_symbol(plain);
    }
}

impl Stage {
    /// Columns left and right of a heading that the mark of a sample may take.
    fn margin(&self) -> u16 {
        if self.sample { 12 } else { 2 }
    }

    /// CONTOH and the clock.
    fn marks(&self, aside: u16, body: Rect, buf: &mut Buffer) {
        let inner = paint::columns(body, aside, body.width - 2 * aside);
        if self.sample {
            let mark = format!(" {} ", self.text.sample);
            paint::put(buf, paint::row(inner, 0), &mark, self.ink.mark());
        }
        if let Some(clock) = self.moment.clock {
            let line = paint::row(inner, inner.height - 1);
            paint::put_right(buf, line, &self.text.hall.clock(clock), self.ink.quiet);
        }
    }
}

/// The area without the rows that may be cut off.
fn body(area: Rect) -> Rect {
    paint::rows(area, EDGE, area.height.saturating_sub(2 * EDGE))
}

/// The body without the rows and columns of the marks.
fn middle(body: Rect) -> Rect {
    let rows = paint::rows(body, 1, body.height.saturating_sub(2));
    paint::columns(rows, 2, rows.width.saturating_sub(4))
}

/// *tersegel: Okt–Des · Advokasi*, or how many families where the names do not fit; none where
/// nothing is sealed.
fn sealed(stage: &Stage, sealed: Option<&Sealed>, room: u16) -> Option<String> {
    let hall = &stage.text.hall;
    let sealed = sealed?;
    let months = sealed.months.map(|span| hall.span(span));
    let all = |families: Option<String>| {
        let parts: Vec<String> = months.clone().into_iter().chain(families).collect();
        (hall.sealed)(&parts.join(" · "))
    };
    if sealed.families.is_empty() {
        return months.is_some().then(|| all(None));
    }
    let names = all(Some(sealed.families.join(", ")));
    if paint::width(&names) <= room {
        return Some(names);
    }
    Some(all(Some((hall.families)(sealed.families.len()))))
}

fn say_too_small(stage: &Stage, area: Rect, buf: &mut Buffer) {
    let words = (stage.text.hall.too_small)(area.width, area.height);
    for (y, line) in (0..area.height).zip(paint::wrap(&words, area.width)) {
        paint::put(buf, paint::row(area, y), &line, stage.ink.loud);
    }
}
