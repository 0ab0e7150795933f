//! The rules of scoring and ranking, written a second time from their text alone: over plain values,
//! with fractions, slow and obvious. Knows nothing of the program.

use std::collections::{BTreeMap, BTreeSet};

/// A fraction in lowest terms. The numbers of any rules stay far below 128 bits; if not, it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    num: i128,
    den: i128,
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn times(a: i128, b: i128) -> i128 {
    a.checked_mul(b).expect("the proof itself overflows")
}

impl Fraction {
    pub fn new(num: i128, den: i128) -> Fraction {
        assert!(den > 0 && num >= 0);
        let common = gcd(num, den).max(1);
        Fraction {
            num: num / common,
            den: den / common,
        }
    }

    pub fn whole(num: i128) -> Fraction {
        Fraction::new(num, 1)
    }

    fn plus(self, other: Fraction) -> Fraction {
        let common = gcd(self.den, other.den);
        let den = times(self.den / common, other.den);
        let left = times(self.num, other.den / common);
        let right = times(other.num, self.den / common);
        Fraction::new(left + right, den)
    }

    fn by(self, other: Fraction) -> Fraction {
        let across = gcd(self.num, other.den).max(1);
        let down = gcd(other.num, self.den).max(1);
        Fraction::new(
            times(self.num / across, other.num / down),
            times(self.den / down, other.den / across),
        )
    }

    fn over(self, other: Fraction) -> Fraction {
        self.by(Fraction::new(other.den, other.num))
    }

    fn least(self, other: Fraction) -> Fraction {
        let common = gcd(self.den, other.den);
        let left = times(self.num, other.den / common);
        let right = times(other.num, self.den / common);
        if left <= right { self } else { other }
    }

    /// Rounded once, half up, to so many decimals: long division, as with a pencil.
    pub fn rounded(self, decimals: u32) -> i128 {
        let mut whole = self.num / self.den;
        let mut rest = self.num % self.den;
        for _ in 0..decimals {
            rest = times(rest, 10);
            whole = times(whole, 10) + rest / self.den;
            rest %= self.den;
        }
        if rest >= self.den - rest {
            whole + 1
        } else {
            whole
        }
    }
}

/// A year and a month.
pub type Month = (i32, i32);

pub fn after((year, month): Month) -> Month {
    if month == 12 {
        (year + 1, 1)
    } else {
        (year, month + 1)
    }
}

#[derive(Clone, Debug)]
pub struct Family {
    pub key: String,
    pub columns: Vec<String>,
    pub window: &'static str,
    pub target: u32,
    pub weight: u32,
}

#[derive(Clone, Debug)]
pub struct Rules {
    pub from: Month,
    pub to: Month,
    pub minimum_months: usize,
    pub rekap: bool,
    pub standard: Vec<(String, u32)>,
    pub families: Vec<Family>,
}

/// What is sealed: months from one on, and families.
#[derive(Clone, Debug, Default)]
pub struct Seal {
    pub from: Option<Month>,
    pub families: Vec<String>,
}

/// A row of `capaian`.
#[derive(Clone, Debug)]
pub struct Row {
    pub numbers: BTreeMap<String, u64>,
    pub status: &'static str,
    pub day: Option<String>,
}

/// A row of `rekap`.
#[derive(Clone, Debug)]
pub struct Total {
    pub numbers: BTreeMap<String, u64>,
    pub months: Option<u16>,
    pub day: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct Library {
    pub code: String,
    pub name: String,
    pub year: Option<i32>,
    pub month: Option<i32>,
    pub rows: BTreeMap<Month, Row>,
    pub total: Option<Total>,
}

/// What one family of a library comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub key: String,
    pub done: Option<u64>,
    /// Hundredths of a percent.
    pub percent: i128,
    /// The target of the applicable months in hundredths.
    pub target: i128,
}

/// Everything that a library's line says, apart from its rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub score: Option<i128>,
    pub parts: Vec<Part>,
    pub reported: Option<usize>,
    pub applicable: usize,
    pub met: Option<usize>,
    pub gap: Option<usize>,
    pub surplus: i128,
    pub day: Option<String>,
}

/// The topic of a column: what it tells something about.
fn topic(column: &str) -> &str {
    if column == "nilai_dukungan_rp" {
        return "advokasi";
    }
    column.split('_').next().unwrap()
}

