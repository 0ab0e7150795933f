//! Every outcome and every overlay as people see it, at four sizes, in both languages, with and
//! without colour. The pictures are files in `tests/snapshots/`.

use std::path::PathBuf;

use gelar::console::app::Msg;
use gelar::console::command::Action;
use gelar::console::recent::Remembered;
use gelar::console::start::Start;
use gelar::exchange::preview::ImportKind;
use gelar::journal::JournalError;
use gelar::text::Lang;
use gelar::theme::Theme;

use super::import::{MIXED, file};
use super::support::{Desk, SECRET, code, start_screen};

pub(super) fn snap(name: &str, screen: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, screen));
}

/// A desk in the middle of its morning.
fn morning(lang: Lang) -> Desk {
    let mut desk = Desk::sample_in(lang);
    for person in [31, 30, 48, 96, 85] {
        desk.scan(person);
    }
    desk
}

fn outcome(name: &str, lang: Lang) -> Desk {
    let mut desk = morning(lang);
    match name {
        "hadir" => drop(desk.scan(47)),
        "hadir-nama-panjang" => drop(desk.scan(84)),
        "sudah-hadir-meja-ini" => {
            desk.scan(47).pass(60_000);
            desk.scan(47);
        }
        "sudah-hadir-meja-lain" => {
            let mut other = desk.second("Meja 2", "Sari");
            other.scan(47);
            desk.follow();
            desk.pass(60_000);
            desk.scan(47);
        }
        "kode-lama" => {
            desk.type_text("#47")
                .press("Ctrl+R")
                .type_text("hilang")
                .press("Enter")
                .press("Esc");
            desk.pass(120_000);
            desk.burst(&code(SECRET, 47, 0));
        }
        "dibatalkan" => {
            desk.type_text("#47")
                .press("Ctrl+X")
                .type_text("pindah tugas")
                .press("Enter");
            desk.press("Esc").scan(47);
        }
        "bukan-acara-ini" => drop(desk.burst(&code([8; 32], 47, 0))),
        "perlu-penyelia" => drop(desk.burst(&code(SECRET, 4_000, 0))),
        "kode-rusak" => drop(desk.burst("G1YS0001FMXF3XZM")),
        "kode-rusak-terpotong" => drop(desk.burst("G1YS0001FM1")),
        "kode-rusak-caps-lock" => drop(desk.burst("g!ys)))!fm!f#xzm")),
        "kode-rusak-tata-letak" => drop(desk.burst("G&YSààà&F?&F\"Xw?")),
        "kode-rusak-dua-pemindai" => drop(desk.burst("GG11YYSS00000010F1M21ZFQ3ZX8ZCM4")),
        "bukan-kode-kita-qr-bayar" => drop(desk.burst("00020101021126570011ID.CONTOH.WWW")),
        "bukan-kode-kita-web" => drop(desk.burst("https://contoh.example/undangan")),
        "bukan-kode-kita-nik" => drop(desk.burst("7309054107900001")),
        "bukan-kode-kita-angka" => drop(desk.burst("8991234567890")),
        "bukan-kode-kita-lain" => drop(desk.burst("{\"no\":73}")),
        // A right check character, and this meeting's tag, but not of its making.
        "bukan-kode-kita-palsu" => drop(desk.burst(&code(SECRET, 47, 9))),
        other => panic!("{other}"),
    }
    desk
}

const OUTCOMES: [&str; 19] = [
    "hadir",
    "hadir-nama-panjang",
    "sudah-hadir-meja-ini",
    "sudah-hadir-meja-lain",
    "kode-lama",
    "dibatalkan",
    "bukan-acara-ini",
    "perlu-penyelia",
    "kode-rusak",
    "kode-rusak-terpotong",
    "kode-rusak-caps-lock",
    "kode-rusak-tata-letak",
    "kode-rusak-dua-pemindai",
    "bukan-kode-kita-qr-bayar",
    "bukan-kode-kita-web",
    "bukan-kode-kita-nik",
    "bukan-kode-kita-angka",
    "bukan-kode-kita-lain",
    "bukan-kode-kita-palsu",
];

#[test]
fn outcomes_at_80_24() {
    for name in OUTCOMES {
        snap(
            &format!("hasil-80-{name}"),
            &outcome(name, Lang::Id).screen(80, 24),
        );
    }
}

#[test]
fn outcomes_at_120_40() {
    for name in ["hadir", "sudah-hadir-meja-lain", "kode-rusak-terpotong"] {
        snap(
            &format!("hasil-120-{name}"),
            &outcome(name, Lang::Id).screen(120, 40),
        );
    }
}

