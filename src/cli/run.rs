//! What the scripted commands do: open, decide through the same session as the desk, print.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::open::{open, path_of, with_backup};
use super::out::{FormatArg, Out};
use super::stage::Hall;
use super::{Failure, NewMeeting, What, Work, papers, print, privacy};
use serde_json::json;

use crate::clock::Clock;
use crate::exchange::document::Format;
use crate::exchange::form::FormKind;
use crate::exchange::preview::{ImportKind, Preview};
use crate::exchange::reading::Reading;
use crate::exchange::{codes, export, form, preview};
use crate::journal::backup;
use crate::journal::sqlite::SqliteJournal;
use crate::journal::{Hash, Journal as _};
use crate::meeting::Meeting;
use crate::meeting::command::{Command, Refusal, Role};
use crate::meeting::event::{Event, Stamp};
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::names::scrub;
use crate::meeting::record::{About, Zone};
use crate::pin;
use crate::search::people;
use crate::session::{self, Session};
use crate::text::{Text, parse_date};

/// The sample meeting's files, compiled in.
const SAMPLE_LIBRARIES: &str = include_str!("../../data/contoh/perpustakaan.csv");
const SAMPLE_PEOPLE: &str = include_str!("../../data/contoh/peserta.csv");
const SAMPLE_ACHIEVEMENTS: &str = include_str!("../../data/contoh/capaian.csv");
const SAMPLE_TOTALS: &str = include_str!("../../data/contoh/rekap.csv");

/// So many people a search lists.
const SEARCH_LIMIT: usize = 200;

/// One run of the program.
pub(super) struct Run {
    pub text: &'static Text,
    pub clock: Clock,
    pub station: Option<String>,
    pub operator: Option<String>,
    pub subdistricts: Option<String>,
    pub meeting: Option<PathBuf>,
    pub json: bool,
    /// The supervisor's PIN as it was given; never printed.
    pub pin: Option<String>,
}

/// An open meeting with who is at work on it.
pub(super) struct Desk {
    pub text: &'static Text,
    pub journal: SqliteJournal,
    pub session: Session,
    pub station: String,
    /// None for a file that is just being made.
    pub hall: Option<Hall>,
    pub clock: Clock,
    operator: String,
    subdistricts: String,
    /// What the PIN has shown when the file was opened.
    role: Role,
}

impl Desk {
    /// Opens the meeting. A wrong PIN ends here, before anything is done.
    pub fn open(run: Run) -> Result<(Desk, bool), Failure> {
        let path = path_of(run.meeting.as_ref());
        let (journal, session) = open(run.text, &path)?;
        privacy::warn_of_copy(run.text, session.meeting());
        let json = run.json;
        let role = role(run.text, session.meeting(), run.pin.as_deref())?;
        let hall = Hall::beside(&path, session.meeting());
        let mut desk = Desk::around(run, journal, session);
        desk.hall = Some(hall);
        desk.role = role;
        Ok((desk, json))
    }

    fn around(run: Run, journal: SqliteJournal, session: Session) -> Desk {
        Desk {
            text: run.text,
            journal,
            session,
            clock: run.clock,
            station: run
                .station
                .unwrap_or_else(|| run.text.script.station.to_owned()),
            operator: run.operator.unwrap_or_default(),
            subdistricts: run.subdistricts.unwrap_or_default(),
            hall: None,
            role: Role::default(),
        }
    }

    /// Runs one command to its end.
    pub fn submit(&mut self, command: Command) -> Result<Result<Vec<Event>, Refusal>, Failure> {
        let zone = match &command {
            Command::Found(about) => about.zone,
            _ => self
                .session
                .meeting()
                .about()
                .map(|a| a.zone)
                .unwrap_or_default(),
        };
        let mut context = self
            .clock
            .context(&scrub(&self.station), &scrub(&self.operator), zone);
        context.role = self.role;
        let done = session::run(&mut self.session, &mut self.journal, command, context)
            .map_err(|e| Failure::journal(self.text, &e))?;
        if let (Ok(events), Some(hall)) = (&done, &mut self.hall)
            && !events.is_empty()
        {
            hall.follow(&mut self.session);
        }
        Ok(done)
    }

    /// Runs one command; a refusal is a failure in words.
    pub fn must(&mut self, command: Command) -> Result<Vec<Event>, Failure> {
        self.submit(command)?
            .map_err(|refusal| self.refused(&refusal))
    }

    /// The link of the entry that closed a list, whatever was written after it: its fingerprint stands
    /// on the paper. None while the list is open.
    pub fn closing_hash(&mut self, list: &ListId) -> Result<Option<Hash>, Failure> {
        let Some(entry) = self.session.meeting().closing(list).map(|c| c.entry) else {
            return Ok(None);
        };
        let hash = self.journal.hash_of(entry);
        hash.map_err(|e| Failure::journal(self.text, &e))
    }

    /// 16 random bytes.
    pub fn salt(&mut self) -> [u8; 16] {
        let random = self.clock.context("", "", Zone::default()).random;
        let mut salt = [0; 16];
        salt.copy_from_slice(&random[..16]);
        salt
    }

