//! What somebody wants, and why it may be refused. Commands are imperative; refusals carry facts,
//! never words.

use std::sync::Arc;

use super::achieved::Achieved;
use super::attendance::{ListDefined, SheetPrinted};
use super::code::Reading;
use super::delegation::DelegationId;
use super::event::{ColumnsPointed, How, Outcome, Pin, Stamp, WalkIn};
use super::hall::{Cover, HallSettings, Wanted};
use super::id::{EntryId, ListId, PersonId, VillageCode};
use super::person::Arrival;
use super::record::{About, Personal, Record, Village};
use super::roster::{AchievedRow, Answer, LibraryRow, PersonRow, TotalsRow};
use super::rules::{Rules, RulesError, Seal};

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
        /// By hand at the desk, or by the protocol.
        how: How,
    },
    /// Record the arrival of those ticked on a delegation's card, in one entry.
    ArriveTogether {
        /// Which delegation.
        delegation: DelegationId,
        /// Who of it.
        people: Vec<PersonId>,
        /// On which list.
        list: ListId,
    },
    /// Somebody came uninvited: add and record the arrival in one entry.
    WalkIn {
        /// What is known.
        record: Arc<Record>,
        /// What kind of guest.
        class: WalkIn,
        /// On which list.
        list: ListId,
        /// Somebody else than the one the list has under this name: a hand has looked.
        sure: bool,
    },
    /// Somebody comes in the place of an invited person, and is present at once.
    Substitute {
        /// The invited person.
        person: PersonId,
        /// Who came; with an empty name the invited person comes after all.
        by: Arc<Personal>,
        /// Who stood in the place when this was asked, empty for nobody; none: whoever does now.
        seen: Option<Arc<Personal>>,
        /// On which list.
        list: ListId,
    },
    /// Take a block of numbers for this station's walk-ins.
    ReserveNumbers(u32),
    /// Call the protocol to this desk.
    CallProtocol,
    /// Answer a call: for this act and person.
    AnswerCall(EntryId, Option<PersonId>),
    /// Set or remove the supervisor's PIN.
    SetPin(Option<Pin>),
    /// Add a list or change its title.
    DefineList(ListDefined),
    /// Close a list.
    Close(ListId),
    /// Change a closed list, for a reason.
    Addendum {
        /// Why.
        reason: String,
        /// The change.
        change: Box<Command>,
    },
    /// Note that a list was printed; `first_page` is given by the decision.
    PrintSheet(SheetPrinted),
    /// Note who signed on a page.
    CheckSignatures {
        /// The page.
        page: u32,
        /// Who.
        signed: Vec<PersonId>,
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
    /// Undo the undoing of an act.
    Redo(EntryId),
    /// Import numbers by library and month; the reason is for standing numbers that change.
    ImportAchievements(Arc<Vec<AchievedRow>>, Arc<Vec<Answer>>, String),
    /// Import totals by library; the reason is for standing numbers that change.
    ImportTotals(Arc<Vec<TotalsRow>>, Arc<Vec<Answer>>, String),
    /// Set the numbers of one library and month by hand, as they are from now on.
    TypeAchievement {
        /// The row that was corrected, where others may have changed it since: only what differs from it
        /// is written. `None`: the whole row.
        base: Option<Arc<Achieved>>,
        /// The row as it should be.
        row: Arc<Achieved>,
        /// Why, where a standing number changes or vanishes.
        reason: String,
    },
    /// Set the rules of the board.
    SetRules(Arc<Rules>),
    /// Lock them.
    LockRules,
    /// Unlock them.
    UnlockRules {
        /// Why.
        reason: String,
    },
    /// Set what is kept from the hall.
    SetSeal(Seal),
    /// Show a scene in the hall.
    Show(Wanted),
    /// Show the next or the last scene of the usual order.
    Turn(Turn),
    /// Lay something over the scene, or take it away.
    Cover(Option<Cover>),
    /// Let the hall keep its picture, or go on.
    Hold(bool),
    /// Set how the hall speaks and looks.
    SetHall(HallSettings),
    /// Remembers what columns of a list mean.
    PointColumns(ColumnsPointed),
}

/// Which way through the scenes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The one after.
    Next,
    /// The one before.
    Back,
}

/// Everything a decision may know beside the meeting; drawn once per command.
#[derive(Clone, Debug)]
pub struct Context {
    /// The circumstances; `stamp.id` is the id of the act's first entry.
    pub stamp: Stamp,
    /// 32 random bytes: the secret of a new meeting, the salts of private values.
    pub random: [u8; 32],
    /// Who wishes it.
    pub role: Role,
}

/// Who sits at the desk. Without a PIN everybody may do everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// *Petugas*.
    #[default]
    Officer,
    /// *Penyelia*: has shown the PIN.
    Supervisor,
}

/// What the printed command card orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Undo this station's last act.
    Undo,
    /// Tick all of the delegation on the card and record them.
    AllPresent,
    /// A walk-in stands here.
    WalkIn,
    /// Call the protocol.
    CallProtocol,
}

