//! Letters to the delegations: whom the meeting expects from one village library or office, with the
//! letter's own code. A page for each; more if a delegation has many members.

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::measure::{Type, lines};
use super::sheet::{divide, face, place, shown};
use super::{Code, Desk, DocumentError, Format, Made, Written, cards};
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::person::Person;

/// Room for the members on one page, in millimetres.
const ROOM: f64 = 92.0;

/// Blank and rule of a row.
const RULE: f64 = 2.2;

/// Widths of the names and positions, and their type.
const NAME_COLUMN: f64 = 97.0;
const POSITION_COLUMN: f64 = 49.0;
const FONT: Type = Type::plain(9.5);

/// A letter before it is put into words.
struct Letter<'a> {
    name: String,
    place: String,
    quota: usize,
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
    quota: usize,
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
                    letter.quota.to_string(),
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
    let parts = divide(members, ROOM, |(_, p)| {
        let personal = face(p).personal;
        let name = lines(&shown(&personal.name), FONT, NAME_COLUMN);
        let position = lines(&shown(&personal.position), FONT, POSITION_COLUMN);
        let high = u16::try_from(name.max(position).max(1)).unwrap_or(u16::MAX);
        f64::from(high) * FONT.line() + RULE
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

/// The letters, by sub-district, village and name: one to each delegation of which somebody is
/// expected.
fn letters(desk: Desk<'_>) -> Vec<Letter<'_>> {
    let meeting = desk.meeting;
    let list = ListId::main();
    let mut found: Vec<_> = meeting
        .delegations()
        .iter()
        .filter_map(|delegation| {
            let standing = meeting.standing(delegation.id, &list)?;
            let members: Vec<&Person> = standing
                .members
                .iter()
                .filter_map(|id| meeting.person(*id))
                .collect();
            let first = members.first()?;
            let origin = meeting.origin(&first.record);
            let name = meeting.delegation_name(delegation.id);
            let key = (
                origin.subdistrict.is_empty(),
                origin.subdistrict.to_lowercase(),
                origin.village.to_lowercase(),
                name.to_lowercase(),
                delegation.id,
            );
            let place = match place(meeting, desk.text, first) {
                // An office is not said twice.
                place if place == name => String::new(),
                place => place,
            };
            let letter = Letter {
                name: shown(name),
                place,
                quota: standing.quota,
                code: meeting.letter_code(delegation.id)?,
                members,
            };
            Some((key, letter))
        })
        .collect();
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found.into_iter().map(|(_, letter)| letter).collect()
}
