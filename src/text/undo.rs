//! Words of undoing, and of the way forward again.

/// The phrases; `a_` is the name of the command, `h_` what it does, `k_` keys, `r_` refusals.
#[allow(missing_docs)] // the names and the words say it
pub struct Undo {
    pub a_redo: &'static str,
    pub h_redo: &'static str,
    pub k_redo: &'static str,
    pub title_redo: &'static str,
    pub nothing_to_redo: &'static str,
    pub r_redo: &'static str,
    pub r_lists: &'static str,
    pub r_changed: fn(&str) -> String,
    pub redone: fn(&str) -> String,
    pub ask: fn(&str) -> String,
    pub ask_import: fn(&str) -> String,
    pub ask_redo: fn(&str) -> String,
    pub ask_redo_old: fn(&str, u64) -> String,
    /// Names, and how many people beside them.
    pub and_more: fn(&str, usize) -> String,
}

pub(super) const ID: Undo = Undo {
    a_redo: "kembalikan",
    h_redo: "Mengembalikan yang terakhir diurungkan meja ini, dengan nomor dan kode yang sama.",
    k_redo: "ya, kembalikan",
    title_redo: "Kembalikan?",
    nothing_to_redo: "meja ini tidak punya yang diurungkan dan dapat dikembalikan",
    r_redo: "Tindakan itu tidak sedang diurungkan, atau sudah terlalu lama.",
    r_lists: "Tidak dapat dikembalikan: daftar atau angkanya sudah berubah sesudah diurungkan.",
    r_changed: |who| {
        format!("Tidak dapat dikembalikan: {who} sudah diubah atau ditambahkan sesudah diurungkan.")
    },
    redone: |what| format!("Dikembalikan: {what}"),
    ask: |what| format!("Urungkan {what}?"),
    ask_import: |what| {
        format!(
            "Urungkan {what}? Semuanya kembali seperti sebelum impor itu. Ctrl+Y mengembalikannya."
        )
    },
    ask_redo: |what| format!("Kembalikan {what}? Nomor dan kodenya tetap sama."),
    ask_redo_old: |what, m| format!("Diurungkan {m} menit lalu: {what}. Kembalikan?"),
    and_more: |names, n| format!("{names}, dan {n} orang lagi"),
};

pub(super) const EN: Undo = Undo {
    a_redo: "redo",
    h_redo: "Brings back what this station undid last, with the same numbers and codes.",
    k_redo: "yes, bring it back",
    title_redo: "Bring back?",
    nothing_to_redo: "this station has undone nothing that can be brought back",
    r_redo: "That action is not undone, or too old.",
    r_lists: "Cannot be brought back: its lists or numbers have changed since the undo.",
    r_changed: |who| format!("Cannot be brought back: {who} was changed or added since the undo."),
    redone: |what| format!("Brought back: {what}"),
    ask: |what| format!("Undo {what}?"),
    ask_import: |what| {
        format!("Undo {what}? Everything is as before that import. Ctrl+Y brings it back.")
    },
    ask_redo: |what| format!("Bring back {what}? Numbers and codes stay the same."),
    ask_redo_old: |what, m| format!("Undone {m} minutes ago: {what}. Bring it back?"),
    and_more: |names, n| format!("{names} and {n} more"),
};
