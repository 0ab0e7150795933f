//! The import plan: which row of a file is which person, what it would change, and what must be
//! asked first. Pure: reads no file, writes no journal; a plan is made anew from the newest state
//! and the answers given so far, and only what it lists as new or changed is ever applied.
//!
//! The same person is: same invitation code, else same NIP, else same folded name and village (or
//! office); several hits are a question. An empty cell keeps what is known; a field corrected by
//! hand is never overwritten unasked. (The registration issue's rules of import.)

mod achieved;
pub mod advice;
mod differences;
mod group;
mod identity;
mod libraries;
mod merge;
mod partners;
mod people;
mod place;

use std::collections::BTreeMap;

use super::Meeting;
use super::event::ImportedPerson;
use super::id::{PersonId, VillageCode};
use super::month::Month;
use super::record::{Contact, Field, FieldSet, Library, Record};
use super::village::Gazetteer;

pub use achieved::{
    AchievedPlan, AchievedRow, Correction, Figure, FiguresPlan, LISTED_CORRECTIONS, TotalsPlan,
    TotalsRow, achievements_on, totals_on,
};
pub use differences::{
    Difference, TextDifference, library_differences, month_differences, totals_differences,
};
pub use group::{GROUPS, is_speaker, is_staff, known_group};
pub use libraries::plan_libraries;
pub use people::plan_people;

/// Rows of one sheet are numbered below this; the sheets of a file lie behind each other.
const SHEET: usize = 1 << 24;

/// The number of a row in a file of several sheets: of the first sheet the spreadsheet's own number,
/// from 1. Rows are compared and told by it. Nothing beyond what any sheet has.
pub fn row_in(sheet: usize, row: usize) -> Option<usize> {
    let number = sheet.checked_mul(SHEET)?.checked_add(row)?;
    (row < SHEET).then_some(number)
}

/// The sheet, from 0, and the row in it as the spreadsheet numbers it.
pub fn sheet_and_row(number: usize) -> (usize, usize) {
    (number / SHEET, number % SHEET)
}

/// One row of a list of people, each cell checked by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// The row as the spreadsheet numbers it, from 1.
    pub row: usize,
    /// What the row says. `village` is a code of the right shape, not yet one that is known;
    /// a village, sub-district or library that came as a name stands in the text fields.
    pub record: Record,
    /// The fields whose cells were not empty.
    pub stated: FieldSet,
}

/// One row of a list of libraries; empty means not stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LibraryRow {
    /// The row as the spreadsheet numbers it, from 1.
    pub row: usize,
    /// `kode_wilayah`
    pub village: Option<VillageCode>,
    /// `desa_kelurahan`, used where the code is missing
    pub village_text: String,
    /// `kecamatan`
    pub subdistrict_text: String,
    /// `nama_perpustakaan`
    pub name: String,
    /// `jenis`
    pub kind: String,
    /// `tahun_mitra`
    pub partner_year: Option<i16>,
    /// `bulan_mitra`, 1–12
    pub partner_month: Option<i8>,
    /// `sumber_mitra`
    pub partner_source: String,
    /// `akun_sim`
    pub has_account: Option<bool>,
    /// `kuota`
    pub quota: Option<u16>,
    /// `pic_nama`, `pic_hp`
    pub contact: Contact,
}

