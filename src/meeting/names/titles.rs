//! Titles: what stands before and after a name in print, and is neither searched nor sorted by.
//!
//! Daeng, Andi, Karaeng, Puang, Petta, Opu and Bau are words of the name and never titles. The text
//! is only cut, never changed.

use super::fold::plain;

/// A written name in its three parts, each as written; `core` is empty only for an empty name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameParts {
    /// Titles before the name: `Dr. H.`
    pub front: String,
    /// The name itself.
    pub core: String,
    /// Degrees after it: `S.Pd., M.Pd.`
    pub back: String,
}

/// How sure it is that a word by itself is a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleWord {
    /// `hj`, `drs`, `s.pd.`: hardly ever a name.
    Certain,
    /// `st`, `spd`, `mars`: a degree, or the beginning of a name.
    Possible,
}

/// Titles before a name, lower case without full stops.
const FRONT: &[&str] = &[
    "h", "hj", "kh", "kyai", "ust", "ustad", "ustadz", "ustaz", "ustadzah", "tgh", "pdt", "prof",
    "dr", "drs", "dra", "ir", "drg", "drh", "apt", "ns", "hc", "bpk", "bapak", "pak", "ibu", "bu",
    "sdr", "sdri", "tn", "ny", "haji", "hajah", "hajjah", "brigjen", "irjen", "kol", "letkol",
    "kapt", "lettu", "letda", "peltu", "pelda", "serma", "serka", "sertu", "serda", "akbp", "akp",
    "kompol", "iptu", "ipda", "aiptu", "aipda", "bripka", "brigpol", "inf",
];

/// Forms of address among them: everybody may be called so, so they tell nobody from another (desk rules,
/// search: *forms of address are forgiven beside other words*).
const ADDRESS: &[&str] = &[
    "bpk", "bapak", "pak", "ibu", "bu", "sdr", "sdri", "tn", "ny",
];

/// No written title before a name has more bytes, full stops and parentheses among them.
const LONGEST_FRONT: usize = 12;

/// Degrees after a name, lower case without full stops and blanks.
const BACK: &[&str] = &[
    "akt", "ama", "amapd", "amapust", "amd", "amdkeb", "amdkep", "amdkom", "amdpus", "amdpust",
    "amk", "apmd", "aptnh", "bba", "bsc", "beng", "cpa", "dea", "ipm", "ipu", "lc", "llm", "mag",
    "mak", "map", "mars", "mba", "mcs", "mec", "mecdev", "meng", "mfarm", "mfil", "mhi", "mhum",
    "mhut", "mikom", "mip", "mkes", "mkeb", "mkep", "mkm", "mkn", "mkom", "mlis", "mmin", "mmpd",
    "mpa", "mpd", "mpdi", "mpdk", "mph", "mpi", "mpmat", "mpsi", "mpust", "mpwk", "msa", "msc",
    "mse", "msei", "msi", "msn", "msos", "mstat", "msy", "mth", "mtr", "mtrap", "ners", "phd",
    "qia", "sag", "sak", "sap", "sars", "sbns", "sds", "sei", "sfarm", "sfil", "sfili", "sftr",
    "sgz", "shi", "shum", "shut", "siip", "sik", "sikom", "sip", "sipem", "sipi", "sipust",
    "siptk", "skeb", "sked", "skel", "skep", "skg", "skh", "skm", "skom", "skomi", "skpm", "smb",
    "smat", "spd", "spdaud", "spdi", "spdk", "spdsd", "spi", "spsi", "spt", "sptk", "spust",
    "spwk", "ssi", "ssn", "ssos", "ssosi", "sst", "sstp", "sstat", "ssy", "sth", "sthi", "stp",
    "str", "strkeb", "strkep", "strkes", "stratp", "sud", "spa", "spog", "sppd", "spb", "spkk",
];

/// Degrees of two letters: only behind a comma, for they look like initials (`Rizky S.S.`).
const SHORT_BACK: &[&str] = &[
    "ba", "be", "ca", "ma", "mf", "mh", "mm", "mp", "ms", "mt", "se", "sf", "sh", "sp", "ss", "st",
];

/// Cuts a written name into front titles, name and degrees.
///
/// Degrees begin at the first comma behind which degrees stand (compact `S Pd I MPdI` too), or,
/// without a comma, at a last word that cannot be initials (`S.Pd.`, `MSi`). A name that is only
/// titles keeps its last one as the name.
pub fn split_titles(written: &str) -> NameParts {
    let written = written.trim();
    let (name, back) = split_back(written);
    let mut core = name.trim_start();
    while let Some(length) = front_title(core) {
        let after = core[length..].trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if !after.contains(char::is_alphanumeric) {
            break;
        }
        core = after;
    }
    let front = &name[..name.len() - core.len()];
    let tidy = |s: &str| {
        s.trim_matches(|c: char| c.is_whitespace() || c == ',')
            .into()
    };
    NameParts {
        front: tidy(front),
        core: tidy(core),
        back: tidy(back),
    }
}

