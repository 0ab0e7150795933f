//! The words of an import's preview: sheets, questions about the file, what would be new or changed.
//! Computes nothing.

use super::figures::{figure, thousands};
use super::{Lang, reject};
use crate::exchange::across::{Given, Source, Taken};
use crate::exchange::preview::{
    Ask, FileChoice, FileQuestion, Group, Item, Part, Preview, WrongAnswer,
};
use crate::exchange::reading::{Dash, FileTopic, Scale};
use crate::exchange::table::{
    Encoding, Layout, Meaning, NoHead, Outcome, Passed, PassedFor, Seen, SheetSeen,
};
use crate::meeting::Meeting;
use crate::meeting::achieved::Measure;
use crate::meeting::roster::{
    self, Figure, Rejected, library_differences, month_differences, sheet_and_row,
    totals_differences,
};

/// Two phrases that say the same.
fn say(lang: Lang, id: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Id => id,
        Lang::En => en,
    }
}

/// A row as the spreadsheet numbers it; behind the first sheet with the sheet: `7`, `7 (lembar 2)`.
pub fn row(lang: Lang, row: usize) -> String {
    match sheet_and_row(row) {
        (0, row) => row.to_string(),
        (sheet, row) => format!("{row} ({} {})", say(lang, "lembar", "sheet"), sheet + 1),
    }
}

/// Rows one behind the other, the first few of them.
fn rows(lang: Lang, all: &[usize]) -> String {
    const TOLD: usize = 6;
    let told: Vec<String> = all.iter().take(TOLD).map(|r| row(lang, *r)).collect();
    let more = if all.len() > TOLD { " …" } else { "" };
    format!("{}{more}", told.join(", "))
}

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

/// A question about the file.
pub fn file_question(lang: Lang, question: &FileQuestion) -> String {
    let rows = question.rows;
    let sheet = question
        .sheet
        .as_deref()
        .map_or(String::new(), |name| match lang {
            Lang::Id => format!("Lembar \"{name}\": "),
            Lang::En => format!("Sheet \"{name}\": "),
        });
    let words = match (lang, question.topic) {
        (Lang::Id, FileTopic::Group) => format!("{rows} baris tanpa unsur: apa unsur mereka?"),
        (Lang::En, FileTopic::Group) => {
            format!("{rows} rows without a group (unsur): which is it?")
        }
        (Lang::Id, FileTopic::Dash) => {
            format!("{rows} baris berisi tanda \"-\" sebagai angka: apa artinya?")
        }
        (Lang::En, FileTopic::Dash) => {
            format!("{rows} rows have \"-\" for a number: what does it mean?")
        }
        (Lang::Id, FileTopic::Measure(_)) if question.differ => format!(
            "nama lembar, judul, atau nama berkas menyebut indikator yang berbeda: angka di {rows} baris ini indikator apa?"
        ),
        (Lang::En, FileTopic::Measure(_)) if question.differ => format!(
            "the names of sheet and file and the title say different indicators: which one are the numbers of {rows} rows?"
        ),
        (Lang::Id, FileTopic::YearOf(_)) => format!(
            "nama lembar, judul, atau nama berkas menyebut tahun yang berbeda: bulan di {rows} baris ini tahun berapa?"
        ),
        (Lang::En, FileTopic::YearOf(_)) => format!(
            "the names of sheet and file and the title say different years: of which are the months of {rows} rows?"
        ),
        (Lang::Id, FileTopic::Measure(_)) => format!("angka di {rows} baris ini indikator apa?"),
        (Lang::En, FileTopic::Measure(_)) => {
            format!("which indicator are the numbers of {rows} rows?")
        }
        (Lang::Id, FileTopic::Year) => format!("bulan di {rows} baris ini tahun berapa?"),
        (Lang::En, FileTopic::Year) => format!("of which year are the months of {rows} rows?"),
        (Lang::Id, FileTopic::Score) => {
            format!("nilai KPI di {rows} baris paling tinggi 1: apa arti 0,8143?")
        }
        (Lang::En, FileTopic::Score) => {
            format!("the KPI scores of {rows} rows are 1 at most: what does 0.8143 mean?")
        }
        (Lang::Id, FileTopic::Month(_)) => format!(
            "nama lembar, judul, atau nama berkas menyebut bulan yang berbeda: {rows} baris ini bulan apa?"
        ),
        (Lang::En, FileTopic::Month(_)) => format!(
            "the names of sheet and file and the title say different months: which are these {rows} rows of?"
        ),
    };
    reject::capital(&format!("{sheet}{words}"))
}

