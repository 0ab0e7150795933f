//! What the libraries have reported: numbers by library and month, totals by library. Pure state; what
//! the numbers are worth is the rules' matter.
//!
//! A cell has four values: a number, a reported zero, not reported (absent), not applicable (a month's
//! status). They are never mixed up: an absent number is not a zero.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::hall::Colour;
use super::id::{EntryId, VillageCode};
use super::month::Month;

pub use super::measure::{Counts, CountsRef, Measure, MeasureSet};

/// What a row of a month is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// *dilaporkan*: counts.
    #[default]
    Reported,
    /// *terverifikasi*: counts.
    Verified,
    /// *ditolak*: does not count; the month is not reported.
    Rejected,
    /// `tidak_berlaku`: the month leaves the denominator, with the reason in the note.
    NotApplicable,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 4] = [
        Status::Reported,
        Status::Verified,
        Status::Rejected,
        Status::NotApplicable,
    ];

    /// The word of the layout.
    pub fn word(self) -> &'static str {
        match self {
            Status::Reported => "dilaporkan",
            Status::Verified => "terverifikasi",
            Status::Rejected => "ditolak",
            Status::NotApplicable => "tidak_berlaku",
        }
    }

    /// Do the numbers of such a row count?
    pub fn counts(self) -> bool {
        match self {
            Status::Reported | Status::Verified => true,
            Status::Rejected | Status::NotApplicable => false,
        }
    }
}

/// What one library reported for one month, complete as it is from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Achieved {
    /// Whose.
    pub library: VillageCode,
    /// Of which month.
    pub month: Month,
    /// The numbers.
    pub counts: Counts,
    /// What the row is.
    #[serde(default, skip_serializing_if = "is_reported")]
    pub status: Status,
    /// `tanggal_input`, else the day the file was said to be of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Date>,
    /// *catatan*: free text, stored apart.
    #[serde(skip)]
    pub note: Arc<str>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference
fn is_reported(status: &Status) -> bool {
    *status == Status::Reported
}

impl Achieved {
    /// This row, typed over `base`, on what is known now: what does not differ from `base` stays.
    #[must_use]
    pub fn over(&self, base: &Achieved, known: &Achieved) -> Achieved {
        let counts = Measure::ALL.into_iter().filter_map(|m| {
            let (typed, before) = (self.counts.get(m), base.counts.get(m));
            Some((
                m,
                if typed == before {
                    known.counts.get(m)
                } else {
                    typed
                }?,
            ))
        });
        Achieved {
            library: self.library.clone(),
            month: self.month,
            counts: counts.collect(),
            status: if self.status == base.status {
                known.status
            } else {
                self.status
            },
            entered: if self.entered == base.entered {
                known.entered
            } else {
                self.entered
            },
            note: if self.note == base.note {
                known.note.clone()
            } else {
                self.note.clone()
            },
        }
    }
}

/// What the management information system (SIM) says about one library as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Whose.
    pub library: VillageCode,
    /// `pelibatan`, `publikasi`, `advokasi`, `pengunjung`, `buku`.
    pub counts: Counts,
    /// `akun_sim`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_account: Option<bool>,
    /// `bulan_terisi`: months with entries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u16>,
    /// `nilai_kpi_sim` in hundredths: the SIM's own score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sim_score: Option<u16>,
    /// `warna_sim`: the SIM's own colour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sim_colour: Option<Colour>,
    /// The day the totals were said to be of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Date>,
    /// *catatan*: free text, stored apart.
    #[serde(skip)]
    pub note: Arc<str>,
}

/// One month of a library, as it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthRow<'a> {
    /// Which.
    pub month: Month,
    /// The numbers.
    pub counts: CountsRef<'a>,
    /// What the row is.
    pub status: Status,
    /// When it was entered.
    pub entered: Option<Date>,
}

/// One month as it lies there, for whoever reads a million of them.
#[derive(Clone, Copy)]
pub(super) struct Lying<'a> {
    pub month: Month,
    pub measures: MeasureSet,
    /// The numbers of the measures in their order; those of later months follow.
    pub values: &'a [u64],
    pub status: Status,
    pub entered: Option<Date>,
}

impl Lying<'_> {
    /// The sum of the numbers at these places.
    pub fn sum(&self, places: u32) -> u64 {
        let (mut rest, mut sum) = (places, 0_u64);
        while rest != 0 {
            let value = self.values.get(rest.trailing_zeros() as usize).copied();
            sum = sum.saturating_add(value.unwrap_or(0));
            rest &= rest - 1;
        }
        sum
    }
}

