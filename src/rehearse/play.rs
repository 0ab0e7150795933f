//! Plays a morning through the program itself: every desk is a session with its own connection to
//! the copy, as two windows on one laptop are; every code is read, every name searched, every entry
//! written. Hands cost the morning's time, the program's own time is measured beside it.

use std::collections::HashMap;

use jiff::Timestamp;

use super::guests::{Deed, Guest, Handling, Party, ROWS};
use super::queue::Served;
use super::window::{Circumstances, Window};
use super::{News, Trouble};
use crate::meeting::command::{Command, Refusal};
use crate::meeting::event::{Event, How, Outcome};
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::person::State;
use crate::meeting::{Meeting, code, forecast};
use crate::search::people;

/// So many people the desk keeps under a search.
const LIMIT: usize = 60;

/// What playing brings to light.
#[derive(Debug, Default)]
pub(super) struct Played {
    /// Microseconds of the program for each guest for whom it did anything: those ticked on a card
    /// are recorded with the last of them.
    pub micros: Vec<u64>,
    /// How each guest was handled in the end.
    pub handled: Vec<Handling>,
    /// Answers that were not the ones to expect.
    pub surprises: usize,
    /// Guests who were not among the rows of the search.
    pub not_listed: usize,
    /// When the program itself would first have asked for one more desk, and which.
    pub hint: Option<(Timestamp, u32)>,
}

/// One guest at a desk while playing.
struct AtDesk<'a> {
    guest: &'a Guest,
    /// When the whole party is done, in milliseconds of the morning.
    ends: u64,
    micros: u64,
    wrong: Option<PersonId>,
    handling: Handling,
}

/// What has to be known of all guests while playing.
struct Hall<'a> {
    parties: &'a [Party],
    served: &'a [Served],
    /// When somebody's turn begins; of who never comes nothing.
    begins: HashMap<PersonId, u64>,
    arrived: Vec<PersonId>,
}

/// Plays all parties.
pub(super) fn play(
    life: &mut Circumstances<'_>,
    windows: &mut [Window],
    parties: &[Party],
    served: &[Served],
    tell: &mut dyn FnMut(News<'_>),
) -> Result<Played, Trouble> {
    let timeline = timeline(parties, served);
    let begins = parties.iter().zip(served).flat_map(|(party, place)| {
        let known = party.guests.iter().filter_map(|g| g.person);
        known.map(|id| (id, place.begins))
    });
    let mut hall = Hall {
        parties,
        served,
        begins: begins.collect(),
        arrived: Vec::new(),
    };
    let total = parties.iter().map(|p| p.guests.len()).sum();
    let mut played = Played::default();
    let mut at_desk: Vec<Option<AtDesk<'_>>> = windows.iter().map(|_| None).collect();
    let (since, first) = (life.watch.us(), timeline.first().map_or(0, |t| t.ms));
    let mut minute = 0;
    for moment in &timeline {
        life.wait(since, first, moment.ms);
        let (Some(window), Some(place)) =
            (windows.get_mut(moment.desk), at_desk.get_mut(moment.desk))
        else {
            continue;
        };
        window.follow()?;
        if moment.ms / 60_000 != minute && played.hint.is_none() {
            minute = moment.ms / 60_000;
            played.hint = hint(life.at(moment.ms), window.meeting());
        }
        let guest = &hall.parties[moment.party].guests[moment.guest];
        let here = place.get_or_insert_with(|| AtDesk {
            guest,
            ends: hall.served[moment.party].ends,
            micros: 0,
            wrong: None,
            handling: guest.handling,
        });
        step(life, window, &mut hall, here, moment, &mut played)?;
        if moment.step + 1 < guest.steps.len() {
            continue;
        }
        if let Some(here) = place.take() {
            finish(life, window, &mut hall, &here, moment.ms, &mut played)?;
            let waited_ms = hall.served[moment.party].begins - hall.parties[moment.party].comes;
            tell(News::Served {
                done: played.handled.len(),
                total,
                at: life.at(moment.ms),
                station: &window.station,
                name: name(window.meeting(), &hall, &here),
                handling: here.handling,
                waited_ms,
            });
        }
    }
    Ok(played)
}

/// Who was at the desk; a walk-in is whoever came in last.
fn name<'a>(meeting: &'a Meeting, hall: &Hall<'_>, here: &AtDesk<'_>) -> &'a str {
    let id = here.guest.person.or(hall.arrived.last().copied());
    let person = id.and_then(|id| meeting.person(id));
    person.map_or("", |p| p.who_came().name.as_str())
}

