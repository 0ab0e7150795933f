//! Papers from the command line: names and aliases, formats by the ending, what is said when a folder
//! cannot be written.

use serde_json::Value;

use crate::office::Office;

#[test]
fn every_paper_has_a_word_in_both_languages() {
    let office = Office::invited();
    for (words, file, rows) in [
        (&["attendance", "daftar-hadir"][..], "daftar.html", 3),
        (&["badges", "tanda-peserta"], "kartu.html", 3),
        (&["slips", "undangan"], "undangan.xlsx", 3),
        (&["letters", "surat"], "surat.csv", 2),
        (&["command-card", "kartu-perintah"], "perintah.html", 4),
    ] {
        for word in words {
            let told = office.json(&["export", word, "-o", file, "--variant", "invited"]);
            assert_eq!(told["rows"], rows, "{word}");
            assert_eq!(told["file"], file);
            assert!(told["pages"].as_u64().is_some_and(|n| n > 0), "{told}");
            assert!(office.path(file).exists());
        }
    }
}

#[test]
fn those_present_are_the_usual_variant() {
    let office = Office::invited();
    let rows = |args: &[&str]| {
        let all = [&["export", "attendance", "-o", "d.html"], args].concat();
        office.json(&all)["rows"].clone()
    };
    assert_eq!(rows(&[]), 0);
    office.run(&["checkin", "--person", "2"]).must();
    assert_eq!(rows(&[]), 1);
    assert_eq!(rows(&["--variant", "undangan"]), 3);
    assert_eq!(rows(&["--variant", "blank"]), 25);
    let slip = ["export", "attendance", "-o", "d.html", "--list", "sesi-2"];
    assert_eq!(office.run(&slip).code, 1, "nobody began such a list");
    office.run(&["list", "sesi-2"]).must();
    assert_eq!(rows(&["--list", "sesi-2"]), 0);
    assert_eq!(rows(&["--group", "panitia"]), 0);
    assert_eq!(rows(&["--group", "peserta"]), 1);
}

#[test]
fn options_reach_the_paper() {
    let office = Office::invited();
    let variant = ["--variant", "invited", "--paper", "f4", "--no-phone"];
    let args = [&["export", "attendance", "-o", "d.html"][..], &variant].concat();
    office.run(&args).must();
    let html = office.read("d.html");
    assert!(html.contains("size: 215mm 330mm"));
    assert!(!html.contains("0812"));
    let args = [&args[..], &["--lang", "en"]].concat();
    office.run(&args).must();
    assert!(office.read("d.html").contains("ATTENDANCE LIST"));
    let one = ["export", "badges", "--person", "2", "-o", "satu.html"];
    assert_eq!(office.json(&one)["rows"], 1);
    office
        .run(&["export", "badges", "--person", "99", "-o", "satu.html"])
        .ends(1);
}

#[test]
fn a_printed_list_is_known_to_the_journal_and_only_once() {
    let office = Office::invited();
    let print = [
        "export",
        "attendance",
        "--variant",
        "invited",
        "-o",
        "d.html",
    ];
    let before = office.head();
    office
        .run(&[
            "export",
            "attendance",
            "--variant",
            "invited",
            "-o",
            "d.csv",
        ])
        .must();
    assert_eq!(office.head(), before, "a table is not signed");
    office.run(&print).must();
    let head = office.head();
    assert_ne!(head, before);
    let first = office.read("d.html");
    assert!(first.contains("Kode halaman"));
    office.run(&print).must();
    assert_eq!(office.head(), head);
    assert_eq!(office.read("d.html"), first);
}

#[test]
fn a_wrong_ending_names_the_right_ones() {
    let office = Office::invited();
    let before = office.head();
    for (what, file, wanted) in [
        ("attendance", "d.pdf", ".html, .xlsx, .csv"),
        ("attendance", "daftar", ".html, .xlsx, .csv"),
        ("command-card", "k.xlsx", ".html"),
    ] {
        let done = office.run(&["export", what, "-o", file]).ends(2);
        assert!(done.err.contains(wanted), "{}", done.err);
        assert!(!office.path(file).exists());
    }
    assert_eq!(office.head(), before);
}

#[test]
fn a_paper_never_goes_over_a_meeting() {
    let office = Office::invited();
    std::fs::copy(office.path("pertemuan.gelar"), office.path("salinan.html")).unwrap();
    let before = std::fs::read(office.path("salinan.html")).unwrap();
    office
        .run(&["export", "badges", "-o", "salinan.html"])
        .ends(1);
    assert_eq!(std::fs::read(office.path("salinan.html")).unwrap(), before);
}

