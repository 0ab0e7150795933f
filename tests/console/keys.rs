//! What each key does: the one table of commands, searching and choosing, Esc, forms, drafts.

use gelar::console::app::{Effect, Level, Screen};
use gelar::console::command::{Action, Scope, TABLE, in_scope};
use gelar::console::overlay::Overlay;
use gelar::console::stage::Shown;
use gelar::meeting::board::By;
use gelar::meeting::event::Outcome;
use gelar::meeting::event::WalkIn;
use gelar::meeting::hall::{Cover, Wanted};
use gelar::meeting::id::{ListId, PersonId};
use gelar::text::Lang;

use super::support::{Desk, founded};

#[test]
fn a_name_is_found_chosen_and_recorded() {
    let mut desk = Desk::sample();
    desk.type_text("rahma sal");
    assert!(desk.model.desk.hits.len() >= 2);
    desk.press("2");
    let chosen = desk.model.desk.chosen_row().unwrap();
    desk.press("Enter");
    assert!(desk.present(chosen.0));
    assert_eq!((desk.count(), desk.line()), (1, ""));
    // Once more by name: told, not recorded twice.
    desk.type_text(&format!("#{chosen}")).press("Enter");
    assert_eq!(desk.count(), 1);
    let answer = desk.model.desk.answer.as_ref().unwrap();
    assert_eq!(
        (answer.outcome, answer.own),
        (Outcome::AlreadyPresent, true)
    );
}

#[test]
fn equal_names_make_enter_wait_for_a_choice() {
    let mut desk = Desk::sample();
    desk.type_text("syamsuddin").press("Enter");
    assert_eq!(desk.count(), 0);
    assert_eq!(desk.level(), Some(Level::Note));
    desk.press("2").press("Enter");
    assert_eq!(desk.count(), 1);
    // Arrows choose as well.
    desk.type_text("nurhayati")
        .press("Enter")
        .press("Down")
        .press("Enter");
    assert_eq!(desk.count(), 2);
}

#[test]
fn typing_on_chooses_the_best_unless_somebody_chose() {
    let mut desk = Desk::sample();
    for c in "st rahmatia".chars() {
        desk.type_text(&c.to_string());
        // A letter or two is not enough for Enter while several people begin so, nor is anything that
        // fits several equally well.
        let clear = desk.line().trim().len() > 2 || desk.model.desk.total == 1;
        let hits = &desk.model.desk.hits;
        let one = hits.get(1).is_none_or(|h| h.matched != hits[0].matched);
        let expected = (clear && one).then_some(0);
        assert_eq!(desk.model.desk.selected, expected, "{}", desk.line());
    }
    assert_eq!(desk.model.desk.selected, Some(0));
    // Who was best for less is not chosen for more.
    let mut desk = Desk::with("nama;unsur\nSoekma Ahmad;Media\nSukma Zaini;Media\n");
    desk.type_text("s");
    assert_eq!(desk.model.desk.chosen_row(), None);
    desk.press("Enter");
    assert_eq!(desk.count(), 0);
    desk.type_text("uk");
    assert_eq!(desk.model.desk.hits.len(), 2);
    assert_eq!(desk.model.desk.chosen_row(), Some(PersonId(2)));

    let mut desk = Desk::sample();
    desk.type_text("rah").press("3");
    let chosen = desk.model.desk.chosen_row();
    desk.type_text("m");
    assert_eq!(desk.model.desk.chosen_row(), chosen);
    // A scan types a whole code into the line and takes it back.
    desk.scan(47).press("Enter");
    assert_eq!((desk.model.desk.chosen_row(), desk.count()), (chosen, 1));
    desk.press("Enter");
    assert!(desk.present(chosen.unwrap().0));
    // The next line begins anew.
    desk.type_text("rahm");
    assert_eq!(desk.model.desk.selected, None);
}

