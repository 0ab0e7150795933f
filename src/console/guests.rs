//! Forms of the desk for people who are not on the list as they come: walk-ins and substitutes.

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent};

use super::app::{Effect, Level, Model};
use super::card::Answer;
use super::form::Form;
use super::forms::{Key, OpenForm, Purpose};
use super::overlay::Overlay;
use super::person_form::{doubt_phone, set_field, set_place};
use crate::meeting::command::{Command, Refusal};
use crate::meeting::event::{Event, Outcome, WalkIn};
use crate::meeting::id::PersonId;
use crate::meeting::names::scrub;
use crate::meeting::person::State;
use crate::meeting::record::{Field, Personal, Record, Sex};
use crate::meeting::village::Resolved;
use crate::search::people;

/// So many similar people are listed while a name is typed.
const SIMILAR: usize = 3;

impl Model {
    /// The form of a walk-in; what stands in the search line is the name.
    pub(super) fn open_walk_in(&mut self) {
        let t = self.text;
        let typed = self.desk.line.text().trim();
        // A number or a code is no name.
        let number = typed.starts_with(|c: char| c.is_ascii_digit() || c == '#');
        let name = if number { String::new() } else { scrub(typed) };
        let (name_label, name_hint) = (t.field)(Field::Name);
        let (phone_label, phone_hint) = (t.field)(Field::Phone);
        let (sex_label, sex_hint) = (t.field)(Field::Sex);
        let classes = WalkIn::ALL.map(t.desk.class);
        let form = Form::new(t.desk.form_walk_in)
            .text(Key::Field(Field::Name), name_label, name_hint, &name)
            .text(Key::From, t.desk.f_from, t.desk.f_from_hint, "")
            .text(Key::Field(Field::Phone), phone_label, phone_hint, "")
            .choice(Key::Class, t.desk.f_class, t.desk.f_class_hint, &classes, 0)
            .choice(
                Key::Field(Field::Sex),
                sex_label,
                sex_hint,
                &["-", "L", "P"],
                0,
            );
        self.open(Purpose::WalkIn, form);
    }

    /// The form for whoever comes in this person's place.
    pub(super) fn open_substitute(&mut self, person: PersonId) {
        let t = self.text;
        let Some(invited) = self.session.meeting().person(person) else {
            return;
        };
        let title = (t.desk.form_substitute)(&format!("{} #{person}", invited.name()));
        let now = invited.substitute.as_ref().map(|s| s.personal.clone());
        let now = now.unwrap_or_default();
        let label = |field| (t.field)(field);
        let sex = match now.sex {
            None => 0,
            Some(Sex::L) => 1,
            Some(Sex::P) => 2,
        };
        let name_hint = if invited.substitute.is_some() {
            t.desk.f_substitute_hint
        } else {
            label(Field::Name).1
        };
        let form = Form::new(&title)
            .text(
                Key::Field(Field::Name),
                label(Field::Name).0,
                name_hint,
                &now.name,
            )
            .text(
                Key::Field(Field::Position),
                label(Field::Position).0,
                label(Field::Position).1,
                &now.position,
            )
            .text(
                Key::Field(Field::Phone),
                label(Field::Phone).0,
                label(Field::Phone).1,
                &now.phone,
            )
            .choice(
                Key::Field(Field::Sex),
                label(Field::Sex).0,
                label(Field::Sex).1,
                &["-", "L", "P"],
                sex,
            );
        self.open(Purpose::Substitute(person), form);
    }

    /// Who is on the list already and may be the one whose name is being typed.
    pub fn similar(&self, open: &OpenForm) -> Vec<PersonId> {
        let typed = open.form.value(Key::Field(Field::Name)).trim();
        if open.purpose != Purpose::WalkIn || typed.chars().count() < 3 {
            return Vec::new();
        }
        let (index, meeting) = (self.desk.index(), self.session.meeting());
        let (hits, _) = people::find(index, meeting, typed, SIMILAR, &self.near, true);
        hits.into_iter().map(|hit| hit.id).collect()
    }

    /// A digit in the name line of a walk-in chooses the similar person of that row instead.
    pub(super) fn similar_key(&mut self, key: KeyEvent, open: &OpenForm) -> bool {
        let KeyCode::Char(c @ '1'..='9') = key.code else {
            return false;
        };
        if open.purpose != Purpose::WalkIn || open.form.focus != 0 {
            return false;
        }
        let row = c.to_digit(10).map_or(0, |d| d as usize);
        let Some(person) = self.similar(open).get(row - 1).copied() else {
            return false;
        };
        // The form goes, the person is chosen at the desk: Enter records, as everywhere.
        self.drop_draft();
        self.desk.clear();
        self.desk.line.set(&format!("#{person}"));
        self.desk.fresh = false;
        self.search();
        true
    }

