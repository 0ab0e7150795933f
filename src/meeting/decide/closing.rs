//! Lists that are printed, signed and closed; and what happens to a closed one.

use std::collections::BTreeMap;

use super::arrivals::{along, reads_otherwise};
use super::{Decision, Meeting, required, wished};
use crate::meeting::act::{Act, Was};
use crate::meeting::attendance::{Changed, HAND_OUTS, ListDefined, SheetPrinted, Variant};
use crate::meeting::command::{Command, Context, Refusal};
use crate::meeting::event::{AddendumNoted, AttendanceClosed, Event, SignaturesChecked};
use crate::meeting::id::{ListId, PersonId, VillageCode};
use crate::meeting::person::Person;
use crate::meeting::record::Village;

/// The longest short name of a list.
const LONGEST_LIST_NAME: usize = 20;

pub(super) fn define(meeting: &Meeting, list: &ListDefined) -> Decision {
    let name = list.list.as_str();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || name.len() > LONGEST_LIST_NAME || !name.chars().all(fits) {
        return Err(Refusal::BadListName);
    }
    // Who may stand on it follows from what it is for: that stays once somebody does.
    let used = || {
        meeting
            .people()
            .iter()
            .any(|p| p.arrival(&list.list).is_some())
    };
    if list.purpose != meeting.purpose(&list.list) && (HAND_OUTS.contains(&name) || used()) {
        return Err(Refusal::ListInUse(list.list.clone()));
    }
    if list.list.is_main() && (list.along || list.purpose != meeting.purpose(&list.list)) {
        return Err(Refusal::BadListName);
    }
    if meeting.closing(&list.list).is_some() {
        return Err(Refusal::Closed(list.list.clone()));
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
    // In the order of the rows, each once, however they were typed.
    let signed: Vec<PersonId> = rows
        .iter()
        .copied()
        .filter(|r| signed.contains(r))
        .collect();
    if meeting.signed_on(page) == Some(&signed) {
        return Err(Refusal::NothingChanges);
    }
    Ok(vec![Event::SignaturesChecked(SignaturesChecked {
        page,
        signed,
    })])
}

/// The change of closed lists, with its reason in front of it: once for each list it changes.
pub(super) fn addendum(
    meeting: &Meeting,
    reason: &str,
    change: &Command,
    context: &Context,
) -> Decision {
    let reason = required(reason)?;
    let change = along(meeting, wished(meeting, change, context)?);
    let touched = touched(meeting, &change);
    if touched.is_empty() {
        return Err(Refusal::NotClosed);
    }
    let note = |(list, changed)| {
        Event::AddendumNoted(AddendumNoted {
            list,
            changed,
            reason: reason.clone(),
        })
    };
    Ok(touched.into_iter().map(note).chain(change).collect())
}

/// The closed lists that events would change, and how.
pub(super) fn touched(meeting: &Meeting, events: &[Event]) -> Vec<(ListId, Changed)> {
    if meeting.papers.closings.is_empty() {
        return Vec::new();
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
            Event::PersonCorrected(e) if reads_otherwise(&e.changed) => {
                row_of(meeting, e.id, &mut lists);
            }
            Event::PeopleImported(e) => {
                let changed = e.rows.iter().filter(|r| reads_otherwise(&r.changed));
                changed.for_each(|r| row_of(meeting, r.id, &mut lists));
            }
            Event::LibrariesImported(e) => {
                // A library without a name reads as if there were none: the village stands there.
                let known = |code| meeting.libraries().get(code).map_or("", |l| &l.name);
                let renamed = e.rows.iter().filter(|r| known(&r.code) != r.name);
                renamed.for_each(|r| rows_of_village(meeting, &r.code, &mut lists));
            }
            Event::VillagesListed(e) => {
                let villages = meeting.villages();
                let same = |row: &Village| {
                    villages.get(&row.code).is_some_and(|known| {
                        (&known.name, &known.subdistrict) == (&row.name, &row.subdistrict)
                    })
                };
                let renamed = e.rows.iter().filter(|row| !same(row));
                renamed.for_each(|r| rows_of_village(meeting, &r.code, &mut lists));
            }
            Event::Undone(e) => {
                let act = meeting.acts.iter().rev().find(|a| a.id == e.act);
                exchanged(meeting, act, &mut lists);
            }
            Event::Redone(e) => {
                let taken = meeting.taken_back.iter().rev().find(|t| t.act.id == e.act);
                exchanged(meeting, taken.map(|t| &t.act), &mut lists);
            }
            // Cancelled or not, who is present stays on the list, and a new code is not printed on it.
            Event::PersonCorrected(_)
            | Event::InvitationCancelled(_)
            | Event::InvitationRestored(_)
            | Event::CodeReissued(_)
            // The rest brings nobody on a list by itself, or has nothing to do with one.
            | Event::PersonAdded(_)
            | Event::MeetingFounded(_)
            | Event::MeetingDescribed(_)
            | Event::BackupDirectorySet(_)
            | Event::ScanRefused(_)
            | Event::NumbersReserved(_)
            | Event::ProtocolCalled
            | Event::ProtocolAnswered(_)
            | Event::PinSet(_)
            | Event::ListDefined(_)
            | Event::AttendanceClosed(_)
            | Event::AddendumNoted(_)
            | Event::SheetPrinted(_)
            | Event::SignaturesChecked(_)
            // Numbers and the hall are on no list.
            | Event::AchievementsImported(_)
            | Event::TotalsImported(_)
            | Event::AchievementTyped(_)
            | Event::RulesSet(_)
            | Event::RulesLocked(_)
            | Event::RulesUnlocked(_)
            | Event::SealSet(_)
            | Event::SceneShown(_)
            | Event::HallCovered(_)
            | Event::HallHeld(_)
            | Event::HallSet(_)
            | Event::ColumnsPointed(_) => {}
        }
    }
    lists
        .into_iter()
        .filter(|(list, changed)| meeting.closing(list).is_some() && !changed.is_empty())
        .map(|(list, changed)| (list.clone(), changed))
        .collect()
}

