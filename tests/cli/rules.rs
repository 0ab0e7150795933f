//! Rules and seal from the command line: what is shown, written, read, refused; and what is never
//! written by a look.

use gelar::meeting::command::Command as Wish;
use gelar::meeting::event::Pin;
use gelar::meeting::rules::Rules;
use serde_json::{Value, json};

use super::support::Office;

fn hash(office: &Office) -> Value {
    office.json(&["rules", "show"])["hash"].clone()
}

#[test]
fn the_usual_rules_are_shown_until_somebody_sets_others() {
    let office = Office::founded();
    let shown = office.json(&["rules", "show"]);
    let usual = Rules::usual(2026);
    assert_eq!(
        shown,
        json!({
            "hash": usual.hash(), "set": false, "locked": false,
            "rules": {
                "period": {"from": "2026-01", "to": "2026-12", "minimum_months": 1,
                           "source": "capaian", "score": "hitung"},
                "standard": {"pelibatan": 1, "publikasi": 1},
                "zones": {"hijau": "80", "kuning": "50"},
                "family": [
                    {"key": "pelibatan", "name": {"id": "Pelibatan masyarakat", "en": "Community involvement"},
                     "columns": ["pelibatan_kegiatan"], "window": "month", "target_year": 40, "weight": 1},
                    {"key": "publikasi", "name": {"id": "Publikasi", "en": "Publication"},
                     "columns": ["publikasi_cetak", "publikasi_daring", "publikasi_medsos"],
                     "window": "month", "target_year": 30, "weight": 1},
                    {"key": "advokasi", "name": {"id": "Advokasi", "en": "Advocacy"},
                     "columns": ["advokasi_dana", "advokasi_barang", "advokasi_kebijakan", "advokasi_sdm", "advokasi_kemitraan"],
                     "window": "quarter", "target_year": 10, "weight": 1},
                ],
            },
            "seal": {"open": true, "from": null, "families": [], "hides": false},
        })
    );
    for (lang, words) in [
        ("id", "ditetapkan panitia, bukan ketentuan resmi"),
        ("en", "fixed by the committee, not official"),
    ] {
        let told = office.run(&["--lang", lang, "aturan", "lihat"]).must().out;
        assert!(
            told.contains(words) && told.contains(&usual.hash()),
            "{told}"
        );
    }
}

#[test]
fn a_file_is_written_edited_shown_and_set() {
    let office = Office::founded();
    let head = office.head();
    let written = office.json(&["rules", "export", "-o", "aturan.toml"]);
    assert_eq!(written["hash"], hash(&office));
    let text = office.read("aturan.toml");
    let edited = text
        .replacen("weight = 1", "weight = 2", 1)
        .replace("\"80\"", "\"79,5\"");
    office.write("aturan.toml", &edited);
    let plan = office.json(&["rules", "import", "aturan.toml", "--dry-run"]);
    let changes = json!([
        {"key": "zones.hijau", "old": "80", "new": "79.5"},
        {"key": "family.pelibatan.weight", "old": "1", "new": "2"},
    ]);
    assert_eq!(
        (&plan["applied"], &plan["changes"]),
        (&json!(false), &changes)
    );
    assert_eq!(office.head(), head, "a look writes nothing");

    let told = office.run(&["rules", "import", "aturan.toml"]).must().out;
    assert!(told.contains("zona hijau mulai: 80 -> 79,5"), "{told}");
    assert!(told.contains("pelibatan: bobot: 1 -> 2"), "{told}");
    assert_eq!(hash(&office), plan["hash"]);
    let again = office.json(&["rules", "import", "aturan.toml"]);
    assert_eq!(
        (&again["applied"], &again["changes"]),
        (&json!(false), &json!([]))
    );

    // The rules in force come out as they went in.
    office.run(&["rules", "export", "-o", "lagi.toml"]).must();
    assert!(office.read("lagi.toml").contains("hijau = \"79,5\""));
    for path in ["pertemuan.gelar", "."] {
        office.run(&["rules", "export", "-o", path]).ends(1);
    }
}

#[test]
fn the_usual_rules_can_be_set_as_they_are() {
    let office = Office::founded();
    office.run(&["rules", "export", "-o", "aturan.toml"]).must();
    let set = office.json(&["aturan", "impor", "aturan.toml"]);
    assert_eq!(
        (&set["applied"], &set["changes"]),
        (&json!(true), &json!([]))
    );
    assert_eq!(office.json(&["rules", "show"])["set"], true);
}