#[test]
fn enter_records_only_when_one_person_is_meant() {
    // Three men, three of a village, titles of two, beginnings of many: nobody is marked, Enter says why.
    for (typed, why) in [
        ("rahman", "orang cocok"),
        ("salenrang", "3 orang cocok"),
        ("bupati", "2 orang cocok"),
        ("camat", "2 orang cocok"),
        ("sit", "orang cocok"),
        ("sal", "orang cocok"),
        ("qwertyuiop", "Pilih orangnya"),
    ] {
        let mut desk = Desk::sample();
        desk.type_text(typed);
        assert_eq!(desk.model.desk.chosen_row(), None, "{typed}");
        assert!(!desk.screen(64, 20).contains("Enter mencatat"), "{typed}");
        desk.press("Enter").press("Enter");
        assert_eq!(desk.count(), 0, "{typed}");
        assert_eq!(desk.level(), Some(Level::Note));
        assert!(desk.message().contains(why), "{typed}: {}", desk.message());
        assert_eq!(desk.line(), typed);
    }
    // One who fits best is meant, whoever else fits in another spelling or with a mistake.
    for (typed, id) in [
        ("camat bontoa", 91),
        ("rahmatia", 47),
        ("kades salenrang", 48),
    ] {
        let mut desk = Desk::sample();
        desk.type_text(typed);
        assert_eq!(desk.model.desk.chosen_row(), Some(PersonId(id)), "{typed}");
        desk.press("Enter");
        assert!(desk.present(id), "{typed}");
    }
    let mut desk = Desk::with("nama;unsur\nRachmat Uji;Media\nRakhmat Lain;Media\n");
    desk.type_text("rachmat");
    assert_eq!(
        (desk.model.desk.total, desk.model.desk.selected),
        (2, Some(0))
    );
    // A namesake in another spelling is no less meant.
    let mut desk = Desk::with(
        "kode;nama;unsur;desa;kecamatan\nA1;Muh. Uji;Media;Salenrang;Bontoa\nA2;Muhammad Uji;Pengelola;Damai;Tanralili\n",
    );
    desk.type_text("muhammad uji");
    assert_eq!(desk.model.desk.hits.len(), 2);
    assert_eq!(desk.model.desk.selected, None);
    desk.press("2").press("Enter");
    assert_eq!(desk.count(), 1);
}

#[test]
fn who_comes_to_fit_as_well_takes_the_mark_away() {
    let mut desk = Desk::with("nama;unsur\nRahmat Uji;Media\n");
    desk.type_text("rahmat");
    assert_eq!(desk.model.desk.selected, Some(0));
    let mut other = desk.second("Meja 2", "Sari");
    other.press("F8").type_text("Rahmat Coba").press("Ctrl+S");
    desk.follow();
    desk.press("Enter");
    assert_eq!((desk.count(), desk.line()), (1, "rahmat"));
}

#[test]
fn a_digit_without_its_row_says_so_and_chooses_nobody() {
    let mut desk = Desk::sample();
    desk.type_text("baso tola").press("9");
    assert!(desk.message().contains('9'), "{}", desk.message());
    assert_eq!(desk.model.desk.selected, Some(0));
}

#[test]
fn a_number_is_a_badge_number() {
    let mut desk = Desk::sample();
    desk.type_text("47");
    assert_eq!(desk.model.desk.chosen_row(), Some(PersonId(47)));
    desk.press("Enter");
    assert!(desk.present(47));
    desk.type_text("#48").press("Enter");
    assert!(desk.present(48));
}

#[test]
fn esc_backs_out_one_step_at_a_time() {
    let mut desk = Desk::sample();
    desk.scan(47).type_text("bas");
    desk.press("F1").press("Esc");
    assert_eq!((desk.model.overlays.len(), desk.line()), (0, "bas"));
    desk.press("Esc");
    assert_eq!(desk.line(), "");
    assert!(
        desk.model.desk.answer.is_some(),
        "the card outlives the line"
    );
    desk.press("Esc");
    assert!(desk.model.desk.answer.is_none());
    desk.press("F7").press("1").press("Esc");
    assert_eq!(
        (desk.model.screen, desk.model.overlays.len()),
        (Screen::Data, 0)
    );
    desk.press("Esc");
    assert_eq!(desk.model.screen, Screen::Desk);
    assert!(desk.present(47), "Esc undoes nothing");
}

