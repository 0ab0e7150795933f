//! What the preview of an import shows and takes: sheets, questions of the file, columns, a pasted list,
//! what would change. Its pictures are files in `tests/snapshots/`.

use std::path::PathBuf;

use gelar::console::app::Level;
use gelar::console::overlay::Overlay;
use gelar::exchange::preview::{ImportKind, Line, Part, Preview};
use gelar::meeting::id::PersonId;
use gelar::text::Lang;
use gelar::theme::Theme;
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

use super::import::file;
use super::screens::snap;
use super::support::{Desk, founded};

/// A form whose heads nobody knows.
const FORM: &str = "\
Timestamp;Siapa nama Anda, lengkap dengan gelar?;Anda datang dari mana?;Ukuran kaos
31/01/2024 9:05:33;Hj. Uji Satu, S.Pd.;Salenrang;L
31/01/2024 9:06:00;Uji Dua;Barugae;M
";

/// The same, its name and place known.
const GROUPLESS: &str = "Nama Lengkap (beserta gelar);Asal Desa;NIP\n\
    Hj. Uji Satu, S.Pd.;Salenrang;1.97809E+17\nUji Dua;Barugae;\n";

fn preview(desk: &Desk) -> &Preview {
    let found = desk.model.overlays.iter().find_map(|o| match o {
        Overlay::Preview(preview) => Some(preview),
        _ => None,
    });
    found.expect("a preview")
}

