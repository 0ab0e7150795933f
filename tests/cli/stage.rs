//! `gelar stage`: the hall from a script. What the store holds is read as a projector reads it.

use std::path::{Path, PathBuf};

use gelar::meeting::command::Command as Wish;
use gelar::meeting::hall::{HallLang, Look};
use gelar::meeting::month::Month;
use gelar::meeting::rules::Seal;
use gelar::stage::{Frame, Scene, Store, store};
use serde_json::{Value, json};

use super::has;
use super::support::Office;

const LIBRARIES: &str = "kode_wilayah;nama_perpustakaan\n\
    73.09.05.2006;Perpustakaan Salenrang\n\
    73.09.01.2003;Perpustakaan Tenrigangkae\n";
const NUMBERS: &str = "kode_wilayah;bulan;pelibatan_kegiatan;publikasi_cetak\n\
    73.09.05.2006;2026-01;4;3\n73.09.01.2003;2026-01;2;1\n";

/// A meeting with two libraries, and no stage store yet.
fn office() -> Office {
    let office = Office::invited();
    office.write("perpustakaan.csv", LIBRARIES);
    office.write("capaian.csv", NUMBERS);
    let import = |what, file| drop(office.run(&["import", what, file]).must());
    import("perpustakaan", "perpustakaan.csv");
    import("capaian", "capaian.csv");
    office
}

fn path(office: &Office) -> PathBuf {
    store::path_for(&office.path("pertemuan.gelar"))
}

/// What the projector shows.
fn hall(path: &Path) -> Frame {
    let store = Store::open(path).unwrap();
    let over = store.cover().unwrap().or(store.current().unwrap());
    over.unwrap().1
}

fn scene(told: &Value) -> &str {
    told["scene"]["type"].as_str().unwrap()
}

#[test]
fn the_frame_is_told_as_it_is_stored() {
    let office = office();
    assert!(!path(&office).exists(), "no command has made it");
    let told = office.json(&["stage"]);
    has(
        &told,
        &[
            "seq", "show", "lang", "look", "zone", "sample", "scene", "cover", "revision",
            "pending", "held", "displays",
        ],
    );
    assert_eq!(scene(&told), "logo");
    assert_eq!(
        (
            &told["cover"],
            &told["revision"],
            &told["pending"],
            &told["held"]
        ),
        (&Value::Null, &json!(1), &json!(false), &json!(false))
    );
    assert_eq!(told["displays"], json!([]));
    let stored = serde_json::to_value(hall(&path(&office))).unwrap();
    for (key, value) in stored.as_object().unwrap() {
        assert_eq!(told[key], *value, "{key}");
    }
    // For people: as the hall sees it.
    let words = office.run(&["aula"]).must().out;
    assert!(words.contains("18 Desember 2026"), "{words}");
}

#[test]
fn every_word_for_a_scene() {
    let office = office();
    for (words, kind) in [
        (&["show", "board"][..], "board"),
        (&["show", "welcome"], "welcome"),
        (&["tampilkan", "papan"], "board"),
        (&["show", "judul"], "logo"),
        (&["show", "logo"], "logo"),
        (&["show", "selamat-datang"], "welcome"),
        (&["show", "selamat", "datang"], "welcome"),
        (&["show", "test"], "test"),
        (&["show", "uji"], "test"),
        (&["show", "board", "pelibatan"], "board"),
        (&["show", "papan publikasi"], "board"),
        (&["show", "kecamatan", "bontoa"], "board"),
        (&["show", "subdistrict", "Bontoa"], "board"),
        (&["show", "library", "73.09.05.2006"], "library"),
        (&["show", "perpustakaan", "salenrang"], "library"),
    ] {
        let told = office.json(&[&["stage"], words].concat());
        assert_eq!(scene(&told), kind, "{words:?}");
    }
    let board = office.json(&["stage", "show", "kecamatan", "Bontoa"]);
    assert_eq!(
        board["scene"]["view"],
        json!({"type": "subdistrict", "name": "Bontoa"})
    );
    let before = office.head();
    for words in [
        &["show", "papan", "olahraga"][..],
        &["show", "bioskop"],
        &["show", "library", "Antah Berantah"],
        &["show", "kecamatan"],
    ] {
        let done = office.run(&[&["stage"], words].concat()).ends(1);
        for known in [
            "welcome",
            "board pelibatan",
            "kecamatan Bontoa",
            "library",
            "test",
        ] {
            assert!(done.err.contains(known), "{words:?}: {}", done.err);
        }
    }
    assert_eq!(office.head(), before);
}

