//! Imports and exports that are killed: an import is one transaction, a file is the old one or the new
//! one, and both can be done again.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Stdio};

use gelar::journal::verify::verify;
use gelar::rehearse::dice::Dice;

use crate::office::Office;
use crate::trials::rounds;

const PEOPLE: usize = 2_000;

fn list() -> String {
    let mut text = String::from("nama;unsur;kode_undangan;keterangan\n");
    for n in 0..PEOPLE {
        writeln!(
            text,
            "Orang {n} Contoh;PIC;U-{n};{}",
            "kata ".repeat(n % 40)
        )
        .unwrap();
    }
    text
}

fn start(office: &Office, args: &[&str]) -> Child {
    let mut command = office.command(args);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

/// Lets it run until something is true, and a little longer; then kills it. It may have ended before.
fn kill(mut child: Child, dice: &mut Dice, reached: impl Fn() -> bool) {
    while !reached() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    for _ in 0..dice.below(200) {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

fn size(path: &PathBuf) -> u64 {
    fs::metadata(path).map_or(0, |about| about.len())
}

#[test]
fn a_killed_import_is_there_or_not() {
    let office = Office::founded();
    office.write("daftar.csv", list());
    let (meeting, empty) = (office.path("pertemuan.gelar"), office.path("kosong"));
    fs::copy(&meeting, &empty).unwrap();
    let import = ["import", "peserta", "daftar.csv"];
    office.run(&import).must();
    let whole = size(&meeting);
    for mut dice in rounds() {
        for file in fs::read_dir(office.folder()).unwrap().flatten() {
            let name = file.file_name().into_string().unwrap();
            if name.starts_with("pertemuan.gelar") && file.file_type().unwrap().is_file() {
                fs::remove_file(file.path()).unwrap();
            }
        }
        fs::copy(&empty, &meeting).unwrap();
        // Before it opens the file, while it reads and plans, while it writes, at the end.
        let log = office.path("pertemuan.gelar-wal");
        let bytes = dice.below(usize::try_from(whole).unwrap() * 3 / 2) as u64;
        let (child, early) = (start(&office, &import), dice.percent(30));
        kill(child, &mut dice, || {
            if early {
                log.exists()
            } else {
                size(&log) >= bytes
            }
        });
        assert_eq!(verify(&meeting).unwrap().problem, None);
        let there = office.meeting().people().len();
        assert!(there == 0 || there == PEOPLE, "{there}");
        println!("killed at {bytes} ({early}): {there} people");
        office.run(&import).must();
        assert_eq!(office.meeting().people().len(), PEOPLE);
        assert_eq!(verify(&meeting).unwrap().problem, None);
    }
}

#[test]
fn a_killed_export_leaves_the_old_file_or_the_new_one() {
    let office = Office::founded();
    office.write("daftar.csv", list());
    office.run(&["import", "peserta", "daftar.csv"]).must();
    for mut dice in rounds() {
        let file = ["daftar.csv", "daftar.xlsx", "daftar.html"][dice.below(3)];
        let name = format!("hadir-{file}");
        let export = ["export", "attendance", "-o", name.as_str()];
        office.run(&export).must();
        let new = fs::read(office.path(&name)).unwrap();
        let old = b"yang lama".to_vec();
        office.write(&name, &old);
        let before = names(&office);
        let child = start(&office, &export);
        let beside = dice.percent(70);
        kill(child, &mut dice, || beside && names(&office) != before);
        let there = fs::read(office.path(&name)).unwrap();
        assert!(
            there == old || there == new,
            "{name}: {} bytes",
            there.len()
        );
        println!("{name}: {}", if there == old { "old" } else { "new" });
        office.run(&export).must();
        assert_eq!(fs::read(office.path(&name)).unwrap(), new);
    }
}

fn names(office: &Office) -> BTreeSet<std::ffi::OsString> {
    let files = fs::read_dir(office.folder()).unwrap().flatten();
    files.map(|file| file.file_name()).collect()
}
