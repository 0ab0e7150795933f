//! A spreadsheet's own totals held against the board: score, rank and family totals, library by
//! library. Reads only; says where the two differ, never which one is right.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::error::ImportError;
use super::header::{Layout, Spec, header_key};
use super::table::{Report, read_table};
use crate::meeting::Meeting;
use crate::meeting::board::{Board, By};
use crate::meeting::id::VillageCode;
use crate::meeting::names::fold;
use crate::meeting::rules::Rules;

const CODE: usize = 0;
const NAME: usize = 1;
const SUBDISTRICT: usize = 2;
const SCORE: usize = 3;
const RANK: usize = 4;

/// The layout. Families are found by key or name, whatever the rules call them.
pub const COMPARED: Layout = Layout {
    sheet: "Peringkat",
    required: &[&[CODE, NAME]],
    fields: &[
        spec("kode_wilayah", &["kodedesa", "kodekelurahan", "kode"]),
        spec("perpustakaan", &["namaperpustakaan", "nama", "library"]),
        spec("kecamatan", &["kec", "subdistrict"]),
        spec("nilai", &["skor", "nilaikpi", "skorkpi", "score"]),
        spec("peringkat", &["rank", "ranking", "urutan"]),
        spec("pelibatan", &[]),
        spec("publikasi", &[]),
        spec("advokasi", &[]),
    ],
};

const fn spec(name: &'static str, aliases: &'static [&'static str]) -> Spec {
    Spec { name, aliases }
}

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
}

#[derive(Clone, Debug)]
enum Head {
    Score,
    Rank,
    /// Perhaps a family: the header as [`header_key`] writes it.
    Other(String),
}

#[derive(Clone, Debug)]
struct SheetRow {
    number: usize,
    code: String,
    name: String,
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
    let table = read_table(path, &COMPARED, report)?;
    let columns = table.columns.iter().zip(&table.fields).enumerate();
    let heads = columns.filter_map(|(at, (written, field))| {
        let head = match *field {
            Some(CODE | NAME | SUBDISTRICT) => return None,
            Some(SCORE) => Head::Score,
            Some(RANK) => Head::Rank,
            Some(_) | None => Head::Other(header_key(written)),
        };
        Some((at, head))
    });
    let heads: Vec<(usize, Head)> = heads.collect();
    let cell = |row: &super::table::Row, field| {
        let column = table.column_of(field);
        column.map_or_else(String::new, |c| row.cell(c).text.trim().to_owned())
    };
    let rows = table.rows.iter().map(|row| SheetRow {
        number: row.number,
        code: cell(row, CODE),
        name: cell(row, NAME),
        subdistrict: cell(row, SUBDISTRICT),
        cells: heads
            .iter()
            .map(|(at, _)| row.cell(*at).text.trim().to_owned())
            .collect(),
    });
    let rows = rows.collect();
    Ok(Sheet { heads, rows })
}

impl Sheet {
    /// Is there any value to compare under these rules?
    pub fn has_values(&self, rules: &Rules) -> bool {
        self.heads.iter().any(|(_, h)| what(h, rules).is_some())
    }

