//! The stage screen (F6): what the hall sees, what comes next, what lies over it, who shows it.

use std::fmt::Write as _;

use gelar::console::app::{Effect, Level, Msg, Screen};
use gelar::console::command::Action;
use gelar::console::hall::Opened;
use gelar::console::stage::{Job, News, Shown};
use gelar::journal::JournalError;
use gelar::meeting::command::{Command, Refusal, Turn};
use gelar::meeting::event::Event;
use gelar::meeting::hall::{Cover, Look, Wanted};
use gelar::meeting::month::Month;
use gelar::meeting::rules::Seal;
use gelar::session::{Reply, Request};
use gelar::stage::{Display, Frame, OwnCover, Scene, StoreError};
use gelar::text::Lang;
use proptest::prelude::*;

use super::screens::snap;
use super::support::{Desk, achievements, founded, key, libraries, people};

const LIBRARIES: &str = include_str!("../../data/contoh/perpustakaan.csv");
const NUMBERS: &str = include_str!("../../data/contoh/capaian.csv");

fn commands() -> Vec<Command> {
    vec![
        libraries(LIBRARIES),
        people(include_str!("../../data/contoh/peserta.csv")),
        achievements(NUMBERS),
    ]
}

/// A console that follows the hall, on its screen.
fn hall_in(lang: Lang) -> Desk {
    let mut desk = Desk::on(founded(true, commands()), lang);
    desk.open_stage(Shown::default()).press("F6");
    desk
}

fn hall() -> Desk {
    hall_in(Lang::Id)
}

/// A key after the guard against double presses.
fn later(desk: &mut Desk, key: &str) {
    desk.pass(500);
    desk.press(key);
}

fn wanted(desk: &Desk) -> &Wanted {
    &desk.model.session.meeting().hall().scene
}

fn entries(desk: &Desk) -> u64 {
    desk.model.session.head().seq
}

/// The same but for where in the journal it stands.
fn picture(frame: &Frame) -> Frame {
    let mut frame = frame.clone();
    (frame.seq, frame.show) = (0, 0);
    if let Scene::Board(board) = &mut frame.scene {
        board.rows.iter_mut().for_each(|row| row.was = None);
    }
    frame
}

fn display(number: u8, size: (u16, u16)) -> Display {
    Display {
        number,
        id: u64::from(number) * 7,
        size,
        too_small: size.0 < 64 || size.1 < 20,
        revision: 1,
        cover: 0,
        own: None,
        age_ms: 0,
        stale: false,
    }
}

fn stale(number: u8) -> Display {
    Display {
        age_ms: 9_000,
        stale: true,
        ..display(number, (100, 30))
    }
}

fn show(desk: &mut Desk, displays: Vec<Display>) {
    desk.send(Msg::Stage(News::Displays(displays)));
}

#[test]
fn the_first_console_shows_the_title() {
    let desk = hall();
    assert!(matches!(desk.hall().unwrap().scene, Scene::Logo(_)));
    assert!(desk.jobs.iter().any(|j| matches!(j, Job::Logo(_))));
}

#[test]
fn what_was_announced_as_next_is_what_comes() {
    let mut desk = hall();
    for _ in 0..desk.model.session.meeting().scenes().len() - 1 {
        let next = picture(&desk.model.hall.next.as_ref().unwrap().1);
        later(&mut desk, "n");
        assert_eq!(picture(desk.hall().unwrap()), next);
    }
    // Behind the last scene there is none, and the hall stays.
    assert!(desk.model.hall.next.is_none());
    let last = desk.hall().cloned();
    later(&mut desk, "n");
    assert_eq!(desk.level(), Some(Level::Bad));
    assert_eq!(desk.hall().cloned(), last);
}

#[test]
fn other_keys_for_the_same_steps() {
    let mut desk = hall();
    for (key, scene) in [
        ("Right", Wanted::Welcome),
        ("Enter", Wanted::Board),
        ("Left", Wanted::Welcome),
        ("p", Wanted::Logo),
        ("u", Wanted::Test),
    ] {
        later(&mut desk, key);
        assert_eq!(*wanted(&desk), scene, "{key}");
    }
}

