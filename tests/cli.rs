//! The program as a script runs it: exact JSON shapes, exit codes, and what a second run, another
//! process or a damaged file changes. No shell, no signals: it runs on Windows as it is.

#![allow(clippy::unwrap_used)] // a test that cannot go on stops there

#[path = "cli/board.rs"]
mod board;
#[path = "cli/desk.rs"]
mod desk;
#[path = "cli/exports.rs"]
mod exports;
#[path = "cli/lists.rs"]
mod lists;
#[path = "cli/rules.rs"]
mod rules;
#[path = "cli/stage.rs"]
mod stage;
#[path = "cli/support.rs"]
mod support;

use std::fmt::Write as _;
use std::process::Stdio;

use gelar::meeting::achieved::{LibraryData, Measure, Status};
use gelar::meeting::id::VillageCode;
use serde_json::{Value, json};
use support::{Done, MORNING, Office, PERSONAL, rows};

/// Every one of these keys is there, whatever else is.
fn has(value: &Value, keys: &[&str]) {
    for key in keys {
        assert!(value.get(key).is_some(), "no {key:?} in {value}");
    }
}

fn outcomes(done: &Done) -> Vec<String> {
    let word = |v: &Value| v["outcome"].as_str().unwrap().to_owned();
    done.lines().iter().map(word).collect()
}

#[test]
fn a_new_meeting_is_made_once_and_never_over_a_file() {
    let office = Office::empty();
    let new = ["new", "--title", "PLM Uji", "--date", "2026-12-18"];
    let made = office.json(&new);
    assert_eq!(made["file"], "pertemuan.gelar");
    let before = std::fs::read(office.path("pertemuan.gelar")).unwrap();
    let again = office.run(&new).ends(1);
    assert!(again.err.contains("pertemuan.gelar"), "{}", again.err);
    assert_eq!(
        std::fs::read(office.path("pertemuan.gelar")).unwrap(),
        before
    );

    office.write("catatan.gelar", "bukan milik kita");
    let named = [&["-m", "catatan.gelar"][..], &new[..]].concat();
    office.run(&named).ends(1);
    assert_eq!(office.read("catatan.gelar"), "bukan milik kita");

    let about = office.run(&["log", "--json"]).must().lines()[0]["event"]["about"].clone();
    assert_eq!(about["title"], "PLM Uji");
    assert_eq!(about["date"], "2026-12-18");
    assert_eq!(about["zone"], "WITA", "the zone of Maros unless said");
}

#[test]
fn wrong_words_for_a_new_meeting_make_no_file() {
    let office = Office::empty();
    for args in [
        &["new", "--title", "", "--date", "18/12/2026"][..],
        &["new", "--title", " \u{200b} ", "--date", "18/12/2026"],
        &["new", "--title", "PLM", "--date", "besok"],
        &["new", "--title", "PLM", "--date", "31/02/2026"],
        &[
            "new",
            "--title",
            "PLM",
            "--date",
            "18/12/2026",
            "--zone",
            "GMT",
        ],
        &["new", "--date", "18/12/2026"],
    ] {
        office.run(args).ends(2);
        assert!(!office.path("pertemuan.gelar").exists(), "{args:?}");
    }
}

#[test]
fn the_sample_is_made_beside_what_is_there() {
    let office = Office::empty();
    let first = office.run(&["demo", "--headless"]).must();
    assert_eq!(first.out.trim(), "contoh.gelar");
    let second = office.run(&["contoh", "--headless"]).must();
    assert_eq!(second.out.trim(), "contoh-2.gelar");
    let people = office.json(&["-m", "contoh.gelar", "people"]);
    assert_eq!(people.as_array().unwrap().len(), 98);
    let named = office
        .run(&["-m", "contoh.gelar", "demo", "--headless"])
        .ends(1);
    assert!(named.err.contains("contoh.gelar"));
}

#[test]
fn an_import_is_checked_applied_and_changes_nothing_the_second_time() {
    let office = Office::founded();
    office.write("peserta.csv", support::PEOPLE);
    let founded = office.head();
    let import = ["import", "peserta", "peserta.csv"];

    let tried = office.json(&[&import[..], &["--dry-run"]].concat());
    has(
        &tried,
        &[
            "kind",
            "applied",
            "new",
            "changed",
            "same",
            "rejected",
            "questions",
        ],
    );
    assert_eq!(tried["kind"], "peserta");
    assert_eq!(tried["applied"], false);
    assert_eq!(tried["new"], 3);
    assert_eq!(tried["changed"], 0);
    assert_eq!(tried["same"], 0);
    assert_eq!(office.head(), founded, "a dry run writes nothing");

    let refused = tried["rejected"].as_array().unwrap();
    assert_eq!(refused.len(), 2);
    has(&refused[0], &["row", "column", "value", "reason"]);
    assert_eq!(refused[0]["row"], 6);
    assert_eq!(refused[0]["column"], "nama_lengkap");
    assert_eq!(refused[0]["value"], "nan");
    assert!(!refused[0]["reason"].as_str().unwrap().is_empty());
    assert_eq!(refused[1]["row"], 7);
    assert_eq!(refused[1]["column"], "nama_lengkap");
    let asked = tried["questions"].as_array().unwrap();
    assert_eq!(asked.len(), 1);
    has(&asked[0], &["row", "column", "value", "choices"]);
    assert_eq!(asked[0]["row"], 5);
    assert_eq!(asked[0]["value"], "Bonto Matene");
    let choices = asked[0]["choices"].as_array().unwrap();
    let villages = choices
        .iter()
        .filter(|c| c.as_str().unwrap().starts_with("73.09."))
        .count();
    assert_eq!(villages, 2, "{choices:?}");

    let mut applied = office.json(&import);
    assert_eq!(applied["applied"], true);
    applied["applied"] = json!(false);
    assert_eq!(applied, tried, "the dry run told what would happen");
    let after = office.head();
    assert_ne!(after, founded);
    let people = office.json(&["people"]);
    let names: Vec<&str> = people
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "Hj. Rahmatia Dg. Bollo, S.Pd.",
            "Suardi",
            "Marwah Tenripada"
        ],
        "asked and refused rows are not there"
    );

    let again = office.json(&import);
    assert_eq!(again["new"], 0);
    assert_eq!(again["changed"], 0);
    assert_eq!(again["same"], 3);
    assert_eq!(office.head(), after, "the same file twice changes nothing");
}

