//! What the hall is shown: show steps, covers, hold, settings.

use super::{Decision, Meeting};
use crate::meeting::command::{Refusal, Turn};
use crate::meeting::event::{Event, HallCovered, HallHeld};
use crate::meeting::hall::{Cover, HallSettings, Wanted};

/// The longest message, in characters.
pub const LONGEST_MESSAGE: usize = 500;

pub(super) fn show(meeting: &Meeting, wanted: &Wanted) -> Decision {
    match wanted {
        Wanted::Logo | Wanted::Welcome | Wanted::Board | Wanted::Test => {}
        Wanted::Family { key } => {
            let rules = meeting.rules();
            let Some(family) = rules.family(key) else {
                return Err(Refusal::NoSuchFamily(key.clone()));
            };
            if meeting.seal().hides_family(&rules, family) {
                return Err(Refusal::FamilySealed(key.clone()));
            }
        }
        Wanted::Subdistrict { name } => {
            if !meeting.subdistricts().contains(&name.as_str()) {
                return Err(Refusal::NoSuchSubdistrict(name.clone()));
            }
        }
        Wanted::Library { code } => {
            if !meeting.libraries().contains_key(code) {
                return Err(Refusal::NoSuchLibrary(code.clone()));
            }
        }
    }
    // The same scene again is a step of its own: it begins anew.
    Ok(vec![Event::SceneShown(wanted.clone())])
}

pub(super) fn turn(meeting: &Meeting, turn: Turn) -> Decision {
    let wanted = meeting.scene_at(turn).ok_or(Refusal::NoFurtherScene)?;
    Ok(vec![Event::SceneShown(wanted)])
}

pub(super) fn cover(meeting: &Meeting, cover: Option<&Cover>) -> Decision {
    let cover = match cover {
        Some(Cover::Message { text }) => {
            let text: String = text.trim().chars().take(LONGEST_MESSAGE).collect();
            if text.is_empty() {
                return Err(Refusal::MessageMissing);
            }
            Some(Cover::Message { text })
        }
        other => other.cloned(),
    };
    if meeting.hall().cover == cover {
        return Ok(Vec::new());
    }
    Ok(vec![Event::HallCovered(HallCovered { cover })])
}

pub(super) fn hold(meeting: &Meeting, held: bool) -> Vec<Event> {
    if meeting.hall().held == held {
        return Vec::new();
    }
    vec![Event::HallHeld(HallHeld { held })]
}

pub(super) fn settings(meeting: &Meeting, settings: HallSettings) -> Decision {
    if meeting.hall().settings == settings {
        return Err(Refusal::NothingChanges);
    }
    Ok(vec![Event::HallSet(settings)])
}
