//! The rules of the meeting, pure: no clock, no randomness, no disk, no terminal.
//!
//! [`decide`](decide::decide) turns a command into events or a refusal, [`Meeting::evolve`] folds
//! events into state. Replay only evolves. This file holds the state and what can be asked of it.

pub mod achieved;
pub mod act;
pub mod attendance;
pub mod board;
pub mod code;
pub mod command;
pub mod decide;
pub mod delegation;
pub mod detail;
pub mod event;
mod evolve;
pub mod forecast;
pub mod hall;
pub mod id;
mod imports;
pub mod measure;
pub mod month;
pub mod names;
pub mod person;
pub mod plausible;
pub mod protocol;
pub mod rank;
pub mod record;
pub mod robust;
pub mod roster;
pub mod rules;
pub mod tray;
pub mod village;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use jiff::civil::DateTime;

use achieved::{Achievements, LibraryData};
use act::{Act, TakenBack};
use attendance::Papers;
use code::{Secret, Subject, SubjectKind};
use command::Order;
use delegation::DelegationId;
use event::{Boot, Outcome, Pin};
use hall::Hall;
use id::{EntryId, ListId, PersonId, VillageCode};
use imports::Imports;
use person::{People, Person};
use protocol::Call;
use record::{About, Library, Record};
use rules::{Rules, Seal};
use village::Gazetteer;

/// The list of villages that is compiled in.
static MAROS: LazyLock<Arc<Gazetteer>> = LazyLock::new(|| Arc::new(Gazetteer::maros()));

/// Everything that is true of one meeting: the fold over its journal.
#[derive(Clone, Debug, Default)]
pub struct Meeting {
    about: Option<About>,
    secret: Option<Secret>,
    backup_directory: Option<Arc<str>>,
    /// The word of a list → what heads of its files mean.
    columns: BTreeMap<String, Vec<(String, Option<String>)>>,
    villages: Option<Arc<Gazetteer>>,
    libraries: BTreeMap<VillageCode, Library>,
    people: People,
    acts: VecDeque<Act>,
    /// Acts that were undone, the last undone last.
    taken_back: VecDeque<TakenBack>,
    stations: BTreeMap<Arc<str>, LastScan>,
    words: Vec<Arc<str>>,
    lists: Vec<ListId>,
    papers: Papers,
    calls: Vec<Call>,
    blocks: Vec<Block>,
    pin: Option<Pin>,
    achievements: Achievements,
    imports: Imports,
    rules: Option<Arc<Rules>>,
    rules_lock: Option<Arc<str>>,
    seal: Seal,
    hall: Hall,
    changes: Changes,
}

/// What a station read last, for the double-read guard.
#[derive(Clone, Debug)]
pub(crate) struct LastScan {
    person: PersonId,
    issue: u16,
    outcome: Outcome,
    boot: Option<Boot>,
}

/// Numbers that a station has to itself.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    station: Arc<str>,
    /// The next free one.
    next: u32,
    /// The last.
    last: u32,
}

/// Records that changed since somebody last asked: what a search index has to catch up with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// So much changed that everything should be read again.
    pub all: bool,
    /// Otherwise, whose record changed or vanished.
    pub people: Vec<PersonId>,
    /// So much changed that a board should be made anew.
    pub board: bool,
    /// Otherwise, the libraries whose numbers changed.
    pub libraries: Vec<VillageCode>,
}

impl Changes {
    /// Every board is to be made anew.
    fn board_anew(&mut self) {
        self.board = true;
        self.libraries.clear();
    }
}

/// Where somebody comes from, in words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin<'a> {
    /// Village, by its official name where the code is known.
    pub village: &'a str,
    /// Its sub-district.
    pub subdistrict: &'a str,
    /// The village's library.
    pub library: &'a str,
    /// The office.
    pub office: &'a str,
}

impl<'a> Origin<'a> {
    /// The delegation: people of one village library, else of one office.
    pub fn delegation(&self) -> &'a str {
        [self.library, self.office, self.village]
            .into_iter()
            .find(|s| !s.is_empty())
            .unwrap_or_default()
    }
}

impl Meeting {
    /// What the meeting is; `None` before it is founded.
    pub fn about(&self) -> Option<&About> {
        self.about.as_ref()
    }

    /// The directory of the automatic backup.
    pub fn backup_directory(&self) -> Option<&str> {
        self.backup_directory.as_deref()
    }

    /// What people have said of the heads of a list's files: the head, and the name of the field or
    /// nothing for *not read*.
    pub fn columns_of(&self, list: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
        let heads = self.columns.get(list).into_iter().flatten();
        heads.map(|(head, field)| (head.as_str(), field.as_deref()))
    }

    /// Everybody.
    pub fn people(&self) -> &People {
        &self.people
    }

