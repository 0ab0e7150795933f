//! Who is there and who is expected, per group, and the last arrivals.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::app::Model;
use super::{bar, fit, put, width};
use crate::meeting::attendance::Purpose;
use crate::meeting::id::ListId;
use crate::theme;

pub(super) fn counts(model: &Model, buf: &mut Buffer, area: Rect) {
    let t = model.text;
    let people = model.session.meeting().people();
    let mut total = people.total();
    let mut heading = t.present.to_owned();
    if !model.list.is_main() {
        // Of a hand-out: how many of those present; of a session: of all who are invited.
        let on = people.iter().filter(|p| p.arrival(&model.list).is_some());
        if model.session.meeting().purpose(&model.list) == Purpose::HandOut {
            total.expected = total.present;
        }
        total.present = on.count();
        heading = crate::text::list_name(t, model.session.meeting(), &model.list);
    }
    let percent = (total.present * 100)
        .checked_div(total.expected)
        .unwrap_or(0);
    let mut y = area.y;
    let figures = format!("{} / {}  {percent} %", total.present, total.expected);
    let room = area.width.saturating_sub(width(&figures) + 1);
    put(buf, area.x, y, room, &fit(&heading, room), theme::loud());
    put(
        buf,
        area.right().saturating_sub(width(&figures)),
        y,
        area.width,
        &figures,
        theme::loud(),
    );
    y += 1;
    put(
        buf,
        area.x,
        y,
        area.width,
        &bar(total.present, total.expected, area.width),
        theme::good(),
    );
    y += 1;
    // What asks for action stands above the groups: one line where there is little room.
    if let Some(pace) = model.watch.pace.as_ref().filter(|_| model.list.is_main()) {
        let width_of = usize::from(area.width);
        let lines = crate::text::pace::lines(t, model.session.meeting(), pace, width_of);
        let rows = if area.height > 12 { 6 } else { 1 };
        for (n, line) in lines.iter().take(rows).enumerate() {
            let asks = n == 0 && pace.open.is_some();
            let style = if asks { theme::bad() } else { Style::new() };
            put(buf, area.x, y, area.width, line, style);
            y += 1;
        }
    }
    let used = y - area.y;
    let recent_rows = (area.height / 3).max(3).min(area.height.saturating_sub(3));
    let group_rows = usize::from(area.height.saturating_sub(used + 1 + recent_rows));
    let groups = groups(model);
    let mut groups: Vec<_> = groups.iter().filter(|(_, c)| c.1 > 0).collect();
    groups.sort_by_key(|(_, c)| std::cmp::Reverse(c.1));
    let cut = groups.len() > group_rows;
    for (name, tally) in groups.iter().take(if cut {
        group_rows.saturating_sub(1)
    } else {
        group_rows
    }) {
        let name = if name.is_empty() { t.no_group } else { name };
        tally_line(buf, area, y, name, tally.0, tally.1);
        y += 1;
    }
    if cut && group_rows > 0 {
        let rest = &groups[group_rows - 1..];
        let (present, expected) = rest
            .iter()
            .fold((0, 0), |(p, e), (_, c)| (p + c.0, e + c.1));
        tally_line(buf, area, y, t.other_groups, present, expected);
        y += 1;
    }
    put(buf, area.x, y, area.width, t.last_arrivals, theme::quiet());
    y += 1;
    for recent in model.recent(usize::from(area.bottom().saturating_sub(y))) {
        let number = format!("#{}", recent.id);
        let room = area.width.saturating_sub(width(&number) + 7);
        put(buf, area.x, y, 5, &recent.time, theme::quiet());
        put(
            buf,
            area.x + 6,
            y,
            room,
            &fit(&crate::text::bare_name(&recent.name), room),
            Style::new(),
        );
        put(
            buf,
            area.right().saturating_sub(width(&number)),
            y,
            8,
            &number,
            theme::quiet(),
        );
        y += 1;
    }
}

/// Per group: who is on the desk's list, of how many. On a hand-out or a session that is out of those present.
fn groups(model: &Model) -> BTreeMap<&str, (usize, usize)> {
    let people = model.session.meeting().people();
    if model.list.is_main() {
        let all = people.groups().iter();
        return all
            .map(|(name, c)| (name.as_str(), (c.present, c.expected)))
            .collect();
    }
    let main = ListId::main();
    let mut groups: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for person in people.iter() {
        let tally = groups.entry(&person.record.group).or_default();
        tally.0 += usize::from(person.arrival(&model.list).is_some());
        tally.1 += usize::from(person.arrival(&main).is_some());
    }
    groups
}

fn tally_line(buf: &mut Buffer, area: Rect, y: u16, name: &str, present: usize, expected: usize) {
    let figures = format!("{present} / {expected}");
    let room = area.width.saturating_sub(width(&figures) + 1);
    put(buf, area.x, y, room, &fit(name, room), Style::new());
    put(
        buf,
        area.right().saturating_sub(width(&figures)),
        y,
        area.width,
        &figures,
        Style::new(),
    );
}