/// The rules as if sealed months and families did not exist, and the sealed families: those of the seal,
/// and those that a column of theirs feeds too.
fn unsealed(rules: &Rules, seal: &Seal) -> (Vec<Month>, Rules, Vec<Family>) {
    let mut months = Vec::new();
    let mut month = rules.from;
    while month <= rules.to {
        if seal.from.is_none_or(|from| month < from) {
            months.push(month);
        }
        month = after(month);
    }
    let columns_of =
        |f: &Family| -> BTreeSet<String> { f.columns.iter().chain([&f.key]).cloned().collect() };
    let named = rules
        .families
        .iter()
        .filter(|f| seal.families.contains(&f.key));
    let columns: BTreeSet<String> = named.flat_map(columns_of).collect();
    let is_sealed = |key: &String| {
        let family = rules.families.iter().find(|f| f.key == *key).unwrap();
        seal.families.contains(key) || !columns_of(family).is_disjoint(&columns)
    };
    let mut open = rules.clone();
    open.families.retain(|f| !is_sealed(&f.key));
    open.standard.retain(|(key, _)| !is_sealed(key));
    let sealed = rules.families.iter().filter(|f| is_sealed(&f.key));
    (months, open, sealed.cloned().collect())
}

/// Does a column tell something about a sealed family? It is one of its columns or of its topic, and of
/// no use to a family that is open.
fn tells_of(sealed: &[Family], open: &Rules, column: &str) -> bool {
    let feeds = |f: &Family| f.key == column || f.columns.iter().any(|c| c == column);
    let of_topic = |f: &Family| f.key == topic(column);
    let tells = |f: &Family| feeds(f) || of_topic(f);
    sealed.iter().any(tells) && !open.families.iter().any(feeds)
}

/// The columns that tell something about what is sealed, of these.
pub fn sealed_columns(rules: &Rules, seal: &Seal, of: &[&str]) -> BTreeSet<String> {
    let (_, open, sealed) = unsealed(rules, seal);
    let tells = |c: &&&str| tells_of(&sealed, &open, c);
    of.iter().filter(tells).map(|c| (*c).to_owned()).collect()
}

/// The day of every meeting here; it sorts as it is written.
pub const MEETING_DAY: &str = "2024-12-18";

/// The last day of a month, for rows whose day nobody wrote down; nobody writes after the meeting.
fn last_day((year, month): Month) -> String {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    format!("{year:04}-{month:02}-{days:02}").min(MEETING_DAY.to_owned())
}

/// Where any of a family's columns is stated their sum counts, else the plain column named like the key.
fn value(family: &Family, numbers: &BTreeMap<String, u64>) -> Option<i128> {
    let stated: Vec<i128> = family
        .columns
        .iter()
        .filter_map(|c| numbers.get(c).map(|n| i128::from(*n)))
        .collect();
    if stated.is_empty() {
        return numbers.get(&family.key).map(|n| i128::from(*n));
    }
    Some(stated.iter().sum())
}

/// The first month that a library takes part in.
fn begins(library: &Library) -> Option<Month> {
    library.year.map(|y| (y, library.month.unwrap_or(1)))
}

/// The family's percent as a fraction of 1: the plain mean over its windows.
fn percent(family: &Family, months: &[Month], applies: &[bool], done: &[i128]) -> Option<Fraction> {
    let window_of = |(year, month): Month| match family.window {
        "month" => (year, month),
        "quarter" => (year, (month - 1) / 3),
        "year" => (0, 0),
        other => panic!("{other}"),
    };
    let windows: BTreeSet<Month> = months.iter().map(|m| window_of(*m)).collect();
    let (mut sum, mut count) = (Fraction::whole(0), 0);
    for window in windows {
        let of_window = || {
            let all = months.iter().zip(applies).zip(done);
            all.filter(move |((m, applies), _)| window_of(**m) == window && **applies)
        };
        let applicable = i128::try_from(of_window().count()).unwrap();
        if applicable == 0 {
            continue;
        }
        let done: i128 = of_window().map(|(_, done)| *done).sum();
        let target = Fraction::new(i128::from(family.target) * applicable, 12);
        sum = sum.plus(Fraction::whole(done).over(target).least(Fraction::whole(1)));
        count += 1;
    }
    (count > 0).then(|| sum.over(Fraction::whole(count)))
}

