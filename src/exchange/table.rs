//! Reads a file into tables: every visible sheet with a head that fits. Judges the file, never its
//! values.
//!
//! What a file is says its content, not its name: lists are renamed and sent by telephone.

use std::ops::ControlFlow;
use std::path::Path;

use super::across::{self, Across};
use super::book::{Book, Sheet, Shown};
use super::error::{ImportError, Large};
use super::form::GUIDE;
use super::indicator::{self, Indicator};
use super::reading::{FileTopic, Reading};
use super::source::refuse_foreign;
use super::{body, csv_file, header, list, workbook};
use crate::meeting::roster::row_in;

pub use super::body::{Passed, PassedFor};
pub use super::cells::{Cell, Kind, Row};
pub(super) use super::header::is_left_out;
pub use super::header::{Column, Layout, Meaning, NoHead, Seen, Spec, header_key};
pub use super::list::is_pasted;
pub use super::source::{read_bytes, read_stdin};

/// How far a long file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Done so far, in the unit of `total`.
    pub done: u64,
    /// All there is, as far as that is known; never 0.
    pub total: u64,
}

/// Told how far it is; stops the work by [`ControlFlow::Break`].
pub type Report<'a> = dyn FnMut(Progress) -> ControlFlow<()> + 'a;

/// How the text of the file was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    #[default]
    Utf8,
    /// UTF-16, with or without its mark.
    Utf16,
    /// Not UTF-8, so taken for Windows-1252.
    Windows1252,
    /// Not UTF-8; its letters stand best as those of an old Mac.
    MacRoman,
    /// Not UTF-8; its letters stand best as those of DOS, CP850 or CP437.
    Cp850,
    /// UTF-8 that some program read as another page and saved so (`â€™`), read as it was meant.
    Mended,
    /// A workbook, which says so itself.
    Workbook,
}

/// A sheet that is read: head and rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its place among the sheets of the file, from 0.
    pub sheet: usize,
    /// Its name; a text file has none.
    pub name: String,
    /// The row in which the head begins, from 1; 0 for a list without one.
    pub header_row: usize,
    /// The columns.
    pub columns: Vec<Column>,
    /// The months that stand across; their columns are no fields.
    pub across: Vec<Across>,
    /// What the months of an indicator add up to, column and field, or without months the number of the
    /// row; without a field it is the row's indicator.
    pub sums: Vec<(usize, Option<usize>)>,
    /// The column that says which indicator each row is of.
    pub indicator: Option<Indicator>,
    /// What is said for all rows where no column says it: the field and its text.
    pub whole: Vec<(usize, String)>,
    /// Where the year was found that is said for all rows, and whether the period of the rules may say it.
    pub(super) year: (Option<across::Source>, bool),
    /// What its name, its titles and the file's name say differently.
    pub differ: Vec<across::Given>,
    /// The rows of a text file with more cells than its head has, as [`row_in`] numbers them.
    pub wide: Vec<usize>,
    /// How many cells the head of a text file was written with.
    pub written: usize,
    /// The question of the file without whose answer no row can be read.
    pub waits: Option<FileTopic>,
    /// The rows below the head that are rows of the list; numbers are those of [`row_in`].
    pub rows: Vec<Row>,
}

impl Table {
    /// The column of a field of the layout.
    pub fn column_of(&self, field: usize) -> Option<usize> {
        self.columns
            .iter()
            .position(|c| c.meaning == Meaning::Field(field))
    }

    /// The question that is asked where nothing says the year of its months.
    pub(super) fn year_topic(&self) -> FileTopic {
        let year = |given: &across::Given| matches!(given, across::Given::Year(_));
        if self.differ.iter().any(year) {
            FileTopic::YearOf(self.sheet)
        } else {
            FileTopic::Year
        }
    }

    /// The answer to it.
    pub(super) fn told_year(&self, reading: &Reading) -> Option<i16> {
        match self.year_topic() {
            FileTopic::YearOf(sheet) => reading.years.get(&sheet).copied(),
            _ => reading.year,
        }
    }

