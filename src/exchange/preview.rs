//! A file as it was read, and what importing it would do: the same for the console and for scripts.
//! Nothing is written here; [`Preview::command`] is what applies it.

mod answers;
mod asks;
mod kind;
mod lines;
mod notes;
mod plan;
mod read;
mod taken;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::ImportError;
use super::book::Book;
use super::import::INDICATOR;
use super::reading::{FileTopic, Reading};
use super::table::{Column, Outcome, SheetSeen, Tables};
use crate::meeting::Meeting;
use crate::meeting::command::Command;
use crate::meeting::event::Event;
use crate::meeting::record::{Record, Village};
use crate::meeting::roster::{
    AchievedRow, Choice, Correction, LibraryRow, PersonRow, Question, Reason, Rejected, TotalsRow,
    advice,
};
use crate::meeting::rules::Rules;
use jiff::civil::Date;

pub use answers::WrongAnswer;
pub use asks::{Ask, FileChoice, FileQuestion};
pub use kind::ImportKind;
pub use lines::{Group, Item, Line, Part};
pub use notes::Note;
pub use read::{FileRead, read, read_bytes};

use plan::{Lists, Planned, Runs, plan_rows};
use read::check;

/// The rows of a file, shared with the command that will apply them.
#[derive(Clone, Debug)]
pub enum Rows {
    /// *peserta*
    People(Arc<Vec<PersonRow>>),
    /// *perpustakaan*
    Libraries(Arc<Vec<LibraryRow>>),
    /// *wilayah*
    Villages(Arc<Vec<Village>>),
    /// *capaian*
    Achievements(Arc<Vec<AchievedRow>>),
    /// *rekap*
    Totals(Arc<Vec<TotalsRow>>),
}

/// What an import would do, with the answers given so far.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The file.
    pub path: PathBuf,
    /// Its rows.
    pub rows: Rows,
    /// What it was read from, and how.
    book: Arc<Book>,
    /// How the file is read: what people have said of it.
    pub reading: Reading,
    /// All sheets of the file, and what became of them.
    pub sheets: Vec<SheetSeen>,
    /// Why nothing can be read; a person may still say what the columns mean.
    pub unread: Option<ImportError>,
    /// The tables as read, for handing rows back; nothing where nothing could be read.
    pub tables: Arc<Tables>,
    /// *Baru*.
    pub new: usize,
    /// *Berubah*.
    pub changed: usize,
    /// *Sama*.
    pub same: usize,
    /// Villages of the present list that the file does not have.
    pub removed: usize,
    /// *Ditolak*: rows not taken, from the file and from the plan.
    pub rejected: Vec<Rejected>,
    /// Cells that stay empty; their rows are taken.
    pub cells: Vec<Rejected>,
    /// *Koreksi*: how many of the changed rows alter or remove a number that stands.
    pub corrections: usize,
    /// The first of those numbers.
    pub corrected: Vec<Correction>,
    /// Why they are corrected.
    pub reason: String,
    /// Notes for the preview: groups kept as written, phones rewritten, places unknown.
    pub notes: Vec<Note>,
    /// The chosen line of the list.
    pub selected: usize,
    /// What applying would do, row by row.
    planned: Planned,
    /// Rejected rows of one reason.
    groups: Vec<Group>,
    /// All that was ever asked about the file, answered or not.
    file_questions: Vec<FileQuestion>,
    /// What the file alone rejected.
    from_file: Vec<Rejected>,
    /// Cells that stay empty, whatever becomes of their rows.
    file_cells: Vec<Rejected>,
    /// Rows that wait for the answer to a question of the file, or are left out by it.
    file_waiting: Vec<(FileTopic, Rejected)>,
    /// What the file alone told.
    file_notes: Vec<Note>,
    day: Option<Date>,
    /// What was answered about rows.
    answers: Vec<(Question, Choice)>,
    /// Was a column pointed by hand?
    pointed: bool,
}

impl Preview {
    /// A preview of a file on the state of now.
    pub fn new(path: &Path, read: FileRead, meeting: &Meeting) -> Preview {
        let FileRead {
            kind,
            book,
            reading,
            checked,
        } = read;
        let mut preview = Preview {
            path: path.to_owned(),
            rows: Rows::none(kind),
            book,
            reading,
            sheets: Vec::new(),
            unread: None,
            tables: Arc::default(),
            new: 0,
            changed: 0,
            same: 0,
            removed: 0,
            rejected: Vec::new(),
            cells: Vec::new(),
            corrections: 0,
            corrected: Vec::new(),
            reason: String::new(),
            notes: Vec::new(),
            selected: 0,
            planned: Planned::default(),
            groups: Vec::new(),
            file_questions: Vec::new(),
            from_file: Vec::new(),
            file_cells: Vec::new(),
            file_waiting: Vec::new(),
            file_notes: Vec::new(),
            day: None,
            answers: Vec::new(),
            pointed: false,
        };
        preview.take(kind, checked);
        preview.plan(meeting);
        preview
    }

