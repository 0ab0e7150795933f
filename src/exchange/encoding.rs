//! The text of a file, whatever program wrote it: UTF-8, UTF-16 with or without its mark, Windows-1252,
//! Mac Roman, the code page of DOS, and UTF-8 that was read as one of these and saved again. Knows no table.

use std::borrow::Cow;
use std::sync::LazyLock;

use encoding_rs::{Encoding as Charset, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::cells::Row;
use super::table::Encoding;

/// The most text that is looked at to tell the pages apart.
const SAMPLE: usize = 64 << 10;

/// The most letters of a word that are looked at; a damaged file may have a word of a million.
const WORD: usize = 32;

/// A page must fit better than the next one by this much; else it was a guess.
const CLEAR: i32 = 2;

/// The upper half of CP850. CP437 has the same letters, and its frames stand in no list.
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤\
                     ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// The pages with one byte for a letter, the likeliest first.
static PAGES: LazyLock<[Page; 3]> = LazyLock::new(|| {
    let bytes: Vec<u8> = (0x80..=0xff).collect();
    let of = |encoding, charset: &'static Charset| {
        let (text, _) = charset.decode_without_bom_handling(&bytes);
        Page::new(encoding, &text)
    };
    [
        of(Encoding::Windows1252, WINDOWS_1252),
        of(Encoding::MacRoman, MACINTOSH),
        Page::new(Encoding::Cp850, CP850),
    ]
});

/// The text of a file.
pub(super) struct Decoded<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// How it was written.
    pub encoding: Encoding,
    /// Another page would have fitted about as well.
    guessed: bool,
    /// A letter was lost before the file came here.
    broken: bool,
}

impl Decoded<'_> {
    /// The first cell that may read otherwise in truth.
    pub(super) fn doubt(&self, rows: &[Row]) -> Option<(usize, String)> {
        if !self.guessed && !self.broken {
            return None;
        }
        let doubtful = |text: &str| is_broken(text) || self.guessed && !text.is_ascii();
        rows.iter().find_map(|row| {
            let cell = row.cells().find(|cell| doubtful(cell.text))?;
            Some((row.number, cell.text.to_owned()))
        })
    }
}

/// Reads the bytes of a text file.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let mark = Charset::for_bom(bytes).map_or(0, |(_, mark)| mark);
    let body = bytes.get(mark..).unwrap_or_default();
    let (text, encoding, guessed) = if let Some(charset) = utf16(bytes) {
        let (text, _) = charset.decode_without_bom_handling(body);
        (text, Encoding::Utf16, false)
    } else if let Ok(text) = std::str::from_utf8(body) {
        (Cow::Borrowed(text), Encoding::Utf8, false)
    } else {
        let (page, clear) = likeliest(body);
        (Cow::Owned(page.decode(body)), page.encoding, !clear)
    };
    let (mended, broken) = mend(&text);
    let (text, encoding) = match mended {
        Some(mended) => (Cow::Owned(mended), Encoding::Mended),
        None => (text, encoding),
    };
    Decoded {
        text,
        encoding,
        guessed,
        broken,
    }
}

/// UTF-16 by its mark, else by the zero that stands beside every letter of ASCII.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Charset> {
    if let Some((charset, _)) = Charset::for_bom(bytes) {
        return (charset != UTF_8).then_some(charset);
    }
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let zeros = |from: usize| {
        let places = head.iter().skip(from).step_by(2);
        places.filter(|b| **b == 0).count()
    };
    let most = head.len() / 4;
    match (zeros(0), zeros(1)) {
        (0, little) if little > most => Some(UTF_16LE),
        (big, 0) if big > most => Some(UTF_16BE),
        _ => None,
    }
}

/// The upper half of a page.
struct Page {
    encoding: Encoding,
    high: [char; 128],
}

impl Page {
    fn new(encoding: Encoding, text: &str) -> Page {
        let mut high = [char::REPLACEMENT_CHARACTER; 128];
        for (place, c) in high.iter_mut().zip(text.chars()) {
            *place = c;
        }
        Page { encoding, high }
    }

    fn decode(&self, bytes: &[u8]) -> String {
        let letters = bytes.iter().map(|byte| match byte.checked_sub(0x80) {
            Some(at) => self.high.get(usize::from(at)).copied().unwrap_or_default(),
            None => char::from(*byte),
        });
        let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
        text.extend(letters);
        text
    }

    /// The byte of a letter. Programs that take Latin-1 for Windows-1252 write the byte's own number.
    fn byte(&self, c: char) -> Option<u8> {
        if let at @ 0x80..=0x9f = u32::from(c) {
            return u8::try_from(at).ok();
        }
        let at = self.high.iter().position(|h| *h == c)?;
        u8::try_from(at + 0x80).ok()
    }
}

