//! An import at the console, from the file list to Ctrl+Z. Nothing is written before *Terapkan*.

use std::path::PathBuf;

use gelar::console::app::{Effect, Level, Msg};
use gelar::console::overlay::Overlay;
use gelar::exchange::preview::{ImportKind, Preview};
use gelar::meeting::id::PersonId;
use tempfile::TempDir;

use super::support::Desk;

/// Two questions, one rejected row, one cell to mend, four people that come in.
pub const MIXED: &str = "\
nama;unsur;jabatan;desa;kecamatan;nip;no_hp
Uji Satu Palallo;Pengelola;Pengelola Perpustakaan;Bontoa;;;081200000001
Uji Dua Palallo;Kepala Desa;Kepala Desa Salenrang;Salenrang;;;
Uji Tiga Palallo;Pengelola;;bonto matene;;;
Uji Empat Palallo;Pengelola;;Salenrang;;1.97809E+17;
;Pengelola;;Salenrang;;;
Uji Lima Palallo;Tamu Undangan Rekaan;;;;;
Uji Enam Palallo;Media;Wartawan;;;;0812 0000 0006
";

pub fn file(text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("undangan.csv");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

fn preview(desk: &Desk) -> &Preview {
    let found = desk.model.overlays.iter().find_map(|o| match o {
        Overlay::Preview(preview) => Some(preview),
        _ => None,
    });
    found.expect("a preview")
}

fn people(desk: &Desk) -> usize {
    desk.model.session.meeting().people().len()
}

#[test]
fn an_import_with_answers_is_one_act_that_can_be_undone() {
    let (_folder, path) = file(MIXED);
    let mut desk = Desk::empty();
    desk.import(ImportKind::People, &[&path]);
    assert_eq!((preview(&desk).new, preview(&desk).rejected.len()), (4, 1));
    assert_eq!(preview(&desk).cells.len(), 1);
    assert_eq!(preview(&desk).questions().len(), 2);
    assert_eq!(people(&desk), 0, "nothing is written before it is applied");

    desk.press("Enter").press("2"); // Bontoa: the second choice
    assert_eq!(
        (preview(&desk).new, preview(&desk).questions().len()),
        (5, 1)
    );
    desk.press("Enter").press("Down").press("Enter");
    assert_eq!(
        (preview(&desk).new, preview(&desk).questions().len()),
        (6, 0)
    );
    desk.press("t");
    assert!(desk.model.overlays.is_empty());
    assert_eq!((people(&desk), desk.level()), (6, Some(Level::Good)));
    assert!(desk.message().contains("6 baru"), "{}", desk.message());
    assert!(
        desk.message().contains("1 tidak ikut"),
        "{}",
        desk.message()
    );

    // Undoing an import voids codes already sent: it asks, and any answer but yes leaves it.
    desk.press("Ctrl+Z").press("Enter").press("Esc");
    assert_eq!(people(&desk), 6);
    desk.press("Ctrl+Z").press("Y");
    assert_eq!(people(&desk), 0);
    // And again, found in the search at once.
    desk.import(ImportKind::People, &[&path]).press("t");
    assert_eq!(people(&desk), 4);
    desk.press("Esc").type_text("palallo");
    assert_eq!(desk.model.desk.hits.len(), 4);
}

#[test]
fn the_same_file_twice_changes_nothing_and_says_so() {
    let (_folder, path) = file(MIXED);
    let mut desk = Desk::empty();
    desk.import(ImportKind::People, &[&path]).press("t");
    let head = desk.model.session.head().seq;
    desk.import(ImportKind::People, &[&path]);
    assert_eq!((preview(&desk).same, preview(&desk).new), (4, 0));
    desk.press("t");
    assert_eq!(desk.model.session.head().seq, head);
    assert!(matches!(
        desk.model.overlays.last(),
        Some(Overlay::Preview(_))
    ));
    assert_eq!(desk.message(), desk.model.text.nothing_applicable);
}

#[test]
fn esc_leaves_an_import_at_every_step_and_nothing_is_written() {
    let (_folder, path) = file(MIXED);
    let mut desk = Desk::empty();
    desk.import(ImportKind::People, &[&path])
        .press("Enter")
        .press("Esc");
    assert_eq!(preview(&desk).questions().len(), 2, "Esc answers nothing");
    desk.press("Esc");
    assert!(desk.model.overlays.is_empty());
    assert_eq!(desk.message(), desk.model.text.cancelled_nothing);
    desk.slow_files = true;
    desk.import(ImportKind::People, &[&path]);
    assert!(matches!(
        desk.model.overlays.last(),
        Some(Overlay::Reading { .. })
    ));
    desk.press("x").press("Esc");
    assert!(desk.effects.iter().any(|e| matches!(e, Effect::CancelRead)));
    desk.release(); // what was read after all is dropped
    assert!(desk.model.overlays.is_empty());
    assert_eq!((people(&desk), desk.model.session.head().seq), (0, 1));
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    let (folder, path) = file("ini bukan tabel\n");
    let mut desk = Desk::empty();
    desk.import(ImportKind::People, &[&path]);
    assert_eq!(
        (desk.model.overlays.len(), desk.level()),
        (1, Some(Level::Bad)),
        "back to the choice of the file"
    );
    desk.press("Esc");
    desk.import(ImportKind::People, &[&folder.path().join("tidak-ada.csv")]);
    assert_eq!(
        (desk.model.overlays.len(), desk.level()),
        (1, Some(Level::Bad))
    );
    // A path that is typed, not chosen.
    let typed = format!("\"{}\"", path.display());
    desk.files.clear();
    desk.press("F7").press("1").press("Enter");
    assert!(matches!(
        desk.model.overlays.last(),
        Some(Overlay::Files { .. })
    ));
    desk.paste(&typed).press("Enter");
    assert_eq!(
        (desk.model.overlays.len(), desk.level()),
        (1, Some(Level::Bad))
    );
}

#[test]
fn rejected_rows_can_be_saved() {
    let (_folder, path) = file(MIXED);
    let mut desk = Desk::empty();
    desk.import(ImportKind::People, &[&path]).press("e");
    let saved = desk.effects.iter().find_map(|e| match e {
        Effect::WriteRejected(preview) => Some(preview.to_mend().len()),
        _ => None,
    });
    assert_eq!(saved, Some(4), "two questions, a row, a cell");
    assert!(matches!(
        desk.model.overlays.last(),
        Some(Overlay::Preview(_))
    ));
}

#[test]
fn libraries_and_villages_come_in_the_same_way() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut desk = Desk::empty();
    desk.import(
        ImportKind::Libraries,
        &[&root.join("data/contoh/perpustakaan.csv")],
    )
    .press("t");
    assert_eq!(desk.model.session.meeting().libraries().len(), 32);
    desk.import(ImportKind::People, &[&root.join("data/contoh/peserta.csv")])
        .press("t");
    assert_eq!(people(&desk), 98);
    let villages = root.join("tests/fixtures/import/wilayah.csv");
    desk.import(ImportKind::Villages, &[&villages]).press("t");
    let listed = desk.model.session.meeting().villages().len();
    assert!(listed < 103, "{listed}: {}", desk.message());
    desk.press("Ctrl+Z").press("Y");
    assert_eq!(desk.model.session.meeting().villages().len(), 103);
    // Undo goes back act by act.
    desk.press("Ctrl+Z").press("Y");
    assert_eq!(people(&desk), 0);
}

