//! How numbers, rules and the hall's steps change the meeting. Cannot fail.

use std::sync::Arc;

use crate::meeting::Meeting;
use crate::meeting::achieved::{Achieved, LibraryData, Totals};
use crate::meeting::act::{Deed, Figures};
use crate::meeting::event::Stamp;
use crate::meeting::hall::Wanted;
use crate::meeting::id::{EntryId, VillageCode};
use crate::meeting::rules::{Rules, Seal};

/// More changed libraries than this and a board is better made anew.
const MANY: usize = 2_000;

impl Meeting {
    pub(super) fn import_achievements(&mut self, stamp: &Stamp, rows: &[Achieved]) {
        self.begin_import(stamp);
        for row in rows {
            let before = self.achievements.of(&row.library);
            self.imports
                .month(before.and_then(|data| data.month(row.month)), row);
            self.change_figures(stamp, Deed::AchievementImport, &row.library, |data, act| {
                data.put(row, act);
            });
        }
    }

    pub(super) fn import_totals(&mut self, stamp: &Stamp, rows: &[Totals]) {
        self.begin_import(stamp);
        for row in rows {
            let before = self.achievements.of(&row.library);
            self.imports
                .totals(before.and_then(LibraryData::totals), row);
            self.change_figures(stamp, Deed::AchievementImport, &row.library, |data, act| {
                data.put_totals(row, act);
            });
        }
    }

    pub(super) fn type_achievement(&mut self, stamp: &Stamp, row: &Achieved) {
        self.change_figures(stamp, Deed::AchievementTyped, &row.library, |data, act| {
            data.put(row, act);
        });
    }

    pub(super) fn set_rules(&mut self, rules: &Arc<Rules>) {
        self.rules = Some(rules.clone());
        self.changes.board_anew();
    }

    pub(super) fn set_seal(&mut self, seal: &Seal) {
        self.seal = seal.clone();
        self.changes.board_anew();
    }

    pub(super) fn show(&mut self, wanted: &Wanted) {
        self.hall.step += 1;
        self.hall.scene = wanted.clone();
        self.hall.cover = None;
    }

    /// Puts numbers in the place of those that stand, and answers those.
    pub(super) fn exchange_figures(&mut self, figures: Figures) -> Figures {
        let Figures { libraries, import } = figures;
        let mut stood = Vec::with_capacity(libraries.len());
        for (code, data) in libraries.into_iter().rev() {
            stood.push((code.clone(), self.achievements.share(&code)));
            self.achievements.put_back(code.clone(), data);
            self.library_moved(code);
        }
        if import {
            self.changes.board_anew();
        }
        Figures {
            libraries: stood,
            import,
        }
    }

    /// An import begins: movement on the board is told against what stood before it.
    fn begin_import(&mut self, stamp: &Stamp) {
        let act = stamp.act();
        if self.imports.knows(act) {
            return;
        }
        self.imports.begin(act, &self.achievements);
        self.act(stamp, Deed::AchievementImport)
            .before
            .figures
            .import = true;
        self.changes.board_anew();
    }

    fn change_figures(
        &mut self,
        stamp: &Stamp,
        deed: Deed,
        code: &VillageCode,
        change: impl FnOnce(&mut LibraryData, EntryId),
    ) {
        let act = stamp.act();
        let known = self.achievements.of(code).and_then(LibraryData::touched) == Some(act);
        if !known {
            let before = self.achievements.share(code);
            let libraries = &mut self.act(stamp, deed).before.figures.libraries;
            libraries.push((code.clone(), before));
        }
        self.achievements.change(code, |data| change(data, act));
        self.library_moved(code.clone());
    }

    fn library_moved(&mut self, code: VillageCode) {
        if self.changes.board {
            return;
        }
        self.changes.libraries.push(code);
        if self.changes.libraries.len() > MANY {
            self.changes.board_anew();
        }
    }
}