#[test]
fn an_import_is_one_act_that_one_undo_takes_back() {
    let office = Office::invited();
    let changed =
        support::PEOPLE.replace("Kepala Desa;Kepala Desa;", "Kepala Desa;Plt. Kepala Desa;");
    office.write("lagi.csv", changed);
    let told = office.json(&["impor", "peserta", "lagi.csv"]);
    assert_eq!(
        (&told["new"], &told["changed"], &told["same"]),
        (&json!(0), &json!(1), &json!(2))
    );
    assert_eq!(office.json(&["people"])[1]["position"], "Plt. Kepala Desa");
    has(&office.json(&["undo"]), &["undone"]);
    assert_eq!(office.json(&["people"])[1]["position"], "Kepala Desa");
    office.json(&["undo"]);
    assert_eq!(office.json(&["people"]), json!([]));
    office.run(&["undo"]).ends(1);
}

#[test]
fn refused_rows_can_be_written_corrected_and_imported() {
    let office = Office::founded();
    office.write("peserta.csv", support::PEOPLE);
    let import = [
        "import",
        "peserta",
        "peserta.csv",
        "--rejected",
        "ditolak.csv",
    ];
    office.json(&import);
    let text = office.read("ditolak.csv");
    let written = rows(&text);
    assert_eq!(written.len(), 4, "two rejected, one whose question is open");
    assert_eq!(written[2][..3], ["6", "nama_lengkap", "nan"]);
    assert_eq!(written[3][..3], ["7", "nama_lengkap", ""]);
    // Corrected where it stands, imported as it is.
    let corrected = text.replace(";nan;Undangan", ";Baso Tola;Undangan");
    assert_ne!(corrected, text);
    office.write("ditolak.csv", corrected);
    let told = office.json(&["import", "peserta", "ditolak.csv"]);
    assert_eq!(told["new"], 1, "{told}");
    assert_eq!(
        office.json(&["search", "baso tola"])[0]["state"],
        "expected"
    );
}

#[test]
fn what_is_refused_is_never_written_over_the_list() {
    let office = Office::founded();
    office.write("peserta.csv", support::PEOPLE);
    for name in ["peserta.csv", "./peserta.csv"] {
        let import = [
            "import",
            "--dry-run",
            "peserta",
            "peserta.csv",
            "--rejected",
            name,
        ];
        office.run(&import).ends(2);
        assert_eq!(office.read("peserta.csv"), support::PEOPLE);
    }
}

#[test]
fn libraries_and_villages_have_their_own_shapes() {
    let office = Office::invited();
    let list = "kode_wilayah;nama_perpustakaan;jenis;tahun_mitra\n\
                73.09.05.2006;Perpustakaan Salenrang;desa;2022\n\
                73.09.02.2004;Perpustakaan Cenrana;desa;2023\n\
                bukan kode;Perpustakaan Entah;desa;2023\n";
    office.write("perpustakaan.csv", list);
    let import = ["import", "perpustakaan", "perpustakaan.csv"];
    let tried = office.json(&[&import[..], &["--dry-run"]].concat());
    assert_eq!(tried["kind"], "perpustakaan");
    assert_eq!(
        (&tried["new"], &tried["applied"]),
        (&json!(2), &json!(false))
    );
    assert_eq!(tried["rejected"][0]["row"], 4);
    let before = office.head();
    assert_eq!(office.json(&import)["applied"], true);
    assert_ne!(office.head(), before);
    assert_eq!(
        office.json(&["search", "rahmatia"])[0]["library"],
        "Perpustakaan Salenrang"
    );
    let after = office.head();
    assert_eq!(office.json(&import)["same"], 2);
    assert_eq!(office.head(), after);

    office.write(
        "wilayah.csv",
        "kode;nama;kecamatan;jenis\n73.09.05.2006;Salenrang Baru;Bontoa;desa\n",
    );
    let import = ["import", "wilayah", "wilayah.csv"];
    let told = office.json(&import);
    assert_eq!(told["kind"], "wilayah");
    assert_eq!(told["applied"], true);
    assert_eq!(office.json(&["people"])[0]["village"], "Salenrang Baru");
    let after = office.head();
    office.json(&import);
    assert_eq!(office.head(), after, "the same list twice changes nothing");
}

#[test]
fn numbers_are_imported_once_and_corrected_with_a_reason() {
    let office = Office::founded();
    let list = "kode_wilayah;bulan;pelibatan;publikasi;status\n\
                73.09.05.2006;Nopember 2023;5.574;3;\n\
                73.09.05.2002;12/2023;4;1;terverifikasi\n\
                73.09.05.2002;Ramadan;4;1;\n";
    office.write("capaian.csv", list);
    let import = ["import", "capaian", "capaian.csv", "--as-of", "30/11/2024"];
    let tried = office.json(&[&import[..], &["--dry-run"]].concat());
    has(&tried, &["notes", "corrections", "corrected"]);
    assert_eq!(
        (&tried["kind"], &tried["new"]),
        (&json!("capaian"), &json!(2))
    );
    assert_eq!(tried["rejected"][0]["row"], 4);
    assert_eq!(office.json(&import)["applied"], true);
    let data = office.meeting().achievements().clone();
    let library = VillageCode::parse("73.09.05.2006").unwrap();
    let row = data.of(&library).unwrap().months().next().unwrap();
    assert_eq!(row.month.to_string(), "2023-11");
    assert_eq!(row.counts.get(Measure::Involvement), Some(5574));
    assert_eq!(row.entered, Some(jiff::civil::date(2024, 11, 30)));
    let head = office.head();
    assert_eq!(office.json(&import)["same"], 2);
    assert_eq!(office.head(), head);

    office.write("capaian.csv", list.replace("5.574", "5.575"));
    let refused = office.run(&import);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("1 baris mengubah angka"),
        "{}",
        refused.err
    );
    assert!(refused.err.contains("--reason"), "{}", refused.err);
    assert!(
        refused
            .out
            .contains("Salenrang, 2023-11, pelibatan: 5.574 menjadi 5.575"),
        "{}",
        refused.out
    );
    assert_eq!(office.head(), head, "nothing was written");
    let done = office.json(&[&import[..], &["--reason", "salah ketik"]].concat());
    assert_eq!(
        (&done["corrections"], &done["changed"]),
        (&json!(1), &json!(1))
    );
    let corrected = json!({
        "row": 2, "library": "73.09.05.2006", "month": "2023-11", "column": "pelibatan",
        "from": 5574, "to": 5575,
    });
    assert_eq!(done["corrected"][0], corrected);

    office.write(
        "rekap.csv",
        "kode_wilayah;pelibatan;nilai_kpi_sim;warna_sim\n73.09.05.2006;48;81,00;hijau\n",
    );
    assert_eq!(office.json(&["impor", "rekap", "rekap.csv"])["new"], 1);
    assert_eq!(office.json(&["impor", "rekap", "rekap.csv"])["same"], 1);
    let other = office.run(&["import", "peserta", "capaian.csv", "--reason", "x"]);
    assert_eq!(other.code, 2);
    assert_eq!(
        office
            .run(&["import", "rekap", "rekap.csv", "--as-of", "kemarin"])
            .code,
        2
    );
}

