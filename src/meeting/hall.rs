//! How the hall's screen speaks and looks: settings of the meeting. Knows nothing of what it shows.

use serde::{Deserialize, Serialize};

/// The language of the hall; the desks keep their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HallLang {
    /// Indonesian.
    #[default]
    Id,
    /// English.
    En,
}

/// The colours of the hall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// Light letters on black: dark halls.
    #[default]
    Dark,
    /// Dark letters on white: daylight.
    Light,
    /// One colour: bold and reversed only.
    Mono,
}

/// The colour group of a score; always told with its letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// *Hijau*, tinggi.
    Green,
    /// *Kuning*, sedang.
    Yellow,
    /// *Merah*, rendah.
    Red,
}

impl Colour {
    /// All, from the best.
    pub const ALL: [Colour; 3] = [Colour::Green, Colour::Yellow, Colour::Red];

    /// The letter that stands beside the colour in Indonesian: H, K, M.
    pub fn letter(self) -> char {
        match self {
            Colour::Green => 'H',
            Colour::Yellow => 'K',
            Colour::Red => 'M',
        }
    }

    /// The word of files and of JSON.
    pub fn word(self) -> &'static str {
        match self {
            Colour::Green => "hijau",
            Colour::Yellow => "kuning",
            Colour::Red => "merah",
        }
    }
}
