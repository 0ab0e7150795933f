//! Where an export goes and as what: a file, whose ending says its format, or standard output. One
//! place for all exports that make one file.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use clap::ValueEnum;
use serde_json::Value;

use super::Failure;
use super::print::{harmless, line};
use crate::exchange::document::{self, DocumentError, Format};
use crate::exchange::export::{self, ExportError, Sink};
use crate::meeting::names::scrub;
use crate::text::Text;
use crate::text::paper::document_error;

/// A format as it is asked for.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FormatArg {
    Csv,
    Xlsx,
    Html,
}

impl From<FormatArg> for Format {
    fn from(asked: FormatArg) -> Format {
        match asked {
            FormatArg::Csv => Format::Csv,
            FormatArg::Xlsx => Format::Xlsx,
            FormatArg::Html => Format::Html,
        }
    }
}

/// Where something is written.
#[derive(Clone, Copy)]
pub(super) struct Out<'a> {
    pub sink: Sink<'a>,
    text: &'static Text,
    json: bool,
}

impl<'a> Out<'a> {
    /// Where `-o` points.
    pub fn new(text: &'static Text, output: &'a Path, json: bool) -> Out<'a> {
        let sink = Sink::named(output);
        Out { sink, text, json }
    }

    /// The format: what was asked for, else the file's ending; on standard output CSV where that is
    /// possible, else what is.
    pub fn format(
        &self,
        asked: Option<FormatArg>,
        possible: &'static [Format],
    ) -> Result<Format, Failure> {
        let words = &self.text.out;
        let asked = asked.map(Format::from);
        if asked.is_some_and(|f| !possible.contains(&f)) {
            return Err(Failure::Usage((words.formats)(possible)));
        }
        match self.sink {
            Sink::File(path) => {
                let ending = document::format_of(path, possible);
                let ending = ending.map_err(|e| self.no_format(path, &e))?;
                match asked.filter(|f| *f != ending) {
                    Some(other) => Err(Failure::Usage((words.contradicts)(&self.name(), other))),
                    None => Ok(ending),
                }
            }
            Sink::Stdout => {
                let usual = possible.iter().find(|f| **f == Format::Csv);
                let format = asked.or(usual.or(possible.first()).copied());
                let format = format.unwrap_or(Format::Csv);
                if format == Format::Xlsx && io::stdout().is_terminal() {
                    return Err(Failure::Usage(words.no_terminal.to_owned()));
                }
                Ok(format)
            }
        }
    }

    /// A meeting file is refused as one, whatever else is wrong with its ending.
    fn no_format(&self, path: &Path, error: &DocumentError) -> Failure {
        match export::refuse_meeting(path) {
            Err(e @ ExportError::MeetingFile) => Failure::export(self.text, &e),
            Ok(()) | Err(_) => Failure::Usage(document_error(self.text, error)),
        }
    }

    /// The file's name; `-` for machines, words for people.
    pub fn name(&self) -> String {
        match self.sink {
            Sink::File(path) => scrub(&path.display().to_string()),
            Sink::Stdout if self.json => "-".to_owned(),
            Sink::Stdout => self.text.out.standard.to_owned(),
        }
    }

    /// Tells what was written: with data on standard output, beside it.
    pub fn tell(&self, json: &Value, counts: &str) -> Result<(), Failure> {
        let words = match (self.json, counts) {
            (true, _) => json.to_string(),
            (false, "") => (self.text.written)(&self.name()),
            (false, counts) => format!("{} ({counts})", (self.text.written)(&self.name())),
        };
        match self.sink {
            Sink::File(_) => line(&words),
            Sink::Stdout => {
                // The data are out: that nobody hears of it is no failure.
                let _ = writeln!(io::stderr(), "{}", harmless(&words));
                Ok(())
            }
        }
    }
}
