//! The imports of numbers, each with what stood before it: movement on the board is told against the
//! last one. For the hall that is the last one that brought anything the hall may see, else an arrow
//! would tell that sealed numbers have come. Holds no numbers of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::achieved::{
    Achieved, Achievements, CountsRef, LibraryData, MeasureSet, MonthRow, Status, Totals,
};
use super::act::KEPT;
use super::id::{EntryId, VillageCode};
use super::month::Month;
use super::rules::{Rules, Seal};

/// The imports that stand, oldest first, at most as many as can be undone.
#[derive(Clone, Debug, Default)]
pub(super) struct Imports {
    all: Vec<Import>,
}

#[derive(Clone, Debug)]
pub(super) struct Import {
    act: EntryId,
    /// What stood before it. None at all: there was nothing to move from.
    before: Option<Arc<Achievements>>,
    /// What it changed, by month.
    months: BTreeMap<Month, Told>,
    totals: Told,
}

/// What changes tell.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    /// Something about these measures.
    of: MeasureSet,
    /// Another day of numbers that stay. Beside a sealed family it tells nothing: the day may be that of
    /// the sealed ones.
    dated: bool,
    /// Something about no measure: that a month applies, how many months were reported.
    beside: bool,
    /// The SIM's own score.
    sim: bool,
}

impl Imports {
    /// Has this import begun?
    pub(super) fn knows(&self, act: EntryId) -> bool {
        self.all.last().is_some_and(|i| i.act == act)
    }

    /// An import begins.
    pub(super) fn begin(&mut self, act: EntryId, now: &Achievements) {
        if self.all.len() >= KEPT {
            self.all.remove(0);
        }
        self.all.push(Import {
            act,
            before: (!now.is_empty()).then(|| Arc::new(now.clone())),
            months: BTreeMap::new(),
            totals: Told::default(),
        });
    }

    /// The last import changes a month of a library.
    pub(super) fn month(&mut self, before: Option<MonthRow<'_>>, row: &Achieved) {
        let Some(import) = self.all.last_mut() else {
            return;
        };
        let told = import.months.entry(row.month).or_default();
        let (old, new) = (before.map(|b| b.counts), row.counts.as_ref());
        let same_kind = before.is_some_and(|b| b.status == row.status);
        told.of = told.of.or(stated(old, new, same_kind));
        told.dated |= before.is_some_and(|b| b.entered != row.entered);
        let applied = before.is_none_or(|b| b.status != Status::NotApplicable);
        told.beside |= applied == (row.status == Status::NotApplicable);
    }

    /// The last import changes the totals of a library.
    pub(super) fn totals(&mut self, before: Option<&Totals>, row: &Totals) {
        let Some(import) = self.all.last_mut() else {
            return;
        };
        let told = &mut import.totals;
        let (old, new) = (before.map(|b| b.counts.as_ref()), row.counts.as_ref());
        told.of = told.of.or(stated(old, new, true));
        told.dated |= before.is_some_and(|b| b.entered != row.entered);
        told.beside |= before.and_then(|b| b.months) != row.months;
        told.sim |= before.and_then(|b| b.sim_score) != row.sim_score;
    }

    /// An act was undone; answers its import. Imports that came later stand, and what stood before them was never changed
    /// by it.
    pub(super) fn undo(
        &mut self,
        act: EntryId,
        libraries: &[(VillageCode, Option<Arc<LibraryData>>)],
    ) -> Option<Import> {
        let at = self.all.iter().position(|i| i.act == act);
        let undone = at.map(|at| self.all.remove(at));
        for import in &mut self.all {
            let Some(before) = &mut import.before else {
                continue;
            };
            let held = |code| before.of(code).and_then(LibraryData::touched) == Some(act);
            let held: Vec<_> = libraries.iter().filter(|(code, _)| held(code)).collect();
            for (code, data) in held {
                Arc::make_mut(before).put_back(code.clone(), data.clone());
            }
        }
        undone
    }

    /// An undone import comes back, as the last one.
    pub(super) fn redo(&mut self, import: Import, now: &Achievements) {
        self.begin(import.act, now);
        if let Some(last) = self.all.last_mut() {
            (last.months, last.totals) = (import.months, import.totals);
        }
    }

    /// What stood before the last import that changed anything outside a seal.
    pub(super) fn before(&self, rules: &Rules, seal: &Seal) -> Option<&Achievements> {
        let hidden = seal.hidden(rules);
        let days = !rules.families.iter().any(|f| seal.hides_family(rules, f));
        let is_seen = |told: &Told| told.beside || told.of.any_but(hidden) || (days && told.dated);
        let months = |i: &Import| {
            let open = |month: &Month| seal.from.is_none_or(|from| *month < from);
            i.months.iter().any(|(m, told)| open(m) && is_seen(told))
        };
        // Totals hold sealed months, too, and the SIM's own score holds everything.
        let totals = |i: &Import| {
            (seal.first_month(rules).is_none() && is_seen(&i.totals))
                || (!seal.hides(rules) && i.totals.sim)
        };
        let seen = |i: &&Import| months(i) || totals(i);
        let last = self.all.iter().rev().find(seen)?;
        last.before.as_deref()
    }
}

/// The measures that a new row tells about: those that differ, or all where the rest of the row does.
fn stated(old: Option<CountsRef<'_>>, new: CountsRef<'_>, same_kind: bool) -> MeasureSet {
    match old {
        Some(old) if same_kind => old.differing(new),
        Some(old) => old.measures().or(new.measures()),
        None => new.measures(),
    }
}
