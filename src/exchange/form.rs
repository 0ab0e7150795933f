//! Empty forms: the heads of an import with the partners filled in, for whoever types the rest. Written
//! as a workbook with drop-downs and a page of help, or as CSV. Imported untouched it changes nothing.

mod columns;
mod workbook;

use super::document::Format;
use super::export::{self, ExportError, Sink};
use super::header::Layout;
use super::import::{ACHIEVEMENTS, LIBRARIES, PEOPLE};
use super::preview::ImportKind;
use crate::meeting::Meeting;
use crate::meeting::id::VillageCode;
use crate::meeting::month::Month;
use crate::text::Text;

pub use columns::Column;

/// A row of which a cell begins with this is an example, and no import takes it. Plain ASCII: it has to
/// come back whole from whatever saves it.
pub const EXAMPLE: &str = "CONTOH: baris ini dilewati";

/// The sheet that says what goes into which column; it has no head that an import would take.
pub const GUIDE: &str = "Petunjuk";

/// The formats of a form.
pub const FORMATS: &[Format] = &[Format::Xlsx, Format::Csv];

/// The most rows that are filled in: nobody types more, and a spreadsheet would hardly open them.
const MOST_ROWS: usize = 200_000;

/// What a form asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormKind {
    /// *capaian*
    Achievements,
    /// *peserta*
    People,
    /// *perpustakaan*
    Libraries,
}

impl FormKind {
    /// All of them.
    pub const ALL: [FormKind; 3] = [
        FormKind::Achievements,
        FormKind::People,
        FormKind::Libraries,
    ];

    /// As what it is imported.
    pub fn import(self) -> ImportKind {
        match self {
            FormKind::Achievements => ImportKind::Achievements,
            FormKind::People => ImportKind::People,
            FormKind::Libraries => ImportKind::Libraries,
        }
    }

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        self.import().word()
    }

    fn layout(self) -> &'static Layout {
        match self {
            FormKind::Achievements => &ACHIEVEMENTS,
            FormKind::People => &PEOPLE,
            FormKind::Libraries => &LIBRARIES,
        }
    }
}

/// How much of the meeting stands in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// No library is on the list yet: heads and example only.
    NoLibraries,
    /// So many libraries, one row each.
    Libraries(usize),
    /// So many libraries in so many months.
    Months(usize, usize),
    /// So many libraries, but in this month only: all months would be too many rows.
    OneMonth(usize, Month),
}

/// An empty form.
#[derive(Clone, Debug)]
pub struct Form {
    /// What it asks for.
    pub kind: FormKind,
    /// Its columns; the places stand first where they are filled in.
    pub columns: Vec<Column>,
    /// The rows that are filled in, as far as they are; the example is none of them.
    pub rows: Vec<Vec<String>>,
    /// What of the meeting is in it.
    pub scope: Scope,
}

/// The form of a meeting as it stands.
pub fn form(meeting: &Meeting, kind: FormKind) -> Form {
    let rules = meeting.rules();
    let period = usize::try_from(rules.to.since(rules.from)).unwrap_or(0) + 1;
    let libraries = meeting.libraries().len();
    let all = (0..).take(period).map(|n| rules.from.plus(n));
    let all: Vec<Month> = all.collect();
    let (months, scope) = match kind {
        _ if libraries == 0 => (Vec::new(), Scope::NoLibraries),
        FormKind::People | FormKind::Libraries => (Vec::new(), Scope::Libraries(libraries)),
        FormKind::Achievements if libraries * period > MOST_ROWS => {
            (vec![rules.from], Scope::OneMonth(libraries, rules.from))
        }
        FormKind::Achievements => (all.clone(), Scope::Months(libraries, period)),
    };
    let columns = columns::of(kind, &rules, &all);
    let places = meeting.libraries().keys().map(|code| place(meeting, code));
    let filled = |place: &Place, month: &str| -> Vec<String> {
        let cell = |column: &Column| match column.name {
            "kode_wilayah" => place.code.clone(),
            "perpustakaan" | "nama_perpustakaan" => place.library.clone(),
            "desa_kelurahan" => place.village.clone(),
            "kecamatan" => place.subdistrict.clone(),
            "bulan" => month.to_owned(),
            _ => String::new(),
        };
        columns.iter().map(cell).collect()
    };
    let rows = match kind {
        FormKind::Achievements => {
            let months: Vec<String> = months.into_iter().map(columns::month).collect();
            let of =
                |place: Place| -> Vec<_> { months.iter().map(|m| filled(&place, m)).collect() };
            places.flat_map(of).collect()
        }
        FormKind::People | FormKind::Libraries => places.map(|p| filled(&p, "")).collect(),
    };
    Form {
        kind,
        columns,
        rows,
        scope,
    }
}