impl Order {
    /// All orders; the place plus one is the number in the code.
    pub const ALL: [Order; 4] = [
        Order::Undo,
        Order::AllPresent,
        Order::WalkIn,
        Order::CallProtocol,
    ];

    /// The order of a code's number.
    pub fn of(number: u32) -> Option<Order> {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        Order::ALL.get(at).copied()
    }

    /// The number in the code.
    pub fn number(self) -> u32 {
        match self {
            Order::Undo => 1,
            Order::AllPresent => 2,
            Order::WalkIn => 3,
            Order::CallProtocol => 4,
        }
    }
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
    /// This station has undone nothing that is still undone.
    #[error("nothing to redo")]
    NothingToRedo,
    /// Somebody or something of the undone act is not as the undo left it, or somebody of the same name
    /// was added since; none: numbers or lists.
    #[error("{0:?} was changed since the undo")]
    ChangedSinceUndo(Option<PersonId>),
    /// A later import of libraries or villages must be undone first.
    #[error("a later import comes first")]
    LaterImport,
    /// A reason is required.
    #[error("reason missing")]
    ReasonMissing,
    /// A copy without personal values is for reading only.
    #[error("a copy without personal values")]
    Forgotten,
    /// The meeting has a PIN, and this is for who knows it.
    #[error("supervisor only")]
    SupervisorOnly,
    /// The code is a delegation's letter: who has come is ticked first.
    #[error("letter of {0}")]
    TickFirst(DelegationId),
    /// The code is an order of the command card; the desk carries it out.
    #[error("order {0:?}")]
    Ordered(Order),
    /// The code is a page of an attendance list.
    #[error("page {0}")]
    PageRead(u32),
    /// There is no such delegation.
    #[error("no delegation {0}")]
    NoSuchDelegation(DelegationId),
    /// Nobody was ticked who is not there yet.
    #[error("nobody ticked")]
    NobodyTicked,
    /// Somebody is not of this delegation.
    #[error("{0} is not a member")]
    NotAMember(PersonId),
    /// The list is closed: a later change is an addendum.
    #[error("{0:?} is closed")]
    Closed(ListId),
    /// The list is open: no addendum is needed.
    #[error("the list is not closed")]
    NotClosed,
    /// Nothing is handed out to somebody who is not there.
    #[error("{0} is not there yet")]
    NotYetPresent(PersonId),
    /// The list says that this person gets none.
    #[error("{0} is not entitled")]
    NotEntitled(PersonId),
    /// A walk-in who bears the name of somebody from the same place: perhaps invited, perhaps entered
    /// at another window a moment ago.
    #[error("looks like {0}")]
    LooksLike(PersonId),
    /// Another window named a substitute, or took one back, since this one was asked for.
    #[error("somebody else stands in for {0}")]
    OtherSubstitute(PersonId),
    /// Nobody called, or somebody has answered.
    #[error("no such call")]
    NoSuchCall,
    /// No printed list has such a page.
    #[error("no page {0}")]
    NoSuchPage(u32),
    /// What this list is for cannot change.
    #[error("{0:?} is in use")]
    ListInUse(ListId),
    /// A list's short name: 1 to 20 letters, digits or hyphens.
    #[error("not a list name")]
    BadListName,
    /// Between 1 and 1,000 numbers at a time.
    #[error("not a block")]
    BadBlock,
    /// 8,388,607 numbers fit into a code.
    #[error("no number left")]
    NoNumberLeft,
    /// Standing numbers of so many rows would change, and nobody said why.
    #[error("{0} corrections without a reason")]
    CorrectionReason(usize),
    /// No library of this code takes part.
    #[error("no library {0}")]
    NoSuchLibrary(VillageCode),
    /// Somebody changed the numbers of this library since.
    #[error("the numbers of {0} were changed since")]
    NumbersChangedSince(VillageCode),
    /// The rules are locked.
    #[error("the rules are locked")]
    RulesLocked,
    /// The rules are not locked.
    #[error("the rules are not locked")]
    RulesNotLocked,
    /// These rules cannot be computed with.
    #[error("{0}")]
    BadRules(RulesError),
    /// The rules have no family of this key.
    #[error("no family {0:?}")]
    NoSuchFamily(String),
    /// New rules do not have this family, which is sealed: the hall would see what is kept from it.
    #[error("sealed family {0:?} is gone")]
    SealedFamilyGone(String),
    /// The family is sealed: it has no board in the hall.
    #[error("{0:?} is sealed")]
    FamilySealed(String),
    /// No library takes part from this sub-district.
    #[error("no sub-district {0:?}")]
    NoSuchSubdistrict(String),
    /// There is no scene before the first, nor one after the last.
    #[error("no further scene")]
    NoFurtherScene,
    /// A message without words.
    #[error("no words")]
    MessageMissing,
}
