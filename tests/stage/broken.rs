//! Files that are missing, somebody else's, damaged, newer, locked, replaced.

use gelar::journal::sqlite::SqliteJournal;
use gelar::stage::{Store, StoreError};
use rusqlite::Connection;

use crate::hall::{Hall, board, message};

#[test]
fn opening_makes_nothing() {
    let hall = Hall::new();
    std::fs::remove_file(hall.file()).unwrap();
    assert_eq!(
        Store::open(&hall.file()).unwrap_err(),
        StoreError::Missing(hall.file())
    );
    assert!(!hall.file().exists());
    let nowhere = hall.folder().join("stik/pertemuan.layar");
    assert!(matches!(Store::open(&nowhere), Err(StoreError::Missing(_))));
    assert!(matches!(
        Store::open_or_create(&nowhere),
        Err(StoreError::ReadOnly)
    ));
}

#[test]
fn files_of_others_are_refused_and_left_as_they_are() {
    let hall = Hall::new();
    let meeting = hall.folder().join("asli.gelar");
    drop(SqliteJournal::create(&meeting).unwrap());
    let other = hall.folder().join("lain.layar");
    let foreign = Connection::open(&other).unwrap();
    foreign.execute_batch("CREATE TABLE foto (x)").unwrap();
    drop(foreign);
    let text = hall.folder().join("surat.layar");
    std::fs::write(&text, "Yth. Bapak Bupati").unwrap();
    for file in [meeting, other, text] {
        let before = std::fs::read(&file).unwrap();
        for opened in [Store::open(&file), Store::open_or_create(&file)] {
            assert_eq!(opened.unwrap_err(), StoreError::NotOurs(file.clone()));
        }
        assert_eq!(std::fs::read(&file).unwrap(), before);
    }
    let folder = Store::open_or_create(hall.folder());
    assert!(matches!(folder, Err(StoreError::NotOurs(_))));
}

#[test]
fn a_newer_program_s_store_is_refused_and_kept() {
    let hall = Hall::new();
    hall.open().publish(&message(1, "nanti")).unwrap();
    let newer = Connection::open(hall.file()).unwrap();
    newer.pragma_update(None, "user_version", 2).unwrap();
    drop(newer);
    assert_eq!(Store::open(&hall.file()).unwrap_err(), StoreError::Newer);
    assert_eq!(
        Store::open_or_create(&hall.file()).unwrap_err(),
        StoreError::Newer
    );
    assert!(hall.holds("nanti"));
}

#[test]
fn a_scene_of_a_newer_program_is_told_and_can_be_replaced() {
    let hall = Hall::new();
    let mut store = hall.open();
    store.publish(&message(1, "lama")).unwrap();
    let newer = Connection::open(hall.file()).unwrap();
    // In memory: Windows does not delete the file of old pages while another connection has it open.
    newer
        .execute_batch("PRAGMA journal_mode = MEMORY; UPDATE frame SET json = replace(json, 'message', 'hologram')")
        .unwrap();
    drop(newer);
    assert_eq!(store.current().unwrap_err(), StoreError::Newer);
    store.publish(&message(2, "baru")).unwrap();
    assert_eq!(store.current().unwrap().unwrap().1, message(2, "baru"));
}

#[test]
fn a_damaged_store_is_made_anew() {
    let hall = Hall::new();
    hall.open().publish(&board(1, "Papan", 100)).unwrap();
    let whole = std::fs::read(hall.file()).unwrap();
    let mut scratched = whole.clone();
    for byte in &mut scratched[8_192..] {
        *byte ^= 0x5A;
    }
    let mut head = whole.clone();
    head[100..2_000].fill(0);
    let broken = [
        ("zeros", vec![0; 8_192]),
        ("cut", whole[..10_000].to_vec()),
        ("scratched", scratched),
        ("without its tables", head),
    ];
    for (what, bytes) in broken {
        std::fs::write(hall.file(), bytes).unwrap();
        let opened = Store::open(&hall.file());
        assert!(
            matches!(opened, Err(StoreError::Damaged(_))),
            "{what}: {opened:?}"
        );
        let mut store = hall.create();
        assert_eq!(store.current().unwrap(), None, "{what}");
        store.publish(&message(1, "baru")).unwrap();
    }
}

// Windows neither moves nor deletes a file that is open, and a stick that is pulled out cannot be played
// there.
#[cfg(unix)]
#[test]
fn a_store_that_vanished_or_was_replaced_is_noticed() {
    let hall = Hall::new();
    let store = hall.open();
    assert!(store.is_there());
    std::fs::rename(hall.file(), hall.folder().join("dicabut")).unwrap();
    assert!(!store.is_there());
    drop(hall.create());
    assert!(!store.is_there(), "another file has the name");
}

#[test]
fn a_locked_store_says_so() {
    let hall = Hall::new();
    let mut store = hall.open();
    let holder = Connection::open(hall.file()).unwrap();
    holder.execute_batch("BEGIN EXCLUSIVE").unwrap();
    assert_eq!(
        store.publish(&message(1, "x")).unwrap_err(),
        StoreError::Busy
    );
    assert_eq!(store.set_cover(None).unwrap_err(), StoreError::Busy);
    holder.execute_batch("ROLLBACK").unwrap();
    store.set_cover(None).unwrap();
    store.publish(&message(1, "x")).unwrap();
}
