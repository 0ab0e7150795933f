//! Where a badge lies on the registration table: fifty to a box, in the order of the numbers. A place
//! never shifts, whoever is added or cancelled. Pure arithmetic.

use super::id::PersonId;

/// So many badges stand in one box.
pub const PER_BOX: u32 = 50;

/// The place of a badge: box and position in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tray {
    /// `A` … `Z`, then `AA`, `AB` …
    pub letters: String,
    /// From 1 to [`PER_BOX`].
    pub position: u32,
}

impl std::fmt::Display for Tray {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.letters, self.position)
    }
}

/// The place of a person's badge. Numbers start at 1.
pub fn tray(person: PersonId) -> Tray {
    let index = person.0.saturating_sub(1);
    Tray {
        letters: letters(index / PER_BOX),
        position: index % PER_BOX + 1,
    }
}

/// Counts A, B … Z, AA, AB …
fn letters(mut box_number: u32) -> String {
    let mut reversed = Vec::new();
    loop {
        let digit = u8::try_from(box_number % 26).unwrap_or(0);
        reversed.push(char::from(b'A' + digit));
        if box_number < 26 {
            break;
        }
        box_number = box_number / 26 - 1;
    }
    reversed.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifty_to_a_box_and_letters_go_on_after_z() {
        for (number, place) in [
            (1, "A 1"),
            (50, "A 50"),
            (51, "B 1"),
            (117, "C 17"),
            (1_300, "Z 50"),
            (1_301, "AA 1"),
            (1_351, "AB 1"),
            (35_100, "ZZ 50"),
            (35_101, "AAA 1"),
        ] {
            assert_eq!(tray(PersonId(number)).to_string(), place, "{number}");
        }
    }

    #[test]
    fn no_two_badges_share_a_place() {
        let mut seen = std::collections::HashSet::new();
        for number in 1..=100_000 {
            assert!(seen.insert(tray(PersonId(number)).to_string()), "{number}");
        }
    }
}
