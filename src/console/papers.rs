//! Papers from the console: which, for whom, in which form; then written beside the meeting file, and
//! opened if somebody wants to see it.

use std::path::PathBuf;

use super::app::{Effect, Level, Model, Wish};
use super::form::Form;
use super::forms::{Key, OpenForm, Purpose};
use super::overlay::{Overlay, Yes};
use crate::exchange::document::sheet::{self, Selection};
use crate::exchange::document::{Format, Paper, Size};
use crate::meeting::attendance::{Section, Variant};
use crate::meeting::command::Command;
use crate::meeting::id::{EntryId, PersonId};

/// A paper to write.
#[derive(Clone, Debug)]
pub struct Print {
    /// Which.
    pub paper: Paper,
    /// A4 or F4.
    pub size: Size,
    /// As what.
    pub format: Format,
    /// The entry that closed its list; its hash is printed.
    pub closing: Option<EntryId>,
}

/// A paper that was written.
#[derive(Clone, Debug)]
pub struct Made {
    /// Where.
    pub path: PathBuf,
    /// Rows, cards or letters.
    pub rows: usize,
    /// Pages.
    pub pages: usize,
}

const SIZES: [Size; 2] = [Size::A4, Size::F4];
const FORMATS: [Format; 3] = [Format::Html, Format::Xlsx, Format::Csv];
const VARIANTS: [Variant; 3] = [Variant::Invited, Variant::Present, Variant::Blank];

impl Model {
    /// The form that chooses a paper.
    pub(super) fn open_print(&mut self) {
        let t = self.text;
        let p = &t.print;
        let sections = [p.all_sections, p.committee, p.participants, p.speakers];
        let variants = [p.invited, p.present, p.blank];
        let started = self.session.meeting().people().total().present > 0;
        let formats = FORMATS.map(|f| f.ending().to_uppercase());
        let formats: Vec<&str> = formats.iter().map(String::as_str).collect();
        let form = Form::new(p.title)
            .choice(Key::Paper, p.f_paper, p.f_paper_hint, &p.papers, 0)
            .choice(
                Key::Variant,
                p.f_variant,
                p.f_list_only,
                &variants,
                usize::from(started),
            )
            .choice(Key::Section, p.f_section, p.f_list_only, &sections, 0)
            .choice(Key::Phones, p.f_phones, p.f_phones_hint, &[t.yes, t.no], 0)
            .choice(Key::Size, p.f_size, "", &SIZES.map(Size::name), 0)
            .choice(Key::Format, p.f_format, p.f_format_hint, &formats, 0);
        self.open(Purpose::Print, form);
    }

    pub(super) fn print_chosen(&mut self, open: Box<OpenForm>) {
        let t = self.text;
        let form = &open.form;
        let at = |key, options: &[&str]| options.iter().position(|o| *o == form.value(key));
        let p = &t.print;
        let variant = at(Key::Variant, &[p.invited, p.present, p.blank]).unwrap_or(0);
        let sections = [p.all_sections, p.committee, p.participants, p.speakers];
        let section = at(Key::Section, &sections).unwrap_or(0);
        let list = self.list.clone();
        let paper = match at(Key::Paper, &p.papers).unwrap_or(0) {
            0 => Paper::Attendance(Selection {
                variant: VARIANTS[variant],
                section: section.checked_sub(1).map(|i| Section::ALL[i]),
                list,
                phones: form.value(Key::Phones) == t.yes,
            }),
            1 => Paper::Badges(Vec::new()),
            2 => Paper::Slips(Vec::new()),
            3 => Paper::Letters,
            _ => Paper::CommandCard,
        };
        let size = at(Key::Size, &SIZES.map(Size::name)).unwrap_or(0);
        let format = form.value(Key::Format).to_lowercase();
        let format = FORMATS.into_iter().find(|f| f.ending() == format);
        let format = format.unwrap_or(Format::Html);
        if !paper.formats().contains(&format) {
            let words = p.html_only.to_owned();
            let mut open = open;
            open.form.fail(Key::Format, words);
            self.overlays.push(Overlay::Form(open));
            return;
        }
        self.drop_draft();
        self.print(paper, SIZES[size], format);
    }

    /// The badge of one person, after a re-issue.
    pub(super) fn print_badge(&mut self, person: PersonId) {
        self.print(Paper::Badges(vec![person]), Size::A4, Format::Html);
    }

    pub(super) fn print(&mut self, paper: Paper, size: Size, format: Format) {
        let meeting = self.session.meeting();
        let mut print = Print {
            paper,
            size,
            format,
            closing: None,
        };
        let mut sheets = Vec::new();
        if let Paper::Attendance(selection) = &print.paper {
            print.closing = meeting.closing(&selection.list).map(|c| c.entry);
            // Its pages get codes first. What can only be read is printed without.
            if format == Format::Html && self.read_only.is_none() {
                sheets = sheet::printed(meeting, selection);
            }
        }
        let last = sheets.pop();
        for sheet in sheets {
            self.submit(Command::PrintSheet(sheet), Wish::Quiet);
        }
        match last {
            Some(sheet) => {
                let wish = Wish::Sheets(Box::new(print));
                self.submit(Command::PrintSheet(sheet), wish);
            }
            None => self.sheet_noted(print),
        }
    }

    /// The pages have their codes: the paper is written on a thread of its own.
    pub(super) fn sheet_noted(&mut self, print: Print) {
        let meeting = Box::new(self.session.meeting().clone());
        self.say(Level::Note, self.text.print.writing.to_owned());
        self.effects
            .push(Effect::WritePaper(Box::new(print), meeting));
    }

    /// A paper was written: does somebody want to see it?
    pub(super) fn paper_made(&mut self, made: Result<Made, String>) {
        let t = self.text;
        match made {
            Err(why) => self.say(Level::Bad, why),
            Ok(made) => {
                let path = made.path.display().to_string();
                let counts = (t.paper.pages)(made.rows, made.pages);
                self.say(Level::Good, format!("{} ({counts})", (t.written)(&path)));
                // Never over something that is being typed.
                if self.overlays.is_empty() {
                    self.overlays.push(Overlay::Confirm {
                        title: t.print.open_title,
                        question: (t.print.ask_open)(&path, &counts),
                        verb: t.print.k_open,
                        yes: Box::new(Yes::Open(made.path)),
                    });
                }
            }
        }
    }
}
