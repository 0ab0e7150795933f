//! The page of the rules: what is in force stands on it, in both languages, and what it must never say.

use std::path::PathBuf;
use std::sync::Arc;

use gelar::exchange::document::{DocumentError, Paper, Size};
use gelar::meeting::command::Command;
use gelar::meeting::rules::{Rules, Seal, Window};
use gelar::text::Lang;

use crate::press::Press;

/// Compares with the file of this name, or writes it with `GELAR_WRITE_FIXTURES=1`.
fn golden(name: &str, content: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if std::env::var_os("GELAR_WRITE_FIXTURES").is_some() {
        std::fs::write(&path, content).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(kept == content, "{name} differs:\n{content}");
}

fn press() -> Press {
    let mut press = Press::with(vec![]);
    let mut rules = Rules::usual(2024);
    rules.families[0].name_id = "Pelibatan <b>warga</b> & mitra".into();
    rules.families[2].window = Window::Year;
    rules.families[2].weight = 2;
    rules.zones.green = 7_950;
    press.scene.does(Command::SetRules(Arc::new(rules)));
    press.scene.does(Command::LockRules);
    press
}

#[test]
fn the_page_says_what_is_in_force() {
    let mut press = press();
    for lang in [Lang::Id, Lang::En] {
        press.lang = lang;
        let (written, html) = press.html(&Paper::Rules);
        assert_eq!((written.pages, written.rows), (1, 3));
        assert!(html.contains(&press.scene.meeting().rules().hash()));
        let name = if lang == Lang::Id { "id" } else { "en" };
        golden(&format!("rules-{name}.html"), &html);
    }
    press.size = Size::F4;
    let (_, html) = press.html(&Paper::Rules);
    assert!(html.contains("@page { size: 215mm 330mm; margin: 0; }"));
}

#[test]
fn a_name_is_never_markup_and_the_seal_is_on_no_paper() {
    let mut press = press();
    let (_, before) = press.html(&Paper::Rules);
    assert!(
        before.contains("Pelibatan &lt;b&gt;warga&lt;&#x2f;b&gt; &amp; mitra"),
        "{before}"
    );
    press.scene.does(Command::SetSeal(Seal {
        from: Some("2024-10".parse().unwrap()),
        families: vec!["advokasi".into()],
    }));
    assert_eq!(press.html(&Paper::Rules).1, before);
}

#[test]
fn rules_that_nobody_set_are_printed_as_a_proposal() {
    let press = Press::with(vec![]);
    let (_, html) = press.html(&Paper::Rules);
    assert!(html.contains("usulan bawaan, belum ditetapkan"));
    match press.write(&Paper::Rules, "aturan.csv") {
        Err(DocumentError::Ending { possible, .. }) => assert_eq!(possible.len(), 1),
        other => panic!("{other:?}"),
    }
}
