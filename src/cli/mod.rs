//! The command line: arguments, exit codes, and which room does what. Errors go to stderr with exit
//! code 1 (refused), 2 (usage), 3 (storage), 4 (gelar's own fault).

mod board;
mod desk;
mod fault;
mod import;
mod open;
mod out;
mod papers;
mod print;
mod privacy;
mod projector;
mod rehearse;
mod rules;
mod run;
mod settings;
mod stage;
mod usage;
mod window;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::parser::ValueSource;
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use crate::clock::Clock;
use crate::exchange::form::FormKind;
use crate::exchange::preview::ImportKind;
use crate::exchange::{ImportError, export::ExportError};
use crate::journal::JournalError;
use crate::meeting::hall::HallLang;
use crate::text::{Lang, Text};
use crate::theme::{Ground, Theme};

/// gelar: hari pertemuan dari satu laptop · a meeting day from one laptop
#[derive(Debug, Parser)]
#[command(name = "gelar", version, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Option<Work>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Pilihan umum · options of every command")]
struct Options {
    /// Berkas pertemuan · the meeting file [default: pertemuan.gelar]
    #[arg(short, long, global = true, value_name = "FILE", env = "GELAR_MEETING")]
    meeting: Option<PathBuf>,
    /// Bahasa · language: id, en
    #[arg(long, global = true, env = "GELAR_LANG", value_name = "LANG")]
    lang: Option<String>,
    /// Hanya huruf ASCII di layar · only ASCII on screen
    #[arg(long, global = true)]
    ascii: bool,
    /// Warna latar terminal ini · this terminal's ground: gelap, terang (dark, light)
    #[arg(long, global = true, env = "GELAR_THEME", value_name = "THEME")]
    theme: Option<String>,
    /// Nama meja · the station's name
    #[arg(long, global = true, value_name = "NAME")]
    station: Option<String>,
    /// Nama petugas · the operator's name
    #[arg(long, global = true, value_name = "NAME")]
    operator: Option<String>,
    /// Kecamatan meja ini, didahulukan · the station's own sub-districts, listed first
    #[arg(long, global = true, value_name = "NAMES")]
    subdistricts: Option<String>,
    /// Keluaran untuk mesin · machine-readable output
    #[arg(long, global = true)]
    json: bool,
    #[arg(skip)]
    hall_lang: Option<HallLang>,
    /// PIN penyelia, kalau pertemuan memakainya · the supervisor's PIN, where the meeting has one
    #[arg(
        long,
        global = true,
        value_name = "PIN",
        env = "GELAR_PIN",
        hide_env_values = true
    )]
    pin: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Work {
    /// Pertemuan contoh di contoh.gelar · a sample meeting
    #[command(visible_alias = "contoh")]
    Demo {
        /// Hanya membuat berkasnya dan menulis alamatnya · only make the file and print its path
        #[arg(long)]
        headless: bool,
    },
    /// Layar aula, di terminal sendiri pada layar kedua · the hall's window, on the second screen
    #[command(visible_alias = "layar")]
    Projector,
    /// Layar aula dari skrip atau remote · the hall from a script or a presenter's remote
    #[command(visible_alias = "aula")]
    Stage {
        /// Apa; kosong: yang tampil sekarang · what; nothing: what is shown now
        #[command(subcommand)]
        what: Option<stage::StageJob>,
    },
    /// Berkas pertemuan baru · a new meeting file
    #[command(visible_alias = "baru")]
    New(NewMeeting),
    /// Impor daftar dari CSV, Excel, ODS, teks · import a list from CSV, Excel, ODS, text
    #[command(visible_alias = "impor")]
    Import(import::ImportArgs),
    #[command(flatten)]
    Desk(desk::Job),
    /// Papan peringkat · the leaderboard
    #[command(visible_alias = "papan")]
    Board(board::BoardArgs),
    /// Cari seperti di meja · what the desk would list
    #[command(visible_alias = "cari")]
    Search {
        /// Nama, desa, nomor · name, village, number
        #[arg(required = true)]
        text: Vec<String>,
    },
    /// Semua orang · everybody
    #[command(visible_alias = "orang")]
    People,
    /// Batalkan undangan · cancel an invitation
    #[command(visible_alias = "batalkan")]
    Cancel(WhoWhy),
    /// Pulihkan undangan · restore a cancelled invitation
    #[command(visible_alias = "pulihkan")]
    Restore(Who),
    /// Ganti kode · issue a new code
    #[command(visible_alias = "ganti-kode")]
    Reissue(WhoWhy),
    /// Ekspor · export
    #[command(visible_alias = "ekspor")]
    Export {
        /// Apa · what
        what: What,
        /// Formulir yang mana, sesudah form · which form, after form
        form: Option<FormArg>,
        /// Berkas tujuan; - untuk keluaran standar · the file to write; - is standard output
        #[arg(short, value_name = "FILE")]
        output: PathBuf,
        /// Bentuk untuk -o -; tanpa ini CSV, halaman HTML · format for -o -; else CSV, of pages HTML
        #[arg(long, value_name = "FORMAT")]
        format: Option<out::FormatArg>,
        #[command(flatten)]
        papers: papers::PaperArgs,
    },
    /// Aturan papan peringkat · the rules of the leaderboard
    #[command(visible_alias = "aturan")]
    Rules {
        /// Apa · what
        #[command(subcommand)]
        what: rules::RulesJob,
    },
    /// Segel: yang ditahan dari papan umum · what is kept from the public board
    #[command(visible_alias = "segel")]
    Seal(rules::SealArgs),
    /// Salinan lengkap · a complete copy
    #[command(visible_alias = "cadangan")]
    Backup {
        /// Berkas tujuan · the file to write
        file: PathBuf,
    },
    /// Salinan tanpa data pribadi, untuk sesudah acara · a copy without personal data
    #[command(visible_alias = "lupakan")]
    Forget {
        /// Berkas tujuan; tidak boleh sudah ada · the file to write; must not exist
        #[arg(short, value_name = "FILE")]
        output: PathBuf,
    },
    /// Keterangan berkas: acara, penanggung jawab, tujuan · what this file is, whose, what for
    #[command(visible_alias = "keterangan")]
    Info,
    /// Latihan pada salinan · rehearse on a copy
    #[command(visible_alias = "latihan")]
    Rehearse {
        /// Apa · what
        #[command(subcommand)]
        what: rehearse::Rehearse,
    },
    /// Jurnal, satu baris per entri · the journal, one line per entry
    #[command(visible_alias = "jurnal")]
    Log,
    /// Periksa rantai, isi, dan sidik jari · chain, fold and fingerprint
    #[command(visible_alias = "periksa")]
    Verify,
}

