//! Entries as stored text, and back. The stored words live here and never change.
//!
//! An entry is one line of JSON; what is personal in it is a second JSON text that the first names
//! only by its salted digest. A golden file per version pins both (`tests/fixtures/journal`).

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Draft, Entry, Hash, JournalError};
use crate::meeting::attendance::{ListDefined, SheetPrinted};
use crate::meeting::code::Secret;
use crate::meeting::event::{
    AchievementTyped, AchievementsImported, AddendumNoted, ArrivalWithdrawn, Arrived,
    AttendanceClosed, BackupDirectory, Boot, Cancelled, ColumnsPointed, Event, Founded,
    HallCovered, HallHeld, LibrariesImported, NumbersReserved, PeopleImported, PersonAdded,
    PersonCorrected, PinSet, ProtocolAnswered, Redone, Reissued, Restored, RulesLocked,
    RulesUnlocked, ScanRefused, SignaturesChecked, Stamp, SubstituteWithdrawn, Substituted,
    TotalsImported, Undone, VillagesListed, WalkedIn,
};
use crate::meeting::hall::{Cover, HallSettings, Wanted};
use crate::meeting::id::EntryId;
use crate::meeting::record::{About, Contact, Personal};
use crate::meeting::rules::{Rules, Seal};

/// The longest input that blake3 hashes in one piece.
const CHUNK: usize = 1024;

/// The version of the stored form.
pub const VERSION: u32 = 1;

/// The stored words. Renaming a variant of [`Event`] cannot change the file format; a new event
/// breaks the build here until it has a word.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Event", tag = "type")]
enum StoredEvent {
    #[serde(rename = "meeting_founded")]
    MeetingFounded(Founded),
    #[serde(rename = "meeting_described")]
    MeetingDescribed(About),
    #[serde(rename = "backup_directory_set")]
    BackupDirectorySet(BackupDirectory),
    #[serde(rename = "villages_listed")]
    VillagesListed(VillagesListed),
    #[serde(rename = "libraries_imported")]
    LibrariesImported(LibrariesImported),
    #[serde(rename = "people_imported")]
    PeopleImported(PeopleImported),
    #[serde(rename = "person_added")]
    PersonAdded(PersonAdded),
    #[serde(rename = "person_corrected")]
    PersonCorrected(PersonCorrected),
    #[serde(rename = "arrived")]
    Arrived(Arrived),
    #[serde(rename = "arrival_withdrawn")]
    ArrivalWithdrawn(ArrivalWithdrawn),
    #[serde(rename = "invitation_cancelled")]
    InvitationCancelled(Cancelled),
    #[serde(rename = "invitation_restored")]
    InvitationRestored(Restored),
    #[serde(rename = "code_reissued")]
    CodeReissued(Reissued),
    #[serde(rename = "scan_refused")]
    ScanRefused(ScanRefused),
    #[serde(rename = "undone")]
    Undone(Undone),
    #[serde(rename = "walked_in")]
    WalkedIn(WalkedIn),
    #[serde(rename = "substituted")]
    Substituted(Substituted),
    #[serde(rename = "substitute_withdrawn")]
    SubstituteWithdrawn(SubstituteWithdrawn),
    #[serde(rename = "numbers_reserved")]
    NumbersReserved(NumbersReserved),
    #[serde(rename = "protocol_called")]
    ProtocolCalled,
    #[serde(rename = "protocol_answered")]
    ProtocolAnswered(ProtocolAnswered),
    #[serde(rename = "pin_set")]
    PinSet(PinSet),
    #[serde(rename = "list_defined")]
    ListDefined(ListDefined),
    #[serde(rename = "attendance_closed")]
    AttendanceClosed(AttendanceClosed),
    #[serde(rename = "addendum_noted")]
    AddendumNoted(AddendumNoted),
    #[serde(rename = "sheet_printed")]
    SheetPrinted(SheetPrinted),
    #[serde(rename = "signatures_checked")]
    SignaturesChecked(SignaturesChecked),
    #[serde(rename = "achievements_imported")]
    AchievementsImported(AchievementsImported),
    #[serde(rename = "totals_imported")]
    TotalsImported(TotalsImported),
    #[serde(rename = "achievement_typed")]
    AchievementTyped(AchievementTyped),
    #[serde(rename = "rules_set")]
    RulesSet(Arc<Rules>),
    #[serde(rename = "rules_locked")]
    RulesLocked(RulesLocked),
    #[serde(rename = "rules_unlocked")]
    RulesUnlocked(RulesUnlocked),
    #[serde(rename = "seal_set")]
    SealSet(Seal),
    #[serde(rename = "scene_shown")]
    SceneShown(Wanted),
    #[serde(rename = "hall_covered")]
    HallCovered(HallCovered),
    #[serde(rename = "hall_held")]
    HallHeld(HallHeld),
    #[serde(rename = "hall_set")]
    HallSet(HallSettings),
    #[serde(rename = "columns_pointed")]
    ColumnsPointed(ColumnsPointed),
    #[serde(rename = "redone")]
    Redone(Redone),
}