#[test]
fn a_chosen_scene_is_looked_at_and_then_shown() {
    let mut desk = hall();
    desk.press("Down").press("Down");
    assert_eq!(*wanted(&desk), Wanted::Logo, "looking shows nothing");
    let next = picture(&desk.model.hall.next.as_ref().unwrap().1);
    assert!(matches!(next.scene, Scene::Board(_)));
    later(&mut desk, "Enter");
    assert_eq!(*wanted(&desk), Wanted::Board);
    assert_eq!(picture(desk.hall().unwrap()), next);
    // Esc gives the choice up before it leaves the screen.
    desk.press("Up").press("Esc");
    assert_eq!(desk.model.screen, Screen::Hall);
    assert_eq!(desk.model.hall_chosen(), None);
    desk.press("Esc");
    assert_eq!(desk.model.screen, Screen::Desk);
}

#[test]
fn a_second_press_within_the_guard_is_ignored_and_told() {
    let mut desk = hall();
    desk.pass(1_000);
    // Far enough apart for the scanner, too near for two wishes.
    desk.key(key("n"));
    desk.pass(250);
    desk.key(key("n"));
    desk.pass(250);
    assert_eq!(*wanted(&desk), Wanted::Welcome);
    assert!(
        desk.message().contains("Tekanan ganda diabaikan"),
        "{}",
        desk.message()
    );
    later(&mut desk, "n");
    assert_eq!(*wanted(&desk), Wanted::Board);
}

#[test]
fn a_step_that_is_being_saved_is_waited_for() {
    let mut desk = hall();
    desk.slow_journal = true;
    later(&mut desk, "n");
    later(&mut desk, "n");
    assert!(desk.message().contains("masih disimpan"));
    desk.release();
    assert_eq!(*wanted(&desk), Wanted::Welcome, "one step, not two");
}

#[test]
fn a_cover_reaches_the_store_before_the_journal() {
    let mut desk = hall();
    desk.pass(1_000);
    let mut effects = desk.model.update(Msg::Key(key("b"), desk.now));
    effects.extend(desk.model.update(Msg::Tick(desk.now + 400)));
    let cover = effects.iter().position(
        |e| matches!(e, Effect::Stage(Job::Cover(Some(frame))) if frame.scene == Scene::Blank),
    );
    let journal = effects
        .iter()
        .position(|e| matches!(e, Effect::Journal(Request::Append { .. })));
    assert!(cover.unwrap() < journal.unwrap(), "{effects:?}");
}

#[test]
fn a_full_disk_keeps_nobody_from_covering_the_hall() {
    let mut desk = hall();
    desk.slow_journal = true;
    desk.press("b");
    desk.send(Msg::Reply(Reply::Appended(Err(JournalError::Full))));
    assert_eq!(desk.hall().unwrap().scene, Scene::Blank);
    assert_eq!(
        desk.level(),
        Some(Level::Bad),
        "and the journal's failure is told"
    );
    assert!(desk.model.session.stalled().is_some());
    // Uncovered again, and covered with words, while nothing can be written.
    desk.press("b");
    assert!(matches!(desk.hall().unwrap().scene, Scene::Logo(_)));
    desk.press("m").type_text("Makan siang").press("Enter");
    let words = "Makan siang".to_owned();
    assert_eq!(desk.hall().unwrap().scene, Scene::Message { text: words });
}

#[test]
fn the_key_that_covers_takes_the_cover_away() {
    let mut desk = hall();
    later(&mut desk, "n");
    let scene = desk.hall().cloned();
    for (key, words) in [("b", "LAYAR GELAP"), ("l", "LOGO")] {
        desk.press(key);
        assert!(desk.screen(80, 24).contains(words), "{key}");
        desk.press(key);
        assert_eq!(desk.hall().cloned(), scene, "{key}");
        assert_eq!(desk.model.session.meeting().hall().cover, None);
    }
    desk.press("m").press("Enter");
    assert!(desk.screen(80, 24).contains("Tulis pesannya dahulu"));
    desk.type_text("Doa bersama").press("Enter");
    assert!(desk.screen(80, 24).contains("PESAN"));
    desk.press("m");
    assert_eq!(desk.hall().cloned(), scene);
    // The last message is proposed again.
    desk.press("m");
    assert!(desk.screen(80, 24).contains("Doa bersama"));
}

