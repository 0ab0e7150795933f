//! A spreadsheet's own totals held against the board: score, rank and family totals, library by
//! library. Reads only; says where the two differ, never which one is right.

mod cells;
mod layout;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::error::ImportError;
use super::header::header_key;
use super::table::{Meaning, Report, read_tables};
use crate::meeting::Meeting;
use crate::meeting::achieved::Measure;
use crate::meeting::board::{Board, By};
use crate::meeting::id::VillageCode;
use crate::meeting::names::fold;
use crate::meeting::roster::sheet_and_row;
use crate::meeting::rules::Rules;
use cells::{count, hundredths};
pub use layout::COMPARED;
use layout::{
    CODE, COUNTS, NAME, NAME_TOO, RANK, SCORE, SCORE_TOO, SUBDISTRICT, SUBDISTRICT_TOO, VILLAGE,
};

/// What is held against each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The score in hundredths.
    Score,
    /// The rank.
    Rank,
    /// What was done in a family, by its key.
    Family(String),
}

/// A spreadsheet as it was read.
#[derive(Clone, Debug)]
pub struct Sheet {
    heads: Vec<(usize, Head)>,
    rows: Vec<SheetRow>,
    /// Sheets of the file that would fit too.
    others: Vec<String>,
}

#[derive(Clone, Debug)]
enum Head {
    Score,
    Rank,
    /// Perhaps a family: the header as [`header_key`] writes it, and the count that the imports take it
    /// for.
    Other(String, Option<Measure>),
}

#[derive(Clone, Debug)]
struct SheetRow {
    number: usize,
    code: String,
    name: String,
    village: String,
    subdistrict: String,
    cells: Vec<String>,
}

/// One value on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Which.
    pub what: What,
    /// Ours; none: nothing reported, or no rank.
    pub ours: Option<u64>,
    /// The spreadsheet's; none: an empty cell.
    pub theirs: Option<u64>,
    /// What stands there, where it is no number.
    pub unreadable: Option<String>,
}

impl Pair {
    /// Are the two not the same?
    pub fn differs(&self) -> bool {
        self.unreadable.is_some() || self.ours != self.theirs
    }
}

/// One library on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The row of the spreadsheet.
    pub row: usize,
    /// The library.
    pub code: VillageCode,
    /// Its name as the board has it.
    pub name: String,
    /// The values that the spreadsheet has a column for.
    pub pairs: Vec<Pair>,
}

impl Compared {
    /// Does anything differ?
    pub fn differs(&self) -> bool {
        self.pairs.iter().any(Pair::differs)
    }
}

/// A row of the spreadsheet that is no library of the meeting, or one that stands there twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stranger {
    /// The row of the spreadsheet.
    pub row: usize,
    /// Its code as written.
    pub code: String,
    /// Its name as written.
    pub name: String,
}

/// A spreadsheet and the board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The libraries on both sides: first those that differ, in the order of the board.
    pub rows: Vec<Compared>,
    /// Rows that the board does not know.
    pub only_there: Vec<Stranger>,
    /// Libraries that the spreadsheet does not have.
    pub only_here: Vec<VillageCode>,
    /// Sheets that would fit too; only the first one is compared.
    pub not_compared: Vec<String>,
}

impl Comparison {
    /// How many libraries differ.
    pub fn differing(&self) -> usize {
        self.rows.iter().take_while(|r| r.differs()).count()
    }
}

