//! Keys into reads: what one pull of the trigger delivered. Judges nothing.

use super::super::{Hint, Key, keys};
use super::report::{Case, Suffix};
use crate::meeting::code::{self, Parsed, Reading};

/// Fewer characters are a person's keys.
const SHORTEST: usize = 4;

/// One read.
#[derive(Clone)]
pub(super) struct Read {
    /// Its characters as they came, without what closed it.
    pub(super) text: String,
    /// The code in it.
    pub(super) code: Option<Parsed>,
    /// Its keys were no characters: those of a number pad without Num Lock, or Alt codes.
    pub(super) spoilt: Option<Hint>,
    /// An AIM identifier or an ECI mark stood before it.
    pub(super) marked: bool,
    /// Characters of the scanner's own before a code.
    pub(super) before: String,
    /// Characters of the scanner's own behind a code.
    pub(super) behind: String,
    /// The letters of a code.
    pub(super) case: Option<Case>,
    /// Milliseconds a key, mean and slowest; none of a paste.
    pub(super) pace: Option<(u64, u64)>,
    pub(super) suffix: Suffix,
    /// Milliseconds until what closes it.
    pub(super) wait: u64,
    /// It came twice.
    pub(super) twice: bool,
    pub(super) pasted: bool,
}

type Stamped = (char, u64);

/// The characters up to an Enter, Tab or LF, and those.
#[derive(Default)]
struct Segment {
    chars: Vec<Stamped>,
    ends: Vec<(Key, u64)>,
    spoilt: Option<Hint>,
}

/// The reads in a burst of keys. The same text again, on the heels of the first, is no read of its own.
pub(super) fn reads(keys: &[(Key, u64)], pasted: bool) -> Vec<Read> {
    let mut out: Vec<Read> = Vec::new();
    let segments = segments(keys);
    let has_code = segments.iter().any(|s| !codes(&s.chars).is_empty());
    let all: String = keys.iter().filter_map(|k| character(k.0)).collect();
    if !has_code && super::super::burst::is_two_codes(&all) {
        // The Enter of the one falls into the other: all of it is one failed read.
        let chars: Vec<Stamped> = keys
            .iter()
            .filter_map(|&(k, at)| Some((character(k)?, at)))
            .collect();
        return vec![Read::of(&chars, &[], pasted, None)];
    }
    for segment in segments {
        let pieces = pieces(&segment.chars);
        let last = pieces.len().saturating_sub(1);
        for (i, piece) in pieces.into_iter().enumerate() {
            if piece.len() < SHORTEST {
                continue;
            }
            let ends = if i == last { &segment.ends[..] } else { &[] };
            let read = Read::of(piece, ends, pasted, segment.spoilt);
            match out.last_mut() {
                Some(first) if first.text == read.text => {
                    first.twice = true;
                    if first.suffix == Suffix::Nothing {
                        (first.suffix, first.wait) = (read.suffix, read.wait);
                    }
                }
                _ => out.push(read),
            }
        }
    }
    out
}

impl Read {
    fn of(chars: &[Stamped], ends: &[(Key, u64)], pasted: bool, spoilt: Option<Hint>) -> Read {
        let text: String = chars.iter().map(|c| c.0).collect();
        let found = codes(chars).into_iter().next().filter(|_| spoilt.is_none());
        let (start, end) = found.as_ref().map_or((0, chars.len()), |f| (f.0, f.1));
        let part = |range: &[Stamped]| range.iter().map(|c| c.0).collect::<String>();
        let head = part(&chars[..start]);
        let (marked, before) = match found {
            Some(_) => {
                let own = without_marks(&head);
                (own.len() < head.trim().len(), own)
            }
            None => (
                code::without_prefix(&text).len() < text.trim_start().len(),
                String::new(),
            ),
        };
        let last = chars.last().map_or(0, |c| c.1);
        Read {
            spoilt,
            marked,
            before,
            behind: part(&chars[end..]).trim().to_owned(),
            case: found.as_ref().and_then(|_| case(&part(&chars[start..end]))),
            code: found.map(|f| f.2),
            pace: (!pasted).then(|| pace(chars)),
            suffix: suffix(ends),
            wait: ends.first().map_or(0, |e| e.1.saturating_sub(last)),
            twice: false,
            pasted,
            text,
        }
    }
}

