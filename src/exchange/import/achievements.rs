//! `capaian`: one row per library and month.

use std::collections::BTreeMap;

use super::calendar;
use super::measures::{COUNT, SPECS, spec};
use super::numbers::{Counted, Said, status};
use super::sums::{Adder, Summary, Sums, summary};
use super::values;
use super::{
    Checked, Columns, Found, INDICATOR, Kinds, LONGEST_CELL, VILLAGE_HEADS, check_rows, counted,
};
use crate::exchange::across::{Given, Source, Taken, say};
use crate::exchange::body::PassedFor;
use crate::exchange::cells::Row;
use crate::exchange::error::ImportError;
use crate::exchange::header::Figures;
use crate::exchange::reading::{Dash, FileTopic, Reading};
use crate::exchange::table::{Layout, Report, Spec, Tables};
use crate::meeting::achieved::{Counts, Measure, Status};
use crate::meeting::month::Month;
use crate::meeting::names::plain;
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
    fields[VILLAGE] = spec("desa_kelurahan", VILLAGE_HEADS);
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
    figures: Some(Figures {
        first: COUNTS,
        measures: &Measure::ALL,
        month: Some((MONTH, YEAR)),
        others: &[STATUS],
    }),
    sheet: "Capaian",
    required: &[&[CODE, LIBRARY, VILLAGE], &[MONTH]],
    fields: &FIELDS,
};

/// A list of achievements, each row checked by itself.
pub type AchievementsFile = Checked<AchievedRow, FiguresSeen>;

/// What was seen beside the rows of a list of numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FiguresSeen {
    /// Rows that say *belum lapor* and nothing else.
    pub unreported: usize,
    /// Totals that do not add up.
    pub sums: Sums,
    /// Years of months that have none in their cells.
    pub years: Vec<Taken>,
    pub(super) adder: Adder,
}

impl FiguresSeen {
    /// Says what did not add up, once all rows are read.
    pub(super) fn add_up(&mut self) {
        self.sums = std::mem::take(&mut self.adder).finish();
    }
}

/// Checks the rows of a list of achievements.
pub fn check_achievements(
    tables: Tables,
    reading: &Reading,
    report: &mut Report<'_>,
) -> Result<AchievementsFile, ImportError> {
    let seen = FiguresSeen::default();
    let layout = &ACHIEVEMENTS;
    let mut file = check_rows(
        tables,
        layout,
        KINDS,
        reading,
        seen,
        report,
        |columns, row, seen, cells| {
            let reader = Reader { columns, reading };
            match reader.summary(row) {
                Some(summary) => {
                    if summary == Summary::Total {
                        reader.hold(row, &mut seen.adder);
                    }
                    Ok(Found::Passed(PassedFor::Total))
                }
                None if columns.table.across.is_empty() => reader.row(row, seen, cells),
                None => reader.months(row, seen, cells),
            }
        },
    )?;
    file.seen.add_up();
    for year in std::mem::take(&mut file.seen.years) {
        let sheets = year.sheets.iter();
        sheets.for_each(|sheet| say(&mut file.tables.taken, year.given, year.source, sheet));
    }
    Ok(file)
}

/// What our forms have filled in.
const GIVEN: [usize; 5] = [CODE, LIBRARY, VILLAGE, SUBDISTRICT, MONTH];

const KINDS: Kinds = Kinds {
    optional: is_optional,
    given: &GIVEN,
};

/// Does a month count without this cell?
fn is_optional(field: usize) -> bool {
    matches!(field, ENTERED | NOTE)
}

struct Reader<'r> {
    columns: &'r Columns<'r>,
    reading: &'r Reading,
}

