//! `wilayah`: one row per village, or the Kemendagri list with its rows for the levels above.

use std::collections::HashMap;

use super::values;
use super::{Checked, Columns, Found, Kinds, check_rows};
use crate::exchange::cells::Row;
use crate::exchange::error::ImportError;
use crate::exchange::reading::Reading;
use crate::exchange::table::{Layout, Report, Spec, Tables};
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
    figures: None,
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
                "desakel",
                "keldesa",
                "kelurahandesa",
                "namadesakelurahan",
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
pub type VillagesFile = Checked<Village, VillagesSeen>;

/// What was seen beside the rows of a list of villages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VillagesSeen {
    /// Rows for a province, regency or sub-district: read for their names.
    pub above: usize,
    first_rows: HashMap<VillageCode, usize>,
}

/// Checks the rows of a list of villages.
pub fn check_villages(
    tables: Tables,
    reading: &Reading,
    report: &mut Report<'_>,
) -> Result<VillagesFile, ImportError> {
    let mut names: HashMap<String, String> = HashMap::new();
    for table in &tables.tables {
        let columns = Columns::new(table, &VILLAGES, is_optional);
        for row in &table.rows {
            let code = columns.cell(row, CODE).text;
            if is_above(code) {
                names.insert(code.to_owned(), columns.cell(row, NAME).text.to_owned());
            }
        }
    }
    let seen = VillagesSeen::default();
    check_rows(
        tables,
        &VILLAGES,
        Kinds {
            optional: is_optional,
            given: &[],
        },
        reading,
        seen,
        report,
        |columns, row, seen, _| {
            if is_above(columns.cell(row, CODE).text) {
                seen.above += 1;
                return Ok(Found::Nothing);
            }
            let village = check(columns, row, &names)?;
            if let Some(first) = seen.first_rows.insert(village.code.clone(), row.number) {
                return Err(columns.refused(row, CODE, Reason::CodeTwice { first }));
            }
            Ok(Found::Row(village))
        },
    )
}

/// A list of villages has no cell that may be missing unseen.
fn is_optional(_: usize) -> bool {
    false
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
    names: &HashMap<String, String>,
) -> Result<Village, Rejected> {
    let text = |field: usize| columns.cell(row, field).text;
    for field in [CODE, NAME] {
        if text(field).is_empty() {
            return Err(columns.refused(row, field, Reason::Missing));
        }
    }
    values::name(columns.cell(row, NAME)).map_err(|e| columns.refused(row, NAME, e))?;
    let code = values::village_code(text(CODE)).map_err(|e| columns.refused(row, CODE, e))?;
    let subdistrict = match text(SUBDISTRICT) {
        "" => code
            .as_str()
            .get(..8)
            .and_then(|prefix| names.get(prefix))
            .map_or("", String::as_str),
        stated => stated,
    };
    if subdistrict.is_empty() {
        return Err(columns.refused(row, SUBDISTRICT, Reason::Missing));
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
