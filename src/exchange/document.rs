//! The papers of the day: attendance lists, badges, invitation slips, delegation letters, the command
//! card, the rules of the board. As HTML that any browser prints, as workbooks, as CSV. Never writes to the journal, never
//! over a meeting file, never half a file.

mod attendance;
mod cards;
mod closing;
mod letters;
pub mod measure;
pub mod qr;
mod rules;
pub mod sheet;
mod table;
pub mod template;

use std::path::{Path, PathBuf};

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::export::{self, ExportError, Sink};
use crate::meeting::Meeting;
use crate::meeting::code::{Reading, grouped};
use crate::meeting::id::PersonId;
use crate::meeting::record::About;
use crate::text::Text;
use sheet::{Selection, shown};

/// A paper.
#[derive(Clone, Debug)]
pub enum Paper {
    /// *Daftar hadir*.
    Attendance(Selection),
    /// *Tanda peserta*: of these people, or of everybody if there are none.
    Badges(Vec<PersonId>),
    /// *Undangan*: slips of these people, or of everybody if there are none.
    Slips(Vec<PersonId>),
    /// *Surat delegasi*.
    Letters,
    /// *Kartu perintah*.
    CommandCard,
    /// *Aturan papan*.
    Rules,
}

/// A size of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 215 × 330 mm, as offices of Indonesia use it.
    F4,
}

impl Size {
    /// Width and height in millimetres.
    pub const fn millimetres(self) -> (u16, u16) {
        match self {
            Size::A4 => (210, 297),
            Size::F4 => (215, 330),
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Size::A4 => "A4",
            Size::F4 => "F4",
        }
    }
}

/// What a file can be; its ending says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For printing.
    Html,
    /// For a spreadsheet.
    Xlsx,
    /// For anything else.
    Csv,
}

impl Format {
    /// The ending, without its full stop.
    pub const fn ending(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Xlsx => "xlsx",
            Format::Csv => "csv",
        }
    }
}

impl Paper {
    /// The formats a paper can be written in.
    pub fn formats(&self) -> &'static [Format] {
        match self {
            Paper::Attendance(_) | Paper::Badges(_) | Paper::Slips(_) | Paper::Letters => {
                &[Format::Html, Format::Xlsx, Format::Csv]
            }
            Paper::CommandCard | Paper::Rules => &[Format::Html],
        }
    }
}

/// How a paper is written, and what only the caller knows.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The size of paper.
    pub size: Size,
    /// The fingerprint of the entry that closed the list, where the caller knows it.
    pub fingerprint: Option<String>,
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Rows of a list, cards, letters.
    pub rows: usize,
    /// Pages of paper, or sheets of a table.
    pub pages: usize,
}

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The file cannot be read, with the system's words.
    Unreadable(String),
    /// A mark is incomplete or mistyped, with the reader's words.
    Syntax(String),
    /// A name that means nothing.
    UnknownName,
    /// It asks for another template that is not there, with the reader's words.
    MissingFile(String),
    /// It asks for more steps, depth or memory than any paper needs.
    Endless,
    /// A link that leads out of the folder of the templates.
    Outside,
    /// It would print a value as it is, so that a name could become markup.
    Unescaped,
    /// Anything else, with the reader's words.
    Other(String),
}

/// A broken template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Its path, or its name if it is a built-in one.
    pub file: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// What is wrong.
    pub fault: Fault,
    /// The piece at fault, if it is known and short.
    pub found: Option<String>,
}