/// Whether a word, without blanks, is a title by itself; case does not matter.
pub fn title_word(word: &str) -> Option<TitleWord> {
    let dotted = word.trim_end_matches('.').contains('.');
    let word = plain(word);
    let word = word.as_str();
    if FRONT.contains(&word) || (dotted && BACK.contains(&word)) {
        Some(TitleWord::Certain)
    } else if BACK.contains(&word) || SHORT_BACK.contains(&word) {
        Some(TitleWord::Possible)
    } else {
        None
    }
}

/// Whether a word is only how somebody is addressed: `Pak`, `Bu`.
pub fn is_address(word: &str) -> bool {
    ADDRESS.contains(&plain(word).as_str())
}

/// A title in the way it is mostly written: `haji` is `h`. Takes and gives [`plain`] words.
pub fn title_spelling(word: &str) -> &str {
    match word {
        "haji" => "h",
        "hajah" | "hajjah" => "hj",
        other => other,
    }
}

/// The titles of a name as words, lower case without full stops: `["dr", "h", "spdi", "mpdi"]`.
pub(super) fn title_words(parts: &NameParts) -> Vec<String> {
    let mut words = Vec::new();
    let mut front = parts.front.as_str();
    while let Some(length) = front_title(front) {
        words.push(plain(&front[..length]));
        front = front[length..].trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    }
    for piece in parts.back.split(',') {
        words.extend(degrees(piece).unwrap_or_else(|| vec![plain(piece)]));
    }
    words.retain(|w| !w.is_empty());
    words
}

/// Length in bytes of the title that `text` begins with; `H.M. Yusuf` begins with `H.`
fn front_title(text: &str) -> Option<usize> {
    let end = text
        .find(|c: char| c.is_whitespace() || c == ',')
        .unwrap_or(text.len());
    let token = &text[..end];
    let is_front = |s: &str| s.len() <= LONGEST_FRONT && FRONT.contains(&plain(s).as_str());
    // `Dr.H.` is a doctor and haji, not a veterinary (`drh.`); `H.C.` is one title.
    let glued = token
        .split_once('.')
        .is_some_and(|(first, rest)| !rest.is_empty() && plain(first).len() > 1 && is_front(first));
    if !glued && is_front(token) {
        return Some(end);
    }
    token
        .match_indices('.')
        .map(|(at, _)| at + 1)
        .find(|&at| is_front(&token[..at]))
}

/// The name with its front titles, and the degrees behind it.
fn split_back(written: &str) -> (&str, &str) {
    let comma = written.match_indices(',').map(|(at, _)| at).find(|&at| {
        let piece = written[at + 1..].split(',').next().unwrap_or_default();
        written[..at].contains(char::is_alphanumeric) && degrees(piece).is_some()
    });
    let mut name = written[..comma.unwrap_or(written.len())].trim_end();
    // `Warsal S.Pd.I., M.Pd.I.`: the writer forgot the first comma.
    while let Some((before, last)) = name.rsplit_once(char::is_whitespace) {
        if !(before.contains(char::is_alphanumeric) && cannot_be_initials(last)) {
            break;
        }
        name = before.trim_end();
    }
    (name, &written[name.len()..])
}

/// A known degree with a part of two letters or more: `S.Pd.`, `A.Md`, `MSi`; not `S.E.`, not `Map`.
fn cannot_be_initials(token: &str) -> bool {
    let dotted = token.trim_end_matches(['.', ',']);
    let parts = dotted.split('.').filter(|p| !p.is_empty());
    let long_part = parts.clone().any(|p| p.chars().count() > 1);
    let capitals = dotted.chars().take_while(|c| c.is_uppercase()).count();
    let shaped = (long_part && parts.count() > 1)
        || (capitals > 1 && dotted.chars().any(char::is_lowercase));
    shaped && BACK.contains(&plain(token).as_str())
}

/// The degrees a piece between commas is made of, or `None` if something else stands there too.
fn degrees(piece: &str) -> Option<Vec<String>> {
    let mut found = Vec::new();
    let mut atoms: Vec<(&str, bool)> = Vec::new();
    for token in piece.split_whitespace() {
        let dotted = token.trim_end_matches('.').contains('.');
        let parts = token.split('.').filter(|p| !p.is_empty());
        atoms.extend(parts.map(|p| (p, dotted)));
    }
    if atoms.is_empty() {
        return None;
    }
    let mut rest = atoms.as_slice();
    while !rest.is_empty() {
        let known = (1..=rest.len().min(5)).rev().find(|&n| {
            let word: String = rest[..n].iter().map(|(p, _)| plain(p)).collect();
            title_word(&word).is_some()
        });
        let taken = known.or_else(|| degree_shape(rest))?;
        found.push(rest[..taken].iter().map(|(p, _)| plain(p)).collect());
        rest = &rest[taken..];
    }
    Some(found)
}

