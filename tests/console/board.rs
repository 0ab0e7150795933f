//! The board's screen (F3): order, filter, search, the hall's view, the card and its sum. Libraries of
//! the sample meeting; their numbers are invented.

use std::ops::ControlFlow;
use std::sync::Arc;

use gelar::console::app::{Effect, Msg, Screen};
use gelar::console::overlay::Overlay;
use gelar::exchange::compare;
use gelar::meeting::achieved::{Achieved, Measure, Status};
use gelar::meeting::board::By;
use gelar::meeting::command::Command;
use gelar::meeting::hall::{Colour, Wanted};
use gelar::meeting::id::VillageCode;
use gelar::meeting::roster::AchievedRow;
use gelar::meeting::rules::Seal;
use gelar::text::Lang;
use gelar::theme::Theme;

use super::screens::snap;
use super::support::{Desk, PLAIN, founded, libraries};

const LIBRARIES: &str = include_str!("../../data/contoh/perpustakaan.csv");

fn codes() -> Vec<VillageCode> {
    let mut codes: Vec<VillageCode> = LIBRARIES
        .lines()
        .filter_map(|l| l.split([';', ',']).find_map(|c| VillageCode::parse(c).ok()))
        .collect();
    codes.sort();
    codes
}

/// Numbers of a library (counted from 0) in a month: better ones first, some months missing.
fn row(n: u64, month: u64, plus: u64) -> Option<AchievedRow> {
    if n % 5 == 4 && month % 4 == 3 {
        return None;
    }
    let activities = 4_u64.saturating_sub((n + month) % 5) + plus;
    let counts = [
        (Measure::Activities, activities),
        (
            Measure::PublicationSocial,
            3_u64.saturating_sub(n * month % 4),
        ),
        (Measure::AdvocacyGoods, u64::from(month % 3 == n % 3)),
    ];
    Some(AchievedRow {
        row: 2,
        village: Some(codes()[usize::try_from(n).unwrap()].clone()),
        library: String::new(),
        village_text: String::new(),
        subdistrict_text: String::new(),
        month: format!("2024-{month:02}").parse().unwrap(),
        counts: counts.into_iter().collect(),
        status: None,
        entered: Some(jiff::civil::date(2024, 11, 30)),
        note: if n == 0 && month == 2 {
            "disalin dari buku kas".into()
        } else {
            String::new()
        },
    })
}

fn numbers(months: std::ops::RangeInclusive<u64>, plus: fn(u64) -> u64) -> Command {
    // The last three libraries have nothing yet.
    let count = codes().len() as u64 - 3;
    let all = (0..count).flat_map(|n| months.clone().filter_map(move |m| row(n, m, plus(n))));
    Command::ImportAchievements(Arc::new(all.collect()), Arc::default(), "perbaikan".into())
}

fn office(lang: Lang) -> Desk {
    let commands = vec![
        libraries(LIBRARIES),
        numbers(1..=9, |_| 0),
        numbers(1..=11, |n| u64::from(n == 7)),
    ];
    Desk::on(founded(false, commands), lang)
}

fn sealed(lang: Lang) -> Desk {
    let mut commands = vec![libraries(LIBRARIES), numbers(1..=11, |_| 0)];
    commands.push(Command::SetSeal(Seal {
        from: Some("2024-10".parse().unwrap()),
        families: vec!["publikasi".into()],
    }));
    Desk::on(founded(false, commands), lang)
}

fn chosen(desk: &Desk) -> VillageCode {
    desk.model.board.chosen().unwrap()
}

fn names(desk: &Desk) -> Vec<String> {
    let rows = desk.model.board.rows(0, 1_000);
    rows.iter().map(|r| r.name.to_owned()).collect()
}

#[test]
fn every_library_is_reached_by_the_keys() {
    let mut desk = office(Lang::Id);
    desk.press("F3");
    assert_eq!(desk.model.screen, Screen::Board);
    let all = codes().len();
    assert_eq!(desk.model.board.len(), all);
    assert_eq!(desk.model.board.at(), 0);
    desk.press("Down").press("Down").press("Up");
    assert_eq!(desk.model.board.at(), 1);
    desk.press("PageDown");
    assert_eq!(
        desk.model.board.at(),
        16,
        "a window of 24 rows has 15 libraries"
    );
    desk.press("End").press("Down");
    assert_eq!(desk.model.board.at(), all - 1);
    assert!(desk.screen(80, 24).contains("belum ada data"));
    desk.press("PageUp").press("Home");
    assert_eq!(desk.model.board.at(), 0);
    desk.press("Esc");
    assert_eq!(desk.model.screen, Screen::Desk);
}

