//! What a sheet says once for all its rows: the indicator and the year of months that stand across, a
//! month or a sub-district in its name. What nothing says, or two places say differently, is a question.

use super::cells::Row;
use super::header::{
    Layout, Meaning, is_dated, is_part_of_a_year, is_titled_planned, is_titled_reached, measure_in,
    month_in, year_in,
};
use super::import::{column_letters, is_blank};
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
    /// The field of the indicator; none where each row says its own.
    pub field: Option<usize>,
}

/// Where something was found that no cell of a row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// In a title between the rows, right above those that it is about.
    Section,
    /// In the sheet's name.
    Sheet,
    /// In a title above the head.
    Title,
    /// In the file's name.
    File,
    /// In the period of the rules.
    Period,
}

/// What was found there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// A year.
    Year(i16),
    /// A month, from 1 to 12.
    Month(i8),
    /// An indicator.
    Measure(Measure),
}

/// Something that no cell of the rows says, and where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The sheets; a text file has no name.
    pub sheets: Vec<String>,
    /// What.
    pub given: Given,
    /// Where.
    pub source: Source,
}

/// What the places around the rows say of one thing.
#[derive(Clone)]
enum Said<T> {
    Nothing,
    One(T, Source),
    /// Two places say two things: a copied sheet whose title nobody changed.
    Several(Vec<T>),
}

impl<T: PartialEq + Copy> Said<T> {
    /// What stands nearest. A sheet's name and the titles are equally near, and so is the name of a file
    /// that has one sheet alone: `weighs`.
    fn of(
        section: Option<T>,
        sheet: Option<T>,
        titles: &[T],
        file: Option<T>,
        weighs: bool,
    ) -> Said<T> {
        if let Some(section) = section {
            return Said::One(section, Source::Section);
        }
        let named = sheet.map(|s| (s, Source::Sheet)).into_iter();
        let above = titles.iter().map(|t| (*t, Source::Title));
        let mut all: Vec<(T, Source)> = named.chain(above).collect();
        let file = file.filter(|_| weighs || all.is_empty());
        all.extend(file.map(|f| (f, Source::File)));
        let mut different: Vec<T> = Vec::new();
        for (said, _) in &all {
            if !different.contains(said) {
                different.push(*said);
            }
        }
        match all.first() {
            None => Said::Nothing,
            Some((said, source)) if different.len() == 1 => Said::One(*said, *source),
            Some(_) => Said::Several(different),
        }
    }

    fn one(&self) -> Option<(T, Source)> {
        match self {
            Said::One(said, source) => Some((*said, *source)),
            Said::Nothing | Said::Several(_) => None,
        }
    }

    /// What different places say, as answers to choose from.
    fn different(&self, given: fn(T) -> Given) -> impl Iterator<Item = Given> {
        let several: &[T] = match self {
            Said::Several(several) => several,
            Said::Nothing | Said::One(..) => &[],
        };
        several.iter().map(move |said| given(*said))
    }
}

/// What stands around the rows of a table.
pub(super) struct Context {
    measure: Said<Measure>,
    year: Said<i16>,
    month: Said<i8>,
    subdistrict: Option<String>,
}

impl Context {
    /// The fields that need no column.
    pub(super) fn given(&self, layout: &Layout) -> Vec<usize> {
        let month = layout.figures.and_then(|f| f.month).map(|(month, _)| month);
        match self.month {
            Said::Nothing => Vec::new(),
            Said::One(..) | Said::Several(_) => month.into_iter().collect(),
        }
    }

    /// Does anything say of which indicator the numbers are?
    pub(super) fn has_measure(&self) -> bool {
        !matches!(self.measure, Said::Nothing)
    }
}

