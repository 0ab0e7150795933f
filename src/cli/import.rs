//! `gelar import`: reads a file, says what it would do, applies it. Decides through the same preview as
//! the console; phone numbers and NIP are never printed.

use std::io::{self, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::print::line;
use super::privacy::{told, told_question};
use super::run::{Desk, Run};
use super::{Failure, Kind};
use crate::exchange::preview::{self, Ask, Group, ImportKind, Preview};
use crate::exchange::table::{Outcome, Progress, SheetSeen};
use crate::exchange::{mend, table};
use crate::meeting::command::{Command, Refusal};
use crate::meeting::event::ColumnsPointed;
use crate::meeting::names::scrub;
use crate::meeting::record::Field;
use crate::meeting::roster::{Correction, Figure, Rejected, sheet_and_row};
use crate::text::{Text, figures, parse_date, preview as words, reject};

/// What to import, and how.
#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// Isi berkas · what the file holds
    kind: Kind,
    /// Berkasnya; - untuk masukan standar · the file; - is standard input
    file: PathBuf,
    /// Hanya memeriksa · check only
    #[arg(long)]
    dry_run: bool,
    /// Simpan baris yang tidak ikut dan sel yang dikosongkan (CSV) · write what has to be mended (CSV)
    #[arg(long, value_name = "FILE")]
    rejected: Option<PathBuf>,
    /// Arti judul kolom, boleh berulang; =- tidak dibaca · what a head means, repeatable; =- is not read
    ///
    /// --map "Pekerjaan Anda=jabatan"; diingat setelah diterapkan · remembered once applied
    #[arg(long, value_name = "HEAD=FIELD")]
    map: Vec<String>,
    /// Hanya lembar ini, boleh berulang · only this sheet, repeatable
    #[arg(long, value_name = "NAME")]
    sheet: Vec<String>,
    /// Jawaban pertanyaan, boleh berulang; lihat --dry-run · answers a question, repeatable; see --dry-run
    ///
    /// --answer strip=nihil; ID dan pilihannya ada di --dry-run dan --json · ids and choices stand there
    #[arg(long, value_name = "ID=CHOICE")]
    answer: Vec<String>,
    /// Alasan mengubah angka yang sudah ada (capaian, rekap) · why known numbers change
    #[arg(long)]
    reason: Option<String>,
    /// Data per tanggal, untuk baris tanpa tanggal: 30/11/2024 (capaian, rekap) · the day of rows that say none
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
}

/// Runs it.
pub(super) fn run(run: Run, args: &ImportArgs) -> Result<(), Failure> {
    let kind = ImportKind::from(args.kind);
    let as_of = as_of(run.text, kind, args)?;
    let pointed = pointed(run.text, kind, &args.map)?;
    let answers: Vec<(String, String)> = args
        .answer
        .iter()
        .map(|said| {
            let pair = said
                .split_once('=')
                .ok_or_else(|| usage(run.text, "--answer", said))?;
            Ok((pair.0.trim().to_owned(), pair.1.to_owned()))
        })
        .collect::<Result<_, Failure>>()?;
    let (mut desk, json) = Desk::open(run)?;
    let text = desk.text;
    let mut plan = match read(&desk, kind, args, &pointed, json) {
        Err(Failure::Refused(error)) if json => {
            let all = json!({"kind": kind.word(), "applied": false, "sheets": [], "error": error});
            line(&all.to_string())?;
            return Err(Failure::Refused(error));
        }
        read => read?,
    };
    if let Some(error) = &plan.unread {
        let refused = Failure::import(text, error);
        if json {
            let error = reject::import_error(text.lang, error);
            tell(&desk, &plan, false, json, Some(&error))?;
        }
        return Err(refused);
    }
    if let Some(day) = as_of {
        plan.date_rows(day, desk.session.meeting());
    }
    let meeting = desk.session.meeting();
    plan.answer_all(&answers, meeting, &|plan, ask, nth| {
        choice(text, meeting, plan, ask, nth)
    })
    .map_err(|wrong| {
        let open: Vec<String> = plan.asks().map(|ask| plan.id_of(ask)).collect();
        Failure::Usage(words::wrong_answer(text.lang, &wrong, &open))
    })?;
    plan.reason = scrub(args.reason.as_deref().unwrap_or_default());
    if let Some(path) = &args.rejected {
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        if path == Path::new("-") || ["xlsx", "xls", "ods", "html"].iter().any(|e| ending == **e) {
            return Err(Failure::Usage(words::only_csv(text.lang)));
        }
        let real = |path: &Path| path.canonicalize().ok();
        if real(path).is_some() && real(path) == real(&args.file) {
            return Err(Failure::Usage(words::over_the_list(text.lang)));
        }
        let say = |r: &Rejected| reject::reason(text.lang, &r.reason);
        mend::write_rejected(
            path,
            text.rejected_header,
            kind.layout(),
            &plan.tables,
            &plan.to_mend(),
            say,
        )
        .map_err(|e| Failure::export(text, &e))?;
    }
    let mut applied = !args.dry_run;
    let mut refused = None;
    if applied && plan.changes() {
        // What is told is what was done: somebody may have imported the same in between.
        match desk.submit(plan.command())? {
            Ok(events) => plan.done(&events),
            // What would change is told all the same: that is what the reason is for.
            Err(Refusal::CorrectionReason(rows)) => {
                plan.plan(desk.session.meeting());
                applied = false;
                refused = Some((text.figures.reason_wanted)(rows));
            }
            Err(refusal) => return Err(desk.refused(&refusal)),
        }
    }
    if applied {
        remember(&mut desk, &plan)?;
    }
    tell(&desk, &plan, applied, json, refused.as_deref())?;
    refused.map_or(Ok(()), |words| Err(Failure::Refused(words)))
}

