//! The words of heads and titles: months, years, indicators, and what makes a number a target or a sum. Knows no
//! columns.

use super::super::import::{self, calendar};
use super::columns::field_of;
use super::{Figures, Layout, header_key};
use crate::meeting::achieved::Measure;
use crate::meeting::names::plain;

/// Words beside a number that was reached.
const REALISED: [&str; 11] = [
    "realisasi",
    "terealisasi",
    "capaian",
    "pencapaian",
    "tercapai",
    "hasil",
    "jumlah",
    "jml",
    "jlh",
    "total",
    "kpi",
];

/// Words of numbers that nobody reached yet.
const AIMS: [&str; 14] = [
    "target",
    "targetnya",
    "ditargetkan",
    "tgt",
    "sasaran",
    "rencana",
    "rencananya",
    "direncanakan",
    "seharusnya",
    "proyeksi",
    "diproyeksikan",
    "perkiraan",
    "estimasi",
    "standar",
];

/// Words of numbers that are computed from those that were reached.
const COMPUTED: [&str; 12] = [
    "persen",
    "persentase",
    "prosentase",
    "presentase",
    "kumulatif",
    "bobot",
    "sisa",
    "selisih",
    "kekurangan",
    "deviasi",
    "rata",
    "rerata",
];

/// Words of numbers that were reached, and of nothing else.
const REACHED: [&str; 7] = [
    "realisasi",
    "terealisasi",
    "capaian",
    "pencapaian",
    "tercapai",
    "hasil",
    "kenyataan",
];

/// Words before what a title is about.
const AROUND: [&str; 13] = [
    "rekap",
    "rekapitulasi",
    "data",
    "daftar",
    "tabel",
    "laporan",
    "lembar",
    "jumlah",
    "jml",
    "total",
    "angka",
    "formulir",
    "lampiran",
];

/// Words that say how a name is written, and no other person.
const EXPLAINS_NAME: &str = "\
    a ada agar akademik akan anda atau bapak belakang benar bergelar bersangkutan besar \
    beserta dan dengan depan di diisi disertai diundang e gelar gelarnya hadir huruf ibu \
    identitas isi isikan jelas jika kapital kegiatan ktp lengkap menghadiri mengikuti \
    nama pada pangkat panjang peserta piagam salah saudara sebutan sertifikat sesuai \
    singkatan tanpa terang tidak titel tulis tulisan tuliskan undangan untuk wajib yang";

/// Words of a part of a year, with or without a number behind them.
const PARTS_OF_A_YEAR: [&str; 16] = [
    "triwulan",
    "triwulanan",
    "tw",
    "triw",
    "trw",
    "kw",
    "kuartal",
    "kwartal",
    "quarter",
    "semester",
    "semesteran",
    "smt",
    "sem",
    "caturwulan",
    "cawu",
    "q",
];

/// Columns that say which indicator a row is of, as [`header_key`] writes them; the first ones say nothing else.
const INDICATOR: [&str; 15] = [
    "indikator",
    "indikatorkpi",
    "indikatorkinerja",
    "indikatorkinerjautama",
    "namaindikator",
    "jenisindikator",
    "indikatorcapaian",
    "kpi",
    "namakpi",
    "jeniskpi",
    "komponen",
    "komponenkpi",
    "jenis",
    "jeniscapaian",
    "aspek",
];

/// Indicators whose names are also words of any title: *Laporan kegiatan*, *Dana desa*.
const EVERYDAY: [&str; 13] = [
    "kegiatan",
    "jumlahkegiatan",
    "jmlkegiatan",
    "cetak",
    "daring",
    "online",
    "dana",
    "barang",
    "kebijakan",
    "sdm",
    "kemitraan",
    "kerjasama",
    "tik",
];

/// A target or a percentage: `%` alone is no letter of a key.
pub(super) fn is_planned(text: &str) -> bool {
    text.contains('%') || words(text).iter().any(|w| is_plan(w))
}

/// A word of what nobody reached, or that is computed.
fn is_plan(word: &str) -> bool {
    AIMS.contains(&word) || COMPUTED.contains(&word)
}

/// Behind a number: *(T)* for target, *(bulan lalu)*, *(lama)*.
pub(super) fn is_of_before(text: &str) -> bool {
    let before = |w: &String| matches!(w.as_str(), "t" | "lalu" | "lama" | "sebelumnya" | "semula");
    words(text).iter().any(before)
}

/// Is this the head of a number that is left out on purpose?
pub(in super::super) fn is_left_out(head: &str) -> bool {
    is_planned(head) || is_of_before(head)
}

