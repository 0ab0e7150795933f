//! One morning at two windows and a script, all on one file, with a plug pulled in the middle. At its end
//! screens, lists, people, papers, closing and journal agree, to the person.

use std::collections::BTreeSet;

use gelar::meeting::delegation::DelegationId;
use serde_json::Value;

use crate::support::{Office, rows};
use crate::terminal::{
    CTRL_D, CTRL_P, CTRL_S, CTRL_X, CTRL_Z, ENTER, ESC, F8, Start, TAB, Terminal,
};

/// Two village libraries of three, one of two, an office of two; a regent, staff, a speaker, and singles.
const INVITED: &str = "\
nama;unsur;jabatan;instansi;desa;kecamatan;jenis_kelamin;tata_tempat;transport
H. Kaharuddin Contoh, S.E.;Undangan;Bupati;Pemerintah Kabupaten Contoh;;;L;c;
Rina Kartika Contoh;Panitia;Petugas registrasi;Dinas Rekaan;;;P;;tidak
Prof. Halimah Rekaan;Narasumber;Guru Besar;Universitas Rekaan;;;P;;
Suardi Satu;Kepala Desa;Kepala Desa;;Salenrang;Bontoa;L;;
Rahmatia Dua;Pengelola;Pengelola perpustakaan;;Salenrang;Bontoa;P;;
Marwah Tiga;Pendamping;;;Salenrang;Bontoa;P;;
Baharuddin Satu;Kepala Desa;Kepala Desa;;Cenrana;Camba;L;;
Hasnah Dua;Pengelola;;;Cenrana;Camba;P;;
Jumriah Tiga;Pendamping;;;Cenrana;Camba;P;;
Amiruddin Satu;Kepala Desa;Kepala Desa;;Tukamasea;Bantimurung;L;;
Nurlina Dua;Pengelola;;;Tukamasea;Bantimurung;P;;
Tamu01 Contoh;Undangan;;;;;L;;
Tamu02 Contoh;Undangan;;;;;P;;
Tamu03 Contoh;Undangan;;;;;L;;
Tamu04 Contoh;Undangan;;;;;P;;
Tamu05 Contoh;Undangan;;;;;L;;
Tamu06 Contoh;Undangan;;;;;P;;
Tamu07 Contoh;Undangan;;;;;L;;
";

const INVITED_N: usize = 18;

fn window(office: &Office, station: &str) -> Terminal {
    let args = ["--station", station, "--operator", "Rahma"];
    let mut desk = Start::gelar(office, &args).open();
    desk.see("Pindai atau ketik:");
    desk
}

/// Finds a command by its name.
fn command(desk: &mut Terminal, name: &str) {
    desk.keys(CTRL_P);
    desk.see("Cari perintah");
    desk.paste(name);
    desk.see(name);
    desk.keys(ENTER);
}

/// A walk-in at a window, as far as *save*.
fn walk_in(desk: &mut Terminal, name: &str, from: &str) {
    desk.keys(F8);
    desk.see("Peserta baru: langsung hadir");
    desk.paste(name);
    desk.see(name);
    desk.keys(TAB);
    desk.see("Desa, atau desa dan kecamatan");
    desk.paste(from);
    desk.see(from);
    desk.keys(CTRL_S);
}

fn scan(desk: &mut Terminal, code: &str) {
    desk.scan(&format!("{code}\r"));
}

/// Who is there by `people`, substitutes under the number of whom they came for.
fn there(office: &Office) -> BTreeSet<u64> {
    let people = office.json(&["people"]);
    let all = people.as_array().unwrap().iter();
    all.filter(|p| p["state"] == "present" || p["state"] == "represented")
        .map(|p| p["id"].as_u64().unwrap())
        .collect()
}

fn script(office: &Office, args: &[&str]) -> Value {
    office.json(&[args, &["--station", "Skrip"]].concat())
}

#[test]
fn a_morning_of_two_windows_and_a_script_agrees_to_the_person() {
    let office = Office::founded();
    office.write("undangan.csv", INVITED);
    office.run(&["import", "peserta", "undangan.csv"]).must();
    let codes = office.codes();
    assert_eq!(codes.len(), INVITED_N);
    let mut one = window(&office, "Meja 1");
    let mut two = window(&office, "Meja 2");
    let mut come: BTreeSet<u64> = BTreeSet::new();

    delegations(&office, &codes, &mut one, &mut two);
    come.extend([4, 5, 6, 7, 8, 9]);
    new_people(&office, &mut one, &mut two);
    // Baso (19), Tenri (20), the one known to both windows (21); the script's own (22) was a slip.
    come.extend([19, 20, 21]);
    substitutes(&office, &mut one, &mut two);
    come.extend([10, 11]);
    let mut two = guests_and_the_plug(&office, &codes, &mut one, two);
    come.extend([1, 12, 13]);
    slips(&office, &codes, &mut one, &mut two);
    come.remove(&9);
    assert_eq!(there(&office), come, "before the hand-outs");
    hand_outs(&office, &codes, &mut two);
    let closed = closing(&office, &codes, &mut one, &mut two);
    assert_eq!(closed["totals"]["present"], come.len());
    come.extend([3, 16]);

    agree(&office, &mut one, &mut two, &come);
    one.quit();
    two.quit();
    assert_eq!(there(&office), come, "after everybody has left");
}

