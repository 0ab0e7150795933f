//! What must hold for any frame, also one that nobody composed, at any size and moment.

use gelar::meeting::hall::{HallLang, Look};
use gelar::scene::{Moment, draw, next_change, too_small, without_eighths};
use gelar::stage::{BoardRow, BoardView, Frame, Scene};
use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::frames::{at, board_of, drawn, frame, groups, library, long, row, text, usual};

const LOOKS: [Look; 3] = [Look::Dark, Look::Light, Look::Mono];

/// Names that would steer a terminal, turn its direction, hide or spread over other lines.
const HOSTILE: [&str; 12] = [
    "\u{1b}[31mSalenrang\u{1b}]0;title\u{7}",
    "\u{9b}2JBontoa",
    "Barugae\u{202e}eagurab\u{202c}",
    "\u{2066}Tuka\u{200d}masea\u{2069}\u{feff}",
    "two\nlines\r\nand\ttabs",
    "\u{0}\u{8}\u{7f}",
    "Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}algo",
    "漢字の図書館はとても長い名前です漢字の図書館",
    "المكتبة القروية",
    "\u{1f4da} Pustaka \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
    "<b>{{ name }}</b> %s $(reboot)",
    "",
];

fn drawable(symbol: &str) -> bool {
    symbol.chars().all(|c| {
        c == ' '
            || c.is_ascii_graphic()
            || c.is_alphanumeric()
            || unicode_normalization::char::is_combining_mark(c)
            || "─│┌┐└┘├┤┬┴┼═║▀▄█▌▐░▒▓►■·–…×▏▎▍▋▊▉’‘“”".contains(c)
    })
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned),
        "[A-Za-z' ]{0,70}",
        any::<String>(),
    ]
}

fn board_row() -> impl Strategy<Value = BoardRow> {
    (
        name(),
        name(),
        proptest::option::of(any::<u32>()),
        any::<bool>(),
        proptest::option::of(any::<u16>()),
        proptest::option::of(any::<i32>()),
        proptest::option::of(any::<(u16, u16)>()),
        proptest::option::of(any::<u16>()),
    )
        .prop_map(|(name, place, rank, shared, score, moved, reported, was)| {
            let mut row = row(0, &name, &place, score.unwrap_or(0));
            (row.rank, row.shared, row.score) = (rank, shared, score);
            (row.moved, row.reported, row.was) = (moved, reported, was);
            row
        })
}

fn scene() -> impl Strategy<Value = Scene> {
    let board = (
        proptest::collection::vec(board_row(), 0..30),
        name(),
        any::<u32>(),
        any::<bool>(),
    );
    let board = board.prop_map(|(rows, name, more, sealed)| {
        let mut board = board_of(rows);
        (board.libraries, board.more) = (more, more);
        board.view = BoardView::Subdistrict(name);
        board.sealed = if sealed { groups().sealed } else { None };
        Scene::Board(board)
    });
    let card = (
        board_row(),
        any::<u64>(),
        any::<u64>(),
        any::<u16>(),
        0_usize..50,
    );
    let card = card.prop_map(|(row, done, target, percent, months)| {
        let mut card = library(&row.name);
        let states = card.months.clone();
        card.row = row;
        card.months = states.into_iter().cycle().take(months).collect();
        for bar in &mut card.bars {
            (bar.done, bar.target, bar.percent) = (Some(done), target, percent);
        }
        card.met = None;
        Scene::Library(card)
    });
    let others: Vec<Scene> = usual().into_iter().chain(long()).map(|(_, s)| s).collect();
    prop_oneof![
        2 => board,
        1 => card,
        1 => name().prop_map(|text| Scene::Message { text }),
        1 => proptest::sample::select(others),
        1 => Just(Scene::Blank),
    ]
}

fn any_frame() -> impl Strategy<Value = Frame> {
    let look = proptest::sample::select(LOOKS.to_vec());
    (scene(), look, any::<bool>(), any::<bool>()).prop_map(|(scene, look, sample, english)| {
        let lang = if english { HallLang::En } else { HallLang::Id };
        Frame {
            look,
            sample,
            ..frame(lang, scene)
        }
    })
}

fn size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        2 => (0_u16..=70, 0_u16..=26),
        2 => (64_u16..=140, 20_u16..=50),
        1 => (64_u16..=400, 20_u16..=120),
    ]
}

