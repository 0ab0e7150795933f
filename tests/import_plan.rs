//! Who a row is, what is asked, and that importing again changes nothing.

#![allow(clippy::unwrap_used)] // a test that cannot go on stops there

use std::collections::BTreeMap;
use std::path::Path;

use gelar::meeting::id::{PersonId, VillageCode};
use gelar::meeting::record::{Field, FieldSet, Library, Record};
use gelar::meeting::roster::{
    Answer, Base, Choice, LibraryPlan, PeoplePlan, PersonRow, Reason, plan_libraries, plan_people,
};
use gelar::meeting::village::Gazetteer;

#[path = "support/files.rs"]
mod files;

/// What a meeting knows, as far as an import looks at it.
#[derive(Clone)]
struct World {
    people: BTreeMap<PersonId, (Record, FieldSet)>,
    gazetteer: Gazetteer,
    libraries: BTreeMap<VillageCode, Library>,
}

impl World {
    fn new() -> Self {
        World {
            people: BTreeMap::new(),
            gazetteer: Gazetteer::maros(),
            libraries: BTreeMap::new(),
        }
    }

    fn plan(&self, rows: &[PersonRow], answers: &[Answer]) -> PeoplePlan {
        let people: Vec<_> = self
            .people
            .iter()
            .map(|(id, (r, c))| (*id, r, *c))
            .collect();
        let next = PersonId(self.people.keys().last().map_or(1, |id| id.0 + 1));
        let plan = plan_people(
            Base {
                people: &people,
                gazetteer: &self.gazetteer,
                libraries: &self.libraries,
                next,
            },
            rows,
            answers,
        );
        let mut asked: Vec<usize> = plan.questions.iter().map(|q| q.row).collect();
        asked.dedup();
        assert_eq!(
            plan.new.len()
                + plan.changed.len()
                + plan.same.len()
                + plan.skipped.len()
                + plan.rejected.len()
                + asked.len(),
            rows.len(),
            "every row is counted once"
        );
        plan
    }

    fn apply(&mut self, plan: &PeoplePlan) {
        for person in plan.new.iter().chain(&plan.changed) {
            self.people
                .insert(person.id, ((*person.record).clone(), FieldSet::default()));
        }
    }

    fn import(&mut self, text: &str) -> PeoplePlan {
        let plan = self.plan(&rows(text), &[]);
        self.apply(&plan);
        plan
    }

    fn library(&mut self, village: &str, name: &str) {
        self.libraries.insert(
            code(village),
            Library {
                code: code(village),
                name: name.into(),
                kind: String::new(),
                partner_year: None,
                partner_month: None,
                partner_source: String::new(),
                has_account: None,
                quota: None,
                contact: gelar::meeting::record::Contact::default(),
            },
        );
    }

    fn correct(&mut self, id: u32, field: Field, with: impl Fn(&mut Record)) {
        let (record, corrected) = self.people.get_mut(&PersonId(id)).unwrap();
        with(record);
        corrected.insert(field);
    }
}

fn rows(text: &str) -> Vec<PersonRow> {
    let file = files::people(text).unwrap();
    assert_eq!(file.rejected, []);
    file.rows
}

fn code(text: &str) -> VillageCode {
    VillageCode::parse(text).unwrap()
}

fn counts(plan: &PeoplePlan) -> (usize, usize, usize, usize, usize) {
    (
        plan.new.len(),
        plan.changed.len(),
        plan.same.len(),
        plan.questions.len(),
        plan.rejected.len(),
    )
}

fn answer(row: usize, column: Field, choice: Choice) -> Answer {
    Answer {
        row,
        column: column.into(),
        choice,
    }
}