/// A letter, ticks, a member's scan, all of them, a late one.
fn delegations(office: &Office, codes: &[String], one: &mut Terminal, two: &mut Terminal) {
    let letter = office.meeting().letter_code(DelegationId(4)).unwrap();
    scan(one, &letter);
    one.see("Delegasi Salenrang: siapa yang datang?");
    one.keys("1");
    one.see("1 [v]");
    one.keys("2");
    one.see("2 [v]");
    one.keys(ENTER);
    let screen = one.card("HADIR 2 orang · SEBAGIAN 2 dari 3", "Salenrang");
    assert!(
        screen.contains("Suardi Satu #4; Rahmatia Dua #5"),
        "{screen}"
    );
    assert!(screen.contains("kurang: Marwah"), "{screen}");

    scan(two, &codes[6]);
    two.card("HADIR · SEBAGIAN 1 dari 3", "Baharuddin Satu");
    two.see("Delegasi Cenrana: siapa yang datang?");
    two.keys("A");
    two.see("3 [v]");
    two.keys(ENTER);
    two.card("HADIR 2 orang · LENGKAP 3 dari 3", "Cenrana");

    // The late one finds the other window.
    scan(two, &codes[5]);
    two.card("HADIR · LENGKAP 3 dari 3", "Marwah Tiga");
    one.see(&format!("6 / {INVITED_N}"));
    two.see(&format!("6 / {INVITED_N}"));
    let told = office.json(&["delegation", "D4"]);
    assert_eq!(told["delegation"]["state"], "complete");
}

/// A walk-in at each window, one at both, and one of a script that was a slip.
fn new_people(office: &Office, one: &mut Terminal, two: &mut Terminal) {
    walk_in(one, "Baso Contoh", "Salenrang, Bontoa");
    let screen = one.card("PESERTA BARU · LEBIH DARI KUOTA 4 dari 3", "Baso Contoh");
    assert!(screen.contains("#19"), "{screen}");
    walk_in(two, "Tenri Contoh", "Harian Rekaan");
    two.card("PESERTA BARU", "Tenri Contoh");

    walk_in(one, "Guru Contoh", "SMA Rekaan");
    one.card("PESERTA BARU", "Guru Contoh");
    walk_in(two, "GURU CONTOH", "SMA Rekaan");
    two.see("sudah tercatat");
    two.keys(ESC);
    two.see("Esc sekali lagi");
    two.keys(ESC);
    two.gone("Peserta baru: langsung hadir");

    let added = script(office, &["walk-in", "--name", "Salah Contoh"]);
    assert_eq!(added["id"], 22);
    one.see("10 / 22");
    script(office, &["undo"]);
    for desk in [one, two] {
        desk.see("9 / 21");
    }
}

/// At a window, by a script, and taken back by a script: then the invited person is there.
fn substitutes(office: &Office, one: &mut Terminal, two: &mut Terminal) {
    two.keys("#10");
    two.card("belum hadir", "Amiruddin Satu");
    two.keys("\x14"); // Ctrl+T
    two.see("Pengganti untuk Amiruddin Satu #10");
    two.paste("Hasrul Contoh");
    two.see("Hasrul Contoh");
    two.keys(CTRL_S);
    let screen = two.card("PENGGANTI · SEBAGIAN 1 dari 2", "Hasrul Contoh");
    assert!(screen.contains("mewakili Amiruddin Satu"), "{screen}");
    two.keys(ESC);

    let by = script(office, &["substitute", "11", "--name", "Sitti Contoh"]);
    assert_eq!(by["state"], "represented");
    let oneself = script(office, &["substitute", "11", "--none"]);
    assert_eq!(oneself["state"], "present");
    // The name that was invited still finds the row.
    one.keys("amiruddin");
    one.card("DIWAKILI 08.05", "Hasrul Contoh");
    one.keys(ESC);
    one.see("nama, desa, atau nomor");
}

