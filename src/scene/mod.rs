//! How a frame looks: one function draws it for the hall, the console's preview and the check before
//! the show. The picture is a function of frame, moment and size; nothing here knows the meeting or a
//! clock, and nothing is kept between two pictures.

mod paint;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::meeting::hall::Look;
use crate::stage::{Frame, Scene};
use crate::text::Text;
use crate::text::hall::words;

use paint::Ink;

/// Below this a plain message asks for more room.
pub const SMALLEST: (u16, u16) = (64, 20);

/// So many rows at the top and at the bottom stay empty: bad projectors cut them off.
const EDGE: u16 = 2;

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

/// Draws a frame into an area, all of it. Any size is fine: what does not fit is cut, and below
/// [`SMALLEST`] a message stands there.
pub fn draw(frame: &Frame, moment: Moment, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    let t = words(frame.lang);
    let ink = Ink::of(frame.look);
    let ground = match (&frame.scene, frame.look) {
        // A black screen is black in daylight too.
        (Scene::Blank, Look::Light) => Ink::of(Look::Dark).text,
        (_, Look::Dark | Look::Light | Look::Mono) => ink.text,
    };
    paint::clear(buf, area, ground);
    if let Scene::Blank = frame.scene {
        return;
    }
    if too_small(area) {
        say_too_small(t, ink, area, buf);
        return;
    }
    let body = Rect {
        y: area.y + EDGE,
        height: area.height - 2 * EDGE,
        ..area
    };
    let middle = paint::row(body, body.height / 2);
    let words = match &frame.scene {
        Scene::Blank => "",
        Scene::Logo(logo) => &logo.title,
        Scene::Message { text } => text,
        Scene::Welcome(_) => t.hall.welcome,
        Scene::Board(_) => "BOARD",
        Scene::Library(card) => &card.row.name,
        Scene::Test => t.hall.test_question,
    };
    paint::put_centred(buf, middle, words, ink.loud);
    if frame.sample {
        let mark = format!(" {} ", t.sample);
        paint::put(
            buf,
            paint::columns(paint::row(body, 0), 2, 10),
            &mark,
            ink.mark(),
        );
    }
    if let Some(clock) = moment.clock {
        let line = paint::columns(paint::row(body, body.height - 1), 2, body.width - 4);
        paint::put_right(buf, line, &t.hall.clock(clock), ink.quiet);
    }
}

/// In how many milliseconds the picture changes by itself; none: at rest. The minute of the clock is
/// the caller's matter. Never 0.
pub fn next_change(_frame: &Frame, _moment: Moment, _area: Rect) -> Option<u64> {
    None
}

/// Is an area too small for any scene?
pub fn too_small(area: Rect) -> bool {
    area.width < SMALLEST.0 || area.height < SMALLEST.1
}

fn say_too_small(t: &Text, ink: Ink, area: Rect, buf: &mut Buffer) {
    let words = (t.hall.too_small)(area.width, area.height);
    for (y, line) in (0..area.height).zip(paint::wrap(&words, area.width)) {
        paint::put(buf, paint::row(area, y), &line, ink.loud);
    }
}
