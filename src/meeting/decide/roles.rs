//! What only the supervisor may do, in a meeting that has a PIN.

use jiff::Timestamp;

use super::Meeting;
use crate::meeting::command::{Command, Context, Role};
use crate::meeting::id::{EntryId, ListId, PersonId};

/// What is older than this is not undone at a glance: it asks, and wants the supervisor.
pub const OLD_MINUTES: i64 = 15;

/// Is this for the supervisor, and somebody else wishes it?
pub(super) fn needs_supervisor(meeting: &Meeting, command: &Command, context: &Context) -> bool {
    meeting.pin().is_some()
        && context.role != Role::Supervisor
        && is_supervised(meeting, command, context.stamp.at)
}

/// Is this for the supervisor, in a meeting that has a PIN?
pub fn is_supervised(meeting: &Meeting, command: &Command, now: Timestamp) -> bool {
    match command {
        Command::Undo(act) => old_act(meeting, *act, now),
        Command::Redo(act) => old_undo(meeting, *act, now),
        Command::Withdraw { person, list } => old_arrival(meeting, *person, list, now),
        // Without a name the substitute goes: an old one is somebody's arrival taken back.
        Command::Substitute {
            person, by, list, ..
        } if by.name.trim().is_empty() => old_arrival(meeting, *person, list, now),
        Command::Cancel { .. }
        | Command::Restore(_)
        | Command::Reissue { .. }
        | Command::SetPin(_)
        | Command::Close(_)
        | Command::Addendum { .. }
        | Command::SetRules(_)
        | Command::LockRules
        | Command::UnlockRules { .. }
        | Command::SetSeal(_) => true,
        Command::Found(_)
        | Command::Describe(_)
        | Command::SetBackupDirectory(_)
        | Command::ListVillages(_)
        | Command::ImportLibraries(..)
        | Command::ImportPeople(..)
        | Command::Add { .. }
        | Command::Correct { .. }
        | Command::Scan { .. }
        | Command::CheckIn { .. }
        | Command::ArriveTogether { .. }
        | Command::WalkIn { .. }
        | Command::Substitute { .. }
        | Command::ReserveNumbers(_)
        | Command::CallProtocol
        | Command::AnswerCall(..)
        | Command::DefineList(_)
        | Command::PrintSheet(_)
        | Command::CheckSignatures { .. }
        | Command::ImportAchievements(..)
        | Command::ImportTotals(..)
        | Command::TypeAchievement { .. }
        | Command::Show(_)
        | Command::Turn(_)
        | Command::Cover(_)
        | Command::Hold(_)
        | Command::SetHall(_)
        | Command::PointColumns(_) => false,
    }
}

/// An act of some time ago, or one that only the supervisor does.
fn old_act(meeting: &Meeting, id: EntryId, now: Timestamp) -> bool {
    let found = meeting.acts.iter().rev().find(|a| a.id == id);
    found.is_some_and(|act| act.is_guarded() || is_old(act.at, now))
}

/// As of an act: what was taken back some time ago, or what only the supervisor does.
fn old_undo(meeting: &Meeting, id: EntryId, now: Timestamp) -> bool {
    let found = meeting.taken_back.iter().rev().find(|t| t.act.id == id);
    found.is_some_and(|taken| taken.act.is_guarded() || is_old(taken.at, now))
}

fn old_arrival(meeting: &Meeting, person: PersonId, list: &ListId, now: Timestamp) -> bool {
    let arrival = meeting.person(person).and_then(|p| p.arrival(list));
    arrival.is_some_and(|a| is_old(a.at, now))
}

/// An entry from the future is old, too: the clock was set back, and nobody knows by how much.
fn is_old(then: Timestamp, now: Timestamp) -> bool {
    now.duration_since(then).unsigned_abs().as_secs() >= OLD_MINUTES.unsigned_abs() * 60
}
