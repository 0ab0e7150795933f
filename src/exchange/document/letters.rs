//! Letters to the delegations: whom the meeting expects from one village library or office, with the
//! letter's own code. A page for each; more if a delegation has many members.

use std::collections::BTreeMap;

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::measure::{Type, lines};
use super::sheet::{divide, face, place, shown};
use super::{Code, Desk, DocumentError, Format, Made, Written, cards};
use crate::meeting::Meeting;
use crate::meeting::id::PersonId;
use crate::meeting::person::Person;

/// Lines of type for the members on one page.
const MEMBER_LINES: usize = 34;

/// Width and type of the names.
const NAME_COLUMN: f64 = 80.0;
const FONT: Type = Type::plain(9.5);

/// A letter before it is put into words.
struct Letter<'a> {
    name: String,
    place: String,
    quota: Option<usize>,
    members: Vec<&'a Person>,
    code: String,
}

#[derive(Serialize)]
struct PageView<'a> {
    #[serde(rename = "delegasi")]
    name: &'a str,
    #[serde(rename = "asal")]
    place: &'a str,
    #[serde(rename = "kuota")]
    quota: Option<usize>,
    #[serde(rename = "anggota")]
    members: Vec<MemberView>,
    #[serde(rename = "kode")]
    code: Code,
    #[serde(rename = "nomor")]
    number: usize,
    #[serde(rename = "dari")]
    of: usize,
}

#[derive(Serialize)]
struct MemberView {
    no: usize,
    #[serde(rename = "nama")]
    name: String,
    #[serde(rename = "jabatan")]
    position: String,
    #[serde(rename = "nomor")]
    badge: PersonId,
}

/// Makes the letters in one of their formats.
pub(super) fn make(desk: Desk<'_>, format: Format) -> Result<Made, DocumentError> {
    let letters = letters(desk);
    if letters.is_empty() {
        return Err(DocumentError::Nobody);
    }
    let rows = letters.len();
    let words = &desk.text.paper;
    let (bytes, pages) = match format {
        Format::Html => {
            let pages: Vec<PageView<'_>> = letters.iter().flat_map(|l| views(l)).collect();
            let count = pages.len();
            let values = context! { halaman_semua => Value::from(Serde(pages)) };
            (desk.html("surat.html", values)?, count)
        }
        Format::Xlsx | Format::Csv => {
            let cells = letters.into_iter().map(|letter| {
                let names = letter.members.iter();
                let names: Vec<String> = names
                    .map(|p| format!("{} #{}", shown(&face(p).personal.name), p.id))
                    .collect();
                vec![
                    letter.name,
                    letter.place,
                    letter.quota.map(|n| n.to_string()).unwrap_or_default(),
                    names.len().to_string(),
                    names.join("; "),
                    letter.code,
                ]
            });
            let widths = [34.0, 28.0, 8.0, 8.0, 70.0, 20.0];
            let title = words.words.letter;
            let table = cards::list(desk, format, title, words.head_letters, &widths, cells)?;
            (table, 1)
        }
    };
    Ok(Made {
        bytes,
        written: Written { rows, pages },
    })
}

fn views<'a>(letter: &'a Letter<'_>) -> Vec<PageView<'a>> {
    let members: Vec<(usize, &Person)> = (1..).zip(letter.members.iter().copied()).collect();
    let parts = divide(members, MEMBER_LINES, |(_, p)| {
        let name = lines(&shown(&face(p).personal.name), FONT, NAME_COLUMN);
        name.max(1) + 1
    });
    let of = parts.len();
    (1..)
        .zip(parts)
        .map(|(number, part)| PageView {
            name: &letter.name,
            place: &letter.place,
            quota: letter.quota,
            members: part.into_iter().map(|(no, p)| member(no, p)).collect(),
            code: Code::new(&letter.code),
            number,
            of,
        })
        .collect()
}

fn member(no: usize, person: &Person) -> MemberView {
    let face = face(person);
    MemberView {
        no,
        name: shown(&face.personal.name),
        position: shown(&face.personal.position),
        badge: person.id,
    }
}

/// The letters, by sub-district, village and name.
fn letters<'a>(desk: Desk<'a>) -> Vec<Letter<'a>> {
    let mut found: BTreeMap<(bool, String, String, String), Letter<'a>> = BTreeMap::new();
    for person in expected(desk.meeting) {
        let origin = desk.meeting.origin(&person.record);
        let name = origin.delegation();
        if name.is_empty() {
            continue;
        }
        let key = (
            origin.subdistrict.is_empty(),
            origin.subdistrict.to_lowercase(),
            origin.village.to_lowercase(),
            name.to_lowercase(),
        );
        let letter = found.entry(key).or_insert_with(|| Letter {
            name: shown(name),
            place: place(desk.meeting, desk.text, person),
            quota: None,
            members: Vec::new(),
            code: String::new(),
        });
        letter.members.push(person);
    }
    found.into_values().collect()
}

fn expected(meeting: &Meeting) -> impl Iterator<Item = &Person> {
    meeting.people().iter().filter(|p| p.cancelled.is_none())
}
