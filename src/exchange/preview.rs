//! A file as it was read, and what importing it would do: the same for the console and for scripts.
//! Nothing is written here; [`Preview::command`] is what applies it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::ImportError;
use super::import::{self, LibrariesFile, PeopleFile, VillagesFile};
use super::table::{Report, Table};
use crate::meeting::Meeting;
use crate::meeting::command::Command;
use crate::meeting::event::Event;
use crate::meeting::record::Village;
use crate::meeting::roster::{
    self, Answer, Choice, LibraryRow, PersonRow, Question, Reason, Rejected,
};

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportKind {
    /// *peserta*
    People,
    /// *perpustakaan*
    Libraries,
    /// *wilayah*
    Villages,
}

impl ImportKind {
    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            ImportKind::People => "peserta",
            ImportKind::Libraries => "perpustakaan",
            ImportKind::Villages => "wilayah",
        }
    }
}

/// Reads and checks a file.
pub fn read(
    kind: ImportKind,
    path: &Path,
    report: &mut Report<'_>,
) -> Result<FileRead, ImportError> {
    Ok(match kind {
        ImportKind::People => FileRead::People(import::read_people(path, report)?),
        ImportKind::Libraries => FileRead::Libraries(import::read_libraries(path, report)?),
        ImportKind::Villages => FileRead::Villages(import::read_villages(path, report)?),
    })
}

/// A file as it was read and checked, nothing decided yet.
#[derive(Clone, Debug)]
pub enum FileRead {
    /// *peserta*
    People(PeopleFile),
    /// *perpustakaan*
    Libraries(LibrariesFile),
    /// *wilayah*
    Villages(VillagesFile),
}

/// The rows of a file, shared with the command that will apply them.
#[derive(Clone, Debug)]
pub enum Rows {
    /// *peserta*
    People(Arc<Vec<PersonRow>>),
    /// *perpustakaan*
    Libraries(Arc<Vec<LibraryRow>>),
    /// *wilayah*
    Villages(Arc<Vec<Village>>),
}

/// What an import would do, with the answers given so far.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The file.
    pub path: PathBuf,
    /// Its rows.
    pub rows: Rows,
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
    /// Notes for the preview, in words: groups kept as written, phones rewritten, places unknown.
    pub notes: Vec<Note>,
    /// The chosen line of the list.
    pub selected: usize,
    /// What the file alone rejected.
    from_file: Vec<Rejected>,
    /// The table as read, for handing rejected rows back.
    pub table: Arc<Table>,
    questions: Vec<Question>,
    answers: Vec<Answer>,
}

/// Something the preview tells without asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// A group that is not on the list, kept as written, with its number of rows.
    Group(String, usize),
    /// So many phone numbers were rewritten to `08…`.
    Phones(usize),
    /// So many places stay as written.
    Unplaced(usize),
    /// A column the program does not know went into the notes.
    Column(String),
}

impl Preview {
    /// A preview of a file on the state of now.
    pub fn new(path: &Path, read: FileRead, meeting: &Meeting) -> Preview {
        let mut notes = Vec::new();
        let (rows, from_file, table) = match read {
            FileRead::People(file) => {
                notes.extend(
                    file.unknown_groups
                        .into_iter()
                        .map(|(g, n)| Note::Group(g, n)),
                );
                if !file.phones.is_empty() {
                    notes.push(Note::Phones(file.phones.len()));
                }
                notes.extend(file.unknown_columns.into_iter().map(Note::Column));
                (Rows::People(Arc::new(file.rows)), file.rejected, file.table)
            }
            FileRead::Libraries(file) => (
                Rows::Libraries(Arc::new(file.rows)),
                file.rejected,
                file.table,
            ),
            FileRead::Villages(file) => (
                Rows::Villages(Arc::new(file.rows)),
                file.rejected,
                file.table,
            ),
        };
        let mut preview = Preview {
            path: path.to_owned(),
            rows,
            new: 0,
            changed: 0,
            same: 0,
            removed: 0,
            rejected: Vec::new(),
            notes,
            selected: 0,
            from_file,
            table: Arc::new(table),
            questions: Vec::new(),
            answers: Vec::new(),
        };
        preview.plan(meeting);
        preview
    }

