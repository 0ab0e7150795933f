//! Words of wrong arguments on the command line, in Indonesian; in English clap's own are printed.

/// The phrases.
#[allow(missing_docs)] // the names and the words say it
pub struct Usage {
    pub unknown_option: fn(&str) -> String,
    pub unknown_command: fn(&str) -> String,
    pub no_value: fn(&str) -> String,
    pub bad_value: fn(&str, &str) -> String,
    pub missing: fn(&str) -> String,
    pub conflict: fn(&str, &str) -> String,
    pub count: fn(&str) -> String,
    pub equals: fn(&str) -> String,
    pub command_missing: &'static str,
    pub not_text: &'static str,
    pub possible: &'static str,
    pub similar: fn(&str) -> String,
    pub usage: &'static str,
    pub more: &'static str,
}

/// In Indonesian.
pub const ID: Usage = Usage {
    unknown_option: |arg| format!("argumen {arg} tidak dikenal."),
    unknown_command: |word| format!("perintah {word} tidak dikenal."),
    no_value: |arg| format!("{arg} belum diisi."),
    bad_value: |arg, value| format!("{arg}: '{value}' tidak dapat dipakai."),
    missing: |args| format!("masih kurang: {args}"),
    conflict: |arg, other| format!("{arg} tidak dapat dipakai bersama {other}."),
    count: |arg| format!("{arg}: isinya terlalu banyak atau terlalu sedikit."),
    equals: |arg| format!("{arg} ditulis dengan tanda =, tanpa spasi."),
    command_missing: "perintahnya belum disebut.",
    not_text: "ada argumen yang bukan teks UTF-8.",
    possible: "Pilihannya:",
    similar: |word| format!("Maksudnya {word}?"),
    usage: "Pemakaian:",
    more: "Keterangan lengkap: --help",
};
