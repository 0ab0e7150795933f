//! One running program: the meeting it has folded, the commands it is deciding, and what it asks of
//! the journal. It does no I/O: it hands out [`Request`]s and takes [`Reply`]s, so that the console
//! can keep the journal on a thread of its own, a script can call it directly, and a test can
//! interleave any number of sessions in any order.
//!
//! A command is decided on the newest state this session knows. When another writer was faster, the
//! journal answers with the missed entries and the command is decided again; after two such
//! conflicts the session takes the writer's lock first, so nobody starves.

use std::collections::VecDeque;
use std::path::Path;

use crate::journal::sqlite::SqliteJournal;
use crate::journal::verify::{Problem, Report, verify};
use crate::journal::{Appended, Draft, Entry, Head, Journal, JournalError};
use crate::meeting::Meeting;
use crate::meeting::command::{Command, Context, Refusal};
use crate::meeting::decide::decide;
use crate::meeting::event::Event;
use crate::meeting::id::EntryId;

/// Names one submitted command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// What the session asks of the journal.
#[derive(Debug)]
pub enum Request {
    /// Append on this head.
    Append {
        /// The head the decision was made on.
        expected: u64,
        /// What was decided.
        drafts: Vec<Draft>,
    },
    /// Take the writer's lock and tell what was missed.
    Lock {
        /// The last entry this session knows.
        known: u64,
    },
    /// Give the writer's lock back.
    Unlock,
}

/// What the journal answers.
#[derive(Debug)]
pub enum Reply {
    /// To `Append`.
    Appended(Result<Appended, JournalError>),
    /// To `Lock`.
    Locked(Result<(Vec<Entry>, Head), JournalError>),
    /// To `Unlock`.
    Unlocked,
}

/// How a command ended.
#[derive(Debug)]
pub struct Settled {
    /// Which.
    pub ticket: Ticket,
    /// The events, committed and folded; or the refusal, with nothing written.
    pub result: Result<Vec<Event>, Refusal>,
}

/// What to do next.
#[derive(Debug)]
pub enum Step {
    /// Ask the journal and bring the reply to [`Session::reply`].
    Ask(Request),
    /// A command has ended.
    Settled(Settled),
    /// Nothing to do until something is submitted, replied or retried.
    Idle,
}

#[derive(Debug)]
struct Pending {
    ticket: Ticket,
    command: Command,
    context: Context,
    conflicts: u8,
    /// Its events, where they came in as news before the journal's answer did, or instead of it.
    written: Vec<Event>,
}

#[derive(Debug, PartialEq, Eq)]
enum Flight {
    None,
    Appending,
    Locking,
    Unlocking,
}

/// A running program's view of one meeting.
#[derive(Debug)]
pub struct Session {
    meeting: Meeting,
    head: Head,
    queue: VecDeque<Pending>,
    flight: Flight,
    locked: bool,
    stalled: Option<JournalError>,
    settled: VecDeque<Settled>,
    tickets: u64,
}

/// So many lost races and the lock comes first.
const PATIENCE: u8 = 2;

impl Session {
    /// Folds a whole journal.
    pub fn open(journal: &mut dyn Journal) -> Result<Self, JournalError> {
        match Session::salvage(journal) {
            (session, None) => Ok(session),
            (_, Some(error)) => Err(error),
        }
    }

    /// Folds a journal as far as it can be read, and says why not further.
    pub fn salvage(journal: &mut dyn Journal) -> (Self, Option<JournalError>) {
        let mut meeting = Meeting::default();
        let mut last = 0;
        let read = journal.read(0, &mut |entry| {
            meeting.evolve(&entry.stamp, &entry.event);
            last = entry.seq;
        });
        meeting.take_changes();
        let (head, error) = match read {
            Ok(head) => (head, None),
            Err(error) => (
                Head {
                    seq: last,
                    ..Head::EMPTY
                },
                Some(error),
            ),
        };
        let session = Session {
            meeting,
            head,
            queue: VecDeque::new(),
            flight: Flight::None,
            locked: false,
            stalled: None,
            settled: VecDeque::new(),
            tickets: 0,
        };
        (session, error)
    }