impl Reader<'_> {
    /// One library and month.
    fn row(
        &self,
        row: &Row,
        seen: &mut FiguresSeen,
        cells: &mut Vec<Rejected>,
    ) -> Result<Found<AchievedRow>, Rejected> {
        let text = |field| self.columns.cell(row, field).text;
        let refused = |field, reason| self.columns.refused(row, field, reason);
        self.place(row)?;
        let Some(month) = self.month(row, &mut seen.years)? else {
            return Ok(Found::Waits(self.columns.table.year_topic()));
        };
        let said = match text(STATUS) {
            "" => None,
            word => Some(status(word).map_err(|e| refused(STATUS, e))?),
        };
        // A row without a report says by its status what its dashes are.
        let dash = match said {
            Some(Said::Unreported | Said::Status(Status::NotApplicable)) => Some(Dash::Unreported),
            Some(Said::Status(_)) | None => self.reading.dash,
        };
        let stated = self.stated(row, dash)?;
        let counts = stated.counts;
        let status = match said {
            Some(Said::Unreported) if counts.is_empty() => {
                seen.unreported += 1;
                return Ok(Found::Nothing);
            }
            // Numbers of a month that nobody reported: one of the two is a slip.
            Some(Said::Unreported) => return Err(refused(STATUS, Reason::NotAStatus)),
            Some(Said::Status(status)) => Some(status),
            None => None,
        };
        let silent = counts.is_empty() && !stated.waits;
        if silent && stated.unreported && status.is_none() {
            seen.unreported += 1;
            return Ok(Found::Nothing);
        }
        if silent && status != Some(Status::NotApplicable) {
            let first = self.columns.measures.first();
            let first = first.map_or(COUNTS + 1, |(field, _)| *field);
            return Err(refused(first, Reason::NoNumber));
        }
        let mut achieved = self.around(row, month, cells)?;
        // Whatever a dash means, it adds nothing.
        seen.adder.add(row.number, &counts);
        if stated.waits {
            return Ok(Found::Waits(FileTopic::Dash));
        }
        (achieved.counts, achieved.status) = (counts, status);
        Ok(Found::Row(achieved))
    }

    /// One library with its months across.
    fn months(
        &self,
        row: &Row,
        seen: &mut FiguresSeen,
        cells: &mut Vec<Rejected>,
    ) -> Result<Found<AchievedRow>, Rejected> {
        self.place(row)?;
        let table = self.columns.table;
        let named = self.indicator(row)?;
        let mut months: BTreeMap<Month, Counts> = BTreeMap::new();
        let (mut broken, mut waits) = (false, false);
        for across in &table.across {
            let Some(measure) = across.field.or(named).and_then(measure) else {
                // Nobody misses the indicator of nothing.
                if row.cell(across.column).text.is_empty() {
                    continue;
                }
                return Err(self.not_named(row, Reason::Missing));
            };
            let number = match counted(row, across.column, measure) {
                Ok(None | Some(Counted::Unreported)) => None,
                Ok(Some(Counted::Number(number))) => Some(number),
                Ok(Some(Counted::Dash)) => match self.reading.dash {
                    Some(Dash::Zero) => Some(0),
                    Some(Dash::Unreported) => None,
                    None => {
                        waits = true;
                        None
                    }
                },
                // The other months are as good as they were.
                Err(refused) => {
                    broken = true;
                    // What is merged is one cell.
                    if refused.reason != Reason::Merged || cells.last() != Some(&refused) {
                        cells.push(refused);
                    }
                    None
                }
            };
            if number.is_some() {
                months.entry(across.month).or_default().set(measure, number);
            }
        }
        if waits {
            return Ok(Found::Waits(FileTopic::Dash));
        }
        for (column, field) in &table.sums {
            let typed = field
                .or(named)
                .and_then(measure)
                .map(|m| (m, counted(row, *column, m)));
            if let Some((measure, Ok(Some(Counted::Number(typed))))) = typed.filter(|_| !broken) {
                let sum = months.values().filter_map(|c| c.get(measure));
                seen.adder
                    .hold(row.number, measure, typed, sum.map(u128::from).sum());
            }
        }
        let Some((first, _)) = months.first_key_value() else {
            seen.unreported += usize::from(!broken);
            return Ok(Found::Nothing);
        };
        let around = self.around(row, *first, cells)?;
        let rows = months.into_iter().map(|(month, counts)| {
            seen.adder.add(row.number, &counts);
            AchievedRow {
                month,
                counts,
                ..around.clone()
            }
        });
        Ok(Found::Rows(rows.collect()))
    }

    /// The field of the indicator that a row names, where rows do.
    fn indicator(&self, row: &Row) -> Result<Option<usize>, Rejected> {
        let Some(of_rows) = &self.columns.table.indicator else {
            return Ok(None);
        };
        let text = row.cell(of_rows.column).text;
        let field = of_rows.fields.get(text).copied();
        if field.is_none() && !text.is_empty() {
            return Err(self.not_named(row, Reason::NotAnIndicator));
        }
        Ok(field)
    }

    fn not_named(&self, row: &Row, reason: Reason) -> Rejected {
        let column = self.columns.table.indicator.as_ref().map(|i| i.column);
        let text = column.map_or("", |column| row.cell(column).text);
        Rejected {
            row: row.number,
            column: INDICATOR,
            value: text.chars().take(LONGEST_CELL).collect(),
            reason,
        }
    }

    /// What the numbers of a row say, each in its column or the one of the indicator that it names.
    fn stated(&self, row: &Row, dash: Option<Dash>) -> Result<Stated, Rejected> {
        let [(column, None)] = self.columns.table.sums.as_slice() else {
            return stated(self.columns, row, dash);
        };
        match self.indicator(row)?.and_then(measure) {
            Some(measure) => read_counts(row, [(*column, measure)].into_iter(), dash),
            None => Err(self.not_named(row, Reason::Missing)),
        }
    }

    /// A row without a place is of nobody.
    fn place(&self, row: &Row) -> Result<(), Rejected> {
        let empty = |field: &usize| self.columns.cell(row, *field).text.is_empty();
        if [CODE, LIBRARY, VILLAGE].iter().all(empty) {
            return Err(self.columns.refused(row, CODE, Reason::Missing));
        }
        no_nothing(self.columns, row, [LIBRARY, VILLAGE])
    }

    /// What a row says beside its numbers.
    fn around(
        &self,
        row: &Row,
        month: Month,
        cells: &mut Vec<Rejected>,
    ) -> Result<AchievedRow, Rejected> {
        let text = |field| self.columns.cell(row, field).text;
        let village = super::code(text(CODE));
        let village = village.map_err(|e| self.columns.refused(row, CODE, e))?;
        let mut note = text(NOTE).to_owned();
        self.columns.notes(row, &mut note);
        Ok(AchievedRow {
            row: row.number,
            village,
            library: text(LIBRARY).to_owned(),
            village_text: text(VILLAGE).to_owned(),
            subdistrict_text: text(SUBDISTRICT).to_owned(),
            month,
            counts: Counts::default(),
            status: None,
            entered: entered(self.columns, row, ENTERED, cells),
            note,
        })
    }

    /// A total row has no month.
    fn summary(&self, row: &Row) -> Option<Summary> {
        let code = self.columns.cell(row, CODE).text;
        if code.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let fields = [CODE, LIBRARY, VILLAGE, SUBDISTRICT, MONTH];
        summary(self.columns, row, &fields)
    }

    /// Holds a total row against the rows above.
    fn hold(&self, row: &Row, adder: &mut Adder) {
        if self.columns.table.across.is_empty() {
            if let Ok(total) = self.stated(row, Some(Dash::Unreported)) {
                adder.total(row.number, &total.counts);
            }
            return;
        }
        let named = self.indicator(row).ok().flatten();
        let mut sums: BTreeMap<usize, u64> = BTreeMap::new();
        for across in &self.columns.table.across {
            let field = across.field.or(named);
            let number = field.and_then(|f| Some((f, counted(row, across.column, measure(f)?))));
            if let Some((field, Ok(Some(Counted::Number(number))))) = number {
                *sums.entry(field).or_default() += number;
            }
        }
        let all = sums
            .into_iter()
            .filter_map(|(field, n)| Some((measure(field)?, n)));
        adder.total(row.number, &all.collect());
    }

    /// The month, with the year of another column, of the sheet or of the period where it has none; none
    /// where the year is a question.
    fn month(&self, row: &Row, years: &mut Vec<Taken>) -> Result<Option<Month>, Rejected> {
        let cell = self.columns.cell(row, MONTH);
        if cell.text.is_empty() {
            return Err(self.columns.refused(row, MONTH, Reason::Missing));
        }
        let reason = match calendar::year_month(cell) {
            Ok(month) => return Ok(Some(month)),
            Err(reason) => reason,
        };
        let refused = || self.columns.refused(row, MONTH, reason.clone());
        let number = values::month(cell.text).map_err(|_| refused())?;
        let of = |year| Month::new(year, number).map(Some).ok_or_else(refused);
        let table = self.columns.table;
        let (source, by_period) = table.year;
        let written = self.columns.cell(row, YEAR).text;
        if !written.is_empty() {
            let year = values::year(written).map_err(|_| refused())?;
            if let Some(source) = source.filter(|_| !self.columns.has(YEAR)) {
                say(years, Given::Year(year), source, &table.name);
            }
            return of(year);
        }
        if let Some(year) = table.told_year(self.reading) {
            return of(year);
        }
        match self.reading.years_of(number).as_slice() {
            [year] if by_period => {
                say(years, Given::Year(*year), Source::Period, &table.name);
                of(*year)
            }
            // A bare number in a cell may be a slip, the name of a month is one.
            _ if !self.columns.has(MONTH) || calendar::named(&plain(cell.text)).is_some() => {
                Ok(None)
            }
            _ => Err(refused()),
        }
    }
}

