//! Cards that are cut from a sheet: badges, invitation slips, the command card. Eight to a page, in
//! the order of the trays.

use std::fmt::Write as _;

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::measure::{Type, clipped, lines};
use super::sheet::{face, place, shown};
use super::table::{Row, Sheet};
use super::{Code, Desk, DocumentError, Format, Made, Output, Size, Written};
use crate::meeting::command::Order;
use crate::meeting::id::PersonId;
use crate::meeting::names::split_titles;
use crate::meeting::person::Person;
use crate::meeting::tray::tray;

/// Cards beside each other and below each other.
const GRID: (u16, u16) = (2, 4);

/// Cards on a page.
const PER_PAGE: usize = 8;

/// Blank inside a card, on each side, in millimetres.
const PADDING: f64 = 5.0;

/// What the QR code and the blank beside it take of the width.
const BESIDE: f64 = 28.0 + 3.0;

/// The same on a slip, whose QR code is larger.
const NARROW: f64 = 30.0 + 3.0;

/// Sizes of the name and of its titles on a badge, in points; the first that fits is taken.
const NAME_SIZES: [(f64, f64); 9] = [
    (24.0, 11.0),
    (21.0, 10.0),
    (18.0, 9.5),
    (16.0, 9.0),
    (14.0, 8.5),
    (12.0, 8.0),
    (10.5, 7.0),
    (9.0, 6.5),
    (8.0, 6.0),
];

/// Lines of titles before and after a name at the most.
const TITLE_LINES: usize = 3;

/// The measures of a card in millimetres.
#[derive(Clone, Copy)]
struct Shape {
    width: f64,
    height: f64,
    left: f64,
    top: f64,
}

#[derive(Serialize)]
struct Card {
    #[serde(rename = "nomor")]
    number: u32,
    #[serde(rename = "nama")]
    full: String,
    #[serde(rename = "gelar_depan")]
    front: String,
    #[serde(rename = "nama_inti")]
    core: String,
    #[serde(rename = "gelar_belakang")]
    back: String,
    #[serde(rename = "ukuran")]
    size: f64,
    #[serde(rename = "ukuran_gelar")]
    title_size: f64,
    #[serde(rename = "unsur")]
    group: String,
    #[serde(rename = "asal")]
    place: String,
    #[serde(rename = "tempat_kotak")]
    tray: String,
    #[serde(rename = "kode")]
    code: Code,
}

/// Badges, sorted as they lie in the trays.
pub(super) fn badges(
    desk: Desk<'_>,
    only: &[PersonId],
    format: Format,
) -> Result<Made, DocumentError> {
    let cards = cards(desk, only)?;
    let rows = cards.len();
    let words = &desk.text.paper;
    let bytes = match format {
        Format::Html => return sheet_of(desk, "tanda-peserta.html", &cards),
        Format::Xlsx | Format::Csv => {
            let cells = cards.into_iter().map(|c| {
                let tray = format!("{} {}", words.tray, c.tray);
                let number = c.number.to_string();
                vec![number, tray, c.full, c.group, c.place, c.code.raw]
            });
            let widths = [8.0, 14.0, 40.0, 24.0, 34.0, 20.0];
            list(
                desk,
                format,
                words.words.badge,
                words.head_badges,
                &widths,
                cells,
            )?
        }
    };
    Ok(Made {
        bytes,
        written: Written { rows, pages: 1 },
    })
}

/// Invitation slips.
pub(super) fn slips(
    desk: Desk<'_>,
    only: &[PersonId],
    format: Format,
) -> Result<Made, DocumentError> {
    let cards = cards(desk, only)?;
    let rows = cards.len();
    let words = &desk.text.paper;
    let bytes = match format {
        Format::Html => return sheet_of(desk, "undangan.html", &cards),
        Format::Xlsx | Format::Csv => {
            let cells = cards.into_iter().map(|c| {
                let text = crate::text::invitation(desk.text, desk.about, &c.full, &c.code.raw);
                let number = c.number.to_string();
                vec![number, c.full, c.group, c.place, c.code.raw, text]
            });
            let widths = [8.0, 40.0, 24.0, 34.0, 20.0, 60.0];
            list(
                desk,
                format,
                words.words.invitation,
                words.head_slips,
                &widths,
                cells,
            )?
        }
    };
    Ok(Made {
        bytes,
        written: Written { rows, pages: 1 },
    })
}

