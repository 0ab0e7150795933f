//! A folder of its own with the built program in it: no settings, language or clock of whoever runs
//! the tests come in. It never starts a shell, so that it means the same on Windows.

#![allow(clippy::unwrap_used, dead_code)] // shared by several suites; a test that cannot go on stops there

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use gelar::clock::Clock;
use gelar::journal::sqlite::SqliteJournal;
use gelar::meeting::Meeting;
use gelar::meeting::command::Command as Wish;
use gelar::session::{self, Session};
use serde_json::Value;
use tempfile::TempDir;

/// The clock of the scripts.
pub const MORNING: &str = "2026-12-18T08:05:00+08:00";

/// A list as an office sends it: three good rows, one that must be asked about, two that are refused.
pub const PEOPLE: &str = "\
kode_undangan;nama_lengkap;unsur;jabatan;desa_kelurahan;kecamatan;nip;no_hp;jenis_kelamin
U-1;Hj. Rahmatia Dg. Bollo, S.Pd.;Pengelola;Pengelola perpustakaan;Salenrang;Bontoa;197809241996122001;081234567890;P
U-2;Suardi;Kepala Desa;Kepala Desa;Salenrang;Bontoa;;081200000002;L
U-3;Marwah Tenripada;Pengelola;;Cenrana;Camba;;081200000003;P
U-4;Nurhayati;Pengelola;;Bonto Matene;;;081200000004;P
U-5;nan;Undangan;;;;;;L
U-6;;Undangan;;;;;;L
";

/// What must never be printed by `log`: every personal value of [`PEOPLE`].
pub const PERSONAL: [&str; 13] = [
    "Rahmatia",
    "Bollo",
    "Suardi",
    "Marwah",
    "Tenripada",
    "Pengelola perpustakaan Salenrang",
    "197809241996122001",
    "19780924",
    "081234567890",
    "81234567890",
    "081200000002",
    "081200000003",
    "081200000004",
];

/// A temporary folder in which the program is run.
pub struct Office {
    dir: TempDir,
}

/// How a run ended.
pub struct Done {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Office {
    /// An empty folder.
    pub fn empty() -> Office {
        Office {
            dir: TempDir::new().unwrap(),
        }
    }

    /// A folder with a meeting in `pertemuan.gelar` that nobody is in.
    pub fn founded() -> Office {
        let office = Office::empty();
        let title = ["new", "--title", "PLM Uji", "--date", "18/12/2026"];
        office.run(&title).must();
        office
    }

    /// A folder with a meeting and the three good people of [`PEOPLE`].
    pub fn invited() -> Office {
        let office = Office::founded();
        office.write("peserta.csv", PEOPLE);
        office.run(&["import", "peserta", "peserta.csv"]).must();
        office
    }

    /// A folder with a meeting and `n` people: `Tamu Satu` and so on would be hard to tell apart, so
    /// they are called after their number.
    pub fn with_guests(n: usize) -> Office {
        use std::fmt::Write as _;
        let office = Office::founded();
        let mut list = String::from("nama;unsur\n");
        for i in 1..=n {
            writeln!(list, "Tamu{i:03} Contoh;Undangan").unwrap();
        }
        office.write("tamu.csv", &list);
        office.run(&["import", "peserta", "tamu.csv"]).must();
        office
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.dir.path()
    }

    /// Writes a file.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).unwrap();
    }

    /// Reads a file.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The program in this folder, with nothing of the outside but what it needs to start.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gelar"));
        command
            .args(args)
            .current_dir(self.folder())
            .env_remove("GELAR_MEETING")
            .env_remove("GELAR_LANG")
            .env_remove("GELAR_PIN")
            .env_remove("NO_COLOR")
            .env("GELAR_CONFIG", self.path("setelan"))
            .env("GELAR_CLOCK", MORNING);
        command
    }

    /// Runs the program.
    pub fn run(&self, args: &[&str]) -> Done {
        Done::of(self.command(args).output().unwrap())
    }

    /// Runs the program with `--json` and reads its one value.
    pub fn json(&self, args: &[&str]) -> Value {
        let done = self.run(&[args, &["--json"]].concat());
        done.must().value()
    }

    /// Everybody's badge code by number.
    pub fn codes(&self) -> Vec<String> {
        let name = "kode-untuk-uji.csv";
        self.run(&["export", "codes", "-o", name]).must();
        let text = self.read(name);
        let rows = rows(&text);
        rows[1..].iter().map(|row| row[5].clone()).collect()
    }

    /// The meeting as it stands, for what no command prints: codes of letters and pages.
    pub fn meeting(&self) -> Meeting {
        let mut journal = SqliteJournal::open(&self.path("pertemuan.gelar")).unwrap();
        Session::open(&mut journal).unwrap().meeting().clone()
    }

    /// Does what no command does here, such as printing a list.
    pub fn wish(&self, wish: Wish) {
        let mut journal = SqliteJournal::open(&self.path("pertemuan.gelar")).unwrap();
        let mut session = Session::open(&mut journal).unwrap();
        let at: jiff::Timestamp = MORNING.parse().unwrap();
        let first = 0x5eed_0000_0000_0000 + session.head().seq * 0x1_0000;
        let zone = session.meeting().about().unwrap().zone;
        let context = Clock::fixed(at, None, None, first).context("Meja 9", "Uji", zone);
        let done = session::run(&mut session, &mut journal, wish, context);
        assert!(!done.unwrap().unwrap().is_empty());
    }

    /// One person as `people` tells it.
    pub fn person(&self, id: u32) -> Value {
        let people = self.json(&["people"]);
        let found = people.as_array().unwrap().iter().find(|p| p["id"] == id);
        found.unwrap().clone()
    }

    /// Runs the program at another time of the day.
    pub fn at(&self, clock: &str, args: &[&str]) -> Done {
        Done::of(
            self.command(args)
                .env("GELAR_CLOCK", clock)
                .output()
                .unwrap(),
        )
    }

    /// The last entry's hash: equal means that nothing was written.
    pub fn head(&self) -> Value {
        self.json(&["verify"])["head"].clone()
    }

    /// The state of a person.
    pub fn state(&self, id: u32) -> Value {
        let people = self.json(&["people"]);
        let found = people.as_array().unwrap().iter().find(|p| p["id"] == id);
        found.unwrap()["state"].clone()
    }
}

impl Done {
    pub fn of(output: Output) -> Done {
        Done {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Expects success.
    pub fn must(self) -> Done {
        self.ends(0)
    }

    /// Expects an exit code. Every failure says why on stderr, unless all was said on stdout.
    pub fn ends(self, code: i32) -> Done {
        assert_eq!(
            self.code, code,
            "stdout: {}\nstderr: {}",
            self.out, self.err
        );
        assert!(
            code == 0 || !self.err.is_empty() || !self.out.is_empty(),
            "a failure without a word"
        );
        self
    }

    /// Stdout as one JSON value.
    pub fn value(&self) -> Value {
        serde_json::from_str(&self.out).unwrap()
    }

    /// Stdout as one JSON value per line.
    pub fn lines(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|l| serde_json::from_str(l).unwrap())
            .collect()
    }
}

/// The cells of one of our CSV files, its mark taken off.
pub fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows = reader.records().map(Result::unwrap);
    rows.map(|r| r.iter().map(str::to_owned).collect())
        .collect()
}
