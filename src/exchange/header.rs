//! Finds the head of a sheet, one row or up to three, and says what each column means. Matches
//! loosely, guesses nothing: a column it does not know is kept and left to the caller, one that could
//! mean two things is refused.

mod columns;

use unicode_normalization::UnicodeNormalization;

use super::book::Sheet;
use super::cells::Row;
use crate::meeting::achieved::Measure;

pub(super) use columns::{measure_in, month_in, year_in};

/// The head stands in this many first rows of the sheet.
pub(super) const SEARCHED: usize = 10;

/// The most rows of a head: a group, its columns, and *target · realisasi · %* below.
const TALLEST: usize = 3;

/// A field of an import layout.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// The column's name in the layout.
    pub name: &'static str,
    /// Other names, as [`header_key`] writes them.
    pub aliases: &'static [&'static str],
}

/// An import layout: which sheet, which fields.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// The sheet's name in a workbook that has one sheet for each layout.
    pub sheet: &'static str,
    /// The fields.
    pub fields: &'static [Spec],
    /// Fields that must be there: of each group, at least one.
    pub required: &'static [&'static [usize]],
    /// Where the numbers stand; none for lists of people and places.
    pub figures: Option<Figures>,
}

/// Where the numbers of a layout stand.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    /// The field of the first indicator; the others follow.
    pub first: usize,
    /// The indicators in the order of their fields.
    pub measures: &'static [Measure],
    /// The fields of month and year, where every number is of a month.
    pub month: Option<(usize, usize)>,
    /// Fields that say something where no indicator does: a score, a colour.
    pub others: &'static [usize],
}

impl Figures {
    /// The indicator of a field.
    pub fn measure(&self, field: usize) -> Option<Measure> {
        let at = field.checked_sub(self.first)?;
        self.measures.get(at).copied()
    }

    /// The field of an indicator.
    pub fn field(&self, measure: Measure) -> Option<usize> {
        let at = self.measures.iter().position(|m| *m == measure)?;
        Some(self.first + at)
    }
}

impl Layout {
    /// The field of this name, however it is spelled.
    pub fn field(&self, name: &str) -> Option<usize> {
        let key = header_key(name);
        self.fields.iter().position(|f| header_key(f.name) == key)
    }

    /// The required columns, of each group the first.
    pub fn wanted(&self) -> Vec<&'static str> {
        let firsts = self.required.iter().filter_map(|group| group.first());
        firsts.map(|field| self.name(*field)).collect()
    }

    /// The name of a field.
    pub fn name(&self, field: usize) -> &'static str {
        self.fields.get(field).map_or("", |f| f.name)
    }
}

/// What a column of a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A field of the layout.
    Field(usize),
    /// An indicator in one month, where months stand across; what is not said here is said for the
    /// whole sheet.
    Month {
        /// 1 to 12.
        month: i8,
        /// The year, where the head names one.
        year: Option<i16>,
        /// The field of the indicator, where the head names one.
        field: Option<usize>,
    },
    /// What the months across add up to.
    Total,
    /// A running number, a target, a percentage: nothing that is read.
    Ignored,
    /// Below an indicator, but which part of it nobody can tell.
    Unclear,
    /// Not known: kept as a note.
    Unknown,
}

/// One column of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its head as written; rows of a head stand behind each other.
    pub head: String,
    /// What it is.
    pub meaning: Meaning,
}

/// The head of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// Its first row among the rows of the sheet.
    pub first: usize,
    /// Its last row.
    pub last: usize,
    /// The columns.
    pub columns: Vec<Column>,
}

/// The row that looks most like a head, and what stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Its number in the spreadsheet; 0 for an empty sheet.
    pub row: usize,
    /// Its columns.
    pub columns: Vec<Column>,
    /// How many rows stand below it.
    pub below: usize,
}

