//! The desk's state: the scan line, the list, the card. What is on the card is a value; how it looks
//! is in `view/desk.rs`.

use crossterm::event::{KeyCode, KeyEvent};

use super::app::{Effect, Level, Message, Model, Wish};
use super::card::{self, Answer};
use super::command::Action;
use super::delegation::Members;
use super::field::Field;
use super::overlay::Overlay;
use super::scanner::Hint;
use crate::meeting::command::{Command, Order, Refusal};
use crate::meeting::event::{Event, How, Outcome};
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::names::identity_key;
use crate::meeting::person::Arrival;
use crate::meeting::{Changes, Meeting};
use crate::search::{Hit, Index, people};

/// So many rows are found; the screen shows what fits and says how many there are.
const LIMIT: usize = 60;

/// The title bar stays reversed for so long after a scan, so that the guest sees it too.
const FLASH_MS: u64 = 2_000;

/// The state of the desk.
#[derive(Debug, Default)]
pub struct Desk {
    /// The scan and search line, always ready.
    pub line: Field,
    /// Who is meant, best first.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
    /// The chosen row.
    pub selected: Option<usize>,
    /// The last answer.
    pub answer: Option<Answer>,
    /// Nothing was typed since the last answer: the card shows it, whatever stands in the line.
    pub fresh: bool,
    /// Until when the title bar is reversed.
    pub flash_until: Option<u64>,
    /// The open delegation card.
    pub members: Option<Members>,
    pub(super) tail_at: Option<u64>,
    /// Whom somebody chose from this line, by digit or arrow: typing on, or a scan between, keeps him.
    picked: Option<PersonId>,
    /// When the card of a delegation was closed: digits still meant for it may be on their way.
    pub(super) members_closed: Option<u64>,
    /// The line was typed under the card of a delegation or just behind it: a number there may be a row's.
    pub(super) doubtful: bool,
    /// Up to where in the journal the cards are true.
    followed: u64,
    index: Index,
}

/// A line of the last arrivals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// `09.12`
    pub time: String,
    /// The written name.
    pub name: String,
    /// The badge number.
    pub id: PersonId,
}

impl Recent {
    /// The last on a list, newest first.
    pub fn of(meeting: &Meeting, list: &ListId, n: usize) -> Vec<Recent> {
        meeting
            .last_arrivals(list, n)
            .into_iter()
            .map(|(person, arrival)| Recent {
                time: crate::text::time(meeting, arrival.at),
                name: person.who_came().name.clone(),
                id: person.id,
            })
            .collect()
    }
}

impl Desk {
    /// What is searched.
    pub(super) fn index(&self) -> &Index {
        &self.index
    }

    /// Builds the index anew.
    pub fn rebuild(&mut self, meeting: &Meeting) {
        self.index = people::index(meeting);
    }

    /// Brings the index up to date.
    pub fn follow(&mut self, meeting: &Meeting, changes: &Changes) {
        if changes.all {
            self.rebuild(meeting);
            return;
        }
        for id in &changes.people {
            match meeting.person(*id) {
                Some(person) => self.index.put(people::doc(meeting, person)),
                None => self.index.remove(*id),
            }
        }
    }

    /// Whom the card shows and the person commands mean: the last answer while it is fresh or the
    /// line is empty, else the chosen row.
    pub fn chosen(&self) -> Option<PersonId> {
        if self.fresh || self.line.is_empty() {
            return self.answer.as_ref().and_then(|a| a.person);
        }
        self.chosen_row()
    }

    /// The person of the chosen row.
    pub fn chosen_row(&self) -> Option<PersonId> {
        self.hits.get(self.selected?).map(|h| h.id)
    }

    /// Is something listed, and nobody chosen?
    pub fn ambiguous_choice(&self) -> bool {
        !self.line.is_empty() && self.selected.is_none()
    }

    /// Empties the line; where it is empty, the card.
    pub fn clear(&mut self) {
        if self.line.is_empty() {
            self.answer = None;
        }
        self.clear_line();
    }

