//! Executes the console's effects: the journal thread, files read and written, backups, the bell.
//! What comes of them returns as messages.

mod papers;

pub(crate) use papers::elsewhere as paper_folders;

use std::ffi::{OsStr, OsString};
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::mpsc::UnboundedSender;

use super::app::{Effect, Model, Msg};
use super::stage::Stage;
use super::worker::Worker;
use super::{Opened, hall, recent};
use crate::exchange::compare;
use crate::exchange::export::{self, CodeRow, ExportError};
use crate::exchange::mend;
use crate::exchange::preview::{self, ImportKind, Preview};
use crate::exchange::reading::Reading;
use crate::exchange::rules_file;
use crate::exchange::table::Progress;
use crate::journal::{JournalError, backup};
use crate::meeting::rules::Rules;
use crate::projector::launch;
use crate::stage::store;
use crate::text::{Text, reject};

/// The hands of the loop.
pub(super) struct Hands {
    worker: Worker,
    /// None where nothing is written: a file that can only be read changes no hall.
    stage: Option<Stage>,
    file: PathBuf,
    text: &'static Text,
    out: UnboundedSender<Msg>,
    cancel: Arc<AtomicBool>,
}

impl Hands {
    pub(super) fn new(opened: Opened, model: &Model, out: UnboundedSender<Msg>) -> Hands {
        let stage = model.read_only.is_none().then(|| {
            let path = store::path_for(&opened.path);
            let meeting = model.session.meeting().identity();
            Stage::start(path, meeting, model.clock.again(), out.clone())
        });
        Hands {
            stage,
            worker: Worker::start(opened.journal, model.session.head().seq, out.clone()),
            file: opened.path,
            text: model.text,
            out,
            cancel: Arc::default(),
        }
    }

    /// Executes effects; false when it is time to leave.
    pub(super) fn all(&mut self, effects: Vec<Effect>, model: &Model) -> bool {
        let mut stay = true;
        for effect in effects {
            stay &= self.one(effect, model);
        }
        stay
    }

