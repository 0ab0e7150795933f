//! The plan for a list of people.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::identity::{Hits, Index, Slot, name_key};
use super::merge::{PLACE, merge, take_place};
use super::place::{Cells, Place, Places};
use super::{Answer, Base, Choice, PeoplePlan, PersonRow, Question, Rejected, Topic};
use crate::meeting::event::ImportedPerson;
use crate::meeting::id::{PersonId, VillageCode};
use crate::meeting::names::{WordKind, person_words};
use crate::meeting::record::{Field, FieldSet, Record};

/// Plans what a list of people would do to the meeting, with the answers given so far.
///
/// Rows with an open question are not planned; the rest is. Linear in rows and people.
pub fn plan_people(base: Base<'_>, rows: &[PersonRow], answers: &[Answer]) -> PeoplePlan {
    let mut planner = Planner::new(base, answers);
    for row in rows {
        planner.row(row);
    }
    planner.finish()
}

/// Forms of address, as [`person_words`] writes them.
const ADDRESS: [&str; 8] = ["ibu", "bapak", "bpk", "pak", "sdr", "sdri", "tn", "ny"];

struct Planner<'a> {
    base: Base<'a>,
    places: Places<'a>,
    index: Index<'a>,
    answers: HashMap<(usize, Topic), Vec<&'a Choice>>,
    left_out: HashSet<usize>,
    plan: PeoplePlan,
}

/// A row with its place settled as far as it can be.
struct Incoming {
    record: Record,
    name: String,
    stated: FieldSet,
}

/// How a place was settled by an earlier answer.
#[derive(PartialEq)]
enum Settled {
    Village(VillageCode),
    AsWritten,
}

/// Who the row is.
enum Who {
    Slot { at: usize, answered: bool },
    New,
    Asked,
}

impl<'a> Planner<'a> {
    fn new(base: Base<'a>, answers: &'a [Answer]) -> Self {
        let mut given: HashMap<(usize, Topic), Vec<&Choice>> = HashMap::new();
        for a in answers {
            given.entry((a.row, a.column)).or_default().push(&a.choice);
        }
        let mut index = Index::default();
        for (id, record, corrected) in base.people {
            let slot = Slot {
                known: Some((*id, record, *corrected)),
                record: Cow::Borrowed(record),
                rows: Vec::new(),
            };
            index.add(slot, name_key(record));
        }
        Planner {
            base,
            places: Places::new(&base),
            index,
            answers: given,
            left_out: answers
                .iter()
                .filter(|a| a.choice == Choice::Skip)
                .map(|a| a.row)
                .collect(),
            plan: PeoplePlan::default(),
        }
    }

    fn row(&mut self, row: &'a PersonRow) {
        if self.left_out.contains(&row.row) {
            self.plan.skipped.push(row.row);
            return;
        }
        let Some(incoming) = self.placed(row) else {
            return;
        };
        match self.who(row, &incoming) {
            Who::Slot { at, answered } => self.join(row, &incoming, at, answered),
            Who::New => self.add(row, incoming),
            Who::Asked => {}
        }
    }

    /// Settles the place, or asks, or refuses the row.
    fn placed(&mut self, row: &PersonRow) -> Option<Incoming> {
        let mut incoming = Incoming {
            record: row.record.clone(),
            name: name_key(&row.record),
            stated: row.stated,
        };
        let place = self.places.find(Cells {
            code: row.record.village.as_ref(),
            village: &row.record.village_text,
            subdistrict: &row.record.subdistrict_text,
            library: &row.record.library_text,
        });
        match place {
            Place::Unstated | Place::AsWritten => {}
            Place::Village(code) => incoming.live_in(code),
            Place::Refused(reason) => {
                self.plan.rejected.push(Rejected {
                    row: row.row,
                    column: Field::Village.column(),
                    value: row.record.get(Field::Village).to_owned(),
                    reason,
                });
                return None;
            }
            Place::Ask {
                column,
                codes,
                text,
            } => {
                let mut choices: Vec<Choice> = codes.iter().cloned().map(Choice::Village).collect();
                if text {
                    choices.push(Choice::KeepAsWritten);
                }
                let settled = match self.answer(row, column, &choices) {
                    Some(Choice::Village(code)) => Some(Settled::Village(code)),
                    Some(_) => Some(Settled::AsWritten),
                    None => self.place_of_the_known(row, &incoming.name, &codes),
                };
                match settled {
                    Some(Settled::Village(code)) => incoming.live_in(code),
                    Some(Settled::AsWritten) => {}
                    None => {
                        self.ask(row, column, row.record.get(column), choices);
                        return None;
                    }
                }
            }
        }
        if let Some(code) = &incoming.record.village
            && self
                .places
                .is_library_of(code, &incoming.record.library_text)
        {
            incoming.record.library_text.clear();
        }
        Some(incoming)
    }