/// Reads the file and plans it.
fn read(
    desk: &Desk,
    kind: ImportKind,
    args: &ImportArgs,
    pointed: &[(String, Option<usize>)],
    json: bool,
) -> Result<Preview, Failure> {
    let (text, meeting) = (desk.text, desk.session.meeting());
    let mut shown = 0;
    let report = &mut |p: Progress| {
        let tenths = p.done * 10 / p.total.max(1);
        if !json && tenths > shown && p.total > 2_000_000 {
            shown = tenths;
            let end = if tenths == 10 { "\n" } else { "" };
            let _ = write!(io::stderr(), "\r{} {} %{end}", text.reading, tenths * 10);
        }
        ControlFlow::Continue(())
    };
    let mut reading = kind.reading(&args.file, meeting);
    reading.only.clone_from(&args.sheet);
    for (head, field) in pointed {
        reading.point(head, *field);
    }
    let bytes = if args.file == Path::new("-") {
        table::read_stdin()
    } else {
        table::read_bytes(&args.file)
    };
    let read = bytes.and_then(|bytes| preview::read_bytes(kind, bytes, reading, report));
    let plan = Preview::new(
        &args.file,
        read.map_err(|e| Failure::import(text, &e))?,
        meeting,
    );
    for wanted in &args.sheet {
        if !plan
            .sheets
            .iter()
            .any(|s| s.name.trim().eq_ignore_ascii_case(wanted.trim()))
        {
            let names: Vec<&str> = plan.sheets.iter().map(|s| s.name.as_str()).collect();
            return Err(Failure::Usage(words::no_such_sheet(
                text.lang, wanted, &names,
            )));
        }
    }
    let mut heads: Vec<&str> = Vec::new();
    for column in (0..plan.sheets.len()).flat_map(|at| plan.heads_of(at)) {
        if !heads.contains(&column.head.as_str()) {
            heads.push(&column.head);
        }
    }
    let key = table::header_key;
    for (wanted, _) in pointed {
        if !heads.iter().any(|head| key(head) == key(wanted)) {
            return Err(Failure::Usage(words::no_such_head(
                text.lang, wanted, &heads,
            )));
        }
    }
    Ok(plan)
}

/// What columns mean is remembered with the list that it was said of.
fn remember(desk: &mut Desk, plan: &Preview) -> Result<(), Failure> {
    let columns = ColumnsPointed {
        list: plan.kind().word().to_owned(),
        heads: plan.columns(),
    };
    if columns.heads.is_empty() {
        return Ok(());
    }
    // Known already: nothing to remember.
    desk.submit(Command::PointColumns(columns)).map(|_| ())
}

/// The day that `--as-of` names. It and a reason are for numbers only.
fn as_of(text: &Text, kind: ImportKind, args: &ImportArgs) -> Result<Option<Date>, Failure> {
    if !kind.holds_figures() && (args.reason.is_some() || args.as_of.is_some()) {
        return Err(Failure::Usage(text.figures.only_figures.to_owned()));
    }
    let Some(written) = &args.as_of else {
        return Ok(None);
    };
    let wrong = || Failure::Usage(format!("--as-of {written}: {}", text.e_date));
    parse_date(written).map(Some).ok_or_else(wrong)
}

