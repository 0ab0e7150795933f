//! `gelar projector`: the hall's window. It names the meeting file and never opens it.

use super::Failure;
use super::open::path_of;
use super::run::Run;
use crate::projector;
use crate::terminal::Terminal;
use crate::theme::Theme;

/// Opens the window on the stage store beside the named meeting file, which need not be there yet.
pub(super) fn open(run: &Run, ascii: bool) -> Result<(), Failure> {
    let mut terminal = Terminal::take(Theme::detect(ascii), &run.clock)
        .map_err(|e| Failure::Storage(format!("{} ({e:#})", run.text.no_terminal)))?;
    let meeting = path_of(run.meeting.as_ref());
    projector::run(&mut terminal, run.text, &run.clock, &meeting).map_err(|e| Failure::io(&e))
}
