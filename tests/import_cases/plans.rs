//! What a plan makes of rows that belong together, and which row everything came from.

use std::sync::Arc;

use gelar::meeting::achieved::{Counts, Measure, Status};
use gelar::meeting::command::Command;
use gelar::meeting::month::Month;
use gelar::meeting::record::{Field, FieldSet, Record};
use gelar::meeting::roster::{
    AchievedPlan, AchievedRow, Answer, Choice, Figure, LibraryRow, PersonRow, Topic, TotalsRow,
    achievements_on, libraries_on, library_differences, month_differences, people_on,
    totals_differences, totals_on,
};

use super::support::{World, code};

use Measure::{Advocacy, Involvement, Publication};

/// The second sheet of a workbook: the lead writes it into the high bits of the row.
const SHEET: usize = 1 << 40;

fn month(n: u8) -> Month {
    format!("2024-{n:02}").parse().unwrap()
}

fn row(row: usize, n: u8, counts: &[(Measure, u64)]) -> AchievedRow {
    AchievedRow {
        row,
        village: Some(code("73.09.05.2006")),
        library: String::new(),
        village_text: String::new(),
        subdistrict_text: String::new(),
        month: month(n),
        counts: counts.iter().copied().collect(),
        status: None,
        entered: None,
        note: String::new(),
    }
}

fn stated(row: AchievedRow, status: Status) -> AchievedRow {
    AchievedRow {
        status: Some(status),
        ..row
    }
}

fn noted(row: AchievedRow, note: &str) -> AchievedRow {
    AchievedRow {
        note: note.to_owned(),
        ..row
    }
}

fn counts(plan: &AchievedPlan) -> Vec<(Measure, u64)> {
    plan.new.iter().flat_map(|a| a.counts.iter()).collect()
}

fn answer(plan: &AchievedPlan, choice: usize) -> Answer {
    let question = &plan.questions[0];
    Answer {
        row: question.row,
        column: question.column,
        choice: question.choices[choice].clone(),
    }
}

/// In any order the same is planned; answers the plan in the order given.
fn plan(world: &World, rows: &[AchievedRow], answers: &[Answer]) -> AchievedPlan {
    let plan = achievements_on(world.meeting(), rows, answers);
    let turned: Vec<_> = rows.iter().rev().cloned().collect();
    let other = achievements_on(world.meeting(), &turned, &[]);
    if answers.is_empty() {
        assert_eq!((&plan.new, &plan.changed), (&other.new, &other.changed));
        assert_eq!(plan.questions.len(), other.questions.len());
    }
    let counted = [
        plan.new.len(),
        plan.changed.len(),
        plan.same.len(),
        plan.joined.len(),
        plan.skipped.len(),
        plan.questions.len(),
        plan.waiting.len(),
    ];
    assert_eq!(counted.iter().sum::<usize>(), rows.len());
    plan
}

#[test]
fn a_sheet_per_indicator_is_one_entry_per_month() {
    let mut world = World::new();
    let rows = [
        row(5, 1, &[(Involvement, 3)]),
        row(SHEET + 5, 1, &[(Publication, 2)]),
        row(2 * SHEET + 5, 1, &[(Advocacy, 1), (Publication, 2)]),
        row(2 * SHEET + 6, 1, &[(Publication, 2)]),
        noted(
            stated(row(7, 2, &[(Involvement, 0)]), Status::Verified),
            "b",
        ),
        noted(row(8, 2, &[(Advocacy, 4)]), "a"),
    ];
    let first = plan(&world, &rows, &[]);
    assert_eq!(
        counts(&first),
        [
            (Involvement, 3),
            (Publication, 2),
            (Advocacy, 1),
            (Involvement, 0),
            (Advocacy, 4)
        ]
    );
    assert_eq!(
        (first.new[1].status, &*first.new[1].note),
        (Status::Verified, "a; b")
    );
    assert_eq!(first.new_rows, [5, 7]);
    assert_eq!(first.joined, [8, SHEET + 5, 2 * SHEET + 5]);
    assert_eq!(first.same, [2 * SHEET + 6]);
    // Applied, the same file changes nothing, and every row says so.
    let import = |rows: &[AchievedRow]| {
        Command::ImportAchievements(Arc::new(rows.to_vec()), Arc::default(), String::new())
    };
    world.submit(import(&rows)).unwrap();
    let again = plan(&world, &rows, &[]);
    assert_eq!(again.same.len(), rows.len());
    assert_eq!(world.submit(import(&rows)).unwrap(), []);
    // A correction is told with the row that states it.
    let later = [
        row(5, 1, &[(Involvement, 3)]),
        row(SHEET + 5, 1, &[(Publication, 9)]),
    ];
    let later = plan(&world, &later, &[]);
    assert_eq!((later.changed_rows, later.corrections), (vec![5], 1));
    assert_eq!(
        (later.corrected[0].row, later.corrected[0].column),
        (SHEET + 5, "publikasi")
    );
}