/// The heads of `--map`, each with its field or nothing for *not read*.
fn pointed(
    text: &Text,
    kind: ImportKind,
    said: &[String],
) -> Result<Vec<(String, Option<usize>)>, Failure> {
    let layout = kind.layout();
    let one = |said: &String| {
        // A head may hold `=`, a field never does.
        let (head, field) = said
            .rsplit_once('=')
            .ok_or_else(|| usage(text, "--map", said))?;
        if matches!(field.trim(), "" | "-") {
            return Ok((head.to_owned(), None));
        }
        let found = layout.field(field);
        let names = || layout.fields.iter().map(|f| f.name).collect::<Vec<_>>();
        let unknown = || Failure::Usage(words::no_such_field(text.lang, field, &names()));
        Ok((head.to_owned(), Some(found.ok_or_else(unknown)?)))
    };
    said.iter().map(one).collect()
}

fn usage(text: &Text, option: &str, said: &str) -> Failure {
    Failure::Usage(words::no_pair(text.lang, option, said))
}

/// A choice in words, phones shortened.
fn choice(
    text: &Text,
    meeting: &crate::meeting::Meeting,
    plan: &Preview,
    ask: Ask<'_>,
    nth: usize,
) -> String {
    let row = |row| plan.record_of_row(row);
    let telling = reject::Telling {
        meeting,
        row: &row,
        phone: |phone| told(Field::Phone.column(), phone),
    };
    match ask {
        Ask::File(q) => q.choices.get(nth).map(|c| words::file_choice(text.lang, c)),
        Ask::Row(q) => q
            .choices
            .get(nth)
            .map(|c| reject::choice(text.lang, c, telling)),
    }
    .unwrap_or_default()
}

/// A question in words.
fn question(
    text: &Text,
    meeting: &crate::meeting::Meeting,
    plan: &Preview,
    ask: Ask<'_>,
) -> String {
    match ask {
        Ask::File(q) => words::file_question(text.lang, q),
        Ask::Row(q) => {
            let row = |row| plan.record_of_row(row);
            let telling = reject::Telling {
                meeting,
                row: &row,
                phone: |phone| told(Field::Phone.column(), phone),
            };
            let about = reject::asked_about(q, telling);
            let about = about.map_or(String::new(), |about| format!(", {about}"));
            let words = reject::question(text.lang, &told_question(q), meeting);
            format!(
                "{} {}{about}: {words}",
                text.row,
                words::row(text.lang, q.row)
            )
        }
    }
}

/// What an import did or would do, and in JSON why it was refused; else that goes to stderr alone.
fn tell(
    desk: &Desk,
    plan: &Preview,
    applied: bool,
    as_json: bool,
    error: Option<&str>,
) -> Result<(), Failure> {
    let (text, meeting) = (desk.text, desk.session.meeting());
    if as_json {
        let mut all = json_of(text, meeting, plan, applied);
        if let Some(error) = error {
            all["error"] = json!(error);
        }
        return line(&all.to_string());
    }
    let head = if applied {
        text.import_applied
    } else {
        text.import_checked
    };
    let corrections = if plan.kind().holds_figures() {
        format!(", {} {}", text.figures.count_corrections, plan.corrections)
    } else {
        String::new()
    };
    let asks = plan.asks().count();
    line(&format!(
        "{head}: {} {}, {} {}, {} {}, {} {}, {} {asks}{corrections}",
        text.count_new,
        plan.new,
        text.count_changed,
        plan.changed,
        text.count_same,
        plan.same,
        text.count_rejected,
        plan.rejected.len(),
        text.count_questions,
    ))?;
    if plan.sheets.len() > 1 {
        for (at, sheet) in plan.sheets.iter().enumerate() {
            line(&words::sheet(text.lang, at, sheet))?;
        }
    }
    for group in plan.groups() {
        let first = masked(&group.first);
        let rows = group.rows.clone();
        line(&words::group(
            text.lang,
            plan,
            &Group { first, rows },
            false,
        ))?;
    }
    for cell in &plan.cells {
        line(&words::empty_cell(text.lang, plan, &masked(cell)))?;
    }
    for ask in plan.asks() {
        line(&format!(
            "{}  [{}]",
            question(text, meeting, plan, ask),
            plan.id_of(ask)
        ))?;
        for nth in 0..ask.choices() {
            line(&format!("    - {}", choice(text, meeting, plan, ask, nth)))?;
        }
    }
    for note in &plan.notes {
        line(&figures::note(text, note))?;
    }
    for correction in &plan.corrected {
        let library = meeting.library_name(&correction.library);
        line(&(text.figures.correction)(correction, library))?;
    }
    // Rows of a form that nobody filled in have a note of their own.
    let told = |p: &&table::Passed| p.why != table::PassedFor::Unfilled;
    let passed: Vec<&table::Passed> = plan.tables.passed.iter().filter(told).collect();
    if !passed.is_empty() {
        line(&words::passed_over(text.lang, &passed))?;
    }
    Ok(())
}

