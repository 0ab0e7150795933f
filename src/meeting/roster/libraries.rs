//! The plan for a list of libraries. The key is the village code, never the name.

use std::collections::{HashMap, HashSet};

use super::place::{Cells, Place, Places};
use super::{Answer, Base, Choice, LibraryPlan, LibraryRow, Question, Reason, Rejected, Topic};
use crate::meeting::id::VillageCode;
use crate::meeting::record::{Contact, Field, Library};

/// Plans what a list of libraries would do, with the answers given so far.
///
/// Rows with an open question are not planned; the rest is. [`Base::people`] is not looked at.
pub fn plan_libraries(base: Base<'_>, rows: &[LibraryRow], answers: &[Answer]) -> LibraryPlan {
    let mut planner = Planner {
        base,
        places: Places::new(&base),
        answers: answers
            .iter()
            .map(|a| ((a.row, a.column), &a.choice))
            .collect(),
        taken: HashMap::new(),
        planned: Vec::new(),
        plan: LibraryPlan::default(),
    };
    let left_out: HashSet<usize> = answers
        .iter()
        .filter(|a| a.choice == Choice::Skip)
        .map(|a| a.row)
        .collect();
    for row in rows {
        if left_out.contains(&row.row) {
            planner.plan.skipped.push(row.row);
        } else {
            planner.row(row);
        }
    }
    planner.finish()
}

struct Planner<'a> {
    base: Base<'a>,
    places: Places<'a>,
    answers: HashMap<(usize, Topic), &'a Choice>,
    taken: HashMap<VillageCode, &'a LibraryRow>,
    planned: Vec<(usize, Library)>,
    plan: LibraryPlan,
}

impl<'a> Planner<'a> {
    fn row(&mut self, row: &'a LibraryRow) {
        let Some(code) = self.village_of(row) else {
            return;
        };
        if let Some(first) = self.taken.get(&code) {
            if same_values(first, row) {
                self.plan.same.push(row.row);
            } else {
                let first = first.row;
                self.reject(row, Reason::CodeTwice { first });
            }
            return;
        }
        let library = merge(self.base.libraries.get(&code), &code, row);
        self.taken.insert(code, row);
        self.planned.push((row.row, library));
    }

    fn village_of(&mut self, row: &LibraryRow) -> Option<VillageCode> {
        let cells = Cells {
            code: row.village.as_ref(),
            village: &row.village_text,
            subdistrict: &row.subdistrict_text,
            library: &row.name,
        };
        match self.places.find(cells) {
            Place::Village(code) => {
                // A code says which library begins; a name may be a partner's, mistyped.
                let near = match row.village {
                    Some(_) => Vec::new(),
                    None => self.places.near_partners(cells, Some(&code)),
                };
                if near.is_empty() {
                    return Some(code);
                }
                self.choose(row, Field::VillageText, near, vec![code])
            }
            Place::Unstated | Place::AsWritten => {
                let near = self.places.near_partners(cells, None);
                if near.is_empty() {
                    self.reject(row, Reason::Missing);
                    return None;
                }
                let column = if row.village_text.is_empty() {
                    Field::LibraryText
                } else {
                    Field::VillageText
                };
                self.choose(row, column, near, Vec::new())
            }
            Place::Refused(reason) => {
                self.reject(row, reason);
                None
            }
            Place::Ask { column, codes, .. } => {
                if self.answered(row, column).is_none() {
                    // Settled before: exactly one of the villages has a library of this name.
                    let mut settled = codes
                        .iter()
                        .filter(|c| self.places.is_library_of(c, &row.name));
                    if let (Some(code), None) = (settled.next(), settled.next()) {
                        return Some(code.clone());
                    }
                }
                let near = match row.village {
                    Some(_) => Vec::new(),
                    None => self.places.near_partners(cells, None),
                };
                self.choose(row, column, near, codes)
            }
        }
    }

    fn answered(&self, row: &LibraryRow, column: Field) -> Option<&'a Choice> {
        self.answers.get(&(row.row, column.into())).copied()
    }

    /// The village that was answered, where it is one of the choices; else the question.
    fn choose(
        &mut self,
        row: &LibraryRow,
        column: Field,
        near: Vec<VillageCode>,
        codes: Vec<VillageCode>,
    ) -> Option<VillageCode> {
        let choices = self.places.choices(near, codes);
        let answer = self.answered(row, column).filter(|a| choices.contains(a));
        if let Some(code) = answer.and_then(Choice::village) {
            return Some(code.clone());
        }
        let value = if column == Field::LibraryText {
            row.name.as_str()
        } else if let (Field::Village, Some(code)) = (column, &row.village) {
            code.as_str()
        } else {
            row.village_text.as_str()
        };
        self.plan.questions.push(Question {
            row: row.row,
            column: column.into(),
            value: value.to_owned(),
            library: None,
            choices,
        });
        None
    }

    fn reject(&mut self, row: &LibraryRow, reason: Reason) {
        let (column, value) = match &row.village {
            Some(code) => (Field::Village.column(), code.as_str()),
            None if row.village_text.is_empty() => (Field::Village.column(), ""),
            None => (Field::VillageText.column(), row.village_text.as_str()),
        };
        // A village that no list knows is not a missing one.
        let reason = match reason {
            Reason::Missing if !value.is_empty() => Reason::VillageUnknown,
            other => other,
        };
        self.plan.rejected.push(Rejected {
            row: row.row,
            column,
            value: value.to_owned(),
            reason,
        });
    }

    fn finish(self) -> LibraryPlan {
        let mut plan = self.plan;
        for (row, library) in self.planned {
            match self.base.libraries.get(&library.code) {
                None => {
                    plan.new.push(library);
                    plan.new_rows.push(row);
                }
                Some(known) if *known != library => {
                    plan.changed.push(library);
                    plan.changed_rows.push(row);
                }
                Some(_) => plan.same.push(row),
            }
        }
        plan.same.sort_unstable();
        plan
    }
}

/// The same in everything but the row number.
fn same_values(a: &LibraryRow, b: &LibraryRow) -> bool {
    let with_row_of_b = LibraryRow {
        row: b.row,
        ..a.clone()
    };
    with_row_of_b == *b
}

fn merge(known: Option<&Library>, code: &VillageCode, row: &LibraryRow) -> Library {
    let text = |stated: &str, of: fn(&Library) -> &str| {
        if stated.is_empty() {
            known.map_or(String::new(), |k| of(k).to_owned())
        } else {
            stated.to_owned()
        }
    };
    Library {
        code: code.clone(),
        name: text(&row.name, |k| &k.name),
        kind: text(&row.kind, |k| &k.kind),
        partner_year: row.partner_year.or(known.and_then(|k| k.partner_year)),
        partner_month: row.partner_month.or(known.and_then(|k| k.partner_month)),
        partner_source: text(&row.partner_source, |k| &k.partner_source),
        has_account: row.has_account.or(known.and_then(|k| k.has_account)),
        quota: row.quota.or(known.and_then(|k| k.quota)),
        contact: Contact {
            name: text(&row.contact.name, |k| &k.contact.name),
            phone: text(&row.contact.phone, |k| &k.contact.phone),
        },
    }
}