    /// Who, where and when of the next entry, for what it would do.
    pub fn stamp(&mut self) -> Stamp {
        self.clock.context("", "", Zone::default()).stamp
    }

    /// A refusal in words.
    pub fn refused(&self, refusal: &Refusal) -> Failure {
        Failure::Refused(crate::text::refusal(
            self.text,
            self.session.meeting(),
            refusal,
        ))
    }
}

/// Who a PIN shows somebody to be. A meeting without one asks nobody.
fn role(text: &Text, meeting: &Meeting, given: Option<&str>) -> Result<Role, Failure> {
    match (given, meeting.pin()) {
        (Some(given), Some(pin)) if !pin::matches(given, pin.salt, pin.hash) => {
            Err(Failure::Refused(text.script.pin_wrong.to_owned()))
        }
        (Some(_), Some(_)) => Ok(Role::Supervisor),
        (None, _) | (Some(_), None) => Ok(Role::Officer),
    }
}

/// Runs a scripted command.
pub(super) fn run(run: Run, work: Work) -> Result<(), Failure> {
    match work {
        // Handled by the caller, which opens the console or the hall's window.
        Work::Demo { .. } | Work::Projector | Work::Stage { .. } => Ok(()),
        Work::New(new) => create_new(&run, &new),
        Work::Import(args) => super::import::run(run, &args),
        Work::Desk(job) => super::desk::run(run, job),
        Work::Board(args) => super::board::run(run, &args),
        Work::Search { text } => {
            let (desk, json) = Desk::open(run)?;
            let meeting = desk.session.meeting();
            let index = people::index(meeting);
            let near = people::subdistricts(&desk.subdistricts);
            let (hits, total) =
                people::find(&index, meeting, &text.join(" "), SEARCH_LIMIT, &near, true);
            print::search(desk.text, meeting, &hits, total, json)
        }
        Work::People => {
            let (desk, json) = Desk::open(run)?;
            print::people(desk.text, desk.session.meeting(), json)
        }
        Work::Cancel(who) => {
            let reason = who.reason;
            change(Desk::open(run)?, &who.person, |person| Command::Cancel {
                person,
                reason,
            })
        }
        Work::Restore(who) => change(Desk::open(run)?, &who.person, Command::Restore),
        Work::Reissue(who) => {
            let reason = who.reason;
            change(Desk::open(run)?, &who.person, |person| Command::Reissue {
                person,
                reason,
            })
        }
        Work::Export {
            what,
            form,
            output,
            format,
            papers: args,
        } => match (what, form) {
            (What::Form, Some(form)) => export_form(run, form.into(), (&output, format)),
            (What::Form, None) => Err(Failure::Usage(run.text.form.which.to_owned())),
            (_, Some(_)) => Err(Failure::Usage(run.text.form.only_form.to_owned())),
            (What::Codes, None) => export_codes(run, (&output, format)),
            (what, None) => papers::export(run, what, &args, (&output, format)),
        },
        Work::Rules { what } => super::rules::run(run, what),
        Work::Seal(args) => super::rules::seal(run, &args),
        Work::Backup { file } => {
            let path = path_of(run.meeting.as_ref());
            let head = backup::copy(&path, &file).map_err(|e| with_backup(run.text, &path, &e))?;
            print::backed_up(run.text, &file, head, run.json)
        }
        Work::Forget { output } => privacy::forget_into(&run, &output),
        Work::Info => privacy::info(&run),
        Work::Rehearse { what } => super::rehearse::run(&run, &what),
        Work::Log => {
            let path = path_of(run.meeting.as_ref());
            print::log(run.text, &path, run.json)
        }
        Work::Verify => {
            let path = path_of(run.meeting.as_ref());
            print::verify(run.text, &path, run.json)
        }
    }
}

fn export_codes(run: Run, (output, format): (&Path, Option<FormatArg>)) -> Result<(), Failure> {
    let out = Out::new(run.text, output, run.json);
    let format = out.format(format, &[Format::Csv, Format::Xlsx])?;
    let (desk, _) = Desk::open(run)?;
    if desk.session.meeting().is_forgotten() {
        return Err(Failure::Refused(desk.text.privacy.no_codes.to_owned()));
    }
    let rows = codes::rows(desk.session.meeting(), desk.text);
    let done = match format {
        Format::Xlsx => export::write_codes_book(out.sink, &rows),
        Format::Csv | Format::Html => export::write_codes(out.sink, &rows),
    };
    done.map_err(|e| Failure::export(desk.text, &e))?;
    let told = json!({"file": out.name(), "rows": rows.len()});
    out.tell(&told, &(desk.text.people_n)(rows.len()))
}