fn segments(keys: &[(Key, u64)]) -> Vec<Segment> {
    let mut out = vec![Segment::default()];
    for &(key, at) in keys {
        let c = character(key);
        if c.is_some() && out.last().is_none_or(|s| !s.ends.is_empty()) {
            out.push(Segment::default());
        }
        let Some(segment) = out.last_mut() else {
            continue;
        };
        match c {
            Some(c) => segment.chars.push((c, at)),
            None => segment.ends.push((key, at)),
        }
        segment.spoilt = match key {
            Key::Pad(_) => Some(Hint::NumLock),
            Key::Alt(_) => Some(Hint::AltCodes),
            _ => segment.spoilt,
        };
    }
    out
}

fn character(key: Key) -> Option<char> {
    match key {
        Key::Char(c) | Key::Pad(c) | Key::Alt(c) => Some(c),
        Key::Enter
        | Key::Tab
        | Key::Lf
        | Key::Backspace
        | Key::Control(_)
        | Key::Esc
        | Key::Other => None,
    }
}

/// The codes in a row of characters, none over another: begin, end, code.
fn codes(chars: &[Stamped]) -> Vec<(usize, usize, Parsed)> {
    let solid: Vec<usize> = (0..chars.len())
        .filter(|&i| !code::is_filler(chars[i].0))
        .collect();
    let mut out: Vec<(usize, usize, Parsed)> = Vec::new();
    for window in solid.windows(code::LENGTH) {
        let (start, end) = (window[0], window[code::LENGTH - 1] + 1);
        let free = out.last().is_none_or(|o| o.1 <= start);
        let text: String = window.iter().map(|&i| chars[i].0).collect();
        if let (true, Reading::Code(parsed)) = (free, code::read(&text)) {
            out.push((start, end, parsed));
        }
    }
    out
}

/// Cut behind every code but the last: without a suffix the second delivery follows at once.
fn pieces(chars: &[Stamped]) -> Vec<&[Stamped]> {
    let codes = codes(chars);
    let mut out = Vec::new();
    let mut from = 0;
    for (_, end, _) in codes.iter().take(codes.len().saturating_sub(1)) {
        out.push(&chars[from..*end]);
        from = *end;
    }
    out.push(&chars[from..]);
    out
}

/// What stands before a code without the marks that scanners are known to send.
fn without_marks(head: &str) -> String {
    let own: Vec<char> = head.chars().collect();
    let cut = (0..own.len()).find(|&i| {
        let rest: String = own[i..].iter().collect();
        code::without_prefix(&rest).is_empty()
    });
    let own: String = own[..cut.unwrap_or(own.len())].iter().collect();
    own.trim().to_owned()
}

fn case(code: &str) -> Option<Case> {
    let upper = code.contains(|c: char| c.is_ascii_uppercase());
    let lower = code.contains(|c: char| c.is_ascii_lowercase());
    match (upper, lower) {
        (true, false) => Some(Case::Upper),
        (false, true) => Some(Case::Lower),
        (true, true) => Some(Case::Mixed),
        (false, false) => None,
    }
}

fn pace(chars: &[Stamped]) -> (u64, u64) {
    let gaps = || chars.windows(2).map(|p| p[1].1.saturating_sub(p[0].1));
    let count = u64::try_from(gaps().count()).unwrap_or(u64::MAX).max(1);
    let sum: u64 = gaps().sum();
    ((sum + count / 2) / count, gaps().max().unwrap_or(0))
}

fn suffix(ends: &[(Key, u64)]) -> Suffix {
    let keys: Vec<Key> = ends.iter().map(|e| e.0).collect();
    match keys[..] {
        [] => Suffix::Nothing,
        [key] => one_suffix(key).unwrap_or(Suffix::Several),
        [Key::Enter, Key::Lf | Key::Enter] => Suffix::CrLf,
        _ => Suffix::Several,
    }
}

/// What one key closes a read with, if it does.
pub(super) fn one_suffix(key: Key) -> Option<Suffix> {
    match key {
        Key::Enter => Some(Suffix::Enter),
        Key::Tab => Some(Suffix::Tab),
        Key::Lf => Some(Suffix::Lf),
        _ => None,
    }
}

/// The pace that the desk still takes for a scanner's.
pub(super) const WIDEST: u64 = keys::PACE;
