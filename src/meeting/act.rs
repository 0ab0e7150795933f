//! What can be undone: the acts of the recent past, each with what stood before it.

use std::sync::Arc;

use jiff::Timestamp;

use super::achieved::LibraryData;
use super::id::{EntryId, PersonId, VillageCode};
use super::imports::Import;
use super::person::Person;
use super::protocol::Call;
use super::record::Library;
use super::village::Gazetteer;

/// So many acts can be undone; older ones are corrected by their own commands.
pub(super) const KEPT: usize = 512;

/// What an act did, for the word in *Urungkan …*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// People arrived.
    Arrival,
    /// An arrival was taken back.
    Withdrawal,
    /// A person was added by hand.
    Addition,
    /// A person was corrected by hand.
    Correction,
    /// People were imported.
    PeopleImport,
    /// Libraries were imported.
    LibraryImport,
    /// The list of villages was replaced.
    VillageList,
    /// An invitation was cancelled.
    Cancellation,
    /// An invitation was restored.
    Restoration,
    /// A code was re-issued.
    Reissue,
    /// People arrived on another list than the day's.
    OtherList,
    /// Something was handed out.
    HandOut,
    /// What was handed out came back.
    GivenBack,
    /// A walk-in was added and arrived.
    WalkIn,
    /// A substitute came, or went.
    Substitution,
    /// Numbers of libraries were imported.
    AchievementImport,
    /// Numbers of a library were typed.
    AchievementTyped,
}

/// One act and what stood before it.
#[derive(Clone, Debug)]
pub struct Act {
    /// Its first entry.
    pub id: EntryId,
    /// When, UTC.
    pub at: Timestamp,
    /// Whose station.
    pub station: Arc<str>,
    /// What it did.
    pub deed: Deed,
    pub(super) before: Before,
}

/// The state that an act replaced.
#[derive(Clone, Debug, Default)]
pub(super) struct Before {
    /// Touched people as they were, each once, in order of touching.
    pub people: Vec<(PersonId, Was)>,
    /// Touched libraries as they were.
    pub libraries: Vec<(VillageCode, Option<Library>)>,
    /// The replaced list of villages.
    pub villages: Option<OwnList>,
    /// Open calls that the act ended, each with its place in the row.
    pub calls: Vec<(usize, Call)>,
    /// Numbers.
    pub figures: Figures,
}

/// An act that was undone and may come back. Its `before` holds what stood after it.
#[derive(Clone, Debug)]
pub struct TakenBack {
    /// The act.
    pub act: Act,
    /// When it was undone, UTC.
    pub at: Timestamp,
    /// What stood before its import of numbers, for the movement on the board.
    pub(super) import: Option<Import>,
    /// The calls that the undo has opened again.
    pub(super) reopened: Vec<Call>,
    pub(super) left: Left,
}

/// What an undo left behind: the act comes back only onto this.
#[derive(Clone, Debug, Default)]
pub(super) struct Left {
    /// Each of its people, by the act that touched them last; none: not there.
    pub people: Vec<(PersonId, Option<EntryId>)>,
    /// The same of the libraries' numbers, in their order.
    pub figures: Vec<Option<EntryId>>,
    /// The act that replaced libraries or villages last.
    pub lists: Option<EntryId>,
    /// The newest act.
    pub newest: Option<EntryId>,
}

/// Numbers as they were before an act.
#[derive(Clone, Debug, Default)]
pub(super) struct Figures {
    /// Touched libraries' numbers.
    pub libraries: Vec<(VillageCode, Option<Arc<LibraryData>>)>,
    /// The act is an import.
    pub import: bool,
}

/// The meeting's own list of villages as it was; none where the compiled-in one counted.
#[derive(Clone, Debug)]
pub(super) struct OwnList(pub Option<Arc<Gazetteer>>);