#[test]
fn the_sample_has_numbers_with_ties_gaps_and_both_sources() {
    let office = Office::empty();
    let path = office.run(&["demo", "--headless"]);
    assert_eq!(path.must().out.trim(), "contoh.gelar");
    let mut journal =
        gelar::journal::sqlite::SqliteJournal::open(&office.path("contoh.gelar")).unwrap();
    let session = gelar::session::Session::open(&mut journal).unwrap();
    let meeting = session.meeting();
    let months = meeting
        .achievements()
        .iter()
        .filter(|(_, d)| d.months().next().is_some());
    assert_eq!(
        months.count(),
        meeting.libraries().len() - 1,
        "one library has no data"
    );
    let totals = meeting
        .achievements()
        .iter()
        .filter(|(_, d)| d.totals().is_some());
    assert_eq!(totals.count(), meeting.libraries().len());
    for status in Status::ALL {
        let of = |d: &LibraryData| d.months().any(|m| m.status == status);
        assert!(
            meeting.achievements().iter().any(|(_, d)| of(d)),
            "{status:?}"
        );
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_apart_from_one_that_is_no_table() {
    let office = Office::founded();
    office.run(&["import", "peserta", "tidak-ada.csv"]).ends(3);
    office.run(&["import", "peserta", "setelan"]).ends(3);
    office.write("kosong.csv", "");
    office.run(&["import", "peserta", "kosong.csv"]).ends(1);
    office.write("surat.csv", "Yth. Bapak\nmohon hadir\n");
    office.run(&["import", "peserta", "surat.csv"]).ends(1);
    office
        .run(&["import", "peserta", "pertemuan.gelar"])
        .ends(1);
    office.run(&["import", "kopi", "surat.csv"]).ends(2);
    office.run(&["import", "peserta"]).ends(2);
    // Read, though nothing of it can be used: that is no failure.
    office.write("ditolak.csv", "nama;unsur;jenis_kelamin\nNULL;Undangan;L\n");
    let told = office.json(&["import", "peserta", "ditolak.csv"]);
    assert_eq!(told["new"], 0);
    assert_eq!(told["rejected"].as_array().unwrap().len(), 1);
}

#[test]
fn every_outcome_of_a_scan() {
    let office = Office::invited();
    let codes = office.codes();
    let desk = ["--station", "Meja 2", "--operator", "Rahma"];
    let scan = |args: &[&str]| office.run(&[&["scan", "--json"][..], &desk, args].concat());

    let present = scan(&[&codes[0]]).must().value();
    assert_eq!(present["outcome"], "present");
    assert_eq!(present["first"], Value::Null);
    assert_eq!(
        present["person"],
        json!({"id": 1, "name": "Hj. Rahmatia Dg. Bollo, S.Pd.", "badge": "1", "village": "Salenrang"})
    );

    // As a person types it: lower case, groups, O for 0.
    let typed = codes[0].to_lowercase().replace('0', "o");
    let (left, right) = typed.split_at(8);
    let already = scan(&[&format!("{left}-{right}")]).ends(1).value();
    assert_eq!(already["outcome"], "already_present");
    assert_eq!(
        already["first"],
        json!({"at": MORNING, "station": "Meja 2", "operator": "Rahma"})
    );

    let other = Office::with_guests(2);
    let strangers = other.codes();
    let mut swapped = codes[1].clone().into_bytes();
    // Two that differ: of one code in thirty-two these are the same letter.
    let other_letter = (7..16).find(|i| swapped[*i] != swapped[6]).unwrap();
    swapped.swap(6, other_letter);
    let damaged = String::from_utf8(swapped).unwrap();
    let read = scan(&[
        &strangers[0],
        &damaged,
        &codes[1][..9],
        "00020101021126610014COM.EXAMPLE.WWW",
        "https://contoh.example/undangan",
        "7309051234560001",
        "",
    ])
    .ends(1);
    let words = outcomes(&read);
    // Two meetings in 1,024 share a tag; then the proof fails instead.
    assert!(
        ["other_meeting", "foreign_code"].contains(&&*words[0]),
        "{words:?}"
    );
    assert_eq!(words[1..3], ["damaged_code", "damaged_code"]);
    assert_eq!(
        words[3..6],
        ["foreign_code", "foreign_code", "foreign_code"]
    );
    assert_eq!(words.len(), 7, "one line per code, even for nothing");
    for line in read.lines() {
        assert_eq!(line["person"], Value::Null);
        assert_eq!(line["first"], Value::Null);
    }

    office
        .run(&["reissue", "--person", "2", "--reason", "hilang"])
        .must();
    let fresh = office.codes()[1].clone();
    assert_ne!(fresh, codes[1]);
    let old = scan(&[&codes[1]]).ends(1).value();
    assert_eq!(old["outcome"], "superseded_code");
    assert_eq!(old["person"]["id"], 2);

    office
        .run(&["cancel", "--person", "2", "--reason", "sakit"])
        .must();
    assert_eq!(scan(&[&fresh]).ends(1).value()["outcome"], "cancelled");
    assert_eq!(office.state(2), "cancelled");
    office.run(&["restore", "--person", "2"]).must();
    assert_eq!(scan(&[&fresh]).must().value()["outcome"], "present");
    assert_eq!(
        outcomes(&scan(&[&codes[2], &fresh]).ends(1)),
        ["present", "already_present"]
    );
}

#[test]
fn a_code_of_somebody_whose_import_was_undone_needs_a_supervisor() {
    let office = Office::invited();
    let codes = office.codes();
    office.run(&["undo"]).must();
    let read = office.run(&["scan", "--json", &codes[0]]).ends(1).value();
    assert_eq!(
        read,
        json!({"outcome": "needs_supervisor", "person": null, "first": null, "vip": null,
               "delegation": null, "list": "hadir"})
    );
}

#[test]
fn a_double_read_is_told_by_a_running_clock_only() {
    let office = Office::invited();
    let codes = office.codes();
    let scan = ["scan", "--json", &codes[0], &codes[0]];
    let mut running = office.command(&scan);
    let read = Done::of(running.env_remove("GELAR_CLOCK").output().unwrap()).must();
    assert_eq!(outcomes(&read), ["present", "double_read"]);
    assert_eq!(read.lines()[1]["person"]["id"], 1);

    let office = Office::invited();
    let codes = office.codes();
    let read = office
        .run(&["scan", "--json", &codes[0], &codes[0]])
        .ends(1);
    assert_eq!(outcomes(&read), ["present", "already_present"]);

    // An empty variable is none.
    let office = Office::invited();
    let codes = office.codes();
    let mut running = office.command(&["scan", "--json", &codes[0], &codes[0]]);
    let read = Done::of(running.env("GELAR_CLOCK", "").output().unwrap()).must();
    assert_eq!(outcomes(&read), ["present", "double_read"]);
}

#[test]
fn a_scan_after_an_undo_is_no_double_read() {
    let office = Office::invited();
    let codes = office.codes();
    for args in [&["scan", &codes[0]][..], &["undo"]] {
        let mut command = office.command(args);
        Done::of(command.env_remove("GELAR_CLOCK").output().unwrap()).must();
    }
    let mut command = office.command(&["scan", "--json", &codes[0]]);
    let read = Done::of(command.env_remove("GELAR_CLOCK").output().unwrap()).must();
    assert_eq!(outcomes(&read), ["present"]);
}

#[test]
fn search_lists_what_the_desk_lists() {
    let office = Office::founded();
    office.write(
        "peserta.csv",
        "nama;unsur;desa;kecamatan\n\
         Muhlis Khaeruddin;Kepala Desa;Limampoccoe;Cenrana\n\
         Suardi Mukhlis;Pengelola;Salenrang;Bontoa\n\
         Baso Tola;Undangan;;\n",
    );
    office.run(&["import", "peserta", "peserta.csv"]).must();
    let found = office.json(&["search", "muchlis", "chaeruddin"]);
    has(
        &found[0],
        &[
            "id",
            "name",
            "badge",
            "village",
            "subdistrict",
            "library",
            "office",
            "position",
            "state",
            "match",
        ],
    );
    assert_eq!(found[0]["id"], 1);
    assert_eq!(
        found[0]["match"], "fuzzy",
        "ch is kh, and kh for h is a letter"
    );
    assert_eq!(office.json(&["search", "chaeruddin"])[0]["match"], "folded");
    assert_eq!(found[0]["subdistrict"], "Cenrana");
    assert_eq!(found[0]["state"], "expected");

    let both = office.json(&["cari", "muhlis"]);
    let order = |v: &Value| -> Vec<(u64, String)> {
        let rows = v.as_array().unwrap().iter();
        rows.map(|r| {
            (
                r["id"].as_u64().unwrap(),
                r["match"].as_str().unwrap().to_owned(),
            )
        })
        .collect()
    };
    assert_eq!(
        order(&both),
        [(1, "exact".to_owned()), (2, "fuzzy".to_owned())]
    );
    assert_eq!(order(&office.json(&["search", "bso"])), []);
    assert_eq!(order(&office.json(&["search", "baaso"]))[0].0, 3);
    let fuzzy = office.json(&["search", "salenrnag tola"]);
    assert_eq!(fuzzy, json!([]), "every word must match somewhere");
    let fuzzy = office.json(&["search", "limampocoe muhlus"]);
    assert_eq!(order(&fuzzy), [(1, "fuzzy".to_owned())]);
    assert_eq!(
        order(&office.json(&["search", "3"]))[0].0,
        3,
        "a badge number"
    );

    // Inside one kind of match, who is not yet there comes first.
    let both = order(&office.json(&["search", "su"]));
    let (first, state) = (both[0].0.to_string(), &both[0].1);
    assert_eq!(state, "exact");
    office.run(&["checkin", "--person", &first]).must();
    assert_eq!(office.json(&["search", "suardi"])[0]["state"], "present");
    office.run(&["search"]).ends(2);
    assert_eq!(office.json(&["search", "zzzz"]), json!([]));
}

#[test]
fn check_in_people_and_undo_tell_one_story() {
    let office = Office::invited();
    let desk = ["--station", "Meja 3", "--operator", "Dg. Kebo"];
    let with = |args: &[&'static str]| [args, &desk[..]].concat();
    let present = office.json(&with(&["checkin", "--person", "2"]));
    assert_eq!(present["outcome"], "present");
    assert_eq!(present["person"]["name"], "Suardi");
    let again = office
        .run(&with(&["hadir", "--person", "2", "--json"]))
        .ends(1)
        .value();
    assert_eq!(again["outcome"], "already_present");
    assert_eq!(again["first"]["station"], "Meja 3");

    let people = office.json(&["orang"]);
    let suardi = &people[1];
    has(
        suardi,
        &[
            "id",
            "name",
            "badge",
            "village",
            "subdistrict",
            "library",
            "state",
            "delegation",
            "arrival",
        ],
    );
    assert_eq!(suardi["state"], "present");
    assert_eq!(suardi["delegation"], "Salenrang");
    for (key, value) in [
        ("at", MORNING),
        ("station", "Meja 3"),
        ("operator", "Dg. Kebo"),
    ] {
        assert_eq!(suardi["arrival"][key], value);
    }
    assert_eq!(people[0]["arrival"], Value::Null);
    let text = people.to_string();
    for private in ["081200000002", "197809241996122001"] {
        assert!(!text.contains(private), "{private}");
    }

    // Undo is each station's own.
    office.run(&["undo", "--station", "Meja 9"]).ends(1);
    has(&office.json(&with(&["urungkan"])), &["undone"]);
    assert_eq!(office.state(2), "expected");
    office.run(&with(&["undo"])).ends(1);
    office.run(&["checkin", "--person", "99"]).ends(1);
    office.run(&["checkin", "--person", "Suardi"]).ends(2);
    office.run(&["checkin"]).ends(2);
    office
        .run(&["cancel", "--person", "3", "--reason", "sakit"])
        .must();
    let refused = office.run(&["checkin", "--person", "3", "--json"]).ends(1);
    assert_eq!(refused.value()["outcome"], "cancelled");
    office
        .run(&["cancel", "--person", "3", "--reason", " "])
        .ends(1);
}

#[test]
fn the_log_shows_every_entry_and_nobody() {
    let office = Office::invited();
    let codes = office.codes();
    let nik = "7309057809240001";
    let payment = "00020101021126610014COM.EXAMPLE.WWW";
    office.run(&["scan", &codes[0], nik, payment]).ends(1);
    office
        .run(&["cancel", "--person", "2", "--reason", "anak sakit keras"])
        .must();
    let log = office.run(&["log", "--json"]).must();
    let lines = log.lines();
    assert_eq!(lines.len(), 6);
    for (n, line) in (1..).zip(&lines) {
        has(
            line,
            &["seq", "id", "at", "station", "operator", "event", "hash"],
        );
        assert_eq!(line["seq"], n);
        assert_eq!(line["at"], MORNING);
        assert_eq!(line["hash"].as_str().unwrap().len(), 64);
        assert!(line["event"]["type"].is_string());
    }
    let types: Vec<&str> = lines
        .iter()
        .map(|l| l["event"]["type"].as_str().unwrap())
        .collect();
    assert_eq!(types[0], "meeting_founded");
    assert_eq!(types[1], "people_imported");
    assert_eq!(types[2], "arrived");
    assert_eq!(lines.last().unwrap()["hash"], office.head());

    // The secret as it is stored: it must be nowhere, in no spelling of it.
    let file = rusqlite::Connection::open(office.path("pertemuan.gelar")).unwrap();
    let private: String = file
        .query_row("SELECT private FROM entry WHERE seq = 1", [], |r| r.get(0))
        .unwrap();
    drop(file);
    let stored: Value = serde_json::from_str(&private).unwrap();
    let secret = longest_text(&stored);
    assert_eq!(secret.len(), 52, "{stored}");
    let plain = office.run(&["jurnal"]).must();
    for text in [&log.out, &plain.out] {
        for word in PERSONAL {
            assert!(!text.contains(word), "the log shows {word}");
        }
        for word in [secret.as_str(), nik, payment, &codes[0], "anak sakit"] {
            assert!(!text.contains(word), "the log shows {word}");
        }
    }
}

fn longest_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(all) => all
            .iter()
            .map(longest_text)
            .max_by_key(String::len)
            .unwrap_or_default(),
        Value::Object(all) => all
            .values()
            .map(longest_text)
            .max_by_key(String::len)
            .unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Number(_) => String::new(),
    }
}

#[test]
fn verify_tells_a_whole_file_and_the_place_of_a_flipped_bit() {
    let office = Office::invited();
    office
        .run(&["checkin", "--person", "1", "--station", "Meja Timur"])
        .must();
    office.run(&["checkin", "--person", "2"]).must();
    let whole = office.json(&["verify"]);
    has(
        &whole,
        &["ok", "entries", "head", "fingerprint", "people", "present"],
    );
    assert_eq!(whole["ok"], true);
    assert_eq!(whole["entries"], 4);
    assert_eq!(
        (&whole["people"], &whole["present"]),
        (&json!(3), &json!(2))
    );
    let head = whole["head"].as_str().unwrap().to_uppercase();
    let print = whole["fingerprint"].as_str().unwrap().replace('-', "");
    assert!(head.starts_with(&print), "{head} {print}");
    let spoken = office.run(&["periksa"]).must();
    assert!(spoken.out.contains(whole["fingerprint"].as_str().unwrap()));

    office.run(&["backup", "pertemuan-cadangan.gelar"]).must();
    let mut bytes = std::fs::read(office.path("pertemuan.gelar")).unwrap();
    let at = bytes.windows(10).position(|w| w == b"Meja Timur").unwrap();
    bytes[at + 5] ^= 1; // T becomes U
    office.write("pertemuan.gelar", &bytes);
    let broken = office.run(&["verify", "--json"]).ends(3);
    let told = broken.value();
    assert_eq!(told["ok"], false);
    assert_eq!(told["where"], 3);
    assert!(!told["what"].as_str().unwrap().is_empty());
    assert_eq!(told["entries"], 2, "the whole ones before it");
    assert!(
        broken.err.contains("pertemuan-cadangan.gelar"),
        "{}",
        broken.err
    );

    // Nothing is decided on a damaged file, and nothing is changed in it.
    for args in [
        &["people"][..],
        &["checkin", "--person", "3"],
        &["search", "su"],
        &["undo"],
        &["export", "codes", "-o", "kode.csv"],
        &["log"],
        &["backup", "lain.gelar"],
    ] {
        let done = office.run(args).ends(3);
        assert!(done.err.contains("gelar: "), "{args:?}: {}", done.err);
    }
    assert_eq!(
        std::fs::read(office.path("pertemuan.gelar")).unwrap(),
        bytes
    );
    assert!(!office.path("kode.csv").exists());
    assert_eq!(
        office.json(&["-m", "pertemuan-cadangan.gelar", "verify"])["head"],
        whole["head"]
    );
}

#[test]
fn files_that_are_not_ours_newer_cut_off_or_missing_are_storage_errors() {
    let office = Office::invited();
    let whole = std::fs::read(office.path("pertemuan.gelar")).unwrap();
    office.write("teks.gelar", "Yth. Bapak Camat");
    office.write("kosong.gelar", "");
    office.write("potong.gelar", &whole[..whole.len() / 2]);
    office.write("baru.gelar", &whole);
    let file = rusqlite::Connection::open(office.path("baru.gelar")).unwrap();
    file.pragma_update(None, "user_version", 99).unwrap();
    file.close().unwrap();
    let other = rusqlite::Connection::open(office.path("lain.gelar")).unwrap();
    other
        .execute_batch("CREATE TABLE barang (nama TEXT)")
        .unwrap();
    other.close().unwrap();
    for name in ["teks", "kosong", "potong", "baru", "lain", "tidak-ada"] {
        let name = format!("{name}.gelar");
        let before = std::fs::read(office.path(&name)).ok();
        let told = office.run(&["-m", &name, "verify", "--json"]).ends(3);
        let value = told.value();
        assert_eq!(value["ok"], false, "{name}");
        assert!(value["what"].is_string(), "{name}");
        assert!(value.get("where").is_some(), "{name}");
        office.run(&["-m", &name, "people"]).ends(3);
        office
            .run(&["-m", &name, "checkin", "--person", "1"])
            .ends(3);
        office.run(&["-m", &name, "backup", "salin.gelar"]).ends(3);
        assert!(!office.path("salin.gelar").exists(), "{name}");
        assert_eq!(std::fs::read(office.path(&name)).ok(), before, "{name}");
    }
}

#[test]
fn codes_are_exported_with_a_message_ready_to_send() {
    let office = Office::invited();
    let told = office.json(&["export", "codes", "-o", "codes.csv"]);
    assert_eq!(told["rows"], 3);
    let text = office.read("codes.csv");
    let written = rows(&text);
    assert_eq!(
        written[0],
        [
            "id",
            "badge",
            "name",
            "village",
            "delegation",
            "code",
            "text"
        ]
    );
    assert_eq!(written.len(), 4);
    let row = &written[1];
    assert_eq!(
        row[..4],
        ["1", "1", "Hj. Rahmatia Dg. Bollo, S.Pd.", "Salenrang"]
    );
    assert_eq!(row[5].len(), 16);
    assert!(row[5].starts_with("G1"));
    let grouped: Vec<String> = row[5]
        .as_bytes()
        .chunks(4)
        .map(|c| String::from_utf8_lossy(c).into_owned())
        .collect();
    for part in ["Rahmatia", "PLM Uji", "Desember 2026", &grouped.join("-")] {
        assert!(row[6].contains(part), "{part} in {}", row[6]);
    }
    // The message alone is enough: what was sent can be read back.
    let read = office.run(&["scan", "--json", &grouped.join("-")]).must();
    assert_eq!(outcomes(&read), ["present"]);

    office
        .run(&["cancel", "--person", "2", "--reason", "sakit"])
        .must();
    assert_eq!(
        office.codes().len(),
        2,
        "no message for a cancelled invitation"
    );
    office
        .run(&["ekspor", "codes", "-o", "pertemuan.gelar"])
        .ends(1);
    assert_eq!(office.json(&["verify"])["ok"], true);
    office
        .run(&["export", "codes", "-o", "tidak/ada/codes.csv"])
        .ends(3);
    office.run(&["export", "kopi", "-o", "kopi.csv"]).ends(2);
    office.run(&["export", "codes"]).ends(2);
}

fn on_copy<'a>(args: &[&'a str]) -> Vec<&'a str> {
    [&["-m", "cadangan.gelar"][..], args].concat()
}

