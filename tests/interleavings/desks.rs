//! Several sessions on one journal, driven one move at a time, and what must be true in the end.

use std::collections::BTreeMap;

use gelar::journal::memory::MemoryJournal;
use gelar::journal::{Entry, Head, Journal, JournalError};
use gelar::meeting::Meeting;
use gelar::meeting::command::{Command, Context, Refusal};
use gelar::meeting::decide::decide;
use gelar::meeting::event::{Event, Outcome};
use gelar::meeting::id::{EntryId, PersonId};
use gelar::session::{Reply, Request, Session, Step, Ticket, serve};

use crate::support::{At, STRIDE, Scene, entries, papers_are_sound, recount, whole};

/// One window: its session, its line to the journal, and what is on that line.
pub struct Desk {
    pub session: Session,
    pub journal: MemoryJournal,
    at: At,
    asked: Option<Request>,
    answer: Option<Reply>,
    at_rest: bool,
    given: BTreeMap<Ticket, (Command, Context, u64)>,
    pub settled: Vec<Ended>,
}

/// A command and how it ended.
pub struct Ended {
    pub command: Command,
    pub context: Context,
    /// How many entries there were when it was given, and when it ended.
    pub span: (u64, u64),
    pub result: Result<Vec<Event>, Refusal>,
}

/// One thing that can happen next at a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The session says what to do; settled commands are noted on the way.
    Step,
    /// The journal does what was asked.
    Serve,
    /// The journal does it, and its answer is lost.
    ServeAndLose,
    /// The journal fails and does nothing.
    Fail,
    /// The answer reaches the session.
    Reply,
    /// The session reads what others committed.
    Follow,
    /// The operator tries again.
    Retry,
}

impl Desk {
    fn new(at: At, journal: &MemoryJournal) -> Self {
        let mut journal = journal.clone();
        let session = Session::open(&mut journal).unwrap();
        Desk {
            session,
            journal,
            at,
            asked: None,
            answer: None,
            at_rest: true,
            given: BTreeMap::new(),
            settled: Vec::new(),
        }
    }

    /// The one move that brings this desk forward; none when it is at rest.
    pub fn forward(&self) -> Option<Move> {
        if self.answer.is_some() {
            Some(Move::Reply)
        } else if self.asked.is_some() {
            Some(Move::Serve)
        } else if self.session.stalled().is_some() {
            Some(Move::Retry)
        } else {
            (!self.at_rest).then_some(Move::Step)
        }
    }

    /// Is the next thing asked of the journal an append?
    pub fn about_to_append(&self) -> bool {
        matches!(self.asked, Some(Request::Append { .. }))
    }

    pub fn about_to_lock(&self) -> bool {
        matches!(self.asked, Some(Request::Lock { .. }))
    }

    pub fn make(&mut self, it: Move) {
        match it {
            Move::Step => self.step(),
            Move::Serve => {
                let request = self.asked.take().unwrap();
                self.answer = Some(serve(&mut self.journal, request));
            }
            Move::ServeAndLose => {
                let request = self.asked.take().unwrap();
                let lost = || JournalError::Io("the answer was lost".into());
                self.answer = Some(match serve(&mut self.journal, request) {
                    Reply::Appended(_) => Reply::Appended(Err(lost())),
                    Reply::Locked(_) => Reply::Locked(Err(lost())),
                    Reply::Unlocked => Reply::Unlocked,
                });
            }
            Move::Fail => {
                self.journal.fail_next(JournalError::Full);
                self.make(Move::Serve);
            }
            Move::Reply => {
                let answer = self.answer.take().unwrap();
                self.session.reply(answer);
                self.at_rest = false;
            }
            Move::Follow => {
                let (missed, head) = news(&mut self.journal, self.session.head());
                self.session.follow(&missed, head);
                self.at_rest = false;
            }
            Move::Retry => {
                self.session.retry();
                self.at_rest = false;
            }
        }
    }