#[test]
fn outcomes_at_64_20() {
    for name in ["hadir-nama-panjang", "sudah-hadir-meja-lain"] {
        snap(
            &format!("hasil-64-{name}"),
            &outcome(name, Lang::Id).screen(64, 20),
        );
    }
}

#[test]
fn outcomes_in_english() {
    for name in ["hadir", "sudah-hadir-meja-lain", "kode-lama"] {
        snap(
            &format!("hasil-en-{name}"),
            &outcome(name, Lang::En).screen(80, 24),
        );
    }
}

#[test]
fn outcomes_in_colour_and_without() {
    for name in ["hadir", "sudah-hadir-meja-ini", "kode-rusak"] {
        let mut desk = outcome(name, Lang::Id);
        snap(&format!("warna-{name}"), &desk.painted(80, 24));
        let bare = Theme {
            color: false,
            ascii: false,
            ground: gelar::theme::Ground::Dark,
        };
        desk.theme = bare;
        let painted = desk.painted(80, 24);
        assert!(
            !painted
                .split("---")
                .last()
                .unwrap()
                .contains(['g', 'y', 'r', 'c', 'd', 'G', 'Y', 'R'])
        );
        if name == "hadir" {
            snap("tanpa-warna-hadir", &painted);
        }
    }
    // Two seconds later the bar is quiet again.
    let mut desk = outcome("hadir", Lang::Id);
    desk.pass(2_000);
    snap("warna-hadir-sesudah-2-detik", &desk.painted(80, 24));
}

#[test]
fn ascii_only() {
    let mut desk = outcome("hadir", Lang::Id);
    desk.theme = Theme {
        color: true,
        ascii: true,
        ground: gelar::theme::Ground::Dark,
    };
    let screen = desk.screen(80, 24);
    snap("ascii-hadir", &screen);
    for (name, keys) in [("help", "F1"), ("palette", "Ctrl+P"), ("form", "F8")] {
        desk.press(keys);
        let screen = desk.screen(80, 24);
        let odd: String = screen.chars().filter(|c| !c.is_ascii()).collect();
        assert_eq!(odd, "", "{name}: {screen}");
        desk.press("Esc");
    }
}

#[test]
fn an_empty_meeting() {
    let mut desk = Desk::empty();
    snap("kosong-meja", &desk.screen(80, 24));
    snap("kosong-meja-64", &desk.screen(64, 20));
    desk.press("F7");
    snap("kosong-data", &without_print(&desk, &desk.screen(80, 24)));
}

#[test]
fn an_idle_desk() {
    snap("meja-siap", &Desk::sample().screen(80, 24));
    snap("meja-siap-en", &Desk::sample_in(Lang::En).screen(80, 24));
    let mut desk = morning(Lang::Id);
    desk.slow_journal = true;
    desk.scan(1).scan(2);
    snap("meja-dua-menunggu", &desk.screen(80, 24));
}

/// Digits right behind the card of a delegation: Enter has marked the row and records nobody yet.
fn after_a_card() -> String {
    let mut desk = Desk::sample();
    desk.scan(47).press("Esc").type_text("12").press("Enter");
    desk.screen(80, 24)
}

#[test]
fn results_of_a_search() {
    for (name, typed) in [
        ("delegasi", "salenrang"),
        ("nama-sama", "syamsuddin"),
        ("banyak", "a"),
        ("nama-panjang", "nurhidayatullah"),
        ("gelar-panjang", "arfan"),
        ("tidak-ada", "qwertyuiop"),
        ("nomor", "47"),
        ("salah-ketik", "muklis haerudin"),
    ] {
        let mut desk = morning(Lang::Id);
        desk.pass(3_000);
        desk.type_text(typed);
        snap(&format!("cari-{name}"), &desk.screen(80, 24));
        if matches!(name, "nama-sama" | "banyak") {
            snap(&format!("cari-{name}-120"), &desk.screen(120, 40));
            snap(&format!("cari-{name}-64"), &desk.screen(64, 20));
        }
    }
    snap("cari-nomor-sesudah-kartu", &after_a_card());
    let mut desk = morning(Lang::Id);
    desk.type_text("syamsuddin").press("Enter");
    snap("cari-nama-sama-enter", &desk.screen(80, 24));
    desk.press("2");
    snap("cari-nama-sama-dipilih", &desk.painted(80, 24));
}

