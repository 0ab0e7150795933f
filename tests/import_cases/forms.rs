//! Empty forms: written, filled in, imported; and imported as they are.

use std::fmt::Write as _;

use calamine::{Data, Reader as _, Xlsx};
use gelar::exchange::form::{EXAMPLE, GUIDE};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use super::office::{Office, rows};

const LIBRARIES: &str = "kode_wilayah;nama_perpustakaan;kuota;pic_hp\n\
    73.09.05.2006;Perpustakaan Salenrang;2;080000000001\n\
    73.09.05.2002;Perpustakaan Pajjukukang;;\n\
    73.09.01.2003;;;\n";

const KINDS: [&str; 3] = ["capaian", "peserta", "perpustakaan"];

fn office() -> Office {
    let office = Office::founded();
    office.write("p.csv", LIBRARIES);
    office.run(&["import", "perpustakaan", "p.csv"]).must();
    office
}

/// The cells of a sheet as text.
fn sheet(office: &Office, file: &str, name: &str) -> Vec<Vec<String>> {
    let bytes = std::fs::read(office.path(file)).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let text = |cell: &Data| match cell {
        Data::Empty => String::new(),
        cell => cell.to_string(),
    };
    range.rows().map(|r| r.iter().map(text).collect()).collect()
}

/// A part of the form `f.xlsx`.
fn part(office: &Office, name: &str) -> String {
    let file = std::fs::File::open(office.path("f.xlsx")).unwrap();
    let mut zip = zip::ZipArchive::new(file).unwrap();
    std::io::read_to_string(zip.by_name(name).unwrap()).unwrap()
}

/// Writes these cells as a workbook, whole numbers as numbers.
fn book(office: &Office, file: &str, sheet: &str, cells: &[Vec<String>]) {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name(sheet).unwrap();
    for (y, row) in (0..).zip(cells) {
        for (x, cell) in (0..).zip(row) {
            match cell.parse::<u32>() {
                Ok(n) if !cell.starts_with('0') => page.write_number(y, x, n).unwrap(),
                _ => page.write_string(y, x, cell).unwrap(),
            };
        }
    }
    book.save(office.path(file)).unwrap();
}

/// What an import would do: new, changed, same, rejected, questions, notes.
fn told(office: &Office, kind: &str, file: &str) -> (Vec<i64>, String) {
    let told = office.json(&["import", kind, file, "--dry-run"]);
    let len = |key: &str| i64::try_from(told[key].as_array().unwrap().len()).unwrap();
    let n = |key: &str| told[key].as_i64().unwrap();
    let counts = vec![
        n("new"),
        n("changed"),
        n("same"),
        len("rejected"),
        len("questions"),
    ];
    (counts, told["notes"].to_string())
}

#[test]
fn an_untouched_form_changes_nothing_and_refuses_nothing() {
    let office = office();
    for kind in KINDS {
        for ending in ["xlsx", "csv"] {
            let file = format!("{kind}.{ending}");
            let made = office.json(&["export", "form", kind, "-o", &file]);
            let filled = if kind == "capaian" { 36 } else { 3 };
            assert_eq!(
                (&made["form"], &made["rows"]),
                (&json!(kind), &json!(filled))
            );
            let (counts, notes) = told(&office, kind, &file);
            let same = if kind == "perpustakaan" { 3 } else { 0 };
            assert_eq!(counts, [0, 0, same, 0, 0], "{file}");
            if kind != "perpustakaan" {
                assert!(
                    notes.contains(&format!("{filled} baris formulir belum diisi")),
                    "{notes}"
                );
            }
        }
    }
    let words = office
        .run(&["import", "peserta", "peserta.csv", "--dry-run"])
        .must()
        .out;
    assert!(
        words.contains("Ditolak 0") && words.contains("belum diisi"),
        "{words}"
    );
}

