//! The protocol's screen (Ctrl+G): guests of honour in the order of precedence, calls that nobody has
//! answered, and the card that the master of ceremonies reads aloud. It knows no phone numbers.

use crossterm::event::{KeyCode, KeyEvent};

use super::app::{Effect, Level, Model, Screen, Wish};
use super::command::Action;
use super::view;
use crate::meeting::command::Command;
use crate::meeting::event::How;
use crate::meeting::id::{EntryId, ListId, PersonId};
use crate::meeting::protocol::Call;
use crate::meeting::record::Personal;
use crate::text::time;

/// A call that nobody has answered is shown on the other screens for so long.
const BANNER_MINUTES: i64 = 15;

/// A line that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A call: of this act, for this person.
    Call(EntryId, Option<PersonId>),
    /// A guest of honour.
    Guest(PersonId),
}

/// The state of the screen.
#[derive(Debug, Default)]
pub struct Protocol {
    /// What somebody chose; it stays chosen while other lines come and go.
    chosen: Option<Line>,
    /// The calls that were told.
    heard: Vec<(EntryId, Option<PersonId>)>,
}

/// A name as it is said: the column for it, else the call name, else as it is written.
pub fn spoken(person: &Personal) -> &str {
    [&person.spoken, &person.call_name, &person.name]
        .into_iter()
        .find(|s| !s.trim().is_empty())
        .map_or("", String::as_str)
}

impl Model {
    /// Calls nobody has answered yet, oldest first; whom the protocol checked in is greeted already.
    pub fn open_calls(&self) -> Vec<Call> {
        let meeting = self.session.meeting();
        let greeted = |c: &&Call| {
            let person = c.person.and_then(|id| meeting.person(id));
            let arrival = person.and_then(|p| p.arrival(&ListId::main()));
            arrival.is_some_and(|a| a.how == How::Protocol)
        };
        let open = meeting.calls().iter().filter(|c| !greeted(c));
        open.cloned().collect()
    }

    /// The lines in their order: open calls, oldest first, then the guests by precedence.
    pub fn protocol_lines(&self) -> Vec<Line> {
        let meeting = self.session.meeting();
        let calls = self
            .open_calls()
            .into_iter()
            .map(|c| Line::Call(c.act, c.person));
        let guests = meeting.guests_of_honour();
        let guests = guests.into_iter().map(|(_, p)| Line::Guest(p.id));
        calls.chain(guests).collect()
    }

    /// The chosen line: what somebody chose, else the oldest call; nobody is chosen by himself.
    pub fn protocol_line(&self) -> Option<Line> {
        let lines = self.protocol_lines();
        let first = lines
            .first()
            .filter(|l| matches!(l, Line::Call(..)))
            .copied();
        self.protocol.chosen.filter(|l| lines.contains(l)).or(first)
    }

    /// A call in one line of so many columns; only the name is cut.
    pub fn call_words(&self, call: &Call, room: u16) -> String {
        let t = &self.text.protocol;
        let at = time(self.session.meeting(), call.at);
        match self.called_for(call) {
            Some(name) => {
                let rest = view::width(&(t.arrived)(&at, &call.station, ""));
                let name = view::fit(&name, room.saturating_sub(rest));
                (t.arrived)(&at, &call.station, &name)
            }
            None => (t.calling)(&at, &call.station),
        }
    }

    /// For the other screens: the newest open call, short; none when it is old or this screen is the
    /// protocol's.
    pub(super) fn call_banner(&self) -> Option<String> {
        if self.screen == Screen::Protocol && self.overlays.is_empty() {
            return None;
        }
        let now = self.clock.now();
        let fresh = |c: &&Call| now.duration_since(c.at).as_secs() < BANNER_MINUTES * 60;
        let calls = self.open_calls();
        let mut open = calls.iter().rev().filter(fresh);
        let words = self.banner(open.next()?);
        Some(match open.count() {
            0 => words,
            more => format!("{words} {}", (self.text.protocol.banner_more)(more)),
        })
    }

    fn banner(&self, call: &Call) -> String {
        let t = &self.text.protocol;
        let at = time(self.session.meeting(), call.at);
        match self.called_for(call) {
            Some(name) => (t.banner)(&at, &call.station, &name),
            None => (t.banner_call)(&at, &call.station),
        }
    }

    fn called_for(&self, call: &Call) -> Option<String> {
        let person = self.session.meeting().person(call.person?)?;
        let name = spoken(&person.record.personal);
        Some(match &person.substitute {
            Some(by) => {
                let by = (self.text.desk.represented_by)(spoken(&by.personal));
                format!("{name} ({by})")
            }
            None => name.to_owned(),
        })
    }

