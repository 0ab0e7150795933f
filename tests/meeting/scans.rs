//! What a scan leads to, and what the journal keeps of it.

use gelar::journal::{Draft, codec};
use gelar::meeting::code::SubjectKind;
use gelar::meeting::command::{Command, Refusal};
use gelar::meeting::event::{Event, Outcome, ScanRefused};
use gelar::meeting::id::{ListId, PersonId};
use gelar::session;
use proptest::prelude::*;

use super::support::*;

fn refused(events: &[Event]) -> &ScanRefused {
    match events {
        [Event::ScanRefused(e)] => e,
        other => panic!("{other:?}"),
    }
}

fn double(refusal: &Refusal) -> Outcome {
    match refusal {
        Refusal::DoubleRead { outcome, .. } => *outcome,
        other => panic!("{other:?}"),
    }
}

/// One person, and her badge.
fn one() -> (Scene, Command) {
    let scene = Scene::with_people(1);
    let badge = scan(&scene.badge(1));
    (scene, badge)
}

#[test]
fn a_code_is_read_however_a_keyboard_or_a_scanner_writes_it() {
    for change in [
        |c: &str| c.to_lowercase(),
        |c: &str| c.replace('0', "O").replace('1', "l"),
        |c: &str| format!("]Q1{c}"),
        |c: &str| format!("\\000026{c}"),
        |c: &str| format!(" {}-{} ", &c[..4], &c[4..]),
    ] {
        let scene = &mut Scene::with_people(1);
        let code = change(&scene.badge(1));
        assert!(
            matches!(scene.does(scan(&code))[..], [Event::Arrived(_)]),
            "{code}"
        );
    }
}

#[test]
fn somebody_already_present_is_told_the_first_station() {
    let (mut scene, badge) = one();
    scene.told(M2, badge.clone());
    let events = scene.told(M1, badge);
    let e = refused(&events);
    assert_eq!(
        (e.outcome, e.person),
        (Outcome::AlreadyPresent, Some(PersonId(1)))
    );
    let first = scene.person(1).arrival(&ListId::main()).unwrap();
    assert_eq!(&*first.station, "Meja 2");
    assert_eq!(scene.total(), (1, 1));
}

#[test]
fn the_same_code_on_the_same_desk_within_three_seconds_is_a_double_read() {
    for (after, is_double) in [
        (0, true),
        (1, true),
        (2_999, true),
        (3_000, false),
        (9_000, false),
    ] {
        let (mut scene, badge) = one();
        scene.told(M1.ms(50_000), badge.clone());
        let second = M1.ms(50_000 + after);
        if is_double {
            let refusal = scene.refuses_at(second, badge);
            assert_eq!(double(&refusal), Outcome::Present, "{after} ms");
        } else {
            let events = scene.told(second, badge);
            assert_eq!(
                refused(&events).outcome,
                Outcome::AlreadyPresent,
                "{after} ms"
            );
        }
        assert_eq!(scene.total(), (1, 1));
    }
}

#[test]
fn three_seconds_count_from_the_first_reading() {
    let (mut scene, badge) = one();
    scene.told(M1.ms(0), badge.clone());
    for ms in [1_000, 2_000, 2_900] {
        scene.refuses_at(M1.ms(ms), badge.clone());
    }
    scene.told(M1.ms(3_500), badge);
}

#[test]
fn a_double_read_repeats_what_the_first_one_led_to() {
    let (mut scene, badge) = one();
    scene.told(M2, badge.clone());
    scene.told(M1.ms(0), badge.clone());
    let refusal = scene.refuses_at(M1.ms(900), badge.clone());
    assert_eq!(double(&refusal), Outcome::AlreadyPresent);

    let (mut scene, badge2) = one();
    scene.does(cancel(1));
    scene.told(M1.ms(0), badge2.clone());
    let refusal = scene.refuses_at(M1.ms(900), badge2);
    assert_eq!(double(&refusal), Outcome::Cancelled);
}

