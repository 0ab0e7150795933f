//! How a file is to be read: what people have answered, and what the meeting knows. Data only.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::header::header_key;
use crate::meeting::achieved::Measure;
use crate::meeting::month::Month;

/// What a dash means in a column of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    /// Nothing was done.
    Zero,
    /// Nothing was reported.
    Unreported,
}

/// What a score below one means: `0,8143`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// A percentage without its sign: 81,43.
    Fraction,
    /// What it says: 0,81.
    AsWritten,
}

/// A question about a whole file or sheet; without its answer the rows it is about stay out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileTopic {
    /// The group (*unsur*) of everybody who has none.
    Group,
    /// What a dash means in a column of numbers.
    Dash,
    /// Which indicator the numbers of a sheet are.
    Measure(usize),
    /// Of which year the months are.
    Year,
    /// Of which year the months of a sheet are, where it says two.
    YearOf(usize),
    /// Of which month the numbers of a sheet are, where it says two.
    Month(usize),
    /// What scores below one mean.
    Score,
}

impl FileTopic {
    /// The column of the layout that is asked about.
    pub fn column(self) -> &'static str {
        match self {
            FileTopic::Group => "unsur",
            FileTopic::Dash | FileTopic::Measure(_) => "indikator",
            FileTopic::Year | FileTopic::YearOf(_) | FileTopic::Month(_) => "bulan",
            FileTopic::Score => "nilai_kpi_sim",
        }
    }
}

/// How a file is to be read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Heads that people have pointed to a field, or to nothing.
    pub pointed: Vec<(String, Option<usize>)>,
    /// Sheets that people have taken in or left out, by their place.
    pub sheets: BTreeMap<usize, bool>,
    /// Where not empty, only the sheets of these names are read.
    pub only: Vec<String>,
    /// Questions whose rows are left out.
    pub left_out: BTreeSet<FileTopic>,
    /// The group of everybody who has none.
    pub group: Option<String>,
    /// What a dash means.
    pub dash: Option<Dash>,
    /// What scores below one mean.
    pub scale: Option<Scale>,
    /// The indicators of sheets, by their place.
    pub measures: BTreeMap<usize, Measure>,
    /// The months of sheets, by their place.
    pub months: BTreeMap<usize, i8>,
    /// The years of the months of sheets that say two, by their place.
    pub years: BTreeMap<usize, i16>,
    /// The year of months that have none.
    pub year: Option<i16>,
    /// The first and the last month that the rules count.
    pub period: Option<(Month, Month)>,
    /// The keys of the sub-districts of the meeting.
    pub subdistricts: HashSet<String>,
    /// The keys of the villages of the meeting.
    pub villages: HashSet<String>,
    /// The name of the file.
    pub file: String,
}

impl Reading {
    /// Is a sheet wanted? Nothing where nobody said.
    pub fn wants(&self, at: usize, name: &str) -> Option<bool> {
        let key = header_key(name);
        let named = || self.only.iter().any(|only| header_key(only) == key);
        let only = (!self.only.is_empty()).then(named);
        self.sheets.get(&at).copied().or(only)
    }

    /// Says what a head means: a field, or nothing that is read. One column for a field: the newer
    /// word counts.
    pub fn point(&mut self, head: &str, field: Option<usize>) {
        let key = header_key(head);
        let other = |(said, of): &(String, Option<usize>)| {
            header_key(said) != key && (of.is_none() || *of != field)
        };
        self.pointed.retain(other);
        self.pointed.push((head.to_owned(), field));
    }

    /// The years in which a month lies in the period.
    pub fn years_of(&self, month: i8) -> Vec<i16> {
        let Some((first, last)) = self.period else {
            return Vec::new();
        };
        let years = first.year()..=last.year();
        let inside = |year: &i16| Month::new(*year, month).is_some_and(|m| first <= m && m <= last);
        years.filter(inside).collect()
    }
}
