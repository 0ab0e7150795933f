//! What happened: past tense, complete, never changed. The stored words are in `journal/codec.rs`.
//!
//! Events never hold text of strangers: a failed scan keeps its class and length only.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::code::Secret;
use super::id::{EntryId, ListId, PersonId};
use super::record::{About, Field, Library, Record, Village};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The first entry of every meeting.
    MeetingFounded(Founded),
    /// Title, date, place, zone or organiser were changed.
    MeetingDescribed(About),
    /// The directory of the automatic backup was set (`None`: no automatic backup).
    BackupDirectorySet(BackupDirectory),
    /// The list of villages was replaced, or, inside one act, continued.
    VillagesListed(VillagesListed),
    /// Libraries were imported: new ones and new values of known ones.
    LibrariesImported(LibrariesImported),
    /// People were imported: new ones and new values of known ones.
    PeopleImported(PeopleImported),
    /// A person was added by hand.
    PersonAdded(PersonAdded),
    /// A person was corrected by hand.
    PersonCorrected(PersonCorrected),
    /// People arrived on a list.
    Arrived(Arrived),
    /// An arrival was taken back.
    ArrivalWithdrawn(ArrivalWithdrawn),
    /// An invitation was cancelled.
    InvitationCancelled(Cancelled),
    /// A cancelled invitation was restored.
    InvitationRestored(Restored),
    /// A person got a new code; the old one is superseded.
    CodeReissued(Reissued),
    /// A code was read and refused.
    ScanRefused(ScanRefused),
    /// An act was undone.
    Undone(Undone),
}

/// The meeting begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founded {
    /// What it is.
    pub about: About,
    /// The key of the badge codes; stored apart, masked everywhere.
    #[serde(skip, default = "Secret::emptied")]
    pub secret: Secret,
}

/// Where automatic backups go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupDirectory {
    /// A directory of this laptop.
    pub path: Option<String>,
}

/// Up to 1,000 villages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillagesListed {
    /// True in the first entry of the act: the old list ends here.
    pub fresh: bool,
    /// The villages.
    pub rows: Vec<Village>,
}

/// Up to 1,000 libraries, each complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LibrariesImported {
    /// The libraries as they are from now on.
    pub rows: Vec<Library>,
}

/// One imported person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedPerson {
    /// The number.
    pub id: PersonId,
    /// The record as it is from now on.
    pub record: Arc<Record>,
    /// The fields that changed; empty for a new person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<Field>,
}

/// Up to 1,000 people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleImported {
    /// The people.
    pub rows: Vec<ImportedPerson>,
}

/// A new person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonAdded {
    /// The number.
    pub id: PersonId,
    /// What is known.
    pub record: Arc<Record>,
}

/// New values of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCorrected {
    /// Who.
    pub id: PersonId,
    /// The record as it is from now on.
    pub record: Arc<Record>,
    /// The fields that changed.
    pub changed: Vec<Field>,
}

/// How an arrival was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The badge was scanned.
    Scan,
    /// Chosen by name or number.
    Hand,
}

/// People arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrived {
    /// On which list.
    #[serde(default)]
    pub list: ListId,
    /// Who.
    pub people: Vec<PersonId>,
    /// By badge or by name.
    pub how: How,
}

/// One arrival is taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrivalWithdrawn {
    /// From which list.
    #[serde(default)]
    pub list: ListId,
    /// Whose.
    pub person: PersonId,
}

/// An invitation is void.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancelled {
    /// Whose.
    pub person: PersonId,
    /// Why; free text, stored apart.
    #[serde(skip)]
    pub reason: String,
}

/// An invitation is valid again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    /// Whose.
    pub person: PersonId,
}

/// A new code was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reissued {
    /// Whose.
    pub person: PersonId,
    /// The issue number now valid; the first code of a person is issue 0.
    pub issue: u16,
    /// Why; free text, stored apart.
    #[serde(skip)]
    pub reason: String,
}

/// What a scan led to. `Present` and `DoubleRead` are good ends, the rest are refusals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// HADIR.
    Present,
    /// SUDAH HADIR.
    AlreadyPresent,
    /// The same code again within 3 s on the same desk: the same card stays.
    DoubleRead,
    /// KODE LAMA.
    SupersededCode,
    /// DIBATALKAN.
    Cancelled,
    /// BUKAN ACARA INI.
    OtherMeeting,
    /// KODE RUSAK.
    DamagedCode,
    /// BUKAN KODE KITA.
    ForeignCode,
    /// PERLU PENYELIA: genuine, but this file does not know whose.
    NeedsSupervisor,
}

/// A refused scan: its class and length, never its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanRefused {
    /// Why.
    pub outcome: Outcome,
    /// Whose code it was, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Its length in characters, after folding.
    pub length: u32,
    /// What kind of foreign or damaged text it was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub class: String,
}

/// An act was undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// The first entry of the act.
    pub act: EntryId,
}

/// The circumstances of an entry: which, when, where and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The entry's identity.
    pub id: EntryId,
    /// The act it belongs to where that has several entries: the id of its first entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<EntryId>,
    /// Wall time, UTC.
    pub at: Timestamp,
    /// Minutes east of UTC in force when it was written.
    pub offset: i16,
    /// Boot id and milliseconds since boot; `None` where the clock was pinned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boot: Option<Boot>,
    /// *Meja*.
    pub station: Arc<str>,
    /// *Petugas*.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub operator: Arc<str>,
}

impl Stamp {
    /// The act this entry belongs to.
    pub fn act(&self) -> EntryId {
        self.group.unwrap_or(self.id)
    }
}

/// A reading of the clock that counts from boot and through sleep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boot {
    /// Which boot.
    pub id: Arc<str>,
    /// Milliseconds since it began.
    pub ms: u64,
}
