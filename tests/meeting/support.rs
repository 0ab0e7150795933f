//! A desk in a few words: who does what, on a journal in memory, so that every event of every test
//! goes through decision, codec, chain and fold. All persons are invented.
#![allow(dead_code)] // two test programs share these words; neither uses all of them

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gelar::journal::memory::MemoryJournal;
use gelar::journal::{Appended, Draft, Entry, Journal, codec};
use gelar::meeting::Meeting;
use gelar::meeting::attendance::{ListDefined, Purpose, Totals};
use gelar::meeting::code::{self, Secret, Subject, SubjectKind};
use gelar::meeting::command::{Command, Context, Refusal, Role};
use gelar::meeting::delegation::{DelegationId, Home, Standing};
use gelar::meeting::event::{
    Boot, Event, How, ImportedPerson, LibrariesImported, PeopleImported, Stamp, WalkIn,
};
use gelar::meeting::id::{EntryId, ListId, PersonId, VillageCode};
use gelar::meeting::person::{Arrival, Note, Person, State, Tally};
use gelar::meeting::protocol::Call;
use gelar::meeting::record::{About, Contact, FieldSet, Library, Personal, Record, Zone};
use gelar::session::{self, Session};

/// The randomness of the founding command: the secret of every meeting here unless told otherwise.
pub const SECRET: [u8; 32] = [7; 32];

/// Ids of two commands lie so far apart.
pub const STRIDE: u64 = 1 << 16;

/// 2026-11-23, 07.30 WITA.
const MORNING: i64 = 1_795_390_200;

/// A station, and what its clock since boot says.
#[derive(Clone, Copy, Debug)]
pub struct At {
    pub station: &'static str,
    pub boot: Option<(&'static str, u64)>,
}

pub const M1: At = At {
    station: "Meja 1",
    boot: None,
};
pub const M2: At = At {
    station: "Meja 2",
    boot: None,
};
pub const M3: At = At {
    station: "Meja 3",
    boot: None,
};

impl At {
    /// The same station, so many milliseconds after the boot of the venue laptop.
    pub fn ms(self, ms: u64) -> At {
        self.booted("laptop", ms)
    }

    pub fn booted(self, boot: &'static str, ms: u64) -> At {
        At {
            boot: Some((boot, ms)),
            ..self
        }
    }

    pub fn context(self, id: u64, second: i64) -> Context {
        Context {
            stamp: Stamp {
                id: EntryId(id),
                group: None,
                at: jiff::Timestamp::from_second(MORNING + second).unwrap(),
                offset: 480,
                boot: self.boot.map(|(id, ms)| Boot { id: id.into(), ms }),
                station: self.station.into(),
                operator: "Rahma".into(),
            },
            random: SECRET,
            role: gelar::meeting::command::Role::default(),
        }
    }
}

/// One window on one journal.
pub struct Scene {
    pub journal: MemoryJournal,
    pub session: Session,
    pub commands: u64,
}

impl Scene {
    /// An empty journal.
    pub fn empty() -> Self {
        let mut journal = MemoryJournal::new();
        let session = Session::open(&mut journal).unwrap();
        Scene {
            journal,
            session,
            commands: 0,
        }
    }

    /// A founded meeting without people.
    pub fn founded() -> Self {
        let mut scene = Scene::empty();
        scene.does(Command::Found(about("Pertemuan Belajar Sesama")));
        scene
    }

    /// A founded meeting with people 1 to `n`.
    pub fn with_people(n: u32) -> Self {
        let mut scene = Scene::founded();
        for i in 1..=n {
            scene.does(add(&format!("Tenri Contoh {i}")));
        }
        scene
    }

    pub fn meeting(&self) -> &Meeting {
        self.session.meeting()
    }

    pub fn context(&mut self, at: At) -> Context {
        self.commands += 1;
        let second = i64::try_from(self.commands).unwrap();
        at.context(self.commands * STRIDE, second)
    }

    /// Somebody wants something.
    pub fn tell(&mut self, at: At, command: Command) -> Result<Vec<Event>, Refusal> {
        let context = self.context(at);
        session::run(&mut self.session, &mut self.journal, command, context).unwrap()
    }

    /// *Meja 1* does it.
    pub fn does(&mut self, command: Command) -> Vec<Event> {
        self.told(M1, command)
    }

