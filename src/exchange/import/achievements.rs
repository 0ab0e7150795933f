//! `capaian`: one row per library and month.

use super::calendar;
use super::measures::{COUNT, SPECS, spec};
use super::numbers::{Said, count, most, status};
use super::sums::{Adder, Summary, Sums, summary};
use super::values;
use super::{Columns, LONGEST_CELL, LONGEST_NOTE, check_rows};
use crate::exchange::cells::Row;
use crate::exchange::error::ImportError;
use crate::exchange::table::{Layout, Report, Spec, Table};
use crate::meeting::achieved::{Counts, Measure, Status};
use crate::meeting::month::Month;
use crate::meeting::roster::{AchievedRow, Reason, Rejected};

const CODE: usize = 0;
const LIBRARY: usize = 1;
const VILLAGE: usize = 2;
const SUBDISTRICT: usize = 3;
const MONTH: usize = 4;
const YEAR: usize = 5;
const STATUS: usize = 6;
const ENTERED: usize = 7;
const NOTE: usize = 8;
/// The columns of counts follow.
const COUNTS: usize = 9;

const FIELDS: [Spec; COUNTS + COUNT] = {
    let mut fields = [spec("", &[]); COUNTS + COUNT];
    fields[CODE] = spec(
        "kode_wilayah",
        &["kodedesa", "kodekelurahan", "kode", "kodedesakelurahan"],
    );
    fields[LIBRARY] = spec(
        "perpustakaan",
        &["namaperpustakaan", "perpus", "namaperpus", "nama"],
    );
    fields[VILLAGE] = spec(
        "desa_kelurahan",
        &["desa", "kelurahan", "namadesa", "namadesakelurahan"],
    );
    fields[SUBDISTRICT] = spec("kecamatan", &["kec", "namakecamatan"]);
    fields[MONTH] = spec(
        "bulan",
        &[
            "bulantahun",
            "bulanlaporan",
            "bulankegiatan",
            "periode",
            "bln",
        ],
    );
    fields[YEAR] = spec("tahun", &["thn"]);
    fields[STATUS] = spec("status", &["statusdata", "statuslaporan", "verifikasi"]);
    fields[ENTERED] = spec(
        "tanggal_input",
        &["tanggal", "tgl", "tglinput", "tanggalentri"],
    );
    fields[NOTE] = spec("catatan", &["keterangan", "ket"]);
    let mut at = 0;
    while at < COUNT {
        fields[COUNTS + at] = SPECS[at];
        at += 1;
    }
    fields
};

/// The layout.
pub const ACHIEVEMENTS: Layout = Layout {
    sheet: "Capaian",
    required: &[&[CODE, LIBRARY, VILLAGE], &[MONTH]],
    fields: &FIELDS,
};

/// A list of achievements, each row checked by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AchievementsFile {
    /// The good rows.
    pub rows: Vec<AchievedRow>,
    /// The refused rows, one reason each.
    pub rejected: Vec<Rejected>,
    /// Rows that say *belum lapor* and nothing else.
    pub unreported: usize,
    /// Totals that do not add up.
    pub sums: Box<Sums>,
    /// Columns kept as notes.
    pub unknown_columns: Vec<String>,
    /// The table as read, for handing refused rows back.
    pub table: Table,
}

/// Checks the rows of a list of achievements.
pub fn check_achievements(
    table: Table,
    report: &mut Report<'_>,
) -> Result<AchievementsFile, ImportError> {
    let columns = Columns::new(&table, ACHIEVEMENTS.fields.len());
    let mut reader = Reader {
        measures: measures(&columns),
        columns,
        adder: Adder::default(),
        unreported: 0,
    };
    let (rows, rejected) = check_rows(&table, report, |row| reader.row(row))?;
    let (unreported, sums) = (reader.unreported, Box::new(reader.adder.finish()));
    Ok(AchievementsFile {
        rows,
        rejected,
        unreported,
        sums,
        unknown_columns: table.unknown_columns(),
        table,
    })
}

/// The columns of counts that the file has.
fn measures(columns: &Columns<'_>) -> Vec<(usize, Measure)> {
    let all = (COUNTS..).zip(Measure::ALL);
    all.filter(|(field, _)| columns.has(*field)).collect()
}

struct Reader<'t> {
    columns: Columns<'t>,
    measures: Vec<(usize, Measure)>,
    adder: Adder,
    unreported: usize,
}

