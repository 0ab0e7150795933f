//! Delegations: letters and members' codes, ticking, how much of one is there.

use gelar::meeting::code::SubjectKind;
use gelar::meeting::command::{Command, Order, Refusal};
use gelar::meeting::delegation::{Completeness, DelegationId, Standing};
use gelar::meeting::event::{Event, How, LibrariesImported, Outcome};
use gelar::meeting::id::{ListId, PersonId, VillageCode};
use gelar::meeting::record::{Contact, Library};

use super::support::*;

/// Three of Pajjukukang (1 to 3, delegation 1) and one of Barugae (4, delegation 2).
fn two() -> Scene {
    let mut scene = Scene::founded();
    for name in ["Tenri Contoh", "Baso Contoh", "Mega Contoh"] {
        scene.does(add_from(name, BONTOA));
    }
    scene.does(add_from("Nurlina Contoh", MALLAWA));
    scene
}

fn standing(scene: &Scene, delegation: u32) -> Standing {
    let id = DelegationId(delegation);
    scene.meeting().standing(id, &ListId::main()).unwrap()
}

fn state(scene: &Scene, delegation: u32) -> (usize, usize, Completeness) {
    let it = standing(scene, delegation);
    (it.present, it.quota, it.state)
}

fn quota(scene: &mut Scene, village: &str, quota: Option<u16>) {
    let library = Library {
        code: VillageCode::parse(village).unwrap(),
        name: "Perpustakaan Pajjukukang".into(),
        kind: String::new(),
        partner_year: None,
        partner_month: None,
        partner_source: String::new(),
        has_account: None,
        quota,
        contact: Contact::default(),
    };
    let rows = vec![library];
    scene.write(
        M3,
        vec![Event::LibrariesImported(LibrariesImported { rows })],
    );
}

#[test]
fn a_letter_opens_the_card_and_a_members_code_commits_at_once() {
    let mut scene = two();
    let letter = scene.meeting().letter_code(DelegationId(1)).unwrap();
    assert_eq!(
        scene.refuses(scan(&letter)),
        Refusal::TickFirst(DelegationId(1))
    );
    assert_eq!(scene.total(), (0, 4), "nobody is ticked by the letter");
    let badge = scene.badge(2);
    scene.does(scan(&badge));
    assert_eq!(scene.on("hadir"), [2]);
    assert_eq!(standing(&scene, 1).missing, ids(&[1, 3]));
    assert_eq!(state(&scene, 1), (1, 3, Completeness::Partial));
}

#[test]
fn codes_of_letters_orders_and_pages_are_ours_or_foreign_or_of_another_meeting() {
    use SubjectKind::{Command as Card, Delegation, Page};
    let mut scene = two();
    for (order, code) in Order::ALL.map(|o| (o, scene.meeting().order_code(o).unwrap())) {
        assert_eq!(scene.refuses(scan(&code)), Refusal::Ordered(order));
    }
    let page = scene.meeting().page_code(7).unwrap();
    assert_eq!(scene.refuses(scan(&page)), Refusal::PageRead(7));
    let outcome = |events: Vec<Event>| match &events[..] {
        [Event::ScanRefused(e)] => (e.outcome, e.person, e.class.clone()),
        other => panic!("{other:?}"),
    };
    for (kind, number) in [(Delegation, 1), (Card, 1), (Page, 7)] {
        // The tag of this meeting, and a seal made without its secret.
        let ours = code_for(kind, number, 0);
        let stranger = gelar::meeting::code::Secret::new([9; 32]);
        let subject = gelar::meeting::code::Subject::new(kind, number).unwrap();
        let theirs = gelar::meeting::code::encode(&stranger, subject, 0);
        let other = outcome(scene.does(scan(&theirs)));
        assert_eq!(other, (Outcome::OtherMeeting, None, String::new()));
        let forged = forge(&ours);
        let foreign = outcome(scene.does(scan(&forged)));
        assert_eq!(foreign, (Outcome::ForeignCode, None, "forged".into()));
    }
    // Genuine, and nobody's: a letter of a number never given, an order of a newer program.
    for (kind, number) in [(Delegation, 3), (Card, 5)] {
        let nobodys = outcome(scene.does(scan(&code_for(kind, number, 0))));
        assert_eq!(nobodys.0, Outcome::NeedsSupervisor);
    }
    assert_eq!(scene.total(), (0, 4));
}

