//! Months that stand across, one row per library: as every officer keeps it, and as others write it.

use gelar::exchange::reading::FileTopic;
use gelar::meeting::achieved::Measure;

use super::grids::{
    csv, months, ods, page, passed, read, reading, sheets, taken, told, totals, xlsx,
};
use super::office::Office;

const MONTHS: &str = "Jan | Feb | Mar | Apr | Mei | Jun | Jul | Agt | Sep | Okt | Nop | Des";

/// Reads a sheet of this name, in both formats of workbooks.
fn across(name: &str, rows: &str, merges: &[&str]) -> Result<Vec<String>, String> {
    let pages = [(name, rows, merges)];
    let read = |bytes| months(bytes).map(|file| told(&file));
    let found = read(xlsx(&pages));
    assert_eq!(read(ods(&pages)), found);
    found
}

/// January and February of one library.
const TWO: [&str; 2] = [
    "Salenrang 2024-01: pelibatan 3",
    "Salenrang 2024-02: pelibatan 4",
];

#[test]
fn the_sheet_that_every_officer_keeps() {
    let rows = |of: &str| {
        format!(
            "DATA {of} PERPUSTAKAAN DESA TAHUN 2024

             No | Nama Desa | Kecamatan | {MONTHS} | Jumlah | Persentase
             1 | Salenrang | Bontoa | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 66 | 80%
             2 | Barugae | Mallawa | nihil | belum lapor | 1 | | | | | | | | | | 1 | 10%
              | Jumlah | | 0 | 1 | 3 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 67 |"
        )
    };
    let (first, second) = (rows("PELIBATAN"), rows("PUBLIKASI"));
    let title: &[&str] = &["A1:Q1"];
    // By the sheets' names, by their titles.
    for names in [["Pelibatan", "Publikasi"], ["Sheet1", "Sheet2"]] {
        let pages = [
            (names[0], first.as_str(), title),
            (names[1], &second, title),
        ];
        for bytes in [xlsx(&pages), ods(&pages)] {
            let file = months(bytes).unwrap();
            let lines = told(&file);
            assert_eq!(lines.len(), 2 * (12 + 2));
            assert_eq!(lines[0], "Salenrang (Bontoa) 2024-01: pelibatan 0");
            assert_eq!(lines[11], "Salenrang (Bontoa) 2024-12: pelibatan 11");
            assert_eq!(lines[12], "Barugae (Mallawa) 2024-01: pelibatan 0");
            assert_eq!(lines[13], "Barugae (Mallawa) 2024-03: pelibatan 1");
            assert_eq!(lines[14], "Salenrang (Bontoa) 2024-01: publikasi 0");
            assert_eq!((file.seen.sums.rows, file.seen.sums.totals.len()), (0, 2));
            assert!(
                file.seen
                    .sums
                    .totals
                    .iter()
                    .all(|(_, differs)| differs.is_empty())
            );
            assert!(taken(&file.tables).contains(&format!(
                "Tahun 2024 diambil dari judul di atas tabel ({}, {}).",
                names[0], names[1]
            )));
        }
    }
}

#[test]
fn a_month_is_a_month_however_it_is_written() {
    for heads in [
        "Jan | Feb",
        "JANUARI | PEBRUARI",
        "Jan-24 | Feb-24",
        "Jan 2024 | Feb 2024",
        "01/2024 | 02/2024",
        "2024-01 | 2024-02",
        "Januari '24 | Februari '24",
        "Bulan Januari | Bulan Februari",
        "Bulan 1 | Bulan 2",
        "Bln. 1 | Bln. 2",
        "Bulan ke-1 | Bulan ke-2",
        "Bulan I | Bulan II",
        "Realisasi Januari | Realisasi Februari",
    ] {
        let rows = format!("No | Desa | {heads}\n1 | Salenrang | 3 | 4");
        assert_eq!(across("Pelibatan", &rows, &[]).unwrap(), TWO, "{heads}");
        let named = format!("Data pelibatan\n{rows}");
        let file = months(csv(&named)).unwrap();
        assert_eq!(told(&file), TWO, "{heads}");
    }
    // The first of a month, shown as a month; what is no first is no month.
    let dates = "Desa | @2024-01 | @2024-02\nSalenrang | 3 | 4";
    let file = months(xlsx(&[page("Pelibatan", dates)])).unwrap();
    assert_eq!(told(&file), TWO);
    let days = "Desa | 15/01/2024 | 16/01/2024\nSalenrang | 3 | 4";
    assert!(months(csv(days)).is_err());
}

