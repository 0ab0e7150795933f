//! Every sheet counts: which are read, what their names say, and what is said of the others.

use gelar::exchange::reading::{FileTopic, Reading};
use rust_xlsxwriter::Workbook;

use super::grids::{
    Page, fill, months, ods, page, passed, read, reading, sheets, taken, told, told_totals, totals,
    xlsx,
};
use super::office::Office;
use super::support::files;

/// Three libraries of a month, and their sum.
fn of_month(n: u32) -> String {
    format!(
        "REKAP CAPAIAN PERPUSTAKAAN
         No | Desa | Pelibatan | Publikasi
         1 | Salenrang | {n} | 2
         2 | Barugae | {n} | 2
         3 | Botolempangan | {n} | 2
          | Jumlah | {} | 6",
        3 * n
    )
}

#[test]
fn months_are_sheets() {
    let (first, second, third) = (of_month(3), of_month(4), of_month(5));
    for names in [
        ["Januari", "Februari", "Maret"],
        ["JAN", "PEB", "MRT"],
        ["Jan 2024", "Feb 2024", "Mar 2024"],
        ["Jan 24", "Feb 24", "Mar'24"],
        ["Lap. Januari", "Lap. Februari", "Lap. Maret"],
        ["1. Januari", "2. Februari", "3. Maret"],
        ["01-2024 Januari", "02-2024 Februari", "03-2024 Maret"],
        [
            "Bulan Januari 2024",
            "Bulan Februari 2024",
            "Bulan Maret 2024",
        ],
    ] {
        let pages = [
            page(names[0], &first),
            page(names[1], &second),
            page(names[2], &third),
        ];
        for bytes in [xlsx(&pages), ods(&pages)] {
            let file = months(bytes).unwrap();
            let lines = told(&file);
            assert_eq!(lines.len(), 9, "{names:?}");
            assert_eq!(lines[0], "Salenrang 2024-01: pelibatan 3, publikasi 2");
            assert_eq!(lines[5], "Botolempangan 2024-02: pelibatan 4, publikasi 2");
            assert_eq!(lines[8], "Botolempangan 2024-03: pelibatan 5, publikasi 2");
            let became = sheets(&file.tables.sheets);
            assert_eq!(
                became[2],
                format!("{}: dibaca, 4 baris, judul di baris 2", names[2])
            );
            // Each sheet's total is that of its own rows.
            let totals = &file.seen.sums.totals;
            assert_eq!(totals.len(), 3);
            assert!(totals.iter().all(|(_, differs)| differs.is_empty()));
        }
    }
}

#[test]
fn where_the_year_of_a_sheets_month_comes_from_is_told() {
    let rows = of_month(3);
    for (names, file, month, source) in [
        (
            ["Januari", "Februari"],
            "Rekap 2024.xlsx",
            "2024-02",
            Some("nama berkas (Januari, Februari)"),
        ),
        (
            ["Januari", "Februari"],
            "x.xlsx",
            "2024-02",
            Some("masa aturan papan (Januari, Februari)"),
        ),
        (
            ["Jan 2023", "Feb 2023"],
            "Rekap 2024.xlsx",
            "2023-02",
            Some("nama lembar (Jan 2023, Feb 2023)"),
        ),
        (
            ["Des 23", "Feb 23"],
            "x.xlsx",
            "2023-02",
            Some("nama lembar (Des 23, Feb 23)"),
        ),
    ] {
        let bytes = xlsx(&[page(names[0], &rows), page(names[1], &rows)]);
        let file = read(bytes, &reading(file)).unwrap();
        assert_eq!(
            told(&file)[3],
            format!("Salenrang {month}: pelibatan 3, publikasi 2")
        );
        let year = &month[..4];
        let words: Vec<_> = source
            .map(|s| format!("Tahun {year} diambil dari {s}."))
            .into_iter()
            .collect();
        assert_eq!(taken(&file.tables), words);
    }
    // A column of months without a year, and a title that has one.
    let rows =
        "DATA TAHUN 2023\nDesa | Bulan | Pelibatan\nSalenrang | Maret | 3\nBarugae | Apr 2024 | 4";
    let file = months(xlsx(&[page("Lembar1", rows)])).unwrap();
    assert_eq!(
        told(&file),
        [
            "Salenrang 2023-03: pelibatan 3",
            "Barugae 2024-04: pelibatan 4"
        ]
    );
    assert_eq!(
        taken(&file.tables),
        ["Tahun 2023 diambil dari judul di atas tabel (Lembar1)."]
    );
    // Where the months say their years nothing is told.
    let rows = "DATA TAHUN 2023\nDesa | Bulan | Pelibatan\nBarugae | Apr 2024 | 4";
    let file = months(xlsx(&[page("Lembar1", rows)])).unwrap();
    assert_eq!(taken(&file.tables), Vec::<String>::new());
}