/// The same code with another seal: the check character is right, and the secret was not known.
fn forge(code: &str) -> String {
    let (seal, letters) = (10, "0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    for other in letters.chars() {
        for check in letters.chars() {
            let mut forged: Vec<char> = code.chars().collect();
            forged[seal] = other;
            forged[15] = check;
            let forged: String = forged.into_iter().collect();
            let reads = matches!(
                gelar::meeting::code::read(&forged),
                gelar::meeting::code::Reading::Code(_)
            );
            if forged != code && reads {
                return forged;
            }
        }
    }
    panic!("no code has a right check character")
}

#[test]
fn those_ticked_arrive_in_one_entry_and_who_is_there_is_passed_over() {
    let mut scene = two();
    scene.told(M2, check_in(2));
    let events = scene.does(together(1, &[3, 2, 1, 3]));
    let [Event::Arrived(arrived)] = &events[..] else {
        panic!("{events:?}")
    };
    assert_eq!(
        (arrived.people.clone(), arrived.how),
        (ids(&[3, 1]), How::Card)
    );
    assert_eq!(state(&scene, 1), (3, 3, Completeness::Complete));
    assert!(standing(&scene, 1).missing.is_empty());
    assert_eq!(
        &*scene.person(2).arrivals[0].station,
        "Meja 2",
        "the first stands"
    );
    assert_eq!(
        scene.refuses(together(1, &[1, 2, 3])),
        Refusal::NobodyTicked
    );
    assert_eq!(scene.refuses(together(1, &[])), Refusal::NobodyTicked);
    // One act: undone together, and only what it did.
    scene.ctrl_z(M1).unwrap();
    assert_eq!(scene.on("hadir"), [2]);
    scene.replays();
}

#[test]
fn strangers_the_cancelled_and_unknown_delegations_are_refused_as_a_whole() {
    let mut scene = two();
    let refused = scene.refuses(together(1, &[1, 4]));
    assert_eq!(refused, Refusal::NotAMember(PersonId(4)));
    assert_eq!(
        scene.refuses(together(1, &[9])),
        Refusal::NoSuchPerson(PersonId(9))
    );
    assert_eq!(
        scene.refuses(together(3, &[1])),
        Refusal::NoSuchDelegation(DelegationId(3))
    );
    scene.does(cancel(3));
    assert_eq!(
        scene.refuses(together(1, &[1, 3])),
        Refusal::Cancelled(PersonId(3))
    );
    assert!(scene.on("hadir").is_empty());
    assert_eq!(
        standing(&scene, 1).members,
        ids(&[1, 2]),
        "who is cancelled is not waited for"
    );
}

#[test]
fn a_late_member_joins_with_one_scan() {
    let mut scene = two();
    scene.does(together(1, &[1, 2]));
    assert_eq!(state(&scene, 1), (2, 3, Completeness::Partial));
    let badge = scene.badge(3);
    scene.told(M2, scan(&badge));
    assert_eq!(state(&scene, 1), (3, 3, Completeness::Complete));
}

#[test]
fn the_quota_of_the_library_counts_and_not_the_number_of_the_invited() {
    let mut scene = two();
    quota(&mut scene, BONTOA, Some(2));
    scene.does(check_in(1));
    assert_eq!(state(&scene, 1), (1, 2, Completeness::Partial));
    assert_eq!(standing(&scene, 1).missing, ids(&[2, 3]));
    scene.does(check_in(2));
    assert_eq!(state(&scene, 1), (2, 2, Completeness::Complete));
    assert!(
        standing(&scene, 1).missing.is_empty(),
        "nobody more is waited for"
    );
    scene.does(check_in(3));
    assert_eq!(state(&scene, 1), (3, 2, Completeness::Over));
    quota(&mut scene, BONTOA, Some(5));
    // Nobody who was invited is missing: a larger quota waits for nobody.
    assert_eq!(state(&scene, 1), (3, 5, Completeness::Complete));
    assert_eq!(standing(&scene, 1).figures(), (3, 3));
    quota(&mut scene, BONTOA, None);
    assert_eq!(state(&scene, 1), (3, 3, Completeness::Complete));
    assert_eq!(
        scene.meeting().delegation_name(DelegationId(1)),
        "Perpustakaan Pajjukukang"
    );
}

#[test]
fn walk_ins_bring_a_delegation_over_its_quota() {
    let mut scene = two();
    scene.does(together(1, &[1, 2, 3]));
    scene.does(walk_in("Sitti Contoh", BONTOA));
    assert_eq!(state(&scene, 1), (4, 3, Completeness::Over));
    // One of them goes again: nobody waits for a walk-in.
    scene.does(withdraw(5));
    assert_eq!(state(&scene, 1), (3, 3, Completeness::Complete));
    scene.does(withdraw(1));
    assert_eq!(standing(&scene, 1).missing, ids(&[1]));
}

