//! Text from people, cleaned where it enters: nothing may steer a terminal or hide on a screen.
//!
//! Never cuts to a width; that happens where text leaves.

use std::iter::Peekable;
use std::str::Chars;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Marks that may sit on one letter; more is an attack on the lines above and below.
const MARKS: usize = 4;

/// Removes control characters with their whole escape sequences, direction marks and overrides,
/// and characters without width; then NFC, one blank between words, none around. Idempotent.
pub fn scrub(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\u{1b}' => after_escape(&mut rest),
            '\u{9b}' => skip_csi(&mut rest),
            '\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => skip_string(&mut rest),
            c if c.is_whitespace() => clean.push(' '),
            c if c.is_control() || invisible(c) => {}
            c => clean.push(c),
        }
    }
    tidy(&clean)
}

/// NFC, at most [`MARKS`] marks on a letter, blanks collapsed and trimmed.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.nfc() {
        if c.is_whitespace() {
            marks = 0;
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            continue;
        }
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        if marks <= MARKS {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// What belongs to an escape character that has just been read.
fn after_escape(rest: &mut Peekable<Chars<'_>>) {
    match rest.peek() {
        Some('[') => {
            rest.next();
            skip_csi(rest);
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            rest.next();
            skip_string(rest);
        }
        Some(' '..='/') => {
            while rest.next_if(|c| matches!(c, ' '..='/')).is_some() {}
            rest.next_if(|c| matches!(c, '0'..='~'));
        }
        // A short sequence (`ESC c` resets the terminal): the one character belongs to it.
        Some('0'..='~') => {
            rest.next();
        }
        Some(_) | None => {}
    }
}

/// Parameters, intermediates and the final character of a control sequence.
fn skip_csi(rest: &mut Peekable<Chars<'_>>) {
    while rest.next_if(|c| matches!(c, ' '..='?')).is_some() {}
    rest.next_if(|c| matches!(c, '@'..='~'));
}

/// A control string up to its end. Without an end only its opening goes: the rest may be the name.
fn skip_string(rest: &mut Peekable<Chars<'_>>) {
    let mut ahead = rest.clone();
    while let Some(c) = ahead.next() {
        match c {
            '\u{07}' | '\u{9c}' => {
                *rest = ahead;
                return;
            }
            '\u{1b}' if ahead.peek() == Some(&'\\') => {
                ahead.next();
                *rest = ahead;
                return;
            }
            '\n' | '\r' | '\u{1b}' => return,
            _ => {}
        }
    }
}

/// Characters that take no room or turn the direction of others.
fn invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{ffa0}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_steers_a_terminal_goes_with_its_payload() {
        for (dirty, clean) in [
            ("  Andi\t Rahman \n", "Andi Rahman"),
            ("\u{1b}[31mAndi\u{1b}[0m Rahman", "Andi Rahman"),
            ("\u{9b}2JAndi", "Andi"),
            ("\u{1b}]0;judul\u{07}Andi", "Andi"),
            ("\u{1b}]52;c;Zm9v\u{1b}\\Andi", "Andi"),
            ("\u{1b}]Andi Rahman", "Andi Rahman"),
            ("\u{1b}Pq#0\u{9c}Andi", "Andi"),
            ("\u{1b}(0Andi", "Andi"),
            ("\u{1b}cAndi\u{1b}", "Andi"),
            ("An\u{0}di\u{7f}\u{85}", "Andi"),
            ("\u{202e}Andi\u{202c} \u{2067}Rahman\u{2069}", "Andi Rahman"),
            ("An\u{200b}di\u{feff} Rah\u{ad}man\u{200d}", "Andi Rahman"),
            ("Se\u{301}na", "Séna"),
            ("Andi\u{a0}\u{2003}Rahman", "Andi Rahman"),
            ("Dg. Ma'rumpa – 🙂", "Dg. Ma'rumpa – 🙂"),
            ("\u{1b}[", ""),
        ] {
            assert_eq!(scrub(dirty), clean, "{dirty:?}");
        }
    }

    #[test]
    fn a_tower_of_marks_is_cut() {
        let tower = format!("Z{}a", "\u{300}".repeat(50));
        assert_eq!(scrub(&tower), format!("Z{}a", "\u{300}".repeat(MARKS)));
    }

    proptest! {
        #[test]
        fn nothing_hidden_stays(
            text in prop_oneof![
                any::<String>(),
                "[\u{1b}\u{9b}\u{9d}\u{7}\\[\\]\\\\;0-9mA-C \u{300}\u{301}\u{202e}\u{200b}e]{0,30}",
            ]
        ) {
            let clean = scrub(&text);
            prop_assert!(!clean.chars().any(|c| c.is_control() || invisible(c)));
            prop_assert!(!clean.contains("  ") && clean.trim() == clean);
            prop_assert_eq!(scrub(&clean), clean);
        }
    }
}
