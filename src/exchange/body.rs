//! The rows below a head: merged cells give their value to every row, titles between rows begin a block,
//! and what is no row of the list (column numbers, signatures, notes below it) is passed over and told.

mod marks;

use super::across;
use super::book::{Merge, Sheet};
use super::cells::{Cell, Kind, Row};
use super::error::{ImportError, Large};
use super::header::{self, Head, Layout, Meaning};
use super::reading::Reading;
use crate::meeting::roster::row_in;
use marks::{footer, is_enumerator, is_example, is_number, numbers_columns};

/// A row that is none of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// Which, as [`row_in`] numbers it.
    pub row: usize,
    /// Why.
    pub why: PassedFor,
    /// What stands in it, shortened.
    pub text: String,
}

/// Why a row is none of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassedFor {
    /// It numbers the columns: `1 2 3`, `(1) (2)`, `a b c`.
    ColumnNumbers,
    /// It repeats the head, as every page does.
    Head,
    /// A title between rows: *Kecamatan Bontoa*, *FEBRUARI 2024*.
    Section,
    /// A total or a mean of the rows above.
    Total,
    /// A signature, a note, a source below the list.
    Footer,
    /// The example of one of our forms.
    Example,
    /// A row of a form that holds a number or a place and nothing that somebody filled in.
    Unfilled,
    /// A target, a percentage, a cumulated number: its label or the title above says so.
    Planned,
}

impl Passed {
    /// A row of a sheet.
    pub(super) fn of(sheet: usize, row: &Row, why: PassedFor) -> Passed {
        Passed {
            row: row_in(sheet, row.number).unwrap_or(row.number),
            why,
            text: text_of(row),
        }
    }
}

/// The most cells that merges are filled into, looked at one by one.
const MOST_FILLED: usize = 5_000_000;

/// The most bytes that merged cells give to other rows, in all sheets of a file.
pub(super) const MOST_COPIED: usize = 64 << 20;

/// The most blocks below titles of their own; a year has twelve months, a regency hardly fifty sub-districts.
const MOST_BLOCKS: usize = 1000;

/// The most rows of numbers that hold a word and nothing else; what each of them says is looked for.
const MOST_WORDS: usize = 20_000;

/// Rows that stand below the same titles.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// The titles between the rows of the sheet that are above these, the nearest last.
    pub titles: Vec<Row>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// What stands below a head.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// The rows of the list; one block at least.
    pub blocks: Vec<Block>,
    /// What is no row of it.
    pub passed: Vec<Passed>,
    /// Where in the sheet another head stands, with other columns.
    pub next: Option<usize>,
    /// How many bytes merged cells gave to other rows.
    pub copied: usize,
}

/// Reads what stands below a head, to the next one. `titles` are those of a head before.
pub(super) fn read(
    at: usize,
    sheet: &Sheet,
    head: &Head,
    titles: Vec<Row>,
    layout: &Layout,
    reading: &Reading,
) -> Result<Body, ImportError> {
    let below = sheet.rows.get(head.last + 1..).unwrap_or_default();
    let heads = sheet.rows.get(head.first..=head.last).unwrap_or_default();
    let places = header::places(layout, &head.columns);
    let is_copy = |row: &Row| heads.iter().any(|head| head.is_copy_of(row));
    let next = below
        .iter()
        .position(|row| header::is_head(layout, &places, row, &reading.pointed) && !is_copy(row));
    let mut rows: Vec<Row> = below
        .get(..next.unwrap_or(below.len()))
        .unwrap_or_default()
        .to_vec();
    // As they stand in the file: a merged cell is told to the rows of a head's copy too.
    let repeats: Vec<bool> = rows.iter().map(is_copy).collect();
    let copied = fill_merged(sheet, head, layout, &mut rows)?;
    let mut reader = Reader {
        at,
        sheet,
        head,
        layout,
        reading,
        places,
        numbered: is_numbered(head, &rows),
        body: Body {
            next: next.map(|next| head.last + 1 + next),
            copied,
            ..Body::default()
        },
        titles,
        words: 0,
    };
    reader.begin();
    // A page that repeats the head has signatures and notes of its own below.
    let mut begin = 0;
    for page in repeats.chunk_by(|one, next| one == next) {
        let rows = rows.get(begin..begin + page.len()).unwrap_or_default();
        begin += page.len();
        if page.first() == Some(&true) {
            for row in rows {
                reader.pass(row, PassedFor::Head);
            }
        } else {
            reader.page(rows)?;
        }
    }
    Ok(reader.body)
}

