//! Frames as the composer would make them, and the files in a folder of their own.

#![allow(dead_code)] // shared with the projector's suite

use std::path::{Path, PathBuf};

use gelar::meeting::hall::{HallLang, Look};
use gelar::meeting::record::Zone;
use gelar::stage::{BoardRow, BoardScene, BoardView, Frame, Logo, Scene, Store, store};
use tempfile::TempDir;

/// A folder with a stage store in it.
pub struct Hall {
    dir: TempDir,
}

impl Hall {
    pub fn new() -> Hall {
        let hall = Hall {
            dir: TempDir::new().unwrap(),
        };
        drop(hall.create());
        hall
    }

    pub fn folder(&self) -> &Path {
        self.dir.path()
    }

    pub fn file(&self) -> PathBuf {
        store::path_for(&self.dir.path().join("pertemuan.gelar"))
    }

    pub fn create(&self) -> Store {
        Store::open_or_create(&self.file()).unwrap()
    }

    pub fn open(&self) -> Store {
        Store::open(&self.file()).unwrap()
    }

    /// The bytes of every file of the store.
    pub fn bytes(&self) -> Vec<u8> {
        let mut all = Vec::new();
        for entry in std::fs::read_dir(self.dir.path()).unwrap() {
            all.extend(std::fs::read(entry.unwrap().path()).unwrap());
        }
        all
    }

    pub fn holds(&self, words: &str) -> bool {
        memchr::memmem::find(&self.bytes(), words.as_bytes()).is_some()
    }
}

pub fn frame(seq: u64, scene: Scene) -> Frame {
    Frame {
        seq,
        show: 1,
        lang: HallLang::Id,
        look: Look::Dark,
        zone: Zone::default(),
        sample: false,
        scene,
    }
}

pub fn message(seq: u64, text: &str) -> Frame {
    frame(seq, Scene::Message { text: text.into() })
}

pub fn logo(seq: u64, title: &str) -> Frame {
    let logo = Logo {
        title: title.into(),
        date: "2026-12-18".parse().unwrap(),
        place: "Baruga B, Maros".into(),
        organiser: "Dinas Perpustakaan".into(),
    };
    frame(seq, Scene::Logo(logo))
}

/// A board of `rows` libraries with names that begin with `word`.
pub fn board(seq: u64, word: &str, rows: u32) -> Frame {
    let row = |n: u32| BoardRow {
        code: format!("P-{n}"),
        name: format!("{word} {n}"),
        subdistrict: "Bantimurung".into(),
        rank: Some(n),
        shared: false,
        score: Some(9_000),
        zone: None,
        moved: None,
        reported: Some((9, 12)),
        was: None,
    };
    let board = BoardScene {
        view: BoardView::Total,
        libraries: rows,
        as_of: None,
        sealed: None,
        rows: (1..=rows).map(row).collect(),
        more: 0,
    };
    frame(seq, Scene::Board(board))
}
