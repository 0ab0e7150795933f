//! Scores and ranks proved against a second, naive reading of the committee's rules, against sums done
//! by hand, and against themselves: in any order, step by step, with and without what is sealed.

#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(clippy::inconsistent_digit_grouping)] // hundredths: 90_00 is 90.00

#[path = "scoring/agrees.rs"]
mod agrees;
#[path = "scoring/build.rs"]
mod build;
#[path = "scoring/by_hand.rs"]
mod by_hand;
#[path = "scoring/facts.rs"]
mod facts;
#[path = "scoring/naive.rs"]
mod naive;
#[path = "scoring/random.rs"]
mod random;
#[path = "scoring/sealed.rs"]
mod sealed;
#[path = "scoring/steps.rs"]
mod steps;
