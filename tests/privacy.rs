//! Personal data as a script meets them: the copy without them, who answers for the file, and that no
//! list, log or message shows a phone number or a NIP.

#![allow(clippy::unwrap_used)] // a test that cannot go on stops there

#[path = "cli/support.rs"]
mod support;

use serde_json::{Value, json};
use support::{Office, PERSONAL};

/// The sample meeting with some history, under the usual name.
fn morning() -> Office {
    let office = Office::empty();
    let demo = ["-m", "pertemuan.gelar", "demo", "--headless"];
    office.run(&demo).must();
    for args in [
        &["checkin", "--person", "47"][..],
        &[
            "cancel",
            "--person",
            "3",
            "--reason",
            "anaknya opname sejak Selasa",
        ],
        &[
            "reissue",
            "--person",
            "4",
            "--reason",
            "kartunya tertinggal di pete-pete",
        ],
    ] {
        office.run(args).must();
    }
    let codes = office.codes();
    office
        .run(&["scan", &codes[6], "7309057809240001", "081298765432"])
        .ends(1);
    office
}

fn private_rows(office: &Office, file: &str) -> Vec<Value> {
    let file = rusqlite::Connection::open(office.path(file)).unwrap();
    let mut rows = file
        .prepare("SELECT private FROM entry WHERE private IS NOT NULL ORDER BY seq")
        .unwrap();
    rows.query_map([], |row| row.get::<_, String>(0))
        .unwrap()
        .map(|text| serde_json::from_str(&text.unwrap()).unwrap())
        .collect()
}