/// Reads what stands around rows: the title between rows of the sheet that they stand below, the
/// sheet's name, the titles above the head, the file's name. Is the sheet `alone` in its file?
pub(super) fn context(
    name: &str,
    titles: &[Row],
    section: &[Row],
    alone: bool,
    layout: &Layout,
    reading: &Reading,
) -> Context {
    let file = reading
        .file
        .rsplit_once('.')
        .map_or(reading.file.as_str(), |(stem, _)| stem);
    let texts: Vec<&str> = titles.iter().flat_map(Row::cells).map(|c| c.text).collect();
    let above: Vec<&str> = section.iter().rev().map(title).collect();
    let places = Places {
        above: &above,
        name,
        texts: &texts,
        file,
        alone,
    };
    let measure = |text: &str| measure_in(layout, text);
    let month = |text: &str| month_in(text).map(|(month, _)| month);
    let mut named = above.iter().chain([&name]);
    let subdistrict = named.find_map(|text| subdistrict(text, reading));
    let named_above: Vec<Measure> = texts.iter().filter_map(|text| measure(text)).collect();
    // A workbook called *buku.xlsx* is no list of books, and sheets with names have their own.
    let said = measure(name).is_some() || !named_above.is_empty();
    let of_file = measure(file).filter(|m| (said || is_unnamed(name)) && *m != Measure::Books);
    Context {
        measure: Said::of(
            places.above(measure),
            measure(name),
            &named_above,
            of_file,
            alone,
        ),
        year: places.say(|text| {
            let of_month = || month_in(text).and_then(|(_, year)| year);
            year_in(text).filter(|_| !is_dated(text)).or_else(of_month)
        }),
        month: if places.any(is_part_of_a_year) {
            // *s.d. Juni*: what stands above is no month, whatever the file is called.
            Said::of(places.above(month), month(name), &[], None, false)
        } else {
            places.say(month)
        },
        subdistrict: subdistrict.map(str::to_owned),
    }
}

/// What says that rows are targets, percentages or cumulated numbers: the nearest title between rows that
/// tells it, the sheet's name, a title, the file's name.
pub(super) fn planned<'t>(
    name: &'t str,
    titles: &'t [Row],
    section: &'t [Row],
    alone: bool,
    layout: &Layout,
    reading: &'t Reading,
) -> Option<&'t str> {
    layout.figures?;
    let is = |text: &&str| is_titled_planned(layout, text);
    let mut above = section.iter().rev().map(title);
    let told = above.find(|text| is(text) || is_titled_reached(text));
    if let Some(text) = told {
        return Some(text).filter(is);
    }
    let file = reading.file.rsplit_once('.').map_or("", |(stem, _)| stem);
    let texts = titles.iter().flat_map(Row::cells).map(|c| c.text);
    let file = Some(file).filter(|_| alone).into_iter();
    std::iter::once(name).chain(texts).chain(file).find(is)
}

/// Has nobody named this sheet? *Sheet1*, *Lembar 2*, a text file.
fn is_unnamed(name: &str) -> bool {
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    ["", "sheet", "lembar", "tabel", "table"].contains(&bare.to_lowercase().as_str())
}

/// The text of a title between rows; a number may stand before it.
pub(super) fn title(row: &Row) -> &str {
    let texts = row
        .cells()
        .map(|c| c.text)
        .filter(|text| text.contains(char::is_alphabetic));
    texts.max_by_key(|text| text.len()).unwrap_or_default()
}

/// The texts around the rows.
struct Places<'a> {
    above: &'a [&'a str],
    name: &'a str,
    texts: &'a [&'a str],
    file: &'a str,
    alone: bool,
}

impl Places<'_> {
    fn above<T>(&self, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.above.iter().find_map(|text| read(text))
    }

    /// Is this true of a title, or of the file's name?
    fn any(&self, of: impl Fn(&str) -> bool) -> bool {
        self.texts.iter().chain([&self.file]).any(|text| of(text))
    }

    fn say<T: PartialEq + Copy>(&self, read: impl Fn(&str) -> Option<T>) -> Said<T> {
        let titles: Vec<T> = self.texts.iter().filter_map(|text| read(text)).collect();
        let file = read(self.file);
        Said::of(
            self.above(&read),
            read(self.name),
            &titles,
            file,
            self.alone,
        )
    }
}

/// The sub-district that a text names and nothing else, *Kec. Bontoa* or one that the meeting knows.
pub(super) fn subdistrict<'t>(text: &'t str, reading: &Reading) -> Option<&'t str> {
    let text = text.trim();
    let bare = bare_subdistrict(text).unwrap_or(text);
    reading
        .subdistricts
        .contains(&place_key(bare))
        .then_some(bare)
}

/// The name behind *Kec.* or *Kecamatan*.
pub(super) fn bare_subdistrict(text: &str) -> Option<&str> {
    // Rows are many, and almost none begins so.
    text.get(..3)
        .filter(|start| start.eq_ignore_ascii_case("kec"))?;
    let (word, rest) = text.trim().split_once([' ', '.', ':'])?;
    let rest = rest.trim_matches([' ', '.', ':']);
    (matches!(place_key(word).as_str(), "kec" | "kecamatan") && !rest.is_empty()).then_some(rest)
}

