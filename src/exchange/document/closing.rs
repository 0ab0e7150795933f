//! What a closed attendance list says beside its rows, in words: totals, sub-districts, and what was
//! changed afterwards. The numbers are the meeting's; nothing is counted here.

use serde::Serialize;

use super::Desk;
use super::measure::{Type, lines};
use super::sheet::{Page, Selection, divide, face, shown};
use crate::meeting::attendance::{Addendum, Closing, Variant};
use crate::meeting::id::PersonId;

/// So many sub-districts stand on a page of totals.
const PARTS: f64 = 34.0;

/// Room on a page of the addendum in millimetres, and the width and type of its columns.
const ADDENDUM_ROOM: f64 = 165.0;
const ADDENDUM_COLUMN: f64 = 68.0;
const ADDENDUM_FONT: Type = Type::plain(9.0);

/// One line of the totals by sub-district.
#[derive(Clone, Serialize)]
pub(super) struct Part {
    #[serde(rename = "nama")]
    pub name: String,
    #[serde(rename = "hadir")]
    pub present: String,
    #[serde(rename = "diundang")]
    pub invited: u32,
}

/// One change after the closing.
#[derive(Clone, Serialize)]
pub(super) struct Change {
    #[serde(rename = "pukul")]
    pub at: String,
    #[serde(rename = "perubahan")]
    pub what: String,
    #[serde(rename = "alasan")]
    pub reason: String,
}

/// A closing in words.
pub(super) struct View {
    /// When, where and by whom.
    pub closed: String,
    /// The shortened hash of the closing entry; dots where it is not known.
    pub fingerprint: String,
    /// Word and number.
    pub totals: Vec<(&'static str, String)>,
    /// By sub-district, those of none last.
    pub parts: Vec<Part>,
    /// What happened afterwards, oldest first.
    pub changes: Vec<Change>,
}

/// The closing of the list that is printed, if it is closed and those present are asked for.
pub(super) fn view(desk: Desk<'_>, selection: &Selection) -> Option<View> {
    let closing = desk.meeting.closing(&selection.list)?;
    if selection.variant != Variant::Present {
        return None;
    }
    let fingerprint = desk.options.fingerprint.clone();
    let people = closing.addenda.iter();
    Some(View {
        closed: closed(desk, closing),
        fingerprint: fingerprint.unwrap_or_else(|| super::DOTS.to_owned()),
        totals: totals(desk, closing),
        parts: parts(desk, closing),
        changes: people.map(|a| change(desk, a)).collect(),
    })
}

impl View {
    /// The sub-districts, page by page; at least one page.
    pub fn part_pages(&self) -> Vec<Vec<Part>> {
        divide(self.parts.clone(), PARTS, |_| 1.0)
    }

    /// The changes, page by page; none without changes.
    pub fn change_pages(&self) -> Vec<Vec<Change>> {
        if self.changes.is_empty() {
            return Vec::new();
        }
        divide(self.changes.clone(), ADDENDUM_ROOM, |c| {
            let high = |s: &str| lines(s, ADDENDUM_FONT, ADDENDUM_COLUMN);
            let most = high(&c.what).max(high(&c.reason)).max(2);
            f64::from(u16::try_from(most).unwrap_or(u16::MAX)) * ADDENDUM_FONT.line() + 2.0
        })
    }
}

/// So many sheets of paper the rows and the closing take.
pub(super) fn sheets(pages: &[Page], view: Option<&View>) -> usize {
    pages.len() + view.map_or(0, |v| v.part_pages().len() + v.change_pages().len())
}

fn moment(desk: Desk<'_>, at: jiff::Timestamp) -> String {
    let day = crate::text::short_date(desk.meeting.local(at).date());
    format!("{day} {}", crate::text::time(desk.meeting, at))
}

fn closed(desk: Desk<'_>, closing: &Closing) -> String {
    let who = [&closing.station, &closing.operator].map(|s| shown(s));
    let who = who.into_iter().filter(|s| !s.is_empty());
    let mut words = vec![format!(
        "{} {}",
        moment(desk, closing.at),
        desk.about.zone.name()
    )];
    words.extend(who);
    words.join(" · ")
}

fn totals(desk: Desk<'_>, closing: &Closing) -> Vec<(&'static str, String)> {
    let (words, totals) = (&desk.text.paper.words, &closing.totals);
    let stated = totals.men.saturating_add(totals.women);
    [
        (words.invited, totals.invited),
        (words.present, totals.present),
        (words.substitutes, totals.substitutes),
        (words.added, totals.added),
        (words.men, totals.men),
        (words.women, totals.women),
        (words.unstated, totals.present.saturating_sub(stated)),
    ]
    .map(|(word, n)| (word, n.to_string()))
    .into()
}

fn parts(desk: Desk<'_>, closing: &Closing) -> Vec<Part> {
    let mut shares: Vec<_> = closing.totals.subdistricts.iter().collect();
    shares.sort_by_key(|s| (s.subdistrict.is_empty(), s.subdistrict.to_lowercase()));
    let part = |share: &crate::meeting::attendance::Share| Part {
        name: if share.subdistrict.is_empty() {
            desk.text.paper.no_subdistrict.to_owned()
        } else {
            shown(&share.subdistrict)
        },
        present: share.written().0,
        invited: share.invited,
    };
    shares.into_iter().map(part).collect()
}

fn change(desk: Desk<'_>, addendum: &Addendum) -> Change {
    let words = &desk.text.paper;
    let changed = &addendum.changed;
    let name = |id: &PersonId| match desk.meeting.person(*id) {
        Some(person) => format!("{} #{id}", shown(&face(person).personal.name)),
        None => format!("#{id}"),
    };
    let names = |people: &[PersonId]| people.iter().map(name).collect::<Vec<_>>().join(", ");
    let what: Vec<String> = [
        (words.arrived, &changed.arrived),
        (words.withdrawn, &changed.withdrawn),
        (words.corrected, &changed.corrected),
    ]
    .into_iter()
    .filter(|(_, people)| !people.is_empty())
    .map(|(word, people)| format!("{word}: {}", names(people)))
    .collect();
    Change {
        at: moment(desk, addendum.at),
        what: what.join("; "),
        reason: shown(&addendum.reason),
    }
}
