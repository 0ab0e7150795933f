//! How a number in a cell is written: plain, as a percentage, as a day, by the format the workbook
//! gives it. Only what the float honestly holds is written.

use std::fmt::Write as _;

use jiff::civil::{Date, DateTime, Time, date};
use jiff::{SignedDuration, Span};

use crate::exchange::cells::Kind;

/// From here on the last digits of a whole number are lost.
const DAMAGED: f64 = 1e15;

/// 31 December 9999, the last day a spreadsheet knows.
const LAST_DAY: f64 = 2_958_466.0;

/// What a number format makes of a number, as far as an import asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Style {
    /// A number.
    #[default]
    Plain,
    /// A hundred times it, and a percent sign.
    Percent,
    /// It, and a percent sign that is only written there: `0\%`, `0"%"`.
    Percents,
    /// Days since the epoch: a day, a time of the day or both.
    Date,
    /// Days as hours and minutes, more than 24 too.
    Elapsed,
}

impl Style {
    /// The style of a format that every spreadsheet knows by its number.
    pub(super) fn built_in(id: u32) -> Style {
        match id {
            9 | 10 => Style::Percent,
            14..=22 | 27..=36 | 45 | 47 | 50..=58 | 71..=81 => Style::Date,
            46 => Style::Elapsed,
            _ => Style::Plain,
        }
    }

    /// The style of a written format, as in `[$-421]dd mmmm yyyy`, by its first section; by all of them
    /// where the first has a condition.
    pub(super) fn of_code(code: &str) -> Style {
        let lower = code.trim_start().to_ascii_lowercase();
        let mut words = ["general", "standard"].iter();
        let behind = words.find_map(|word| lower.strip_prefix(word));
        let mut style = Style::Plain;
        let mut conditional = false;
        let mut rest = behind.unwrap_or(&lower).chars();
        while let Some(c) = rest.next() {
            match c {
                ';' if !conditional => break,
                '"' => {
                    let quoted: String = rest.by_ref().take_while(|c| *c != '"').collect();
                    let percent = quoted.contains('%');
                    style = if percent { Style::Percents } else { style };
                }
                '\\' if rest.next() == Some('%') => style = Style::Percents,
                '_' | '*' => {
                    let _ = rest.next();
                }
                '[' => {
                    let inner: String = rest.by_ref().take_while(|c| *c != ']').collect();
                    conditional |= inner.starts_with(['<', '>', '=']);
                    let all = |unit: char| !inner.is_empty() && inner.chars().all(|c| c == unit);
                    if all('h') || all('m') || all('s') {
                        return Style::Elapsed;
                    }
                }
                '%' => return Style::Percent,
                'y' | 'm' | 'd' | 'h' | 's' => style = Style::Date,
                _ => {}
            }
        }
        style
    }

    /// Appends a number as the user sees it, and says what it is.
    pub(super) fn write(self, into: &mut String, value: f64, since_1904: bool) -> Kind {
        if !value.is_finite() {
            into.push_str(&value.to_string());
            return Kind::Error;
        }
        let day = match self {
            Style::Plain => None,
            Style::Percent => {
                percent(into, value);
                return Kind::Percent;
            }
            Style::Percents => {
                plain(into, value);
                into.push('%');
                return Kind::Percent;
            }
            Style::Date => day(value, since_1904),
            Style::Elapsed => elapsed(value),
        };
        if let Some(day) = day {
            into.push_str(&day);
            Kind::Date
        } else {
            plain(into, value);
            Kind::Number
        }
    }
}

/// A number: whole ones plain, `1,5` with a comma, long ones as Excel shortens them, which is how
/// their damage is seen.
pub(super) fn plain(into: &mut String, value: f64) {
    if value.abs() >= DAMAGED {
        into.push_str(&format!("{value:.5E}").replace('E', "E+"));
    } else if value.fract() == 0.0 {
        // Below 10^15 every whole float is a whole number; adding 0 takes the sign off a zero.
        let _ = write!(into, "{:.0}", value + 0.0);
    } else {
        into.push_str(&decimal(value, 0));
    }
}

