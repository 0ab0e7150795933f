//! What this laptop remembers between runs: meetings opened, with station and operator. A
//! convenience only: it may be lost at any time, and nothing in a meeting depends on it.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// So many meetings are offered again.
const KEPT: usize = 5;

/// One meeting opened before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// Its file.
    pub path: PathBuf,
    /// Its title.
    pub title: String,
    /// *Meja*.
    pub station: String,
    /// *Petugas*.
    pub operator: String,
    /// The station's own sub-districts.
    #[serde(default)]
    pub subdistricts: String,
}

/// The meetings opened before whose files are still there, newest first.
pub fn load() -> Vec<Remembered> {
    let read = file().and_then(|f| std::fs::read_to_string(f).ok());
    let all: Vec<Remembered> = read
        .and_then(|t| serde_json::from_str(&t).ok())
        .unwrap_or_default();
    all.into_iter()
        .filter(|r| r.path.is_file())
        .take(KEPT)
        .collect()
}

/// What is remembered of a file.
pub fn of(path: &Path) -> Option<Remembered> {
    let path = std::path::absolute(path).ok()?;
    load().into_iter().find(|r| r.path == path)
}

/// Remembers a meeting as the newest; failing to is no trouble.
pub fn remember(mut entry: Remembered) {
    let Some(file) = file() else { return };
    entry.path = std::path::absolute(&entry.path).unwrap_or(entry.path);
    let mut all = load();
    all.retain(|r| r.path != entry.path);
    all.insert(0, entry);
    all.truncate(KEPT);
    if let (Some(folder), Ok(text)) = (file.parent(), serde_json::to_string_pretty(&all)) {
        let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&file, text));
        if let Err(error) = written {
            tracing::info!(%error, "recent meetings not remembered");
        }
    }
}

/// `GELAR_CONFIG`, else the settings folder of this system.
pub fn folder() -> Option<PathBuf> {
    let var = |name: &str| {
        std::env::var_os(name)
            .filter(|v| !v.is_empty())
            .map(PathBuf::from)
    };
    var("GELAR_CONFIG").or_else(|| {
        let base = if cfg!(windows) {
            var("APPDATA")
        } else {
            var("XDG_CONFIG_HOME").or_else(|| var("HOME").map(|h| h.join(".config")))
        };
        base.map(|b| b.join("gelar"))
    })
}

fn file() -> Option<PathBuf> {
    folder().map(|f| f.join("recent.json"))
}
