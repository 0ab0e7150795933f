//! Heads of two and three rows, merged or not: which number is the one that was reached, and what is
//! no row of the list below them.

use gelar::exchange::table::PassedFor::{ColumnNumbers, Footer, Head, Section, Total, Unfilled};

use super::grids::{csv, months, ods, page, passed, told, told_totals, totals, xlsx};
use super::office::Office;

/// Reads one sheet as `rekap`, in both formats of workbooks.
fn rekap(rows: &str, merges: &[&str]) -> Result<Vec<String>, String> {
    let pages = [("Lembar1", rows, merges)];
    let read = |bytes| totals(bytes).map(|file| told_totals(&file));
    let found = read(xlsx(&pages));
    assert_eq!(read(ods(&pages)), found);
    found
}

/// Reads text without a word on what is merged as `rekap`.
fn plain(rows: &str) -> Result<Vec<String>, String> {
    totals(csv(rows)).map(|file| told_totals(&file))
}

/// The heads stand over a column each, over rows or columns that are merged.
const PLACES: [&str; 3] = ["A1:A2", "B1:B2", "C1:C2"];

fn merged<'a>(more: &[&'a str]) -> Vec<&'a str> {
    PLACES.into_iter().chain(more.iter().copied()).collect()
}

#[test]
fn realisasi_below_an_indicator_is_its_number() {
    for (rows, groups) in [
        (
            "No | Desa | Kecamatan | Pelibatan | | | Publikasi | |
              | | | Target | Realisasi | % | Target | Realisasi | %
             1 | Salenrang | Bontoa | 40 | 24 | 60% | 30 | 10 | 33%",
            &["D1:F1", "G1:I1"][..],
        ),
        // Realisasi before Target.
        (
            "No | Desa | Kecamatan | Pelibatan | | Publikasi |
              | | | Realisasi | Target | Realisasi | Target
             1 | Salenrang | Bontoa | 24 | 40 | 10 | 30",
            &["D1:E1", "F1:G1"],
        ),
        // Target and Realisasi as the groups.
        (
            "No | Desa | Kecamatan | Target | | Realisasi |
              | | | Pelibatan | Publikasi | Pelibatan | Publikasi
             1 | Salenrang | Bontoa | 40 | 30 | 24 | 10",
            &["D1:E1", "F1:G1"],
        ),
        (
            "No | Desa | Kecamatan | Rencana 2024 | | Pencapaian 2024 |
              | | | Pelibatan | Publikasi | Pelibatan | Publikasi
             1 | Salenrang | Bontoa | 40 | 30 | 24 | 10",
            &["D1:E1", "F1:G1"],
        ),
        // What is left to do, and what is computed.
        (
            "No | Desa | Kecamatan | Pelibatan | | | Publikasi | |
              | | | Sasaran | Jumlah | Sisa | Total | Rata-rata | Persentase
             1 | Salenrang | Bontoa | 40 | 24 | 16 | 10 | 2 | 33%",
            &["D1:F1", "G1:I1"],
        ),
        (
            "No | Desa | Kecamatan | CAPAIAN KPI |
              | | | Pelibatan | Publikasi
             1 | Salenrang | Bontoa | 24 | 10",
            &["D1:E1"],
        ),
        (
            "No | Desa | Kecamatan | Jumlah Capaian s/d 2024 |
              | | | Pelibatan | Publikasi
             1 | Salenrang | Bontoa | 24 | 10",
            &["D1:E1"],
        ),
    ] {
        let found = ["Salenrang (Bontoa): pelibatan 24, publikasi 10"];
        assert_eq!(rekap(rows, &merged(groups)).unwrap(), found, "{rows}");
        // As CSV, or written over the first of its columns only.
        assert_eq!(plain(rows).unwrap(), found, "{rows}");
        assert_eq!(rekap(rows, &[]).unwrap(), found, "{rows}");
        // A merged title above does not make the groups reach less far.
        let titled = format!("REKAPITULASI CAPAIAN\n\n{rows}");
        assert_eq!(rekap(&titled, &["A1:I1"]).unwrap(), found, "{rows}");
    }
}