/// One entry as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The public line.
    pub text: String,
    /// The private values and their salt, where there are any.
    pub private: Option<(String, [u8; 16])>,
}

#[derive(Serialize)]
struct LineOut<'a> {
    v: u32,
    seq: u64,
    id: EntryId,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<EntryId>,
    at: Timestamp,
    offset: i16,
    #[serde(skip_serializing_if = "Option::is_none")]
    boot: &'a Option<Boot>,
    station: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    operator: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    private: Option<String>,
    #[serde(with = "StoredEvent")]
    event: &'a Event,
}

/// The stored line as it is parsed; public so that the benchmark can hold the fold against it.
#[derive(Deserialize)]
pub struct Line {
    v: u32,
    seq: u64,
    id: EntryId,
    #[serde(default)]
    group: Option<EntryId>,
    at: Timestamp,
    offset: i16,
    #[serde(default)]
    boot: Option<Boot>,
    station: Arc<str>,
    #[serde(default)]
    operator: Option<Arc<str>>,
    #[serde(default)]
    private: Option<String>,
    #[serde(with = "StoredEvent")]
    event: Event,
}

/// Only what is needed to tell a newer entry from a damaged one.
#[derive(Deserialize)]
struct Glimpse {
    v: u32,
    event: GlimpseEvent,
}

#[derive(Deserialize)]
struct GlimpseEvent {
    #[serde(rename = "type")]
    word: String,
}

/// The salted digest of private values: `blake3(salt ‖ private)` in hexadecimal.
pub fn seal(private: &str, salt: &[u8; 16]) -> String {
    seal_bytes(private.as_bytes(), salt)
}

/// As [`seal`], for what was stored and may be damaged.
pub(super) fn seal_bytes(private: &[u8], salt: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(salt).update(private);
    hasher.finalize().to_hex().to_string()
}

/// The next link of the chain: `blake3(previous ‖ text)`.
///
/// Takes bytes, because a damaged file may hold a text that is none.
pub fn link(previous: &Hash, text: &[u8]) -> Hash {
    // An ordinary entry fits into one chunk of the hash, which is then computed without a hasher's
    // tree: a third of the time of a link, and there are a million on start.
    let mut short = [0; CHUNK];
    let length = 32 + text.len();
    if let Some(rest) = short.get_mut(32..length) {
        rest.copy_from_slice(text);
        short[..32].copy_from_slice(&previous.0);
        return Hash(*blake3::hash(&short[..length]).as_bytes());
    }
    let mut hasher = blake3::Hasher::new();
    hasher.update(&previous.0).update(text);
    Hash(*hasher.finalize().as_bytes())
}

/// Writes a draft as entry number `seq`.
pub fn encode(seq: u64, draft: &Draft) -> Result<Stored, JournalError> {
    let bug = |e: serde_json::Error| JournalError::Io(e.to_string());
    let private = private_of(&draft.event).map_err(bug)?;
    let stamp = &draft.stamp;
    let line = LineOut {
        v: VERSION,
        seq,
        id: stamp.id,
        group: stamp.group,
        at: stamp.at,
        offset: stamp.offset,
        boot: &stamp.boot,
        station: &stamp.station,
        operator: &stamp.operator,
        private: private.as_deref().map(|p| seal(p, &draft.salt)),
        event: &draft.event,
    };
    Ok(Stored {
        text: serde_json::to_string(&line).map_err(bug)?,
        private: private.map(|p| (p, draft.salt)),
    })
}

/// Reads an entry. `private` is absent where an entry has none or it was emptied; the values are
/// then empty.
///
/// # Errors
/// `Newer` for a word or version this program does not know, `Damaged` for anything else that does
/// not parse. Nothing is ever skipped.
pub fn decode(text: &str, private: Option<&str>) -> Result<Entry, JournalError> {
    finish(parse(text)?, private)
}

