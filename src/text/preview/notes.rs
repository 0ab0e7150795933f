//! What is said once for a file: where something was taken from, what is not read, what is in doubt.

use super::{Lang, measure_word, month_name, row, say};
use crate::exchange::across::{Given, Source, Taken};
use crate::exchange::table::Encoding;

/// Something that no cell says, and where it was found.
pub fn taken(lang: Lang, taken: &Taken) -> String {
    let source = match taken.source {
        Source::Section => say(lang, "judul di antara baris", "a title between the rows"),
        Source::Sheet => say(lang, "nama lembar", "the sheet's name"),
        Source::Title => say(lang, "judul di atas tabel", "the title above the table"),
        Source::File => say(lang, "nama berkas", "the file's name"),
        Source::Period => say(lang, "masa aturan papan", "the period of the rules"),
    };
    let sheet = match taken.sheets.as_slice() {
        [name] if name.is_empty() => String::new(),
        names => format!(" ({})", names.join(", ")),
    };
    let what = match (lang, taken.given) {
        (Lang::Id, Given::Year(year)) => format!("Tahun {year}"),
        (Lang::En, Given::Year(year)) => format!("The year {year}"),
        (Lang::Id, Given::Month(month)) => format!("Bulan {}", month_name(lang, month)),
        (Lang::En, Given::Month(month)) => format!("The month {}", month_name(lang, month)),
        (Lang::Id, Given::Measure(measure)) => format!("Indikator {}", measure_word(measure)),
        (Lang::En, Given::Measure(measure)) => format!("The indicator {}", measure_word(measure)),
    };
    match lang {
        Lang::Id => format!("{what} diambil dari {source}{sheet}."),
        Lang::En => format!("{what} is taken from {source}{sheet}."),
    }
}

/// Columns of numbers that are left out on purpose.
pub fn columns_not_read(lang: Lang, heads: &[String]) -> String {
    const TOLD: usize = 12;
    let told: Vec<&str> = heads.iter().map(String::as_str).take(TOLD).collect();
    let more = if heads.len() > TOLD { " …" } else { "" };
    let told = told.join(", ");
    match lang {
        Lang::Id => format!("Tidak dibaca (target, persen, atau hitungan): {told}{more}."),
        Lang::En => format!("Not read (targets, percentages, computed): {told}{more}."),
    }
}

/// How a text that is not UTF-8 is read.
pub fn encoding(lang: Lang, encoding: Encoding) -> String {
    let name = match encoding {
        Encoding::Utf8 | Encoding::Workbook => "UTF-8",
        Encoding::Utf16 => "UTF-16",
        Encoding::Windows1252 => "Windows-1252",
        Encoding::MacRoman => "Mac Roman",
        Encoding::Cp850 => "CP850 (DOS)",
        Encoding::Mended => {
            return say(
                lang,
                "Huruf rusak (seperti â€™) dibaca sebagaimana mestinya.",
                "Spoilt letters (such as â€™) are read as they were meant.",
            )
            .into();
        }
    };
    match lang {
        Lang::Id => format!("Huruf dibaca sebagai {name}."),
        Lang::En => format!("Letters are read as {name}."),
    }
}

/// A text whose letters are a guess.
pub fn doubt(lang: Lang, at: usize, text: &str) -> String {
    let at = row(lang, at);
    match lang {
        Lang::Id => format!("Periksa huruf di baris {at}: \"{text}\" mungkin dimaksudkan lain."),
        Lang::En => {
            format!("Check the letters in row {at}: \"{text}\" may have been meant otherwise.")
        }
    }
}

/// Names with their rows, the first few of them.
pub(in crate::text) fn with_rows(lang: Lang, all: &[(String, usize)]) -> String {
    const TOLD: usize = 8;
    let word = say(lang, "baris", "row");
    let told = all
        .iter()
        .take(TOLD)
        .map(|(name, at)| format!("{name} ({word} {})", row(lang, *at)));
    let more = if all.len() > TOLD { ", …" } else { "" };
    format!("{}{more}", told.collect::<Vec<_>>().join(", "))
}

/// Villages of people that no list knows.
pub fn unplaced(lang: Lang, all: &[(String, usize)]) -> String {
    let (n, told) = (all.len(), with_rows(lang, all));
    match lang {
        Lang::Id => {
            format!("{n} desa tidak ada di daftar wilayah, dipakai seperti tertulis: {told}.")
        }
        Lang::En => format!("{n} villages are on no list, kept as written: {told}."),
    }
}

/// Sheets that fit too, of which only the first is compared.
pub fn not_compared(lang: Lang, sheets: &[String]) -> String {
    let names = sheets.join(", ");
    match lang {
        Lang::Id => {
            format!("Hanya lembar pertama yang cocok dibandingkan; tidak dibandingkan: {names}.")
        }
        Lang::En => format!("Only the first sheet that fits is compared; not compared: {names}."),
    }
}

/// Hidden rows that are read.
pub fn hidden_rows(lang: Lang, sheet: &str, rows: usize) -> String {
    match lang {
        Lang::Id => {
            format!("{rows} baris tersembunyi (saringan?) di lembar \"{sheet}\" tetap dibaca.")
        }
        Lang::En => {
            format!("{rows} hidden rows (a filter?) of sheet \"{sheet}\" are read all the same.")
        }
    }
}

/// Hidden columns that are read.
pub fn hidden_columns(lang: Lang, sheet: &str, heads: &[String]) -> String {
    let heads = heads.join(", ");
    match lang {
        Lang::Id => format!("Kolom tersembunyi di lembar \"{sheet}\" tetap dibaca: {heads}."),
        Lang::En => format!("Hidden columns of sheet \"{sheet}\" are read all the same: {heads}."),
    }
}

/// Cells beyond the last column that is read.
pub fn beyond(lang: Lang, sheet: &str) -> String {
    match lang {
        Lang::Id => format!(
            "Lembar \"{sheet}\": kolom setelah IV (ke-256) tidak dibaca, padahal berisi. Pindahkan ke kiri."
        ),
        Lang::En => format!(
            "Sheet \"{sheet}\": columns behind IV (the 256th) are not read, and something stands in them. Move them to the left."
        ),
    }
}

/// A filled column without a head.
pub fn headless(lang: Lang, sheet: &str, column: &str, cells: usize, first: &str) -> String {
    let sheet = if sheet.is_empty() {
        String::new()
    } else {
        format!("{} \"{sheet}\": ", say(lang, "Lembar", "Sheet"))
    };
    let word = match (lang, sheet.is_empty()) {
        (Lang::Id, true) => "Kolom",
        (Lang::Id, false) => "kolom",
        (Lang::En, true) => "Column",
        (Lang::En, false) => "column",
    };
    match lang {
        Lang::Id => format!(
            "{sheet}{word} {column} tanpa judul: {cells} sel berisi, yang pertama \"{first}\"; tidak dibaca."
        ),
        Lang::En => format!(
            "{sheet}{word} {column} has no head: filled cells {cells}, the first \"{first}\"; not read."
        ),
    }
}
