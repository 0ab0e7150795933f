//! The form for the numbers of one library and month, typed by hand with the checks of the import.
//! Never overwrites what another window wrote meanwhile: only what was changed here is sent.

use std::sync::Arc;

use super::app::{Effect, Model};
use super::form::Form;
use super::forms::{Key, OpenForm, Purpose};
use super::overlay::Overlay;
use crate::exchange::import;
use crate::meeting::achieved::{Achieved, Counts, Measure, Status};
use crate::meeting::command::{Command, Refusal};
use crate::meeting::id::VillageCode;
use crate::meeting::month::Month;
use crate::meeting::names::scrub;
use crate::meeting::rules::Rules;
use crate::text::reject;

/// So many libraries of one name are proposed.
const PROPOSED: usize = 4;

impl Model {
    /// The form, empty, or for a library and month that are known already.
    pub(super) fn open_figures(&mut self, of: Option<(&VillageCode, Month)>) {
        let t = self.text.typing;
        let rules = self.session.meeting().rules();
        let month = of.map_or_else(String::new, |(_, month)| month.to_string());
        let code = of.map_or("", |(code, _)| code.as_str());
        let mut form = Form::new(t.title)
            .text(Key::Library, t.f_library, t.f_library_hint, code)
            .text(Key::Month, t.f_month, t.f_month_hint, &month);
        for measure in offered(&rules) {
            form = form.text(Key::Measure(measure), measure.column(), t.f_count_hint, "");
        }
        form = form
            .choice(
                Key::Status,
                t.f_status,
                t.f_status_hint,
                &Status::ALL.map(Status::word),
                0,
            )
            .text(Key::Note, t.f_note, t.f_note_hint, "")
            .text(Key::Reason, self.text.f_reason, t.f_reason_hint, "");
        if of.is_some() {
            form.focus = 2;
        }
        let mut open = OpenForm::new(Purpose::Figures, form);
        self.fill_figures(&mut open);
        self.overlays.push(Overlay::Form(Box::new(open)));
    }

    /// Once library and month are said, the numbers that stand are put in, unless some were typed.
    pub(super) fn fill_figures(&self, open: &mut OpenForm) {
        if open.purpose != Purpose::Figures || open.form.focus < 2 {
            return;
        }
        let Ok((code, month)) = self.read_whose(open) else {
            return;
        };
        let here = |b: &Achieved| b.library == code && b.month == month;
        if open.base.as_deref().is_some_and(here) {
            return;
        }
        let data = self.session.meeting().achievements().of(&code);
        let known = data.and_then(|d| d.achieved(&code, month));
        let base = known.unwrap_or_else(|| nothing(&code, month));
        let before = open.base.take();
        for measure in Measure::ALL {
            let written = |b: &Achieved| {
                b.counts
                    .get(measure)
                    .map(|n| n.to_string())
                    .unwrap_or_default()
            };
            let untouched = before.as_deref().map(written).unwrap_or_default();
            // What was typed for the wrong month stays: it was meant for this one.
            if open.form.value(Key::Measure(measure)) == untouched {
                open.form.set(Key::Measure(measure), &written(&base));
            }
        }
        open.form.set(Key::Status, base.status.word());
        open.form.set(Key::Note, &base.note);
        open.base = Some(Arc::new(base));
    }

