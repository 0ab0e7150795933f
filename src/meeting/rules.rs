//! The rules of the leaderboard as data: period, families, windows, targets, weights, zones. Fixed by
//! the committee (*ditetapkan panitia*), never official, never computed from the numbers.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::achieved::{Measure, MeasureSet};
use super::hall::Colour;
use super::month::Month;

/// The most families.
pub const MOST_FAMILIES: usize = 5;
/// The greatest target of a year; with the other limits every sum fits into 128 bits.
pub const LARGEST_TARGET: u32 = 20_000;
/// The greatest weight.
pub const LARGEST_WEIGHT: u32 = 100;
/// The most months of a period.
pub const LONGEST_PERIOD: u16 = 24;
/// 100 percent in hundredths.
pub const FULL: u16 = 10_000;

/// The rules of the leaderboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// The first month.
    pub from: Month,
    /// The last month.
    pub to: Month,
    /// Reported months that a library needs for a rank.
    pub minimum_months: u16,
    /// Which numbers are ranked.
    pub source: Source,
    /// Which score is shown and ranked.
    #[serde(default, skip_serializing_if = "is_computed")]
    pub score: Scored,
    /// What a month must reach to be met: key of a family and count.
    pub standard: Vec<(String, u32)>,
    /// From which score on the zones begin.
    pub zones: Zones,
    /// The families in the order of the board.
    pub families: Vec<Family>,
}

/// Which numbers are ranked; the two are never mixed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// *capaian*: library by month.
    #[default]
    Months,
    /// *rekap*: totals only, so every window is the year.
    Totals,
}

/// Which score is shown and ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scored {
    /// Computed here.
    #[default]
    Computed,
    /// `nilai_kpi_sim`: the SIM's own.
    Sim,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference
fn is_computed(score: &Scored) -> bool {
    *score == Scored::Computed
}

/// From which score on a zone begins, in hundredths; below is red.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zones {
    /// *hijau*
    pub green: u16,
    /// *kuning*
    pub yellow: u16,
}

impl Zones {
    /// The zone of a score in hundredths.
    pub fn of(self, score: u16) -> Colour {
        if score >= self.green {
            Colour::Green
        } else if score >= self.yellow {
            Colour::Yellow
        } else {
            Colour::Red
        }
    }
}

/// One indicator of the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Family {
    /// Short name: lower-case letters, digits, `_`.
    pub key: String,
    /// Its name in Indonesian.
    pub name_id: String,
    /// Its name in English.
    pub name_en: String,
    /// The columns that are summed. A plain column named like the key is read where none of them is
    /// stated.
    pub columns: Vec<Measure>,
    /// How the year is cut.
    pub window: Window,
    /// The target of twelve months.
    pub target_year: u32,
    /// Its part in the score.
    pub weight: u32,
}

impl Family {
    /// The plain total column of the same name.
    pub fn plain(&self) -> Option<Measure> {
        Measure::parse(&self.key).filter(|m| !self.columns.contains(m))
    }

    /// Is this one of the columns it is computed from?
    fn is_fed_by(&self, measure: Measure) -> bool {
        self.columns.contains(&measure) || self.key == measure.column()
    }
}

/// How the period is cut; a target holds in every piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// Every month.
    Month,
    /// Every calendar quarter (*triwulan*), as far as it lies in the period.
    Quarter,
    /// The whole period.
    Year,
}

impl Window {
    /// All windows.
    pub const ALL: [Window; 3] = [Window::Month, Window::Quarter, Window::Year];

    /// The word of the rules file.
    pub fn word(self) -> &'static str {
        match self {
            Window::Month => "month",
            Window::Quarter => "quarter",
            Window::Year => "year",
        }
    }
}