#[test]
fn a_contradiction_is_asked_and_the_others_complete_what_is_taken() {
    let world = World::new();
    let rows = [
        row(2, 1, &[(Involvement, 4), (Publication, 1)]),
        row(3, 1, &[(Involvement, 5), (Advocacy, 7)]),
        noted(row(4, 1, &[(Publication, 1)]), "c"),
    ];
    let open = plan(&world, &rows, &[]);
    let take = |row, n| Choice::TakeRow {
        row,
        says: vec![("pelibatan", Figure::Count(n))],
    };
    assert_eq!(
        open.questions[0].choices,
        [take(2, 4), take(3, 5), Choice::NoneOfThem],
        "the third row is no party to it"
    );
    let taken = plan(&world, &rows, &[answer(&open, 0)]);
    assert_eq!(
        counts(&taken),
        [(Involvement, 4), (Publication, 1), (Advocacy, 7)]
    );
    assert_eq!(&*taken.new[0].note, "c");
    assert_eq!(
        (taken.new_rows, taken.joined, taken.skipped),
        (vec![2], vec![4], vec![3])
    );
    let taken = plan(&world, &rows, &[answer(&open, 1)]);
    assert_eq!(
        counts(&taken),
        [(Involvement, 5), (Publication, 1), (Advocacy, 7)]
    );
    assert_eq!(
        (taken.new_rows, taken.joined, taken.skipped),
        (vec![3], vec![4], vec![2])
    );
    let none = plan(&world, &rows, &[answer(&open, 2)]);
    assert_eq!(counts(&none), [(Publication, 1)]);
    assert_eq!((none.new_rows, none.skipped), (vec![4], vec![2, 3]));
}

#[test]
fn what_the_others_disagree_about_among_themselves_is_not_guessed() {
    let world = World::new();
    let rows = [
        row(2, 1, &[(Involvement, 4)]),
        row(3, 1, &[(Involvement, 5), (Publication, 1)]),
        row(4, 1, &[(Involvement, 5), (Publication, 2)]),
    ];
    let open = plan(&world, &rows, &[]);
    let taken = plan(&world, &rows, &[answer(&open, 0)]);
    assert_eq!(counts(&taken), [(Involvement, 4)]);
    assert_eq!(taken.skipped, [3, 4]);
}

#[test]
fn two_statuses_are_asked_and_numbers_beside_a_month_that_does_not_apply_too() {
    let world = World::new();
    let reported = row(2, 1, &[(Involvement, 4)]);
    let asks = |other: AchievedRow| {
        let rows = [reported.clone(), other];
        plan(&world, &rows, &[]).questions.len()
    };
    assert_eq!(asks(stated(row(3, 1, &[]), Status::NotApplicable)), 1);
    assert_eq!(
        asks(stated(row(3, 1, &[(Publication, 1)]), Status::Rejected)),
        1
    );
    assert_eq!(
        asks(stated(row(3, 1, &[(Publication, 1)]), Status::Verified)),
        0
    );
    assert_eq!(asks(stated(row(3, 1, &[]), Status::Verified)), 0);
    let verified = stated(row(2, 1, &[(Involvement, 4)]), Status::Verified);
    let open = [
        verified,
        stated(row(3, 1, &[(Involvement, 4)]), Status::Reported),
        row(4, 1, &[(Publication, 1)]),
    ];
    let open = plan(&world, &open, &[]).questions.remove(0);
    assert_eq!(
        open.choices.len(),
        3,
        "the row without a status has no part in it"
    );
    // The month that does not apply takes no numbers with it, nor the numbers the status.
    let rows = [reported, stated(row(3, 1, &[]), Status::NotApplicable)];
    let open = plan(&world, &rows, &[]);
    let taken = plan(&world, &rows, &[answer(&open, 0)]);
    assert_eq!(
        (taken.new[0].status, counts(&taken)),
        (Status::Reported, vec![(Involvement, 4)])
    );
    let taken = plan(&world, &rows, &[answer(&open, 1)]);
    assert_eq!(
        (taken.new[0].status, counts(&taken)),
        (Status::NotApplicable, vec![])
    );
}

