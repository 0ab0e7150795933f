//! Which library and which village a row means: a partner mistyped is asked, never a library of its own.

use gelar::meeting::id::VillageCode;
use gelar::meeting::roster::{
    Answer, Choice, LibraryRow, PersonRow, Reason, TotalsRow, libraries_on, people_on, totals_on,
};
use gelar::meeting::village::{Gazetteer, Resolved};
use gelar::text::{Lang, reject};

use super::support::files::{libraries, on, people};
use super::support::{World, code, months, totals};

/// Three partners of Maros, each near something that is none.
fn partners() -> World {
    let mut world = World::new();
    world.libraries(&[
        ("73.09.03.2005", "Perpustakaan Tukamasea"),
        ("73.09.06.2011", "Perpustakaan Desa Barugae"),
        ("73.09.13.2002", "Cahaya Ilmu"),
    ]);
    world
}

fn village(at: &str) -> Choice {
    Choice::Village(code(at))
}

fn new_library(at: &str) -> Choice {
    Choice::NewLibrary(code(at))
}

/// What a row of totals with these cells asks: village, sub-district, library.
fn asked(world: &World, cells: [&str; 3]) -> Option<Vec<Choice>> {
    asked_of(world, None, cells)
}

/// The same of a row with a code.
fn asked_of(world: &World, village: Option<VillageCode>, cells: [&str; 3]) -> Option<Vec<Choice>> {
    let [village_text, subdistrict_text, library] = cells.map(str::to_owned);
    let row = TotalsRow {
        row: 7,
        village,
        village_text,
        subdistrict_text,
        library,
        months: Some(12),
        ..TotalsRow::default()
    };
    let plan = totals_on(world.meeting(), &[row], &[]);
    let planned = plan.new.len() + plan.rejected.len();
    assert_eq!(plan.questions.len() + planned, 1, "{cells:?}");
    plan.questions.into_iter().next().map(|q| q.choices)
}

#[test]
fn a_mistyped_village_of_a_partner_is_asked_and_begins_no_library() {
    let world = partners();
    let (barugae, baruga) = (village("73.09.06.2011"), new_library("73.09.03.2008"));
    let near = Some(vec![barugae.clone(), baruga, Choice::Skip]);
    // A village of its own, which has no library on the list.
    assert_eq!(asked(&world, ["Baruga", "", ""]), near);
    assert_eq!(asked(&world, ["Baruga", "Bantimurung", ""]), near);
    assert_eq!(asked(&world, ["Baruga", "Mallawa", ""]), near);
    assert_eq!(asked(&world, ["desa BARUGA", "", "Taman Baca"]), near);
    assert_eq!(asked(&world, ["", "", "Perpustakaan Desa Baruga"]), near);
    // Nowhere on any list: today's refusals.
    let only = |at| Some(vec![village(at), Choice::Skip]);
    let tukamasea = only("73.09.03.2005");
    assert_eq!(asked(&world, ["Tukamase", "", ""]), tukamasea);
    assert_eq!(asked(&world, ["Tukama", "", ""]), tukamasea);
    assert_eq!(
        asked(&world, ["Barugae Timur", "", ""]),
        only("73.09.06.2011")
    );
    assert_eq!(asked(&world, ["", "", "Cahya Ilmu"]), only("73.09.13.2002"));
    // A sub-district in the column of the village.
    assert_eq!(asked(&world, ["bantimurung", "", ""]), tukamasea);
    // Cut short: a village, and the beginning of a partner's.
    assert_eq!(
        asked(&world, ["Moncongloe", "", ""]),
        Some(vec![
            village("73.09.13.2002"),
            new_library("73.09.13.2001"),
            Choice::Skip
        ])
    );
    // Near nobody, or a partner: nothing is asked.
    for clear in [
        "Salenrang",
        "Barugae",
        "Tukamasea",
        "Wakanda",
        "Moncongloe Bulu",
    ] {
        assert_eq!(asked(&world, [clear, "", ""]), None, "{clear}");
    }
}