/// The page in which the letters stand best, and whether it is clearly that one.
fn likeliest(bytes: &[u8]) -> (&'static Page, bool) {
    let mut sample = Vec::new();
    let separates = |b: &u8| matches!(b, b'\n' | b'\r' | b';' | b',' | b'\t');
    for cell in bytes.split(separates).filter(|cell| !cell.is_ascii()) {
        sample.extend(cell.get(..cell.len().min(SAMPLE)).unwrap_or_default());
        sample.push(b'\n');
        if sample.len() > SAMPLE {
            break;
        }
    }
    let fits = PAGES.each_ref().map(|page| {
        let text = page.decode(&sample);
        fit(&mend(&text).0.unwrap_or(text))
    });
    let [windows, mac, dos] = &*PAGES;
    let mut ranked = [(windows, fits[0]), (mac, fits[1]), (dos, fits[2])];
    ranked.sort_by_key(|(_, fit)| -fit);
    (ranked[0].0, ranked[0].1 - ranked[1].1 >= CLEAR)
}

/// How well all letters beyond ASCII stand where they stand.
fn fit(text: &str) -> i32 {
    let text: Vec<char> = text.chars().collect();
    let high = text.iter().enumerate().filter(|(_, c)| !c.is_ascii());
    high.map(|(at, c)| fit_of(&text, at, *c)).sum()
}

fn fit_of(text: &[char], at: usize, c: char) -> i32 {
    let (before, behind) = text.split_at(at);
    let behind = behind.get(1..).unwrap_or_default();
    let (left, right) = (before.last(), behind.first());
    let letter = |c: Option<&char>| c.is_some_and(|c| c.is_alphabetic());
    let blank = left.is_none_or(|c| c.is_whitespace());
    match (c, letter(left), letter(right)) {
        ('’' | '‘', true, true) | ('“', false, true) => 4,
        ('’' | '‘', true, false) | ('’' | '‘', false, true) => 2,
        ('”', _, false) if !blank => 4,
        ('–' | '—', left, right) if left == right => 3,
        ('\u{a0}', ..) => 3,
        ('…', true, false) if left.is_some_and(|c| c.is_lowercase()) => 3,
        ('…', true, false) | ('•' | '·', false, _) => 1,
        (
            '°' | '²' | '³' | '½' | '¼' | '¾' | '§' | '€' | '£' | '©' | '®' | '™' | '×' | '±',
            l,
            r,
        ) if !(l && r) => 0,
        ('×' | '÷', ..) => -4,
        ('\u{c0}'..='\u{17f}', ..) => fit_in_word(before, c, behind),
        _ if c.is_control() => -6,
        _ => -4,
    }
}

/// A letter fits where its word is written in its case; the rarer the letter, the less it tells.
fn fit_in_word(before: &[char], c: char, behind: &[char]) -> i32 {
    let in_word = |c: &&char| c.is_alphabetic();
    let left = before.iter().rev().take_while(in_word).take(WORD);
    let right = behind.iter().take_while(in_word).take(WORD);
    let word = || left.clone().chain(right.clone());
    let lower = word().filter(|c| c.is_ascii_lowercase()).count();
    let upper = word().filter(|c| c.is_ascii_uppercase()).count();
    let begins = left.clone().next().is_none();
    let fits = if c.is_uppercase() {
        begins || lower == 0
    } else {
        lower > 0 || upper == 1
    };
    if lower + upper == 0 || !fits {
        return -3;
    }
    match c.to_lowercase().next() {
        Some('é') => 4,
        Some('è' | 'ë' | 'ö' | 'ü') => 3,
        Some('á' | 'à' | 'â' | 'ä' | 'ç' | 'ê' | 'í' | 'î' | 'ï' | 'ñ' | 'ó' | 'ô' | 'ú' | 'û') => {
            2
        }
        Some(_) | None => 1,
    }
}

/// The text as our own files write it: letters that would be read as spoilt (`Â¡`) are held apart by a
/// word joiner, which is not seen, and which reading takes off again with all that has no width.
pub(super) fn held_apart(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.is_ascii() || mend(&text).0.is_none() {
        return text;
    }
    let mut apart = String::with_capacity(2 * text.len());
    for c in text.chars() {
        apart.push(c);
        if !c.is_ascii() {
            apart.push('\u{2060}');
        }
    }
    Cow::Owned(apart)
}

/// The text with `â€™` and its like read as they were meant, where there are any; and whether anything
/// stands in it that cannot be.
fn mend(text: &str) -> (Option<String>, bool) {
    let mut mended = String::new();
    let (mut copied, mut at, mut broken) = (0, 0, false);
    while let Some(start) = next_high(text.as_bytes(), at) {
        let rest = text.get(start..).unwrap_or_default();
        let run = rest
            .split(|c: char| c.is_ascii())
            .next()
            .unwrap_or_default();
        at = start + run.len();
        if let Some(meant) = meant(run) {
            mended.push_str(text.get(copied..start).unwrap_or_default());
            mended.push_str(&meant);
            copied = at;
        } else {
            broken |= is_broken(run);
        }
    }
    let rest = text.get(copied..).unwrap_or_default();
    let mended = (copied > 0).then(|| mended + rest);
    (mended, broken)
}

fn next_high(bytes: &[u8], from: usize) -> Option<usize> {
    // Long lists have few such letters, so what has none is passed over in blocks.
    let blocks = bytes.get(from..)?.chunks(64);
    let from = from + 64 * blocks.take_while(|block| block.is_ascii()).count();
    let at = bytes.get(from..)?.iter().position(|b| !b.is_ascii())?;
    Some(from + at)
}

