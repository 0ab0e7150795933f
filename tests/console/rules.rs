//! The rules on screen: looked at by everybody, changed only after what changes was shown, told beside
//! the field where something is wrong, and never changed behind a lock or another desk's back.

use std::sync::Arc;

use gelar::console::app::Effect;
use gelar::console::forms::Purpose;
use gelar::console::overlay::Overlay;
use gelar::exchange::document::Paper;
use gelar::exchange::rules_file::{read, write};
use gelar::meeting::achieved::Measure;
use gelar::meeting::command::Command;
use gelar::meeting::rules::{Family, Rules, Seal, Window};
use gelar::text::Lang;

use super::support::{Desk, founded};

fn snap(name: &str, desk: &Desk) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let en = if desk.model.text.lang == Lang::En {
        "-en"
    } else {
        ""
    };
    for (w, h) in [(80, 24), (64, 20)] {
        let screen = desk.screen(w, h);
        settings.bind(|| insta::assert_snapshot!(format!("aturan-{name}-{w}{en}"), screen));
    }
}

/// The rules of the screen open, by the name of the command.
fn opened(commands: Vec<Command>, lang: Lang) -> Desk {
    let mut desk = Desk::on(founded(true, commands), lang);
    let name = desk.model.text.rules.a_rules;
    desk.press("Ctrl+P").type_text(name).press("Enter");
    assert!(matches!(
        desk.model.overlays.last(),
        Some(Overlay::Rules { .. })
    ));
    desk
}

fn rules(desk: &Desk) -> Arc<Rules> {
    desk.model.session.meeting().rules()
}

/// Replaces what stands in the line.
fn retype(desk: &mut Desk, text: &str) {
    for _ in 0..120 {
        desk.press("Backspace");
    }
    desk.type_text(text);
}

#[test]
fn the_screen_says_what_is_in_force() {
    for lang in [Lang::Id, Lang::En] {
        snap("usulan", &opened(vec![], lang));
        let seal = Seal {
            from: Some("2024-10".parse().unwrap()),
            families: vec!["advokasi".into()],
        };
        let mut desk = opened(vec![Command::LockRules, Command::SetSeal(seal)], lang);
        desk.press("Down").press("Down");
        snap("terkunci", &desk);
        let shown = desk.screen(80, 24);
        assert!(shown.contains(&rules(&desk).hash()), "{shown}");
        assert!(
            shown.contains("publikasi_cetak"),
            "the chosen family's columns: {shown}"
        );
    }
}

#[test]
fn five_families_with_the_longest_names_stay_in_their_rows() {
    let mut all = Rules::usual(2024);
    all.families = (0..5)
        .map(|n| Family {
            key: format!("indikator_{n}"),
            name_id: format!("Peningkatan Pelibatan Masyarakat dan Kemitraan {n}"),
            name_en: "Growth".into(),
            columns: Measure::ALL.to_vec(),
            window: Window::Quarter,
            target_year: 20_000,
            weight: 100,
        })
        .collect();
    all.standard = vec![("indikator_3".into(), 4_000)];
    let mut desk = opened(vec![Command::SetRules(Arc::new(all))], Lang::Id);
    desk.press("End");
    snap("lima", &desk);
    for (w, h) in [(80, 24), (64, 20)] {
        let shown = desk.screen(w, h);
        assert!(
            shown.contains("5 Peningkatan") && shown.contains("20000"),
            "{shown}"
        );
    }
}

#[test]
fn a_weight_is_changed_after_what_changes_was_shown() {
    for lang in [Lang::Id, Lang::En] {
        let mut desk = opened(vec![], lang);
        desk.press("Down").press("Enter");
        snap("formulir", &desk);
        desk.press("Down");
        retype(&mut desk, "2");
        let before = desk.model.session.head().seq;
        desk.press("Ctrl+S");
        assert!(matches!(
            desk.model.overlays.last(),
            Some(Overlay::RulesChange(_))
        ));
        snap("berubah", &desk);
        assert_eq!(desk.model.session.head().seq, before, "nothing before T");
        // Back to the form with what was typed, and on again.
        desk.press("Esc");
        assert!(matches!(desk.model.overlays.last(), Some(Overlay::Form(_))));
        desk.press("Ctrl+S").press("t");
        assert_eq!(rules(&desk).families[0].weight, 2);
        assert_eq!(desk.message(), desk.model.text.rules.rules_set);
        assert!(matches!(desk.model.overlays[..], [Overlay::Rules { .. }]));
    }
}