/// Gives a table what its sheet says, or the question that is open.
pub(super) fn settle(
    table: &mut Table,
    context: Context,
    layout: &Layout,
    reading: &Reading,
    taken: &mut Vec<Taken>,
) {
    if let Some(name) = context.subdistrict
        && let Some(field) = layout.field("kecamatan")
        && table.column_of(field).is_none()
    {
        table.whole.push((field, name));
    }
    let Some(figures) = layout.figures else {
        return;
    };
    let measures = context.measure.different(Given::Measure);
    let months = context.month.different(Given::Month);
    let years = context.year.different(Given::Year);
    table.differ = measures.chain(months).chain(years).collect();
    // An answer is for what nothing else says: another sheet, another block may say it.
    let told = reading.measures.get(&table.sheet).map(|m| (*m, None));
    let measure = context.measure.one().map(|(m, source)| (m, Some(source)));
    let measure = measure.or(told);
    // A row says it better than its sheet.
    let of_rows = table.indicator.is_some();
    let measure = measure.filter(|_| !of_rows);
    let field = measure.and_then(|(m, _)| figures.field(m));
    let is_across = table
        .columns
        .iter()
        .any(|c| matches!(c.meaning, Meaning::Month { .. }));
    let several = matches!(context.measure, Said::Several(_));
    if !is_across && !settle_total(table, &figures, measure, several, taken) {
        return;
    }
    let Some((month, year)) = figures.month else {
        return;
    };
    let found = context.year.one().map(|(y, source)| (y, Some(source)));
    let whole_year = found.or(table.told_year(reading).map(|y| (y, None)));
    let by_period = matches!(context.year, Said::Nothing);
    table.year = (whole_year.and_then(|(_, source)| source), by_period);
    if !is_across {
        let has = |table: &Table, field| table.column_of(field).is_some();
        if !has(table, month) && !settle_month(table, month, &context.month, reading, taken) {
            return;
        }
        if let Some((number, _)) = whole_year.filter(|_| !has(table, year)) {
            table.whole.push((year, number.to_string()));
        }
        return;
    }
    for at in 0..table.columns.len() {
        match table.columns[at].meaning {
            Meaning::Month {
                month,
                year,
                field: own,
            } => {
                let field = own.or(field);
                if field.is_none() && !of_rows {
                    table.waits = Some(FileTopic::Measure(table.sheet));
                    return;
                }
                let of_period = || match reading.years_of(month).as_slice() {
                    [one] if by_period => Some((*one, Some(Source::Period))),
                    _ => None,
                };
                let year = year.map(|y| (y, None)).or(whole_year).or_else(of_period);
                let Some((year, source)) = year else {
                    table.waits = Some(table.year_topic());
                    return;
                };
                if let Some(month) = Month::new(year, month) {
                    table.across.push(Across {
                        column: at,
                        month,
                        field,
                    });
                }
                if let Some(source) = source {
                    say(taken, Given::Year(year), source, &table.name);
                }
                if own.is_none()
                    && let Some((measure, Some(source))) = measure
                {
                    say(taken, Given::Measure(measure), source, &table.name);
                }
            }
            // Beside its months, the number of an indicator is their sum.
            Meaning::Field(field) if figures.measure(field).is_some() => {
                table.sums.push((at, Some(field)));
            }
            Meaning::Total if of_rows || field.is_some() => table.sums.push((at, field)),
            Meaning::Field(_)
            | Meaning::Indicator
            | Meaning::Total
            | Meaning::Part
            | Meaning::Ignored
            | Meaning::Unclear
            | Meaning::Unknown => {}
        }
    }
}

/// Gives the one number of each row its indicator: the row's own, or that of the sheet. Nothing where the
/// sheet says `several`, which is a question.
fn settle_total(
    table: &mut Table,
    figures: &super::header::Figures,
    measure: Option<(Measure, Option<Source>)>,
    several: bool,
    taken: &mut Vec<Taken>,
) -> bool {
    let of_rows = table.indicator.is_some();
    let total = only_total(table, figures);
    let field = measure.and_then(|(m, _)| figures.field(m));
    if let Some(column) = total.filter(|_| of_rows) {
        table.sums.push((column, None));
    // All the numbers there are: those of the indicator that the sheet is about.
    } else if let Some((column, field)) = total.zip(field) {
        if let Some((measure, Some(source))) = measure {
            say(taken, Given::Measure(measure), source, &table.name);
        }
        table.columns[column].meaning = Meaning::Field(field);
    } else if total.is_some() && several {
        table.waits = Some(FileTopic::Measure(table.sheet));
        return false;
    }
    for column in &mut table.columns {
        if column.meaning == Meaning::Total && !of_rows {
            column.meaning = Meaning::Unknown;
        }
    }
    true
}

