//! The words of the empty forms: the page of help, which stands in both languages beside each other, and
//! what is told when one was written.

use crate::exchange::form::{EXAMPLE, FormKind, Scope};
use crate::meeting::month::Month;

/// The phrases.
#[allow(missing_docs)] // the names and the words say it
pub struct Forms {
    pub a_form: &'static str,
    pub h_form: &'static str,
    pub title: &'static str,
    pub f_kind: &'static str,
    pub f_kind_hint: &'static str,
    /// In the order of [`FormKind::ALL`].
    pub kinds: [&'static str; 3],
    pub file: &'static str,
    pub writing: &'static str,
    pub which: &'static str,
    pub only_form: &'static str,
    pub guide_heads: [&'static str; 5],
    pub column: &'static str,
    pub choices: &'static str,
    pub below: &'static str,
    pub no_libraries: &'static str,
    pub libraries: fn(usize) -> String,
    pub months: fn(usize, usize) -> String,
    pub one_month: fn(usize, Month) -> String,
}

pub(super) const ID: Forms = Forms {
    a_form: "Formulir kosong",
    h_form: "Menulis lembar Excel kosong untuk capaian, peserta, atau perpustakaan, dengan mitra sudah terisi; diisi, lalu diimpor.",
    title: "Formulir kosong",
    f_kind: "Untuk",
    f_kind_hint: "Perpustakaan mitra sudah terisi. Baris yang dibiarkan kosong dilewati saat impor.",
    kinds: ["capaian per bulan", "peserta", "perpustakaan"],
    file: "formulir",
    writing: "Formulir ditulis …",
    which: "Formulir yang mana? capaian, peserta, perpustakaan.",
    only_form: "Kata sesudah jenis ekspor hanya untuk form: gelar export form capaian -o capaian.xlsx",
    guide_heads: [
        "Nama kolom",
        "Wajib",
        "Yang diisi",
        "What goes in",
        "Boleh dipilih",
    ],
    column: "Kolom",
    choices: "Pilihan",
    below: "Pilih dari daftar di bawah halaman ini.",
    no_libraries: "belum ada perpustakaan di daftar: hanya judul kolom dan contoh. Impor perpustakaan dahulu (F7) supaya mitra terisi",
    libraries: |n| format!("{n} perpustakaan"),
    months: |n, months| format!("{n} perpustakaan, {months} bulan, {} baris", n * months),
    one_month: |n, month| {
        format!(
            "{n} perpustakaan; semua bulan terlalu banyak untuk satu lembar Excel, jadi hanya bulan {month}: untuk bulan lain, ganti isi kolom bulan"
        )
    },
};

pub(super) const EN: Forms = Forms {
    a_form: "Empty form",
    h_form: "Writes an empty spreadsheet for capaian, peserta or perpustakaan with the partners filled in; fill in the rest and import it.",
    title: "Empty form",
    f_kind: "For",
    f_kind_hint: "The partner libraries are filled in. Rows that are left empty are passed over by the import.",
    kinds: [
        "achievements by month (capaian)",
        "people (peserta)",
        "libraries (perpustakaan)",
    ],
    file: "formulir",
    writing: "Writing the form …",
    which: "Which form? capaian, peserta, perpustakaan.",
    only_form: "A word behind what is exported is for form only: gelar export form capaian -o capaian.xlsx",
    guide_heads: [
        "Column name",
        "Must",
        "Yang diisi",
        "What goes in",
        "Can be chosen",
    ],
    column: "Column",
    choices: "Choices",
    below: "Choose from the list at the bottom of this page.",
    no_libraries: "no library is on the list yet: only the heads and an example. Import libraries first (F7) to have the partners filled in",
    libraries: |n| format!("{n} libraries"),
    months: |n, months| format!("{n} libraries, {months} months, {} rows", n * months),
    one_month: |n, month| {
        format!(
            "{n} libraries; all months are too many for a sheet of Excel, so only {month}: for another month change the column bulan"
        )
    },
};

/// What of the meeting stands in a form.
pub fn scope(t: &super::Text, scope: Scope) -> String {
    match scope {
        Scope::NoLibraries => t.form.no_libraries.to_owned(),
        Scope::Libraries(n) => (t.form.libraries)(n),
        Scope::Months(n, months) => (t.form.months)(n, months),
        Scope::OneMonth(n, month) => (t.form.one_month)(n, month),
    }
}

/// The lines above the table of help.
pub fn intro(kind: FormKind) -> [String; 3] {
    let word = kind.word();
    [
        format!(
            "Isilah lembar pertama, simpan, lalu impor: F7, atau gelar import {word} BERKAS. Jangan ubah judul kolom."
        ),
        format!(
            "Fill in the first sheet, save it, and import it: F7, or gelar import {word} FILE. Leave the heads as they are."
        ),
        format!(
            "Baris \"{EXAMPLE}\" tidak ikut diimpor, baris yang belum diisi juga tidak. · The example row and rows not filled in are passed over."
        ),
    ]
}

/// What goes into a column, in Indonesian and in English; empty for a column that no form has.
pub fn guide(kind: FormKind, column: &str) -> [&'static str; 2] {
    let own = match kind {
        FormKind::Achievements => achievements(column),
        FormKind::People => people(column),
        FormKind::Libraries => libraries(column),
    };
    own.or_else(|| place(column)).unwrap_or_default()
}

#[rustfmt::skip]
fn place(column: &str) -> Option<[&'static str; 2]> {
    Some(match column {
        "kode_wilayah" => ["Kode Kemendagri dengan titik, seperti 73.09.05.2002. Sudah terisi untuk mitra.", "Kemendagri code with full stops, like 73.09.05.2002. Filled in for partners."],
        "desa_kelurahan" => ["Nama desa atau kelurahan; dipakai kalau kodenya kosong.", "Name of the village; used where the code is empty."],
        "kecamatan" => ["Nama kecamatan; membedakan desa yang namanya sama.", "Name of the sub-district; tells villages of one name apart."],
        "perpustakaan" => ["Nama perpustakaannya, seperti tertulis di daftar.", "Name of the library, as the list has it."],
        _ => return None,
    })
}

#[rustfmt::skip]
fn achievements(column: &str) -> Option<[&'static str; 2]> {
    Some(match column {
        "bulan" => ["Bulan laporan: Januari 2024, Jan 2024, atau 2024-01.", "Month of the report: Januari 2024, Jan 2024 or 2024-01."],
        "status" => ["Kosong berarti dilaporkan. tidak_berlaku: bulan itu tidak dihitung, alasannya di catatan.", "Empty means dilaporkan. tidak_berlaku: the month does not count; say why in catatan."],
        "tanggal_input" => ["Tanggal data diisi di SIM: 31/01/2024.", "Day the data were entered into the SIM: 31/01/2024."],
        "catatan" => ["Alasan atau keterangan bebas.", "A reason or any note."],
        "nilai_dukungan_rp" => ["Nilai dukungan dalam rupiah, bilangan bulat.", "Worth of the support in rupiah, a whole number."],
        "pelibatan_kegiatan" => ["Jumlah kegiatan pelibatan masyarakat. 0 = nihil; kosong = tidak dilaporkan.", "Number of community activities. 0 = none; empty = not reported."],
        "pelibatan_peserta_l" => ["Peserta laki-laki di kegiatan itu.", "Men and boys who took part."],
        "pelibatan_peserta_p" => ["Peserta perempuan di kegiatan itu.", "Women and girls who took part."],
        "publikasi_cetak" => ["Jumlah publikasi di media cetak.", "Publications in print."],
        "publikasi_daring" => ["Jumlah publikasi di media daring (situs berita, blog).", "Publications online (news sites, blogs)."],
        "publikasi_medsos" => ["Jumlah unggahan di media sosial.", "Posts in social media."],
        "advokasi_dana" => ["Jumlah dukungan dana.", "Number of supports with money."],
        "advokasi_barang" => ["Jumlah dukungan barang.", "Number of supports with goods."],
        "advokasi_kebijakan" => ["Jumlah kebijakan yang didapat.", "Number of policies won."],
        "advokasi_sdm" => ["Jumlah dukungan tenaga.", "Number of supports with people."],
        "advokasi_kemitraan" => ["Jumlah kemitraan.", "Number of partnerships."],
        "pengunjung_l" => ["Pengunjung laki-laki.", "Visitors, male."],
        "pengunjung_p" => ["Pengunjung perempuan.", "Visitors, female."],
        "pengguna_tik" => ["Pengguna komputer dan internet.", "Users of computers and internet."],
        "buku_bertambah" => ["Buku yang bertambah bulan itu.", "Books added in the month."],
        "peningkatan_layanan" => ["Jumlah peningkatan layanan.", "Number of improvements of the service."],
        "cerita_dampak" => ["Jumlah cerita dampak.", "Number of impact stories."],
        "pelibatan" | "publikasi" | "advokasi" | "pengunjung" | "buku" => ["Jumlah seluruhnya.", "The total."],
        _ => return None,
    })
}

#[rustfmt::skip]
fn people(column: &str) -> Option<[&'static str; 2]> {
    Some(match column {
        "nama_lengkap" => ["Nama dengan gelar, seperti tertulis di undangan. Satu orang satu baris; salin baris mitra kalau yang diundang lebih dari satu.", "Name with titles, as on the invitation. One person a row; copy a partner's row for a second guest."],
        "unsur" => ["Kelompok peserta; di luar daftar boleh, dipakai seperti tertulis.", "Group; one that is not on the list is kept as written."],
        "jabatan" => ["Jabatan, dengan Plt./Plh./Pj. kalau ada.", "Position, with Plt./Plh./Pj. where it is so."],
        "instansi" => ["Kantor, untuk yang bukan dari desa.", "Office, for who is not from a village."],
        "jenis_kelamin" => ["L atau P.", "L (male) or P (female)."],
        "no_hp" => ["Nomor HP, seperti 081234567890. Boleh kosong.", "Mobile number, like 081234567890. May be empty."],
        "nip" => ["18 angka. Boleh kosong.", "18 digits. May be empty."],
        "nama_panggilan" => ["Nama panggilan atau nama Daeng.", "Nickname or Daeng name."],
        "transport" => ["Mendapat uang transport?", "Is transport money paid?"],
        "meja" => ["Nomor meja atau kursi.", "Table or seat."],
        "kode_undangan" => ["Kode dari panitia sendiri, kalau ada.", "The committee's own code, where it has one."],
        "sapaan" => ["Seperti dibaca pembawa acara: Bapak Haji Andi …", "As the MC says it: Bapak Haji Andi …"],
        "tata_tempat" => ["Huruf a sampai m (UU 9/2010 pasal 11) untuk undangan VIP; tidak: bukan.", "A letter from a to m (UU 9/2010 art. 11) for a guest of honour; tidak: none."],
        "keterangan" => ["Catatan bebas.", "Any note."],
        _ => return None,
    })
}

#[rustfmt::skip]
fn libraries(column: &str) -> Option<[&'static str; 2]> {
    Some(match column {
        "nama_perpustakaan" => ["Nama perpustakaan, seperti dibaca di layar.", "Name of the library, as the hall reads it."],
        "jenis" => ["Desa atau kelurahan.", "Desa or kelurahan."],
        "tahun_mitra" => ["Tahun mulai menjadi mitra, seperti 2023.", "Year in which the partnership began, like 2023."],
        "bulan_mitra" => ["Bulan mulai menjadi mitra.", "Month in which it began."],
        "sumber_mitra" => ["Dari mana: Perpusnas, Replikasi Mandiri, …", "Through whom: Perpusnas, Replikasi Mandiri, …"],
        "akun_sim" => ["Sudah punya akun SIM?", "Has it an account of the SIM?"],
        "pic_nama" => ["Nama pengelolanya, dengan gelar.", "Name of the person in charge."],
        "pic_hp" => ["Nomor HP pengelola.", "Mobile number of the person in charge."],
        "kuota" => ["Berapa orang boleh datang.", "How many may come."],
        _ => return None,
    })
}
