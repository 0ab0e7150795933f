//! Nothing is lost: columns without a head, cells beyond the head, numbers over several places, columns
//! nobody sees.

use gelar::text::{Lang, reject};
use rust_xlsxwriter::Workbook;
use serde_json::Value;

use super::grids::{csv, months, ods, page, told, totals, xlsx};
use super::office::Office;
use super::support::files::people;

/// The notes of a preview.
fn notes(kind: &str, name: &str, bytes: Vec<u8>) -> Vec<String> {
    let office = Office::founded();
    office.write(name, bytes);
    let told = office.json(&["import", kind, name, "--dry-run"]);
    let notes = told["notes"].as_array().unwrap().iter();
    notes.filter_map(Value::as_str).map(str::to_owned).collect()
}

#[test]
fn a_filled_column_without_a_head_is_said() {
    let people = "Nama | Unsur | | Desa |\nUji Satu | PIC | 081200000001 | Salenrang | hadir\nUji Dua | PIC | 081200000002 | Barugae |";
    for (name, bytes) in [
        ("a.csv", csv(people)),
        ("a.xlsx", xlsx(&[page("Lembar1", people)])),
        ("a.ods", ods(&[page("Lembar1", people)])),
    ] {
        let notes = notes("peserta", name, bytes).join("\n");
        for said in [
            "olom C tanpa judul: 2 sel berisi, yang pertama \"…001\"",
            "olom E tanpa judul: 1 sel berisi, yang pertama \"hadir\"",
        ] {
            assert!(notes.contains(said), "{name}: {notes}");
        }
    }
    let none = notes(
        "peserta",
        "b.csv",
        b"Nama;Unsur;;\nUji Satu;PIC;;\n".to_vec(),
    );
    assert!(!none.join("\n").contains("tanpa judul"), "{none:?}");
}

#[test]
fn a_gap_between_months_is_refused() {
    for (heads, named) in [("Mar | | Mei", "E"), ("Mar | Arpil | Mei", "Arpil")] {
        let rows =
            format!("Pelibatan 2024\nDesa | Jan | Feb | {heads}\nSalenrang | 1 | 2 | 3 | 4 | 5");
        let why = months(xlsx(&[page("Lembar1", &rows)])).unwrap_err();
        assert!(
            why.contains(&format!("\"{named}")) && why.contains("tidak jelas"),
            "{why}"
        );
        assert_eq!(months(csv(&rows)).unwrap_err(), why);
    }
    // Nothing stands there, or no month is missing.
    for rows in [
        "Pelibatan 2024\nDesa | Jan | Feb | Mar | | Mei\nSalenrang | 1 | 2 | 3 | | 5",
        "Pelibatan 2024\nDesa | Jan | Feb | Mar | | Apr\nSalenrang | 1 | 2 | 3 | ok | 5",
    ] {
        assert_eq!(told(&months(csv(rows)).unwrap()).len(), 4, "{rows}");
    }
}

#[test]
fn a_row_with_more_cells_than_the_head_is_refused() {
    let head = "No,Desa,Kecamatan,Bulan,Pelibatan,Publikasi\n";
    let text =
        format!("{head}1,Salenrang,Bontoa,Jan 2024,1,250,3\n2,Barugae,Mallawa,Jan 2024,4,5\n");
    let file = months(text.into_bytes()).unwrap();
    assert_eq!((file.rows.len(), file.rejected.len()), (1, 1));
    let why = reject::reason(Lang::Id, &file.rejected[0].reason);
    assert!(why.contains("7 sel, judul 6"), "{why}");
    let text = "Nama,Jabatan,Instansi,Unsur,No HP\nUji Satu,Kabid,Dinas,PIC,0811\nH. Uji A, M.Si,Kabid Layanan,Dinas,PIC,081200000001\n";
    let file = people(text).unwrap();
    assert_eq!((file.rows.len(), file.rejected[0].row), (1, 3));
    let why = reject::reason(Lang::En, &file.rejected[0].reason);
    assert!(why.contains("6 cells, the head 5"), "{why}");
    // Empty ones, a spreadsheet's own width, and a column that nobody headed.
    for (text, rows) in [
        ("Nama;Unsur\nUji Satu;PIC;;\nUji Dua;PIC\n", 2),
        ("Nama;Unsur;\nUji Satu;PIC;x\nUji Dua;PIC;\n", 2),
        ("Nama;Unsur\nUji Satu;PIC;x\nUji Dua;PIC;y\n", 2),
    ] {
        let file = people(text).unwrap();
        assert_eq!((file.rows.len(), file.rejected.len()), (rows, 0), "{text}");
    }
}

