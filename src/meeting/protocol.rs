//! Guests of honour: who is one, and in which order they are greeted and seated. Pure.
//!
//! Source: order of precedence at official events in a regency, UU 9/2010 article 11, letters a to m.
//! It is a default: the column `tata_tempat` says otherwise.

use serde::{Deserialize, Serialize};

use super::Meeting;
use super::id::{EntryId, PersonId};
use super::person::Person;
use super::record::Record;

/// A letter of article 11: a is the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "char", into = "char")]
pub struct Precedence(char);

impl Precedence {
    /// Reads `a` to `m`, in any case.
    pub fn new(letter: char) -> Option<Self> {
        let letter = letter.to_ascii_lowercase();
        ('a'..='m').contains(&letter).then_some(Precedence(letter))
    }

    /// The letter.
    pub fn letter(self) -> char {
        self.0
    }
}

impl TryFrom<char> for Precedence {
    type Error = &'static str;

    fn try_from(letter: char) -> Result<Self, Self::Error> {
        Precedence::new(letter).ok_or("not a letter from a to m")
    }
}

impl From<Precedence> for char {
    fn from(place: Precedence) -> char {
        place.0
    }
}

/// What a file or a hand says about somebody's place of honour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Honour {
    /// Not a guest of honour, whatever the office.
    None,
    /// A guest of honour at this place.
    Place(Precedence),
}

impl Honour {
    /// Reads `a` to `m`, or a word for no.
    pub fn parse(text: &str) -> Option<Honour> {
        let text = text.trim();
        if ["tidak", "bukan", "no", "-"].contains(&text.to_lowercase().as_str()) {
            return Some(Honour::None);
        }
        let mut letters = text.chars();
        let letter = letters.next()?;
        letters
            .next()
            .is_none()
            .then(|| Precedence::new(letter))?
            .map(Honour::Place)
    }

    /// As it is written in a file.
    pub fn written(self) -> &'static str {
        const LETTERS: [&str; 13] = [
            "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m",
        ];
        match self {
            Honour::None => "tidak",
            Honour::Place(place) => LETTERS[(place.0 as usize - 'a' as usize).min(12)],
        }
    }
}

/// Words of a position or group that give a place, the first that fits counts. Camat and kepala desa
/// (l, m) come in dozens and are guests of honour only where the file says so.
const PLACES: &[(&[&str], char)] = &[
    (&["mantan", "bupati"], 'c'),
    (&["wakil", "bupati"], 'b'),
    (&["wakil", "ketua", "dprd"], 'e'),
    (&["ketua", "dprd"], 'd'),
    (&["anggota", "dprd"], 'h'),
    (&["bupati"], 'a'),
    (&["sekretaris", "daerah"], 'f'),
    (&["sekda"], 'f'),
    (&["kapolres"], 'f'),
    (&["dandim"], 'f'),
    (&["kajari"], 'f'),
    (&["ketua", "pengadilan"], 'f'),
    (&["asisten"], 'j'),
    (&["kepala", "badan"], 'j'),
    (&["kepala", "dinas"], 'j'),
    (&["kadis"], 'j'),
];

/// Words that make somebody an aide of the office named beside them.
const AIDES: [&str; 7] = [
    "staf",
    "ajudan",
    "sekretaris",
    "sopir",
    "protokol",
    "kabag",
    "ibu",
];

/// Groups whose people may be guests of honour by their office.
const GROUPS: [&str; 4] = ["bupati", "sekda", "dinas", "undangan"];

/// The place of honour of a record; none for everybody else.
///
/// What the file says counts. Else the office decides, read from the position, and from the group where
/// the position says nothing; *staf Bupati* or *ajudan* are no guests of honour.
pub fn place(record: &Record) -> Option<Precedence> {
    match record.honour {
        Some(Honour::Place(place)) => return Some(place),
        Some(Honour::None) => return None,
        None => {}
    }
    // Asked at every arrival of a fold: nearly everybody is told apart without copying a word.
    let invited = |w: &String| GROUPS.contains(&w.as_str());
    if !mentions(&record.group) || !words(&record.group).iter().any(invited) {
        return None;
    }
    let position = words(&record.personal.position);
    if position.is_empty() {
        // «Bupati/wakil bupati» alone does not say which of the two.
        return by_office(&words(record.group.split('/').next().unwrap_or_default()));
    }
    by_office(&position)
}

