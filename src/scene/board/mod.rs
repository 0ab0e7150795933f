//! A leaderboard, read from the last row: the leaders stand above a rule on every page, the others
//! turn below them. At most 22 rows carry text, however large the screen; larger screens get wider
//! bars, air between the rows, and from 200 columns rows in big type.

mod columns;
mod glide;
mod pages;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::big::{Block, Face, Size};
use super::paint::{self, row, rows, width};
use super::{Moment, Stage};
use crate::stage::{BoardScene, BoardView};
use crate::text::hall::date;

use columns::{Columns, Stress};
use glide::Glide;
use pages::{Group, Item, Pages, Turn};

/// From so many rows of the whole screen a page has [`LONG_PAGE`] lines below the leaders.
const LONG_FROM: u16 = 28;
/// Lines of a page below the leaders.
const SHORT_PAGE: usize = 8;
/// Lines of a page below the leaders on larger screens.
const LONG_PAGE: usize = 10;
/// From so many columns rows are in big type.
const BIG_FROM: u16 = 200;

/// Where the parts of a board stand, in rows of the body.
struct Plan {
    /// The heading in big type.
    heading: Option<Block>,
    /// Rows of the heading and the line below it.
    head: u16,
    /// Empty rows below the heading.
    air: u16,
    /// From one row of the board to the next.
    pitch: u16,
    /// Empty rows above and below the rule.
    rule_air: u16,
}

/// Draws a board into the body of the screen; its first row is the heading, its last one the footer.
pub(super) fn draw(stage: &Stage, scene: &BoardScene, body: Rect, buf: &mut Buffer) {
    if scene.rows.is_empty() {
        return empty(stage, scene, body, buf);
    }
    let pages = Pages::of(&scene.rows, scene.more, lines(body));
    let turn = pages.turn(stage.moment.scene_ms);
    let glide = glide(scene, &pages, stage.moment);
    let inner = inner(body);
    let plan = Plan::of(stage, scene, &pages, body);
    head(stage, scene, &plan, body, buf);
    let all = columns_of(scene, plan.pitch, inner.width);
    let mut y = plan.head + plan.air;
    let mut shared = false;
    let mut line = |place: usize, y: u16, buf: &mut Buffer| {
        let at = glide.as_ref().map_or(place, |g| g.order[place]);
        let row = &scene.rows[at];
        shared |= row.shared;
        let stress = match &glide {
            Some(g) if g.moving == at => Stress::Moving,
            Some(_) => Stress::Dim,
            None if place < pages.leaders => Stress::Leader,
            None => Stress::Even,
        };
        let place = rows(inner, y, plan.pitch);
        all.draw(&stage.text.hall, stage.ink, row, stress, place, buf);
    };
    for place in 0..pages.leaders {
        line(place, y, buf);
        y += plan.pitch;
    }
    let items = pages.pages.get(turn.page).map_or(&[][..], Vec::as_slice);
    if pages.leaders > 0 && !items.is_empty() {
        y = y + 1 + plan.rule_air - plan.pitch.min(1 + plan.rule_air);
        paint::rule(buf, row(inner, y), "─", stage.ink.faint);
        y += 1 + plan.rule_air;
    }
    for item in items {
        match *item {
            Item::Row(place) => line(place, y, buf),
            Item::Heading(group) => heading(stage, group, row(inner, y), buf),
            Item::More(n) => more(stage, n, row(inner, y), buf),
        }
        y += plan.pitch;
    }
    notes(stage, scene, shared, row(inner, body.height - 2), buf);
    foot(
        stage,
        turn,
        pages.pages.len(),
        row(inner, body.height - 1),
        buf,
    );
}

/// In how many milliseconds a board changes by itself.
pub(super) fn next_change(scene: &BoardScene, moment: Moment, body: Rect) -> Option<u64> {
    if scene.rows.is_empty() {
        return None;
    }
    let pages = Pages::of(&scene.rows, scene.more, lines(body));
    let turn = pages.turn(moment.scene_ms).next_ms;
    let tick = glide(scene, &pages, moment).map(|_| glide::TICK_MS);
    turn.into_iter().chain(tick).min()
}

/// Lines of a page below the leaders.
fn lines(body: Rect) -> usize {
    if body.height + 2 * super::EDGE < LONG_FROM {
        SHORT_PAGE
    } else {
        LONG_PAGE
    }
}

