//! Reads into a report: what the scanner does, what is wrong with it, and how grave that is.

use super::super::burst::{self, Keyboard};
use super::super::{Hint, Misread, SILENCE, SUFFIX};
use super::READS;
use super::read::{Read, WIDEST};
use crate::meeting::code::{self, Parsed};

/// So many failed reads of five are too many.
const TOO_MANY: usize = 3;

/// What a scanner does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Can the desk work with it?
    pub verdict: Verdict,
    /// What there is to know, the gravest first; empty if it is good.
    pub findings: Vec<Finding>,
    /// Milliseconds a key, the median of the reads; none if every read came as a paste.
    pub pace: Option<u64>,
    /// The longest wait between two keys of a read, milliseconds.
    pub slowest: Option<u64>,
    /// What closes a read.
    pub suffix: Suffix,
    /// It sends an AIM identifier or an ECI mark first. The desk leaves both out.
    pub marked: bool,
    /// The letters of codes; none if no code was read.
    pub case: Option<Case>,
    /// Failed reads.
    pub unreadable: usize,
    /// All reads.
    pub reads: usize,
}

/// Can the desk work with a scanner?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Good,
    /// Yes, but something is to be known or set.
    But,
    /// No.
    Bad,
}

/// What closes a read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suffix {
    /// Enter (CR).
    Enter,
    /// Tab.
    Tab,
    /// CR and LF.
    CrLf,
    /// LF, which a Unix terminal reports as Ctrl+J.
    Lf,
    /// Nothing.
    Nothing,
    /// Several keys.
    Several,
    /// Not the same for every read.
    Differs,
}

/// The letters of a code, which is printed in capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// As printed.
    Upper,
    /// All small.
    Lower,
    /// Some small: Shift was lost on the way, or Caps Lock was pressed meanwhile.
    Mixed,
}

/// Something to know about a scanner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The computer's keyboard layout is another than the scanner's. With pairs of what was printed and what came.
    Layout(Keyboard, Vec<(char, char)>),
    /// Digits come as signs: Shift or Caps Lock holds.
    ShiftedDigits,
    /// Digits come as arrows, or not at all: the scanner types them on the number pad, and Num Lock is off.
    NumLock,
    /// Alt codes come, not characters.
    AltCodes,
    /// Two scanners typed at once.
    TwoScanners,
    /// So many reads were no codes of ours: whether it reads those well nobody knows.
    Foreign(usize),
    /// So many reads lacked characters.
    Lost(usize),
    /// So many reads were wrong for no reason that shows.
    Misread(usize),
    /// Characters of its own before the code.
    OwnPrefix(String),
    /// Characters of its own behind the code.
    OwnSuffix(String),
    /// What closes a read comes so many milliseconds late, as if a person had pressed it.
    LateSuffix(u64),
    /// What closes a read is not always the same.
    SuffixDiffers,
    /// As slow as a person: milliseconds a key.
    Slow(u64),
    /// It stops for so many milliseconds within a read.
    Halting(u64),
    /// Every read comes twice.
    Twice,
    /// It comes as a paste.
    Pasted,
    /// Small letters: Caps Lock, or so set up.
    SmallLetters,
    /// Small letters and capitals in one code.
    MixedLetters,
}

/// Why a read failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    Keyboard(Keyboard, Vec<(char, char)>),
    NumLock,
    AltCodes,
    TwoScanners,
    Foreign,
    Lost,
    Misread,
}

