//! Arrivals from the command line: by code, by number, with the delegation; hand-outs; what takes them
//! back.

use super::{Because, CheckInArgs, DelegationArgs, HandoutArgs, list_of, number};
use crate::cli::run::Desk;
use crate::cli::{Failure, print};
use crate::meeting::Meeting;
use crate::meeting::code::{self, Damage, ForeignClass, Parsed, Reading, SubjectKind};
use crate::meeting::command::{Command, Order, Refusal};
use crate::meeting::delegation::{DelegationId, Home};
use crate::meeting::event::{Event, How, Outcome};
use crate::meeting::id::{ListId, PersonId, VillageCode};
use crate::meeting::names::scrub;
use crate::text::Text;

/// Reads codes one after the other; one that is refused does not stop those after it.
pub(super) fn scan(
    (mut desk, json): (Desk, bool),
    codes: &[String],
    list: &str,
) -> Result<(), Failure> {
    let list = list_of(desk.text, desk.session.meeting(), list)?;
    let mut all_in = true;
    let mut words: Vec<String> = Vec::new();
    for code in codes {
        let reading = code::read(code);
        let command = Command::Scan {
            reading,
            list: list.clone(),
        };
        let answer = match desk.submit(command)? {
            Ok(events) => print::Answer::of_events(&events),
            Err(Refusal::DoubleRead { person, .. }) => print::Answer {
                outcome: Outcome::DoubleRead,
                person: Some(person),
            },
            Err(refusal @ (Refusal::TickFirst(_) | Refusal::PageRead(_) | Refusal::Ordered(_))) => {
                let meeting = desk.session.meeting();
                print::other_code(desk.text, meeting, &refusal, &list, json)?;
                words.push(what_to_do(desk.text, meeting, &refusal));
                continue;
            }
            // A copy without personal values proves no code and records nothing; stderr says so.
            Err(Refusal::Forgotten) => print::Answer {
                outcome: Outcome::NeedsSupervisor,
                person: None,
            },
            Err(refusal) => return Err(desk.refused(&refusal)),
        };
        all_in &= matches!(answer.outcome, Outcome::Present | Outcome::DoubleRead);
        print::answer(desk.text, desk.session.meeting(), &answer, &list, json)?;
    }
    if all_in && words.is_empty() {
        return Ok(());
    }
    Err(Failure::Refused(words.join(" ")))
}

/// What a genuine code that is nobody's badge asks for.
fn what_to_do(text: &Text, meeting: &Meeting, refusal: &Refusal) -> String {
    let words = crate::text::refusal(text, meeting, refusal);
    match refusal {
        Refusal::TickFirst(id) if meeting.standing(*id, &ListId::main()).is_none() => words,
        Refusal::TickFirst(id) => format!("{words} {}", (text.script.tick)(&id.to_string())),
        Refusal::Ordered(order) => format!("{}: {words}", order_told(text, *order)),
        _ => words,
    }
}

fn order_told(text: &Text, order: Order) -> &'static str {
    (text.desk.order)(order)
}

pub(super) fn check_in((desk, json): (Desk, bool), args: CheckInArgs) -> Result<(), Failure> {
    let person = number(desk.text, "--person", &args.person)?;
    let list = args.on.of(desk.text, desk.session.meeting())?;
    by_hand((desk, json), person, list, args.because)
}

pub(super) fn hand_out((desk, json): (Desk, bool), args: &HandoutArgs) -> Result<(), Failure> {
    let Some(person) = &args.person else {
        return scan((desk, json), &args.codes, &args.item);
    };
    let person = number(desk.text, "--person", person)?;
    let list = list_of(desk.text, desk.session.meeting(), &args.item)?;
    by_hand((desk, json), person, list, Because { reason: None })
}

