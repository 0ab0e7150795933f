//! A console without a terminal: the real `Model` on a journal in memory, keys in, screen out. Time is
//! the test's own; timers fire when they are due. It never sleeps and touches no file but those named.
#![allow(dead_code)] // every suite uses its part

#[path = "files.rs"]
mod files;

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use gelar::clock::Clock;
use gelar::console::app::{Effect, Level, Model, Msg};
use gelar::console::command::{self, Action, Scope};
use gelar::console::stage::{Job, News, Shown};
use gelar::console::start::Start;
use gelar::console::view;
use gelar::exchange::preview::{self, ImportKind};
use gelar::journal::Journal;
use gelar::journal::memory::MemoryJournal;
use gelar::meeting::code::{Secret, Subject, SubjectKind, encode};
use gelar::meeting::command::{Command, Context};
use gelar::meeting::event::Stamp;
use gelar::meeting::id::{EntryId, ListId, PersonId};
use gelar::meeting::person::State;
use gelar::meeting::record::{About, Zone};
use gelar::session::{self, Session};
use gelar::text::Lang;
use gelar::theme::Theme;
use jiff::{SignedDuration, Timestamp};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr as _;

/// The secret of the meetings here.
pub const SECRET: [u8; 32] = [7; 32];

/// Colours, and every character.
pub const PLAIN: Theme = Theme {
    color: true,
    ascii: false,
    ground: gelar::theme::Ground::Dark,
};

/// One window of the program.
pub struct Desk {
    pub model: Model,
    pub journal: MemoryJournal,
    /// Effects that nobody executes here, in order.
    pub effects: Vec<Effect>,
    /// What a search for files finds.
    pub files: Vec<PathBuf>,
    /// Requests to the journal wait for [`Desk::release`].
    pub slow_journal: bool,
    /// Files being read wait for [`Desk::release`].
    pub slow_files: bool,
    /// A PIN being compared waits for [`Desk::release`].
    pub slow_pin: bool,
    /// What the stage store holds, once it was opened.
    pub store: Option<Shown>,
    /// What the stage thread was asked to do.
    pub jobs: Vec<Job>,
    /// Milliseconds since the program started.
    pub now: u64,
    pub theme: Theme,
    known: u64,
    ids: u64,
    held: VecDeque<Effect>,
}

/// The sample meeting's description.
pub fn about(sample: bool) -> About {
    About {
        title: "PLM Kabupaten Maros 2024".to_owned(),
        date: jiff::civil::date(2024, 12, 10),
        place: "Baruga B Kantor Bupati, Maros".to_owned(),
        zone: Zone::Wita,
        organiser: "Dinas Perpustakaan dan Kearsipan".to_owned(),
        sample,
        ..About::default()
    }
}

/// 10 December 2024, 09.12 WITA.
fn wall() -> Timestamp {
    "2024-12-10T01:12:00Z".parse().unwrap()
}

fn context(n: u64) -> Context {
    Context {
        stamp: Stamp {
            id: EntryId(n << 20),
            group: None,
            at: wall(),
            offset: 480,
            boot: None,
            station: "Meja 1".into(),
            operator: "".into(),
        },
        random: SECRET,
        role: gelar::meeting::command::Role::default(),
    }
}

/// A journal holding a meeting and what these commands made of it.
pub fn founded(sample: bool, commands: Vec<Command>) -> MemoryJournal {
    let mut journal = MemoryJournal::new();
    let mut session = Session::open(&mut journal).unwrap();
    let all = [Command::Found(about(sample))].into_iter().chain(commands);
    for (n, command) in (1..).zip(all) {
        session::run(&mut session, &mut journal, command, context(n))
            .unwrap()
            .unwrap();
    }
    journal
}

/// The command that imports these lines of *peserta*.
pub fn people(csv: &str) -> Command {
    let rows = files::people(csv).unwrap().rows;
    Command::ImportPeople(Arc::new(rows), Arc::default())
}