/// An answer to a question about the file.
pub fn file_choice(lang: Lang, choice: &FileChoice) -> String {
    match choice {
        FileChoice::Group(group) => group.clone(),
        FileChoice::Dash(Dash::Zero) => say(lang, "Nihil: nol", "None: zero").into(),
        FileChoice::Dash(Dash::Unreported) => say(lang, "Belum lapor", "Not reported").into(),
        FileChoice::Measure(measure) => measure_word(*measure),
        FileChoice::Year(year) => year.to_string(),
        FileChoice::Month(month) => month_name(lang, *month).to_owned(),
        FileChoice::Score(Scale::Fraction) => say(
            lang,
            "81,43: persen tanpa tanda %",
            "81.43: a percentage without its sign",
        )
        .into(),
        FileChoice::Score(Scale::AsWritten) => say(
            lang,
            "0,81 dari 100, seperti tertulis",
            "0.81 of 100, as written",
        )
        .into(),
        FileChoice::LeaveOut => say(lang, "Lewati baris-baris ini", "Leave these rows out").into(),
    }
}

fn measure_word(measure: Measure) -> String {
    reject::capital(&measure.column().replace('_', " "))
}

/// A question in words, with its row.
pub fn ask(lang: Lang, preview: &Preview, ask: Ask<'_>, meeting: &Meeting) -> String {
    let question = match ask {
        Ask::File(question) => return file_question(lang, question),
        Ask::Row(question) => question,
    };
    let words = reject::question(lang, question, meeting);
    let at = row(lang, question.row);
    let word = lang.text().row;
    match preview.name_of_row(question.row) {
        name if name.is_empty() || name == question.value => format!("{word} {at}: {words}"),
        name => format!("{word} {at}, {name}: {words}"),
    }
}

/// Why an answer of a script fits nothing, with the ids there are.
pub fn wrong_answer(lang: Lang, wrong: &WrongAnswer, open: &[String]) -> String {
    let ids = if open.is_empty() {
        "-".to_owned()
    } else {
        open.join(", ")
    };
    match (lang, &wrong.answer) {
        (Lang::Id, Some(answer)) => format!(
            "--answer {}={answer}: pilihan itu tidak ada. Lihat \"choices\" dengan --dry-run --json. Tidak ada yang berubah.",
            wrong.id
        ),
        (Lang::En, Some(answer)) => format!(
            "--answer {}={answer}: there is no such choice. See \"choices\" with --dry-run --json. Nothing has changed.",
            wrong.id
        ),
        (Lang::Id, None) => format!(
            "--answer {}: tidak ada pertanyaan ini. Pertanyaan yang terbuka: {ids}. Tidak ada yang berubah.",
            wrong.id
        ),
        (Lang::En, None) => format!(
            "--answer {}: there is no such question. Open questions: {ids}. Nothing has changed.",
            wrong.id
        ),
    }
}

/// What to do with a preview.
pub fn advice(t: &super::Text, preview: &Preview) -> String {
    if preview.unread.is_some() && !preview.is_pointable() {
        return say(
            t.lang,
            "Belum ada yang dibaca. Spasi membaca lembar ini; Esc keluar.",
            "Nothing is read yet. Space reads this sheet; Esc leaves.",
        )
        .into();
    }
    if preview.unread.is_some() {
        return say(
            t.lang,
            "Belum ada yang dapat dibaca. K menunjuk kolom; Esc keluar.",
            "Nothing can be read yet. K points the columns; Esc leaves.",
        )
        .into();
    }
    let asks = preview.asks().count() > 0;
    if preview.changes() && preview.corrections > 0 {
        (t.figures.advice_corrections)(preview.corrections)
    } else if preview.changes() {
        t.preview_advice.into()
    } else if asks || !preview.left_out().is_empty() {
        t.nothing_applicable.into()
    } else {
        t.nothing_to_apply.into()
    }
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

/// What a pasted list is called in the place of a file.
pub fn pasted(lang: Lang) -> &'static str {
    say(lang, "tempelan", "pasted")
}

/// The key that chooses what a head means.
pub fn k_meaning(lang: Lang) -> &'static str {
    say(lang, "pilih artinya", "choose its meaning")
}

/// The keys that go to other sheets.
pub fn k_sides(lang: Lang) -> &'static str {
    say(lang, "Kiri/Kanan", "Left/Right")
}

