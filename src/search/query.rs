//! What was typed, taken apart: words, numbers, titles.
//!
//! Nothing typed is corrected here; spellings belong to the stored side.

use crate::meeting::id::PersonId;
use crate::meeting::names::{
    TitleWord, fold_typed, is_address, name_tokens, plain, split_titles, title_word,
};

/// A line longer than this is no search; the rest is not looked at.
const LONGEST: usize = 160;

/// One typed word and the ways it may fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// A number: a badge, or as a whole an invitation code or a word beside other words.
    Number {
        /// The badge, if the number can be one.
        badge: Option<PersonId>,
        /// The digits, unless `#` said that a badge is meant.
        digits: Option<String>,
    },
    /// Anything else.
    Word {
        /// As typed but for case and punctuation.
        written: String,
        /// Folded; letters may follow.
        typed: String,
        /// Folded as a whole word, where that differs (final `ng`).
        whole: Option<String>,
        /// Set where the word may be a title beside the name.
        title: Option<TitleWord>,
        /// Whether it is long enough for a typing mistake.
        forgiving: bool,
    },
}

/// A typed line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    /// Its words; every one must fit.
    pub words: Vec<Asked>,
    /// Neighbours that may be one word elsewhere (`moncong loe`): place of the first, both folded.
    pub joined: Vec<(usize, String)>,
    /// Whether there is a word that is no number.
    pub named: bool,
}

impl Query {
    /// Takes a line apart. Degrees behind a comma are passed over; a title counts as a title only
    /// beside another word, so that it finds nobody alone; there a form of address asks for nothing.
    pub fn parse(line: &str) -> Self {
        let line: String = line.chars().take(LONGEST).collect();
        let parts = split_titles(&line);
        let mut texts: Vec<(String, Option<TitleWord>)> = Vec::new();
        for token in name_tokens(&parts.front).chain(name_tokens(&parts.core)) {
            let title = title_word(token);
            // A dotted title is one word (`s.pd.`), other dotted words are several (`a.rahman`).
            if title.is_some() || number(token).is_some() {
                texts.push((token.into(), title));
            } else {
                let atoms = token.split('.').filter(|a| !plain(a).is_empty());
                texts.extend(atoms.map(|a| (a.to_owned(), title_word(a))));
            }
        }
        let beside_name = texts.iter().any(|(_, title)| title.is_none());
        if beside_name {
            texts.retain(|(text, _)| !is_address(text));
        }
        let words: Vec<Asked> = texts
            .iter()
            .map(|(text, title)| Asked::new(text, *title, beside_name))
            .collect();
        Query {
            joined: joined(&words),
            named: words.iter().any(|w| matches!(w, Asked::Word { .. })),
            words,
        }
    }

    /// Whether some word is long enough for a typing mistake.
    pub fn forgives(&self) -> bool {
        self.words.iter().any(Asked::forgives)
    }
}

impl Asked {
    /// Whether the word is long enough for a typing mistake.
    pub fn forgives(&self) -> bool {
        match self {
            Asked::Number { .. } => false,
            Asked::Word { forgiving, .. } => *forgiving,
        }
    }

    fn new(text: &str, title: Option<TitleWord>, beside_name: bool) -> Self {
        if let Some((digits, only_badge)) = number(text) {
            return Asked::Number {
                badge: digits.parse().ok().map(PersonId),
                digits: (!only_badge).then(|| digits.to_owned()),
            };
        }
        let written = plain(text);
        let typed = fold_typed(&written);
        Asked::Word {
            forgiving: written.chars().count() >= 4 && title != Some(TitleWord::Certain),
            whole: typed
                .strip_suffix('g')
                .filter(|w| w.ends_with('n'))
                .map(str::to_owned),
            written,
            typed,
            title: title.filter(|_| beside_name),
        }
    }
}

/// The digits of `47` or `#47`, and whether `#` said that a badge is meant.
fn number(token: &str) -> Option<(&str, bool)> {
    let token = token.trim_end_matches('.');
    let digits = token.strip_prefix('#').unwrap_or(token);
    let all_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    all_digits.then_some((digits, digits.len() != token.len()))
}

/// Only neighbours of three letters or more: `a r` must not find everybody called Ar….
fn joined(words: &[Asked]) -> Vec<(usize, String)> {
    let long = |w: &Asked| match w {
        Asked::Word {
            written,
            title: None,
            ..
        } if written.chars().count() >= 3 => Some(written.clone()),
        Asked::Word { .. } | Asked::Number { .. } => None,
    };
    let pairs = words.windows(2).enumerate();
    pairs
        .filter_map(|(i, pair)| Some((i, fold_typed(&(long(&pair[0])? + &long(&pair[1])?)))))
        .collect()
}