/// Reads a spreadsheet.
///
/// # Errors
/// What no table can be read from, or one without a column that says which library.
pub fn read(path: &Path, report: &mut Report<'_>) -> Result<Sheet, ImportError> {
    let tables = read_tables(path, &COMPARED, report)?;
    let table = tables.tables.first().ok_or(ImportError::Empty)?;
    let columns = table.columns.iter().enumerate();
    let heads = columns.filter_map(|(at, column)| {
        let field = match column.meaning {
            Meaning::Field(field) => Some(field),
            Meaning::Unknown => None,
            Meaning::Month { .. }
            | Meaning::Indicator
            | Meaning::Total
            | Meaning::Part
            | Meaning::Ignored
            | Meaning::Unclear => return None,
        };
        let count = field.and_then(|f| Measure::ALL.get(f.checked_sub(COUNTS)?));
        let head = match field {
            Some(CODE | NAME | VILLAGE | SUBDISTRICT | NAME_TOO | SUBDISTRICT_TOO) => return None,
            Some(SCORE | SCORE_TOO) => Head::Score,
            Some(RANK) => Head::Rank,
            Some(_) | None => Head::Other(header_key(&column.head), count.copied()),
        };
        Some((at, head))
    });
    let heads: Vec<(usize, Head)> = heads.collect();
    let cell = |row: &super::table::Row, field| {
        let column = table.column_of(field);
        column.map_or_else(String::new, |c| row.cell(c).text.trim().to_owned())
    };
    let either = |row, one, other| {
        Some(cell(row, one))
            .filter(|t| !t.is_empty())
            .unwrap_or_else(|| cell(row, other))
    };
    // Titles between the rows make tables of the same columns.
    let same = tables
        .tables
        .iter()
        .filter(|t| t.sheet == table.sheet && t.columns == table.columns);
    let rows = same.flat_map(|t| &t.rows).map(|row| SheetRow {
        number: sheet_and_row(row.number).1,
        code: cell(row, CODE),
        name: either(row, NAME, NAME_TOO),
        village: cell(row, VILLAGE),
        subdistrict: either(row, SUBDISTRICT, SUBDISTRICT_TOO),
        cells: heads
            .iter()
            .map(|(at, _)| row.cell(*at).text.trim().to_owned())
            .collect(),
    });
    let rows = rows.collect();
    let others = tables.tables.iter().skip(1).map(|t| t.name.clone());
    Ok(Sheet {
        heads,
        rows,
        others: others.collect(),
    })
}

impl Sheet {
    /// Is there any value to compare under these rules?
    pub fn has_values(&self, rules: &Rules) -> bool {
        !self.values(rules).is_empty()
    }

    /// What is compared under these rules, and in which of the columns it stands. A family without a
    /// column of its own is the sum of the columns that it is computed from, where all of them are there.
    fn values(&self, rules: &Rules) -> Vec<(What, Vec<usize>)> {
        let heads = self.heads.iter().enumerate();
        let own = heads.filter_map(|(at, (_, head))| Some((what(head, rules)?, vec![at])));
        let mut found: Vec<(What, Vec<usize>)> = own.collect();
        for family in &rules.families {
            let what = What::Family(family.key.clone());
            let column = |count: &Measure| {
                let is = |(_, head): &(usize, Head)| matches!(head, Head::Other(_, Some(m)) if m == count);
                self.heads.iter().position(is)
            };
            let parts: Option<Vec<usize>> = family.columns.iter().map(column).collect();
            if let Some(parts) = parts.filter(|p| !p.is_empty())
                && found.iter().all(|(known, _)| *known != what)
            {
                found.push((what, parts));
            }
        }
        found
    }

    /// Holds the spreadsheet against a board.
    pub fn compare(&self, meeting: &Meeting, board: &Board) -> Comparison {
        let values = self.values(board.rules());
        let names = names(meeting, board);
        let mut seen = BTreeSet::new();
        let mut found = Comparison {
            not_compared: self.others.clone(),
            ..Comparison::default()
        };
        for row in &self.rows {
            let code = row.library(meeting, board, &names);
            let Some(code) = code.filter(|c| !seen.contains(c)) else {
                found.only_there.push(Stranger {
                    row: row.number,
                    code: row.code.clone(),
                    name: if row.name.is_empty() {
                        row.village.clone()
                    } else {
                        row.name.clone()
                    },
                });
                continue;
            };
            let pairs = values.iter().filter_map(|(what, columns)| {
                let cells: Vec<&str> = columns
                    .iter()
                    .filter_map(|at| Some(row.cells.get(*at)?.as_str()))
                    .collect();
                pair(board, &code, what.clone(), &cells)
            });
            let pairs = pairs.collect();
            let name = meeting.library_name(&code).to_owned();
            seen.insert(code.clone());
            found.rows.push(Compared {
                row: row.number,
                code,
                name,
                pairs,
            });
        }
        let place = |c: &VillageCode| board.place(By::Score, c);
        found
            .rows
            .sort_by_cached_key(|r| (!r.differs(), place(&r.code)));
        let all = board.rows(By::Score, 0..board.len()).map(|r| &r.line.code);
        found.only_here = all.filter(|c| !seen.contains(*c)).cloned().collect();
        found
    }
}

