//! The words of an import's preview: keys, questions about the file, and, each in a file of its own, sheets, rows
//! and notes. Computes nothing.

mod items;
mod notes;
mod sheets;

use super::Lang;
use crate::exchange::preview::{Ask, FileChoice, FileQuestion, Preview, WrongAnswer};
use crate::exchange::reading::{Dash, FileTopic, Scale};
use crate::meeting::Meeting;
use crate::meeting::achieved::Measure;
use crate::meeting::roster::sheet_and_row;
use crate::text::reject;
pub use items::{
    changed_item, empty_cell, group, heading, new_item, passed, passed_for, passed_over,
};
pub(in crate::text) use notes::with_rows;
pub use notes::{
    beyond, columns_not_read, doubt, encoding, headless, hidden_columns, hidden_rows, not_compared,
    taken, unplaced,
};
pub use sheets::{
    columns_hint, columns_title, meaning, no_sheet, no_such_field, no_such_head, no_such_sheet,
    outcome, row_of_months, sheet,
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

/// The name of a month, from 1 to 12.
fn month_name(lang: Lang, month: i8) -> &'static str {
    let at = usize::try_from(month - 1).unwrap_or(0);
    lang.text().months.get(at).copied().unwrap_or_default()
}
