//! What a plan would do, as the preview shows it: the lists, and what is open.

use crate::meeting::Meeting;
use crate::meeting::record::{Library, Record};
use crate::meeting::roster::{
    self, AchievedPlan, Answer, LibraryPlan, PeoplePlan, Question, Rejected, TotalsPlan,
};

use super::Rows;

/// A plan, as far as the preview looks at it.
#[derive(Clone, Debug, Default)]
pub(super) struct Planned {
    pub(super) lists: Lists,
    /// How many change nothing.
    pub(super) unchanged: usize,
    pub(super) same: Runs,
    pub(super) joined: Runs,
    pub(super) skipped: Vec<usize>,
    pub(super) left_out: Runs,
    pub(super) open: Runs,
    pub(super) corrections: usize,
    pub(super) questions: Vec<Question>,
    pub(super) waiting: Vec<Rejected>,
    pub(super) rejected: Vec<Rejected>,
}

/// Row numbers, each once with how often it was listed: a row of twelve months is twelve entries.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs {
    rows: Vec<(usize, usize)>,
    /// How often all of them together.
    pub(super) total: usize,
}

impl Runs {
    pub(super) fn of(mut listed: Vec<usize>) -> Runs {
        listed.sort_unstable();
        let mut rows: Vec<(usize, usize)> = Vec::new();
        for row in &listed {
            match rows.last_mut() {
                Some((last, times)) if last == row => *times += 1,
                Some(_) | None => rows.push((*row, 1)),
            }
        }
        let total = listed.len();
        Runs { rows, total }
    }

    /// How many different rows.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// A row and how often it was listed.
    pub(super) fn get(&self, at: usize) -> Option<(usize, usize)> {
        self.rows.get(at).copied()
    }

    pub(super) fn has(&self, row: usize) -> bool {
        self.rows.binary_search_by_key(&row, |(r, _)| *r).is_ok()
    }
}

/// What would be new or changed, row by row.
#[derive(Clone, Debug, Default)]
pub(super) enum Lists {
    /// Nothing was planned.
    #[default]
    None,
    /// *peserta*
    People(Box<PeoplePlan>),
    /// *perpustakaan*
    Libraries(Box<LibraryPlan>),
    /// *wilayah*: the places in the file of the new, and of the changed ones.
    Villages(Vec<usize>, Vec<usize>),
    /// *capaian*
    Achievements(Box<AchievedPlan>),
    /// *rekap*
    Totals(Box<TotalsPlan>),
}

impl Lists {
    /// The libraries that begin with the file, and the rows that say so.
    pub(super) fn begun(&self) -> impl Iterator<Item = (&Library, &usize)> {
        let (libraries, rows): (&[Library], &[usize]) = match self {
            Lists::Achievements(plan) => (&plan.libraries, &plan.library_rows),
            Lists::Totals(plan) => (&plan.libraries, &plan.library_rows),
            Lists::None | Lists::People(_) | Lists::Libraries(_) | Lists::Villages(..) => {
                (&[], &[])
            }
        };
        libraries.iter().zip(rows)
    }

    /// Villages of people that no list knows, kept as written, and their rows.
    pub(super) fn unplaced(&self) -> Vec<(String, usize)> {
        let Lists::People(plan) = self else {
            return Vec::new();
        };
        let new = plan.new.iter().zip(&plan.new_rows);
        let all = new.chain(plan.changed.iter().zip(&plan.changed_rows));
        let without = |record: &Record| record.village.is_none() && !record.village_text.is_empty();
        let unplaced = all.filter(|(person, _)| without(&person.record));
        unplaced
            .map(|(person, row)| (person.record.village_text.clone(), *row))
            .collect()
    }

    /// How many are new, and how many changed.
    pub(super) fn counts(&self) -> (usize, usize) {
        match self {
            Lists::None => (0, 0),
            Lists::People(plan) => (plan.new.len(), plan.changed.len()),
            Lists::Libraries(plan) => (plan.new.len(), plan.changed.len()),
            Lists::Villages(new, changed) => (new.len(), changed.len()),
            Lists::Achievements(plan) => (plan.new.len(), plan.changed.len()),
            Lists::Totals(plan) => (plan.new.len(), plan.changed.len()),
        }
    }
}

/// Takes out of a plan what all plans have.
macro_rules! planned {
    ($plan:expr, $list:path) => {{
        let mut plan = $plan;
        let same = Runs::of(std::mem::take(&mut plan.same));
        Planned {
            unchanged: same.total,
            same,
            skipped: std::mem::take(&mut plan.skipped),
            questions: std::mem::take(&mut plan.questions),
            rejected: std::mem::take(&mut plan.rejected),
            lists: $list(Box::new(plan)),
            ..Planned::default()
        }
    }};
}

/// Plans rows on the state of now, with the answers given so far.
pub(super) fn plan_rows(meeting: &Meeting, rows: &Rows, answers: &[Answer]) -> Planned {
    match rows {
        Rows::People(rows) => {
            planned!(roster::people_on(meeting, rows, answers), Lists::People)
        }
        Rows::Libraries(rows) => {
            planned!(
                roster::libraries_on(meeting, rows, answers),
                Lists::Libraries
            )
        }
        Rows::Villages(rows) => {
            let known = meeting.villages();
            // Places in a list; which row it was nobody need know of a village that stays.
            let (mut new, mut changed, mut unchanged) = (Vec::new(), Vec::new(), 0);
            for (at, village) in rows.iter().enumerate() {
                match known.get(&village.code) {
                    None => new.push(at),
                    Some(old) if old == village => unchanged += 1,
                    Some(_) => changed.push(at),
                }
            }
            Planned {
                unchanged,
                lists: Lists::Villages(new, changed),
                ..Planned::default()
            }
        }
        Rows::Achievements(rows) => {
            let mut plan = roster::achievements_on(meeting, rows, answers);
            let (corrections, waiting) = (plan.corrections, std::mem::take(&mut plan.waiting));
            let joined = Runs::of(std::mem::take(&mut plan.joined));
            Planned {
                joined,
                corrections,
                waiting,
                ..planned!(plan, Lists::Achievements)
            }
        }
        Rows::Totals(rows) => {
            let mut plan = roster::totals_on(meeting, rows, answers);
            let (corrections, waiting) = (plan.corrections, std::mem::take(&mut plan.waiting));
            let joined = Runs::of(std::mem::take(&mut plan.joined));
            Planned {
                joined,
                corrections,
                waiting,
                ..planned!(plan, Lists::Totals)
            }
        }
    }
}
