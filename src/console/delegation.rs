//! The delegation's card: who of a village library has come. One scan opens it, digits tick, Enter records
//! all ticked in one entry. Never records anybody by itself.

use std::collections::BTreeSet;

use crossterm::event::{KeyCode, KeyEvent};

use super::app::{Level, Model, Screen, Wish};
use super::card::Answer;
use crate::meeting::command::Command;
use crate::meeting::delegation::DelegationId;
use crate::meeting::event::{Event, Outcome};
use crate::meeting::id::PersonId;

/// A letter typed so soon after `A` or `G` belongs to a name that begins so.
const NAME_MS: u64 = 1_500;

/// A line of digits typed so soon after the card may have been meant for its rows.
const ROWS_MS: u64 = 3_000;

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
    /// Somebody chose it, by digit or arrow: before that `G` replaces nobody.
    pub chosen: bool,
    /// The digit that ticked last, and when: two in a row may have been meant as a number.
    last_digit: Option<(char, u64)>,
    /// `A` ticked these just now, or `G` found no row: somebody may be typing a name that begins so.
    just_pressed: Option<(char, Vec<PersonId>, u64)>,
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
            just_pressed: None,
        });
    }

    /// After an arrival: the card of that person's delegation, while somebody of it is missing.
    pub(super) fn members_after(&mut self, person: PersonId) {
        let meeting = self.session.meeting();
        let delegation = meeting
            .person(person)
            // A guest of honour is shown to a seat; nobody is ticked meanwhile.
            .filter(|p| crate::meeting::protocol::place(&p.record).is_none())
            .and_then(|p| meeting.delegation_of(p))
            .map(|d| d.id)
            .filter(|_| !self.hands_out());
        let Some(id) = delegation else {
            self.close_members();
            return;
        };
        let missing = meeting
            .standing(id, &self.list)
            .is_some_and(|s| !s.missing.is_empty());
        if missing {
            self.open_members(id);
        } else {
            self.close_members();
        }
    }

    /// Closes the card, and says who was ticked and is not recorded.
    pub(super) fn close_members(&mut self) {
        let Some(closed) = self.desk.members.take() else {
            return;
        };
        self.desk.members_closed = Some(self.now_ms);
        let people = closed.ticked.iter().filter(|id| !self.is_there(**id));
        let left: Vec<String> = people
            .filter_map(|id| self.session.meeting().person(*id))
            .map(|p| format!("{} #{}", crate::text::called(p), p.id))
            .collect();
        if !left.is_empty() {
            let words = (self.text.desk.ticks_left)(left.len(), &left.join("; "));
            self.say(Level::Note, words);
        }
    }

    /// Keeps the open card with the record: who went to another delegation leaves it, who came joins it,
    /// whom another window has recorded is no longer ticked.
    pub(super) fn follow_members(&mut self) {
        let Some(open) = &self.desk.members else {
            return;
        };
        let Some(standing) = self.session.meeting().standing(open.delegation, &self.list) else {
            return self.close_members();
        };
        let now: BTreeSet<PersonId> = standing.members.iter().copied().collect();
        let before: BTreeSet<PersonId> = open.rows.iter().copied().collect();
        let waits = |id: &PersonId| now.contains(id) && !self.is_there(*id);
        let ticked = open.ticked.iter().copied().filter(waits).collect();
        if let Some(open) = &mut self.desk.members {
            open.ticked = ticked;
            open.rows.retain(|id| now.contains(id));
            open.rows.extend(now.difference(&before));
            open.selected = open.selected.min(open.rows.len().saturating_sub(1));
        }
    }

    /// A delegation's list never stays under the card of somebody who is not of it.
    pub(super) fn part_members(&mut self) {
        let meeting = self.session.meeting();
        let answered = self.desk.answer.as_ref().and_then(|a| a.person);
        let Some(person) = answered.and_then(|id| meeting.person(id)) else {
            return;
        };
        let home = meeting.delegation_of(person).map(|d| d.id);
        if self
            .desk
            .members
            .as_ref()
            .is_some_and(|m| Some(m.delegation) != home)
        {
            self.close_members();
        }
    }

    /// Is somebody on this desk's list?
    fn is_there(&self, id: PersonId) -> bool {
        let person = self.session.meeting().person(id);
        person.is_some_and(|p| p.arrival(&self.list).is_some())
    }

    /// A key while the card is open and the line empty; false where it is not for the card.
    pub(super) fn members_key(&mut self, key: KeyEvent) -> bool {
        let now = self.now_ms;
        let Some(members) = &mut self.desk.members else {
            return false;
        };
        let last = members.rows.len().saturating_sub(1);
        match key.code {
            KeyCode::Char(c @ '0'..='9') if key.modifiers.is_empty() => {
                let row = c.to_digit(10).and_then(|d| (d as usize).checked_sub(1));
                let row = row.filter(|row| *row <= last);
                let before = members.last_digit.replace((c, now));
                let before = before.filter(|(_, at)| now.saturating_sub(*at) < NUMBER_MS);
                if let Some(row) = row {
                    self.toggle(row);
                }
                // A digit without a row picks nobody: the number it may begin is typed behind `#`.
                if row.is_none() || before.is_some() {
                    let number: String = before.map(|(c, _)| c).into_iter().chain([c]).collect();
                    let words = (self.text.desk.a_number)(&number);
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
                    members.just_pressed = Some((c, fresh, now));
                }
            }
            KeyCode::Char(c @ ('g' | 'G')) if key.modifiers.difference(SHIFT).is_empty() => {
                let row = members.rows.get(members.selected).copied();
                if let Some(person) = row.filter(|_| members.chosen) {
                    self.open_substitute(person);
                } else {
                    members.just_pressed = Some((c, Vec::new(), now));
                    self.say(Level::Note, self.text.desk.r_choose_row.to_owned());
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
            KeyCode::PageDown => {
                (members.selected, members.chosen) = ((members.selected + 6).min(last), true);
            }
            KeyCode::PageUp => {
                (members.selected, members.chosen) = (members.selected.saturating_sub(6), true);
            }
            KeyCode::Enter => self.record_ticked(),
            KeyCode::Esc => self.close_members(),
            _ => return false,
        }
        true
    }

    /// Somebody types at the desk: the card closes. An `A` just before was the name's first letter. A number
    /// typed now, or soon after the card has closed, may have been meant for its rows.
    pub(super) fn members_typing(&mut self, text: &str) {
        if self.screen != Screen::Desk {
            return;
        }
        let soon = |at: u64| self.now_ms.saturating_sub(at) < ROWS_MS;
        let goes_on = self.desk.doubtful && !self.desk.line.is_empty();
        self.desk.doubtful =
            goes_on || self.desk.members.is_some() || self.desk.members_closed.is_some_and(soon);
        let Some(members) = &mut self.desk.members else {
            return;
        };
        if let Some((letter, ticked, at)) = members.just_pressed.take()
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
        members.just_pressed = None;
        let ticked = members.ticked.remove(&id);
        if self.is_there(id) {
            let words = if self.hands_out() {
                self.text.desk.r_received
            } else {
                self.text.desk.r_there
            };
            self.say(Level::Note, words(&self.name_of(id)));
        } else if let (false, Some(members)) = (ticked, &mut self.desk.members) {
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
        let mut answer = Answer::of(Outcome::Present, people.first().copied(), self.list.clone());
        answer.together = (people.len() > 1).then(|| (id, people.clone()));
        self.show_answer(answer);
        if let Some(person) = people.first() {
            self.members_after(*person);
        }
    }
}

const SHIFT: crossterm::event::KeyModifiers = crossterm::event::KeyModifiers::SHIFT;
