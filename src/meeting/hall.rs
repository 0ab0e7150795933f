//! What the hall is meant to see, as the journal knows it: the step, what covers it, how it speaks and
//! looks. Never a picture: that is composed from the meeting each time.

use serde::{Deserialize, Serialize};

use super::Meeting;
use super::command::Turn;
use super::id::VillageCode;

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

/// How the hall speaks and looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HallSettings {
    /// The language.
    pub lang: HallLang,
    /// The colours.
    pub look: Look,
    /// Ranks are shown down to this one; below, the colour groups stand in alphabetical order. 0: all.
    pub top: u16,
}

/// A scene that somebody wants the hall to see.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "scene", rename_all = "snake_case")]
pub enum Wanted {
    /// The meeting's title.
    #[default]
    Logo,
    /// Guests arrive.
    Welcome,
    /// The leaderboard by score.
    Board,
    /// The leaderboard by a family.
    Family {
        /// Its key.
        key: String,
    },
    /// The leaderboard of a sub-district.
    Subdistrict {
        /// Its name.
        name: String,
    },
    /// One library.
    Library {
        /// Its code.
        code: VillageCode,
    },
    /// The test card.
    Test,
}

/// What lies over the scene until it is taken away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "cover", rename_all = "snake_case")]
pub enum Cover {
    /// A black screen.
    Blank,
    /// The meeting's title.
    Logo,
    /// A text.
    Message {
        /// What it says; free text, stored apart.
        #[serde(skip)]
        text: String,
    },
}

/// What the hall is meant to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hall {
    /// How it speaks and looks.
    pub settings: HallSettings,
    /// How many scenes were shown so far.
    pub step: u64,
    /// The last one.
    pub scene: Wanted,
    /// What lies over it.
    pub cover: Option<Cover>,
    /// The hall keeps its picture.
    pub held: bool,
}

impl Meeting {
    /// The scenes in their usual order: title, arrivals, the board, each family, each sub-district that
    /// takes part.
    pub fn scenes(&self) -> Vec<Wanted> {
        let rules = self.rules();
        let families = rules
            .families
            .iter()
            .filter(|f| !self.seal().hides_family(&rules, f));
        let families = families.map(|f| Wanted::Family { key: f.key.clone() });
        let subdistricts = self.subdistricts().into_iter();
        let subdistricts = subdistricts.map(|name| Wanted::Subdistrict {
            name: name.to_owned(),
        });
        [Wanted::Logo, Wanted::Welcome, Wanted::Board]
            .into_iter()
            .chain(families)
            .chain(subdistricts)
            .collect()
    }

    /// The scene after or before the one that is shown; from one outside the order, the board.
    pub fn scene_at(&self, turn: Turn) -> Option<Wanted> {
        scene_beside(&self.scenes(), &self.hall().scene, turn)
    }

    /// The sub-districts that libraries take part from, in the order of their codes; each once.
    pub fn subdistricts(&self) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for code in self.libraries().keys() {
            let name = self.subdistrict_of(code);
            if !name.is_empty() && seen.insert(name) {
                found.push(name);
            }
        }
        found
    }
}

/// The scene after or before another one in an order; from one outside the order, the board.
pub fn scene_beside(scenes: &[Wanted], now: &Wanted, turn: Turn) -> Option<Wanted> {
    let now = scenes.iter().position(|s| s == now);
    let at = match (now, turn) {
        (Some(at), Turn::Next) => at + 1,
        (Some(at), Turn::Back) => at.checked_sub(1)?,
        (None, Turn::Next | Turn::Back) => return Some(Wanted::Board),
    };
    scenes.get(at).cloned()
}