#[test]
fn village_names_reach_their_codes_ask_or_stay() {
    let mut world = World::new();
    let text = "nama;unsur;desa;kecamatan\n\
        A Satu;PIC;Pajukukang;\n\
        B Dua;PIC;PAJJUKUKANG;\n\
        C Tiga;PIC;Botolempangan;\n\
        D Empat;PIC;Bontolempangan;\n\
        E Lima;PIC;Bontoa;\n\
        F Enam;PIC;Bontoa;Mandai\n\
        G Tujuh;PIC;Cenrana;\n\
        H Delapan;PIC;Wakanda;\n\
        I Sembilan;Camat;;Simbang\n";
    let plan = world.import(text);
    assert_eq!(counts(&plan), (6, 0, 0, 3, 0));
    assert_eq!(plan.unplaced, 1);
    let villages: Vec<&str> = plan
        .new
        .iter()
        .map(|p| p.record.get(Field::Village))
        .collect();
    assert_eq!(
        villages,
        [
            "73.09.05.2002",
            "73.09.05.2002",
            "73.09.05.2005",
            "73.09.01.1002",
            "",
            ""
        ]
    );
    assert_eq!(plan.new[0].record.village_text, "", "the code says it");
    assert_eq!(plan.new[3].record.subdistrict_text, "");
    assert_eq!(plan.new[4].record.village_text, "Wakanda");
    assert_eq!(plan.new[5].record.subdistrict_text, "Simbang");
    let asked: Vec<_> = plan
        .questions
        .iter()
        .map(|q| {
            (
                q.row,
                q.column.column(),
                q.value.as_str(),
                q.choices.clone(),
            )
        })
        .collect();
    let asks = |codes: &[&str]| {
        let mut choices: Vec<Choice> = codes.iter().map(|c| Choice::Village(code(c))).collect();
        choices.extend([Choice::KeepAsWritten, Choice::Skip]);
        choices
    };
    assert_eq!(
        asked,
        [
            (
                5,
                "desa_kelurahan",
                "Bontolempangan",
                asks(&["73.09.05.2005"])
            ),
            (
                6,
                "desa_kelurahan",
                "Bontoa",
                asks(&["73.09.01.1002", "73.09.05.1001"])
            ),
            (8, "desa_kelurahan", "Cenrana", asks(&["73.09.02.2004"])),
        ]
    );
    assert_eq!(
        plan.new.iter().map(|p| p.id.0).collect::<Vec<_>>(),
        [1, 2, 3, 4, 5, 6]
    );

    // Answered, applied, and then the same file again without any answer.
    let answers = [
        answer(
            5,
            Field::VillageText,
            Choice::Village(code("73.09.05.2005")),
        ),
        answer(6, Field::VillageText, Choice::KeepAsWritten),
        answer(8, Field::VillageText, Choice::Skip),
    ];
    let plan = world.plan(&rows(text), &answers);
    assert_eq!(counts(&plan), (2, 0, 6, 0, 0));
    assert_eq!(plan.skipped, [8]);
    world.apply(&plan);
    let again = world.plan(&rows(text), &[]);
    assert_eq!(counts(&again), (0, 0, 8, 1, 0));
    assert_eq!(again.questions[0].row, 8);
}

#[test]
fn an_answer_that_was_not_offered_leaves_the_question_open() {
    let world = World::new();
    let rows = rows("nama;unsur;desa\nBaso;PIC;Bontoa\n");
    for wrong in [
        Choice::Village(code("73.09.05.2002")),
        Choice::OtherPerson,
        Choice::SamePerson(PersonId(7)),
    ] {
        let plan = world.plan(&rows, &[answer(2, Field::VillageText, wrong)]);
        assert_eq!(counts(&plan), (0, 0, 0, 1, 0));
    }
}

#[test]
fn codes_are_checked_against_the_list_and_the_name_beside_them() {
    let world = World::new();
    let plan = world.plan(
        &rows(
            "nama;unsur;kode_wilayah;desa\n\
             A Satu;PIC;73.09.05.2006;\n\
             B Dua;PIC;73.08.05.2006;\n\
             C Tiga;PIC;73.09.05.2999;\n\
             D Empat;PIC;73.09.05.2006;Pajukukang\n\
             E Lima;PIC;73.09.05.1001;Bontoa\n\
             F Enam;PIC;73.09.12.2006;Desa Lama Sekali\n",
        ),
        &[],
    );
    assert_eq!(counts(&plan), (3, 0, 0, 1, 2));
    assert_eq!(plan.rejected[0].reason, Reason::CodeUnknown { bps: true });
    assert_eq!(plan.rejected[0].column, "kode_wilayah");
    assert_eq!(plan.rejected[0].value, "73.08.05.2006");
    assert_eq!(plan.rejected[1].reason, Reason::CodeUnknown { bps: false });
    assert_eq!(plan.questions[0].column, Field::Village);
    assert_eq!(
        plan.questions[0].choices,
        [
            Choice::Village(code("73.09.05.2006")),
            Choice::Village(code("73.09.05.2002")),
            Choice::Skip
        ]
    );
    assert_eq!(plan.new[2].record.village_text, "");
}

