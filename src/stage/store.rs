//! The stage store: what the hall sees now, what is put over it, and who shows it. A small file beside
//! the meeting's with the ending `.layar`, shared by the console and the projectors. It holds the
//! current frame and nothing of those before or after: what it held is overwritten with zeros.

mod error;
mod open;
mod rows;

use std::ops::Deref;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};

pub use error::StoreError;
use error::from_sqlite;
use rows::{
    Cover, Row, free, json, padded_position, put_cover, read_beats, read_cover, read_position,
    read_row, write_beat, write_position,
};

use super::beat::{Display, FORGOTTEN_MS, Heartbeat, Now, Stored, Watch, display};
use super::frame::Frame;

/// So many bytes are set aside for a cover, as JSON: a message of 500 characters of any script.
pub const COVER_BYTES: usize = 3_840;

/// So many bytes are set aside for a heartbeat.
const DISPLAY_BYTES: usize = 448;

/// Rows set aside for covers: the one over the frame, and the logo for displays that ask for it.
const COVERS: u8 = 2;
const COVER: u8 = 1;
const LOGO: u8 = 2;

/// A stage store, open.
#[derive(Debug)]
pub struct Store {
    conn: Connection,
    path: PathBuf,
    identity: open::Identity,
    journal: Mode,
    version: i64,
    watch: Watch,
    /// The number and the last beat of the display of this process.
    own: Option<(u8, u64)>,
}

/// What became of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// The hall sees it: its revision.
    New(u64),
    /// The hall sees that picture already: its revision.
    Same(u64),
    /// The hall sees a frame of the same journal position or a later one; nothing was written.
    Stale,
}

/// How a change is guarded against a crash in its middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// Not chosen yet.
    Fresh,
    /// By a second file that holds the old pages: for what changes the shape of the file.
    Guarded,
    /// Not at all: what is written has the size of what was there. Needs no room on the disk.
    InPlace,
}

/// Where the stage store of a meeting file lies.
pub fn path_for(meeting: &Path) -> PathBuf {
    let ending = |word: &str| {
        meeting
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case(word))
    };
    if ending("layar") {
        return meeting.into();
    }
    if ending("gelar") {
        return meeting.with_extension("layar");
    }
    let mut name = meeting.as_os_str().to_owned();
    name.push(".layar");
    name.into()
}

/// Does something with a store whose file still lies under its name; what fails while the file loses
/// it is `Missing`, too.
///
/// `SQLite` finds the file of old pages by its name. One that has a deleted store open would take the
/// new one's for its own, play it back and delete it. Between this look and that one remain some
/// microseconds: then a publication is for once not guarded against a crash, and nobody is told.
fn here<S: Deref<Target = Store>, T>(
    mut store: S,
    work: impl FnOnce(&mut S) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let missing = |store: &Store| StoreError::Missing(store.path.clone());
    if !store.is_there() {
        return Err(missing(&store));
    }
    let answer = work(&mut store);
    if answer.is_err() && !store.is_there() {
        return Err(missing(&store));
    }
    answer
}

impl Store {
    /// Opens a stage store, or makes it; a damaged one is deleted and made anew, as it holds nothing
    /// that is not in the journal.
    ///
    /// # Errors
    /// `NotOurs` and `Newer` where another file or a newer program's has the name, `ReadOnly`, `Full`,
    /// `Busy`.
    pub fn open_or_create(path: &Path) -> Result<Store, StoreError> {
        Store::around(path, open::or_create)
    }

