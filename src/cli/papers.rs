//! Papers from the command line: which paper, for whom, on what. The work is done in
//! `exchange::document`.

use std::path::Path;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::desk::list_of;
use super::open::path_of;
use super::out::{FormatArg, Out};
use super::run::{Desk, Run};
use super::{Failure, What, print};
use crate::exchange::document::sheet::{self, Selection};
use crate::exchange::document::{self, DocumentError, Format, Options, Paper, Size};
use crate::exchange::export::{ExportError, Sink};
use crate::meeting::Meeting;
use crate::meeting::attendance::{Section, Variant};
use crate::meeting::command::Command;
use crate::meeting::id::PersonId;
use crate::meeting::names::scrub;
use crate::text::Text;
use crate::text::paper::document_error;

/// Options of the papers.
#[derive(Debug, Args)]
pub(super) struct PaperArgs {
    /// Kelompok; tanpa ini ketiganya · group, all three without it: panitia, peserta, narasumber
    #[arg(long, value_name = "GROUP")]
    group: Option<GroupArg>,
    /// Siapa di daftar hadir · who stands on the attendance list
    #[arg(long, value_name = "VARIANT", default_value = "present")]
    variant: VariantArg,
    /// Daftar · list
    #[arg(long, value_name = "NAME", default_value = "hadir")]
    list: String,
    /// Ukuran kertas · size of paper: a4, f4
    #[arg(long, value_name = "SIZE", default_value = "a4")]
    paper: SizeArg,
    /// Tanpa nomor HP · without telephone numbers
    #[arg(long)]
    no_phone: bool,
    /// Hanya orang ini, untuk tanda peserta dan undangan · only this person, for badges and slips
    #[arg(long = "person", value_name = "ID")]
    people: Vec<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum GroupArg {
    #[value(alias = "committee")]
    Panitia,
    #[value(alias = "participants")]
    Peserta,
    #[value(alias = "speakers")]
    Narasumber,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum VariantArg {
    /// Semua undangan · everybody invited
    #[value(alias = "undangan")]
    Invited,
    /// Yang hadir · those present
    #[value(alias = "hadir")]
    Present,
    /// Baris kosong · blank rows
    #[value(alias = "kosong")]
    Blank,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum SizeArg {
    A4,
    F4,
}

/// Writes a paper, or the templates.
pub(super) fn export(
    run: Run,
    what: What,
    args: &PaperArgs,
    (output, format): (&Path, Option<FormatArg>),
) -> Result<(), Failure> {
    let text = run.text;
    let out = Out::new(text, output, run.json);
    if let What::Templates = what {
        if out.sink == Sink::Stdout || format.is_some() {
            return Err(Failure::Usage(text.out.folder.to_owned()));
        }
        let n = document::write_templates(output).map_err(|e| failure(text, &e))?;
        return templates_written(text, output, n, run.json);
    }
    let meeting_file = path_of(run.meeting.as_ref());
    let folder = meeting_file.parent().unwrap_or(Path::new("")).to_owned();
    let (mut desk, _) = Desk::open(run)?;
    let Some(paper) = paper(text, desk.session.meeting(), what, args)? else {
        return Ok(());
    };
    let format = out.format(format, paper.formats())?;
    let mut options = Options {
        size: match args.paper {
            SizeArg::A4 => Size::A4,
            SizeArg::F4 => Size::F4,
        },
        fingerprint: None,
    };
    if let Paper::Attendance(selection) = &paper {
        if format == Format::Html {
            note_printed(&mut desk, selection)?;
        }
        options.fingerprint = desk.closing_hash(&selection.list)?.map(|h| h.fingerprint());
    }
    let meeting = desk.session.meeting();
    let place = (format, out.sink);
    let written = document::write_to(meeting, text, &paper, &options, &folder, place)
        .map_err(|e| failure(text, &e))?;
    let told = json!({"file": out.name(), "rows": written.rows, "pages": written.pages});
    out.tell(&told, &(text.paper.pages)(written.rows, written.pages))
}

/// The paper that is meant; none for what is no paper.
fn paper(
    text: &Text,
    meeting: &Meeting,
    what: What,
    args: &PaperArgs,
) -> Result<Option<Paper>, Failure> {
    let people = || -> Result<Vec<PersonId>, Failure> {
        let read = |written: &String| {
            written
                .parse()
                .map_err(|_| Failure::Usage(format!("--person {written}: {}", text.number_wanted)))
        };
        args.people.iter().map(read).collect()
    };
    Ok(Some(match what {
        What::Attendance => Paper::Attendance(Selection {
            variant: match args.variant {
                VariantArg::Invited => Variant::Invited,
                VariantArg::Present => Variant::Present,
                VariantArg::Blank => Variant::Blank,
            },
            section: args.group.map(|g| match g {
                GroupArg::Panitia => Section::Committee,
                GroupArg::Peserta => Section::Participants,
                GroupArg::Narasumber => Section::Speakers,
            }),
            list: list_of(text, meeting, &args.list)?,
            phones: !args.no_phone,
        }),
        What::Badges => Paper::Badges(people()?),
        What::Slips => Paper::Slips(people()?),
        What::Letters => Paper::Letters,
        What::CommandCard => Paper::CommandCard,
        What::Rules => Paper::Rules,
        What::Codes | What::Form | What::Templates => return Ok(None),
    }))
}

/// Tells the journal which rows stand on which page, so that the pages get codes. A meeting that can
/// only be read is printed without them.
fn note_printed(desk: &mut Desk, selection: &Selection) -> Result<(), Failure> {
    if !desk.journal.writable() {
        return Ok(());
    }
    for sheet in sheet::printed(desk.session.meeting(), selection) {
        desk.must(Command::PrintSheet(sheet))?;
    }
    Ok(())
}

fn templates_written(text: &Text, folder: &Path, n: usize, as_json: bool) -> Result<(), Failure> {
    let shown = scrub(&folder.display().to_string());
    print::line(&if as_json {
        json!({"folder": shown, "files": n}).to_string()
    } else {
        (text.paper.templates_written)(&shown, n)
    })
}

fn failure(text: &Text, error: &DocumentError) -> Failure {
    let words = document_error(text, error);
    match error {
        DocumentError::Ending { .. } => Failure::Usage(words),
        DocumentError::Export {
            error: ExportError::Io(_),
            ..
        } => Failure::Storage(words),
        DocumentError::Export { .. }
        | DocumentError::Template(_)
        | DocumentError::Exists(_)
        | DocumentError::Table(_)
        | DocumentError::NotFounded
        | DocumentError::Nobody
        | DocumentError::NoSuchPerson(_)
        | DocumentError::NoCodes => Failure::Refused(words),
    }
}