/// Sorts the rows below a head.
struct Reader<'r> {
    at: usize,
    sheet: &'r Sheet,
    head: &'r Head,
    layout: &'r Layout,
    reading: &'r Reading,
    /// The columns of the place or the name, with their fields.
    places: Vec<(usize, usize)>,
    /// Are the rows numbered?
    numbered: bool,
    body: Body,
    titles: Vec<Row>,
    /// How many rows held a word and nothing else.
    words: usize,
}

impl Reader<'_> {
    fn pass(&mut self, row: &Row, why: PassedFor) {
        self.body.passed.push(Passed::of(self.at, row, why));
    }

    /// Begins a block below the titles as they are now.
    fn begin(&mut self) {
        let titles = self.titles.clone();
        match self.body.blocks.last_mut() {
            Some(block) if block.rows.is_empty() => block.titles = titles,
            Some(_) | None => self.body.blocks.push(Block {
                titles,
                rows: Vec::new(),
            }),
        }
    }

    /// The rows between a head and its next copy.
    fn page(&mut self, rows: &[Row]) -> Result<(), ImportError> {
        let word = |row: &&Row| {
            let mut filled = row.cells().filter(|c| !c.text.is_empty());
            let first = filled.next();
            first.is_some_and(|c| c.text.contains(char::is_alphabetic)) && filled.next().is_none()
        };
        if self.layout.figures.is_some() {
            self.words += rows.iter().filter(word).count();
        }
        if self.words > MOST_WORDS {
            return Err(ImportError::TooLarge {
                what: Large::Structure,
                limit: MOST_WORDS as u64,
            });
        }
        let (rows, footer) = rows.split_at(footer(rows));
        let mut rows = rows.iter().peekable();
        if let Some(row) = rows.next_if(|row| numbers_columns(row)) {
            self.pass(row, PassedFor::ColumnNumbers);
        }
        for row in rows {
            if is_example(row) {
                self.pass(row, PassedFor::Example);
            } else if let Some(text) = self.section(row) {
                self.pass(row, PassedFor::Section);
                self.entitle(row, text)?;
            } else if self.is_planned(row) {
                self.pass(row, PassedFor::Planned);
            } else if self.is_total(row) {
                self.pass(row, PassedFor::Total);
            } else if self.is_unfilled(row) {
                self.pass(row, PassedFor::Unfilled);
            } else if let Some(block) = self.body.blocks.last_mut() {
                block.rows.push(row.clone());
            }
        }
        for row in footer {
            self.pass(row, PassedFor::Footer);
            // The title of what comes next may stand below the signatures of this.
            if let Some(text) = self.section(row) {
                self.entitle(row, text)?;
            }
        }
        Ok(())
    }

    /// Takes a title between rows for those below it.
    fn entitle(&mut self, row: &Row, text: &str) -> Result<(), ImportError> {
        let new = self.says(text);
        if new == Says::default() {
            return Ok(());
        }
        let kept = |old: Says| {
            let mut numbers = old.numbers.iter().zip(new.numbers);
            numbers.any(|(old, new)| *old && !new)
                || old.subdistrict && !new.of_numbers() && !new.subdistrict
        };
        let titles = std::mem::take(&mut self.titles).into_iter();
        self.titles = titles
            .filter(|row| kept(self.says(across::title(row))))
            .collect();
        self.titles.push(row.clone());
        self.begin();
        if self.body.blocks.len() > MOST_BLOCKS {
            return Err(ImportError::TooLarge {
                what: Large::Structure,
                limit: MOST_BLOCKS as u64,
            });
        }
        Ok(())
    }

    fn says(&self, text: &str) -> Says {
        let months = self.layout.figures.is_some_and(|f| f.month.is_some());
        Says {
            numbers: [
                months && header::month_in(text).is_some(),
                months && header::measure_in(self.layout, text).is_some(),
                months && header::year_in(text).is_some() && !header::is_dated(text),
                self.layout.figures.is_some()
                    && (header::is_titled_reached(text)
                        || header::is_titled_planned(self.layout, text)),
            ],
            subdistrict: across::subdistrict(text, self.reading).is_some(),
        }
    }

    /// The text of a title between rows: it stands alone, and no row of a list would say only that.
    fn section<'t>(&self, row: &'t Row) -> Option<&'t str> {
        let mut cells = row.cells().enumerate().filter(|(_, c)| !c.text.is_empty());
        let (first, cell) = cells.next()?;
        let (column, text) = match (cells.next(), cells.next()) {
            (None, _) => (first, cell.text),
            (Some((column, named)), None) if is_enumerator(cell.text) => (column, named.text),
            (Some(_), _) => return self.subdistrict_with_sums(row),
        };
        // An indicator without numbers yet is no title of what follows.
        let of_row = self.meaning(column) == Meaning::Indicator;
        let said = row.cells().all(|c| c.kind != Kind::Unsaved);
        let aim = said && self.layout.figures.is_some() && header::is_aim(text);
        let summary = !aim && super::import::is_summary(text);
        if of_row || !text.contains(char::is_alphabetic) || summary {
            return None;
        }
        if across::bare_subdistrict(text).is_some() {
            return Some(text);
        }
        let all = &self.sheet.merges;
        let below = all.get(all.partition_point(|m| m.top < row.number)..);
        let here = below.unwrap_or_default().iter();
        let wide = here
            .take_while(|m| m.top == row.number)
            .any(|m| m.left == column && m.left < m.right);
        let numbers = self.meaning(column) == Meaning::Ignored;
        let says = self.says(text);
        // No village is called *Januari*, no library *Publikasi*; and where rows have numbers, a letter is
        // before a title.
        let lettered = first < column && self.numbered && !is_number(cell.text);
        let bare = header::is_bare(self.layout, text);
        let field = matches!(self.meaning(column), Meaning::Field(_));
        let [month, measure, year, _] = says.numbers;
        let above = bare && says.of_numbers() || !field && (month || measure || year);
        (wide || lettered || numbers && !is_enumerator(text) || above).then_some(text)
    }

    /// *Kecamatan Bontoa* where villages stand, with what they add up to.
    fn subdistrict_with_sums<'t>(&self, row: &'t Row) -> Option<&'t str> {
        self.layout.figures?;
        let mut texts = self.places.iter().map(|(column, _)| row.cell(*column).text);
        let mut texts = texts.by_ref().filter(|text| !text.is_empty());
        let (text, None) = (texts.next()?, texts.next()) else {
            return None;
        };
        across::bare_subdistrict(text)?;
        across::subdistrict(text, self.reading).map(|_| text)
    }

    fn meaning(&self, column: usize) -> Meaning {
        self.head
            .columns
            .get(column)
            .map_or(Meaning::Unknown, |c| c.meaning)
    }

    /// Has this row a label that makes its numbers targets, beside its place or in it?
    fn is_planned(&self, row: &Row) -> bool {
        if self.layout.figures.is_none() {
            return false;
        }
        let label = |column: usize, text: &str| match self.meaning(column) {
            Meaning::Unknown => header::is_planned_label(self.layout, text),
            // The target of an indicator that it names is refused as no indicator.
            Meaning::Indicator => {
                header::is_planned_label(self.layout, text)
                    && header::measure_in(self.layout, text).is_none()
            }
            Meaning::Field(field) => {
                let place = self.places.iter().any(|(_, of)| *of == field);
                let target = |w: &[u8]| w.eq_ignore_ascii_case(b"(target)");
                place && text.as_bytes().windows(8).any(target)
            }
            Meaning::Month { .. }
            | Meaning::Total
            | Meaning::Part
            | Meaning::Ignored
            | Meaning::Unclear => false,
        };
        let mut cells = row.cells().enumerate();
        cells.any(|(column, cell)| label(column, cell.text))
    }

    /// Is this how many a list of people or places has? In a list of numbers it is compared.
    fn is_total(&self, row: &Row) -> bool {
        let mut cells = row.cells().filter(|c| !c.text.is_empty());
        let first = cells.next().map_or("", |c| c.text);
        self.layout.figures.is_none() && cells.count() < 3 && super::import::is_total(first)
    }

    /// Is this a row that somebody has numbered, and that nothing else stands in? Formulas may have
    /// added up its empty cells.
    fn is_unfilled(&self, row: &Row) -> bool {
        let said = |c: &Cell<'_>| !c.text.is_empty() || c.kind == Kind::Unsaved;
        let mut cells = row.cells().enumerate().filter(|(_, c)| said(c));
        cells.all(|(column, cell)| match self.meaning(column) {
            Meaning::Ignored => true,
            Meaning::Total | Meaning::Part => {
                cell.kind == Kind::Error || matches!(cell.text, "0" | "-")
            }
            Meaning::Field(_)
            | Meaning::Month { .. }
            | Meaning::Indicator
            | Meaning::Unclear
            | Meaning::Unknown => false,
        })
    }
}

