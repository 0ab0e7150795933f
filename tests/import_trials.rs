//! Files that are damaged, runs that are killed, tables that are written and read again: over and over,
//! the same whenever they run. `GELAR_TRIALS` sets how often.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test that cannot go on stops there
#![allow(
    clippy::format_push_string,
    clippy::type_complexity,
    clippy::cast_precision_loss
)] // small numbers, files written as they are read

#[path = "import_trials/flips.rs"]
mod flips;
#[path = "import_trials/heads.rs"]
mod heads;
#[path = "import_trials/kills.rs"]
mod kills;
#[path = "cli/support.rs"]
mod office;
#[path = "import_trials/sound.rs"]
mod sound;
#[path = "support/figures.rs"]
mod support;
#[path = "import_trials/tables.rs"]
mod tables;
#[path = "support/trials.rs"]
mod trials;
#[path = "support/workbooks.rs"]
mod workbooks;
