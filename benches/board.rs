//! The leaderboard at 32 and at 83,762 invented libraries × 3 families × 12 months: ranked from scratch
//! beside the sort of as many `u64` keys, one changed value up to the hall's frame beside the same from
//! scratch, and the hall's picture at 200×60 beside ratatui drawing the same cells without logic.

#![allow(missing_docs, clippy::unwrap_used)] // criterion's macros; a bench that cannot go on stops there

mod support;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use gelar::meeting::Meeting;
use gelar::meeting::achieved::{Achieved, Measure, Status};
use gelar::meeting::board::{Audience, Board};
use gelar::meeting::code::Secret;
use gelar::meeting::event::{
    AchievementTyped, AchievementsImported, Event, Founded, LibrariesImported, Stamp,
};
use gelar::meeting::id::{EntryId, VillageCode};
use gelar::meeting::month::Month;
use gelar::meeting::record::{Contact, Library};
use gelar::stage::compose::compose;
use gelar::stage::frame::Frame;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const SIZES: [u32; 2] = [32, 83_762];
const SIZE: (u16, u16) = (200, 60);
const FRAMES: u32 = 100;

/// A small generator with a fixed seed: every run measures the same numbers.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: u64) -> u64 {
        (self.next() >> 11) % n
    }
}

fn code(n: u32) -> VillageCode {
    let (a, b, c) = (11 + n / 100_000, n / 1_000 % 100, n % 1_000);
    VillageCode::parse(&format!("{a:02}.{b:02}.01.{:04}", 1_001 + c)).unwrap()
}

fn library(n: u32) -> Library {
    Library {
        code: code(n),
        name: format!(
            "Perpustakaan Desa Contoh {}",
            n.wrapping_mul(7_919) % 99_991
        ),
        kind: String::new(),
        partner_year: None,
        partner_month: None,
        partner_source: String::new(),
        has_account: None,
        quota: None,
        contact: Contact::default(),
    }
}

fn row(n: u32, month: i32, dice: &mut Dice) -> Achieved {
    let measures = [
        (Measure::Activities, 7),
        (Measure::PublicationOnline, 3),
        (Measure::PublicationSocial, 3),
        (Measure::AdvocacyGoods, 2),
        (Measure::AdvocacyPeople, 2),
    ];
    Achieved {
        library: code(n),
        month: Month::new(2026, 1).unwrap().plus(month),
        counts: measures
            .map(|(m, most)| (m, dice.below(most)))
            .into_iter()
            .collect(),
        status: Status::Reported,
        entered: None,
        note: "".into(),
    }
}

fn evolve(meeting: &mut Meeting, id: u64, event: &Event) {
    let stamp = Stamp {
        id: EntryId(id),
        group: None,
        at: jiff::Timestamp::UNIX_EPOCH,
        offset: 480,
        boot: None,
        station: "Meja 1".into(),
        operator: "".into(),
    };
    meeting.evolve(&stamp, event);
}

/// So many libraries, each with every month of a year.
fn meeting(libraries: u32) -> Meeting {
    let mut meeting = Meeting::default();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let founded = Event::MeetingFounded(Founded {
        about: support::about(),
        secret: Secret::new([7; 32]),
    });
    evolve(&mut meeting, 1, &founded);
    let rows = (0..libraries).map(library).collect();
    let imported = Event::LibrariesImported(LibrariesImported { rows });
    evolve(&mut meeting, 2, &imported);
    let rows = (0..libraries)
        .flat_map(|n| (0..12).map(move |month| (n, month)))
        .map(|(n, month)| row(n, month, &mut dice));
    let rows = rows.collect();
    let reason = String::new();
    let imported = Event::AchievementsImported(AchievementsImported { rows, reason });
    evolve(&mut meeting, 3, &imported);
    meeting.take_changes();
    meeting
}