/// Where a library is, as its cells say it.
struct Place {
    code: String,
    library: String,
    village: String,
    subdistrict: String,
}

fn place(meeting: &Meeting, code: &VillageCode) -> Place {
    let village = meeting.villages().get(code).map(|v| v.name.clone());
    let library = meeting.libraries().get(code).map(|l| l.name.clone());
    Place {
        code: code.to_string(),
        library: library.unwrap_or_default(),
        village: village.unwrap_or_default(),
        subdistrict: meeting.subdistrict_of(code).to_owned(),
    }
}

impl Form {
    /// The example row.
    fn example(&self) -> impl Iterator<Item = &str> {
        let cells = self.columns.iter().map(|c| c.example);
        cells
            .enumerate()
            .map(|(at, cell)| if at == 0 { EXAMPLE } else { cell })
    }

    /// Writes it.
    pub fn write(&self, text: &Text, format: Format, sink: Sink<'_>) -> Result<(), ExportError> {
        match format {
            Format::Xlsx => {
                let bytes = workbook::make(self, text);
                let bytes = bytes.map_err(|e| std::io::Error::other(e.to_string()))?;
                export::write_bytes(sink, &bytes)
            }
            Format::Csv | Format::Html => {
                let header: Vec<&str> = self.columns.iter().map(|c| c.name).collect();
                let example: Vec<&str> = self.example().collect();
                let rows = self
                    .rows
                    .iter()
                    .map(|r| r.iter().map(String::as_str).collect());
                export::write_csv(sink, &header, std::iter::once(example).chain(rows))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::header::header_key;
    use crate::meeting::rules::Rules;
    use crate::text::form::guide;

    #[test]
    fn every_column_is_one_of_the_import_and_is_explained() {
        let rules = Rules::usual(2024);
        for kind in FormKind::ALL {
            let layout = kind.layout();
            let columns = columns::of(kind, &rules, &[rules.from]);
            let field = |name: &str| layout.fields.iter().position(|f| f.name == name);
            let fields: Vec<_> = columns.iter().map(|c| field(c.name).unwrap()).collect();
            for group in layout.required {
                assert!(group.iter().any(|f| fields.contains(f)), "{kind:?}");
            }
            for (at, column) in columns.iter().enumerate() {
                assert!(!fields[..at].contains(&fields[at]), "{} twice", column.name);
                for words in guide(kind, column.name) {
                    assert!(words.len() > 5, "{kind:?} {}", column.name);
                }
            }
            // What must be filled in stands before what may be.
            let last = columns.iter().rposition(|c| c.required);
            assert!(last.is_some_and(|at| at < 6), "{kind:?}");
        }
    }

    #[test]
    fn a_family_that_is_read_from_its_plain_column_has_it() {
        let mut rules = Rules::usual(2024);
        let has = |rules: &Rules, name: &str| {
            let columns = columns::of(FormKind::Achievements, rules, &[]);
            columns.iter().any(|c| header_key(c.name) == name)
        };
        assert!(!has(&rules, "buku") && !has(&rules, "pelibatan"));
        rules.families[0].key = "buku".into();
        rules.families[0].columns.clear();
        assert!(has(&rules, "buku"));
    }
}
