//! `peserta`: one row per person.

use std::collections::BTreeMap;

use super::values;
use super::{Checked, Columns, Found, Kinds, VILLAGE_HEADS, check_rows};
use crate::exchange::across;
use crate::exchange::cells::{Cell, Row};
use crate::exchange::error::ImportError;
use crate::exchange::reading::{FileTopic, Reading};
use crate::exchange::table::{Layout, Report, Spec, Tables, header_key};
use crate::meeting::names::{fold, split_titles};
use crate::meeting::protocol::Honour;
use crate::meeting::record::{Field, FieldSet, Record};
use crate::meeting::roster::{GROUPS, PersonRow, Reason, Rejected, known_group};
use crate::meeting::village::place_key;

/// The layout; fields stand in the order of [`Field::ALL`].
pub const PEOPLE: Layout = Layout {
    sheet: "Peserta",
    // A group that is missing is asked once for all rows.
    required: &[&[Field::Name as usize]],
    fields: &FIELDS,
    figures: None,
};

const FIELDS: [Spec; Field::ALL.len()] = {
    #[allow(clippy::too_many_lines)] // a table of words
    const fn spec(field: Field) -> Spec {
        let (name, aliases): (&'static str, &'static [&'static str]) = match field {
            Field::Name => (
                "nama_lengkap",
                &[
                    "nama",
                    "namapeserta",
                    "namalengkapdangelar",
                    "namadangelar",
                    "namalengkappeserta",
                    "namalengkapgelar",
                    "namaundangan",
                    "namalengkapanda",
                    "namaanda",
                ],
            ),
            Field::FrontTitle => ("gelar_depan", &[]),
            Field::BackTitle => ("gelar_belakang", &[]),
            Field::CallName => (
                "nama_panggilan",
                &[
                    "panggilan",
                    "paddaengang",
                    "namadaeng",
                    "namapanggilanpaddaengang",
                ],
            ),
            Field::Sex => (
                "jenis_kelamin",
                &["lp", "jk", "kelamin", "jeniskelaminlp", "gender"],
            ),
            Field::Group => ("unsur", &["kategori", "statuspeserta", "unsurpeserta"]),
            Field::Position => ("jabatan", &[]),
            Field::Office => (
                "instansi",
                &[
                    "asal",
                    "lembaga",
                    "opd",
                    "asalinstansi",
                    "instansiasal",
                    "instansilembaga",
                ],
            ),
            Field::Village => (
                "kode_wilayah",
                &["kodedesa", "kodekelurahan", "kodedesakelurahan"],
            ),
            Field::VillageText => ("desa_kelurahan", VILLAGE_HEADS),
            Field::SubdistrictText => ("kecamatan", &["kec", "namakecamatan", "asalkecamatan"]),
            Field::LibraryText => ("perpustakaan", &["namaperpustakaan", "perpustakaandesa"]),
            Field::Nip => ("nip", &[]),
            Field::Phone => (
                "no_hp",
                &[
                    "hp",
                    "nohpwa",
                    "nowa",
                    "wa",
                    "whatsapp",
                    "nowhatsapp",
                    "nomorhp",
                    "notelepon",
                    "nomortelepon",
                    "telepon",
                    "notelp",
                    "telp",
                    "nohandphone",
                    "handphone",
                    "nomorwa",
                    "nomorhpwa",
                    "kontak",
                    "nomorwhatsapp",
                    "nomorhandphone",
                    "nomorhpwhatsapp",
                    "nohpwhatsapp",
                    "nohpwaaktif",
                    "nohpaktif",
                    "nowaaktif",
                    "hpwa",
                    "teleponwa",
                    "telpwa",
                    "notelpwa",
                    "noteleponwa",
                ],
            ),
            Field::Transport => ("transport", &["transpor", "uangtransport"]),
            Field::Table => ("meja", &["kursi", "nomormeja", "nomeja", "mejakursi"]),
            Field::Invitation => (
                "kode_undangan",
                &["kodepeserta", "noundangan", "nomorundangan"],
            ),
            Field::Note => ("keterangan", &["ket", "catatan"]),
            Field::Spoken => ("sapaan", &["namaucap", "disapa", "dibacamc"]),
            Field::Honour => ("tata_tempat", &["urutanprotokol", "tatatempatvip", "vip"]),
        };
        Spec { name, aliases }
    }
    let mut all = [Spec {
        name: "",
        aliases: &[],
    }; Field::ALL.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = spec(Field::ALL[at]);
        at += 1;
    }
    all
};

/// A list of people, each row checked by itself.
pub type PeopleFile = Checked<PersonRow, PeopleSeen>;

/// What was seen beside the rows of a list of people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleSeen {
    /// Groups that are not in the known list, as written, with the number of rows.
    pub unknown_groups: BTreeMap<String, usize>,
    /// Telephone numbers that are now written otherwise.
    pub phones: Vec<Normalised>,
}