fn moment() -> impl Strategy<Value = Moment> {
    let ms = prop_oneof![0_u64..120_000, any::<u64>()];
    (ms, any::<u64>(), 0_u64..5_000, any::<bool>()).prop_map(|(scene_ms, late, soon, now)| Moment {
        scene_ms,
        frame_ms: if now { soon } else { late },
        clock: now.then(|| jiff::civil::time(23, 59, 0, 0)),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_is_drawn_outside_or_harmful_and_always_the_same(
        frame in any_frame(),
        (wide, high) in size(),
        moment in moment(),
    ) {
        let area = Rect::new(3, 2, wide, high);
        let mut around = Cell::new("x");
        around.set_style(Style::new().bg(Color::Magenta));
        let mut buf = Buffer::filled(Rect::new(0, 0, wide + 6, high + 4), around.clone());
        draw(&frame, moment, area, &mut buf);
        for y in 0..buf.area.height {
            for x in 0..buf.area.width {
                let inside = area.contains(ratatui::layout::Position { x, y });
                prop_assert!(inside || buf[(x, y)] == around, "{x} {y}");
                prop_assert!(drawable(buf[(x, y)].symbol()), "{:?}", buf[(x, y)].symbol());
            }
        }
        let mut again = Buffer::filled(buf.area, around);
        draw(&frame, moment, area, &mut again);
        prop_assert_eq!(buf, again);
    }

    #[test]
    fn a_picture_stays_until_it_says_that_it_changes(
        frame in any_frame(),
        (wide, high) in size(),
        moment in moment(),
        later in 0_u64..100_000,
    ) {
        let next = next_change(&frame, moment, Rect::new(0, 0, wide, high));
        prop_assert_ne!(next, Some(0));
        // What glides may be drawn at any time.
        if moment.frame_ms >= 4_400 && moment.scene_ms < u64::MAX / 2 && moment.frame_ms < u64::MAX / 2 {
            // Up to the very last millisecond.
            for wait in next.map_or([later; 2], |next| [later % next, next - 1]) {
                let then = Moment {
                    scene_ms: moment.scene_ms + wait,
                    frame_ms: moment.frame_ms + wait,
                    ..moment
                };
                let (now, then) = (drawn(&frame, moment, (wide, high)), drawn(&frame, then, (wide, high)));
                prop_assert_eq!(now, then);
            }
        }
    }

    #[test]
    fn an_area_partly_beside_the_buffer_is_clipped(frame in any_frame(), x in 0_u16..80, y in 0_u16..30) {
        let mut buf = Buffer::empty(Rect::new(0, 0, 80, 30));
        draw(&frame, Moment::default(), Rect::new(x, y, 100, 50), &mut buf);
    }

    #[test]
    fn one_colour_means_no_colour(frame in any_frame(), size in size(), moment in moment()) {
        let frame = Frame { look: Look::Mono, ..frame };
        let buf = drawn(&frame, moment, size);
        prop_assert!(buf.content.iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset));
    }
}

#[test]
fn what_is_too_small_says_so() {
    let board = frame(HallLang::Id, Scene::Board(groups()));
    for size in [(20, 5), (63, 20), (64, 19)] {
        assert!(too_small(Rect::new(0, 0, size.0, size.1)));
        let picture = text(&drawn(&board, at(0), size));
        assert!(picture.contains("terlalu kecil"), "{picture}");
        assert!(!picture.contains("Salenrang"), "{picture}");
        assert_eq!(
            next_change(&board, at(0), Rect::new(0, 0, size.0, size.1)),
            None
        );
    }
}

#[test]
fn a_sample_says_so_on_every_scene_but_the_black_one() {
    for size in [(64, 20), (80, 25), (100, 30), (128, 48), (400, 120)] {
        for (name, scene) in usual().into_iter().chain(long()) {
            for (lang, word) in [(HallLang::Id, " CONTOH"), (HallLang::En, " SAMPLE")] {
                let mut frame = frame(lang, scene.clone());
                assert!(!text(&drawn(&frame, at(0), size)).contains(word), "{name}");
                frame.sample = true;
                assert!(
                    text(&drawn(&frame, at(0), size)).contains(word),
                    "{name} {size:?}"
                );
            }
        }
    }
}

#[test]
fn blank_is_black() {
    for look in LOOKS {
        let mut frame = frame(HallLang::Id, Scene::Blank);
        (frame.look, frame.sample) = (look, true);
        for size in [(20, 5), (80, 25)] {
            let picture = drawn(&frame, at(0), size);
            let ground = if look == Look::Mono {
                Color::Reset
            } else {
                Color::Black
            };
            assert!(
                picture
                    .content
                    .iter()
                    .all(|c| c.symbol() == " " && c.bg == ground)
            );
        }
    }
}

#[test]
fn hostile_names_leave_every_score_readable() {
    let picture = |rows: Vec<BoardRow>, size| {
        text(&drawn(
            &frame(HallLang::Id, Scene::Board(board_of(rows))),
            at(0),
            size,
        ))
    };
    // Line by line the words that are scores.
    let scores = |picture: &str| -> Vec<Vec<String>> {
        let is_score = |word: &&str| {
            word.split_once(',')
                .is_some_and(|(_, places)| places.len() == 2)
        };
        let lines = picture.lines();
        lines
            .map(|line| {
                line.split_whitespace()
                    .filter(is_score)
                    .map(str::to_owned)
                    .collect()
            })
            .collect()
    };
    for size in [(64, 20), (80, 25), (128, 48)] {
        let usual = scores(&picture(super::frames::ranked(5), size));
        assert_eq!(usual.iter().flatten().count(), 5);
        for name in HOSTILE {
            let mut rows = super::frames::ranked(5);
            rows[1].name = name.to_owned();
            rows[2].subdistrict = name.to_owned();
            assert_eq!(scores(&picture(rows, size)), usual, "{name:?}");
        }
    }
}

#[test]
fn a_console_without_eighths_gets_halves() {
    let mut picture = drawn(
        &frame(HallLang::Id, Scene::Board(groups())),
        at(0),
        (80, 25),
    );
    assert!(text(&picture).contains('▋'));
    without_eighths(&mut picture);
    assert!(!text(&picture).contains(['▏', '▎', '▍', '▋', '▊', '▉']));
}
