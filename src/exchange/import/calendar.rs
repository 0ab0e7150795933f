//! Months and days as they are written in Indonesia: `2023-12`, `12/2023`, `Des 2023`, `Nopember 2023`,
//! `18 Desember 2023`. The day stands before the month; what could mean two months is refused.

use jiff::civil::Date;

use crate::exchange::cells::{Cell, Kind};
use crate::meeting::month::Month;
use crate::meeting::names::plain;
use crate::meeting::roster::Reason;

/// The names of the months, the spellings that differ between sources, and the English ones.
const MONTHS: [&[&str]; 12] = [
    &["januari", "jan", "january"],
    &["februari", "pebruari", "feb", "peb", "february"],
    &["maret", "mar", "mrt", "march"],
    &["april", "apr"],
    &["mei", "may"],
    &["juni", "jun", "june"],
    &["juli", "jul", "july"],
    &["agustus", "agu", "agt", "agust", "ags", "aug", "august"],
    &["september", "sep", "sept"],
    &["oktober", "okt", "oct", "october"],
    &["november", "nopember", "nov", "nop"],
    &["desember", "des", "dec", "december"],
];

/// Words beside a day or a month, the days of the week among them (*Jum'at* is two words here).
const SAYS_NOTHING: [&str; 38] = [
    "bulan",
    "bln",
    "tahun",
    "thn",
    "th",
    "tgl",
    "tanggal",
    "per",
    "hari",
    "senin",
    "sen",
    "selasa",
    "sel",
    "rabu",
    "rab",
    "kamis",
    "kam",
    "jumat",
    "jum",
    "at",
    "sabtu",
    "sab",
    "minggu",
    "min",
    "ahad",
    "monday",
    "mon",
    "tuesday",
    "tue",
    "wednesday",
    "wed",
    "thursday",
    "thu",
    "friday",
    "fri",
    "saturday",
    "sat",
    "sunday",
];

/// Words behind a time of day that leave it the same day here.
const OF_A_TIME: [&str; 9] = [
    "am", "pm", "pagi", "siang", "sore", "malam", "wib", "wita", "wit",
];

/// The month of a name, as [`plain`] writes it.
pub(crate) fn named(word: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    i8::try_from(at + 1).ok()
}

/// A month of a year from 1990 to 2100. A day counts as its month.
pub(super) fn year_month(cell: Cell<'_>) -> Result<Month, Reason> {
    let read = match pieces(cell) {
        Some(
            Pieces::Two(Piece::Word(month), Piece::Number(year, 2 | 4))
            | Pieces::Two(Piece::Number(year, 4), Piece::Word(month)),
        ) => Some((year, month)),
        Some(
            Pieces::Two(Piece::Number(year, 4), Piece::Number(month, _))
            | Pieces::Two(Piece::Number(month, _), Piece::Number(year, 4)),
        ) => small(year, month),
        // `12/23` can only be December; `11/12` could be a day.
        Some(Pieces::Two(Piece::Number(month, _), Piece::Number(year, 2))) if year > 12 => {
            small(year, month)
        }
        Some(Pieces::One(Piece::Number(both, 6))) => small(both / 100, both % 100),
        Some(three @ Pieces::Three(..)) => day(&three).map(|(year, month, _)| (year, month)),
        Some(Pieces::One(_) | Pieces::Two(..)) | None => None,
    };
    read.and_then(|(year, month)| Month::new(full_year(year)?, month))
        .ok_or(Reason::NotAYearMonth)
}

/// A day: `18/12/2023`, `18.12.2023`, `18 Desember 2023`, `2023-12-18`.
pub(super) fn date(cell: Cell<'_>) -> Result<Date, Reason> {
    pieces(cell)
        .and_then(|pieces| day(&pieces))
        .and_then(|(year, month, day)| Date::new(full_year(year)?, month, day).ok())
        .ok_or(Reason::NotADate)
}

