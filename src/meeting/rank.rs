//! What the numbers of one library are worth under the rules: exact fractions, rounded once. Pure;
//! knows no other library.
//!
//! The rule, as the committee's rules set it: a family is worth the plain mean, over its windows, of
//! `min(1, done / target)`, where the target of a window is `target_year × applicable months / 12`;
//! the cap per window means that one burst cannot pay for empty months. The score is the weighted mean
//! of the families. A month that was not reported contributes nothing and stays in the mean; one that
//! does not apply leaves it. Ranks go by the rounded score that the hall sees.
//!
//! The public's view is computed *without* sealed data: sealed months are cut off the period and sealed
//! families leave the weighted mean. Nothing is masked afterwards.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::achieved::{CountsRef, LibraryData, Lying, Measure, MeasureSet, MonthRow, Status};
use super::month::Month;
use super::record::Library;
use super::rules::{FULL, MOST_FAMILIES, Rules, Scored, Seal, Source, Window};

/// Surplus is counted up to three times the target, in hundredths of a percent.
const MOST_SURPLUS: u64 = 3;

/// What became of one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthState {
    /// The month met the standard.
    Met,
    /// Reported, below the standard; a reported zero too.
    Below,
    /// *Belum lapor*.
    Missing,
    /// *Tidak berlaku*: joined later, or excused.
    NotApplicable,
}

/// One family of a library.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// What was done in the applicable months; none: nothing reported.
    pub done: Option<u64>,
    /// The family's value is `num / den`, at most 1; `den` is 0 where no window counts.
    num: u32,
    den: u32,
    /// The target of the applicable months, in twelfths.
    target: u32,
}

impl Part {
    /// Percent in hundredths, rounded half up.
    pub fn percent(&self) -> u16 {
        if self.den == 0 {
            return 0;
        }
        let (num, den) = (u64::from(self.num), u64::from(self.den));
        narrow((2 * num * u64::from(FULL) + den) / (2 * den))
    }

    /// The target of the applicable months in hundredths, rounded half up.
    pub fn target(&self) -> u64 {
        (u64::from(self.target) * 100 * 2 + 12) / 24
    }

    /// What was done against the target, at most threefold, as a fraction of twelfths.
    fn surplus(&self) -> (u64, u64) {
        let target = u64::from(self.target);
        let done = self.done.unwrap_or(0).saturating_mul(12);
        (done.min(MOST_SURPLUS * target), target)
    }
}

/// Where a library stands by itself. The places of `parts` are those of [`Scorer::families`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The score in hundredths, rounded half up; none: no rank.
    pub score: Option<u16>,
    /// Families that count in this view, in the order of the board.
    pub parts: [Part; MOST_FAMILIES],
    /// Applicable months with a counting row that holds a number; none where only totals are known
    /// and they do not say it.
    pub reported: Option<u16>,
    /// Months of the period that apply.
    pub applicable: u16,
    /// Months that met the standard; none where only totals are known.
    pub met: Option<u16>,
    /// The longest run of applicable months not met; none where only totals are known.
    pub gap: Option<u16>,
    /// Uncapped percent in hundredths, at most 30,000.
    pub surplus: u16,
    /// Participants of all activities.
    pub participants: u64,
    /// The newest day its numbers are of; beside a sealed family the last day of the newest month.
    pub as_of: Option<Date>,
}

/// Rules made ready for many libraries, for one audience.
#[derive(Clone, Debug)]
pub struct Scorer {
    from: Month,
    months: u16,
    skip: Option<Month>,
    minimum: u16,
    source: Source,
    scored: Scored,
    families: Vec<Ready>,
    standard: Vec<(usize, u64)>,
    hidden: MeasureSet,
    /// Measures that count participants and are not hidden.
    participants: MeasureSet,
    /// What a row of each month of the period is of whose day nobody wrote down: the month's last day,
    /// but not one after the meeting.
    ends: Vec<Date>,
    /// Something is kept back: the SIM's own score would tell it.
    sealed: bool,
    /// Months are kept back: totals of the whole period would tell them.
    cut: bool,
    /// Days of entry may be told. Beside a sealed family they may not: a row has one day for all its
    /// numbers, and a new one would tell that sealed numbers have come.
    dated: bool,
}

