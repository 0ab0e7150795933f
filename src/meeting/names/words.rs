//! The words a person or a place is found by, and the keys names are compared and sorted by.
//!
//! Spellings are added on the stored side only; a query stays what was typed, so that every
//! beginning of every spelling counts.

use super::fold::{fold_typed, fold_word, plain, separates};
use super::titles::{is_address, split_titles, title_spelling, title_words};

/// What a word of a person or place is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordKind {
    /// As written but for case and punctuation.
    Written,
    /// Another spelling of what is written, already folded as [`fold_typed`] does.
    Spelling,
    /// A title or degree; it finds nobody by itself.
    Title,
}

/// One word to find somebody by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word {
    /// What it is good for.
    pub kind: WordKind,
    /// Lower-case letters and digits.
    pub text: String,
}

/// Spellings of one name, folded; the first stands for all. The letters must begin every way
/// somebody may type it.
const SPELLINGS: &[(&[&str], &[&str])] = &[
    (
        &[
            "muhamad", "mohamad", "mukhamad", "mokhamad", "mohamed", "muhamed", "muh", "moh",
            "mohd", "muhd", "mokh", "mukh", "mhd",
        ],
        &[
            "muhamad", "mohamad", "mukhamad", "mokhamad", "mohd", "muhd", "mhd",
        ],
    ),
    (&["siti", "st"], &["siti", "st"]),
    (&["abdul", "abd", "abdu"], &["abdul"]),
    (&["daen", "dg", "den"], &["daeng", "dg", "deng"]),
    (
        &["karaen", "kr", "kraen", "krg"],
        &["karaeng", "kraeng", "krg"],
    ),
];

/// Offices as they are called and as they are written in full; either finds the other (`kades sal` finds
/// *Kepala Desa Salenrang*: desk rules, search).
const OFFICES: &[(&str, &str)] = &[
    ("kades", "kepala desa"),
    ("kadus", "kepala dusun"),
    ("kadis", "kepala dinas"),
    ("kaban", "kepala badan"),
    ("kabag", "kepala bagian"),
    ("kabid", "kepala bidang"),
    ("kasi", "kepala seksi"),
    ("kasie", "kepala seksi"),
    ("kasubag", "kepala sub bagian"),
    ("kasubbag", "kepala subbagian"),
    ("kaur", "kepala urusan"),
    ("kapus", "kepala puskesmas"),
    ("kepsek", "kepala sekolah"),
    ("sekdes", "sekretaris desa"),
    ("seklur", "sekretaris lurah"),
    ("sekcam", "sekretaris camat"),
    ("sekcam", "sekretaris kecamatan"),
    ("sekdis", "sekretaris dinas"),
    ("sekda", "sekretaris daerah"),
    ("wabup", "wakil bupati"),
];

/// Honours that are words of the name but may stand before a title (`A. Hj. Nurlina`).
const NAME_TITLES: &[&str] = &["hj", "kh", "drs", "dra", "prof"];

/// The words of a person's name: the name as written, its other spellings, and the titles.
///
/// `M.` is also Muhammad and `St.` also Siti unless it comes last, a leading `A.` is also Andi;
/// the letter itself always counts too.
pub fn person_words(written: &str) -> Vec<Word> {
    let parts = split_titles(written);
    let mut words: Vec<Word> = title_words(&parts).iter().map(|t| title(t)).collect();
    let mut name = Vec::new();
    for token in name_words_of(&parts.core, &mut words) {
        // `Rizky S.E.` is also typed `se`.
        let atoms: Vec<String> = atoms(token).collect();
        if atoms.len() > 1 && atoms.iter().all(|a| a.chars().count() == 1) {
            words.push(spelling(fold_typed(&atoms.concat())));
        }
        name.extend(atoms);
        words.extend(hyphen_parts(token));
    }
    for (i, word) in name.iter().enumerate() {
        let next = name.get(i + 1).map(String::as_str);
        add_spellings(word, i == 0, next, &mut words);
    }
    words.extend(name.into_iter().map(written_word));
    words
}

/// The words of a village, sub-district, library, office or position. Neighbouring words also count joined
/// (`Suka Maju` is found by `sukamaju`), and what an office is called for short. The *Ibu* of *Ibu Camat* is none.
pub fn place_words(text: &str) -> Vec<Word> {
    let mut words = offices(text);
    let mut before: Option<String> = None;
    for token in name_tokens(text).filter(|t| !is_address(t)) {
        words.extend(hyphen_parts(token));
        for atom in atoms(token) {
            if let Some(before) = before.take() {
                words.push(spelling(fold_typed(&format!("{before}{atom}"))));
            }
            before = Some(atom.clone());
            words.push(written_word(atom));
        }
    }
    words
}