#[test]
fn a_backup_is_a_meeting_that_opens_and_goes_on() {
    let office = Office::invited();
    office.run(&["checkin", "--person", "1"]).must();
    let told = office.json(&["backup", "cadangan.gelar"]);
    assert_eq!(told["entries"], 3);
    let original = office.json(&["verify"]);
    assert_eq!(office.json(&on_copy(&["verify"])), original);
    assert_eq!(office.json(&on_copy(&["people"])), office.json(&["people"]));

    // Refreshing it is allowed, overwriting anything else is not.
    office.run(&["checkin", "--person", "2"]).must();
    assert_eq!(office.json(&["cadangan", "cadangan.gelar"])["entries"], 4);
    office.write("surat.txt", "penting");
    office.run(&["backup", "surat.txt"]).ends(1);
    assert_eq!(office.read("surat.txt"), "penting");
    office.run(&["backup", "pertemuan.gelar"]).ends(1);
    let codes = office.codes();
    office.run(&on_copy(&["scan", &codes[2]])).must();
    office.run(&["backup", "cadangan.gelar"]).ends(1);
    assert_eq!(
        office.json(&on_copy(&["verify"]))["present"],
        3,
        "what only the copy knows stays"
    );
    assert_eq!(office.json(&["verify"])["present"], 2);
}

