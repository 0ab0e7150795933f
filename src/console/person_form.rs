//! The form of a person: its lines, its proposals, and how it is read back.

use std::sync::Arc;

use super::app::{Level, Model};
use super::form::{Entry, Form};
use super::forms::{Key, OpenForm, Purpose};
use crate::meeting::command::Command;
use crate::meeting::event::Event;
use crate::meeting::id::VillageCode;
use crate::meeting::names::{fold, identity_key, scrub};
use crate::meeting::protocol::Honour;
use crate::meeting::record::{Field, Record, Sex};
use crate::meeting::village::Resolved;
use crate::meeting::{Meeting, roster};
use crate::text::Text;

/// The fields of a person that the desk asks for, in the order of its form.
const ASKED: [Field; 14] = [
    Field::Name,
    Field::Group,
    Field::VillageText,
    Field::Office,
    Field::Position,
    Field::Phone,
    Field::Sex,
    Field::CallName,
    Field::Nip,
    Field::Table,
    Field::Spoken,
    Field::Honour,
    Field::Invitation,
    Field::Note,
];

/// From so many libraries one is proposed while its name is typed.
const PROPOSED_FROM: usize = 5_000;

impl Model {
    /// What could stand in the line being edited: the rest of a village, a group or an office.
    pub fn suggestion(&self, open: &OpenForm) -> Option<String> {
        let row = open.form.rows.get(open.form.focus)?;
        let Entry::Text(line) = &row.entry else {
            return None;
        };
        let typed = line.text();
        if typed.trim().is_empty() || line.caret() != typed.chars().count() {
            return None;
        }
        let meeting = self.session.meeting();
        match row.key {
            Key::Field(Field::VillageText) => {
                let villages = meeting.villages();
                propose(villages.iter(), |v| &v.name, typed)
                    .map(|v| format!("{}, {}", v.name, v.subdistrict))
            }
            Key::From => {
                let villages = meeting.villages();
                let used = meeting.people().iter().map(|p| p.record.office.as_str());
                propose(villages.iter(), |v| &v.name, typed)
                    .map(|v| format!("{}, {}", v.name, v.subdistrict))
                    .or_else(|| propose(used, |o| o, typed).map(str::to_owned))
            }
            Key::Library => {
                // A country's libraries are named by their codes.
                let codes = meeting.libraries().keys().take(PROPOSED_FROM);
                propose(codes, |c| meeting.library_name(c), typed)
                    .map(|c| format!("{}, {}", meeting.library_name(c), meeting.subdistrict_of(c)))
            }
            Key::Field(Field::Group) => {
                let used = meeting.people().groups().keys().map(String::as_str);
                propose(used.chain(roster::GROUPS), |g| g, typed).map(str::to_owned)
            }
            Key::Field(Field::Office) => {
                let used = meeting.people().iter().map(|p| p.record.office.as_str());
                propose(used, |o| o, typed).map(str::to_owned)
            }
            _ => None,
        }
        .filter(|s| s != typed)
    }

    pub(super) fn accept_suggestion(&self, open: &mut OpenForm) -> bool {
        let Some(suggestion) = self.suggestion(open) else {
            return false;
        };
        if let Some(line) = open.form.field() {
            line.set(&suggestion);
        }
        open.form.dirty = true;
        true
    }

    pub(super) fn person_added(&mut self, events: &[Event], typed: &str) {
        let added = events.iter().find_map(|e| match e {
            Event::PersonAdded(e) => Some(e.id),
            _ => None,
        });
        // On another list than this desk's there is no card to show: the number is told.
        let here = |e: &Event| matches!(e, Event::Arrived(e) if e.list == self.list);
        if events.iter().any(here) {
            self.checked_in(events, typed);
        } else if let Some(id) = added {
            self.desk.clear();
            self.say(Level::Good, (self.text.added)(id.0));
        }
    }

