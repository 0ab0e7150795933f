//! A board's pages, leaders and movement, read off its pictures.

use std::collections::BTreeMap;

use gelar::meeting::hall::{HallLang, Look};
use gelar::scene::{Moment, next_change};
use gelar::stage::{BoardRow, BoardScene, Frame, Scene};
use proptest::prelude::*;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::frames::{at, board_of, colour, drawn, frame, groups, ranked, row, text};

const SIZES: [(u16, u16); 5] = [(64, 20), (64, 24), (80, 25), (100, 30), (128, 48)];

fn shown(board: &BoardScene) -> Frame {
    frame(HallLang::Id, Scene::Board(board.clone()))
}

fn area((columns, rows): (u16, u16)) -> Rect {
    Rect::new(0, 0, columns, rows)
}

/// The pictures of a whole round, each the first of its page.
fn pages(frame: &Frame, size: (u16, u16)) -> Vec<String> {
    let mut ms = 0;
    let mut pages: Vec<String> = Vec::new();
    // The progress of a page is no new page.
    let without_progress = |text: &str| text.replace('░', "█");
    loop {
        let picture = without_progress(&text(&drawn(frame, at(ms), size)));
        if pages.last() != Some(&picture) {
            if pages.first() == Some(&picture) {
                return pages;
            }
            pages.push(picture);
        }
        match next_change(frame, at(ms), area(size)) {
            Some(wait) => ms += wait,
            None => return pages,
        }
    }
}

/// Names that no other name begins with.
fn named(mut rows: Vec<BoardRow>) -> Vec<BoardRow> {
    for (place, row) in rows.iter_mut().enumerate() {
        row.name = format!("Desa-{place:03}");
    }
    rows
}

#[test]
fn thirty_two_libraries_are_four_pages_of_at_most_ten() {
    let board = shown(&board_of(named(ranked(32))));
    for size in [(64, 20), (64, 24), (80, 25)] {
        let pages = pages(&board, size);
        assert_eq!(pages.len(), 4, "{size:?}");
        for (n, page) in pages.iter().enumerate() {
            assert!(page.contains(&format!("{} dari 4", n + 1)), "{page}");
            let (_, below) = page.split_once("───").unwrap();
            assert!(below.matches("Desa-").count() <= 10, "{page}");
        }
    }
}

#[test]
fn the_first_page_stays_longest_and_the_round_begins_again() {
    let board = shown(&board_of(named(ranked(32))));
    let page = |ms| {
        let picture = text(&drawn(&board, at(ms), (64, 24)));
        (1..=4).find(|n| picture.contains(&format!("{n} dari 4")))
    };
    let turns = [(0, 1), (17_999, 1), (18_000, 2), (28_999, 2), (29_000, 3)];
    for (ms, expected) in turns
        .into_iter()
        .chain([(40_000, 4), (50_999, 4), (51_000, 1)])
    {
        assert_eq!(page(ms), Some(expected), "{ms}");
    }
}

#[test]
fn a_rule_never_stands_between_equal_ranks() {
    let leaders = |ranks: &[u32]| {
        let rows = ranks.iter().zip(0..).map(|(rank, place)| {
            let mut row = row(place, &format!("Desa-{place:03}"), "Bontoa", 10_000);
            row.rank = Some(*rank);
            row.shared = ranks.iter().filter(|r| *r == rank).count() > 1;
            row
        });
        let picture = text(&drawn(&shown(&board_of(rows.collect())), at(0), (80, 25)));
        let above = picture.split_once("───").map(|(above, _)| above.to_owned());
        above.map_or(0, |above| above.matches("Desa-").count())
    };
    assert_eq!(leaders(&[1, 2, 3, 4, 5]), 3);
    assert_eq!(leaders(&[1, 2, 2, 4, 5]), 3);
    assert_eq!(leaders(&[1, 2, 3, 3, 5]), 2);
    assert_eq!(leaders(&[1, 2, 2, 2, 5]), 1);
    assert_eq!(leaders(&[1, 1, 1, 1, 1, 1, 1, 1, 1, 10]), 0);
}