#[derive(Clone, Debug)]
struct Ready {
    /// Its place in the rules.
    at: usize,
    columns: MeasureSet,
    plain: Option<Measure>,
    window: Window,
    target: u32,
    weight: u32,
}

/// Sums of one family while the months go by.
#[derive(Clone, Copy, Default)]
struct Sum {
    done: u64,
    /// Was any number reported?
    stated: bool,
    /// Of the windows that are closed; those of one month are so at once.
    num: u64,
    /// Of the window that is open.
    open: u64,
}

/// Where the values of the families lie in rows of certain measures: most rows of a library hold the
/// same ones.
pub(super) struct Plan {
    measures: MeasureSet,
    places: [u32; MOST_FAMILIES],
    participants: u32,
    /// Anything but what is hidden.
    any: bool,
}

impl Scorer {
    /// Rules as the committee sees them on a day, with everything.
    pub fn committee(rules: &Rules, today: Date) -> Scorer {
        Scorer::new(rules, &Seal::default(), today)
    }

    /// Rules as the public may see their outcome on a day: without what is sealed.
    pub fn new(rules: &Rules, seal: &Seal, today: Date) -> Scorer {
        let to = match seal.first_month(rules) {
            Some(first) => first.plus(-1),
            None => rules.to,
        };
        let totals = rules.source == Source::Totals;
        let ready = rules.families.iter().enumerate();
        let families: Vec<Ready> = ready
            .filter(|(_, f)| !seal.hides_family(rules, f))
            .map(|(at, f)| Ready {
                at,
                columns: f.columns.iter().copied().collect(),
                plain: f.plain(),
                window: if totals { Window::Year } else { f.window },
                target: f.target_year,
                weight: f.weight,
            })
            .collect();
        let place = |key: &str| {
            let known = |f: &Ready| rules.families.get(f.at).is_some_and(|f| f.key == key);
            families.iter().position(known)
        };
        let standard = rules.standard.iter();
        let standard = standard
            .filter_map(|(key, least)| Some((place(key)?, u64::from(*least))))
            .collect();
        let months = u16::try_from(to.since(rules.from) + 1).unwrap_or(0);
        let end = |n| rules.from.plus(n).last_day().min(today);
        let hidden = seal.hidden(rules);
        let participants = [Measure::ParticipantsMale, Measure::ParticipantsFemale];
        let seen = |m: &Measure| !hidden.contains(*m);
        Scorer {
            from: rules.from,
            months,
            ends: (0..i32::from(months)).map(end).collect(),
            participants: participants.into_iter().filter(seen).collect(),
            skip: None,
            minimum: rules.minimum_months.max(1),
            source: rules.source,
            scored: rules.score,
            standard,
            families,
            hidden,
            sealed: seal.hides(rules),
            cut: seal.first_month(rules).is_some(),
            dated: !rules.families.iter().any(|f| seal.hides_family(rules, f)),
        }
    }

    /// The same without one month, for asking how firm a rank is.
    #[must_use]
    pub fn without(&self, month: Month) -> Scorer {
        Scorer {
            skip: Some(month),
            ..self.clone()
        }
    }

    /// The families that count, as places in the rules' list.
    pub fn families(&self) -> impl Iterator<Item = usize> {
        self.families.iter().map(|f| f.at)
    }

    /// The weights of the families that count.
    pub fn weights(&self) -> Vec<u32> {
        self.families.iter().map(|f| f.weight).collect()
    }

    /// The months of the period that this audience sees.
    pub fn period(&self) -> impl Iterator<Item = Month> {
        let from = self.from;
        (0..i32::from(self.months)).map(move |n| from.plus(n))
    }