/// How a person was before an act.
#[derive(Clone, Debug)]
pub(super) enum Was {
    /// Did not exist.
    Nobody,
    /// The same but for an arrival that the act added, and touched last by this act. Most acts are
    /// arrivals, and a copy of the person for each would be the greater part of the fold.
    NotArrived(EntryId),
    /// This.
    Person(Box<Person>),
}

impl Before {
    /// Keeps how a person was before the act. The entries of one act that touch the same person stand
    /// side by side (added, arrived), and the first of them knows.
    pub(super) fn keep(&mut self, id: PersonId, before: Was) {
        if self.people.last().is_none_or(|(last, _)| *last != id) {
            self.people.push((id, before));
        }
    }
}

impl Act {
    /// The people it touched.
    pub fn people(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.before.people.iter().map(|(id, _)| *id)
    }

    /// Whom it brought in.
    pub(super) fn added(&self) -> impl Iterator<Item = PersonId> + '_ {
        let new = self.touched().filter(|(_, was)| matches!(was, Was::Nobody));
        new.map(|(id, _)| id)
    }

    /// People as it keeps them: as they were before it, or, while it is undone, after it.
    pub fn kept(&self) -> impl Iterator<Item = (PersonId, &Person)> {
        self.touched().filter_map(|(id, was)| match was {
            Was::Person(person) => Some((id, &**person)),
            Was::Nobody | Was::NotArrived(_) => None,
        })
    }

    /// Did it bring a list of people in? Undone, their codes are void for good.
    pub fn brings_people(&self) -> bool {
        self.deed == Deed::PeopleImport
    }

    /// Did it bring lists in? Nobody arrives with them.
    pub fn is_import(&self) -> bool {
        match self.deed {
            Deed::PeopleImport
            | Deed::LibraryImport
            | Deed::VillageList
            | Deed::AchievementImport => true,
            Deed::AchievementTyped
            | Deed::Arrival
            | Deed::Withdrawal
            | Deed::Addition
            | Deed::Correction
            | Deed::Cancellation
            | Deed::Restoration
            | Deed::Reissue
            | Deed::OtherList
            | Deed::HandOut
            | Deed::GivenBack
            | Deed::WalkIn
            | Deed::Substitution => false,
        }
    }

    /// Did it replace libraries or villages? Such acts can only be undone newest first.
    pub(super) fn replaces_lists(&self) -> bool {
        !self.before.libraries.is_empty() || self.before.villages.is_some()
    }

    /// The people it touched, each as it was before.
    pub(super) fn touched(&self) -> impl Iterator<Item = (PersonId, &Was)> {
        self.before.people.iter().map(|(id, was)| (*id, was))
    }

    /// The villages whose libraries it wrote.
    pub(super) fn renamed(&self) -> impl Iterator<Item = &VillageCode> {
        self.before.libraries.iter().map(|(code, _)| code)
    }

    /// The libraries whose numbers it changed.
    pub fn figures(&self) -> impl Iterator<Item = &VillageCode> {
        self.before.figures.libraries.iter().map(|(code, _)| code)
    }

    /// Did it replace the list of villages?
    pub(super) fn lists_villages(&self) -> bool {
        self.before.villages.is_some()
    }

    /// Did it something that only the supervisor does? Then the supervisor takes it back.
    pub(super) fn is_guarded(&self) -> bool {
        match self.deed {
            Deed::Cancellation
            | Deed::Restoration
            | Deed::Reissue
            | Deed::PeopleImport
            | Deed::LibraryImport
            | Deed::VillageList
            | Deed::AchievementImport => true,
            Deed::AchievementTyped
            | Deed::Arrival
            | Deed::Withdrawal
            | Deed::Addition
            | Deed::Correction
            | Deed::OtherList
            | Deed::HandOut
            | Deed::GivenBack
            | Deed::WalkIn
            | Deed::Substitution => false,
        }
    }

    /// How many people it touched.
    pub fn size(&self) -> usize {
        self.before.people.len()
    }
}
