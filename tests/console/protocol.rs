//! The protocol's screen: who has come, who calls, what is read aloud; and the line that every other
//! screen shows.

use gelar::console::app::Screen;
use gelar::console::protocol::Line;
use gelar::meeting::event::How;
use gelar::meeting::id::{ListId, PersonId};
use gelar::text::Lang;
use gelar::theme::Theme;

use super::support::{Desk, founded, people};

const GUESTS: &str = "nama;unsur;jabatan;sapaan;tata_tempat;no_hp;meja;nama_panggilan\n\
    Drs. H. Baso Rekaan, M.Si.;Bupati;Bupati Maros;Bapak Bupati Maros, Haji Baso Rekaan;;080000000001;VIP 1;Pak Baso\n\
    Dra. Hj. Sitti Rekaan;Undangan;Ketua Tim Penggerak PKK;;c;080000000002;VIP 2;Ibu Sitti\n\
    Andi Muhammad Fadhlurrahman Nurhidayatullah Mappasessu Tenri;Camat;Camat Rekaan di Ujung Kabupaten;;l;080000000003;;\n\
    Tamu Biasa;Media;Wartawan;;;080000000004;;\n";

fn desk_in(lang: Lang) -> Desk {
    Desk::on(founded(false, vec![people(GUESTS)]), lang)
}

fn calls(desk: &Desk) -> usize {
    desk.model.open_calls().len()
}

fn how(desk: &Desk, id: u32) -> How {
    let person = desk.model.session.meeting().person(PersonId(id)).unwrap();
    person.arrival(&ListId::main()).unwrap().how
}

#[test]
fn guests_stand_in_the_order_of_precedence() {
    let mut desk = desk_in(Lang::Id);
    desk.press("Ctrl+G");
    assert_eq!(desk.model.screen, Screen::Protocol);
    let guest = |id| Line::Guest(PersonId(id));
    assert_eq!(desk.model.protocol_lines(), [guest(1), guest(2), guest(3)]);
    let screen = desk.screen(80, 24);
    assert!(screen.contains("Bapak Bupati Maros"), "{screen}");
    assert!(screen.contains("Ibu Sitti"), "{screen}");
    assert!(!screen.contains("0800"), "{screen}");
    for leave in ["Esc", "F2"] {
        desk.press("Ctrl+G").press(leave);
        assert_eq!(desk.model.screen, Screen::Desk);
    }
}

#[test]
fn nobody_is_recorded_before_he_is_chosen() {
    let mut desk = desk_in(Lang::Id);
    desk.press("Ctrl+G").press("Enter").press("h");
    assert_eq!(desk.count(), 0);
    desk.press("2").press("h");
    assert!(desk.present(2));
    assert_eq!((how(&desk, 2), calls(&desk)), (How::Protocol, 0));
    desk.press("Ctrl+Z");
    assert_eq!(desk.count(), 0);
    desk.press("Enter");
    assert!(
        desk.present(2),
        "Enter does it too, and the choice has stayed"
    );
    desk.press("Enter");
    assert!(
        desk.message().contains("sudah tercatat"),
        "{}",
        desk.message()
    );
    desk.press("9");
    assert!(desk.message().contains('9'), "{}", desk.message());
}

#[test]
fn a_guest_who_arrives_calls_until_answered() {
    let mut mc = desk_in(Lang::Id);
    let mut one = mc.second("Meja 2", "Sari");
    mc.press("Ctrl+G");
    let bells = mc.bells();
    one.scan(1);
    mc.follow();
    assert_eq!(mc.bells(), bells + 1);
    let screen = mc.screen(80, 24);
    assert!(
        screen.contains("Meja 2: Bapak Bupati Maros, Haji Baso Rekaan TELAH TIBA"),
        "{screen}"
    );
    // The desk that has just called, too: its order comes behind the older one.
    one.press("Ctrl+P")
        .type_text("panggil protokol")
        .press("Enter");
    mc.follow();
    assert_eq!((mc.bells(), calls(&mc)), (bells + 2, 2));
    assert!(mc.screen(80, 24).contains("Meja 2 memanggil protokol"));
    mc.press("Enter");
    assert_eq!(calls(&mc), 1);
    assert!(mc.message().contains("Bapak Bupati"), "{}", mc.message());
    mc.press("Enter");
    assert_eq!(calls(&mc), 0);
    // Nothing more rings, and the desk's line has gone.
    let bells = mc.bells();
    mc.pass(5_000);
    one.follow();
    assert_eq!(mc.bells(), bells);
    one.press("Up");
    assert!(
        !one.screen(80, 24).contains("TAMU KEHORMATAN TIBA"),
        "{}",
        one.screen(80, 24)
    );
    // A stray Enter behind the last answer records nobody.
    mc.press("Enter").press("Enter");
    assert_eq!(mc.count(), 1);
}

