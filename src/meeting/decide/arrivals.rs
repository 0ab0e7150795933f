//! Who arrives: by name, with the delegation, uninvited, in the place of somebody else; and whom the
//! protocol is called for.

use std::sync::Arc;

use super::{Decision, LAST_NUMBER, Meeting, known};
use crate::meeting::attendance::Purpose;
use crate::meeting::command::Refusal;
use crate::meeting::delegation::DelegationId;
use crate::meeting::event::{
    Arrived, Event, How, NumbersReserved, PersonCorrected, ProtocolAnswered, Stamp,
    SubstituteWithdrawn, Substituted, WalkIn, WalkedIn,
};
use crate::meeting::id::{EntryId, ListId, PersonId};
use crate::meeting::person::Person;
use crate::meeting::record::{Personal, Record};

/// The largest block of numbers a station takes at a time.
const LARGEST_BLOCK: u32 = 1_000;

/// May somebody be put on a list?
pub(super) fn admit(meeting: &Meeting, person: &Person, list: &ListId) -> Result<(), Refusal> {
    if let Some(first) = person.arrival(list) {
        return Err(Refusal::AlreadyPresent {
            person: person.id,
            first: first.clone(),
        });
    }
    if person.cancelled.is_some() {
        return Err(Refusal::Cancelled(person.id));
    }
    if meeting.purpose(list) == Purpose::HandOut {
        if person.arrival(&ListId::main()).is_none() {
            return Err(Refusal::NotYetPresent(person.id));
        }
        if !entitled(person, list) {
            return Err(Refusal::NotEntitled(person.id));
        }
    }
    Ok(())
}

/// Transport money is for those of whom the list does not say *tidak*.
fn entitled(person: &Person, list: &ListId) -> bool {
    list.as_str() != "transport" || person.record.transport != Some(false)
}

pub(super) fn arrived(people: Vec<PersonId>, list: &ListId, how: How) -> Event {
    Event::Arrived(Arrived {
        list: list.clone(),
        people,
        how,
    })
}

/// Puts those who arrive on the day's list on the lists that go along with it, in the same act.
pub(super) fn along(meeting: &Meeting, mut events: Vec<Event>) -> Vec<Event> {
    let mut arriving: Vec<(PersonId, How, Option<&Person>)> = Vec::new();
    for event in &events {
        match event {
            Event::Arrived(e) if e.list.is_main() => {
                arriving.extend(e.people.iter().map(|id| (*id, e.how, meeting.person(*id))));
            }
            Event::WalkedIn(e) if e.list.is_main() => arriving.push((e.id, How::Hand, None)),
            _ => {}
        }
    }
    let Some((_, how, _)) = arriving.first() else {
        return events;
    };
    for list in meeting.along().filter(|l| meeting.closing(l).is_none()) {
        let people: Vec<PersonId> = arriving
            .iter()
            .filter(|(_, _, p)| p.is_none_or(|p| p.arrival(list).is_none() && entitled(p, list)))
            .map(|(id, _, _)| *id)
            .collect();
        if !people.is_empty() {
            events.push(arrived(people, list, *how));
        }
    }
    events
}

/// Those ticked on a delegation's card; who is there already is passed over.
pub(super) fn together(
    meeting: &Meeting,
    delegation: DelegationId,
    people: &[PersonId],
    list: &ListId,
) -> Decision {
    let found = meeting.delegations().get(delegation);
    let members = &found.ok_or(Refusal::NoSuchDelegation(delegation))?.members;
    let mut coming = Vec::new();
    for id in people {
        if !members.contains(id) {
            return Err(Refusal::NotAMember(*id));
        }
        match admit(meeting, known(meeting, *id)?, list) {
            Ok(()) if !coming.contains(id) => coming.push(*id),
            Ok(()) | Err(Refusal::AlreadyPresent { .. }) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    if coming.is_empty() {
        return Err(Refusal::NobodyTicked);
    }
    Ok(vec![arrived(coming, list, How::Card)])
}

/// The number of a new person with this record.
pub(super) fn number_for(
    meeting: &Meeting,
    record: &Record,
    stamp: &Stamp,
) -> Result<PersonId, Refusal> {
    if record.personal.name.trim().is_empty() {
        return Err(Refusal::NameMissing);
    }
    let id = meeting.next_number(&stamp.station);
    if id.0 > LAST_NUMBER {
        return Err(Refusal::NoNumberLeft);
    }
    Ok(id)
}

pub(super) fn walk_in(
    meeting: &Meeting,
    record: &Arc<Record>,
    class: WalkIn,
    list: &ListId,
    stamp: &Stamp,
) -> Decision {
    Ok(vec![Event::WalkedIn(WalkedIn {
        id: number_for(meeting, record, stamp)?,
        record: record.clone(),
        class,
        list: list.clone(),
    })])
}

/// The badge and the row are the substitute's from now on; the invited person stays on record.
pub(super) fn substitute(
    meeting: &Meeting,
    person: &Person,
    by: &Arc<Personal>,
    list: &ListId,
) -> Decision {
    if by.name.trim().is_empty() {
        if person.substitute.is_none() {
            return Err(Refusal::NameMissing);
        }
        return Ok(vec![Event::SubstituteWithdrawn(SubstituteWithdrawn {
            person: person.id,
        })]);
    }
    if person.who_came() == &**by {
        return Err(Refusal::NothingChanges);
    }
    let mut events = vec![Event::Substituted(Substituted {
        person: person.id,
        by: by.clone(),
    })];
    match admit(meeting, person, list) {
        Ok(()) => events.push(arrived(vec![person.id], list, How::Hand)),
        Err(Refusal::AlreadyPresent { .. }) => {}
        Err(refusal) => return Err(refusal),
    }
    Ok(events)
}

pub(super) fn reserve(meeting: &Meeting, count: u32) -> Decision {
    if !(1..=LARGEST_BLOCK).contains(&count) {
        return Err(Refusal::BadBlock);
    }
    let first = meeting.people.next();
    if first.0.saturating_add(count) > LAST_NUMBER {
        return Err(Refusal::NoNumberLeft);
    }
    Ok(vec![Event::NumbersReserved(NumbersReserved {
        first,
        count,
    })])
}

pub(super) fn answer(meeting: &Meeting, act: EntryId, person: Option<PersonId>) -> Decision {
    let open = |c: &&crate::meeting::protocol::Call| c.act == act && c.person == person;
    if !meeting.calls().iter().any(|c| open(&c)) {
        return Err(Refusal::NoSuchCall);
    }
    Ok(vec![Event::ProtocolAnswered(ProtocolAnswered {
        call: act,
        person,
    })])
}

/// Does a correction change what the attendance list prints?
pub(super) fn reads_otherwise(e: &PersonCorrected) -> bool {
    use crate::meeting::record::Field;
    e.changed.iter().any(|field| match field {
        Field::Phone
        | Field::Note
        | Field::CallName
        | Field::Spoken
        | Field::Honour
        | Field::Transport
        | Field::Table
        | Field::Invitation => false,
        Field::Name
        | Field::FrontTitle
        | Field::BackTitle
        | Field::Sex
        | Field::Group
        | Field::Position
        | Field::Office
        | Field::Village
        | Field::VillageText
        | Field::SubdistrictText
        | Field::LibraryText
        | Field::Nip => true,
    })
}
