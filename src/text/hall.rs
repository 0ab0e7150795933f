//! The words of the hall's screen, which is read from the last row: few and short.

use crate::meeting::hall::{Colour, HallLang};
use crate::meeting::month::Month;
use crate::stage::BoxState;

use super::{Lang, Text};

/// The phrases.
#[allow(missing_docs)] // the names and the words say it
pub struct Hall {
    /// Columns and rows that are there.
    pub too_small: fn(u16, u16) -> String,
    pub welcome: &'static str,
    /// Beside the number of people who are here: of how many.
    pub present_of: fn(&str) -> String,
    pub present: &'static str,
    /// How many libraries take part.
    pub board: fn(&str) -> String,
    /// The heading where it stands in big type.
    pub board_short: &'static str,
    pub subdistrict_short: fn(&str) -> String,
    pub board_family: fn(&str) -> String,
    pub board_subdistrict: fn(&str) -> String,
    pub libraries: fn(&str) -> String,
    pub as_of: fn(&str) -> String,
    pub sealed: fn(&str) -> String,
    pub families: fn(usize) -> String,
    pub page: fn(usize, usize) -> String,
    pub page_short: fn(usize, usize) -> String,
    pub by_committee: &'static str,
    pub equal: &'static str,
    pub more: fn(&str) -> String,
    pub empty_title: &'static str,
    pub empty: &'static str,
    pub no_data: &'static str,
    /// Those whose rank is not shown.
    pub below: &'static str,
    pub alphabetical: &'static str,
    pub subdistrict: fn(&str) -> String,
    pub rank: fn(u32) -> String,
    pub rank_shared: fn(u32) -> String,
    pub of_target: fn(&str, &str) -> String,
    pub nothing_done: &'static str,
    pub months_met: fn(u16, u16) -> String,
    pub totals_only: &'static str,
    /// The letter and the word of a colour.
    pub colour: fn(Colour) -> (char, &'static str),
    /// The letter and the word of a month's state.
    pub state: fn(BoxState) -> (char, &'static str),
    pub months: [&'static str; 12],
    /// Between hours and minutes.
    pub clock: char,
    /// Between the units and the hundredths; thousands get the other one.
    pub decimal: char,
    pub thousands: char,
    pub test_title: &'static str,
    pub test_question: &'static str,
    /// Words in every size.
    pub test_words: &'static str,
    /// The number of a line of the test card.
    pub test_line: fn(usize) -> String,
    pub test_grid: fn(u16, u16) -> String,
}

pub(super) const ID: Hall = Hall {
    too_small: |columns, rows| {
        format!("Layar terlalu kecil: {columns}×{rows}, perlu minimal 64×20. Perkecil huruf.")
    },
    welcome: "SELAMAT DATANG",
    present_of: |n| format!("hadir dari {n}"),
    present: "hadir",
    board: |n| format!("CAPAIAN TPBIS · {n} PERPUSTAKAAN"),
    board_short: "Capaian TPBIS",
    subdistrict_short: |name| format!("Kec. {name}"),
    board_family: |name| format!("CAPAIAN TPBIS · {name}"),
    board_subdistrict: |name| format!("CAPAIAN TPBIS · KECAMATAN {name}"),
    libraries: |n| format!("{n} perpustakaan"),
    as_of: |date| format!("data per {date}"),
    sealed: |what| format!("tersegel: {what}"),
    families: |n| format!("{n} indikator"),
    page: |page, pages| format!("halaman {page} dari {pages}"),
    page_short: |page, pages| format!("hal. {page} dari {pages}"),
    by_committee: "bobot & target ditetapkan panitia",
    equal: "= nilai sama, urut abjad",
    more: |n| format!("dan {n} lainnya"),
    empty_title: "BELUM ADA DATA",
    empty: "Peringkat tampil di sini begitu ada capaian yang dihitung.",
    no_data: "belum ada data",
    below: "perpustakaan lainnya",
    alphabetical: "urut abjad",
    subdistrict: |name| format!("Kecamatan {name}"),
    rank: |n| format!("Peringkat {n}"),
    rank_shared: |n| format!("Peringkat {n} (bersama)"),
    of_target: |done, target| format!("{done} / {target}"),
    nothing_done: "–",
    months_met: |met, of| format!("Memenuhi standar pada {met} dari {of} bulan."),
    totals_only: "Hanya jumlah setahun yang diketahui, tanpa rincian bulan.",
    colour: |colour| match colour {
        Colour::Green => ('H', "Hijau"),
        Colour::Yellow => ('K', "Kuning"),
        Colour::Red => ('M', "Merah"),
    },
    state: |state| match state {
        BoxState::Met => ('T', "tercapai"),
        BoxState::Below => ('L', "lapor, kurang"),
        BoxState::Missing => ('B', "belum lapor"),
        BoxState::NotApplicable => ('·', "tidak berlaku"),
    },
    months: [
        "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
    ],
    clock: '.',
    decimal: ',',
    thousands: '.',
    test_title: "UJI LAYAR",
    test_question: "Baris mana yang terbaca dari kursi belakang?",
    test_words: "Maros 97",
    test_line: |n| format!("baris {n}"),
    test_grid: |columns, rows| format!("{columns} kolom × {rows} baris"),
};

pub(super) const EN: Hall = Hall {
    too_small: |columns, rows| {
        format!("Screen too small: {columns}×{rows}, at least 64×20 needed. Make the type smaller.")
    },
    welcome: "WELCOME",
    present_of: |n| format!("here of {n}"),
    present: "here",
    board: |n| format!("TPBIS RESULTS · {n} LIBRARIES"),
    board_short: "TPBIS results",
    subdistrict_short: |name| format!("Sub-district {name}"),
    board_family: |name| format!("TPBIS RESULTS · {name}"),
    board_subdistrict: |name| format!("TPBIS RESULTS · SUB-DISTRICT {name}"),
    libraries: |n| format!("{n} libraries"),
    as_of: |date| format!("data as of {date}"),
    sealed: |what| format!("sealed: {what}"),
    families: |n| format!("{n} indicators"),
    page: |page, pages| format!("page {page} of {pages}"),
    page_short: |page, pages| format!("page {page}/{pages}"),
    by_committee: "weights & targets set by the committee",
    equal: "= same score, by name",
    more: |n| format!("and {n} more"),
    empty_title: "NO DATA YET",
    empty: "Ranks appear here as soon as there are results that count.",
    no_data: "no data yet",
    below: "other libraries",
    alphabetical: "by name",
    subdistrict: |name| format!("Sub-district {name}"),
    rank: |n| format!("Rank {n}"),
    rank_shared: |n| format!("Rank {n} (shared)"),
    of_target: |done, target| format!("{done} / {target}"),
    nothing_done: "–",
    months_met: |met, of| format!("Met the standard in {met} of {of} months."),
    totals_only: "Only the year's totals are known, no single months.",
    colour: |colour| match colour {
        Colour::Green => ('G', "Green"),
        Colour::Yellow => ('Y', "Yellow"),
        Colour::Red => ('R', "Red"),
    },
    state: |state| match state {
        BoxState::Met => ('M', "met"),
        BoxState::Below => ('B', "reported, below"),
        BoxState::Missing => ('N', "not reported"),
        BoxState::NotApplicable => ('·', "not applicable"),
    },
    months: [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ],
    clock: ':',
    decimal: '.',
    thousands: ',',
    test_title: "SCREEN TEST",
    test_question: "Which line can be read from the last row?",
    test_words: "Maros 97",
    test_line: |n| format!("line {n}"),
    test_grid: |columns, rows| format!("{columns} columns × {rows} rows"),
};

/// The words of the hall's language.
pub fn words(lang: HallLang) -> &'static Text {
    match lang {
        HallLang::Id => Lang::Id.text(),
        HallLang::En => Lang::En.text(),
    }
}

impl Hall {
    /// A count with its thousands apart: `83.762`.
    pub fn count(&self, n: u64) -> String {
        let digits = n.to_string();
        let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(self.thousands);
            }
            out.push(digit);
        }
        out
    }