#[test]
fn a_library_alone_tells_the_village() {
    let mut world = World::new();
    world.library("73.09.05.2002", "Cahaya Ilmu");
    world.library("73.09.05.2006", "Sipakatau");
    world.library("73.09.05.2007", "Sipakatau");
    let text = "nama;unsur;perpustakaan;desa\n\
        A Satu;PIC;CAHAYA ILMU;\n\
        B Dua;PIC;Sipakatau;\n\
        C Tiga;PIC;Entah;\n\
        D Empat;PIC;Sipakatau;Salenrang\n\
        E Lima;PIC;Cahaya Ilmu;Salenrang\n";
    let plan = world.import(text);
    assert_eq!(counts(&plan), (4, 0, 0, 1, 0));
    assert_eq!(plan.new[0].record.village, Some(code("73.09.05.2002")));
    assert_eq!(plan.new[0].record.library_text, "");
    assert_eq!(plan.new[1].record.library_text, "Entah");
    assert_eq!(plan.new[2].record.library_text, "");
    assert_eq!(
        plan.new[3].record.library_text, "Cahaya Ilmu",
        "not of that village"
    );
    assert_eq!(plan.questions[0].column, Field::LibraryText);
    assert_eq!(counts(&world.plan(&rows(text), &[])), (0, 0, 4, 1, 0));
}

#[test]
fn the_same_person_is_found_by_code_then_nip_then_name_and_place() {
    let mut world = World::new();
    world.import(
        "nama;unsur;kode undangan;nip;desa;instansi\n\
         Baso Rurung;PIC;U-1;197809241996121001;Salenrang;\n\
         Sitti Marwah;Camat;U-2;;;Kecamatan Camba\n\
         Rusli;Media;;;;Harian Fajar\n\
         Rusli;Media;;;;Tribun\n\
         Bahar;Panitia;;;;\n",
    );
    // By code, though name and village are written otherwise; the empty cells keep what is known.
    let plan = world.plan(
        &rows("nama;unsur;kode undangan;desa\nBaso Rurrung, S.Sos.;PIC;u-1;Salenrang\n"),
        &[],
    );
    assert_eq!(counts(&plan), (0, 1, 0, 0, 0));
    assert_eq!(plan.changed[0].id, PersonId(1));
    assert_eq!(plan.changed[0].changed, [Field::Name, Field::Invitation]);
    assert_eq!(plan.changed[0].record.personal.nip, "197809241996121001");
    // By NIP.
    let plan = world.plan(
        &rows("nama;unsur;nip;hp\nBaso Rurung;PIC;197809241996121001;0812345678\n"),
        &[],
    );
    assert_eq!(counts(&plan), (0, 1, 0, 0, 0));
    assert_eq!(plan.changed[0].changed, [Field::Phone]);
    // By name and office, spelling and titles aside.
    let plan = world.plan(
        &rows("nama;unsur;instansi;meja\nHj. St. Marwah, S.E.;Camat;kecamatan camba;VIP\nRUSLI;Media;TRIBUN;9\n"),
        &[],
    );
    assert_eq!(counts(&plan), (0, 2, 0, 0, 0));
    assert_eq!(plan.changed[0].id, PersonId(2));
    assert_eq!(plan.changed[1].id, PersonId(4));
    // The same name elsewhere is somebody else.
    let plan = world.plan(
        &rows("nama;unsur;desa;instansi\nBaso Rurung;PIC;Ampekale;\nRusli;Media;;Antara\n"),
        &[],
    );
    assert_eq!(counts(&plan), (2, 0, 0, 0, 0));
    assert_eq!(plan.new[0].id, PersonId(6));
    // Nothing to tell namesakes apart: asked.
    let plan = world.plan(&rows("nama;unsur;hp\nRusli;Media;0812345678\n"), &[]);
    assert_eq!(counts(&plan), (0, 0, 0, 1, 0));
    assert_eq!(
        plan.questions[0].choices,
        [
            Choice::SamePerson(PersonId(3)),
            Choice::SamePerson(PersonId(4)),
            Choice::OtherPerson,
            Choice::Skip
        ]
    );
    // Nobody has a place, and the name is the same: the same person.
    let plan = world.plan(&rows("nama;unsur\nBahar;Panitia\n"), &[]);
    assert_eq!(counts(&plan), (0, 0, 1, 0, 0));
}