    fn one(&mut self, effect: Effect, model: &Model) -> bool {
        match effect {
            Effect::Journal(request) => self.worker.ask(request),
            Effect::ReadFile(kind, path, pasted, reading) => {
                self.read(kind, path, pasted, *reading);
            }
            Effect::CancelRead => self.cancel.store(true, Ordering::Relaxed),
            Effect::ListFiles => {
                let file = self.file.clone();
                self.later_or(Msg::Files(Vec::new()), move || {
                    Msg::Files(list_files(&file))
                });
            }
            Effect::WriteCodes(rows) => {
                let (file, text) = (self.file.clone(), self.text);
                self.write(move || write_codes(&file, &rows, text));
            }
            Effect::WriteForm(kind, meeting) => {
                let (file, text) = (self.file.clone(), self.text);
                let broken = Msg::FormWritten(Err((text.not_written)(text.fault_here)));
                self.later_or(broken, move || {
                    Msg::FormWritten(papers::write_form(&file, kind, &meeting, text))
                });
            }
            Effect::WriteRejected(preview) => {
                let (file, text) = (self.file.clone(), self.text);
                self.write(move || write_rejected(&file, &preview, text));
            }
            Effect::ReadComparison(path) => {
                let lang = self.text.lang;
                let broken = Msg::Compared(Err(self.text.fault_here.to_owned()));
                self.later_or(broken, move || {
                    let read = compare::read(&path, &mut |_| ControlFlow::Continue(()));
                    let read = read.map_err(|e| reject::import_error(lang, &e));
                    Msg::Compared(read.map(Box::new))
                });
            }
            Effect::ReadRules(path) => {
                let text = self.text;
                let broken = Msg::RulesRead(path.clone(), Err(text.fault_here.to_owned()));
                self.later_or(broken, move || {
                    let read = read_rules(&path, text);
                    Msg::RulesRead(path, read)
                });
            }
            Effect::WriteRules(rules) => {
                let (file, text) = (self.file.clone(), self.text);
                self.write(move || write_rules(&file, &rules, text));
            }
            Effect::WritePaper(print, meeting) => {
                let (file, text) = (self.file.clone(), self.text);
                let broken = Msg::Paper(Err((text.not_written)(text.fault_here)));
                self.later_or(broken, move || {
                    Msg::Paper(papers::write(&file, &print, &meeting, text))
                });
            }
            Effect::OpenFile(path) => {
                let text = self.text;
                if let Err(error) = papers::open(&path) {
                    let words = (text.print.not_opened)(&error.to_string());
                    let _ = self.out.send(Msg::NotOpened(words));
                }
            }
            Effect::BackUp(directory) => {
                let file = self.file.clone();
                let (label, tag) = (label(model), model.session.meeting().tag());
                let tag = tag.unwrap_or_default();
                let broken = Msg::BackedUp(Err(JournalError::Io(self.text.fault_here.to_owned())));
                self.later_or(broken, move || {
                    Msg::BackedUp(back_up(&file, &directory, &tag, &label))
                });
            }
            Effect::Verify => {
                let (file, text) = (self.file.clone(), self.text);
                let broken = Msg::Verified(Err(text.fault_here.to_owned()));
                self.later_or(broken, move || Msg::Verified(check(&file, text)));
            }
            Effect::KeepDraft(station, draft) => {
                keep_draft(&self.file, &station, draft.as_deref());
            }
            Effect::Remember => self.remember(model),
            Effect::CheckPin(check) => self.later_or(check.failed(), move || check.run()),
            Effect::HashPin(job) => self.later_or(job.failed(), move || job.run()),
            Effect::Stage(job) => {
                if let Some(stage) = &self.stage {
                    stage.ask(job);
                }
            }
            Effect::OpenProjector => self.open_projector(model.ascii),
            Effect::Bell => {
                let mut out = std::io::stdout();
                let _ = out.write_all(b"\x07").and_then(|()| out.flush());
            }
            Effect::Quit => return false,
        }
        true
    }

    /// Keeps what the start screen offers again.
    fn remember(&self, model: &Model) {
        let about = model.session.meeting().about();
        recent::remember(recent::Remembered {
            path: self.file.clone(),
            title: about.map(|a| a.title.clone()).unwrap_or_default(),
            station: model.station.clone(),
            operator: model.operator.clone(),
            subdistricts: model.subdistricts.clone(),
        });
    }

    /// Writes a table.
    fn write(&self, work: impl FnOnce() -> Result<PathBuf, String> + Send + 'static) {
        let broken = Msg::Written(Err((self.text.not_written)(self.text.fault_here)));
        self.later_or(broken, move || Msg::Written(work()));
    }

    /// Does something slow on a thread of its own and sends what comes of it; work that panics is told
    /// as `broken`, so that nobody waits for it for ever.
    fn later_or(&self, broken: Msg, work: impl FnOnce() -> Msg + Send + 'static) {
        let out = self.out.clone();
        std::thread::spawn(move || {
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
            let _ = out.send(done.unwrap_or(broken));
        });
    }

    /// Opens the hall's window and watches for a moment whether it comes; its heartbeats tell the rest.
    fn open_projector(&self, ascii: bool) {
        const LOOKS: u32 = 10;
        let (text, out) = (self.text, self.out.clone());
        let wish = launch::Wish::new(&self.file, text.lang, ascii);
        std::thread::spawn(move || {
            let not = |why: launch::NoWindow| hall::Opened::Not(why.words(text, &wish));
            match launch::launch(&launch::Desktop::here(), &wish) {
                Err(why) => drop(out.send(Msg::Projector(not(why)))),
                Ok(mut window) => {
                    let _ = out.send(Msg::Projector(hall::Opened::Started));
                    for _ in 0..LOOKS {
                        crate::clock::pause(500);
                        if window.fate() == launch::Fate::Failed {
                            let none = not(launch::NoWindow::NoTerminal);
                            let _ = out.send(Msg::Projector(none));
                            return;
                        }
                    }
                }
            }
        });
    }