    /// Makes the plan anew from the newest state and the answers.
    pub fn plan(&mut self, meeting: &Meeting) {
        let mut unplaced = 0;
        let planned = match &self.rows {
            Rows::People(rows) => {
                let plan = roster::people_on(meeting, rows, &self.answers);
                unplaced = plan.unplaced;
                (self.new, self.changed, self.same) =
                    (plan.new.len(), plan.changed.len(), plan.same);
                self.questions = plan.questions;
                plan.rejected
            }
            Rows::Libraries(rows) => {
                let plan = roster::libraries_on(meeting, rows, &self.answers);
                (self.new, self.changed, self.same) =
                    (plan.new.len(), plan.changed.len(), plan.same);
                self.questions = plan.questions;
                plan.rejected
            }
            Rows::Villages(rows) => {
                let known = meeting.villages();
                self.same = rows
                    .iter()
                    .filter(|v| known.get(&v.code) == Some(v))
                    .count();
                let listed = rows.iter().filter(|v| known.get(&v.code).is_some()).count();
                (self.changed, self.new) = (listed - self.same, rows.len().saturating_sub(listed));
                self.removed = known.len().saturating_sub(listed);
                Vec::new()
            }
        };
        self.notes.retain(|n| !matches!(n, Note::Unplaced(_)));
        if unplaced > 0 {
            self.notes.push(Note::Unplaced(unplaced));
        }
        self.rejected = self.from_file.iter().cloned().chain(planned).collect();
        self.rejected.sort_by_key(|r| r.row);
        self.selected = self.selected.min(self.lines().saturating_sub(1));
    }

    /// What is open.
    pub fn questions(&self) -> &[Question] {
        &self.questions
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

    /// Was anything answered that would be lost?
    pub fn answered(&self) -> bool {
        !self.answers.is_empty()
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
            Rows::Villages(_) => "",
        }
    }

    /// All rows that applying leaves out: the rejected ones, and those whose question is open.
    pub fn left_out(&self) -> Vec<Rejected> {
        let open = self.questions.iter().map(|q| Rejected {
            row: q.row,
            column: q.column.column(),
            value: q.value.clone(),
            reason: Reason::Unanswered,
        });
        let mut rows: Vec<Rejected> = self.rejected.iter().cloned().chain(open).collect();
        rows.sort_by_key(|r| r.row);
        rows
    }

    /// Lines of the list: questions first, then rejected rows.
    pub fn lines(&self) -> usize {
        self.questions.len() + self.rejected.len()
    }

    /// Would applying change anything?
    pub fn changes(&self) -> bool {
        match &self.rows {
            Rows::People(_) | Rows::Libraries(_) => self.new + self.changed > 0,
            Rows::Villages(rows) => !rows.is_empty() && self.new + self.changed + self.removed > 0,
        }
    }

    /// Which kind it is.
    pub fn kind(&self) -> ImportKind {
        match &self.rows {
            Rows::People(_) => ImportKind::People,
            Rows::Libraries(_) => ImportKind::Libraries,
            Rows::Villages(_) => ImportKind::Villages,
        }
    }

    /// Answers an open question; [`Preview::plan`] then shows what follows.
    pub fn answer(&mut self, question: usize, choice: Choice) {
        if let Some(q) = self.questions.get(question) {
            self.answers
                .retain(|a| (a.row, a.column) != (q.row, q.column));
            self.answers.push(Answer {
                row: q.row,
                column: q.column,
                choice,
            });
        }
    }

    /// The command that applies it. Rows with open questions stay out; the rest goes in at once.
    pub fn command(&self) -> Command {
        let answers = Arc::new(self.answers.clone());
        match &self.rows {
            Rows::People(rows) => Command::ImportPeople(rows.clone(), answers),
            Rows::Libraries(rows) => Command::ImportLibraries(rows.clone(), answers),
            Rows::Villages(rows) => Command::ListVillages(rows.clone()),
        }
    }
}
