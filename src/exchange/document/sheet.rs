//! The rows and pages of an attendance list: who stands on it, in which order, on which page. Pure
//! over the meeting; knows no file and no markup.
//!
//! A page always has the same 25 rows, for the journal knows them by page and number. Names of many
//! lines make the type of their page a little smaller, and at last the page takes two sheets of paper;
//! nothing is cut.

use super::Size;
use super::measure::{Type, lines};
use crate::meeting::Meeting;
use crate::meeting::attendance::{ROWS_PER_PAGE, Section, SheetPrinted, Variant};
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::names::{scrub, sort_key};
use crate::meeting::person::{Person, State};
use crate::meeting::record::{Personal, Sex};
use crate::text::Text;

/// The room for rows on a sheet of A4, in millimetres: what the heading and the foot leave, with a
/// reserve for a letterhead of four lines and a title of two.
const ROOM_A4: f64 = 180.0;

/// The same of F4.
const ROOM_F4: f64 = 212.0;

/// Sizes of type for the rows, in points, the most comfortable first.
const POINTS: [f64; 5] = [8.5, 8.0, 7.5, 7.0, 6.5];

/// The least height of a row, in which a signature over two rows still has room.
const LOWEST: f64 = 6.2;

/// Rows are made as high as the sheet allows, in such steps.
const STEP: f64 = 0.1;

/// How much smaller than the row it is said for whom somebody stands in, in points.
pub(super) const SMALLER: f64 = 1.0;

/// The blank above and below the type of a row, with the line between two rows, in millimetres.
const RULE: f64 = 0.9;

/// Blank inside a cell, left and right together with the line, in millimetres.
const PADDING: f64 = 2.2;

/// Longer texts are cut: no name, position or place has so many letters.
const LONGEST: usize = 240;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Who.
    pub variant: Variant,
    /// One section, else all three, one list after another.
    pub section: Option<Section>,
    /// Which attendance list: day, session, hand-out.
    pub list: ListId,
    /// With telephone numbers?
    pub phones: bool,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The number in the list, from 1.
    pub number: usize,
    /// Whose row it is; `None` on a blank one.
    pub person: Option<PersonId>,
    /// The name with titles: the substitute's, where there is one.
    pub name: String,
    /// The invited person for whom a substitute came; else empty.
    pub stands_for: String,
    /// Position, with Plt./Plh./Pj.
    pub position: String,
    /// Village, else office.
    pub place: String,
    /// Sub-district; empty where none is known.
    pub subdistrict: String,
    /// L or P, where stated.
    pub sex: Option<Sex>,
    /// Telephone number; empty if they are left out.
    pub phone: String,
}

/// One page of a list. Its rows are always the same 25 of the list; where they are too high for one
/// sheet of paper even in small type, the page goes on on further sheets under the same number.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Whose list.
    pub section: Section,
    /// From 1 within the list of the section.
    pub number: usize,
    /// How many pages the list of the section has.
    pub of: usize,
    /// Which sheet of the page, from 1.
    pub part: usize,
    /// How many sheets the page has, nearly always one.
    pub parts: usize,
    /// How its rows are set.
    pub setting: Setting,
    /// Its rows, at most [`ROWS_PER_PAGE`].
    pub lines: Vec<Line>,
}

/// The size of type and of rows on one sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// Points.
    pub points: f64,
    /// The least height of a row in millimetres.
    pub row: f64,
}

/// Widths of the columns in millimetres; together 180.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Columns {
    /// Running number.
    pub number: f64,
    /// Name with titles.
    pub name: f64,
    /// Position and office or village.
    pub role: f64,
    /// L/P.
    pub sex: f64,
    /// Telephone number; 0 if left out.
    pub phone: f64,
    /// Half of the signature column.
    pub half: f64,
}

/// The widths with or without telephone numbers.
pub fn columns(phones: bool) -> Columns {
    let (name, role, phone, half) = if phones {
        (52.0, 55.0, 22.5, 17.25)
    } else {
        (62.0, 60.0, 0.0, 21.0)
    };
    Columns {
        number: 8.0,
        name,
        role,
        sex: 8.0,
        phone,
        half,
    }
}

