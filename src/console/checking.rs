//! *Periksa pemindai* in the console: while it is open every scan is a test and records nothing; what was read of
//! invited people is told when it closes, so that nobody is lost quietly.

use crossterm::event::{KeyCode, KeyEvent};

use super::app::{Level, Model, Screen};
use super::overlay::Overlay;
use super::scanner;
use super::scanner::check::{Check, is_test_code, test_code};
use crate::meeting::code::{Parsed, SubjectKind};
use crate::meeting::id::PersonId;

/// The check on screen.
#[derive(Clone, Debug)]
pub struct ScannerCheck {
    /// The reads so far and what they say.
    pub check: Check,
    /// Whose codes were read, of those who have not arrived.
    missed: Vec<PersonId>,
}

impl Model {
    /// Opens the check.
    pub(super) fn open_scanner_check(&mut self) {
        let check = self.new_check();
        self.overlays
            .push(Overlay::ScannerCheck(Box::new(ScannerCheck {
                check,
                missed: Vec::new(),
            })));
    }

    fn new_check(&self) -> Check {
        let tag = self.session.meeting().tag();
        Check::new(tag.as_deref().and_then(test_code))
    }

    /// The check that is on screen; on a locked one a scan is a guest's.
    pub(super) fn checking(&mut self) -> Option<&mut Check> {
        if self.is_locked() {
            return None;
        }
        match self.overlays.last_mut() {
            Some(Overlay::ScannerCheck(open)) => Some(&mut open.check),
            Some(_) | None => None,
        }
    }

    /// When the check has something to do.
    pub(super) fn check_due(&self) -> Option<u64> {
        if self.is_locked() {
            return None;
        }
        match self.overlays.last() {
            Some(Overlay::ScannerCheck(open)) => open.check.deadline(),
            Some(_) | None => None,
        }
    }

    pub(super) fn check_key(&mut self, key: KeyEvent, mut open: Box<ScannerCheck>) {
        match key.code {
            KeyCode::Esc => return self.tell_missed(&open.missed),
            // Not half-way: an Enter of the scanner's that comes late begins nothing anew.
            KeyCode::Enter if open.check.report().is_some() => open.check = self.new_check(),
            _ => {}
        }
        self.overlays.push(Overlay::ScannerCheck(open));
    }

    /// A code for the check and for nothing else, or the code to test with, which means nothing at the desk. True if
    /// it was one of these.
    pub(super) fn test_read(&mut self, code: &Parsed) -> bool {
        let whose = self.whose(code);
        let locked = self.is_locked();
        if let Some(Overlay::ScannerCheck(open)) = self.overlays.last_mut().filter(|_| !locked) {
            let new = whose.filter(|id| !open.missed.contains(id));
            open.missed.extend(new);
            return true;
        }
        if is_test_code(code) {
            self.say(Level::Good, self.text.scanner.test_code.to_owned());
            return true;
        }
        false
    }

    /// Tells, once, that two scanners work in turn here; where nothing else is being told.
    pub(super) fn notice_two_scanners(&mut self) {
        let idle = self.overlays.is_empty() && self.screen == Screen::Desk;
        if idle && self.message.is_none() && self.scanner.notices_two() {
            self.say(Level::Note, self.text.scanner.two.to_owned());
        }
    }

    /// Feeds the check on screen.
    pub(super) fn check_sees(&mut self, key: scanner::Key, at: u64) {
        if let Some(check) = self.checking() {
            check.key(key, at);
        }
    }

    /// The person of a code that is valid now and who has not arrived.
    fn whose(&self, code: &Parsed) -> Option<PersonId> {
        let subject = code.subject();
        let meeting = self.session.meeting();
        let person = meeting.person(PersonId(subject.number()))?;
        let current = meeting.code_of(person) == Some(code.to_string());
        let away = person.arrival(&self.list).is_none();
        (subject.kind() == SubjectKind::Person && current && away).then_some(person.id)
    }

    fn tell_missed(&mut self, missed: &[PersonId]) {
        let meeting = self.session.meeting();
        let names: Vec<String> = missed
            .iter()
            .filter_map(|id| meeting.person(*id))
            .filter(|p| p.arrival(&self.list).is_none())
            .map(|p| format!("#{} {}", p.id, p.name()))
            .collect();
        if !names.is_empty() {
            let words = (self.text.scanner.unrecorded)(&names.join(", "));
            self.say(Level::Bad, words);
        }
    }
}
