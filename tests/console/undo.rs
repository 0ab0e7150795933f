//! Ctrl+Z and Ctrl+Y: typing first, then this station's last act, asked where it touches lists or several
//! people; and Ctrl with a letter is never the letter.

use gelar::console::app::Screen;
use gelar::console::overlay::Overlay;
use gelar::meeting::command::Command;
use gelar::meeting::event::How;
use gelar::meeting::id::{ListId, PersonId};
use gelar::text::Lang;

use super::support::{Desk, founded, people};

fn question(desk: &Desk) -> &str {
    match desk.model.overlays.last() {
        Some(Overlay::Confirm { question, .. }) => question,
        _ => "",
    }
}

#[test]
fn what_is_typed_goes_first_and_comes_back() {
    let mut desk = Desk::sample();
    desk.scan(47).type_text("salen").press("Ctrl+Z");
    assert_eq!(desk.line(), "");
    assert!(desk.present(47));
    desk.press("Ctrl+Y");
    assert_eq!(desk.line(), "salen");
    desk.press("Ctrl+Z").press("Ctrl+Z");
    assert!(!desk.present(47));
    desk.press("Ctrl+Y").press("Ctrl+Y");
    assert!(desk.present(47) || desk.line() == "salen");
}

#[test]
fn typing_in_a_form_goes_back_to_what_stood_there() {
    let mut desk = Desk::sample();
    desk.scan(47).press("F9");
    let stood = text(&mut desk);
    desk.type_text(" X").press("Ctrl+Z");
    assert_eq!(text(&mut desk), stood);
    assert!(desk.present(47) && !desk.model.overlays.is_empty());
    desk.press("Ctrl+Y");
    assert_eq!(text(&mut desk), format!("{stood} X"));
    // Nothing typed: what lies below is not touched.
    desk.press("Ctrl+Z").press("Ctrl+Z");
    assert!(desk.present(47));
    assert_eq!(desk.message(), Lang::Id.text().finish_first);
}

fn text(desk: &mut Desk) -> String {
    let field = desk.model.overlays.last_mut().unwrap().field().unwrap();
    field.text().to_owned()
}

#[test]
fn typing_in_the_palette_and_in_the_boards_search_goes_first() {
    let mut desk = Desk::sample();
    desk.scan(47)
        .press("Ctrl+P")
        .type_text("cadang")
        .press("Ctrl+Z");
    assert!(desk.present(47));
    assert_eq!(text(&mut desk), "");
    desk.press("Esc")
        .press("F3")
        .press("/")
        .type_text("bon")
        .press("Ctrl+Z");
    assert!(desk.present(47) && desk.model.board.filter.find.is_empty());
    assert!(desk.model.board.typing);
}

#[test]
fn an_order_of_the_command_card_undoes_the_act_whatever_is_typed() {
    let mut desk = Desk::sample();
    let meeting = desk.model.session.meeting();
    let code = meeting
        .order_code(gelar::meeting::command::Order::Undo)
        .unwrap();
    desk.scan(47).type_text("salen").burst(&code);
    assert!(!desk.present(47));
    assert_eq!(desk.line(), "salen");
}

#[test]
fn an_undo_of_several_people_asks_and_says_who_and_so_does_the_way_back() {
    let mut desk = Desk::sample();
    let meeting = desk.model.session.meeting();
    let delegation = meeting.delegation_of(meeting.person(PersonId(47)).unwrap());
    let (delegation, members) = delegation.map(|d| (d.id, d.members.clone())).unwrap();
    let name = |desk: &Desk, id: PersonId| {
        let person = desk.model.session.meeting().person(id).unwrap();
        gelar::text::bare_name(person.name())
    };
    desk.journal_runs(Command::ArriveTogether {
        delegation,
        people: members.clone(),
        list: ListId::main(),
    });
    desk.press("Ctrl+Z");
    for member in &members[..2] {
        let name = name(&desk, *member);
        assert!(question(&desk).contains(&name), "{}", question(&desk));
    }
    assert!(question(&desk).starts_with("Urungkan HADIR"));
    desk.press("Esc");
    assert!(desk.present(47));
    desk.press("Ctrl+Z").press("y");
    assert!(!desk.present(47));
    desk.press("Ctrl+Y");
    assert!(question(&desk).contains(&name(&desk, members[0])));
    desk.press("Ctrl+Y");
    assert!(!desk.present(47), "Ctrl+Y is not the letter");
    desk.press("y");
    assert!(desk.present(47));
    assert!(desk.message().starts_with("Dikembalikan: HADIR"));
}

