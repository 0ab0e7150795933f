//! Finds the header row and says which column means which field. Matches loosely, guesses nothing:
//! a column it does not know is kept and left to the caller.

use unicode_normalization::UnicodeNormalization;

use super::cells::Row;
use super::error::ImportError;

/// The header stands in one of this many first rows of the sheet.
pub(super) const SEARCHED: usize = 10;

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
    /// The sheet's name in a workbook; else its first sheet is read.
    pub sheet: &'static str,
    /// The fields.
    pub fields: &'static [Spec],
    /// Fields that must be there: of each group, at least one.
    pub required: &'static [&'static [usize]],
}

/// The field of a column that says nothing about anybody: running numbers, and the four columns
/// that our own list of refused rows puts before the original ones.
pub const IGNORED: usize = usize::MAX;

/// Running numbers, as [`header_key`] writes them.
const RUNNING_NUMBER: [&str; 4] = ["no", "nomor", "nourut", "nomorurut"];

/// The columns before a refused row, in both languages.
const REFUSED: [[&str; 4]; 2] = [
    ["baris", "kolom", "nilai", "alasan"],
    ["row", "column", "value", "reason"],
];

/// Which column is which field.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// Where the header row stands among the rows given.
    pub at: usize,
    /// For each column the field it means.
    pub fields: Vec<Option<usize>>,
}

/// A header cell without what does not matter: case, accents, blanks, full stops, `_`, `/`.
pub fn header_key(text: &str) -> String {
    text.nfkd()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// How many cells of the likeliest header row are known; tells separators apart.
pub(super) fn recognised(layout: &Layout, rows: &[Row]) -> usize {
    candidates(rows)
        .map(|row| known(&fields_of(layout, row)))
        .max()
        .unwrap_or(0)
}

/// Finds the header among the first rows.
pub(super) fn find(layout: &Layout, rows: &[Row]) -> Result<Header, ImportError> {
    let mut best: Option<(usize, Header)> = None;
    for (at, row) in candidates(rows).enumerate() {
        let fields = fields_of(layout, row);
        let known = known(&fields);
        if known > best.as_ref().map_or(0, |(count, _)| *count) {
            best = Some((known, Header { at, fields }));
        }
    }
    let Some((_, header)) = best else {
        return Err(ImportError::NoHeader {
            wanted: names(layout, layout.required.iter()),
        });
    };
    if let Some(row) = rows.get(header.at) {
        refuse_doubles(layout, &header, row)?;
    }
    let missing = layout
        .required
        .iter()
        .filter(|group| !group.iter().any(|f| header.fields.contains(&Some(*f))));
    let missing = names(layout, missing);
    if missing.is_empty() {
        Ok(header)
    } else {
        Err(ImportError::MissingColumns(missing))
    }
}

fn candidates(rows: &[Row]) -> impl Iterator<Item = &Row> {
    rows.iter().take_while(|row| row.number <= SEARCHED)
}

fn fields_of(layout: &Layout, row: &Row) -> Vec<Option<usize>> {
    let keys: Vec<String> = row.cells().map(|cell| header_key(cell.text)).collect();
    let handed_back = keys.get(..4).is_some_and(|first| {
        REFUSED
            .iter()
            .any(|words| first.iter().zip(words).all(|(key, word)| key == word))
    });
    keys.iter()
        .enumerate()
        .map(|(column, key)| {
            if key.is_empty() {
                return None;
            }
            if handed_back && column < 4 {
                return Some(IGNORED);
            }
            let field = layout
                .fields
                .iter()
                .position(|f| header_key(f.name) == *key || f.aliases.contains(&key.as_str()));
            field.or_else(|| RUNNING_NUMBER.contains(&key.as_str()).then_some(IGNORED))
        })
        .collect()
}

/// The fields of a header row that mean something.
fn known(fields: &[Option<usize>]) -> usize {
    fields
        .iter()
        .flatten()
        .filter(|field| **field != IGNORED)
        .count()
}

fn refuse_doubles(layout: &Layout, header: &Header, row: &Row) -> Result<(), ImportError> {
    for (second, field) in header.fields.iter().enumerate() {
        let Some(field) = field.filter(|f| *f != IGNORED) else {
            continue;
        };
        let first = header.fields.iter().position(|f| *f == Some(field));
        if let Some(first) = first.filter(|first| *first < second) {
            return Err(ImportError::DoubleColumn {
                column: layout.fields.get(field).map_or("", |f| f.name),
                first: row.cell(first).text.to_owned(),
                second: row.cell(second).text.to_owned(),
            });
        }
    }
    Ok(())
}

fn names<'a>(
    layout: &Layout,
    groups: impl Iterator<Item = &'a &'static [usize]>,
) -> Vec<&'static str> {
    groups
        .filter_map(|group| group.first())
        .filter_map(|f| layout.fields.get(*f))
        .map(|f| f.name)
        .collect()
}
