//! The words about numbers of libraries that are imported: what a file would change, and what in it
//! does not add up.

use super::Lang;
use super::preview::{row, with_rows};
use crate::exchange::import::Sum;
use crate::exchange::preview::{ImportKind, Note};
use crate::meeting::month::Month;
use crate::meeting::roster::{Correction, Figure, Question, Topic};

/// The phrases.
#[allow(missing_docs)] // the names and the words say it
pub struct Figures {
    pub a_import_achievements: &'static str,
    pub h_import_achievements: &'static str,
    pub a_import_totals: &'static str,
    pub h_import_totals: &'static str,
    pub title_achievements: &'static str,
    pub title_totals: &'static str,
    /// A row's key that stands twice with other numbers.
    /// The library's name, its code where none is known.
    pub twice: fn(&Question, &str) -> String,
    pub take_row: fn(usize, &[(&'static str, Figure)]) -> String,
    pub none_of_them: &'static str,
    pub count_corrections: &'static str,
    /// A number that stands and would change, with the name of its library.
    pub correction: fn(&Correction, &str) -> String,
    pub form_reason: fn(usize) -> String,
    pub reason_hint: &'static str,
    /// The command line's refusal: so many rows need a reason.
    pub reason_wanted: fn(usize) -> String,
    pub only_figures: &'static str,
    pub advice_corrections: fn(usize) -> String,
    pub note_libraries: fn(&[(String, usize)]) -> String,
    /// The file is of this kind, and the rules count the other one.
    pub note_other_source: fn(ImportKind) -> String,
    /// So many rows, the earliest of their months, the period.
    pub note_outside: fn(usize, Month, (Month, Month)) -> String,
    pub note_without_reason: fn(usize, usize) -> String,
    pub note_not_applicable: fn(usize) -> String,
    pub note_unreported: fn(usize) -> String,
    pub note_unfilled: fn(usize) -> String,
    pub note_parts: fn(usize, &Sum) -> String,
    pub note_total: fn(&Sum) -> String,
    pub note_total_checked: fn(usize) -> String,
}

pub(super) const ID: Figures = Figures {
    a_import_achievements: "Impor capaian",
    h_import_achievements: "Capaian per perpustakaan dan bulan (capaian); bulan boleh berjajar. Pratinjau dulu.",
    a_import_totals: "Impor rekap",
    h_import_totals: "Jumlah per perpustakaan (rekap) seperti di SIM. Pratinjau dulu.",
    title_achievements: "Impor capaian",
    title_totals: "Impor rekap",
    twice: |q, library| match q.column {
        Topic::Month(_) => format!(
            "{library}: bulan {} ada di beberapa baris dengan angka berbeda. Pilih salah satu.",
            month_id(&q.value)
        ),
        Topic::Library | Topic::Field(_) => {
            format!("{library} ada di beberapa baris dengan angka berbeda. Pilih salah satu.")
        }
    },
    take_row: |at, says| {
        format!(
            "Pakai baris {}: {}",
            row(Lang::Id, at),
            list(says, "kosong", "ya", "tidak")
        )
    },
    none_of_them: "Lewati semua baris ini",
    count_corrections: "Koreksi",
    correction: |c, library| {
        let month = c.month.map_or(String::new(), |m| format!(", {m}"));
        format!(
            "Baris {}: {library}{month}, {}: {} menjadi {}",
            row(Lang::Id, c.row),
            c.column,
            figure(c.from, "kosong", "ya", "tidak"),
            figure(c.to, "kosong", "ya", "tidak"),
        )
    },
    form_reason: |n| {
        format!(
            "{} baris mengubah angka yang sudah ada",
            thousands(n as u64)
        )
    },
    reason_hint: "Mengapa angka ini dikoreksi? Tercatat di jurnal.",
    reason_wanted: |n| {
        format!(
            "{} baris mengubah angka yang sudah ada. Tidak ada yang ditulis ke pertemuan. Tambahkan --reason \"alasan koreksi\".",
            thousands(n as u64)
        )
    },
    only_figures: "--reason dan --as-of hanya untuk capaian dan rekap.",
    advice_corrections: |n| {
        format!(
            "T terapkan; {} baris mengubah angka yang sudah ada: alasannya diminta.",
            thousands(n as u64)
        )
    },
    note_libraries: |all| {
        let (n, told) = (all.len(), with_rows(Lang::Id, all));
        format!("{n} perpustakaan belum ada di daftar; ditambahkan: {told}.")
    },
    note_other_source: |kind| {
        let (this, other) = (kind.word(), other(kind));
        format!(
            "Aturan menghitung {other}: {this} ini disimpan, tetapi tidak diperingkat. Kalau mestinya {this}, ubah \"Sumber angka\" (source) menjadi {this}: F3, A."
        )
    },
    note_outside: |n, first, (from, to)| {
        format!(
            "{} baris di luar masa penilaian {from} … {to}, mulai {first}: disimpan, tetapi tidak dihitung. Masa penilaian: F3, A.",
            thousands(n as u64)
        )
    },
    note_without_reason: |n, at| {
        let at = row(Lang::Id, at);
        format!("{n} baris tidak_berlaku tanpa alasan; yang pertama baris {at}. Isi kolom catatan.")
    },
    note_not_applicable: |n| format!("{n} baris tidak_berlaku: bulannya tidak dihitung."),
    note_unreported: |n| format!("{n} baris belum lapor tanpa angka: tidak dicatat."),
    note_unfilled: |n| {
        format!(
            "{} baris formulir belum diisi: dilewati.",
            thousands(n as u64)
        )
    },
    note_parts: |n, s| {
        format!(
            "Jumlah tidak cocok di {n} baris; baris {}: {} {}, rinciannya {} (selisih {}).",
            row(Lang::Id, s.row),
            s.column,
            thousands(s.typed),
            big(s.sum),
            big(u128::from(s.typed).abs_diff(s.sum))
        )
    },
    note_total: |s| {
        format!(
            "Baris jumlah {}: {} tertulis {}, hasil hitung {} (selisih {}).",
            row(Lang::Id, s.row),
            s.column,
            thousands(s.typed),
            big(s.sum),
            big(u128::from(s.typed).abs_diff(s.sum))
        )
    },
    note_total_checked: |at| {
        let at = row(Lang::Id, at);
        format!("Baris {at} adalah baris jumlah; cocok dengan hasil hitung.")
    },
};

pub(super) const EN: Figures = Figures {
    a_import_achievements: "Import achievements",
    h_import_achievements: "Numbers by library and month (capaian); months may stand across. A preview first.",
    a_import_totals: "Import totals",
    h_import_totals: "Totals by library (rekap) as the SIM shows them. A preview first.",
    title_achievements: "Import achievements",
    title_totals: "Import totals",
    twice: |q, library| match q.column {
        Topic::Month(_) => format!(
            "{library}: month {} stands in several rows with different numbers. Choose one.",
            q.value
        ),
        Topic::Library | Topic::Field(_) => {
            format!("{library} stands in several rows with different numbers. Choose one.")
        }
    },
    take_row: |at, says| {
        format!(
            "Take row {}: {}",
            row(Lang::En, at),
            list(says, "empty", "yes", "no")
        )
    },
    none_of_them: "Leave all these rows out",
    count_corrections: "Corrections",
    correction: |c, library| {
        let month = c.month.map_or(String::new(), |m| format!(", {m}"));
        format!(
            "Row {}: {library}{month}, {}: {} becomes {}",
            row(Lang::En, c.row),
            c.column,
            figure(c.from, "empty", "yes", "no"),
            figure(c.to, "empty", "yes", "no"),
        )
    },
    form_reason: |n| format!("{} rows change known numbers", thousands(n as u64)),
    reason_hint: "Why are they corrected? It is kept in the journal.",
    reason_wanted: |n| {
        format!(
            "{} rows change known numbers. Nothing was written to the meeting. Add --reason \"why they are corrected\".",
            thousands(n as u64)
        )
    },
    only_figures: "--reason and --as-of are for capaian and rekap only.",
    advice_corrections: |n| {
        format!(
            "T applies; {} rows change known numbers: you will be asked why.",
            thousands(n as u64)
        )
    },
    note_libraries: |all| {
        let (n, told) = (all.len(), with_rows(Lang::En, all));
        format!("{n} libraries are on no list yet; added: {told}.")
    },
    note_other_source: |kind| {
        let (this, other) = (kind.word(), other(kind));
        format!(
            "The rules count {other}: this {this} is kept, but not ranked. Where {this} is meant, set \"Numbers from\" (source) to {this}: F3, A."
        )
    },
    note_outside: |n, first, (from, to)| {
        format!(
            "{} rows outside the assessed period {from} … {to}, from {first}: kept, but not counted. The period: F3, A.",
            thousands(n as u64)
        )
    },
    note_without_reason: |n, at| {
        let at = row(Lang::En, at);
        format!(
            "{n} rows do not apply (tidak_berlaku) without a reason; the first is row {at}. Fill in catatan."
        )
    },
    note_not_applicable: |n| {
        format!("{n} rows do not apply (tidak_berlaku): their months do not count.")
    },
    note_unreported: |n| format!("{n} rows without numbers are not reported: not recorded."),
    note_unfilled: |n| {
        format!(
            "{} rows of the form are not filled in: passed over.",
            thousands(n as u64)
        )
    },
    note_parts: |n, s| {
        format!(
            "Totals do not add up in {n} rows; row {}: {} {}, its parts {} (difference {}).",
            row(Lang::En, s.row),
            s.column,
            thousands(s.typed),
            big(s.sum),
            big(u128::from(s.typed).abs_diff(s.sum))
        )
    },
    note_total: |s| {
        format!(
            "Total row {}: {} says {}, the sum is {} (difference {}).",
            row(Lang::En, s.row),
            s.column,
            thousands(s.typed),
            big(s.sum),
            big(u128::from(s.typed).abs_diff(s.sum))
        )
    },
    note_total_checked: |at| {
        let at = row(Lang::En, at);
        format!("Row {at} is a total row; it agrees with the sum.")
    },
};

/// A note of a preview in words.
pub fn note(t: &super::Text, note: &Note) -> String {
    match note {
        Note::Group(name, n) => (t.note_group)(name, *n),
        Note::Phones(n) => (t.note_phones)(*n),
        Note::Unplaced(all) => super::preview::unplaced(t.lang, all),
        Note::Column(name) => (t.note_column)(name),
        Note::Libraries(all) => (t.figures.note_libraries)(all),
        Note::OtherSource(kind) => (t.figures.note_other_source)(*kind),
        Note::OutsidePeriod {
            rows,
            first,
            period,
        } => (t.figures.note_outside)(*rows, *first, *period),
        Note::WithoutReason(rows, first) => (t.figures.note_without_reason)(*rows, *first),
        Note::NotApplicable(n) => (t.figures.note_not_applicable)(*n),
        Note::Unreported(n) => (t.figures.note_unreported)(*n),
        Note::Unfilled(n) => (t.figures.note_unfilled)(*n),
        Note::Parts(n, sum) => (t.figures.note_parts)(*n, sum),
        Note::Total(sum) => (t.figures.note_total)(sum),
        Note::TotalChecked(row) => (t.figures.note_total_checked)(*row),
        Note::HiddenRows(sheet, rows) => super::preview::hidden_rows(t.lang, sheet, *rows),
        Note::HiddenColumns(sheet, heads) => super::preview::hidden_columns(t.lang, sheet, heads),
        Note::Beyond(sheet) => super::preview::beyond(t.lang, sheet),
        Note::Headless(sheet, column, cells, first) => {
            super::preview::headless(t.lang, sheet, column, *cells, first)
        }
        Note::Taken(taken) => super::preview::taken(t.lang, taken),
        Note::NotRead(heads) => super::preview::columns_not_read(t.lang, heads),
        Note::Encoding(encoding) => super::preview::encoding(t.lang, *encoding),
        Note::Doubt(row, text) => super::preview::doubt(t.lang, *row, text),
    }
}

/// The kind of file that is ranked where this one is not.
fn other(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Achievements => ImportKind::Totals.word(),
        ImportKind::Totals => ImportKind::Achievements.word(),
        ImportKind::People | ImportKind::Libraries | ImportKind::Villages => "",
    }
}

/// A month of a question, `2024-12`, as people write it.
fn month_id(text: &str) -> String {
    match text.parse::<Month>() {
        Ok(month) => {
            let names = &super::id::TEXT.months;
            let at = usize::try_from(month.month() - 1).unwrap_or(0);
            format!(
                "{} {}",
                names.get(at).copied().unwrap_or_default(),
                month.year()
            )
        }
        Err(_) => text.to_owned(),
    }
}

fn list(says: &[(&'static str, Figure)], empty: &str, yes: &str, no: &str) -> String {
    let said = says
        .iter()
        .map(|(column, f)| format!("{column} {}", figure(*f, empty, yes, no)));
    said.collect::<Vec<_>>().join(", ")
}

pub(super) fn figure(figure: Figure, empty: &str, yes: &str, no: &str) -> String {
    match figure {
        Figure::Nothing => empty.to_owned(),
        Figure::Count(n) => thousands(n),
        Figure::Score(hundredths) => format!("{},{:02}", hundredths / 100, hundredths % 100),
        Figure::Word(word) => word.to_owned(),
        Figure::Flag(true) => yes.to_owned(),
        Figure::Flag(false) => no.to_owned(),
    }
}

/// `5.574`
pub fn thousands(n: u64) -> String {
    big(u128::from(n))
}

fn big(n: u128) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for (n, written) in [
            (0, "0"),
            (999, "999"),
            (5574, "5.574"),
            (1_000_000, "1.000.000"),
        ] {
            assert_eq!(thousands(n), written);
        }
        assert_eq!(figure(Figure::Score(8105), "", "", ""), "81,05");
    }

    #[test]
    fn a_total_that_does_not_add_up_shows_the_difference() {
        let sum = Sum {
            row: 9,
            column: "publikasi",
            typed: 932,
            sum: 24 + 114 + 134 + 658,
        };
        assert!((ID.note_total)(&sum).contains("selisih 2"));
        assert!((ID.note_parts)(1, &sum).contains("selisih 2"));
    }
}
