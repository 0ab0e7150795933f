//! What the file says of itself, the copy without personal data, and how much of a number is told. It
//! deletes nothing: it names the files that still hold names, and leaves them to whoever is responsible.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::Failure;
use super::open::{open, path_of, with_backup};
use super::print::{aside, line};
use super::run::Run;
use crate::exchange::document::template::FOLDER;
use crate::exchange::export::ExportError;
use crate::journal::forget;
use crate::meeting::Meeting;
use crate::meeting::names::scrub;
use crate::meeting::record::Field;
use crate::meeting::roster::Question;
use crate::stage::store::path_for;
use crate::text::{Lang, Text, long_date};

/// Endings of the files that `SQLite` keeps beside a meeting.
const SIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Writes the copy without personal values and says what still holds them.
pub(super) fn forget_into(run: &Run, to: &Path) -> Result<(), Failure> {
    let text = run.text;
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    if SIDE.iter().any(|ending| name.ends_with(ending)) {
        return Err(Failure::export(text, &ExportError::MeetingFile));
    }
    let path = path_of(run.meeting.as_ref());
    let done = forget::forget(&path, to).map_err(|e| with_backup(text, &path, &e))?;
    // Written already: that the original cannot be folded is no reason to say it failed.
    let meeting = open(text, &path).map(|(_, session)| session);
    let meeting = meeting.as_ref().ok().map(crate::session::Session::meeting);
    let tag = meeting.and_then(Meeting::tag);
    let backups = meeting.and_then(Meeting::backup_directory);
    let still = still_named(text, &path, backups, tag.as_deref());
    let print = done.head.hash.fingerprint();
    let shown = scrub(&to.display().to_string());
    if run.json {
        let still: Vec<String> = still.iter().map(|p| p.display().to_string()).collect();
        let all = json!({"file": shown, "entries": done.head.seq, "emptied": done.emptied,
                         "fingerprint": print, "still_personal": still});
        return line(&all.to_string());
    }
    let words = &text.privacy;
    line(&(words.forgotten)(&shown, done.emptied, &print))?;
    line(words.stays_in_copy)?;
    line(words.still_named)?;
    for path in &still {
        line(&format!("  {}", path.display()))?;
    }
    let about = meeting.and_then(Meeting::about);
    line(&(words.delete_them)(
        about.map_or("", |a| a.responsible.as_str()),
    ))
}

/// What the meeting file is, who answers for it and why it exists.
pub(super) fn info(run: &Run) -> Result<(), Failure> {
    let text = run.text;
    let path = path_of(run.meeting.as_ref());
    let (journal, session) = open(text, &path)?;
    // The session's own head has no link before the first append.
    let head = journal.head().map_err(|e| with_backup(text, &path, &e))?;
    let meeting = session.meeting();
    let about = meeting.about().cloned().unwrap_or_default();
    let (people, present) = (meeting.people().len(), meeting.people().total().present);
    let print = head.hash.fingerprint();
    let removed = meeting.is_forgotten();
    if run.json {
        let all = json!({
            "title": about.title, "date": about.date, "place": about.place, "zone": about.zone,
            "organiser": about.organiser, "responsible": about.responsible,
            "purpose": about.purpose, "sample": about.sample, "people": people,
            "present": present, "entries": head.seq, "fingerprint": print,
            "personal_data_removed": removed,
        });
        return line(&all.to_string());
    }
    let words = &text.privacy;
    let date = format!("{} ({})", long_date(text, about.date), about.zone.name());
    let personal = if removed {
        words.i_personal_removed
    } else {
        words.i_personal_there
    };
    let title = if about.sample {
        format!("{} ({})", about.title, text.sample)
    } else {
        about.title
    };
    for (label, value) in [
        (words.i_title, title),
        (words.i_date, date),
        (words.i_place, about.place),
        (words.i_organiser, about.organiser),
        (words.i_responsible, about.responsible),
        (words.i_purpose, about.purpose),
        (words.i_people, (words.people_present)(people, present)),
        (words.i_journal, (text.entries)(head.seq)),
        (words.i_fingerprint, print),
        (words.i_personal, personal.to_owned()),
    ] {
        let value = if value.is_empty() {
            words.i_not_said
        } else {
            &value
        };
        line(&format!("{label:<22} {value}"))?;
    }
    Ok(())
}