pub fn libraries(csv: &str) -> Command {
    let rows = files::libraries(csv).unwrap().rows;
    Command::ImportLibraries(Arc::new(rows), Arc::default())
}

/// The command that imports these lines of *capaian*.
pub fn achievements(csv: &str) -> Command {
    let rows = files::months(csv).unwrap().rows;
    Command::ImportAchievements(Arc::new(rows), Arc::default(), String::new())
}

/// The code of a person, of any meeting and issue.
pub fn code(secret: [u8; 32], person: u32, issue: u16) -> String {
    let subject = Subject::new(SubjectKind::Person, person).unwrap();
    encode(&Secret::new(secret), subject, issue)
}

impl Desk {
    /// A window on a journal, at station *Meja 1* with Rina.
    pub fn on(journal: MemoryJournal, lang: Lang) -> Desk {
        let mut journal = journal;
        let session = Session::open(&mut journal).unwrap();
        journal.changed().unwrap();
        let known = session.head().seq;
        // Another window draws other ids, as another program does.
        let ids =
            (1 << 50) + (known << 40) + (u64::from(session.meeting().people().next().0) << 30);
        let clock = Clock::fixed(wall(), Some(0), Some(0), ids);
        let file = PathBuf::from("contoh.gelar");
        let mut model = Model::new(session, clock, lang.text(), file);
        model.station = "Meja 1".into();
        model.operator = "Rina".into();
        Desk {
            model,
            journal,
            effects: Vec::new(),
            files: Vec::new(),
            slow_journal: false,
            slow_files: false,
            slow_pin: false,
            store: None,
            jobs: Vec::new(),
            now: 0,
            theme: PLAIN,
            known,
            ids,
            held: VecDeque::new(),
        }
    }

    /// The sample meeting.
    pub fn sample() -> Desk {
        Desk::sample_in(Lang::Id)
    }

    /// The sample meeting in a language.
    pub fn sample_in(lang: Lang) -> Desk {
        let commands = vec![
            libraries(include_str!("../../data/contoh/perpustakaan.csv")),
            people(include_str!("../../data/contoh/peserta.csv")),
        ];
        Desk::on(founded(true, commands), lang)
    }

    /// A meeting with these lines of *peserta*.
    pub fn with(csv: &str) -> Desk {
        Desk::on(founded(false, vec![people(csv)]), Lang::Id)
    }

    /// A meeting just founded.
    pub fn empty() -> Desk {
        Desk::on(founded(false, Vec::new()), Lang::Id)
    }

    /// A second window on the same meeting.
    pub fn second(&self, station: &str, operator: &str) -> Desk {
        let mut desk = Desk::on(self.journal.clone(), self.model.text.lang);
        desk.model.station = station.into();
        desk.model.operator = operator.into();
        desk.now = self.now;
        desk.ids += 1 << 60;
        desk
    }

    /// Hands a message over and executes what comes of it.
    pub fn send(&mut self, msg: Msg) {
        let at = SignedDuration::from_millis(i64::try_from(self.now).unwrap());
        self.ids += 1 << 20;
        self.model.clock = Clock::fixed(wall() + at, Some(self.now), Some(self.now), self.ids);
        let effects = self.model.update(msg);
        for effect in effects {
            self.execute(effect);
        }
    }

