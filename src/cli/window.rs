//! The console as a window: which meeting to open, the opening screen, the set-up.

use std::path::{Path, PathBuf};

use super::Failure;
use super::open::{USUAL, backup_words};
use super::run::{self, Run};
use crate::clock::Clock;
use crate::console::app::{Level, Message, Model};
use crate::console::start::{Chosen, Fresh, Start};
use crate::console::{Opened, Terminal, recent};
use crate::journal::JournalError;
use crate::journal::sqlite::SqliteJournal;
use crate::meeting::command::Command;
use crate::meeting::names::scrub;
use crate::session::Session;
use crate::theme::Theme;

/// Opens the console: the named file, the usual one, or the opening screen.
pub(super) fn open(mut run: Run, theme: Theme) -> Result<(), Failure> {
    let text = run.text;
    let zone = crate::meeting::record::Zone::default();
    let today = zone.offset().to_datetime(run.clock.now()).date();
    let mut terminal = take(&run, theme)?;
    let usual = PathBuf::from(USUAL);
    let mut path = match run.meeting.clone() {
        None => usual.is_file().then_some(usual),
        named => named,
    };
    let mut start = match &path {
        Some(path) if !path.exists() => Start::setup(text, path.clone(), today),
        _ => Start::menu(text, recent::load()),
    };
    if path.as_ref().is_some_and(|p| !p.exists()) {
        path = None;
    }
    loop {
        if let Some(path) = path.take() {
            match try_open(&run, &path) {
                Ok((opened, model)) => return show(&mut terminal, run, opened, *model),
                Err(words) => start.trouble = Some(words),
            }
        }
        match terminal
            .choose(&mut start, &run.clock)
            .map_err(|e| Failure::io(&e))?
        {
            Chosen::Quit => return Ok(()),
            Chosen::Open(chosen) => path = Some(chosen),
            Chosen::Sample => match run::demo(&run) {
                Ok(made) => path = Some(made),
                Err(failure) => start.trouble = Some(words_of(failure)),
            },
            Chosen::New(fresh) => match set_up(&mut run, &fresh) {
                Ok(made) => path = Some(made),
                Err(failure) => start.trouble = Some(words_of(failure)),
            },
        }
    }
}

/// Takes the terminal over, where this is one.
pub(super) fn take(run: &Run, theme: Theme) -> Result<Terminal, Failure> {
    need_terminal(run)?;
    Terminal::take(theme, &run.clock).map_err(|error| {
        tracing::error!("the terminal cannot be taken over: {error:#}");
        no_terminal(run)
    })
}

/// Ends where there is no terminal, before anything is done.
pub(super) fn need_terminal(run: &Run) -> Result<(), Failure> {
    let here = crate::terminal::is_here();
    here.then_some(()).ok_or_else(|| no_terminal(run))
}

fn no_terminal(run: &Run) -> Failure {
    Failure::Usage(run.text.no_terminal.to_owned())
}

fn words_of(failure: Failure) -> String {
    match failure {
        Failure::Refused(words)
        | Failure::Usage(words)
        | Failure::Storage(words)
        | Failure::Fault(words) => words,
    }
}