/// The movement, while the page is on that was there when the frame came: who reads another page is
/// not disturbed by it.
fn glide(scene: &BoardScene, pages: &Pages, moment: Moment) -> Option<Glide> {
    let came = moment.scene_ms.saturating_sub(moment.frame_ms);
    let page = pages.turn(came).page;
    if pages.turn(moment.scene_ms).page != page {
        return None;
    }
    glide::at(
        &scene.rows,
        |place| pages.shows(page, place),
        moment.frame_ms,
    )
}

impl Plan {
    fn of(stage: &Stage, scene: &BoardScene, pages: &Pages, body: Rect) -> Plan {
        let count = u16::try_from(pages.leaders + lines(body)).unwrap_or(u16::MAX);
        // Below the heading: a line, the rule, the notes, the footer.
        let spare = body.height.saturating_sub(count + 5);
        let heading = Block::fit(
            &big_title(stage, scene),
            (body.width - 2 * stage.margin(), spare.saturating_sub(3)),
            &[
                Size::new(Face::Tall, 2),
                Size::new(Face::Tall, 1),
                Size::new(Face::Small, 1),
            ],
            1,
        );
        let heading = heading.filter(|_| body.height + 2 * super::EDGE > LONG_FROM);
        let high = heading.as_ref().map_or(1, |b| b.rows() + 1);
        let spare = (spare + 1).saturating_sub(high);
        let pitch = 1 + spare.saturating_sub(2) / count;
        let spare = spare - (pitch - 1) * count;
        let air = (spare / 3).clamp(spare.min(1), 3);
        let rule_air = u16::from(spare >= air + 3);
        Plan {
            heading,
            head: high + 1,
            air,
            pitch,
            rule_air,
        }
    }
}

/// Columns in the largest type that rows of this pitch have room for.
fn columns_of(scene: &BoardScene, pitch: u16, wide: u16) -> Columns {
    let sizes = [
        Size::new(Face::Tall, 2),
        Size::new(Face::Small, 2),
        Size::new(Face::Tall, 1),
        Size::new(Face::Small, 1),
    ];
    let big = sizes
        .into_iter()
        .filter(|s| wide + 4 >= BIG_FROM && s.pitch() <= pitch)
        .find_map(|s| Columns::big(&scene.rows, wide, s));
    big.unwrap_or_else(|| Columns::of(&scene.rows, wide))
}

/// The body without its left and right margin.
fn inner(body: Rect) -> Rect {
    let margin = if body.width < 80 { 1 } else { 2 };
    paint::columns(body, margin, body.width - 2 * margin)
}

/// Heading and date.
fn head(stage: &Stage, scene: &BoardScene, plan: &Plan, body: Rect, buf: &mut Buffer) {
    let hall = &stage.text.hall;
    let as_of = scene.as_of.map(|d| (hall.as_of)(&date(stage.text, d)));
    let below = if let Some(block) = &plan.heading {
        block.draw_centred(buf, rows(body, 0, block.rows()), stage.ink.loud);
        let libraries = (hall.libraries)(&hall.count(scene.libraries.into()));
        let parts: Vec<String> = [libraries].into_iter().chain(as_of).collect();
        parts.join(" · ")
    } else {
        // The mark of a sample stands in the corner.
        let margin = stage.margin();
        let room = paint::columns(row(body, 0), margin, body.width - 2 * margin);
        paint::put_centred(buf, room, &title(stage, scene), stage.ink.loud);
        as_of.unwrap_or_default()
    };
    paint::put_centred(buf, row(body, plan.head - 1), &below, stage.ink.quiet);
}

fn title(stage: &Stage, scene: &BoardScene) -> String {
    let hall = &stage.text.hall;
    match &scene.view {
        BoardView::Total if scene.libraries == 0 => hall.board_short.to_uppercase(),
        BoardView::Total => (hall.board)(&hall.count(scene.libraries.into())),
        BoardView::Family(name) => (hall.board_family)(&name.to_uppercase()),
        BoardView::Subdistrict(name) => (hall.board_subdistrict)(&name.to_uppercase()),
    }
}

fn big_title(stage: &Stage, scene: &BoardScene) -> String {
    match &scene.view {
        BoardView::Total => stage.text.hall.board_short.to_owned(),
        BoardView::Family(name) => name.clone(),
        BoardView::Subdistrict(name) => (stage.text.hall.subdistrict_short)(name),
    }
}