/// Phones and NIP shortened.
fn masked(refused: &Rejected) -> Rejected {
    Rejected {
        value: told(refused.column, &refused.value),
        ..refused.clone()
    }
}

/// As [`tell`], for machines.
fn json_of(text: &Text, meeting: &crate::meeting::Meeting, plan: &Preview, applied: bool) -> Value {
    let cell = |r: &Rejected| {
        let reason = reject::reason(text.lang, &r.reason);
        let value = told(r.column, &r.value);
        let head = plan.head_of(r);
        let all = json!({"column": r.column, "head": head, "value": value, "reason": reason});
        placed(plan, r.row, all)
    };
    let questions = plan.asks().map(|ask| {
        let choices: Vec<String> = (0..ask.choices())
            .map(|nth| choice(text, meeting, plan, ask, nth))
            .collect();
        let mut all = json!({
            "id": plan.id_of(ask), "question": question(text, meeting, plan, ask),
            "choices": choices,
        });
        match ask {
            Ask::File(q) => {
                all["rows"] = json!(q.rows);
                all["column"] = json!(q.topic.column());
            }
            Ask::Row(q) => {
                let column = q.column.column();
                all["column"] = json!(column);
                all["value"] = json!(told(column, &q.value));
                all = placed(plan, q.row, all);
            }
        }
        all
    });
    let passed = plan.tables.passed.iter().map(|p| {
        placed(
            plan,
            p.row,
            json!({"why": words::passed_for(text.lang, p.why)}),
        )
    });
    let notes = plan.notes.iter().map(|n| figures::note(text, n));
    let mut all = json!({
        "kind": plan.kind().word(), "applied": applied,
        "new": plan.new, "changed": plan.changed, "same": plan.same,
        "rejected": plan.rejected.iter().map(cell).collect::<Vec<_>>(),
        "cells": plan.cells.iter().map(cell).collect::<Vec<_>>(),
        "questions": questions.collect::<Vec<_>>(),
        "sheets": plan.sheets.iter().map(|s| sheet(text, s)).collect::<Vec<_>>(),
        "passed": passed.collect::<Vec<_>>(),
        "notes": notes.collect::<Vec<_>>(),
    });
    if plan.kind().holds_figures() {
        all["corrections"] = json!(plan.corrections);
        all["corrected"] = plan.corrected.iter().map(|c| corrected(plan, c)).collect();
    }
    all
}

/// Adds the row, and the sheet's name where the file has any.
fn placed(plan: &Preview, row: usize, mut all: Value) -> Value {
    let (sheet, row) = sheet_and_row(row);
    all["row"] = json!(row);
    let name = plan.sheets.get(sheet).map(|s| s.name.as_str());
    if let Some(name) = name.filter(|n| !n.is_empty()) {
        all["sheet"] = json!(name);
    }
    all
}

/// A sheet, for machines.
fn sheet(text: &Text, sheet: &SheetSeen) -> Value {
    let mut all = json!({
        "name": sheet.name, "read": false, "hidden_rows": sheet.hidden_rows,
        "why": words::outcome(text.lang, &sheet.outcome),
    });
    match &sheet.outcome {
        Outcome::Read { header_row, rows } => {
            all["read"] = json!(true);
            all["header_row"] = json!(header_row);
            all["rows"] = json!(rows);
        }
        Outcome::NoHead(seen, _) => {
            all["header_row"] = json!(seen.row);
            all["heads"] = json!(seen.heads().collect::<Vec<_>>());
        }
        Outcome::LeftOut
        | Outcome::OtherList
        | Outcome::Planned(_)
        | Outcome::Hidden
        | Outcome::NoCells
        | Outcome::Empty => {}
    }
    all
}

/// A number that stands and would change, for machines.
fn corrected(plan: &Preview, c: &Correction) -> Value {
    let value = |figure| match figure {
        Figure::Nothing => Value::Null,
        Figure::Count(n) => json!(n),
        Figure::Score(n) => json!(format!("{}.{:02}", n / 100, n % 100)),
        Figure::Word(word) => json!(word),
        Figure::Flag(flag) => json!(flag),
    };
    let all = json!({
        "library": c.library, "month": c.month, "column": c.column,
        "from": value(c.from), "to": value(c.to),
    });
    placed(plan, c.row, all)
}