#[test]
fn a_month_without_a_year_is_a_question() {
    let rows = of_month(3);
    let open = Reading {
        period: Some(("2023-01".parse().unwrap(), "2024-12".parse().unwrap())),
        ..reading("x.xlsx")
    };
    let bytes = || xlsx(&[page("Januari", &rows), page("Februari 2024", &rows)]);
    let file = read(bytes(), &open).unwrap();
    let topics: Vec<_> = file.waiting.iter().map(|(topic, _)| *topic).collect();
    assert_eq!(topics, [FileTopic::Year; 3]);
    assert_eq!(told(&file).len(), 3);
    let answered = Reading {
        year: Some(2023),
        ..open
    };
    let file = read(bytes(), &answered).unwrap();
    let lines = told(&file);
    assert_eq!((lines.len(), &lines[0][..17]), (6, "Salenrang 2023-01"));
    assert_eq!(&lines[3][..17], "Salenrang 2024-02");
}

#[test]
fn a_month_stands_in_a_title_or_the_files_name_too() {
    let rows = "Desa | Pelibatan\nSalenrang | 3";
    let titled = format!("LAPORAN BULAN : JANUARI 2024\n{rows}");
    let split = format!("BULAN | : JANUARI\nTAHUN | : 2024\n{rows}");
    for (rows, file, source) in [
        (titled.as_str(), "x.xlsx", "judul di atas tabel"),
        (&split, "x.xlsx", "judul di atas tabel"),
        (rows, "Capaian Januari 2024.xlsx", "nama berkas"),
        (rows, "capaian_jan_24.xlsx", "nama berkas"),
    ] {
        let file = read(xlsx(&[page("Sheet1", rows)]), &reading(file)).unwrap();
        assert_eq!(told(&file), ["Salenrang 2024-01: pelibatan 3"]);
        assert_eq!(
            taken(&file.tables),
            [
                format!("Bulan Januari diambil dari {source} (Sheet1)."),
                format!("Tahun 2024 diambil dari {source} (Sheet1)."),
            ]
        );
    }
    // What goes up to a month, or was written in it, is not of that month.
    for title in [
        "CAPAIAN s.d. JANUARI 2024",
        "Capaian s/d Januari 2024",
        "CAPAIAN JANUARI - DESEMBER 2024",
        "Maros, 31 Januari 2024",
        "Dicetak 31/01/2024",
        "",
    ] {
        let rows = format!("{title}\n{rows}");
        let refused = months(xlsx(&[page("Sheet1", &rows)]))
            .map(|_| ())
            .unwrap_err();
        assert!(
            refused.contains("Kolom wajib tidak ada: bulan."),
            "{title}: {refused}"
        );
    }
    let rows = format!("CAPAIAN s.d. JANUARI 2024\n{rows}");
    assert!(read(xlsx(&[page("Sheet1", &rows)]), &reading("jan 2024.xlsx")).is_err());
}

#[test]
fn a_copied_sheet_whose_title_nobody_changed_is_asked_about() {
    let rows = |n: u32| format!("BULAN JANUARI 2024\nDesa | Pelibatan\nSalenrang | {n}");
    let (first, second) = (rows(3), rows(4));
    let bytes = || xlsx(&[page("Januari", &first), page("Februari", &second)]);
    let file = months(bytes()).unwrap();
    assert_eq!(told(&file), ["Salenrang 2024-01: pelibatan 3"]);
    assert_eq!(file.waiting[0].0, FileTopic::Month(1));
    let office = Office::founded();
    office.write("a.xlsx", bytes());
    let asked = office.json(&["import", "capaian", "a.xlsx", "--dry-run"]);
    let question = &asked["questions"][0];
    assert_eq!(question["id"], "bulan-Februari");
    assert_eq!(question["choices"][1], "Februari");
    assert_eq!(
        question["question"],
        "Lembar \"Februari\": nama lembar, judul, atau nama berkas menyebut bulan yang berbeda: 1 baris ini bulan apa?"
    );
    let args = [
        "import",
        "capaian",
        "a.xlsx",
        "--answer",
        "bulan-Februari=Februari",
    ];
    assert_eq!(office.json(&args)["new"], 2);
    let meeting = office.meeting();
    let data = meeting
        .achievements()
        .of(&super::support::code("73.09.05.2006"))
        .unwrap();
    assert!(data.month("2024-02".parse().unwrap()).is_some());
}