#[test]
fn groups_stand_over_months_and_months_over_groups() {
    let both = [
        "Salenrang 2024-01: pelibatan 3, publikasi 1",
        "Salenrang 2024-02: pelibatan 4, publikasi 2",
    ];
    for (rows, merges, found) in [
        (
            "No | Desa | Bulan |\n | | Jan | Feb\n1 | Salenrang | 3 | 4",
            &["C1:D1"][..],
            &TWO[..],
        ),
        (
            "No | Desa | Bulan |\n | | 1 | 2\n1 | Salenrang | 3 | 4",
            &["C1:D1"],
            &TWO,
        ),
        (
            "No | Desa | BULAN |\n | | I | II\n1 | Salenrang | 3 | 4",
            &["C1:D1"],
            &TWO,
        ),
        (
            "No | Desa | Tahun 2024 |\n | | Jan | Feb\n1 | Salenrang | 3 | 4",
            &["C1:D1"],
            &TWO,
        ),
        (
            "No | Desa | Januari | | Februari |
              | | Target | Realisasi | Target | Realisasi
             1 | Salenrang | 9 | 3 | 9 | 4",
            &["C1:D1", "E1:F1"],
            &TWO,
        ),
        (
            "No | Desa | Target | | Realisasi |
              | | Jan | Feb | Jan | Feb
             1 | Salenrang | 9 | 9 | 3 | 4",
            &["C1:D1", "E1:F1"],
            &TWO,
        ),
        (
            "No | Desa | Januari | | Februari |
              | | Pelibatan | Publikasi | Pelibatan | Publikasi
             1 | Salenrang | 3 | 1 | 4 | 2",
            &["C1:D1", "E1:F1"],
            &both,
        ),
        (
            "No | Desa | Pelibatan | | Publikasi |
              | | Jan | Feb | Jan | Feb
             1 | Salenrang | 3 | 4 | 1 | 2",
            &["C1:D1", "E1:F1"],
            &both,
        ),
    ] {
        let mut all = vec!["A1:A2", "B1:B2"];
        all.extend(merges);
        assert_eq!(across("Pelibatan", rows, &all).unwrap(), found, "{rows}");
        let file = read(csv(rows), &reading("pelibatan.csv")).unwrap();
        assert_eq!(told(&file), found, "{rows}");
    }
    let three = "No | Desa | 2024 | | |
          | | Pelibatan | | Publikasi |
          | | Jan | Feb | Jan | Feb
         1 | Salenrang | 3 | 4 | 1 | 2";
    let merges = ["A1:A3", "B1:B3", "C1:F1", "C2:D2", "E2:F2"];
    assert_eq!(across("Lembar1", three, &merges).unwrap(), both);
    assert_eq!(told(&months(csv(three)).unwrap()), both);
}

