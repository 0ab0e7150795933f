//! Finds a quotation mark that nobody closed: it swallows the rows behind it, and the reader of CSV says
//! nothing. Reads no values.

use std::collections::BTreeMap;

use memchr::{memchr, memchr_iter, memchr3};

/// The line of the first mark that was never closed, or closed by the mark of a later row.
pub(super) fn unclosed(text: &str, separator: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    // Most files have no mark at all.
    memchr(b'"', bytes)?;
    let mut walk = Walk {
        bytes,
        separator,
        line: 1,
        column: 0,
        blank: true,
        separators: 0,
        spaced: 0,
        widths: BTreeMap::new(),
        long: Vec::new(),
        counted: 0,
    };
    let certain = walk.run().err();
    walk.swallowing().or(certain)
}

/// A quoted cell with line ends in it: an address, or rows that it swallowed.
struct Long<'a> {
    line: usize,
    column: usize,
    inside: &'a [u8],
    /// How many cells its row has.
    width: usize,
}

struct Walk<'a> {
    bytes: &'a [u8],
    separator: u8,
    line: usize,
    column: usize,
    /// Has the row nothing yet?
    blank: bool,
    separators: usize,
    /// Separators with a blank behind them.
    spaced: usize,
    /// How many rows have so many cells.
    widths: BTreeMap<usize, usize>,
    long: Vec<Long<'a>>,
    /// The long cells of the rows before this one.
    counted: usize,
}

impl Walk<'_> {
    /// Walks from cell to cell; stops at a mark that is certainly open.
    fn run(&mut self) -> Result<(), usize> {
        let mut at = 0;
        while let Some(first) = self.bytes.get(at) {
            let end = match first {
                b'"' => self.quoted(at + 1)?,
                _ => self.end_of_cell(at),
            };
            self.blank &= end == at;
            at = self.step(end);
        }
        self.end_row();
        Ok(())
    }

    /// Passes over a quoted cell. What stands behind the closing mark tells whether it opens another one.
    fn quoted(&mut self, from: usize) -> Result<usize, usize> {
        let opened = self.line;
        let close = closing(self.bytes, from).ok_or(opened)?;
        let inside = self.bytes.get(from..close).unwrap_or_default();
        let end = self.end_of_cell(close + 1);
        let behind = self.bytes.get(close + 1..end).unwrap_or_default();
        let behind = behind.trim_ascii();
        let ends = lines(inside).count() - 1;
        let swallows =
            ends > 0 || memchr(self.separator, inside).is_some() && memchr(b'"', behind).is_some();
        if swallows && !behind.is_empty() {
            return Err(opened);
        }
        if ends > 0 {
            self.long.push(Long {
                line: opened,
                column: self.column,
                inside,
                width: 0,
            });
            self.line += ends;
        }
        Ok(end)
    }

    fn end_of_cell(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        let length = memchr3(self.separator, b'\n', b'\r', rest).unwrap_or(rest.len());
        from + length
    }

    /// Passes over what ends a cell.
    fn step(&mut self, at: usize) -> usize {
        match self.bytes.get(at..).unwrap_or_default() {
            [b'\r', b'\n', ..] => {
                self.end_row();
                at + 2
            }
            [b'\r' | b'\n', ..] => {
                self.end_row();
                at + 1
            }
            [_, behind @ ..] => {
                self.blank = false;
                self.column += 1;
                self.separators += 1;
                self.spaced += usize::from(behind.first() == Some(&b' '));
                at + 1
            }
            [] => at,
        }
    }

    fn end_row(&mut self) {
        let width = self.column + 1;
        if self.counted == self.long.len() && !self.blank {
            *self.widths.entry(width).or_default() += 1;
        }
        for long in self.long.iter_mut().skip(self.counted) {
            long.width = width;
        }
        self.counted = self.long.len();
        self.line += 1;
        (self.column, self.blank) = (0, true);
    }

    /// The line of the first cell whose lines are rows.
    fn swallowing(&self) -> Option<usize> {
        let ordinary = self
            .widths
            .iter()
            .max_by_key(|(width, rows)| *width * *rows);
        let (ordinary, _) = ordinary?;
        let rows = self.long.iter().take(self.counted);
        let mut rows = rows.filter(|long| self.swallows(long, *ordinary));
        rows.next().map(|long| long.line)
    }

    /// The lines of the file that went into a cell, cut as if there were no mark: each of them is a row,
    /// or the cell is in the wrong place and most of them look like one.
    fn swallows(&self, long: &Long<'_>, ordinary: usize) -> bool {
        let mut widths: Vec<usize> = lines(long.inside).map(|line| self.cells(line)).collect();
        let cut: Vec<bool> = widths.iter().map(|cells| *cells > 1).collect();
        if let Some(first) = widths.first_mut() {
            *first += long.column;
        }
        if let Some(last) = widths.last_mut() {
            *last += long.width.saturating_sub(long.column + 1);
        }
        let like = |(width, cut): &(&usize, &bool)| **cut && **width * 2 > ordinary;
        let likely = widths.iter().zip(&cut).filter(like).count();
        widths.iter().all(|width| *width == ordinary)
            || long.width != ordinary && likely * 2 > widths.len()
    }

    /// How many cells a line would have. People write a blank behind a comma, programs do not.
    fn cells(&self, line: &[u8]) -> usize {
        let airy = self.spaced * 2 > self.separators;
        let cuts = memchr_iter(self.separator, line);
        let cuts = cuts.filter(|at| airy || line.get(at + 1) != Some(&b' '));
        cuts.count() + 1
    }
}