    /// Where a library stands.
    pub fn standing(&self, library: Option<&Library>, data: Option<&LibraryData>) -> Standing {
        self.next_standing(&mut self.no_plan(), library, data)
    }

    /// Where one of many libraries stands; the plan is kept from one to the next.
    pub(super) fn next_standing(
        &self,
        plan: &mut Plan,
        library: Option<&Library>,
        data: Option<&LibraryData>,
    ) -> Standing {
        let begins = library.and_then(begins);
        let mut standing = match self.source {
            Source::Months => self.by_months(begins, data, plan),
            Source::Totals => self.by_totals(begins, data),
        };
        if self.scored == Scored::Sim {
            let sim = data.and_then(LibraryData::totals).and_then(|t| t.sim_score);
            standing.score = sim.filter(|_| !self.sealed);
        }
        standing
    }

    /// The score in hundredths under other weights.
    pub fn score_with(&self, standing: &Standing, weights: &[u32]) -> Option<u16> {
        standing.score?;
        self.score(&standing.parts, weights.iter().copied())
    }

    /// What became of each month of the period.
    pub fn states(
        &self,
        library: Option<&Library>,
        data: Option<&LibraryData>,
    ) -> Vec<(Month, MonthState)> {
        let begins = library.and_then(begins);
        let state = |month| self.state(month, begins, data.and_then(|d| d.month(month)));
        self.period().map(|month| (month, state(month))).collect()
    }

    /// What a month has in a family (its place among [`Scorer::families`]); none: not reported.
    pub fn value(&self, family: usize, counts: CountsRef<'_>) -> Option<u64> {
        self.families.get(family).and_then(|f| f.value(counts))
    }

    /// May the day be told on which a row was entered?
    pub fn tells_days(&self) -> bool {
        self.dated
    }

    /// The measures that this audience does not see.
    pub fn hidden(&self) -> MeasureSet {
        self.hidden
    }

    fn by_months(
        &self,
        begins: Option<Month>,
        data: Option<&LibraryData>,
        plan: &mut Plan,
    ) -> Standing {
        let mut sums = [Sum::default(); MOST_FAMILIES];
        let mut found = Standing::default();
        let (mut reported, mut met, mut gap, mut run) = (0, 0, 0, 0);
        let (mut quarters, mut in_quarter, mut undated) = (0, 0, None);
        let nothing = LibraryData::default();
        let mut rows = data.unwrap_or(&nothing).lying_from(self.from);
        let mut next = rows.next();
        for (month, end) in self.period().zip(&self.ends) {
            let row = next.filter(|r| r.month == month);
            if row.is_some() {
                next = rows.next();
            }
            if self.applies(month, begins, row.map(|r| r.status)) {
                (found.applicable, in_quarter, run) =
                    (found.applicable + 1, in_quarter + 1, run + 1);
                if let Some(row) = row.filter(|r| r.status.counts()) {
                    if row.measures != plan.measures {
                        *plan = self.plan(row.measures);
                    }
                    if plan.any {
                        reported += 1;
                        let people = row.sum(plan.participants);
                        found.participants = found.participants.saturating_add(people);
                        match row.entered.filter(|_| self.dated) {
                            Some(day) => found.as_of = found.as_of.max(Some(day)),
                            None => undated = Some(*end),
                        }
                        if self.take(&mut sums, plan, &row) {
                            (met, run) = (met + 1, 0);
                        }
                    }
                }
                gap = gap.max(run);
            }
            if month.closes_quarter() && in_quarter > 0 {
                self.close(Window::Quarter, &mut sums, in_quarter);
                (quarters, in_quarter) = (quarters + 1, 0);
            }
        }
        if in_quarter > 0 {
            self.close(Window::Quarter, &mut sums, in_quarter);
            quarters += 1;
        }
        found.as_of = found.as_of.max(undated);
        (found.reported, found.met, found.gap) = (Some(reported), Some(met), Some(gap));
        self.finish(&mut found, &mut sums, quarters, reported >= self.minimum);
        found
    }

