//! What happened: past tense, complete, never changed. The stored words are in `journal/codec.rs`.
//!
//! Events never hold text of strangers: a failed scan keeps its class and length only.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::achieved::{Achieved, Totals as LibraryTotals};
use super::attendance::{Changed, ListDefined, SheetPrinted, Totals};
use super::code::Secret;
use super::hall::{Cover, HallSettings, Wanted};
use super::id::{EntryId, ListId, PersonId};
use super::record::{About, Field, Library, Personal, Record, Village};
use super::rules::{Rules, Seal};

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
    /// Somebody came uninvited: added and present at once.
    WalkedIn(WalkedIn),
    /// Somebody came in the place of an invited person.
    Substituted(Substituted),
    /// The invited person comes after all; the substitute goes.
    SubstituteWithdrawn(SubstituteWithdrawn),
    /// A station took a block of numbers for its walk-ins.
    NumbersReserved(NumbersReserved),
    /// A desk called the protocol.
    ProtocolCalled,
    /// The protocol answered a call.
    ProtocolAnswered(ProtocolAnswered),
    /// The supervisor's PIN was set or removed.
    PinSet(PinSet),
    /// A list was added, or got another title.
    ListDefined(ListDefined),
    /// A list was closed.
    AttendanceClosed(AttendanceClosed),
    /// A closed list is changed, for a reason; the change follows in the same act.
    AddendumNoted(AddendumNoted),
    /// A list was printed; its pages have codes.
    SheetPrinted(SheetPrinted),
    /// The signatures of a page were entered.
    SignaturesChecked(SignaturesChecked),
    /// Numbers by library and month were imported: new ones and new values of known ones.
    AchievementsImported(AchievementsImported),
    /// Totals by library were imported.
    TotalsImported(TotalsImported),
    /// Numbers of one library and month were typed.
    AchievementTyped(AchievementTyped),
    /// The rules of the board were set.
    RulesSet(Arc<Rules>),
    /// The rules were locked: they stay as they are.
    RulesLocked(RulesLocked),
    /// The rules were unlocked, for a reason.
    RulesUnlocked(RulesUnlocked),
    /// What is kept from the hall was set.
    SealSet(Seal),
    /// A show step: the hall is to see this scene.
    SceneShown(Wanted),
    /// Something was laid over the scene, or taken away.
    HallCovered(HallCovered),
    /// The hall was told to keep its picture, or to go on.
    HallHeld(HallHeld),
    /// How the hall speaks and looks was set.
    HallSet(HallSettings),
    /// People have said what columns of a list mean.
    ColumnsPointed(ColumnsPointed),
    /// An undo was undone: the act counts again.
    Redone(Redone),
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

/// What columns of a list mean, as people have said while importing one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnsPointed {
    /// The list by its word: `peserta`, `capaian` …
    pub list: String,
    /// All heads that were pointed for it, with the field by its name, or nothing for *not read*.
    pub heads: Vec<(String, Option<String>)>,
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
    /// Ticked on the delegation's card.
    Card,
    /// By the protocol, without coming to the desk.
    Protocol,
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
    /// DAFTAR DITUTUP: later arrivals are an addendum.
    ListClosed,
    /// BELUM HADIR: nothing is handed out to somebody who is not there.
    NotYetPresent,
    /// TIDAK BERHAK: the list says that this person gets none.
    NotEntitled,
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

/// An act that was undone counts again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redone {
    /// The first entry of the act.
    pub act: EntryId,
}

/// What kind of guest came uninvited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WalkIn {
    /// *Tambahan*: one more of a village or office.
    Additional,
    /// *Pengganti* of somebody who is not on the list.
    Substitute,
    /// *Tamu*.
    Guest,
    /// *Media*.
    Media,
    /// *Panitia*.
    Committee,
}

impl WalkIn {
    /// All kinds in the order of the form.
    pub const ALL: [WalkIn; 5] = [
        WalkIn::Additional,
        WalkIn::Substitute,
        WalkIn::Guest,
        WalkIn::Media,
        WalkIn::Committee,
    ];

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            WalkIn::Additional => "tambahan",
            WalkIn::Substitute => "pengganti",
            WalkIn::Guest => "tamu",
            WalkIn::Media => "media",
            WalkIn::Committee => "panitia",
        }
    }
}

/// Somebody came uninvited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalkedIn {
    /// The number.
    pub id: PersonId,
    /// What is known.
    pub record: Arc<Record>,
    /// What kind of guest.
    pub class: WalkIn,
    /// Present on which list.
    #[serde(default)]
    pub list: ListId,
}

/// Somebody came in the place of an invited person, whose badge and row are now his.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Substituted {
    /// The invited person.
    pub person: PersonId,
    /// Who came; stored apart.
    #[serde(skip)]
    pub by: Arc<Personal>,
}

/// The substitute goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubstituteWithdrawn {
    /// The invited person.
    pub person: PersonId,
}

/// Numbers `first` to `first + count - 1` belong to the entry's station.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumbersReserved {
    /// The first.
    pub first: PersonId,
    /// How many.
    pub count: u32,
}

/// A call was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtocolAnswered {
    /// The act that called.
    pub call: EntryId,
    /// For whom; several guests of honour may arrive in one act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

/// The supervisor's PIN.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinSet {
    /// Its slow salted hash; none: the meeting has no PIN (any more). Stored apart.
    #[serde(skip)]
    pub pin: Option<Pin>,
}

/// A PIN as it is kept: never itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    /// 16 random bytes.
    pub salt: [u8; 16],
    /// Argon2id of the PIN and the salt.
    pub hash: [u8; 32],
}

impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin(…)")
    }
}

/// A list was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendanceClosed {
    /// Which.
    #[serde(default)]
    pub list: ListId,
    /// Its sums at that moment.
    pub totals: Totals,
}

/// A closed list is changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddendumNoted {
    /// Which.
    #[serde(default)]
    pub list: ListId,
    /// What changes.
    pub changed: Changed,
    /// Why; free text, stored apart.
    #[serde(skip)]
    pub reason: String,
}

/// The signatures of one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignaturesChecked {
    /// The number of the page.
    pub page: u32,
    /// Who signed on it.
    pub signed: Vec<PersonId>,
}

/// Up to 1,000 library-months, each complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AchievementsImported {
    /// The rows as they are from now on.
    pub rows: Vec<Achieved>,
    /// Why standing numbers were altered, where they were; free text, stored apart.
    #[serde(skip)]
    pub reason: String,
}

/// Up to 1,000 libraries' totals, each complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalsImported {
    /// The totals as they are from now on.
    pub rows: Vec<LibraryTotals>,
    /// Why standing numbers were altered, where they were; free text, stored apart.
    #[serde(skip)]
    pub reason: String,
}

/// One library-month by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AchievementTyped {
    /// The row as it is from now on.
    pub row: Achieved,
    /// Why standing numbers were altered, where they were; free text, stored apart.
    #[serde(skip)]
    pub reason: String,
}

/// The rules are locked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesLocked {
    /// [`Rules::hash`] of the rules that were locked.
    pub hash: String,
}

/// The rules are open again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesUnlocked {
    /// Why; free text, stored apart.
    #[serde(skip)]
    pub reason: String,
}

/// What lies over the hall's scene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HallCovered {
    /// The cover; none: the scene is seen again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<Cover>,
}

/// Does the hall keep its picture?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HallHeld {
    /// It does.
    pub held: bool,
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
