//! Folding: one form for the spellings of one word. Both sides of a comparison are folded alike.
//!
//! Never used for what people read: the written form stays as it came.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds one word, or a whole name as if it had no blanks (`Suka Maju` = `Sukamaju`).
///
/// Case, accents and everything that is no letter or digit go; old spelling becomes new (`oe` u,
/// `dj` j, `tj` c, `nj` ny, `sj` sy, `ch` kh); doubled letters become one; a final `ng` becomes `n`
/// (the desk's search rules, and the drift of village names between official lists). Idempotent.
pub fn fold_word(text: &str) -> String {
    let mut word = fold_typed(text);
    if word.ends_with("ng") {
        word.pop();
    }
    word
}

/// Folds a word that may be half typed: as [`fold_word`], but a final `ng` stays, because more
/// letters may follow and `bang` must not yet mean `Bandi`.
pub fn fold_typed(text: &str) -> String {
    let mut word = letters(text);
    // Until nothing changes: one replacement can make another pair (`tdj` → `tj` → `c`), and only
    // a fixed point makes folding a folded word harmless. Every round takes away a letter or a `j`.
    loop {
        let next = modern(&word);
        if next == word {
            return word;
        }
        word = next;
    }
}

/// Folds every word of a text and joins them by one blank; word order stays.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for token in text.split(separates) {
        let word = fold_word(token);
        if word.is_empty() {
            continue;
        }
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word);
    }
    folded
}

/// The word as written but for case and punctuation: lower-case letters and digits only.
pub fn plain(token: &str) -> String {
    if token.is_ascii() {
        return token
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|b| char::from(b.to_ascii_lowercase()))
            .collect();
    }
    token
        .nfc()
        .flat_map(char::to_lowercase)
        .nfc()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Whether a character stands between two words. Apostrophes and hyphens do not: they are inside.
pub(super) fn separates(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '.' | ',' | ';' | ':' | '/' | '\\' | '(' | ')' | '|' | '_'
        )
}

/// Lower-case letters and digits without accents.
fn letters(text: &str) -> String {
    if text.is_ascii() {
        return plain(text);
    }
    text.nfkd()
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|c| c.is_alphanumeric() && !is_combining_mark(*c))
        .collect()
}

/// One round: doubled letters to one, then old spelling to new, from left to right.
fn modern(word: &str) -> String {
    let mut single = String::with_capacity(word.len());
    for c in word.chars() {
        if !(single.ends_with(c) && c.is_alphabetic()) {
            single.push(c);
        }
    }
    let mut out = String::with_capacity(single.len());
    let mut rest = single.chars().peekable();
    while let Some(c) = rest.next() {
        let new = match (c, rest.peek()) {
            ('o', Some('e')) => "u",
            // `tandjung` and `tanjung` must meet: `dj` turns into `j` here, `nj` in the next round.
            ('d', Some('j')) => "j",
            ('t', Some('j')) => "c",
            ('n', Some('j')) => "ny",
            ('s', Some('j')) => "sy",
            ('c', Some('h')) => "kh",
            (other, _) => {
                out.push(other);
                continue;
            }
        };
        rest.next();
        out.push_str(new);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_place_meet() {
        for (a, b) in [
            ("Pajukukang", "PAJJUKUKANG"),
            ("Pajjukukang", "Pajukkukang"),
            ("Botolempangang", "Botolempangan"),
            ("Bonto Mate'ne", "Bonto Matene"),
            ("Baji Pa’mai", "Baji Pamai"),
            ("Tellumpanuae", "Telumpanuae"),
            ("Leang-Leang", "LeangLeang"),
            ("Bonto  Marannu", "bonto maranu"),
            ("Tandjoeng", "Tanjung"),
            ("Djamaloeddin", "Jamaludin"),
            ("Tjokro", "Cokro"),
            ("Njoman", "Nyoman"),
            ("Sjahrir", "Syahrir"),
            ("Chaeruddin", "Khaerudin"),
            ("Sénrang", "Senran"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} / {b}");
        }
        assert_eq!(fold_word("Moncong Loe"), fold_word("Moncongloe"));
        assert_eq!(fold_word("Suka Maju"), fold_word("Sukamaju"));
    }

    #[test]
    fn different_places_stay_different() {
        for (a, b) in [
            ("Bontolempangan", "Botolempangan"),
            ("Bontoa", "Bonto"),
            ("Cenrana", "Cenrana Baru"),
            ("Limapoccoe", "Limampoccoe"),
            ("Banga", "Bana"),
            ("Nyonya", "Nona"),
            ("Sari 11", "Sari 1"),
        ] {
            assert_ne!(fold(a), fold(b), "{a} / {b}");
        }
    }

    #[test]
    fn folding_joins_no_two_villages_of_maros() {
        let list = include_str!("../../../data/wilayah-maros.csv");
        let names = list.lines().skip(1).filter_map(|row| row.split(';').nth(1));
        let mut folded: Vec<(String, &str)> = names.map(|n| (fold_word(n), n)).collect();
        assert_eq!(folded.len(), 103);
        folded.sort_unstable();
        for pair in folded.windows(2) {
            assert!(pair[0].0 != pair[1].0 || pair[0].1 == pair[1].1, "{pair:?}");
        }
        folded.dedup();
        assert_eq!(folded.len(), 100, "three names occur twice");
    }

    #[test]
    fn a_half_typed_word_keeps_its_ng() {
        assert_eq!(fold_typed("salenrang"), "salenrang");
        assert_eq!(fold_word("salenrang"), "salenran");
        assert_eq!(fold_word("nyang"), "nyan");
    }

    #[test]
    fn the_words_of_a_text_are_joined_by_one_blank() {
        assert_eq!(fold("  Lambang Sari I, II "), "lamban sari i i");
        assert_eq!(fold("' - '"), "");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(
            text in prop_oneof!["\\PC{0,24}", "[oedjtnscghy]{0,12}", "[a-z' -]{0,24}"]
        ) {
            let word = fold_word(&text);
            prop_assert_eq!(fold_word(&word), word.clone());
            let typed = fold_typed(&text);
            prop_assert_eq!(fold_typed(&typed), typed);
            let all = fold(&text);
            prop_assert_eq!(fold(&all), all);
            let written = plain(&text);
            prop_assert_eq!(plain(&written), written);
        }

        #[test]
        fn a_prefix_of_a_modern_word_stays_a_prefix(word in "[abgiklmnpruwy]{1,10}", cut in 0usize..10) {
            let typed: String = word.chars().take(cut).collect();
            prop_assert!(fold_typed(&word).starts_with(&fold_typed(&typed)));
        }
    }
}