#[test]
fn the_order_goes_round_and_whoever_is_chosen_stays_chosen() {
    let mut desk = office(Lang::Id);
    desk.press("F3").press("Down").press("Down").press("Down");
    let who = chosen(&desk);
    for expected in [By::Family(0), By::Family(1), By::Family(2), By::Score] {
        desk.press("s");
        assert_eq!(
            (desk.model.board.by, chosen(&desk)),
            (expected, who.clone())
        );
        let rows = desk.model.board.rows(0, 1_000);
        let places: Vec<u32> = rows.iter().filter_map(|r| r.rank).collect();
        assert!(places.is_sorted(), "{expected:?} {places:?}");
    }
    desk.press("s");
    let screen = desk.screen(120, 40);
    assert!(screen.contains("urut: Pelibatan masyarakat"), "{screen}");
}

#[test]
fn a_filter_says_what_it_leaves_and_esc_takes_it_away() {
    let mut desk = office(Lang::Id);
    desk.press("F3").press("k");
    let meeting = desk.model.session.meeting();
    let name = desk.model.board.filter.subdistrict.clone().unwrap();
    let here = meeting
        .libraries()
        .keys()
        .filter(|c| meeting.subdistrict_of(c) == name);
    assert_eq!(desk.model.board.len(), here.count());
    assert!(desk.screen(80, 24).contains(&format!("Kec. {name}")));
    // One sub-district after the other, then all.
    let all = desk.model.session.meeting().subdistricts().len();
    for _ in 0..all {
        desk.press("k");
    }
    assert_eq!(desk.model.board.filter.subdistrict, None);
    for zone in [
        Some(Colour::Green),
        Some(Colour::Yellow),
        Some(Colour::Red),
        None,
    ] {
        desk.press("z");
        assert_eq!(desk.model.board.filter.zone, zone);
        let board = desk.model.board.board().unwrap();
        let scores = desk.model.board.rows(0, 1_000);
        let zones = scores
            .iter()
            .map(|r| r.line.standing.score.map(|s| board.zone(s)));
        assert!(
            zone.is_none() || zones.into_iter().all(|z| z == zone),
            "{zone:?}"
        );
    }
    desk.press("n").press("z").press("Esc");
    assert_eq!(desk.model.board.len(), codes().len());
    assert_eq!(desk.model.screen, Screen::Board);
}

#[test]
fn a_library_is_found_while_it_is_typed() {
    let mut desk = office(Lang::Id);
    desk.press("F3").press("/").type_text("salen");
    let found = names(&desk);
    assert!(
        found.len() == 1 && found[0].contains("Salenrang"),
        "{found:?}"
    );
    // Letters that are keys of the screen are letters here.
    desk.press("Esc").press("/").type_text("kspz");
    assert_eq!(desk.model.board.by, By::Score);
    assert!(desk.model.board.is_empty());
    assert!(
        desk.screen(80, 24)
            .contains("Tidak ada perpustakaan yang cocok")
    );
    desk.press("Enter").press("Enter");
    assert!(desk.model.overlays.is_empty(), "nobody to ask about");
    assert!(desk.message().contains("ilih dahulu"), "{}", desk.message());
    desk.press("Esc")
        .press("/")
        .type_text("bontoa")
        .press("Enter");
    assert!(!desk.model.board.typing && !desk.model.board.is_empty());
    desk.press("Enter");
    assert!(matches!(desk.model.overlays.last(), Some(Overlay::Why(_))));
}

#[test]
fn a_scan_while_searching_is_a_scan() {
    let mut desk = Desk::sample();
    desk.press("F3").press("/").type_text("sal");
    desk.scan(47);
    assert!(desk.present(47));
    assert_eq!(desk.model.board.filter.find.text(), "sal");
}

#[test]
fn what_is_typed_elsewhere_is_on_the_board_at_once() {
    let mut desk = office(Lang::Id);
    let mut other = desk.second("Meja 2", "Sari");
    desk.press("F3").press("End");
    let code = chosen(&desk);
    let ranked = desk.model.board.board().unwrap().ranked();
    other.type_figure(&code, 5);
    desk.follow();
    let row = desk.model.board.rows(0, 1_000);
    let row = row.iter().find(|r| r.line.code == code).unwrap();
    assert!(row.rank.is_some());
    assert_eq!(desk.model.board.board().unwrap().ranked(), ranked + 1);
    assert_eq!(chosen(&desk), code, "and it stays chosen");
}

