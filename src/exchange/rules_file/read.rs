//! A file of rules into rules. Stops at the first slip and tells its place.

mod values;

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Fault, QUOTED, RulesFileError, Wanted, nearest_columns, window};
use crate::meeting::achieved::Measure;
use crate::meeting::names::scrub;
use crate::meeting::rules::{Family, Rules, RulesError, Scored, Source, Window, Zones};

const PARTS: &[&str] = &["period", "standard", "zones", "family"];
const PERIOD: &[&str] = &["from", "to", "minimum_months", "source", "score"];
const ZONES: &[&str] = &["hijau", "kuning"];
const FAMILY: &[&str] = &["key", "name", "columns", "window", "target_year", "weight"];
const NAMES: &[&str] = &["id", "en"];
const SOURCES: &[&str] = &["capaian", "rekap"];
const SCORES: &[&str] = &["hitung", "sim"];
const WINDOWS: &[&str] = &["month", "quarter", "year"];

/// Reads rules.
///
/// `[period] from` and `to`, and of every `[[family]]` its `key`, must be there; so must `target_year`
/// of a family that is none of the usual three. Everything else is optional and takes the usual value.
pub fn read(text: &str) -> Result<Rules, RulesFileError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document = DeTable::parse(text).map_err(|e| not_toml(text, &e))?;
    let mut reader = Reader {
        text,
        spots: BTreeMap::new(),
    };
    let rules = reader.rules(&document)?;
    match rules.check() {
        Ok(()) => Ok(rules),
        Err(error) => Err(reader.rules_error(&rules, error)),
    }
}

/// The text with where everything stands in it, for what is found wrong at the end.
struct Reader<'t> {
    text: &'t str,
    spots: BTreeMap<String, Range<usize>>,
}

/// One table of the file with its name as it is written there.
struct Part<'t> {
    name: String,
    table: &'t DeTable<'t>,
    span: Range<usize>,
}

impl Part<'_> {
    fn key(&self, key: &str) -> String {
        match self.name.as_str() {
            "" => key.to_owned(),
            name => format!("{name} {key}"),
        }
    }
}

impl<'t> Reader<'t> {
    fn rules(&mut self, document: &'t Spanned<DeTable<'t>>) -> Result<Rules, RulesFileError> {
        let top = Part {
            name: String::new(),
            table: document.get_ref(),
            span: 0..0,
        };
        self.known_keys(&top, PARTS)?;
        let Some(period) = self.part(&top, "period", "[period]")? else {
            return Err(self.error(0..0, "[period]".to_owned(), Fault::Missing));
        };
        self.known_keys(&period, PERIOD)?;
        let from = self.month(&period, "from")?;
        let usual = Rules::usual(from.year());
        let mut rules = Rules {
            from,
            to: self.month(&period, "to")?,
            minimum_months: self.minimum(&period)?.unwrap_or(usual.minimum_months),
            source: match self.word(&period, "source", SOURCES)? {
                Some("rekap") => Source::Totals,
                _ => Source::Months,
            },
            score: match self.word(&period, "score", SCORES)? {
                Some("sim") => Scored::Sim,
                _ => Scored::Computed,
            },
            standard: Vec::new(),
            zones: self.zones(&top, usual.zones)?,
            families: self.families(&top, &usual)?,
        };
        rules.standard = if let Some(standard) = self.part(&top, "standard", "[standard]")? {
            self.standard(&standard)?
        } else {
            let there = |(key, _): &(String, u32)| rules.family(key).is_some();
            usual.standard.into_iter().filter(there).collect()
        };
        Ok(rules)
    }

    fn zones(&mut self, top: &Part<'t>, usual: Zones) -> Result<Zones, RulesFileError> {
        let Some(zones) = self.part(top, "zones", "[zones]")? else {
            return Ok(usual);
        };
        self.known_keys(&zones, ZONES)?;
        Ok(Zones {
            green: self.percent(&zones, "hijau")?.unwrap_or(usual.green),
            yellow: self.percent(&zones, "kuning")?.unwrap_or(usual.yellow),
        })
    }