#[test]
fn a_scene_that_is_shown_comes_before_the_cover_goes() {
    let mut desk = hall();
    desk.press("b");
    desk.jobs.clear();
    // Dark for a reason: the first press only says so.
    later(&mut desk, "n");
    assert_eq!(desk.jobs, []);
    assert!(desk.message().contains("Aula gelap"), "{}", desk.message());
    later(&mut desk, "n");
    let published = desk.jobs.iter().position(|j| matches!(j, Job::Publish(_)));
    let uncovered = desk.jobs.iter().position(|j| *j == Job::Cover(None));
    assert!(published.unwrap() < uncovered.unwrap(), "{:?}", desk.jobs);
    assert!(matches!(desk.hall().unwrap().scene, Scene::Welcome(_)));
}

#[test]
fn a_cover_put_there_meanwhile_is_not_taken_away_by_an_older_step() {
    let mut desk = hall();
    desk.slow_journal = true;
    later(&mut desk, "n");
    desk.press("b");
    desk.release();
    assert_eq!(*wanted(&desk), Wanted::Welcome);
    assert_eq!(desk.hall().unwrap().scene, Scene::Blank);
    assert_eq!(
        desk.model.session.meeting().hall().cover,
        Some(Cover::Blank)
    );
}

#[test]
fn a_held_hall_keeps_its_picture_until_it_is_let_go() {
    let mut desk = hall();
    later(&mut desk, "n");
    let kept = desk.hall().cloned();
    desk.press("h");
    assert!(desk.screen(80, 24).contains("DITAHAN"));
    later(&mut desk, "n");
    assert_eq!(*wanted(&desk), Wanted::Board);
    assert_eq!(desk.hall().cloned(), kept);
    let after = picture(&desk.model.hall.next.as_ref().unwrap().1);
    desk.press("h");
    assert_eq!(picture(desk.hall().unwrap()), after);
    assert!(!desk.screen(80, 24).contains("DITAHAN"));
}

/// The journal knows a step that the stage store never got.
fn crashed() -> (Desk, Shown) {
    let mut before = hall();
    let shown = before.store.clone().unwrap();
    before.store = None;
    later(&mut before, "n");
    later(&mut before, "n");
    assert_eq!(*wanted(&before), Wanted::Board);
    let mut desk = Desk::on(before.journal.clone(), Lang::Id);
    desk.open_stage(shown.clone()).press("F6");
    (desk, shown)
}

#[test]
fn a_step_that_nobody_has_seen_waits_and_costs_no_entry() {
    let (mut desk, shown) = crashed();
    assert_eq!(desk.store, Some(shown), "the old picture stays");
    assert!(desk.screen(80, 24).contains("LANGKAH BELUM TAMPIL"));
    let (before, next) = (
        entries(&desk),
        picture(&desk.model.hall.next.as_ref().unwrap().1),
    );
    later(&mut desk, "n");
    assert_eq!(entries(&desk), before);
    assert_eq!(picture(desk.hall().unwrap()), next);
    assert!(matches!(next.scene, Scene::Board(_)));
    // From here on every press is a step.
    later(&mut desk, "n");
    assert_eq!(entries(&desk), before + 1);
}

#[test]
fn without_any_picture_the_title_is_shown_and_the_step_still_comes() {
    let (mut desk, _) = crashed();
    desk = Desk::on(desk.journal.clone(), Lang::Id);
    desk.open_stage(Shown::default()).press("F6");
    assert!(matches!(desk.hall().unwrap().scene, Scene::Logo(_)));
    later(&mut desk, "n");
    assert!(matches!(desk.hall().unwrap().scene, Scene::Board(_)));
}

#[test]
fn on_start_the_stores_cover_wins() {
    let mut before = hall();
    before.press("b");
    let shown = before.store.clone().unwrap();
    let mut journal = Desk::on(founded(true, commands()), Lang::Id);
    journal.open_stage(shown).press("F6");
    assert_eq!(journal.model.session.meeting().hall().cover, None);
    assert!(journal.screen(80, 24).contains("LAYAR GELAP"));
    journal.press("b");
    assert!(matches!(journal.hall().unwrap().scene, Scene::Logo(_)));
    // A store that was lost is made as the hall was.
    let mut desk = Desk::on(before.journal.clone(), Lang::Id);
    desk.open_stage(Shown::default());
    assert_eq!(desk.hall().unwrap().scene, Scene::Blank);
}

