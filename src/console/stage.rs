//! The stage store's own thread: it hands frames and covers to the hall and watches the displays, so
//! that no key ever waits for a slow stick. It makes the store where it is missing and opens it again
//! after a stick was pulled out. It decides nothing and never touches the journal.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;

use super::app::Msg;
use crate::clock::Clock;
use crate::stage::{Display, Frame, Now, Store, StoreError};
use crate::terminal::at_work;

/// How often the store is looked at.
const LOOK: Duration = Duration::from_millis(250);

/// The displays' ages are looked at every so many looks, and a store out of reach is tried again.
const LOOKS_A_SECOND: u32 = 4;

/// A display that beats is always younger than this.
const FRESH_MS: u64 = 4_000;

/// Leaving waits so long for the store; a stick that hangs must not hold the program.
const GOODBYE: Duration = Duration::from_secs(1);

/// What the stage store is asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// Hand a frame to the hall.
    Publish(Box<Frame>),
    /// Put a frame over it, or take it away.
    Cover(Option<Box<Frame>>),
    /// Leave the logo for displays that ask for it.
    Logo(Box<Frame>),
    /// Take a picture away that is of entries which the journal does not have; its length.
    Claim(u64),
    /// Forget displays that have fallen silent.
    Forget(Vec<u8>),
}

/// What the stage store holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The frame and its revision.
    pub frame: Option<(u64, Frame)>,
    /// What lies over it, and its revision.
    pub cover: Option<(u64, Frame)>,
}

/// What comes from the stage store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// It was opened, for the first time or again.
    Opened(Box<Shown>),
    /// It holds something else: written by this program or another.
    Shown(Box<Shown>),
    /// The displays; ages only as fine as somebody reads them.
    Displays(Vec<Display>),
    /// It cannot be read or written.
    Trouble(StoreError),
}

/// The thread, seen from the console.
#[derive(Debug)]
pub struct Stage {
    jobs: Option<Sender<Job>>,
    gone: Receiver<()>,
    thread: Option<JoinHandle<()>>,
}

impl Stage {
    /// Opens or makes the stage store of a meeting on a thread of its own.
    pub fn start(path: PathBuf, meeting: String, clock: Clock, out: UnboundedSender<Msg>) -> Stage {
        let (jobs, inbox) = channel();
        let (done, gone) = channel();
        let thread = std::thread::spawn(move || {
            let hand = Hand::new(path, meeting, clock);
            work(hand, &inbox, &out);
            let _ = done.send(());
        });
        Stage {
            jobs: Some(jobs),
            gone,
            thread: Some(thread),
        }
    }

    /// Asks for something; what comes of it comes as news.
    pub fn ask(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            // The thread ends after the console only.
            let _ = jobs.send(job);
        }
    }
}

impl Drop for Stage {
    /// Waits until everything asked is written, but not for ever.
    fn drop(&mut self) {
        self.jobs = None;
        if self.gone.recv_timeout(GOODBYE).is_ok()
            && let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the stage thread panicked");
        }
    }
}

fn work(mut hand: Hand, inbox: &Receiver<Job>, out: &UnboundedSender<Msg>) {
    loop {
        let asked = inbox.recv_timeout(LOOK);
        let _work = at_work();
        let news = match asked {
            Ok(job) => {
                let jobs = std::iter::once(job).chain(inbox.try_iter()).collect();
                hand.jobs(jobs)
            }
            Err(RecvTimeoutError::Timeout) => hand.look(),
            Err(RecvTimeoutError::Disconnected) => return,
        };
        for news in news {
            if out.send(Msg::Stage(news)).is_err() {
                return;
            }
        }
    }
}

/// What is to lie over the frame; none: nothing.
#[derive(Debug, PartialEq, Eq)]
struct Over(Option<Box<Frame>>);

/// The work itself, without a thread.
#[derive(Debug)]
pub struct Hand {
    path: PathBuf,
    meeting: String,
    clock: Clock,
    store: Option<Store>,
    /// The frame that is still to be handed over, and the cover: kept while the store is out of reach.
    frame: Option<Box<Frame>>,
    cover: Option<Over>,
    logo: Option<Box<Frame>>,
    told: Option<(u64, u64)>,
    displays: Vec<Display>,
    trouble: Option<StoreError>,
    looks: u32,
}