#[test]
fn what_is_filled_in_is_read() {
    let office = office();
    office
        .run(&["export", "form", "capaian", "-o", "f.xlsx"])
        .must();
    let mut cells = sheet(&office, "f.xlsx", "Capaian");
    let column =
        |cells: &[Vec<String>], name: &str| cells[0].iter().position(|c| c == name).unwrap();
    let (code, month) = (column(&cells, "kode_wilayah"), column(&cells, "bulan"));
    let of = |cells: &[Vec<String>], village: &str, name: &str| {
        cells
            .iter()
            .position(|r| r[code] == village && r[month] == name)
            .unwrap()
    };
    let march = of(&cells, "73.09.05.2006", "Maret 2026");
    for (name, value) in [
        ("pelibatan_kegiatan", "4"),
        ("publikasi_daring", "0"),
        ("tanggal_input", "05/04/2026"),
    ] {
        let at = column(&cells, name);
        cells[march][at] = value.to_owned();
    }
    let april = of(&cells, "73.09.05.2002", "April 2026");
    let (status, note) = (column(&cells, "status"), column(&cells, "catatan"));
    cells[april][status] = "tidak_berlaku".to_owned();
    cells[april][note] = "gedung direnovasi".to_owned();
    let may = of(&cells, "73.09.05.2002", "Mei 2026");
    cells[may][status] = "belum lapor".to_owned();
    book(&office, "isi.xlsx", "Capaian", &cells);
    let (counts, notes) = told(&office, "capaian", "isi.xlsx");
    assert_eq!(counts, [2, 0, 0, 0, 0], "{notes}");
    assert!(notes.contains("33 baris formulir belum diisi"), "{notes}");
    office.run(&["import", "capaian", "isi.xlsx"]).must();
    let board = office.json(&["board"]);
    assert_eq!(board["rows"][0]["library"], "73.09.05.2006");
    assert_eq!(board["rows"][0]["families"]["pelibatan"]["done"], 4);
    assert_eq!(board["as_of"], "2026-04-05");

    office
        .run(&["export", "form", "peserta", "-o", "p.csv"])
        .must();
    let mut lines: Vec<Vec<String>> = rows(&office.read("p.csv"));
    let (unsur, phone) = (column(&lines, "unsur"), column(&lines, "no_hp"));
    lines[2][0] = "Siti Rekaan, S.Pd.".to_owned();
    lines[2][unsur] = "Pengelola perpustakaan".to_owned();
    lines[2][phone] = "081200000001".to_owned();
    let text = lines.iter().fold(String::new(), |mut text, row| {
        writeln!(
            text,
            "{}",
            row.join(";")
                .replace("Siti Rekaan, S.Pd.", "\"Siti Rekaan, S.Pd.\"")
        )
        .unwrap();
        text
    });
    office.write("isi.csv", text);
    assert_eq!(told(&office, "peserta", "isi.csv").0, [1, 0, 0, 0, 0]);
}

#[test]
fn a_form_whose_row_is_half_filled_says_what_is_missing() {
    let office = office();
    office
        .run(&["export", "form", "peserta", "-o", "p.csv"])
        .must();
    let form = office.read("p.csv");
    // A group without a name, a dash, a note: somebody has been at these rows.
    let lines: Vec<&str> = form.lines().collect();
    let unsur = lines[2].replacen(';', ";Camat", 1);
    office.write("p.csv", [lines[0], lines[1], &unsur, lines[3]].join("\r\n"));
    assert_eq!(told(&office, "peserta", "p.csv").0[3], 1);
    // A list of one's own is no form: its empty rows stay red.
    office.write(
        "c.csv",
        "Kode Desa;Bulan;Jml Kegiatan\n73.09.05.2006;2026-01;\n73.09.05.2006;2026-02;4\n",
    );
    assert_eq!(told(&office, "capaian", "c.csv").0, [1, 0, 0, 1, 0]);
}