    fn read(&mut self, kind: ImportKind, path: PathBuf, pasted: Option<Vec<u8>>, reading: Reading) {
        self.cancel = Arc::default();
        let (cancel, out, lang) = (self.cancel.clone(), self.out.clone(), self.text.lang);
        let broken = Msg::Read(path.clone(), Err(self.text.fault_here.to_owned()));
        self.later_or(broken, move || {
            let mut report = |p: Progress| {
                let _ = out.send(Msg::Progress(p.done, p.total));
                if cancel.load(Ordering::Relaxed) {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            };
            let read = match pasted {
                Some(bytes) => preview::read_bytes(kind, bytes, reading, &mut report),
                None => preview::read(kind, &path, reading, &mut report),
            };
            let read = read.map(Box::new);
            Msg::Read(path, read.map_err(|e| reject::import_error(lang, &e)))
        });
    }
}

/// One kept backup an hour.
fn label(model: &Model) -> String {
    let now = model.session.meeting().local(model.clock.now());
    now.strftime("%Y%m%d-%H").to_string()
}

/// What a meeting's backups are called: two meetings of one file name on one stick stay apart.
pub(crate) fn backup_stem(file: &Path, tag: &str) -> OsString {
    let mut stem = file
        .file_stem()
        .unwrap_or(OsStr::new("pertemuan"))
        .to_os_string();
    stem.push("-");
    stem.push(tag);
    stem
}

/// Writes a backup of the meeting file into a directory; answers the entry it reaches.
pub(crate) fn back_up(
    file: &Path,
    directory: &Path,
    tag: &str,
    label: &str,
) -> Result<u64, JournalError> {
    if !directory.is_dir() {
        return Err(JournalError::Missing(directory.to_owned()));
    }
    let to = backup::rotate(directory, &backup_stem(file, tag), label)?;
    backup::copy(file, &to).map(|head| head.seq)
}

fn check(file: &Path, text: &'static Text) -> Result<String, String> {
    match crate::session::verify_file(file) {
        Ok((report, _)) => match report.problem {
            None => Ok((text.verified)(
                report.entries,
                &report.head.hash.fingerprint(),
            )),
            Some(problem) => Err((text.damaged_at)(problem.seq, &problem.what)),
        },
        Err(error) => Err((text.journal_error)(&error)),
    }
}

/// Spreadsheets beside the meeting file and where people keep files, newest first.
fn list_files(file: &Path) -> Vec<PathBuf> {
    let home =
        std::env::var_os(if cfg!(windows) { "USERPROFILE" } else { "HOME" }).map(PathBuf::from);
    let mut folders: Vec<PathBuf> = file.parent().map(Path::to_owned).into_iter().collect();
    folders.extend(std::env::current_dir());
    if let Some(home) = home {
        folders.extend(
            [
                "",
                "Downloads",
                "Unduhan",
                "Documents",
                "Dokumen",
                "Desktop",
            ]
            .map(|f| home.join(f)),
        );
    }
    folders.dedup();
    let mut found: Vec<(std::time::SystemTime, PathBuf)> = folders
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten()
        .flatten()
        .filter(|entry| is_table(&entry.path()))
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    found.dedup_by(|a, b| a.1 == b.1);
    found.into_iter().map(|(_, path)| path).take(200).collect()
}

fn is_table(path: &Path) -> bool {
    let ending = path
        .extension()
        .and_then(OsStr::to_str)
        .unwrap_or_default()
        .to_lowercase();
    ["csv", "xlsx", "xlsm", "xlsb", "xls", "ods", "tsv", "txt"].contains(&ending.as_str())
}

fn write_codes(file: &Path, rows: &[CodeRow], text: &'static Text) -> Result<PathBuf, String> {
    let path = beside(file, "codes.csv");
    written(export::write_codes(&path, rows), path, text)
}

fn write_rejected(file: &Path, preview: &Preview, text: &'static Text) -> Result<PathBuf, String> {
    let path = beside(
        file,
        &format!("{}-{}.csv", text.rejected_file, preview.kind().word()),
    );
    let say = |r: &crate::meeting::roster::Rejected| reject::reason(text.lang, &r.reason);
    let done = mend::write_rejected(
        &path,
        text.rejected_header,
        preview.kind().layout(),
        &preview.tables,
        &preview.to_mend(),
        say,
    );
    written(done, path, text)
}

/// Reads a file of rules; what is wrong with it comes in words.
fn read_rules(path: &Path, text: &Text) -> Result<Arc<Rules>, String> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let name = crate::meeting::names::scrub(&name.to_string_lossy());
    let read = rules_file::load(path).map(Arc::new);
    read.map_err(|e| crate::text::rules::load_error(text, &name, &e))
}