    /// The heads of the columns that the layout does not know.
    pub fn unknown_columns(&self) -> impl Iterator<Item = &str> {
        let unknown = |c: &&Column| c.meaning == Meaning::Unknown && !c.head.is_empty();
        self.columns.iter().filter(unknown).map(|c| c.head.as_str())
    }

    /// The row with this number.
    pub fn row(&self, number: usize) -> Option<&Row> {
        let found = self.rows.binary_search_by_key(&number, |row| row.number);
        found.ok().and_then(|at| self.rows.get(at))
    }
}

/// What became of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is read.
    Read {
        /// The row in which the head begins.
        header_row: usize,
        /// How many rows of the list it has.
        rows: usize,
    },
    /// Left out by hand.
    LeftOut,
    /// Named after another list of this program.
    OtherList,
    /// Of targets, percentages or cumulated numbers, as this name or title says.
    Planned(String),
    /// Hidden.
    Hidden,
    /// A chart or a macro.
    NoCells,
    /// Nothing in it.
    Empty,
    /// Its head does not fit, and what looked most like one.
    NoHead(Seen, NoHead),
}

/// A sheet, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetSeen {
    /// Its name; a text file has none.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
    /// How many rows were hidden and are read all the same.
    pub hidden_rows: usize,
    /// The columns that are hidden, from 0, and are read all the same.
    pub hidden_columns: Vec<usize>,
    /// Do cells stand beyond the last column that is read?
    pub beyond: bool,
}

impl SheetSeen {
    /// Is it taken in? Nothing where nobody can say so.
    pub fn is_taken(&self) -> Option<bool> {
        match self.outcome {
            Outcome::Read { .. } => Some(true),
            Outcome::LeftOut | Outcome::OtherList | Outcome::Planned(_) => Some(false),
            Outcome::Hidden | Outcome::NoCells | Outcome::Empty | Outcome::NoHead(..) => None,
        }
    }
}

/// A file as it was read for one layout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tables {
    /// All sheets of the file.
    pub sheets: Vec<SheetSeen>,
    /// Those that are read.
    pub tables: Vec<Table>,
    /// Rows that are no rows of the list.
    pub passed: Vec<Passed>,
    /// How the text was written.
    pub encoding: Encoding,
    /// The first row with a text that may have been meant otherwise: its encoding is a guess.
    pub doubt: Option<(usize, String)>,
    /// What no cell says, and where it was taken from.
    pub taken: Vec<across::Taken>,
    /// How many bytes merged cells gave to other rows.
    copied: usize,
}

impl Tables {
    /// The table that a row stands in.
    pub fn table_of(&self, row: usize) -> Option<&Table> {
        let (sheet, _) = crate::meeting::roster::sheet_and_row(row);
        let mut tables = self.tables.iter().filter(|t| t.sheet == sheet);
        tables.find(|t| t.rows.last().is_some_and(|last| row <= last.number))
    }

    /// The row with this number.
    pub fn row(&self, number: usize) -> Option<&Row> {
        self.table_of(number).and_then(|t| t.row(number))
    }

    /// Takes a table, its rows numbered within the file.
    fn take(&mut self, mut table: Table) -> Result<(), ImportError> {
        for row in &mut table.rows {
            let number = row_in(table.sheet, row.number);
            row.number = number.ok_or(ImportError::TooLarge {
                what: Large::Rows,
                limit: 1 << 24,
            })?;
        }
        self.tables.push(table);
        Ok(())
    }
}

/// Reads the bytes of a file as sheets, whatever they hold.
///
/// CSV separated by `;`, `,` or tab in any encoding that offices use; a numbered list; XLSX, XLSB, XLS
/// and ODS.
pub fn book_of(
    bytes: Vec<u8>,
    layout: &Layout,
    report: &mut Report<'_>,
) -> Result<Book, ImportError> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return workbook::read(bytes, report);
    }
    refuse_foreign(&bytes)?;
    csv_file::read(&bytes, layout, report)
}

/// Reads the tables of a file without anything said of it.
pub fn read_tables(
    path: &Path,
    layout: &Layout,
    report: &mut Report<'_>,
) -> Result<Tables, ImportError> {
    let book = book_of(read_bytes(path)?, layout, report)?;
    tables_of(&book, layout, &Reading::default())
}

