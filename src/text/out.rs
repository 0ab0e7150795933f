//! The words about what goes out: standard output, formats, the empty forms.

use crate::exchange::document::Format;

/// The phrases.
#[allow(missing_docs)] // the names and the words say it
pub struct Out {
    pub standard: &'static str,
    pub no_terminal: &'static str,
    pub folder: &'static str,
    /// The formats that are possible.
    pub formats: fn(&[Format]) -> String,
    /// The file's name, and the format that was asked for.
    pub contradicts: fn(&str, Format) -> String,
    pub rows: fn(usize) -> String,
}

pub(super) const ID: Out = Out {
    standard: "keluaran standar",
    no_terminal: "XLSX bukan untuk layar. Tidak ada yang ditulis. Beri nama berkas dengan -o, arahkan dengan >, atau pakai --format csv.",
    folder: "Templat ditulis ke sebuah folder, tidak ke keluaran standar. Sebut foldernya dengan -o.",
    formats: |all| {
        format!(
            "Untuk ini --format yang mungkin: {}. Tidak ada yang ditulis.",
            list(all)
        )
    },
    contradicts: |file, format| {
        format!(
            "Akhiran {file} dan --format {} tidak sama. Tidak ada yang ditulis. Hapus salah satunya.",
            format.ending()
        )
    },
    rows: |n| format!("{n} baris"),
};

pub(super) const EN: Out = Out {
    standard: "standard output",
    no_terminal: "XLSX is not for a terminal. Nothing was written. Name a file with -o, redirect with >, or use --format csv.",
    folder: "Templates are written to a folder, not to standard output. Name the folder with -o.",
    formats: |all| format!("Here --format can be: {}. Nothing was written.", list(all)),
    contradicts: |file, format| {
        format!(
            "The ending of {file} and --format {} are not the same. Nothing was written. Leave one of them out.",
            format.ending()
        )
    },
    rows: |n| format!("{n} rows"),
};

fn list(all: &[Format]) -> String {
    let all: Vec<&str> = all.iter().map(|f| f.ending()).collect();
    all.join(", ")
}
