//! Draws one party: when it comes, what goes wrong with each of its people, and how long hands take.

use std::sync::Arc;

use super::dice::Dice;
use super::guests::{Deed, Guest, Handling, Party, ROWS, Step, invented, to_ms};
use super::habits::{Habits, Seconds};
use crate::meeting::Meeting;
use crate::meeting::event::WalkIn;
use crate::meeting::id::PersonId;
use crate::meeting::names::{name_tokens, split_titles};
use crate::meeting::person::Person;
use crate::meeting::record::Record;
use crate::search::{Index, people};

/// What the draw needs, and how many were invented.
pub(super) struct Draw<'a> {
    pub meeting: &'a Meeting,
    pub index: &'a Index,
    pub habits: &'a Habits,
    pub dice: &'a mut Dice,
    pub newcomers: usize,
}

impl Draw<'_> {
    /// An empty list of people is one walk-in.
    pub fn party(&mut self, people: &[PersonId]) -> Party {
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

    /// Somebody on no list.
    fn newcomer(&mut self) -> Arc<Record> {
        self.newcomers += 1;
        let mut record = (*invented(self.meeting, self.dice, self.newcomers)).clone();
        // A name that none of the invented invited guests has: nobody is his own substitute.
        record.personal.name = record.personal.name.replacen(' ', " Dg. ", 1);
        Arc::new(record)
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
