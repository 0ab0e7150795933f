//! The delegation's card: who of a village library has come. One scan opens it, digits tick, Enter records
//! all ticked in one entry. Never records anybody by itself.

use std::collections::BTreeSet;

use crossterm::event::{KeyCode, KeyEvent};

use super::app::{Level, Model, Wish};
use super::card::Answer;
use crate::meeting::attendance::Purpose;
use crate::meeting::command::Command;
use crate::meeting::delegation::DelegationId;
use crate::meeting::event::{Event, Outcome};
use crate::meeting::id::PersonId;

/// A letter typed so soon after `A` or `G` belongs to a name that begins so.
const NAME_MS: u64 = 1_500;

/// Two digits so close together may have been meant as a badge number.
const NUMBER_MS: u64 = 700;

/// An open card.
#[derive(Clone, Debug)]
pub struct Members {
    /// Whose.
    pub delegation: DelegationId,
    /// Its people in the order of the rows; they keep their digits while the card is open.
    pub rows: Vec<PersonId>,
    /// Who is ticked and not yet recorded.
    pub ticked: BTreeSet<PersonId>,
    /// The chosen row.
    pub selected: usize,
    /// Somebody chose it, by digit or arrow: before that `G` begins a name.
    pub chosen: bool,
    /// The digit that ticked last, and when: two in a row may have been meant as a number.
    last_digit: Option<(char, u64)>,
    /// `A` ticked these just now: somebody may be typing a name that begins so.
    just_ticked: Option<(char, Vec<PersonId>, u64)>,
}

impl Model {
    /// Opens the card of a delegation, if it has several people; closes another one's.
    pub(super) fn open_members(&mut self, id: DelegationId) {
        self.open_card(id, 2);
    }

    /// Opens the card for the letter: nobody is recorded by it, so one member is ticked as well.
    pub(super) fn open_letter(&mut self, id: DelegationId) {
        self.open_card(id, 1);
    }

    fn open_card(&mut self, id: DelegationId, least: usize) {
        let list = self.list.clone();
        if self.desk.members.as_ref().map(|m| m.delegation) == Some(id) {
            return;
        }
        self.close_members();
        let meeting = self.session.meeting();
        let Some(standing) = meeting.standing(id, &list) else {
            return;
        };
        if standing.members.len() < least {
            return;
        }
        let absent = |id: &PersonId| standing.missing.contains(id);
        let selected = standing.members.iter().position(absent).unwrap_or(0);
        self.desk.members = Some(Members {
            delegation: id,
            rows: standing.members,
            ticked: BTreeSet::new(),
            selected,
            chosen: false,
            last_digit: None,
            just_ticked: None,
        });
    }

    /// After an arrival: the card of that person's delegation, while somebody of it is missing.
    pub(super) fn members_after(&mut self, person: PersonId) {
        let meeting = self.session.meeting();
        let hand_out = meeting.purpose(&self.list) == Purpose::HandOut;
        let delegation = meeting
            .person(person)
            // A guest of honour is shown to a seat; nobody is ticked meanwhile.
            .filter(|p| crate::meeting::protocol::place(&p.record).is_none())
            .and_then(|p| meeting.delegation_of(p))
            .map(|d| d.id)
            .filter(|_| !hand_out);
        let Some(id) = delegation else {
            self.close_members();
            return;
        };
        let missing = meeting
            .standing(id, &self.list)
            .is_some_and(|s| !s.missing.is_empty());
        if missing {
            self.open_members(id);
        } else if self.desk.members.as_ref().map(|m| m.delegation) == Some(id) {
            self.desk.members = None;
        } else {
            self.close_members();
        }
    }

    /// Closes the card, and says if ticks were left.
    pub(super) fn close_members(&mut self) {
        if let Some(left) = self.desk.members.take().map(|m| m.ticked.len())
            && left > 0
        {
            self.say(Level::Note, (self.text.desk.ticks_left)(left));
        }
    }

    /// A key while the card is open and the line empty; false where it is not for the card.
    pub(super) fn members_key(&mut self, key: KeyEvent) -> bool {
        let now = self.now_ms;
        let Some(members) = &mut self.desk.members else {
            return false;
        };
        let last = members.rows.len().saturating_sub(1);
        match key.code {
            KeyCode::Char(c @ '1'..='9') if key.modifiers.is_empty() => {
                let row = c.to_digit(10).map_or(0, |d| d as usize);
                if row > members.rows.len() {
                    return false;
                }
                let before = members.last_digit.replace((c, now));
                self.toggle(row - 1);
                if let Some((first, at)) = before
                    && now.saturating_sub(at) < NUMBER_MS
                {
                    let words = (self.text.desk.a_number)(&format!("{first}{c}"));
                    self.say(Level::Note, words);
                }
            }
            KeyCode::Char(' ') => {
                let row = members.selected;
                self.toggle(row);
            }
            KeyCode::Char(c @ ('a' | 'A')) if key.modifiers.difference(SHIFT).is_empty() => {
                let fresh = self.tick_all();
                if let Some(members) = &mut self.desk.members {
                    members.just_ticked = Some((c, fresh, now));
                }
            }
            KeyCode::Char('g' | 'G')
                if members.chosen && key.modifiers.difference(SHIFT).is_empty() =>
            {
                if let Some(person) = members.rows.get(members.selected).copied() {
                    self.open_substitute(person);
                }
            }
            KeyCode::Down | KeyCode::Tab => {
                // The first press only shows which row it is.
                members.selected = (members.selected + usize::from(members.chosen)).min(last);
                members.chosen = true;
            }
            KeyCode::Up => {
                members.selected = members.selected.saturating_sub(usize::from(members.chosen));
                members.chosen = true;
            }
            KeyCode::PageDown => members.selected = (members.selected + 6).min(last),
            KeyCode::PageUp => members.selected = members.selected.saturating_sub(6),
            KeyCode::Enter => self.record_ticked(),
            KeyCode::Esc => self.close_members(),
            _ => return false,
        }
        true
    }