    /// Calls that are there when the window opens are shown, not rung for.
    pub(super) fn hear_calls(&mut self) -> Vec<Call> {
        let key = |c: &Call| (c.act, c.person);
        let calls = self.open_calls();
        if calls
            .iter()
            .map(key)
            .eq(self.protocol.heard.iter().copied())
        {
            return Vec::new();
        }
        let heard = calls.iter().map(key).collect();
        let fresh = calls
            .iter()
            .filter(|c| !self.protocol.heard.contains(&key(c)));
        let fresh = fresh.cloned().collect();
        self.protocol.heard = heard;
        fresh
    }

    /// Tells of calls that came in since: a bell where the protocol sits, a line everywhere else.
    pub(super) fn follow_calls(&mut self) {
        let fresh = self.hear_calls();
        let Some(newest) = fresh.last() else {
            return;
        };
        if self.screen == Screen::Protocol {
            self.effects.push(Effect::Bell);
            return;
        }
        let quiet = self.message.as_ref().is_none_or(|m| m.level == Level::Good);
        // The desk that called knows it from its card.
        if quiet && *newest.station != *self.station {
            let words = self.banner(newest);
            self.say(Level::Note, words);
        }
    }

    pub(super) fn protocol_key(&mut self, key: KeyEvent) {
        match key.code {
            KeyCode::Char('?') => self.act(Action::Help),
            KeyCode::Char(c @ '1'..='9') if key.modifiers.is_empty() => {
                let row = c.to_digit(10).map_or(0, |d| d as usize);
                match self.protocol_lines().get(row - 1) {
                    Some(line) => self.protocol.chosen = Some(*line),
                    None => self.say(Level::Note, (self.text.no_row)(row)),
                }
            }
            KeyCode::Up => self.move_line(-1),
            KeyCode::Down | KeyCode::Tab => self.move_line(1),
            KeyCode::PageUp => self.move_line(-6),
            KeyCode::PageDown => self.move_line(6),
            _ => {
                self.global_key(&key);
            }
        }
    }

    fn move_line(&mut self, by: isize) {
        let lines = self.protocol_lines();
        let Some(last) = lines.len().checked_sub(1) else {
            return;
        };
        let at = self
            .protocol_line()
            .and_then(|line| lines.iter().position(|l| *l == line));
        let to = at.map_or(0, |at| at.saturating_add_signed(by).min(last));
        self.protocol.chosen = lines.get(to).copied();
    }

    /// Enter: answers the chosen call, or checks the chosen guest in.
    pub(super) fn answer_chosen(&mut self) {
        match self.protocol_line() {
            Some(Line::Call(act, person)) => self.answer_call(act, person),
            Some(Line::Guest(id)) => {
                let calls = self.open_calls();
                match calls.iter().find(|c| c.person == Some(id)) {
                    Some(call) => self.answer_call(call.act, Some(id)),
                    None => self.greet(id),
                }
            }
            None => self.say(Level::Note, self.text.protocol.choose_guest.to_owned()),
        }
    }

    /// H: checks the chosen guest in.
    pub(super) fn greet_chosen(&mut self) {
        match self.protocol_line() {
            Some(Line::Guest(id) | Line::Call(_, Some(id))) => self.greet(id),
            Some(Line::Call(_, None)) | None => {
                self.say(Level::Note, self.text.protocol.choose_guest.to_owned());
            }
        }
    }

    pub(super) fn call_protocol(&mut self) {
        let done = Wish::Done(self.text.desk.protocol_called);
        self.submit(Command::CallProtocol, done);
    }

    fn answer_call(&mut self, act: EntryId, person: Option<PersonId>) {
        let t = &self.text.protocol;
        let meeting = self.session.meeting();
        let Some(call) = meeting
            .calls()
            .iter()
            .find(|c| c.act == act && c.person == person)
        else {
            return;
        };
        let words = match self.called_for(call) {
            Some(name) => (t.answered)(&name),
            None => (t.answered_desk)(&call.station),
        };
        // The next call is next; behind the last one stays whom it was for.
        self.protocol.chosen = match person {
            Some(id) if self.open_calls().len() == 1 => Some(Line::Guest(id)),
            Some(_) | None => None,
        };
        self.submit_once(Command::AnswerCall(act, person), words);
    }

    fn greet(&mut self, id: PersonId) {
        let t = &self.text.protocol;
        let meeting = self.session.meeting();
        let Some(person) = meeting.person(id) else {
            return;
        };
        let (list, name) = (ListId::main(), spoken(&person.record.personal));
        if let Some(there) = person.arrival(&list) {
            let words = (t.already)(name, &time(meeting, there.at), &there.station);
            return self.say(Level::Note, words);
        }
        let words = (t.greeted)(name);
        let command = Command::CheckIn {
            person: id,
            list,
            how: How::Protocol,
        };
        self.submit_once(command, words);
    }

    /// An impatient second press while the first is being saved is the same wish.
    fn submit_once(&mut self, command: Command, words: String) {
        let waits = |w: &Wish| matches!(w, Wish::Told(other) if *other == words);
        if !self.wishes.values().any(|(_, wish)| waits(wish)) {
            self.submit(command, Wish::Told(words));
        }
    }
}