    fn by_totals(&self, begins: Option<Month>, data: Option<&LibraryData>) -> Standing {
        let mut sums = [Sum::default(); MOST_FAMILIES];
        let mut found = Standing::default();
        // The totals hold the sealed months, too: none of them may be told.
        let totals = data.and_then(LibraryData::totals).filter(|_| !self.cut);
        for month in self.period() {
            found.applicable += u16::from(self.applies(month, begins, None));
        }
        let any = totals.is_some_and(|t| t.counts.as_ref().any_but(self.hidden));
        if let Some(totals) = totals {
            for (family, sum) in self.families.iter().zip(&mut sums) {
                let value = family.value(totals.counts.as_ref());
                sum.stated = value.is_some();
                (sum.done, sum.open) = (value.unwrap_or(0), value.unwrap_or(0));
            }
            found.as_of = totals.entered.filter(|_| any && self.dated);
            found.reported = totals.months.map(|n| n.min(found.applicable));
        }
        let enough = found.reported.is_none_or(|n| n >= self.minimum);
        self.finish(&mut found, &mut sums, 0, any && enough);
        found
    }

    /// Is the month in the denominator?
    fn applies(&self, month: Month, begins: Option<Month>, status: Option<Status>) -> bool {
        begins.is_none_or(|b| b <= month)
            && self.skip != Some(month)
            && status != Some(Status::NotApplicable)
    }

    /// The plan for rows without any number, to begin with.
    pub(super) fn no_plan(&self) -> Plan {
        self.plan(MeasureSet::default())
    }

    fn plan(&self, measures: MeasureSet) -> Plan {
        let mut places = [0; MOST_FAMILIES];
        for (family, places) in self.families.iter().zip(&mut places) {
            *places = measures.places(family.columns);
            if let (0, Some(plain)) = (*places, family.plain) {
                *places = measures.places([plain].into_iter().collect());
            }
        }
        Plan {
            measures,
            places,
            participants: measures.places(self.participants),
            any: measures.any_but(self.hidden),
        }
    }

    /// Takes the numbers of a month; answers whether they meet the standard.
    fn take(&self, sums: &mut [Sum; MOST_FAMILIES], plan: &Plan, row: &Lying<'_>) -> bool {
        let mut values = [None; MOST_FAMILIES];
        let places = plan.places.iter().zip(&mut values);
        for ((family, sum), (places, value)) in self.families.iter().zip(sums).zip(places) {
            if *places == 0 {
                continue;
            }
            let count = row.sum(*places);
            *value = Some(count);
            sum.stated = true;
            sum.done = sum.done.saturating_add(count);
            match family.window {
                Window::Month => sum.num += count.saturating_mul(12).min(family.target.into()),
                Window::Quarter | Window::Year => sum.open = sum.open.saturating_add(count),
            }
        }
        self.meets(|at| values.get(at).copied().flatten())
    }

    fn meets(&self, value: impl Fn(usize) -> Option<u64>) -> bool {
        let mut standard = self.standard.iter();
        standard.all(|(at, least)| value(*at).is_some_and(|n| n >= *least))
    }

    /// A window of so many applicable months ends.
    fn close(&self, window: Window, sums: &mut [Sum; MOST_FAMILIES], months: u32) {
        for (family, sum) in self.families.iter().zip(sums) {
            if family.window == window {
                sum.close(family, months);
            }
        }
    }

    fn finish(
        &self,
        found: &mut Standing,
        sums: &mut [Sum; MOST_FAMILIES],
        quarters: u32,
        ranked: bool,
    ) {
        let applicable = u32::from(found.applicable);
        self.close(Window::Year, sums, applicable);
        for ((family, sum), part) in self.families.iter().zip(sums).zip(&mut found.parts) {
            // Windows without applicable months do not count.
            let windows = match family.window {
                Window::Month => applicable,
                Window::Quarter => quarters,
                Window::Year => applicable.min(1),
            };
            *part = Part {
                done: sum.stated.then_some(sum.done),
                num: u32::try_from(sum.num).unwrap_or(u32::MAX),
                den: windows * family.scale(found.applicable),
                target: family.target * applicable,
            };
        }
        let weights = self.families.iter().map(|f| f.weight);
        found.surplus = self.surplus(&found.parts);
        found.score = if ranked {
            self.score(&found.parts, weights)
        } else {
            None
        };
    }