#[test]
fn a_stick_that_comes_back_empty_gets_the_picture_again() {
    let mut desk = hall();
    later(&mut desk, "n");
    desk.press("b");
    let seen = desk.store.clone().unwrap();
    let gone = StoreError::Missing("contoh.layar".into());
    desk.send(Msg::Stage(News::Trouble(gone)));
    let screen = desk.screen(80, 24);
    assert!(screen.contains("AULA TIDAK TERJANGKAU"), "{screen}");
    desk.open_stage(Shown::default());
    let again = desk.store.clone().unwrap();
    assert_eq!(again.frame.unwrap().1.scene, seen.frame.unwrap().1.scene);
    assert_eq!(desk.hall().unwrap().scene, Scene::Blank);
    assert!(!desk.screen(80, 24).contains("AULA TIDAK TERJANGKAU"));
}

#[test]
fn a_stick_that_comes_back_with_an_older_store_is_covered_again() {
    let mut desk = hall();
    later(&mut desk, "n");
    let older = desk.store.clone().unwrap();
    desk.press("b");
    let gone = StoreError::Missing("contoh.layar".into());
    desk.send(Msg::Stage(News::Trouble(gone)));
    desk.open_stage(older);
    assert_eq!(desk.hall().unwrap().scene, Scene::Blank);
}

#[test]
fn a_cover_that_does_not_reach_the_hall_is_not_called_shown() {
    let mut desk = hall();
    let gone = StoreError::Missing("contoh.layar".into());
    desk.send(Msg::Stage(News::Trouble(gone)));
    desk.press("b");
    let screen = desk.screen(80, 24);
    assert!(!screen.contains("Aula gelap"), "{screen}");
    // A full disk hinders no cover.
    let mut desk = hall();
    desk.send(Msg::Stage(News::Trouble(StoreError::Full)));
    desk.press("b");
    assert!(desk.screen(80, 24).contains("Aula gelap"));
}

#[test]
fn a_picture_of_entries_that_are_not_there_is_taken_away() {
    let mut before = hall();
    later(&mut before, "n");
    let shown = before.store.clone().unwrap();
    let mut desk = Desk::on(founded(true, commands()), Lang::Id);
    // Nobody has pressed a key for a minute: the wait begins all the same with the news.
    desk.pass(60_000);
    desk.open_stage(shown);
    desk.jobs.clear();
    desk.pass(2_000);
    assert_eq!(desk.jobs, [], "another window may just have been faster");
    desk.pass(2_000);
    assert_eq!(desk.jobs, [Job::Claim(entries(&desk))]);
}

#[test]
fn two_windows_hand_the_same_picture_over() {
    let mut one = hall();
    let mut two = one.second("Meja 2", "Sari");
    two.open_stage(one.store.clone().unwrap()).press("F6");
    later(&mut one, "n");
    two.follow();
    assert_eq!(
        one.hall().map(|f| &f.scene),
        two.hall().map(|f| &f.scene),
        "whoever is first"
    );
    // A guest at one desk is counted by the other.
    two.scan(47);
    one.follow();
    let Scene::Welcome(welcome) = &one.hall().unwrap().scene else {
        panic!("{:?}", one.hall());
    };
    assert_eq!(welcome.present, 1);
}

#[test]
fn a_guest_changes_the_welcome_and_not_the_board() {
    let mut desk = hall();
    later(&mut desk, "n");
    desk.jobs.clear();
    desk.scan(47);
    assert!(
        matches!(desk.jobs[..], [Job::Publish(_)]),
        "{:?}",
        desk.jobs
    );
    later(&mut desk, "n");
    desk.jobs.clear();
    desk.scan(48);
    assert_eq!(desk.jobs, []);
}

#[test]
fn settings_change_the_hall_and_its_logo() {
    let mut desk = hall();
    desk.press("s");
    desk.press("Tab").press("Right").press("Tab");
    desk.press("Ctrl+S");
    assert_eq!(desk.hall().unwrap().look, Look::Light);
    desk.press("s").press("Tab").press("Tab");
    desk.press("Backspace").type_text("x").press("Enter");
    assert!(desk.screen(80, 24).contains("Isi angka"));
}

