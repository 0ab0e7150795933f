//! When a frame is handed to the hall: only if the picture is another one, never while the hall is
//! held, and never a show step that was decided before a crash and not yet seen. Does no I/O.

use std::collections::HashMap;

use crate::meeting::Meeting;
use crate::meeting::board::Board;
use crate::meeting::hall::Wanted;

use super::compose::{compose, compose_wanted};
use super::frame::{Frame, Scene};

/// One program's part in what the hall sees.
#[derive(Debug)]
pub struct Publisher {
    /// What was handed over last, or stood there when the program began; without movement.
    last: Option<Frame>,
    /// Show steps in the journal when the program began.
    opened: u64,
    /// The operator has said that the step which was decided before may be seen.
    released: bool,
}

impl Publisher {
    /// A program begins: `stored` is what the stage store holds.
    pub fn new(meeting: &Meeting, stored: Option<Frame>) -> Publisher {
        Publisher::since(meeting.hall().step, stored)
    }

    /// The same for a program that looks into the stage store later: `opened` is how many show steps
    /// the journal knew when it began.
    pub fn since(opened: u64, stored: Option<Frame>) -> Publisher {
        Publisher {
            last: stored.map(still),
            opened,
            released: false,
        }
    }

    /// The stage store holds another frame than the last one handed over: another program's, or none
    /// because it was made anew. What the hall has seen once is not withheld again.
    pub fn seen(&mut self, meeting: &Meeting, stored: Option<Frame>) {
        self.released |= !self.is_pending(meeting);
        self.last = stored.map(still);
    }

    /// Is there a show step that the journal knows and the hall has not seen? It was decided just
    /// before a crash; *next* shows it without a new entry.
    pub fn is_pending(&self, meeting: &Meeting) -> bool {
        let seen = self.last.as_ref().map_or(0, |f| f.show);
        !self.released && meeting.hall().step == self.opened && seen < self.opened
    }

    /// The step that is not yet shown may be.
    pub fn release(&mut self) {
        self.released = true;
    }

    /// The frame to hand over now, if the hall is to see another picture.
    pub fn next(&mut self, meeting: &Meeting, board: &Board, seq: u64) -> Option<Frame> {
        let frame = if self.is_pending(meeting) || meeting.hall().held {
            // The old picture stays; where there is none, the title is never wrong.
            if self.last.is_some() {
                return None;
            }
            let mut logo = compose_wanted(meeting, board, seq, &Wanted::Logo);
            logo.show = 0;
            // The step itself may be the newest entry: its frame has to be later than this one.
            logo.seq = seq.saturating_sub(1);
            logo
        } else {
            compose(meeting, board, seq)
        };
        let before = self.last.as_ref();
        if before.is_some_and(|b| same_picture(b, &frame)) {
            return None;
        }
        let moving = before.map_or_else(|| frame.clone(), |b| with_movement(b, &frame));
        self.last = Some(frame);
        Some(moving)
    }
}

/// The same in everything but the journal position.
pub fn same_picture(a: &Frame, b: &Frame) -> bool {
    a.show == b.show
        && a.lang == b.lang
        && a.look == b.look
        && a.zone == b.zone
        && a.sample == b.sample
        && a.scene == b.scene
}

/// The new frame with the places that its rows had in the old one, where both are the same scene.
fn with_movement(old: &Frame, new: &Frame) -> Frame {
    let mut moving = new.clone();
    if let (Scene::Board(before), Scene::Board(after)) = (&old.scene, &mut moving.scene)
        && old.show == new.show
        && before.view == after.view
    {
        let rows = before.rows.iter().enumerate();
        let places: HashMap<&str, u16> = rows
            .filter_map(|(at, row)| Some((row.code.as_str(), u16::try_from(at).ok()?)))
            .collect();
        for row in &mut after.rows {
            row.was = places.get(row.code.as_str()).copied();
        }
    }
    moving
}

