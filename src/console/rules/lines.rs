//! The lines of the forms of rules: filled from rules in force, read back into new ones, with what is
//! wrong with each line. Pure; opens and submits nothing.

use super::super::form::Form;
use super::super::forms::Key;
use super::RuleKey;
use crate::exchange::rules_file::{nearest_columns, percent, percent_words};
use crate::meeting::achieved::Measure;
use crate::meeting::names::scrub;
use crate::meeting::rules::{Family, Rules, RulesError, Scored, Source, Window, Zones};
use crate::text::Text;
use crate::text::rules::decimal;

/// What is wrong with the lines of a form.
pub(super) type Slips = Vec<(RuleKey, String)>;

const SOURCES: [Source; 2] = [Source::Months, Source::Totals];
const SCORES: [Scored; 2] = [Scored::Computed, Scored::Sim];

/// The form of what holds for all families.
pub(super) fn general_form(t: &'static Text, rules: &Rules) -> Form<Key> {
    let r = &t.rules;
    let key = Key::Rule;
    let zone = |hundredths| percent_words(hundredths, decimal(t));
    let sources = SOURCES.map(r.source_word);
    let scores = SCORES.map(r.score_word);
    let at = |found: Option<usize>| found.unwrap_or(0);
    Form::new(r.form_general)
        .text(
            key(RuleKey::From),
            r.f_from.0,
            r.f_from.1,
            &rules.from.to_string(),
        )
        .text(key(RuleKey::To), r.f_to.0, r.f_to.1, &rules.to.to_string())
        .text(
            key(RuleKey::Minimum),
            r.f_minimum.0,
            r.f_minimum.1,
            &rules.minimum_months.to_string(),
        )
        .choice(
            key(RuleKey::Source),
            r.f_source.0,
            r.f_source.1,
            &sources,
            at(SOURCES.iter().position(|s| *s == rules.source)),
        )
        .choice(
            key(RuleKey::Score),
            r.f_score.0,
            r.f_score.1,
            &scores,
            at(SCORES.iter().position(|s| *s == rules.score)),
        )
        .text(
            key(RuleKey::Green),
            r.f_green.0,
            r.f_green.1,
            &zone(rules.zones.green),
        )
        .text(
            key(RuleKey::Yellow),
            r.f_yellow.0,
            r.f_yellow.1,
            &zone(rules.zones.yellow),
        )
}

/// The form of one family.
pub(super) fn family_form(t: &'static Text, rules: &Rules, family: &Family) -> Form<Key> {
    let r = &t.rules;
    let key = Key::Rule;
    let least = rules.standard.iter().find(|(k, _)| *k == family.key);
    let least = least.map_or_else(String::new, |(_, n)| n.to_string());
    let window = Window::ALL.iter().position(|w| *w == family.window);
    let columns: Vec<&str> = family.columns.iter().map(|m| m.column()).collect();
    Form::new(&(r.form_family)(&family.key))
        .text(
            key(RuleKey::Target),
            r.f_target.0,
            r.f_target.1,
            &family.target_year.to_string(),
        )
        .text(
            key(RuleKey::Weight),
            r.f_weight.0,
            r.f_weight.1,
            &family.weight.to_string(),
        )
        .choice(
            key(RuleKey::Window),
            r.f_window.0,
            r.f_window.1,
            &Window::ALL.map(r.window_word),
            window.unwrap_or(0),
        )
        .text(key(RuleKey::Least), r.f_least.0, r.f_least.1, &least)
        .text(
            key(RuleKey::NameId),
            r.f_name_id.0,
            r.f_name_id.1,
            &family.name_id,
        )
        .text(
            key(RuleKey::NameEn),
            r.f_name_en.0,
            r.f_name_en.1,
            &family.name_en,
        )
        .text(
            key(RuleKey::Columns),
            r.f_columns.0,
            r.f_columns.1,
            &columns.join(", "),
        )
}