    /// In the order of the file, which the table does not keep.
    fn standard(&mut self, part: &Part<'t>) -> Result<Vec<(String, u32)>, RulesFileError> {
        let mut keys: Vec<(usize, &str)> = part
            .table
            .iter()
            .map(|(k, _)| (k.span().start, k.get_ref().as_ref()))
            .collect();
        keys.sort_unstable();
        let mut found = Vec::new();
        for (_, key) in keys {
            if let Some(least) = self.number(part, key)? {
                found.push((key.to_owned(), least));
            }
        }
        Ok(found)
    }

    fn families(&mut self, top: &Part<'t>, usual: &Rules) -> Result<Vec<Family>, RulesFileError> {
        let Some(value) = top.table.get("family") else {
            let key = "[[family]]".to_owned();
            return Err(self.error(self.end(), key, Fault::Rules(RulesError::NoFamily)));
        };
        let key = "[[family]]".to_owned();
        let wanted = Fault::Wanted(Wanted::Tables);
        let DeValue::Array(all) = value.get_ref() else {
            return Err(self.error(value.span(), key, wanted));
        };
        self.spots.insert(key.clone(), value.span());
        let mut families = Vec::new();
        for (n, value) in (1..).zip(all.iter()) {
            let DeValue::Table(table) = value.get_ref() else {
                return Err(self.error(value.span(), key, wanted));
            };
            let part = Part {
                name: format!("[[family]] {n}"),
                table,
                span: value.span(),
            };
            self.spots.insert(part.name.clone(), value.span());
            families.push(self.family(&part, usual)?);
        }
        Ok(families)
    }

    fn family(&mut self, part: &Part<'t>, usual: &Rules) -> Result<Family, RulesFileError> {
        self.known_keys(part, FAMILY)?;
        let key = self.text(part, "key")?;
        let Some(key) = key else {
            return Err(self.error(part.span.clone(), part.key("key"), Fault::Missing));
        };
        let usual = usual.family(key);
        let (name_id, name_en) = self.names(part, usual)?;
        let target_year = match (self.number(part, "target_year")?, usual) {
            (Some(target), _) => target,
            (None, Some(usual)) => usual.target_year,
            (None, None) => {
                let key = part.key("target_year");
                return Err(self.error(part.span.clone(), key, Fault::Missing));
            }
        };
        let window = match self.word(part, "window", WINDOWS)? {
            Some(word) => window(word),
            None => usual.map(|f| f.window),
        };
        Ok(Family {
            key: key.to_owned(),
            name_id,
            name_en,
            columns: match self.columns(part)? {
                Some(columns) => columns,
                None => usual.map(|f| f.columns.clone()).unwrap_or_default(),
            },
            window: window.unwrap_or(Window::Month),
            target_year,
            weight: self.number(part, "weight")?.unwrap_or(1),
        })
    }

    /// Both names; what is not written is the usual one's, or the other language's.
    fn names(
        &mut self,
        part: &Part<'t>,
        usual: Option<&Family>,
    ) -> Result<(String, String), RulesFileError> {
        let known = usual.map(|f| (f.name_id.clone(), f.name_en.clone()));
        let Some(value) = part.table.get("name") else {
            return Ok(known.unwrap_or_default());
        };
        self.spots.insert(part.key("name"), value.span());
        let table = match value.get_ref() {
            DeValue::Table(table) => table,
            DeValue::String(name) => return Ok((scrub(name), scrub(name))),
            _ => {
                let fault = Fault::Wanted(Wanted::Names);
                return Err(self.error(value.span(), part.key("name"), fault));
            }
        };
        let names = Part {
            name: part.key("name"),
            table,
            span: value.span(),
        };
        self.known_keys(&names, NAMES)?;
        let id = self.text(&names, "id")?.map(scrub);
        let en = self.text(&names, "en")?.map(scrub);
        let (known_id, known_en) = known.unzip();
        let name_id = id.clone().or(known_id).or(en.clone());
        let name_en = en.or(known_en).or(id);
        Ok((name_id.unwrap_or_default(), name_en.unwrap_or_default()))
    }