/// Who a person is on paper. A substitute stands in the row, and for whom is said below.
#[derive(Clone, Copy, Debug)]
pub struct Face<'a> {
    /// The values that are printed.
    pub personal: &'a Personal,
    /// The invited person's name, where somebody else came.
    pub stands_for: Option<&'a str>,
}

/// Who is printed for a person: the one place through which substitutes come onto every paper.
pub fn face(person: &Person) -> Face<'_> {
    Face {
        personal: person.who_came(),
        stands_for: person.substitute.is_some().then(|| person.name()),
    }
}

/// The sections that a selection prints: the one asked for; of all three those that have rows, and
/// that of the participants if none has.
pub fn sections(meeting: &Meeting, selection: &Selection) -> Vec<Section> {
    if let Some(section) = selection.section {
        return vec![section];
    }
    let with_rows: Vec<Section> = Section::ALL
        .into_iter()
        .filter(|s| !rows(meeting, selection, *s).is_empty())
        .collect();
    if with_rows.is_empty() {
        vec![Section::Participants]
    } else {
        with_rows
    }
}

/// The lists as the journal keeps them when they are printed; page numbers are given by the meeting.
pub fn printed(meeting: &Meeting, selection: &Selection) -> Vec<SheetPrinted> {
    let sheet = |section| SheetPrinted {
        first_page: 0,
        list: selection.list.clone(),
        section,
        variant: selection.variant,
        rows: rows(meeting, selection, section),
    };
    sections(meeting, selection)
        .into_iter()
        .map(sheet)
        .collect()
}

/// Who stands on the list of a section, from top to bottom; nobody on a blank one.
pub fn rows(meeting: &Meeting, selection: &Selection, section: Section) -> Vec<PersonId> {
    let people = chosen(meeting, selection, section);
    people.into_iter().map(|p| p.id).collect()
}

/// The pages of the list or lists, each section numbered from 1. A list without people has one page
/// without rows.
pub fn pages(meeting: &Meeting, text: &Text, selection: &Selection, size: Size) -> Vec<Page> {
    let mut pages = Vec::new();
    for section in sections(meeting, selection) {
        let lines: Vec<Line> = if selection.variant == Variant::Blank {
            (1..=ROWS_PER_PAGE).map(blank).collect()
        } else {
            let people = chosen(meeting, selection, section);
            (1..)
                .zip(people)
                .map(|(number, person)| line(meeting, text, selection.phones, person, number))
                .collect()
        };
        let of = lines.len().div_ceil(ROWS_PER_PAGE).max(1);
        let columns = columns(selection.phones);
        for number in 1..=of {
            let first = (number - 1) * ROWS_PER_PAGE;
            let own = lines.iter().skip(first).take(ROWS_PER_PAGE).cloned();
            let (setting, sheets) = set(text, &columns, size, own.collect());
            let parts = sheets.len();
            pages.extend((1..).zip(sheets).map(|(part, lines)| Page {
                section,
                number,
                of,
                part,
                parts,
                setting,
                lines,
            }));
        }
    }
    pages
}

/// Sets the rows of one page: in the largest type in which they fit on one sheet of paper, else on
/// several.
fn set(text: &Text, columns: &Columns, size: Size, rows: Vec<Line>) -> (Setting, Vec<Vec<Line>>) {
    let room = match size {
        Size::A4 => ROOM_A4,
        Size::F4 => ROOM_F4,
    };
    let full = f64::from(u16::try_from(ROWS_PER_PAGE).unwrap_or(u16::MAX));
    for points in POINTS {
        let high: Vec<f64> = rows
            .iter()
            .map(|l| height(text, l, columns, points))
            .collect();
        let mut row = room / full;
        while row >= LOWEST {
            if high.iter().map(|h| h.max(row)).sum::<f64>() <= room {
                let row = (row / STEP).floor() * STEP;
                return (Setting { points, row }, vec![rows]);
            }
            row -= STEP;
        }
    }
    let points = POINTS[POINTS.len() - 1];
    let setting = Setting {
        points,
        row: LOWEST,
    };
    let sheets = divide(rows, room, |l| height(text, l, columns, points).max(LOWEST));
    (setting, sheets)
}