    /// *Data per tanggal*: the day of all rows of numbers that say none themselves.
    pub fn date_rows(&mut self, day: Date, meeting: &Meeting) {
        self.day = Some(day);
        self.read_again(meeting);
    }

    /// Reads the file anew, after something was said of it: a sheet, a column, an answer.
    pub fn read_again(&mut self, meeting: &Meeting) {
        let kind = self.kind();
        let on = &mut |_| std::ops::ControlFlow::Continue(());
        let checked = check(kind, &self.book, &self.reading, on);
        self.take(kind, checked);
        self.plan(meeting);
    }

    /// Takes a sheet in or leaves it out; the rows of other sheets keep their answers.
    pub fn turn_sheet(&mut self, at: usize, meeting: &Meeting) {
        let Some(taken) = self.sheets.get(at).and_then(SheetSeen::is_taken) else {
            return;
        };
        self.reading.sheets.insert(at, !taken);
        self.read_again(meeting);
    }

    /// Has a sheet that cannot be read something that a person may call heads, with rows below?
    pub fn is_pointable(&self) -> bool {
        self.sheets.iter().any(|sheet| match &sheet.outcome {
            Outcome::NoHead(seen, _) => seen.below > 0,
            Outcome::Read { .. }
            | Outcome::LeftOut
            | Outcome::OtherList
            | Outcome::Planned(_)
            | Outcome::Hidden
            | Outcome::NoCells
            | Outcome::Empty => false,
        })
    }

    /// May a person still do something about a file that cannot be read: point at its columns, or take
    /// in a sheet?
    pub fn is_open(&self) -> bool {
        let taken_in = |s: &SheetSeen| s.is_taken() == Some(false);
        self.is_pointable() || self.sheets.iter().any(taken_in)
    }

    /// The columns of a sheet that have a head, as far as it is known what they mean.
    pub fn heads_of(&self, sheet: usize) -> Vec<&Column> {
        let tables = self.tables.tables.iter().filter(|t| t.sheet == sheet);
        let mut columns: Vec<&Column> = tables.flat_map(|t| &t.columns).collect();
        if let Some(Outcome::NoHead(seen, _)) = self.sheets.get(sheet).map(|s| &s.outcome) {
            columns.extend(&seen.columns);
        }
        let mut heads: Vec<&Column> = Vec::new();
        for column in columns {
            // Tables below each other have the same heads.
            if !column.head.is_empty() && !heads.iter().any(|c| c.head == column.head) {
                heads.push(column);
            }
        }
        heads
    }

    /// Says what a head means: a field of the layout, or nothing that is read.
    pub fn point(&mut self, head: &str, field: Option<usize>, meeting: &Meeting) {
        self.reading.point(head, field);
        self.pointed = true;
        self.read_again(meeting);
    }

    /// What was said of the columns, as the meeting remembers it: the head, and the field's name.
    pub fn columns(&self) -> Vec<(String, Option<String>)> {
        let layout = self.kind().layout();
        let pointed = self.reading.pointed.iter();
        pointed
            .map(|(head, field)| (head.clone(), field.map(|f| layout.name(f).to_owned())))
            .collect()
    }