/// Behind a number: half of the people.
pub(super) fn is_of_one_sex(text: &str) -> bool {
    let key = header_key(text);
    let words = [
        "l",
        "p",
        "lk",
        "pr",
        "lakilaki",
        "perempuan",
        "pria",
        "wanita",
    ];
    words.contains(&key.as_str())
}

/// Does what stands behind *Nama* only say how to write it? Of another person it would say who.
pub(super) fn explains_name(text: &str) -> bool {
    let all = words(text);
    let all = all.iter().map(String::as_str);
    let mut told =
        all.take_while(|w| !matches!(*w, "contoh" | "cth" | "misal" | "misalnya" | "mis"));
    told.all(|word| EXPLAINS_NAME.split(' ').any(|known| known == word))
}

/// Is a title one of targets, percentages or cumulated numbers alone? *Target dan realisasi* is not, and
/// neither is *Sasaran: …*, which says for whom something is.
pub(in super::super) fn is_titled_planned(layout: &Layout, text: &str) -> bool {
    let all = words(&text.replace(['&', '/', '+', ','], " dan "));
    let reached = |w: &String| REACHED.contains(&w.as_str());
    let share = text.split('%').rev().skip(1);
    let mut share = share.map(|before| before.trim_end().ends_with(|c: char| c.is_ascii_digit()));
    let named = || measure_in(layout, text).is_some();
    let Some(at) = all.iter().position(|w| is_plan(w)) else {
        return share.any(|number| !number) && named();
    };
    let around = |w: &&String| {
        let word = w.as_str();
        let number = word.len() < 2 || roman(word).is_some() || word.parse::<u8>().is_ok();
        number || AROUND.contains(&word)
    };
    let first = all.iter().take_while(around).count() == at;
    let aimed_at = first
        && text
            .split_once(':')
            .is_some_and(|(aim, whom)| words(aim).len() == at + 1 && !whom.trim().is_empty());
    let both = all.iter().position(reached).is_some_and(|found| {
        let between = all.get(at.min(found)..at.max(found)).unwrap_or_default();
        let and = |w: &String| matches!(w.as_str(), "dan" | "serta" | "beserta" | "vs");
        let computed = all.iter().any(|w| COMPUTED.contains(&w.as_str()));
        between.iter().any(and) || !computed && found != at + 1
    });
    // Totals are cumulated.
    let total = layout.figures.is_some_and(|f| f.month.is_none());
    let total = total && all.get(at).is_some_and(|w| w == "kumulatif");
    (first || named()) && !aimed_at && !both && !total
}

/// Does a title between rows say that numbers were reached?
pub(in super::super) fn is_titled_reached(text: &str) -> bool {
    words(text).iter().any(|w| REACHED.contains(&w.as_str()))
}

/// *Target*, and nothing of what was reached.
pub(in super::super) fn is_aim(text: &str) -> bool {
    let all = words(text);
    all.first().is_some_and(|w| AIMS.contains(&w.as_str()))
}

/// Is this the label of a row of targets or percentages: *Target*, *Target Pelibatan*, *%*?
pub(in super::super) fn is_planned_label(layout: &Layout, text: &str) -> bool {
    // Cells are many, and almost none begins so.
    let begins = |c: char| c == '%' || "tsrdpebk".contains(c.to_ascii_lowercase());
    if text.len() > 60 || !text.starts_with(begins) {
        return false;
    }
    let all = words(text);
    let planned = text == "%" || all.first().is_some_and(|w| is_plan(w) && w != "standar");
    planned
        && !all
            .iter()
            .any(|w| w != "capaian" && REACHED.contains(&w.as_str()))
        && is_bare(layout, text)
}

/// A word that may name a part of the number above it: no unit in brackets, no word for a number.
pub(super) fn names_part(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count() > 2;
    letters && !text.starts_with('(') && import::typed_count(text, Measure::Involvement).is_err()
}

/// *Jumlah*, *Total*, *Realisasi 2024*, standing for itself.
pub(super) fn is_sum(text: &str) -> bool {
    let all = words(text);
    let known = |w: &String| REALISED.contains(&w.as_str());
    all.iter().any(known) && !all.iter().any(|w| w == "kpi" || w == "hasil")
}

/// *Triwulan I*, *TW 2*, *Smt I*, *Jan-Mar*, *s.d. Juni*: what several months add up to.
pub(in super::super) fn is_part_of_a_year(text: &str) -> bool {
    let all = words(text);
    let months = all.iter().filter(|w| calendar::named(w).is_some()).count();
    let part = |w: &String| {
        let bare = w.trim_end_matches(|c: char| c.is_ascii_digit());
        let short = matches!(bare, "twi" | "twii" | "twiii" | "twiv");
        short || PARTS_OF_A_YEAR.contains(&bare)
    };
    // *TRI WULAN I*, *Catur Wulan 2*
    let apart = |pair: &[String]| part(&pair.concat());
    let parts = all.iter().any(part) || all.windows(2).any(apart);
    months > 1 || months == 1 && is_up_to(&all) || parts
}

