//! Which library the place cells of a row mean: the code, else the library's name, else the village's.
//! Asks rather than guesses, and once for all rows that say the same.

use std::collections::HashSet;

use super::super::place::{Place, Stated as PlaceCells};
use super::super::{Choice, Question, Reason, Topic};
use super::FiguresPlan;
use super::sorted::{Cells, Sorted, Stated, Where};
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
            let place = self.places.find(PlaceCells {
                code: cells.code,
                village: cells.village,
                subdistrict: cells.subdistrict,
                library: "",
            });
            if let Place::Village(code) = place {
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
        match self.place(cells) {
            Place::Village(code) => self.library(code),
            Place::Refused(reason) => Where::Refused(field.column(), value.to_owned(), reason),
            Place::Unstated | Place::AsWritten => {
                let reason = if value.is_empty() {
                    Reason::Missing
                } else if field == Field::LibraryText {
                    Reason::LibraryUnknown
                } else {
                    Reason::VillageUnknown
                };
                Where::Refused(field.column(), value.to_owned(), reason)
            }
            Place::Ask { column, codes, .. } => {
                match self.answers.get(&(row, Topic::Field(column))) {
                    Some(Choice::Village(code)) if codes.contains(code) => {
                        return self.library(code.clone());
                    }
                    Some(Choice::Skip) => return Where::Skipped,
                    Some(_) | None => {}
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
                    choices: codes
                        .into_iter()
                        .map(Choice::Village)
                        .chain([Choice::Skip])
                        .collect(),
                });
                Where::Waits(column.column(), value.to_owned())
            }
        }
    }

    /// The place: the code, else the library's name, else the village's.
    fn place(&mut self, cells: Cells<'_>) -> Place {
        let by = |code, village| PlaceCells {
            code,
            village,
            subdistrict: cells.subdistrict,
            library: "",
        };
        if cells.code.is_some() {
            return self.places.find(by(cells.code, cells.village));
        }
        // A name that is another village's too is no sure sign of the library that has it.
        let (column, village) = if cells.village.is_empty() {
            (Field::LibraryText, self.village_in_name(cells))
        } else {
            let place = self.places.find(by(None, cells.village));
            (Field::VillageText, place)
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
        let village = without_kind(cells.library);
        if village.is_empty() {
            return Place::Unstated;
        }
        let place = self.places.find(PlaceCells {
            code: None,
            village,
            subdistrict: cells.subdistrict,
            library: "",
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

/// A library's name without the words that many have in front.
fn without_kind(name: &str) -> &str {
    const KINDS: [&str; 13] = [
        "perpustakaan",
        "perpusdes",
        "perpusda",
        "perpus",
        "taman",
        "rumah",
        "pojok",
        "baca",
        "bacaan",
        "masyarakat",
        "tbm",
        "umum",
        "desa/kelurahan",
    ];
    let mut rest = name.trim();
    while let Some((word, after)) = rest.split_once(' ') {
        if !KINDS.contains(&word.to_lowercase().as_str()) {
            break;
        }
        rest = after.trim_start();
    }
    rest
}