/// Every line of the table, by its key or from the palette: what shows that it was done.
#[test]
fn every_action_is_reachable() {
    for binding in TABLE {
        let mut desk = Desk::sample();
        desk.scan(47).type_text("megaw");
        if let Some(key) = binding.key {
            match binding.scope {
                Scope::Data => drop(desk.press("F7")),
                Scope::Protocol => drop(desk.press("Ctrl+G").press("1")),
                Scope::Hall => drop(desk.open_stage(Shown::default()).press("F6")),
                Scope::Board => drop(desk.press("F3")),
                Scope::Desk | Scope::Everywhere => {}
            }
            let label = key.label();
            desk.press(&label);
            assert!(
                done(&mut desk, binding.action),
                "{label} {:?}",
                binding.action
            );
        }
        if matches!(binding.action, Action::Palette | Action::Back) {
            continue; // no names in the palette: they are its own keys
        }
        let mut desk = Desk::sample();
        desk.scan(47).type_text("megaw").press("Ctrl+P");
        desk.type_text((binding.name)(Lang::Id.text()));
        let found = desk.model.palette((binding.name)(Lang::Id.text()));
        let at = found
            .iter()
            .position(|b| b.action == binding.action)
            .unwrap();
        for _ in 0..at {
            desk.press("Down");
        }
        desk.press("Enter");
        assert!(
            done(&mut desk, binding.action),
            "palette {:?}",
            binding.action
        );
    }
}