/// The regent; two guests at a window whose plug is pulled behind the first.
fn guests_and_the_plug(
    office: &Office,
    codes: &[String],
    one: &mut Terminal,
    mut two: Terminal,
) -> Terminal {
    scan(one, &codes[0]);
    let screen = one.card("TAMU VIP", "H. Kaharuddin Contoh, S.E.");
    assert!(screen.contains("protokol dipanggil"), "{screen}");
    two.see("TAMU KEHORMATAN TIBA");
    let answered = script(office, &["guests", "--answer", "1"]);
    assert_eq!(answered["calls"], Value::Array(Vec::new()));

    scan(&mut two, &codes[11]);
    two.card("HADIR", "Tamu01 Contoh");
    two.kill_nine();
    scan(one, &codes[12]);
    one.card("HADIR", "Tamu02 Contoh");
    let mut two = window(office, "Meja 2");
    two.see("14 / 21");
    scan(&mut two, &codes[11]);
    two.card("SUDAH HADIR (meja ini)", "Tamu01 Contoh");
    two
}

/// One undone, the last of a delegation sent back, one cancelled and read nevertheless.
fn slips(office: &Office, codes: &[String], one: &mut Terminal, two: &mut Terminal) {
    scan(one, &codes[13]);
    one.card("HADIR", "Tamu03 Contoh");
    one.keys(CTRL_Z);
    one.see("Diurungkan: HADIR Tamu03 Contoh");

    one.keys("#9");
    one.card("HADIR 08.05", "Jumriah Tiga");
    one.keys(CTRL_D);
    one.see("Kehadiran dibatalkan: Jumriah Tiga");
    one.keys(ESC);
    let told = office.json(&["delegation", "9"]);
    assert_eq!(told["delegation"]["missing"], serde_json::json!([9]));

    one.keys("#15");
    one.card("belum hadir", "Tamu04 Contoh");
    one.keys(CTRL_X);
    one.see("Batalkan undangan: Tamu04 Contoh");
    one.paste("sakit");
    one.keys(ENTER);
    one.see("Undangan dibatalkan.");
    one.keys(ESC);
    scan(two, &codes[14]);
    two.card("DIBATALKAN", "Tamu04 Contoh");
    for desk in [one, two] {
        desk.see("13 / 20");
    }
}

/// The kit once, not to the absent; transport not to the staff.
fn hand_outs(office: &Office, codes: &[String], two: &mut Terminal) {
    two.keys("\x0f"); // Ctrl+O
    two.see("Meja ini mencatat daftar");
    two.keys("2");
    two.see("Sekarang mencatat: Kit peserta.");
    scan(two, &codes[3]);
    two.card("DISERAHKAN", "Suardi Satu");
    scan(two, &codes[15]);
    two.card("BELUM HADIR", "Tamu05 Contoh");
    let again = office.run(&["handout", "kit", &codes[3], "--json"]).ends(1);
    assert_eq!(again.value()["outcome"], "already_present");
    script(office, &["handout", "kit", &codes[4]]);
    two.see("2 / 13");
    scan(two, &codes[4]);
    two.card("SUDAH DISERAHKAN", "Rahmatia Dua");
    let staff = office
        .run(&["handout", "transport", &codes[1], "--json"])
        .ends(1);
    assert_ne!(staff.value()["outcome"], "present");
    two.keys("\x0f");
    two.see("Meja ini mencatat daftar");
    two.keys("1");
    two.see("Kembali ke daftar hadir.");
}

/// Papers before, the closing at a window, and two who come after it; answers the closing.
fn closing(office: &Office, codes: &[String], one: &mut Terminal, two: &mut Terminal) -> Value {
    for variant in ["invited", "present", "blank"] {
        for ending in ["html", "csv", "xlsx"] {
            let name = format!("daftar-{variant}.{ending}");
            let args = ["attendance", "-o", &name, "--variant", variant];
            office.run(&[&["export"][..], &args].concat()).must();
            assert!(office.path(&name).exists());
        }
    }
    command(one, "Tutup daftar hadir");
    one.see("13 hadir, 17 diundang");
    one.keys("y");
    one.see("DITUTUP pukul 08.05");
    let closed = office.json(&["lists"])[0]["closed"].clone();
    assert_eq!(closed["totals"]["substitutes"], 1);
    assert_eq!(closed["totals"]["added"], 3);
    one.keys(ESC);
    one.gone("DITUTUP pukul");
    let printed = printed_here(office, one);
    assert_eq!(printed.matches("<tr style=\"height").count(), 13);

    scan(two, &codes[15]);
    two.card("DAFTAR DITUTUP", "Tamu05 Contoh");
    two.keys(ENTER);
    two.see("alasan susulan: Tamu05 Contoh");
    two.paste("hujan di jalan");
    two.keys(CTRL_S);
    two.card("HADIR", "Tamu05 Contoh");
    script(
        office,
        &["checkin", "--person", "3", "--reason", "pesawat tertunda"],
    );
    closed
}

