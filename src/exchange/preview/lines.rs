//! The list of a preview, line by line: what is asked, what has to be mended, what would change. Lines
//! are made when they are looked at: a list may have a million.

use super::plan::{Lists, Planned, Runs};
use super::{Ask, Note, Preview, Rows};
use crate::exchange::table::{Passed, SheetSeen};
use crate::meeting::achieved::{Achieved, Totals};
use crate::meeting::event::ImportedPerson;
use crate::meeting::record::{Library, Village};
use crate::meeting::roster::{Correction, Rejected};

/// One line of the list.
#[derive(Clone, Copy, Debug)]
pub enum Line<'a> {
    /// A sheet of a file that has several.
    Sheet(usize, &'a SheetSeen),
    /// A question.
    Ask(usize, Ask<'a>),
    /// A question that was answered, and by which choice; it may be answered otherwise.
    Answered(usize, Ask<'a>, usize),
    /// A cell that stays empty.
    Cell(&'a Rejected),
    /// Rejected rows of one reason.
    Rejected(&'a Group),
    /// A number that stands and would change.
    Correction(&'a Correction),
    /// What the lines below are, and how many.
    Heading(Part, usize),
    /// What would be changed.
    Changed(Item<'a>),
    /// What would be new.
    New(Item<'a>),
    /// A row, and how many entries of it are meant: it waits for an answer, is left out by one,
    /// completes another row, or changes nothing.
    Row(usize, usize),
    /// A row that is none of the list.
    Passed(&'a Passed),
    /// What has to be told.
    Note(&'a Note),
}

/// A part of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The sheets.
    Sheets,
    /// The questions.
    Asks,
    /// What was answered.
    Answered,
    /// Cells to mend.
    Cells,
    /// Rejected rows.
    Rejected,
    /// Corrected numbers.
    Corrections,
    /// What would be changed.
    Changed,
    /// What would be new.
    New,
    /// What waits for an answer.
    LeftOut,
    /// What is left out by answer.
    Skipped,
    /// Rows that complete another one.
    Joined,
    /// Rows that are none of the list.
    Passed,
    /// Rows that change nothing.
    Same,
    /// What has to be told.
    Notes,
}

/// All parts from the top.
const PARTS: [Part; 14] = [
    Part::Sheets,
    Part::Asks,
    Part::Answered,
    Part::Cells,
    Part::Rejected,
    Part::Corrections,
    Part::Changed,
    Part::New,
    Part::LeftOut,
    Part::Skipped,
    Part::Joined,
    Part::Passed,
    Part::Same,
    Part::Notes,
];

/// Something that would be new or changed.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// A person, and the row.
    Person(usize, &'a ImportedPerson),
    /// A library, and the row.
    Library(usize, &'a Library),
    /// A village.
    Village(&'a Village),
    /// A month of a library, and the row.
    Month(usize, &'a Achieved),
    /// The totals of a library, and the row.
    Totals(usize, &'a Totals),
}

/// Rejected rows that differ in nothing but the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The first of them.
    pub first: Rejected,
    /// All rows.
    pub rows: Vec<usize>,
}

impl Preview {
    /// Puts rejected rows of one column, value and reason together.
    pub(super) fn group_rejected(&mut self) {
        let mut groups: Vec<Group> = Vec::new();
        let mut places = std::collections::HashMap::new();
        for refused in &self.rejected {
            let key = (
                refused.column,
                refused.value.clone(),
                format!("{:?}", refused.reason),
            );
            let at = *places.entry(key).or_insert(groups.len());
            match groups.get_mut(at) {
                Some(group) => group.rows.push(refused.row),
                None => groups.push(Group {
                    first: refused.clone(),
                    rows: vec![refused.row],
                }),
            }
        }
        self.groups = groups;
    }

    /// Rejected rows, those of one reason together.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// How many lines the list has.
    pub fn lines(&self) -> usize {
        PARTS.iter().map(|part| self.lines_of(*part)).sum()
    }

    /// A line of the list, counted from 0.
    pub fn line(&self, mut at: usize) -> Option<Line<'_>> {
        for part in PARTS {
            let lines = self.lines_of(part);
            if at >= lines {
                at -= lines;
                continue;
            }
            if has_heading(part) {
                return match at.checked_sub(1) {
                    None => Some(Line::Heading(part, self.count_of(part))),
                    Some(at) => self.line_of(part, at),
                };
            }
            return self.line_of(part, at);
        }
        None
    }

    fn lines_of(&self, part: Part) -> usize {
        let lines = self.items_of(part);
        lines + usize::from(has_heading(part) && lines > 0)
    }

    fn items_of(&self, part: Part) -> usize {
        match part {
            // A file of one sheet needs no word on it.
            Part::Sheets if self.sheets.len() < 2 && self.unread.is_none() => 0,
            Part::Sheets => self.sheets.len(),
            Part::Asks => self.asks().count(),
            Part::Answered => self.answered_asks().count(),
            Part::Cells => self.cells.len(),
            Part::Rejected => self.groups.len(),
            Part::Corrections => self.corrected.len(),
            Part::Changed => self.planned.lists.counts().1,
            Part::New => self.planned.lists.counts().0,
            Part::LeftOut => self.planned.open.len(),
            Part::Skipped => self.planned.left_out.len(),
            Part::Joined => self.planned.joined.len(),
            Part::Passed => self.tables.passed.len(),
            Part::Same => self.planned.same.len(),
            Part::Notes => self.notes.len(),
        }
    }

    /// How many there are of a part, as its heading tells.
    fn count_of(&self, part: Part) -> usize {
        match part {
            Part::LeftOut => self.planned.open.total,
            Part::Skipped => self.planned.left_out.total,
            Part::Joined => self.planned.joined.total,
            Part::Same => self.planned.same.total,
            Part::Sheets
            | Part::Asks
            | Part::Answered
            | Part::Cells
            | Part::Rejected
            | Part::Corrections
            | Part::Changed
            | Part::New
            | Part::Passed
            | Part::Notes => self.items_of(part),
        }
    }

    fn line_of(&self, part: Part, at: usize) -> Option<Line<'_>> {
        let row = |runs: &Runs| runs.get(at).map(|(row, times)| Line::Row(row, times));
        Some(match part {
            Part::Sheets => Line::Sheet(at, self.sheets.get(at)?),
            Part::Asks => Line::Ask(at, self.ask(at)?),
            Part::Answered => {
                let (ask, chosen) = self.answered_asks().nth(at)?;
                Line::Answered(self.asks().count() + at, ask, chosen)
            }
            Part::Cells => Line::Cell(self.cells.get(at)?),
            Part::Rejected => Line::Rejected(self.groups.get(at)?),
            Part::Corrections => Line::Correction(self.corrected.get(at)?),
            Part::Changed => Line::Changed(self.planned.changed(&self.rows, at)?),
            Part::New => Line::New(self.planned.fresh(&self.rows, at)?),
            Part::LeftOut => row(&self.planned.open)?,
            Part::Skipped => row(&self.planned.left_out)?,
            Part::Joined => row(&self.planned.joined)?,
            Part::Passed => Line::Passed(self.tables.passed.get(at)?),
            Part::Same => row(&self.planned.same)?,
            Part::Notes => Line::Note(self.notes.get(at)?),
        })
    }
}

fn has_heading(part: Part) -> bool {
    match part {
        Part::Sheets | Part::Asks | Part::Cells | Part::Rejected | Part::Corrections => false,
        Part::Answered
        | Part::Changed
        | Part::New
        | Part::LeftOut
        | Part::Skipped
        | Part::Joined
        | Part::Passed
        | Part::Same
        | Part::Notes => true,
    }
}

impl Planned {
    fn fresh<'a>(&'a self, rows: &'a Rows, at: usize) -> Option<Item<'a>> {
        match &self.lists {
            Lists::None => None,
            Lists::People(plan) => Some(Item::Person(*plan.new_rows.get(at)?, plan.new.get(at)?)),
            Lists::Libraries(plan) => {
                Some(Item::Library(*plan.new_rows.get(at)?, plan.new.get(at)?))
            }
            Lists::Villages(new, _) => village(rows, *new.get(at)?),
            Lists::Achievements(plan) => {
                Some(Item::Month(*plan.new_rows.get(at)?, plan.new.get(at)?))
            }
            Lists::Totals(plan) => Some(Item::Totals(*plan.new_rows.get(at)?, plan.new.get(at)?)),
        }
    }

    fn changed<'a>(&'a self, rows: &'a Rows, at: usize) -> Option<Item<'a>> {
        match &self.lists {
            Lists::None => None,
            Lists::People(plan) => Some(Item::Person(
                *plan.changed_rows.get(at)?,
                plan.changed.get(at)?,
            )),
            Lists::Libraries(plan) => Some(Item::Library(
                *plan.changed_rows.get(at)?,
                plan.changed.get(at)?,
            )),
            Lists::Villages(_, changed) => village(rows, *changed.get(at)?),
            Lists::Achievements(plan) => Some(Item::Month(
                *plan.changed_rows.get(at)?,
                plan.changed.get(at)?,
            )),
            Lists::Totals(plan) => Some(Item::Totals(
                *plan.changed_rows.get(at)?,
                plan.changed.get(at)?,
            )),
        }
    }
}

fn village(rows: &Rows, at: usize) -> Option<Item<'_>> {
    match rows {
        Rows::Villages(rows) => rows.get(at).map(Item::Village),
        Rows::People(_) | Rows::Libraries(_) | Rows::Achievements(_) | Rows::Totals(_) => None,
    }
}