#[test]
fn every_other_screen_of_every_window_has_a_line() {
    let mut one = desk_in(Lang::Id);
    let mut two = one.second("Meja 2", "Sari");
    one.type_text("tamu");
    two.scan(1);
    one.follow();
    for screen in ["F2", "F7"] {
        one.press(screen);
        let shown = one.screen(80, 24);
        assert!(
            shown.contains("TAMU KEHORMATAN TIBA 09.12 Meja 2: Bapak Bupati"),
            "{shown}"
        );
    }
    assert_eq!(one.line(), "tamu", "nothing typed is lost");
    one.press("F2").press("F8");
    assert!(
        one.screen(80, 24).contains("TAMU KEHORMATAN TIBA"),
        "over a form too"
    );
    one.press("Esc");
    // Nobody answers: after a quarter of an hour the line gives way, the call stays.
    one.pass(16 * 60_000);
    one.press("F2");
    assert!(!one.screen(80, 24).contains("TAMU KEHORMATAN TIBA"));
    assert_eq!(calls(&one), 1);
    // Undone: nobody has come.
    two.press("Ctrl+Z");
    one.follow();
    assert_eq!(calls(&one), 0);
}

#[test]
fn a_scan_works_on_the_protocols_screen() {
    let mut desk = desk_in(Lang::Id);
    desk.press("Ctrl+G").press("3");
    let chosen = desk.model.protocol_line();
    desk.scan(4);
    assert!(desk.present(4) && !desk.present(3));
    assert!(desk.message().contains("Tamu Biasa"), "{}", desk.message());
    assert_eq!(
        desk.model.protocol_line(),
        chosen,
        "the code's digits chose nobody"
    );
    // A call that comes in does not move the choice.
    desk.scan(1);
    assert_eq!(desk.model.protocol_line(), chosen);
    assert_eq!(calls(&desk), 1);
}

#[test]
fn an_answer_that_waits_for_the_disk_is_given_once() {
    let mut desk = desk_in(Lang::Id);
    desk.press("Ctrl+G").press("1");
    desk.slow_journal = true;
    desk.press("h").press("h").press("Enter");
    assert_eq!(desk.model.waiting(), 1);
    desk.release();
    assert_eq!((desk.count(), calls(&desk)), (1, 0));
}

#[test]
fn a_long_name_is_read_in_full() {
    let mut desk = desk_in(Lang::Id);
    desk.press("Ctrl+G").press("3");
    for (w, h) in [(80, 24), (64, 20)] {
        let screen = desk.screen(w, h);
        let card: Vec<&str> = screen.lines().skip_while(|l| !l.starts_with('┌')).collect();
        let card = card.join(" ");
        for word in "Andi Muhammad Fadhlurrahman Nurhidayatullah Mappasessu Tenri".split(' ') {
            assert!(card.contains(word), "{word}: {screen}");
        }
    }
}

#[test]
fn screens() {
    use super::screens::snap;
    for (lang, word) in [(Lang::Id, ""), (Lang::En, "-en")] {
        for (w, h) in [(80, 24), (64, 20), (120, 40)] {
            let name = |what: &str| format!("protokol-{what}-{w}{word}");
            let mut desk = desk_in(lang);
            desk.press("Ctrl+G");
            snap(&name("menunggu"), &desk.screen(w, h));
            let mut two = desk.second("Meja 2", "Sari");
            two.scan(1).press("Ctrl+P");
            let call = lang.text().protocol.a_call;
            two.type_text(call).press("Enter");
            desk.follow();
            snap(&name("panggilan"), &desk.screen(w, h));
            desk.press("Enter")
                .press("Down")
                .press("Down")
                .press("Down")
                .press("Down");
            snap(&name("terpilih"), &desk.screen(w, h));
            two.press("Esc").type_text("Sitti").press("Ctrl+T");
            two.type_text("Hj. Wakil Rekaan, S.Pd.").press("Ctrl+S");
            desk.follow();
            desk.press("4");
            snap(&name("diwakili"), &desk.screen(w, h));
            snap(&name("meja-lain"), &two.screen(w, h));
            let mut nobody = Desk::on(founded(false, Vec::new()), lang);
            nobody.press("Ctrl+G");
            snap(&name("kosong"), &nobody.screen(w, h));
        }
    }
    let mut desk = Desk::sample();
    desk.scan(85).press("Ctrl+G").press("3");
    snap("protokol-contoh", &desk.painted(80, 24));
    desk.theme = Theme {
        color: false,
        ascii: true,
        ground: gelar::theme::Ground::Dark,
    };
    snap("protokol-contoh-ascii", &desk.painted(80, 24));
    let odd: String = desk
        .screen(80, 24)
        .chars()
        .filter(|c| !c.is_ascii())
        .collect();
    assert_eq!(odd, "");
}