/// Reads an entry as [`decode`] does, and holds its private values against the digest in the text.
///
/// # Errors
/// Those of `decode`, and `Damaged` where the private values are not the ones that were sealed.
pub fn decode_sealed(
    text: &str,
    private: Option<(&str, &[u8; 16])>,
) -> Result<Entry, JournalError> {
    let line = parse(text)?;
    if let Some((values, salt)) = private
        && line.private.as_deref() != Some(seal(values, salt).as_str())
    {
        return Err(JournalError::Damaged {
            seq: Some(line.seq),
            what: "private values: not the ones that were sealed".into(),
        });
    }
    finish(line, private.map(|(values, _)| values))
}

fn parse(text: &str) -> Result<Line, JournalError> {
    let line: Line = serde_json::from_str(text).map_err(|e| not_read(text, &e))?;
    if line.v > VERSION {
        return Err(newer(&format!("v{}", line.v)));
    }
    Ok(line)
}

fn finish(line: Line, private: Option<&str>) -> Result<Entry, JournalError> {
    let mut event = line.event;
    if let Some(private) = private {
        fill_private(&mut event, private).map_err(|e| JournalError::Damaged {
            seq: Some(line.seq),
            what: format!("private values: {e}"),
        })?;
    }
    Ok(Entry {
        seq: line.seq,
        stamp: Stamp {
            id: line.id,
            group: line.group,
            at: line.at,
            offset: line.offset,
            boot: line.boot,
            station: line.station,
            operator: line.operator.unwrap_or_default(),
        },
        event,
    })
}

/// The digest an entry's text names for its private values.
pub fn sealed_digest(text: &str) -> Option<String> {
    peek(text.as_bytes()).ok()?.private
}

/// What `verify` reads of a text: enough to hold it against its row, whatever the event is.
#[derive(Deserialize)]
pub(super) struct Peek {
    pub seq: u64,
    pub id: EntryId,
    #[serde(default)]
    pub private: Option<String>,
}

pub(super) fn peek(text: &[u8]) -> Result<Peek, String> {
    serde_json::from_slice(text).map_err(|e| e.to_string())
}

/// The public part of an event as JSON, for `log --json`: `{"type":…}` without private values.
pub fn public_json(event: &Event) -> serde_json::Value {
    StoredEvent::serialize(event, serde_json::value::Serializer).unwrap_or_default()
}

/// The stored word of an event.
pub fn word(event: &Event) -> &'static str {
    match event {
        Event::MeetingFounded(_) => "meeting_founded",
        Event::MeetingDescribed(_) => "meeting_described",
        Event::BackupDirectorySet(_) => "backup_directory_set",
        Event::VillagesListed(_) => "villages_listed",
        Event::LibrariesImported(_) => "libraries_imported",
        Event::PeopleImported(_) => "people_imported",
        Event::PersonAdded(_) => "person_added",
        Event::PersonCorrected(_) => "person_corrected",
        Event::Arrived(_) => "arrived",
        Event::ArrivalWithdrawn(_) => "arrival_withdrawn",
        Event::InvitationCancelled(_) => "invitation_cancelled",
        Event::InvitationRestored(_) => "invitation_restored",
        Event::CodeReissued(_) => "code_reissued",
        Event::ScanRefused(_) => "scan_refused",
        Event::Undone(_) => "undone",
        Event::WalkedIn(_) => "walked_in",
        Event::Substituted(_) => "substituted",
        Event::SubstituteWithdrawn(_) => "substitute_withdrawn",
        Event::NumbersReserved(_) => "numbers_reserved",
        Event::ProtocolCalled => "protocol_called",
        Event::ProtocolAnswered(_) => "protocol_answered",
        Event::PinSet(_) => "pin_set",
        Event::ListDefined(_) => "list_defined",
        Event::AttendanceClosed(_) => "attendance_closed",
        Event::AddendumNoted(_) => "addendum_noted",
        Event::SheetPrinted(_) => "sheet_printed",
        Event::SignaturesChecked(_) => "signatures_checked",
        Event::AchievementsImported(_) => "achievements_imported",
        Event::TotalsImported(_) => "totals_imported",
        Event::AchievementTyped(_) => "achievement_typed",
        Event::RulesSet(_) => "rules_set",
        Event::RulesLocked(_) => "rules_locked",
        Event::RulesUnlocked(_) => "rules_unlocked",
        Event::SealSet(_) => "seal_set",
        Event::SceneShown(_) => "scene_shown",
        Event::HallCovered(_) => "hall_covered",
        Event::HallHeld(_) => "hall_held",
        Event::HallSet(_) => "hall_set",
        Event::ColumnsPointed(_) => "columns_pointed",
        Event::Redone(_) => "redone",
    }
}