#[test]
fn a_broken_file_is_told_with_its_place_and_changes_nothing() {
    let office = Office::founded();
    office.run(&["rules", "export", "-o", "aturan.toml"]).must();
    let text = office.read("aturan.toml");
    let head = office.head();
    let number = |wanted: &str| text.lines().position(|l| l.starts_with(wanted)).unwrap() + 1;
    for (from, to, at, parts) in [
        (
            "target_year = 40",
            "target_year = 0",
            "target_year",
            ["target_year = 0", "[[family]] 1"],
        ),
        (
            "\"pelibatan_kegiatan\"",
            "\"kegiatan\"",
            "columns",
            ["\"kegiatan\"", "pelibatan_kegiatan"],
        ),
        (
            "\"2026-12\"",
            "\"2025-12\"",
            "to =",
            ["[period] to", "\"2025-12\""],
        ),
    ] {
        office.write("rusak.toml", text.replacen(from, to, 1));
        for lang in ["id", "en"] {
            let done = office
                .run(&["--lang", lang, "rules", "import", "rusak.toml"])
                .ends(1);
            let line = if lang == "id" { "baris" } else { "line" };
            let place = format!("rusak.toml {line} {} ", number(at));
            assert!(done.err.contains(&place), "{place}: {}", done.err);
            assert!(parts.iter().all(|p| done.err.contains(p)), "{}", done.err);
        }
    }
    office.run(&["rules", "import", "tidak-ada.toml"]).ends(3);
    office.run(&["rules", "import", "pertemuan.gelar"]).ends(1);
    assert_eq!(office.head(), head);
}

#[test]
fn locked_rules_change_only_after_a_reason() {
    let office = Office::founded();
    office.run(&["rules", "export", "-o", "aturan.toml"]).must();
    let other = office
        .read("aturan.toml")
        .replacen("weight = 1", "weight = 3", 1);
    office.write("aturan.toml", other);
    office
        .run(&["rules", "unlock", "--reason", "belum"])
        .ends(1);
    let locked = office.json(&["rules", "lock"]);
    assert_eq!(locked, json!({"locked": true, "hash": hash(&office)}));
    assert_eq!(office.json(&["rules", "show"])["locked"], true);
    let refused = office.run(&["rules", "import", "aturan.toml"]).ends(1);
    assert!(refused.err.contains("terkunci"), "{}", refused.err);
    // What would change may still be looked at.
    office
        .run(&["rules", "import", "aturan.toml", "--dry-run"])
        .must();
    office.run(&["rules", "unlock"]).ends(2);
    office.run(&["rules", "unlock", "--reason", " "]).ends(1);
    let opened = office.json(&["aturan", "buka-kunci", "--reason", "bobot keliru"]);
    assert_eq!(opened["locked"], false);
    assert_eq!(
        office.json(&["rules", "import", "aturan.toml"])["applied"],
        true
    );
}

#[test]
fn what_is_sealed_stays_until_everything_is_opened() {
    let office = Office::founded();
    let open = json!({"open": true, "from": null, "families": [], "hides": false});
    let head = office.head();
    assert_eq!(office.json(&["seal"]), open);
    assert_eq!(office.head(), head, "a look writes nothing");
    office.run(&["seal", "--from", "2026-10"]).must();
    let sealed = office.json(&["segel", "--family", "publikasi", "advokasi"]);
    assert_eq!(
        sealed,
        json!({"open": false, "from": "2026-10", "families": ["advokasi", "publikasi"], "hides": true})
    );
    let told = office.run(&["seal"]).must().out;
    assert!(
        told.contains("tersegel mulai 2026-10; juga advokasi, publikasi"),
        "{told}"
    );
    let head = office.head();
    office.run(&["seal", "--family", "advokasi"]).must();
    assert_eq!(office.head(), head, "sealing twice writes once");
    office.run(&["seal", "--from", "Oktober"]).ends(2);
    office.run(&["seal", "--open", "--from", "2026-10"]).ends(2);
    let unknown = office.run(&["seal", "--family", "dana"]).ends(1);
    assert!(unknown.err.contains("dana"), "{}", unknown.err);
    assert_eq!(office.json(&["seal", "--open"]), open);
    let late = office.run(&["seal", "--from", "2027-01"]).must().out;
    assert!(late.contains("tidak menutup apa pun"), "{late}");
}

#[test]
fn with_a_pin_rules_and_seal_are_the_supervisors() {
    let office = Office::founded();
    let pin = "rahasia59";
    office.wish(Wish::SetPin(Some(Pin {
        salt: [3; 16],
        hash: gelar::pin::hash(pin, [3; 16]),
    })));
    office.run(&["rules", "export", "-o", "aturan.toml"]).must();
    for args in [
        &["rules", "import", "aturan.toml"][..],
        &["rules", "lock"],
        &["seal", "--from", "2026-10"],
    ] {
        office.run(args).ends(1);
        office.run(&[args, &["--pin", pin]].concat()).must();
    }
    // Looking is everybody's.
    office.run(&["rules", "show"]).must();
    office.run(&["seal"]).must();
}
