//! The forms of the console: a person, the meeting, the operator, the backup directory, a reason.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::app::{Effect, Level, Model, Wish};
use super::form::Form;
use super::overlay::Overlay;
use super::person_form::person_form;
use super::rules::RuleKey;
use crate::meeting::achieved::{Achieved, Measure};
use crate::meeting::command::Command;
use crate::meeting::id::PersonId;
use crate::meeting::names::scrub;
use crate::meeting::record::{About, Field, Personal, Record, Zone};
use crate::text::Text;

/// A form with what it is for.
#[derive(Clone, Debug)]
pub struct OpenForm {
    /// What saving does.
    pub purpose: Purpose,
    /// The lines.
    pub form: Form<Key>,
    /// The record that a person's form was opened on.
    pub opened: Option<Arc<Record>>,
    /// A likely slip was told; saving again means it.
    pub warned: bool,
    /// The name of a walk-in who looks like somebody known; saving it again means it.
    pub sure_of: String,
    /// Who stood in an invited person's place when a substitute's form was opened, empty for nobody.
    pub seen: Option<Arc<Personal>>,
    /// The numbers that a library's form was opened on.
    pub base: Option<Arc<Achieved>>,
}

/// What saving a form does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Add a person.
    NewPerson,
    /// Correct this person.
    Person(PersonId),
    /// Describe the meeting.
    About,
    /// Add a walk-in, present at once.
    WalkIn,
    /// Somebody comes in this person's place.
    Substitute(PersonId),
    /// Change station and operator.
    Operator,
    /// Why a closed list is changed.
    Addendum,
    /// Why an import changes numbers that stand.
    Correction,
    /// Which paper to write.
    Print,
    /// Which empty form to write.
    EmptyForm,
    /// Which page of a printed list was signed.
    Page,
    /// Add a list.
    List,
    /// Take numbers for this station's walk-ins.
    Numbers,
    /// Set the directory of the automatic backup.
    BackupDirectory,
    /// Cancel this person's invitation.
    Cancel(PersonId),
    /// Issue a new code to this person.
    Reissue(PersonId),
    /// Type one library's numbers of one month.
    Figures,
    /// What is kept from the hall.
    Seal,
    /// Put a message over the hall's scene.
    HallMessage,
    /// Set how the hall speaks and looks.
    HallSettings,
    /// Change the rules of the board: in general, or of the family at this place.
    Rules(Option<u8>),
    /// Which file of rules to read.
    RulesFile,
    /// Why locked rules are unlocked.
    UnlockRules,
}

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
    /// A field of a person.
    Field(Field),
    /// Present at once?
    Arrive,
    /// Village or office of a walk-in.
    From,
    /// What kind of walk-in.
    Class,
    /// The meeting's title.
    Title,
    /// Its day.
    Date,
    /// Where it is.
    Place,
    /// Its zone.
    Zone,
    /// Who holds it.
    Organiser,
    /// Who is responsible for its personal data.
    Responsible,
    /// Why they are kept.
    Purpose,
    /// *Meja*.
    Station,
    /// *Petugas*.
    Operator,
    /// The station's own sub-districts.
    Subdistricts,
    /// Which paper.
    Paper,
    /// Of which section.
    Section,
    /// Who stands on it.
    Variant,
    /// A4 or F4.
    Size,
    /// With phone numbers?
    Phones,
    /// HTML, XLSX, CSV.
    Format,
    /// The number of a page.
    PageNumber,
    /// The short name of a list.
    ListName,
    /// What a list is for.
    ListPurpose,
    /// Along with the day's list?
    Along,
    /// How many.
    Count,
    /// A directory.
    Directory,
    /// A library, by code or name.
    Library,
    /// A month.
    Month,
    /// A count.
    Measure(Measure),
    /// What a month's row is.
    Status,
    /// Free text beside numbers.
    Note,
    /// Families by key.
    Families,
    /// What the hall is told.
    HallText,
    /// The language of the hall.
    HallLang,
    /// Its colours.
    HallLook,
    /// Down to which rank it shows.
    HallTop,
    /// A line of the rules.
    Rule(RuleKey),
    /// Why.
    Reason,
    /// The supervisor's PIN, never kept in a draft.
    Pin,
    /// The same again.
    PinAgain,
}

