//! What the scripted desk prints beside single people: delegations, lists, sums, signatures, guests of
//! honour. Never a phone number, never a NIP, never a PIN.

use serde_json::{Value, json};

use super::super::Failure;
use super::{line, named, state_told, state_word, substitute};
use crate::journal::Hash;
use crate::meeting::Meeting;
use crate::meeting::attendance::{Closing, Purpose, Section, Totals, Variant};
use crate::meeting::delegation::{DelegationId, Home, Standing};
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::person::Person;
use crate::meeting::protocol::{Call, Precedence};
use crate::text::{Text, list_name, time};

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

/// One list with what is known of it.
pub(in crate::cli) struct ListRow<'a> {
    pub list: ListId,
    /// How it was closed, and the closing entry's link.
    pub closed: Option<(&'a Closing, Option<Hash>)>,
}

/// The lists of the meeting.
pub(in crate::cli) fn lists(
    text: &Text,
    meeting: &Meeting,
    rows: &[ListRow<'_>],
    as_json: bool,
) -> Result<(), Failure> {
    let along: Vec<&ListId> = meeting.along().collect();
    if as_json {
        let all: Vec<Value> = rows
            .iter()
            .map(|row| {
                let totals = meeting.totals(&row.list);
                json!({
                    "list": row.list.as_str(), "title": list_name(text, meeting, &row.list),
                    "purpose": meeting.purpose(&row.list), "along": along.contains(&&row.list),
                    "invited": totals.invited, "present": totals.present,
                    "closed": row.closed.as_ref().map(|(c, hash)| closing(meeting, c, *hash)),
                })
            })
            .collect();
        return line(&Value::from(all).to_string());
    }
    for row in rows {
        let s = &text.script;
        let totals = meeting.totals(&row.list);
        let mut told = vec![
            list_name(text, meeting, &row.list),
            (s.purpose)(meeting.purpose(&row.list)).to_owned(),
            format!("{} / {}", totals.present, totals.invited),
        ];
        if along.contains(&&row.list) {
            told.push(s.along.to_owned());
        }
        told.push(match &row.closed {
            None => s.open_word.to_owned(),
            Some((c, hash)) => {
                let print = hash.map(|h| h.fingerprint()).unwrap_or_default();
                format!("{} {}  {print}", s.closed_word, time(meeting, c.at))
            }
        });
        line(&format!("{:<12} {}", row.list.as_str(), told.join("  |  ")))?;
    }
    Ok(())
}

/// A closed list: when, by whom, its sums, its fingerprint.
pub(in crate::cli) fn closed(
    text: &Text,
    meeting: &Meeting,
    list: &ListId,
    hash: Option<Hash>,
    as_json: bool,
) -> Result<(), Failure> {
    let Some(c) = meeting.closing(list) else {
        return Ok(());
    };
    if as_json {
        let mut all = closing(meeting, c, hash);
        all["list"] = json!(list.as_str());
        return line(&all.to_string());
    }
    let s = &text.script;
    let name = list_name(text, meeting, list);
    line(&(s.closed)(&name, &time(meeting, c.at)))?;
    let t = &c.totals;
    for (word, n) in [
        (s.invited, t.invited),
        (text.present, t.present),
        (s.substitutes, t.substitutes),
        (s.added, t.added),
        (s.men, t.men),
        (s.women, t.women),
    ] {
        line(&format!("  {word:<12} {n:>6}"))?;
    }
    for share in &t.subdistricts {
        let name = match share.subdistrict.as_str() {
            "" => s.no_subdistrict,
            name => name,
        };
        line(&format!(
            "  {name:<24} {:>6} / {}",
            share.present, share.invited
        ))?;
    }
    let print = hash.map(|h| h.fingerprint()).unwrap_or_default();
    line(&format!("{}: {print}", s.fingerprint))
}

fn closing(meeting: &Meeting, c: &Closing, hash: Option<Hash>) -> Value {
    let addenda: Vec<Value> = c
        .addenda
        .iter()
        .map(|a| {
            json!({
                "at": meeting.rfc3339(a.at), "station": &*a.station, "operator": &*a.operator,
                "reason": &*a.reason, "arrived": a.changed.arrived,
                "withdrawn": a.changed.withdrawn, "corrected": a.changed.corrected,
            })
        })
        .collect();
    json!({
        "at": meeting.rfc3339(c.at), "station": &*c.station, "operator": &*c.operator,
        "totals": sums(&c.totals), "fingerprint": hash.map(|h| h.fingerprint()),
        "addenda": addenda,
    })
}

fn sums(totals: &Totals) -> Value {
    json!({
        "invited": totals.invited, "present": totals.present, "substitutes": totals.substitutes,
        "added": totals.added, "men": totals.men, "women": totals.women,
        "subdistricts": totals.subdistricts,
    })
}

/// A list was defined, or defined otherwise.
pub(in crate::cli) fn defined(
    text: &Text,
    meeting: &Meeting,
    list: &ListId,
    as_json: bool,
) -> Result<(), Failure> {
    let title = list_name(text, meeting, list);
    if !as_json {
        return line(&(text.script.list_defined)(&format!(
            "{} ({title})",
            list.as_str()
        )));
    }
    let purpose: Purpose = meeting.purpose(list);
    let along = meeting.along().any(|l| l == list);
    let all = json!({"list": list.as_str(), "title": title, "purpose": purpose, "along": along});
    line(&all.to_string())
}

/// Numbers were taken for a station.
pub(in crate::cli) fn reserved(
    text: &Text,
    station: &str,
    (first, last, left): (u32, u32, u32),
    as_json: bool,
) -> Result<(), Failure> {
    line(&if as_json {
        json!({"station": station, "first": first, "last": last, "left": left}).to_string()
    } else {
        (text.script.reserved)(first, last, station, left)
    })
}

/// A row of a printed page.
pub(in crate::cli) struct PageRow {
    pub row: usize,
    pub person: PersonId,
    pub present: bool,
    /// None before the page was checked.
    pub signed: Option<bool>,
}

/// A printed page.
pub(in crate::cli) struct Page {
    pub number: u32,
    pub list: ListId,
    pub section: Section,
    pub variant: Variant,
    pub rows: Vec<PageRow>,
}

/// One page with its signatures.
pub(in crate::cli) fn page(
    text: &Text,
    meeting: &Meeting,
    page: &Page,
    as_json: bool,
) -> Result<(), Failure> {
    let name = |id: PersonId| meeting.person(id).map_or("", Person::name);
    let ids = |present: bool, signed: bool| -> Vec<PersonId> {
        let rows = page.rows.iter();
        let rows = rows.filter(|r| r.present == present && r.signed == Some(signed));
        rows.map(|r| r.person).collect()
    };
    if as_json {
        let rows: Vec<Value> = page
            .rows
            .iter()
            .map(|r| {
                json!({"row": r.row, "id": r.person, "name": name(r.person),
                       "present": r.present, "signed": r.signed})
            })
            .collect();
        let all = json!({
            "page": page.number, "list": page.list.as_str(), "section": page.section,
            "variant": page.variant, "checked": meeting.signed_on(page.number).is_some(),
            "rows": rows, "unsigned": ids(true, false), "absent": ids(false, true),
        });
        return line(&all.to_string());
    }
    let s = &text.script;
    line(&format!(
        "{}  |  {}  |  {}  |  {}",
        (s.page)(page.number),
        list_name(text, meeting, &page.list),
        (s.section)(page.section),
        (s.variant)(page.variant)
    ))?;
    for r in &page.rows {
        let there = if r.present {
            text.state_present
        } else {
            text.state_expected
        };
        let signed = match r.signed {
            None => s.not_checked,
            Some(true) => s.signed,
            Some(false) if r.present => s.not_signed,
            Some(false) => "-",
        };
        let who = name(r.person);
        line(&format!(
            "{:>5}  #{:<5} {who}  |  {there}  |  {signed}",
            r.row, r.person
        ))?;
    }
    Ok(())
}

/// Paper against journal.
pub(in crate::cli) fn reconciled(
    text: &Text,
    meeting: &Meeting,
    list: &ListId,
    as_json: bool,
) -> Result<(), Failure> {
    let found = meeting.reconcile(list);
    let people = |ids: &[PersonId]| -> Vec<Value> {
        let name = |id: &PersonId| meeting.person(*id).map_or("", Person::name);
        ids.iter()
            .map(|id| json!({"id": id, "name": name(id)}))
            .collect()
    };
    if as_json {
        let all = json!({
            "list": list.as_str(), "pages": found.pages, "checked": found.checked,
            "unsigned": people(&found.unsigned), "absent": people(&found.absent),
        });
        return line(&all.to_string());
    }
    let s = &text.script;
    line(&list_name(text, meeting, list))?;
    line(&(s.checked)(found.checked, found.pages))?;
    for (word, ids) in [
        (s.present_unsigned, &found.unsigned),
        (s.absent_signed, &found.absent),
    ] {
        if ids.is_empty() {
            line(&format!("{word}: {}", s.nobody))?;
            continue;
        }
        line(&format!("{word}: {}", ids.len()))?;
        for p in ids.iter().filter_map(|id| meeting.person(*id)) {
            line(&format!("  #{:<5} {}", p.id, named(text, p)))?;
        }
    }
    Ok(())
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