#[test]
fn longest_names_and_places() {
    // 60 letters of name, 44 of village, and a title at both ends.
    let mut desk = Desk::with(
        "nama;unsur;jabatan;instansi;desa;kecamatan\n\
         Andi Muhammad Fadhlurrahman Nurhidayatullah Mappasessu Tenri;Pengelola;\
         Pengelola Perpustakaan Kebun Kata;;Bontomatenengkaratuanglompoasaliassengparangloe;Tompobulu\n\
         Prof. Dr. Ir. H. Muh. Arfan Daeng Pasau Tonralipu, S.T., S.H., M.Si., M.Eng., M.H., Ph.D., IPU, ASEAN Eng.;\
         Narasumber;Ketua Jurusan;Universitas Rekaan Sulawesi Selatan di Kabupaten Maros;;\n\
         麻路斯 Ｌｅｂａｒ;Media;;Harian Rekaan;;\n",
    );
    desk.type_text("an");
    snap("terpanjang-daftar", &desk.screen(80, 24));
    desk.press("Esc").scan(1);
    snap("terpanjang-kartu-1", &desk.screen(80, 24));
    desk.pass(5_000);
    desk.scan(1);
    snap("terpanjang-kartu-1-lagi", &desk.screen(64, 20));
    desk.scan(2);
    snap("terpanjang-kartu-2", &desk.screen(80, 24));
    desk.scan(3);
    snap("terpanjang-kartu-3", &desk.screen(80, 24));
}

/// The fingerprint depends on random salts.
fn without_print(desk: &Desk, screen: &str) -> String {
    let print = desk.model.session.head().hash.fingerprint();
    screen.replace(&print, &"#".repeat(print.chars().count()))
}

#[test]
fn data_and_import() {
    let mut desk = morning(Lang::Id);
    desk.press("F7");
    snap("data", &without_print(&desk, &desk.screen(80, 24)));
    snap("data-64", &without_print(&desk, &desk.screen(64, 20)));
    desk.press("Down").press("Down").press("Down");
    snap(
        "data-120-ekspor",
        &without_print(&desk, &desk.screen(120, 40)),
    );
    desk.files = [
        "/home/rina/Unduhan/peserta.xlsx",
        "/home/rina/Dokumen/PLM 2024/undangan final (2).csv",
    ]
    .map(PathBuf::from)
    .to_vec();
    desk.press("1");
    snap("impor-berkas", &desk.screen(80, 24));
    desk.type_text("final");
    snap("impor-berkas-dicari", &desk.screen(80, 24));
    desk.press("Esc");
    desk.files.clear();
    desk.press("1");
    snap("impor-tanpa-berkas", &desk.screen(80, 24));
    desk.press("Esc");

    let (_folder, path) = file(MIXED);
    desk.slow_files = true;
    desk.import(ImportKind::People, &[&path]);
    desk.send(Msg::Progress(31, 100));
    snap("impor-membaca", &desk.screen(80, 24));
    desk.release();
    snap("impor-pratinjau", &desk.screen(80, 24));
    snap("impor-pratinjau-64", &desk.screen(64, 20));
    snap("impor-pratinjau-120", &desk.screen(120, 40));
    desk.press("Enter");
    snap("impor-pilihan", &desk.screen(80, 24));
    desk.press("1").press("Enter").press("1");
    snap("impor-terjawab", &desk.screen(80, 24));
    desk.press("t");
    snap(
        "impor-diterapkan",
        &without_print(&desk, &desk.screen(80, 24)),
    );
    desk.press("1").press("Enter");
    snap("impor-sama", &desk.screen(80, 24));
}

#[test]
fn an_import_of_difficult_rows() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/import/peserta-baris-buruk.csv");
    let mut desk = Desk::empty();
    desk.import(ImportKind::People, &[&path]);
    snap("impor-sulit", &desk.screen(80, 24));
    for _ in 0..8 {
        desk.press("Down");
    }
    snap("impor-sulit-bawah", &desk.screen(80, 24));
    let mut desk = Desk::on(super::support::founded(false, Vec::new()), Lang::En);
    desk.import(ImportKind::People, &[&path]);
    snap("impor-sulit-en", &desk.screen(80, 24));
    let path = path.with_file_name("wilayah.csv");
    desk.press("Esc").import(ImportKind::Villages, &[&path]);
    snap("impor-wilayah-en", &desk.screen(80, 24));
}

