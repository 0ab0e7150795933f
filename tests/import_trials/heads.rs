//! The same numbers below different heads: months across and one below the other, two rows of heads and
//! one. What they mean is the same.

use std::collections::BTreeMap;

use gelar::meeting::achieved::{Counts, Measure};
use gelar::meeting::id::VillageCode;
use gelar::meeting::month::Month;
use gelar::meeting::roster::{AchievedPlan, achievements_on};
use gelar::rehearse::dice::Dice;
use rust_xlsxwriter::{Format, Workbook};

use crate::support::{World, code, months};
use crate::trials::rounds;

const INDICATORS: [(&str, Measure); 4] = [
    ("Pelibatan", Measure::Involvement),
    ("Publikasi", Measure::Publication),
    ("Advokasi", Measure::Advocacy),
    ("Pengunjung", Measure::Visitors),
];

const MONTHS: [[&str; 3]; 12] = [
    ["Jan", "Januari", "JANUARI"],
    ["Feb", "Februari", "Pebruari"],
    ["Mar", "Maret", "MARET"],
    ["Apr", "April", "APR"],
    ["Mei", "Mei", "MEI"],
    ["Jun", "Juni", "JUNI"],
    ["Jul", "Juli", "JULI"],
    ["Agt", "Agustus", "Agu"],
    ["Sep", "September", "SEPT"],
    ["Okt", "Oktober", "OKT"],
    ["Nov", "Nopember", "November"],
    ["Des", "Desember", "DES"],
];

fn villages() -> Vec<&'static str> {
    let list = include_str!("../../data/wilayah-maros.csv").lines().skip(1);
    list.filter_map(|line| line.split(';').next()).collect()
}

/// Libraries, so many at most, each once.
fn libraries(dice: &mut Dice, most: usize) -> Vec<&'static str> {
    let mut all = villages();
    dice.shuffle(&mut all);
    all.truncate(1 + dice.below(most));
    all
}

/// A number as somebody writes it, and what it is.
fn number(dice: &mut Dice) -> (String, Option<u64>) {
    let n = dice.below(3_000) as u64;
    match dice.below(8) {
        0 => (String::new(), None),
        1 => ("belum lapor".to_owned(), None),
        2 => ("nihil".to_owned(), Some(0)),
        3 if n >= 1_000 => (format!("{}.{:03}", n / 1_000, n % 1_000), Some(n)),
        _ => (n.to_string(), Some(n)),
    }
}

/// Nothing is asked or refused, and every library-month is new.
fn new(plan: AchievedPlan) -> Vec<(VillageCode, Month, Counts)> {
    assert_eq!((plan.questions, plan.rejected), (Vec::new(), Vec::new()));
    let new = plan.new.into_iter();
    new.map(|a| (a.library, a.month, a.counts)).collect()
}

/// A sheet of texts, those that are whole numbers written as numbers.
fn fill(book: &mut Workbook, name: &str, rows: &[Vec<String>]) {
    let sheet = book.add_worksheet();
    sheet.set_name(name).unwrap();
    for (y, row) in (0..).zip(rows) {
        for (x, text) in (0..).zip(row) {
            match text.parse::<u32>() {
                Ok(number) => sheet.write_number(y, x, number),
                Err(_) => sheet.write_string(y, x, text),
            }
            .unwrap();
        }
    }
}

/// One indicator of some libraries, its months across, and what it says.
struct Across {
    measure: Measure,
    name: String,
    rows: Vec<Vec<String>>,
    says: BTreeMap<(String, usize), u64>,
}

