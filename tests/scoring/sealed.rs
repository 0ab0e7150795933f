//! Nothing sealed reaches the hall: of two meetings that are equal outside the seal, every public frame
//! is equal to the byte, whatever came and went inside it, and in whatever imports it came.

use std::collections::{BTreeMap, BTreeSet};

use gelar::meeting::board::{Audience, Board, By};
use gelar::meeting::event::{AchievementTyped, Event};
use gelar::meeting::hall::{Cover, Wanted};
use gelar::stage::compose::{compose_cover, compose_wanted};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::build::{Built, one_row, rules_of, seal_of, totals};
use crate::naive::{Library, Month, Row, Rules, Seal, Total, sealed_columns};
use crate::random::{self, COLUMNS};

type Numbers = BTreeMap<String, u64>;

/// One cell of an import: a library, a month and a row.
type Cell = (Index, Month, Row);

/// What the hall may know: imports of rows and of totals, one after the other.
#[derive(Clone, Debug)]
struct Open {
    rows: Vec<Vec<Cell>>,
    totals: Vec<(Index, Total)>,
}

/// What it may not: rows inside the seal before each open import, typed or imported, and numbers in the
/// sealed columns of the open ones.
#[derive(Clone, Debug, Default)]
struct Secret {
    rows: Vec<(bool, Vec<Cell>)>,
    beside: Vec<Numbers>,
    totals: Vec<Total>,
}

fn cell() -> impl Strategy<Value = Cell> {
    let near = (0_i32..30).prop_map(random::month);
    (any::<Index>(), near, random::row())
}

fn open() -> impl Strategy<Value = Open> {
    let rows = vec(vec(cell(), 1..12), 1..6);
    let totals = vec((any::<Index>(), random::total()), 0..4);
    (rows, totals).prop_map(|(rows, totals)| Open { rows, totals })
}

fn secret() -> impl Strategy<Value = Secret> {
    let column = select(COLUMNS.to_vec()).prop_map(str::to_owned);
    let numbers = btree_map(column, 0_u64..30, 0..12);
    let rows = vec((any::<bool>(), vec(cell(), 0..6)), 0..8);
    let all = (rows, vec(numbers, 0..12), vec(random::total(), 0..4));
    let all = all.prop_map(|(rows, beside, totals)| Secret {
        rows,
        beside,
        totals,
    });
    // With nothing inside the seal at all, this is the meeting without the sealed rows.
    prop_oneof![1 => Just(Secret::default()), 3 => all]
}

/// One meeting being made.
struct Making<'a> {
    built: Built,
    rules: &'a Rules,
    seal: &'a Seal,
    hidden: BTreeSet<String>,
    libraries: &'a [Library],
    rows: BTreeMap<(usize, Month), Row>,
}

impl<'a> Making<'a> {
    fn of(
        rules: &'a Rules,
        seal: &'a Seal,
        libraries: &'a [Library],
        open: &Open,
        secret: &Secret,
    ) -> Built {
        let mut built = Built::founded();
        built.import_libraries(libraries);
        let mut making = Making {
            built,
            rules,
            seal,
            hidden: sealed_columns(rules, seal, &COLUMNS),
            libraries,
            rows: BTreeMap::new(),
        };
        making.built.add(Event::RulesSet(rules_of(rules).into()));
        let mut beside = secret.beside.iter();
        let mut totals = secret.totals.iter();
        for (at, cells) in open.rows.iter().enumerate() {
            if let Some((typed, cells)) = secret.rows.get(at) {
                making.inside(*typed, cells);
            }
            making.outside(cells, &mut beside);
            if let Some((library, total)) = open.totals.get(at) {
                making.total(*library, total, totals.next());
            }
        }
        for (typed, cells) in secret.rows.iter().skip(open.rows.len()) {
            making.inside(*typed, cells);
        }
        making.built.add(Event::SealSet(seal_of(seal)));
        making.built
    }

    fn is_sealed(&self, month: Month) -> bool {
        self.seal.from.is_some_and(|from| month >= from)
    }

    fn cuts_the_period(&self) -> bool {
        self.is_sealed(self.rules.to)
    }

    fn split(&self, numbers: &Numbers) -> (Numbers, Numbers) {
        let all = numbers.clone().into_iter();
        all.partition(|(column, _)| self.hidden.contains(column))
    }