#[test]
fn a_code_or_nip_on_a_stranger_is_asked() {
    let mut world = World::new();
    world.import(
        "nama;unsur;kode undangan;nip;desa\n\
         Baso Rurung;PIC;U-1;197809241996121001;Salenrang\n",
    );
    let by_code = rows("nama;unsur;kode undangan\nSitti Marwah;PIC;U-1\n");
    let plan = world.plan(&by_code, &[]);
    assert_eq!(counts(&plan), (0, 0, 0, 1, 0));
    assert_eq!(plan.questions[0].column, Field::Invitation);
    assert_eq!(plan.questions[0].value, "U-1");
    let plan = world.plan(
        &rows("nama;unsur;nip\nSitti Marwah;PIC;197809241996121001\n"),
        &[],
    );
    assert_eq!(plan.questions[0].column, Field::Nip);
    // The name and village fit, the NIP does not: perhaps father and son.
    let plan = world.plan(
        &rows("nama;unsur;nip;desa\nBaso Rurung;PIC;197809241996121002;Salenrang\n"),
        &[],
    );
    assert_eq!(counts(&plan), (0, 0, 0, 1, 0));
    assert_eq!(plan.questions[0].column, Field::Name);
    // The answers count.
    let renamed = world.plan(
        &by_code,
        &[answer(
            2,
            Field::Invitation,
            Choice::SamePerson(PersonId(1)),
        )],
    );
    assert_eq!(counts(&renamed), (0, 1, 0, 0, 0));
    let other = world.plan(
        &by_code,
        &[answer(2, Field::Invitation, Choice::OtherPerson)],
    );
    assert_eq!(counts(&other), (1, 0, 0, 0, 0));
    world.apply(&other);
    assert_eq!(
        counts(&world.plan(&by_code, &[])),
        (0, 0, 1, 0, 0),
        "answered once, known from then on"
    );
}

#[test]
fn a_word_that_everybody_has_in_front_makes_nobody_the_same() {
    let nip = "197809241996121001";
    let asks = |known: &str, said: &str| {
        let mut world = World::new();
        let list = |name: &str, village: &str| {
            format!("nama;unsur;kode undangan;desa\n{name};PIC;A-1;{village}\n")
        };
        world.import(&list(known, "Salenrang"));
        let by_code = world.plan(&rows(&list(said, "Samangki")), &[]);
        let mut world = World::new();
        let list = |name: &str| format!("nama;unsur;nip;desa\n{name};PIC;{nip};Salenrang\n");
        world.import(&list(known));
        let by_nip = world.plan(&rows(&list(said)), &[]);
        assert_eq!(by_code.questions.len(), by_nip.questions.len(), "{said}");
        !by_nip.questions.is_empty()
    };
    for (known, said) in [
        ("Muhammad Ali", "Muhammad Yusuf"),
        ("Sitti Aminah", "Sitti Hajrah"),
        ("Andi Rahman", "A. Basri"),
        ("Muh. Nur Ali", "Muhammad Nur Yusuf"),
        ("Rahman Daeng Tata", "Rahman Daeng Nai"),
        ("Andi R.", "A. Rahman"),
        ("Muhammad", "Muhammad Ali"),
        ("Muhammad Ali", "Muhammad Adi"),
        ("Baso Rurung", "Sitti Marwah"),
    ] {
        assert!(asks(known, said), "{known} / {said}");
        assert!(asks(said, known), "{said} / {known}");
    }
    for (known, said) in [
        ("A. Rahman", "Andi Rahman"),
        ("Sitti Marwah", "St. Marwah, S.Pd."),
        ("Muh. Ali", "Muhammad Ali"),
        ("M. Ali", "Muhammad Ali"),
        ("Abd. Rahman", "Abdurrahman"),
        ("Rahman Andi", "Andi Rahman"),
        ("Baso Rurung", "Hj. Baso Rurun"),
        ("Sitti Marwah", "Siti Marwa"),
        ("Marwah", "Sitti Marwah Rahman"),
        ("Nur Halisa", "Nurhalisa"),
    ] {
        assert!(!asks(known, said), "{known} / {said}");
        assert!(!asks(said, known), "{said} / {known}");
    }
}

