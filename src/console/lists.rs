//! Which list this desk records on: the day's, a session's, a hand-out's.

use crossterm::event::{KeyCode, KeyEvent};

use super::app::{Level, Model};
use super::overlay::Overlay;
use crate::meeting::attendance::Purpose;
use crate::meeting::id::ListId;

impl Model {
    /// The list on which people are present: a desk that hands out still adds walk-ins to the day.
    pub(super) fn list_of_arrivals(&self) -> ListId {
        if self.hands_out() {
            ListId::main()
        } else {
            self.list.clone()
        }
    }

    /// Does this desk hand something out?
    pub fn hands_out(&self) -> bool {
        self.session.meeting().purpose(&self.list) == Purpose::HandOut
    }

    /// The question on which list this desk records.
    pub(super) fn open_lists(&mut self) {
        let lists = self.session.meeting().lists();
        let selected = lists.iter().position(|l| *l == self.list).unwrap_or(0);
        self.overlays.push(Overlay::Lists { selected });
    }

    pub(super) fn lists_key(&mut self, key: KeyEvent, selected: usize) {
        let lists = self.session.meeting().lists();
        let last = lists.len().saturating_sub(1);
        let chosen = match key.code {
            KeyCode::Esc => return,
            KeyCode::Enter => selected,
            KeyCode::Char(c @ '1'..='9') => c.to_digit(10).map_or(0, |d| d as usize) - 1,
            KeyCode::Down | KeyCode::Tab => {
                let selected = (selected + 1).min(last);
                return self.overlays.push(Overlay::Lists { selected });
            }
            KeyCode::Up => {
                let selected = selected.saturating_sub(1);
                return self.overlays.push(Overlay::Lists { selected });
            }
            _ => return self.overlays.push(Overlay::Lists { selected }),
        };
        match lists.into_iter().nth(chosen) {
            Some(picked) => self.record_on(picked),
            None => self.overlays.push(Overlay::Lists { selected }),
        }
    }

    /// From now on this desk records on another list.
    pub(super) fn record_on(&mut self, list: ListId) {
        self.desk.answer = None;
        let words = if list.is_main() {
            self.text.desk.list_back.to_owned()
        } else {
            let name = crate::text::list_name(self.text, self.session.meeting(), &list);
            (self.text.desk.list_now)(&name)
        };
        self.say(Level::Good, words);
        // What was ticked was ticked for the list before.
        self.close_members();
        self.list = list;
    }
}
