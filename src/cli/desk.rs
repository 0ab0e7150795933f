//! The registration desk from the command line: arguments and which file does what. It knows no rule:
//! every command is decided where the window's are.

mod arrivals;
mod guests;
mod lists;
mod new_people;
mod pin;
mod signatures;

use clap::{Args, Subcommand, ValueEnum};

use super::Failure;
use super::run::{Desk, Run};
use crate::meeting::Meeting;
use crate::meeting::attendance::Purpose;
use crate::meeting::command::Command;
use crate::meeting::event::WalkIn;
use crate::meeting::id::{ListId, PersonId};
use crate::meeting::names::scrub;
use crate::text::Text;

/// What a script may do at the desk.
#[derive(Debug, Subcommand)]
pub(super) enum Job {
    /// Catat hadir dengan kode · check in by code
    #[command(visible_alias = "pindai")]
    Scan(ScanArgs),
    /// Catat hadir tanpa kode · check in without a code
    #[command(visible_alias = "hadir")]
    Checkin(CheckInArgs),
    /// Batalkan kehadiran · take an arrival back
    #[command(visible_alias = "tarik")]
    Withdraw(CheckInArgs),
    /// Delegasi: siapa yang hadir · a delegation: who is there
    #[command(visible_alias = "delegasi")]
    Delegation(DelegationArgs),
    /// Peserta baru, langsung hadir · somebody uninvited, present at once
    #[command(visible_aliases = ["peserta-baru", "tamu-baru"])]
    WalkIn(Box<WalkInArgs>),
    /// Pengganti orang yang diundang · somebody comes in an invited person's place
    #[command(visible_alias = "pengganti")]
    Substitute(SubstituteArgs),
    /// Serahkan kit, makan, transport · hand something out once
    #[command(visible_alias = "serahkan")]
    Handout(HandoutArgs),
    /// Urungkan tindakan terakhir meja ini · undo this station's last action
    #[command(visible_alias = "urungkan")]
    Undo(UndoArgs),
    /// Kembalikan yang terakhir diurungkan · bring back what was undone last
    #[command(visible_alias = "kembalikan")]
    Redo(UndoArgs),
    /// Tamu kehormatan menurut tata tempat · guests of honour in their order
    #[command(visible_alias = "tamu-vip")]
    Guests(GuestsArgs),
    /// Semua daftar · all lists
    #[command(visible_alias = "daftar")]
    Lists,
    /// Daftar baru, atau ubah judulnya · a new list, or another title
    #[command(visible_alias = "daftar-baru")]
    List(ListArgs),
    /// Ambil blok nomor untuk meja ini · take a block of numbers for this station
    #[command(visible_alias = "blok-nomor")]
    Reserve {
        /// Berapa · how many
        count: u32,
    },
    /// Tutup daftar hadir · close the attendance list
    #[command(visible_alias = "tutup")]
    Close(CloseArgs),
    /// Tanda tangan satu halaman · the signatures of one page
    #[command(visible_alias = "tanda-tangan")]
    Signatures(SignatureArgs),
    /// Cocokkan tanda tangan dengan kehadiran · hold signatures against arrivals
    #[command(visible_alias = "cocokkan")]
    Reconcile {
        #[command(flatten)]
        on: OnList,
    },
    /// PIN penyelia · the supervisor's PIN
    #[command(visible_alias = "sandi")]
    Pin {
        /// Apa · what
        #[command(subcommand)]
        what: PinJob,
    },
}

/// On which list.
#[derive(Debug, Args)]
pub(super) struct OnList {
    /// Daftar · list: hadir, kit, makan, transport, ...
    #[arg(long, value_name = "NAME", default_value = "hadir")]
    list: String,
}