    fn step(&mut self) {
        loop {
            match self.session.step() {
                Step::Ask(request) => {
                    self.asked = Some(request);
                    return;
                }
                Step::Settled(settled) => {
                    let (command, context, from) = self.given.remove(&settled.ticket).unwrap();
                    self.settled.push(Ended {
                        command,
                        context,
                        span: (from, self.session.head().seq),
                        result: settled.result,
                    });
                }
                Step::Idle => {
                    self.at_rest = true;
                    return;
                }
            }
        }
    }
}

fn news(journal: &mut MemoryJournal, known: Head) -> (Vec<Entry>, Head) {
    let mut missed = Vec::new();
    let head = journal.read(known.seq, &mut |e| missed.push(e)).unwrap();
    (missed, head)
}

/// Several windows.
#[allow(clippy::struct_field_names)] // the desks of a set of desks
pub struct Desks {
    pub desks: Vec<Desk>,
    journal: MemoryJournal,
    commands: u64,
}

impl Desks {
    /// Windows at these stations, opened on what has happened so far.
    pub fn on(scene: &Scene, at: &[At]) -> Self {
        Desks {
            desks: at.iter().map(|at| Desk::new(*at, &scene.journal)).collect(),
            journal: scene.journal.clone(),
            commands: 0,
        }
    }

    /// Somebody wants something at a desk.
    pub fn give(&mut self, desk: usize, command: Command) {
        self.commands += 1;
        let id = (1_000_000 + self.commands) * STRIDE;
        let second = i64::try_from(self.commands).unwrap();
        let desk = &mut self.desks[desk];
        let context = desk.at.context(id, second);
        let ticket = desk.session.submit(command.clone(), context.clone());
        let from = desk.session.head().seq;
        desk.given.insert(ticket, (command, context, from));
        desk.at_rest = false;
    }

    /// The desks that are not at rest.
    pub fn busy(&self) -> Vec<usize> {
        (0..self.desks.len())
            .filter(|d| self.desks[*d].forward().is_some())
            .collect()
    }

    pub fn forward(&mut self, desk: usize) {
        let desk = &mut self.desks[desk];
        if let Some(next) = desk.forward() {
            desk.make(next);
        }
    }

    /// Lets a desk do what nobody else sees: deciding, and taking an answer in.
    pub fn by_itself(&mut self, desk: usize) {
        while matches!(
            self.desks[desk].forward(),
            Some(Move::Reply | Move::Step | Move::Retry)
        ) {
            self.forward(desk);
        }
    }

    /// Brings one desk to rest while the others stand still.
    pub fn finish(&mut self, desk: usize) {
        for _ in 0..100 {
            let Some(next) = self.desks[desk].forward() else {
                return;
            };
            self.desks[desk].make(next);
        }
        panic!("desk {desk} never comes to rest");
    }

    pub fn entries(&self) -> Vec<Entry> {
        entries(&self.journal)
    }

    pub fn outcome(&self, desk: usize) -> String {
        let said = |e: &Ended| crate::support::said(&e.result);
        let all: Vec<String> = self.desks[desk].settled.iter().map(said).collect();
        all.join(", ")
    }

    /// Everybody follows; then all of what must be true is checked.
    pub fn close(&mut self) {
        for desk in &mut self.desks {
            assert_eq!(desk.forward(), None);
            desk.make(Move::Follow);
            desk.make(Move::Step);
            assert_eq!(desk.forward(), None, "following left something to do");
            assert_eq!(desk.session.waiting(), 0);
            assert!(desk.given.is_empty(), "never settled: {:?}", desk.given);
            assert_eq!(desk.session.head(), self.journal.head());
        }
        let all = self.entries();
        let states = states(&all);
        let end = whole(states.last().unwrap());
        for desk in &self.desks {
            assert_eq!(whole(desk.session.meeting()), end);
        }
        recount(states.last().unwrap());
        once_each(&all);
        for desk in &self.desks {
            for ended in &desk.settled {
                true_answer(ended, &all, &states);
            }
        }
    }
}

/// The meeting before the first entry, after it, after the second …
fn states(all: &[Entry]) -> Vec<Meeting> {
    let mut states = vec![Meeting::default()];
    for entry in all {
        let mut next = states.last().unwrap().clone();
        next.evolve(&entry.stamp, &entry.event);
        states.push(next);
    }
    states
}

