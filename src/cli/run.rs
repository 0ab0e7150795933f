//! What the scripted commands do: open, decide through the same session as the desk, print.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::open::{open, path_of, with_backup};
use super::stage::Hall;
use super::{Failure, FiguresArgs, NewMeeting, What, Work, papers, print, privacy};
use jiff::civil::Date;

use crate::clock::Clock;
use crate::exchange::import::{
    self, check_achievements, check_libraries, check_people, check_totals,
};
use crate::exchange::preview::{FileRead, ImportKind, Preview};
use crate::exchange::table::read_table_from;
use crate::exchange::{ImportError, codes, export, preview};
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
use crate::text::{Text, parse_date, reject};

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
                .unwrap_or_else(|| run.text.default_station.to_owned()),
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
        Work::Import {
            kind,
            file,
            dry_run,
            rejected,
            figures,
        } => {
            let kind = ImportKind::from(kind);
            let as_of = as_of(run.text, kind, &figures)?;
            let (desk, json) = Desk::open(run)?;
            let file = Import {
                kind,
                file: &file,
                dry_run,
                rejected: rejected.as_deref(),
                reason: figures.reason.unwrap_or_default(),
                as_of,
            };
            import_file(desk, json, &file)
        }
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
            what: What::Codes,
            output,
            papers: _,
        } => {
            let (desk, json) = Desk::open(run)?;
            if desk.session.meeting().is_forgotten() {
                return Err(Failure::Refused(desk.text.privacy.no_codes.to_owned()));
            }
            let rows = codes::rows(desk.session.meeting(), desk.text);
            export::write_codes(&output, &rows).map_err(|e| Failure::export(desk.text, &e))?;
            print::written(desk.text, &output, rows.len(), json)
        }
        Work::Export {
            what,
            output,
            papers: args,
        } => papers::export(run, what, &args, &output),
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
    let broken = |e: &ImportError| Failure::import(run.text, e);
    let go_on = &mut |_| ControlFlow::Continue(());
    let libraries = read_table_from(SAMPLE_LIBRARIES.into(), &import::LIBRARIES, go_on)
        .and_then(|table| check_libraries(table, go_on))
        .map_err(|e| broken(&e))?;
    let people = read_table_from(SAMPLE_PEOPLE.into(), &import::PEOPLE, go_on)
        .and_then(|table| check_people(table, go_on))
        .map_err(|e| broken(&e))?;
    let achievements = read_table_from(SAMPLE_ACHIEVEMENTS.into(), &import::ACHIEVEMENTS, go_on)
        .and_then(|table| check_achievements(table, go_on))
        .map_err(|e| broken(&e))?;
    let totals = read_table_from(SAMPLE_TOTALS.into(), &import::TOTALS, go_on)
        .and_then(|table| check_totals(table, go_on))
        .map_err(|e| broken(&e))?;
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
        Command::ImportLibraries(Arc::new(libraries.rows), Arc::default()),
        Command::ImportPeople(Arc::new(people.rows), Arc::default()),
        Command::ImportAchievements(Arc::new(achievements.rows), Arc::default(), String::new()),
        Command::ImportTotals(Arc::new(totals.rows), Arc::default(), String::new()),
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

/// What to import, and how.
struct Import<'a> {
    kind: ImportKind,
    file: &'a Path,
    dry_run: bool,
    rejected: Option<&'a Path>,
    reason: String,
    as_of: Option<Date>,
}

/// The day that `--as-of` names. It and a reason are for numbers only.
fn as_of(text: &Text, kind: ImportKind, args: &FiguresArgs) -> Result<Option<Date>, Failure> {
    if !kind.holds_figures() && (args.reason.is_some() || args.as_of.is_some()) {
        return Err(Failure::Usage(text.figures.only_figures.to_owned()));
    }
    let Some(written) = &args.as_of else {
        return Ok(None);
    };
    let wrong = || Failure::Usage(format!("--as-of {written}: {}", text.e_date));
    parse_date(written).map(Some).ok_or_else(wrong)
}

fn import_file(mut desk: Desk, json: bool, import: &Import<'_>) -> Result<(), Failure> {
    let text = desk.text;
    let mut shown = 0;
    let report = &mut |p: crate::exchange::table::Progress| {
        let tenths = p.done * 10 / p.total.max(1);
        if !json && tenths > shown && p.total > 2_000_000 {
            shown = tenths;
            eprint!("\r{} {} %", text.reading, tenths * 10);
            if tenths == 10 {
                eprintln!();
            }
        }
        ControlFlow::Continue(())
    };
    let mut read: FileRead =
        preview::read(import.kind, import.file, report).map_err(|e| Failure::import(text, &e))?;
    if let Some(day) = import.as_of {
        read.date_rows(day);
    }
    let mut plan = Preview::new(import.file, read, desk.session.meeting());
    plan.reason = scrub(&import.reason);
    if let Some(path) = import.rejected {
        let say = |r: &crate::meeting::roster::Rejected| reject::reason(text.lang, &r.reason);
        export::write_rejected(
            path,
            text.rejected_header,
            &plan.table,
            &plan.left_out(),
            say,
        )
        .map_err(|e| Failure::export(text, &e))?;
    }
    let mut applied = !import.dry_run;
    let mut refused = None;
    if applied && plan.changes() {
        // What is told is what was done: somebody may have imported the same in between.
        match desk.submit(plan.command())? {
            Ok(events) => plan.done(&events),
            // What would change is told all the same: that is what the reason is for.
            Err(Refusal::CorrectionReason(rows)) => {
                plan.plan(desk.session.meeting());
                applied = false;
                refused = Some(Failure::Refused((text.figures.reason_wanted)(rows)));
            }
            Err(refusal) => return Err(desk.refused(&refusal)),
        }
    }
    print::imported(text, desk.session.meeting(), &plan, applied, json)?;
    refused.map_or(Ok(()), Err)
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