#[derive(Debug, Args)]
struct NewMeeting {
    /// Judul · title
    #[arg(long)]
    title: String,
    /// Tanggal · date: 2026-12-18, 18/12/2026
    #[arg(long)]
    date: String,
    /// Tempat · place
    #[arg(long, default_value = "")]
    place: String,
    /// Zona waktu · time zone: WIB, WITA, WIT
    #[arg(long, default_value = "WITA")]
    zone: String,
    /// Penyelenggara · organiser
    #[arg(long, default_value = "")]
    organiser: String,
    /// Penanggung jawab data pribadi · who is responsible for the personal data
    #[arg(long, default_value = "")]
    responsible: String,
    /// Tujuan menyimpan data pribadi · why the personal data are kept
    #[arg(long)]
    purpose: Option<String>,
    /// Folder cadangan otomatis · directory of the automatic backup
    #[arg(long)]
    backup: Option<String>,
}

#[derive(Debug, Args)]
struct Who {
    /// Nomor orang · the person's number
    #[arg(long, value_name = "ID")]
    person: String,
}

#[derive(Debug, Args)]
struct WhoWhy {
    /// Nomor orang · the person's number
    #[arg(long, value_name = "ID")]
    person: String,
    /// Alasan · reason
    #[arg(long)]
    reason: String,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    /// Orang yang diundang · people
    Peserta,
    /// Perpustakaan mitra · partner libraries
    Perpustakaan,
    /// Desa dan kelurahan · villages
    Wilayah,
    /// Per perpustakaan dan bulan · by library and month
    Capaian,
    /// Jumlah per perpustakaan · totals by library
    Rekap,
}

