//! `gelar stage`: the hall from a script or a presenter's remote. And what every other command does for
//! the hall: hands over the frame that its entries have changed, where a stage store is there.

mod answer;
mod scenes;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::Failure;
use super::open::path_of;
use super::run::{Desk, Run};
use crate::journal::Journal as _;
use crate::meeting::Meeting;
use crate::meeting::command::{Command, Turn};
use crate::meeting::hall::{Cover, HallLang, HallSettings, Look, Wanted};
use crate::meeting::names::scrub;
use crate::session::Session;
use crate::stage::store::path_for;
use crate::stage::{Frame, Scene, Show, Store, StoreError};
use crate::text::Text;

/// What a script may do with the hall.
#[derive(Debug, Subcommand)]
pub(super) enum StageJob {
    /// Gelapkan layar · black screen
    #[command(visible_alias = "gelap")]
    Blank,
    /// Tutup dengan judul acara · cover with the meeting's title
    Logo,
    /// Tampilkan pesan · show a message
    #[command(visible_alias = "pesan")]
    Message {
        /// Isinya · the text
        #[arg(required = true)]
        text: Vec<String>,
    },
    /// Buka penutup · uncover
    #[command(visible_alias = "buka")]
    Clear,
    /// Tampilkan adegan · show a scene: logo, welcome, board [KEY], kecamatan NAME, library CODE, test
    #[command(visible_alias = "tampilkan")]
    Show {
        /// Adegan · the scene
        #[arg(required = true)]
        scene: Vec<String>,
    },
    /// Adegan berikutnya · the next scene
    #[command(visible_alias = "lanjut")]
    Next,
    /// Adegan sebelumnya · the scene before
    #[command(visible_alias = "kembali")]
    Back,
    /// Tahan gambar · keep the picture
    #[command(visible_alias = "tahan")]
    Hold,
    /// Lepaskan · go on
    #[command(visible_alias = "lepas")]
    Resume,
    /// Bahasa (--lang), warna, peringkat · language (--lang), colours, ranks
    #[command(visible_alias = "atur")]
    Settings(SettingsArgs),
}

#[derive(Debug, Args)]
pub(super) struct SettingsArgs {
    /// Warna · colours: dark, light, mono
    #[arg(long, value_name = "LOOK")]
    look: Option<String>,
    /// Peringkat sampai; 0: semua · ranks down to; 0: all
    #[arg(long, value_name = "N")]
    top: Option<u16>,
}

/// What is to lie over the scene; none: nothing.
struct Over(Option<Cover>);

/// A script's part in what the hall sees.
pub(super) struct Hall {
    path: PathBuf,
    show: Show,
    store: Option<Store>,
}

impl Hall {
    /// The hall of a meeting file; nothing is opened yet.
    pub fn beside(file: &Path, meeting: &Meeting) -> Hall {
        Hall {
            path: path_for(file),
            show: Show::new(meeting),
            store: None,
        }
    }

    /// Hands over what a command has changed. Makes no store, and no command fails because of it.
    pub fn follow(&mut self, session: &mut Session) {
        let changes = session.meeting_mut().take_changes();
        let turned = self.show.follow(session.meeting(), &changes);
        if !self.show.is_stale() || (self.store.is_none() && !self.path.exists()) {
            return;
        }
        if let Err(error) = self
            .open(session, Store::open)
            .and_then(|()| self.publish(session, turned.uncovered, turned.logo))
        {
            tracing::warn!(%error, "the hall was not told");
        }
    }

    fn open(
        &mut self,
        session: &Session,
        how: fn(&Path) -> Result<Store, StoreError>,
    ) -> Result<(), StoreError> {
        if self.store.is_some() {
            return Ok(());
        }
        let meeting = session.meeting();
        let mut store = how(&self.path)?;
        store.claim(&meeting.identity(), u64::MAX)?;
        let stored = store.current()?.map(|(_, frame)| frame);
        self.show.opened(meeting, stored);
        self.store = Some(store);
        Ok(())
    }

    fn publish(
        &mut self,
        session: &Session,
        uncovered: bool,
        logo: bool,
    ) -> Result<(), StoreError> {
        let (meeting, seq) = (session.meeting(), session.head().seq);
        let Some(store) = &mut self.store else {
            return Ok(());
        };
        if let Some(frame) = self.show.next(meeting, seq) {
            store.publish(&frame)?;
        }
        if uncovered && store.cover()?.is_some() {
            store.set_cover(None)?;
        }
        if logo {
            store.set_logo(&Show::cover(meeting, seq, &Cover::Logo))?;
        }
        Ok(())
    }
}

