//! Keys into what they do: every key goes through the scanner first, which tells a scan from typing.
//! What is left goes to the field, the overlay or the screen that has the focus.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::app::{Leaving, Model, Screen, Wish};
use super::command::Action;
use super::field::Field;
use super::overlay::Overlay;
use super::scanner::{self, Focus, Hint, Misread, Step as ScanStep, Unreadable};
use crate::meeting::code::Reading;
use crate::meeting::command::Command;

impl Model {
    pub(super) fn key(&mut self, mut key: KeyEvent, at: u64) {
        self.now_ms = at;
        let typed = read_key(&mut key);
        self.check_sees(typed, at);
        let line = self.desk.line.text().to_owned();
        // In the name line of a walk-in a digit picks a similar person, as in the search line.
        let name = match self.overlays.last() {
            Some(Overlay::Form(open)) => open
                .walk_in_name()
                .filter(|_| !self.similar(open).is_empty())
                .map(str::to_owned),
            Some(_) | None => None,
        };
        let locked = self.is_locked().then(|| self.lock_field().is_some());
        let focus = match (self.screen, self.overlays.last_mut().map(Overlay::field)) {
            _ if locked == Some(true) => Focus::Field,
            _ if locked == Some(false) => Focus::Acting,
            (Screen::Desk, None) if line.is_empty() && self.desk.members.is_some() => Focus::Card,
            (Screen::Desk, None) => Focus::SearchLine(&line),
            (_, Some(Some(_))) => name.as_deref().map_or(Focus::Field, Focus::SearchLine),
            (Screen::Board, None) if self.board.typing => Focus::Field,
            (Screen::Data | Screen::Protocol | Screen::Board | Screen::Hall, None)
            | (_, Some(None)) => Focus::Acting,
        };
        let steps = self.scanner.key(typed, focus, at);
        self.take_steps(steps, Some(key));
    }

    /// Does what the scanner made of the keys; `key` is the one just pressed.
    pub(super) fn take_steps(&mut self, steps: Vec<ScanStep>, key: Option<KeyEvent>) {
        let before = self.focus_id();
        for step in steps {
            // Nobody sees what is typed on a screen that only asks for more room.
            let blind = super::view::is_too_small(self.size);
            let f10 = key.is_some_and(|k| k.code == KeyCode::F(10));
            match step {
                ScanStep::Press(scanner::Key::Other) if blind && f10 => self.act(Action::Quit),
                ScanStep::Type(_)
                | ScanStep::Insert(_)
                | ScanStep::TakeBack(_)
                | ScanStep::Press(_)
                    if blind => {}
                ScanStep::Type(c) => self.type_char(c),
                ScanStep::Insert(text) => self.insert(&text),
                ScanStep::TakeBack(n) => {
                    if let Some(field) = self.focused_field() {
                        field.take_back(n);
                    }
                    self.after_typing();
                }
                ScanStep::Press(pressed) => self.pressed(pressed, key),
                ScanStep::Scan(code) if self.test_read(&code) => {}
                ScanStep::Scan(code) => self.scanned(Reading::Code(code), None),
                ScanStep::Unreadable(_) if self.checking().is_some() => {}
                ScanStep::Unreadable(burst) => self.unreadable(burst),
            }
        }
        if self.focus_id() != before {
            self.scanner.forget();
        }
    }

    /// Changes when what is typed goes somewhere else than before.
    fn focus_id(&self) -> (Screen, usize, usize, bool) {
        let row = match self.overlays.last() {
            Some(Overlay::Form(form)) => form.focus(),
            _ => usize::from(self.board.typing),
        };
        (self.screen, self.overlays.len(), row, self.is_locked())
    }

    fn pressed(&mut self, pressed: scanner::Key, key: Option<KeyEvent>) {
        let Some(event) = event_of(pressed, key) else {
            return;
        };
        if self.is_locked() {
            return self.locked_key(event);
        }
        self.message = None;
        self.again = self.again.filter(|key| *key == event.code);
        if event.code != KeyCode::F(10) {
            // Somebody works on: a last backup that is still being written closes nothing.
            self.backup.leaving = Leaving::No;
        }
        if self.overlays.is_empty() {
            match self.screen {
                Screen::Desk => self.desk_key(event),
                Screen::Data => self.data_key(event),
                Screen::Protocol => self.protocol_key(event),
                Screen::Board => self.board_key(event),
                Screen::Hall => self.hall_key(event),
            }
        } else {
            self.overlay_key(event);
        }
    }

    pub(super) fn type_char(&mut self, c: char) {
        let mut bytes = [0; 4];
        self.insert(c.encode_utf8(&mut bytes));
    }

    fn insert(&mut self, text: &str) {
        if self.is_locked() {
            if let Some(field) = self.lock_field() {
                field.insert(text);
            }
            return;
        }
        self.message = None;
        if let Some(Overlay::Form(form)) = self.overlays.last_mut() {
            text.chars().for_each(|c| form.type_char(c));
            self.draft_at = self.draft_at.or(Some(self.now_ms + 1_000));
        } else {
            if self.overlays.is_empty() {
                self.members_typing(text);
            }
            if let Some(field) = self.focused_field() {
                field.insert(text);
            }
        }
        self.after_typing();
    }