impl Hand {
    /// Nothing is opened yet. `meeting` is the word that tells this meeting from others.
    pub fn new(path: PathBuf, meeting: String, clock: Clock) -> Hand {
        Hand {
            path,
            meeting,
            clock,
            store: None,
            frame: None,
            cover: None,
            logo: None,
            told: None,
            displays: Vec::new(),
            trouble: None,
            looks: 0,
        }
    }

    /// Does what was asked for. Of several frames, and of several covers, the last one counts.
    pub fn jobs(&mut self, jobs: Vec<Job>) -> Vec<News> {
        let (mut claim, mut silent) = (None, Vec::new());
        for job in jobs {
            match job {
                Job::Publish(frame) => self.frame = Some(frame),
                Job::Cover(cover) => self.cover = Some(Over(cover)),
                Job::Logo(frame) => self.logo = Some(frame),
                Job::Claim(head) => claim = Some(head),
                Job::Forget(numbers) => silent = numbers,
            }
        }
        let mut news = self.opened();
        if let Some(store) = &mut self.store {
            if let Some(head) = claim {
                match store.claim(&self.meeting, head) {
                    Ok(true) => news.extend(self.reopened()),
                    Ok(false) => {}
                    Err(error) => news.extend(self.failed(error)),
                }
            }
            for number in silent {
                let forgotten = self.store.as_mut().map(|store| store.forget(number));
                if let Some(Err(error)) = forgotten {
                    news.extend(self.failed(error));
                }
            }
        }
        news.extend(self.write());
        news.extend(self.changed());
        news
    }

    /// Looks whether another program has written, and how the displays are.
    pub fn look(&mut self) -> Vec<News> {
        let due = self.looks == 0;
        self.looks = (self.looks + 1) % LOOKS_A_SECOND;
        let mut news = Vec::new();
        if due {
            if self.store.as_ref().is_some_and(|s| !s.is_there()) {
                let gone = StoreError::Missing(self.path.clone());
                news.extend(self.failed(gone));
            }
            news.extend(self.opened());
        }
        if due || self.trouble.is_none() {
            // What could not be written is tried again.
            news.extend(self.write());
        }
        let written = match self.store.as_mut().map(Store::changed) {
            Some(Ok(written)) => written,
            Some(Err(error)) => {
                news.extend(self.failed(error));
                false
            }
            None => false,
        };
        if written || due {
            news.extend(self.changed());
            news.extend(self.beats());
        }
        news
    }

    /// Opens the store where it is not open; told once.
    fn opened(&mut self) -> Vec<News> {
        if self.store.is_some() {
            return Vec::new();
        }
        let opened = Store::open_or_create(&self.path).and_then(|mut store| {
            // How long the journal is, only the console knows; whose it is, is clear.
            store.claim(&self.meeting, u64::MAX)?;
            Ok(store)
        });
        match opened {
            Ok(store) => {
                self.store = Some(store);
                self.reopened()
            }
            Err(error) => self.failed(error),
        }
    }

    fn reopened(&mut self) -> Vec<News> {
        match self.shown() {
            Ok((revisions, shown)) => {
                self.told = Some(revisions);
                self.trouble = None;
                vec![News::Opened(Box::new(shown))]
            }
            Err(error) => self.failed(error),
        }
    }

    /// Covers first: they must reach the hall with a full disk. One that is taken away goes after the
    /// frame below it has come.
    fn write(&mut self) -> Vec<News> {
        let Some(store) = &mut self.store else {
            return Vec::new();
        };
        if self.frame.is_none() && self.cover.is_none() && self.logo.is_none() {
            return Vec::new();
        }
        let mut failure = None;
        if let Some(Over(Some(cover))) = &self.cover {
            match store.set_cover(Some(cover)) {
                Ok(()) => self.cover = None,
                Err(error) => {
                    // It will never fit; trying again would not help.
                    if error == StoreError::TooLarge {
                        self.cover = None;
                    }
                    failure = Some(error);
                }
            }
        }
        if let Some(frame) = &self.frame {
            match store.publish(frame) {
                Ok(_) => self.frame = None,
                Err(error) => failure = Some(error),
            }
        }
        // Without the new frame the old one would come out below it.
        if self.frame.is_none() && self.cover == Some(Over(None)) {
            match store.set_cover(None) {
                Ok(()) => self.cover = None,
                Err(error) => failure = Some(error),
            }
        }
        if let Some(logo) = &self.logo {
            match store.set_logo(logo) {
                Ok(()) => self.logo = None,
                Err(error) => {
                    // Titles have no limit; a logo without room is not tried again either.
                    if error == StoreError::TooLarge {
                        self.logo = None;
                    }
                    failure = failure.or(Some(error));
                }
            }
        }
        if let Some(error) = failure {
            return self.failed(error);
        }
        // That it is over is told by telling what the hall sees, even if it saw that before.
        if self.trouble.take().is_some() {
            self.told = None;
        }
        Vec::new()
    }

