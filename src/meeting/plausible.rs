//! What in the numbers of a library looks wrong and should be checked. It never changes a number, a
//! score or a rank, and never says that somebody is at fault.
//!
//! For the public's view it is computed with the public's [`Scorer`]: months and measures that are
//! sealed are not looked at, so that no flag tells of them.

use super::Meeting;
use super::achieved::{CountsRef, LibraryData, Measure, MeasureSet, MonthRow, Status};
use super::board::Board;
use super::id::VillageCode;
use super::month::Month;
use super::rank::{MonthState, Scorer};
use super::record::Library;

/// More activities than days.
pub const MOST_ACTIVITIES: u64 = 31;
/// More participants than this in one activity; the country's mean is 25.
pub const MOST_PARTICIPANTS: u64 = 200;
/// So many months with the same numbers look copied.
pub const SAME_MONTHS: u16 = 6;

/// Typed totals and the parts they should be the sum of.
const TOTALS: [(Measure, &[Measure]); 4] = [
    (Measure::Involvement, &[Measure::Activities]),
    (
        Measure::Publication,
        &[
            Measure::PublicationPrint,
            Measure::PublicationOnline,
            Measure::PublicationSocial,
        ],
    ),
    (
        Measure::Advocacy,
        &[
            Measure::AdvocacyFunds,
            Measure::AdvocacyGoods,
            Measure::AdvocacyPolicy,
            Measure::AdvocacyPeople,
            Measure::AdvocacyPartners,
        ],
    ),
    (
        Measure::Visitors,
        &[Measure::VisitorsMale, Measure::VisitorsFemale],
    ),
];

/// Something to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// More than [`MOST_ACTIVITIES`] in a month.
    ManyActivities {
        /// The month.
        month: Month,
        /// So many.
        activities: u64,
    },
    /// More than [`MOST_PARTICIPANTS`] per activity.
    ManyParticipants {
        /// The month.
        month: Month,
        /// Participants of both sexes.
        participants: u64,
        /// Activities; 0 where none is reported.
        activities: u64,
    },
    /// Publications in a month without any activity.
    NoActivity {
        /// The month.
        month: Month,
        /// So many publications.
        publications: u64,
    },
    /// The same numbers for [`SAME_MONTHS`] or more months running.
    SameCounts {
        /// The first month.
        from: Month,
        /// The last month.
        to: Month,
    },
    /// A month after that of the meeting, or after the day its numbers were entered.
    Future {
        /// The month.
        month: Month,
    },
    /// A typed total that is not the sum of its parts.
    TotalDiffers {
        /// The month; none: the total of the whole period against its months.
        month: Option<Month>,
        /// Which total.
        measure: Measure,
        /// As it was typed.
        total: u64,
        /// The sum of the parts.
        sum: u64,
    },
    /// Numbers in a month that does not apply: before the library joined, or excused.
    NotApplicable {
        /// The month.
        month: Month,
    },
}

impl Flag {
    /// The stable word of JSON with its month: `activities_over_31 2024-03`.
    pub fn word(&self) -> String {
        match self {
            Flag::ManyActivities { month, .. } => format!("activities_over_31 {month}"),
            Flag::ManyParticipants { month, .. } => format!("participants_over_200 {month}"),
            Flag::NoActivity { month, .. } => format!("publications_without_activity {month}"),
            Flag::SameCounts { from, to } => format!("same_counts {from}..{to}"),
            Flag::Future { month } => format!("future_month {month}"),
            Flag::TotalDiffers { month, measure, .. } => match month {
                Some(month) => format!("total_differs {month} {}", measure.column()),
                None => format!("total_differs {}", measure.column()),
            },
            Flag::NotApplicable { month } => format!("numbers_not_applicable {month}"),
        }
    }
}

/// What should be checked of a library, as the board's audience may know it.
pub fn of_library(meeting: &Meeting, board: &Board, code: &VillageCode) -> Vec<Flag> {
    let Some(data) = meeting.achievements().of(code) else {
        return Vec::new();
    };
    let today = meeting.about().and_then(|a| Month::of(a.date));
    let whole = board.scorer().period().last() == Some(board.rules().to);
    let library = meeting.libraries().get(code);
    flags(board.scorer(), whole, today, library, data)
}

/// What should be checked of these numbers. `whole`: no month of the period is kept from the scorer's
/// audience, so months after the period and totals of the whole may be looked at, too. `today` is the
/// month of the meeting.
pub fn flags(
    scorer: &Scorer,
    whole: bool,
    today: Option<Month>,
    library: Option<&Library>,
    data: &LibraryData,
) -> Vec<Flag> {
    let hidden = scorer.hidden();
    let states = scorer.states(library, Some(data));
    let (Some((from, _)), Some((to, _))) = (states.first(), states.last()) else {
        return Vec::new();
    };
    let seen = |row: &MonthRow<'_>| row.month >= *from && (whole || row.month <= *to);
    let mut found = Vec::new();
    let mut same = Run::default();
    for row in data.months().filter(seen) {
        let state = states.iter().find(|(month, _)| *month == row.month);
        let applies = state.is_none_or(|(_, state)| *state != MonthState::NotApplicable);
        match row.status {
            Status::Rejected => continue,
            Status::Reported | Status::Verified | Status::NotApplicable => {}
        }
        if !row.counts.any_but(hidden) {
            continue;
        }
        if !applies || row.status == Status::NotApplicable {
            found.push(Flag::NotApplicable { month: row.month });
        }
        let entered = row.entered.filter(|_| scorer.tells_days());
        let entered = entered.and_then(Month::of);
        let after = |limit: Option<Month>| limit.is_some_and(|limit| row.month > limit);
        if after(today) || after(entered) {
            found.push(Flag::Future { month: row.month });
        }
        month_flags(row, hidden, &mut found);
        same.add(row, hidden, &mut found);
    }
    same.end(&mut found);
    if whole {
        whole_flags(data, &states, hidden, &mut found);
    }
    found
}

