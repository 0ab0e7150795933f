//! What comes back: answers by their words, and the file of things to mend, imported again.

use serde_json::json;

use super::office::{Office, rows};

const WITHOUT_GROUP: &str = "nama;desa\nBaso Rekaan;Salenrang\nSitti Rekaan;Barugae\n";

#[test]
fn a_group_that_is_answered_is_matched_as_in_a_column() {
    for (said, group) in [
        ("PIC", "Pengelola perpustakaan"),
        ("kades", "Kepala desa/lurah"),
        ("13", "PIC provinsi"),
        ("Penjaga Rekaan", "Penjaga Rekaan"),
    ] {
        let office = Office::founded();
        office.write("p.csv", WITHOUT_GROUP);
        let answer = format!("unsur={said}");
        let done = office.json(&["import", "peserta", "p.csv", "--answer", &answer]);
        assert_eq!(done["new"], 2, "{said}: {done}");
        assert_eq!(office.json(&["people"])[0]["group"], group, "{said}");
    }
}

#[test]
fn months_without_a_year_are_a_question_where_the_period_has_two() {
    let office = Office::founded();
    office.write(
        "c.csv",
        "desa;bulan;pelibatan\nSalenrang;Januari;3\nSalenrang;Nop;4\nSalenrang;13;5\n",
    );
    let import = ["import", "capaian", "c.csv"];
    let by_period = office.json(&[&import[..], &["--dry-run"]].concat());
    assert_eq!(
        (&by_period["new"], &by_period["questions"]),
        (&json!(2), &json!([]))
    );
    let rules = office.run(&["rules", "export", "-o", "-"]).must().out;
    let longer = rules
        .lines()
        .map(|line| match line.split_once('=') {
            Some(("from ", year)) => format!("from = {}", year.replace("2026", "2025")),
            _ => line.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("\n");
    assert_ne!(longer, rules.trim_end(), "{rules}");
    office.write("aturan.toml", longer);
    office.run(&["rules", "import", "aturan.toml"]).must();
    let asked = office.json(&[&import[..], &["--dry-run"]].concat());
    assert_eq!(asked["questions"][0]["id"], "tahun", "{asked}");
    assert_eq!(asked["rejected"][0]["value"], "13");
    let done = office.json(&[&import[..], &["--answer", "tahun=2025"]].concat());
    assert_eq!(done["new"], 2, "{done}");
}

#[test]
fn a_row_with_two_broken_cells_is_one_line_to_mend() {
    let office = Office::founded();
    office.write(
        "p.csv",
        "nama;unsur;nip;jenis_kelamin\nBaso Rekaan;PIC;1,97809E+17;?\n;PIC;;L\n",
    );
    let import = ["import", "peserta", "p.csv", "--rejected", "perbaiki.csv"];
    let done = office.json(&import);
    assert_eq!(
        (&done["new"], done["cells"].as_array().unwrap().len()),
        (&json!(1), 2)
    );
    let text = office.read("perbaiki.csv");
    let lines = rows(&text);
    assert_eq!(lines.len(), 3, "{text}");
    assert_eq!(
        lines[1][..3],
        ["2", "jenis_kelamin, nip", "? · 1,97809E+17"]
    );
    let mended = text.replace("1,97809E+17;?", "197809241996121001;P");
    assert_ne!(mended, text);
    office.write("perbaiki.csv", mended);
    let again = office.json(&["import", "peserta", "perbaiki.csv"]);
    assert_eq!(
        (&again["new"], &again["changed"]),
        (&json!(0), &json!(1)),
        "{again}"
    );
    office
        .run(&["import", "peserta", "p.csv", "--rejected", "x.xlsx"])
        .ends(2);
    office
        .run(&["import", "peserta", "p.csv", "--rejected", "-"])
        .ends(2);
}

#[test]
fn what_a_sheet_says_for_all_its_rows_goes_along() {
    use rust_xlsxwriter::Workbook;
    let office = Office::founded();
    let mut book = Workbook::new();
    for month in ["Januari", "Februari"] {
        let sheet = book.add_worksheet().set_name(month).unwrap();
        sheet.write_row(0, 0, ["Desa", "Pelibatan"]).unwrap();
        sheet.write(1, 0, "Salenrang").unwrap();
        sheet.write(1, 1, 3).unwrap();
        sheet.write(2, 0, "Barugae").unwrap();
        sheet.write(2, 1, "1,5").unwrap();
    }
    book.save(office.path("bulan-2026.xlsx")).unwrap();
    let done = office.json(&[
        "import",
        "capaian",
        "bulan-2026.xlsx",
        "--rejected",
        "perbaiki.csv",
    ]);
    assert_eq!(
        (&done["new"], done["rejected"].as_array().unwrap().len()),
        (&json!(2), 2)
    );
    assert_eq!(done["rejected"][1]["sheet"], "Februari");
    let mended = office.read("perbaiki.csv").replace(";1,5\r\n", ";7\r\n");
    office.write("perbaiki.csv", mended);
    let again = office.json(&["import", "capaian", "perbaiki.csv"]);
    assert_eq!(again["new"], 2, "{again}");
}
