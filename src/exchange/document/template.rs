//! The templates of the papers: built in, or an office's own beside its meeting file. Renders; decides
//! nothing about what is printed.
//!
//! Every value is escaped for HTML, an unknown name is an error, and no template reads a file that
//! does not lie in the folder of the templates.

use std::path::{Path, PathBuf};

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

/// Steps one paper may take, 64 bytes each where it makes text: seconds and few gigabytes at worst. A
/// loop without end would hold the window's worker for ever, and all memory would end the program.
const MOST_STEPS: u64 = 50_000_000;

/// The longest piece of a template that is quoted in an error.
const QUOTED: usize = 60;

/// Renders a template by its name. `folder` is that of the meeting file.
pub fn render(folder: &Path, name: &str, values: &Value) -> Result<String, DocumentError> {
    let own = folder.join(FOLDER);
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
    environment.add_filter("qr", |code: &str| match qr::svg(code) {
        Some(svg) => Ok(Value::from_safe_string(svg)),
        None => Err(Error::new(ErrorKind::InvalidOperation, "qr")),
    });
    environment.add_filter("kelompok", |code: &str| grouped(code));
    let from = own.clone();
    environment.set_loader(move |name| load(&from, name));
    environment
        .get_template(name)
        .and_then(|template| template.render(values))
        .map_err(|error| DocumentError::Template(trouble(&own, &error)))
}

/// One template: the office's own, else the built-in one.
fn load(own: &Path, name: &str) -> Result<Option<String>, Error> {
    if name.contains(['/', '\\', ':']) || name.starts_with("..") {
        return Ok(None);
    }
    let path = own.join(name);
    // A pipe would be waited for, a device never ends.
    if std::fs::metadata(&path).is_ok_and(|about| !about.is_file()) {
        return Err(Error::new(
            ErrorKind::WriteFailure,
            format!(
                "{name}\n{}",
                std::io::Error::from(std::io::ErrorKind::InvalidInput)
            ),
        ));
    }
    match std::fs::read(&path) {
        Ok(bytes) => Ok(Some(decode(&bytes))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(BUILT_IN
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, source)| (*source).to_owned())),
        Err(error) => Err(Error::new(
            ErrorKind::WriteFailure,
            format!("{name}\n{error}"),
        )),
    }
}

/// The text of a file that somebody saved with whatever editor was at hand.
fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

/// What is wrong and where: the innermost error, for an error in an included template is wrapped.
fn trouble(own: &Path, error: &Error) -> Trouble {
    let mut inner = error;
    while let Some(cause) = std::error::Error::source(inner).and_then(|s| s.downcast_ref()) {
        inner = cause;
    }
    let name = inner.name().or_else(|| error.name()).unwrap_or_default();
    let detail = inner.detail().unwrap_or_default().to_owned();
    if inner.kind() == ErrorKind::WriteFailure
        && let Some((file, why)) = detail.split_once('\n')
    {
        return Trouble {
            file: own.join(file).display().to_string(),
            line: None,
            fault: Fault::Unreadable(why.to_owned()),
            found: None,
        };
    }
    let fault = match inner.kind() {
        ErrorKind::SyntaxError | ErrorKind::BadEscape => Fault::Syntax(detail),
        ErrorKind::UndefinedError
        | ErrorKind::UnknownFilter
        | ErrorKind::UnknownTest
        | ErrorKind::UnknownFunction
        | ErrorKind::UnknownMethod
        | ErrorKind::UnknownBlock => Fault::UnknownName,
        ErrorKind::TemplateNotFound => Fault::MissingFile(detail),
        ErrorKind::OutOfFuel => Fault::Endless,
        other => Fault::Other(if detail.is_empty() {
            other.to_string()
        } else {
            detail
        }),
    };
    Trouble {
        file: written_as(own, name),
        line: inner.line(),
        fault,
        found: quoted(inner),
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