fn ranking(c: &mut Criterion) {
    let mut group = c.benchmark_group("ranking");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(2));
    for size in SIZES {
        let meeting = meeting(size);
        assert_eq!(
            Board::new(&meeting, Audience::Committee).ranked(),
            size as usize
        );
        let mut dice = Dice(1);
        let keys: Vec<u64> = (0..size).map(|_| dice.next()).collect();
        let again = if size < 1_000 { 200 } else { 1 };
        let ours = || {
            let all = || (0..again).map(|_| Board::new(&meeting, Audience::Committee).len());
            support::timed(|| all().sum::<usize>()) / again
        };
        let limit = || {
            let mut copies: Vec<Vec<u64>> = (0..again).map(|_| keys.clone()).collect();
            let sort = || {
                for keys in &mut copies {
                    black_box(keys).sort_unstable();
                }
            };
            support::timed(sort) / again
        };
        let (ours, limit) = support::alternate(15, ours, limit);
        let name = format!("ranking {size} libraries × 3 families × 12 months against a sort");
        support::row(&name, ours, limit, 20.0);
        group.bench_with_input(BenchmarkId::new("board", size), &meeting, |b, meeting| {
            b.iter(|| Board::new(meeting, Audience::Committee));
        });
    }
    group.finish();
}

fn changed(_: &mut Criterion) {
    for size in SIZES {
        let mut meeting = meeting(size);
        let mut dice = Dice(2);
        let mut board = Board::new(&meeting, Audience::Public);
        let mut id = 10;
        let (mut ours, mut limits) = (Vec::new(), Vec::new());
        for _ in 0..31 {
            // The state changes outside the measure: here is what a window does that heard of it.
            let n = u32::try_from(dice.below(size.into())).unwrap();
            let row = row(n, 5, &mut dice);
            let reason = String::new();
            let typed = Event::AchievementTyped(AchievementTyped { row, reason });
            id += 1;
            evolve(&mut meeting, id, &typed);
            let changes = meeting.take_changes();
            let mut frame = None;
            ours.push(support::timed(|| {
                board.follow(&meeting, &changes);
                frame = Some(compose(&meeting, &board, id));
            }));
            let mut anew = None;
            limits.push(support::timed(|| {
                let board = Board::new(&meeting, Audience::Public);
                anew = Some(compose(&meeting, &board, id));
            }));
            assert_eq!(frame, anew);
        }
        let (ours, scratch) = (support::median(&mut ours), support::median(&mut limits));
        let name = format!("one changed value → board and frame, {size} libraries");
        // With few libraries there is nothing to save.
        let goal = if size < 1_000 { f64::INFINITY } else { 0.1 };
        support::row(&format!("{name}, from scratch"), ours, scratch, goal);
        let most = Duration::from_millis(1);
        support::row(&format!("{name}, against 1 ms"), ours, most, 1.0);
    }
}

fn board_frame(size: u32) -> Frame {
    let mut meeting = meeting(size);
    let shown = Event::SceneShown(gelar::meeting::hall::Wanted::Board);
    evolve(&mut meeting, 9, &shown);
    compose(&meeting, &Board::new(&meeting, Audience::Public), 9)
}

fn drawing(_: &mut Criterion) {
    let frame = board_frame(SIZES[1]);
    let terminal = || Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap();
    let (mut ours, mut limit, mut once) = (terminal(), terminal(), terminal());
    let moment = gelar::scene::Moment::default();
    let draw = |terminal: &mut Terminal<TestBackend>| {
        let all = |f: &mut ratatui::Frame<'_>| {
            gelar::scene::draw(&frame, moment, f.area(), f.buffer_mut());
        };
        terminal.draw(all).unwrap();
    };
    draw(&mut once);
    let drawn = once.backend().buffer().clone();
    let runs = support::runs(&drawn);
    let mut bare = || {
        let all = |f: &mut ratatui::Frame<'_>| {
            for run in &runs {
                f.buffer_mut()
                    .set_string(run.x, run.y, &run.text, run.style);
            }
        };
        limit.draw(all).unwrap();
    };
    let of = |work: &mut dyn FnMut()| support::timed(|| (0..FRAMES).for_each(|_| work())) / FRAMES;
    let (times, limits) = support::alternate(9, || of(&mut || draw(&mut ours)), || of(&mut bare));
    support::row("hall's board at 200×60", times, limits, 1.5);
    assert_eq!(
        limit.backend().buffer(),
        &drawn,
        "the limit draws the same cells"
    );
}

criterion_group!(benches, ranking, changed, drawing);
criterion_main!(benches);
