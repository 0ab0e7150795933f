//! What is worth saying of numbers before they are applied: rows that the rules will not count, months
//! left out without a reason. Pure; nothing is refused for it.

use crate::meeting::achieved::Status;
use crate::meeting::month::Month;
use crate::meeting::rules::{Rules, Source};

use super::AchievedRow;

/// What is worth saying of a file of numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advice {
    /// Rows of months outside the period, and the earliest of these months.
    pub outside_period: Option<(usize, Month)>,
    /// Rows that do not apply and do not say why, and the first of them.
    pub without_reason: Option<(usize, usize)>,
    /// The rules count the other kind of file.
    pub other_source: bool,
}

/// Of `capaian`.
pub fn of_months(rows: &[AchievedRow], rules: &Rules) -> Advice {
    let outside = rows.iter().map(|r| r.month);
    let outside = outside.filter(|m| *m < rules.from || *m > rules.to);
    let unexplained = rows.iter().filter(|r| {
        r.status == Some(Status::NotApplicable) && !r.note.chars().any(char::is_alphanumeric)
    });
    Advice {
        outside_period: counted(outside),
        without_reason: counted(unexplained.map(|r| r.row)),
        other_source: rules.source == Source::Totals && !rows.is_empty(),
    }
}

/// Of `rekap`, of so many rows.
pub fn of_totals(rows: usize, rules: &Rules) -> Advice {
    Advice {
        other_source: rules.source == Source::Months && rows > 0,
        ..Advice::default()
    }
}

/// How many, and the least.
fn counted<T: Ord + Copy>(all: impl Iterator<Item = T>) -> Option<(usize, T)> {
    all.fold(None, |found, next| match found {
        None => Some((1, next)),
        Some((n, least)) => Some((n + 1, least.min(next))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::achieved::Counts;

    fn row(row: usize, month: &str, status: Option<Status>, note: &str) -> AchievedRow {
        AchievedRow {
            row,
            village: None,
            library: String::new(),
            village_text: String::new(),
            subdistrict_text: String::new(),
            month: month.parse().unwrap(),
            counts: Counts::default(),
            status,
            entered: None,
            note: note.to_owned(),
        }
    }

    #[test]
    fn rows_beside_the_period_are_counted_and_the_earliest_month_is_told() {
        let rules = Rules::usual(2024);
        let rows = ["2024-01", "2025-01", "2023-12", "2024-12", "2023-11"];
        let rows: Vec<_> = rows.iter().map(|m| row(2, m, None, "")).collect();
        let advice = of_months(&rows, &rules);
        assert_eq!(advice.outside_period, Some((3, "2023-11".parse().unwrap())));
        assert_eq!(of_months(&rows[..1], &rules), Advice::default());
        assert_eq!(of_months(&[], &rules), Advice::default());
    }

    #[test]
    fn a_month_that_does_not_apply_wants_a_reason() {
        let not = Some(Status::NotApplicable);
        let rows = [
            row(2, "2024-01", not, "gedung direnovasi"),
            row(3, "2024-02", not, " - "),
            row(4, "2024-03", Some(Status::Rejected), ""),
            row(5, "2024-04", not, ""),
        ];
        let advice = of_months(&rows, &Rules::usual(2024));
        assert_eq!(advice.without_reason, Some((2, 3)));
    }

    #[test]
    fn the_rules_count_one_kind_of_file() {
        let months = Rules::usual(2024);
        let totals = Rules {
            source: Source::Totals,
            ..months.clone()
        };
        let rows = [row(2, "2024-01", None, "")];
        let told = |rules: &Rules| {
            let months = of_months(&rows, rules).other_source;
            (months, of_totals(1, rules).other_source)
        };
        assert_eq!(
            (told(&months), told(&totals)),
            ((false, true), (true, false))
        );
        assert!(!of_totals(0, &months).other_source);
    }
}
