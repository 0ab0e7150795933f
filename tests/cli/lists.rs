//! Lists at the scripted desk: which there are, closing, addenda, signatures, numbers; and the PIN.

use gelar::meeting::attendance::{Section, SheetPrinted, Variant};
use gelar::meeting::command::Command as Wish;
use gelar::meeting::id::{ListId, PersonId};
use serde_json::{Value, json};

use super::support::{Done, MORNING, Office};
use super::{has, outcomes};

/// A PIN that stands nowhere else.
const PIN: &str = "rahasia59";
const OTHER: &str = "lainlagi7";

fn row<'a>(lists: &'a Value, name: &str) -> &'a Value {
    let mut all = lists.as_array().unwrap().iter();
    all.find(|l| l["list"] == name).unwrap()
}

#[test]
fn a_list_is_defined_shown_and_used() {
    let office = Office::invited();
    let lists = office.json(&["lists"]);
    let names: Vec<&str> = lists
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l["list"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["hadir", "kit", "makan", "transport"]);
    assert_eq!(
        lists[0],
        json!({"list": "hadir", "title": "Daftar hadir", "purpose": "attendance", "along": false,
               "invited": 3, "present": 0, "closed": null})
    );
    assert_eq!(lists[1]["purpose"], "hand_out");

    let made = office.json(&[
        "list",
        "sesi-2",
        "--title",
        "Sesi siang",
        "--purpose",
        "attendance",
    ]);
    assert_eq!(
        made,
        json!({"list": "sesi-2", "title": "Sesi siang", "purpose": "attendance", "along": false})
    );
    // What is not said stays.
    let kit = office.json(&["daftar-baru", "kit", "--along"]);
    assert_eq!(
        (&kit["purpose"], &kit["along"]),
        (&json!("hand_out"), &json!(true))
    );
    let kit = office.json(&["list", "kit", "--title", "Tas"]);
    assert_eq!(
        (&kit["title"], &kit["along"]),
        (&json!("Tas"), &json!(true))
    );
    office.run(&["scan", &office.codes()[0]]).must();
    assert_eq!(office.person(1)["lists"], json!(["hadir", "kit"]));
    let kit = office.json(&["list", "kit", "--along=false"]);
    assert_eq!(kit["along"], false);
    office
        .run(&["checkin", "--person", "2", "--list", "SESI-2"])
        .must();
    let lists = office.json(&["daftar"]);
    assert_eq!(row(&lists, "hadir")["present"], 1);
    assert_eq!(row(&lists, "kit")["present"], 1);
    assert_eq!(row(&lists, "sesi-2")["present"], 1);
    for lang in ["id", "en"] {
        let told = office.run(&["--lang", lang, "lists"]).must().out;
        assert!(told.contains("Sesi siang"), "{told}");
    }

    let head = office.head();
    for args in [
        &["list", "Huruf Besar"][..],
        &["list", ""],
        &["list", "terlalu-panjang-untuk-nama"],
        &["list", "sesi-2", "--title", "Sesi siang"],
        &["list", "hadir", "--along"],
        &["checkin", "--person", "2", "--list", "sesi-3"],
        &["scan", "x", "--list", "sesi-3"],
        &["reconcile", "--list", "sesi-3"],
        &["close", "attendance", "--list", "sesi-3"],
    ] {
        office.run(args).ends(1);
    }
    office.run(&["list", "x", "--purpose", "pesta"]).ends(2);
    office.run(&["list"]).ends(2);
    assert_eq!(office.head(), head);
}

#[test]
fn a_station_takes_numbers_of_its_own() {
    let office = Office::invited();
    let told = office.json(&["reserve", "50", "--station", "Meja 2"]);
    assert_eq!(
        told,
        json!({"station": "Meja 2", "first": 4, "last": 53, "left": 50})
    );
    let other = office.json(&["walk-in", "--name", "Satu Contoh"]);
    assert_eq!(other["id"], 54);
    let own = ["walk-in", "--name", "Dua Contoh", "--station", "Meja 2"];
    assert_eq!(office.json(&own)["id"], 4);
    let more = office.json(&["blok-nomor", "1", "--station", "Meja 2"]);
    assert_eq!((&more["first"], &more["left"]), (&json!(55), &json!(50)));
    office.run(&["reserve", "0"]).ends(1);
    office.run(&["reserve", "1001"]).ends(1);
    office.run(&["reserve", "banyak"]).ends(2);
}

