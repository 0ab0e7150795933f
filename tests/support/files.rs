//! Files for tests and benches: read and checked as the program does, before anybody says anything.

#![allow(dead_code, clippy::unwrap_used)] // every test takes what it needs

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::LazyLock;

use gelar::exchange::ImportError;
use gelar::exchange::import::{
    ACHIEVEMENTS, AchievementsFile, LIBRARIES, LibrariesFile, PEOPLE, PeopleFile, TOTALS,
    TotalsFile, VILLAGES, VillagesFile, check_achievements, check_libraries, check_people,
    check_totals, check_villages,
};
use gelar::exchange::reading::{Dash, Reading};
use gelar::exchange::table::{
    Layout, NoHead, Outcome, Progress, Tables, book_of, read_bytes, tables_of,
};

/// Goes on.
pub fn on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// The tables of a file.
pub fn tables(bytes: Vec<u8>, layout: &Layout) -> Result<Tables, ImportError> {
    tables_of(
        &book_of(bytes, layout, &mut on)?,
        layout,
        &Reading::default(),
    )
}

/// A list of people.
pub fn people(bytes: impl Into<Vec<u8>>) -> Result<PeopleFile, ImportError> {
    let tables = tables(bytes.into(), &PEOPLE)?;
    check_people(tables, &Reading::default(), &mut on)
}

/// A list of people from a file.
pub fn read_people(path: &Path) -> Result<PeopleFile, ImportError> {
    people(read_bytes(path)?)
}

/// A list of libraries.
pub fn libraries(bytes: impl Into<Vec<u8>>) -> Result<LibrariesFile, ImportError> {
    let tables = tables(bytes.into(), &LIBRARIES)?;
    check_libraries(tables, &Reading::default(), &mut on)
}

/// A list of villages.
pub fn villages(bytes: impl Into<Vec<u8>>) -> Result<VillagesFile, ImportError> {
    let tables = tables(bytes.into(), &VILLAGES)?;
    check_villages(tables, &Reading::default(), &mut on)
}

/// A list of achievements; a dash in it is nothing.
pub fn months(bytes: impl Into<Vec<u8>>) -> Result<AchievementsFile, ImportError> {
    months_with(bytes, &DASH)
}

/// A list of achievements, read so.
pub fn months_with(
    bytes: impl Into<Vec<u8>>,
    reading: &Reading,
) -> Result<AchievementsFile, ImportError> {
    let book = book_of(bytes.into(), &ACHIEVEMENTS, &mut on)?;
    check_achievements(tables_of(&book, &ACHIEVEMENTS, reading)?, reading, &mut on)
}

/// A list of totals; a dash in it is nothing.
pub fn totals(bytes: impl Into<Vec<u8>>) -> Result<TotalsFile, ImportError> {
    totals_with(bytes, &DASH)
}

/// A list of totals, read so.
pub fn totals_with(
    bytes: impl Into<Vec<u8>>,
    reading: &Reading,
) -> Result<TotalsFile, ImportError> {
    let book = book_of(bytes.into(), &TOTALS, &mut on)?;
    check_totals(tables_of(&book, &TOTALS, reading)?, reading, &mut on)
}

/// A dash is nothing.
pub static DASH: LazyLock<Reading> = LazyLock::new(|| Reading {
    dash: Some(Dash::Unreported),
    ..Reading::default()
});

/// Why the only sheet of a file has no head that fits.
pub fn no_head<T: std::fmt::Debug>(read: Result<T, ImportError>) -> NoHead {
    let ImportError::Heads(mut sheets) = read.unwrap_err() else {
        panic!("another error");
    };
    match sheets.remove(0).outcome {
        Outcome::NoHead(_, why) => why,
        other => panic!("{other:?}"),
    }
}