    pub(super) fn clear_line(&mut self) {
        self.line.clear();
        self.hits.clear();
        self.total = 0;
        self.selected = None;
        self.picked = None;
        self.doubtful = false;
        self.tail_at = None;
    }
}

impl Model {
    pub(super) fn desk_key(&mut self, key: KeyEvent) {
        if self.desk.line.is_empty() && self.members_key(key) {
            return;
        }
        let line = self.desk.line.text();
        let picks = !line.is_empty() && !is_number(line);
        match key.code {
            KeyCode::Char('?') if line.is_empty() && key.modifiers.is_empty() => {
                self.act(Action::Help);
            }
            KeyCode::Char(c @ '1'..='9') if picks && key.modifiers.is_empty() => self.pick(c),
            KeyCode::Char(c) if key.modifiers.is_empty() => self.type_char(c),
            KeyCode::Up => self.move_selection(-1),
            KeyCode::Down | KeyCode::Tab => self.move_selection(1),
            KeyCode::PageUp => self.move_selection(-6),
            KeyCode::PageDown => self.move_selection(6),
            _ if self.global_key(&key) => {}
            _ => {
                if self.desk.line.edit(key) {
                    self.desk.fresh = false;
                    self.search();
                }
            }
        }
    }

    /// A digit picks a row; Enter then records.
    fn pick(&mut self, digit: char) {
        self.desk.fresh = false;
        let row = digit.to_digit(10).map_or(0, |d| d as usize);
        if row >= 1 && row <= self.desk.hits.len() {
            self.desk.selected = Some(row - 1);
            self.desk.picked = self.desk.chosen_row();
        } else {
            let words = (self.text.no_row)(row);
            self.say(Level::Note, words);
        }
    }

    fn move_selection(&mut self, by: isize) {
        self.desk.fresh = false;
        let last = self.desk.hits.len().checked_sub(1);
        self.desk.selected = last.map(|last| match self.desk.selected {
            None => 0,
            Some(i) => i.saturating_add_signed(by).min(last),
        });
        self.desk.picked = self.desk.chosen_row();
    }

    /// Finds again what is typed; keeps the chosen person if still listed.
    pub(super) fn search(&mut self) {
        let text = self.desk.line.text().trim().to_owned();
        if text.is_empty() {
            self.desk.hits.clear();
            self.desk.total = 0;
            self.desk.selected = None;
            self.desk.tail_at = None;
            return;
        }
        let (hits, total) = people::find(
            &self.desk.index,
            self.session.meeting(),
            &text,
            LIMIT,
            &self.near,
            false,
        );
        // The tail comes one frame later.
        self.desk.tail_at = (hits.len() < LIMIT).then_some(self.now_ms);
        self.show_hits(hits, total);
    }

    pub(super) fn search_tail(&mut self) {
        self.desk.tail_at = None;
        let text = self.desk.line.text().trim().to_owned();
        if !text.is_empty() {
            let (hits, total) = people::find(
                &self.desk.index,
                self.session.meeting(),
                &text,
                LIMIT,
                &self.near,
                true,
            );
            self.show_hits(hits, total);
        }
    }

    fn show_hits(&mut self, hits: Vec<Hit>, total: usize) {
        let place = |id: PersonId| hits.iter().position(|h| h.id == id);
        let picked = self.desk.picked.and_then(place);
        self.desk.hits = hits;
        self.desk.total = total;
        let sure = self.is_one_meant() && !self.is_doubtful();
        self.desk.selected = picked.or(sure.then_some(0));
    }

    /// Is one person meant? Exactly one fits best (exact before another spelling before a typing mistake),
    /// more than a letter or two was typed where others fit too, and nobody listed has the same name
    /// (desk rules, search: *with two equal names Enter waits for a choice*).
    pub fn is_one_meant(&self) -> bool {
        let typed = self.desk.line.text().trim();
        let enough = typed.chars().count() >= 3 || is_number(typed);
        let best = self.desk.hits.first().map(|h| h.matched);
        best.is_some()
            && self
                .desk
                .hits
                .get(1)
                .is_none_or(|h| Some(h.matched) != best)
            && (enough || self.desk.total == 1)
            && self.namesakes().first() != Some(&true)
    }