/// Why a sheet has no head that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoHead {
    /// Nothing in it is known; these columns are required.
    Unknown(Vec<&'static str>),
    /// Required columns are missing.
    Missing(Vec<&'static str>),
    /// Two columns mean the same field.
    Double {
        /// The column of the layout.
        column: &'static str,
        /// The head of the one.
        first: String,
        /// The head of the other.
        second: String,
    },
    /// No indicator at all.
    NoFigures,
    /// Columns below an indicator whose meaning nobody can tell; the first of them.
    Unclear(String),
    /// Months stand across, and it cannot be read so.
    MonthsAcross(Vec<&'static str>),
}

/// What people have said a head means: the head, and the field or nothing for *not read*.
pub type Pointed = [(String, Option<usize>)];

/// A header cell without what does not matter: case, accents, blanks, full stops, `_`, `/`.
pub fn header_key(text: &str) -> String {
    text.nfkd()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// How many cells of the likeliest head row are known; tells separators apart.
pub(super) fn recognised(layout: &Layout, rows: &[Row]) -> usize {
    candidates(rows)
        .map(|row| {
            let cells = row.cells().map(|c| vec![c.text.to_owned()]);
            let columns = columns::read(layout, cells, &[]);
            columns::known(&columns).0
        })
        .max()
        .unwrap_or(0)
}

/// Finds what looks most like a head; without any known column, the row a person would call so.
pub(super) fn find(layout: &Layout, sheet: &Sheet, pointed: &Pointed) -> Result<Head, Seen> {
    let rows = &sheet.rows;
    let mut best: Option<(columns::Rank, Head)> = None;
    for first in 0..candidates(rows).count() {
        for height in 1..=TALLEST {
            let last = first + height - 1;
            let Some(window) = rows.get(first..=last) else {
                break;
            };
            let joined = |pair: &[Row]| pair[1].number == pair[0].number + 1;
            let inside = window.iter().all(|row| row.number <= SEARCHED);
            let tall = inside && window.windows(2).all(joined);
            if height > 1 && !(tall && window.last().is_some_and(columns::is_head_row)) {
                break;
            }
            let levels = columns::levels(sheet, window);
            let columns = columns::read(layout, levels.into_iter(), pointed);
            let rank = columns::rank(&columns, height);
            if best.as_ref().is_none_or(|(found, _)| rank > *found) {
                best = Some((
                    rank,
                    Head {
                        first,
                        last,
                        columns,
                    },
                ));
            }
        }
    }
    match best {
        Some((rank, head)) if rank.known > 0 => Ok(head),
        Some(_) | None => Err(fullest(rows)),
    }
}

fn candidates(rows: &[Row]) -> impl Iterator<Item = &Row> {
    rows.iter().take_while(|row| row.number <= SEARCHED)
}

/// Why a head does not do. `given` are fields that the sheet says otherwise, such as a month in its name.
pub(super) fn refusal(layout: &Layout, head: &Head, given: &[usize]) -> Option<NoHead> {
    let fields = |c: &Column| match c.meaning {
        Meaning::Field(field) => Some(field),
        Meaning::Month { .. }
        | Meaning::Total
        | Meaning::Ignored
        | Meaning::Unclear
        | Meaning::Unknown => None,
    };
    for (at, column) in head.columns.iter().enumerate() {
        let Some(field) = fields(column) else {
            continue;
        };
        let mut before = head.columns.iter().take(at);
        if let Some(first) = before.find(|c| fields(c) == Some(field)) {
            return Some(NoHead::Double {
                column: layout.name(field),
                first: first.head.clone(),
                second: column.head.clone(),
            });
        }
    }
    let has = |field: &usize| head.columns.iter().any(|c| fields(c) == Some(*field));
    let across = head
        .columns
        .iter()
        .any(|c| matches!(c.meaning, Meaning::Month { .. }));
    let month = layout.figures.and_then(|f| f.month).map(|(month, _)| month);
    let missing = layout.required.iter().filter(|group| {
        // Months across are their own column of months.
        let is_month = month.is_some_and(|m| group.contains(&m));
        let is_given = group.iter().any(|field| given.contains(field));
        !(group.iter().any(has) || is_given || across && is_month)
    });
    let missing: Vec<&'static str> = missing
        .filter_map(|group| group.first())
        .map(|field| layout.name(*field))
        .collect();
    if across && (month.is_none() || !missing.is_empty()) {
        return Some(NoHead::MonthsAcross(missing));
    }
    if let Some(unclear) = head.columns.iter().find(|c| c.meaning == Meaning::Unclear) {
        return Some(NoHead::Unclear(unclear.head.clone()));
    }
    if !missing.is_empty() {
        return Some(NoHead::Missing(missing));
    }
    let figures = layout.figures?;
    let says = |f: usize| figures.measure(f).is_some() || figures.others.contains(&f);
    let any = across || head.columns.iter().filter_map(fields).any(says);
    (!any).then_some(NoHead::NoFigures)
}

impl Seen {
    /// The heads that are not empty.
    pub fn heads(&self) -> impl Iterator<Item = &str> {
        let heads = self.columns.iter().map(|c| c.head.as_str());
        heads.filter(|head| !head.is_empty())
    }
}

/// What stands in a head.
pub(super) fn seen(rows: &[Row], head: &Head) -> Seen {
    Seen {
        row: rows.get(head.first).map_or(0, |r| r.number),
        columns: head.columns.clone(),
        below: rows.len().saturating_sub(head.last + 1),
    }
}

/// The row among the first with the most cells: what a person would call the head.
fn fullest(rows: &[Row]) -> Seen {
    let filled = |row: &Row| row.cells().filter(|c| !c.text.is_empty()).count();
    let all = candidates(rows).enumerate();
    let best = all.max_by_key(|(at, row)| (filled(row), std::cmp::Reverse(*at)));
    best.map_or_else(Seen::default, |(at, row)| {
        let columns = row.cells().map(|cell| Column {
            head: cell.text.to_owned(),
            meaning: Meaning::Unclear,
        });
        Seen {
            row: row.number,
            columns: columns.collect(),
            below: rows.len() - at - 1,
        }
    })
}