    /// Where the place is open but the person is known, the place was settled before.
    fn place_of_the_known(
        &self,
        row: &PersonRow,
        name: &str,
        codes: &[VillageCode],
    ) -> Option<Settled> {
        let hits = self.index.hits(&row.record, name, &row.record, codes);
        let mut places = hits
            .slots
            .iter()
            .filter_map(|at| self.index.slots.get(*at))
            .map(|slot| slot.record.as_ref())
            .map(|known| match &known.village {
                Some(code) if codes.contains(code) => Some(Settled::Village(code.clone())),
                None if known.village_text == row.record.village_text
                    && known.library_text == row.record.library_text =>
                {
                    Some(Settled::AsWritten)
                }
                Some(_) | None => None,
            });
        let first = places.next()??;
        (hits.sure && places.all(|place| place.as_ref() == Some(&first))).then_some(first)
    }

    /// The answer given to a question, where it is one of the choices offered.
    fn answer(&self, row: &PersonRow, column: Field, offered: &[Choice]) -> Option<Choice> {
        let given = self.answers.get(&(row.row, column.into()))?;
        given
            .iter()
            .find(|choice| offered.contains(choice))
            .map(|choice| (*choice).clone())
    }

    /// Opens a question; leaving the row out is always a choice.
    fn ask(&mut self, row: &PersonRow, column: Field, value: &str, mut choices: Vec<Choice>) {
        choices.push(Choice::Skip);
        self.plan.questions.push(Question {
            row: row.row,
            column: column.into(),
            value: value.to_owned(),
            library: None,
            choices,
        });
    }

    fn who(&mut self, row: &PersonRow, incoming: &Incoming) -> Who {
        let hits = self
            .index
            .hits(&incoming.record, &incoming.name, &row.record, &[]);
        if hits.slots.is_empty() {
            return Who::New;
        }
        let Some(at) = self.evident(&hits, incoming) else {
            return self.answered_or_ask(row, hits.by, &hits.slots);
        };
        let taken = self.index.slots.get(at).is_some_and(|slot| {
            !slot.rows.is_empty()
                && !slot
                    .rows
                    .iter()
                    .any(|r| r.record == row.record && r.stated == row.stated)
        });
        if taken {
            // Another row of this file is that person and says something else.
            return self.answered_or_ask(row, hits.by, &[at]);
        }
        Who::Slot {
            at,
            answered: false,
        }
    }

    /// The one person that needs no question.
    fn evident(&self, hits: &Hits, incoming: &Incoming) -> Option<usize> {
        let agrees = |at: &&usize| {
            self.index.slots.get(**at).is_some_and(|slot| {
                Field::ALL
                    .into_iter()
                    .filter(|f| incoming.stated.contains(*f))
                    .all(|f| slot.record.get(f) == incoming.record.get(f))
            })
        };
        let free = |at: &&&usize| {
            self.index
                .slots
                .get(***at)
                .is_some_and(|slot| slot.rows.is_empty())
        };
        match hits.slots.as_slice() {
            [one] if hits.sure => Some(*one),
            // Of several namesakes, the one that already is as the row says: an earlier answer.
            slots => {
                let agreeing: Vec<&usize> = slots.iter().filter(agrees).collect();
                if !hits.sure && agreeing.len() > 1 {
                    return None;
                }
                agreeing
                    .iter()
                    .find(free)
                    .or(agreeing.first())
                    .map(|at| **at)
            }
        }
    }

    fn answered_or_ask(&mut self, row: &PersonRow, by: Field, slots: &[usize]) -> Who {
        let mut choices: Vec<Choice> = slots
            .iter()
            .filter_map(|at| self.index.slots.get(*at))
            .map(Slot::choice)
            .collect();
        choices.push(Choice::OtherPerson);
        let Some(answer) = self.answer(row, by, &choices) else {
            self.ask(row, by, row.record.get(by), choices);
            return Who::Asked;
        };
        // The choices stand in the order of the slots; behind them is the new person.
        let nth = choices.iter().position(|c| *c == answer);
        match nth.and_then(|nth| slots.get(nth)) {
            Some(&at) => Who::Slot { at, answered: true },
            None => Who::New,
        }
    }

