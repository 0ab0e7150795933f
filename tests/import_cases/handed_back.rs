//! The file of what has to be mended: corrected where it stands it comes in, wherever its rows were.

use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use super::office::{Office, rows};

const LIBRARIES: &str = "kode_wilayah;nama_perpustakaan;desa;kecamatan\n\
    73.09.05.2006;Perpustakaan Salenrang;Salenrang;Bontoa\n\
    73.09.06.2011;Perpustakaan Barugae;Barugae;Mallawa\n";

fn office() -> Office {
    let office = Office::founded();
    office.write("p.csv", LIBRARIES);
    office.run(&["import", "perpustakaan", "p.csv"]).must();
    office
}

/// Writes sheets of text, whole numbers as numbers.
fn book(office: &Office, sheets: &[(&str, &[&[&str]])]) {
    let mut book = Workbook::new();
    for (name, cells) in sheets {
        let page = book.add_worksheet();
        page.set_name(*name).unwrap();
        for (y, row) in (0..).zip(*cells) {
            for (x, cell) in (0..).zip(*row) {
                match cell.parse::<u32>() {
                    Ok(n) => page.write_number(y, x, n).unwrap(),
                    Err(_) => page.write_string(y, x, *cell).unwrap(),
                };
            }
        }
    }
    book.save(office.path("data.xlsx")).unwrap();
}

/// Imports the book, corrects what was handed back and imports that; answers what both told.
fn mended(office: &Office, corrections: &[(&str, &str)], more: &[&str]) -> (Value, Value, String) {
    let import = ["import", "capaian", "data.xlsx", "--rejected", "balik.csv"];
    let first = office.json(&[&import[..], more].concat());
    let handed = office.read("balik.csv");
    let mut text = handed.clone();
    for (wrong, right) in corrections {
        assert!(text.contains(wrong), "{wrong}: {text}");
        text = text.replace(wrong, right);
    }
    office.write("baik.csv", text);
    let second = office.json(&["import", "capaian", "baik.csv"]);
    (first, second, handed)
}

fn count(office: &Office, code: &str, month: &str, measure: &str) -> Option<u64> {
    let measure = gelar::meeting::achieved::Measure::ALL
        .into_iter()
        .find(|m| m.column() == measure)
        .unwrap();
    let code = gelar::meeting::id::VillageCode::parse(code).unwrap();
    let meeting = office.meeting();
    let data = meeting.achievements().of(&code)?;
    data.month(month.parse().unwrap())?.counts.get(measure)
}

#[test]
fn the_month_of_a_sheets_name_stays_with_its_rows() {
    let office = office();
    let head: &[&str] = &["Desa", "Kecamatan", "Pelibatan"];
    let other: &[&str] = &["Nama Desa", "Kec", "Realisasi Pelibatan"];
    book(
        &office,
        &[
            (
                "Januari",
                &[&["REKAP 2024"], head, &["Salenrang", "Bontoa", "satu"]],
            ),
            (
                "Februari",
                &[
                    &["REKAP 2023"],
                    other,
                    &["Barugae", "Mallawa", "dua"],
                    &["Salenrang", "Bontoa", "7"],
                ],
            ),
        ],
    );
    let (first, second, _) = mended(&office, &[("satu", "1"), (";dua", ";2")], &[]);
    assert_eq!(first["rejected"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&second["new"], &second["rejected"], &second["questions"]),
        (&json!(2), &json!([]), &json!([])),
        "{second}"
    );
    assert_eq!(
        count(&office, "73.09.05.2006", "2024-01", "pelibatan"),
        Some(1)
    );
    assert_eq!(
        count(&office, "73.09.06.2011", "2023-02", "pelibatan"),
        Some(2)
    );
    assert_eq!(
        count(&office, "73.09.05.2006", "2023-02", "pelibatan"),
        Some(7)
    );
}

#[test]
fn months_across_keep_their_year_and_their_indicator() {
    let office = office();
    let head: &[&str] = &["Desa", "Kecamatan", "Jan", "Feb", "Jumlah"];
    book(
        &office,
        &[
            (
                "Pelibatan",
                &[
                    &["Data tahun 2023"],
                    head,
                    &["Salenrang", "Bontoa", "satu", "2", "3"],
                ],
            ),
            (
                "Publikasi",
                &[
                    &["Data tahun 2023"],
                    head,
                    &["Salenrang", "Bontoa", "4", "lima", "9"],
                    &["Barugae", "Mallawa", "-", "8", "8"],
                ],
            ),
        ],
    );
    let (first, second, handed) = mended(&office, &[(";satu;", ";1;"), (";lima", ";5")], &[]);
    assert_eq!(first["cells"].as_array().unwrap().len(), 2, "{first}");
    assert_eq!(
        rows(&handed)[0][5..],
        [
            "desa_kelurahan",
            "kecamatan",
            "pelibatan / 2023-01",
            "pelibatan / 2023-02",
            "Jumlah",
            "publikasi / 2023-01",
            "publikasi / 2023-02"
        ]
    );
    // The question of the dash is asked again, and nothing else.
    assert_eq!(second["questions"].as_array().unwrap().len(), 1, "{second}");
    assert_eq!(
        (&second["rejected"], &second["cells"]),
        (&json!([]), &json!([]))
    );
    let all = |month| ["pelibatan", "publikasi"].map(|m| count(&office, "73.09.05.2006", month, m));
    assert_eq!(all("2023-01"), [Some(1), Some(4)]);
    assert_eq!(all("2023-02"), [Some(2), Some(5)]);
}

#[test]
fn a_sheet_whose_question_is_open_is_not_handed_back() {
    let office = office();
    // Nothing says which indicator; below each other nobody could answer for one sheet alone.
    let head: &[&str] = &["Desa", "Kecamatan", "Jan 2024", "Feb 2024"];
    book(
        &office,
        &[
            ("Satu", &[head, &["Salenrang", "Bontoa", "1", "2"]]),
            ("Dua", &[head, &["Salenrang", "Bontoa", "3", "x"]]),
        ],
    );
    let (first, _, handed) = mended(
        &office,
        &[("x", "4")],
        &["--answer", "indikator-Dua=publikasi"],
    );
    assert_eq!(first["questions"].as_array().unwrap().len(), 1, "{first}");
    let handed = rows(&handed);
    assert_eq!((handed.len(), handed[1][0].as_str()), (2, "Dua"));
    let all = |month| ["pelibatan", "publikasi"].map(|m| count(&office, "73.09.05.2006", month, m));
    assert_eq!(
        (all("2024-01"), all("2024-02")),
        ([None, Some(3)], [None, Some(4)])
    );
}
