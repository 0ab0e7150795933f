//! Lists that are closed, changed afterwards, and held against the signatures on paper.

use std::collections::BTreeSet;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::app::{Level, Model, Wish};
use super::form::Form;
use super::forms::{Key, OpenForm, Purpose, reason_form};
use super::overlay::{Overlay, Yes};
use crate::meeting::attendance::{ListDefined, Purpose as For, Totals};
use crate::meeting::code::Reading;
use crate::meeting::command::{Command, Refusal};
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::names::scrub;

/// The signatures of one page while they are entered.
#[derive(Clone, Debug)]
pub struct Signatures {
    /// The page.
    pub page: u32,
    /// Its people from top to bottom.
    pub rows: Vec<PersonId>,
    /// The number of the first row.
    pub first: usize,
    /// Who signed.
    pub signed: BTreeSet<PersonId>,
    /// The chosen row.
    pub selected: usize,
    /// Digits typed so far: the number of a row.
    pub typed: String,
}

impl Model {
    /// Asks before this desk's list is closed, with its sums.
    pub(super) fn open_close(&mut self) {
        let t = self.text;
        let list = self.list.clone();
        let meeting = self.session.meeting();
        let name = crate::text::list_name(t, meeting, &list);
        let totals = meeting.totals(&list);
        let question = (t.closing.ask_close)(&name, totals.present, totals.invited);
        self.overlays.push(Overlay::Confirm {
            title: t.closing.close_title,
            question,
            verb: t.closing.k_close,
            yes: Box::new(Yes::Submit(Command::Close(list.clone()), Wish::Close(list))),
        });
    }

    /// A list was closed: its sums.
    pub(super) fn list_closed(&mut self, list: &ListId) {
        let t = self.text;
        let meeting = self.session.meeting();
        let name = crate::text::list_name(t, meeting, list);
        let Some(closing) = meeting.closing(list) else {
            return;
        };
        let mut lines = totals_lines(t, &closing.totals);
        lines.push(String::new());
        lines.push(t.closing.closed_hint.to_owned());
        self.overlays.push(Overlay::Page {
            title: (t.closing.closed)(&name, &crate::text::time(meeting, closing.at)),
            lines,
            scroll: 0,
            guarded: false,
        });
    }

    /// A closed list would be changed: that needs a reason.
    pub(super) fn ask_addendum(&mut self, command: Command, wish: Wish, list: &ListId) {
        let t = self.text;
        let asking = |o: &Overlay| matches!(o, Overlay::Form(f) if f.purpose == Purpose::Addendum);
        if self.overlays.iter().any(asking) {
            // One reason at a time: what came meanwhile is told, not lost in silence.
            self.refused(&Refusal::Closed(list.clone()));
            return;
        }
        let name = crate::text::list_name(t, self.session.meeting(), list);
        let subject = match &wish {
            Wish::Undo(what) | Wish::Redo(what) => what.clone(),
            Wish::CheckIn(person, _) | Wish::Withdraw(person) | Wish::Substitute(person, ..) => {
                self.name_of(*person)
            }
            _ => String::new(),
        };
        let form = reason_form(t, &(t.closing.addendum_title)(&name), &subject);
        self.late = Some((command, wish));
        self.open(Purpose::Addendum, form);
    }

    /// Paper against journal for this desk's list, with the pages that are not checked yet.
    pub(super) fn open_reconciliation(&mut self) {
        let t = self.text;
        let list = self.list.clone();
        let meeting = self.session.meeting();
        let found = meeting.reconcile(&list);
        let name = |id: &PersonId| {
            let person = meeting.person(*id);
            person.map_or_else(String::new, |p| format!("  #{id} {}", p.who_came().name))
        };
        let mut lines = vec![(t.closing.pages_checked)(found.checked, found.pages)];
        for (head, people) in [
            (t.closing.unsigned, &found.unsigned),
            (t.closing.absent, &found.absent),
        ] {
            lines.push(String::new());
            lines.push(format!("{head}: {}", people.len()));
            lines.extend(people.iter().map(name));
        }
        self.overlays.push(Overlay::Page {
            title: t.closing.reconcile_title.to_owned(),
            lines,
            scroll: 0,
            guarded: false,
        });
    }

    /// Asks for the page whose signatures are entered.
    pub(super) fn open_page_number(&mut self) {
        let t = self.text;
        let form = Form::new(t.closing.page_title).text(
            Key::PageNumber,
            t.closing.f_page,
            t.closing.f_page_hint,
            "",
        );
        self.open(Purpose::Page, form);
    }

    pub(super) fn page_chosen(&mut self, mut open: Box<OpenForm>) {
        let typed = open.form.value(Key::PageNumber).trim().to_owned();
        let page = match crate::meeting::code::read(&typed) {
            Reading::Code(code) => self.session.meeting().page_of(&code),
            Reading::Damaged { .. } | Reading::Foreign { .. } => typed.parse().ok(),
        };
        if let Some(page) = page.filter(|page| self.session.meeting().sheet_of(*page).is_some()) {
            self.drop_draft();
            self.open_signatures(page);
            return;
        }
        let words = (self.text.closing.no_page)(&typed);
        open.form.fail(Key::PageNumber, words);
        self.overlays.push(Overlay::Form(open));
    }

    /// The rows of a page: those present are taken to have signed, until somebody says otherwise.
    pub(super) fn open_signatures(&mut self, page: u32) {
        let meeting = self.session.meeting();
        let Some(sheet) = meeting.sheet_of(page) else {
            self.refused(&Refusal::NoSuchPage(page));
            return;
        };
        let (first, rows) = sheet.page(page).unwrap_or((1, &[]));
        let present = |id: &&PersonId| {
            let person = meeting.person(**id);
            person.is_some_and(|p| p.arrival(&sheet.list).is_some())
        };
        let signed = match meeting.signed_on(page) {
            Some(signed) => signed.iter().copied().collect(),
            None => rows.iter().filter(present).copied().collect(),
        };
        self.overlays.push(Overlay::Signatures(Box::new(Signatures {
            page,
            rows: rows.to_vec(),
            first,
            signed,
            selected: 0,
            typed: String::new(),
        })));
    }