#[test]
fn two_years_stand_across() {
    let found = [
        "Salenrang 2023-12: pelibatan 3",
        "Salenrang 2024-01: pelibatan 4",
    ];
    let heads = "Desa | Des 2023 | Jan 2024\nSalenrang | 3 | 4";
    assert_eq!(across("Pelibatan", heads, &[]).unwrap(), found);
    let groups = "No | Desa | 2023 | 2024\n | | Des | Jan\n1 | Salenrang | 3 | 4";
    assert_eq!(
        across("Pelibatan", groups, &["A1:A2", "B1:B2"]).unwrap(),
        found
    );
    let merged = "No | Desa | Tahun 2023 | | Tahun 2024 |
          | | Nov | Des | Jan | Feb
         1 | Salenrang | | 3 | 4 |";
    let areas = ["A1:A2", "B1:B2", "C1:D1", "E1:F1"];
    assert_eq!(across("Pelibatan", merged, &areas).unwrap(), found);
    // One month twice is no second month.
    for twice in ["Jan | Jan", "Jan | Jan 2024", "Januari | 01/2024"] {
        let rows = format!("Desa | {twice}\nSalenrang | 3 | 4");
        let refused = across("Pelibatan 2024", &rows, &[]).unwrap_err();
        assert!(
            refused.contains("Dua kolom untuk bulan: \"Jan"),
            "{refused}"
        );
    }
}

#[test]
fn the_year_stands_in_the_sheets_name_the_title_the_file_or_the_rules() {
    let rows = "Desa | Jan | Feb\nSalenrang | 3 | 4";
    let titled = format!("Pelibatan tahun 2024\n{rows}");
    for (name, rows, file, source) in [
        (
            "Pelibatan 2024",
            rows,
            "x.xlsx",
            "nama lembar (Pelibatan 2024)",
        ),
        (
            "Pelibatan",
            &titled,
            "x.xlsx",
            "judul di atas tabel (Pelibatan)",
        ),
        (
            "Pelibatan",
            rows,
            "Rekap_2024.xlsx",
            "nama berkas (Pelibatan)",
        ),
        (
            "Pelibatan",
            rows,
            "Rekap 2023-2024.xlsx",
            "masa aturan papan (Pelibatan)",
        ),
        ("Pelibatan", rows, "x.xlsx", "masa aturan papan (Pelibatan)"),
    ] {
        let file = read(xlsx(&[page(name, rows)]), &reading(file)).unwrap();
        assert_eq!(told(&file), TWO);
        assert_eq!(
            taken(&file.tables),
            [format!("Tahun 2024 diambil dari {source}.")]
        );
    }
    // When a sheet was written says nothing of its year.
    let dated = format!("Maros, 3 Januari 2025\n{rows}");
    let file = months(xlsx(&[page("Pelibatan", &dated)])).unwrap();
    assert_eq!(told(&file), TWO);
}

#[test]
fn a_year_that_nothing_says_or_two_places_differ_about_is_a_question() {
    let rows = "Desa | Jan | Feb\nSalenrang | 3 | 4";
    let titled = format!("Tahun 2023\n{rows}");
    let mut open = reading("x.xlsx");
    open.period = Some(("2023-01".parse().unwrap(), "2024-12".parse().unwrap()));
    for (name, rows, topic) in [
        ("Pelibatan", rows, FileTopic::Year),
        ("Pelibatan 2024", &titled, FileTopic::YearOf(0)),
    ] {
        let bytes = || xlsx(&[page(name, rows), page("Publikasi 2023", rows)]);
        let file = read(bytes(), &open).unwrap();
        let waits: Vec<_> = file
            .waiting
            .iter()
            .map(|(topic, r)| (*topic, r.row))
            .collect();
        let row = file.waiting[0].1.row;
        assert_eq!(waits, [(topic, row)]);
        // The answer is for those alone.
        let mut answered = open.clone();
        match topic {
            FileTopic::YearOf(sheet) => drop(answered.years.insert(sheet, 2024)),
            _ => answered.year = Some(2024),
        }
        let file = read(bytes(), &answered).unwrap();
        let lines = told(&file);
        assert_eq!(lines[..2], TWO);
        assert_eq!(lines[2], "Salenrang 2023-01: publikasi 3");
    }
}