fn export_form(
    run: Run,
    kind: FormKind,
    (output, format): (&Path, Option<FormatArg>),
) -> Result<(), Failure> {
    let out = Out::new(run.text, output, run.json);
    let format = out.format(format, form::FORMATS)?;
    let (desk, _) = Desk::open(run)?;
    let made = form::form(desk.session.meeting(), kind);
    let done = made.write(desk.text, format, out.sink);
    done.map_err(|e| Failure::export(desk.text, &e))?;
    let scope = crate::text::form::scope(desk.text, made.scope);
    let told = json!({
        "file": out.name(), "form": kind.word(), "rows": made.rows.len(), "scope": scope,
    });
    out.tell(&told, &scope)
}

/// Makes a meeting file and runs commands on it. A file that is in the way is never touched; one
/// that could not be founded is removed again.
pub(super) fn create(run: &Run, path: &Path, commands: Vec<Command>) -> Result<(), Failure> {
    let journal = SqliteJournal::create(path).map_err(|e| Failure::journal(run.text, &e))?;
    let mut desk = fresh(run, journal)?;
    for command in commands {
        if let Err(failure) = desk.must(command) {
            drop(desk);
            let _ = std::fs::remove_file(path);
            return Err(failure);
        }
    }
    Ok(())
}

fn fresh(run: &Run, mut journal: SqliteJournal) -> Result<Desk, Failure> {
    let session = Session::open(&mut journal).map_err(|e| Failure::journal(run.text, &e))?;
    let again = Run {
        text: run.text,
        clock: run.clock.again(),
        station: run.station.clone(),
        operator: run.operator.clone(),
        subdistricts: None,
        meeting: None,
        json: false,
        pin: None,
    };
    Ok(Desk::around(again, journal, session))
}

fn create_new(run: &Run, new: &NewMeeting) -> Result<(), Failure> {
    let text = run.text;
    let usage = |words: &str| Failure::Usage(words.to_owned());
    let about = About {
        title: scrub(&new.title),
        date: parse_date(&new.date).ok_or_else(|| usage(text.e_date))?,
        place: scrub(&new.place),
        zone: Zone::parse(&new.zone).ok_or_else(|| usage("--zone: WIB, WITA, WIT"))?,
        organiser: scrub(&new.organiser),
        responsible: scrub(&new.responsible),
        purpose: scrub(
            new.purpose
                .as_deref()
                .unwrap_or(text.privacy.default_purpose),
        ),
        sample: false,
    };
    if about.title.is_empty() {
        return Err(usage(text.e_title_missing));
    }
    let path = path_of(run.meeting.as_ref());
    let mut commands = vec![Command::Found(about)];
    commands.extend(
        new.backup
            .clone()
            .map(|dir| Command::SetBackupDirectory(Some(dir))),
    );
    create(run, &path, commands)?;
    print::created(text, &path, run.json)
}

/// Makes the sample meeting here, under a name that is free, and answers its path.
pub(super) fn demo(run: &Run) -> Result<PathBuf, Failure> {
    let nobody = Meeting::default();
    let sample = |kind: ImportKind, text: &str| {
        let on = &mut |_| ControlFlow::Continue(());
        let read = preview::read_bytes(kind, text.into(), Reading::default(), on);
        let read = read.map_err(|e| Failure::import(run.text, &e))?;
        Ok(Preview::new(Path::new(""), read, &nobody).command())
    };
    let about = About {
        title: "PLM Kabupaten Maros 2024".to_owned(),
        date: jiff::civil::date(2024, 12, 10),
        place: "Baruga B Kantor Bupati, Maros".to_owned(),
        zone: Zone::Wita,
        organiser: "Dinas Perpustakaan dan Kearsipan".to_owned(),
        responsible: "Sekretaris panitia".to_owned(),
        purpose: run.text.privacy.default_purpose.to_owned(),
        sample: true,
    };
    let commands = vec![
        Command::Found(about),
        sample(ImportKind::Libraries, SAMPLE_LIBRARIES)?,
        sample(ImportKind::People, SAMPLE_PEOPLE)?,
        sample(ImportKind::Achievements, SAMPLE_ACHIEVEMENTS)?,
        sample(ImportKind::Totals, SAMPLE_TOTALS)?,
    ];
    let mut path = run
        .meeting
        .clone()
        .unwrap_or_else(|| PathBuf::from("contoh.gelar"));
    for n in 2..10_000 {
        match create(run, &path, commands.clone()) {
            Err(Failure::Refused(_)) if path.exists() && run.meeting.is_none() => {
                path = PathBuf::from(format!("contoh-{n}.gelar"));
            }
            other => return other.map(|()| path),
        }
    }
    Err(Failure::Refused((run.text.j_exists)("contoh.gelar")))
}

fn change(
    (mut desk, json): (Desk, bool),
    person: &str,
    command: impl FnOnce(PersonId) -> Command,
) -> Result<(), Failure> {
    let person = person_id(desk.text, person)?;
    desk.must(command(person))?;
    print::person(desk.text, desk.session.meeting(), person, None, json)
}

fn person_id(text: &Text, written: &str) -> Result<PersonId, Failure> {
    written
        .parse()
        .map_err(|_| Failure::Usage(format!("--person {written}: {}", text.number_wanted)))
}
