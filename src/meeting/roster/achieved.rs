//! The plan for what libraries have achieved: months (`capaian`) and totals (`rekap`). The key is the
//! village code, for months with the month; the order of the rows never matters.
//!
//! An empty cell keeps what is known. Rows of one key complete each other (a sheet per indicator), and
//! are a question where they contradict each other: no row wins because it stands last. A number that stands and
//! would change or vanish is counted: it needs a reason.

mod compare;
mod meaning;
mod sorted;
mod sums;
mod whereabouts;

use jiff::civil::Date;

use super::place::Cells;
use super::{Answer, Question, Rejected};
use crate::meeting::Meeting;
use crate::meeting::achieved::{Achieved, Counts, LibraryData, Status, Totals};
use crate::meeting::hall::Colour;
use crate::meeting::id::VillageCode;
use crate::meeting::month::Month;
use crate::meeting::record::{Contact, Library};
use sorted::{Sorted, Stated};

/// One row of `capaian`: one library and month; empty means not stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AchievedRow {
    /// The row as the spreadsheet numbers it, from 1.
    pub row: usize,
    /// `kode_wilayah`
    pub village: Option<VillageCode>,
    /// `perpustakaan`
    pub library: String,
    /// `desa_kelurahan`
    pub village_text: String,
    /// `kecamatan`
    pub subdistrict_text: String,
    /// `bulan`
    pub month: Month,
    /// The numbers that are stated.
    pub counts: Counts,
    /// `status`
    pub status: Option<Status>,
    /// `tanggal_input`
    pub entered: Option<Date>,
    /// `catatan`, with the columns the program does not know.
    pub note: String,
}

/// One row of `rekap`: one library; empty means not stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TotalsRow {
    /// The row as the spreadsheet numbers it, from 1.
    pub row: usize,
    /// `kode_wilayah`
    pub village: Option<VillageCode>,
    /// `perpustakaan`
    pub library: String,
    /// `desa_kelurahan`
    pub village_text: String,
    /// `kecamatan`
    pub subdistrict_text: String,
    /// The totals that are stated.
    pub counts: Counts,
    /// `akun_sim`
    pub has_account: Option<bool>,
    /// `bulan_terisi`
    pub months: Option<u16>,
    /// `nilai_kpi_sim` in hundredths.
    pub sim_score: Option<u16>,
    /// `warna_sim`
    pub sim_colour: Option<Colour>,
    /// `tanggal_input`
    pub entered: Option<Date>,
    /// `catatan`, with the columns the program does not know.
    pub note: String,
}

/// What a cell amounts to, for telling two apart; never words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Figure {
    /// Not stated.
    Nothing,
    /// A count.
    Count(u64),
    /// A score in hundredths.
    Score(u16),
    /// A word of the layout: a status, a colour.
    Word(&'static str),
    /// Yes or no.
    Flag(bool),
}

/// A number that stands and would change or vanish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The row that says so.
    pub row: usize,
    /// Whose.
    pub library: VillageCode,
    /// Of which month; none for totals.
    pub month: Option<Month>,
    /// The column of the layout.
    pub column: &'static str,
    /// What stands.
    pub from: Figure,
    /// What would stand.
    pub to: Figure,
}

/// So many corrections are listed one by one; all are counted.
pub const LISTED_CORRECTIONS: usize = 200;

/// What a list of achievements would do. Every row is counted once: in `new`, `changed`, `same`,
/// `joined`, `skipped`, `rejected`, or as one that waits for the answer to a question.
///
/// `R` is what a library's row becomes: [`Achieved`] or [`Totals`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiguresPlan<R> {
    /// Libraries that no list had: they begin with this file. By code.
    pub libraries: Vec<Library>,
    /// The first row of each of `libraries`.
    pub library_rows: Vec<usize>,
    /// What was not known, by code and month.
    pub new: Vec<R>,
    /// The first row of each of `new`.
    pub new_rows: Vec<usize>,
    /// What was known with other values, complete as it will be, by code and month.
    pub changed: Vec<R>,
    /// The first row of each of `changed`.
    pub changed_rows: Vec<usize>,
    /// How many of `changed` alter or remove a number that stands: those need a reason.
    pub corrections: usize,
    /// The first of those numbers, by code and month; at most [`LISTED_CORRECTIONS`].
    pub corrected: Vec<Correction>,
    /// Rows that change nothing, second copies included.
    pub same: Vec<usize>,
    /// Rows that complete an earlier one of the same library and month, which counts as new or changed.
    pub joined: Vec<usize>,
    /// Rows left out by answer.
    pub skipped: Vec<usize>,
    /// Open questions in the order of the rows.
    pub questions: Vec<Question>,
    /// Rows that wait for the answer to a question of another row.
    pub waiting: Vec<Rejected>,
    /// Rows refused by the plan.
    pub rejected: Vec<Rejected>,
}

impl<R> Default for FiguresPlan<R> {
    fn default() -> Self {
        FiguresPlan {
            libraries: Vec::new(),
            library_rows: Vec::new(),
            new: Vec::new(),
            new_rows: Vec::new(),
            changed: Vec::new(),
            changed_rows: Vec::new(),
            corrections: 0,
            corrected: Vec::new(),
            same: Vec::new(),
            joined: Vec::new(),
            skipped: Vec::new(),
            questions: Vec::new(),
            waiting: Vec::new(),
            rejected: Vec::new(),
        }
    }
}

/// What `capaian` would do.
pub type AchievedPlan = FiguresPlan<Achieved>;

/// What `rekap` would do.
pub type TotalsPlan = FiguresPlan<Totals>;

