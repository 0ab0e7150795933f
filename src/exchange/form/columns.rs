//! The columns of the forms: which, in which order, what may be chosen in them.

use super::FormKind;
use crate::meeting::achieved::{Measure, Status};
use crate::meeting::month::Month;
use crate::meeting::roster::GROUPS;
use crate::meeting::rules::Rules;
use crate::text::Lang;

/// One column of a form.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its head, as the import's layout names it.
    pub name: &'static str,
    /// Must a row have it?
    pub required: bool,
    /// What the example row says.
    pub example: &'static str,
    /// What its cells are.
    pub cells: Cells,
}

/// What the cells of a column are.
#[derive(Clone, Debug)]
pub enum Cells {
    /// Anything.
    Free,
    /// Text, even where only digits are typed: a spreadsheet must not count with it.
    Text,
    /// A whole number.
    Count,
    /// One of these.
    One(Vec<String>),
    /// One of these, as a rule.
    Usually(Vec<String>),
}

/// The totals that stand for their parts; a form asks for the parts.
const WHOLES: [Measure; 5] = [
    Measure::Involvement,
    Measure::Publication,
    Measure::Advocacy,
    Measure::Visitors,
    Measure::Books,
];

/// A month as a cell says it.
pub(super) fn month(month: Month) -> String {
    let names = &Lang::Id.text().months;
    let name = usize::try_from(month.month() - 1)
        .ok()
        .and_then(|at| names.get(at));
    format!("{} {}", name.copied().unwrap_or_default(), month.year())
}

/// The columns of a form under these rules.
pub(super) fn of(kind: FormKind, rules: &Rules, months: &[Month]) -> Vec<Column> {
    match kind {
        FormKind::Achievements => achievements(rules, months),
        FormKind::People => people(),
        FormKind::Libraries => libraries(),
    }
}

fn achievements(rules: &Rules, months: &[Month]) -> Vec<Column> {
    let months = months.iter().copied().map(month).collect();
    let mut columns = vec![
        must("kode_wilayah", "", Cells::Text),
        may("perpustakaan", "Perpustakaan Contoh", Cells::Free),
        may("desa_kelurahan", "Contoh", Cells::Free),
        may("kecamatan", "Contoh", Cells::Free),
        must("bulan", "Januari 2024", Cells::Usually(months)),
    ];
    let counted = Measure::ALL.into_iter().filter(|m| {
        let mut families = rules.families.iter();
        let mut plain = || {
            families.any(|f| f.columns.contains(m) || (f.columns.is_empty() && f.key == m.column()))
        };
        !WHOLES.contains(m) || plain()
    });
    columns.extend(counted.map(|m| may(m.column(), "4", Cells::Count)));
    let mut states: Vec<String> = Status::ALL.map(|s| s.word().to_owned()).to_vec();
    states.push("belum lapor".to_owned());
    columns.extend([
        may("status", "dilaporkan", Cells::One(states)),
        may("tanggal_input", "31/01/2024", Cells::Text),
        may("catatan", "", Cells::Free),
    ]);
    columns
}

fn people() -> Vec<Column> {
    let honours = ('a'..='m').map(String::from).chain([no()]).collect();
    vec![
        must("nama_lengkap", "", Cells::Free),
        must(
            "unsur",
            "Pengelola perpustakaan",
            Cells::Usually(GROUPS.map(str::to_owned).to_vec()),
        ),
        may("kode_wilayah", "73.09.05.2006", Cells::Text),
        may("desa_kelurahan", "Salenrang", Cells::Free),
        may("kecamatan", "Bontoa", Cells::Free),
        may("perpustakaan", "Perpustakaan Contoh", Cells::Free),
        may("jabatan", "Pengelola perpustakaan", Cells::Free),
        may("instansi", "", Cells::Free),
        may(
            "jenis_kelamin",
            "P",
            Cells::One(["L", "P"].map(str::to_owned).to_vec()),
        ),
        may("no_hp", "080000000001", Cells::Text),
        may("nip", "", Cells::Text),
        may("nama_panggilan", "", Cells::Free),
        may("transport", "ya", yes_no()),
        may("meja", "", Cells::Text),
        may("kode_undangan", "", Cells::Text),
        may("sapaan", "", Cells::Free),
        may("tata_tempat", "", Cells::One(honours)),
        may("keterangan", "", Cells::Free),
    ]
}

fn libraries() -> Vec<Column> {
    let months = Lang::Id.text().months.map(str::to_owned).to_vec();
    let kinds = ["desa", "kelurahan"].map(str::to_owned).to_vec();
    vec![
        must("kode_wilayah", "", Cells::Text),
        must("nama_perpustakaan", "Perpustakaan Contoh", Cells::Free),
        may("desa_kelurahan", "Contoh", Cells::Free),
        may("kecamatan", "Contoh", Cells::Free),
        may("jenis", "desa", Cells::Usually(kinds)),
        may("tahun_mitra", "2023", Cells::Count),
        may("bulan_mitra", "Maret", Cells::One(months)),
        may("sumber_mitra", "Replikasi Mandiri", Cells::Free),
        may("akun_sim", "ya", yes_no()),
        may("pic_nama", "", Cells::Free),
        may("pic_hp", "080000000001", Cells::Text),
        may("kuota", "2", Cells::Count),
    ]
}

fn yes_no() -> Cells {
    Cells::One(vec!["ya".to_owned(), no()])
}

fn no() -> String {
    "tidak".to_owned()
}

fn must(name: &'static str, example: &'static str, cells: Cells) -> Column {
    Column {
        required: true,
        ..may(name, example, cells)
    }
}

fn may(name: &'static str, example: &'static str, cells: Cells) -> Column {
    Column {
        name,
        required: false,
        example,
        cells,
    }
}
