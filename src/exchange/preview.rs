//! A file as it was read, and what importing it would do: the same for the console and for scripts.
//! Nothing is written here; [`Preview::command`] is what applies it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::ImportError;
use super::import::{
    self, AchievementsFile, LibrariesFile, PeopleFile, Sum, Sums, TotalsFile, VillagesFile,
};
use super::table::{Report, Table};
use crate::meeting::Meeting;
use crate::meeting::achieved::Status;
use crate::meeting::command::Command;
use crate::meeting::event::Event;
use crate::meeting::record::Village;
use crate::meeting::roster::{
    self, AchievedRow, Answer, Choice, Correction, FiguresPlan, LibraryRow, PersonRow, Question,
    Reason, Rejected, TotalsRow,
};
use jiff::civil::Date;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportKind {
    /// *peserta*
    People,
    /// *perpustakaan*
    Libraries,
    /// *wilayah*
    Villages,
    /// *capaian*
    Achievements,
    /// *rekap*
    Totals,
}

impl ImportKind {
    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            ImportKind::People => "peserta",
            ImportKind::Libraries => "perpustakaan",
            ImportKind::Villages => "wilayah",
            ImportKind::Achievements => "capaian",
            ImportKind::Totals => "rekap",
        }
    }

    /// Does it hold numbers, whose correction needs a reason?
    pub fn holds_figures(self) -> bool {
        match self {
            ImportKind::Achievements | ImportKind::Totals => true,
            ImportKind::People | ImportKind::Libraries | ImportKind::Villages => false,
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
        ImportKind::Achievements => {
            FileRead::Achievements(import::read_achievements(path, report)?)
        }
        ImportKind::Totals => FileRead::Totals(import::read_totals(path, report)?),
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
    /// *capaian*
    Achievements(AchievementsFile),
    /// *rekap*
    Totals(TotalsFile),
}

impl FileRead {
    /// *Data per tanggal*: the day of all rows of numbers that say none themselves.
    pub fn date_rows(&mut self, day: Date) {
        match self {
            FileRead::Achievements(file) => {
                for row in &mut file.rows {
                    row.entered.get_or_insert(day);
                }
            }
            FileRead::Totals(file) => {
                for row in &mut file.rows {
                    row.entered.get_or_insert(day);
                }
            }
            FileRead::People(_) | FileRead::Libraries(_) | FileRead::Villages(_) => {}
        }
    }
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
    /// *Koreksi*: how many of the changed rows alter or remove a number that stands.
    pub corrections: usize,
    /// The first of those numbers.
    pub corrected: Vec<Correction>,
    /// Why they are corrected.
    pub reason: String,
    /// Notes for the preview, in words: groups kept as written, phones rewritten, places unknown.
    pub notes: Vec<Note>,
    /// The chosen line of the list.
    pub selected: usize,
    /// What the file alone rejected.
    from_file: Vec<Rejected>,
    /// The table as read, for handing rejected rows back.
    pub table: Arc<Table>,
    questions: Vec<Question>,
    /// Rows that wait for the answer to a question of another row.
    waiting: Vec<Rejected>,
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
    /// So many libraries are on no list yet.
    Libraries(usize),
    /// So many rows say that their month does not apply.
    NotApplicable(usize),
    /// So many rows say *belum lapor* and nothing else.
    Unreported(usize),
    /// So many rows have a total that differs from its parts; the first of them.
    Parts(usize, Sum),
    /// A total row differs from the rows above.
    Total(Sum),
    /// A total row agrees with the rows above.
    TotalChecked(usize),
}

/// A plan, as far as the preview looks at it.
#[derive(Default)]
struct Planned {
    counts: (usize, usize, usize),
    unplaced: usize,
    libraries: usize,
    corrections: usize,
    corrected: Vec<Correction>,
    questions: Vec<Question>,
    waiting: Vec<Rejected>,
    rejected: Vec<Rejected>,
}

impl<R> From<FiguresPlan<R>> for Planned {
    fn from(plan: FiguresPlan<R>) -> Planned {
        Planned {
            counts: (plan.new.len(), plan.changed.len(), plan.same),
            unplaced: 0,
            libraries: plan.libraries.len(),
            corrections: plan.corrections,
            corrected: plan.corrected,
            questions: plan.questions,
            waiting: plan.waiting,
            rejected: plan.rejected,
        }
    }
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
            FileRead::Achievements(file) => {
                sums(&file.sums, &mut notes);
                let not_applicable = |r: &&AchievedRow| r.status == Some(Status::NotApplicable);
                let rows = file.rows.iter().filter(not_applicable).count();
                notes.extend((rows > 0).then_some(Note::NotApplicable(rows)));
                let rows = file.unreported;
                notes.extend((rows > 0).then_some(Note::Unreported(rows)));
                notes.extend(file.unknown_columns.into_iter().map(Note::Column));
                let rows = Rows::Achievements(Arc::new(file.rows));
                (rows, file.rejected, file.table)
            }
            FileRead::Totals(file) => {
                sums(&file.sums, &mut notes);
                notes.extend(file.unknown_columns.into_iter().map(Note::Column));
                let rows = Rows::Totals(Arc::new(file.rows));
                (rows, file.rejected, file.table)
            }
        };
        let mut preview = Preview {
            path: path.to_owned(),
            rows,
            new: 0,
            changed: 0,
            same: 0,
            removed: 0,
            rejected: Vec::new(),
            corrections: 0,
            corrected: Vec::new(),
            reason: String::new(),
            notes,
            selected: 0,
            from_file,
            table: Arc::new(table),
            questions: Vec::new(),
            waiting: Vec::new(),
            answers: Vec::new(),
        };
        preview.plan(meeting);
        preview
    }

    /// Makes the plan anew from the newest state and the answers.
    pub fn plan(&mut self, meeting: &Meeting) {
        let planned = match &self.rows {
            Rows::People(rows) => {
                let plan = roster::people_on(meeting, rows, &self.answers);
                Planned {
                    counts: (plan.new.len(), plan.changed.len(), plan.same),
                    unplaced: plan.unplaced,
                    questions: plan.questions,
                    rejected: plan.rejected,
                    ..Planned::default()
                }
            }
            Rows::Libraries(rows) => {
                let plan = roster::libraries_on(meeting, rows, &self.answers);
                Planned {
                    counts: (plan.new.len(), plan.changed.len(), plan.same),
                    questions: plan.questions,
                    rejected: plan.rejected,
                    ..Planned::default()
                }
            }
            Rows::Villages(rows) => {
                let known = meeting.villages();
                let same = rows.iter().filter(|v| known.get(&v.code) == Some(v));
                let same = same.count();
                let listed = rows.iter().filter(|v| known.get(&v.code).is_some()).count();
                self.removed = known.len().saturating_sub(listed);
                let new = rows.len().saturating_sub(listed);
                Planned {
                    counts: (new, listed - same, same),
                    ..Planned::default()
                }
            }
            Rows::Achievements(rows) => {
                roster::achievements_on(meeting, rows, &self.answers).into()
            }
            Rows::Totals(rows) => roster::totals_on(meeting, rows, &self.answers).into(),
        };
        (self.new, self.changed, self.same) = planned.counts;
        (self.corrections, self.corrected) = (planned.corrections, planned.corrected);
        (self.questions, self.waiting) = (planned.questions, planned.waiting);
        self.notes
            .retain(|n| !matches!(n, Note::Unplaced(_) | Note::Libraries(_)));
        if planned.unplaced > 0 {
            self.notes.push(Note::Unplaced(planned.unplaced));
        }
        if planned.libraries > 0 {
            self.notes.insert(0, Note::Libraries(planned.libraries));
        }
        self.rejected = self
            .from_file
            .iter()
            .cloned()
            .chain(planned.rejected)
            .collect();
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
            Rows::Achievements(rows) => rows
                .binary_search_by_key(&row, |r| r.row)
                .map_or("", |i| rows[i].library.as_str()),
            Rows::Totals(rows) => rows
                .binary_search_by_key(&row, |r| r.row)
                .map_or("", |i| rows[i].library.as_str()),
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
        rows.extend_from_slice(&self.waiting);
        rows.sort_by_key(|r| r.row);
        rows
    }

    /// Lines of the list: questions first, then rejected rows, then the first corrections.
    pub fn lines(&self) -> usize {
        self.questions.len() + self.rejected.len() + self.corrected.len()
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
            Rows::Achievements(rows) => {
                Command::ImportAchievements(rows.clone(), answers, self.reason.clone())
            }
            Rows::Totals(rows) => Command::ImportTotals(rows.clone(), answers, self.reason.clone()),
        }
    }
}

/// What did not add up, the differences first.
fn sums(sums: &Sums, notes: &mut Vec<Note>) {
    let differs = sums.totals.iter().flat_map(|(_, differs)| differs);
    notes.extend(differs.cloned().map(Note::Total));
    notes.extend(
        sums.first
            .clone()
            .map(|first| Note::Parts(sums.rows, first)),
    );
    let checked = sums.totals.iter().filter(|(_, differs)| differs.is_empty());
    notes.extend(checked.map(|(row, _)| Note::TotalChecked(*row)));
}
