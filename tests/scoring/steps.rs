//! A board is the same however its numbers came: in any order, in one import or many, followed step by
//! step or made anew.

use std::collections::BTreeMap;

use gelar::meeting::achieved::Achieved;
use gelar::meeting::board::{Audience, Board, By};
use gelar::meeting::event::{AchievementTyped, Event};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::build::{Built, achieved, one_row, rules_of, seal_of, totals};
use crate::naive::{Library, Month, Row, Rules, Seal, Total};
use crate::random;

/// Everything a board says, to the byte.
fn everything(built: &Built, board: &Board) -> String {
    let families = (0..board.rules().families.len()).map(By::Family);
    let orders = std::iter::once(By::Score).chain(families);
    let rows: Vec<_> = orders
        .map(|by| board.rows(by, 0..usize::MAX).collect::<Vec<_>>())
        .collect();
    let codes = built.meeting.libraries().keys();
    let moved: Vec<_> = codes.map(|c| board.moved(&built.meeting, c)).collect();
    let of = (board.len(), board.ranked(), board.as_of());
    format!(
        "{of:?} {moved:?} {rows:?} {:?} {:?}",
        board.rules(),
        board.seal()
    )
}

/// Rows without movement: that tells of the last import, and here there are many.
fn rows(built: &Built) -> String {
    [Audience::Committee, Audience::Public]
        .map(|audience| {
            let board = Board::new(&built.meeting, audience);
            let rows: Vec<_> = board.rows(By::Score, 0..usize::MAX).collect();
            format!("{:?} {rows:?}", board.as_of())
        })
        .join("\n")
}

/// Something that changes a board.
#[derive(Clone, Debug)]
enum Step {
    Import(Vec<(Index, Month, Row)>),
    Typed(Index, Month, Row),
    Totals(Index, Total),
    /// An act of the past, if it can be undone.
    Undo(Index),
    Rules(Rules),
    Seal(Index, Index),
    Renamed(Index, &'static str),
    /// Imported again as it was.
    Again(Index),
    /// Somebody looks at the board by a family.
    Look(Index),
}

fn cell() -> impl Strategy<Value = (Index, Month, Row)> {
    let near = (6_i32..20).prop_map(random::month);
    (any::<Index>(), near, random::row())
}

fn step() -> impl Strategy<Value = Step> {
    let names = select(vec!["Anggrek", "Taman Baca Zamrud", "melati"]);
    prop_oneof![
        4 => vec(cell(), 1..8).prop_map(Step::Import),
        6 => cell().prop_map(|(l, m, r)| Step::Typed(l, m, r)),
        1 => (any::<Index>(), random::total()).prop_map(|(l, t)| Step::Totals(l, t)),
        3 => any::<Index>().prop_map(Step::Undo),
        1 => random::rules().prop_map(Step::Rules),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(m, f)| Step::Seal(m, f)),
        1 => (any::<Index>(), names).prop_map(|(l, n)| Step::Renamed(l, n)),
        1 => any::<Index>().prop_map(Step::Again),
        3 => any::<Index>().prop_map(Step::Look),
    ]
}

/// A meeting that goes on, and the two boards that follow it.
struct Going {
    built: Built,
    rules: Rules,
    libraries: Vec<Library>,
    acts: Vec<gelar::meeting::id::EntryId>,
    boards: Vec<(Audience, Board)>,
}