#[test]
fn without_data_is_not_red_and_has_no_score() {
    let board = groups();
    let frame = shown(&board);
    let last = pages(&frame, (80, 25)).pop().unwrap();
    assert!(last.contains("belum ada data"), "{last}");
    assert!(last.contains("dan 83.730 lainnya"), "{last}");
    for row in board.rows.iter().filter(|row| row.score.is_none()) {
        let line = last.lines().find(|l| l.contains(&row.name)).unwrap();
        assert!(line.contains(" – "), "{line}");
        assert!(!line.contains('█') && !line.contains(" M "), "{line}");
    }
}

#[test]
fn at_most_twenty_two_rows_carry_text() {
    for size in SIZES {
        for board in [board_of(ranked(100)), groups(), super::frames::longest()] {
            let picture = text(&drawn(&shown(&board), at(0), size));
            let lines: Vec<&str> = picture.lines().collect();
            assert!(lines.iter().filter(|l| !l.is_empty()).count() <= 22);
            let edges = [&lines[..2], &lines[usize::from(size.1) - 2..]].concat();
            assert!(edges.iter().all(|l| l.is_empty()), "{picture}");
        }
    }
}

/// The names on a picture from the top.
fn names(picture: &str) -> Vec<&str> {
    picture
        .split_whitespace()
        .filter(|word| word.starts_with("Desa-"))
        .collect()
}