#[test]
fn an_example_is_passed_over_wherever_its_mark_stands() {
    let office = office();
    for (row, new) in [
        (format!("{EXAMPLE};Camat;"), 0),
        (format!("Siti;Camat;{EXAMPLE} (jangan dihapus)"), 0),
        (format!("Siti;  {EXAMPLE};"), 0),
        ("CONTOH Siti;Camat;".to_owned(), 1),
        ("Siti Contoh;Camat;contoh".to_owned(), 1),
    ] {
        office.write("p.csv", format!("nama;unsur;catatan\n{row}\n"));
        assert_eq!(
            told(&office, "peserta", "p.csv").0,
            [new, 0, 0, 0, 0],
            "{row}"
        );
    }
    office.write(
        "c.csv",
        format!("kode_wilayah;bulan;pelibatan\n73.09.05.2006;2026-01;{EXAMPLE}\n"),
    );
    assert_eq!(told(&office, "capaian", "c.csv").0, [0, 0, 0, 0, 0]);
    office.write(
        "r.csv",
        format!("kode_wilayah;pelibatan;catatan\nx;99;{EXAMPLE}\n"),
    );
    assert_eq!(told(&office, "rekap", "r.csv").0, [0, 0, 0, 0, 0]);
}

#[test]
fn a_form_helps_where_it_is_filled_in() {
    let office = office();
    for kind in KINDS {
        office.run(&["export", "form", kind, "-o", "f.xlsx"]).must();
        let name = ["Capaian", "Peserta", "Perpustakaan"];
        let at = KINDS.iter().position(|k| *k == kind).unwrap();
        let cells = sheet(&office, "f.xlsx", name[at]);
        assert!(cells[1][0].starts_with(EXAMPLE), "{kind}");
        let help = sheet(&office, "f.xlsx", GUIDE);
        for head in &cells[0] {
            let told = help.iter().find(|r| r[0].ends_with(&format!(": {head}")));
            let told = told.unwrap_or_else(|| panic!("{kind}: {head}"));
            assert!(!told[2].is_empty() && !told[3].is_empty(), "{kind}: {head}");
        }
        // The page of help is no list: by itself it is refused, whatever it is taken for.
        book(&office, "bantuan.xlsx", GUIDE, &help);
        for other in ["capaian", "peserta", "perpustakaan", "rekap", "wilayah"] {
            office
                .run(&["import", other, "bantuan.xlsx", "--dry-run"])
                .ends(1);
        }
        let page = part(&office, "xl/worksheets/sheet1.xml");
        let wanted = match kind {
            "capaian" => &[
                "tidak_berlaku,belum lapor",
                "Januari 2026,Februari 2026",
                "state=\"frozen\"",
            ][..],
            "peserta" => &["\"L,P\"", "\"ya,tidak\"", "Camat,Kepala desa/lurah"],
            _ => &["\"desa,kelurahan\"", "\"ya,tidak\"", "Januari,Februari"],
        };
        for wanted in wanted {
            assert!(page.contains(wanted), "{kind}: {wanted}");
        }
        assert!(page.contains("<dataValidations"), "{kind}");
        // Codes and numbers of telephones are text before anybody types: `@`, which is format 49.
        let styles = part(&office, "xl/styles.xml");
        assert!(styles.contains("numFmtId=\"49\""), "{kind}: {styles}");
        assert!(page.contains("<col ") && page.contains("style="), "{kind}");
    }
}

#[test]
fn a_list_too_long_for_a_cell_stands_on_the_page_of_help() {
    let office = office();
    let rules = office.run(&["rules", "export", "-o", "-"]).must().out;
    let long = rules.replace("from = \"2026-01\"", "from = \"2025-01\"");
    assert_ne!(rules, long);
    office.write("a.toml", long);
    office.run(&["rules", "import", "a.toml"]).must();
    office
        .run(&["export", "form", "capaian", "-o", "f.xlsx"])
        .must();
    let page = part(&office, "xl/worksheets/sheet1.xml");
    let range = page.split("Petunjuk!$A$").nth(1).unwrap();
    let (first, rest) = range.split_once(":$A$").unwrap();
    let last = rest.split('<').next().unwrap();
    let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
    let help = sheet(&office, "f.xlsx", GUIDE);
    let listed: Vec<&str> = help[first - 1..last]
        .iter()
        .map(|r| r[0].as_str())
        .collect();
    assert_eq!(
        (listed.len(), listed[0], listed[23]),
        (24, "Januari 2025", "Desember 2026")
    );
    assert_eq!(told(&office, "capaian", "f.xlsx").0, [0, 0, 0, 0, 0]);
}

