//! The console's model and its one `update`: messages in, effects out, no terminal, no disk.
//!
//! The loop executes effects and brings their results back as messages. Scans are recognised here,
//! whatever has the focus, and become commands at once.

mod messages;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crossterm::event::KeyCode;

pub use messages::{Backup, Effect, Leaving, Level, Message, Msg, Screen, Wish};

use super::board::BoardScreen;
use super::data::Data;
use super::desk::{Desk, Recent};
use super::hall::Hall;
use super::overlay::{Overlay, Yes};
use super::pace::Watch;
use super::protocol::Protocol;
use super::scanner::Scanner;
use super::supervisor::Guard;
use crate::clock::Clock;
use crate::journal::{Entry, Head};
use crate::meeting::command::{Command, Refusal};
use crate::meeting::id::{ListId, PersonId};
use crate::session::{Reply, Session, Settled, Step, Ticket};
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
    /// The station's own sub-districts as typed; they are listed first.
    pub subdistricts: String,
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
    /// How fast people come.
    pub watch: Watch,
    /// On which list this desk records: the day's, or a session or hand-out.
    pub list: ListId,
    /// Data and import.
    pub data: Data,
    /// Guests of honour.
    pub protocol: Protocol,
    /// Who stands where.
    pub board: BoardScreen,
    /// The hall and its displays.
    pub hall: Hall,
    /// Supervisor and lock.
    pub guard: Guard,
    /// The message line.
    pub message: Option<Message>,
    /// The automatic backup.
    pub backup: Backup,
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// Only ASCII may be drawn: nothing that needs blocks is shown.
    pub ascii: bool,
    pub(super) near: Vec<String>,
    /// The key that was pressed once and has to be pressed again: Esc or F10, on what would be lost.
    pub(super) again: Option<KeyCode>,
    /// Another window with this station's name was told of.
    pub(super) twin: bool,
    pub(super) scanner: Scanner,
    /// What waits for the journal, with the command itself: a refused one may be asked again.
    pub(super) wishes: BTreeMap<Ticket, (Command, Wish)>,
    /// A change of a closed list that waits for its reason.
    pub(super) late: Option<(Command, Wish)>,
    pub(super) now_ms: u64,
    pub(super) retry_at: Option<u64>,
    /// A write has failed and none has succeeded since.
    pub(super) failing: bool,
    pub(super) draft_at: Option<u64>,
    /// The last letter, page or order that was read, for a scanner that reads twice.
    pub(super) ordered: Option<(Refusal, u64)>,
    pub(super) effects: Vec<Effect>,
}

impl Model {
    /// A console on an open session.
    pub fn new(session: Session, clock: Clock, text: &'static Text, file: PathBuf) -> Self {
        let mut model = Model {
            hall: Hall::new(session.meeting()),
            session,
            clock,
            text,
            station: String::new(),
            operator: String::new(),
            subdistricts: String::new(),
            near: Vec::new(),
            again: None,
            twin: false,
            file,
            read_only: None,
            screen: Screen::Desk,
            overlays: Vec::new(),
            desk: Desk::default(),
            data: Data::default(),
            protocol: Protocol::default(),
            board: BoardScreen::default(),
            guard: Guard::default(),
            list: ListId::main(),
            watch: Watch::default(),
            ordered: None,
            message: None,
            backup: Backup::default(),
            size: (80, 24),
            ascii: false,
            scanner: Scanner::new(),
            wishes: BTreeMap::new(),
            late: None,
            now_ms: 0,
            retry_at: None,
            failing: false,
            draft_at: None,
            effects: Vec::new(),
        };
        model.desk.rebuild(model.session.meeting());
        model.follow_directory();
        model.hear_calls();
        model.backup.next_at = None;
        model
    }

