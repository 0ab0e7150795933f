//! What a template may hold before it is handed to the engine, whose parser goes as deep as a template
//! is nested: twenty thousand signs before a number would end the program, not the paper. And a list of
//! lists of lists, each twice in the next, is printed until the power fails.

/// The most bytes of a template: a letterhead with its logo inside it has a tenth.
pub(super) const LARGEST: u64 = 4 << 20;

/// The most bytes between `{{` and `}}`, or `{%` and `%}`: no deeper can anything in it be nested.
const LONGEST_MARK: usize = 2_000;

/// The most marks; a chain of `elif` is as deep as it has links.
const MOST_MARKS: usize = 5_000;

/// The line of the first mark that is too long, or one too many, or puts what it was given into a list.
pub(super) fn too_much(source: &str) -> Option<usize> {
    let mut at = 0;
    let mut marks = 0;
    while let Some((start, end)) = next_mark(source, at) {
        marks += 1;
        let mark = source.get(start + 2..end).unwrap_or_default();
        if end - start > LONGEST_MARK || marks > MOST_MARKS || builds(mark) {
            let before = source.as_bytes().get(..start).unwrap_or_default();
            return Some(1 + memchr::memchr_iter(b'\n', before).count());
        }
        at = end;
        let inside = source.get(start + 2..end.saturating_sub(2));
        if inside.map(|s| s.trim_matches(['-', '+', ' '])) == Some("raw") {
            let rest = source.get(at..).unwrap_or_default();
            at += rest.find("endraw").unwrap_or(rest.len());
        }
    }
    None
}

/// The next mark from a place on: where it begins, and where it ends. Comments are none.
fn next_mark(source: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let bytes = source.as_bytes();
        let start = at + memchr::memchr(b'{', bytes.get(at..)?)?;
        let close: &[u8] = match bytes.get(start + 1) {
            Some(b'{') => b"}}",
            Some(b'%') => b"%}",
            Some(b'#') => {
                at = start + 2 + source.get(start + 2..)?.find("#}")?;
                continue;
            }
            Some(_) => {
                at = start + 1;
                continue;
            }
            None => return None,
        };
        return Some((start, end_of(bytes, start + 2, close)));
    }
}

/// Where a mark ends: behind what closes it, but not within quotation marks.
fn end_of(bytes: &[u8], from: usize, close: &[u8]) -> usize {
    let mut quote = None;
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        match quote {
            Some(_) if byte == b'\\' => at += 1,
            Some(open) if byte == open => quote = None,
            None if bytes.get(at..at + 2) == Some(close) => return at + 2,
            None if byte == b'"' || byte == b'\'' => quote = Some(byte),
            Some(_) | None => {}
        }
        at += 1;
    }
    bytes.len()
}

/// How long the text in quotation marks is with which this begins.
fn quoted(bytes: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = bytes.get(at).filter(|b| Some(*b) != bytes.first()) {
        at += if *byte == b'\\' { 2 } else { 1 };
    }
    at + 1
}

/// Does a mark make a list or a table that holds more than letters and numbers (`[a, a]`)?
/// `["PIC", "Camat"]` does not, nor do the places of a list (`baris[n]`).
fn builds(mark: &str) -> bool {
    let mut open = Vec::new();
    let mut after_value = false;
    let mut rest = mark;
    while let Some(c) = rest.chars().next() {
        let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'));
        let word = rest.get(..word.unwrap_or(rest.len())).unwrap_or_default();
        let length = match c {
            '"' | '\'' => quoted(rest.as_bytes()),
            _ => word.len().max(c.len_utf8()),
        };
        match c {
            '[' | '{' => open.push(c == '{' || !after_value),
            '(' => open.push(false),
            ']' | '}' | ')' => drop(open.pop()),
            c if c.is_ascii_digit() => {}
            _ if word.is_empty() => {}
            _ if open.contains(&true) && !matches!(word, "true" | "false" | "none") => return true,
            _ => {}
        }
        let keyword = ["in", "not", "and", "or", "if", "elif", "else", "is"].contains(&word);
        if !c.is_whitespace() {
            after_value = matches!(c, ']' | ')' | '"' | '\'') || !(word.is_empty() || keyword);
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_measured_to_its_end_and_no_further() {
        let long = " ".repeat(LONGEST_MARK);
        let short = " ".repeat(LONGEST_MARK - 4);
        for (source, line) in [
            (format!("{{{{{short}}}}}"), None),
            (format!("\n\n{{{{{long}}}}}"), Some(3)),
            (format!("a\n{{%{long}%}}"), Some(2)),
            (format!("{{{{ \"}}}}\" {long} }}}}"), Some(1)),
            (format!("{{{{ '\\'}}}}' {long} }}}}"), Some(1)),
            (format!("{{{{ 1 }}}}{long}{{{{ 2 }}}}"), None),
            (format!("{{# {{{{{long} #}} {{{{ 1 }}}}"), None),
            (format!("{{%- raw -%}} {{{{{long} {{% endraw %}}"), None),
            (format!("a {{ b: c }} {long}"), None),
            (format!("{{{{ 1 {long}"), Some(1)),
            (String::new(), None),
            ("{".to_owned(), None),
        ] {
            assert_eq!(too_much(&source), line, "{source:?}");
        }
        for (mark, builds) in [
            ("[1, \"a\", ['b', none]]", false),
            (
                "if unsur in [\"PIC\", 'Camat'] and baris[n].x[ m + 1 ]",
                false,
            ),
            ("kata[\"[a]\"] ~ f(a)[b]", false),
            ("[a]", true),
            ("if a in[b, b]", true),
            ("set a = {\"x\": a}", true),
            ("f([[1, [a]]])", true),
            ("set a = ([1, (a)])", true),
        ] {
            assert_eq!(super::builds(mark), builds, "{mark}");
        }
        assert_eq!(too_much("a\n{{ [a, a] }}"), Some(2));
        assert_eq!(too_much(&"{{1}}\n".repeat(MOST_MARKS)), None);
        let more = "{{1}}\n".repeat(MOST_MARKS + 1);
        assert_eq!(too_much(&more), Some(MOST_MARKS + 1));
    }
}
