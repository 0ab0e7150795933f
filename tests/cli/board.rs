//! `gelar board`: the published shape, what the public gets, filters, the table, a spreadsheet's totals.

use std::fmt::Write as _;

use gelar::meeting::command::Command as Wish;
use gelar::meeting::rules::Seal;
use serde_json::{Value, json};

use super::support::Office;

const LIBRARIES: &str = "kode_wilayah;nama_perpustakaan;tahun_mitra;bulan_mitra\n\
    73.09.05.2006;Perpustakaan Salenrang;2022;\n\
    73.09.05.2002;Perpustakaan Pajjukukang;2025;7\n\
    73.09.01.2003;Perpustakaan Tenrigangkae;;\n\
    73.09.02.2004;Perpustakaan Rekaan Kosong;;\n";

/// The meeting is of 2026, and so are the usual rules.
fn office() -> Office {
    let office = Office::founded();
    office.write("perpustakaan.csv", LIBRARIES);
    office
        .run(&["import", "perpustakaan", "perpustakaan.csv"])
        .must();
    let mut rows = String::from(
        "kode_wilayah;bulan;pelibatan_kegiatan;publikasi_daring;advokasi_dana;tanggal_input\n",
    );
    for month in 1..=12 {
        let activities = 4 + month % 2;
        writeln!(
            rows,
            "73.09.05.2006;2026-{month:02};{activities};3;1;31/12/2026"
        )
        .unwrap();
    }
    rows += "73.09.05.2002;2026-07;40;3;;31/07/2026\n73.09.01.2003;2026-11;0;;;30/11/2026\n";
    office.write("capaian.csv", rows);
    office.run(&["import", "capaian", "capaian.csv"]).must();
    office
}

fn seal(office: &Office, from: Option<&str>, families: &[&str]) {
    office.wish(Wish::SetSeal(Seal {
        from: from.map(|m| m.parse().unwrap()),
        families: families.iter().map(|f| (*f).to_owned()).collect(),
    }));
}

fn names(board: &Value) -> Vec<&str> {
    let rows = board["rows"].as_array().unwrap();
    rows.iter().map(|r| r["name"].as_str().unwrap()).collect()
}

#[test]
fn the_published_shape_in_the_published_order() {
    let office = office();
    let done = office.run(&["board", "--json"]).must();
    let board = done.value();
    assert_eq!(board["as_of"], "2026-12-31");
    assert_eq!(board["rules_hash"].as_str().unwrap().len(), 16);
    assert_eq!(board["sealed"], json!([]));
    assert_eq!(
        board["rows"][0],
        json!({
            "library": "73.09.05.2006", "name": "Perpustakaan Salenrang", "subdistrict": "Bontoa",
            "rank": 1, "shared": false, "moved": null, "score": "100.00", "zone": "hijau",
            "reported": 12, "applicable": 12,
            "families": {
                "pelibatan": {"done": 54, "target": "40", "percent": "100.00"},
                "publikasi": {"done": 36, "target": "30", "percent": "100.00"},
                "advokasi": {"done": 12, "target": "10", "percent": "100.00"},
            },
            "surplus": "125.00", "months_met": 12, "longest_gap": 0, "flags": [],
        })
    );
    // Joined in July 2025: everything applies; one month of twelve in two families.
    let second = &board["rows"][1];
    assert_eq!(
        (&second["rank"], &second["score"]),
        (&json!(2), &json!("5.56"))
    );
    assert_eq!(second["families"]["advokasi"]["done"], Value::Null);
    assert_eq!(second["flags"], json!(["activities_over_31 2026-07"]));
    assert_eq!(second["longest_gap"], 6);
    assert_eq!(board["rows"][2]["score"], "0.00");
    assert_eq!(
        board["unranked"],
        json!([{"library": "73.09.02.2004", "name": "Perpustakaan Rekaan Kosong"}])
    );
    // A map has no order once it is read: the bytes have.
    let mut at = 0;
    for key in [
        "as_of",
        "rules_hash",
        "sealed",
        "rows",
        "library",
        "name",
        "subdistrict",
        "rank",
        "shared",
        "score",
        "zone",
        "reported",
        "applicable",
        "families",
        "pelibatan",
        "publikasi",
        "advokasi",
        "surplus",
        "months_met",
        "longest_gap",
        "flags",
    ] {
        let found = done.out[at..].find(&format!("\"{key}\":")).unwrap();
        at += found;
    }
    assert_eq!(
        office.run(&["papan", "--json"]).must().out,
        done.out,
        "the same bytes again"
    );
}

#[test]
fn the_public_gets_nothing_of_what_is_sealed() {
    let office = office();
    seal(&office, Some("2026-10"), &["publikasi"]);
    let board = office.json(&["board"]);
    let sealed = json!(["2026-10", "2026-11", "2026-12", "publikasi"]);
    assert_eq!(board["sealed"], sealed);
    assert!(board["rows"][0]["families"]["publikasi"].is_object());
    let public = office.json(&["board", "--public"]);
    assert_eq!(public["sealed"], sealed);
    assert_eq!(
        names(&public),
        ["Perpustakaan Salenrang", "Perpustakaan Pajjukukang"]
    );
    let first = &public["rows"][0];
    assert_eq!(
        (&first["reported"], &first["applicable"]),
        (&json!(9), &json!(9))
    );
    let families: Vec<&String> = first["families"].as_object().unwrap().keys().collect();
    assert_eq!(families, ["advokasi", "pelibatan"]);
    assert_eq!(first["families"]["pelibatan"]["target"], "30");
    assert_eq!(first["families"]["advokasi"]["target"], "7.50");
    assert_eq!(
        public["unranked"].as_array().unwrap().len(),
        2,
        "November is not told"
    );
    let told = office.run(&["board", "--public"]).must().out;
    assert!(told.contains("SEGEL AKTIF: Okt–Des · Publikasi"), "{told}");
    assert!(told.contains("SEPERTI DILIHAT HADIRIN"), "{told}");
    let refused = office
        .run(&["board", "--public", "--by", "publikasi"])
        .ends(1);
    assert!(refused.err.contains("tersegel"), "{}", refused.err);
}