    /// Called once before the first frame: the first backup is due, a draft may wait.
    ///
    /// `remember`: this window's station is the one of this laptop; not where a command line named
    /// another one for a second window.
    pub fn begin(&mut self, draft: Option<&str>, remember: bool) {
        if remember {
            self.effects.push(Effect::Remember);
        }
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
                if let Some(check) = self.checking() {
                    check.paste(&text, at);
                }
                if self.pasted_list(&text) {
                    return std::mem::take(&mut self.effects);
                }
                let steps = self.scanner.paste(&text, at);
                self.take_steps(steps, None);
            }
            Msg::Resize(size) => self.size = size,
            Msg::Tick(at) => self.tick(at),
            Msg::Reply(reply) => self.replied(reply),
            Msg::News(entries, head) => self.news(&entries, head),
            Msg::Trouble(error) => self.say(Level::Bad, (self.text.journal_error)(&error)),
            Msg::Progress(done, total) => self.progress(done, total),
            Msg::Read(path, read) => self.file_read(&path, read),
            Msg::Files(files) => self.files_found(&files),
            Msg::Written(Ok(path)) => {
                self.say(
                    Level::Good,
                    (self.text.written)(&path.display().to_string()),
                );
            }
            Msg::Written(Err(why)) | Msg::NotOpened(why) => self.say(Level::Bad, why),
            Msg::Compared(read) => self.compared(read),
            Msg::Paper(made) => self.paper_made(made),
            Msg::BackedUp(result) => self.backed_up(result),
            Msg::Verified(Ok(words)) | Msg::FormWritten(Ok(words)) => self.say(Level::Good, words),
            Msg::Verified(Err(words)) | Msg::FormWritten(Err(words)) => {
                self.say(Level::Bad, words);
            }
            Msg::PinChecked(ask, right) => self.pin_checked(ask, right),
            Msg::PinHashed(_, pin) => self.pin_hashed(pin),
            Msg::Stage(news) => self.stage_news(news),
            Msg::Projector(opened) => self.projector_opened(opened),
            Msg::RulesRead(path, read) => self.rules_read(&path, read),
        }
        self.pump();
        self.follow_changes();
        self.follow_cards();
        self.ready_board();
        self.follow_directory();
        self.follow_calls();
        self.watch_pace();
        std::mem::take(&mut self.effects)
    }

    /// When `Tick` is wanted next, in the process's milliseconds.
    pub fn deadline(&self) -> Option<u64> {
        [
            self.scanner.deadline(),
            self.check_due(),
            self.desk.flash_until,
            self.desk.tail_at,
            self.retry_at,
            self.draft_at,
            self.backup.next_at,
            self.watch.deadline(),
            self.guard.deadline(),
            self.hall.deadline(),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    /// Commands that wait for the journal.
    pub fn waiting(&self) -> usize {
        self.session.waiting()
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
        if let Some(why) = &self.read_only {
            let words = (self.text.not_recorded)(why);
            self.say(Level::Bad, words);
            return;
        }
        let zone = self
            .session
            .meeting()
            .about()
            .map(|a| a.zone)
            .unwrap_or_default();
        let mut context = self.clock.context(&self.station, &self.operator, zone);
        context.role = self.role();
        self.stay_supervisor(&command, context.stamp.at);
        let ticket = self.session.submit(command.clone(), context);
        self.wishes.insert(ticket, (command, wish));
    }

    fn tick(&mut self, at: u64) {
        self.now_ms = at;
        let due = |t: Option<u64>| t.is_some_and(|t| t <= at);
        if let Some(check) = self.checking() {
            check.tick(at);
        }
        let steps = self.scanner.tick(at);
        self.take_steps(steps, None);
        self.guard_tick();
        self.hall_tick(at);
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
            let draft = self.keep_draft();
            self.effects.extend(draft);
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
            self.failing = true;
        } else if std::mem::take(&mut self.failing) {
            self.say(Level::Good, self.text.saved_again.to_owned());
        }
    }

    fn news(&mut self, entries: &[Entry], head: Head) {
        self.session.follow(entries, head);
        let mine = |e: &Entry| *e.stamp.station == *self.station;
        if !self.twin && entries.iter().any(mine) {
            self.twin = true;
            self.say(Level::Bad, (self.text.same_station)(&self.station));
        }
    }

    pub(super) fn name_of(&self, id: PersonId) -> String {
        let person = self.session.meeting().person(id);
        let named = person.filter(|p| !p.name().is_empty());
        named.map_or_else(|| format!("#{id}"), |p| format!("{} #{id}", p.name()))
    }

    fn code_words(&self, id: PersonId) -> String {
        let meeting = self.session.meeting();
        let code = meeting.person(id).and_then(|p| meeting.code_of(p));
        crate::meeting::code::grouped(&code.unwrap_or_default())
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
        let Some((command, wish)) = self.wishes.remove(&settled.ticket) else {
            return;
        };
        if let Err(Refusal::SupervisorOnly) = settled.result {
            self.wait_for_pin(command, wish);
            return;
        }
        let answered = matches!(settled.result, Ok(_) | Err(Refusal::DoubleRead { .. }));
        if matches!(wish, Wish::Scan(_)) && answered {
            self.note_scan();
        }
        match (wish, settled.result) {
            (wish, Err(Refusal::Closed(list))) if !matches!(command, Command::Close(_)) => {
                self.ask_addendum(command, wish, &list);
            }
            (Wish::Scan(hint), Ok(events)) => self.scan_answered(&events, hint),
            (Wish::Scan(_), Err(refusal)) => self.scan_refused(&refusal),
            (Wish::CheckIn(_, typed), Ok(events)) => self.checked_in(&events, &typed),
            (Wish::CheckIn(person, typed), Err(refusal)) => {
                self.check_in_refused(person, &typed, &refusal);
            }
            (Wish::Add(typed), Ok(events)) => self.person_added(&events, &typed),
            (Wish::WalkIn(typed, _), Ok(events)) => self.walked_in(&events, &typed),
            (Wish::WalkIn(_, open), Err(refusal @ Refusal::LooksLike(_))) => {
                self.ask_walk_in_again(open, &refusal);
            }
            (Wish::Together(id), Ok(events)) => self.recorded_together(id, &events),
            (Wish::Substitute(person, _), Ok(_)) => self.substituted(person),
            (Wish::Substitute(_, open), Err(refusal @ Refusal::OtherSubstitute(_))) => {
                self.ask_substitute_again(open, &refusal);
            }
            (Wish::Correct, Ok(_)) => self.say(Level::Good, self.text.corrected.to_owned()),
            (Wish::Quiet, Ok(_)) => {}
            (Wish::Figures(open), Ok(_)) => {
                let words = self.figures_words(&open);
                self.say(Level::Good, words);
            }
            (Wish::Figures(open), Err(refusal)) => self.ask_figures_again(open, &refusal),
            (Wish::Close(list), Ok(_)) => self.list_closed(&list),
            (Wish::Sheets(print), Ok(_)) => self.sheet_noted(*print),
            (Wish::Signatures(page), Ok(_)) => self.signatures_saved(page),
            (Wish::Undo(what), Ok(_)) => {
                self.desk.answer = None;
                self.say(Level::Good, (self.text.undone)(&what));
            }
            (Wish::Redo(what), Ok(_)) => {
                self.desk.answer = None;
                self.say(Level::Good, (self.text.undo.redone)(&what));
            }
            (Wish::Import(preview), Ok(events)) => self.imported(&preview, &events),
            (Wish::Import(preview), Err(Refusal::CorrectionReason(_))) => {
                self.preview_again(preview);
            }
            (Wish::Done(words), Ok(_)) => self.say(Level::Good, words.to_owned()),
            (Wish::Told(words), Ok(_)) => self.say(Level::Good, words),
            (Wish::Withdraw(person), Ok(_)) => {
                self.desk.answer = None;
                let words = if self.hands_out() {
                    self.text.desk.taken_back
                } else {
                    self.text.withdrawn
                };
                let words = words(&self.name_of(person));
                self.say(Level::Good, words);
            }
            (Wish::Reissue(person), Ok(_)) => {
                let words = (self.text.reissued)(&self.code_words(person));
                self.say(Level::Good, words);
                let question = (self.text.print.ask_badge)(&self.name_of(person));
                self.overlays.push(Overlay::Confirm {
                    title: self.text.print.badge_title,
                    question,
                    verb: self.text.print.k_badge,
                    yes: Box::new(Yes::Badge(person)),
                });
            }
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

    /// Brings the search index and the hall up to date with what changed.
    fn follow_changes(&mut self) {
        let changes = self.session.meeting_mut().take_changes();
        if changes != crate::meeting::Changes::default() {
            self.desk.follow(self.session.meeting(), &changes);
            self.follow_board(&changes);
            self.search();
        }
        self.follow_hall(&changes);
    }

    /// The last arrivals with their times, for the right-hand column.
    pub fn recent(&self, n: usize) -> Vec<Recent> {
        Recent::of(self.session.meeting(), &self.list, n)
    }
}
