//! Everybody's badge code with a message ready to send.

use super::export::CodeRow;
use crate::meeting::Meeting;
use crate::text::Text;

/// One row for everybody whose invitation stands, in the order of the numbers.
pub fn rows(meeting: &Meeting, text: &Text) -> Vec<CodeRow> {
    let Some(about) = meeting.about() else {
        return Vec::new();
    };
    let valid = meeting.people().iter().filter(|p| p.cancelled.is_none());
    valid
        .filter_map(|person| {
            let code = meeting.code_of(person)?;
            let origin = meeting.origin(&person.record);
            Some(CodeRow {
                id: person.id.to_string(),
                badge: person.id.to_string(),
                name: person.name().to_owned(),
                village: origin.village.to_owned(),
                delegation: origin.delegation().to_owned(),
                text: crate::text::invitation(text, about, person.name(), &code),
                code,
            })
        })
        .collect()
}