/// Divides rows over pages of a given height; at least one page, and at least one row on each that
/// has any.
pub fn divide<T>(rows: Vec<T>, room: f64, height: impl Fn(&T) -> f64) -> Vec<Vec<T>> {
    let mut pages = vec![Vec::new()];
    let mut used = 0.0;
    for row in rows {
        let own = height(&row);
        match pages.last_mut() {
            Some(page) if page.is_empty() || used + own <= room => page.push(row),
            Some(_) | None => {
                pages.push(vec![row]);
                used = 0.0;
            }
        }
        used += own;
    }
    pages
}

/// The people in the order of the list: sub-district, village, delegation, then name. Those of no
/// sub-district stand last.
fn chosen<'a>(meeting: &'a Meeting, selection: &Selection, section: Section) -> Vec<&'a Person> {
    let mut people: Vec<&Person> = meeting
        .people()
        .iter()
        .filter(|p| match (selection.variant, p.state(&selection.list)) {
            (Variant::Invited, State::Expected | State::Present | State::Represented)
            | (Variant::Present, State::Present | State::Represented) => true,
            (Variant::Invited, State::Cancelled)
            | (Variant::Present, State::Expected | State::Cancelled)
            | (Variant::Blank, _) => false,
        })
        // Walk-ins were not invited.
        .filter(|p| selection.variant != Variant::Invited || p.class.is_none())
        .filter(|p| Section::of(p) == section)
        .collect();
    people.sort_by_cached_key(|person| {
        let origin = meeting.origin(&person.record);
        (
            origin.subdistrict.is_empty(),
            origin.subdistrict.to_lowercase(),
            origin.village.to_lowercase(),
            origin.delegation().to_lowercase(),
            sort_key(&face(person).personal.name),
            person.id,
        )
    });
    people
}

fn blank(number: usize) -> Line {
    Line {
        number,
        ..Line::default()
    }
}

fn line(meeting: &Meeting, text: &Text, phones: bool, person: &Person, number: usize) -> Line {
    let face = face(person);
    Line {
        number,
        person: Some(person.id),
        name: shown(&face.personal.name),
        stands_for: face.stands_for.map(shown).unwrap_or_default(),
        position: shown(&face.personal.position),
        place: place(meeting, text, person),
        subdistrict: shown(meeting.origin(&person.record).subdistrict),
        sex: face.personal.sex,
        phone: if phones {
            shown(&face.personal.phone)
        } else {
            String::new()
        },
    }
}

/// Where somebody comes from in one line: village with its sub-district, else the office.
pub fn place(meeting: &Meeting, text: &Text, person: &Person) -> String {
    let origin = meeting.origin(&person.record);
    let subdistrict = || (text.paper.subdistrict)(&shown(origin.subdistrict));
    match (
        origin.village,
        origin.subdistrict,
        origin.office,
        origin.library,
    ) {
        ("", "", "", library) => shown(library),
        ("", "", office, _) => shown(office),
        ("", _, "", _) => subdistrict(),
        ("", _, office, _) => format!("{}, {}", shown(office), subdistrict()),
        (village, "", _, _) => shown(village),
        (village, _, _, _) => format!("{}, {}", shown(village), subdistrict()),
    }
}

/// A value as it may be printed: without control characters and marks that turn the direction of
/// writing, and not endless.
pub fn shown(value: &str) -> String {
    let clean = scrub(value);
    match clean.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &clean[..at]),
        None => clean,
    }
}

/// The height that the type of a row takes, in millimetres.
fn height(text: &Text, line: &Line, columns: &Columns, points: f64) -> f64 {
    let font = Type::plain(points);
    let high = |value: &str, font: Type, column: f64| {
        let n = u16::try_from(lines(value, font, column - PADDING)).unwrap_or(u16::MAX);
        f64::from(n) * font.line()
    };
    let mut name = high(&line.name, font, columns.name);
    if !line.stands_for.is_empty() {
        let words = (text.paper.standing_in)(&line.stands_for);
        name += high(&words, Type::plain(points - SMALLER), columns.name);
    }
    let role = high(&line.position, font, columns.role) + high(&line.place, font, columns.role);
    let phone = high(&line.phone, font, columns.phone);
    name.max(role).max(phone) + RULE
}