#[test]
fn a_climber_glides_from_where_it_stood_bright_among_dim_rows() {
    let mut rows = named(ranked(8));
    // The fifth of the frame before is the second now.
    for (place, was) in [
        (0, 0),
        (1, 4),
        (2, 1),
        (3, 2),
        (4, 3),
        (5, 5),
        (6, 6),
        (7, 7),
    ] {
        rows[place].was = Some(was);
    }
    let board = shown(&board_of(rows.clone()));
    for row in &mut rows {
        row.was = None;
    }
    let rest = shown(&board_of(rows));
    let size = (80, 25);
    let picture = |ms| text(&drawn(&board, at(ms), size));
    let order = |ms| -> Vec<usize> {
        let picture = picture(ms);
        let numbers = names(&picture).into_iter();
        numbers
            .map(|name| name["Desa-".len()..].parse().unwrap())
            .collect()
    };
    assert_eq!(order(0), [0, 2, 3, 4, 1, 5, 6, 7]);
    assert_eq!(order(200), [0, 2, 1, 3, 4, 5, 6, 7]);
    assert_eq!(order(400), [0, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(next_change(&board, at(200), area(size)), Some(33));
    assert_eq!(next_change(&board, at(400), area(size)), None);
    assert_eq!(drawn(&board, at(400), size), drawn(&rest, at(400), size));

    let moving = drawn(&board, at(200), size);
    let style = |name: &str| {
        let lines = text(&moving);
        let y = lines.lines().position(|l| l.contains(name)).unwrap();
        let x = lines.lines().nth(y).unwrap().find(name).unwrap();
        let at = (u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
        moving[at].modifier
    };
    assert!(style("Desa-001").contains(Modifier::BOLD));
    assert!(style("Desa-002").contains(Modifier::DIM));
}

#[test]
fn who_reads_another_page_is_not_disturbed() {
    let mut rows = named(ranked(32));
    for (place, was) in (12..14).zip([13, 12]) {
        rows[place].was = Some(was);
    }
    let board = shown(&board_of(rows));
    // On the first page nothing moves; on the second one it does.
    let first = Moment {
        scene_ms: 1_000,
        frame_ms: 0,
        clock: None,
    };
    let second = Moment {
        scene_ms: 18_100,
        frame_ms: 0,
        clock: None,
    };
    assert_ne!(next_change(&board, first, area((80, 25))), Some(33));
    assert_eq!(next_change(&board, second, area((80, 25))), Some(33));
}

/// Rows as a composer makes them: ranked ones, groups by colour, those without data.
fn rows() -> impl Strategy<Value = Vec<BoardRow>> {
    let was = proptest::option::weighted(0.8, 0_u16..100);
    let one = (0_u16..=10_000, any::<bool>(), 0_u16..=12, was);
    (
        proptest::collection::vec(one, 0..=100),
        0_usize..=100,
        0_usize..10,
    )
        .prop_map(|(all, ranks, no_data)| {
            let mut all: Vec<_> = all;
            all.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
            let with_data = all.len().saturating_sub(no_data);
            let mut rows: Vec<BoardRow> = Vec::new();
            for (place, (score, equal, reported, was)) in all.into_iter().enumerate() {
                let mut one = row(place, &format!("Desa-{place:03}"), "Bontoa", score);
                one.was = was;
                one.reported = Some((reported, 12));
                if let Some(above) = rows.last_mut().filter(|_| equal) {
                    one.score = above.score;
                    one.rank = above.rank;
                    one.zone = above.score.map(colour);
                    (one.shared, above.shared) = (true, true);
                }
                if place >= ranks.min(with_data) {
                    one.rank = None;
                    one.shared = false;
                }
                if place >= with_data {
                    (one.score, one.zone) = (None, None);
                }
                rows.push(one);
            }
            rows
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_row_stands_on_one_page_and_the_leaders_on_all(
        rows in rows(),
        size in proptest::sample::select(SIZES.to_vec()),
        more in proptest::sample::select(vec![0_u32, 7]),
    ) {
        let mut board = board_of(rows);
        board.more = more;
        for row in &mut board.rows {
            row.was = None;
        }
        let pages = pages(&shown(&board), size);
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for page in &pages {
            for name in names(page) {
                *seen.entry(name).or_default() += 1;
            }
        }
        prop_assert_eq!(seen.len(), board.rows.len());
        let pinned = board.rows.iter().take(3).filter(|r| r.rank.is_some()).count();
        for (place, row) in board.rows.iter().enumerate() {
            let times = seen[row.name.as_str()];
            let leads = times == pages.len() && place < pinned;
            prop_assert!(leads || times == 1, "{} {times} of {}", row.name, pages.len());
        }
        let told = pages.iter().filter(|p| p.contains("dan 7 lainnya")).count();
        prop_assert_eq!(told, usize::from(more > 0 && !board.rows.is_empty()));
    }

    #[test]
    fn a_movement_ends_in_the_picture_at_rest(
        rows in rows(),
        size in proptest::sample::select(SIZES.to_vec()),
        began in 0_u64..60_000,
        ms in 0_u64..4_400,
    ) {
        let moving = shown(&board_of(rows.clone()));
        let mut rows = rows;
        for row in &mut rows {
            row.was = None;
        }
        let rest = shown(&board_of(rows));
        let moment = |ms| Moment { scene_ms: began + ms, frame_ms: ms, clock: None };
        prop_assert_eq!(drawn(&moving, moment(4_400), size), drawn(&rest, moment(4_400), size));
        // On the way nobody is missing and nobody stands twice.
        let (way, there) = (drawn(&moving, moment(ms), size), drawn(&rest, moment(ms), size));
        let count = |buf| names(&text(buf)).len();
        prop_assert_eq!(count(&way), count(&there));
    }

    #[test]
    fn in_one_colour_a_row_tells_the_same(rows in rows(), size in proptest::sample::select(SIZES.to_vec())) {
        let mut frame = shown(&board_of(rows));
        let colours = text(&drawn(&frame, at(9_000), size));
        frame.look = Look::Mono;
        prop_assert_eq!(text(&drawn(&frame, at(9_000), size)), colours);
    }
}