    /// What the store holds, where that is something else than was told.
    fn changed(&mut self) -> Vec<News> {
        let Some(store) = &self.store else {
            return Vec::new();
        };
        match store.revisions() {
            Ok(revisions) if self.told == Some(revisions) => Vec::new(),
            Ok(_) => match self.shown() {
                Ok((revisions, shown)) => {
                    self.told = Some(revisions);
                    vec![News::Shown(Box::new(shown))]
                }
                Err(error) => self.failed(error),
            },
            Err(error) => self.failed(error),
        }
    }

    fn shown(&self) -> Result<((u64, u64), Shown), StoreError> {
        let Some(store) = &self.store else {
            return Err(StoreError::Missing(self.path.clone()));
        };
        let revisions = store.revisions()?;
        let (frame, cover) = (store.current()?, store.cover()?);
        Ok((revisions, Shown { frame, cover }))
    }

    fn beats(&mut self) -> Vec<News> {
        let Some(store) = &mut self.store else {
            return Vec::new();
        };
        match store.displays(&Now::of(&self.clock)) {
            Ok(mut displays) => {
                for display in &mut displays {
                    display.age_ms = coarse(display.age_ms);
                }
                if displays == self.displays {
                    return Vec::new();
                }
                self.displays.clone_from(&displays);
                vec![News::Displays(displays)]
            }
            Err(error) => self.failed(error),
        }
    }

    /// Tells what went wrong, once; lets go of a store that is not there any more.
    fn failed(&mut self, error: StoreError) -> Vec<News> {
        match error {
            // Held by somebody for a moment: the next look tries again.
            StoreError::Busy => return Vec::new(),
            StoreError::Full | StoreError::ReadOnly | StoreError::TooLarge => {}
            StoreError::Missing(_)
            | StoreError::NotOurs(_)
            | StoreError::Newer
            | StoreError::Damaged(_)
            | StoreError::Io(_) => {
                self.store = None;
                self.told = None;
            }
        }
        if self.trouble.as_ref() == Some(&error) {
            return Vec::new();
        }
        self.trouble = Some(error.clone());
        vec![News::Trouble(error)]
    }
}