impl Reader<'_> {
    fn row(&mut self, row: &Row) -> Result<Option<AchievedRow>, Rejected> {
        let limit = |field| {
            if field == NOTE {
                LONGEST_NOTE
            } else {
                LONGEST_CELL
            }
        };
        self.columns.refuse_broken(row, &ACHIEVEMENTS, limit)?;
        if let Some(summary) = self.summary(row) {
            if summary == Summary::Total
                && let Ok(counts) = self.counts(row)
            {
                self.adder.total(row.number, &counts);
            }
            return Ok(None);
        }
        let text = |field| self.columns.cell(row, field).text;
        let refused = |field, reason| refused(&self.columns, row, field, reason);
        if text(CODE).is_empty() && text(LIBRARY).is_empty() && text(VILLAGE).is_empty() {
            return Err(refused(CODE, Reason::Missing));
        }
        let month = self.month(row)?;
        let said = match text(STATUS) {
            "" => None,
            word => Some(status(word).map_err(|e| refused(STATUS, e))?),
        };
        let entered = self.columns.cell(row, ENTERED);
        let entered = (!entered.text.is_empty()).then(|| calendar::date(entered));
        let entered = entered.transpose().map_err(|e| refused(ENTERED, e))?;
        let counts = self.counts(row)?;
        let status = match said {
            Some(Said::Unreported) if counts.is_empty() => {
                self.unreported += 1;
                return Ok(None);
            }
            // Numbers of a month that nobody reported: one of the two is a slip.
            Some(Said::Unreported) => return Err(refused(STATUS, Reason::NotAStatus)),
            Some(Said::Status(status)) => Some(status),
            None => None,
        };
        if counts.is_empty() && status != Some(Status::NotApplicable) {
            let first = self
                .measures
                .first()
                .map_or(COUNTS + 1, |(field, _)| *field);
            return Err(refused(first, Reason::NoNumber));
        }
        let code = text(CODE);
        let (library, village_text) = (text(LIBRARY).to_owned(), text(VILLAGE).to_owned());
        let subdistrict_text = text(SUBDISTRICT).to_owned();
        let mut note = text(NOTE).to_owned();
        self.columns.notes(row, &mut note);
        let village = super::code(code).map_err(|e| refused(CODE, e))?;
        self.adder.add(row.number, &counts);
        Ok(Some(AchievedRow {
            row: row.number,
            village,
            library,
            village_text,
            subdistrict_text,
            month,
            counts,
            status,
            entered,
            note,
        }))
    }

    /// A total row has no month.
    fn summary(&self, row: &Row) -> Option<Summary> {
        let code = self.columns.cell(row, CODE).text;
        if code.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        summary(
            &self.columns,
            row,
            &[CODE, LIBRARY, VILLAGE, SUBDISTRICT, MONTH],
        )
    }

    /// The month, with the year in a column of its own where the month has none.
    fn month(&self, row: &Row) -> Result<Month, Rejected> {
        let cell = self.columns.cell(row, MONTH);
        let refused = |reason| refused(&self.columns, row, MONTH, reason);
        if cell.text.is_empty() {
            return Err(refused(Reason::Missing));
        }
        let year = self.columns.cell(row, YEAR).text;
        calendar::year_month(cell).or_else(|reason| {
            let number = values::month(cell.text).ok();
            let month = number.zip(values::year(year).ok());
            let month = month.and_then(|(month, year)| Month::new(year, month));
            month.ok_or_else(|| refused(reason))
        })
    }

    fn counts(&self, row: &Row) -> Result<Counts, Rejected> {
        counts(&self.columns, &self.measures, row, &ACHIEVEMENTS)
    }
}

/// The counts that a row states.
pub(super) fn counts(
    columns: &Columns<'_>,
    measures: &[(usize, Measure)],
    row: &Row,
    layout: &Layout,
) -> Result<Counts, Rejected> {
    let mut found = [None; COUNT];
    for (field, measure) in measures {
        let cell = columns.cell(row, *field);
        if cell.text.is_empty() {
            continue;
        }
        let number = count(cell, most(*measure)).map_err(|reason| Rejected {
            row: row.number,
            column: layout.fields.get(*field).map_or("", |f| f.name),
            value: cell.text.to_owned(),
            reason,
        })?;
        if let Some(place) = found.get_mut(*measure as usize) {
            *place = Some(number);
        }
    }
    let all = Measure::ALL.into_iter().zip(found);
    Ok(all.filter_map(|(m, n)| Some((m, n?))).collect())
}

fn refused(columns: &Columns<'_>, row: &Row, field: usize, reason: Reason) -> Rejected {
    Rejected {
        row: row.number,
        column: ACHIEVEMENTS.fields.get(field).map_or("", |f| f.name),
        value: columns.cell(row, field).text.to_owned(),
        reason,
    }
}
