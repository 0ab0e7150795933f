//! Takes what was read of a file into the preview: rows, what is left out, what has to be told.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::notes::sums;
use super::read::File;
use super::{ImportKind, Note, Preview, Rows};
use crate::exchange::ImportError;
use crate::exchange::import::{self, column_letters, is_blank};
use crate::exchange::table::{
    self, Column, Encoding, Meaning, Outcome, PassedFor, Tables, is_left_out,
};
use crate::meeting::achieved::Status;
use crate::meeting::roster::AchievedRow;

impl Preview {
    /// Takes what was read of the file.
    pub(super) fn take(&mut self, kind: ImportKind, checked: Result<File, ImportError>) {
        self.unread = None;
        match checked {
            Ok(File::People(file)) => {
                let groups = file.seen.unknown_groups.iter();
                let mut notes: Vec<Note> =
                    groups.map(|(g, n)| Note::Group(g.clone(), *n)).collect();
                let phones = file.seen.phones.len();
                notes.extend((phones > 0).then_some(Note::Phones(phones)));
                self.take_file(file, notes, Rows::People);
            }
            Ok(File::Libraries(file)) => self.take_file(file, Vec::new(), Rows::Libraries),
            Ok(File::Villages(file)) => self.take_file(file, Vec::new(), Rows::Villages),
            Ok(File::Achievements(mut file)) => {
                for row in &mut file.rows {
                    row.entered = row.entered.or(self.day);
                }
                let mut notes = sums(&file.seen.sums);
                let not_applicable = |r: &&AchievedRow| r.status == Some(Status::NotApplicable);
                let rows = file.rows.iter().filter(not_applicable).count();
                notes.extend((rows > 0).then_some(Note::NotApplicable(rows)));
                let rows = file.seen.unreported;
                notes.extend((rows > 0).then_some(Note::Unreported(rows)));
                self.take_file(file, notes, Rows::Achievements);
            }
            Ok(File::Totals(mut file)) => {
                for row in &mut file.rows {
                    row.entered = row.entered.or(self.day);
                }
                let mut notes = sums(&file.seen.sums);
                let rows = file.seen.unreported;
                notes.extend((rows > 0).then_some(Note::Unreported(rows)));
                self.take_file(file, notes, Rows::Totals);
            }
            Err(error) => {
                self.rows = Rows::none(kind);
                if let ImportError::Heads(sheets) = &error {
                    self.sheets.clone_from(sheets);
                }
                self.unread = Some(error);
                self.tables = Arc::default();
                (self.from_file, self.file_cells) = (Vec::new(), Vec::new());
                (self.file_waiting, self.file_notes) = (Vec::new(), Vec::new());
            }
        }
        self.ask_about_file();
    }

    fn take_file<T, S>(
        &mut self,
        file: import::Checked<T, S>,
        mut notes: Vec<Note>,
        rows: impl Fn(Arc<Vec<T>>) -> Rows,
    ) {
        self.rows = rows(Arc::new(file.rows));
        self.sheets.clone_from(&file.tables.sheets);
        (self.from_file, self.file_cells) = (file.rejected, file.cells);
        self.file_waiting = file.waiting;
        let hidden = file
            .tables
            .sheets
            .iter()
            .filter(|s| s.hidden_rows > 0 && matches!(s.outcome, Outcome::Read { .. }));
        notes.extend(hidden.map(|s| Note::HiddenRows(s.name.clone(), s.hidden_rows)));
        notes.extend(hidden_columns(&file.tables));
        let beyond = file.tables.sheets.iter();
        let beyond = beyond.filter(|s| s.beyond && matches!(s.outcome, Outcome::Read { .. }));
        notes.extend(beyond.map(|s| Note::Beyond(s.name.clone())));
        notes.extend(headless(&file.tables));
        notes.extend(file.tables.taken.iter().cloned().map(Note::Taken));
        notes.extend(not_read(&file.tables));
        let unfilled = file.tables.passed.iter();
        let unfilled = unfilled.filter(|p| p.why == PassedFor::Unfilled).count();
        notes.extend((unfilled > 0).then_some(Note::Unfilled(unfilled)));
        let mut heads: Vec<&str> = Vec::new();
        for head in file
            .tables
            .tables
            .iter()
            .flat_map(table::Table::unknown_columns)
        {
            if !heads.contains(&head) {
                heads.push(head);
            }
        }
        notes.extend(heads.into_iter().map(|head| Note::Column(head.to_owned())));
        let encoding = file.tables.encoding;
        if !matches!(encoding, Encoding::Utf8 | Encoding::Workbook) {
            notes.push(Note::Encoding(encoding));
        }
        notes.extend(
            file.tables
                .doubt
                .clone()
                .map(|(row, text)| Note::Doubt(row, text)),
        );
        self.file_notes = notes;
        self.tables = Arc::new(file.tables);
    }
}

