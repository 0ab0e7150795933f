//! Tables out: CSV that a spreadsheet of an Indonesian office opens by a double click. Never writes
//! over a meeting file, and never leaves half a file.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::encoding::held_apart;

/// Why nothing was written. A file that was there before is untouched.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The path is a meeting file.
    #[error("a meeting file is never overwritten")]
    MeetingFile,
    /// The path is a directory.
    #[error("a directory, not a file")]
    Directory,
    /// The path is a device or a pipe.
    #[error("a device, not a file")]
    NotAFile,
    /// The disk is full, the folder is read-only, the file is open in a spreadsheet …
    #[error("cannot be written: {0}")]
    Io(#[from] io::Error),
}

/// Where an export goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sink<'a> {
    /// Into this file, which appears complete or not at all.
    File(&'a Path),
    /// To standard output.
    Stdout,
}

impl<'a> From<&'a Path> for Sink<'a> {
    fn from(path: &'a Path) -> Sink<'a> {
        Sink::File(path)
    }
}

impl<'a> From<&'a PathBuf> for Sink<'a> {
    fn from(path: &'a PathBuf) -> Sink<'a> {
        Sink::File(path)
    }
}

impl<'a> Sink<'a> {
    /// As the command line names it: `-` is standard output.
    pub fn named(path: &'a Path) -> Sink<'a> {
        if path == Path::new("-") {
            Sink::Stdout
        } else {
            Sink::File(path)
        }
    }

    fn put(self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), ExportError> {
        let path = match self {
            Sink::File(path) => path,
            Sink::Stdout => {
                let mut out = io::BufWriter::new(Pipe(Some(io::stdout().lock())));
                return Ok(write(&mut out).and_then(|()| out.flush())?);
            }
        };
        refuse_meeting(path)?;
        write_atomically(path, |out| write(out))
    }
}

/// Standard output, until whoever reads it has seen enough (`| head`); what comes then goes nowhere, and
/// is no error.
struct Pipe<W>(Option<W>);

impl<W: Write> Write for Pipe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.0.as_mut().map_or(Ok(bytes.len()), |w| w.write(bytes));
        self.unless_closed(written, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.0.as_mut().map_or(Ok(()), Write::flush);
        self.unless_closed(flushed, ())
    }
}

impl<W> Pipe<W> {
    fn unless_closed<T>(&mut self, done: io::Result<T>, instead: T) -> io::Result<T> {
        match done {
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => {
                self.0 = None;
                Ok(instead)
            }
            done => done,
        }
    }
}

/// One line of the list of codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeRow {
    /// The person's number.
    pub id: String,
    /// The number on the badge.
    pub badge: String,
    /// The written name with titles.
    pub name: String,
    /// The village.
    pub village: String,
    /// The delegation.
    pub delegation: String,
    /// The 16 characters.
    pub code: String,
    /// A ready message.
    pub text: String,
}

/// Writes a CSV file: `;`, UTF-8 with its mark, lines end in CR LF.
///
/// Cells that a spreadsheet would take for a formula get a leading `'`. The file appears complete
/// or not at all.
pub fn write_csv<'a, H, R, C>(
    to: impl Into<Sink<'a>>,
    header: &[H],
    rows: R,
) -> Result<(), ExportError>
where
    H: AsRef<str>,
    R: IntoIterator,
    R::Item: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    to.into().put(|out| {
        out.write_all("\u{feff}".as_bytes())?;
        let mut csv = csv::WriterBuilder::new()
            .delimiter(b';')
            .flexible(true)
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        let written = |cell: &str| held_apart(neutral(cell)).into_owned();
        csv.write_record(header.iter().map(|h| written(h.as_ref())))?;
        for row in rows {
            csv.write_record(row.into_iter().map(|c| written(c.as_ref())))?;
        }
        csv.flush()
    })
}

/// Writes a whole file. It appears complete or not at all.
pub fn write_bytes<'a>(to: impl Into<Sink<'a>>, bytes: &[u8]) -> Result<(), ExportError> {
    to.into().put(|out| out.write_all(bytes))
}

/// The columns of the list of codes.
const CODES: [&str; 7] = [
    "id",
    "badge",
    "name",
    "village",
    "delegation",
    "code",
    "text",
];

/// Writes the list of codes: `id;badge;name;village;delegation;code;text`.
pub fn write_codes<'a>(to: impl Into<Sink<'a>>, rows: &[CodeRow]) -> Result<(), ExportError> {
    write_csv(to, &CODES, code_cells(rows))
}

/// Writes the list of codes as a workbook, every cell text.
pub fn write_codes_book<'a>(to: impl Into<Sink<'a>>, rows: &[CodeRow]) -> Result<(), ExportError> {
    let book = || {
        let mut book = rust_xlsxwriter::Workbook::new();
        let page = book.add_worksheet();
        let all = std::iter::once(CODES.map(str::to_owned));
        let all = all.chain(code_cells(rows).map(|cells| cells.map(Clone::clone)));
        for (y, cells) in (0..).zip(all) {
            for (x, cell) in (0..).zip(cells) {
                page.write_string(y, x, cell)?;
            }
        }
        book.save_to_buffer()
    };
    let bytes = book().map_err(|e: rust_xlsxwriter::XlsxError| io::Error::other(e.to_string()))?;
    write_bytes(to, &bytes)
}