    /// Gives the person the values of the row, unless a correction by hand is in the way.
    fn join(&mut self, row: &'a PersonRow, incoming: &Incoming, at: usize, answered: bool) {
        let Some(slot) = self.index.slots.get(at) else {
            return;
        };
        let mut stated = incoming.stated;
        if is_fuller(&slot.record, &incoming.record) {
            stated.remove(Field::Name);
        }
        if answered {
            // The first row counts; a second one only fills what that one left empty.
            for field in Field::ALL {
                if slot.rows.iter().any(|r| r.stated.contains(field)) {
                    stated.remove(field);
                }
            }
        }
        let mut merged = merge(&slot.record, &incoming.record, stated);
        if let Some((_, known, corrected)) = slot.known
            && !self.settle_corrections(row, known, corrected, &mut merged)
        {
            return;
        }
        self.count(&merged, row);
        if let Some(slot) = self.index.slots.get_mut(at) {
            slot.rows.push(row);
            if *slot.record != merged {
                slot.record = Cow::Owned(merged);
            }
        }
    }

    /// Asks about every field that a hand corrected and the file says otherwise; true if all are
    /// answered.
    fn settle_corrections(
        &mut self,
        row: &PersonRow,
        known: &Record,
        corrected: FieldSet,
        merged: &mut Record,
    ) -> bool {
        let differing = known.differences(merged);
        let place_corrected = PLACE.into_iter().any(|f| corrected.contains(f));
        let mut asked_place = false;
        let mut settled = true;
        for field in differing {
            let is_place = PLACE.contains(&field);
            if !(corrected.contains(field) || (is_place && place_corrected)) {
                continue;
            }
            if is_place && std::mem::replace(&mut asked_place, true) {
                continue;
            }
            let choices = [Choice::UseFile, Choice::KeepHand];
            let answer = self.answer(row, field, &choices);
            if answer.is_none() {
                settled = false;
                self.ask(row, field, merged.get(field), choices.into());
            } else if answer == Some(Choice::KeepHand) && is_place {
                take_place(merged, known);
            } else if answer == Some(Choice::KeepHand) {
                merged.take(field, known);
            }
        }
        settled
    }

    fn add(&mut self, row: &'a PersonRow, incoming: Incoming) {
        let record = merge(&Record::default(), &incoming.record, incoming.stated);
        self.count(&record, row);
        let slot = Slot {
            known: None,
            record: Cow::Owned(record),
            rows: vec![row],
        };
        self.index.add(slot, incoming.name);
    }

    fn count(&mut self, record: &Record, row: &PersonRow) {
        if record.village.is_none() && row.stated.contains(Field::VillageText) {
            self.plan.unplaced += 1;
        }
    }

    fn finish(self) -> PeoplePlan {
        let mut plan = self.plan;
        let mut next = self.base.next.0;
        let mut altered: Vec<(ImportedPerson, usize)> = Vec::new();
        for slot in self.index.slots {
            let mut rows = slot.rows.iter().map(|row| row.row);
            match (slot.known, slot.record) {
                (None, record) => {
                    plan.new.push(ImportedPerson {
                        id: PersonId(next),
                        record: record.into_owned().into(),
                        changed: Vec::new(),
                    });
                    plan.new_rows.extend(rows.next());
                    next = next.saturating_add(1);
                }
                // Only a record that a row changed was copied.
                (Some((id, known, _)), Cow::Owned(record)) => {
                    let changed = known.differences(&record);
                    if !changed.is_empty() {
                        let record = record.into();
                        let person = ImportedPerson {
                            id,
                            record,
                            changed,
                        };
                        altered.extend(rows.next().map(|row| (person, row)));
                    }
                }
                (Some(_), Cow::Borrowed(_)) => {}
            }
            plan.same.extend(rows);
        }
        altered.sort_by_key(|(person, _)| person.id);
        (plan.changed, plan.changed_rows) = altered.into_iter().unzip();
        plan.same.sort_unstable();
        plan
    }
}

/// Is it the same name with its titles, where the other has none? *Ibu* and *Bapak* are none.
fn is_fuller(known: &Record, other: &Record) -> bool {
    let titled = |record: &Record| {
        let words = person_words(&record.personal.name).into_iter();
        let mut titles = words.filter(|w| w.kind == WordKind::Title);
        titles.any(|w| !ADDRESS.contains(&w.text.as_str()))
    };
    titled(known) && !titled(other) && name_key(known) == name_key(other)
}

impl Incoming {
    /// The village is known by its code: the texts have done their work.
    fn live_in(&mut self, code: VillageCode) {
        self.record.village = Some(code);
        self.record.village_text.clear();
        self.record.subdistrict_text.clear();
        self.stated.insert(Field::Village);
        self.stated.remove(Field::VillageText);
        self.stated.remove(Field::SubdistrictText);
    }
}