#[test]
fn a_name_without_titles_keeps_the_fuller_one() {
    let fuller = "Hj. Sitti Uji, S.Pd., M.M.";
    let after = |known: &str, said: &str| {
        let mut world = World::new();
        let list = |name: &str| format!("nama;unsur;desa\n\"{name}\";PIC;Salenrang\n");
        world.import(&list(known));
        let plan = world.import(&list(said));
        assert_eq!(plan.questions, []);
        world.people[&PersonId(1)].0.personal.name.clone()
    };
    for said in ["Ibu Sitti Uji", "Sitti Uji", "SITI UJI", "Ibu St. Uji"] {
        assert_eq!(after(fuller, said), fuller, "{said}");
    }
    // Titles that are said are news, fewer ones too; and of two bare names the newer counts.
    for (known, said) in [
        (fuller, "Hj. Sitti Uji, S.Pd."),
        ("Sitti Uji", fuller),
        ("Siti Uji", "Sitti Uji"),
    ] {
        assert_eq!(after(known, said), said);
    }
}

#[test]
fn a_village_elsewhere_is_offered_with_the_near_one_inside() {
    let world = World::new();
    let plan = world.plan(
        &rows(
            "nama;unsur;desa;kecamatan\nUji Satu;PIC;Baruga;Mallawa\n\
             Uji Dua;PIC;Baruga;Bantimurung\nUji Tiga;PIC;Baruga;Turikale\n",
        ),
        &[],
    );
    let village = |at| Choice::Village(code(at));
    let (baruga, barugae) = (village("73.09.03.2008"), village("73.09.06.2011"));
    let asked: Vec<_> = plan.questions.iter().map(|q| q.choices.clone()).collect();
    let (keep, skip) = (Choice::KeepAsWritten, Choice::Skip);
    assert_eq!(
        asked,
        [
            vec![barugae, baruga.clone(), keep.clone(), skip.clone()],
            vec![baruga, keep, skip]
        ]
    );
    assert_eq!(plan.new.len(), 1);
}

#[test]
fn a_librarys_own_name_tells_which_village_of_the_name() {
    let mut world = World::new();
    world.library("73.09.01.1002", "Perpustakaan Sipakatau");
    let asked = |library: &str| {
        let text = format!("nama;unsur;desa;perpustakaan\nUji;PIC;Bontoa;{library}\n");
        world.plan(&rows(&text), &[]).questions.len()
    };
    assert_eq!(asked("perpustakaan SIPAKATAU"), 0);
    assert_eq!(asked("Perpustakaan Sipakalebbi"), 1);
    assert_eq!(asked(""), 1);
}

#[test]
fn a_correction_by_hand_is_never_overwritten_unasked() {
    let mut world = World::new();
    let text = "nama;unsur;desa;jabatan;hp\nBaso;PIC;Salenrang;Ketua;0812345678\n";
    world.import(text);
    world.correct(1, Field::Position, |r| {
        r.personal.position = "Sekretaris".into();
    });
    let plan = world.plan(&rows(text), &[]);
    assert_eq!(counts(&plan), (0, 0, 0, 1, 0));
    assert_eq!(plan.questions[0].column, Field::Position);
    assert_eq!(plan.questions[0].value, "Ketua");
    assert_eq!(
        plan.questions[0].choices,
        [Choice::UseFile, Choice::KeepHand, Choice::Skip]
    );
    // Another field of the row waits with it, and goes with either answer.
    let other = rows("nama;unsur;desa;jabatan;hp\nBaso;PIC;Salenrang;Ketua;0899999999\n");
    assert_eq!(counts(&world.plan(&other, &[])), (0, 0, 0, 1, 0));
    let kept = world.plan(&other, &[answer(2, Field::Position, Choice::KeepHand)]);
    assert_eq!(kept.changed[0].changed, [Field::Phone]);
    assert_eq!(kept.changed[0].record.personal.position, "Sekretaris");
    let used = world.plan(&other, &[answer(2, Field::Position, Choice::UseFile)]);
    assert_eq!(used.changed[0].changed, [Field::Position, Field::Phone]);
    // What the file does not state, or states as the hand does, is no question.
    let silent = rows("nama;unsur;desa;jabatan\nBaso;PIC;Salenrang;\n");
    assert_eq!(counts(&world.plan(&silent, &[])), (0, 0, 1, 0, 0));
    let agreeing = rows("nama;unsur;desa;jabatan\nBaso;PIC;Salenrang;Sekretaris\n");
    assert_eq!(counts(&world.plan(&agreeing, &[])), (0, 0, 1, 0, 0));
}

