//! The rows and pages of an attendance list: who stands on it, in which order, on which page. Pure
//! over the meeting; knows no file and no markup.
//!
//! A page has 25 rows. A name of several lines makes its row taller, and then fewer rows stand on
//! that page: nothing is cut and nothing shrinks.

use std::collections::BTreeMap;

use super::measure::{Type, lines};
use crate::meeting::Meeting;
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::names::{scrub, sort_key};
use crate::meeting::person::{Person, State};
use crate::meeting::record::{Personal, Sex};
use crate::meeting::roster::known_group;
use crate::text::Text;

/// Rows of a page.
pub const ROWS: usize = 25;

/// A row has room for so many lines of type.
const LINES_PER_ROW: usize = 2;

/// The type of the rows.
const FONT: Type = Type::plain(8.5);

/// The type of the second line of a row: for whom somebody stands in.
const SMALL: Type = Type::plain(7.5);

/// Blank inside a cell, left and right together with the line, in millimetres.
const PADDING: f64 = 2.2;

/// Longer texts are cut: no name, position or place has so many letters.
const LONGEST: usize = 240;

/// Which people make a list of their own: money is paid by three separate lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// *Panitia*: the committee.
    Committee,
    /// *Peserta*: everybody else.
    Participants,
    /// *Narasumber*: resource persons and moderators.
    Speakers,
}

impl Group {
    /// All, in the order they are printed.
    pub const ALL: [Group; 3] = [Group::Committee, Group::Participants, Group::Speakers];

    /// The list on which people of an *unsur* stand.
    pub fn of(unsur: &str) -> Group {
        match known_group(unsur) {
            Some("Panitia") => Group::Committee,
            Some("Narasumber" | "Moderator") => Group::Speakers,
            Some(_) | None => Group::Participants,
        }
    }
}

/// Who stands on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// Everybody expected or present: the fall-back list before doors open.
    Invited,
    /// Who is present.
    Present,
    /// Nobody: rows to write on.
    Blank,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Who.
    pub variant: Variant,
    /// One group, else all three, one list after another.
    pub group: Option<Group>,
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
    /// Height in half rows, at least two.
    pub height: usize,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Whose list.
    pub group: Group,
    /// From 1 within the list of the group.
    pub number: usize,
    /// How many pages the list of the group has.
    pub of: usize,
    /// Its rows, at most [`ROWS`].
    pub lines: Vec<Line>,
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
        (57.0, 46.0, 24.0, 18.5)
    } else {
        (66.0, 55.0, 0.0, 21.0)
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

/// Who is printed for a person: the one seam through which substitutes come onto every paper.
pub fn face(person: &Person) -> Face<'_> {
    Face {
        personal: &person.record.personal,
        stands_for: None,
    }
}

/// The pages of the list or lists, each group numbered from 1. A list without people has one page
/// without rows; of all three lists, those without people are left out.
pub fn pages(meeting: &Meeting, text: &Text, selection: &Selection) -> Vec<Page> {
    let groups: Vec<Group> = match (selection.group, selection.variant) {
        (Some(group), _) => vec![group],
        (None, Variant::Blank) => vec![Group::Participants],
        (None, Variant::Invited | Variant::Present) => Group::ALL.into(),
    };
    let mut by_group: BTreeMap<Group, Vec<Line>> = BTreeMap::new();
    if selection.variant == Variant::Blank {
        for group in &groups {
            by_group.insert(*group, (1..=ROWS).map(blank).collect());
        }
    } else {
        for person in chosen(meeting, selection) {
            let group = Group::of(&person.record.group);
            if groups.contains(&group) {
                let lines = by_group.entry(group).or_default();
                let number = lines.len() + 1;
                lines.push(line(meeting, text, selection.phones, person, number));
            }
        }
    }
    if by_group.is_empty() {
        let group = selection.group.unwrap_or(Group::Participants);
        by_group.insert(group, Vec::new());
    }
    by_group
        .into_iter()
        .flat_map(|(group, lines)| {
            let parts = divide(lines, ROWS * LINES_PER_ROW, |l| l.height);
            let of = parts.len();
            parts.into_iter().enumerate().map(move |(i, lines)| Page {
                group,
                number: i + 1,
                of,
                lines,
            })
        })
        .collect()
}

/// Divides rows over pages of a given height; at least one page, and at least one row on each that
/// has any.
pub fn divide<T>(rows: Vec<T>, height: usize, of: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let mut pages = vec![Vec::new()];
    let mut used = 0;
    for row in rows {
        let own = of(&row);
        let full = used + own > height;
        match pages.last_mut() {
            Some(page) if !full || page.is_empty() => page.push(row),
            Some(_) | None => {
                pages.push(vec![row]);
                used = 0;
            }
        }
        used += own;
    }
    pages
}

/// The people in the order of the list: sub-district, village, delegation, then name. Those of no
/// sub-district stand last.
fn chosen<'a>(meeting: &'a Meeting, selection: &Selection) -> Vec<&'a Person> {
    let mut people: Vec<&Person> = meeting
        .people()
        .iter()
        .filter(|p| match (selection.variant, p.state(&selection.list)) {
            (Variant::Invited, State::Expected | State::Present)
            | (Variant::Present, State::Present) => true,
            (Variant::Invited, State::Cancelled)
            | (Variant::Present, State::Expected | State::Cancelled)
            | (Variant::Blank, _) => false,
        })
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
        height: LINES_PER_ROW,
        ..Line::default()
    }
}

fn line(meeting: &Meeting, text: &Text, phones: bool, person: &Person, number: usize) -> Line {
    let face = face(person);
    let mut line = Line {
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
        height: 0,
    };
    line.height = height(text, &line, &columns(phones));
    line
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

/// The height of a row in lines of type, at least two.
fn height(text: &Text, line: &Line, columns: &Columns) -> usize {
    let mut name = lines(&line.name, FONT, columns.name - PADDING);
    if !line.stands_for.is_empty() {
        let words = (text.paper.standing_in)(&line.stands_for);
        name += lines(&words, SMALL, columns.name - PADDING);
    }
    let role = lines(&line.position, FONT, columns.role - PADDING)
        + lines(&line.place, FONT, columns.role - PADDING);
    let phone = lines(&line.phone, FONT, columns.phone - PADDING);
    name.max(role).max(phone).max(LINES_PER_ROW)
}
