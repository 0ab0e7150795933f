//! The leaderboard of all libraries for one audience: who stands where. A view of the meeting that is
//! kept up to date, never a fact of its own; it holds nothing that the meeting could not give again.
//!
//! Ranks are those of a competition: 1, 2, 2, 4. Inside a shared rank the order is by name and means
//! nothing. The place of a library whose number changed is found anew; the others are not looked at.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::Meeting;
use super::achieved::Achievements;
use super::hall::Colour;
use super::id::VillageCode;
use super::rank::{Scorer, Standing};
use super::rules::{Rules, Seal};

/// Who looks at a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The committee: everything.
    Committee,
    /// The hall: without what is sealed.
    Public,
}

/// By what a board is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// The score.
    Score,
    /// A family, by its place in the rules' list.
    Family(usize),
}

/// A library on the board.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which.
    pub code: VillageCode,
    /// Where it stands by itself.
    pub standing: Standing,
    /// Its name among all names.
    name: Range<u32>,
}

/// A line with its rank.
#[derive(Clone, Copy, Debug)]
pub struct Ranked<'a> {
    /// The line.
    pub line: &'a Line,
    /// The library's name, else that of its village, else its code.
    pub name: &'a str,
    /// The rank; none: *belum ada data*.
    pub rank: Option<u32>,
    /// Others have the same.
    pub shared: bool,
}

/// The board of one audience.
#[derive(Clone, Debug)]
pub struct Board {
    audience: Audience,
    rules: Arc<Rules>,
    seal: Seal,
    scorer: Scorer,
    /// By code.
    lines: Vec<Line>,
    /// The names of all, one after the other.
    names: String,
    /// What names mostly begin with.
    lead: String,
    /// Places in `lines`, the best first, those without a rank last by name.
    order: Vec<Key>,
    by_family: Vec<OnceLock<Vec<Key>>>,
    dates: BTreeMap<Date, u32>,
    past: OnceLock<Option<Box<Board>>>,
}

/// What a library is ordered by: the value turned round, then the first letters of its name; the place
/// in `lines` is not compared.
#[derive(Clone, Copy, Debug)]
struct Key {
    first: u64,
    slot: u32,
}

/// A place as it is kept. A board has far fewer than 4 billion libraries and letters.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn lowered(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().map(|b| b.to_ascii_lowercase())
}

/// The value of those without a rank, turned round.
const UNRANKED: u64 = 0xFFFF;

impl Board {
    /// The board as it is now.
    pub fn new(meeting: &Meeting, audience: Audience) -> Board {
        Board::of(meeting, meeting.achievements(), audience)
    }

    fn of(meeting: &Meeting, achieved: &Achievements, audience: Audience) -> Board {
        let (rules, seal) = (meeting.rules(), meeting.seal().clone());
        let today = meeting.about().map_or(Date::MAX, |about| about.date);
        let scorer = match audience {
            Audience::Committee => Scorer::committee(&rules, today),
            Audience::Public => Scorer::new(&rules, &seal, today),
        };
        // Both are in the order of their codes: one goes along with the other.
        let mut reported = achieved.iter().peekable();
        let mut lines: Vec<Line> = Vec::with_capacity(meeting.libraries().len());
        let mut names = String::new();
        let mut dates = BTreeMap::new();
        let mut plan = scorer.no_plan();
        for (code, library) in meeting.libraries() {
            while reported.next_if(|(c, _)| *c < code).is_some() {}
            let data = reported.next_if(|(c, _)| *c == code).map(|(_, data)| data);
            let standing = scorer.next_standing(&mut plan, Some(library), data);
            if let Some(day) = standing.as_of {
                *dates.entry(day).or_insert(0) += 1;
            }
            let start = place(names.len());
            names.push_str(match library.name.as_str() {
                "" => meeting.library_name(code),
                own => own,
            });
            lines.push(Line {
                code: code.clone(),
                standing,
                name: start..place(names.len()),
            });
        }
        let mut board = Board {
            audience,
            by_family: rules.families.iter().map(|_| OnceLock::new()).collect(),
            rules,
            seal,
            scorer,
            lines,
            names,
            lead: String::new(),
            order: Vec::new(),
            dates,
            past: OnceLock::new(),
        };
        board.lead = board.common();
        board.order = board.sorted(By::Score);
        board
    }

    /// Brings the board up to date with what changed; answers whether anything did.
    pub fn follow(&mut self, meeting: &Meeting, changes: &super::Changes) -> bool {
        if changes.board {
            *self = Board::new(meeting, self.audience);
            return true;
        }
        let mut moved = false;
        for code in &changes.libraries {
            moved |= self.refresh(meeting, code);
        }
        moved
    }

