//! What is known about a person, a library and the meeting itself; never what happened to them.
//!
//! Personal values stand apart in [`Personal`] and [`Contact`]: the journal keeps them in a column of
//! their own that can be emptied after the event without breaking the chain.

use serde::{Deserialize, Serialize};

use super::id::VillageCode;
use super::protocol::Honour;

/// A time zone of Indonesia. None has daylight saving, so each is one fixed offset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Zone {
    /// Western time, UTC+7.
    Wib,
    /// Central time, UTC+8: Sulawesi, and so the default.
    #[default]
    Wita,
    /// Eastern time, UTC+9.
    Wit,
}

impl Zone {
    /// All zones from west to east.
    pub const ALL: [Zone; 3] = [Zone::Wib, Zone::Wita, Zone::Wit];

    /// The abbreviation people write behind a time.
    pub fn name(self) -> &'static str {
        match self {
            Zone::Wib => "WIB",
            Zone::Wita => "WITA",
            Zone::Wit => "WIT",
        }
    }

    /// Hours east of UTC.
    pub fn offset(self) -> jiff::tz::Offset {
        jiff::tz::Offset::constant(match self {
            Zone::Wib => 7,
            Zone::Wita => 8,
            Zone::Wit => 9,
        })
    }

    /// Reads the abbreviation, in any case.
    pub fn parse(text: &str) -> Option<Zone> {
        Zone::ALL
            .into_iter()
            .find(|z| z.name().eq_ignore_ascii_case(text.trim()))
    }
}

/// What the meeting is called, when and where it is, and who holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Free text; the event has many names.
    pub title: String,
    /// The day.
    pub date: jiff::civil::Date,
    /// Hall and town, free text.
    #[serde(default)]
    pub place: String,
    /// The zone of every time shown.
    pub zone: Zone,
    /// The office that holds the meeting.
    #[serde(default)]
    pub organiser: String,
    /// *Penanggung jawab data*: who answers for the personal values in this file and deletes them
    /// after the event. Public, so that a copy without names still says it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub responsible: String,
    /// *Tujuan*: why the personal values are kept; the law on personal data wants it said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    /// True for the sample meeting: every screen and paper then says CONTOH.
    #[serde(default)]
    pub sample: bool,
}

/// Sex as the attendance list prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sex {
    /// *Laki-laki*.
    L,
    /// *Perempuan*.
    P,
}

impl Sex {
    /// The letter of the form.
    pub fn letter(self) -> &'static str {
        match self {
            Sex::L => "L",
            Sex::P => "P",
        }
    }
}

/// The values of a person that are personal: emptied in a copy made by `forget`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Personal {
    /// The written name with titles; never changed by the program.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Front and back titles given in columns of their own (empty: read off the name).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub front_title: String,
    /// See `front_title`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub back_title: String,
    /// The name people say: the Daeng name or a short name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub call_name: String,
    /// L or P where stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Position, with Plt./Plh./Pj.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub position: String,
    /// 18 digits, text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub nip: String,
    /// Mobile number, text, `08…`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Free text, with the columns the program does not know.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// How the master of ceremonies says the name: *Bapak Bupati Maros, Haji …*.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub spoken: String,
}

/// What is known about one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// The personal part; stored apart.
    #[serde(skip)]
    pub personal: Personal,
    /// *Kode undangan*: searchable, not scannable.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub invitation: String,
    /// *Unsur*, as written or in the spelling of the known list.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// *Instansi*.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub office: String,
    /// The village, where it is known by its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub village: Option<VillageCode>,
    /// Village as written, only where no code is known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub village_text: String,
    /// Sub-district as written, only where no code is known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub subdistrict_text: String,
    /// Library as written, only where it is not the library of `village`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub library_text: String,
    /// Transport money, where stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transport: Option<bool>,
    /// Seat or table.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub table: String,
    /// Place of honour, where the file or a hand says something about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub honour: Option<Honour>,
}

/// A field of a [`Record`] that a file or a hand may set; the order is that of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// `nama_lengkap`
    Name,
    /// `gelar_depan`
    FrontTitle,
    /// `gelar_belakang`
    BackTitle,
    /// `nama_panggilan`
    CallName,
    /// `jenis_kelamin`
    Sex,
    /// `unsur`
    Group,
    /// `jabatan`
    Position,
    /// `instansi`
    Office,
    /// `kode_wilayah`
    Village,
    /// `desa_kelurahan`
    VillageText,
    /// `kecamatan`
    SubdistrictText,
    /// `perpustakaan`
    LibraryText,
    /// `nip`
    Nip,
    /// `no_hp`
    Phone,
    /// `transport`
    Transport,
    /// `meja`
    Table,
    /// `kode_undangan`
    Invitation,
    /// `keterangan`
    Note,
    /// `sapaan`
    Spoken,
    /// `tata_tempat`
    Honour,
}

impl Field {
    /// Every field, in the order of the form.
    pub const ALL: [Field; 20] = [
        Field::Name,
        Field::FrontTitle,
        Field::BackTitle,
        Field::CallName,
        Field::Sex,
        Field::Group,
        Field::Position,
        Field::Office,
        Field::Village,
        Field::VillageText,
        Field::SubdistrictText,
        Field::LibraryText,
        Field::Nip,
        Field::Phone,
        Field::Transport,
        Field::Table,
        Field::Invitation,
        Field::Note,
        Field::Spoken,
        Field::Honour,
    ];

