//! Who may replace a frame, and what a reader is told.

use gelar::stage::{Frame, Published, Store, StoreError, store};

use crate::hall::{Hall, board, frame, logo, message};

#[test]
fn only_a_later_position_replaces_the_picture() {
    let hall = Hall::new();
    let mut store = hall.open();
    assert_eq!(store.current().unwrap(), None);
    assert_eq!(
        store.publish(&message(5, "lima")).unwrap(),
        Published::New(1)
    );
    for seq in [0, 4, 5] {
        let answer = store.publish(&message(seq, "lama")).unwrap();
        assert_eq!(answer, Published::Stale, "{seq}");
    }
    assert_eq!(store.current().unwrap().unwrap(), (1, message(5, "lima")));
    assert_eq!(
        store.publish(&message(9, "baru")).unwrap(),
        Published::New(2)
    );
    assert_eq!(
        hall.open().current().unwrap().unwrap(),
        (2, message(9, "baru"))
    );
}

#[test]
fn the_same_picture_is_no_new_one_and_nothing_from_between_comes_after_it() {
    let hall = Hall::new();
    let mut store = hall.open();
    store.publish(&message(5, "sama")).unwrap();
    let other = hall.open();
    assert_eq!(
        store.publish(&message(8, "sama")).unwrap(),
        Published::Same(1)
    );
    assert_eq!(other.current().unwrap().unwrap(), (1, message(8, "sama")));
    assert_eq!(
        store.publish(&message(7, "antara")).unwrap(),
        Published::Stale
    );
    // Another show step is another picture, even where it looks alike: its clocks begin anew.
    let next = Frame {
        show: 9,
        ..message(9, "sama")
    };
    assert_eq!(store.publish(&next).unwrap(), Published::New(2));
}

#[test]
fn two_writers_and_two_readers_agree_on_the_newest() {
    let hall = Hall::new();
    let path = hall.file();
    let writers: Vec<_> = (0..2)
        .map(|odd: u64| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut store = Store::open(&path).unwrap();
                for n in 1..=100 {
                    let seq = 2 * n + odd;
                    match store.publish(&board(seq, &format!("Penerbit{odd}"), 40)) {
                        Ok(Published::New(_) | Published::Same(_) | Published::Stale) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
            })
        })
        .collect();
    let reader = hall.open();
    let mut last = (0, 0);
    while writers.iter().any(|w| !w.is_finished()) {
        let Some((revision, frame)) = reader.current().unwrap() else {
            continue;
        };
        assert!((revision, frame.seq) >= last, "never back");
        last = (revision, frame.seq);
    }
    for writer in writers {
        writer.join().unwrap();
    }
    assert_eq!(
        reader.current().unwrap().unwrap().1,
        board(201, "Penerbit1", 40)
    );
}

#[test]
fn a_cover_lies_over_the_frame_and_leaves_it_alone() {
    let hall = Hall::new();
    let mut store = hall.open();
    store.publish(&board(3, "Papan", 10)).unwrap();
    let mut other = hall.open();
    assert!(!other.changed().unwrap());
    store.set_cover(Some(&message(3, "Istirahat"))).unwrap();
    assert!(other.changed().unwrap());
    assert!(!other.changed().unwrap(), "told once");
    assert_eq!(other.revisions().unwrap(), (1, 1));
    assert_eq!(
        other.cover().unwrap().unwrap(),
        (1, message(3, "Istirahat"))
    );
    assert_eq!(
        other.current().unwrap().unwrap(),
        (1, board(3, "Papan", 10))
    );
    // The board goes on behind it.
    store.publish(&board(4, "Papan", 11)).unwrap();
    assert_eq!(other.revisions().unwrap(), (2, 1));
    store.set_cover(Some(&logo(3, "PLM Maros"))).unwrap();
    assert_eq!(other.cover().unwrap().unwrap(), (2, logo(3, "PLM Maros")));
    store.set_cover(None).unwrap();
    assert_eq!(other.cover().unwrap(), None);
    assert_eq!(other.revisions().unwrap(), (2, 0));
}

#[test]
fn the_longest_message_has_room_and_more_is_refused_without_harm() {
    let hall = Hall::new();
    let mut store = hall.open();
    let longest = "\"\u{1F600}".repeat(250);
    store.set_cover(Some(&message(1, &longest))).unwrap();
    let too_long = message(1, &"x".repeat(store::COVER_BYTES));
    assert_eq!(store.set_cover(Some(&too_long)), Err(StoreError::TooLarge));
    assert_eq!(store.cover().unwrap().unwrap().1, message(1, &longest));
}

#[test]
fn a_logo_waits_for_those_who_ask_and_is_written_once() {
    let hall = Hall::new();
    let mut store = hall.open();
    assert_eq!(store.logo().unwrap(), None);
    store.set_logo(&logo(1, "PLM Maros")).unwrap();
    let mut other = hall.open();
    store.set_logo(&logo(7, "PLM Maros")).unwrap();
    assert!(
        !other.changed().unwrap(),
        "the same logo is not written again"
    );
    store.set_logo(&logo(8, "PLM Barru")).unwrap();
    assert_eq!(other.logo().unwrap().unwrap(), logo(8, "PLM Barru"));
    assert_eq!(other.cover().unwrap(), None);
}

#[test]
fn another_meeting_and_a_restored_backup_begin_with_nothing() {
    let hall = Hall::new();
    let mut store = hall.open();
    assert!(!store.claim("rapat-a", 0).unwrap(), "nothing was there");
    store.publish(&message(40, "empat puluh")).unwrap();
    assert!(!store.claim("rapat-a", 40).unwrap());
    assert!(!store.claim("rapat-a", 41).unwrap());
    assert!(store.current().unwrap().is_some());
    // A backup of 30 entries is opened.
    assert!(store.claim("rapat-a", 30).unwrap());
    assert_eq!(store.current().unwrap(), None);
    let Published::New(revision) = store
        .publish(&frame(30, gelar::stage::Scene::Blank))
        .unwrap()
    else {
        panic!("nothing may be in its way");
    };
    assert!(
        revision > 1,
        "a display must see that it is another picture"
    );
    store.set_cover(Some(&message(1, "Istirahat"))).unwrap();
    store.set_logo(&logo(1, "PLM Maros")).unwrap();
    assert!(store.claim("rapat-b", 500).unwrap());
    assert_eq!(store.current().unwrap(), None);
    assert_eq!(
        (store.cover().unwrap(), store.logo().unwrap()),
        (None, None)
    );
}

#[test]
fn it_lies_beside_the_meeting() {
    for (meeting, layar) in [
        ("pertemuan.gelar", "pertemuan.layar"),
        ("/stik/Hari H.GELAR", "/stik/Hari H.layar"),
        ("pertemuan.layar", "pertemuan.layar"),
        ("plm.2026", "plm.2026.layar"),
        ("plm", "plm.layar"),
    ] {
        assert_eq!(
            store::path_for(meeting.as_ref()),
            std::path::Path::new(layar)
        );
    }
}