#[test]
fn another_desk_another_boot_or_no_boot_reading_is_no_double_read() {
    let cases = [
        (M1.ms(100), M2.ms(200)),
        (M1.booted("laptop", 100), M1.booted("laptop again", 200)),
        (M1, M1),
        (M1.ms(100), M1),
        (M1, M1.ms(100)),
    ];
    for (first, second) in cases {
        let (mut scene, badge) = one();
        scene.told(first, badge.clone());
        let events = scene.told(second, badge);
        let outcome = refused(&events).outcome;
        assert_eq!(outcome, Outcome::AlreadyPresent, "{first:?} {second:?}");
    }
}

/// A command that waited for a full disk is decided late: another window with the same station name
/// may have read the same badge long after it.
#[test]
fn readings_far_apart_are_no_double_read_in_either_order() {
    let (mut scene, badge) = one();
    scene.told(M1.ms(60_000), badge.clone());
    let events = scene.told(M1.ms(10_000), badge.clone());
    assert_eq!(refused(&events).outcome, Outcome::AlreadyPresent);

    let (mut scene, badge) = one();
    scene.told(M1.ms(60_000), badge.clone());
    scene.refuses_at(M1.ms(59_000), badge);
}

#[test]
fn another_badge_or_a_failed_scan_in_between_ends_the_guard() {
    let mut scene = Scene::with_people(2);
    let (one, two) = (scan(&scene.badge(1)), scan(&scene.badge(2)));
    scene.told(M1.ms(0), one.clone());
    scene.told(M1.ms(500), two.clone());
    assert_eq!(
        refused(&scene.told(M1.ms(900), one)).outcome,
        Outcome::AlreadyPresent
    );
    scene.told(M1.ms(1_000), scan("https://contoh.id"));
    assert_eq!(
        refused(&scene.told(M1.ms(1_100), two)).outcome,
        Outcome::AlreadyPresent
    );
}

#[test]
fn after_an_undo_a_withdrawal_or_a_new_code_the_next_scan_is_a_new_one() {
    type Change = fn(&mut Scene);
    let changes: [Change; 5] = [
        |s| drop(s.ctrl_z(M1.ms(300)).unwrap()),
        |s| drop(s.told(M2, withdraw(1))),
        |s| drop(s.told(M1.ms(300), withdraw(1))),
        |s| {
            s.does(withdraw(1));
            s.does(cancel(1));
            s.does(restore(1));
        },
        |s| {
            s.does(withdraw(1));
            s.does(reissue(1));
        },
    ];
    for (n, change) in changes.into_iter().enumerate() {
        let (mut scene, badge) = one();
        scene.told(M1.ms(0), badge);
        change(&mut scene);
        assert!(!scene.is_present(1), "{n}");
        let badge = scan(&scene.badge(1));
        scene.told(M1.ms(600), badge);
        assert!(scene.is_present(1), "{n}");
    }
}

#[test]
fn after_an_undo_or_a_withdrawal_a_scan_is_answered_even_if_somebody_checked_the_person_in_again() {
    type Change = fn(&mut Scene);
    let changes: [Change; 2] = [
        |s| drop(s.ctrl_z(M1.ms(300)).unwrap()),
        |s| drop(s.told(M2, withdraw(1))),
    ];
    for change in changes {
        let (mut scene, badge) = one();
        scene.told(M1.ms(0), badge.clone());
        change(&mut scene);
        scene.told(M2, check_in(1));
        let events = scene.told(M1.ms(600), badge);
        assert_eq!(refused(&events).outcome, Outcome::AlreadyPresent);
    }
}

#[test]
fn a_new_code_read_at_once_is_answered_and_not_taken_for_the_old_one() {
    let (mut scene, old) = one();
    scene.told(M1.ms(0), old.clone());
    scene.told(M1.ms(100), reissue(1));
    assert_eq!(
        refused(&scene.told(M1.ms(200), old)).outcome,
        Outcome::SupersededCode
    );
    let new = scan(&scene.badge(1));
    assert_eq!(
        refused(&scene.told(M1.ms(300), new)).outcome,
        Outcome::AlreadyPresent
    );
}

#[test]
fn the_same_badge_on_another_list_is_no_double_read() {
    let (mut scene, badge) = one();
    let lunch = scan_on(&scene.badge(1), "makan siang");
    scene.told(M1.ms(0), badge.clone());
    scene.told(M1.ms(400), lunch.clone());
    let person = scene.person(1);
    assert!(person.arrival(&ListId::new("makan siang")).is_some());
    assert_eq!(
        double(&scene.refuses_at(M1.ms(700), lunch)),
        Outcome::Present
    );
}

