//! Files that cannot be written, are damaged, or are held by another program.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use crate::support::Office;
use crate::terminal::{CTRL_P, CTRL_S, ENTER, ESC, F7, F8, Start, Terminal};

/// A user who is nobody.
const NOBODY: u32 = 65534;

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// The console as a user for whom rights count: root may write everywhere, so as root it is started
/// through this very program, which becomes nobody and then the console.
fn without_rights(office: &Office) -> Start<'_> {
    let probe = office.path("probe");
    office.write("probe", "");
    mode(&probe, 0o444);
    let root = fs::OpenOptions::new().write(true).open(&probe).is_ok();
    fs::remove_file(&probe).unwrap();
    if !root {
        return Start::gelar(office, &[]);
    }
    for (from, name) in [
        (std::env::current_exe().unwrap(), "uji"),
        (env!("CARGO_BIN_EXE_gelar").into(), "gelar"),
    ] {
        fs::copy(from, office.path(name)).unwrap();
        mode(&office.path(name), 0o755);
    }
    let args = ["--exact", "trouble::becomes_nobody", "--nocapture"];
    let program = office.path("gelar");
    Start::program(office, &office.path("uji"), &args).env("GELAR_UJI", program.to_str().unwrap())
}

/// No test: what [`without_rights`] starts.
#[test]
fn becomes_nobody() {
    if let Some(program) = std::env::var_os("GELAR_UJI") {
        let error = Command::new(program).uid(NOBODY).gid(NOBODY).exec();
        panic!("{error}");
    }
}

#[test]
fn a_protected_file_is_shown_and_never_pretends_to_record() {
    let office = Office::invited();
    let codes = office.codes();
    fs::create_dir_all(office.path("setelan")).unwrap();
    fs::create_dir(office.path("kertas")).unwrap();
    mode(&office.path("kertas"), 0o777);
    let before = fs::read(office.path("pertemuan.gelar")).unwrap();
    mode(&office.path("pertemuan.gelar"), 0o444);
    mode(office.folder(), 0o555);
    let mut desk = without_rights_then_protect(&office);
    desk.see("HANYA BACA");
    desk.see("0 / 3");
    desk.scan(&format!("{}\r", codes[0]));
    desk.see("HANYA BACA");
    desk.keys("su");
    desk.card("belum hadir", "Suardi");
    desk.keys(ENTER);
    desk.see("erkas hanya dapat dibaca");
    desk.keys(F8);
    desk.see("erkas hanya dapat dibaca");
    let screen = desk.screen();
    assert!(screen.contains("0 / 3"), "{screen}");
    assert!(!screen.contains("■ HADIR"), "{screen}");
    desk.keys(ESC);
    // A paper cannot lie beside a file whose folder is protected: it goes where it can, and that is said.
    desk.keys(CTRL_P);
    desk.see("Cari perintah");
    desk.paste("Cetak kertas");
    desk.see("Cetak kertas");
    desk.keys(ENTER);
    desk.see("[Semua undangan]");
    desk.keys(CTRL_S);
    let screen = desk.see("Buka untuk dicetak?");
    assert!(screen.contains("kertas"), "where it lies: {screen}");
    desk.keys(ESC);
    desk.gone("Buka untuk dicetak?");
    desk.quit();
    let papers = fs::read_dir(office.path("kertas")).unwrap();
    let papers: Vec<_> = papers.map(|f| f.unwrap().path()).collect();
    assert_eq!(papers.len(), 1, "{papers:?}");
    let paper = fs::read_to_string(&papers[0]).unwrap();
    assert!(paper.contains("Marwah Tenripada"), "the fall-back list");
    mode(office.folder(), 0o755);
    assert_eq!(fs::read(office.path("pertemuan.gelar")).unwrap(), before);
}

fn without_rights_then_protect(office: &Office) -> Terminal {
    mode(office.folder(), 0o755);
    let start = without_rights(office);
    mode(office.folder(), 0o555);
    let papers = office.path("kertas");
    start.env("TMPDIR", papers.to_str().unwrap()).open()
}

#[test]
fn a_damaged_file_is_opened_as_far_as_it_goes_and_never_written() {
    let office = Office::invited();
    let codes = office.codes();
    office.run(&["checkin", "--person", "1"]).must();
    office.run(&["backup", "pertemuan-cadangan.gelar"]).must();
    office
        .run(&["checkin", "--person", "2", "--station", "Meja Timur"])
        .must();
    let mut bytes = fs::read(office.path("pertemuan.gelar")).unwrap();
    let at = bytes.windows(10).position(|w| w == b"Meja Timur").unwrap();
    bytes[at + 5] ^= 1;
    office.write("pertemuan.gelar", &bytes);
    let mut desk = Start::gelar(&office, &[]).size(200, 30).open();
    desk.see("HANYA BACA");
    desk.see("Berkas rusak");
    desk.see("pertemuan-cadangan.gelar");
    // What came before the damage is shown.
    desk.see("1 / 3");
    desk.scan(&format!("{}\r", codes[2]));
    desk.see("HANYA BACA");
    desk.keys(F7);
    desk.see("erkas hanya dapat dibaca");
    desk.quit();
    assert_eq!(fs::read(office.path("pertemuan.gelar")).unwrap(), bytes);
}

#[test]
fn what_is_no_meeting_is_explained_and_another_choice_offered() {
    let office = Office::invited();
    let whole = fs::read(office.path("pertemuan.gelar")).unwrap();
    office.write("surat.gelar", "Yth. Bapak Camat di tempat");
    office.write("potong.gelar", &whole[..whole.len() / 3]);
    office.write("baru.gelar", &whole);
    let file = rusqlite::Connection::open(office.path("baru.gelar")).unwrap();
    file.pragma_update(None, "user_version", 99).unwrap();
    file.close().unwrap();
    for (name, words) in [
        ("surat.gelar", "bukan berkas pertemuan"),
        ("potong.gelar", "Berkas"),
        ("baru.gelar", "versi lebih baru"),
    ] {
        let before = fs::read(office.path(name)).unwrap();
        let mut opening = Start::gelar(&office, &["-m", name]).open();
        opening.see(words);
        opening.see("Pertemuan contoh");
        opening.keys(ESC);
        assert_eq!(opening.ends(), 0);
        assert_eq!(fs::read(office.path(name)).unwrap(), before, "{name}");
    }
}

#[test]
fn a_locked_file_is_said_loudly_and_saved_by_itself_when_it_is_free() {
    let office = Office::invited();
    let codes = office.codes();
    let mut desk = Terminal::desk(&office);
    desk.saved(2);
    let other = rusqlite::Connection::open(office.path("pertemuan.gelar")).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    desk.scan(&format!("{}\r{}\r", codes[0], codes[1]));
    // Nothing is confirmed, and no key waits for the disk.
    desk.see("2 menunggu");
    desk.keys("mar");
    let screen = desk.card("belum hadir", "Marwah Tenripada");
    assert!(screen.contains("0 / 3"), "{screen}");
    desk.see("BELUM TERSIMPAN");
    desk.keys(crate::terminal::F10);
    desk.see("2 tindakan BELUM TERSIMPAN");
    other.execute_batch("ROLLBACK").unwrap();
    drop(other);
    desk.see("2 / 3");
    desk.gone("BELUM TERSIMPAN");
    desk.keys(ESC);
    desk.saved(4);
    desk.quit();
    assert_eq!(office.json(&["verify"])["present"], 2);
}