fn measure(field: usize) -> Option<Measure> {
    ACHIEVEMENTS.figures.and_then(|f| f.measure(field))
}

/// The day of a row; one that is none is a cell to mend.
pub(super) fn entered(
    columns: &Columns<'_>,
    row: &Row,
    field: usize,
    cells: &mut Vec<Rejected>,
) -> Option<jiff::civil::Date> {
    let cell = columns.cell(row, field);
    if cell.text.is_empty() {
        return None;
    }
    let read = calendar::date(cell).map_err(|e| cells.push(columns.refused(row, field, e)));
    read.ok()
}

/// Refuses words such as `NULL` where a name belongs.
pub(super) fn no_nothing(
    columns: &Columns<'_>,
    row: &Row,
    fields: [usize; 2],
) -> Result<(), Rejected> {
    let nothing = |field: &usize| values::is_nothing(columns.cell(row, *field).text);
    match fields.into_iter().find(nothing) {
        Some(field) => Err(columns.refused(row, field, Reason::NotAName)),
        None => Ok(()),
    }
}

/// What the columns of counts of a row say.
pub(super) struct Stated {
    /// The counts.
    pub counts: Counts,
    /// Is any cell said to be not reported?
    pub unreported: bool,
    /// Is there a dash, and nobody has said yet what it means?
    pub waits: bool,
}