#[test]
fn templates_lie_beside_the_meeting_and_speak_when_broken() {
    let office = Office::invited();
    let done = office.run(&["export", "templat", "-o", "dokumen"]).must();
    assert!(done.out.contains("dokumen"), "{}", done.out);
    office
        .run(&["export", "templates", "-o", "dokumen"])
        .ends(1);
    office.write("dokumen/kop.html", "<div>\n{{ acara.salah }}</div>");
    let done = office
        .run(&["export", "attendance", "-o", "d.html"])
        .ends(1);
    for words in ["kop.html, baris 2", "acara.salah", "Tidak ada yang ditulis"] {
        assert!(done.err.contains(words), "{}", done.err);
    }
    assert!(!office.path("d.html").exists());
    let told: Value = office.json(&["export", "templates", "-o", "lagi"]);
    assert_eq!(told["files"], 9);
}

#[test]
fn a_closed_list_bears_the_fingerprint_of_its_closing() {
    use gelar::clock::Clock;
    use gelar::journal::sqlite::SqliteJournal;
    use gelar::meeting::command::Command;
    use gelar::meeting::id::ListId;
    use gelar::meeting::record::Zone;
    use gelar::session::{self, Session};

    let office = Office::invited();
    office.run(&["checkin", "--person", "1"]).must();
    {
        let mut journal = SqliteJournal::open(&office.path("pertemuan.gelar")).unwrap();
        let mut session = Session::open(&mut journal).unwrap();
        let context = Clock::from_env()
            .unwrap()
            .context("Meja 1", "Rahma", Zone::Wita);
        let close = Command::Close(ListId::main());
        session::run(&mut session, &mut journal, close, context)
            .unwrap()
            .unwrap();
    }
    let fingerprint = office.json(&["verify"])["fingerprint"].clone();
    office.run(&["export", "attendance", "-o", "d.html"]).must();
    let html = office.read("d.html");
    assert!(
        html.contains(fingerprint.as_str().unwrap()),
        "{fingerprint}"
    );
    assert!(html.contains("REKAPITULASI KEHADIRAN"));
}

#[test]
fn a_missing_folder_is_named() {
    let office = Office::invited();
    let done = office
        .run(&["export", "badges", "-o", "tidak-ada/kartu.html"])
        .ends(3);
    for words in ["tidak-ada", "Tidak ada yang ditulis", "-o"] {
        assert!(done.err.contains(words), "{}", done.err);
    }
}

/// Root may write everywhere, so as root the program runs as another user.
#[cfg(unix)]
#[test]
fn from_a_stick_that_is_write_protected() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    const NOBODY: u32 = 65534;
    let office = Office::invited();
    let mode = |name: &str, mode| {
        let rights = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(office.path(name), rights).unwrap();
    };
    std::fs::create_dir(office.path("tulis")).unwrap();
    mode("tulis", 0o777);
    mode("pertemuan.gelar", 0o444);
    let program = office.path("gelar-uji");
    std::fs::copy(env!("CARGO_BIN_EXE_gelar"), &program).unwrap();
    mode("gelar-uji", 0o755);
    mode("", 0o555);
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(&program);
        command
            .args(args)
            .current_dir(office.folder())
            .env("GELAR_CONFIG", office.path("tulis"))
            .env("GELAR_CLOCK", crate::office::MORNING)
            .env_remove("GELAR_MEETING")
            .env_remove("GELAR_LANG");
        if std::fs::write(office.path("coba"), b"").is_ok() {
            let _ = std::fs::remove_file(office.path("coba"));
            command.uid(NOBODY).gid(NOBODY);
        }
        crate::office::Done::of(command.output().unwrap())
    };
    let args = ["export", "attendance", "--variant", "invited", "-o"];
    let done = run(&[&args[..], &["d.html"]].concat());
    let elsewhere = run(&[&args[..], &["tulis/d.html"]].concat());
    mode("", 0o755); // so that the directory can be removed
    let done = done.ends(3);
    for words in ["tidak dapat ditulis", "Tidak ada yang ditulis", "-o"] {
        assert!(done.err.contains(words), "{}", done.err);
    }
    assert!(!office.path("d.html").exists());
    // The meeting can only be read: the list is printed all the same, without page codes.
    elsewhere.must();
    let html = office.read("tulis/d.html");
    assert!(html.contains("DAFTAR HADIR") && !html.contains("Kode halaman"));
}