/// *Triwulan*, and which one stands elsewhere.
pub(super) fn is_word_part(text: &str) -> bool {
    PARTS_OF_A_YEAR.contains(&header_key(text).as_str())
}

/// *s.d.*, *s/d*, *sampai*.
fn is_up_to(words: &[String]) -> bool {
    let word = |w: &String| matches!(w.as_str(), "sd" | "sampai" | "hingga");
    words.iter().any(word)
        || words
            .windows(2)
            .any(|pair| pair[0] == "s" && pair[1] == "d")
}

pub(super) fn is_word_month(text: &str) -> bool {
    matches!(header_key(text).as_str(), "bulan" | "bln")
}

/// 1 to 12, by a number or a Roman one.
pub(super) fn numbered_month(text: &str) -> Option<i8> {
    let number = roman(text).or_else(|| header_key(text).parse().ok())?;
    i8::try_from(number)
        .ok()
        .filter(|month| (1..=12).contains(month))
}

/// A Roman number; nobody numbers months, columns or titles beyond twenty so.
pub(in super::super) fn roman(text: &str) -> Option<usize> {
    const ROMAN: [&str; 20] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV",
        "XV", "XVI", "XVII", "XVIII", "XIX", "XX",
    ];
    let bare = text.trim_matches(['(', ')', '.', ' ']);
    let at = ROMAN
        .iter()
        .position(|number| number.eq_ignore_ascii_case(bare))?;
    Some(at + 1)
}

pub(super) fn measure_field(layout: &Layout, figures: &Figures, key: &str) -> Option<usize> {
    field_of(layout, key).filter(|field| figures.measure(*field).is_some())
}

/// A month beside nothing but an indicator and words such as *realisasi*: *Realisasi Januari*, *Pelibatan
/// Jan 2024*. The month, its year and the key of the indicator.
pub(super) fn month_beside(
    layout: &Layout,
    figures: &Figures,
    text: &str,
) -> Option<(i8, Option<i16>, String)> {
    let (month, year) = month_in(text)?;
    let number = |w: &String| w.bytes().all(|b| b.is_ascii_digit());
    let said = |w: &String| number(w) || is_word_month(w) || calendar::named(w).is_some();
    let words = words(text).into_iter();
    let kept: Vec<String> = words.filter(|w| !said(w)).collect();
    let key = without_realised(&kept.join(" "));
    let known = key.is_empty() || measure_field(layout, figures, &key).is_some();
    known.then_some((month, year, key))
}

/// The key of a text without *realisasi* and its like, and without a year.
pub(super) fn without_realised(text: &str) -> String {
    let all = words(text);
    let kept = all
        .iter()
        .filter(|w| !REALISED.contains(&w.as_str()) && only_year(w).is_none());
    kept.map(String::as_str).collect()
}

fn words(text: &str) -> Vec<String> {
    let split = text.split(|c: char| !c.is_alphanumeric());
    split.map(header_key).filter(|w| !w.is_empty()).collect()
}

/// A month, with its year where it has one: `Jan`, `Januari 2024`, `2024-01`, the first of a month.
pub(super) fn month_of(text: &str) -> Option<(i8, Option<i16>)> {
    let bare = text.trim();
    let word = bare
        .split_once([' ', '.'])
        .filter(|(w, _)| is_word_month(w));
    let bare = word.map_or(bare, |(_, rest)| rest.trim());
    let by_number = || {
        numbered_month(
            bare.strip_prefix("ke")
                .unwrap_or(bare)
                .trim_start_matches('-'),
        )
    };
    if let Some(month) = word.and_then(|_| by_number()) {
        return Some((month, None));
    }
    if let Some(month) = calendar::named(&plain(bare)) {
        return Some((month, None));
    }
    if bare.split(['/', '.', '-']).count() == 3 && !bare.starts_with("01/") {
        return None;
    }
    let month = import::typed_month(bare).ok()?;
    Some((month.month(), Some(month.year())))
}

/// A text that is a year and nothing else.
pub(super) fn only_year(text: &str) -> Option<i16> {
    let digits = text.trim();
    let digits = digits
        .rsplit_once(' ')
        .filter(|(t, _)| plain(t) == "tahun")
        .map_or(digits, |(_, y)| y);
    if digits.len() == 4 {
        year_in(digits)
    } else {
        None
    }
}