fn done(desk: &mut Desk, action: Action) -> bool {
    let effect = |wanted: fn(&Effect) -> bool| desk.effects.iter().any(wanted);
    let top = desk.model.overlays.last();
    let form = |word: &str| match top {
        Some(Overlay::Form(open)) => open.form.title.contains(word),
        _ => false,
    };
    let confirm = |word: &str| match top {
        Some(Overlay::Confirm { title, .. }) => title.contains(word),
        _ => false,
    };
    let files = |word: &str| match top {
        Some(Overlay::Files { kind, .. }) => kind.word() == word,
        _ => false,
    };
    match action {
        Action::Help => matches!(top, Some(Overlay::Help { .. })),
        Action::Desk => desk.model.screen == Screen::Desk && top.is_none(),
        Action::Data => desk.model.screen == Screen::Data,
        Action::Board => desk.model.screen == Screen::Board,
        Action::Why => matches!(top, Some(Overlay::Why(_))),
        Action::SortBoard => desk.model.board.by == By::Family(0),
        Action::Subdistrict => desk.model.board.filter.subdistrict.is_some(),
        Action::Zone => desk.model.board.filter.zone.is_some(),
        Action::Newcomers => desk.model.board.filter.newcomers,
        Action::FindLibrary => desk.model.board.typing,
        Action::AsPublic => desk.model.board.as_public,
        Action::ShowLibrary => desk.message().contains("Ditayangkan"),
        Action::CompareBoard => files("compare"),
        Action::Quit => effect(|e| matches!(e, Effect::Quit)),
        Action::Palette => matches!(top, Some(Overlay::Palette { .. })),
        Action::Undo => {
            // What is typed goes first; from the palette it stays.
            if desk.line().is_empty() && desk.present(47) {
                desk.press("Ctrl+Z");
            }
            desk.count() == 0
        }
        Action::Redo => desk.message().contains("tidak punya yang diurungkan"),
        Action::CheckIn => desk.present(42),
        Action::AddPerson => form("Peserta baru: langsung hadir"),
        Action::AddInvited => form("Peserta baru") && !form("langsung"),
        Action::Substitute => form("Pengganti untuk"),
        Action::ChooseList => matches!(top, Some(Overlay::Lists { .. })),
        Action::EditPerson => form("Ubah data #42"),
        // Somebody else is chosen, who has not come: it says why not.
        Action::Withdraw => desk.message().contains("belum hadir"),
        Action::Cancel => form("Batalkan undangan: Megawati"),
        Action::Reissue => form("Ganti kode: Megawati"),
        Action::Back => desk.line().is_empty(),
        Action::ImportPeople => files("peserta"),
        Action::ImportLibraries => files("perpustakaan"),
        Action::ImportVillages => files("wilayah"),
        Action::ImportAchievements => files("capaian"),
        Action::ImportTotals => files("rekap"),
        Action::EmptyForm => form("Formulir kosong"),
        Action::ExportCodes => {
            effect(|e| matches!(e, Effect::WriteCodes(rows) if rows.len() == 98))
        }
        Action::Backup => desk.message().contains("older cadangan"),
        Action::BackupDirectory => form("Folder cadangan"),
        Action::Describe => form("Data pertemuan"),
        Action::Operator => form("Meja dan petugas"),
        Action::Missing | Action::MissingPhones => matches!(top, Some(Overlay::Page { .. })),
        Action::Print => form("Cetak kertas"),
        Action::CloseList => confirm("Tutup daftar"),
        Action::Signatures => form("Cocokkan tanda tangan"),
        Action::Reconcile => matches!(top, Some(Overlay::Page { .. })),
        Action::AddList => form("Daftar baru"),
        Action::Numbers => form("Blok nomor"),
        Action::Verify => effect(|e| matches!(e, Effect::Verify)),
        Action::Protocol => desk.model.screen == Screen::Protocol,
        // From the palette nobody is chosen yet, and nobody is recorded.
        Action::Answer | Action::Greet => {
            desk.model.screen == Screen::Protocol
                && (desk.present(85) || desk.message().contains("Pilih dahulu"))
        }
        Action::CallProtocol => desk.model.session.meeting().calls().len() == 1,
        Action::Hall => desk.model.screen == Screen::Hall,
        Action::HallNext | Action::HallShow => *scene(desk) == Wanted::Welcome,
        Action::HallBack => desk.message().contains("Tidak ada adegan lagi"),
        Action::HallBlank => covered(desk) == Some(Cover::Blank),
        Action::HallLogo => covered(desk) == Some(Cover::Logo),
        Action::HallMessage => form("Pesan di aula"),
        Action::HallHold => desk.model.session.meeting().hall().held,
        Action::HallTest => *scene(desk) == Wanted::Test,
        Action::OpenProjector => effect(|e| matches!(e, Effect::OpenProjector)),
        Action::ForgetDisplays => desk.message().contains("idak ada layar yang mati"),
        Action::HallSettings => form("Pengaturan aula"),
        Action::SetPin => matches!(top, Some(Overlay::Pin(_))),
        Action::EndSupervisor => desk.message().contains("tidak dalam mode penyelia"),
        Action::Lock => desk.model.is_locked(),
        Action::Seal => form("SEGEL"),
        Action::Rules => matches!(top, Some(Overlay::Rules { .. })),
        Action::ScannerCheck => matches!(top, Some(Overlay::ScannerCheck(_))),
        Action::TypeFigures => form("CAPAIAN SATU BULAN"),
    }
}

fn scene(desk: &Desk) -> &Wanted {
    &desk.model.session.meeting().hall().scene
}

fn covered(desk: &Desk) -> Option<Cover> {
    desk.model.session.meeting().hall().cover.clone()
}