#[test]
fn steps_covers_hold_and_settings() {
    let office = office();
    assert_eq!(scene(&office.json(&["stage", "next"])), "welcome");
    assert_eq!(scene(&office.json(&["stage", "lanjut"])), "board");
    assert_eq!(scene(&office.json(&["stage", "back"])), "welcome");
    assert_eq!(scene(&office.json(&["stage", "kembali"])), "logo");
    let refused = office.run(&["stage", "back"]).ends(1);
    assert!(refused.err.contains("adegan"), "{}", refused.err);
    office.run(&["stage", "show", "board"]).must();
    for (word, cover, kind) in [
        ("blank", "blank", "blank"),
        ("gelap", "blank", "blank"),
        ("logo", "logo", "logo"),
    ] {
        let told = office.json(&["stage", word]);
        assert_eq!((&told["cover"], scene(&told)), (&json!(cover), kind));
    }
    let told = office.json(&["stage", "pesan", "Makan", "siang\u{1b}[2J"]);
    assert_eq!(told["scene"]["text"], "Makan siang", "no control sequence");
    office.run(&["stage", "message", "  "]).ends(1);
    office.run(&["stage", "message", &"a".repeat(501)]).ends(1);
    let told = office.json(&["stage", "buka"]);
    assert_eq!((&told["cover"], scene(&told)), (&Value::Null, "board"));
    // A new scene takes the cover away; a held hall keeps its picture.
    office.run(&["stage", "blank"]).must();
    assert_eq!(office.json(&["stage", "next"])["cover"], Value::Null);
    assert_eq!(office.json(&["stage", "tahan"])["held"], json!(true));
    let kept = hall(&path(&office));
    let told = office.json(&["stage", "show", "test"]);
    assert_eq!(scene(&told), "board");
    assert_eq!(hall(&path(&office)), kept);
    assert_eq!(scene(&office.json(&["stage", "lepas"])), "test");
    // The language that is typed is the hall's; that of the environment is not.
    office.run(&["stage", "settings"]).ends(2);
    office.run(&["stage", "settings", "--look", "ungu"]).ends(2);
    let args = [
        "stage", "settings", "--lang", "en", "--look", "light", "--top", "3",
    ];
    let told = office.json(&args);
    assert_eq!(
        (&told["lang"], &told["look"]),
        (&json!("en"), &json!("light"))
    );
    let done = office
        .command(&["stage", "atur", "--look", "mono"])
        .env("GELAR_LANG", "id")
        .output();
    assert!(done.unwrap().status.success());
    let settings = office.meeting().hall().settings;
    assert_eq!(
        (settings.lang, settings.look, settings.top),
        (HallLang::En, Look::Mono, 3)
    );
}

#[test]
fn other_commands_tell_the_hall_where_there_is_one() {
    let office = office();
    office.run(&["stage", "show", "welcome"]).must();
    let present = |office: &Office| match hall(&path(office)).scene {
        Scene::Welcome(welcome) => welcome.present,
        other => panic!("{other:?}"),
    };
    assert_eq!(present(&office), 0);
    office.run(&["checkin", "--person", "1"]).must();
    assert_eq!(present(&office), 1);
    // A stage store that cannot be opened keeps nobody out.
    std::fs::write(path(&office), "bukan berkas layar").unwrap();
    office.run(&["checkin", "--person", "2"]).must();
    std::fs::remove_file(path(&office)).unwrap();
    office.run(&["checkin", "--person", "3"]).must();
    assert!(!path(&office).exists());
}

