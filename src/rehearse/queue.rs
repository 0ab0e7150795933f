//! The queue before the desks, pure: who waits how long when parties come one after the other, the
//! first waiting goes to the first free desk, and everybody is served to the end.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// People who come and are served together. Times in milliseconds of the morning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// When they come.
    pub comes: u64,
    /// How many they are.
    pub people: usize,
    /// How long all of them take at a desk.
    pub takes: u64,
}

/// Where and when a party is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    /// The desk, from 0.
    pub desk: usize,
    /// When its turn begins.
    pub begins: u64,
    /// When it is done.
    pub ends: u64,
}

/// What a queue was like. Times in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// Desks.
    pub desks: usize,
    /// The most people waiting at once, those at a desk not counted.
    pub longest_people: usize,
    /// When that was first so.
    pub longest_at: u64,
    /// The longest wait from coming to the desk.
    pub longest_wait: u64,
    /// When whoever waited longest had come.
    pub waited_from: u64,
    /// The wait of all people together.
    pub waited: u64,
    /// People served.
    pub people: usize,
    /// When the last one was done.
    pub last_done: u64,
}

impl Queue {
    /// The wait of one person, on average, in milliseconds.
    pub fn mean_wait(&self) -> u64 {
        self.waited / u64::try_from(self.people).unwrap_or(1).max(1)
    }
}

/// Serves parties in order of coming (`turns` is sorted by that) at `desks` desks, at least one.
pub fn serve(turns: &[Turn], desks: usize) -> Vec<Served> {
    let mut free: BinaryHeap<Reverse<(u64, usize)>> =
        (0..desks.max(1)).map(|d| Reverse((0, d))).collect();
    let mut served = Vec::with_capacity(turns.len());
    for turn in turns {
        // The desk that is free first; of several free ones, that which has rested longest.
        let (at, desk) = free.pop().map_or((0, 0), |Reverse(first)| first);
        let begins = at.max(turn.comes);
        let ends = begins + turn.takes;
        free.push(Reverse((ends, desk)));
        served.push(Served { desk, begins, ends });
    }
    served
}

/// What the queue was like.
pub fn measure(turns: &[Turn], served: &[Served], desks: usize) -> Queue {
    let mut queue = Queue {
        desks,
        ..Queue::default()
    };
    let (mut waiting, mut called) = (0, 0);
    for (n, (turn, place)) in turns.iter().zip(served).enumerate() {
        waiting += turn.people;
        // Turns begin in the order of coming; whoever goes to a desk in this moment waits no more.
        while called <= n && served[called].begins <= turn.comes {
            waiting -= turns[called].people;
            called += 1;
        }
        // It is longest in the moment somebody joins it.
        if waiting > queue.longest_people {
            (queue.longest_people, queue.longest_at) = (waiting, turn.comes);
        }
        let wait = place.begins - turn.comes;
        if wait > queue.longest_wait {
            (queue.longest_wait, queue.waited_from) = (wait, turn.comes);
        }
        let people = u64::try_from(turn.people).unwrap_or_default();
        queue.waited += wait * people;
        queue.people += turn.people;
        queue.last_done = queue.last_done.max(place.ends);
    }
    queue
}