/// An age as people read it: nothing while a display beats, then seconds, then minutes; so that a
/// display at rest is no news.
fn coarse(ms: u64) -> u64 {
    match ms {
        0..FRESH_MS => 0,
        FRESH_MS..60_000 => ms - ms % 1_000,
        _ => ms - ms % 60_000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::Meeting;
    use crate::meeting::hall::Cover;
    use crate::stage::{Scene, Show};

    struct Stick {
        dir: tempfile::TempDir,
        hand: Hand,
    }

    fn stick() -> Stick {
        let dir = tempfile::tempdir().unwrap();
        let hand = hand(&dir);
        Stick { dir, hand }
    }

    fn hand(dir: &tempfile::TempDir) -> Hand {
        let at = jiff::Timestamp::UNIX_EPOCH;
        let clock = Clock::fixed(at, Some(0), Some(0), 1);
        Hand::new(dir.path().join("uji.layar"), "uji".to_owned(), clock)
    }

    fn frame(seq: u64, words: &str) -> Box<Frame> {
        let text = words.to_owned();
        Box::new(Show::cover(
            &Meeting::default(),
            seq,
            &Cover::Message { text },
        ))
    }

    fn shown(news: &[News]) -> Option<&Shown> {
        news.iter().rev().find_map(|news| match news {
            News::Opened(shown) | News::Shown(shown) => Some(&**shown),
            News::Displays(_) | News::Trouble(_) => None,
        })
    }

    fn words(shown: Option<&(u64, Frame)>) -> &str {
        match shown.map(|(_, frame)| &frame.scene) {
            Some(Scene::Message { text }) => text,
            _ => "",
        }
    }

    #[test]
    fn of_many_frames_the_last_is_written_and_told_once() {
        let mut at = stick();
        let jobs = (1..=5).map(|seq| Job::Publish(frame(seq, &format!("gambar {seq}"))));
        let news = at.hand.jobs(jobs.collect());
        let (revision, _) = shown(&news).unwrap().frame.clone().unwrap();
        assert_eq!(revision, 1, "four were never written");
        assert_eq!(words(shown(&news).unwrap().frame.as_ref()), "gambar 5");
        assert_eq!(at.hand.look(), [], "and nothing more is told");
    }

    #[test]
    fn a_logo_without_room_is_told_and_not_tried_for_ever() {
        let mut at = stick();
        let logo = Job::Logo(frame(1, &"judul ".repeat(2_000)));
        let news = at.hand.jobs(vec![Job::Publish(frame(1, "satu")), logo]);
        assert!(news.contains(&News::Trouble(StoreError::TooLarge)));
        at.hand.jobs(vec![Job::Publish(frame(2, "dua"))]);
        assert_eq!(at.hand.trouble, None);
        assert_eq!(at.hand.logo, None);
    }

    #[test]
    fn what_another_program_writes_is_told() {
        let mut at = stick();
        at.hand.jobs(vec![Job::Publish(frame(1, "satu"))]);
        let mut other = hand(&at.dir);
        other.jobs(vec![
            Job::Publish(frame(2, "dua")),
            Job::Cover(Some(frame(2, "penutup"))),
        ]);
        let news = at.hand.look();
        assert_eq!(words(shown(&news).unwrap().frame.as_ref()), "dua");
        assert_eq!(words(shown(&news).unwrap().cover.as_ref()), "penutup");
        // An older frame comes too late, and nobody is told of it.
        assert_eq!(at.hand.jobs(vec![Job::Publish(frame(1, "lama"))]), []);
    }

    #[test]
    fn a_stick_that_is_pulled_out_is_told_once_and_opened_again() {
        let mut at = stick();
        at.hand.jobs(vec![Job::Publish(frame(1, "satu"))]);
        let (here, away) = (
            at.dir.path().to_owned(),
            at.dir.path().with_extension("pergi"),
        );
        std::fs::rename(&here, &away).unwrap();
        let looks = |hand: &mut Hand| -> Vec<News> {
            (0..4 * LOOKS_A_SECOND).flat_map(|_| hand.look()).collect()
        };
        let news = looks(&mut at.hand);
        let troubles = news
            .iter()
            .filter(|n| matches!(n, News::Trouble(_)))
            .count();
        assert!((1..=2).contains(&troubles), "{news:?}");
        assert_eq!(looks(&mut at.hand), [], "told once");
        // Handed over while it was away.
        at.hand.jobs(vec![
            Job::Publish(frame(2, "dua")),
            Job::Cover(Some(frame(2, "penutup"))),
        ]);
        std::fs::rename(&away, &here).unwrap();
        let news = looks(&mut at.hand);
        assert!(
            news.iter().any(|n| matches!(n, News::Opened(_))),
            "{news:?}"
        );
        assert_eq!(words(shown(&news).unwrap().frame.as_ref()), "dua");
        assert_eq!(words(shown(&news).unwrap().cover.as_ref()), "penutup");
    }

    #[test]
    fn another_file_of_that_name_is_left_alone() {
        let mut at = stick();
        let path = at.dir.path().join("uji.layar");
        std::fs::write(&path, "surat penting").unwrap();
        let news = at.hand.jobs(vec![Job::Publish(frame(1, "satu"))]);
        assert!(matches!(news[..], [News::Trouble(StoreError::NotOurs(_))]));
        assert_eq!(std::fs::read_to_string(path).unwrap(), "surat penting");
    }

    #[test]
    fn ages_are_told_as_people_read_them() {
        let told = [0, 3_999, 4_000, 9_999, 61_500].map(coarse);
        assert_eq!(told, [0, 0, 4_000, 9_000, 60_000]);
    }
}