    /// Hundredths with two places: `97,50`.
    pub fn hundredths(&self, n: u64) -> String {
        format!("{}{}{:02}", self.count(n / 100), self.decimal, n % 100)
    }

    /// Hundredths with as many places as they need: `36`, `3,33`.
    pub fn short_hundredths(&self, n: u64) -> String {
        if n.is_multiple_of(100) {
            self.count(n / 100)
        } else {
            self.hundredths(n)
        }
    }

    /// *Okt–Des*; the years too where they differ.
    pub fn span(&self, (from, to): (Month, Month)) -> String {
        if from == to {
            self.month(from).to_owned()
        } else if from.year() == to.year() {
            format!("{}–{}", self.month(from), self.month(to))
        } else {
            format!(
                "{} {}–{} {}",
                self.month(from),
                from.year(),
                self.month(to),
                to.year()
            )
        }
    }

    /// *Okt*.
    pub fn month(&self, month: Month) -> &'static str {
        let index = usize::try_from(month.month() - 1).unwrap_or(0);
        self.months.get(index).copied().unwrap_or_default()
    }

    /// `09.12`.
    pub fn clock(&self, time: jiff::civil::Time) -> String {
        format!("{:02}{}{:02}", time.hour(), self.clock, time.minute())
    }
}

/// *30 November 2024*.
pub fn date(t: &Text, date: jiff::civil::Date) -> String {
    let month = usize::try_from(date.month() - 1).unwrap_or(0);
    let name = t.months.get(month).copied().unwrap_or_default();
    format!("{} {name} {}", date.day(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_writes_them() {
        assert_eq!(ID.count(0), "0");
        assert_eq!(ID.count(999), "999");
        assert_eq!(ID.count(83_762), "83.762");
        assert_eq!(EN.count(1_000_000), "1,000,000");
        assert_eq!(ID.hundredths(9750), "97,50");
        assert_eq!(EN.hundredths(10_000), "100.00");
        assert_eq!(ID.hundredths(5), "0,05");
        assert_eq!(ID.short_hundredths(4000), "40");
        assert_eq!(ID.short_hundredths(333), "3,33");
    }

    #[test]
    fn a_span_names_the_years_only_where_they_differ() {
        let month = |text: &str| text.parse::<Month>().unwrap();
        assert_eq!(ID.span((month("2024-10"), month("2024-12"))), "Okt–Des");
        assert_eq!(ID.span((month("2024-12"), month("2024-12"))), "Des");
        assert_eq!(
            EN.span((month("2023-10"), month("2024-05"))),
            "Oct 2023–May 2024"
        );
    }

    #[test]
    fn a_month_has_the_same_letter_in_the_hall_and_on_the_card() {
        use crate::meeting::rank::MonthState;
        let pairs = [
            (BoxState::Met, MonthState::Met),
            (BoxState::Below, MonthState::Below),
            (BoxState::Missing, MonthState::Missing),
            (BoxState::NotApplicable, MonthState::NotApplicable),
        ];
        for lang in [Lang::Id, Lang::En] {
            let text = lang.text();
            for (hall, card) in pairs {
                assert_eq!((text.hall.state)(hall), (text.board.state)(card));
            }
            // Below its standard is no zone.
            let colours = [Colour::Green, Colour::Yellow, Colour::Red];
            let below = (text.hall.state)(BoxState::Below).0;
            assert!(colours.iter().all(|c| (text.hall.colour)(*c).0 != below));
        }
    }

    #[test]
    fn the_letters_of_zones_are_those_of_the_board() {
        for lang in [Lang::Id, Lang::En] {
            let text = lang.text();
            let told = (text.rules.zone_words)("80", "50");
            for colour in [Colour::Green, Colour::Yellow, Colour::Red] {
                let (letter, word) = (text.board.zone)(colour);
                assert_eq!((text.hall.colour)(colour).0, letter);
                assert!(told.contains(&format!("{letter} {word}")), "{told}");
            }
        }
    }
}