#[test]
fn usage_errors_end_with_two() {
    let office = Office::founded();
    for args in [
        &["frob"][..],
        &["scan"],
        &["people", "--frob"],
        &["--lang", "fr", "people"],
        &["log", "terlalu", "banyak"],
    ] {
        office.run(args).ends(2);
    }
    let mut command = office.command(&["people"]);
    let done = Done::of(command.env("GELAR_CLOCK", "besok pagi").output().unwrap()).ends(2);
    assert!(done.err.contains("besok pagi"), "{}", done.err);
    let mut command = office.command(&["people"]);
    Done::of(command.env("GELAR_LANG", "fr").output().unwrap()).ends(2);
    office.run(&["--version"]).must();
    office.run(&["--help"]).must();
    office.run(&["scan", "--help"]).must();
}

#[test]
fn without_a_terminal_the_console_says_so() {
    let office = Office::invited();
    let mut command = office.command(&[]);
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert!(!output.status.success());
    assert!(!output.stderr.is_empty());
}

#[test]
fn the_meeting_can_be_named_by_the_environment_and_the_option_wins() {
    let office = Office::invited();
    std::fs::rename(office.path("pertemuan.gelar"), office.path("satu.gelar")).unwrap();
    office.run(&["people"]).ends(3);
    let named = |args: &[&str]| {
        let mut command = office.command(args);
        Done::of(command.env("GELAR_MEETING", "satu.gelar").output().unwrap())
    };
    let people = named(&["people", "--json"]).must().value();
    assert_eq!(people.as_array().unwrap().len(), 3);
    named(&["-m", "dua.gelar", "people"]).ends(3);
}

