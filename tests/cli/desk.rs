//! People at the scripted desk: delegations, walk-ins, substitutes, hand-outs, guests of honour.

use std::process::Stdio;

use gelar::meeting::command::Order;
use gelar::meeting::delegation::DelegationId;
use serde_json::{Value, json};

use super::support::{MORNING, Office};
use super::{has, no_control, outcomes};

fn ids(value: &Value) -> Vec<u64> {
    let all = value.as_array().unwrap().iter();
    all.map(|v| v.as_u64().unwrap()).collect()
}

fn letter(office: &Office, delegation: u32) -> String {
    let meeting = office.meeting();
    meeting.letter_code(DelegationId(delegation)).unwrap()
}

#[test]
fn a_delegation_is_named_in_five_ways_and_shown() {
    let office = Office::invited();
    let codes = office.codes();
    let before = office.head();
    let shown = office.json(&["delegation", "D1"]);
    assert_eq!(shown["arrived"], json!([]));
    let d = &shown["delegation"];
    assert_eq!(
        (&d["id"], &d["village"], &d["subdistrict"], &d["state"]),
        (
            &json!("D1"),
            &json!("Salenrang"),
            &json!("Bontoa"),
            &json!("none")
        )
    );
    assert_eq!((&d["quota"], &d["present"]), (&json!(2), &json!(0)));
    assert_eq!(ids(&d["missing"]), [1, 2]);
    assert_eq!(
        d["members"][1],
        json!({"id": 2, "name": "Suardi", "badge": "2", "position": "Kepala Desa",
               "state": "expected", "substitute": null})
    );
    for named in [
        "d1",
        "1",
        "#2",
        &codes[1],
        "73.09.05.2006",
        &letter(&office, 1),
    ] {
        assert_eq!(office.json(&["delegasi", named]), shown, "{named}");
    }
    let told = office.run(&["delegation", "D1"]).must().out;
    assert!(
        told.contains("Salenrang") && told.contains("BELUM"),
        "{told}"
    );
    let told = office.run(&["delegation", "D1", "--lang", "en"]).must().out;
    assert!(told.contains("NOBODY"), "{told}");
    assert_eq!(
        office.head(),
        before,
        "a look writes nothing, not even of a member's code"
    );
}

#[test]
fn members_are_recorded_in_one_act_and_late_ones_join() {
    let office = Office::invited();
    let first = office.json(&["delegation", "D1", "--present", "2"]);
    assert_eq!(ids(&first["arrived"]), [2]);
    assert_eq!(first["delegation"]["state"], "partial");
    assert_eq!(ids(&first["delegation"]["missing"]), [1]);
    let all = office.json(&["delegation", "D1", "--present", "all"]);
    assert_eq!(ids(&all["arrived"]), [1]);
    assert_eq!(all["delegation"]["state"], "complete");
    assert_eq!(office.person(1)["arrival"]["how"], "card");

    let head = office.head();
    for present in [&["all"][..], &["semua"], &["1,2"], &["1", "2"]] {
        let args = [&["delegation", "D1", "--json", "--present"][..], present].concat();
        let again = office.run(&args).ends(1);
        assert_eq!(again.value()["arrived"], json!([]));
        assert!(!again.err.is_empty());
    }
    assert_eq!(office.head(), head);

    office.json(&["undo"]);
    office.json(&["undo"]);
    let both = office.json(&["delegation", "D1", "--present", "1,#2"]);
    assert_eq!(ids(&both["arrived"]), [1, 2]);
    office.json(&["undo"]);
    assert_eq!(office.state(1), "expected");
    assert_eq!(office.state(2), "expected", "one act for both");
}

