//! A morning at the desk: scans, letters, digits, corrections, wrong keys, help, small windows.

use crate::support::Office;
use crate::terminal::{
    CTRL_D, CTRL_P, CTRL_R, CTRL_S, CTRL_U, CTRL_X, CTRL_Z, DELETE, DOWN, ENTER, ESC, F1, F2, F3,
    F5, F7, F8, F9, F12, Start, TAB, Terminal, UP,
};

const RAHMATIA: &str = "Hj. Rahmatia Dg. Bollo, S.Pd.";

/// The card of either of the two of Salenrang when the other is not there yet.
const FIRST: &str = "HADIR · SEBAGIAN 1 dari 2";

/// The card of the one who completes them.
const LAST: &str = "HADIR · LENGKAP 2 dari 2";

#[test]
fn a_scan_with_its_enter_apart_shows_who_it_is() {
    let office = Office::invited();
    let codes = office.codes();
    let mut desk = Terminal::desk(&office);
    desk.saved(2);
    desk.scan(&codes[0]);
    let screen = desk.card(FIRST, RAHMATIA);
    assert!(screen.contains("Silakan masuk."), "{screen}");
    assert!(screen.contains("1 / 3"), "{screen}");
    desk.saved(3);
    // The scanner's Enter records nobody on the card that the scan opened.
    desk.send(ENTER);
    desk.scan(&format!("{}\r", codes[1]));
    let screen = desk.card(LAST, "Suardi");
    assert!(!screen.contains("siapa yang datang?"), "{screen}");
    assert!(
        !screen.contains("G1"),
        "nothing of a code stays in the line: {screen}"
    );
    // Carriage return and line feed, lower case, a prefix that some scanners send.
    desk.scan(&format!("\\000026{}\r\n", codes[2].to_lowercase()));
    desk.card("HADIR", "Marwah Tenripada");
    desk.scan(&format!("{}\t", codes[2]));
    desk.card("SUDAH HADIR (meja ini)", "Marwah Tenripada");
    desk.saved(6);
    desk.quit();
    assert_eq!(office.json(&["verify"])["present"], 3);
}

#[test]
fn what_is_no_code_of_ours_is_named_and_keeps_nothing() {
    let office = Office::invited();
    let codes = office.codes();
    let other = Office::with_guests(1).codes();
    office
        .run(&["reissue", "--person", "2", "--reason", "hilang"])
        .must();
    office
        .run(&["cancel", "--person", "3", "--reason", "sakit"])
        .must();
    let mut desk = Terminal::desk(&office);
    let mut damaged = codes[0].clone().into_bytes();
    // One character changed is always caught; two far apart, swapped, are not.
    damaged[7] = if damaged[7] == b'7' { b'8' } else { b'7' };
    let damaged = String::from_utf8(damaged).unwrap();
    for (scan, title, advice) in [
        // Now and then the changed letter is one that another keyboard layout would type.
        (damaged.as_str(), "KODE RUSAK", "indai ulang"),
        (&codes[0][..11], "KODE RUSAK", "terpotong"),
        (
            "00020101021126610014COM.EXAMPLE.WWW",
            "BUKAN KODE KITA",
            "pembayaran",
        ),
        (
            "7309057809240001",
            "BUKAN KODE KITA",
            "Nomornya tidak disimpan",
        ),
        (
            "https://contoh.example/undangan",
            "BUKAN KODE KITA",
            "alamat web",
        ),
        (codes[1].as_str(), "KODE LAMA", "sudah diganti pukul 08.05"),
        (codes[2].as_str(), "DIBATALKAN", "Panggil penyelia"),
    ] {
        desk.scan_until(&format!("{scan}\r"), &[title, advice]);
    }
    desk.scan(&format!("{}\r", other[0]));
    // Two meetings in 1,024 share a tag; then the proof fails instead.
    desk.until("a card of another meeting", |s| {
        let screen = s.contents();
        screen.contains("BUKAN ACARA INI") || screen.contains("bukan undangan kita")
    });
    desk.position();
    let raw = String::from_utf8_lossy(&desk.raw()).into_owned();
    assert!(raw.contains('\u{7}'), "a failure rings");
    desk.quit();
    let log = office.run(&["log"]).must().out;
    for foreign in ["7309057809240001", "contoh.example", "EXAMPLE"] {
        assert!(!log.contains(foreign), "{foreign}");
    }
    assert_eq!(office.json(&["verify"])["present"], 0);
}