#[test]
fn the_language_changes_words_and_never_shapes() {
    let office = Office::invited();
    office.run(&["checkin", "--person", "1"]).must();
    let indonesian = office.run(&["people"]).must().out;
    let english = office.run(&["--lang", "en", "people"]).must().out;
    assert!(indonesian.contains("HADIR") && indonesian.contains("belum hadir"));
    assert!(
        !english.contains("HADIR") && english.contains("Suardi"),
        "{english}"
    );
    let mut command = office.command(&["people"]);
    let environment = Done::of(command.env("GELAR_LANG", "en").output().unwrap()).must();
    assert_eq!(environment.out, english);
    assert_eq!(
        office.json(&["--lang", "en", "people"]),
        office.json(&["people"])
    );
    let wrong = |lang| {
        office
            .run(&["--lang", lang, "checkin", "--person", "77"])
            .ends(1)
            .err
    };
    assert_ne!(wrong("id"), wrong("en"));
}

#[test]
fn two_processes_scan_the_same_codes_and_everybody_arrives_once() {
    let office = Office::with_guests(30);
    let codes = office.codes();
    let forward: Vec<&str> = codes.iter().map(String::as_str).collect();
    let backward: Vec<&str> = forward.iter().rev().copied().collect();
    let start = |station: &str, codes: &[&str]| {
        let args = [&["scan", "--json", "--station", station][..], codes].concat();
        let mut command = office.command(&args);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let desks = [
        start("Meja 1", &forward),
        start("Meja 2", &backward),
        start("Meja 3", &forward),
    ];
    let read: Vec<Done> = desks
        .into_iter()
        .map(|desk| Done::of(desk.wait_with_output().unwrap()))
        .collect();
    let mut present = [0; 31];
    for done in &read {
        assert_eq!(done.err, "");
        assert_eq!(done.lines().len(), 30);
        for line in done.lines() {
            let id = usize::try_from(line["person"]["id"].as_u64().unwrap()).unwrap();
            match line["outcome"].as_str().unwrap() {
                "present" => present[id] += 1,
                "already_present" => assert!(line["first"]["station"].is_string(), "{line}"),
                other => panic!("{other}"),
            }
        }
    }
    assert_eq!(present[1..], [1; 30], "exactly one arrival each");
    let verified = office.json(&["verify"]);
    assert_eq!(verified["present"], 30);
    assert_eq!(verified["entries"], 2 + 90, "every scan left its trace");
}

#[test]
fn cells_that_look_like_formulas_leave_as_text() {
    let office = Office::founded();
    let formulas = [
        "=HYPERLINK(\"http://x\")",
        "+62 Suardi",
        "-Baso",
        "@Rahma",
        "\u{ff1d}1+1",
    ];
    let mut list = String::from("nama;unsur;desa;kode_wilayah\n");
    for formula in formulas {
        let quoted = formula.replace('"', "\"\"");
        writeln!(
            list,
            "\"{quoted}\";Undangan;=A1;\n\"{quoted}\";Undangan;;7309052006"
        )
        .unwrap();
    }
    office.write("peserta.csv", list);
    office.json(&[
        "import",
        "peserta",
        "peserta.csv",
        "--rejected",
        "ditolak.csv",
    ]);
    office.run(&["export", "codes", "-o", "codes.csv"]).must();
    let codes = office.read("codes.csv");
    assert_eq!(rows(&codes).len(), 1 + formulas.len());
    for name in ["codes.csv", "ditolak.csv"] {
        for row in rows(&office.read(name)) {
            for cell in row {
                let first = cell.trim_start().chars().next();
                let formula = first.is_some_and(|c| "=+-@\t\r\u{ff1d}".contains(c));
                assert!(!formula, "{name}: {cell:?}");
            }
        }
    }
    // Our own mark is taken off when the file comes back.
    let before = office.head();
    let told = office.json(&["import", "peserta", "ditolak.csv", "--dry-run"]);
    assert_eq!(told["rejected"].as_array().unwrap().len(), formulas.len());
    let names: Vec<String> = rows(&office.read("codes.csv"))[1..]
        .iter()
        .map(|r| r[2].clone())
        .collect();
    assert_eq!(names[1], "'+62 Suardi");
    assert_eq!(office.json(&["people"])[1]["name"], "+62 Suardi");
    assert_eq!(office.head(), before);
}

/// Text that a terminal or a reader would take for more than letters.
const HOSTILE: [&str; 9] = [
    "\u{1b}[2JHapus Layar",
    "\u{1b}]0;judul\u{7}Judul",
    "\u{9b}31mMerah",
    "Kiri\u{202e}nanaK",
    "Nol\u{200b}Lebar",
    "Isolasi\u{2066}Dalam\u{2069}",
    "Kembali\rPalsu",
    "Bel\u{7}Bunyi",
    "\u{feff}Mark\u{ad}Lunak",
];

fn no_control(what: &str, text: &str) {
    let bad = |c: &char| {
        (c.is_control() && !"\n\r".contains(*c))
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{ad}')
    };
    let found = text.chars().find(bad);
    assert_eq!(found, None, "{what}: {text:?}");
}

#[test]
fn hostile_names_reach_no_output() {
    let office = Office::founded();
    let mut list = String::from("nama;unsur;jabatan;desa;instansi;keterangan\n");
    for name in HOSTILE {
        writeln!(
            list,
            "\"{name}\";\"{name}\";\"{name}\";\"{name}\";\"{name}\";\"{name}\""
        )
        .unwrap();
    }
    // Names that are only strange stay as they are.
    let long = format!("{} Panjang", "Ab".repeat(100));
    writeln!(
        list,
        "Siti 🙂 Emoji;Undangan;;;;\nE\u{301}va;Undangan;;;;\n{long};Undangan;;;;"
    )
    .unwrap();
    office.write("peserta.csv", list);
    let desk = ["--station", "Me\u{1b}[31mja", "--operator", "Ra\u{202e}hma"];
    let imported = office.json(&["import", "peserta", "peserta.csv"]);
    assert_eq!(imported["new"], 12, "{imported}");
    office
        .run(&[&["checkin", "--person", "1"][..], &desk].concat())
        .must();
    let code = office.codes()[1].clone();
    office.run(&[&["scan", &code][..], &desk].concat()).must();
    for args in [
        &["people"][..],
        &["people", "--json"],
        &["search", "a"],
        &["search", "a", "--json"],
        &["log"],
        &["log", "--json"],
        &["import", "peserta", "peserta.csv", "--dry-run"],
        &["import", "peserta", "peserta.csv", "--dry-run", "--json"],
        &["scan", "--json", &code],
        &["scan", &code, "\u{1b}[2J"],
        &["undo", "--station", "Me\u{1b}[31mja"],
        &["checkin", "--person", "99"],
    ] {
        let done = office.run(args);
        no_control(&format!("{args:?}"), &done.out);
        no_control(&format!("{args:?}"), &done.err);
    }
    no_control(
        "codes",
        office
            .read("kode-untuk-uji.csv")
            .trim_start_matches('\u{feff}'),
    );
    let people = office.json(&["people"]);
    let names: Vec<&str> = people
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["name"].as_str().unwrap())
        .collect();
    assert!(names.contains(&"Siti 🙂 Emoji"));
    assert!(names.contains(&"Éva"), "composed: {names:?}");
    assert!(names.contains(&long.as_str()));
}