#[test]
fn a_number_over_several_libraries_or_months_is_refused() {
    let rows = "Desa | Bulan | Pelibatan | Publikasi\nSalenrang | Jan 2024 | 6 | 1\nBarugae | Jan 2024 | | 1\nBotolempangan | Jan 2024 | | 1\nPucak | Jan 2024 | 2 | 1";
    for bytes in [
        xlsx(&[("L", rows, &["C2:C4"])]),
        ods(&[("L", rows, &["C2:C4"])]),
    ] {
        let file = months(bytes).unwrap();
        let out: Vec<_> = file
            .rejected
            .iter()
            .map(|r| (r.row, r.value.as_str()))
            .collect();
        assert_eq!(out, [(2, "6"), (3, "6"), (4, "6")]);
        let why = reject::reason(Lang::Id, &file.rejected[0].reason);
        assert!(why.contains("digabung"), "{why}");
        assert_eq!(file.rows.len(), 1);
    }
    let rows = "Pelibatan 2024\nDesa | Jan | Feb | Mar | Apr\nSalenrang | 30 | | | 12";
    for bytes in [
        xlsx(&[("L", rows, &["B3:D3"])]),
        ods(&[("L", rows, &["B3:D3"])]),
    ] {
        let file = months(bytes).unwrap();
        assert_eq!(told(&file), ["Salenrang 2024-04: pelibatan 12"]);
        assert_eq!(file.cells.len(), 1);
        let why = reject::reason(Lang::En, &file.cells[0].reason);
        assert!(why.contains("merged"), "{why}");
    }
    // One library, a row for each month.
    let rows = "Desa | Bulan | Pelibatan\nSalenrang | Jan 2024 | 5\n | Feb 2024 |\n | Mar 2024 | 4";
    let file = months(xlsx(&[("L", rows, &["A2:A4", "C2:C3"])])).unwrap();
    assert_eq!((file.rows.len(), file.rejected.len()), (1, 2));
    // Of totals too; and what belongs to one library alone is its own.
    let rows = "Desa | Pelibatan\nSalenrang | 6\nBarugae |";
    let file = totals(xlsx(&[("L", rows, &["B2:B3"])])).unwrap();
    assert_eq!((file.rows.len(), file.rejected.len()), (0, 2));
    let rows = "Desa | Pelibatan | Kegiatan lain\nSalenrang | 6 | a\n | | b";
    let file = totals(xlsx(&[("L", rows, &["A2:A3", "B2:B3"])])).unwrap();
    assert_eq!(file.rows.len(), 1);
}

#[test]
fn nothing_over_several_months_is_nothing_in_each() {
    for (word, lines) in [("nihil", 4), ("belum lapor", 1)] {
        let rows =
            format!("Pelibatan 2024\nDesa | Jan | Feb | Mar | Apr\nSalenrang | {word} | | | 12");
        let file = months(xlsx(&[("L", rows.as_str(), &["B3:D3"])])).unwrap();
        assert_eq!(told(&file).len(), lines, "{word}");
    }
    let rows = "Desa | Bulan | Pelibatan\nSalenrang | Jan 2024 | nihil\nBarugae | Jan 2024 |";
    let file = months(xlsx(&[("L", rows, &["C2:C3"])])).unwrap();
    assert_eq!(told(&file)[1], "Barugae 2024-01: pelibatan 0");
}

#[test]
fn columns_that_nobody_sees_and_columns_too_far_are_said() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, [head, cell]) in (0..).zip([
        ["Desa", "Salenrang"],
        ["Bulan", "Jan 2024"],
        ["Pelibatan", "3"],
    ]) {
        sheet.write(0, at, head).unwrap();
        sheet.write(1, at, cell).unwrap();
    }
    sheet.write(0, 263, "Publikasi").unwrap();
    sheet.set_column_hidden(2).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let notes = notes("capaian", "a.xlsx", bytes).join("\n");
    for said in [
        "Kolom tersembunyi di lembar \"Sheet1\" tetap dibaca: Pelibatan.",
        "Lembar \"Sheet1\": kolom setelah IV (ke-256) tidak dibaca",
    ] {
        assert!(notes.contains(said), "{notes}");
    }
    let mut text =
        "Desa;Bulan;Pelibatan".to_owned() + &";".repeat(260) + "Publikasi\nSalenrang;Jan 2024;3\n";
    assert!(
        self::notes("capaian", "a.csv", text.clone().into_bytes())
            .join("\n")
            .contains("kolom setelah IV")
    );
    text = text.replace("Publikasi", "");
    assert!(
        !self::notes("capaian", "a.csv", text.into_bytes())
            .join("\n")
            .contains("kolom setelah")
    );
}
