//! The same papers as workbooks and CSV, read back as a spreadsheet reads them.

use calamine::{Data, Reader, Xlsx, open_workbook};
use gelar::exchange::document::Paper;
use gelar::meeting::command::Command;
use gelar::meeting::id::ListId;

use crate::office::rows;
use crate::press::{Press, attendance, guest, guests, invited, longest, of_group};
use crate::support::check_in;

type Cells = Vec<Vec<Data>>;

/// The sheets of a workbook by name.
fn workbook(press: &Press, paper: &Paper) -> Vec<(String, Cells)> {
    press.write(paper, "tabel.xlsx").unwrap();
    let mut book: Xlsx<_> = open_workbook(press.path("tabel.xlsx")).unwrap();
    book.sheet_names()
        .into_iter()
        .map(|name| {
            let range = book.worksheet_range(&name).unwrap();
            (name, range.rows().map(<[Data]>::to_vec).collect())
        })
        .collect()
}

/// The rows below the header, up to the blank one before the foot.
fn body(cells: &Cells) -> Vec<&Vec<Data>> {
    let header = cells
        .iter()
        .position(|row| row[0] == Data::String("No.".into()))
        .unwrap();
    let below = cells.iter().skip(header + 1);
    below.take_while(|row| row[0] != Data::Empty).collect()
}

#[test]
fn a_workbook_has_the_rows_of_the_list_and_its_phones_stay_text() {
    for n in [0, 1, 24, 25, 26, 1_200] {
        let press = Press::with(guests(n));
        let sheets = workbook(&press, &attendance(invited()));
        assert_eq!(sheets.len(), 1);
        let (name, cells) = &sheets[0];
        assert_eq!(name, "PESERTA");
        assert_eq!(cells[0][0], Data::String("DAFTAR HADIR PESERTA".into()));
        let rows = body(cells);
        assert_eq!(rows.len(), n);
        for (i, row) in (1u32..).zip(rows) {
            assert_eq!(row[0], Data::Float(f64::from(i)));
            assert_eq!(row[4], Data::String("081200000001".into()));
            let (own, other) = if i % 2 == 1 { (5, 6) } else { (6, 5) };
            assert_eq!(row[own], Data::String(format!("{i}.")));
            let blank = row.get(other).is_none_or(|c| c.to_string().is_empty());
            assert!(blank, "{row:?}");
        }
    }
}

#[test]
fn each_section_has_a_sheet_and_a_closed_list_its_totals() {
    let mut people = guests(3);
    people.push(of_group("Tenri Panitia", "Panitia"));
    let mut press = Press::with(people);
    for id in 1..=4 {
        press.scene.does(check_in(id));
    }
    press.scene.does(Command::Close(ListId::main()));
    press.fingerprint = Some("ABCD-EF01-2345".into());
    let mut present = invited();
    present.variant = gelar::meeting::attendance::Variant::Present;
    let sheets = workbook(&press, &attendance(present));
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["PANITIA", "PESERTA", "REKAPITULASI KEHADIRAN"]);
    let totals = &sheets[2].1;
    let value = |word: &str| {
        let row = totals.iter().find(|r| r[0] == Data::String(word.into()));
        row.unwrap()[1].to_string()
    };
    assert_eq!(value("Hadir"), "4");
    assert_eq!(value("Sidik jari jurnal"), "ABCD-EF01-2345");
}

#[test]
fn a_formula_is_text_in_every_table() {
    let mut record = guest("=HYPERLINK(\"http://x\")", "+Desa", "Bontoa");
    record.personal.phone = "+62812".into();
    record.personal.position = "-1+2".into();
    let press = Press::with(vec![record]);
    let name = Data::String("=HYPERLINK(\"http://x\")".into());
    let sheets = workbook(&press, &attendance(invited()));
    assert_eq!(body(&sheets[0].1)[0][1], name);
    for paper in [
        attendance(invited()),
        Paper::Badges(vec![]),
        Paper::Slips(vec![]),
        Paper::Letters,
    ] {
        press.write(&paper, "tabel.csv").unwrap();
        let text = std::fs::read_to_string(press.path("tabel.csv")).unwrap();
        for cell in rows(&text).iter().flatten() {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{paper:?}: {cell}");
        }
        assert!(
            text.contains("'=HYPERLINK") || matches!(paper, Paper::Letters),
            "{paper:?}"
        );
    }
    // A spreadsheet that opened one of the workbooks would find no formula either.
    let mut book: Xlsx<_> = open_workbook(press.path("tabel.xlsx")).unwrap();
    let formulas = book.worksheet_formula("PESERTA").unwrap();
    assert!(formulas.rows().flatten().all(String::is_empty));
}

#[test]
fn cards_and_letters_are_tables_too() {
    let mut people = guests(2);
    people.push(guest(&longest(1), "Desa 9", "Simbang"));
    let press = Press::with(people);
    let code = press.scene.badge(3);
    for (paper, rows_wanted) in [
        (Paper::Badges(vec![]), 3),
        (Paper::Slips(vec![]), 3),
        (Paper::Letters, 3),
    ] {
        let written = press.write(&paper, "tabel.csv").unwrap();
        assert_eq!(written.rows, rows_wanted, "{paper:?}");
        let text = std::fs::read_to_string(press.path("tabel.csv")).unwrap();
        let found = rows(&text);
        assert_eq!(found.len(), rows_wanted + 1);
        assert!(text.contains(&longest(1)));
        assert_eq!(text.contains(&code), !matches!(paper, Paper::Letters));
        let sheets = workbook(&press, &paper);
        let cells: Vec<String> = sheets[0].1.iter().flatten().map(Data::to_string).collect();
        for cell in found[1].iter().filter(|c| !c.is_empty()) {
            assert!(cells.contains(cell), "{paper:?}: {cell}");
        }
    }
}

#[test]
fn the_same_meeting_gives_the_same_workbook() {
    let press = Press::with(guests(3));
    let bytes = || {
        press.write(&attendance(invited()), "tabel.xlsx").unwrap();
        std::fs::read(press.path("tabel.xlsx")).unwrap()
    };
    assert_eq!(bytes(), bytes());
}