impl Going {
    fn take(&mut self, step: &Step) {
        let code = |i: &Index, all: &[Library]| i.index(all.len());
        match step {
            Step::Import(cells) => {
                // One row per library and month: a month twice is a question of the import.
                let mut rows: BTreeMap<(usize, Month), Achieved> = BTreeMap::new();
                for (library, month, row) in cells {
                    let at = code(library, &self.libraries);
                    rows.insert((at, *month), one_row(&self.libraries[at], *month, row));
                }
                let id = self.built.import_rows(rows.into_values().collect());
                self.acts.extend(id);
            }
            Step::Typed(library, month, row) => {
                let library = &self.libraries[code(library, &self.libraries)];
                let row = one_row(library, *month, row);
                let reason = String::new();
                let typed = AchievementTyped { row, reason };
                self.acts
                    .push(self.built.add(Event::AchievementTyped(typed)));
            }
            Step::Totals(library, total) => {
                let mut library = self.libraries[code(library, &self.libraries)].clone();
                library.total = Some(total.clone());
                let id = self.built.import_totals(vec![totals(&library).unwrap()]);
                self.acts.extend(id);
            }
            Step::Undo(act) => {
                if !self.acts.is_empty() {
                    let act = self.acts[act.index(self.acts.len())];
                    self.built.undo(act);
                }
            }
            Step::Rules(rules) => {
                self.rules = rules.clone();
                self.built.add(Event::RulesSet(rules_of(rules).into()));
            }
            Step::Seal(month, family) => {
                let families = &self.rules.families;
                let seal = Seal {
                    from: Some(random::month(i32::try_from(month.index(40)).unwrap())),
                    families: vec![families[family.index(families.len())].key.clone()],
                };
                self.built.add(Event::SealSet(seal_of(&seal)));
            }
            Step::Renamed(library, name) => {
                let at = code(library, &self.libraries);
                self.libraries[at].name = (*name).into();
                self.acts
                    .push(self.built.import_libraries(&self.libraries[at..=at]));
            }
            Step::Again(library) => {
                let at = code(library, &self.libraries);
                self.acts
                    .push(self.built.import_libraries(&self.libraries[at..=at]));
            }
            Step::Look(family) => {
                let by = By::Family(family.index(self.rules.families.len()));
                for (_, board) in &self.boards {
                    assert_eq!(board.rows(by, 0..1).count(), 1);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(random::config(100))]

    #[test]
    fn a_board_that_followed_is_the_board_made_anew(
        (rules, seal, libraries) in random::worlds(),
        steps in vec(step(), 1..25),
    ) {
        let mut built = Built::of(&rules, &seal, &libraries);
        built.meeting.take_changes();
        let boards = [Audience::Committee, Audience::Public]
            .map(|audience| (audience, Board::new(&built.meeting, audience)));
        let mut going = Going { built, rules, libraries, acts: vec![], boards: boards.into() };
        for step in &steps {
            going.take(step);
            let changes = going.built.meeting.take_changes();
            for (audience, board) in &mut going.boards {
                let before = everything(&going.built, &board.clone());
                let said = board.follow(&going.built.meeting, &changes);
                let anew = Board::new(&going.built.meeting, *audience);
                // A copy is compared, so that what nobody looked at stays so.
                let after = everything(&going.built, &board.clone());
                prop_assert_eq!(&after, &everything(&going.built, &anew), "after {:?}", step);
                prop_assert!(said || before == after, "{:?} changed silently", step);
            }
        }
    }

    #[test]
    fn rows_in_any_order_and_any_number_of_imports_give_the_same_bytes(
        ((rules, seal, libraries), order) in random::worlds().prop_flat_map(|world| {
            let all: Vec<Achieved> = world.2.iter().flat_map(achieved).collect();
            (Just(world), Just(all).prop_shuffle())
        }),
        imports in 1_usize..6,
    ) {
        let whole = Built::of(&rules, &seal, &libraries);
        let mut split = Built::founded();
        let mut backwards = libraries.clone();
        backwards.reverse();
        for library in &backwards {
            split.import_libraries(std::slice::from_ref(library));
            split.import_totals(totals(library).into_iter().collect());
        }
        for rows in order.chunks(order.len().div_ceil(imports).max(1)) {
            split.import_rows(rows.to_vec());
        }
        split.add(Event::SealSet(seal_of(&seal)));
        split.add(Event::RulesSet(rules_of(&rules).into()));
        prop_assert_eq!(rows(&split), rows(&whole));
    }
}
