//! Lists from the command line: which there are, new ones, closing them; and blocks of numbers.

use super::{Closable, CloseArgs, ListArgs, list_of};
use crate::cli::run::Desk;
use crate::cli::{Failure, print};
use crate::meeting::attendance::ListDefined;
use crate::meeting::command::Command;
use crate::meeting::event::Event;
use crate::meeting::id::ListId;
use crate::meeting::names::scrub;

pub(super) fn all((mut desk, json): (Desk, bool)) -> Result<(), Failure> {
    let lists = desk.session.meeting().lists();
    let mut hashes = Vec::new();
    for list in &lists {
        hashes.push(desk.closing_hash(list)?);
    }
    let meeting = desk.session.meeting();
    let rows: Vec<print::lists::ListRow<'_>> = lists
        .into_iter()
        .zip(hashes)
        .map(|(list, hash)| print::lists::ListRow {
            closed: meeting.closing(&list).map(|c| (c, hash)),
            list,
        })
        .collect();
    print::lists::lists(desk.text, meeting, &rows, json)
}

/// Defines a list; what is not said of a known one stays.
pub(super) fn define((mut desk, json): (Desk, bool), args: &ListArgs) -> Result<(), Failure> {
    let meeting = desk.session.meeting();
    let list = ListId::new(&scrub(&args.name));
    let along = args
        .along
        .unwrap_or_else(|| meeting.along().any(|l| *l == list));
    let title = args.title.as_deref().map(scrub);
    let defined = ListDefined {
        title: title.unwrap_or_else(|| meeting.list_title(&list).to_owned()),
        purpose: args
            .purpose
            .map_or_else(|| meeting.purpose(&list), Into::into),
        along,
        list: list.clone(),
    };
    desk.must(Command::DefineList(defined))?;
    print::lists::defined(desk.text, desk.session.meeting(), &list, json)
}

pub(super) fn reserve((mut desk, json): (Desk, bool), count: u32) -> Result<(), Failure> {
    let events = desk.must(Command::ReserveNumbers(count))?;
    let station = scrub(&desk.station);
    let left = desk.session.meeting().numbers_left(&station);
    let block = events.iter().find_map(|e| match e {
        Event::NumbersReserved(e) => Some((e.first.0, e.first.0 + e.count.saturating_sub(1))),
        _ => None,
    });
    let Some((first, last)) = block else {
        return Ok(());
    };
    print::lists::reserved(desk.text, &station, (first, last, left), json)
}

pub(super) fn close((mut desk, json): (Desk, bool), args: &CloseArgs) -> Result<(), Failure> {
    let Closable::Attendance = args.what;
    let list = list_of(desk.text, desk.session.meeting(), &args.on.list)?;
    desk.must(Command::Close(list.clone()))?;
    let hash = desk.closing_hash(&list)?;
    print::lists::closed(desk.text, desk.session.meeting(), &list, hash, json)
}