#[test]
fn the_sims_score_stands_beside_ours() {
    let office = office();
    office.write(
        "rekap.csv",
        "kode_wilayah;pelibatan;nilai_kpi_sim;warna_sim\n73.09.05.2006;53;98,75;hijau\n",
    );
    office.run(&["import", "rekap", "rekap.csv"]).must();
    let board = office.json(&["board"]);
    assert_eq!(
        board["rows"][0]["sim"],
        json!({"score": "98.75", "colour": "hijau", "difference": "1.25"})
    );
    assert_eq!(
        board["rows"][0]["flags"],
        json!(["total_differs pelibatan"])
    );
    assert!(board["rows"][1].get("sim").is_none());
    seal(&office, None, &["advokasi"]);
    let public = office.json(&["board", "--public"]);
    assert!(
        public["rows"][0].get("sim").is_none(),
        "it would tell of what is sealed"
    );
}

#[test]
fn filters_leave_ranks_as_they_are() {
    let office = office();
    let only = |args: &[&str]| {
        let board = office.json(&[&["board"], args].concat());
        let names = names(&board)
            .iter()
            .map(|n| n.replace("Perpustakaan ", ""))
            .collect::<Vec<_>>();
        (names.join(" "), board["rows"][0]["rank"].clone())
    };
    assert_eq!(
        only(&["--zone", "merah"]),
        ("Pajjukukang Tenrigangkae".into(), json!(2))
    );
    assert_eq!(only(&["--zone", "green"]), ("Salenrang".into(), json!(1)));
    assert_eq!(
        only(&["--subdistrict", "mandai"]),
        ("Tenrigangkae".into(), json!(3))
    );
    assert_eq!(only(&["--newcomers"]), ("Pajjukukang".into(), json!(2)));
    let (order, _) = only(&["--by", "advokasi"]);
    assert!(order.starts_with("Salenrang"), "{order}");
    for (args, word) in [
        (
            &["board", "--by", "rupiah"][..],
            "pelibatan, publikasi, advokasi",
        ),
        (&["board", "--subdistrict", "Rekaan"], "Rekaan"),
    ] {
        let refused = office.run(args).ends(1);
        assert!(refused.err.contains(word), "{}", refused.err);
    }
    office.run(&["board", "--zone", "ungu"]).ends(2);
}

#[test]
fn people_get_a_table_in_their_language() {
    let office = office();
    for (lang, parts) in [
        (
            "id",
            [
                "PAPAN PERINGKAT",
                "data per 31 Desember 2026",
                "ditetapkan panitia",
                "100,00 H",
                "Belum ada data (1)",
            ],
        ),
        (
            "en",
            [
                "LEADERBOARD",
                "data as of 31 December 2026",
                "set by the committee",
                "100.00 G",
                "No data yet (1)",
            ],
        ),
    ] {
        let told = office.run(&["--lang", lang, "board"]).must().out;
        for part in parts {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert!(
            told.lines()
                .any(|l| l.contains("Pajjukukang") && l.ends_with('!')),
            "{told}"
        );
    }
    let empty = Office::founded();
    let told = empty.run(&["board"]).must().out;
    assert!(told.contains("Belum ada perpustakaan"), "{told}");
    let board = empty.json(&["board"]);
    assert_eq!(
        (&board["as_of"], &board["rows"]),
        (&Value::Null, &json!([]))
    );
}

#[test]
fn a_spreadsheets_totals_are_held_against_the_board() {
    let office = office();
    office.write(
        "hitungan.csv",
        "Perpustakaan;Nilai;Peringkat;Pelibatan\n\
         Perpustakaan Salenrang;100,00;1;54\n\
         Pajjukukang;6,00;2;40\n\
         Perpustakaan Entah;1,00;9;1\n",
    );
    let found = office.json(&["board", "--compare", "hitungan.csv"]);
    assert_eq!(
        (&found["compared"], &found["differing"]),
        (&json!(2), &json!(1))
    );
    let first = &found["rows"][0];
    assert_eq!(first["library"], "73.09.05.2002");
    assert_eq!(
        first["score"],
        json!({"ours": "5.56", "theirs": "6.00", "difference": "-0.44"})
    );
    assert_eq!(first["families"]["pelibatan"]["difference"], 0);
    assert_eq!(found["unknown_here"][0]["name"], "Perpustakaan Entah");
    let missing = found["missing_there"].as_array().unwrap();
    assert_eq!(missing.len(), 2);
    for (lang, part) in [
        ("id", "papan 5,56, lembar kerja 6,00, selisih -0,44"),
        ("en", "board 5.56"),
    ] {
        let told = office
            .run(&["--lang", lang, "board", "--compare", "hitungan.csv"])
            .must()
            .out;
        assert!(told.contains(part), "{told}");
    }
    office.write("lain.csv", "perpustakaan;catatan\nSalenrang;x\n");
    office.run(&["board", "--compare", "lain.csv"]).ends(1);
    office.run(&["board", "--compare", "tidak-ada.csv"]).ends(3);
    assert_eq!(office.head(), office.head());
}