/// Goes to other sheets.
pub fn k_other_sheet(lang: Lang) -> &'static str {
    say(lang, "lembar lain", "other sheets")
}

/// Answers a question otherwise.
pub fn k_answer_again(lang: Lang) -> &'static str {
    say(lang, "ubah jawaban", "change the answer")
}

/// How many cells stay empty because they are broken.
pub fn count_cells(lang: Lang) -> &'static str {
    say(lang, "Sel rusak", "Broken cells")
}

/// Notes that find no room above the list.
pub fn more_notes(lang: Lang, notes: usize) -> String {
    match lang {
        Lang::Id => format!("+ {notes} catatan lagi di akhir daftar (End)"),
        Lang::En => format!("+ {notes} more notes at the end of the list (End)"),
    }
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

/// The field that is none.
pub fn not_read(lang: Lang) -> &'static str {
    say(lang, "(tidak dibaca)", "(not read)")
}

/// The keys of a preview.
pub fn k_columns(lang: Lang) -> &'static str {
    say(lang, "kolom", "columns")
}

/// The key that takes a sheet in or leaves it out.
pub fn k_space(lang: Lang) -> &'static str {
    say(lang, "Spasi", "Space")
}

/// Takes a sheet in or leaves it out.
pub fn k_sheet(lang: Lang) -> &'static str {
    say(lang, "lembar ikut/lewati", "sheet in/out")
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

/// What has to be mended goes to a CSV file.
pub fn only_csv(lang: Lang) -> String {
    say(
        lang,
        "--rejected: hanya berkas CSV, misalnya ditolak.csv. Tidak ada yang berubah.",
        "--rejected: a CSV file only, such as rejected.csv. Nothing has changed.",
    )
    .into()
}

/// What is refused would be written over the list itself.
pub fn over_the_list(lang: Lang) -> String {
    say(
        lang,
        "--rejected: itu berkas daftarnya sendiri. Pilih nama lain, misalnya ditolak.csv. Tidak ada yang berubah.",
        "--rejected: that is the list itself. Choose another name, such as rejected.csv. Nothing has changed.",
    )
    .into()
}

/// An option that wants two things with `=` between them.
pub fn no_pair(lang: Lang, option: &str, said: &str) -> String {
    match lang {
        Lang::Id => format!("{option} {said}: tulis KIRI=KANAN"),
        Lang::En => format!("{option} {said}: write LEFT=RIGHT"),
    }
}

/// Rows that are none of the list, by what they are: `2 × baris jumlah (baris 5, 9)`.
pub fn passed_over(lang: Lang, passed: &[&Passed]) -> String {
    let mut kinds: Vec<(PassedFor, Vec<usize>)> = Vec::new();
    for row in passed {
        match kinds.iter_mut().find(|(why, _)| *why == row.why) {
            Some((_, all)) => all.push(row.row),
            None => kinds.push((row.why, vec![row.row])),
        }
    }
    let word = say(lang, "baris", "rows");
    let told = kinds.iter().map(|(why, all)| {
        let count = thousands(all.len() as u64);
        format!(
            "{count} × {} ({word} {})",
            passed_for(lang, *why),
            rows(lang, all)
        )
    });
    let told = told.collect::<Vec<_>>().join("; ");
    format!(
        "{}: {told}.",
        say(
            lang,
            "Dilewati, bukan baris daftar",
            "Passed over, not rows of the list"
        )
    )
}

/// Rejected rows of one reason: `30 × Pelibatan "nihil": …  Baris 5, 6, 7 …`.
pub fn group(lang: Lang, preview: &Preview, group: &Group, full: bool) -> String {
    if let [_] = group.rows.as_slice() {
        return rejected(lang, preview, &group.first, full);
    }
    let told = cell(lang, preview, &group.first);
    let word = say(lang, "Baris", "Rows");
    format!(
        "{} × {told} {word} {}",
        group.rows.len(),
        rows(lang, &group.rows)
    )
}

/// A rejected row, and if wanted what stands in it.
fn rejected(lang: Lang, preview: &Preview, refused: &Rejected, full: bool) -> String {
    let words = format!(
        "{} {}: {}",
        lang.text().row,
        row(lang, refused.row),
        cell(lang, preview, refused)
    );
    match preview.text_of_row(refused.row).filter(|_| full) {
        Some(text) if !text.is_empty() => format!("{words} [{text}]"),
        Some(_) | None => words,
    }
}

