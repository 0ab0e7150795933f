//! A column that says which indicator each row is of, with months across or one number behind.

use gelar::exchange::reading::FileTopic;
use gelar::meeting::roster::Reason;

use super::grids::{csv, months, ods, page, passed, taken, told, xlsx};
use super::office::Office;

const SIX: [&str; 6] = [
    "Salenrang 2024-01: pelibatan 1",
    "Salenrang 2024-02: pelibatan 2",
    "Salenrang 2024-01: publikasi 3",
    "Salenrang 2024-02: publikasi 4",
    "Barugae 2024-01: advokasi 0",
    "Barugae 2024-02: advokasi 5",
];

#[test]
fn a_row_says_its_indicator_where_months_stand_across() {
    for head in [
        "Indikator",
        "KPI",
        "Jenis",
        "Komponen KPI",
        "NAMA INDIKATOR",
    ] {
        // Repeated, or once for all the rows of a library.
        for second in ["2 | Salenrang", "| "] {
            let rows = format!(
                "No | Desa | {head} | Jan | Feb | Jumlah | Persentase
                 1 | Salenrang | Pelibatan | 1 | 2 | 3 | 10%
                 {second} | 2. Publikasi | 3 | 4 | 7 | 10%
                 3 | Barugae | Jumlah Advokasi | 0 | 5 | 6 | 10%"
            );
            let merges: &[&str] = if second == "| " {
                &["A2:A3", "B2:B3"]
            } else {
                &[]
            };
            let pages = [("2024", rows.as_str(), merges)];
            for bytes in [xlsx(&pages), ods(&pages), csv(&rows)] {
                let file = months(bytes).unwrap();
                assert_eq!(told(&file), SIX, "{rows}");
                assert!(file.rows.iter().all(|r| r.note.is_empty()), "{rows}");
                let first = file.seen.sums.first.as_ref().unwrap();
                assert_eq!((first.column, first.typed, first.sum), ("advokasi", 6, 5));
            }
        }
    }
    // The row says it better than its sheet; a library that reported nothing is no title.
    let rows = "Desa | Indikator | Jan | Feb
         Salenrang | Pelibatan | 1 | 2
          | Publikasi | |
          | Advokasi | 3 |
         Jumlah | Pelibatan | 1 | 3";
    let file = months(xlsx(&[page("Publikasi 2024", rows)])).unwrap();
    assert_eq!(
        told(&file),
        [SIX[0], SIX[1], "Salenrang 2024-01: advokasi 3"]
    );
    assert_eq!(file.seen.unreported, 1);
    let totals = &file.seen.sums.totals;
    assert_eq!(
        (totals.len(), totals[0].1.len(), passed(&file.tables).len()),
        (1, 1, 1)
    );
    assert!(taken(&file.tables).iter().all(|t| !t.contains("Indikator")));
}

#[test]
fn a_row_says_its_indicator_beside_its_month() {
    for value in ["Nilai", "Jumlah", "Realisasi", "Angka"] {
        let rows = format!(
            "Perpustakaan | Indikator | Bulan | {value} | Target
             Salenrang | Pelibatan | Januari 2024 | 1 | 4
             Salenrang | Pelibatan | Feb 2024 | 2 | 4
             Salenrang | Publikasi | 2024-01 | 3 | 4"
        );
        let file = months(csv(&rows)).unwrap();
        assert_eq!(told(&file), SIX[..3], "{value}");
    }
    let rows = "Desa | Indikator | Capaian\nSalenrang | Pelibatan | 1\n | Publikasi | 3";
    let file = months(xlsx(&[page("Januari 2024", rows)])).unwrap();
    assert_eq!(told(&file), [SIX[0], SIX[2]]);
    // A score is no number, and neither are two numbers one.
    for values in ["Skor | Bobot", "Jumlah | Total"] {
        let rows = format!(
            "Desa | Indikator | Bulan | {values}\nSalenrang | Pelibatan | Jan 2024 | 1 | 2"
        );
        assert!(
            months(csv(&rows))
                .unwrap_err()
                .contains("Tidak ada kolom indikator"),
            "{values}"
        );
    }
}

#[test]
fn what_is_no_indicator_refuses_its_row() {
    let rows = "Desa | Indikator | Jan | Feb
         Salenrang | Pelibatan | 1 | 2
         Salenrang | Kebersihan | 3 | 4
         Salenrang | Target publikasi | 3 | 4
         Barugae | | 3 | 4
         Barugae | | |
          | Pelibatan | 3 | 4
          | Pelibatan | 3 | 4";
    let file = months(xlsx(&[page("2024", rows)])).unwrap();
    let refused: Vec<_> = file
        .rejected
        .iter()
        .map(|r| (r.row, r.column, r.value.as_str(), &r.reason))
        .collect();
    assert_eq!(
        refused,
        [
            (3, "indikator", "Kebersihan", &Reason::NotAnIndicator),
            (4, "indikator", "Target publikasi", &Reason::NotAnIndicator),
            (5, "indikator", "", &Reason::Missing),
            // The same indicator once more: of whom it is nobody says.
            (8, "kode_wilayah", "", &Reason::Missing),
        ]
    );
    assert_eq!(file.rows.len(), 4);

    let office = Office::founded();
    office.write("a.xlsx", xlsx(&[page("2024", rows)]));
    let told = office
        .run(&["import", "capaian", "a.xlsx", "--rejected", "mend.csv"])
        .out;
    assert!(
        told.contains(
            "Baris 3: Indikator \"Kebersihan\": Indikator tidak dikenali. Isi nama kolomnya"
        ),
        "{told}"
    );
    // Mended, the row comes back with what it is of.
    let mended = office.read("mend.csv").replace("Kebersihan", "Advokasi");
    office.write("mended.csv", &mended);
    let told = office.json(&["import", "capaian", "mended.csv", "--dry-run"]);
    assert_eq!(
        (&told["new"], told["rejected"].as_array().unwrap().len()),
        (&0.into(), 3),
        "{told}"
    );
    assert_eq!(told["changed"], 2, "{told}");
}

#[test]
fn a_column_of_other_words_is_a_note() {
    let rows = "Desa | Jenis | Jan | Feb\nSalenrang | Umum | 1 | 2";
    let file = months(xlsx(&[page("Pelibatan 2024", rows)])).unwrap();
    assert_eq!(told(&file), SIX[..2]);
    assert_eq!(file.rows[0].note, "Jenis: Umum");
    let file = months(xlsx(&[page("2024", rows)])).unwrap();
    assert_eq!(file.waiting[0].0, FileTopic::Measure(0));
    // Where the heads say it, no row need.
    let rows = "Desa | Indikator | Bulan | Pelibatan\nSalenrang | Kebersihan | Jan 2024 | 1";
    let file = months(csv(rows)).unwrap();
    assert_eq!(told(&file), SIX[..1]);
    assert_eq!(file.rows[0].note, "Indikator: Kebersihan");
}