#[test]
fn a_delegation_of_a_walk_in_only_is_nobody_again_when_he_goes() {
    let mut scene = Scene::founded();
    scene.does(walk_in("Sitti Contoh", BONTOA));
    assert_eq!(state(&scene, 1), (1, 0, Completeness::Over));
    scene.does(withdraw(1));
    assert_eq!(state(&scene, 1), (0, 0, Completeness::None));
    assert_eq!(scene.total(), (0, 0));
}

#[test]
fn committee_and_speakers_of_a_village_belong_to_no_delegation() {
    let mut scene = two();
    for group in ["Panitia", "Narasumber"] {
        let record = from(&format!("Andi {group}"), group, BONTOA);
        scene.does(Command::Add {
            record,
            arrive: Some(ListId::main()),
        });
    }
    let mut helper = walk_in("Rahmat Panitia", BONTOA);
    if let Command::WalkIn { class, .. } = &mut helper {
        *class = gelar::meeting::event::WalkIn::Committee;
    }
    scene.does(helper);
    assert_eq!(state(&scene, 1), (0, 3, Completeness::None));
    for person in [5, 6, 7] {
        assert!(
            scene
                .meeting()
                .delegation_of(scene.person(person))
                .is_none()
        );
        let refused = scene.refuses(together(1, &[1, person]));
        assert_eq!(refused, Refusal::NotAMember(PersonId(person)));
    }
}

#[test]
fn the_last_member_un_arrived_leaves_nobody_by_whatever_way() {
    let mut scene = two();
    scene.does(check_in(4));
    assert_eq!(state(&scene, 2), (1, 1, Completeness::Complete));
    scene.ctrl_z(M1).unwrap();
    assert_eq!(state(&scene, 2), (0, 1, Completeness::None));
    scene.does(together(2, &[4]));
    scene.does(withdraw(4));
    assert_eq!(state(&scene, 2), (0, 1, Completeness::None));
    scene.does(cancel(4));
    assert!(
        scene
            .meeting()
            .standing(DelegationId(2), &ListId::main())
            .is_none()
    );
    scene.replays();
}

#[test]
fn who_moves_counts_at_the_new_place_from_then_on() {
    let mut scene = two();
    scene.does(check_in(3));
    scene.does(Command::Correct {
        person: PersonId(3),
        base: None,
        record: from("Mega Contoh", "Pengelola perpustakaan", MALLAWA),
    });
    assert_eq!(state(&scene, 1), (0, 2, Completeness::None));
    assert_eq!(state(&scene, 2), (1, 2, Completeness::Partial));
    scene.ctrl_z(M1).unwrap();
    assert_eq!(state(&scene, 1), (1, 3, Completeness::Partial));
    assert_eq!(state(&scene, 2), (0, 1, Completeness::None));
    scene.replays();
}

#[test]
fn numbers_stay_through_an_import_that_is_undone_and_made_again() {
    let mut scene = two();
    let rows = |next: u32| {
        let mut one = imported(next, "Ilyas Contoh", "Kepala Desa");
        one.record = from("Ilyas Contoh", "Kepala Desa", "73.09.06.2005");
        let rows = vec![one];
        Event::PeopleImported(gelar::meeting::event::PeopleImported { rows })
    };
    let act = scene.write(M1, vec![rows(5)]);
    let of = |scene: &Scene, person| {
        let person = scene.person(person);
        scene.meeting().delegation_of(person).unwrap().id
    };
    assert_eq!(of(&scene, 5), DelegationId(3));
    scene.does(undo(act));
    let letter = scene.meeting().letter_code(DelegationId(3)).unwrap();
    // The letter is printed; nobody of it is known just now.
    assert!(
        scene
            .meeting()
            .standing(DelegationId(3), &ListId::main())
            .is_none()
    );
    scene.does(add_from("Hasbi Contoh", "73.09.01.1001"));
    let next = scene.meeting().people().next().0;
    scene.write(M1, vec![rows(next)]);
    assert_eq!(
        of(&scene, next),
        DelegationId(3),
        "the letter is good again"
    );
    assert_eq!(
        scene.meeting().letter_code(DelegationId(3)).unwrap(),
        letter
    );
    assert_eq!(of(&scene, next - 1), DelegationId(4));
    scene.replays();
}
