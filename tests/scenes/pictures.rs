//! Pictures of every scene in `tests/snapshots/`: names as they mostly are in Indonesian, the longest
//! ones in English, on a sample meeting.

use gelar::meeting::hall::HallLang;

use super::frames::{at, board_of, drawn, frame, long, ranked, text, usual};
use gelar::stage::Scene;

const SIZES: [(u16, u16); 4] = [(64, 20), (80, 25), (100, 30), (128, 48)];

fn snap(name: &str, screen: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, screen));
}

#[test]
fn every_scene_at_every_size() {
    for size in SIZES {
        for (name, scene) in usual() {
            let picture = drawn(&frame(HallLang::Id, scene), at(0), size);
            snap(&format!("layar-{name}-{}", size.0), &text(&picture));
        }
    }
}

#[test]
fn every_scene_with_the_longest_names_in_english_and_marked_as_a_sample() {
    for size in SIZES {
        for (name, scene) in long() {
            let mut frame = frame(HallLang::En, scene);
            frame.sample = true;
            let picture = drawn(&frame, at(0), size);
            snap(&format!("layar-{name}-{}-en", size.0), &text(&picture));
        }
    }
}

#[test]
fn large_screens_carry_rows_in_big_type() {
    let board = frame(HallLang::Id, Scene::Board(board_of(ranked(32))));
    for size in [(200, 60), (400, 120)] {
        snap(
            &format!("layar-papan-{}", size.0),
            &text(&drawn(&board, at(0), size)),
        );
    }
    for (name, scene) in usual() {
        if let Scene::Logo(_) | Scene::Library(_) | Scene::Test = scene {
            let picture = drawn(&frame(HallLang::Id, scene), at(0), (200, 60));
            snap(&format!("layar-{name}-200"), &text(&picture));
        }
    }
}

#[test]
fn later_pages_and_groups_without_ranks() {
    let groups = usual()
        .into_iter()
        .find(|(name, _)| *name == "papan-kelompok");
    let board = frame(HallLang::Id, groups.unwrap().1);
    for (page, ms) in [(2, 18_000), (4, 45_000)] {
        let picture = drawn(&board, at(ms), (80, 25));
        snap(&format!("layar-papan-kelompok-hal-{page}"), &text(&picture));
    }
}