/// A row that is not taken, and why. The rest of the file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The row as the spreadsheet numbers it, from 1.
    pub row: usize,
    /// The column's name in the import layout.
    pub column: &'static str,
    /// The cell as it was read.
    pub value: String,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A required cell is empty.
    Missing,
    /// More characters than any honest value has.
    TooLong {
        /// The most that is taken.
        limit: usize,
    },
    /// The spreadsheet computed an error (`#N/A`).
    CellError,
    /// A formula whose result was never stored.
    Unsaved,
    /// A number that is merged over several libraries or months.
    Merged,
    /// More cells than the head of its text file has: a separator inside a name or a number.
    Cells {
        /// How many.
        found: usize,
        /// How many the head has.
        heads: usize,
    },
    /// A number, a day, or a word that programs write for an empty cell (`nan`, `NULL`, `FALSE`).
    NotAName,
    /// Neither L nor P in any word for it.
    NotASex,
    /// Neither yes nor no in any word for it.
    NotYesNo,
    /// Neither a letter from a to m nor *tidak*.
    NotAPlace,
    /// Not a whole number from 1 to 999.
    NotAQuota,
    /// Not 18 digits.
    NipDigits {
        /// How many digits there are.
        found: usize,
    },
    /// Excel turned the NIP into a number and lost its last digits.
    NipDamaged,
    /// Excel turned the telephone number into `8,12E+10`.
    PhoneDamaged,
    /// Ten digits without dots: a valid code in two systems, of different villages.
    CodeAmbiguous,
    /// Not of the form `73.09.05.2002`.
    CodeMalformed,
    /// No village of this code is listed.
    CodeUnknown {
        /// True for `73.08.…` where Maros is listed: BPS calls Maros 7308, Kemendagri 73.09.
        bps: bool,
    },
    /// No village of this name is listed, and the row is nothing without one.
    VillageUnknown,
    /// A code that an earlier row has with other values.
    CodeTwice {
        /// That row.
        first: usize,
    },
    /// Not a whole number in the range of the column.
    NotANumber,
    /// Not a month.
    NotAMonth,
    /// Not a month of a year from 1990 to 2100.
    NotAYearMonth,
    /// A broken number in a column of counts: `1,5`, `5.57`, a date.
    NotACount,
    /// Below zero.
    Negative,
    /// More than a month can have.
    TooMany {
        /// The most that is taken.
        most: u64,
    },
    /// Not a score from 0 to 100 with at most two decimals.
    NotAScore,
    /// No indicator, where a row says which it is of.
    NotAnIndicator,
    /// None of the words for a status.
    NotAStatus,
    /// None of the words for a colour.
    NotAColour,
    /// Not a day.
    NotADate,
    /// A row without any number.
    NoNumber,
    /// No library of this name is listed, and it names no village.
    LibraryUnknown,
    /// Its question was not answered.
    Unanswered,
    /// Left out by the answer to a question of the file.
    LeftOut,
}

/// A question that only a person can settle; its row waits until then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The row as the spreadsheet numbers it, from 1.
    pub row: usize,
    /// What the question is about: a place, the person (`Name`, `Nip`, `Invitation`), the field
    /// that was corrected by hand, or a key that stands twice with other numbers.
    pub column: Topic,
    /// The cell as it was read.
    pub value: String,
    /// The library that the row is of, where that is known and not what is asked.
    pub library: Option<VillageCode>,
    /// What may be answered, the likeliest first.
    pub choices: Vec<Choice>,
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// A cell of a person's or a library's row.
    Field(Field),
    /// One month of one library, twice in the file; one row may have several months.
    Month(Month),
    /// One library, twice in the file.
    Library,
}

impl Topic {
    /// The column's name in the import layout.
    pub fn column(self) -> &'static str {
        match self {
            Topic::Field(field) => field.column(),
            Topic::Month(_) => "bulan",
            Topic::Library => Field::Village.column(),
        }
    }
}

impl From<Field> for Topic {
    fn from(field: Field) -> Topic {
        Topic::Field(field)
    }
}

impl PartialEq<Field> for Topic {
    fn eq(&self, field: &Field) -> bool {
        *self == Topic::Field(*field)
    }
}

/// An answer to a [`Question`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This village is meant, and where libraries are listed, its library.
    Village(VillageCode),
    /// This village is meant, whose library is on no list yet.
    NewLibrary(VillageCode),
    /// No village of the list: keep the text.
    KeepAsWritten,
    /// The row is this person.
    SamePerson(PersonId),
    /// The row is the person of that earlier row of this file.
    SameAsRow(usize),
    /// The row is somebody else: a new person.
    OtherPerson,
    /// The file is right.
    UseFile,
    /// The correction by hand stays.
    KeepHand,
    /// Leave the row out.
    Skip,
    /// Leave the row out: it is the sum of a sub-district, not the village of its name.
    SumRow,
    /// This row is right, not the others of the same library and month.
    TakeRow {
        /// Which.
        row: usize,
        /// What it says where they differ; only for telling them apart.
        says: Vec<(&'static str, Figure)>,
    },
    /// Leave all rows of the same library and month out.
    NoneOfThem,
}

