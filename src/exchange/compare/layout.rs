//! Which columns of a spreadsheet are compared. Places, score and counts are headed as the imports take
//! them.

use crate::exchange::header::{Figures, Layout, Spec};
use crate::exchange::import::{ACHIEVEMENTS, TOTALS};
use crate::meeting::achieved::Measure;

pub(super) const CODE: usize = 0;
pub(super) const NAME: usize = 1;
pub(super) const VILLAGE: usize = 2;
pub(super) const SUBDISTRICT: usize = 3;
pub(super) const SCORE: usize = 4;
pub(super) const RANK: usize = 5;
/// The same in the words of `gelar board --json`.
pub(super) const NAME_TOO: usize = 6;
pub(super) const SUBDISTRICT_TOO: usize = 7;
pub(super) const SCORE_TOO: usize = 8;
/// The columns of counts follow.
pub(super) const COUNTS: usize = 9;

/// Where the layout of totals has the SIM's score.
const SIM_SCORE: usize = 6;

/// Where the layout of achievements begins with its counts.
const FIRST_COUNT: usize = ACHIEVEMENTS.fields.len() - Measure::ALL.len();

const FIELDS: [Spec; COUNTS + Measure::ALL.len()] = {
    const fn spec(name: &'static str, aliases: &'static [&'static str]) -> Spec {
        Spec { name, aliases }
    }
    let mut fields = [spec("", &[]); COUNTS + Measure::ALL.len()];
    fields[CODE] = TOTALS.fields[CODE];
    fields[NAME] = TOTALS.fields[NAME];
    fields[VILLAGE] = TOTALS.fields[VILLAGE];
    fields[SUBDISTRICT] = TOTALS.fields[SUBDISTRICT];
    fields[SCORE] = TOTALS.fields[SIM_SCORE];
    fields[RANK] = spec(
        "peringkat",
        &["rank", "ranking", "urutan", "peringkatkabupaten", "juara"],
    );
    fields[NAME_TOO] = spec("library", &["name"]);
    fields[SUBDISTRICT_TOO] = spec("subdistrict", &[]);
    fields[SCORE_TOO] = spec("score", &[]);
    let mut at = 0;
    while at < Measure::ALL.len() {
        fields[COUNTS + at] = ACHIEVEMENTS.fields[FIRST_COUNT + at];
        at += 1;
    }
    fields
};

/// The layout: places, score and counts are headed as the imports take them. Families are found by key
/// or name as well, whatever the rules call them.
pub const COMPARED: Layout = Layout {
    sheet: "Peringkat",
    required: &[&[CODE, NAME, VILLAGE, NAME_TOO]],
    fields: &FIELDS,
    figures: Some(Figures {
        first: COUNTS,
        measures: &Measure::ALL,
        month: None,
        // A family may be headed in the words of the rules, which no layout knows.
        others: &[CODE, NAME, VILLAGE, NAME_TOO],
    }),
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::exchange::header::header_key;

    #[test]
    fn the_columns_are_those_of_the_imports() {
        for (at, name) in [
            (CODE, "kode_wilayah"),
            (NAME, "perpustakaan"),
            (VILLAGE, "desa_kelurahan"),
            (SUBDISTRICT, "kecamatan"),
            (SCORE, "nilai_kpi_sim"),
            (RANK, "peringkat"),
        ] {
            assert_eq!(FIELDS[at].name, name);
        }
        for (spec, measure) in FIELDS[COUNTS..].iter().zip(Measure::ALL) {
            assert_eq!(spec.name, measure.column());
        }
        let mut keys = BTreeSet::new();
        for spec in FIELDS {
            assert!(keys.insert(header_key(spec.name)), "{}", spec.name);
            for alias in spec.aliases {
                assert!(keys.insert((*alias).to_owned()), "{alias}");
            }
        }
    }
}