/// A value that is now written otherwise; for the preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Normalised {
    /// The row as the spreadsheet numbers it.
    pub row: usize,
    /// As it was.
    pub from: String,
    /// As it is.
    pub to: String,
}

/// Checks the rows of a list of people.
pub fn check_people(
    tables: Tables,
    reading: &Reading,
    report: &mut Report<'_>,
) -> Result<PeopleFile, ImportError> {
    let seen = PeopleSeen::default();
    check_rows(
        tables,
        &PEOPLE,
        KINDS,
        reading,
        seen,
        report,
        |columns, row, seen, cells| {
            let Some(person) = check(columns, row, reading, cells)? else {
                return Ok(Found::Waits(FileTopic::Group));
            };
            let group = person.record.get(Field::Group);
            if !GROUPS.contains(&group) {
                *seen.unknown_groups.entry(group.to_owned()).or_insert(0) += 1;
            }
            let phone = columns.cell(row, Field::Phone as usize).text;
            let to = &person.record.personal.phone;
            if phone != to && !to.is_empty() {
                seen.phones.push(Normalised {
                    row: row.number,
                    from: phone.to_owned(),
                    to: to.clone(),
                });
            }
            Ok(Found::Row(person))
        },
    )
}

/// What our forms have filled in.
const GIVEN: [usize; 4] = [
    Field::Village as usize,
    Field::VillageText as usize,
    Field::SubdistrictText as usize,
    Field::LibraryText as usize,
];

const KINDS: Kinds = Kinds {
    optional: is_optional,
    given: &GIVEN,
};

/// Does a person count without this cell? A place that is wrong is worse than none.
fn is_optional(field: usize) -> bool {
    ![Field::Name, Field::Group, Field::Village]
        .iter()
        .any(|f| *f as usize == field)
}

/// A person; none where only the group is missing, which is asked once for all.
fn check(
    columns: &Columns<'_>,
    row: &Row,
    reading: &Reading,
    cells: &mut Vec<Rejected>,
) -> Result<Option<PersonRow>, Rejected> {
    let mut record = Record::default();
    let mut waits = false;
    for field in Field::ALL {
        let mut cell = columns.cell(row, field as usize);
        if field == Field::Group && cell.text.is_empty() {
            cell.text = reading.group.as_deref().unwrap_or_default();
            waits = cell.text.is_empty();
        }
        if cell.text.is_empty() {
            if field == Field::Name {
                return Err(columns.refused(row, field as usize, Reason::Missing));
            }
            continue;
        }
        if let Err(reason) = set(&mut record, field, cell) {
            let refused = columns.refused(row, field as usize, reason);
            if !is_optional(field as usize) {
                return Err(refused);
            }
            cells.push(refused);
        }
    }
    if waits {
        return Ok(None);
    }
    place(&mut record, columns.head(Field::Office as usize), reading);
    columns.notes(row, &mut record.personal.note);
    write_name(&mut record);
    let mut stated = FieldSet::default();
    for field in Field::ALL {
        if !record.get(field).is_empty() {
            stated.insert(field);
        }
    }
    Ok(Some(PersonRow {
        row: row.number,
        record,
        stated,
    }))
}