#[test]
fn two_letters_and_enter_record_whom_they_mean() {
    let office = Office::invited();
    let mut desk = Terminal::desk(&office);
    desk.keys("su");
    let screen = desk.card("belum hadir", "Suardi");
    assert!(screen.contains("Enter mencatat hadir"), "{screen}");
    desk.keys(ENTER);
    let screen = desk.card(FIRST, "Suardi");
    assert!(
        screen.contains("nama, desa, atau nomor"),
        "the line is empty again: {screen}"
    );
    desk.saved(3);
    // Enter on the empty line records nobody, and says why.
    desk.keys(ENTER);
    desk.see("elum ada yang dicentang");
    // Digits tick on the open card; a badge number begins with its sign.
    desk.keys("#3");
    desk.card("belum hadir", "Marwah Tenripada");
    desk.keys(ENTER);
    desk.card("HADIR", "Marwah Tenripada");
    desk.saved(4);
    desk.keys("su");
    desk.card("HADIR 08.05", "Suardi");
    desk.keys(ENTER);
    desk.card("SUDAH HADIR (meja ini)", "Suardi");
    desk.quit();
    assert_eq!(office.json(&["verify"])["present"], 2);
}

#[test]
fn a_digit_picks_and_equal_names_wait_for_a_choice() {
    let office = Office::founded();
    office.write(
        "p.csv",
        "nama;unsur;jabatan;desa;kecamatan\n\
         Nurhayati;Pengelola;Pengelola Satu;Tukamasea;Bantimurung\n\
         Nurhayati;Pengelola;Pengelola Dua;Tengkuru;Lau\n\
         Nurlina;Undangan;;;\n",
    );
    office.run(&["import", "peserta", "p.csv"]).must();
    let mut desk = Terminal::desk(&office);
    desk.keys("nur");
    let screen = desk.see("Ada nama yang sama");
    assert!(
        screen.contains("Pengelola Satu") && screen.contains("Pengelola Dua"),
        "{screen}"
    );
    desk.keys(ENTER);
    desk.see("► Ada nama yang sama");
    desk.keys("3");
    desk.card("belum hadir", "Nurlina");
    desk.keys("2");
    desk.see("Tengkuru, Kec. Lau");
    desk.keys("9");
    desk.see("Tidak ada baris 9.");
    desk.keys(ENTER);
    let screen = desk.card("HADIR", "Nurhayati");
    assert!(screen.contains("Tengkuru"), "{screen}");
    desk.quit();
    assert_eq!(office.state(2), "present");
    assert_eq!(office.json(&["verify"])["present"], 1);
}

#[test]
fn ctrl_z_takes_the_last_thing_back_and_a_new_scan_counts() {
    let office = Office::invited();
    let codes = office.codes();
    // A script made the import; its own station takes it back, and is asked.
    let mut desk = Start::gelar(&office, &["--station", "Skrip"])
        .env("GELAR_CLOCK", "2026-12-18T08:05:00+08:00;5000")
        .open();
    desk.see("Pindai atau ketik:");
    desk.keys(CTRL_Z);
    desk.see("Orangnya hilang");
    desk.keys("y");
    desk.see("Diurungkan: impor peserta, 3 orang");
    desk.keys(CTRL_Z);
    desk.see("belum punya tindakan");
    desk.quit();
    office.run(&["import", "peserta", "peserta.csv"]).must();
    let mut desk = Start::gelar(&office, &[])
        .env("GELAR_CLOCK", "2026-12-18T08:05:00+08:00;5000")
        .open();
    desk.see("Pindai atau ketik:");
    let codes_now = office.codes();
    assert_eq!(codes_now.len(), codes.len());
    desk.scan(&format!("{}\r", codes_now[0]));
    desk.card(FIRST, RAHMATIA);
    // The same code at once again is a double read: nothing changes on the screen or in the file.
    desk.scan(&format!("{}\r", codes_now[0]));
    desk.keys(CTRL_Z);
    desk.see(&format!("Diurungkan: HADIR {RAHMATIA}"));
    desk.see("0 / 3");
    desk.scan(&format!("{}\r", codes_now[0]));
    desk.card(FIRST, RAHMATIA);
    desk.see("1 / 3");
    desk.quit();
    assert_eq!(office.json(&["verify"])["present"], 1);
}