    fn execute(&mut self, effect: Effect) {
        match effect {
            Effect::Journal(request) if self.slow_journal => {
                self.held.push_back(Effect::Journal(request));
            }
            Effect::Journal(request) => {
                let reply = session::serve(&mut self.journal, request);
                self.send(Msg::Reply(reply));
            }
            Effect::ReadFile(..) if self.slow_files => self.held.push_back(effect),
            Effect::ReadFile(kind, path, pasted, reading) => {
                let on = &mut |_| ControlFlow::Continue(());
                let read = match pasted {
                    Some(bytes) => preview::read_bytes(kind, bytes, *reading, on),
                    None => preview::read(kind, &path, *reading, on),
                };
                let lang = self.model.text.lang;
                let read = read.map_err(|e| gelar::text::reject::import_error(lang, &e));
                self.send(Msg::Read(path, read.map(Box::new)));
            }
            Effect::ListFiles => self.send(Msg::Files(self.files.clone())),
            Effect::CheckPin(check) if self.slow_pin => {
                self.held.push_back(Effect::CheckPin(check));
            }
            Effect::CheckPin(check) => self.send(check.run()),
            Effect::HashPin(job) => self.send(job.run()),
            Effect::Stage(job) => {
                self.jobs.push(job.clone());
                self.stage(job);
            }
            Effect::ReadRules(path) => {
                let read = gelar::exchange::rules_file::load(&path).map(Arc::new);
                let text = self.model.text;
                let name = path.display().to_string();
                let read = read.map_err(|e| gelar::text::rules::load_error(text, &name, &e));
                self.send(Msg::RulesRead(path, read));
            }
            Effect::CancelRead
            | Effect::WriteCodes(_)
            | Effect::WriteForm(..)
            | Effect::WriteRules(_)
            | Effect::WriteRejected(_)
            | Effect::BackUp(_)
            | Effect::ReadComparison(_)
            | Effect::WritePaper(..)
            | Effect::OpenFile(_)
            | Effect::Verify
            | Effect::KeepDraft(..)
            | Effect::Remember
            | Effect::OpenProjector
            | Effect::Bell
            | Effect::Quit => self.effects.push(effect),
        }
    }

    /// Does what the stage thread does, on a store in memory.
    fn stage(&mut self, job: Job) {
        let Some(store) = &mut self.store else { return };
        match job {
            Job::Publish(frame) => {
                let newer = store.frame.as_ref().is_none_or(|(_, f)| f.seq < frame.seq);
                if !newer {
                    return;
                }
                let revision = store.frame.as_ref().map_or(1, |(n, _)| n + 1);
                store.frame = Some((revision, *frame));
            }
            Job::Cover(cover) => store.cover = cover.map(|frame| (1, *frame)),
            Job::Claim(_) | Job::Logo(_) | Job::Forget(_) => return,
        }
        let shown = Box::new(store.clone());
        self.send(Msg::Stage(News::Shown(shown)));
    }

    /// Another window commits a command; this one follows it. Answers its events.
    pub fn journal_runs(&mut self, command: Command) -> Vec<gelar::meeting::event::Event> {
        let mut session = Session::open(&mut self.journal).unwrap();
        let done = session::run(&mut session, &mut self.journal, command, context(1 << 12));
        let known = self.model.session.head().seq;
        let mut entries = Vec::new();
        let head = self.journal.read(known, &mut |e| entries.push(e)).unwrap();
        self.send(Msg::News(entries, head));
        done.unwrap().unwrap()
    }

    /// Another window's command is refused.
    pub fn journal_refuses(&mut self, command: Command) -> gelar::meeting::command::Refusal {
        let mut session = Session::open(&mut self.journal).unwrap();
        let done = session::run(&mut session, &mut self.journal, command, context(1 << 13));
        done.unwrap().unwrap_err()
    }

    /// The stage store is opened, holding this.
    pub fn open_stage(&mut self, shown: Shown) -> &mut Self {
        self.store = Some(shown.clone());
        self.send(Msg::Stage(News::Opened(Box::new(shown))));
        self
    }

    /// What the hall sees now.
    pub fn hall(&self) -> Option<&gelar::stage::Frame> {
        let store = self.store.as_ref()?;
        let over = store.cover.as_ref().or(store.frame.as_ref());
        over.map(|(_, frame)| frame)
    }

    /// Executes what was held back, and holds nothing back any longer.
    pub fn release(&mut self) {
        (self.slow_journal, self.slow_files, self.slow_pin) = (false, false, false);
        while let Some(effect) = self.held.pop_front() {
            self.execute(effect);
        }
    }