#[test]
fn a_new_code_that_was_undone_stays_dead_and_its_number_is_not_given_again() {
    let (mut scene, first) = one();
    scene.does(reissue(1));
    let undone = scene.badge(1);
    scene.ctrl_z(M1).unwrap();
    let events = scene.does(scan(&undone));
    let e = refused(&events);
    assert_eq!(
        (e.outcome, e.person),
        (Outcome::SupersededCode, Some(PersonId(1)))
    );
    scene.does(first.clone());
    assert!(scene.is_present(1));

    scene.does(reissue(1));
    assert_ne!(scene.badge(1), undone);
    for old in [first, scan(&undone)] {
        assert_eq!(refused(&scene.does(old)).outcome, Outcome::SupersededCode);
    }
}

#[test]
fn codes_that_name_nobody_here_need_the_supervisor() {
    let mut scene = Scene::with_people(1);
    for code in [
        code_for(SubjectKind::Person, 999, 0),
        code_for(SubjectKind::Delegation, 1, 0),
        code_for(SubjectKind::Command, 9, 0),
    ] {
        let events = scene.does(scan(&code));
        let e = refused(&events);
        assert_eq!((e.outcome, e.person), (Outcome::NeedsSupervisor, None));
    }
    assert_eq!(scene.total(), (0, 1));
}

#[test]
fn another_meetings_code_is_named_as_such() {
    let mut other = Scene::empty();
    let mut context = M1.context(1, 0);
    context.random = [8; 32];
    let found = Command::Found(about("Rapat lain"));
    session::run(&mut other.session, &mut other.journal, found, context)
        .unwrap()
        .unwrap();
    other.commands = 1;
    other.does(add("Orang Lain"));
    let mut scene = Scene::with_people(1);
    let events = scene.does(scan(&other.badge(1)));
    let e = refused(&events);
    assert_eq!(
        (e.outcome, e.person, e.class.as_str()),
        (Outcome::OtherMeeting, None, "")
    );
}

#[test]
fn strangers_and_damage_are_classed_and_not_kept() {
    let scene = Scene::with_people(1);
    let code = scene.badge(1);
    let forged = code_for(SubjectKind::Person, 1, 40);
    let cases: [(&str, Outcome, &str); 10] = [
        (&code[..15], Outcome::DamagedCode, "too_short"),
        (&format!("{code}A"), Outcome::DamagedCode, "too_long"),
        (&format!("{}U", &code[..15]), Outcome::DamagedCode, "symbol"),
        (&format!("H{}", &code[1..]), Outcome::DamagedCode, "start"),
        (&swapped(&code), Outcome::DamagedCode, "check_character"),
        (&forged, Outcome::ForeignCode, "forged"),
        ("00020101021126", Outcome::ForeignCode, "payment_qr"),
        ("https://contoh.id/x", Outcome::ForeignCode, "web_address"),
        ("7309051203800001", Outcome::ForeignCode, "nik"),
        ("8991234567890", Outcome::ForeignCode, "digits"),
    ];
    for (text, outcome, class) in cases {
        let mut scene = Scene::with_people(1);
        let events = scene.does(scan(text));
        let e = refused(&events);
        assert_eq!((e.outcome, e.class.as_str()), (outcome, class), "{text}");
        assert_eq!((e.person, e.length as usize), (None, text.chars().count()));
        let kept = scene.entries().pop().unwrap();
        let kept = codec::encode(
            kept.seq,
            &Draft {
                stamp: kept.stamp,
                event: kept.event,
                salt: [0; 16],
            },
        )
        .unwrap();
        assert_eq!(kept.private, None);
        assert!(!kept.text.contains(text), "{}", kept.text);
    }
}

/// Two neighbours that differ, swapped.
fn swapped(code: &str) -> String {
    let mut bytes = code.as_bytes().to_vec();
    let at = (9..15).find(|i| bytes[*i] != bytes[i + 1]).unwrap();
    bytes.swap(at, at + 1);
    String::from_utf8(bytes).unwrap()
}