    pub(super) fn signatures_key(&mut self, key: KeyEvent, mut open: Box<Signatures>) {
        let last = open.rows.len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => {
                self.say(Level::Note, self.text.cancelled_nothing.to_owned());
                return;
            }
            // Ctrl+S saves here as in every form.
            KeyCode::Enter | KeyCode::Char('s')
                if key.code == KeyCode::Enter || key.modifiers == KeyModifiers::CONTROL =>
            {
                let rows = open.rows.iter();
                let signed = rows
                    .filter(|id| open.signed.contains(id))
                    .copied()
                    .collect();
                let page = open.page;
                let command = Command::CheckSignatures { page, signed };
                self.submit(command, Wish::Signatures(page));
                return;
            }
            KeyCode::Char(' ') => {
                if let Some(id) = open.rows.get(open.selected).copied()
                    && !open.signed.remove(&id)
                {
                    open.signed.insert(id);
                }
                open.typed.clear();
            }
            // The number of a row goes there.
            KeyCode::Char(c) if c.is_ascii_digit() => {
                open.typed.push(c);
                let typed: usize = open.typed.parse().unwrap_or(0);
                if let Some(row) = typed.checked_sub(open.first).filter(|row| *row <= last) {
                    open.selected = row;
                }
                if open.typed.len() >= 4 {
                    open.typed.clear();
                }
            }
            KeyCode::Down | KeyCode::Tab => {
                open.selected = (open.selected + 1).min(last);
                open.typed.clear();
            }
            KeyCode::Up => {
                open.selected = open.selected.saturating_sub(1);
                open.typed.clear();
            }
            KeyCode::PageDown => open.selected = (open.selected + 10).min(last),
            KeyCode::PageUp => open.selected = open.selected.saturating_sub(10),
            _ => {}
        }
        self.overlays.push(Overlay::Signatures(open));
    }

    pub(super) fn signatures_saved(&mut self, page: u32) {
        let list = self
            .session
            .meeting()
            .sheet_of(page)
            .map(|s| s.list.clone());
        let found = self.session.meeting().reconcile(&list.unwrap_or_default());
        let words =
            (self.text.closing.signatures_saved)(page, found.unsigned.len(), found.absent.len());
        self.say(Level::Good, words);
    }

    pub(super) fn open_new_list(&mut self) {
        let t = self.text;
        let purposes = [t.closing.for_attendance, t.closing.for_hand_out];
        let form = Form::new(t.closing.list_title)
            .text(Key::ListName, t.closing.f_list, t.closing.f_list_hint, "")
            .text(Key::Title, t.closing.f_title, t.closing.f_title_hint, "")
            .choice(Key::ListPurpose, t.closing.f_purpose, "", &purposes, 0)
            .choice(
                Key::Along,
                t.closing.f_along,
                t.closing.f_along_hint,
                &[t.no, t.yes],
                0,
            );
        self.open(Purpose::List, form);
    }

    pub(super) fn read_list(&self, open: &mut OpenForm) -> Option<Command> {
        let t = self.text;
        let name = scrub(open.form.value(Key::ListName)).to_lowercase();
        let list = ListId::new(&name.replace(' ', "-"));
        let hand_out = open.form.value(Key::ListPurpose) == t.closing.for_hand_out;
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || list.as_str().len() > 20 || !list.as_str().chars().all(fits) {
            open.form.fail(Key::ListName, t.desk.r_list_name.to_owned());
            return None;
        }
        Some(Command::DefineList(ListDefined {
            list,
            title: scrub(open.form.value(Key::Title)),
            purpose: if hand_out {
                For::HandOut
            } else {
                For::Attendance
            },
            along: open.form.value(Key::Along) == t.yes,
        }))
    }

    pub(super) fn open_numbers(&mut self) {
        let t = self.text;
        let left = self.session.meeting().numbers_left(&self.station);
        let form = Form::new(&(t.closing.numbers_title)(&self.station, left)).text(
            Key::Count,
            t.closing.f_count,
            t.closing.f_count_hint,
            "50",
        );
        self.open(Purpose::Numbers, form);
    }

    pub(super) fn read_numbers(&self, open: &mut OpenForm) -> Option<Command> {
        let count = open.form.value(Key::Count).trim().parse().ok();
        if count.is_none() {
            let words = self.text.desk.r_block.to_owned();
            open.form.fail(Key::Count, words);
        }
        count.map(Command::ReserveNumbers)
    }
}

/// The sums of a list, a line each.
pub fn totals_lines(t: &crate::text::Text, totals: &Totals) -> Vec<String> {
    let c = &t.closing;
    let mut lines: Vec<String> = [
        (c.invited, totals.invited),
        (c.present, totals.present),
        (c.substitutes, totals.substitutes),
        (c.added, totals.added),
        (c.men, totals.men),
        (c.women, totals.women),
        (
            c.unstated,
            totals.present.saturating_sub(totals.men + totals.women),
        ),
    ]
    .into_iter()
    .map(|(word, n)| format!("{word:<24}{n:>6}"))
    .collect();
    lines.push(String::new());
    for share in &totals.subdistricts {
        let name = match share.subdistrict.as_str() {
            "" => c.no_subdistrict,
            name => name,
        };
        lines.push(format!(
            "{name:<24}{:>6} / {}",
            share.present, share.invited
        ));
    }
    lines
}