#[test]
fn every_month_of_one_row_is_asked_on_its_own() {
    let world = World::new();
    let across = |at: usize, add: u64| (1..=12).map(move |n| row(at, n, &[(Involvement, add)]));
    let rows: Vec<_> = across(6, 1).chain(across(SHEET + 6, 2)).collect();
    let open = achievements_on(world.meeting(), &rows, &[]);
    let topics: Vec<Topic> = open.questions.iter().map(|q| q.column).collect();
    let months: Vec<Topic> = (1..=12).map(|n| Topic::Month(month(n))).collect();
    assert_eq!(topics, months);
    assert_eq!(open.waiting.len(), 12);
    // January from the first sheet, December from none; the rest stays open.
    let answers = [
        Answer {
            row: SHEET + 6,
            column: Topic::Month(month(1)),
            choice: open.questions[0].choices[0].clone(),
        },
        Answer {
            row: SHEET + 6,
            column: Topic::Month(month(12)),
            choice: Choice::NoneOfThem,
        },
    ];
    let plan = achievements_on(world.meeting(), &rows, &answers);
    assert_eq!(
        (plan.questions.len(), counts(&plan)),
        (10, vec![(Involvement, 1)])
    );
    assert_eq!(plan.skipped, [6, SHEET + 6, SHEET + 6]);
    // Its place is asked once for all of them.
    let named = rows[..12].iter().map(|row| AchievedRow {
        village: None,
        village_text: "Bontolempangan".to_owned(),
        ..row.clone()
    });
    let named: Vec<_> = named.collect();
    let open = achievements_on(world.meeting(), &named, &[]);
    assert_eq!((open.questions.len(), open.waiting.len()), (1, 11));
    let place = answer(&open, 0);
    let plan = achievements_on(world.meeting(), &named, &[place]);
    assert_eq!(plan.new.len(), 12);
}

#[test]
fn totals_complete_each_other_too() {
    let mut world = World::new();
    let row = |row, counts: &[(Measure, u64)]| TotalsRow {
        row,
        village: Some(code("73.09.05.2006")),
        counts: counts.iter().copied().collect(),
        ..TotalsRow::default()
    };
    let scored = |row: TotalsRow, score| TotalsRow {
        sim_score: Some(score),
        ..row
    };
    let rows = [
        row(2, &[(Involvement, 48)]),
        scored(row(3, &[]), 8100),
        row(4, &[(Publication, 641)]),
    ];
    let plan = totals_on(world.meeting(), &rows, &[]);
    let new = &plan.new[0];
    assert_eq!((new.counts.iter().count(), new.sim_score), (2, Some(8100)));
    assert_eq!((plan.new_rows, plan.joined), (vec![2], vec![3, 4]));
    let differing = [
        rows[0].clone(),
        scored(row(3, &[]), 8100),
        scored(row(4, &[]), 8200),
    ];
    let open = totals_on(world.meeting(), &differing, &[]);
    let question = &open.questions[0];
    assert_eq!((question.column, question.row), (Topic::Library, 4));
    assert_eq!(question.choices.len(), 3);
    let rows = Arc::new(rows.to_vec());
    let import = Command::ImportTotals(rows.clone(), Arc::default(), String::new());
    world.submit(import).unwrap();
    let again = totals_on(world.meeting(), &rows, &[]);
    assert_eq!(again.same, [2, 3, 4]);
    let later = totals_on(
        world.meeting(),
        &[scored(row(9, &[(Involvement, 50)]), 8100)],
        &[],
    );
    assert_eq!(
        totals_differences(world.meeting(), &later.changed[0]),
        [("pelibatan", Figure::Count(48), Figure::Count(50))]
    );
    assert_eq!(later.changed_rows, [9]);
}

