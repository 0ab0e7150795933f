//! What a rehearsal takes for granted: how people come, what goes wrong, and how long hands take.
//! These are assumptions, told in every report; only the program's own time is measured.

use serde::Serialize;

/// Least, most common and most seconds.
pub type Seconds = [f64; 3];

/// The assumptions.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Habits {
    /// Minutes before the start at which the first people may come.
    pub first_before: u32,
    /// Minutes before the start at which the rush begins, and at which it is greatest.
    pub rush: [u32; 2],
    /// Minutes after the start at which the last people may come.
    pub last_after: u32,
    /// Of a hundred parties, how many come before the rush.
    pub early_percent: u32,
    /// Of a hundred parties, how many come after the start.
    pub late_percent: u32,
    /// Of a hundred members of a delegation, how many come together with the others; the first of
    /// them is recorded as anybody, the others are ticked on the card.
    pub together_percent: u32,
    /// Of a hundred guests, how many are on no list.
    pub walk_in_percent: u32,
    /// Of a hundred invited guests, how many forgot their code.
    pub forgotten_percent: u32,
    /// … hold a code that cannot be read.
    pub unreadable_percent: u32,
    /// … hold still, so that the scanner reads twice.
    pub double_read_percent: u32,
    /// … show another code, that of a payment.
    pub foreign_percent: u32,
    /// … show the code of somebody who is in already.
    pub used_percent: u32,
    /// … come in the place of the invited person.
    pub substitute_percent: u32,
    /// … are taken for somebody else, which is undone.
    pub wrong_person_percent: u32,
    /// Stepping up to the desk, once a party.
    pub step_up: Seconds,
    /// Showing and reading a code.
    pub scan: Seconds,
    /// Trying once more.
    pub again: Seconds,
    /// Asking for the name.
    pub ask: Seconds,
    /// One key.
    pub key: f64,
    /// Finding the row and pressing Enter.
    pub choose: Seconds,
    /// Filling in a new person.
    pub form: Seconds,
    /// Ticking one more member on the delegation's card.
    pub tick: Seconds,
    /// Writing down who came instead.
    pub instead: Seconds,
    /// Noticing a wrong person, and undoing.
    pub notice: Seconds,
}

impl Default for Habits {
    fn default() -> Self {
        Habits {
            first_before: 75,
            rush: [30, 10],
            last_after: 45,
            early_percent: 15,
            late_percent: 10,
            together_percent: 80,
            walk_in_percent: 3,
            forgotten_percent: 8,
            unreadable_percent: 4,
            double_read_percent: 4,
            foreign_percent: 2,
            used_percent: 1,
            substitute_percent: 3,
            wrong_person_percent: 1,
            step_up: [1.0, 2.0, 5.0],
            scan: [3.0, 5.0, 12.0],
            again: [2.0, 3.0, 6.0],
            ask: [3.0, 5.0, 10.0],
            key: 0.35,
            choose: [2.0, 3.0, 8.0],
            form: [20.0, 30.0, 60.0],
            tick: [1.0, 1.5, 4.0],
            instead: [10.0, 15.0, 30.0],
            notice: [4.0, 6.0, 15.0],
        }
    }
}
