//! The badge code: 16 characters that name a subject of one meeting and prove it.
//!
//! ```text
//! G1  TT  SSSSS  MMMMMM  C      Crockford base 32, upper case, nothing else
//! │   │   │      │       └ check character over the 15 before it
//! │   │   │      └ first 30 bits of a keyed hash over meeting, subject and issue number
//! │   │   └ subject, 25 bits: kind (2), number (23)
//! │   └ meeting tag, 10 bits, from the meeting's secret
//! └ format: gelar, version 1
//! ```
//!
//! The code never covers a name: a corrected name must not kill a printed badge. Reading has two stages.
//! [`read`] needs no secret and separates a misread code from a stranger's text; [`Parsed::verify`] needs the
//! secret and says whose code it is. A stranger's text is never kept: only its class and length leave this
//! file. Published test vectors stand in `tests/vectors/`.

mod reading;

use std::fmt;

use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

pub use self::reading::{
    Damage, ForeignClass, Reading, fold, fold_char, is_filler, read, value, without_prefix,
};

/// How many characters a code has.
pub const LENGTH: usize = 16;

/// Crockford's 32 characters in the order of their values: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The values of `G` and `1`.
const START: [u8; 2] = [16, 1];
/// Domain separation for the two uses of the meeting's secret.
const TAG_CONTEXT: &[u8] = b"gelar meeting tag 1";
const MAC_CONTEXT: &[u8] = b"gelar badge code 1";
/// How many issues of a subject nobody knows are tried: it may have been made at a desk not yet heard of.
const ISSUES_OF_A_STRANGER: u16 = 16;

/// The meeting's secret: whoever has it can make badge codes. Debug never shows it.
///
/// 32 bytes, drawn once at set-up; serialised as 52 characters of base 32 (RFC 4648, no padding).
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// A secret from 32 random bytes; the caller draws them.
    pub fn new(bytes: [u8; 32]) -> Self {
        Secret(bytes)
    }

    /// What stands for the secret in a copy whose private values were emptied; it proves nothing.
    pub fn emptied() -> Self {
        Secret([0; 32])
    }

    /// Was it emptied? Then nothing may be proved with it.
    pub fn is_emptied(&self) -> bool {
        self.0 == [0; 32]
    }

    /// The tag that this meeting's codes carry.
    pub fn tag(&self) -> MeetingTag {
        let hash = blake3::keyed_hash(&self.0, TAG_CONTEXT);
        let [first, second, ..] = *hash.as_bytes();
        MeetingTag(u16::from_be_bytes([first, second]) >> 6)
    }

    fn mac(&self, tag: MeetingTag, subject: Subject, issue: u16) -> u32 {
        let hash = blake3::Hasher::new_keyed(&self.0)
            .update(MAC_CONTEXT)
            .update(&tag.0.to_be_bytes())
            .update(&subject.bits().to_be_bytes())
            .update(&issue.to_be_bytes())
            .finalize();
        let [a, b, c, d, ..] = *hash.as_bytes();
        u32::from_be_bytes([a, b, c, d]) >> 2
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&BASE32_NOPAD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(d)?;
        // The message never repeats the text: a secret with a typing error is still almost a secret.
        BASE32_NOPAD
            .decode(text.as_bytes())
            .ok()
            .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
            .map(Secret)
            .ok_or_else(|| D::Error::custom("not a meeting secret"))
    }
}

/// Ten bits that tell one meeting's codes from another's, most of the time: two meetings in 1,024 share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeetingTag(u16);

impl fmt::Display for MeetingTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut symbols = [0; 2];
        spread(u32::from(self.0), &mut symbols);
        f.write_str(&written(&symbols))
    }
}

/// What a code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubjectKind {
    /// A person's badge. Bits 00.
    Person,
    /// The letter to a delegation. Bits 01.
    Delegation,
    /// A page of the attendance sheet. Bits 10.
    Page,
    /// A command card: undo, all present, and so on. Bits 11.
    Command,
}

/// A kind and a number within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    kind: SubjectKind,
    number: u32,
}

impl Subject {
    /// The largest number that fits into 23 bits.
    pub const MAX_NUMBER: u32 = (1 << 23) - 1;

    /// A subject; none if the number is larger than [`Subject::MAX_NUMBER`].
    pub fn new(kind: SubjectKind, number: u32) -> Option<Self> {
        (number <= Self::MAX_NUMBER).then_some(Subject { kind, number })
    }

    /// Its kind.
    pub fn kind(self) -> SubjectKind {
        self.kind
    }

    /// Its number; for a person the badge number.
    pub fn number(self) -> u32 {
        self.number
    }

    fn bits(self) -> u32 {
        let kind = match self.kind {
            SubjectKind::Person => 0,
            SubjectKind::Delegation => 1,
            SubjectKind::Page => 2,
            SubjectKind::Command => 3,
        };
        kind << 23 | self.number
    }

