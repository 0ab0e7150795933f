//! Rules of the board and the seal from the command line: look, write, read, lock. It knows no rule:
//! what is wrong with a file is told by the reader, everything else is decided where the window's is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::Failure;
use super::out::Out;
use super::print::line;
use super::run::{Desk, Run};
use crate::exchange::rules_file::{self, Change, LoadError, changes, moved_ranks, percent_words};
use crate::exchange::{ImportError, export};
use crate::meeting::Meeting;
use crate::meeting::command::Command;
use crate::meeting::month::Month;
use crate::meeting::names::scrub;
use crate::meeting::rules::{Rules, Seal};
use crate::text::Text;
use crate::text::rules::{change_line, load_error};

/// What is done with the rules.
#[derive(Debug, Subcommand)]
pub(super) enum RulesJob {
    /// Tampilkan yang berlaku · show those in force
    #[command(visible_alias = "lihat")]
    Show,
    /// Tulis ke berkas untuk diubah · write them to a file to edit
    #[command(visible_alias = "ekspor")]
    Export {
        /// Berkas tujuan; - untuk keluaran standar · the file to write; - is standard output
        #[arg(short, value_name = "FILE")]
        output: PathBuf,
    },
    /// Tetapkan dari berkas · set them from a file
    #[command(visible_alias = "impor")]
    Import {
        /// Berkasnya · the file
        file: PathBuf,
        /// Hanya memeriksa dan menunjukkan bedanya · only check and show what differs
        #[arg(long)]
        dry_run: bool,
    },
    /// Kunci · lock them
    #[command(visible_alias = "kunci")]
    Lock,
    /// Buka kunci, dengan alasan · unlock them, with a reason
    #[command(visible_alias = "buka-kunci")]
    Unlock {
        /// Alasan · reason
        #[arg(long)]
        reason: String,
    },
}

/// What is sealed. Without an option the seal is shown.
#[derive(Debug, Args)]
pub(super) struct SealArgs {
    /// Bulan ini dan sesudahnya · this month and all later ones: 2024-10
    #[arg(long, value_name = "MONTH", conflicts_with = "open")]
    from: Option<String>,
    /// Indikator ini juga · this family as well
    #[arg(long = "family", value_name = "KEY", num_args = 1.., value_delimiter = ',', conflicts_with = "open")]
    families: Vec<String>,
    /// Buka semuanya · open everything
    #[arg(long)]
    open: bool,
}

/// Runs `gelar rules …`.
pub(super) fn run(run: Run, job: RulesJob) -> Result<(), Failure> {
    let (desk, json) = Desk::open(run)?;
    match job {
        RulesJob::Show => show(desk.text, desk.session.meeting(), json),
        RulesJob::Export { output } => write(&desk, &output, json),
        RulesJob::Import { file, dry_run } => import(desk, &file, dry_run, json),
        RulesJob::Lock => lock(desk, Command::LockRules, json),
        RulesJob::Unlock { reason } => {
            let reason = scrub(&reason);
            lock(desk, Command::UnlockRules { reason }, json)
        }
    }
}

/// Runs `gelar seal …`. What is not said of a seal stays sealed; only `--open` opens.
pub(super) fn seal(run: Run, args: &SealArgs) -> Result<(), Failure> {
    let (mut desk, json) = Desk::open(run)?;
    let mut seal = desk.session.meeting().seal().clone();
    if let Some(written) = &args.from {
        let month: Result<Month, _> = written.trim().parse();
        let wrong = |_| Failure::Usage((desk.text.rules.month_argument)(&scrub(written)));
        seal.from = Some(month.map_err(wrong)?);
    }
    let keys = args.families.iter().map(|k| scrub(k).to_lowercase());
    for key in keys.filter(|k| !k.is_empty()) {
        if !seal.families.contains(&key) {
            seal.families.push(key);
        }
    }
    if args.open {
        seal = Seal::default();
    }
    let asked = args.open || args.from.is_some() || !args.families.is_empty();
    // Sealing twice is no mistake: it is as it was asked for.
    seal.families.sort();
    if asked && *desk.session.meeting().seal() != seal {
        desk.must(Command::SetSeal(seal))?;
    }
    show_seal(desk.text, desk.session.meeting(), json)
}

fn show(text: &Text, meeting: &Meeting, as_json: bool) -> Result<(), Failure> {
    let rules = meeting.rules();
    if as_json {
        let all = json!({
            "hash": rules.hash(), "set": meeting.has_own_rules(),
            "locked": meeting.rules_lock().is_some(), "rules": rules_json(&rules),
            "seal": seal_json(meeting),
        });
        return line(&all.to_string());
    }
    for words in crate::text::rules::shown(text, meeting) {
        line(&words)?;
    }
    Ok(())
}