/// An unknown degree, by its shape: `S.Xyz.`, a capital and short parts in one dotted word.
fn degree_shape(atoms: &[(&str, bool)]) -> Option<usize> {
    let dotted = atoms.iter().take_while(|(_, dotted)| *dotted).count();
    let short = |p: &str| p.chars().count() <= 5 && p.starts_with(char::is_uppercase);
    let first = atoms.first().is_some_and(|(p, _)| p.chars().count() <= 2);
    let shaped = dotted > 1 && first && atoms[..dotted].iter().all(|(p, _)| short(p));
    (shaped && atoms[..dotted].iter().any(|(p, _)| p.chars().count() > 1)).then_some(dotted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_cut_where_people_would_cut_them() {
        for (written, front, core, back) in [
            ("Rahman", "", "Rahman", ""),
            ("Hj. Nurhalina, S.Pd.", "Hj.", "Nurhalina", "S.Pd."),
            (
                "Dr. H. Andi Rahman, S.E., M.Si.",
                "Dr. H.",
                "Andi Rahman",
                "S.E., M.Si.",
            ),
            ("dr. Sitti Marwah", "dr.", "Sitti Marwah", ""),
            (
                "Prof. Dr. Ir. K.H. Basri",
                "Prof. Dr. Ir. K.H.",
                "Basri",
                "",
            ),
            ("Dr.Ir.H.Basri Kamal,M.T", "Dr.Ir.H.", "Basri Kamal", "M.T"),
            ("H.M. Warsal", "H.", "M. Warsal", ""),
            ("Dr. (H.C.) Basri", "Dr. (H.C.)", "Basri", ""),
            ("drh.Basri", "drh.", "Basri", ""),
            ("Rizky S.S.", "", "Rizky S.S.", ""),
            ("Rizky S.S., S.S.", "", "Rizky S.S.", "S.S."),
            (
                "Dr Muhammad Warsal, S Pd I MPdI",
                "Dr",
                "Muhammad Warsal",
                "S Pd I MPdI",
            ),
            (
                "Dr. H. M. Warsal S.Pd.I., M.Pd.I.",
                "Dr. H.",
                "M. Warsal",
                "S.Pd.I., M.Pd.I.",
            ),
            ("Marwah S.Pd", "", "Marwah", "S.Pd"),
            ("Marwah Map", "", "Marwah Map", ""),
            ("Rahman, Andi", "", "Rahman, Andi", ""),
            (
                "Rahman, Dg. Mappuji, S.Sos",
                "",
                "Rahman, Dg. Mappuji",
                "S.Sos",
            ),
            ("Basri, S.Qwert.", "", "Basri", "S.Qwert."),
            ("Basri, S.T., Sp.Xx", "", "Basri", "S.T., Sp.Xx"),
            ("Basri, Hj.", "", "Basri", "Hj."),
            ("apt. Nirmala, S.Farm.", "apt.", "Nirmala", "S.Farm."),
            ("Daeng Mappuji", "", "Daeng Mappuji", ""),
            ("A. Rahman", "", "A. Rahman", ""),
            ("Hj.", "", "Hj.", ""),
            ("H. Dr.", "H.", "Dr.", ""),
            ("S.Pd.", "", "S.Pd.", ""),
            (", S.Pd.", "", "S.Pd.", ""),
            ("", "", "", ""),
        ] {
            let parts = split_titles(written);
            let got = (&*parts.front, &*parts.core, &*parts.back);
            assert_eq!(got, (front, core, back), "{written}");
        }
    }

    #[test]
    fn titles_as_words() {
        let words = |s: &str| title_words(&split_titles(s));
        assert_eq!(
            words("Dr.H. Warsal, S Pd I MPdI, S.E."),
            ["dr", "h", "spdi", "mpdi", "se"]
        );
        assert_eq!(words("K.H. Basri, S.Qwert."), ["kh", "sqwert"]);
        assert_eq!(title_word("Hj."), Some(TitleWord::Certain));
        assert_eq!(title_word("S.T."), Some(TitleWord::Possible));
        assert_eq!(title_word("s.pd."), Some(TitleWord::Certain));
        assert_eq!(title_word("mars"), Some(TitleWord::Possible));
        assert_eq!(title_word("Daeng"), None);
        assert_eq!(title_word("m"), None);
    }

    proptest! {
        #[test]
        fn no_letter_is_lost_or_moved(
            written in prop_oneof![
                "\\PC{0,30}",
                "((Dr|H|Hj|K)?[. ]{0,2}){0,3}[A-Z][a-z]{0,5}( [A-Z]\\.)?(, ?(S\\.Pd|MSi|S E|M\\.T\\.|Rahman)){0,3}",
            ]
        ) {
            let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            let parts = split_titles(&written);
            let joined = format!("{}{}{}", parts.front, parts.core, parts.back);
            prop_assert_eq!(letters(&joined), letters(&written));
            prop_assert_eq!(letters(&parts.core).is_empty(), letters(&written).is_empty());
        }
    }
}
