//! The rules of the leaderboard as a file that an office edits: read with the place of every slip,
//! written with an explanation of every key, compared line by line. Never applies anything: what was
//! read becomes a command.

mod changes;
mod read;
mod write;

use std::io::Read as _;
use std::path::Path;

pub use changes::{Change, Fact, changes, facts, moved_ranks};
pub use read::read;
pub use write::{text_of, write};

use super::{ImportError, Large};
use crate::meeting::achieved::Measure;
use crate::meeting::rules::{FULL, Rules, RulesError, Scored, Source, Window};

/// Nobody writes longer rules by hand.
const LARGEST_FILE: u64 = 256 * 1024;

/// So much of a value is quoted in an error.
const QUOTED: usize = 40;

/// What is wrong in a file of rules, and where. The sentences are in `text::rules`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {key} = {value}: {fault:?}")]
pub struct RulesFileError {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// Where in the file, as it is written there: `[period] to`, `[[family]] 2 weight`.
    pub key: String,
    /// What stands there, shortened; empty where nothing does.
    pub value: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a place of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not TOML, with the reader's words.
    Syntax(String),
    /// The same key a second time.
    Twice,
    /// No such key.
    UnknownKey {
        /// What is likely meant.
        likely: Option<&'static str>,
        /// The keys there are.
        known: &'static [&'static str],
    },
    /// A part that must be there.
    Missing,
    /// Something else is wanted.
    Wanted(Wanted),
    /// Not one of the words there are.
    UnknownWord {
        /// What is likely meant.
        likely: Option<&'static str>,
        /// The words there are.
        known: &'static [&'static str],
    },
    /// No layout has such a column.
    UnknownColumn {
        /// All columns, the nearest first.
        known: Vec<&'static str>,
    },
    /// The rules cannot be computed with.
    Rules(RulesError),
}

/// What a key wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// `"2024-01"`
    Month,
    /// `40`
    Number,
    /// `"80"`, `"79,5"` or `80`, from 0 to 100
    Percent,
    /// `"month"`
    Text,
    /// `["pelibatan_kegiatan"]`
    Columns,
    /// `{ id = "...", en = "..." }`
    Names,
    /// `[period]`
    Table,
    /// `[[family]]`
    Tables,
}

/// Why a file gave no rules.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// The file cannot be read at all.
    #[error("{0}")]
    File(ImportError),
    /// It holds something else than text.
    #[error("not a text")]
    NotText,
    /// It can be read, but something in it is wrong.
    #[error("{0}")]
    Wrong(Box<RulesFileError>),
}

/// Reads a file of rules, in whatever encoding an editor has saved it.
pub fn load(path: &Path) -> Result<Rules, LoadError> {
    let file = |e: ImportError| LoadError::File(e);
    let unreadable = |e: &std::io::Error| match e.kind() {
        std::io::ErrorKind::NotFound => ImportError::NotFound,
        _ => ImportError::Unreadable(e.to_string()),
    };
    // Asked before it is opened: a pipe would be waited for, a device never ends.
    let about = std::fs::metadata(path).map_err(|e| file(unreadable(&e)))?;
    if about.is_dir() {
        return Err(file(ImportError::Directory));
    }
    if !about.is_file() {
        return Err(LoadError::NotText);
    }
    let opened = std::fs::File::open(path).map_err(|e| file(unreadable(&e)))?;
    let mut bytes = Vec::new();
    let taken = opened.take(LARGEST_FILE + 1).read_to_end(&mut bytes);
    taken.map_err(|e| file(unreadable(&e)))?;
    if bytes.len() as u64 > LARGEST_FILE {
        let (what, limit) = (Large::File, LARGEST_FILE);
        return Err(file(ImportError::TooLarge { what, limit }));
    }
    let text = decode(&bytes).ok_or(LoadError::NotText)?;
    read(&text).map_err(|e| LoadError::Wrong(Box::new(e)))
}

fn decode(bytes: &[u8]) -> Option<String> {
    let text = match (encoding_rs::Encoding::for_bom(bytes), bytes) {
        (Some((encoding, mark)), _) => encoding.decode(bytes.get(mark..)?).0.into_owned(),
        (None, _) => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
        },
    };
    (!text.contains('\0')).then_some(text)
}

/// The word of a source in the file.
pub fn source_word(source: Source) -> &'static str {
    match source {
        Source::Months => "capaian",
        Source::Totals => "rekap",
    }
}

/// The word of a score in the file.
pub fn score_word(score: Scored) -> &'static str {
    match score {
        Scored::Computed => "hitung",
        Scored::Sim => "sim",
    }
}