/// The rules in the shape of the file.
fn rules_json(rules: &Rules) -> Value {
    let families: Vec<Value> = rules
        .families
        .iter()
        .map(|f| {
            let columns: Vec<&str> = f.columns.iter().map(|m| m.column()).collect();
            json!({
                "key": f.key, "name": {"id": f.name_id, "en": f.name_en}, "columns": columns,
                "window": f.window.word(), "target_year": f.target_year, "weight": f.weight,
            })
        })
        .collect();
    let standard: serde_json::Map<String, Value> = rules
        .standard
        .iter()
        .map(|(key, least)| (key.clone(), json!(least)))
        .collect();
    json!({
        "period": {
            "from": rules.from.to_string(), "to": rules.to.to_string(),
            "minimum_months": rules.minimum_months,
            "source": rules_file::source_word(rules.source),
            "score": rules_file::score_word(rules.score),
        },
        "standard": standard,
        "zones": {
            "hijau": percent_words(rules.zones.green, '.'),
            "kuning": percent_words(rules.zones.yellow, '.'),
        },
        "family": families,
    })
}

fn seal_json(meeting: &Meeting) -> Value {
    let seal = meeting.seal();
    json!({
        "open": seal.is_open(), "from": seal.from.map(|m| m.to_string()),
        "families": seal.families, "hides": seal.hides(&meeting.rules()),
    })
}

fn show_seal(text: &Text, meeting: &Meeting, as_json: bool) -> Result<(), Failure> {
    if as_json {
        return line(&seal_json(meeting).to_string());
    }
    let words = crate::text::rules::seal_words(text, meeting);
    line(&format!("{}: {words}", text.rules.seal))?;
    let seal = meeting.seal();
    if !seal.is_open() && !seal.hides(&meeting.rules()) {
        line(text.rules.seal_hides_nothing)?;
    }
    Ok(())
}

fn write(desk: &Desk, output: &Path, as_json: bool) -> Result<(), Failure> {
    let rules = desk.session.meeting().rules();
    let content = rules_file::write(&rules, desk.text.lang);
    let out = Out::new(desk.text, output, as_json);
    let written = export::write_bytes(out.sink, content.as_bytes());
    written.map_err(|e| Failure::export(desk.text, &e))?;
    out.tell(&json!({"file": out.name(), "hash": rules.hash()}), "")
}

fn import(mut desk: Desk, file: &Path, dry_run: bool, as_json: bool) -> Result<(), Failure> {
    let text = desk.text;
    let rules = rules_file::load(file).map_err(|e| unreadable(text, file, &e))?;
    let stamp = desk.stamp();
    let meeting = desk.session.meeting();
    let found = changes(&meeting.rules(), &rules);
    let moved = moved_ranks(meeting, &rules, &stamp);
    let new = !meeting.has_own_rules() || !found.is_empty();
    let hash = rules.hash();
    if new && !dry_run {
        desk.must(Command::SetRules(Arc::new(rules)))?;
    }
    if as_json {
        let row = |c: &Change| json!({"key": c.fact.path(), "old": c.old, "new": c.new});
        let rows: Vec<Value> = found.iter().map(row).collect();
        let applied = new && !dry_run;
        let all = json!({"applied": applied, "hash": hash, "changes": rows, "moved": moved});
        return line(&all.to_string());
    }
    let t = &text.rules;
    for change in &found {
        line(&format!("  {}", change_line(text, change)))?;
    }
    if !new {
        return line(t.same);
    }
    if found.is_empty() {
        let words = if dry_run {
            t.usual_would_be
        } else {
            t.usual_is
        };
        return line(&format!("{words} ({hash})"));
    }
    let counted = if dry_run { t.would_change } else { t.changed };
    line(&format!(
        "{} ({hash}). {}",
        counted(found.len()),
        (t.moved)(moved)
    ))
}

fn unreadable(text: &Text, file: &Path, error: &LoadError) -> Failure {
    let words = load_error(text, &scrub(&file.display().to_string()), error);
    match error {
        LoadError::File(
            ImportError::NotFound | ImportError::Directory | ImportError::Unreadable(_),
        ) => Failure::Storage(words),
        LoadError::File(_) | LoadError::NotText | LoadError::Wrong(_) => Failure::Refused(words),
    }
}

fn lock(mut desk: Desk, command: Command, as_json: bool) -> Result<(), Failure> {
    desk.must(command)?;
    let meeting = desk.session.meeting();
    let (locked, hash) = (meeting.rules_lock().is_some(), meeting.rules().hash());
    let t = &desk.text.rules;
    line(&if as_json {
        json!({"locked": locked, "hash": hash}).to_string()
    } else if locked {
        format!("{} ({hash})", t.rules_locked)
    } else {
        t.rules_unlocked.to_owned()
    })
}