#[test]
fn sums_of_months_are_held_against_them_or_left_out_and_told() {
    let rows = "Desa | Jan | Feb | Mar | Triwulan I | Apr | TW II | Jumlah Smt I | Jan-Jun | s.d. Juni | Q2 | Total | Rata-rata
         Salenrang | 1 | 2 | 3 | 6 | 4 | 4 | 10 | 10 | 10 | 4 | 10 | 2
         Barugae | 1 | 2 | 3 | 6 | 4 | 4 | 10 | 10 | 10 | 4 | 11 | 2";
    let file = months(xlsx(&[page("Pelibatan", rows)])).unwrap();
    assert_eq!(told(&file).len(), 8);
    assert!(file.rows.iter().all(|row| row.note.is_empty()));
    let first = file.seen.sums.first.as_ref().unwrap();
    assert_eq!((file.seen.sums.rows, first.row), (1, 3));
    assert_eq!((first.typed, first.sum), (11, 10));
    // Below a quarter a month is a month, and what stands beside it is the quarter's.
    for group in [
        "Triwulan I 2024",
        "Semester 1 Tahun 2024",
        "TRI WULAN I (2024)",
    ] {
        let rows = format!(
            "Desa | {group} | | | Jumlah\n | Jan | Feb | Jumlah |\nSalenrang | 3 | 4 | 9 | 7"
        );
        let merges = ["A1:A2", "B1:D1", "E1:E2"];
        let file = months(xlsx(&[("Pelibatan", &rows, &merges)])).unwrap();
        assert_eq!(told(&file), TWO, "{group}");
        assert_eq!(file.seen.sums.rows, 0);
    }
    // A sum for each indicator.
    let rows = "No | Desa | Pelibatan | | | Publikasi | |
          | | Jan | Feb | Jumlah | Jan | Feb | Jumlah
         1 | Salenrang | 1 | 2 | 3 | 4 | 5 | 8";
    let merges = ["A1:A2", "B1:B2", "C1:E1", "F1:H1"];
    let file = months(xlsx(&[("2024", rows, &merges)])).unwrap();
    let first = file.seen.sums.first.as_ref().unwrap();
    assert_eq!((first.column, first.typed, first.sum), ("publikasi", 8, 9));

    let office = Office::founded();
    let rows =
        "Desa | Jan | Feb | Triwulan I | Persentase | Peringkat\nSalenrang | 1 | 2 | 3 | 50% | 1";
    office.write("a.xlsx", xlsx(&[page("Pelibatan 2024", rows)]));
    let told = office.json(&["import", "capaian", "a.xlsx", "--dry-run"]);
    let notes = told["notes"].as_array().unwrap();
    for note in [
        "Tahun 2024 diambil dari nama lembar (Pelibatan 2024).",
        "Tidak dibaca (target, persen, atau hitungan): Triwulan I, Persentase.",
        "Kolom \"Peringkat\" tidak dikenal; isinya masuk ke keterangan.",
    ] {
        assert!(notes.iter().any(|n| n == note), "{told}");
    }
}

#[test]
fn quarters_alone_are_refused_in_a_sentence_of_their_own() {
    for heads in [
        "TW I | TW II | TW III | TW IV | Jumlah",
        "Triwulan 1 | Triwulan 2",
        "Semester I | Semester II",
        "Jan-Jun | Jul-Des",
        "TRI WULAN I | TRI WULAN II",
        "Triw. I | Triw. II",
        "Catur Wulan I | Catur Wulan II",
        "Q1 | Q2 | Q3 | Q4 | Jumlah",
        "Kuartal ke-1 | Kuartal ke-2",
    ] {
        let rows = format!("Desa | {heads}\nSalenrang | 1 | 2 | 3 | 4 | 10");
        let first = heads.split(" | ").next().unwrap();
        let words = format!(
            "Berkas tidak dapat dibaca: Angka per triwulan atau semester (\"{first}\"); capaian dibaca per bulan."
        );
        // A month in a title does not make them its own.
        for name in ["Pelibatan 2024", "Pelibatan Januari 2024"] {
            let refused = across(name, &rows, &[]).unwrap_err();
            assert!(refused.starts_with(&words), "{refused}");
        }
    }
    let groups = ["A1:A2", "B1:D1"];
    for (rows, merges) in [
        (
            "Desa | Triwulan | |\n | I | II | III\nSalenrang | 1 | 2 | 3",
            &groups[..],
        ),
        (
            "Desa | Semester | |\n | 1 | 2 | 3\nSalenrang | 1 | 2 | 3",
            &groups,
        ),
        (
            "Desa | Triwulan | Pelibatan\nSalenrang | I | 3\nSalenrang | II | 4",
            &[],
        ),
    ] {
        let refused = across("Pelibatan Januari 2024", rows, merges).unwrap_err();
        let words = "Angka per triwulan atau semester (";
        assert!(refused.contains(words), "{refused}");
    }
    // As totals their sum is the number.
    let rows = "Desa | Pelibatan | |\n | TW I | TW II | Jumlah\nSalenrang | 1 | 2 | 3";
    let file = totals(xlsx(&[("Lembar1", rows, &["A1:A2", "B1:D1"])])).unwrap();
    assert_eq!(file.rows[0].counts.get(Measure::Involvement), Some(3));
}