    /// One person.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(id)
    }

    /// The libraries by village code.
    pub fn libraries(&self) -> &BTreeMap<VillageCode, Library> {
        &self.libraries
    }

    /// The name of a library: its own, else that of its village, else its code.
    pub fn library_name<'a>(&'a self, code: &'a VillageCode) -> &'a str {
        let own = self.libraries.get(code).map(|l| l.name.as_str());
        if let Some(name) = own.filter(|n| !n.is_empty()) {
            return name;
        }
        self.village(code)
            .map_or(code.as_str(), |v| v.name.as_str())
    }

    /// The libraries somebody means: by code, else by name, whatever the spelling; several may bear it.
    pub fn libraries_called(&self, text: &str) -> Vec<&VillageCode> {
        if let Ok(code) = VillageCode::parse(text) {
            return self
                .libraries
                .get_key_value(&code)
                .map(|(code, _)| code)
                .into_iter()
                .collect();
        }
        // "Bontoa, Mandai": the sub-district tells two of one name apart.
        let (name, inside) = text.split_once(',').unwrap_or((text, ""));
        let (name, inside) = (names::fold(name), names::fold(inside));
        let front = format!("{} ", names::fold("perpustakaan"));
        let bears = |code: &VillageCode| {
            let village = self.village(code).map_or("", |v| v.name.as_str());
            let own = names::fold(self.library_name(code));
            own == name || own.strip_prefix(&front) == Some(&name) || names::fold(village) == name
        };
        let lies = |code: &VillageCode| {
            inside.is_empty() || names::fold(self.subdistrict_of(code)) == inside
        };
        let known = self.libraries.keys().filter(|_| !name.is_empty());
        known.filter(|code| bears(code) && lies(code)).collect()
    }

    /// The sub-district a library lies in; empty where no list knows it.
    pub fn subdistrict_of(&self, code: &VillageCode) -> &str {
        self.village(code).map_or("", |v| v.subdistrict.as_str())
    }

    fn village(&self, code: &VillageCode) -> Option<&record::Village> {
        let villages: &Gazetteer = self.villages.as_ref().unwrap_or(&MAROS);
        villages.get(code)
    }

    /// What the libraries reported.
    pub fn achievements(&self) -> &Achievements {
        &self.achievements
    }

    /// What they had reported before the last import that changed anything outside a seal; none before
    /// the first. What movement on the board is told against.
    pub fn achievements_before(&self, seal: &Seal) -> Option<&Achievements> {
        self.imports.before(&self.rules(), seal)
    }

    /// The rules of the board: those that were set, else the usual ones for the year of the meeting.
    pub fn rules(&self) -> Arc<Rules> {
        let year = || self.about.as_ref().map_or(2000, |a| a.date.year());
        self.rules
            .clone()
            .unwrap_or_else(|| Arc::new(Rules::usual(year())))
    }

    /// Were rules set, or are these the usual ones?
    pub fn has_own_rules(&self) -> bool {
        self.rules.is_some()
    }

    /// The hash of the rules that are locked; none: they may change.
    pub fn rules_lock(&self) -> Option<&str> {
        self.rules_lock.as_deref()
    }

    /// What is kept from the hall.
    pub fn seal(&self) -> &Seal {
        &self.seal
    }

    /// What the hall is meant to see.
    pub fn hall(&self) -> &Hall {
        &self.hall
    }

    /// The villages that names and codes are held against: the imported list, else Maros.
    pub fn villages(&self) -> Arc<Gazetteer> {
        self.villages.clone().unwrap_or_else(|| MAROS.clone())
    }

    /// Where a record says somebody comes from.
    pub fn origin<'a>(&'a self, record: &'a Record) -> Origin<'a> {
        let mut origin = Origin {
            village: &record.village_text,
            subdistrict: &record.subdistrict_text,
            library: &record.library_text,
            office: &record.office,
        };
        if let Some(code) = &record.village {
            let villages: &Gazetteer = self.villages.as_ref().unwrap_or(&MAROS);
            if let Some(village) = villages.get(code) {
                origin.village = &village.name;
                origin.subdistrict = &village.subdistrict;
            }
            if let (true, Some(library)) = (origin.library.is_empty(), self.libraries.get(code)) {
                origin.library = &library.name;
            }
        }
        origin
    }

    /// Where somebody is from in a column: *Salenrang, Bontoa*; without a village the office, else what else
    /// tells it.
    pub fn place_of(&self, person: &Person) -> String {
        let origin = self.origin(&person.record);
        match (origin.village, origin.subdistrict) {
            ("", subdistrict) => [origin.office, origin.library, subdistrict]
                .into_iter()
                .find(|s| !s.is_empty())
                .unwrap_or(person.position())
                .to_owned(),
            (village, "") => village.to_owned(),
            (village, subdistrict) => format!("{village}, {subdistrict}"),
        }
    }

    /// The badge code of a person that is valid now: 16 characters.
    pub fn code_of(&self, person: &Person) -> Option<String> {
        self.code(SubjectKind::Person, person.id.0, person.issue)
    }

    /// The code of a delegation's letter.
    pub fn letter_code(&self, id: DelegationId) -> Option<String> {
        self.code(SubjectKind::Delegation, id.0, 0)
    }

    /// The code of a page of an attendance list.
    pub fn page_code(&self, page: u32) -> Option<String> {
        self.code(SubjectKind::Page, page, 0)
    }

    /// The code of an order on the command card.
    pub fn order_code(&self, order: Order) -> Option<String> {
        self.code(SubjectKind::Command, order.number(), 0)
    }

    fn code(&self, kind: SubjectKind, number: u32, issue: u16) -> Option<String> {
        let secret = self.secret.as_ref().filter(|s| !s.is_emptied())?;
        Some(code::encode(secret, Subject::new(kind, number)?, issue))
    }

    /// The supervisor's PIN, as a slow salted hash; none: everybody may do everything.
    pub fn pin(&self) -> Option<&Pin> {
        self.pin.as_ref()
    }

    /// The number that the next walk-in of a station gets: of its own block while that lasts.
    pub fn next_number(&self, station: &str) -> PersonId {
        let own = |b: &&Block| &*b.station == station && b.next <= b.last;
        let block = self.blocks.iter().find(own);
        block.map_or_else(|| self.people.next(), |b| PersonId(b.next))
    }

    /// How many numbers of its own a station has left.
    pub fn numbers_left(&self, station: &str) -> u32 {
        let own = self.blocks.iter().filter(|b| &*b.station == station);
        own.map(|b| (b.last + 1).saturating_sub(b.next)).sum()
    }

    /// Is this a copy that `forget` made? Its secret is emptied like every other private value, so
    /// nobody can be named, no code can be proved, and nothing more is recorded here.
    pub fn is_forgotten(&self) -> bool {
        self.secret.as_ref().is_some_and(Secret::is_emptied)
    }

    /// Two characters that tell this meeting from another of the same file name: the tag of its codes.
    pub fn tag(&self) -> Option<String> {
        let secret = self.secret.as_ref()?;
        let code = code::encode(secret, Subject::new(SubjectKind::Person, 1)?, 0);
        code.get(2..4).map(str::to_owned)
    }

    /// A word that no other meeting has, and that tells nothing about this one.
    pub fn identity(&self) -> String {
        let code = self.secret.as_ref().and_then(|secret| {
            Some(code::encode(
                secret,
                Subject::new(SubjectKind::Person, 1)?,
                0,
            ))
        });
        let code = code.unwrap_or_default();
        let word = blake3::derive_key("gelar 2026 which meeting this is", code.as_bytes());
        data_encoding::HEXLOWER.encode(word.get(..16).unwrap_or_default())
    }

    /// The last act of a station that can be undone.
    pub fn last_act(&self, station: &str) -> Option<&Act> {
        self.acts.iter().rev().find(|a| &*a.station == station)
    }

    /// What a station undid last, while it is undone.
    pub fn last_undone(&self, station: &str) -> Option<&TakenBack> {
        let mut taken = self.taken_back.iter().rev();
        taken.find(|t| &*t.act.station == station)
    }

    /// The act that replaced libraries or villages last.
    fn lists_by(&self) -> Option<EntryId> {
        let mut acts = self.acts.iter().rev();
        acts.find(|a| a.replaces_lists()).map(|a| a.id)
    }

    /// The act that changed a library's numbers last.
    fn numbers_by(&self, code: &VillageCode) -> Option<EntryId> {
        self.achievements.of(code).and_then(LibraryData::touched)
    }

    /// The last arrivals on a list, newest first, at most `n`.
    pub fn last_arrivals(&self, list: &ListId, n: usize) -> Vec<(&Person, &person::Arrival)> {
        let mut found: Vec<(&Person, &person::Arrival)> = Vec::new();
        // An import is passed over: it may touch a hundred thousand people, and this is asked per frame.
        for act in self.acts.iter().rev().filter(|a| !a.is_import()) {
            for id in act.people() {
                let arrival = self
                    .person(id)
                    .and_then(|p| Some((p, p.arrival(list)?)))
                    .filter(|(_, a)| a.act == act.id);
                found.extend(arrival);
            }
            if found.len() >= n {
                break;
            }
        }
        found.truncate(n);
        found
    }

    /// An instant as a civil time of the meeting's zone.
    pub fn local(&self, at: Timestamp) -> DateTime {
        let zone = self.about.as_ref().map(|a| a.zone).unwrap_or_default();
        zone.offset().to_datetime(at)
    }

    /// An instant as RFC 3339 with the meeting's offset.
    pub fn rfc3339(&self, at: Timestamp) -> String {
        let zone = self.about.as_ref().map(|a| a.zone).unwrap_or_default();
        at.display_with_offset(zone.offset()).to_string()
    }

    /// What changed in the records since the last call.
    pub fn take_changes(&mut self) -> Changes {
        std::mem::take(&mut self.changes)
    }
}
