//! `perpustakaan`: one row per village library.

use super::values;
use super::{Checked, Columns, Found, Kinds, VILLAGE_HEADS, check_rows};
use crate::exchange::cells::Row;
use crate::exchange::error::ImportError;
use crate::exchange::reading::Reading;
use crate::exchange::table::{Layout, Report, Spec, Tables};
use crate::meeting::record::Contact;
use crate::meeting::roster::{LibraryRow, Reason, Rejected};

const CODE: usize = 0;
const NAME: usize = 1;
const KIND: usize = 2;
const YEAR: usize = 3;
const MONTH: usize = 4;
const SOURCE: usize = 5;
const ACCOUNT: usize = 6;
const CONTACT: usize = 7;
const PHONE: usize = 8;
const VILLAGE: usize = 9;
const SUBDISTRICT: usize = 10;
const QUOTA: usize = 11;

/// The layout. A village name does where the code is missing; the library's name may be left out
/// where the code is there.
pub const LIBRARIES: Layout = Layout {
    sheet: "Perpustakaan",
    required: &[&[CODE, VILLAGE]],
    figures: None,
    fields: &[
        spec("kode_wilayah", &["kodedesa", "kodekelurahan", "kode"]),
        spec("nama_perpustakaan", &["perpustakaan", "nama"]),
        spec("jenis", &["jenisperpustakaan"]),
        spec("tahun_mitra", &["tahun"]),
        spec("bulan_mitra", &["bulan"]),
        spec("sumber_mitra", &["sumber"]),
        spec("akun_sim", &["sim", "akun"]),
        spec(
            "pic_nama",
            &["pic", "namapic", "pengelola", "namapengelola"],
        ),
        spec(
            "pic_hp",
            &[
                "hppic",
                "nohppic",
                "nohp",
                "hp",
                "nohppengelola",
                "nohpwa",
                "nohpwaaktif",
                "nohpaktif",
                "hpwa",
                "teleponwa",
                "telepon",
            ],
        ),
        spec("desa_kelurahan", VILLAGE_HEADS),
        spec("kecamatan", &["kec"]),
        spec("kuota", &["kuotapeserta", "jumlahundangan"]),
    ],
};

const fn spec(name: &'static str, aliases: &'static [&'static str]) -> Spec {
    Spec { name, aliases }
}

/// A list of libraries, each row checked by itself.
pub type LibrariesFile = Checked<LibraryRow, ()>;

/// Checks the rows of a list of libraries.
pub fn check_libraries(
    tables: Tables,
    reading: &Reading,
    report: &mut Report<'_>,
) -> Result<LibrariesFile, ImportError> {
    check_rows(
        tables,
        &LIBRARIES,
        Kinds {
            optional: is_optional,
            given: &[],
        },
        reading,
        (),
        report,
        |columns, row, (), cells| check(columns, row, cells).map(Found::Row),
    )
}

/// Does a library count without this cell?
fn is_optional(field: usize) -> bool {
    ![CODE, NAME, VILLAGE, SUBDISTRICT].contains(&field)
}

fn check(
    columns: &Columns<'_>,
    row: &Row,
    cells: &mut Vec<Rejected>,
) -> Result<LibraryRow, Rejected> {
    let text = |field: usize| columns.cell(row, field).text;
    let refused = |field: usize, reason: Reason| columns.refused(row, field, reason);
    if text(NAME).is_empty() && text(CODE).is_empty() {
        return Err(refused(NAME, Reason::Missing));
    }
    if text(CODE).is_empty() && text(VILLAGE).is_empty() {
        return Err(refused(CODE, Reason::Missing));
    }
    stated(text(NAME), |_| values::name(columns.cell(row, NAME))).map_err(|e| refused(NAME, e))?;
    let village = stated(text(CODE), values::village_code).map_err(|e| refused(CODE, e))?;
    let mut mend = |field, reason| cells.push(refused(field, reason));
    let phone = values::phone(text(PHONE)).map(std::borrow::Cow::into_owned);
    Ok(LibraryRow {
        row: row.number,
        village,
        village_text: text(VILLAGE).to_owned(),
        subdistrict_text: text(SUBDISTRICT).to_owned(),
        name: text(NAME).to_owned(),
        kind: text(KIND).to_owned(),
        partner_year: optional(stated(text(YEAR), values::year), YEAR, &mut mend),
        partner_month: optional(stated(text(MONTH), values::month), MONTH, &mut mend),
        partner_source: text(SOURCE).to_owned(),
        has_account: optional(stated(text(ACCOUNT), account), ACCOUNT, &mut mend),
        quota: optional(stated(text(QUOTA), values::quota), QUOTA, &mut mend),
        contact: Contact {
            name: text(CONTACT).to_owned(),
            phone: optional(phone, PHONE, &mut mend),
        },
    })
}

fn account(text: &str) -> Result<bool, Reason> {
    values::yes_no(text).ok_or(Reason::NotYesNo)
}

/// A value, or an empty one and a cell to mend.
fn optional<T: Default>(
    read: Result<T, Reason>,
    field: usize,
    mend: &mut impl FnMut(usize, Reason),
) -> T {
    read.unwrap_or_else(|reason| {
        mend(field, reason);
        T::default()
    })
}

fn stated<T>(
    text: &str,
    read: impl FnOnce(&str) -> Result<T, Reason>,
) -> Result<Option<T>, Reason> {
    (!text.is_empty()).then(|| read(text)).transpose()
}