#[test]
fn a_step_of_the_journal_alone_is_shown_without_a_new_entry() {
    let office = office();
    office.run(&["stage"]).must();
    // Committed, and the program died before the frame was handed over.
    office.wish(Wish::Show(gelar::meeting::hall::Wanted::Board));
    let head = office.head();
    let told = office.json(&["stage"]);
    assert_eq!((&told["pending"], scene(&told)), (&json!(true), "logo"));
    assert_eq!(office.head(), head);
    let told = office.json(&["stage", "next"]);
    assert_eq!((&told["pending"], scene(&told)), (&json!(false), "board"));
    assert_eq!(office.head(), head, "no new entry");
    assert_eq!(scene(&office.json(&["stage", "next"])), "board");
    assert_ne!(office.head(), head, "from here on it is a step");
}

#[test]
fn a_damaged_journal_keeps_nobody_from_covering_the_hall() {
    let office = office();
    office.run(&["stage", "show", "board"]).must();
    office.write(
        "pertemuan.gelar",
        b"SQLite format 3\0 dan sesudahnya tidak ada apa-apa",
    );
    let done = office.run(&["stage", "blank"]).ends(3);
    assert!(done.err.contains("Aula sudah mengikuti"), "{}", done.err);
    assert_eq!(hall(&path(&office)).scene, Scene::Blank);
    office.run(&["stage", "message", "Sebentar"]).ends(3);
    let text = "Sebentar".to_owned();
    assert_eq!(hall(&path(&office)).scene, Scene::Message { text });
    office.run(&["stage", "logo"]).ends(3);
    assert!(matches!(hall(&path(&office)).scene, Scene::Logo(_)));
    office.run(&["stage", "clear"]).ends(3);
    assert!(matches!(hall(&path(&office)).scene, Scene::Board(_)));
    office.run(&["stage", "next"]).ends(3);
}

/// Numbers and a name that stand nowhere but in what is sealed.
const SEALED: &str = "kode_wilayah;bulan;pelibatan_kegiatan;publikasi_cetak;catatan\n\
    73.09.05.2006;2026-11;7919;3\n73.09.01.2003;2026-02;2;6131\n";

#[test]
fn the_store_never_holds_what_is_sealed() {
    let office = office();
    office.write("tersegel.csv", SEALED);
    let seal = Seal {
        from: Month::new(2026, 10),
        families: vec!["publikasi".to_owned()],
    };
    office.wish(Wish::SetSeal(seal));
    office.run(&["stage"]).must();
    office.run(&["import", "capaian", "tersegel.csv"]).must();
    let journal = std::fs::read(office.path("pertemuan.gelar")).unwrap();
    assert!(holds(&journal, "7919"), "the search finds what is there");
    let scenes = [
        "logo",
        "welcome",
        "board",
        "board pelibatan",
        "board publikasi",
        "board advokasi",
        "kecamatan Bontoa",
        "kecamatan Mandai",
        "library 73.09.05.2006",
        "library 73.09.01.2003",
        "test",
    ];
    for scene in scenes {
        let shown = office.run(&["stage", "show", scene]);
        if scene == "board publikasi" {
            assert_eq!(shown.code, 1, "a sealed family has no board");
            assert!(shown.err.contains("tersegel"), "{}", shown.err);
        } else {
            shown.must();
        }
        for file in std::fs::read_dir(office.folder()).unwrap() {
            let file = file.unwrap().path();
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            if name.contains(".layar") {
                let bytes = std::fs::read(&file).unwrap();
                for secret in ["7919", "6131"] {
                    assert!(!holds(&bytes, secret), "{secret} in {name} after {scene}");
                }
            }
        }
    }
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|w| w == word.as_bytes())
}