    /// Looks whether another window has written, as the journal thread does.
    pub fn follow(&mut self) {
        if !self.journal.changed().unwrap() {
            return;
        }
        self.known = self.model.session.head().seq;
        let mut entries = Vec::new();
        let head = self
            .journal
            .read(self.known, &mut |e| entries.push(e))
            .unwrap();
        self.send(Msg::News(entries, head));
    }

    /// Lets time pass; every timer fires when it is due.
    pub fn pass(&mut self, ms: u64) {
        let until = self.now + ms;
        let mut fired = 0;
        while let Some(due) = self.model.deadline().filter(|due| *due <= until) {
            self.now = self.now.max(due);
            self.send(Msg::Tick(self.now));
            fired += 1;
            assert!(fired <= 20 + ms / 100, "a timer that never ends");
        }
        self.now = until;
    }

    /// A key at this very moment.
    pub fn key(&mut self, event: KeyEvent) {
        self.send(Msg::Key(event, self.now));
    }

    /// A key of a person: `Enter`, `F7`, `Ctrl+Z`, `a`.
    pub fn press(&mut self, name: &str) -> &mut Self {
        self.pass(200);
        self.key(key(name));
        self.pass(150);
        self
    }

    /// A text typed by a person.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.pass(130);
            self.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        }
        self.pass(130);
        self
    }

    /// A burst of a scanner, 2 ms a key, with Enter at its end.
    pub fn burst(&mut self, text: &str) -> &mut Self {
        self.pass(300);
        for c in text.chars() {
            self.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
            self.now += 2;
        }
        self.key(key("Enter"));
        self.pass(200);
        self
    }

    /// Scans the code of a person that is valid now.
    pub fn scan(&mut self, person: u32) -> &mut Self {
        let meeting = self.model.session.meeting();
        let code = meeting.code_of(meeting.person(PersonId(person)).unwrap());
        self.burst(&code.unwrap())
    }

    /// A bracketed paste.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.pass(300);
        self.send(Msg::Paste(text.to_owned(), self.now));
        self.pass(200);
        self
    }

    /// Runs a line of the data screen's menu, wherever it stands there.
    pub fn menu(&mut self, action: Action) -> &mut Self {
        let lines = command::TABLE.iter();
        let mut lines = lines.filter(|b| b.scope == Scope::Data && b.key.is_none());
        let at = lines.position(|b| b.action == action).unwrap();
        self.press("F7").press(&command::menu_key(at).to_string())
    }

    /// Opens the file list of an import over these files, and reads the first.
    pub fn import(&mut self, kind: ImportKind, files: &[&Path]) -> &mut Self {
        self.files = files.iter().map(|p| p.to_path_buf()).collect();
        let action = match kind {
            ImportKind::People => Action::ImportPeople,
            ImportKind::Libraries => Action::ImportLibraries,
            ImportKind::Villages => Action::ImportVillages,
            ImportKind::Achievements => Action::ImportAchievements,
            ImportKind::Totals => Action::ImportTotals,
        };
        self.menu(action).press("Enter")
    }

    /// Is this person present?
    pub fn present(&self, person: u32) -> bool {
        let person = self.model.session.meeting().person(PersonId(person));
        person.unwrap().state(&ListId::main()) == State::Present
    }

    /// How many are present.
    pub fn count(&self) -> usize {
        self.model.session.meeting().people().total().present
    }

    /// What stands in the search line.
    pub fn line(&self) -> &str {
        self.model.desk.line.text()
    }

    /// The words of the message line.
    pub fn message(&self) -> &str {
        self.model.message.as_ref().map_or("", |m| &m.text)
    }

    /// How loud they are.
    pub fn level(&self) -> Option<Level> {
        self.model.message.as_ref().map(|m| m.level)
    }

    /// How often the bell rang so far.
    pub fn bells(&self) -> usize {
        let bell = |e: &&Effect| matches!(e, Effect::Bell);
        self.effects.iter().filter(bell).count()
    }

    /// The screen as text.
    pub fn screen(&self, w: u16, h: u16) -> String {
        text_of(&self.draw(w, h))
    }

    /// The screen as text and a map of its styles, one letter a cell (see [`styles_of`]).
    pub fn painted(&self, w: u16, h: u16) -> String {
        let buffer = self.draw(w, h);
        format!("{}\n---\n{}", text_of(&buffer), styles_of(&buffer))
    }

    fn draw(&self, w: u16, h: u16) -> Buffer {
        let mut terminal = Terminal::new(TestBackend::new(w, h)).unwrap();
        let frame = terminal.draw(|frame| {
            view::draw(&self.model, frame);
            self.theme.restrain(frame.buffer_mut());
        });
        frame.unwrap().buffer.clone()
    }
}

