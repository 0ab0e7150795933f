//! The parts of a workbook that is a zip file: found by a name that forgives, read as XML in small
//! pieces. Nothing here is read without a bound: a small file may unpack to very much.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use encoding_rs::{Encoding as Charset, UTF_8};
use memchr::memmem;
use quick_xml::Reader;
use quick_xml::encoding::DecodingReader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::exchange::error::{ImportError, Large};
use crate::exchange::table::{Progress, Report};

/// The most bytes that all parts together unpack to; a million rows of twenty cells have half of it.
const UNPACKED: u64 = 2 << 30;

/// The most pieces of XML or records; a million rows of thirty cells have four fifths of it.
const PIECES: u64 = 1 << 28;

/// The most bytes that are held in memory at one time.
const HELD: u64 = 704 << 20;

/// The most entries of a zip file; a workbook has a few dozen.
const ENTRIES: usize = 16_384;

/// The most bytes of one tag or one run of text; the longest honest cell has a hundredth of it.
const PIECE: usize = 8 << 20;

/// How deep elements may stand in each other; honest ones are below twenty.
const DEPTH: usize = 256;

/// Pieces of XML between two reports.
const REPORT_EVERY: u64 = 16_384;

/// What reading has cost so far, and who is told how far it is.
pub(super) struct Work<'r, 'c> {
    report: &'r mut Report<'c>,
    done: u64,
    total: u64,
    held: u64,
    pieces: u64,
}

impl<'r, 'c> Work<'r, 'c> {
    /// Work that has nothing but the bytes of the file in memory.
    pub(super) fn new(report: &'r mut Report<'c>, file: usize) -> Work<'r, 'c> {
        Work {
            report,
            done: 0,
            total: 0,
            held: file as u64,
            pieces: 0,
        }
    }

    /// Says how much more there will be to unpack.
    pub(super) fn expect(&mut self, bytes: u64) {
        self.total = self.total.max(self.done.saturating_add(bytes));
    }

    /// Counts what stays in memory.
    pub(super) fn hold(&mut self, bytes: usize) -> Result<(), ImportError> {
        self.held = self.held.saturating_add(bytes as u64);
        at_most(self.held, HELD, Large::Content)
    }

    /// Counts what was unpacked and let go.
    pub(super) fn unpack(&mut self, bytes: usize) -> Result<(), ImportError> {
        self.done = self.done.saturating_add(bytes as u64);
        at_most(self.done, UNPACKED, Large::Content)?;
        self.pieces += 1;
        at_most(self.pieces, PIECES, Large::Content)?;
        if self.pieces.is_multiple_of(REPORT_EVERY) {
            self.tell()?;
        }
        Ok(())
    }

    /// Tells how far it is.
    pub(super) fn tell(&mut self) -> Result<(), ImportError> {
        let total = self.total.max(1);
        let done = self.done.min(total);
        if (self.report)(Progress { done, total }).is_break() {
            return Err(ImportError::Cancelled);
        }
        Ok(())
    }
}

/// Refuses what is beyond a limit.
pub(super) fn at_most(found: u64, limit: u64, what: Large) -> Result<(), ImportError> {
    if found > limit {
        return Err(ImportError::TooLarge { what, limit });
    }
    Ok(())
}

/// A damaged file, with the reader's words.
#[allow(clippy::needless_pass_by_value)] // it is what `map_err` hands over
pub(super) fn damaged(error: impl ToString) -> ImportError {
    ImportError::Damaged(error.to_string())
}

/// The entries of a zip file.
pub(super) struct Parts<'f> {
    zip: ZipArchive<Cursor<&'f [u8]>>,
    names: HashMap<String, usize>,
}

