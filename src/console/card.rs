//! The card: one outcome with all that it tells, and its words.

use super::scanner::Hint;
use crate::meeting::Meeting;
use crate::meeting::event::Outcome;
use crate::meeting::id::PersonId;
use crate::meeting::person::Arrival;
use crate::text::{Text, time};

/// One outcome with all that its card tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What it led to.
    pub outcome: Outcome,
    /// Whom it is about.
    pub person: Option<PersonId>,
    /// The arrival that stands.
    pub first: Option<Arrival>,
    /// The arrival that stands is this station's own.
    pub own: bool,
    /// What kind of foreign code it was, or what was wrong with a damaged one.
    pub class: String,
    /// The likely reason.
    pub hint: Option<Hint>,
}

/// The title of a card.
pub fn title(t: &Text, answer: &Answer) -> &'static str {
    match answer.outcome {
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
    match answer.outcome {
        Outcome::Present | Outcome::DoubleRead => t.d_present.to_owned(),
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

fn damaged(t: &Text, answer: &Answer) -> &'static str {
    match answer.hint {
        Some(Hint::TooShort) => t.d_too_short,
        Some(Hint::CapsLock) => t.d_caps,
        Some(Hint::Layout) => t.d_layout,
        Some(Hint::TwoScanners) => t.d_two,
        Some(Hint::Unknown) | None if answer.class == "too_short" => t.d_too_short,
        Some(Hint::Unknown) | None => t.d_damaged,
    }
}

/// A card on one line, for the message line of another screen.
pub fn line(t: &Text, meeting: &Meeting, answer: &Answer) -> String {
    let word = title(t, answer);
    match answer.person.and_then(|id| meeting.person(id)) {
        Some(person) => format!("{word}: {} #{}", person.name(), person.id),
        None => format!("{word}. {}", advice(t, meeting, answer)),
    }
}