/// Says on stderr that an open file is a copy without names; what is printed stays machine-readable.
pub(super) fn warn_of_copy(text: &Text, meeting: &Meeting) {
    if meeting.is_forgotten() {
        aside(&format!("gelar: {}", text.privacy.copy_note));
    }
}

/// A cell as it may be told: of phone numbers and NIP the end only, enough to find the cell by.
pub(super) fn told(column: &str, value: &str) -> String {
    let numbers = [Field::Nip.column(), Field::Phone.column(), "pic_hp"];
    if !numbers.contains(&column) {
        return value.to_owned();
    }
    let hidden = value.chars().count().saturating_sub(3);
    let end: String = value.chars().skip(hidden).collect();
    if hidden > 0 { format!("…{end}") } else { end }
}

/// As [`told`], for a question about a cell.
pub(super) fn told_question(question: &Question) -> Question {
    Question {
        value: told(question.column.column(), &question.value),
        ..question.clone()
    }
}

/// What is known to hold personal values still: the original, its other copies and backups, drafts,
/// papers and the hall's picture beside it. Another meeting's file is never among them, whatever it is called.
fn still_named(text: &Text, path: &Path, backups: Option<&str>, tag: Option<&str>) -> Vec<PathBuf> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    };
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let store = path_for(path);
    let shown = store.file_name();
    let side = |name: &str| {
        let draft = name.starts_with(&*file) && name.contains(".draf");
        let begins = |start: &&str| name.starts_with(start);
        let list = ["codes", text.rejected_file].iter().any(begins);
        // Printed in whichever language the screen had.
        let mut papers = [Lang::Id, Lang::En]
            .map(|lang| lang.text().print.files)
            .into_iter()
            .flatten();
        let paper = papers.any(|start| name.starts_with(start));
        let ending = Path::new(name).extension().and_then(OsStr::to_str);
        let table = ending == Some("csv");
        let printed = ending.is_some_and(|e| ["html", "xlsx", "csv"].contains(&e));
        // An office's own templates name its officials.
        // What the hall saw last: a message may name somebody.
        let hall = shown == Some(OsStr::new(name));
        draft || list && table || paper && printed || hall || name == FOLDER
    };
    // A script may have given a printed paper any name: it says itself what it is.
    let printed = |path: &Path| {
        let html = path
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("html"));
        html && tag.is_some_and(|tag| begins_as_ours(path, tag))
    };
    let mut found = vec![path.to_owned()];
    found.extend(forget::copies_in(folder, path));
    found.extend(named_in(folder, side));
    found.extend(named_in(folder, |name| printed(&folder.join(name))));
    // Where nothing could be written beside the meeting, papers lie elsewhere.
    for other in crate::console::paper_folders() {
        found.extend(named_in(&other, |name| printed(&other.join(name))));
    }
    if let Some(directory) = backups {
        found.extend(forget::copies_in(Path::new(directory), path));
    }
    let mut seen: Vec<PathBuf> = Vec::new();
    found.retain(|file| {
        let whole = std::fs::canonicalize(file).unwrap_or_else(|_| file.clone());
        let fresh = !seen.contains(&whole);
        seen.push(whole);
        fresh
    });
    found
}

/// Does a file begin as a paper of this meeting does?
fn begins_as_ours(path: &Path, tag: &str) -> bool {
    use std::io::Read as _;
    let Ok(file) = std::fs::File::open(path) else {
        return false;
    };
    let mut head = Vec::new();
    let read = file.take(1_024).read_to_end(&mut head);
    let mark = format!("content=\"gelar {tag}\"");
    read.is_ok() && String::from_utf8_lossy(&head).contains(&mark)
}

fn named_in(folder: &Path, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .filter(|entry| wanted(&entry.file_name().to_string_lossy()))
        .map(|entry| entry.path())
        .collect();
    found.sort();
    found
}
