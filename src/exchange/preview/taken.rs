//! Takes what was read of a file into the preview: rows, what is left out, what has to be told.

use std::sync::Arc;

use super::notes::sums;
use super::read::File;
use super::{ImportKind, Note, Preview, Rows};
use crate::exchange::ImportError;
use crate::exchange::import;
use crate::exchange::table::{self, Encoding, Meaning, Outcome, PassedFor, Tables, is_planned};
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

/// The columns of numbers that are left out on purpose.
fn not_read(tables: &Tables) -> Option<Note> {
    let mut heads: Vec<String> = Vec::new();
    for column in tables.tables.iter().flat_map(|t| &t.columns) {
        let left = match column.meaning {
            Meaning::Part => true,
            Meaning::Ignored => is_planned(&column.head),
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
