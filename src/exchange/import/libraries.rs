//! `perpustakaan`: one row per village library.

use super::values;
use super::{Columns, LONGEST_CELL, check_rows};
use crate::exchange::cells::Row;
use crate::exchange::error::ImportError;
use crate::exchange::table::{Layout, Report, Spec, Table};
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
            &["hppic", "nohppic", "nohp", "hp", "nohppengelola"],
        ),
        spec("desa_kelurahan", &["desa", "kelurahan", "namadesa"]),
        spec("kecamatan", &["kec"]),
        spec("kuota", &["kuotapeserta", "jumlahundangan"]),
    ],
};

const fn spec(name: &'static str, aliases: &'static [&'static str]) -> Spec {
    Spec { name, aliases }
}

/// A list of libraries, each row checked by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibrariesFile {
    /// The good rows.
    pub rows: Vec<LibraryRow>,
    /// The refused rows, one reason each.
    pub rejected: Vec<Rejected>,
    /// The table as read, for handing refused rows back.
    pub table: Table,
}

/// Checks the rows of a list of libraries.
pub fn check_libraries(
    table: Table,
    report: &mut Report<'_>,
) -> Result<LibrariesFile, ImportError> {
    let columns = Columns::new(&table, LIBRARIES.fields.len());
    let (rows, rejected) = check_rows(&table, report, |row| check(&columns, row).map(Some))?;
    Ok(LibrariesFile {
        rows,
        rejected,
        table,
    })
}

fn check(columns: &Columns<'_>, row: &Row) -> Result<LibraryRow, Rejected> {
    columns.refuse_broken(row, &LIBRARIES, |_| LONGEST_CELL)?;
    let text = |field: usize| columns.cell(row, field).text;
    let refused = |field: usize, reason: Reason| Rejected {
        row: row.number,
        column: LIBRARIES.fields.get(field).map_or("", |f| f.name),
        value: text(field).to_owned(),
        reason,
    };
    if text(NAME).is_empty() && text(CODE).is_empty() {
        return Err(refused(NAME, Reason::Missing));
    }
    if text(CODE).is_empty() && text(VILLAGE).is_empty() {
        return Err(refused(CODE, Reason::Missing));
    }
    Ok(LibraryRow {
        row: row.number,
        village: stated(text(CODE), values::village_code).map_err(|e| refused(CODE, e))?,
        village_text: text(VILLAGE).to_owned(),
        subdistrict_text: text(SUBDISTRICT).to_owned(),
        name: text(NAME).to_owned(),
        kind: text(KIND).to_owned(),
        partner_year: stated(text(YEAR), values::year).map_err(|e| refused(YEAR, e))?,
        partner_month: stated(text(MONTH), values::month).map_err(|e| refused(MONTH, e))?,
        partner_source: text(SOURCE).to_owned(),
        has_account: stated(text(ACCOUNT), |t| values::yes_no(t).ok_or(Reason::NotYesNo))
            .map_err(|e| refused(ACCOUNT, e))?,
        quota: stated(text(QUOTA), values::quota).map_err(|e| refused(QUOTA, e))?,
        contact: Contact {
            name: text(CONTACT).to_owned(),
            phone: values::phone(text(PHONE))
                .map_err(|e| refused(PHONE, e))?
                .into_owned(),
        },
    })
}

fn stated<T>(
    text: &str,
    read: impl FnOnce(&str) -> Result<T, Reason>,
) -> Result<Option<T>, Reason> {
    (!text.is_empty()).then(|| read(text)).transpose()
}