    /// It is done, there; answers what happened.
    pub fn told(&mut self, at: At, command: Command) -> Vec<Event> {
        let shown = format!("{command:?}");
        self.tell(at, command)
            .unwrap_or_else(|refusal| panic!("{shown} was refused: {refusal:?}"))
    }

    /// *Meja 1* is refused, and nothing is written.
    pub fn refuses(&mut self, command: Command) -> Refusal {
        self.refuses_at(M1, command)
    }

    pub fn refuses_at(&mut self, at: At, command: Command) -> Refusal {
        let before = self.journal.head();
        let shown = format!("{command:?}");
        let refusal = match self.tell(at, command) {
            Err(refusal) => refusal,
            Ok(events) => panic!("{shown} was not refused: {events:?}"),
        };
        assert_eq!(self.journal.head(), before, "a refusal wrote something");
        refusal
    }

    /// The id of the last command's first entry.
    pub fn last_id(&self) -> EntryId {
        EntryId(self.commands * STRIDE)
    }

    /// Undoes the last act of *Meja 1*, as Ctrl+Z does.
    pub fn ctrl_z(&mut self, at: At) -> Result<Vec<Event>, Refusal> {
        let act = self.meeting().last_act(at.station).map(|a| a.id);
        self.tell(at, undo(act.expect("nothing to undo")))
    }

    /// Brings back what a station undid last, as Ctrl+Y does.
    pub fn ctrl_y(&mut self, at: At) -> Result<Vec<Event>, Refusal> {
        let taken = self.meeting().last_undone(at.station).map(|t| t.act.id);
        self.tell(at, redo(taken.expect("nothing to redo")))
    }

    /// The code on the badge of a person, as printed now.
    pub fn badge(&self, person: u32) -> String {
        let person = self.person(person);
        self.meeting().code_of(person).unwrap()
    }

    pub fn person(&self, person: u32) -> &Person {
        self.meeting().person(PersonId(person)).unwrap()
    }

    pub fn is_present(&self, person: u32) -> bool {
        self.is_on(person, "hadir")
    }

    pub fn is_on(&self, person: u32, list: &str) -> bool {
        self.person(person).arrival(&ListId::new(list)).is_some()
    }

    /// Who is on a list, by number.
    pub fn on(&self, list: &str) -> Vec<u32> {
        let people = self.meeting().people().iter();
        let there = people.filter(|p| p.arrival(&ListId::new(list)).is_some());
        there.map(|p| p.id.0).collect()
    }

    /// The state folded anew from the journal is the state at hand, to the last detail.
    pub fn replays(&self) {
        let replayed = Session::open(&mut self.journal.clone()).unwrap();
        assert_eq!(whole(replayed.meeting()), whole(self.meeting()));
        recount(self.meeting());
    }

    /// An officer or supervisor wants something so many seconds after the morning began.
    pub fn tell_as(
        &mut self,
        role: Role,
        second: i64,
        command: Command,
    ) -> Result<Vec<Event>, Refusal> {
        self.commands += 1;
        let mut context = M1.context(self.commands * STRIDE, second);
        context.role = role;
        session::run(&mut self.session, &mut self.journal, command, context).unwrap()
    }

    pub fn total(&self) -> (usize, usize) {
        let total = self.meeting().people().total();
        (total.present, total.expected)
    }

    /// Entries made by hand, as an import would make them: one act, one transaction.
    pub fn write(&mut self, at: At, events: Vec<Event>) -> EntryId {
        let context = self.context(at);
        let id = context.stamp.id;
        let group = (events.len() > 1).then_some(id);
        let drafts = (0..)
            .zip(events)
            .map(|(n, event)| Draft {
                stamp: Stamp {
                    id: id.plus(n),
                    group,
                    ..context.stamp.clone()
                },
                event,
                salt: [3; 16],
            })
            .collect();
        let expected = self.session.head().seq;
        match self.journal.append(expected, drafts).unwrap() {
            Appended::Done { entries, head } => self.session.follow(&entries, head),
            conflict @ Appended::Conflict { .. } => panic!("{conflict:?}"),
        }
        id
    }