#[test]
fn a_display_that_does_not_answer_is_told_on_every_screen() {
    let mut desk = hall();
    assert!(desk.screen(80, 24).contains("gelar projector"));
    show(&mut desk, vec![display(1, (100, 30)), stale(2)]);
    assert!(desk.screen(80, 24).contains("KEDALUWARSA 9 dtk"));
    for screen in ["F2", "F3", "F7", "Ctrl+G"] {
        desk.press(screen);
        let shown = desk.screen(80, 24);
        assert!(shown.contains("LAYAR 2 KEDALUWARSA"), "{screen}: {shown}");
    }
    show(&mut desk, vec![display(1, (20, 5))]);
    assert!(desk.screen(80, 24).contains("LAYAR 1 TERLALU KECIL (20×5)"));
    show(&mut desk, vec![display(1, (100, 30))]);
    assert!(!desk.screen(80, 24).contains("LAYAR 1"));
    // Dropped from the list on request.
    show(&mut desk, vec![stale(2), stale(3)]);
    desk.press("F6").press("Del");
    assert!(desk.jobs.contains(&Job::Forget(vec![2, 3])));
    assert_eq!(desk.model.hall_warning(), None);
    desk.press("Del");
    assert!(desk.message().contains("idak ada layar yang mati"));
}

fn opened(desk: &Desk) -> usize {
    let open = |e: &&Effect| matches!(e, Effect::OpenProjector);
    desk.effects.iter().filter(open).count()
}

#[test]
fn a_projector_that_was_opened_here_and_dies_is_opened_again() {
    let mut desk = hall();
    desk.press("o");
    desk.send(Msg::Projector(Opened::Started));
    assert!(desk.message().contains("Win+Shift"), "{}", desk.message());
    for start in 1..=4 {
        assert_eq!(opened(&desk), start);
        let mut one = display(1, (100, 30));
        one.id = 1_000 + u64::try_from(start).unwrap();
        show(&mut desk, vec![one.clone()]);
        (one.stale, one.age_ms) = (true, 7_000);
        show(&mut desk, vec![one]);
        desk.pass(6_000);
    }
    assert_eq!(opened(&desk), 4, "three times a minute, not more");
    assert!(desk.message().contains("tiga kali"), "{}", desk.message());
    // Asked for by hand it starts again.
    desk.press("o");
    assert_eq!(opened(&desk), 5);
}

#[test]
fn a_projector_that_was_out_of_reach_and_lives_is_not_opened_twice() {
    let mut desk = hall();
    desk.press("o");
    let one = display(1, (100, 30));
    show(&mut desk, vec![one.clone()]);
    // The stick is back, or the laptop awake: the last beat is old, the next one on its way.
    let mut silent = one.clone();
    (silent.stale, silent.age_ms) = (true, 60_000);
    show(&mut desk, vec![silent]);
    desk.pass(2_000);
    show(&mut desk, vec![one]);
    desk.pass(30_000);
    assert_eq!(opened(&desk), 1);
}

#[test]
fn a_projector_that_was_closed_stays_closed() {
    let mut desk = hall();
    show(&mut desk, vec![stale(3)]);
    desk.press("o");
    show(&mut desk, vec![display(1, (100, 30)), stale(3)]);
    show(&mut desk, vec![stale(3)]);
    desk.pass(60_000);
    assert_eq!(opened(&desk), 1);
    // One that never says anything is told.
    desk.press("o").pass(30_000);
    assert!(
        desk.message().contains("belum melapor"),
        "{}",
        desk.message()
    );
    desk.send(Msg::Projector(Opened::Not("ketik: gelar projector".into())));
    assert_eq!(desk.level(), Some(Level::Bad));
}

#[test]
fn a_file_that_can_only_be_read_changes_no_hall() {
    let mut desk = Desk::on(founded(true, commands()), Lang::Id);
    desk.model.read_only = Some("HANYA BACA".to_owned());
    desk.press("F6");
    for key in ["n", "b", "l", "m", "h", "s", "u", "Enter"] {
        desk.press(key);
    }
    assert_eq!(desk.jobs, []);
    assert!(desk.model.overlays.is_empty());
    assert!(desk.screen(80, 24).contains("hanya dapat dibaca"));
    assert!(desk.model.unavailable(Action::HallBlank).is_some());
}

/// A library of its own and a number that stands nowhere else, in a sealed month and a sealed family.
const SEALED_NUMBERS: &str = "kode_wilayah;bulan;pelibatan_kegiatan;publikasi_cetak\n\
    73.09.05.2006;2024-11;7919;6131\n";

#[test]
fn the_list_of_scenes_follows_seal_and_libraries() {
    let mut desk = Desk::on(founded(true, Vec::new()), Lang::Id);
    let before = desk.model.hall_scenes().len();
    desk.journal_runs(libraries(LIBRARIES));
    assert!(desk.model.hall_scenes().len() > before, "sub-districts");
    let mut desk = Desk::on(founded(true, commands()), Lang::Id);
    let key = "advokasi".to_owned();
    let family = Wanted::Family { key: key.clone() };
    assert!(desk.model.hall_scenes().contains(&family));
    desk.journal_runs(Command::SetSeal(Seal {
        from: None,
        families: vec![key],
    }));
    assert!(!desk.model.hall_scenes().contains(&family));
}

