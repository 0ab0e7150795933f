//! The attendance list: its pages put into words for the template, the workbook and the CSV file.

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::closing::{Addendum, ClosingView};
use super::measure::{Type, lines};
use super::sheet::{Columns, Group, Line, Page, Selection, Variant, columns, divide, pages};
use super::table::{Row, Sheet};
use super::{Code, Desk, DocumentError, Format, Made, Output, Written};
use crate::meeting::record::Sex;

/// So many sub-districts stand on a page of totals.
const PARTS: usize = 36;

/// Lines of type on a page of the addendum, and the width and type of its columns.
const ADDENDUM_LINES: usize = 48;
const ADDENDUM_COLUMN: f64 = 70.0;
const ADDENDUM_FONT: Type = Type::plain(8.5);

/// A page as the template knows it.
#[derive(Serialize, Default)]
struct PageView {
    #[serde(rename = "jenis")]
    kind: &'static str,
    #[serde(rename = "kelompok")]
    group: String,
    #[serde(rename = "keterangan")]
    note: String,
    #[serde(rename = "nomor")]
    number: usize,
    #[serde(rename = "dari")]
    of: usize,
    #[serde(rename = "terakhir")]
    last: bool,
    #[serde(rename = "kode")]
    code: Code,
    #[serde(rename = "baris")]
    rows: Vec<RowView>,
    #[serde(rename = "rekap")]
    totals: Vec<(&'static str, String)>,
    #[serde(rename = "kecamatan")]
    parts: Vec<PartView>,
    #[serde(rename = "adendum")]
    addenda: Vec<AddendumView>,
    #[serde(rename = "sidik_jari")]
    fingerprint: String,
    #[serde(rename = "ditutup")]
    closed: String,
}

#[derive(Serialize)]
struct RowView {
    no: usize,
    #[serde(rename = "nama")]
    name: String,
    #[serde(rename = "mewakili")]
    stands_for: String,
    #[serde(rename = "jabatan")]
    position: String,
    #[serde(rename = "asal")]
    place: String,
    lp: &'static str,
    hp: String,
    #[serde(rename = "ganjil")]
    odd: bool,
}

#[derive(Serialize)]
struct PartView {
    #[serde(rename = "nama")]
    name: String,
    #[serde(rename = "hadir")]
    present: usize,
    #[serde(rename = "diundang")]
    invited: usize,
}

#[derive(Serialize)]
struct AddendumView {
    #[serde(rename = "pukul")]
    at: String,
    #[serde(rename = "perubahan")]
    what: String,
    #[serde(rename = "alasan")]
    reason: String,
}

/// Makes the list in one of its formats.
pub(super) fn make(
    desk: Desk<'_>,
    selection: &Selection,
    format: Format,
) -> Result<Made, DocumentError> {
    let pages = pages(desk.meeting, desk.text, selection);
    let mut written = Written {
        rows: pages.iter().map(|p| p.lines.len()).sum(),
        pages: pages.len(),
    };
    let bytes = match format {
        Format::Html => {
            let columns = columns(selection.phones);
            let mut views = list_views(desk, selection, &pages);
            if let (Some(closing), Variant::Present) = (&desk.options.closing, selection.variant) {
                views.extend(closing_views(desk, closing));
            }
            written.pages = views.len();
            let values = context! {
                halaman_semua => Value::from(Serde(views)),
                kolom => widths(columns),
                dengan_hp => selection.phones,
            };
            desk.html("daftar-hadir.html", values)
        }
        Format::Xlsx => {
            let sheets = sheets(desk, selection, &pages);
            desk.workbook(&sheets)
        }
        Format::Csv => Ok(csv(desk, selection, &pages)),
    }?;
    Ok(Made { bytes, written })
}

fn widths(columns: Columns) -> Value {
    context! {
        no => columns.number,
        nama => columns.name,
        jabatan => columns.role,
        lp => columns.sex,
        hp => columns.phone,
        ttd => columns.half,
    }
}

/// What stands below the title: which people, which list.
fn note(desk: Desk<'_>, selection: &Selection) -> String {
    let words = &desk.text.paper;
    let which = match selection.variant {
        Variant::Invited => words.invited,
        Variant::Present => words.present,
        Variant::Blank => words.blank,
    };
    if selection.list.is_main() {
        which.to_owned()
    } else {
        let list = super::sheet::shown(selection.list.as_str());
        format!("{which} · {}", (words.list)(&list))
    }
}

fn group_name(desk: Desk<'_>, group: Group) -> &'static str {
    match group {
        Group::Committee => desk.text.paper.committee,
        Group::Participants => desk.text.paper.participants,
        Group::Speakers => desk.text.paper.speakers,
    }
}

/// The letter of the column L/P in the language of the paper.
fn sex(desk: Desk<'_>, sex: Option<Sex>) -> &'static str {
    let mut letters = desk.text.paper.words.sex.split('/');
    match sex {
        None => "",
        Some(Sex::L) => letters.next().unwrap_or_default(),
        Some(Sex::P) => letters.nth(1).unwrap_or_default(),
    }
}

fn standing_in(desk: Desk<'_>, line: &Line) -> String {
    if line.stands_for.is_empty() {
        String::new()
    } else {
        (desk.text.paper.standing_in)(&line.stands_for)
    }
}

fn list_views(desk: Desk<'_>, selection: &Selection, pages: &[Page]) -> Vec<PageView> {
    let note = note(desk, selection);
    let codes = desk.options.page_codes.iter().map(String::as_str);
    let codes = codes.chain(std::iter::repeat(""));
    pages
        .iter()
        .zip(codes)
        .map(|(page, code)| PageView {
            kind: "daftar",
            group: group_name(desk, page.group).to_owned(),
            note: note.clone(),
            number: page.number,
            of: page.of,
            last: page.number == page.of,
            code: Code::new(code),
            rows: page.lines.iter().map(|l| row(desk, l)).collect(),
            ..PageView::default()
        })
        .collect()
}

fn row(desk: Desk<'_>, line: &Line) -> RowView {
    RowView {
        no: line.number,
        name: line.name.clone(),
        stands_for: standing_in(desk, line),
        position: line.position.clone(),
        place: line.place.clone(),
        lp: sex(desk, line.sex),
        hp: line.phone.clone(),
        odd: line.number % 2 == 1,
    }
}

/// The totals as words and numbers.
fn totals(desk: Desk<'_>, closing: &ClosingView) -> Vec<(&'static str, String)> {
    let (words, totals) = (&desk.text.paper.words, &closing.totals);
    let unstated = totals.present.saturating_sub(totals.men + totals.women);
    [
        (words.invited, totals.invited),
        (words.present, totals.present),
        (words.substitutes, totals.substitutes),
        (words.added, totals.added),
        (words.men, totals.men),
        (words.women, totals.women),
        (words.unstated, unstated),
    ]
    .map(|(word, n)| (word, n.to_string()))
    .into()
}

/// Pages of totals by sub-district, then of the addendum, numbered together.
fn closing_views(desk: Desk<'_>, closing: &ClosingView) -> Vec<PageView> {
    let words = &desk.text.paper;
    let parts: Vec<PartView> = closing
        .totals
        .subdistricts
        .iter()
        .map(|part| PartView {
            name: if part.name.is_empty() {
                words.no_subdistrict.to_owned()
            } else {
                super::sheet::shown(&part.name)
            },
            present: part.present,
            invited: part.invited,
        })
        .collect();
    let mut views: Vec<PageView> = divide(parts, PARTS, |_| 1)
        .into_iter()
        .map(|parts| PageView {
            kind: "rekap",
            parts,
            totals: totals(desk, closing),
            ..PageView::default()
        })
        .collect();
    if !closing.addenda.is_empty() {
        let pages = divide(closing.addenda.iter().collect(), ADDENDUM_LINES, |a| {
            addendum_lines(a)
        });
        views.extend(pages.into_iter().map(|page| PageView {
            kind: "adendum",
            addenda: page.into_iter().map(addendum).collect(),
            ..PageView::default()
        }));
    }
    let of = views.len();
    for (i, view) in views.iter_mut().enumerate() {
        view.number = i + 1;
        view.of = of;
        view.last = i + 1 == of;
        view.fingerprint.clone_from(&closing.fingerprint);
        view.closed = super::sheet::shown(&closing.closed);
    }
    views
}

fn addendum(addendum: &Addendum) -> AddendumView {
    let shown = super::sheet::shown;
    AddendumView {
        at: shown(&addendum.at),
        what: shown(&addendum.what),
        reason: shown(&addendum.reason),
    }
}

fn addendum_lines(addendum: &Addendum) -> usize {
    let high = |s: &str| lines(s, ADDENDUM_FONT, ADDENDUM_COLUMN);
    high(&addendum.what).max(high(&addendum.reason)).max(1) + 1
}

fn csv(desk: Desk<'_>, selection: &Selection, pages: &[Page]) -> Output {
    // The signature stands on paper only.
    let head = desk.text.paper.head_attendance;
    let keep = |column: usize| column < 11 && (selection.phones || column != 9);
    let only = |cells: Vec<String>| -> Vec<String> {
        let kept = cells.into_iter().enumerate().filter(|(i, _)| keep(*i));
        kept.map(|(_, cell)| cell).collect()
    };
    let rows = pages.iter().flat_map(|page| {
        page.lines.iter().map(move |l| {
            vec![
                group_name(desk, page.group).to_owned(),
                l.number.to_string(),
                l.person.map(|id| id.to_string()).unwrap_or_default(),
                l.name.clone(),
                l.stands_for.clone(),
                l.position.clone(),
                l.place.clone(),
                l.subdistrict.clone(),
                sex(desk, l.sex).to_owned(),
                l.phone.clone(),
                page.number.to_string(),
            ]
        })
    });
    Output::Csv {
        header: head
            .into_iter()
            .enumerate()
            .filter(|(i, _)| keep(*i))
            .map(|(_, h)| h)
            .collect(),
        rows: rows.map(only).collect(),
    }
}

/// One sheet for each group, and one with the totals.
fn sheets(desk: Desk<'_>, selection: &Selection, pages: &[Page]) -> Vec<Sheet> {
    let words = &desk.text.paper.words;
    let note = note(desk, selection);
    let mut sheets: Vec<Sheet> = Vec::new();
    for (i, page) in pages.iter().enumerate() {
        if page.number == 1 {
            sheets.push(empty_sheet(desk, selection, page.group, &note));
        }
        let Some(sheet) = sheets.last_mut() else {
            continue;
        };
        sheet
            .rows
            .extend(page.lines.iter().map(|l| cells(desk, selection, l)));
        if page.number < page.of {
            sheet.breaks.push(sheet.rows.len());
        }
        if let Some(code) = desk.options.page_codes.get(i) {
            sheet.foot.push(format!(
                "{} {} {}: {}",
                words.page_code,
                words.page,
                page.number,
                crate::meeting::code::grouped(code)
            ));
        }
    }
    let event = desk.event();
    for sheet in &mut sheets {
        let signed = [
            format!("{}, {}", event.town, event.date),
            words.official.to_owned(),
            String::new(),
            super::DOTS.to_owned(),
            format!("{}: {}", words.rank, super::DOTS),
            format!("{}: {}", words.nip, super::DOTS),
        ];
        sheet.foot.splice(0..0, signed);
    }
    if let (Some(closing), Variant::Present) = (&desk.options.closing, selection.variant) {
        sheets.push(totals_sheet(desk, closing));
    }
    sheets
}

fn empty_sheet(desk: Desk<'_>, selection: &Selection, group: Group, note: &str) -> Sheet {
    let words = &desk.text.paper.words;
    let name = group_name(desk, group);
    let mut heading = desk.heading(&format!("{} {name}", words.attendance));
    heading.insert(1, note.to_owned());
    heading.push(format!("{}: {}", words.time, words.time_dots));
    let mut header = vec![words.number, words.name, words.role, words.sex];
    let mut widths = vec![5.0, 34.0, 30.0, 5.0];
    if selection.phones {
        header.push(words.phone);
        widths.push(15.0);
    }
    Sheet {
        name: name.to_owned(),
        heading,
        header: header.into_iter().map(str::to_owned).collect(),
        widths,
        numbered: true,
        signature: Some(words.signature.to_owned()),
        page: [words.page, words.of],
        ..Sheet::default()
    }
}

fn cells(desk: Desk<'_>, selection: &Selection, line: &Line) -> Row {
    let joined = |a: &str, b: &str| match (a, b) {
        ("", b) => b.to_owned(),
        (a, "") => a.to_owned(),
        (a, b) => format!("{a}\n{b}"),
    };
    let mut cells = vec![
        line.number.to_string(),
        joined(&line.name, &standing_in(desk, line)),
        joined(&line.position, &line.place),
        sex(desk, line.sex).to_owned(),
    ];
    if selection.phones {
        cells.push(line.phone.clone());
    }
    Row {
        cells,
        // Spreadsheets are less exact about widths than paper.
        lines: line.height + usize::from(line.height > 2) + 1,
    }
}

fn totals_sheet(desk: Desk<'_>, closing: &ClosingView) -> Sheet {
    let words = &desk.text.paper.words;
    let two = |a: &str, b: String| Row {
        cells: vec![a.to_owned(), b],
        lines: 0,
    };
    let mut rows: Vec<Row> = totals(desk, closing)
        .into_iter()
        .map(|(word, n)| two(word, n))
        .collect();
    for part in &closing.totals.subdistricts {
        let name = if part.name.is_empty() {
            desk.text.paper.no_subdistrict.to_owned()
        } else {
            (desk.text.paper.subdistrict)(&super::sheet::shown(&part.name))
        };
        rows.push(two(&name, format!("{} / {}", part.present, part.invited)));
    }
    rows.push(two(words.fingerprint, closing.fingerprint.clone()));
    rows.push(two(words.closed, closing.closed.clone()));
    for change in &closing.addenda {
        rows.push(two(
            &format!("{} {}", words.addendum, change.at),
            format!("{} ({}: {})", change.what, words.reason, change.reason),
        ));
    }
    Sheet {
        name: words.totals.to_owned(),
        heading: desk.heading(words.totals),
        header: vec![words.totals.to_owned(), String::new()],
        widths: vec![34.0, 50.0],
        rows,
        page: [words.page, words.of],
        ..Sheet::default()
    }
}