/// Does a row alter a number that stands, take it away, or bring a refused one back? Then it needs a reason.
pub fn corrects(before: Option<&LibraryData>, after: &Achieved) -> bool {
    let Some(row) = before.and_then(|data| data.month(after.month)) else {
        return false;
    };
    // Numbers that count no longer, or again: the board changes as if they were others.
    let turned = row.status.counts() != after.status.counts() && !row.counts.is_empty();
    turned
        || row
            .counts
            .iter()
            .any(|(m, n)| after.counts.get(m) != Some(n))
}

/// As [`corrects`], for totals.
pub fn corrects_totals(before: Option<&Totals>, after: &Totals) -> bool {
    let Some(before) = before else {
        return false;
    };
    before
        .counts
        .iter()
        .any(|(m, n)| after.counts.get(m) != Some(n))
        || (before.sim_score.is_some() && before.sim_score != after.sim_score)
}

/// All that one library reported. The months lie side by side: a ranking of 83,762 libraries reads a
/// million of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LibraryData {
    heads: Vec<Head>,
    values: Vec<u64>,
    notes: Vec<(Month, Arc<str>)>,
    totals: Option<Arc<Totals>>,
    touched: Option<EntryId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    month: Month,
    mask: u32,
    start: u32,
    status: Status,
    entered: Option<Date>,
}

impl LibraryData {
    /// The months in their order.
    pub fn months(&self) -> impl Iterator<Item = MonthRow<'_>> {
        self.heads.iter().map(|h| self.row(h))
    }

    /// One month.
    pub fn month(&self, month: Month) -> Option<MonthRow<'_>> {
        let at = self.heads.binary_search_by_key(&month, |h| h.month).ok()?;
        self.heads.get(at).map(|h| self.row(h))
    }

    /// The note of a month; empty for none.
    pub fn note(&self, month: Month) -> &str {
        let found = self.notes.iter().find(|(m, _)| *m == month);
        found.map_or("", |(_, note)| note)
    }

    /// One month as a row of its own.
    pub fn achieved(&self, library: &VillageCode, month: Month) -> Option<Achieved> {
        let row = self.month(month)?;
        Some(Achieved {
            library: library.clone(),
            month,
            counts: row.counts.to_counts(),
            status: row.status,
            entered: row.entered,
            note: self.note(month).into(),
        })
    }

    /// What the SIM says as a whole.
    pub fn totals(&self) -> Option<&Totals> {
        self.totals.as_deref()
    }

    /// The act that changed it last.
    pub fn touched(&self) -> Option<EntryId> {
        self.touched
    }

    /// The months from one on, as they lie there.
    pub(super) fn lying_from(&self, first: Month) -> impl Iterator<Item = Lying<'_>> {
        let heads = self.heads.iter().skip_while(move |h| h.month < first);
        heads.map(|head| Lying {
            month: head.month,
            measures: MeasureSet(head.mask),
            values: self.values.get(head.start as usize..).unwrap_or_default(),
            status: head.status,
            entered: head.entered,
        })
    }

    fn row(&self, head: &Head) -> MonthRow<'_> {
        let start = head.start as usize;
        let end = start + head.mask.count_ones() as usize;
        MonthRow {
            month: head.month,
            counts: CountsRef {
                mask: head.mask,
                values: self.values.get(start..end).unwrap_or_default(),
            },
            status: head.status,
            entered: head.entered,
        }
    }

    /// Sets one month.
    pub(super) fn put(&mut self, row: &Achieved, act: EntryId) {
        self.touched = Some(act);
        let found = self.heads.binary_search_by_key(&row.month, |h| h.month);
        let at = match found {
            Ok(at) => {
                self.remove_values(at);
                at
            }
            Err(at) => {
                let start = self.start_of(at);
                let head = Head {
                    month: row.month,
                    mask: 0,
                    start,
                    status: row.status,
                    entered: row.entered,
                };
                self.heads.insert(at, head);
                at
            }
        };
        let start = self.start_of(at) as usize;
        let values = row.counts.values.iter().copied();
        self.values.splice(start..start, values);
        let more = row.counts.mask.count_ones();
        if let Some(head) = self.heads.get_mut(at) {
            (head.mask, head.status, head.entered) = (row.counts.mask, row.status, row.entered);
        }
        for later in self.heads.iter_mut().skip(at + 1) {
            later.start += more;
        }
        self.notes.retain(|(month, _)| *month != row.month);
        if !row.note.is_empty() {
            self.notes.push((row.month, row.note.clone()));
        }
    }

    pub(super) fn put_totals(&mut self, totals: &Totals, act: EntryId) {
        self.touched = Some(act);
        self.totals = Some(Arc::new(totals.clone()));
    }

    /// Where the values of the head at a place begin.
    fn start_of(&self, at: usize) -> u32 {
        match at.checked_sub(1).and_then(|before| self.heads.get(before)) {
            Some(before) => before.start + before.mask.count_ones(),
            None => 0,
        }
    }

    fn remove_values(&mut self, at: usize) {
        let Some(head) = self.heads.get_mut(at) else {
            return;
        };
        let (start, less) = (head.start, head.mask.count_ones());
        head.mask = 0;
        self.values.drain(start as usize..(start + less) as usize);
        for later in self.heads.iter_mut().skip(at + 1) {
            later.start -= less;
        }
    }
}