#[test]
fn what_cannot_be_read_speaks_of_months_across() {
    let refused = across(
        "Pelibatan",
        "No | Mitra | Jan | Feb\n1 | Salenrang | 3 | 4",
        &[],
    );
    let words =
        "Bulan berjajar ke samping, tetapi kolom kode_wilayah atau desa_kelurahan tidak ada.";
    assert!(refused.unwrap_err().contains(words));
    let rows = "Desa | Jan | Feb | Jumlah\nSalenrang | 3 | 4 | 7";
    let refused = totals(xlsx(&[page("Pelibatan", rows)]))
        .map(|_| ())
        .unwrap_err();
    let words = "Bulan berjajar ke samping; impor sebagai capaian, bukan rekap.";
    assert!(refused.contains(words), "{refused}");
    // A part of a month that nobody knows.
    let rows = "Desa | Januari | | Februari |
          | Lama | Baru | Lama | Baru
         Salenrang | 1 | 2 | 3 | 4";
    let refused = across("Pelibatan 2024", rows, &["A1:A2", "B1:C1", "D1:E1"]);
    assert!(
        refused
            .unwrap_err()
            .contains("Arti kolom \"Januari / Lama\" tidak jelas")
    );
}

#[test]
fn the_indicator_stands_in_the_sheets_name_the_title_or_the_file() {
    let rows = "Desa | Jan | Feb\nSalenrang | 3 | 4";
    for (name, title, file) in [
        ("Pelibatan", "", "x.xlsx"),
        ("1. PELIBATAN MASYARAKAT", "", "x.xlsx"),
        ("Sheet1", "Rekap Jumlah Pelibatan Masyarakat", "x.xlsx"),
        ("Sheet1", "REKAP | | PELIBATAN", "x.xlsx"),
        ("Pelibatan", "Laporan kegiatan dana desa", "x.xlsx"),
        ("Sheet1", "", "Capaian Pelibatan 2024.xlsx"),
    ] {
        let rows = format!("{title}\n{rows}");
        let file = read(xlsx(&[page(name, &rows)]), &reading(file)).unwrap();
        assert_eq!(told(&file), TWO, "{name} {title}");
    }
    let file = read(xlsx(&[page("Sheet1", rows)]), &reading("Pelibatan.xlsx")).unwrap();
    assert!(
        taken(&file.tables)
            .contains(&"Indikator Pelibatan diambil dari nama berkas (Sheet1).".to_owned())
    );
    // None, two, or words of any title: a question.
    for (name, title) in [
        ("Sheet1", ""),
        ("Sheet1", "Pelibatan dan publikasi"),
        ("Publikasi", "DATA PELIBATAN"),
        ("Sheet1", "LAPORAN KEGIATAN PERPUSTAKAAN DESA"),
        ("Sheet1", "Bidang SDM dan kerja sama"),
    ] {
        let rows = format!("{title}\n{rows}");
        let file = months(xlsx(&[page(name, &rows)])).unwrap();
        assert_eq!(told(&file), Vec::<String>::new(), "{name} {title}");
        assert_eq!(file.waiting[0].0, FileTopic::Measure(0), "{name} {title}");
    }
}