#[test]
fn a_place_corrected_by_hand_is_one_question() {
    let mut world = World::new();
    let text = "nama;unsur;kode undangan;desa;kecamatan\nBaso;PIC;U-1;Wakanda;Entah\n";
    world.import(text);
    world.correct(1, Field::Village, |r| {
        r.village = Some(code("73.09.05.2006"));
        r.village_text.clear();
        r.subdistrict_text.clear();
    });
    let plan = world.plan(&rows(text), &[]);
    assert_eq!(plan.questions.len(), 1);
    assert_eq!(plan.questions[0].column, Field::Village);
    let kept = world.plan(&rows(text), &[answer(2, Field::Village, Choice::KeepHand)]);
    assert_eq!(counts(&kept), (0, 0, 1, 0, 0));
    let used = world.plan(&rows(text), &[answer(2, Field::Village, Choice::UseFile)]);
    assert_eq!(used.changed[0].record.village, None);
    assert_eq!(used.changed[0].record.village_text, "Wakanda");
}

#[test]
fn who_was_renamed_or_moved_by_hand_is_asked_about_and_not_doubled() {
    let mut world = World::new();
    let text = "nama;unsur;desa\nBasso Rurung;PIC;Salenrang\nSitti Marwah;PIC;Ampekale\n";
    world.import(text);
    world.correct(1, Field::Name, |r| r.personal.name = "Baso Rurungi".into());
    world.correct(2, Field::Village, |r| {
        r.village = Some(code("73.09.05.2006"));
    });
    let plan = world.plan(&rows(text), &[]);
    assert_eq!(counts(&plan), (0, 0, 0, 2, 0));
    for (question, id) in plan.questions.iter().zip([1, 2]) {
        assert_eq!(question.column, Field::Name);
        assert_eq!(
            question.choices,
            [
                Choice::SamePerson(PersonId(id)),
                Choice::OtherPerson,
                Choice::Skip
            ]
        );
    }
    // The same people: now the corrections themselves are asked about, one of them in the same
    // column as who it is.
    let mut answers = vec![
        answer(2, Field::Name, Choice::SamePerson(PersonId(1))),
        answer(3, Field::Name, Choice::SamePerson(PersonId(2))),
    ];
    let plan = world.plan(&rows(text), &answers);
    let asked: Vec<_> = plan.questions.iter().map(|q| (q.row, q.column)).collect();
    assert_eq!(asked, [(2, Field::Name.into()), (3, Field::Village.into())]);
    assert!(
        plan.questions
            .iter()
            .all(|q| q.choices[0] == Choice::UseFile)
    );
    answers.extend([
        answer(2, Field::Name, Choice::KeepHand),
        answer(3, Field::Village, Choice::UseFile),
    ]);
    let plan = world.plan(&rows(text), &answers);
    assert_eq!(counts(&plan), (0, 1, 1, 0, 0));
    assert_eq!(plan.changed[0].id, PersonId(2));
    assert_eq!(plan.changed[0].record.village, Some(code("73.09.05.2008")));
}

#[test]
fn a_row_that_comes_twice_in_a_file() {
    let mut world = World::new();
    let twice = "nama;unsur;desa;meja\nBaso;PIC;Salenrang;1\nBaso;PIC;Salenrang;1\n";
    assert_eq!(counts(&world.plan(&rows(twice), &[])), (1, 0, 1, 0, 0));
    let differing =
        "nama;unsur;desa;meja;hp\nBaso;PIC;Salenrang;1;\nBaso;PIC;Salenrang;2;0812345678\n";
    let plan = world.plan(&rows(differing), &[]);
    assert_eq!(counts(&plan), (1, 0, 0, 1, 0));
    assert_eq!(
        plan.questions[0].choices,
        [Choice::SameAsRow(2), Choice::OtherPerson, Choice::Skip]
    );
    // The same: the first row counts, the second fills what it left empty.
    let same = world.plan(
        &rows(differing),
        &[answer(3, Field::Name, Choice::SameAsRow(2))],
    );
    assert_eq!(counts(&same), (1, 0, 1, 0, 0));
    assert_eq!(same.new[0].record.table, "1");
    assert_eq!(same.new[0].record.personal.phone, "0812345678");
    // Somebody else: two people, who stay two when the file comes again.
    let two = world.plan(
        &rows(differing),
        &[answer(3, Field::Name, Choice::OtherPerson)],
    );
    assert_eq!(counts(&two), (2, 0, 0, 0, 0));
    world.apply(&two);
    assert_eq!(counts(&world.plan(&rows(differing), &[])), (0, 0, 2, 0, 0));
}