/// What the journal stores of a scan by *Meja 1*, or nothing where it is an arrival.
fn stored(scene: &Scene, text: &str) -> Option<(String, ScanRefused)> {
    let context = M1.context(77 * STRIDE, 5);
    let command = scan(text);
    let events = gelar::meeting::decide::decide(scene.meeting(), &command, &context).unwrap();
    let [Event::ScanRefused(e)] = &events[..] else {
        return None;
    };
    let draft = Draft {
        stamp: context.stamp,
        event: events[0].clone(),
        salt: [1; 16],
    };
    let stored = codec::encode(9, &draft).unwrap();
    assert_eq!(stored.private, None);
    Some((stored.text, e.clone()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Nothing of a stranger's text reaches the journal: the stored line is made of what kind of text it
    /// was and how long, so two texts of one kind and length are stored alike, byte for byte.
    #[test]
    fn of_a_strangers_text_only_class_and_length_are_stored(
        text in prop_oneof![
            "\\PC{0,60}",
            "[0-9]{1,30}",
            "000201[0-9A-Z.]{10,80}",
            "https?://[a-z]{3,12}\\.id/[a-zA-Z0-9?=]{0,40}",
            "G1[0-9A-HJKMNP-TV-Z]{10,17}",
            "[Ѐ-ӿ一-龥\u{1b}\u{202e}]{1,40}",
        ],
    ) {
        let scene = Scene::with_people(1);
        let Some((line, event)) = stored(&scene, &text) else {
            return Ok(());
        };
        prop_assert!(event.length as usize <= text.chars().count(), "counted after folding");
        let same = Event::ScanRefused(ScanRefused { person: None, ..event.clone() });
        let draft = Draft { stamp: M1.context(77 * STRIDE, 5).stamp, event: same, salt: [1; 16] };
        prop_assert_eq!(&line, &codec::encode(9, &draft).unwrap().text);
        let classes = ["", "too_short", "too_long", "start", "symbol", "check_character", "forged",
            "payment_qr", "web_address", "nik", "digits", "other"];
        prop_assert!(classes.contains(&event.class.as_str()), "{}", event.class);
        // Beside that, bluntly: no character that our own words do not have, and no longer piece of it.
        for c in text.chars().filter(|c| !c.is_ascii()) {
            prop_assert!(!line.contains(c), "{c:?} in {line}");
        }
        let empty = stored(&scene, "?").unwrap().0;
        let chars: Vec<char> = text.chars().collect();
        for piece in chars.windows(6) {
            let piece: String = piece.iter().collect();
            let ours = empty.contains(&piece) || event.class.contains(&piece);
            prop_assert!(ours || !line.contains(&piece), "{piece:?} in {line}");
        }
    }
}

#[test]
fn an_emptied_secret_makes_no_codes_and_proves_none() {
    use gelar::meeting::Meeting;
    use gelar::meeting::code::{Reading, Secret, Subject, encode, read};
    use gelar::meeting::decide::decide;
    use gelar::meeting::event::{Founded, PersonAdded};

    // Given a copy whose private values were emptied, which `forget` makes
    let context = M1.context(1, 1);
    let mut meeting = Meeting::default();
    let founded = Founded {
        about: gelar::meeting::record::About::default(),
        secret: Secret::emptied(),
    };
    let added = PersonAdded {
        id: PersonId(1),
        record: std::sync::Arc::default(),
    };
    meeting.evolve(&context.stamp, &Event::MeetingFounded(founded));
    meeting.evolve(&context.stamp, &Event::PersonAdded(added));
    // Then it has no code for anybody
    assert_eq!(meeting.code_of(meeting.person(PersonId(1)).unwrap()), None);
    // And one that anybody can compute lets nobody in
    let subject = Subject::new(SubjectKind::Person, 1).unwrap();
    let reading = read(&encode(&Secret::emptied(), subject, 0));
    assert!(matches!(reading, Reading::Code(_)));
    let list = ListId::main();
    // And nothing is recorded in it: not even that it was tried
    let person = PersonId(1);
    for command in [
        Command::Scan {
            reading,
            list: list.clone(),
        },
        Command::CheckIn {
            person,
            list,
            how: gelar::meeting::event::How::Hand,
        },
        Command::Restore(person),
        Command::Describe(gelar::meeting::record::About::default()),
    ] {
        let answer = decide(&meeting, &command, &context);
        assert_eq!(answer, Err(gelar::meeting::command::Refusal::Forgotten));
    }
}