/// A number with its digits, or the name of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Number(u32, usize),
    Word(i8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pieces {
    One(Piece),
    Two(Piece, Piece),
    Three(Piece, Piece, Piece),
}

/// Year, month, day of three pieces.
fn day(pieces: &Pieces) -> Option<(u32, i8, i8)> {
    use Piece::{Number, Word};
    let Pieces::Three(a, b, c) = *pieces else {
        return None;
    };
    let (year, month, day) = match (a, b, c) {
        (Number(day, 1 | 2), Word(month), Number(year, 2 | 4))
        | (Word(month), Number(day, 1 | 2), Number(year, 4))
        | (Number(year, 4), Word(month), Number(day, 1 | 2)) => (year, month, day),
        (Number(year, 4), Number(month, 1 | 2), Number(day, 1 | 2))
        | (Number(day, 1 | 2), Number(month, 1 | 2), Number(year, 2 | 4)) => {
            (year, i8::try_from(month).ok()?, day)
        }
        _ => return None,
    };
    let day = i8::try_from(day).ok()?;
    // A day that no month has is a slip, not a month.
    Date::new(full_year(year)?, month, day).ok()?;
    Some((year, month, day))
}

fn small(year: u32, month: u32) -> Option<(u32, i8)> {
    Some((year, i8::try_from(month).ok()?))
}

/// `23` is 2023.
fn full_year(year: u32) -> Option<i16> {
    let year = if year < 100 { year + 2000 } else { year };
    let year = i16::try_from(year).ok()?;
    (1990..=2100).contains(&year).then_some(year)
}

/// Numbers and month names of a cell, three at most; nothing where anything else stands in it.
fn pieces(cell: Cell<'_>) -> Option<Pieces> {
    match cell.kind {
        Kind::Text => {
            let text = cell.text.trim();
            // Only a whole day has a time behind it.
            let day = before_time(text).and_then(pieces_of);
            day.filter(|day| matches!(day, Pieces::Three(..)))
                .or_else(|| pieces_of(text))
        }
        // A time alone is no day.
        Kind::Date => pieces_of(
            cell.text
                .split(' ')
                .next()
                .filter(|day| day.contains('/'))?,
        ),
        // `2023.10` has become 2023,1.
        Kind::Number if cell.text.contains(',') => None,
        Kind::Number => pieces_of(cell.text),
        Kind::Percent | Kind::Flag | Kind::Error | Kind::Unsaved | Kind::Merged => None,
    }
}

fn pieces_of(text: &str) -> Option<Pieces> {
    let mut found = [None; 3];
    let mut count = 0;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let numeric = first.is_ascii_digit();
        if !numeric && !first.is_alphabetic() {
            if !matches!(first, ' ' | '-' | '/' | '.' | ',' | '\'' | '’' | '–') {
                return None;
            }
            rest = rest.get(first.len_utf8()..)?;
            continue;
        }
        let end = rest
            .find(|c: char| c.is_ascii_digit() != numeric || !c.is_alphanumeric())
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        let piece = if numeric {
            if word.len() > 6 {
                return None;
            }
            Piece::Number(word.parse().ok()?, word.len())
        } else {
            let word = plain(word);
            if SAYS_NOTHING.contains(&word.as_str()) {
                continue;
            }
            Piece::Word(named(&word)?)
        };
        *found.get_mut(count)? = Some(piece);
        count += 1;
    }
    // A year of one, three or five digits is none.
    let odd = |piece: &Piece| matches!(piece, Piece::Number(_, 3 | 5));
    if found.iter().flatten().any(odd) {
        return None;
    }
    match found {
        [Some(a), None, None] => Some(Pieces::One(a)),
        [Some(a), Some(b), None] => Some(Pieces::Two(a, b)),
        [Some(a), Some(b), Some(c)] => Some(Pieces::Three(a, b, c)),
        _ => None,
    }
}