    /// Is a number typed that may be meant for a row of the delegation's card?
    fn is_doubtful(&self) -> bool {
        let mut typed = self.desk.line.text().trim().bytes();
        (self.desk.doubtful || self.desk.members.is_some()) && typed.all(|b| b.is_ascii_digit())
    }

    /// Does Enter only mark the row, because of that doubt?
    pub(super) fn marks_number(&self) -> bool {
        self.desk.selected.is_none() && self.is_one_meant() && self.is_doubtful()
    }

    /// Which of those listed share their name with another.
    pub fn namesakes(&self) -> Vec<bool> {
        let meeting = self.session.meeting();
        let name = |hit: &Hit| Some(identity_key(meeting.person(hit.id)?.name()));
        let names: Vec<_> = self.desk.hits.iter().map(name).collect();
        let shared = |mine| names.iter().filter(|name| *name == mine).count() > 1;
        names.iter().map(shared).collect()
    }

    /// Why Enter records nobody while no row is chosen.
    pub fn why_waits(&self) -> String {
        let t = self.text;
        match self.desk.hits.len() {
            0 => super::view::capital(t.choose_first),
            _ if self.marks_number() => t.desk.number_waits.to_owned(),
            _ if self.namesakes().first() == Some(&true) => t.choose_one.to_owned(),
            _ => (t.choose_or_type)(self.desk.total),
        }
    }

    pub(super) fn check_in_chosen(&mut self) {
        if self.marks_number() {
            self.move_selection(0);
            return self.say(Level::Note, self.text.desk.number_again.to_owned());
        }
        if self.desk.fresh && !self.desk.line.is_empty() {
            // A scan came between typing and Enter: show first whom Enter would record.
            self.desk.fresh = false;
            return;
        }
        // On an idle line Enter does nothing: a stray Enter must not record anybody. On the card of a
        // closed list it asks for the reason of a late entry.
        let late = self
            .desk
            .answer
            .as_ref()
            .filter(|a| a.outcome == Outcome::ListClosed);
        let late = late
            .and_then(|a| a.person)
            .filter(|_| self.desk.line.is_empty());
        let Some(person) = self.desk.chosen_row().or(late) else {
            return;
        };
        // An impatient second Enter while the first is being saved is the same wish.
        let waits = |(_, w): &(Command, Wish)| matches!(w, Wish::CheckIn(id, _) if *id == person);
        if self.wishes.values().any(waits) {
            return;
        }
        let (list, typed) = (self.list.clone(), self.desk.line.text().to_owned());
        self.submit(
            Command::CheckIn {
                person,
                list,
                how: How::Hand,
            },
            Wish::CheckIn(person, typed),
        );
    }

    /// A scan or a check-in was committed: the card, the bar and the bell come now.
    pub(super) fn scan_answered(&mut self, events: &[Event], hint: Option<Hint>) {
        // What goes along on other lists is no answer of its own; the desk may have turned to another
        // list while this one was being saved.
        let arrived = events.iter().find_map(|event| match event {
            Event::Arrived(e) => Some(e),
            _ => None,
        });
        if let Some(e) = arrived {
            let person = e.people.first().copied();
            self.show_answer(Answer::of(Outcome::Present, person, e.list.clone()));
            if let Some(person) = person {
                self.members_after(person);
            }
        }
        let refused = events.iter().find_map(|event| match event {
            Event::ScanRefused(e) => Some(e),
            _ => None,
        });
        if let Some(e) = refused {
            let mut answer = Answer::of(e.outcome, e.person, self.list.clone());
            answer.first = e.person.and_then(|id| self.arrival_of(id));
            answer.own = self.is_own(answer.first.as_ref());
            answer.class.clone_from(&e.class);
            answer.hint = hint;
            if self.names_only(e.outcome) {
                let words = card::line(self.text, self.session.meeting(), &answer);
                return self.say(Level::Bad, words);
            }
            self.show_answer(answer);
            match e.person {
                Some(person) => self.members_of(person, e.outcome),
                None => self.close_members(),
            }
        }
    }