#[test]
fn closing_tells_the_sums_and_the_fingerprint_of_its_entry() {
    let office = Office::invited();
    office.run(&["checkin", "--person", "1"]).must();
    office.json(&["substitute", "2", "--name", "Hasna Contoh", "--sex", "P"]);
    office.json(&[
        "walk-in",
        "--name",
        "Baru Contoh",
        "--sex",
        "L",
        "--village",
        "Salenrang",
    ]);
    let closed = office.json(&["close", "attendance", "--station", "Meja 2"]);
    has(
        &closed,
        &[
            "list",
            "at",
            "station",
            "operator",
            "totals",
            "fingerprint",
            "addenda",
        ],
    );
    assert_eq!(
        (&closed["list"], &closed["station"]),
        (&json!("hadir"), &json!("Meja 2"))
    );
    let sums = &closed["totals"];
    let numbers = ["invited", "present", "substitutes", "added", "men", "women"]
        .map(|k| sums[k].as_u64().unwrap());
    assert_eq!(numbers, [3, 3, 1, 1, 1, 2]);
    assert_eq!(
        sums["subdistricts"],
        json!([{"subdistrict": "Bontoa", "invited": 2, "present": 3, "added": 1},
               {"subdistrict": "Camba", "invited": 1, "present": 0}])
    );
    // Closing, list, people and journal agree to the person.
    let people = office.json(&["people"]);
    let there = people.as_array().unwrap().iter();
    let there = there.filter(|p| p["lists"].as_array().unwrap().contains(&json!("hadir")));
    assert_eq!(there.count(), 3);
    assert_eq!(row(&office.json(&["lists"]), "hadir")["present"], 3);
    assert_eq!(office.json(&["verify"])["present"], 3);
    // The fingerprint is the closing entry's, also after others were written.
    let print = closed["fingerprint"].as_str().unwrap().to_owned();
    assert_eq!(office.json(&["verify"])["fingerprint"], json!(print));
    office.run(&["handout", "kit", "--person", "1"]).must();
    assert_ne!(office.json(&["verify"])["fingerprint"], json!(print));
    let lists = office.json(&["lists"]);
    assert_eq!(row(&lists, "hadir")["closed"]["fingerprint"], json!(print));
    assert_eq!(row(&lists, "hadir")["closed"]["totals"], *sums);
    assert_eq!(row(&lists, "kit")["closed"], Value::Null);
    let log = office.run(&["log", "--json"]).must().lines();
    let entry = log
        .iter()
        .find(|e| e["event"]["type"] == "attendance_closed")
        .unwrap();
    let hash = entry["hash"].as_str().unwrap().to_uppercase();
    assert_eq!(print.replace('-', ""), hash[..12]);

    let again = office.run(&["tutup", "daftar-hadir"]).ends(1);
    assert!(again.err.contains("Daftar hadir"), "{}", again.err);
    office.run(&["close", "pintu"]).ends(2);
    office.run(&["close"]).ends(2);
    // Another list is closed by itself, and told for people.
    let told = office
        .run(&["--lang", "en", "close", "attendance", "--list", "kit"])
        .must()
        .out;
    assert!(told.contains("Fingerprint: "), "{told}");
}