#[test]
fn words_in_one_row_say_the_same() {
    let found = ["Salenrang: pelibatan 24, publikasi 10"];
    for heads in [
        "Target Pelibatan | Capaian Pelibatan | % Pelibatan | Realisasi Publikasi",
        "Pelibatan (Target) | Pelibatan (Realisasi) | Pelibatan (%) | Publikasi (Realisasi)",
        "Sisa Pelibatan | Pelibatan Tercapai | % | Jml. Publikasi",
        "Persentase | Total Pelibatan 2024 | Rata-rata Pelibatan | Hasil Publikasi",
    ] {
        let rows = format!("Desa | {heads}\nSalenrang | 40 | 24 | 60 | 10");
        assert_eq!(rekap(&rows, &[]).unwrap(), found, "{heads}");
        assert_eq!(plain(&rows).unwrap(), found, "{heads}");
    }
}

#[test]
fn a_head_of_three_rows_is_read_together() {
    let rows = "No | Desa | Kecamatan | CAPAIAN KPI TAHUN 2024 | | | | |
          | | | Pelibatan | | | Publikasi | |
          | | | Target | Realisasi | % | Target | Realisasi | %
         (1) | (2) | (3) | (4) | (5) | (6)=5/4 | (7) | (8) | (9)
         1 | Salenrang | Bontoa | 40 | 24 | 60 | 30 | 10 | 33";
    let merges = ["A1:A3", "B1:B3", "C1:C3", "D1:I1", "D2:F2", "G2:I2"];
    let found = ["Salenrang (Bontoa): pelibatan 24, publikasi 10"];
    assert_eq!(rekap(rows, &merges).unwrap(), found);
    assert_eq!(plain(rows).unwrap(), found);
    // A group over the place too.
    let rows = "No | Identitas | | Indikator |
          | Desa | Kecamatan | Pelibatan | Publikasi
         1 | Salenrang | Bontoa | 24 | 10";
    let merges = ["A1:A2", "B1:C1", "D1:E1"];
    assert_eq!(rekap(rows, &merges).unwrap(), found);
}

#[test]
fn parts_below_an_indicator_are_those_parts() {
    let rows = "No | Desa | Bulan | Pelibatan | | Publikasi | | |
          | | | Kegiatan | Peserta L | Cetak | Online | Medsos | Jumlah
         1 | Salenrang | Jan 2024 | 3 | 20 | 1 | 2 | 0 | 3";
    let merges = ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:I1"];
    let found = [
        "Salenrang 2024-01: pelibatan_kegiatan 3, pelibatan_peserta_l 20, publikasi 3, publikasi_cetak 1, publikasi_daring 2, publikasi_medsos 0",
    ];
    for bytes in [
        xlsx(&[("Lembar1", rows, &merges)]),
        ods(&[("Lembar1", rows, &merges)]),
        csv(rows),
    ] {
        assert_eq!(told(&months(bytes).unwrap()), found);
    }
    // In a list that does not keep the parts they are notes, and the sum is the number.
    let rows = "Desa | Pengunjung | |
          | L | P | Jumlah
         Salenrang | 4 | 2 | 6";
    let file = totals(xlsx(&[("Lembar1", rows, &["A1:A2", "B1:D1"])])).unwrap();
    assert_eq!(told_totals(&file), ["Salenrang: pengunjung 6"]);
    assert_eq!(file.rows[0].note, "Pengunjung / L: 4; Pengunjung / P: 2");
}