#[test]
fn a_changed_month_and_library_tell_what_changes() {
    let mut world = World::new();
    world.libraries(&[("73.09.05.2006", "Salenrang")]);
    let first = vec![row(2, 1, &[(Involvement, 4)])];
    let import = Command::ImportAchievements(Arc::new(first), Arc::default(), String::new());
    world.submit(import).unwrap();
    let next = stated(
        row(3, 1, &[(Involvement, 6), (Publication, 0)]),
        Status::Verified,
    );
    let plan = achievements_on(world.meeting(), &[next, row(4, 2, &[(Advocacy, 1)])], &[]);
    let from = Figure::Word("dilaporkan");
    assert_eq!(
        month_differences(world.meeting(), &plan.changed[0]),
        [
            ("status", from, Figure::Word("terverifikasi")),
            ("pelibatan", Figure::Count(4), Figure::Count(6)),
            ("publikasi", Figure::Nothing, Figure::Count(0)),
        ]
    );
    assert_eq!(
        month_differences(world.meeting(), &plan.new[0]),
        [
            ("status", Figure::Nothing, from),
            ("advokasi", Figure::Nothing, Figure::Count(1)),
        ]
    );
    let library = LibraryRow {
        row: 5,
        village: Some(code("73.09.05.2006")),
        name: "Rumah Karst".to_owned(),
        partner_year: Some(2021),
        has_account: Some(true),
        ..LibraryRow::default()
    };
    let plan = libraries_on(world.meeting(), &[library], &[]);
    let said = |column, from: &str, to: &str| (column, from.to_owned(), to.to_owned());
    assert_eq!(
        library_differences(world.meeting(), &plan.changed[0]),
        [
            said("nama_perpustakaan", "Salenrang", "Rumah Karst"),
            said("tahun_mitra", "", "2021"),
            said("akun_sim", "", "ya"),
        ]
    );
    let other = gelar::meeting::record::Library {
        code: code("73.09.05.2002"),
        ..plan.changed[0].clone()
    };
    let all = library_differences(world.meeting(), &other);
    assert_eq!(
        all[0],
        said("nama_perpustakaan", "", "Rumah Karst"),
        "a new one against nothing"
    );
}

#[test]
fn every_person_and_library_tells_the_row_it_came_from() {
    let mut world = World::new();
    let person = |row, name: &str, office: &str, table: &str| {
        let mut stated = FieldSet::default();
        let mut record = Record {
            office: office.to_owned(),
            table: table.to_owned(),
            ..Record::default()
        };
        record.personal.name = name.to_owned();
        stated.insert(Field::Name);
        stated.insert(Field::Office);
        if !table.is_empty() {
            stated.insert(Field::Table);
        }
        PersonRow {
            row,
            record,
            stated,
        }
    };
    let first = vec![
        person(2, "Uji Satu", "Kantor", ""),
        person(3, "Uji Dua", "Kantor", ""),
    ];
    world
        .submit(Command::ImportPeople(Arc::new(first), Arc::default()))
        .unwrap();
    let rows = [
        person(4, "Uji Tiga", "Kantor", "1"),
        person(5, "Uji Dua", "Kantor", "2"),
        person(6, "Uji Satu", "Kantor", ""),
        person(7, "Uji Tiga", "Kantor", "1"),
        person(8, "Uji Empat", "Kantor", "3"),
        person(9, "Uji Lima", "Kantor", "3"),
    ];
    let skip = Answer {
        row: 9,
        column: Field::Name.into(),
        choice: Choice::Skip,
    };
    let plan = people_on(world.meeting(), &rows, &[skip]);
    assert_eq!((plan.new_rows, plan.changed_rows), (vec![4, 8], vec![5]));
    assert_eq!((plan.same, plan.skipped), (vec![6, 7], vec![9]));

    world.libraries(&[("73.09.05.2006", "Salenrang"), ("73.09.05.2002", "Taman")]);
    let library = |row, at: &str, name: &str| LibraryRow {
        row,
        village: Some(code(at)),
        name: name.to_owned(),
        ..LibraryRow::default()
    };
    let rows = [
        library(2, "73.09.05.2007", "Minasa"),
        library(3, "73.09.05.2006", "Salenrang"),
        library(4, "73.09.05.2002", "Taman Baca"),
        library(5, "73.09.05.2007", "Minasa"),
    ];
    let plan = libraries_on(world.meeting(), &rows, &[]);
    assert_eq!(
        (plan.new_rows, plan.changed_rows, plan.same),
        (vec![2], vec![4], vec![3, 5])
    );
}

#[test]
fn a_hundred_thousand_rows_of_one_month_are_planned() {
    let world = World::new();
    let rows: Vec<_> = (0..100_000)
        .map(|n: usize| noted(row(n, 1, &[(Involvement, n as u64)]), &n.to_string()))
        .collect();
    let plan = achievements_on(world.meeting(), &rows, &[]);
    assert_eq!(plan.questions[0].choices.len(), rows.len() + 1);
    let none: Counts = Counts::default();
    let empty: Vec<_> = (0..100_000)
        .map(|n: usize| AchievedRow {
            counts: none.clone(),
            ..stated(row(n, 1, &[]), Status::Rejected)
        })
        .collect();
    let plan = achievements_on(world.meeting(), &empty, &[]);
    assert_eq!((plan.new.len(), plan.same.len()), (1, rows.len() - 1));
}