#[test]
fn a_partner_of_the_same_name_elsewhere_is_asked() {
    let mut world = World::new();
    world.libraries(&[
        ("73.09.01.2005", "Rumah Baca"),
        ("73.09.09.2003", "Sambueja"),
    ]);
    // Bonto Mate'ne lies in Mandai and in Marusu; Baji Pa'mai has no partner.
    assert_eq!(
        asked(&world, ["bonto matene", "Marusu", ""]),
        Some(vec![
            village("73.09.01.2005"),
            new_library("73.09.08.2005"),
            Choice::Skip
        ])
    );
    assert_eq!(
        asked(&world, ["bonto matene", "", ""]),
        Some(vec![
            village("73.09.01.2005"),
            new_library("73.09.08.2005"),
            Choice::Skip
        ]),
        "the partner first"
    );
    assert_eq!(asked(&world, ["bonto matene", "Mandai", ""]), None);
    assert_eq!(asked(&world, ["Baji Pa'mai", "Cenrana", ""]), None);
}

#[test]
fn without_a_list_nothing_is_asked_and_the_new_libraries_are_told_with_their_rows() {
    let text = "kode_wilayah;desa;bulan;pelibatan\n\
                ;Salenrang;2024-02;1\n\
                73.09.03.2008;;2024-02;1\n\
                ;Baruga;2024-01;1\n\
                ;Salenrang;2024-01;1\n";
    let told = |world: &World| {
        let plan = world.plan(text, &[]);
        let codes = plan.libraries.iter().map(|l| l.code.to_string());
        let told: Vec<_> = codes.zip(plan.library_rows).collect();
        (told, plan.questions.len())
    };
    let both = |baruga| {
        vec![
            ("73.09.03.2008".to_owned(), baruga),
            ("73.09.05.2006".to_owned(), 2),
        ]
    };
    assert_eq!(told(&World::new()), (both(3), 0));
    // With a list, the name is asked about and the code is not; both are told.
    assert_eq!(told(&partners()), (both(3), 1));
}

#[test]
fn the_answer_decides_for_all_rows_that_say_the_same() {
    let mut world = partners();
    let text = "desa;bulan;pelibatan\nBaruga;2024-01;1\nBaruga;2024-02;2\nTukamasea;2024-01;3\n";
    let question = world.plan(text, &[]).questions.remove(0);
    for (choice, library, new) in [
        (0, Some("73.09.06.2011"), 0),
        (1, Some("73.09.03.2008"), 1),
        (2, None, 0),
    ] {
        let answer = Answer {
            row: question.row,
            column: question.column,
            choice: question.choices[choice].clone(),
        };
        let plan = world.plan(text, &[answer]);
        let others = plan
            .new
            .iter()
            .filter(|a| a.library != code("73.09.03.2005"));
        let libraries: Vec<&str> = others.map(|a| a.library.as_str()).collect();
        assert_eq!(libraries, library.map_or(vec![], |at| vec![at; 2]));
        assert_eq!((plan.libraries.len(), plan.questions.len()), (new, 0));
        assert_eq!(plan.skipped.len(), if library.is_none() { 2 } else { 0 });
    }
    let words = reject::question(Lang::Id, &question, world.meeting());
    assert_eq!(
        words,
        "Desa \"Baruga\" tidak ada di daftar perpustakaan. Mana yang dimaksud?"
    );
    // Unanswered, the board keeps its libraries.
    world.import(text, "").unwrap();
    assert_eq!(world.meeting().libraries().len(), 3);
}