/// The attendance list of those present as a window prints it.
fn printed_here(office: &Office, desk: &mut Terminal) -> String {
    let pages = || {
        let files = std::fs::read_dir(office.folder()).unwrap();
        let paths = files.map(|f| f.unwrap().path());
        let html = paths.filter(|p| p.extension().is_some_and(|e| e == "html"));
        html.collect::<BTreeSet<_>>()
    };
    let before = pages();
    command(desk, "Cetak kertas");
    desk.see("[Yang hadir]");
    desk.keys(CTRL_S);
    desk.see("Buka");
    desk.keys(ESC);
    desk.gone("Buka");
    let new: Vec<_> = pages().difference(&before).cloned().collect();
    assert_eq!(new.len(), 1, "{new:?}");
    std::fs::read_to_string(&new[0]).unwrap()
}

/// Every way to count says the same.
fn agree(office: &Office, one: &mut Terminal, two: &mut Terminal, come: &BTreeSet<u64>) {
    let n = come.len();
    for desk in [&mut *one, &mut *two] {
        desk.see(&format!("{n} / 20"));
    }
    assert_eq!(&there(office), come);
    assert_eq!(office.json(&["info"])["present"], n);
    let lists = office.json(&["lists"]);
    assert_eq!(lists[0]["present"], n);
    assert_eq!(lists[1]["present"], 2, "kits");
    let closed = &lists[0]["closed"];
    let after = closed["addenda"].as_array().unwrap().len();
    assert_eq!(
        closed["totals"]["present"].as_u64().unwrap() + after as u64,
        n as u64
    );

    // The papers, by number.
    for name in ["hadir.csv", "hadir.html"] {
        let args = ["export", "attendance", "-o", name, "--variant", "present"];
        office.run(&args).must();
    }
    let table = rows(&office.read("hadir.csv"));
    let at = table[0]
        .iter()
        .position(|c| c == "nomor_tanda_peserta")
        .unwrap();
    let listed = table[1..].iter().filter(|r| r.len() == table[0].len());
    let listed: Vec<u64> = listed.map(|r| r[at].parse().unwrap()).collect();
    assert_eq!(listed.len(), n, "nobody twice");
    assert_eq!(&listed.into_iter().collect::<BTreeSet<u64>>(), come);
    let page = office.read("hadir.html");
    assert_eq!(page.matches("<tr style=\"height").count(), n);
    for name in [
        "Hasrul Contoh",
        "Nurlina Dua",
        "GURU",
        "Salah Contoh",
        "Jumriah",
    ] {
        let listed = ["Hasrul Contoh", "Nurlina Dua"].contains(&name);
        assert_eq!(page.contains(name), listed, "{name}");
    }

    // One by one out of the journal, without any of the program's own folding.
    let log = office.run(&["log", "--json"]).must().lines();
    assert_eq!(&folded(&log), come);
    let whole = office.json(&["verify"]);
    assert_eq!(
        (&whole["ok"], &whole["present"], &whole["entries"]),
        (&Value::Bool(true), &Value::from(n), &Value::from(log.len()))
    );
}

/// Who is on the day's list by the lines of the journal: arrived, neither undone nor taken back.
fn folded(log: &[Value]) -> BTreeSet<u64> {
    let act = |line: &Value| match &line["group"] {
        Value::Null => line["id"].clone(),
        group => group.clone(),
    };
    let undone: Vec<&Value> = log
        .iter()
        .filter(|l| l["event"]["type"] == "undone")
        .map(|l| &l["event"]["act"])
        .collect();
    let mut there = BTreeSet::new();
    for line in log.iter().filter(|l| !undone.contains(&&act(l))) {
        let event = &line["event"];
        let person = event["person"].as_u64();
        match event["type"].as_str().unwrap() {
            "arrived" if event["list"] == "hadir" => {
                let people = event["people"].as_array().unwrap().iter();
                there.extend(people.map(|id| id.as_u64().unwrap()));
            }
            "walked_in" if event["list"] == "hadir" => {
                there.insert(event["id"].as_u64().unwrap());
            }
            "arrival_withdrawn" if event["list"] == "hadir" => {
                there.remove(&person.unwrap());
            }
            _ => {}
        }
    }
    there
}