/// Plans what a list of months would do, with the answers given so far. Linear but for one sort of
/// numbers: a million rows are planned in about a second.
pub fn achievements_on(
    meeting: &Meeting,
    rows: &[AchievedRow],
    answers: &[Answer],
) -> AchievedPlan {
    let mut plan = AchievedPlan::default();
    let compare = compare::Months::default();
    let villages = meeting.villages();
    Sorted::new(meeting, &villages, rows, answers).settle(&mut plan, |entry, plan| {
        let data = meeting.achievements().of(entry.code);
        compare.one(data, entry, plan)
    });
    plan
}

/// Plans what a list of totals would do, with the answers given so far.
pub fn totals_on(meeting: &Meeting, rows: &[TotalsRow], answers: &[Answer]) -> TotalsPlan {
    let mut plan = TotalsPlan::default();
    let villages = meeting.villages();
    Sorted::new(meeting, &villages, rows, answers).settle(&mut plan, |entry, plan| {
        let data = meeting.achievements().of(entry.code);
        compare::totals(data.and_then(LibraryData::totals), entry, plan)
    });
    plan
}

/// A library of which only the code is known, and perhaps a name.
fn bare_library(code: &VillageCode, name: &str) -> Library {
    Library {
        code: code.clone(),
        name: name.to_owned(),
        kind: String::new(),
        partner_year: None,
        partner_month: None,
        partner_source: String::new(),
        has_account: None,
        quota: None,
        contact: Contact::default(),
    }
}

impl Stated for AchievedRow {
    fn row(&self) -> usize {
        self.row
    }

    fn cells(&self) -> Cells<'_> {
        Cells {
            code: self.village.as_ref(),
            library: &self.library,
            village: &self.village_text,
            subdistrict: &self.subdistrict_text,
        }
    }

    fn month(&self) -> Option<Month> {
        Some(self.month)
    }

    fn entered(&self) -> Option<Date> {
        self.entered
    }

    fn counts(&self) -> &Counts {
        &self.counts
    }

    fn note(&self) -> &str {
        &self.note
    }

    fn counted(&self) -> Option<bool> {
        let unsaid = (!self.counts.is_empty()).then_some(true);
        self.status.map(Status::counts).or(unsaid)
    }

    fn complete(&mut self, other: &Self) {
        self.counts = other.counts.with(&self.counts);
        self.status = self.status.or(other.status);
    }

    fn beyond(&self, other: &Self) -> Self {
        // Numbers that count say nothing about a month that does not, and the other way.
        let both = self.counted().zip(other.counted());
        let agrees = both.is_none_or(|(mine, theirs)| mine == theirs);
        let counts = without(&self.counts, &other.counts);
        AchievedRow {
            counts: if agrees { counts } else { Counts::default() },
            status: self.status.filter(|_| agrees && other.status.is_none()),
            ..self.clone()
        }
    }

    fn with(self, entered: Option<Date>, note: String) -> Self {
        AchievedRow {
            entered,
            note,
            ..self
        }
    }

    fn figures(&self) -> Vec<(&'static str, Figure)> {
        let counts = self.counts.iter();
        let counts = counts.map(|(m, n)| (m.column(), Figure::Count(n)));
        let status = self.status.map(|s| ("status", Figure::Word(s.word())));
        counts.chain(status).collect()
    }
}

impl Stated for TotalsRow {
    fn row(&self) -> usize {
        self.row
    }

    fn cells(&self) -> Cells<'_> {
        Cells {
            code: self.village.as_ref(),
            library: &self.library,
            village: &self.village_text,
            subdistrict: &self.subdistrict_text,
        }
    }

    fn month(&self) -> Option<Month> {
        None
    }

    fn entered(&self) -> Option<Date> {
        self.entered
    }

    fn counts(&self) -> &Counts {
        &self.counts
    }

    fn note(&self) -> &str {
        &self.note
    }

    fn counted(&self) -> Option<bool> {
        None
    }

    fn complete(&mut self, other: &Self) {
        self.counts = other.counts.with(&self.counts);
        self.has_account = self.has_account.or(other.has_account);
        self.months = self.months.or(other.months);
        self.sim_score = self.sim_score.or(other.sim_score);
        self.sim_colour = self.sim_colour.or(other.sim_colour);
    }

    fn beyond(&self, other: &Self) -> Self {
        TotalsRow {
            counts: without(&self.counts, &other.counts),
            has_account: self.has_account.filter(|_| other.has_account.is_none()),
            months: self.months.filter(|_| other.months.is_none()),
            sim_score: self.sim_score.filter(|_| other.sim_score.is_none()),
            sim_colour: self.sim_colour.filter(|_| other.sim_colour.is_none()),
            ..self.clone()
        }
    }

    fn with(self, entered: Option<Date>, note: String) -> Self {
        TotalsRow {
            entered,
            note,
            ..self
        }
    }

    fn figures(&self) -> Vec<(&'static str, Figure)> {
        let counts = self.counts.iter();
        let counts = counts.map(|(m, n)| (m.column(), Figure::Count(n)));
        let more = [
            self.has_account.map(|a| ("akun_sim", Figure::Flag(a))),
            self.months
                .map(|n| ("bulan_terisi", Figure::Count(u64::from(n)))),
            self.sim_score.map(|s| ("nilai_kpi_sim", Figure::Score(s))),
            self.sim_colour
                .map(|c| ("warna_sim", Figure::Word(c.word()))),
        ];
        counts.chain(more.into_iter().flatten()).collect()
    }
}

/// The counts of measures that others do not state.
fn without(counts: &Counts, others: &Counts) -> Counts {
    let left = counts.iter().filter(|(m, _)| others.get(*m).is_none());
    left.collect()
}