#[test]
fn one_question_for_each_sheet_answered_by_its_id() {
    let office = Office::founded();
    let rows =
        |n: u32| format!("Tahun 2024\nDesa | Jan | Feb\nSalenrang | {n} | 4\nBarugae | 5 | 6");
    let (a, b) = (rows(3), rows(9));
    office.write(
        "a.xlsx",
        xlsx(&[
            page("Lembar A", &a),
            page("Lembar B", &b),
            page("Publikasi", &a),
        ]),
    );
    let asked = office.json(&["import", "capaian", "a.xlsx", "--dry-run"]);
    let questions = asked["questions"].as_array().unwrap();
    let told: Vec<_> = questions
        .iter()
        .map(|q| (q["id"].as_str().unwrap(), q["rows"].as_u64().unwrap()))
        .collect();
    assert_eq!(told, [("indikator-Lembar_A", 2), ("indikator-Lembar_B", 2)]);
    assert_eq!(asked["new"], 4);
    let answers = [
        "--answer",
        "indikator-Lembar_A=Pelibatan",
        "--answer",
        "indikator-Lembar_B=Lewati",
    ];
    let args = [&["import", "capaian", "a.xlsx"][..], &answers].concat();
    let done = office.json(&args);
    assert_eq!(
        (&done["applied"], &done["new"]),
        (&true.into(), &4.into()),
        "{done}"
    );
    let meeting = office.meeting();
    let code = super::support::code("73.09.05.2006");
    let month = |m: &str| {
        meeting
            .achievements()
            .of(&code)
            .unwrap()
            .month(m.parse().unwrap())
            .unwrap()
            .counts
    };
    assert_eq!(month("2024-01").get(Measure::Involvement), Some(3));
    assert_eq!(month("2024-01").get(Measure::Publication), Some(3));
    assert_eq!(month("2024-02").get(Measure::Advocacy), None);
}

#[test]
fn blocks_below_titles_are_of_that_indicator_or_month() {
    // A title and a head for each, only a title for each, a letter before it.
    let rows = "TAHUN 2024
         A. PELIBATAN
         No | Desa | Jan | Feb | Jumlah
         1 | Salenrang | 3 | 4 | 7
          | Jumlah | 3 | 4 | 7

         B. PUBLIKASI
         No | Desa | Jan | Feb | Jumlah
         1 | Salenrang | 3 | 4 | 7";
    let other = "TAHUN 2024
         No | Desa | Jan | Feb | Jumlah
         A | PELIBATAN | | |
         1 | Salenrang | 3 | 4 | 7
         B | PUBLIKASI | | |
         1 | Salenrang | 3 | 4 | 7";
    let found = [
        TWO[0],
        TWO[1],
        "Salenrang 2024-01: publikasi 3",
        "Salenrang 2024-02: publikasi 4",
    ];
    assert_eq!(across("Sheet1", rows, &[]).unwrap(), found);
    assert_eq!(across("Sheet1", other, &[]).unwrap(), found);
    let merged = other
        .replace("A | PELIBATAN", "PELIBATAN |")
        .replace("B | PUBLIKASI", "PUBLIKASI |");
    assert_eq!(
        across("Sheet1", &merged, &["A3:E3", "A5:E5"]).unwrap(),
        found
    );
    // Months below each other, with a sub-district inside.
    let rows = "BULAN JANUARI 2024
         No | Desa | Pelibatan
         1 | Salenrang | 3
          | | Mengetahui,
          | | Kepala Dinas
         BULAN FEBRUARI 2024
         No | Desa | Pelibatan
          | Kec. Bontoa |
         1 | Salenrang | 4
         BULAN MARET 2024
         No | Desa | Pelibatan
         1 | Barugae | 5";
    let file = months(xlsx(&[page("Sheet1", rows)])).unwrap();
    assert_eq!(
        told(&file),
        [
            "Salenrang 2024-01: pelibatan 3",
            "Salenrang (Bontoa) 2024-02: pelibatan 4",
            "Barugae 2024-03: pelibatan 5",
        ]
    );
    assert_eq!(passed(&file.tables).len(), 7);
    // A library whose name speaks of books is a library.
    let rows = "Perpustakaan | Jan | Feb\nRumah Buku | |\nSalenrang | 3 | 4";
    assert_eq!(across("Pelibatan 2024", rows, &[]).unwrap(), TWO);
}