impl OpenForm {
    /// A form that was just opened.
    pub(super) fn new(purpose: Purpose, form: Form<Key>) -> OpenForm {
        OpenForm {
            purpose,
            form,
            warned: false,
            sure_of: String::new(),
            seen: None,
            base: None,
            opened: None,
        }
    }

    /// The line being edited.
    pub fn focus(&self) -> usize {
        self.form.focus
    }

    /// The name line of a walk-in, while it has the focus.
    pub fn walk_in_name(&self) -> Option<&str> {
        let here = self.purpose == Purpose::WalkIn && self.form.focus == 0;
        here.then(|| self.form.value(Key::Field(Field::Name)))
    }

    /// Types a character.
    pub fn type_char(&mut self, c: char) {
        self.form.type_char(c);
    }
}

/// The lines about the meeting itself, for the set-up and for changes.
pub fn about_form(t: &'static Text, title: &str, about: &About) -> Form<Key> {
    let zone = Zone::ALL.iter().position(|z| *z == about.zone).unwrap_or(1);
    Form::new(title)
        .text(Key::Title, t.f_title, t.f_title_hint, &about.title)
        .text(
            Key::Date,
            t.f_date,
            t.f_date_hint,
            &crate::text::short_date(about.date),
        )
        .text(Key::Place, t.f_place, t.f_place_hint, &about.place)
        .choice(
            Key::Zone,
            t.f_zone,
            t.f_zone_hint,
            &Zone::ALL.map(Zone::name),
            zone,
        )
        .text(
            Key::Organiser,
            t.f_organiser,
            t.f_organiser_hint,
            &about.organiser,
        )
        .text(
            Key::Responsible,
            t.privacy.f_responsible,
            t.privacy.f_responsible_hint,
            &about.responsible,
        )
        .text(
            Key::Purpose,
            t.privacy.f_purpose,
            t.privacy.f_purpose_hint,
            &about.purpose,
        )
}

/// Reads the lines of [`about_form`]; marks what is wrong in the form.
pub fn read_about(t: &'static Text, form: &mut Form<Key>) -> Option<About> {
    let title = scrub(form.value(Key::Title));
    let date = crate::text::parse_date(form.value(Key::Date));
    let zone = Zone::parse(form.value(Key::Zone)).unwrap_or_default();
    let [place, organiser, responsible, purpose] =
        [Key::Place, Key::Organiser, Key::Responsible, Key::Purpose]
            .map(|key| scrub(form.value(key)));
    if title.is_empty() {
        form.fail(Key::Title, t.e_title_missing.to_owned());
        return None;
    }
    let Some(date) = date else {
        form.fail(Key::Date, t.e_date.to_owned());
        return None;
    };
    Some(About {
        title,
        date,
        place,
        zone,
        organiser,
        responsible,
        purpose,
        sample: false,
    })
}

impl Model {
    pub(super) fn open_new_person(&mut self) {
        let typed = self.desk.line.text().trim();
        let mut record = Record::default();
        // A number or a code is no name.
        if !typed.starts_with(|c: char| c.is_ascii_digit() || c == '#') {
            record.personal.name = scrub(typed);
        }
        let title = self.text.form_new_person;
        let form = person_form(self.text, self.session.meeting(), title, &record).choice(
            Key::Arrive,
            self.text.f_arrive,
            self.text.f_arrive_hint,
            &[self.text.yes, self.text.no],
            0,
        );
        self.open(Purpose::NewPerson, form);
    }

    pub(super) fn open_chosen_person(&mut self) {
        let meeting = self.session.meeting();
        let Some(person) = self.desk.chosen().and_then(|id| meeting.person(id)) else {
            return;
        };
        let title = format!("{} #{}", self.text.form_person, person.id);
        let form = person_form(self.text, meeting, &title, &person.record);
        self.open(Purpose::Person(person.id), form);
    }

    pub(super) fn open_about(&mut self) {
        let about = self.session.meeting().about().cloned().unwrap_or_default();
        let form = about_form(self.text, self.text.form_about, &about);
        self.open(Purpose::About, form);
    }