/// The mark that closes a cell; a doubled one is a mark in its text.
fn closing(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr(b'"', bytes.get(at..)?)?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// The lines of a text, whatever ends them.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut before = b' ';
    text.split(move |b| {
        let half = before == b'\r' && *b == b'\n';
        before = *b;
        !half && matches!(b, b'\r' | b'\n')
    })
    .map(|line| line.strip_prefix(b"\n").unwrap_or(line))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn open(text: &str) -> Option<usize> {
        let line = unclosed(text, b';');
        for (ends, separator) in [("\r\n", ";"), ("\r", ";"), ("\n", "\t"), ("\r\n", ",")] {
            let other = text.replace('\n', ends).replace(';', separator);
            assert_eq!(unclosed(&other, separator.as_bytes()[0]), line, "{other:?}");
        }
        line
    }

    #[test]
    fn a_mark_that_swallows_rows_is_found_where_it_opens() {
        let head = "nama;unsur;meja\nBaso;PIC;1\nRusli;PIC;2\n";
        for (rows, line) in [
            ("\"Rahman;PIC;3\nSitti;PIC;4\n", 4),
            ("\"Rahman;PIC;3\nSitti;PIC;4\n\"Siti\";PIC;5\n", 4),
            ("\"Rahman;PIC;3\n\"Siti\";PIC;5\n", 4),
            ("\"Rahman;PIC;3\nSitti;Kepala \"Desa\";4\n", 4),
            ("Rahman;\"PIC;3\nSitti;\"PIC\";4\n", 4),
            // An inch mark closes it, and a name that lost its first mark.
            ("\"Rahman;PIC;3\nSitti;PIC;5\"\nSani;PIC;6\n", 4),
            ("\"Rahman;PIC;3\nSitti\";PIC;5\n", 4),
            ("Sani;PIC;\"\nSitti;PIC;\"\n", 4),
            // Every cell has marks, one is missing.
            ("\"Rahman;\"PIC\";\"3\"\n\"Siti\";\"PIC\";\"5\"\n", 4),
            ("\"Rahman\";\"PIC\";\"3\n\"Siti\";\"PIC\";\"5\"\n", 4),
            ("\"Rahman;\"\";\"3\"\n\"Siti\";\"PIC\";\"5\"\n", 4),
            ("\"Jalan\nDesa\";PIC;3\n\"Rahman;PIC;3\nSitti;PIC;4\n", 6),
            ("Sani;PIC;3\n\nSani;PIC;\"4", 6),
        ] {
            assert_eq!(open(&format!("{head}{rows}")), Some(line), "{rows}");
        }
    }

    #[test]
    fn honest_marks_are_left_alone() {
        let head = "nama;unsur;meja\nBaso;PIC;1\nRusli;PIC;2\n";
        for rows in [
            "Muh. \"Ama\" Yani;PIC;3\n",
            "\"Ama\" Yani;PIC;3\n",
            "\"Ama\" \"Yani\";PIC;3\n",
            "\"Baso; Dg. Rurung\";PIC;3\n",
            "\"Ahmad \"\"Ama\"\" Yani\";PIC;3\n",
            "\"Jalan Poros\nDesa Salenrang\nMaros\";PIC;3\n",
            "Sani;\"Kepala\nDesa\";3\n",
            "Sani;PIC;\"Jalan Poros\n\nMaros\"\n",
            "\"Nama\nLengkap\";\"Unsur\nPeserta\";\"No.\nMeja\"\n",
            "Sani;PIC;\"satu\nbaris\" \n",
            "Layar 5\";PIC;3\n",
            "\"\";\"\";\"\"\n",
        ] {
            assert_eq!(open(&format!("{head}{rows}")), None, "{rows}");
        }
        let address = "nama,alamat\nBaso,Maros\n\"Rahman, S.Pd.\nKepala Desa\",\"Jl. Poros, Km 5\nKec. Bontoa, Maros\"\n";
        assert_eq!(unclosed(address, b','), None);
        let long = "\"Nama\nLengkap\";unsur;\"ket;\nlain\"\n\"Baso\nRusli\";PIC;\"a;b\nc;d\"\n\n";
        assert_eq!(unclosed(long, b';'), None, "no other row to tell by");
        let airy = "nama, unsur\nBaso, PIC\n\"Rahman, PIC\nSitti, PIC\nSani\", PIC\n";
        assert_eq!(unclosed(airy, b','), Some(3));
    }

    fn written(rows: &[Vec<String>]) -> String {
        let rows: Vec<String> = rows.iter().map(|row| row.join(";") + "\n").collect();
        rows.concat()
    }

    proptest! {
        #[test]
        fn two_marks_that_belong_to_two_rows_are_found(
            mut rows in prop::collection::vec(prop::collection::vec("[a-z]{1,6}", 3), 6..20),
            (open, shut, in_row, in_other) in (1usize..4, 1usize..3, 0usize..3, 0usize..3),
            at_end: bool,
        ) {
            rows[open][in_row].insert(0, '"');
            let other = &mut rows[open + shut][in_other];
            other.insert(if at_end { other.len() } else { 0 }, '"');
            prop_assert_eq!(unclosed(&written(&rows), b';'), Some(open + 1));
        }

        #[test]
        fn what_a_program_writes_is_left_alone(
            rows in prop::collection::vec(prop::collection::vec("[a-z\",\r\n ]{0,9}", 3), 1..12),
        ) {
            let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let rows: Vec<Vec<String>> = rows.iter().map(|r| r.iter().map(quote).collect()).collect();
            prop_assert_eq!(unclosed(&written(&rows), b';'), None);
        }
    }
}