impl Desk {
    fn type_figure(&mut self, code: &VillageCode, activities: u64) {
        let row = Achieved {
            library: code.clone(),
            month: "2024-05".parse().unwrap(),
            counts: [(Measure::Activities, activities)].into_iter().collect(),
            status: Status::Reported,
            entered: None,
            note: "".into(),
        };
        let command = Command::TypeAchievement {
            row: Arc::new(row),
            base: None,
            reason: String::new(),
        };
        let meeting = self.model.session.meeting();
        let zone = meeting.about().unwrap().zone;
        let context = self.model.clock.context("Meja 2", "Sari", zone);
        let done =
            gelar::session::run(&mut self.model.session, &mut self.journal, command, context);
        assert!(!done.unwrap().unwrap().is_empty());
    }
}

#[test]
fn the_halls_view_has_nothing_of_what_is_sealed() {
    let mut desk = sealed(Lang::Id);
    desk.press("F3");
    let committee = desk.screen(120, 40);
    assert!(
        committee.contains("SEGEL AKTIF: Okt–Des · Publikasi"),
        "{committee}"
    );
    assert!(
        committee.contains("Publikasi") && committee.contains("/11"),
        "{committee}"
    );
    desk.press("p");
    let hall = desk.screen(120, 40);
    assert!(hall.contains("SEPERTI DILIHAT HADIRIN"), "{hall}");
    assert!(!hall.contains("/11") && hall.contains("/9"), "{hall}");
    desk.press("Enter");
    let card = desk.screen(120, 40);
    assert!(
        card.contains("tersegel") && !card.contains("Okt "),
        "{card}"
    );
    desk.press("Enter");
    assert!(!desk.screen(120, 40).contains("Okt"), "nor month by month");
    desk.press("Esc").press("Esc");
    assert!(!desk.model.board.as_public);
    // An order by what is sealed is given up in the hall's view.
    desk.press("s").press("s");
    assert_eq!(desk.model.board.by, By::Family(1));
    desk.press("p");
    assert_eq!(desk.model.board.by, By::Score);
}

#[test]
fn the_card_has_a_sum_and_the_months() {
    let mut desk = office(Lang::Id);
    desk.press("F3")
        .press("/")
        .type_text("salenrang")
        .press("Enter")
        .press("Enter");
    let card = desk.screen(120, 40);
    for part in [
        "MENGAPA PERINGKAT INI?",
        "Pelibatan masyarakat:",
        "12 bulan",
        "4 triwulan",
        "Nilai: (",
        "bobot",
    ] {
        assert!(card.contains(part), "{part}: {card}");
    }
    desk.press("Enter");
    let months = desk.screen(120, 40);
    assert!(
        months.contains("BULAN DEMI BULAN") && months.contains("belum lapor"),
        "{months}"
    );
    desk.press("Enter");
    assert!(desk.screen(120, 40).contains("MENGAPA PERINGKAT INI?"));
    desk.press("t");
    assert!(
        desk.message().starts_with("Ditayangkan di aula"),
        "{}",
        desk.message()
    );
    let scene = &desk.model.session.meeting().hall().scene;
    assert_eq!(
        *scene,
        Wanted::Library {
            code: chosen(&desk)
        }
    );
    // Everything can be scrolled to on a small screen.
    desk.model.update(Msg::Resize((64, 20)));
    let mut seen = String::new();
    for _ in 0..30 {
        seen += &desk.press("Down").screen(64, 20);
    }
    assert!(seen.contains("Rentang peringkat"), "{seen}");
    desk.press("Esc");
    assert!(desk.model.overlays.is_empty());
}

#[test]
fn a_note_of_a_month_stands_below_it() {
    let mut desk = office(Lang::Id);
    desk.press("F3").press("/");
    let code = codes()[0].to_string();
    desk.type_text(&code)
        .press("Enter")
        .press("Enter")
        .press("Enter");
    let screen = desk.screen(120, 40);
    assert!(screen.contains("disalin dari buku kas"), "{screen}");
}