    /// An import of people in entries of these sizes.
    pub fn import(&mut self, sizes: &[u32]) -> EntryId {
        let mut next = self.meeting().people().next().0;
        let events = sizes
            .iter()
            .map(|size| {
                let rows = (next..next + size)
                    .map(|id| imported(id, &format!("Baso Impor {id}"), "Pengelola"))
                    .collect();
                next += size;
                Event::PeopleImported(PeopleImported { rows })
            })
            .collect();
        self.write(M1, events)
    }

    pub fn entries(&self) -> Vec<Entry> {
        entries(&self.journal)
    }
}

/// All entries of a journal.
pub fn entries(journal: &MemoryJournal) -> Vec<Entry> {
    let mut found = Vec::new();
    journal.clone().read(0, &mut |e| found.push(e)).unwrap();
    found
}

pub fn imported(id: u32, name: &str, group: &str) -> ImportedPerson {
    ImportedPerson {
        id: PersonId(id),
        record: record(name, group),
        changed: vec![],
    }
}

pub fn about(title: &str) -> About {
    About {
        title: title.into(),
        date: jiff::civil::date(2026, 11, 23),
        place: "Aula, Maros".into(),
        zone: Zone::Wita,
        organiser: "Dinas Perpustakaan".into(),
        sample: false,
        ..About::default()
    }
}

pub fn record(name: &str, group: &str) -> Arc<Record> {
    Arc::new(Record {
        personal: Personal {
            name: name.into(),
            phone: "081200000001".into(),
            ..Personal::default()
        },
        group: group.into(),
        ..Record::default()
    })
}

/// A badge code under the secret of these tests.
pub fn code_for(kind: SubjectKind, number: u32, issue: u16) -> String {
    let subject = Subject::new(kind, number).unwrap();
    code::encode(&Secret::new(SECRET), subject, issue)
}

pub fn add(name: &str) -> Command {
    Command::Add {
        record: record(name, "Kepala Desa"),
        arrive: None,
    }
}

pub fn add_present(name: &str) -> Command {
    Command::Add {
        record: record(name, "Tamu"),
        arrive: Some(ListId::main()),
    }
}

pub fn correct(person: u32, name: &str, group: &str) -> Command {
    Command::Correct {
        person: PersonId(person),
        base: None,
        record: record(name, group),
    }
}

pub fn scan(code: &str) -> Command {
    scan_on(code, "hadir")
}

pub fn scan_on(code: &str, list: &str) -> Command {
    Command::Scan {
        reading: gelar::meeting::code::read(code),
        list: ListId::new(list),
    }
}

pub fn check_in(person: u32) -> Command {
    Command::CheckIn {
        person: PersonId(person),
        list: ListId::main(),
        how: gelar::meeting::event::How::Hand,
    }
}

pub fn withdraw(person: u32) -> Command {
    Command::Withdraw {
        person: PersonId(person),
        list: ListId::main(),
    }
}

pub fn cancel(person: u32) -> Command {
    Command::Cancel {
        person: PersonId(person),
        reason: "sakit".into(),
    }
}

pub fn restore(person: u32) -> Command {
    Command::Restore(PersonId(person))
}

pub fn reissue(person: u32) -> Command {
    Command::Reissue {
        person: PersonId(person),
        reason: "kartu hilang".into(),
    }
}

pub fn undo(act: EntryId) -> Command {
    Command::Undo(act)
}

pub fn redo(act: EntryId) -> Command {
    Command::Redo(act)
}

/// Pajjukukang in Bontoa.
pub const BONTOA: &str = "73.09.05.2002";
/// Barugae in Mallawa.
pub const MALLAWA: &str = "73.09.06.2011";

/// Somebody of a group from a village.
pub fn from(name: &str, group: &str, village: &str) -> Arc<Record> {
    let mut record = (*record(name, group)).clone();
    record.village = VillageCode::parse(village).ok();
    Arc::new(record)
}

/// Somebody of a village's people is invited.
pub fn add_from(name: &str, village: &str) -> Command {
    Command::Add {
        record: from(name, "Pengelola perpustakaan", village),
        arrive: None,
    }
}

pub fn walk_in(name: &str, village: &str) -> Command {
    Command::WalkIn {
        record: from(name, "", village),
        class: WalkIn::Additional,
        list: ListId::main(),
        sure: false,
    }
}

pub fn substitute(person: u32, name: &str) -> Command {
    Command::Substitute {
        person: PersonId(person),
        by: Arc::new(Personal {
            name: name.into(),
            ..Personal::default()
        }),
        seen: None,
        list: ListId::main(),
    }
}

pub fn together(delegation: u32, people: &[u32]) -> Command {
    Command::ArriveTogether {
        delegation: DelegationId(delegation),
        people: people.iter().map(|p| PersonId(*p)).collect(),
        list: ListId::main(),
    }
}

pub fn check_in_on(person: u32, list: &str) -> Command {
    Command::CheckIn {
        person: PersonId(person),
        list: ListId::new(list),
        how: How::Hand,
    }
}

pub fn close(list: &str) -> Command {
    Command::Close(ListId::new(list))
}

pub fn addendum(change: Command) -> Command {
    Command::Addendum {
        reason: "datang terlambat".into(),
        change: Box::new(change),
    }
}

/// A hand-out that goes along with the arrival.
pub fn along(list: &str) -> Command {
    Command::DefineList(ListDefined {
        list: ListId::new(list),
        title: String::new(),
        purpose: Purpose::HandOut,
        along: true,
    })
}

/// People by their numbers.
pub fn ids(people: &[u32]) -> Vec<PersonId> {
    people.iter().map(|p| PersonId(*p)).collect()
}

/// What happened or why not, in one line: the stored words, the outcome of a scan, the refusal.
pub fn said(result: &Result<Vec<Event>, Refusal>) -> String {
    match result {
        Ok(events) if events.is_empty() => "nothing".into(),
        Ok(events) => events
            .iter()
            .map(|event| match event {
                Event::ScanRefused(e) => format!("scan:{:?}", e.outcome),
                other => codec::word(other).to_owned(),
            })
            .collect::<Vec<_>>()
            .join("+"),
        Err(refusal) => {
            let shown = format!("{refusal:?}");
            let end = shown.find(|c: char| !c.is_alphanumeric());
            shown[..end.unwrap_or(shown.len())].to_owned()
        }
    }
}

/// One person as a screen can show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    id: PersonId,
    record: Arc<Record>,
    code: Option<String>,
    issue: u16,
    reissued: Option<Note>,
    cancelled: Option<Note>,
    arrivals: Vec<Arrival>,
    by_hand: FieldSet,
    class: Option<WalkIn>,
    who_came: Personal,
    state: State,
    delegation: Option<DelegationId>,
}

