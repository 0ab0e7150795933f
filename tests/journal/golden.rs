//! The stored form of version 1, byte for byte. If one of these fails, old files cannot be read:
//! mend the code, never the fixture.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Once;

use data_encoding::HEXLOWER;
use gelar::journal::codec::{WORDS, decode, decode_sealed, encode, link, word};
use gelar::journal::sqlite::SqliteJournal;
use gelar::journal::verify::verify;
use gelar::journal::{Draft, Hash, JournalError};
use serde::{Deserialize, Serialize};

use crate::support::{as_entries, done, every_event, read};
use gelar::journal::Journal;

#[derive(Serialize, Deserialize)]
struct Pinned {
    text: String,
    private: Option<String>,
    salt: Option<String>,
    hash: String,
}

fn fixture(name: &str) -> PathBuf {
    static WRITTEN: Once = Once::new();
    if std::env::var_os("GELAR_WRITE_FIXTURES").is_some() {
        WRITTEN.call_once(write_fixtures);
    }
    path_of(name)
}

fn path_of(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/journal")
        .join(name)
}

fn pinned() -> Vec<Pinned> {
    let text = LINES.map(|(name, _)| fs::read_to_string(fixture(name)).unwrap());
    let lines = text.iter().flat_map(|text| text.lines());
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn salt_of(line: &Pinned) -> Option<[u8; 16]> {
    let hex = line.salt.as_ref()?;
    Some(HEXLOWER.decode(hex.as_bytes()).unwrap().try_into().unwrap())
}

#[test]
fn every_pinned_line_reads_and_writes_back_to_its_bytes() {
    let drafts = every_event();
    let entries = as_entries(1, &drafts);
    let lines = pinned();
    assert_eq!(lines.len(), entries.len());
    let mut hash = Hash::ZERO;
    for (line, entry) in lines.iter().zip(&entries) {
        let salt = salt_of(line);
        let private = line.private.as_deref().zip(salt.as_ref());
        let read = decode_sealed(&line.text, private).unwrap();
        assert_eq!(&read, entry);
        let again = Draft {
            stamp: read.stamp,
            event: read.event,
            salt: salt.unwrap_or_default(),
        };
        let stored = encode(entry.seq, &again).unwrap();
        assert_eq!(stored.text, line.text);
        assert_eq!(
            stored.private,
            line.private.clone().zip(salt),
            "{}",
            line.text
        );
        hash = link(&hash, line.text.as_bytes());
        assert_eq!(hash.to_string(), line.hash);
    }
}

#[test]
fn every_word_is_pinned_once() {
    let golden: Vec<&str> = every_event().iter().map(|d| word(&d.event)).collect();
    assert_eq!(golden, WORDS);
    assert_eq!(BTreeSet::from(WORDS).len(), WORDS.len());
    for (line, word) in pinned().iter().zip(WORDS) {
        let text: serde_json::Value = serde_json::from_str(&line.text).unwrap();
        assert_eq!(text["event"]["type"], word);
    }
}

#[test]
fn personal_values_stand_in_the_private_part_only() {
    for line in pinned() {
        for secret in [
            "Tenri",
            "Baso",
            "Sitti",
            "0812",
            "1980",
            "Ngalle",
            "Plt.",
            "sakit",
            "hilang",
            "duduk",
            "FIVCUKRKFIVCUKRK",
            "banjir",
            "salah ketik",
            "dibaca",
            "angka baru",
            "lembar",
            "ditolak penyelia",
            "bobot",
            "Makan siang",
        ] {
            assert!(!line.text.contains(secret), "{secret} in {}", line.text);
        }
    }
}

#[test]
fn an_emptied_line_still_reads() {
    for line in pinned() {
        decode(&line.text, None).unwrap();
    }
}

/// The files of version 1 as they were written, with how many words each knows: the first program
/// wrote 15, the one with the whole desk 27, the one with the board 38, the one that
/// remembers columns 39.
const FILES: [(&str, usize); 5] = [
    ("v1.gelar", 15),
    ("v1-desk.gelar", 27),
    ("v1-board.gelar", 38),
    ("v1-import.gelar", 39),
    ("v1-redo.gelar", WORDS.len()),
];

/// The lines of the words, in four files, and up to which word each goes.
const LINES: [(&str, usize); 4] = [
    ("v1.jsonl", 27),
    ("v1-board.jsonl", 38),
    ("v1-import.jsonl", 39),
    ("v1-redo.jsonl", WORDS.len()),
];

#[test]
fn files_of_version_1_open_and_verify() {
    let dir = tempfile::tempdir().unwrap();
    for (name, words) in FILES {
        let path = dir.path().join(name);
        fs::copy(fixture(name), &path).unwrap();
        let report = verify(&path).unwrap();
        assert_eq!(report.problem, None);
        assert_eq!(report.head.hash.to_string(), pinned()[words - 1].hash);
        let mut journal = SqliteJournal::open(&path).unwrap();
        assert_eq!(
            read(&mut journal, 0),
            as_entries(1, &every_event()[..words])
        );
    }
}

#[test]
fn unknown_words_and_versions_are_newer_and_the_rest_is_damage() {
    let text = &pinned()[14].text;
    let newer = |text: String| matches!(decode(&text, None), Err(JournalError::Newer { .. }));
    assert!(newer(text.replace("\"undone\"", "\"talk_begun\"")));
    assert!(newer(text.replace("\"v\":1", "\"v\":2")));
    assert!(newer(
        text.replace("\"v\":1", "\"v\":2").replace("act", "deed")
    ));
    for broken in [
        text.replace("\"act\"", "\"deed\""),
        text[..text.len() - 1].to_owned(),
        String::new(),
        "[]".into(),
    ] {
        assert!(
            matches!(decode(&broken, None), Err(JournalError::Damaged { .. })),
            "{broken}"
        );
    }
}

#[test]
fn private_values_of_another_entry_are_refused() {
    let lines = pinned();
    let salt = salt_of(&lines[6]).unwrap();
    let private = lines[7].private.as_deref().unwrap();
    assert!(matches!(
        decode_sealed(&lines[6].text, Some((private, &salt))),
        Err(JournalError::Damaged { seq: Some(7), .. })
    ));
}

/// Writes the lines and the newest file, before any test reads them: once by hand, when words are added,
/// with `GELAR_WRITE_FIXTURES=1`. Lines and files that were there before must come out the same.
fn write_fixtures() {
    let (newest, _) = FILES[FILES.len() - 1];
    let path = path_of(newest);
    let _ = fs::remove_file(&path);
    let mut lines: Vec<String> = Vec::new();
    let mut hash = Hash::ZERO;
    for (seq, draft) in (1..).zip(every_event()) {
        let stored = encode(seq, &draft).unwrap();
        hash = link(&hash, stored.text.as_bytes());
        let (private, salt) = stored.private.unzip();
        let line = Pinned {
            text: stored.text,
            private,
            salt: salt.map(|s| HEXLOWER.encode(&s)),
            hash: hash.to_string(),
        };
        lines.push(serde_json::to_string(&line).unwrap() + "\n");
    }
    let mut from = 0;
    for (name, to) in LINES {
        fs::write(path_of(name), lines[from..to].concat()).unwrap();
        from = to;
    }
    let mut journal = SqliteJournal::create(&path).unwrap();
    done(journal.append(0, every_event()));
}
