//! The card: one outcome with all that it tells, and its words.

use super::scanner::Hint;
use crate::meeting::Meeting;
use crate::meeting::attendance::Purpose;
use crate::meeting::decide::outcome_of;
use crate::meeting::delegation::{Completeness, DelegationId, Standing};
use crate::meeting::event::Outcome;
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::person::{Arrival, Person};
use crate::text::{Text, time};

/// One outcome with all that its card tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What it led to.
    pub outcome: Outcome,
    /// Whom it is about.
    pub person: Option<PersonId>,
    /// The list that was asked for.
    pub list: ListId,
    /// The delegation, where several of it were recorded at once, with how many.
    pub together: Option<(DelegationId, Vec<PersonId>)>,
    /// A walk-in, just added.
    pub walked_in: bool,
    /// The arrival that stands.
    pub first: Option<Arrival>,
    /// The arrival that stands is this station's own.
    pub own: bool,
    /// What kind of foreign code it was, or what was wrong with a damaged one.
    pub class: String,
    /// The likely reason.
    pub hint: Option<Hint>,
}

impl Answer {
    /// What a scan or a check-in led to; the rest is filled in where there is more to tell.
    pub fn of(outcome: Outcome, person: Option<PersonId>, list: ListId) -> Answer {
        Answer {
            outcome,
            person,
            list,
            together: None,
            walked_in: false,
            first: None,
            own: true,
            class: String::new(),
            hint: None,
        }
    }
}

/// Is it still so what the card says? What was cancelled may be restored meanwhile, who was here taken off the
/// list again, at this desk or another one.
pub fn holds(meeting: &Meeting, answer: &Answer) -> bool {
    let Some(person) = answer.person.and_then(|id| meeting.person(id)) else {
        return answer.person.is_none();
    };
    let now = outcome_of(meeting, person, &answer.list).ok();
    match answer.outcome {
        Outcome::Present | Outcome::DoubleRead | Outcome::AlreadyPresent => {
            now == Some(Outcome::AlreadyPresent)
        }
        Outcome::Cancelled
        | Outcome::ListClosed
        | Outcome::NotYetPresent
        | Outcome::NotEntitled => now == Some(answer.outcome),
        Outcome::SupersededCode
        | Outcome::OtherMeeting
        | Outcome::DamagedCode
        | Outcome::ForeignCode
        | Outcome::NeedsSupervisor => true,
    }
}

/// The title of a card.
pub fn title(t: &Text, meeting: &Meeting, answer: &Answer) -> String {
    let word = outcome_word(t, meeting, answer);
    let good = matches!(answer.outcome, Outcome::Present | Outcome::DoubleRead);
    let Some(standing) = standing_of(meeting, answer).filter(|_| good) else {
        return word.to_owned();
    };
    let state = (t.desk.completeness)(standing.state);
    let figures = figures(t, &standing);
    match &answer.together {
        Some((_, people)) => {
            format!("{word} {} · {state} {figures}", (t.people_n)(people.len()))
        }
        None => format!("{word} · {state} {figures}"),
    }
}

/// Has the delegation of whoever is on the card brought more people than it may?
pub fn is_over(meeting: &Meeting, answer: &Answer) -> bool {
    standing_of(meeting, answer).is_some_and(|s| s.state == Completeness::Over)
}

/// How the delegation of whoever is on the card stands; none where there is none worth a word.
pub fn standing_of(meeting: &Meeting, answer: &Answer) -> Option<Standing> {
    if meeting.purpose(&answer.list) == Purpose::HandOut {
        return None;
    }
    let delegation = if let Some((id, _)) = &answer.together {
        *id
    } else {
        let person = meeting.person(answer.person?)?;
        // A guest of honour is shown to a seat, whoever else comes from that office.
        if honoured(Some(person)) {
            return None;
        }
        meeting.delegation_of(person)?.id
    };
    let standing = meeting.standing(delegation, &answer.list)?;
    let alone = standing.quota < 2 && standing.members.len() < 2;
    (!alone).then_some(standing)
}