#[test]
fn a_name_that_stands_beside_its_code_in_the_file_is_sure() {
    let world = partners();
    let by_code = "kode_wilayah;perpustakaan;desa;bulan;pelibatan\n\
                   73.09.03.2008;Rumah Karst;;2024-01;1\n\
                   ;Rumah Karst;;2024-02;1\n";
    let plan = world.plan(by_code, &[]);
    assert_eq!((plan.new.len(), plan.questions.len()), (2, 0));
    let by_name = "kode_wilayah;perpustakaan;desa;bulan;pelibatan\n\
                   ;Rumah Karst;Baruga;2024-01;1\n\
                   ;Rumah Karst;;2024-02;1\n";
    let plan = world.plan(by_name, &[]);
    assert_eq!((plan.new.len(), plan.questions.len()), (0, 2));
}

#[test]
fn a_list_of_libraries_asks_too_when_it_would_begin_one_near_a_partner() {
    let world = partners();
    let row = |row, village: Option<VillageCode>, text: &str, name: &str| LibraryRow {
        row,
        village,
        village_text: text.to_owned(),
        name: name.to_owned(),
        ..LibraryRow::default()
    };
    let rows = [
        row(2, None, "Baruga", "Perpustakaan Baruga"),
        row(3, Some(code("73.09.03.2008")), "", "Perpustakaan Baruga"),
        row(4, None, "Salenrang", "Perpustakaan Salenrang"),
        row(5, None, "Tukamase", ""),
        row(6, None, "Wakanda", ""),
    ];
    let plan = libraries_on(world.meeting(), &rows, &[]);
    let questions: Vec<_> = plan.questions.iter().map(|q| (q.row, &q.choices)).collect();
    let baruga = vec![
        village("73.09.06.2011"),
        new_library("73.09.03.2008"),
        Choice::Skip,
    ];
    let tukamasea = vec![village("73.09.03.2005"), Choice::Skip];
    assert_eq!(questions, [(2, &baruga), (5, &tukamasea)]);
    assert_eq!(plan.new_rows, [3, 4]);
    assert_eq!(plan.rejected[0].reason, Reason::VillageUnknown);
    let answer = Answer {
        row: 2,
        column: plan.questions[0].column,
        choice: baruga[0].clone(),
    };
    let plan = libraries_on(world.meeting(), &rows[..1], &[answer]);
    assert_eq!(
        (plan.changed[0].code.clone(), plan.new.len()),
        (code("73.09.06.2011"), 0)
    );
    assert_eq!(plan.changed_rows, [2]);
}

#[test]
fn people_may_live_in_any_village_and_a_mistyped_one_is_asked() {
    let world = partners();
    let person = |row, name: &str, village: &str| {
        let mut person = PersonRow {
            row,
            record: gelar::meeting::record::Record::default(),
            stated: gelar::meeting::record::FieldSet::default(),
        };
        person.record.personal.name = name.to_owned();
        person.record.village_text = village.to_owned();
        person
            .stated
            .insert(gelar::meeting::record::Field::VillageText);
        person
    };
    let rows = [
        person(2, "Uji Satu", "Baruga"),
        person(3, "Uji Dua", "Tukamase"),
    ];
    let plan = people_on(world.meeting(), &rows, &[]);
    assert_eq!(plan.new_rows, [2]);
    assert_eq!(
        plan.questions[0].choices,
        [
            village("73.09.03.2005"),
            Choice::KeepAsWritten,
            Choice::Skip
        ]
    );
}