/// What is wrong with rules.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// The period ends before it begins.
    #[error("the period ends before it begins")]
    PeriodBackwards,
    /// More than [`LONGEST_PERIOD`] months.
    #[error("a period of {0} months")]
    PeriodTooLong(u16),
    /// More months are needed for a rank than the period has.
    #[error("{needed} months needed of {months}")]
    MinimumTooLarge {
        /// Needed for a rank.
        needed: u16,
        /// In the period.
        months: u16,
    },
    /// No family at all.
    #[error("no family")]
    NoFamily,
    /// More than [`MOST_FAMILIES`].
    #[error("{0} families")]
    TooManyFamilies(usize),
    /// Not 1 to 20 lower-case letters, digits or `_`.
    #[error("key {0:?}")]
    BadKey(String),
    /// Two families with one key.
    #[error("key {0:?} twice")]
    KeyTwice(String),
    /// A family without a name.
    #[error("family {0:?} without a name")]
    NameMissing(String),
    /// Neither columns nor a plain column of the key.
    #[error("family {0:?} without columns")]
    NoColumns(String),
    /// A column twice in one family.
    #[error("column {column:?} twice in {family:?}")]
    ColumnTwice {
        /// The family's key.
        family: String,
        /// The column.
        column: String,
    },
    /// No layout has such a column.
    #[error("no column {column:?} ({family:?})")]
    UnknownColumn {
        /// The family's key.
        family: String,
        /// The column as written.
        column: String,
    },
    /// A target of zero: nothing could be reached.
    #[error("target zero in {0:?}")]
    TargetZero(String),
    /// A target above [`LARGEST_TARGET`].
    #[error("target {target} in {family:?}")]
    TargetTooLarge {
        /// The family's key.
        family: String,
        /// The target.
        target: u32,
    },
    /// A weight above [`LARGEST_WEIGHT`].
    #[error("weight {weight} in {family:?}")]
    WeightTooLarge {
        /// The family's key.
        family: String,
        /// The weight.
        weight: u32,
    },
    /// All weights are zero.
    #[error("weight sum zero")]
    WeightSumZero,
    /// A zone beyond 100, or yellow above green.
    #[error("zones {green} and {yellow}")]
    Zones {
        /// In hundredths.
        green: u16,
        /// In hundredths.
        yellow: u16,
    },
    /// The monthly standard names a family that is none, or one twice.
    #[error("standard {0:?}")]
    Standard(String),
}

impl Rules {
    /// The usual rules for a year: 40, 30 and 10 a year, one weight each. Proposed, not official.
    pub fn usual(year: i16) -> Rules {
        let family =
            |key: &str, id: &str, en: &str, columns: &[Measure], window, target_year| Family {
                key: key.to_owned(),
                name_id: id.to_owned(),
                name_en: en.to_owned(),
                columns: columns.to_vec(),
                window,
                target_year,
                weight: 1,
            };
        let from = Month::january(year);
        Rules {
            from,
            to: from.plus(11),
            minimum_months: 1,
            source: Source::Months,
            score: Scored::Computed,
            standard: vec![("pelibatan".to_owned(), 1), ("publikasi".to_owned(), 1)],
            zones: Zones {
                green: 8_000,
                yellow: 5_000,
            },
            families: vec![
                family(
                    "pelibatan",
                    "Pelibatan masyarakat",
                    "Community involvement",
                    &[Measure::Activities],
                    Window::Month,
                    40,
                ),
                family(
                    "publikasi",
                    "Publikasi",
                    "Publication",
                    &[
                        Measure::PublicationPrint,
                        Measure::PublicationOnline,
                        Measure::PublicationSocial,
                    ],
                    Window::Month,
                    30,
                ),
                family(
                    "advokasi",
                    "Advokasi",
                    "Advocacy",
                    &[
                        Measure::AdvocacyFunds,
                        Measure::AdvocacyGoods,
                        Measure::AdvocacyPolicy,
                        Measure::AdvocacyPeople,
                        Measure::AdvocacyPartners,
                    ],
                    Window::Quarter,
                    10,
                ),
            ],
        }
    }

    /// How many months the period has.
    pub fn months(&self) -> u16 {
        u16::try_from(self.to.since(self.from) + 1).unwrap_or(0)
    }

    /// The family of a key.
    pub fn family(&self, key: &str) -> Option<&Family> {
        self.families.iter().find(|f| f.key == key)
    }

    /// Can these rules be computed with?
    pub fn check(&self) -> Result<(), RulesError> {
        if self.to < self.from {
            return Err(RulesError::PeriodBackwards);
        }
        let months = u16::try_from(self.to.since(self.from) + 1).unwrap_or(u16::MAX);
        if months > LONGEST_PERIOD {
            return Err(RulesError::PeriodTooLong(months));
        }
        if self.minimum_months > months {
            let needed = self.minimum_months;
            return Err(RulesError::MinimumTooLarge { needed, months });
        }
        let Zones { green, yellow } = self.zones;
        if green > FULL || yellow > green {
            return Err(RulesError::Zones { green, yellow });
        }
        self.check_families()?;
        for (at, (key, _)) in self.standard.iter().enumerate() {
            let twice = self.standard.iter().take(at).any(|(k, _)| k == key);
            if twice || self.family(key).is_none() {
                return Err(RulesError::Standard(key.clone()));
            }
        }
        Ok(())
    }