#[test]
fn every_import_asks_whoever_made_it() {
    let villages = gelar::meeting::village::Gazetteer::maros();
    let villages = villages.iter().take(3).cloned().collect::<Vec<_>>();
    let imports = vec![
        people(include_str!("../../data/contoh/peserta.csv")),
        Command::ListVillages(villages.into()),
    ];
    let mut desk = Desk::on(founded(true, imports), Lang::Id);
    desk.press("F2").press("Ctrl+Z");
    assert!(question(&desk).contains("wilayah"), "{}", question(&desk));
    desk.press("Y");
    desk.press("Ctrl+Z");
    assert!(question(&desk).contains("98 orang"), "{}", question(&desk));
    desk.press("Y");
    assert_eq!(desk.model.session.meeting().people().len(), 0);
    desk.press("Ctrl+Y");
    assert!(question(&desk).contains("98 orang"), "{}", question(&desk));
    desk.press("Y");
    assert_eq!(desk.model.session.meeting().people().len(), 98);
}

#[test]
fn who_came_back_meanwhile_is_not_brought_back_twice() {
    let mut desk = Desk::sample();
    desk.scan(47).press("Ctrl+Z");
    desk.journal_runs(Command::CheckIn {
        person: PersonId(47),
        list: ListId::main(),
        how: How::Hand,
    });
    desk.press("Ctrl+Y");
    assert!(
        desk.message().contains("sudah diubah"),
        "{}",
        desk.message()
    );
    let mut desk = Desk::sample();
    desk.press("Ctrl+Y");
    let words = Lang::Id.text().undo.nothing_to_redo;
    assert!(desk.message().to_lowercase().contains(words));
}

#[test]
fn ctrl_with_a_letter_is_not_the_letter() {
    let mut desk = Desk::sample();
    desk.scan(47).press("F3").press("Ctrl+Z");
    assert!(!desk.present(47) && desk.model.board.filter.zone.is_none());
    desk.press("Ctrl+Y");
    assert!(desk.present(47));
    desk.press("Ctrl+P");
    assert!(!desk.model.board.as_public);
    assert!(matches!(
        desk.model.overlays.last(),
        Some(Overlay::Palette { .. })
    ));
    desk.press("Esc");
    for key in ["Ctrl+S", "Ctrl+N", "Ctrl+A", "Ctrl+B", "Ctrl+T"] {
        desk.press(key);
        assert!(desk.model.overlays.is_empty(), "{key}");
        assert_eq!(desk.model.screen, Screen::Board);
    }
    assert!(!desk.model.board.filter.newcomers);
    // In the hall nothing turns, and no question is answered.
    desk.press("F6");
    let seq = desk.model.session.head().seq;
    for key in ["Ctrl+N", "Ctrl+B", "Ctrl+H", "Ctrl+L", "Ctrl+M", "Ctrl+Z"] {
        desk.press(key);
    }
    assert_eq!(desk.model.session.head().seq, seq);
    desk.press("F2").pass(16 * 60_000);
    desk.press("Ctrl+Z");
    assert!(!question(&desk).is_empty());
    desk.press("Ctrl+N").press("Ctrl+T").press("Ctrl+Y");
    assert!(!question(&desk).is_empty() && desk.present(47));
}