/// What the offices in a text are called besides.
fn offices(text: &str) -> Vec<Word> {
    let plain: Vec<String> = name_tokens(text).map(plain).collect();
    let mut words = Vec::new();
    for (short, long) in OFFICES {
        if plain.iter().any(|w| w == short) {
            words.extend(long.split(' ').map(|w| spelling(fold_typed(w))));
        }
        let parts: Vec<&str> = long.split(' ').collect();
        if plain.windows(parts.len()).any(|w| w == parts) {
            words.push(spelling(fold_typed(short)));
        }
    }
    words
}

/// The name without titles, folded, in its order: equal keys are "the same folded name".
///
/// Sure spellings are one (Muh. = Muhammad, Sitti = Siti, Abd. = Abdul, Dg. = Daeng); a single
/// letter stays a letter, because `A. Rahman` may be Andi or Abdul. No typing mistake is forgiven.
pub fn identity_key(written: &str) -> String {
    let parts = split_titles(written);
    let mut key = String::new();
    for token in name_words_of(&parts.core, &mut Vec::new()) {
        for atom in atoms(token) {
            let folded = fold_word(&atom);
            let word = spellings_of(&folded).map_or(folded.as_str(), |all| all[0]);
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(&fold_word(word));
        }
    }
    key
}

/// The key names are listed by: the first word after the titles, then the rest, no inversion.
pub fn sort_key(written: &str) -> String {
    let core = split_titles(written).core;
    let mut key = String::with_capacity(core.len());
    for word in core.split_whitespace().map(plain).filter(|w| !w.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&word);
    }
    key
}

/// The tokens of a text, full stops, hyphens and apostrophes still inside.
pub fn name_tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c != '.' && separates(c))
        .filter(|t| t.contains(char::is_alphanumeric))
}

/// The tokens of a name that are no titles. Titles in the middle go to `titles`.
fn name_words_of<'a>(core: &'a str, titles: &mut Vec<Word>) -> Vec<&'a str> {
    let (names, inside): (Vec<&str>, Vec<&str>) =
        name_tokens(core).partition(|t| !NAME_TITLES.contains(&plain(t).as_str()));
    if names.is_empty() {
        // Somebody's whole name looks like a title: it is the name, then.
        return inside;
    }
    titles.extend(inside.into_iter().map(|t| title(&plain(t))));
    names
}

/// The parts of a token between full stops, as written but for case and punctuation.
fn atoms(token: &str) -> impl Iterator<Item = String> {
    token.split('.').map(plain).filter(|a| !a.is_empty())
}

/// `Leang-Leang` is one word, but each half may be typed alone.
fn hyphen_parts(token: &str) -> impl Iterator<Item = Word> {
    let hyphen = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}');
    let hyphened = token.contains(hyphen);
    token
        .split(move |c| hyphened && hyphen(c))
        .filter(move |_| hyphened)
        .map(|part| spelling(fold_typed(part)))
        .filter(|word| word.text.chars().count() > 1)
}

/// The other spellings of a name word, and what it makes with the next one.
fn add_spellings(word: &str, first: bool, next: Option<&str>, words: &mut Vec<Word>) {
    let folded = fold_word(word);
    let known = match (word, next) {
        ("a", Some(_)) if first => Some(&["andi"][..]),
        ("m", Some(_)) => spellings_of("muh"),
        ("st", None) => None,
        _ => spellings_of(&folded),
    };
    let known = known.unwrap_or_default();
    words.extend(known.iter().map(|s| spelling((*s).into())));
    let abdul = known.first() == Some(&"abdul");
    if let Some(next) = next
        && (abdul || matches!(word, "nur" | "noer" | "sri"))
    {
        // Abdul Kadir = Abdulkadir; before some letters the l is swallowed: Abdurrahman.
        let stem = if abdul { "abdul" } else { word };
        words.push(spelling(fold_typed(&format!("{stem}{next}"))));
        if abdul && next.starts_with(['r', 's', 'z', 't', 'n', 'd']) {
            words.push(spelling(fold_typed(&format!("abdu{next}"))));
        }
    }
    if let Some(rest) = after_abdul(word) {
        words.push(spelling("abdul".into()));
        words.push(spelling(fold_typed(rest)));
    }
}

