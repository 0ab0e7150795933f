//! What is said of sheets, heads and columns: read or not, and why.

use super::{Lang, row, say};
use crate::exchange::table::{Layout, Meaning, NoHead, Outcome, Seen, SheetSeen};
use crate::text::reject;

/// A sheet and what became of it: `Lembar 2 "Februari": dibaca, 3 baris`.
pub fn sheet(lang: Lang, at: usize, sheet: &SheetSeen) -> String {
    let name = if sheet.name.is_empty() {
        String::new()
    } else {
        format!(" \"{}\"", sheet.name)
    };
    let word = say(lang, "Lembar", "Sheet");
    format!("{word} {}{name}: {}", at + 1, outcome(lang, &sheet.outcome))
}

/// What became of a sheet.
pub fn outcome(lang: Lang, outcome: &Outcome) -> String {
    let id = lang == Lang::Id;
    match outcome {
        Outcome::Read {
            header_row: 0,
            rows,
        } if id => format!("dibaca sebagai daftar, {rows} baris"),
        Outcome::Read {
            header_row: 0,
            rows,
        } => format!("read as a list, {rows} rows"),
        Outcome::Read { header_row, rows } if id => {
            format!("dibaca, {rows} baris, judul di baris {header_row}")
        }
        Outcome::Read { header_row, rows } => {
            format!("read, {rows} rows, heads in row {header_row}")
        }
        Outcome::LeftOut => say(lang, "tidak dibaca: dilewati", "not read: left out").into(),
        Outcome::OtherList => say(
            lang,
            "tidak dibaca: nama lembar ini milik daftar lain atau petunjuk (Spasi atau --sheet membacanya)",
            "not read: it bears the name of another list or of a guide (Space or --sheet reads it)",
        )
        .into(),
        Outcome::Planned(says) if id => format!(
            "tidak dibaca: \"{says}\" adalah target, persen, atau kumulatif (Spasi atau --sheet membacanya)"
        ),
        Outcome::Planned(says) => format!(
            "not read: \"{says}\" tells targets, percentages or cumulated numbers (Space or --sheet reads it)"
        ),
        Outcome::Hidden => say(
            lang,
            "tidak dibaca: lembar tersembunyi",
            "not read: the sheet is hidden",
        )
        .into(),
        Outcome::NoCells => say(
            lang,
            "tidak dibaca: grafik atau makro",
            "not read: a chart or macro",
        )
        .into(),
        Outcome::Empty => say(lang, "kosong", "empty").into(),
        Outcome::NoHead(seen, why) => no_head(lang, seen, why),
    }
}

/// Why a sheet cannot be read, and what was seen in it.
fn no_head(lang: Lang, seen: &Seen, why: &NoHead) -> String {
    let id = lang == Lang::Id;
    let why = match why {
        NoHead::Unknown(wanted) if id => format!(
            "tidak dibaca: judul kolom tidak dikenali. Kolom wajib: {}",
            columns_of(lang, wanted)
        ),
        NoHead::Unknown(wanted) => format!(
            "not read: no head is known. Required columns: {}",
            columns_of(lang, wanted)
        ),
        NoHead::Missing(columns) if id => {
            format!(
                "tidak dibaca: Kolom wajib tidak ada: {}",
                columns_of(lang, columns)
            )
        }
        NoHead::Missing(columns) => {
            format!(
                "not read: Required column missing: {}",
                columns_of(lang, columns)
            )
        }
        NoHead::Double {
            column,
            first,
            second,
        } if id => format!(
            "tidak dibaca: dua kolom untuk {column}: \"{first}\" dan \"{second}\". Hapus atau ganti nama salah satunya"
        ),
        NoHead::Double {
            column,
            first,
            second,
        } => format!(
            "not read: two columns for {column}: \"{first}\" and \"{second}\". Delete or rename one of them"
        ),
        NoHead::NoFigures if id => {
            "tidak dibaca: tidak ada kolom indikator (pelibatan, publikasi, advokasi …)".to_owned()
        }
        NoHead::NoFigures => {
            "not read: no indicator column (pelibatan, publikasi, advokasi …)".to_owned()
        }
        NoHead::Unclear(head) if id => format!(
            "tidak dibaca: arti kolom \"{head}\" tidak jelas. Tunjuk artinya, atau ganti judulnya"
        ),
        NoHead::Unclear(head) => format!(
            "not read: what column \"{head}\" means is not clear. Point it to a field, or rename it"
        ),
        NoHead::PartsOfYear(head) if id => format!(
            "tidak dibaca: angka per triwulan atau semester (\"{head}\"); capaian dibaca per bulan"
        ),
        NoHead::PartsOfYear(head) => format!(
            "not read: numbers of quarters or the like (\"{head}\"); capaian is read by months"
        ),
        NoHead::MonthsAcross(missing) => months_across(lang, missing),
    };
    let heads: Vec<&str> = seen.heads().take(12).collect();
    if heads.is_empty() {
        return why;
    }
    let heads = heads.join(" | ");
    let row = seen.row;
    match lang {
        Lang::Id => format!("{why}. Judul yang terlihat di baris {row}: {heads}"),
        Lang::En => format!("{why}. Heads seen in row {row}: {heads}"),
    }
}