/// Have the first rows running numbers?
fn is_numbered(head: &Head, rows: &[Row]) -> bool {
    let of_head = head.columns.iter();
    let column = of_head
        .take_while(|c| c.meaning != Meaning::Ignored)
        .count();
    let mut first = rows.iter().take(20);
    first.any(|row| is_number(row.cell(column).text))
}

/// What a title says of the rows below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Says {
    /// A month, an indicator, a year; whether they were reached.
    numbers: [bool; 4],
    subdistrict: bool,
}

impl Says {
    /// Does it say something of numbers?
    fn of_numbers(self) -> bool {
        self.numbers.contains(&true)
    }
}

/// A row in a few words.
pub(super) fn text_of(row: &Row) -> String {
    let mut text = String::new();
    for cell in row.cells().filter(|c| !c.text.is_empty()) {
        if text.chars().count() > 60 {
            break;
        }
        if !text.is_empty() {
            text.push_str(" · ");
        }
        text.extend(cell.text.chars().take(60));
    }
    text
}

/// Refuses what would not fit into memory.
pub(super) fn too_much(copied: usize) -> Result<(), ImportError> {
    if copied <= MOST_COPIED {
        return Ok(());
    }
    Err(ImportError::TooLarge {
        what: Large::Content,
        limit: MOST_COPIED as u64,
    })
}