    pub(super) fn read_person(&self, open: &mut OpenForm) -> Option<Command> {
        let meeting = self.session.meeting();
        let t = self.text;
        let mut record = match open.purpose {
            // As it was when the form was opened: what others changed since is not this hand's.
            Purpose::Person(id) => match &open.opened {
                Some(opened) => (**opened).clone(),
                None => (*meeting.person(id)?.record).clone(),
            },
            _ => Record::default(),
        };
        for field in ASKED {
            let value = scrub(open.form.value(Key::Field(field)));
            if field == Field::VillageText {
                if value != place_text(meeting, &record) {
                    set_place(meeting, t, &mut record, &value)
                        .map_err(|e| open.form.fail(Key::Field(field), e))
                        .ok()?;
                }
            } else {
                set_field(t, &mut record, field, value)
                    .map_err(|e| open.form.fail(Key::Field(field), e))
                    .ok()?;
            }
        }
        if record.personal.name.is_empty() {
            open.form
                .fail(Key::Field(Field::Name), t.e_name_missing.to_owned());
            return None;
        }
        // Warned once, somebody who saves again means it.
        if !open.warned
            && let Some((field, words)) = self.doubt(open, &record)
        {
            open.warned = true;
            open.form
                .fail(Key::Field(field), format!("{words} {}", t.save_again));
            return None;
        }
        let record = Arc::new(record);
        Some(match open.purpose {
            Purpose::Person(person) => Command::Correct {
                person,
                base: open.opened.clone(),
                record,
            },
            _ => Command::Add {
                record,
                arrive: (open.form.value(Key::Arrive) == t.yes)
                    .then(crate::meeting::id::ListId::main),
            },
        })
    }
}

impl Model {
    /// What is likely a slip: somebody of this name and village is on the list already, the village
    /// is a letter away from one that is, the phone number is none.
    fn doubt(&self, open: &OpenForm, record: &Record) -> Option<(Field, String)> {
        let meeting = self.session.meeting();
        let t = self.text;
        if open.purpose == Purpose::NewPerson {
            let key = identity_key(&record.personal.name);
            let twin = meeting.people().iter().find(|p| {
                p.record.village == record.village
                    && !key.is_empty()
                    && identity_key(p.name()) == key
            });
            if let Some(twin) = twin {
                let place = place_text(meeting, &twin.record);
                let words = (t.e_twin)(&format!("#{} {}, {place}", twin.id, twin.name()));
                return Some((Field::Name, words));
            }
        }
        if record.village.is_none() && !record.village_text.is_empty() {
            let villages = meeting.villages();
            let subdistrict = Some(record.subdistrict_text.as_str()).filter(|s| !s.is_empty());
            let words = match villages.resolve(&record.village_text, subdistrict) {
                Resolved::Near(codes) => {
                    let names = codes.iter().filter_map(|c| villages.get(c));
                    let names: Vec<String> = names
                        .map(|v| format!("{}, {}", v.name, v.subdistrict))
                        .collect();
                    (t.e_village_near)(&names.join(" / "))
                }
                _ => t.e_village_unknown.to_owned(),
            };
            return Some((Field::VillageText, words));
        }
        doubt_phone(t, record).map(|words| (Field::Phone, words))
    }
}

/// A number too short to be one.
pub(super) fn doubt_phone(t: &Text, record: &Record) -> Option<String> {
    let phone = &record.personal.phone;
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    (!phone.is_empty() && digits < 8).then(|| t.e_phone.to_owned())
}

pub(super) fn person_form(
    t: &'static Text,
    meeting: &Meeting,
    title: &str,
    record: &Record,
) -> Form<Key> {
    ASKED.into_iter().fold(Form::new(title), |form, field| {
        let key = Key::Field(field);
        let (label, hint) = (t.field)(field);
        match field {
            Field::Sex => {
                let chosen = match record.personal.sex {
                    None => 0,
                    Some(Sex::L) => 1,
                    Some(Sex::P) => 2,
                };
                form.choice(key, label, hint, &["-", "L", "P"], chosen)
            }
            Field::VillageText => form.text(key, label, hint, &place_text(meeting, record)),
            _ => form.text(key, label, hint, record.get(field)),
        }
    })
}

/// Village and sub-district on one line, as the form shows them.
fn place_text(meeting: &Meeting, record: &Record) -> String {
    let origin = meeting.origin(record);
    match (origin.village, origin.subdistrict) {
        ("", _) => String::new(),
        (village, "") => village.to_owned(),
        (village, subdistrict) => format!("{village}, {subdistrict}"),
    }
}