/// Weighted mean; none where nothing has weight.
fn weighted(of: &[(u32, Fraction)]) -> Option<Fraction> {
    let weights: i128 = of.iter().map(|(w, _)| i128::from(*w)).sum();
    if weights == 0 {
        return None;
    }
    let sum = of.iter().fold(Fraction::whole(0), |sum, (w, value)| {
        sum.plus(value.by(Fraction::whole(i128::from(*w))))
    });
    Some(sum.over(Fraction::whole(weights)))
}

/// One library's line.
pub fn line(rules: &Rules, seal: &Seal, library: &Library) -> Line {
    let (months, open, sealed) = unsealed(rules, seal);
    if rules.rekap {
        return line_of_totals(rules, &months, &open, &sealed, library);
    }
    let row = |m: &Month| library.rows.get(m);
    let applies: Vec<bool> = months
        .iter()
        .map(|m| {
            let has_begun = begins(library).is_none_or(|begin| *m >= begin);
            has_begun && row(m).is_none_or(|r| r.status != "tidak_berlaku")
        })
        .collect();
    // The numbers that count: of an applicable month, of a row that was not rejected, not sealed.
    let counted: Vec<Option<&BTreeMap<String, u64>>> = months
        .iter()
        .zip(&applies)
        .map(|(m, applies)| {
            let row = row(m).filter(|r| ["dilaporkan", "terverifikasi"].contains(&r.status));
            let numbers = row.filter(|_| *applies).map(|r| &r.numbers);
            numbers.filter(|n| n.keys().any(|column| !tells_of(&sealed, &open, column)))
        })
        .collect();
    let reported = counted.iter().filter(|c| c.is_some()).count();
    let mut parts = Vec::new();
    let mut values = Vec::new();
    let mut surpluses = Vec::new();
    let applicable = applies.iter().filter(|a| **a).count();
    let twelfths = i128::try_from(applicable).unwrap();
    for family in &open.families {
        let stated: Vec<Option<i128>> = counted
            .iter()
            .map(|numbers| numbers.and_then(|n| value(family, n)))
            .collect();
        let done: Vec<i128> = stated.iter().map(|d| d.unwrap_or(0)).collect();
        let total: i128 = done.iter().sum();
        let value = percent(family, &months, &applies, &done);
        let target = Fraction::new(i128::from(family.target) * twelfths, 12);
        parts.push(Part {
            key: family.key.clone(),
            done: stated.iter().any(Option::is_some).then(|| held(total)),
            percent: in_percent(value.unwrap_or(Fraction::whole(0))),
            target: target.rounded(2),
        });
        values.extend(value.map(|v| (family.weight, v)));
        if applicable > 0 {
            surpluses.push((family.weight, surplus(total, target)));
        }
    }
    let met: Vec<bool> = counted
        .iter()
        .map(|numbers| numbers.is_some_and(|n| is_met(&open, n)))
        .collect();
    let enough = reported >= rules.minimum_months.max(1);
    Line {
        score: weighted(&values).map(in_percent).filter(|_| enough),
        parts,
        reported: Some(reported),
        applicable,
        met: Some(met.iter().filter(|m| **m).count()),
        gap: Some(longest_gap(&applies, &met)),
        surplus: weighted(&surpluses).map_or(0, |s| s.rounded(2)),
        day: months
            .iter()
            .zip(&counted)
            .filter(|(_, c)| c.is_some())
            .filter_map(|(m, _)| {
                // One day for all numbers of a row: beside a sealed family it is nobody's to know.
                let day = |r: &Row| r.day.clone().filter(|_| sealed.is_empty());
                row(m).map(|r| day(r).unwrap_or_else(|| last_day(*m)))
            })
            .max(),
    }
}

