//! Which library the place cells of a row mean: the code, else the library's name, else the village's.
//! Asks rather than guesses, and once for all rows that say the same.

use std::collections::HashSet;

use super::super::partners::without_kind;
use super::super::place::{Cells, Place};
use super::super::{Choice, Question, Reason};
use super::FiguresPlan;
use super::sorted::{Sorted, Stated, Where};
use crate::meeting::id::VillageCode;
use crate::meeting::names::fold;
use crate::meeting::record::Field;

impl<'a, R: Stated> Sorted<'a, R> {
    /// Reads off which names stand beside which codes, where a row has a name only.
    pub(super) fn learn_names(&mut self) {
        let name_only = |c: &Cells<'_>| c.code.is_none() && c.village.is_empty();
        if !self.rows.iter().any(|row| name_only(&row.cells())) {
            return;
        }
        let mut seen: HashSet<Cells<'a>> = HashSet::new();
        for cells in self.rows.iter().map(Stated::cells) {
            if name_only(&cells) || cells.library.is_empty() || !seen.insert(cells) {
                continue;
            }
            let place = self.places.find(Cells {
                library: "",
                ..cells
            });
            if let Place::Village(code) = place {
                if cells.code.is_some() {
                    self.coded.insert(code.clone());
                }
                let codes = self.called.entry(fold(cells.library)).or_default();
                if !codes.contains(&code) {
                    codes.push(code);
                }
            }
        }
    }

    /// Where cells point to; asks at most once for all rows that have the same.
    pub(super) fn find<P>(
        &mut self,
        row: usize,
        cells: Cells<'a>,
        plan: &mut FiguresPlan<P>,
    ) -> Where {
        let (field, value) = said(cells);
        let place = self.place(cells);
        let refused = |reason| Where::Refused(field.column(), value.to_owned(), reason);
        let (column, choices) = match place {
            Place::Refused(reason) => return refused(reason),
            Place::Village(code) => {
                let near = self.near(cells, Some(&code));
                let sum = self.sums.contains(&cells);
                if near.is_empty() && !sum {
                    return self.library(code);
                }
                let mut choices = self.places.choices(near, [code]);
                if let Some(skip) = choices.last_mut().filter(|_| sum) {
                    *skip = Choice::SumRow;
                }
                (field, choices)
            }
            Place::Unstated | Place::AsWritten => {
                let near = self.near(cells, None);
                if near.is_empty() && value.is_empty() {
                    return refused(Reason::Missing);
                } else if near.is_empty() && field == Field::LibraryText {
                    return refused(Reason::LibraryUnknown);
                } else if near.is_empty() {
                    return refused(Reason::VillageUnknown);
                }
                (field, self.places.choices(near, []))
            }
            Place::Ask { column, codes, .. } => {
                let near = self.near(cells, None);
                (column, self.places.choices(near, codes))
            }
        };
        let answer = self.answers.get(&(row, column.into()));
        match answer.filter(|answer| choices.contains(answer)) {
            Some(Choice::Skip | Choice::SumRow) => return Where::Skipped,
            Some(answer) => {
                if let Some(code) = answer.village() {
                    return self.library(code.clone());
                }
            }
            None => {}
        }
        let value = if column == Field::Village {
            cells.code.map_or("", VillageCode::as_str)
        } else if column == Field::VillageText {
            cells.village
        } else {
            cells.library
        };
        plan.questions.push(Question {
            row,
            column: column.into(),
            value: value.to_owned(),
            library: None,
            choices,
        });
        Where::Waits(column.column(), value.to_owned())
    }

    /// The libraries of the list that the cells may mean, which say one that is not of it. A code is sure
    /// of itself, and so is a name beside which it stands in another row.
    fn near(&self, cells: Cells<'_>, village: Option<&VillageCode>) -> Vec<VillageCode> {
        let coded = |code| cells.village.is_empty() && self.coded.contains(code);
        if cells.code.is_some() || village.is_some_and(coded) {
            return Vec::new();
        }
        self.places.near_partners(cells, village)
    }

    /// The place that the cells say, asked where they contradict each other.
    fn place(&mut self, cells: Cells<'_>) -> Place {
        let place = self.place_said(cells);
        let Place::Village(code) = &place else {
            return place;
        };
        let others = self.places.others_called(code, cells.library);
        if others.is_empty() && !self.gazetteer.lies_elsewhere(code, cells.subdistrict) {
            return place;
        }
        Place::Ask {
            column: said(cells).0,
            codes: std::iter::once(code.clone()).chain(others).collect(),
            text: false,
        }
    }

    /// The place: the code, else the library's name, else the village's.
    fn place_said(&mut self, cells: Cells<'_>) -> Place {
        if cells.code.is_some() {
            return self.places.find(cells);
        }
        // A name that is another village's too is no sure sign of the library that has it.
        let (column, village) = if cells.village.is_empty() {
            (Field::LibraryText, self.village_in_name(cells))
        } else {
            (Field::VillageText, self.places.find(cells))
        };
        let mut named: Vec<VillageCode> = self.places.libraries_called(cells.library);
        if cells.village.is_empty() && !self.called.is_empty() {
            let here = self.called.get(&fold(cells.library));
            named.extend(here.into_iter().flatten().cloned());
            named.sort_unstable();
            named.dedup();
        }
        if named.len() > 1 && !cells.subdistrict.is_empty() {
            self.keep_inside(&mut named, cells.subdistrict);
        }
        match (named.as_slice(), village) {
            ([], place) => place,
            ([library], Place::Village(code)) if *library != code => Place::Ask {
                column,
                codes: vec![library.clone(), code],
                text: false,
            },
            ([library], _) => Place::Village(library.clone()),
            (several, Place::Village(code)) if several.contains(&code) => Place::Village(code),
            (_, _) => Place::Ask {
                column: Field::LibraryText,
                codes: named,
                text: false,
            },
        }
    }

    fn keep_inside(&self, codes: &mut Vec<VillageCode>, subdistrict: &str) {
        let wanted = fold(subdistrict);
        let inside = |code: &&VillageCode| {
            let village = self.gazetteer.get(code);
            village.is_some_and(|v| fold(&v.subdistrict) == wanted)
        };
        let kept: Vec<VillageCode> = codes.iter().filter(inside).cloned().collect();
        if !kept.is_empty() {
            *codes = kept;
        }
    }

    /// *Perpustakaan Desa Salenrang*: a library that no list has, called after its village.
    fn village_in_name(&mut self, cells: Cells<'_>) -> Place {
        let Some(village) = without_kind(cells.library) else {
            return Place::Unstated;
        };
        let place = self.places.find(Cells {
            village,
            library: "",
            ..cells
        });
        match place {
            Place::Ask { codes, text, .. } => Place::Ask {
                column: Field::LibraryText,
                codes,
                text,
            },
            other => other,
        }
    }
}

/// The cell that says most about the place.
fn said(cells: Cells<'_>) -> (Field, &str) {
    match cells.code {
        Some(code) => (Field::Village, code.as_str()),
        None if !cells.library.is_empty() && cells.village.is_empty() => {
            (Field::LibraryText, cells.library)
        }
        None if !cells.village.is_empty() => (Field::VillageText, cells.village),
        None => (Field::Village, ""),
    }
}