/// The delegation in one line: how many are there, since when, who is missing.
pub fn standing_words(t: &Text, meeting: &Meeting, standing: &Standing, list: &ListId) -> String {
    let arrivals = standing
        .members
        .iter()
        .filter_map(|id| meeting.person(*id)?.arrival(list));
    let since = arrivals.map(|a| a.at).min().map(|at| time(meeting, at));
    let missing: Vec<String> = standing
        .missing
        .iter()
        .filter_map(|id| meeting.person(*id))
        .map(crate::text::called)
        .collect();
    let figures = figures(t, standing);
    let mut words = match standing.state {
        Completeness::None | Completeness::Partial => format!("{} {figures}", t.desk.delegation),
        state @ (Completeness::Complete | Completeness::Over) => {
            format!(
                "{} {} {figures}",
                t.desk.delegation,
                (t.desk.completeness)(state)
            )
        }
    };
    if !missing.is_empty() {
        words += &(t.desk.missing)(&missing.join("; "));
    }
    if let (Some(since), Completeness::Partial) = (since, standing.state) {
        words += &(t.desk.since)(&since);
    }
    words
}

fn outcome_word(t: &Text, meeting: &Meeting, answer: &Answer) -> &'static str {
    let person = answer.person.and_then(|id| meeting.person(id));
    let hand_out = meeting.purpose(&answer.list) == Purpose::HandOut;
    let honoured = honoured(person);
    let substitute = person.is_some_and(|p| p.substitute.is_some());
    match answer.outcome {
        Outcome::Present | Outcome::DoubleRead if hand_out => t.desk.o_handed,
        Outcome::AlreadyPresent if hand_out => t.desk.o_handed_already,
        Outcome::Present | Outcome::DoubleRead if honoured => t.desk.o_honoured,
        Outcome::Present if answer.walked_in => t.desk.o_walk_in,
        Outcome::Present | Outcome::DoubleRead if substitute => t.desk.o_represented,
        Outcome::Present | Outcome::DoubleRead => t.o_present,
        Outcome::AlreadyPresent if answer.own => t.o_already_own,
        Outcome::AlreadyPresent if answer.first.is_some() => t.o_already_other,
        Outcome::AlreadyPresent => t.o_already,
        Outcome::SupersededCode => t.o_superseded,
        Outcome::Cancelled => t.o_cancelled,
        Outcome::OtherMeeting => t.o_other,
        Outcome::DamagedCode => t.o_damaged,
        Outcome::ForeignCode => t.o_foreign,
        Outcome::ListClosed => t.desk.o_closed,
        Outcome::NotYetPresent => t.desk.o_not_yet,
        Outcome::NotEntitled => t.desk.o_not_entitled,
        Outcome::NeedsSupervisor => t.o_supervisor,
    }
}