#[test]
fn what_is_no_delegation_is_refused_in_words() {
    let office = Office::invited();
    let codes = office.codes();
    let meeting = office.meeting();
    let page = meeting.page_code(1).unwrap();
    let order = meeting.order_code(Order::Undo).unwrap();
    office
        .run(&["reissue", "--person", "1", "--reason", "hilang"])
        .must();
    let stranger = letter(&Office::with_guests(1), 1);
    let head = office.head();
    for wrong in [
        "D9",
        "D0",
        "999",
        "73.09.05.2003",
        "99.99.99.9999",
        &page,
        &order,
        &codes[0],
        &stranger,
        &codes[1][..9],
        "7309051234560001",
        "https://contoh.example/",
        "",
        "entah",
    ] {
        let done = office.run(&["delegation", wrong]).ends(1);
        assert!(
            !done.err.contains("7309051234560001"),
            "a stranger's number is not repeated"
        );
    }
    office.run(&["delegation", "D1", "--present", "3"]).ends(1);
    office.run(&["delegation", "D1", "--present", "99"]).ends(1);
    office
        .run(&["delegation", "D1", "--present", "siapa"])
        .ends(2);
    office.run(&["delegation", "D1", "--present"]).ends(2);
    office.run(&["delegation"]).ends(2);
    office
        .run(&["-m", "tiada.gelar", "delegation", "D1"])
        .ends(3);
    assert_eq!(office.head(), head);

    // Neither committee nor speakers come with a delegation.
    office.write("panitia.csv", "nama;unsur\nRina Contoh;Panitia\n");
    office.json(&["import", "peserta", "panitia.csv"]);
    let done = office.run(&["delegation", "4"]).ends(1);
    assert!(done.err.contains("Rina Contoh"), "{}", done.err);
}

#[test]
fn a_delegation_can_be_recorded_on_another_list() {
    let office = Office::invited();
    office.json(&["list", "hari-2", "--title", "Hari kedua"]);
    let told = office.json(&["delegation", "D1", "--present", "all", "--list", "hari-2"]);
    assert_eq!(told["delegation"]["state"], "complete");
    assert_eq!(told["list"], "hari-2");
    assert_eq!(office.state(1), "expected");
    assert_eq!(office.person(1)["lists"], json!(["hari-2"]));
}

#[test]
fn a_scan_tells_the_delegation_and_other_codes_in_words() {
    let office = Office::invited();
    let codes = office.codes();
    let meeting = office.meeting();
    let read = office.run(&["scan", "--json", &codes[0]]).must().value();
    assert_eq!(read["vip"], Value::Null);
    let d = &read["delegation"];
    assert_eq!(
        (&d["id"], &d["present"], &d["expected"]),
        (&json!("D1"), &json!(1), &json!(2))
    );
    assert_eq!(ids(&d["missing"]), [2]);
    assert!(d["name"].is_string());

    let head = office.head();
    let done = office.run(&["scan", "--json", &letter(&office, 1)]).ends(1);
    let told = done.value();
    assert_eq!(
        (&told["outcome"], &told["person"]),
        (&json!("delegation"), &Value::Null)
    );
    assert_eq!(ids(&told["delegation"]["missing"]), [2]);
    assert!(
        done.err.contains("gelar delegasi D1 --present all"),
        "{}",
        done.err
    );
    let page = meeting.page_code(3).unwrap();
    let done = office.run(&["scan", "--json", &page]).ends(1);
    assert_eq!(
        (&done.value()["outcome"], &done.value()["page"]),
        (&json!("page"), &json!(3))
    );
    assert!(done.err.contains('3'));
    let order = meeting.order_code(Order::AllPresent).unwrap();
    let done = office.run(&["scan", "--json", &order]).ends(1);
    assert_eq!(done.value()["outcome"], "command");
    assert_eq!(done.value()["command"], "all_present");
    for code in [&letter(&office, 1), &page, &order] {
        for lang in ["id", "en"] {
            let done = office.run(&["--lang", lang, "scan", code]).ends(1);
            assert!(!done.err.is_empty());
        }
    }
    assert_eq!(office.head(), head);

    // One of them does not stop the badges after it.
    let mixed = office
        .run(&["scan", "--json", &letter(&office, 1), &codes[1]])
        .ends(1);
    assert_eq!(outcomes(&mixed), ["delegation", "present"]);
    assert_eq!(office.state(2), "present");
}