impl Report {
    /// What these reads say.
    pub(super) fn of(reads: &[Read], shown: Option<Parsed>) -> Report {
        let troubles = troubles(reads, shown);
        let unreadable = troubles.iter().flatten().count();
        let mut findings = grave(troubles.into_iter().flatten());
        let mut paces: Vec<u64> = reads.iter().filter_map(|r| r.pace).map(|p| p.0).collect();
        paces.sort_unstable();
        let mut report = Report {
            verdict: Verdict::Good,
            findings: Vec::new(),
            pace: paces.get(paces.len() / 2).copied(),
            slowest: reads.iter().filter_map(|r| r.pace).map(|p| p.1).max(),
            suffix: same(reads.iter().map(|r| r.suffix)).unwrap_or(Suffix::Differs),
            marked: reads.iter().any(|r| r.marked),
            case: None,
            unreadable,
            reads: reads.len(),
        };
        let cases: Vec<Case> = reads.iter().filter_map(|r| r.case).collect();
        if !cases.is_empty() {
            report.case = Some(same(cases.into_iter()).unwrap_or(Case::Mixed));
        }
        let useless = findings.iter().any(|f| {
            matches!(
                f,
                Finding::Layout(..) | Finding::ShiftedDigits | Finding::NumLock | Finding::AltCodes
            )
        });
        findings.extend(report.remarks(reads));
        report.verdict = if useless || unreadable >= TOO_MANY.min(READS) {
            Verdict::Bad
        } else if findings.is_empty() {
            Verdict::Good
        } else {
            Verdict::But
        };
        report.findings = findings;
        report
    }

    /// What does not keep a read from being read.
    fn remarks(&self, reads: &[Read]) -> Vec<Finding> {
        let mut out = Vec::new();
        let own = |of: fn(&Read) -> &String| reads.iter().map(of).find(|s| !s.is_empty()).cloned();
        out.extend(own(|r| &r.before).map(Finding::OwnPrefix));
        out.extend(own(|r| &r.behind).map(Finding::OwnSuffix));
        let wait = reads.iter().map(|r| r.wait).max().unwrap_or(0);
        if wait > SUFFIX {
            out.push(Finding::LateSuffix(wait));
        } else if self.suffix == Suffix::Differs {
            out.push(Finding::SuffixDiffers);
        }
        match (self.pace, self.slowest) {
            (Some(pace), _) if pace > WIDEST => out.push(Finding::Slow(pace)),
            (Some(_), Some(slowest)) if slowest >= SILENCE => out.push(Finding::Halting(slowest)),
            (Some(_) | None, _) => {}
        }
        if reads.iter().any(|r| r.twice) {
            out.push(Finding::Twice);
        }
        if reads.iter().any(|r| r.pasted) {
            out.push(Finding::Pasted);
        }
        match self.case {
            Some(Case::Lower) => out.push(Finding::SmallLetters),
            Some(Case::Mixed) => out.push(Finding::MixedLetters),
            Some(Case::Upper) | None => {}
        }
        out
    }
}

/// Why each read failed; none of those that did not.
pub(super) fn troubles(reads: &[Read], shown: Option<Parsed>) -> Vec<Option<Trouble>> {
    let codes = reads.iter().filter_map(|r| r.code).chain(shown);
    let known: Vec<String> = codes.map(|code| code.to_string()).collect();
    let one = |read: &Read| match (read.spoilt, read.code) {
        (Some(Hint::AltCodes), _) => Some(Trouble::AltCodes),
        (Some(_), _) => Some(Trouble::NumLock),
        (None, Some(_)) => None,
        (None, None) => Some(trouble(&read.text, &known, shown)),
    };
    reads.iter().map(one).collect()
}

/// What this text, which is no code, is damaged of; a stranger's if nothing explains it.
fn trouble(text: &str, known: &[String], shown: Option<Parsed>) -> Trouble {
    if let Some((keyboard, meant)) = burst::keyboard(text) {
        return Trouble::Keyboard(keyboard, pairs(&meant, text));
    }
    let text = code::without_prefix(text);
    let judged = burst::judge(text);
    match judged.hint {
        Hint::TwoScanners => return Trouble::TwoScanners,
        Hint::NumLock => return Trouble::NumLock,
        _ => {}
    }
    // Characters missing, none changed.
    if known.iter().any(|k| is_part_of(text, k)) || judged.hint == Hint::TooShort {
        return Trouble::Lost;
    }
    if let Some(pairs) = shown.and_then(|s| exchanged(&s.to_string(), text)) {
        return Trouble::Keyboard(Keyboard::Other, pairs);
    }
    let near = |k: &String| {
        let same = k.chars().zip(text.chars()).filter(|(a, b)| a == b).count();
        k.chars().count() == text.chars().count() && 2 * same >= text.chars().count()
    };
    match (judged.what, judged.hint) {
        (_, Hint::Layout) => Trouble::Keyboard(Keyboard::Other, Vec::new()),
        (Misread::Damaged(_), _) => Trouble::Misread,
        (Misread::Foreign(_), _) if known.iter().any(near) => Trouble::Misread,
        (Misread::Foreign(_), _) => Trouble::Foreign,
    }
}