impl<'f> Parts<'f> {
    /// Finds the entries.
    pub(super) fn open(bytes: &'f [u8]) -> Result<Parts<'f>, ImportError> {
        // Counted before they are listed: a listed one costs much more than its bytes in the file.
        let entries = memmem::find_iter(bytes, b"PK\x01\x02").take(ENTRIES + 1);
        at_most(entries.count() as u64, ENTRIES as u64, Large::Structure)?;
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let names = zip.file_names().enumerate();
        let names = names.filter_map(|(at, name)| Some((key(&name.ok()?), at)));
        let names = names.collect();
        Ok(Parts { zip, names })
    }

    /// The entry of a part.
    pub(super) fn find(&self, path: &str) -> Option<usize> {
        self.names.get(&key(path)).copied()
    }

    /// The names of all entries, in small letters and with `/`.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// How many bytes an entry says it unpacks to.
    pub(super) fn size(&self, at: usize) -> u64 {
        self.zip.by_index_data(at).map_or(0, |entry| entry.size())
    }

    /// The first bytes of an entry.
    pub(super) fn start(&mut self, at: usize, most: u64) -> Result<Vec<u8>, ImportError> {
        let mut bytes = Vec::new();
        let entry = self.zip.by_index(at).map_err(unzipped)?;
        entry.take(most).read_to_end(&mut bytes).map_err(damaged)?;
        Ok(bytes)
    }

    /// Unpacks an entry and lets it go, to know what it costs.
    pub(super) fn measure(
        &mut self,
        at: usize,
        work: &mut Work<'_, '_>,
    ) -> Result<usize, ImportError> {
        let mut all = 0;
        let mut buffer = vec![0; 64 << 10];
        let mut entry = self.zip.by_index(at).map_err(unzipped)?;
        loop {
            let read = entry.read(&mut buffer).map_err(damaged)?;
            if read == 0 {
                return Ok(all);
            }
            all += read;
            work.unpack(read)?;
        }
    }

    /// Reads an entry as XML.
    pub(super) fn xml(&mut self, at: usize) -> Result<Xml<'_>, ImportError> {
        let entry = self.zip.by_index(at).map_err(unzipped)?;
        let mut source = BufReader::with_capacity(512, entry);
        let source: Box<dyn Read + '_> = match foreign_charset(source.fill_buf().map_err(damaged)?)
        {
            None => Box::new(source),
            Some(charset) => {
                let mut decoded = DecodingReader::new(source);
                decoded.set_encoding(charset);
                Box::new(decoded)
            }
        };
        let source = BufReader::with_capacity(64 << 10, source);
        let mut reader = Reader::from_reader(Gauge { source, taken: 0 });
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().check_end_names = false;
        Ok(Xml { reader, depth: 0 })
    }
}

fn unzipped(error: ZipError) -> ImportError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ImportError::Encrypted,
        other => damaged(other),
    }
}

/// A name without what programs disagree on: letter case, separators, `./`, a leading `/`, `%20`.
fn key(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    let path = percent_decoded(path).to_lowercase();
    for segment in path.split(['/', '\\']) {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    segments.join("/")
}

fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = behind.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(byte) = code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = behind.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The charset of a part that is not UTF-8, by its mark, its first bytes or its own word.
fn foreign_charset(start: &[u8]) -> Option<&'static Charset> {
    if let Some(found) = quick_xml::encoding::detect_encoding(start)
        && found.encoding() != UTF_8
    {
        return Some(found.encoding());
    }
    let declaration = start.split(|byte| *byte == b'>').next()?;
    let declaration = std::str::from_utf8(declaration).ok()?;
    let (_, named) = declaration.strip_prefix("<?xml")?.split_once("encoding=")?;
    let label = named.split(['"', '\'']).nth(1)?;
    // A word for two bytes a letter is not to be believed here: the declaration was read by the byte.
    Charset::for_label(label.as_bytes()).filter(|c| *c != UTF_8 && c.is_ascii_compatible())
}

/// A part, read piece by piece.
pub(super) struct Xml<'p> {
    reader: Reader<Gauge<'p>>,
    depth: usize,
}