#[test]
fn what_stays_unclear_is_refused_with_its_head() {
    for (below, unclear) in [
        ("Bulan Lalu | Bulan Ini | s.d. Bulan Ini", "Bulan Lalu"),
        ("Lama | Baru | Jumlah", "Lama"),
        ("Kegiatan | Peserta | Target", "Peserta"),
    ] {
        let rows = format!(
            "No | Desa | Pelibatan | |
              | | {below}
             1 | Salenrang | 4 | 2 | 6"
        );
        let words = format!(
            "Berkas tidak dapat dibaca: Arti kolom \"Pelibatan / {unclear}\" tidak jelas. Tunjuk artinya, atau ganti judulnya."
        );
        for refused in [
            rekap(&rows, &["A1:A2", "B1:B2", "C1:E1"]).unwrap_err(),
            plain(&rows).unwrap_err(),
        ] {
            assert!(refused.starts_with(&words), "{refused}");
        }
    }
    // Groups of one column each.
    for below in ["Skor | Nilai", "Skor |", "Bobot | Nilai", " | Kategori"] {
        let rows = format!("Desa | Pelibatan | Publikasi\n | {below}\nSalenrang | 4 | 2");
        for refused in [
            rekap(&rows, &["A1:A2"]).unwrap_err(),
            plain(&rows).unwrap_err(),
        ] {
            assert!(refused.contains("Arti kolom \"P"), "{below}: {refused}");
        }
    }
    // Units and words for a number are no parts.
    for below in ["(kali) | (kali)", "nihil | belum lapor", "a | b"] {
        let rows = format!("Desa | Pelibatan | Publikasi\n | {below}\nSalenrang | 4 | 2");
        assert_eq!(totals(csv(&rows)).unwrap().rows.len(), 1, "{below}");
    }
    // The other way round it would be a month of its own list.
    let rows = "Desa | Bulan | Peserta | Pelibatan\nSalenrang | Jan 2024 | 3 | 4";
    let file = months(csv(rows)).unwrap();
    assert_eq!(told(&file), ["Salenrang 2024-01: pelibatan 4"]);
    assert_eq!(file.rows[0].note, "Peserta: 3");
}

#[test]
fn without_an_indicator_nothing_is_read() {
    for heads in [
        "No | Desa | Kecamatan | Bulan | Keterangan",
        "No | Desa | Kecamatan | Bulan | Target",
        "No | Desa | Kecamatan | Bulan | Jumlah",
        "No | Desa | Kecamatan | Bulan | Capaian KPI",
    ] {
        let rows = format!("{heads}\n1 | Salenrang | Bontoa | Jan 2024 | 4");
        for refused in [
            months(xlsx(&[page("Lembar1", &rows)])).unwrap_err(),
            months(csv(&rows)).unwrap_err(),
            totals(csv(&rows)).unwrap_err(),
        ] {
            let words = "Berkas tidak dapat dibaca: Tidak ada kolom indikator (pelibatan, publikasi, advokasi …). Judul yang terlihat di baris 1: No | Desa";
            assert!(refused.starts_with(words), "{heads}: {refused}");
        }
    }
}

#[test]
fn the_only_number_of_a_sheet_is_the_indicator_it_is_named_after() {
    let rows = |number: u32| {
        format!(
            "No | Desa | Target | Realisasi | %
             1 | Salenrang | 40 | {number} | 60%
              | Jumlah | 40 | {number} |"
        )
    };
    let (first, second) = (rows(24), rows(10));
    let file = totals(xlsx(&[
        page("Pelibatan", &first),
        page("2. Publikasi", &second),
    ]))
    .unwrap();
    assert_eq!(
        told_totals(&file),
        ["Salenrang: pelibatan 24", "Salenrang: publikasi 10"]
    );
    assert!(
        file.seen
            .sums
            .totals
            .iter()
            .all(|(_, differs)| differs.is_empty())
    );
    assert_eq!(file.seen.sums.totals.len(), 2);
    // Two numbers, or a sheet of another name: which is it?
    let two = "Desa | Realisasi | Jumlah\nSalenrang | 24 | 25";
    assert!(totals(xlsx(&[page("Pelibatan", two)])).is_err());
    assert!(totals(xlsx(&[page("Lembar1", &first)])).is_err());
    // Beside named indicators it is only a note.
    let beside = "Desa | Publikasi | Jumlah\nSalenrang | 10 | 25";
    let file = totals(xlsx(&[page("Pelibatan", beside)])).unwrap();
    assert_eq!(told_totals(&file), ["Salenrang: publikasi 10"]);
    assert_eq!(file.rows[0].note, "Jumlah: 25");
}