/// A command is answered as on the state that its entries were written on, and everything that was
/// answered is in the journal, once. A refusal was true at some time between wish and answer.
fn true_answer(ended: &Ended, all: &[Entry], states: &[Meeting]) {
    let decided = |seq: u64| {
        let state = &states[usize::try_from(seq).unwrap()];
        decide(state, &ended.command, &ended.context)
    };
    let id = ended.context.stamp.id;
    let mine: Vec<&Entry> = all.iter().filter(|e| e.stamp.act() == id).collect();
    let Some(first) = mine.first() else {
        let (from, to) = ended.span;
        assert!(
            (from..=to).any(|seq| decided(seq) == ended.result),
            "never true: {:?} to {:?}",
            ended.result,
            ended.command
        );
        return;
    };
    let written: Vec<Event> = mine.iter().map(|e| e.event.clone()).collect();
    assert_eq!(ended.result.as_ref(), Ok(&written), "{:?}", ended.command);
    assert_eq!(decided(first.seq - 1), ended.result, "not the newest state");
    assert!(first.seq > ended.span.0);
}

/// Ids are never met twice, numbers are never given twice, and nobody arrives who is there.
fn once_each(all: &[Entry]) {
    let mut ids = std::collections::BTreeSet::new();
    let mut state = Meeting::default();
    for (place, entry) in (1..).zip(all) {
        assert_eq!(entry.seq, place);
        assert!(ids.insert(entry.stamp.id), "{} twice", entry.stamp.id);
        match &entry.event {
            Event::WalkedIn(e) => assert!(state.person(e.id).is_none()),
            Event::Arrived(e) => {
                for id in &e.people {
                    let person = state.person(*id).unwrap();
                    assert!(person.arrival(&e.list).is_none(), "{id} arrives twice");
                }
            }
            _ => {}
        }
        state.evolve(&entry.stamp, &entry.event);
    }
    papers_are_sound(all);
}

/// The entries that say a person arrived, and those that say so of a refused scan.
pub fn arrivals_and_refusals(all: &[Entry], person: u32) -> (Vec<&Entry>, Vec<&Entry>) {
    let arrived =
        |e: &&Entry| matches!(&e.event, Event::Arrived(a) if a.people.contains(&PersonId(person)));
    let refused = |e: &&Entry| {
        matches!(&e.event, Event::ScanRefused(s)
            if s.outcome == Outcome::AlreadyPresent && s.person == Some(PersonId(person)))
    };
    (
        all.iter().filter(arrived).collect(),
        all.iter().filter(refused).collect(),
    )
}

/// A way through all choices: the same run again and again, each time another path.
pub struct Choices {
    path: Vec<(usize, usize)>,
    at: usize,
}

impl Choices {
    /// One of `n`.
    pub fn pick(&mut self, n: usize) -> usize {
        assert!(n > 0 && self.at < 200, "a desk never comes to rest");
        if self.at == self.path.len() {
            self.path.push((0, n));
        }
        let (choice, of) = self.path[self.at];
        assert_eq!(of, n, "the run is not the same for the same choices");
        self.at += 1;
        choice
    }

    fn next(mut self) -> Option<Self> {
        self.at = 0;
        while let Some((choice, of)) = self.path.pop() {
            if choice + 1 < of {
                self.path.push((choice + 1, of));
                return Some(self);
            }
        }
        None
    }
}

/// Runs once for every path; answers how many there were.
pub fn every_path(mut run: impl FnMut(&mut Choices)) -> usize {
    let mut paths = 0;
    let mut choices = Choices {
        path: Vec::new(),
        at: 0,
    };
    loop {
        run(&mut choices);
        paths += 1;
        match choices.next() {
            Some(next) => choices = next,
            None => return paths,
        }
    }
}

/// The id of the last act of a station.
pub fn last_act(scene: &Scene, station: &str) -> EntryId {
    scene.meeting().last_act(station).unwrap().id
}
