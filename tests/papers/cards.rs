//! Badges, slips, letters and the command card: what a scanner reads off them, and who gets one.

use gelar::exchange::document::{DocumentError, Paper, Size};
use gelar::meeting::code::grouped;
use gelar::meeting::command::Order;
use gelar::meeting::delegation::DelegationId;
use gelar::meeting::id::PersonId;

use crate::press::{Press, between, guest, guests, longest, modules, of_group, pictures, sections};
use crate::support::{cancel, reissue};

#[test]
fn badges_lie_in_the_order_of_the_trays_with_the_codes_that_are_valid() {
    let mut press = Press::with(guests(120));
    press.scene.does(cancel(2));
    press.scene.does(reissue(3));
    let (written, html) = press.html(&Paper::Badges(vec![]));
    assert_eq!((written.rows, written.pages), (119, 15));
    assert_eq!(sections(&html).len(), 15);
    let trays: Vec<&str> = between(&html, "<div class=\"kotak\">KOTAK ", "<");
    assert_eq!(trays[..3], ["A 1", "A 3", "A 4"], "a place never shifts");
    assert_eq!(trays[115], "C 17");
    let valid: Vec<u32> = (1..=120).filter(|id| *id != 2).collect();
    let expected: Vec<Vec<bool>> = valid
        .iter()
        .map(|id| modules(&press.scene.badge(*id)))
        .collect();
    assert_eq!(pictures(&html), expected);
    assert!(html.contains(&grouped(&press.scene.badge(3))));
}

#[test]
fn one_badge_is_printed_again_alone() {
    let mut press = Press::with(guests(30));
    let old = grouped(&press.scene.badge(7));
    press.scene.does(reissue(7));
    let (written, html) = press.html(&Paper::Badges(vec![PersonId(7), PersonId(7)]));
    assert_eq!((written.rows, written.pages), (1, 1));
    assert!(html.contains(&grouped(&press.scene.badge(7))));
    assert!(!html.contains(&old));
    press.scene.does(cancel(7));
    for id in [7, 31] {
        match press.write(&Paper::Badges(vec![PersonId(id)]), "satu.html") {
            Err(DocumentError::NoSuchPerson(who)) => assert_eq!(who.0, id),
            other => panic!("{other:?}"),
        }
    }
    press.holds_only(&["kertas.html"]);
}

#[test]
fn the_longest_names_stand_whole_on_every_card() {
    for size in [Size::A4, Size::F4] {
        let mut press = Press::with(vec![guest(&longest(1), "Desa 1", "Bontoa")]);
        press.size = size;
        let (_, badge) = press.html(&Paper::Badges(vec![]));
        let name = "Muhammad Nurhidayatullah Abdurrahman Wahid Mappatunru K00001";
        assert!(badge.contains(name) && badge.contains("S.Pd.I.") && badge.contains("Prof."));
        assert!(press.html(&Paper::Slips(vec![])).1.contains(&longest(1)));
        assert!(press.html(&Paper::Letters).1.contains(&longest(1)));
    }
}

#[test]
fn names_on_cards_never_become_markup() {
    let hostile = "<script>alert(1)</script> & \"Andi\" 'O";
    let press = Press::with(vec![guest(hostile, "<i>Desa", "Bontoa")]);
    for paper in [Paper::Badges(vec![]), Paper::Slips(vec![]), Paper::Letters] {
        let (_, html) = press.html(&paper);
        assert!(
            !html.contains("<script") && !html.contains("<i>Desa"),
            "{paper:?}"
        );
        assert!(html.contains("&lt;script&gt;"));
    }
}

#[test]
fn a_slip_says_what_to_do_with_it() {
    let press = Press::with(guests(9));
    let (written, html) = press.html(&Paper::Slips(vec![]));
    assert_eq!((written.rows, written.pages), (9, 2));
    assert_eq!(
        html.matches("Tunjukkan kode ini di meja registrasi.")
            .count(),
        9
    );
    assert_eq!(pictures(&html).len(), 9);
    assert!(html.contains("Senin, 23 November 2026") && html.contains("Aula, Maros"));
}

#[test]
fn every_delegation_gets_a_letter_with_its_own_code() {
    let press = Press::with(vec![
        guest("Tenri Satu", "Desa 2", "Bontoa"),
        guest("Tenri Dua", "Desa 1", "Bontoa"),
        guest("Tenri Tiga", "Desa 2", "Bontoa"),
        of_group("Tenri Panitia", "Panitia"),
    ]);
    let (written, html) = press.html(&Paper::Letters);
    assert_eq!((written.rows, written.pages), (2, 2));
    assert!(!html.contains("Tenri Panitia"), "the committee invites");
    let letters = sections(&html);
    assert!(letters[0].contains("<b>Desa 1</b>") && letters[0].contains("Tenri Dua"));
    assert!(letters[1].contains("Tenri Satu") && letters[1].contains("Tenri Tiga"));
    assert!(letters[1].contains("Kuota delegasi: <b>2</b>"));
    let meeting = press.scene.meeting();
    let codes = [2, 1].map(|id| modules(&meeting.letter_code(DelegationId(id)).unwrap()));
    assert_eq!(pictures(&html), codes);
}

#[test]
fn a_delegation_of_many_takes_several_pages() {
    let people = (0..40).map(|i| guest(&longest(i), "Desa 1", "Bontoa"));
    let press = Press::with(people.collect());
    let (written, html) = press.html(&Paper::Letters);
    assert_eq!(written.rows, 1);
    assert!(written.pages > 3);
    assert_eq!(sections(&html).len(), written.pages);
    assert_eq!(html.matches("Kepada Yth.").count(), written.pages);
    assert!(html.contains(&format!("Halaman 2 dari {}", written.pages)));
    for i in 0..40 {
        assert!(html.contains(&longest(i)));
    }
}

#[test]
fn the_command_card_has_every_order() {
    let press = Press::with(vec![]);
    let (written, html) = press.html(&Paper::CommandCard);
    assert_eq!(written.pages, 1);
    let meeting = press.scene.meeting();
    let codes: Vec<Vec<bool>> = Order::ALL
        .into_iter()
        .map(|order| modules(&meeting.order_code(order).unwrap()))
        .collect();
    assert_eq!(pictures(&html), codes);
    assert!(html.contains("Panggil protokol"));
    for name in ["kartu.csv", "kartu.xlsx", "kartu"] {
        match press.write(&Paper::CommandCard, name) {
            Err(DocumentError::Ending { possible, .. }) => assert_eq!(possible.len(), 1),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn without_anybody_there_are_no_cards() {
    let press = Press::with(vec![]);
    for paper in [Paper::Badges(vec![]), Paper::Slips(vec![]), Paper::Letters] {
        let answer = press.write(&paper, "kosong.html");
        assert!(matches!(answer, Err(DocumentError::Nobody)), "{answer:?}");
    }
    press.holds_only(&[]);
}