fn sealed_desk() -> Desk {
    let mut all = vec![libraries(LIBRARIES), achievements(SEALED_NUMBERS)];
    let mut desk = Desk::on(founded(false, all.clone()), Lang::Id);
    let key = desk.model.session.meeting().rules().families[1].key.clone();
    let seal = Seal {
        from: Month::new(2024, 10),
        families: vec![key],
    };
    all.push(Command::SetSeal(seal));
    desk = Desk::on(founded(false, all), Lang::Id);
    desk.open_stage(Shown::default()).press("F6");
    desk
}

#[test]
fn nothing_sealed_is_handed_over_in_any_scene() {
    let desk = sealed_desk();
    assert!(desk.screen(80, 24).contains("SEGEL AKTIF"));
    let mut scenes = desk.model.hall_scenes();
    let codes = desk.model.session.meeting().libraries().keys().cloned();
    scenes.extend(codes.map(|code| Wanted::Library { code }));
    let meeting = desk.model.session.meeting();
    let rules = meeting.rules();
    for family in &rules.families {
        let key = family.key.clone();
        if meeting.seal().hides_family(&rules, family) {
            let mut one = sealed_desk();
            let wanted = Wanted::Family { key: key.clone() };
            let refused = one.journal_refuses(Command::Show(wanted));
            assert_eq!(refused, Refusal::FamilySealed(key));
        } else {
            scenes.push(Wanted::Family { key });
        }
    }
    assert!(scenes.len() > 40);
    let n = scenes.len();
    for (at, scene) in scenes.into_iter().enumerate() {
        let mut one = sealed_desk();
        let events = one.journal_runs(Command::Show(scene.clone()));
        assert!(matches!(events[..], [Event::SceneShown(_)]));
        assert!(
            one.jobs.iter().any(|j| matches!(j, Job::Publish(_))),
            "{at} of {n}: {scene:?}"
        );
        let told = serde_json::to_string(&frames(&one)).unwrap();
        for secret in ["7919", "6131"] {
            assert!(!told.contains(secret), "{scene:?}: {told}");
        }
    }
}

fn frames(desk: &Desk) -> Vec<Frame> {
    let frame = |job: &Job| match job {
        Job::Publish(frame) | Job::Cover(Some(frame)) | Job::Logo(frame) => Some((**frame).clone()),
        Job::Cover(None) | Job::Claim(_) | Job::Forget(_) => None,
    };
    desk.jobs.iter().filter_map(frame).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is pressed and reported in between: what was announced is what comes.
    #[test]
    fn the_next_picture_is_the_one_that_was_announced(
        keys in prop::collection::vec(0_usize..10, 1..14),
        numbers in prop::collection::vec((0_usize..5, 1_u8..13, 0_u8..9), 0..6),
    ) {
        let mut csv = String::from("kode_wilayah;bulan;pelibatan_kegiatan;publikasi_cetak\n");
        let codes: Vec<&str> = LIBRARIES.lines().skip(1).take(5).collect();
        let mut seen = std::collections::HashSet::new();
        for (library, month, n) in numbers {
            let code = codes[library].split(';').next().unwrap();
            if seen.insert((library, month)) {
                writeln!(csv, "{code};2024-{month:02};{n};{}", 8 - n).unwrap();
            }
        }
        let mut all = vec![libraries(LIBRARIES)];
        if !seen.is_empty() {
            all.push(achievements(&csv));
        }
        let mut desk = Desk::on(founded(false, all), Lang::Id);
        desk.open_stage(Shown::default()).press("F6");
        for at in keys {
            let key = ["n", "n", "p", "b", "l", "Down", "Up", "u", "Enter", "n"][at];
            later(&mut desk, key);
        }
        if desk.model.hall_chosen().is_some() {
            desk.press("Esc");
        }
        if desk.hall().is_some_and(|frame| frame.scene == Scene::Blank) {
            desk.press("b");
        }
        let meeting = desk.model.session.meeting();
        prop_assume!(meeting.scene_at(Turn::Next).is_some());
        let next = picture(&desk.model.hall.next.as_ref().unwrap().1);
        later(&mut desk, "n");
        prop_assert_eq!(picture(desk.hall().unwrap()), next);
    }
}

