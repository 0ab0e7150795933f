//! What a script says of a file: what heads mean, and the answers to its questions.

use serde_json::{Value, json};

use super::office::{Done, Office};

const FORM: &str = "Timestamp;Siapa nama Anda?;Dari mana?;Ukuran kaos\n\
    31/01/2024 9:05:33;Uji Satu;Salenrang;L\n\
    31/01/2024 9:06:00;Uji Dua;Barugae;M\n";

fn office(list: &str) -> Office {
    let office = Office::founded();
    office.write("berkas.csv", list);
    office
}

fn import<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["import", "peserta", "berkas.csv"], more].concat()
}

const MAP: [&str; 4] = [
    "--map",
    "Siapa nama Anda?=nama_lengkap",
    "--map",
    "Dari mana?=desa_kelurahan",
];

#[test]
fn a_head_that_the_file_does_not_have_is_told_with_those_it_has() {
    let office = office(FORM);
    let wrong = ["--map", "Siapa namamu?=nama_lengkap", "--dry-run"];
    let done = office.run(&import(&wrong)).ends(2);
    assert!(done.err.contains("Siapa namamu?"), "{}", done.err);
    let heads = "Timestamp | Siapa nama Anda? | Dari mana? | Ukuran kaos";
    assert!(done.err.contains(heads), "{}", done.err);
    let done = office
        .run(&import(&["--map", "Dari mana?=asal_usul"]))
        .ends(2);
    assert!(
        done.err.contains("asal_usul") && done.err.contains("desa_kelurahan"),
        "{}",
        done.err
    );
    // Spelled as people spell: case, blanks and marks do not matter.
    let map = ["--map", "siapa NAMA anda=Nama Lengkap", "--dry-run"];
    let seen = office.json(&import(&map));
    assert_eq!(seen["questions"][0]["rows"], 2, "{seen}");
}

#[test]
fn what_heads_mean_is_remembered_when_it_is_applied_and_not_before() {
    let office = office(FORM);
    let camat = ["--answer", "unsur=Camat"];
    let head = office.head();
    office.json(&import(&[&MAP[..], &camat, &["--dry-run"]].concat()));
    assert_eq!(office.head(), head);
    office.run(&import(&["--dry-run"])).ends(1);
    let seen = office.json(&import(&[&MAP[..], &camat].concat()));
    assert_eq!((&seen["applied"], &seen["new"]), (&json!(true), &json!(2)));
    let seen = office.json(&import(&[&camat[..], &["--dry-run"]].concat()));
    assert_eq!(seen["same"], 2, "{seen}");
    // The newer word counts, and is remembered though the rows change nothing.
    let kaos = ["--map", "Ukuran kaos=-"];
    let seen = office.json(&import(&[&camat[..], &kaos].concat()));
    assert_eq!(seen["same"], 2, "{seen}");
    let seen = office.json(&import(&[&camat[..], &["--dry-run"]].concat()));
    assert_eq!(seen["notes"], json!([]), "{seen}");
}

#[test]
fn a_file_that_cannot_be_read_is_told_in_json_too() {
    let office = office("Desa;Pelibatan\nSalenrang;3\n");
    let refused = |done: Done| {
        let all: Value = serde_json::from_str(&done.out).unwrap();
        assert_eq!(
            (&all["kind"], &all["applied"]),
            (&json!("peserta"), &json!(false))
        );
        let error = all["error"].as_str().unwrap().to_owned();
        assert!(done.err.contains(&error), "{} {error}", done.err);
        all
    };
    let all = refused(office.run(&import(&["--json"])).ends(1));
    let sheet = &all["sheets"][0];
    assert_eq!(
        (&sheet["read"], &sheet["header_row"]),
        (&json!(false), &json!(1))
    );
    assert_eq!(sheet["heads"], json!(["Desa", "Pelibatan"]));
    assert_eq!((&all["new"], &all["rejected"]), (&json!(0), &json!([])));

    office.write("berkas.csv", "%PDF-1.4 bukan tabel");
    let all = refused(office.run(&import(&["--json"])).ends(1));
    assert_eq!(all["sheets"], json!([]));
    // Without --json there is nothing on standard output; a file that is not there is no refusal.
    let done = office.run(&import(&[])).ends(1);
    assert_eq!(done.out, "");
    let done = office
        .run(&["import", "peserta", "tidak-ada.csv", "--json"])
        .ends(3);
    assert_eq!(done.out, "");
}