/// The place that the words of an office give; an aide has none.
fn by_office(office: &[String]) -> Option<Precedence> {
    let says = |word: &&str| office.iter().any(|w| w == word);
    let (wanted, letter) = PLACES.iter().find(|(words, _)| words.iter().all(&says))?;
    // The secretary of the regency is a guest of honour; a secretary of somebody is not.
    let aide = AIDES.iter().any(says) && *wanted != ["sekretaris", "daerah"];
    if aide { None } else { Precedence::new(*letter) }
}

/// Does a group hold one of the words at all?
fn mentions(group: &str) -> bool {
    let holds = |word: &str| {
        let mut places = group.as_bytes().windows(word.len());
        places.any(|w| w.eq_ignore_ascii_case(word.as_bytes()))
    };
    GROUPS.iter().any(|word| holds(word))
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Somebody the protocol should come for: a guest of honour who has arrived, or a desk that calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The act that called: an arrival, or a call by hand.
    pub act: EntryId,
    /// Who has come; none where a desk calls without saying for whom.
    pub person: Option<PersonId>,
    /// When, UTC.
    pub at: jiff::Timestamp,
    /// Which desk.
    pub station: std::sync::Arc<str>,
}

impl Meeting {
    /// The guests of honour in the order of precedence; among equals by badge number.
    pub fn guests_of_honour(&self) -> Vec<(Precedence, &Person)> {
        let mut guests: Vec<(Precedence, &Person)> = self
            .people()
            .iter()
            .filter_map(|p| Some((place(&p.record)?, p)))
            .collect();
        guests.sort_by_key(|(place, p)| (*place, p.id));
        guests
    }

    /// Calls nobody has answered yet, oldest first.
    pub fn calls(&self) -> &[Call] {
        &self.calls
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(group: &str, position: &str) -> Record {
        let mut record = Record {
            group: group.into(),
            ..Record::default()
        };
        record.personal.position = position.into();
        record
    }

    #[test]
    fn the_office_gives_the_place() {
        for (group, position, expected) in [
            ("Bupati/wakil bupati", "Bupati Maros", Some('a')),
            ("Bupati/wakil bupati", "", Some('a')),
            ("Bupati/wakil bupati", "Wakil Bupati Maros", Some('b')),
            ("Bupati/wakil bupati", "Ajudan Bupati", None),
            ("Sekda/asisten", "Plt. Sekretaris Daerah", Some('f')),
            ("Sekda/asisten", "Asisten Administrasi Umum", Some('j')),
            ("Kepala dinas", "Kepala Dinas Perpustakaan", Some('j')),
            ("Kepala dinas", "Sekretaris Dinas", None),
            ("OPD undangan", "Wakil Ketua DPRD", Some('e')),
            ("OPD undangan", "Ketua DPRD", Some('d')),
            ("OPD undangan", "Analis Kebijakan", None),
            ("Kepala desa/lurah", "Kepala Desa", None),
            ("Pengelola perpustakaan", "Bupati cilik", None),
        ] {
            let found = place(&record(group, position)).map(Precedence::letter);
            assert_eq!(found, expected, "{group}: {position}");
        }
    }

    #[test]
    fn the_file_has_the_last_word() {
        let mut camat = record("Camat", "Camat Bontoa");
        assert_eq!(place(&camat), None);
        camat.honour = Honour::parse("L");
        assert_eq!(place(&camat).map(Precedence::letter), Some('l'));
        let mut bupati = record("Bupati/wakil bupati", "Bupati");
        bupati.honour = Honour::parse("tidak");
        assert_eq!(place(&bupati), None);
        for wrong in ["", "n", "ab", "1"] {
            assert_eq!(Honour::parse(wrong), None, "{wrong}");
        }
        for right in ["a", "m", "tidak"] {
            assert_eq!(Honour::parse(right).map(Honour::written), Some(right));
        }
    }
}
