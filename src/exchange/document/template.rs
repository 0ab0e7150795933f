//! The templates of the papers: built in, or an office's own beside its meeting file. Renders; decides
//! nothing about what is printed.
//!
//! Every value is escaped for HTML whatever the template says, an unknown name is an error, and no
//! template reads a file that does not lie in the folder of the templates, by a link neither.

mod limits;

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value};

use super::{DocumentError, Fault, Trouble, qr};
use crate::meeting::code::grouped;

/// The folder beside the meeting file in which an office keeps its own templates.
pub const FOLDER: &str = "dokumen";

/// The built-in templates: name and content.
pub const BUILT_IN: [(&str, &str); 9] = [
    (
        "_dasar.html",
        include_str!("../../../assets/dokumen/_dasar.html"),
    ),
    ("kop.html", include_str!("../../../assets/dokumen/kop.html")),
    ("ttd.html", include_str!("../../../assets/dokumen/ttd.html")),
    (
        "daftar-hadir.html",
        include_str!("../../../assets/dokumen/daftar-hadir.html"),
    ),
    (
        "tanda-peserta.html",
        include_str!("../../../assets/dokumen/tanda-peserta.html"),
    ),
    (
        "undangan.html",
        include_str!("../../../assets/dokumen/undangan.html"),
    ),
    (
        "surat.html",
        include_str!("../../../assets/dokumen/surat.html"),
    ),
    (
        "kartu-perintah.html",
        include_str!("../../../assets/dokumen/kartu-perintah.html"),
    ),
    (
        "aturan.html",
        include_str!("../../../assets/dokumen/aturan.html"),
    ),
];

/// Steps one paper may take, each of them 64 bytes where it makes text: a thousand badges take 130,000.
/// A loop without end would hold the window's worker for ever, and all memory would end the program.
const MOST_STEPS: u64 = 6_000_000;

/// The most bytes of a paper.
const LARGEST_PAPER: usize = 256 << 20;

/// The stack of the thread that renders, for what [`limits`] lets through: a window's own has 1 or 2 MB.
const STACK: usize = 64 << 20;

/// How long one paper may take: the fuel of [`MOST_STEPS`] lasts a few seconds on an old laptop.
const PATIENCE: Duration = Duration::from_secs(30);

/// The longest piece of a template that is quoted in an error.
const QUOTED: usize = 60;

/// Renders a template by its name. `folder` is that of the meeting file.
pub fn render(folder: &Path, name: &str, values: &Value) -> Result<String, DocumentError> {
    let own = folder.join(FOLDER);
    let rendered = within(PATIENCE, &own, name, values);
    rendered.map_err(DocumentError::Template)
}

/// Renders on a thread of its own, and leaves it to itself when it does not come back: it ends with the
/// program.
fn within(patience: Duration, own: &Path, name: &str, values: &Value) -> Result<String, Trouble> {
    let (tell, told) = mpsc::sync_channel(1);
    let (folder, asked, values) = (own.to_owned(), name.to_owned(), values.clone());
    let thread = std::thread::Builder::new().stack_size(STACK);
    let work = move || drop(tell.send(render_here(&folder, &asked, &values)));
    thread
        .spawn(work)
        .map_err(|e| failed(own, name, Fault::Unreadable(e.to_string())))?;
    told.recv_timeout(patience).unwrap_or_else(|e| {
        Err(failed(
            own,
            name,
            match e {
                RecvTimeoutError::Timeout => Fault::Endless,
                RecvTimeoutError::Disconnected => Fault::Other("panic".to_owned()),
            },
        ))
    })
}

fn render_here(own: &Path, name: &str, values: &Value) -> Result<String, Trouble> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    if let Ok(syntax) = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()
    {
        environment.set_syntax(syntax);
    }
    // The place of an error is only known with it.
    environment.set_debug(true);
    environment.set_fuel(Some(MOST_STEPS));
    // Nobody's name may become markup, not even on purpose.
    environment.remove_filter("safe");
    // Nothing may hold itself, or hold what holds itself twice: neither fuel nor bounds see that grow.
    for name in ["namespace", "dict"] {
        environment.remove_global(name);
    }
    for name in [
        "batch", "slice", "zip", "chain", "groupby", "map", "items", "dictsort", "join",
    ] {
        environment.remove_filter(name);
    }
    environment.set_formatter(|out, state, value| match state.auto_escape() {
        AutoEscape::Html => minijinja::escape_formatter(out, state, value),
        _ => Err(refusal(None, Fault::Unescaped)),
    });
    environment.add_filter("qr", |code: &str| match qr::svg(code) {
        Some(svg) => Ok(Value::from_safe_string(svg)),
        None => Err(Error::new(ErrorKind::InvalidOperation, "qr")),
    });
    environment.add_filter("kelompok", |code: &str| grouped(code));
    let from = own.to_owned();
    environment.set_loader(move |name| load(&from, name));
    let mut out = Bounded(Vec::new());
    environment
        .get_template(name)
        .and_then(|template| template.render_captured_to(values, &mut out).map(drop))
        .map_err(|error| trouble(own, name, &error))?;
    String::from_utf8(out.0).map_err(|e| failed(own, name, Fault::Other(e.to_string())))
}

