//! The rules of the board on one page that the committee signs. Says what is in force; computes nothing.

use minijinja::context;
use minijinja::value::{Serde, Value};
use serde::Serialize;

use super::sheet::shown;
use super::{Desk, DocumentError, Made, Written};
use crate::text::rules::{PaperWords, columns_words, family_name, general_lines, window_words};

#[derive(Serialize)]
struct View {
    #[serde(rename = "kata")]
    words: PaperWords,
    #[serde(rename = "umum")]
    general: Vec<(&'static str, String)>,
    #[serde(rename = "indikator")]
    families: Vec<FamilyView>,
    #[serde(rename = "sidik")]
    hash: String,
    #[serde(rename = "keadaan")]
    state: String,
}

#[derive(Serialize)]
struct FamilyView {
    no: usize,
    #[serde(rename = "nama")]
    name: String,
    #[serde(rename = "kolom")]
    columns: String,
    #[serde(rename = "jendela")]
    window: &'static str,
    #[serde(rename = "target")]
    target: u32,
    #[serde(rename = "bobot")]
    weight: u32,
    #[serde(rename = "standar")]
    least: String,
}

/// Makes the page.
pub(super) fn make(desk: Desk<'_>) -> Result<Made, DocumentError> {
    let (text, rules) = (desk.text, desk.meeting.rules());
    let mut general = general_lines(text, desk.meeting);
    // Hash and state stand at the foot; the seal is the ceremony's matter and on no paper.
    general.truncate(general.len().saturating_sub(3));
    let locked = desk.meeting.rules_lock().is_some();
    let families: Vec<FamilyView> = (1..)
        .zip(&rules.families)
        .map(|(no, family)| FamilyView {
            no,
            name: shown(family_name(text, family)),
            columns: columns_words(text, family),
            window: window_words(text, &rules, family),
            target: family.target_year,
            weight: family.weight,
            least: rules
                .standard
                .iter()
                .find(|(key, _)| *key == family.key)
                .map_or_else(|| "–".to_owned(), |(_, least)| least.to_string()),
        })
        .collect();
    let rows = families.len();
    let view = View {
        words: text.rules.paper,
        general,
        families,
        hash: rules.hash(),
        state: match (locked, desk.meeting.has_own_rules()) {
            (true, _) => text.rules.locked_now,
            (false, true) => text.rules.set_now,
            (false, false) => text.rules.usual_now,
        }
        .to_owned(),
    };
    let values = context! { aturan => Value::from(Serde(view)) };
    Ok(Made {
        bytes: desk.html("aturan.html", values)?,
        written: Written { rows, pages: 1 },
    })
}