#[test]
fn a_code_beside_another_librarys_name_is_asked() {
    let mut world = World::new();
    world.libraries(&[
        ("73.09.05.2006", "Perpustakaan Salenrang"),
        ("73.09.09.2005", "Cahaya Ilmu"),
        ("73.09.14.1004", "Perpustakaan Turikale"),
    ]);
    let (salenrang, samangki) = (village("73.09.05.2006"), village("73.09.09.2005"));
    let both = Some(vec![salenrang.clone(), samangki, Choice::Skip]);
    let one = Some(vec![salenrang, Choice::Skip]);
    let coded = |cells: [&str; 3]| asked_of(&world, Some(code("73.09.05.2006")), cells);
    // Another library's name, or its village's.
    assert_eq!(coded(["", "", "cahaya ilmu"]), both);
    assert_eq!(coded(["", "", "Perpustakaan Samangki"]), both);
    assert_eq!(coded(["Salenrang", "", "Cahaya Ilmu"]), both);
    // A name of its own, old, new, drifting or a village's without a library: the code counts.
    for name in [
        "Perpustakaan Salenrang",
        "PERPUSTAKAAN SALENRAN",
        "Taman Baca Harapan",
        "Perpustakaan Bontolempangan",
        "Perpustakaan",
        "",
    ] {
        assert_eq!(coded(["", "", name]), None, "{name}");
        assert_eq!(coded(["Salenrang", "Kec. Bontoa", name]), None, "{name}");
    }
    // A sub-district that it does not lie in.
    assert_eq!(coded(["", "Simbang", ""]), one);
    assert_eq!(coded(["", "kecamatan SIMBANG", "Taman Baca"]), one);
    let named = |cells: [&str; 3]| asked(&world, cells);
    assert_eq!(named(["", "Simbang", "Perpustakaan Salenrang"]), one);
    // Its own, however it is written; or one that nobody knows.
    for inside in ["Bontoa", "kec. bontowa", "Entah"] {
        assert_eq!(named(["", inside, "Perpustakaan Salenrang"]), None);
        assert_eq!(coded(["", inside, ""]), None, "{inside}");
    }
    // Beside a village the name says as much.
    assert_eq!(
        named(["Salenrang", "", "Perpustakaan Samangki"]),
        Some(vec![
            village("73.09.05.2006"),
            village("73.09.09.2005"),
            Choice::Skip
        ])
    );
}

#[test]
fn a_village_called_like_its_subdistrict_that_has_its_sum_is_asked() {
    let world = World::new();
    let asked = |rows: &str| {
        let text = format!("desa;kecamatan;bulan;pelibatan;publikasi\n{rows}");
        let plan = world.plan(&text, &[]);
        let asked = plan.questions.into_iter();
        asked.map(|q| (q.row, q.choices)).collect::<Vec<_>>()
    };
    let sum = |row| [(row, vec![village("73.09.11.2001"), Choice::SumRow])];
    let above = "TOMPOBULU;;2024-01;45;3\nPucak;;2024-01;20;1\nToddolimae;;2024-01;25;2\n";
    let below = "Pucak;;2024-01;20;1\nToddolimae;;2024-01;25;2\nTompobulu;;2024-01;45;\n";
    let next = format!("{above}SIMBANG;;2024-01;9;9\nSamangki;;2024-01;4;4\n");
    assert_eq!(asked(above), sum(2));
    assert_eq!(asked(below), sum(4));
    assert_eq!(asked(&next), sum(2));
    for clear in [
        // No sum, in one of its numbers too; one row alone; a month of its own; its sub-district said.
        "TOMPOBULU;;2024-01;44;3\nPucak;;2024-01;20;1\nToddolimae;;2024-01;25;2\n",
        "TOMPOBULU;;2024-01;45;4\nPucak;;2024-01;20;1\nToddolimae;;2024-01;25;2\n",
        "TOMPOBULU;;2024-01;20;1\nPucak;;2024-01;20;1\n",
        "TOMPOBULU;;2024-02;45;3\nPucak;;2024-01;20;1\nToddolimae;;2024-01;25;2\n",
        "TOMPOBULU;Tompobulu;2024-01;45;3\nPucak;;2024-01;20;1\nToddolimae;;2024-01;25;2\n",
        "Salenrang;;2024-01;45;3\nPucak;;2024-01;20;1\nToddolimae;;2024-01;25;2\n",
        "TOMPOBULU;;2024-01;0;0\nPucak;;2024-01;0;0\nToddolimae;;2024-01;0;0\n",
    ] {
        assert_eq!(asked(clear), [], "{clear}");
    }
}