#[test]
fn an_export_never_takes_the_place_of_what_holds_arrivals() {
    let office = Office::invited();
    for name in [
        "pertemuan.gelar",
        "pertemuan.gelar-wal",
        "PERTEMUAN.GELAR-SHM",
        "x.layar",
    ] {
        office.run(&["export", "codes", "-o", name]).ends(1);
    }
    assert!(!office.path("pertemuan.gelar-wal").exists());
    office.run(&["verify"]).must();
}

/// An entry of a later program at the end of the file, its chain whole.
fn add_unknown_entry(office: &Office) {
    use gelar::journal::{Hash, codec};
    let file = rusqlite::Connection::open(office.path("pertemuan.gelar")).unwrap();
    let (seq, text, hash): (i64, String, Vec<u8>) = file
        .query_row(
            "SELECT seq, text, hash FROM entry ORDER BY seq DESC LIMIT 1",
            [],
            |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
        )
        .unwrap();
    let line: Value = serde_json::from_str(&text).unwrap();
    let next = json!({
        "v": 1, "seq": seq + 1, "id": "00000000000000ff", "at": line["at"], "offset": 480,
        "station": "Meja 1", "event": {"type": "arrived_by_boat"},
    })
    .to_string();
    let chained = codec::link(&Hash(hash.try_into().unwrap()), next.as_bytes());
    file.execute(
        "INSERT INTO entry (seq, id, text, hash) VALUES (?1, 255, ?2, ?3)",
        rusqlite::params![seq + 1, next, chained.0],
    )
    .unwrap();
}