/// All that was reported, by library. A copy of the whole is cheap to keep as long as nothing changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Achievements {
    of: BTreeMap<VillageCode, Arc<LibraryData>>,
}

impl Achievements {
    /// What one library reported.
    pub fn of(&self, library: &VillageCode) -> Option<&LibraryData> {
        self.of.get(library).map(|data| &**data)
    }

    /// All libraries with data, in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = (&VillageCode, &LibraryData)> {
        self.of.iter().map(|(code, data)| (code, &**data))
    }

    /// Is there nothing at all?
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// What one library reported, to keep.
    pub(super) fn share(&self, library: &VillageCode) -> Option<Arc<LibraryData>> {
        self.of.get(library).cloned()
    }

    /// Changes what one library reported.
    pub(super) fn change(&mut self, library: &VillageCode, change: impl FnOnce(&mut LibraryData)) {
        if let Some(data) = self.of.get_mut(library) {
            change(Arc::make_mut(data));
            return;
        }
        let mut data = LibraryData::default();
        change(&mut data);
        self.of.insert(library.clone(), Arc::new(data));
    }

    /// Puts back what stood before.
    pub(super) fn put_back(&mut self, library: VillageCode, before: Option<Arc<LibraryData>>) {
        match before {
            Some(data) => drop(self.of.insert(library, data)),
            None => drop(self.of.remove(&library)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(month: &str, counts: &[(Measure, u64)]) -> Achieved {
        Achieved {
            library: VillageCode::parse("73.09.05.2002").unwrap(),
            month: month.parse().unwrap(),
            counts: counts.iter().copied().collect(),
            status: Status::Reported,
            entered: None,
            note: "".into(),
        }
    }

    #[test]
    fn months_lie_side_by_side_and_stay_apart() {
        let mut data = LibraryData::default();
        let act = EntryId(1);
        data.put(&row("2024-03", &[(Measure::Activities, 3)]), act);
        data.put(
            &row("2024-01", &[(Measure::Activities, 1), (Measure::Books, 9)]),
            act,
        );
        data.put(&row("2024-02", &[]), act);
        data.put(&row("2024-01", &[(Measure::Books, 8)]), act);
        let seen: Vec<(String, Vec<(Measure, u64)>)> = data
            .months()
            .map(|m| (m.month.to_string(), m.counts.iter().collect()))
            .collect();
        assert_eq!(
            seen,
            [
                ("2024-01".to_owned(), vec![(Measure::Books, 8)]),
                ("2024-02".to_owned(), vec![]),
                ("2024-03".to_owned(), vec![(Measure::Activities, 3)]),
            ]
        );
    }

    #[test]
    fn counts_are_stored_by_column_and_a_zero_is_not_nothing() {
        let counts: Counts = [(Measure::Books, 0), (Measure::Activities, 4)]
            .into_iter()
            .collect();
        let text = serde_json::to_string(&counts).unwrap();
        assert_eq!(text, r#"{"pelibatan_kegiatan":4,"buku":0}"#);
        assert_eq!(serde_json::from_str::<Counts>(&text).unwrap(), counts);
        assert_eq!(
            (counts.get(Measure::Books), counts.get(Measure::Visitors)),
            (Some(0), None)
        );
        for wrong in [
            r#"{"bukuu":1}"#,
            r#"{"buku":1,"pelibatan":1}"#,
            r#"{"buku":-1}"#,
        ] {
            assert!(serde_json::from_str::<Counts>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_column_tells_something_about_its_topic() {
        for (measure, topic) in [
            (Measure::ParticipantsMale, "pelibatan"),
            (Measure::SupportRupiah, "advokasi"),
            (Measure::Visitors, "pengunjung"),
        ] {
            assert_eq!(measure.topic(), topic);
        }
        for measure in Measure::ALL {
            assert_eq!(Measure::parse(measure.column()), Some(measure));
        }
    }
}
