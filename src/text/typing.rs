//! Words of the form for one library's numbers of one month.

/// The phrases; `a_` are names of commands, `h_` what they do, `f_` lines of the form.
#[derive(Clone, Copy)]
#[allow(missing_docs)] // the names and the words say it
pub struct Typing {
    pub a_type: &'static str,
    pub h_type: &'static str,
    pub title: &'static str,
    pub f_library: &'static str,
    pub f_library_hint: &'static str,
    pub f_month: &'static str,
    pub f_month_hint: &'static str,
    pub f_count_hint: &'static str,
    pub f_status: &'static str,
    pub f_status_hint: &'static str,
    pub f_note: &'static str,
    pub f_note_hint: &'static str,
    pub f_reason_hint: &'static str,
    pub no_library: fn(&str) -> String,
    pub several: fn(&str) -> String,
    pub no_number: &'static str,
    pub reason_needed: &'static str,
    pub saved: fn(&str, &str) -> String,
}

pub(super) const ID: Typing = Typing {
    a_type: "Ketik capaian",
    h_type: "Mengetik atau memperbaiki angka satu perpustakaan untuk satu bulan.",
    title: "CAPAIAN SATU BULAN",
    f_library: "Perpustakaan",
    f_library_hint: "Kode 73.09.05.2002, atau nama; kalau namanya kembar: nama, kecamatan.",
    f_month: "Bulan",
    f_month_hint: "2024-12, 12/2024, atau Desember 2024. Angka yang sudah ada lalu muncul di bawah.",
    f_count_hint: "Bilangan bulat. Kosong = belum lapor, 0 = nihil.",
    f_status: "Status",
    f_status_hint: "ditolak: tidak dihitung; tidak_berlaku: bulan ini keluar dari pembagi, sebabnya di catatan.",
    f_note: "Catatan",
    f_note_hint: "Misalnya sebab bulan ini tidak berlaku.",
    f_reason_hint: "Wajib kalau angka yang sudah ada berubah.",
    no_library: |typed| {
        if typed.is_empty() {
            "Sebut perpustakaannya: kode atau nama.".to_owned()
        } else {
            format!("Tidak ada perpustakaan \"{typed}\".")
        }
    },
    several: |codes| format!("Nama itu ada di beberapa kecamatan. Ketik kodenya: {codes}"),
    no_number: "Belum ada satu angka pun.",
    reason_needed: "Angka yang sudah ada berubah. Tulis alasannya, lalu simpan lagi.",
    saved: |name, month| format!("Tersimpan: {name}, {month}. Ctrl+Z mengurungkan."),
};

pub(super) const EN: Typing = Typing {
    a_type: "Type achievements",
    h_type: "Types or corrects the numbers of one library for one month.",
    title: "ONE MONTH'S ACHIEVEMENTS",
    f_library: "Library",
    f_library_hint: "Code 73.09.05.2002, or name; where two share it: name, sub-district.",
    f_month: "Month",
    f_month_hint: "2024-12, 12/2024 or December 2024. Numbers that stand then appear below.",
    f_count_hint: "A whole number. Empty = not reported, 0 = zero.",
    f_status: "Status",
    f_status_hint: "ditolak: does not count; tidak_berlaku: the month leaves the mean, the note says why.",
    f_note: "Note",
    f_note_hint: "For example why this month does not apply.",
    f_reason_hint: "Needed where a number that stands changes.",
    no_library: |typed| {
        if typed.is_empty() {
            "Say which library: code or name.".to_owned()
        } else {
            format!("There is no library \"{typed}\".")
        }
    },
    several: |codes| format!("Several sub-districts have that name. Type the code: {codes}"),
    no_number: "There is no number yet.",
    reason_needed: "A number that stands changes. Write why, then save again.",
    saved: |name, month| format!("Saved: {name}, {month}. Ctrl+Z undoes it."),
};