#[test]
fn the_second_import_of_a_half_applied_file_does_not_merge_namesakes() {
    let mut world = World::new();
    let text = "nama;unsur;desa;meja\nBaso;PIC;Salenrang;1\nBaso;PIC;Salenrang;2\n";
    world.import(text);
    let again = world.plan(&rows(text), &[]);
    assert_eq!(counts(&again), (0, 0, 1, 1, 0));
    assert_eq!(
        again.questions[0].choices[0],
        Choice::SamePerson(PersonId(1))
    );
}

#[test]
fn a_village_that_a_later_list_knows_takes_the_place_of_its_text() {
    let mut world = World::new();
    let text = "nama;unsur;desa;kecamatan\nBaso;PIC;Wakanda;Bontoa\n";
    world.import(text);
    let mut wakanda = world.gazetteer.get(&code("73.09.05.2002")).unwrap().clone();
    wakanda.code = code("73.09.05.2099");
    wakanda.name = "Wakanda".into();
    world.gazetteer.extend([wakanda]);
    let plan = world.import(text);
    assert_eq!(counts(&plan), (0, 1, 0, 0, 0));
    assert_eq!(plan.changed[0].record.village, Some(code("73.09.05.2099")));
    assert_eq!(plan.changed[0].record.village_text, "");
    assert_eq!(counts(&world.plan(&rows(text), &[])), (0, 0, 1, 0, 0));
}

fn plan_fixture(world: &World, answers: &[Answer]) -> LibraryPlan {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/perpustakaan.csv");
    let file = files::libraries(gelar::exchange::table::read_bytes(&path).unwrap()).unwrap();
    plan_libraries(
        Base {
            people: &[],
            gazetteer: &world.gazetteer,
            libraries: &world.libraries,
            next: PersonId(1),
        },
        &file.rows,
        answers,
    )
}

#[test]
fn libraries_are_keyed_by_their_village() {
    let mut world = World::new();
    let plan = plan_fixture(&world, &[]);
    assert_eq!(
        plan.new.iter().map(|l| l.code.as_str()).collect::<Vec<_>>(),
        [
            "73.09.05.2002",
            "73.09.05.2006",
            "73.09.05.2007",
            "73.09.05.2008"
        ]
    );
    assert_eq!(plan.questions.len(), 1);
    assert_eq!(plan.questions[0].row, 4);
    let refused: Vec<_> = plan
        .rejected
        .iter()
        .map(|r| (r.row, r.column, r.value.as_str(), r.reason.clone()))
        .collect();
    assert_eq!(
        refused,
        [
            (5, "desa_kelurahan", "Wakanda", Reason::VillageUnknown),
            (
                6,
                "kode_wilayah",
                "73.08.05.2002",
                Reason::CodeUnknown { bps: true }
            ),
            (
                7,
                "kode_wilayah",
                "73.09.05.2006",
                Reason::CodeTwice { first: 3 }
            ),
        ]
    );
    let answered = plan_fixture(
        &world,
        &[answer(
            4,
            Field::VillageText,
            Choice::Village(code("73.09.05.1001")),
        )],
    );
    assert_eq!(answered.new.len(), 5);
    for library in answered.new {
        world.libraries.insert(library.code.clone(), library);
    }
    let again = plan_fixture(&world, &[]);
    assert_eq!(
        (again.new.len(), again.changed.len(), again.same.len()),
        (0, 0, 5)
    );
    assert_eq!(again.questions, [], "settled by the earlier answer");
    world.library("73.09.05.2002", "Nama Lama");
    let changed = plan_fixture(&world, &[]);
    assert_eq!(changed.changed.len(), 1);
    assert_eq!(changed.changed[0].name, "Perpustakaan Cahaya Ilmu");
}
