//! What goes out: standard output, formats, what is told beside the data; what comes in there; the
//! columns that a comparison takes; advice before numbers are applied.

use std::io::{Read as _, Write as _};
use std::process::Stdio;

use serde_json::{Value, json};

use super::support::{Done, Office, rows};

/// Runs the program with something on its standard input.
fn fed(office: &Office, args: &[&str], input: &[u8]) -> Done {
    let mut child = office
        .command(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A run that ends early closes its end.
    let _ = stdin.write_all(input);
    drop(stdin);
    Done::of(child.wait_with_output().unwrap())
}

/// The bytes on standard output.
fn bytes(office: &Office, args: &[&str]) -> Vec<u8> {
    let done = office.command(args).output().unwrap();
    assert!(done.status.success(), "{done:?}");
    done.stdout
}

#[test]
fn every_export_of_one_file_goes_to_standard_output_as_it_goes_into_a_file() {
    let office = Office::invited();
    for (what, format, file) in [
        ("codes", "csv", "a.csv"),
        ("attendance", "csv", "b.csv"),
        ("attendance", "html", "b.html"),
        ("badges", "html", "c.html"),
        ("slips", "csv", "d.csv"),
        ("letters", "html", "e.html"),
        ("command-card", "html", "f.html"),
        ("rules", "html", "g.html"),
    ] {
        let args = [
            "export",
            what,
            "--format",
            format,
            "--variant",
            "invited",
            "-o",
        ];
        office.run(&[&args[..], &[file]].concat()).must();
        let out = bytes(&office, &[&args[..], &["-"]].concat());
        assert!(
            out == std::fs::read(office.path(file)).unwrap(),
            "{what} {format}"
        );
    }
    for what in ["codes", "attendance", "badges"] {
        let args = [
            "export",
            what,
            "--format",
            "xlsx",
            "--variant",
            "invited",
            "-o",
            "-",
        ];
        assert!(bytes(&office, &args).starts_with(b"PK"), "{what}");
    }
    assert!(!office.path("-").exists());
}

#[test]
fn what_is_told_stands_beside_the_data() {
    let office = Office::invited();
    let csv = office.run(&["export", "codes", "-o", "-"]).must();
    assert_eq!(rows(&csv.out).len(), 4, "the head and three people");
    assert_eq!(csv.err, "Tertulis: keluaran standar (3 orang)\n");
    let told = office.run(&["export", "codes", "-o", "-", "--json"]).must();
    assert_eq!(told.out, csv.out);
    let told: Value = serde_json::from_str(&told.err).unwrap();
    assert_eq!(told, json!({"file": "-", "rows": 3}));
    // What is a page comes as a page, what is a table as a table.
    let list = office
        .run(&["ekspor", "attendance", "-o", "-", "--variant", "invited"])
        .must();
    assert!(list.out.starts_with('\u{feff}'), "{}", list.out);
    let page = office
        .run(&["--lang", "en", "export", "command-card", "-o", "-"])
        .must();
    assert!(page.out.starts_with("<!") && page.err.starts_with("Written: standard output ("));
    let rules = office.run(&["rules", "export", "-o", "-"]).must();
    assert!(rules.out.contains("[period]") && rules.err.starts_with("Tertulis: keluaran standar"));
}

#[test]
fn formats_that_cannot_be_are_refused_in_words() {
    let office = Office::invited();
    for (args, part) in [
        (&["codes", "-o", "-", "--format", "html"][..], "csv, xlsx"),
        (&["command-card", "-o", "-", "--format", "csv"], "html"),
        (&["codes", "-o", "kode.csv", "--format", "xlsx"], "kode.csv"),
        (&["attendance", "-o", "d.html", "--format", "csv"], "d.html"),
        (&["codes", "-o", "kode.txt"], ".csv, .xlsx"),
        (&["codes", "-o", "kode"], ".csv, .xlsx"),
        (
            &["badges", "-o", "kode", "--format", "html"],
            ".html, .xlsx, .csv",
        ),
        (&["templates", "-o", "-"], "folder"),
    ] {
        let done = office.run(&[&["export"], args].concat()).ends(2);
        assert!(
            done.err.contains(part) && done.out.is_empty(),
            "{}",
            done.err
        );
    }
    for name in ["kode.csv", "kode.txt", "kode", "d.html", "-"] {
        assert!(!office.path(name).exists(), "{name}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let office = Office::with_guests(900);
    for what in ["codes", "badges"] {
        let args = ["export", what, "-o", "-"];
        let mut command = office.command(&args);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut head = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut head).unwrap();
        let done = child.wait_with_output().unwrap();
        let err = String::from_utf8(done.stderr).unwrap();
        assert!(
            done.status.success() && err.starts_with("Tertulis"),
            "{what}: {err}"
        );
    }
}

#[test]
fn a_list_comes_in_through_standard_input() {
    let office = Office::founded();
    let list = "nama;unsur\nSiti Rekaan;Camat\n";
    let args = ["import", "peserta", "-", "--json"];
    let done = fed(&office, &args, list.as_bytes()).must().value();
    assert_eq!((&done["new"], &done["applied"]), (&json!(1), &json!(true)));
    let empty = fed(&office, &args, b"").ends(1);
    assert!(empty.err.contains("kosong"), "{}", empty.err);
    let other = fed(&office, &args, b"%PDF-1.7 ...").ends(1);
    assert!(other.err.contains("PDF"), "{}", other.err);
    // A workbook is no less a file there.
    let book = bytes(&office, &["export", "codes", "-o", "-", "--format", "xlsx"]);
    let args = ["import", "peserta", "-", "--dry-run"];
    let refused = fed(&office, &args, &book).ends(1);
    assert!(refused.err.contains("nama_lengkap"), "{}", refused.err);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    use std::os::unix::net::UnixListener;
    let office = Office::founded();
    let fifo = office.path("pipa.csv");
    let made = std::process::Command::new("mkfifo").arg(&fifo).status();
    assert!(made.unwrap().success());
    let _socket = UnixListener::bind(office.path("soket.csv")).unwrap();
    std::os::unix::fs::symlink("pipa.csv", office.path("tautan.csv")).unwrap();
    for name in [
        "pipa.csv",
        "soket.csv",
        "tautan.csv",
        "/dev/zero",
        "/dev/null",
    ] {
        let done = office.run(&["import", "peserta", name]).ends(3);
        assert!(done.err.contains("bukan berkas"), "{name}: {}", done.err);
        let done = office.run(&["board", "--compare", name]).ends(3);
        assert!(done.err.contains("bukan berkas"), "{name}: {}", done.err);
        let done = office
            .run(&["--lang", "en", "import", "capaian", name])
            .ends(3);
        assert!(done.err.contains("standard input"), "{name}: {}", done.err);
        assert_ne!(office.run(&["rules", "import", name]).code, 0, "{name}");
    }
}

const LIBRARIES: &str = "kode_wilayah;nama_perpustakaan\n\
    73.09.05.2006;Perpustakaan Salenrang\n\
    73.09.05.2002;Perpustakaan Pajjukukang\n";

/// Two libraries; the first has 4 activities, 5 publications in three media, 2 of advocacy.
fn two() -> Office {
    let office = Office::founded();
    office.write("p.csv", LIBRARIES);
    office.run(&["import", "perpustakaan", "p.csv"]).must();
    office.write(
        "c.csv",
        "kode_wilayah;bulan;pelibatan_kegiatan;publikasi_cetak;publikasi_daring;publikasi_medsos;advokasi_dana\n\
         73.09.05.2006;2026-03;4;1;2;2;2\n",
    );
    office.run(&["import", "capaian", "c.csv"]).must();
    office
}

#[test]
fn a_comparison_takes_the_columns_that_the_imports_take() {
    let office = two();
    for (head, row, family) in [
        (
            "Kode Desa;Pelibatan Masyarakat",
            "73.09.05.2006;4",
            "pelibatan",
        ),
        ("Nama Perpustakaan;Jml Kegiatan", "Salenrang;4", "pelibatan"),
        (
            "Desa/Kelurahan;Kec.;Jumlah Publikasi",
            "Salenrang;Bontoa;5",
            "publikasi",
        ),
        (
            "Desa;Cetak;Daring;Media Sosial",
            "salenrang;1;2;2",
            "publikasi",
        ),
        (
            "Nama;Publikasi;Cetak;Daring;Medsos",
            "Salenrang;5;9;9;9",
            "publikasi",
        ),
        ("library;name;pelibatan", ";Salenrang;4", "pelibatan"),
    ] {
        office.write("h.csv", format!("{head}\n{row}\n"));
        // Two columns for one field are refused by the imports as well.
        if head.starts_with("library") {
            office.run(&["board", "--compare", "h.csv"]).ends(1);
            continue;
        }
        let found = office.json(&["board", "--compare", "h.csv"]);
        let first = &found["rows"][0];
        assert_eq!(first["library"], "73.09.05.2006", "{head}: {found}");
        assert_eq!(
            first["families"][family]["difference"], 0,
            "{head}: {found}"
        );
        assert_eq!(found["differing"], 0, "{head}: {found}");
    }
    let score = office.json(&["board"])["rows"][0]["score"].clone();
    for head in ["Skor KPI", "nilai_kpi_sim", "Nilai", "score"] {
        office.write(
            "h.csv",
            format!(
                "Perpus;{head};Peringkat\nSalenrang;{};1\n",
                score.as_str().unwrap()
            ),
        );
        let found = office.json(&["board", "--compare", "h.csv"]);
        assert_eq!(
            (&found["compared"], &found["differing"]),
            (&json!(1), &json!(0)),
            "{head}"
        );
    }
    // Half of the columns of a family are not its total.
    office.write("h.csv", "kode_wilayah;publikasi_cetak\n73.09.05.2006;1\n");
    office.run(&["board", "--compare", "h.csv"]).ends(1);
}

#[test]
fn what_the_rules_will_not_count_is_said_before_it_is_applied() {
    let office = two();
    office.write(
        "c.csv",
        "kode_wilayah;bulan;pelibatan_kegiatan;status;catatan\n\
         73.09.05.2006;2025-11;4;;\n73.09.05.2006;2025-12;4;;\n73.09.05.2006;2026-01;4;;\n\
         73.09.05.2002;2026-01;;tidak_berlaku;\n73.09.05.2002;2026-02;;tidak_berlaku;banjir\n",
    );
    let dry = ["import", "capaian", "c.csv", "--dry-run"];
    let told = office.run(&dry).must().out;
    for part in [
        "2 baris di luar masa penilaian 2026-01 … 2026-12, mulai 2025-11",
        "tanpa alasan; yang pertama baris 5",
    ] {
        assert!(told.contains(part), "{told}");
    }
    let notes = office.json(&dry)["notes"].to_string();
    assert!(
        notes.contains("masa penilaian") && notes.contains("tanpa alasan"),
        "{notes}"
    );
    let english = office
        .run(&[&["--lang", "en"], &dry[..]].concat())
        .must()
        .out;
    assert!(
        english.contains("2 rows outside the assessed period"),
        "{english}"
    );
    office.write("r.csv", "kode_wilayah;pelibatan\n73.09.05.2006;4\n");
    let told = office
        .run(&["import", "rekap", "r.csv", "--dry-run"])
        .must()
        .out;
    assert!(
        told.contains("Aturan menghitung capaian") && told.contains("\"Sumber angka\""),
        "{told}"
    );
    // A file that the rules count has nothing to be said of it.
    office.write(
        "c.csv",
        "kode_wilayah;bulan;pelibatan_kegiatan\n73.09.05.2006;2026-02;4\n",
    );
    assert_eq!(office.json(&dry)["notes"], json!([]));
}

#[test]
fn a_board_whose_rules_count_the_other_kind_names_the_setting() {
    let office = Office::founded();
    office.write("p.csv", LIBRARIES);
    office.run(&["import", "perpustakaan", "p.csv"]).must();
    office.write("r.csv", "kode_wilayah;pelibatan\n73.09.05.2006;4\n");
    office.run(&["import", "rekap", "r.csv"]).must();
    let told = office.run(&["board"]).must().out;
    assert!(
        told.contains("\"Sumber angka\" (source) menjadi rekap"),
        "{told}"
    );
    let rules = office.run(&["rules", "export", "-o", "-"]).must().out;
    office.write(
        "a.toml",
        rules.replace("source = \"capaian\"", "source = \"rekap\""),
    );
    office.run(&["rules", "import", "a.toml"]).must();
    let told = office.run(&["board"]).must().out;
    assert!(told.contains("1 berperingkat"), "{told}");
    let other = two();
    other
        .run(&["rules", "import", office.path("a.toml").to_str().unwrap()])
        .must();
    let told = other.run(&["--lang", "en", "board"]).must().out;
    assert!(
        told.contains("\"Numbers from\" (source) to capaian"),
        "{told}"
    );
    let dry = ["import", "capaian", "c.csv", "--dry-run"];
    assert!(
        other
            .run(&dry)
            .must()
            .out
            .contains("Aturan menghitung rekap")
    );
}