impl From<Kind> for ImportKind {
    fn from(kind: Kind) -> ImportKind {
        match kind {
            Kind::Peserta => ImportKind::People,
            Kind::Perpustakaan => ImportKind::Libraries,
            Kind::Wilayah => ImportKind::Villages,
            Kind::Capaian => ImportKind::Achievements,
            Kind::Rekap => ImportKind::Totals,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// Kode undangan · invitation codes
    Codes,
    /// Daftar hadir · attendance list
    #[value(alias = "daftar-hadir")]
    Attendance,
    /// Tanda peserta · badges
    #[value(alias = "tanda-peserta")]
    Badges,
    /// Lembar undangan · invitation slips
    #[value(alias = "undangan")]
    Slips,
    /// Surat delegasi · delegation letters
    #[value(alias = "surat")]
    Letters,
    /// Kartu perintah · command card
    #[value(alias = "kartu-perintah")]
    CommandCard,
    /// Aturan papan, satu halaman · the board's rules on a page
    #[value(alias = "aturan")]
    Rules,
    /// Formulir kosong untuk diisi dan diimpor · an empty form to fill in and import
    #[value(alias = "formulir")]
    Form,
    /// Templat dokumen; -o menyebut folder · document templates; -o names a folder
    #[value(alias = "templat")]
    Templates,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormArg {
    /// Per perpustakaan dan bulan · by library and month
    Capaian,
    /// Orang yang diundang · people
    Peserta,
    /// Perpustakaan mitra · partner libraries
    Perpustakaan,
}

impl From<FormArg> for FormKind {
    fn from(arg: FormArg) -> FormKind {
        match arg {
            FormArg::Capaian => FormKind::Achievements,
            FormArg::Peserta => FormKind::People,
            FormArg::Perpustakaan => FormKind::Libraries,
        }
    }
}

/// Why a command ended badly: words for stderr, and the exit code's kind.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Refused by a rule: 1. Empty words: all has been said on stdout.
    Refused(String),
    /// Wrong arguments: 2.
    Usage(String),
    /// The file or the disk: 3.
    Storage(String),
    /// gelar's own fault: 4.
    Fault(String),
}

impl Failure {
    fn journal(text: &Text, error: &JournalError) -> Failure {
        let words = (text.journal_error)(error);
        match error {
            JournalError::Exists(_) => Failure::Refused(words),
            JournalError::Missing(_)
            | JournalError::NotOurs(_)
            | JournalError::Newer { .. }
            | JournalError::Damaged { .. }
            | JournalError::Busy
            | JournalError::Full
            | JournalError::ReadOnly
            | JournalError::IdReused(_)
            | JournalError::Split(_)
            | JournalError::Io(_) => Failure::Storage(words),
        }
    }

    fn import(text: &Text, error: &ImportError) -> Failure {
        let words = crate::text::reject::import_error(text.lang, error);
        match error {
            ImportError::NotFound
            | ImportError::Directory
            | ImportError::NotAFile
            | ImportError::Unreadable(_) => Failure::Storage(words),
            ImportError::TooLarge { .. }
            | ImportError::Empty
            | ImportError::NotATable(_)
            | ImportError::Encrypted
            | ImportError::Damaged(_)
            | ImportError::OpenQuote { .. }
            | ImportError::Heads(_)
            | ImportError::Cancelled => Failure::Refused(words),
        }
    }

    fn export(text: &Text, error: &ExportError) -> Failure {
        let words = crate::text::export_error(text, error);
        match error {
            ExportError::MeetingFile | ExportError::Directory | ExportError::NotAFile => {
                Failure::Refused(words)
            }
            ExportError::Io(_) => Failure::Storage(words),
        }
    }

    fn io(error: &anyhow::Error) -> Failure {
        Failure::Storage(format!("{error:#}"))
    }
}

/// Reads the arguments. A language that was typed, not one of the environment, is also the hall's
/// where that is set.
fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let found = Cli::command().try_get_matches_from(args)?;
    let typed = found.value_source("lang") == Some(ValueSource::CommandLine);
    let mut cli = Cli::from_arg_matches(&found)?;
    let lang = cli.options.lang.as_deref().filter(|_| typed);
    cli.options.hall_lang = lang.and_then(Lang::parse).map(|lang| match lang {
        Lang::Id => HallLang::Id,
        Lang::En => HallLang::En,
    });
    Ok(cli)
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    run(std::env::args_os())
}

/// Runs the program with these arguments.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let lang = usage::lang_of(&args);
    fault::to_the_log();
    let cli = match parse(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors; clap knows which stream and code each has.
            let code = error.exit_code();
            match usage::words(&error, lang) {
                Some(words) => eprintln!("gelar: {words}"),
                None => drop(error.print()),
            }
            return ExitCode::from(u8::try_from(code).unwrap_or(2));
        }
    };
    ExitCode::from(told(words_and_work(cli)))
}