/// A frame at rest.
fn still(mut frame: Frame) -> Frame {
    if let Scene::Board(board) = &mut frame.scene {
        board.rows.iter_mut().for_each(|row| row.was = None);
    }
    frame
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::board::Audience;
    use crate::meeting::event::{Event, Founded, Stamp};
    use crate::meeting::id::EntryId;
    use crate::meeting::record::About;

    fn meeting() -> Meeting {
        let mut meeting = Meeting::default();
        let about = About {
            title: "PLM".into(),
            ..About::default()
        };
        let secret = crate::meeting::code::Secret::new([1; 32]);
        tell(
            &mut meeting,
            1,
            &Event::MeetingFounded(Founded { about, secret }),
        );
        meeting
    }

    fn tell(meeting: &mut Meeting, id: u64, event: &Event) {
        let stamp = Stamp {
            id: EntryId(id),
            group: None,
            at: jiff::Timestamp::UNIX_EPOCH,
            offset: 480,
            boot: None,
            station: "Meja 1".into(),
            operator: "".into(),
        };
        meeting.evolve(&stamp, event);
    }

    fn board(meeting: &Meeting) -> Board {
        Board::new(meeting, Audience::Public)
    }

    #[test]
    fn a_picture_is_handed_over_once() {
        let mut meeting = meeting();
        let mut publisher = Publisher::new(&meeting, None);
        let board = board(&meeting);
        assert!(matches!(
            publisher.next(&meeting, &board, 1).unwrap().scene,
            Scene::Logo(_)
        ));
        assert_eq!(publisher.next(&meeting, &board, 2), None);
        tell(&mut meeting, 2, &Event::SceneShown(Wanted::Board));
        let shown = publisher.next(&meeting, &board, 3).unwrap();
        assert!(matches!(shown.scene, Scene::Board(_)));
        // Another program, started now, sees that it is there already.
        let mut other = Publisher::new(&meeting, Some(shown));
        assert_eq!(other.next(&meeting, &board, 3), None);
    }

    #[test]
    fn a_step_decided_before_a_crash_waits_for_the_operator() {
        let mut meeting = meeting();
        let board = board(&meeting);
        let stored = Publisher::new(&meeting, None).next(&meeting, &board, 1);
        tell(&mut meeting, 2, &Event::SceneShown(Wanted::Board));
        let mut publisher = Publisher::new(&meeting, stored);
        assert!(publisher.is_pending(&meeting));
        assert_eq!(publisher.next(&meeting, &board, 2), None);
        publisher.release();
        assert!(matches!(
            publisher.next(&meeting, &board, 2).unwrap().scene,
            Scene::Board(_)
        ));
        // Without any picture the title is shown, never the step.
        let mut fresh = Publisher::new(&meeting, None);
        assert!(matches!(
            fresh.next(&meeting, &board, 2).unwrap().scene,
            Scene::Logo(_)
        ));
    }

    #[test]
    fn a_held_hall_keeps_its_picture() {
        let mut meeting = meeting();
        let board = board(&meeting);
        let mut publisher = Publisher::new(&meeting, None);
        publisher.next(&meeting, &board, 1);
        tell(
            &mut meeting,
            2,
            &Event::HallHeld(crate::meeting::event::HallHeld { held: true }),
        );
        tell(&mut meeting, 3, &Event::SceneShown(Wanted::Test));
        assert_eq!(publisher.next(&meeting, &board, 3), None);
        // A store made anew meanwhile does not get what is kept back either.
        publisher.seen(&meeting, None);
        let title = publisher.next(&meeting, &board, 3).unwrap();
        assert!(matches!(title.scene, Scene::Logo(_)));
        tell(
            &mut meeting,
            4,
            &Event::HallHeld(crate::meeting::event::HallHeld { held: false }),
        );
        assert_eq!(
            publisher.next(&meeting, &board, 4).unwrap().scene,
            Scene::Test
        );
    }
}
