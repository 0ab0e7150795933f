//! The console's model and its one `update`: messages in, effects out, no terminal, no disk.
//!
//! The loop executes effects and brings their results back as messages. Scans are recognised here,
//! whatever has the focus, and become commands at once.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;

use super::command::{self, Action, Scope};
use super::data::Data;
use super::desk::{Desk, Recent};
use super::field::Field;
use super::overlay::Overlay;
use super::scanner::{self, Focus, Hint, Misread, Scanner, Step as ScanStep, Unreadable};
use crate::clock::Clock;
use crate::exchange::export::CodeRow;
use crate::exchange::preview::{FileRead, ImportKind, Preview};
use crate::journal::{Entry, Head, JournalError};
use crate::meeting::act::Act;
use crate::meeting::code::Reading;
use crate::meeting::command::{Command, Refusal};
use crate::meeting::id::{ListId, PersonId};
use crate::session::{Reply, Request, Session, Settled, Step, Ticket};
use crate::text::Text;

/// Everything the console knows while it runs.
#[derive(Debug)]
pub struct Model {
    /// Journal and meeting.
    pub session: Session,
    /// Time and identity.
    pub clock: Clock,
    /// Every word.
    pub text: &'static Text,
    /// *Meja*.
    pub station: String,
    /// *Petugas*.
    pub operator: String,
    /// The meeting file.
    pub file: PathBuf,
    /// Set while the file can only be read, with the reason in words.
    pub read_only: Option<String>,
    /// Which job is on screen.
    pub screen: Screen,
    /// What lies over it, the topmost last.
    pub overlays: Vec<Overlay>,
    /// The desk.
    pub desk: Desk,
    /// Data and import.
    pub data: Data,
    /// The message line.
    pub message: Option<Message>,
    /// The automatic backup.
    pub backup: Backup,
    /// Rows of the screen, for paging.
    pub height: u16,
    pub(super) scanner: Scanner,
    pub(super) wishes: BTreeMap<Ticket, Wish>,
    pub(super) now_ms: u64,
    pub(super) retry_at: Option<u64>,
    pub(super) draft_at: Option<u64>,
    pub(super) effects: Vec<Effect>,
}

/// A job of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// F2.
    Desk,
    /// F7.
    Data,
}

/// How loud a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Something was done.
    Good,
    /// Something to know.
    Note,
    /// Something was refused or failed.
    Bad,
}

/// The message line; it stays until the next one or the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How loud.
    pub level: Level,
    /// The words.
    pub text: String,
}

/// The state of the automatic backup.
#[derive(Clone, Debug, Default)]
pub struct Backup {
    /// When the last one was whole.
    pub last: Option<Timestamp>,
    /// One is being written.
    pub running: bool,
    /// The head that the last one holds.
    pub seq: u64,
    /// Why the last try failed, in words.
    pub error: Option<String>,
    /// The program ends when the one being written is whole.
    pub leaving: bool,
    pub(super) next_at: Option<u64>,
}

/// Something for the loop to do.
#[derive(Debug)]
pub enum Effect {
    /// Ask the journal thread.
    Journal(Request),
    /// Read a file of rows on a thread of its own.
    ReadFile(ImportKind, PathBuf),
    /// Give up reading.
    CancelRead,
    /// List files that could be imported.
    ListFiles,
    /// Write everybody's code beside the meeting file.
    WriteCodes(Vec<CodeRow>),
    /// Write the rejected rows of a preview beside the meeting file.
    WriteRejected(Box<Preview>),
    /// Write a backup into this directory.
    BackUp(PathBuf),
    /// Recompute the chain.
    Verify,
    /// Keep this draft beside the file, or remove it.
    KeepDraft(Option<String>),
    /// Remember station and operator of this file.
    Remember,
    /// Ring the bell.
    Bell,
    /// Leave.
    Quit,
}

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed (never a release), with the process's milliseconds.
    Key(KeyEvent, u64),
    /// The terminal pasted a text.
    Paste(String, u64),
    /// The window has this many rows now.
    Resize(u16),
    /// The time that was asked for has come.
    Tick(u64),
    /// The journal answered.
    Reply(Reply),
    /// Another writer committed.
    News(Vec<Entry>, Head),
    /// Reading or following failed.
    Trouble(JournalError),
    /// Rows read so far, of so many.
    Progress(u64, u64),
    /// A file was read.
    Read(ImportKind, PathBuf, Result<FileRead, String>),
    /// Files that could be imported.
    Files(Vec<PathBuf>),
    /// A table was written.
    Written(Result<PathBuf, String>),
    /// A backup ended.
    BackedUp(Result<u64, JournalError>),
    /// The chain was recomputed.
    Verified(Result<String, String>),
}