#[test]
fn a_guest_nobody_invited_is_added_and_corrected() {
    let office = Office::invited();
    let mut desk = Terminal::desk(&office);
    desk.paste("Baso Tola");
    desk.see("Tidak ada hasil");
    desk.keys(F8);
    let screen = desk.see("Peserta baru");
    assert!(
        screen.contains("Baso Tola"),
        "what was typed is the name: {screen}"
    );
    desk.keys(TAB);
    desk.see("Desa, atau desa dan kecamatan");
    desk.paste("Bontoa");
    desk.keys(CTRL_S);
    desk.see("Ada beberapa desa bernama itu");
    desk.keys(CTRL_U);
    desk.paste("Salenrang");
    desk.see("► Salenrang, Bontoa");
    desk.keys(CTRL_S);
    let screen = desk.card("PESERTA BARU · SEBAGIAN 0 dari 2 +1", "Baso Tola");
    assert!(screen.contains("1 / 4"), "{screen}");

    desk.keys(F9);
    desk.see("Ubah data #4");
    desk.keys("\x1b[F, S.Pd.");
    desk.see("Baso Tola, S.Pd.");
    desk.keys(CTRL_S);
    desk.see("Perbaikan tersimpan.");
    desk.see("Baso Tola, S.Pd.");
    // Saving without a change is refused, and Esc leaves everything as it is.
    desk.keys(F9);
    desk.see("Ubah data #4");
    desk.keys(CTRL_S);
    desk.see("Tidak ada yang berubah.");
    desk.keys(F9);
    desk.see("Ubah data #4");
    desk.keys("xyz");
    desk.see("S.Pd.xyz");
    desk.keys(ESC);
    desk.see("Esc sekali lagi");
    desk.keys(ESC);
    desk.gone("Ubah data");
    desk.quit();
    let people = office.json(&["people"]);
    assert_eq!(people[3]["name"], "Baso Tola, S.Pd.");
    assert_eq!(people[3]["village"], "Salenrang");
    assert_eq!(people[3]["state"], "present");
    let left = std::fs::read_dir(office.folder()).unwrap();
    let drafts = left.filter(|e| {
        e.as_ref()
            .unwrap()
            .path()
            .extension()
            .is_some_and(|x| x == "draf")
    });
    assert_eq!(drafts.count(), 0);
}

#[test]
fn a_scan_while_a_form_is_open_counts_and_leaves_the_form_alone() {
    let office = Office::invited();
    let codes = office.codes();
    let mut desk = Terminal::desk(&office);
    desk.keys(F8);
    desk.see("Peserta baru");
    desk.paste("Daeng Sija");
    desk.scan(&format!("{}\r", codes[0]));
    let screen = desk.see(&format!("{FIRST}: {RAHMATIA} #1"));
    assert!(screen.contains("Daeng Sija"), "{screen}");
    assert!(screen.contains("Peserta baru"), "{screen}");
    assert!(!screen.contains("Daeng SijaG"), "{screen}");
    desk.keys(CTRL_S);
    desk.card("PESERTA BARU", "Daeng Sija");
    // In data, help and the palette too.
    for (open, code) in [(F7, &codes[1]), (F1, &codes[2])] {
        desk.keys(open);
        desk.gone("Pindai atau ketik:");
        desk.scan(&format!("{code}\r"));
        desk.see("■ HADIR");
        desk.keys(ESC);
        desk.keys(F2);
        desk.see("Pindai atau ketik:");
    }
    desk.see("4 / 4");
    desk.quit();
    assert_eq!(office.json(&["verify"])["present"], 4);
}

#[test]
fn withdrawing_cancelling_and_new_codes_from_the_desk() {
    let office = Office::invited();
    let codes = office.codes();
    let mut desk = Terminal::desk(&office);
    desk.scan(&format!("{}\r", codes[0]));
    desk.card(FIRST, RAHMATIA);
    desk.keys(CTRL_D);
    desk.see("Kehadiran dibatalkan:");
    desk.see("0 / 3");
    desk.keys("su");
    desk.card("belum hadir", "Suardi");
    desk.keys(CTRL_X);
    desk.see("Batalkan undangan: Suardi");
    desk.keys(CTRL_S);
    desk.see("Alasan wajib diisi.");
    desk.paste("sakit");
    desk.keys(ENTER);
    desk.see("Undangan dibatalkan.");
    desk.see("0 / 2");
    desk.keys(ESC);
    desk.see("nama, desa, atau nomor");
    desk.keys("mar");
    desk.card("belum hadir", "Marwah Tenripada");
    desk.keys(CTRL_R);
    desk.see("Ganti kode: Marwah Tenripada");
    desk.paste("hilang");
    desk.keys(ENTER);
    desk.see("Kode baru: G1");
    desk.quit();
    assert_eq!(office.state(2), "cancelled");
    let read = office.run(&["scan", "--json", &codes[2]]).ends(1).value();
    assert_eq!(read["outcome"], "superseded_code");
}

