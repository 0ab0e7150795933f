//! What a template may hold before it is handed to the engine, whose parser goes as deep as a template
//! is nested: twenty thousand signs before a number would end the program, not the paper.

/// The most bytes of a template: a letterhead with its logo inside it has a tenth.
pub(super) const LARGEST: u64 = 4 << 20;

/// The most bytes between `{{` and `}}`, or `{%` and `%}`: no deeper can anything in it be nested.
const LONGEST_MARK: usize = 2_000;

/// The most marks; a chain of `elif` is as deep as it has links.
const MOST_MARKS: usize = 5_000;

/// The line of the first mark that is too long, or one too many.
pub(super) fn too_much(source: &str) -> Option<usize> {
    let mut at = 0;
    let mut marks = 0;
    while let Some((start, end)) = next_mark(source, at) {
        marks += 1;
        if end - start > LONGEST_MARK || marks > MOST_MARKS {
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
        assert_eq!(too_much(&"{{1}}\n".repeat(MOST_MARKS)), None);
        let more = "{{1}}\n".repeat(MOST_MARKS + 1);
        assert_eq!(too_much(&more), Some(MOST_MARKS + 1));
    }
}
