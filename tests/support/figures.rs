//! A meeting in memory that numbers are imported into.
#![allow(dead_code)] // no suite uses all of it

use std::sync::Arc;

use gelar::clock::Clock;
use gelar::journal::memory::MemoryJournal;
use gelar::meeting::Meeting;
use gelar::meeting::achieved::Measure;
use gelar::meeting::command::{Command, Refusal};
use gelar::meeting::event::Event;
use gelar::meeting::id::VillageCode;
use gelar::meeting::record::{About, Village, Zone};
use gelar::meeting::roster::{
    AchievedPlan, Answer, LibraryRow, TotalsPlan, achievements_on, totals_on,
};
use gelar::session::{self, Session};

#[path = "files.rs"]
pub mod files;
#[allow(unused_imports)] // not every suite goes on
pub use files::on;
pub use files::{months, totals};

pub fn code(text: &str) -> VillageCode {
    VillageCode::parse(text).unwrap()
}

/// A meeting in memory.
pub struct World {
    journal: MemoryJournal,
    session: Session,
    acts: u64,
}

impl World {
    pub fn new() -> World {
        let mut journal = MemoryJournal::new();
        let session = Session::open(&mut journal).unwrap();
        let mut world = World {
            journal,
            session,
            acts: 0,
        };
        let about = About {
            title: "PLM Uji".to_owned(),
            date: jiff::civil::date(2024, 12, 10),
            ..About::default()
        };
        world.submit(Command::Found(about)).unwrap();
        world
    }

    pub fn meeting(&self) -> &Meeting {
        self.session.meeting()
    }

    pub fn submit(&mut self, command: Command) -> Result<Vec<Event>, Refusal> {
        self.acts += 1;
        let at: jiff::Timestamp = "2024-12-10T00:05:00Z".parse().unwrap();
        let first = 0x5eed_0000_0000_0000 + self.acts * 0x1_0000;
        let context = Clock::fixed(at, None, None, first).context("Meja 1", "Uji", Zone::Wita);
        session::run(&mut self.session, &mut self.journal, command, context).unwrap()
    }

    pub fn libraries(&mut self, list: &[(&str, &str)]) {
        let rows = (2..).zip(list).map(|(row, (at, name))| LibraryRow {
            row,
            village: Some(code(at)),
            name: (*name).to_owned(),
            ..LibraryRow::default()
        });
        let command = Command::ImportLibraries(Arc::new(rows.collect()), Arc::default());
        self.submit(command).unwrap();
    }

    pub fn plan(&self, text: &str, answers: &[Answer]) -> AchievedPlan {
        let file = months(text).unwrap();
        let plan = achievements_on(self.meeting(), &file.rows, answers);
        let counted = plan.new.len()
            + plan.changed.len()
            + plan.same.len()
            + plan.joined.len()
            + plan.skipped.len()
            + plan.rejected.len()
            + plan.waiting.len();
        assert_eq!(
            counted + plan.questions.len(),
            file.rows.len(),
            "every row is counted once"
        );
        plan
    }

    pub fn plan_totals(&self, text: &str) -> TotalsPlan {
        totals_on(self.meeting(), &totals(text).unwrap().rows, &[])
    }

    pub fn villages(&mut self, list: &[(&str, &str, &str, &str)]) {
        let villages = list.iter().map(|(at, name, subdistrict, kind)| Village {
            code: code(at),
            name: (*name).to_owned(),
            subdistrict: (*subdistrict).to_owned(),
            kind: (*kind).to_owned(),
        });
        self.submit(Command::ListVillages(Arc::new(villages.collect())))
            .unwrap();
    }

    pub fn import(&mut self, text: &str, reason: &str) -> Result<Vec<Event>, Refusal> {
        let rows = Arc::new(months(text).unwrap().rows);
        self.submit(Command::ImportAchievements(
            rows,
            Arc::default(),
            reason.to_owned(),
        ))
    }

    pub fn count(&self, library: &str, month: &str, measure: Measure) -> Option<u64> {
        let data = self.meeting().achievements().of(&code(library))?;
        data.month(month.parse().unwrap())?.counts.get(measure)
    }
}
