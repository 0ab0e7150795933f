//! Walk-ins and substitutes from the command line. Values are read as an import reads them; nothing is
//! guessed: what could mean two things is asked back.

use std::sync::Arc;

use super::{Somebody, SubstituteArgs, WalkInArgs, number};
use crate::cli::run::Desk;
use crate::cli::{Failure, print};
use crate::exchange::import::{LONGEST_CELL, phone, sex};
use crate::meeting::Meeting;
use crate::meeting::command::{Command, Refusal};
use crate::meeting::event::{Event, Outcome};
use crate::meeting::id::VillageCode;
use crate::meeting::names::scrub;
use crate::meeting::record::{Personal, Record};
use crate::meeting::village::{Gazetteer, Resolved};
use crate::text::Text;

pub(super) fn walk_in((mut desk, json): (Desk, bool), args: WalkInArgs) -> Result<(), Failure> {
    let text = desk.text;
    let meeting = desk.session.meeting();
    let list = args.on.of(text, meeting)?;
    let mut record = Record {
        personal: personal(text, &args.name, &args.who)?,
        office: value(text, "--office", &args.office)?,
        ..Record::default()
    };
    let village = value(text, "--village", &args.village)?;
    place(text, meeting, &mut record, &village, args.sure)?;
    let wish = args.because.wrap(Command::WalkIn {
        record: Arc::new(record),
        class: args.class.into(),
        list,
        sure: args.sure,
    });
    let events = desk.submit(wish)?.map_err(|refusal| {
        let words = crate::text::refusal(text, desk.session.meeting(), &refusal);
        Failure::Refused(match refusal {
            Refusal::LooksLike(_) => format!("{words} {}", text.script.sure),
            _ => words,
        })
    })?;
    let added = events.iter().find_map(|e| match e {
        Event::WalkedIn(e) => Some(e.id),
        _ => None,
    });
    match added {
        Some(id) => {
            let outcome = Some(Outcome::Present);
            print::person(text, desk.session.meeting(), id, outcome, json)
        }
        None => Ok(()),
    }
}

pub(super) fn substitute(
    (mut desk, json): (Desk, bool),
    args: SubstituteArgs,
) -> Result<(), Failure> {
    let text = desk.text;
    let person = number(text, "ID", &args.person)?;
    let list = args.on.of(text, desk.session.meeting())?;
    // An empty name and `--none` are one wish.
    let name = args.by.name.filter(|_| !args.by.none).unwrap_or_default();
    let by = Arc::new(personal(text, &name, &args.who)?);
    let there = desk.session.meeting().person(person);
    let seen = there.map(|p| p.substitute.as_ref().map(|s| s.personal.clone()));
    desk.must(args.because.wrap(Command::Substitute {
        person,
        by,
        seen: seen.map(Option::unwrap_or_default),
        list,
    }))?;
    print::person(text, desk.session.meeting(), person, None, json)
}

fn personal(text: &Text, name: &str, who: &Somebody) -> Result<Personal, Failure> {
    let usage = |argument: &str, words: &str| Failure::Usage(format!("{argument}: {words}"));
    let number = value(text, "--phone", &who.phone)?;
    let letter = value(text, "--sex", who.sex.as_deref().unwrap_or_default())?;
    Ok(Personal {
        name: value(text, "--name", name)?,
        position: value(text, "--position", &who.position)?,
        // The number is not repeated: it is personal, and this goes to a terminal.
        phone: phone(&number)
            .map_err(|_| usage("--phone", text.e_phone))?
            .into_owned(),
        sex: match letter.as_str() {
            "" => None,
            word => Some(sex(word).ok_or_else(|| usage("--sex", text.script.sex_wanted))?),
        },
        ..Personal::default()
    })
}

/// An argument without what could steer a terminal, and no longer than a cell of an import.
fn value(text: &Text, argument: &str, written: &str) -> Result<String, Failure> {
    let clean = scrub(written);
    if clean.chars().count() > LONGEST_CELL {
        let words = (text.script.too_long)(LONGEST_CELL);
        return Err(Failure::Usage(format!("{argument}: {words}")));
    }
    Ok(clean)
}

/// Reads a village: its code, `name`, or `name, sub-district`. Who is sure of a guess keeps it as
/// written; two villages of one name stay a question.
fn place(
    text: &Text,
    meeting: &Meeting,
    record: &mut Record,
    written: &str,
    sure: bool,
) -> Result<(), Failure> {
    if written.is_empty() {
        return Ok(());
    }
    let villages = meeting.villages();
    let refused = |words: String| Err(Failure::Refused(words));
    if let Ok(code) = VillageCode::parse(written) {
        if villages.get(&code).is_none() {
            return refused((text.e_village_code)(written));
        }
        record.village = Some(code);
        return Ok(());
    }
    let (name, subdistrict) = match written.rsplit_once(',') {
        Some((name, subdistrict)) => (name.trim(), Some(subdistrict.trim())),
        None => (written, None),
    };
    match villages.resolve(name, subdistrict) {
        Resolved::One(code) => {
            record.village = Some(code);
            return Ok(());
        }
        Resolved::Several(codes) => {
            return refused((text.e_village_several)(&names(&villages, &codes)));
        }
        Resolved::Near(codes) if !sure => {
            let words = (text.script.village_near)(&names(&villages, &codes));
            return refused(format!("{words} {}", text.script.sure));
        }
        Resolved::Near(_) | Resolved::SubdistrictOnly | Resolved::Unknown => {}
    }
    name.clone_into(&mut record.village_text);
    subdistrict
        .unwrap_or_default()
        .clone_into(&mut record.subdistrict_text);
    Ok(())
}

fn names(villages: &Gazetteer, codes: &[VillageCode]) -> String {
    let found = codes.iter().filter_map(|c| villages.get(c));
    let named: Vec<String> = found
        .map(|v| format!("{}, {} ({})", v.name, v.subdistrict, v.code))
        .collect();
    named.join(" / ")
}
