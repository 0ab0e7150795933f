//! Wrong arguments in the chosen language: clap finds them, and speaks English only.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::print::harmless;
use crate::text::Lang;
use crate::text::usage::ID as WORDS;

/// The language that arguments ask for, before anything else of them is understood: `--lang`, else
/// `GELAR_LANG`, else Indonesian.
pub(super) fn lang_of(args: &[OsString]) -> Lang {
    let words: Vec<&str> = args.iter().filter_map(|a| a.to_str()).collect();
    let typed = words.iter().enumerate().find_map(|(at, word)| {
        let value = word.strip_prefix("--lang")?;
        match value.strip_prefix('=') {
            Some(value) => Some(value),
            None if value.is_empty() => words.get(at + 1).copied(),
            None => None,
        }
    });
    let set = std::env::var("GELAR_LANG").unwrap_or_default();
    let lang = typed.and_then(Lang::parse).or_else(|| Lang::parse(&set));
    lang.unwrap_or_default()
}

/// A usage error in Indonesian; none where clap's own output is wanted: help, version, English.
pub(super) fn words(error: &clap::Error, lang: Lang) -> Option<String> {
    if lang == Lang::En {
        return None;
    }
    let of = |kind| told(error, kind);
    let arg = of(ContextKind::InvalidArg);
    let what = match error.kind() {
        ErrorKind::UnknownArgument => (WORDS.unknown_option)(&arg),
        ErrorKind::InvalidSubcommand => {
            (WORDS.unknown_command)(&of(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            match of(ContextKind::InvalidValue) {
                value if value.is_empty() => (WORDS.no_value)(&arg),
                value => (WORDS.bad_value)(&arg, &value),
            }
        }
        ErrorKind::MissingRequiredArgument => (WORDS.missing)(&arg),
        ErrorKind::MissingSubcommand => WORDS.command_missing.to_owned(),
        ErrorKind::ArgumentConflict => (WORDS.conflict)(&arg, &of(ContextKind::PriorArg)),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            (WORDS.count)(&arg)
        }
        ErrorKind::NoEquals => (WORDS.equals)(&arg),
        ErrorKind::InvalidUtf8 => WORDS.not_text.to_owned(),
        _ => return None, // help, version, and what clap may bring later
    };
    let mut lines = vec![what];
    let possible = [ContextKind::ValidValue, ContextKind::ValidSubcommand];
    let possible = possible.map(of).join("");
    if !possible.is_empty() {
        lines.push(format!("{} {possible}", WORDS.possible));
    }
    let similar = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let similar = similar.map(of).into_iter().find(|s| !s.is_empty());
    lines.extend(similar.map(|word| (WORDS.similar)(&word)));
    let usage = of(ContextKind::Usage);
    if let Some(usage) = usage.trim().strip_prefix("Usage:") {
        lines.push(format!("{}{usage}", WORDS.usage));
    }
    lines.push(WORDS.more.to_owned());
    let lines = lines.iter().map(|l| harmless(l));
    Some(lines.collect::<Vec<_>>().join("\n"))
}

fn told(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(word)) => word.clone(),
        Some(ContextValue::Strings(words)) => words.join(", "),
        Some(ContextValue::StyledStr(words)) => words.to_string(),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(), // clap may bring other kinds
    }
}