/// A person's row reads otherwise on every closed list the person is on.
fn row_of<'a>(meeting: &'a Meeting, id: PersonId, lists: &mut BTreeMap<&'a ListId, Changed>) {
    let arrivals = meeting.person(id).map(|p| p.arrivals.as_slice());
    for arrival in arrivals.unwrap_or_default() {
        lists.entry(&arrival.list).or_default().corrected.push(id);
    }
}

/// The rows of everybody from a village: its name or its library's is printed with theirs.
fn rows_of_village<'a>(
    meeting: &'a Meeting,
    code: &VillageCode,
    lists: &mut BTreeMap<&'a ListId, Changed>,
) {
    for id in meeting.people().of_village(code) {
        row_of(meeting, *id, lists);
    }
}

/// What an undo, or the undoing of one, takes from the lists, puts on them, or writes otherwise.
fn exchanged<'a>(
    meeting: &'a Meeting,
    act: Option<&'a Act>,
    lists: &mut BTreeMap<&'a ListId, Changed>,
) {
    let Some(act) = act else {
        return;
    };
    for code in act.renamed() {
        rows_of_village(meeting, code, lists);
    }
    if act.lists_villages() {
        let placed = |p: &&Person| p.record.village.is_some();
        let people = meeting.people().iter().filter(placed);
        people.for_each(|p| row_of(meeting, p.id, lists));
    }
    for (id, was) in act.touched() {
        let now = meeting.person(id);
        let then = match was {
            Was::Nobody => None,
            Was::Person(then) => Some(&**then),
            Was::NotArrived(_) => {
                let arrivals = now.map_or(&[][..], |p| &p.arrivals);
                for arrival in arrivals.iter().filter(|a| a.act == act.id) {
                    lists.entry(&arrival.list).or_default().withdrawn.push(id);
                }
                continue;
            }
        };
        for arrival in now.map_or(&[][..], |p| &p.arrivals) {
            if then.is_none_or(|p| p.arrival(&arrival.list).is_none()) {
                lists.entry(&arrival.list).or_default().withdrawn.push(id);
            }
        }
        let Some(then) = then else { continue };
        let otherwise = now.is_some_and(|now| {
            then.substitute != now.substitute
                || reads_otherwise(&then.record.differences(&now.record))
        });
        for arrival in &then.arrivals {
            if now.is_none_or(|p| p.arrival(&arrival.list).is_none()) {
                lists.entry(&arrival.list).or_default().arrived.push(id);
            } else if otherwise {
                lists.entry(&arrival.list).or_default().corrected.push(id);
            }
        }
    }
}
