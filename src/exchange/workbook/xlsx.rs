//! Reads an XLSX workbook in one pass over its parts. A sheet's own word for its size is not
//! believed, parts are where the relations say, prefixes and the strict namespaces are all the same.

mod sheet;

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::numbers::Style;
use super::parts::{Node, Parts, Work, at_most, attribute, damaged, is_set};
use super::rows::{SHEETS, unread};
use super::strings::Strings;
use crate::exchange::book::{Sheet, Shown};
use crate::exchange::error::{Foreign, ImportError, Large};

/// The most cell styles, twice what Excel takes.
const STYLES: usize = 1 << 17;

/// What the sheets of a workbook have in common.
#[derive(Default)]
struct Shared {
    strings: Strings,
    styles: Vec<Style>,
    /// Days are counted from 1904 on.
    since_1904: bool,
    /// The results of formulas are to be computed when it is opened: a zero is nobody's result.
    computed_later: bool,
}

/// The workbook part: its sheets and what it says of all of them.
#[derive(Default)]
struct Outline {
    sheets: Vec<Named>,
    since_1904: bool,
    computed_later: bool,
}

/// A sheet as the workbook names it.
struct Named {
    name: String,
    hidden: bool,
    relation: Option<String>,
}

/// Where another part is.
struct Relation {
    id: String,
    /// The last word of its type, as in `worksheet`.
    kind: String,
    target: String,
}

/// The part that is the document, by the relations of the package or where it stands by custom.
pub(super) fn document(
    parts: &mut Parts<'_>,
    work: &mut Work<'_, '_>,
) -> Result<Option<String>, ImportError> {
    let stated = relations(parts, "", work)?
        .into_iter()
        .find(|r| r.kind == "officeDocument")
        .map(|r| r.target);
    if let Some(path) = stated.filter(|path| parts.find(path).is_some()) {
        return Ok(Some(path));
    }
    let known = [
        "workbook.xml",
        "workbook.bin",
        "document.xml",
        "presentation.xml",
    ];
    let found = known.iter().find_map(|known| {
        let mut names = parts.names();
        names.find(|name| name.rsplit('/').next() == Some(known))
    });
    Ok(found.map(str::to_owned))
}

/// Reads all sheets.
pub(super) fn read(
    parts: &mut Parts<'_>,
    workbook: &str,
    work: &mut Work<'_, '_>,
) -> Result<Vec<Sheet>, ImportError> {
    let outline = outline(parts, workbook, work)?;
    let relations = relations(parts, workbook, work)?;
    let of_kind = |parts: &Parts<'_>, kind: &str| {
        let stated = relations.iter().find(|r| r.kind == kind);
        let stated = stated.and_then(|r| parts.find(&r.target));
        stated.or_else(|| parts.find(&beside(workbook, &format!("{kind}.xml"))))
    };
    let (strings, styles) = (of_kind(parts, "sharedStrings"), of_kind(parts, "styles"));
    let places: Vec<Option<usize>> = (1..)
        .zip(&outline.sheets)
        .map(|(nth, sheet)| {
            let stated = relations
                .iter()
                .find(|r| sheet.relation.as_ref() == Some(&r.id));
            if let Some(stated) = stated {
                return parts.find(&stated.target);
            }
            parts.find(&beside(workbook, &format!("worksheets/sheet{nth}.xml")))
        })
        .collect();
    let all = places.iter().chain([&strings, &styles]).flatten();
    work.expect(all.map(|at| parts.size(*at)).sum());
    let shared = Shared {
        strings: strings.map_or_else(
            || Ok(Strings::default()),
            |at| Strings::read(parts, at, work),
        )?,
        styles: styles.map_or_else(|| Ok(Vec::new()), |at| number_formats(parts, at, work))?,
        since_1904: outline.since_1904,
        computed_later: outline.computed_later,
    };
    let mut sheets = Vec::new();
    for (named, place) in outline.sheets.iter().zip(&places) {
        sheets.push(match place {
            _ if named.hidden => unread(&named.name, Shown::Hidden),
            None => unread(&named.name, Shown::NoCells),
            Some(at) => sheet::read(parts, *at, &named.name, &shared, work)?,
        });
    }
    // One sheet that is not there does not cost the others; all of them missing is damage.
    if places.contains(&None) && sheets.iter().all(|sheet| sheet.shown != Shown::Yes) {
        return Err(damaged("the parts of the sheets are missing"));
    }
    Ok(sheets)
}

