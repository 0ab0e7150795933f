//! The plan for numbers of libraries: which row is which library and month, and what it would change.

use super::{AchievedPlan, AchievedRow, Answer, TotalsPlan, TotalsRow};
use crate::meeting::Meeting;

/// Plans what a list of library-months would do to the meeting, with the answers given so far.
pub fn achievements_on(
    _meeting: &Meeting,
    _rows: &[AchievedRow],
    _answers: &[Answer],
) -> AchievedPlan {
    AchievedPlan::default()
}

/// Plans what a list of totals would do to the meeting, with the answers given so far.
pub fn totals_on(_meeting: &Meeting, _rows: &[TotalsRow], _answers: &[Answer]) -> TotalsPlan {
    TotalsPlan::default()
}