/// Why a paper was not written. Nothing was written, and a file that was there is untouched.
/// The sentences are in `text::paper`.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The file's ending names no format that this paper has.
    #[error("a file ending in {ending:?} is not possible")]
    Ending {
        /// The ending that was asked for.
        ending: String,
        /// Those that can be.
        possible: &'static [Format],
    },
    /// A template is broken.
    #[error("template {}: {:?}", .0.file, .0.fault)]
    Template(Trouble),
    /// The file could not be written.
    #[error("{path}: {error}")]
    Export {
        /// Which.
        path: PathBuf,
        /// Why.
        error: ExportError,
    },
    /// A template would be written over.
    #[error("{0} exists")]
    Exists(PathBuf),
    /// The workbook could not be made.
    #[error("workbook: {0}")]
    Table(String),
    /// There is no meeting yet.
    #[error("the meeting has not been founded")]
    NotFounded,
    /// There is nobody to print.
    #[error("nobody to print")]
    Nobody,
    /// A single person was asked for who has no valid invitation.
    #[error("no valid invitation of person {0}")]
    NoSuchPerson(PersonId),
    /// The secret of the codes was emptied.
    #[error("the codes have been emptied")]
    NoCodes,
}

/// A paper before it is written: everything in the form that was asked for.
struct Made {
    bytes: Output,
    written: Written,
}

/// What goes into the file.
enum Output {
    Bytes(Vec<u8>),
    Csv {
        header: Vec<&'static str>,
        rows: Vec<Vec<String>>,
    },
}

/// Everything a paper is made from.
#[derive(Clone, Copy)]
struct Desk<'a> {
    meeting: &'a Meeting,
    about: &'a About,
    text: &'a Text,
    options: &'a Options,
    /// The folder of the meeting file.
    folder: &'a Path,
}

/// Writes a paper; the ending of `out` says in which format. `folder` is that of the meeting file:
/// templates in its `dokumen` go before the built-in ones.
pub fn write(
    meeting: &Meeting,
    text: &Text,
    paper: &Paper,
    options: &Options,
    folder: &Path,
    out: &Path,
) -> Result<Written, DocumentError> {
    let format = format_of(out, paper.formats())?;
    write_to(meeting, text, paper, options, folder, (format, out.into()))
}