/// Gives the rows the month that their sheet says, or the question; was there one?
fn settle_month(
    table: &mut Table,
    field: usize,
    said: &Said<i8>,
    reading: &Reading,
    taken: &mut Vec<Taken>,
) -> bool {
    let told = reading.months.get(&table.sheet).map(|m| (*m, None));
    let found = said.one().map(|(m, source)| (m, Some(source)));
    let Some((number, source)) = found.or(told) else {
        table.waits = Some(FileTopic::Month(table.sheet));
        return false;
    };
    table.whole.push((field, number.to_string()));
    if let Some(source) = source {
        say(taken, Given::Month(number), source, &table.name);
    }
    true
}

/// The one column that is a number of no named indicator, where no other column is one.
fn only_total(table: &Table, figures: &super::header::Figures) -> Option<usize> {
    let any = |f: usize| figures.measure(f).is_some();
    let mut columns = table.columns.iter();
    if columns.any(|c| matches!(c.meaning, Meaning::Field(f) if any(f))) {
        return None;
    }
    let columns = table.columns.iter().enumerate();
    let mut totals = columns.filter(|(_, c)| c.meaning == Meaning::Total);
    match (totals.next(), totals.next()) {
        (Some((at, _)), None) => Some(at),
        (Some(_), Some(_)) | (None, _) => None,
    }
}

/// Says once where something comes from, with all the sheets. What stands right above the rows, or is
/// the name of their sheet, everybody sees; a year is said wherever it was found.
pub(super) fn say(taken: &mut Vec<Taken>, given: Given, source: Source, sheet: &str) {
    let seen = match (source, given) {
        (Source::Section, _) | (Source::Sheet, Given::Month(_) | Given::Measure(_)) => true,
        (Source::Sheet, Given::Year(_)) | (Source::Title | Source::File | Source::Period, _) => {
            false
        }
    };
    if seen {
        return;
    }
    let same = |said: &&mut Taken| said.given == given && said.source == source;
    let Some(said) = taken.iter_mut().find(same) else {
        let sheets = vec![sheet.to_owned()];
        return taken.push(Taken {
            sheets,
            given,
            source,
        });
    };
    if !said.sheets.iter().any(|s| s == sheet) {
        said.sheets.push(sheet.to_owned());
    }
}

/// A filled column that stands where a month is missing: *Mar*, nothing, *Mei*.
pub(super) fn gap(table: &Table) -> Option<String> {
    let mut months: Vec<(usize, i8, Option<usize>)> = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        if let Meaning::Month { month, field, .. } = column.meaning {
            months.push((at, month, field));
        }
    }
    let head = |at: usize| table.columns.get(at).map_or("", |c| c.head.as_str());
    let unknown = |at: usize| {
        table
            .columns
            .get(at)
            .is_some_and(|c| c.meaning == Meaning::Unknown)
    };
    let filled = |at: usize| table.rows.iter().any(|row| !is_blank(row.cell(at).text));
    months.windows(2).find_map(|pair| {
        let (left, first, field) = pair[0];
        let (right, last, of) = pair[1];
        let missing = usize::try_from(last - first).ok()?;
        let mut between = (left + 1..right).filter(|_| field == of && right - left == missing);
        let at = between.find(|at| unknown(*at) && filled(*at))?;
        Some(match head(at) {
            "" => format!("{} ({} … {})", column_letters(at), head(left), head(right)),
            head => head.to_owned(),
        })
    })
}

/// Two columns that are the same indicator in the same month.
pub(super) fn doubled(table: &Table) -> Option<[&str; 2]> {
    let head = |across: &Across| {
        table
            .columns
            .get(across.column)
            .map_or("", |c| c.head.as_str())
    };
    table.across.iter().enumerate().find_map(|(at, across)| {
        let mut before = table.across.iter().take(at);
        let same = before.find(|b| b.month == across.month && b.field == across.field)?;
        Some([head(same), head(across)])
    })
}