/// Two villages of one name in one sub-district, and one of that name elsewhere.
const INOBONTO: [(&str, &str, &str, &str); 5] = [
    ("71.01.21.1005", "Inobonto", "Bolaang", "kelurahan"),
    ("71.01.21.2001", "Inobonto", "Bolaang", ""),
    ("71.01.22.2001", "Langagon", "Bolaang", "desa"),
    ("71.01.30.1001", "Solimandungan", "Lolak", ""),
    ("71.01.31.2001", "Solimandungan", "Poigar", "desa"),
];

fn bolaang() -> World {
    let mut world = World::new();
    world.villages(&INOBONTO);
    world
}

#[test]
fn the_word_before_or_behind_tells_a_desa_from_a_kelurahan() {
    let gazetteer: Gazetteer = (*bolaang().meeting().villages()).clone();
    let resolve = |name: &str| gazetteer.resolve(name, None);
    let (urban, rural) = (code("71.01.21.1005"), code("71.01.21.2001"));
    for name in [
        "Desa Inobonto",
        "DS. INOBONTO",
        "Ds.Inobonto",
        "Inobonto (desa)",
        "Inobonto, Desa",
        "Inobonto (Ds.), Kec. Bolaang",
    ] {
        assert_eq!(resolve(name), Resolved::One(rural.clone()), "{name}");
    }
    for name in [
        "Kel. Inobonto",
        "Kelurahan Inobonto",
        "Lurah Inobonto",
        "kel inobonto",
        "Inobonto (kelurahan)",
        "Inobonto Kelurahan",
        "Kel. Inobonto (Bolaang)",
    ] {
        assert_eq!(resolve(name), Resolved::One(urban.clone()), "{name}");
    }
    for open in [
        "Inobonto",
        "Desa/Kel. Inobonto",
        "Kel./Desa Inobonto",
        "Inobonto (Bolaang)",
    ] {
        let both = Resolved::Several(vec![urban.clone(), rural.clone()]);
        assert_eq!(resolve(open), both, "{open}");
    }
    // In two sub-districts people say desa of either.
    let two = vec![code("71.01.30.1001"), code("71.01.31.2001")];
    assert_eq!(resolve("Desa Solimandungan"), Resolved::Several(two));
    // One letter off is a guess, of the kind that was said.
    assert_eq!(resolve("Kel. Inobomto"), Resolved::Near(vec![urban]));
}

#[test]
fn a_short_name_behind_the_word_is_no_guess() {
    let mut world = World::new();
    world.villages(&[
        ("53.01.01.2001", "Ara", "Bulukumpa", "desa"),
        ("53.01.02.2001", "Dsaro", "Lain", "desa"),
        ("53.01.02.2002", "Desa Baru", "Lain", "desa"),
    ]);
    let villages = world.meeting().villages();
    let one = |at| Resolved::One(code(at));
    assert_eq!(villages.resolve("Ds Ara", None), one("53.01.01.2001"));
    assert_eq!(villages.resolve("Desa Baru", None), one("53.01.02.2002"));
    assert_eq!(
        villages.resolve("Desa Desa Baru", None),
        one("53.01.02.2002")
    );
}

#[test]
fn a_librarys_name_tells_the_kind_too_and_else_the_question_does() {
    let world = bolaang();
    let row = |village: &str, library: &str| TotalsRow {
        row: 4,
        village_text: village.to_owned(),
        library: library.to_owned(),
        months: Some(1),
        ..TotalsRow::default()
    };
    let found = |village: &str, library: &str| {
        let plan = totals_on(world.meeting(), &[row(village, library)], &[]);
        plan.new.first().map(|t| t.library.to_string())
    };
    let (urban, rural) = (
        Some("71.01.21.1005".to_owned()),
        Some("71.01.21.2001".to_owned()),
    );
    assert_eq!(found("", "Perpustakaan Desa Inobonto"), rural);
    assert_eq!(found("Inobonto", "Perpustakaan Kelurahan Inobonto"), urban);
    assert_eq!(found("Kel. Inobonto", "Cahaya"), urban);
    assert_eq!(found("Inobonto", "Perpustakaan Inobonto"), None);
    let plan = totals_on(world.meeting(), &[row("Inobonto", "")], &[]);
    let telling = reject::Telling {
        meeting: world.meeting(),
        row: &|_| None,
        phone: str::to_owned,
    };
    let choices = plan.questions[0].choices.iter();
    let words: Vec<_> = choices
        .map(|c| reject::choice(Lang::Id, c, telling))
        .collect();
    assert_eq!(
        words[..2],
        [
            "71.01.21.1005 Inobonto, kelurahan, kec. Bolaang",
            "71.01.21.2001 Inobonto, desa, kec. Bolaang"
        ]
    );
}