    /// The state folded so far.
    pub fn meeting(&self) -> &Meeting {
        &self.meeting
    }

    /// The state, for taking its [`crate::meeting::Changes`].
    pub fn meeting_mut(&mut self) -> &mut Meeting {
        &mut self.meeting
    }

    /// The last entry folded.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Commands not yet settled.
    pub fn waiting(&self) -> usize {
        self.queue.len()
    }

    /// Why the oldest command could not be written; it waits for [`Session::retry`].
    pub fn stalled(&self) -> Option<&JournalError> {
        self.stalled.as_ref()
    }

    /// Takes a command. The context is kept through every re-decision.
    pub fn submit(&mut self, command: Command, context: Context) -> Ticket {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.queue.push_back(Pending {
            ticket,
            command,
            context,
            conflicts: 0,
            written: Vec::new(),
        });
        ticket
    }

    /// What to do next.
    pub fn step(&mut self) -> Step {
        if let Some(settled) = self.settled.pop_front() {
            return Step::Settled(settled);
        }
        if self.flight != Flight::None || self.stalled.is_some() {
            return Step::Idle;
        }
        let Some(pending) = self.queue.front_mut() else {
            return self.release();
        };
        if !pending.written.is_empty() {
            let (ticket, result) = (pending.ticket, Ok(std::mem::take(&mut pending.written)));
            self.queue.pop_front();
            return Step::Settled(Settled { ticket, result });
        }
        if pending.conflicts >= PATIENCE && !self.locked {
            self.flight = Flight::Locking;
            return Step::Ask(Request::Lock {
                known: self.head.seq,
            });
        }
        match decide(&self.meeting, &pending.command, &pending.context) {
            Ok(events) if !events.is_empty() => {
                let drafts = drafts(&pending.context, events);
                self.flight = Flight::Appending;
                self.locked = false; // the append gives the lock back
                Step::Ask(Request::Append {
                    expected: self.head.seq,
                    drafts,
                })
            }
            result => {
                let ticket = pending.ticket;
                self.queue.pop_front();
                Step::Settled(Settled { ticket, result })
            }
        }
    }

    /// Takes the journal's answer to the last request.
    pub fn reply(&mut self, reply: Reply) {
        self.flight = Flight::None;
        match reply {
            Reply::Unlocked => self.locked = false,
            Reply::Locked(Ok((missed, head))) => {
                self.locked = true;
                self.catch_up(&missed, head);
            }
            Reply::Appended(Ok(Appended::Conflict { missed, head })) => {
                self.catch_up(&missed, head);
                if let Some(pending) = self.queue.front_mut() {
                    pending.conflicts = pending.conflicts.saturating_add(1);
                }
            }
            Reply::Appended(Ok(Appended::Done { entries, head })) => {
                let pending = self.queue.pop_front();
                self.catch_up(&entries, head);
                if let Some(pending) = pending {
                    self.settled.push_back(Settled {
                        ticket: pending.ticket,
                        result: Ok(entries.into_iter().map(|e| e.event).collect()),
                    });
                }
            }
            Reply::Locked(Err(e)) | Reply::Appended(Err(e)) => self.stall(e),
        }
    }

    /// Folds entries that were committed; those known already are passed over. Where the oldest
    /// command is among them, because the answer to its append was lost, it has ended.
    pub fn follow(&mut self, entries: &[Entry], head: Head) {
        self.catch_up(entries, head);
        if let Some(error) = self.stalled.take() {
            self.stall(error);
        }
    }

    /// Tries the stalled command again, with the same ids.
    pub fn retry(&mut self) {
        self.stalled = None;
    }

    /// Gives the stalled command up: nothing of it was written, unless the journal did it and only its
    /// answer was lost; then its entries come in as news.
    pub fn abandon(&mut self) -> Option<(Ticket, JournalError)> {
        let error = self.stalled.take()?;
        let pending = self.queue.pop_front()?;
        Some((pending.ticket, error))
    }