/// A merged cell says its text for every row; a number of an indicator it says once.
fn fill_merged(
    sheet: &Sheet,
    head: &Head,
    layout: &Layout,
    rows: &mut [Row],
) -> Result<usize, ImportError> {
    let is_number = |column: usize| match head.columns.get(column).map(|c| c.meaning) {
        Some(Meaning::Field(field)) => layout.figures.is_some_and(|f| f.measure(field).is_some()),
        Some(Meaning::Month { .. } | Meaning::Total | Meaning::Part) => true,
        Some(Meaning::Indicator | Meaning::Ignored | Meaning::Unclear | Meaning::Unknown)
        | None => false,
    };
    let (mut looked_at, mut copied) = (0, 0);
    for merge in sheet
        .merges
        .iter()
        .filter(|m| m.bottom > m.top && !is_number(m.left))
    {
        let first = rows.partition_point(|r| r.number < merge.top);
        let end = rows.partition_point(|r| r.number <= merge.bottom);
        let Some((first, others)) = rows.get_mut(first..end).and_then(<[Row]>::split_first_mut)
        else {
            continue;
        };
        looked_at += others.len();
        if looked_at > MOST_FILLED {
            return Err(ImportError::TooLarge {
                what: Large::Structure,
                limit: MOST_FILLED as u64,
            });
        }
        let cell = first.cell(merge.left);
        if first.number != merge.top || cell.text.is_empty() {
            continue;
        }
        for row in others
            .iter_mut()
            .filter(|r| r.cell(merge.left).text.is_empty())
        {
            copied += cell.text.len();
            too_much(copied)?;
            *row = row.with_cell(merge.left, cell);
        }
    }
    let merges = sheet.merges.iter().filter(|m| is_number(m.left));
    for merge in merges {
        let (looked, told) = share_number(head, layout, *merge, rows);
        (looked_at, copied) = (looked_at + looked, copied + told);
        too_much(copied)?;
        if looked_at > MOST_FILLED {
            return Err(ImportError::TooLarge {
                what: Large::Structure,
                limit: MOST_FILLED as u64,
            });
        }
    }
    Ok(copied)
}

/// A number over several libraries or months is that of none; a word for nothing holds for each. Tells how
/// many cells were looked at, and how many bytes other cells were given.
fn share_number(head: &Head, layout: &Layout, merge: Merge, rows: &mut [Row]) -> (usize, usize) {
    let meaning = |column: usize| head.columns.get(column).map(|c| c.meaning);
    let counts = |column: &usize| match meaning(*column) {
        Some(Meaning::Field(f)) => layout.figures.is_some_and(|all| all.measure(f).is_some()),
        Some(meaning) => matches!(meaning, Meaning::Month { .. }),
        None => false,
    };
    let right = merge.right.min(head.columns.len());
    let columns: Vec<usize> = (merge.left..=right).filter(counts).collect();
    let first = rows.partition_point(|r| r.number < merge.top);
    let end = rows.partition_point(|r| r.number <= merge.bottom);
    let Some(rows) = rows.get_mut(first..end) else {
        return (0, 0);
    };
    let Some(top) = rows.first().filter(|row| row.number == merge.top).cloned() else {
        return (0, 0);
    };
    let said = |row: &Row, column: usize| !row.cell(column).text.is_empty();
    let places = header::of_row(layout, &head.columns);
    let differs = |row: &Row| {
        let mut places = places.iter();
        places.any(|at| said(row, *at) && row.cell(*at).text != top.cell(*at).text)
    };
    let cell = top.cell(merge.left);
    if !said(&top, merge.left) || columns.len() < 2 && !rows.iter().any(differs) {
        return (rows.len(), 0);
    }
    // Nobody writes a longer number, and it is told many times.
    let text: String = cell.text.chars().take(60).collect();
    let number = text.contains(|c: char| c.is_ascii_digit());
    let kind = if number { Kind::Merged } else { cell.kind };
    for row in rows.iter_mut() {
        for column in &columns {
            *row = row.with_cell(*column, Cell { text: &text, kind });
        }
    }
    let told = rows.len() * columns.len();
    (rows.len() + told, told * text.len())
}
