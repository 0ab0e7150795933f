//! The double read of codes that are no person's: a letter, a command card. Pure; who uses it decides what a repeat
//! means.

use crate::meeting::code::Parsed;

/// The same code again within so many milliseconds on the same desk is a double read.
pub const REPEAT: u64 = 3_000;

/// The last code of a desk and when it was read.
///
/// A repeat counts from the last time the code was seen, repeats too: a card that lies under a scanner that reads on
/// its own is one read, however long it lies there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Repeat {
    last: Option<(Parsed, u64)>,
}

impl Repeat {
    /// A guard that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a code that was read at `at` milliseconds; true if the same one came less than [`REPEAT`] before and no
    /// other between.
    pub fn again(&mut self, code: Parsed, at: u64) -> bool {
        let again = self
            .last
            .is_some_and(|(last, then)| last == code && at.saturating_sub(then) < REPEAT);
        self.last = Some((code, at));
        again
    }

    /// Forgets the last code: after an undo the next read counts, however soon.
    pub fn forget(&mut self) {
        self.last = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::code::{Reading, read};

    fn code(text: &str) -> Parsed {
        let Reading::Code(parsed) = read(text) else {
            panic!("{text}");
        };
        parsed
    }

    #[test]
    fn the_same_code_within_three_seconds_is_one_read() {
        let (a, b) = (code("G1YS0001FM1F3XZM"), code("G1W40001F782GG5D"));
        let mut repeat = Repeat::new();
        assert!(!repeat.again(a, 1_000));
        assert!(repeat.again(a, 1_040));
        assert!(repeat.again(a, 4_039), "counted from the last");
        assert!(!repeat.again(a, 7_039));
        assert!(!repeat.again(b, 7_040));
        assert!(!repeat.again(a, 7_050), "another stood between");
        repeat.forget();
        assert!(!repeat.again(a, 7_060));
    }

    #[test]
    fn a_clock_that_runs_backwards_makes_no_second_read() {
        let a = code("G1YS0001FM1F3XZM");
        let mut repeat = Repeat::new();
        repeat.again(a, 9_000);
        assert!(repeat.again(a, 0));
    }
}
