//! Lists that are printed, signed and closed; and what happens to a closed one.

use std::collections::BTreeMap;

use super::arrivals::{along, reads_otherwise};
use super::{Decision, Meeting, required, wished};
use crate::meeting::attendance::{Changed, ListDefined, SheetPrinted, Variant};
use crate::meeting::command::{Command, Context, Refusal};
use crate::meeting::event::{AddendumNoted, AttendanceClosed, Event, SignaturesChecked};
use crate::meeting::id::{ListId, PersonId};

/// The longest short name of a list.
const LONGEST_LIST_NAME: usize = 20;

pub(super) fn define(meeting: &Meeting, list: &ListDefined) -> Decision {
    let name = list.list.as_str();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || name.len() > LONGEST_LIST_NAME || !name.chars().all(fits) {
        return Err(Refusal::BadListName);
    }
    if list.list.is_main() && (list.along || list.purpose != meeting.purpose(&list.list)) {
        return Err(Refusal::BadListName);
    }
    if meeting.papers.lists.get(&list.list) == Some(list) {
        return Err(Refusal::NothingChanges);
    }
    Ok(vec![Event::ListDefined(list.clone())])
}

pub(super) fn close(meeting: &Meeting, list: &ListId) -> Decision {
    if meeting.closing(list).is_some() {
        return Err(Refusal::Closed(list.clone()));
    }
    Ok(vec![Event::AttendanceClosed(AttendanceClosed {
        list: list.clone(),
        totals: meeting.totals(list),
    })])
}

/// The same list printed again has the same pages; blank rows have no codes.
pub(super) fn print(meeting: &Meeting, sheet: &SheetPrinted) -> Decision {
    if sheet.variant == Variant::Blank || meeting.printed(sheet).is_some() {
        return Ok(Vec::new());
    }
    let sheet = SheetPrinted {
        first_page: meeting.next_page(),
        ..sheet.clone()
    };
    if sheet.first_page.saturating_add(sheet.pages()) > super::LAST_NUMBER {
        return Err(Refusal::NoNumberLeft);
    }
    Ok(vec![Event::SheetPrinted(sheet)])
}

pub(super) fn check(meeting: &Meeting, page: u32, signed: &[PersonId]) -> Decision {
    let sheet = meeting.sheet_of(page).ok_or(Refusal::NoSuchPage(page))?;
    let rows = sheet.page(page).map_or(&[][..], |(_, rows)| rows);
    if let Some(stranger) = signed.iter().find(|id| !rows.contains(id)) {
        return Err(Refusal::NoSuchPerson(*stranger));
    }
    if meeting.signed_on(page) == Some(signed) {
        return Err(Refusal::NothingChanges);
    }
    Ok(vec![Event::SignaturesChecked(SignaturesChecked {
        page,
        signed: signed.to_vec(),
    })])
}

/// The change of a closed list, with its reason in front of it.
pub(super) fn addendum(
    meeting: &Meeting,
    reason: &str,
    change: &Command,
    context: &Context,
) -> Decision {
    let reason = required(reason)?;
    let mut events = along(meeting, wished(meeting, change, context)?);
    let (list, changed) = touched(meeting, &events).ok_or(Refusal::NotClosed)?;
    events.insert(
        0,
        Event::AddendumNoted(AddendumNoted {
            list,
            changed,
            reason,
        }),
    );
    Ok(events)
}

/// The first closed list that events would change, and how.
pub(super) fn touched(meeting: &Meeting, events: &[Event]) -> Option<(ListId, Changed)> {
    if meeting.papers.closings.is_empty() {
        return None;
    }
    let mut lists: BTreeMap<&ListId, Changed> = BTreeMap::new();
    for event in events {
        match event {
            Event::Arrived(e) => {
                let changed = lists.entry(&e.list).or_default();
                changed.arrived.extend(&e.people);
            }
            Event::WalkedIn(e) => lists.entry(&e.list).or_default().arrived.push(e.id),
            Event::ArrivalWithdrawn(e) => {
                lists.entry(&e.list).or_default().withdrawn.push(e.person);
            }
            Event::Substituted(e) => row_of(meeting, e.person, &mut lists),
            Event::SubstituteWithdrawn(e) => row_of(meeting, e.person, &mut lists),
            Event::PersonCorrected(e) if reads_otherwise(e) => row_of(meeting, e.id, &mut lists),
            Event::Undone(e) => undone(meeting, e.act, &mut lists),
            _ => {}
        }
    }
    lists
        .into_iter()
        .find(|(list, changed)| meeting.closing(list).is_some() && !changed.is_empty())
        .map(|(list, changed)| (list.clone(), changed))
}

/// A person's row reads otherwise on every closed list the person is on.
fn row_of<'a>(meeting: &'a Meeting, id: PersonId, lists: &mut BTreeMap<&'a ListId, Changed>) {
    let arrivals = meeting.person(id).map(|p| p.arrivals.as_slice());
    for arrival in arrivals.unwrap_or_default() {
        lists.entry(&arrival.list).or_default().corrected.push(id);
    }
}

/// What an undo takes from the lists, puts back on them, or writes otherwise.
fn undone<'a>(
    meeting: &'a Meeting,
    act: crate::meeting::id::EntryId,
    lists: &mut BTreeMap<&'a ListId, Changed>,
) {
    let Some(act) = meeting.acts.iter().rev().find(|a| a.id == act) else {
        return;
    };
    for id in act.people() {
        let Some(person) = meeting.person(id) else {
            continue;
        };
        let before = act.arrivals_before(person);
        for arrival in person.arrivals.iter().filter(|a| !before.contains(&a.list)) {
            lists.entry(&arrival.list).or_default().withdrawn.push(id);
        }
        for list in meeting
            .papers
            .closings
            .keys()
            .filter(|l| before.contains(l))
        {
            if person.arrival(list).is_none() {
                lists.entry(list).or_default().arrived.push(id);
            } else if !act.is_arrival() {
                lists.entry(list).or_default().corrected.push(id);
            }
        }
    }
}