/// Finds the tables of a book.
///
/// # Errors
/// [`ImportError::Heads`] where no sheet has a head that fits.
pub fn tables_of(book: &Book, layout: &Layout, reading: &Reading) -> Result<Tables, ImportError> {
    let mut found = Tables {
        encoding: book.encoding,
        doubt: book.doubt.clone(),
        ..Tables::default()
    };
    let with_rows = |s: &&Sheet| s.shown == Shown::Yes && !s.rows.is_empty();
    // Whatever it is called, the only sheet is what the file is said to be.
    let alone = book.sheets.iter().filter(with_rows).count() < 2;
    for (at, sheet) in book.sheets.iter().enumerate() {
        if !alone
            && with_rows(&sheet)
            && reading.wants(at, &sheet.name).is_none()
            && is_another_list(&sheet.name, layout)
        {
            found.sheets.push(seen(sheet, Outcome::OtherList));
            continue;
        }
        let outcome = read_sheet(at, sheet, alone, layout, reading, &mut found)?;
        found.sheets.push(seen(sheet, outcome));
    }
    if found.tables.is_empty() {
        return Err(
            if found.sheets.iter().all(|s| s.outcome == Outcome::Empty) {
                ImportError::Empty
            } else {
                ImportError::Heads(found.sheets)
            },
        );
    }
    Ok(found)
}

fn seen(sheet: &Sheet, outcome: Outcome) -> SheetSeen {
    SheetSeen {
        name: sheet.name.clone(),
        outcome,
        hidden_rows: sheet.hidden_rows.len(),
        hidden_columns: sheet.hidden_columns.clone(),
        beyond: sheet.beyond,
    }
}

fn read_sheet(
    at: usize,
    sheet: &Sheet,
    alone: bool,
    layout: &Layout,
    reading: &Reading,
    found: &mut Tables,
) -> Result<Outcome, ImportError> {
    match sheet.shown {
        Shown::Hidden => return Ok(Outcome::Hidden),
        Shown::NoCells => return Ok(Outcome::NoCells),
        Shown::Yes if sheet.rows.is_empty() => return Ok(Outcome::Empty),
        Shown::Yes => {}
    }
    if reading.wants(at, &sheet.name) == Some(false) {
        return Ok(Outcome::LeftOut);
    }
    let mut read = Tables {
        taken: found.taken.clone(),
        ..Tables::default()
    };
    let mut firsts = header::searched(sheet);
    let mut titles = Vec::new();
    let mut top: Option<usize> = None;
    let wanted = reading.wants(at, &sheet.name) == Some(true);
    let mut planned = None;
    // One table, or several below each other with heads of their own.
    loop {
        let mut head = match header::find(layout, sheet, firsts, &reading.pointed) {
            Ok(head) => head,
            Err(seen) => {
                let Some(table) = list::read(layout, at, sheet, &mut read.passed) else {
                    return Ok(Outcome::NoHead(seen, NoHead::Unknown(layout.wanted())));
                };
                read.take(table)?;
                break;
            }
        };
        let top = *top.get_or_insert(head.first);
        let title = sheet.rows.get(..top).unwrap_or_default();
        let mut body = body::read(at, sheet, &head, titles, layout, reading)?;
        let of_rows = indicator::find(layout, &mut head.columns, &body.blocks);
        if let Some(of_rows) = &of_rows {
            for block in &mut body.blocks {
                indicator::carry_places(layout, &head.columns, of_rows, &mut block.rows);
            }
        }
        found.copied += body.copied;
        body::too_much(found.copied)?;
        read.passed.extend(body.passed);
        titles = body.blocks.last().map_or(Vec::new(), |b| b.titles.clone());
        for block in blocks_of(body.blocks) {
            let says = across::planned(&sheet.name, title, &block.titles, alone, layout, reading);
            if let Some(says) = says.filter(|_| !wanted) {
                let rows = block.rows.iter();
                read.passed
                    .extend(rows.map(|row| Passed::of(at, row, PassedFor::Planned)));
                planned = Some(says.to_owned());
                continue;
            }
            let context =
                across::context(&sheet.name, title, &block.titles, alone, layout, reading);
            if let Some(why) = header::refusal(layout, &head, &context) {
                return Ok(Outcome::NoHead(header::seen(&sheet.rows, &head), why));
            }
            let mut table = table_of(at, sheet, &head, block.rows, of_rows.clone());
            across::settle(&mut table, context, layout, reading, &mut read.taken);
            if let Some(gap) = across::gap(&table) {
                let seen = header::seen(&sheet.rows, &head);
                return Ok(Outcome::NoHead(seen, NoHead::Unclear(gap)));
            }
            if let Some([first, second]) = across::doubled(&table) {
                let why = NoHead::Double {
                    column: "bulan",
                    first: first.to_owned(),
                    second: second.to_owned(),
                };
                return Ok(Outcome::NoHead(header::seen(&sheet.rows, &head), why));
            }
            read.take(table)?;
        }
        let Some(next) = body.next else {
            break;
        };
        firsts = next..next + 1;
    }
    if let Some(says) = planned.filter(|_| read.tables.is_empty()) {
        return Ok(Outcome::Planned(says));
    }
    let rows = read.tables.iter().map(|t| t.rows.len()).sum();
    let header_row = read.tables.first().map_or(0, |t| t.header_row);
    found.tables.append(&mut read.tables);
    found.passed.append(&mut read.passed);
    found.taken = read.taken;
    Ok(Outcome::Read { header_row, rows })
}

