//! `rekap`: one row per library, totals as the SIM shows them.

use super::achievements::counts;
use super::calendar;
use super::measures::{SPECS, spec};
use super::numbers::{Shade, account, colour, count, score};
use super::sums::{Adder, Summary, Sums, summary};
use super::{Columns, LONGEST_CELL, LONGEST_NOTE, check_rows, code};
use crate::exchange::cells::Row;
use crate::exchange::error::ImportError;
use crate::exchange::table::{Layout, Report, Spec, Table};
use crate::meeting::achieved::Measure;
use crate::meeting::roster::{Reason, Rejected, TotalsRow};

const CODE: usize = 0;
const LIBRARY: usize = 1;
const VILLAGE: usize = 2;
const SUBDISTRICT: usize = 3;
const ACCOUNT: usize = 4;
const MONTHS: usize = 5;
const SCORE: usize = 6;
const COLOUR: usize = 7;
const ENTERED: usize = 8;
const NOTE: usize = 9;
/// The totals follow.
const COUNTS: usize = 10;

/// The most months a record has.
const MOST_MONTHS: u64 = 999;

/// The totals of the layout.
const MEASURES: [Measure; 5] = [
    Measure::Involvement,
    Measure::Publication,
    Measure::Advocacy,
    Measure::Visitors,
    Measure::Books,
];

const FIELDS: [Spec; COUNTS + MEASURES.len()] = {
    let mut fields = [spec("", &[]); COUNTS + MEASURES.len()];
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
    fields[ACCOUNT] = spec("akun_sim", &["sim", "akun", "memilikiakunsim"]);
    fields[MONTHS] = spec(
        "bulan_terisi",
        &[
            "jumlahbulan",
            "jmlbulan",
            "bulanterlapor",
            "jumlahbulanterisi",
        ],
    );
    fields[SCORE] = spec(
        "nilai_kpi_sim",
        &[
            "nilaikpi", "skorkpi", "nilaisim", "skorsim", "skor", "nilai",
        ],
    );
    fields[COLOUR] = spec("warna_sim", &["warna", "zona", "zonasim", "kategori"]);
    fields[ENTERED] = spec(
        "tanggal_input",
        &["tanggal", "tgl", "tglinput", "pertanggal", "datapertanggal"],
    );
    fields[NOTE] = spec("catatan", &["keterangan", "ket"]);
    let mut at = 0;
    while at < MEASURES.len() {
        fields[COUNTS + at] = SPECS[MEASURES[at] as usize];
        at += 1;
    }
    fields
};

/// The layout.
pub const TOTALS: Layout = Layout {
    sheet: "Rekap",
    required: &[&[CODE, LIBRARY, VILLAGE]],
    fields: &FIELDS,
};

/// A list of totals, each row checked by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalsFile {
    /// The good rows.
    pub rows: Vec<TotalsRow>,
    /// The refused rows, one reason each.
    pub rejected: Vec<Rejected>,
    /// Totals that do not add up.
    pub sums: Box<Sums>,
    /// Columns kept as notes.
    pub unknown_columns: Vec<String>,
    /// The table as read, for handing refused rows back.
    pub table: Table,
}

/// Checks the rows of a list of totals.
pub fn check_totals(table: Table, report: &mut Report<'_>) -> Result<TotalsFile, ImportError> {
    let columns = Columns::new(&table, TOTALS.fields.len());
    let all = (COUNTS..).zip(MEASURES);
    let measures: Vec<_> = all.filter(|(field, _)| columns.has(*field)).collect();
    let mut adder = Adder::default();
    let (rows, rejected) = check_rows(&table, report, |row| {
        check(&columns, &measures, row, &mut adder)
    })?;
    Ok(TotalsFile {
        rows,
        rejected,
        sums: Box::new(adder.finish()),
        unknown_columns: table.unknown_columns(),
        table,
    })
}

fn check(
    columns: &Columns<'_>,
    measures: &[(usize, Measure)],
    row: &Row,
    adder: &mut Adder,
) -> Result<Option<TotalsRow>, Rejected> {
    let limit = |field| {
        if field == NOTE {
            LONGEST_NOTE
        } else {
            LONGEST_CELL
        }
    };
    columns.refuse_broken(row, &TOTALS, limit)?;
    let cell = |field| columns.cell(row, field);
    let text = |field| cell(field).text;
    let refused = |field: usize, reason: Reason| Rejected {
        row: row.number,
        column: TOTALS.fields.get(field).map_or("", |f| f.name),
        value: text(field).to_owned(),
        reason,
    };
    if let Some(summary) = summary(columns, row, &[CODE, LIBRARY, VILLAGE, SUBDISTRICT]) {
        if summary == Summary::Total
            && let Ok(counts) = counts(columns, measures, row, &TOTALS)
        {
            adder.total(row.number, &counts);
        }
        return Ok(None);
    }
    if text(CODE).is_empty() && text(LIBRARY).is_empty() && text(VILLAGE).is_empty() {
        return Err(refused(CODE, Reason::Missing));
    }
    let stated = |field| (!text(field).is_empty()).then(|| cell(field));
    let read_account = stated(ACCOUNT).map(|c| account(c.text));
    let mut has_account = read_account.transpose().map_err(|e| refused(ACCOUNT, e))?;
    let months = stated(MONTHS).map(|c| count(c, MOST_MONTHS));
    let months = months.transpose().map_err(|e| refused(MONTHS, e))?;
    let sim_score = stated(SCORE).map(score);
    let sim_score = sim_score.transpose().map_err(|e| refused(SCORE, e))?;
    let shade = stated(COLOUR).map(|c| colour(c.text));
    let sim_colour = match shade.transpose().map_err(|e| refused(COLOUR, e))? {
        Some(Shade::Colour(colour)) => Some(colour),
        Some(Shade::NoAccount) => {
            has_account = Some(false);
            None
        }
        None => None,
    };
    let entered = stated(ENTERED).map(calendar::date);
    let entered = entered.transpose().map_err(|e| refused(ENTERED, e))?;
    let counts = counts(columns, measures, row, &TOTALS)?;
    let says_something = !counts.is_empty()
        || has_account == Some(false)
        || months.is_some()
        || sim_score.is_some()
        || sim_colour.is_some();
    if !says_something {
        return Err(refused(COUNTS, Reason::NoNumber));
    }
    let village = code(text(CODE)).map_err(|e| refused(CODE, e))?;
    let mut note = text(NOTE).to_owned();
    columns.notes(row, &mut note);
    adder.add(row.number, &counts);
    Ok(Some(TotalsRow {
        row: row.number,
        village,
        library: text(LIBRARY).to_owned(),
        village_text: text(VILLAGE).to_owned(),
        subdistrict_text: text(SUBDISTRICT).to_owned(),
        counts,
        has_account,
        months: months.and_then(|n| u16::try_from(n).ok()),
        sim_score,
        sim_colour,
        entered,
        note,
    }))
}
