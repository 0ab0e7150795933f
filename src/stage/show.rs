//! One program's view of the hall while entries come in: it knows what may have changed the picture,
//! and composes only then. Used alike by the console and by scripts. Does no I/O, and never hands out
//! a frame that the publisher holds back.

use crate::meeting::board::{Audience, Board};
use crate::meeting::hall::{Cover, Hall, Wanted};
use crate::meeting::record::About;
use crate::meeting::{Changes, Meeting};

use super::compose::{compose_cover, compose_wanted};
use super::frame::Frame;
use super::publish::Publisher;

/// What the hall is shown, followed.
#[derive(Debug)]
pub struct Show {
    /// The board without sealed data; made when a scene needs it first, then followed.
    board: Option<Board>,
    /// None before the stage store was opened.
    publisher: Option<Publisher>,
    hall: Hall,
    /// Present and expected.
    guests: (usize, usize),
    about: Option<About>,
    /// Show steps when the program began.
    opened: u64,
    /// The picture may have to be another one.
    stale: bool,
    /// A scene was shown while the hall was held; what lies over the old one goes with it later.
    owed: bool,
}

/// What changed in the hall since the last look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turned {
    /// A scene was shown, or the hall goes on after such a step: what lies over it is taken away.
    pub uncovered: bool,
    /// The meeting's title, or how the hall looks: the logo is another one.
    pub logo: bool,
}

impl Show {
    /// A program begins on a meeting.
    pub fn new(meeting: &Meeting) -> Show {
        Show {
            board: None,
            publisher: None,
            hall: meeting.hall().clone(),
            guests: guests(meeting),
            about: meeting.about().cloned(),
            opened: meeting.hall().step,
            stale: false,
            owed: false,
        }
    }

    /// The stage store was opened, or opened again: what it holds.
    pub fn opened(&mut self, meeting: &Meeting, stored: Option<Frame>) {
        match &mut self.publisher {
            Some(publisher) => publisher.seen(meeting, stored),
            none => *none = Some(Publisher::since(self.opened, stored)),
        }
        self.stale = true;
    }

    /// Another program has handed a frame over.
    pub fn seen(&mut self, meeting: &Meeting, stored: Frame) {
        if let Some(publisher) = &mut self.publisher {
            publisher.seen(meeting, Some(stored));
        }
    }

    /// Notes what entries have changed; they may be this program's own or another's.
    pub fn follow(&mut self, meeting: &Meeting, changes: &Changes) -> Turned {
        let board = changes.board || !changes.libraries.is_empty();
        let people = guests(meeting) != self.guests;
        self.guests = guests(meeting);
        if board && let Some(followed) = &mut self.board {
            followed.follow(meeting, changes);
        }
        let hall = meeting.hall();
        self.stale |= match hall.scene {
            Wanted::Welcome => people,
            Wanted::Board
            | Wanted::Family { .. }
            | Wanted::Subdistrict { .. }
            | Wanted::Library { .. } => board,
            Wanted::Logo | Wanted::Test => false,
        };
        let logo = self.about.as_ref() != meeting.about() || self.hall.settings != hall.settings;
        if self.hall == *hall && !logo {
            return Turned::default();
        }
        self.stale = true;
        // Who lets the hall go on wants to see what was decided meanwhile, by whichever program.
        if self.hall.held
            && !hall.held
            && let Some(publisher) = &mut self.publisher
        {
            publisher.release();
        }
        // A held hall keeps its cover with its picture.
        self.owed |= hall.step != self.hall.step;
        let uncovered = self.owed && !hall.held && hall.cover.is_none();
        self.owed &= hall.held;
        self.hall.clone_from(hall);
        self.about = meeting.about().cloned();
        Turned { uncovered, logo }
    }

    /// The frame to hand over now, if the hall is to see another picture. `seq` is the journal position
    /// of the meeting.
    pub fn next(&mut self, meeting: &Meeting, seq: u64) -> Option<Frame> {
        if !std::mem::take(&mut self.stale) {
            return None;
        }
        let publisher = self.publisher.as_mut()?;
        if needs_board(&meeting.hall().scene) {
            let board = self
                .board
                .get_or_insert_with(|| Board::new(meeting, Audience::Public));
            publisher.next(meeting, board, seq)
        } else {
            publisher.next(meeting, &nobody(), seq)
        }
    }

    /// May the picture have to be another one?
    pub fn is_stale(&self) -> bool {
        self.stale
    }

    /// Is there a show step that the journal knows and the hall has not seen? What a held hall has not
    /// seen comes when it goes on.
    pub fn is_pending(&self, meeting: &Meeting) -> bool {
        let publisher = self.publisher.as_ref();
        !meeting.hall().held && publisher.is_some_and(|p| p.is_pending(meeting))
    }

    /// The step that is not yet shown may be.
    pub fn release(&mut self) {
        if let Some(publisher) = &mut self.publisher {
            publisher.release();
        }
        self.stale = true;
    }

    /// The frame of any scene: what would be seen if it were the one shown.
    pub fn preview(&mut self, meeting: &Meeting, seq: u64, wanted: &Wanted) -> Frame {
        if needs_board(wanted) {
            let board = self
                .board
                .get_or_insert_with(|| Board::new(meeting, Audience::Public));
            compose_wanted(meeting, board, seq, wanted)
        } else {
            compose_wanted(meeting, &nobody(), seq, wanted)
        }
    }

    /// The frame of a cover.
    pub fn cover(meeting: &Meeting, seq: u64, cover: &Cover) -> Frame {
        compose_cover(meeting, seq, cover)
    }
}

/// Scenes without libraries cost no board.
fn needs_board(wanted: &Wanted) -> bool {
    match wanted {
        Wanted::Board
        | Wanted::Family { .. }
        | Wanted::Subdistrict { .. }
        | Wanted::Library { .. } => true,
        Wanted::Logo | Wanted::Welcome | Wanted::Test => false,
    }
}

fn guests(meeting: &Meeting) -> (usize, usize) {
    let all = meeting.people().total();
    (all.present, all.expected)
}

fn nobody() -> Board {
    Board::new(&Meeting::default(), Audience::Public)
}