/// Words this version reads, to tell a newer file from a damaged one.
pub const WORDS: [&str; 40] = [
    "meeting_founded",
    "meeting_described",
    "backup_directory_set",
    "villages_listed",
    "libraries_imported",
    "people_imported",
    "person_added",
    "person_corrected",
    "arrived",
    "arrival_withdrawn",
    "invitation_cancelled",
    "invitation_restored",
    "code_reissued",
    "scan_refused",
    "undone",
    "walked_in",
    "substituted",
    "substitute_withdrawn",
    "numbers_reserved",
    "protocol_called",
    "protocol_answered",
    "pin_set",
    "list_defined",
    "attendance_closed",
    "addendum_noted",
    "sheet_printed",
    "signatures_checked",
    "achievements_imported",
    "totals_imported",
    "achievement_typed",
    "rules_set",
    "rules_locked",
    "rules_unlocked",
    "seal_set",
    "scene_shown",
    "hall_covered",
    "hall_held",
    "hall_set",
    "columns_pointed",
    "redone",
];

fn newer(what: &str) -> JournalError {
    JournalError::Newer { what: what.into() }
}

fn not_read(text: &str, error: &serde_json::Error) -> JournalError {
    match serde_json::from_str::<Glimpse>(text) {
        Ok(g) if g.v > VERSION => newer(&format!("v{}", g.v)),
        Ok(g) if !WORDS.contains(&g.event.word.as_str()) => newer(&g.event.word),
        Ok(_) | Err(_) => JournalError::Damaged {
            seq: None,
            what: error.to_string(),
        },
    }
}

/// The private values of an event as one JSON text.
fn private_of(event: &Event) -> serde_json::Result<Option<String>> {
    let text = match event {
        Event::MeetingFounded(e) => serde_json::to_string(&e.secret)?,
        Event::LibrariesImported(e) => {
            serde_json::to_string(&e.rows.iter().map(|r| &r.contact).collect::<Vec<_>>())?
        }
        Event::PeopleImported(e) => serde_json::to_string(
            &e.rows
                .iter()
                .map(|r| &r.record.personal)
                .collect::<Vec<_>>(),
        )?,
        Event::PersonAdded(e) => serde_json::to_string(&e.record.personal)?,
        Event::PersonCorrected(e) => serde_json::to_string(&e.record.personal)?,
        Event::InvitationCancelled(e) => serde_json::to_string(&e.reason)?,
        Event::CodeReissued(e) => serde_json::to_string(&e.reason)?,
        Event::WalkedIn(e) => serde_json::to_string(&e.record.personal)?,
        Event::Substituted(e) => serde_json::to_string(&e.by)?,
        Event::PinSet(e) => serde_json::to_string(&e.pin)?,
        Event::AddendumNoted(e) => serde_json::to_string(&e.reason)?,
        Event::AchievementsImported(e) => {
            let notes: Vec<&str> = e.rows.iter().map(|r| &*r.note).collect();
            match spoken(&e.reason, &notes)? {
                Some(text) => text,
                None => return Ok(None),
            }
        }
        Event::TotalsImported(e) => {
            let notes: Vec<&str> = e.rows.iter().map(|r| &*r.note).collect();
            match spoken(&e.reason, &notes)? {
                Some(text) => text,
                None => return Ok(None),
            }
        }
        Event::AchievementTyped(e) => match spoken(&e.reason, &[&*e.row.note])? {
            Some(text) => text,
            None => return Ok(None),
        },
        Event::RulesUnlocked(e) => serde_json::to_string(&e.reason)?,
        Event::HallCovered(e) => match &e.cover {
            Some(Cover::Message { text }) => serde_json::to_string(text)?,
            Some(Cover::Blank | Cover::Logo) | None => return Ok(None),
        },
        Event::MeetingDescribed(_)
        | Event::BackupDirectorySet(_)
        | Event::VillagesListed(_)
        | Event::Arrived(_)
        | Event::ArrivalWithdrawn(_)
        | Event::InvitationRestored(_)
        | Event::ScanRefused(_)
        | Event::Undone(_)
        | Event::SubstituteWithdrawn(_)
        | Event::NumbersReserved(_)
        | Event::ProtocolCalled
        | Event::ProtocolAnswered(_)
        | Event::ListDefined(_)
        | Event::AttendanceClosed(_)
        | Event::SheetPrinted(_)
        | Event::SignaturesChecked(_)
        | Event::RulesSet(_)
        | Event::RulesLocked(_)
        | Event::SealSet(_)
        | Event::SceneShown(_)
        | Event::HallHeld(_)
        | Event::HallSet(_)
        | Event::ColumnsPointed(_)
        | Event::Redone(_) => return Ok(None),
    };
    Ok(Some(text))
}

