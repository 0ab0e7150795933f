//! Writes a paper where it can be written, and opens it.

use std::path::{Path, PathBuf};

use super::{beside, free_name, written};
use crate::console::papers::{Made, Print};
use crate::exchange::document::{self, DocumentError, Format, Options, Paper};
use crate::exchange::export::{ExportError, Sink};
use crate::exchange::form::{self, FormKind};
use crate::meeting::Meeting;
use crate::text::Text;

/// Writes a paper beside the meeting file, under a name that is free. Where nothing can be written there
/// (a stick that is locked, a folder of somebody else), in the folder of the person's documents, else in
/// the one for temporary files: a queue does not wait for a folder.
pub(super) fn write(
    file: &Path,
    print: &Print,
    meeting: &Meeting,
    text: &'static Text,
) -> Result<Made, String> {
    let beside = file.parent().unwrap_or(Path::new("")).to_owned();
    let folders = std::iter::once(beside).chain(elsewhere());
    write_in(folders, file, print, meeting, text)
}

fn write_in(
    folders: impl IntoIterator<Item = PathBuf>,
    file: &Path,
    print: &Print,
    meeting: &Meeting,
    text: &'static Text,
) -> Result<Made, String> {
    let [list, badges, slips, letters, card] = text.print.files;
    let badge;
    let name = match &print.paper {
        Paper::Attendance(_) => list,
        // One person's badge beside everybody's.
        Paper::Badges(only) if only.len() == 1 => {
            badge = format!("{badges}-{}", only[0]);
            &badge
        }
        Paper::Badges(_) => badges,
        Paper::Slips(_) => slips,
        Paper::Letters => letters,
        Paper::CommandCard => card,
        Paper::Rules => text.rules.file_name,
    };
    let name = format!("{name}.{}", print.format.ending());
    let options = Options {
        size: print.size,
        // A paper without its fingerprint is better than none.
        fingerprint: print
            .closing
            .and_then(|entry| crate::session::fingerprint_at(file, entry).ok().flatten()),
    };
    let templates = file.parent().unwrap_or(Path::new(""));
    let mut first = None;
    for folder in folders {
        let path = free_name(&folder.join(&name));
        match document::write(meeting, text, &print.paper, &options, templates, &path) {
            Ok(written) => {
                return Ok(Made {
                    path,
                    rows: written.rows,
                    pages: written.pages,
                });
            }
            Err(error) => {
                // Only what another folder can help: a broken template is broken everywhere.
                let elsewhere = matches!(
                    error,
                    DocumentError::Export {
                        error: ExportError::Io(_),
                        ..
                    }
                );
                let first = first.get_or_insert(error);
                if !elsewhere {
                    return Err(crate::text::paper::document_error(text, first));
                }
            }
        }
    }
    let first = first.unwrap_or(DocumentError::NotFounded);
    Err(crate::text::paper::document_error(text, &first))
}

/// Writes an empty form; answers where, and what of the meeting is in it.
pub(super) fn write_form(
    file: &Path,
    kind: FormKind,
    meeting: &Meeting,
    text: &'static Text,
) -> Result<String, String> {
    let path = beside(file, &format!("{}-{}.xlsx", text.form.file, kind.word()));
    let form = form::form(meeting, kind);
    let done = form.write(text, Format::Xlsx, Sink::File(&path));
    let path = written(done, path, text)?;
    let scope = crate::text::form::scope(text, form.scope);
    Ok(format!(
        "{} ({scope})",
        (text.written)(&path.display().to_string())
    ))
}

/// Where people keep files, and where programs do.
pub(crate) fn elsewhere() -> Vec<PathBuf> {
    let home = std::env::var_os(if cfg!(windows) { "USERPROFILE" } else { "HOME" });
    let home = home.map(PathBuf::from);
    let mut folders: Vec<PathBuf> = ["Documents", "Dokumen", ""]
        .into_iter()
        .filter_map(|name| Some(home.as_ref()?.join(name)))
        .filter(|folder| folder.is_dir())
        .collect();
    folders.push(std::env::temp_dir());
    folders
}

/// Opens a file with the program that is meant for it.
pub(super) fn open(path: &Path) -> std::io::Result<()> {
    let mut command = if cfg!(windows) {
        let mut command = std::process::Command::new("explorer");
        command.arg(path);
        command
    } else {
        let opener = if cfg!(target_os = "macos") {
            "open"
        } else {
            "xdg-open"
        };
        let mut command = std::process::Command::new(opener);
        command.arg(path);
        command
    };
    let null = std::process::Stdio::null;
    let mut child = command
        .stdin(null())
        .stdout(null())
        .stderr(null())
        .spawn()?;
    // Nobody waits for it, but somebody has to hear that it ended.
    std::thread::spawn(move || child.wait());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::exchange::document::Size;
    use crate::meeting::code::Secret;
    use crate::meeting::event::{Event, Founded};
    use crate::meeting::record::{About, Zone};
    use crate::text::Lang;

    #[test]
    fn a_form_is_written_beside_the_meeting_and_says_what_is_in_it() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("pertemuan.gelar");
        let meeting = Meeting::default();
        for (name, text) in [
            ("formulir-peserta.xlsx", Lang::Id.text()),
            ("formulir-peserta-2.xlsx", Lang::En.text()),
        ] {
            let told = write_form(&file, FormKind::People, &meeting, text).unwrap();
            let path = dir.path().join(name);
            assert!(told.contains(&path.display().to_string()), "{told}");
            assert!(told.contains(text.form.no_libraries), "{told}");
            assert!(std::fs::read(path).unwrap().starts_with(b"PK"));
        }
        let nowhere = dir.path().join("tidak/ada.gelar");
        let text = Lang::Id.text();
        let told = write_form(&nowhere, FormKind::Libraries, &meeting, text).unwrap_err();
        assert!(told.starts_with("Tidak dapat ditulis"), "{told}");
    }

    #[test]
    fn a_paper_is_written_in_the_first_folder_that_takes_it() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("pertemuan.gelar");
        // Something that is no folder takes no file, for root neither.
        let closed = dir.path().join("terkunci");
        std::fs::write(&closed, "").unwrap();
        let open = dir.path().join("dokumen-saya");
        std::fs::create_dir(&open).unwrap();
        let mut meeting = Meeting::default();
        let mut clock = Clock::fixed(jiff::Timestamp::UNIX_EPOCH, None, None, 1);
        let stamp = clock.context("Meja 1", "", Zone::Wita).stamp;
        let founded = Founded {
            about: About {
                title: "PLM rekaan".into(),
                ..About::default()
            },
            secret: Secret::new([7; 32]),
        };
        meeting.evolve(&stamp, &Event::MeetingFounded(founded));
        let print = Print {
            paper: Paper::CommandCard,
            size: Size::A4,
            format: Format::Html,
            closing: None,
        };
        let text = Lang::Id.text();
        let made = write_in(
            [closed.clone(), open.clone()],
            &file,
            &print,
            &meeting,
            text,
        )
        .unwrap();
        assert_eq!(made.path, open.join("kartu-perintah.html"));
        let again = write_in(
            [closed.clone(), open.clone()],
            &file,
            &print,
            &meeting,
            text,
        )
        .unwrap();
        assert_eq!(again.path, open.join("kartu-perintah-2.html"));
        let words = write_in([closed.clone()], &file, &print, &meeting, text).unwrap_err();
        assert!(words.contains("Tidak ada yang ditulis"), "{words}");
    }
}