    fn check_families(&self) -> Result<(), RulesError> {
        match self.families.len() {
            0 => return Err(RulesError::NoFamily),
            n if n > MOST_FAMILIES => return Err(RulesError::TooManyFamilies(n)),
            _ => {}
        }
        for (at, family) in self.families.iter().enumerate() {
            let key = family.key.clone();
            let letters = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
            if key.is_empty() || key.len() > 20 || !key.bytes().all(letters) {
                return Err(RulesError::BadKey(key));
            }
            if self.families.iter().take(at).any(|f| f.key == key) {
                return Err(RulesError::KeyTwice(key));
            }
            if family.name_id.trim().is_empty() || family.name_en.trim().is_empty() {
                return Err(RulesError::NameMissing(key));
            }
            if family.columns.is_empty() && family.plain().is_none() {
                return Err(RulesError::NoColumns(key));
            }
            let mut seen = family.columns.iter().enumerate();
            if let Some((_, m)) =
                seen.find(|(at, m)| family.columns.iter().take(*at).any(|e| e == *m))
            {
                let column = m.column().to_owned();
                return Err(RulesError::ColumnTwice {
                    family: key,
                    column,
                });
            }
            let (target, weight) = (family.target_year, family.weight);
            if target == 0 {
                return Err(RulesError::TargetZero(key));
            }
            if target > LARGEST_TARGET {
                return Err(RulesError::TargetTooLarge {
                    family: key,
                    target,
                });
            }
            if weight > LARGEST_WEIGHT {
                return Err(RulesError::WeightTooLarge {
                    family: key,
                    weight,
                });
            }
        }
        if self.families.iter().all(|f| f.weight == 0) {
            return Err(RulesError::WeightSumZero);
        }
        Ok(())
    }

    /// What tells these rules from others: 16 hexadecimal digits over everything they say.
    pub fn hash(&self) -> String {
        let mut all = format!(
            "gelar rules 1\n{} {} {} {} {} {} {}\n",
            self.from,
            self.to,
            self.minimum_months,
            // Words of their own: a renamed variant must not change a locked hash.
            match self.source {
                Source::Months => "Months",
                Source::Totals => "Totals",
            },
            match self.score {
                Scored::Computed => "Computed",
                Scored::Sim => "Sim",
            },
            self.zones.green,
            self.zones.yellow
        );
        for (key, least) in &self.standard {
            let _ = writeln!(all, "standard {key} {least}");
        }
        for f in &self.families {
            let columns: Vec<&str> = f.columns.iter().map(|m| m.column()).collect();
            let _ = writeln!(
                all,
                "family {} {:?} {:?} {} {} {} {}",
                f.key,
                f.name_id,
                f.name_en,
                columns.join("+"),
                f.window.word(),
                f.target_year,
                f.weight
            );
        }
        let hash = blake3::hash(all.as_bytes()).to_hex();
        hash.as_str().get(..16).unwrap_or_default().to_owned()
    }
}

/// What the committee keeps from the hall until the ceremony. The public board is computed without it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// This month and all later ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Month>,
    /// Families by key.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub families: Vec<String>,
}

impl Seal {
    /// Is nothing sealed?
    pub fn is_open(&self) -> bool {
        self.from.is_none() && self.families.is_empty()
    }

    /// Does it keep back anything of these rules?
    pub fn hides(&self, rules: &Rules) -> bool {
        self.first_month(rules).is_some()
            || rules.families.iter().any(|f| self.hides_family(rules, f))
    }

    /// The first sealed month of the period.
    pub fn first_month(&self, rules: &Rules) -> Option<Month> {
        self.from
            .map(|from| from.max(rules.from))
            .filter(|m| *m <= rules.to)
    }

    /// Is the family sealed? By its key, or because a column feeds it that feeds one sealed by its key:
    /// its sum would tell what is kept back.
    pub fn hides_family(&self, rules: &Rules, family: &Family) -> bool {
        let named = |f: &&Family| self.families.contains(&f.key);
        let shares = |f: &Family| {
            Measure::ALL
                .iter()
                .any(|m| f.is_fed_by(*m) && family.is_fed_by(*m))
        };
        named(&family) || rules.families.iter().filter(named).any(shares)
    }