fn month_flags(row: MonthRow<'_>, hidden: MeasureSet, found: &mut Vec<Flag>) {
    let month = row.month;
    let get = |m: Measure| row.counts.get(m).filter(|_| !hidden.contains(m));
    let activities = get(Measure::Activities).or_else(|| get(Measure::Involvement));
    if let Some(activities) = activities.filter(|n| *n > MOST_ACTIVITIES) {
        found.push(Flag::ManyActivities { month, activities });
    }
    let sexes = [Measure::ParticipantsMale, Measure::ParticipantsFemale];
    let participants = sexes
        .into_iter()
        .filter_map(get)
        .fold(0, u64::saturating_add);
    let held = activities.unwrap_or(0);
    if participants > held.max(1).saturating_mul(MOST_PARTICIPANTS) {
        found.push(Flag::ManyParticipants {
            month,
            participants,
            activities: held,
        });
    }
    // Where involvement is sealed, nobody is to learn whether there was an activity.
    let told = !hidden.contains(Measure::Activities) && !hidden.contains(Measure::Involvement);
    let publications = total(row.counts, hidden, Measure::Publication).unwrap_or(0);
    if told && publications > 0 && held == 0 {
        found.push(Flag::NoActivity {
            month,
            publications,
        });
    }
    for (measure, parts) in TOTALS {
        let sum = row.counts.sum(visible(parts, hidden));
        if let (Some(total), Some(sum)) = (get(measure), sum)
            && total != sum
        {
            found.push(Flag::TotalDiffers {
                month: Some(month),
                measure,
                total,
                sum,
            });
        }
    }
}

/// The totals of the whole period against the sum of its months, where both are known.
fn whole_flags(
    data: &LibraryData,
    states: &[(Month, MonthState)],
    hidden: MeasureSet,
    found: &mut Vec<Flag>,
) {
    let Some(totals) = data.totals() else {
        return;
    };
    let counts = |row: &MonthRow<'_>| {
        let state = states.iter().find(|(month, _)| *month == row.month);
        state.is_some_and(|(_, s)| matches!(s, MonthState::Met | MonthState::Below))
    };
    for (measure, _) in TOTALS {
        let typed = totals
            .counts
            .get(measure)
            .filter(|_| !hidden.contains(measure));
        let months = data.months().filter(counts);
        let sum = months
            .filter_map(|row| total(row.counts, hidden, measure))
            .reduce(u64::saturating_add);
        if let (Some(total), Some(sum)) = (typed, sum)
            && total != sum
        {
            found.push(Flag::TotalDiffers {
                month: None,
                measure,
                total,
                sum,
            });
        }
    }
}

/// The parts of a total where any is stated, else the total itself.
fn total(counts: CountsRef<'_>, hidden: MeasureSet, measure: Measure) -> Option<u64> {
    let parts = TOTALS.iter().find(|(m, _)| *m == measure);
    let sum = parts.and_then(|(_, parts)| counts.sum(visible(parts, hidden)));
    sum.or_else(|| counts.get(measure).filter(|_| !hidden.contains(measure)))
}

fn visible(parts: &[Measure], hidden: MeasureSet) -> MeasureSet {
    let parts = parts.iter().copied();
    parts.filter(|m| !hidden.contains(*m)).collect()
}

/// Months running with the same numbers.
#[derive(Default)]
struct Run<'a> {
    /// The first, the last, and how many.
    now: Option<(MonthRow<'a>, MonthRow<'a>, u16)>,
}

impl<'a> Run<'a> {
    fn add(&mut self, row: MonthRow<'a>, hidden: MeasureSet, found: &mut Vec<Flag>) {
        let seen = |row: MonthRow<'a>| row.counts.iter().filter(move |(m, _)| !hidden.contains(*m));
        // Months of nothing are not copied from each other.
        if !row.status.counts() || seen(row).all(|(_, n)| n == 0) {
            return self.end(found);
        }
        if let Some((_, last, count)) = &mut self.now
            && last.month.plus(1) == row.month
            && seen(*last).eq(seen(row))
        {
            (*last, *count) = (row, *count + 1);
            return;
        }
        self.end(found);
        self.now = Some((row, row, 1));
    }

    fn end(&mut self, found: &mut Vec<Flag>) {
        if let Some((first, last, _)) = self.now.take().filter(|(_, _, n)| *n >= SAME_MONTHS) {
            let (from, to) = (first.month, last.month);
            found.push(Flag::SameCounts { from, to });
        }
    }
}
