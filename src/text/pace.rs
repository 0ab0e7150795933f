//! The words for how fast people come: a few lines for the desk's side panel. Every line fits the
//! width it is given.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Text, time};
use crate::meeting::Meeting;
use crate::meeting::forecast::{Pace, RECENT_MINUTES, Span};

/// A span at most so many minutes long is told as one time.
const ONE_TIME: i64 = 5;

/// The phrases.
#[allow(missing_docs)] // the names and the words say it
pub struct Words {
    pub per_minute: fn(u32) -> String,
    pub in_minutes: fn(u32, u32) -> String,
    pub peak: fn(u32) -> String,
    pub all_in_at: fn(&str) -> String,
    pub all_in_between: fn(&str, &str) -> String,
    pub if_they_come: &'static str,
    pub open_desk: fn(u32) -> String,
    /// Busiest desk, people still to come, minutes.
    pub why: fn(&str, usize, u32) -> String,
}

pub(super) const ID: Words = Words {
    per_minute: |n| format!("{n} per menit"),
    in_minutes: |n, minutes| format!("{n} dalam {minutes} menit"),
    peak: |n| format!("puncak {n} per menit"),
    all_in_at: |at| format!("semua masuk ± {at}"),
    all_in_between: |from, to| format!("semua masuk {from}-{to}"),
    if_they_come: "bila semua datang",
    open_desk: |n| format!("BUKA MEJA KE-{n}"),
    why: |desk, left, minutes| {
        format!("{desk} tidak berhenti; {left} orang lagi perlu {minutes} menit.")
    },
};

pub(super) const EN: Words = Words {
    per_minute: |n| format!("{n} a minute"),
    in_minutes: |n, minutes| format!("{n} in {minutes} minutes"),
    peak: |n| format!("peak {n} a minute"),
    all_in_at: |at| format!("all in by ± {at}"),
    all_in_between: |from, to| format!("all in {from}-{to}"),
    if_they_come: "if everybody comes",
    open_desk: |n| format!("OPEN DESK NO. {n}"),
    why: |desk, left, minutes| {
        format!("{desk} has no pause; {left} more people need {minutes} minutes.")
    },
};

/// The lines of a pace for a panel of `width` columns: first the hint, where there is one, then rate,
/// peak and when all are in. Nothing where nobody has come in the last ten minutes.
pub fn lines(text: &Text, meeting: &Meeting, pace: &Pace, width: usize) -> Vec<String> {
    let words = &text.pace;
    let mut phrases: Vec<String> = hint(text, pace).into_iter().flatten().collect();
    if pace.recent > 0 {
        let rate = whole(pace.per_minute);
        phrases.push(if pace.per_minute >= 1.0 {
            (words.per_minute)(rate)
        } else {
            (words.in_minutes)(pace.recent, RECENT_MINUTES)
        });
        // A peak that is now says nothing new.
        if pace.per_minute >= 1.0 && pace.peak > rate {
            phrases.push((words.peak)(pace.peak));
        }
    }
    if let Some(span) = pace.all_in {
        phrases.push(all_in(text, meeting, span));
        phrases.push(words.if_they_come.to_owned());
    }
    phrases.iter().flat_map(|p| wrap(p, width)).collect()
}

/// *BUKA MEJA KE-2* and the sentence why; none where the desks suffice.
pub fn hint(text: &Text, pace: &Pace) -> Option<[String; 2]> {
    let open = pace.open.as_ref()?;
    let minutes = whole(open.minutes);
    Some([
        (text.pace.open_desk)(open.desks),
        (text.pace.why)(&open.busiest, pace.left, minutes),
    ])
}

/// *semua masuk ± 09.40*, or the span where it is longer than five minutes.
pub fn all_in(text: &Text, meeting: &Meeting, span: Span) -> String {
    let seconds = span.latest.as_second() - span.earliest.as_second();
    if seconds <= ONE_TIME * 60 {
        return (text.pace.all_in_at)(&time(meeting, span.latest));
    }
    let (from, to) = (time(meeting, span.earliest), time(meeting, span.latest));
    (text.pace.all_in_between)(&from, &to)
}

