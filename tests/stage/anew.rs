//! The store is deleted and made anew while others have it open, open it, and beat into it.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use gelar::stage::{Store, StoreError};
use rusqlite::Connection;

use crate::displays::{at, beat};
use crate::hall::{Hall, board, message};

/// Somebody who has the old file open finds the new one's journal by its name. Taken for the old one's,
/// it would be played back and deleted under the hands of whoever writes there.
// Windows does not delete a file that is open.
#[cfg(unix)]
#[test]
fn an_old_connection_leaves_the_journal_of_the_new_file_alone() {
    let hall = Hall::new();
    let mut old = hall.open();
    old.publish(&message(1, "lama")).unwrap();
    std::fs::remove_file(hall.file()).unwrap();
    drop(hall.create());
    let new = Connection::open(hall.file()).unwrap();
    new.execute_batch("BEGIN IMMEDIATE; UPDATE position SET meeting = 'baru'")
        .unwrap();
    let missing = Err(StoreError::Missing(hall.file()));
    let now = at(1_000);
    assert_eq!(old.changed().map(|_| ()), missing);
    assert_eq!(old.revisions().map(|_| ()), missing);
    assert_eq!(old.current().map(|_| ()), missing);
    assert_eq!(old.cover().map(|_| ()), missing);
    assert_eq!(old.logo().map(|_| ()), missing);
    assert_eq!(old.displays(&now).map(|_| ()), missing);
    assert_eq!(old.beat(&beat(7), &now).map(|_| ()), missing);
    assert_eq!(old.publish(&message(2, "sisa")).map(|_| ()), missing);
    assert_eq!(old.set_cover(None), missing);
    assert_eq!(old.forget(1), missing);
    assert_eq!(old.claim("lain", 0).map(|_| ()), missing);
    drop(old);
    new.execute_batch("COMMIT").unwrap();
}

/// One who makes the store has made the file before there is anything in it.
#[test]
fn a_file_of_nothing_is_not_there_yet_and_is_filled_where_it_lies() {
    let hall = Hall::new();
    std::fs::write(hall.file(), "").unwrap();
    let missing = StoreError::Missing(hall.file());
    assert_eq!(Store::open(&hall.file()).unwrap_err(), missing);
    let maker = Connection::open(hall.file()).unwrap();
    drop(hall.create());
    let tables = "SELECT count(*) FROM sqlite_schema";
    let tables: u32 = maker.query_row(tables, [], |row| row.get(0)).unwrap();
    assert_eq!(tables, 4, "the one who came first has the same file");
}

// Windows does not delete a file that is open.
#[cfg(unix)]
#[test]
fn nobody_is_told_an_error_while_it_is_made_anew_again_and_again() {
    let hall = Hall::new();
    let hall = &hall;
    let told: Vec<_> = std::thread::scope(|scope| {
        // Dropped at the end, or by a panic: then the displays close.
        let (windows, displays): (Vec<_>, Vec<_>) = (1..=3)
            .map(|id| {
                let (window, closed) = channel::<()>();
                (window, scope.spawn(move || follow(hall, id, &closed)))
            })
            .unzip();
        let mut told = Vec::new();
        for round in 0..12 {
            std::fs::remove_file(hall.file()).unwrap();
            told.extend(make(hall, round).err());
        }
        drop(windows);
        told.extend(displays.into_iter().flat_map(|d| d.join().unwrap()));
        // Who waited in vain tries again.
        told.retain(|error| *error != StoreError::Busy);
        told
    });
    assert_eq!(told, []);
}

#[cfg(unix)]
fn make(hall: &Hall, round: u64) -> Result<(), StoreError> {
    let mut store = Store::open_or_create(&hall.file())?;
    for seq in 1..=round % 4 {
        store.publish(&board(seq, "Papan", 20))?;
        store.set_cover(Some(&message(seq, "Istirahat")))?;
    }
    Ok(())
}

/// What a display does, many times as often. Answers what it was told, but for files that are gone.
#[cfg(unix)]
fn follow(hall: &Hall, id: u64, closed: &Receiver<()>) -> Vec<StoreError> {
    let mut told = Vec::new();
    let mut seed = id;
    let mut store = None;
    loop {
        if let Err(error) = look(hall, id, &mut store) {
            store = None;
            if !matches!(error, StoreError::Missing(_)) {
                told.push(error);
            }
        }
        // Without any pause nobody else would come to write within their patience.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let pause = Duration::from_micros(seed >> 51);
        if closed.recv_timeout(pause) == Err(RecvTimeoutError::Disconnected) {
            return told;
        }
    }
}

#[cfg(unix)]
fn look(hall: &Hall, id: u64, open: &mut Option<Store>) -> Result<(), StoreError> {
    let store = match open {
        Some(store) => store,
        None => open.insert(Store::open(&hall.file())?),
    };
    if store.changed()? {
        store.revisions()?;
        store.current()?;
        store.cover()?;
    }
    store.beat(&beat(id), &at(1_000))?;
    Ok(())
}
