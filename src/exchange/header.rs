//! Finds the head of a sheet, one row or up to three, and says what each column means. Matches
//! loosely, guesses nothing: a column it does not know is kept and left to the caller, one that could
//! mean two things is refused.

mod columns;
mod words;

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::across::Context;
use super::book::Sheet;
use super::cells::Row;
use crate::meeting::achieved::Measure;

pub(super) use words::{
    indicator_in, is_aim, is_bare, is_dated, is_left_out, is_part_of_a_year, is_planned_label,
    is_surely_indicator, is_titled_planned, is_titled_reached, measure_in, month_in, roman,
    year_in,
};

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
    /// Which indicator the numbers of a row are.
    Indicator,
    /// What the months across add up to, or all there is of the indicator of a sheet or a row.
    Total,
    /// What some months add up to: *Triwulan I*. Not read.
    Part,
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
    /// Quarters or the like stand across, where months are wanted; the first of them.
    PartsOfYear(String),
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

/// The rows in which the first head of a sheet is looked for.
pub(super) fn searched(sheet: &Sheet) -> Range<usize> {
    0..candidates(&sheet.rows).count()
}

/// Finds what looks most like a head; without any known column, the row a person would call so. It
/// begins in one of the rows `firsts`.
pub(super) fn find(
    layout: &Layout,
    sheet: &Sheet,
    firsts: Range<usize>,
    pointed: &Pointed,
) -> Result<Head, Seen> {
    let rows = &sheet.rows;
    let begins = rows.get(firsts.start).map_or(0, |row| row.number);
    let deepest = SEARCHED.max(begins + TALLEST - 1);
    let mut best: Option<(columns::Rank, Head)> = None;
    for first in firsts {
        for height in 1..=TALLEST {
            let last = first + height - 1;
            let Some(window) = rows.get(first..=last) else {
                break;
            };
            let inside = window.iter().all(|row| row.number <= deepest);
            if height > 1 && !(inside && is_joined(window) && columns::ends_in_head(window)) {
                break;
            }
            let levels = columns::levels(sheet, window);
            let columns = columns::read(layout, levels.into_iter(), pointed);
            let taller = rows.get(first..=last + 1);
            if height < TALLEST && taller.is_some_and(|taller| goes_on(layout, &columns, taller)) {
                continue;
            }
            let rank = columns::rank(layout, &columns, height);
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

/// Is the last row of a window more of the head above it? It has words below the numbers, and no place:
/// a row of a list would have one.
fn goes_on(layout: &Layout, columns: &[Column], window: &[Row]) -> bool {
    let Some(row) = window.last().filter(|_| layout.figures.is_some()) else {
        return false;
    };
    let places = places(layout, columns);
    let empty = places.iter().all(|(at, _)| row.cell(*at).text.is_empty());
    let above = window.len().checked_sub(2).and_then(|at| window.get(at));
    let cells = row.cells().enumerate();
    let texts: Vec<(usize, &str)> = cells
        .map(|(at, c)| (at, c.text))
        .filter(|(_, t)| !t.is_empty())
        .collect();
    let below_number = |(at, text): &(usize, &str)| {
        let of = columns.get(*at).map(|c| c.meaning);
        let number = match of {
            Some(Meaning::Field(field)) => layout.figures.and_then(|f| f.measure(field)).is_some(),
            Some(Meaning::Month { .. }) => true,
            _ => false,
        };
        number && words::names_part(text)
    };
    let part = texts.iter().any(|(at, text)| {
        let below_a_group = above.is_some_and(|row| row.cell(*at).text.is_empty());
        below_a_group || words::is_planned(text) || words::is_sum(text)
    });
    let part = part && texts.len() > 1 || texts.iter().any(below_number);
    let more = !places.is_empty() && empty && part;
    more && is_joined(window) && columns::ends_in_head(window)
}

/// The columns that say whom a row is about, with their fields.
pub(super) fn places(layout: &Layout, columns: &[Column]) -> Vec<(usize, usize)> {
    let month = layout.figures.and_then(|f| f.month).map(|(month, _)| month);
    let is_place = |field: &usize| {
        let mut groups = layout.required.iter().filter(|group| group.contains(field));
        Some(*field) != month && groups.next().is_some()
    };
    let columns = columns.iter().enumerate();
    let places = columns.filter_map(|(at, column)| Some((at, field_in(column)?)));
    places.filter(|(_, field)| is_place(field)).collect()
}

/// The columns that say of whom, of when and of which indicator the number of a row is.
pub(super) fn of_row(layout: &Layout, columns: &[Column]) -> Vec<usize> {
    let months = layout.figures.and_then(|f| f.month);
    let places = places(layout, columns);
    let is = |(at, column): &(usize, &Column)| {
        let of_month =
            months.is_some_and(|(m, y)| field_in(column).is_some_and(|f| f == m || f == y));
        let indicator = column.meaning == Meaning::Indicator;
        of_month || indicator || places.iter().any(|(place, _)| place == at)
    };
    let found = columns.iter().enumerate().filter(is);
    found.map(|(at, _)| at).collect()
}

/// The field that a column is.
fn field_in(column: &Column) -> Option<usize> {
    match column.meaning {
        Meaning::Field(field) => Some(field),
        Meaning::Month { .. }
        | Meaning::Indicator
        | Meaning::Total
        | Meaning::Part
        | Meaning::Ignored
        | Meaning::Unclear
        | Meaning::Unknown => None,
    }
}

/// Is this row below a head another head? It says in a column of `places` what the column is.
pub(super) fn is_head(
    layout: &Layout,
    places: &[(usize, usize)],
    row: &Row,
    pointed: &Pointed,
) -> bool {
    // Almost every name differs from the name of its column in the first letter.
    let is_key = |text: &str, key: &str| {
        if let (Some(a), Some(b)) = (text.bytes().next(), key.bytes().next())
            && a.is_ascii_alphabetic()
            && a.to_ascii_lowercase() != b
        {
            return false;
        }
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters
            .flat_map(char::to_lowercase)
            .eq(key.chars().filter(|c| *c != '_'))
    };
    let named = |(at, field): &(usize, usize)| {
        let text = row.cell(*at).text;
        let spec = layout.fields.get(*field);
        // Numbers and empty cells, which most are, name nothing.
        text.contains(char::is_alphabetic)
            && spec.is_some_and(|spec| {
                is_key(text, spec.name) || spec.aliases.iter().any(|alias| is_key(text, alias))
            })
    };
    places.iter().any(named) && {
        let cells = row.cells().map(|c| vec![c.text.to_owned()]);
        columns::known(&columns::read(layout, cells, pointed)).0 > 1
    }
}

/// Do these rows stand below each other without a gap?
fn is_joined(window: &[Row]) -> bool {
    window
        .windows(2)
        .all(|pair| pair[1].number == pair[0].number + 1)
}

fn candidates(rows: &[Row]) -> impl Iterator<Item = &Row> {
    rows.iter().take_while(|row| row.number <= SEARCHED)
}

/// Why a head does not do, with what stands around its rows, such as a month in the sheet's name.
pub(super) fn refusal(layout: &Layout, head: &Head, around: &Context) -> Option<NoHead> {
    let given = around.given(layout);
    let fields = field_in;
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
    let part = head.columns.iter().find(|c| c.meaning == Meaning::Part);
    // A month in a title does not make numbers of quarters its own, and no row of a quarter a row of it.
    let figures = layout.figures;
    let counts = |f| figures.is_some_and(|figures| figures.measure(f).is_some());
    let own = head.columns.iter().filter_map(fields).any(counts);
    let months = month.is_some_and(|month| !across && !has(&month));
    let alone = |c: &&Column| !own || !missing.is_empty() || words::is_word_part(&c.head);
    if let Some(part) = part.filter(|_| months).filter(alone) {
        return Some(NoHead::PartsOfYear(part.head.clone()));
    }
    if !missing.is_empty() {
        return Some(NoHead::Missing(missing));
    }
    let figures = figures?;
    let says = |f: usize| figures.measure(f).is_some() || figures.others.contains(&f);
    let columns = || head.columns.iter();
    let totals = columns().filter(|c| c.meaning == Meaning::Total).count();
    let of_rows = columns().any(|c| c.meaning == Meaning::Indicator);
    let of_sheet = totals == 1 && (of_rows || around.has_measure());
    let any = across || of_sheet || columns().filter_map(fields).any(says);
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
            head: columns::head_of(cell.text).to_owned(),
            meaning: Meaning::Unclear,
        });
        Seen {
            row: row.number,
            columns: columns.collect(),
            below: rows.len() - at - 1,
        }
    })
}