fn by_hand(
    (mut desk, json): (Desk, bool),
    person: PersonId,
    list: ListId,
    because: Because,
) -> Result<(), Failure> {
    let outcome = match desk.submit(because.wrap(Command::CheckIn {
        person,
        list: list.clone(),
        how: How::Hand,
    }))? {
        Ok(_) => Outcome::Present,
        Err(Refusal::AlreadyPresent { .. }) => Outcome::AlreadyPresent,
        Err(Refusal::Cancelled(_)) => Outcome::Cancelled,
        Err(Refusal::NotYetPresent(_)) => Outcome::NotYetPresent,
        Err(Refusal::NotEntitled(_)) => Outcome::NotEntitled,
        Err(Refusal::Closed(closed)) if closed == list => Outcome::ListClosed,
        Err(refusal) => return Err(desk.refused(&refusal)),
    };
    let answer = print::Answer {
        outcome,
        person: Some(person),
    };
    print::answer(desk.text, desk.session.meeting(), &answer, &list, json)?;
    match outcome {
        Outcome::Present => Ok(()),
        Outcome::ListClosed => Err(desk.refused(&Refusal::Closed(list))),
        _ => Err(Failure::Refused(String::new())),
    }
}

pub(super) fn withdraw((mut desk, json): (Desk, bool), args: CheckInArgs) -> Result<(), Failure> {
    let person = number(desk.text, "--person", &args.person)?;
    let list = args.on.of(desk.text, desk.session.meeting())?;
    desk.must(args.because.wrap(Command::Withdraw { person, list }))?;
    print::person(desk.text, desk.session.meeting(), person, None, json)
}

pub(super) fn undo((mut desk, json): (Desk, bool), because: Because) -> Result<(), Failure> {
    let meeting = desk.session.meeting();
    let Some(act) = meeting.last_act(&scrub(&desk.station)) else {
        return Err(Failure::Refused(desk.text.nothing_to_undo.to_owned()));
    };
    let (id, what) = (act.id, crate::text::deed(desk.text, meeting, act));
    desk.must(because.wrap(Command::Undo(id)))?;
    print::undone(desk.text, id, &what, json)
}

pub(super) fn redo((mut desk, json): (Desk, bool), because: Because) -> Result<(), Failure> {
    let meeting = desk.session.meeting();
    let Some(taken) = meeting.last_undone(&scrub(&desk.station)) else {
        return Err(Failure::Refused(desk.text.undo.nothing_to_redo.to_owned()));
    };
    let (id, what) = (
        taken.act.id,
        crate::text::deed(desk.text, meeting, &taken.act),
    );
    desk.must(because.wrap(Command::Redo(id)))?;
    print::redone(desk.text, id, &what, json)
}

/// Shows a delegation, or records those of it who have come.
pub(super) fn delegation(
    (mut desk, json): (Desk, bool),
    args: DelegationArgs,
) -> Result<(), Failure> {
    let text = desk.text;
    let list = args.on.of(text, desk.session.meeting())?;
    let id = delegation_meant(text, desk.session.meeting(), &args.which)?;
    let unknown = || Failure::Refused((text.desk.r_no_delegation)(&id.to_string()));
    let standing = desk.session.meeting().standing(id, &list);
    let standing = standing.ok_or_else(unknown)?;
    let people = match args.present.as_slice() {
        [] => return print::desk::delegation(text, desk.session.meeting(), id, &list, &[], json),
        [all] if ["all", "semua"].contains(&all.as_str()) => standing.missing,
        some => some
            .iter()
            .map(|one| number(text, "--present", one))
            .collect::<Result<Vec<PersonId>, Failure>>()?,
    };
    let command = Command::ArriveTogether {
        delegation: id,
        people,
        list: list.clone(),
    };
    let (arrived, refused) = match desk.submit(args.because.wrap(command))? {
        Ok(events) => (arrived(&events, &list), None),
        // Everybody named is there already: how it stands is worth more than the words alone.
        Err(refusal @ Refusal::NobodyTicked) => (Vec::new(), Some(desk.refused(&refusal))),
        Err(refusal) => return Err(desk.refused(&refusal)),
    };
    print::desk::delegation(text, desk.session.meeting(), id, &list, &arrived, json)?;
    refused.map_or(Ok(()), Err)
}