/// Everything a screen can show of a meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct Visible {
    about: Option<About>,
    people: Vec<Shown>,
    count: usize,
    total: Tally,
    groups: BTreeMap<String, Tally>,
    libraries: BTreeMap<VillageCode, Library>,
    last_arrivals: Vec<PersonId>,
    calls: Vec<Call>,
    standings: Vec<Standing>,
    totals: Totals,
}

pub fn visible(meeting: &Meeting) -> Visible {
    let people = meeting.people();
    Visible {
        about: meeting.about().cloned(),
        people: people
            .iter()
            .map(|p| Shown {
                id: p.id,
                record: p.record.clone(),
                code: meeting.code_of(p),
                issue: p.issue,
                reissued: p.reissued.clone(),
                cancelled: p.cancelled.clone(),
                arrivals: p.arrivals.clone(),
                by_hand: p.by_hand,
                class: p.class,
                who_came: p.who_came().clone(),
                state: p.state(&ListId::main()),
                delegation: meeting.delegation_of(p).map(|d| d.id),
            })
            .collect(),
        count: people.len(),
        total: people.total(),
        groups: people.groups().clone(),
        libraries: meeting.libraries().clone(),
        last_arrivals: meeting
            .last_arrivals(&ListId::main(), 1_000)
            .iter()
            .map(|(p, _)| p.id)
            .collect(),
        calls: meeting.calls().to_vec(),
        // A number that was given stays given, so those that nobody is left of are not looked at.
        standings: meeting
            .delegations()
            .iter()
            .filter_map(|d| meeting.standing(d.id, &ListId::main()))
            .collect(),
        totals: meeting.totals(&ListId::main()),
    }
}

/// Everything there is in a meeting, down to what can be undone; without what an index still has to
/// catch up with, which is each window's own.
pub fn whole(meeting: &Meeting) -> String {
    let mut meeting = meeting.clone();
    meeting.take_changes();
    format!("{meeting:#?}")
}