/// One deed at its moment.
struct Moment {
    ms: u64,
    party: usize,
    guest: usize,
    step: usize,
    desk: usize,
}

fn timeline(parties: &[Party], served: &[Served]) -> Vec<Moment> {
    let mut timeline = Vec::new();
    for (p, (party, place)) in parties.iter().zip(served).enumerate() {
        let mut ms = place.begins;
        for (g, guest) in party.guests.iter().enumerate() {
            for (s, step) in guest.steps.iter().enumerate() {
                ms += step.after;
                timeline.push(Moment {
                    ms,
                    party: p,
                    guest: g,
                    step: s,
                    desk: place.desk,
                });
            }
        }
    }
    timeline.sort_by_key(|t| (t.ms, t.party, t.guest, t.step));
    timeline
}

fn hint(at: Timestamp, meeting: &Meeting) -> Option<(Timestamp, u32)> {
    let open = forecast::pace(meeting, at).open?;
    Some((at, open.desks))
}

fn step(
    life: &mut Circumstances<'_>,
    window: &mut Window,
    hall: &mut Hall<'_>,
    here: &mut AtDesk<'_>,
    moment: &Moment,
    played: &mut Played,
) -> Result<(), Trouble> {
    let list = ListId::main();
    let command = match &here.guest.steps[moment.step].deed {
        Deed::Scan(text) => scan(text),
        Deed::ScanUsed(which) => {
            let Some(code) = used(window.meeting(), &hall.arrived, *which) else {
                // Nobody is in yet whose code it could be.
                here.handling = Handling::Forgotten;
                return Ok(());
            };
            scan(&code)
        }
        Deed::Type(text) => {
            here.micros += type_in(life, window, here.guest, text, played);
            return Ok(());
        }
        Deed::CheckIn(person) => by_hand(*person),
        Deed::CheckInWrong(which) => {
            here.wrong = somebody_else(window.meeting(), hall, here, *which);
            let Some(person) = here.wrong else {
                here.handling = Handling::Forgotten;
                return Ok(());
            };
            by_hand(person)
        }
        Deed::Undo => {
            let act = window.meeting().last_act(&window.station).map(|a| a.id);
            let Some(act) = act.filter(|_| here.wrong.is_some()) else {
                return Ok(());
            };
            Command::Undo(act)
        }
        Deed::Instead(person, by) => Command::Substitute {
            person: *person,
            by: by.clone(),
            seen: None,
            list,
        },
        Deed::Tick => return Ok(()),
        Deed::Together(delegation, people) => Command::ArriveTogether {
            delegation: *delegation,
            people: people.clone(),
            list,
        },
        Deed::WalkIn(record, class) => Command::WalkIn {
            record: record.clone(),
            class: *class,
            list,
            // Two invented newcomers of one name are two people.
            sure: true,
        },
    };
    let (result, took) = window.run(life, moment.ms, command)?;
    here.micros += took;
    played.surprises += usize::from(!as_expected(here, moment.step, &result));
    if let (Ok(events), true) = (&result, here.guest.person.is_none()) {
        hall.arrived.extend(events.iter().find_map(newcomer));
    }
    Ok(())
}

/// Makes sure that the guest is in when the desk lets go.
fn finish(
    life: &mut Circumstances<'_>,
    window: &mut Window,
    hall: &mut Hall<'_>,
    here: &AtDesk<'_>,
    ms: u64,
    played: &mut Played,
) -> Result<(), Trouble> {
    let list = ListId::main();
    let mut micros = here.micros;
    // Those ticked are recorded with the last of them.
    let due = match here.guest.steps.last().map(|s| &s.deed) {
        Some(Deed::Tick) => &[][..],
        Some(Deed::Together(_, people)) => people,
        Some(_) | None => here.guest.person.as_slice(),
    };
    for id in due {
        let person = window.meeting().person(*id);
        if person.is_some_and(|p| p.arrival(&list).is_none()) {
            // A desk that gets another answer than it should helps itself by name.
            let (_, took) = window.run(life, ms, by_hand(*id))?;
            micros += took;
        }
    }
    hall.arrived.extend(due);
    if micros > 0 {
        played.micros.push(micros);
    }
    played.handled.push(here.handling);
    Ok(())
}

