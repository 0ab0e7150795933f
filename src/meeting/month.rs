//! A month of a year, the grain of all achievements. Knows no day and no clock.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A month, written `2024-12`. Months are ordered and can be counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The month of a year; `month` from 1 to 12, `year` from 1 to 9999.
    pub fn new(year: i16, month: i8) -> Option<Month> {
        let fits = (1..=12).contains(&month) && (1..=9999).contains(&year);
        fits.then(|| Month(i32::from(year) * 12 + i32::from(month) - 1))
    }

    /// January of a year, whatever the year.
    pub(super) fn january(year: i16) -> Month {
        Month(i32::from(year.clamp(1, 9999)) * 12)
    }

    /// The month of a day.
    pub fn of(date: jiff::civil::Date) -> Option<Month> {
        Month::new(date.year(), date.month())
    }

    /// The year.
    pub fn year(self) -> i16 {
        i16::try_from(self.0.div_euclid(12)).unwrap_or(i16::MAX)
    }

    /// The month of the year, 1 to 12.
    pub fn month(self) -> i8 {
        i8::try_from(self.0.rem_euclid(12) + 1).unwrap_or(1)
    }

    /// Quarters since year 0: months of one calendar quarter (*triwulan*) have the same.
    pub fn quarter(self) -> i32 {
        self.0.div_euclid(3)
    }

    /// Is it the last of its quarter?
    pub fn closes_quarter(self) -> bool {
        self.0.rem_euclid(3) == 2
    }

    /// The month so many months later.
    #[must_use]
    pub fn plus(self, months: i32) -> Month {
        Month(self.0.saturating_add(months))
    }

    /// How many months after another one this is; negative before it.
    pub fn since(self, other: Month) -> i32 {
        self.0 - other.0
    }

    /// The last day.
    pub fn last_day(self) -> jiff::civil::Date {
        let first = jiff::civil::Date::new(self.year(), self.month(), 1);
        first
            .map(jiff::civil::Date::last_of_month)
            .unwrap_or_default()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Not of the form `2024-12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not of the form 2024-12")]
pub struct NotAMonth;

impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Month, NotAMonth> {
        let (year, month) = text.split_once('-').ok_or(NotAMonth)?;
        if year.len() != 4
            || month.len() != 2
            || !text.bytes().all(|b| b == b'-' || b.is_ascii_digit())
        {
            return Err(NotAMonth);
        }
        let (year, month) = (year.parse(), month.parse());
        Month::new(year.map_err(|_| NotAMonth)?, month.map_err(|_| NotAMonth)?).ok_or(NotAMonth)
    }
}

impl Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Month, D::Error> {
        struct Written;
        impl serde::de::Visitor<'_> for Written {
            type Value = Month;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a month like 2024-12")
            }
            fn visit_str<E: serde::de::Error>(self, s: &str) -> Result<Month, E> {
                s.parse().map_err(E::custom)
            }
        }
        d.deserialize_str(Written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_written_read_and_counted() {
        let december: Month = "2023-12".parse().unwrap();
        assert_eq!(december.plus(1), "2024-01".parse().unwrap());
        assert_eq!(december.plus(1).since(december), 1);
        assert_eq!(december.to_string(), "2023-12");
        assert_ne!(december.quarter(), december.plus(1).quarter());
        assert!(december.closes_quarter() && !december.plus(-1).closes_quarter());
        assert_eq!(december.last_day(), jiff::civil::date(2023, 12, 31));
        for wrong in [
            "2023-13", "2023-00", "23-12", "2023-1", "2023/12", "", "0000-01", "+123-01",
        ] {
            assert!(wrong.parse::<Month>().is_err(), "{wrong}");
        }
    }
}