#[test]
fn a_row_that_numbers_the_columns_is_passed_over() {
    for numbers in [
        "1 | 2 | 3 | 4 | 5",
        "(1) | (2) | (3) | (4) | (5)",
        "a | b | c | d | e",
        "A. | B. | C. | D. | E.",
        "I | II | III | IV | V",
        "1 | 2 | 3 | 4 | 5=4/3",
        "1 | 2 | 3 | 6 | 9",
    ] {
        let rows = format!(
            "No | Desa | Kecamatan | Pelibatan | Publikasi
             {numbers}
             1 | Salenrang | Bontoa | 24 | 10"
        );
        for bytes in [xlsx(&[page("Lembar1", &rows)]), csv(&rows)] {
            let file = totals(bytes).unwrap();
            assert_eq!(file.rejected, [], "{numbers}");
            assert_eq!(file.rows.len(), 1, "{numbers}");
            assert_eq!(passed(&file.tables), [(2, ColumnNumbers)]);
        }
    }
    // Numbers of the list itself are none.
    let rows = "Desa | Pelibatan | Publikasi\n1 | 2 | 2\n2 | 3 | 4";
    assert_eq!(totals(csv(rows)).unwrap().rejected.len(), 0);
    assert_eq!(totals(csv(rows)).unwrap().rows.len(), 2);
}

#[test]
fn totals_means_and_titles_between_rows_are_passed_over() {
    let rows = "No | Desa | Pelibatan | Publikasi
         A | Kecamatan Bontoa | |
         1 | Salenrang | 3 | 2
         2 | Botolempangan | 3 | 2
          | Jumlah Kec. Bontoa | 6 | 4
         B | KEC. MALLAWA | 3 | 2
         3 | Barugae | 3 | 2
          | Sub Total | 3 | 2
          | JUMLAH SELURUHNYA | 9 | 6
          | Rata-rata | 3 | 2
          | Target | 12 | 12
          | Persentase capaian | 75% | 50%
         4 | | |
         5 | | |
         | | |
          | | Maros, 18 Desember 2024 |
          | | Kepala Dinas, |
          | | Drs. Contoh |";
    let found = [
        "Salenrang (Bontoa): pelibatan 3, publikasi 2",
        "Botolempangan (Bontoa): pelibatan 3, publikasi 2",
        "Barugae (MALLAWA): pelibatan 3, publikasi 2",
    ];
    let passed_over = [
        (2, Section),
        (5, Total),
        (6, Section),
        (8, Total),
        (9, Total),
        (10, Total),
        (11, Total),
        (12, Total),
        (13, Unfilled),
        (14, Unfilled),
        (16, Footer),
        (17, Footer),
        (18, Footer),
    ];
    for bytes in [
        xlsx(&[page("Lembar1", rows)]),
        ods(&[page("Lembar1", rows)]),
    ] {
        let file = totals(bytes).unwrap();
        assert_eq!(told_totals(&file), found);
        assert_eq!(passed(&file.tables), passed_over);
        // Both sub-districts and all together, as far as they are sums.
        let checked = &file.seen.sums.totals;
        let rows: Vec<usize> = checked.iter().map(|(row, _)| *row).collect();
        assert_eq!(rows, [5, 8, 9]);
        assert!(checked.iter().all(|(_, differs)| differs.is_empty()));
    }
}

#[test]
fn a_title_over_the_whole_row_names_the_sub_district_below() {
    let rows = "No | Desa | Pelibatan
         BONTOA | |
         1 | Salenrang | 3
         KEC. MALLAWA | |
         2 | Barugae | 4
         LAIN-LAIN | |
         3 | Tukamasea | 5
         TOTAL | | 12";
    let merges = ["A2:C2", "A4:C4", "A6:C6", "A8:B8"];
    let file = totals(xlsx(&[("Lembar1", rows, &merges)])).unwrap();
    assert_eq!(
        told_totals(&file),
        [
            "Salenrang (BONTOA): pelibatan 3",
            "Barugae (MALLAWA): pelibatan 4",
            // A title that says nothing ends nothing.
            "Tukamasea (MALLAWA): pelibatan 5",
        ]
    );
    // A village without numbers is no title, whatever it is called.
    let rows = "No | Desa | Pelibatan\n1 | Salenrang | 3\n2 | Bontoa |";
    assert_eq!(totals(csv(rows)).unwrap().rejected.len(), 1);
    // A column of sub-districts says more.
    let rows = "Kecamatan | Desa | Pelibatan
         Kec. Bontoa | Salenrang | 3
         Kec. Bontoa | Botolempangan | 4";
    let file = totals(csv(rows)).unwrap();
    assert_eq!(file.rows.len(), 2);
    assert_eq!(passed(&file.tables), []);
}