/// A cell that stays empty.
pub fn empty_cell(lang: Lang, preview: &Preview, refused: &Rejected) -> String {
    let words = format!(
        "{} {}: {}",
        lang.text().row,
        row(lang, refused.row),
        cell(lang, preview, refused)
    );
    let empty = say(
        lang,
        "Sel ini dikosongkan; barisnya tidak ditolak karenanya.",
        "The cell stays empty; its row is not refused for it.",
    );
    format!("{words} {empty}")
}

/// `NIP "1.97809E+17": NIP rusak …`, the head as in the file.
fn cell(lang: Lang, preview: &Preview, refused: &Rejected) -> String {
    let head = preview.head_of(refused);
    let sentence = reject::reason(lang, &refused.reason);
    if refused.value.is_empty() {
        format!("{head}: {sentence}")
    } else {
        format!("{head} \"{}\": {sentence}", refused.value)
    }
}

/// A row that is none of the list.
pub fn passed(lang: Lang, passed: &Passed) -> String {
    let at = row(lang, passed.row);
    format!(
        "{} {at}: {} [{}]",
        lang.text().row,
        passed_for(lang, passed.why),
        passed.text
    )
}

/// Why a row is none of the list.
pub fn passed_for(lang: Lang, why: PassedFor) -> &'static str {
    match why {
        PassedFor::ColumnNumbers => say(lang, "nomor kolom", "column numbers"),
        PassedFor::Head => say(lang, "judul kolom yang diulang", "the heads again"),
        PassedFor::Section => say(lang, "judul bagian", "a title between rows"),
        PassedFor::Total => say(lang, "baris jumlah", "a total row"),
        PassedFor::Example => say(lang, "contoh pengisian", "an example"),
        PassedFor::Unfilled => say(lang, "belum diisi", "not filled in yet"),
        PassedFor::Footer => say(lang, "catatan atau tanda tangan", "a note or signature"),
        PassedFor::Planned => say(
            lang,
            "baris target, persen, atau kumulatif",
            "a row of targets, percentages or cumulated numbers",
        ),
    }
}

/// What the lines of a part are.
pub fn heading(lang: Lang, part: Part, count: usize) -> String {
    let word = match part {
        Part::Sheets => say(lang, "LEMBAR", "SHEETS"),
        Part::Asks => say(lang, "PERTANYAAN", "QUESTIONS"),
        Part::Answered => say(lang, "TERJAWAB", "ANSWERED"),
        Part::Cells => say(lang, "SEL DIKOSONGKAN", "EMPTY CELLS"),
        Part::Rejected => say(lang, "DITOLAK", "REJECTED"),
        Part::Corrections => say(lang, "KOREKSI", "CORRECTIONS"),
        Part::Changed => say(lang, "BERUBAH", "CHANGED"),
        Part::New => say(lang, "BARU", "NEW"),
        Part::LeftOut => say(lang, "MENUNGGU JAWABAN", "WAITING FOR AN ANSWER"),
        Part::Skipped => say(lang, "DILEWATI", "LEFT OUT"),
        Part::Joined => say(lang, "MELENGKAPI BARIS LAIN", "COMPLETING OTHER ROWS"),
        Part::Passed => say(lang, "BUKAN BARIS DAFTAR", "NOT ROWS OF THE LIST"),
        Part::Same => say(lang, "SAMA", "SAME"),
        Part::Notes => say(lang, "CATATAN", "NOTES"),
    };
    format!("{word} {}", thousands(count as u64))
}

/// Something that would be new.
pub fn new_item(lang: Lang, meeting: &Meeting, item: Item<'_>) -> String {
    let none = |text: &str| {
        if text.is_empty() {
            String::new()
        } else {
            format!(" · {text}")
        }
    };
    match item {
        Item::Person(at, person) => {
            let record = &person.record;
            let place = record.village.as_ref().and_then(|code| {
                meeting
                    .villages()
                    .get(code)
                    .map(|v| format!("{}, {}", v.name, v.subdistrict))
            });
            let place = place.unwrap_or_else(|| record.village_text.clone());
            format!(
                "{} {}{}{}{}{}",
                row(lang, at),
                record.personal.name,
                none(&record.group),
                none(&place),
                none(&record.office),
                none(&record.personal.phone)
            )
        }
        Item::Library(at, library) => {
            format!("{} {} {}", row(lang, at), library.code, library.name)
        }
        Item::Village(village) => {
            format!("{} {}, {}", village.code, village.name, village.subdistrict)
        }
        Item::Month(at, achieved) => {
            let all = month_differences(meeting, achieved);
            let name = library_name(meeting, &achieved.library);
            format!(
                "{} {name}, {}: {}",
                row(lang, at),
                achieved.month,
                numbers(lang, &all)
            )
        }
        Item::Totals(at, totals) => {
            let all = totals_differences(meeting, totals);
            let name = library_name(meeting, &totals.library);
            format!("{} {name}: {}", row(lang, at), numbers(lang, &all))
        }
    }
}