#[test]
fn a_walk_in_is_added_and_present_at_once() {
    let office = Office::invited();
    let told = office.json(&[
        "walk-in",
        "--name",
        "Baso Tamu, S.Sos.",
        "--village",
        "Salenrang, Bontoa",
        "--position",
        "Sekretaris Desa",
        "--phone",
        "+62 812-0000-0009",
        "--sex",
        "L",
    ]);
    has(
        &told,
        &[
            "id",
            "name",
            "badge",
            "village",
            "subdistrict",
            "state",
            "class",
            "substitute",
            "vip",
            "delegation_id",
            "lists",
            "group",
            "position",
            "arrival",
            "outcome",
        ],
    );
    assert_eq!(
        (&told["id"], &told["outcome"]),
        (&json!(4), &json!("present"))
    );
    assert_eq!(
        (&told["state"], &told["class"]),
        (&json!("present"), &json!("tambahan"))
    );
    assert_eq!(
        (&told["village"], &told["delegation_id"]),
        (&json!("Salenrang"), &json!("D1"))
    );
    assert_eq!(told["arrival"]["at"], MORNING);
    assert!(
        !told.to_string().contains("0812"),
        "a phone number is never printed"
    );
    let meeting = office.meeting();
    let person = meeting.people().iter().find(|p| p.id.0 == 4).unwrap();
    assert_eq!(person.record.personal.phone, "081200000009");
    let shown = office.json(&["delegation", "D1"]);
    assert_eq!(
        shown["delegation"]["quota"], 2,
        "nobody invited more for it"
    );

    let by_code = [
        "tamu-baru",
        "--name",
        "Sitti Contoh",
        "--village",
        "73.09.05.2006",
    ];
    let told = office.json(&[&by_code[..], &["--class", "tamu"]].concat());
    assert_eq!(
        (&told["class"], &told["village"]),
        (&json!("tamu"), &json!("Salenrang"))
    );
    let office_of = [
        "peserta-baru",
        "--name",
        "Rusli Contoh",
        "--office",
        "Radio Contoh",
    ];
    let told = office.json(&[&office_of[..], &["--class", "media"]].concat());
    assert_eq!(
        (&told["class"], &told["office"]),
        (&json!("media"), &json!("Radio Contoh"))
    );
    // A place that no list knows is kept as it was said.
    let told = office.json(&[
        "walk-in",
        "--name",
        "Jauh Contoh",
        "--village",
        "Antah Berantah, Jauh",
    ]);
    assert_eq!(told["village"], "Antah Berantah");
    office.json(&["undo"]);
    assert_eq!(
        office.json(&["people"]).as_array().unwrap().len(),
        6,
        "one act"
    );
}

#[test]
fn what_could_mean_two_is_asked_back_and_nobody_is_added() {
    let office = Office::invited();
    let head = office.head();
    let twice = office
        .run(&[
            "walk-in",
            "--name",
            "Baru Contoh",
            "--village",
            "Bonto Matene",
        ])
        .ends(1);
    assert!(twice.err.matches("73.09.").count() == 2, "{}", twice.err);
    let near = [
        "walk-in",
        "--name",
        "Baru Contoh",
        "--village",
        "Salenrrannk",
    ];
    let near = office.run(&near).ends(1);
    assert!(
        near.err.contains("Salenrang") && near.err.contains("--sure"),
        "{}",
        near.err
    );
    office
        .run(&["walk-in", "--name", "B", "--village", "73.09.99.2001"])
        .ends(1);
    office.run(&["walk-in", "--name", " \u{200b} "]).ends(1);
    office
        .run(&["walk-in", "--name", "B", "--list", "salah"])
        .ends(1);
    for args in [
        &["walk-in"][..],
        &["walk-in", "--name", "B", "--sex", "X"],
        &["walk-in", "--name", "B", "--phone", "8,12E+10"],
        &["walk-in", "--name", "B", "--class", "raja"],
        &["walk-in", "--name", &"x".repeat(501)],
    ] {
        let done = office.run(args).ends(2);
        assert!(
            !done.err.contains("8,12E"),
            "a phone number is not repeated"
        );
    }
    assert_eq!(office.head(), head);
}

#[test]
fn somebody_of_the_same_name_is_asked_about_first() {
    let office = Office::invited();
    let head = office.head();
    let again = [
        "walk-in",
        "--name",
        "SUARDI, S.E.",
        "--village",
        "Salenrang",
    ];
    for lang in ["id", "en"] {
        let done = office
            .run(&[&["--lang", lang], &again[..]].concat())
            .ends(1);
        assert!(
            done.err.contains("Suardi #2") && done.err.contains("--sure"),
            "{}",
            done.err
        );
    }
    assert_eq!(office.head(), head);
    let sure = office.json(&[&again[..], &["--sure"]].concat());
    assert_eq!(sure["id"], 4);
    office.run(&again).ends(1);
}