    pub(super) fn after_typing(&mut self) {
        if self.is_locked() {
            return;
        }
        match self.overlays.last_mut() {
            None if self.screen == Screen::Board => self.sift_board(),
            None if self.screen == Screen::Desk => {
                self.desk.fresh = false;
                self.search();
            }
            Some(Overlay::Palette { selected, .. } | Overlay::Files { selected, .. }) => {
                *selected = 0;
            }
            Some(Overlay::Form(_)) => self.check_rules_form(),
            Some(_) | None => {}
        }
    }

    /// The text field that has the focus.
    pub(super) fn focused_field(&mut self) -> Option<&mut Field> {
        if self.is_locked() {
            return self.lock_field();
        }
        match self.overlays.last_mut() {
            None if self.screen == Screen::Desk => Some(&mut self.desk.line),
            None if self.screen == Screen::Board && self.board.typing => {
                Some(&mut self.board.filter.find)
            }
            None => None,
            Some(overlay) => overlay.field(),
        }
    }

    /// A scan, whatever is on screen. It is queued, never dropped.
    fn scanned(&mut self, reading: Reading, hint: Option<Hint>) {
        self.backup.leaving = Leaving::No;
        let list = self.list.clone();
        self.submit(Command::Scan { reading, list }, Wish::Scan(hint));
    }

    fn unreadable(&mut self, burst: Unreadable) {
        let length = burst.length;
        let reading = match burst.what {
            Misread::Damaged(why) => Reading::Damaged { why, length },
            Misread::Foreign(class) => Reading::Foreign { class, length },
        };
        self.scanned(reading, Some(burst.hint));
    }
}

/// A key press as the scanner sees it.
pub(super) fn read_key(key: &mut KeyEvent) -> scanner::Key {
    // AltGr types a character and reports Ctrl and Alt with it (Windows).
    let alt_gr = KeyModifiers::CONTROL | KeyModifiers::ALT;
    if matches!(key.code, KeyCode::Char(_)) && key.modifiers.contains(alt_gr) {
        key.modifiers.remove(alt_gr);
    }
    // `^H` is what many terminals send for Backspace.
    if key.modifiers == KeyModifiers::CONTROL && matches!(key.code, KeyCode::Char('h' | 'H')) {
        *key = KeyCode::Backspace.into();
    }
    let plain = !key
        .modifiers
        .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    let ctrl = key.modifiers == KeyModifiers::CONTROL;
    match key.code {
        KeyCode::Char(c) if plain => scanner::Key::Char(c),
        KeyCode::Char('j') if ctrl => scanner::Key::Lf,
        KeyCode::Char(c) if ctrl => scanner::Key::Control(c),
        KeyCode::Enter => scanner::Key::Enter,
        KeyCode::Tab => scanner::Key::Tab,
        KeyCode::Backspace if plain => scanner::Key::Backspace,
        KeyCode::Char(c) if key.modifiers == KeyModifiers::ALT => scanner::Key::Alt(c),
        KeyCode::Esc if key.modifiers.is_empty() => scanner::Key::Esc,
        code if key.modifiers.is_empty() => {
            let pad = PAD.iter().find(|p| p.1 == code);
            pad.map_or(scanner::Key::Other, |p| scanner::Key::Pad(p.0))
        }
        _ => scanner::Key::Other,
    }
}

/// What the digits of the number pad are while Num Lock is off.
const PAD: [(char, KeyCode); 11] = [
    ('0', KeyCode::Insert),
    ('1', KeyCode::End),
    ('2', KeyCode::Down),
    ('3', KeyCode::PageDown),
    ('4', KeyCode::Left),
    ('5', KeyCode::KeypadBegin),
    ('6', KeyCode::Right),
    ('7', KeyCode::Home),
    ('8', KeyCode::Up),
    ('9', KeyCode::PageUp),
    ('.', KeyCode::Delete),
];

/// The key event of a key that the scanner let through; `key` is the one just pressed.
pub(super) fn event_of(pressed: scanner::Key, key: Option<KeyEvent>) -> Option<KeyEvent> {
    let plain = |code| KeyEvent::new(code, KeyModifiers::NONE);
    match pressed {
        scanner::Key::Char(c) => Some(plain(KeyCode::Char(c))),
        scanner::Key::Control(c) => Some(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)),
        scanner::Key::Enter | scanner::Key::Lf => Some(plain(KeyCode::Enter)),
        scanner::Key::Tab => Some(plain(KeyCode::Tab)),
        scanner::Key::Backspace => Some(plain(KeyCode::Backspace)),
        scanner::Key::Esc => Some(plain(KeyCode::Esc)),
        scanner::Key::Pad(c) => PAD.iter().find(|p| p.0 == c).map(|p| plain(p.1)),
        scanner::Key::Alt(c) => Some(KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT)),
        scanner::Key::Other => key,
    }
}