fn library_name(meeting: &Meeting, code: &crate::meeting::id::VillageCode) -> String {
    match meeting.library_name(code) {
        "" => code.to_string(),
        name => name.to_owned(),
    }
}

/// Numbers of something new.
fn numbers(lang: Lang, all: &[roster::Difference]) -> String {
    let told = all
        .iter()
        .map(|(column, _, to)| format!("{column} {}", number(lang, *to)));
    told.collect::<Vec<_>>().join(", ")
}

/// Something that would be changed, old → new, field by field.
pub fn changed_item(lang: Lang, meeting: &Meeting, item: Item<'_>) -> String {
    let arrow = |column: &str, from: &str, to: &str| {
        let empty = say(lang, "kosong", "empty");
        let or_empty = |text: &str| {
            if text.is_empty() {
                empty.to_owned()
            } else {
                text.to_owned()
            }
        };
        format!("{column} {} → {}", or_empty(from), or_empty(to))
    };
    let numbers = |all: Vec<roster::Difference>| {
        let told = all
            .iter()
            .map(|(column, from, to)| arrow(column, &number(lang, *from), &number(lang, *to)));
        told.collect::<Vec<_>>().join("; ")
    };
    match item {
        Item::Person(at, person) => {
            let old = meeting.person(person.id).map(|p| &*p.record);
            let told = person.changed.iter().map(|field| {
                let from = old.map_or("", |record| record.get(*field));
                arrow(field.column(), from, person.record.get(*field))
            });
            let told = told.collect::<Vec<_>>().join("; ");
            format!(
                "{} {} #{}: {told}",
                row(lang, at),
                person.record.personal.name,
                person.id
            )
        }
        Item::Library(at, library) => {
            let told = library_differences(meeting, library);
            let told = told
                .iter()
                .map(|(column, from, to)| arrow(column, from, to));
            let told = told.collect::<Vec<_>>().join("; ");
            format!(
                "{} {}: {told}",
                row(lang, at),
                library_name(meeting, &library.code)
            )
        }
        Item::Village(village) => {
            let villages = meeting.villages();
            let old = villages.get(&village.code);
            let pairs = [
                ("nama", old.map_or("", |v| &v.name), &village.name),
                (
                    "kecamatan",
                    old.map_or("", |v| &v.subdistrict),
                    &village.subdistrict,
                ),
                ("jenis", old.map_or("", |v| &v.kind), &village.kind),
            ];
            let told = pairs.iter().filter(|(_, from, to)| from != to);
            let told = told.map(|(column, from, to)| arrow(column, from, to));
            format!("{}: {}", village.code, told.collect::<Vec<_>>().join("; "))
        }
        Item::Month(at, achieved) => {
            let name = library_name(meeting, &achieved.library);
            let told = numbers(month_differences(meeting, achieved));
            format!("{} {name}, {}: {told}", row(lang, at), achieved.month)
        }
        Item::Totals(at, totals) => {
            let name = library_name(meeting, &totals.library);
            format!(
                "{} {name}: {}",
                row(lang, at),
                numbers(totals_differences(meeting, totals))
            )
        }
    }
}

fn number(lang: Lang, of: Figure) -> String {
    match lang {
        Lang::Id => figure(of, "kosong", "ya", "tidak"),
        Lang::En => figure(of, "empty", "yes", "no"),
    }
}

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
pub(super) fn with_rows(lang: Lang, all: &[(String, usize)]) -> String {
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
            "{sheet}{word} {column} tanpa judul: {cells} sel berisi, yang pertama \"{first}\"; tidak dibaca sebagai apa pun."
        ),
        Lang::En => format!(
            "{sheet}{word} {column} has no head: {cells} filled cells, the first \"{first}\"; read as nothing."
        ),
    }
}

/// The name of a month, from 1 to 12.
fn month_name(lang: Lang, month: i8) -> &'static str {
    let at = usize::try_from(month - 1).unwrap_or(0);
    lang.text().months.get(at).copied().unwrap_or_default()
}