/// What to say when a command settles.
#[derive(Clone, Debug)]
pub(super) enum Wish {
    Scan(Option<Hint>),
    CheckIn(PersonId),
    Add,
    Correct,
    Undo(String),
    Import(Box<Preview>),
    Done(&'static str),
}

impl Model {
    /// A console on an open session.
    pub fn new(session: Session, clock: Clock, text: &'static Text, file: PathBuf) -> Self {
        let mut model = Model {
            session,
            clock,
            text,
            station: String::new(),
            operator: String::new(),
            file,
            read_only: None,
            screen: Screen::Desk,
            overlays: Vec::new(),
            desk: Desk::default(),
            data: Data::default(),
            message: None,
            backup: Backup::default(),
            height: 24,
            scanner: Scanner::new(),
            wishes: BTreeMap::new(),
            now_ms: 0,
            retry_at: None,
            draft_at: None,
            effects: Vec::new(),
        };
        model.desk.rebuild(model.session.meeting());
        model
    }

    /// Called once before the first frame: the first backup is due, a draft may wait.
    pub fn begin(&mut self, draft: Option<&str>) {
        self.effects.push(Effect::Remember);
        if self.read_only.is_none() {
            self.backup.next_at = Some(self.clock.mono_ms());
        }
        if let Some(draft) = draft {
            self.restore_draft(draft);
        }
        if self.session.meeting().people().is_empty() && self.message.is_none() {
            self.screen = Screen::Data;
            self.say(Level::Good, self.text.setup_done.to_owned());
        }
    }

