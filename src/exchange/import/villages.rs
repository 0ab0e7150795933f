//! `wilayah`: one row per village, or the Kemendagri list with its rows for the levels above.

use std::collections::HashMap;

use super::values;
use super::{Columns, LONGEST_CELL, check_rows};
use crate::exchange::cells::Row;
use crate::exchange::error::ImportError;
use crate::exchange::table::{Layout, Report, Spec, Table};
use crate::meeting::id::VillageCode;
use crate::meeting::record::Village;
use crate::meeting::roster::{Reason, Rejected};

const CODE: usize = 0;
const NAME: usize = 1;
const SUBDISTRICT: usize = 2;
const KIND: usize = 3;

/// The layout. The sub-district may also come from a row of its own (`73.09.05`).
pub const VILLAGES: Layout = Layout {
    sheet: "Wilayah",
    required: &[&[CODE], &[NAME]],
    fields: &[
        spec("kode", &["kodewilayah", "kodedesa", "kodedesakelurahan"]),
        spec(
            "nama",
            &[
                "namawilayah",
                "desakelurahan",
                "desa",
                "namadesa",
                "kelurahan",
            ],
        ),
        spec("kecamatan", &["kec", "namakecamatan"]),
        spec("jenis", &["status"]),
    ],
};

const fn spec(name: &'static str, aliases: &'static [&'static str]) -> Spec {
    Spec { name, aliases }
}

/// A list of villages, each row checked by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VillagesFile {
    /// The good rows.
    pub rows: Vec<Village>,
    /// The refused rows, one reason each.
    pub rejected: Vec<Rejected>,
    /// Rows for a province, regency or sub-district: read for their names.
    pub above: usize,
    /// The table as read, for handing refused rows back.
    pub table: Table,
}

/// Checks the rows of a list of villages.
pub fn check_villages(table: Table, report: &mut Report<'_>) -> Result<VillagesFile, ImportError> {
    let columns = Columns::new(&table, VILLAGES.fields.len());
    let names: HashMap<&str, &str> = table
        .rows
        .iter()
        .map(|row| (columns.cell(row, CODE).text, columns.cell(row, NAME).text))
        .filter(|(code, _)| is_above(code))
        .collect();
    let mut first_rows: HashMap<VillageCode, usize> = HashMap::new();
    let mut above = 0;
    let (rows, rejected) = check_rows(&table, report, |row| {
        if is_above(columns.cell(row, CODE).text) {
            above += 1;
            return Ok(None);
        }
        let village = check(&columns, row, &names)?;
        if let Some(first) = first_rows.insert(village.code.clone(), row.number) {
            return Err(refused(&columns, row, CODE, Reason::CodeTwice { first }));
        }
        Ok(Some(village))
    })?;
    Ok(VillagesFile {
        rows,
        rejected,
        above,
        table,
    })
}

/// Province, regency or sub-district: `73`, `73.09`, `73.09.05`.
fn is_above(code: &str) -> bool {
    let mut parts = 0;
    let shaped = code.split('.').all(|part| {
        parts += 1;
        part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())
    });
    shaped && parts <= 3
}

fn check(
    columns: &Columns<'_>,
    row: &Row,
    names: &HashMap<&str, &str>,
) -> Result<Village, Rejected> {
    columns.refuse_broken(row, &VILLAGES, |_| LONGEST_CELL)?;
    let text = |field: usize| columns.cell(row, field).text;
    for field in [CODE, NAME] {
        if text(field).is_empty() {
            return Err(refused(columns, row, field, Reason::Missing));
        }
    }
    let code = values::village_code(text(CODE)).map_err(|e| refused(columns, row, CODE, e))?;
    let subdistrict = match text(SUBDISTRICT) {
        "" => code
            .as_str()
            .get(..8)
            .and_then(|prefix| names.get(prefix))
            .copied()
            .unwrap_or_default(),
        stated => stated,
    };
    if subdistrict.is_empty() {
        return Err(refused(columns, row, SUBDISTRICT, Reason::Missing));
    }
    let kind = match text(KIND) {
        "" => kind_of(&code),
        stated => stated,
    };
    Ok(Village {
        name: text(NAME).to_owned(),
        subdistrict: subdistrict.to_owned(),
        kind: kind.to_owned(),
        code,
    })
}

/// The first digit of the last group tells the kind.
fn kind_of(code: &VillageCode) -> &'static str {
    match code.as_str().as_bytes().get(9) {
        Some(b'1') => "kelurahan",
        Some(b'2') => "desa",
        Some(b'3') => "desa adat",
        Some(_) | None => "",
    }
}

fn refused(columns: &Columns<'_>, row: &Row, field: usize, reason: Reason) -> Rejected {
    Rejected {
        row: row.number,
        column: VILLAGES.fields.get(field).map_or("", |f| f.name),
        value: columns.cell(row, field).text.to_owned(),
        reason,
    }
}