#[test]
fn every_key_of_the_footer_is_bound_and_in_the_help() {
    for (screen, scope) in [
        ("F2", Scope::Desk),
        ("F7", Scope::Data),
        ("Ctrl+G", Scope::Protocol),
        ("F6", Scope::Hall),
        ("F3", Scope::Board),
    ] {
        let mut desk = Desk::sample();
        desk.press(screen);
        let shown = desk.screen(120, 40);
        let footer = shown.lines().last().unwrap().to_owned();
        for binding in in_scope(scope).filter(|b| b.footer) {
            let label = binding.key.unwrap().label();
            let words = format!("{label} {}", (binding.name)(Lang::Id.text()));
            assert!(footer.contains(&words), "{words}: {footer}");
        }
        // The help shows every binding of the screen, page by page.
        desk.press("F1");
        let mut help = desk.screen(120, 40);
        for _ in 0..3 {
            help += &desk.press("PageDown").screen(120, 40);
        }
        for binding in in_scope(scope) {
            let words = (binding.help)(Lang::Id.text())
                .split(' ')
                .take(4)
                .collect::<Vec<_>>();
            assert!(help.contains(&words.join(" ")), "{:?}", binding.action);
        }
    }
}

#[test]
fn what_cannot_be_done_says_why() {
    let mut desk = Desk::on(founded(false, Vec::new()), Lang::Id);
    for (action, words) in [
        (Action::Undo, "urungkan"),
        (Action::EditPerson, "pilih"),
        (Action::Withdraw, "pilih"),
        (Action::Cancel, "pilih"),
        (Action::Reissue, "pilih"),
        (Action::ExportCodes, "belum ada peserta"),
        (Action::Backup, "folder cadangan"),
    ] {
        let why = desk.model.unavailable(action).unwrap_or_default();
        assert!(why.contains(words), "{action:?}: {why}");
        let binding = TABLE.iter().find(|b| b.action == action).unwrap();
        let name = (binding.name)(desk.model.text);
        desk.press("Ctrl+P").type_text(name).press("Enter");
        assert!(
            desk.message().to_lowercase().contains(words),
            "{action:?}: {}",
            desk.message()
        );
        assert_eq!(desk.model.session.head().seq, 1);
    }
    let mut desk = Desk::sample();
    desk.model.read_only = Some("HANYA BACA".to_owned());
    desk.type_text("megaw").press("Enter").scan(47);
    assert_eq!(desk.count(), 0);
    assert!(desk.message().contains("HANYA BACA"), "{}", desk.message());
    for action in [Action::AddPerson, Action::ImportPeople, Action::Describe] {
        assert!(desk.model.unavailable(action).is_some(), "{action:?}");
    }
    assert_eq!(desk.model.unavailable(Action::ExportCodes), None);
    assert_eq!(desk.model.unavailable(Action::Verify), None);
}

#[test]
fn a_person_is_added_with_the_typed_name_and_is_present() {
    let mut desk = Desk::sample();
    desk.type_text("Tamu Rekaan").press("F8");
    desk.press("Tab").type_text("salenr").press("Right"); // takes the proposal
    // Behind the phone the kind of guest: the second one.
    desk.press("Tab")
        .press("Tab")
        .press("Right")
        .press("Ctrl+S");
    let person = desk.model.session.meeting().person(PersonId(99)).unwrap();
    assert_eq!(person.name(), "Tamu Rekaan");
    assert_eq!(person.class, Some(WalkIn::Substitute));
    assert_eq!(
        person.record.village.as_ref().unwrap().to_string(),
        "73.09.05.2006"
    );
    assert!(person.arrival(&ListId::main()).is_some());
    assert_eq!(desk.line(), "");
    assert_eq!(
        desk.model.desk.answer.as_ref().unwrap().person,
        Some(PersonId(99))
    );
    desk.press("Ctrl+Z");
    assert!(desk.model.session.meeting().person(PersonId(99)).is_none());
}

#[test]
fn a_form_keeps_what_is_wrong_and_says_so() {
    let mut desk = Desk::sample();
    desk.press("F8").press("Ctrl+S");
    assert!(desk.screen(80, 24).contains("Nama wajib diisi."));
    desk.type_text("Tamu")
        .press("Tab")
        .press("Tab")
        .type_text("bontoa")
        .press("Ctrl+S");
    assert!(
        desk.screen(120, 40).contains("Bontoa, Mandai"),
        "{}",
        desk.screen(120, 40)
    );
    assert_eq!(desk.model.session.meeting().people().len(), 98);
    desk.type_text(", mandai").press("Ctrl+S");
    assert_eq!(desk.model.session.meeting().people().len(), 99);
}