    pub(super) fn read_walk_in(&self, open: &mut OpenForm) -> Option<Command> {
        let t = self.text;
        let mut record = Record::default();
        for field in [Field::Name, Field::Phone, Field::Sex] {
            let value = scrub(open.form.value(Key::Field(field)));
            set_field(t, &mut record, field, value)
                .map_err(|e| open.form.fail(Key::Field(field), e))
                .ok()?;
        }
        if record.personal.name.is_empty() {
            let missing = t.e_name_missing.to_owned();
            open.form.fail(Key::Field(Field::Name), missing);
            return None;
        }
        let from = scrub(open.form.value(Key::From));
        self.read_from(&mut record, &from)
            .map_err(|e| open.form.fail(Key::From, e))
            .ok()?;
        let chosen = open.form.value(Key::Class);
        let class = WalkIn::ALL
            .into_iter()
            .find(|c| (t.desk.class)(*c) == chosen);
        let class = class.unwrap_or(WalkIn::Additional);
        record.group = match class {
            WalkIn::Media => "Media".to_owned(),
            WalkIn::Committee => "Panitia".to_owned(),
            WalkIn::Additional | WalkIn::Substitute | WalkIn::Guest => String::new(),
        };
        if let (false, Some(words)) = (open.warned, doubt_phone(t, &record)) {
            open.warned = true;
            let words = format!("{words} {}", t.save_again);
            open.form.fail(Key::Field(Field::Phone), words);
            return None;
        }
        Some(Command::WalkIn {
            sure: open.sure_of == record.personal.name,
            record: Arc::new(record),
            class,
            list: self.list_of_arrivals(),
        })
    }

    /// Somebody of that name and place is known: the form comes back, and saving again means it.
    pub(super) fn ask_walk_in_again(&mut self, mut open: Box<OpenForm>, refusal: &Refusal) {
        let words = format!("{} {}", self.refusal_words(refusal), self.text.save_again);
        open.sure_of = scrub(open.form.value(Key::Field(Field::Name)));
        open.form.fail(Key::Field(Field::Name), words);
        self.effects.push(Effect::Bell);
        self.overlays.push(Overlay::Form(open));
    }

    /// A village where there is one of that name, else an office as written.
    fn read_from(&self, record: &mut Record, from: &str) -> Result<(), String> {
        let meeting = self.session.meeting();
        let villages = meeting.villages();
        let mut parts = from.splitn(2, ',').map(str::trim);
        let (village, subdistrict) = (parts.next().unwrap_or_default(), parts.next());
        let a_village = matches!(
            villages.resolve(village, subdistrict),
            Resolved::One(_) | Resolved::Several(_)
        );
        if a_village || crate::meeting::id::VillageCode::parse(from).is_ok() {
            return set_place(meeting, self.text, record, from);
        }
        from.clone_into(&mut record.office);
        Ok(())
    }

    pub(super) fn read_substitute(&self, open: &mut OpenForm, person: PersonId) -> Option<Command> {
        let t = self.text;
        let mut record = Record::default();
        for field in [Field::Name, Field::Position, Field::Phone, Field::Sex] {
            let value = scrub(open.form.value(Key::Field(field)));
            set_field(t, &mut record, field, value)
                .map_err(|e| open.form.fail(Key::Field(field), e))
                .ok()?;
        }
        let replaced = self.session.meeting().person(person)?.substitute.is_some();
        if record.personal.name.is_empty() && !replaced {
            let missing = t.e_name_missing.to_owned();
            open.form.fail(Key::Field(Field::Name), missing);
            return None;
        }
        Some(Command::Substitute {
            person,
            by: Arc::new(record.personal),
            seen: open.seen.clone(),
            list: self.list_of_arrivals(),
        })
    }

    /// Another window named a substitute meanwhile: the form comes back, and saving again replaces
    /// that one.
    pub(super) fn ask_substitute_again(&mut self, mut open: Box<OpenForm>, refusal: &Refusal) {
        let words = format!("{} {}", self.refusal_words(refusal), self.text.save_again);
        open.seen = self.substitute_now(open.purpose);
        open.form.fail(Key::Field(Field::Name), words);
        self.effects.push(Effect::Bell);
        self.overlays.push(Overlay::Form(open));
    }

    /// Who stands in the place that a form is about, empty for nobody.
    pub(super) fn substitute_now(&self, purpose: Purpose) -> Option<Arc<Personal>> {
        let Purpose::Substitute(person) = purpose else {
            return None;
        };
        let person = self.session.meeting().person(person)?;
        let now = person.substitute.as_ref().map(|s| s.personal.clone());
        Some(now.unwrap_or_default())
    }

    /// A walk-in was added and is present.
    pub(super) fn walked_in(&mut self, events: &[Event], typed: &str) {
        let added = events.iter().find_map(|e| match e {
            Event::WalkedIn(e) => Some(e.id),
            _ => None,
        });
        self.line_done(typed);
        let Some(id) = added else { return };
        let mut answer = Answer::of(Outcome::Present, Some(id), self.list_of_arrivals());
        answer.walked_in = true;
        self.show_answer(answer);
    }

    /// A substitute came, or the invited person after all.
    pub(super) fn substituted(&mut self, person: PersonId) {
        let Some(p) = self.session.meeting().person(person) else {
            return;
        };
        // A desk that hands out records the substitute's arrival on the day's list.
        let list = self.list_of_arrivals();
        if p.state(&list) == State::Represented {
            let answer = Answer::of(Outcome::Present, Some(person), list);
            let ticked = self.desk.members.as_mut();
            if let Some(members) = ticked {
                members.ticked.remove(&person);
            }
            // The line has done its work.
            self.desk.clear_line();
            self.scanner.forget();
            self.show_answer(answer);
            self.members_after(person);
        } else {
            let words = (self.text.desk.substitute_gone)(p.name());
            self.say(Level::Good, words);
        }
    }
}
