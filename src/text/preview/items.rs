//! What is said of rows: new, changed, passed over, refused.

use super::{Lang, row, rows, say};
use crate::exchange::preview::{Group, Item, Part, Preview};
use crate::exchange::table::{Passed, PassedFor};
use crate::meeting::Meeting;
use crate::meeting::roster::{
    self, Figure, Rejected, library_differences, month_differences, totals_differences,
};
use crate::text::figures::{figure, thousands};
use crate::text::reject;

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