    fn from_bits(bits: u32) -> Self {
        let kind = match bits >> 23 & 3 {
            0 => SubjectKind::Person,
            1 => SubjectKind::Delegation,
            2 => SubjectKind::Page,
            _ => SubjectKind::Command,
        };
        Subject {
            kind,
            number: bits & Self::MAX_NUMBER,
        }
    }
}

/// A text with the shape and the check character of a code. Whose it is, [`Parsed::verify`] says.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Parsed([u8; LENGTH]);

/// Whose code it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Ours and current.
    Ours {
        /// Whom it names.
        subject: Subject,
    },
    /// Ours, but replaced by a newer issue.
    Superseded {
        /// Whom it names.
        subject: Subject,
        /// The old issue number.
        issue: u16,
    },
    /// The tag is another meeting's.
    OtherMeeting,
    /// The tag is ours and the proof is wrong. One meeting in 1,024 shares our tag, so this may also be an honest
    /// code of another meeting: it is refused, nobody is accused.
    Forged,
    /// Proved with our secret, but the subject is not in this journal: made at a desk not yet heard of.
    UnknownSubject,
}

impl Parsed {
    /// The meeting it says it belongs to.
    pub fn tag(&self) -> MeetingTag {
        // Ten bits: the cast cannot lose any.
        #[allow(clippy::cast_possible_truncation)]
        MeetingTag(gather(&self.0[2..4]) as u16)
    }

    /// Whom it says it names; nothing is proved by this.
    pub fn subject(&self) -> Subject {
        Subject::from_bits(gather(&self.0[4..9]))
    }

    /// Decides whose code it is. `issue_now` gives the current issue number of a subject, none if there is no such
    /// subject.
    pub fn verify(&self, secret: &Secret, issue_now: impl Fn(Subject) -> Option<u16>) -> Verdict {
        let tag = secret.tag();
        if self.tag() != tag {
            return Verdict::OtherMeeting;
        }
        let subject = self.subject();
        let mac = gather(&self.0[9..15]);
        let proves = |issue: &u16| secret.mac(tag, subject, *issue) == mac;
        match issue_now(subject) {
            Some(now) if proves(&now) => Verdict::Ours { subject },
            Some(now) => (0..now)
                .rev()
                .find(proves)
                .map_or(Verdict::Forged, |issue| Verdict::Superseded {
                    subject,
                    issue,
                }),
            None if (0..ISSUES_OF_A_STRANGER).any(|issue| proves(&issue)) => {
                Verdict::UnknownSubject
            }
            None => Verdict::Forged,
        }
    }

    fn from_symbols(symbols: [u8; LENGTH]) -> Option<Self> {
        let right = symbols[..2] == START && check(&symbols[..LENGTH - 1]) == symbols[LENGTH - 1];
        right.then_some(Parsed(symbols))
    }
}

impl fmt::Display for Parsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&written(&self.0))
    }
}

impl fmt::Debug for Parsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Makes the code of a subject's issue: 16 upper-case characters.
pub fn encode(secret: &Secret, subject: Subject, issue: u16) -> String {
    let tag = secret.tag();
    let mut symbols = [0; LENGTH];
    symbols[..2].copy_from_slice(&START);
    spread(u32::from(tag.0), &mut symbols[2..4]);
    spread(subject.bits(), &mut symbols[4..9]);
    spread(secret.mac(tag, subject, issue), &mut symbols[9..15]);
    symbols[LENGTH - 1] = check(&symbols[..LENGTH - 1]);
    written(&symbols)
}

/// Writes a code in groups of four for the eye: `G1AB-CDEF-…`.
pub fn grouped(code: &str) -> String {
    let mut out = String::with_capacity(code.len() + code.len() / 4);
    for (i, c) in code.chars().enumerate() {
        if i > 0 && i % 4 == 0 {
            out.push('-');
        }
        out.push(c);
    }
    out
}

/// Σ αⁱcᵢ over GF(32), i from 0, with α a root of x⁵ + x² + 1.
///
/// α has order 31, so 15 positions and the check itself all weigh differently: one changed character, or two swapped
/// neighbours, always show.
fn check(symbols: &[u8]) -> u8 {
    symbols
        .iter()
        .rev()
        .fold(0, |sum, symbol| times_alpha(sum) ^ symbol)
}

fn times_alpha(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 0b10_0000 == 0 {
        doubled
    } else {
        doubled ^ 0b10_0101
    }
}

/// Writes a number into characters of 5 bits, the highest first.
fn spread(mut bits: u32, symbols: &mut [u8]) {
    for symbol in symbols.iter_mut().rev() {
        // Five bits: the cast cannot lose any.
        #[allow(clippy::cast_possible_truncation)]
        let low = (bits & 31) as u8;
        *symbol = low;
        bits >>= 5;
    }
}