    pub(super) fn open_operator(&mut self) {
        let t = self.text;
        let form = Form::new(t.form_operator)
            .text(Key::Station, t.f_station, t.f_station_hint, &self.station)
            .text(
                Key::Operator,
                t.f_operator,
                t.f_operator_hint,
                &self.operator,
            )
            .text(
                Key::Subdistricts,
                t.f_subdistricts,
                t.f_subdistricts_hint,
                &self.subdistricts,
            );
        self.open(Purpose::Operator, form);
    }

    pub(super) fn open_backup_directory(&mut self) {
        let t = self.text;
        let path = self
            .session
            .meeting()
            .backup_directory()
            .unwrap_or_default();
        let form =
            Form::new(t.form_backup).text(Key::Directory, t.f_directory, t.f_directory_hint, path);
        self.open(Purpose::BackupDirectory, form);
    }

    pub(super) fn open_cancel(&mut self, id: PersonId) {
        let Some(person) = self.session.meeting().person(id) else {
            return;
        };
        let name = person.name().to_owned();
        if person.cancelled.is_some() {
            self.submit(Command::Restore(id), Wish::Done(self.text.restored));
        } else {
            let form = reason_form(self.text, self.text.form_cancel, &name);
            self.open(Purpose::Cancel(id), form);
        }
    }

    pub(super) fn open_reissue(&mut self, id: PersonId) {
        let Some(person) = self.session.meeting().person(id) else {
            return;
        };
        let name = person.name().to_owned();
        let form = reason_form(self.text, self.text.form_reissue, &name);
        self.open(Purpose::Reissue(id), form);
    }

    pub(super) fn withdraw_chosen(&mut self) {
        if let Some(person) = self.desk.chosen() {
            let list = self.list.clone();
            self.submit(Command::Withdraw { person, list }, Wish::Withdraw(person));
        }
    }

    /// Takes the station's own sub-districts, as typed.
    pub fn set_subdistricts(&mut self, typed: &str) {
        typed.clone_into(&mut self.subdistricts);
        self.near = crate::search::people::subdistricts(typed);
    }