    /// Says whether a scan is named in one line only, because its card would cover what somebody works on: an
    /// unreadable one over an open delegation card, a stranger's over a list too (rules of the desk, 3 and 5).
    fn names_only(&self, outcome: Outcome) -> bool {
        let card = self.desk.members.is_some();
        match outcome {
            Outcome::ForeignCode => card || !self.desk.line.is_empty(),
            Outcome::DamagedCode => card,
            _ => false,
        }
    }

    pub(super) fn scan_refused(&mut self, refusal: &Refusal) {
        match refusal {
            Refusal::DoubleRead { person, outcome } => self.read_twice(*person, *outcome),
            Refusal::TickFirst(_) | Refusal::Ordered(_) | Refusal::PageRead(_) => {
                self.carry_out(refusal);
            }
            other => self.refused(other),
        }
    }

    /// The same badge again: the same card stays, quietly; what was closed or pushed away since comes back.
    fn read_twice(&mut self, person: PersonId, outcome: Outcome) {
        if self.desk.answer.as_ref().and_then(|a| a.person) != Some(person) {
            let mut answer = Answer::of(outcome, Some(person), self.list.clone());
            answer.first = self.arrival_of(person);
            answer.first = answer.first.filter(|_| outcome != Outcome::Present);
            answer.own = self.is_own(answer.first.as_ref());
            self.desk.answer = Some(answer);
        }
        // So do its words, which the second read's keys took away.
        self.desk.fresh = true;
        if let Some(answer) = self.desk.answer.clone() {
            self.say_answer(&answer);
        }
        self.members_of(person, outcome);
    }

    /// The delegation's list under an answer: who is refused is not asked who else has come, unless she is
    /// there already.
    fn members_of(&mut self, person: PersonId, outcome: Outcome) {
        match outcome {
            Outcome::Present | Outcome::AlreadyPresent => self.members_after(person),
            _ => self.close_members(),
        }
    }

    /// A letter, a page or an order was read: what it asks for. A scanner that delivers every code twice
    /// asks once.
    fn carry_out(&mut self, read: &Refusal) {
        let now = self.now_ms;
        let again = self.ordered.as_ref().is_some_and(|(last, at)| {
            last == read && now.saturating_sub(*at) < crate::meeting::decide::DOUBLE_READ_MS
        });
        // A letter or a page whose card was closed since is wanted again.
        let open = match read {
            Refusal::TickFirst(id) => self.desk.members.as_ref().map(|m| m.delegation) == Some(*id),
            Refusal::PageRead(page) => {
                matches!(self.overlays.last(), Some(Overlay::Signatures(s)) if s.page == *page)
            }
            _ => true,
        };
        if again && open {
            // However long a card lies under a scanner that reads on its own, it is one read.
            self.ordered = Some((read.clone(), now));
            return;
        }
        // Not yet carried out: what is read again after the dialog is closed is no second read.
        self.ordered = None;
        if self.is_locked() {
            return self.note_order();
        }
        if !self.overlays.is_empty() {
            let words = format!("{} {}", self.refusal_words(read), self.text.finish_first);
            self.say(Level::Note, words);
            return;
        }
        self.ordered = Some((read.clone(), now));
        match read {
            Refusal::TickFirst(delegation) => {
                self.screen = super::app::Screen::Desk;
                self.desk.answer = None;
                self.desk.clear();
                self.open_letter(*delegation);
                if self.desk.members.is_none() {
                    self.refused(read);
                }
            }
            Refusal::Ordered(order) => self.order(*order),
            Refusal::PageRead(page) => self.open_signatures(*page),
            _ => self.refused(read),
        }
    }