/// As [`write()`], to where and as what the caller says.
pub fn write_to(
    meeting: &Meeting,
    text: &Text,
    paper: &Paper,
    options: &Options,
    folder: &Path,
    (format, sink): (Format, Sink<'_>),
) -> Result<Written, DocumentError> {
    let about = meeting.about().ok_or(DocumentError::NotFounded)?;
    let desk = Desk {
        meeting,
        about,
        text,
        options,
        folder,
    };
    let made = match paper {
        Paper::Attendance(selection) => attendance::make(desk, selection, format),
        Paper::Badges(only) => cards::badges(desk, only, format),
        Paper::Slips(only) => cards::slips(desk, only, format),
        Paper::Letters => letters::make(desk, format),
        Paper::CommandCard => cards::orders(desk),
        Paper::Rules => rules::make(desk),
    }?;
    match made.bytes {
        Output::Bytes(bytes) => export::write_bytes(sink, &bytes),
        Output::Csv { header, rows } => export::write_csv(sink, &header, rows),
    }
    .map_err(|error| DocumentError::Export {
        path: match sink {
            Sink::File(path) => path.to_owned(),
            Sink::Stdout => PathBuf::new(),
        },
        error,
    })?;
    Ok(made.written)
}

/// Writes the built-in templates into a folder, which is made if it is not there. If one of them is
/// there already, nothing is written at all.
pub fn write_templates(folder: &Path) -> Result<usize, DocumentError> {
    let failed = |path: &Path, error: ExportError| DocumentError::Export {
        path: path.to_owned(),
        error,
    };
    for (name, _) in template::BUILT_IN {
        let path = folder.join(name);
        if path.symlink_metadata().is_ok() {
            return Err(DocumentError::Exists(path));
        }
    }
    let first = folder.join(template::BUILT_IN[0].0);
    std::fs::create_dir_all(folder).map_err(|e| failed(&first, e.into()))?;
    for (name, source) in template::BUILT_IN {
        let path = folder.join(name);
        export::write_bytes(&path, source.as_bytes()).map_err(|e| failed(&path, e))?;
    }
    Ok(template::BUILT_IN.len())
}

/// The format that a file's ending names, if it is one of these.
pub fn format_of(out: &Path, possible: &'static [Format]) -> Result<Format, DocumentError> {
    let ending = out.extension().unwrap_or_default().to_string_lossy();
    let same = |f: &&Format| {
        f.ending().eq_ignore_ascii_case(&ending)
            || (**f == Format::Html && ending.eq_ignore_ascii_case("htm"))
    };
    possible
        .iter()
        .find(same)
        .copied()
        .ok_or_else(|| DocumentError::Ending {
            ending: ending.into_owned(),
            possible,
        })
}

impl Desk<'_> {
    /// Renders a template over what is common to all papers and what is this one's own.
    fn html(self, name: &str, own: Value) -> Result<Output, DocumentError> {
        let (width, height) = self.options.size.millimetres();
        let common = context! {
            kata => Value::from(Serde(self.text.paper.words)),
            acara => Value::from(Serde(self.event())),
            kertas => context! { nama => self.options.size.name(), lebar => width, tinggi => height },
        };
        let values = context! { ..common, ..own };
        let html = template::render(self.folder, name, &values)?;
        Ok(Output::Bytes(html.into_bytes()))
    }

    /// A workbook.
    fn workbook(self, sheets: &[table::Sheet]) -> Result<Output, DocumentError> {
        table::workbook(sheets, self.options.size, self.about.date)
            .map(Output::Bytes)
            .map_err(|e| DocumentError::Table(e.to_string()))
    }

    fn event(self) -> Event {
        let about = self.about;
        let place = shown(&about.place);
        let known = about.date != jiff::civil::Date::default();
        let long = crate::text::long_date(self.text, about.date);
        let day = long.split_once(", ").map_or("", |(_, day)| day);
        Event {
            title: shown(&about.title),
            organiser: shown(&about.organiser),
            town: place
                .rsplit_once(',')
                .map_or(DOTS.to_owned(), |(_, town)| town.trim().to_owned()),
            place,
            date: if known { day } else { DOTS }.to_owned(),
            day_and_date: if known { &long } else { DOTS }.to_owned(),
            zone: about.zone.name(),
            tag: self.meeting.tag().unwrap_or_default(),
            sample: about.sample,
        }
    }

    /// Heading lines of a table.
    fn heading(self, title: &str) -> Vec<String> {
        let event = self.event();
        let words = &self.text.paper.words;
        let mut lines = vec![if event.sample {
            format!("{} · {title}", words.sample)
        } else {
            title.to_owned()
        }];
        lines.extend([
            format!("{}: {}", words.event, event.title),
            format!("{}: {}", words.date, event.day_and_date),
            format!("{}: {}", words.place, event.place),
        ]);
        lines
    }
}

/// What is filled in by hand.
const DOTS: &str = "....................";

/// The meeting as templates know it: `acara`.
#[derive(Serialize)]
struct Event {
    #[serde(rename = "judul")]
    title: String,
    #[serde(rename = "penyelenggara")]
    organiser: String,
    #[serde(rename = "tempat")]
    place: String,
    #[serde(rename = "kota")]
    town: String,
    #[serde(rename = "tanggal")]
    date: String,
    #[serde(rename = "hari_tanggal")]
    day_and_date: String,
    #[serde(rename = "zona")]
    zone: &'static str,
    #[serde(rename = "contoh")]
    sample: bool,
    /// The tag of the meeting's codes: by it a paper is known as this meeting's.
    #[serde(rename = "tanda")]
    tag: String,
}

/// A code as templates know it; both empty where there is none.
#[derive(Clone, Serialize, Default)]
struct Code {
    #[serde(rename = "isi")]
    raw: String,
    #[serde(rename = "tulisan")]
    grouped: String,
    /// The number in it, for typing.
    #[serde(rename = "nomor")]
    number: Option<u32>,
}

impl Code {
    fn new(code: &str) -> Code {
        Code {
            raw: code.to_owned(),
            grouped: grouped(code),
            number: match crate::meeting::code::read(code) {
                Reading::Code(parsed) => Some(parsed.subject().number()),
                Reading::Damaged { .. } | Reading::Foreign { .. } => None,
            },
        }
    }
}
