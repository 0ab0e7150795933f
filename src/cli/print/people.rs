//! People, and what reading a code led to: one JSON shape for a person everywhere.

use std::io::{self, BufWriter, Write};

use serde_json::{Value, json};

use super::super::Failure;
use super::{finish, harmless, line};
use crate::meeting::Meeting;
use crate::meeting::attendance::Purpose;
use crate::meeting::command::{Order, Refusal};
use crate::meeting::delegation::DelegationId;
use crate::meeting::event::{Event, Outcome};
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::person::{Person, State};
use crate::meeting::protocol;
use crate::search::{Hit, Match};
use crate::text::{Text, time};

/// What a scan or check-in led to.
pub(in crate::cli) struct Answer {
    pub outcome: Outcome,
    pub person: Option<PersonId>,
}

impl Answer {
    /// The outcome that the committed events tell.
    pub fn of_events(events: &[Event]) -> Answer {
        for event in events {
            match event {
                Event::Arrived(e) => {
                    return Answer {
                        outcome: Outcome::Present,
                        person: e.people.first().copied(),
                    };
                }
                Event::ScanRefused(e) => {
                    return Answer {
                        outcome: e.outcome,
                        person: e.person,
                    };
                }
                _ => {}
            }
        }
        Answer {
            outcome: Outcome::NeedsSupervisor,
            person: None,
        }
    }
}

/// One line per scan.
pub(in crate::cli) fn answer(
    text: &Text,
    meeting: &Meeting,
    answer: &Answer,
    list: &ListId,
    as_json: bool,
) -> Result<(), Failure> {
    let person = answer.person.and_then(|id| meeting.person(id));
    let first = person
        .filter(|_| answer.outcome != Outcome::Present)
        .and_then(|p| p.arrival(list));
    if as_json {
        let first = first.map(|a| {
            json!({"at": meeting.rfc3339(a.at), "station": &*a.station, "operator": &*a.operator})
        });
        let short = person.map(|p| {
            json!({
                "id": p.id, "name": p.name(), "badge": p.id.to_string(),
                "village": meeting.origin(&p.record).village,
            })
        });
        let delegation = person.and_then(|p| meeting.delegation_of(p));
        return line(
            &json!({
                "outcome": answer.outcome, "person": short, "first": first,
                "vip": person.and_then(vip),
                "delegation": delegation.map(|d| brief(meeting, d.id, list)),
                "list": list.as_str(),
            })
            .to_string(),
        );
    }
    let word = outcome(text, answer.outcome, meeting.purpose(list));
    let Some(p) = person else { return line(word) };
    let mut told = format!("{word}  #{} {}", p.id, p.name());
    if let Some(a) = first {
        told = format!("{told}  ({}, {})", time(meeting, a.at), a.station);
    }
    if vip(p).is_some() && answer.outcome == Outcome::Present && list.is_main() {
        told = format!("{told}  {}: {}", text.desk.o_honoured, text.desk.d_honoured);
    }
    line(told.trim_end())
}

/// A genuine code that is nobody's badge: a letter, an order, a page. In words, what to do comes
/// after; a refusal of another kind is not told here.
pub(in crate::cli) fn other_code(
    text: &Text,
    meeting: &Meeting,
    refusal: &Refusal,
    list: &ListId,
    as_json: bool,
) -> Result<(), Failure> {
    if let (Refusal::TickFirst(id), false) = (refusal, as_json) {
        return super::desk::standing_line(text, meeting, *id, list);
    }
    if !as_json {
        return Ok(());
    }
    let told = match refusal {
        Refusal::TickFirst(id) => json!({
            "outcome": "delegation", "person": null, "first": null, "vip": null,
            "delegation": brief(meeting, *id, list), "list": list.as_str(),
        }),
        Refusal::PageRead(page) => json!({
            "outcome": "page", "person": null, "first": null, "vip": null, "delegation": null,
            "list": list.as_str(), "page": page,
        }),
        Refusal::Ordered(order) => json!({
            "outcome": "command", "person": null, "first": null, "vip": null, "delegation": null,
            "list": list.as_str(), "command": order_word(*order),
        }),
        _ => return Ok(()),
    };
    line(&told.to_string())
}