/// `abdurrahman` → `rahman`, `abdulkadir` → `kadir`; `abdullah` is a name of its own.
fn after_abdul(word: &str) -> Option<&str> {
    let rest = word.strip_prefix("abdu")?;
    let mut letters = rest.chars();
    let (swallowed, first) = (letters.next()?, letters.next()?);
    let name = &rest[swallowed.len_utf8()..];
    let long = name.chars().count() >= 4;
    (long && (swallowed == 'l' || swallowed == first)).then_some(name)
}

/// The spellings a folded word is one of.
fn spellings_of(folded: &str) -> Option<&'static [&'static str]> {
    SPELLINGS
        .iter()
        .find(|(known, _)| known.contains(&folded))
        .map(|(_, all)| *all)
}

fn written_word(text: String) -> Word {
    Word {
        kind: WordKind::Written,
        text,
    }
}

fn spelling(text: String) -> Word {
    Word {
        kind: WordKind::Spelling,
        text,
    }
}

fn title(text: &str) -> Word {
    Word {
        kind: WordKind::Title,
        text: title_spelling(text).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(written: &str, kind: WordKind) -> Vec<String> {
        let words = person_words(written).into_iter();
        words.filter(|w| w.kind == kind).map(|w| w.text).collect()
    }

    #[test]
    fn written_words_are_the_name_without_titles() {
        for (written, words) in [
            ("Dr. H. Muh. Warsal, S.Pd.", &["muh", "warsal"][..]),
            ("Rizky S.S.", &["rizky", "s", "s"]),
            ("Andi Hj. Nurlina", &["andi", "nurlina"]),
            ("Hj.", &["hj"]),
            ("St.Aminah D'Rosa", &["st", "aminah", "drosa"]),
            ("🙂", &[]),
        ] {
            assert_eq!(texts(written, WordKind::Written), words, "{written}");
        }
        assert_eq!(
            texts("Dr. Andi Hj. Nurlina, S.E.", WordKind::Title),
            ["dr", "se", "hj"]
        );
    }

    #[test]
    fn spellings_of_a_name() {
        let has = |written: &str, s: &str| texts(written, WordKind::Spelling).contains(&s.into());
        for (written, s, yes) in [
            ("Moh. Basri", "muhamad", true),
            ("Mochammad Basri", "muhamad", true),
            ("M. Basri", "muhamad", true),
            ("Basri M.", "muhamad", false),
            ("A. Basri", "andi", true),
            ("H. A. Basri", "andi", true),
            ("Basri A.", "andi", false),
            ("Sitti Marwah", "siti", true),
            ("St. Marwah", "siti", true),
            ("Marwah St", "siti", false),
            ("Dg. Mappuji", "daeng", true),
            ("Abd. Rahman", "abdurahman", true),
            ("Abdurrahman", "rahman", true),
            ("Abdulkadir", "kadir", true),
            ("Abdullah", "lah", false),
            ("Nur Haliza", "nurhaliza", true),
        ] {
            assert_eq!(has(written, s), yes, "{written} {s}");
        }
    }

    #[test]
    fn one_person_has_one_key() {
        for (a, b) in [
            ("Dr. H. Muh. Warsal, S.Pd.", "MUHAMMAD WARSAL"),
            ("Sitti Marwah", "St. Marwah, S.E."),
            ("Abd. Rahman", "Abdul Rahman"),
            ("Dg. Mapuji", "Daeng Mappuji"),
            ("Tjoet Soekarnang", "Cut Sukarnan"),
        ] {
            assert_eq!(identity_key(a), identity_key(b), "{a} / {b}");
        }
        for (a, b) in [
            ("A. Rahman", "Andi Rahman"),
            ("M. Warsal", "Muhammad Warsal"),
            ("Rahman Andi", "Andi Rahman"),
            ("Muklis", "Mukhlis"),
            ("Rahman", "Rahman Andi"),
        ] {
            assert_ne!(identity_key(a), identity_key(b), "{a} / {b}");
        }
    }

    #[test]
    fn sorted_by_the_first_word_after_the_titles() {
        assert_eq!(sort_key("Dr. H. Zainal Abidin, M.Si."), "zainal abidin");
        assert_eq!(sort_key("A. Rahman"), "a rahman");
    }

    #[test]
    fn places_count_joined_and_in_parts() {
        let words = place_words("Suka Maju");
        assert!(words.contains(&spelling("sukamaju".into())));
        assert!(words.contains(&written_word("suka".into())));
        assert!(place_words("Leang-Leang").contains(&spelling("leang".into())));
        assert!(place_words("Leang-Leang").contains(&written_word("leangleang".into())));
    }

    #[test]
    fn the_middle_titles_are_titles() {
        for t in NAME_TITLES {
            assert!(super::super::title_word(t).is_some(), "{t}");
        }
    }
}
