//! What passes between the model, its loop and its screens: messages in, effects out, and what to say
//! when a command settles. Values only.

use std::path::PathBuf;

use crossterm::event::KeyEvent;
use jiff::Timestamp;

use crate::console::hall::Opened;
use crate::console::papers::{Made, Print};
use crate::console::scanner::Hint;
use crate::console::stage::{Job, News};
use crate::console::supervisor::{PinCheck, PinHash};
use crate::exchange::compare::Sheet;
use crate::exchange::export::CodeRow;
use crate::exchange::form::FormKind;
use crate::exchange::preview::{FileRead, ImportKind, Preview};
use crate::exchange::reading::Reading;
use crate::journal::{Entry, Head, JournalError};
use crate::meeting::Meeting;
use crate::meeting::delegation::DelegationId;
use crate::meeting::event::Pin;
use crate::meeting::id::{ListId, PersonId};
use crate::session::{Reply, Request};

/// A job of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// F2.
    Desk,
    /// F7.
    Data,
    /// Ctrl+G.
    Protocol,
    /// F3.
    Board,
    /// F6.
    Hall,
}

/// How loud a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Something was done.
    Good,
    /// Something to know.
    Note,
    /// Something was refused or failed.
    Bad,
}

/// The message line; it stays until the next one or the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How loud.
    pub level: Level,
    /// The words.
    pub text: String,
}

/// On the way out, with a last backup to write first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leaving {
    /// Nobody asked to leave.
    #[default]
    No,
    /// The program ends when the backup holds everything.
    AfterBackup,
    /// The last backup failed: F10 then leaves without it.
    WithoutBackup,
}

/// The state of the automatic backup.
#[derive(Clone, Debug, Default)]
pub struct Backup {
    /// When the last one was whole.
    pub last: Option<Timestamp>,
    /// One is being written.
    pub running: bool,
    /// The head that the last one holds.
    pub seq: u64,
    /// Why the last try failed, in words.
    pub error: Option<String>,
    /// Somebody asked for this one.
    pub asked: bool,
    /// Where F10 has brought us.
    pub leaving: Leaving,
    pub(in crate::console) next_at: Option<u64>,
    /// The directory as it was last seen: a new one wants a backup at once.
    pub(in crate::console) directory: Option<String>,
}

/// Something for the loop to do.
#[derive(Debug)]
pub enum Effect {
    /// Ask the journal thread.
    Journal(Request),
    /// Read a file of rows on a thread of its own, or what was pasted in its place.
    ReadFile(ImportKind, PathBuf, Option<Vec<u8>>, Box<Reading>),
    /// Give up reading.
    CancelRead,
    /// List files that could be imported.
    ListFiles,
    /// Write an empty form beside the meeting file.
    WriteForm(FormKind, Box<Meeting>),
    /// Write everybody's code beside the meeting file.
    WriteCodes(Vec<CodeRow>),
    /// Write the rejected rows of a preview beside the meeting file.
    WriteRejected(Box<Preview>),
    /// Read a spreadsheet that the board is compared with.
    ReadComparison(PathBuf),
    /// Read a file of rules.
    ReadRules(PathBuf),
    /// Write this file of rules beside the meeting file.
    WriteRules(String),
    /// Write a paper.
    WritePaper(Box<Print>, Box<Meeting>),
    /// Open a file with the program that is meant for it.
    OpenFile(PathBuf),
    /// Write a backup into this directory.
    BackUp(PathBuf),
    /// Recompute the chain.
    Verify,
    /// Keep this draft of this station beside the file, or remove it.
    KeepDraft(String, Option<String>),
    /// Remember station and operator of this file.
    Remember,
    /// Compare a PIN on a thread of its own.
    CheckPin(PinCheck),
    /// Hash a new PIN on a thread of its own.
    HashPin(PinHash),
    /// Ask the stage thread.
    Stage(Job),
    /// Open the projector in a window of its own.
    OpenProjector,
    /// Ring the bell.
    Bell,
    /// Leave.
    Quit,
}

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed (never a release), with the process's milliseconds.
    Key(KeyEvent, u64),
    /// The terminal pasted a text.
    Paste(String, u64),
    /// The window has so many columns and rows now.
    Resize((u16, u16)),
    /// The time that was asked for has come.
    Tick(u64),
    /// The journal answered.
    Reply(Reply),
    /// Another writer committed.
    News(Vec<Entry>, Head),
    /// Reading or following failed.
    Trouble(JournalError),
    /// Rows read so far, of so many.
    Progress(u64, u64),
    /// A file was read.
    Read(PathBuf, Result<Box<FileRead>, String>),
    /// Files that could be imported.
    Files(Vec<PathBuf>),
    /// A table was written.
    Written(Result<PathBuf, String>),
    /// An empty form was written, in words.
    FormWritten(Result<String, String>),
    /// A spreadsheet for the board was read.
    Compared(Result<Box<Sheet>, String>),
    /// A paper was written.
    Paper(Result<Made, String>),
    /// A file could not be opened.
    NotOpened(String),
    /// A backup ended.
    BackedUp(Result<u64, JournalError>),
    /// The chain was recomputed.
    Verified(Result<String, String>),
    /// The PIN of this check was right or wrong.
    PinChecked(u64, bool),
    /// A file of rules was read.
    RulesRead(
        PathBuf,
        Result<std::sync::Arc<crate::meeting::rules::Rules>, String>,
    ),
    /// A new PIN was hashed.
    PinHashed(u64, Option<Pin>),
    /// News of the stage store.
    Stage(News),
    /// The projector was opened, or not.
    Projector(Opened),
}

/// What to say when a command settles.
#[derive(Clone, Debug)]
#[allow(missing_docs)] // the names say it
pub enum Wish {
    Scan(Option<Hint>),
    /// By name, with what stood in the line.
    CheckIn(PersonId, String),
    /// With what stood in the line.
    Add(String),
    /// With what stood in the line.
    WalkIn(String, Box<crate::console::forms::OpenForm>),
    /// Numbers were typed; the form comes back where they are refused.
    Figures(Box<crate::console::forms::OpenForm>),
    Together(DelegationId),
    Substitute(PersonId, Box<crate::console::forms::OpenForm>),
    /// Nothing: another command speaks for it.
    Quiet,
    Close(ListId),
    Sheets(Box<Print>),
    Signatures(u32),
    Correct,
    Undo(String),
    Redo(String),
    Import(Box<Preview>),
    Withdraw(PersonId),
    Reissue(PersonId),
    Done(&'static str),
    Told(String),
}