fn write_rules(file: &Path, rules: &str, text: &'static Text) -> Result<PathBuf, String> {
    let path = beside(file, &format!("{}.toml", text.rules.file_name));
    written(export::write_bytes(&path, rules.as_bytes()), path, text)
}

fn written(
    done: Result<(), ExportError>,
    path: PathBuf,
    text: &'static Text,
) -> Result<PathBuf, String> {
    done.map(|()| path)
        .map_err(|e| crate::text::export_error(text, &e))
}

/// A file beside the meeting file, under a name that is free.
fn beside(file: &Path, name: &str) -> PathBuf {
    free_name(&file.with_file_name(name))
}

/// The path, or the same with a number where it is taken: `codes-2.csv`.
pub(crate) fn free_name(path: &Path) -> PathBuf {
    let stem = path
        .file_stem()
        .map(|s| s.to_string_lossy().into_owned())
        .unwrap_or_default();
    let ending = path
        .extension()
        .map(|e| format!(".{}", e.to_string_lossy()))
        .unwrap_or_default();
    std::iter::once(path.to_owned())
        .chain((2..10_000).map(|n| path.with_file_name(format!("{stem}-{n}{ending}"))))
        .find(|p| !p.exists())
        .unwrap_or_else(|| path.to_owned())
}

/// The side file of a station's half-filled form.
pub(crate) fn draft_file(file: &Path, station: &str) -> PathBuf {
    let station: String = station
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .take(40)
        .collect();
    let name = file
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    file.with_file_name(format!("{name}-{station}.draf"))
}

fn keep_draft(file: &Path, station: &str, draft: Option<&str>) {
    let path = draft_file(file, station);
    let done = match draft {
        Some(text) => {
            // Whole or not at all: a plug pulled in between leaves the older draft.
            let fresh = path.with_extension("draf-baru");
            std::fs::write(&fresh, text).and_then(|()| std::fs::rename(&fresh, &path))
        }
        None if path.exists() => std::fs::remove_file(&path),
        None => Ok(()),
    };
    if let Err(error) = done {
        tracing::warn!(%error, "draft not kept");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::sqlite::SqliteJournal;

    #[test]
    fn two_meetings_of_one_file_name_share_a_stick() {
        let (one, two, stick) = (
            tempfile::tempdir().unwrap(),
            tempfile::tempdir().unwrap(),
            tempfile::tempdir().unwrap(),
        );
        for (folder, tag) in [(&one, "RV"), (&two, "7K")] {
            let file = folder.path().join("pertemuan.gelar");
            drop(SqliteJournal::create(&file).unwrap());
            for label in ["20261218-08", "20261218-09", "20261218-09"] {
                back_up(&file, stick.path(), tag, label).unwrap();
            }
        }
        let mut names: Vec<String> = std::fs::read_dir(stick.path())
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(
            names,
            [
                "pertemuan-7K-cadangan-20261218-09.gelar",
                "pertemuan-7K-cadangan.gelar",
                "pertemuan-RV-cadangan-20261218-09.gelar",
                "pertemuan-RV-cadangan.gelar",
            ]
        );
    }
}
