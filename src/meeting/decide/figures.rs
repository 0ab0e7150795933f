//! Numbers, rules and seal: what may be written, and what needs a reason.

use std::sync::Arc;

use super::{Decision, Meeting, entries, required};
use crate::meeting::achieved::{Achieved, corrects};
use crate::meeting::command::Refusal;
use crate::meeting::event::{
    AchievementTyped, AchievementsImported, Event, LibrariesImported, RulesLocked, RulesUnlocked,
    TotalsImported,
};
use crate::meeting::record::Library;
use crate::meeting::roster::{self, AchievedRow, Answer, TotalsRow};
use crate::meeting::rules::{Rules, Seal};

pub(super) fn import_achievements(
    meeting: &Meeting,
    rows: &[AchievedRow],
    answers: &[Answer],
    reason: &str,
) -> Decision {
    let plan = roster::achievements_on(meeting, rows, answers);
    let reason = given(plan.corrections, reason)?;
    let rows = plan.new.into_iter().chain(plan.changed).collect();
    let mut events = libraries(plan.libraries);
    events.extend(entries(rows, |rows| {
        let reason = reason.clone();
        Event::AchievementsImported(AchievementsImported { rows, reason })
    }));
    Ok(events)
}

pub(super) fn import_totals(
    meeting: &Meeting,
    rows: &[TotalsRow],
    answers: &[Answer],
    reason: &str,
) -> Decision {
    let plan = roster::totals_on(meeting, rows, answers);
    let reason = given(plan.corrections, reason)?;
    let rows = plan.new.into_iter().chain(plan.changed).collect();
    let mut events = libraries(plan.libraries);
    events.extend(entries(rows, |rows| {
        let reason = reason.clone();
        Event::TotalsImported(TotalsImported { rows, reason })
    }));
    Ok(events)
}

/// Libraries that are seen here first, before the numbers that name them.
fn libraries(new: Vec<Library>) -> Vec<Event> {
    entries(new, |rows| {
        Event::LibrariesImported(LibrariesImported { rows })
    })
}

fn given(corrections: usize, reason: &str) -> Result<String, Refusal> {
    let reason = reason.trim();
    if corrections > 0 && reason.is_empty() {
        return Err(Refusal::CorrectionReason(corrections));
    }
    Ok(if corrections > 0 {
        reason.to_owned()
    } else {
        String::new()
    })
}

pub(super) fn type_achievement(
    meeting: &Meeting,
    base: Option<&Achieved>,
    row: &Achieved,
    reason: &str,
) -> Decision {
    if !meeting.libraries().contains_key(&row.library) {
        return Err(Refusal::NoSuchLibrary(row.library.clone()));
    }
    let data = meeting.achievements().of(&row.library);
    let known = data.and_then(|d| d.achieved(&row.library, row.month));
    let row = match (base, &known) {
        // What this hand did not touch stays as others have left it.
        (Some(base), Some(known)) => row.over(base, known),
        (Some(_) | None, _) => row.clone(),
    };
    if known.as_ref() == Some(&row) || (known.is_none() && is_empty(&row)) {
        return Err(Refusal::NothingChanges);
    }
    let reason = given(usize::from(corrects(data, &row)), reason)?;
    Ok(vec![Event::AchievementTyped(AchievementTyped {
        row,
        reason,
    })])
}

/// Nothing is said at all: a row of its own would only be noise.
fn is_empty(row: &Achieved) -> bool {
    row.counts.is_empty() && row.note.is_empty() && row.status.counts()
}

pub(super) fn set_rules(meeting: &Meeting, rules: &Arc<Rules>) -> Decision {
    if meeting.rules_lock().is_some() {
        return Err(Refusal::RulesLocked);
    }
    rules.check().map_err(Refusal::BadRules)?;
    // A seal names families by their keys: one that vanishes would take its seal along.
    let mut sealed = meeting.seal().families.iter();
    if let Some(key) = sealed.find(|key| rules.family(key).is_none()) {
        return Err(Refusal::SealedFamilyGone(key.clone()));
    }
    if meeting.has_own_rules() && meeting.rules() == *rules {
        return Err(Refusal::NothingChanges);
    }
    Ok(vec![Event::RulesSet(rules.clone())])
}

/// Locked rules are in the journal in full, the usual ones too: a later program may have others.
pub(super) fn lock_rules(meeting: &Meeting) -> Decision {
    if meeting.rules_lock().is_some() {
        return Err(Refusal::RulesLocked);
    }
    let rules = meeting.rules();
    let hash = rules.hash();
    let mut events = Vec::new();
    if !meeting.has_own_rules() {
        events.push(Event::RulesSet(rules));
    }
    events.push(Event::RulesLocked(RulesLocked { hash }));
    Ok(events)
}

pub(super) fn unlock_rules(meeting: &Meeting, reason: &str) -> Decision {
    if meeting.rules_lock().is_none() {
        return Err(Refusal::RulesNotLocked);
    }
    let reason = required(reason)?;
    Ok(vec![Event::RulesUnlocked(RulesUnlocked { reason })])
}

pub(super) fn set_seal(meeting: &Meeting, seal: &Seal) -> Decision {
    let rules = meeting.rules();
    if let Some(key) = seal.families.iter().find(|k| rules.family(k).is_none()) {
        return Err(Refusal::NoSuchFamily(key.clone()));
    }
    let mut seal = seal.clone();
    seal.families.sort();
    seal.families.dedup();
    if *meeting.seal() == seal {
        return Err(Refusal::NothingChanges);
    }
    Ok(vec![Event::SealSet(seal)])
}
