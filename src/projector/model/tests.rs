use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::*;
use crate::meeting::hall::Look;

fn frame(seq: u64, show: u64, text: &str) -> Frame {
    Frame {
        seq,
        show,
        look: Look::Light,
        scene: Scene::Message { text: text.into() },
        ..plain()
    }
}

fn shown(revision: u64, frame: Frame) -> News {
    News::Shown(Box::new(Shown {
        frame: Some((revision, frame)),
        ..Shown::default()
    }))
}

fn model() -> Model {
    Model::new(7, "pertemuan".into(), (80, 25))
}

fn press(model: &mut Model, c: char, now: u64) -> Pressed {
    model.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE), now)
}

/// The text and the moment of what is drawn.
fn drawn(model: &Model, now: u64) -> (String, u64, u64) {
    match model.picture(now) {
        Picture::Frame(frame, moment) => {
            let words = match &frame.scene {
                Scene::Message { text } => text.clone(),
                other => format!("{other:?}"),
            };
            (words, moment.scene_ms, moment.frame_ms)
        }
        Picture::Waiting(lost) => (format!("{lost:?}"), 0, 0),
    }
}

#[test]
fn the_first_frame_is_at_rest_and_the_next_one_moves() {
    let mut model = model();
    assert!(model.news(shown(4, frame(9, 2, "satu")), 1_000));
    let (_, scene, moved) = drawn(&model, 1_500);
    assert_eq!(scene, 500);
    assert!(moved >= SETTLED_MS, "no animation on start");
    model.news(shown(5, frame(10, 2, "dua")), 2_000);
    assert_eq!(drawn(&model, 2_100), ("dua".into(), 1_100, 100));
    // Another show step begins a scene of its own.
    model.news(shown(6, frame(11, 11, "tiga")), 3_000);
    assert_eq!(drawn(&model, 3_100), ("tiga".into(), 100, 100));
    // The same picture again, from a later position or another store: nothing begins anew.
    model.news(shown(6, frame(12, 11, "tiga")), 4_000);
    assert_eq!(drawn(&model, 4_000), ("tiga".into(), 1_000, 1_000));
}

#[test]
fn what_was_missed_in_between_is_not_animated() {
    let mut model = model();
    model.news(shown(4, frame(9, 2, "satu")), 0);
    model.news(shown(7, frame(12, 2, "dua")), 1_000);
    let (words, scene, moved) = drawn(&model, 1_000);
    assert_eq!((words.as_str(), scene), ("dua", 1_000));
    assert!(
        moved >= SETTLED_MS,
        "where the rows stood before is not known here"
    );
    // Nor what a store shows that counts from the beginning.
    model.news(shown(1, frame(1, 1, "lain")), 2_000);
    assert!(drawn(&model, 2_000).2 >= SETTLED_MS);
}

#[test]
fn a_lost_store_or_an_empty_one_takes_no_picture_away() {
    let mut model = model();
    assert_eq!(model.picture(0), Picture::Waiting(None));
    assert!(model.news(News::Lost(StoreError::Newer), 0));
    assert_eq!(model.picture(0), Picture::Waiting(Some(&StoreError::Newer)));
    model.news(shown(1, frame(1, 1, "papan")), 0);
    for news in [
        News::Lost(StoreError::Newer),
        News::Shown(Box::default()),
        News::Lost(StoreError::Damaged("x".into())),
    ] {
        model.news(news, 10);
        assert_eq!(drawn(&model, 10).0, "papan");
    }
    let error = News::Lost(StoreError::Busy);
    assert!(!model.news(error, 20), "not worth a drawing");
}

#[test]
fn the_own_cover_lies_over_the_hall_s_and_in_its_colours() {
    let mut model = model();
    model.news(shown(3, frame(1, 1, "papan")), 0);
    let over = frame(1, 1, "istirahat");
    model.news(
        News::Shown(Box::new(Shown {
            frame: Some((3, frame(1, 1, "papan"))),
            cover: Some((8, over)),
            logo: None,
        })),
        0,
    );
    assert_eq!(drawn(&model, 0).0, "istirahat");
    press(&mut model, 't', 50);
    let Picture::Frame(test, moment) = model.picture(60) else {
        panic!("a frame");
    };
    assert_eq!((&test.scene, test.look), (&Scene::Test, Look::Light));
    assert_eq!(moment.scene_ms, 10);
    let beat = model.heartbeat();
    assert_eq!(
        (beat.revision, beat.cover, beat.own),
        (3, 8, Some(OwnCover::Test))
    );
    press(&mut model, 'B', 70);
    assert_eq!(model.heartbeat().own, Some(OwnCover::Blank));
    // Frames go on behind it.
    model.news(shown(4, frame(2, 1, "baru")), 80);
    assert_eq!(drawn(&model, 80).0, "Blank");
    press(&mut model, ' ', 90);
    assert_eq!(drawn(&model, 90), ("baru".into(), 90, 10));
    assert_eq!(model.heartbeat().own, None);
}

#[test]
fn the_own_logo_is_the_store_s_or_the_last_seen_or_the_file_s_name() {
    let mut model = model();
    press(&mut model, 'l', 0);
    assert_eq!(drawn(&model, 0).0, "pertemuan");
    let logo = |title: &str| Frame {
        scene: Scene::Logo(crate::stage::Logo {
            title: title.into(),
            date: "2026-12-18".parse().unwrap(),
            place: String::new(),
            organiser: String::new(),
        }),
        ..plain()
    };
    model.news(shown(1, logo("PLM Maros")), 0);
    model.news(shown(2, frame(3, 3, "papan")), 0);
    assert!(drawn(&model, 0).0.contains("PLM Maros"));
    let left = Shown {
        logo: Some(logo("PLM Barru")),
        ..Shown::default()
    };
    model.news(News::Shown(Box::new(left)), 0);
    assert!(drawn(&model, 0).0.contains("PLM Barru"));
}

#[test]
fn two_q_leave_within_three_seconds_and_nothing_else_between() {
    let mut model = model();
    assert_eq!(press(&mut model, 'q', 0), Pressed::Stay);
    assert_eq!(model.hint_now(0), Some(Hint::QuitAgain));
    assert_eq!(press(&mut model, 'q', QUIT_MS), Pressed::Stay, "too late");
    assert_eq!(press(&mut model, 'x', 3_100), Pressed::Stay);
    assert_eq!(press(&mut model, 'q', 3_200), Pressed::Stay);
    assert_eq!(press(&mut model, 'Q', 3_300), Pressed::Leave);
}

#[test]
fn the_help_fades_by_itself_and_an_own_cover_brings_none() {
    let mut model = model();
    model.news(shown(1, frame(1, 1, "papan")), 0);
    assert_eq!(model.hint_now(0), None);
    press(&mut model, 'x', 100);
    assert_eq!(model.hint_now(100), Some(Hint::Keys));
    let due = model.due(100).unwrap();
    assert_eq!(due, 100 + HELP_MS);
    assert_eq!(model.hint_now(due), None);
    assert_eq!(model.due(due), None, "then nothing more is due");
    press(&mut model, 'x', 200);
    press(&mut model, 'b', 300);
    assert_eq!(model.hint_now(300), None, "black is black");
}

#[test]
fn a_small_window_is_told() {
    let mut model = model();
    assert!(!model.heartbeat().too_small);
    model.resize((20, 5));
    let beat = model.heartbeat();
    assert_eq!(
        (beat.size, beat.too_small, beat.revision),
        ((20, 5), true, 0)
    );
}