    pub(super) fn submit_form(&mut self, mut open: Box<OpenForm>) {
        // A paper and this window's own name need no journal.
        // A paper is written beside the journal, never into it: who may only read may print.
        let writes = !matches!(
            open.purpose,
            Purpose::Operator | Purpose::Print | Purpose::EmptyForm
        );
        if let (Some(why), true) = (&self.read_only, writes) {
            let words = (self.text.not_recorded)(why);
            self.say(Level::Bad, words);
            self.overlays.push(Overlay::Form(open));
            return;
        }
        let command = match open.purpose {
            Purpose::NewPerson | Purpose::Person(_) => self.read_person(&mut open),
            Purpose::WalkIn => self.read_walk_in(&mut open),
            Purpose::Substitute(person) => self.read_substitute(&mut open, person),
            Purpose::About => read_about(self.text, &mut open.form).map(Command::Describe),
            Purpose::Operator => return self.operator_typed(&open),
            Purpose::BackupDirectory => {
                let path = open.form.value(Key::Directory).trim_matches(['"', '\'']);
                let path = Some(path.to_owned()).filter(|p| !p.is_empty());
                Some(Command::SetBackupDirectory(path))
            }
            Purpose::Addendum => self.read_reason(&mut open).and_then(|reason| {
                let (change, _) = self.late.clone()?;
                let change = Box::new(change);
                Some(Command::Addendum { reason, change })
            }),
            Purpose::Figures => self.read_figures(&mut open),
            Purpose::Correction => match self.read_reason(&mut open) {
                Some(reason) => {
                    self.apply_with(reason);
                    return self.drop_draft();
                }
                None => None,
            },
            Purpose::Seal => return self.seal_chosen(open),
            Purpose::Rules(family) => return self.rules_chosen(open, family),
            Purpose::RulesFile => return self.rules_file_chosen(open),
            Purpose::UnlockRules => self
                .read_reason(&mut open)
                .map(|reason| Command::UnlockRules { reason }),
            Purpose::Print => return self.print_chosen(open),
            Purpose::EmptyForm => return self.empty_form_chosen(&open),
            Purpose::Page => return self.page_chosen(open),
            Purpose::HallMessage => return self.message_typed(open),
            Purpose::HallSettings => self.read_hall_settings(&mut open),
            Purpose::List => self.read_list(&mut open),
            Purpose::Numbers => self.read_numbers(&mut open),
            Purpose::Cancel(person) => self
                .read_reason(&mut open)
                .map(|reason| Command::Cancel { person, reason }),
            Purpose::Reissue(person) => self
                .read_reason(&mut open)
                .map(|reason| Command::Reissue { person, reason }),
        };
        let Some(command) = command else {
            self.effects.push(Effect::Bell);
            self.overlays.push(Overlay::Form(open));
            return;
        };
        let t = self.text;
        let late = self
            .late
            .take()
            .filter(|_| open.purpose == Purpose::Addendum);
        let wish = match open.purpose {
            Purpose::Addendum => late.map_or(Wish::Done(t.saved), |(_, wish)| wish),
            Purpose::NewPerson => Wish::Add(self.desk.line.text().to_owned()),
            Purpose::Person(_) => Wish::Correct,
            Purpose::WalkIn => Wish::WalkIn(self.desk.line.text().to_owned(), open),
            Purpose::Substitute(person) => Wish::Substitute(person, open),
            Purpose::Cancel(_) => Wish::Done(t.invitation_cancelled),
            Purpose::Reissue(person) => Wish::Reissue(person),
            Purpose::Figures => Wish::Figures(open),
            Purpose::UnlockRules => Wish::Done(t.rules.rules_unlocked),
            Purpose::About
            | Purpose::HallMessage
            | Purpose::HallSettings
            | Purpose::Operator
            | Purpose::BackupDirectory
            | Purpose::List
            | Purpose::Numbers
            | Purpose::Correction
            | Purpose::Seal
            | Purpose::Rules(_)
            | Purpose::RulesFile
            | Purpose::Print
            | Purpose::EmptyForm
            | Purpose::Page => Wish::Done(t.saved),
        };
        self.submit(command, wish);
        self.drop_draft();
    }

    /// This window's own name needs no journal.
    fn operator_typed(&mut self, open: &OpenForm) {
        self.drop_draft();
        self.station = or_default(open.form.value(Key::Station), self.text.default_station);
        self.operator = scrub(open.form.value(Key::Operator));
        self.set_subdistricts(&scrub(open.form.value(Key::Subdistricts)));
        self.effects.push(Effect::Remember);
        self.say(Level::Good, self.text.operator_changed.to_owned());
    }

    /// The form is done: what was kept of it goes.
    pub(super) fn drop_draft(&mut self) {
        self.effects
            .push(Effect::KeepDraft(self.station.clone(), None));
        self.draft_at = None;
    }

    pub(super) fn open(&mut self, purpose: Purpose, form: Form<Key>) {
        let opened = match purpose {
            Purpose::Person(id) => self.session.meeting().person(id).map(|p| p.record.clone()),
            _ => None,
        };
        self.overlays.push(Overlay::Form(Box::new(OpenForm {
            seen: self.substitute_now(purpose),
            opened,
            ..OpenForm::new(purpose, form)
        })));
    }

    pub(super) fn read_reason(&self, open: &mut OpenForm) -> Option<String> {
        let reason = scrub(open.form.value(Key::Reason));
        if reason.is_empty() {
            open.form
                .fail(Key::Reason, self.text.e_reason_missing.to_owned());
            return None;
        }
        Some(reason)
    }
}

pub(super) fn reason_form(t: &'static Text, title: &str, name: &str) -> Form<Key> {
    let title = if name.is_empty() {
        title.to_owned()
    } else {
        format!("{title}: {name}")
    };
    Form::new(&title).text(Key::Reason, t.f_reason, t.f_reason_hint, "")
}

fn or_default(value: &str, default: &str) -> String {
    let value = scrub(value);
    if value.is_empty() {
        default.to_owned()
    } else {
        value
    }
}