/// Why a closed list is changed.
#[derive(Debug, Args)]
pub(super) struct Because {
    /// Alasan, bila daftar sudah ditutup (susulan) · reason, where the list is closed (addendum)
    #[arg(long)]
    reason: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ScanArgs {
    /// Kode · codes
    #[arg(required = true)]
    codes: Vec<String>,
    #[command(flatten)]
    on: OnList,
}

#[derive(Debug, Args)]
pub(super) struct CheckInArgs {
    /// Nomor orang · the person's number
    #[arg(long, value_name = "ID")]
    person: String,
    #[command(flatten)]
    on: OnList,
    #[command(flatten)]
    because: Because,
}

#[derive(Debug, Args)]
pub(super) struct DelegationArgs {
    /// Kode surat atau anggota, nomor anggota, nomor delegasi, kode desa · a code of the letter or of a
    /// member, a member's number, D7, 73.09.05.2002
    #[arg(value_name = "CODE|ID")]
    which: String,
    /// Yang datang: all, atau nomor orang · who has come: all, or numbers
    #[arg(long, value_name = "all|ID", num_args = 1.., value_delimiter = ',')]
    present: Vec<String>,
    #[command(flatten)]
    on: OnList,
    #[command(flatten)]
    because: Because,
}

#[derive(Debug, Args)]
pub(super) struct Somebody {
    /// Jabatan · position
    #[arg(long, default_value = "")]
    position: String,
    /// Nomor HP · mobile number
    #[arg(long, default_value = "")]
    phone: String,
    /// L atau P · male (L) or female (P)
    #[arg(long, value_name = "L|P")]
    sex: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct WalkInArgs {
    /// Nama · name
    #[arg(long)]
    name: String,
    /// Desa: nama, "nama, kecamatan", atau kode · village: name, "name, sub-district", or code
    #[arg(long, default_value = "")]
    village: String,
    /// Instansi · office
    #[arg(long, default_value = "")]
    office: String,
    #[command(flatten)]
    who: Somebody,
    /// Golongan · class
    #[arg(long, value_name = "CLASS", default_value = "tambahan")]
    class: Class,
    #[command(flatten)]
    on: OnList,
    /// Memang orang lain · really somebody else
    #[arg(long)]
    sure: bool,
    #[command(flatten)]
    because: Because,
}

#[derive(Debug, Args)]
#[group(id = "by", required = true, multiple = false, args = ["name", "none"])]
pub(super) struct SubstituteBy {
    /// Nama pengganti; kosong: yang diundang datang sendiri · the substitute's name; empty: the invited
    /// person came after all
    #[arg(long)]
    name: Option<String>,
    /// Yang diundang datang sendiri · the invited person came after all
    #[arg(long)]
    none: bool,
}

#[derive(Debug, Args)]
pub(super) struct SubstituteArgs {
    /// Nomor orang yang diundang · the invited person's number
    #[arg(value_name = "ID")]
    person: String,
    #[command(flatten)]
    by: SubstituteBy,
    #[command(flatten)]
    who: Somebody,
    #[command(flatten)]
    on: OnList,
    #[command(flatten)]
    because: Because,
}

#[derive(Debug, Args)]
pub(super) struct HandoutArgs {
    /// Apa: kit, makan, transport, atau daftar lain · what: kit, makan, transport, or another list
    item: String,
    /// Kode · codes
    #[arg(required_unless_present = "person", conflicts_with = "person")]
    codes: Vec<String>,
    /// Nomor orang · the person's number
    #[arg(long, value_name = "ID")]
    person: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct UndoArgs {
    #[command(flatten)]
    because: Because,
}

#[derive(Debug, Args)]
pub(super) struct GuestsArgs {
    /// Jawab panggilan untuk orang ini · answer the call for this person
    #[arg(long, value_name = "ID")]
    answer: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// Nama pendek: huruf kecil, angka, tanda hubung · short name: lower case, digits, hyphens
    name: String,
    /// Judul di layar dan kertas · title on screen and paper
    #[arg(long)]
    title: Option<String>,
    /// Untuk apa · what for
    #[arg(long)]
    purpose: Option<PurposeArg>,
    /// Ikut tercatat saat hadir · recorded along with an arrival
    #[arg(long, value_name = "YES", num_args = 0..=1, default_missing_value = "true", require_equals = true)]
    along: Option<bool>,
}

#[derive(Debug, Args)]
pub(super) struct CloseArgs {
    /// Apa · what
    what: Closable,
    #[command(flatten)]
    on: OnList,
}

#[derive(Debug, Args)]
pub(super) struct SignatureArgs {
    /// Nomor atau kode halaman · number or code of the page
    page: String,
    /// Baris yang hadir tanpa tanda tangan · rows present without a signature
    #[arg(long, value_name = "ROWS", num_args = 1.., value_delimiter = ',')]
    unsigned: Vec<String>,
    /// Baris bertanda tangan tanpa hadir · rows signed without an arrival
    #[arg(long, value_name = "ROWS", num_args = 1.., value_delimiter = ',')]
    signed: Vec<String>,
    /// Semua yang hadir menandatangani · everybody present signed, nobody else
    #[arg(long, conflicts_with_all = ["unsigned", "signed"])]
    complete: bool,
    /// Hanya tampilkan · only show
    #[arg(long, conflicts_with_all = ["unsigned", "signed", "complete"])]
    show: bool,
}

/// What is done with the PIN.
#[derive(Debug, Subcommand)]
pub(super) enum PinJob {
    /// Pasang atau ganti PIN · set or change it
    #[command(visible_alias = "pasang")]
    Set {
        /// PIN baru, bila sudah ada PIN · the new one, where there is one already
        #[arg(long, value_name = "PIN")]
        new: Option<String>,
    },
    /// Hapus PIN · remove it
    #[command(visible_alias = "hapus")]
    Remove,
    /// Periksa PIN · is it right?
    #[command(visible_alias = "periksa")]
    Check,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Class {
    #[value(alias = "additional")]
    Tambahan,
    #[value(alias = "substitute")]
    Pengganti,
    #[value(alias = "guest")]
    Tamu,
    Media,
    #[value(alias = "committee")]
    Panitia,
}

impl From<Class> for WalkIn {
    fn from(class: Class) -> WalkIn {
        match class {
            Class::Tambahan => WalkIn::Additional,
            Class::Pengganti => WalkIn::Substitute,
            Class::Tamu => WalkIn::Guest,
            Class::Media => WalkIn::Media,
            Class::Panitia => WalkIn::Committee,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PurposeArg {
    /// Kehadiran · people are present
    #[value(alias = "kehadiran")]
    Attendance,
    /// Penyerahan, sekali per orang · people get something once
    #[value(name = "hand_out", aliases = ["hand-out", "handout", "penyerahan"])]
    HandOut,
}

impl From<PurposeArg> for Purpose {
    fn from(purpose: PurposeArg) -> Purpose {
        match purpose {
            PurposeArg::Attendance => Purpose::Attendance,
            PurposeArg::HandOut => Purpose::HandOut,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Closable {
    /// Daftar hadir · the attendance list
    #[value(alias = "daftar-hadir")]
    Attendance,
}

/// Runs a scripted command of the desk.
pub(super) fn run(run: Run, job: Job) -> Result<(), Failure> {
    let pin = run.pin.clone();
    let open = Desk::open(run)?;
    match job {
        Job::Scan(args) => arrivals::scan(open, &args.codes, &args.on.list),
        Job::Checkin(args) => arrivals::check_in(open, args),
        Job::Withdraw(args) => arrivals::withdraw(open, args),
        Job::Delegation(args) => arrivals::delegation(open, args),
        Job::WalkIn(args) => new_people::walk_in(open, *args),
        Job::Substitute(args) => new_people::substitute(open, args),
        Job::Handout(args) => arrivals::hand_out(open, &args),
        Job::Undo(args) => arrivals::undo(open, args.because),
        Job::Redo(args) => arrivals::redo(open, args.because),
        Job::Guests(args) => guests::guests(open, args.answer.as_deref()),
        Job::Lists => lists::all(open),
        Job::List(args) => lists::define(open, &args),
        Job::Reserve { count } => lists::reserve(open, count),
        Job::Close(args) => lists::close(open, &args),
        Job::Signatures(args) => signatures::signatures(open, &args),
        Job::Reconcile { on } => signatures::reconcile(open, &on),
        Job::Pin { what } => pin::run(open, &what, pin.as_deref()),
    }
}

impl OnList {
    fn of(&self, text: &Text, meeting: &Meeting) -> Result<ListId, Failure> {
        list_of(text, meeting, &self.list)
    }
}

impl Because {
    /// The change as an addendum where a reason is given.
    fn wrap(self, change: Command) -> Command {
        match self.reason {
            None => change,
            Some(reason) => Command::Addendum {
                reason: scrub(&reason),
                change: Box::new(change),
            },
        }
    }
}

/// A list by its name. A slip of the finger must not begin a list of its own.
pub(super) fn list_of(text: &Text, meeting: &Meeting, written: &str) -> Result<ListId, Failure> {
    let wanted = ListId::new(&scrub(written).to_lowercase());
    let lists = meeting.lists();
    if lists.contains(&wanted) {
        return Ok(wanted);
    }
    let known: Vec<&str> = lists.iter().map(ListId::as_str).collect();
    let words = (text.script.no_list)(&scrub(written), &known.join(", "));
    Err(Failure::Refused(words))
}

/// A person's number as an argument.
fn number(text: &Text, argument: &str, written: &str) -> Result<PersonId, Failure> {
    written.parse().map_err(|_| {
        Failure::Usage(format!(
            "{argument} {}: {}",
            scrub(written),
            text.number_wanted
        ))
    })
}