    /// Makes the plan anew from the newest state and the answers.
    pub fn plan(&mut self, meeting: &Meeting) {
        let mut planned = plan_rows(meeting, &self.rows, &self.given());
        // A row of months that stand across is planned month by month, and left out once.
        planned.rejected.sort_by_key(|r| r.row);
        planned.rejected.dedup();
        planned.waiting.dedup();
        (self.new, self.changed) = planned.lists.counts();
        self.same = planned.unchanged;
        let file = || self.file_waiting.iter().map(|(_, row)| row);
        let open = file().filter(|row| row.reason != Reason::LeftOut);
        planned.open = Runs::of(open.chain(&planned.waiting).map(|r| r.row).collect());
        let left_out = file().filter(|row| row.reason == Reason::LeftOut);
        planned.skipped.extend(left_out.map(|r| r.row));
        planned.left_out = Runs::of(std::mem::take(&mut planned.skipped));
        self.corrections = planned.corrections;
        self.removed = match &self.rows {
            Rows::Villages(_) => {
                let listed = self.changed + self.same;
                meeting.villages().len().saturating_sub(listed)
            }
            Rows::People(_) | Rows::Libraries(_) | Rows::Achievements(_) | Rows::Totals(_) => 0,
        };
        self.corrected = match &planned.lists {
            Lists::Achievements(plan) => plan.corrected.clone(),
            Lists::Totals(plan) => plan.corrected.clone(),
            Lists::None | Lists::People(_) | Lists::Libraries(_) | Lists::Villages(..) => {
                Vec::new()
            }
        };
        self.notes = self.advice(&meeting.rules());
        self.notes.extend_from_slice(&self.file_notes);
        let unplaced = planned.lists.unplaced();
        if !unplaced.is_empty() {
            self.notes.push(Note::Unplaced(unplaced));
        }
        let villages = meeting.villages();
        let begun = planned.lists.begun().map(|(library, row)| {
            let village = villages.get(&library.code).map(|v| v.name.as_str());
            let name = village.unwrap_or(&library.name);
            (format!("{} {name}", library.code), *row)
        });
        let begun: Vec<(String, usize)> = begun.collect();
        if !begun.is_empty() {
            self.notes.insert(0, Note::Libraries(begun));
        }
        let all = self.from_file.iter().chain(&planned.rejected);
        self.rejected = all.cloned().collect();
        self.rejected.sort_by_key(|r| r.row);
        // Of a row that does not come in nobody need mend a cell that would stay empty.
        let out: HashSet<usize> = self.rejected.iter().map(|r| r.row).collect();
        let out = |cell: &&Rejected| !out.contains(&cell.row) && !planned.left_out.has(cell.row);
        self.cells = self.file_cells.iter().filter(out).cloned().collect();
        self.planned = planned;
        self.group_rejected();
        self.selected = self.selected.min(self.lines().saturating_sub(1));
    }

    /// What the rules will not count, and what lacks a reason.
    fn advice(&self, rules: &Rules) -> Vec<Note> {
        let advice = match &self.rows {
            Rows::Achievements(rows) => advice::of_months(rows, rules),
            Rows::Totals(rows) => advice::of_totals(rows.len(), rules),
            Rows::People(_) | Rows::Libraries(_) | Rows::Villages(_) => advice::Advice::default(),
        };
        let other = advice
            .other_source
            .then_some(Note::OtherSource(self.kind()));
        let period = (rules.from, rules.to);
        let outside = advice
            .outside_period
            .map(|(rows, first)| Note::OutsidePeriod {
                rows,
                first,
                period,
            });
        let unexplained = advice.without_reason;
        let unexplained = unexplained.map(|(rows, first)| Note::WithoutReason(rows, first));
        other
            .into_iter()
            .chain(outside)
            .chain(unexplained)
            .collect()
    }

    /// What is open about rows.
    pub fn questions(&self) -> &[Question] {
        &self.planned.questions
    }

    /// Sets the counts to what was really applied; rows that others had applied meanwhile are *sama*.
    pub fn done(&mut self, events: &[Event]) {
        if self.kind() != ImportKind::People {
            if events.is_empty() {
                self.same += self.new + self.changed;
                (self.new, self.changed) = (0, 0);
            }
            return;
        }
        let planned = self.new + self.changed;
        let rows = events.iter().filter_map(|e| match e {
            Event::PeopleImported(e) => Some(&e.rows),
            _ => None,
        });
        let fresh: Vec<bool> = rows.flatten().map(|r| r.changed.is_empty()).collect();
        self.new = fresh.iter().filter(|new| **new).count();
        self.changed = fresh.len() - self.new;
        self.same += planned.saturating_sub(fresh.len());
    }

    /// Was anything answered or pointed that would be lost?
    pub fn answered(&self) -> bool {
        let file = self.file_questions.iter().any(|q| q.chosen.is_some());
        file || self.pointed || !self.answers.is_empty()
    }

    /// Whom a row is about: the name it gives, of a person or a library.
    pub fn name_of_row(&self, row: usize) -> &str {
        match &self.rows {
            Rows::People(rows) => rows
                .binary_search_by_key(&row, |r| r.row)
                .map_or("", |i| rows[i].record.personal.name.as_str()),
            Rows::Libraries(rows) => rows
                .binary_search_by_key(&row, |r| r.row)
                .map_or("", |i| rows[i].name.as_str()),
            Rows::Achievements(rows) => rows
                .binary_search_by_key(&row, |r| r.row)
                .map_or("", |i| rows[i].library.as_str()),
            Rows::Totals(rows) => rows
                .binary_search_by_key(&row, |r| r.row)
                .map_or("", |i| rows[i].library.as_str()),
            Rows::Villages(_) => "",
        }
    }

