//! What the scripted commands print: JSON in the published shapes, or lines for people. Phone
//! numbers and NIP are never printed here.

pub(super) mod desk;
pub(super) mod lists;
mod people;

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::Failure;
use super::open::with_backup;
use crate::journal::sqlite::SqliteJournal;
use crate::journal::verify::Report;
use crate::journal::{Head, codec};
use crate::meeting::id::EntryId;
use crate::meeting::names::scrub;
use crate::session;
use crate::text::Text;

pub(super) use people::{
    Answer, answer, named, other_code, people, person, search, state_told, state_word, substitute,
};

/// The journal, one line per entry, private values left out. Damage ends the list and is an error.
pub(super) fn log(text: &Text, path: &Path, as_json: bool) -> Result<(), Failure> {
    let failed = |e: &_| with_backup(text, path, e);
    let mut journal = SqliteJournal::open_read_only(path).map_err(|e| failed(&e))?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut written = Ok(());
    let read = journal.read_linked(0, &mut |entry, hash| {
        let stamp = &entry.stamp;
        let offset = jiff::tz::Offset::from_seconds(i32::from(stamp.offset) * 60)
            .unwrap_or(jiff::tz::Offset::UTC);
        let at = stamp.at.display_with_offset(offset);
        let event = masked(codec::public_json(&entry.event));
        let line = if as_json {
            json!({
                "seq": entry.seq, "id": stamp.id, "group": stamp.group, "at": at.to_string(),
                "station": &*stamp.station, "operator": &*stamp.operator,
                "event": event, "hash": hash.to_string(),
            })
            .to_string()
        } else {
            let mut fields = event;
            if let Some(map) = fields.as_object_mut() {
                map.remove("type");
                let rows = map.remove("rows");
                if let Some(rows) = rows.as_ref().and_then(Value::as_array) {
                    map.insert("rows".to_owned(), json!(rows.len()));
                }
            }
            let word = codec::word(&entry.event);
            format!(
                "{:>6}  {}  {}  {}  {word} {fields}",
                entry.seq,
                offset.to_datetime(stamp.at).strftime("%Y-%m-%d %H.%M.%S"),
                stamp.station,
                stamp.operator
            )
        };
        if written.is_ok() {
            written = writeln!(out, "{}", harmless(&line));
        }
    });
    finish(written.and_then(|()| out.flush()))?;
    read.map(|_| ()).map_err(|e| failed(&e))
}

/// Chain, fold and fingerprint.
pub(super) fn verify(text: &Text, path: &Path, as_json: bool) -> Result<(), Failure> {
    let (report, session) = session::verify_file(path).map_err(|e| {
        let failure = with_backup(text, path, &e);
        if as_json {
            let what = e.to_string();
            let all = json!({"ok": false, "entries": 0, "head": null, "fingerprint": null,
                             "people": 0, "present": 0, "what": what, "where": null});
            let _ = line(&all.to_string());
        }
        failure
    })?;
    let total = session.meeting().people().total();
    let people = session.meeting().people().len();
    if as_json {
        let mut all = verified_json(&report, people, total.present);
        all["personal_data_removed"] = json!(session.meeting().is_forgotten());
        line(&all.to_string())?;
    } else if report.problem.is_none() {
        line(&(text.verified)(
            report.entries,
            &report.head.hash.fingerprint(),
        ))?;
        line(&(text.verified_people)(people, total.present))?;
        if report.emptied > 0 {
            line(&(text.verified_emptied)(report.emptied))?;
        }
        if session.meeting().is_forgotten() {
            line(text.privacy.read_only)?;
        }
    }
    match &report.problem {
        None => Ok(()),
        Some(problem) => {
            let words = (text.damaged_at)(problem.seq, &problem.what);
            Err(Failure::Storage(format!(
                "{words}. {}",
                super::open::backup_words(text, path)
            )))
        }
    }
}

fn verified_json(report: &Report, people: usize, present: usize) -> Value {
    let mut all = json!({
        "ok": report.problem.is_none(), "entries": report.entries,
        "head": report.head.hash.to_string(), "fingerprint": report.head.hash.fingerprint(),
        "people": people, "present": present, "emptied": report.emptied,
    });
    if let Some(problem) = &report.problem {
        all["what"] = json!(problem.what);
        all["where"] = json!(problem.seq);
    }
    all
}

/// A file was made.
pub(super) fn created(text: &Text, path: &Path, as_json: bool) -> Result<(), Failure> {
    let shown = scrub(&path.display().to_string());
    line(&if as_json {
        json!({"file": shown}).to_string()
    } else {
        (text.written)(&shown)
    })
}

/// A backup was written.
pub(super) fn backed_up(
    text: &Text,
    path: &Path,
    head: Head,
    as_json: bool,
) -> Result<(), Failure> {
    let shown = scrub(&path.display().to_string());
    let print = head.hash.fingerprint();
    line(&if as_json {
        json!({"file": shown, "entries": head.seq, "fingerprint": print}).to_string()
    } else {
        format!(
            "{} ({}, {print})",
            (text.written)(&shown),
            (text.entries)(head.seq)
        )
    })
}

/// An act was undone.
pub(super) fn undone(text: &Text, act: EntryId, what: &str, as_json: bool) -> Result<(), Failure> {
    line(&if as_json {
        json!({"undone": act, "what": what}).to_string()
    } else {
        (text.undone)(what)
    })
}

/// An undone act is back.
pub(super) fn redone(text: &Text, act: EntryId, what: &str, as_json: bool) -> Result<(), Failure> {
    line(&if as_json {
        json!({"redone": act, "what": what}).to_string()
    } else {
        (text.undo.redone)(what)
    })
}

/// The meeting's secret and the PIN hash never appear, not even their place.
fn masked(mut event: Value) -> Value {
    if let Some(map) = event.as_object_mut() {
        for word in ["secret", "pin"] {
            if map.contains_key(word) {
                map.insert(word.to_owned(), json!("***"));
            }
        }
    }
    event
}

/// A line without control characters: a meeting file may come from elsewhere, and what it holds must
/// not steer the terminal. In JSON they are written as escapes already, but for C1 and DEL, which
/// are written so here; that reads back as the same text.
pub(super) fn harmless(line: &str) -> Cow<'_, str> {
    if !line.chars().any(char::is_control) {
        return Cow::Borrowed(line);
    }
    let shown = line.chars().map(|c| match c {
        c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    });
    Cow::Owned(shown.collect())
}

pub(super) fn line(words: &str) -> Result<(), Failure> {
    finish(writeln!(io::stdout().lock(), "{}", harmless(words)))
}

/// Says something beside what is printed. Nobody may be there to hear it, which is no reason to end.
pub(super) fn aside(words: &str) {
    let _ = writeln!(io::stderr(), "{}", harmless(words));
}

/// A closed pipe (`gelar log | head`) is no error of ours.
pub(super) fn finish(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Storage(e.to_string())),
        _ => Ok(()),
    }
}
