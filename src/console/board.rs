//! The board's screen (F3): who stands where, and why. The board itself is the meeting's; this keeps it
//! up to date, remembers order, filter and choice, and never decides about a number.
//!
//! Nothing here walks all libraries for a frame: what a filter leaves is found when filter or numbers
//! change, and the screen draws the rows that it shows.

use crossterm::event::{KeyCode, KeyEvent};

use super::app::{Model, Screen};
use super::command::Action;
use super::field::Field;
use crate::meeting::board::{Audience, Board, By, Ranked};
use crate::meeting::hall::Colour;
use crate::meeting::id::VillageCode;
use crate::meeting::names::fold;
use crate::meeting::{Changes, Meeting};

/// The state of the screen.
#[derive(Debug)]
pub struct BoardScreen {
    pub(super) committee: Option<Board>,
    public: Option<Board>,
    /// The board as the hall sees it is shown.
    pub as_public: bool,
    /// By what it is ordered.
    pub by: By,
    /// Which libraries are shown.
    pub filter: Filter,
    /// What is typed to find a library; none: nobody types.
    pub typing: bool,
    chosen: Option<VillageCode>,
    /// Places in the order of the board that the filter leaves; none: all.
    shown: Option<Vec<u32>>,
    /// Names and sub-districts, folded, by code; made when somebody first searches.
    folded: Vec<(VillageCode, String)>,
}

/// Which libraries are shown.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of one sub-district.
    pub subdistrict: Option<String>,
    /// Of one zone.
    pub zone: Option<Colour>,
    /// Only newcomers.
    pub newcomers: bool,
    /// What is searched for.
    pub find: Field,
}

impl Default for BoardScreen {
    fn default() -> Self {
        BoardScreen {
            committee: None,
            public: None,
            as_public: false,
            by: By::Score,
            filter: Filter::default(),
            typing: false,
            chosen: None,
            shown: None,
            folded: Vec::new(),
        }
    }
}

impl Filter {
    /// Does it leave everybody?
    pub fn is_open(&self) -> bool {
        self.subdistrict.is_none()
            && self.zone.is_none()
            && !self.newcomers
            && self.find.text().trim().is_empty()
    }
}

impl BoardScreen {
    /// The board that is shown; none before the screen was opened.
    pub fn board(&self) -> Option<&Board> {
        if self.as_public {
            self.public.as_ref()
        } else {
            self.committee.as_ref()
        }
    }

    /// How many libraries the filter leaves.
    pub fn len(&self) -> usize {
        match &self.shown {
            Some(shown) => shown.len(),
            None => self.board().map_or(0, Board::len),
        }
    }