fn arrived(events: &[Event], list: &ListId) -> Vec<PersonId> {
    let people = events.iter().filter_map(|e| match e {
        Event::Arrived(e) if e.list == *list => Some(e.people.clone()),
        _ => None,
    });
    people.flatten().collect()
}

/// Which delegation an argument names: `D7`, a village's code, a member's number, or a code that was
/// read. The text of a stranger's code is not repeated.
fn delegation_meant(
    text: &Text,
    meeting: &Meeting,
    written: &str,
) -> Result<DelegationId, Failure> {
    let written = written.trim();
    let unknown = || Failure::Refused((text.desk.r_no_delegation)(&scrub(written)));
    let by_number = written.strip_prefix(['D', 'd']).map(str::parse);
    if let Some(Ok(number)) = by_number {
        return Ok(DelegationId(number));
    }
    if let Ok(code) = VillageCode::parse(written) {
        let found = meeting.delegations().of(&Home::Village(code));
        return found.map(|d| d.id).ok_or_else(unknown);
    }
    if let Ok(person) = written.parse() {
        return delegation_of(text, meeting, person);
    }
    let refused = |words: &str| Err(Failure::Refused(words.to_owned()));
    match code::read(written) {
        Reading::Code(parsed) => by_code(text, meeting, &parsed),
        Reading::Damaged { why, .. } => refused(match why {
            Damage::TooShort => text.d_too_short,
            Damage::TooLong | Damage::Start | Damage::Symbol | Damage::CheckCharacter => {
                text.d_damaged
            }
        }),
        Reading::Foreign { class, .. } => refused(match class {
            ForeignClass::PaymentQr => text.d_payment,
            ForeignClass::WebAddress => text.d_web,
            ForeignClass::Nik16 => text.d_nik,
            ForeignClass::OtherDigits | ForeignClass::Other => text.d_foreign,
        }),
    }
}

/// A genuine code is the one that this meeting would print for the same subject.
fn by_code(text: &Text, meeting: &Meeting, parsed: &Parsed) -> Result<DelegationId, Failure> {
    let subject = parsed.subject();
    let read = parsed.to_string();
    let is = |code: Option<String>| code.as_deref() == Some(&read);
    let number = subject.number();
    let refused = |words: String| Err(Failure::Refused(words));
    match subject.kind() {
        SubjectKind::Delegation if is(meeting.letter_code(DelegationId(number))) => {
            Ok(DelegationId(number))
        }
        SubjectKind::Person => {
            let person = meeting.person(PersonId(number));
            match person.filter(|p| is(meeting.code_of(p))) {
                Some(person) => delegation_of(text, meeting, person.id),
                None => refused(text.script.not_valid.to_owned()),
            }
        }
        SubjectKind::Page if is(meeting.page_code(number)) => refused((text.desk.r_page)(number)),
        SubjectKind::Command
            if Order::of(number).is_some_and(|order| is(meeting.order_code(order))) =>
        {
            refused(text.desk.r_order.to_owned())
        }
        SubjectKind::Delegation | SubjectKind::Page | SubjectKind::Command => {
            refused(text.script.not_valid.to_owned())
        }
    }
}

fn delegation_of(text: &Text, meeting: &Meeting, id: PersonId) -> Result<DelegationId, Failure> {
    let Some(person) = meeting.person(id) else {
        return Err(Failure::Refused((text.r_person)(id.0)));
    };
    meeting.delegation_of(person).map(|d| d.id).ok_or_else(|| {
        let who = format!("{} #{id}", person.name());
        Failure::Refused((text.script.no_delegation_of)(&who))
    })
}