    /// The column name of the import layout.
    pub fn column(self) -> &'static str {
        match self {
            Field::Name => "nama_lengkap",
            Field::FrontTitle => "gelar_depan",
            Field::BackTitle => "gelar_belakang",
            Field::CallName => "nama_panggilan",
            Field::Sex => "jenis_kelamin",
            Field::Group => "unsur",
            Field::Position => "jabatan",
            Field::Office => "instansi",
            Field::Village => "kode_wilayah",
            Field::VillageText => "desa_kelurahan",
            Field::SubdistrictText => "kecamatan",
            Field::LibraryText => "perpustakaan",
            Field::Nip => "nip",
            Field::Phone => "no_hp",
            Field::Transport => "transport",
            Field::Table => "meja",
            Field::Invitation => "kode_undangan",
            Field::Note => "keterangan",
            Field::Spoken => "sapaan",
            Field::Honour => "tata_tempat",
        }
    }
}

/// A set of fields, for instance those corrected by hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FieldSet(u32);

impl FieldSet {
    /// Puts a field in.
    pub fn insert(&mut self, field: Field) {
        self.0 |= 1 << field as u32;
    }

    /// Takes a field out.
    pub fn remove(&mut self, field: Field) {
        self.0 &= !(1 << field as u32);
    }

    /// Is the field in?
    pub fn contains(self, field: Field) -> bool {
        self.0 & (1 << field as u32) != 0
    }
}

impl Record {
    /// The value of a field as text; empty where nothing is known.
    pub fn get(&self, field: Field) -> &str {
        let p = &self.personal;
        match field {
            Field::Name => &p.name,
            Field::FrontTitle => &p.front_title,
            Field::BackTitle => &p.back_title,
            Field::CallName => &p.call_name,
            Field::Sex => p.sex.map_or("", Sex::letter),
            Field::Group => &self.group,
            Field::Position => &p.position,
            Field::Office => &self.office,
            Field::Village => self.village.as_ref().map_or("", VillageCode::as_str),
            Field::VillageText => &self.village_text,
            Field::SubdistrictText => &self.subdistrict_text,
            Field::LibraryText => &self.library_text,
            Field::Nip => &p.nip,
            Field::Phone => &p.phone,
            Field::Transport => match self.transport {
                None => "",
                Some(true) => "ya",
                Some(false) => "tidak",
            },
            Field::Table => &self.table,
            Field::Invitation => &self.invitation,
            Field::Note => &p.note,
            Field::Spoken => &p.spoken,
            Field::Honour => self.honour.map_or("", Honour::written),
        }
    }

    /// Copies one field from another record.
    pub fn take(&mut self, field: Field, from: &Record) {
        let (p, q) = (&mut self.personal, &from.personal);
        match field {
            Field::Name => p.name.clone_from(&q.name),
            Field::FrontTitle => p.front_title.clone_from(&q.front_title),
            Field::BackTitle => p.back_title.clone_from(&q.back_title),
            Field::CallName => p.call_name.clone_from(&q.call_name),
            Field::Sex => p.sex = q.sex,
            Field::Group => self.group.clone_from(&from.group),
            Field::Position => p.position.clone_from(&q.position),
            Field::Office => self.office.clone_from(&from.office),
            Field::Village => self.village.clone_from(&from.village),
            Field::VillageText => self.village_text.clone_from(&from.village_text),
            Field::SubdistrictText => self.subdistrict_text.clone_from(&from.subdistrict_text),
            Field::LibraryText => self.library_text.clone_from(&from.library_text),
            Field::Nip => p.nip.clone_from(&q.nip),
            Field::Phone => p.phone.clone_from(&q.phone),
            Field::Transport => self.transport = from.transport,
            Field::Table => self.table.clone_from(&from.table),
            Field::Invitation => self.invitation.clone_from(&from.invitation),
            Field::Note => p.note.clone_from(&q.note),
            Field::Spoken => p.spoken.clone_from(&q.spoken),
            Field::Honour => self.honour = from.honour,
        }
    }

    /// The fields in which two records differ.
    pub fn differences(&self, other: &Record) -> Vec<Field> {
        Field::ALL
            .into_iter()
            .filter(|f| self.get(*f) != other.get(*f))
            .collect()
    }
}

/// The person in charge of a library; personal, stored apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// `pic_nama`
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// `pic_hp`
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

/// A village library; its key is the village code, never the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Library {
    /// The village it belongs to.
    pub code: VillageCode,
    /// `nama_perpustakaan`
    pub name: String,
    /// `jenis`
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// `tahun_mitra`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner_year: Option<i16>,
    /// `bulan_mitra`, 1–12
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner_month: Option<i8>,
    /// `sumber_mitra`
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub partner_source: String,
    /// `akun_sim`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_account: Option<bool>,
    /// `kuota`: how many its delegation may bring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<u16>,
    /// The person in charge.
    #[serde(skip)]
    pub contact: Contact,
}

/// A village of the gazetteer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Village {
    /// Dotted Kemendagri code.
    pub code: VillageCode,
    /// The official name.
    pub name: String,
    /// Its sub-district.
    pub subdistrict: String,
    /// desa, kelurahan, desa adat: as in the list.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
}