/// What a run of letters was before UTF-8 was read as a page with one byte for a letter.
fn meant(run: &str) -> Option<String> {
    // One letter alone is what it is.
    run.chars().nth(1)?;
    PAGES.iter().find_map(|page| {
        let bytes: Option<Vec<u8>> = run.chars().map(|c| page.byte(c)).collect();
        let text = String::from_utf8(bytes?).ok()?;
        // Honest letters beside each other may be UTF-8 too, but hardly of what stands in these lists.
        let plausible = |c| {
            let letter = matches!(c, '\u{a0}'..='\u{17f}');
            letter || matches!(c, '\u{2000}'..='\u{2bff}' | '\u{feff}' | '\u{10000}'..)
        };
        let deeper = meant(&text);
        deeper.or_else(|| text.chars().all(plausible).then_some(text))
    })
}

/// Letters that were lost, or the rest of one that cannot be mended.
fn is_broken(text: &str) -> bool {
    text.contains(char::REPLACEMENT_CHARACTER) || text.contains("â€")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(text: &str) -> Vec<(Encoding, Vec<u8>)> {
        let byte = |page: &Page, c: char| {
            let ascii = c.is_ascii().then(|| u8::try_from(c).unwrap());
            ascii.or_else(|| page.byte(c))
        };
        let written = PAGES.iter().filter_map(|page| {
            let bytes: Option<Vec<u8>> = text.chars().map(|c| byte(page, c)).collect();
            Some((page.encoding, bytes?))
        });
        written.collect()
    }

    #[test]
    fn words_of_offices_are_read_from_every_page() {
        for text in [
            "Sénrang",
            "André",
            "SÉNRANG",
            "ANDRÉ",
            "Éric",
            "Zoë",
            "Müller",
            "MÜLLER",
            "Jörg",
            "Né",
            "Rédactrice – “VIP”",
            "“sapaan”",
            "Ma’rang",
            "D’Ávila",
            "Jum’at",
            "MA’RANG",
            "Kades’",
            "17.00–18.00",
            "dst…",
        ] {
            for (encoding, bytes) in pages(text) {
                let read = decode(&bytes);
                assert_eq!((&*read.text, read.encoding), (text, encoding));
            }
        }
        assert_eq!(pages("Zoë").len(), 3);
    }

    #[test]
    fn text_that_was_read_as_another_page_and_saved_is_mended() {
        for text in ["Ma’rang", "Sénrang", "“VIP” – Zoë", "17\u{a0}°C", "Bonto…"] {
            for page in &*PAGES {
                let spoilt = page.decode(text.as_bytes());
                let read = decode(spoilt.as_bytes());
                assert_eq!(
                    (&*read.text, read.encoding),
                    (text, Encoding::Mended),
                    "{spoilt}"
                );
                let twice = PAGES[0].decode(spoilt.as_bytes());
                assert_eq!(decode(twice.as_bytes()).text, text, "{twice}");
            }
            let latin: String = text.bytes().map(char::from).collect();
            assert_eq!(decode(latin.as_bytes()).text, text, "Latin-1");
        }
    }

    #[test]
    fn honest_text_stays_as_it_is() {
        for text in [
            "Sénrang",
            "“É’",
            "CAFÉ’S",
            "São",
            "SÃO",
            "Â",
            "日本",
            "Зоя",
            "naïve—“ö”",
            "é",
        ] {
            let read = decode(text.as_bytes());
            assert_eq!((&*read.text, read.encoding), (text, Encoding::Utf8));
            assert!(matches!(read.text, Cow::Borrowed(_)) && !read.broken);
        }
        assert!(decode("S\u{fffd}nrang".as_bytes()).broken);
        assert!(decode("â€ VIP".as_bytes()).broken);
    }

    #[test]
    fn what_our_own_files_hold_apart_is_read_as_it_stands() {
        for text in ["Baso Â¡", "SÃ©nrang", "Maâ€™rang Ã¯Â»Â¿", "BontoÂ\u{a0}"] {
            assert!(mend(text).0.is_some(), "{text}");
            let apart = held_apart(Cow::Borrowed(text));
            let read = decode(apart.as_bytes());
            assert_eq!((&read.text, read.encoding), (&apart, Encoding::Utf8));
            assert_eq!(apart.replace('\u{2060}', ""), text);
        }
        for honest in ["Sénrang", "Ma’rang", "日本", "Baso"] {
            assert_eq!(held_apart(Cow::Borrowed(honest)), honest);
        }
    }

    #[test]
    fn utf_8_with_a_few_other_bytes_is_read_by_both() {
        let mut bytes = "Sénrang;Ma’rang\n".as_bytes().to_vec();
        bytes.extend(b"Andr\xe9\n");
        let read = decode(&bytes);
        assert_eq!(read.text, "Sénrang;Ma’rang\nAndré\n");
        assert_eq!(read.encoding, Encoding::Mended);
    }
}