#[test]
fn what_is_no_sum_is_not_compared_and_what_differs_is_told() {
    let rows = "Desa | Kecamatan | Pelibatan | Publikasi
         Salenrang | Bontoa | 3 | 2
         Jumlah | | |
         Barugae | Mallawa | 3 | 2
         Jumlah | | 7 |";
    let file = totals(csv(rows)).unwrap();
    let [(5, differs)] = file.seen.sums.totals.as_slice() else {
        panic!("{:?}", file.seen.sums.totals);
    };
    assert_eq!(
        (differs[0].column, differs[0].typed, differs[0].sum),
        ("pelibatan", 7, 6)
    );
    assert_eq!(differs.len(), 1);
}

#[test]
fn merged_cells_give_their_value_to_each_row() {
    let rows = "Desa | Kecamatan | Bulan | Pelibatan | Publikasi
         Salenrang | Bontoa | Jan 2024 | 1 | 5
          | | Feb 2024 | 2 |
          | | Mar 2024 | 3 |
         Barugae | Mallawa | Jan 2024 | 4 | 6
          | | Feb 2024 | 5 | 7";
    let merges = ["A2:A4", "B2:B4", "A5:A6", "B5:B6"];
    for bytes in [
        xlsx(&[("Lembar1", rows, &merges)]),
        ods(&[("Lembar1", rows, &merges)]),
    ] {
        assert_eq!(
            told(&months(bytes).unwrap()),
            [
                "Salenrang (Bontoa) 2024-01: pelibatan 1, publikasi 5",
                "Salenrang (Bontoa) 2024-02: pelibatan 2",
                "Salenrang (Bontoa) 2024-03: pelibatan 3",
                "Barugae (Mallawa) 2024-01: pelibatan 4, publikasi 6",
                "Barugae (Mallawa) 2024-02: pelibatan 5, publikasi 7",
            ]
        );
    }
    // Not merged, nothing is guessed.
    assert_eq!(months(csv(rows)).unwrap().rejected.len(), 3);
}

#[test]
fn a_list_printed_in_pages_repeats_its_head() {
    let page_of = |rows: &str| {
        format!(
            "No | Desa | Pelibatan |
              | | Target | Realisasi
             1 | 2 | 3 | 4
             {rows}
              | | | Mengetahui,
              | | | Kepala Dinas"
        )
    };
    let rows = format!(
        "{}\n\n{}",
        page_of("1 | Salenrang | 9 | 3"),
        page_of("2 | Barugae | 9 | 4\n| Jumlah | 18 | 7")
    );
    let merges = ["A1:A2", "B1:B2", "C1:D1", "A8:A9", "B8:B9", "C8:D8"];
    for bytes in [xlsx(&[("Lembar1", &rows, &merges)]), csv(&rows)] {
        let file = totals(bytes).unwrap();
        assert_eq!(
            told_totals(&file),
            ["Salenrang: pelibatan 3", "Barugae: pelibatan 4"]
        );
        assert_eq!(file.seen.sums.totals, [(12, Vec::new())]);
        assert_eq!(
            passed(&file.tables),
            [
                (3, ColumnNumbers),
                (5, Footer),
                (6, Footer),
                (8, Head),
                (9, Head),
                (10, ColumnNumbers),
                (12, Total),
                (13, Footer),
                (14, Footer),
            ]
        );
    }
}