    /// Does the filter leave nobody?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows from one place on, at most so many.
    pub fn rows(&self, first: usize, count: usize) -> Vec<Ranked<'_>> {
        let Some(board) = self.board() else {
            return Vec::new();
        };
        match &self.shown {
            None => board.rows(self.by, first..first + count).collect(),
            Some(shown) => shown
                .iter()
                .skip(first)
                .take(count)
                .filter_map(|at| board.rows(self.by, *at as usize..*at as usize + 1).next())
                .collect(),
        }
    }

    /// The place of the chosen library among those shown; the first where nobody is chosen.
    pub fn at(&self) -> usize {
        let place = |code| self.board()?.place(self.by, code);
        let Some(place) = self.chosen.as_ref().and_then(place) else {
            return 0;
        };
        let at = match &self.shown {
            None => place,
            Some(shown) => shown.partition_point(|p| (*p as usize) < place),
        };
        at.min(self.len().saturating_sub(1))
    }

    /// The chosen library: the one that somebody chose while it is shown, else the first.
    pub fn chosen(&self) -> Option<VillageCode> {
        self.rows(self.at(), 1).first().map(|r| r.line.code.clone())
    }

    /// Brings the boards up to date with what changed; answers whether anything did.
    pub(super) fn follow(&mut self, meeting: &Meeting, changes: &Changes) -> bool {
        let mut moved = false;
        for board in [&mut self.committee, &mut self.public]
            .into_iter()
            .flatten()
        {
            moved |= board.follow(meeting, changes);
        }
        if changes.board {
            self.folded.clear();
            self.settle();
        }
        if moved {
            self.sift(meeting);
        }
        moved
    }

    /// Makes the boards that are looked at and not there yet.
    fn ready(&mut self, meeting: &Meeting) {
        if self.committee.is_none() {
            self.committee = Some(Board::new(meeting, Audience::Committee));
            self.sift(meeting);
        }
        if self.as_public && self.public.is_none() {
            self.public = Some(Board::new(meeting, Audience::Public));
            self.settle();
            self.sift(meeting);
        }
    }

    /// An order that this board does not have is given up.
    fn settle(&mut self) {
        if let (By::Family(at), Some(board)) = (self.by, self.board())
            && board.part(at).is_none()
        {
            self.by = By::Score;
        }
    }

    /// Finds anew what the filter leaves.
    fn sift(&mut self, meeting: &Meeting) {
        let Some(board) = self.board().filter(|_| !self.filter.is_open()) else {
            self.shown = None;
            return;
        };
        let typed = fold(self.filter.find.text());
        let folded = match (typed.is_empty(), self.folded.is_empty()) {
            (false, true) => folded(meeting, board),
            (true, _) | (false, false) => Vec::new(),
        };
        let names = if self.folded.is_empty() {
            &folded
        } else {
            &self.folded
        };
        let filter = &self.filter;
        let fits = |row: &Ranked<'_>| {
            let code = &row.line.code;
            let zone = || row.line.standing.score.map(|s| board.zone(s));
            filter
                .subdistrict
                .as_ref()
                .is_none_or(|s| meeting.subdistrict_of(code) == s)
                && filter.zone.is_none_or(|z| zone() == Some(z))
                && (!filter.newcomers || board.is_newcomer(meeting, code))
                && (typed.is_empty() || has(names, code, &typed))
        };
        let rows = board.rows(self.by, 0..board.len());
        let places = (0_u32..).zip(rows).filter(|(_, row)| fits(row));
        let shown = places.map(|(at, _)| at).collect();
        self.shown = Some(shown);
        if !folded.is_empty() {
            self.folded = folded;
        }
    }

    /// The order after this one: score, then each family that the board tells.
    fn next_order(&self) -> By {
        let Some(board) = self.board() else {
            return By::Score;
        };
        let first = match self.by {
            By::Score => 0,
            By::Family(at) => at + 1,
        };
        let mut later = board.scorer().families().filter(|at| *at >= first);
        later.next().map_or(By::Score, By::Family)
    }
}

/// Names, sub-districts and codes as they are searched, in the order of the codes.
fn folded(meeting: &Meeting, board: &Board) -> Vec<(VillageCode, String)> {
    let all = board.rows(By::Score, 0..board.len());
    let words = |code: &VillageCode, name: &str| {
        format!(
            "{} {} {code}",
            fold(name),
            fold(meeting.subdistrict_of(code))
        )
    };
    let mut found: Vec<(VillageCode, String)> = all
        .map(|r| (r.line.code.clone(), words(&r.line.code, r.name)))
        .collect();
    found.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    found
}

fn has(names: &[(VillageCode, String)], code: &VillageCode, typed: &str) -> bool {
    let at = names.binary_search_by(|(c, _)| c.cmp(code));
    let name = at.ok().and_then(|at| names.get(at)).map(|(_, name)| name);
    name.is_some_and(|name| typed.split(' ').all(|word| name.contains(word)))
}

impl Model {
    pub(super) fn open_board(&mut self) {
        self.screen = Screen::Board;
        self.ready_board();
    }

    /// The board is there when the screen is.
    pub(super) fn ready_board(&mut self) {
        if self.screen == Screen::Board {
            self.board.ready(self.session.meeting());
        }
    }