#[test]
fn where_people_come_from_is_a_village_where_it_names_one() {
    use gelar::exchange::preview::{ImportKind, Preview, read_bytes};
    let world = partners();
    let path = std::path::Path::new("hadir.csv");
    let text = "nama_lengkap;unsur;asal;Telepon/WA
Uji Satu;PIC;Salenrang, Kec. Bontoa;081200000001
Uji Dua;PIC;Desa Barugae;
Uji Tiga;OPD;Dinas Perpustakaan, Maros;
Uji Empat;OPD;Desa Membangun, Kec. Bontoa;
";
    let reading = ImportKind::People.reading(path, world.meeting());
    let bytes = text.as_bytes().to_vec();
    let read = read_bytes(ImportKind::People, bytes, reading, &mut on).unwrap();
    let preview = Preview::new(path, read, world.meeting());
    let of = |row| {
        let record = preview.record_of_row(row).unwrap();
        let places = [
            &record.village_text,
            &record.subdistrict_text,
            &record.office,
        ];
        places.map(String::as_str)
    };
    assert_eq!(of(2), ["Salenrang", "Bontoa", ""]);
    assert_eq!(of(3), ["Desa Barugae", "", ""]);
    assert_eq!(of(4), ["", "", "Dinas Perpustakaan, Maros"]);
    assert_eq!(of(5), ["", "", "Desa Membangun, Kec. Bontoa"]);
    let phone = &preview.record_of_row(2).unwrap().personal.phone;
    assert_eq!(phone, "081200000001");
}

#[test]
fn heads_of_villages_and_telephones_are_known_in_every_list() {
    for head in ["Desa/Kel", "Kel/Desa", "Desa Asal", "Kelurahan/Desa"] {
        let file = people(format!(
            "Nama;Unsur;{head};No. HP/WA aktif\nUji;PIC;Salenrang;081200000001\n"
        ));
        let record = &file.unwrap().rows[0].record;
        assert_eq!(
            (&*record.village_text, &*record.personal.phone),
            ("Salenrang", "081200000001")
        );
        let file = months(format!("{head};Bulan;Pelibatan\nSalenrang;Jan 2024;3\n")).unwrap();
        assert_eq!(file.rows[0].village_text, "Salenrang");
        let file = totals(format!("{head};Pelibatan\nSalenrang;3\n")).unwrap();
        assert_eq!(file.rows[0].village_text, "Salenrang");
        let file = libraries(format!("Kode;Nama;{head}\n;Cahaya;Salenrang\n")).unwrap();
        assert_eq!(file.rows[0].village_text, "Salenrang");
    }
}

#[test]
fn titles_without_end_are_refused_soon() {
    let titles = |n| {
        "Desa;Bulan;Pelibatan\n".to_owned() + &"Januari 2024\n".repeat(n) + "Salenrang;Jan 2024;3\n"
    };
    assert_eq!(months(titles(1000)).unwrap().rows.len(), 1);
    let refused = months(titles(30_000)).unwrap_err();
    let words = reject::import_error(Lang::Id, &refused);
    assert!(words.contains("terlalu rumit"), "{words}");
}