fn by_hand(person: PersonId) -> Command {
    Command::CheckIn {
        person,
        list: ListId::main(),
        how: How::Hand,
    }
}

fn scan(text: &str) -> Command {
    Command::Scan {
        reading: code::read(text),
        list: ListId::main(),
    }
}

/// Letter by letter, each a search as on the screen; answers the microseconds.
fn type_in(
    life: &Circumstances<'_>,
    window: &Window,
    guest: &Guest,
    text: &str,
    played: &mut Played,
) -> u64 {
    let meeting = window.session.meeting();
    let mut typed = String::new();
    let mut hits = Vec::new();
    let began = life.watch.us();
    for letter in text.chars() {
        typed.push(letter);
        (hits, _) = people::find(&window.index, meeting, typed.trim(), LIMIT, &[], false);
    }
    let took = life.watch.us().saturating_sub(began);
    let listed = |id| hits.iter().take(ROWS).any(|h| h.id == id);
    played.not_listed += usize::from(guest.person.is_some_and(|id| !listed(id)));
    took
}

/// The valid code of somebody who has come in this morning.
fn used(meeting: &Meeting, arrived: &[PersonId], which: u64) -> Option<String> {
    let count = u64::try_from(arrived.len()).ok().filter(|n| *n > 0)?;
    let at = usize::try_from(which % count).ok()?;
    meeting.code_of(meeting.person(*arrived.get(at)?)?)
}

/// Somebody expected who stands at no desk before this party is done, so that the mistake can be
/// undone before anybody notices.
fn somebody_else(
    meeting: &Meeting,
    hall: &Hall<'_>,
    here: &AtDesk<'_>,
    which: u64,
) -> Option<PersonId> {
    let list = ListId::main();
    let count = u64::try_from(meeting.people().len()).ok()?;
    let from = usize::try_from(which % count.max(1)).ok()?;
    let everybody = || meeting.people().iter();
    everybody()
        .skip(from)
        .chain(everybody().take(from))
        .find(|p| {
            let later = |begins: &u64| *begins > here.ends;
            p.state(&list) == State::Expected
                && here.guest.person != Some(p.id)
                && hall.begins.get(&p.id).is_none_or(later)
        })
        .map(|p| p.id)
}

fn newcomer(event: &Event) -> Option<PersonId> {
    match event {
        Event::WalkedIn(e) => Some(e.id),
        _ => None,
    }
}

/// Did the program answer as such a step must be answered?
fn as_expected(here: &AtDesk<'_>, step: usize, result: &Result<Vec<Event>, Refusal>) -> bool {
    let refused = |wanted: &[Outcome]| {
        let outcome = result.iter().flatten().find_map(|e| match e {
            Event::ScanRefused(e) => Some(e.outcome),
            _ => None,
        });
        outcome.is_some_and(|o| wanted.contains(&o))
    };
    let arrived = || {
        let mut events = result.iter().flatten();
        events.any(|e| matches!(e, Event::Arrived(_)))
    };
    match &here.guest.steps[step].deed {
        Deed::Scan(_) => match here.handling {
            Handling::DoubleRead if step > 0 => matches!(result, Err(Refusal::DoubleRead { .. })),
            Handling::Unreadable => refused(&[Outcome::DamagedCode, Outcome::ForeignCode]),
            Handling::Foreign => refused(&[Outcome::ForeignCode]),
            Handling::Clean
            | Handling::DoubleRead
            | Handling::Forgotten
            | Handling::UsedCode
            | Handling::WrongPerson
            | Handling::Substitute
            | Handling::Card
            | Handling::WalkIn => arrived(),
        },
        Deed::ScanUsed(_) => refused(&[Outcome::AlreadyPresent]),
        Deed::Type(_) | Deed::Tick => true,
        Deed::CheckIn(_) | Deed::CheckInWrong(_) | Deed::Together(..) => arrived(),
        Deed::Undo | Deed::Instead(..) | Deed::WalkIn(..) => result.is_ok(),
    }
}