/// What the desk lists.
pub(in crate::cli) fn search(
    text: &Text,
    meeting: &Meeting,
    hits: &[Hit],
    total: usize,
    as_json: bool,
) -> Result<(), Failure> {
    let people = || hits.iter().filter_map(|h| Some((h, meeting.person(h.id)?)));
    if as_json {
        let rows: Vec<Value> = people()
            .map(|(hit, p)| {
                let mut row = short(meeting, p);
                row["match"] = json!(match hit.matched {
                    Match::Exact => "exact",
                    Match::Folded => "folded",
                    Match::Fuzzy => "fuzzy",
                });
                row
            })
            .collect();
        return line(&Value::from(rows).to_string());
    }
    let mut out = io::stdout().lock();
    let mut lines = people().map(|(_, p)| person_line(text, meeting, p));
    finish(lines.try_for_each(|l| writeln!(out, "{}", harmless(&l))))?;
    if total > hits.len() {
        finish(writeln!(out, "{}", (text.more_hits)(total)))?;
    }
    Ok(())
}

/// Everybody.
pub(in crate::cli) fn people(text: &Text, meeting: &Meeting, as_json: bool) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    if !as_json {
        let mut lines = meeting
            .people()
            .iter()
            .map(|p| person_line(text, meeting, p));
        finish(lines.try_for_each(|l| writeln!(out, "{}", harmless(&l))))?;
        return finish(out.flush());
    }
    let rows: Vec<Value> = meeting.people().iter().map(|p| long(meeting, p)).collect();
    let all = Value::from(rows).to_string();
    finish(writeln!(out, "{}", harmless(&all)).and_then(|()| out.flush()))
}

/// One person after a change, with the outcome where somebody arrived by it.
pub(in crate::cli) fn person(
    text: &Text,
    meeting: &Meeting,
    id: PersonId,
    outcome: Option<Outcome>,
    as_json: bool,
) -> Result<(), Failure> {
    let Some(person) = meeting.person(id) else {
        return Ok(());
    };
    if as_json {
        let mut row = long(meeting, person);
        if let Some(outcome) = outcome {
            row["outcome"] = json!(outcome);
        }
        return line(&row.to_string());
    }
    line(&person_line(text, meeting, person))
}

/// The letter of a guest of honour.
pub(in crate::cli) fn vip(person: &Person) -> Option<String> {
    protocol::place(&person.record).map(|p| p.letter().to_string())
}

/// Where somebody stands on a list, as a word of the JSON.
pub(in crate::cli) fn state_word(state: State) -> &'static str {
    match state {
        State::Expected => "expected",
        State::Present => "present",
        State::Represented => "represented",
        State::Cancelled => "cancelled",
    }
}

/// The same in words for people, with the time of the arrival.
pub(in crate::cli) fn state_told(
    text: &Text,
    meeting: &Meeting,
    p: &Person,
    list: &ListId,
) -> String {
    let at = p.arrival(list).map(|a| time(meeting, a.at));
    let with_time = |word: &str| format!("{word} {}", at.as_deref().unwrap_or_default());
    match p.state(list) {
        State::Expected => text.state_expected.to_owned(),
        State::Cancelled => text.state_cancelled.to_owned(),
        State::Present => with_time(text.state_present),
        State::Represented => with_time(text.desk.state_represented),
    }
}

/// A person by name, and the substitute where there is one.
pub(in crate::cli) fn named(text: &Text, p: &Person) -> String {
    match &p.substitute {
        Some(by) => {
            let by = (text.desk.represented_by)(&by.personal.name);
            format!("{} ({by})", p.name())
        }
        None => p.name().to_owned(),
    }
}

