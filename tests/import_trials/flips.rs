//! Sound files with flipped, cut and inserted bytes, read as every list: rows, refusals or an error,
//! never a panic, never work without end.

use std::io::{Cursor, Read as _, Write as _};
use std::ops::ControlFlow;
use std::path::Path;

use gelar::exchange::ImportError;
use gelar::exchange::preview::{ImportKind, Preview, read_bytes};
use gelar::rehearse::dice::Dice;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::sound;
use crate::support::World;
use crate::trials::rounds;

/// Reports of a file as full as one may be: a repeated row may become a million.
const MOST_REPORTS: usize = 10_000;

const KINDS: [ImportKind; 5] = [
    ImportKind::People,
    ImportKind::Libraries,
    ImportKind::Villages,
    ImportKind::Achievements,
    ImportKind::Totals,
];

#[test]
fn sound_files_are_read_as_some_list() {
    let world = World::new();
    for (nth, bytes) in sound::files().into_iter().enumerate() {
        let reads = KINDS.map(|kind| rows(kind, &bytes, &world));
        assert!(reads.iter().any(|rows| *rows > 0), "file {nth}");
    }
}

#[test]
fn damaged_files_are_read_or_refused() {
    let world = World::new();
    for mut dice in rounds() {
        for (nth, bytes) in sound::files().into_iter().enumerate() {
            println!("file {nth}");
            let damaged = match inside(&bytes, &mut dice) {
                Some(damaged) if dice.percent(70) => damaged,
                Some(_) | None => damaged(bytes, &mut dice),
            };
            for kind in KINDS {
                rows(kind, &damaged, &world);
            }
        }
    }
}

/// How many rows come of it, all that the preview tells looked at.
fn rows(kind: ImportKind, bytes: &[u8], world: &World) -> usize {
    let path = Path::new("capaian 2024.csv");
    let reading = kind.reading(path, world.meeting());
    let mut reports = 0;
    let read = read_bytes(kind, bytes.to_vec(), reading, &mut |_| {
        reports += 1;
        assert!(reports < MOST_REPORTS);
        ControlFlow::Continue(())
    });
    let read = match read {
        Ok(read) => read,
        // What the reader says of a panic that it caught.
        Err(ImportError::Damaged(why)) if why == "unexpected content" => panic!("{why}"),
        Err(_) => return 0,
    };
    let mut preview = Preview::new(path, read, world.meeting());
    for at in 0..preview.lines().min(2_000) {
        assert!(preview.line(at).is_some(), "line {at}");
    }
    for ask in preview.asks() {
        preview.id_of(ask);
    }
    for refused in preview.to_mend() {
        preview.head_of(&refused);
        preview.text_of_row(refused.row);
    }
    // A first choice for everything: what was waiting is read too.
    for _ in 0..preview.asks().count().min(3) {
        preview.answer_at(0, 0, world.meeting());
    }
    preview.lines()
}

/// A few bytes flipped, cut, inserted or doubled.
fn damaged(mut bytes: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len());
        let length = dice.below(40).min(bytes.len() - at);
        match dice.below(6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..at + length)),
            2 => {
                let again = bytes[at..at + length].to_vec();
                bytes.splice(at..at, again);
            }
            3 => {
                let any: Vec<u8> = (0..length).map(|_| byte(dice)).collect();
                bytes.splice(at..at, any);
            }
            _ if length > 0 => bytes[at] = byte(dice),
            _ => {}
        }
    }
    bytes
}

/// Any byte; often one that means something.
fn byte(dice: &mut Dice) -> u8 {
    const SIGNS: &[u8] = b"\";,\t\r\n<>&0129-+/.=#'\xff\0";
    if dice.percent(60) {
        SIGNS[dice.below(SIGNS.len())]
    } else {
        dice.bits().to_le_bytes()[0]
    }
}

/// A package with one of its parts damaged: a zip file itself would only be found broken.
fn inside(bytes: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let chosen = dice.below(zip.len());
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if at == chosen || name.contains("sheet1") {
            content = damaged(content, dice);
        }
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        out.start_file(name, options).unwrap();
        out.write_all(&content).unwrap();
    }
    Some(out.finish().unwrap().into_inner())
}
