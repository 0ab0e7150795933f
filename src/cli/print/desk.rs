//! What the scripted desk prints beside single people: delegations, guests of honour, the PIN's state.
//! Never a phone number, never a NIP, never a PIN.

use serde_json::{Value, json};

use super::super::Failure;
use super::{line, named, state_told, state_word, substitute};
use crate::meeting::Meeting;
use crate::meeting::delegation::{DelegationId, Home, Standing};
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::person::Person;
use crate::meeting::protocol::{Call, Precedence};
use crate::text::Text;

/// A delegation, and who of it was recorded just now.
pub(in crate::cli) fn delegation(
    text: &Text,
    meeting: &Meeting,
    id: DelegationId,
    list: &ListId,
    arrived: &[PersonId],
    as_json: bool,
) -> Result<(), Failure> {
    let Some(standing) = meeting.standing(id, list) else {
        return Ok(());
    };
    let members = || standing.members.iter().filter_map(|m| meeting.person(*m));
    if !as_json {
        line(&told(text, meeting, id, &standing))?;
        for p in members() {
            let state = state_told(text, meeting, p, list);
            let (who, does) = (named(text, p), &p.record.personal.position);
            line(&format!("  #{:<5} {who}  |  {does}  |  {state}", p.id))?;
        }
        return match arrived.len() {
            0 => Ok(()),
            n => line(&(text.script.just_arrived)(n)),
        };
    }
    let (village, subdistrict) = place(meeting, id);
    let rows: Vec<Value> = members()
        .map(|p| {
            json!({
                "id": p.id, "name": p.name(), "badge": p.id.to_string(),
                "position": p.record.personal.position,
                "state": state_word(p.state(list)), "substitute": substitute(p),
            })
        })
        .collect();
    let all = json!({
        "delegation": {
            "id": id.to_string(), "name": meeting.delegation_name(id),
            "village": village, "subdistrict": subdistrict,
            "quota": standing.quota, "present": standing.present, "state": standing.state,
            "members": rows, "missing": standing.missing,
        },
        "list": list.as_str(),
        "arrived": arrived,
    });
    line(&all.to_string())
}

/// A delegation in one line.
pub(super) fn standing_line(
    text: &Text,
    meeting: &Meeting,
    id: DelegationId,
    list: &ListId,
) -> Result<(), Failure> {
    match meeting.standing(id, list) {
        Some(standing) => line(&told(text, meeting, id, &standing)),
        None => Ok(()),
    }
}

fn told(text: &Text, meeting: &Meeting, id: DelegationId, standing: &Standing) -> String {
    let state = (text.desk.completeness)(standing.state);
    let name = match place(meeting, id) {
        (village, subdistrict) if !village.is_empty() => {
            format!("{}, {village}, {subdistrict}", meeting.delegation_name(id))
        }
        _ => meeting.delegation_name(id).to_owned(),
    };
    let id = id.to_string();
    let mut all = (text.script.standing)(&id, &name, standing.present, standing.quota, state);
    if !standing.missing.is_empty() {
        let names = standing.missing.iter().filter_map(|m| meeting.person(*m));
        let names: Vec<&str> = names.map(Person::name).collect();
        all = format!("{all}; {}", (text.script.missing)(&names.join("; ")));
    }
    all
}

/// Village and sub-district of a delegation; empty for an office.
fn place(meeting: &Meeting, id: DelegationId) -> (String, String) {
    let delegation = meeting.delegations().get(id);
    let known = delegation.and_then(|d| match &d.home {
        Home::Village(code) => {
            let villages = meeting.villages();
            let village = villages.get(code)?;
            Some((village.name.clone(), village.subdistrict.clone()))
        }
        Home::Office(_) => None,
    });
    known.unwrap_or_else(|| {
        let first = delegation.and_then(|d| meeting.person(*d.members.first()?));
        let origin = first.map(|p| meeting.origin(&p.record)).unwrap_or_default();
        (origin.village.to_owned(), origin.subdistrict.to_owned())
    })
}

/// The guests of honour in their order, and who waits for the protocol.
pub(in crate::cli) fn guests(text: &Text, meeting: &Meeting, as_json: bool) -> Result<(), Failure> {
    let list = ListId::main();
    let guests = meeting.guests_of_honour();
    if as_json {
        let rows: Vec<Value> = guests.iter().map(|g| guest(meeting, *g, &list)).collect();
        let calls: Vec<Value> = meeting.calls().iter().map(|c| call(meeting, c)).collect();
        return line(&json!({"guests": rows, "calls": calls}).to_string());
    }
    if guests.is_empty() {
        line(text.script.no_guests)?;
    }
    for (place, p) in &guests {
        let personal = p.who_came();
        let spoken = match personal.spoken.as_str() {
            "" => named(text, p),
            spoken => spoken.to_owned(),
        };
        let seat = match p.record.table.as_str() {
            "" => String::new(),
            seat => (text.seat)(seat),
        };
        let state = state_told(text, meeting, p, &list);
        let told = [spoken.as_str(), &personal.position, &seat, &state];
        let told: Vec<&str> = told.into_iter().filter(|t| !t.is_empty()).collect();
        line(&format!(
            "{}  #{:<5} {}",
            place.letter(),
            p.id,
            told.join("  |  ")
        ))?;
    }
    for c in meeting.calls() {
        let who = c.person.and_then(|id| meeting.person(id));
        let who = who.map_or_else(
            || format!("{} ({})", text.script.call_without_name, c.act),
            |p| format!("#{} {}", p.id, p.name()),
        );
        line(&(text.script.call)(&who, &c.station))?;
    }
    Ok(())
}

fn guest(meeting: &Meeting, (place, p): (Precedence, &Person), list: &ListId) -> Value {
    let personal = p.who_came();
    json!({
        "precedence": place.letter().to_string(), "id": p.id, "name": p.name(),
        "spoken": personal.spoken, "title": personal.position, "seat": p.record.table,
        "state": state_word(p.state(list)), "substitute": substitute(p),
        "waiting": meeting.calls().iter().any(|c| c.person == Some(p.id)),
    })
}

fn call(meeting: &Meeting, call: &Call) -> Value {
    let name = call
        .person
        .and_then(|id| meeting.person(id))
        .map(Person::name);
    json!({
        "call": call.act, "id": call.person, "name": name,
        "at": meeting.rfc3339(call.at), "station": &*call.station,
    })
}

/// The state of the PIN; never the PIN.
pub(in crate::cli) fn pin(
    words: &str,
    set: bool,
    right: Option<bool>,
    as_json: bool,
) -> Result<(), Failure> {
    line(&if as_json {
        json!({"pin": set, "right": right}).to_string()
    } else {
        words.to_owned()
    })
}
