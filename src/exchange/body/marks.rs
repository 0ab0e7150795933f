//! Rows that are none of a list, told by their texts alone: column numbers, examples, and what stands below.

use super::super::cells::Row;
use super::super::form::EXAMPLE;
use super::super::header::{header_key, roman};
use super::super::import::typed_day;

/// The most columns that a row numbers.
const MOST_NUMBERED: usize = 256;

/// Words with which begins what stands below a list, as [`super::header::header_key`] writes them.
const BELOW: [&str; 17] = [
    "mengetahui",
    "menyetujui",
    "mengesahkan",
    "yangmelapor",
    "yangmembuat",
    "dibuatoleh",
    "disusunoleh",
    "catatan",
    "keterangan",
    "ket",
    "sumber",
    "nb",
    "note",
    "ttd",
    "tandatangan",
    "ketuapanitia",
    "an",
];

/// Is this the example of one of our forms?
pub(super) fn is_example(row: &Row) -> bool {
    row.cells().any(|cell| cell.text.starts_with(EXAMPLE))
}

/// `1 2 3`, `(1) (2)`, `a b c`, `I II III`, `5=3/4`: one behind the other, from the first on. Columns that
/// nobody prints may be left out.
pub(super) fn numbers_columns(row: &Row) -> bool {
    let cells = row.cells().filter(|c| !c.text.is_empty());
    let bare = cells.map(|c| {
        let number = c.text.split_once('=').map_or(c.text, |(number, _)| number);
        number.trim_matches(['(', ')', '[', ']', ' ', '.'])
    });
    let bare: Vec<&str> = bare.take(MOST_NUMBERED).collect();
    [number, letter, roman].iter().any(|read| {
        let all: Option<Vec<usize>> = bare.iter().map(|text| read(text)).collect();
        let all = all.unwrap_or_default();
        let next = |pair: &[usize]| pair[1] == pair[0] + 1 || all.len() > 3 && pair[1] > pair[0];
        all.len() > 1 && all.first() == Some(&1) && all.windows(2).all(next)
    })
}

fn number(text: &str) -> Option<usize> {
    text.parse().ok().filter(|number| *number <= MOST_NUMBERED)
}

fn letter(text: &str) -> Option<usize> {
    let [letter] = text.as_bytes() else {
        return None;
    };
    let place = letter.to_ascii_lowercase().checked_sub(b'a')?;
    letter.is_ascii_alphabetic().then(|| usize::from(place) + 1)
}

/// `7`, `7.`
pub(super) fn is_number(text: &str) -> bool {
    number(text.trim_end_matches(['.', ')'])).is_some()
}

/// *A*, *I.*, *2)*: what stands before a title.
pub(super) fn is_enumerator(text: &str) -> bool {
    let bare = text.trim_matches(['(', ')', '.', ' ']);
    number(bare)
        .or_else(|| letter(bare))
        .or_else(|| roman(bare))
        .is_some()
}

/// Where the list ends and signatures or notes begin; its length where there are none.
pub(super) fn footer(rows: &[Row]) -> usize {
    let filled = |row: &Row| row.cells().filter(|c| !c.text.is_empty()).count();
    let mut sizes: Vec<usize> = rows.iter().map(filled).collect();
    sizes.sort_unstable();
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or(0);
    let thin = |row: &Row| filled(row) * 2 <= usual.max(2);
    let mut end = rows.len();
    for (at, row) in rows.iter().enumerate().rev() {
        if !thin(row) {
            break;
        }
        if row.cells().any(|cell| begins_footer(cell.text)) {
            end = at;
        }
    }
    end
}

fn begins_footer(text: &str) -> bool {
    let (word, after) = text.split_once([':', ',', '(']).unwrap_or((text, ""));
    let key = header_key(word);
    if BELOW.contains(&key.as_str()) || key.starts_with("mengetahui") {
        return true;
    }
    // Maros, 18 Desember 2023
    let place = !key.is_empty() && !key.chars().any(|c| c.is_ascii_digit());
    let day = typed_day(after.trim());
    place && !after.is_empty() && day || text.starts_with('*')
}