#[test]
fn a_closed_list_changes_by_addendum_with_a_reason_only() {
    let office = Office::invited();
    let codes = office.codes();
    office.run(&["checkin", "--person", "1"]).must();
    office.json(&["close", "attendance"]);
    let late = office.run(&["scan", "--json", &codes[1]]).ends(1);
    assert_eq!(outcomes(&late), ["list_closed"]);
    let head = office.head();
    let shut = office.run(&["checkin", "--person", "2", "--json"]).ends(1);
    assert_eq!(shut.value()["outcome"], "list_closed");
    assert!(!shut.err.is_empty());
    for args in [
        &["walk-in", "--name", "Baru Contoh"][..],
        &["substitute", "1", "--name", "Baru Contoh"],
        &["delegation", "D1", "--present", "all"],
        &["withdraw", "--person", "1"],
        &["undo"],
        &["checkin", "--person", "2", "--reason", " "],
    ] {
        office.run(args).ends(1);
    }
    assert_eq!(office.head(), head);

    let why = ["--reason", "datang terlambat"];
    let add = |args: &[&str]| office.json(&[args, &why[..]].concat());
    assert_eq!(add(&["checkin", "--person", "2"])["outcome"], "present");
    assert_eq!(add(&["undo"])["what"], "HADIR Suardi #2");
    assert_eq!(
        add(&["delegation", "D1", "--present", "all"])["arrived"],
        json!([2])
    );
    assert_eq!(
        add(&["substitute", "2", "--name", "Hasna Contoh"])["state"],
        "represented"
    );
    assert_eq!(add(&["walk-in", "--name", "Baru Contoh"])["id"], 4);
    assert_eq!(add(&["withdraw", "--person", "1"])["state"], "expected");
    // Corrections of the list were noted, and the sums at its closing stand.
    let closed = row(&office.json(&["lists"]), "hadir")["closed"].clone();
    assert_eq!(closed["totals"]["present"], 1);
    let addenda = closed["addenda"].as_array().unwrap();
    assert_eq!(addenda.len(), 6);
    assert_eq!(addenda[0]["reason"], "datang terlambat");
    assert_eq!(addenda[0]["arrived"], json!([2]));
    assert_eq!(addenda[1]["withdrawn"], json!([2]));
    assert_eq!(addenda[3]["corrected"], json!([2]));
    assert_eq!(addenda[4]["arrived"], json!([4]));
    assert_eq!(addenda[5]["withdrawn"], json!([1]));
    // An open list takes no addendum.
    let open = ["checkin", "--person", "4", "--list", "kit", "--reason", "x"];
    office.run(&open).ends(1);
}

/// A printed list of the present, three rows on page 1; and one of everybody of 30 people.
fn printed(office: &Office, rows: &[u32], variant: Variant) {
    office.wish(Wish::PrintSheet(SheetPrinted {
        first_page: 0,
        list: ListId::main(),
        section: Section::Participants,
        variant,
        rows: rows.iter().map(|id| PersonId(*id)).collect(),
    }));
}

