//! Files as offices really send them, one case of a kind beside the next.

#![allow(clippy::unwrap_used)] // a test that cannot go on stops there

#[path = "import_cases/across.rs"]
mod across;
#[path = "import_cases/cells.rs"]
mod cells;
#[path = "import_cases/cells_kept.rs"]
mod cells_kept;
#[path = "import_cases/forms.rs"]
mod forms;
#[path = "import_cases/grids.rs"]
mod grids;
#[path = "import_cases/handed_back.rs"]
mod handed_back;
#[path = "import_cases/heads.rs"]
mod heads;
#[path = "import_cases/indicators.rs"]
mod indicators;
#[path = "import_cases/loose.rs"]
mod loose;
#[path = "import_cases/lost.rs"]
mod lost;
#[path = "import_cases/mend.rs"]
mod mend;
#[path = "cli/support.rs"]
mod office;
#[path = "import_cases/places.rs"]
mod places;
#[path = "import_cases/plans.rs"]
mod plans;
#[path = "import_cases/scripts.rs"]
mod scripts;
#[path = "import_cases/sheets.rs"]
mod sheets;
#[path = "support/figures.rs"]
mod support;
#[path = "import_cases/targets.rs"]
mod targets;
#[path = "import_cases/text_files.rs"]
mod text_files;
#[path = "import_cases/workbooks.rs"]
mod workbooks;