#[test]
fn a_spreadsheet_is_held_against_the_board() {
    let mut desk = office(Lang::Id);
    // The chooser of the imports: from the list, or typed.
    desk.files = vec!["lain.xlsx".into(), "rekap-skor.ods".into()];
    desk.press("F3").press("b");
    let screen = desk.screen(80, 24);
    assert!(
        screen.contains("BANDINGKAN") && screen.contains("lain.xlsx"),
        "{screen}"
    );
    desk.type_text("skor").press("Enter");
    assert!(
        desk.effects
            .iter()
            .any(|e| matches!(e, Effect::ReadComparison(p) if p.ends_with("rekap-skor.ods")))
    );
    desk.files.clear();
    desk.press("b").type_text("hitungan.csv").press("Enter");
    assert!(
        desk.effects
            .iter()
            .any(|e| matches!(e, Effect::ReadComparison(p) if p.ends_with("hitungan.csv")))
    );
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("hitungan.csv");
    std::fs::write(&path, format!("kode_wilayah;nilai\n{};1,00\n", codes()[0])).unwrap();
    let sheet = compare::read(&path, &mut |_| ControlFlow::Continue(())).unwrap();
    desk.send(Msg::Compared(Ok(Box::new(sheet))));
    let screen = desk.screen(80, 24);
    assert!(
        screen.contains("1 perpustakaan dibandingkan, 1 berbeda"),
        "{screen}"
    );
    desk.press("Esc");
    desk.send(Msg::Compared(Err("Berkas tidak ada.".into())));
    assert_eq!(desk.message(), "Berkas tidak ada.");
    desk.press("b").press("Enter");
    assert!(
        matches!(desk.model.overlays.last(), Some(Overlay::Files { .. })),
        "no file named"
    );
}

#[test]
fn boards_as_people_see_them() {
    for lang in [Lang::Id, Lang::En] {
        let word = if lang == Lang::Id { "" } else { "-en" };
        for (name, (w, h)) in [("64", (64, 20)), ("80", (80, 24)), ("120", (120, 40))] {
            let mut desk = office(lang);
            desk.model.update(Msg::Resize((w, h)));
            desk.press("F3").press("Down");
            snap(&format!("papan-{name}{word}"), &desk.screen(w, h));
            desk.press("Enter");
            snap(&format!("papan-mengapa-{name}{word}"), &desk.screen(w, h));
            desk.press("Enter");
            snap(&format!("papan-bulan-{name}{word}"), &desk.screen(w, h));
        }
        let mut desk = sealed(lang);
        desk.press("F3").press("k").press("n").press("n").press("s");
        snap(&format!("papan-segel{word}"), &desk.screen(80, 24));
        desk.press("Esc").press("p");
        snap(&format!("papan-hadirin{word}"), &desk.screen(80, 24));
        let mut desk = Desk::on(founded(false, Vec::new()), lang);
        desk.press("F3");
        snap(&format!("papan-kosong{word}"), &desk.screen(64, 20));
        let mut desk = Desk::on(founded(false, vec![libraries(LIBRARIES)]), lang);
        desk.press("F3");
        snap(&format!("papan-tanpa-data{word}"), &desk.screen(80, 24));
        desk.press("Enter");
        snap(
            &format!("papan-mengapa-tanpa-data{word}"),
            &desk.screen(80, 24),
        );
    }
}

#[test]
fn boards_with_and_without_colour() {
    let mut desk = sealed(Lang::Id);
    desk.press("F3").press("Down");
    desk.theme = PLAIN;
    snap("papan-warna", &desk.painted(80, 24));
    desk.press("Enter");
    snap("papan-mengapa-warna", &desk.painted(80, 24));
    desk.theme = Theme {
        color: false,
        ascii: true,
        ground: gelar::theme::Ground::Dark,
    };
    snap("papan-mengapa-ascii", &desk.painted(80, 24));
    desk.press("Esc");
    snap("papan-ascii", &desk.painted(80, 24));
}

#[test]
fn the_key_for_firmness_is_offered_where_it_does_something() {
    let mut desk = office(Lang::Id);
    desk.press("F3").press("Home").press("Enter");
    let key = Lang::Id.text().board.k_firm;
    let open = |desk: &mut Desk, firm| {
        let Some(Overlay::Why(why)) = desk.model.overlays.last_mut() else {
            panic!("no card");
        };
        why.firm = firm;
        why.scroll = 0;
    };
    open(&mut desk, None);
    assert!(desk.screen(80, 24).contains(key));
    desk.press("h");
    let shown = desk.screen(80, 24);
    assert!(!shown.contains(key), "{shown}");
    // It is told at the end, and the card has gone there.
    assert!(shown.contains("Rentang peringkat"), "{shown}");
    desk.press("Esc").press("End").press("Enter");
    open(&mut desk, None);
    assert!(!desk.screen(80, 24).contains(key));
}