fn set(record: &mut Record, field: Field, cell: Cell<'_>) -> Result<(), Reason> {
    let text = cell.text;
    let p = &mut record.personal;
    // *FALSE* is an honest answer to yes or no.
    if field != Field::Transport && values::is_nothing(text) {
        return Err(Reason::NotAName);
    }
    match field {
        Field::Name => values::name(cell)?.clone_into(&mut p.name),
        Field::FrontTitle => text.clone_into(&mut p.front_title),
        Field::BackTitle => text.clone_into(&mut p.back_title),
        Field::CallName => text.clone_into(&mut p.call_name),
        Field::Sex => p.sex = Some(values::sex(text).ok_or(Reason::NotASex)?),
        Field::Group => known_group(text)
            .unwrap_or(text)
            .clone_into(&mut record.group),
        Field::Position => text.clone_into(&mut p.position),
        Field::Office => text.clone_into(&mut record.office),
        Field::Village => record.village = Some(values::village_code(text)?),
        Field::VillageText => text.clone_into(&mut record.village_text),
        Field::SubdistrictText => text.clone_into(&mut record.subdistrict_text),
        Field::LibraryText => text.clone_into(&mut record.library_text),
        Field::Nip => p.nip = values::nip(cell)?,
        Field::Phone => p.phone = values::phone(text)?.into_owned(),
        Field::Transport => {
            record.transport = Some(values::yes_no(text).ok_or(Reason::NotYesNo)?);
        }
        Field::Table => text.clone_into(&mut record.table),
        Field::Invitation => text.clone_into(&mut record.invitation),
        Field::Note => text.clone_into(&mut p.note),
        Field::Spoken => text.clone_into(&mut p.spoken),
        Field::Honour => record.honour = Some(Honour::parse(text).ok_or(Reason::NotAPlace)?),
    }
    Ok(())
}

/// *Asal* is a village where it names one, as our attendance list writes it: *Salenrang, Kec. Bontoa*; else
/// an office.
fn place(record: &mut Record, head: &str, reading: &Reading) {
    let villages = [&record.village_text, &record.library_text];
    if header_key(head) != "asal" || villages.iter().any(|text| !text.is_empty()) {
        return;
    }
    let cut = record.office.rsplit_once(", ");
    let cut = cut.and_then(|(village, kec)| Some((village, across::bare_subdistrict(kec)?)));
    let (village, subdistrict) = cut.unwrap_or((&record.office, ""));
    let mut words = village.splitn(2, ' ');
    let kind = words.next().map(header_key).unwrap_or_default();
    let bare = words
        .next()
        .filter(|_| matches!(&*kind, "desa" | "kelurahan" | "kel"));
    if !reading
        .villages
        .contains(&place_key(bare.unwrap_or(village)))
    {
        return;
    }
    if record.subdistrict_text.is_empty() {
        record.subdistrict_text = subdistrict.to_owned();
    }
    record.village_text = village.to_owned();
    record.office.clear();
}

/// Titles that came in columns of their own stand in the written name too, unless they already do.
fn write_name(record: &mut Record) {
    let p = &mut record.personal;
    if p.front_title.is_empty() && p.back_title.is_empty() {
        return;
    }
    let parts = split_titles(&p.name);
    let has = |carried: &str, title: &str| fold(carried).contains(&fold(title));
    let mut written = p.name.clone();
    if !p.front_title.is_empty() && !has(&parts.front, &p.front_title) {
        written = format!("{} {written}", p.front_title);
    }
    if !p.back_title.is_empty() && !has(&parts.back, &p.back_title) {
        written = format!("{written}, {}", p.back_title.trim_start_matches([',', ' ']));
    }
    p.name = written;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(front: &str, name: &str, back: &str) -> String {
        let mut record = Record::default();
        record.personal.front_title = front.into();
        record.personal.name = name.into();
        record.personal.back_title = back.into();
        write_name(&mut record);
        record.personal.name
    }

    #[test]
    fn titles_of_their_own_columns_are_written_once() {
        assert_eq!(
            written("Dr. H.", "Warsal Muin", "S.Pd., M.Pd."),
            "Dr. H. Warsal Muin, S.Pd., M.Pd."
        );
        assert_eq!(
            written("Dr. H.", "Dr. H. Warsal Muin, S.Pd.", "S.Pd."),
            "Dr. H. Warsal Muin, S.Pd."
        );
        assert_eq!(written("", "Warsal", ", S.E."), "Warsal, S.E.");
        assert_eq!(written("", "Warsal, S.E.", ""), "Warsal, S.E.");
    }

    #[test]
    fn the_layout_names_every_field_as_the_record_does_and_no_alias_twice() {
        let mut keys = std::collections::HashSet::new();
        for (at, spec) in PEOPLE.fields.iter().enumerate() {
            if let Some(field) = Field::ALL.get(at) {
                assert_eq!(spec.name, field.column());
                assert_eq!(*field as usize, at);
            }
            assert!(keys.insert(crate::exchange::table::header_key(spec.name)));
            for alias in spec.aliases {
                assert_eq!(crate::exchange::table::header_key(alias), *alias);
                assert!(keys.insert((*alias).to_owned()), "{alias}");
            }
        }
    }
}