    /// The columns that tell something about a sealed family: its own and those of its topic, but for
    /// those that an open family counts.
    pub fn hidden(&self, rules: &Rules) -> MeasureSet {
        let (sealed, open): (Vec<&Family>, Vec<&Family>) = rules
            .families
            .iter()
            .partition(|f| self.hides_family(rules, f));
        let tells = |m: &Measure| {
            let of = |f: &&Family| f.is_fed_by(*m) || f.key == m.topic();
            sealed.iter().any(of) && !open.iter().any(|f| f.is_fed_by(*m))
        };
        Measure::ALL.into_iter().filter(tells).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_rules_are_sound_and_every_slip_has_its_error() {
        let usual = Rules::usual(2024);
        assert_eq!(usual.check(), Ok(()));
        assert_eq!(
            (usual.from.to_string(), usual.to.to_string()),
            ("2024-01".into(), "2024-12".into())
        );
        let wrong = |change: fn(&mut Rules)| {
            let mut rules = Rules::usual(2024);
            change(&mut rules);
            rules.check().unwrap_err()
        };
        assert_eq!(
            wrong(|r| r.to = r.from.plus(-1)),
            RulesError::PeriodBackwards
        );
        assert_eq!(
            wrong(|r| r.to = r.from.plus(24)),
            RulesError::PeriodTooLong(25)
        );
        assert_eq!(
            wrong(|r| r.families.iter_mut().for_each(|f| f.weight = 0)),
            RulesError::WeightSumZero
        );
        assert_eq!(
            wrong(|r| r.families[1].target_year = 0),
            RulesError::TargetZero("publikasi".into())
        );
        assert_eq!(
            wrong(|r| r.families[2].key = "pelibatan".into()),
            RulesError::KeyTwice("pelibatan".into())
        );
        assert_eq!(
            wrong(|r| r.families[0].columns = vec![Measure::Books, Measure::Books]),
            RulesError::ColumnTwice {
                family: "pelibatan".into(),
                column: "buku".into()
            }
        );
        assert_eq!(
            wrong(|r| r.standard.push(("dana".into(), 1))),
            RulesError::Standard("dana".into())
        );
        assert_eq!(
            wrong(|r| r.zones.yellow = 9_000),
            RulesError::Zones {
                green: 8_000,
                yellow: 9_000
            }
        );
        assert_eq!(wrong(|r| r.families.clear()), RulesError::NoFamily);
        assert_eq!(
            wrong(|r| r.minimum_months = 13),
            RulesError::MinimumTooLarge {
                needed: 13,
                months: 12
            }
        );
    }

    #[test]
    fn the_hash_follows_every_word() {
        let usual = Rules::usual(2024);
        assert_eq!(usual.hash(), Rules::usual(2024).hash());
        let changes: [fn(&mut Rules); 6] = [
            |r| r.to = r.to.plus(-1),
            |r| r.families[0].weight = 2,
            |r| r.families[0].name_en.push('!'),
            |r| r.families[2].window = Window::Year,
            |r| r.standard.clear(),
            |r| r.score = Scored::Sim,
        ];
        for change in changes {
            let mut other = usual.clone();
            change(&mut other);
            assert_ne!(other.hash(), usual.hash());
        }
    }

    #[test]
    fn a_sealed_family_takes_its_neighbours_with_it() {
        let rules = Rules::usual(2024);
        let seal = Seal {
            from: None,
            families: vec!["pelibatan".into()],
        };
        let hidden = seal.hidden(&rules);
        assert!(
            hidden.contains(Measure::ParticipantsMale) && hidden.contains(Measure::Involvement)
        );
        assert!(!hidden.contains(Measure::Publication));
        assert!(seal.hides(&rules) && !seal.is_open());
        let late = Seal {
            from: Some("2025-01".parse().unwrap()),
            families: vec![],
        };
        assert!(!late.hides(&rules));
    }

    #[test]
    fn a_family_with_a_sealed_column_is_sealed_with_it_and_the_next_one_is_not() {
        let mut rules = Rules::usual(2024);
        let columns = [
            vec![Measure::Activities],
            vec![Measure::Activities, Measure::Visitors],
            vec![Measure::Visitors, Measure::ParticipantsMale],
        ];
        for (family, columns) in rules.families.iter_mut().zip(columns) {
            family.columns = columns;
        }
        let seal = Seal {
            from: None,
            families: vec!["pelibatan".into()],
        };
        let hides = |at: usize| seal.hides_family(&rules, &rules.families[at]);
        assert_eq!([0, 1, 2].map(hides), [true, true, false]);
        let hidden = seal.hidden(&rules);
        // What the open family counts is seen, even of the sealed topic.
        for (measure, is_hidden) in [
            (Measure::Activities, true),
            (Measure::ParticipantsFemale, true),
            (Measure::ParticipantsMale, false),
            (Measure::Visitors, false),
            (Measure::Books, false),
        ] {
            assert_eq!(hidden.contains(measure), is_hidden, "{measure:?}");
        }
    }
}