#[test]
fn forms() {
    let mut desk = morning(Lang::Id);
    desk.type_text("Tamu Rekaan").press("F8");
    snap("form-baru", &desk.painted(80, 24));
    desk.press("Tab").press("Tab").type_text("salen");
    snap("form-usulan", &desk.screen(80, 24));
    snap("form-usulan-64", &desk.screen(64, 20));
    desk.press("Ctrl+U").type_text("bontoa").press("Ctrl+S");
    snap("form-desa-ganda", &desk.screen(80, 24));
    desk.press("Esc").press("Esc").type_text("#47").press("F9");
    snap("form-ubah", &desk.screen(80, 24));
    desk.press("Esc").press("Ctrl+X").press("Enter");
    snap("form-batalkan", &desk.screen(80, 24));
    desk.press("Esc").press("Esc").menu(Action::Describe);
    snap("form-pertemuan", &desk.screen(80, 24));
    desk.press("Esc").menu(Action::BackupDirectory);
    snap("form-cadangan", &desk.screen(80, 24));
    desk.press("Esc").menu(Action::Operator).scan(47);
    snap("form-petugas-saat-dipindai", &desk.screen(80, 24));
}

#[test]
fn help_and_palette() {
    for lang in [Lang::Id, Lang::En] {
        let word = if lang == Lang::Id { "" } else { "-en" };
        let mut desk = morning(lang);
        desk.press("F1");
        snap(&format!("bantuan{word}"), &desk.screen(80, 24));
        desk.press("PageDown");
        snap(&format!("bantuan-lanjut{word}"), &desk.screen(80, 24));
        desk.press("Esc").press("Ctrl+P");
        snap(&format!("perintah{word}"), &desk.screen(80, 24));
    }
    let mut desk = Desk::empty();
    desk.press("Ctrl+P").type_text("kod");
    snap("perintah-dicari", &desk.screen(80, 24));
    desk.type_text("zz");
    snap("perintah-tidak-ada", &desk.screen(80, 24));
    desk.press("Esc").press("F7").press("F1");
    snap("bantuan-data-120", &desk.screen(120, 40));
}

#[test]
fn the_opening_screen() {
    let today = jiff::civil::date(2024, 12, 10);
    for lang in [Lang::Id, Lang::En] {
        let word = if lang == Lang::Id { "" } else { "-en" };
        let mut start = Start::menu(lang.text(), Vec::new());
        snap(&format!("mulai{word}"), &start_screen(&start, 80, 24));
        start.selected = 1;
        start.type_char('2', today);
        snap(&format!("mulai-baru{word}"), &start_screen(&start, 80, 24));
        snap(
            &format!("mulai-baru-64{word}"),
            &start_screen(&start, 64, 20),
        );
    }
    let recent = |n: u32| Remembered {
        path: PathBuf::from(format!("/home/rina/Pertemuan {n}/pertemuan-{n}.gelar")),
        title: format!("PLM Kabupaten Maros tahap {n}"),
        station: "Meja 1".to_owned(),
        operator: "Rina".to_owned(),
        ..Remembered::default()
    };
    let mut start = Start::menu(Lang::Id.text(), (1..=5).map(recent).collect());
    start.trouble = Some(
        "/home/rina/x.gelar bukan berkas pertemuan gelar. Berkas itu tidak diubah.".to_owned(),
    );
    snap("mulai-terakhir", &start_screen(&start, 80, 24));
    snap("mulai-terakhir-64", &start_screen(&start, 64, 20));
    snap("mulai-kecil", &start_screen(&start, 40, 10));
}

#[test]
fn trouble() {
    let mut desk = morning(Lang::Id);
    desk.journal.fail_next(JournalError::Full);
    desk.scan(47);
    snap("gagal-simpan", &desk.painted(80, 24));
    desk.press("Down");
    snap("gagal-simpan-tombol-berikut", &desk.painted(80, 24));
    desk.pass(3_000);
    snap("gagal-simpan-tersimpan", &desk.screen(80, 24));

    let mut desk = morning(Lang::Id);
    let text = desk.model.text;
    desk.model.read_only = Some(format!("{}: {}", text.ro_view, text.j_read_only));
    snap("hanya-baca", &desk.painted(80, 24));
    desk.scan(47);
    snap("hanya-baca-dipindai", &desk.screen(80, 24));
    desk.press("F7");
    snap(
        "hanya-baca-data",
        &without_print(&desk, &desk.screen(80, 24)),
    );
    snap("terlalu-kecil", &desk.screen(50, 12));
    snap("terlalu-kecil-10", &desk.screen(10, 3));
}