/// The one month that a text names, with its year where it has one: *Lap. Januari 2024*, *Des 23*. A day
/// is none, and neither is *s.d. Juni*.
pub(in super::super) fn month_in(text: &str) -> Option<(i8, Option<i16>)> {
    let all = words(text);
    let mut named = all.iter().enumerate();
    let mut named = named
        .by_ref()
        .filter_map(|(at, w)| Some((at, calendar::named(w)?)));
    let ((at, month), None) = (named.next()?, named.next()) else {
        return None;
    };
    let number = |at: usize| all.get(at).and_then(|w| w.parse::<i16>().ok());
    let ends = at + 2 == all.len() && all.get(at + 1).is_some_and(|w| w.len() == 2);
    let short = number(at + 1).filter(|_| ends).map(|n| n + 2000);
    (!is_dated(text) && !is_up_to(&all)).then(|| (month, year_in(text).or(short)))
}

/// Does this text name a day? *Maros, 2 Januari 2025* says when it was written, not what it is about;
/// *2. Februari* numbers the sheets of a year.
pub(in super::super) fn is_dated(text: &str) -> bool {
    let all = words(text);
    let days = all.windows(2).enumerate().filter(|(at, pair)| {
        let number = pair[0].parse::<i8>().ok().filter(|n| (1..=31).contains(n));
        let (Some(number), Some(month)) = (number, calendar::named(&pair[1])) else {
            return false;
        };
        let behind = text
            .trim_start()
            .trim_start_matches(|c: char| c.is_ascii_digit());
        let numbers = *at == 0 && number == month;
        !(numbers && (behind.starts_with(['.', ')']) || all.len() == 2))
    });
    let mut parts = text.split([' ', ',']);
    days.count() > 0 || parts.any(|w| w.len() >= 8 && import::typed_day(w))
}

/// Does this text name a month, a year, an indicator, and nothing else?
pub(in super::super) fn is_bare(layout: &Layout, text: &str) -> bool {
    let all = words(text);
    let around = |w: &String| {
        let known = matches!(
            w.as_str(),
            "bulan" | "bln" | "tahun" | "thn" | "data" | "indikator"
        );
        known
            || is_plan(w)
            || REALISED.contains(&w.as_str())
            || calendar::named(w).is_some()
            || only_year(w).is_some()
    };
    let rest: String = all
        .iter()
        .filter(|w| !around(w))
        .map(String::as_str)
        .collect();
    let figures = layout.figures.as_ref();
    rest.is_empty() || figures.is_some_and(|f| measure_field(layout, f, &rest).is_some())
}

/// The one year from 1990 to 2100 that a text names.
pub(in super::super) fn year_in(text: &str) -> Option<i16> {
    let numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| n.len() == 4);
    let years = numbers
        .filter_map(|n| n.parse().ok())
        .filter(|y| (1990..=2100).contains(y));
    let mut years: Vec<i16> = years.collect();
    years.dedup();
    match years.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// The one indicator that a title or a sheet's name speaks of.
pub(in super::super) fn measure_in(layout: &Layout, text: &str) -> Option<Measure> {
    let figures = layout.figures.as_ref()?;
    let all = words(text);
    let whole = without_realised(text);
    let mut found: Option<Measure> = None;
    let mut at = 0;
    while at < all.len() {
        // The longest name first: *peningkatan layanan* is not *layanan*.
        let longest = (1..=4).rev().find_map(|n| {
            let key: String = all.get(at..at + n)?.concat();
            if EVERYDAY.contains(&key.as_str()) && key != whole {
                return None;
            }
            let field = measure_field(layout, figures, &key)?;
            Some((n, figures.measure(field)?))
        });
        let Some((n, measure)) = longest else {
            at += 1;
            continue;
        };
        if found.is_some_and(|f| f != measure) {
            return None;
        }
        found = Some(measure);
        at += n;
    }
    found
}

/// The indicator that a cell names; nobody reached a target yet.
pub(in super::super) fn indicator_in(layout: &Layout, text: &str) -> Option<Measure> {
    measure_in(layout, text).filter(|_| !is_planned(text))
}

/// Does a column of this key say which indicator a row is of, or may it?
pub(super) fn is_indicator(key: &str) -> bool {
    INDICATOR.contains(&key)
}

/// Is that all that a column of this head can say?
pub(in super::super) fn is_surely_indicator(head: &str) -> bool {
    header_key(head).contains("indikator")
}

/// Is this an indicator of the list that has all of them?
pub(super) fn is_measure(key: &str) -> bool {
    let all = &import::ACHIEVEMENTS;
    let figures = all.figures.as_ref();
    figures.is_some_and(|figures| measure_field(all, figures, key).is_some())
}
