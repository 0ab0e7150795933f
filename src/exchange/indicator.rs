//! A column that says which indicator each row is of: *Pelibatan*, *Publikasi*, *Advokasi* below each
//! other for every library. Changes no cell but places that stand once for several rows.

use std::collections::HashMap;

use super::body::Block;
use super::cells::Row;
use super::header::{
    Column, Layout, Meaning, header_key, indicator_in, is_surely_indicator, places,
};
use super::import::LONGEST_CELL;

/// A column that says which indicator each row is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// The column, from 0.
    pub column: usize,
    /// The fields of what stands in it; what is no indicator has none.
    pub fields: HashMap<String, usize>,
}

/// Finds the column, if numbers need one; others that might be it are notes.
pub(super) fn find(layout: &Layout, columns: &mut [Column], blocks: &[Block]) -> Option<Indicator> {
    let unnamed = |c: &Column| {
        matches!(
            c.meaning,
            Meaning::Total | Meaning::Month { field: None, .. }
        )
    };
    let wanted = columns.iter().any(unnamed);
    let all = columns.iter().enumerate();
    let all = all.filter(|(_, c)| c.meaning == Meaning::Indicator);
    let all = all.map(|(column, _)| Indicator {
        column,
        fields: fields_of(layout, column, blocks),
    });
    let mut all: Vec<Indicator> = all.collect();
    let sure = |i: &Indicator| {
        columns
            .get(i.column)
            .is_some_and(|c| is_surely_indicator(&c.head))
    };
    let found = all.iter().position(|i| !i.fields.is_empty());
    let found = found
        .or_else(|| all.iter().position(sure))
        .filter(|_| wanted);
    let found = found.map(|at| all.remove(at));
    for other in all {
        if let Some(column) = columns.get_mut(other.column) {
            column.meaning = Meaning::Unknown;
        }
    }
    found
}

/// Every text of a column that names an indicator, with its field.
fn fields_of(layout: &Layout, column: usize, blocks: &[Block]) -> HashMap<String, usize> {
    let mut read: HashMap<&str, Option<usize>> = HashMap::new();
    for row in blocks.iter().flat_map(|b| &b.rows) {
        let text = row.cell(column).text;
        let field = || layout.figures?.field(indicator_in(layout, text)?);
        read.entry(text).or_insert_with(field);
    }
    let known = read.into_iter();
    known
        .filter_map(|(text, field)| Some((text.to_owned(), field?)))
        .collect()
}

/// Gives a row the place of the row above, where a library stands once for its indicators: text files
/// know nothing of merged cells. An indicator that was there already is of another library.
pub(super) fn carry_places(layout: &Layout, columns: &[Column], of: &Indicator, rows: &mut [Row]) {
    // What we hand back are rows from anywhere below each other.
    let reason = |c: &Column| matches!(header_key(&c.head).as_str(), "alasan" | "reason");
    if columns
        .iter()
        .any(|c| c.meaning == Meaning::Ignored && reason(c))
    {
        return;
    }
    let places = places(layout, columns);
    let beside = ["kecamatan", "bulan", "tahun"].map(|name| layout.field(name));
    let carried = columns.iter().enumerate().filter(|(_, c)| match c.meaning {
        Meaning::Field(field) => {
            places.iter().any(|(_, f)| *f == field) || beside.contains(&Some(field))
        }
        _ => false,
    });
    let carried: Vec<usize> = carried.map(|(at, _)| at).collect();
    // Nobody has a longer name, nor more indicators.
    let most = layout.figures.map_or(0, |f| f.measures.len());
    let mut first = 0;
    for at in 1..rows.len() {
        let (above, below) = rows.split_at_mut(at);
        let (Some(last), Some(row)) = (above.last(), below.first_mut()) else {
            return;
        };
        let named = row.cell(of.column).text;
        let mut before = above
            .iter()
            .skip(first.max(at.saturating_sub(most)))
            .map(|r| r.cell(of.column).text);
        let own = places.iter().any(|(at, _)| !row.cell(*at).text.is_empty());
        if own
            || !of.fields.contains_key(named)
            || before.any(|text| text == named)
            || row.number != last.number + 1
        {
            first = at;
            continue;
        }
        for column in &carried {
            let short = last.cell(*column).text.len() <= LONGEST_CELL;
            if short && row.cell(*column).text.is_empty() {
                *row = row.with_cell(*column, last.cell(*column));
            }
        }
    }
}