/// Says how it ended; answers the exit code.
fn told(ended: Result<(), Failure>) -> u8 {
    let (words, code) = match ended {
        Ok(()) => return 0,
        Err(Failure::Refused(words)) => (words, 1),
        Err(Failure::Usage(words)) => (words, 2),
        Err(Failure::Storage(words)) => (words, 3),
        Err(Failure::Fault(words)) => (words, 4),
    };
    if !words.is_empty() {
        print::aside(&format!("gelar: {words}"));
    }
    code
}

fn words_and_work(cli: Cli) -> Result<(), Failure> {
    let lang = match &cli.options.lang {
        None => Lang::default(),
        Some(word) if word.trim().is_empty() => Lang::default(),
        Some(word) => {
            Lang::parse(word).ok_or_else(|| Failure::Usage(format!("--lang {word}: id, en")))?
        }
    };
    let text = lang.text();
    fault::guarded(text, || start(cli, text))
}

fn start(cli: Cli, text: &'static Text) -> Result<(), Failure> {
    let clock = Clock::from_env().map_err(|e| Failure::Usage((text.bad_clock)(&e.to_string())))?;
    log_to_file(&clock);
    let theme = Theme::detect(cli.options.ascii, ground(cli.options.theme.as_deref())?);
    let desk = run::Run {
        text,
        clock,
        station: cli.options.station.clone(),
        operator: cli.options.operator.clone(),
        subdistricts: cli.options.subdistricts.clone(),
        meeting: cli.options.meeting.clone(),
        json: cli.options.json,
        pin: cli.options.pin.filter(|pin| !pin.trim().is_empty()),
    };
    match cli.command {
        None => window::open(desk, theme),
        Some(Work::Demo { headless }) => {
            if !headless {
                window::need_terminal(&desk)?;
            }
            let path = run::demo(&desk)?;
            if headless {
                return print::line(&path.display().to_string());
            }
            let desk = run::Run {
                meeting: Some(path),
                ..desk
            };
            window::open(desk, theme)
        }
        Some(Work::Stage { what }) => stage::run(desk, what, cli.options.hall_lang),
        Some(Work::Projector) => projector::open(&desk, theme),
        Some(work) => run::run(desk, work),
    }
}

/// What this terminal draws on: as it was named, else as the settings say. A mistake in those keeps
/// nobody from opening.
fn ground(named: Option<&str>) -> Result<Ground, Failure> {
    let said = named.map(str::trim).filter(|word| !word.is_empty());
    match said {
        Some(word) => Ground::parse(word)
            .ok_or_else(|| Failure::Usage(format!("--theme {word}: gelap, terang"))),
        None => Ok(settings::load().theme.unwrap_or_default()),
    }
}

/// Errors and notes go to a file in the settings folder, never to the terminal and never with
/// personal values. A log that cannot be written is done without.
fn log_to_file(clock: &Clock) {
    const LARGEST: u64 = 1 << 20;
    let Some(folder) = crate::console::recent::folder() else {
        return;
    };
    let path = folder.join("gelar.log");
    if std::fs::metadata(&path).is_ok_and(|m| m.len() > LARGEST) {
        let _ = std::fs::rename(&path, folder.join("gelar.log.1"));
    }
    let opened = std::fs::create_dir_all(&folder).and_then(|()| {
        std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(&path)
    });
    if let Ok(file) = opened {
        let started = clock.now();
        let _ = tracing_subscriber::fmt()
            .with_writer(std::sync::Mutex::new(file))
            .with_ansi(false)
            .without_time()
            .try_init();
        tracing::info!(%started, version = env!("CARGO_PKG_VERSION"), "gelar");
    }
}
