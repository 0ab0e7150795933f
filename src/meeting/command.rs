//! What somebody wants, and why it may be refused. Commands are imperative; refusals carry facts,
//! never words.

use std::sync::Arc;

use super::code::Reading;
use super::event::{Outcome, Stamp};
use super::id::{EntryId, ListId, PersonId};
use super::person::Arrival;
use super::record::{About, Record, Village};
use super::roster::{Answer, LibraryRow, PersonRow};

/// One wish of a desk, a script or an import. Large contents are shared, so a command is cheap to
/// keep through every re-decision.
#[derive(Clone, Debug)]
pub enum Command {
    /// Begin the meeting.
    Found(About),
    /// Change title, date, place, zone or organiser.
    Describe(About),
    /// Set or clear the directory of the automatic backup.
    SetBackupDirectory(Option<String>),
    /// Replace the list of villages.
    ListVillages(Arc<Vec<Village>>),
    /// Import libraries.
    ImportLibraries(Arc<Vec<LibraryRow>>, Arc<Vec<Answer>>),
    /// Import people.
    ImportPeople(Arc<Vec<PersonRow>>, Arc<Vec<Answer>>),
    /// Add a person by hand, and record the arrival with it if wanted.
    Add {
        /// What is known.
        record: Arc<Record>,
        /// Present at once, on this list.
        arrive: Option<ListId>,
    },
    /// Correct a person by hand.
    Correct {
        /// Who.
        person: PersonId,
        /// The record that was corrected, where others may have changed it since: only what differs
        /// from it is written. `None`: the whole record.
        base: Option<Arc<Record>>,
        /// The record as it should be.
        record: Arc<Record>,
    },
    /// A code was read.
    Scan {
        /// What it says; the text of a stranger's code is not kept.
        reading: Reading,
        /// On which list.
        list: ListId,
    },
    /// Record an arrival without a code.
    CheckIn {
        /// Who.
        person: PersonId,
        /// On which list.
        list: ListId,
    },
    /// Take an arrival back.
    Withdraw {
        /// Whose.
        person: PersonId,
        /// From which list.
        list: ListId,
    },
    /// Cancel an invitation.
    Cancel {
        /// Whose.
        person: PersonId,
        /// Why.
        reason: String,
    },
    /// Restore a cancelled invitation.
    Restore(PersonId),
    /// Issue a new code; the old one is superseded.
    Reissue {
        /// Whose.
        person: PersonId,
        /// Why.
        reason: String,
    },
    /// Undo an act.
    Undo(EntryId),
}

/// Everything a decision may know beside the meeting; drawn once per command.
#[derive(Clone, Debug)]
pub struct Context {
    /// The circumstances; `stamp.id` is the id of the act's first entry.
    pub stamp: Stamp,
    /// 32 random bytes: the secret of a new meeting, the salts of private values.
    pub random: [u8; 32],
}

/// Why a command is refused. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The journal holds no meeting yet.
    #[error("no meeting yet")]
    NotFounded,
    /// It holds one already.
    #[error("founded already")]
    AlreadyFounded,
    /// A title is missing.
    #[error("title missing")]
    TitleMissing,
    /// A person without a name.
    #[error("name missing")]
    NameMissing,
    /// Nobody has this number.
    #[error("no person {0}")]
    NoSuchPerson(PersonId),
    /// On the list already.
    #[error("{person} is present already")]
    AlreadyPresent {
        /// Who.
        person: PersonId,
        /// The arrival that stands.
        first: Arrival,
    },
    /// The same code again within 3 s on the same desk.
    #[error("double read of {person}")]
    DoubleRead {
        /// Whose code.
        person: PersonId,
        /// What the first read led to.
        outcome: Outcome,
    },
    /// The invitation is cancelled.
    #[error("{0} is cancelled")]
    Cancelled(PersonId),
    /// The invitation is not cancelled.
    #[error("{0} is not cancelled")]
    NotCancelled(PersonId),
    /// Not on the list.
    #[error("{0} is not present")]
    NotPresent(PersonId),
    /// Nothing would change.
    #[error("nothing changes")]
    NothingChanges,
    /// This station has nothing (left) to undo.
    #[error("nothing to undo")]
    NothingToUndo,
    /// Somebody changed the same thing since.
    #[error("{0} was changed since")]
    ChangedSince(PersonId),
    /// A later import of libraries or villages must be undone first.
    #[error("a later import comes first")]
    LaterImport,
    /// A reason is required.
    #[error("reason missing")]
    ReasonMissing,
    /// A copy without personal values is for reading only.
    #[error("a copy without personal values")]
    Forgotten,
    /// 8,388,607 numbers fit into a code.
    #[error("no number left")]
    NoNumberLeft,
}