/// Puts private values back into the event they came from.
fn fill_private(event: &mut Event, text: &str) -> Result<(), String> {
    fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, String> {
        // The message of serde repeats the value it stumbled over: only its place may be told.
        serde_json::from_str(text).map_err(|e| format!("not as expected at byte {}", e.column()))
    }
    match event {
        Event::MeetingFounded(e) => e.secret = read::<Secret>(text)?,
        Event::LibrariesImported(e) => {
            let values: Vec<Contact> = read(text)?;
            same_length(e.rows.len(), values.len())?;
            for (row, value) in e.rows.iter_mut().zip(values) {
                row.contact = value;
            }
        }
        Event::PeopleImported(e) => {
            let values: Vec<Personal> = read(text)?;
            same_length(e.rows.len(), values.len())?;
            for (row, value) in e.rows.iter_mut().zip(values) {
                Arc::make_mut(&mut row.record).personal = value;
            }
        }
        Event::PersonAdded(e) => Arc::make_mut(&mut e.record).personal = read(text)?,
        Event::PersonCorrected(e) => Arc::make_mut(&mut e.record).personal = read(text)?,
        Event::InvitationCancelled(e) => e.reason = read(text)?,
        Event::CodeReissued(e) => e.reason = read(text)?,
        Event::WalkedIn(e) => Arc::make_mut(&mut e.record).personal = read(text)?,
        Event::Substituted(e) => e.by = read(text)?,
        Event::PinSet(e) => e.pin = read(text)?,
        Event::AddendumNoted(e) => e.reason = read(text)?,
        Event::AchievementsImported(e) => {
            let (reason, notes): (String, Vec<Arc<str>>) = read(text)?;
            same_length(e.rows.len(), notes.len())?;
            e.reason = reason;
            for (row, note) in e.rows.iter_mut().zip(notes) {
                row.note = note;
            }
        }
        Event::TotalsImported(e) => {
            let (reason, notes): (String, Vec<Arc<str>>) = read(text)?;
            same_length(e.rows.len(), notes.len())?;
            e.reason = reason;
            for (row, note) in e.rows.iter_mut().zip(notes) {
                row.note = note;
            }
        }
        Event::AchievementTyped(e) => {
            let (reason, [note]): (String, [Arc<str>; 1]) = read(text)?;
            (e.reason, e.row.note) = (reason, note);
        }
        Event::RulesUnlocked(e) => e.reason = read(text)?,
        Event::HallCovered(e) => match &mut e.cover {
            Some(Cover::Message { text: words }) => *words = read(text)?,
            Some(Cover::Blank | Cover::Logo) | None => return Err("this cover has none".into()),
        },
        Event::MeetingDescribed(_)
        | Event::BackupDirectorySet(_)
        | Event::VillagesListed(_)
        | Event::Arrived(_)
        | Event::ArrivalWithdrawn(_)
        | Event::InvitationRestored(_)
        | Event::ScanRefused(_)
        | Event::Undone(_)
        | Event::SubstituteWithdrawn(_)
        | Event::NumbersReserved(_)
        | Event::ProtocolCalled
        | Event::ProtocolAnswered(_)
        | Event::ListDefined(_)
        | Event::AttendanceClosed(_)
        | Event::SheetPrinted(_)
        | Event::SignaturesChecked(_)
        | Event::RulesSet(_)
        | Event::RulesLocked(_)
        | Event::SealSet(_)
        | Event::SceneShown(_)
        | Event::HallHeld(_)
        | Event::HallSet(_)
        | Event::ColumnsPointed(_)
        | Event::Redone(_) => return Err("this event has none".into()),
    }
    Ok(())
}

/// A reason and the notes of rows, where anybody wrote any: most imports carry none.
fn spoken(reason: &str, notes: &[&str]) -> serde_json::Result<Option<String>> {
    if reason.is_empty() && notes.iter().all(|n| n.is_empty()) {
        return Ok(None);
    }
    serde_json::to_string(&(reason, notes)).map(Some)
}

fn same_length(rows: usize, values: usize) -> Result<(), String> {
    if rows == values {
        Ok(())
    } else {
        Err(format!("{values} values for {rows} rows"))
    }
}
