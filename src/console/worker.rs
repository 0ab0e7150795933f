//! The journal's own thread: it owns the connection, exchanges entries with the console, and looks
//! ten times a second whether another window has written. It decides nothing.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;

use super::app::Msg;
use crate::journal::{Appended, Entry, Head, Journal, JournalError};
use crate::session::{Reply, Request, serve};
use crate::terminal::at_work;

/// How often other writers are looked for. A quarter of a second is promised, this leaves room.
const FOLLOW: Duration = Duration::from_millis(100);

/// The journal thread.
#[derive(Debug)]
pub struct Worker {
    requests: Option<Sender<Request>>,
    thread: Option<JoinHandle<()>>,
    out: UnboundedSender<Msg>,
}

impl Worker {
    /// Gives the journal a thread. `known` is the last entry the session has folded.
    pub fn start(journal: Box<dyn Journal>, known: u64, out: UnboundedSender<Msg>) -> Worker {
        let (requests, inbox) = channel();
        let answers = out.clone();
        let thread = std::thread::spawn(move || work(journal, known, &inbox, &answers));
        Worker {
            requests: Some(requests),
            thread: Some(thread),
            out,
        }
    }

    /// Asks the journal.
    pub fn ask(&self, request: Request) {
        if let Some(requests) = &self.requests
            && requests.send(request).is_err()
        {
            // A dead thread must not look like a slow one: the bar turns red and says so.
            tracing::error!("the journal thread has ended");
            let gone = JournalError::Io("journal thread".to_owned());
            let _ = self.out.send(Msg::Reply(Reply::Appended(Err(gone))));
        }
    }

    /// Closes the journal: waits until everything asked is done and the file is in one piece.
    pub fn close(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the journal thread panicked");
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.close();
    }
}

fn work(
    mut journal: Box<dyn Journal>,
    mut known: u64,
    inbox: &Receiver<Request>,
    out: &UnboundedSender<Msg>,
) {
    let (mut troubled, mut behind) = (false, false);
    // From the writer's lock to what gives it back nobody stops the program.
    let (mut locked, mut kept) = (false, None);
    loop {
        let asked = inbox.recv_timeout(FOLLOW);
        let work = kept.take().unwrap_or_else(at_work);
        match asked {
            Ok(request) => {
                let reply = serve(journal.as_mut(), request);
                known = known.max(newest(&reply));
                locked = matches!(reply, Reply::Locked(Ok(_)));
                if out.send(Msg::Reply(reply)).is_err() {
                    return;
                }
            }
            Err(RecvTimeoutError::Timeout) => match news(journal.as_mut(), known, &mut behind) {
                Ok(None) => troubled = false,
                Ok(Some((entries, head))) => {
                    known = known.max(head.seq);
                    troubled = false;
                    if out.send(Msg::News(entries, head)).is_err() {
                        return;
                    }
                }
                // Told once, not ten times a second.
                Err(error) if !troubled => {
                    troubled = true;
                    if out.send(Msg::Trouble(error)).is_err() {
                        return;
                    }
                }
                Err(_) => {}
            },
            Err(RecvTimeoutError::Disconnected) => return,
        }
        kept = locked.then_some(work);
    }
}

/// `behind` stays set until the news were really read: a change is told only once.
fn news(
    journal: &mut dyn Journal,
    known: u64,
    behind: &mut bool,
) -> Result<Option<(Vec<Entry>, Head)>, JournalError> {
    *behind |= journal.changed()?;
    if !*behind {
        return Ok(None);
    }
    let mut entries = Vec::new();
    let head = journal.read(known, &mut |entry| entries.push(entry))?;
    *behind = false;
    Ok((!entries.is_empty()).then_some((entries, head)))
}

/// The newest entry a reply tells of.
fn newest(reply: &Reply) -> u64 {
    match reply {
        Reply::Appended(Ok(Appended::Done { head, .. } | Appended::Conflict { head, .. }))
        | Reply::Locked(Ok((_, head))) => head.seq,
        Reply::Appended(Err(_)) | Reply::Locked(Err(_)) | Reply::Unlocked => 0,
    }
}