    /// Holds the spreadsheet against a board.
    pub fn compare(&self, meeting: &Meeting, board: &Board) -> Comparison {
        let rules = board.rules();
        let heads: Vec<Option<What>> = self.heads.iter().map(|(_, h)| what(h, rules)).collect();
        let names = names(meeting, board);
        let mut seen = BTreeSet::new();
        let mut found = Comparison::default();
        for row in &self.rows {
            let code = row.library(meeting, board, &names);
            let Some(code) = code.filter(|c| !seen.contains(c)) else {
                found.only_there.push(Stranger {
                    row: row.number,
                    code: row.code.clone(),
                    name: row.name.clone(),
                });
                continue;
            };
            let pairs = heads.iter().zip(&row.cells);
            let pairs = pairs.filter_map(|(what, cell)| pair(board, &code, what.clone()?, cell));
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
    /// The library a row means: by its code, else by its name where only one has it.
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
        let same = names.get(&called(&self.name))?;
        let here = fold(&self.subdistrict);
        let mut fits = same
            .iter()
            .filter(|c| here.is_empty() || fold(meeting.subdistrict_of(c)) == here);
        match (fits.next(), fits.next()) {
            (Some(code), None) => Some(code.clone()),
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
        Head::Other(key) => {
            let named = |name: &str| header_key(name) == *key;
            let family = rules
                .families
                .iter()
                .find(|f| named(&f.key) || named(&f.name_id) || named(&f.name_en))?;
            Some(What::Family(family.key.clone()))
        }
    }
}

/// A cell beside ours; none for a family that this board may not tell.
fn pair(board: &Board, code: &VillageCode, what: What, cell: &str) -> Option<Pair> {
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
    let read = match what {
        What::Score => hundredths(cell),
        What::Rank => count(cell.trim_end_matches(['=', '.'])),
        What::Family(_) => count(cell),
    };
    let empty = cell.is_empty() || cell == "-" || cell == "–";
    Some(Pair {
        what,
        ours,
        theirs: read,
        unreadable: (read.is_none() && !empty).then(|| cell.to_owned()),
    })
}

/// `81`, `81,5`, `81.00`, `81,00 %` in hundredths; more places are rounded half up.
fn hundredths(cell: &str) -> Option<u64> {
    let cell = cell.trim_end_matches('%').trim_end();
    let (whole, part) = cell.split_once([',', '.']).unwrap_or((cell, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !digits(whole) || !digits(part) {
        return None;
    }
    let mut thousandths: u64 = whole.parse::<u64>().ok()? * 1_000;
    for (digit, worth) in part.bytes().zip([100, 10, 1]) {
        thousandths += u64::from(digit - b'0') * worth;
    }
    Some((thousandths + 5) / 10)
}

/// `5574`, `5.574`, `5,574`, `36,00`: a whole number.
fn count(cell: &str) -> Option<u64> {
    if cell.bytes().all(|b| b.is_ascii_digit()) {
        return cell.parse().ok();
    }
    let parts: Vec<&str> = cell.split(['.', ',']).collect();
    let (first, rest) = parts.split_first()?;
    let digits = |s: &&str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(first) || !rest.iter().all(digits) {
        return None;
    }
    if let ([zeros], true) = (rest, rest.iter().all(|r| r.len() < 3)) {
        return zeros
            .bytes()
            .all(|b| b == b'0')
            .then(|| first.parse().ok())?;
    }
    let groups = first.len() <= 3 && rest.iter().all(|r| r.len() == 3);
    groups.then(|| parts.concat().parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_and_counts_are_read_as_an_office_writes_them() {
        for (cell, expected) in [
            ("81", Some(8_100)),
            ("81,5", Some(8_150)),
            ("81.00", Some(8_100)),
            ("81,005", Some(8_101)),
            ("91,70 %", Some(9_170)),
            ("100", Some(10_000)),
            ("1000", None),
            ("tinggi", None),
            ("", None),
            (",5", None),
            ("8,1,2", None),
        ] {
            assert_eq!(hundredths(cell), expected, "{cell}");
        }
        for (cell, expected) in [
            ("36", Some(36)),
            ("36,00", Some(36)),
            ("5.574", Some(5_574)),
            ("1.005.574", Some(1_005_574)),
            ("1,5", None),
            ("5.57", None),
            ("-3", None),
            ("", None),
        ] {
            let read = (!cell.is_empty()).then(|| count(cell)).flatten();
            assert_eq!(read, expected, "{cell}");
        }
    }

    #[test]
    fn common_words_before_a_name_do_not_matter() {
        assert_eq!(called("Perpustakaan Desa Salenrang"), called("salenrang"));
        assert_eq!(called("Perpustakaan"), called("PERPUSTAKAAN"));
        assert_ne!(called("Perpustakaan Melati"), called("Salenrang"));
    }
}