#[test]
fn every_line_of_the_general_form_is_read() {
    let mut desk = opened(vec![], Lang::Id);
    desk.press("Enter");
    snap("umum", &desk);
    retype(&mut desk, "2024-04");
    desk.press("Down");
    retype(&mut desk, "2025-03");
    desk.press("Down");
    retype(&mut desk, "3");
    desk.press("Down")
        .press("Right")
        .press("Down")
        .press("Right")
        .press("Down");
    retype(&mut desk, "79,5");
    desk.press("Down");
    retype(&mut desk, "49,25");
    desk.press("Ctrl+S").press("t");
    let text = write(&rules(&desk), Lang::Id);
    for line in [
        "from = \"2024-04\"",
        "to = \"2025-03\"",
        "minimum_months = 3",
        "source = \"rekap\"",
        "score = \"sim\"",
        "hijau = \"79,5\"",
        "kuning = \"49,25\"",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn every_line_of_a_family_is_read() {
    let mut desk = opened(vec![], Lang::Id);
    desk.press("End").press("Enter");
    retype(&mut desk, "12");
    desk.press("Down");
    retype(&mut desk, "3");
    desk.press("Down").press("Right").press("Down");
    retype(&mut desk, "1");
    desk.press("Down");
    retype(&mut desk, "Advokasi dan mitra");
    desk.press("Down").press("Down");
    retype(&mut desk, "advokasi_dana; ADVOKASI_SDM");
    desk.press("Enter").press("t");
    let family = rules(&desk).families[2].clone();
    let wanted = Family {
        name_id: "Advokasi dan mitra".into(),
        columns: vec![Measure::AdvocacyFunds, Measure::AdvocacyPeople],
        window: Window::Year,
        target_year: 12,
        weight: 3,
        ..Rules::usual(2024).families[2].clone()
    };
    assert_eq!(family, wanted);
    assert_eq!(
        rules(&desk).standard.last(),
        Some(&("advokasi".to_owned(), 1))
    );
    // An empty standard has no say.
    desk.press("Enter")
        .press("Down")
        .press("Down")
        .press("Down");
    retype(&mut desk, "");
    desk.press("Ctrl+S").press("t");
    assert_eq!(rules(&desk).standard, Rules::usual(2024).standard);
}

#[test]
fn what_is_wrong_is_told_beside_the_line_while_it_is_typed() {
    for lang in [Lang::Id, Lang::En] {
        let mut desk = opened(vec![], lang);
        desk.press("Down").press("Enter");
        retype(&mut desk, "0");
        snap("salah", &desk);
        let before = desk.model.session.head().seq;
        desk.press("Ctrl+S");
        assert!(matches!(desk.model.overlays.last(), Some(Overlay::Form(_))));
        // Mended, it is told no more.
        retype(&mut desk, "36");
        let hint = desk.model.text.rules.f_target.1;
        assert!(
            desk.screen(80, 24).contains(hint),
            "{}",
            desk.screen(80, 24)
        );
        for _ in 0..6 {
            desk.press("Down");
        }
        retype(&mut desk, "pelibatan_kegitan");
        assert!(
            desk.screen(80, 24).contains("pelibatan_kegiatan"),
            "{}",
            desk.screen(80, 24)
        );
        desk.press("Ctrl+S");
        assert_eq!(desk.model.session.head().seq, before);
        assert!(matches!(desk.model.overlays.last(), Some(Overlay::Form(_))));
    }
}

#[test]
fn locked_rules_open_no_form_and_unlock_with_a_reason() {
    let mut desk = opened(vec![], Lang::Id);
    desk.press("k");
    snap("kunci", &desk);
    desk.press("y");
    assert!(desk.model.session.meeting().rules_lock().is_some());
    for key in ["Enter", "i"] {
        desk.press(key);
        assert!(
            matches!(desk.model.overlays.last(), Some(Overlay::Rules { .. })),
            "{key}"
        );
        assert!(desk.message().contains("terkunci"), "{}", desk.message());
    }
    desk.press("k").press("Enter");
    assert!(
        desk.model.session.meeting().rules_lock().is_some(),
        "without a reason it stays"
    );
    desk.type_text("bobot keliru").press("Enter");
    assert!(desk.model.session.meeting().rules_lock().is_none());
    assert!(matches!(desk.model.overlays[..], [Overlay::Rules { .. }]));
}

#[test]
fn a_file_goes_out_and_comes_back_after_a_look() {
    let mut desk = opened(vec![], Lang::Id);
    desk.press("x").press("p");
    let written = desk.effects.iter().find_map(|e| match e {
        Effect::WriteRules(text) => Some(text.clone()),
        _ => None,
    });
    let text = written.unwrap();
    assert_eq!(read(&text), Ok(Rules::usual(2024)));
    let printed =
        |e: &Effect| matches!(e, Effect::WritePaper(p, _) if matches!(p.paper, Paper::Rules));
    assert!(desk.effects.iter().any(printed));

    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("aturan.toml");
    let import = |desk: &mut Desk, text: &str| {
        std::fs::write(&path, text).unwrap();
        desk.press("i");
        retype(desk, &path.display().to_string());
        desk.press("Enter");
    };
    let before = desk.model.session.head().seq;
    import(
        &mut desk,
        &text.replacen("target_year = 30", "target_year = 0", 1),
    );
    assert!(matches!(
        desk.model.overlays.last(),
        Some(Overlay::Page { .. })
    ));
    let shown = desk.screen(80, 24);
    assert!(
        shown.contains("baris 51") && shown.contains("[[family]] 2"),
        "{shown}"
    );
    // The form waits with the path, for the next try.
    desk.press("Esc");
    std::fs::write(
        &path,
        text.replacen("target_year = 30", "target_year = 24", 1),
    )
    .unwrap();
    desk.press("Enter");
    assert!(matches!(
        desk.model.overlays.last(),
        Some(Overlay::RulesChange(_))
    ));
    assert!(
        desk.screen(80, 24).contains("target setahun: 30 -> 24"),
        "{}",
        desk.screen(80, 24)
    );
    assert_eq!(desk.model.session.head().seq, before);
    desk.press("t");
    assert_eq!(rules(&desk).families[1].target_year, 24);
    let seq = desk.model.session.head().seq;
    import(
        &mut desk,
        &text.replacen("target_year = 30", "target_year = 24", 1),
    );
    assert_eq!(desk.message(), desk.model.text.rules.same);
    assert_eq!(desk.model.session.head().seq, seq);
}

#[test]
fn what_another_desk_has_changed_meanwhile_is_shown_before_it_is_overwritten() {
    let mut desk = opened(vec![], Lang::Id);
    let mut other = desk.second("Meja 2", "Budi");
    desk.press("Down").press("Enter");
    retype(&mut desk, "36");
    desk.press("Ctrl+S");
    let name = other.model.text.rules.a_rules;
    other.press("Ctrl+P").type_text(name).press("Enter");
    other.press("Down").press("Down").press("Enter");
    retype(&mut other, "24");
    other.press("Ctrl+S").press("t");
    desk.follow();
    desk.press("t");
    assert!(
        matches!(desk.model.overlays.last(), Some(Overlay::RulesChange(_))),
        "shown anew"
    );
    desk.press("t");
    let targets: Vec<u32> = rules(&desk)
        .families
        .iter()
        .map(|f| f.target_year)
        .collect();
    assert_eq!(targets, [36, 24, 10], "both changes stand");
}

#[test]
fn a_family_that_another_desk_took_away_is_not_mixed_up_with_its_neighbour() {
    let mut desk = opened(vec![], Lang::Id);
    let mut other = desk.second("Meja 2", "Budi");
    desk.press("Down").press("Enter");
    retype(&mut desk, "36");
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("aturan.toml");
    let mut fewer = Rules::usual(2024);
    fewer.families.remove(0);
    fewer.standard.remove(0);
    std::fs::write(&path, write(&fewer, Lang::Id)).unwrap();
    let name = other.model.text.rules.a_rules;
    other
        .press("Ctrl+P")
        .type_text(name)
        .press("Enter")
        .press("i");
    retype(&mut other, &path.display().to_string());
    other.press("Enter").press("t");
    desk.follow();
    desk.press("Ctrl+S");
    assert_eq!(*rules(&desk), fewer);
    assert_eq!(desk.message(), desk.model.text.rules.gone_family);
}

#[test]
fn a_half_filled_form_of_rules_comes_back() {
    let mut desk = opened(vec![], Lang::Id);
    desk.press("Down").press("Down").press("Enter");
    retype(&mut desk, "24");
    desk.pass(2_000);
    let kept = desk.effects.iter().rev().find_map(|e| match e {
        Effect::KeepDraft(_, Some(draft)) => Some(draft.clone()),
        _ => None,
    });
    let mut again = Desk::on(founded(true, vec![]), Lang::Id);
    again.model.begin(kept.as_deref(), false);
    match again.model.overlays.last() {
        Some(Overlay::Form(open)) => assert_eq!(open.purpose, Purpose::Rules(Some(1))),
        other => panic!("{other:?}"),
    }
    again.press("Ctrl+S").press("t");
    assert_eq!(rules(&again).families[1].target_year, 24);
}
