//! The report of a rehearsal: lines for people, or JSON in the published shape.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::Failure;
use crate::cli::print::{finish, harmless};
use crate::meeting::Meeting;
use crate::rehearse::queue::Queue;
use crate::rehearse::{Handling, Report};
use crate::text::rehearse::{Words, decimal};
use crate::text::{Text, time};

/// Prints the report.
pub(super) fn print(
    text: &Text,
    meeting: &Meeting,
    report: &Report,
    keep: Option<&Path>,
    as_json: bool,
) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let lines = if as_json {
        vec![as_value(meeting, report, keep).to_string()]
    } else {
        lines(text, meeting, report, keep)
    };
    let mut lines = lines.iter();
    finish(
        lines
            .try_for_each(|l| writeln!(out, "{}", harmless(l)))
            .and_then(|()| out.flush()),
    )
}

fn lines(text: &Text, meeting: &Meeting, r: &Report, keep: Option<&Path>) -> Vec<String> {
    let w = &text.rehearse;
    let seconds = |ms: u64| decimal(text.lang, to_f64(ms) / 1_000.0);
    let clock = |ms: u64| time(meeting, r.at(ms));
    let h = &r.habits;
    let walk_ins = r.handled.get(&Handling::WalkIn).copied().unwrap_or(0);
    let present = if r.agrees { w.agrees } else { w.differs };
    let mut rows: Vec<(&str, String)> = vec![
        (
            w.l_guests,
            (w.guests)(r.guests, r.parties, r.invented, walk_ins),
        ),
        (w.l_present, present(r.before, r.present)),
        (
            w.l_at_desk,
            (w.at_desk)(&seconds(r.service.mean), &seconds(r.service.p95)),
        ),
        (
            w.l_program,
            (w.program)(
                &decimal(text.lang, r.program.p50_ms),
                &decimal(text.lang, r.program.p99_ms),
            ),
        ),
        (w.l_queue, queue_words(w, &r.queue, &clock)),
        (w.l_last, clock(r.queue.last_done)),
        (w.l_mistakes, mistakes(w, r)),
    ];
    let with = |q: &Queue| (w.with_desks)(q.desks, q.longest_people, &w.duration(q.longest_wait));
    rows.push((w.l_advice, with(&r.one_more)));
    if let Some(enough) = &r.enough {
        rows.push(("", (w.enough)(enough.desks)));
    }
    let hint = r.hint.map_or_else(
        || w.no_hint.to_owned(),
        |(at, desk)| (w.hint)(desk, &time(meeting, at)),
    );
    rows.push((w.l_hint, hint));
    let ends = |s: [f64; 3]| [s[0], s[2]];
    let name = [h.ask[0] + h.choose[0], h.ask[2] + h.choose[2]];
    rows.push((
        w.l_assumed,
        (w.assumed_coming)(
            h.first_before,
            h.last_after,
            h.late_percent,
            h.together_percent,
        ),
    ));
    rows.push(("", (w.assumed_hands)(ends(h.scan), name, ends(h.form))));
    if let Some(keep) = keep {
        rows.push((w.l_kept, keep.display().to_string()));
    }
    let mut lines = vec![
        (w.title)(r.guests, r.queue.desks, r.seed),
        w.untouched.to_owned(),
    ];
    lines.extend(
        rows.iter()
            .map(|(label, words)| format!("{label:<12} {words}")),
    );
    lines
}

fn queue_words(w: &Words, q: &Queue, clock: &dyn Fn(u64) -> String) -> String {
    if q.longest_people == 0 {
        return w.no_queue.to_owned();
    }
    (w.queue)(
        q.longest_people,
        &clock(q.longest_at),
        &w.duration(q.longest_wait),
        &clock(q.waited_from),
    )
}

fn mistakes(w: &Words, r: &Report) -> String {
    let handled = r.handled.iter();
    let mut told: Vec<String> = handled
        .map(|(how, n)| format!("{} {n}", (w.handling)(*how)))
        .collect();
    if r.surprises > 0 {
        told.push((w.surprises)(r.surprises));
    }
    if r.not_listed > 0 {
        told.push((w.not_listed)(r.not_listed));
    }
    told.join(", ")
}

/// The report in the published shape.
fn as_value(meeting: &Meeting, r: &Report, keep: Option<&Path>) -> Value {
    let queue = |q: &Queue| {
        json!({
            "desks": q.desks,
            "longest_people": q.longest_people,
            "longest_at": meeting.rfc3339(r.at(q.longest_at)),
            "longest_wait_s": to_f64(q.longest_wait) / 1_000.0,
            "longest_wait_from": meeting.rfc3339(r.at(q.waited_from)),
            "mean_wait_s": to_f64(q.mean_wait()) / 1_000.0,
            "last_done": meeting.rfc3339(r.at(q.last_done)),
        })
    };
    let hint = r
        .hint
        .map(|(at, desk)| json!({"at": meeting.rfc3339(at), "desk": desk}));
    let seconds = |ms: u64| to_f64(ms) / 1_000.0;
    json!({
        "seed": r.seed,
        "desks": r.queue.desks,
        "guests": r.guests,
        "invented": r.invented,
        "parties": r.parties,
        "before": r.before,
        "present": r.present,
        "agrees": r.agrees,
        "entries": r.entries,
        "seconds_per_guest": {
            "mean": seconds(r.service.mean),
            "p95": seconds(r.service.p95),
            "max": seconds(r.service.max),
        },
        "program": {
            "p50_ms": r.program.p50_ms,
            "p99_ms": r.program.p99_ms,
            "max_ms": r.program.max_ms,
            "wall_s": r.program.wall_s,
        },
        "queue": queue(&r.queue),
        "one_more": queue(&r.one_more),
        "enough": r.enough.as_ref().map(queue),
        "hint": hint,
        "handled": r.handled,
        "surprises": r.surprises,
        "not_listed": r.not_listed,
        "kept": keep.map(|p| p.display().to_string()),
        "assumptions": r.habits,
    })
}

/// Exact below 2^53.
#[allow(clippy::cast_precision_loss)] // milliseconds of centuries
fn to_f64(n: u64) -> f64 {
    n as f64
}