    /// Whom a row of a list of people is about.
    pub fn record_of_row(&self, row: usize) -> Option<&Record> {
        let Rows::People(rows) = &self.rows else {
            return None;
        };
        let at = rows.binary_search_by_key(&row, |r| r.row).ok()?;
        rows.get(at).map(|row| &row.record)
    }

    /// What stands in a row, in a few words.
    pub fn text_of_row(&self, row: usize) -> Option<String> {
        self.tables.row(row).map(super::body::text_of)
    }

    /// The head of a refused cell's column as it stands in the file, else the name of the layout.
    pub fn head_of<'a>(&'a self, refused: &'a Rejected) -> &'a str {
        let found = self.tables.table_of(refused.row).and_then(|table| {
            let of_rows = table
                .indicator
                .as_ref()
                .filter(|_| refused.column == INDICATOR);
            let column = match self.kind().layout().field(refused.column) {
                Some(field) => table.column_of(field).or_else(|| {
                    // Of months across it is the one that holds the value.
                    let row = table.row(refused.row)?;
                    let mut across = table
                        .across
                        .iter()
                        .filter(|a| a.field.is_none_or(|f| f == field));
                    across
                        .find(|a| row.cell(a.column).text == refused.value)
                        .map(|a| a.column)
                }),
                None => of_rows.map(|i| i.column),
            };
            table.columns.get(column?)
        });
        found.map_or(refused.column, |column| column.head.as_str())
    }

    /// All rows that applying leaves out: the rejected ones, and those whose question is open.
    pub fn left_out(&self) -> Vec<Rejected> {
        let open = self.questions().iter().map(|q| Rejected {
            row: q.row,
            column: q.column.column(),
            value: q.value.clone(),
            reason: Reason::Unanswered,
        });
        let mut rows: Vec<Rejected> = self.rejected.iter().cloned().chain(open).collect();
        rows.extend_from_slice(&self.planned.waiting);
        rows.extend(self.file_waiting.iter().map(|(_, row)| row.clone()));
        rows.sort_by_key(|r| r.row);
        rows
    }

    /// Rows and cells that somebody should mend in the file: those left out, and the empty cells.
    pub fn to_mend(&self) -> Vec<Rejected> {
        let mut rows = self.left_out();
        rows.extend_from_slice(&self.cells);
        rows.sort_by_key(|r| r.row);
        rows
    }

    /// Does applying need a reason that is not there yet?
    pub fn needs_reason(&self) -> bool {
        self.corrections > 0 && self.reason.trim().is_empty()
    }

    /// Would applying change anything?
    pub fn changes(&self) -> bool {
        match &self.rows {
            Rows::People(_) | Rows::Libraries(_) | Rows::Achievements(_) | Rows::Totals(_) => {
                self.new + self.changed > 0
            }
            Rows::Villages(rows) => !rows.is_empty() && self.new + self.changed + self.removed > 0,
        }
    }

    /// Which kind it is.
    pub fn kind(&self) -> ImportKind {
        match &self.rows {
            Rows::People(_) => ImportKind::People,
            Rows::Libraries(_) => ImportKind::Libraries,
            Rows::Villages(_) => ImportKind::Villages,
            Rows::Achievements(_) => ImportKind::Achievements,
            Rows::Totals(_) => ImportKind::Totals,
        }
    }

    /// The command that applies it. Rows with open questions stay out; the rest goes in at once.
    pub fn command(&self) -> Command {
        let answers = Arc::new(self.given());
        match &self.rows {
            Rows::People(rows) => Command::ImportPeople(rows.clone(), answers),
            Rows::Libraries(rows) => Command::ImportLibraries(rows.clone(), answers),
            Rows::Villages(rows) => Command::ListVillages(rows.clone()),
            Rows::Achievements(rows) => {
                Command::ImportAchievements(rows.clone(), answers, self.reason.clone())
            }
            Rows::Totals(rows) => Command::ImportTotals(rows.clone(), answers, self.reason.clone()),
        }
    }
}

impl Rows {
    /// No rows of a kind.
    fn none(kind: ImportKind) -> Rows {
        match kind {
            ImportKind::People => Rows::People(Arc::default()),
            ImportKind::Libraries => Rows::Libraries(Arc::default()),
            ImportKind::Villages => Rows::Villages(Arc::default()),
            ImportKind::Achievements => Rows::Achievements(Arc::default()),
            ImportKind::Totals => Rows::Totals(Arc::default()),
        }
    }
}
