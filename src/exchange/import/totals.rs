//! `rekap`: one row per library, totals as the SIM shows them.

use super::achievements::{FiguresSeen, entered, no_nothing, stated as stated_counts};
use super::measures::{SPECS, spec};
use super::numbers::{Counted, Shade, account, colour, count, fraction, score};
use super::sums::{Summary, summary};
use super::{Checked, Columns, Found, Kinds, VILLAGE_HEADS, check_rows, code};
use crate::exchange::body::PassedFor;
use crate::exchange::cells::Row;
use crate::exchange::error::ImportError;
use crate::exchange::header::Figures;
use crate::exchange::reading::{Dash, FileTopic, Reading, Scale};
use crate::exchange::table::{Layout, Report, Spec, Tables};
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
    fields[VILLAGE] = spec("desa_kelurahan", VILLAGE_HEADS);
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
    figures: Some(Figures {
        first: COUNTS,
        measures: &MEASURES,
        month: None,
        others: &[ACCOUNT, MONTHS, SCORE, COLOUR],
    }),
    sheet: "Rekap",
    required: &[&[CODE, LIBRARY, VILLAGE]],
    fields: &FIELDS,
};

/// A list of totals, each row checked by itself.
pub type TotalsFile = Checked<TotalsRow, FiguresSeen>;

/// Checks the rows of a list of totals.
pub fn check_totals(
    tables: Tables,
    reading: &Reading,
    report: &mut Report<'_>,
) -> Result<TotalsFile, ImportError> {
    let seen = FiguresSeen::default();
    let parts = tables.tables.iter().flat_map(|table| {
        let column = table.column_of(SCORE).into_iter();
        column.flat_map(|column| table.rows.iter().map(move |row| row.cell(column)))
    });
    // Zeros and ones alone are scores; beside `0,81` a one may be a hundred.
    let parts = parts.filter_map(fraction).any(|score| score % 10_000 > 0);
    let mut file = check_rows(
        tables,
        &TOTALS,
        Kinds {
            optional: is_optional,
            given: &[],
        },
        reading,
        seen,
        report,
        |columns, row, seen, cells| check(columns, row, (reading, parts), seen, cells),
    )?;
    file.seen.add_up();
    Ok(file)
}

/// Do totals count without this cell?
fn is_optional(field: usize) -> bool {
    matches!(field, ENTERED | NOTE)
}

fn check(
    columns: &Columns<'_>,
    row: &Row,
    (reading, parts): (&Reading, bool),
    seen: &mut FiguresSeen,
    cells: &mut Vec<Rejected>,
) -> Result<Found<TotalsRow>, Rejected> {
    let cell = |field| columns.cell(row, field);
    let text = |field| cell(field).text;
    let refused = |field: usize, reason: Reason| columns.refused(row, field, reason);
    if let Some(summary) = summary(columns, row, &[CODE, LIBRARY, VILLAGE, SUBDISTRICT]) {
        if summary == Summary::Total
            && let Ok(total) = stated_counts(columns, row, Some(Dash::Unreported))
        {
            seen.adder.total(row.number, &total.counts);
        }
        return Ok(Found::Passed(PassedFor::Total));
    }
    if text(CODE).is_empty() && text(LIBRARY).is_empty() && text(VILLAGE).is_empty() {
        return Err(refused(CODE, Reason::Missing));
    }
    no_nothing(columns, row, [LIBRARY, VILLAGE])?;
    let stated = |field| (!text(field).is_empty()).then(|| cell(field));
    let read_account = stated(ACCOUNT).map(|c| account(c.text));
    let mut has_account = read_account.transpose().map_err(|e| refused(ACCOUNT, e))?;
    let months = stated(MONTHS).map(|c| count(c, MOST_MONTHS));
    let months = match months.transpose().map_err(|e| refused(MONTHS, e))? {
        Some(Counted::Number(months)) => u16::try_from(months).ok(),
        Some(Counted::Unreported | Counted::Dash) | None => None,
    };
    let part = stated(SCORE).filter(|_| parts).and_then(fraction);
    let unscaled = part.is_some() && reading.scale.is_none();
    let part = part.filter(|_| reading.scale != Some(Scale::AsWritten));
    let read = stated(SCORE).map(|c| part.map_or_else(|| score(c), Ok));
    let sim_score = read.transpose().map_err(|e| refused(SCORE, e))?;
    let shade = stated(COLOUR).map(|c| colour(c.text));
    let sim_colour = match shade.transpose().map_err(|e| refused(COLOUR, e))? {
        Some(Shade::Colour(colour)) => Some(colour),
        Some(Shade::NoAccount) => {
            has_account = Some(false);
            None
        }
        None => None,
    };
    let said = stated_counts(columns, row, reading.dash)?;
    let says_something = !said.counts.is_empty()
        || said.waits
        || has_account == Some(false)
        || months.is_some()
        || sim_score.is_some()
        || sim_colour.is_some();
    if !says_something && said.unreported {
        seen.unreported += 1;
        return Ok(Found::Nothing);
    }
    if !says_something {
        return Err(refused(COUNTS, Reason::NoNumber));
    }
    let village = code(text(CODE)).map_err(|e| refused(CODE, e))?;
    let mut note = text(NOTE).to_owned();
    columns.notes(row, &mut note);
    // Whatever a dash means, it adds nothing.
    seen.adder.add(row.number, &said.counts);
    if said.waits {
        return Ok(Found::Waits(FileTopic::Dash));
    }
    if unscaled {
        return Ok(Found::Waits(FileTopic::Score));
    }
    let entered = entered(columns, row, ENTERED, cells);
    Ok(Found::Row(TotalsRow {
        row: row.number,
        village,
        library: text(LIBRARY).to_owned(),
        village_text: text(VILLAGE).to_owned(),
        subdistrict_text: text(SUBDISTRICT).to_owned(),
        counts: said.counts,
        has_account,
        months,
        sim_score,
        sim_colour,
        entered,
        note,
    }))
}