    /// Somebody types a name: the card closes. An `A` just before was the name's first letter.
    pub(super) fn members_typing(&mut self, text: &str) {
        let Some(members) = &mut self.desk.members else {
            return;
        };
        if let Some((letter, ticked, at)) = members.just_ticked.take()
            && self.now_ms.saturating_sub(at) < NAME_MS
            && text.chars().all(char::is_alphabetic)
        {
            for id in ticked {
                members.ticked.remove(&id);
            }
            self.desk.line.type_char(letter);
        }
        self.close_members();
    }

    fn toggle(&mut self, row: usize) {
        let Some(members) = &mut self.desk.members else {
            return;
        };
        let Some(id) = members.rows.get(row).copied() else {
            return;
        };
        members.selected = row;
        members.chosen = true;
        members.just_ticked = None;
        let there = |id| {
            let person = self.session.meeting().person(id);
            person.is_some_and(|p| p.arrival(&self.list).is_some())
        };
        if there(id) {
            let words = (self.text.desk.r_there)(&self.name_of(id));
            self.say(Level::Note, words);
        } else if !members.ticked.remove(&id) {
            members.ticked.insert(id);
        }
    }

    /// Ticks everybody who is not there yet; returns who was not ticked before.
    fn tick_all(&mut self) -> Vec<PersonId> {
        let Some(members) = &mut self.desk.members else {
            return Vec::new();
        };
        let meeting = self.session.meeting();
        let absent = |id: &PersonId| {
            let person = meeting.person(*id);
            person.is_some_and(|p| p.arrival(&self.list).is_none() && p.cancelled.is_none())
        };
        let fresh: Vec<PersonId> = members
            .rows
            .iter()
            .copied()
            .filter(absent)
            .filter(|id| members.ticked.insert(*id))
            .collect();
        if members.ticked.is_empty() {
            self.say(Level::Note, self.text.desk.all_there.to_owned());
        }
        fresh
    }

    /// Records all who are ticked, in one entry.
    pub(super) fn record_ticked(&mut self) {
        let Some(members) = &self.desk.members else {
            return;
        };
        if members.ticked.is_empty() {
            self.say(Level::Note, self.text.desk.r_nobody_ticked.to_owned());
            return;
        }
        let delegation = members.delegation;
        // An impatient second Enter while the first is being saved is the same wish.
        let waits = |(_, w): &(Command, Wish)| matches!(w, Wish::Together(id) if *id == delegation);
        if self.wishes.values().any(waits) {
            return;
        }
        let people = members.ticked.iter().copied().collect();
        let list = self.list.clone();
        self.submit(
            Command::ArriveTogether {
                delegation,
                people,
                list,
            },
            Wish::Together(delegation),
        );
    }

    /// The command card says that all of the open delegation are here.
    pub(super) fn all_present(&mut self) {
        if self.desk.members.is_none() {
            self.say(Level::Note, self.text.desk.no_card.to_owned());
            return;
        }
        self.tick_all();
        self.record_ticked();
    }

    /// The ticked people were recorded.
    pub(super) fn recorded_together(&mut self, id: DelegationId, events: &[Event]) {
        let arrived = events.iter().find_map(|e| match e {
            Event::Arrived(e) if e.list == self.list => Some(e.people.clone()),
            _ => None,
        });
        let people = arrived.unwrap_or_default();
        // Another desk may have recorded some of the ticked meanwhile: they are there, too.
        let (meeting, list) = (self.session.meeting(), &self.list);
        let there = |id: &PersonId| {
            let person = meeting.person(*id);
            person.is_some_and(|p| p.arrival(list).is_some())
        };
        if let Some(members) = &mut self.desk.members {
            members.ticked.retain(|id| !there(id));
        }
        let mut answer = Answer::of(Outcome::Present, people.first().copied(), self.list.clone());
        answer.together = (people.len() > 1).then(|| (id, people.clone()));
        self.show_answer(answer);
        if let Some(person) = people.first() {
            self.members_after(*person);
        }
    }
}

const SHIFT: crossterm::event::KeyModifiers = crossterm::event::KeyModifiers::SHIFT;