/// With totals only, every window is the year.
fn line_of_totals(
    rules: &Rules,
    months: &[Month],
    open: &Rules,
    sealed: &[Family],
    library: &Library,
) -> Line {
    let begun = |m: &&Month| begins(library).is_none_or(|begin| **m >= begin);
    let applicable = months.iter().filter(begun).count();
    // A total of the whole period would tell what sealed months hold.
    let mut end = rules.from;
    let mut all = 0;
    while end <= rules.to {
        all += 1;
        end = after(end);
    }
    let is_cut = months.len() < all;
    let total = library.total.as_ref().filter(|_| !is_cut);
    let tells = |c: &String| !tells_of(sealed, open, c);
    let has_data = total.is_some_and(|t| t.numbers.keys().any(tells));
    let mut parts = Vec::new();
    let mut values = Vec::new();
    let mut surpluses = Vec::new();
    for family in &open.families {
        let stated = total.and_then(|t| value(family, &t.numbers));
        let twelfths = i128::try_from(applicable).unwrap();
        let target = Fraction::new(i128::from(family.target) * twelfths, 12);
        let value = (applicable > 0).then(|| {
            Fraction::whole(stated.unwrap_or(0))
                .over(target)
                .least(Fraction::whole(1))
        });
        parts.push(Part {
            key: family.key.clone(),
            done: stated.map(held),
            percent: in_percent(value.unwrap_or(Fraction::whole(0))),
            target: target.rounded(2),
        });
        values.extend(value.map(|v| (family.weight, v)));
        if applicable > 0 {
            surpluses.push((family.weight, surplus(stated.unwrap_or(0), target)));
        }
    }
    // `bulan_terisi` may count months that do not apply to the library.
    let reported = total.and_then(|t| t.months);
    let reported = reported.map(|n| usize::from(n).min(applicable));
    // Where the number of months is not told, a total that holds a number is enough.
    let enough = reported.is_none_or(|r| r >= rules.minimum_months.max(1));
    Line {
        score: weighted(&values)
            .map(in_percent)
            .filter(|_| enough && has_data),
        parts,
        reported,
        applicable,
        met: None,
        gap: None,
        surplus: weighted(&surpluses).map_or(0, |s| s.rounded(2)),
        day: total
            .filter(|_| has_data && sealed.is_empty())
            .and_then(|t| t.day.clone()),
    }
}

/// Done against the target, in percent, at most 300.
fn surplus(done: i128, target: Fraction) -> Fraction {
    let percent = Fraction::whole(done).over(target).by(Fraction::whole(100));
    percent.least(Fraction::whole(300))
}

fn in_percent(value: Fraction) -> i128 {
    value.by(Fraction::whole(100)).rounded(2)
}

/// A sum larger than 64 bits stands as the largest number there is.
fn held(sum: i128) -> u64 {
    u64::try_from(sum).unwrap_or(u64::MAX)
}

/// A month that was reported is met when each of the standard is reached.
fn is_met(open: &Rules, numbers: &BTreeMap<String, u64>) -> bool {
    open.standard.iter().all(|(key, least)| {
        let family = open.families.iter().find(|f| f.key == *key).unwrap();
        // What was not stated is not a zero, even where zero would do.
        value(family, numbers).is_some_and(|n| n >= i128::from(*least))
    })
}

/// The longest run of applicable months not met; those that do not apply neither break nor lengthen it.
fn longest_gap(applies: &[bool], met: &[bool]) -> usize {
    let only: Vec<bool> = applies
        .iter()
        .zip(met)
        .filter(|(applies, _)| **applies)
        .map(|(_, met)| *met)
        .collect();
    only.split(|met| *met).map(<[bool]>::len).max().unwrap_or(0)
}

/// A place on the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub code: String,
    pub rank: Option<usize>,
    pub shared: bool,
}

/// Ranks 1, 2, 2, 4 by these rounded values, the greatest first; within one rank by name; those without
/// a value last, by name.
pub fn places(of: &[(String, String, Option<i128>)]) -> Vec<Place> {
    let mut order: Vec<&(String, String, Option<i128>)> = of.iter().collect();
    order.sort_by_key(|(code, name, value)| {
        let better = value.map(std::cmp::Reverse);
        (better.is_none(), better, name.to_lowercase(), code.clone())
    });
    let place = |(code, _, value): &&(String, String, Option<i128>)| {
        let above = |v: &i128| of.iter().filter(|o| o.2.is_some_and(|o| o > *v)).count();
        let same = of.iter().filter(|o| o.2 == *value).count();
        Place {
            code: code.clone(),
            rank: value.as_ref().map(|v| above(v) + 1),
            shared: value.is_some() && same > 1,
        }
    };
    order.iter().map(place).collect()
}