    /// The weighted mean in hundredths of a percent, half up. With at most [`MOST_FAMILIES`] families
    /// and the limits of the rules every product fits into 128 bits.
    fn score(
        &self,
        parts: &[Part; MOST_FAMILIES],
        weights: impl Iterator<Item = u32>,
    ) -> Option<u16> {
        let values = parts.iter().map(|p| (u64::from(p.num), u64::from(p.den)));
        mean(values.take(self.families.len()).zip(weights))
    }

    fn surplus(&self, parts: &[Part; MOST_FAMILIES]) -> u16 {
        let values = parts.iter().take(self.families.len()).map(Part::surplus);
        mean(values.zip(self.families.iter().map(|f| f.weight))).unwrap_or(0)
    }

    fn state(&self, month: Month, begins: Option<Month>, row: Option<MonthRow<'_>>) -> MonthState {
        if !self.applies(month, begins, row.map(|r| r.status)) {
            return MonthState::NotApplicable;
        }
        match row.filter(|r| r.status.counts() && r.counts.any_but(self.hidden)) {
            None => MonthState::Missing,
            Some(row) if self.meets(|at| self.value(at, row.counts)) => MonthState::Met,
            Some(_) => MonthState::Below,
        }
    }
}

impl Ready {
    /// The parts where any is stated, else the plain total.
    fn value(&self, counts: CountsRef<'_>) -> Option<u64> {
        counts.sum(self.columns).or_else(|| counts.get(self.plain?))
    }

    /// What a window's value is a multiple of: `1 / scale`.
    fn scale(&self, applicable: u16) -> u32 {
        match self.window {
            Window::Month => self.target,
            // One, two or three months of a quarter apply.
            Window::Quarter => self.target * 6,
            Window::Year => self.target * u32::from(applicable),
        }
    }
}

impl Sum {
    /// A window of so many applicable months ends.
    fn close(&mut self, family: &Ready, months: u32) {
        let target = u64::from(family.target) * u64::from(months);
        let reached = std::mem::take(&mut self.open)
            .saturating_mul(12)
            .min(target);
        self.num += match family.window {
            Window::Month | Window::Year => reached,
            Window::Quarter => reached * u64::from(6 / months.clamp(1, 3)),
        };
    }
}

/// From which month on a library takes part.
fn begins(library: &Library) -> Option<Month> {
    Month::new(library.partner_year?, library.partner_month.unwrap_or(1))
}

/// `10,000 × Σ weight × num / den ÷ Σ weight`, half up; none where nothing has weight or counts.
fn mean(values: impl Iterator<Item = ((u64, u64), u32)>) -> Option<u16> {
    let (mut num, mut den, mut weights) = (0_u128, 1_u128, 0_u128);
    for ((n, d), weight) in values {
        if weight == 0 {
            continue;
        }
        if d == 0 {
            return None;
        }
        num = num * u128::from(d) + u128::from(weight) * u128::from(n) * den;
        den *= u128::from(d);
        weights += u128::from(weight);
    }
    if weights == 0 {
        return None;
    }
    den *= weights;
    let (doubled, twice) = (2 * u128::from(FULL) * num + den, 2 * den);
    // Nearly always they fit into 64 bits, where a division takes a third of the time.
    let value = match (u64::try_from(doubled), u64::try_from(twice)) {
        (Ok(doubled), Ok(twice)) => u128::from(doubled / twice),
        _ => doubled / twice,
    };
    Some(u16::try_from(value).unwrap_or(u16::MAX))
}

fn narrow(value: u64) -> u16 {
    u16::try_from(value).unwrap_or(u16::MAX)
}