/// Reads a village: its code, or `name` or `name, sub-district`. Several hits are asked back.
pub(super) fn set_place(
    meeting: &Meeting,
    t: &'static Text,
    record: &mut Record,
    value: &str,
) -> Result<(), String> {
    record.village = None;
    record.village_text.clear();
    record.subdistrict_text.clear();
    if value.is_empty() {
        return Ok(());
    }
    let villages = meeting.villages();
    if let Ok(code) = VillageCode::parse(value) {
        if villages.get(&code).is_none() {
            return Err((t.e_village_code)(value));
        }
        record.village = Some(code);
        return Ok(());
    }
    let (name, subdistrict) = match value.rsplit_once(',') {
        Some((name, subdistrict)) => (name.trim(), Some(subdistrict.trim())),
        None => (value, None),
    };
    match villages.resolve(name, subdistrict) {
        Resolved::One(code) => record.village = Some(code),
        Resolved::Several(codes) => {
            let names: Vec<String> = codes
                .iter()
                .filter_map(|c| villages.get(c))
                .map(|v| format!("{}, {}", v.name, v.subdistrict))
                .collect();
            return Err((t.e_village_several)(&names.join(" / ")));
        }
        // A village that is not on the list is kept as it was typed: the guest is at the desk.
        _ => {
            name.clone_into(&mut record.village_text);
            subdistrict
                .unwrap_or_default()
                .clone_into(&mut record.subdistrict_text);
        }
    }
    Ok(())
}

pub(super) fn set_field(
    t: &'static Text,
    record: &mut Record,
    field: Field,
    value: String,
) -> Result<(), String> {
    let mut typed = Record::default();
    match field {
        Field::Name => typed.personal.name = value,
        Field::CallName => typed.personal.call_name = value,
        Field::Position => typed.personal.position = value,
        Field::Note => typed.personal.note = value,
        Field::Spoken => typed.personal.spoken = value,
        Field::Honour => {
            typed.honour = match value.as_str() {
                "" => None,
                said => Some(Honour::parse(said).ok_or(t.e_honour)?),
            };
        }
        // The spelling of the known list, as an import would write it.
        Field::Group => typed.group = roster::known_group(&value).map_or(value, str::to_owned),
        Field::Office => typed.office = value,
        Field::Table => typed.table = value,
        Field::Invitation => typed.invitation = value,
        Field::Sex => {
            typed.personal.sex = match value.as_str() {
                "L" => Some(Sex::L),
                "P" => Some(Sex::P),
                _ => None,
            }
        }
        Field::Phone => {
            typed.personal.phone = crate::exchange::import::phone(&value)
                .map_err(|_| t.e_phone.to_owned())?
                .into_owned();
        }
        Field::Nip => {
            let digits: String = value.chars().filter(char::is_ascii_digit).collect();
            if !value.is_empty() && digits.len() != 18 {
                return Err((t.e_nip)(digits.len()));
            }
            typed.personal.nip = digits;
        }
        Field::FrontTitle
        | Field::BackTitle
        | Field::Village
        | Field::VillageText
        | Field::SubdistrictText
        | Field::LibraryText
        | Field::Transport => return Ok(()),
    }
    record.take(field, &typed);
    Ok(())
}

/// The first that begins as it was typed; else the first that begins so by ear (*peng* sounds like
/// *pen*, and must not propose *Penerima* before *Pengelola*).
fn propose<T: Copy>(
    all: impl Iterator<Item = T>,
    name: impl Fn(&T) -> &str,
    typed: &str,
) -> Option<T> {
    let (lower, folded) = (typed.to_lowercase(), fold(typed));
    let mut by_ear = None;
    for item in all.filter(|item| !name(item).is_empty()) {
        if name(&item).to_lowercase().starts_with(&lower) {
            return Some(item);
        }
        if by_ear.is_none() && fold(name(&item)).starts_with(&folded) {
            by_ear = Some(item);
        }
    }
    by_ear
}