#[test]
fn verify_folds_too_and_an_unknown_event_is_never_passed_over() {
    let office = Office::invited();
    add_unknown_entry(&office);
    let told = office.run(&["verify", "--json"]).ends(3).value();
    assert_eq!(told["ok"], false, "{told}");
    assert!(
        told["what"].as_str().unwrap().contains("arrived_by_boat"),
        "{told}"
    );
    office.run(&["people"]).ends(3);
    office.run(&["checkin", "--person", "1"]).ends(3);
}

#[test]
fn what_was_undone_comes_back_with_its_numbers_and_codes() {
    let office = Office::invited();
    let before = office.json(&["people"]);
    office.json(&["undo"]);
    assert_eq!(office.json(&["people"]), json!([]));
    has(&office.json(&["redo"]), &["redone", "what"]);
    assert_eq!(office.json(&["people"]), before);
    // Only once, each station its own, and not over somebody else's head.
    let again = office.run(&["kembalikan"]).ends(1);
    assert!(again.err.contains("tidak punya"), "{}", again.err);
    office.run(&["checkin", "--person", "1"]).must();
    let undone = office.run(&["undo"]).must();
    assert!(
        undone.out.starts_with("Diurungkan: HADIR"),
        "{}",
        undone.out
    );
    office.run(&["redo", "--station", "Meja 9"]).ends(1);
    let other = ["checkin", "--person", "1", "--station", "Meja 9"];
    office.run(&other).must();
    let refused = office.run(&["redo"]).ends(1);
    assert!(refused.err.contains("sudah diubah"), "{}", refused.err);
    office.run(&["undo", "--station", "Meja 9"]).must();
    let redone = office.run(&["--lang", "en", "redo"]).must();
    assert!(redone.out.starts_with("Brought back: "), "{}", redone.out);
    assert_eq!(office.state(1), "present");
}

#[test]
fn a_script_is_no_second_desk() {
    let office = Office::invited();
    office.run(&["checkin", "--person", "1"]).must();
    office.run(&["--lang", "en", "stage", "next"]).must();
    office
        .run(&["stage", "blank", "--station", "Remote"])
        .must();
    let log = office.run(&["log", "--json"]).must().lines();
    let stations: Vec<&str> = log.iter().map(|l| l["station"].as_str().unwrap()).collect();
    assert!(!stations.contains(&"Meja 1"), "{stations:?}");
    let last = &stations[stations.len() - 3..];
    assert_eq!(last, ["Skrip", "Aula (skrip)", "Remote"]);
}

#[test]
fn usage_errors_speak_the_chosen_language() {
    let office = Office::empty();
    for (args, id) in [
        (&["skan"][..], "perintah skan tidak dikenal"),
        (&["scan"], "masih kurang: <CODES>"),
        (&["scan", "--perso", "3"], "argumen --perso tidak dikenal"),
        (&["checkin", "--person"], "--person <ID> belum diisi"),
        (&["import", "orang", "x"], "Pilihannya: peserta, "),
        (&["stage", "shwo"], "Maksudnya show?"),
        (&["reserve", "banyak"], "'banyak' tidak dapat dipakai"),
        (
            &["signatures", "1", "--complete", "--show"],
            "bersama --show",
        ),
    ] {
        let said = office.run(args).ends(2);
        assert!(said.err.contains(id), "{args:?}: {}", said.err);
        for english in ["error:", "Usage", "For more", "tip:"] {
            assert!(!said.err.contains(english), "{args:?}: {}", said.err);
        }
        for lang in [&["--lang", "en"][..], &["--lang=EN"]] {
            let said = office.run(&[args, lang].concat()).ends(2);
            assert!(said.err.contains("error:"), "{args:?}: {}", said.err);
            assert!(!said.err.contains("Pemakaian"), "{args:?}: {}", said.err);
        }
    }
    let help = office.run(&["--help"]).must();
    assert!(help.out.contains("Usage:"));
}