/// Two people of one name.
fn twins() -> Office {
    let office = office(
        "nama;unsur;desa;kecamatan\nUji Satu;Camat;Salenrang;Bontoa\nUji Satu;Media;Barugae;Mallawa\n",
    );
    let seen = office.json(&import(&[]));
    assert_eq!(seen["new"], 2, "{seen}");
    office
}

#[test]
fn answers_are_said_by_number_word_and_beginning_and_open_the_next_question() {
    let office = twins();
    office.write(
        "berkas.csv",
        "nama;desa;jabatan\nUji Tiga;Bontoa;\nUji Satu;;Camat\n",
    );
    let seen = office.json(&import(&["--dry-run"]));
    let ids = |seen: &Value| -> Vec<String> {
        let all = seen["questions"].as_array().unwrap().iter();
        all.map(|q| q["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&seen), ["unsur"]);
    let group = ["--dry-run", "--answer", "unsur=Lewati"];
    assert_eq!(ids(&office.json(&import(&group))), Vec::<String>::new());
    for camat in ["unsur=5", "unsur=camat", "unsur=Cam", "UNSUR= Camat "] {
        let seen = office.json(&import(&["--dry-run", "--answer", camat]));
        let both = ["baris2-desa_kelurahan", "baris3-nama_lengkap"];
        assert_eq!(ids(&seen), both, "{camat}: {seen}");
    }
    // All at once, in whatever order: without the group nothing else is asked.
    let seen = office.json(&import(&["--dry-run", "--answer", "unsur=Camat"]));
    let choices = seen["questions"][0]["choices"].as_array().unwrap();
    let code = choices[0].as_str().unwrap();
    let code = code.split(|c: char| !(c.is_ascii_digit() || c == '.'));
    let code = code.max_by_key(|part| part.len()).unwrap();
    for place in ["1", code, choices[0].as_str().unwrap()] {
        let place = format!("baris2-desa_kelurahan={place}");
        let all = [
            "--dry-run",
            "--answer",
            "baris3-nama_lengkap=3",
            "--answer",
            &place,
            "--answer",
            "unsur=Camat",
        ];
        let seen = office.json(&import(&all));
        assert_eq!(
            (ids(&seen).len(), &seen["new"]),
            (0, &json!(2)),
            "{place}: {seen}"
        );
    }
}

#[test]
fn an_answer_that_fits_nothing_changes_nothing() {
    let office = twins();
    office.write("berkas.csv", "nama;desa\nUji Dua;Salenrang\n");
    let head = office.head();
    for (answer, told) in [
        ("usur=Camat", "Pertanyaan yang terbuka: unsur"),
        ("unsur=", "pilihan itu tidak ada"),
        ("baris2-nip=1", "Pertanyaan yang terbuka: unsur"),
    ] {
        let done = office.run(&import(&["--answer", answer])).ends(2);
        assert!(done.err.contains(told), "{answer}: {}", done.err);
    }
    office.run(&import(&["--answer", "unsur"])).ends(2);
    assert_eq!(office.head(), head);
}

#[test]
fn who_somebody_is_and_whether_a_correction_stays_are_two_answers() {
    let office = twins();
    // The first of the two is corrected by hand, in the name that both are found by.
    let person = office.meeting();
    let person = person.person(gelar::meeting::id::PersonId(1)).unwrap();
    let mut record = (*person.record).clone();
    record.personal.name = "Oeji Satu".to_owned();
    office.wish(gelar::meeting::command::Command::Correct {
        person: person.id,
        base: None,
        record: record.into(),
    });
    office.write(
        "berkas.csv",
        "nama;unsur;jabatan\nUji Satu;Camat;Camat Bontoa\n",
    );
    let seen = office.json(&import(&["--dry-run"]));
    let id = "baris2-nama_lengkap=1";
    assert_eq!(seen["questions"][0]["id"], "baris2-nama_lengkap");
    let seen = office.json(&import(&["--dry-run", "--answer", id]));
    assert_eq!(seen["questions"].as_array().unwrap().len(), 1, "{seen}");
    let seen = office.json(&import(&[
        "--answer",
        id,
        "--answer",
        "baris2-nama_lengkap=2",
    ]));
    assert_eq!(seen["questions"], json!([]), "{seen}");
    assert_eq!(seen["changed"], 1);
    let person = office.person(1);
    assert_eq!(person["name"], "Oeji Satu");
}

/// The scores in hundredths after an import of these, with these answers, by row; and what was asked.
fn scores(all: &[&str], answers: &[&str]) -> (Vec<Option<u16>>, Value) {
    const AT: [&str; 3] = ["73.09.05.2006", "73.09.09.2005", "73.09.14.1004"];
    let lines = AT
        .iter()
        .zip(all)
        .map(|(at, score)| format!("{at};{score}\n"));
    let list = format!("kode_wilayah;nilai_kpi_sim\n{}", lines.collect::<String>());
    let office = office(&list);
    let answers: Vec<&str> = answers.iter().flat_map(|a| ["--answer", *a]).collect();
    let seen = office.json(&[&["import", "rekap", "berkas.csv"], &answers[..]].concat());
    let meeting = office.meeting();
    let score = |at: &&str| {
        let data = meeting.achievements().of(&super::support::code(at))?;
        data.totals()?.sim_score
    };
    let found = AT.iter().take(all.len()).map(score).collect();
    (found, seen["questions"].clone())
}

#[test]
fn a_score_that_lost_its_percent_sign_is_asked_once_for_the_file() {
    let hundred = "nilai=1";
    let (asis, leave) = ("nilai=2", "nilai=3");
    let open = |all: &[&str]| {
        let (scores, questions) = scores(all, &[]);
        let asked = questions.as_array().unwrap().iter();
        let asked: Vec<_> = asked
            .map(|q| (q["id"].clone(), q["rows"].clone()))
            .collect();
        (scores, asked)
    };
    let nilai = |rows: u64| vec![(json!("nilai"), json!(rows))];
    // All at most one, or one of them below one beside others: what is above one is sure.
    assert_eq!(open(&["0,8143", "1", "0,5"]), (vec![None; 3], nilai(3)));
    assert_eq!(open(&["0,9", "81,43"]), (vec![None, Some(8143)], nilai(1)));
    // Zeros and ones are scores, and so is what has its sign.
    assert_eq!(open(&["0", "1", "1,0"]).0, [Some(0), Some(100), Some(100)]);
    assert_eq!(open(&["0,9%", "81,43 %"]).0, [Some(90), Some(8143)]);
    assert_eq!(open(&["1,5", "81"]).0, [Some(150), Some(8100)]);
    let said = |all: &[&str], answer| scores(all, &[answer]).0;
    assert_eq!(
        said(&["0,8143", "1", "0,5"], hundred),
        [Some(8143), Some(10_000), Some(5000)]
    );
    assert_eq!(
        said(&["0.9", "81,43", "0"], hundred),
        [Some(9000), Some(8143), Some(0)]
    );
    assert_eq!(said(&["0,9", "1"], asis), [Some(90), Some(100)]);
    assert_eq!(said(&["0,9", "81,43"], leave), [None, Some(8143)]);
}