#[test]
fn signatures_are_held_against_arrivals() {
    let office = Office::invited();
    office.run(&["checkin", "--person", "1"]).must();
    office.run(&["checkin", "--person", "3"]).must();
    printed(&office, &[3, 1, 2], Variant::Invited);
    let empty = office.json(&["reconcile"]);
    assert_eq!(
        empty,
        json!({"list": "hadir", "pages": 1, "checked": 0, "unsigned": [], "absent": []})
    );
    let head = office.head();
    let shown = office.json(&["signatures", "1", "--show"]);
    assert_eq!(
        (&shown["checked"], &shown["rows"][0]["signed"]),
        (&json!(false), &Value::Null)
    );
    assert_eq!(office.head(), head);

    // Whoever is present has signed, whoever is not has not.
    // To look is not to say that somebody signed.
    assert_eq!(office.json(&["signatures", "1"]), shown);
    assert_eq!(office.head(), head);
    let noted = office.json(&["signatures", "1", "--complete"]);
    let row = |page: &Value, n: usize| {
        let r = &page["rows"][n];
        (
            r["row"].as_u64().unwrap(),
            r["id"].as_u64().unwrap(),
            r["present"].as_bool().unwrap(),
            r["signed"].as_bool().unwrap(),
        )
    };
    assert_eq!(row(&noted, 0), (1, 3, true, true));
    assert_eq!(row(&noted, 2), (3, 2, false, false));
    assert_eq!(
        (&noted["unsigned"], &noted["absent"]),
        (&json!([]), &json!([]))
    );
    office.run(&["signatures", "1", "--complete"]).ends(1);
    office.run(&["signatures", "1", "--unsigned", "3"]).ends(1);

    let code = office.meeting().page_code(1).unwrap();
    let noted = office.json(&["tanda-tangan", &code, "--unsigned", "2", "--signed", "3"]);
    assert_eq!(
        (&noted["unsigned"], &noted["absent"]),
        (&json!([1]), &json!([2]))
    );
    let told = office.json(&["cocokkan"]);
    assert_eq!((&told["pages"], &told["checked"]), (&json!(1), &json!(1)));
    assert_eq!(
        told["unsigned"],
        json!([{"id": 1, "name": "Hj. Rahmatia Dg. Bollo, S.Pd."}])
    );
    assert_eq!(told["absent"], json!([{"id": 2, "name": "Suardi"}]));
    assert_eq!(
        office.json(&["signatures", "1", "--show"])["absent"],
        json!([2])
    );
    let words = office.run(&["reconcile"]).must().out;
    assert!(words.contains("Hadir tanpa tanda tangan: 1"), "{words}");
    let words = office
        .run(&["--lang", "en", "signatures", "1", "--show"])
        .must()
        .out;
    assert!(words.contains("NOT SIGNED"), "{words}");
    assert!(!words.contains("0812"), "{words}");

    let badge = office.codes()[0].clone();
    let head = office.head();
    office.run(&["signatures", "9"]).ends(1);
    office.run(&["signatures", &badge]).ends(1);
    office.run(&["signatures", "1", "--unsigned", "4"]).ends(1);
    office
        .run(&["signatures", "1", "--unsigned", "tiga"])
        .ends(2);
    office.run(&["signatures", "satu"]).ends(2);
    office
        .run(&["signatures", "1", "--show", "--signed", "1"])
        .ends(2);
    office.run(&["signatures"]).ends(2);
    assert_eq!(office.head(), head);
}

#[test]
fn rows_of_a_second_page_go_on_as_printed() {
    let office = Office::with_guests(30);
    let paper = [
        "export",
        "attendance",
        "--variant",
        "invited",
        "--group",
        "peserta",
    ];
    office.json(&[&paper[..], &["-o", "daftar.html"]].concat());
    office.run(&["checkin", "--person", "26"]).must();
    let noted = office.json(&["signatures", "2", "--unsigned", "26", "--signed", "27,30"]);
    assert_eq!(noted["rows"].as_array().unwrap().len(), 5);
    assert_eq!(
        (&noted["unsigned"], &noted["absent"]),
        (&json!([26]), &json!([27, 30]))
    );
    office.run(&["signatures", "2", "--signed", "1"]).ends(1);
    let told = office.json(&["reconcile"]);
    assert_eq!((&told["pages"], &told["checked"]), (&json!(2), &json!(1)));
}

/// Runs with a PIN in the environment.
fn with_pin(office: &Office, pin: &str, args: &[&str]) -> Done {
    Done::of(office.command(args).env("GELAR_PIN", pin).output().unwrap())
}