/// Runs `gelar stage`. `lang` is the hall's language where it was typed.
pub(super) fn run(
    mut run: Run,
    job: Option<StageJob>,
    lang: Option<HallLang>,
) -> Result<(), Failure> {
    let hall = run.text.script.hall_station;
    run.station.get_or_insert_with(|| hall.to_owned());
    let (text, file) = (run.text, path_of(run.meeting.as_ref()));
    let cover = match &job {
        Some(job) => cover_of(text, job)?,
        None => None,
    };
    let (mut desk, json) = match Desk::open(run) {
        Ok(opened) => opened,
        Err(failure) => return Err(without_journal(text, &file, cover.as_ref(), failure)),
    };
    if desk.session.meeting().is_forgotten() || !desk.journal.writable() && cover.is_none() {
        return read_only(&mut desk, job.is_some(), json);
    }
    let store = |e: StoreError| Failure::Storage((text.projector.store_error)(&e));
    open_store(&mut desk).map_err(store)?;
    match job {
        None => {}
        Some(StageJob::Blank | StageJob::Logo | StageJob::Message { .. } | StageJob::Clear) => {
            lay_over(&mut desk, cover.and_then(|Over(cover)| cover))?;
        }
        Some(StageJob::Show { scene }) => {
            let wanted = scenes::read(text, desk.session.meeting(), &scene)?;
            desk.must(Command::Show(wanted))?;
        }
        Some(StageJob::Next) => next(&mut desk)?,
        Some(StageJob::Back) => drop(desk.must(Command::Turn(Turn::Back))?),
        Some(StageJob::Hold) => drop(desk.must(Command::Hold(true))?),
        Some(StageJob::Resume) => drop(desk.must(Command::Hold(false))?),
        Some(StageJob::Settings(args)) => {
            let settings = settings(text, desk.session.meeting(), &args, lang)?;
            desk.must(Command::SetHall(settings))?;
        }
    }
    // What was due before is handed over, too; a full disk is told then.
    let Desk {
        session,
        hall,
        clock,
        ..
    } = &mut desk;
    let Some(hall) = hall else { return Ok(()) };
    hall.publish(session, false, true).map_err(store)?;
    answer::tell(text, hall, session.meeting(), clock, json)
}

/// Opens the store, and takes away a picture of entries that the journal does not have.
fn open_store(desk: &mut Desk) -> Result<(), StoreError> {
    let Desk {
        session,
        journal,
        hall,
        ..
    } = desk;
    let Some(hall) = hall else { return Ok(()) };
    hall.open(session, Store::open_or_create)?;
    let stored = |hall: &Hall| -> Result<u64, StoreError> {
        let current = hall.store.as_ref().map(Store::current).transpose()?;
        Ok(current.flatten().map_or(0, |(_, frame)| frame.seq))
    };
    if stored(hall)? <= session.head().seq {
        return Ok(());
    }
    // Another program may just have been faster: its entry is in the journal already.
    let mut missed = Vec::new();
    if let Ok(head) = journal.read(session.head().seq, &mut |entry| missed.push(entry)) {
        session.follow(&missed, head);
    }
    let head = session.head().seq;
    if stored(hall)? > head
        && let Some(store) = &mut hall.store
    {
        store.claim(&session.meeting().identity(), head)?;
        hall.show.opened(session.meeting(), None);
    }
    Ok(())
}

/// The step that the hall has not seen, without a new entry; else the next one.
fn next(desk: &mut Desk) -> Result<(), Failure> {
    let text = desk.text;
    let Desk { session, hall, .. } = desk;
    if let Some(hall) = hall
        && hall.show.is_pending(session.meeting())
    {
        hall.show.release();
        let told = hall.publish(session, true, false);
        return told.map_err(|e| Failure::Storage((text.projector.store_error)(&e)));
    }
    desk.must(Command::Turn(Turn::Next)).map(drop)
}

/// The store first: it must work where the journal cannot be written.
fn lay_over(desk: &mut Desk, cover: Option<Cover>) -> Result<(), Failure> {
    let text = desk.text;
    let Desk { session, hall, .. } = desk;
    let (meeting, seq) = (session.meeting(), session.head().seq);
    let frame = cover.as_ref().map(|c| Show::cover(meeting, seq, c));
    if let Some(store) = hall.as_mut().and_then(|h| h.store.as_mut()) {
        let done = store.set_cover(frame.as_ref());
        done.map_err(|e| Failure::Storage((text.projector.store_error)(&e)))?;
    }
    match desk.must(Command::Cover(cover)) {
        Err(Failure::Storage(why)) => Err(Failure::Storage((text.stage.not_in_journal)(&why))),
        other => other.map(drop),
    }
}

