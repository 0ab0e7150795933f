//! The supervisor's PIN: its shape, and the slow salted hash that is all the journal keeps of it. It
//! never stores, prints or logs a PIN, and knows nothing of meetings.
//!
//! A PIN of four digits has ten thousand forms, so whoever has the file and time finds it; the slow
//! hash makes that hours and not a blink. It guards against a slip at the desk, not against a thief.

use argon2::{Algorithm, Argon2, Params, Version};

use crate::meeting::names::scrub;

/// Fewest and most characters.
pub const LENGTH: std::ops::RangeInclusive<usize> = 4..=12;

/// argon2id with 19 MiB, two passes, one lane: the smallest setting that OWASP's *Password Storage
/// Cheat Sheet* recommends. An old laptop takes a few tenths of a second for it.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How easily a PIN is guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// Nothing to say.
    Fine,
    /// `0000`, `1234`, `4321`, `1212`: what everybody tries first. Allowed, with a word about it.
    Weak,
}

/// Why a PIN cannot be used. It never repeats the PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    /// Fewer than four characters.
    #[error("a PIN has at least 4 characters")]
    TooShort,
    /// More than twelve.
    #[error("a PIN has at most 12 characters")]
    TooLong,
    /// Something other than digits and the letters A to Z, which every keyboard types alike.
    #[error("a PIN has digits and letters only")]
    Symbol,
}

/// Checks what somebody typed as a new PIN.
///
/// # Errors
/// Where it is too short, too long, or not of digits and letters.
pub fn check_shape(pin: &str) -> Result<Strength, PinError> {
    let pin = folded(pin);
    if !pin.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(PinError::Symbol);
    }
    if pin.len() < *LENGTH.start() {
        return Err(PinError::TooShort);
    }
    if pin.len() > *LENGTH.end() {
        return Err(PinError::TooLong);
    }
    Ok(if guessed_first(pin.as_bytes()) {
        Strength::Weak
    } else {
        Strength::Fine
    })
}

/// The hash that is stored, 32 bytes of argon2id. Slow on purpose: call it off the drawing thread.
/// Blanks around the PIN and Caps Lock do not count.
///
/// Where the machine has not even 19 MiB left the answer is all zeros, which no PIN ever matches.
pub fn hash(pin: &str, salt: [u8; 16]) -> [u8; 32] {
    derive(pin, &salt).unwrap_or_default()
}

/// Is this the PIN that was hashed with this salt? As slow as [`hash`]; compares in constant time.
pub fn matches(pin: &str, salt: [u8; 16], hash: [u8; 32]) -> bool {
    // The equality of blake3's hashes is constant in time.
    derive(pin, &salt)
        .is_some_and(|found| blake3::Hash::from_bytes(found) == blake3::Hash::from_bytes(hash))
}

fn derive(pin: &str, salt: &[u8; 16]) -> Option<[u8; 32]> {
    let mut out = [0; 32];
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(out.len())).ok()?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(folded(pin).as_bytes(), salt, &mut out)
        .ok()?;
    Some(out)
}

/// What counts of what was typed: Caps Lock is on half of the time at a desk.
fn folded(pin: &str) -> String {
    scrub(pin).to_ascii_lowercase()
}

/// All alike, counting up or down, or a pair over and over.
fn guessed_first(pin: &[u8]) -> bool {
    let steps = |by: u8| {
        pin.windows(2)
            .all(|pair| matches!(pair, [a, b] if *b == a.wrapping_add(by)))
    };
    let pair = pin.iter().zip(pin.iter().skip(2)).all(|(a, b)| a == b);
    steps(0) || steps(1) || steps(u8::MAX) || pair
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_of_a_pin() {
        use PinError::{Symbol, TooLong, TooShort};
        use Strength::{Fine, Weak};
        for (pin, expected) in [
            ("2768", Ok(Fine)),
            (" 2768 ", Ok(Fine)),
            ("maros59", Ok(Fine)),
            ("9012", Ok(Fine)),
            ("123456789012", Ok(Fine)),
            ("1213", Ok(Fine)),
            ("0000", Ok(Weak)),
            ("aaaa", Ok(Weak)),
            ("aAaA", Ok(Weak)),
            ("1234", Ok(Weak)),
            ("6789", Ok(Weak)),
            ("987654", Ok(Weak)),
            ("abcd", Ok(Weak)),
            ("1212", Ok(Weak)),
            ("", Err(TooShort)),
            ("   ", Err(TooShort)),
            ("276", Err(TooShort)),
            ("2768276827682", Err(TooLong)),
            ("27 68", Err(Symbol)),
            ("27-68", Err(Symbol)),
            ("２７６８", Err(Symbol)),
            ("kode é", Err(Symbol)),
        ] {
            assert_eq!(check_shape(pin), expected, "{pin:?}");
        }
    }

    #[test]
    fn only_the_same_pin_with_the_same_salt_matches() {
        let salt = [7; 16];
        let stored = hash("maros59", salt);
        assert!(matches("maros59", salt, stored));
        assert!(matches(" MAROS59\n", salt, stored), "Caps Lock, blanks");
        assert!(!matches("maros58", salt, stored));
        assert!(!matches("", salt, stored));
        assert!(!matches("maros59", [8; 16], stored));
        assert!(!matches("maros59", salt, [0; 32]), "a hash that failed");
        assert_ne!(hash("maros59", [8; 16]), stored);
    }

    /// The parameters are a part of the file format: a change of them locks every older file's PIN.
    #[test]
    fn the_hash_of_a_file_made_today_is_read_for_ever() {
        assert_eq!(
            data_encoding::HEXLOWER.encode(&hash("2768", *b"garam-enam-belas")),
            "c823e90b1ff990f5bd6bb6c349791ade01c98b67db7392c5922e799da0ded274"
        );
    }

    #[test]
    fn errors_never_repeat_the_pin() {
        for pin in ["27?68", "276", "2768276827682"] {
            let error = check_shape(pin).unwrap_err();
            assert!(!error.to_string().contains(pin));
        }
    }
}