    pub(super) fn board_key(&mut self, key: KeyEvent) {
        if self.board.typing {
            return self.board_find_key(key);
        }
        let page = usize::from(super::view::board_rows(self.size)).max(1);
        match key.code {
            KeyCode::Char('?') => self.act(Action::Help),
            KeyCode::Up => self.choose_line(|at, _| at.saturating_sub(1)),
            KeyCode::Down | KeyCode::Tab => self.choose_line(|at, last| (at + 1).min(last)),
            KeyCode::PageUp => self.choose_line(|at, _| at.saturating_sub(page)),
            KeyCode::PageDown => self.choose_line(|at, last| (at + page).min(last)),
            KeyCode::Home => self.choose_line(|_, _| 0),
            KeyCode::End => self.choose_line(|_, last| last),
            _ => {
                self.global_key(&key);
            }
        }
    }

    fn board_find_key(&mut self, key: KeyEvent) {
        match key.code {
            KeyCode::Enter => self.board.typing = false,
            KeyCode::Esc => {
                self.leave_filter();
            }
            KeyCode::Up => self.choose_line(|at, _| at.saturating_sub(1)),
            KeyCode::Down | KeyCode::Tab => self.choose_line(|at, last| (at + 1).min(last)),
            // Letters are for the search line, not for the screen's own keys.
            KeyCode::F(_) => {
                self.global_key(&key);
            }
            KeyCode::Char(c) if key.modifiers.is_empty() => self.type_char(c),
            _ => {
                if self.board.filter.find.edit(key) {
                    self.sift_board();
                } else {
                    self.global_key(&key);
                }
            }
        }
    }

    fn choose_line(&mut self, to: impl Fn(usize, usize) -> usize) {
        let Some(last) = self.board.len().checked_sub(1) else {
            return;
        };
        let at = to(self.board.at(), last);
        let rows = self.board.rows(at, 1);
        self.board.chosen = rows.first().map(|r| r.line.code.clone());
    }

    /// The search line has changed.
    pub(super) fn sift_board(&mut self) {
        self.board.sift(self.session.meeting());
    }

    pub(super) fn sort_board(&mut self) {
        // Whoever is chosen stays chosen.
        self.board.chosen = self.board.chosen();
        self.board.by = self.board.next_order();
        self.sift_board();
    }

    pub(super) fn next_subdistrict(&mut self) {
        let mut names = self.session.meeting().subdistricts();
        names.sort_unstable();
        let next = match &self.board.filter.subdistrict {
            None => names.first(),
            Some(now) => names.iter().find(|name| **name > now.as_str()),
        };
        self.board.filter.subdistrict = next.map(|name| (*name).to_owned());
        self.sift_board();
    }

    pub(super) fn next_zone(&mut self) {
        self.board.filter.zone = match self.board.filter.zone {
            None => Some(Colour::Green),
            Some(Colour::Green) => Some(Colour::Yellow),
            Some(Colour::Yellow) => Some(Colour::Red),
            Some(Colour::Red) => None,
        };
        self.sift_board();
    }

    pub(super) fn toggle_newcomers(&mut self) {
        self.board.filter.newcomers = !self.board.filter.newcomers;
        self.sift_board();
    }

    pub(super) fn toggle_public(&mut self) {
        self.board.as_public = !self.board.as_public;
        self.ready_board();
        self.board.settle();
        self.sift_board();
    }

    pub(super) fn find_library(&mut self) {
        if self.screen != Screen::Board {
            self.open_board();
        }
        self.board.typing = true;
    }

    /// Shows everybody again; answers whether anything was hidden.
    pub(super) fn leave_filter(&mut self) -> bool {
        let any = self.board.typing || !self.board.filter.is_open() || self.board.as_public;
        self.board.chosen = self.board.chosen();
        self.board.typing = false;
        self.board.as_public = false;
        self.board.filter = Filter::default();
        self.sift_board();
        any
    }
}