    fn columns(&mut self, part: &Part<'t>) -> Result<Option<Vec<Measure>>, RulesFileError> {
        let Some(value) = part.table.get("columns") else {
            return Ok(None);
        };
        let key = part.key("columns");
        self.spots.insert(key.clone(), value.span());
        let wanted = Fault::Wanted(Wanted::Columns);
        let DeValue::Array(all) = value.get_ref() else {
            return Err(self.error(value.span(), key, wanted));
        };
        let mut columns = Vec::new();
        for value in all {
            let DeValue::String(column) = value.get_ref() else {
                return Err(self.error(value.span(), key, wanted));
            };
            let Some(measure) = Measure::parse(&column.trim().to_lowercase()) else {
                let known = nearest_columns(column);
                return Err(self.error(value.span(), key, Fault::UnknownColumn { known }));
            };
            columns.push(measure);
        }
        Ok(Some(columns))
    }

    /// Where that of which `check` complains stands.
    fn rules_error(&self, rules: &Rules, error: RulesError) -> RulesFileError {
        let nth = |n: usize, key: &str| match key {
            "" => format!("[[family]] {}", n + 1),
            key => format!("[[family]] {} {key}", n + 1),
        };
        let of = |family: &str, key: &str| {
            let at = rules.families.iter().position(|f| f.key == family);
            nth(at.unwrap_or(0), key)
        };
        let name = match &error {
            RulesError::PeriodBackwards | RulesError::PeriodTooLong(_) => "[period] to".to_owned(),
            RulesError::MinimumTooLarge { .. } => "[period] minimum_months".to_owned(),
            RulesError::NoFamily | RulesError::TooManyFamilies(_) => "[[family]]".to_owned(),
            RulesError::BadKey(key) => of(key, "key"),
            RulesError::KeyTwice(key) => {
                let last = rules.families.iter().rposition(|f| f.key == *key);
                nth(last.unwrap_or(0), "key")
            }
            RulesError::NameMissing(key) => of(key, "name"),
            RulesError::NoColumns(key) => of(key, "columns"),
            RulesError::ColumnTwice { family, .. } | RulesError::UnknownColumn { family, .. } => {
                of(family, "columns")
            }
            RulesError::TargetZero(key) => of(key, "target_year"),
            RulesError::TargetTooLarge { family, .. } => of(family, "target_year"),
            RulesError::WeightTooLarge { family, .. } => of(family, "weight"),
            RulesError::WeightSumZero => nth(0, "weight"),
            RulesError::Zones { green, .. } if *green > crate::meeting::rules::FULL => {
                "[zones] hijau".to_owned()
            }
            RulesError::Zones { .. } => "[zones] kuning".to_owned(),
            RulesError::Standard(key) => format!("[standard] {key}"),
        };
        // Where the key is not written, at its table.
        let table = name.rsplit_once(' ').map_or("", |(table, _)| table);
        let spot = self.spots.get(&name).or_else(|| self.spots.get(table));
        let span = spot.cloned().unwrap_or(0..0);
        let mut told = self.error(span, name.clone(), Fault::Rules(error));
        if !self.spots.contains_key(&name) {
            told.value = String::new();
        }
        told
    }

    fn end(&self) -> Range<usize> {
        self.text.len()..self.text.len()
    }
}

fn not_toml(text: &str, error: &toml::de::Error) -> RulesFileError {
    let span = error.span().unwrap_or(0..0);
    let fault = match error.message() {
        words if words.contains("duplicate key") => Fault::Twice,
        words => Fault::Syntax(words.to_owned()),
    };
    // The line as it stands tells more than the one character that was not expected.
    let start = text.get(..span.start).unwrap_or(text);
    let from = start.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(from..).and_then(|rest| rest.lines().next());
    let key = shortened(line.unwrap_or_default());
    let mut told = place(text, span, key, fault);
    told.value = String::new();
    told
}

fn place(text: &str, span: Range<usize>, key: String, fault: Fault) -> RulesFileError {
    let before = text.get(..span.start).unwrap_or(text);
    let from = before.rfind('\n').map_or(0, |at| at + 1);
    RulesFileError {
        line: before.matches('\n').count() + 1,
        column: before.get(from..).unwrap_or_default().chars().count() + 1,
        key,
        value: match &fault {
            Fault::Missing => String::new(),
            _ => shortened(text.get(span).unwrap_or_default()),
        },
        fault,
    }
}

/// The first line of something, short enough to be quoted.
fn shortened(text: &str) -> String {
    let line = scrub(text.lines().next().unwrap_or_default());
    if line.chars().count() <= QUOTED {
        return line;
    }
    let mut short: String = line.chars().take(QUOTED - 1).collect();
    short.push('…');
    short
}