/// The window of a word, in the file's word or in Indonesian.
pub fn window(word: &str) -> Option<Window> {
    match word.trim().to_lowercase().as_str() {
        "month" | "bulan" => Some(Window::Month),
        "quarter" | "triwulan" => Some(Window::Quarter),
        "year" | "tahun" => Some(Window::Year),
        _ => None,
    }
}

/// A score from 0 to 100 with at most two decimals, comma or point, in hundredths.
pub fn percent(text: &str) -> Option<u16> {
    let text = text.trim();
    let (whole, rest) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(rest) || rest.len() > 2 || whole.len() > 3 {
        return None;
    }
    let decimals: u16 = format!("{rest:0<2}").parse().ok()?;
    let hundredths = whole.parse::<u16>().ok()?.checked_mul(100)?;
    hundredths.checked_add(decimals).filter(|n| *n <= FULL)
}

/// Hundredths as people write them: `80`, `79,5`.
pub fn percent_words(hundredths: u16, decimal: char) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match rest {
        0 => whole.to_string(),
        n if n % 10 == 0 => format!("{whole}{decimal}{}", n / 10),
        n => format!("{whole}{decimal}{n:02}"),
    }
}

/// Every column, the nearest to what was written first.
pub fn nearest_columns(written: &str) -> Vec<&'static str> {
    let mut all: Vec<&'static str> = Measure::ALL.map(Measure::column).into();
    all.sort_by_key(|column| distance(written, column));
    all
}

/// The word that is likely meant: what was written begins it, or few letters differ.
pub fn likely(written: &str, known: &[&'static str]) -> Option<&'static str> {
    let begun = |word: &&&str| written.chars().count() >= 3 && word.starts_with(written);
    if let Some(word) = known.iter().find(begun) {
        return Some(word);
    }
    let near = known.iter().min_by_key(|word| distance(written, word))?;
    let most = (near.chars().count() / 2).max(1);
    (distance(written, near) <= most).then_some(*near)
}

/// How many letters differ.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.to_lowercase().chars().take(64).collect();
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let swapped = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = swapped.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_are_read_as_people_write_them() {
        for (text, hundredths) in [
            ("80", 8_000),
            ("79,5", 7_950),
            ("79.05", 7_905),
            ("0", 0),
            ("100", 10_000),
            (" 50 ", 5_000),
        ] {
            assert_eq!(percent(text), Some(hundredths), "{text}");
        }
        for wrong in [
            "", "abc", "100,01", "-1", "80%", "79,555", "1000", ",5", "5,", "8 0",
        ] {
            assert_eq!(percent(wrong), None, "{wrong}");
        }
        for hundredths in 0..=FULL {
            let words = percent_words(hundredths, ',');
            assert_eq!(percent(&words), Some(hundredths), "{words}");
        }
    }

    #[test]
    fn a_slip_of_the_finger_finds_what_was_meant() {
        assert_eq!(
            nearest_columns("pelibatan_kegitan")[0],
            "pelibatan_kegiatan"
        );
        assert_eq!(nearest_columns("Advokasi-Dana")[0], "advokasi_dana");
        assert_eq!(nearest_columns("x").len(), Measure::ALL.len());
        let known = ["from", "to", "minimum_months", "source", "score"];
        assert_eq!(likely("form", &known), Some("from"));
        assert_eq!(likely("minimum", &known), Some("minimum_months"));
        assert_eq!(likely("tujuan", &known), None);
    }

    #[test]
    fn a_file_of_any_editor_is_read_and_anything_else_refused_in_peace() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("aturan.toml");
        let rules = Rules::usual(2024);
        let text = write(&rules, crate::text::Lang::Id);
        let utf16: Vec<u8> = std::iter::once(0xfeff)
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let marked = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        for bytes in [text.clone().into_bytes(), utf16, marked.into_bytes()] {
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(load(&path), Ok(rules.clone()));
        }
        assert_eq!(
            load(dir.path()),
            Err(LoadError::File(ImportError::Directory))
        );
        let nothing = dir.path().join("tidak-ada.toml");
        assert_eq!(load(&nothing), Err(LoadError::File(ImportError::NotFound)));
        std::fs::write(&path, b"SQLite format 3\0and more").unwrap();
        assert_eq!(load(&path), Err(LoadError::NotText));
        std::fs::write(&path, vec![b'#'; 300_000]).unwrap();
        let (what, limit) = (Large::File, LARGEST_FILE);
        assert_eq!(
            load(&path),
            Err(LoadError::File(ImportError::TooLarge { what, limit }))
        );
    }
}
