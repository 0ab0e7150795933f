//! The attendance list: its pages put into words for the template, the workbook and the CSV file.

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::closing;
use super::sheet::{Columns, Line, Page, SMALLER, Selection, columns, pages, printed, shown};
use super::table::{Row, Sheet};
use super::{Code, Desk, DocumentError, Format, Made, Output, Written};
use crate::meeting::attendance::{Purpose, Section, SheetPrinted, Variant};
use crate::meeting::code::grouped;
use crate::meeting::record::Sex;

/// A page as the template knows it.
#[derive(Serialize, Default)]
struct PageView {
    #[serde(rename = "jenis")]
    kind: &'static str,
    #[serde(rename = "kelompok")]
    section: &'static str,
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
    #[serde(rename = "lembar")]
    part: usize,
    #[serde(rename = "lembar_dari")]
    parts: usize,
    #[serde(rename = "huruf")]
    points: f64,
    #[serde(rename = "huruf_kecil")]
    small: f64,
    #[serde(rename = "tinggi_baris")]
    row: String,
    #[serde(rename = "rekap")]
    totals: Vec<(&'static str, String)>,
    #[serde(rename = "kecamatan")]
    shares: Vec<closing::Part>,
    #[serde(rename = "adendum")]
    changes: Vec<closing::Change>,
    #[serde(rename = "sidik_jari")]
    fingerprint: String,
    #[serde(rename = "ditutup")]
    closed: String,
}

#[derive(Serialize)]
struct RowView {
    no: usize,
    /// The badge number, on the list of all invited: where the laptop fails, badges are still found.
    #[serde(rename = "nomor")]
    badge: Option<u32>,
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

/// Makes the list in one of its formats.
pub(super) fn make(
    desk: Desk<'_>,
    selection: &Selection,
    format: Format,
) -> Result<Made, DocumentError> {
    let pages = pages(desk.meeting, desk.text, selection, desk.options.size);
    let closed = closing::view(desk, selection);
    let written = Written {
        rows: pages.iter().map(|p| p.lines.len()).sum(),
        pages: closing::sheets(&pages, closed.as_ref()),
    };
    let bytes = match format {
        Format::Html => {
            let mut views = list_views(desk, selection, &pages);
            if let Some(view) = &closed {
                views.extend(closing_views(view));
            }
            let values = context! {
                halaman_semua => Value::from(Serde(views)),
                kolom => widths(columns(selection.phones)),
                dengan_hp => selection.phones,
                judul_daftar => title(desk, selection),
            };
            desk.html("daftar-hadir.html", values)
        }
        Format::Xlsx => desk.workbook(&sheets(desk, selection, &pages, closed.as_ref())),
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

/// What the list is called: a list of attendance, or of what was handed out.
fn title(desk: Desk<'_>, selection: &Selection) -> String {
    let words = &desk.text.paper.words;
    if desk.meeting.purpose(&selection.list) == Purpose::Attendance {
        return words.attendance.to_owned();
    }
    let item = crate::text::list_name(desk.text, desk.meeting, &selection.list);
    format!("{} {}", words.receipt, shown(&item).to_uppercase())
}

/// What stands below the title: which people, which list.
fn note(desk: Desk<'_>, selection: &Selection) -> String {
    let words = &desk.text.paper;
    let hand_out = desk.meeting.purpose(&selection.list) == Purpose::HandOut;
    let which = match selection.variant {
        Variant::Invited => words.invited,
        Variant::Present if hand_out => words.words.received,
        Variant::Present => words.present,
        Variant::Blank => words.blank,
    };
    if selection.list.is_main() || hand_out {
        which.to_owned()
    } else {
        let title = crate::text::list_name(desk.text, desk.meeting, &selection.list);
        format!("{which} · {}", (words.list)(&shown(&title)))
    }
}

fn section_name(desk: Desk<'_>, section: Section) -> &'static str {
    match section {
        Section::Committee => desk.text.paper.committee,
        Section::Participants => desk.text.paper.participants,
        Section::Speakers => desk.text.paper.speakers,
    }
}

/// The codes of the pages, where the meeting knows the list as printed: one for each sheet of paper.
fn codes(desk: Desk<'_>, selection: &Selection, pages: &[Page]) -> Vec<String> {
    let lists: Vec<SheetPrinted> = printed(desk.meeting, selection);
    let code = |page: &Page| {
        let like = lists.iter().find(|s| s.section == page.section)?;
        let first = desk.meeting.printed(like)?.first_page;
        let nth = u32::try_from(page.number).ok()?;
        desk.meeting
            .page_code(first.checked_add(nth)?.checked_sub(1)?)
    };
    pages.iter().map(|p| code(p).unwrap_or_default()).collect()
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
    let codes = codes(desk, selection, pages);
    pages
        .iter()
        .zip(codes)
        .map(|(page, code)| PageView {
            kind: "daftar",
            section: section_name(desk, page.section),
            note: note.clone(),
            number: page.number,
            of: page.of,
            last: page.number == page.of && page.part == page.parts,
            part: page.part,
            parts: page.parts,
            points: page.setting.points,
            small: page.setting.points - SMALLER,
            row: format!("{:.1}", page.setting.row),
            code: Code::new(&code),
            rows: page.lines.iter().map(|l| row(desk, selection, l)).collect(),
            ..PageView::default()
        })
        .collect()
}

fn row(desk: Desk<'_>, selection: &Selection, line: &Line) -> RowView {
    let invited = selection.variant == Variant::Invited;
    RowView {
        no: line.number,
        badge: line.person.filter(|_| invited).map(|id| id.0),
        name: line.name.clone(),
        stands_for: standing_in(desk, line),
        position: line.position.clone(),
        place: line.place.clone(),
        lp: sex(desk, line.sex),
        hp: line.phone.clone(),
        odd: line.number % 2 == 1,
    }
}

/// Pages of totals by sub-district, then of the addendum, numbered together.
fn closing_views(view: &closing::View) -> Vec<PageView> {
    let totals = view.part_pages().into_iter().map(|shares| PageView {
        kind: "rekap",
        shares,
        totals: view.totals.clone(),
        ..PageView::default()
    });
    let changes = view.change_pages().into_iter().map(|changes| PageView {
        kind: "adendum",
        changes,
        ..PageView::default()
    });
    let mut views: Vec<PageView> = totals.chain(changes).collect();
    let of = views.len();
    for (number, page) in (1..).zip(&mut views) {
        page.number = number;
        page.of = of;
        page.last = number == of;
        page.parts = 1;
        page.fingerprint.clone_from(&view.fingerprint);
        page.closed.clone_from(&view.closed);
    }
    views
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
                section_name(desk, page.section).to_owned(),
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

/// One sheet for each section, and one with the totals.
fn sheets(
    desk: Desk<'_>,
    selection: &Selection,
    pages: &[Page],
    closed: Option<&closing::View>,
) -> Vec<Sheet> {
    let words = &desk.text.paper.words;
    let note = note(desk, selection);
    let mut sheets: Vec<Sheet> = Vec::new();
    for (page, code) in pages.iter().zip(codes(desk, selection, pages)) {
        if page.number == 1 && page.part == 1 {
            sheets.push(empty_sheet(desk, selection, page.section, &note));
        }
        let Some(sheet) = sheets.last_mut() else {
            continue;
        };
        let rows = page.lines.iter().map(|l| cells(desk, selection, l));
        sheet.rows.extend(rows);
        if page.number < page.of || page.part < page.parts {
            sheet.breaks.push(sheet.rows.len());
        }
        if !code.is_empty() && page.part == 1 {
            sheet.foot.push(format!(
                "{} ({} {}): {}",
                words.page_code,
                words.page,
                page.number,
                grouped(&code)
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
    sheets.extend(closed.map(|view| totals_sheet(desk, view)));
    sheets
}

fn empty_sheet(desk: Desk<'_>, selection: &Selection, section: Section, note: &str) -> Sheet {
    let words = &desk.text.paper.words;
    let name = section_name(desk, section);
    let mut heading = desk.heading(&format!("{} {name}", title(desk, selection)));
    heading.insert(1, note.to_owned());
    heading.push(format!(
        "{}: {} {} {}",
        words.time,
        words.time_dots,
        desk.about.zone.name(),
        words.time_end
    ));
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
    let name = joined(&line.name, &standing_in(desk, line));
    let role = joined(&line.position, &line.place);
    let lines = high(&name, 34).max(high(&role, 30)).max(2);
    let mut cells = vec![
        line.number.to_string(),
        name,
        role,
        sex(desk, line.sex).to_owned(),
    ];
    if selection.phones {
        cells.push(line.phone.clone());
    }
    Row { cells, lines }
}

/// Lines of a cell so many characters wide; a little generous, for spreadsheets break as they like.
fn high(cell: &str, width: usize) -> usize {
    cell.lines()
        .map(|l| l.chars().count().div_ceil(width - 4).max(1))
        .sum()
}

fn totals_sheet(desk: Desk<'_>, view: &closing::View) -> Sheet {
    let words = &desk.text.paper.words;
    let two = |a: &str, b: &str| Row {
        cells: vec![a.to_owned(), b.to_owned()],
        lines: 0,
    };
    let mut rows: Vec<Row> = view.totals.iter().map(|(word, n)| two(word, n)).collect();
    for part in &view.parts {
        let name = format!("{} {}", words.subdistrict, part.name);
        rows.push(two(&name, &format!("{} / {}", part.present, part.invited)));
    }
    rows.push(two(words.fingerprint, &view.fingerprint));
    rows.push(two(words.closed, &view.closed));
    for change in &view.changes {
        rows.push(two(
            &format!("{} {}", words.addendum, change.at),
            &format!("{} ({}: {})", change.what, words.reason, change.reason),
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
