//! What looks wrong is told, one row of a table at a time; and nothing of it changes a score.

use gelar::meeting::achieved::{Achieved, Measure as M, Status};
use gelar::meeting::board::{Audience, Board, By};
use gelar::meeting::plausible::{self, Flag};

use super::world::{World, code};

fn words(world: &World, audience: Audience) -> Vec<String> {
    let board = Board::new(&world.meeting, audience);
    let flags = plausible::of_library(&world.meeting, &board, &code(0));
    flags.iter().map(Flag::word).collect()
}

/// The flags of one month with these counts.
fn month(counts: &[(M, u64)]) -> Vec<String> {
    let mut world = World::with(1);
    world.row(0, "2024-03", counts);
    words(&world, Audience::Committee)
}

#[test]
fn every_oddity_of_a_month_has_its_word() {
    let none: &[&str] = &[];
    for (counts, expected) in [
        (&[(M::Activities, 31)][..], none),
        (&[(M::Activities, 32)], &["activities_over_31 2024-03"][..]),
        (&[(M::Involvement, 32)], &["activities_over_31 2024-03"]),
        (
            &[
                (M::Activities, 2),
                (M::ParticipantsMale, 150),
                (M::ParticipantsFemale, 250),
            ],
            none,
        ),
        (
            &[
                (M::Activities, 2),
                (M::ParticipantsMale, 151),
                (M::ParticipantsFemale, 250),
            ],
            &["participants_over_200 2024-03"],
        ),
        (
            &[(M::ParticipantsMale, 201)],
            &["participants_over_200 2024-03"],
        ),
        (
            &[(M::Activities, 0), (M::PublicationPrint, 1)],
            &["publications_without_activity 2024-03"],
        ),
        (
            &[(M::Publication, 4)],
            &["publications_without_activity 2024-03"],
        ),
        (&[(M::Activities, 1), (M::PublicationPrint, 1)], none),
        (&[(M::Activities, 0), (M::PublicationPrint, 0)], none),
        (
            &[
                (M::Activities, 3),
                (M::Publication, 5),
                (M::PublicationPrint, 2),
                (M::PublicationOnline, 2),
            ],
            &["total_differs 2024-03 publikasi"],
        ),
        (
            &[
                (M::Activities, 3),
                (M::Publication, 4),
                (M::PublicationPrint, 2),
                (M::PublicationOnline, 2),
            ],
            none,
        ),
        (
            &[
                (M::Visitors, 10),
                (M::VisitorsMale, 4),
                (M::VisitorsFemale, 5),
            ],
            &["total_differs 2024-03 pengunjung"],
        ),
    ] {
        assert_eq!(month(counts), expected, "{counts:?}");
    }
}

#[test]
fn six_months_with_the_same_numbers_look_copied_and_five_do_not() {
    let year: Vec<String> = (1..=12).map(|m| format!("2024-{m:02}")).collect();
    let told = |months: &[usize], counts: (u64, u64, u64)| {
        let mut world = World::with(1);
        for at in months {
            world.months(0, &[(&year[*at], counts.0, counts.1, counts.2)]);
        }
        words(&world, Audience::Committee)
    };
    assert_eq!(
        told(&[0, 1, 2, 3, 4, 5], (2, 1, 0)),
        ["same_counts 2024-01..2024-06"]
    );
    assert_eq!(
        told(&[2, 3, 4, 5, 6, 7, 8, 9], (2, 1, 0)),
        ["same_counts 2024-03..2024-10"]
    );
    let none: [&str; 0] = [];
    assert_eq!(told(&[0, 1, 2, 3, 4], (2, 1, 0)), none);
    assert_eq!(told(&[0, 1, 2, 4, 5, 6], (2, 1, 0)), none, "a gap between");
    assert_eq!(
        told(&[0, 1, 2, 3, 4, 5], (0, 0, 0)),
        none,
        "nothing is not copied"
    );
}

#[test]
fn months_that_had_not_come_or_do_not_apply_are_told() {
    let mut world = World::with(1);
    world.event(&gelar::meeting::event::Event::MeetingFounded(founded()));
    world.joins(0, Some(2024), Some(3));
    let row = |month: &str, status, entered: Option<(i16, i8, i8)>| Achieved {
        library: code(0),
        month: month.parse().unwrap(),
        counts: [(M::Activities, 1)].into_iter().collect(),
        status,
        entered: entered.map(|(y, m, d)| jiff::civil::date(y, m, d)),
        note: "".into(),
    };
    for row in [
        row("2024-02", Status::Reported, None),
        row("2024-04", Status::Reported, Some((2024, 4, 30))),
        row("2024-06", Status::Reported, Some((2024, 5, 31))),
        row("2024-07", Status::NotApplicable, None),
        row("2024-08", Status::Rejected, Some((2024, 1, 1))),
        row("2025-01", Status::Reported, None),
    ] {
        world.put(&row);
    }
    assert_eq!(
        words(&world, Audience::Committee),
        [
            "numbers_not_applicable 2024-02",
            "future_month 2024-06",
            "numbers_not_applicable 2024-07",
            "future_month 2025-01",
        ]
    );
    // What is sealed is not looked at for the hall.
    world.seal(Some("2024-06"), &[]);
    assert_eq!(
        words(&world, Audience::Public),
        ["numbers_not_applicable 2024-02"]
    );
    assert_eq!(words(&world, Audience::Committee).len(), 4);
}

fn founded() -> gelar::meeting::event::Founded {
    gelar::meeting::event::Founded {
        about: gelar::meeting::record::About {
            title: "PLM Uji".into(),
            date: jiff::civil::date(2024, 12, 10),
            ..Default::default()
        },
        secret: gelar::meeting::code::Secret::new([7; 32]),
    }
}

#[test]
fn typed_totals_of_the_period_are_held_against_the_months() {
    let mut world = World::with(1);
    world.months(0, &[("2024-01", 3, 2, 0), ("2024-02", 4, 2, 1)]);
    world.totals(
        0,
        &[(M::Involvement, 7), (M::Publication, 5), (M::Books, 900)],
        None,
    );
    assert_eq!(
        words(&world, Audience::Committee),
        ["total_differs publikasi"]
    );
    world.seal(Some("2024-02"), &[]);
    let none: [&str; 0] = [];
    assert_eq!(
        words(&world, Audience::Public),
        none,
        "the total holds sealed months"
    );
    world.seal(None, &["publikasi"]);
    assert_eq!(words(&world, Audience::Public), none);
}

#[test]
fn a_sealed_family_leaves_no_trace_in_the_flags() {
    let odd = |activities| {
        let mut world = World::with(1);
        world.row(
            0,
            "2024-03",
            &[(M::Activities, activities), (M::PublicationPrint, 2)],
        );
        world.seal(None, &["pelibatan"]);
        words(&world, Audience::Public)
    };
    assert_eq!(odd(0), odd(40));
    assert_eq!(odd(0), odd(1));
}

#[test]
fn a_flag_changes_no_score() {
    let mut world = World::with(2);
    world.months(0, &[("2024-01", 40, 3, 1)]);
    world.months(1, &[("2024-01", 4, 3, 1)]);
    let board = Board::new(&world.meeting, Audience::Committee);
    let score = |n| board.row(By::Score, &code(n)).unwrap().line.standing.score;
    assert_eq!(
        words(&world, Audience::Committee),
        ["activities_over_31 2024-01"]
    );
    assert_eq!(score(0), score(1));
}