/// What a word of the command line covers the hall with; none: it is no cover.
fn cover_of(text: &Text, job: &StageJob) -> Result<Option<Over>, Failure> {
    Ok(match job {
        StageJob::Blank => Some(Over(Some(Cover::Blank))),
        StageJob::Logo => Some(Over(Some(Cover::Logo))),
        StageJob::Clear => Some(Over(None)),
        StageJob::Message { text: words } => {
            let words = words.join(" ");
            let lines: Vec<String> = words.lines().map(scrub).collect();
            let words = lines.join("\n").trim().to_owned();
            let most = crate::meeting::decide::LONGEST_MESSAGE;
            match words.chars().count() {
                0 => return Err(Failure::Refused(text.refusals.no_words.to_owned())),
                n if n > most => return Err(Failure::Refused((text.stage.e_long)(n, most))),
                _ => Some(Over(Some(Cover::Message { text: words }))),
            }
        }
        StageJob::Show { .. }
        | StageJob::Next
        | StageJob::Back
        | StageJob::Hold
        | StageJob::Resume
        | StageJob::Settings(_) => None,
    })
}

/// The journal cannot even be opened: the hall is covered all the same, in the language and the colours
/// that it has.
fn without_journal(text: &Text, file: &Path, cover: Option<&Over>, failure: Failure) -> Failure {
    let (Some(Over(cover)), Failure::Storage(why)) = (cover, &failure) else {
        return failure;
    };
    let covered = || -> Result<bool, StoreError> {
        let mut store = Store::open(&path_for(file))?;
        let frame = match cover {
            None => None,
            Some(Cover::Logo) => match store.logo()? {
                Some(logo) => Some(logo),
                None => return Ok(false),
            },
            Some(Cover::Blank) => Some(like_the_hall(&store, Scene::Blank)?),
            Some(Cover::Message { text }) => {
                let text = text.clone();
                Some(like_the_hall(&store, Scene::Message { text })?)
            }
        };
        store.set_cover(frame.as_ref())?;
        Ok(true)
    };
    match covered() {
        Ok(true) => Failure::Storage((text.stage.not_in_journal)(why)),
        Ok(false) | Err(_) => failure,
    }
}

fn like_the_hall(store: &Store, scene: Scene) -> Result<Frame, StoreError> {
    let standing = store.current()?.map(|(_, frame)| frame);
    Ok(match standing {
        Some(frame) => Frame { scene, ..frame },
        None => Frame {
            seq: 0,
            show: 0,
            lang: HallLang::default(),
            look: Look::default(),
            zone: crate::meeting::record::Zone::default(),
            sample: false,
            scene,
        },
    })
}

/// A file that can only be read changes no hall; what its hall would show can be looked at.
fn read_only(desk: &mut Desk, wants: bool, json: bool) -> Result<(), Failure> {
    let text = desk.text;
    if wants {
        return Err(Failure::Storage(text.stage.read_only.to_owned()));
    }
    let Desk { session, hall, .. } = desk;
    let (meeting, seq) = (session.meeting(), session.head().seq);
    let Some(hall) = hall else { return Ok(()) };
    let wanted: Wanted = meeting.hall().scene.clone();
    let frame = hall.show.preview(meeting, seq, &wanted);
    answer::frame(text, meeting, &frame, json)
}

fn settings(
    text: &Text,
    meeting: &Meeting,
    args: &SettingsArgs,
    lang: Option<HallLang>,
) -> Result<HallSettings, Failure> {
    if lang.is_none() && args.look.is_none() && args.top.is_none() {
        return Err(Failure::Usage(text.stage.nothing_to_set.to_owned()));
    }
    let now = meeting.hall().settings;
    let look = match args.look.as_deref().map(str::to_lowercase).as_deref() {
        None => now.look,
        Some("dark" | "gelap") => Look::Dark,
        Some("light" | "terang") => Look::Light,
        Some("mono" | "satu-warna") => Look::Mono,
        Some(other) => {
            let words = format!("--look {other}: dark, light, mono (gelap, terang, satu-warna)");
            return Err(Failure::Usage(words));
        }
    };
    Ok(HallSettings {
        lang: lang.unwrap_or(now.lang),
        look,
        top: args.top.unwrap_or(now.top),
    })
}
