//! The published test vectors of the badge code. They come from a second implementation; see
//! `tests/vectors/badge-codes.txt`.
#![allow(clippy::unwrap_used)]

use gelar::meeting::code::{
    Damage, ForeignClass, Reading, Secret, Subject, SubjectKind, Verdict, encode, read,
};

fn rows(name: &str) -> Vec<Vec<String>> {
    let path = format!("{}/tests/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    let rows: Vec<Vec<String>> = csv::Reader::from_path(path)
        .unwrap()
        .into_records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    assert!(rows.len() >= 30, "{name} holds {} rows", rows.len());
    rows
}

fn secret(hex: &str) -> Secret {
    let bytes = data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap();
    Secret::new(bytes.try_into().unwrap())
}

fn kind(word: &str) -> SubjectKind {
    match word {
        "person" => SubjectKind::Person,
        "delegation" => SubjectKind::Delegation,
        "page" => SubjectKind::Page,
        "command" => SubjectKind::Command,
        other => panic!("kind {other}"),
    }
}

#[test]
fn every_vector_is_made_and_proved() {
    for row in rows("badge-codes.csv") {
        let secret = secret(&row[0]);
        let subject = Subject::new(kind(&row[1]), row[2].parse().unwrap()).unwrap();
        let issue: u16 = row[3].parse().unwrap();
        assert_eq!(encode(&secret, subject, issue), row[4], "{row:?}");
        let Reading::Code(parsed) = read(&row[4]) else {
            panic!("{row:?} does not read");
        };
        assert_eq!(
            parsed.verify(&secret, |_| Some(issue)),
            Verdict::Ours { subject },
            "{row:?}"
        );
    }
}

#[test]
fn every_refusal_is_refused_for_its_reason() {
    for row in rows("refused.csv") {
        let word = match read(&row[0]) {
            Reading::Code(_) => "code",
            Reading::Damaged { why, .. } => match why {
                Damage::TooShort => "too_short",
                Damage::TooLong => "too_long",
                Damage::Start => "start",
                Damage::Symbol => "symbol",
                Damage::CheckCharacter => "check_character",
            },
            Reading::Foreign { class, .. } => match class {
                ForeignClass::PaymentQr => "payment_qr",
                ForeignClass::WebAddress => "web_address",
                ForeignClass::Nik16 => "nik16",
                ForeignClass::OtherDigits => "other_digits",
                ForeignClass::Other => "other",
            },
        };
        assert_eq!(word, row[1], "{row:?}");
    }
}
