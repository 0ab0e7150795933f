//! Who comes to a rehearsal, when, with whom, and what goes wrong: drawn from the dice before
//! anything is played. Reads the meeting and changes nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::dice::Dice;
use super::habits::{Habits, Seconds};
use super::queue::Turn;
use crate::meeting::Meeting;
use crate::meeting::delegation::DelegationId;
use crate::meeting::event::WalkIn;
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::names::{name_tokens, split_titles};
use crate::meeting::person::{Person, State};
use crate::meeting::record::{Personal, Record};
use crate::search::{Index, people};

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

struct Draw<'a> {
    meeting: &'a Meeting,
    index: &'a Index,
    habits: &'a Habits,
    dice: &'a mut Dice,
    newcomers: usize,
}

impl Draw<'_> {
    /// An empty list of people is one walk-in.
    fn party(&mut self, people: &[PersonId]) -> Party {
        let comes = self.comes();
        let mut guests = match people.split_first() {
            Some((first, others)) => {
                let mut guests = vec![self.invited(*first)];
                guests.extend(self.on_card(others));
                guests
            }
            None => vec![self.walk_in()],
        };
        let step_up = self.ms(self.habits.step_up);
        if let Some(first) = guests.first_mut().and_then(|g| g.steps.first_mut()) {
            first.after += step_up;
        }
        Party { comes, guests }
    }

    /// Those who come with somebody of their delegation.
    fn on_card(&mut self, others: &[PersonId]) -> Vec<Guest> {
        let person = others.first().and_then(|id| self.meeting.person(*id));
        let delegation = person.and_then(|p| self.meeting.delegation_of(p));
        let Some(id) = delegation.map(|d| d.id) else {
            return others.iter().map(|id| self.invited(*id)).collect();
        };
        let mut guests = Vec::new();
        for (n, person) in others.iter().enumerate() {
            let deed = if n + 1 == others.len() {
                Deed::Together(id, others.to_vec())
            } else {
                Deed::Tick
            };
            let mut steps = Vec::new();
            self.push(&mut steps, self.habits.tick, deed);
            guests.push(Guest {
                person: Some(*person),
                handling: Handling::Card,
                steps,
            });
        }
        guests
    }

    /// Most come in the rush before the start, some before it, some late.
    fn comes(&mut self) -> u64 {
        let h = self.habits;
        let minutes = |n: u32| f64::from(n);
        let start = minutes(h.first_before);
        let rush = start - minutes(h.rush[0]);
        let which = self.dice.below(100);
        let early = h.early_percent as usize;
        let minute = if which < early {
            self.dice.unit() * rush
        } else if which < early + h.late_percent as usize {
            self.dice
                .triangle(start, start, start + minutes(h.last_after))
        } else {
            self.dice.triangle(rush, start - minutes(h.rush[1]), start)
        };
        to_ms(minute * 60.0)
    }

    fn invited(&mut self, id: PersonId) -> Guest {
        let person = self.meeting.person(id);
        let code = person.and_then(|p| self.meeting.code_of(p));
        let handling = self.handling(code.is_some());
        let code = code.unwrap_or_default();
        let mut steps = Vec::new();
        let habits = self.habits;
        match handling {
            Handling::Clean => self.push(&mut steps, habits.scan, Deed::Scan(code)),
            Handling::DoubleRead => {
                self.push(&mut steps, habits.scan, Deed::Scan(code.clone()));
                steps.push(Step {
                    after: 700,
                    deed: Deed::Scan(code),
                });
            }
            Handling::Unreadable => {
                let torn = torn(&code, self.dice);
                self.push(&mut steps, habits.scan, Deed::Scan(torn.clone()));
                self.push(&mut steps, habits.again, Deed::Scan(torn));
                self.by_name(&mut steps, person, id);
            }
            Handling::Foreign => {
                // The beginning of every payment code, and digits that are nobody's.
                let payment = format!("000201010211{:020}", self.dice.bits());
                self.push(&mut steps, habits.scan, Deed::Scan(payment));
                self.by_name(&mut steps, person, id);
            }
            Handling::UsedCode => {
                let whose = self.dice.bits();
                self.push(&mut steps, habits.scan, Deed::ScanUsed(whose));
                self.by_name(&mut steps, person, id);
            }
            Handling::WrongPerson => {
                let typed = self.typed(person).chars().take(3).collect();
                let whom = self.dice.bits();
                self.type_in(&mut steps, typed);
                self.push(&mut steps, habits.choose, Deed::CheckInWrong(whom));
                self.push(&mut steps, habits.notice, Deed::Undo);
                self.by_name(&mut steps, person, id);
            }
            Handling::Substitute => {
                self.push(&mut steps, habits.scan, Deed::Scan(code));
                let record = self.newcomer();
                let by = Arc::new(record.personal.clone());
                self.push(&mut steps, habits.instead, Deed::Instead(id, by));
            }
            Handling::Forgotten | Handling::Card | Handling::WalkIn => {
                self.by_name(&mut steps, person, id);
            }
        }
        Guest {
            person: Some(id),
            handling,
            steps,
        }
    }

    /// What goes wrong with an invited guest.
    fn handling(&mut self, has_code: bool) -> Handling {
        let h = self.habits;
        let mut left = self.dice.below(100);
        let chances = [
            (h.forgotten_percent, Handling::Forgotten),
            (h.unreadable_percent, Handling::Unreadable),
            (h.double_read_percent, Handling::DoubleRead),
            (h.foreign_percent, Handling::Foreign),
            (h.used_percent, Handling::UsedCode),
            (h.substitute_percent, Handling::Substitute),
            (h.wrong_person_percent, Handling::WrongPerson),
        ];
        for (percent, handling) in chances {
            if left < percent as usize {
                // Without a code in the file nobody can have brought one.
                return if has_code {
                    handling
                } else {
                    Handling::Forgotten
                };
            }
            left -= percent as usize;
        }
        if has_code {
            Handling::Clean
        } else {
            Handling::Forgotten
        }
    }

    /// Somebody on no list, behind those who were invented as invited guests.
    fn newcomer(&mut self) -> Arc<Record> {
        self.newcomers += 1;
        invented(self.meeting, self.dice, self.newcomers * 7)
    }

    fn walk_in(&mut self) -> Guest {
        let record = self.newcomer();
        let class = WalkIn::ALL[self.dice.below(WalkIn::ALL.len())];
        let mut steps = Vec::new();
        self.type_in(&mut steps, record.personal.name.clone());
        self.push(&mut steps, self.habits.form, Deed::WalkIn(record, class));
        Guest {
            person: None,
            handling: Handling::WalkIn,
            steps,
        }
    }

    fn by_name(&mut self, steps: &mut Vec<Step>, person: Option<&Person>, id: PersonId) {
        let typed = self.typed(person);
        self.type_in(steps, typed);
        self.push(steps, self.habits.choose, Deed::CheckIn(id));
    }

    fn type_in(&mut self, steps: &mut Vec<Step>, typed: String) {
        let keys = u32::try_from(typed.chars().count()).unwrap_or_default();
        let asked = self.ms(self.habits.ask);
        steps.push(Step {
            after: asked + to_ms(f64::from(keys) * self.habits.key),
            deed: Deed::Type(typed),
        });
    }

    fn push(&mut self, steps: &mut Vec<Step>, seconds: Seconds, deed: Deed) {
        steps.push(Step {
            after: self.ms(seconds),
            deed,
        });
    }

    fn ms(&mut self, [low, mode, high]: Seconds) -> u64 {
        to_ms(self.dice.triangle(low, mode, high))
    }

    /// What a desk types until the person is among its rows: three letters and more of the name,
    /// then the village, else the badge number.
    fn typed(&self, person: Option<&Person>) -> String {
        let Some(person) = person else {
            return String::new();
        };
        let core = split_titles(person.name()).core;
        let words: Vec<&str> = name_tokens(&core).collect();
        let origin = self.meeting.origin(&person.record);
        let whole = format!("{} {}", words.join(" "), origin.village);
        let whole = whole.trim().to_lowercase();
        let letters: Vec<char> = whole.chars().collect();
        for keys in (3..=letters.len()).step_by(2).chain([letters.len()]) {
            let typed: String = letters.iter().take(keys).collect();
            let (hits, _) = people::find(self.index, self.meeting, &typed, ROWS, &[], false);
            if hits.iter().any(|h| h.id == person.id) {
                return typed.trim().to_owned();
            }
        }
        format!("#{}", person.id)
    }
}

/// A code as a torn or dirty badge gives it: without its end, or with a wrong character.
fn torn(code: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = code.chars().collect();
    if dice.percent(50) {
        letters.truncate(9 + dice.below(5));
    } else if let Some(letter) = letters.get_mut(5) {
        *letter = if *letter == '7' { '8' } else { '7' };
    }
    letters.into_iter().collect()
}

/// Seconds as whole milliseconds.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // hours at the most, never below 0
pub fn to_ms(seconds: f64) -> u64 {
    (seconds * 1_000.0).round() as u64
}
