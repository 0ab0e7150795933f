//! The form for what is kept from the hall until the ceremony. Opening anything asks first: what the
//! hall has seen cannot be unseen.

use super::app::{Model, Wish};
use super::form::Form;
use super::forms::{Key, OpenForm, Purpose};
use super::overlay::{Overlay, Yes};
use crate::exchange::import;
use crate::meeting::command::Command;
use crate::meeting::rules::Seal;
use crate::text::{reject, rules};

impl Model {
    /// The form, with the seal in force.
    pub(super) fn open_seal(&mut self) {
        let t = self.text.seal;
        let seal = self.session.meeting().seal().clone();
        let from = seal.from.map(|m| m.to_string()).unwrap_or_default();
        let form = Form::new(t.title)
            .text(Key::Month, t.f_from, t.f_from_hint, &from)
            .text(
                Key::Families,
                t.f_families,
                t.f_families_hint,
                &seal.families.join(", "),
            );
        self.overlays
            .push(Overlay::Form(Box::new(OpenForm::new(Purpose::Seal, form))));
    }

    /// The form was saved: sealing more is done at once, opening is asked about.
    pub(super) fn seal_chosen(&mut self, mut open: Box<OpenForm>) {
        let Some(seal) = self.read_seal(&mut open) else {
            self.overlays.push(Overlay::Form(open));
            return;
        };
        self.drop_draft();
        let command = Command::SetSeal(seal.clone());
        if !opens(self.session.meeting().seal(), &seal) {
            return self.submit(command, Wish::Done(self.text.seal.sealed));
        }
        let t = self.text;
        let now = rules::seal_words(t, self.session.meeting());
        self.overlays.push(Overlay::Confirm {
            title: t.seal.open_title,
            question: (t.seal.open_question)(&now),
            verb: t.seal.k_open,
            yes: Box::new(Yes::Submit(command, Wish::Done(t.seal.opened))),
        });
    }

    fn read_seal(&self, open: &mut OpenForm) -> Option<Seal> {
        let typed = open.form.value(Key::Month).trim().to_owned();
        let from = if typed.is_empty() {
            None
        } else {
            match import::typed_month(&typed) {
                Ok(month) => Some(month),
                Err(reason) => {
                    let words = reject::reason(self.text.lang, &reason);
                    open.form.fail(Key::Month, words);
                    return None;
                }
            }
        };
        let rules = self.session.meeting().rules();
        let typed = open.form.value(Key::Families).to_lowercase();
        let mut families = Vec::new();
        for word in typed.split([',', ';', ' ']).filter(|w| !w.is_empty()) {
            if rules.family(word).is_none() {
                let known: Vec<&str> = rules.families.iter().map(|f| f.key.as_str()).collect();
                let words = (self.text.seal.no_family)(word, &known.join(", "));
                open.form.fail(Key::Families, words);
                return None;
            }
            families.push(word.to_owned());
        }
        families.sort();
        families.dedup();
        Some(Seal { from, families })
    }
}

/// Does anything become visible?
fn opens(now: &Seal, then: &Seal) -> bool {
    let months = match (now.from, then.from) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(now), Some(then)) => then > now,
    };
    months || now.families.iter().any(|f| !then.families.contains(f))
}