fn gather(symbols: &[u8]) -> u32 {
    symbols
        .iter()
        .fold(0, |bits, symbol| bits << 5 | u32::from(*symbol))
}

fn written(symbols: &[u8]) -> String {
    symbols
        .iter()
        .map(|s| char::from(ALPHABET[usize::from(*s & 31)]))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn person(number: u32) -> Subject {
        Subject::new(SubjectKind::Person, number).unwrap()
    }

    fn secret(byte: u8) -> Secret {
        Secret::new([byte; 32])
    }

    fn parsed(text: &str) -> Parsed {
        match read(text) {
            Reading::Code(parsed) => parsed,
            other => panic!("{text}: {other:?}"),
        }
    }

    fn foreign(text: &str) -> ForeignClass {
        match read(text) {
            Reading::Foreign { class, .. } => class,
            other => panic!("{text}: {other:?}"),
        }
    }

    fn damaged(text: &str) -> Damage {
        match read(text) {
            Reading::Damaged { why, .. } => why,
            other => panic!("{text}: {other:?}"),
        }
    }

    fn any_subject() -> impl Strategy<Value = Subject> {
        (0u32..4, 0..=Subject::MAX_NUMBER).prop_map(|(kind, n)| Subject::from_bits(kind << 23 | n))
    }

    fn any_code() -> impl Strategy<Value = String> {
        (any::<[u8; 32]>(), any_subject(), any::<u16>())
            .prop_map(|(s, subject, issue)| encode(&Secret::new(s), subject, issue))
    }

    #[test]
    fn alpha_has_order_31() {
        let mut value = 1;
        let order = (1..=31)
            .find(|_| {
                value = times_alpha(value);
                value == 1
            })
            .unwrap();
        assert_eq!(order, 31);
    }

    #[test]
    fn a_secret_is_never_shown_and_survives_serde() {
        let secret = secret(0xA5);
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        let json = serde_json::to_string(&secret).unwrap();
        assert_eq!(json.len(), 54);
        assert_eq!(serde_json::from_str::<Secret>(&json).unwrap(), secret);
        let error = serde_json::from_str::<Secret>("\"UWS2L\"").unwrap_err();
        assert!(!error.to_string().contains("UWS2L"));
    }

    #[test]
    fn a_subject_has_23_bits() {
        assert!(Subject::new(SubjectKind::Command, Subject::MAX_NUMBER).is_some());
        assert_eq!(Subject::new(SubjectKind::Person, 1 << 23), None);
    }

    #[test]
    fn a_replaced_badge_says_which_issue_it_was() {
        let s = secret(1);
        let old = parsed(&encode(&s, person(47), 2));
        assert_eq!(
            old.verify(&s, |_| Some(5)),
            Verdict::Superseded {
                subject: person(47),
                issue: 2
            }
        );
        assert_eq!(
            old.verify(&s, |_| Some(2)),
            Verdict::Ours {
                subject: person(47)
            }
        );
        // An issue that was never made proves nothing.
        assert_eq!(old.verify(&s, |_| Some(1)), Verdict::Forged);
    }

    #[test]
    fn another_meeting_is_told_by_its_tag_and_refused_by_its_mac() {
        let ours = secret(1);
        let other = (2..=255)
            .map(secret)
            .find(|s| s.tag() != ours.tag())
            .unwrap();
        let code = parsed(&encode(&other, person(47), 1));
        assert_eq!(code.verify(&ours, |_| Some(1)), Verdict::OtherMeeting);
        // A stranger's proof under our tag: same characters, tag exchanged, check character made right.
        let mut symbols = code.0;
        spread(u32::from(ours.tag().0), &mut symbols[2..4]);
        symbols[15] = check(&symbols[..15]);
        let forged = Parsed::from_symbols(symbols).unwrap();
        assert_eq!(forged.verify(&ours, |_| Some(1)), Verdict::Forged);
        assert_eq!(forged.verify(&ours, |_| None), Verdict::Forged);
    }

    #[test]
    fn an_unknown_subject_must_still_prove_itself() {
        let s = secret(1);
        let code = parsed(&encode(&s, person(9_000), 1));
        assert_eq!(code.verify(&s, |_| None), Verdict::UnknownSubject);
    }

    #[test]
    fn strangers_are_named_and_not_kept() {
        assert_eq!(
            foreign("00020101021126570011ID.DANA.WWW"),
            ForeignClass::PaymentQr
        );
        assert_eq!(
            foreign("https://contoh.example/g1"),
            ForeignClass::WebAddress
        );
        assert_eq!(foreign("HTTPS://CONTOH.EXAMPLE"), ForeignClass::WebAddress);
        assert_eq!(foreign("wa.me/6281200000000"), ForeignClass::WebAddress);
        assert_eq!(foreign("7309054107900001"), ForeignClass::Nik16);
        assert_eq!(foreign("3171054107900001"), ForeignClass::Nik16);
        assert_eq!(foreign("8991234567890"), ForeignClass::OtherDigits);
        assert_eq!(foreign("BEGIN:VCARD"), ForeignClass::Other);
        assert_eq!(foreign(""), ForeignClass::Other);
        assert_eq!(
            read(" hello "),
            Reading::Foreign {
                class: ForeignClass::Other,
                length: 5
            }
        );
    }

    #[test]
    fn short_long_and_strange_codes_are_damaged() {
        let code = encode(&secret(3), person(47), 1);
        for cut in 2..15 {
            assert_eq!(damaged(&code[..cut]), Damage::TooShort, "{cut}");
        }
        assert_eq!(damaged(&code[1..]), Damage::TooShort);
        assert_eq!(damaged(&format!("G{}", &code[2..])), Damage::TooShort);
        assert_eq!(damaged(&format!("{code}X")), Damage::TooLong);
        assert_eq!(damaged(&format!("G{code}")), Damage::TooLong);
        assert_eq!(damaged(&format!("{code}{code}")), Damage::TooLong);
        assert_eq!(damaged(&format!("{}U", &code[..15])), Damage::Symbol);
        assert_eq!(damaged(&format!("?{}", &code[1..])), Damage::Symbol);
    }

    #[test]
    fn prefixes_of_scanners_are_cut_off() {
        let code = encode(&secret(3), person(47), 1);
        for prefix in ["]Q1", "]C1", "\\000026", "]Q2\\000026", "\u{2}", " "] {
            assert_eq!(parsed(&format!("{prefix}{code}")).to_string(), code);
        }
        assert_eq!(without_prefix("]Q"), "]Q");
        assert_eq!(without_prefix("\\00002"), "\\00002");
        assert_eq!(without_prefix("]é1"), "]é1");
    }

    #[test]
    fn groups_of_four_read_back() {
        let code = encode(&secret(3), person(47), 1);
        let printed = grouped(&code);
        assert_eq!(printed.len(), 19);
        assert_eq!(fold(&printed), code);
        assert_eq!(fold("gi lo–\u{200b}U"), "G110U");
    }

    proptest! {
        #[test]
        fn encoding_is_read_and_proved(s in any::<[u8; 32]>(), subject in any_subject(), issue in any::<u16>()) {
            let s = Secret::new(s);
            let code = encode(&s, subject, issue);
            prop_assert_eq!(code.len(), LENGTH);
            let parsed = parsed(&code);
            prop_assert_eq!(parsed.to_string(), code);
            prop_assert_eq!(parsed.subject(), subject);
            prop_assert_eq!(parsed.tag(), s.tag());
            prop_assert_eq!(parsed.verify(&s, |_| Some(issue)), Verdict::Ours { subject });
        }

        #[test]
        fn every_change_of_one_character_is_damaged(code in any_code()) {
            for at in 0..LENGTH {
                for other in ALPHABET.iter().map(|b| char::from(*b)) {
                    let mut text: Vec<char> = code.chars().collect();
                    if text[at] == other { continue; }
                    text[at] = other;
                    let text: String = text.into_iter().collect();
                    prop_assert!(matches!(read(&text), Reading::Damaged { .. }), "{}", text);
                }
            }
        }

        #[test]
        fn every_swap_of_neighbours_is_damaged(code in any_code()) {
            for at in 0..LENGTH - 1 {
                let mut text: Vec<char> = code.chars().collect();
                if text[at] == text[at + 1] { continue; }
                text.swap(at, at + 1);
                let text: String = text.into_iter().collect();
                prop_assert!(matches!(read(&text), Reading::Damaged { .. }), "{}", text);
            }
        }

        #[test]
        fn what_people_type_reads_the_same(
            code in any_code(),
            lower in any::<[bool; LENGTH]>(),
            letter in any::<[u8; LENGTH]>(),
            gap in any::<[u8; LENGTH]>(),
        ) {
            let mut typed = String::new();
            for (i, c) in code.chars().enumerate() {
                let c = match (c, letter[i] % 3) {
                    ('0', 0) => 'O',
                    ('1', 0) => 'I',
                    ('1', 1) => 'L',
                    (c, _) => c,
                };
                typed.push(if lower[i] { c.to_ascii_lowercase() } else { c });
                match gap[i] % 8 { 0 => typed.push('-'), 1 => typed.push(' '), _ => {} }
            }
            prop_assert_eq!(fold(&typed), code.clone());
            prop_assert_eq!(parsed(&typed).to_string(), code);
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = read(&text);
            let _ = grouped(&text);
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