/// The heading of a group: never only its colour.
fn heading(stage: &Stage, group: Group, line: Rect, buf: &mut Buffer) {
    let hall = &stage.text.hall;
    let (letter, word, colour) = match group {
        Group::Ranked => return,
        Group::Colour(colour) => {
            let (letter, word) = (hall.colour)(colour);
            (letter, word, Some(colour))
        }
        Group::Below => ('·', hall.below, None),
        Group::NoData => ('–', hall.no_data, None),
    };
    let shown = format!(" {letter} ");
    let used = paint::put(buf, line, &shown, stage.ink.letter(colour));
    let rest = paint::columns(line, used + 1, line.width);
    let used = paint::put(buf, rest, word, stage.ink.loud);
    let rest = paint::columns(rest, used, rest.width);
    let words = format!(" · {}", hall.alphabetical);
    paint::put(buf, rest, &words, stage.ink.quiet);
}

fn more(stage: &Stage, n: u32, line: Rect, buf: &mut Buffer) {
    let hall = &stage.text.hall;
    let words = (hall.more)(&hall.count(n.into()));
    paint::put(
        buf,
        paint::columns(line, 4, line.width),
        &words,
        stage.ink.quiet,
    );
}

/// What an equal rank means, and what is sealed.
fn notes(stage: &Stage, scene: &BoardScene, shared: bool, line: Rect, buf: &mut Buffer) {
    let mut used = 0;
    if shared {
        used = paint::put(buf, line, stage.text.hall.equal, stage.ink.quiet) + 2;
    }
    let room = paint::columns(line, used, line.width);
    if let Some(words) = super::sealed(stage, scene.sealed.as_ref(), room.width) {
        paint::put_right(buf, room, &words, stage.ink.text);
    }
}

/// Which page of how many, and whose weights these are.
fn foot(stage: &Stage, turn: Turn, pages: usize, line: Rect, buf: &mut Buffer) {
    let hall = &stage.text.hall;
    let clock = super::CLOCK + 2;
    let line = paint::columns(line, 0, line.width.saturating_sub(clock));
    let right = paint::put_right(buf, line, hall.by_committee, stage.ink.quiet);
    if pages < 2 {
        return;
    }
    let room = paint::columns(line, 0, line.width.saturating_sub(right + 2));
    let steps = u16::try_from(pages::STEPS).unwrap_or(1);
    let gap = steps + 2;
    let long = (hall.page)(turn.page + 1, pages);
    let short = (hall.page_short)(turn.page + 1, pages);
    let (words, bar) = [(long.clone(), true), (short, true)]
        .into_iter()
        .find(|(words, _)| gap + width(words) <= room.width)
        .unwrap_or((long, false));
    let mut at = 0;
    if bar {
        let shown = paint::columns(room, 0, steps);
        let done = u16::try_from(turn.step).unwrap_or(steps).min(steps);
        paint::rule(buf, shown, "░", stage.ink.quiet);
        paint::rule(buf, paint::columns(shown, 0, done), "█", stage.ink.quiet);
        at = gap;
    }
    let room = paint::columns(room, at, room.width);
    paint::put(buf, room, &words, stage.ink.text);
}

/// Nobody has entered anything yet.
fn empty(stage: &Stage, scene: &BoardScene, body: Rect, buf: &mut Buffer) {
    let hall = &stage.text.hall;
    let room = paint::columns(
        row(body, 0),
        stage.margin(),
        body.width - 2 * stage.margin(),
    );
    paint::put_centred(buf, room, &title(stage, scene), stage.ink.loud);
    let mut middle = body.height / 2 - 2;
    let sizes = [Size::new(Face::Tall, 1), Size::new(Face::Small, 1)];
    if let Some(block) = Block::fit(hall.empty_title, (body.width - 4, 8), &sizes, 2) {
        middle = (body.height - block.rows()) / 2 - 1;
        block.draw_centred(buf, rows(body, middle, block.rows()), stage.ink.loud);
        middle += block.rows() + 1;
    }
    paint::put_centred(buf, row(body, middle), hall.empty, stage.ink.quiet);
    if let Some(words) = super::sealed(stage, scene.sealed.as_ref(), body.width - 4) {
        paint::put_centred(buf, row(body, body.height - 2), &words, stage.ink.text);
    }
}
