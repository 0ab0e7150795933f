//! A frame of the desk at 200×60 beside its limit in the same run: ratatui drawing the same cells without
//! logic. On the sample meeting and with 100,000 people, who must not make a frame slower.

#![allow(missing_docs, clippy::unwrap_used)] // criterion's macros; a bench that cannot go on stops there
#![allow(clippy::disallowed_methods)] // a bench reads the clock

mod support;

use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use gelar::clock::Clock;
use gelar::console::app::{Model, Msg};
use gelar::console::view;
use gelar::journal::memory::MemoryJournal;
use gelar::journal::{Draft, Journal};
use gelar::meeting::command::Command;
use gelar::meeting::event::{Event, PeopleImported};
use gelar::meeting::id::{ListId, PersonId};
use gelar::meeting::record::Zone;
use gelar::session::Session;
use gelar::text::Lang;
use gelar::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Position;

const SIZE: (u16, u16) = (200, 60);
const CROWD: u32 = 100_000;
/// Frames of one sample, and samples.
const FRAMES: u32 = 100;
const ROUNDS: usize = 25;

/// The desk after some arrivals, with results for what was typed.
fn desk(session: Session, clock: Clock, typed: &str) -> Model {
    let mut model = Model::new(session, clock, Lang::Id.text(), "contoh.gelar".into());
    model.station = "Meja 1".into();
    model.operator = "Rahma".into();
    model.size = SIZE;
    for (n, c) in (1..).zip(typed.chars()) {
        let key = KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
        model.update(Msg::Key(key, n * 1_000));
    }
    model.update(Msg::Tick(100_000));
    // So many are meant that a row has to be chosen.
    let down = KeyEvent::new(KeyCode::Down, KeyModifiers::NONE);
    model.update(Msg::Key(down, 101_000));
    assert!(
        model.desk.hits.len() >= 20,
        "{} rows",
        model.desk.hits.len()
    );
    assert!(model.desk.chosen_row().is_some());
    model
}

fn clock() -> Clock {
    let noon = jiff::Timestamp::from_second(1_795_400_000).unwrap();
    Clock::fixed(noon, None, None, 1 << 32)
}

/// Ten of them have arrived.
fn arrivals(session: &mut Session, journal: &mut MemoryJournal, clock: &mut Clock) {
    for person in 1..=10 {
        let command = Command::CheckIn {
            person: PersonId(person),
            list: ListId::main(),
            how: gelar::meeting::event::How::Hand,
        };
        support::must(session, journal, clock, command);
    }
}

fn small() -> Model {
    let (mut journal, mut clock) = (MemoryJournal::new(), clock());
    let mut session = support::sample(&mut journal, &mut clock);
    arrivals(&mut session, &mut journal, &mut clock);
    desk(session, clock, "a")
}

fn crowded() -> Model {
    let (mut journal, mut clock) = (MemoryJournal::new(), clock());
    let mut session = Session::open(&mut journal).unwrap();
    support::must(
        &mut session,
        &mut journal,
        &mut clock,
        Command::Found(support::about()),
    );
    let stamp = clock.context("Meja 1", "Rahma", Zone::Wita).stamp;
    let rows = support::people(CROWD);
    let drafts = (0..)
        .zip(rows.chunks(1_000))
        .map(|(n, rows)| {
            let mut stamp = stamp.clone();
            (stamp.group, stamp.id) = (Some(stamp.id), stamp.id.plus(n));
            let rows = rows.to_vec();
            Draft {
                stamp,
                event: Event::PeopleImported(PeopleImported { rows }),
                salt: [7; 16],
            }
        })
        .collect();
    journal.append(1, drafts).unwrap();
    let mut session = Session::open(&mut journal).unwrap();
    // Fewer arrivals than the column shows: the newest act but for them is the whole import.
    let command = Command::CheckIn {
        person: PersonId(1),
        list: ListId::main(),
        how: gelar::meeting::event::How::Hand,
    };
    support::must(&mut session, &mut journal, &mut clock, command);
    desk(session, clock, "rahman")
}

fn compare(name: &str, model: &Model, c: &mut Criterion) {
    let theme = Theme {
        color: true,
        ascii: false,
        ground: gelar::theme::Ground::Dark,
    };
    let terminal = || Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap();
    let (mut ours, mut limit) = (terminal(), terminal());
    let mut frame = || {
        ours.draw(|frame| {
            view::draw(model, frame);
            theme.restrain(frame.buffer_mut());
        })
        .unwrap();
    };
    frame();
    let drawn = {
        let mut once = terminal();
        once.draw(|f| view::draw(model, f)).unwrap();
        once.backend().buffer().clone()
    };
    let runs = support::runs(&drawn);
    let mut bare = || {
        limit
            .draw(|frame| {
                for run in &runs {
                    frame
                        .buffer_mut()
                        .set_string(run.x, run.y, &run.text, run.style);
                }
                frame.set_cursor_position(Position::new(10, 3));
            })
            .unwrap();
    };
    let of = |work: &mut dyn FnMut()| -> Duration {
        support::timed(|| (0..FRAMES).for_each(|_| work())) / FRAMES
    };
    let (times, limits) = support::alternate(ROUNDS, || of(&mut frame), || of(&mut bare));
    support::row(
        &format!("console frame at 200×60, {name}"),
        times,
        limits,
        1.5,
    );
    let mut group = c.benchmark_group("frame");
    group
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2));
    group.bench_function(format!("desk, {name}"), |b| b.iter(&mut frame));
    group.bench_function(format!("bare, {name}"), |b| b.iter(&mut bare));
    group.finish();
    assert_eq!(
        limit.backend().buffer(),
        &drawn,
        "the limit draws the same cells"
    );
}

fn frame(c: &mut Criterion) {
    compare("sample meeting", &small(), c);
    compare("100,000 people", &crowded(), c);
}

criterion_group!(benches, frame);
criterion_main!(benches);