/// The values of some keys anywhere in private rows.
fn values(rows: &[Value], keys: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for row in rows {
        match row {
            Value::Array(all) => found.extend(values(all, keys)),
            Value::Object(all) => found.extend(
                keys.iter()
                    .filter_map(|k| all.get(*k)?.as_str())
                    .map(str::to_owned),
            ),
            Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    found
}

/// Phone numbers and NIP of the sample people.
fn numbers(office: &Office) -> Vec<String> {
    let rows = private_rows(office, "pertemuan.gelar");
    let found = values(&rows, &["phone", "nip"]);
    assert!(
        found.len() > 60,
        "the sample has phones and NIP: {}",
        found.len()
    );
    found
}

#[test]
fn the_copy_names_nobody_and_verifies_to_the_same_fingerprint() {
    let office = morning();
    office.write("pertemuan.gelar-Meja 1.draf", "{}");
    // Papers as the desk names them, printed twice, in either language; another file is another's.
    for paper in ["daftar-hadir-2.html", "attendance.xlsx", "cuaca.html"] {
        office.write(paper, "");
    }
    office.run(&["backup", "kemarin.gelar"]).must();
    let other = ["-m", "pertemuan-2.gelar", "demo", "--headless"];
    office.run(&other).must();
    // A script calls its papers as it likes; they say themselves whose they are.
    office.run(&["export", "slips", "-o", "kertas.html"]).must();
    let theirs = [
        "-m",
        "pertemuan-2.gelar",
        "export",
        "slips",
        "-o",
        "lain.html",
    ];
    office.run(&theirs).must();
    office
        .run(&["stage", "message", "Ibu Rosmini ditunggu di meja"])
        .must();
    let whole = office.json(&["verify"]);
    let original = std::fs::read(office.path("pertemuan.gelar")).unwrap();
    let done = office.json(&["forget", "-o", "salinan.gelar"]);
    assert_eq!(done["file"], "salinan.gelar");
    assert_eq!(done["fingerprint"], whole["fingerprint"]);
    assert_eq!(done["entries"], whole["entries"]);
    let copy = office.json(&["-m", "salinan.gelar", "verify"]);
    for same in ["ok", "head", "fingerprint", "entries", "people", "present"] {
        assert_eq!(copy[same], whole[same], "{same}");
    }
    assert_eq!(
        (&copy["emptied"], &whole["emptied"]),
        (&done["emptied"], &json!(0))
    );
    assert_eq!(copy["personal_data_removed"], true);
    assert_eq!(whole["personal_data_removed"], false);

    let rows = private_rows(&office, "pertemuan.gelar");
    assert_eq!(done["emptied"], rows.len());
    assert!(private_rows(&office, "salinan.gelar").is_empty());
    let bytes = std::fs::read(office.path("salinan.gelar")).unwrap();
    let holds = |v: &str| bytes.windows(v.len()).any(|w| w == v.as_bytes());
    let keys = ["name", "call_name", "spoken", "phone", "nip", "note"];
    let mut personal = values(&rows, &keys);
    personal.extend(rows.iter().filter_map(Value::as_str).map(str::to_owned));
    assert!(
        personal.iter().any(|v| v.contains("pete-pete")),
        "the reasons"
    );
    assert!(personal.iter().any(|v| v.len() == 52), "the secret");
    // What the chain covers is not private: a call name may be a part of a village's name.
    let public = office.run(&["log", "--json"]).must().out;
    personal.retain(|v| !public.contains(v.as_str()));
    assert!(personal.len() > 250, "{}", personal.len());
    for value in personal {
        assert!(!holds(&value), "the copy holds {value}");
    }
    assert!(!office.path("salinan.gelar-wal").exists());
    assert_eq!(
        std::fs::read(office.path("pertemuan.gelar")).unwrap(),
        original
    );

    let still: Vec<String> = done["still_personal"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| std::path::Path::new(p.as_str().unwrap()))
        .map(|p| p.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        still,
        [
            "pertemuan.gelar",
            "kemarin.gelar",
            "attendance.xlsx",
            "daftar-hadir-2.html",
            "pertemuan.gelar-Meja 1.draf",
            "pertemuan.layar",
            "kertas.html"
        ],
        "neither the copy nor another meeting"
    );
}

#[test]
fn the_words_name_what_still_has_to_be_deleted_and_by_whom() {
    let office = Office::empty();
    std::fs::create_dir(office.path("stik")).unwrap();
    let new = [
        "new",
        "--title",
        "PLM",
        "--date",
        "2026-12-18",
        "--backup",
        "stik",
        "--responsible",
        "Kasubag Umum",
    ];
    office.run(&new).must();
    office
        .run(&["backup", "stik/pertemuan-RV-cadangan.gelar"])
        .must();
    office.write("stik/lain-7K-cadangan.gelar", "another meeting's");
    let done = office.run(&["lupakan", "-o", "salinan.gelar"]).must();
    for words in [
        "pertemuan.gelar",
        "pertemuan-RV-cadangan.gelar",
        "Kasubag Umum",
        "berkas asli",
        "sidik jari",
        "petugas",
    ] {
        assert!(
            done.out.to_lowercase().contains(&words.to_lowercase()),
            "{words}: {}",
            done.out
        );
    }
    assert!(!done.out.contains("lain-7K"), "{}", done.out);
    let english = office
        .run(&["--lang", "en", "forget", "-o", "copy.gelar"])
        .must();
    assert!(english.out.contains("original"), "{}", english.out);
}

#[test]
fn the_copy_is_read_and_never_written() {
    let office = Office::invited();
    let codes = office.codes();
    office.run(&["checkin", "--person", "2"]).must();
    let people = office.json(&["people"]);
    office.run(&["forget", "-o", "salinan.gelar"]).must();
    let copy = |args: &[&str]| office.run(&[&["-m", "salinan.gelar"][..], args].concat());
    let head = copy(&["verify", "--json"]).must().value()["head"].clone();

    // The board stands, nobody is named.
    let bare = copy(&["people", "--json"]).must();
    assert!(
        bare.err.contains("salinan tanpa data pribadi"),
        "{}",
        bare.err
    );
    for (there, here) in people
        .as_array()
        .unwrap()
        .iter()
        .zip(bare.value().as_array().unwrap())
    {
        assert_eq!(here["name"], "");
        for same in [
            "id",
            "badge",
            "village",
            "subdistrict",
            "state",
            "arrival",
            "group",
            "issue",
        ] {
            assert_eq!(here[same], there[same], "{same}");
        }
    }
    let found = copy(&["search", "salenrang"]).must();
    assert!(
        found.out.contains("#1 ") && found.out.contains("Salenrang, Bontoa"),
        "{}",
        found.out
    );
    for name in PERSONAL {
        assert!(!found.out.contains(name), "{name}");
    }
    assert_eq!(copy(&["search", "2", "--json"]).must().value()[0]["id"], 2);

    // A scan proves nothing, is answered, and leaves no trace.
    let scan = copy(&["scan", "--json", &codes[0], &codes[1]]).ends(1);
    for answer in scan.lines() {
        assert_eq!(
            answer,
            json!({"outcome": "needs_supervisor", "person": null, "first": null, "vip": null,
                   "delegation": null, "list": "hadir"})
        );
    }
    assert_eq!(scan.lines().len(), 2);
    assert!(
        scan.err.contains("salinan tanpa data pribadi"),
        "{}",
        scan.err
    );
    office.write("lagi.csv", "nama;unsur\nTamu Baru;Undangan\n");
    for refused in [
        &["checkin", "--person", "1"][..],
        &["cancel", "--person", "1", "--reason", "sakit"],
        &["reissue", "--person", "1", "--reason", "hilang"],
        &["restore", "--person", "1"],
        &["undo"],
        &["import", "peserta", "lagi.csv"],
    ] {
        let done = copy(refused).ends(1);
        assert!(
            done.err.contains("hanya untuk dibaca"),
            "{refused:?}: {}",
            done.err
        );
    }
    let codes = copy(&["export", "codes", "-o", "kode.csv"]).ends(1);
    assert!(codes.err.contains("berkas aslinya"), "{}", codes.err);
    assert!(!office.path("kode.csv").exists());
    assert_eq!(copy(&["verify", "--json"]).must().value()["head"], head);
    let spoken = copy(&["verify"]).must();
    assert!(spoken.out.contains("tanpa data pribadi"), "{}", spoken.out);
}

#[test]
fn forget_writes_over_nothing() {
    let office = Office::invited();
    let before = std::fs::read(office.path("pertemuan.gelar")).unwrap();
    office.write("catatan.txt", "penting");
    for to in [
        "pertemuan.gelar",
        "./pertemuan.gelar",
        "catatan.txt",
        "setelan",
        "pertemuan.gelar-wal",
        "lain.gelar-journal",
    ] {
        let refused = office.run(&["forget", "-o", to]).ends(1);
        assert!(!refused.err.is_empty());
        assert!(!office.path("lain.gelar-journal").exists());
    }
    assert_eq!(
        std::fs::read(office.path("pertemuan.gelar")).unwrap(),
        before
    );
    assert_eq!(office.read("catatan.txt"), "penting");
    office.run(&["forget", "-o", "tidak/ada.gelar"]).ends(3);
    office.run(&["forget"]).ends(2);
    office
        .run(&["-m", "tiada.gelar", "forget", "-o", "x.gelar"])
        .ends(3);
    let mut bytes = before;
    let at = bytes.windows(5).rposition(|w| w == b"\"seq\"").unwrap();
    bytes[at + 1] = b'S';
    office.write("rusak.gelar", bytes);
    let refused = office
        .run(&["-m", "rusak.gelar", "forget", "-o", "x.gelar"])
        .ends(3);
    assert!(refused.err.contains("rusak"), "{}", refused.err);
    assert!(!office.path("x.gelar").exists());
}

#[test]
fn the_file_says_who_answers_for_it_and_why_it_exists() {
    let office = Office::empty();
    let new = [
        "new",
        "--title",
        "PLM Uji",
        "--date",
        "2026-12-18",
        "--place",
        "Aula",
        "--organiser",
        "Dinas",
        "--responsible",
        "Sitti Contoh, S.Sos.",
    ];
    office.run(&new).must();
    let info = office.json(&["info"]);
    let print = office.json(&["verify"])["fingerprint"].clone();
    assert_eq!(
        info,
        json!({
            "title": "PLM Uji", "date": "2026-12-18", "place": "Aula", "zone": "WITA",
            "organiser": "Dinas", "responsible": "Sitti Contoh, S.Sos.",
            "purpose": "daftar hadir dan pertanggungjawaban kegiatan", "sample": false,
            "people": 0, "present": 0, "entries": 1, "fingerprint": print,
            "personal_data_removed": false,
        })
    );
    let spoken = office.run(&["keterangan"]).must();
    for words in [
        "PLM Uji",
        "Jumat, 18 Desember 2026",
        "Sitti Contoh",
        "daftar hadir dan",
    ] {
        assert!(spoken.out.contains(words), "{words}: {}", spoken.out);
    }
    // It still says so when the names are gone.
    office.run(&["forget", "-o", "salinan.gelar"]).must();
    let copy = office.json(&["-m", "salinan.gelar", "info"]);
    assert_eq!(copy["responsible"], info["responsible"]);
    assert_eq!(copy["fingerprint"], info["fingerprint"]);
    assert_eq!(copy["personal_data_removed"], true);

    let other = Office::empty();
    other
        .run(&[
            "new",
            "--title",
            "PLM",
            "--date",
            "2026-12-18",
            "--purpose",
            "uji coba",
        ])
        .must();
    assert_eq!(other.json(&["info"])["purpose"], "uji coba");
    assert!(other.run(&["info"]).must().out.contains("belum diisi"));
}

#[test]
fn phones_and_nip_are_on_no_list_and_in_no_log() {
    let office = morning();
    let numbers = numbers(&office);
    let mut told = String::new();
    for args in [
        &["log"][..],
        &["log", "--json"],
        &["people"],
        &["people", "--json"],
        &["search", "a"],
        &["search", "a", "--json"],
        &["search", "syamsuddin"],
        &["verify"],
        &["verify", "--json"],
        &["info"],
        &["info", "--json"],
        &["checkin", "--person", "9", "--json"],
        &["undo", "--json"],
        &["reissue", "--person", "9", "--reason", "hilang", "--json"],
    ] {
        let done = office.run(args).must();
        told += &done.out;
        told += &done.err;
    }
    // A number that is read as a code, searched for, or given for a name goes no further.
    let (phone, nip) = (&numbers[0], numbers.iter().find(|n| n.len() == 18).unwrap());
    let scanned = office.run(&["scan", phone, nip, "--json"]).ends(1);
    told += &scanned.out;
    told += &scanned.err;
    let searched = office.run(&["search", phone, nip]).must();
    told += &searched.out;
    told += &office.run(&["log", "--json"]).must().out;
    told += &office
        .run(&["export", "codes", "-o", "kode.csv"])
        .must()
        .out;
    told += &office.read("kode.csv");
    told += &office.read("setelan/gelar.log");
    for number in &numbers {
        assert!(!told.contains(number.as_str()), "{number} is told");
        let bare = number.trim_start_matches('0');
        assert!(!told.contains(bare), "{bare} is told");
    }
}

#[test]
fn an_import_told_to_a_script_shows_the_end_of_a_number_at_most() {
    let office = Office::invited();
    let fresh = "kode_undangan;nama_lengkap;unsur;desa_kelurahan;kecamatan;nip;no_hp;jenis_kelamin\n\
        U-2;Suardi;Kepala Desa;Salenrang;Bontoa;1978092419961220;081200000002;L\n\
        U-3;Marwah Tenripada;Pengelola;Cenrana;Camba;;8,12000E+10;P\n";
    office.write("lagi.csv", fresh);
    let tried = office.json(&["import", "peserta", "lagi.csv", "--dry-run"]);
    let cells = tried["cells"].as_array().unwrap();
    assert_eq!(cells[0]["column"], "nip");
    assert_eq!(cells[0]["value"], "…220");
    let spoken = office
        .run(&["import", "peserta", "lagi.csv", "--dry-run"])
        .must();
    assert!(spoken.out.contains("…220"), "{}", spoken.out);
    for text in [&tried.to_string(), &spoken.out] {
        assert!(!text.contains("19780924"), "{text}");
    }
    // The file to be mended has it: without it nobody could mend it.
    office
        .run(&[
            "import",
            "peserta",
            "lagi.csv",
            "--dry-run",
            "--rejected",
            "ditolak.csv",
        ])
        .must();
    assert!(office.read("ditolak.csv").contains("1978092419961220"));
}
