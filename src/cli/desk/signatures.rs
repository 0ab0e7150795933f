//! Signatures from the command line: what stands on a printed page, row by row, and what that says
//! about the arrivals.

use super::{OnList, SignatureArgs};
use crate::cli::run::Desk;
use crate::cli::{Failure, print};
use crate::meeting::Meeting;
use crate::meeting::code::{self, Reading};
use crate::meeting::command::{Command, Refusal};
use crate::meeting::id::PersonId;
use crate::meeting::names::scrub;
use crate::text::Text;

/// Notes who signed on a page: whoever is present, but for the rows that are named.
pub(super) fn signatures(
    (mut desk, json): (Desk, bool),
    args: &SignatureArgs,
) -> Result<(), Failure> {
    let text = desk.text;
    let meeting = desk.session.meeting();
    let number = page_number(text, meeting, &args.page)?;
    let mut page =
        page(meeting, number).ok_or_else(|| desk.refused(&Refusal::NoSuchPage(number)))?;
    let silent = args.unsigned.is_empty() && args.signed.is_empty() && !args.complete;
    if args.show || silent {
        // To look at a page is not to say that it is signed.
        return print::lists::page(text, meeting, &page, json);
    }
    let unsigned = rows(text, "--unsigned", &args.unsigned, &page)?;
    let absent = |row: &&usize| page.rows.iter().any(|r| r.row == **row && !r.present);
    if let Some(row) = unsigned.iter().find(absent) {
        return Err(Failure::Refused((text.script.row_absent)(*row)));
    }
    let signed = rows(text, "--signed", &args.signed, &page)?;
    for row in &mut page.rows {
        let there = row.present && !unsigned.contains(&row.row);
        row.signed = Some(there || signed.contains(&row.row));
    }
    let names = page.rows.iter().filter(|r| r.signed == Some(true));
    let signed: Vec<PersonId> = names.map(|r| r.person).collect();
    desk.must(Command::CheckSignatures {
        page: number,
        signed,
    })?;
    print::lists::page(text, desk.session.meeting(), &page, json)
}

pub(super) fn reconcile((desk, json): (Desk, bool), on: &OnList) -> Result<(), Failure> {
    let meeting = desk.session.meeting();
    let list = on.of(desk.text, meeting)?;
    print::lists::reconciled(desk.text, meeting, &list, json)
}

/// A page as it is printed, with what is known of its signatures.
fn page(meeting: &Meeting, number: u32) -> Option<print::lists::Page> {
    let sheet = meeting.sheet_of(number)?;
    let (first, people) = sheet.page(number)?;
    let signed = meeting.signed_on(number);
    let rows = people
        .iter()
        .zip(first..)
        .map(|(id, row)| print::lists::PageRow {
            row,
            person: *id,
            present: meeting
                .person(*id)
                .is_some_and(|p| p.arrival(&sheet.list).is_some()),
            signed: signed.map(|names| names.contains(id)),
        });
    Some(print::lists::Page {
        number,
        list: sheet.list.clone(),
        section: sheet.section,
        variant: sheet.variant,
        rows: rows.collect(),
    })
}

/// A page by its number, or by the code at its foot.
fn page_number(text: &Text, meeting: &Meeting, written: &str) -> Result<u32, Failure> {
    let written = written.trim();
    if let Ok(number) = written.parse() {
        return Ok(number);
    }
    let Reading::Code(parsed) = code::read(written) else {
        return Err(Failure::Usage(format!("PAGE: {}", text.script.page_wanted)));
    };
    if let Some(number) = meeting.page_of(&parsed) {
        return Ok(number);
    }
    let words = format!(
        "{} PAGE: {}",
        text.script.not_valid, text.script.page_wanted
    );
    Err(Failure::Refused(words))
}

/// Row numbers as printed; each must stand on the page.
fn rows(
    text: &Text,
    argument: &str,
    written: &[String],
    page: &print::lists::Page,
) -> Result<Vec<usize>, Failure> {
    let read = |one: &String| {
        let row: usize = one.trim().parse().map_err(|_| {
            Failure::Usage(format!(
                "{argument} {}: {}",
                scrub(one),
                text.script.row_wanted
            ))
        })?;
        if page.rows.iter().any(|r| r.row == row) {
            return Ok(row);
        }
        Err(Failure::Refused((text.script.no_row)(row, page.number)))
    };
    written.iter().map(read).collect()
}
