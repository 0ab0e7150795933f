//! What the scripted desk prints about lists: which there are, how they were closed, whose signatures
//! stand on a page. Never a phone number, never a NIP.

use serde_json::{Value, json};

use super::super::Failure;
use super::{line, named};
use crate::journal::Hash;
use crate::meeting::Meeting;
use crate::meeting::attendance::{Closing, Section, Totals, Variant};
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::person::Person;
use crate::text::{Text, list_name, time};

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
        let (present, invited) = share.written();
        line(&format!("  {name:<24} {present:>6} / {invited}"))?;
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
    let purpose = meeting.purpose(list);
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
