//! Pointing columns of a file to fields: the heads of one sheet, and the fields there are. What is
//! pointed is read at once, and remembered when the import is applied.

use crossterm::event::{KeyCode, KeyEvent};

use super::app::Model;
use super::overlay::Overlay;
use crate::exchange::preview::{Line, Preview};
use crate::exchange::table::{Meaning, Outcome, SheetSeen};

/// The state of the dialog.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Which sheet.
    pub sheet: usize,
    /// The chosen head.
    pub selected: usize,
    /// The chosen field while the list of fields is open; 0 is *not read*.
    pub field: Option<usize>,
}

impl Columns {
    /// The heads of the sheet that is in question: the chosen one, else the first that is read, else
    /// the one with the most rows.
    pub fn over(preview: &Preview) -> Columns {
        let chosen = match preview.line(preview.selected) {
            Some(Line::Sheet(at, _)) if !preview.heads_of(at).is_empty() => Some(at),
            Some(_) | None => None,
        };
        let rows = |s: &SheetSeen| match &s.outcome {
            Outcome::Read { .. } => usize::MAX,
            Outcome::NoHead(seen, _) => seen.below,
            Outcome::LeftOut
            | Outcome::OtherList
            | Outcome::Planned(_)
            | Outcome::Hidden
            | Outcome::NoCells
            | Outcome::Empty => 0,
        };
        let sheets = preview.sheets.iter().enumerate();
        let best = sheets.max_by_key(|(at, s)| (rows(s), std::cmp::Reverse(*at)));
        Columns {
            sheet: chosen.or(best.map(|(at, _)| at)).unwrap_or(0),
            ..Columns::default()
        }
    }
}

/// The line of a field in the list of fields, below *not read*.
fn field_of(meaning: Meaning) -> usize {
    match meaning {
        Meaning::Field(field) => field + 1,
        Meaning::Ignored => 0,
        Meaning::Month { .. }
        | Meaning::Part
        | Meaning::Indicator
        | Meaning::Total
        | Meaning::Unclear
        | Meaning::Unknown => 1,
    }
}

impl Model {
    pub(super) fn columns_key(&mut self, key: KeyEvent, mut open: Columns) {
        let Some(Overlay::Preview(preview)) = self.overlays.last_mut() else {
            return;
        };
        let heads = preview.heads_of(open.sheet);
        let fields = preview.kind().layout().fields.len();
        let (last, at) = match open.field {
            Some(field) => (fields, field),
            None => (heads.len().saturating_sub(1), open.selected),
        };
        let moved = match key.code {
            KeyCode::Esc if open.field.is_some() => {
                open.field = None;
                return self.overlays.push(Overlay::Columns(open));
            }
            KeyCode::Esc => return,
            KeyCode::Enter => {
                let Some(column) = heads.get(open.selected) else {
                    return self.overlays.push(Overlay::Columns(open));
                };
                match open.field {
                    None => open.field = Some(field_of(column.meaning)),
                    Some(field) => {
                        let head = column.head.clone();
                        open.field = None;
                        preview.point(&head, field.checked_sub(1), self.session.meeting());
                    }
                }
                return self.overlays.push(Overlay::Columns(open));
            }
            KeyCode::Left | KeyCode::Right if open.field.is_none() => {
                let sheets = preview.sheets.len();
                let right = key.code == KeyCode::Right;
                let step = |n| if right { n } else { sheets - n };
                let mut others = (1..sheets).map(|n| (open.sheet + step(n)) % sheets);
                // Only where there is something to point at.
                if let Some(sheet) = others.find(|at| !preview.heads_of(*at).is_empty()) {
                    open = Columns {
                        sheet,
                        ..Columns::default()
                    };
                }
                return self.overlays.push(Overlay::Columns(open));
            }
            KeyCode::Down | KeyCode::Tab => (at + 1).min(last),
            KeyCode::Up => at.saturating_sub(1),
            KeyCode::PageDown => (at + 10).min(last),
            KeyCode::PageUp => at.saturating_sub(10),
            KeyCode::Home => 0,
            KeyCode::End => last,
            _ => at,
        };
        match &mut open.field {
            Some(field) => *field = moved,
            None => open.selected = moved,
        }
        self.overlays.push(Overlay::Columns(open));
    }
}
