//! From nothing to the first import, by keys only.

use crate::support::{Office, PEOPLE};
use crate::terminal::{CTRL_S, CTRL_U, ENTER, ESC, RIGHT, Start, TAB, Terminal};

#[test]
fn without_a_file_the_sample_is_one_key_away() {
    let office = Office::empty();
    let mut opening = Start::gelar(&office, &[]).open();
    let screen = opening.see("Pertemuan contoh");
    assert!(screen.contains("Pertemuan baru"), "{screen}");
    assert!(screen.contains("contoh.gelar"), "it says what it will make");
    assert!(
        !office.path("contoh.gelar").exists(),
        "nothing is made before it is asked for"
    );
    opening.keys("1");
    let screen = opening.see("Pindai atau ketik:");
    assert!(screen.contains("CONTOH"), "{screen}");
    assert!(screen.contains("0 / 98"), "{screen}");
    assert!(screen.contains("08.05 WITA (jam dipatok)"), "{screen}");
    assert!(screen.contains("Meja 1"), "{screen}");
    opening.quit();
    assert!(office.path("contoh.gelar").exists());

    // The next time it is offered as a recent one.
    let mut again = Start::gelar(&office, &[]).open();
    again.see("PLM Kabupaten Maros 2024");
    again.keys("1");
    again.see("Pindai atau ketik:");
    again.quit();
    assert!(!office.path("contoh-2.gelar").exists());
}

#[test]
fn the_opening_screen_is_left_without_a_trace() {
    for key in [ESC, crate::terminal::F10, "3"] {
        let office = Office::empty();
        let mut opening = Start::gelar(&office, &[]).open();
        opening.see("Pertemuan contoh");
        opening.keys(key);
        assert_eq!(opening.ends(), 0);
        let left: Vec<_> = std::fs::read_dir(office.folder())
            .unwrap()
            .map(|e| e.unwrap().file_name())
            .filter(|n| n != "setelan")
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

#[test]
fn a_meeting_is_set_up_and_its_list_imported_by_keys() {
    let office = Office::empty();
    office.write("undangan.csv", PEOPLE);
    let mut desk = Start::gelar(&office, &[]).open();
    desk.see("Pertemuan baru");
    desk.keys("2");
    desk.see("Judul");
    // Saving too early says what is missing and goes there.
    desk.keys(CTRL_S);
    desk.see("Judul wajib diisi.");
    desk.paste("PLM Kabupaten Maros 2026");
    desk.see("PLM Kabupaten Maros 2026");
    desk.keys(TAB);
    desk.see("18 Desember 2026");
    desk.keys(CTRL_U);
    desk.paste("31/02/2026");
    desk.keys(CTRL_S);
    desk.see("Tanggal tidak dikenali");
    desk.keys(CTRL_U);
    desk.paste("18/12/2026");
    desk.see("18/12/2026");
    desk.keys(ENTER);
    desk.see("Gedung, kota");
    desk.paste("Baruga B");
    desk.keys(TAB);
    desk.see("[WITA]");
    desk.see("Spasi atau panah");
    desk.keys(RIGHT);
    desk.see("[WIT]");
    desk.keys(TAB);
    desk.see("Dinas atau panitia");
    desk.keys(TAB);
    desk.see("Yang menjaga data pribadi");
    desk.paste("Kasubag Umum");
    desk.keys(TAB);
    desk.see("Untuk apa nama");
    desk.keys(TAB);
    desk.see("Nama jendela ini");
    desk.keys(TAB);
    desk.see("Siapa yang duduk");
    desk.paste("Rahma");
    desk.keys(CTRL_S);

    let screen = desk.see("Pertemuan dibuat");
    assert!(screen.contains("PLM Kabupaten Maros 2026"), "{screen}");
    assert!(screen.contains("Meja 1 · Rahma"), "{screen}");
    assert!(
        screen.contains("09.05 WIT"),
        "the clock follows the zone: {screen}"
    );
    assert!(office.path("pertemuan.gelar").exists());
    let info = office.json(&["info"]);
    assert_eq!(info["responsible"], "Kasubag Umum");
    let purpose = "daftar hadir dan pertanggungjawaban kegiatan";
    assert_eq!(info["purpose"], purpose, "as it stood there");

    desk.keys("1");
    desk.see("undangan.csv");
    desk.paste("undangan");
    desk.see("undangan.csv");
    desk.keys(ENTER);
    let screen = desk.see("Pratinjau impor peserta: undangan.csv");
    for words in ["Baru 3", "Ditolak 2", "Pertanyaan 1"] {
        assert!(screen.contains(words), "{words} in {screen}");
    }
    assert_eq!(
        office.json(&["verify"])["people"],
        0,
        "nothing is written before it is applied"
    );
    // The open question first: Bonto Matene is in two sub-districts.
    desk.keys(ENTER);
    desk.see("Mandai");
    desk.see("Marusu");
    desk.keys("2");
    desk.see("Baru 4");
    desk.keys("t");
    desk.see("Diterapkan: 4 baru");
    desk.saved_after_a_key(2);
    desk.keys(ESC);
    desk.see("0 / 4");
    desk.quit();
    let people = office.json(&["people"]);
    assert_eq!(people.as_array().unwrap().len(), 4);
    assert_eq!(people[3]["subdistrict"], "Marusu");
}

#[test]
fn a_named_file_that_is_not_there_is_set_up_under_that_name() {
    let office = Office::empty();
    let mut desk = Start::gelar(&office, &["-m", "hari-h.gelar"]).open();
    desk.see("Judul");
    desk.paste("PLM Uji");
    desk.keys(CTRL_S);
    desk.see("Pertemuan dibuat");
    assert!(office.path("hari-h.gelar").exists());
    desk.quit();
    assert!(!office.path("pertemuan.gelar").exists());
}

#[test]
fn a_file_can_be_typed_that_is_not_on_the_list() {
    let office = Office::founded();
    std::fs::create_dir(office.path("stik")).unwrap();
    office.write("stik/daftar tamu.csv", PEOPLE);
    let mut desk = Start::gelar(&office, &[]).open();
    desk.see("Pertemuan dibuat");
    desk.keys("1");
    desk.see("Impor peserta");
    desk.paste(&format!(
        "\"{}\"",
        office.path("stik/daftar tamu.csv").display()
    ));
    desk.see("Enter membaca alamat");
    desk.keys(ENTER);
    desk.see("Baru 3");
    desk.keys(ESC);
    desk.see("Tidak ada yang diubah");
    // And one that is not there is said, nothing else.
    desk.keys("1");
    desk.see("Impor peserta");
    desk.paste("tidak-ada.csv");
    desk.see("Enter membaca alamat");
    desk.keys(ENTER);
    desk.see("berkas tidak ada");
    desk.quit();
    assert_eq!(office.json(&["verify"])["entries"], 1);
}

impl Terminal {
    /// A message stands where the status is until the next key.
    fn saved_after_a_key(&mut self, entries: u64) {
        self.keys(crate::terminal::UP);
        self.saved(entries);
    }
}