#[test]
fn two_tables_below_each_other_have_heads_of_their_own() {
    let rows = "No | Desa | Pelibatan | Publikasi
         1 | Salenrang | 3 | 1

         No | Nama Desa | Publikasi | Pelibatan
         1 | Barugae | 2 | 4";
    let file = totals(csv(rows)).unwrap();
    assert_eq!(
        told_totals(&file),
        [
            "Salenrang: pelibatan 3, publikasi 1",
            "Barugae: pelibatan 4, publikasi 2"
        ]
    );
    // One that cannot be read is not read with the columns of another.
    let rows =
        "No | Desa | Pelibatan\n1 | Salenrang | 3\n\nNo | Desa | Kecamatan\n1 | Barugae | Mallawa";
    let refused = totals(csv(rows)).unwrap_err();
    assert!(refused.contains("Tidak ada kolom indikator"), "{refused}");
    assert!(
        refused.contains("baris 4: No | Desa | Kecamatan"),
        "{refused}"
    );
}

#[test]
fn lists_of_people_and_libraries_have_titles_and_pages_too() {
    let office = Office::founded();
    let rows = "No | Nama | Unsur | Desa
         (1) | (2) | (3) | (4)
         A | PENGELOLA | |
         1 | Uji Satu | PIC | Salenrang
         2 | Uji Dua | PIC | Barugae
         No | Nama | Unsur | Desa
         B | KEPALA DESA | |
         3 | Uji Tiga | Kades | Barugae
         4 | | |
          | Jumlah | 3 |
          | | Maros, 3 Januari 2025 |
          | | Ketua Panitia, |";
    office.write("peserta.xlsx", xlsx(&[page("Undangan", rows)]));
    let told = office.json(&["import", "peserta", "peserta.xlsx", "--dry-run"]);
    assert_eq!(told["new"], 3, "{told}");
    assert_eq!(told["rejected"].as_array().unwrap().len(), 0, "{told}");
    let why: Vec<_> = told["passed"].as_array().unwrap().iter().collect();
    let why: Vec<_> = why.iter().map(|p| p["why"].as_str().unwrap()).collect();
    assert_eq!(
        why,
        [
            "nomor kolom",
            "judul bagian",
            "judul kolom yang diulang",
            "judul bagian",
            "belum diisi",
            "baris jumlah",
            "catatan atau tanda tangan",
            "catatan atau tanda tangan",
        ]
    );
    let rows = "No | Kode Desa | Nama Perpustakaan
         A | Kecamatan Bontoa |
         1 | 73.09.05.2006 | Perpus Salenrang
          | Jumlah | 1";
    office.write("mitra.xlsx", xlsx(&[page("Mitra", rows)]));
    let told = office.json(&["import", "perpustakaan", "mitra.xlsx", "--dry-run"]);
    assert_eq!(
        (&told["new"], told["rejected"].as_array().unwrap().len()),
        (&1.into(), 0)
    );
}

#[test]
fn the_program_says_which_columns_and_rows_it_leaves_out() {
    let office = Office::founded();
    let rows = "No | Desa | Kecamatan | Pelibatan | | | Peringkat
          | | | Target | Realisasi | % |
         1 | Salenrang | Bontoa | 40 | 24 | 60% | 1
          | Jumlah | | 40 | 24 | |";
    let merges = merged(&["D1:F1", "G1:G2"]);
    office.write("rekap.xlsx", xlsx(&[("Lembar1", rows, &merges)]));
    let told = office
        .run(&["import", "rekap", "rekap.xlsx", "--dry-run"])
        .must()
        .out;
    for line in [
        "Baris 4 adalah baris jumlah; cocok dengan hasil hitung.",
        "Tidak dibaca (target, persen, atau hitungan): Pelibatan / Target, Pelibatan / %.",
        "Kolom \"Peringkat\" tidak dikenal; isinya masuk ke keterangan.",
        "Dilewati, bukan baris daftar: 1 × baris jumlah (baris 4).",
    ] {
        assert!(told.contains(line), "{told}");
    }
    let args = ["--lang", "en", "import", "rekap", "rekap.xlsx", "--dry-run"];
    let told = office.run(&args).must().out;
    for line in [
        "Not read (targets, percentages, computed): Pelibatan / Target, Pelibatan / %.",
        "Passed over, not rows of the list: 1 × a total row (rows 4).",
    ] {
        assert!(told.contains(line), "{told}");
    }
}