#[test]
fn an_import_while_another_window_works_keeps_both() {
    let (_folder, path) = file(MIXED);
    let mut desk = Desk::sample();
    let mut other = desk.second("Meja 2", "Sari");
    desk.import(ImportKind::People, &[&path]);
    other.press("F8").type_text("Tamu Rekaan").press("Ctrl+S");
    assert_eq!(people(&other), 99);
    desk.press("t"); // decided again, behind what the other window wrote
    other.follow();
    assert_eq!((people(&desk), people(&other)), (103, 103));
    let name = |id: u32| {
        desk.model
            .session
            .meeting()
            .person(PersonId(id))
            .map(|p| p.name().to_owned())
    };
    assert_eq!(name(99).as_deref(), Some("Tamu Rekaan"));
}

#[test]
fn a_number_that_stands_is_corrected_with_a_reason_only() {
    let first = "kode_wilayah;bulan;pelibatan\n73.09.05.2006;2024-01;4\n73.09.05.2006;2024-01;4\n";
    let (_folder, path) = file(first);
    let mut desk = Desk::empty();
    desk.import(ImportKind::Achievements, &[&path]).press("t");
    assert!(desk.message().contains("1 baru"), "{}", desk.message());

    std::fs::write(&path, first.replace(";4\n", ";6\n")).unwrap();
    desk.import(ImportKind::Achievements, &[&path]);
    let shown = desk.screen(80, 24);
    assert!(
        shown.contains("Salenrang, 2024-01, pelibatan: 4 menjadi 6"),
        "{shown}"
    );
    let head = desk.model.session.head().seq;
    // Without a word the form stays, and Esc leads back to the preview.
    desk.press("t").press("Enter");
    assert!(matches!(desk.model.overlays.last(), Some(Overlay::Form(_))));
    desk.press("Esc");
    assert_eq!(
        (preview(&desk).corrections, desk.model.session.head().seq),
        (1, head)
    );
    desk.press("t").type_text("salah ketik").press("Enter");
    assert!(desk.model.overlays.is_empty());
    assert!(desk.message().contains("1 berubah"), "{}", desk.message());
    assert!(desk.model.session.head().seq > head);
}

#[test]
fn two_rows_of_one_month_are_told_apart_by_their_numbers() {
    let (_folder, path) =
        file("kode_wilayah;bulan;pelibatan\n73.09.05.2006;2024-01;4\n73.09.05.2006;2024-01;5\n");
    let mut desk = Desk::empty();
    desk.import(ImportKind::Achievements, &[&path])
        .press("Enter");
    let shown = desk.screen(80, 24);
    for words in [
        "Januari 2024",
        "Pakai baris 2: pelibatan 4",
        "Pakai baris 3: pelibatan 5",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    desk.press("2").press("t");
    let meeting = desk.model.session.meeting();
    let (_, data) = meeting.achievements().iter().next().unwrap();
    let counts: Vec<u64> = data
        .months()
        .flat_map(|m| m.counts.iter().map(|(_, n)| n).collect::<Vec<_>>())
        .collect();
    assert_eq!(counts, [5]);
}

#[test]
fn an_empty_form_is_chosen_and_written_beside_the_meeting() {
    use gelar::exchange::form::FormKind;
    for (right, wanted) in [
        (0, FormKind::Achievements),
        (1, FormKind::People),
        (2, FormKind::Libraries),
    ] {
        let mut desk = Desk::sample();
        desk.press("F7").press("m");
        for _ in 0..right {
            desk.press("Right");
        }
        desk.press("Ctrl+S");
        let written = desk.effects.iter().any(
            |e| matches!(e, Effect::WriteForm(kind, meeting) if *kind == wanted && !meeting.libraries().is_empty()),
        );
        assert!(written && desk.model.overlays.is_empty(), "{wanted:?}");
        desk.send(Msg::FormWritten(Ok("Tertulis: formulir".to_owned())));
        assert_eq!(desk.message(), "Tertulis: formulir");
    }
}