#[test]
fn a_pin_keeps_some_commands_for_the_supervisor() {
    let office = Office::invited();
    assert_eq!(
        office.json(&["pin", "check"]),
        json!({"pin": false, "right": null})
    );
    office.run(&["pin", "remove"]).ends(1);
    assert_eq!(office.json(&["pin", "set", "--pin", PIN])["pin"], true);
    office.run(&["pin", "check"]).ends(1);
    assert_eq!(
        office.json(&["pin", "check", "--pin", PIN]),
        json!({"pin": true, "right": true})
    );
    with_pin(&office, PIN, &["sandi", "periksa"]).must();
    office.run(&["checkin", "--person", "1"]).must();
    let head = office.head();
    let guarded = [
        &["close", "attendance"][..],
        &["cancel", "--person", "2", "--reason", "sakit"],
        &["restore", "--person", "2"],
        &["reissue", "--person", "2", "--reason", "hilang"],
        &["pin", "remove"],
        &["checkin", "--person", "2", "--reason", "susulan"],
    ];
    for args in guarded {
        for lang in ["id", "en"] {
            let done = office.run(&[args, &["--lang", lang]].concat()).ends(1);
            assert!(done.err.contains("PIN"), "{args:?}: {}", done.err);
        }
        // A wrong PIN ends before anything, whatever the command.
        let wrong = office.run(&[args, &["--pin", OTHER]].concat()).ends(1);
        assert!(!wrong.err.contains(OTHER), "{}", wrong.err);
    }
    office.run(&["pin", "set", "--new", OTHER]).ends(1);
    with_pin(&office, "salah123", &["people"]).ends(1);
    with_pin(&office, "salah123", &["scan", "x"]).ends(1);
    assert_eq!(office.head(), head, "nothing was written");

    // Fresh acts are everybody's to undo, old ones the supervisor's.
    let later = MORNING.replace("T08:05", "T08:25");
    office.at(&later, &["undo"]).ends(1);
    office.at(&later, &["withdraw", "--person", "1"]).ends(1);
    office.run(&["undo"]).must();
    with_pin(
        &office,
        PIN,
        &["cancel", "--person", "2", "--reason", "sakit"],
    )
    .must();
    office.run(&["--pin", PIN, "close", "attendance"]).must();

    office.run(&["pin", "set", "--pin", PIN]).ends(2);
    office
        .run(&["pin", "set", "--pin", PIN, "--new", OTHER])
        .must();
    office.run(&["pin", "check", "--pin", PIN]).ends(1);
    office.run(&["pin", "check", "--pin", OTHER]).must();
    office.run(&["pin", "remove", "--pin", OTHER]).must();
    office.run(&["restore", "--person", "2"]).must();
    // In a meeting without one a PIN in the environment is nobody's business.
    with_pin(&office, PIN, &["people"]).must();
}

#[test]
fn a_pin_is_written_nowhere() {
    let office = Office::invited();
    let mut said = Vec::new();
    for args in [
        &["pin", "set", "--pin", PIN][..],
        &["pin", "set", "--pin", PIN],
        &["pin", "check", "--pin", PIN],
        &["pin", "set", "--pin", PIN, "--new", "x!"],
        &["people", "--pin", PIN],
        &["log"],
        &["log", "--json"],
        &["verify"],
    ] {
        let done = with_pin(&office, PIN, args);
        said.push(done.out + &done.err);
    }
    said.push(with_pin(&office, PIN, &["--help"]).out);
    said.push(with_pin(&office, PIN, &["pin", "set", "--help"]).out);
    for text in &said {
        assert!(!text.contains(PIN), "{text}");
    }
    let log: Vec<&String> = said.iter().filter(|t| t.contains("pin_set")).collect();
    assert_eq!(log.len(), 2, "the log tells that it was set");
    for file in [
        office.path("pertemuan.gelar"),
        office.path("setelan").join("gelar.log"),
    ] {
        let bytes = std::fs::read(&file).unwrap_or_default();
        assert!(
            !bytes.windows(PIN.len()).any(|w| w == PIN.as_bytes()),
            "{}",
            file.display()
        );
    }
}

#[test]
fn the_shape_of_a_pin_is_told_and_a_weak_one_taken() {
    let office = Office::founded();
    for pin in ["123", "1234567890123", "12 34", "12-34"] {
        let done = office.run(&["pin", "set", "--pin", pin]).ends(2);
        assert!(!done.err.contains(pin), "{}", done.err);
    }
    office.run(&["pin", "set"]).ends(2);
    office.run(&["pin"]).ends(2);
    assert_eq!(office.json(&["pin", "check"])["pin"], false);
    let weak = office.run(&["pin", "pasang", "--pin", "1234"]).must();
    assert!(!weak.err.is_empty() && !weak.err.contains("1234"));
    office.run(&["pin", "hapus", "--pin", "1234"]).must();
}