/// The characters that an unknown layout exchanged, if that explains all of it: at least three, each always alike.
fn exchanged(meant: &str, got: &str) -> Option<Vec<(char, char)>> {
    let pairs = pairs(meant, got);
    let mut all = meant.chars().zip(got.chars());
    let alike = all.all(|(m, g)| {
        let folded = code::fold_char(g) == m;
        let exchanged = |p: &(char, char)| p.0 == m;
        folded != pairs.iter().any(exchanged)
    });
    let each = pairs.iter().enumerate().all(|(i, p)| {
        let rest = &pairs[i + 1..];
        rest.iter().all(|other| other.0 != p.0)
    });
    (meant.chars().count() == got.chars().count() && pairs.len() >= 3 && each && alike)
        .then_some(pairs)
}

/// What was meant and what came, where they differ; each pair once.
fn pairs(meant: &str, got: &str) -> Vec<(char, char)> {
    let mut out: Vec<(char, char)> = Vec::new();
    for pair in meant.chars().zip(got.chars()) {
        if code::fold_char(pair.0) != code::fold_char(pair.1) && !out.contains(&pair) {
            out.push(pair);
        }
    }
    out
}

fn is_part_of(part: &str, whole: &str) -> bool {
    let (mut rest, mut found) = (whole.chars(), 0);
    let inside = part.chars().all(|c| {
        found += 1;
        rest.any(|w| code::fold_char(w) == code::fold_char(c))
    });
    inside && found < whole.chars().count() && 2 * found >= whole.chars().count()
}

/// Failed reads as findings, each kind once.
fn grave(troubles: impl Iterator<Item = Trouble>) -> Vec<Finding> {
    let (mut layout, mut shifted, mut two) = (None, false, false);
    let (mut num_lock, mut alt) = (false, false);
    let (mut foreign, mut lost, mut misread) = (0, 0, 0);
    for trouble in troubles {
        match trouble {
            Trouble::Keyboard(Keyboard::Shifted, _) => shifted = true,
            Trouble::Keyboard(keyboard, pairs) => {
                let (_, all) = layout.get_or_insert((keyboard, Vec::new()));
                let new: Vec<_> = pairs.into_iter().filter(|p| !all.contains(p)).collect();
                all.extend(new);
            }
            Trouble::NumLock => num_lock = true,
            Trouble::AltCodes => alt = true,
            Trouble::TwoScanners => two = true,
            Trouble::Foreign => foreign += 1,
            Trouble::Lost => lost += 1,
            Trouble::Misread => misread += 1,
        }
    }
    let mut out = Vec::new();
    out.extend(layout.map(|(keyboard, pairs)| Finding::Layout(keyboard, pairs)));
    out.extend(shifted.then_some(Finding::ShiftedDigits));
    out.extend(num_lock.then_some(Finding::NumLock));
    out.extend(alt.then_some(Finding::AltCodes));
    out.extend(two.then_some(Finding::TwoScanners));
    out.extend((foreign > 0).then_some(Finding::Foreign(foreign)));
    out.extend((lost > 0).then_some(Finding::Lost(lost)));
    out.extend((misread > 0).then_some(Finding::Misread(misread)));
    out
}

/// The value that all are.
fn same<T: Copy + PartialEq>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}
