//! A desk of the rehearsal: a session with its own connection to the copy, at moments of the morning
//! that is played.

use std::path::Path;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::Setup;
use super::dice::Dice;
use crate::clock::{self, Clock, Stopwatch};
use crate::journal::sqlite::SqliteJournal;
use crate::journal::{Journal, JournalError};
use crate::meeting::Meeting;
use crate::meeting::command::{Command, Refusal};
use crate::meeting::event::{Boot, Event};
use crate::meeting::id::EntryId;
use crate::search::{Index, people};
use crate::session::{self, Session};

/// Where the commands of a rehearsal get their time and ids from.
pub(super) struct Circumstances<'a> {
    pub setup: &'a Setup,
    pub clock: Clock,
    pub dice: Dice,
    pub watch: Stopwatch,
}

impl Circumstances<'_> {
    /// A moment of the morning.
    pub fn at(&self, ms: u64) -> Timestamp {
        let ms = i64::try_from(ms).unwrap_or_default();
        self.setup
            .opens()
            .checked_add(SignedDuration::from_millis(ms))
            .unwrap_or(self.setup.start)
    }

    /// Waits until the moment has come, where the rehearsal runs at a finite speed.
    pub fn wait(&self, since_us: u64, first: u64, ms: u64) {
        if let Some(speed) = self.setup.speed {
            let due = super::to_f64(ms.saturating_sub(first)) / speed * 1_000.0;
            let passed = super::to_f64(self.watch.us().saturating_sub(since_us));
            clock::pause(super::guests::to_ms((due - passed) / 1e6));
        }
    }
}

/// A desk: its window on the copy.
pub(super) struct Window {
    pub session: Session,
    pub index: Index,
    journal: SqliteJournal,
    pub station: Arc<str>,
}

impl Window {
    pub fn open(file: &Path, station: &str) -> Result<Window, JournalError> {
        let mut journal = SqliteJournal::open(file)?;
        let session = Session::open(&mut journal)?;
        Ok(Window {
            index: people::index(session.meeting()),
            session,
            journal,
            station: station.into(),
        })
    }

    pub fn meeting(&self) -> &Meeting {
        self.session.meeting()
    }

    /// Runs one command at a moment of the morning; answers what came of it, and in how many
    /// microseconds.
    pub fn run(
        &mut self,
        life: &mut Circumstances<'_>,
        ms: u64,
        command: Command,
    ) -> Result<(Result<Vec<Event>, Refusal>, u64), JournalError> {
        let mut context = life
            .clock
            .context(&self.station, &life.setup.operator, life.setup.zone);
        context.stamp.id = EntryId(life.dice.bits());
        context.stamp.at = life.at(ms);
        context.stamp.boot = Some(Boot {
            id: "rehearsal".into(),
            ms,
        });
        for (byte, drawn) in context
            .random
            .iter_mut()
            .zip(life.dice.bits().to_le_bytes())
        {
            *byte = drawn;
        }
        let began = life.watch.us();
        let result = session::run(&mut self.session, &mut self.journal, command, context)?;
        let took = life.watch.us().saturating_sub(began);
        self.index_news();
        Ok((result, took))
    }

    /// Takes in what other desks have written.
    pub fn follow(&mut self) -> Result<(), JournalError> {
        if self.journal.changed()? {
            let mut entries = Vec::new();
            let known = self.session.head().seq;
            let head = self.journal.read(known, &mut |e| entries.push(e))?;
            self.session.follow(&entries, head);
            self.index_news();
        }
        Ok(())
    }

    fn index_news(&mut self) {
        let changes = self.session.meeting_mut().take_changes();
        if changes.all {
            self.index = people::index(self.session.meeting());
            return;
        }
        for id in changes.people {
            match self.session.meeting().person(id) {
                Some(person) => self.index.put(people::doc(self.session.meeting(), person)),
                None => self.index.remove(id),
            }
        }
    }
}
