//! The words of the papers: headings, columns, the sentences on slips and letters, and what is said
//! when a paper cannot be written.

use std::io::ErrorKind;
use std::path::Path;

use serde::Serialize;

use super::{Lang, Text};
use crate::exchange::document::{DocumentError, Format, Trouble};
use crate::exchange::export::ExportError;
use crate::meeting::command::Order;

/// The phrases of the papers.
#[allow(missing_docs)] // the names and the words say it
pub struct Paper {
    pub words: Words,
    pub committee: &'static str,
    pub participants: &'static str,
    pub speakers: &'static str,
    pub invited: &'static str,
    pub present: &'static str,
    pub blank: &'static str,
    pub subdistrict: fn(&str) -> String,
    pub standing_in: fn(&str) -> String,
    pub list: fn(&str) -> String,
    pub tray: &'static str,
    pub head_attendance: [&'static str; 12],
    pub head_badges: [&'static str; 6],
    pub head_slips: [&'static str; 6],
    pub head_letters: [&'static str; 6],
    pub no_subdistrict: &'static str,
    pub arrived: &'static str,
    pub withdrawn: &'static str,
    pub corrected: &'static str,
    pub order: fn(Order) -> &'static str,
    pub pages: fn(usize, usize) -> String,
    pub templates_written: fn(&str, usize) -> String,
}

/// Words that a template prints by name: `{{ kata.daftar_hadir }}`. An office may put its own words
/// in their place.
#[derive(Clone, Copy, Debug, Serialize)]
#[allow(missing_docs)] // the names and the words say it
pub struct Words {
    #[serde(rename = "bahasa")]
    pub language: &'static str,
    #[serde(rename = "contoh")]
    pub sample: &'static str,
    #[serde(rename = "daftar_hadir")]
    pub attendance: &'static str,
    #[serde(rename = "tanda_terima")]
    pub receipt: &'static str,
    #[serde(rename = "yang_menerima")]
    pub received: &'static str,
    #[serde(rename = "tanda_peserta")]
    pub badge: &'static str,
    #[serde(rename = "undangan")]
    pub invitation: &'static str,
    #[serde(rename = "surat_delegasi")]
    pub letter: &'static str,
    #[serde(rename = "kartu_perintah")]
    pub command_card: &'static str,
    #[serde(rename = "kegiatan")]
    pub event: &'static str,
    #[serde(rename = "hari_tanggal")]
    pub date: &'static str,
    #[serde(rename = "waktu")]
    pub time: &'static str,
    #[serde(rename = "waktu_mulai")]
    pub time_dots: &'static str,
    #[serde(rename = "waktu_akhir")]
    pub time_end: &'static str,
    #[serde(rename = "tempat")]
    pub place: &'static str,
    #[serde(rename = "no")]
    pub number: &'static str,
    #[serde(rename = "nama")]
    pub name: &'static str,
    #[serde(rename = "jabatan_asal")]
    pub role: &'static str,
    #[serde(rename = "jabatan")]
    pub position: &'static str,
    #[serde(rename = "lp")]
    pub sex: &'static str,
    #[serde(rename = "hp")]
    pub phone: &'static str,
    #[serde(rename = "tanda_tangan")]
    pub signature: &'static str,
    #[serde(rename = "halaman")]
    pub page: &'static str,
    #[serde(rename = "lembar")]
    pub sheet: &'static str,
    #[serde(rename = "dari")]
    pub of: &'static str,
    #[serde(rename = "kode_halaman")]
    pub page_code: &'static str,
    #[serde(rename = "pejabat")]
    pub official: &'static str,
    #[serde(rename = "pangkat")]
    pub rank: &'static str,
    #[serde(rename = "nip")]
    pub nip: &'static str,
    #[serde(rename = "kotak")]
    pub tray: &'static str,
    #[serde(rename = "nomor")]
    pub badge_number: &'static str,
    #[serde(rename = "kepada")]
    pub to: &'static str,
    #[serde(rename = "yth")]
    pub dear: &'static str,
    #[serde(rename = "di_tempat")]
    pub at_home: &'static str,
    #[serde(rename = "petunjuk_undangan")]
    pub slip_hint: &'static str,
    #[serde(rename = "isi_surat")]
    pub letter_text: &'static str,
    #[serde(rename = "isi_surat_2")]
    pub letter_end: &'static str,
    #[serde(rename = "petunjuk_surat")]
    pub letter_hint: &'static str,
    #[serde(rename = "petunjuk_kartu")]
    pub card_hint: &'static str,
    #[serde(rename = "kuota")]
    pub quota: &'static str,
    #[serde(rename = "orang")]
    pub people: &'static str,
    #[serde(rename = "belum_ada")]
    pub nobody: &'static str,
    #[serde(rename = "rekapitulasi")]
    pub totals: &'static str,
    #[serde(rename = "diundang")]
    pub invited: &'static str,
    #[serde(rename = "hadir")]
    pub present: &'static str,
    #[serde(rename = "pengganti")]
    pub substitutes: &'static str,
    #[serde(rename = "tambahan")]
    pub added: &'static str,
    #[serde(rename = "laki_laki")]
    pub men: &'static str,
    #[serde(rename = "perempuan")]
    pub women: &'static str,
    #[serde(rename = "tidak_disebut")]
    pub unstated: &'static str,
    #[serde(rename = "kecamatan")]
    pub subdistrict: &'static str,
    #[serde(rename = "sidik_jari")]
    pub fingerprint: &'static str,
    #[serde(rename = "ditutup")]
    pub closed: &'static str,
    #[serde(rename = "adendum")]
    pub addendum: &'static str,
    #[serde(rename = "adendum_penjelasan")]
    pub addendum_hint: &'static str,
    #[serde(rename = "perubahan")]
    pub change: &'static str,
    #[serde(rename = "alasan")]
    pub reason: &'static str,
}

pub(super) const ID: Paper = Paper {
    words: Words {
        language: "id",
        sample: "CONTOH",
        attendance: "DAFTAR HADIR",
        receipt: "TANDA TERIMA",
        received: "Yang menerima",
        badge: "TANDA PESERTA",
        invitation: "UNDANGAN",
        letter: "SURAT DELEGASI",
        command_card: "KARTU PERINTAH",
        event: "Kegiatan",
        date: "Hari/tanggal",
        time: "Waktu",
        time_dots: "........",
        time_end: "s.d. selesai",
        place: "Tempat",
        number: "No.",
        name: "Nama lengkap dan gelar",
        role: "Jabatan / asal",
        position: "Jabatan",
        sex: "L/P",
        phone: "No. HP",
        signature: "Tanda tangan",
        page: "Halaman",
        sheet: "lembar",
        of: "dari",
        page_code: "Kode halaman",
        official: "Pejabat yang mengesahkan",
        rank: "Pangkat/Gol.",
        nip: "NIP",
        tray: "KOTAK",
        badge_number: "Nomor",
        to: "Kepada",
        dear: "Yth.",
        at_home: "di tempat",
        slip_hint: "Tunjukkan kode ini di meja registrasi.",
        letter_text: "Dengan hormat, kami mengundang delegasi Bapak/Ibu untuk hadir pada kegiatan berikut.",
        letter_end: "Nama yang tercatat dalam delegasi ini dan nomor tanda pesertanya:",
        letter_hint: "Bawalah surat ini dan tunjukkan kodenya di meja registrasi: petugas membuka delegasi \
                      Anda dengan satu pindai dan mencatat siapa saja yang hadir.",
        card_hint: "Letakkan di meja registrasi. Satu pindai menjalankan satu perintah.",
        quota: "Kuota delegasi",
        people: "orang",
        nobody: "Belum ada nama.",
        totals: "REKAPITULASI KEHADIRAN",
        invited: "Diundang",
        present: "Hadir",
        substitutes: "Pengganti",
        added: "Tambahan",
        men: "Laki-laki",
        women: "Perempuan",
        unstated: "L/P tidak disebut",
        subdistrict: "Kecamatan",
        fingerprint: "Sidik jari jurnal",
        closed: "Ditutup",
        addendum: "ADENDUM",
        addendum_hint: "Perubahan sesudah daftar hadir ditutup.",
        change: "Perubahan",
        reason: "Alasan",
    },
    committee: "PANITIA",
    participants: "PESERTA",
    speakers: "NARASUMBER DAN MODERATOR",
    invited: "Semua yang diundang",
    present: "Yang hadir",
    blank: "Peserta baru (datang langsung)",
    subdistrict: |name| format!("Kec. {name}"),
    standing_in: |name| format!("mewakili {name}"),
    list: |name| format!("Daftar: {name}"),
    tray: "KOTAK",
    head_attendance: [
        "kelompok",
        "no",
        "nomor_tanda_peserta",
        "nama_lengkap",
        "mewakili",
        "jabatan",
        "asal",
        "kecamatan",
        "jenis_kelamin",
        "no_hp",
        "halaman",
        "tanda_tangan",
    ],
    head_badges: ["nomor", "kotak", "nama_lengkap", "unsur", "asal", "kode"],
    head_slips: ["nomor", "nama_lengkap", "unsur", "asal", "kode", "pesan"],
    head_letters: [
        "delegasi",
        "asal",
        "kuota",
        "jumlah_nama",
        "nama",
        "kode_surat",
    ],
    no_subdistrict: "(tanpa kecamatan)",
    arrived: "Hadir",
    withdrawn: "Kehadiran dibatalkan",
    corrected: "Diperbaiki",
    order: |order| match order {
        Order::Undo => "Mengurungkan tindakan terakhir meja ini.",
        Order::AllPresent => "Mencatat hadir semua anggota delegasi yang kartunya terbuka.",
        Order::WalkIn => "Membuka formulir peserta baru.",
        Order::CallProtocol => "Memanggil petugas protokol untuk tamu VIP.",
    },
    pages: |rows, pages| format!("{rows} baris, {pages} halaman"),
    templates_written: |folder, n| {
        format!(
            "{n} templat ditulis ke {folder}. Salin folder ini dengan nama \"dokumen\" ke samping berkas pertemuan, lalu ubah seperlunya."
        )
    },
};

pub(super) const EN: Paper = Paper {
    words: Words {
        language: "en",
        sample: "SAMPLE",
        attendance: "ATTENDANCE LIST",
        receipt: "RECEIPT",
        received: "Those who received it",
        badge: "BADGE",
        invitation: "INVITATION",
        letter: "DELEGATION LETTER",
        command_card: "COMMAND CARD",
        event: "Event",
        date: "Day/date",
        time: "Time",
        time_dots: "........",
        time_end: "until finished",
        place: "Place",
        number: "No.",
        name: "Full name with titles",
        role: "Position / from",
        position: "Position",
        sex: "M/F",
        phone: "Mobile",
        signature: "Signature",
        page: "Page",
        sheet: "sheet",
        of: "of",
        page_code: "Page code",
        official: "Certifying official",
        rank: "Rank",
        nip: "NIP",
        tray: "BOX",
        badge_number: "Number",
        to: "To",
        dear: "",
        at_home: "",
        slip_hint: "Show this code at the registration desk.",
        letter_text: "We have the honour to invite your delegation to the following event.",
        letter_end: "The names recorded in this delegation and their badge numbers:",
        letter_hint: "Please bring this letter and show its code at the registration desk: one scan opens your \
                      delegation, and those who came are ticked.",
        card_hint: "Keep on the registration desk. One scan runs one command.",
        quota: "Quota of the delegation",
        people: "people",
        nobody: "No names yet.",
        totals: "ATTENDANCE SUMMARY",
        invited: "Invited",
        present: "Present",
        substitutes: "Substitutes",
        added: "Added",
        men: "Men",
        women: "Women",
        unstated: "M/F not stated",
        subdistrict: "Sub-district",
        fingerprint: "Fingerprint of the journal",
        closed: "Closed",
        addendum: "ADDENDUM",
        addendum_hint: "Changes after the attendance list was closed.",
        change: "Change",
        reason: "Reason",
    },
    committee: "COMMITTEE",
    participants: "PARTICIPANTS",
    speakers: "RESOURCE PERSONS AND MODERATORS",
    invited: "Everybody invited",
    present: "Those present",
    blank: "Walk-ins",
    subdistrict: |name| format!("Sub-district {name}"),
    standing_in: |name| format!("standing in for {name}"),
    list: |name| format!("List: {name}"),
    tray: "BOX",
    head_attendance: [
        "group",
        "no",
        "badge_number",
        "full_name",
        "standing_in_for",
        "position",
        "from",
        "subdistrict",
        "sex",
        "phone",
        "page",
        "signature",
    ],
    head_badges: ["number", "box", "full_name", "group", "from", "code"],
    head_slips: ["number", "full_name", "group", "from", "code", "message"],
    head_letters: [
        "delegation",
        "from",
        "quota",
        "names",
        "members",
        "letter_code",
    ],
    no_subdistrict: "(no sub-district)",
    arrived: "Present",
    withdrawn: "Arrival withdrawn",
    corrected: "Corrected",
    order: |order| match order {
        Order::Undo => "Undoes the last action of this station.",
        Order::AllPresent => "Records all members of the delegation whose card is open.",
        Order::WalkIn => "Opens the form for a walk-in.",
        Order::CallProtocol => "Calls the protocol to a guest of honour.",
    },
    pages: |rows, pages| format!("{rows} rows, {pages} pages"),
    templates_written: |folder, n| {
        format!(
            "{n} templates written to {folder}. Copy this folder under the name \"dokumen\" beside the meeting file, then edit what you need."
        )
    },
};

/// Why a paper was not written: what happened, that nothing was written, and what to do.
pub fn document_error(t: &Text, error: &DocumentError) -> String {
    match (t.lang, error) {
        (_, DocumentError::Ending { possible, .. }) => ending(t.lang, possible),
        (_, DocumentError::Template(trouble)) => template(t.lang, trouble),
        (_, DocumentError::Export { path, error }) => export(t, path, error),
        (Lang::Id, DocumentError::NotFounded) => {
            "Pertemuan ini belum dibuat, jadi belum ada yang dapat dicetak. Tidak ada yang ditulis.".into()
        }
        (Lang::En, DocumentError::NotFounded) => {
            "This meeting has not been set up, so there is nothing to print. Nothing was written.".into()
        }
        (Lang::Id, DocumentError::Nobody) => {
            "Tidak ada yang dapat dicetak: belum ada orang dengan undangan yang berlaku. Tidak ada yang ditulis. \
             Impor peserta dahulu."
                .into()
        }
        (Lang::En, DocumentError::Nobody) => {
            "There is nothing to print: nobody has a valid invitation yet. Nothing was written. Import people first."
                .into()
        }
        (Lang::Id, DocumentError::NoCodes) => {
            "Kode pertemuan ini sudah dikosongkan, jadi tidak dapat dicetak lagi. Tidak ada yang ditulis. Pakai berkas \
             pertemuan yang asli."
                .into()
        }
        (Lang::En, DocumentError::NoCodes) => {
            "The codes of this meeting have been emptied and cannot be printed any more. Nothing was written. Use the \
             original meeting file."
                .into()
        }
        (Lang::Id, DocumentError::NoSuchPerson(id)) => {
            format!("Tidak ada orang nomor {id} dengan undangan yang berlaku. Tidak ada yang ditulis.")
        }
        (Lang::En, DocumentError::NoSuchPerson(id)) => {
            format!("There is nobody with number {id} and a valid invitation. Nothing was written.")
        }
        (Lang::Id, DocumentError::Exists(path)) => format!(
            "{} sudah ada dan mungkin sudah diubah, jadi tidak ditimpa. Tidak ada yang ditulis. Pilih folder lain dengan \
             -o.",
            path.display()
        ),
        (Lang::En, DocumentError::Exists(path)) => format!(
            "{} is there already and may have been edited, so it is not overwritten. Nothing was written. Choose \
             another folder with -o.",
            path.display()
        ),
        (Lang::Id, DocumentError::Table(what)) => format!(
            "Buku kerja tidak dapat dibuat: {what}. Tidak ada yang ditulis. Pakai akhiran .html atau .csv."
        ),
        (Lang::En, DocumentError::Table(what)) => format!(
            "The workbook could not be made: {what}. Nothing was written. Use the ending .html or .csv."
        ),
    }
}

fn ending(lang: Lang, possible: &[Format]) -> String {
    let all: Vec<String> = possible
        .iter()
        .map(|f| format!(".{}", f.ending()))
        .collect();
    let all = all.join(", ");
    match lang {
        Lang::Id => {
            format!(
                "Akhiran berkas menentukan bentuknya; untuk ini dapat dipakai: {all}. Tidak ada yang ditulis."
            )
        }
        Lang::En => format!(
            "The ending of the file decides its format; possible here: {all}. Nothing was written."
        ),
    }
}

fn template(lang: Lang, trouble: &Trouble) -> String {
    let line = trouble.line;
    let (found, file) = (&trouble.found, &trouble.file);
    match lang {
        Lang::Id => {
            let at = line.map_or(String::new(), |n| format!(", baris {n}"));
            let near = found
                .as_ref()
                .map_or(String::new(), |f| format!(" di dekat \"{f}\""));
            let what = template_id(trouble);
            format!(
                "Templat {file}{at}: {what}{near}. Tidak ada yang ditulis. Perbaiki baris itu, atau hapus berkas templatnya \
                 supaya bentuk bawaan dipakai."
            )
        }
        Lang::En => {
            let at = line.map_or(String::new(), |n| format!(", line {n}"));
            let near = found
                .as_ref()
                .map_or(String::new(), |f| format!(" near \"{f}\""));
            let what = template_en(trouble);
            format!(
                "Template {file}{at}: {what}{near}. Nothing was written. Correct that line, or remove the template file to \
                 use the built-in one."
            )
        }
    }
}

fn template_id(trouble: &Trouble) -> String {
    use crate::exchange::document::Fault;
    match &trouble.fault {
        Fault::Unreadable(why) => format!("berkas tidak dapat dibaca ({why})"),
        Fault::Syntax(why) => {
            format!("tanda {{{{ }}}} atau {{% %}} tidak lengkap atau salah tulis ({why})")
        }
        Fault::UnknownName => "nama yang tidak dikenal".to_owned(),
        Fault::MissingFile(why) => format!("berkas templat lain tidak ditemukan ({why})"),
        Fault::Endless => {
            "terlalu banyak pengulangan, terlalu dalam, atau terlalu besar".to_owned()
        }
        Fault::Outside => {
            "tautan ini menuju ke luar folder dokumen. Salin berkasnya ke folder itu".to_owned()
        }
        Fault::Unescaped => {
            "autoescape tidak boleh dimatikan: nama orang dapat terbaca sebagai HTML".to_owned()
        }
        Fault::Other(why) => format!("tidak dapat dijalankan ({why})"),
    }
}

fn template_en(trouble: &Trouble) -> String {
    use crate::exchange::document::Fault;
    match &trouble.fault {
        Fault::Unreadable(why) => format!("the file cannot be read ({why})"),
        Fault::Syntax(why) => {
            format!("a mark {{{{ }}}} or {{% %}} is incomplete or mistyped ({why})")
        }
        Fault::UnknownName => "an unknown name".to_owned(),
        Fault::MissingFile(why) => format!("another template is missing ({why})"),
        Fault::Endless => "it repeats too often, nests too deeply or grows too large".to_owned(),
        Fault::Outside => {
            "this link leads out of the folder of the templates. Copy the file into it".to_owned()
        }
        Fault::Unescaped => {
            "autoescape must not be switched off: a name could be read as HTML".to_owned()
        }
        Fault::Other(why) => format!("it cannot be run ({why})"),
    }
}

/// A file that could not be written, with what to do where that is known.
fn export(t: &Text, path: &Path, error: &ExportError) -> String {
    let folder = match path.parent() {
        Some(p) if !p.as_os_str().is_empty() => p.display().to_string(),
        Some(_) | None => ".".to_owned(),
    };
    let kind = match error {
        ExportError::Io(error) => error.kind(),
        ExportError::MeetingFile | ExportError::Directory | ExportError::NotAFile => {
            return super::export_error(t, error);
        }
    };
    match (t.lang, kind) {
        (Lang::Id, ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => format!(
            "Folder {folder} atau berkas itu tidak dapat ditulis. Tidak ada yang ditulis. Tutup berkasnya jika sedang \
             terbuka, atau pilih folder lain dengan -o, misalnya Dokumen."
        ),
        (Lang::En, ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => format!(
            "The folder {folder} or that file cannot be written. Nothing was written. Close the file if it is open, or \
             choose another folder with -o, for instance Documents."
        ),
        (Lang::Id, ErrorKind::NotFound) => format!(
            "Folder {folder} tidak ada. Tidak ada yang ditulis. Buat foldernya atau pilih yang lain dengan -o."
        ),
        (Lang::En, ErrorKind::NotFound) => format!(
            "There is no folder {folder}. Nothing was written. Make it, or choose another with -o."
        ),
        (Lang::Id, _) => format!(
            "{} Tidak ada yang ditulis. Pilih folder lain dengan -o.",
            super::export_error(t, error)
        ),
        (Lang::En, _) => format!(
            "{} Nothing was written. Choose another folder with -o.",
            super::export_error(t, error)
        ),
    }
}