    /// Stops at the oldest command, unless the journal has it already.
    fn stall(&mut self, error: JournalError) {
        let written = self.queue.front().is_some_and(|p| !p.written.is_empty());
        self.stalled = (!written).then_some(error);
    }

    fn release(&mut self) -> Step {
        if self.locked {
            self.flight = Flight::Unlocking;
            return Step::Ask(Request::Unlock);
        }
        Step::Idle
    }

    fn catch_up(&mut self, entries: &[Entry], head: Head) {
        for entry in entries {
            if entry.seq == self.head.seq + 1 {
                self.meeting.evolve(&entry.stamp, &entry.event);
                self.head.seq = entry.seq;
                // Decided again on a state that it is part of, it would contradict itself.
                if let Some(oldest) = self.queue.front_mut()
                    && oldest.context.stamp.id == entry.stamp.act()
                {
                    oldest.written.push(entry.event.clone());
                }
            }
        }
        if head.seq == self.head.seq {
            self.head = head;
        }
    }
}

/// Checks a file as a whole: the chain, and the fold over it. An entry that no rule knows is a
/// problem like a broken link.
///
/// # Errors
/// Where the file cannot be opened or read at all.
pub fn verify_file(path: &Path) -> Result<(Report, Session), JournalError> {
    let mut report = verify(path)?;
    let mut journal = SqliteJournal::open_read_only(path)?;
    let (session, error) = Session::salvage(&mut journal);
    if let (None, Some(error)) = (&report.problem, error) {
        report.problem = Some(Problem {
            seq: session.head.seq + 1,
            what: error.to_string(),
        });
    }
    Ok((report, session))
}

/// The fingerprint of the chain up to an entry of a file; `None` where it holds no such entry.
pub fn fingerprint_at(path: &Path, entry: EntryId) -> Result<Option<String>, JournalError> {
    let mut journal = SqliteJournal::open_read_only(path)?;
    Ok(journal.hash_of(entry)?.map(|hash| hash.fingerprint()))
}

/// Does for a journal at hand what the console's journal thread does over a channel.
pub fn serve(journal: &mut dyn Journal, request: Request) -> Reply {
    match request {
        Request::Append { expected, drafts } => Reply::Appended(journal.append(expected, drafts)),
        Request::Lock { known } => Reply::Locked(journal.lock(known)),
        Request::Unlock => {
            journal.unlock();
            Reply::Unlocked
        }
    }
}

/// Runs one command to its end on a journal at hand: the way of scripts.
pub fn run(
    session: &mut Session,
    journal: &mut dyn Journal,
    command: Command,
    context: Context,
) -> Result<Result<Vec<Event>, Refusal>, JournalError> {
    let ticket = session.submit(command, context);
    let mut result = None;
    loop {
        match session.step() {
            Step::Ask(request) => session.reply(serve(journal, request)),
            Step::Settled(settled) if settled.ticket == ticket => result = Some(settled.result),
            Step::Settled(_) => {}
            Step::Idle => {
                if let Some((_, error)) = session.abandon() {
                    return Err(error);
                }
                // Idle without a stalled command means that everything submitted has settled.
                return Ok(result.unwrap_or(Ok(Vec::new())));
            }
        }
    }
}

/// Events of one act as drafts: ids count up from the context's, several share a group.
fn drafts(context: &Context, events: Vec<Event>) -> Vec<Draft> {
    let first = context.stamp.id;
    let group = (events.len() > 1).then_some(first);
    (0u64..)
        .zip(events)
        .map(|(n, event)| {
            let mut stamp = context.stamp.clone();
            stamp.id = first.plus(n);
            stamp.group = group;
            Draft {
                stamp,
                event,
                salt: salt(&context.random, n),
            }
        })
        .collect()
}

/// A salt per entry from the context's randomness, so that a retry writes the same bytes.
fn salt(random: &[u8; 32], n: u64) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new_derive_key("gelar 2026 salt of private values");
    hasher.update(random).update(&n.to_le_bytes());
    let mut salt = [0; 16];
    salt.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    salt
}