/// A paper that grows no larger than [`LARGEST_PAPER`].
struct Bounded(Vec<u8>);

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LARGEST_PAPER {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What we refuse ourselves, carried through the engine.
#[derive(Debug, thiserror::Error)]
#[error("{fault:?}")]
struct Refused {
    /// The file and the line in it; none where the engine knows them.
    place: Option<(String, Option<usize>)>,
    fault: Fault,
}

fn refusal(place: Option<(String, Option<usize>)>, fault: Fault) -> Error {
    Error::new(ErrorKind::InvalidOperation, "refused").with_source(Refused { place, fault })
}

/// One template: the office's own, else the built-in one.
fn load(own: &Path, name: &str) -> Result<Option<String>, Error> {
    if name.contains(['/', '\\', ':']) || name.starts_with("..") {
        return Ok(None);
    }
    let path = own.join(name);
    // Not its target: a link to what is gone is a letterhead that is missing, not none.
    if path.symlink_metadata().is_err() {
        let built_in = BUILT_IN.iter().find(|(known, _)| *known == name);
        return Ok(built_in.map(|(_, source)| (*source).to_owned()));
    }
    let bytes = read(own, &path).map_err(|fault| refusal(Some((name.to_owned(), None)), fault))?;
    let text = decode(&bytes);
    match limits::too_much(&text) {
        Some(line) => Err(refusal(Some((name.to_owned(), Some(line))), Fault::Endless)),
        None => Ok(Some(text)),
    }
}

/// The bytes of an office's template: a file of its folder, and no more of it than a template has.
fn read(own: &Path, path: &Path) -> Result<Vec<u8>, Fault> {
    let unreadable = |e: io::Error| Fault::Unreadable(e.to_string());
    let about = std::fs::metadata(path).map_err(unreadable)?;
    // A pipe would be waited for, a device never ends.
    if !about.is_file() {
        return Err(unreadable(io::ErrorKind::InvalidInput.into()));
    }
    let (folder, real) = (own.canonicalize(), path.canonicalize());
    if !real
        .map_err(unreadable)?
        .starts_with(folder.map_err(unreadable)?)
    {
        return Err(Fault::Outside);
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(limits::LARGEST + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() as u64 > limits::LARGEST {
        return Err(Fault::Endless);
    }
    Ok(bytes)
}

/// The text of a file that somebody saved with whatever editor was at hand.
fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

/// A fault of a template as a whole.
fn failed(own: &Path, name: &str, fault: Fault) -> Trouble {
    Trouble {
        file: written_as(own, name),
        line: None,
        fault,
        found: None,
    }
}

/// What is wrong and where: the innermost error, for an error in an included template is wrapped.
fn trouble(own: &Path, asked: &str, error: &Error) -> Trouble {
    let mut inner = error;
    while let Some(cause) = std::error::Error::source(inner).and_then(|s| s.downcast_ref()) {
        inner = cause;
    }
    let cause = std::error::Error::source(inner);
    let refused = cause.and_then(|s| s.downcast_ref::<Refused>());
    let name = inner.name().or(error.name()).unwrap_or(asked);
    let detail = inner.detail().unwrap_or_default().to_owned();
    let fault = match inner.kind() {
        // The engine's own words for both of its limits of depth; and a paper beyond all bounds.
        ErrorKind::SyntaxError | ErrorKind::InvalidOperation
            if detail.contains("recursion limit") =>
        {
            Fault::Endless
        }
        ErrorKind::OutOfFuel | ErrorKind::WriteFailure => Fault::Endless,
        ErrorKind::SyntaxError | ErrorKind::BadEscape => Fault::Syntax(detail),
        ErrorKind::UndefinedError
        | ErrorKind::UnknownFilter
        | ErrorKind::UnknownTest
        | ErrorKind::UnknownFunction
        | ErrorKind::UnknownMethod
        | ErrorKind::UnknownBlock => Fault::UnknownName,
        ErrorKind::TemplateNotFound => Fault::MissingFile(detail),
        other => Fault::Other(if detail.is_empty() {
            other.to_string()
        } else {
            detail
        }),
    };
    let (file, line, found) = (written_as(own, name), inner.line(), quoted(inner));
    match refused {
        Some(Refused {
            place: Some((file, line)),
            fault,
        }) => Trouble {
            line: *line,
            ..failed(own, file, fault.clone())
        },
        Some(Refused { place: None, fault }) => Trouble {
            file,
            line,
            fault: fault.clone(),
            found,
        },
        None => Trouble {
            file,
            line,
            fault,
            found,
        },
    }
}

/// The piece of the template that is at fault, if it is short enough to be shown.
fn quoted(error: &Error) -> Option<String> {
    let source = error.template_source()?;
    let piece = source.get(error.range()?)?.trim();
    (!piece.is_empty() && piece.len() <= QUOTED && !piece.contains('\n')).then(|| piece.to_owned())
}

/// The path of an office's own template, the bare name of a built-in one.
fn written_as(own: &Path, name: &str) -> String {
    let path: PathBuf = own.join(name);
    if path.exists() {
        path.display().to_string()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_that_does_not_come_back_is_left_behind() {
        let dir = tempfile::tempdir().unwrap();
        let loops = "{% for i in range(9000) %}{% for j in range(9000) %}{% endfor %}{% endfor %}";
        std::fs::write(dir.path().join("kop.html"), loops).unwrap();
        let ended = within(Duration::ZERO, dir.path(), "kop.html", &Value::UNDEFINED);
        assert_eq!(ended.unwrap_err().fault, Fault::Endless);
    }
}