    /// Rows that change nothing but what is sealed.
    fn inside(&mut self, typed: bool, cells: &[Cell]) {
        let mut changed = BTreeMap::new();
        for (library, month, row) in cells {
            let at = (library.index(self.libraries.len()), *month);
            let mut row = row.clone();
            if !self.is_sealed(*month) {
                let (sealed, _) = self.split(&row.numbers);
                match changed.get(&at).or(self.rows.get(&at)).cloned() {
                    Some(before) => {
                        let (_, open) = self.split(&before.numbers);
                        let numbers = open.into_iter().chain(sealed).collect();
                        // The day is the one on which sealed numbers came, where there are any.
                        let changed = !self.hidden.is_empty();
                        let day = if changed { row.day } else { before.day };
                        row = Row {
                            numbers,
                            status: before.status,
                            day,
                        };
                    }
                    None if sealed.is_empty() || row.status == "tidak_berlaku" => continue,
                    None => row.numbers = sealed,
                }
            }
            changed.insert(at, row);
        }
        self.write(typed, changed);
    }

    /// Rows outside the seal, with something in their sealed columns.
    fn outside<'b>(&mut self, cells: &[Cell], beside: &mut impl Iterator<Item = &'b Numbers>) {
        let mut changed = BTreeMap::new();
        for (library, month, row) in cells.iter().filter(|(_, m, _)| !self.is_sealed(*m)) {
            let (_, open) = self.split(&row.numbers);
            let (sealed, _) = self.split(beside.next().unwrap_or(&Numbers::new()));
            let numbers = open.into_iter().chain(sealed).collect();
            let row = Row {
                numbers,
                ..row.clone()
            };
            changed.insert((library.index(self.libraries.len()), *month), row);
        }
        self.write(false, changed);
    }

    fn write(&mut self, typed: bool, rows: BTreeMap<(usize, Month), Row>) {
        let made = rows
            .iter()
            .map(|((at, month), row)| one_row(&self.libraries[*at], *month, row));
        let made: Vec<_> = made.collect();
        self.rows.extend(rows);
        if !typed {
            self.built.import_rows(made);
            return;
        }
        for row in made {
            let reason = String::new();
            let typed = AchievementTyped { row, reason };
            self.built.add(Event::AchievementTyped(typed));
        }
    }

    /// Totals of the whole period hold the sealed months.
    fn total(&mut self, library: Index, total: &Total, secret: Option<&Total>) {
        let mut library = self.libraries[library.index(self.libraries.len())].clone();
        if self.cuts_the_period() {
            library.total = secret.cloned();
        } else {
            let (_, open) = self.split(&total.numbers);
            let (sealed, _) = self.split(secret.map_or(&Numbers::new(), |s| &s.numbers));
            let numbers: Numbers = open.into_iter().chain(sealed).collect();
            // A row of nothing is no row, unless it takes the place of one.
            let known = self.built.meeting.achievements();
            let known = known.of(&crate::build::code(&library.code));
            let first = known.is_none_or(|data| {
                data.totals().is_none_or(|t| {
                    t.counts
                        .iter()
                        .all(|(m, _)| self.hidden.contains(m.column()))
                        && t.months.is_none()
                })
            });
            let nothing = first && numbers.is_empty() && total.months.is_none();
            library.total = (!nothing).then(|| Total {
                numbers,
                ..total.clone()
            });
        }
        self.built
            .import_totals(totals(&library).into_iter().collect());
    }
}

/// Every public frame and everything else that a public board says.
fn public(built: &Built) -> Vec<String> {
    let meeting = &built.meeting;
    let board = Board::new(meeting, Audience::Public);
    let libraries = meeting.libraries().keys();
    let cards = libraries.map(|code| Wanted::Library { code: code.clone() });
    let sealed = board.rules().families.iter();
    let sealed = sealed.map(|f| Wanted::Family { key: f.key.clone() });
    let scenes = meeting.scenes().into_iter().chain(cards).chain(sealed);
    let mut said: Vec<String> = scenes
        .map(|scene| compose_wanted(meeting, &board, 7, &scene))
        .chain([Cover::Blank, Cover::Logo].map(|cover| compose_cover(meeting, 7, &cover)))
        .map(|frame| serde_json::to_string(&frame).unwrap())
        .collect();
    let families = (0..board.rules().families.len()).map(By::Family);
    for by in std::iter::once(By::Score).chain(families) {
        let rows: Vec<_> = board.rows(by, 0..usize::MAX).collect();
        said.push(format!("{by:?} {rows:?}"));
    }
    let moved: Vec<_> = meeting
        .libraries()
        .keys()
        .map(|code| board.moved(meeting, code))
        .collect();
    said.push(format!("{moved:?} {:?} {}", board.as_of(), board.ranked()));
    said
}

proptest! {
    #![proptest_config(random::config(500))]

    #[test]
    fn what_is_sealed_changes_no_public_frame(
        (rules, seal, libraries) in random::worlds(),
        open in open(),
        one in secret(),
        other in secret(),
    ) {
        let one = public(&Making::of(&rules, &seal, &libraries, &open, &one));
        let other = public(&Making::of(&rules, &seal, &libraries, &open, &other));
        for (one, other) in one.iter().zip(&other) {
            prop_assert_eq!(one, other);
        }
        prop_assert_eq!(one.len(), other.len());
    }
}