/// The opening screen as text.
pub fn start_screen(start: &Start, w: u16, h: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(w, h)).unwrap();
    let frame = terminal.draw(|frame| view::draw_start(start, frame));
    text_of(frame.unwrap().buffer)
}

/// `Enter`, `F7`, `Ctrl+Z`, `a` as a key event.
pub fn key(name: &str) -> KeyEvent {
    let (modifiers, name) = match name.strip_prefix("Ctrl+") {
        Some(rest) => (KeyModifiers::CONTROL, rest),
        None => (KeyModifiers::NONE, name),
    };
    let code = match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BackTab" => KeyCode::BackTab,
        "Backspace" => KeyCode::Backspace,
        "Del" => KeyCode::Delete,
        "Ins" => KeyCode::Insert,
        "Begin" => KeyCode::KeypadBegin,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        "Space" => KeyCode::Char(' '),
        _ => match (name.chars().next(), name[1..].parse()) {
            (Some('F'), Ok(n)) => KeyCode::F(n),
            (Some(c), _) if name.chars().count() == 1 && modifiers.is_empty() => KeyCode::Char(c),
            (Some(c), _) if name.chars().count() == 1 => KeyCode::Char(c.to_ascii_lowercase()),
            _ => panic!("no key {name}"),
        },
    };
    KeyEvent::new(code, modifiers)
}

/// The characters of a buffer, without the blanks at the ends of its rows.
fn text_of(buffer: &Buffer) -> String {
    rows(buffer, |row| {
        let (mut line, mut covered) = (String::new(), 0);
        for cell in row {
            // The cell behind a wide character is covered by it.
            if covered == 0 {
                line.push_str(cell.symbol());
                covered = cell.symbol().width().max(1);
            }
            covered -= 1;
        }
        line
    })
}

/// One letter a cell: green, yellow, red, cyan, dark grey; `b` is bold without colour, capitals (and
/// `#`) are reversed, `_` is underlined, `.` is nothing.
fn styles_of(buffer: &Buffer) -> String {
    rows(buffer, |row| {
        let line: String = row.iter().map(style_of).collect();
        line.trim_end_matches('.').to_owned()
    })
}

fn style_of(cell: &ratatui::buffer::Cell) -> char {
    let letter = match cell.fg {
        Color::Green => 'g',
        Color::Yellow => 'y',
        Color::Red => 'r',
        Color::Cyan => 'c',
        Color::Indexed(247) => 'd',
        _ if cell.modifier.contains(Modifier::UNDERLINED) => '_',
        _ if cell.modifier.contains(Modifier::REVERSED) => '#',
        _ if cell.modifier.contains(Modifier::BOLD) => 'b',
        _ => '.',
    };
    if cell.modifier.contains(Modifier::REVERSED) {
        letter.to_ascii_uppercase()
    } else {
        letter
    }
}

fn rows(buffer: &Buffer, line: impl Fn(&[ratatui::buffer::Cell]) -> String) -> String {
    let width = usize::from(buffer.area.width);
    let rows = buffer.content.chunks(width);
    let lines: Vec<String> = rows.map(|r| line(r).trim_end().to_owned()).collect();
    lines.join("\n").trim_end().to_owned()
}
