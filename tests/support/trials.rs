//! Loops over random content: the gate runs a few of each, `GELAR_TRIALS` so many.

use gelar::rehearse::dice::Dice;

/// How often a loop goes round.
pub fn trials() -> u64 {
    match std::env::var("GELAR_TRIALS") {
        Ok(number) => number.parse().expect("GELAR_TRIALS is a number"),
        Err(_) => 25,
    }
}

/// Dice for each round, the same ones whenever the loop is run; a round that fails is named.
pub fn rounds() -> impl Iterator<Item = Dice> {
    (0..trials()).map(|round| {
        println!("round {round}");
        Dice::new(round)
    })
}