fn across(dice: &mut Dice, (indicator, measure): (&str, Measure), libraries: &[&str]) -> Across {
    let year = 2023 + dice.below(2);
    let first = dice.below(6);
    let shown = first..first + 2 + dice.below(6);
    // Where a person says of which indicator and of which year it is.
    let (in_name, in_head) = (dice.percent(50), dice.percent(30));
    let name = if in_name { indicator } else { "Lembar" };
    let name = format!("{name} {}", dice.below(1_000));
    let title = if in_name { "Laporan" } else { indicator };
    let title = if in_head {
        title.to_owned()
    } else {
        format!("{title} {year}")
    };
    let style = dice.below(3);
    let total = dice.percent(50);
    let mut head = vec!["No".to_owned(), "Kode Wilayah".to_owned()];
    head.extend(shown.clone().map(|month| match MONTHS[month][style] {
        month if in_head => format!("{month} {year}"),
        month => month.to_owned(),
    }));
    head.extend(total.then(|| "Jumlah".to_owned()));
    let mut rows = vec![vec![title], Vec::new(), head];
    let mut says = BTreeMap::new();
    for (nth, library) in (1..).zip(libraries) {
        let mut row = vec![nth.to_string(), (*library).to_owned()];
        let mut sum = 0;
        for month in shown.clone() {
            let (text, number) = number(dice);
            row.push(text);
            sum += number.unwrap_or(0);
            let key = ((*library).to_owned(), 12 * year + month);
            says.extend(number.map(|n| (key, n)));
        }
        row.extend(total.then(|| sum.to_string()));
        rows.push(row);
    }
    Across {
        measure,
        name,
        rows,
        says,
    }
}

/// The same numbers, a row for each library and month.
fn one_below_the_other(sheets: &[Across]) -> String {
    let mut all: BTreeMap<(String, usize), Vec<(Measure, u64)>> = BTreeMap::new();
    for sheet in sheets {
        for (key, number) in &sheet.says {
            all.entry(key.clone())
                .or_default()
                .push((sheet.measure, *number));
        }
    }
    let mut text = String::from("kode_wilayah;bulan");
    for (_, measure) in INDICATORS {
        text += &format!(";{}", measure.column());
    }
    for ((library, month), numbers) in all {
        text += &format!("\n{library};{}-{:02}", month / 12, month % 12 + 1);
        for (_, measure) in INDICATORS {
            let found = numbers.iter().find(|(m, _)| *m == measure);
            text += &found.map_or(";".to_owned(), |(_, n)| format!(";{n}"));
        }
    }
    text
}

