//! The card *Mengapa peringkat ini?* of a library, what of it goes to the hall, and a spreadsheet's totals
//! beside the board. How the card looks is in `view/why.rs`.

use crossterm::event::{KeyCode, KeyEvent};

use super::app::{Level, Model, Wish};
use super::data::FileFor;
use super::overlay::Overlay;
use crate::exchange::compare::Sheet;
use crate::meeting::Changes;
use crate::meeting::board::{Audience, Board, By};
use crate::meeting::command::Command;
use crate::meeting::hall::Wanted;
use crate::meeting::id::VillageCode;
use crate::meeting::robust::{Robust, robust};

/// Up to so many ranked libraries the card says at once how firm a rank is; beyond, on a key.
const QUICK: usize = 400;

/// The card of one library.
#[derive(Clone, Debug)]
pub struct Why {
    /// Whose.
    pub code: VillageCode,
    /// The numbers of each month instead of the card.
    pub by_month: bool,
    /// The first line shown.
    pub scroll: usize,
    /// How firm its rank is; none: not asked yet.
    pub firm: Option<Option<Robust>>,
}

impl Model {
    /// Numbers have changed: so has what the open card says.
    pub(super) fn follow_board(&mut self, changes: &Changes) {
        if !self.board.follow(self.session.meeting(), changes) {
            return;
        }
        if let Some(Overlay::Why(why)) = self.overlays.last_mut() {
            why.firm = None;
            if self.board.board().is_some_and(|b| b.ranked() <= QUICK) {
                let (meeting, board) = (self.session.meeting(), self.board.board());
                why.firm = board.map(|b| robust(meeting, b, &why.code));
            }
        }
    }

    pub(super) fn open_why(&mut self) {
        self.ready_board();
        let Some(code) = self.board.chosen() else {
            return;
        };
        let quick = self.board.board().is_some_and(|b| b.ranked() <= QUICK);
        self.overlays.push(Overlay::Why(Box::new(Why {
            code,
            by_month: false,
            scroll: 0,
            firm: None,
        })));
        if quick {
            self.test_firmness();
        }
    }

    /// How firm the rank on the open card is.
    fn test_firmness(&mut self) {
        if let (Some(board), Some(Overlay::Why(why))) =
            (self.board.board(), self.overlays.last_mut())
        {
            why.firm = Some(robust(self.session.meeting(), board, &why.code));
        }
    }

    pub(super) fn why_key(&mut self, key: KeyEvent, mut why: Box<Why>) {
        let mut test = false;
        match key.code {
            KeyCode::Esc => return,
            KeyCode::Down => why.scroll += 1,
            KeyCode::Up => why.scroll = why.scroll.saturating_sub(1),
            KeyCode::PageDown => why.scroll += 8,
            KeyCode::PageUp => why.scroll = why.scroll.saturating_sub(8),
            KeyCode::Home => why.scroll = 0,
            KeyCode::Tab | KeyCode::Enter => {
                why.by_month = !why.by_month;
                why.scroll = 0;
            }
            KeyCode::Char('h' | 'H') => test = self.can_test_firmness(&why),
            KeyCode::Char('t' | 'T') => self.show_in_hall(&why.code),
            _ => {}
        }
        why.scroll = why.scroll.min(self.why_lines(&why).saturating_sub(1));
        self.overlays.push(Overlay::Why(why));
        if test {
            self.test_firmness();
            self.show_firmness();
        }
    }

    /// Is there a rank on the card, and is it not known yet how firm it is?
    pub fn can_test_firmness(&self, why: &Why) -> bool {
        let row = self.board.board().and_then(|b| b.row(By::Score, &why.code));
        why.firm.is_none() && row.is_some_and(|row| row.rank.is_some())
    }

    /// The answer stands at the end of the card: the card goes there.
    fn show_firmness(&mut self) {
        let Some(Overlay::Why(why)) = self.overlays.last() else {
            return;
        };
        let end = self.why_lines(why).saturating_sub(1);
        if let Some(Overlay::Why(why)) = self.overlays.last_mut() {
            why.by_month = false;
            why.scroll = end;
        }
    }

    /// T: the chosen library in the hall.
    pub(super) fn show_library(&mut self) {
        if let Some(code) = self.board.chosen() {
            self.show_in_hall(&code);
        }
    }

    fn show_in_hall(&mut self, code: &VillageCode) {
        let name = self.session.meeting().library_name(code);
        let told = Wish::Told((self.text.board.shown)(name));
        let scene = Wanted::Library { code: code.clone() };
        self.submit(Command::Show(scene), told);
    }

    /// Asks which spreadsheet to compare with.
    pub(super) fn open_compare(&mut self) {
        self.choose_file(FileFor::Comparison);
    }

    /// A spreadsheet was read: where it differs from the board.
    pub(super) fn compared(&mut self, read: Result<Box<Sheet>, String>) {
        let sheet = match read {
            Ok(sheet) => sheet,
            Err(words) => return self.say(Level::Bad, words),
        };
        let meeting = self.session.meeting();
        let fresh;
        let board = if let Some(board) = &self.board.committee {
            board
        } else {
            fresh = Board::new(meeting, Audience::Committee);
            &fresh
        };
        if !sheet.has_values(board.rules()) {
            return self.say(Level::Bad, self.text.board.no_values.to_owned());
        }
        let found = sheet.compare(meeting, board);
        let lines = crate::text::board::comparison(self.text, meeting, board.rules(), &found);
        self.overlays.push(Overlay::Page {
            title: self.text.board.compare_title.to_owned(),
            lines,
            scroll: 0,
            guarded: false,
        });
    }
}