/// The rows below a head as a table, nothing settled yet that no cell says.
fn table_of(
    at: usize,
    sheet: &Sheet,
    head: &header::Head,
    rows: Vec<Row>,
    indicator: Option<Indicator>,
) -> Table {
    let mut table = Table {
        sheet: at,
        name: sheet.name.clone(),
        header_row: sheet.rows.get(head.first).map_or(0, |r| r.number),
        rows,
        columns: head.columns.clone(),
        indicator,
        year: (None, true),
        ..Table::default()
    };
    find_wide(sheet, head, &mut table);
    table
}

/// Finds the rows of a text file with more cells than its head: a comma in a name or a number cuts it, and
/// everything behind stands in the wrong column. Where all rows have them, a column has no head.
fn find_wide(sheet: &Sheet, head: &header::Head, table: &mut Table) {
    let heads = sheet
        .written
        .get(head.first..=head.last)
        .unwrap_or_default();
    table.written = heads.iter().max().map_or(0, |cells| *cells as usize);
    let heads = table.written;
    let is_wide = |row: &&Row| {
        let at = sheet.rows.binary_search_by_key(&row.number, |r| r.number);
        let written = at.ok().and_then(|at| sheet.written.get(at));
        let more = written.is_some_and(|cells| *cells as usize > heads);
        more && (heads..row.len()).any(|column| !row.cell(column).text.is_empty())
    };
    let wide = table.rows.iter().filter(is_wide);
    let wide: Vec<usize> = wide
        .filter_map(|row| row_in(table.sheet, row.number))
        .collect();
    if wide.len() == 1 || wide.len() < table.rows.len() {
        table.wide = wide;
    }
}

/// Those that have rows; where none has, the first.
fn blocks_of(mut blocks: Vec<body::Block>) -> Vec<body::Block> {
    if blocks.iter().any(|b| !b.rows.is_empty()) {
        blocks.retain(|b| !b.rows.is_empty());
    } else {
        blocks.truncate(1);
    }
    blocks
}

/// Is this sheet named after another layout, or the guide of one of our forms? Its rows might fit and
/// mean something else.
fn is_another_list(name: &str, layout: &Layout) -> bool {
    let key = header_key(name);
    let lists = ["Peserta", "Perpustakaan", "Wilayah", "Capaian", "Rekap"];
    // What is only compared may come from any list.
    let any = !lists.contains(&layout.sheet);
    let mut others = lists.into_iter().filter(|l| !any && *l != layout.sheet);
    key == header_key(GUIDE) || others.any(|other| header_key(other) == key)
}