#[test]
fn a_row_of_months_is_refused_and_mended_once() {
    let office = Office::founded();
    let rows = |of: &str| {
        format!(
            "Data {of} Tahun 2024\nDesa | Jan | Feb | Mar\nEntahlah | 1 | 2 | 3\nSalenrang | 1 | x | 3"
        )
    };
    let (first, second) = (rows("Pelibatan"), rows("Publikasi"));
    office.write(
        "a.xlsx",
        xlsx(&[page("Sheet1", &first), page("Sheet2", &second)]),
    );
    let args = ["import", "capaian", "a.xlsx", "--rejected", "mend.csv"];
    let told = office.json(&args);
    assert_eq!(
        (&told["new"], told["rejected"].as_array().unwrap().len()),
        (&2.into(), 2),
        "{told}"
    );
    assert_eq!(told["cells"].as_array().unwrap().len(), 2);
    // Mended, it comes back with the indicator and the year of its sheet.
    let mended = office
        .read("mend.csv")
        .replace("Entahlah", "Barugae")
        .replace(";x;", ";2;");
    office.write("mended.csv", &mended);
    let told = office.json(&["import", "capaian", "mended.csv"]);
    assert_eq!(told["rejected"].as_array().unwrap().len(), 0, "{told}");
    assert_eq!(
        (&told["new"], &told["questions"]),
        (&4.into(), &serde_json::json!([])),
        "{told}"
    );
    let meeting = office.meeting();
    let count = |code: &str, month: &str, measure| {
        let data = meeting
            .achievements()
            .of(&super::support::code(code))
            .unwrap();
        data.month(month.parse().unwrap())
            .unwrap()
            .counts
            .get(measure)
    };
    for measure in [Measure::Involvement, Measure::Publication] {
        assert_eq!(count("73.09.06.2011", "2024-03", measure), Some(3));
        assert_eq!(count("73.09.05.2006", "2024-02", measure), Some(2));
    }
}

#[test]
fn another_head_far_below_is_found_and_the_rows_between_are_not_heads() {
    use std::fmt::Write as _;
    // Heads are looked for once a sheet, and once more where another stands.
    let mut rows = String::from("No;Desa;Jan;Feb\n");
    for n in 1..=3_000 {
        writeln!(rows, "{n};Salenrang;1;2").unwrap();
    }
    rows.push_str("No;Nama Desa;Feb;Mar\n1;Barugae;5;6\n");
    let file = read(rows.into_bytes(), &reading("pelibatan 2024.csv")).unwrap();
    assert_eq!(file.tables.tables.len(), 2);
    let lines = told(&file);
    assert_eq!(lines.len(), 6_002);
    assert_eq!(lines[6_001], "Barugae 2024-03: pelibatan 6");
    assert_eq!(
        sheets(&file.tables.sheets),
        [": dibaca, 3001 baris, judul di baris 1"]
    );
}

/// The questions of a script: id, first choices, words.
fn questions(told: &serde_json::Value) -> Vec<(String, Vec<String>, String)> {
    let text = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
    let all = told["questions"].as_array().unwrap().iter();
    all.map(|q| {
        let choices = q["choices"].as_array().unwrap().iter().take(2);
        (
            text(&q["id"]),
            choices.map(text).collect(),
            text(&q["question"]),
        )
    })
    .collect()
}

