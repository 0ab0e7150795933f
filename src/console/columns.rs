//! Pointing columns of a file to fields: the heads of one sheet, and the fields there are. What is
//! pointed is read at once, and remembered when the import is applied.

use crossterm::event::{KeyCode, KeyEvent};

use super::app::Model;
use super::overlay::Overlay;
use crate::exchange::preview::Preview;
use crate::exchange::table::Outcome;

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
    /// The heads of the sheet that is in question: the first that cannot be read, else the first read.
    pub fn over(preview: &Preview) -> Columns {
        let unread =
            |s: &&crate::exchange::table::SheetSeen| matches!(s.outcome, Outcome::NoHead(..));
        let read =
            |s: &&crate::exchange::table::SheetSeen| matches!(s.outcome, Outcome::Read { .. });
        let find = |wanted: &dyn Fn(&&crate::exchange::table::SheetSeen) -> bool| {
            preview.sheets.iter().position(|s| wanted(&s))
        };
        let sheet = match preview.unread {
            Some(_) => find(&unread),
            None => find(&read),
        };
        Columns {
            sheet: sheet.unwrap_or(0),
            ..Columns::default()
        }
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
                let Some((head, _)) = heads.get(open.selected) else {
                    return self.overlays.push(Overlay::Columns(open));
                };
                match open.field {
                    None => open.field = Some(1.min(fields)),
                    Some(field) => {
                        let head = head.clone();
                        open.field = None;
                        preview.point(&head, field.checked_sub(1), self.session.meeting());
                    }
                }
                return self.overlays.push(Overlay::Columns(open));
            }
            KeyCode::Left | KeyCode::Right if open.field.is_none() => {
                let sheets = preview.sheets.len().max(1);
                let step = if key.code == KeyCode::Right {
                    1
                } else {
                    sheets - 1
                };
                open = Columns {
                    sheet: (open.sheet + step) % sheets,
                    ..Columns::default()
                };
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