/// The command card.
pub(super) fn orders(desk: Desk<'_>) -> Result<Made, DocumentError> {
    #[derive(Serialize)]
    struct OrderView {
        #[serde(rename = "judul")]
        title: &'static str,
        #[serde(rename = "penjelasan")]
        explanation: &'static str,
        #[serde(rename = "kode")]
        code: Code,
    }
    let coded = |order| Some((order, desk.meeting.order_code(order)?));
    let orders: Vec<OrderView> = Order::ALL
        .into_iter()
        .filter_map(coded)
        .map(|(order, code)| OrderView {
            title: (desk.text.desk.order)(order),
            explanation: (desk.text.paper.order)(order),
            code: Code::new(&code),
        })
        .collect();
    if orders.is_empty() {
        return Err(DocumentError::NoCodes);
    }
    let rows = orders.len();
    let pages: Vec<&[OrderView]> = orders.chunks(6).collect();
    let written = Written {
        rows,
        pages: pages.len(),
    };
    let values = context! { halaman_semua => Value::from(Serde(pages)) };
    Ok(Made {
        bytes: desk.html("kartu-perintah.html", values)?,
        written,
    })
}

/// A table with one row for each card.
pub(super) fn list(
    desk: Desk<'_>,
    format: Format,
    title: &str,
    header: [&'static str; 6],
    widths: &[f64; 6],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<Output, DocumentError> {
    let rows: Vec<Vec<String>> = rows.collect();
    if format == Format::Csv {
        return Ok(Output::Csv {
            header: header.into(),
            rows,
        });
    }
    let words = &desk.text.paper.words;
    desk.workbook(&[Sheet {
        name: title.to_owned(),
        heading: desk.heading(title),
        header: header.map(str::to_owned).into(),
        widths: widths.to_vec(),
        rows: rows
            .into_iter()
            .map(|cells| Row { cells, lines: 0 })
            .collect(),
        page: [words.page, words.of],
        ..Sheet::default()
    }])
}

/// The cards of those asked for, or of everybody whose invitation stands, by number.
fn cards(desk: Desk<'_>, only: &[PersonId]) -> Result<Vec<Card>, DocumentError> {
    let valid = |p: &&Person| p.cancelled.is_none();
    let people: Vec<&Person> = if only.is_empty() {
        desk.meeting.people().iter().filter(valid).collect()
    } else {
        let mut wanted = only.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        let find = |id: PersonId| {
            let found = desk.meeting.person(id).filter(valid);
            found.ok_or(DocumentError::NoSuchPerson(id))
        };
        wanted.into_iter().map(find).collect::<Result<_, _>>()?
    };
    if people.is_empty() {
        return Err(DocumentError::Nobody);
    }
    people.into_iter().map(|p| card(desk, p)).collect()
}

fn card(desk: Desk<'_>, person: &Person) -> Result<Card, DocumentError> {
    let code = desk.meeting.code_of(person).ok_or(DocumentError::NoCodes)?;
    let shape = shape(desk.options.size);
    let inner = shape.width - 2.0 * PADDING;
    let full = shown(&face(person).personal.name);
    let parts = split_titles(&full);
    let name = fit(&parts.front, &parts.core, &parts.back, inner, room(shape));
    let beside = inner - BESIDE;
    Ok(Card {
        number: person.id.0,
        front: name.front,
        core: name.core,
        back: name.back,
        size: name.size.0,
        title_size: name.size.1,
        group: clipped(&shown(&person.record.group), Type::plain(8.5), beside, 1),
        place: clipped(
            &place(desk.meeting, desk.text, person),
            Type::plain(9.0),
            beside,
            2,
        ),
        tray: tray(person.id).to_string(),
        code: Code::new(&code),
        full,
    })
}

/// A name as it fits on a badge.
#[derive(Debug)]
struct Fitted {
    front: String,
    core: String,
    back: String,
    size: (f64, f64),
}

/// The height that a badge has for the name and its titles.
fn room(shape: Shape) -> f64 {
    // The event's title above takes two lines of 8.5 points, the QR code and its letters below 30 mm,
    // and the name does not touch them.
    shape.height - 2.0 * PADDING - 2.0 * Type::plain(8.5).line() - 31.5
}

/// The largest size in which name and titles fit; in the smallest, titles are cut.
fn fit(front: &str, core: &str, back: &str, column: f64, room: f64) -> Fitted {
    let high = |text: &str, font: Type| {
        f64::from(u16::try_from(lines(text, font, column)).unwrap_or(u16::MAX)) * font.line()
    };
    // No single word of the name is broken while a smaller size would hold it.
    let whole = |font: Type| {
        core.split_whitespace()
            .all(|w| super::measure::width(w, font) <= column)
    };
    let found = NAME_SIZES.into_iter().find(|(name, titles)| {
        let (name, titles) = (Type::bold(*name), Type::plain(*titles));
        whole(name) && high(front, titles) + high(core, name) + high(back, titles) <= room
    });
    let size = found.unwrap_or(NAME_SIZES[NAME_SIZES.len() - 1]);
    let titles = Type::plain(size.1);
    let (front, back) = match found {
        Some(_) => (front.to_owned(), back.to_owned()),
        None => (
            clipped(front, titles, column, 1),
            clipped(back, titles, column, TITLE_LINES),
        ),
    };
    Fitted {
        front,
        core: clipped(core, Type::bold(size.0), column, 4),
        back,
        size,
    }
}

fn shape(size: Size) -> Shape {
    let (width, height) = match size {
        Size::A4 => (94.0, 68.0),
        Size::F4 => (96.0, 76.0),
    };
    let (paper_width, paper_height) = size.millimetres();
    let (columns, rows) = (f64::from(GRID.0), f64::from(GRID.1));
    Shape {
        width,
        height,
        left: (f64::from(paper_width) - columns * width) / 2.0,
        top: (f64::from(paper_height) - rows * height) / 2.0,
    }
}

/// Pages of cards with the marks to cut along.
fn sheet_of(desk: Desk<'_>, name: &str, cards: &[Card]) -> Result<Made, DocumentError> {
    let shape = shape(desk.options.size);
    let inner = shape.width - 2.0 * PADDING;
    let (title, venue) = (shown(&desk.about.title), shown(&desk.about.place));
    let pages: Vec<&[Card]> = cards.chunks(PER_PAGE).collect();
    let written = Written {
        rows: cards.len(),
        pages: pages.len(),
    };
    let values = context! {
        halaman_semua => Value::from(Serde(&pages)),
        tanda_potong => Value::from_safe_string(marks(desk.options.size)),
        kartu => context! {
            judul => clipped(&title, Type::plain(8.5), inner, 2),
            judul_sempit => clipped(&title, Type::bold(8.5), inner - NARROW, 3),
            tempat => clipped(&venue, Type::plain(8.5), inner - NARROW, 3),
            lebar => shape.width,
            tinggi => shape.height,
            kiri => shape.left,
            atas => shape.top,
            tepi => PADDING,
        },
    };
    Ok(Made {
        bytes: desk.html(name, values)?,
        written,
    })
}

/// A cross at every corner of every card, as one SVG over the whole page.
fn marks(size: Size) -> String {
    const ARM: f64 = 2.5;
    let (width, height) = size.millimetres();
    let shape = shape(size);
    let mut path = String::new();
    for column in 0..=GRID.0 {
        for row in 0..=GRID.1 {
            let x = shape.left + f64::from(column) * shape.width;
            let y = shape.top + f64::from(row) * shape.height;
            let _ = write!(
                path,
                "M{:.2} {y:.2}h{}M{x:.2} {:.2}v{}",
                x - ARM,
                2.0 * ARM,
                y - ARM,
                2.0 * ARM
            );
        }
    }
    format!(
        "<svg class=\"potong\" viewBox=\"0 0 {width} {height}\" aria-hidden=\"true\"><path d=\"{path}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_get_smaller_and_fit() {
        for size in [Size::A4, Size::F4] {
            let shape = shape(size);
            let column = shape.width - 2.0 * PADDING;
            let short = fit("", "Suardi", "", column, room(shape));
            assert!((short.size.0 - 24.0).abs() < 1e-9);
            let name = "Muhammad Nurhidayatullah Abdurrahman Wahid Mappatunru Karaeng";
            let back = "S.Sos., M.Si., M.Pd., Ph.D., S.Kom., M.Kom., ".repeat(3);
            let long = fit("Prof. Dr. Ir. H.", name, &back, column, room(shape));
            assert!(long.size.0 < 24.0, "{long:?}");
            let total: f64 = [
                (&long.front, Type::plain(long.size.1)),
                (&long.core, Type::bold(long.size.0)),
                (&long.back, Type::plain(long.size.1)),
            ]
            .into_iter()
            .map(|(text, font)| {
                f64::from(u16::try_from(lines(text, font, column)).unwrap()) * font.line()
            })
            .sum();
            assert!(total <= room(shape), "{total} > {}", room(shape));
            assert_eq!(long.core, name);
        }
    }

    #[test]
    fn a_name_of_one_endless_word_is_cut() {
        let shape = shape(Size::A4);
        let column = shape.width - 2.0 * PADDING;
        let endless = fit("", &"M".repeat(240), "", column, room(shape));
        assert!(lines(&endless.core, Type::bold(endless.size.0), column) <= 4);
        assert!(endless.core.ends_with('…'));
    }
}
