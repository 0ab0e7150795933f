//! The keys of the domain: persons, entries, villages, lists. Small, ordered, printable; never reused.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A person's number: the badge number, decimal, from 1 upwards; it never changes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(pub u32);

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Debug for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

impl FromStr for PersonId {
    type Err = std::num::ParseIntError;

    /// Reads `47` and `#47`.
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        s.trim().trim_start_matches('#').parse().map(PersonId)
    }
}

/// An entry's identity: a random 64-bit number drawn at program start plus that program's counter.
/// Written as 16 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u64);

impl EntryId {
    /// The id of the `n`th entry of the act that begins with this one.
    #[must_use]
    pub fn plus(self, n: u64) -> Self {
        EntryId(self.0.wrapping_add(n))
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for EntryId {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for EntryId {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Hex;
        impl serde::de::Visitor<'_> for Hex {
            type Value = EntryId;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("16 hexadecimal digits")
            }
            fn visit_str<E: serde::de::Error>(self, s: &str) -> Result<EntryId, E> {
                u64::from_str_radix(s, 16)
                    .map(EntryId)
                    .map_err(|_| E::custom("not an entry id"))
            }
        }
        d.deserialize_str(Hex)
    }
}

/// A village or urban village by its dotted Kemendagri code, `73.09.05.2002`.
///
/// Ten digits without dots are refused: 3,761 such strings are valid in the BPS system too
/// and most name different villages there, so a code without dots is ambiguous.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VillageCode([u8; 13]); // in its place: a ranking compares 83,762 of them

/// Why a text is not a village code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeShape {
    /// Ten digits without dots: Kemendagri or BPS, nobody can tell.
    #[error("ten digits without dots")]
    Ambiguous,
    /// Anything else.
    #[error("not of the form 73.09.05.2002")]
    Malformed,
}

impl VillageCode {
    /// Reads `73.09.05.2002`; blanks around it are ignored.
    pub fn parse(text: &str) -> Result<Self, CodeShape> {
        let text = text.trim();
        let parts: Vec<&str> = text.split('.').collect();
        let digits = |p: &&str, n: usize| p.len() == n && p.bytes().all(|b| b.is_ascii_digit());
        match parts.as_slice() {
            [a, b, c, d] if digits(a, 2) && digits(b, 2) && digits(c, 2) && digits(d, 4) => {
                let text = text.as_bytes().try_into();
                text.map(VillageCode).map_err(|_| CodeShape::Malformed)
            }
            [one] if digits(one, 10) => Err(CodeShape::Ambiguous),
            _ => Err(CodeShape::Malformed),
        }
    }

    /// The dotted text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The regency part, `73.09`.
    pub fn regency(&self) -> &str {
        self.as_str().get(..5).unwrap_or_default()
    }

    /// The sub-district part, `73.09.05`.
    pub fn subdistrict(&self) -> &str {
        self.as_str().get(..8).unwrap_or_default()
    }
}

impl fmt::Display for VillageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for VillageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VillageCode").field(&self.as_str()).finish()
    }
}

impl Serialize for VillageCode {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for VillageCode {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        VillageCode::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// The name of an attendance list; days, sessions and hand-outs are further lists.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ListId(Arc<str>);

impl ListId {
    /// A list by its name.
    pub fn new(name: &str) -> Self {
        ListId(name.into())
    }

    /// The list of the day itself.
    pub fn main() -> Self {
        ListId("hadir".into())
    }

    /// Is it the list of the day itself?
    pub fn is_main(&self) -> bool {
        &*self.0 == "hadir"
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for ListId {
    fn default() -> Self {
        main_list()
    }
}

/// One shared copy of the main list's name: a fold over a million arrivals makes no copies of it.
pub(super) fn main_list() -> ListId {
    static MAIN: std::sync::LazyLock<ListId> = std::sync::LazyLock::new(ListId::main);
    MAIN.clone()
}