#[test]
fn one_name_at_two_windows_is_one_walk_in_and_of_another_place_another() {
    let office = Office::invited();
    let at = |name: &str, station: &str| {
        let mut command = office.command(&["walk-in", "--name", name, "--station", station]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    };
    let windows = [("H. Baso Baru", "Meja 1"), ("Baso Baru, S.E.", "Meja 2")];
    let mut running = windows.map(|(name, station)| at(name, station));
    let mut ends = running
        .each_mut()
        .map(|r| r.wait().unwrap().code().unwrap());
    ends.sort_unstable();
    assert_eq!(ends, [0, 1]);
    assert_eq!(office.json(&["people"]).as_array().unwrap().len(), 4);
    // Known to come from elsewhere, it is somebody else; a committee's has no delegation.
    let other = ["walk-in", "--name", "Suardi", "--village", "Cenrana, Camba"];
    let other = office.json(&[&other[..], &["--class", "panitia"]].concat());
    assert_eq!(
        (&other["class"], &other["delegation_id"]),
        (&json!("panitia"), &Value::Null)
    );
}

#[test]
fn a_delegation_over_its_quota_is_told_and_one_that_has_reached_it_misses_nobody() {
    let office = Office::invited();
    let library = "kode_wilayah;nama_perpustakaan;kuota\n73.09.05.2006;Perpustakaan Contoh;1\n";
    office.write("perpustakaan.csv", library);
    office.json(&["import", "perpustakaan", "perpustakaan.csv"]);
    let d = office.json(&["delegation", "D1", "--present", "1"])["delegation"].clone();
    assert_eq!(
        (&d["name"], &d["quota"], &d["state"], &d["missing"]),
        (
            &json!("Perpustakaan Contoh"),
            &json!(1),
            &json!("complete"),
            &json!([])
        )
    );
    office
        .run(&["delegation", "D1", "--present", "all"])
        .ends(1);
    let d = office.json(&["delegation", "D1", "--present", "2"])["delegation"].clone();
    assert_eq!((&d["present"], &d["state"]), (&json!(2), &json!("over")));
}

#[test]
fn a_substitute_comes_and_both_names_are_kept() {
    let office = Office::invited();
    let told = office.json(&["substitute", "2", "--name", "Hasna Contoh", "--sex", "P"]);
    assert_eq!((&told["id"], &told["name"]), (&json!(2), &json!("Suardi")));
    assert_eq!(told["state"], "represented");
    assert_eq!(told["substitute"]["name"], "Hasna Contoh");
    assert_eq!(office.person(2)["substitute"]["name"], "Hasna Contoh");
    let found = office.json(&["search", "suardi"]);
    assert_eq!(
        (&found[0]["id"], &found[0]["state"]),
        (&json!(2), &json!("represented"))
    );
    let shown = office.json(&["delegation", "D1"]);
    assert_eq!(shown["delegation"]["members"][1]["state"], "represented");
    assert_eq!(
        shown["delegation"]["members"][1]["substitute"]["name"],
        "Hasna Contoh"
    );
    let line = office.run(&["people"]).must().out;
    assert!(
        line.contains("Suardi (diwakili oleh Hasna Contoh)"),
        "{line}"
    );

    // A substitute for the substitute; undone, the first is there again.
    office.json(&["pengganti", "#2", "--name", "Kedua Contoh"]);
    office.json(&["undo"]);
    assert_eq!(office.person(2)["substitute"]["name"], "Hasna Contoh");
    office
        .run(&["substitute", "2", "--name", "Hasna Contoh", "--sex", "P"])
        .ends(1);
    let came = office.json(&["substitute", "2", "--none"]);
    assert_eq!(
        (&came["state"], &came["substitute"]),
        (&json!("present"), &Value::Null)
    );
    office.json(&["substitute", "2", "--name", "Hasna Contoh"]);
    let came = office.json(&["substitute", "2", "--name", ""]);
    assert_eq!(came["substitute"], Value::Null, "an empty name is nobody");
    let head = office.head();
    office.run(&["substitute", "2", "--name", ""]).ends(1);
    office.run(&["substitute", "99", "--name", "X"]).ends(1);
    office
        .run(&["cancel", "--person", "3", "--reason", "sakit"])
        .must();
    office.run(&["substitute", "3", "--name", "X"]).ends(1);
    office.run(&["restore", "--person", "3"]).must();
    office.run(&["substitute", "2"]).ends(2);
    office
        .run(&["substitute", "2", "--none", "--name", "X"])
        .ends(2);
    office.run(&["substitute", "dua", "--name", "X"]).ends(2);
    assert_ne!(office.head(), head, "cancelled and restored, nothing else");
    assert_eq!(
        office.json(&["substitute", "3", "--name", "X"])["state"],
        "represented"
    );
}

#[test]
fn what_is_handed_out_is_handed_out_once() {
    let office = Office::invited();
    let codes = office.codes();
    let early = office
        .run(&["handout", "kit", &codes[0], "--json"])
        .ends(1)
        .value();
    assert_eq!(
        (&early["outcome"], &early["list"]),
        (&json!("not_yet_present"), &json!("kit"))
    );
    office.run(&["scan", &codes[0], &codes[1]]).must();
    let given = office
        .run(&["handout", "kit", &codes[0], "--json"])
        .must()
        .value();
    assert_eq!(
        (&given["outcome"], &given["first"]),
        (&json!("present"), &Value::Null)
    );
    let twice = office
        .run(&["serahkan", "kit", &codes[0], "--json"])
        .ends(1)
        .value();
    assert_eq!(twice["outcome"], "already_present");
    assert_eq!(twice["first"]["at"], MORNING, "when it was handed out");
    let told = office.run(&["handout", "kit", &codes[0]]).ends(1).out;
    assert!(told.contains("SUDAH DISERAHKAN"), "{told}");
    office.run(&["handout", "makan", "--person", "2"]).must();
    office.run(&["handout", "makan", "--person", "2"]).ends(1);
    assert_eq!(office.person(1)["lists"], json!(["hadir", "kit"]));
    assert_eq!(office.person(2)["lists"], json!(["hadir", "makan"]));
    assert_eq!(
        outcomes(
            &office
                .run(&["scan", "--list", "kit", "--json", &codes[1], "rusak"])
                .ends(1)
        ),
        ["present", "foreign_code"]
    );

    office.write(
        "uang.csv",
        "nama;unsur;transport\nTanpa Uang;Undangan;tidak\n",
    );
    office.json(&["import", "peserta", "uang.csv"]);
    office.run(&["checkin", "--person", "4"]).must();
    let none = office
        .run(&["handout", "transport", "--person", "4", "--json"])
        .ends(1);
    assert_eq!(none.value()["outcome"], "not_entitled");
    office
        .run(&["handout", "transport", "--person", "1"])
        .must();

    office
        .run(&["cancel", "--person", "3", "--reason", "sakit"])
        .must();
    let gone = office
        .run(&["handout", "kit", "--person", "3", "--json"])
        .ends(1);
    assert_eq!(gone.value()["outcome"], "cancelled");
    let wrong = office.run(&["handout", "kti", &codes[0]]).ends(1);
    assert!(wrong.err.contains("transport"), "{}", wrong.err);
    office.run(&["handout", "kit"]).ends(2);
    office
        .run(&["handout", "kit", &codes[0], "--person", "1"])
        .ends(2);
}

#[test]
fn an_arrival_is_taken_back() {
    let office = Office::invited();
    office.run(&["checkin", "--person", "1"]).must();
    office
        .run(&["checkin", "--person", "1", "--list", "kit"])
        .must();
    let told = office.json(&["withdraw", "--person", "1", "--list", "kit"]);
    assert_eq!(
        (&told["id"], &told["lists"]),
        (&json!(1), &json!(["hadir"]))
    );
    let told = office.json(&["tarik", "--person", "1"]);
    assert_eq!(told["state"], "expected");
    office.run(&["withdraw", "--person", "1"]).ends(1);
    office.run(&["withdraw", "--person", "99"]).ends(1);
    office.run(&["withdraw", "--person", "satu"]).ends(2);
    // Without a closed list there is nothing to give a reason for.
    office
        .run(&["checkin", "--person", "1", "--reason", "susulan"])
        .ends(1);
    assert_eq!(office.state(1), "expected");
}

const HONOURED: &str = "\
nama;unsur;jabatan;sapaan;meja;tata_tempat
Andi Contoh, S.E.;Kepala dinas;Kepala Dinas Contoh;;;
H. Baso Contoh;Bupati/wakil bupati;Bupati Contoh;Bapak Bupati Contoh, Haji Baso;A1;
Camat Contoh;Camat;Camat Contoh;;;c
Biasa Saja;Undangan;Staf;;;
";

#[test]
fn guests_of_honour_come_in_their_order_and_are_called() {
    let office = Office::founded();
    assert_eq!(office.json(&["guests"]), json!({"guests": [], "calls": []}));
    office.run(&["guests"]).must();
    office.write("tamu.csv", HONOURED);
    office.json(&["import", "peserta", "tamu.csv"]);
    let told = office.json(&["tamu-vip"]);
    let order: Vec<&str> = told["guests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|g| g["precedence"].as_str().unwrap())
        .collect();
    assert_eq!(order, ["a", "c", "j"]);
    assert_eq!(
        told["guests"][0],
        json!({"precedence": "a", "id": 2, "name": "H. Baso Contoh",
               "spoken": "Bapak Bupati Contoh, Haji Baso", "title": "Bupati Contoh", "seat": "A1",
               "state": "expected", "substitute": null, "waiting": false})
    );
    let read = office
        .run(&["scan", "--json", &office.codes()[1]])
        .must()
        .value();
    assert_eq!(read["vip"], "a");
    assert_eq!(office.person(2)["vip"], "a");
    assert_eq!(office.person(4)["vip"], Value::Null);
    let told = office.json(&["guests"]);
    assert_eq!(
        (&told["guests"][0]["waiting"], &told["calls"][0]["id"]),
        (&json!(true), &json!(2))
    );
    assert_eq!(told["calls"][0]["station"], "Skrip");
    let words = office.run(&["guests"]).must().out;
    assert!(words.contains("Bapak Bupati Contoh, Haji Baso"), "{words}");

    office.run(&["guests", "--answer", "3"]).ends(1);
    office.run(&["guests", "--answer", "siapa"]).ends(2);
    let answered = office.json(&["guests", "--answer", "2"]);
    assert_eq!(
        (&answered["calls"], &answered["guests"][0]["state"]),
        (&json!([]), &json!("present"))
    );
    office.run(&["guests", "--answer", "2"]).ends(1);

    // A desk that calls without a name is answered by the number of its call.
    office.wish(gelar::meeting::command::Command::CallProtocol);
    let call = office.json(&["guests"])["calls"][0].clone();
    assert_eq!(
        (&call["id"], &call["station"]),
        (&Value::Null, &json!("Meja 9"))
    );
    let call = call["call"].as_str().unwrap();
    assert_eq!(
        office.json(&["guests", "--answer", call])["calls"],
        json!([])
    );
}

#[test]
fn hostile_names_reach_no_output_of_the_desk() {
    let office = Office::invited();
    let evil = "\u{1b}[2J\u{1b}]0;judul\u{7}Jahat\u{202e}\u{9b}31m\n<b>Contoh";
    let told = office
        .run(&[
            "walk-in",
            "--name",
            evil,
            "--office",
            evil,
            "--position",
            evil,
        ])
        .must();
    no_control("walk-in", &told.out);
    let told = office.run(&["substitute", "2", "--name", evil]).must();
    no_control("substitute", &told.out);
    office.run(&["list", "sesi", "--title", evil]).must();
    for args in [
        &["delegation", "D1"][..],
        &["delegation", "D2", "--present", "all"],
        &["people"],
        &["lists"],
        &["guests"],
        &["walk-in", "--name", evil],
        &["delegation", evil],
        &["checkin", "--person", evil],
        &["checkin", "--person", "1", "--list", evil],
        &["signatures", evil],
        &["guests", "--answer", evil],
        &["close", "attendance"],
        &["withdraw", "--person", "2", "--reason", evil],
    ] {
        for json in [&[][..], &["--json"]] {
            let done = office.run(&[args, json].concat());
            no_control(args[0], &done.out);
            no_control(args[0], &done.err);
            assert!(
                !done.out.contains('\u{202e}') && !done.err.contains('\u{202e}'),
                "{args:?}"
            );
        }
    }
}
