//! A code was read: whose it is, and what that leads to.

use super::arrivals::{admit, arrived};
use super::{Decision, Meeting};
use crate::meeting::code::{self, Damage, ForeignClass, Reading, Subject, SubjectKind, Verdict};
use crate::meeting::command::{Order, Refusal};
use crate::meeting::delegation::DelegationId;
use crate::meeting::event::{Event, How, Outcome, ScanRefused, Stamp};
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::person::Person;

/// The same code again within so many milliseconds on the same desk is a double read.
pub const DOUBLE_READ_MS: u64 = 3_000;

/// A scan always leaves a trace, except a double read; of a stranger's code only class and length.
pub(super) fn scan(meeting: &Meeting, reading: &Reading, list: &ListId, stamp: &Stamp) -> Decision {
    let (parsed, length, class) = match reading {
        Reading::Code(parsed) => (Some(parsed), code::LENGTH, ""),
        Reading::Damaged { why, length } => (None, *length, damage(*why)),
        Reading::Foreign { class, length } => (None, *length, stranger(*class)),
    };
    let refused = |outcome, person, class: &str| {
        Ok(vec![Event::ScanRefused(ScanRefused {
            outcome,
            person,
            length: u32::try_from(length).unwrap_or(u32::MAX),
            class: class.to_owned(),
        })])
    };
    let Some(parsed) = parsed else {
        let outcome = match reading {
            Reading::Foreign { .. } => Outcome::ForeignCode,
            Reading::Damaged { .. } | Reading::Code(_) => Outcome::DamagedCode,
        };
        return refused(outcome, None, class);
    };
    let secret = meeting.secret.as_ref().ok_or(Refusal::NotFounded)?;
    // Against the last issue ever made, so that an undone one reads as superseded, not as forged.
    let verdict = parsed.verify(secret, |subject| match subject.kind() {
        SubjectKind::Person => meeting.person(PersonId(subject.number())).map(|p| p.issued),
        // These have one issue only.
        SubjectKind::Delegation | SubjectKind::Page | SubjectKind::Command => Some(0),
    });
    let (subject, issue) = match verdict {
        Verdict::OtherMeeting => return refused(Outcome::OtherMeeting, None, ""),
        Verdict::Forged => return refused(Outcome::ForeignCode, None, "forged"),
        Verdict::UnknownSubject => return refused(Outcome::NeedsSupervisor, None, ""),
        Verdict::Superseded { subject, issue } => (subject, Some(issue)),
        Verdict::Ours { subject } => (subject, None),
    };
    let Some(person) = person_of(meeting, subject)? else {
        return refused(Outcome::NeedsSupervisor, None, "");
    };
    if issue.unwrap_or(person.issued) != person.issue {
        return refused(Outcome::SupersededCode, Some(person.id), "");
    }
    let id = person.id;
    let admitted = outcome_of(meeting, person, list)?;
    if let Some(outcome) = double_read(meeting, person, admitted, list, stamp) {
        return Err(Refusal::DoubleRead {
            person: id,
            outcome,
        });
    }
    match admitted {
        Outcome::Present => Ok(vec![arrived(vec![id], list, How::Scan)]),
        outcome => refused(outcome, Some(id), ""),
    }
}

/// What the scan of a person's good code leads to on a list.
pub fn outcome_of(meeting: &Meeting, person: &Person, list: &ListId) -> Result<Outcome, Refusal> {
    match admit(meeting, person, list) {
        Ok(()) if meeting.closing(list).is_some() => Ok(Outcome::ListClosed),
        Ok(()) => Ok(Outcome::Present),
        Err(Refusal::AlreadyPresent { .. }) => Ok(Outcome::AlreadyPresent),
        Err(Refusal::Cancelled(_)) => Ok(Outcome::Cancelled),
        Err(Refusal::NotYetPresent(_)) => Ok(Outcome::NotYetPresent),
        Err(Refusal::NotEntitled(_)) => Ok(Outcome::NotEntitled),
        Err(other) => Err(other),
    }
}

/// The word that the journal keeps of a damaged code.
fn damage(why: Damage) -> &'static str {
    match why {
        Damage::TooShort => "too_short",
        Damage::TooLong => "too_long",
        Damage::Start => "start",
        Damage::Symbol => "symbol",
        Damage::CheckCharacter => "check_character",
    }
}

/// The word that the journal keeps of a stranger's code; never the code.
fn stranger(class: ForeignClass) -> &'static str {
    match class {
        ForeignClass::PaymentQr => "payment_qr",
        ForeignClass::WebAddress => "web_address",
        ForeignClass::Nik16 => "nik",
        ForeignClass::OtherDigits => "digits",
        ForeignClass::Other => "other",
    }
}

/// What this desk answered to the same code less than three seconds ago. Without a boot reading
/// there is no duration to trust, and so no guard. Nor is there one where that answer is not true of
/// this list: the person may have been read for another one.
fn double_read(
    meeting: &Meeting,
    person: &Person,
    now_it_is: Outcome,
    list: &ListId,
    stamp: &Stamp,
) -> Option<Outcome> {
    let before = meeting.stations.get(&stamp.station)?;
    let (now, then) = (stamp.boot.as_ref()?, before.boot.as_ref()?);
    // Either may be the later one: a command that waited for the disk carries its old reading.
    let recent = now.id == then.id && now.ms.abs_diff(then.ms) < DOUBLE_READ_MS;
    let same = before.person == person.id && before.issue == person.issue;
    let still_true = match before.outcome {
        Outcome::Present => person.arrival(list).is_some(),
        Outcome::AlreadyPresent
        | Outcome::Cancelled
        | Outcome::ListClosed
        | Outcome::NotYetPresent
        | Outcome::NotEntitled => now_it_is == before.outcome,
        Outcome::DoubleRead
        | Outcome::SupersededCode
        | Outcome::OtherMeeting
        | Outcome::DamagedCode
        | Outcome::ForeignCode
        | Outcome::NeedsSupervisor => false,
    };
    (recent && same && still_true).then_some(before.outcome)
}

/// The person whose badge it is; what another genuine code means is told as a refusal.
fn person_of(meeting: &Meeting, subject: Subject) -> Result<Option<&Person>, Refusal> {
    let number = subject.number();
    match subject.kind() {
        SubjectKind::Person => Ok(meeting.person(PersonId(number))),
        SubjectKind::Delegation => match meeting.delegations().get(DelegationId(number)) {
            Some(delegation) => Err(Refusal::TickFirst(delegation.id)),
            None => Ok(None),
        },
        SubjectKind::Page => Err(Refusal::PageRead(number)),
        SubjectKind::Command => Order::of(number).map_or(Ok(None), |o| Err(Refusal::Ordered(o))),
    }
}