#[test]
fn wrong_keys_write_nothing() {
    let office = Office::invited();
    let before = office.head();
    let mut desk = Terminal::desk(&office);
    for keys in [
        ENTER,
        ENTER,
        F9,
        CTRL_X,
        CTRL_R,
        CTRL_D,
        F3,
        F5,
        F12, // locks, and Enter unlocks
        ENTER,
        DELETE,
        UP,
        DOWN,
        TAB,
        ESC,
        ESC,
        "\x1bx",
        "\x1b[1;5P",
        "\x00",
        "\x1c",
        "\x1d",
        "\x1f",
        "\x7f",
        "\x1b[200~\x1b[201~",
        "\x1b[99;99~",
        ESC,
    ] {
        desk.keys(keys);
    }
    desk.keys("zq");
    desk.see("Tidak ada hasil untuk \"zq\"");
    desk.keys(ENTER);
    desk.keys(CTRL_X);
    desk.keys(ESC);
    desk.see("nama, desa, atau nomor");
    desk.keys(&"!".repeat(3000));
    desk.see("!!!!!!!!!!!!");
    desk.keys(ESC);
    desk.see("nama, desa, atau nomor");
    desk.keys("su");
    desk.card("belum hadir", "Suardi");
    desk.quit();
    let after = office.json(&["verify"]);
    // A run of marks may be taken for a misread code, which leaves a trace; nobody arrives by it.
    assert_eq!(after["present"], 0);
    if after["entries"] == 2 {
        assert_eq!(after["head"], before);
    }
}

#[test]
fn a_large_paste_ends_and_the_next_scan_counts() {
    let office = Office::invited();
    let codes = office.codes();
    let mut desk = Terminal::desk(&office);
    // As one piece, and as keys by a terminal that knows no paste.
    desk.paste(&"Siti Nurhaliza ".repeat(70_000));
    desk.see("Siti Nurhaliza Siti Nurhaliza");
    desk.scan(&format!("{}\r", codes[0]));
    desk.card(FIRST, RAHMATIA);
    desk.keys(ESC);
    desk.see("nama, desa, atau nomor");
    desk.scan(&"Siti Nurhaliza ".repeat(700));
    desk.see("Siti");
    desk.scan(&format!("{}\r", codes[1]));
    desk.card(LAST, "Suardi");
    desk.quit();
    assert_eq!(office.json(&["verify"])["present"], 2);
}

#[test]
fn help_and_the_palette_tell_what_can_be_done_and_why_not() {
    let office = Office::invited();
    let mut desk = Terminal::desk(&office);
    for key in [F1, "?"] {
        desk.keys(key);
        desk.see("Bantuan");
        desk.see("F9        Memperbaiki");
        desk.see("dahulu)"); // and why not now
        desk.keys(DOWN);
        desk.keys(ESC);
        desk.see("Pindai atau ketik:");
    }
    desk.keys(CTRL_P);
    desk.see("Cari perintah");
    desk.keys("jurn");
    desk.until("one command", |s| {
        let screen = s.contents();
        screen.contains("Periksa jurnal") && !screen.contains("Impor peserta")
    });
    desk.keys(ENTER);
    desk.see("Jurnal utuh: 2 entri, sidik jari");
    desk.quit();
}

#[test]
fn the_window_may_have_any_size() {
    let office = Office::invited();
    let codes = office.codes();
    let mut desk = Terminal::desk(&office);
    desk.resize(40, 10);
    let screen = desk.see("Layar terlalu kecil");
    assert!(screen.contains("40×10"), "{screen}");
    desk.resize(1, 1);
    // A scan counts although nothing can be shown.
    desk.scan(&format!("{}\r", codes[0]));
    desk.resize(80, 24);
    let screen = desk.card(FIRST, RAHMATIA);
    assert!(screen.contains("1 / 3"), "{screen}");
    desk.resize(120, 40);
    desk.until("the wide rule", |s| {
        s.contents().lines().nth(2) == Some(&"═".repeat(120))
    });
    desk.card(FIRST, RAHMATIA);
    desk.resize(64, 20);
    desk.until("the narrow rule", |s| {
        s.contents().lines().nth(2) == Some(&"═".repeat(64))
    });
    desk.keys(F8);
    desk.see("Peserta baru");
    desk.resize(1, 1);
    desk.resize(63, 20);
    desk.see("Layar terlalu kecil");
    desk.resize(200, 60);
    desk.see("Peserta baru");
    desk.keys(ESC);
    desk.see("Pindai atau ketik:");
    desk.quit();
}

#[test]
fn a_terminal_that_starts_too_small_asks_for_room() {
    let office = Office::invited();
    let mut desk = Start::gelar(&office, &[]).size(30, 8).open();
    desk.see("terlalu kecil");
    desk.resize(80, 24);
    desk.see("Pindai atau ketik:");
    desk.quit();

    let office = Office::empty();
    let mut opening = Start::gelar(&office, &[]).size(1, 1).open();
    opening.resize(30, 8);
    opening.see("terlalu kecil");
    opening.resize(64, 20);
    opening.see("Pertemuan contoh");
    opening.keys(ESC);
    assert_eq!(opening.ends(), 0);
}
