//! Targets, percentages and cumulated numbers that a title, a sheet's name, a group or a row's label tells:
//! never a result, always said.

use gelar::exchange::table::PassedFor::{Planned, Section};

use super::grids::{Page, csv, months, ods, page, passed, sheets, told, totals, xlsx};

const MONTHS: &str = "Perpustakaan | Jan 2024 | Feb 2024 | Mar 2024\nSalenrang | 41 | 42 | 43";

/// What is read, and what became of the sheets, the same in both formats.
fn read(pages: &[Page<'_>]) -> Result<(Vec<String>, Vec<String>), String> {
    let all = |bytes| months(bytes).map(|f| (told(&f), sheets(&f.tables.sheets)));
    let found = all(xlsx(pages));
    assert_eq!(all(ods(pages)), found);
    found
}

#[test]
fn a_title_of_targets_refuses_its_sheet() {
    for title in [
        "TARGET PELIBATAN TAHUN 2024",
        "PERSENTASE PELIBATAN 2024",
        "PERSENTASE CAPAIAN PELIBATAN",
        "PELIBATAN KUMULATIF 2024",
        "Rencana Pelibatan Masyarakat 2024",
        "Pelibatan (%)",
        "TARGET 2024",
    ] {
        let rows = format!("{title}\n{MONTHS}");
        for merges in [&["A1:D1"][..], &[]] {
            let why = read(&[("Pelibatan", rows.as_str(), merges)]).unwrap_err();
            let said = format!("\"{title}\" adalah target, persen, atau kumulatif");
            assert!(why.contains(&said), "{title}: {why}");
        }
        assert!(months(csv(&rows)).is_err(), "{title}");
    }
    // What tells both, or only to whom it is told.
    for title in [
        "TARGET DAN REALISASI PELIBATAN 2024",
        "CAPAIAN PELIBATAN TERHADAP TARGET",
        "Sasaran: perpustakaan desa se-Kabupaten Maros",
        "Capaian pelibatan 100%",
    ] {
        let rows = format!("{title}\n{MONTHS}");
        let (lines, _) = read(&[("Pelibatan", rows.as_str(), &["A1:D1"])]).unwrap();
        assert_eq!(lines.len(), 3, "{title}");
    }
}

#[test]
fn a_sheet_of_targets_is_left_and_that_of_results_read() {
    let first = MONTHS.replace('4', "6").replace("2026", "2024");
    let of_month = "Perpustakaan | Bulan | Pelibatan\nSalenrang | Jan 2024 | 3";
    for (names, rows) in [
        (
            ["Target Pelibatan", "Realisasi Pelibatan"],
            [first.as_str(), MONTHS],
        ),
        (["Target", "Realisasi"], [of_month, of_month]),
        (["Proyeksi 2024", "Capaian"], [of_month, of_month]),
        (["Persentase", "Januari"], [of_month, of_month]),
    ] {
        let pages = [page(names[0], rows[0]), page(names[1], rows[1])];
        let (lines, became) = read(&pages).unwrap();
        let honest = if rows[1] == MONTHS { 3 } else { 1 };
        assert_eq!(lines.len(), honest, "{names:?}");
        let said = format!(
            "{0}: tidak dibaca: \"{0}\" adalah target, persen, atau kumulatif",
            names[0]
        );
        assert!(became[0].starts_with(&said), "{became:?}");
        assert!(became[1].contains("dibaca, 1 baris"), "{became:?}");
    }
}

#[test]
fn a_title_between_rows_leaves_its_rows() {
    for (merges, target, real) in [
        (&["A2:C2", "A4:C4"][..], "TARGET", "REALISASI"),
        (&[], "TARGET", "REALISASI"),
        (&[], "Target 2024", "Capaian 2024"),
        (&["A2:C2", "A4:C4"], "A. TARGET", "B. REALISASI"),
    ] {
        let rows = format!(
            "Perpustakaan | Bulan | Pelibatan\n{target}\nSalenrang | Jan 2024 | 60\n{real}\nSamangki | Jan 2024 | 3"
        );
        let file = months(xlsx(&[("Lembar1", rows.as_str(), merges)])).unwrap();
        assert_eq!(told(&file), ["Samangki 2024-01: pelibatan 3"], "{rows}");
        let left = [(2, Section), (3, Planned), (4, Section)];
        assert_eq!(passed(&file.tables), left, "{rows}");
    }
}

#[test]
fn a_group_of_targets_reaches_to_the_next_one() {
    for (merges, group) in [
        (&["A1:B1"][..], "Target"),
        (&["A1:B1"], "Proyeksi"),
        (&["A1:B1", "C1:D1"], "Rencana"),
        (&[], "Sasaran"),
    ] {
        let rows = format!(
            "Identitas | | {group} | \nDesa | Bulan | Pelibatan | Publikasi\nSalenrang | Jan 2024 | 9 | 3"
        );
        assert!(
            read(&[("Lembar1", rows.as_str(), merges)]).is_err(),
            "{rows}"
        );
        let rows = format!(
            "Identitas | | {group} | | Realisasi | \nDesa | Bulan | Pelibatan | Publikasi | Pelibatan | Publikasi\nSalenrang | Jan 2024 | 9 | 8 | 3 | 2"
        );
        let (lines, _) = read(&[("Lembar1", rows.as_str(), merges)]).unwrap();
        assert_eq!(
            lines,
            ["Salenrang 2024-01: pelibatan 3, publikasi 2"],
            "{rows}"
        );
    }
}

#[test]
fn a_row_of_targets_is_left() {
    for (target, real) in [
        ("Target", "Realisasi"),
        ("Target 2024", "Capaian 2024"),
        ("Target Pelibatan", "Pelibatan"),
        ("Persentase", "Jumlah kegiatan"),
    ] {
        let rows = format!(
            "Pelibatan 2024\nPerpustakaan | Uraian | Jan | Feb | Mar\nSalenrang | {target} | 40 | 41 | 42\n | {real} | 1 | 2 |"
        );
        let pages = [("Lembar1", rows.as_str(), &["A3:A4", "A1:E1"][..])];
        let file = months(xlsx(&pages)).unwrap();
        let lines = [
            "Salenrang 2024-01: pelibatan 1",
            "Salenrang 2024-02: pelibatan 2",
        ];
        assert_eq!(told(&file), lines, "{target}");
        assert_eq!(passed(&file.tables), [(3, Planned)], "{target}");
    }
    // Reached, says a remark: no label.
    let rows = "Desa | Pelibatan | Catatan rapat\nSalenrang | 3 | Target tercapai\nBarugae | 4 | perlu rencana lanjutan";
    assert_eq!(totals(csv(rows)).unwrap().rows.len(), 2);
}