fn outline(
    parts: &mut Parts<'_>,
    workbook: &str,
    work: &mut Work<'_, '_>,
) -> Result<Outline, ImportError> {
    let Some(at) = parts.find(workbook) else {
        return Err(damaged("no workbook part"));
    };
    let mut xml = parts.xml(at)?;
    let mut buffer = Vec::new();
    let mut outline = Outline::default();
    let (mut root, mut in_sheets) = (true, false);
    loop {
        match xml.next(&mut buffer, work)? {
            Node::Open(element) => {
                let local = element.local_name();
                if root && local.as_ref() != "workbook" {
                    return Err(ImportError::NotATable(Foreign::Document));
                }
                root = false;
                match local.as_ref() {
                    "sheets" => in_sheets = true,
                    "sheet" if in_sheets => {
                        outline.sheets.push(named(&element));
                        at_most(outline.sheets.len() as u64, SHEETS as u64, Large::Sheets)?;
                    }
                    "workbookPr" => outline.since_1904 = is_set(&element, "date1904"),
                    "calcPr" => outline.computed_later = is_set(&element, "fullCalcOnLoad"),
                    _ => {}
                }
            }
            Node::Close(element) => in_sheets &= element.local_name().as_ref() != "sheets",
            Node::Text(_) | Node::Nothing => {}
            Node::End => return Ok(outline),
        }
    }
}

fn named(element: &BytesStart<'_>) -> Named {
    let text = |name| attribute(element, name).map(|value| value.trim().to_owned());
    let state = text("state").unwrap_or_default().to_ascii_lowercase();
    Named {
        name: text("name").unwrap_or_default(),
        hidden: matches!(state.as_str(), "hidden" | "veryhidden"),
        relation: text("id"),
    }
}

/// The number formats of the cell styles, in their order.
fn number_formats(
    parts: &mut Parts<'_>,
    at: usize,
    work: &mut Work<'_, '_>,
) -> Result<Vec<Style>, ImportError> {
    let mut xml = parts.xml(at)?;
    let mut buffer = Vec::new();
    let mut written: HashMap<u32, Style> = HashMap::new();
    let mut ids = Vec::new();
    let mut list = String::new();
    loop {
        match xml.next(&mut buffer, work)? {
            Node::Open(element) => {
                let local = element.local_name();
                let id = || attribute(&element, "numFmtId")?.trim().parse::<u32>().ok();
                match (list.as_str(), local.as_ref()) {
                    (_, "numFmts" | "cellXfs") => local.as_ref().clone_into(&mut list),
                    ("numFmts", "numFmt") => {
                        let code = attribute(&element, "formatCode").unwrap_or_default();
                        written.extend(id().map(|id| (id, Style::of_code(&code))));
                    }
                    ("cellXfs", "xf") => ids.push(id().unwrap_or(0)),
                    _ => {}
                }
                let found = (ids.len() + written.len()) as u64;
                at_most(found, STYLES as u64, Large::Structure)?;
            }
            Node::Close(element) if element.local_name().as_ref() == list => list.clear(),
            Node::Close(_) | Node::Text(_) | Node::Nothing => {}
            Node::End => break,
        }
    }
    let style = |id: &u32| written.get(id).copied().unwrap_or(Style::built_in(*id));
    Ok(ids.iter().map(style).collect())
}

/// The relations of a part, or of the package; none where nothing says so.
fn relations(
    parts: &mut Parts<'_>,
    of: &str,
    work: &mut Work<'_, '_>,
) -> Result<Vec<Relation>, ImportError> {
    let (folder, file) = of.rsplit_once(['/', '\\']).unwrap_or(("", of));
    let Some(at) = parts.find(&format!("{folder}/_rels/{file}.rels")) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    let mut xml = parts.xml(at)?;
    let mut buffer = Vec::new();
    loop {
        match xml.next(&mut buffer, work)? {
            Node::Open(element) if element.local_name().as_ref() == "Relationship" => {
                let text = |name| attribute(&element, name).unwrap_or_default();
                let kind = text("Type");
                found.push(Relation {
                    id: text("Id").trim().to_owned(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    target: text("Target").trim().to_owned(),
                });
                at_most(found.len() as u64, STYLES as u64, Large::Structure)?;
            }
            Node::Open(_) | Node::Close(_) | Node::Text(_) | Node::Nothing => {}
            Node::End => break,
        }
    }
    drop(xml);
    for relation in &mut found {
        // Some programs write targets from the top of the package without saying so.
        let near = beside(of, &relation.target);
        if parts.find(&near).is_some() || parts.find(&relation.target).is_none() {
            relation.target = near;
        }
    }
    Ok(found)
}

/// The path of a target that a part names.
fn beside(part: &str, target: &str) -> String {
    if target.starts_with(['/', '\\']) {
        return target.to_owned();
    }
    let folder = part
        .rsplit_once(['/', '\\'])
        .map_or("", |(folder, _)| folder);
    format!("{folder}/{target}")
}
