//! The thread that reads the stage store and writes the heartbeats, so that neither a slow stick nor a
//! locked file ever keeps the picture or a key waiting. It knows no other file than the stage store.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;

use super::model::{News, Shown};
use crate::clock::Clock;
use crate::stage::{Heartbeat, Now, Store, StoreError};
use crate::terminal::at_work;

/// The store is looked at so often: a new picture is in the hall within a quarter of a second.
const POLL: Duration = Duration::from_millis(100);

/// A file that cannot be opened is tried again after so many looks.
const RETRY_LOOKS: u32 = 10;

/// Closing the window waits so long for the goodbye; a stick that hangs must not hold it.
const GOODBYE: Duration = Duration::from_millis(500);

/// The thread, seen from the window.
pub(super) struct Link {
    beats: Option<Sender<Heartbeat>>,
    gone: Receiver<()>,
}

impl Link {
    /// Begins to look at a stage store, which need not be there yet.
    pub fn start(path: PathBuf, clock: Clock, out: UnboundedSender<News>) -> Link {
        let (beats, inbox) = channel();
        let (done, gone) = channel();
        std::thread::spawn(move || {
            Reader::new(path, clock, out).run(&inbox);
            let _ = done.send(());
        });
        Link {
            beats: Some(beats),
            gone,
        }
    }

    /// Hands a heartbeat over; it is written as soon as the store can be.
    pub fn beat(&self, beat: Heartbeat) {
        if let Some(beats) = &self.beats {
            // The thread ends after the window only.
            let _ = beats.send(beat);
        }
    }
}

impl Drop for Link {
    /// Gives the display's number back.
    fn drop(&mut self) {
        self.beats = None;
        let _ = self.gone.recv_timeout(GOODBYE);
    }
}

struct Reader {
    path: PathBuf,
    clock: Clock,
    out: UnboundedSender<News>,
    store: Option<Store>,
    /// The revisions that were handed over from the store that is open.
    told: Option<(u64, u64)>,
    /// Something was written that has not been read.
    behind: bool,
    lost: Option<StoreError>,
    number: Option<u8>,
    wait: u32,
}

impl Reader {
    fn new(path: PathBuf, clock: Clock, out: UnboundedSender<News>) -> Reader {
        Reader {
            path,
            clock,
            out,
            store: None,
            told: None,
            behind: true,
            lost: None,
            number: None,
            wait: 0,
        }
    }

    fn run(mut self, inbox: &Receiver<Heartbeat>) {
        loop {
            let work = at_work();
            if let Err(error) = self.look() {
                self.lose(error);
            }
            drop(work);
            match inbox.recv_timeout(POLL) {
                Ok(beat) => {
                    // Only the last one counts.
                    let beat = inbox.try_iter().last().unwrap_or(beat);
                    let _work = at_work();
                    if let Err(error) = self.beat(&beat) {
                        self.lose(error);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        if let Some(mut store) = self.store {
            // On a write-protected stick there is no number to give back.
            let _ = store.leave();
        }
    }

    /// Opens the store if it is not open, and hands over what it shows if that is new.
    fn look(&mut self) -> Result<(), StoreError> {
        if self.store.is_none() {
            if self.wait > 0 {
                self.wait -= 1;
                return Ok(());
            }
            self.store = Some(Store::open(&self.path)?);
            self.told = None;
            self.behind = true;
        }
        let Some(store) = &mut self.store else {
            return Ok(());
        };
        if !store.is_there() {
            return Err(StoreError::Missing(self.path.clone()));
        }
        self.behind |= store.changed()?;
        if !self.behind {
            return Ok(());
        }
        let revisions = store.revisions()?;
        if self.told != Some(revisions) {
            let shown = Shown {
                frame: store.current()?,
                cover: store.cover()?,
                logo: store.logo()?,
            };
            let _ = self.out.send(News::Shown(Box::new(shown)));
            self.told = Some(revisions);
            self.lost = None;
        }
        self.behind = false;
        Ok(())
    }

    fn beat(&mut self, beat: &Heartbeat) -> Result<(), StoreError> {
        let Some(store) = &mut self.store else {
            return Ok(());
        };
        match store.beat(beat, &Now::of(&self.clock)) {
            Ok(number) => {
                if let Some(number) = number
                    && self.number != Some(number)
                {
                    self.number = Some(number);
                    let _ = self.out.send(News::Number(number));
                }
                Ok(())
            }
            // The picture matters more: the next beat may go through.
            Err(StoreError::Busy | StoreError::ReadOnly | StoreError::Full) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Lets go of the store, so that it can be deleted and replaced, and says so once.
    fn lose(&mut self, error: StoreError) {
        if error == StoreError::Busy && self.store.is_some() {
            // Held by somebody for a moment: what was missed is read at the next look.
            return;
        }
        self.store = None;
        // Looking whether a file is there costs nothing; opening a strange one again and again does.
        self.wait = match error {
            StoreError::Missing(_) => 0,
            StoreError::NotOurs(_)
            | StoreError::Newer
            | StoreError::Damaged(_)
            | StoreError::Busy
            | StoreError::Full
            | StoreError::ReadOnly
            | StoreError::TooLarge
            | StoreError::Io(_) => RETRY_LOOKS,
        };
        if self.lost.as_ref() != Some(&error) {
            tracing::info!(%error, "the stage store is out of reach");
            self.lost = Some(error.clone());
            let _ = self.out.send(News::Lost(error));
        }
    }
}
