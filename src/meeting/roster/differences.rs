//! What a planned entry changes in what stands, column by column, for showing it. Days and notes are
//! left out.

use super::Figure;
use crate::meeting::Meeting;
use crate::meeting::achieved::{Achieved, Measure, MonthRow, Totals};
use crate::meeting::record::Library;

/// The column of the layout, what stands, what would stand.
pub type Difference = (&'static str, Figure, Figure);

/// As [`Difference`], of words.
pub type TextDifference = (&'static str, String, String);

/// What a planned month changes.
pub fn month_differences(meeting: &Meeting, planned: &Achieved) -> Vec<Difference> {
    let data = meeting.achievements().of(&planned.library);
    of_month(data.and_then(|data| data.month(planned.month)), planned)
}

/// What planned totals change.
pub fn totals_differences(meeting: &Meeting, planned: &Totals) -> Vec<Difference> {
    let data = meeting.achievements().of(&planned.library);
    of_totals(data.and_then(|data| data.totals()), planned)
}

/// What a planned library changes on the list.
pub fn library_differences(meeting: &Meeting, planned: &Library) -> Vec<TextDifference> {
    let before = meeting.libraries().get(&planned.code).map(columns);
    let before = before.unwrap_or_default();
    columns(planned)
        .into_iter()
        .zip(before)
        .filter(|((_, to), (_, from))| to != from)
        .map(|((column, to), (_, from))| (column, from, to))
        .collect()
}

pub(super) fn of_month(known: Option<MonthRow<'_>>, planned: &Achieved) -> Vec<Difference> {
    let from = known.map_or(Figure::Nothing, |known| Figure::Word(known.status.word()));
    let status = ("status", from, Figure::Word(planned.status.word()));
    let counts = Measure::ALL.into_iter().map(|measure| {
        let from = known.and_then(|known| known.counts.get(measure));
        let to = planned.counts.get(measure);
        (measure.column(), count(from), count(to))
    });
    changes([status].into_iter().chain(counts))
}

pub(super) fn of_totals(known: Option<&Totals>, planned: &Totals) -> Vec<Difference> {
    let counts = Measure::ALL.into_iter().map(|measure| {
        let from = known.and_then(|known| known.counts.get(measure));
        let to = planned.counts.get(measure);
        (measure.column(), count(from), count(to))
    });
    let words = words(known).into_iter().zip(words(Some(planned)));
    let words = words.map(|((column, from), (_, to))| (column, from, to));
    changes(counts.chain(words))
}

fn changes(all: impl Iterator<Item = Difference>) -> Vec<Difference> {
    all.filter(|(_, from, to)| from != to).collect()
}

fn count(count: Option<u64>) -> Figure {
    count.map_or(Figure::Nothing, Figure::Count)
}

/// What totals say besides the counts.
fn words(totals: Option<&Totals>) -> [(&'static str, Figure); 4] {
    let account = totals.and_then(|t| t.has_account).map(Figure::Flag);
    let months = totals.and_then(|t| t.months).map(u64::from);
    let score = totals.and_then(|t| t.sim_score).map(Figure::Score);
    let colour = totals.and_then(|t| t.sim_colour);
    [
        ("akun_sim", account),
        ("bulan_terisi", months.map(Figure::Count)),
        ("nilai_kpi_sim", score),
        ("warna_sim", colour.map(|c| Figure::Word(c.word()))),
    ]
    .map(|(column, figure)| (column, figure.unwrap_or(Figure::Nothing)))
}

/// What the list says of a library.
fn columns(library: &Library) -> [(&'static str, String); 9] {
    let account = library
        .has_account
        .map_or("", |has| if has { "ya" } else { "tidak" });
    let number = |n: Option<i32>| n.map_or(String::new(), |n| n.to_string());
    [
        ("nama_perpustakaan", library.name.clone()),
        ("jenis", library.kind.clone()),
        ("tahun_mitra", number(library.partner_year.map(i32::from))),
        ("bulan_mitra", number(library.partner_month.map(i32::from))),
        ("sumber_mitra", library.partner_source.clone()),
        ("akun_sim", account.to_owned()),
        ("kuota", number(library.quota.map(i32::from))),
        ("pic_nama", library.contact.name.clone()),
        ("pic_hp", library.contact.phone.clone()),
    ]
}