    /// The rules in force.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The seal in force, whether or not this audience feels it.
    pub fn seal(&self) -> &Seal {
        &self.seal
    }

    /// The rules made ready for this audience.
    pub fn scorer(&self) -> &Scorer {
        &self.scorer
    }

    /// How many libraries take part.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Does none take part?
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// How many have a rank.
    pub fn ranked(&self) -> usize {
        self.order.partition_point(|k| k.value() != UNRANKED)
    }

    /// *Data per tanggal*: the newest day that a counted number is of.
    pub fn as_of(&self) -> Option<Date> {
        self.dates.last_key_value().map(|(day, _)| *day)
    }

    /// The zone of a score.
    pub fn zone(&self, score: u16) -> Colour {
        self.rules.zones.of(score)
    }

    /// The place of a family of the rules' list in [`Standing::parts`]; none: sealed.
    pub fn part(&self, family: usize) -> Option<usize> {
        self.scorer.families().position(|at| at == family)
    }

    /// The lines of these places, the best first, those without a rank last by name.
    pub fn rows(&self, by: By, places: Range<usize>) -> impl Iterator<Item = Ranked<'_>> {
        let order = self.order(by);
        let places = places.start.min(order.len())..places.end.min(order.len());
        let keys = order.get(places).unwrap_or_default();
        keys.iter()
            .filter_map(move |key| self.ranked_line(order, *key))
    }

    /// One library.
    pub fn row(&self, by: By, code: &VillageCode) -> Option<Ranked<'_>> {
        let slot = self.slot(code)?;
        let order = self.order(by);
        self.ranked_line(order, self.key(by, slot)?)
    }

    /// The place of a library from 0, in the order of the board.
    pub fn place(&self, by: By, code: &VillageCode) -> Option<usize> {
        let key = self.key(by, self.slot(code)?)?;
        self.find(self.order(by), key).ok()
    }

    /// Ranks gained since the last import; none where there is nothing to compare with.
    pub fn moved(&self, meeting: &Meeting, code: &VillageCode) -> Option<i32> {
        let now = self.row(By::Score, code)?.rank?;
        let then = self.past(meeting)?.row(By::Score, code)?.rank?;
        Some(i32::try_from(i64::from(then) - i64::from(now)).unwrap_or(0))
    }

    /// The board before the last import, under the rules and the seal of now.
    pub fn past(&self, meeting: &Meeting) -> Option<&Board> {
        let past = || {
            let open = Seal::default();
            let seal = match self.audience {
                Audience::Committee => &open,
                Audience::Public => &self.seal,
            };
            let before = meeting.achievements_before(seal)?;
            Some(Box::new(Board::of(meeting, before, self.audience)))
        };
        self.past.get_or_init(past).as_deref()
    }

    fn refresh(&mut self, meeting: &Meeting, code: &VillageCode) -> bool {
        let Some(slot) = self.slot(code) else {
            return false;
        };
        let data = meeting.achievements().of(code);
        let standing = self.scorer.standing(meeting.libraries().get(code), data);
        let before = self.lines[slot].standing;
        if before == standing {
            return false;
        }
        self.take_out(slot);
        if let Some(day) = before.as_of
            && let Some(count) = self.dates.get_mut(&day)
        {
            *count -= 1;
            if *count == 0 {
                self.dates.remove(&day);
            }
        }
        if let Some(day) = standing.as_of {
            *self.dates.entry(day).or_insert(0) += 1;
        }
        self.lines[slot].standing = standing;
        self.put_in(slot);
        true
    }

    /// Takes a library out of every order that stands.
    fn take_out(&mut self, slot: usize) {
        for by in self.standing_orders() {
            if let Some(key) = self.key(by, slot)
                && let Ok(at) = self.find(self.order(by), key)
                && let Some(order) = self.order_mut(by)
            {
                order.remove(at);
            }
        }
    }

    fn put_in(&mut self, slot: usize) {
        for by in self.standing_orders() {
            if let Some(key) = self.key(by, slot)
                && let Err(at) = self.find(self.order(by), key)
                && let Some(order) = self.order_mut(by)
            {
                order.insert(at, key);
            }
        }
    }

    fn standing_orders(&self) -> Vec<By> {
        let families = self.by_family.iter().enumerate();
        let families = families.filter(|(_, order)| order.get().is_some());
        std::iter::once(By::Score)
            .chain(families.map(|(at, _)| By::Family(at)))
            .collect()
    }

    fn slot(&self, code: &VillageCode) -> Option<usize> {
        self.lines.binary_search_by(|line| line.code.cmp(code)).ok()
    }

    fn order(&self, by: By) -> &[Key] {
        match by {
            By::Score => &self.order,
            By::Family(at) => match self.by_family.get(at) {
                Some(order) => order.get_or_init(|| self.sorted(by)),
                None => &[],
            },
        }
    }

    fn order_mut(&mut self, by: By) -> Option<&mut Vec<Key>> {
        match by {
            By::Score => Some(&mut self.order),
            By::Family(at) => self.by_family.get_mut(at)?.get_mut(),
        }
    }

    fn sorted(&self, by: By) -> Vec<Key> {
        let mut order: Vec<Key> = (0..self.lines.len())
            .filter_map(|slot| self.key(by, slot))
            .collect();
        order.sort_unstable_by_key(|key| key.first);
        // Few have the same first letters, too.
        for same in order.chunk_by_mut(|a, b| a.first == b.first) {
            if same.len() > 1 {
                same.sort_unstable_by(|a, b| self.by_name(a.slot, b.slot));
            }
        }
        order
    }

    fn key(&self, by: By, slot: usize) -> Option<Key> {
        let line = self.lines.get(slot)?;
        let value = match (by, line.standing.score) {
            (_, None) => None,
            (By::Score, score) => score,
            (By::Family(at), Some(_)) => {
                let part = self.part(at).and_then(|at| line.standing.parts.get(at));
                Some(part.map_or(0, super::rank::Part::percent))
            }
        };
        let value = value.map_or(UNRANKED, |v| UNRANKED - 1 - u64::from(v));
        Some(Key {
            first: value << 48 | self.letters(self.name(line)),
            slot: place(slot),
        })
    }

    /// The letters that tell a name from others, in 48 bits with the order of the names. Most begin
    /// with the same words: of those, the letters behind.
    fn letters(&self, name: &str) -> u64 {
        let lead = self.lead.as_bytes();
        let front = name.as_bytes().get(..lead.len());
        let (class, rest) = match front {
            Some(front) if front == lead || front.eq_ignore_ascii_case(lead) => {
                (1, name.as_bytes().get(lead.len()..).unwrap_or_default())
            }
            _ => match lowered(name).cmp(lowered(&self.lead)) {
                Ordering::Less => (0, name.as_bytes()),
                Ordering::Equal | Ordering::Greater => (2, name.as_bytes()),
            },
        };
        let mut letters = class << 40;
        for (at, byte) in rest.iter().take(5).enumerate() {
            letters |= u64::from(byte.to_ascii_lowercase()) << (32 - 8 * at);
        }
        letters
    }

    /// What the first and the middle name begin with: any words would do, these do much.
    fn common(&self) -> String {
        let name = |at: usize| self.lines.get(at).map_or("", |line| self.name(line));
        let (one, other) = (name(0), name(self.lines.len() / 2));
        let same = one.chars().zip(other.chars());
        same.take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
    }

    fn name(&self, line: &Line) -> &str {
        let place = line.name.start as usize..line.name.end as usize;
        self.names.get(place).unwrap_or_default()
    }

    fn find(&self, order: &[Key], key: Key) -> Result<usize, usize> {
        order.binary_search_by(|probe| self.compare(*probe, key))
    }

    fn compare(&self, a: Key, b: Key) -> Ordering {
        a.first
            .cmp(&b.first)
            .then_with(|| self.by_name(a.slot, b.slot))
    }

    fn by_name(&self, a: u32, b: u32) -> Ordering {
        let name = |slot: u32| self.lines.get(slot as usize).map(|line| self.name(line));
        let (x, y) = (name(a).unwrap_or_default(), name(b).unwrap_or_default());
        lowered(x).cmp(lowered(y)).then(a.cmp(&b))
    }

    fn ranked_line(&self, order: &[Key], key: Key) -> Option<Ranked<'_>> {
        let line = self.lines.get(key.slot as usize)?;
        let name = self.name(line);
        if key.value() == UNRANKED {
            return Some(Ranked {
                line,
                name,
                rank: None,
                shared: false,
            });
        }
        let better = order.partition_point(|k| k.value() < key.value());
        let shared = order
            .get(better + 1)
            .is_some_and(|k| k.value() == key.value());
        Some(Ranked {
            line,
            name,
            rank: u32::try_from(better + 1).ok(),
            shared,
        })
    }
}

impl Key {
    fn value(self) -> u64 {
        self.first >> 48
    }
}