/// Opens a file for the console. A damaged one is shown as far as it goes and never written.
fn try_open(run: &Run, path: &Path) -> Result<(Opened, Box<Model>), String> {
    let text = run.text;
    // A damaged file is shown as far as it can be read.
    let journal = SqliteJournal::open(path);
    let broken = match &journal {
        Err(JournalError::Damaged { .. }) => {
            journal.as_ref().err().map(|e| (text.journal_error)(e))
        }
        _ => None,
    };
    let journal = if broken.is_some() {
        SqliteJournal::open_read_only(path)
    } else {
        journal
    };
    let mut journal = journal.map_err(|e| {
        let words = (text.journal_error)(&e);
        match e {
            JournalError::Damaged { .. } => format!("{words} {}", backup_words(text, path)),
            _ => words,
        }
    })?;
    let (session, damage) = Session::salvage(&mut journal);
    // A later program's file is not half-shown: what is missing could be anything.
    if let Some(error @ JournalError::Newer { .. }) = &damage {
        return Err((text.journal_error)(error));
    }
    let read_only = match damage {
        Some(error) => {
            let words = (text.journal_error)(&error);
            let backup = session
                .meeting()
                .backup_directory()
                .and_then(|dir| crate::journal::backup::any_in(Path::new(dir), path.file_stem()?))
                .map_or_else(
                    || backup_words(text, path),
                    |p| (text.restore_from)(&p.display().to_string()),
                );
            if session.meeting().about().is_none() {
                return Err(format!("{words} {backup}"));
            }
            Some(format!("{}: {words} {backup}", text.ro_view))
        }
        None if broken.is_some() => {
            let words = broken.unwrap_or_default();
            Some(format!(
                "{}: {words} {}",
                text.ro_view,
                backup_words(text, path)
            ))
        }
        None if session.meeting().is_forgotten() => {
            Some(format!("{}: {}", text.ro_view, text.privacy.read_only))
        }
        None if !journal.writable() => Some(format!("{}: {}", text.ro_view, text.j_read_only)),
        None => None,
    };
    if session.meeting().about().is_none() {
        return Err(text.r_not_founded.to_owned());
    }
    // The same clock as the terminal's keys are stamped with.
    let mut model = Model::new(session, run.clock.again(), text, path.to_owned());
    model.read_only = read_only;
    let remembered = recent::of(path).unwrap_or_default();
    model.station = run
        .station
        .as_deref()
        .map(scrub)
        .or(Some(remembered.station))
        .filter(|s| !s.is_empty())
        .unwrap_or_else(|| text.default_station.to_owned());
    model.operator = run.operator.as_deref().map_or(remembered.operator, scrub);
    let subdistricts = run.subdistricts.clone().unwrap_or(remembered.subdistricts);
    model.set_subdistricts(&subdistricts);
    let opened = Opened {
        journal: Box::new(journal),
        path: path.to_owned(),
    };
    Ok((opened, Box::new(model)))
}

fn show(
    terminal: &mut Terminal,
    run: Run,
    opened: Opened,
    mut model: Model,
) -> Result<(), Failure> {
    let known = recent::of(&model.file)
        .map(|r| r.station)
        .filter(|s| !s.is_empty());
    let remember = run.station.is_none() || known.is_none_or(|station| station == model.station);
    drop(run);
    if let Some(words) = &model.read_only {
        model.message = Some(Message {
            level: Level::Bad,
            text: words.clone(),
        });
    }
    let draft = crate::console::draft_file(&model.file, &model.station);
    model.begin(std::fs::read_to_string(draft).ok().as_deref(), remember);
    terminal
        .run(&mut model, opened)
        .map_err(|e| Failure::io(&e))
}

/// Makes the file of a new meeting. Without a fixed name it is named after its title, here.
fn set_up(run: &mut Run, fresh: &Fresh) -> Result<PathBuf, Failure> {
    let path = match &fresh.file {
        Some(path) => path.clone(),
        None => crate::console::free_name(&file_name(&fresh.about.title)),
    };
    if !fresh.backup.is_empty() && !Path::new(&fresh.backup).is_dir() {
        return Err(Failure::Refused((run.text.j_missing)(&fresh.backup)));
    }
    run.station = Some(fresh.station.clone());
    run.operator = Some(fresh.operator.clone());
    let mut commands = vec![Command::Found(fresh.about.clone())];
    if !fresh.backup.is_empty() {
        commands.push(Command::SetBackupDirectory(Some(fresh.backup.clone())));
    }
    if !fresh.pin.is_empty() {
        let pin = fresh.pin.hash(Clock::salt());
        let refused = || Failure::Refused(run.text.supervisor.not_hashed.to_owned());
        commands.push(Command::SetPin(Some(pin.ok_or_else(refused)?)));
    }
    run::create(run, &path, commands)?;
    Ok(path)
}

/// `PLM Kabupaten Maros 2026` → `plm-kabupaten-maros-2026.gelar`, with nothing that a file system
/// could object to. The first meeting here gets the usual name, so that plain `gelar` opens it.
fn file_name(title: &str) -> PathBuf {
    if !Path::new(USUAL).exists() {
        return PathBuf::from(USUAL);
    }
    let words: Vec<String> = title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    let stem: String = words.join("-").chars().take(40).collect();
    let stem = if stem.is_empty() {
        "pertemuan".to_owned()
    } else {
        stem
    };
    PathBuf::from(format!("{stem}.gelar"))
}