#[test]
fn without_libraries_the_form_has_its_heads_and_says_so() {
    let office = Office::founded();
    for kind in KINDS {
        let done = office.run(&["export", "form", kind, "-o", "f.csv"]).must();
        assert!(done.out.contains("belum ada perpustakaan"), "{}", done.out);
        assert_eq!(rows(&office.read("f.csv")).len(), 2, "{kind}");
        assert_eq!(told(&office, kind, "f.csv").0, [0, 0, 0, 0, 0]);
        office.run(&["export", "form", kind, "-o", "f.xlsx"]).must();
        assert_eq!(told(&office, kind, "f.xlsx").0, [0, 0, 0, 0, 0]);
    }
}

#[test]
fn a_form_too_long_for_a_sheet_has_one_month() {
    use gelar::exchange::document::Format;
    use gelar::exchange::export::Sink;
    use gelar::exchange::form::{FormKind, Scope, form};
    use gelar::meeting::id::VillageCode;
    let office = office();
    let mut list = String::from("kode_wilayah;nama_perpustakaan\n");
    let mut villages = String::from("kode;nama;kecamatan\n");
    for n in 0..17_000 {
        let code = format!(
            "74.{:02}.{:02}.2{:03}",
            1 + n / 9_900,
            1 + n / 100 % 99,
            n % 100 + 1
        );
        VillageCode::parse(&code).unwrap();
        writeln!(list, "{code};Perpustakaan {n}").unwrap();
        writeln!(villages, "{code};Rekaan {n};Rekaan").unwrap();
    }
    office.write("w.csv", villages);
    office.write("p.csv", list);
    office.run(&["import", "wilayah", "w.csv"]).must();
    office.run(&["import", "perpustakaan", "p.csv"]).must();
    let made = form(&office.meeting(), FormKind::Achievements);
    let january = "2026-01".parse().unwrap();
    assert_eq!(made.scope, Scope::OneMonth(17_003, january));
    assert_eq!(made.rows.len(), 17_003);
    let text = gelar::text::Lang::Id.text();
    made.write(text, Format::Xlsx, Sink::File(&office.path("f.xlsx")))
        .unwrap();
    let told: Value = office.json(&["export", "form", "capaian", "-o", "f.csv"]);
    assert!(
        told["scope"]
            .as_str()
            .unwrap()
            .contains("hanya bulan 2026-01"),
        "{told}"
    );
}

#[test]
fn a_form_is_asked_for_in_words_that_are_told() {
    let office = office();
    for args in [
        &["export", "form", "-o", "f.xlsx"][..],
        &["export", "codes", "capaian", "-o", "f.csv"],
        &["export", "form", "rekap", "-o", "f.xlsx"],
        &["export", "form", "capaian", "-o", "f.ods"],
        &["export", "form", "capaian", "-o", "-", "--format", "html"],
    ] {
        office.run(args).ends(2);
    }
    let out = office
        .run(&["ekspor", "formulir", "capaian", "-o", "-"])
        .must();
    assert!(
        out.out.starts_with("\u{feff}kode_wilayah;perpustakaan;"),
        "{}",
        out.out
    );
    assert!(
        out.err.contains("3 perpustakaan, 12 bulan, 36 baris"),
        "{}",
        out.err
    );
    let english = office
        .run(&["--lang", "en", "export", "form", "peserta", "-o", "f.xlsx"])
        .must();
    assert!(english.out.contains("(3 libraries)"), "{}", english.out);
}