#[test]
fn a_correction_is_saved_and_found_at_once() {
    let mut desk = Desk::sample();
    desk.type_text("baso tola")
        .press("F9")
        .press("End")
        .type_text(" Rekaan")
        .press("Ctrl+S");
    assert_eq!(desk.message(), Lang::Id.text().corrected);
    desk.press("Esc").type_text("tola rekaan");
    assert_eq!(desk.model.desk.chosen_row(), Some(PersonId(49)));
}

#[test]
fn a_half_filled_form_survives_the_end_of_the_program() {
    let mut desk = Desk::sample();
    desk.press("F8").type_text("Tamu Seten").pass(1_200);
    let draft = desk.effects.iter().rev().find_map(|e| match e {
        Effect::KeepDraft(_, draft) => Some(draft.clone()),
        _ => None,
    });
    let draft = draft.unwrap().unwrap();
    // The program ends here; another begins.
    let mut again = Desk::on(desk.journal.clone(), Lang::Id);
    again.model.begin(Some(&draft), true);
    assert!(again.screen(80, 24).contains("Tamu Seten"));
    assert_eq!(again.message(), Lang::Id.text().draft_restored);
    again.type_text("gah").press("Ctrl+S");
    let person = again.model.session.meeting().person(PersonId(99)).unwrap();
    assert_eq!(person.name(), "Tamu Setengah");
    assert!(matches!(
        again.effects.last(),
        Some(Effect::KeepDraft(_, None))
    ));
    // A form that is left keeps no draft.
    desk.press("Esc");
    assert_eq!(desk.message(), Lang::Id.text().esc_again);
    desk.press("Esc").pass(2_000);
    assert!(matches!(
        desk.effects.last(),
        Some(Effect::KeepDraft(_, None))
    ));
}

#[test]
fn a_draft_of_nonsense_is_passed_over() {
    for text in [
        "",
        "{}",
        "null",
        "{\"purpose\":{\"person\":4000},\"values\":[]}",
    ] {
        let mut desk = Desk::sample();
        desk.model.begin(Some(text), true);
        assert!(desk.model.overlays.is_empty(), "{text}");
    }
}

#[test]
fn a_new_file_begins_at_data_and_says_what_is_next() {
    let mut desk = Desk::empty();
    desk.model.begin(None, true);
    assert_eq!(desk.model.screen, Screen::Data);
    assert_eq!(desk.message(), Lang::Id.text().setup_done);
}

#[test]
fn the_operator_changes_and_the_next_arrival_carries_the_name() {
    let mut desk = Desk::sample();
    desk.menu(Action::Operator)
        .press("Ctrl+U")
        .type_text("Meja 3")
        .press("Tab");
    desk.press("Ctrl+U")
        .type_text("Sitti")
        .press("Ctrl+S")
        .press("F2")
        .scan(47);
    let person = desk.model.session.meeting().person(PersonId(47)).unwrap();
    let arrival = person.arrival(&ListId::main()).unwrap();
    assert_eq!((&*arrival.station, &*arrival.operator), ("Meja 3", "Sitti"));
    assert!(desk.screen(80, 24).contains("Meja 3 · Sitti"));
}

#[test]
fn the_stations_own_subdistricts_come_first_among_those_not_arrived() {
    let mut desk = Desk::sample();
    desk.type_text("desa");
    let first = |desk: &Desk| {
        let id = desk.model.desk.hits[0].id;
        let meeting = desk.model.session.meeting();
        let record = &meeting.person(id).unwrap().record;
        meeting.origin(record).subdistrict.to_owned()
    };
    assert_ne!(first(&desk), "Mallawa");
    desk.press("Esc");
    desk.model.set_subdistricts("maros baru, MALLAWA");
    desk.type_text("desa");
    assert!(["Mallawa", "Maros Baru"].contains(&first(&desk).as_str()));
}