/// One piece of XML. An empty element is opened and closed.
pub(super) enum Node<'b> {
    /// An element opens.
    Open(BytesStart<'b>),
    /// An element closes.
    Close(BytesEnd<'b>),
    /// Text, entities resolved; a run may come in several pieces.
    Text(Cow<'b, str>),
    /// A comment or another thing that says nothing.
    Nothing,
    /// The part ends.
    End,
}

impl Xml<'_> {
    /// The next piece.
    pub(super) fn next<'b>(
        &mut self,
        buffer: &'b mut Vec<u8>,
        work: &mut Work<'_, '_>,
    ) -> Result<Node<'b>, ImportError> {
        buffer.clear();
        self.reader.get_mut().taken = 0;
        let event = self.reader.read_event_into(buffer);
        let taken = self.reader.get_ref().taken;
        work.unpack(taken)?;
        match event {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                self.depth += 1;
                at_most(self.depth as u64, DEPTH as u64, Large::Structure)?;
                Ok(Node::Open(start))
            }
            Ok(Event::End(end)) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Node::Close(end))
            }
            Ok(Event::Text(text)) => Ok(Node::Text(text.into_inner())),
            Ok(Event::CData(text)) => Ok(Node::Text(text.into_inner())),
            Ok(Event::GeneralRef(entity)) => Ok(Node::Text(resolved(&entity))),
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {
                Ok(Node::Nothing)
            }
            Ok(Event::Eof) if self.depth > 0 => Err(damaged("an element is not closed")),
            Ok(Event::Eof) => Ok(Node::End),
            Err(_) if taken > PIECE => Err(ImportError::TooLarge {
                what: Large::Cell,
                limit: super::rows::CELL as u64,
            }),
            Err(error) => Err(damaged(error)),
        }
    }
}

/// What an entity stands for; one that nobody defined stays as it is written.
fn resolved(entity: &BytesRef<'_>) -> Cow<'static, str> {
    if let Ok(Some(letter)) = entity.resolve_char_ref() {
        return Cow::Owned(letter.to_string());
    }
    let name: &str = entity;
    let written = format!("&{name};");
    let text = unescape(&written).map(Cow::into_owned);
    Cow::Owned(text.unwrap_or(written))
}

/// An attribute by its name without prefix.
pub(super) fn attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Option<Cow<'e, str>> {
    let mut all = element.attributes();
    let found = all
        .with_checks(false)
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)?;
    if !found.value.contains('&') {
        return Some(found.value);
    }
    let text = unescape(&found.value).map(Cow::into_owned);
    Some(text.map_or(found.value, Cow::Owned))
}

/// True for an attribute that says yes.
pub(super) fn is_set(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| matches!(&*value, "1" | "true" | "on"))
}

/// Stops a piece that has no end, before it is in memory.
struct Gauge<'p> {
    source: BufReader<Box<dyn Read + 'p>>,
    taken: usize,
}

impl Read for Gauge<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(into)?;
        self.taken += read;
        Ok(read)
    }
}

impl BufRead for Gauge<'_> {
    #[inline]
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken > PIECE {
            return Err(io::Error::other("a piece without an end"));
        }
        self.source.fill_buf()
    }

    #[inline]
    fn consume(&mut self, bytes: usize) {
        self.taken += bytes;
        self.source.consume(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parts_forgive() {
        for name in [
            "xl/worksheets/sheet1.xml",
            "/xl/worksheets/sheet1.xml",
            "xl\\worksheets\\Sheet1.xml",
            "./XL/other/../worksheets/sheet1.xml",
            "xl/worksheets/%73heet1.xml",
        ] {
            assert_eq!(key(name), "xl/worksheets/sheet1.xml");
        }
        assert_eq!(key("100%/a"), "100%/a");
    }

    #[test]
    fn what_is_unpacked_and_held_is_bounded() {
        let mut on = |_| std::ops::ControlFlow::Continue(());
        let mut work = Work::new(&mut on, 1000);
        let most = usize::try_from(HELD).unwrap_or(usize::MAX);
        assert_eq!(work.hold(most - 1000), Ok(()));
        assert!(matches!(
            work.hold(1),
            Err(ImportError::TooLarge {
                what: Large::Content,
                ..
            })
        ));
        let most = usize::try_from(UNPACKED).unwrap_or(usize::MAX);
        assert_eq!(work.unpack(most), Ok(()));
        assert!(work.unpack(1).is_err());
    }
}