#[test]
fn sub_districts_are_sheets() {
    let rows = |desa: &str| format!("No | Desa | Pelibatan\n1 | {desa} | 3\n | Jumlah | 3");
    let (first, second) = (rows("Salenrang"), rows("Barugae"));
    for names in [
        ["Bontoa", "Mallawa"],
        ["Kec. Bontoa", "Kec Mallawa"],
        ["KECAMATAN BONTOA", "KECAMATAN MALLAWA"],
        ["kec.bontoa", "kec.mallawa"],
    ] {
        let pages = [page(names[0], &first), page(names[1], &second)];
        for bytes in [xlsx(&pages), ods(&pages)] {
            let file = totals(bytes).unwrap();
            let places: Vec<_> = file
                .rows
                .iter()
                .map(|r| r.subdistrict_text.to_lowercase())
                .collect();
            assert_eq!(places, ["bontoa", "mallawa"], "{names:?}");
            assert_eq!(file.rejected, []);
            assert!(
                file.seen
                    .sums
                    .totals
                    .iter()
                    .all(|(_, differs)| differs.is_empty())
            );
        }
    }
    // A place that nobody knows, and a column that says more.
    let file = totals(xlsx(&[page("Lau", &first)])).unwrap();
    assert_eq!(told_totals(&file), ["Salenrang: pelibatan 3"]);
    let stated = "Desa | Kecamatan | Pelibatan\nSalenrang | Bontoa | 3";
    let file = totals(xlsx(&[page("Mallawa", stated)])).unwrap();
    assert_eq!(told_totals(&file), ["Salenrang (Bontoa): pelibatan 3"]);
}

#[test]
fn a_total_is_held_against_its_own_sheet_or_all_of_them() {
    let rows = |desa: &str, n: u32, total: u32| {
        format!("Desa | Pelibatan\n{desa} | {n}\nJumlah | {total}")
    };
    let first = rows("Salenrang", 3, 3);
    for (second, differs) in [
        (rows("Barugae", 4, 4), None),
        // Of the whole file.
        (rows("Barugae", 4, 7), None),
        (rows("Barugae", 4, 8), Some((8, 4))),
        // That of the sheet before.
        (rows("Barugae", 4, 3), Some((3, 4))),
    ] {
        let file = totals(xlsx(&[page("A", &first), page("B", &second)])).unwrap();
        let totals = &file.seen.sums.totals;
        assert_eq!((totals.len(), totals[0].1.len()), (2, 0), "{second}");
        let found = totals[1].1.first().map(|sum| (sum.typed, sum.sum));
        assert_eq!(found, differs, "{second}");
    }
    // The same rows twice: each sheet has its sum, though nothing is doubled.
    let file = totals(xlsx(&[page("A", &first), page("Salinan", &first)])).unwrap();
    assert!(
        file.seen
            .sums
            .totals
            .iter()
            .all(|(_, differs)| differs.is_empty())
    );
}