#[test]
fn months_across_are_months_one_below_the_other() {
    let world = World::new();
    for mut dice in rounds() {
        let libraries = libraries(&mut dice, 8);
        let mut indicators = INDICATORS;
        dice.shuffle(&mut indicators);
        let sheets = indicators.into_iter().take(1 + dice.below(3));
        let sheets: Vec<Across> = sheets.map(|i| across(&mut dice, i, &libraries)).collect();
        let mut book = Workbook::new();
        for sheet in &sheets {
            fill(&mut book, &sheet.name, &sheet.rows);
        }
        let long = one_below_the_other(&sheets);
        let read = months(book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(
            (read.rejected, read.cells),
            (Vec::new(), Vec::new()),
            "{long}"
        );
        assert_eq!(read.seen.sums.first, None, "{long}");
        let plan = achievements_on(world.meeting(), &read.rows, &[]);
        // A sheet without a single number has nothing to plan.
        let expected = if sheets.iter().any(|sheet| !sheet.says.is_empty()) {
            new(world.plan(&long, &[]))
        } else {
            Vec::new()
        };
        assert_eq!(new(plan), expected, "{long}");
    }
}

/// Heads that stand below a group, the field that each is alone, and whether it is a number that counts.
const GROUPS: [(&str, &[(&str, Option<Measure>)]); 5] = [
    (
        "Pelibatan",
        &[
            ("Target", None),
            ("Realisasi", Some(Measure::Involvement)),
            ("%", None),
        ],
    ),
    (
        "CAPAIAN KPI",
        &[
            ("Publikasi", Some(Measure::Publication)),
            ("Advokasi", Some(Measure::Advocacy)),
        ],
    ),
    (
        "Publikasi",
        &[
            ("Cetak", Some(Measure::PublicationPrint)),
            ("Daring", Some(Measure::PublicationOnline)),
            ("Medsos", Some(Measure::PublicationSocial)),
        ],
    ),
    (
        "Pengunjung",
        &[
            ("L", Some(Measure::VisitorsMale)),
            ("P", Some(Measure::VisitorsFemale)),
        ],
    ),
    (
        "Advokasi",
        &[
            ("Dana", Some(Measure::AdvocacyFunds)),
            ("Kemitraan", Some(Measure::AdvocacyPartners)),
        ],
    ),
];

#[test]
fn a_head_of_two_rows_means_what_one_row_means() {
    for mut dice in rounds() {
        let mut groups = GROUPS;
        dice.shuffle(&mut groups);
        let groups = &groups[..=dice.below(GROUPS.len())];
        let columns: Vec<(&str, Option<Measure>)> = groups
            .iter()
            .flat_map(|(_, below)| below.iter().copied())
            .collect();
        let mut flat = String::from("kode_wilayah;bulan");
        for (_, measure) in &columns {
            flat += &format!(";{}", measure.map_or("target", Measure::column));
        }
        let mut body: Vec<Vec<String>> = Vec::new();
        for library in libraries(&mut dice, 6) {
            let mut row = vec![
                library.to_owned(),
                format!("2024-{:02}", 1 + dice.below(12)),
            ];
            row.extend(columns.iter().map(|_| number(&mut dice).0));
            flat += &format!("\n{}", row.join(";"));
            body.push(row);
        }
        let merges = dice.percent(60);
        let book = two_rows(groups, &body, merges, &mut dice);
        let (two, one) = (months(book).unwrap(), months(flat.as_str()).unwrap());
        let said = |rows: &[gelar::meeting::roster::AchievedRow]| -> Vec<_> {
            let rows = rows.iter();
            rows.map(|r| (r.village.clone(), r.month, r.counts.clone()))
                .collect()
        };
        assert_eq!(said(&two.rows), said(&one.rows), "{flat}\n{merges}");
        let refused = |rows: Vec<gelar::meeting::roster::Rejected>| -> Vec<_> {
            rows.into_iter().map(|r| (r.column, r.reason)).collect()
        };
        assert_eq!(
            refused(two.rejected),
            refused(one.rejected),
            "{flat}\n{merges}"
        );
    }
    assert!(!villages().is_empty() && code(villages()[0]).as_str() == villages()[0]);
}

fn two_rows(
    groups: &[(&str, &[(&str, Option<Measure>)])],
    body: &[Vec<String>],
    merges: bool,
    dice: &mut Dice,
) -> Vec<u8> {
    // Alone above or alone below: what a person sees as one head over both rows.
    let above = merges || dice.percent(50);
    let alone = ["Kode Wilayah".to_owned(), "Bulan".to_owned()];
    let (mut first, mut second) = if above {
        (alone.to_vec(), vec![String::new(); 2])
    } else {
        (vec![String::new(); 2], alone.to_vec())
    };
    let mut spans = vec![(0, 1, 0, 0), (0, 1, 1, 1)];
    for (group, below) in groups {
        let from = first.len();
        first.push((*group).to_owned());
        first.resize(from + below.len(), String::new());
        second.extend(below.iter().map(|(head, _)| (*head).to_owned()));
        spans.push((0, 0, from, from + below.len() - 1));
    }
    let mut rows = vec![first.clone(), second];
    rows.extend_from_slice(body);
    let mut book = Workbook::new();
    fill(&mut book, "Capaian", &rows);
    if merges {
        let sheet = book.worksheet_from_index(0).unwrap();
        for (top, bottom, left, right) in spans {
            let (left, right) = (u16::try_from(left).unwrap(), u16::try_from(right).unwrap());
            let text = &first[usize::from(left)];
            let middle = Format::new();
            sheet
                .merge_range(top, left, bottom, right, text, &middle)
                .unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}
