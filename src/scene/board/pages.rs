//! What stands on which page of a board, and when a page turns. Only places and milliseconds.

use crate::meeting::hall::Colour;
use crate::stage::BoardRow;

/// The first page stays longer: it holds those next to the leaders.
const FIRST_MS: u64 = 18_000;
/// The others.
const PAGE_MS: u64 = 11_000;
/// The progress of a page is drawn in so many steps.
pub(in crate::scene) const STEPS: u64 = 4;
/// The leaders stand on every page: at most so many rows.
const LEADERS: usize = 3;

/// Rows that stand together under one heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// With a rank; needs no heading.
    Ranked,
    /// Without a rank, by colour.
    Colour(Colour),
    /// Without a rank that is shown, on a board that has no colours.
    Below,
    /// Without data.
    NoData,
}

/// A line of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// The row at a place.
    Row(usize),
    /// A heading.
    Heading(Group),
    /// *dan 83.662 lainnya*.
    More(u32),
}

/// A board cut into pages.
#[derive(Debug)]
pub(super) struct Pages {
    /// So many rows from the top stand on every page.
    pub leaders: usize,
    /// What stands below them; at least one page, the only one may be empty.
    pub pages: Vec<Vec<Item>>,
}

/// Where the pages stand at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    /// The page, from 0.
    pub page: usize,
    /// How much of its time has begun, 1 to [`STEPS`].
    pub step: u64,
    /// Until the next step or page; none with one page.
    pub next_ms: Option<u64>,
}

impl Pages {
    /// Cuts rows into pages of at most so many lines.
    pub(super) fn of(rows: &[BoardRow], more: u32, lines: usize) -> Pages {
        let leaders = leaders(rows);
        let mut pages = Vec::new();
        let mut page: Vec<Item> = Vec::new();
        let mut last = Group::Ranked;
        for (place, row) in rows.iter().enumerate().skip(leaders) {
            let group = group(row);
            let headed =
                |page: &[Item]| group != Group::Ranked && (page.is_empty() || group != last);
            if page.len() + usize::from(headed(&page)) >= lines {
                pages.push(std::mem::take(&mut page));
            }
            if headed(&page) {
                page.push(Item::Heading(group));
            }
            page.push(Item::Row(place));
            last = group;
        }
        if more > 0 {
            if page.len() >= lines {
                pages.push(std::mem::take(&mut page));
            }
            page.push(Item::More(more));
        }
        if !page.is_empty() || pages.is_empty() {
            pages.push(page);
        }
        Pages { leaders, pages }
    }

    /// Which page is there.
    pub(super) fn turn(&self, scene_ms: u64) -> Turn {
        let others = u64::try_from(self.pages.len())
            .unwrap_or(1)
            .saturating_sub(1);
        if others == 0 {
            return Turn {
                page: 0,
                step: STEPS,
                next_ms: None,
            };
        }
        let at = scene_ms % (FIRST_MS + others * PAGE_MS);
        let (page, at, stays) = match at.checked_sub(FIRST_MS) {
            None => (0, at, FIRST_MS),
            Some(late) => (1 + late / PAGE_MS, late % PAGE_MS, PAGE_MS),
        };
        let step_ms = stays / STEPS;
        Turn {
            page: usize::try_from(page).unwrap_or(0),
            step: at / step_ms + 1,
            next_ms: Some(step_ms - at % step_ms),
        }
    }

    /// Does the row at a place stand on a page?
    pub(super) fn shows(&self, page: usize, place: usize) -> bool {
        place < self.leaders
            || self
                .pages
                .get(page)
                .is_some_and(|items| items.contains(&Item::Row(place)))
    }
}

/// The group of a row.
fn group(row: &BoardRow) -> Group {
    match (row.rank, row.zone) {
        (Some(_), _) => Group::Ranked,
        (None, Some(colour)) => Group::Colour(colour),
        (None, None) if row.score.is_some() => Group::Below,
        (None, None) => Group::NoData,
    }
}

/// How many rows lead: at most three, and those with one rank stay together. The rule through equal
/// places would say that they are not equal.
fn leaders(rows: &[BoardRow]) -> usize {
    let ranked = rows.iter().take_while(|r| r.rank.is_some()).count();
    (0..=ranked.min(LEADERS))
        .rev()
        .find(|&n| n == 0 || rows.get(n).map(|r| r.rank) != rows.get(n - 1).map(|r| r.rank))
        .unwrap_or(0)
}