#[test]
fn covers_and_hidden_sheets_are_told_and_the_rest_is_read() {
    let rows = "Desa | Pelibatan\nSalenrang | 3";
    let pages: [Page<'_>; 7] = [
        page("Arsip", rows),
        page("Sampul", "LAPORAN TAHUNAN\n\nDinas Perpustakaan"),
        page("Daftar Isi", "No | Isi | Halaman\n1 | Rekap | 2"),
        page("Data", rows),
        page("Sheet3", ""),
        page("Rahasia", rows),
        page("Peserta", "Nama | Unsur\nUji Satu | PIC"),
    ];
    let mut book = Workbook::new();
    for at in pages {
        let sheet = book.add_worksheet();
        fill(sheet, at);
        match at.0 {
            "Arsip" => {
                sheet.set_hidden(true);
            }
            "Rahasia" => {
                sheet.set_very_hidden(true);
            }
            "Data" => {
                sheet.set_row_hidden(1).unwrap();
                sheet.set_active(true);
            }
            _ => {}
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let file = totals(bytes.clone()).unwrap();
    assert_eq!(told_totals(&file), ["Salenrang: pelibatan 3"]);
    let unknown = "tidak dibaca: judul kolom tidak dikenali. Kolom wajib: kode_wilayah atau desa_kelurahan. Judul yang terlihat di baris 1";
    assert_eq!(
        sheets(&file.tables.sheets),
        [
            "Arsip: tidak dibaca: lembar tersembunyi".to_owned(),
            format!("Sampul: {unknown}: LAPORAN TAHUNAN"),
            format!("Daftar Isi: {unknown}: No | Isi | Halaman"),
            "Data: dibaca, 1 baris, judul di baris 1".to_owned(),
            "Sheet3: kosong".to_owned(),
            "Rahasia: tidak dibaca: lembar tersembunyi".to_owned(),
            "Peserta: tidak dibaca: nama lembar ini milik daftar lain atau petunjuk (Spasi atau --sheet membacanya)".to_owned(),
        ]
    );
    let office = Office::founded();
    office.write("a.xlsx", bytes);
    let told = office.json(&["import", "rekap", "a.xlsx", "--dry-run"]);
    let all = told["sheets"].as_array().unwrap();
    let all: Vec<_> = all
        .iter()
        .map(|s| (s["name"].as_str().unwrap(), s["read"].as_bool().unwrap()))
        .collect();
    assert_eq!(
        all,
        [
            ("Arsip", false),
            ("Sampul", false),
            ("Daftar Isi", false),
            ("Data", true),
            ("Sheet3", false),
            ("Rahasia", false),
            ("Peserta", false),
        ]
    );
    assert_eq!(told["sheets"][3]["hidden_rows"], 1);
    let note = "1 baris tersembunyi (saringan?) di lembar \"Data\" tetap dibaca.";
    assert!(
        told["notes"].as_array().unwrap().iter().any(|n| n == note),
        "{told}"
    );
}

#[test]
fn where_nothing_fits_every_sheet_is_named() {
    let pages = [
        page("Sampul", "LAPORAN TAHUNAN"),
        page("Mitra", "Desa | Kecamatan\nSalenrang | Bontoa"),
        page("Petunjuk", "1 | Isi semua\n2 | Kirim"),
        page("Peserta", "Nama | Unsur\nUji Satu | PIC"),
    ];
    for bytes in [xlsx(&pages), ods(&pages)] {
        let refused = totals(bytes).map(|_| ()).unwrap_err();
        for words in [
            "Lembar 1 \"Sampul\": tidak dibaca: judul kolom tidak dikenali.",
            "Lembar 2 \"Mitra\": tidak dibaca: tidak ada kolom indikator",
            "Lembar 3 \"Petunjuk\": tidak dibaca: nama lembar ini milik daftar lain atau petunjuk",
            "Lembar 4 \"Peserta\": tidak dibaca: nama lembar ini milik daftar lain atau petunjuk",
        ] {
            assert!(refused.contains(words), "{refused}");
        }
    }
    let office = Office::founded();
    office.write("a.xlsx", xlsx(&pages));
    let done = office.run(&["import", "rekap", "a.xlsx"]).ends(1);
    assert!(done.err.contains("Lembar 4 \"Peserta\""), "{}", done.err);
}

#[test]
fn a_sheet_named_like_another_list_is_read_where_it_is_the_only_one_or_wanted() {
    let rows = "Desa | Bulan | Pelibatan\nSalenrang | Jan 2024 | 3";
    let alone = [page("Rekap", rows), page("Sheet2", "")];
    let file = months(xlsx(&alone)).unwrap();
    assert_eq!(told(&file), ["Salenrang 2024-01: pelibatan 3"]);
    let beside = [
        page("Capaian", rows),
        page("Rekap", "Desa | Bulan | Pelibatan\nBarugae | Jan 2024 | 4"),
    ];
    assert_eq!(months(xlsx(&beside)).unwrap().rows.len(), 1);
    assert_eq!(totals(xlsx(&beside)).unwrap().rows.len(), 1);
    let mut wanted = reading("x.xlsx");
    wanted.only = vec!["rekap".to_owned()];
    let file = read(xlsx(&beside), &wanted).unwrap();
    assert_eq!(told(&file), ["Barugae 2024-01: pelibatan 4"]);
    assert_eq!(
        sheets(&file.tables.sheets),
        [
            "Capaian: tidak dibaca: dilewati",
            "Rekap: dibaca, 1 baris, judul di baris 1"
        ]
    );
    let office = Office::founded();
    office.write("a.xlsx", xlsx(&beside));
    let told = office.json(&[
        "import",
        "capaian",
        "a.xlsx",
        "--dry-run",
        "--sheet",
        "Rekap",
        "--sheet",
        "Capaian",
    ]);
    assert_eq!(told["new"], 2);
    let done = office
        .run(&["import", "capaian", "a.xlsx", "--sheet", "Maret"])
        .ends(2);
    assert!(
        done.err.contains("Yang ada: Capaian, Rekap"),
        "{}",
        done.err
    );
}

#[test]
fn sheets_with_other_columns_are_read_by_their_own_heads() {
    let pages = [
        page(
            "A",
            "No | Desa | Kecamatan | Pelibatan\n1 | Salenrang | Bontoa | 3",
        ),
        page(
            "B",
            "DAFTAR\n\nPublikasi | Nama Perpustakaan | Kode Wilayah\n4 | Perpus Barugae | 73.09.06.2011",
        ),
        page(
            "C",
            "No | Desa | Pelibatan | |\n | | Target | Realisasi | %\n1 | Botolempangan | 9 | 5 | 50%",
        ),
    ];
    for bytes in [xlsx(&pages), ods(&pages)] {
        let file = totals(bytes).unwrap();
        assert_eq!(
            told_totals(&file),
            [
                "Salenrang (Bontoa): pelibatan 3",
                "Perpus Barugae: publikasi 4",
                "Botolempangan: pelibatan 5",
            ]
        );
        let heads: Vec<_> = file.tables.tables.iter().map(|t| t.header_row).collect();
        assert_eq!(heads, [1, 3, 1]);
        assert_eq!(passed(&file.tables), []);
    }
    // People too.
    let pages = [
        page("Panitia", "Nama | Unsur\nUji Satu | Panitia"),
        page(
            "Undangan",
            "No | Unsur | Nama Lengkap | Desa\n1 | PIC | Uji Dua | Salenrang",
        ),
    ];
    let file = files::people(xlsx(&pages)).unwrap();
    let names: Vec<_> = file
        .rows
        .iter()
        .map(|r| r.record.personal.name.as_str())
        .collect();
    assert_eq!(names, ["Uji Satu", "Uji Dua"]);
}

#[test]
fn the_same_rows_on_two_sheets_are_the_same_and_other_numbers_a_question() {
    let rows = |n: u32| {
        format!("Desa | Kecamatan | Pelibatan\nSalenrang | Bontoa | {n}\nBarugae | Mallawa | 4")
    };
    let office = Office::founded();
    office.write(
        "a.xlsx",
        xlsx(&[page("2024", &rows(3)), page("Salinan", &rows(3))]),
    );
    let told = office.json(&["import", "rekap", "a.xlsx", "--dry-run"]);
    assert_eq!(
        (&told["new"], &told["same"]),
        (&2.into(), &2.into()),
        "{told}"
    );
    assert_eq!(told["questions"].as_array().unwrap().len(), 0);
    office.write(
        "b.xlsx",
        xlsx(&[page("2024", &rows(3)), page("Salinan", &rows(5))]),
    );
    let told = office.json(&["import", "rekap", "b.xlsx", "--dry-run"]);
    assert_eq!(
        (&told["new"], &told["same"]),
        (&1.into(), &1.into()),
        "{told}"
    );
    let question = &told["questions"][0];
    assert_eq!(
        (&question["sheet"], &question["row"]),
        (&"Salinan".into(), &2.into())
    );
    assert_eq!(question["choices"].as_array().unwrap().len(), 3);
    // One of the sheets left out.
    let told = office.json(&["import", "rekap", "b.xlsx", "--dry-run", "--sheet", "2024"]);
    assert_eq!(
        (&told["new"], &told["questions"]),
        (&2.into(), &serde_json::json!([]))
    );
}