fn code_cells(rows: &[CodeRow]) -> impl Iterator<Item = [&String; 7]> {
    rows.iter().map(|r| {
        [
            &r.id,
            &r.badge,
            &r.name,
            &r.village,
            &r.delegation,
            &r.code,
            &r.text,
        ]
    })
}

/// A cell that no spreadsheet takes for a formula.
pub fn neutral(cell: &str) -> Cow<'_, str> {
    let first = cell
        .chars()
        .find(|c| !(*c == ' ' || (c.is_whitespace() && !c.is_control()) || *c == '\u{feff}'));
    let dangerous = first.is_some_and(|c| {
        matches!(
            c,
            '=' | '+'
                | '-'
                | '@'
                | '\t'
                | '\r'
                | '\n'
                | '＝'
                | '＋'
                | '－'
                | '＠'
                | '﹢'
                | '﹣'
                | '﹦'
                | '﹫'
                | '−'
        )
    });
    if dangerous {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Refuses a path that nothing may be written to: a meeting, what belongs to one, a device.
pub fn refuse_meeting(path: &Path) -> Result<(), ExportError> {
    let ours = path
        .extension()
        .and_then(|e| e.to_str())
        .is_some_and(|e| ["gelar", "layar"].iter().any(|x| e.eq_ignore_ascii_case(x)));
    // The write-ahead file holds arrivals that are confirmed and nowhere else.
    let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase());
    let beside = |n: &String| ["-wal", "-shm", "-journal"].iter().any(|x| n.ends_with(x));
    if ours || name.as_ref().is_some_and(beside) {
        return Err(ExportError::MeetingFile);
    }
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => return Err(ExportError::Directory),
        // A rename over a device or a pipe would take it away from everybody.
        Ok(about) if !about.is_file() => return Err(ExportError::NotAFile),
        Ok(_) | Err(_) => {}
    }
    let mut head = [0; 16];
    if let Ok(mut file) = fs::File::open(path)
        && file.read_exact(&mut head).is_ok()
        && &head == b"SQLite format 3\0"
    {
        return Err(ExportError::MeetingFile);
    }
    Ok(())
}

/// Writes beside the file and renames: whoever opens it sees the old or the new one, whole.
fn write_atomically(
    path: &Path,
    write: impl FnOnce(&mut io::BufWriter<&fs::File>) -> io::Result<()>,
) -> Result<(), ExportError> {
    let beside = beside(path);
    let written = (|| {
        let file = fs::File::create(&beside)?;
        let mut out = io::BufWriter::new(&file);
        write(&mut out)?;
        out.flush()?;
        drop(out);
        file.sync_all()?;
        drop(file);
        fs::rename(&beside, path)
    })();
    if written.is_err() {
        // Nothing may stay behind; if even that fails there is nothing better to say than the cause.
        let _ = fs::remove_file(&beside);
    }
    Ok(written?)
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_neutralised_wherever_they_hide() {
        for formula in [
            "=1+1",
            "+62812",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            " =1",
            "\u{a0}=1",
            "\u{3000}＝1",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "−1",
        ] {
            assert_eq!(neutral(formula), format!("'{formula}"), "{formula:?}");
        }
        for honest in ["", "Andi", "081234", "S.Pd.", "a=b", "Baji Pa'mai"] {
            assert_eq!(neutral(honest), honest);
        }
    }

    #[test]
    fn the_file_is_what_excel_opens_and_nothing_stays_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.csv");
        write_csv(&path, &["nama", "hp"], [["Siti; A.", "+62 812"]]).unwrap();
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            "\u{feff}nama;hp\r\n\"Siti; A.\";'+62 812\r\n"
        );
        write_csv(&path, &["nama"], [["lagi"]]).unwrap();
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            "\u{feff}nama\r\nlagi\r\n"
        );
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_meeting_file_is_never_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let none: [[&str; 1]; 0] = [];
        let named = dir.path().join("rapat.GELAR");
        assert!(matches!(
            write_csv(&named, &["a"], none),
            Err(ExportError::MeetingFile)
        ));
        let disguised = dir.path().join("rapat.csv");
        fs::write(&disguised, b"SQLite format 3\0 and more").unwrap();
        assert!(matches!(
            write_csv(&disguised, &["a"], none),
            Err(ExportError::MeetingFile)
        ));
        assert!(matches!(
            write_csv(dir.path(), &["a"], none),
            Err(ExportError::Directory)
        ));
        let nowhere = dir.path().join("tidak/ada.csv");
        assert!(matches!(
            write_csv(&nowhere, &["a"], none),
            Err(ExportError::Io(_))
        ));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