impl Choice {
    /// The village that is chosen, by a question about a place.
    pub fn village(&self) -> Option<&VillageCode> {
        match self {
            Choice::Village(code) | Choice::NewLibrary(code) => Some(code),
            Choice::KeepAsWritten
            | Choice::SamePerson(_)
            | Choice::SameAsRow(_)
            | Choice::OtherPerson
            | Choice::UseFile
            | Choice::KeepHand
            | Choice::Skip
            | Choice::SumRow
            | Choice::TakeRow { .. }
            | Choice::NoneOfThem => None,
        }
    }
}

/// An answer given to the question of one row and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// [`Question::row`]
    pub row: usize,
    /// [`Question::column`]
    pub column: Topic,
    /// One of [`Question::choices`]; anything else leaves the question open.
    pub choice: Choice,
}

/// What the meeting knows when a plan is made.
#[derive(Clone, Copy, Debug)]
pub struct Base<'a> {
    /// Everybody, with the fields corrected by hand since the last import.
    pub people: &'a [(PersonId, &'a Record, FieldSet)],
    /// The villages.
    pub gazetteer: &'a Gazetteer,
    /// The libraries.
    pub libraries: &'a BTreeMap<VillageCode, Library>,
    /// The number of the next new person.
    pub next: PersonId,
}

/// [`plan_people`] on the state of a meeting.
pub fn people_on(meeting: &Meeting, rows: &[PersonRow], answers: &[Answer]) -> PeoplePlan {
    let people: Vec<_> = meeting
        .people()
        .iter()
        .map(|p| (p.id, &*p.record, p.by_hand))
        .collect();
    plan_people(base(meeting, &people, &meeting.villages()), rows, answers)
}

/// [`plan_libraries`] on the state of a meeting.
pub fn libraries_on(meeting: &Meeting, rows: &[LibraryRow], answers: &[Answer]) -> LibraryPlan {
    plan_libraries(base(meeting, &[], &meeting.villages()), rows, answers)
}

fn base<'a>(
    meeting: &'a Meeting,
    people: &'a [(PersonId, &'a Record, FieldSet)],
    gazetteer: &'a Gazetteer,
) -> Base<'a> {
    Base {
        people,
        gazetteer,
        libraries: meeting.libraries(),
        next: meeting.people().next(),
    }
}

/// What a list of people would do. Every row of the file is counted once: as a person in `new` or
/// `changed`, in `same`, `skipped`, `rejected`, or among the rows that have `questions`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeoplePlan {
    /// New people in the order of their rows, numbered from [`Base::next`].
    pub new: Vec<ImportedPerson>,
    /// The first row of each of `new`.
    pub new_rows: Vec<usize>,
    /// Known people with new values, in the order of their numbers.
    pub changed: Vec<ImportedPerson>,
    /// The first row of each of `changed`.
    pub changed_rows: Vec<usize>,
    /// Rows that change nothing, second copies of a row included.
    pub same: Vec<usize>,
    /// Rows left out by answer.
    pub skipped: Vec<usize>,
    /// Open questions in the order of the rows; a row may have several, and an answer may lead to
    /// the next.
    pub questions: Vec<Question>,
    /// Rows refused by the plan (those refused by the reader are not repeated here).
    pub rejected: Vec<Rejected>,
    /// Planned rows whose village stays as written because no list knows it.
    pub unplaced: usize,
}

/// What a list of libraries would do; counted as in [`PeoplePlan`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LibraryPlan {
    /// New libraries in the order of their rows.
    pub new: Vec<Library>,
    /// The row of each of `new`.
    pub new_rows: Vec<usize>,
    /// Known libraries with new values, complete.
    pub changed: Vec<Library>,
    /// The row of each of `changed`.
    pub changed_rows: Vec<usize>,
    /// Rows that change nothing.
    pub same: Vec<usize>,
    /// Rows left out by answer.
    pub skipped: Vec<usize>,
    /// Open questions; `column` is one of the place fields.
    pub questions: Vec<Question>,
    /// Rows refused by the plan.
    pub rejected: Vec<Rejected>,
}