/// Columns that are missing; a code may always be said by its village.
fn columns_of(lang: Lang, columns: &[&str]) -> String {
    let told = columns.iter().map(|column| match *column {
        "kode_wilayah" => say(
            lang,
            "kode_wilayah atau desa_kelurahan",
            "kode_wilayah or desa_kelurahan",
        ),
        column => column,
    });
    told.collect::<Vec<_>>().join(", ")
}

fn months_across(lang: Lang, missing: &[&str]) -> String {
    match (lang, missing.is_empty()) {
        (Lang::Id, true) => {
            "tidak dibaca: bulan berjajar ke samping; impor sebagai capaian, bukan rekap".to_owned()
        }
        (Lang::En, true) => {
            "not read: months stand across; import it as capaian, not as rekap".to_owned()
        }
        (Lang::Id, false) => format!(
            "tidak dibaca: bulan berjajar ke samping, tetapi kolom {} tidak ada",
            columns_of(lang, missing)
        ),
        (Lang::En, false) => format!(
            "not read: months stand across, but column {} is missing",
            columns_of(lang, missing)
        ),
    }
}

/// Why no sheet of a file can be read, sheet by sheet, and what to do.
pub fn no_sheet(lang: Lang, sheets: &[SheetSeen]) -> String {
    let told: Vec<String> = match sheets {
        [one] => {
            let words = outcome(lang, &one.outcome);
            let bare = words
                .split_once(": ")
                .filter(|(first, _)| first.ends_with("dibaca") || *first == "not read");
            vec![bare.map_or(words.clone(), |(_, rest)| reject::capital(rest))]
        }
        several => several
            .iter()
            .enumerate()
            .map(|(at, s)| sheet(lang, at, s))
            .collect(),
    };
    let advice = say(
        lang,
        "Tunjuk kolomnya (F7, K; atau --map \"JUDUL=kolom\"), atau pakai formulir kosong: gelar export form.",
        "Point the columns (F7, K; or --map \"HEAD=field\"), or use an empty form: gelar export form.",
    );
    format!("{}. {advice}", told.join("; "))
}

/// The field that a head was found to be.
pub fn meaning(lang: Lang, layout: &Layout, of: Meaning) -> String {
    match of {
        Meaning::Field(field) => layout.name(field).to_owned(),
        Meaning::Month { field, month, year } => {
            let name = field.map_or(String::new(), |f| format!("{} ", layout.name(f)));
            let year = year.map_or(String::new(), |y| format!(" {y}"));
            format!("{name}{} {month}{year}", say(lang, "bulan", "month"))
        }
        Meaning::Indicator => say(lang, "indikator baris", "the row's indicator").to_owned(),
        Meaning::Part => say(
            lang,
            "tidak dibaca: dihitung dari bulan",
            "not read: a sum of months",
        )
        .to_owned(),
        Meaning::Total => say(lang, "jumlah, diperiksa", "a total, checked").to_owned(),
        Meaning::Ignored => say(lang, "tidak dibaca", "not read").to_owned(),
        Meaning::Unclear => say(lang, "belum jelas", "not clear").to_owned(),
        Meaning::Unknown => say(lang, "masuk catatan", "kept as a note").to_owned(),
    }
}

/// Titles and hints of the dialog that points columns.
pub fn columns_title(lang: Lang, sheet: &str) -> String {
    let word = say(lang, "ARTI KOLOM", "WHAT COLUMNS MEAN");
    if sheet.is_empty() {
        word.to_owned()
    } else {
        format!("{word} · {sheet}")
    }
}

/// The hint of the dialog that points columns.
pub fn columns_hint(lang: Lang) -> &'static str {
    say(
        lang,
        "Pilih judul, lalu artinya. Berlaku untuk semua lembar, dan diingat setelah diterapkan.",
        "Choose a head, then what it means. It holds for all sheets, and is remembered once applied.",
    )
}

/// A row of which several months are meant: `7 (lembar 2), 12 bulan:`.
pub fn row_of_months(lang: Lang, at: usize, months: usize) -> String {
    match months {
        1 => row(lang, at),
        _ => format!(
            "{}, {months} {}:",
            row(lang, at),
            say(lang, "bulan", "months")
        ),
    }
}

/// A sheet that no file has.
pub fn no_such_sheet(lang: Lang, wanted: &str, names: &[&str]) -> String {
    let names = names.join(", ");
    match lang {
        Lang::Id => format!("--sheet {wanted}: lembar ini tidak ada. Yang ada: {names}"),
        Lang::En => format!("--sheet {wanted}: there is no such sheet. There are: {names}"),
    }
}

/// A head that no sheet has.
pub fn no_such_head(lang: Lang, wanted: &str, heads: &[&str]) -> String {
    let heads = heads.join(" | ");
    match lang {
        Lang::Id => format!("--map {wanted}=…: judul ini tidak ada. Yang ada: {heads}"),
        Lang::En => format!("--map {wanted}=…: there is no such head. There are: {heads}"),
    }
}

/// A field that no layout has.
pub fn no_such_field(lang: Lang, wanted: &str, names: &[&str]) -> String {
    let names = names.join(", ");
    match lang {
        Lang::Id => format!("--map …={wanted}: kolom ini tidak ada. Yang ada: {names}"),
        Lang::En => format!("--map …={wanted}: there is no such field. There are: {names}"),
    }
}