/// The one sentence of a card that says what to do.
pub fn advice(t: &Text, meeting: &Meeting, answer: &Answer) -> String {
    let person = answer.person.and_then(|id| meeting.person(id));
    let hand_out = meeting.purpose(&answer.list) == Purpose::HandOut;
    match answer.outcome {
        Outcome::Present | Outcome::DoubleRead if hand_out => t.desk.d_handed.to_owned(),
        Outcome::AlreadyPresent if hand_out => match &answer.first {
            Some(first) => (t.desk.d_handed_already)(&time(meeting, first.at), &first.station),
            None => t.desk.o_handed_already.to_owned(),
        },
        Outcome::Present | Outcome::DoubleRead if honoured(person) => t.desk.d_honoured.to_owned(),
        Outcome::Present if answer.walked_in => t.desk.d_walk_in.to_owned(),
        Outcome::Present | Outcome::DoubleRead if is_over(meeting, answer) => {
            t.desk.d_over.to_owned()
        }
        Outcome::Present | Outcome::DoubleRead => match person {
            // Printed badges wait in trays; a walk-in's is written by hand.
            Some(p) if p.class.is_none() && answer.list.is_main() => {
                let place = |id: &PersonId| {
                    let tray = crate::meeting::tray::tray(*id);
                    format!("{} {}", tray.letters, tray.position)
                };
                let places = match &answer.together {
                    Some((_, people)) => people.iter().map(place).collect::<Vec<_>>().join(", "),
                    None => place(&p.id),
                };
                format!("{} {}", t.d_present, (t.desk.badge_at)(&places))
            }
            _ => t.d_present.to_owned(),
        },
        // The invited person comes after the substitute.
        Outcome::AlreadyPresent if person.is_some_and(|p| p.substitute.is_some()) => {
            let by = person.map_or("", |p| p.who_came().name.as_str());
            (t.desk.d_represented)(by)
        }
        Outcome::AlreadyPresent => match &answer.first {
            Some(first) if answer.own => (t.d_already_own)(&time(meeting, first.at)),
            Some(first) => {
                (t.d_already_other)(&time(meeting, first.at), &first.station, &first.operator)
            }
            None => t.o_already.to_owned(),
        },
        Outcome::SupersededCode => {
            let at = person
                .and_then(|p| p.reissued.as_ref())
                .map(|n| time(meeting, n.at));
            at.map_or_else(
                || t.d_superseded_once.to_owned(),
                |at| (t.d_superseded)(&at),
            )
        }
        Outcome::Cancelled => t.d_cancelled.to_owned(),
        Outcome::OtherMeeting => t.d_other.to_owned(),
        Outcome::DamagedCode => damaged(t, answer).to_owned(),
        Outcome::ForeignCode => match answer.class.as_str() {
            "payment_qr" => t.d_payment,
            "web_address" => t.d_web,
            "nik" => t.d_nik,
            _ => t.d_foreign,
        }
        .to_owned(),
        Outcome::ListClosed => t.desk.d_closed.to_owned(),
        Outcome::NotYetPresent => t.desk.d_not_yet.to_owned(),
        Outcome::NotEntitled => t.desk.d_not_entitled.to_owned(),
        Outcome::NeedsSupervisor => t.d_supervisor.to_owned(),
    }
}

/// *2 dari 3*, with walk-ins behind: *2 dari 3 +1*.
fn figures(t: &Text, standing: &Standing) -> String {
    let (present, of) = standing.figures();
    let words = (t.desk.of_quota)(present, of);
    match standing.added {
        0 => words,
        _ if standing.state == Completeness::Over => words,
        added => format!("{words} +{added}"),
    }
}

fn honoured(person: Option<&Person>) -> bool {
    person.is_some_and(|p| crate::meeting::protocol::place(&p.record).is_some())
}

fn damaged(t: &Text, answer: &Answer) -> &'static str {
    match answer.hint {
        Some(Hint::TooShort) => t.d_too_short,
        Some(Hint::CapsLock) => t.d_caps,
        Some(Hint::Layout) => t.d_layout,
        Some(Hint::TwoScanners) => t.d_two,
        Some(Hint::NumLock) => t.scanner.d_num_lock,
        Some(Hint::AltCodes) => t.scanner.d_alt,
        Some(Hint::Unknown) | None if answer.class == "too_short" => t.d_too_short,
        Some(Hint::Unknown) | None => t.d_damaged,
    }
}

/// A card on one line, for the message line of another screen.
pub fn line(t: &Text, meeting: &Meeting, answer: &Answer) -> String {
    let word = title(t, meeting, answer);
    match answer.person.and_then(|id| meeting.person(id)) {
        Some(person) => format!("{word}: {} #{}", person.who_came().name, person.id),
        None => format!("{word}. {}", advice(t, meeting, answer)),
    }
}
