//! `gelar projector`: the hall's window. It names the meeting file and never opens it.

use super::Failure;
use super::open::path_of;
use super::run::Run;
use super::window::take;
use crate::projector;
use crate::theme::Theme;

/// Opens the window on the stage store beside the named meeting file, which need not be there yet.
pub(super) fn open(run: &Run, theme: Theme) -> Result<(), Failure> {
    let mut terminal = take(run, theme)?;
    let meeting = path_of(run.meeting.as_ref());
    projector::run(&mut terminal, run.text, &run.clock, &meeting).map_err(|e| Failure::io(&e))
}
