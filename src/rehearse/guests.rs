//! Who comes to a rehearsal, when, with whom, and what goes wrong: drawn from the dice before
//! anything is played. Reads the meeting and changes nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::dice::Dice;
use super::draw::Draw;
use super::habits::Habits;
use super::queue::Turn;
use crate::meeting::Meeting;
use crate::meeting::delegation::DelegationId;
use crate::meeting::event::WalkIn;
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::person::State;
use crate::meeting::record::{Personal, Record};
use crate::search::Index;

/// So many rows a desk has before its eyes.
pub const ROWS: usize = 9;

/// More people than this do not stand before one desk together.
const LARGEST_PARTY: usize = 6;

/// Invented guests; no combination is meant to be anybody.
const GIVEN: [&str; 24] = [
    "Rahmatullah",
    "Suhartini",
    "Zulkarnain",
    "Hasmawati",
    "Irfandi",
    "Nurlinda",
    "Baharuddin",
    "Sitti Maryam",
    "Fahruddin",
    "Megawati",
    "Hendrawan",
    "Kartini",
    "Saharuddin",
    "Wahyuni",
    "Ismail",
    "Rosdiana",
    "Takdir",
    "Fatmawati",
    "Muliadi",
    "Herlina",
    "Awaluddin",
    "Darmawati",
    "Jufri",
    "Salmiah",
];
const FAMILY: [&str; 24] = [
    "Latihan",
    "Parenrengi",
    "Tuppu",
    "Bonto",
    "Lompo",
    "Matutu",
    "Palallo",
    "Sikki",
    "Tompo",
    "Rewa",
    "Gassing",
    "Mangkona",
    "Bundu",
    "Lallo",
    "Pabeta",
    "Salle",
    "Timung",
    "Makkawaru",
    "Dolo",
    "Ranreng",
    "Cincing",
    "Barani",
    "Sewang",
    "Tiro",
];

/// How a guest's turn goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Handling {
    /// The code is read and that is all.
    Clean,
    /// The code is read twice.
    DoubleRead,
    /// No code: found by name.
    Forgotten,
    /// The code cannot be read: found by name.
    Unreadable,
    /// A payment code is shown: found by name.
    Foreign,
    /// The code of somebody who is in already is shown: found by name.
    UsedCode,
    /// Taken for somebody else, undone, and found by name.
    WrongPerson,
    /// In the place of an invited person, whose code is read.
    Substitute,
    /// Ticked on the card of the delegation, of whom somebody else was read.
    Card,
    /// On no list: added.
    WalkIn,
}

/// One thing done at the desk.
#[derive(Clone, Debug)]
pub enum Deed {
    /// Reads this text.
    Scan(String),
    /// Reads the code of somebody who is in; the number chooses whom.
    ScanUsed(u64),
    /// Types this, letter by letter.
    Type(String),
    /// Records the guest by hand.
    CheckIn(PersonId),
    /// Records somebody else by hand; the number chooses whom.
    CheckInWrong(u64),
    /// Undoes that.
    Undo,
    /// Notes who came in the guest's place.
    Instead(PersonId, Arc<Personal>),
    /// Ticks the guest on the card; recorded with the last one.
    Tick,
    /// Ticks the last guest and records all of them.
    Together(DelegationId, Vec<PersonId>),
    /// Adds the guest.
    WalkIn(Arc<Record>, WalkIn),
}

/// A deed and the hands' time before it, in milliseconds.
#[derive(Clone, Debug)]
pub struct Step {
    /// Milliseconds.
    pub after: u64,
    /// What.
    pub deed: Deed,
}

/// One guest.
#[derive(Clone, Debug)]
pub struct Guest {
    /// Whose number; none for a walk-in.
    pub person: Option<PersonId>,
    /// How it goes.
    pub handling: Handling,
    /// What is done.
    pub steps: Vec<Step>,
}

impl Guest {
    /// Milliseconds from the first to the last step.
    pub fn takes(&self) -> u64 {
        self.steps.iter().map(|s| s.after).sum()
    }
}

/// People who come together.
#[derive(Clone, Debug)]
pub struct Party {
    /// When, in milliseconds of the morning.
    pub comes: u64,
    /// Who.
    pub guests: Vec<Guest>,
}

impl Party {
    /// Its place in the queue.
    pub fn turn(&self) -> Turn {
        Turn {
            comes: self.comes,
            people: self.guests.len(),
            takes: self.guests.iter().map(Guest::takes).sum(),
        }
    }
}

/// How many of `guests` are on no list.
pub fn walk_ins(habits: &Habits, guests: usize) -> usize {
    guests * habits.walk_in_percent as usize / 100
}

/// Who is expected on the main list.
pub fn expected(meeting: &Meeting) -> Vec<PersonId> {
    let list = ListId::main();
    let expected = meeting.people().iter();
    expected
        .filter(|p| p.state(&list) == State::Expected)
        .map(|p| p.id)
        .collect()
}

/// The `n`th invented guest.
pub fn invented(meeting: &Meeting, dice: &mut Dice, n: usize) -> Arc<Record> {
    let mut record = Record::default();
    let given = GIVEN[n % GIVEN.len()];
    let family = FAMILY[(n / GIVEN.len() + dice.below(FAMILY.len())) % FAMILY.len()];
    record.personal.name = format!("{given} {family}");
    let villages = meeting.villages();
    let village = villages.iter().nth(dice.below(villages.len()));
    record.village = village.map(|v| v.code.clone());
    Arc::new(record)
}

/// The morning of these guests: parties in order of coming.
pub fn morning(
    meeting: &Meeting,
    index: &Index,
    habits: &Habits,
    dice: &mut Dice,
    mut invited: Vec<PersonId>,
    walk_ins: usize,
) -> Vec<Party> {
    dice.shuffle(&mut invited);
    let mut groups = together(meeting, habits, dice, &invited);
    groups.extend((0..walk_ins).map(|_| Vec::new()));
    let mut draw = Draw {
        meeting,
        index,
        habits,
        dice,
        newcomers: 0,
    };
    let party = |people: Vec<PersonId>| draw.party(&people);
    let mut parties: Vec<Party> = groups.into_iter().map(party).collect();
    parties.sort_by_key(|p| p.comes);
    parties
}

/// Members of one delegation, most of them, in parties of at most [`LARGEST_PARTY`]; the others alone.
fn together(
    meeting: &Meeting,
    habits: &Habits,
    dice: &mut Dice,
    invited: &[PersonId],
) -> Vec<Vec<PersonId>> {
    let mut groups: Vec<Vec<PersonId>> = Vec::new();
    let mut open: BTreeMap<DelegationId, usize> = BTreeMap::new();
    for id in invited {
        let delegation = meeting.person(*id).and_then(|p| meeting.delegation_of(p));
        let Some(key) = delegation
            .map(|d| d.id)
            .filter(|_| dice.percent(habits.together_percent))
        else {
            groups.push(vec![*id]);
            continue;
        };
        let at = open.get(&key).copied();
        match at.and_then(|at| groups.get_mut(at)) {
            Some(group) if group.len() < LARGEST_PARTY => group.push(*id),
            Some(_) | None => {
                open.insert(key, groups.len());
                groups.push(vec![*id]);
            }
        }
    }
    groups
}

/// Seconds as whole milliseconds.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // hours at the most, never below 0
pub fn to_ms(seconds: f64) -> u64 {
    (seconds * 1_000.0).round() as u64
}
