//! Words of the form for the seal.

/// The phrases; `a_` are names of commands, `h_` what they do, `f_` lines of the form, `k_` keys.
#[derive(Clone, Copy)]
#[allow(missing_docs)] // the names and the words say it
pub struct SealWords {
    pub a_seal: &'static str,
    pub h_seal: &'static str,
    pub title: &'static str,
    pub f_from: &'static str,
    pub f_from_hint: &'static str,
    pub f_families: &'static str,
    pub f_families_hint: &'static str,
    pub no_family: fn(&str, &str) -> String,
    pub sealed: &'static str,
    pub opened: &'static str,
    pub open_title: &'static str,
    pub open_question: fn(&str) -> String,
    pub k_open: &'static str,
}

pub(super) const ID: SealWords = SealWords {
    a_seal: "segel",
    h_seal: "Menahan bulan-bulan terakhir atau satu indikator dari layar aula sampai pengumuman.",
    title: "SEGEL: YANG DITAHAN DARI LAYAR AULA",
    f_from: "Mulai bulan",
    f_from_hint: "Bulan ini dan sesudahnya ditahan, mis. 2024-10. Kosong: tidak ada bulan yang ditahan.",
    f_families: "Indikator",
    f_families_hint: "Kata kunci dipisah koma, mis. advokasi. Kosong: tidak ada.",
    no_family: |word, known| format!("\"{word}\" bukan indikator. Yang ada: {known}."),
    sealed: "Segel terpasang. Papan di aula dihitung tanpa yang ditahan.",
    opened: "Segel diubah. Layar aula menyusul.",
    open_title: "Buka segel?",
    open_question: |now| {
        format!(
            "Sekarang {now}. Yang dibuka langsung terlihat di aula dan tidak dapat ditarik lagi. Buka?"
        )
    },
    k_open: "buka",
};

pub(super) const EN: SealWords = SealWords {
    a_seal: "seal",
    h_seal: "Keeps the last months or a family from the hall's screen until the ceremony.",
    title: "SEAL: WHAT IS KEPT FROM THE HALL",
    f_from: "From month",
    f_from_hint: "This month and later ones are kept back, e.g. 2024-10. Empty: no month.",
    f_families: "Families",
    f_families_hint: "Keys separated by commas, e.g. advokasi. Empty: none.",
    no_family: |word, known| format!("\"{word}\" is no family. There are: {known}."),
    sealed: "Sealed. The board in the hall is computed without what is kept back.",
    opened: "The seal was changed. The hall's screen follows.",
    open_title: "Open the seal?",
    open_question: |now| {
        format!(
            "Now {now}. What is opened is seen in the hall at once and cannot be taken back. Open?"
        )
    },
    k_open: "open",
};
