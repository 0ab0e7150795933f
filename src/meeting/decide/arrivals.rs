//! Who arrives: by name, with the delegation, uninvited, in the place of somebody else; and whom the
//! protocol is called for.

use std::sync::Arc;

use super::{Decision, LAST_NUMBER, Meeting, known};
use crate::meeting::attendance::Purpose;
use crate::meeting::command::Refusal;
use crate::meeting::delegation::DelegationId;
use crate::meeting::event::{
    Arrived, Event, How, NumbersReserved, ProtocolAnswered, Stamp, SubstituteWithdrawn,
    Substituted, WalkIn, WalkedIn,
};
use crate::meeting::id::{EntryId, ListId, PersonId};
use crate::meeting::names::{fold, identity_key};
use crate::meeting::person::Person;
use crate::meeting::record::{Field, Personal, Record};

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
        if !entitled(&person.record, list) {
            return Err(Refusal::NotEntitled(person.id));
        }
    }
    Ok(())
}

/// Transport money is for those of whom the list does not say *tidak*.
fn entitled(record: &Record, list: &ListId) -> bool {
    list.as_str() != "transport" || record.transport != Some(false)
}

pub(super) fn arrived(people: Vec<PersonId>, list: &ListId, how: How) -> Event {
    Event::Arrived(Arrived {
        list: list.clone(),
        people,
        how,
    })
}

/// The list that a new person arrives on: something is handed out only to who is there, so whoever
/// is added at that table is present on the day.
pub(super) fn day_of(meeting: &Meeting, list: &ListId) -> ListId {
    match meeting.purpose(list) {
        Purpose::HandOut => ListId::main(),
        Purpose::Attendance => list.clone(),
    }
}

/// What a new person is handed out in the same act, where the list is one of hand-outs.
pub(super) fn given(
    meeting: &Meeting,
    id: PersonId,
    record: &Record,
    list: &ListId,
) -> Result<Option<Event>, Refusal> {
    if meeting.purpose(list) != Purpose::HandOut {
        return Ok(None);
    }
    if !entitled(record, list) {
        return Err(Refusal::NotEntitled(id));
    }
    Ok(Some(arrived(vec![id], list, How::Hand)))
}

/// Puts those who arrive on the day's list on the lists that go along with it, in the same act.
pub(super) fn along(meeting: &Meeting, mut events: Vec<Event>) -> Vec<Event> {
    let open = meeting.along().filter(|l| meeting.closing(l).is_none());
    for list in open {
        let coming = coming(meeting, &events, list);
        if let Some((_, how)) = coming.first() {
            let people = coming.iter().map(|(id, _)| *id).collect();
            events.push(arrived(people, list, *how));
        }
    }
    events
}

/// Who arrives on the day's list in these events and gets what another list hands out.
fn coming(meeting: &Meeting, events: &[Event], list: &ListId) -> Vec<(PersonId, How)> {
    let mut coming = Vec::new();
    let mut records: Vec<(PersonId, &Record)> = Vec::new();
    for event in events {
        if let Event::PersonAdded(e) = event {
            records.push((e.id, &e.record));
        } else if let Event::WalkedIn(e) = event {
            records.push((e.id, &e.record));
            coming.extend(e.list.is_main().then_some((e.id, How::Hand)));
        } else if let Event::Arrived(e) = event
            && e.list.is_main()
        {
            coming.extend(e.people.iter().map(|id| (*id, e.how)));
        }
    }
    let has = |id: PersonId| {
        let now =
            |e: &Event| matches!(e, Event::Arrived(e) if e.list == *list && e.people.contains(&id));
        let before = meeting.person(id).and_then(|p| p.arrival(list));
        before.is_some() || events.iter().any(now)
    };
    coming.retain(|(id, _)| {
        let new = records.iter().find(|(new, _)| new == id).map(|(_, r)| *r);
        let record = meeting.person(*id).map(|p| &*p.record).or(new);
        !has(*id) && record.is_some_and(|r| entitled(r, list))
    });
    coming
}

/// Those ticked on a delegation's card; who is there already is passed over.
pub(super) fn together(
    meeting: &Meeting,
    delegation: DelegationId,
    people: &[PersonId],
    list: &ListId,
) -> Decision {
    if meeting.delegations().get(delegation).is_none() {
        return Err(Refusal::NoSuchDelegation(delegation));
    }
    let mut coming = Vec::new();
    for id in people {
        let person = known(meeting, *id)?;
        let theirs = meeting.delegation_of(person).map(|d| d.id);
        if theirs != Some(delegation) {
            return Err(Refusal::NotAMember(*id));
        }
        match admit(meeting, person, list) {
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

/// A walk-in of this class; not sure: refused where somebody of that name and place is known.
pub(super) fn walk_in(
    meeting: &Meeting,
    record: &Arc<Record>,
    (class, sure): (WalkIn, bool),
    list: &ListId,
    stamp: &Stamp,
) -> Decision {
    let id = number_for(meeting, record, stamp)?;
    if let (false, Some(known)) = (sure, look_alike(meeting, record)) {
        return Err(Refusal::LooksLike(known));
    }
    let mut events = vec![Event::WalkedIn(WalkedIn {
        id,
        record: record.clone(),
        class,
        list: day_of(meeting, list),
    })];
    events.extend(given(meeting, id, record, list)?);
    Ok(events)
}

/// The first person of the same folded name who is not known to come from elsewhere; a substitute
/// goes by his own name, and the invited person by the one on the list.
fn look_alike(meeting: &Meeting, record: &Record) -> Option<PersonId> {
    let key = |written: &str| {
        let key = identity_key(written);
        if key.is_empty() {
            written.trim().to_lowercase()
        } else {
            key
        }
    };
    let name = key(&record.personal.name);
    let alike = |person: &&Person| {
        !elsewhere(meeting, record, &person.record)
            && (key(person.name()) == name
                || person.substitute.is_some() && key(&person.who_came().name) == name)
    };
    meeting.people().iter().find(alike).map(|p| p.id)
}

/// Do two records name different places? A place that one of them leaves out is none.
pub(super) fn elsewhere(meeting: &Meeting, one: &Record, other: &Record) -> bool {
    if let (Some(one), Some(other)) = (&one.village, &other.village) {
        return one != other;
    }
    let (one, other) = (meeting.origin(one), meeting.origin(other));
    let differ = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && fold(a) != fold(b);
    differ(one.village, other.village)
        || differ(one.subdistrict, other.subdistrict)
        || differ(one.office, other.office)
}

/// The badge and the row are the substitute's from now on; the invited person stays on record.
pub(super) fn substitute(
    meeting: &Meeting,
    person: &Person,
    (by, seen): (&Arc<Personal>, Option<&Arc<Personal>>),
    list: &ListId,
) -> Decision {
    // Two people came in one person's place: one of them would vanish without a word.
    let now = person.substitute.as_ref().map(|s| s.personal.clone());
    if seen.is_some_and(|seen| *seen != now.unwrap_or_default()) {
        return Err(Refusal::OtherSubstitute(person.id));
    }
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
    if first.0.saturating_add(count - 1) > LAST_NUMBER {
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

/// Does a change of these fields change what the attendance list prints? Telephone numbers stand on it
/// only where somebody asked for them, and no money follows them.
pub(super) fn reads_otherwise(changed: &[Field]) -> bool {
    changed.iter().any(|field| match field {
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