/// What stands before the time of day: in `2023-12-18T00:00:00Z`, `18/12/2023, 9.30 WITA`, `18/12/2023 9:05 AM`.
/// Nothing where it has no time, or one by a clock elsewhere for which it may be the next day here.
fn before_time(text: &str) -> Option<&str> {
    let iso = text.split_once('T').filter(|(day, _)| day.len() == 10);
    let spaced = text.match_indices(' ');
    let spaced = spaced.map(|(at, _)| text.split_at(at));
    let mut cuts = iso.into_iter().chain(spaced);
    let (day, _) = cuts.find(|(day, time)| day.len() >= 6 && is_time(time))?;
    let day = day.trim_end_matches([' ', ',']);
    let lower = day.to_ascii_lowercase();
    let mut clock = ["pukul", "pkl.", "pkl", "jam"].iter();
    let word = clock.find(|word| lower.ends_with(**word));
    day.get(..day.len() - word.map_or(0, |word| word.len()))
}

/// `9:05`, `09.05.33`, `09:05:33.123Z`, `9:05 a.m.`, `9:05:33 AM GMT+8`.
fn is_time(text: &str) -> bool {
    let text = text.trim_start();
    let clock = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ',');
    let end = text.find(|c| !clock(c)).unwrap_or(text.len());
    let (time, zone) = text.split_at(end);
    let numbers: Vec<&str> = time.trim_end_matches('.').split([':', '.', ',']).collect();
    let number = |at: usize, most: u32| {
        let number = numbers
            .get(at)
            .filter(|n| n.len() == 2 || at == 0 && n.len() == 1);
        number
            .and_then(|n| n.parse::<u32>().ok())
            .filter(|n| *n <= most)
    };
    let Some(hour) = number(0, 23).filter(|_| number(1, 59).is_some()) else {
        return false;
    };
    // Behind the seconds only their fractions.
    if numbers.len() > 2 && number(2, 59).is_none() || numbers.len() > 4 {
        return false;
    }
    let zone = zone.to_lowercase().replace(['.', ':'], "");
    let words = || zone.split([' ', '(', ')']);
    let afternoon = words().any(|word| word == "pm");
    words().all(|word| match word {
        "" => true,
        // In the east of Indonesia the next day begins at this hour.
        "z" | "utc" | "gmt" | "+0000" => hour < 15 && !afternoon,
        word if OF_A_TIME.contains(&word) => true,
        word => {
            let offset = word.trim_start_matches("gmt").trim_start_matches("utc");
            let hours = offset.strip_prefix('+').map(|o| o.trim_matches('0'));
            matches!(hours, Some("7" | "8" | "9"))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Kind, text: &str) -> Cell<'_> {
        Cell { text, kind }
    }

    #[test]
    fn a_month_in_all_its_spellings() {
        for (written, month) in [
            ("2023-12", "2023-12"),
            ("2023/12", "2023-12"),
            ("202312", "2023-12"),
            ("12/2023", "2023-12"),
            ("1/2024", "2024-01"),
            ("12-2023", "2023-12"),
            ("12/23", "2023-12"),
            ("Des 2023", "2023-12"),
            ("DESEMBER 2023", "2023-12"),
            ("Desember2023", "2023-12"),
            ("Des-23", "2023-12"),
            ("Des '23", "2023-12"),
            ("Nopember 2023", "2023-11"),
            ("Nop 2023", "2023-11"),
            ("Nov. 2023", "2023-11"),
            ("Agt 2023", "2023-08"),
            ("Agust 2023", "2023-08"),
            ("Agu 2023", "2023-08"),
            ("Agustus 2023", "2023-08"),
            ("Pebruari 2024", "2024-02"),
            ("Bulan Mei 2024", "2024-05"),
            ("October 2023", "2023-10"),
            ("2024 Mei", "2024-05"),
            ("01/12/2023", "2023-12"),
            ("31.12.2023", "2023-12"),
            ("01/12/23", "2023-12"),
            ("18 Desember 2023", "2023-12"),
            ("2023-12-01T00:00:00", "2023-12"),
            ("2023-12-01 00:00:00", "2023-12"),
        ] {
            let read = year_month(of(Kind::Text, written)).map(|m| m.to_string());
            assert_eq!(read, Ok(month.to_owned()), "{written}");
        }
        assert_eq!(
            year_month(of(Kind::Date, "01/12/2023")).map(|m| m.to_string()),
            Ok("2023-12".to_owned())
        );
        for wrong in [
            "",
            "Desember",
            "12",
            "13/2023",
            "00/2023",
            "11/12",
            "23 Des",
            "Triwulan IV 2023",
            "Ramadan 2023",
            "2023",
            "12/31/2023",
            "31/02/2023",
            "12/1989",
            "12/2101",
            "Des 202",
            "Des 2023 - Jan 2024",
            "45261",
            "2023-12-01-05",
            "1 2 3 4",
            "Des 2023!",
        ] {
            let read = year_month(of(Kind::Text, wrong));
            assert_eq!(read, Err(Reason::NotAYearMonth), "{wrong}");
        }
        for timed in ["Des 23 10.30", "Des 2023 10.30", "9.30 WITA"] {
            let read = year_month(of(Kind::Text, timed));
            assert_eq!(
                read,
                Err(Reason::NotAYearMonth),
                "a time needs a day: {timed}"
            );
        }
        let clock = year_month(of(Kind::Date, "09.30"));
        assert_eq!(
            clock,
            Err(Reason::NotAYearMonth),
            "a cell that shows a time"
        );
        for number in ["2023,1", "45261"] {
            let read = year_month(of(Kind::Number, number));
            assert_eq!(read, Err(Reason::NotAYearMonth), "{number}");
        }
    }

    #[test]
    fn a_day_in_all_its_spellings() {
        for written in [
            "18/12/2023",
            "18-12-2023",
            "18.12.2023",
            "18/12/23",
            "18 Desember 2023",
            "18 Des 2023",
            "2023-12-18",
            "18/12/2023 09.30",
            "18/12/2023 9:05:33",
            "18/12/2023, 9.05",
            "18-12-23 9:05",
            "2023-12-18 9:05",
            "2023-12-18T09:05:33Z",
            "2023-12-18T00:00:00.000+08:00",
            "2023/12/18 9:05:33 AM GMT+8",
            "18/12/2023 9:05 AM",
            "18/12/2023 9.05 p.m.",
            "18/12/2023 09.30 WITA",
            "18/12/2023 09.30 (WIB)",
            "18 Desember 2023 pukul 09.30 WIT",
            "18 Des 2023, jam 7.15 malam",
            "Senin, 18 Desember 2023",
            "Jum'at, 18 Desember 2023 09.30",
            "Sen 18-Des-23",
            "18-Dec-23",
            "Dec 18, 2023",
            "Monday, December 18, 2023",
        ] {
            let read = date(of(Kind::Text, written));
            assert_eq!(read, Ok(jiff::civil::date(2023, 12, 18)), "{written}");
        }
        for wrong in [
            "12/2023",
            "31/02/2023",
            "12/18/2023",
            "1/31/2024 9:05 AM",
            "kemarin",
            "18",
            "09.30",
            "9:05 WITA",
            "18/12/2023 09.30 s.d. 12.00",
            "18/12/2023 25:00",
            "18/12/2023 9:65",
            "18 dan 19 Desember 2023",
            "18/12/2023 9:05 besok",
            "18/12/4",
            // In Indonesia it is the next day, or may be.
            "2023-12-18T16:00:00Z",
            "2023-12-18T09:05:33-08:00",
            "18/12/2023 11:05 PM GMT",
        ] {
            assert_eq!(
                date(of(Kind::Text, wrong)),
                Err(Reason::NotADate),
                "{wrong}"
            );
        }
    }
}
