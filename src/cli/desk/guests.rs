//! Guests of honour from the command line, and the calls for them.

use crate::cli::run::Desk;
use crate::cli::{Failure, print};
use crate::meeting::Meeting;
use crate::meeting::command::{Command, Refusal};
use crate::meeting::id::{EntryId, PersonId};
use crate::meeting::names::scrub;

/// Shows the guests of honour; answers a call first where one is named.
pub(super) fn guests((mut desk, json): (Desk, bool), answer: Option<&str>) -> Result<(), Failure> {
    if let Some(whose) = answer {
        let calls = meant(desk.session.meeting(), whose).ok_or_else(|| {
            let words = desk.text.script.call_wanted;
            Failure::Usage(format!("--answer {}: {words}", scrub(whose)))
        })?;
        if calls.is_empty() {
            return Err(desk.refused(&Refusal::NoSuchCall));
        }
        for (act, person) in &calls {
            desk.must(Command::AnswerCall(*act, *person))?;
        }
        if !json {
            print::line(&(desk.text.script.answered)(calls.len()))?;
        }
    }
    print::desk::guests(desk.text, desk.session.meeting(), json)
}

/// The open calls that somebody's number, or the number of a call, names. None: it is neither.
fn meant(meeting: &Meeting, written: &str) -> Option<Vec<(EntryId, Option<PersonId>)>> {
    let written = written.trim();
    let person: Option<PersonId> = written.parse().ok();
    let call = u64::from_str_radix(written, 16)
        .ok()
        .filter(|_| written.len() == 16);
    if person.is_none() && call.is_none() {
        return None;
    }
    let calls = meeting.calls().iter();
    let calls =
        calls.filter(|c| call.map_or_else(|| c.person == person, |act| c.act == EntryId(act)));
    Some(calls.map(|c| (c.act, c.person)).collect())
}