    /// An order of the command card.
    fn order(&mut self, order: Order) {
        let words = (self.text.desk.ordered)((self.text.desk.order)(order));
        self.say(Level::Note, words);
        match order {
            Order::Undo => self.act(Action::Undo),
            Order::AllPresent => self.all_present(),
            Order::WalkIn => self.act(Action::AddPerson),
            Order::CallProtocol => self.call_protocol(),
        }
    }

    fn is_own(&self, first: Option<&Arrival>) -> bool {
        first.is_some_and(|a| *a.station == *self.station)
    }

    /// A check-in by name was committed: the line has done its work, unless it holds the next name.
    pub(super) fn checked_in(&mut self, events: &[Event], typed: &str) {
        self.line_done(typed);
        self.scan_answered(events, None);
    }

    pub(super) fn line_done(&mut self, typed: &str) {
        if self.desk.line.text() == typed {
            self.desk.clear_line();
            self.scanner.forget();
        }
    }

    pub(super) fn check_in_refused(&mut self, person: PersonId, typed: &str, refusal: &Refusal) {
        let (outcome, first) = match refusal {
            Refusal::AlreadyPresent { first, .. } => (Outcome::AlreadyPresent, Some(first.clone())),
            Refusal::Cancelled(_) => (Outcome::Cancelled, None),
            Refusal::NotYetPresent(_) => (Outcome::NotYetPresent, None),
            Refusal::NotEntitled(_) => (Outcome::NotEntitled, None),
            other => return self.refused(other),
        };
        self.line_done(typed);
        let mut answer = Answer::of(outcome, Some(person), self.list.clone());
        answer.own = self.is_own(first.as_ref());
        answer.first = first;
        self.show_answer(answer);
        self.members_of(person, outcome);
    }

    pub(super) fn show_answer(&mut self, answer: Answer) {
        if answer.outcome != Outcome::Present {
            self.effects.push(Effect::Bell);
        }
        self.say_answer(&answer);
        self.desk.answer = Some(answer);
        self.desk.fresh = true;
        self.desk.flash_until = Some(self.now_ms + FLASH_MS);
        self.notice_two_scanners();
    }

    /// A scan while a form is open must not lose what is typed there, and must be seen.
    fn say_answer(&mut self, answer: &Answer) {
        if !self.overlays.is_empty() || self.screen != super::app::Screen::Desk {
            let level = if answer.outcome == Outcome::Present {
                Level::Good
            } else {
                Level::Bad
            };
            // The bell was the answer's.
            let text = card::line(self.text, self.session.meeting(), answer);
            self.message = Some(Message { level, text });
        }
    }

    /// Keeps both cards with the record.
    pub(super) fn follow_cards(&mut self) {
        let seq = self.session.head().seq;
        if std::mem::replace(&mut self.desk.followed, seq) != seq {
            self.follow_answer();
            self.follow_members();
        }
        self.part_members();
    }

    /// Keeps the card with the record, whichever window changed it: who came first, who of those recorded
    /// together is still there. What is no longer so at all the card stops saying (`card::holds`).
    fn follow_answer(&mut self) {
        let (meeting, station) = (self.session.meeting(), &self.station);
        let Some(answer) = &mut self.desk.answer else {
            return;
        };
        let arrival = |id| meeting.person(id)?.arrival(&answer.list).cloned();
        if let Some((_, people)) = &mut answer.together {
            people.retain(|id| arrival(*id).is_some());
            answer.person = people.first().copied().or(answer.person);
        }
        answer.together.take_if(|(_, people)| people.len() < 2);
        if let (Outcome::AlreadyPresent, Some(id)) = (answer.outcome, answer.person) {
            answer.first = arrival(id);
            answer.own = answer
                .first
                .as_ref()
                .is_some_and(|a| *a.station == **station);
        }
        if answer.person.is_some_and(|id| meeting.person(id).is_none()) {
            self.desk.answer = None;
        }
    }

    fn arrival_of(&self, id: PersonId) -> Option<Arrival> {
        let person = self.session.meeting().person(id)?;
        person.arrival(&self.list).cloned()
    }
}

/// Is a badge number being typed, `47` or `#47`?
fn is_number(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_digit() || c == '#')
}
