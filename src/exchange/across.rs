//! What a sheet says once for all its rows: the indicator and the year of months that stand across, a
//! month or a sub-district in its name. What nothing says is a question.

use super::cells::Row;
use super::header::{Layout, Meaning, measure_in, month_in, year_in};
use super::reading::{FileTopic, Reading};
use super::table::Table;
use crate::meeting::achieved::Measure;
use crate::meeting::month::Month;
use crate::meeting::village::place_key;

/// A column of a month that stands across.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Across {
    /// The column, from 0.
    pub column: usize,
    /// The month.
    pub month: Month,
    /// The field of the indicator.
    pub field: usize,
}

/// Where a year was found that no cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearSource {
    /// In the sheet's name.
    Sheet,
    /// In a title above the head.
    Title,
    /// In the file's name.
    File,
    /// In the period of the rules.
    Period,
}

/// A year that no cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearFrom {
    /// The sheets; a text file has no name.
    pub sheets: Vec<String>,
    /// The year.
    pub year: i16,
    /// Where it was found.
    pub source: YearSource,
}

/// What stands around the rows of a sheet.
pub(super) struct Context {
    measure: Option<Measure>,
    year: Option<(i16, YearSource)>,
    month: Option<(usize, i8)>,
    subdistrict: Option<(usize, String)>,
}

impl Context {
    /// The fields that need no column.
    pub(super) fn given(&self) -> Vec<usize> {
        self.month.iter().map(|(field, _)| *field).collect()
    }
}

/// Reads what stands around the rows.
pub(super) fn context(name: &str, titles: &[Row], layout: &Layout, reading: &Reading) -> Context {
    let texts = || titles.iter().flat_map(Row::cells).map(|c| c.text);
    let figures = layout.figures;
    let measure = measure_in(layout, name).or_else(|| texts().find_map(|t| measure_in(layout, t)));
    let year = year_in(name)
        .map(|y| (y, YearSource::Sheet))
        .or_else(|| texts().find_map(year_in).map(|y| (y, YearSource::Title)))
        .or_else(|| year_in(&reading.file).map(|y| (y, YearSource::File)));
    let month = figures.and_then(|f| f.month).and_then(|(field, _)| {
        let found = month_in(name).or_else(|| texts().find_map(month_in));
        found.map(|(month, _)| (field, month))
    });
    let bare = name.trim();
    let bare = bare
        .split_once([' ', '.'])
        .filter(|(w, _)| matches!(place_key(w).as_str(), "kec" | "kecamatan"))
        .map_or(bare, |(_, rest)| rest.trim());
    let known = reading.subdistricts.contains(&place_key(bare));
    let subdistrict = layout.field("kecamatan").filter(|_| known);
    Context {
        measure,
        year,
        month,
        subdistrict: subdistrict.map(|field| (field, bare.to_owned())),
    }
}

/// Gives a table what its sheet says, or the question that is open.
pub(super) fn settle(
    table: &mut Table,
    context: Context,
    layout: &Layout,
    reading: &Reading,
    years: &mut Vec<YearFrom>,
) {
    if let Some((field, name)) = context.subdistrict
        && table.column_of(field).is_none()
    {
        table.whole.push((field, name));
    }
    let Some((figures, (month, year))) = layout.figures.and_then(|f| Some((f, f.month?))) else {
        return;
    };
    let stated = reading.year.map(|y| (y, None));
    let found = context.year.map(|(y, source)| (y, Some(source)));
    let whole_year = stated.or(found);
    let across = |m: &Meaning| matches!(m, Meaning::Month { .. });
    if !table.columns.iter().any(|c| across(&c.meaning)) {
        if let Some((field, number)) = context.month
            && table.column_of(month).is_none()
        {
            table.whole.push((field, number.to_string()));
        }
        if let Some((number, _)) = whole_year
            && table.column_of(year).is_none()
        {
            table.whole.push((year, number.to_string()));
        }
        return;
    }
    let told = reading.measures.get(&table.sheet).copied();
    let field = told.or(context.measure).and_then(|m| figures.field(m));
    for (column, of) in table.columns.iter().enumerate() {
        match of.meaning {
            Meaning::Month {
                month,
                year,
                field: own,
            } => {
                let Some(field) = own.or(field) else {
                    table.waits = Some(FileTopic::Measure(table.sheet));
                    return;
                };
                let by_period = || match reading.years_of(month).as_slice() {
                    [one] => Some((*one, Some(YearSource::Period))),
                    [] | [_, ..] => None,
                };
                let year = year.map(|y| (y, None)).or(whole_year).or_else(by_period);
                let Some((year, source)) = year else {
                    table.waits = Some(FileTopic::Year);
                    return;
                };
                if let Some(month) = Month::new(year, month) {
                    table.across.push(Across {
                        column,
                        month,
                        field,
                    });
                }
                if let Some(source) = source {
                    say_year(years, year, source, &table.name);
                }
            }
            // Beside its months, the number of an indicator is their sum.
            Meaning::Field(field) if figures.measure(field).is_some() => {
                table.sums.push((column, field));
            }
            Meaning::Total => table.sums.extend(field.map(|field| (column, field))),
            Meaning::Field(_) | Meaning::Ignored | Meaning::Unclear | Meaning::Unknown => {}
        }
    }
}

/// Says once where a year comes from, with all the sheets.
fn say_year(years: &mut Vec<YearFrom>, year: i16, source: YearSource, sheet: &str) {
    let same = |said: &&mut YearFrom| said.year == year && said.source == source;
    let Some(said) = years.iter_mut().find(same) else {
        let sheets = vec![sheet.to_owned()];
        return years.push(YearFrom {
            sheets,
            year,
            source,
        });
    };
    if !said.sheets.iter().any(|s| s == sheet) {
        said.sheets.push(sheet.to_owned());
    }
}