/// A workbook of these sheets, whole numbers as numbers.
fn book(sheets: &[(&str, &[&[&str]])]) -> (TempDir, PathBuf) {
    let mut book = Workbook::new();
    for (name, cells) in sheets {
        let page = book.add_worksheet();
        page.set_name(*name).unwrap();
        for (y, row) in (0..).zip(*cells) {
            for (x, cell) in (0..).zip(*row) {
                match cell.parse::<u32>() {
                    Ok(n) => page.write_number(y, x, n).unwrap(),
                    Err(_) => page.write_string(y, x, *cell).unwrap(),
                };
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("capaian triwulan.xlsx");
    book.save(&path).unwrap();
    (folder, path)
}

/// Two months and a cover.
fn quarter() -> (TempDir, PathBuf) {
    let head: &[&str] = &["Desa", "Kecamatan", "Pelibatan", "Publikasi"];
    book(&[
        (
            "Sampul",
            &[
                &["LAPORAN CAPAIAN"],
                &[],
                &["Dinas Perpustakaan dan Kearsipan"],
            ],
        ),
        (
            "Januari 2024",
            &[
                head,
                &["Salenrang", "Bontoa", "3", "2"],
                &["Barugae", "Mallawa", "nihil", "x"],
            ],
        ),
        (
            "Februari 2024",
            &[
                head,
                &["Salenrang", "Bontoa", "4", "-"],
                &["Jumlah", "", "4", "0"],
            ],
        ),
    ])
}

/// Walks down to the first line that is wanted.
fn go_to(desk: &mut Desk, wanted: impl Fn(&Line<'_>) -> bool) {
    desk.press("Home");
    for _ in 0..preview(desk).lines() {
        let at = preview(desk).selected;
        if preview(desk).line(at).is_some_and(|line| wanted(&line)) {
            return;
        }
        desk.press("Down");
    }
    panic!("no such line");
}

fn ascii(desk: &mut Desk) -> String {
    desk.theme = Theme {
        color: false,
        ascii: true,
        ground: gelar::theme::Ground::Dark,
    };
    let screen = desk.screen(80, 24);
    let odd: String = screen.chars().filter(|c| !c.is_ascii()).collect();
    assert_eq!(odd, "", "{screen}");
    screen
}

#[test]
fn every_sheet_is_told_and_space_leaves_one_out() {
    let (_folder, path) = quarter();
    let mut desk = Desk::sample();
    desk.import(ImportKind::Achievements, &[&path]);
    snap("impor-lembar-80", &desk.painted(80, 24));
    snap("impor-lembar-64", &desk.screen(64, 20));
    snap("impor-lembar-120", &desk.screen(120, 40));
    snap("impor-lembar-ascii", &ascii(&mut desk));
    // A cover has nothing to take in: Space does nothing there.
    let before = preview(&desk).lines();
    desk.press("Space");
    assert_eq!(preview(&desk).lines(), before);
    let new = preview(&desk).new;
    desk.press("Down").press("Space");
    assert!(
        desk.screen(120, 40)
            .contains("Lembar 2 \"Januari 2024\": tidak dibaca: dilewati")
    );
    assert!(preview(&desk).new < new);
    desk.press("Space");
    assert_eq!(preview(&desk).new, new);
}

#[test]
fn sheets_named_after_other_lists_can_be_taken_in_although_nothing_is_read() {
    let (_folder, path) = book(&[
        (
            "Rekap",
            &[
                &["Desa", "Bulan", "Pelibatan"],
                &["Salenrang", "Januari 2024", "3"],
            ],
        ),
        ("Wilayah", &[&["Kode"], &["73.09.05.2006"]]),
    ]);
    let mut desk = Desk::sample();
    desk.import(ImportKind::Achievements, &[&path]);
    assert_eq!(desk.model.overlays.len(), 1);
    let screen = desk.screen(80, 24);
    assert!(screen.contains("Spasi membaca lembar ini"), "{screen}");
    desk.press("Space");
    assert_eq!(preview(&desk).new + preview(&desk).changed, 1);
}

#[test]
fn a_question_of_the_file_is_answered_and_answered_otherwise() {
    let (_folder, path) = file(GROUPLESS);
    for (lang, word) in [(Lang::Id, ""), (Lang::En, "-en")] {
        let mut desk = Desk::sample_in(lang);
        desk.import(ImportKind::People, &[&path]);
        snap(&format!("impor-unsur-80{word}"), &desk.screen(80, 24));
        desk.press("Enter");
        snap(
            &format!("impor-unsur-pilihan-80{word}"),
            &desk.screen(80, 24),
        );
        snap(
            &format!("impor-unsur-pilihan-64{word}"),
            &desk.screen(64, 20),
        );
        desk.press("5");
        snap(
            &format!("impor-unsur-terjawab-80{word}"),
            &desk.painted(80, 24),
        );
        snap(
            &format!("impor-unsur-terjawab-64{word}"),
            &desk.screen(64, 20),
        );
    }
    let mut desk = Desk::sample();
    desk.import(ImportKind::People, &[&path])
        .press("Enter")
        .press("5");
    let group = |desk: &Desk| preview(desk).record_of_row(2).map(|r| r.group.clone());
    assert_eq!(group(&desk).as_deref(), Some("Camat"));
    // A slip of the finger: the answer stands in the list, and is given again.
    go_to(&mut desk, |line| matches!(line, Line::Answered(..)));
    desk.press("Enter").press("Home").press("Enter");
    assert_eq!(group(&desk).as_deref(), Some("Bupati/wakil bupati"));
    assert_eq!(preview(&desk).answered_asks().count(), 1);
    // Left out, and taken in after all.
    go_to(&mut desk, |line| matches!(line, Line::Answered(..)));
    desk.press("Enter").press("End").press("Enter");
    assert_eq!((preview(&desk).new, preview(&desk).asks().count()), (0, 0));
    let skipped = |line: &Line<'_>| matches!(line, Line::Heading(Part::Skipped, 2));
    go_to(&mut desk, skipped);
    go_to(&mut desk, |line| matches!(line, Line::Answered(..)));
    desk.press("Enter").press("6");
    assert_eq!(preview(&desk).new, 2);
    desk.press("t");
    let named = |id| {
        desk.model
            .session
            .meeting()
            .person(PersonId(id))
            .unwrap()
            .record
            .group
            .clone()
    };
    assert_eq!(named(99), "Kepala desa/lurah");
}

#[test]
fn an_answer_about_a_row_can_be_changed_and_takes_what_followed_with_it() {
    let list = "nama;unsur;desa;kecamatan\nUji Satu;Media;Salenrang;Bontoa\nUji Satu;Media;Barugae;Mallawa\n";
    let (_folder, path) = file(list);
    let mut desk = Desk::empty();
    desk.import(ImportKind::People, &[&path])
        .press("t")
        .press("F2");
    // The first is corrected by hand, in the name by which both are found.
    let meeting = desk.model.session.meeting();
    let person = meeting.person(PersonId(1)).unwrap();
    let mut record = (*person.record).clone();
    record.personal.name = "Oeji Satu".to_owned();
    desk.journal_runs(gelar::meeting::command::Command::Correct {
        person: PersonId(1),
        base: None,
        record: record.into(),
    });
    std::fs::write(&path, "nama;unsur;jabatan\nUji Satu;Media;Wartawan\n").unwrap();
    desk.import(ImportKind::People, &[&path]);
    let open = |desk: &Desk| preview(desk).asks().count();
    desk.press("Enter").press("1");
    assert_eq!(open(&desk), 1, "the name was corrected by hand");
    desk.press("Enter").press("2");
    assert_eq!((open(&desk), preview(&desk).changed), (0, 1));
    assert_eq!(preview(&desk).answered_asks().count(), 2);
    snap("impor-jawaban-80", &desk.screen(80, 24));
    // It was the other one, whose name nobody corrected.
    go_to(&mut desk, |line| matches!(line, Line::Answered(..)));
    desk.press("Enter").press("2");
    assert_eq!((open(&desk), preview(&desk).changed), (0, 1));
    assert_eq!(preview(&desk).answered_asks().count(), 1);
    desk.press("t");
    let position = |id| {
        let person = desk.model.session.meeting().person(PersonId(id)).unwrap();
        person.record.personal.position.clone()
    };
    assert_eq!(
        (position(1).as_str(), position(2).as_str()),
        ("", "Wartawan")
    );
}

#[test]
fn columns_that_nobody_knows_are_pointed_and_remembered() {
    let (_folder, path) = file(FORM);
    let mut desk = Desk::sample();
    desk.import(ImportKind::People, &[&path]);
    // Nothing fits: what was seen is shown at once, with what may be pointed.
    snap("impor-kolom-80", &desk.painted(80, 24));
    snap("impor-kolom-64", &desk.screen(64, 20));
    desk.press("Down").press("Enter");
    snap("impor-kolom-pilih-80", &desk.screen(80, 24));
    snap("impor-kolom-pilih-64", &desk.screen(64, 20));
    desk.press("Enter"); // the first of the fields is the name
    desk.press("Down").press("Enter");
    for _ in 0..9 {
        desk.press("Down");
    }
    desk.press("Enter");
    snap("impor-kolom-ditunjuk-80", &desk.painted(80, 24));
    snap("impor-kolom-ditunjuk-64", &desk.screen(64, 20));
    snap("impor-kolom-ditunjuk-ascii", &ascii(&mut desk));
    // What was pointed at is chosen when the list of fields opens again.
    desk.press("Enter");
    assert!(matches!(
        desk.model.overlays.last(),
        Some(Overlay::Columns(open)) if open.field == Some(10)
    ));
    desk.press("Esc").press("Esc");
    desk.press("Esc");
    assert_eq!(
        desk.model.overlays.len(),
        1,
        "Esc asks: the columns would be lost"
    );
    desk.press("Enter").press("5").press("t");
    assert!(desk.message().contains("2 baru"), "{}", desk.message());
    let remembered: Vec<_> = desk.model.session.meeting().columns_of("peserta").collect();
    assert_eq!(
        remembered,
        [
            (
                "Siapa nama Anda, lengkap dengan gelar?",
                Some("nama_lengkap")
            ),
            ("Anda datang dari mana?", Some("desa_kelurahan")),
        ]
    );
    // Another window reads the next answers of the form by them.
    let mut other = desk.second("Meja 2", "Sari");
    std::fs::write(&path, FORM.replace("Uji Dua", "Uji Tiga")).unwrap();
    other
        .import(ImportKind::People, &[&path])
        .press("Enter")
        .press("5");
    assert_eq!((preview(&other).new, preview(&other).same), (1, 1));
}

#[test]
fn columns_in_english() {
    let (_folder, path) = file(FORM);
    let mut desk = Desk::sample_in(Lang::En);
    desk.import(ImportKind::People, &[&path]);
    snap("impor-kolom-80-en", &desk.screen(80, 24));
    // Without a word of the columns nothing can be read: the preview says so too.
    desk.press("Esc");
    snap("impor-kolom-keluar-80-en", &desk.screen(80, 24));
    desk.press("t");
    assert!(
        desk.message().starts_with("Nothing can be read yet"),
        "{}",
        desk.message()
    );
}

#[test]
fn sheets_without_heads_are_skipped_when_columns_are_looked_at() {
    let (_folder, path) = quarter();
    let mut desk = Desk::sample();
    desk.import(ImportKind::Achievements, &[&path])
        .press("Down")
        .press("Down")
        .press("k");
    let sheet = |desk: &Desk| match desk.model.overlays.last() {
        Some(Overlay::Columns(open)) => open.sheet,
        other => panic!("{other:?}"),
    };
    assert_eq!(sheet(&desk), 2, "the chosen sheet");
    desk.press("Right");
    assert_eq!(sheet(&desk), 0);
    desk.press("Left").press("Left");
    assert_eq!(sheet(&desk), 1);
    let (_folder, path) = book(&[
        ("Kosong", &[]),
        ("Peserta", &[&["Nama", "Unsur"], &["Uji Satu", "Camat"]]),
    ]);
    desk.press("Esc").press("Esc");
    desk.import(ImportKind::People, &[&path])
        .press("k")
        .press("Right");
    assert_eq!(sheet(&desk), 1, "an empty sheet has none");
}

#[test]
fn what_changes_is_shown_field_by_field() {
    let list = "nama;unsur;jabatan;desa;kecamatan;no_hp\n\
        Hj. Uji Satu, S.Pd.;Pengelola;Pengelola;Salenrang;Bontoa;081242000007\n";
    let (_folder, path) = file(list);
    let mut desk = Desk::empty();
    desk.import(ImportKind::People, &[&path]).press("t");
    let changed = list.replace(
        "Pengelola;Pengelola;",
        "Pustakawan;Pustakawan yang baru diangkat;",
    );
    let changed = changed.replace("081242000007", "081242000008") + "Uji Baru;Camat;;;;\n";
    std::fs::write(&path, changed).unwrap();
    desk.import(ImportKind::People, &[&path]);
    go_to(&mut desk, |line| matches!(line, Line::Changed(_)));
    snap("impor-berubah-80", &desk.screen(80, 24));
    snap("impor-berubah-64", &desk.screen(64, 20));
    let mut desk = Desk::on(founded(false, Vec::new()), Lang::En);
    let months = "desa;kecamatan;bulan;pelibatan;publikasi\nSalenrang;Bontoa;2024-01;4;5\n\
        Salenrang;Bontoa;2024-02;6;\n";
    let (_folder, path) = file(months);
    desk.import(ImportKind::Achievements, &[&path])
        .press("Enter")
        .press("1")
        .press("t");
    std::fs::write(&path, months.replace(";4;5", ";7;").replace(";6;", ";6;8")).unwrap();
    desk.import(ImportKind::Achievements, &[&path]);
    go_to(&mut desk, |line| matches!(line, Line::Changed(_)));
    snap("impor-berubah-bulan-80-en", &desk.screen(80, 24));
    snap("impor-berubah-bulan-64-en", &desk.screen(64, 20));
}

#[test]
fn a_pasted_list_is_taken_as_the_file() {
    let mut desk = Desk::sample();
    let before = desk.model.session.meeting().people().len();
    // As some terminals send it, line ends as Enter.
    let list = "Daftar peserta PLM:\r1. Ibu Uji Satu - Desa Salenrang\r2. Bapak Uji Dua - Barugae 081242000009\r";
    desk.menu(gelar::console::command::Action::ImportPeople)
        .paste(list);
    snap("impor-tempelan-80", &desk.screen(80, 24));
    desk.press("Enter").press("5").press("t");
    assert!(desk.message().contains("2 baru"), "{}", desk.message());
    assert_eq!(desk.model.session.meeting().people().len(), before + 2);
    // A table out of a spreadsheet comes the same way.
    desk.menu(gelar::console::command::Action::ImportPeople)
        .paste("Nama\tUnsur\r\nUji Tiga\tCamat\r\nUji Empat\tCamat\r\n");
    assert_eq!(preview(&desk).new, 2);
    desk.press("Esc");
    // Neither list nor table: an address, as before.
    desk.menu(gelar::console::command::Action::ImportPeople)
        .paste("/tmp/daftar, lama.csv\n/tmp/lain.csv");
    assert!(matches!(
        desk.model.overlays.last(),
        Some(Overlay::Files { field, .. }) if field.text() == "/tmp/daftar, lama.csv"
    ));
    // What cannot be read leads back to the choice, with nothing typed.
    desk.press("Esc");
    desk.menu(gelar::console::command::Action::ImportPeople)
        .paste("<html>;\n<p>;\n");
    assert!(matches!(
        desk.model.overlays.last(),
        Some(Overlay::Files { field, .. }) if field.is_empty()
    ));
    assert_eq!(desk.level(), Some(Level::Bad));
}

#[test]
fn codes_that_are_pasted_stay_scans_while_a_file_is_chosen() {
    use super::support::{SECRET, code};
    let mut desk = Desk::sample();
    desk.menu(gelar::console::command::Action::ImportPeople);
    desk.paste(&format!(
        "{}\n{}\n",
        code(SECRET, 30, 0),
        code(SECRET, 31, 0)
    ));
    assert!(desk.present(30) && desk.present(31));
    assert!(matches!(
        desk.model.overlays.last(),
        Some(Overlay::Files { .. })
    ));
}

#[test]
fn notes_that_find_no_room_stand_at_the_end() {
    let heads = ["satu", "dua", "tiga", "empat", "lima", "enam"].map(|n| format!("Pertanyaan {n}"));
    let list = format!(
        "nama;unsur;{}\nUji Satu;Camat;a;b;c;d;e;f\n",
        heads.join(";")
    );
    let (_folder, path) = file(&list);
    let mut desk = Desk::empty();
    desk.import(ImportKind::People, &[&path]);
    let shown = desk.screen(80, 24);
    assert!(
        shown.contains("catatan lagi di akhir daftar (End)"),
        "{shown}"
    );
    assert!(shown.contains("Pertanyaan satu"), "{shown}");
    desk.press("End");
    let shown = desk.screen(80, 24);
    assert!(
        shown.contains("CATATAN 6") && shown.contains("Pertanyaan enam"),
        "{shown}"
    );
}

#[test]
fn the_last_keys_fit_at_the_smallest_size() {
    let (_folder, path) =
        file(&GROUPLESS.replace("Uji Dua;", "Uji Dua yang bernama sangat panjang sekali;"));
    for lang in [Lang::Id, Lang::En] {
        let mut desk = Desk::sample_in(lang);
        desk.import(ImportKind::People, &[&path]);
        let fits = |desk: &Desk, what: &str| {
            let screen = desk.screen(64, 20);
            let footer = screen.lines().last().unwrap();
            assert!(footer.contains("Esc"), "{what}: {footer}");
            // Nothing is drawn over the border.
            for line in screen.lines().skip(3).take(14) {
                assert!(
                    line.trim_end().ends_with(['│', '┐', '┘']),
                    "{what}: {screen}"
                );
            }
        };
        fits(&desk, "question");
        desk.press("Enter");
        fits(&desk, "choices");
        desk.press("5");
        fits(&desk, "answered");
        desk.press("k");
        fits(&desk, "columns");
        desk.press("Enter");
        fits(&desk, "fields");
    }
}