/// Breaks a phrase at blanks so that no line is wider than `width` columns; a longer word is cut.
pub fn wrap(phrase: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines: Vec<String> = Vec::new();
    for word in phrase.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.extend(cut(word, width)),
        }
    }
    lines
}

/// A word in pieces of at most `width` columns.
fn cut(word: &str, width: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for letter in word.graphemes(true) {
        match pieces.last_mut() {
            Some(piece) if piece.is_empty() || piece.width() + letter.width() <= width => {
                piece.push_str(letter);
            }
            Some(_) | None => pieces.push(letter.to_owned()),
        }
    }
    pieces
}

/// Rounded, for people.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a float becomes the nearest u32
fn whole(n: f64) -> u32 {
    n.round() as u32
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;
    use crate::meeting::forecast::OpenDesk;
    use crate::text::Lang;

    const PANEL: usize = 24;

    fn at(minute: i64) -> Timestamp {
        // 09.00 in the zone of a meeting that says none.
        Timestamp::from_second(1_733_792_400 + minute * 60).unwrap()
    }

    fn busy() -> Pace {
        Pace {
            present: 55,
            left: 143,
            recent: 58,
            per_minute: 5.8,
            peak: 11,
            all_in: Some(Span {
                earliest: at(22),
                latest: at(31),
            }),
            stations: Vec::new(),
            open: Some(OpenDesk {
                desks: 2,
                busiest: "Meja 1".into(),
                minutes: 24.6,
            }),
        }
    }

    #[test]
    fn a_busy_desk_reads_at_a_glance() {
        let meeting = Meeting::default();
        insta::assert_snapshot!(lines(Lang::Id.text(), &meeting, &busy(), PANEL).join("\n"), @r"
        BUKA MEJA KE-2
        Meja 1 tidak berhenti;
        143 orang lagi perlu 25
        menit.
        6 per menit
        puncak 11 per menit
        semua masuk 09.22-09.31
        bila semua datang
        ");
        insta::assert_snapshot!(lines(Lang::En.text(), &meeting, &busy(), PANEL).join("\n"), @r"
        OPEN DESK NO. 2
        Meja 1 has no pause; 143
        more people need 25
        minutes.
        6 a minute
        peak 11 a minute
        all in 09.22-09.31
        if everybody comes
        ");
    }

    #[test]
    fn a_quiet_desk_says_little_and_an_empty_one_nothing() {
        let meeting = Meeting::default();
        let text = Lang::Id.text();
        let mut pace = busy();
        (pace.all_in, pace.open, pace.recent, pace.per_minute) = (None, None, 4, 0.4);
        assert_eq!(lines(text, &meeting, &pace, PANEL), ["4 dalam 10 menit"]);
        (pace.recent, pace.per_minute) = (0, 0.0);
        assert!(lines(text, &meeting, &pace, PANEL).is_empty());
    }

    #[test]
    fn a_short_span_is_one_time() {
        let span = Span {
            earliest: at(36),
            latest: at(40),
        };
        let told = all_in(Lang::Id.text(), &Meeting::default(), span);
        assert_eq!(told, "semua masuk ± 09.40");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_panel_and_no_word_is_lost(
            desk in "[A-Za-z ]{0,40}|[あ-ん]{0,20}",
            left in 0usize..200_000, peak in 0u32..100_000, rate in 0.0f64..90_000.0,
            width in 2usize..40,
        ) {
            let mut pace = busy();
            (pace.left, pace.peak, pace.per_minute) = (left, peak, rate);
            pace.open.as_mut().unwrap().busiest = Arc::from(desk.as_str());
            for lang in [Lang::Id, Lang::En] {
                for line in lines(lang.text(), &Meeting::default(), &pace, width) {
                    prop_assert!(line.width() <= width && !line.is_empty(), "{line:?}");
                }
                let sentence = (lang.text().pace.why)(&desk, left, 3);
                let bare = |s: &str| s.split_whitespace().collect::<String>();
                prop_assert_eq!(bare(&wrap(&sentence, width).join("")), bare(&sentence));
            }
        }
    }
}