/// Reads the columns of counts of a row.
pub(super) fn stated(
    columns: &Columns<'_>,
    row: &Row,
    dash: Option<Dash>,
) -> Result<Stated, Rejected> {
    let all = columns.measures.iter();
    let column = |field: usize| columns.of_field.get(field).copied().flatten();
    read_counts(row, all.filter_map(|(f, m)| Some((column(*f)?, *m))), dash)
}

/// Reads these columns of a row, each of an indicator.
fn read_counts(
    row: &Row,
    columns: impl Iterator<Item = (usize, Measure)>,
    dash: Option<Dash>,
) -> Result<Stated, Rejected> {
    let mut found = [None; COUNT];
    let (mut unreported, mut waits) = (false, false);
    for (column, measure) in columns {
        let Some(counted) = counted(row, column, measure)? else {
            continue;
        };
        let number = match (counted, dash) {
            (Counted::Number(number), _) => number,
            (Counted::Dash, Some(Dash::Zero)) => 0,
            (Counted::Dash, Some(Dash::Unreported)) | (Counted::Unreported, _) => {
                unreported = true;
                continue;
            }
            (Counted::Dash, None) => {
                waits = true;
                continue;
            }
        };
        if let Some(place) = found.get_mut(measure as usize) {
            *place = Some(number);
        }
    }
    let all = Measure::ALL.into_iter().zip(found);
    Ok(Stated {
        counts: all.filter_map(|(m, n)| Some((m, n?))).collect(),
        unreported,
        waits,
    })
}
