//! A frame: everything that the hall sees at one moment, and nothing else. A small value that is
//! written as JSON; how it looks is the scenes' matter, how it comes about the composer's.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::meeting::hall::{Colour, HallLang, Look};
use crate::meeting::month::Month;
pub use crate::meeting::rank::MonthState as BoxState;
use crate::meeting::record::Zone;

/// A board in a frame carries at most so many rows.
pub const MOST_ROWS: usize = 100;

/// What the hall sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The journal position it was made from.
    pub seq: u64,
    /// The number of the show step it belongs to, counted from the beginning; 0 before the first. Frames
    /// with the same one are the same scene going on: pages and clocks go on with it.
    pub show: u64,
    /// The language of the hall.
    pub lang: HallLang,
    /// Its colours.
    pub look: Look,
    /// The zone of the clock.
    pub zone: Zone,
    /// A sample meeting: CONTOH stands on every scene.
    pub sample: bool,
    /// What is shown.
    pub scene: Scene,
}

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Scene {
    /// Nothing: a black screen.
    Blank,
    /// The meeting's title.
    Logo(Logo),
    /// A text of the operator.
    Message {
        /// Up to 500 characters; line breaks count.
        text: String,
    },
    /// Guests arrive.
    Welcome(Welcome),
    /// A leaderboard.
    Board(BoardScene),
    /// One library and why it stands where it stands.
    Library(LibraryScene),
    /// What can be read from the last row?
    Test,
}

/// The meeting itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// What the meeting is called.
    pub title: String,
    /// The day.
    pub date: Date,
    /// Hall and town; may be empty.
    pub place: String,
    /// Who holds it; may be empty.
    pub organiser: String,
}

/// Guests arrive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// What the meeting is called.
    pub title: String,
    /// Hall and town; may be empty.
    pub place: String,
    /// How many are here.
    pub present: u32,
    /// How many are invited or came uninvited.
    pub expected: u32,
}

/// Which leaderboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "name", rename_all = "snake_case")]
pub enum BoardView {
    /// By the score.
    Total,
    /// By one family; its name in the hall's language.
    Family(String),
    /// By the score inside one sub-district; its name.
    Subdistrict(String),
}

/// A leaderboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardScene {
    /// Which.
    pub view: BoardView,
    /// How many libraries take part, the unranked ones too.
    pub libraries: u32,
    /// *Data per tanggal*.
    pub as_of: Option<Date>,
    /// What the seal keeps back.
    pub sealed: Option<Sealed>,
    /// From the top: at most [`MOST_ROWS`]. First those with a rank; then, where ranks are shown for
    /// the top part only, the colour groups, each in alphabetical order; then those without data.
    pub rows: Vec<BoardRow>,
    /// More that have no room here.
    pub more: u32,
}

/// One library on a leaderboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardRow {
    /// Its code: who it is when it moves. Never drawn.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its sub-district.
    pub subdistrict: String,
    /// The rank, where it is shown.
    pub rank: Option<u32>,
    /// Others have the same rank: `=` beside it.
    pub shared: bool,
    /// The score in hundredths, 0 to 10,000; none: *belum ada data*.
    pub score: Option<u16>,
    /// The colour of the score.
    pub zone: Option<Colour>,
    /// Ranks gained since the last import; negative: lost; none: nothing to compare.
    pub moved: Option<i32>,
    /// Months reported of months that apply; none where only totals are known.
    pub reported: Option<(u16, u16)>,
    /// Where it stood in the frame before, as a place in its `rows` from 0; none: it was not there,
    /// or nothing is to move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<u16>,
}

/// What the seal keeps back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// The first and the last sealed month.
    pub months: Option<(Month, Month)>,
    /// Sealed families by name in the hall's language.
    pub families: Vec<String>,
}

/// One library and why it stands where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LibraryScene {
    /// The row as a leaderboard has it.
    pub row: BoardRow,
    /// A bar per family.
    pub bars: Vec<BarRow>,
    /// A box per month of the period that is not sealed.
    pub months: Vec<(Month, BoxState)>,
    /// Months that met the standard of months that apply; none where only totals are known.
    pub met: Option<(u16, u16)>,
    /// *Data per tanggal*.
    pub as_of: Option<Date>,
    /// What the seal keeps back.
    pub sealed: Option<Sealed>,
}

/// One family of a library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BarRow {
    /// The family's name in the hall's language.
    pub name: String,
    /// What was done; none: nothing reported.
    pub done: Option<u64>,
    /// The target in hundredths.
    pub target: u64,
    /// Percent in hundredths, 0 to 10,000.
    pub percent: u16,
}
