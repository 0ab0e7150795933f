//! The words about personal data: who answers for the file and why it exists, and the copy without
//! names. Indonesian first.

/// The words about personal data. `f_` lines of forms, `i_` lines of `gelar info`.
#[allow(missing_docs)] // the names and the words say it
pub struct Privacy {
    pub f_responsible: &'static str,
    pub f_responsible_hint: &'static str,
    pub f_purpose: &'static str,
    pub f_purpose_hint: &'static str,
    pub default_purpose: &'static str,
    /// Why nothing is recorded in a copy without personal values.
    pub read_only: &'static str,
    /// The same as a note to what is printed.
    pub copy_note: &'static str,
    pub no_codes: &'static str,
    /// The copy's path, entries emptied, its fingerprint.
    pub forgotten: fn(&str, u64, &str) -> String,
    pub stays_in_copy: &'static str,
    pub still_named: &'static str,
    /// What to do about them; with whom it is for, where that is known.
    pub delete_them: fn(&str) -> String,
    pub i_title: &'static str,
    pub i_date: &'static str,
    pub i_place: &'static str,
    pub i_organiser: &'static str,
    pub i_responsible: &'static str,
    pub i_purpose: &'static str,
    pub i_people: &'static str,
    pub i_journal: &'static str,
    pub i_fingerprint: &'static str,
    pub i_personal: &'static str,
    pub i_personal_there: &'static str,
    pub i_personal_removed: &'static str,
    pub i_not_said: &'static str,
    /// Invited and present.
    pub people_present: fn(usize, usize) -> String,
}

pub(super) const ID: Privacy = Privacy {
    f_responsible: "Penanggung jawab",
    f_responsible_hint: "Yang menjaga data pribadi di berkas ini dan menghapusnya sesudah acara.",
    f_purpose: "Tujuan data",
    f_purpose_hint: "Untuk apa nama dan nomor HP disimpan.",
    default_purpose: "daftar hadir dan pertanggungjawaban kegiatan",
    read_only: "Ini salinan tanpa data pribadi: nama, HP, NIP, dan kunci kode sudah dikosongkan. Salinan hanya untuk dibaca; pencatatan dilakukan di berkas aslinya.",
    copy_note: "Ini salinan tanpa data pribadi.",
    no_codes: "Salinan tanpa data pribadi tidak dapat membuat kode: kuncinya sudah dikosongkan. Ekspor kode dari berkas aslinya.",
    forgotten: |path, n, print| {
        format!(
            "Tertulis: {path}. {n} entri dikosongkan data pribadinya; sidik jari tetap {print}."
        )
    },
    stays_in_copy: "Yang tetap ada di salinan: nomor peserta, unsur, instansi, desa, kode undangan panitia, tempat duduk, transport, jam hadir, nama meja dan petugas, penyelenggara, penanggung jawab.",
    still_named: "Berkas asli tidak diubah dan masih memuat nama. Yang masih memuat data pribadi:",
    delete_them: |who| {
        let who = if who.is_empty() {
            "penanggung jawab data".to_owned()
        } else {
            format!("penanggung jawab data ({who})")
        };
        format!(
            "Hapuslah sendiri bila sudah tidak diperlukan; ini tugas {who}. Ingat juga salinan di flashdisk lain, daftar yang diimpor, pesan, dan kertas."
        )
    },
    i_title: "Judul",
    i_date: "Tanggal",
    i_place: "Tempat",
    i_organiser: "Penyelenggara",
    i_responsible: "Penanggung jawab data",
    i_purpose: "Tujuan data",
    i_people: "Orang",
    i_journal: "Jurnal",
    i_fingerprint: "Sidik jari",
    i_personal: "Data pribadi",
    i_personal_there: "ada",
    i_personal_removed: "sudah dikosongkan (salinan)",
    i_not_said: "belum diisi",
    people_present: |n, here| format!("{n} orang, {here} hadir"),
};

pub(super) const EN: Privacy = Privacy {
    f_responsible: "Responsible",
    f_responsible_hint: "Who guards the personal data in this file and deletes it after the event.",
    f_purpose: "Purpose",
    f_purpose_hint: "Why names and mobile numbers are kept.",
    default_purpose: "attendance list and accounting for the event",
    read_only: "This is a copy without personal data: names, phones, NIP and the key of the codes are emptied. It is for reading only; record in the original file.",
    copy_note: "This is a copy without personal data.",
    no_codes: "A copy without personal data cannot make codes: their key is emptied. Export the codes from the original file.",
    forgotten: |path, n, print| {
        format!(
            "Written: {path}. Personal data emptied in {n} entries; the fingerprint is still {print}."
        )
    },
    stays_in_copy: "What stays in the copy: people's numbers, groups, offices, villages, the committee's invitation codes, seats, transport, times of arrival, names of stations and operators, organiser, who is responsible.",
    still_named: "The original was not changed and still holds the names. These still hold personal data:",
    delete_them: |who| {
        let who = if who.is_empty() {
            "whoever is responsible for the data".to_owned()
        } else {
            format!("whoever is responsible for the data ({who})")
        };
        format!(
            "Delete them yourself when they are no longer needed; that is for {who}. Think of copies on other sticks, imported lists, messages and paper, too."
        )
    },
    i_title: "Title",
    i_date: "Date",
    i_place: "Place",
    i_organiser: "Organiser",
    i_responsible: "Responsible for data",
    i_purpose: "Purpose of data",
    i_people: "People",
    i_journal: "Journal",
    i_fingerprint: "Fingerprint",
    i_personal: "Personal data",
    i_personal_there: "there",
    i_personal_removed: "emptied (a copy)",
    i_not_said: "not said yet",
    people_present: |n, here| format!("{n} people, {here} present"),
};