/// The running counts against a count from scratch.
pub fn recount(meeting: &Meeting) {
    let people = meeting.people();
    let mut total = Tally::default();
    let mut groups: BTreeMap<String, Tally> = BTreeMap::new();
    for person in people.iter() {
        let present = person.arrival(&ListId::main()).is_some();
        if !present && (person.cancelled.is_some() || person.class.is_some()) {
            continue;
        }
        let group = groups.entry(person.record.group.clone()).or_default();
        for tally in [&mut total, group] {
            tally.present += usize::from(present);
            tally.expected += 1;
        }
        let mut lists: Vec<&ListId> = person.arrivals.iter().map(|a| &a.list).collect();
        lists.sort();
        lists.dedup();
        assert_eq!(lists.len(), person.arrivals.len(), "{person:?}");
    }
    assert_eq!(people.total(), total);
    assert_eq!(people.groups(), &groups);
    assert_eq!(people.len(), people.iter().count());
    let sums = meeting.totals(&ListId::main());
    assert_eq!(sums.present as usize, total.present);
    assert_eq!((sums.invited + sums.added) as usize, total.expected);
    for delegation in meeting.delegations().iter() {
        let here = |p: &&Person| Home::of(&p.record).as_ref() == Some(&delegation.home);
        let members: Vec<PersonId> = people.iter().filter(here).map(|p| p.id).collect();
        assert_eq!(delegation.members, members, "{:?}", delegation.home);
    }
    // Whoever is waited for is there.
    for call in meeting.calls() {
        let person = call.person.map(|p| meeting.person(p).unwrap());
        assert!(
            person.is_none_or(|p| p.arrival(&ListId::main()).is_some()),
            "{call:?}"
        );
    }
}

/// A closed list changes in acts that begin with the reason, and in no other; numbers are given once.
pub fn papers_are_sound(all: &[Entry]) {
    let mut state = Meeting::default();
    let mut numbers = std::collections::BTreeSet::new();
    let mut noted: Option<(EntryId, BTreeSet<ListId>)> = None;
    for entry in all {
        let act = entry.stamp.act();
        if noted.as_ref().is_none_or(|(of, _)| *of != act) {
            noted = Some((act, BTreeSet::new()));
        }
        if let (Event::AddendumNoted(e), Some((_, lists))) = (&entry.event, &mut noted) {
            assert!(state.closing(&e.list).is_some() && !e.changed.is_empty());
            lists.insert(e.list.clone());
        }
        let new: Vec<PersonId> = match &entry.event {
            Event::PersonAdded(e) => vec![e.id],
            Event::WalkedIn(e) => vec![e.id],
            Event::PeopleImported(e) => e.rows.iter().map(|r| r.id).collect(),
            _ => vec![],
        };
        for id in new {
            assert!(numbers.insert(id), "{id} given twice");
        }
        let printed = |meeting: &Meeting, list: &ListId| -> Vec<(PersonId, Personal, Record)> {
            let there = meeting
                .people()
                .iter()
                .filter(|p| p.arrival(list).is_some());
            let row = |p: &Person| (p.id, p.who_came().clone(), (*p.record).clone());
            there.map(row).collect()
        };
        let before: Vec<_> = state
            .lists()
            .into_iter()
            .filter(|l| state.closing(l).is_some())
            .collect();
        let rows: Vec<_> = before.iter().map(|l| printed(&state, l)).collect();
        state.evolve(&entry.stamp, &entry.event);
        for (list, rows) in before.iter().zip(rows) {
            let excused = noted
                .as_ref()
                .is_some_and(|(_, lists)| lists.contains(list));
            assert!(
                excused || printed(&state, list) == rows,
                "{list:?}: {:?}",
                entry.event
            );
        }
    }
}

/// A list of one library, always of the same village.
pub fn library(name: &str) -> Event {
    Event::LibrariesImported(LibrariesImported {
        rows: vec![Library {
            code: VillageCode::parse("73.09.05.2002").unwrap(),
            name: name.into(),
            kind: "desa".into(),
            partner_year: None,
            partner_month: None,
            partner_source: String::new(),
            has_account: None,
            quota: None,
            contact: Contact::default(),
        }],
    })
}