#[test]
fn places_that_differ_are_asked_about_sheet_by_sheet() {
    let office = Office::founded();
    let rows = "Desa | Jan | Feb\nSalenrang | 3 | 4\nBarugae | 5 | 6";
    let titled = |title: &str| format!("{title}\n{rows}");
    let (indicator, year) = (titled("Data Pelibatan 2023"), titled("Data Pelibatan 2023"));
    let month = "Februari 2023\nDesa | Advokasi\nSalenrang | 3";
    let number = "Pelibatan Januari 2023\nDesa | Jumlah\nSalenrang | 3";
    let pages = [
        page("Publikasi", &indicator),
        page("Pelibatan 2022", &year),
        page("Januari", month),
        page("Pengunjung", number),
        page("Buku 2023", rows),
    ];
    office.write("Pelibatan Desember 2020.xlsx", xlsx(&pages));
    let args = ["import", "capaian", "Pelibatan Desember 2020.xlsx"];
    let asked = office.json(&[&args[..], &["--dry-run"]].concat());
    let found = questions(&asked);
    let ids: Vec<_> = found
        .iter()
        .map(|(id, choices, _)| (id.as_str(), choices.join(" ")))
        .collect();
    assert_eq!(
        ids,
        [
            ("indikator-Publikasi", "Publikasi Pelibatan".to_owned()),
            ("indikator-Pengunjung", "Pengunjung Pelibatan".to_owned()),
            ("tahun-Pelibatan_2022", "2022 2023".to_owned()),
            ("bulan-Januari", "Januari Februari".to_owned()),
        ]
    );
    for ((_, _, words), what) in found
        .iter()
        .zip(["indikator", "indikator", "tahun", "bulan"])
    {
        let differ = format!("nama lembar, judul, atau nama berkas menyebut {what} yang berbeda");
        assert!(words.contains(&differ), "{words}");
    }
    // Unanswered they stay out, and the sheet that agrees comes in.
    assert_eq!(asked["new"], 4, "{asked}");
    let answers = [
        "--answer",
        "indikator-Publikasi=Pelibatan",
        "--answer",
        "tahun-Pelibatan_2022=2",
        "--answer",
        "bulan-Januari=Lewati",
        "--answer",
        "indikator-Pengunjung=Pengunjung",
    ];
    let done = office.json(&[&args[..], &answers].concat());
    assert_eq!(questions(&done), []);
    let meeting = office.meeting();
    let data = meeting.achievements();
    let data = data.of(&super::support::code("73.09.05.2006")).unwrap();
    let counts = &data.month("2023-01".parse().unwrap()).unwrap().counts;
    let found = [Measure::Involvement, Measure::Visitors, Measure::Advocacy].map(|m| counts.get(m));
    assert_eq!(found, [Some(3), Some(3), None]);
}

#[test]
fn the_name_of_a_file_weighs_where_it_has_one_sheet() {
    let titled = "Data Pelibatan Januari 2024\nDesa | Jumlah\nSalenrang | 3";
    for (file, topic) in [
        ("Publikasi.xlsx", Some(FileTopic::Measure(0))),
        ("Pelibatan Februari.xlsx", Some(FileTopic::Month(0))),
        ("Laporan 2023.xlsx", None),
        ("buku.xlsx", None),
        ("Pelibatan 2024.xlsx", None),
    ] {
        let read = |pages: &[_]| read(xlsx(pages), &reading(file)).unwrap();
        let one = read(&[page("Sheet1", titled)]);
        let waits = one.waiting.first().map(|(topic, _)| *topic);
        if file.contains("2023") {
            assert_eq!(waits, Some(FileTopic::YearOf(0)), "{file}");
        } else {
            assert_eq!(waits, topic, "{file}");
        }
        // The sheets of a year are not what the file is named after.
        let two = read(&[page("Sheet1", titled), page("Sheet2", titled)]);
        assert_eq!(two.waiting, [], "{file}");
    }
}