    pub(super) fn read_figures(&self, open: &mut OpenForm) -> Option<Command> {
        let (code, month) = match self.read_whose(open) {
            Ok(whose) => whose,
            Err((key, words)) => {
                open.form.fail(key, words);
                return None;
            }
        };
        // Enter on the last line may come before anything was filled in.
        open.form.focus = open.form.focus.max(2);
        self.fill_figures(open);
        let base = open.base.clone()?;
        let mut counts = base.counts.clone();
        for measure in Measure::ALL {
            let key = Key::Measure(measure);
            if !open.form.rows.iter().any(|r| r.key == key) {
                continue;
            }
            match import::typed_count(open.form.value(key), measure) {
                Ok(count) => counts.set(measure, count),
                Err(reason) => {
                    let words = reject::reason(self.text.lang, &reason);
                    open.form.fail(key, words);
                    return None;
                }
            }
        }
        let chosen = open.form.value(Key::Status);
        let status = Status::ALL.into_iter().find(|s| s.word() == chosen);
        let mut row = Achieved {
            library: code,
            month,
            counts,
            status: status.unwrap_or_default(),
            entered: base.entered,
            note: scrub(open.form.value(Key::Note)).into(),
        };
        if row != *base {
            row.entered = self.today();
        }
        if row.status.counts() && row.counts.is_empty() && base.counts.is_empty() {
            let words = self.text.typing.no_number.to_owned();
            open.form.fail(Key::Status, words);
            return None;
        }
        Some(Command::TypeAchievement {
            base: Some(base),
            row: Arc::new(row),
            reason: scrub(open.form.value(Key::Reason)),
        })
    }

    /// A number that stands would change, and nobody said why: the form comes back.
    pub(super) fn ask_figures_again(&mut self, mut open: Box<OpenForm>, refusal: &Refusal) {
        let words = match refusal {
            Refusal::CorrectionReason(_) => self.text.typing.reason_needed.to_owned(),
            other => self.refusal_words(other),
        };
        open.form.fail(Key::Reason, words);
        self.effects.push(Effect::Bell);
        self.overlays.push(Overlay::Form(open));
    }

    /// What was saved, for the message line.
    pub(super) fn figures_words(&self, open: &OpenForm) -> String {
        let whose = self.read_whose(open).ok();
        let named = whose.map(|(code, month)| {
            let name = self.session.meeting().library_name(&code).to_owned();
            (self.text.typing.saved)(&name, &month.to_string())
        });
        named.unwrap_or_else(|| self.text.saved.to_owned())
    }

    /// What is typed is of today: the board's *data as of* follows from it.
    fn today(&self) -> Option<jiff::civil::Date> {
        let about = self.session.meeting().about()?;
        Some(about.zone.offset().to_datetime(self.clock.now()).date())
    }

    fn read_whose(&self, open: &OpenForm) -> Result<(VillageCode, Month), (Key, String)> {
        let (t, meeting) = (self.text.typing, self.session.meeting());
        let typed = scrub(open.form.value(Key::Library));
        let found = meeting.libraries_called(&typed);
        let code = match found.as_slice() {
            [one] => (*one).clone(),
            [] => return Err((Key::Library, (t.no_library)(&typed))),
            several => {
                let named = several
                    .iter()
                    .take(PROPOSED)
                    .map(|code| format!("{} {}", code, meeting.subdistrict_of(code)));
                let named: Vec<String> = named.collect();
                return Err((Key::Library, (t.several)(&named.join(" · "))));
            }
        };
        let month = import::typed_month(open.form.value(Key::Month));
        let month = month.map_err(|r| (Key::Month, reject::reason(self.text.lang, &r)))?;
        Ok((code, month))
    }
}

/// The columns of the form: those that the families sum first, then the rest; a plain total only where
/// a family has no other column.
fn offered(rules: &Rules) -> Vec<Measure> {
    let mut offered: Vec<Measure> = Vec::new();
    let summed = rules.families.iter().flat_map(|f| {
        let plain = f.plain().filter(|_| f.columns.is_empty());
        f.columns.iter().copied().chain(plain)
    });
    let plain = [
        Measure::Involvement,
        Measure::Publication,
        Measure::Advocacy,
        Measure::Visitors,
        Measure::Books,
    ];
    let rest = Measure::ALL.into_iter().filter(|m| !plain.contains(m));
    for measure in summed.chain(rest) {
        if !offered.contains(&measure) {
            offered.push(measure);
        }
    }
    offered
}

fn nothing(code: &VillageCode, month: Month) -> Achieved {
    Achieved {
        library: code.clone(),
        month,
        counts: Counts::default(),
        status: Status::Reported,
        entered: None,
        note: "".into(),
    }
}