    /// Opens a stage store that is there; never makes or deletes one. A write-protected one can be read.
    ///
    /// # Errors
    /// `Missing`, `NotOurs`, `Newer`, `Damaged`, `Busy`.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        Store::around(path, open::existing)
    }

    fn around(
        path: &Path,
        connect: fn(&Path) -> Result<(Connection, open::Identity), StoreError>,
    ) -> Result<Store, StoreError> {
        // A later change of directory, or a name like `:memory:`, must not lead elsewhere.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.into());
        let (conn, identity) = connect(&path)?;
        let mut store = Store {
            conn,
            path,
            identity,
            journal: Mode::Fresh,
            version: 0,
            watch: Watch::default(),
            own: None,
        };
        store.version = here(&store, |s| s.data_version())?;
        Ok(store)
    }

    /// The file, by its absolute path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Does the file that is open still lie under its name? False after a stick was pulled out, and
    /// when another file took the place: open it again.
    pub fn is_there(&self) -> bool {
        open::identity(&self.path) == Some(self.identity)
    }

    /// Has another connection written since the last call? Cheap enough to ask many times a second.
    /// Heartbeats count, too: [`Store::revisions`] tells whether the picture has changed.
    pub fn changed(&mut self) -> Result<bool, StoreError> {
        let version = here(&*self, |s| s.data_version())?;
        Ok(std::mem::replace(&mut self.version, version) != version)
    }

    /// The revisions of the frame and of the cover over it; 0 for a frame that there never was, and for
    /// no cover.
    pub fn revisions(&self) -> Result<(u64, u64), StoreError> {
        here(self, |s| s.revisions_inside())
    }

    fn revisions_inside(&self) -> Result<(u64, u64), StoreError> {
        // The frame itself is left where it is: heartbeats of others bring people here all the time.
        let frame = self
            .conn
            .prepare_cached("SELECT revision FROM frame")
            .and_then(|mut s| s.query_row([], |row| row.get::<_, i64>(0)).optional())
            .map_err(from_sqlite)?
            .map_or(0, i64::cast_unsigned);
        let cover = read_cover(&self.conn, COVER)?;
        Ok((frame, cover.frame.map_or(0, |_| cover.revision)))
    }

    /// Says which meeting's store this is (any word that is its own, up to 64 bytes) and how long its
    /// journal is. A picture of another meeting, or of entries that the journal does not have (a backup
    /// was restored), is taken away: nothing would ever be newer than it. Answers whether that was so.
    pub fn claim(&mut self, meeting: &str, head: u64) -> Result<bool, StoreError> {
        here(self, |s| s.claim_inside(meeting, head))
    }

    fn claim_inside(&mut self, meeting: &str, head: u64) -> Result<bool, StoreError> {
        let standing: String = self
            .conn
            .query_row("SELECT meeting FROM position", [], |row| row.get(0))
            .map_err(from_sqlite)?;
        if standing == meeting && self.position()? <= head {
            return Ok(false);
        }
        self.set_mode(Mode::Guarded)?;
        let change = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(from_sqlite)?;
        let there = read_row(&change)?.is_some();
        change
            .execute("UPDATE frame SET json = '', revision = revision + 1", [])
            .and_then(|_| change.execute("UPDATE position SET meeting = ?1", [meeting]))
            .map_err(from_sqlite)?;
        write_position(&change, 0)?;
        for id in 1..=COVERS {
            let revision = read_cover(&change, id).unwrap_or_default().revision + 1;
            let frame = None;
            put_cover(&change, id, &Cover { revision, frame })?;
        }
        change.commit().map_err(from_sqlite)?;
        Ok(there)
    }

    /// The frame that the hall sees when no cover lies over it, and its revision, which grows with
    /// each new picture. Its `seq` is the newest that was published, new picture or not.
    pub fn current(&self) -> Result<Option<(u64, Frame)>, StoreError> {
        here(self, |s| s.current_inside())
    }

    fn current_inside(&self) -> Result<Option<(u64, Frame)>, StoreError> {
        // One look at both: another program may publish between two.
        let look = self.conn.unchecked_transaction().map_err(from_sqlite)?;
        let Some(row) = read_row(&look)? else {
            return Ok(None);
        };
        Ok(Some((row.revision, row.frame(read_position(&look)?)?)))
    }

    /// Hands a frame to the hall, if it is from a later journal position than the one there.
    pub fn publish(&mut self, frame: &Frame) -> Result<Published, StoreError> {
        here(self, |s| s.publish_inside(frame))
    }

    fn publish_inside(&mut self, frame: &Frame) -> Result<Published, StoreError> {
        let standing = self.row()?;
        let position = self.position()?;
        if let Some(row) = &standing {
            if position >= frame.seq {
                return Ok(Published::Stale);
            }
            // One that does not read is a newer program's, or damage: replaced like any other.
            let before = row.frame(frame.seq).ok();
            if before.as_ref() == Some(frame) {
                return self.advance(row.revision, frame);
            }
        }
        let json = json(frame)?;
        self.set_mode(Mode::Guarded)?;
        let change = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(from_sqlite)?;
        // Read again under the lock: another program may have been faster.
        if read_row(&change)?.is_some() && read_position(&change)? >= frame.seq {
            return Ok(Published::Stale);
        }
        let revision = change
            .query_row(
                "INSERT INTO frame (id, revision, json) VALUES (1, 1, ?1) \
                 ON CONFLICT DO UPDATE SET revision = revision + 1, json = excluded.json \
                 RETURNING revision",
                [json],
                |row| row.get::<_, i64>(0),
            )
            .map_err(from_sqlite)?
            .cast_unsigned();
        write_position(&change, frame.seq)?;
        change.commit().map_err(from_sqlite)?;
        Ok(Published::New(revision))
    }

    /// The same picture from a later position: only the position is noted, so that nothing from
    /// between the two can come after it.
    fn advance(&mut self, revision: u64, frame: &Frame) -> Result<Published, StoreError> {
        self.set_mode(Mode::InPlace)?;
        let change = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(from_sqlite)?;
        let still = read_row(&change)?.is_some_and(|row| row.revision == revision);
        if !still || read_position(&change)? >= frame.seq {
            // Somebody else was faster, with something newer.
            drop(change);
            return self.publish_inside(frame);
        }
        write_position(&change, frame.seq)?;
        change.commit().map_err(from_sqlite)?;
        Ok(Published::Same(revision))
    }

    /// Puts a frame over the hall's picture, or takes it away. Needs no room on the disk.
    ///
    /// # Errors
    /// `TooLarge` for more than [`COVER_BYTES`].
    pub fn set_cover(&mut self, cover: Option<&Frame>) -> Result<(), StoreError> {
        here(self, |s| s.write_cover(COVER, cover))
    }

    /// What lies over the hall's picture, and its revision, which grows with each change.
    pub fn cover(&self) -> Result<Option<(u64, Frame)>, StoreError> {
        let cover = here(self, |s| read_cover(&s.conn, COVER))?;
        Ok(cover.frame.map(|frame| (cover.revision, frame)))
    }

    /// Leaves the meeting's logo for displays that somebody covers with it at the display itself.
    /// Writes nothing when it is there already; needs no room on the disk.
    pub fn set_logo(&mut self, logo: &Frame) -> Result<(), StoreError> {
        here(self, |s| s.set_logo_inside(logo))
    }

    fn set_logo_inside(&mut self, logo: &Frame) -> Result<(), StoreError> {
        let standing = read_cover(&self.conn, LOGO).unwrap_or_default().frame;
        let same = standing.is_some_and(|frame| {
            let (seq, show) = (logo.seq, logo.show);
            Frame { seq, show, ..frame } == *logo
        });
        if same {
            return Ok(());
        }
        self.write_cover(LOGO, Some(logo))
    }

    /// The meeting's logo for a display's own cover.
    pub fn logo(&self) -> Result<Option<Frame>, StoreError> {
        Ok(here(self, |s| read_cover(&s.conn, LOGO))?.frame)
    }

    fn write_cover(&mut self, id: u8, frame: Option<&Frame>) -> Result<(), StoreError> {
        self.set_mode(Mode::InPlace)?;
        let change = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(from_sqlite)?;
        let cover = Cover {
            // One that does not read is replaced like any other.
            revision: read_cover(&change, id).unwrap_or_default().revision + 1,
            frame: frame.cloned(),
        };
        put_cover(&change, id, &cover)?;
        change.commit().map_err(from_sqlite)
    }

    /// Says that the display of this process lives and what it shows. Answers its number, from 1; none
    /// while it is not clear which numbers are free (a few seconds where the machine does not tell its
    /// boot), and for more than [`super::beat::MOST_DISPLAYS`]. Needs no room on the disk.
    pub fn beat(&mut self, beat: &Heartbeat, now: &Now) -> Result<Option<u8>, StoreError> {
        here(self, |s| {
            s.set_mode(Mode::InPlace)?;
            // A heartbeat lost in a power cut is no loss.
            s.sync(false)?;
            let answer = s.beat_inside(beat, now);
            s.sync(true)?;
            answer
        })
    }

    fn beat_inside(&mut self, beat: &Heartbeat, now: &Now) -> Result<Option<u8>, StoreError> {
        let change = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(from_sqlite)?;
        let all = read_beats(&change)?;
        let own = self.own.filter(|&(number, _)| {
            let there = all.iter().find(|(n, _)| *n == number);
            there.is_some_and(|(_, b)| b.as_ref().is_some_and(|b| b.id() == beat.id))
        });
        let (number, n) = match own {
            Some((number, n)) => (number, n + 1),
            None => match free(&all, beat.id, &mut self.watch, now) {
                Some(number) => (number, 1),
                None => return Ok(None),
            },
        };
        write_beat(&change, number, Some(&Stored::new(beat, n, now)))?;
        change.commit().map_err(from_sqlite)?;
        self.own = Some((number, n));
        Ok(Some(number))
    }

    /// Gives the number of this process's display back: its window is closed on purpose.
    pub fn leave(&mut self) -> Result<(), StoreError> {
        match self.own.take() {
            Some((number, _)) => self.forget(number),
            None => Ok(()),
        }
    }

    /// Removes a display's heartbeat; one that lives comes back with the next.
    pub fn forget(&mut self, number: u8) -> Result<(), StoreError> {
        here(self, |s| {
            s.set_mode(Mode::InPlace)?;
            write_beat(&s.conn, number, None)
        })
    }

    /// The displays that have been heard of, by number. Asked every second or so; those that have been
    /// silent for an hour are removed.
    pub fn displays(&mut self, now: &Now) -> Result<Vec<Display>, StoreError> {
        let all = here(&*self, |s| read_beats(&s.conn))?;
        let mut displays = Vec::new();
        let mut forgotten = Vec::new();
        for (number, beat) in all {
            let Some(beat) = beat else { continue };
            let age = self.watch.age(number, &beat, now);
            if age.ms > FORGOTTEN_MS {
                forgotten.push(number);
            }
            displays.extend(display(number, &beat, age));
        }
        for number in forgotten {
            // On a write-protected stick they stay; nobody is shown them.
            let _ = self.forget(number);
        }
        Ok(displays)
    }

    fn row(&self) -> Result<Option<Row>, StoreError> {
        read_row(&self.conn)
    }

    fn position(&self) -> Result<u64, StoreError> {
        read_position(&self.conn)
    }

    fn data_version(&self) -> Result<i64, StoreError> {
        self.conn
            .prepare_cached("PRAGMA data_version")
            .and_then(|mut s| s.query_row([], |row| row.get(0)))
            .map_err(from_sqlite)
    }

    fn set_mode(&mut self, mode: Mode) -> Result<(), StoreError> {
        if self.journal == mode {
            return Ok(());
        }
        let pragma = match mode {
            Mode::Fresh => return Ok(()),
            Mode::Guarded => "PRAGMA journal_mode = TRUNCATE",
            Mode::InPlace => "PRAGMA journal_mode = MEMORY",
        };
        self.conn
            .query_row(pragma, [], |_| Ok(()))
            .map_err(from_sqlite)?;
        self.journal = mode;
        Ok(())
    }

    fn sync(&self, on: bool) -> Result<(), StoreError> {
        self.conn
            .pragma_update(None, "synchronous", if on { "FULL" } else { "OFF" })
            .map_err(from_sqlite)
    }
}