/// A percentage: `81,43%` for 0,8143.
pub(super) fn percent(into: &mut String, value: f64) {
    if value.abs() >= DAMAGED {
        plain(into, value);
    } else {
        into.push_str(&decimal(value, 2));
    }
    into.push('%');
}

/// The 15 digits that a float honestly has, times ten to the power of `shift`, with a comma.
fn decimal(value: f64, shift: i32) -> String {
    let written = format!("{value:.14e}");
    let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let exponent = exponent.parse::<i32>().unwrap_or(0) + shift;
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    let sign = if value < 0.0 { "-" } else { "" };
    let whole = usize::try_from(exponent + 1).unwrap_or(0);
    if whole == 0 {
        let zeros = usize::try_from(-exponent - 1).unwrap_or(0);
        return format!("{sign}0,{}{digits}", "0".repeat(zeros));
    }
    match digits.split_at_checked(whole) {
        Some((all, "")) => format!("{sign}{all}"),
        Some((front, behind)) => format!("{sign}{front},{behind}"),
        None => format!("{sign}{digits}{}", "0".repeat(whole - digits.len())),
    }
}

/// A day by its number: `dd/mm/yyyy`, with the time where there is one; the time alone below one day.
fn day(value: f64, since_1904: bool) -> Option<String> {
    if !(0.0..LAST_DAY).contains(&value) {
        return None;
    }
    if value < 1.0 {
        return elapsed(value);
    }
    let seconds = whole((value * 86_400.0).round());
    let (days, seconds) = (seconds / 86_400, seconds % 86_400);
    // Excel counts a 29 February 1900 that never was.
    let epoch = match (since_1904, days) {
        (true, _) => date(1904, 1, 1),
        (false, ..60) => date(1899, 12, 31),
        (false, _) => date(1899, 12, 30),
    };
    let day = epoch.checked_add(Span::new().try_days(days).ok()?);
    Some(written(day.ok()?, seconds / 3600, seconds / 60 % 60))
}

/// Days as hours and minutes: `30.00`.
fn elapsed(value: f64) -> Option<String> {
    if !(0.0..LAST_DAY).contains(&value) {
        return None;
    }
    let minutes = whole((value * 86_400.0).round()) / 60;
    Some(format!("{:02}.{:02}", minutes / 60, minutes % 60))
}

/// A float that is known to be whole and small.
#[allow(clippy::cast_possible_truncation)] // at most 86,400 times the last day
fn whole(value: f64) -> i64 {
    value as i64
}

fn written(day: Date, hour: i64, minute: i64) -> String {
    let (year, month, day) = (day.year(), day.month(), day.day());
    if (hour, minute) == (0, 0) {
        format!("{day:02}/{month:02}/{year}")
    } else {
        format!("{day:02}/{month:02}/{year} {hour:02}.{minute:02}")
    }
}

/// A day as ISO 8601 writes it, with or without a time, as a user sees it.
pub(super) fn iso_day(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(['Z', 'z']);
    let at: DateTime = text.parse().ok()?;
    let (hour, minute) = (i64::from(at.hour()), i64::from(at.minute()));
    if at.date() == date(1899, 12, 30) {
        return Some(format!("{hour:02}.{minute:02}"));
    }
    Some(written(at.date(), hour, minute))
}