#[test]
fn the_screen_in_its_states() {
    for lang in [Lang::Id, Lang::En] {
        let word = if lang == Lang::Id { "id" } else { "en" };
        let mut desk = hall_in(lang);
        for (w, h) in [(80, 24), (64, 20), (120, 40)] {
            snap(&format!("aula-kosong-{w}-{word}"), &desk.screen(w, h));
        }
        later(&mut desk, "n");
        later(&mut desk, "n");
        let own = Display {
            own: Some(OwnCover::Blank),
            ..display(4, (80, 25))
        };
        let all = vec![display(1, (100, 30)), stale(2), display(3, (40, 12)), own];
        show(&mut desk, all);
        for (w, h) in [(80, 24), (64, 20), (120, 40)] {
            snap(&format!("aula-papan-{w}-{word}"), &desk.screen(w, h));
        }
        desk.press("h").press("b").press("Down");
        snap(
            &format!("aula-gelap-ditahan-80-{word}"),
            &desk.screen(80, 24),
        );
        snap(
            &format!("aula-gelap-ditahan-64-{word}"),
            &desk.screen(64, 20),
        );
    }
    let mut desk = sealed_desk();
    later(&mut desk, "n");
    later(&mut desk, "n");
    snap("aula-segel-80", &desk.painted(80, 24));
    let (mut desk, _) = crashed();
    snap("aula-tertunda-80", &desk.screen(80, 24));
    desk.press("m")
        .type_text("Makan siang pukul 12.00 di teras");
    snap("aula-pesan-form-80", &desk.screen(80, 24));
    desk.press("Enter");
    snap("aula-pesan-80", &desk.screen(80, 24));
    desk.press("s");
    snap("aula-atur-80", &desk.screen(80, 24));
    let gone = StoreError::Missing("contoh.layar".into());
    desk.press("Esc").send(Msg::Stage(News::Trouble(gone)));
    snap("aula-tidak-terjangkau-80", &desk.screen(80, 24));
}

#[test]
fn a_presenters_remote_steps_once_a_press() {
    let mut desk = hall();
    let first = wanted(&desk).clone();
    later(&mut desk, "PageDown");
    let second = wanted(&desk).clone();
    assert_ne!(first, second);
    // A key that bounces is the same press.
    desk.press("PageDown");
    assert_eq!(*wanted(&desk), second);
    later(&mut desk, "PageUp");
    assert_eq!(*wanted(&desk), first);
    desk.press("PageUp");
    assert_eq!(*wanted(&desk), first);
}

#[test]
fn what_is_wrong_with_a_display_is_never_cut() {
    for lang in [Lang::Id, Lang::En] {
        let t = &lang.text().stage;
        for columns in [64, 80] {
            let mut desk = hall_in(lang);
            let small = display(12, (120, 19));
            let silent = Display {
                age_ms: 59 * 60_000,
                number: 13,
                ..stale(13)
            };
            show(&mut desk, vec![small, silent]);
            let screen = desk.screen(columns, 24);
            assert!(screen.contains(t.small), "{screen}");
            let told = (t.stale)(59 * 60_000);
            assert!(screen.contains(&told), "{screen}");
        }
    }
}

#[test]
fn the_picture_of_a_display_that_is_too_small_can_be_read() {
    let mut desk = hall();
    show(&mut desk, vec![display(1, (100, 30))]);
    let t = &Lang::Id.text().stage;
    assert!(!desk.screen(80, 24).contains(t.small_picture));
    // Welcome: of words, not of a title in big letters.
    later(&mut desk, "n");
    show(&mut desk, vec![display(1, (20, 5))]);
    let screen = desk.screen(80, 24);
    assert!(screen.contains(t.small_picture), "{screen}");
    assert!(screen.contains("SELAMAT DATANG"), "{screen}");
}

#[test]
fn the_line_to_type_names_the_file_that_is_open() {
    let desk = hall();
    let line = desk.model.projector_line();
    assert!(line.contains(" -m "), "{line}");
    let screen = desk.screen(120, 36);
    let words: String = screen.split_whitespace().collect();
    let words = words.replace(['│', '║'], "");
    let beginning = "gelarprojector-m";
    assert!(words.contains(beginning), "{screen}");
}
