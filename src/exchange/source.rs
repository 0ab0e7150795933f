//! The bytes of a file or of standard input, bounded; what is plainly no table is named.

use std::fs;
use std::io::Read;
use std::path::Path;

use super::encoding;
use super::error::{Foreign, ImportError, Large};

/// The most bytes that are read; the list of all villages has 4 MB.
const LARGEST: u64 = 256 << 20;

/// The bytes of a file. What is no file is never opened: a pipe would be waited for, a device may have
/// no end.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, ImportError> {
    if cfg!(windows) && is_device_name(path) {
        return Err(ImportError::NotAFile);
    }
    let about = fs::metadata(path).map_err(|e| unreadable(&e))?;
    if about.is_dir() {
        return Err(ImportError::Directory);
    }
    if !about.is_file() {
        return Err(ImportError::NotAFile);
    }
    whole(fs::File::open(path).map_err(|e| unreadable(&e))?)
}

/// The bytes of standard input, to its end.
pub fn read_stdin() -> Result<Vec<u8>, ImportError> {
    whole(std::io::stdin().lock())
}

/// Everything there is to read, bounded while it is read and not by a stated size.
fn whole(source: impl Read) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    let read = source.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|e| unreadable(&e))?;
    if bytes.len() as u64 > LARGEST {
        return Err(ImportError::TooLarge {
            what: Large::File,
            limit: LARGEST,
        });
    }
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(bytes)
}

fn unreadable(error: &std::io::Error) -> ImportError {
    match error.kind() {
        std::io::ErrorKind::NotFound => ImportError::NotFound,
        std::io::ErrorKind::IsADirectory => ImportError::Directory,
        _ => ImportError::Unreadable(error.to_string()),
    }
}

/// Is this one of the names that Windows gives to devices in every folder, with whatever ending?
fn is_device_name(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.trim().trim_end_matches(':').to_ascii_uppercase();
    match stem.as_str() {
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" => true,
        port => ["COM", "LPT"].iter().any(|kind| {
            let number = port.strip_prefix(kind).map(str::as_bytes);
            matches!(number, Some([b'1'..=b'9']))
        }),
    }
}

/// Names what is plainly another kind of file.
pub(super) fn refuse_foreign(bytes: &[u8]) -> Result<(), ImportError> {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or(bytes);
    let start: String = String::from_utf8_lossy(head)
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_ascii_lowercase();
    let foreign = if start.starts_with("%pdf") {
        Foreign::Pdf
    } else if start.starts_with("{\\rtf") {
        Foreign::Document
    } else if start.starts_with("<!doctype")
        || start.starts_with("<html")
        || start.starts_with("<table")
        || start.starts_with("<?xml")
    {
        Foreign::WebPage
    } else if bytes.starts_with(b"\x89PNG") || bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Foreign::Picture
    } else if bytes.starts_with(b"SQLite format 3\0") {
        Foreign::Meeting
    } else if encoding::utf16(bytes).is_some() || !head.contains(&0) {
        return Ok(());
    } else {
        Foreign::Binary
    };
    Err(ImportError::NotATable(foreign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_of_windows_are_known_by_name() {
        for name in [
            "CON",
            "nul",
            "Nul.csv",
            "aux.tar.gz",
            "COM1",
            "lpt9.txt",
            "CON ",
            "con:",
        ] {
            assert!(is_device_name(Path::new(name)), "{name}");
            assert!(is_device_name(&Path::new("folder").join(name)), "{name}");
        }
        for name in [
            "contoh.csv",
            "NULL.csv",
            "COM0",
            "COM10",
            "com.csv",
            "a.nul",
            "",
            "desa con",
        ] {
            assert!(!is_device_name(Path::new(name)), "{name}");
        }
    }
}