/// A time of the day or a duration as ISO 8601 writes it, `PT09H05M33S` or `09:05:33`.
pub(super) fn iso_time(text: &str) -> Option<String> {
    let text = text.trim();
    if let Ok(time) = text.trim_start_matches('T').parse::<Time>() {
        return Some(format!("{:02}.{:02}", time.hour(), time.minute()));
    }
    let minutes = text.parse::<SignedDuration>().ok()?.as_mins();
    (minutes >= 0).then(|| format!("{:02}.{:02}", minutes / 60, minutes % 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(style: Style, value: f64) -> (String, Kind) {
        let mut text = String::new();
        let kind = style.write(&mut text, value, false);
        (text, kind)
    }

    #[test]
    fn formats_say_what_a_number_is() {
        for (code, style) in [
            ("General", Style::Plain),
            ("#,##0", Style::Plain),
            ("0.00E+00", Style::Plain),
            ("\"Rp\"#,##0_);[Red]\\(\"Rp\"#,##0\\)", Style::Plain),
            ("[$Rp-421]#,##0", Style::Plain),
            ("0 \"hari\"", Style::Plain),
            ("@", Style::Plain),
            ("0%", Style::Percent),
            ("0.00\\ %", Style::Percent),
            ("[Red]0.0%;General", Style::Percent),
            ("0\\%", Style::Percents),
            ("0.00\" %\"", Style::Percents),
            ("General\"%\"", Style::Percents),
            ("[=0]0;0\\%", Style::Percents),
            ("\"% y\"0", Style::Percents),
            ("0\\ \"jam\"", Style::Plain),
            ("[$-421]dd mmmm yyyy", Style::Date),
            ("[$-3809]dddd, dd mmmm yyyy;@", Style::Date),
            ("mmm-yy", Style::Date),
            ("h:mm AM/PM", Style::Date),
            ("[h]:mm:ss", Style::Elapsed),
        ] {
            assert_eq!(Style::of_code(code), style, "{code}");
        }
        assert_eq!(Style::built_in(14), Style::Date);
        assert_eq!(Style::built_in(10), Style::Percent);
        assert_eq!(Style::built_in(4), Style::Plain);
    }

    #[test]
    fn a_percentage_has_no_more_digits_than_the_float() {
        for (value, text) in [
            (0.8143, "81,43%"),
            (0.814_285_714, "81,4285714%"),
            (0.07, "7%"),
            (0.29, "29%"),
            (1.0, "100%"),
            (12.5, "1250%"),
            (0.000_05, "0,005%"),
            (-0.5, "-50%"),
            (0.0, "0%"),
        ] {
            assert_eq!(
                said(Style::Percent, value),
                (text.to_owned(), Kind::Percent)
            );
        }
    }

    #[test]
    fn a_percent_sign_that_is_only_written_multiplies_nothing() {
        assert_eq!(
            said(Style::Percents, 81.43),
            ("81,43%".to_owned(), Kind::Percent)
        );
    }

    #[test]
    fn numbers_are_written_as_they_are_seen() {
        for (value, text) in [
            (1.5, "1,5"),
            (0.1 + 0.2, "0,3"),
            (5_573.999_999_999_999, "5574"),
            (-0.0, "0"),
            (81_234_567_890.0, "81234567890"),
            (197_809_241_996_121_001.0, "1.97809E+17"),
            (0.000_001, "0,000001"),
        ] {
            assert_eq!(said(Style::Plain, value), (text.to_owned(), Kind::Number));
        }
    }

    #[test]
    fn days_are_counted_from_either_epoch() {
        for (value, text) in [
            (45_322.0, "31/01/2024"),
            (45_322.378_854_166_7, "31/01/2024 09.05"),
            (0.378_854_166_7, "09.05"),
            (1.0, "01/01/1900"),
            (61.0, "01/03/1900"),
            (2_958_465.0, "31/12/9999"),
        ] {
            assert_eq!(said(Style::Date, value), (text.to_owned(), Kind::Date));
        }
        assert_eq!(said(Style::Date, -1.0), ("-1".to_owned(), Kind::Number));
        assert_eq!(said(Style::Elapsed, 1.25), ("30.00".to_owned(), Kind::Date));
        let mut text = String::new();
        Style::Date.write(&mut text, 43_860.0, true);
        assert_eq!(text, "31/01/2024");
    }

    #[test]
    fn iso_days_and_times_are_read() {
        for (iso, text) in [
            ("2024-01-31", "31/01/2024"),
            ("2024-01-31T09:05:33", "31/01/2024 09.05"),
            ("2024-01-31T00:00:00.000Z", "31/01/2024"),
            ("1899-12-30T09:05:33", "09.05"),
        ] {
            assert_eq!(iso_day(iso).as_deref(), Some(text), "{iso}");
        }
        assert_eq!(iso_time("PT09H05M33S").as_deref(), Some("09.05"));
        assert_eq!(iso_time("09:05:33").as_deref(), Some("09.05"));
        assert_eq!(iso_time("PT30H").as_deref(), Some("30.00"));
        assert_eq!((iso_day("31 Januari"), iso_time("pagi")), (None, None));
    }
}