pub(in crate::cli) fn substitute(p: &Person) -> Value {
    p.substitute.as_ref().map_or(
        Value::Null,
        |s| json!({"name": s.personal.name, "position": s.personal.position}),
    )
}

fn short(meeting: &Meeting, p: &Person) -> Value {
    let origin = meeting.origin(&p.record);
    let lists: Vec<&str> = p.arrivals.iter().map(|a| a.list.as_str()).collect();
    json!({
        "id": p.id, "name": p.name(), "badge": p.id.to_string(), "village": origin.village,
        "subdistrict": origin.subdistrict, "library": origin.library, "office": origin.office,
        "position": p.record.personal.position,
        "state": state_word(p.state(&ListId::main())),
        "class": p.class.map(crate::meeting::event::WalkIn::word),
        "substitute": substitute(p), "vip": vip(p),
        "delegation_id": meeting.delegation_of(p).map(|d| d.id.to_string()),
        "lists": lists,
    })
}

fn long(meeting: &Meeting, p: &Person) -> Value {
    let origin = meeting.origin(&p.record);
    let mut row = short(meeting, p);
    row["group"] = json!(p.record.group);
    row["delegation"] = json!(origin.delegation());
    row["issue"] = json!(p.issue);
    row["arrival"] = p.arrival(&ListId::main()).map_or(Value::Null, |a| {
        json!({
            "at": meeting.rfc3339(a.at), "station": &*a.station, "operator": &*a.operator,
            "how": a.how, "list": a.list.as_str(),
        })
    });
    row
}

fn person_line(text: &Text, meeting: &Meeting, p: &Person) -> String {
    let origin = meeting.origin(&p.record);
    let state = state_told(text, meeting, p, &ListId::main());
    let place = [origin.village, origin.subdistrict, origin.office]
        .into_iter()
        .filter(|s| !s.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    format!("#{:<5} {}  |  {place}  |  {state}", p.id, named(text, p))
}

/// A delegation as a scan tells it.
fn brief(meeting: &Meeting, id: DelegationId, list: &ListId) -> Value {
    let standing = meeting.standing(id, list);
    let (present, expected, missing) =
        standing.map_or((0, 0, Vec::new()), |s| (s.present, s.quota, s.missing));
    json!({
        "id": id.to_string(), "name": meeting.delegation_name(id),
        "present": present, "expected": expected, "missing": missing,
    })
}

fn order_word(order: Order) -> &'static str {
    match order {
        Order::Undo => "undo",
        Order::AllPresent => "all_present",
        Order::WalkIn => "walk_in",
        Order::CallProtocol => "call_protocol",
    }
}

fn outcome(text: &Text, outcome: Outcome, purpose: Purpose) -> &'static str {
    match (outcome, purpose) {
        (Outcome::Present, Purpose::HandOut) => text.desk.o_handed,
        (Outcome::AlreadyPresent, Purpose::HandOut) => text.desk.o_handed_already,
        (Outcome::Present, Purpose::Attendance) => text.o_present,
        (Outcome::AlreadyPresent, Purpose::Attendance) => text.o_already,
        (Outcome::DoubleRead, _) => text.o_double,
        (Outcome::SupersededCode, _) => text.o_superseded,
        (Outcome::Cancelled, _) => text.o_cancelled,
        (Outcome::OtherMeeting, _) => text.o_other,
        (Outcome::DamagedCode, _) => text.o_damaged,
        (Outcome::ForeignCode, _) => text.o_foreign,
        (Outcome::ListClosed, _) => text.desk.o_closed,
        (Outcome::NotYetPresent, _) => text.desk.o_not_yet,
        (Outcome::NotEntitled, _) => text.desk.o_not_entitled,
        (Outcome::NeedsSupervisor, _) => text.o_supervisor,
    }
}