    /// Handles one message and returns what the loop has to do.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Key(key, at) => self.key(key, at),
            Msg::Paste(text, at) => {
                self.now_ms = at;
                let steps = self.scanner.paste(&text, at);
                self.take_steps(steps, None);
            }
            Msg::Resize(height) => self.height = height,
            Msg::Tick(at) => self.tick(at),
            Msg::Reply(reply) => self.replied(reply),
            Msg::News(entries, head) => self.news(&entries, head),
            Msg::Trouble(error) => self.say(Level::Bad, (self.text.journal_error)(&error)),
            Msg::Progress(done, total) => self.progress(done, total),
            Msg::Read(kind, path, read) => self.file_read(kind, &path, read),
            Msg::Files(files) => self.files_found(files),
            Msg::Written(Ok(path)) => {
                self.say(
                    Level::Good,
                    (self.text.written)(&path.display().to_string()),
                );
            }
            Msg::Written(Err(why)) => self.say(Level::Bad, why),
            Msg::BackedUp(result) => self.backed_up(result),
            Msg::Verified(Ok(words)) => self.say(Level::Good, words),
            Msg::Verified(Err(words)) => self.say(Level::Bad, words),
        }
        self.pump();
        self.follow_changes();
        std::mem::take(&mut self.effects)
    }

    /// When `Tick` is wanted next, in the process's milliseconds.
    pub fn deadline(&self) -> Option<u64> {
        [
            self.scanner.deadline(),
            self.desk.flash_until,
            self.desk.tail_at,
            self.retry_at,
            self.draft_at,
            self.backup.next_at,
        ]
        .into_iter()
        .flatten()
        .min()
    }

    /// Commands that wait for the journal.
    pub fn waiting(&self) -> usize {
        self.session.waiting()
    }

    /// The scope of the keys.
    pub fn scope(&self) -> Scope {
        match self.screen {
            Screen::Desk => Scope::Desk,
            Screen::Data => Scope::Data,
        }
    }

    /// Why an action cannot be done now; `None` where it can.
    pub fn unavailable(&self, action: Action) -> Option<&'static str> {
        let t = self.text;
        let chosen = self.desk.chosen();
        let meeting = self.session.meeting();
        let person = chosen.and_then(|id| meeting.person(id));
        match action {
            Action::Undo if self.last_act().is_none() => Some(t.nothing_to_undo),
            Action::CheckIn if self.desk.ambiguous_choice() => Some(t.choose_first),
            Action::EditPerson | Action::Withdraw | Action::Cancel | Action::Reissue
                if person.is_none() =>
            {
                Some(t.choose_first)
            }
            Action::Withdraw if person.is_some_and(|p| p.arrival(&ListId::main()).is_none()) => {
                Some(t.not_present)
            }
            Action::ExportCodes if meeting.people().is_empty() => Some(t.nobody_yet),
            Action::Backup if meeting.backup_directory().is_none() => Some(t.no_backup_directory),
            Action::CheckIn
            | Action::AddPerson
            | Action::EditPerson
            | Action::Undo
            | Action::Withdraw
            | Action::Cancel
            | Action::Reissue
            | Action::ImportPeople
            | Action::ImportLibraries
            | Action::ImportVillages
            | Action::BackupDirectory
            | Action::Describe
                if self.read_only.is_some() =>
            {
                Some(t.read_only_short)
            }
            Action::Help
            | Action::Desk
            | Action::Data
            | Action::Quit
            | Action::Palette
            | Action::Undo
            | Action::CheckIn
            | Action::AddPerson
            | Action::EditPerson
            | Action::Withdraw
            | Action::Cancel
            | Action::Reissue
            | Action::Back
            | Action::ImportPeople
            | Action::ImportLibraries
            | Action::ImportVillages
            | Action::ExportCodes
            | Action::Backup
            | Action::BackupDirectory
            | Action::Describe
            | Action::Operator
            | Action::Verify => None,
        }
    }

    /// Does an action, or says why not.
    pub(super) fn act(&mut self, action: Action) {
        if let Some(why) = self.unavailable(action) {
            self.say(Level::Note, why.to_owned());
            return;
        }
        match action {
            Action::Help => self.overlays.push(Overlay::Help { scroll: 0 }),
            Action::Desk => self.screen = Screen::Desk,
            Action::Data => self.screen = Screen::Data,
            Action::Palette => self.overlays.push(Overlay::palette()),
            Action::Quit => self.quit(),
            Action::Back => self.back(),
            Action::Undo => self.undo(),
            Action::CheckIn => self.check_in_chosen(),
            Action::AddPerson => self.open_new_person(),
            Action::EditPerson => self.open_chosen_person(),
            Action::Withdraw => self.withdraw_chosen(),
            Action::Cancel => self.cancel_chosen(),
            Action::Reissue => self.reissue_chosen(),
            Action::ImportPeople => self.open_import(ImportKind::People),
            Action::ImportLibraries => self.open_import(ImportKind::Libraries),
            Action::ImportVillages => self.open_import(ImportKind::Villages),
            Action::ExportCodes => self.export_codes(),
            Action::Backup => self.back_up(),
            Action::BackupDirectory => self.open_backup_directory(),
            Action::Describe => self.open_about(),
            Action::Operator => self.open_operator(),
            Action::Verify => self.effects.push(Effect::Verify),
        }
    }

    /// Says something in the message line.
    pub(super) fn say(&mut self, level: Level, text: String) {
        if level == Level::Bad {
            self.effects.push(Effect::Bell);
        }
        self.message = Some(Message { level, text });
    }

    /// Hands a command to the session.
    pub(super) fn submit(&mut self, command: Command, wish: Wish) {
        if let Some(why) = self.read_only.clone() {
            self.say(Level::Bad, why);
            return;
        }
        let zone = self
            .session
            .meeting()
            .about()
            .map(|a| a.zone)
            .unwrap_or_default();
        let context = self.clock.context(&self.station, &self.operator, zone);
        let ticket = self.session.submit(command, context);
        self.wishes.insert(ticket, wish);
    }

    /// The act that Ctrl+Z would undo.
    pub(super) fn last_act(&self) -> Option<&Act> {
        self.session.meeting().last_act(&self.station)
    }

    fn key(&mut self, key: KeyEvent, at: u64) {
        self.now_ms = at;
        let plain = !key
            .modifiers
            .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        let ctrl = key.modifiers == KeyModifiers::CONTROL;
        let typed = match key.code {
            KeyCode::Char(c) if plain => scanner::Key::Char(c),
            KeyCode::Char('j') if ctrl => scanner::Key::Lf,
            KeyCode::Char(c) if ctrl => scanner::Key::Control(c),
            KeyCode::Enter => scanner::Key::Enter,
            KeyCode::Tab => scanner::Key::Tab,
            KeyCode::Backspace if plain => scanner::Key::Backspace,
            _ => scanner::Key::Other,
        };
        let line = self.desk.line.text().to_owned();
        let focus = match (self.screen, self.overlays.last_mut().map(Overlay::field)) {
            (Screen::Desk, None) => Focus::SearchLine(&line),
            (_, Some(Some(_))) => Focus::Field,
            (Screen::Data, None) | (_, Some(None)) => Focus::Acting,
        };
        let steps = self.scanner.key(typed, focus, at);
        self.take_steps(steps, Some(key));
    }

    /// Does what the scanner made of the keys; `key` is the one just pressed.
    fn take_steps(&mut self, steps: Vec<ScanStep>, key: Option<KeyEvent>) {
        let before = self.focus_id();
        for step in steps {
            match step {
                ScanStep::Type(c) => self.type_char(c),
                ScanStep::Insert(text) => self.insert(&text),
                ScanStep::TakeBack(n) => {
                    if let Some(field) = self.focused_field() {
                        field.take_back(n);
                    }
                    self.after_typing();
                }
                ScanStep::Press(pressed) => self.pressed(pressed, key),
                ScanStep::Scan(code) => self.scanned(Reading::Code(code), None),
                ScanStep::Unreadable(burst) => self.unreadable(burst),
            }
        }
        if self.focus_id() != before {
            self.scanner.forget();
        }
    }

    /// Changes when what is typed goes somewhere else than before.
    fn focus_id(&self) -> (Screen, usize, usize) {
        let row = match self.overlays.last() {
            Some(Overlay::Form(form)) => form.focus(),
            _ => 0,
        };
        (self.screen, self.overlays.len(), row)
    }

    fn pressed(&mut self, pressed: scanner::Key, key: Option<KeyEvent>) {
        let event = match pressed {
            scanner::Key::Char(c) => KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE),
            scanner::Key::Control(c) => KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL),
            scanner::Key::Enter | scanner::Key::Lf => {
                KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE)
            }
            scanner::Key::Tab => KeyEvent::new(KeyCode::Tab, KeyModifiers::NONE),
            scanner::Key::Backspace => KeyEvent::new(KeyCode::Backspace, KeyModifiers::NONE),
            scanner::Key::Other => match key {
                Some(key) => key,
                None => return,
            },
        };
        self.message = None;
        if self.overlays.is_empty() {
            match self.screen {
                Screen::Desk => self.desk_key(event),
                Screen::Data => self.data_key(event),
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
        self.message = None;
        if let Some(Overlay::Form(form)) = self.overlays.last_mut() {
            text.chars().for_each(|c| form.type_char(c));
            self.draft_at = self.draft_at.or(Some(self.now_ms + 1_000));
        } else if let Some(field) = self.focused_field() {
            field.insert(text);
        }
        self.after_typing();
    }

    pub(super) fn after_typing(&mut self) {
        match self.overlays.last_mut() {
            None if self.screen == Screen::Desk => {
                self.desk.fresh = false;
                self.search();
            }
            Some(Overlay::Palette { selected, .. } | Overlay::Files { selected, .. }) => {
                *selected = 0;
            }
            Some(_) | None => {}
        }
    }

    /// The text field that has the focus.
    fn focused_field(&mut self) -> Option<&mut Field> {
        match self.overlays.last_mut() {
            None if self.screen == Screen::Desk => Some(&mut self.desk.line),
            None => None,
            Some(overlay) => overlay.field(),
        }
    }

    /// A scan, whatever is on screen. It is queued, never dropped.
    fn scanned(&mut self, reading: Reading, hint: Option<Hint>) {
        let list = ListId::main();
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

    fn tick(&mut self, at: u64) {
        self.now_ms = at;
        let due = |t: Option<u64>| t.is_some_and(|t| t <= at);
        let steps = self.scanner.tick(at);
        self.take_steps(steps, None);
        if due(self.desk.flash_until) {
            self.desk.flash_until = None;
        }
        if due(self.desk.tail_at) {
            self.search_tail();
        }
        if due(self.retry_at) {
            self.retry_at = None;
            self.session.retry();
        }
        if due(self.draft_at) {
            self.draft_at = None;
            let draft = self.draft();
            self.effects.push(Effect::KeepDraft(draft));
        }
        if due(self.backup.next_at) {
            self.back_up();
        }
    }

    fn replied(&mut self, reply: Reply) {
        self.session.reply(reply);
        if let Some(error) = self.session.stalled() {
            let words = (self.text.journal_error)(error);
            self.say(Level::Bad, (self.text.not_saved)(&words));
            self.retry_at = Some(self.now_ms + 2_000);
        } else if self.retry_at.take().is_some() {
            self.say(Level::Good, self.text.saved_again.to_owned());
        }
    }

    fn news(&mut self, entries: &[Entry], head: Head) {
        self.session.follow(entries, head);
    }

    /// Moves the session on until it waits for the journal or has nothing to do.
    fn pump(&mut self) {
        loop {
            match self.session.step() {
                Step::Ask(request) => self.effects.push(Effect::Journal(request)),
                Step::Settled(settled) => self.settled(settled),
                Step::Idle => return,
            }
        }
    }

    fn settled(&mut self, settled: Settled) {
        let Some(wish) = self.wishes.remove(&settled.ticket) else {
            return;
        };
        match (wish, settled.result) {
            (Wish::Scan(hint), Ok(events)) => self.scan_answered(&events, hint),
            (Wish::Scan(_), Err(refusal)) => self.scan_refused(&refusal),
            (Wish::CheckIn(_), Ok(events)) => self.checked_in(&events),
            (Wish::CheckIn(person), Err(refusal)) => self.check_in_refused(person, &refusal),
            (Wish::Add, Ok(events)) => self.person_added(&events),
            (Wish::Correct, Ok(_)) => self.say(Level::Good, self.text.corrected.to_owned()),
            (Wish::Undo(what), Ok(_)) => {
                self.desk.answer = None;
                self.say(Level::Good, (self.text.undone)(&what));
            }
            (Wish::Import(preview), Ok(events)) => self.imported(&preview, &events),
            (Wish::Done(words), Ok(_)) => self.say(Level::Good, words.to_owned()),
            (_, Err(refusal)) => self.refused(&refusal),
        }
        self.search();
    }

    /// Says a refusal in words.
    pub(super) fn refused(&mut self, refusal: &Refusal) {
        let words = self.refusal_words(refusal);
        self.say(Level::Bad, words);
    }

    /// A refusal in words, with the name of whom it is about.
    pub(super) fn refusal_words(&self, refusal: &Refusal) -> String {
        let meeting = self.session.meeting();
        crate::text::refusal(self.text, meeting, refusal)
    }

    /// Brings the search index up to date with what changed.
    fn follow_changes(&mut self) {
        let changes = self.session.meeting_mut().take_changes();
        if changes == crate::meeting::Changes::default() {
            return;
        }
        self.desk.follow(self.session.meeting(), &changes);
        self.search();
    }

    fn undo(&mut self) {
        let Some(act) = self.last_act() else { return };
        let (id, what) = (act.id, self.deed_words(act));
        self.submit(Command::Undo(id), Wish::Undo(what));
    }

    /// What an act did, in words: *HADIR Rahmatia #47*.
    pub fn deed_words(&self, act: &Act) -> String {
        crate::text::deed(self.text, self.session.meeting(), act)
    }

    fn back(&mut self) {
        match self.screen {
            Screen::Desk => {
                self.desk.clear();
                self.scanner.forget();
            }
            Screen::Data => self.screen = Screen::Desk,
        }
    }

    /// Leaves, after a last backup if one is wanted; asked twice, without waiting for it.
    fn quit(&mut self) {
        if self.waiting() > 0 {
            self.say(Level::Bad, (self.text.still_saving)(self.waiting()));
            return;
        }
        let directory = self.session.meeting().backup_directory();
        let behind = self.backup.seq < self.session.head().seq;
        if directory.is_none() || !behind || self.backup.leaving || self.read_only.is_some() {
            self.effects.push(Effect::Quit);
            return;
        }
        self.backup.leaving = true;
        self.back_up();
        self.say(Level::Note, self.text.last_backup.to_owned());
    }

    /// The last arrivals with their times, for the right-hand column.
    pub fn recent(&self, n: usize) -> Vec<Recent> {
        Recent::of(self.session.meeting(), n)
    }

    /// Does a key do something on the screens below (function keys, undo)?
    pub(super) fn global_key(&mut self, key: &KeyEvent) -> bool {
        match command::action(self.scope(), key) {
            Some(action) => {
                self.act(action);
                true
            }
            None => false,
        }
    }
}