/// The columns that are hidden and that something was read of.
fn hidden_columns(tables: &Tables) -> Vec<Note> {
    let sheets = tables.sheets.iter().enumerate();
    let told = sheets.filter_map(|(at, sheet)| {
        let mut heads: Vec<String> = Vec::new();
        for table in tables.tables.iter().filter(|t| t.sheet == at) {
            let filled = |column: usize| table.rows.iter().any(|r| !r.cell(column).text.is_empty());
            for column in sheet.hidden_columns.iter().filter(|c| filled(**c)) {
                let head = table.columns.get(*column).map_or("", |c| c.head.as_str());
                let head = if head.is_empty() {
                    column_letters(*column)
                } else {
                    head.to_owned()
                };
                if !heads.contains(&head) {
                    heads.push(head);
                }
            }
        }
        (!heads.is_empty()).then(|| Note::HiddenColumns(sheet.name.clone(), heads))
    });
    told.collect()
}

/// The columns without a head in which something stands; the first thirty.
fn headless(tables: &Tables) -> Vec<Note> {
    let mut found: BTreeMap<(usize, usize), (&str, usize, &str)> = BTreeMap::new();
    for table in tables.tables.iter().filter(|t| t.header_row > 0) {
        let unnamed = |c: &Column| c.head.is_empty() && c.meaning == Meaning::Unknown;
        let heads = table.columns.iter().enumerate();
        let within: Vec<usize> = heads
            .filter(|(_, c)| unnamed(c))
            .map(|(at, _)| at)
            .collect();
        for row in &table.rows {
            let columns = within.iter().copied().chain(table.columns.len()..row.len());
            for column in columns {
                let text = row.cell(column).text;
                if !is_blank(text) {
                    let place = (table.sheet, column);
                    found.entry(place).or_insert((&table.name, 0, text)).1 += 1;
                }
            }
        }
    }
    let told = found.into_iter().take(30);
    let told = told.map(|((_, column), (sheet, cells, first))| {
        Note::Headless(
            sheet.to_owned(),
            column_letters(column),
            cells,
            briefly(first),
        )
    });
    told.collect()
}

/// The beginning of a text; of a telephone number or a NIP the end.
fn briefly(text: &str) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits > 8 {
        let hidden = text.chars().count().saturating_sub(3);
        return std::iter::once('…')
            .chain(text.chars().skip(hidden))
            .collect();
    }
    text.chars().take(60).collect()
}

/// The columns of numbers that are left out on purpose.
fn not_read(tables: &Tables) -> Option<Note> {
    let mut heads: Vec<String> = Vec::new();
    for column in tables.tables.iter().flat_map(|t| &t.columns) {
        let left = match column.meaning {
            Meaning::Part => true,
            Meaning::Ignored => is_left_out(&column.head),
            Meaning::Field(_)
            | Meaning::Month { .. }
            | Meaning::Indicator
            | Meaning::Total
            | Meaning::Unclear
            | Meaning::Unknown => false,
        };
        if left && !heads.contains(&column.head) {
            heads.push(column.head.clone());
        }
    }
    (!heads.is_empty()).then_some(Note::NotRead(heads))
}
