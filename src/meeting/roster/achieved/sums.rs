//! Rows that may be the sum of a sub-district and no village's: all they say of their place is its name,
//! which a village has too, and their numbers are those of the rows below or above them together.

use std::collections::{HashMap, HashSet};

use super::super::place::Cells;
use super::super::sheet_and_row;
use super::sorted::Stated;
use crate::meeting::achieved::Counts;
use crate::meeting::month::Month;
use crate::meeting::village::Gazetteer;

/// A row, and whether it bears the name of a sub-district.
type Named<'r, R> = (&'r R, bool);

/// The place cells of such rows. Sheets and months add up by themselves.
pub(super) fn sum_cells<'a, R: Stated>(rows: &'a [R], villages: &Gazetteer) -> HashSet<Cells<'a>> {
    let (mut known, mut found) = (HashMap::new(), HashSet::new());
    let mut is_head = |cells: &Cells<'a>| {
        let bare = cells.code.is_none() && cells.subdistrict.is_empty();
        bare && *known
            .entry(*cells)
            .or_insert_with(|| is_subdistrict(*cells, villages))
    };
    let heads: Vec<bool> = rows.iter().map(|row| is_head(&row.cells())).collect();
    if !heads.contains(&true) {
        return found;
    }
    let mut lists: HashMap<(usize, Option<Month>), Vec<Named<'a, R>>> = HashMap::new();
    for (row, head) in rows.iter().zip(heads) {
        let (sheet, _) = sheet_and_row(row.row());
        let list = lists.entry((sheet, row.month())).or_default();
        list.push((row, head));
    }
    for list in lists.values_mut() {
        list.sort_by_key(|(row, _)| row.row());
        for (at, (row, _)) in list.iter().enumerate().filter(|(_, (_, head))| *head) {
            let below = list.iter().skip(at + 1);
            let above = list.iter().rev().skip(list.len() - at);
            if adds_up(*row, below) || adds_up(*row, above) {
                found.insert(row.cells());
            }
        }
    }
    found
}

fn is_subdistrict(cells: Cells<'_>, villages: &Gazetteer) -> bool {
    match (cells.village, cells.library) {
        (name, "") | ("", name) => villages.has_subdistrict(name),
        (_, _) => false,
    }
}

/// Are the numbers those of the rows up to the next of a sub-district together, of two at least?
fn adds_up<'r, R: Stated + 'r>(row: &R, rows: impl Iterator<Item = &'r Named<'r, R>>) -> bool {
    let parts = rows.take_while(|(_, head)| !head);
    let parts: Vec<&Counts> = parts.map(|(part, _)| part.counts()).collect();
    let sum = |m| parts.iter().filter_map(|c| c.get(m)).map(u128::from).sum();
    let mut all = row.counts().iter();
    parts.len() > 1
        && row.counts().iter().any(|(_, n)| n > 0)
        && all.all(|(m, n)| u128::from(n) == sum(m))
}