/// The rules with what the general form says, or everything that is wrong with it.
pub(super) fn read_general(t: &Text, form: &Form<Key>, base: &Rules) -> Result<Rules, Slips> {
    let mut slips = Slips::new();
    let value = |key| form.value(Key::Rule(key));
    let mut rules = base.clone();
    let months = [
        (RuleKey::From, &mut rules.from),
        (RuleKey::To, &mut rules.to),
    ];
    for ((key, month), hint) in months.into_iter().zip([t.rules.f_from.1, t.rules.f_to.1]) {
        match value(key).parse() {
            Ok(read) => *month = read,
            Err(_) => slips.push((key, hint.to_owned())),
        }
    }
    match value(RuleKey::Minimum).parse() {
        Ok(minimum) => rules.minimum_months = minimum,
        Err(_) => slips.push((RuleKey::Minimum, t.rules.whole_number.to_owned())),
    }
    let Zones { green, yellow } = &mut rules.zones;
    let zones = [
        (RuleKey::Green, green, t.rules.f_green.1),
        (RuleKey::Yellow, yellow, t.rules.f_yellow.1),
    ];
    for (key, zone, hint) in zones {
        match percent(value(key)) {
            Some(read) => *zone = read,
            None => slips.push((key, hint.to_owned())),
        }
    }
    let source = value(RuleKey::Source);
    let named = |s: &Source| (t.rules.source_word)(*s) == source;
    rules.source = SOURCES.into_iter().find(named).unwrap_or(rules.source);
    let score = value(RuleKey::Score);
    let named = |s: &Scored| (t.rules.score_word)(*s) == score;
    rules.score = SCORES.into_iter().find(named).unwrap_or(rules.score);
    checked(t, rules, slips)
}

/// The rules with what a family's form says, or everything that is wrong with it.
pub(super) fn read_family(
    t: &Text,
    form: &Form<Key>,
    base: &Rules,
    at: usize,
) -> Result<Rules, Slips> {
    let mut slips = Slips::new();
    let value = |key| form.value(Key::Rule(key));
    let mut rules = base.clone();
    let Some(family) = rules.families.get_mut(at) else {
        return Err(slips);
    };
    let number = |key, slips: &mut Slips| -> u32 {
        value(key).parse().unwrap_or_else(|_| {
            slips.push((key, t.rules.whole_number.to_owned()));
            1
        })
    };
    family.target_year = number(RuleKey::Target, &mut slips);
    family.weight = number(RuleKey::Weight, &mut slips);
    let word = value(RuleKey::Window);
    let named = |w: &Window| (t.rules.window_word)(*w) == word;
    family.window = Window::ALL.into_iter().find(named).unwrap_or(family.window);
    family.name_id = scrub(value(RuleKey::NameId));
    family.name_en = scrub(value(RuleKey::NameEn));
    match read_columns(t, value(RuleKey::Columns)) {
        Ok(columns) => family.columns = columns,
        Err(words) => slips.push((RuleKey::Columns, words)),
    }
    let key = family.key.clone();
    let least = match value(RuleKey::Least) {
        "" => None,
        _ => Some(number(RuleKey::Least, &mut slips)),
    };
    let place = rules.standard.iter().position(|(k, _)| *k == key);
    match (least, place) {
        (Some(least), Some(place)) => rules.standard[place].1 = least,
        (Some(least), None) => rules.standard.push((key, least)),
        (None, Some(place)) => drop(rules.standard.remove(place)),
        (None, None) => {}
    }
    checked(t, rules, slips)
}

/// Columns by their names, with anything between them; or which one there is not.
fn read_columns(t: &Text, typed: &str) -> Result<Vec<Measure>, String> {
    let words = typed.split([',', ';', ' ', '+']).filter(|w| !w.is_empty());
    let column = |word: &str| {
        Measure::parse(&word.to_lowercase()).ok_or_else(|| {
            let near = nearest_columns(word);
            let near = near.get(..3).unwrap_or_default().join(", ");
            (t.rules.no_column)(&scrub(word), &near)
        })
    };
    words.map(column).collect()
}

fn checked(t: &Text, rules: Rules, mut slips: Slips) -> Result<Rules, Slips> {
    // Of what cannot be read nothing more can be said.
    if slips.is_empty()
        && let Err(error) = rules.check()
    {
        slips.push((line_of(&error), (t.refusals.rules)(&error)));
    }
    if slips.is_empty() {
        Ok(rules)
    } else {
        Err(slips)
    }
}

/// The line of a form that an error is about.
fn line_of(error: &RulesError) -> RuleKey {
    match error {
        RulesError::PeriodBackwards | RulesError::PeriodTooLong(_) => RuleKey::To,
        RulesError::MinimumTooLarge { .. } => RuleKey::Minimum,
        RulesError::Zones { .. } => RuleKey::Yellow,
        RulesError::NameMissing(_) => RuleKey::NameId,
        RulesError::NoColumns(_)
        | RulesError::ColumnTwice { .. }
        | RulesError::UnknownColumn { .. } => RuleKey::Columns,
        RulesError::WeightTooLarge { .. } | RulesError::WeightSumZero => RuleKey::Weight,
        RulesError::Standard(_) => RuleKey::Least,
        // Nothing of a form can make the last four.
        RulesError::TargetZero(_)
        | RulesError::TargetTooLarge { .. }
        | RulesError::NoFamily
        | RulesError::TooManyFamilies(_)
        | RulesError::BadKey(_)
        | RulesError::KeyTwice(_) => RuleKey::Target,
    }
}