impl SheetRow {
    /// The library a row means: by its code, else by its name, else by its village, where only one has
    /// it.
    fn library(
        &self,
        meeting: &Meeting,
        board: &Board,
        names: &BTreeMap<String, Vec<VillageCode>>,
    ) -> Option<VillageCode> {
        if !self.code.is_empty() {
            let code = VillageCode::parse(&self.code).ok()?;
            return board.place(By::Score, &code).map(|_| code);
        }
        let same = if let Some(same) = names.get(&called(&self.name)) {
            same.clone()
        } else {
            let called = meeting.libraries_called(&self.village).into_iter();
            let on_board = called.filter(|c| board.place(By::Score, c).is_some());
            on_board.cloned().collect()
        };
        let here = fold(&self.subdistrict);
        let mut fits = same
            .into_iter()
            .filter(|c| here.is_empty() || fold(meeting.subdistrict_of(c)) == here);
        match (fits.next(), fits.next()) {
            (Some(code), None) => Some(code),
            (_, Some(_)) | (None, None) => None,
        }
    }
}

fn names(meeting: &Meeting, board: &Board) -> BTreeMap<String, Vec<VillageCode>> {
    let mut names: BTreeMap<String, Vec<VillageCode>> = BTreeMap::new();
    for row in board.rows(By::Score, 0..board.len()) {
        let code = &row.line.code;
        let name = called(meeting.library_name(code));
        names.entry(name).or_default().push(code.clone());
    }
    names
}

/// A library's name without the words that every second one begins with.
fn called(name: &str) -> String {
    let folded = fold(name);
    let mut words: Vec<&str> = folded.split(' ').collect();
    let common = ["perpustakaan", "perpus", "desa", "kelurahan"].map(fold);
    while words.len() > 1 && words.first().is_some_and(|w| common.iter().any(|c| c == w)) {
        words.remove(0);
    }
    words.join(" ")
}

/// What a column means under these rules.
fn what(head: &Head, rules: &Rules) -> Option<What> {
    match head {
        Head::Score => Some(What::Score),
        Head::Rank => Some(What::Rank),
        Head::Other(key, count) => {
            let named = |name: &str| header_key(name) == *key;
            let family = rules.families.iter().find(|f| {
                let plain = count.is_some_and(|m| m.column() == f.key);
                plain || named(&f.key) || named(&f.name_id) || named(&f.name_en)
            })?;
            Some(What::Family(family.key.clone()))
        }
    }
}

/// A cell, or the sum of several, beside ours; none for a family that this board may not tell.
fn pair(board: &Board, code: &VillageCode, what: What, cells: &[&str]) -> Option<Pair> {
    let row = board.row(By::Score, code)?;
    let standing = &row.line.standing;
    let ours = match &what {
        What::Score => standing.score.map(u64::from),
        What::Rank => row.rank.map(u64::from),
        What::Family(key) => {
            let at = board.rules().families.iter().position(|f| f.key == *key)?;
            standing.parts.get(board.part(at)?)?.done
        }
    };
    let read = |cell: &str| match what {
        What::Score => hundredths(cell),
        What::Rank => count(cell.trim_end_matches(['=', '.'])),
        What::Family(_) => count(cell),
    };
    let stated = cells.iter().filter(|c| !matches!(**c, "" | "-" | "–"));
    let read: Vec<(&str, Option<u64>)> = stated.map(|cell| (*cell, read(cell))).collect();
    let unreadable = read.iter().find(|(_, n)| n.is_none());
    let unreadable = unreadable.map(|(cell, _)| (*cell).to_owned());
    let theirs = read.into_iter().map(|(_, n)| n);
    let theirs = theirs.reduce(|sum, n| sum?.checked_add(n?)).flatten();
    Some(Pair {
        what,
        ours,
        theirs,
        unreadable,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_before_a_name_do_not_matter() {
        assert_eq!(called("Perpustakaan Desa Salenrang"), called("salenrang"));
        assert_eq!(called("Perpustakaan"), called("PERPUSTAKAAN"));
        assert_ne!(called("Perpustakaan Melati"), called("Salenrang"));
    }
}
